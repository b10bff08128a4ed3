/* The growing buffer, the only one. It has a stated maximum. A failed append is remembered: appends may be made without a look at each
 * result, and wr_buf_status asked once at the end. */
#ifndef WR_BASE_BUF_H
#define WR_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"

struct wr_buf {
    char *data; /* always ends with a zero that `size` does not count, once anything was appended; NULL before */
    size_t size, capacity, maximum;
    int status; /* 0, WR_ERR_MEMORY or WR_ERR_LIMIT; sticky */
};

#define WR_BUF_MAXIMUM ((size_t)1 << 30)

/* An empty buffer that may hold at most `maximum` bytes (0: WR_BUF_MAXIMUM). Cannot fail. */
void wr_buf_init(struct wr_buf *buf, size_t maximum);
void wr_buf_free(struct wr_buf *buf);  /* safe twice */
void wr_buf_clear(struct wr_buf *buf); /* empty again; keeps memory; forgets a failure */

void wr_buf_add(struct wr_buf *buf, const void *data, size_t n);
void wr_buf_text(struct wr_buf *buf, const char *s);
void wr_buf_char(struct wr_buf *buf, char c);
void wr_buf_printf(struct wr_buf *buf, const char *format, ...) WR_PRINTF(2, 3);
void wr_buf_vprintf(struct wr_buf *buf, const char *format, va_list args) WR_PRINTF(2, 0);
/* s escaped for HTML text and attributes (& < > " '); for JSON: with quotes around; for CSV: quoted when needed (RFC 4180, and a leading
 * = + - @ in text is kept as it is: numbers are not text). Bytes that are not UTF-8 become U+FFFD. NULL is the empty text (JSON: null). */
void wr_buf_html(struct wr_buf *buf, const char *s);
void wr_buf_json(struct wr_buf *buf, const char *s);
void wr_buf_csv(struct wr_buf *buf, const char *s);
/* A double so that it reads back to the same bits, shortest of %.15g %.16g %.17g; NaN and infinities as null. For JSON and CSV. */
void wr_buf_double(struct wr_buf *buf, double x);

/* Frees `part`, a buffer whose text went into `out`: that it was not whole is then said of `out`. */
void wr_buf_part_free(struct wr_buf *out, struct wr_buf *part);

/* 0, or why the buffer is not whole. */
int wr_buf_status(const struct wr_buf *buf) WR_MUST_USE;
/* The text so far; "" for an empty buffer. Owned by the buffer. */
const char *wr_buf_string(const struct wr_buf *buf);
/* Writes everything to `out`. WR_ERR_PIPE when the reader has gone, WR_ERR_FILE for anything else (disk full). */
int wr_buf_write(const struct wr_buf *buf, FILE *out) WR_MUST_USE;

#endif
