/* Values, conditions and measures, for all files that run (value.c, state.c, hook.c). A part of run_internal.h. */
#ifndef WR_SIM_VALUE_INTERNAL_H
#define WR_SIM_VALUE_INTERNAL_H

#include "sim/run_internal.h"

static inline struct wr_i_party *wr_i_party(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return wr_i_part(p, r->plan->at_party);
}
/* In whose record attributes, what is known and the like are kept: an errand's are its patient's. */
static inline struct wr_i_patient *wr_i_self(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return WR_UNLIKELY(p->place == WR_I_ERRAND) ? wr_i_at(r, wr_i_party(r, p)->owner) : (struct wr_i_patient *)(uintptr_t)p;
}

/* A draw's key but for owner and number, which are the patient's; place, for turnarounds: p NULL. */
WR_I_RUN double wr_i_value_other(struct wr_i_run *r, const struct wr_i_value *v, const struct wr_i_patient *p, const struct wr_draw_id *id,
                                 int half, double u);
static inline double wr_i_value_draw(struct wr_i_run *r, const struct wr_i_value *v, const struct wr_i_patient *p,
                                     const struct wr_draw_id *id, int half, double u)
{
    if (v->op == WR_I_SAMPLER)
        return wr_sampler_draw(v->sampler, r->key, id, half, u);
    if (v->op == WR_I_CONST)
        return v->number;
    return wr_i_value_other(r, v, p, id, half, u);
}
/* Of what needs no draw: counts, priorities, factors. */
WR_I_RUN double wr_i_value_known(struct wr_i_run *r, const struct wr_i_value *v, const struct wr_i_patient *p);
/* The class in which a patient waits for its step's place and staff. */
static inline enum wr_i_class wr_i_class_of(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p)
{
    if (s->flags & WR_I_STEP_PRIORITY)
        return (enum wr_i_class)wr_i_value_known(r, s->priority, p);
    return r->plan->at_priority == WR_I_NONE ? p->priority : (enum wr_i_class) * wr_i_part_byte(wr_i_self(r, p), r->plan->at_priority);
}
/* Where next. `id` names the step's draw; u is its second half. */
WR_I_RUN int32_t wr_i_route_other(struct wr_i_run *r, const struct wr_i_route *route, const struct wr_i_patient *p,
                                  const struct wr_draw_id *id, double u);
/* What a condition asks of the service itself, as it is now (state.c). */
WR_I_RUN bool wr_i_state_holds(const struct wr_i_run *r, const struct wr_i_atom *a);
WR_I_RUN bool wr_i_holds(const struct wr_i_run *r, const struct wr_i_condition *c, const struct wr_i_patient *p);
/* Whether a change is adopted in this use. */
WR_I_RUN bool wr_i_adopted(struct wr_i_run *r, const struct wr_i_adjust *a, const struct wr_i_patient *p, const struct wr_draw_id *id);

/* ---- measures (hook.c) ---- */
WR_I_RUN void wr_i_hooks_run(struct wr_i_run *r, const struct wr_i_hooks *hooks, struct wr_i_patient *p);
WR_I_RUN void wr_i_value_seen(struct wr_i_run *r, uint32_t source, const struct wr_i_patient *p, double value);
/* Those that end when a patient leaves take their further starts with them. */
WR_I_RUN void wr_i_more_forget(struct wr_i_run *r, struct wr_i_patient *p);
static inline void wr_i_moment(struct wr_i_run *r, const struct wr_i_hooks *hooks, struct wr_i_patient *p)
{
    if (hooks->n > 0)
        wr_i_hooks_run(r, hooks, p);
}

WR_I_RUN void wr_i_errand_moment(struct wr_i_run *r, const struct wr_i_hooks *hooks, const struct wr_i_patient *e);
/* The same, of what an errand may come to. */
static inline void wr_i_moment_of(struct wr_i_run *r, const struct wr_i_hooks *hooks, struct wr_i_patient *p)
{
    if (hooks->n > 0 && p->place == WR_I_ERRAND)
        wr_i_errand_moment(r, hooks, p);
    else
        wr_i_moment(r, hooks, p);
}

#endif
