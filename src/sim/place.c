/* Places: entering, waiting, giving a space on, turnaround, circles (rules 3, 4, 5 and 9).
 *
 * A space that is left is handed over at once to the first who waits; who gets it does all that it can at once and then leaves its own old
 * space, and so on down the line (wr_i_leaves is that line, as a loop). */
#include "sim/run_internal.h"

/* p is about to be elsewhere: how long it was blocked where it is. */
WR_I_HOT void moves_on(struct wr_i_run *r, struct wr_i_patient *p)
{
    if (p->place >= 0) {
        const struct wr_i_place *from = &r->plan->places[p->place];
        if (from->blocked_source != WR_I_NONE) {
            double *blocked = wr_i_part_double(p, r->plan->at_blocked);
            wr_i_value_seen(r, from->blocked_source, p, *blocked);
        }
    }
    if (r->plan->at_blocked != WR_I_NONE)
        *wr_i_part_double(p, r->plan->at_blocked) = 0;
}

WR_I_RUN void wr_i_enters(struct wr_i_run *r, struct wr_i_patient *p, int32_t place)
{
    const struct wr_i_place *to = &r->plan->places[place];

    moves_on(r, p);
    p->place = (int16_t)place;
    r->entries[place] += 1;
    wr_i_level_up(r, to->level_in);
    WR_I_WALK(r, p, "enters %s", to->name);
    if (WR_UNLIKELY(r->plan->at_task != WR_I_NONE))
        wr_i_task_place_entered(r, p, place);
    wr_i_moment(r, &to->entering, p);
}

/* Waiting in the place held begins or ends: blocked there, unless it is where the step lets people wait. got: since when, while waiting. */
static bool blocks(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return p->place >= 0 && p->place != r->plan->steps[p->step].waits_in;
}
static void blocked_begins(struct wr_i_run *r, struct wr_i_patient *p)
{
    p->got = r->now;
    if (blocks(r, p))
        wr_i_level_up(r, r->plan->places[p->place].level_blocked);
}
static void blocked_ends(struct wr_i_run *r, struct wr_i_patient *p)
{
    if (blocks(r, p)) {
        wr_i_level_down(r, r->plan->places[p->place].level_blocked);
        if (r->plan->at_blocked != WR_I_NONE)
            *wr_i_part_double(p, r->plan->at_blocked) += r->now - p->got;
    }
}

/* The second waiting, for room in `waits in`, is over: found or not needed any more. */
static void second_ends(struct wr_i_run *r, struct wr_i_patient *p)
{
    uint32_t *second, slot;
    struct wr_i_patient *stand;

    if (r->plan->at_second == WR_I_NONE)
        return;
    second = wr_i_part_u32(p, r->plan->at_second);
    slot = *second;
    if (slot == 0)
        return;
    slot--; /* kept as slot + 1, so that zeroed memory says none */
    stand = wr_i_at(r, slot);
    wr_i_queue_remove(r, wr_i_place_queue(r, stand->place), slot, stand);
    wr_i_between(r, p, stand->place, -1);
    wr_i_slot_free(r, slot, stand);
    *second = 0;
}

/* p, who waits for the place of its step, waits no more. */
static void waiting_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];

    second_ends(r, p);
    if (WR_UNLIKELY(s->flags & WR_I_STEP_ANY)) {
        wr_i_any_ends(r, p);
    } else {
        wr_i_queue_remove(r, wr_i_place_queue(r, s->place), slot, p);
        wr_i_level_down(r, r->plan->places[s->place].level_waiting);
    }
    wr_i_between_of(r, p, s, -1);
    blocked_ends(r, p);
    if (s->flags & WR_I_STEP_COUNTS)
        r->waiting_for[r->plan->steps[p->step].of]--;
    p->state = WR_I_MOVING;
}
WR_I_RUN void wr_i_place_wait_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p) { waiting_ends(r, slot, p); }

/* Not past the gate yet: also who goes through it in a group, whose turn is still to come. */
static bool before_gate(const struct wr_i_patient *p) { return p->state == WR_I_WAITS_GATE || p->state == WR_I_GROUP_PASSES; }

