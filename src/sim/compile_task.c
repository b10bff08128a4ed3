/* Tasks, and patience: giving up, `unless`. */
#include "sim/compile_internal.h"

#include "sim/keys_internal.h"
#include "sim/run_internal.h"

/* `one every`: a bare time is the mean of an exponential. */
const struct wr_i_value *wr_i_compile_gap(struct wr_i_compiler *c, const struct wr_value *every)
{
    struct wr_sampler *sampler = wr_i_plan_take(c, 1, sizeof *sampler);
    struct wr_i_value *gap = wr_i_plan_take(c, 1, sizeof *gap);
    struct wr_sampler_spec spec = {.kind = WR_SAMPLER_EXPONENTIAL, .time = true};
    const struct wr_i_value *out;
    const char *why = NULL;
    int status;

    if (sampler == NULL || gap == NULL)
        return NULL;
    if (every->kind != WR_VALUE_NUMBER)
        return wr_i_compile_value(c, every);
    wr_sampler_spec_set(&spec, WR_PARAM_MEAN, every->number.value);
    status = wr_sampler_init(sampler, &spec, &c->plan->arena, &why, NULL);
    if (status == WR_ERR_MISTAKES)
        wr_i_refuse(c, every->where, c->path, "write a time over 0", "%s", why);
    else if (status < 0)
        c->status = status;
    *gap = (struct wr_i_value){.op = WR_I_SAMPLER, .sampler = sampler};
    if (every->n_adjusts == 0)
        return gap;
    out = wr_i_compile_value(c, every);
    if (out != NULL && out->op == WR_I_ADJUSTED) /* what the adjusts make of the mean, they make of each value */
        ((struct wr_i_value *)(uintptr_t)out)->base = gap;
    return out;
}

/* A count in a patient's record that goes on from anew when they come back. */
static uint32_t room_count(struct wr_i_compiler *c)
{
    uint32_t at = wr_i_room(c, 4);

    wr_i_restarts(c, at);
    return at;
}

void wr_i_restarts(struct wr_i_compiler *c, uint32_t at)
{
    if (wr_arena_grow(&c->plan->arena, &c->plan->counts, &c->plan->counts_capacity, c->plan->n_counts + 1, sizeof *c->plan->counts) < 0)
        c->status = WR_ERR_MEMORY;
    else
        c->plan->counts[c->plan->n_counts++] = at;
}

void wr_i_room_later(struct wr_i_compiler *c, enum wr_i_category category)
{
    if (c->plan->at_later[category] == WR_I_NONE)
        c->plan->at_later[category] = wr_i_room(c, 8);
}

/* ---- patience ---- */

/* Where it is counted how often patience was drawn for a step: by all its versions together. */
static uint32_t patience_counted(struct wr_i_compiler *c, const struct wr_i_step *to)
{
    for (const struct wr_i_step *s = c->plan->steps; s < to; s++)
        if (s->of == to->of && s->gives_up != NULL)
            return s->gives_up->visits;
    return room_count(c);
}

void wr_i_compile_patience(struct wr_i_compiler *c, const struct wr_step *from, struct wr_i_step *to)
{
    struct wr_arena *a = &c->plan->arena;

    c->site = from->name;
    if (from->has_gives_up) {
        struct wr_i_patience *x = wr_i_plan_take(c, 1, sizeof *x);
        if (x == NULL)
            return;
        c->path = wr_arena_printf(a, "steps.%s.gives up.after", from->name);
        x->after = wr_i_compile_value(c, &from->gives_up_after);
        x->since_arrival = from->gives_up_since_arrival;
        x->then = wr_i_target(&from->gives_up_then);
        x->purpose = wr_i_purpose(c, from->name, WR_I_PAIR_GIVES_UP);
        x->visits = patience_counted(c, to);
        to->gives_up = x;
        wr_i_room_later(c, WR_I_GIVES_UP);
        wr_i_room_work(c);
    }
    if (from->has_unless) {
        struct wr_i_patience *x = wr_i_plan_take(c, 1, sizeof *x);
        if (x == NULL)
            return;
        c->path = wr_arena_printf(a, "steps.%s.unless.after", from->name);
        x->after = wr_i_compile_value(c, &from->unless_after);
        x->then = wr_i_target(&from->unless_then);
        x->purpose = wr_i_purpose(c, from->name, WR_I_PAIR_UNLESS);
        to->unless = x;
        to->flags |= WR_I_STEP_STOPS | WR_I_STEP_DRAWS; /* DRAWS: its starts are counted */
        wr_i_room_later(c, WR_I_UNLESS);
        wr_i_room_work(c);
    }
}

/* ---- tasks ---- */

/* Whether it differs between patients. */
static bool differs(const struct wr_value *v)
{
    if (v->kind == WR_VALUE_BY)
        return true;
    for (size_t i = 0; i < v->n_adjusts; i++)
        if (v->adjusts[i].set != NULL && differs(v->adjusts[i].set))
            return true;
    return false;
}

/* What a task of nobody needs cannot go by who it is for. */
static void refuse_by(struct wr_i_compiler *c, const struct wr_task *from)
{
    const struct wr_value *values[3] = {&from->one_every, &from->takes, &from->priority};
    bool by = false;

    for (size_t i = 0; i < 3; i++)
        by = by || differs(values[i]);
    for (size_t i = 0; i < from->with.n_all; i++)
        by = by || differs(&from->with.all[i].count);
    if (by)
        wr_i_refuse(c, from->where, c->path, "add `for each patient in:` with a place, or write one value for all",
                    "the task is for no patient, so nothing about it can differ `by` patients");
}

