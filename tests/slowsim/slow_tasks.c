/* Work beside the pathway: section H of docs/rules.md. */
#include "slow_internal.h"

#include <math.h>
#include <stdlib.h>

#include "draw/elementary.h"
#include "sim/keys_internal.h"

/* Nobody, for draws of a task of no patient. */
static struct person *nobody(struct slow *s, int task, uint64_t number)
{
    struct person *p = slow_take(s, 1, sizeof *p);

    *p = (struct person){.who = s->m->tasks[task].name,
                         .owner = s->m->tasks[task].name,
                         .kind = -1,
                         .number = number,
                         .place = -1,
                         .arrived = INFINITY,
                         .order = NOBODYS_ORDER(TASK, task)};
    return p;
}

static size_t of(const struct slow *s, size_t version, int task) { return slow_of(s, s->m->n_tasks, version, (size_t)task); }

static const struct wr_task *task_of(const struct slow *s, size_t version, int task) { return &slow_model(s, version)->tasks[task]; }

/* The gap before the next of a version, for a patient or (NULL) for nobody. */
static double gap(struct slow *s, size_t version, int task, struct person *patient)
{
    const struct wr_task *t = task_of(s, version, task);
    size_t at = of(s, version, task);
    struct person *p = patient != NULL ? patient : nobody(s, task, ++s->task_gaps[at]);
    struct draw d = slow_draw(s, p, t->name, WR_I_PAIR_TASK_GAP, 0, patient != NULL ? patient->task_gaps[at]++ : 0);
    const char *path = slow_text_of(s, "tasks.%s.one every", t->name);

    if (t->one_every.kind == WR_VALUE_NUMBER)
        return -wr_draw_log(1 - d.u) * slow_value(s, p, &t->one_every, &d, path);
    return fmax(0, slow_value(s, p, &t->one_every, &d, path));
}

/* Whether a moment of this version counts now. */
static bool holds(const struct slow *s, size_t version, int task)
{
    const struct wr_task *t = task_of(s, s->stage, task);

    if (t->idle || (slow_task_version(s, s->stage, (size_t)task) != version && slow_fault != SLOW_TASK_AS_IT_WAS))
        return false; /* a change has still to bring it, or has taken it away */
    return !t->has_when || wr_when_holds(&s->m->clock, &t->when, s->now);
}

static bool is_of(const struct work *w, int task, const struct person *patient)
{
    return w->job == TASK && w->index == task && w->person->patient == patient;
}

/* Due as it is now, for a patient or (NULL) for nobody. */
static void due(struct slow *s, int task, struct person *patient)
{
    const struct wr_task *t = task_of(s, s->stage, task);
    struct person *p;
    struct work *w = s->requests;

    while (w != NULL && !(is_of(w, task, patient) && w->first == 0))
        w = w->next;
    if (w != NULL && slow_fault != SLOW_NEVER_MISSED) {
        slow_tell(s, w->person, "misses %s", t->name);
        slow_drop(s, w);
        slow_pass_on(s);
    }
    if (patient == NULL) {
        p = nobody(s, task, ++s->task_number[task]);
    } else {
        p = slow_take(s, 1, sizeof *p);
        *p = *patient;
        p->rank = TASK_RANK + (unsigned long)task;
        p->place = -1;
    }
    slow_tell(s, p, "is due: %s", t->name);
    slow_ask_for_staff(s, slow_work(s, TASK, p, task, &t->with, slow_plain(s, p, &t->priority, 3)));
}

void slow_begin_task(struct slow *s, struct work *w)
{
    const struct wr_task *t = task_of(s, w->version, w->index);
    struct person *patient = w->person->patient;
    struct draw d = slow_draw(s, w->person, t->name, WR_I_PAIR_TASK_TAKES, 0, patient != NULL ? patient->tasks_begun[w->index]++ : 0);
    double takes = fmax(0, slow_value(s, w->person, &t->takes, &d, slow_text_of(s, "tasks.%s.takes", t->name)));
    char text[400];

    slow_tell(s, w->person, "starts %s%s%s", t->name, w->has.n > 0 ? " with " : "", slow_words(s, &w->has, text));
    slow_begin(s, w, takes * slow_dip(s, WR_DIP_TASK, w->index));
}

void slow_end_task(struct slow *s, struct work *w)
{
    slow_tell(s, w->person, "ends %s", s->m->tasks[w->index].name);
    slow_release(s, &w->has);
}

/* By the clock, and by chance for nobody. */

/* The first multiple of `every` after `after`. */
static double multiple(const struct slow *s, double every, double after)
{
    double k = floor((after + s->m->clock.start_of_day) / every);

    while (k * every - s->m->clock.start_of_day <= after)
        k++;
    return k * every - s->m->clock.start_of_day;
}

