/* Levels over time: people in places, staff at work, queues. Their integrals over the collection time only, by hour of the week, and their
 * greatest values.
 *
 * All levels of a run share one clock. Within a period (an hour) that began at `base`, a change by d at time t is counted as d (t - base)
 * "lost": at the period's end the integral is level x length - lost. So a change costs two sums and no multiplication by the level, nothing needs
 * to be known of the last change, and a long run loses no digits. Periods end at each hour of the week and at the start and end of
 * the collection, so every piece is split exactly there. Changes before the collection starts move the level and count nothing.
 *
 * Time is in seconds; hour of the week = floor((t + week_offset) / 3600) mod 168: week_offset is how long before time 0 the Monday began.
 *
 *     wr_tally_levels_at(&levels, now);           once an event, before its changes
 *     wr_tally_level_add(&levels, queue, +1.0);   each change
 *     wr_tally_levels_finish(&levels, end);       once */
#ifndef WR_TALLY_LEVELS_H
#define WR_TALLY_LEVELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define WR_TALLY_WEEK_HOURS 168

struct wr_tally_level {
    double level; /* now */
    double lost;  /* in the present period */
    double most;  /* greatest within the counted time, at the end of an instant or not; 0 before there was any */
};

struct wr_tally_levels {
    struct wr_tally_level *level; /* n of them */
    double *area;                 /* [hour][n]: integrals; one row when hours are not kept */
    double *seconds;              /* [hour]: counted seconds */
    size_t n;
    double base, until; /* the present period, until not included */
    double tau;         /* now - base */
    double start, end;  /* counted time; end may be INFINITY (runs until drained) */
    double week_offset;
    int hour; /* of the week; 0 when hours are not kept */
    bool counting, hours;
};

/* n levels of 0 at time `now`, in `arena`. `hours` false: no hours of the week are kept (then the area's one row serves). WR_ERR_MEMORY. */
int wr_tally_levels_init(struct wr_tally_levels *v, struct wr_arena *arena, size_t n, double now, double collect_from, double collect_to,
                         double week_offset, bool hours) WR_MUST_USE;

/* Ends periods up to `now`. */
void wr_i_tally_levels_tick(struct wr_tally_levels *v, double now);

/* The clock moves to `now`, never back. */
static inline void wr_tally_levels_at(struct wr_tally_levels *v, double now)
{
    if (__builtin_expect(now >= v->until, 0))
        wr_i_tally_levels_tick(v, now);
    v->tau = now - v->base;
}

/* Level `i` changes by `by` at the time last given to wr_tally_levels_at. */
static inline void wr_tally_level_add(struct wr_tally_levels *v, size_t i, double by)
{
    struct wr_tally_level *l = v->level + i;
    l->level += by;
    l->lost += by * v->tau;
    if (l->level > l->most)
        l->most = l->level;
}

/* Counts what is left up to `now` (or the end of the collection, when that is before). May be called again later. */
void wr_tally_levels_finish(struct wr_tally_levels *v, double now);

/* After _finish: integral of level i over the counted time, its greatest value there; over one hour of the week. */
double wr_tally_level_area(const struct wr_tally_levels *v, size_t i);
double wr_tally_level_area_hour(const struct wr_tally_levels *v, size_t i, int hour);
/* Counted seconds, in all and of an hour of the week: what areas are divided by for means. */
double wr_tally_levels_seconds(const struct wr_tally_levels *v);
double wr_tally_levels_seconds_hour(const struct wr_tally_levels *v, int hour);

#endif
