/* What happens, in which order: rules 1, 2, 5 to 9, 15 and 19. */
#include "slow_internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/keys_internal.h"

enum slow_fault slow_fault = SLOW_SOUND;
unsigned slow_known = 0;

void slow_walk_init(struct slow_walk *walk)
{
    memset(walk, 0, sizeof *walk);
    wr_arena_init(&walk->arena, 0);
}

void slow_walk_free(struct slow_walk *walk) { wr_arena_free(&walk->arena); }

void slow_walk_add(struct slow_walk *walk, double time, const char *text)
{
    if (wr_arena_grow(&walk->arena, &walk->lines, &walk->capacity, walk->n + 1, sizeof *walk->lines) != 0)
        abort();
    walk->lines[walk->n].time = time;
    walk->lines[walk->n++].text = wr_arena_text(&walk->arena, text);
}

void *slow_take(struct slow *s, size_t count, size_t size)
{
    void *memory = wr_arena_alloc(&s->arena, count > 0 ? count : 1, size);

    if (memory == NULL)
        abort();
    return memory;
}

void slow_say(struct slow *s, const char *who, const char *what)
{
    char line[1400];

    snprintf(line, sizeof line, "%s  %s", who, what);
    slow_walk_add(s->out, s->now, line);
}

void slow_tell(struct slow *s, const struct person *p, const char *format, ...)
{
    char who[200], what[1100];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(who, sizeof who, "%s:%llu", s->m->kinds[p->kind].name, (unsigned long long)p->number);
    slow_say(s, who, what);
}

/* Rule 7: priority, then who asked first, then who arrived first; of those of one instant who came first in order. */
int slow_before(const struct key *a, const struct key *b)
{
    if (a->priority != b->priority)
        return a->priority < b->priority ? -1 : 1;
    if (a->asked != b->asked)
        return a->asked < b->asked ? -1 : 1;
    if (a->arrived != b->arrived)
        return a->arrived < b->arrived ? -1 : 1;
    if (a->order != b->order)
        return (a->order < b->order) == (slow_fault != SLOW_LAST_OF_EQUALS) ? -1 : 1;
    return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

struct key slow_key(struct slow *s, const struct person *p, double priority)
{
    return (struct key){priority, s->now, p->arrived, p->order, ++s->sequence};
}

/* What ends after `takes`; what takes no time stands in the list of this instant. */
void slow_later(struct slow *s, double takes, enum what what, struct person *p, struct turnaround *t, const struct wants *wants)
{
    struct event *e = slow_take(s, 1, sizeof *e);

    e->time = s->now + takes;
    e->what = what;
    e->person = p;
    e->turnaround = t;
    if (wants != NULL)
        e->wants = *wants;
    if (takes > 0) {
        e->begun = ++s->begun;
        e->next = s->ahead;
        s->ahead = e;
    } else if (s->first == NULL) {
        s->first = s->last = e;
    } else {
        s->last->next = e;
        s->last = e;
    }
}

/* Staff. */

static struct wants wanted(struct slow *s, const struct person *p, const struct wr_with *with)
{
    struct wants w = {0};

    for (size_t i = 0; i < with->n_all && i < MOST; i++) {
        int count = (int)slow_plain(s, p, &with->all[i].count, 1);
        if (count <= 0)
            continue;
        w.resource[w.n] = with->all[i].resource;
        w.count[w.n++] = count;
    }
    return w;
}

/* "doctor and 2 nurse" */
static const char *words(const struct slow *s, const struct wants *w, char out[400])
{
    size_t at = 0;

    out[0] = '\0';
    for (size_t i = 0; i < w->n && at < 300; i++) {
        const char *name = s->m->resources[w->resource[i]].name, *and = i > 0 ? " and " : "";
        if (w->count[i] == 1)
            at += (size_t)snprintf(out + at, 400 - at, "%s%s", and, name);
        else
            at += (size_t)snprintf(out + at, 400 - at, "%s%d %s", and, w->count[i], name);
    }
    return out;
}

static int asked_of(const struct wants *w, int resource)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->resource[i] == resource)
            return w->count[i];
    return 0;
}

