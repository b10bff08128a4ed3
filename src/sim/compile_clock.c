/* Staff, and what changes by the clock: schedules to a table of a week (or, with holidays, to the moments of a day). */
#include "sim/compile_internal.h"

#include <math.h>
#include <stdlib.h>

static bool constant(const struct wr_schedule *s)
{
    for (size_t i = 0; i < s->n_entries; i++)
        if (s->entries[i].when.n_spans > 0)
            return false;
    return true;
}

static double number_of(const struct wr_i_compiler *c, const struct wr_schedule *s)
{
    return s->unlimited ? WR_I_UNLIMITED : floor(wr_schedule_at(&c->model->clock, s, 0) + 1e-9);
}

static bool same_schedule(const struct wr_clock *clock, const struct wr_schedule *a, const struct wr_schedule *b)
{
    if (a->unlimited || b->unlimited)
        return a->unlimited == b->unlimited;
    for (int minute = 0; minute < 7 * 24 * 60; minute++)
        if (wr_schedule_at(clock, a, minute * 60.0) != wr_schedule_at(clock, b, minute * 60.0))
            return false;
    return true;
}

void wr_i_compile_resources(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;

    plan->n_resources = m->n_resources;
    plan->resources = wr_i_plan_take(c, m->n_resources + m->n_systems, sizeof *plan->resources); /* systems: compile_down.c */
    for (size_t i = 0; i < m->n_resources && c->status == 0; i++) {
        struct wr_i_resource *to = &plan->resources[i];
        to->name = m->resources[i].name;
        to->level_busy = (uint32_t)plan->n_levels++;
        to->level_waiting = (uint32_t)plan->n_levels++;
        to->level_over = to->level_duty = to->kept = WR_I_NONE;
        to->hand_over = to->stops = m->resources[i].at_end == WR_SHIFT_HAND_OVER;
        to->duty = (int32_t)number_of(c, &m->resources[i].on_duty);
    }
}

/* ---- what changes begin to change in the middle of a run ---- */

static const struct wr_schedule nobody = {0};

static const struct wr_schedule *spaces_of(const struct wr_model *m, const char *name)
{
    int place = wr_model_place(m, name);
    return place >= 0 ? &m->places[place].spaces : &nobody;
}
static const struct wr_schedule *duty_of(const struct wr_model *m, const char *name)
{
    int resource = wr_model_resource(m, name);
    return resource >= 0 ? &m->resources[resource].on_duty : &nobody;
}

/* The number over time until changes begin that change it: before, from and between of a clock. */
static void earlier(struct wr_i_compiler *c, const struct wr_schedule *(*of)(const struct wr_model *, const char *), const char *name,
                    const struct wr_schedule *now, struct wr_i_clock *to)
{
    const struct wr_clock *clock = &c->model->clock;
    size_t n = c->before != NULL ? c->before->n : 0;
    struct wr_i_earlier *list;
    uint32_t k = 0;

    while (n > 0 && same_schedule(clock, of(&c->before->models[n - 1], name), now))
        n--;
    if (n == 0 || (list = wr_i_plan_take(c, n, sizeof *list)) == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        const struct wr_schedule *s = of(&c->before->models[i], name);
        k += k == 0 || !same_schedule(clock, s, list[k - 1].schedule);
        list[k - 1] = (struct wr_i_earlier){s, c->plan->go_live + c->before->until[i]};
    }
    to->before = list[0].schedule;
    to->from = list[0].until;
    to->between = list + 1;
    to->n_between = k - 1;
}

/* ---- moments at which something can change ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct moments {
    double *at;
    size_t n, capacity;
};

static void add_moment(struct wr_i_compiler *c, struct moments *list, double second)
{
    second = fmod(second, WR_DAY);
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == second)
            return;
    if (wr_arena_grow(&c->plan->arena, &list->at, &list->capacity, list->n + 1, sizeof *list->at) < 0) {
        c->status = WR_ERR_MEMORY;
        return;
    }
    list->at[list->n++] = second;
}

static void add_when(struct wr_i_compiler *c, struct moments *list, const struct wr_when *when)
{
    for (size_t i = 0; when != NULL && i < when->n_spans; i++) {
        add_moment(c, list, when->spans[i].from);
        add_moment(c, list, when->spans[i].to);
    }
}

static void add_schedule(struct wr_i_compiler *c, struct moments *list, const struct wr_schedule *s)
{
    for (size_t i = 0; s != NULL && i < s->n_entries; i++)
        add_when(c, list, &s->entries[i].when);
}

void wr_i_compile_clock(struct wr_i_compiler *c, struct wr_i_clock *to)
{
    const struct wr_schedule *schedule = to->schedule, *before = to->before;
    const struct wr_when *open = to->open;
    const struct wr_i_shift *shift = to->shift;
    struct wr_sim_plan *plan = c->plan;
    struct moments list = {NULL, 0, 0};
    struct wr_clock plain = c->model->clock;
    struct wr_i_clock_at *week;
    struct wr_i_clock_state last = {-1, false};
    size_t n = 0;

    add_moment(c, &list, 0);
    add_schedule(c, &list, schedule);
    add_schedule(c, &list, before);
    for (uint32_t i = 0; i < to->n_between; i++)
        add_schedule(c, &list, to->between[i].schedule);
    add_schedule(c, &list, shift != NULL ? shift->breaks : NULL);
    add_when(c, &list, open);
    if (c->status < 0)
        return;
    qsort(list.at, list.n, sizeof *list.at, by_size);
    if (c->model->clock.n_holidays > 0 || before != NULL || shift != NULL) {
        to->moments = list.at;
        to->n_moments = (uint32_t)list.n;
        return;
    }
    week = wr_i_plan_take(c, 7 * list.n, sizeof *week);
    if (week == NULL)
        return;
    plain.n_holidays = 0;
    for (int pass = 0; pass < 2; pass++) { /* the first pass ends with the state in which a week begins */
        n = 0;
        for (int day = 0; day < 7; day++)
            for (size_t i = 0; i < list.n; i++) {
                double second = day * WR_DAY + list.at[i], t = second - plan->week_offset + WR_WEEK;
                struct wr_i_clock_state now = {0, true};
                if (schedule != NULL)
                    now.number = schedule->unlimited ? WR_I_UNLIMITED : floor(wr_schedule_at(&plain, schedule, t) + 1e-9);
                if (open != NULL)
                    now.open = wr_when_holds(&plain, open, t);
                if (now.number == last.number && now.open == last.open)
                    continue;
                week[n++] = (struct wr_i_clock_at){second, now};
                last = now;
            }
    }
    to->week = week;
    to->n = (uint32_t)n;
}

