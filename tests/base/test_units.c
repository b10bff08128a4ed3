#include "support/check.h"

#include <string.h>

#include "base/units.h"

#define POUND "\xC2\xA3"

static void test_read(void **state)
{
    static const struct {
        const char *text;
        enum wr_unit unit;
        double value;
        size_t left; /* bytes not read */
    } cases[] = {
        {"8 min", WR_UNIT_TIME, 480, 0},
        {"2.5h", WR_UNIT_TIME, 9000, 0},
        {"2.5 h", WR_UNIT_TIME, 9000, 0},
        {"3 days", WR_UNIT_TIME, 259200, 0},
        {"1 day", WR_UNIT_TIME, 86400, 0},
        {"90 s", WR_UNIT_TIME, 90, 0},
        {"2 weeks", WR_UNIT_TIME, 1209600, 0},
        {"1 month", WR_UNIT_TIME, 365.0 / 12 * 86400, 0},
        {"7 years", WR_UNIT_TIME, 7 * 365.0 * 86400, 0},
        {"40%", WR_UNIT_SHARE, 0.4, 0},
        {"40 %", WR_UNIT_SHARE, 0.4, 0},
        {"7%", WR_UNIT_SHARE, 0.07, 0},
        {"1 in 82", WR_UNIT_SHARE, 1.0 / 82, 0},
        {"1.4 times", WR_UNIT_TIMES, 1.4, 0},
        {"3 points", WR_UNIT_POINTS, 0.03, 0},
        {"1 point", WR_UNIT_POINTS, 0.01, 0},
        {POUND "320k", WR_UNIT_MONEY, 320000, 0},
        {POUND "1.2m a year", WR_UNIT_MONEY_RATE, 1.2e6 / (365 * 86400.0), 0},
        {POUND "38 an hour", WR_UNIT_MONEY_RATE, 38 / 3600.0, 0},
        {POUND "38 per hour", WR_UNIT_MONEY_RATE, 38 / 3600.0, 0},
        {"-" POUND "5", WR_UNIT_MONEY, -5, 0},
        {POUND "2bn", WR_UNIT_MONEY, 2e9, 0},
        {"12 a day", WR_UNIT_RATE, 12 / 86400.0, 0},
        {"2 an hour", WR_UNIT_RATE, 2 / 3600.0, 0},
        {"0.65", WR_UNIT_BARE, 0.65, 0},
        {"12", WR_UNIT_BARE, 12, 0},
        {"45 (40 to 51) min", WR_UNIT_BARE, 45, 15},
        {"8 minutos", WR_UNIT_BARE, 8, 8}, /* not a unit, and not the start of one */
        {"8 m", WR_UNIT_BARE, 8, 2},       /* minutes, months or metres? */
        {"12 a", WR_UNIT_BARE, 12, 2},
        {"1 in 0", WR_UNIT_BARE, 1, 5},
        {"1 in many", WR_UNIT_BARE, 1, 8},
        {POUND "400 a bed day", WR_UNIT_MONEY, 400, 10},
        {"-5 min", WR_UNIT_TIME, -300, 0}, /* whether that may be is the caller's business */
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double value = -1;
        enum wr_unit unit = WR_UNIT_BARE;
        size_t used = 0;
        if (!wr_units_read(cases[i].text, &value, &unit, &used))
            fail_msg("%s is not read", cases[i].text);
        if (unit != cases[i].unit || used + cases[i].left != strlen(cases[i].text))
            fail_msg("%s: unit %d and %zu bytes, not unit %d and %zu", cases[i].text, (int)unit, used, (int)cases[i].unit,
                     strlen(cases[i].text) - cases[i].left);
        check_same(value, cases[i].value);
    }
}

static void test_read_nothing(void **state)
{
    static const char *const none[] = {"",      "min", "a day",       "NaN", "nan min",     "inf h",
                                       "1,200", POUND, POUND "1,200", "ten", "1e308 years", "1e999"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof none / sizeof none[0]; i++) {
        double value;
        enum wr_unit unit;
        size_t used;
        if (wr_units_read(none[i], &value, &unit, &used))
            fail_msg("%s is read as %g", none[i], value);
    }
}

static void test_word(void **state)
{
    enum wr_unit unit;
    double factor;
    size_t used;

    (void)state;
    assert_true(wr_units_word("min", &unit, &factor, &used));
    assert_int_equal(unit, WR_UNIT_TIME);
    check_same(factor, 60);
    assert_true(wr_units_word("% of all", &unit, &factor, &used));
    assert_int_equal(used, 1);
    assert_true(wr_units_word("a day", &unit, &factor, &used));
    assert_int_equal(unit, WR_UNIT_RATE);
    check_same(factor, 1 / 86400.0);
    assert_false(wr_units_word("minor", &unit, &factor, &used));
    assert_false(wr_units_word("", &unit, &factor, &used));
}

