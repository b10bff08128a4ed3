/* The clock of the reference simulator: who arrives when (rule 1), what the clock changes (rule 9), and the order of one instant (rule 15). */
#include "slow_internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "draw/elementary.h"
#include "sim/keys_internal.h"

#define MOST_LINES 20000
#define MOST_SECONDS (60 * 86400.0) /* a drained run in which somebody waits for ever */

/* The next arrival of each kind, or INFINITY. */
struct stream {
    double begins; /* none before */
    double time;
    uint64_t number;
    long left; /* more appointments at this time */
};

/* The rate of the moment, a second; *until: to when it surely holds (the end of the hour). */
static double rate_at(const struct slow *s, const struct wr_arrive *a, double t, double *until)
{
    double midnight = t + s->m->clock.start_of_day, hour = floor(midnight / 3600), day = floor(hour / 24);
    time_t second = (time_t)(s->m->clock.start + t);
    struct tm date;
    int weekday = (int)fmod(s->m->clock.weekday + day, 7);

    gmtime_r(&second, &date);
    *until = (hour + 1) * 3600 - s->m->clock.start_of_day;
    return a->rate.value * a->by_hour[(int)(hour - day * 24)] * a->by_weekday[weekday] * a->by_month[date.tm_mon];
}

/* Patients n and n + 1, n odd, share a block. */
static void next_arrival(struct slow *s, int kind, struct stream *next)
{
    const struct wr_kind *k = &s->m->kinds[kind];
    const struct wr_arrive *a = &k->arrive;
    struct person one = {.kind = kind, .owner = k->name, .number = (next->number + 2) / 2, .place = -1};
    struct draw d = slow_draw(s, &one, k->name, WR_I_PAIR_GAPS, next->number % 2 == 1, 0);
    double exponential = -wr_draw_log(1 - d.u);

    next->number++;
    if (a->kind == WR_ARRIVE_FILE) {
        while (next->number <= a->n_times && a->times[next->number - 1] - s->m->clock.start < next->begins)
            next->number++;
        next->time = next->number <= a->n_times ? a->times[next->number - 1] - s->m->clock.start : INFINITY;
    } else if (a->kind == WR_ARRIVE_BOOKED) {
        bool first = next->number == 1;
        if (next->left == 0)
            next->time = slow_booked_next(s, &a->booked, first ? fmin(0, s->begin) : next->time, first, &next->left);
        next->left--;
        if (next->time < next->begins)
            next_arrival(s, kind, next); /* before the run: its number is used up */
    } else if (a->kind == WR_ARRIVE_EVERY) {
        if (a->every.kind == WR_VALUE_NUMBER)
            next->time += exponential * slow_plain(s, &one, &a->every, 0);
        else
            next->time += slow_value(s, &one, &a->every, &d, "");
    } else if (a->kind == WR_ARRIVE_RATE && a->rate.value > 0) {
        for (int hours = 0; hours < 1000000; hours++) {
            double until, rate = rate_at(s, a, next->time, &until);
            if (rate * (until - next->time) >= exponential) {
                next->time += exponential / rate;
                return;
            }
            exponential -= rate * (until - next->time);
            next->time = until;
        }
        next->time = INFINITY;
    } else {
        next->time = INFINITY;
    }
}

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
        if (s->m->places[i].has_surge && s->is_open[i] && s->may_close[i] > after)
            next = fmin(next, s->may_close[i]);
    return next;
}

const struct wr_model *slow_model(const struct slow *s, double t)
{
    for (size_t i = 0; s->stages != NULL && i < s->stages->n; i++)
        if (t < s->from + s->stages->until[i])
            return &s->stages->models[i];
    return s->m;
}

static const struct wr_schedule *spaces_of(const struct wr_model *m, const char *place)
{
    static const struct wr_schedule none;
    int at = wr_model_place(m, place);

    return at >= 0 ? &m->places[at].spaces : &none;
}

