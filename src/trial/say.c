/* Sentences about measures, options and how a trial was run. */
#include "trial/say.h"

#include <math.h>

#include "base/num.h"
#include "trial/say_internal.h"

enum wr_say_way wr_say_way(const struct wr_trial *t, size_t row)
{
    const struct wr_objective *o = wr_say_objective(t, row);
    const struct wr_measure *x;

    if (row >= t->n_rows)
        return WR_SAY_LESS_IS_BETTER;
    if (o != NULL && o->has_target)
        return o->target == WR_AT_LEAST || o->target == WR_OVER ? WR_SAY_MORE_IS_BETTER : WR_SAY_LESS_IS_BETTER;
    x = &t->model->measures[t->row_measure[row]];
    switch (x->kind) {
    case WR_MEASURE_SHARE_OF:
        return x->compare == WR_AT_MOST || x->compare == WR_UNDER ? WR_SAY_MORE_IS_BETTER : WR_SAY_LESS_IS_BETTER;
    case WR_MEASURE_TIME:
    case WR_MEASURE_WAIT:
    case WR_MEASURE_WAIT_PLACE:
    case WR_MEASURE_WAIT_STAFF:
    case WR_MEASURE_BLOCKED_IN:
    case WR_MEASURE_MISSED:
    case WR_MEASURE_QUEUE:
    case WR_MEASURE_OVERTIME:
    case WR_MEASURE_CHANCE_OF_DELAY:
    case WR_MEASURE_SHARE_WITHOUT:
        return WR_SAY_LESS_IS_BETTER;
    case WR_MEASURE_COUNT:
    case WR_MEASURE_PATIENT_DAYS:
    case WR_MEASURE_OCCUPANCY:
    case WR_MEASURE_SHARE_OCCUPIED:
    case WR_MEASURE_BUSY_HOURS:
    case WR_MEASURE_SHARE_BUSY:
        break;
    }
    return WR_SAY_NEITHER;
}

const struct wr_objective *wr_say_objective(const struct wr_trial *t, size_t row)
{
    const struct wr_objective *found = NULL;

    for (size_t i = 0; i < t->model->n_objectives; i++) {
        const struct wr_objective *o = &t->model->objectives[i];
        bool is_it = row < t->n_rows ? o->measure == t->row_measure[row] : o->harm == (int)(row - t->n_rows);
        if (is_it && (found == NULL || (o->has_target && !found->has_target)))
            found = o;
    }
    return found;
}

void wr_say_row(struct wr_buf *out, const struct wr_trial *t, size_t row)
{
    if (row >= t->n_rows) {
        wr_buf_text(out, t->model->harms[row - t->n_rows].name);
        return;
    }
    wr_buf_text(out, t->model->measures[t->row_measure[row]].name);
    if (t->row_spaces[row] > 0)
        wr_buf_printf(out, ", with %d space%s", t->row_spaces[row], t->row_spaces[row] == 1 ? "" : "s");
}

static void say_row_capital(struct wr_buf *out, const struct wr_trial *t, size_t row)
{
    struct wr_buf name;

    wr_buf_init(&name, 0);
    wr_say_row(&name, t, row);
    wr_say_capital(out, wr_buf_string(&name));
    wr_buf_part_free(out, &name);
}

void wr_i_say_time(struct wr_buf *out, double seconds)
{
    double weeks = seconds / WR_WEEK, years = seconds / WR_YEAR;

    if (years >= 1 && years == floor(years))
        wr_buf_printf(out, "%.0f year%s", years, years == 1 ? "" : "s");
    else if (weeks >= 1 && weeks == floor(weeks))
        wr_buf_printf(out, "%.0f week%s", weeks, weeks == 1 ? "" : "s");
    else
        wr_units_print(out, seconds, WR_UNIT_TIME, 0);
}

static bool is_year(const struct wr_run *run) { return run->collect >= 51.5 * WR_WEEK && run->collect <= 366 * WR_DAY; }

void wr_say_span(struct wr_buf *out, const struct wr_trial *t, bool many)
{
    const struct wr_run *run = &t->model->run;
    const char *s = many ? "s" : "";

    if (run->mode == WR_RUN_DRAIN)
        wr_buf_printf(out, "run%s", s);
    else if (run->mode == WR_RUN_EACH)
        wr_buf_printf(out, "%s%s", run->collect <= WR_DAY ? "day" : "run", s);
    else if (is_year(run))
        wr_buf_printf(out, "year%s", s);
    else {
        wr_buf_printf(out, "stretch%s of ", many ? "es" : "");
        wr_i_say_time(out, run->collect);
    }
}

