#include "report/chart_internal.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"

#define AXIS_LETTERS 41 /* that fit on one line at 320 px, the unit included */

double wr_i_chart_x(const struct wr_i_chart_area *area, const struct wr_scale *scale, double value)
{
    return area->left + (area->right - area->left) * wr_scale_at(scale, value);
}

double wr_i_chart_y(const struct wr_i_chart_area *area, const struct wr_scale *scale, double value)
{
    return area->bottom - (area->bottom - area->top) * wr_scale_at(scale, value);
}

void wr_i_chart_take(double *least, double *most, double value)
{
    if (!wr_num_finite(value))
        return;
    if (value < *least)
        *least = value;
    if (value > *most)
        *most = value;
}

void wr_i_chart_axis_words(struct wr_buf *out, const char *axis, const struct wr_scale *scale)
{
    size_t at = 0, letters, room = AXIS_LETTERS - (scale->unit[0] != '\0' ? strlen(scale->unit) + 2 : 0);

    /* A name of people's own may be longer than a narrow drawing: the title has it whole. */
    if (axis != NULL && wr_text_length(axis, strlen(axis)) > room)
        room -= 3;
    for (letters = 0; axis != NULL && axis[at] != '\0' && letters < room; letters++)
        for (at++; ((unsigned char)axis[at] & 0xC0) == 0x80; at++)
            ;
    if (axis != NULL)
        wr_buf_add(out, axis, at);
    if (axis != NULL && axis[at] != '\0')
        wr_buf_text(out, "...");
    if (scale->unit[0] != '\0')
        wr_buf_printf(out, "%s%s", out->size > 0 ? ", " : "", scale->unit);
}

/* The outer ticks' words stay inside the drawing. */
enum wr_svg_anchor wr_i_chart_tick_anchor(const struct wr_i_chart_area *area, bool first, bool last)
{
    if (first)
        return area->left < 5 ? WR_SVG_START : WR_SVG_MIDDLE;
    return last ? WR_SVG_END : WR_SVG_MIDDLE;
}

void wr_i_chart_axis_x(struct wr_html *h, const struct wr_i_chart_area *area, const struct wr_scale *scale, const char *words)
{
    struct wr_buf text;
    size_t i, n = wr_scale_ticks(scale);

    wr_buf_init(&text, 0);
    for (i = 0; i < n; i++) {
        double value = wr_scale_tick(scale, i), x = wr_i_chart_x(area, scale, value);
        wr_svg_line(h, "grid", x, area->top, x, area->bottom + 4);
        wr_html_status(h, wr_buf_status(&text));
        wr_buf_clear(&text);
        wr_scale_print(scale, value, &text);
        wr_svg_text(h, "tick", x, area->bottom + 18, wr_i_chart_tick_anchor(area, i == 0, i + 1 == n), wr_buf_string(&text));
    }
    wr_svg_line(h, "axis", area->left, area->bottom, area->right, area->bottom);
    wr_html_status(h, wr_buf_status(&text));
    wr_buf_clear(&text);
    wr_i_chart_axis_words(&text, words, scale);
    wr_svg_text(h, "axis-words", area->right, area->bottom + 38, WR_SVG_END, wr_buf_string(&text));
    wr_buf_part_free(h->out, &text);
}

void wr_i_chart_axis_y(struct wr_html *h, const struct wr_i_chart_area *area, const struct wr_scale *scale)
{
    struct wr_buf text;
    size_t i, n = wr_scale_ticks(scale);

    wr_buf_init(&text, 0);
    for (i = 0; i < n; i++) {
        double value = wr_scale_tick(scale, i), y = wr_i_chart_y(area, scale, value);
        wr_svg_line(h, "grid", area->left, y, area->right, y);
        wr_html_status(h, wr_buf_status(&text));
        wr_buf_clear(&text);
        wr_scale_print(scale, value, &text);
        wr_svg_text(h, "tick", area->left - 1, y + 5, WR_SVG_END, wr_buf_string(&text));
    }
    wr_svg_line(h, "axis", area->left, area->top, area->left, area->bottom);
    wr_buf_part_free(h->out, &text);
}