/* Rule 6: all of it is free, and nobody before in the queue is short of any of it. */
static bool can_have(const struct slow *s, const struct wants *w, const struct key *key)
{
    for (size_t i = 0; i < w->n; i++)
        if (s->free[w->resource[i]] < w->count[i])
            return false;
    for (const struct request *r = s->requests; r != NULL && slow_before(&r->key, key) < 0; r = r->next)
        for (size_t i = 0; i < r->wants.n; i++)
            if (slow_fault != SLOW_NOBODY_HELD_BACK && s->free[r->wants.resource[i]] < r->wants.count[i] &&
                asked_of(w, r->wants.resource[i]) > 0)
                return false;
    return true;
}

static void begin_step(struct slow *s, struct person *p, const struct wants *w);
static void begin_chase(struct slow *s, struct person *p, const struct wants *w);
static void begin_turnaround(struct slow *s, struct turnaround *t, const struct wants *w);

static void start(struct slow *s, struct request *r)
{
    for (size_t i = 0; i < r->wants.n; i++)
        s->free[r->wants.resource[i]] -= r->wants.count[i];
    if (r->what == END_STEP)
        begin_step(s, r->person, &r->wants);
    else if (r->what == END_CHASE)
        begin_chase(s, r->person, &r->wants);
    else
        begin_turnaround(s, r->turnaround, &r->wants);
}

/* Down the queue once: each who can have all of it starts; what one is short of, when it is passed, nobody behind may take. */
void slow_pass_on(struct slow *s)
{
    bool *held_back = slow_take(s, s->m->n_resources, sizeof *held_back);
    struct request **at = &s->requests;

    while (*at != NULL) {
        struct request *r = *at;
        bool can = true;
        for (size_t i = 0; i < r->wants.n; i++)
            can = can && s->free[r->wants.resource[i]] >= r->wants.count[i] && !held_back[r->wants.resource[i]];
        if (!can) {
            for (size_t i = 0; i < r->wants.n; i++)
                if (s->free[r->wants.resource[i]] < r->wants.count[i] && slow_fault != SLOW_NOBODY_HELD_BACK)
                    held_back[r->wants.resource[i]] = true;
            at = &r->next;
            continue;
        }
        *at = r->next;
        if (r->what == END_STEP && !s->m->steps[r->person->step].has_place)
            s->waits[r->person->step]--;
        start(s, r);
    }
}

static void release(struct slow *s, const struct wants *w)
{
    for (size_t i = 0; i < w->n; i++)
        s->free[w->resource[i]] += w->count[i];
    if (w->n > 0)
        slow_pass_on(s);
}

/* Starts at once, or stands in the queue: then false. */
static bool seize(struct slow *s, const struct request *asked)
{
    struct request *r, **at = &s->requests;

    if (asked->wants.n == 0 || can_have(s, &asked->wants, &asked->key)) {
        struct request now = *asked;
        start(s, &now);
        return true;
    }
    r = slow_take(s, 1, sizeof *r);
    *r = *asked;
    while (*at != NULL && slow_before(&(*at)->key, &r->key) < 0)
        at = &(*at)->next;
    r->next = *at;
    *at = r;
    return false;
}

/* A patient asks for staff, for the step or for chasing. */
static void ask_for_staff(struct slow *s, struct person *p, enum what what, const struct wr_with *with, double priority)
{
    struct request r = {.wants = wanted(s, p, with), .key = slow_key(s, p, priority), .what = what, .person = p};
    bool counts = what == END_STEP && !s->m->steps[p->step].has_place;
    char text[400];

    if (r.wants.n > 0 && !can_have(s, &r.wants, &r.key)) {
        slow_tell(s, p, "waits for %s", words(s, &r.wants, text));
        if (counts)
            s->waits[p->step]++;
    }
    seize(s, &r);
}

/* Turnaround: rule 5. */

