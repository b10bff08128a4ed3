/* Steps and what they must know. */
#include "sim/compile_internal.h"

#include <math.h>
#include <stdlib.h>

#include "sim/keys_internal.h"

void wr_i_compile_items(struct wr_i_compiler *c)
{
    struct wr_sim_plan *plan = c->plan;
    const struct wr_model *m = c->model;

    plan->items = wr_i_plan_take(c, m->n_items, sizeof *plan->items);
    if (plan->items == NULL)
        return;
    plan->n_items = m->n_items;
    for (size_t i = 0; i < m->n_items && c->status == 0; i++) {
        const struct wr_item *from = &m->items[i];
        struct wr_i_item *to = &plan->items[i];
        struct wr_arena *a = &plan->arena;
        c->site = to->name = from->name;
        to->of = plan->versions.items[i].of;
        to->at = to->of == i ? wr_i_room(c, 16) : plan->items[to->of].at;
        to->kept_in = from->kept_in >= 0 ? wr_i_thing(c, true, (size_t)from->kept_in) : WR_I_NONE;
        to->purpose_there = wr_i_purpose(c, from->name, WR_I_PAIR_ITEM);
        to->purpose_chase = wr_i_purpose(c, from->name, WR_I_PAIR_CHASE);
        to->keeps = from->keeps;
        c->path = wr_arena_printf(a, "information.%s.there at once", from->name);
        to->there = wr_i_compile_value(c, &from->there_at_once);
        c->path = wr_arena_printf(a, "information.%s.wrong", from->name);
        to->wrong = wr_i_compile_value(c, &from->wrong);
        if (!from->has_chase)
            continue;
        c->path = wr_arena_printf(a, "information.%s.chase.takes", from->name);
        to->takes = wr_i_compile_value(c, &from->chase_takes);
        c->path = wr_arena_printf(a, "information.%s.chase.found", from->name);
        to->found = wr_i_compile_value(c, &from->chase_found);
        c->path = wr_arena_printf(a, "information.%s.chase", from->name);
        c->may_keep = true;
        c->serving = wr_i_model_of_item(c, i);
        wr_i_compile_with(c, &from->chase_with, &to->with);
        c->serving = m;
        c->may_keep = false;
        to->has_staff = from->chase_with.n_all + from->chase_with.n_any > 0;
        to->priority = wr_i_compile_fixed(c, &from->chase_priority, wr_i_priority_class);
        if (to->priority != NULL && c->plan->at_priority == WR_I_NONE) /* the patient's own is needed again when chasing is over */
            c->plan->at_priority = wr_i_room(c, 1);
        for (size_t d = 0; d < m->n_dips; d++)
            if (c->plan->view == WR_SIM_FROM_GO_LIVE && m->dips[d].kind == WR_DIP_CHASE && m->dips[d].index == (int)to->of) {
                to->dip = wr_i_compile_fixed(c, m->dips[d].times, NULL);
                to->dip_from = c->plan->go_live + m->dips[d].after;
                to->dip_lasts = m->dips[d].lasts;
            }
    }
}

/* ---- the graph of steps ---- */

static void after_route(const struct wr_route *route, void (*to)(void *self, int step), void *self)
{
    if (route == NULL)
        return;
    if (route->kind == WR_ROUTE_TO && route->to.kind == WR_TO_STEP)
        to(self, route->to.index);
    for (size_t i = 0; i < route->n_branches; i++)
        if (route->branches[i].to.kind == WR_TO_STEP)
            to(self, route->branches[i].to.index);
    for (size_t i = 0; i < route->n_cases; i++)
        after_route(route->cases[i].then, to, self);
}

void wr_i_steps_after(const struct wr_step *s, void (*to)(void *self, int step), void *self)
{
    after_route(&s->then, to, self);
    if (s->has_if_full && s->if_full.kind == WR_TO_STEP)
        to(self, s->if_full.index);
    if (s->has_gives_up && s->gives_up_then.kind == WR_TO_STEP)
        to(self, s->gives_up_then.index);
    if (s->has_unless && s->unless_then.kind == WR_TO_STEP)
        to(self, s->unless_then.index);
}

/* ---- steps ---- */

/* Where a step's need of an item is counted: together with that of other versions. */
static uint32_t need_row(struct wr_i_compiler *c, uint32_t step, uint32_t item)
{
    struct wr_sim_plan *plan = c->plan;

    for (size_t i = 0; i < plan->n_wants; i++)
        if (plan->want_step[i] == (int)step && plan->want_item[i] == (int)item)
            return (uint32_t)i;
    plan->want_step[plan->n_wants] = (int)step;
    plan->want_item[plan->n_wants] = (int)item;
    return (uint32_t)plan->n_wants++;
}

