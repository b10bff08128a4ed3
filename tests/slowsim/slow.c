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
    char what[1100];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    slow_say(s, p->who, what);
}

const char *slow_text_of(struct slow *s, const char *format, ...)
{
    char what[1100], *kept;
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    kept = slow_take(s, strlen(what) + 1, 1);
    memcpy(kept, what, strlen(what) + 1);
    return kept;
}

struct event *slow_later(struct slow *s, double after, enum what what, struct work *work, struct person *p, int index)
{
    struct event *e = slow_take(s, 1, sizeof *e);

    *e = (struct event){.time = s->now + after, .what = what, .begun = ++s->begun, .work = work, .person = p, .index = index};
    if (after > 0 || (what >= UNLESS_COMES && what <= COMES_BACK)) {
        e->next = s->ahead;
        s->ahead = e;
    } else if (s->first == NULL) {
        s->first = s->last = e;
    } else {
        s->last->next = e;
        s->last = e;
    }
    return e;
}

void slow_forget(struct slow *s, const struct work *work, const struct person *p, enum what what)
{
    for (int list = 0; list < 2; list++) {
        struct event **at = list == 0 ? &s->ahead : &s->first;
        while (*at != NULL)
            if ((*at)->what == what && (*at)->work == work && (*at)->person == p)
                *at = (*at)->next;
            else
                at = &(*at)->next;
    }
    s->last = s->first;
    while (s->last != NULL && s->last->next != NULL)
        s->last = s->last->next;
}

int slow_waiting(const struct slow *s, int step, bool all)
{
    int n = 0;

    for (const struct person *p = s->people; p != NULL; p = p->next)
        if (p->step == step && p->stage != NOWHERE && p->stage != AT_WORK)
            n += all || p->stage == AT_GATE || p->stage == (s->m->steps[step].has_place ? FOR_PLACE : FOR_STAFF);
    return n;
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
    if (it->kept_in >= 0 && s->system_down[it->kept_in])
        k->there = false;
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
            slow_ask_for_staff(s,
                               slow_work(s, CHASING, p, need->item, &it->chase_with, slow_plain(s, p, &it->chase_priority, p->priority)));
            return;
        }
        p->next_need++;
    }
    p->stage = FOR_STAFF;
    slow_ask_for_staff(s, slow_work(s, STEP, p, p->step, &step->with, p->priority));
}

void slow_begin_chase(struct slow *s, struct work *w)
{
    struct person *p = w->person;
    int item = w->index;
    const struct wr_item *it = &s->m->items[item];
    struct draw d = slow_draw(s, p, it->name, WR_I_PAIR_CHASE, 0, p->known[item].times - 1);
    char path[256], text[400];
    double takes;

    snprintf(path, sizeof path, "information.%s.chase.takes", it->name);
    takes = fmax(0, slow_value(s, p, &it->chase_takes, &d, path)) * slow_dip(s, WR_DIP_CHASE, item);
    slow_tell(s, p, "starts chasing %s%s%s", it->name, w->has.n > 0 ? " with " : "", slow_words(s, &w->has, text));
    slow_begin(s, w, takes);
}

void slow_end_chase(struct slow *s, struct work *w)
{
    struct person *p = w->person;
    int item = w->index;
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
    slow_release(s, &w->has);
    p->next_need++;
    inform(s, p);
}

/* Steps. */

void slow_in_place(struct slow *s, struct person *p)
{
    p->next_need = 0;
    p->stage = INFORMED;
    inform(s, p);
}

void slow_begin_step(struct slow *s, struct work *w)
{
    struct person *p = w->person;
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
    slow_tell(s, p, "starts %s%s%s", step->name, w->has.n > 0 ? " with " : "", slow_words(s, &w->has, text));
    p->stage = AT_WORK;
    slow_begin(s, w, takes * factor * slow_dip(s, WR_DIP_STEP, p->step));
    p->visits[p->step] += slow_fault != SLOW_ONE_VISIT || p->visits[p->step] == 0;
}

static bool must_wait(struct slow *s, struct person *p, int index, double priority)
{
    const struct wr_step *step = &s->m->steps[index];
    struct work *w;

    if (!s->step_open[index])
        return true;
    if (step->has_place)
        return step->places[0] != p->place && !slow_place_free(s, step->places[0]);
    w = slow_work(s, STEP, p, index, &step->with, priority);
    return !slow_can_have(s, w);
}