void wr_say_per(struct wr_buf *out, const struct wr_trial *t, size_t row)
{
    const struct wr_run *run = &t->model->run;

    if (row >= t->n_rows)
        return;
    switch (t->model->measures[t->row_measure[row]].kind) {
    case WR_MEASURE_COUNT:
    case WR_MEASURE_MISSED:
    case WR_MEASURE_PATIENT_DAYS:
    case WR_MEASURE_BUSY_HOURS:
    case WR_MEASURE_OVERTIME:
        break;
    default:
        return;
    }
    if (run->mode == WR_RUN_PERIOD && !is_year(run)) {
        wr_buf_text(out, " in ");
        wr_i_say_time(out, run->collect);
    } else {
        wr_buf_text(out, " a ");
        wr_say_span(out, t, false);
    }
}

struct wr_say_scale wr_say_row_scale(const struct wr_trial *t, size_t row)
{
    struct wr_estimate e = wr_trial_estimate(t, 0, row);

    return wr_say_scale(t->model, t->row_measure[row], e.n > 0 ? e.mean : 0, false);
}

struct wr_say_scale wr_say_row_difference_scale(const struct wr_trial *t, size_t row)
{
    double most = 0;

    for (size_t v = 1; v < t->n_variants; v++) {
        struct wr_estimate d = wr_trial_difference(t, v, row);
        if (wr_num_finite(d.low) && wr_num_finite(d.high))
            most = fmax(most, fmax(fabs(d.low), fabs(d.high)));
    }
    return wr_say_scale(t->model, t->row_measure[row], most, true);
}

void wr_say_target(struct wr_buf *out, const struct wr_trial *t, size_t row, const struct wr_objective *o)
{
    static const char *const words[] = {"at least ", "at most ", "over ", "under "};
    double x = o->target_value.value;

    wr_buf_text(out, words[o->target]);
    if (row < t->n_rows && t->model->measures[t->row_measure[row]].unit == WR_UNIT_SHARE) {
        /* in the words of the results, to the last digit of the file */
        struct wr_say_scale s = wr_say_scale(t->model, t->row_measure[row], x, false);
        wr_units_print(out, x * s.factor, WR_UNIT_BARE, 0);
        wr_buf_text(out, s.behind);
    } else {
        wr_units_print(out, x, o->target_value.unit, 0);
        if (row >= t->n_rows) /* what is judged is the middle of a range: that must be said */
            wr_buf_text(out, o->target_value.unit == WR_UNIT_SHARE ? " patients, at the estimate of the chance,"
                                                                   : " a year, at the estimate of the chance,");
    }
}

void wr_say_average(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t row)
{
    struct wr_estimate e;

    if (row >= t->n_rows) {
        wr_say_harm(out, t, v, row - t->n_rows);
        return;
    }
    e = wr_trial_estimate(t, v, row);
    say_row_capital(out, t, row);
    wr_buf_text(out, ": ");
    if (e.n == 0)
        wr_buf_text(out, "nothing to count in any run");
    else if (e.n < 2) {
        wr_say_value(out, t->model, t->row_measure[row], e.mean, NAN);
        wr_say_per(out, t, row);
        wr_buf_text(out, " in one run: how sure that is, one run cannot tell");
    } else {
        wr_say_interval(out, t->model, t->row_measure[row], e.low, e.high);
        wr_say_per(out, t, row);
    }
}

void wr_say_years(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t row)
{
    struct wr_estimate e = wr_trial_estimate(t, v, row);

    if (row >= t->n_rows || e.n < 2)
        return;
    wr_buf_text(out, "single ");
    wr_say_span(out, t, true);
    wr_buf_text(out, " run from ");
    wr_say_interval(out, t->model, t->row_measure[row], e.year_low, e.year_high);
    if (e.few)
        wr_buf_printf(out, " (the lowest and the highest of %zu)", e.n);
}

const double *wr_i_say_target_values(const struct wr_trial *t, size_t v, size_t row, const struct wr_objective *o)
{
    const struct wr_trial_variant *x = &t->variants[v];

    if (row < t->n_rows)
        return x->rows[row];
    return o->target_value.unit == WR_UNIT_SHARE ? x->harm_per[row - t->n_rows] : x->harms[row - t->n_rows];
}

