/* The gate of a step, errands, and what is done together: section E of docs/rules.md. */
#include "slow_internal.h"

#include <math.h>
#include <string.h>

struct group { /* in the order in which they passed the gate */
    struct person **members;
    size_t n;
    struct work *work; /* NULL: not all have got so far as to ask for it */
};

enum lack { NOTHING, ERRANDS, ITEM, OPENING, ROUND, OTHERS };

static bool errand_under_way(const struct slow *s, const struct person *p, int errand)
{
    for (const struct person *e = s->people; e != NULL; e = e->next)
        if (e != p && e->rank > 0 && e->patient == p->patient && e->errand == errand)
            return true;
    return false;
}

/* What lacks first. An item is drawn when it is reached. */
static enum lack lacks(struct slow *s, struct person *p, bool round)
{
    const struct wr_step *step = slow_step(s, p);

    for (size_t i = 0; i < step->n_waits_for; i++)
        if (errand_under_way(s, p, step->waits_for[i]))
            return ERRANDS;
    while (p->item < 0 && p->next_wait < step->n_needs) {
        const struct wr_need *need = &step->needs[p->next_wait++];
        if (need->without == WR_WITHOUT_WAIT && !slow_need(s, p, need->item))
            p->item = need->item;
    }
    if (p->item >= 0)
        return ITEM;
    if (!s->step_open[slow_of(s, s->m->n_steps, p->version, (size_t)p->step)])
        return OPENING;
    return step->has_rounds && !round ? ROUND : NOTHING;
}

static void say_lack(struct slow *s, struct person *p, enum lack lack)
{
    const struct wr_step *step = slow_step(s, p);
    const char *words = lack == OPENING ? slow_text_of(s, "waits for %s to open", step->name)
                        : lack == ROUND ? slow_text_of(s, "waits for the round of %s", step->name)
                        : lack == ITEM  ? slow_text_of(s, "waits for %s", s->m->items[p->item].name)
                                        : slow_text_of(s, "waits for others for %s", step->name);

    if (lack == ERRANDS) {
        words = "waits for ";
        for (size_t i = 0, n = 0; i < step->n_waits_for; i++)
            if (errand_under_way(s, p, step->waits_for[i]))
                words = slow_text_of(s, "%s%s%s", words, n++ > 0 ? " and " : "", s->m->steps[step->waits_for[i]].name);
    }
    if (strcmp(words, p->said) != 0)
        slow_tell(s, p, "%s", words);
    p->said = words;
}

static bool at_gate(const struct slow *s, const struct person *p)
{
    for (const struct waiting *w = s->gates; w != NULL; w = w->next)
        if (w->person == p)
            return true;
    return false;
}

static void stand_at_gate(struct slow *s, struct person *p)
{
    struct waiting *w = slow_take(s, 1, sizeof *w), **at = &s->gates;

    p->stage = AT_GATE;
    *w = (struct waiting){.person = p, .place = -1, .key = slow_key(s, p, p->priority)};
    while (*at != NULL && slow_before(&(*at)->key, &w->key) < 0)
        at = &(*at)->next;
    w->next = *at;
    *at = w;
}

void slow_leave_gate(struct slow *s, struct person *p)
{
    struct waiting **at = &s->gates;

    while (*at != NULL && (*at)->person != p)
        at = &(*at)->next;
    if (*at != NULL)
        *at = (*at)->next;
    p->stage = NOWHERE;
    p->passes = false;
}

static bool is_at(const struct person *p, int step, size_t version)
{
    return p->step == step && (p->version == version || slow_fault == SLOW_ONE_GATE);
}

/* All who are at the gate of the step, in one version, and lack only others, in the order of the queue. first: when the first of them asked. */
static size_t ready(struct slow *s, int step, size_t version, bool round, struct person **who, double *first)
{
    size_t n = 0;

    *first = INFINITY;
    for (struct waiting *w = s->gates; w != NULL; w = w->next)
        if (is_at(w->person, step, version) && !w->person->passes && lacks(s, w->person, round) == NOTHING) {
            *first = fmin(*first, w->person->asked);
            if (who != NULL)
                who[n] = w->person;
            n++;
        }
    return n;
}

