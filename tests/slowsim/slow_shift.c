/* Who is on duty: rule 9, `filled`, and what becomes of work at the end of a shift. */
#include "slow_internal.h"

#include <math.h>
#include <stdio.h>

#include "sim/keys_internal.h"

static bool is_drawn(const struct wr_resource *r) { return r->filled.unit == WR_UNIT_SHARE && r->filled.value < 1; }

/* An entry whose when names no hours begins a new shift at each midnight. */
static bool names_no_hours(const struct wr_when *when)
{
    for (size_t i = 0; i < when->n_spans; i++)
        if (when->spans[i].from != 0 || when->spans[i].to != 86400)
            return false;
    return true;
}

/* How many of an entry's people come to the shift that begins now. */
static int drawn(struct slow *s, int resource, double people)
{
    const struct wr_resource *r = &slow_as_it_is(s)->resources[resource];
    struct person one = {.owner = r->name, .kind = -1};
    int came = people < 0 ? (int)people : 0;

    for (int i = 0; i < (int)people; i++) {
        one.number = ++s->persons[resource];
        came += slow_draw(s, &one, r->name, WR_I_PAIR_FILLED, 0, 0).u < r->filled.value;
    }
    return came;
}

/* The number on duty from now on; shifts that begin now are drawn. */
static int on_duty(struct slow *s, int resource)
{
    const struct wr_resource *r = &slow_as_it_is(s)->resources[resource];
    double from_midnight = fmod(s->now + s->m->clock.start_of_day, 86400);
    int sum = 0, away;

    if (s->broken[resource])
        return 0;
    away = (int)wr_schedule_at(&s->m->clock, &r->breaks, s->now);
    if (!is_drawn(r)) {
        sum = (int)wr_schedule_at(&s->m->clock, &r->on_duty, s->now) - away;
        return sum > 0 ? sum : 0;
    }
    for (size_t i = 0; i < r->on_duty.n_entries; i++) {
        const struct wr_timed *entry = &r->on_duty.entries[i];
        bool holds = wr_when_holds(&s->m->clock, &entry->when, s->now);
        if (holds && (!s->holds[resource][i] || (names_no_hours(&entry->when) && from_midnight <= 0 && s->now > s->begin)))
            s->came[resource][i] = drawn(s, resource, entry->number.value);
        s->holds[resource][i] = holds;
        sum += holds ? s->came[resource][i] : 0;
    }
    sum -= away;
    return sum > 0 ? sum : 0;
}

void slow_shift_prepare(struct slow *s)
{
    size_t n = s->m->n_resources;

    s->free = slow_take(s, n, sizeof *s->free);
    s->duty = slow_take(s, n, sizeof *s->duty);
    s->holds = slow_take(s, n, sizeof *s->holds);
    s->came = slow_take(s, n, sizeof *s->came);
    s->persons = slow_take(s, n, sizeof *s->persons);
    for (int i = 0; i < (int)n; i++) {
        size_t entries = 0;
        for (size_t v = 0; v < slow_stages(s); v++)
            if (slow_model(s, v)->resources[i].on_duty.n_entries > entries)
                entries = slow_model(s, v)->resources[i].on_duty.n_entries;
        s->holds[i] = slow_take(s, entries, sizeof **s->holds);
        s->came[i] = slow_take(s, entries, sizeof **s->came);
        s->free[i] = s->duty[i] = on_duty(s, i);
    }
}

double slow_shift_next(const struct slow *s, double after)
{
    double midnight = (floor((after + s->m->clock.start_of_day) / 86400) + 1) * 86400 - s->m->clock.start_of_day, next = INFINITY;

    for (size_t v = 0; v < slow_stages(s); v++)
        for (size_t i = 0; i < s->m->n_resources; i++) {
            const struct wr_resource *r = &slow_model(s, v)->resources[i];
            next = fmin(next, slow_schedule_next(s, &r->on_duty, after));
            next = fmin(next, slow_schedule_next(s, &r->breaks, after));
            if (is_drawn(r))
                next = fmin(next, midnight);
        }
    return next;
}

/* Where the hours, or how many of them come, are other ones, every entry that holds begins a shift. */
void slow_shift_change(struct slow *s, size_t before)
{
    for (size_t i = 0; i < s->m->n_resources; i++) {
        const struct wr_resource *then = &slow_model(s, before)->resources[i], *now = &slow_as_it_is(s)->resources[i];
        bool same = slow_same_schedule(&then->on_duty, &now->on_duty) && is_drawn(then) == is_drawn(now) &&
                    (!is_drawn(now) || fabs(then->filled.value - now->filled.value) <= 0);
        for (size_t k = 0; k < now->on_duty.n_entries && !same && slow_fault != SLOW_SHIFT_STAYS; k++)
            s->holds[i][k] = false;
    }
}

void slow_shift_clock(struct slow *s)
{
    char what[80];

    for (int i = 0; i < (int)s->m->n_resources; i++) {
        int duty = on_duty(s, i);
        struct work *w;
        if (duty == s->duty[i] && s->now > s->stage_began)
            continue;
        if (duty != s->duty[i]) {
            snprintf(what, sizeof what, "%d on duty", duty);
            slow_say(s, s->m->resources[i].name, what);
        }
        s->free[i] += duty - s->duty[i];
        s->duty[i] = duty;
        while (slow_as_it_is(s)->resources[i].at_end == WR_SHIFT_HAND_OVER && s->free[i] < 0 && (w = slow_begun_with(s, i, true)) != NULL)
            slow_stop(s, w, "end of shift");
        slow_after_stops(s);
        slow_drain(s);
    }
}
