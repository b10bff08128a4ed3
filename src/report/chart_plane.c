/* Charts over a plane: lines with bands, histograms, and the week by hour. */
#include "report/chart_internal.h"

#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/num.h"

#define PLOT 180 /* pixels high */

static const struct wr_i_chart_area plane = {14, 98, 12, 12 + PLOT};

/* Ticks of a clock: every 6 hours at 320 px leaves room for each. */
static void axis_clock(struct wr_html *h, const struct wr_i_chart_area *area, const struct wr_scale *scale, const char *words)
{
    char text[16];
    int hour;

    for (hour = 0; hour <= 24; hour += 6) {
        double x = wr_i_chart_x(area, scale, hour * WR_HOUR);
        snprintf(text, sizeof text, "%02d:00", hour);
        wr_svg_line(h, "grid", x, area->top, x, area->bottom + 4);
        wr_svg_text(h, "tick", x, area->bottom + 18, wr_i_chart_tick_anchor(area, hour == 0, hour == 24), text);
    }
    wr_svg_line(h, "axis", area->left, area->bottom, area->right, area->bottom);
    wr_svg_text(h, "axis-words", area->right, area->bottom + 38, WR_SVG_END, words);
}

/* One series: points as 0 to 1 of the plot. */
static void series_draw(struct wr_html *h, const struct wr_i_chart_area *area, const struct wr_scale *sx, const struct wr_scale *sy,
                        const struct wr_chart_x *x, const struct wr_chart_series *series, size_t number)
{
    static const char *const lines[WR_CHART_SERIES] = {"curve first", "curve second", "curve third", "curve fourth"};
    double *at = wr_mem_alloc(x->n, sizeof *at), *up = wr_mem_alloc(x->n, sizeof *up), *low = wr_mem_alloc(x->n, sizeof *low);
    size_t i;

    if (at == NULL || up == NULL || low == NULL) {
        wr_html_status(h, wr_fail(WR_ERR_MEMORY));
        goto out;
    }
    for (i = 0; i < x->n; i++)
        at[i] = wr_num_finite(x->x[i]) ? wr_scale_at(sx, x->x[i]) : NAN;
    if (series->low != NULL && series->high != NULL) {
        for (i = 0; i < x->n; i++) {
            up[i] = wr_num_finite(series->high[i]) ? wr_scale_at(sy, series->high[i]) : NAN;
            low[i] = wr_num_finite(series->low[i]) ? wr_scale_at(sy, series->low[i]) : NAN;
        }
        wr_svg_curve(h, "band", area->left, area->top, area->right - area->left, area->bottom - area->top, at, up, low, x->n);
    }
    for (i = 0; i < x->n; i++)
        up[i] = wr_num_finite(series->y[i]) ? wr_scale_at(sy, series->y[i]) : NAN;
    wr_svg_curve(h, lines[number], area->left, area->top, area->right - area->left, area->bottom - area->top, at, up, NULL, x->n);
out:
    wr_mem_free(at);
    wr_mem_free(up);
    wr_mem_free(low);
}

void wr_chart_lines(struct wr_html *h, const struct wr_chart *chart, const struct wr_chart_x *x, const struct wr_chart_series *series,
                    size_t n)
{
    static const char *const lines[WR_CHART_SERIES] = {"curve first", "curve second", "curve third", "curve fourth"};
    struct wr_i_chart_area area = plane;
    struct wr_scale sx, sy;
    double least = INFINITY, most = -INFINITY, key = 0;
    struct wr_buf words;
    size_t i, k;

    wr_buf_init(&words, 0);
    if (n > WR_CHART_SERIES)
        n = WR_CHART_SERIES;
    for (i = 0; i < x->n; i++)
        wr_i_chart_take(&least, &most, x->x[i]);
    wr_scale_make(&sx, x->clock ? 0 : least, x->clock ? WR_DAY : most, x->unit, false, 5);
    least = INFINITY;
    most = -INFINITY;
    for (k = 0; k < n; k++)
        for (i = 0; i < x->n; i++) {
            wr_i_chart_take(&least, &most, series[k].y[i]);
            if (series[k].low != NULL && series[k].high != NULL) {
                wr_i_chart_take(&least, &most, series[k].low[i]);
                wr_i_chart_take(&least, &most, series[k].high[i]);
            }
        }
    wr_scale_make(&sy, least, most, chart->unit, true, 5);
    /* The key stands above the plot, a line each, with the y axis's words. */
    key = WR_SVG_LINE * (double)(n > 1 ? n + 1 : 1);
    area.top += key;
    area.bottom += key;
    wr_svg_open(h, chart->id, chart->title, chart->sentence, area.bottom + WR_I_CHART_AXIS);
    wr_i_chart_axis_words(&words, chart->axis, &sy);
    wr_svg_text(h, "axis-words", 1, 14, WR_SVG_START, wr_buf_string(&words));
    for (k = 0; n > 1 && k < n; k++) {
        double y = 14 + WR_SVG_LINE * (double)(k + 1);
        wr_svg_line(h, lines[k], 1, y - 5, 11, y - 5);
        wr_svg_text(h, "row", 13, y, WR_SVG_START, series[k].label);
    }
    if (x->clock)
        axis_clock(h, &area, &sx, x->axis);
    else
        wr_i_chart_axis_x(h, &area, &sx, x->axis);
    wr_i_chart_axis_y(h, &area, &sy);
    for (k = 0; k < n; k++)
        series_draw(h, &area, &sx, &sy, x, &series[k], k);
    if (wr_num_finite(x->mark) && x->mark >= sx.from && x->mark <= sx.to) {
        double at = wr_i_chart_x(&area, &sx, x->mark);
        wr_svg_line(h, "target", at, area.top, at, area.bottom);
        if (x->mark_words != NULL)
            wr_svg_text(h, "side", at > 50 ? at - 1 : at + 1, area.top + 14, at > 50 ? WR_SVG_END : WR_SVG_START, x->mark_words);
    }
    wr_svg_close(h);
    wr_buf_part_free(h->out, &words);
}

