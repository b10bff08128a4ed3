/* A clock: schedules and hours to a table of a week (or, with holidays, to the moments of a day). Whose clocks there are: compile_hours.c. */
#include "sim/compile_internal.h"

#include <math.h>
#include <stdlib.h>

/* ---- moments at which something can change ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct moments {
    double *at;
    size_t n, capacity;
};

static void add_moment(struct wr_i_compiler *c, struct moments *list, double second)
{
    second = fmod(second, WR_DAY);
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == second)
            return;
    if (wr_arena_grow(&c->plan->arena, &list->at, &list->capacity, list->n + 1, sizeof *list->at) < 0) {
        c->status = WR_ERR_MEMORY;
        return;
    }
    list->at[list->n++] = second;
}

static void add_when(struct wr_i_compiler *c, struct moments *list, const struct wr_when *when)
{
    for (size_t i = 0; when != NULL && i < when->n_spans; i++) {
        add_moment(c, list, when->spans[i].from);
        add_moment(c, list, when->spans[i].to);
    }
}

static void add_schedule(struct wr_i_compiler *c, struct moments *list, const struct wr_schedule *s)
{
    for (size_t i = 0; s != NULL && i < s->n_entries; i++)
        add_when(c, list, &s->entries[i].when);
}

void wr_i_compile_clock(struct wr_i_compiler *c, struct wr_i_clock *to)
{
    const struct wr_schedule *schedule = to->schedule;
    const struct wr_when *open = to->open;
    const struct wr_i_shift *shift = to->shift;
    struct wr_sim_plan *plan = c->plan;
    struct moments list = {NULL, 0, 0};
    struct wr_clock plain = c->model->clock;
    struct wr_i_clock_at *week;
    struct wr_i_clock_state last = {-1, false};
    size_t n = 0;

    add_moment(c, &list, 0);
    add_schedule(c, &list, schedule);
    add_schedule(c, &list, shift != NULL ? shift->breaks : NULL);
    add_when(c, &list, open);
    if (c->status < 0)
        return;
    qsort(list.at, list.n, sizeof *list.at, by_size);
    if (c->model->clock.n_holidays > 0 || shift != NULL) {
        to->moments = list.at;
        to->n_moments = (uint32_t)list.n;
        return;
    }
    week = wr_i_plan_take(c, 7 * list.n, sizeof *week);
    if (week == NULL)
        return;
    plain.n_holidays = 0;
    for (int pass = 0; pass < 2; pass++) { /* the first pass ends with the state in which a week begins */
        n = 0;
        for (int day = 0; day < 7; day++)
            for (size_t i = 0; i < list.n; i++) {
                double second = day * WR_DAY + list.at[i], t = second - plan->week_offset + WR_WEEK;
                struct wr_i_clock_state now = {0, true};
                if (schedule != NULL)
                    now.number = schedule->unlimited ? WR_I_UNLIMITED : floor(wr_schedule_at(&plain, schedule, t) + 1e-9);
                if (open != NULL)
                    now.open = wr_when_holds(&plain, open, t);
                if (now.number == last.number && now.open == last.open)
                    continue;
                week[n++] = (struct wr_i_clock_at){second, now};
                last = now;
            }
    }
    to->week = week;
    to->n = (uint32_t)n;
}
