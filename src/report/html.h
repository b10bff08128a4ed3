/* An HTML writer that escapes by default. Text and attribute values are always escaped; only a struct wr_html_markup, which is made on purpose by
 * wr_html_trust, goes out as it is. Names of elements and attributes are ours, never a person's words. SVG inside HTML is written the same way.
 *
 * Appends to a wr_buf and needs no memory of its own. A page that cannot be right (an element closed that is not the one open, too deep) is an
 * error of ours: it is remembered and told by wr_html_end. */
#ifndef WR_REPORT_HTML_H
#define WR_REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define WR_HTML_DEEP 40

#if defined(__GNUC__)
#define WR_HTML_ATTRIBUTES __attribute__((sentinel))
#else
#define WR_HTML_ATTRIBUTES
#endif

struct wr_html {
    struct wr_buf *out;
    const char *open[WR_HTML_DEEP]; /* names of the elements that are open */
    size_t depth;
    int status; /* 0 or WR_ERR_INTERNAL; sticky */
};

/* Markup that may go out unescaped. Make one only from text of our own, or of a tool's output that was checked. */
struct wr_html_markup {
    const char *data;
    size_t size;
};

void wr_html_init(struct wr_html *h, struct wr_buf *out);
/* 0 when every element was closed in turn and the buffer is whole; WR_ERR_INTERNAL, WR_ERR_MEMORY or WR_ERR_LIMIT. */
int wr_html_end(struct wr_html *h) WR_MUST_USE;

/* A failure elsewhere (0: none) that leaves the page incomplete: wr_html_end tells it. */
void wr_html_status(struct wr_html *h, int status);

/* <name a="b" c="d">: attributes as pairs of name and value, ended by NULL. A pair whose value is NULL is left out; the value "" is written. */
void wr_html_open(struct wr_html *h, const char *name, ...) WR_HTML_ATTRIBUTES;
void wr_html_close(struct wr_html *h, const char *name);
/* An element without contents: <meta ...> in HTML, <rect .../> in SVG (the slash is right in both). */
void wr_html_void(struct wr_html *h, const char *name, ...) WR_HTML_ATTRIBUTES;
/* <name ...>text</name> */
void wr_html_element(struct wr_html *h, const char *name, const char *text, ...) WR_HTML_ATTRIBUTES;

void wr_html_text(struct wr_html *h, const char *text);
void wr_html_printf(struct wr_html *h, const char *format, ...) WR_PRINTF(2, 3);
/* <name>formatted text</name>, without attributes. */
void wr_html_elementf(struct wr_html *h, const char *name, const char *format, ...) WR_PRINTF(3, 4);
/* Text of several lines: each block between blank lines is a paragraph. */
void wr_html_paragraphs(struct wr_html *h, const char *text);

struct wr_html_markup wr_html_trust(const char *data, size_t size);
void wr_html_put(struct wr_html *h, struct wr_html_markup markup);

#endif
