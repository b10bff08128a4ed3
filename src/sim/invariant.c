/* What must hold after every event, looked up from the records themselves: only in builds for checking (meson's `checked`, which debug builds
 * turn on), and no instruction of it in any other.
 *
 * A look goes over every record and every queue and counts anew: who is there, which spaces and staff are taken, who waits where. It compares
 * that with what the run believes, goes down the queues of rule 6 in the plainest way to see that nobody could start, and follows "holds a and
 * waits for b" to see that no full circle is left. Counts are integrated from look to look; as long as no event was left out, the integrals must be
 * those of the run, and the time that patients have spent there must be the integral of how many were there (Little's law).
 *
 * The first events of a run are looked at one by one, then one in LATER; and never oftener than what a look costs allows in a crowd. */
#ifdef WR_SIM_CHECKED
#include "sim/run_internal.h"

#include <stdio.h>

#include "base/mem.h"

#define EVERY_EVENT 4000
#define LATER 97
#define CROWD 16 /* a look goes over every record: at most one a so many'th part of them */

struct wr_i_check {
    uint64_t events, since;
    bool whole; /* every event so far was looked at */
    double last, base;
    uint32_t present;
    double present_time, left_time; /* integral of those present; time spent by those who have left */
    int32_t *in, *turn, *busy;      /* found at the last look: by place, place, resource */
    double *in_time, *turn_time, *busy_time;
    int32_t *most_taken, *most_busy; /* that may be, when no more begin: taken or there at the last look, whichever is more */
    uint32_t *between;
    uint8_t *seen; /* by record: stands in a queue */
    uint32_t seen_capacity;
    bool *short_of;
    uint32_t *head; /* by signature */
    uint8_t *colour;
};

WR_I_RUN int wr_i_check_init(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_arena *a = &r->worker->arena;
    struct wr_i_check *c = wr_arena_alloc(a, 1, sizeof *c);

    if (c == NULL)
        return wr_fail(WR_ERR_MEMORY);
    c->in = wr_arena_alloc(a, plan->n_places, sizeof *c->in);
    c->turn = wr_arena_alloc(a, plan->n_places, sizeof *c->turn);
    c->busy = wr_arena_alloc(a, plan->n_resources, sizeof *c->busy);
    c->in_time = wr_arena_alloc(a, plan->n_places, sizeof *c->in_time);
    c->turn_time = wr_arena_alloc(a, plan->n_places, sizeof *c->turn_time);
    c->busy_time = wr_arena_alloc(a, plan->n_resources, sizeof *c->busy_time);
    c->most_taken = wr_arena_alloc(a, plan->n_places, sizeof *c->most_taken);
    c->most_busy = wr_arena_alloc(a, plan->n_resources, sizeof *c->most_busy);
    c->between = wr_arena_alloc(a, plan->n_places * plan->n_places, sizeof *c->between);
    c->short_of = wr_arena_alloc(a, plan->n_resources, sizeof *c->short_of);
    c->head = wr_arena_alloc(a, plan->n_sigs, sizeof *c->head);
    c->colour = wr_arena_alloc(a, plan->n_places, sizeof *c->colour);
    if (c->in == NULL || c->turn == NULL || c->busy == NULL || c->in_time == NULL || c->turn_time == NULL || c->busy_time == NULL ||
        c->most_taken == NULL || c->most_busy == NULL || c->between == NULL || c->short_of == NULL || c->head == NULL || c->colour == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < plan->n_places; i++)
        c->most_taken[i] = r->spaces[i];
    for (size_t i = 0; i < plan->n_resources; i++)
        c->most_busy[i] = r->duty[i];
    c->whole = true;
    c->last = c->base = r->now;
    r->check = c;
    return 0;
}

WR_I_RUN void wr_i_check_free(struct wr_i_run *r)
{
    if (r->check != NULL)
        wr_mem_free(r->check->seen);
}

WR_I_RUN void wr_i_check_left(struct wr_i_run *r, const struct wr_i_patient *p) { r->check->left_time += r->now - p->arrived; }

/* The first thing that does not hold ends the run. */
static WR_PRINTF(2, 3) void fault(struct wr_i_run *r, const char *format, ...)
{
    char what[160];
    va_list args;

    if (r->status < 0)
        return;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(r->worker->why, sizeof r->worker->why, "must hold and does not, %.3f s after the start of time: %s", r->now, what);
    r->why = r->worker->why;
    r->status = wr_fail(WR_ERR_INTERNAL);
}

