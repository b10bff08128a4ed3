/* Dates as whole days since 1970-01-01 (Gregorian, also before its time). No clock is read and no time zone known. */
#ifndef WR_BASE_DATE_H
#define WR_BASE_DATE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define WR_NO_DATE INT_MIN /* where no date is said */

struct wr_date {
    int year, month, day; /* month and day from 1 */
};

/* Years 1 to 9999; what is outside gives the nearest of them. */
struct wr_date wr_date_of(int days);
/* The day of a date; false when there is no such day (2026-02-30) or the year is not 1 to 9999. */
bool wr_date_days(int year, int month, int day, int *days);
int wr_date_weekday(int days); /* 0 Monday .. 6 Sunday */

/* "2026-06-03" at the start of s: the number of bytes read; 0 when there is none, or no such day. */
size_t wr_date_read(const char *s, int *days);
void wr_date_iso(struct wr_buf *out, int days);   /* 2026-06-03 */
void wr_date_print(struct wr_buf *out, int days); /* 3 June 2026 */
void wr_date_brief(struct wr_buf *out, int days); /* 3 Jun 2026, for tables */

#endif
