/* Entries that changes make into others in a run that goes on: steps, what must be known for them, and tasks as they were stand behind those that
 * are, in a copy of the model that has longer lists, and are compiled as any other (docs/rules.md, J). */
#include <math.h>

#include "sim/compile_internal.h"

/* ---- one list that grows by versions ---- */

/* The list of `n` entries of `size` bytes, with room for `more`; their versions, each the entry itself. */
static struct wr_i_version *longer(struct wr_i_compiler *c, const void *from, size_t n, size_t more, size_t size, void **to)
{
    struct wr_i_version *versions = wr_i_plan_take(c, n + more, sizeof *versions);

    *to = wr_i_plan_take(c, n + more, size);
    if (versions == NULL || *to == NULL)
        return NULL;
    if (n > 0)
        memcpy(*to, from, n * size);
    for (size_t i = 0; i < n; i++)
        versions[i] = (struct wr_i_version){(uint32_t)i, (uint32_t)(c->before == NULL ? 0 : c->before->n), -1, -INFINITY};
    return versions;
}

static double over_at(const struct wr_i_compiler *c, size_t stage) { return c->plan->go_live + c->before->until[stage]; }

/* Entry `of` as it was in `stage` stands at `at`; the next version begins then. Entries as they are know the last version before. */
static void was(const struct wr_i_compiler *c, struct wr_i_version *versions, size_t of, size_t stage, size_t at)
{
    versions[at] = versions[of];
    versions[at].stage = (uint32_t)stage;
    versions[of].older = (int32_t)at;
    versions[of].begins = over_at(c, stage);
}

static size_t count(const bool *changes, size_t n)
{
    size_t sum = 0;

    for (size_t i = 0; changes != NULL && i < n; i++)
        sum += changes[i];
    return sum;
}

/* ---- steps and their information ---- */

/* The version of an item in a stage, found or made. */
static int item_in(struct wr_i_compiler *c, struct wr_item *items, struct wr_i_version *versions, int item, size_t stage)
{
    struct wr_model *m = &c->plan->merged;

    for (size_t i = c->plan->versions.n_items; i < m->n_items; i++)
        if (versions[i].of == (uint32_t)item && versions[i].stage == stage)
            return (int)i;
    items[m->n_items] = c->before->models[stage].items[item];
    was(c, versions, (size_t)item, stage, m->n_items);
    return (int)m->n_items++;
}

static void old_steps(struct wr_i_compiler *c, struct wr_step *steps, struct wr_i_version *versions, struct wr_item *items,
                      struct wr_i_version *item_versions)
{
    struct wr_model *m = &c->plan->merged;
    size_t n = c->plan->versions.n_steps;

    for (size_t stage = 0; stage < c->before->n; stage++)
        for (size_t i = 0; i < n; i++) {
            struct wr_step *to = &steps[m->n_steps];
            struct wr_need *needs;
            if (!c->before->step_changes[stage * n + i])
                continue;
            *to = c->before->models[stage].steps[i];
            needs = wr_i_plan_take(c, to->n_needs, sizeof *needs);
            if (needs == NULL)
                return;
            for (size_t k = 0; k < to->n_needs; k++) {
                needs[k] = to->needs[k];
                needs[k].item = item_in(c, items, item_versions, needs[k].item, stage);
            }
            to->needs = needs;
            was(c, versions, i, stage, m->n_steps++);
        }
}

static void old_tasks(struct wr_i_compiler *c, struct wr_task *tasks, struct wr_i_version *versions)
{
    struct wr_model *m = &c->plan->merged;
    size_t n = c->plan->versions.n_tasks;

    for (size_t stage = 0; stage < c->before->n; stage++)
        for (size_t i = 0; i < n; i++)
            if (c->before->task_changes[stage * n + i]) {
                tasks[m->n_tasks] = c->before->models[stage].tasks[i];
                was(c, versions, i, stage, m->n_tasks++);
            }
}

void wr_i_compile_versions(struct wr_i_compiler *c)
{
    struct wr_sim_plan *plan = c->plan;
    const struct wr_model *m = c->model;
    struct wr_model *merged = &plan->merged;
    size_t stages = c->before == NULL ? 0 : c->before->n, needs = 0;
    size_t steps = stages == 0 ? 0 : count(c->before->step_changes, stages * m->n_steps);
    size_t tasks = stages == 0 ? 0 : count(c->before->task_changes, stages * m->n_tasks);
    struct wr_i_version *step_versions, *item_versions, *task_versions;
    void *new_steps, *new_items, *new_tasks;

    plan->versions.n_steps = m->n_steps;
    plan->versions.n_items = m->n_items;
    plan->versions.n_tasks = m->n_tasks;
    for (size_t stage = 0; stage < stages; stage++)
        for (size_t i = 0; i < m->n_steps; i++)
            if (c->before->step_changes[stage * m->n_steps + i])
                needs += c->before->models[stage].steps[i].n_needs;
    step_versions = longer(c, m->steps, m->n_steps, steps, sizeof *m->steps, &new_steps);
    item_versions = longer(c, m->items, m->n_items, needs, sizeof *m->items, &new_items);
    task_versions = longer(c, m->tasks, m->n_tasks, tasks, sizeof *m->tasks, &new_tasks);
    if (c->status < 0)
        return;
    plan->versions.steps = step_versions;
    plan->versions.items = item_versions;
    plan->versions.tasks = task_versions;
    if (steps + tasks == 0)
        return;
    *merged = *m;
    merged->steps = new_steps;
    merged->items = new_items;
    merged->tasks = new_tasks;
    old_steps(c, new_steps, step_versions, new_items, item_versions);
    old_tasks(c, new_tasks, task_versions);
    c->model = plan->model = merged;
}

/* ---- looking at versions ---- */

static const struct wr_model *model_of(const struct wr_i_compiler *c, const struct wr_i_version *v)
{
    return c->before == NULL || v->stage >= c->before->n ? c->model : &c->before->models[v->stage];
}

const struct wr_model *wr_i_model_of_step(const struct wr_i_compiler *c, size_t step)
{
    return model_of(c, &c->plan->versions.steps[step]);
}
const struct wr_model *wr_i_model_of_task(const struct wr_i_compiler *c, size_t task)
{
    return model_of(c, &c->plan->versions.tasks[task]);
}
const struct wr_model *wr_i_model_of_item(const struct wr_i_compiler *c, size_t item)
{
    return model_of(c, &c->plan->versions.items[item]);
}

void wr_i_versions_of(const struct wr_i_compiler *c, size_t step, void (*to)(void *self, int step), void *self)
{
    for (int32_t at = (int32_t)step; at >= 0; at = c->plan->versions.steps[at].older)
        to(self, at);
}

struct each {
    const struct wr_i_compiler *c;
    void (*to)(void *self, int step);
    void *self;
};

static void each_version(void *self, int step)
{
    const struct each *e = self;

    wr_i_versions_of(e->c, (size_t)step, e->to, e->self);
}

void wr_i_steps_ever_after(const struct wr_i_compiler *c, size_t step, void (*to)(void *self, int step), void *self)
{
    struct each each = {c, to, self};

    wr_i_steps_after(&c->model->steps[step], each_version, &each);
}
