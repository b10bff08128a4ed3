/* Plan days: those on which work is done, counted from the start. */
#include "agree/schedule_internal.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"

#define HORIZON 36525   /* days: a hundred years */
#define MORNING 0x1p-10 /* of a day: something that waits for a day happens in its first moments */

static int by_number(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

int wr_i_axis_init(struct wr_i_axis *axis, const struct wr_agree *agree, int start, struct wr_arena *arena)
{
    const struct wr_clock *clock = &agree->model->clock;
    int zero = (int)floor(clock->start / WR_DAY), *dates = wr_arena_alloc(arena, HORIZON, sizeof *dates);

    *axis = (struct wr_i_axis){start, dates, 0};
    if (dates == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (int day = start; day < start + HORIZON; day++) {
        int since = day - zero;
        if (agree->plan.working_days &&
            (wr_date_weekday(day) >= 5 || bsearch(&since, clock->holidays, clock->n_holidays, sizeof since, by_number) != NULL))
            continue;
        dates[axis->n++] = day;
    }
    return 0;
}

double wr_i_axis_before(const struct wr_i_axis *axis, int date)
{
    size_t low = 0, high = axis->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (axis->dates[middle] < date)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)low;
}

int wr_i_axis_end(const struct wr_i_axis *axis, double days)
{
    double day = ceil(days) - 1;
    return axis->dates[day < 0 ? 0 : day < (double)axis->n ? (size_t)day : axis->n - 1];
}

int wr_i_axis_begin(const struct wr_i_axis *axis, double days)
{
    double day = floor(days);
    return axis->dates[day < 0 ? 0 : day < (double)axis->n ? (size_t)day : axis->n - 1];
}

double wr_i_axis_length(const struct wr_plan *plan, const struct wr_estimate3 *estimate, int which)
{
    double seconds = which == 0 ? estimate->least : which == 1 ? estimate->likeliest : estimate->most;

    if (!plan->working_days)
        return seconds / WR_DAY;
    if (estimate->working[2] > 0)
        return estimate->working[which];
    return seconds / WR_DAY * 5 / 7;
}

static int by_start(const void *a, const void *b)
{
    const struct wr_i_closed *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

int wr_i_axis_closed(const struct wr_i_axis *axis, const struct wr_plan *plan, struct wr_arena *arena, struct wr_i_closed **closed,
                     size_t *n)
{
    struct wr_i_closed *all = wr_arena_alloc(arena, plan->n_no_go_live, sizeof *all);
    size_t kept = 0;

    *n = 0;
    *closed = all;
    if (all == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < plan->n_no_go_live; i++)
        all[i] = (struct wr_i_closed){wr_i_axis_before(axis, plan->no_go_live[i].from), wr_i_axis_before(axis, plan->no_go_live[i].to + 1)};
    qsort(all, plan->n_no_go_live, sizeof *all, by_start);
    for (size_t i = 0; i < plan->n_no_go_live; i++) {
        if (all[i].to <= all[i].from) /* no plan day in it */
            continue;
        if (kept > 0 && all[i].from <= all[kept - 1].to)
            all[kept - 1].to = fmax(all[kept - 1].to, all[i].to);
        else
            all[kept++] = all[i];
    }
    for (size_t i = 0; i < kept; i++)
        all[i].to += MORNING;
    *n = kept;
    return 0;
}
