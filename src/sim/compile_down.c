/* Equipment and systems that go down, what that stops and slows, and what is typed in afterwards (rule 14). */
#include "sim/compile_internal.h"

#include <math.h>

#include "sim/keys_internal.h"

/* The list of `down` of a thing in a stage. */
static const struct wr_down *downs_of(const struct wr_i_compiler *c, size_t thing, size_t stage, size_t *n)
{
    const struct wr_model *m = wr_i_stage(c, stage);
    size_t system = thing - m->n_resources;

    *n = thing < m->n_resources ? m->resources[thing].n_down : m->systems[system].n_down;
    return thing < m->n_resources ? m->resources[thing].down : m->systems[system].down;
}

/* Whether another list begins with this stage. */
static bool list_begins(const struct wr_i_compiler *c, size_t thing, size_t stage)
{
    size_t n, m;
    const struct wr_down *now = downs_of(c, thing, stage, &n), *before;

    if (stage == 0)
        return true;
    before = downs_of(c, thing, stage - 1, &m);
    return !wr_down_same(before, m, now, n);
}

/* How many entries its lists have together. */
static size_t all_downs(const struct wr_i_compiler *c, size_t thing)
{
    size_t sum = 0, n;

    for (size_t stage = 0; stage <= wr_i_stages_before(c); stage++) {
        (void)downs_of(c, thing, stage, &n);
        sum += list_begins(c, thing, stage) ? n : 0;
    }
    return sum;
}

static void compile_down(struct wr_i_compiler *c, const struct wr_down *from, struct wr_i_down *d)
{
    d->from = INFINITY;
    if (from->has_random)
        d->gap = wr_i_compile_gap(c, &from->one_every);
    if (from->has_from)
        d->from = from->from - c->model->clock.start;
    d->lasts = wr_i_compile_value(c, &from->lasts);
    if (from->has_when) {
        struct wr_i_clock *clock = wr_i_plan_take(c, 1, sizeof *clock);
        if (clock == NULL)
            return;
        clock->open = &from->when;
        clock->surge = WR_I_NONE;
        wr_i_compile_clock(c, clock);
        d->clock = clock;
    }
}

/* All its lists, one behind the other: entries are numbered on. */
static void compile_downs(struct wr_i_compiler *c, const char *part, const char *name, size_t thing, struct wr_i_thing *to)
{
    struct wr_sim_plan *plan = c->plan;

    to->name = c->site = name;
    to->owner = wr_i_owner(c, name);
    to->purpose_down = wr_i_purpose(c, name, WR_I_PAIR_DOWN);
    to->level_down = (uint32_t)plan->n_levels++;
    to->resource = WR_I_NONE;
    to->downs = &plan->downs[plan->n_downs];
    c->path = wr_arena_printf(&plan->arena, "%s.%s.down", part, name);
    for (size_t stage = 0; stage <= wr_i_stages_before(c); stage++) {
        size_t n, last = stage;
        const struct wr_down *from = downs_of(c, thing, stage, &n);
        if (!list_begins(c, thing, stage))
            continue;
        while (last < wr_i_stages_before(c) && !list_begins(c, thing, last + 1))
            last++;
        if (last < plan->n_stages && plan->stage_ends[last] <= plan->start) /* it never holds */
            continue;
        for (size_t i = 0; i < n && c->status == 0; i++) {
            struct wr_i_down *d = &plan->downs[plan->n_downs++];
            *d = (struct wr_i_down){.entry = to->n_downs++, .first = (uint32_t)stage, .last = (uint32_t)last};
            compile_down(c, &from[i], d);
        }
    }
}

/* What a system that is down is for a step, in the step's own stage; NULL: nothing. */
static const struct wr_on_paper *paper_of(const struct wr_i_compiler *c, size_t system, size_t step)
{
    const struct wr_system *s = &wr_i_model_of_step(c, step)->systems[system];

    for (size_t k = 0; k < s->n_on_paper; k++)
        if (s->on_paper[k].step == (int)c->plan->versions.steps[step].of)
            return &s->on_paper[k];
    return NULL;
}

