/* Charts with a row for each thing: bars, and dots with intervals. The label has lines of its own above its row, so that long names of
 * people's own fit at any width. */
#include "report/chart_internal.h"

#include <math.h>

#include "base/num.h"

#define BAR 18 /* pixels */
#define DOT_ROW 20
#define GAP 12

static const struct wr_i_chart_area rows_area = {1, 99, 4, 0};

/* Label and words share a line when both are short; else the words have the next. Returns the pixels taken. */
static double label_lines(struct wr_html *h, double y, const char *label, const char *words)
{
    size_t lines;
    struct wr_buf both;

    if (words == NULL) {
        lines = wr_svg_lines(h, "row", rows_area.left, y + 14, label);
        return WR_SVG_LINE * (double)lines;
    }
    wr_buf_init(&both, 0);
    wr_buf_printf(&both, "%s:  %s", label, words);
    lines = wr_svg_lines(NULL, "row", 0, 0, wr_buf_string(&both));
    if (lines == 1) {
        wr_svg_lines(h, "row", rows_area.left, y + 14, wr_buf_string(&both));
    } else {
        lines = wr_svg_lines(h, "row", rows_area.left, y + 14, label);
        lines += wr_svg_lines(h, "row words", rows_area.left, y + 14 + WR_SVG_LINE * (double)lines, words);
    }
    wr_buf_part_free(h->out, &both);
    return WR_SVG_LINE * (double)lines;
}

/* The height alone: written to nowhere. */
static double label_height(struct wr_html *h, const char *label, const char *words)
{
    struct wr_html nowhere;
    struct wr_buf none;
    double height;

    wr_buf_init(&none, 0);
    wr_html_init(&nowhere, &none);
    height = label_lines(&nowhere, 0, label, words);
    wr_buf_part_free(h->out, &none);
    return height;
}

static void bar(struct wr_html *h, const struct wr_i_chart_area *area, const struct wr_scale *scale, const struct wr_chart_bar *row,
                double y)
{
    double from = wr_i_chart_x(area, scale, 0), to, middle = y + BAR / 2.0;

    if (wr_num_finite(row->value)) {
        to = wr_i_chart_x(area, scale, row->value);
        wr_svg_rect(h, "bar", from < to ? from : to, y, fabs(to - from), BAR);
        if (wr_num_finite(row->part) && row->part > 0) {
            double part = wr_i_chart_x(area, scale, row->value - row->part);
            wr_svg_rect(h, "part", part, y, to - part, BAR);
        }
    }
    if (wr_num_finite(row->low) && wr_num_finite(row->high)) {
        double low = wr_i_chart_x(area, scale, row->low), high = wr_i_chart_x(area, scale, row->high);
        wr_svg_line(h, "interval-back", low, middle, high, middle);
        wr_svg_line(h, "interval", low, middle, high, middle);
        wr_svg_line(h, "interval", low, middle - 5, low, middle + 5);
        wr_svg_line(h, "interval", high, middle - 5, high, middle + 5);
    }
    if (wr_num_finite(row->target)) {
        double at = wr_i_chart_x(area, scale, row->target);
        wr_svg_line(h, "target", at, y - 4, at, y + BAR + 4);
    }
}

void wr_chart_bars(struct wr_html *h, const struct wr_chart *chart, const struct wr_chart_bar *rows, size_t n, double most)
{
    struct wr_i_chart_area area = rows_area;
    struct wr_scale scale;
    double least = 0, greatest = 0, y;
    size_t i;

    wr_i_chart_take(&least, &greatest, most);
    for (i = 0; i < n; i++) {
        wr_i_chart_take(&least, &greatest, rows[i].value);
        wr_i_chart_take(&least, &greatest, rows[i].low);
        wr_i_chart_take(&least, &greatest, rows[i].high);
        wr_i_chart_take(&least, &greatest, rows[i].target);
    }
    wr_scale_make(&scale, least, greatest, chart->unit, true, 5);
    area.bottom = area.top;
    for (i = 0; i < n; i++) /* a first pass for the height: the grid lies under everything */
        area.bottom += label_height(h, rows[i].label, rows[i].words) + BAR + GAP;
    wr_svg_open(h, chart->id, chart->title, chart->sentence, area.bottom + WR_I_CHART_AXIS);
    wr_i_chart_axis_x(h, &area, &scale, chart->axis);
    for (i = 0, y = area.top; i < n; i++) {
        y += label_lines(h, y, rows[i].label, rows[i].words);
        bar(h, &area, &scale, &rows[i], y);
        y += BAR + GAP;
    }
    wr_svg_close(h);
}

static void dot(struct wr_html *h, const struct wr_i_chart_area *area, const struct wr_scale *scale, const struct wr_chart_interval *row,
                double at, double y)
{
    bool holds = wr_num_finite(at) && wr_num_finite(row->low) && row->low <= at && row->high >= at;

    if (!wr_num_finite(row->mean))
        return;
    if (wr_num_finite(row->low) && wr_num_finite(row->high)) {
        double low = wr_i_chart_x(area, scale, row->low), high = wr_i_chart_x(area, scale, row->high);
        wr_svg_line(h, "interval", low, y, high, y);
        wr_svg_line(h, "interval", low, y - 5, low, y + 5);
        wr_svg_line(h, "interval", high, y - 5, high, y + 5);
    }
    wr_svg_circle(h, holds ? "dot hollow" : "dot", wr_i_chart_x(area, scale, row->mean), y, 6);
}

void wr_chart_forest(struct wr_html *h, const struct wr_chart *chart, const struct wr_chart_interval *rows, size_t n, double at,
                     const char *left, const char *right)
{
    struct wr_i_chart_area area = rows_area;
    struct wr_scale scale;
    double least = INFINITY, most = -INFINITY, y, top = area.top;
    bool sides = wr_num_finite(at) && left != NULL && right != NULL;
    size_t i;

    wr_i_chart_take(&least, &most, at);
    for (i = 0; i < n; i++) {
        wr_i_chart_take(&least, &most, rows[i].mean);
        wr_i_chart_take(&least, &most, rows[i].low);
        wr_i_chart_take(&least, &most, rows[i].high);
    }
    if (sides && most - least > 0) { /* both sides are to be seen, also when everything lies on one */
        wr_i_chart_take(&least, &most, at - (most - at) * 0.2);
        wr_i_chart_take(&least, &most, at + (at - least) * 0.2);
    }
    wr_scale_make(&scale, least, most, chart->unit, false, 5);
    area.top += sides ? WR_SVG_LINE + 4 : 0;
    area.bottom = area.top;
    for (i = 0; i < n; i++)
        area.bottom += label_height(h, rows[i].label, rows[i].words) + DOT_ROW + GAP;
    wr_svg_open(h, chart->id, chart->title, chart->sentence, area.bottom + WR_I_CHART_AXIS);
    wr_i_chart_axis_x(h, &area, &scale, chart->axis);
    if (wr_num_finite(at))
        wr_svg_line(h, "compare", wr_i_chart_x(&area, &scale, at), area.top - 4, wr_i_chart_x(&area, &scale, at), area.bottom);
    if (sides) {
        wr_svg_text(h, "side", area.left, top + 14, WR_SVG_START, left);
        wr_svg_text(h, "side", area.right, top + 14, WR_SVG_END, right);
    }
    for (i = 0, y = area.top; i < n; i++) {
        y += label_lines(h, y, rows[i].label, rows[i].words);
        dot(h, &area, &scale, &rows[i], at, y + DOT_ROW / 2.0);
        y += DOT_ROW + GAP;
    }
    wr_svg_close(h);
}
