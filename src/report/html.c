#include "report/html.h"

#include <stdarg.h>
#include <string.h>

void wr_html_init(struct wr_html *h, struct wr_buf *out)
{
    memset(h, 0, sizeof *h);
    h->out = out;
}

int wr_html_end(struct wr_html *h)
{
    int status = wr_buf_status(h->out);

    if (status != 0)
        return status;
    if (h->status == 0 && h->depth != 0)
        h->status = wr_fail(WR_ERR_INTERNAL);
    return h->status;
}

void wr_html_status(struct wr_html *h, int status)
{
    if (status != 0 && h->out->status == 0)
        h->out->status = status;
}

static void start_tag(struct wr_html *h, const char *name, va_list attributes, const char *end)
{
    const char *attribute;

    wr_buf_char(h->out, '<');
    wr_buf_text(h->out, name);
    while ((attribute = va_arg(attributes, const char *)) != NULL) {
        const char *value = va_arg(attributes, const char *);
        if (value == NULL)
            continue;
        wr_buf_char(h->out, ' ');
        wr_buf_text(h->out, attribute);
        wr_buf_text(h->out, "=\"");
        wr_buf_html(h->out, value);
        wr_buf_char(h->out, '"');
    }
    wr_buf_text(h->out, end);
}

static void push(struct wr_html *h, const char *name)
{
    if (h->depth == WR_HTML_DEEP) {
        h->status = wr_fail(WR_ERR_INTERNAL);
        return;
    }
    h->open[h->depth++] = name;
}

/* Elements that stand on lines of their own, so that a person can read the page's source and golden files show what changed. */
static bool is_block(const char *name)
{
    static const char *const blocks[] = {
        "html",  "head", "body", "header", "main",     "footer",     "nav",     "section", "article", "div",     "p",       "ul",
        "ol",    "li",   "dl",   "dt",     "dd",       "h1",         "h2",      "h3",      "h4",      "table",   "caption", "thead",
        "tbody", "tr",   "th",   "td",     "figure",   "figcaption", "details", "summary", "title",   "style",   "svg",     "g",
        "desc",  "rect", "line", "circle", "polyline", "polygon",    "path",    "text",    "defs",    "pattern", "meta",    "blockquote"};
    size_t i;

    for (i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        if (strcmp(name, blocks[i]) == 0)
            return true;
    return false;
}

static void new_line(struct wr_html *h, const char *name)
{
    if (is_block(name) && h->out->size > 0 && h->out->data[h->out->size - 1] != '\n')
        wr_buf_char(h->out, '\n');
}

void wr_html_open(struct wr_html *h, const char *name, ...)
{
    va_list attributes;

    new_line(h, name);
    va_start(attributes, name);
    start_tag(h, name, attributes, ">");
    va_end(attributes);
    push(h, name);
}

void wr_html_close(struct wr_html *h, const char *name)
{
    if (h->depth == 0 || strcmp(h->open[h->depth - 1], name) != 0) {
        h->status = wr_fail(WR_ERR_INTERNAL);
        return;
    }
    h->depth--;
    wr_buf_text(h->out, "</");
    wr_buf_text(h->out, name);
    wr_buf_text(h->out, is_block(name) ? ">\n" : ">");
}

void wr_html_void(struct wr_html *h, const char *name, ...)
{
    va_list attributes;

    new_line(h, name);
    va_start(attributes, name);
    start_tag(h, name, attributes, is_block(name) ? "/>\n" : "/>");
    va_end(attributes);
}

void wr_html_element(struct wr_html *h, const char *name, const char *text, ...)
{
    va_list attributes;

    new_line(h, name);
    va_start(attributes, text);
    start_tag(h, name, attributes, ">");
    va_end(attributes);
    push(h, name);
    wr_html_text(h, text);
    wr_html_close(h, name);
}

void wr_html_text(struct wr_html *h, const char *text)
{
    if (text != NULL)
        wr_buf_html(h->out, text);
}

static void WR_PRINTF(2, 0) print(struct wr_html *h, const char *format, va_list args)
{
    struct wr_buf plain;

    wr_buf_init(&plain, 0);
    wr_buf_vprintf(&plain, format, args);
    wr_buf_html(h->out, wr_buf_string(&plain));
    wr_buf_part_free(h->out, &plain);
}

void wr_html_printf(struct wr_html *h, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print(h, format, args);
    va_end(args);
}

void wr_html_elementf(struct wr_html *h, const char *name, const char *format, ...)
{
    va_list args;

    wr_html_open(h, name, NULL);
    va_start(args, format);
    print(h, format, args);
    va_end(args);
    wr_html_close(h, name);
}

void wr_html_paragraphs(struct wr_html *h, const char *text)
{
    struct wr_buf plain;
    const char *at = text, *end;

    wr_buf_init(&plain, 0);
    while (at != NULL && *at != '\0') {
        end = strstr(at, "\n\n");
        wr_buf_clear(&plain);
        wr_buf_add(&plain, at, end != NULL ? (size_t)(end - at) : strlen(at));
        wr_html_status(h, wr_buf_status(&plain));
        if (strspn(wr_buf_string(&plain), " \t\r\n") < plain.size)
            wr_html_element(h, "p", wr_buf_string(&plain), NULL);
        at = end != NULL ? end + 2 : NULL;
    }
    wr_buf_free(&plain);
}

struct wr_html_markup wr_html_trust(const char *data, size_t size)
{
    struct wr_html_markup markup = {data, size};

    return markup;
}

void wr_html_put(struct wr_html *h, struct wr_html_markup markup) { wr_buf_add(h->out, markup.data, markup.size); }