/* The steps that a system slows, and whether work that needs it stops. */
static void compile_system(struct wr_i_compiler *c, size_t i, struct wr_i_thing *to)
{
    const struct wr_system *from = &c->model->systems[i];
    struct wr_sim_plan *plan = c->plan;
    uint32_t *steps = wr_i_plan_take(c, c->model->n_steps, sizeof *steps);
    bool stops = false, afterwards = false;

    if (steps == NULL)
        return;
    for (size_t k = 0; k <= wr_i_stages_before(c); k++)
        afterwards = afterwards || wr_i_stage(c, k)->systems[i].has_afterwards;
    to->system = (int)i;
    to->steps = steps;
    for (size_t k = 0; k < c->model->n_steps; k++) {
        const struct wr_on_paper *paper = paper_of(c, i, k);
        stops = stops || (paper != NULL && paper->stops);
        if (paper != NULL && !paper->stops)
            steps[to->n_steps++] = (uint32_t)k;
    }
    to->typed = afterwards && to->n_steps > 0;
    if (!stops && !to->typed)
        return;
    struct wr_i_resource *needed = &plan->resources[plan->n_resources];
    to->resource = (uint32_t)plan->n_resources++;
    needed->name = from->name;
    needed->level_busy = (uint32_t)plan->n_levels++;
    needed->level_waiting = (uint32_t)plan->n_levels++;
    needed->level_over = needed->level_duty = needed->kept = WR_I_NONE;
    needed->duty = WR_I_PLENTY;
    needed->stops = true;
}

void wr_i_compile_things(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;
    size_t things = 0, downs = 0, all = m->n_resources + m->n_systems;

    for (size_t i = 0; i < all; i++) {
        size_t n = all_downs(c, i);
        things += n > 0;
        downs += n;
    }
    if (things == 0)
        return;
    if (m->n_places + m->n_tasks + things > UINT16_MAX)
        wr_i_refuse(c, m->run.where, "systems", "split the service", "more than 65,535 places, tasks and things that go down");
    plan->things = wr_i_plan_take(c, things, sizeof *plan->things);
    plan->downs = wr_i_plan_take(c, downs, sizeof *plan->downs);
    plan->thing_of = wr_i_plan_take(c, all, sizeof *plan->thing_of);
    for (size_t i = 0; i < all && c->status == 0; i++) {
        const struct wr_resource *x = i < m->n_resources ? &m->resources[i] : NULL;
        const struct wr_system *y = x == NULL ? &m->systems[i - m->n_resources] : NULL;
        struct wr_i_thing *to = &plan->things[plan->n_things];
        plan->thing_of[i] = WR_I_NONE;
        if (all_downs(c, i) == 0)
            continue;
        plan->thing_of[i] = (uint32_t)plan->n_things++;
        to->system = -1;
        if (x != NULL) {
            compile_downs(c, "equipment", x->name, i, to);
            to->resource = (uint32_t)i;
            plan->resources[i].stops = true;
        } else {
            compile_downs(c, "systems", y->name, i, to);
            compile_system(c, i - m->n_resources, to);
        }
    }
}

uint32_t wr_i_thing(const struct wr_i_compiler *c, bool system, size_t index)
{
    return c->plan->thing_of == NULL ? WR_I_NONE : c->plan->thing_of[(system ? c->model->n_resources : 0) + index];
}

/* What would take no time at all, or less, has no pace. */
static void check_factor(struct wr_i_compiler *c, const struct wr_i_value *v, struct wr_where where)
{
    if (v == NULL || c->status < 0)
        return;
    if (v->op == WR_I_CONST && !(v->number > 0))
        wr_i_refuse(c, where, c->path, "write 1.4 times, or `stops`", "a factor of 0 or less");
    for (uint32_t i = 0; v->op != WR_I_CONST && i < v->n; i++)
        check_factor(c, v->cases[i], where);
}

/* One line of `on paper`: to its step. */
static void compile_paper(struct wr_i_compiler *c, size_t step, const struct wr_system *system, const struct wr_on_paper *p, uint32_t thing,
                          struct wr_i_slowed *slowed, uint32_t *systems)
{
    struct wr_i_step *to = &c->plan->steps[step];
    struct wr_i_slowed *s;

    if (p->stops) {
        systems[to->n_systems++] = thing;
        return;
    }
    s = &slowed[to->n_slowed++];
    c->site = system->name;
    c->path = wr_arena_printf(&c->plan->arena, "systems.%s.on paper.%s", system->name, to->name);
    s->thing = thing;
    s->at = wr_i_room_bit(c);
    s->times = wr_i_compile_fixed(c, &p->times, NULL);
    check_factor(c, s->times, p->where);
    if (to->n_slowed > 64)
        wr_i_refuse(c, p->where, c->path, "name fewer", "a step that more than 64 systems slow");
    to->flags |= WR_I_STEP_STOPS;
}

