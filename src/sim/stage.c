/* The service on its way from the go-live (docs/rules.md, J): which stage it is in. First of all in its instant the stage becomes the next; what that
 * changes by the clock is then looked at in its turn: what is down, what opens, who is on duty. What is looked at as it is used (turnaround,
 * typing in, coming back) finds its stage by r->stage. A service that is settled has one stage only. */
#include "sim/run_internal.h"

WR_I_RUN double wr_i_stage_over(const struct wr_i_run *r)
{
    return r->stage < r->plan->n_stages ? r->plan->stage_ends[r->stage] : INFINITY;
}

WR_I_RUN void wr_i_stage_init(struct wr_i_run *r)
{
    r->stage = 0;
    while (wr_i_stage_over(r) <= r->plan->start)
        r->stage++;
}

WR_I_RUN void wr_i_stage_next(struct wr_i_run *r)
{
    size_t old = r->stage;

    while (wr_i_stage_over(r) <= r->now)
        r->stage++;
    wr_i_downs_stage(r, old);
    wr_i_surges_stage(r, old);
    wr_i_clocks_stage(r);
}