void slow_tasks_prepare(struct slow *s)
{
    size_t n = s->m->n_tasks;

    s->task_next = slow_take(s, slow_stages(s) * n, sizeof *s->task_next);
    s->task_gaps = slow_take(s, slow_stages(s) * n, sizeof *s->task_gaps);
    s->task_number = slow_take(s, n, sizeof *s->task_number);
    for (size_t v = 0; v < slow_stages(s); v++)
        for (int i = 0; i < (int)n; i++) {
            const struct wr_task *t = task_of(s, v, i);
            double *next = &s->task_next[of(s, v, i)];
            *next = INFINITY;
            if (slow_task_version(s, v, (size_t)i) != v)
                continue;
            if (t->has_every)
                *next = multiple(s, t->every, s->begin - t->every) == s->begin ? s->begin : multiple(s, t->every, s->begin);
            else if (t->for_each_in < 0)
                *next = s->begin + gap(s, v, i, NULL);
        }
}

double slow_tasks_next(const struct slow *s)
{
    double next = INFINITY;

    for (size_t i = 0; i < slow_stages(s) * s->m->n_tasks; i++)
        next = fmin(next, s->task_next[i]);
    return next;
}

static int by_entering(const void *a, const void *b)
{
    const struct person *p = *(struct person *const *)a, *q = *(struct person *const *)b;

    return p->entered < q->entered ? -1 : p->entered > q->entered;
}

/* For each who is there, in the order in which they entered. */
static void due_for_all(struct slow *s, int task)
{
    int place = task_of(s, s->stage, task)->for_each_in;
    struct person **who;
    unsigned long *entered;
    size_t n = 0;

    for (struct person *p = s->people; p != NULL; p = p->next)
        n++;
    who = slow_take(s, n, sizeof *who);
    n = 0;
    for (struct person *p = s->people; p != NULL; p = p->next)
        if (p->rank == 0 && p->place == place)
            who[n++] = p;
    qsort(who, n, sizeof(struct person *), by_entering);
    entered = slow_take(s, n, sizeof *entered);
    for (size_t i = 0; i < n; i++)
        entered[i] = who[i]->entered;
    for (size_t i = 0; i < n; i++)
        if (who[i]->place == place && who[i]->entered == entered[i]) { /* has not gone meanwhile */
            due(s, task, who[i]);
            slow_drain(s);
        }
}

void slow_task_clock(struct slow *s, int task)
{
    bool is_due = false;

    for (size_t v = 0; v < slow_stages(s); v++) {
        const struct wr_task *t = task_of(s, v, task);
        double *next = &s->task_next[of(s, v, task)];
        if (*next > s->now)
            continue;
        if (t->has_every)
            *next = multiple(s, t->every, s->now);
        else
            *next += gap(s, v, task, NULL);
        is_due = is_due || holds(s, v, task); /* of the version that holds now only */
    }
    if (is_due && task_of(s, s->stage, task)->for_each_in >= 0)
        due_for_all(s, task);
    else if (is_due)
        due(s, task, NULL);
}

/* By chance, for a patient in a place. */

void slow_tasks_entered(struct slow *s, struct person *p)
{
    for (int i = 0; i < (int)s->m->n_tasks; i++)
        for (size_t v = 0; v < slow_stages(s); v++) {
            size_t at = of(s, v, i);
            if (slow_task_version(s, v, (size_t)i) == v && task_of(s, v, i)->for_each_in == p->place && !task_of(s, v, i)->has_every)
                p->task_due[at] = slow_later(s, gap(s, v, i, p), TASK_DUE, NULL, p, (int)at);
        }
}

void slow_task_due(struct slow *s, const struct event *e)
{
    struct person *p = e->person;
    int i = e->index % (int)s->m->n_tasks;
    size_t version = (size_t)e->index / s->m->n_tasks;

    if (p->task_due[e->index] != e || p->place != task_of(s, version, i)->for_each_in)
        return; /* of a stay that is over */
    if (holds(s, version, i))
        due(s, i, p);
    p->task_due[e->index] = slow_later(s, gap(s, version, i, p), TASK_DUE, NULL, p, e->index);
}

/* The patient has left the place: one task at a time, each with what its staff then begin. */
void slow_tasks_left(struct slow *s, struct person *p, int place)
{
    for (unsigned long done = 0;;) {
        struct work *first = NULL;
        for (int list = 0; list < 2; list++)
            for (struct work *w = list == 0 ? s->requests : s->busy; w != NULL; w = w->next)
                if (w->job == TASK && w->person->patient == p && task_of(s, w->version, w->index)->for_each_in == place &&
                    w->key.sequence > done && (first == NULL || w->key.sequence < first->key.sequence))
                    first = w;
        if (first == NULL)
            return;
        done = first->key.sequence;
        slow_tell(s, p, "%s falls away", s->m->tasks[first->index].name);
        slow_drop(s, first);
        slow_pass_on(s);
    }
}
