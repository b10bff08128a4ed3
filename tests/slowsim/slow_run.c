/* The clock of the reference simulator: who arrives when (rule 1), what the clock changes (rule 9), and the order of one instant (rule 15). */
#include "slow_internal.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "draw/elementary.h"
#include "sim/keys_internal.h"

#define MOST_LINES 20000
#define MOST_SECONDS (60 * 86400.0) /* a drained run in which somebody waits for ever */

/* The next moment after `after` at which a span may begin or end; whether anything changes then is seen then. */
double slow_span_next(const struct slow *s, const struct wr_when *when, double after)
{
    double day = floor((after + s->m->clock.start_of_day) / 86400), next = INFINITY;

    for (size_t i = 0; i < when->n_spans; i++)
        for (int d = -2; d <= 2; d++)
            for (int end = 0; end < 2; end++) {
                double t = (day + d) * 86400 - s->m->clock.start_of_day + (end ? when->spans[i].to : when->spans[i].from);
                if (t > after && t < next)
                    next = t;
            }
    return next;
}

double slow_schedule_next(const struct slow *s, const struct wr_schedule *schedule, double after)
{
    double next = INFINITY;

    for (size_t i = 0; i < schedule->n_entries; i++)
        next = fmin(next, slow_span_next(s, &schedule->entries[i].when, after));
    return next;
}

/* When a place that opened by its rule may close. */
static double closing_next(const struct slow *s, double after)
{
    double next = INFINITY;

    for (size_t i = 0; i < s->m->n_places; i++)
        if (s->by_rule[i] && s->is_open[i] && s->may_close[i] > after)
            next = fmin(next, s->may_close[i]);
    return next;
}

static double clock_next(const struct slow *s, double after)
{
    double next = INFINITY;

    for (size_t v = 0; v < slow_stages(s); v++) {
        const struct wr_model *m = slow_model(s, v);
        for (size_t i = 0; i < m->n_places; i++) {
            next = fmin(next, slow_schedule_next(s, &m->places[i].spaces, after));
            if (m->places[i].has_open)
                next = fmin(next, slow_span_next(s, &m->places[i].open, after));
        }
        for (size_t i = 0; i < m->n_steps; i++)
            if (m->steps[i].has_open)
                next = fmin(next, slow_span_next(s, &m->steps[i].open, after));
    }
    next = fmin(next, slow_stage_next(s, after));
    return fmin(next, fmin(slow_shift_next(s, after), slow_down_next(s, after)));
}

/* What follows at this instant, in the order in which it was caused. */
void slow_drain(struct slow *s)
{
    while (s->first != NULL && s->out->n < MOST_LINES) {
        struct event *e = s->first;
        s->first = e->next;
        slow_carry_through(s, e);
    }
}

/* Every step as it is now, then as it was, as it has been asked for. (As it is to be nobody is there, but its hours run.) */
static void each_version(struct slow *s, void (*what)(struct slow *s, int step, size_t version))
{
    for (size_t k = 0; k <= slow_stages(s); k++)
        for (int i = 0; i < (int)s->m->n_steps; i++) {
            size_t now = slow_version(s, s->stage, (size_t)i), version = k == 0 ? now : k - 1;
            if ((k > 0 && version == now) || slow_version(s, version, (size_t)i) != version)
                continue;
            what(s, i, version);
            slow_drain(s);
        }
}

/* Said of the step as it is now only. */
static void open_or_close(struct slow *s, int step, size_t version)
{
    const struct wr_step *at = &slow_model(s, version)->steps[step];
    bool *is_open = &s->step_open[slow_of(s, s->m->n_steps, version, (size_t)step)];
    bool open = !at->has_open || wr_when_holds(&s->m->clock, &at->open, s->now);

    if (open == *is_open)
        return;
    *is_open = open;
    if (version == slow_version(s, s->stage, (size_t)step))
        slow_say(s, at->name, open ? "opens" : "closes");
    if (open)
        slow_gate_opened(s, step, version);
}

/* Back, down, openings, shifts; each carried through before the next. */
static void clocks(struct slow *s)
{
    slow_down_clock(s);
    for (int i = 0; i < (int)s->m->n_places; i++) {
        const struct wr_place *p = &slow_as_it_is(s)->places[i];
        double spaces = wr_schedule_at(&s->m->clock, &p->spaces, s->now);
        bool more = slow_number_of_spaces(s, i, spaces), was = s->is_open[i], open = was, opens, closes;
        if (!p->has_surge) {
            open = !p->has_open || wr_when_holds(&s->m->clock, &p->open, s->now);
        } else if (!s->by_rule[i]) { /* a rule where there was none finds the place closed, and is looked at */
            open = slow_rule_holds(s, i);
            s->may_close[i] = s->now + p->surge_stays;
        }
        s->is_open[i] = open;
        s->by_rule[i] = p->has_surge;
        opens = open && !was;
        closes = !open && was;
        if (opens || closes)
            slow_say(s, p->name, open ? "opens" : "closes");
        if (p->has_surge && (s->may_close[i] == s->now || s->now <= s->stage_began))
            slow_look_at_place(s, i); /* number and opening are said first */
        if (opens)
            slow_opened(s, i);
        else if (more)
            slow_offer(s, i);
        slow_drain(s);
    }
    each_version(s, open_or_close);
    slow_shift_clock(s);
}

/* Rounds and tasks: also at moments at which nothing else is looked at, such as the start of the run. */
static void clocks_of_work(struct slow *s)
{
    each_version(s, slow_rounds);
    for (int i = 0; i < (int)s->m->n_tasks; i++) {
        slow_task_clock(s, i);
        slow_drain(s);
    }
}

