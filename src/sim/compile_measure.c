/* Measures and harms: what each moment must do, and who takes each value. */
#include "sim/compile_internal.h"

#include <math.h>

struct linked_hook {
    enum wr_i_hook_op op;
    uint32_t index; /* of the span or source */
    struct linked_hook *next;
};
struct linked_taker {
    struct wr_i_taker taker;
    struct linked_taker *next;
};

struct gather {
    struct wr_i_compiler *c;
    struct linked_hook **asking, **start, **end, **entering, **leaving, **outcome, *arrival, *left;
    struct linked_taker **sources;
    size_t n_sources, capacity, n_hooks;
    uint32_t *source_of, *span_of; /* by measure */
    size_t spans_capacity;
};

static void add_hook(struct gather *g, struct linked_hook **list, enum wr_i_hook_op op, uint32_t index)
{
    struct linked_hook *h = wr_i_plan_take(g->c, 1, sizeof *h);

    if (h == NULL)
        return;
    while (*list != NULL)
        list = &(*list)->next;
    h->op = op;
    h->index = index;
    g->n_hooks++;
    *list = h;
}

static uint32_t add_source(struct gather *g)
{
    if (wr_arena_grow(&g->c->plan->arena, &g->sources, &g->capacity, g->n_sources + 1, sizeof *g->sources) < 0) {
        g->c->status = WR_ERR_MEMORY;
        return 0;
    }
    g->sources[g->n_sources] = NULL;
    return (uint32_t)g->n_sources++;
}

static struct wr_i_taker *add_taker(struct gather *g, uint32_t source, enum wr_i_taker_op op, const struct wr_condition *for_)
{
    struct linked_taker *t = wr_i_plan_take(g->c, 1, sizeof *t), **list;

    if (t == NULL)
        return NULL;
    for (list = &g->sources[source]; *list != NULL; list = &(*list)->next) {
    }
    *list = t;
    t->taker.op = op;
    t->taker.tally = (uint32_t)g->c->plan->n_tallies++;
    if (for_ != NULL)
        t->taker.for_ = wr_i_compile_condition(g->c, for_);
    return &t->taker;
}

static struct linked_hook **list_of(struct gather *g, const struct wr_moment *m)
{
    switch (m->kind) {
    case WR_AT_ARRIVAL:
        return &g->arrival;
    case WR_AT_ASKING_FOR:
        return &g->asking[m->index];
    case WR_AT_START_OF:
        return &g->start[m->index];
    case WR_AT_END_OF:
        return &g->end[m->index];
    case WR_AT_ENTERING:
        return &g->entering[m->index];
    case WR_AT_LEAVING_PLACE:
        return &g->leaving[m->index];
    case WR_AT_LEAVING:
        return &g->left;
    case WR_AT_OUTCOME:
        return &g->outcome[m->index];
    }
    return &g->left;
}

static bool same_moments(const struct wr_moment *a, size_t n, const struct wr_moment *b, size_t m)
{
    for (size_t i = 0; i < n && n == m; i++)
        if (a[i].kind != b[i].kind || a[i].index != b[i].index)
            return false;
    return n == m;
}