/* The taker who stands at the head of a place's queue gets a space of it. *who is the patient; the place it held before is returned, or -1. */
static int32_t takes_space(struct wr_i_run *r, int32_t place, uint32_t slot, struct wr_i_patient **who)
{
    struct wr_i_patient *p = wr_i_at(r, slot);
    int32_t old;

    if (p->state == WR_I_SECOND) { /* room in `waits in`: moves there and waits on */
        bool gate;
        slot = wr_i_stands_for(p);
        p = wr_i_at(r, slot);
        gate = before_gate(p);
        old = p->place;
        second_ends(r, p);
        if (p->state != WR_I_GROUP_PASSES)
            blocked_ends(r, p);
        if (!gate)
            wr_i_between_of(r, p, &r->plan->steps[p->step], -1);
        wr_i_enters(r, p, place);
        if (!gate)
            wr_i_between_of(r, p, &r->plan->steps[p->step], 1);
        if (p->state != WR_I_GROUP_PASSES)
            blocked_begins(r, p);
        if (!gate && r->between != NULL) /* its new place may close a circle: looked for when what was caused before is done */
            wr_i_ends_in(r, slot | WR_I_LOOKS, 0);
    } else {
        if (p->state == WR_I_ONE_OF) {
            slot = wr_i_stands_for(p);
            p = wr_i_at(r, slot);
        }
        old = p->place;
        waiting_ends(r, slot, p);
        wr_i_enters(r, p, place);
        wr_i_in_place(r, slot, p);
    }
    *who = p;
    return old;
}

/* The turnaround for which a record stands: of the stage in which the space was left. */
static const struct wr_i_turn *turn_of(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_i_place *x = &r->plan->places[p->kind];

    return &x->turn[x->turn_step * (size_t)p->u];
}
WR_I_RUN uint32_t wr_i_turn_has(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return r->plan->at_work == WR_I_NONE ? turn_of(r, p)->sig : wr_i_work_of(r, p)->has;
}

/* A space of `place` has been left. False: there is no turnaround now. */
static bool turnaround(struct wr_i_run *r, int32_t place)
{
    const struct wr_i_place *x = &r->plan->places[place];
    uint32_t slot, sig = x->turn[x->turn_step * r->stage].sig;
    struct wr_i_patient *p;

    if (x->turn[x->turn_step * r->stage].takes == NULL)
        return false;
    slot = wr_i_slot_new(r);
    if (WR_UNLIKELY(slot == WR_I_NOBODY))
        return true;
    p = wr_i_at(r, slot);
    p->u = (double)r->stage;
    p->arrived = INFINITY;
    p->kind = (uint16_t)place;
    p->step = 0; /* the loop looks at it before it knows whose end it is */
    p->state = WR_I_MOVING;
    p->number = (uint32_t)++r->turned[place];
    p->place = (int16_t)place;
    p->priority = (enum wr_i_class)r->plan->usual_priority;
    wr_i_level_up(r, x->level_turn);
    if (!wr_i_staff_get(r, sig, p)) {
        if (WR_UNLIKELY(r->watch != NULL))
            wr_i_walk_thing(r, x->name, "turnaround waits for %s", r->plan->sigs[sig].text);
        p->state = WR_I_TURN_WAITS;
        wr_i_staff_wait(r, sig, slot, p);
        return true;
    }
    wr_i_turnaround_begins(r, slot, p);
    return true;
}

WR_I_RUN void wr_i_turnaround_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_place *x = &r->plan->places[p->kind];
    struct wr_draw_id id = {p->number, x->owner, x->purpose, 0};
    double u[2];

    if (WR_UNLIKELY(r->watch != NULL))
        wr_i_walk_thing(r, x->name, "turnaround starts");
    wr_draw_pair(r->key, &id, 0, u);
    p->state = WR_I_TURN_WORKS;
    wr_i_ends_in(r, slot, wr_i_value_draw(r, turn_of(r, p)->takes, NULL, &id, 0, u[0]));
}

WR_I_RUN void wr_i_turnaround_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    int32_t place = p->kind;
    const struct wr_i_place *x = &r->plan->places[place];
    uint32_t sig = wr_i_turn_has(r, p);

    if (WR_UNLIKELY(r->watch != NULL))
        wr_i_walk_thing(r, x->name, "a space is ready");
    wr_i_level_down(r, x->level_turn);
    wr_i_slot_free(r, slot, p);
    if (sig != WR_I_NONE)
        wr_i_staff_release(r, sig);
    r->space[place]++;
    wr_i_offer(r, place);
    if (x->surge != WR_I_NONE)
        wr_i_surge_space(r, place);
}