static void compile_wants(struct wr_i_compiler *c, size_t step, struct wr_i_step *to)
{
    const struct wr_step *from = &c->model->steps[step];
    struct wr_i_want *wants = wr_i_plan_take(c, from->n_needs, sizeof *wants);
    uint32_t n = 0;

    if (wants == NULL)
        return;
    for (size_t order = 0; order < c->plan->versions.n_items; order++) /* in the order of `information`, however the step lists them */
        for (size_t i = 0; i < from->n_needs; i++) {
            struct wr_i_want *w = &wants[n];
            size_t item = (size_t)from->needs[i].item;
            if (c->plan->items[item].of != order)
                continue;
            *w = (struct wr_i_want){(uint32_t)item,
                                    from->needs[i].without == WR_WITHOUT_CHASE,
                                    from->needs[i].without == WR_WITHOUT_WAIT,
                                    need_row(c, to->of, c->plan->items[item].of),
                                    NULL,
                                    WR_I_NONE,
                                    WR_I_NONE};
            c->site = c->model->items[item].name;
            c->path = wr_arena_printf(&c->plan->arena, "steps.%s.needs to know.%s", from->name, c->site);
            w->factor = wr_i_compile_value(c, &from->needs[i].go_ahead_times);
            n++;
        }
    to->wants = wants;
    to->n_wants = n;
    if (n > 0) {
        to->flags |= WR_I_STEP_NEEDS;
        if (c->plan->at_want == WR_I_NONE)
            c->plan->at_want = wr_i_room(c, 4);
    }
}

static void compile_dip(struct wr_i_compiler *c, struct wr_i_step *to)
{
    const struct wr_model *m = c->model;

    for (size_t i = 0; i < m->n_dips; i++) {
        const struct wr_dip_on *d = &m->dips[i];
        struct wr_i_dip *dip;
        if (c->plan->view != WR_SIM_FROM_GO_LIVE || d->kind != WR_DIP_STEP || d->index != (int)to->of)
            continue;
        dip = wr_i_plan_take(c, 1, sizeof *dip);
        if (dip == NULL)
            return;
        *dip = (struct wr_i_dip){wr_i_compile_fixed(c, d->times, NULL), d->lasts, to->dips, c->plan->go_live + d->after};
        to->dips = dip;
        to->flags |= WR_I_STEP_DIP;
    }
}

static void compile_step(struct wr_i_compiler *c, size_t i)
{
    const struct wr_step *from = &c->model->steps[i];
    struct wr_i_step *to = &c->plan->steps[i];
    const struct wr_i_version *version = &c->plan->versions.steps[i];
    struct wr_arena *a = &c->plan->arena;
    struct wr_i_with *with = wr_i_plan_take(c, 1, sizeof *with);

    if (with == NULL)
        return;
    to->name = from->name;
    to->of = version->of;
    to->older = version->older;
    to->begins = version->begins;
    if (version->older >= 0)
        to->flags |= WR_I_STEP_MORE_ASKING; /* where it is found which version it is */
    to->place = from->has_place && from->n_places > 0 ? from->places[0] : -1;
    to->waits_in = from->waits_in;
    if (to->place >= 0)
        wr_i_compile_in(c, from, to);
    wr_i_compile_keep(c, from, to);
    if (from->waits_in >= 0) {
        to->flags |= WR_I_STEP_WAITS_IN;
        if (c->plan->at_second == WR_I_NONE && !wr_i_has_gate(from) && to->place < 0)
            to->flags &= ~(uint32_t)WR_I_STEP_WAITS_IN; /* neither gate nor place: nothing is waited for in it */
        else if (c->plan->at_second == WR_I_NONE)
            c->plan->at_second = wr_i_room(c, 4);
    }
    c->path = wr_arena_printf(a, "steps.%s.with", from->name);
    c->may_keep = true;
    c->serving = wr_i_model_of_step(c, i);
    wr_i_compile_with_systems(c, i, with);
    c->serving = c->model;
    c->may_keep = false;
    to->sig = with->sig;
    to->counts = with->n > 0 || with->kinds != NULL || with->keeps ? with : NULL;
    c->site = from->name;
    to->purpose = wr_i_purpose(c, from->name, WR_I_PAIR_STEP);
    c->path = wr_arena_printf(a, "steps.%s.takes", from->name);
    to->takes = wr_i_compile_value(c, &from->takes);
    c->path = wr_arena_printf(a, "steps.%s.then", from->name);
    to->then = wr_i_compile_route(c, &from->then);
    c->path = wr_arena_printf(a, "steps.%s.priority", from->name);
    to->priority = wr_i_compile_fixed(c, &from->priority, wr_i_priority_class);
    if (to->priority != NULL) {
        to->flags |= WR_I_STEP_PRIORITY;
        if (c->plan->at_priority == WR_I_NONE)
            c->plan->at_priority = wr_i_room(c, 1);
    }
    if (c->status < 0)
        return;
    if ((to->takes != NULL && to->takes->op != WR_I_CONST) || to->then->op != WR_I_TO)
        to->flags |= WR_I_STEP_DRAWS;
    to->most_waiting = -1;
    if (from->has_if_full) {
        to->flags |= WR_I_STEP_IF_FULL;
        to->if_full = wr_i_target(&from->if_full);
        if (from->waiting_at_most.value >= 0) {
            to->most_waiting = (int32_t)from->waiting_at_most.value;
            to->flags |= WR_I_STEP_COUNTS;
        }
    }
    to->level_queue = WR_I_NONE;
    wr_i_compile_patience(c, from, to);
    compile_wants(c, i, to);
    compile_dip(c, to);
}

