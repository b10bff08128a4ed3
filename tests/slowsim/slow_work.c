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

/* Staff who serve only some kinds are not there for the others. */
static bool serves(const struct slow *s, size_t version, const struct person *p, int resource)
{
    const struct wr_resource *r = &slow_model(s, version)->resources[resource];

    for (size_t i = 0; r->has_serves && i < r->n_serves; i++)
        if (r->serves[i] == p->kind)
            return true;
    return !r->has_serves || p->kind < 0;
}

static void want(struct wants *w, int resource, int count)
{
    if (count <= 0 || w->n == MOST)
        return;
    w->resource[w->n] = resource;
    w->count[w->n++] = count;
}

struct wants slow_wanted(struct slow *s, size_t version, const struct person *p, const struct wr_with *with)
{
    struct wants w = {.any = with->n_any > 0};

    for (size_t i = 0; i < with->n_any; i++)
        if (serves(s, version, p, with->any[i]))
            want(&w, with->any[i], 1);
    w.never = w.any && w.n == 0;
    for (size_t i = 0; w.never && i < with->n_any; i++)
        want(&w, with->any[i], 1);
    for (size_t i = 0; i < with->n_all; i++) {
        int count = (int)slow_plain(s, p, &with->all[i].count, 1);
        want(&w, with->all[i].resource, count);
        w.never = w.never || (count > 0 && !serves(s, version, p, with->all[i].resource));
    }
    return w;
}

/* "doctor and 2 nurse", "nurse or doctor" */
const char *slow_words(const struct slow *s, const struct wants *w, char out[400])
{
    size_t at = 0;

    out[0] = '\0';
    for (size_t i = 0; i < w->n && at < 300; i++) {
        const char *name = s->m->resources[w->resource[i]].name, *and = i == 0 ? "" : w->any ? " or " : " and ";
        if (w->count[i] == 1)
            at += (size_t)snprintf(out + at, 400 - at, "%s%s", and, name);
        else
            at += (size_t)snprintf(out + at, 400 - at, "%s%d %s", and, w->count[i], name);
    }
    return out;
}

/* What is kept need not be asked for again. */
static struct wants missing(struct slow *s, const struct person *p, const struct wr_with *with)
{
    struct wants all = slow_wanted(s, p->version, p, with), w = {.any = all.any, .never = all.any && all.never};

    for (size_t i = 0; i < with->n_any; i++)
        if (p->keeps[with->any[i]] > 0)
            return (struct wants){0};
    for (size_t i = 0; i < all.n; i++) {
        int left = all.count[i] - p->keeps[all.resource[i]];
        want(&w, all.resource[i], left);
        w.never = w.never || (!all.any && left > 0 && !serves(s, p->version, p, all.resource[i]));
    }
    return w;
}

struct work *slow_work(struct slow *s, enum job job, struct person *p, int index, const struct wr_with *with, double priority)
{
    struct work *w = slow_take(s, 1, sizeof *w);
    size_t version = job == STEP || job == CHASING ? p->version : s->stage;

    *w = (struct work){.job = job,
                       .person = p,
                       .version = version,
                       .index = index,
                       .step = p->step,
                       .wants = job == STEP || job == CHASING ? missing(s, p, with) : slow_wanted(s, version, p, with),
                       .key = slow_key(s, p, priority)};
    return w;
}

static int asked_of(const struct wants *w, int resource)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->resource[i] == resource)
            return w->count[i];
    return 0;
}

/* Whether all of it (of `any of` one: *got) is free and not held back; else what it is short of is held back for it. */
static bool have_or_hold(const struct slow *s, const struct work *w, bool *held_back, struct wants *got)
{
    bool can = !w->wants.never && !slow_lacks_system(s, w), all = true, one = false;
    struct wants first = {0};

    for (size_t i = 0; i < w->wants.n; i++) {
        int resource = w->wants.resource[i];
        bool free = s->free[resource] >= w->wants.count[i] && !held_back[resource];
        all = all && free;
        if (free && one && slow_fault == SLOW_ANY_LAST)
            first.n = 0;
        if (free && (!one || slow_fault == SLOW_ANY_LAST))
            want(&first, resource, w->wants.count[i]);
        one = one || free;
    }
    *got = w->wants.any ? first : w->wants;
    for (size_t i = 0; i < w->wants.n && !w->wants.never && slow_fault != SLOW_NOBODY_HELD_BACK; i++)
        if (w->wants.any ? !one : s->free[w->wants.resource[i]] < w->wants.count[i])
            held_back[w->wants.resource[i]] = true;
    return can && (w->wants.any ? one : all);
}

