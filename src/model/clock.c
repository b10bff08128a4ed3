/* Whens and numbers over time, asked at a moment (the engine compiles them; this is for checks, telling and tests).
 *
 * A span belongs to the day on which it began: `fri 20:00 to 08:00` holds on Saturday at 07:00. On a holiday only those spans hold that
 * say `holidays` or name no day; the day that counts is again the one on which the span began. */
#include "model/model.h"

#include <math.h>

#define MOST_DAYS 40000 /* looked ahead for a time that falls on holidays only: longer than any run */

static bool is_holiday(const struct wr_clock *clock, long day)
{
    size_t low = 0, high = clock->n_holidays;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (clock->holidays[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < clock->n_holidays && clock->holidays[low] == day;
}

bool wr_span_begins(const struct wr_clock *clock, const struct wr_span *span, long day)
{
    long weekday;

    if (!span->names_days)
        return true;
    if (is_holiday(clock, day))
        return (span->days & 0x80u) != 0;
    weekday = (clock->weekday + day) % 7;
    if (weekday < 0)
        weekday += 7;
    return (span->days >> weekday & 1u) != 0;
}

bool wr_when_holds(const struct wr_clock *clock, const struct wr_when *when, double t)
{
    double from_midnight = t + clock->start_of_day, day = floor(from_midnight / WR_DAY), second = from_midnight - day * WR_DAY;

    if (when->n_spans == 0)
        return true;
    for (size_t i = 0; i < when->n_spans; i++) {
        const struct wr_span *span = &when->spans[i];
        if (second >= span->from && second < span->to && wr_span_begins(clock, span, (long)day))
            return true;
        if (second + WR_DAY >= span->from && second + WR_DAY < span->to && wr_span_begins(clock, span, (long)day - 1))
            return true;
    }
    return false;
}

double wr_schedule_at(const struct wr_clock *clock, const struct wr_schedule *s, double t)
{
    double sum = 0;

    if (s->unlimited)
        return INFINITY;
    for (size_t i = 0; i < s->n_entries; i++)
        if (wr_when_holds(clock, &s->entries[i].when, t))
            sum += s->entries[i].number.value;
    return sum;
}

double wr_times_next(const struct wr_clock *clock, const struct wr_times *times, double t)
{
    double from_midnight = t + clock->start_of_day, day = floor(from_midnight / WR_DAY);

    if (times->every > 0) {
        double next = (floor(from_midnight / times->every) + 1) * times->every - clock->start_of_day;
        return next > t ? next : next + times->every;
    }
    for (long d = 0; d <= MOST_DAYS; d++) {
        double best = INFINITY;
        for (size_t i = 0; i < times->n_at; i++) {
            double at = (day + (double)d) * WR_DAY + times->at[i].from - clock->start_of_day;
            if (at > t && at < best && wr_span_begins(clock, &times->at[i], (long)day + d))
                best = at;
        }
        if (best < INFINITY)
            return best;
    }
    return INFINITY;
}