/* The source of a TIME measure's values; measures of the same time share one. */
static void compile_span(struct gather *g, size_t measure)
{
    const struct wr_measure *m = &g->c->model->measures[measure], *other;
    struct wr_sim_plan *plan = g->c->plan;
    struct wr_i_span *span;
    bool from_arrival = true, once;

    for (size_t i = 0; i < measure; i++) {
        other = &g->c->model->measures[i];
        if (other->kind == WR_MEASURE_TIME && same_moments(m->from, m->n_from, other->from, other->n_from) &&
            same_moments(m->to, m->n_to, other->to, other->n_to)) {
            g->source_of[measure] = g->source_of[i];
            return;
        }
    }
    if (wr_arena_grow(&plan->arena, &plan->spans, &g->spans_capacity, plan->n_spans + 1, sizeof *plan->spans) < 0) {
        g->c->status = WR_ERR_MEMORY;
        return;
    }
    span = &plan->spans[plan->n_spans];
    *span = (struct wr_i_span){.source_index = g->source_of[measure] = add_source(g), .more = WR_I_NONE};
    for (size_t i = 0; i < m->n_from; i++)
        from_arrival = from_arrival && m->from[i].kind == WR_AT_ARRIVAL;
    once = from_arrival && m->n_to == 1 && m->to[0].kind == WR_AT_LEAVING;
    span->from_arrival = from_arrival;
    span->once = once;
    if (!once) {
        uint32_t bit = wr_i_room_bit(g->c);
        span->byte = bit / 8;
        span->mask = (uint8_t)(1u << bit % 8);
    }
    if (!from_arrival) {
        span->at = wr_i_room(g->c, 8);
        span->more = wr_i_room(g->c, 4);
    }
    for (size_t i = 0; i < m->n_from && !from_arrival; i++)
        add_hook(g, list_of(g, &m->from[i]), WR_I_HOOK_FROM, (uint32_t)plan->n_spans);
    for (size_t i = 0; i < m->n_to && !once; i++) /* the whole time has no hook: plan->whole */
        add_hook(g, list_of(g, &m->to[i]), WR_I_HOOK_TO, (uint32_t)plan->n_spans);
    plan->n_spans++;
}

static struct wr_i_want *want_of(struct wr_i_compiler *c, int step, int item)
{
    const struct wr_i_step *s = &c->plan->steps[step];

    for (uint32_t i = 0; i < s->n_wants; i++)
        if (c->plan->items[s->wants[i].item].of == (uint32_t)item)
            return (struct wr_i_want *)(uintptr_t)&s->wants[i];
    return NULL;
}

/* The source of starts of a step without an item, of all its versions together: missing, or (unsafe) missing or wrong. WR_I_NONE: no version
 * needs it. */
static uint32_t source_without(struct gather *g, int step, int item, bool unsafe)
{
    uint32_t source = WR_I_NONE;

    for (int pass = 0; pass < 2; pass++)
        for (int32_t at = step; at >= 0; at = g->c->plan->versions.steps[at].older) {
            struct wr_i_want *want = want_of(g->c, at, item);
            uint32_t *of = want == NULL ? NULL : unsafe ? &want->unsafe : &want->missing;
            if (of == NULL)
                continue;
            if (source == WR_I_NONE)
                source = *of != WR_I_NONE ? *of : add_source(g);
            *of = source;
        }
    return source;
}

static uint32_t add_daily(struct wr_i_compiler *c, const struct wr_measure *m, bool histogram)
{
    struct wr_i_daily *d = &c->plan->daily[c->plan->n_daily];

    d->second = m->counted_at;
    d->n_places = (uint32_t)m->n_places;
    d->places = m->places;
    d->histogram = histogram;
    d->most = histogram ? (uint32_t)m->spaces_to : 0;
    return (uint32_t)c->plan->n_daily++;
}

static void add_row(struct wr_i_compiler *c, size_t measure, enum wr_i_row_op op, uint32_t index, int spaces)
{
    c->plan->rows[c->plan->n_rows++] = (struct wr_i_row){(uint32_t)measure, spaces, op, index};
}

static bool gives_values(enum wr_measure_kind kind)
{
    return kind == WR_MEASURE_TIME || kind == WR_MEASURE_WAIT || kind == WR_MEASURE_WAIT_PLACE || kind == WR_MEASURE_WAIT_STAFF ||
           kind == WR_MEASURE_BLOCKED_IN;
}

