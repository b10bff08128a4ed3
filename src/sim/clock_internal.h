/* What the clock brings, for all files that run (clock.c, shift.c, stage.c). The last part of run_internal.h. */
#ifndef WR_SIM_CLOCK_INTERNAL_H
#define WR_SIM_CLOCK_INTERNAL_H

#include "sim/run_internal.h"

WR_I_RUN void wr_i_clocks_init(struct wr_i_run *r);
WR_I_RUN int wr_i_shifts_init(struct wr_i_run *r) WR_MUST_USE;
/* Who is on duty from now on by this schedule: shifts that begin now are drawn (shift.c). */
WR_I_RUN double wr_i_on_duty(struct wr_i_run *r, const struct wr_i_shift *s, const struct wr_schedule *schedule);
/* The next moment after t at which a clock may change. */
WR_I_RUN double wr_i_next_change(const struct wr_i_run *r, const struct wr_i_clock *c, double t);
/* Carries through all clock events of the moment r->next_clock. */
WR_I_RUN void wr_i_clocks(struct wr_i_run *r);
/* Phase `phase` has something to do at t, not before now: for what is settled while the run goes on. At t = now, from within a phase: a later
 * one does it in this same turn; an earlier one, or the same, when the clock is asked next, still before any end. */
WR_I_RUN void wr_i_phase_at(struct wr_i_run *r, enum wr_i_phase phase, double t);
/* More are at work than are on duty, who hand over in this stage though perhaps not in the last. */
WR_I_RUN bool wr_i_hands_over_now(const struct wr_i_run *r, uint32_t resource);
/* The stage in which the run begins; when it is over, or infinity; the next begins: what it changes by the clock is looked at (stage.c). */
WR_I_RUN void wr_i_stage_init(struct wr_i_run *r);
WR_I_RUN double wr_i_stage_over(const struct wr_i_run *r);
WR_I_RUN void wr_i_stage_next(struct wr_i_run *r);
/* Clocks that are others than in the stage before are due now, in their phases. */
WR_I_RUN void wr_i_clocks_stage(struct wr_i_run *r);

#endif
