#include "base/date.h"

#define FIRST (-719162) /* 0001-01-01 */
#define LAST 2932896    /* 9999-12-31 */

/* Eras of 400 years that begin on 1 March, so that a leap day is the last of its year (H. Hinnant, chrono-compatible low-level date algorithms). */
struct wr_date wr_date_of(int days)
{
    int z = (days < FIRST  ? FIRST
             : days > LAST ? LAST
                           : days) +
            719468,
        era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365, of_year = of_era - (365 * year + year / 4 - year / 100);
    int from_march = (5 * of_year + 2) / 153, month = from_march < 10 ? from_march + 3 : from_march - 9;

    return (struct wr_date){year + era * 400 + (month <= 2), month, of_year - (153 * from_march + 2) / 5 + 1};
}

bool wr_date_days(int year, int month, int day, int *days)
{
    int y = month <= 2 ? year - 1 : year, era, of_era, from_march, got;
    struct wr_date back;

    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    era = y / 400; /* y is never below 0 */
    from_march = month > 2 ? month - 3 : month + 9;
    of_era = (y - era * 400) * 365 + (y - era * 400) / 4 - (y - era * 400) / 100 + (153 * from_march + 2) / 5 + day - 1;
    got = era * 146097 + of_era - 719468;
    back = wr_date_of(got);
    if (back.month != month || back.day != day)
        return false; /* 30 February becomes 2 March */
    *days = got;
    return true;
}

int wr_date_weekday(int days)
{
    int w = (days % 7 + 3) % 7; /* 1970-01-01 was a Thursday */
    return w < 0 ? w + 7 : w;
}

/* Exactly n digits. */
static bool digits(const char *s, int n, int *value)
{
    *value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        *value = *value * 10 + (s[i] - '0');
    }
    return true;
}

size_t wr_date_read(const char *s, int *days)
{
    int year, month, day;

    if (!digits(s, 4, &year) || s[4] != '-' || !digits(s + 5, 2, &month) || s[7] != '-' || !digits(s + 8, 2, &day))
        return 0;
    return wr_date_days(year, month, day, days) ? 10 : 0;
}

void wr_date_iso(struct wr_buf *out, int days)
{
    struct wr_date d = wr_date_of(days);
    wr_buf_printf(out, "%04d-%02d-%02d", d.year, d.month, d.day);
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

void wr_date_print(struct wr_buf *out, int days)
{
    struct wr_date d = wr_date_of(days);
    wr_buf_printf(out, "%d %s %d", d.day, months[d.month - 1], d.year);
}

void wr_date_brief(struct wr_buf *out, int days)
{
    struct wr_date d = wr_date_of(days);
    wr_buf_printf(out, "%d %.3s %d", d.day, months[d.month - 1], d.year);
}