/* What gives the values of a measure. */
static void compile_source(struct gather *g, size_t i)
{
    const struct wr_measure *m = &g->c->model->measures[i];
    struct wr_i_place *place;

    switch (m->kind) {
    case WR_MEASURE_TIME:
        compile_span(g, i);
        break;
    case WR_MEASURE_WAIT:
    case WR_MEASURE_WAIT_PLACE:
    case WR_MEASURE_WAIT_STAFF:
        if (m->of < 0) { /* a task: one source for all who ask */
            uint32_t *wait = &g->c->plan->tasks[-1 - m->of].wait;
            if (*wait == WR_I_NONE)
                *wait = add_source(g);
            g->source_of[i] = *wait;
            break;
        }
        g->source_of[i] = add_source(g);
        add_hook(g, &g->start[m->of],
                 m->kind == WR_MEASURE_WAIT         ? WR_I_HOOK_WAIT
                 : m->kind == WR_MEASURE_WAIT_PLACE ? WR_I_HOOK_WAIT_PLACE
                                                    : WR_I_HOOK_WAIT_STAFF,
                 g->source_of[i]);
        break;
    case WR_MEASURE_BLOCKED_IN:
        for (size_t k = 0; k < m->n_places; k++) {
            place = &g->c->plan->places[m->places[k]];
            if (place->blocked_source == WR_I_NONE)
                place->blocked_source = add_source(g);
            g->source_of[i] = place->blocked_source;
            if (g->c->plan->at_blocked == WR_I_NONE)
                g->c->plan->at_blocked = wr_i_room(g->c, 8);
        }
        break;
    default:
        break;
    }
}

/* Rows of the result hold these counts for everybody: nothing to do while it runs. */
static bool counted_anyway(const struct wr_measure *m)
{
    return !m->counted_at_leaving && m->for_.n_atoms == 0 && m->for_.n_kinds_any == 0 && m->n_from == 1 &&
           m->from[0].kind != WR_AT_LEAVING_PLACE;
}

/* Whether it ends as the patient leaves anyway. */
static bool ends_at_leaving(const struct wr_measure *m)
{
    const struct wr_moment *ends = m->kind == WR_MEASURE_TIME ? m->to : m->from;
    size_t n = m->kind == WR_MEASURE_TIME ? m->n_to : m->kind == WR_MEASURE_COUNT ? m->n_from : 0;
    bool leaving = n > 0;

    for (size_t i = 0; i < n; i++)
        leaving = leaving && (ends[i].kind == WR_AT_LEAVING || ends[i].kind == WR_AT_OUTCOME);
    return leaving;
}

static bool asks_how_they_left(const struct wr_condition *c)
{
    for (size_t i = 0; i < c->n_atoms; i++)
        if (c->atoms[i].kind == WR_ATOM_LEFT_AS)
            return true;
    return false;
}

/* t takes values of `of`: now, or when the patient leaves, when that is asked for, or when only then is known whom they are about. */
static void hold(struct wr_i_compiler *c, struct wr_i_taker *t, const struct wr_condition *for_, const struct wr_measure *of, bool leaving)
{
    leaving = leaving || asks_how_they_left(for_) || (of != NULL && (of->counted_at_leaving || asks_how_they_left(&of->for_)));
    if (t == NULL || !leaving || (of != NULL && ends_at_leaving(of)))
        return;
    t->held = true;
    if (c->plan->at_held == WR_I_NONE)
        c->plan->at_held = wr_i_room(c, 4);
}

