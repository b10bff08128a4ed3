/* What happens, in which order: rules 1, 2, 5 to 9, 15 and 19. */
#include "slow_internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/keys_internal.h"

enum slow_fault slow_fault = SLOW_SOUND;

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
            if ((*at)->what == what && (*at)->work == work && (work != NULL || (*at)->person == p))
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
            n += all || p->stage == AT_GATE || p->stage == (slow_step(s, p)->has_place ? FOR_PLACE : FOR_STAFF);
    return n;
}

/* Information: rule 19. */

/* Wrong is drawn once, for what is there as for what is found; a change of it is used only then. */
static void draw_wrong(struct slow *s, struct person *p, int item)
{
    const struct wr_item *it = &slow_model(s, p->version)->items[item];
    struct known *k = &p->known[item];
    struct draw d = slow_draw(s, p, it->name, WR_I_PAIR_ITEM, 1, k->times - 1);
    char path[256];

    snprintf(path, sizeof path, "information.%s.wrong", it->name);
    k->wrong = k->there && d.u < slow_value(s, p, &it->wrong, &d, path);
}

static void draw_item(struct slow *s, struct person *p, int item)
{
    const struct wr_item *it = &slow_model(s, p->version)->items[item];
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

bool slow_need(struct slow *s, struct person *p, int item)
{
    const struct wr_item *it = &slow_model(s, p->version)->items[item];
    struct known *k = &p->known[item];

    if (!k->drawn || (it->keeps > 0 && s->now - k->since >= it->keeps - 1e-6))
        draw_item(s, p, item);
    slow_tell(s, p, "needs %s: %s", it->name, !k->there ? "not there" : k->wrong ? "there but wrong" : "there");
    return k->there;
}

/* Looks at what the step needs to know from p->next_need on, chases what has to be chased, and at last asks for the step's staff. */
static void inform(struct slow *s, struct person *p)
{
    const struct wr_step *step = slow_step(s, p);

    while (p->next_need < step->n_needs) {
        const struct wr_need *need = &step->needs[p->next_need];
        const struct wr_item *it = &slow_model(s, p->version)->items[need->item];
        if (need->without != WR_WITHOUT_WAIT && !slow_need(s, p, need->item) && !p->known[need->item].failed &&
            need->without == WR_WITHOUT_CHASE) {
            slow_waits(s, p);
            slow_ask_for_staff(s,
                               slow_work(s, CHASING, p, need->item, &it->chase_with, slow_plain(s, p, &it->chase_priority, p->priority)));
            return;
        }
        p->next_need++;
    }
    if (p->group != NULL) {
        slow_gathered(s, p);
        return;
    }
    p->stage = FOR_STAFF;
    slow_ask_for_staff(s, slow_work(s, STEP, p, p->step, &step->with, p->priority));
}

void slow_begin_chase(struct slow *s, struct work *w)
{
    struct person *p = w->person;
    int item = w->index;
    const struct wr_item *it = &slow_model(s, p->version)->items[item];
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
    const struct wr_item *it = &slow_model(s, p->version)->items[item];
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

/* One alone, or all of a group with the first's time. */
void slow_begin_step(struct slow *s, struct work *w)
{
    const struct wr_step *step = &slow_model(s, w->version)->steps[w->index];
    struct person *p;
    char text[400];
    double takes = 0;

    for (size_t m = 0; (p = slow_member(w, m)) != NULL; m++) {
        double factor = 1;
        p->visit = p->visits[w->index];
        p->visits[w->index] += slow_fault != SLOW_ONE_VISIT || p->visits[w->index] == 0;
        for (size_t i = 0; i < step->n_needs; i++)
            if (!p->known[step->needs[i].item].there) {
                slow_tell(s, p, "goes ahead without %s", s->m->items[step->needs[i].item].name);
                factor *= slow_plain(s, p, &step->needs[i].go_ahead_times, 1);
            }
        if (slow_fault != SLOW_PATIENCE_STAYS)
            slow_no_longer(s, p);
        slow_unless(s, p);
        if (m == 0) {
            struct draw d = slow_draw(s, p, step->name, WR_I_PAIR_STEP, 0, p->visit);
            takes = fmax(0, slow_value(s, p, &step->takes, &d, slow_text_of(s, "steps.%s.takes", step->name)));
            takes *= factor * slow_dip(s, WR_DIP_STEP, w->index);
        }
        slow_tell(s, p, "starts %s%s%s", step->name, w->has.n > 0 ? " with " : "", slow_words(s, &w->has, text));
        p->stage = AT_WORK;
        slow_waits_no_more(s, p);
    }
    slow_begin(s, w, takes);
}

/* index: of the step as it is for who asks in p->version. */
static bool must_wait(struct slow *s, struct person *p, int index, double priority)
{
    const struct wr_step *step = &slow_model(s, p->version)->steps[index];
    struct work *w;

    if (step->has_place)
        return slow_place_for(s, p, step) < 0;
    w = slow_work(s, STEP, p, index, &step->with, priority);
    w->step = index; /* who arrives has asked for no step yet */
    return !slow_can_have(s, w);
}

bool slow_too_many(const struct slow *s, int step, const struct wr_number *most)
{
    return most->value < 0 || slow_waiting(s, step, false) >= (int)most->value;
}

void slow_sent_on(struct slow *s, struct person *p)
{
    const struct wr_step *step = slow_step(s, p);
    const char *name = step->if_full.kind == WR_TO_STEP      ? s->m->steps[step->if_full.index].name
                       : step->if_full.kind == WR_TO_OUTCOME ? s->m->outcomes[step->if_full.index].name
                                                             : "done";

    slow_stop_waiting(s, p, false);
    if (step->has_place)
        slow_tell(s, p, "finds %s full and goes to %s", slow_place_words(s, step), name);
    else
        slow_tell(s, p, "cannot start at once and goes to %s", name);
    p->stage = NOWHERE;
    slow_waits_no_more(s, p);
    slow_no_longer(s, p);
    slow_fall_out(s, p);
    slow_go_to(s, p, step->if_full);
}

/* The gate is passed: the place, then staff. Who finds it full goes elsewhere. asks: has not waited at the gate. */
void slow_past_gate(struct slow *s, struct person *p, bool asks)
{
    const struct wr_step *step = slow_step(s, p);
    int old = p->place, place = step->has_place ? slow_place_for(s, p, step) : -1;
    bool sends = step->has_if_full && (step->waiting_at_most.value < 0 || (asks && slow_too_many(s, p->step, &step->waiting_at_most)));

    if (sends && slow_is_stopped(s, p->step, p->version)) {
        slow_sent_on(s, p);
        return;
    }
    if (!must_wait(s, p, p->step, p->priority)) {
        bool moves = place >= 0 && place != old;
        slow_stop_waiting(s, p, false);
        if (moves)
            slow_enter(s, p, place);
        slow_in_place(s, p);
        if (moves && old >= 0)
            slow_leave(s, p, old);
        return;
    }
    if (step->has_place && slow_circle(s, p, -1))
        return;
    if (sends)
        slow_sent_on(s, p);
    else if (step->has_place)
        slow_wait_for_place(s, p);
    else
        slow_in_place(s, p);
}

/* The patient turns to where `to` says: a step, or out. */
void slow_go_to(struct slow *s, struct person *p, struct wr_target to)
{
    if (to.kind == WR_TO_STEP) {
        p->step = to.index;
        p->version = slow_version(s, s->stage, (size_t)p->step);
        p->asked = s->now;
        p->went[p->step] = true;
        slow_tell(s, p, "asks for %s", s->m->steps[p->step].name);
        p->own_priority = slow_plain(s, p, &slow_model(s, p->came)->kinds[p->kind].priority, 3);
        p->priority = slow_plain(s, p, &slow_step(s, p)->priority, p->own_priority);
        slow_patience(s, p);
        slow_ask(s, p);
        return;
    }
    if (to.kind == WR_TO_DONE) {
        slow_errand_done(s, p);
        return;
    }
    s->present--;
    p->left = s->stage;
    slow_gone(s, p);
    slow_tell(s, p, "leaves as %s", s->m->outcomes[to.index].name);
    slow_may_come_back(s, p, to.index);
    slow_errands_over(s, p);
    if (p->place >= 0) {
        int old = p->place;
        p->place = -1;
        p->keeps_place[old] = false;
        slow_leave(s, p, old);
    }
    slow_give_back(s, p);
}

/* The end of a step: what is said of each who did it; staff; then each goes on. */
void slow_end_step(struct slow *s, struct work *w)
{
    const struct wr_step *step = &slow_model(s, w->version)->steps[w->index];
    struct person *p;

    for (size_t i = 0; (p = slow_member(w, i)) != NULL; i++) {
        slow_tell(s, p, "ends %s", step->name);
        p->stage = NOWHERE;
        p->group = NULL;
        slow_no_longer(s, p);
        slow_told(s, p, step);
        slow_set(s, p, step);
        slow_keep(p, step, &w->has);
    }
    if (slow_fault != SLOW_STAFF_LATE)
        slow_release(s, &w->has);
    for (size_t i = 0; (p = slow_member(w, i)) != NULL; i++) {
        slow_free(s, p, step);
        if (step->n_tells > 0)
            slow_look_at_gates(s, p, step);
        if (slow_is_there(s, p))
            slow_begin_errands(s, p, step);
        slow_type_in(s, w);
        if (slow_is_there(s, p)) /* not an errand that told what has let its patient go, and leave */
            slow_go_to(s, p, slow_then(s, p, step, p->visit));
    }
    if (slow_fault == SLOW_STAFF_LATE)
        slow_release(s, &w->has);
}

/* Somebody new, or who has come back: all but their attributes is anew. */
struct person *slow_new_person(struct slow *s, int kind, uint64_t number)
{
    const struct wr_kind *k = &s->m->kinds[kind];
    struct person *p = slow_take(s, 1, sizeof *p), **last = &s->people;

    *p = (struct person){.kind = kind,
                         .owner = k->name,
                         .number = number,
                         .patient = p,
                         .arrived = s->now,
                         .came = s->stage,
                         .order = (unsigned long)kind * 1000000ul + (unsigned long)number,
                         .place = -1,
                         .item = -1,
                         .said = ""};
    p->who = slow_text_of(s, "%s:%llu", k->name, (unsigned long long)number);
    p->keeps_place = slow_take(s, s->m->n_places, sizeof *p->keeps_place);
    p->keeps = slow_take(s, s->m->n_resources, sizeof *p->keeps);
    p->attributes = slow_take(s, s->m->n_attributes, sizeof *p->attributes);
    p->visits = slow_take(s, s->m->n_steps, sizeof *p->visits);
    p->patience = slow_take(s, s->m->n_steps, sizeof *p->patience);
    p->known = slow_take(s, s->m->n_items, sizeof *p->known);
    p->went = slow_take(s, s->m->n_steps, sizeof *p->went);
    p->tasks_begun = slow_take(s, s->m->n_tasks, sizeof *p->tasks_begun);
    p->task_gaps = slow_take(s, slow_stages(s) * s->m->n_tasks, sizeof *p->task_gaps);
    p->task_due = slow_take(s, slow_stages(s) * s->m->n_tasks, sizeof(struct event *));
    while (*last != NULL)
        last = &(*last)->next;
    *last = p;
    s->present++;
    return p;
}

void slow_arrive(struct slow *s, int kind, uint64_t number)
{
    const struct wr_kind *k = &(slow_fault == SLOW_KIND_SETTLED ? s->m : slow_as_it_is(s))->kinds[kind];
    struct wr_target first = {WR_TO_STEP, k->starts_at};
    size_t version = slow_version(s, s->stage, (size_t)k->starts_at);
    struct person *p;

    if (!slow_comes(s, kind, number))
        return;
    p = slow_new_person(s, kind, number);
    s->arrivals++;
    slow_tell(s, p, "arrives");
    slow_attributes(s, p);
    if (k->has_if_full) {
        double own = slow_plain(s, p, &k->priority, 3);
        double priority = slow_plain(s, p, &slow_model(s, version)->steps[k->starts_at].priority, own);
        bool limited = k->waiting_at_most.value >= 0, open = s->step_open[slow_of(s, s->m->n_steps, version, (size_t)k->starts_at)];
        p->version = version;
        if ((!open || must_wait(s, p, k->starts_at, priority) || slow_is_stopped(s, k->starts_at, version) ||
             (limited && slow_gate_holds(s, k->starts_at, version))) &&
            slow_too_many(s, k->starts_at, &k->waiting_at_most)) {
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
    else if (e->what == GIVES_UP)
        slow_gives_up(s, e->person);
    else if (e->what == UNLESS_COMES)
        slow_cut_short(s, e->person);
    else if (e->what == TASK_DUE)
        slow_task_due(s, e);
    else if (e->what == COMES_BACK)
        slow_come_back(s, e->person, e->index);
    else if (e->what == LOOK_FOR_CIRCLE && e->person->stage == FOR_PLACE)
        slow_circle(s, e->person, -1);
    else if (e->what == LOOK_AT_PLACE)
        slow_look_at_place(s, e->index);
}
