/* What changes of an option bring into a run that goes on: entries that are not there before, and routes that are other routes from then on. */
#include <math.h>

#include "sim/compile_internal.h"

void wr_i_refuse_two_starts(struct wr_i_compiler *c, struct wr_where where, const char *name)
{
    wr_i_refuse(c, where, name, "let the changes that act on it begin together, or look at their settled state",
                "`%s` is changed at two different moments, which cannot be simulated yet", name);
}

double wr_i_begins_at(const struct wr_i_compiler *c, size_t task)
{
    double at = -INFINITY;

    for (size_t i = 0; c->before != NULL && i < c->before->n; i++)
        if (c->before->models[i].tasks[task].idle && !c->model->tasks[task].idle)
            at = c->plan->go_live + c->before->until[i];
    return at;
}

/* The stage that is over when a change begins `after` seconds after the go-live. */
static const struct wr_model *stage_until(const struct wr_i_compiler *c, double after)
{
    for (size_t i = 0; i < c->before->n; i++)
        if (c->before->until[i] == after)
            return &c->before->models[i];
    return NULL;
}

const struct wr_i_route *wr_i_compile_then(struct wr_i_compiler *c, size_t step)
{
    const struct wr_model *now = c->model, *stage;
    const struct wr_step *s = &now->steps[step];
    const struct wr_i_route *then = wr_i_compile_route(c, &s->then), **cases;
    const char *path = wr_arena_printf(&c->plan->arena, "steps.%s.then", s->name);
    struct wr_i_route *out;
    double after = -1;
    int old;

    for (size_t i = 0; path != NULL && c->before != NULL && i < now->n_active; i++) {
        const struct wr_change *change = &now->changes[now->active[i].change];
        for (size_t k = 0; k < change->n_effects; k++) {
            if (change->effects[k].op != WR_OP_SET || strcmp(change->effects[k].path, path) != 0)
                continue;
            if (after >= 0 && after != now->active[i].after)
                wr_i_refuse_two_starts(c, change->effects[k].where, path);
            after = now->active[i].after;
        }
    }
    if (after < 0 || c->status < 0 || (stage = stage_until(c, after)) == NULL || (old = wr_model_step(stage, s->name)) < 0)
        return then;
    out = wr_i_plan_take(c, 1, sizeof *out);
    cases = wr_i_plan_take(c, 2, sizeof *cases);
    if (out == NULL || cases == NULL)
        return NULL;
    c->model = stage; /* entries that are added stand behind those that were there, so what it names has the same index */
    cases[0] = wr_i_compile_route(c, &stage->steps[old].then);
    c->model = now;
    cases[1] = then;
    *out = (struct wr_i_route){.op = WR_I_ROUTE_STARTS, .n = 2, .cases = cases, .from = c->plan->go_live + after};
    return out;
}

void wr_i_steps_ever_after(const struct wr_i_compiler *c, size_t step, void (*to)(void *self, int step), void *self)
{
    wr_i_steps_after(&c->model->steps[step], to, self);
    for (size_t i = 0; c->before != NULL && i < c->before->n; i++) {
        int old = wr_model_step(&c->before->models[i], c->model->steps[step].name);
        if (old >= 0)
            wr_i_steps_after(&c->before->models[i].steps[old], to, self);
    }
}