/* p's space is left: what is counted and said. */
static void space_left(struct wr_i_run *r, struct wr_i_patient *p, int32_t place, const char *says)
{
    const struct wr_i_place *x = &r->plan->places[place];

    wr_i_level_down(r, x->level_in);
    WR_I_WALK(r, p, "%s %s", says, x->name);
    if (WR_UNLIKELY(r->plan->at_task != WR_I_NONE))
        wr_i_task_place_left(r, p, place);
    wr_i_moment(r, &x->leaving, p);
}

static void given_on(struct wr_i_run *r, struct wr_i_patient *p, int32_t place, const char *says)
{
    for (; place >= 0; says = "leaves") {
        uint32_t first;
        if (WR_UNLIKELY(r->plan->keeps) && wr_i_is_kept(r, p, place)) {
            WR_I_WALK(r, p, "keeps %s", r->plan->places[place].name);
            if (r->plan->at_task != WR_I_NONE)
                wr_i_task_place_left(r, p, place);
            return;
        }
        space_left(r, p, place, says);
        r->leaving_as = -1; /* whatever follows is about others */
        if (r->plan->places[place].turn != NULL && turnaround(r, place))
            return;
        r->space[place]++;
        if (WR_UNLIKELY(r->plan->n_surges > 0) && r->plan->places[place].surge != WR_I_NONE) {
            wr_i_offer(r, place);
            wr_i_surge_space(r, place);
            return;
        }
        if (r->space[place] <= 0 || !r->open[place])
            return;
        first = wr_i_queue_first(wr_i_place_queue(r, place));
        if (first == WR_I_NOBODY)
            return;
        r->space[place]--;
        place = takes_space(r, place, first, &p);
    }
}

WR_I_RUN void wr_i_leaves(struct wr_i_run *r, struct wr_i_patient *p, int32_t place) { given_on(r, p, place, "leaves"); }
WR_I_RUN void wr_i_gives_back(struct wr_i_run *r, struct wr_i_patient *p, int32_t place) { given_on(r, p, place, "gives back"); }

WR_I_RUN void wr_i_offer(struct wr_i_run *r, int32_t place)
{
    uint32_t first;

    while (r->space[place] > 0 && r->open[place] && (first = wr_i_queue_first(wr_i_place_queue(r, place))) != WR_I_NOBODY) {
        struct wr_i_patient *p;
        int32_t old;
        r->space[place]--;
        old = takes_space(r, place, first, &p);
        if (old >= 0)
            wr_i_leaves(r, p, old);
    }
}

static bool circle(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const int32_t *wants, uint32_t n_wants);

/* p, who waits (for a place or a gate), moves to where its step lets people wait, or stands in that place's queue as well. */
static void moves_to_wait(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    int32_t old = p->place, room = s->waits_in;

    if (room < 0 || room == old || *wr_i_part_u32(p, r->plan->at_second) != 0) /* there, or standing for it since the gate */
        return;
    bool kept = r->plan->keeps && wr_i_is_kept(r, p, room);
    if (kept || wr_i_place_free(r, room)) {
        bool gate = p->state == WR_I_WAITS_GATE;
        blocked_ends(r, p);
        if (!gate)
            wr_i_between_of(r, p, s, -1);
        if (kept) {
            wr_i_goes_back(r, p, room);
        } else {
            r->space[room]--;
            wr_i_enters(r, p, room);
        }
        if (!gate)
            wr_i_between_of(r, p, s, 1);
        blocked_begins(r, p);
        if (old >= 0)
            wr_i_leaves(r, p, old);
        /* its new place may close a circle that its old one did not */
        if (p->state == WR_I_WAITS_PLACE && p->place == room)
            wr_i_circle_of(r, slot, p, s);
        return;
    }
    if (circle(r, slot, p, &room, 1))
        return;
    uint32_t second = wr_i_slot_new(r);
    struct wr_i_patient *stand;
    if (WR_UNLIKELY(second == WR_I_NOBODY))
        return;
    stand = wr_i_at(r, second);
    stand->arrived = p->arrived;
    stand->kind = p->kind;
    stand->number = p->number; /* ties are settled as for the patient */
    stand->asked = slot;
    stand->place = (int16_t)room;
    stand->priority = p->priority;
    stand->state = WR_I_SECOND;
    wr_i_queue_add(r, wr_i_place_queue(r, room), second, stand);
    wr_i_between(r, p, room, 1);
    *wr_i_part_u32(p, r->plan->at_second) = second + 1;
}