void slow_turn(struct slow *s, int place)
{
    const struct wr_place *at = &s->m->places[place];
    struct person nobody = {.number = ++s->turned[place], .place = -1};
    struct turnaround *t = slow_take(s, 1, sizeof *t);
    struct draw d = {.name = at->name};
    struct request r = {.what = END_TURNAROUND, .turnaround = t};
    char what[500], text[400];
    double u[2];

    /* No patient draws here: the place stands for the kind, and the occurrence for the number. */
    d.id = (struct wr_draw_id){(uint32_t)nobody.number, wr_draw_hash(at->name), wr_draw_purpose(at->name, WR_I_PAIR_TURNAROUND), 0};
    wr_draw_pair(s->key, &d.id, 0, u);
    d.u = u[0];
    t->place = place;
    t->takes = slow_value(s, &nobody, &at->turnaround, &d, "");
    r.wants = wanted(s, &nobody, &at->turnaround_with);
    /* Behind patients, and then in the order of places. */
    r.key = (struct key){3, s->now, INFINITY, (unsigned long)place, ++s->sequence};
    if (r.wants.n > 0 && !can_have(s, &r.wants, &r.key)) {
        snprintf(what, sizeof what, "turnaround waits for %s", words(s, &r.wants, text));
        slow_say(s, at->name, what);
    }
    seize(s, &r);
}

static void begin_turnaround(struct slow *s, struct turnaround *t, const struct wants *w)
{
    slow_say(s, s->m->places[t->place].name, "turnaround starts");
    slow_later(s, t->takes, END_TURNAROUND, NULL, t, w);
}

static void end_turnaround(struct slow *s, const struct event *e)
{
    int place = e->turnaround->place;

    slow_say(s, s->m->places[place].name, "a space is ready");
    release(s, &e->wants);
    s->taken[place]--;
    slow_offer(s, place);
}

/* Information: rule 19. */

/* Wrong is drawn once, for what is there as for what is found; a change of it is used only then. */
static void draw_wrong(struct slow *s, struct person *p, int item)
{
    const struct wr_item *it = &s->m->items[item];
    struct known *k = &p->known[item];
    struct draw d = slow_draw(s, p, it->name, WR_I_PAIR_ITEM, 1, k->times - 1);
    char path[256];

    snprintf(path, sizeof path, "information.%s.wrong", it->name);
    k->wrong = k->there && d.u < slow_value(s, p, &it->wrong, &d, path);
}

static void draw_item(struct slow *s, struct person *p, int item)
{
    const struct wr_item *it = &s->m->items[item];
    struct known *k = &p->known[item];
    struct draw d = slow_draw(s, p, it->name, WR_I_PAIR_ITEM, 0, k->times++);
    char path[256];

    snprintf(path, sizeof path, "information.%s.there at once", it->name);
    k->there = d.u < slow_value(s, p, &it->there_at_once, &d, path);
    k->drawn = true;
    k->failed = false;
    k->since = s->now;
    if (k->there)
        draw_wrong(s, p, item);
}

/* Looks at what the step needs to know from p->next_need on, chases what has to be chased, and at last asks for the step's staff. */
static void inform(struct slow *s, struct person *p)
{
    const struct wr_step *step = &s->m->steps[p->step];

    while (p->next_need < step->n_needs) {
        const struct wr_need *need = &step->needs[p->next_need];
        const struct wr_item *it = &s->m->items[need->item];
        struct known *k = &p->known[need->item];
        if (!k->drawn || (it->keeps > 0 && s->now - k->since >= it->keeps - 1e-6))
            draw_item(s, p, need->item);
        slow_tell(s, p, "needs %s: %s", it->name, !k->there ? "not there" : k->wrong ? "there but wrong" : "there");
        if (!k->there && !k->failed && need->without == WR_WITHOUT_CHASE) {
            ask_for_staff(s, p, END_CHASE, &it->chase_with, slow_plain(s, p, &it->chase_priority, p->priority));
            return;
        }
        p->next_need++;
    }
    ask_for_staff(s, p, END_STEP, &step->with, p->priority);
}

static void begin_chase(struct slow *s, struct person *p, const struct wants *w)
{
    int item = s->m->steps[p->step].needs[p->next_need].item;
    const struct wr_item *it = &s->m->items[item];
    struct draw d = slow_draw(s, p, it->name, WR_I_PAIR_CHASE, 0, p->known[item].times - 1);
    char path[256], text[400];
    double takes;

    snprintf(path, sizeof path, "information.%s.chase.takes", it->name);
    takes = fmax(0, slow_value(s, p, &it->chase_takes, &d, path)) * slow_dip(s, WR_DIP_CHASE, item);
    slow_tell(s, p, "starts chasing %s%s%s", it->name, w->n > 0 ? " with " : "", words(s, w, text));
    slow_later(s, takes, END_CHASE, p, NULL, w);
}