/* ---- the records ---- */

static uint32_t has_now(struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;

    switch (p->state) {
    case WR_I_WORKS:
        return wr_i_step_has(r, &plan->steps[p->step], p);
    case WR_I_CHASES:
        return chase_has(r, &plan->items[plan->steps[p->step].wants[*wr_i_part_u32(p, plan->at_want)].item], p);
    case WR_I_TURN_WORKS:
        return wr_i_turn_has(r, p);
    case WR_I_TASK_WORKS:
    case WR_I_GROUP_WORKS:
    case WR_I_TYPES:
        return wr_i_work_of(r, p)->has;
    default:
        return WR_I_NONE;
    }
}

static bool waits_for_staff(enum wr_i_state s)
{
    return s == WR_I_WAITS_STAFF || s == WR_I_WAITS_CHASE || s == WR_I_STOPPED || s == WR_I_STOPPED_BESIDE || s == WR_I_TURN_WAITS ||
           s == WR_I_TASK_WAITS || s == WR_I_GROUP_WAITS || s == WR_I_TYPE_WAITS;
}

static bool is_patient(const struct wr_i_patient *p)
{
    switch (p->state) {
    case WR_I_WAITS_GATE:
    case WR_I_WAITS_PLACE:
    case WR_I_WAITS_STAFF:
    case WR_I_WAITS_CHASE:
    case WR_I_WORKS:
    case WR_I_CHASES:
    case WR_I_STOPPED:
    case WR_I_GROUP_READY:
    case WR_I_GROUP_MEMBER:
        return true;
    default:
        return false;
    }
}

struct found { /* of all records */
    uint32_t present, wait_staff, wait_place, wait_gate;
    double there; /* seconds spent by those who are there */
};

static void wants_place(const struct wr_i_run *r, const struct wr_i_patient *p, int32_t place)
{
    int32_t holds = wr_i_gives_on(r, p);

    if (holds >= 0)
        r->check->between[(size_t)holds * r->plan->n_places + (size_t)place]++;
}

static void look_at_record(struct wr_i_run *r, uint32_t slot, const struct wr_i_patient *p, struct found *f)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_i_check *c = r->check;
    uint32_t sig = has_now(r, p);

    if (p->state == WR_I_MOVING || p->state == WR_I_GROUP_PASSES)
        fault(r, "%s %lu is in the middle of its turn", plan->kinds[p->kind].name, (unsigned long)p->number);
    if (is_patient(p) && p->place != WR_I_ERRAND) {
        f->present++;
        f->there += r->now - p->arrived;
        if (p->place >= 0)
            c->in[p->place]++;
        for (size_t i = 0; i < plan->n_places && plan->keeps; i++)
            c->in[i] += p->place != (int32_t)i && wr_i_is_kept(r, p, (int32_t)i);
        for (uint32_t i = 0; i < plan->model->n_resources && plan->keeps; i++)
            c->busy[i] += wr_i_kept_of(r, p, i);
    }
    for (uint32_t i = 0; sig != WR_I_NONE && i < plan->sigs[sig].n; i++)
        c->busy[plan->sigs[sig].needs[i].resource] += plan->sigs[sig].needs[i].count;
    if (p->state == WR_I_TURN_WAITS || p->state == WR_I_TURN_WORKS ||
        (p->state == WR_I_STOPPED_BESIDE && wr_i_work_of(r, p)->what == WR_I_TURN_WORKS))
        c->turn[p->kind]++;
    f->wait_staff += waits_for_staff(p->state);
    f->wait_gate += p->state == WR_I_WAITS_GATE;
    if (p->state == WR_I_SECOND || p->state == WR_I_ONE_OF) {
        f->wait_place++;
        wants_place(r, wr_i_at(r, wr_i_stands_for(p)), p->place);
    } else if (p->state == WR_I_WAITS_PLACE && plan->steps[p->step].n_any == 0) {
        f->wait_place++;
        wants_place(r, p, plan->steps[p->step].place);
    }
    c->seen[slot] = 0;
}

/* ---- the queues ---- */