static bool too_many(const struct slow *s, int step, const struct wr_number *most)
{
    return most->value < 0 || slow_waiting(s, step, false) >= (int)most->value;
}

/* At the gate: in the old place, or in the one to wait in. */
static void wait_at_gate(struct slow *s, struct person *p)
{
    struct waiting *w = slow_take(s, 1, sizeof *w), **at = &s->gates;

    slow_tell(s, p, "waits for %s to open", s->m->steps[p->step].name);
    p->stage = AT_GATE;
    *w = (struct waiting){.person = p, .place = -1, .key = slow_key(s, p, p->priority)};
    while (*at != NULL && slow_before(&(*at)->key, &w->key) < 0)
        at = &(*at)->next;
    w->next = *at;
    *at = w;
    slow_wait_in(s, p);
}

/* The gate, then the place, then staff. Who finds it full goes elsewhere. */
void slow_ask(struct slow *s, struct person *p)
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
    slow_go_to(s, p, step->if_full);
}

/* The patient turns to where `to` says: a step, or out. */
void slow_go_to(struct slow *s, struct person *p, struct wr_target to)
{
    if (to.kind == WR_TO_STEP) {
        p->step = to.index;
        p->asked = s->now;
        p->went[p->step] = true;
        slow_tell(s, p, "asks for %s", s->m->steps[p->step].name);
        p->priority = slow_plain(s, p, &s->m->steps[p->step].priority, p->own_priority);
        slow_ask(s, p);
        return;
    }
    s->present--;
    for (struct person **at = &s->people; *at != NULL; at = &(*at)->next)
        if (*at == p) {
            *at = p->next;
            break;
        }
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
        p->stage = NOWHERE;
        if ((slow_known & SLOW_KNOWN_GATE) != 0)
            slow_stop_waiting(s, p, true); /* then it stands for the room to wait in anew, as if it had only now asked */
        slow_ask(s, p);
        at = &s->gates; /* what follows may have changed the list */
    }
}

void slow_end_step(struct slow *s, struct work *w)
{
    struct person *p = w->person;
    const struct wr_step *step = &s->m->steps[p->step];
    struct wr_target to;

    slow_tell(s, p, "ends %s", step->name);
    p->stage = NOWHERE;
    if (slow_fault != SLOW_STAFF_LATE)
        slow_release(s, &w->has);
    slow_type_in(s, w);
    to = slow_then(s, p, step, p->visits[p->step] - 1);
    slow_go_to(s, p, to);
    if (slow_fault == SLOW_STAFF_LATE)
        slow_release(s, &w->has);
}

void slow_arrive(struct slow *s, int kind, uint64_t number)
{
    const struct wr_kind *k = &s->m->kinds[kind];
    struct person *p = slow_take(s, 1, sizeof *p);
    struct wr_target first = {WR_TO_STEP, k->starts_at};
    struct person **last = &s->people;

    *p = (struct person){
        .kind = kind, .owner = k->name, .number = number, .patient = p, .arrived = s->now, .order = ++s->arrivals, .place = -1};
    p->who = slow_text_of(s, "%s:%llu", k->name, (unsigned long long)number);
    p->keeps_place = slow_take(s, s->m->n_places, sizeof *p->keeps_place);
    p->keeps = slow_take(s, s->m->n_resources, sizeof *p->keeps);
    while (*last != NULL)
        last = &(*last)->next;
    *last = p;
    p->attributes = slow_take(s, s->m->n_attributes, sizeof *p->attributes);
    p->visits = slow_take(s, s->m->n_steps, sizeof *p->visits);
    p->known = slow_take(s, s->m->n_items, sizeof *p->known);
    p->went = slow_take(s, s->m->n_steps, sizeof *p->went);
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
    slow_go_to(s, p, first);
}

void slow_carry_through(struct slow *s, const struct event *e)
{
    if (e->what == END_OF_WORK)
        slow_end_work(s, e->work);
    else if (e->what == LOOK_FOR_CIRCLE && e->person->stage == FOR_PLACE)
        slow_circle(s, e->person, s->m->steps[e->person->step].places[0]);
}