/* A version of the task, compiled before it, that is for patients; or -1. */
static int32_t for_patients(const struct wr_sim_plan *plan, size_t task)
{
    for (size_t i = 0; i < task; i++)
        if (plan->tasks[i].of == plan->versions.tasks[task].of && plan->tasks[i].begun != WR_I_NONE)
            return (int32_t)i;
    return -1;
}

/* When a version of a task is due: in its own stages, where it is not idle. */
static void compile_window(struct wr_i_compiler *c, size_t i, struct wr_i_task *to)
{
    const struct wr_i_version *v = &c->plan->versions.tasks[i];
    size_t first = 0, last = v->stage;

    to->begins = -INFINITY;
    to->until = INFINITY;
    if (c->before == NULL)
        return;
    for (size_t k = 0; k < v->stage; k++) /* this version begins where another is over */
        if (c->before->task_changes[k * c->plan->versions.n_tasks + v->of])
            first = k + 1;
    while (first <= last && wr_stages_model(c->before, first)->tasks[v->of].idle)
        first++;
    while (last > first && wr_stages_model(c->before, last)->tasks[v->of].idle)
        last--;
    if (first > last) {
        to->begins = INFINITY;
        return;
    }
    if (first > 0)
        to->begins = c->plan->go_live + c->before->until[first - 1];
    if (last < c->before->n)
        to->until = c->plan->go_live + c->before->until[last];
}

static void compile_task(struct wr_i_compiler *c, size_t i)
{
    const struct wr_task *from = &c->model->tasks[i];
    struct wr_sim_plan *plan = c->plan;
    struct wr_i_task *to = &plan->tasks[i];
    struct wr_arena *a = &plan->arena;

    c->site = to->name = from->name;
    to->of = plan->versions.tasks[i].of;
    c->path = wr_arena_printf(a, "tasks.%s", from->name);
    to->place = from->for_each_in;
    to->every = from->has_every ? from->every : 0;
    to->when = from->has_when ? &from->when : NULL;
    compile_window(c, i, to);
    to->owner = wr_i_owner(c, from->name);
    to->purpose_takes = wr_i_purpose(c, from->name, WR_I_PAIR_TASK_TAKES);
    to->purpose_gap = wr_i_purpose(c, from->name, WR_I_PAIR_TASK_GAP);
    to->begun = to->gaps = to->wait = WR_I_NONE;
    to->level_queue = WR_I_NONE; /* compile_measure.c */
    if (to->place < 0) {
        refuse_by(c, from);
    } else {
        int32_t of_place = for_patients(plan, i); /* versions count together what is begun */
        to->begun = of_place >= 0 ? plan->tasks[of_place].begun : room_count(c);
        to->gaps = room_count(c);
        if (!from->has_every)
            wr_i_room_later(c, WR_I_TASK_DUE);
    }
    if (c->status < 0)
        return;
    if (!from->has_every) {
        c->path = wr_arena_printf(a, "tasks.%s.one every", from->name);
        to->gap = wr_i_compile_gap(c, &from->one_every);
    }
    c->path = wr_arena_printf(a, "tasks.%s.with", from->name);
    c->serving = wr_i_model_of_task(c, i);
    wr_i_compile_with(c, &from->with, &to->with);
    c->serving = c->model;
    if (to->place < 0)
        to->with.kinds = NULL; /* served by all */
    c->path = wr_arena_printf(a, "tasks.%s.takes", from->name);
    to->takes = wr_i_compile_value(c, &from->takes);
    c->path = wr_arena_printf(a, "tasks.%s.priority", from->name);
    to->priority = wr_i_compile_fixed(c, &from->priority, wr_i_priority_class);
    for (size_t d = 0; d < c->model->n_dips; d++) {
        const struct wr_dip_on *on = &c->model->dips[d];
        struct wr_i_dip *dip;
        if (plan->view != WR_SIM_FROM_GO_LIVE || on->kind != WR_DIP_TASK || on->index != (int)to->of)
            continue;
        dip = wr_i_plan_take(c, 1, sizeof *dip);
        if (dip == NULL)
            return;
        *dip = (struct wr_i_dip){wr_i_compile_fixed(c, on->times, NULL), on->lasts, to->dips, c->plan->go_live + on->after};
        to->dips = dip;
    }
}

void wr_i_compile_tasks(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;

    plan->tasks = wr_i_plan_take(c, m->n_tasks, sizeof *plan->tasks);
    if (m->n_tasks == 0 || plan->tasks == NULL)
        return;
    plan->n_tasks = m->n_tasks;
    wr_i_room_work(c);
    plan->at_task = wr_i_room(c, 8);
    plan->stride = plan->at_task + (uint32_t)sizeof(struct wr_i_there);
    for (size_t i = 0; i < m->n_tasks && c->status == 0; i++)
        compile_task(c, i);
    uint32_t *order = wr_i_plan_take(c, m->n_tasks, sizeof *order), n = 0;
    for (size_t i = 0; i < plan->versions.n_tasks && order != NULL; i++) {
        order[n++] = (uint32_t)i;
        for (size_t k = plan->versions.n_tasks; k < m->n_tasks; k++)
            if (plan->tasks[k].of == i)
                order[n++] = (uint32_t)k;
    }
    plan->task_order = order;
    for (size_t p = 0; p < m->n_places && c->status == 0; p++) {
        struct wr_i_place *x = &plan->places[p];
        uint32_t *list = wr_i_plan_take(c, m->n_tasks, sizeof *list);
        for (uint32_t i = 0; list != NULL && i < m->n_tasks; i++)
            if (plan->tasks[order[i]].place == (int32_t)p)
                list[x->n_tasks++] = order[i];
        x->tasks = list;
    }
}