/* Every record of a queue once, and in the order of rule 7. */
static uint32_t look_at_queue(struct wr_i_run *r, const struct wr_i_queue *q, bool (*belongs)(enum wr_i_state), const char *what)
{
    const struct wr_i_patient *before = NULL;
    uint32_t n = 0;

    for (uint32_t slot = wr_i_queue_first(q); slot != WR_I_NOBODY; slot = wr_i_queue_next(q, wr_i_at(r, slot))) {
        const struct wr_i_patient *p = wr_i_at(r, slot);
        if (r->check->seen[slot]++ > 0) {
            fault(r, "one of kind %d, number %lu, stands in two queues, or twice in one: %s", p->kind, (unsigned long)p->number, what);
            return n;
        }
        if (!belongs(p->state))
            fault(r, "one of kind %d, number %lu, stands in a queue and does not wait: %s", p->kind, (unsigned long)p->number, what);
        if (before != NULL && stands_before(r, p, before))
            fault(r, "number %lu stands behind number %lu, and came before: %s", (unsigned long)p->number, (unsigned long)before->number,
                  what);
        before = p;
        n++;
    }
    if (n != q->n)
        fault(r, "%lu stand in a queue that says %lu: %s", (unsigned long)n, (unsigned long)q->n, what);
    return n;
}

static bool at_gate(enum wr_i_state s) { return s == WR_I_WAITS_GATE; }
static bool for_place(enum wr_i_state s) { return s == WR_I_WAITS_PLACE || s == WR_I_SECOND || s == WR_I_ONE_OF; }

/* ---- nobody could start ---- */

/* Whether the request `p` of signature s can have all of it, of what is free and not kept for others; and if not, keeps what it is short of. */
static bool could_start(struct wr_i_run *r, const struct wr_i_sig *s)
{
    bool *short_of = r->check->short_of, besides = true, some = false, can = !s->any;

    if (s->absent != NULL)
        return false;
    for (uint32_t i = s->n; i < s->n + s->n_also; i++)
        besides = besides && r->free[s->needs[i].resource] >= s->needs[i].count;
    for (uint32_t i = 0; i < s->n; i++) {
        bool free = r->free[s->needs[i].resource] >= s->needs[i].count, mine = free && !short_of[s->needs[i].resource];
        some = some || free;
        can = s->any ? can || mine : can && mine;
    }
    if (can && besides)
        return true;
    for (uint32_t i = 0; i < s->n; i++) {
        bool lacks = r->free[s->needs[i].resource] < s->needs[i].count;
        if (lacks || (s->any && (besides || !some)))
            short_of[s->needs[i].resource] = true;
    }
    return false;
}

static void look_for_idle(struct wr_i_run *r, const struct wr_i_group *g)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_i_check *c = r->check;

    memset(c->short_of, 0, plan->n_resources * sizeof *c->short_of);
    for (uint32_t i = 0; i < g->n_sigs; i++)
        c->head[g->sigs[i]] = wr_i_queue_first(wr_i_queue_at(r, g->sigs[i]));
    for (;;) {
        uint32_t best = WR_I_NONE;
        for (uint32_t i = 0; i < g->n_sigs; i++) {
            uint32_t sig = g->sigs[i];
            if (c->head[sig] != WR_I_NOBODY && (best == WR_I_NONE || stands_before(r, wr_i_at(r, c->head[sig]), wr_i_at(r, c->head[best]))))
                best = sig;
        }
        if (best == WR_I_NONE)
            return;
        if (could_start(r, &plan->sigs[best])) {
            fault(r, "number %lu of kind %d waits for %s and could have it", (unsigned long)wr_i_at(r, c->head[best])->number,
                  wr_i_at(r, c->head[best])->kind, plan->sigs[best].text);
            return;
        }
        c->head[best] = wr_i_queue_next(wr_i_queue_at(r, best), wr_i_at(r, c->head[best]));
    }
}

/* ---- no full circle ---- */

/* Depth first from place a over those who hold it and wait for b: whether it comes back to a place that is on the way. */
static bool comes_round(struct wr_i_run *r, size_t a, unsigned depth)
{
    struct wr_i_check *c = r->check;
    size_t n = r->plan->n_places;

    c->colour[a] = 1;
    for (size_t b = 0; b < n && depth < 256; b++)
        if (a != b && c->between[a * n + b] > 0 && r->open[b] && (c->colour[b] == 1 || (c->colour[b] == 0 && comes_round(r, b, depth + 1))))
            return true;
    c->colour[a] = 2;
    return false;
}

