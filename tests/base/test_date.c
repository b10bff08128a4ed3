#include "support/check.h"

#include <string.h>

#include "base/date.h"

static void every_day_goes_there_and_back(void **state)
{
    int weekday, last;
    struct wr_date before = {0, 0, 0};

    (void)state;
    assert_true(wr_date_days(1900, 1, 1, &last)); /* a Monday */
    weekday = 0;
    for (int i = last; i < last + 400 * 366; i++) {
        struct wr_date d = wr_date_of(i);
        int back;
        assert_true(wr_date_days(d.year, d.month, d.day, &back));
        assert_int_equal(back, i);
        assert_true(d.year > before.year || d.month > before.month || d.day > before.day);
        assert_int_equal(wr_date_weekday(i), weekday);
        weekday = (weekday + 1) % 7;
        before = d;
    }
}

static void days_that_are_known(void **state)
{
    int days;

    (void)state;
    assert_true(wr_date_days(1970, 1, 1, &days));
    assert_int_equal(days, 0);
    assert_true(wr_date_days(2000, 3, 1, &days));
    assert_int_equal(days, 11017); /* 951868800 s, `date -ud 2000-03-01 +%s` */
    assert_true(wr_date_days(2026, 6, 3, &days));
    assert_int_equal(days, 20607);              /* 1780444800 s */
    assert_int_equal(wr_date_weekday(days), 2); /* a Wednesday */
    assert_int_equal(wr_date_weekday(-3), 0);   /* 29 December 1969, a Monday */
    assert_int_equal(wr_date_of(-100000000).year, 1);
    assert_int_equal(wr_date_of(100000000).year, 9999);
}

static void days_that_are_not(void **state)
{
    int days = 42;

    (void)state;
    assert_false(wr_date_days(2026, 2, 29, &days));
    assert_true(wr_date_days(2028, 2, 29, &days));
    assert_false(wr_date_days(2100, 2, 29, &days));
    assert_false(wr_date_days(2026, 4, 31, &days));
    assert_false(wr_date_days(0, 1, 1, &days));
    assert_false(wr_date_days(2026, 13, 1, &days));
    days = 42;
    assert_int_equal(wr_date_read("2026-02-30", &days), 0);
    assert_int_equal(wr_date_read("2026-2-03", &days), 0);
    assert_int_equal(wr_date_read("2026", &days), 0);
    assert_int_equal(wr_date_read("", &days), 0);
    assert_int_equal(days, 42);
}

static void read_and_printed(void **state)
{
    struct wr_buf out;
    int days;

    (void)state;
    wr_buf_init(&out, 0);
    assert_int_equal(wr_date_read("2026-06-03 to", &days), 10);
    wr_date_print(&out, days);
    wr_buf_text(&out, " ");
    wr_date_iso(&out, days);
    wr_buf_text(&out, " ");
    wr_date_brief(&out, days);
    check_text(wr_buf_string(&out), "3 June 2026 2026-06-03 3 Jun 2026");
    wr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_goes_there_and_back),
        cmocka_unit_test(days_that_are_known),
        cmocka_unit_test(days_that_are_not),
        cmocka_unit_test(read_and_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
