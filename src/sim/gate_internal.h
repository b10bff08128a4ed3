/* Gates, groups, errands and the ends of steps, for all files that run (gate.c, together.c, errand.c). The last part of run_internal.h. */
#ifndef WR_SIM_GATE_INTERNAL_H
#define WR_SIM_GATE_INTERNAL_H

#include "sim/run_internal.h"

/* The parts of waiting that gates need too. */
WR_I_RUN void wr_i_blocked_begins(struct wr_i_run *r, struct wr_i_patient *p);
WR_I_RUN void wr_i_blocked_ends(struct wr_i_run *r, struct wr_i_patient *p);
WR_I_RUN void wr_i_second_ends(struct wr_i_run *r, struct wr_i_patient *p);
WR_I_RUN void wr_i_moves_to_wait(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s);

/* Gates (gate.c). p has asked for a step that has one. */
enum wr_i_at_gate { WR_I_GATE_PASSED, WR_I_GATE_WAITS, WR_I_GATE_FULL };
WR_I_RUN enum wr_i_at_gate wr_i_gate_asks(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s);
/* Whether an arrival would have to wait there; limited: rounds and others count too. */
WR_I_RUN bool wr_i_gate_keeps(struct wr_i_run *r, const struct wr_i_step *s, bool limited);
/* What p waits for at its gate may have come. Nothing when it is at none. */
WR_I_RUN void wr_i_gate_looks(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* p is past its gate: on to the place. */
WR_I_RUN void wr_i_gate_past(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
WR_I_RUN void wr_i_gates_init(struct wr_i_run *r);
WR_I_RUN double wr_i_rounds_due(struct wr_i_run *r); /* the clock's phase */
/* It has opened. */
WR_I_RUN void wr_i_gate_opens(struct wr_i_run *r, uint32_t gate);

/* Groups (together.c). A new one, whose members are still on their way in; WR_I_NOBODY without memory. */
WR_I_RUN uint32_t wr_i_group_new(struct wr_i_run *r, uint32_t step);
WR_I_RUN void wr_i_group_add(struct wr_i_run *r, uint32_t group, uint32_t slot, struct wr_i_patient *p);
/* Its members go on from the gate, one after another. */
WR_I_RUN void wr_i_group_passes(struct wr_i_run *r, uint32_t group);
/* p is where only its group's staff is lacking. */
WR_I_RUN void wr_i_group_ready(struct wr_i_run *r, struct wr_i_patient *p);
WR_I_RUN bool wr_i_in_group(const struct wr_i_run *r, const struct wr_i_patient *p);
WR_I_RUN void wr_i_group_begins(struct wr_i_run *r, uint32_t group, struct wr_i_patient *g);
WR_I_RUN void wr_i_group_says(struct wr_i_run *r, const struct wr_i_patient *g, const char *text);
WR_I_RUN const struct wr_i_patient *wr_i_group_first(const struct wr_i_run *r, const struct wr_i_patient *g);
WR_I_RUN void wr_i_group_papers(struct wr_i_run *r, const struct wr_i_patient *g, bool anew);
WR_I_RUN void wr_i_group_ends(struct wr_i_run *r, uint32_t group, struct wr_i_patient *g);
/* Falls out, before or at work. Nothing when it is in none. */
WR_I_RUN void wr_i_group_leaves(struct wr_i_run *r, uint32_t slot);
/* A member starts; the first draws the time, to *time. */
WR_I_RUN void wr_i_member_starts(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s, uint32_t sig,
                                 bool first, double *time);

/* Ends of steps and errands (errand.c). What is said, told and set before the staff pass; what comes after, false: p is no more. */
WR_I_RUN void wr_i_says_end(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s);
/* The visit (of the draws) of the step that p has begun. */
WR_I_RUN uint32_t wr_i_visit_under_way(const struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p);
WR_I_RUN bool wr_i_end_of(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_end_of *end);
WR_I_RUN void wr_i_after_release(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s);
/* On to a step, an outcome, or done. */
WR_I_RUN void wr_i_goes_to(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, int32_t to);
/* Whether an errand begun by p's patient with this step is not done. */
WR_I_RUN bool wr_i_errand_under_way(const struct wr_i_run *r, const struct wr_i_patient *p, uint32_t step);
WR_I_RUN void wr_i_errand_done(struct wr_i_run *r, uint32_t slot);
/* All errands of a patient who leaves end. */
WR_I_RUN void wr_i_errands_over(struct wr_i_run *r, const struct wr_i_patient *p);

/* Steps, as gates need them (step.c): whether p would have to wait for the place or (without one) the staff; past the gate; sent elsewhere, false
 * when that goes on without end. */
WR_I_RUN bool wr_i_must_wait(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p);
WR_I_RUN void wr_i_past_gate(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s);
WR_I_RUN bool wr_i_sent_on(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s, int32_t *to);

/* Draws the item where it must be, says and counts it: whether it is there. */
WR_I_RUN bool wr_i_looks_up(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_want *w);
WR_I_RUN void wr_i_tells(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_item *item);
WR_I_RUN void wr_i_walk_sets(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_end_of *end);

#endif