static void look_for_circles(struct wr_i_run *r)
{
    size_t n = r->plan->n_places;

    if (r->between == NULL)
        return;
    for (size_t i = 0; i < n * n; i++)
        if (r->between[i] != r->check->between[i]) {
            fault(r, "%lu hold a space in %s and wait for %s, and %lu are counted", (unsigned long)r->check->between[i],
                  r->plan->places[i / n].name, r->plan->places[i % n].name, (unsigned long)r->between[i]);
            return;
        }
    memset(r->check->colour, 0, n);
    for (size_t a = 0; a < n; a++)
        if (r->check->colour[a] == 0 && r->open[a] && comes_round(r, a, 0)) {
            fault(r, "a full circle through %s does not move", r->plan->places[a].name);
            return;
        }
}

/* ---- places, staff, integrals ---- */

static bool differ(double a, double b) { return __builtin_fabs(a - b) > 1e-9 * (1 + __builtin_fabs(a) + __builtin_fabs(b)); }

/* The run's integral of a level since r->base. */
static double integral(const struct wr_i_run *r, uint32_t l) { return r->level_acc[l] + r->level[l] * (r->now - r->base); }

static void look_at_place(struct wr_i_run *r, size_t i)
{
    const struct wr_i_place *x = &r->plan->places[i];
    struct wr_i_check *c = r->check;
    int32_t taken = r->spaces[i] - r->space[i], found = c->in[i] + c->turn[i];

    if (found != taken)
        fault(r, "%s: %ld of its spaces are taken, and %ld are counted", x->name, (long)found, (long)taken);
    if (c->whole && !x->unlimited && found > r->spaces[i] && found > c->most_taken[i])
        fault(r, "%s: %ld of %ld spaces are taken, more than before", x->name, (long)found, (long)r->spaces[i]);
    if (r->level[x->level_in] != c->in[i])
        fault(r, "%s: %ld are in it, and the level says %g", x->name, (long)c->in[i], r->level[x->level_in]);
    if (r->space[i] > 0 && r->open[i] && wr_i_place_queue(r, (int32_t)i)->n > 0)
        fault(r, "%s has room, and somebody waits for it", x->name);
    if (c->whole && differ(c->in_time[i], integral(r, x->level_in)))
        fault(r, "%s: %.9g seconds were spent in it, and %.9g are counted", x->name, c->in_time[i], integral(r, x->level_in));
    if (c->whole && x->level_turn != WR_I_NONE && differ(c->turn_time[i], integral(r, x->level_turn)))
        fault(r, "%s: turnaround took %.9g seconds, and %.9g are counted", x->name, c->turn_time[i], integral(r, x->level_turn));
    c->most_taken[i] = found > r->spaces[i] ? found : r->spaces[i];
}

static void look_at_resource(struct wr_i_run *r, uint32_t i)
{
    const struct wr_i_resource *x = &r->plan->resources[i];
    struct wr_i_check *c = r->check;

    if (r->duty[i] - r->free[i] != c->busy[i])
        fault(r, "%s: %ld are at work, and %ld are counted", x->name, (long)c->busy[i], (long)(r->duty[i] - r->free[i]));
    if (c->whole && c->busy[i] > r->duty[i] && c->busy[i] > c->most_busy[i])
        fault(r, "%s: %ld are at work with %ld on duty, more than before", x->name, (long)c->busy[i], (long)r->duty[i]);
    if (r->level[x->level_busy] != c->busy[i])
        fault(r, "%s: %ld are at work, and the level says %g", x->name, (long)c->busy[i], r->level[x->level_busy]);
    if (c->whole && differ(c->busy_time[i], integral(r, x->level_busy)))
        fault(r, "%s: %.9g seconds were worked, and %.9g are counted", x->name, c->busy_time[i], integral(r, x->level_busy));
    c->most_busy[i] = c->busy[i] > r->duty[i] ? c->busy[i] : r->duty[i];
}

