/* Staff, and the work it does: rules 5 to 9 and 14, sections B and C of docs/rules.md. */
#include "slow_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/keys_internal.h"

/* Rule 7: priority, those who go on, who asked first, who arrived first; of those of one instant who came first in order. */
int slow_before(const struct key *a, const struct key *b)
{
    if (a->priority != b->priority)
        return a->priority < b->priority ? -1 : 1;
    if (a->went_on != b->went_on)
        return a->went_on < b->went_on ? -1 : 1;
    if (a->asked != b->asked)
        return a->asked < b->asked ? -1 : 1;
    if (a->arrived != b->arrived)
        return a->arrived < b->arrived ? -1 : 1;
    if (a->order != b->order)
        return (a->order < b->order) == (slow_fault != SLOW_LAST_OF_EQUALS) ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

struct key slow_key(struct slow *s, const struct person *p, double priority)
{
    return (struct key){priority, GOES_ON_LAST, s->now, p->arrived, p->order, p->rank, ++s->sequence};
}

struct wants slow_wanted(struct slow *s, const struct person *p, const struct wr_with *with)
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
const char *slow_words(const struct slow *s, const struct wants *w, char out[400])
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

struct work *slow_work(struct slow *s, enum job job, struct person *p, int index, const struct wr_with *with, double priority)
{
    struct work *w = slow_take(s, 1, sizeof *w);

    *w = (struct work){
        .job = job, .person = p, .index = index, .step = p->step, .wants = slow_wanted(s, p, with), .key = slow_key(s, p, priority)};
    return w;
}

/* Whether all of it is free and not held back; else what it is short of is held back for it. */
static bool have_or_hold(const struct slow *s, const struct work *w, bool *held_back)
{
    bool can = true;

    for (size_t i = 0; i < w->wants.n; i++)
        can = can && s->free[w->wants.resource[i]] >= w->wants.count[i] && !held_back[w->wants.resource[i]];
    for (size_t i = 0; i < w->wants.n && !can && slow_fault != SLOW_NOBODY_HELD_BACK; i++)
        if (s->free[w->wants.resource[i]] < w->wants.count[i])
            held_back[w->wants.resource[i]] = true;
    return can;
}

/* Rule 6: all of it is free, and nobody before in the queue is short of any of it. */
bool slow_can_have(struct slow *s, const struct work *w)
{
    bool *held_back = slow_take(s, s->m->n_resources, sizeof *held_back);

    for (const struct work *r = s->requests; r != NULL && slow_before(&r->key, &w->key) < 0; r = r->next)
        have_or_hold(s, r, held_back);
    return have_or_hold(s, w, held_back);
}

static void begin_turnaround(struct slow *s, struct work *w);

static void set_going(struct slow *s, struct work *w, double takes)
{
    w->begun = slow_later(s, takes, END_OF_WORK, w, w->person, w->index)->begun;
    w->end = s->now + takes;
    if (w->first == 0)
        w->first = w->begun;
    w->next = s->busy;
    s->busy = w;
}

void slow_begin(struct slow *s, struct work *w, double takes)
{
    w->takes = takes;
    set_going(s, w, takes);
}

static void start(struct slow *s, struct work *w)
{
    w->has = w->wants;
    for (size_t i = 0; i < w->has.n; i++)
        s->free[w->has.resource[i]] -= w->has.count[i];
    if (w->job == STEP)
        slow_begin_step(s, w);
    else if (w->job == CHASING)
        slow_begin_chase(s, w);
    else if (w->job == TURNAROUND)
        begin_turnaround(s, w);
}

/* Down the queue once: each who can have all of it starts; what one is short of, when it is passed, nobody behind may take. */
void slow_pass_on(struct slow *s)
{
    bool *held_back = slow_take(s, s->m->n_resources, sizeof *held_back);
    struct work **at = &s->requests;

    while (*at != NULL) {
        struct work *w = *at;
        if (!have_or_hold(s, w, held_back)) {
            at = &w->next;
            continue;
        }
        *at = w->next;
        start(s, w);
    }
}

static void give_back(struct slow *s, const struct wants *w)
{
    for (size_t i = 0; i < w->n; i++)
        s->free[w->resource[i]] += w->count[i];
}

void slow_release(struct slow *s, const struct wants *w)
{
    give_back(s, w);
    if (w->n > 0)
        slow_pass_on(s);
}

static void stand(struct slow *s, struct work *w)
{
    struct work **at = &s->requests;

    while (*at != NULL && slow_before(&(*at)->key, &w->key) < 0)
        at = &(*at)->next;
    w->next = *at;
    *at = w;
}

void slow_ask_for_staff(struct slow *s, struct work *w)
{
    char text[400];

    if (slow_can_have(s, w)) {
        start(s, w);
        return;
    }
    slow_tell(s, w->person, "%swaits for %s", w->job == TURNAROUND ? "turnaround " : "", slow_words(s, &w->wants, text));
    stand(s, w);
}

static void take_out(struct work **list, const struct work *w)
{
    while (*list != NULL && *list != w)
        list = &(*list)->next;
    if (*list != NULL)
        *list = w->next;
}

void slow_drop(struct slow *s, struct work *w)
{
    take_out(&s->requests, w);
    take_out(&s->busy, w);
    slow_forget(s, w, w->person, END_OF_WORK);
    give_back(s, &w->has);
    w->has.n = 0;
}

void slow_cancel(struct slow *s, struct person *p)
{
    slow_stop_waiting(s, p, false);
    for (struct waiting **at = &s->gates; *at != NULL;)
        if ((*at)->person == p)
            *at = (*at)->next;
        else
            at = &(*at)->next;
    for (int list = 0; list < 2; list++)
        for (struct work *w = list == 0 ? s->requests : s->busy, *next; w != NULL; w = next) {
            next = w->next;
            if (w->person == p && w->job != TASK)
                slow_drop(s, w);
        }
    p->stage = NOWHERE;
    slow_pass_on(s);
}

static const char *name_of(struct slow *s, const struct work *w)
{
    if (w->job == CHASING)
        return slow_text_of(s, "chasing %s", s->m->items[w->index].name);
    if (w->job == TURNAROUND)
        return "turnaround";
    if (w->job == TASK)
        return s->m->tasks[w->index].name;
    return slow_text_of(s, "%s%s", w->job == TYPING ? "typing in " : "", s->m->steps[w->step].name);
}

void slow_stop(struct slow *s, struct work *w, const char *why)
{
    slow_tell(s, w->person, "stops %s: %s", name_of(s, w), why);
    w->left = w->end - s->now;
    slow_drop(s, w);
    w->key.went_on = w->first;
    stand(s, w);
}

/* Turnaround: rule 5. */

void slow_turn(struct slow *s, int place)
{
    const struct wr_place *at = &s->m->places[place];
    struct person *nobody = slow_take(s, 1, sizeof *nobody);

    /* No patient draws here: the place stands for the kind, and the occurrence for the number. */
    *nobody =
        (struct person){.who = at->name, .owner = at->name, .kind = -1, .number = ++s->turned[place], .place = -1, .arrived = INFINITY};
    nobody->order = NOBODYS_ORDER(TURNAROUND, place);
    slow_ask_for_staff(s, slow_work(s, TURNAROUND, nobody, place, &at->turnaround_with, 3));
}

static void begin_turnaround(struct slow *s, struct work *w)
{
    const struct wr_place *at = &s->m->places[w->index];
    struct draw d = slow_draw(s, w->person, at->name, WR_I_PAIR_TURNAROUND, 0, 0);

    slow_tell(s, w->person, "turnaround starts");
    slow_begin(s, w, slow_value(s, w->person, &at->turnaround, &d, ""));
}

static void end_turnaround(struct slow *s, const struct work *w)
{
    slow_tell(s, w->person, "a space is ready");
    slow_release(s, &w->has);
    s->taken[w->index]--;
    slow_offer(s, w->index);
}

void slow_end_work(struct slow *s, struct work *w)
{
    take_out(&s->busy, w);
    if (w->job == STEP)
        slow_end_step(s, w);
    else if (w->job == CHASING)
        slow_end_chase(s, w);
    else if (w->job == TURNAROUND)
        end_turnaround(s, w);
}