WR_I_RUN void wr_i_waits_place(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];

    WR_I_WALK(r, p, "waits for %s", s->in);
    if (WR_UNLIKELY(s->flags & WR_I_STEP_RULE))
        wr_i_surge_more(r, p->step);
    p->state = WR_I_WAITS_PLACE;
    blocked_begins(r, p);
    wr_i_between_of(r, p, s, 1);
    if (s->flags & WR_I_STEP_COUNTS)
        r->waiting_for[r->plan->steps[p->step].of]++;
    if (WR_UNLIKELY(s->flags & WR_I_STEP_ANY)) {
        wr_i_any_waits(r, slot, p, s);
    } else {
        wr_i_level_up(r, r->plan->places[s->place].level_waiting);
        wr_i_queue_add(r, wr_i_place_queue(r, s->place), slot, p);
    }
    if (s->flags & WR_I_STEP_WAITS_IN)
        moves_to_wait(r, slot, p, s);
}

/* What gates need of waiting. */
WR_I_RUN void wr_i_blocked_begins(struct wr_i_run *r, struct wr_i_patient *p) { blocked_begins(r, p); }
WR_I_RUN void wr_i_blocked_ends(struct wr_i_run *r, struct wr_i_patient *p) { blocked_ends(r, p); }
WR_I_RUN void wr_i_second_ends(struct wr_i_run *r, struct wr_i_patient *p) { second_ends(r, p); }
WR_I_RUN void wr_i_moves_to_wait(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    moves_to_wait(r, slot, p, s);
}

/* ---- a full circle ---- */

/* Who, in the queue of `place`, is the first that holds `holds`; the record in the queue (the patient, or its stand). */
static uint32_t first_who_holds(const struct wr_i_run *r, int32_t place, int32_t holds)
{
    const struct wr_i_queue *q = wr_i_place_queue(r, place);
    uint32_t slot = wr_i_queue_first(q);

    while (slot != WR_I_NOBODY) {
        const struct wr_i_patient *p = wr_i_at(r, slot);
        int32_t held = wr_i_gives_on(r, p->state >= WR_I_ONE_OF ? wr_i_at(r, wr_i_stands_for(p)) : p);
        if (held == holds)
            return slot;
        slot = wr_i_queue_next(q, p);
    }
    return WR_I_NOBODY;
}

/* Breadth first from the place that p holds, over "somebody waits for a and holds b", to the place that p wants: the shortest circle, of equals
 * the one through the places that stand first in the file. before[b] = a. */
static bool find_circle(struct wr_i_run *r, int32_t holds, int32_t wants)
{
    const struct wr_sim_plan *plan = r->plan;
    size_t n = plan->n_places, head = 0, tail = 0;

    for (size_t i = 0; i < n; i++)
        r->before[i] = -1;
    r->line[tail++] = holds;
    r->before[holds] = holds;
    while (head < tail) {
        int32_t a = r->line[head++];
        for (size_t b = 0; b < n; b++) {
            if (r->before[b] >= 0 || r->between[b * n + (size_t)a] == 0 || !r->open[b])
                continue;
            r->before[b] = a;
            if ((int32_t)b == wants)
                return true;
            r->line[tail++] = (int32_t)b;
        }
    }
    return false;
}

/* Of several places that are wanted: the one with the shortest circle, of equals the first; or -1. r->before is as of that one. */
static int32_t find_shortest(struct wr_i_run *r, int32_t holds, const int32_t *wants, uint32_t n_wants)
{
    int32_t best = -1;
    size_t least = SIZE_MAX;

    for (uint32_t i = 0; i < n_wants; i++) {
        size_t n = 0;
        if (!find_circle(r, holds, wants[i]))
            continue;
        for (int32_t at = wants[i]; at != holds; at = r->before[at])
            n++;
        if (n < least) {
            least = n;
            best = wants[i];
        }
    }
    if (n_wants == 1)
        return best;
    return best >= 0 && find_circle(r, holds, best) ? best : -1;
}