static void end_chase(struct slow *s, const struct event *e)
{
    struct person *p = e->person;
    int item = s->m->steps[p->step].needs[p->next_need].item;
    const struct wr_item *it = &s->m->items[item];
    struct known *k = &p->known[item];
    struct draw d = slow_draw(s, p, it->name, WR_I_PAIR_CHASE, 1, k->times - 1);
    char path[256];

    snprintf(path, sizeof path, "information.%s.chase.found", it->name);
    k->since = s->now;
    k->there = it->chase_found.kind == WR_VALUE_NONE || d.u < slow_value(s, p, &it->chase_found, &d, path);
    k->failed = !k->there && slow_fault != SLOW_CHASE_AGAIN;
    if (k->there)
        draw_wrong(s, p, item);
    slow_tell(s, p, "ends chasing %s: %s", it->name, !k->there ? "not found" : k->wrong ? "found but wrong" : "found");
    release(s, &e->wants);
    p->next_need++;
    inform(s, p);
}

/* Steps. */

void slow_in_place(struct slow *s, struct person *p)
{
    p->next_need = 0;
    inform(s, p);
}

static void begin_step(struct slow *s, struct person *p, const struct wants *w)
{
    const struct wr_step *step = &s->m->steps[p->step];
    struct draw d = slow_draw(s, p, step->name, WR_I_PAIR_STEP, 0, p->visits[p->step]);
    char path[256], text[400];
    double factor = 1, takes;

    for (size_t i = 0; i < step->n_needs; i++)
        if (!p->known[step->needs[i].item].there) {
            slow_tell(s, p, "goes ahead without %s", s->m->items[step->needs[i].item].name);
            factor *= slow_plain(s, p, &step->needs[i].go_ahead_times, 1);
        }
    snprintf(path, sizeof path, "steps.%s.takes", step->name);
    takes = fmax(0, slow_value(s, p, &step->takes, &d, path));
    slow_tell(s, p, "starts %s%s%s", step->name, w->n > 0 ? " with " : "", words(s, w, text));
    slow_later(s, takes * factor * slow_dip(s, WR_DIP_STEP, p->step), END_STEP, p, NULL, w);
    p->visits[p->step] += slow_fault != SLOW_ONE_VISIT || p->visits[p->step] == 0;
}

static bool must_wait(struct slow *s, struct person *p, int index, double priority)
{
    const struct wr_step *step = &s->m->steps[index];
    struct key key = slow_key(s, p, priority);
    struct wants w;

    if (!s->step_open[index])
        return true;
    if (step->has_place)
        return step->places[0] != p->place && !slow_place_free(s, step->places[0]);
    w = wanted(s, p, &step->with);
    return w.n > 0 && !can_have(s, &w, &key);
}

static bool too_many(const struct slow *s, int step, const struct wr_number *most)
{
    return most->value < 0 || s->waits[step] >= (int)most->value;
}

static void go_to(struct slow *s, struct person *p, struct wr_target to);

/* At the gate: in the old place, or in the one to wait in. */
static void wait_at_gate(struct slow *s, struct person *p)
{
    struct waiting *w = slow_take(s, 1, sizeof *w), **at = &s->gates;

    slow_tell(s, p, "waits for %s to open", s->m->steps[p->step].name);
    s->waits[p->step]++;
    p->at_gate = true;
    *w = (struct waiting){.person = p, .place = -1, .key = slow_key(s, p, p->priority)};
    while (*at != NULL && slow_before(&(*at)->key, &w->key) < 0)
        at = &(*at)->next;
    w->next = *at;
    *at = w;
    slow_wait_in(s, p);
}

