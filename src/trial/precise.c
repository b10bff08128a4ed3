/* When auto has enough, and what the first variant's course says about warm-up and growth. */
#include <math.h>

#include "base/num.h"
#include "trial/trial_internal.h"

double wr_i_trial_wanted(const struct wr_trial *t, size_t row, double mean)
{
    const struct wr_model *m = t->model;
    double size = fabs(mean);

    /* A share and its complement ask for the same: 97 in 100 on time is 3 in 100 late. */
    if (row < t->n_rows && m->measures[t->row_measure[row]].unit == WR_UNIT_SHARE) {
        double near = mean < 0.5 ? mean : 1 - mean;
        return fmax(t->precision * fmax(near, 0), WR_I_TRIAL_SHARE);
    }
    return t->precision * size;
}

static bool is_asked(const struct wr_trial *t, size_t row)
{
    const struct wr_model *m = t->model;
    bool any = false;

    for (size_t i = 0; i < m->n_objectives; i++) {
        const struct wr_objective *o = &m->objectives[i];
        any = any || o->measure >= 0 || o->harm >= 0;
        if (row < t->n_rows ? o->measure == t->row_measure[row] : o->harm == (int)(row - t->n_rows))
            return true;
    }
    return !any && row < t->n_rows; /* without objectives: all measures */
}

/* Mean and half-width only: the stop rule asks often, and ranges over years need sorting. */
static size_t half_width(const double *x, size_t n, double *mean, double *half)
{
    struct wr_num_sum sum = {0, 0}, square = {0, 0};
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i])) {
            wr_num_sum_add(&sum, x[i]);
            kept++;
        }
    }
    *mean = wr_num_sum_value(&sum) / (double)kept;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]))
            wr_num_sum_add(&square, (x[i] - *mean) * (x[i] - *mean));
    *half = kept < 2 ? INFINITY : wr_measure_t95((double)(kept - 1)) * sqrt(wr_num_sum_value(&square) / (double)(kept - 1) / (double)kept);
    return kept;
}

bool wr_i_trial_precise(const struct wr_trial *t, int *worst)
{
    double widest = 1;

    *worst = -1;
    for (size_t v = 0; v < t->n_variants; v++) {
        const struct wr_trial_variant *variant = &t->variants[v];
        for (size_t row = 0; row < t->n_rows + t->model->n_harms; row++) {
            const double *x = row < t->n_rows ? variant->rows[row] : variant->harm_per[row - t->n_rows];
            double mean, half, wanted;
            if (!is_asked(t, row) || half_width(x, t->n_replications, &mean, &half) == 0)
                continue; /* what was never counted does not grow precise by more replications */
            wanted = wr_i_trial_wanted(t, row, mean);
            if (half <= wanted)
                continue;
            /* 0 wanted and not reached (an average of 0 that is not always 0) is the widest of all */
            if (wanted <= 0 || half / wanted > widest) {
                widest = wanted <= 0 ? INFINITY : half / wanted;
                *worst = (int)row;
            }
        }
    }
    return *worst < 0;
}

#define SETTLE_LEAST 0.01 /* of the collected average: a bias of less is no reason to warn */
#define SETTLE_SE 3.0     /* and it must stand so many standard errors between runs above 0 */

static double mean_between(const struct wr_i_trial_course *c, double from, double to)
{
    size_t first = (size_t)(from / c->batch + 0.5), last = (size_t)(to / c->batch + 0.5);
    double sum = 0;

    if (last > c->n)
        last = c->n;
    for (size_t i = first; i < last; i++)
        sum += c->x[i];
    return last > first ? sum / (double)(last - first) : NAN;
}

/* MSER-5 cuts somewhere also where there is nothing to cut. It counts when what it cuts off behind the warm-up differs from the rest in run after
 * run, and by so much that the collected average is moved. */
static bool is_biased(const struct wr_i_trial_course *courses, size_t n, double from, double cut, bool reliable)
{
    double differences[WR_I_TRIAL_SERIES], level = 0, moved, end = courses[0].batch * (double)courses[0].n;
    struct wr_estimate e;

    for (size_t i = 0; i < n; i++) {
        double rest = mean_between(&courses[i], cut, end);
        differences[i] = mean_between(&courses[i], from, cut) - rest;
        level += rest / (double)n;
    }
    e = wr_measure_estimate(differences, n);
    moved = fabs(e.mean) * (cut - from) / (end - from);
    if (n < 3) /* no standard error to speak of: only what nobody could miss */
        return reliable && moved > 10 * SETTLE_LEAST * level;
    return fabs(e.mean) > SETTLE_SE * e.se * wr_measure_t95((double)(n - 1)) / wr_measure_t95(1e9) && moved > SETTLE_LEAST * level;
}

#define FULL 0.9  /* share in use from which on a queue may grow without end */
#define STEEP 6.0 /* standard errors above 0 that need no such proof */

/* Growth is a queue without end when something is in use nearly all the time; else it is chance, or a service that still fills up, unless it is beyond
 * doubt (work may be held up by two kinds of staff that are seldom free together, with neither always busy). */
static bool is_without_end(const struct wr_sim_result *mean, const struct wr_measure_growth *g)
{
    for (size_t i = 0; i < mean->n_places; i++)
        if (mean->places[i].share_busy >= FULL && mean->places[i].mean_waiting > 0)
            return true;
    for (size_t i = 0; i < mean->n_resources; i++)
        if (mean->resources[i].share_busy >= FULL && mean->resources[i].mean_waiting > 0)
            return true;
    return g->per_day > STEEP * g->se;
}

void wr_i_trial_settle(struct wr_trial *t, const struct wr_i_trial_course *courses, size_t n_courses)
{
    const struct wr_run *run = &t->model->run;
    const struct wr_sim_result *mean = &t->variants[0].mean;
    const double *series[WR_I_TRIAL_SERIES];
    size_t lengths[WR_I_TRIAL_SERIES];
    double batches[WR_I_TRIAL_SERIES];
    bool reliable;

    t->growth = (struct wr_measure_growth){false, NAN, NAN};
    if (run->mode == WR_RUN_EACH || n_courses == 0) /* each day anew, from empty: it is not meant to settle */
        return;
    for (size_t i = 0; i < n_courses; i++) {
        series[i] = courses[i].x;
        /* A run that is drained falls in the end: while its queue grows, the last arrival comes after the first half. */
        lengths[i] = run->mode == WR_RUN_DRAIN ? courses[i].n / 2 : courses[i].n;
        batches[i] = courses[i].batch;
    }
    t->growth = wr_measure_growth(series, lengths, batches, n_courses, run->mode == WR_RUN_PERIOD ? run->warm_up : 0);
    t->growth.grows = t->growth.grows && is_without_end(mean, &t->growth);
    if (run->mode != WR_RUN_PERIOD || mean->n_present == 0)
        return;
    t->warm_up_needed = (double)wr_measure_mser5(mean->present, mean->n_present, &reliable) * mean->present_batch;
    if (t->warm_up_needed > run->warm_up && !t->growth.grows)
        t->warm_up_short = is_biased(courses, n_courses, run->warm_up, t->warm_up_needed, reliable);
}
