/* What conditions ask of the service itself (rule 18): its places, its queues, what is down, the clock. Looked at as things stand now. */
#include "sim/run_internal.h"

WR_I_RUN __attribute__((noinline)) bool wr_i_state_holds(const struct wr_i_run *r, const struct wr_i_atom *a)
{
    switch (a->kind) {
    case WR_ATOM_PLACE_FULL:
        return !wr_i_place_free(r, (int32_t)a->is);
    case WR_ATOM_PLACE_OPEN:
        return r->open[a->is];
    case WR_ATOM_PLACE_CLOSED:
        return !r->open[a->is];
    case WR_ATOM_WAITING_OVER:
        return r->level[a->at] > a->number;
    case WR_ATOM_CLOCK:
        return wr_when_holds(&r->plan->model->clock, a->when, r->now);
    case WR_ATOM_SYSTEM_DOWN:
        return a->is != WR_I_NONE && wr_i_is_down(r, a->is);
    default:
        return false;
    }
}
