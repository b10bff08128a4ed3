#include "base/buf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

void wr_buf_init(struct wr_buf *buf, size_t maximum)
{
    *buf = (struct wr_buf){.maximum = maximum == 0 || maximum > WR_BUF_MAXIMUM ? WR_BUF_MAXIMUM : maximum};
}

void wr_buf_free(struct wr_buf *buf)
{
    wr_mem_free(buf->data);
    wr_buf_init(buf, buf->maximum);
}

void wr_buf_clear(struct wr_buf *buf)
{
    buf->size = 0;
    buf->status = 0;
    if (buf->data != NULL)
        buf->data[0] = '\0';
}

/* Room for n more bytes and the zero. Whether there is. */
static bool make_room(struct wr_buf *buf, size_t n)
{
    size_t need, capacity;
    char *grown;

    if (buf->status != 0)
        return false;
    if (n > buf->maximum - buf->size) {
        buf->status = wr_fail(WR_ERR_LIMIT);
        return false;
    }
    need = buf->size + n + 1;
    if (need <= buf->capacity)
        return true;
    capacity = buf->capacity < 256 ? 256 : buf->capacity * 2;
    if (capacity < need)
        capacity = need;
    if (capacity > buf->maximum + 1)
        capacity = buf->maximum + 1;
    grown = wr_mem_resize(buf->data, capacity, 1);
    if (grown == NULL) {
        buf->status = wr_fail(WR_ERR_MEMORY);
        return false;
    }
    buf->data = grown;
    buf->capacity = capacity;
    return true;
}

void wr_buf_add(struct wr_buf *buf, const void *data, size_t n)
{
    if (!make_room(buf, n))
        return;
    if (n > 0)
        memcpy(buf->data + buf->size, data, n);
    buf->size += n;
    buf->data[buf->size] = '\0';
}

void wr_buf_text(struct wr_buf *buf, const char *s)
{
    if (s != NULL)
        wr_buf_add(buf, s, strlen(s));
}

void wr_buf_char(struct wr_buf *buf, char c) { wr_buf_add(buf, &c, 1); }

void wr_buf_vprintf(struct wr_buf *buf, const char *format, va_list args)
{
    char small[256];
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(small, sizeof small, format, args);
    if (n < 0) {
        if (buf->status == 0)
            buf->status = wr_fail(WR_ERR_INTERNAL);
    } else if ((size_t)n < sizeof small) {
        wr_buf_add(buf, small, (size_t)n);
    } else if (make_room(buf, (size_t)n)) {
        vsnprintf(buf->data + buf->size, (size_t)n + 1, format, again);
        buf->size += (size_t)n;
    }
    va_end(again);
}

void wr_buf_printf(struct wr_buf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    wr_buf_vprintf(buf, format, args);
    va_end(args);
}

/* Adds s, with each ASCII byte for which `escape` gives a text replaced by that text, and bytes that are not UTF-8 by U+FFFD. */
static void add_escaped(struct wr_buf *buf, const char *s, const char *(*escape)(unsigned char c, char *scratch))
{
    size_t n = strlen(s), at = 0, bad;
    char scratch[8];

    while (at < n) {
        size_t from = at, end;
        end = wr_text_utf8(s + at, n - at, &bad) ? n : at + bad;
        for (; at < end; at++) {
            const char *with = (unsigned char)s[at] < 128 ? escape((unsigned char)s[at], scratch) : NULL;
            if (with == NULL)
                continue;
            wr_buf_add(buf, s + from, at - from);
            wr_buf_text(buf, with);
            from = at + 1;
        }
        wr_buf_add(buf, s + from, at - from);
        if (end < n) {
            wr_buf_text(buf, replacement);
            at = end + 1;
        }
    }
}

static const char *escape_html(unsigned char c, char *scratch)
{
    (void)scratch;
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        /* Control characters have no place in XML, nor in a page. */
        return (c < 32 && c != 9 && c != 10 && c != 13) || c == 127 ? replacement : NULL;
    }
}

static const char *escape_json(unsigned char c, char *scratch)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        if (c >= 32 && c != 127)
            return NULL;
        snprintf(scratch, 8, "\\u%04x", (unsigned)c);
        return scratch;
    }
}

static const char *escape_csv(unsigned char c, char *scratch)
{
    (void)scratch;
    return c == '"' ? "\"\"" : NULL;
}

void wr_buf_html(struct wr_buf *buf, const char *s)
{
    if (s != NULL)
        add_escaped(buf, s, escape_html);
}

void wr_buf_json(struct wr_buf *buf, const char *s)
{
    if (s == NULL) {
        wr_buf_text(buf, "null");
        return;
    }
    wr_buf_char(buf, '"');
    add_escaped(buf, s, escape_json);
    wr_buf_char(buf, '"');
}

void wr_buf_csv(struct wr_buf *buf, const char *s)
{
    size_t n = s == NULL ? 0 : strlen(s);
    bool quotes;

    if (n == 0)
        return;
    quotes = strpbrk(s, ",\"\r\n") != NULL || s[0] == ' ' || s[n - 1] == ' ';
    if (quotes)
        wr_buf_char(buf, '"');
    add_escaped(buf, s, escape_csv);
    if (quotes)
        wr_buf_char(buf, '"');
}

void wr_buf_double(struct wr_buf *buf, double x)
{
    char text[40], *c;
    int digits;

    if (!wr_num_finite(x)) {
        wr_buf_text(buf, "null");
        return;
    }
    for (digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, x);
        if (digits == 17 || strtod(text, NULL) == x)
            break;
    }
    /* a host program may have set a locale with a decimal comma */
    for (c = text; *c != '\0'; c++)
        if (*c == ',')
            *c = '.';
    wr_buf_text(buf, text);
}

void wr_buf_part_free(struct wr_buf *out, struct wr_buf *part)
{
    if (out->status == 0)
        out->status = part->status;
    wr_buf_free(part);
}

int wr_buf_status(const struct wr_buf *buf) { return buf->status; }

const char *wr_buf_string(const struct wr_buf *buf) { return buf->data == NULL ? "" : buf->data; }

int wr_buf_write(const struct wr_buf *buf, FILE *out)
{
    if (buf->status != 0)
        return buf->status;
    errno = 0;
    if ((buf->size > 0 && fwrite(buf->data, 1, buf->size, out) != buf->size) || fflush(out) != 0)
        return wr_fail(errno == EPIPE ? WR_ERR_PIPE : WR_ERR_FILE);
    return 0;
}
