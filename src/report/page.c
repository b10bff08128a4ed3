/* Parts that every section uses: texts, sections, tables, and a measure's figures in words. */
#include "report/page_internal.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

const char *wr_i_page_keep(struct wr_i_page *p, struct wr_buf *buf)
{
    const char *kept = wr_buf_status(buf) == 0 ? wr_arena_text_n(p->arena, wr_buf_string(buf), buf->size) : NULL;

    if (kept == NULL)
        wr_html_status(p->h, wr_fail(WR_ERR_MEMORY));
    wr_buf_free(buf);
    return kept != NULL ? kept : "";
}

const char *wr_i_page_text(struct wr_i_page *p, const char *format, ...)
{
    struct wr_buf buf;
    va_list args;

    wr_buf_init(&buf, 0);
    va_start(args, format);
    wr_buf_vprintf(&buf, format, args);
    va_end(args);
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_id(struct wr_i_page *p, const char *stem) { return wr_i_page_text(p, "%s-%d", stem, ++p->numbers); }

void wr_i_page_section(struct wr_i_page *p, const char *id, const char *title)
{
    const char *heading = wr_i_page_text(p, "%s-heading", id);

    wr_html_open(p->h, "section", "id", id, "aria-labelledby", heading, NULL);
    wr_html_element(p->h, "h2", title, "id", heading, NULL);
}

void wr_i_page_section_end(struct wr_i_page *p) { wr_html_close(p->h, "section"); }

#define MANY 5 /* columns: a table of words with more becomes cards on a tablet already */

static bool is_number(const char *column) { return column[0] == '#'; }
static const char *column_name(const char *column) { return column + is_number(column); }

void wr_i_page_table(struct wr_i_page *p, const char *caption, const char *const *columns, size_t n, bool stack)
{
    const char *id = wr_i_page_id(p, "table");
    size_t i;

    p->columns = columns;
    p->n_columns = n;
    p->stack = stack;
    /* A table that becomes cards never scrolls by itself; the others do, and then the keyboard must reach them. */
    wr_html_open(p->h, "div", "class", "wide", "role", stack ? NULL : "region", "aria-labelledby", stack ? NULL : id, "tabindex",
                 stack ? NULL : "0", NULL);
    /* Roles are written out where a style sheet makes the table a list of cards: a browser may then forget that it is a table. */
    wr_html_open(p->h, "table", "class", !stack ? NULL : n > MANY ? "stack early" : "stack", "role", stack ? "table" : NULL, NULL);
    wr_html_element(p->h, "caption", caption, "id", id, NULL);
    wr_html_open(p->h, "thead", "role", stack ? "rowgroup" : NULL, NULL);
    wr_html_open(p->h, "tr", "role", stack ? "row" : NULL, NULL);
    for (i = 0; i < n; i++)
        wr_html_element(p->h, "th", column_name(columns[i]), "scope", "col", "role", stack ? "columnheader" : NULL, "class",
                        is_number(columns[i]) ? "number" : NULL, NULL);
    wr_html_close(p->h, "tr");
    wr_html_close(p->h, "thead");
    wr_html_open(p->h, "tbody", "role", stack ? "rowgroup" : NULL, NULL);
}

void wr_i_page_row_open(struct wr_i_page *p)
{
    wr_html_open(p->h, "tr", "role", p->stack ? "row" : NULL, NULL);
    wr_html_open(p->h, "th", "scope", "row", "role", p->stack ? "rowheader" : NULL, NULL);
    p->column = 1;
}

void wr_i_page_row_named(struct wr_i_page *p) { wr_html_close(p->h, "th"); }

void wr_i_page_row(struct wr_i_page *p, const char *heading)
{
    wr_i_page_row_open(p);
    wr_html_text(p->h, heading);
    wr_i_page_row_named(p);
}

void wr_i_page_cell(struct wr_i_page *p, const char *text)
{
    bool known = p->column < p->n_columns, number = known && is_number(p->columns[p->column]);

    wr_html_element(p->h, "td", text, "class", number ? "number" : NULL, "role", p->stack ? "cell" : NULL, "data-label",
                    p->stack && known ? column_name(p->columns[p->column]) : NULL, NULL);
    p->column++;
}

void wr_i_page_row_end(struct wr_i_page *p) { wr_html_close(p->h, "tr"); }

void wr_i_page_table_end(struct wr_i_page *p)
{
    wr_html_close(p->h, "tbody");
    wr_html_close(p->h, "table");
    wr_html_close(p->h, "div");
}

void wr_i_page_figure(struct wr_i_page *p, const char *sentence)
{
    wr_html_open(p->h, "figure", NULL);
    wr_html_element(p->h, "figcaption", sentence, NULL);
}

void wr_i_page_figure_end(struct wr_i_page *p) { wr_html_close(p->h, "figure"); }

void wr_i_page_numbers(struct wr_i_page *p, const char *summary)
{
    wr_html_open(p->h, "details", "class", "numbers", NULL);
    wr_html_element(p->h, "summary", summary, NULL);
}

void wr_i_page_details(struct wr_i_page *p, const char *summary)
{
    wr_html_open(p->h, "details", NULL);
    wr_html_element(p->h, "summary", summary, NULL);
}

void wr_i_page_details_end(struct wr_i_page *p) { wr_html_close(p->h, "details"); }

void wr_i_page_fact(struct wr_i_page *p, const char *name, const char *value)
{
    wr_html_element(p->h, "dt", name, NULL);
    if (wr_text_is_blank(value))
        wr_html_element(p->h, "dd", "Not said", "class", "missing", NULL);
    else
        wr_html_element(p->h, "dd", value, NULL);
}

const char *wr_i_page_number(struct wr_i_page *p, const struct wr_number *number)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_units_print(&buf, number->value, number->unit, 0);
    if (wr_num_finite(number->low) && wr_num_finite(number->high)) {
        wr_buf_text(&buf, " (");
        wr_units_print(&buf, number->low, number->unit, 0);
        wr_buf_text(&buf, " to ");
        wr_units_print(&buf, number->high, number->unit, 0);
        wr_buf_char(&buf, ')');
    }
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_quantity(struct wr_i_page *p, double value, enum wr_unit unit, int digits)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    if (unit == WR_UNIT_TIME && digits == 0 && value >= 2 * WR_WEEK && value < WR_YEAR && fmod(value, WR_WEEK) == 0)
        wr_buf_printf(&buf, "%.0f weeks", value / WR_WEEK); /* as people write them: 12 weeks, not 84 days */
    else if (wr_num_finite(value))
        wr_units_print(&buf, value, unit, digits);
    else
        wr_buf_text(&buf, "not known");
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_count(struct wr_i_page *p, double x)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    if (wr_num_finite(x))
        wr_num_print(&buf, x, fabs(x) < 10 && x != floor(x) ? 1 : 0, true);
    else
        wr_buf_text(&buf, "none");
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_capital(struct wr_i_page *p, const char *name)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_say_capital(&buf, name);
    return wr_i_page_keep(p, &buf);
}

const char *wr_i_page_sentence(struct wr_i_page *p, const char *text)
{
    size_t n = text != NULL ? strlen(text) : 0;

    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\n'))
        n--;
    if (n == 0)
        return "";
    return wr_i_page_text(p, "%.*s%s", (int)n, text, strchr(".!?", text[n - 1]) != NULL ? "" : ".");
}
