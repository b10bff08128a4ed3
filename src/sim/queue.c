/* The rare side of joining a queue: not behind everybody of the same class. */
#include "sim/run_internal.h"

/* p stands between two neighbours of its class, either of which may be nobody. */
static void stands_between(const struct wr_i_run *r, struct wr_i_ends *e, uint32_t slot, struct wr_i_patient *p, uint32_t before,
                           uint32_t after)
{
    p->prev = before;
    p->next = after;
    if (before != WR_I_NOBODY)
        wr_i_at(r, before)->next = slot;
    else
        e->head = slot;
    if (after != WR_I_NOBODY)
        wr_i_at(r, after)->prev = slot;
    else
        e->tail = slot;
}

WR_I_RUN void wr_i_queue_add_same_instant(struct wr_i_run *r, struct wr_i_ends *e, uint32_t slot, struct wr_i_patient *p)
{
    uint32_t before = e->tail, after = WR_I_NOBODY;

    while (before != WR_I_NOBODY) { /* from the back, past those who asked now but arrived later */
        const struct wr_i_patient *b = wr_i_at(r, before);
        if (b->instant != r->instant || wr_i_comes_before(r, b, p))
            break;
        after = before;
        before = before == e->head ? WR_I_NOBODY : b->prev;
    }
    stands_between(r, e, slot, p, before, after);
}