static void prepare(struct slow *s)
{
    const struct wr_model *m = s->m;
    const struct wr_run *run = &m->run;

    s->begin = s->from = run->mode == WR_RUN_EACH ? run->from - m->clock.start_of_day : 0;
    if (run->mode == WR_RUN_PERIOD)
        s->from = run->warm_up;
    s->to = run->mode == WR_RUN_DRAIN ? INFINITY : s->from + run->collect;
    s->now = s->begin;
    s->stage = slow_stage_at(s, s->now);
    s->stage_began = -INFINITY;
    s->spaces = slow_take(s, m->n_places, sizeof *s->spaces);
    s->taken = slow_take(s, m->n_places, sizeof *s->taken);
    s->is_open = slow_take(s, m->n_places, sizeof *s->is_open);
    s->by_rule = slow_take(s, m->n_places, sizeof *s->by_rule);
    s->may_close = slow_take(s, m->n_places, sizeof *s->may_close);
    s->turned = slow_take(s, m->n_places, sizeof *s->turned);
    for (size_t i = 0; i < m->n_places; i++) {
        const struct wr_place *at = &slow_as_it_is(s)->places[i];
        s->spaces[i] = wr_schedule_at(&m->clock, &at->spaces, s->begin);
        s->by_rule[i] = at->has_surge;
        s->is_open[i] = !at->has_surge && (!at->has_open || wr_when_holds(&m->clock, &at->open, s->begin));
    }
    s->step_open = slow_take(s, slow_stages(s) * m->n_steps, sizeof *s->step_open);
    for (size_t v = 0; v < slow_stages(s); v++)
        for (size_t i = 0; i < m->n_steps; i++) {
            const struct wr_step *at = &slow_model(s, v)->steps[i];
            s->step_open[slow_of(s, m->n_steps, v, i)] = !at->has_open || wr_when_holds(&m->clock, &at->open, s->begin);
        }
    slow_down_prepare(s);
    slow_shift_prepare(s);
}

/* Earlier; at one instant by what it is, then first begun. */
static bool comes_before(const struct event *a, const struct event *b)
{
    if (a->time < b->time || a->time > b->time)
        return a->time < b->time;
    if (a->what != b->what)
        return a->what < b->what;
    return (a->begun < b->begun) == (slow_fault != SLOW_LAST_BEGUN);
}

static struct event **next_event(struct slow *s)
{
    struct event **best = NULL;

    for (struct event **at = &s->ahead; *at != NULL; at = &(*at)->next)
        if (best == NULL || comes_before(*at, *best))
            best = at;
    return best;
}

void slow_walk(const struct wr_model *model, const struct wr_stages *stages, bool go_live, uint64_t seed, uint32_t replication,
               struct slow_walk *out)
{
    struct slow s = {.m = model, .stages = stages, .out = out, .go_live = go_live, .key = wr_draw_key_init(seed, replication)};
    struct stream *streams;
    bool started = false, draining = model->run.mode == WR_RUN_DRAIN;
    double clock, fixed, clocked;

    slow_walk_init(out);
    wr_arena_init(&s.arena, 0);
    prepare(&s);
    streams = slow_take(&s, model->n_kinds, sizeof *streams);
    slow_streams_begin(&s, streams);
    slow_tasks_prepare(&s);
    clocked = s.begin;
    fixed = clock_next(&s, s.begin);
    for (;;) {
        struct event **end = next_event(&s);
        bool may_arrive = !draining || (double)s.arrivals < model->run.arrivals;
        int first = -1;
        double t, others = fmin(fixed, closing_next(&s, clocked));
        clock = fmin(others, fmin(slow_rounds_next(&s, clocked), slow_tasks_next(&s)));
        for (int i = 0; i < (int)model->n_kinds && may_arrive; i++)
            if (first < 0 || streams[i].time < streams[first].time)
                first = i;
        t = fmin(clock, fmin(end != NULL ? (*end)->time : INFINITY, first >= 0 ? streams[first].time : INFINITY));
        if (!started)
            t = fmin(t, s.from);
        if (t >= s.to || (draining && s.present == 0 && (first < 0 || isinf(streams[first].time)))) {
            s.now = draining ? s.now : s.to;
            break;
        }
        if (isinf(t) || t > s.begin + MOST_SECONDS || out->n >= MOST_LINES) {
            out->gave_up = true;
            break;
        }
        s.now = t;
        if (slow_stage_at(&s, t) != s.stage) { /* first of all */
            size_t before = s.stage;
            s.stage = slow_stage_at(&s, t);
            s.stage_began = t;
            slow_streams_change(&s, streams, before);
            slow_down_change(&s, before);
            slow_shift_change(&s, before);
        }
        if (!started && t >= s.from) {
            slow_say(&s, "run", "collection starts");
            started = true;
        } else if (t >= clock) {
            clocked = t;
            if (t >= others)
                clocks(&s);
            clocks_of_work(&s);
            fixed = clock_next(&s, t);
        } else if (end != NULL && t >= (*end)->time) {
            struct event *e = *end;
            *end = e->next;
            slow_carry_through(&s, e);
            slow_drain(&s);
        } else {
            uint64_t number = streams[first].number;
            slow_next_arrival(&s, first, &streams[first]);
            slow_arrive(&s, first, number);
            slow_drain(&s);
        }
    }
    slow_say(&s, "run", "collection ends");
    wr_arena_free(&s.arena);
}