static void compile_measure(struct gather *g, size_t i)
{
    struct wr_i_compiler *c = g->c;
    const struct wr_measure *m = &c->model->measures[i], *of;
    struct wr_i_taker *t;
    uint32_t source;

    c->path = wr_arena_printf(&c->plan->arena, "measures.%s", m->name);
    switch (m->kind) {
    case WR_MEASURE_TIME:
    case WR_MEASURE_WAIT:
    case WR_MEASURE_WAIT_PLACE:
    case WR_MEASURE_WAIT_STAFF:
    case WR_MEASURE_BLOCKED_IN:
        t = add_taker(g, g->source_of[i], m->show == WR_SHOW_QUANTILE ? WR_I_TAKE_QUANTILE : WR_I_TAKE_MEAN, &m->for_);
        hold(c, t, &m->for_, m, false);
        if (t != NULL)
            add_row(c, i, WR_I_ROW_TALLY, t->tally, 0);
        break;
    case WR_MEASURE_SHARE_OF:
        of = &c->model->measures[m->of];
        t = add_taker(g, g->source_of[m->of], WR_I_TAKE_SHARE, &m->for_);
        if (t == NULL)
            return;
        t->also = wr_i_compile_condition(c, &of->for_);
        t->compare = m->compare;
        t->limit = m->limit.value;
        hold(c, t, &m->for_, of, m->counted_at_leaving);
        add_row(c, i, WR_I_ROW_TALLY, t->tally, 0);
        break;
    case WR_MEASURE_SHARE_WITHOUT:
        source = source_without(g, m->of, m->item, false);
        if (source == WR_I_NONE) {
            wr_i_refuse(c, m->where, c->path, "name a step that needs it", "the step does not need this piece of information");
            return;
        }
        t = add_taker(g, source, WR_I_TAKE_MEAN, &m->for_);
        hold(c, t, &m->for_, m, false);
        if (t != NULL)
            add_row(c, i, WR_I_ROW_TALLY, t->tally, 0);
        break;
    case WR_MEASURE_COUNT:
        if (counted_anyway(m)) {
            add_row(c, i, WR_I_ROW_COUNTED, 0, 0);
            break;
        }
        g->source_of[i] = add_source(g);
        for (size_t k = 0; k < m->n_from; k++)
            add_hook(g, list_of(g, &m->from[k]), WR_I_HOOK_COUNT, g->source_of[i]);
        t = add_taker(g, g->source_of[i], WR_I_TAKE_MEAN, &m->for_);
        hold(c, t, &m->for_, m, false);
        if (t != NULL)
            add_row(c, i, WR_I_ROW_COUNT, t->tally, 0);
        break;
    case WR_MEASURE_QUEUE:
        add_row(c, i, WR_I_ROW_QUEUE, wr_i_queue_level(c, m->of), 0);
        break;
    case WR_MEASURE_OCCUPANCY:
        if (m->counted_daily)
            add_row(c, i, WR_I_ROW_DAILY, add_daily(c, m, false), 0);
        else
            add_row(c, i, WR_I_ROW_PLACE, 0, 0);
        break;
    case WR_MEASURE_CHANCE_OF_DELAY: {
        uint32_t daily = add_daily(c, m, true);
        for (int n = m->spaces_from; n <= m->spaces_to; n++)
            add_row(c, i, WR_I_ROW_DELAY, daily, n);
        break;
    }
    case WR_MEASURE_PATIENT_DAYS:
    case WR_MEASURE_SHARE_OCCUPIED:
        add_row(c, i, WR_I_ROW_PLACE, 0, 0);
        break;
    case WR_MEASURE_BUSY_HOURS:
    case WR_MEASURE_OVERTIME:
    case WR_MEASURE_SHARE_BUSY:
        add_row(c, i, WR_I_ROW_RESOURCE, 0, 0);
        break;
    case WR_MEASURE_MISSED:
        add_row(c, i, WR_I_ROW_MISSED, (uint32_t)(m->of >= 0 ? m->of : -1 - m->of), 0);
        break;
    }
}