void wr_say_met(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t row)
{
    const struct wr_objective *o = wr_say_objective(t, row);
    struct wr_measure_share s;

    if (o == NULL || !o->has_target)
        return;
    s = wr_measure_target(wr_i_say_target_values(t, v, row, o), t->n_replications, (int)o->target, o->target_value.value);
    wr_buf_text(out, "the target of ");
    wr_say_target(out, t, row, o);
    if (s.n == 0) {
        wr_buf_text(out, " cannot be judged: nothing was counted");
        return;
    }
    wr_buf_printf(out, " is met in %.0f of %zu single ", s.share * (double)s.n, s.n);
    wr_say_span(out, t, s.n != 1);
    wr_buf_printf(out, " (so in %.0f to %.0f of 100 such)", 100 * s.low, 100 * s.high);
}

const char *wr_say_verdict(const struct wr_trial *t, size_t row, const struct wr_estimate *d)
{
    enum wr_say_way way = wr_say_way(t, row);

    if (way == WR_SAY_NEITHER || d->n == 0)
        return "";
    if (d->n >= 2 && d->low == 0 && d->high == 0)
        return "the same";
    if (d->n < 2 || !(d->low > 0 || d->high < 0))
        return "unclear";
    return (d->low > 0) == (way == WR_SAY_MORE_IS_BETTER) ? "better" : "worse";
}

void wr_say_option(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t row)
{
    struct wr_estimate d;
    const char *verdict;

    if (row >= t->n_rows) {
        wr_i_say_harm_option(out, t, v, row - t->n_rows);
        return;
    }
    wr_say_average(out, t, v, row);
    d = wr_trial_difference(t, v, row);
    if (v == 0 || d.n < 2)
        return;
    verdict = wr_say_verdict(t, row, &d);
    wr_buf_text(out, "; ");
    wr_say_difference(out, t->model, t->row_measure[row], &d);
    if (d.low == 0 && d.high == 0)
        wr_buf_printf(out, " from %s", t->variants[0].label);
    else {
        wr_buf_printf(out, " than with %s", t->variants[0].label);
        if (d.low > 0 || d.high < 0)
            wr_buf_printf(out, "%s%s", verdict[0] != '\0' ? ": " : "", verdict);
    }
}

void wr_say_data(struct wr_buf *out, const struct wr_model *m)
{
    bool text = m->data_text != NULL && m->data_text[0] != '\0';

    switch (m->data) {
    case WR_DATA_INVENTED:
        wr_buf_text(out, "Invented example: decide nothing with it.");
        return;
    case WR_DATA_TYPED:
    case WR_DATA_FITTED:
        wr_buf_text(out, "Where the numbers come from: ");
        wr_buf_text(out, text ? m->data_text : m->data == WR_DATA_TYPED ? "typed from a paper" : "fitted to data");
        wr_buf_char(out, '.');
        return;
    case WR_DATA_UNSAID:
        break;
    }
    wr_buf_text(out, "Where the numbers come from is not said (data: is left out): treat them as invented.");
}

void wr_say_sources(struct wr_buf *out, const struct wr_model *m, int option)
{
    size_t all = 0, invented = 0;

    if (option < 0)
        return;
    for (size_t i = 0; i < m->options[option].n_changes; i++) {
        const struct wr_change *c = &m->changes[m->options[option].changes[i]];
        for (size_t k = 0; k < c->n_effects; k++) {
            all++;
            invented += c->effects[k].invented;
        }
    }
    if (invented == 0)
        return;
    if (all == 1)
        wr_buf_text(out, "its effect is invented or has no source");
    else if (invented == all && all == 2)
        wr_buf_text(out, "both its effects are invented or have no source");
    else if (invented == all)
        wr_buf_printf(out, "all its %zu effects are invented or have no source", all);
    else
        wr_buf_printf(out, "%zu of its %zu effects %s invented or %s no source", invented, all, invented == 1 ? "is" : "are",
                      invented == 1 ? "has" : "have");
}

