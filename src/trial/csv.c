/* Results as tidy CSV: one number a line, and what it is in the columns before it. */
#include <string.h>

#include "base/num.h"
#include "trial/results.h"
#include "trial/say_internal.h"

struct line {
    struct wr_buf *out;
    const char *option, *part, *name;
    const char *unit;           /* of the values themselves */
    const char *data, *effects; /* what is invented says so on every line, for lines are cut out and pasted */
};

/* The unit of a statistic when it is not that of the values; "counted" depends on the measure and has none. */
static const char *unit_of(const struct line *l, const char *statistic)
{
    static const struct {
        const char *statistic, *unit;
    } others[] = {{"runs", "number"},           {"counted", ""},
                  {"not ended", "number"},      {"beyond what is known", "number"},
                  {"target met", "share"},      {"target met low", "share"},
                  {"target met high", "share"}, {"share busy", "share"},
                  {"overtime hours", "hours"},  {"chasing seconds", "seconds"}};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].statistic, statistic) == 0)
            return others[i].unit;
    return l->unit;
}

static void put(const struct line *l, long replication, const char *statistic, double x)
{
    wr_buf_csv(l->out, l->option);
    wr_buf_printf(l->out, ",%s,", l->part);
    wr_buf_csv(l->out, l->name);
    if (replication > 0)
        wr_buf_printf(l->out, ",%ld,%s,", replication, statistic);
    else
        wr_buf_printf(l->out, ",,%s,", statistic);
    if (wr_num_finite(x)) /* what is not known is empty */
        wr_buf_double(l->out, x);
    wr_buf_printf(l->out, ",%s,%s,%s\r\n", l->data, l->effects, unit_of(l, statistic));
}

static void put_all(const struct line *l, const char *statistic, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(l, (long)i + 1, statistic, x[i]);
}

static void put_estimate(const struct line *l, const struct wr_estimate *e)
{
    put(l, 0, "runs", (double)e->n);
    put(l, 0, "mean", e->mean);
    put(l, 0, "standard error", e->se);
    put(l, 0, "low", e->low);
    put(l, 0, "high", e->high);
    put(l, 0, "sd", e->sd);
    put(l, 0, "single years low", e->year_low);
    put(l, 0, "single years high", e->year_high);
}

static void put_difference(const struct line *l, const struct wr_estimate *d)
{
    put(l, 0, "difference", d->mean);
    put(l, 0, "difference standard error", d->se);
    put(l, 0, "difference low", d->low);
    put(l, 0, "difference high", d->high);
}

static void put_row(const struct line *l, const struct wr_trial *t, size_t v, size_t row)
{
    const struct wr_trial_variant *x = &t->variants[v];
    const struct wr_objective *o = wr_say_objective(t, row);
    struct wr_estimate e = wr_trial_estimate(t, v, row);

    put_estimate(l, &e);
    if (o != NULL && o->has_target) {
        struct wr_measure_share s =
            wr_measure_target(wr_i_say_target_values(t, v, row, o), t->n_replications, (int)o->target, o->target_value.value);
        struct line target = *l; /* that of a harm may be a share of patients */
        if (o->target_value.unit == WR_UNIT_SHARE)
            target.unit = "share";
        put(&target, 0, "target", o->target_value.value);
        put(l, 0, "target met", s.share);
        put(l, 0, "target met low", s.low);
        put(l, 0, "target met high", s.high);
    }
    if (v > 0) {
        struct wr_estimate d = wr_trial_difference(t, v, row);
        put_difference(l, &d);
    }
    if (row < t->n_rows) {
        put_all(l, "value", x->rows[row], t->n_replications);
        put_all(l, "counted", x->counted[row], t->n_replications);
        put_all(l, "not ended", x->unfinished[row], t->n_replications);
    } else {
        struct wr_say_range r = wr_say_harm_level(t, v, row - t->n_rows);
        put(l, 0, "associated low", r.low);
        put(l, 0, "associated high", r.high);
        if (v > 0) {
            struct wr_estimate d = wr_trial_difference(t, v, row);
            r = wr_say_harm_difference(t, &d, row - t->n_rows);
            put(l, 0, "associated difference low", r.low);
            put(l, 0, "associated difference high", r.high);
        }
        put_all(l, "value", x->harms[row - t->n_rows], t->n_replications);
        put_all(l, "beyond what is known", x->harm_beyond[row - t->n_rows], t->n_replications);
    }
}

