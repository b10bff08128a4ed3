#include "base/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

struct word {
    const char *word;
    double factor;
};

/* What follows a number. The first of each size is how we write it: singular, plural. */
static const struct word time_words[] = {
    {"s", WR_SECOND},    {"sec", WR_SECOND},    {"secs", WR_SECOND},    {"second", WR_SECOND}, {"seconds", WR_SECOND}, {"min", WR_MINUTE},
    {"mins", WR_MINUTE}, {"minute", WR_MINUTE}, {"minutes", WR_MINUTE}, {"h", WR_HOUR},        {"hr", WR_HOUR},        {"hrs", WR_HOUR},
    {"hour", WR_HOUR},   {"hours", WR_HOUR},    {"day", WR_DAY},        {"days", WR_DAY},      {"week", WR_WEEK},      {"weeks", WR_WEEK},
    {"month", WR_MONTH}, {"months", WR_MONTH},  {"year", WR_YEAR},      {"years", WR_YEAR},
};
static const struct word period_words[] = {
    {"hour", WR_HOUR}, {"day", WR_DAY}, {"week", WR_WEEK}, {"month", WR_MONTH}, {"year", WR_YEAR},
};
static const struct word money_words[] = {{"k", 1e3}, {"m", 1e6}, {"bn", 1e9}};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 128; }

static size_t blanks(const char *s) { return strspn(s, " \t\r\n"); }

/* The whole word at the start of s, found in a table: its length, 0 when it is none of them. Nothing that a name could go on with may follow. */
static size_t find_word(const char *s, const struct word *table, size_t n, double *factor)
{
    size_t i;

    for (i = 0; i < n; i++) {
        size_t length = strlen(table[i].word);
        if (strncmp(s, table[i].word, length) == 0 && !is_letter(s[length]) && !(s[length] >= '0' && s[length] <= '9') &&
            s[length] != '_') {
            *factor = table[i].factor;
            return length;
        }
    }
    return 0;
}

/* "a day", "an hour", "per week": its length and the period in seconds. */
static size_t find_period(const char *s, double *period)
{
    static const char *const articles[] = {"a ", "an ", "per "};
    size_t i;

    for (i = 0; i < COUNT(articles); i++) {
        size_t skip = strlen(articles[i]), length;
        if (strncmp(s, articles[i], skip) != 0)
            continue;
        skip += blanks(s + skip);
        length = find_word(s + skip, period_words, COUNT(period_words), period);
        if (length > 0)
            return skip + length;
    }
    return 0;
}

bool wr_units_word(const char *s, enum wr_unit *unit, double *factor, size_t *used)
{
    static const struct word times[] = {{"times", 1}, {"time", 1}}, points[] = {{"points", 0.01}, {"point", 0.01}};
    double period;
    size_t n;

    if (s[0] == '%') {
        *unit = WR_UNIT_SHARE;
        *factor = 0.01;
        *used = 1;
        return true;
    }
    if ((n = find_word(s, time_words, COUNT(time_words), factor)) > 0) {
        *unit = WR_UNIT_TIME;
    } else if ((n = find_word(s, times, 1, factor)) > 0) {
        *unit = WR_UNIT_TIMES;
    } else if ((n = find_word(s, points, COUNT(points), factor)) > 0) {
        *unit = WR_UNIT_POINTS;
    } else if ((n = find_period(s, &period)) > 0) {
        *unit = WR_UNIT_RATE;
        *factor = 1 / period;
    } else {
        return false;
    }
    *used = n;
    return true;
}

/* "£1.2m a year", "-£40", "£38 an hour" */
static bool read_money(const char *s, double *value, enum wr_unit *unit, size_t *used)
{
    static const char pound[] = "\xC2\xA3";
    bool negative = s[0] == '-';
    double number, factor, period;
    size_t at = negative ? 1 : 0, n, skip;

    if (strncmp(s + at, pound, 2) != 0)
        return false;
    at += 2;
    n = wr_text_number(s + at, &number);
    if (n == 0)
        return false;
    at += n;
    n = find_word(s + at, money_words, COUNT(money_words), &factor);
    if (n > 0)
        number *= factor;
    at += n;
    if (negative)
        number = -number;
    *unit = WR_UNIT_MONEY;
    skip = blanks(s + at);
    n = skip > 0 ? find_period(s + at + skip, &period) : 0;
    if (n > 0) {
        *unit = WR_UNIT_MONEY_RATE;
        number /= period;
        at += skip + n;
    }
    *value = number;
    *used = at;
    return wr_num_finite(number);
}