void wr_say_run(struct wr_buf *out, const struct wr_trial *t)
{
    const struct wr_run *run = &t->model->run;
    const char *s = t->n_replications == 1 ? "" : "s", *each = t->n_replications == 1 ? "" : " each";

    wr_buf_printf(out, "%zu ", t->n_replications);
    if (run->mode == WR_RUN_DRAIN) {
        wr_buf_printf(out, "run%s of ", s);
        wr_num_print(out, run->arrivals, 0, true);
        wr_buf_printf(out, " arrivals%s, until all have left", each);
    } else if (run->mode == WR_RUN_EACH) {
        wr_buf_printf(out, "run%s of ", s);
        wr_i_say_time(out, run->collect);
        wr_buf_printf(out, "%s, from %02d:%02d, anew and from empty", each, (int)(run->from / 3600), (int)(run->from / 60) % 60);
    } else {
        wr_buf_printf(out, "run%s of ", s);
        wr_i_say_time(out, run->collect);
        wr_buf_text(out, each);
        if (run->warm_up > 0) {
            wr_buf_text(out, ", after ");
            wr_i_say_time(out, run->warm_up);
            wr_buf_text(out, " of warm-up");
        } else {
            wr_buf_text(out, ", from empty, without warm-up");
        }
    }
    if (t->view == WR_SIM_FROM_GO_LIVE)
        wr_buf_text(out, "; each change acts from when it begins");
    if (t->n_variants > 1)
        wr_buf_text(out, "; the same patients in every option");
    wr_buf_printf(out, "; seed %llu", (unsigned long long)t->seed);
}

/* Staff time: in hours, as rotas are, however many. */
static void say_work(struct wr_buf *out, double seconds)
{
    double hours = seconds / WR_HOUR;

    if (hours < 1)
        wr_buf_printf(out, "%.0f min", seconds / WR_MINUTE);
    else {
        wr_num_print(out, hours, hours < 10 ? 1 : 0, true);
        wr_buf_text(out, " h");
    }
}

void wr_say_need(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t need)
{
    const struct wr_trial_variant *x = &t->variants[v];
    const struct wr_sim_need_row *n = &x->mean.needs[need];
    const struct wr_item *item = &x->model.items[n->item];
    bool weekly = t->model->run.mode == WR_RUN_PERIOD && t->collected >= WR_WEEK;
    double per = weekly ? WR_WEEK / t->collected : 1;

    wr_say_capital(out, item->name);
    wr_buf_printf(out, " at %s: ", x->model.steps[n->step].name);
    if (!(n->needed > 0)) {
        wr_buf_text(out, "never needed in these runs");
        return;
    }
    if (n->there > 0) {
        wr_buf_text(out, "there at once for ");
        wr_i_say_part(out, n->there, n->needed);
    } else {
        wr_buf_text(out, "never there at once");
    }
    if (n->chased > 0) {
        wr_buf_text(out, "; chased for ");
        wr_i_say_part(out, n->chased, n->needed);
        wr_buf_text(out, ", which took ");
        say_work(out, n->chase_time * per);
        wr_buf_text(out, weekly ? " a week" : " a ");
        if (!weekly)
            wr_say_span(out, t, false);
        for (size_t i = 0; i < item->chase_with.n_all; i++)
            wr_buf_printf(out, "%s%s", i == 0 ? " of " : " and ", x->model.resources[item->chase_with.all[i].resource].name);
        wr_buf_text(out, " and found it for ");
        wr_i_say_part(out, n->found, n->chased);
        wr_buf_text(out, " of those");
    }
    if (n->waited > 0) {
        wr_buf_text(out, "; waited for by ");
        wr_i_say_part(out, n->waited, n->needed);
    }
    if (n->missing > 0) {
        wr_buf_text(out, "; missing for ");
        wr_i_say_part(out, n->missing, n->needed);
    } else {
        wr_buf_text(out, "; never missing");
    }
    if (n->wrong > 0) {
        wr_buf_text(out, "; wrong for ");
        wr_i_say_part(out, n->wrong, n->needed);
    } else {
        wr_buf_text(out, "; never wrong");
    }
}

void wr_i_say_part(struct wr_buf *out, double part, double of)
{
    double share = of > 0 ? part / of : NAN;

    if (share > 0 && share < 0.01) {
        wr_units_print(out, share, WR_UNIT_SHARE, 2); /* 1 in 230 */
        return;
    }
    wr_num_print(out, 100 * share, share < 0.1 && share > 0 ? 1 : 0, false);
    wr_buf_text(out, " in 100");
}