/* Without rounds, `open` or `at least` each goes alone. */
static bool gathers(const struct wr_step *step)
{
    return step->has_together && (step->has_rounds || step->has_open || step->together_least.value > 1 || step->together_or_after > 0);
}

static bool enough(const struct slow *s, const struct wr_step *step, size_t n, double first)
{
    return !step->has_together || slow_fault == SLOW_HOLDS_NOBODY || (double)n >= step->together_least.value ||
           (step->together_or_after > 0 && first + step->together_or_after <= s->now);
}

/* All who are ready go, when they are enough: in groups, each carried through. */
static bool let_through(struct slow *s, int index, size_t version, bool round)
{
    const struct wr_step *step = &slow_model(s, version)->steps[index];
    struct person **who;
    double first;
    size_t n = ready(s, index, version, round, NULL, &first);

    if (n == 0 || !enough(s, step, n, first))
        return false;
    who = slow_take(s, n, sizeof *who);
    ready(s, index, version, round, who, &first);
    for (size_t i = 0, most; i < n; i += most) {
        struct group *g;
        most = step->has_together && step->together_most.value < (double)(n - i) ? (size_t)step->together_most.value : n - i;
        g = slow_take(s, 1, sizeof *g);
        g->members = slow_take(s, most, sizeof(struct person *));
        for (size_t k = i; k < i + most; k++) {
            who[k]->passes = true;
            who[k]->group = gathers(step) && most > 1 ? g : NULL;
            g->members[g->n++] = who[k];
        }
    }
    if (round)
        slow_say(s, step->name, "round");
    for (size_t i = 0; i < n; i++)
        if (at_gate(s, who[i])) {
            slow_leave_gate(s, who[i]);
            slow_past_gate(s, who[i], false);
        }
    return true;
}

/* Something that was lacking has come. */
static void look_again(struct slow *s, struct person *p)
{
    const struct wr_step *step = slow_step(s, p);
    enum lack lack = lacks(s, p, false);

    if (lack == NOTHING && let_through(s, p->step, p->version, false))
        return;
    if (lack == OPENING && step->has_if_full && step->waiting_at_most.value < 0) {
        slow_leave_gate(s, p);
        slow_sent_on(s, p);
        return;
    }
    say_lack(s, p, lack == NOTHING ? OTHERS : lack);
}

/* Of all at a gate who are meant, each who is still there in turn: the patient and errands of it, or (NULL) whoever is at this step, in this version. */
static bool is_told(const struct person *p, const struct wr_step *told)
{
    for (size_t i = 0; i < told->n_tells; i++)
        if (told->tells[i] == p->item)
            return true;
    return false;
}

static void look_at_all(struct slow *s, const struct person *patient, int step, size_t version, const struct wr_step *told)
{
    struct person **who;
    size_t n = 0;

    for (struct person *p = s->people; p != NULL; p = p->next)
        n++;
    who = slow_take(s, n, sizeof *who);
    n = 0;
    if (patient != NULL) {
        for (struct person *p = s->people; p != NULL; p = p->next)
            if (p->patient == patient && at_gate(s, p))
                who[n++] = p;
    } else {
        for (struct waiting *w = s->gates; w != NULL; w = w->next)
            if (is_at(w->person, step, version))
                who[n++] = w->person;
    }
    for (size_t i = 0; i < n; i++)
        if (at_gate(s, who[i]) && !who[i]->passes && (told == NULL || is_told(who[i], told))) {
            if (told != NULL)
                who[i]->item = -1;
            look_again(s, who[i]);
        }
}

void slow_gate_opened(struct slow *s, int step, size_t version)
{
    let_through(s, step, version, false);
    look_at_all(s, NULL, step, version, NULL);
}

/* Whether an arrival would have to wait at the gate, as far as is known before they ask. */
bool slow_gate_holds(struct slow *s, int index, size_t version)
{
    const struct wr_step *step = &slow_model(s, version)->steps[index];
    double first;
    size_t n = ready(s, index, version, false, NULL, &first) + 1;

    return step->has_rounds || !enough(s, step, n, s->now);
}