#define FAR_APART 8 /* times: less is not worth a heap */

static int by_mean(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Steps that take far longer than the rest: beyond the widest gap between the mean times, when it is wide enough. */
static void compile_far(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    double *mean = wr_i_plan_take(c, m->n_steps, sizeof *mean), *sorted = wr_i_plan_take(c, m->n_steps, sizeof *sorted);
    double widest = FAR_APART, from = INFINITY;
    size_t n = 0;

    if (mean == NULL || sorted == NULL)
        return;
    for (size_t i = 0; i < m->n_steps; i++) {
        mean[i] = c->plan->steps[i].takes != NULL ? wr_value_mean(m, &m->steps[i].takes, -1) : 0;
        if (mean[i] > 0)
            sorted[n++] = mean[i];
    }
    qsort(sorted, n, sizeof *sorted, by_mean);
    for (size_t i = 1; i < n; i++)
        if (sorted[i] / sorted[i - 1] > widest) {
            widest = sorted[i] / sorted[i - 1];
            from = sorted[i];
        }
    for (size_t i = 0; i < m->n_steps; i++)
        if (mean[i] >= from)
            c->plan->steps[i].flags |= WR_I_STEP_FAR;
}

/* The classes of priority by category, when they depend on one attribute that is drawn first; or NULL. */
static const uint8_t *classes(struct wr_i_compiler *c, struct wr_i_kind *k)
{
    const struct wr_i_value *v = k->priority;
    bool plain = false;
    uint8_t *out;

    if (v->op != WR_I_BY_CATEGORY)
        return NULL;
    for (uint32_t a = 0; a < k->n_plain; a++)
        plain = plain || k->draw[a]->at == v->at;
    for (uint32_t i = 0; i < v->n; i++)
        plain = plain && v->cases[i]->op == WR_I_CONST;
    out = plain ? wr_i_plan_take(c, v->n, sizeof *out) : NULL;
    for (uint32_t i = 0; out != NULL && i < v->n; i++)
        out[i] = (uint8_t)v->cases[i]->number;
    k->class_at = v->at;
    return out;
}

/* What one version makes all others of its step do: count who waits, and look at places that open by a rule. */
static void share_flags(const struct wr_sim_plan *plan)
{
    const uint32_t shared = WR_I_STEP_COUNTS | WR_I_STEP_RULE;

    for (size_t i = plan->versions.n_steps; i < plan->n_steps; i++)
        plan->steps[plan->steps[i].of].flags |= plan->steps[i].flags & shared;
    for (size_t i = plan->versions.n_steps; i < plan->n_steps; i++)
        plan->steps[i].flags |= plan->steps[plan->steps[i].of].flags & shared;
}

/* What the hot path asks with one look: made when everything else is known. */
void wr_i_compile_flags(struct wr_i_compiler *c)
{
    struct wr_sim_plan *plan = c->plan;

    compile_far(c);
    share_flags(plan);
    for (size_t i = 0; i < plan->n_steps; i++) {
        struct wr_i_step *s = &plan->steps[i];
        if (!(s->flags & (WR_I_STEP_ERRAND | WR_I_STEP_TOGETHER | WR_I_STEP_KEEPS | WR_I_STEP_RULE)) && s->counts == NULL &&
            s->sig != WR_I_NONE && plan->groups[plan->sigs[s->sig].group].single) {
            s->flags |= WR_I_STEP_SINGLE;
            s->resource = plan->sigs[s->sig].needs[0].resource;
            s->count = plan->sigs[s->sig].needs[0].count;
            s->level_busy = plan->resources[s->resource].level_busy;
            s->level_waiting = plan->resources[s->resource].level_waiting;
        }
        if (s->takes == NULL || s->takes->op <= WR_I_SAMPLER)
            s->flags |= WR_I_STEP_PLAIN;
        if ((s->flags & WR_I_STEP_DRAWS) && !(s->flags & (WR_I_STEP_ERRAND | WR_I_STEP_TOGETHER)) &&
            plan->n_ahead + plan->n_kinds <= WR_I_AHEAD) {
            s->flags |= WR_I_STEP_AHEAD;
            s->ahead = (uint32_t)plan->n_ahead;
            plan->n_ahead += plan->n_kinds;
        }
        if ((s->flags & (WR_I_STEP_GATE | WR_I_STEP_IF_FULL | WR_I_STEP_COUNTS)) || plan->at_priority != WR_I_NONE || s->asking.n > 0 ||
            s->went != WR_I_NONE || s->level_queue != WR_I_NONE || (s->flags & WR_I_STEP_CHOICE) ||
            (s->place >= 0 && plan->places[s->place].circle != WR_I_NONE))
            s->flags |= WR_I_STEP_MORE_ASKING;
        if (plan->at_later[WR_I_GIVES_UP] != WR_I_NONE) /* who is sent here may still have patience for another step */
            s->flags |= WR_I_STEP_MORE_ASKING;
        if (s->gives_up != NULL || s->unless != NULL)
            s->flags |= WR_I_STEP_MORE_START;
        if ((s->flags & (WR_I_STEP_NEEDS | WR_I_STEP_DIP)) || s->level_queue != WR_I_NONE)
            s->flags |= WR_I_STEP_MORE_START;
        if ((s->flags & (WR_I_STEP_COUNTS | WR_I_STEP_IN)) == WR_I_STEP_COUNTS)
            s->flags |= WR_I_STEP_COUNTS_STAFF;
        if (s->end.n > 0 || s->n_slowed > 0 || (s->flags & WR_I_STEP_KEEPS))
            s->flags |= WR_I_STEP_MORE_END;
        if (s->flags & WR_I_STEP_STOPS)
            s->flags |= WR_I_STEP_FAR;
    }
    for (size_t i = 0; i < plan->n_kinds; i++) {
        struct wr_i_kind *k = &plan->kinds[i];
        k->class_of = classes(c, k);
        k->more = plan->at_task != WR_I_NONE || k->n_attributes > k->n_plain || k->has_if_full || plan->at_priority != WR_I_NONE ||
                  plan->at_arrival.n > 0 || k->stays_away || k->n_was > 0 || (k->priority->op != WR_I_CONST && k->class_of == NULL);
        k->usual_class = k->priority->op == WR_I_CONST ? (uint8_t)k->priority->number : 0;
    }
    plan->patience = plan->returns != NULL || plan->at_later[WR_I_GIVES_UP] != WR_I_NONE || plan->at_later[WR_I_UNLESS] != WR_I_NONE;
    for (size_t o = 0; o < plan->n_outcomes; o++)
        plan->outcome_hooks = plan->outcome_hooks || plan->at_outcome[o].n > 0;
    plan->more_leaving =
        plan->more_leaving || plan->asks_how_left || plan->outcome_hooks || plan->patience || plan->keeps || plan->at_held != WR_I_NONE;
}

void wr_i_compile_steps(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;
    size_t wants = 0;
    const bool *again = wr_i_compile_loops(c);

    for (size_t i = 0; i < m->n_steps; i++)
        wants += m->steps[i].n_needs;
    plan->n_steps = m->n_steps;
    plan->steps = wr_i_plan_take(c, m->n_steps + 1, sizeof *plan->steps); /* one more: the loop looks at step 0 even when there is none */
    plan->want_step = wr_i_plan_take(c, wants, sizeof *plan->want_step);
    plan->want_item = wr_i_plan_take(c, wants, sizeof *plan->want_item);
    if (c->status == 0)
        wr_i_compile_slowed(c);
    for (size_t i = 0; i < m->n_steps && c->status == 0; i++) {
        compile_step(c, i);
        plan->steps[i].visits = WR_I_NONE;
    }
    for (size_t i = 0; i < m->n_steps && c->status == 0; i++) {
        struct wr_i_step *s = &plan->steps[i];
        bool draws = false;
        if (s->of != i) {
            s->visits = plan->steps[s->of].visits; /* versions count together */
            continue;
        }
        for (int32_t at = (int32_t)i; at >= 0; at = plan->versions.steps[at].older)
            draws = draws || (plan->steps[at].flags & WR_I_STEP_DRAWS);
        if (draws && (plan->returns != NULL || again[i]))
            wr_i_restarts(c, s->visits = wr_i_room(c, 4));
    }
}