bool wr_units_read(const char *s, double *value, enum wr_unit *unit, size_t *used)
{
    double number, factor, of;
    size_t at, skip, n;

    if (read_money(s, value, unit, used))
        return true;
    at = wr_text_number(s, &number);
    if (at == 0)
        return false;
    skip = blanks(s + at);
    *unit = WR_UNIT_BARE;
    *value = number;
    *used = at;
    if (strncmp(s + at + skip, "in ", 3) == 0 && skip > 0) { /* 1 in 82 */
        size_t from = at + skip + 3;
        from += blanks(s + from);
        n = wr_text_number(s + from, &of);
        if (n > 0 && of > 0) {
            *unit = WR_UNIT_SHARE;
            *value = number / of;
            *used = from + n;
        }
    } else if (wr_units_word(s + at + skip, unit, &factor, &n)) {
        /* divided where the unit is a part of a whole, so that 40% is 0.4 to the last bit */
        if (*unit == WR_UNIT_SHARE || *unit == WR_UNIT_POINTS) {
            *value = number / 100;
        } else if (*unit == WR_UNIT_RATE) {
            find_period(s + at + skip, &of);
            *value = number / of;
        } else {
            *value = number * factor;
        }
        *used = at + skip + n;
    }
    return wr_num_finite(*value);
}

/* ---- writing ---- */

/* x with so many significant digits, without exponent where that is readable; 0 digits: the shortest that reads back, at most 15. */
static void digits_of(char *out, size_t size, double x, int digits)
{
    char rounded[40];
    double y;
    int places = 0;

    if (digits <= 0) {
        for (digits = 1; digits <= 15; digits++) {
            snprintf(out, size, "%.*g", digits, x);
            if (digits == 15 || strtod(out, NULL) == x)
                break;
        }
    }
    snprintf(rounded, sizeof rounded, "%.*e", digits - 1, x);
    y = strtod(rounded, NULL);
    if (y < 0 ? y < -1e15 || y > -1e-9 : y > 1e15 || (y < 1e-9 && y > 0)) {
        snprintf(out, size, "%.*g", digits, y);
        return;
    }
    while (places < 24) {
        snprintf(out, size, "%.*f", places, y);
        if (strtod(out, NULL) == y)
            break;
        places++;
    }
}

/* One way of saying a value: its text before and behind the number, and what one of it is worth. */
struct way {
    const char *before, *behind_one, *behind;
    double factor; /* value = number * factor; for rates number / factor */
    bool whole;    /* only said when the number is whole */
};

/* Says it the shortest way, of those whose number is at least 1 (the last way when none is); the first of equals. */
static void print_shortest(struct wr_buf *out, double value, int digits, bool rate, const struct way *ways, size_t n)
{
    char best[64] = "", text[64];
    const struct way *how = NULL;
    double size = value < 0 ? -value : value;
    size_t i;

    for (i = 0; i < n; i++) {
        double number = rate ? size * ways[i].factor : size / ways[i].factor;
        digits_of(text, sizeof text, number, digits);
        number = strtod(text, NULL);
        if (number < 1 && i + 1 < n)
            continue;
        if (ways[i].whole && strchr(text, '.') != NULL)
            continue;
        if (how != NULL && (digits > 0 || strlen(text) >= strlen(best)))
            continue;
        how = &ways[i];
        snprintf(best, sizeof best, "%s", text);
    }
    if (how == NULL)
        return;
    wr_buf_printf(out, "%s%s%s%s", value < 0 && strcmp(best, "0") != 0 ? "-" : "", how->before, best,
                  strcmp(best, "1") == 0 ? how->behind_one : how->behind);
}

static void print_share(struct wr_buf *out, double value, int digits)
{
    char text[64];

    if (value > 0 && value < 0.01) {
        double of = 1 / value;
        double whole = (double)(long long)(of < 9e15 ? of + 0.5 : 0);
        if (digits > 0 || (whole > 0 && 1 / whole == value)) {
            digits_of(text, sizeof text, digits > 0 ? of : whole, digits);
            wr_buf_printf(out, "1 in %s", text);
            return;
        }
    }
    digits_of(text, sizeof text, value * 100, digits);
    if (digits == 0) { /* 100 * 0.07 is not 7 in binary: the shortest text that reads back as the share is the one meant */
        char shorter[64];
        int d;
        for (d = 1; d <= 15; d++) {
            digits_of(shorter, sizeof shorter, value * 100, d);
            if (strtod(shorter, NULL) / 100 == value) {
                snprintf(text, sizeof text, "%s", shorter);
                break;
            }
        }
    }
    wr_buf_printf(out, "%s%%", text);
}