void slow_ask(struct slow *s, struct person *p)
{
    const struct wr_step *step = slow_step(s, p);
    bool limited = step->waiting_at_most.value >= 0;
    double first = INFINITY;
    enum lack lack;
    size_t n;

    p->next_wait = 0;
    p->item = -1;
    p->said = "";
    lack = lacks(s, p, false);
    if (lack == NOTHING) {
        n = ready(s, p->step, p->version, false, NULL, &first) + 1;
        if (n == 1 && enough(s, step, n, s->now)) {
            slow_past_gate(s, p, true);
            return;
        }
        if (enough(s, step, n, s->now)) { /* by their number: who has waited long enough goes at the step's turn */
            stand_at_gate(s, p);
            let_through(s, p->step, p->version, false);
            return;
        }
        lack = OTHERS;
    }
    if (step->has_if_full && (limited ? slow_too_many(s, p->step, &step->waiting_at_most) : lack == OPENING)) {
        slow_sent_on(s, p);
        return;
    }
    say_lack(s, p, lack);
    stand_at_gate(s, p);
    slow_waits(s, p);
    slow_wait_in(s, p);
}

/* Rounds, and those who have waited `or after`. */

/* Whether `now` is one of the times. */
bool slow_is_time(const struct slow *s, const struct wr_times *times, double t)
{
    double midnight = t + s->m->clock.start_of_day, day = floor(midnight / 86400);

    if (times->every > 0)
        return floor(midnight / times->every + 0.5) * times->every == midnight;
    for (size_t i = 0; i < times->n_at; i++)
        if (slow_is_day(s, &times->at[i], day) && day * 86400 + times->at[i].from == midnight)
            return true;
    return false;
}

bool slow_is_day(const struct slow *s, const struct wr_span *span, double day)
{
    for (size_t i = 0; i < s->m->clock.n_holidays; i++)
        if (s->m->clock.holidays[i] == (int)day)
            return !span->names_days || (span->days & 128) != 0;
    return !span->names_days || (span->days >> ((s->m->clock.weekday + (int)day) % 7) & 1) != 0;
}

double slow_time_next(const struct slow *s, const struct wr_times *times, double after)
{
    double midnight = after + s->m->clock.start_of_day, day = floor(midnight / 86400), next = INFINITY;

    if (times->every > 0)
        return (floor(midnight / times->every) + 1) * times->every - s->m->clock.start_of_day;
    for (size_t i = 0; i < times->n_at; i++)
        for (int d = 0; d < 2; d++) {
            double t = (day + d) * 86400 + times->at[i].from - s->m->clock.start_of_day;
            if (t > after)
                next = fmin(next, t);
        }
    return next;
}

double slow_rounds_next(const struct slow *s, double after)
{
    double next = INFINITY;

    for (size_t v = 0; v < slow_stages(s); v++)
        for (size_t i = 0; i < s->m->n_steps; i++)
            if (slow_model(s, v)->steps[i].has_rounds)
                next = fmin(next, slow_time_next(s, &slow_model(s, v)->steps[i].rounds, after));
    for (const struct waiting *w = s->gates; w != NULL; w = w->next) {
        double waited = w->person->asked + slow_step(s, w->person)->together_or_after;
        if (slow_step(s, w->person)->together_or_after > 0 && !slow_step(s, w->person)->has_rounds && waited > after)
            next = fmin(next, waited);
    }
    return next;
}

void slow_rounds(struct slow *s, int index, size_t version)
{
    const struct wr_step *step = &slow_model(s, version)->steps[index];

    if (step->has_rounds && slow_is_time(s, &step->rounds, s->now))
        let_through(s, index, version, true);
    if (step->has_together && step->together_or_after > 0 && !step->has_rounds)
        let_through(s, index, version, false);
}

/* Together. */

struct person *slow_member(const struct work *w, size_t i)
{
    if (w->group == NULL)
        return i == 0 ? w->person : NULL;
    return i < w->group->n ? w->group->members[i] : NULL;
}

