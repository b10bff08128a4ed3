/* An axis: round numbers that people expect, in the unit that suits the size (minutes, hours, days; in 100). */
#ifndef WR_REPORT_SCALE_H
#define WR_REPORT_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/units.h"

struct wr_scale {
    double from, to;  /* ends of the axis, in the value's own unit (seconds, shares); from < to always */
    double step;      /* between ticks; from and to are multiples of it */
    double per;       /* the value of one shown unit: 3,600 when hours are shown */
    int places;       /* decimals that the ticks need */
    const char *unit; /* "hours", "in 100", ""; static storage */
};

/* Covers least..most with at most `ticks` (2 to 20) steps. Values that are not finite are taken as 0; equal ends are widened. With `zero` the axis
 * takes in 0. */
void wr_scale_make(struct wr_scale *s, double least, double most, enum wr_unit unit, bool zero, size_t ticks);
/* Number of ticks (steps + 1) and the value of tick i. */
size_t wr_scale_ticks(const struct wr_scale *s);
double wr_scale_tick(const struct wr_scale *s, size_t i);
/* The tick's words, without the unit: "1,200", "-0.5". */
void wr_scale_print(const struct wr_scale *s, double value, struct wr_buf *out);
/* Where value lies, 0 at from and 1 at to; held within 0 to 1. */
double wr_scale_at(const struct wr_scale *s, double value);

#endif
