/* What steps keep and free: a bit of a patient for each place that may be kept, a count for each staff and equipment. */
#include "sim/compile_internal.h"

void wr_i_compile_kept(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;

    for (size_t i = 0; i < m->n_steps; i++)
        for (size_t k = 0; k < m->steps[i].n_keep; k++) {
            int what = m->steps[i].keep[k];
            uint32_t *kept = what >= 0 ? &c->plan->places[what].kept : &c->plan->resources[-1 - what].kept;
            if (*kept == WR_I_NONE)
                *kept = what >= 0 ? wr_i_room_bit(c) : wr_i_room(c, 4);
            c->plan->keeps = true;
        }
}

void wr_i_compile_keep(struct wr_i_compiler *c, const struct wr_step *from, struct wr_i_step *to)
{
    if (to->place >= 0 && c->plan->places[to->place].kept != WR_I_NONE)
        to->flags |= WR_I_STEP_CHOICE;
    if (from->n_keep + from->n_frees == 0)
        return;
    to->flags |= WR_I_STEP_KEEPS;
    to->keep = from->keep;
    to->n_keep = (uint32_t)from->n_keep;
    to->frees = from->frees;
    to->n_frees = (uint32_t)from->n_frees;
}