/* All have got so far: the group asks, in the name of its first. */
static void group_asks(struct slow *s, struct group *g)
{
    struct person *first = g->members[0];

    for (size_t i = 0; i < g->n; i++)
        if (g->members[i]->stage != GATHERED)
            return;
    for (size_t i = 0; i < g->n; i++)
        g->members[i]->stage = FOR_STAFF;
    g->work = slow_work(s, STEP, first, first->step, &slow_step(s, first)->with, first->priority);
    g->work->group = g;
    slow_ask_for_staff(s, g->work);
}

void slow_gathered(struct slow *s, struct person *p)
{
    p->stage = GATHERED;
    group_asks(s, p->group);
    if (p->stage == GATHERED)
        slow_waits(s, p);
}

void slow_fall_out(struct slow *s, struct person *p)
{
    struct group *g = p->group;
    size_t i = 0;

    p->group = NULL;
    if (g == NULL)
        return;
    while (g->members[i] != p)
        i++;
    for (g->n--; i < g->n; i++)
        g->members[i] = g->members[i + 1];
    if (g->n == 0)
        return; /* its work, if there is any, is p's and ends with p's */
    if (g->work == NULL)
        group_asks(s, g);
    else if (g->work->person == p)
        slow_takes_over(s, g->work, g->members[0]);
}

void slow_give_all_up(struct slow *s, struct person *p)
{
    if (p->group != NULL && p->group->work != NULL)
        slow_fall_out(s, p); /* who is left takes the work over */
    slow_cancel(s, p);
    slow_fall_out(s, p);
}

/* Errands. */

static void begin_errand(struct slow *s, struct person *p, int step)
{
    struct person *e = slow_take(s, 1, sizeof *e);
    struct person **last = &s->people;

    *e = *p->patient;
    e->rank = ++p->patient->errands;
    e->errand = step;
    e->place = -1;
    e->group = NULL;
    e->next = NULL;
    e->stage = NOWHERE;
    e->waits = false;
    e->keeps_place = slow_take(s, s->m->n_places, sizeof *e->keeps_place);
    e->keeps = slow_take(s, s->m->n_resources, sizeof *e->keeps);
    while (*last != NULL)
        last = &(*last)->next;
    *last = e;
    slow_go_to(s, e, (struct wr_target){WR_TO_STEP, step});
}

void slow_begin_errands(struct slow *s, struct person *p, const struct wr_step *step)
{
    for (size_t i = 0; i < step->n_starts; i++)
        begin_errand(s, p, step->starts[i]);
}

void slow_gone(struct slow *s, const struct person *p)
{
    for (struct person **at = &s->people; *at != NULL; at = &(*at)->next)
        if (*at == p) {
            *at = p->next;
            return;
        }
}

bool slow_is_there(const struct slow *s, const struct person *p)
{
    const struct person *q = s->people;

    while (q != NULL && q != p)
        q = q->next;
    return q != NULL;
}

void slow_errand_done(struct slow *s, struct person *e)
{
    slow_gone(s, e);
    slow_tell(s, e, "%s is done", s->m->steps[e->errand].name);
    look_at_all(s, e->patient, -1, 0, NULL);
}

/* The patient leaves: one at a time, each with what its staff then begin. */
void slow_errands_over(struct slow *s, const struct person *patient)
{
    struct person *e = slow_fault == SLOW_ERRANDS_STAY ? NULL : s->people;

    while (e != NULL)
        if (e->patient == patient && e->rank > 0) {
            slow_gone(s, e);
            slow_tell(s, e, "is over: %s", s->m->steps[e->errand].name);
            slow_no_longer(s, e);
            slow_give_all_up(s, e);
            e = s->people;
        } else {
            e = e->next;
        }
}

/* `tells` of a step that has ended. */
void slow_told(struct slow *s, struct person *p, const struct wr_step *step)
{
    for (size_t i = 0; i < step->n_tells; i++) {
        struct known *k = &p->known[step->tells[i]];
        k->drawn = k->there = true;
        k->wrong = k->failed = false;
        k->since = s->now;
        slow_tell(s, p, "now knows %s", s->m->items[step->tells[i]].name);
    }
}

/* Those of this patient who wait for what was told. */
void slow_look_at_gates(struct slow *s, const struct person *p, const struct wr_step *step) { look_at_all(s, p->patient, -1, 0, step); }