void wr_i_compile_slowed(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;
    uint32_t *first_slowed, *first_system, all_slowed = 0, all_systems = 0;
    struct wr_i_slowed *slowed;
    uint32_t *systems;

    if (plan->n_things == 0)
        return;
    first_slowed = wr_i_plan_take(c, m->n_steps, sizeof *first_slowed);
    first_system = wr_i_plan_take(c, m->n_steps, sizeof *first_system);
    if (first_slowed == NULL || first_system == NULL)
        return;
    for (size_t i = 0; i < m->n_systems; i++) /* how many of each step; then where those of each begin */
        for (size_t k = 0; wr_i_thing(c, true, i) != WR_I_NONE && k < m->n_steps; k++) {
            const struct wr_on_paper *p = paper_of(c, i, k);
            if (p != NULL)
                ++*(p->stops ? &first_system[k] : &first_slowed[k]);
        }
    for (size_t i = 0; i < m->n_steps; i++) {
        uint32_t n_slowed = first_slowed[i], n_systems = first_system[i];
        first_slowed[i] = all_slowed;
        first_system[i] = all_systems;
        all_slowed += n_slowed;
        all_systems += n_systems;
    }
    slowed = wr_i_plan_take(c, all_slowed, sizeof *slowed);
    systems = wr_i_plan_take(c, all_systems, sizeof *systems);
    for (size_t i = 0; i < m->n_steps && slowed != NULL && systems != NULL; i++) {
        plan->steps[i].name = m->steps[i].name;
        plan->steps[i].slowed = &slowed[first_slowed[i]];
        plan->steps[i].systems = &systems[first_system[i]];
    }
    for (size_t i = 0; i < m->n_systems; i++)
        for (size_t k = 0; wr_i_thing(c, true, i) != WR_I_NONE && k < m->n_steps && c->status == 0; k++) {
            const struct wr_on_paper *p = paper_of(c, i, k);
            if (p != NULL)
                compile_paper(c, k, &m->systems[i], p, wr_i_thing(c, true, i), &slowed[first_slowed[k]], &systems[first_system[k]]);
        }
}

void wr_i_compile_with_systems(struct wr_i_compiler *c, size_t step, struct wr_i_with *out)
{
    const struct wr_i_step *s = &c->plan->steps[step];
    uint32_t *also = wr_i_plan_take(c, s->n_systems, sizeof *also);

    if (also == NULL)
        return;
    for (uint32_t i = 0; i < s->n_systems; i++)
        also[i] = c->plan->things[s->systems[i]].resource;
    c->also = also;
    c->n_also = s->n_systems;
    wr_i_compile_with(c, &c->model->steps[step].with, out);
    c->n_also = 0;
}

/* Typing in, in one stage. */
static void compile_typing(struct wr_i_compiler *c, const struct wr_system *from, const uint32_t *system, struct wr_i_typing *to)
{
    to->is = from->has_afterwards;
    to->with.sig = WR_I_NONE;
    if (!to->is)
        return;
    to->takes = wr_i_compile_value(c, &from->afterwards_takes);
    c->also = system;
    c->n_also = 1;
    wr_i_compile_with(c, &from->afterwards_with, &to->with);
    c->n_also = 0;
    if (to->with.n > 0)
        wr_i_refuse(c, from->afterwards_with.where, c->path, "write a plain number",
                    "typing in has no patient by whom its staff could differ");
}

static bool same_typing(const struct wr_system *a, const struct wr_system *b)
{
    if (!a->has_afterwards || !b->has_afterwards)
        return a->has_afterwards == b->has_afterwards;
    return wr_value_same(&a->afterwards_takes, &b->afterwards_takes) && wr_with_same(&a->afterwards_with, &b->afterwards_with);
}

void wr_i_compile_afterwards(struct wr_i_compiler *c)
{
    struct wr_sim_plan *plan = c->plan;
    size_t last = wr_i_stages_before(c);

    for (size_t i = 0; i < plan->n_things && c->status == 0; i++) {
        struct wr_i_thing *to = &plan->things[i];
        struct wr_i_typing *typing;
        size_t n = 0;
        if (!to->typed)
            continue;
        for (size_t k = 0; k < last; k++)
            if (!same_typing(&wr_i_stage(c, k)->systems[to->system], &wr_i_stage(c, k + 1)->systems[to->system]))
                n = last;
        typing = wr_i_plan_take(c, n + 1, sizeof *typing);
        if (typing == NULL)
            return;
        c->site = to->name;
        c->path = wr_arena_printf(&plan->arena, "systems.%s.afterwards", to->name);
        to->purpose_afterwards = wr_i_purpose(c, to->name, WR_I_PAIR_AFTERWARDS);
        for (size_t k = 0; k <= n && c->status == 0; k++)
            compile_typing(c, &wr_i_stage(c, last - n + k)->systems[to->system], &to->resource, &typing[k]);
        to->typing = typing;
        to->typing_step = n > 0;
    }
}
