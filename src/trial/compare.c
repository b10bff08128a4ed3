/* Summaries and differences of rows. */
#include "trial/trial.h"

struct wr_estimate wr_trial_estimate(const struct wr_trial *t, size_t v, size_t row)
{
    const struct wr_trial_variant *x = &t->variants[v];

    return wr_measure_estimate(row < t->n_rows ? x->rows[row] : x->harms[row - t->n_rows], t->n_replications);
}

struct wr_estimate wr_trial_difference(const struct wr_trial *t, size_t v, size_t row)
{
    const struct wr_trial_variant *x = &t->variants[v], *first = &t->variants[0];

    if (row < t->n_rows)
        return wr_measure_difference(x->rows[row], first->rows[row], t->n_replications);
    return wr_measure_difference(x->harms[row - t->n_rows], first->harms[row - t->n_rows], t->n_replications);
}
