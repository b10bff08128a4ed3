#include "support/check.h"

#include <math.h>

#include "base/num.h"

static void test_sum(void **state)
{
    struct wr_num_sum s = {0, 0};
    int i;

    (void)state;
    wr_num_sum_add(&s, 1);
    wr_num_sum_add(&s, 1e100);
    wr_num_sum_add(&s, 1);
    wr_num_sum_add(&s, -1e100);
    check_same(wr_num_sum_value(&s), 2); /* Neumaier's own example: plain summing gives 0 */
    s = (struct wr_num_sum){0, 0};
    for (i = 0; i < 1000000; i++)
        wr_num_sum_add(&s, 0.1);
    check_near(wr_num_sum_value(&s), 100000, 1e-8);
}

static void test_finite(void **state)
{
    (void)state;
    assert_true(wr_num_finite(0));
    assert_true(wr_num_finite(1.7e308));
    assert_false(wr_num_finite((double)NAN));
    assert_false(wr_num_finite((double)INFINITY));
    assert_false(wr_num_finite(-(double)INFINITY));
}

static void test_places(void **state)
{
    (void)state;
    assert_int_equal(wr_num_places(75.123, 4), 0);
    assert_int_equal(wr_num_places(75.123, 0.4), 1);
    assert_int_equal(wr_num_places(75.123, 0.034), 2);
    assert_int_equal(wr_num_places(75.123, 1e-12), 6);
    assert_int_equal(wr_num_places(12.345, 0), 1); /* nothing known of its doubt: three digits */
    assert_int_equal(wr_num_places(0.012345, (double)NAN), 4);
    assert_int_equal(wr_num_places(1234, 0), 0);
    assert_int_equal(wr_num_places(0, 0), 0);
}

static void printed(double x, int places, bool commas, const char *want)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_num_print(&buf, x, places, commas);
    check_text(wr_buf_string(&buf), want);
    wr_buf_free(&buf);
}

static void test_print(void **state)
{
    (void)state;
    printed(1234567.891, 2, true, "1,234,567.89");
    printed(1234567.891, 0, false, "1234568");
    printed(-1234.5, 1, true, "-1,234.5");
    printed(-0.001, 2, true, "0.00");
    printed(-0.0, 0, true, "0");
    printed(999, 0, true, "999");
    printed(1000, 0, true, "1,000");
    printed(0.5, 0, false, "0"); /* to even */
    printed((double)NAN, 2, true, "not known");
    printed((double)INFINITY, 2, true, "without limit");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sum), cmocka_unit_test(test_finite), cmocka_unit_test(test_places),
                                       cmocka_unit_test(test_print)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
