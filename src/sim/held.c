/* Values that count when their patient leaves (`counted at: leaving`), or of which only then is known whom they are about (`left as`): kept in a
 * list that hangs on the patient's record until then (rule 17). */
#include "sim/run_internal.h"

#include "base/mem.h"

WR_I_RUN void wr_i_held_until_leaving(struct wr_i_run *r, const struct wr_i_taker *t, const struct wr_i_patient *p, double value)
{
    struct wr_sim_worker *w = r->worker;
    uint32_t at, *head = wr_i_part_u32(wr_i_self(r, p), r->plan->at_held);

    if (r->held_free != 0) {
        at = r->held_free;
        r->held_free = w->held[at].next;
    } else {
        if (r->held_n + 1 >= w->held_capacity) {
            size_t capacity = w->held_capacity == 0 ? 256 : 2 * w->held_capacity;
            struct wr_i_held *grown = wr_mem_resize(w->held, capacity, sizeof *grown);
            if (grown == NULL) {
                r->status = wr_fail(WR_ERR_MEMORY);
                return;
            }
            w->held = grown;
            w->held_capacity = capacity;
        }
        at = ++r->held_n; /* from 1: 0 is the end of a list */
    }
    w->held[at] = (struct wr_i_held){value, t, *head};
    *head = at;
}

WR_I_RUN void wr_i_held_taken(struct wr_i_run *r, struct wr_i_patient *p)
{
    uint32_t *head = wr_i_part_u32(p, r->plan->at_held), at;

    while ((at = *head) != 0) {
        struct wr_i_held *held = &r->worker->held[at];
        *head = held->next;
        taken(r, held->taker, p, held->value);
        held->next = r->held_free;
        r->held_free = at;
    }
}
