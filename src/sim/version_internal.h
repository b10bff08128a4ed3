/* Versions of steps in a run that goes on (docs/rules.md, J). Included by run_internal.h. */
#ifndef WR_SIM_VERSION_INTERNAL_H
#define WR_SIM_VERSION_INTERNAL_H

#include "sim/run_internal.h"

/* The version of a step for which somebody asks who asks for it now. */
static inline const struct wr_i_step *wr_i_version_now(const struct wr_i_run *r, const struct wr_i_step *s)
{
    while (WR_UNLIKELY(s->older >= 0) && r->now < s->begins)
        s = &r->plan->steps[s->older];
    return s;
}
/* Whether it is that version. */
static inline bool wr_i_is_now(const struct wr_i_run *r, const struct wr_i_step *s)
{
    return wr_i_version_now(r, &r->plan->steps[s->of]) == s;
}
/* The gate that is looked at as the i-th of one instant: of the steps as they are, then of versions that are over. */
static inline size_t wr_i_gate_in_order(const struct wr_i_run *r, size_t i)
{
    return r->plan->gate_order == NULL ? i : r->plan->gate_order[r->stage][i];
}

#endif
