/* What the charts of this room share: axes. */
#ifndef WR_REPORT_CHART_INTERNAL_H
#define WR_REPORT_CHART_INTERNAL_H

#include "report/chart.h"
#include "report/scale.h"
#include "report/svg.h"

/* Where a plot lies in its drawing: per cent across, pixels down. */
struct wr_i_chart_area {
    double left, right; /* per cent */
    double top, bottom; /* pixels */
};

/* x of a value in per cent. */
double wr_i_chart_x(const struct wr_i_chart_area *area, const struct wr_scale *scale, double value);
double wr_i_chart_y(const struct wr_i_chart_area *area, const struct wr_scale *scale, double value);
/* Grid lines, ticks and, under them, the axis's words ("waiting, minutes"). Takes 44 pixels below the area. */
#define WR_I_CHART_AXIS 44
void wr_i_chart_axis_x(struct wr_html *h, const struct wr_i_chart_area *area, const struct wr_scale *scale, const char *words);
enum wr_svg_anchor wr_i_chart_tick_anchor(const struct wr_i_chart_area *area, bool first, bool last);
void wr_i_chart_axis_y(struct wr_html *h, const struct wr_i_chart_area *area, const struct wr_scale *scale);
/* Widens least..most by what is finite of value. Start with least = INFINITY, most = -INFINITY. */
void wr_i_chart_take(double *least, double *most, double value);
/* "waiting, minutes". */
void wr_i_chart_axis_words(struct wr_buf *out, const char *axis, const struct wr_scale *scale);

#endif
