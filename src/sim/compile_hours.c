/* What goes by the clock: spaces and opening of places, who is on duty, steps' gates; each as it is in every stage of the service on its way. */
#include "sim/compile_internal.h"

#include <math.h>

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

/* What becomes of work at the end of a shift, in each stage. */
static void hands_over(struct wr_i_compiler *c, size_t resource, struct wr_i_resource *to)
{
    size_t n = wr_i_stages_before(c), handing = 0;
    bool *list;

    for (size_t i = 0; i <= n; i++)
        handing += wr_i_stage(c, i)->resources[resource].at_end == WR_SHIFT_HAND_OVER;
    to->hand_over = to->stops = handing > 0;
    if (handing == 0 || handing > n || (list = wr_i_plan_take(c, n + 1, sizeof *list)) == NULL)
        return;
    for (size_t i = 0; i <= n; i++)
        list[i] = wr_i_stage(c, i)->resources[resource].at_end == WR_SHIFT_HAND_OVER;
    to->hands_over = list;
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
        hands_over(c, i, to);
        to->duty = (int32_t)number_of(c, &m->resources[i].on_duty);
    }
}

/* ---- the same in two stages ---- */

static bool same_rule(const struct wr_place *a, const struct wr_place *b)
{
    if (!a->has_surge || !b->has_surge)
        return a->has_surge == b->has_surge;
    return a->surge_step == b->surge_step && a->surge_over == b->surge_over && a->surge_stays == b->surge_stays;
}

static bool same_place(const struct wr_model *before, const struct wr_model *after, size_t i)
{
    const struct wr_place *a = &before->places[i], *b = &after->places[i];

    return wr_schedule_same(&a->spaces, &b->spaces) && a->has_open == b->has_open && (!a->has_open || wr_when_same(&a->open, &b->open)) &&
           same_rule(a, b);
}

/* Whether the last work is handed over counts too: it is looked at with the number. */
static bool same_resource(const struct wr_model *before, const struct wr_model *after, size_t i)
{
    const struct wr_resource *a = &before->resources[i], *b = &after->resources[i];

    return wr_schedule_same(&a->on_duty, &b->on_duty) && wr_schedule_same(&a->breaks, &b->breaks) && a->filled.value == b->filled.value &&
           a->filled.unit == b->filled.unit && a->at_end == b->at_end;
}

/* ---- one clock ---- */

/* What its clock is in one stage. */
static void fill_place(struct wr_i_compiler *c, const struct wr_model *m, size_t i, bool shifts, struct wr_i_clock *to)
{
    const struct wr_place *from = &m->places[i];

    (void)shifts;
    to->schedule = &from->spaces;
    to->open = from->has_open ? &from->open : NULL;
    to->surge = from->has_surge ? c->plan->places[i].surge : WR_I_NONE;
}

static void fill_resource(struct wr_i_compiler *c, const struct wr_model *m, size_t i, bool shifts, struct wr_i_clock *to)
{
    to->schedule = &m->resources[i].on_duty;
    to->surge = WR_I_NONE;
    if (shifts)
        to->shift = wr_i_compile_shift(c, m, i);
}

/* The clock of an entry: one, or one for each stage. */
static void compile_stages(struct wr_i_compiler *c, enum wr_i_clock_kind kind, size_t i, bool settled, bool shifts)
{
    size_t n = settled ? 0 : wr_i_stages_before(c), last = wr_i_stages_before(c);
    struct wr_i_clock *stages = wr_i_plan_take(c, n + 1, sizeof *stages), *to = &c->plan->clocks[c->plan->n_clocks++];
    bool (*same)(const struct wr_model *, const struct wr_model *, size_t) = kind == WR_I_CLOCK_PLACE ? same_place : same_resource;

    for (size_t k = last - n; k <= last && stages != NULL && c->status == 0; k++) {
        struct wr_i_clock *stage = &stages[k + n - last];
        if (k + n > last && same(wr_i_stage(c, k - 1), wr_i_stage(c, k), i)) {
            *stage = stage[-1];
            continue;
        }
        (kind == WR_I_CLOCK_PLACE ? fill_place : fill_resource)(c, wr_i_stage(c, k), i, shifts, stage);
        if (k + n > last && wr_schedule_same(stage->schedule, stage[-1].schedule))
            stage->schedule = stage[-1].schedule; /* shifts that have begun go on */
        wr_i_compile_clock(c, stage);
    }
    if (stages == NULL || c->status < 0)
        return;
    *to = stages[n];
    to->kind = kind;
    to->index = (uint32_t)i;
    to->stages = n > 0 ? stages : NULL;
}