/* The gate, then the place, then staff. Who finds it full goes elsewhere. */
static void ask(struct slow *s, struct person *p)
{
    const struct wr_step *step = &s->m->steps[p->step];
    int old = p->place, place = step->has_place ? step->places[0] : -1;
    const char *name;

    if (!must_wait(s, p, p->step, p->priority)) {
        bool moves = place >= 0 && place != old;
        slow_stop_waiting(s, p, false);
        if (moves) {
            s->taken[place]++;
            slow_enter(s, p, place);
        }
        slow_in_place(s, p);
        if (moves && old >= 0)
            slow_leave(s, p, old);
        return;
    }
    if (s->step_open[p->step] && place >= 0 && slow_circle(s, p, place))
        return;
    if (!step->has_if_full || !too_many(s, p->step, &step->waiting_at_most)) {
        if (!s->step_open[p->step])
            wait_at_gate(s, p);
        else if (place >= 0)
            slow_wait_for_place(s, p);
        else
            slow_in_place(s, p);
        return;
    }
    slow_stop_waiting(s, p, false);
    name = step->if_full.kind == WR_TO_STEP ? s->m->steps[step->if_full.index].name : s->m->outcomes[step->if_full.index].name;
    if (place >= 0)
        slow_tell(s, p, "finds %s full and goes to %s", s->m->places[place].name, name);
    else
        slow_tell(s, p, "cannot start at once and goes to %s", name);
    go_to(s, p, step->if_full);
}

/* The patient turns to where `to` says: a step, or out. */
static void go_to(struct slow *s, struct person *p, struct wr_target to)
{
    if (to.kind == WR_TO_STEP) {
        p->step = to.index;
        slow_tell(s, p, "asks for %s", s->m->steps[p->step].name);
        p->priority = slow_plain(s, p, &s->m->steps[p->step].priority, p->own_priority);
        ask(s, p);
        return;
    }
    s->present--;
    slow_tell(s, p, "leaves as %s", s->m->outcomes[to.index].name);
    if (p->place >= 0)
        slow_leave(s, p, p->place);
}

/* A step has opened: all who wait at its gate go on, one after another. */
void slow_gate_opened(struct slow *s, int step)
{
    for (struct waiting **at = &s->gates; *at != NULL;) {
        struct person *p = (*at)->person;
        if (p->step != step) {
            at = &(*at)->next;
            continue;
        }
        *at = (*at)->next;
        p->at_gate = false;
        s->waits[step]--;
        if ((slow_known & SLOW_KNOWN_GATE) != 0)
            slow_stop_waiting(s, p, true); /* then it stands for the room to wait in anew, as if it had only now asked */
        ask(s, p);
        at = &s->gates; /* what follows may have changed the list */
    }
}

static void end_step(struct slow *s, const struct event *e)
{
    struct person *p = e->person;
    const struct wr_step *step = &s->m->steps[p->step];
    struct wr_target to;

    slow_tell(s, p, "ends %s", step->name);
    if (slow_fault != SLOW_STAFF_LATE)
        release(s, &e->wants);
    to = slow_then(s, p, step, p->visits[p->step] - 1);
    go_to(s, p, to);
    if (slow_fault == SLOW_STAFF_LATE)
        release(s, &e->wants);
}

void slow_arrive(struct slow *s, int kind, uint64_t number)
{
    const struct wr_kind *k = &s->m->kinds[kind];
    struct person *p = slow_take(s, 1, sizeof *p);
    struct wr_target first = {WR_TO_STEP, k->starts_at};

    *p = (struct person){.kind = kind, .number = number, .arrived = s->now, .order = ++s->arrivals, .place = -1};
    p->attributes = slow_take(s, s->m->n_attributes, sizeof *p->attributes);
    p->visits = slow_take(s, s->m->n_steps, sizeof *p->visits);
    p->known = slow_take(s, s->m->n_items, sizeof *p->known);
    s->present++;
    slow_tell(s, p, "arrives");
    slow_attributes(s, p);
    p->own_priority = slow_plain(s, p, &k->priority, 3);
    if (k->has_if_full) {
        double priority = slow_plain(s, p, &s->m->steps[k->starts_at].priority, p->own_priority);
        if (must_wait(s, p, k->starts_at, priority) && too_many(s, k->starts_at, &k->waiting_at_most)) {
            const char *name = k->if_full.kind == WR_TO_STEP ? s->m->steps[k->if_full.index].name : s->m->outcomes[k->if_full.index].name;
            slow_tell(s, p, "finds it full and goes to %s", name);
            first = k->if_full;
        }
    }
    go_to(s, p, first);
}

void slow_carry_through(struct slow *s, const struct event *e)
{
    if (e->what == END_STEP)
        end_step(s, e);
    else if (e->what == END_CHASE)
        end_chase(s, e);
    else if (e->what == END_TURNAROUND)
        end_turnaround(s, e);
    else if (e->person->waits_for_place)
        slow_circle(s, e->person, s->m->steps[e->person->step].places[0]);
}
