/* Figures of a trial as the page says them: short forms of what trial/say.h says in whole sentences. */
#include "report/page_internal.h"

#include <math.h>

#include "base/num.h"

const char *wr_i_page_row_name(struct wr_i_page *p, size_t row)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_say_row(&buf, p->t, row);
    return wr_i_page_keep(p, &buf);
}

static int measure_of(const struct wr_trial *t, size_t row) { return row < t->n_rows ? t->row_measure[row] : -1; }

enum wr_unit wr_i_page_row_unit(const struct wr_i_page *p, size_t row)
{
    return row < p->t->n_rows ? p->m->measures[p->t->row_measure[row]].unit : WR_UNIT_BARE;
}

/* A range of harms, its ends known to +-half: 0 reads as "none". */
static void harm_range(struct wr_buf *out, double low, double high, double half)
{
    int places = wr_num_places((low + high) / 2, half);

    places = high > 0 && high < 1 && places == 0 ? 1 : places > 2 ? 2 : places;
    if (low <= 0 && high <= 0) {
        wr_buf_text(out, "none");
        return;
    }
    if (low <= 0)
        wr_buf_text(out, "none");
    else
        wr_num_print(out, low, places, true);
    wr_buf_text(out, " to ");
    wr_num_print(out, high, places, true);
}

/* All options of a measure are said in the scale that suits the first, so that a column can be read down. */
static struct wr_say_scale level_scale(const struct wr_i_page *p, size_t row)
{
    struct wr_estimate e = wr_trial_estimate(p->t, 0, row);

    return wr_say_scale(p->m, measure_of(p->t, row), e.n > 0 ? e.mean : 0, false);
}

/* And their differences in the scale of the greatest. */
static struct wr_say_scale difference_scale(const struct wr_i_page *p, size_t row)
{
    double most = 0;
    size_t v;

    for (v = 1; v < p->t->n_variants; v++) {
        struct wr_estimate d = wr_trial_difference(p->t, v, row);
        if (wr_num_finite(d.low) && wr_num_finite(d.high))
            most = fmax(most, fmax(fabs(d.low), fabs(d.high)));
    }
    return wr_say_scale(p->m, measure_of(p->t, row), most, true);
}

/* An interval in standard errors may pass where the measure ends. */
static void interval(struct wr_buf *out, const struct wr_i_page *p, size_t row, double low, double high)
{
    if (wr_i_page_row_unit(p, row) == WR_UNIT_SHARE && high > 1)
        high = 1;
    wr_say_interval_in(out, level_scale(p, row), low < 0 ? 0 : low, high);
}