/* What was found at the last look has lasted until now. */
static void since_last(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_i_check *c = r->check;
    double from = c->last, time;

    c->present_time += c->present * (r->now - c->last);
    if (r->base != c->base) { /* the run began its integrals anew */
        c->base = from = r->base;
        memset(c->in_time, 0, plan->n_places * sizeof *c->in_time);
        memset(c->turn_time, 0, plan->n_places * sizeof *c->turn_time);
        memset(c->busy_time, 0, plan->n_resources * sizeof *c->busy_time);
    }
    time = r->now - from;
    for (size_t i = 0; i < plan->n_places; i++) {
        c->in_time[i] += c->in[i] * time;
        c->turn_time[i] += c->turn[i] * time;
    }
    for (size_t i = 0; i < plan->n_resources; i++)
        c->busy_time[i] += c->busy[i] * time;
}

static void look(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_i_check *c = r->check;
    struct found f = {0, 0, 0, 0, 0};
    uint32_t queued[3] = {0, 0, 0};

    if (r->now < c->last)
        fault(r, "time goes back, from %.6f", c->last);
    since_last(r);
    memset(c->in, 0, plan->n_places * sizeof *c->in);
    memset(c->turn, 0, plan->n_places * sizeof *c->turn);
    memset(c->busy, 0, plan->n_resources * sizeof *c->busy);
    memset(c->between, 0, plan->n_places * plan->n_places * sizeof *c->between);
    for (uint32_t slot = 0; slot < r->fresh_slot; slot++)
        look_at_record(r, slot, wr_i_at(r, slot), &f);
    c->present = f.present;
    if (f.present != r->present)
        fault(r, "%lu patients are there, and %lu came and have not left", (unsigned long)f.present, (unsigned long)r->present);
    for (size_t i = 0; i < plan->n_sigs; i++)
        queued[0] += look_at_queue(r, wr_i_queue_at(r, (uint32_t)i), waits_for_staff, plan->sigs[i].text);
    for (size_t i = 0; i < plan->n_places; i++)
        queued[1] += look_at_queue(r, wr_i_place_queue(r, (int32_t)i), for_place, plan->places[i].name);
    for (size_t i = 0; i < plan->n_gates; i++)
        queued[2] += look_at_queue(r, wr_i_gate_queue(r, (uint32_t)i), at_gate, "a gate");
    if (queued[0] != f.wait_staff || queued[1] != f.wait_place || queued[2] != f.wait_gate)
        fault(r, "somebody waits and stands in no queue: %lu and %lu for staff, %lu and %lu for a place, %lu and %lu at a gate",
              (unsigned long)f.wait_staff, (unsigned long)queued[0], (unsigned long)f.wait_place, (unsigned long)queued[1],
              (unsigned long)f.wait_gate, (unsigned long)queued[2]);
    for (size_t i = 0; i < plan->n_groups; i++)
        look_for_idle(r, &plan->groups[i]);
    look_for_circles(r);
    for (size_t i = 0; i < plan->n_places; i++)
        look_at_place(r, i);
    for (uint32_t i = 0; i < plan->model->n_resources; i++)
        look_at_resource(r, i);
    if (c->whole && differ(c->present_time, f.there + c->left_time))
        fault(r, "patients spent %.9g seconds there, and as many as were there make %.9g (Little)", f.there + c->left_time,
              c->present_time);
    c->last = r->now;
}

WR_I_RUN void wr_i_check(struct wr_i_run *r)
{
    struct wr_i_check *c = r->check;

    if (r->status != 0) /* over, perhaps in the middle of something */
        return;
#ifdef WR_SIM_CORRUPT /* tests/sim/test_invariant.c spoils something, to see that it is found */
    WR_SIM_CORRUPT(r);
#endif
    c->events++;
    c->since++;
    if (c->events > EVERY_EVENT ? c->since < LATER : c->since * CROWD < r->fresh_slot) {
        c->whole = false;
        return;
    }
    if (c->since * CROWD < r->fresh_slot)
        return;
    c->since = 0;
    if (c->seen_capacity < r->fresh_slot) {
        uint32_t capacity = 2 * r->fresh_slot + 64;
        uint8_t *grown = wr_mem_resize(c->seen, capacity, 1);
        if (grown == NULL) {
            r->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        c->seen = grown;
        c->seen_capacity = capacity;
    }
    look(r);
}
#endif
