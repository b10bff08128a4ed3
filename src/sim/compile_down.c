/* Equipment and systems that go down, what that stops and slows, and what is typed in afterwards (rule 14). */
#include "sim/compile_internal.h"

#include <math.h>

#include "sim/keys_internal.h"

static void compile_downs(struct wr_i_compiler *c, const char *part, const char *name, const struct wr_down *from, size_t n,
                          struct wr_i_thing *to)
{
    struct wr_sim_plan *plan = c->plan;

    to->name = c->site = name;
    to->owner = wr_i_owner(c, name);
    to->purpose_down = wr_i_purpose(c, name, WR_I_PAIR_DOWN);
    to->level_down = (uint32_t)plan->n_levels++;
    to->resource = WR_I_NONE;
    to->downs = &plan->downs[plan->n_downs];
    to->n_downs = (uint32_t)n;
    for (size_t i = 0; i < n && c->status == 0; i++) {
        struct wr_i_down *d = &plan->downs[plan->n_downs++];
        *d = (struct wr_i_down){.from = INFINITY, .entry = (uint32_t)i};
        c->path = wr_arena_printf(&plan->arena, "%s.%s.down", part, name);
        if (from[i].has_random)
            d->gap = wr_i_compile_gap(c, &from[i].one_every);
        if (from[i].has_from)
            d->from = from[i].from - c->model->clock.start;
        d->lasts = wr_i_compile_value(c, &from[i].lasts);
        if (from[i].has_when) {
            struct wr_i_clock *clock = wr_i_plan_take(c, 1, sizeof *clock);
            if (clock == NULL)
                return;
            clock->open = &from[i].when;
            wr_i_compile_clock(c, clock);
            d->clock = clock;
        }
    }
}

/* The steps that a system slows, and whether work that needs it stops. */
static void compile_system(struct wr_i_compiler *c, size_t i, struct wr_i_thing *to)
{
    const struct wr_system *from = &c->model->systems[i];
    struct wr_sim_plan *plan = c->plan;
    uint32_t *steps = wr_i_plan_take(c, from->n_on_paper, sizeof *steps);
    bool stops = false;

    if (steps == NULL)
        return;
    to->system = (int)i;
    to->steps = steps;
    for (size_t k = 0; k < from->n_on_paper; k++) {
        stops = stops || from->on_paper[k].stops;
        if (!from->on_paper[k].stops)
            steps[to->n_steps++] = (uint32_t)from->on_paper[k].step;
    }
    to->typed = from->has_afterwards && to->n_steps > 0;
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
        size_t n = i < m->n_resources ? m->resources[i].n_down : m->systems[i - m->n_resources].n_down;
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
        if ((x != NULL ? x->n_down : y->n_down) == 0)
            continue;
        plan->thing_of[i] = (uint32_t)plan->n_things++;
        to->system = -1;
        if (x != NULL) {
            compile_downs(c, "equipment", x->name, x->down, x->n_down, to);
            to->resource = (uint32_t)i;
            plan->resources[i].stops = true;
        } else {
            compile_downs(c, "systems", y->name, y->down, y->n_down, to);
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
static void compile_paper(struct wr_i_compiler *c, const struct wr_system *system, const struct wr_on_paper *p, uint32_t thing,
                          struct wr_i_slowed *slowed, uint32_t *systems)
{
    struct wr_i_step *to = &c->plan->steps[p->step];
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
        for (size_t k = 0; wr_i_thing(c, true, i) != WR_I_NONE && k < m->systems[i].n_on_paper; k++)
            ++*(m->systems[i].on_paper[k].stops ? &first_system[m->systems[i].on_paper[k].step]
                                                : &first_slowed[m->systems[i].on_paper[k].step]);
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
        for (size_t k = 0; wr_i_thing(c, true, i) != WR_I_NONE && k < m->systems[i].n_on_paper && c->status == 0; k++) {
            const struct wr_on_paper *p = &m->systems[i].on_paper[k];
            compile_paper(c, &m->systems[i], p, wr_i_thing(c, true, i), &slowed[first_slowed[p->step]], &systems[first_system[p->step]]);
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

void wr_i_compile_afterwards(struct wr_i_compiler *c)
{
    struct wr_sim_plan *plan = c->plan;

    for (size_t i = 0; i < plan->n_things && c->status == 0; i++) {
        struct wr_i_thing *to = &plan->things[i];
        const struct wr_system *from;
        if (!to->typed)
            continue;
        from = &c->model->systems[to->system];
        c->site = from->name;
        c->path = wr_arena_printf(&plan->arena, "systems.%s.afterwards", from->name);
        to->purpose_afterwards = wr_i_purpose(c, from->name, WR_I_PAIR_AFTERWARDS);
        to->takes = wr_i_compile_value(c, &from->afterwards_takes);
        c->also = &to->resource;
        c->n_also = 1;
        wr_i_compile_with(c, &from->afterwards_with, &to->with);
        c->n_also = 0;
        if (to->with.n > 0)
            wr_i_refuse(c, from->afterwards_with.where, c->path, "write a plain number",
                        "typing in has no patient by whom its staff could differ");
    }
}