static double clock_next(const struct slow *s, double after)
{
    double next = INFINITY;

    for (size_t i = 0; s->stages != NULL && i < s->stages->n; i++)
        if (s->from + s->stages->until[i] > after)
            next = fmin(next, s->from + s->stages->until[i]);

    for (size_t i = 0; i < s->m->n_places; i++) {
        next = fmin(next, slow_schedule_next(s, &s->m->places[i].spaces, after));
        next = fmin(next, slow_schedule_next(s, spaces_of(slow_model(s, after), s->m->places[i].name), after));
        if (s->m->places[i].has_open)
            next = fmin(next, slow_span_next(s, &s->m->places[i].open, after));
    }
    for (size_t i = 0; i < s->m->n_steps; i++)
        if (s->m->steps[i].has_open)
            next = fmin(next, slow_span_next(s, &s->m->steps[i].open, after));
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

/* Back, down, openings, shifts; each carried through before the next. */
static void clocks(struct slow *s)
{
    char what[80];

    slow_down_clock(s);
    for (int i = 0; i < (int)s->m->n_places; i++) {
        const struct wr_place *p = &s->m->places[i];
        double spaces = wr_schedule_at(&s->m->clock, spaces_of(slow_model(s, s->now), p->name), s->now);
        bool open = p->has_surge ? s->is_open[i] : !p->has_open || wr_when_holds(&s->m->clock, &p->open, s->now);
        bool more = spaces != s->spaces[i], opens = open && !s->is_open[i], closes = !open && s->is_open[i];
        s->spaces[i] = spaces;
        s->is_open[i] = open;
        if (more) {
            snprintf(what, sizeof what, "%d space%s", (int)spaces, (int)spaces == 1 ? "" : "s");
            slow_say(s, p->name, what);
        }
        if (opens || closes)
            slow_say(s, p->name, open ? "opens" : "closes");
        if (opens)
            slow_opened(s, i);
        else if (more)
            slow_offer(s, i);
        if (p->has_surge && s->may_close[i] == s->now)
            slow_look_at_place(s, i);
        slow_drain(s);
    }
    for (int i = 0; i < (int)s->m->n_steps; i++) {
        bool open = !s->m->steps[i].has_open || wr_when_holds(&s->m->clock, &s->m->steps[i].open, s->now);
        if (open == s->step_open[i])
            continue;
        s->step_open[i] = open;
        slow_say(s, s->m->steps[i].name, open ? "opens" : "closes");
        if (open)
            slow_gate_opened(s, i);
        slow_drain(s);
    }
    slow_shift_clock(s);
}

/* Rounds and tasks: also at moments at which nothing else is looked at, such as the start of the run. */
static void clocks_of_work(struct slow *s)
{
    for (int i = 0; i < (int)s->m->n_steps; i++) {
        slow_rounds(s, i);
        slow_drain(s);
    }
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
    s->spaces = slow_take(s, m->n_places, sizeof *s->spaces);
    s->taken = slow_take(s, m->n_places, sizeof *s->taken);
    s->is_open = slow_take(s, m->n_places, sizeof *s->is_open);
    s->may_close = slow_take(s, m->n_places, sizeof *s->may_close);
    s->turned = slow_take(s, m->n_places, sizeof *s->turned);
    for (size_t i = 0; i < m->n_places; i++) {
        s->spaces[i] = wr_schedule_at(&m->clock, spaces_of(slow_model(s, s->begin), m->places[i].name), s->begin);
        s->is_open[i] = !m->places[i].has_surge && (!m->places[i].has_open || wr_when_holds(&m->clock, &m->places[i].open, s->begin));
    }
    s->step_open = slow_take(s, m->n_steps, sizeof *s->step_open);
    for (size_t i = 0; i < m->n_steps; i++)
        s->step_open[i] = !m->steps[i].has_open || wr_when_holds(&m->clock, &m->steps[i].open, s->begin);
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
    for (int i = 0; i < (int)model->n_kinds; i++) {
        streams[i].time = streams[i].begins = s.begin;
        for (size_t k = 0; stages != NULL && k < stages->n; k++)
            if (stages->models[k].kinds[i].arrive.kind == WR_ARRIVE_NONE &&
                model->kinds[i].arrive.kind != WR_ARRIVE_NONE) /* a change brings them */
                streams[i].time = streams[i].begins = s.from + stages->until[k];
        next_arrival(&s, i, &streams[i]);
    }
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
            next_arrival(&s, first, &streams[first]);
            slow_arrive(&s, first, number);
            slow_drain(&s);
        }
    }
    slow_say(&s, "run", "collection ends");
    wr_arena_free(&s.arena);
}
