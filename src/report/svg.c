#include "report/svg.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

#define NUMBER 32 /* bytes of a coordinate as text */

/* Two decimals, without the zeros at the end; the same under any locale. */
static const char *number(char *text, double x, const char *unit)
{
    char digits[NUMBER];
    size_t n, i;

    if (x > 1e9 || x < -1e9) /* far outside any drawing */
        x = x > 0 ? 1e9 : -1e9;
    snprintf(digits, sizeof digits, "%.2f", x);
    n = strlen(digits);
    while (n > 1 && digits[n - 1] == '0')
        n--;
    if (n > 1 && (digits[n - 1] < '0' || digits[n - 1] > '9'))
        n--;
    for (i = 0; i < n; i++)
        if ((digits[i] < '0' || digits[i] > '9') && digits[i] != '-')
            digits[i] = '.';
    snprintf(text, NUMBER, "%.*s%s", (int)n, n == 2 && digits[0] == '-' && digits[1] == '0' ? "0" : digits, unit);
    return text;
}

void wr_svg_open(struct wr_html *h, const char *id, const char *title, const char *description, double height)
{
    char size[NUMBER], title_id[100], description_id[100], both[200];

    snprintf(title_id, sizeof title_id, "%.80s-title", id);
    snprintf(description_id, sizeof description_id, "%.80s-text", id);
    snprintf(both, sizeof both, "%s %s", title_id, description_id);
    wr_html_open(h, "svg", "xmlns", "http://www.w3.org/2000/svg", "class", "chart", "role", "img", "aria-labelledby", both, "width", "100%",
                 "height", number(size, height, ""), NULL);
    wr_html_element(h, "title", title, "id", title_id, NULL);
    wr_html_element(h, "desc", description, "id", description_id, NULL);
}

void wr_svg_close(struct wr_html *h) { wr_html_close(h, "svg"); }

void wr_svg_rect(struct wr_html *h, const char *name, double x, double y, double width, double height)
{
    char a[NUMBER], b[NUMBER], c[NUMBER], d[NUMBER];

    if (!wr_num_finite(x) || !wr_num_finite(y) || !wr_num_finite(width) || !wr_num_finite(height) || width < 0 || height < 0)
        return;
    wr_html_void(h, "rect", "class", name, "x", number(a, x, "%"), "y", number(b, y, ""), "width", number(c, width, "%"), "height",
                 number(d, height, ""), NULL);
}

void wr_svg_line(struct wr_html *h, const char *name, double x1, double y1, double x2, double y2)
{
    char a[NUMBER], b[NUMBER], c[NUMBER], d[NUMBER];

    if (!wr_num_finite(x1) || !wr_num_finite(y1) || !wr_num_finite(x2) || !wr_num_finite(y2))
        return;
    wr_html_void(h, "line", "class", name, "x1", number(a, x1, "%"), "y1", number(b, y1, ""), "x2", number(c, x2, "%"), "y2",
                 number(d, y2, ""), NULL);
}

void wr_svg_circle(struct wr_html *h, const char *name, double x, double y, double radius)
{
    char a[NUMBER], b[NUMBER], c[NUMBER];

    if (!wr_num_finite(x) || !wr_num_finite(y) || !wr_num_finite(radius))
        return;
    wr_html_void(h, "circle", "class", name, "cx", number(a, x, "%"), "cy", number(b, y, ""), "r", number(c, radius, ""), NULL);
}

void wr_svg_text(struct wr_html *h, const char *name, double x, double y, enum wr_svg_anchor anchor, const char *text)
{
    static const char *const anchors[] = {NULL, "middle", "end"};
    char a[NUMBER], b[NUMBER];

    if (!wr_num_finite(x) || !wr_num_finite(y))
        return;
    wr_html_element(h, "text", text, "class", name, "x", number(a, x, "%"), "y", number(b, y, ""), "text-anchor", anchors[anchor], NULL);
}

/* Bytes of the next line: as many words as fit, or as many letters of a word that is too long. */
static size_t line_bytes(const char *text)
{
    size_t at = 0, letters = 0, last_blank = 0;

    while (text[at] != '\0') {
        if (text[at] == ' ')
            last_blank = at;
        if (letters == WR_SVG_LETTERS)
            return last_blank > 0 ? last_blank : at;
        at++;
        while (((unsigned char)text[at] & 0xC0) == 0x80) /* the rest of a letter of several bytes */
            at++;
        letters++;
    }
    return at;
}

size_t wr_svg_lines(struct wr_html *h, const char *name, double x, double y, const char *text)
{
    const size_t most = 3;
    struct wr_buf line;
    size_t lines = 0;

    wr_buf_init(&line, 0);
    if (text == NULL)
        text = "";
    do {
        size_t n = line_bytes(text);
        wr_buf_clear(&line);
        wr_buf_add(&line, text, n);
        text += n;
        while (*text == ' ')
            text++;
        lines++;
        if (lines == most && *text != '\0')
            wr_buf_text(&line, "...");
        if (h != NULL) {
            wr_html_status(h, wr_buf_status(&line));
            wr_svg_text(h, name, x, y + WR_SVG_LINE * (double)(lines - 1), WR_SVG_START, wr_buf_string(&line));
        }
    } while (*text != '\0' && lines < most);
    wr_buf_free(&line);
    return lines;
}

static void point(struct wr_buf *out, double x, double y, double height)
{
    char a[NUMBER], b[NUMBER];

    wr_buf_printf(out, "%s%s,%s", out->size > 0 ? " " : "", number(a, x * 1000, ""), number(b, (1 - y) * height, ""));
}

void wr_svg_curve(struct wr_html *h, const char *name, double left, double top, double width, double height, const double *x,
                  const double *y, const double *low, size_t n)
{
    char a[NUMBER], b[NUMBER], c[NUMBER], d[NUMBER], box[NUMBER + 16];
    struct wr_buf points;
    size_t i, end, k;

    wr_buf_init(&points, 0);
    snprintf(box, sizeof box, "0 0 1000 %s", number(d, height, ""));
    wr_html_open(h, "svg", "x", number(a, left, "%"), "y", number(b, top, ""), "width", number(c, width, "%"), "height", d, "viewBox", box,
                 "preserveAspectRatio", "none", NULL);
    for (i = 0; i < n; i = end + 1) {
        for (end = i; end < n && wr_num_finite(x[end]) && wr_num_finite(y[end]) && (low == NULL || wr_num_finite(low[end])); end++)
            ;
        if (end - i < 2)
            continue;
        wr_buf_clear(&points);
        for (k = i; k < end; k++)
            point(&points, x[k], y[k], height);
        for (k = end; low != NULL && k > i; k--)
            point(&points, x[k - 1], low[k - 1], height);
        wr_html_status(h, wr_buf_status(&points));
        wr_html_void(h, low != NULL ? "polygon" : "polyline", "class", name, "points", wr_buf_string(&points), "vector-effect",
                     "non-scaling-stroke", NULL);
    }
    wr_html_close(h, "svg");
    wr_buf_free(&points);
}
