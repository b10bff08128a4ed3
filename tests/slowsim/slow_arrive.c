/* Who comes when: rule 1, and "How a kind comes" of section J of docs/rules.md. */
#include "slow_internal.h"

#include <math.h>
#include <time.h>

#include "draw/elementary.h"
#include "sim/keys_internal.h"

static const struct wr_arrive *arrive_of(const struct slow *s, size_t stage, int kind) { return &slow_model(s, stage)->kinds[kind].arrive; }

/* The rate of the moment, a second; *until: to when it surely holds (the end of the hour, or of the stage). Negative: no rate holds then. */
static double rate_at(const struct slow *s, int kind, double t, double *until)
{
    const struct wr_arrive *a = arrive_of(s, slow_stage_at(s, t), kind);
    double midnight = t + s->m->clock.start_of_day, hour = floor(midnight / 3600), day = floor(hour / 24);
    time_t second = (time_t)(s->m->clock.start + t);
    struct tm date;
    int weekday = (int)fmod(s->m->clock.weekday + day, 7);

    if (a->kind != WR_ARRIVE_RATE)
        return -1;
    gmtime_r(&second, &date);
    *until = fmin((hour + 1) * 3600 - s->m->clock.start_of_day, slow_stage_next(s, t));
    return a->rate.value * a->by_hour[(int)(hour - day * 24)] * a->by_weekday[weekday] * a->by_month[date.tm_mon];
}

static void next_by_rate(const struct slow *s, int kind, struct stream *next, double gathers)
{
    for (int hours = 0; hours < 1000000; hours++) {
        double until, rate = rate_at(s, kind, next->time, &until);
        if (rate < 0)
            break; /* they will come in another way before that, or not at all */
        if (rate * (until - next->time) >= gathers) {
            next->time += gathers / rate;
            return;
        }
        gathers -= rate * (until - next->time);
        next->time = until;
    }
    next->time = INFINITY;
}

static void next_of_file(const struct slow *s, const struct wr_arrive *a, struct stream *next)
{
    next->row++;
    while (next->row <= a->n_times && a->times[next->row - 1] - s->m->clock.start < next->begins) {
        next->row++;
        next->number++; /* its number is used up */
    }
    next->time = next->row <= a->n_times ? a->times[next->row - 1] - s->m->clock.start : INFINITY;
}

/* The appointments of this stage; another stage has others. */
static void next_booked(struct slow *s, const struct wr_arrive *a, struct stream *next)
{
    if (next->left == 0)
        next->time = slow_booked_next(s, &a->booked, next->time, next->fresh, &next->left);
    next->fresh = false;
    next->left--;
    while (next->time < next->begins) { /* before the run: its number is used up */
        next->number++;
        if (next->left == 0)
            next->time = slow_booked_next(s, &a->booked, next->time, false, &next->left);
        next->left--;
    }
}

/* Patients n and n + 1, n odd, share a block. */
void slow_next_arrival(struct slow *s, int kind, struct stream *next)
{
    const struct wr_arrive *a = arrive_of(s, s->stage, kind);
    const char *name = s->m->kinds[kind].name;
    struct person one = {.kind = kind, .came = s->stage, .owner = name, .number = (next->number + 2) / 2, .place = -1};
    struct draw d = slow_draw(s, &one, name, WR_I_PAIR_GAPS, next->number % 2 == 1, 0);
    double exponential = -wr_draw_log(1 - d.u);

    if (a->kind == WR_ARRIVE_NONE) {
        next->time = INFINITY;
        return;
    }
    next->number++;
    if (a->kind == WR_ARRIVE_FILE)
        next_of_file(s, a, next);
    else if (a->kind == WR_ARRIVE_BOOKED)
        next_booked(s, a, next);
    else if (a->kind == WR_ARRIVE_RATE)
        next_by_rate(s, kind, next, exponential);
    else if (a->every.kind == WR_VALUE_NUMBER)
        next->time += exponential * slow_plain(s, &one, &a->every, 0);
    else
        next->time += slow_value(s, &one, &a->every, &d, "");
}

void slow_streams_begin(struct slow *s, struct stream *streams)
{
    for (int i = 0; i < (int)s->m->n_kinds; i++) {
        bool booked = arrive_of(s, s->stage, i)->kind == WR_ARRIVE_BOOKED;
        streams[i] = (struct stream){.begins = s->begin, .time = booked ? fmin(0, s->begin) : s->begin, .fresh = true};
        slow_next_arrival(s, i, &streams[i]);
    }
}

void slow_streams_change(struct slow *s, struct stream *streams, size_t before)
{
    for (int i = 0; i < (int)s->m->n_kinds; i++) {
        const struct wr_arrive *then = arrive_of(s, before, i), *now = arrive_of(s, s->stage, i);
        bool listed = then->kind == WR_ARRIVE_FILE || then->kind == WR_ARRIVE_BOOKED;
        if (then->kind == now->kind && (slow_fault != SLOW_GAP_ENDS || wr_arrive_same(then, now)) && (!listed || wr_arrive_same(then, now)))
            continue; /* it goes on; a rate has been looked at to its end already, and a gap under way stays */
        if (listed)
            streams[i].number--; /* who was to come next is not of the new list; by a rate or a gap the number is used up */
        streams[i] = (struct stream){.begins = s->now, .time = s->now, .number = streams[i].number, .fresh = true};
        slow_next_arrival(s, i, &streams[i]);
    }
}
