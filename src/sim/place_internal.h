/* Places, for all files that run (place.c, any.c, keep.c, surge.c): entering, leaving, waiting, circles. The last part of run_internal.h. */
#ifndef WR_SIM_PLACE_INTERNAL_H
#define WR_SIM_PLACE_INTERNAL_H

#include "sim/run_internal.h"

/* The patient is in `place`, a space of which has been taken for it. The place it held before is still to be left. */
WR_I_RUN void wr_i_enters(struct wr_i_run *r, struct wr_i_patient *p, int32_t place);
/* The patient's space in `place` is left, and given on, and so on down the line. */
WR_I_RUN void wr_i_leaves(struct wr_i_run *r, struct wr_i_patient *p, int32_t place);
/* Free spaces of a place are offered down its queue. */
WR_I_RUN void wr_i_offer(struct wr_i_run *r, int32_t place);
/* Whether a space of `place` can be had at once: who finds others queueing has not found one. */
static inline bool wr_i_place_free(const struct wr_i_run *r, int32_t place)
{
    return r->space[place] > 0 && r->open[place] && wr_i_place_queue(r, place)->n == 0;
}
/* Of several places (any.c). Which place of its step p can have at once, the one it is in before all others; or -1. */
WR_I_RUN int32_t wr_i_choice(const struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_step *s);
/* p waits for each of them, or no more. */
WR_I_RUN void wr_i_any_waits(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s);
WR_I_RUN void wr_i_any_ends(struct wr_i_run *r, struct wr_i_patient *p);
static inline bool wr_i_wants(const struct wr_i_step *s, int32_t place)
{
    for (uint32_t i = 0; i < s->n_any; i++)
        if (s->any[i] == place)
            return true;
    return s->place == place;
}
/* A full circle through the place, or any of the places, that p's step asks for: exchanged when there is one. */
WR_I_RUN bool wr_i_circle_of(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s);
/* Waits for the place of its step, in `waits in` when that has room, else where it is. */
WR_I_RUN void wr_i_waits_place(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
WR_I_RUN void wr_i_turnaround_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
WR_I_RUN void wr_i_turnaround_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* The staff that a turnaround at work has. */
WR_I_RUN uint32_t wr_i_turn_has(const struct wr_i_run *r, const struct wr_i_patient *p);
/* A place has opened: circles that it kept from moving. */
WR_I_RUN void wr_i_circles_again(struct wr_i_run *r, int32_t place);
/* ---- what is kept from step to step (keep.c) ---- */
static inline bool wr_i_is_kept(const struct wr_i_run *r, const struct wr_i_patient *p, int32_t place)
{
    uint32_t bit = r->plan->places[place].kept;
    return bit != WR_I_NONE && (*wr_i_part_byte(p, bit / 8) >> bit % 8 & 1);
}
static inline int32_t wr_i_kept_of(const struct wr_i_run *r, const struct wr_i_patient *p, uint32_t resource)
{
    uint32_t at = r->plan->resources[resource].kept;
    return at == WR_I_NONE ? 0 : *(const int32_t *)wr_i_part(p, at);
}
/* p is back in a place that it keeps. The place that it held until now is still to be left. */
WR_I_RUN void wr_i_goes_back(struct wr_i_run *r, struct wr_i_patient *p, int32_t place);
/* At the end of a step: its staff (`sig`) passes on but for what it keeps with p. */
WR_I_RUN void wr_i_keeps_staff(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s, uint32_t sig);
/* The end of a step that keeps or frees something: its staff (`sig`) passes on but for what is kept; then what it frees. */
WR_I_RUN void wr_i_ends_keeping(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s, uint32_t sig);
/* All that is kept is given back: places in file order, then staff and equipment; the place in which p is now is only kept no longer. */
WR_I_RUN void wr_i_kept_back(struct wr_i_run *r, struct wr_i_patient *p);
/* The same for who leaves as `outcome`: the place held is left before. */
WR_I_RUN void wr_i_leaves_all(struct wr_i_run *r, struct wr_i_patient *p, int32_t outcome);
/* p's space in `place` is given up, though p is elsewhere, and given on. */
WR_I_RUN void wr_i_gives_back(struct wr_i_run *r, struct wr_i_patient *p, int32_t place);

/* ---- places that open by a rule (surge.c) ---- */
/* Somebody begins to wait for a step that has WR_I_STEP_RULE, or waits no more. */
WR_I_RUN void wr_i_surge_more(struct wr_i_run *r, uint32_t step);
WR_I_RUN void wr_i_surge_less(struct wr_i_run *r, uint32_t step);
/* A space of a place with a rule was given back and offered. */
WR_I_RUN void wr_i_surge_space(struct wr_i_run *r, int32_t place);
/* The look from the instant's list. */
WR_I_RUN void wr_i_surge_look(struct wr_i_run *r, uint32_t surge);
/* Whether it is open, as things stand now: it closes here when it can. */
WR_I_RUN bool wr_i_surge_open(struct wr_i_run *r, uint32_t surge);
/* A stage begins, after stage `old`. */
WR_I_RUN void wr_i_surges_stage(struct wr_i_run *r, size_t old);
/* A clock has something to say that does not come from the hours. */
WR_I_RUN void wr_i_clock_again(struct wr_i_run *r, uint32_t clock);

/* ---- circles: who holds a and waits for b ---- */
/* What p would give on by moving: nothing, when it is kept. */
static inline int32_t wr_i_gives_on(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return p->place >= 0 && r->plan->keeps && wr_i_is_kept(r, p, p->place) ? -1 : p->place;
}
/* p joins or leaves those who hold the place it is in and wait for `place`. */
static inline void wr_i_between(struct wr_i_run *r, const struct wr_i_patient *p, int32_t place, int by)
{
    int32_t holds;

    if (r->between != NULL && (holds = wr_i_gives_on(r, p)) >= 0)
        r->between[(size_t)holds * r->plan->n_places + (size_t)place] += (uint32_t)by;
}
/* The same for the place of a step, or each of them. */
static inline void wr_i_between_of(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_step *s, int by)
{
    if (s->n_any == 0)
        wr_i_between(r, p, s->place, by);
    for (uint32_t i = 0; i < s->n_any; i++)
        wr_i_between(r, p, s->any[i], by);
}

#endif