/* Bins: about the square root of the number of values, at least 5 and at most 20. */
static size_t bins_for(size_t n)
{
    size_t bins = 5;

    while (bins < 20 && bins * bins < n)
        bins++;
    return bins;
}

void wr_chart_histogram(struct wr_html *h, const struct wr_chart *chart, const double *values, size_t n, double target,
                        const char *target_words)
{
    struct wr_i_chart_area area = plane;
    struct wr_scale sx, sy;
    double least = INFINITY, most = -INFINITY, counts[21] = {0}, tallest = 0;
    size_t i, bins, finite = 0;
    struct wr_buf words;

    wr_buf_init(&words, 0);
    for (i = 0; i < n; i++) {
        wr_i_chart_take(&least, &most, values[i]);
        finite += wr_num_finite(values[i]);
    }
    wr_i_chart_take(&least, &most, target);
    wr_scale_make(&sx, least, most, chart->unit, false, 5);
    /* Bins divide the ticks' steps evenly, so that a bar never straddles a tick. */
    for (bins = wr_scale_ticks(&sx) - 1; bins * 2 <= 20 && bins < bins_for(finite);)
        bins *= 2;
    for (i = 0; i < n; i++)
        if (wr_num_finite(values[i])) {
            size_t bin = (size_t)(wr_scale_at(&sx, values[i]) * (double)bins);
            counts[bin < bins ? bin : bins - 1]++;
        }
    for (i = 0; i < bins; i++)
        tallest = counts[i] > tallest ? counts[i] : tallest;
    wr_scale_make(&sy, 0, tallest, WR_UNIT_BARE, true, tallest < 5 && tallest >= 2 ? (size_t)tallest : 5);
    area.top += WR_SVG_LINE;
    area.bottom += WR_SVG_LINE;
    wr_svg_open(h, chart->id, chart->title, chart->sentence, area.bottom + WR_I_CHART_AXIS);
    wr_svg_text(h, "axis-words", 1, 14, WR_SVG_START, "runs");
    wr_i_chart_axis_y(h, &area, &sy);
    wr_i_chart_axis_x(h, &area, &sx, chart->axis);
    for (i = 0; i < bins; i++) {
        double width = (area.right - area.left) / (double)bins, y = wr_i_chart_y(&area, &sy, counts[i]);
        if (counts[i] > 0)
            wr_svg_rect(h, "bar", area.left + width * ((double)i + 0.04), y, width * 0.92, area.bottom - y);
    }
    if (wr_num_finite(target)) {
        double at = wr_i_chart_x(&area, &sx, target);
        wr_svg_line(h, "target", at, area.top, at, area.bottom);
        if (target_words != NULL)
            wr_svg_text(h, "side", at > 50 ? at - 1 : at + 1, area.top - 2, at > 50 ? WR_SVG_END : WR_SVG_START, target_words);
    }
    wr_svg_close(h);
    wr_buf_part_free(h->out, &words);
}

void wr_chart_week(struct wr_html *h, const struct wr_chart *chart, const float *hours, double most)
{
    static const char *const days[7] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const shades[5] = {"cell s1", "cell s2", "cell s3", "cell s4", "cell s5"};
    const double left = 14, right = 99, top = 26, row = 32, tall = 26;
    double width = (right - left) / 24;
    char text[16];
    int day, hour;

    wr_svg_open(h, chart->id, chart->title, chart->sentence, top + row * 7 + 26);
    for (hour = 0; hour <= 24; hour += 6) {
        snprintf(text, sizeof text, "%02d:00", hour);
        wr_svg_line(h, "grid", left + width * hour, top - 4, left + width * hour, top + row * 7);
        wr_svg_text(h, "tick", left + width * hour, 16, hour == 24 ? WR_SVG_END : WR_SVG_MIDDLE, text);
    }
    for (day = 0; day < 7; day++) {
        double bottom = top + row * (day + 1) - 2;
        wr_svg_text(h, "tick", left - 1, bottom - 6, WR_SVG_END, days[day]);
        for (hour = 0; hour < 24; hour++) {
            double value = (double)hours[day * 24 + hour], share = value / most;
            int shade;
            if (!wr_num_finite(share) || share < 0)
                continue;
            share = share > 1 ? 1 : share;
            shade = (int)(share * 5);
            wr_svg_rect(h, shades[shade > 4 ? 4 : shade], left + width * (hour + 0.06), bottom - tall * share, width * 0.88, tall * share);
        }
        wr_svg_line(h, "axis", left, bottom, right, bottom);
    }
    if (chart->axis != NULL)
        wr_svg_text(h, "axis-words", right, top + row * 7 + 18, WR_SVG_END, chart->axis);
    wr_svg_close(h);
}
