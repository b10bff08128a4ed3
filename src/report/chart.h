/* The charts of a page, as static SVG. Each has a title, and one sentence that says what it shows; the data table beside it is the caller's.
 * What colour says, a shape, a pattern or words say too. Numbers that are not finite leave a gap and never reach the output. */
#ifndef WR_REPORT_CHART_H
#define WR_REPORT_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/units.h"
#include "report/html.h"

struct wr_chart {
    const char *id; /* unique on the page: letters, digits, hyphens */
    const char *title;
    const char *sentence; /* what it shows, in one sentence */
    const char *axis;     /* what is counted: "waiting"; the unit is added */
    enum wr_unit unit;
};

/* One bar a row, its label above it. */
struct wr_chart_bar {
    const char *label;
    const char *words; /* the value as people read it, at the end of the label; or NULL */
    double value;
    double low, high; /* drawn as a line over the end of the bar; NaN: none */
    double part;      /* of value: drawn hatched at the bar's end (waiting, of those present); NaN: none */
    double target;    /* drawn as an upright line; NaN: none */
};
/* `most`: the axis goes at least to there (1 for shares of all); NaN: as far as the values. */
void wr_chart_bars(struct wr_html *h, const struct wr_chart *chart, const struct wr_chart_bar *rows, size_t n, double most);

/* Dots with intervals, one a row (a forest plot). A dot is filled when the interval leaves `at` out, hollow when it holds it. */
struct wr_chart_interval {
    const char *label;
    const char *words;
    double mean, low, high;
};
/* `at`: the upright line to compare with (0 for differences); NaN: none. left, right: what lies on each side of it ("fewer", "more"); or NULL. */
void wr_chart_forest(struct wr_html *h, const struct wr_chart *chart, const struct wr_chart_interval *rows, size_t n, double at,
                     const char *left, const char *right);

/* Lines over a common x, each with its own dash; with low and high a band around it. */
struct wr_chart_series {
    const char *label;
    const double *y, *low, *high; /* n each; low and high may be NULL */
};
struct wr_chart_x {
    const char *axis; /* "hour of the day" */
    const double *x;  /* rising */
    size_t n;
    enum wr_unit unit;
    bool clock;  /* x is seconds from midnight: ticks as 06:00 */
    double mark; /* an upright line there, e.g. the end of the warm-up; NaN: none */
    const char *mark_words;
};
#define WR_CHART_SERIES 4 /* at most, so that dashes can be told apart */
void wr_chart_lines(struct wr_html *h, const struct wr_chart *chart, const struct wr_chart_x *x, const struct wr_chart_series *series,
                    size_t n);

/* How often each size came up: bars of equal width over the values that are finite. `target` as an upright line; NaN: none. */
void wr_chart_histogram(struct wr_html *h, const struct wr_chart *chart, const double *values, size_t n, double target,
                        const char *target_words);

/* A week by hour: a strip a day, 24 columns each; a column is as high, and as dark, as its hour's value is of `most`. The chart's `axis` says what a full
 * column is. */
void wr_chart_week(struct wr_html *h, const struct wr_chart *chart, const float *hours, double most);

#endif
