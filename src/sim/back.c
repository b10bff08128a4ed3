/* Coming back (rule 1): some who leave come again as a new arrival, with their attributes and their number. Meanwhile the record is kept, and
 * nobody counts it as present. */
#include "sim/run_internal.h"

static struct wr_i_back *back_of(const struct wr_i_run *r, const struct wr_i_patient *p) { return wr_i_part(p, r->plan->at_back); }

WR_I_RUN bool wr_i_comes_back(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, uint32_t outcome)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_returns *x = &plan->returns[r->stage * plan->returns_step + outcome];
    struct wr_i_back *back = back_of(r, p);
    struct wr_draw_id id = {p->number, plan->kinds[p->kind].owner, x->purpose, back->times << 16};
    double u[2], after;

    if (x->chance == NULL)
        return false;
    wr_draw_pair(r->key, &id, 0, u);
    if (u[0] >= wr_i_value_draw(r, x->chance, p, &id, 0, u[0]))
        return false;
    after = wr_i_value_draw(r, x->after, p, &id, 1, u[1]);
    back->to = (uint32_t)x->at;
    wr_i_later_put(r, r->now + (after > 0 ? after : 0), WR_I_RETURNS, slot);
    return true;
}

/* Counts of what was drawn go on where no earlier visit can have come. */
static void count_from(const struct wr_i_run *r, const struct wr_i_patient *p, uint32_t from)
{
    const struct wr_sim_plan *plan = r->plan;

    for (size_t i = 0; i < plan->n_counts; i++)
        *wr_i_part_u32(p, plan->counts[i]) = from;
    for (size_t i = 0; i < plan->n_items; i++)
        ((struct wr_i_known *)wr_i_part(p, plan->items[i].at))->uses = from;
}

WR_I_RUN void wr_i_returns(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_kind *k = wr_i_kind_at(plan, p->kind, r->now);
    struct wr_i_back *back = back_of(r, p);

    if (WR_UNLIKELY(++r->moves > WR_I_MOVES)) {
        if (r->status == 0)
            r->status = wr_i_endless(r, p);
        return;
    }
    memset(wr_i_part(p, plan->anew), 0, plan->stride - plan->anew);
    back->times++;
    count_from(r, p, back->times << 16);
    p->arrived = r->now;
    p->place = -1;
    p->state = WR_I_MOVING;
    r->kinds[p->kind].came_back += 1;
    r->present_acc -= r->now - r->present_base;
    if (++r->present > r->most_present)
        r->most_present = r->present;
    WR_I_WALK(r, p, "comes back");
    if (WR_UNLIKELY(r->watch != NULL) && k->n_attributes > 0)
        wr_i_walk_has(r, p);
    wr_i_own_slot(r, slot, p);
    p->priority = (enum wr_i_class)wr_i_value_known(r, k->priority, p);
    if (plan->at_priority != WR_I_NONE)
        *wr_i_part_byte(p, plan->at_priority) = p->priority;
    wr_i_moment(r, &plan->at_arrival, p);
    wr_i_goes(r, slot, p, back->to != WR_I_NONE ? (int32_t)back->to : (int32_t)k->first);
}
