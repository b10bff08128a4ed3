/* A level over time: people in a place, staff at work, a queue. Its integral over the collection time only, its greatest value, and its
 * mean by hour of the week.
 *
 * Time is seconds from midnight of the Monday on or before the clock's start, so that hour of the week = floor(t / 3600) mod 168 (the
 * engine adds that offset once). A piece that spans hours is split exactly at each. Changes before the collection starts move the level and
 * count nothing. */
#ifndef WR_TALLY_LEVEL_H
#define WR_TALLY_LEVEL_H

#include <stdbool.h>
#include <stdint.h>

#define WR_TALLY_WEEK_HOURS 168

struct wr_tally_level {
    double level;
    double since;        /* level holds since then; counted up to here */
    double area, rest;   /* integral of level over the counted time, compensated */
    double most;         /* greatest level that held for longer than an instant, or at all, within the counted time */
    double start, end;   /* counted time; end INFINITY while unknown (runs until drained) */
    double hour_end;     /* the end of the hour of `since`, when hours are kept; else INFINITY */
    double *by_hour;     /* 168 integrals, or NULL: not kept */
};

/* Level 0 at `start_of_run`. `by_hour` NULL or 168 doubles, which are set to 0 and belong to the caller. */
void wr_tally_level_init(struct wr_tally_level *v, double start_of_run, double collect_from, double collect_to, double *by_hour);

/* Outside the common case: before or after the collection, or over an hour's end. */
void wr_i_tally_level_until(struct wr_tally_level *v, double now);

/* Counts up to `now` (not before `since`). */
static inline void wr_tally_level_until(struct wr_tally_level *v, double now)
{
    if (__builtin_expect(v->since < v->start || now > v->hour_end, 0)) {
        wr_i_tally_level_until(v, now);
        return;
    }
    double piece = v->level * (now - v->since), t = v->area + piece;
    v->rest += v->area >= piece ? (v->area - t) + piece : (piece - t) + v->area;
    v->area = t;
    v->since = now;
}

/* The level changes by `by` at `now`. */
static inline void wr_tally_level_add(struct wr_tally_level *v, double now, double by)
{
    wr_tally_level_until(v, now);
    v->level += by;
    if (v->level > v->most && now >= v->start && now < v->end)
        v->most = v->level;
}

/* After wr_tally_level_until(v, end): integral over the counted time. The mean is area / time. */
double wr_tally_level_area(const struct wr_tally_level *v);
/* Seconds of the counted time from..to that fall in each hour of the week, for the means by hour. */
void wr_tally_level_hours(double from, double to, double seconds[WR_TALLY_WEEK_HOURS]);

#endif