static void compile_clock(struct wr_i_compiler *c, enum wr_i_clock_kind kind, size_t index, const struct wr_schedule *schedule,
                          const struct wr_i_clock *until, const struct wr_when *open, const struct wr_i_shift *shift)
{
    static const struct wr_i_clock always = {0};
    struct wr_i_clock *to = &c->plan->clocks[c->plan->n_clocks++];

    *to = until != NULL ? *until : always;
    to->kind = kind;
    to->index = (uint32_t)index;
    to->schedule = schedule;
    to->open = open;
    to->shift = shift;
    to->surge = WR_I_NONE;
    wr_i_compile_clock(c, to);
}

/* The next clock is the place's. */
static void compile_surge(struct wr_i_compiler *c, size_t place)
{
    struct wr_sim_plan *plan = c->plan;
    const struct wr_place *from = &c->model->places[place];

    if (plan->surges == NULL)
        plan->surges = wr_i_plan_take(c, c->model->n_places, sizeof *plan->surges);
    if (plan->surges == NULL)
        return;
    plan->places[place].surge = (uint32_t)plan->n_surges;
    plan->surges[plan->n_surges++] = (struct wr_i_surge){.place = (uint32_t)place,
                                                         .step = (uint32_t)from->surge_step,
                                                         .clock = (uint32_t)plan->n_clocks,
                                                         .level = wr_i_queue_level(c, from->surge_step),
                                                         .over = from->surge_over,
                                                         .stays = from->surge_stays};
    plan->steps[from->surge_step].flags |= WR_I_STEP_RULE;
}

void wr_i_compile_clocks(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;

    plan->clocks = wr_i_plan_take(c, m->n_places + m->n_resources + m->n_steps, sizeof *plan->clocks);
    for (size_t i = 0; i < m->n_places && c->status == 0; i++) {
        const struct wr_place *p = &m->places[i];
        struct wr_i_clock until = {0};
        earlier(c, spaces_of, p->name, &p->spaces, &until);
        plan->places[i].spaces = (int32_t)number_of(c, &p->spaces);
        if (constant(&p->spaces) && !p->has_open && !p->has_surge && until.before == NULL)
            continue;
        plan->places[i].level_open = (uint32_t)plan->n_levels++;
        if (p->has_surge)
            compile_surge(c, i);
        compile_clock(c, WR_I_CLOCK_PLACE, i, &p->spaces, &until, p->has_open ? &p->open : NULL, NULL);
        plan->clocks[plan->n_clocks - 1].surge = plan->places[i].surge;
    }
    for (size_t i = 0; i < m->n_steps && c->status == 0; i++)
        if (m->steps[i].has_open)
            compile_clock(c, WR_I_CLOCK_GATE, plan->steps[i].gate, NULL, NULL, &m->steps[i].open, NULL);
    for (size_t i = 0; i < m->n_resources && c->status == 0; i++) {
        const struct wr_resource *x = &m->resources[i];
        struct wr_i_clock until = {0};
        earlier(c, duty_of, x->name, &x->on_duty, &until);
        const struct wr_schedule *before = until.before; /* the one of the most entries: each has its shifts drawn */
        for (uint32_t k = 0; k < until.n_between; k++)
            before = until.between[k].schedule->n_entries > before->n_entries ? until.between[k].schedule : before;
        const struct wr_i_shift *shift = wr_i_compile_shift(c, i, before);
        if (constant(&x->on_duty) && before == NULL && shift == NULL && x->n_down == 0)
            continue;
        plan->resources[i].level_over = (uint32_t)plan->n_levels++;
        plan->resources[i].level_duty = (uint32_t)plan->n_levels++;
        if (constant(&x->on_duty) && before == NULL && shift == NULL)
            continue;
        compile_clock(c, WR_I_CLOCK_STAFF, i, &x->on_duty, &until, NULL, shift);
    }
}
