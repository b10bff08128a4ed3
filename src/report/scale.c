#include "report/scale.h"

#include "base/num.h"

#include <math.h>

/* Steps that people count in. Below 1 and above the last one it goes on by 1, 2, 5 of the power of ten. */
static const double steps_sixty[] = {1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 0};
static const double steps_hours[] = {1, 2, 3, 4, 6, 12, 24, 48, 0};
static const double steps_ten[] = {1, 2, 5, 10, 0};

struct shown {
    double up_to; /* greatest size for which it is used */
    double per;
    const char *unit;
    const double *steps;
};
static const struct shown shown_times[] = {{3 * WR_MINUTE, WR_SECOND, "seconds", steps_sixty},
                                           {3 * WR_HOUR, WR_MINUTE, "minutes", steps_sixty},
                                           {3 * WR_DAY, WR_HOUR, "hours", steps_hours},
                                           {2 * WR_YEAR, WR_DAY, "days", steps_ten},
                                           {INFINITY, WR_YEAR, "years", steps_ten}};
static const struct shown shown_shares[] = {{0.001, 0.0001, "in 10,000", steps_ten}, {INFINITY, 0.01, "in 100", steps_ten}};
static const struct shown shown_bare[] = {{INFINITY, 1, "", steps_ten}};
static const struct shown shown_money[] = {{INFINITY, 1, "pounds", steps_ten}};

static const struct shown *shown_for(enum wr_unit unit, double size)
{
    const struct shown *s;

    switch (unit) {
    case WR_UNIT_TIME:
        s = shown_times;
        break;
    case WR_UNIT_SHARE:
    case WR_UNIT_POINTS:
        s = shown_shares;
        break;
    case WR_UNIT_MONEY:
    case WR_UNIT_MONEY_RATE:
        s = shown_money;
        break;
    case WR_UNIT_BARE:
    case WR_UNIT_TIMES:
    case WR_UNIT_RATE:
    default:
        s = shown_bare;
        break;
    }
    while (size > s->up_to)
        s++;
    return s;
}

/* The smallest round step of at least `least`, in shown units. */
static double round_step(double least, const double *steps)
{
    static const double tens[] = {1, 2, 5};
    double power = 1e-9, largest = 1;
    size_t i;

    for (i = 0; steps[i] != 0; i++)
        largest = steps[i];
    if (least > 0.5 && least <= largest)
        for (i = 0; steps[i] != 0; i++)
            if (steps[i] >= least * (1 - 1e-12))
                return steps[i];
    for (; power < 1e15; power *= 10)
        for (i = 0; i < 3; i++)
            if (tens[i] * power >= least * (1 - 1e-12))
                return tens[i] * power;
    return least;
}

void wr_scale_make(struct wr_scale *s, double least, double most, enum wr_unit unit, bool zero, size_t ticks)
{
    const struct shown *shown;
    double step, from, to;

    if (!wr_num_finite(least))
        least = 0;
    if (!wr_num_finite(most))
        most = 0;
    if (most < least) {
        double swap = least;
        least = most;
        most = swap;
    }
    if (zero) {
        least = least < 0 ? least : 0;
        most = most > 0 ? most : 0;
    }
    ticks = ticks < 2 ? 2 : ticks > 20 ? 20 : ticks;
    shown = shown_for(unit, fabs(least) > fabs(most) ? fabs(least) : fabs(most));
    if (most - least <= 1e-12 * (fabs(least) + fabs(most))) { /* one value: a little room on both sides, or 0 to 1 */
        double room = most != 0 ? fabs(most) * 0.1 : shown->per;
        most += room;
        if (!zero || least < 0)
            least -= room;
    }
    step = round_step((most - least) / shown->per / (double)ticks, shown->steps);
    for (;;) {
        from = floor(least / shown->per / step + 1e-9);
        to = ceil(most / shown->per / step - 1e-9);
        if (to <= from)
            to = from + 1;
        if (to - from <= (double)ticks)
            break;
        step = round_step(step * 1.01, shown->steps); /* the ends did not fall on multiples: one step coarser */
    }
    s->per = shown->per;
    s->unit = shown->unit;
    s->step = step * shown->per;
    s->from = from * s->step;
    s->to = to * s->step;
    for (s->places = 0; s->places < 9 && fabs(step - floor(step + 0.5)) > 1e-6; s->places++)
        step *= 10;
}

size_t wr_scale_ticks(const struct wr_scale *s) { return (size_t)((s->to - s->from) / s->step + 0.5) + 1; }

double wr_scale_tick(const struct wr_scale *s, size_t i) { return s->from + (double)i * s->step; }

void wr_scale_print(const struct wr_scale *s, double value, struct wr_buf *out) { wr_num_print(out, value / s->per, s->places, true); }

double wr_scale_at(const struct wr_scale *s, double value)
{
    double at = (value - s->from) / (s->to - s->from);

    return !(at > 0) ? 0 : at > 1 ? 1 : at;
}