static void compile_harm(struct gather *g, size_t i)
{
    struct wr_i_compiler *c = g->c;
    const struct wr_harm *h = &c->model->harms[i];
    double *from = wr_i_plan_take(c, h->n_bands + 2, sizeof *from), *chance = wr_i_plan_take(c, h->n_bands + 2, sizeof *chance);

    c->path = wr_arena_printf(&c->plan->arena, "harm.%s", h->name);
    if (from == NULL || chance == NULL)
        return;
    for (size_t b = 0; b < h->n_bands; b++) {
        from[b] = h->bands[b].from;
        chance[b] = h->bands[b].chance.value;
    }
    if (h->by_measure >= 0) {
        const struct wr_measure *m = &c->model->measures[h->by_measure];
        struct wr_i_taker *t = add_taker(g, g->source_of[h->by_measure], WR_I_TAKE_HARM, &h->for_);
        if (t == NULL)
            return;
        t->also = wr_i_compile_condition(c, &m->for_);
        hold(c, t, &h->for_, m, false);
        t->limit = h->known_up_to;
        t->n = (uint32_t)h->n_bands;
        t->from = from;
        t->chance = chance;
        c->plan->harm_tally[i] = t->tally;
        return;
    }
    /* for want of information: 1 for each start without it, or with it wrong */
    from[1] = 0.5;
    chance[1] = h->n_bands > 0 ? chance[0] : 0;
    from[0] = 0;
    chance[0] = 0;
    c->plan->harm_tally[i] = (uint32_t)c->plan->n_tallies++;
    for (size_t s = 0; s < c->plan->versions.n_steps; s++) {
        uint32_t source = h->at_step < 0 || h->at_step == (int)s ? source_without(g, (int)s, h->without_item, true) : WR_I_NONE;
        struct wr_i_taker *t;
        if (source == WR_I_NONE)
            continue;
        t = add_taker(g, source, WR_I_TAKE_HARM, &h->for_);
        if (t == NULL)
            return;
        c->plan->n_tallies--; /* all steps add to one tally */
        t->tally = c->plan->harm_tally[i];
        hold(c, t, &h->for_, NULL, false);
        t->limit = INFINITY;
        t->n = 2;
        t->from = from;
        t->chance = chance;
    }
}

/* ---- lists to arrays ---- */

static struct wr_i_hooks flatten(struct gather *g, const struct linked_hook *list)
{
    /* at one moment: first what it ends, last what it begins */
    static const enum wr_i_hook_op order[] = {WR_I_HOOK_TO,         WR_I_HOOK_WAIT,  WR_I_HOOK_WAIT_PLACE,
                                              WR_I_HOOK_WAIT_STAFF, WR_I_HOOK_COUNT, WR_I_HOOK_FROM};
    struct wr_sim_plan *plan = g->c->plan;
    struct wr_i_hooks out = {&plan->hooks[plan->n_hooks], 0, 0};

    for (size_t o = 0; o < sizeof order / sizeof *order; o++)
        for (const struct linked_hook *h = list; h != NULL; h = h->next) {
            struct wr_i_hook *to = &plan->hooks[plan->n_hooks];
            if (h->op != order[o])
                continue;
            plan->n_hooks++;
            to->op = h->op;
            if (h->op == WR_I_HOOK_TO || h->op == WR_I_HOOK_FROM) {
                to->span = &plan->spans[h->index];
                to->source = to->span->source;
                to->mask = to->span->from_arrival ? to->span->mask : 0;
                to->byte = to->span->byte;
            } else
                to->source = &plan->sources[h->index];
            out.n++;
            out.n_to += order[o] == WR_I_HOOK_TO;
        }
    return out;
}

/* How many values the byte of a category or a yes-or-no attribute, at `at` in a patient, can have. */
static size_t categories_at(const struct wr_i_compiler *c, uint32_t at)
{
    for (size_t i = 0; i < c->model->n_attributes; i++)
        if (c->plan->attribute_at[i] == at && c->model->attributes[i].kind == WR_ATTRIBUTE_CATEGORY)
            return c->model->attributes[i].n_categories;
    return 2;
}

/* Whether a taker can do without a closer look; then it is written to *to. What it asks is put into *last instead, when that asks the same of
 * other categories: *joined. */