void wr_units_print(struct wr_buf *out, double value, enum wr_unit unit, int digits)
{
    static const struct way times[] = {
        {"", " year", " years", WR_YEAR, true}, {"", " month", " months", WR_MONTH, true}, {"", " day", " days", WR_DAY, false},
        {"", " h", " h", WR_HOUR, false},       {"", " min", " min", WR_MINUTE, false},    {"", " s", " s", WR_SECOND, false},
    };
    static const struct way times_rounded[] = {
        {"", " year", " years", WR_YEAR, true}, {"", " day", " days", WR_DAY, false}, {"", " h", " h", WR_HOUR, false},
        {"", " min", " min", WR_MINUTE, false}, {"", " s", " s", WR_SECOND, false},
    };
    static const struct way money[] = {{"\xC2\xA3", "bn", "bn", 1e9, false},
                                       {"\xC2\xA3", "m", "m", 1e6, false},
                                       {"\xC2\xA3", "k", "k", 1e3, false},
                                       {"\xC2\xA3", "", "", 1, false}};
    static const struct way money_rates[] = {
        {"\xC2\xA3", "bn a year", "bn a year", WR_YEAR * 1e-9, false},
        {"\xC2\xA3", "m a year", "m a year", WR_YEAR * 1e-6, false},
        {"\xC2\xA3", "k a year", "k a year", WR_YEAR * 1e-3, false},
        {"\xC2\xA3", " an hour", " an hour", WR_HOUR, false},
        {"\xC2\xA3", " a day", " a day", WR_DAY, false},
        {"\xC2\xA3", " a week", " a week", WR_WEEK, false},
        {"\xC2\xA3", " a year", " a year", WR_YEAR, false},
    };
    static const struct way rates[] = {
        {"", " a day", " a day", WR_DAY, false},    {"", " an hour", " an hour", WR_HOUR, false},
        {"", " a week", " a week", WR_WEEK, false}, {"", " a month", " a month", WR_MONTH, false},
        {"", " a year", " a year", WR_YEAR, false},
    };
    char text[64];

    if (!wr_num_finite(value)) {
        wr_num_print(out, value, 0, false);
        return;
    }
    if (digits > 15)
        digits = 15;
    if (value == 0)
        value = 0; /* minus nought is nought */
    switch (unit) {
    case WR_UNIT_TIME:
        if (digits > 0)
            print_shortest(out, value, digits, false, times_rounded, COUNT(times_rounded));
        else
            print_shortest(out, value, 0, false, times, COUNT(times));
        return;
    case WR_UNIT_SHARE:
        print_share(out, value, digits);
        return;
    case WR_UNIT_MONEY:
        print_shortest(out, value, digits, false, money, COUNT(money));
        return;
    case WR_UNIT_MONEY_RATE:
        print_shortest(out, value, digits, true, money_rates, COUNT(money_rates));
        return;
    case WR_UNIT_RATE:
        print_shortest(out, value, digits, true, rates, COUNT(rates));
        return;
    case WR_UNIT_TIMES:
        digits_of(text, sizeof text, value, digits);
        wr_buf_printf(out, "%s times", text);
        return;
    case WR_UNIT_POINTS:
        digits_of(text, sizeof text, value * 100, digits);
        wr_buf_printf(out, "%s points", text);
        return;
    case WR_UNIT_BARE:
    default:
        digits_of(text, sizeof text, value, digits);
        wr_buf_text(out, text);
        return;
    }
}

const char *wr_units_describe(enum wr_unit unit)
{
    switch (unit) {
    case WR_UNIT_TIME:
        return "a time (8 min, 2.5 h, 3 days)";
    case WR_UNIT_SHARE:
        return "a share (40%, 1 in 82)";
    case WR_UNIT_TIMES:
        return "a factor (1.4 times)";
    case WR_UNIT_POINTS:
        return "percentage points (3 points)";
    case WR_UNIT_MONEY:
        return "an amount of money (\xC2\xA3"
               "320k)";
    case WR_UNIT_MONEY_RATE:
        return "money over time (\xC2\xA3"
               "1.2m a year, \xC2\xA3"
               "38 an hour)";
    case WR_UNIT_RATE:
        return "a rate (12 a day, 2 an hour)";
    case WR_UNIT_BARE:
    default:
        return "a plain number (12)";
    }
}
