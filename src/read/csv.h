/* Comma-separated values by RFC 4180: quotes, doubled quotes, line ends in fields, CRLF or LF, an optional byte order mark. The first row
 * names the columns. */
#ifndef WR_READ_CSV_H
#define WR_READ_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/mistakes.h"

struct wr_csv {
    const char *file;
    const char **names; /* n_columns, tidied */
    size_t n_columns;
    const char **cells; /* n_rows * n_columns, row after row, zero-terminated */
    int *lines;         /* n_rows: the line on which each row begins */
    size_t n_rows;
};

#define WR_CSV_MAX_BYTES ((size_t)512 << 20)
#define WR_CSV_MAX_COLUMNS 1000

/* Mistakes: not UTF-8, NUL bytes, an open quote, text after a closing quote, a row with more or fewer cells than names (with line, and how many), a
 * name twice or empty, no rows. An empty last line is fine. 0, WR_ERR_MISTAKES, WR_ERR_MEMORY, WR_ERR_LIMIT. */
int wr_csv_read(struct wr_arena *arena, const char *file, const char *data, size_t n, struct wr_mistakes *mistakes,
                struct wr_csv *out) WR_MUST_USE;
/* The index of a column, or -1. */
int wr_csv_column(const struct wr_csv *csv, const char *name);
/* ISO date and time ("2026-01-05", "2026-01-05 08:30", "2026-01-05T08:30:15.5") to seconds since 1970-01-01 00:00 local wall-clock. false: not one. */
bool wr_csv_time(const char *text, double *seconds);

#endif