static bool make_quick(struct wr_i_compiler *c, const struct wr_i_taker *from, struct wr_i_quick *to, struct wr_i_quick *last, bool *joined)
{
    const struct wr_i_condition *condition = from->for_ != NULL ? from->for_ : from->also;
    uint32_t nobody = (uint32_t)c->plan->n_tallies, *tally_of;
    bool free = true;

    *joined = false;
    *to = (struct wr_i_quick){.tally = from->tally};
    if (from->op == WR_I_TAKE_SHARE) {
        double limit = from->limit;
        to->share = true;
        to->from = from->compare == WR_AT_LEAST ? limit : from->compare == WR_OVER ? nextafter(limit, INFINITY) : -INFINITY;
        to->to = from->compare == WR_AT_MOST ? limit : from->compare == WR_UNDER ? nextafter(limit, -INFINITY) : INFINITY;
    } else if (from->op != WR_I_TAKE_MEAN) {
        return false;
    }
    if (condition == NULL)
        return true;
    if ((from->for_ != NULL && from->also != NULL) || condition->n != 1 || condition->kinds != NULL)
        return false;
    const struct wr_i_atom *a = &condition->atoms[0];
    if (a->kind != WR_ATOM_YES && a->kind != WR_ATOM_CATEGORY)
        return false;
    size_t n = categories_at(c, a->at);
    to->at = a->at;
    to->tally_of = tally_of = wr_i_plan_take(c, n, sizeof *tally_of);
    if (tally_of == NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        tally_of[i] = (i == a->is) != a->negated ? from->tally : nobody;
        free =
            free && (tally_of[i] == nobody || last == NULL || last->tally_of == NULL || last->at != to->at || last->tally_of[i] == nobody);
    }
    if (last == NULL || last->tally_of == NULL || last->at != to->at || !free || last->share != to->share || last->from != to->from ||
        last->to != to->to)
        return true;
    for (size_t i = 0; i < n; i++)
        if (tally_of[i] == nobody)
            tally_of[i] = last->tally_of[i];
    last->tally_of = tally_of;
    *joined = true;
    return true;
}

/* Takers of each source, side by side. */
static void place_takers(struct gather *g)
{
    struct wr_i_compiler *c = g->c;
    struct wr_sim_plan *plan = c->plan;
    struct wr_i_taker *takers;
    struct wr_i_quick *quick;
    uint8_t *quantile;
    size_t n = 0;

    for (size_t s = 0; s < g->n_sources; s++)
        for (const struct linked_taker *t = g->sources[s]; t != NULL; t = t->next)
            n++;
    takers = wr_i_plan_take(c, n, sizeof *takers);
    quick = wr_i_plan_take(c, n + 1, sizeof *quick);
    plan->sources = wr_i_plan_take(c, g->n_sources, sizeof *plan->sources);
    plan->tally_quantile = quantile = wr_i_plan_take(c, plan->n_tallies, sizeof *quantile);
    if (takers == NULL || quick == NULL || plan->sources == NULL || quantile == NULL)
        return;
    plan->n_sources = g->n_sources;
    for (size_t s = 0; s < g->n_sources; s++) {
        struct wr_i_source *source = &plan->sources[s];
        source->takers = takers;
        source->quick = quick;
        for (int pass = 0; pass < 2; pass++) /* those that need a closer look, then the quick ones, who stand in both lists */
            for (const struct linked_taker *t = g->sources[s]; t != NULL; t = t->next) {
                bool joined = false,
                     is_quick =
                         !t->taker.held && make_quick(c, &t->taker, quick, pass == 1 && quick > source->quick ? quick - 1 : NULL, &joined);
                if (is_quick != (pass == 1))
                    continue;
                quick += is_quick && !joined;
                *takers++ = t->taker;
                source->n += !is_quick;
                source->n_all++;
                quantile[t->taker.tally] = t->taker.op == WR_I_TAKE_QUANTILE;
            }
        source->quick_end = quick;
    }
    for (size_t i = 0; i < plan->n_spans; i++) {
        plan->spans[i].source = &plan->sources[plan->spans[i].source_index];
        if (plan->spans[i].once) /* there is one such time at most */
            plan->whole = plan->spans[i].source;
    }
}

