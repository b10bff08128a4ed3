/* Static SVG inside a page: the few shapes that charts need.
 *
 * A chart is as wide as its column and never scaled: x is in per cent of the width, y and sizes are in CSS pixels, so that text keeps its size on a
 * telephone and on a wall. Shapes with a coordinate that is not finite are left out. */
#ifndef WR_REPORT_SVG_H
#define WR_REPORT_SVG_H

#include <stddef.h>

#include "report/html.h"

#define WR_SVG_LINE 20    /* pixels from one line of text to the next */
#define WR_SVG_LETTERS 38 /* letters that fit on a line at 320 px */

enum wr_svg_anchor { WR_SVG_START, WR_SVG_MIDDLE, WR_SVG_END };

/* <svg role="img"> with title and description; `id` is unique on the page (letters, digits, hyphens). */
void wr_svg_open(struct wr_html *h, const char *id, const char *title, const char *description, double height);
void wr_svg_close(struct wr_html *h);
/* `name` is the class, by which the page's style sheet gives colour, width and pattern. */
void wr_svg_rect(struct wr_html *h, const char *name, double x, double y, double width, double height);
void wr_svg_line(struct wr_html *h, const char *name, double x1, double y1, double x2, double y2);
void wr_svg_circle(struct wr_html *h, const char *name, double x, double y, double radius);
void wr_svg_text(struct wr_html *h, const char *name, double x, double y, enum wr_svg_anchor anchor, const char *text);
/* Text broken into lines of at most WR_SVG_LETTERS letters, at most 3 of them (then "..."). Gives the number of lines; h NULL only counts. */
size_t wr_svg_lines(struct wr_html *h, const char *name, double x, double y, const char *text);
/* A curve through n points, x and y from 0 to 1 (y upwards) within the box; a point that is not finite breaks it. With `low` the band between low
 * and y is filled instead. */
void wr_svg_curve(struct wr_html *h, const char *name, double left, double top, double width, double height, const double *x,
                  const double *y, const double *low, size_t n);

#endif
