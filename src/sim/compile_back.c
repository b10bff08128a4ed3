/* Coming back after leaving as an outcome. */
#include "sim/compile_internal.h"
#include "sim/keys_internal.h"

static void compile_returns(struct wr_i_compiler *c, const struct wr_outcome *from, struct wr_i_returns *to)
{
    to->at = from->back_at;
    if (!from->comes_back)
        return;
    c->site = from->name;
    to->purpose = wr_i_purpose(c, from->name, WR_I_PAIR_BACK);
    c->path = wr_arena_printf(&c->plan->arena, "outcomes.%s.comes back.chance", from->name);
    to->chance = wr_i_compile_value(c, &from->back_chance);
    c->path = wr_arena_printf(&c->plan->arena, "outcomes.%s.comes back.after", from->name);
    to->after = wr_i_compile_value(c, &from->back_after);
}

static bool same(const struct wr_outcome *a, const struct wr_outcome *b)
{
    if (!a->comes_back || !b->comes_back)
        return a->comes_back == b->comes_back;
    return a->back_at == b->back_at && wr_value_same(&a->back_chance, &b->back_chance) && wr_value_same(&a->back_after, &b->back_after);
}

/* First of all after the attributes: what a patient who comes back keeps. */
void wr_i_compile_back(struct wr_i_compiler *c)
{
    size_t n_outcomes = c->model->n_outcomes, last = wr_i_stages_before(c), n = 0;
    struct wr_sim_plan *plan = c->plan;
    bool any = false;

    for (size_t k = 0; k <= last; k++)
        for (size_t i = 0; i < n_outcomes; i++) {
            const struct wr_outcome *x = &wr_i_stage(c, k)->outcomes[i];
            any = any || x->comes_back;
            if (k < last && !same(x, &wr_i_stage(c, k + 1)->outcomes[i]))
                n = last;
        }
    plan->anew = plan->stride;
    if (!any)
        return;
    plan->returns = wr_i_plan_take(c, (n + 1) * n_outcomes, sizeof *plan->returns);
    if (plan->returns == NULL)
        return;
    plan->returns_step = n > 0 ? n_outcomes : 0;
    plan->at_back = wr_i_room(c, 8);
    wr_i_room_later(c, WR_I_RETURNS);
    plan->anew = plan->stride;
    for (size_t k = 0; k <= n; k++)
        for (size_t i = 0; i < n_outcomes && c->status == 0; i++)
            compile_returns(c, &wr_i_stage(c, last - n + k)->outcomes[i], &plan->returns[k * n_outcomes + i]);
}
