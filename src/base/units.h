/* Quantities as people write them, and back. All times inside the program are seconds, money is pounds, shares are 0 to 1, rates are per
 * second. A month is 365/12 days, a year 365 days. */
#ifndef WR_BASE_UNITS_H
#define WR_BASE_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum wr_unit {
    WR_UNIT_BARE,       /* 12            people, spaces, things; a factor where one is asked for */
    WR_UNIT_TIME,       /* 8 min         seconds */
    WR_UNIT_SHARE,      /* 40%, 1 in 82  0 to 1 as written (may be over 1: the caller checks) */
    WR_UNIT_TIMES,      /* 1.4 times     factor */
    WR_UNIT_POINTS,     /* 3 points      percentage points: 0.03 */
    WR_UNIT_MONEY,      /* £320k         pounds */
    WR_UNIT_MONEY_RATE, /* £1.2m a year, £38 an hour   pounds a second */
    WR_UNIT_RATE        /* 12 a day      per second */
};

#define WR_SECOND 1.0
#define WR_MINUTE 60.0
#define WR_HOUR 3600.0
#define WR_DAY 86400.0
#define WR_WEEK 604800.0
#define WR_MONTH (WR_DAY * 365.0 / 12.0)
#define WR_YEAR (WR_DAY * 365.0)

/* "8 min", "2.5h", "40%", "1 in 82", "£1.2m a year", "12 a day", "0.65", "1.4 times", "3 points". Understands s, sec, second(s), min,
 * minute(s), h, hr, hour(s), day(s), week(s), month(s), year(s); money with k, m, bn; "a", "an" or "per" hour, day, week, month, year.
 * Reads a prefix of s; *used gets its length. false: no quantity there. *value gets seconds, pounds, ... as above. */
bool wr_units_read(const char *s, double *value, enum wr_unit *unit, size_t *used);
/* A unit word alone at the start of s ("min", "days", "%", "h"): its unit and factor. false: none. */
bool wr_units_word(const char *s, enum wr_unit *unit, double *factor, size_t *used);

/* As people read it, in the unit that suits its size, with `digits` significant digits (0: as many as are needed to say it exactly, at most
 * 15): "45 min", "3 days", "40%", "1 in 82" (shares under 1%), "£320k", "12 a day". */
void wr_units_print(struct wr_buf *out, double value, enum wr_unit unit, int digits);
/* Names for messages: "a time (8 min, 2.5 h, 3 days)", ... */
const char *wr_units_describe(enum wr_unit unit);

#endif