static void put_needs(const struct wr_trial *t, size_t v, struct line l)
{
    const struct wr_trial_variant *x = &t->variants[v];
    struct wr_buf name;

    wr_buf_init(&name, 0);
    for (size_t k = 0; k < x->mean.n_needs; k++) {
        const struct wr_sim_need_row *r = &x->mean.needs[k];
        wr_buf_clear(&name);
        wr_buf_printf(&name, "%s at %s", x->model.items[r->item].name, x->model.steps[r->step].name);
        l.name = wr_buf_string(&name);
        put(&l, 0, "needed", r->needed);
        put(&l, 0, "there", r->there);
        put(&l, 0, "chased", r->chased);
        put(&l, 0, "found", r->found);
        put(&l, 0, "waited for", r->waited);
        put(&l, 0, "missing", r->missing);
        put(&l, 0, "wrong", r->wrong);
        put(&l, 0, "chasing seconds", r->chase_time);
    }
    wr_buf_free(&name);
}

static const char *row_unit(const struct wr_trial *t, size_t row)
{
    if (row >= t->n_rows)
        return "number a year";
    switch (t->model->measures[t->row_measure[row]].unit) {
    case WR_UNIT_TIME:
        return "seconds";
    case WR_UNIT_SHARE:
        return "share";
    default:
        return "number";
    }
}

/* "invented" when an effect of the option is invented or has no source, however well founded the rest of the service is. */
static const char *effects_of(const struct wr_trial *t, size_t v)
{
    struct wr_buf sources;
    const char *word;

    wr_buf_init(&sources, 0);
    wr_say_sources(&sources, t->model, t->variants[v].option);
    word = sources.size > 0 ? "invented" : "";
    wr_buf_free(&sources);
    return word;
}

void wr_trial_csv(struct wr_buf *out, const struct wr_trial *t)
{
    static const char *const kinds[] = {"not said", "invented", "typed", "fitted"};
    struct wr_buf name;

    wr_buf_init(&name, 0);
    wr_buf_text(out, "option,part,name,replication,statistic,value,data,effects,unit\r\n");
    for (size_t v = 0; v < t->n_variants; v++) {
        const struct wr_trial_variant *x = &t->variants[v];
        struct line l = {out, x->label, "", "", "number", kinds[t->model->data], effects_of(t, v)};
        for (size_t row = 0; row < t->n_rows + t->model->n_harms; row++) {
            wr_buf_clear(&name);
            wr_say_row(&name, t, row);
            l.part = row < t->n_rows ? "measure" : "harm a year";
            l.name = wr_buf_string(&name);
            l.unit = row_unit(t, row);
            put_row(&l, t, v, row);
        }
        l.unit = "number";
        l.part = "place";
        for (size_t p = 0; p < x->model.n_places; p++) {
            l.name = x->model.places[p].name;
            put_all(&l, "share busy", x->place_busy[p], t->n_replications);
            put(&l, 0, "occupied", x->mean.places[p].mean_occupied);
            put(&l, 0, "blocked", x->mean.places[p].mean_blocked);
            put(&l, 0, "waiting for it", x->mean.places[p].mean_waiting);
        }
        l.part = "staff and equipment";
        for (size_t k = 0; k < x->model.n_resources; k++) {
            l.name = x->model.resources[k].name;
            put_all(&l, "share busy", x->resource_busy[k], t->n_replications);
            put(&l, 0, "overtime hours", x->mean.resources[k].overtime);
            put(&l, 0, "waiting for it", x->mean.resources[k].mean_waiting);
        }
        l.part = "information";
        put_needs(t, v, l);
        l.part = "run";
        l.name = "";
        put_all(&l, "events", x->events, t->n_replications);
        put_all(&l, "present at end", x->present_last, t->n_replications);
    }
    wr_buf_free(&name);
}
