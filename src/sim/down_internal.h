/* What goes down, for all files that run (down.c): what is down, slower work, typing in. The last part of run_internal.h. */
#ifndef WR_SIM_DOWN_INTERNAL_H
#define WR_SIM_DOWN_INTERNAL_H

#include "sim/run_internal.h"

WR_I_RUN bool wr_i_is_down(const struct wr_i_run *r, uint32_t thing);
WR_I_RUN void wr_i_downs_init(struct wr_i_run *r);
/* A stage begins, after stage `old`: other lists, and what is planned is as they say. */
WR_I_RUN void wr_i_downs_stage(struct wr_i_run *r, size_t old);
WR_I_RUN double wr_i_back_due(struct wr_i_run *r); /* the phases of the clock */
WR_I_RUN double wr_i_down_due(struct wr_i_run *r);
/* p's work at its step begins, or goes on: done on paper, in part, by what is down now. */
WR_I_RUN void wr_i_paper_begins(struct wr_i_run *r, const struct wr_i_patient *p, bool anew);
/* p's work at its step is over: what of it was done on paper, a bit for each system that slows the step. Asked once. */
WR_I_RUN uint64_t wr_i_paper_over(struct wr_i_run *r, const struct wr_i_patient *p);
/* That is to be typed in: now, or when the system is back. */
WR_I_RUN void wr_i_paper_ends(struct wr_i_run *r, uint32_t step, uint64_t papers);
/* For whom a record of typing in stands: the thing. */
static inline uint32_t wr_i_types_for(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return (uint32_t)(p->kind - r->plan->n_places - r->plan->model->n_tasks);
}
WR_I_RUN void wr_i_typing_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
WR_I_RUN void wr_i_typing_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* A system without which the step stops is down. */
static inline bool wr_i_stands_still(const struct wr_i_run *r, const struct wr_i_step *s)
{
    for (uint32_t i = 0; i < s->n_systems; i++)
        if (r->down[s->systems[i]] > 0)
            return true;
    return false;
}
/* What is waited for, for the walk: the staff, and what is down. */
WR_I_RUN const char *wr_i_waits_text(struct wr_i_run *r, uint32_t sig);
/* By what p's work at its step takes longer than usual now (down.c). */
WR_I_RUN double wr_i_paper_pace(struct wr_i_run *r, const struct wr_i_patient *p);
static inline double wr_i_pace(struct wr_i_run *r, const struct wr_i_patient *p)
{
    return r->plan->n_things > 0 && (p->state == WR_I_WORKS || p->state == WR_I_GROUP_WORKS) ? wr_i_paper_pace(r, p) : 1;
}

#endif