static void printed(double value, enum wr_unit unit, int digits, const char *want)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_units_print(&buf, value, unit, digits);
    check_text(wr_buf_string(&buf), want);
    wr_buf_free(&buf);
}

static void test_print(void **state)
{
    (void)state;
    printed(45 * 60, WR_UNIT_TIME, 0, "45 min");
    printed(90 * 60, WR_UNIT_TIME, 0, "90 min");
    printed(4 * 3600, WR_UNIT_TIME, 0, "4 h");
    printed(3 * 86400, WR_UNIT_TIME, 0, "3 days");
    printed(86400, WR_UNIT_TIME, 0, "1 day");
    printed(2.5 * 3600, WR_UNIT_TIME, 0, "2.5 h"); /* as long as "150 min": the larger unit */
    printed(-0.0, WR_UNIT_TIME, 0, "0 s");
    printed(-0.0, WR_UNIT_BARE, 0, "0");
    printed(7 * WR_YEAR, WR_UNIT_TIME, 0, "7 years");
    printed(WR_MONTH, WR_UNIT_TIME, 0, "1 month");
    printed(0, WR_UNIT_TIME, 0, "0 s");
    printed(-480, WR_UNIT_TIME, 0, "-8 min");
    printed(0.4, WR_UNIT_SHARE, 0, "40%");
    printed(0.07, WR_UNIT_SHARE, 0, "7%");
    printed(0, WR_UNIT_SHARE, 0, "0%");
    printed(1, WR_UNIT_SHARE, 0, "100%");
    printed(1.0 / 900, WR_UNIT_SHARE, 0, "1 in 900");
    printed(0.0023, WR_UNIT_SHARE, 0, "0.23%");
    printed(0.0023, WR_UNIT_SHARE, 2, "1 in 430");
    printed(0.123456, WR_UNIT_SHARE, 2, "12%");
    printed(320000, WR_UNIT_MONEY, 0, POUND "320k");
    printed(1.2e6, WR_UNIT_MONEY, 0, POUND "1.2m");
    printed(-5, WR_UNIT_MONEY, 0, "-" POUND "5");
    printed(1234567, WR_UNIT_MONEY, 2, POUND "1.2m");
    printed(1.2e6 / WR_YEAR, WR_UNIT_MONEY_RATE, 0, POUND "1.2m a year");
    printed(38 / 3600.0, WR_UNIT_MONEY_RATE, 0, POUND "38 an hour");
    printed(12 / 86400.0, WR_UNIT_RATE, 0, "12 a day");
    printed(1.4, WR_UNIT_TIMES, 0, "1.4 times");
    printed(0.03, WR_UNIT_POINTS, 0, "3 points");
    printed(12, WR_UNIT_BARE, 0, "12");
    printed(123.456 * 86400, WR_UNIT_TIME, 2, "120 days");
    printed(3725, WR_UNIT_TIME, 2, "1 h");
}

/* What is printed exactly reads back as the same value: 15 digits say it or come within a rounding of it. */
static void test_round_trip(void **state)
{
    static const enum wr_unit units[] = {WR_UNIT_BARE,   WR_UNIT_TIME,  WR_UNIT_SHARE,      WR_UNIT_TIMES,
                                         WR_UNIT_POINTS, WR_UNIT_MONEY, WR_UNIT_MONEY_RATE, WR_UNIT_RATE};
    unsigned long long x = 7;
    size_t i;
    int n;

    (void)state;
    for (n = 0; n < 1000; n++)
        for (i = 0; i < sizeof units / sizeof units[0]; i++) {
            struct wr_buf buf;
            double value, back;
            enum wr_unit unit;
            size_t used;
            x = x * 6364136223846793005ULL + 1442695040888963407ULL;
            value = (double)((x >> 33) % 100000) / (n % 2 == 0 ? 100 : 97);
            wr_buf_init(&buf, 0);
            wr_units_print(&buf, value, units[i], 0);
            if (!wr_units_read(wr_buf_string(&buf), &back, &unit, &used) || unit != units[i] || used != buf.size)
                fail_msg("%.17g is printed as %s, which does not read back", value, wr_buf_string(&buf));
            check_close(back, value, 1e-14);
            wr_buf_free(&buf);
        }
}

static void test_describe(void **state)
{
    int unit;

    (void)state;
    for (unit = WR_UNIT_BARE; unit <= WR_UNIT_RATE; unit++)
        assert_non_null(strchr(wr_units_describe((enum wr_unit)unit), '('));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),  cmocka_unit_test(test_read_nothing), cmocka_unit_test(test_word),
        cmocka_unit_test(test_print), cmocka_unit_test(test_round_trip),   cmocka_unit_test(test_describe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
