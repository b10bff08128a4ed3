/* Any of several places (rule 3; docs/rules.md, section F): the first with room; when none has, the patient waits for all of them and takes
 * whichever has room first.
 *
 * In each of the queues stands a record of its own for the patient (WR_I_ONE_OF), who is in none of them. The records of one patient are a list
 * from the part plan->at_any; slots are kept as slot + 1, so that zeroed memory says none. */
#include "sim/run_internal.h"

WR_I_RUN int32_t wr_i_choice(const struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_step *s)
{
    if (p->place >= 0 && wr_i_wants(s, p->place))
        return p->place;
    if (s->n_any == 0)
        return wr_i_is_kept(r, p, s->place) || wr_i_place_free(r, s->place) ? s->place : -1;
    for (uint32_t i = 0; i < s->n_any && r->plan->keeps; i++)
        if (wr_i_is_kept(r, p, s->any[i]))
            return s->any[i];
    for (uint32_t i = 0; i < s->n_any; i++)
        if (wr_i_place_free(r, s->any[i]))
            return s->any[i];
    return -1;
}

WR_I_RUN __attribute__((noinline)) void wr_i_any_waits(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    for (uint32_t i = 0; i < s->n_any; i++) {
        uint32_t *first = wr_i_part_u32(p, r->plan->at_any), one = wr_i_slot_new(r);
        struct wr_i_patient *stand;
        if (WR_UNLIKELY(one == WR_I_NOBODY))
            return;
        stand = wr_i_at(r, one);
        stand->arrived = p->arrived;
        stand->kind = p->kind;
        stand->number = p->number; /* ties are settled as for the patient */
        stand->asked = slot;
        stand->u = *first;
        stand->place = (int16_t)s->any[i];
        stand->priority = p->priority;
        stand->state = WR_I_ONE_OF;
        *first = one + 1;
        wr_i_queue_add(r, wr_i_place_queue(r, s->any[i]), one, stand);
        wr_i_level_up(r, r->plan->places[s->any[i]].level_waiting);
    }
}

WR_I_RUN __attribute__((noinline)) void wr_i_any_ends(struct wr_i_run *r, struct wr_i_patient *p)
{
    uint32_t *first = wr_i_part_u32(p, r->plan->at_any);

    while (*first != 0) {
        uint32_t one = *first - 1;
        struct wr_i_patient *stand = wr_i_at(r, one);
        *first = (uint32_t)stand->u;
        wr_i_queue_remove(r, wr_i_place_queue(r, stand->place), one, stand);
        wr_i_level_down(r, r->plan->places[stand->place].level_waiting);
        wr_i_slot_free(r, one, stand);
    }
}