/* Through any of the places that p wants: the shortest. */
static bool circle(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const int32_t *wants, uint32_t n_wants)
{
    const struct wr_sim_plan *plan = r->plan;
    int32_t holds = wr_i_gives_on(r, p), n = 0, at, place;
    bool may = false;

    if (r->between == NULL || holds < 0 || plan->places[holds].circle == WR_I_NONE || !r->open[holds])
        return false;
    for (uint32_t i = 0; i < n_wants; i++) {
        if (wants[i] == holds)
            return false;
        may = may || (plan->places[wants[i]].circle == plan->places[holds].circle && r->open[wants[i]]);
    }
    if (!may || (place = find_shortest(r, holds, wants, n_wants)) < 0)
        return false;
    /* from the wanted place back to the one held: r->line gets the places in the order in which they are left */
    for (at = place; at != holds; at = r->before[at])
        r->line[n++] = at;
    for (int32_t i = 0; i < n / 2; i++) {
        int32_t t = r->line[i];
        r->line[i] = r->line[n - 1 - i];
        r->line[n - 1 - i] = t;
    }
    /* p closes it and goes first; then the place that it left is given on inside the circle: line[0] is held by who comes to `holds`, ... */
    for (int32_t i = -1; i < n; i++) {
        int32_t to = i < 0 ? place : i == 0 ? holds : r->line[i - 1], from;
        bool on = false;
        if (i >= 0) {
            slot = first_who_holds(r, to, r->line[i]);
            if (slot == WR_I_NOBODY) {
                r->status = wr_fail(WR_ERR_INTERNAL);
                return true;
            }
            p = wr_i_at(r, slot);
            if (p->state >= WR_I_ONE_OF) {
                slot = wr_i_stands_for(p);
                p = wr_i_at(r, slot);
            }
        }
        from = p->place;
        r->circles[to] += 1;
        WR_I_WALK(r, p, "moves in a circle");
        if (p->state == WR_I_MOVING) /* it may stand for room to wait, since the gate */
            second_ends(r, p);
        if (p->state == WR_I_WAITS_PLACE || before_gate(p)) {
            const struct wr_i_step *s = &plan->steps[p->step];
            if (p->state == WR_I_WAITS_PLACE && wr_i_wants(s, to)) {
                waiting_ends(r, slot, p);
            } else { /* into `waits in`: waits on there */
                bool gate = before_gate(p);
                second_ends(r, p);
                if (p->state != WR_I_GROUP_PASSES)
                    blocked_ends(r, p);
                if (!gate)
                    wr_i_between_of(r, p, s, -1);
                wr_i_enters(r, p, to);
                if (!gate)
                    wr_i_between_of(r, p, s, 1);
                if (p->state != WR_I_GROUP_PASSES)
                    blocked_begins(r, p);
                if (!gate) /* its new place may close another circle: looked for when what was caused before is done */
                    wr_i_ends_in(r, slot | WR_I_LOOKS, 0);
                on = true;
            }
        }
        if (!on) {
            wr_i_enters(r, p, to);
            wr_i_in_place(r, slot, p);
        }
        space_left(r, p, from, "leaves");
    }
    return true;
}

WR_I_RUN bool wr_i_circle_of(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    return s->n_any == 0 ? circle(r, slot, p, &s->place, 1) : circle(r, slot, p, s->any, s->n_any);
}

WR_I_RUN void wr_i_circles_again(struct wr_i_run *r, int32_t place)
{
    const struct wr_i_queue *q = wr_i_place_queue(r, place);
    uint32_t slot;
    bool moved;

    if (r->between == NULL)
        return;
    do { /* each exchange changes the queue: look from its head again */
        moved = false;
        for (slot = wr_i_queue_first(q); slot != WR_I_NOBODY && !moved;) {
            struct wr_i_patient *p = wr_i_at(r, slot);
            uint32_t next = wr_i_queue_next(q, p), who = p->state >= WR_I_ONE_OF ? wr_i_stands_for(p) : slot;
            bool room = p->state == WR_I_SECOND; /* to wait in */
            p = wr_i_at(r, who);
            if (room && p->place >= 0)
                moved = circle(r, who, p, &place, 1);
            else if (p->state == WR_I_WAITS_PLACE && p->place >= 0)
                moved = wr_i_circle_of(r, who, p, &r->plan->steps[p->step]);
            slot = next;
        }
    } while (moved);
}