/* What is held back from `w` by those who stand before it. */
static bool *held_back_from(struct slow *s, const struct work *w)
{
    bool *held_back = slow_take(s, s->m->n_resources, sizeof *held_back);
    struct wants got;

    for (const struct work *r = s->requests; r != NULL && slow_before(&r->key, &w->key) < 0; r = r->next)
        have_or_hold(s, r, held_back, &got);
    return held_back;
}

/* Rule 6: all of it is free, and nobody before in the queue is short of any of it. */
bool slow_can_have(struct slow *s, const struct work *w)
{
    struct wants got;

    return have_or_hold(s, w, held_back_from(s, w), &got);
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

static void begin_turnaround(struct slow *s, struct work *w);
static void begin_typing(struct slow *s, struct work *w);

static void set_going(struct slow *s, struct work *w, double takes)
{
    w->pace = slow_pace(s, w);
    w->end = s->now + takes * w->pace;
    w->begun = slow_later(s, takes * w->pace, END_OF_WORK, w, w->person, w->index)->begun;
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

static void go_on(struct slow *s, struct work *w)
{
    const struct person *p;
    char text[400];

    slow_words(s, &w->has, text);
    for (size_t i = 0; (p = slow_member(w, i)) != NULL; i++)
        slow_tell(s, p, "%s %s%s%s%s", w->start_again ? "starts" : "goes on with", name_of(s, w), w->start_again ? " again" : "",
                  text[0] != '\0' ? " with " : "", text);
    set_going(s, w, w->start_again ? w->takes : w->left);
    w->start_again = false;
}

static void start(struct slow *s, struct work *w, const struct wants *got)
{
    w->has = *got;
    for (size_t i = 0; i < w->has.n; i++)
        s->free[w->has.resource[i]] -= w->has.count[i];
    if (w->first > 0)
        go_on(s, w);
    else if (w->job == STEP)
        slow_begin_step(s, w);
    else if (w->job == CHASING)
        slow_begin_chase(s, w);
    else if (w->job == TURNAROUND)
        begin_turnaround(s, w);
    else if (w->job == TYPING)
        begin_typing(s, w);
    else if (w->job == TASK)
        slow_begin_task(s, w);
}

/* Down the queue once: each who can have all of it starts; what one is short of, when it is passed, nobody behind may take. */
void slow_pass_on(struct slow *s)
{
    bool *held_back = slow_take(s, s->m->n_resources, sizeof *held_back);
    struct work **at = &s->requests;

    while (*at != NULL) {
        struct work *w = *at;
        struct wants got;
        if (!have_or_hold(s, w, held_back, &got)) {
            at = &w->next;
            continue;
        }
        *at = w->next;
        start(s, w, &got);
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

static void say_waits(struct slow *s, const struct work *w)
{
    char text[400], system[200] = "";

    slow_lacking(s, w, system, sizeof system);
    slow_words(s, &w->wants, text);
    slow_tell(s, w->person, "%swaits for %s%s", w->job == TURNAROUND ? "turnaround " : "", text,
              system + (text[0] == '\0' ? strlen(" and ") : 0));
}

static bool interrupt(struct slow *s, struct work *w);

void slow_ask_for_staff(struct slow *s, struct work *w)
{
    struct wants got;

    if (have_or_hold(s, w, held_back_from(s, w), &got)) {
        start(s, w, &got);
    } else if (!interrupt(s, w)) {
        struct person *p;
        say_waits(s, w);
        for (size_t i = 0; w->job == STEP && (p = slow_member(w, i)) != NULL; i++)
            slow_waits(s, p);
        stand(s, w);
    }
}

static bool is_in(const struct work *list, const struct work *w)
{
    while (list != NULL && list != w)
        list = list->next;
    return list != NULL;
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
    slow_leave_gate(s, p);
    for (int list = 0; list < 2; list++)
        for (struct work *w = list == 0 ? s->requests : s->busy, *next; w != NULL; w = next) {
            next = w->next;
            if (w->person == p && w->job != TASK)
                slow_drop(s, w);
        }
    p->stage = NOWHERE;
    slow_waits_no_more(s, p);
    slow_pass_on(s);
}

void slow_takes_over(struct slow *s, struct work *w, struct person *p)
{
    const struct work *waits = s->requests;

    w->person = p;
    while (waits != NULL && waits != w)
        waits = waits->next;
    if (waits == NULL || w->first > 0)
        return; /* it has begun, with what the first needed */
    take_out(&s->requests, w);
    w->wants = missing(s, p, &slow_step(s, p)->with);
    w->key = (struct key){p->priority, w->key.went_on, w->key.asked, p->arrived, p->order, p->rank, w->key.sequence};
    stand(s, w);
    slow_pass_on(s);
}

/* Work that stops and goes on: section C. */

void slow_stop(struct slow *s, struct work *w, const char *why)
{
    struct work **last = &s->stopped;
    const struct person *p;

    for (size_t i = 0; (p = slow_member(w, i)) != NULL; i++)
        slow_tell(s, p, "stops %s: %s", name_of(s, w), why);
    w->left = w->pace > 0 ? (w->end - s->now) / w->pace : 0;
    slow_drop(s, w);
    w->key.went_on = w->first;
    if (slow_fault == SLOW_GOES_ON_LAST) {
        w->key.went_on = GOES_ON_LAST;
        w->key.asked = s->now;
    }
    while (*last != NULL)
        last = &(*last)->next;
    w->next = NULL;
    *last = w;
}

void slow_after_stops(struct slow *s)
{
    struct work **stopped = slow_take(s, 1000, sizeof *stopped);
    size_t n = 0;

    while (s->stopped != NULL && n < 1000) {
        stopped[n] = s->stopped;
        s->stopped = s->stopped->next;
        stand(s, stopped[n++]);
    }
    slow_pass_on(s);
    for (size_t i = 0; i < n; i++)
        if (stopped[i]->has.n == 0 && !is_in(s->busy, stopped[i]))
            say_waits(s, stopped[i]);
}

struct work *slow_begun_with(const struct slow *s, int resource, bool last)
{
    struct work *best = NULL;

    for (struct work *w = s->busy; w != NULL; w = w->next)
        if (asked_of(&w->has, resource) > 0 && (best == NULL || (w->begun > best->begun) == (last && slow_fault != SLOW_STOPS_FIRST_BEGUN)))
            best = w;
    return best;
}

/* Whether with what these hold there is enough of what `w` asks for; alternative: which of `any of`, or -1. */
static bool enough(const struct slow *s, const struct wants *w, int alternative, struct work **chosen, size_t n)
{
    for (size_t i = 0; i < w->n; i++) {
        int there = s->free[w->resource[i]];
        for (size_t k = 0; k < n; k++)
            there += asked_of(&chosen[k]->has, w->resource[i]);
        if (there < w->count[i] && (alternative < 0 || alternative == (int)i))
            return false;
    }
    return true;
}

/* The first `size` of all[from on], in that order, with which there is enough: into chosen[have on]. */
static bool choose(const struct slow *s, const struct wants *w, int alternative, struct work **all, size_t n, size_t from,
                   struct work **chosen, size_t have, size_t size)
{
    if (have == size)
        return enough(s, w, alternative, chosen, size);
    for (size_t i = from; i < n; i++) {
        chosen[have] = all[i];
        if (choose(s, w, alternative, all, n, i + 1, chosen, have + 1, size))
            return true;
    }
    return false;
}

/* The fewest to be stopped, 0: it cannot be done. */
static size_t fewest(const struct slow *s, const struct wants *w, int alternative, struct work **all, size_t n, struct work **chosen)
{
    for (size_t size = 1; size <= 3 && size <= n; size++)
        if (choose(s, w, alternative, all, n, 0, chosen, 0, size))
            return size;
    for (size_t size = 4; size <= n; size++) {
        memcpy(chosen, all, size * sizeof *all);
        if (!enough(s, w, alternative, chosen, size))
            continue;
        for (size_t i = 0; i < size;) { /* who turns out not to be needed is spared */
            struct work *spared = chosen[i];
            memmove(chosen + i, chosen + i + 1, (size - i - 1) * sizeof *chosen);
            if (enough(s, w, alternative, chosen, size - 1)) {
                size--;
                continue;
            }
            memmove(chosen + i + 1, chosen + i, (size - i - 1) * sizeof *chosen);
            chosen[i++] = spared;
        }
        return size;
    }
    return 0;
}

static bool may_be_stopped(const struct slow *s, const struct work *by, const struct work *w)
{
    const struct wr_step *step = &slow_model(s, by->version)->steps[by->step];
    int name = w->job == STEP ? w->step : -1 - w->index;

    for (size_t i = 0; i < step->n_interrupts && (w->job == STEP || w->job == TASK); i++)
        if (step->interrupts[i] == name)
            return true;
    return false;
}

/* Those that may be stopped and hold what is short of `w`; least urgent first, of equals last begun. */
static size_t who_may_be_stopped(struct slow *s, const struct work *w, int alternative, struct work **all)
{
    size_t n = 0;

    for (struct work *b = s->busy; b != NULL; b = b->next) {
        bool holds = false;
        size_t at;
        for (size_t i = 0; i < w->wants.n; i++)
            if ((alternative < 0 || alternative == (int)i) && s->free[w->wants.resource[i]] < w->wants.count[i])
                holds = holds || asked_of(&b->has, w->wants.resource[i]) > 0;
        if (!holds || n == 100 || !may_be_stopped(s, w, b))
            continue;
        for (at = n++; at > 0 && ((b->key.priority > all[at - 1]->key.priority) == (slow_fault != SLOW_STOPS_MORE_URGENT) ||
                                  (b->key.priority == all[at - 1]->key.priority && b->begun > all[at - 1]->begun));
             at--)
            all[at] = all[at - 1];
        all[at] = b;
    }
    return n;
}

/* Whether somebody who stands before `w` waits for the i-th of what it asks for, and it is short of it. */
static bool is_spoken_for(const struct slow *s, const struct work *w, size_t i, const bool *held_back)
{
    int resource = w->wants.resource[i];

    for (const struct work *r = s->requests; r != NULL && slow_before(&r->key, &w->key) < 0; r = r->next)
        if (!r->wants.never && asked_of(&r->wants, resource) > 0 && s->free[resource] < w->wants.count[i])
            return true;
    return held_back[resource];
}

/* Rule 10. */
static bool interrupt(struct slow *s, struct work *w)
{
    struct work **all = slow_take(s, 100, sizeof *all), **chosen = slow_take(s, 100, sizeof *chosen),
                **best = slow_take(s, 100, sizeof *best);
    bool *held_back = held_back_from(s, w), spoken_for[MOST];
    struct wants got = w->wants;
    size_t n = 0;

    if (w->job != STEP || slow_model(s, w->version)->steps[w->step].n_interrupts == 0 || w->wants.never || slow_lacks_system(s, w))
        return false;
    for (size_t i = 0; i < w->wants.n; i++)
        spoken_for[i] = is_spoken_for(s, w, i, held_back);
    for (size_t i = 0; i < w->wants.n && !w->wants.any; i++)
        if (spoken_for[i])
            return false;
    for (int a = w->wants.any ? 0 : -1; a < (w->wants.any ? (int)w->wants.n : 0); a++) {
        size_t k = a >= 0 && spoken_for[a] ? 0 : fewest(s, &w->wants, a, all, who_may_be_stopped(s, w, a, all), chosen);
        if (k == 0 || (n > 0 && k >= n))
            continue;
        n = k;
        memcpy(best, chosen, n * sizeof *best);
        if (a >= 0)
            got = (struct wants){.n = 1, .resource = {w->wants.resource[a]}, .count = {1}};
    }
    if (n == 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        best[i]->start_again = best[i]->job == STEP && slow_model(s, best[i]->version)->steps[best[i]->step].interrupted_start_again;
        slow_stop(s, best[i], slow_text_of(s, "interrupted by %s", s->m->steps[w->step].name));
    }
    start(s, w, &got);
    slow_after_stops(s);
    return true;
}

/* Turnaround: rule 5. */

void slow_turn(struct slow *s, int place)
{
    const struct wr_place *at = &slow_as_it_is(s)->places[place];
    struct person *nobody = slow_take(s, 1, sizeof *nobody);

    /* No patient draws here: the place stands for the kind, and the occurrence for the number. */
    *nobody =
        (struct person){.who = at->name, .owner = at->name, .kind = -1, .number = ++s->turned[place], .place = -1, .arrived = INFINITY};
    nobody->order = NOBODYS_ORDER(TURNAROUND, place);
    slow_ask_for_staff(s, slow_work(s, TURNAROUND, nobody, place, &at->turnaround_with, 3));
}

static void begin_turnaround(struct slow *s, struct work *w)
{
    const struct wr_place *at = &slow_model(s, w->version)->places[w->index];
    struct draw d = slow_draw(s, w->person, at->name, WR_I_PAIR_TURNAROUND, 0, 0);

    slow_tell(s, w->person, "turnaround starts");
    slow_begin(s, w, slow_value(s, w->person, &at->turnaround, &d, ""));
}

static void end_turnaround(struct slow *s, const struct work *w)
{
    slow_tell(s, w->person, "a space is ready");
    slow_release(s, &w->has);
    slow_space_back(s, w->index);
}

/* Typing in what was done on paper: section D. */

static void begin_typing(struct slow *s, struct work *w)
{
    const struct wr_system *system = &slow_model(s, w->version)->systems[w->index];
    struct draw d = slow_draw(s, w->person, system->name, WR_I_PAIR_AFTERWARDS, 0, 0);
    char text[400];

    slow_tell(s, w->person, "starts %s%s%s", name_of(s, w), w->has.n > 0 ? " with " : "", slow_words(s, &w->has, text));
    slow_begin(s, w, fmax(0, slow_value(s, w->person, &system->afterwards_takes, &d, "")));
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
    else if (w->job == TYPING) {
        slow_tell(s, w->person, "ends %s", name_of(s, w));
        slow_release(s, &w->has);
    } else if (w->job == TASK)
        slow_end_task(s, w);
}