/* ---- places that open by a rule ---- */

/* The next clock is the place's. */
static void compile_surge(struct wr_i_compiler *c, size_t place)
{
    struct wr_sim_plan *plan = c->plan;
    size_t n = 0, last = wr_i_stages_before(c);
    struct wr_i_surge *to;
    struct wr_i_rule *rules;

    for (size_t k = 0; k < last; k++)
        if (!same_rule(&wr_i_stage(c, k)->places[place], &wr_i_stage(c, k + 1)->places[place]))
            n = last;
    if (plan->surges == NULL)
        plan->surges = wr_i_plan_take(c, c->model->n_places, sizeof *plan->surges);
    rules = wr_i_plan_take(c, n + 1, sizeof *rules);
    if (plan->surges == NULL || rules == NULL)
        return;
    plan->places[place].surge = (uint32_t)plan->n_surges;
    to = &plan->surges[plan->n_surges++];
    *to = (struct wr_i_surge){.place = (uint32_t)place, .clock = (uint32_t)plan->n_clocks, .rules = rules, .rule_step = n > 0};
    for (size_t k = 0; k <= n; k++) {
        const struct wr_place *from = &wr_i_stage(c, last - n + k)->places[place];
        rules[k].step = WR_I_NONE;
        if (!from->has_surge)
            continue;
        rules[k] =
            (struct wr_i_rule){(uint32_t)from->surge_step, wr_i_queue_level(c, from->surge_step), from->surge_over, from->surge_stays};
        plan->steps[from->surge_step].flags |= WR_I_STEP_RULE;
    }
}

/* ---- all ---- */

static void compile_place(struct wr_i_compiler *c, size_t i)
{
    bool settled = true, plain = true, surge = false;

    for (size_t k = 0; k <= wr_i_stages_before(c); k++) {
        const struct wr_place *p = &wr_i_stage(c, k)->places[i];
        settled = settled && (k == 0 || same_place(wr_i_stage(c, k - 1), wr_i_stage(c, k), i));
        plain = plain && constant(&p->spaces) && !p->has_open && !p->has_surge;
        surge = surge || p->has_surge;
    }
    c->plan->places[i].spaces = (int32_t)number_of(c, &c->model->places[i].spaces);
    if (plain && settled)
        return;
    c->plan->places[i].level_open = (uint32_t)c->plan->n_levels++;
    if (surge)
        compile_surge(c, i);
    compile_stages(c, WR_I_CLOCK_PLACE, i, settled, false);
}

static void compile_resource(struct wr_i_compiler *c, size_t i)
{
    bool settled = true, plain = true, shifts = false, down = false;

    for (size_t k = 0; k <= wr_i_stages_before(c); k++) {
        const struct wr_resource *x = &wr_i_stage(c, k)->resources[i];
        settled = settled && (k == 0 || same_resource(wr_i_stage(c, k - 1), wr_i_stage(c, k), i));
        shifts = shifts || wr_i_filled(x) < 1 || x->breaks.n_entries > 0;
        plain = plain && constant(&x->on_duty);
        down = down || x->n_down > 0;
    }
    plain = plain && settled && !shifts;
    if (plain && !down)
        return;
    c->plan->resources[i].level_over = (uint32_t)c->plan->n_levels++;
    c->plan->resources[i].level_duty = (uint32_t)c->plan->n_levels++;
    if (plain)
        return;
    compile_stages(c, WR_I_CLOCK_STAFF, i, settled, shifts);
    c->plan->n_shifts += shifts;
}

static void compile_gate(struct wr_i_compiler *c, size_t i)
{
    struct wr_i_clock *to = &c->plan->clocks[c->plan->n_clocks];

    c->plan->gates[c->plan->steps[i].gate].clock = (uint32_t)c->plan->n_clocks++;
    *to =
        (struct wr_i_clock){.kind = WR_I_CLOCK_GATE, .index = c->plan->steps[i].gate, .open = &c->model->steps[i].open, .surge = WR_I_NONE};
    wr_i_compile_clock(c, to);
}

void wr_i_compile_clocks(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;

    c->plan->clocks = wr_i_plan_take(c, m->n_places + m->n_resources + m->n_steps, sizeof *c->plan->clocks);
    for (size_t i = 0; i < m->n_places && c->status == 0; i++)
        compile_place(c, i);
    for (size_t i = 0; i < m->n_steps && c->status == 0; i++)
        if (m->steps[i].has_open)
            compile_gate(c, i);
    for (size_t i = 0; i < m->n_resources && c->status == 0; i++)
        compile_resource(c, i);
}