const char *wr_i_page_average(struct wr_i_page *p, size_t v, size_t row)
{
    struct wr_estimate e = wr_trial_estimate(p->t, v, row);
    struct wr_buf buf;

    if (e.n == 0)
        return "nothing was counted";
    wr_buf_init(&buf, 0);
    if (row >= p->t->n_rows) {
        struct wr_say_range r = wr_say_harm_level(p->t, v, row - p->t->n_rows);
        wr_buf_text(&buf, "associated with ");
        harm_range(&buf, r.low, r.high, (r.high - r.low) / 2);
        wr_buf_text(&buf, " a year");
    } else if (e.n < 2) {
        wr_say_value(&buf, p->m, measure_of(p->t, row), e.mean, NAN);
        wr_buf_text(&buf, " in one run");
    } else {
        interval(&buf, p, row, e.low, e.high);
    }
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_difference_of(struct wr_i_page *p, const struct wr_trial *t, const struct wr_estimate *d, size_t row)
{
    struct wr_buf buf;
    struct wr_say_range r;

    wr_buf_init(&buf, 0);
    if (row < t->n_rows) {
        wr_say_difference(&buf, p->m, measure_of(t, row), d);
        return wr_i_page_keep(p, &buf);
    }
    r = wr_say_harm_difference(t, d, row - t->n_rows);
    if (d->n < 2)
        wr_buf_text(&buf, "not known from one run");
    else if (d->low == 0 && d->high == 0)
        wr_buf_text(&buf, "no difference in any run");
    else if (d->low <= 0 && d->high >= 0)
        wr_buf_text(&buf, "no clear difference");
    else {
        wr_buf_text(&buf, "associated with ");
        harm_range(&buf, fmin(fabs(r.low), fabs(r.high)), fmax(fabs(r.low), fabs(r.high)), fabs(r.high - r.low) / 2);
        wr_buf_printf(&buf, " %s a year", d->high < 0 ? "fewer" : "more");
    }
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_difference(struct wr_i_page *p, size_t v, size_t row)
{
    struct wr_estimate d = wr_trial_difference(p->t, v, row);
    struct wr_buf buf;

    if (row >= p->t->n_rows)
        return wr_i_page_difference_of(p, p->t, &d, row);
    wr_buf_init(&buf, 0);
    wr_say_difference_in(&buf, difference_scale(p, row), &d);
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_years(struct wr_i_page *p, size_t v, size_t row)
{
    struct wr_estimate e = wr_trial_estimate(p->t, v, row);
    struct wr_buf buf;

    if (row >= p->t->n_rows)
        return "";
    wr_buf_init(&buf, 0);
    if (e.n < 2)
        wr_buf_text(&buf, "one run only");
    else
        interval(&buf, p, row, e.year_low, e.year_high);
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_target(struct wr_i_page *p, size_t row)
{
    const struct wr_objective *o = wr_say_objective(p->t, row);
    struct wr_buf buf;

    if (o == NULL || !o->has_target)
        return NULL;
    wr_buf_init(&buf, 0);
    wr_say_target(&buf, p->t, row, o);
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_met(struct wr_i_page *p, size_t v, size_t row)
{
    const struct wr_objective *o = wr_say_objective(p->t, row);
    const struct wr_trial_variant *x = &p->t->variants[v];
    const double *values;
    struct wr_measure_share s;

    if (o == NULL || !o->has_target)
        return NULL;
    if (row < p->t->n_rows)
        values = x->rows[row];
    else
        values = o->target_value.unit == WR_UNIT_SHARE ? x->harm_per[row - p->t->n_rows] : x->harms[row - p->t->n_rows];
    s = wr_measure_target(values, p->t->n_replications, (int)o->target, o->target_value.value);
    if (s.n == 0)
        return NULL;
    return wr_i_page_text(p, "in %.0f of %zu %s", s.share * (double)s.n, s.n, wr_i_page_span(p, s.n != 1));
}

static double per(struct wr_i_page *p, double time, const char *time_words, const char **words)
{
    if (p->m->run.mode == WR_RUN_PERIOD && p->t->collected > 0) {
        *words = time_words;
        return time / p->t->collected;
    }
    *words = wr_i_page_text(p, "a %s", wr_i_page_span(p, false));
    return 1;
}

double wr_i_page_per_year(struct wr_i_page *p, const char **words) { return per(p, WR_YEAR, "a year", words); }
double wr_i_page_per_day(struct wr_i_page *p, const char **words) { return per(p, WR_DAY, "a day", words); }

const char *wr_i_page_span(struct wr_i_page *p, bool many)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_say_span(&buf, p->t, many);
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_invented(struct wr_i_page *p, size_t v)
{
    struct wr_buf buf;
    const char *said;

    wr_buf_init(&buf, 0);
    wr_say_sources(&buf, p->m, p->t->variants[v].option);
    said = wr_i_page_keep(p, &buf);
    return said[0] != '\0' ? said : NULL;
}

void wr_i_page_row_option(struct wr_i_page *p, size_t v)
{
    const char *invented = wr_i_page_invented(p, v);

    wr_i_page_row_open(p);
    wr_html_text(p->h, p->t->variants[v].label);
    if (invented != NULL)
        wr_html_element(p->h, "span", invented, "class", "note", NULL);
    wr_i_page_row_named(p);
}

const char *wr_i_page_removable(struct wr_i_page *p, size_t v, size_t harm)
{
    const struct wr_number *part = &p->m->harms[harm].causal_share;
    struct wr_say_range r = wr_say_harm_level(p->t, v, harm);
    struct wr_buf buf;

    if (!wr_num_finite(r.low) || !wr_num_finite(r.high))
        return "not known";
    wr_buf_init(&buf, 0);
    /* As many places as the level beside it has: a part of it must not read as more than it. */
    harm_range(&buf, r.low * (r.causal_has_interval ? part->low : part->value), r.high * (r.causal_has_interval ? part->high : part->value),
               (r.high - r.low) / 2);
    wr_buf_text(&buf, " a year");
    return wr_i_page_keep(p, &buf);
}

bool wr_i_aim_of(const struct wr_i_page *p, size_t i, struct wr_i_aim *out)
{
    const struct wr_objective *o = &p->m->objectives[i];
    size_t row;

    out->objective = o;
    if (o->measure < 0 && o->harm >= 0) {
        out->row = p->t->n_rows + (size_t)o->harm;
        return true;
    }
    for (row = 0; row < p->t->n_rows; row++)
        if (p->t->row_measure[row] == o->measure) {
            out->row = row;
            return true;
        }
    return false;
}

static int verdict(const struct wr_i_page *p, const struct wr_estimate *d, size_t row)
{
    enum wr_say_way way = wr_say_way(p->t, row);

    if (d->n < 2 || way == WR_SAY_NEITHER || !(d->low > 0 || d->high < 0))
        return 0;
    return (d->low > 0) == (way == WR_SAY_MORE_IS_BETTER) ? 1 : -1;
}

int wr_i_page_verdict(const struct wr_i_page *p, size_t v, size_t row)
{
    struct wr_estimate d = wr_trial_difference(p->t, v, row);

    return verdict(p, &d, row);
}

static const double *values_of(const struct wr_trial *t, size_t v, size_t row)
{
    return row < t->n_rows ? t->variants[v].rows[row] : t->variants[v].harms[row - t->n_rows];
}

bool wr_i_page_as_good(const struct wr_i_page *p, size_t v, size_t best, size_t row)
{
    struct wr_estimate d;

    if (wr_i_page_verdict(p, v, row) <= 0)
        return false;
    d = wr_measure_difference(values_of(p->t, v, row), values_of(p->t, best, row), p->t->n_replications);
    return d.n >= 2 && d.low <= 0 && d.high >= 0;
}

static size_t changes_of(const struct wr_i_page *p, size_t v)
{
    int option = p->t->variants[v].option;

    return option >= 0 ? p->m->options[option].n_changes : 0;
}

size_t wr_i_page_best(const struct wr_i_page *p, size_t row)
{
    size_t v, best = 0, simplest;
    double most = 0;

    for (v = 1; v < p->t->n_variants; v++) {
        struct wr_estimate d = wr_trial_difference(p->t, v, row);
        if (verdict(p, &d, row) > 0 && fabs(d.mean) > most) {
            most = fabs(d.mean);
            best = v;
        }
    }
    for (v = 1, simplest = best; best > 0 && v < p->t->n_variants; v++)
        if (changes_of(p, v) < changes_of(p, simplest) && wr_i_page_as_good(p, v, best, row))
            simplest = v;
    return simplest;
}
