/* Levels: the ends of periods. */
#include "tally/levels.h"

#include <math.h>

#include "base/num.h"

#define HOUR 3600.0
#define PLAIN_PERIOD 0x1p22 /* seconds; when no hours are kept, short enough that no digits are lost */

static int rows(const struct wr_tally_levels *v) { return v->hours ? WR_TALLY_WEEK_HOURS : 1; }

/* A period begins at `from`: which hour it is, and where it ends. */
static void begin(struct wr_tally_levels *v, double from)
{
    v->base = from;
    if (v->hours) {
        double hour = floor((from + v->week_offset) / HOUR), end = (hour + 1.0) * HOUR - v->week_offset;
        if (!(end > from)) { /* rounding, when the offset is not whole */
            hour += 1.0;
            end = (hour + 1.0) * HOUR - v->week_offset;
        }
        v->hour = (int)(hour - floor(hour / WR_TALLY_WEEK_HOURS) * WR_TALLY_WEEK_HOURS);
        v->until = end;
    } else {
        v->until = from + PLAIN_PERIOD;
    }
    if (v->until > v->end)
        v->until = v->end;
    for (size_t i = 0; i < v->n; i++)
        v->level[i].lost = 0.0;
}

/* What the present period came to, up to `now`. */
static void count(struct wr_tally_levels *v, double now)
{
    double length = now - v->base, *area = v->area + (size_t)v->hour * v->n;
    for (size_t i = 0; i < v->n; i++)
        area[i] += v->level[i].level * length - v->level[i].lost;
    v->seconds[v->hour] += length;
}

int wr_tally_levels_init(struct wr_tally_levels *v, struct wr_arena *arena, size_t n, double now, double collect_from, double collect_to,
                         double week_offset, bool hours)
{
    *v = (struct wr_tally_levels){
        .n = n, .base = now, .until = collect_from, .start = collect_from, .end = collect_to, .week_offset = week_offset, .hours = hours};
    v->level = wr_arena_alloc(arena, n, sizeof *v->level);
    v->area = wr_arena_alloc(arena, n * (size_t)rows(v), sizeof *v->area);
    v->seconds = wr_arena_alloc(arena, (size_t)rows(v), sizeof *v->seconds);
    if (v->level == NULL || v->area == NULL || v->seconds == NULL)
        return wr_fail(WR_ERR_MEMORY);
    return 0;
}

void wr_i_tally_levels_tick(struct wr_tally_levels *v, double now)
{
    if (!v->counting) {
        if (v->until != v->start) { /* the collection is over */
            v->until = (double)INFINITY;
            return;
        }
        v->counting = true;
        for (size_t i = 0; i < v->n; i++)
            v->level[i].most = v->level[i].level;
        begin(v, v->start);
    }
    while (now >= v->until) {
        count(v, v->until);
        if (v->until >= v->end) {
            v->counting = false;
            v->base = v->until;
            v->until = (double)INFINITY;
            v->start = -(double)INFINITY; /* so that nothing starts again */
            return;
        }
        begin(v, v->until);
    }
}

void wr_tally_levels_finish(struct wr_tally_levels *v, double now)
{
    if (now >= v->until)
        wr_i_tally_levels_tick(v, now);
    if (!v->counting)
        return;
    count(v, now);
    double until = v->until;
    int hour = v->hour;
    begin(v, now);
    v->until = until; /* the rest of the same period */
    v->hour = hour;
}

double wr_tally_level_area_hour(const struct wr_tally_levels *v, size_t i, int hour) { return v->area[(size_t)hour * v->n + i]; }
double wr_tally_levels_seconds_hour(const struct wr_tally_levels *v, int hour) { return v->seconds[hour]; }

double wr_tally_level_area(const struct wr_tally_levels *v, size_t i)
{
    struct wr_num_sum sum = {0.0, 0.0};
    for (int hour = 0; hour < rows(v); hour++)
        wr_num_sum_add(&sum, wr_tally_level_area_hour(v, i, hour));
    return wr_num_sum_value(&sum);
}

double wr_tally_levels_seconds(const struct wr_tally_levels *v)
{
    struct wr_num_sum sum = {0.0, 0.0};
    for (int hour = 0; hour < rows(v); hour++)
        wr_num_sum_add(&sum, v->seconds[hour]);
    return wr_num_sum_value(&sum);
}