static void place_hooks(struct gather *g)
{
    struct wr_sim_plan *plan = g->c->plan;

    plan->hooks = wr_i_plan_take(g->c, g->n_hooks, sizeof *plan->hooks);
    if (plan->hooks == NULL)
        return;
    for (size_t s = 0; s < plan->n_steps; s++) {
        const struct wr_i_step *now = &plan->steps[plan->steps[s].of]; /* stands before: itself, or filled already */
        bool own = now == &plan->steps[s];
        plan->steps[s].went = plan->went_at[plan->steps[s].of];
        plan->steps[s].level_queue = plan->queue_at[plan->steps[s].of];
        plan->steps[s].asking = own ? flatten(g, g->asking[s]) : now->asking;
        plan->steps[s].start = own ? flatten(g, g->start[s]) : now->start;
        plan->steps[s].end = own ? flatten(g, g->end[s]) : now->end;
    }
    for (size_t t = 0; t < plan->n_tasks; t++) {
        plan->tasks[t].level_queue = plan->queue_at[plan->n_steps + plan->tasks[t].of];
        plan->tasks[t].wait = plan->tasks[plan->tasks[t].of].wait;
    }
    for (size_t p = 0; p < plan->n_places; p++) {
        plan->places[p].entering = flatten(g, g->entering[p]);
        plan->places[p].leaving = flatten(g, g->leaving[p]);
    }
    for (size_t o = 0; o < plan->n_outcomes; o++)
        plan->at_outcome[o] = flatten(g, g->outcome[o]);
    plan->at_arrival = flatten(g, g->arrival);
    plan->at_leaving = flatten(g, g->left);
}

void wr_i_compile_measures(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;
    struct gather g = {.c = c};
    size_t rows = 0;

    plan->n_outcomes = m->n_outcomes;
    for (size_t i = 0; i < m->n_measures; i++)
        rows += m->measures[i].kind == WR_MEASURE_CHANCE_OF_DELAY ? (size_t)(m->measures[i].spaces_to - m->measures[i].spaces_from + 1) : 1;
    plan->rows = wr_i_plan_take(c, rows, sizeof *plan->rows);
    plan->daily = wr_i_plan_take(c, m->n_measures, sizeof *plan->daily);
    plan->harm_tally = wr_i_plan_take(c, m->n_harms, sizeof *plan->harm_tally);
    plan->at_outcome = wr_i_plan_take(c, m->n_outcomes, sizeof *plan->at_outcome);
    g.asking = wr_i_plan_take(c, m->n_steps, sizeof *g.asking);
    g.start = wr_i_plan_take(c, m->n_steps, sizeof *g.start);
    g.end = wr_i_plan_take(c, m->n_steps, sizeof *g.end);
    g.entering = wr_i_plan_take(c, m->n_places, sizeof *g.entering);
    g.leaving = wr_i_plan_take(c, m->n_places, sizeof *g.leaving);
    g.outcome = wr_i_plan_take(c, m->n_outcomes, sizeof *g.outcome);
    g.source_of = wr_i_plan_take(c, m->n_measures, sizeof *g.source_of);
    for (size_t i = 0; i < m->n_measures && c->status == 0; i++)
        compile_source(&g, i);
    for (size_t i = 0; i < m->n_measures && c->status == 0; i++)
        if (m->measures[i].kind != WR_MEASURE_SHARE_OF || gives_values(m->measures[m->measures[i].of].kind))
            compile_measure(&g, i);
    for (size_t i = 0; i < m->n_harms && c->status == 0; i++)
        compile_harm(&g, i);
    if (c->status == 0)
        place_takers(&g);
    if (c->status == 0)
        place_hooks(&g);
}
