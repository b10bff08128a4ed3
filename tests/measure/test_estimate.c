/* Averages with intervals, single years, paired differences and shares of years that meet a target. */
#include "support/check.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/mem.h"
#include "measure/measure.h"
#include "model/value.h"

/* Uniform numbers for the tests: splitmix64, a constant start, nothing to do with the engine's draws. */
static double uniform(uint64_t *at)
{
    uint64_t z = *at += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return ((double)(z >> 12) + 0.5) / 4503599627370496.0;
}

static void test_by_hand(void **state)
{
    const double x[] = {2, NAN, 4, 4, 4, 5, 5, 7, 9};
    struct wr_estimate e = wr_measure_estimate(x, 9);

    (void)state;
    assert_int_equal(e.n, 8);
    check_near(e.mean, 5, 1e-15); /* 40 / 8; squares 9 1 1 1 0 0 4 16: 32 */
    check_near(e.sd, sqrt(32.0 / 7), 1e-15);
    check_near(e.se, sqrt(32.0 / 7 / 8), 1e-15);
    check_near(e.high - e.mean, 2.364624251592785 * sqrt(32.0 / 56), 1e-12); /* t(7), Fisher and Yates: 2.365 */
    check_near(e.low + e.high, 10, 1e-12);
    assert_true(e.few);
    check_same(e.year_low, 2);
    check_same(e.year_high, 9);
}

static void test_few_and_none(void **state)
{
    const double one[] = {3}, none[] = {NAN, NAN}, same[] = {0.1, 0.1, 0.1};
    struct wr_estimate e = wr_measure_estimate(one, 1);

    (void)state;
    assert_int_equal(e.n, 1);
    check_same(e.mean, 3);
    assert_true(isnan(e.se) && isnan(e.low) && isnan(e.high) && isnan(e.sd));
    check_same(e.year_low, 3);
    e = wr_measure_estimate(none, 2);
    assert_int_equal(e.n, 0);
    assert_true(isnan(e.mean) && isnan(e.year_low));
    e = wr_measure_estimate(NULL, 0);
    assert_int_equal(e.n, 0);
    e = wr_measure_estimate(same, 3);
    check_same(e.mean, 0.1);
    check_same(e.low, 0.1);
    check_same(e.high, 0.1);
    check_same(e.se, 0);
}

/* R: quantile(0:40, c(0.025, 0.975)) is 1 and 39; quantile(c(1, 2, 4), 0.25) is 1.5. */
static void test_single_years(void **state)
{
    const double three[] = {4, NAN, 1, 2};
    double x[41];
    struct wr_estimate e;

    (void)state;
    for (int i = 0; i < 41; i++)
        x[i] = (i * 17) % 41;
    e = wr_measure_estimate(x, 41);
    assert_false(e.few);
    check_near(e.year_low, 1, 1e-12);
    check_near(e.year_high, 39, 1e-12);
    check_near(wr_measure_quantile(three, 4, 0.25), 1.5, 1e-15);
    check_same(wr_measure_quantile(three, 4, 1), 4);
    check_same(wr_measure_quantile(three, 4, 0), 1);
    assert_true(isnan(wr_measure_quantile(three, 0, 0.5)));
    e = wr_measure_estimate(x, 39);
    assert_true(e.few);
}

static void test_pairs(void **state)
{
    const double a[] = {10, 20, NAN, 40}, b[] = {9, 18, 3, NAN};
    struct wr_estimate d = wr_measure_difference(a, b, 4);

    (void)state;
    assert_int_equal(d.n, 2); /* only years that both have */
    check_near(d.mean, 1.5, 1e-15);
    check_near(d.sd, sqrt(0.5), 1e-15);
}

/* The 95% interval holds the truth 95 times in 100: 4,000 intervals of 10 normal values each; four standard errors are 1.4 points. */
static void test_coverage(void **state)
{
    uint64_t at = 20260105;
    int held = 0, paired = 0;

    (void)state;
    for (int k = 0; k < 4000; k++) {
        double x[10], y[10];
        for (int i = 0; i < 10; i++) {
            double common = gsl_cdf_ugaussian_Pinv(uniform(&at)) * 5;
            x[i] = 3 + 2 * gsl_cdf_ugaussian_Pinv(uniform(&at)) + common;
            y[i] = 1 + 2 * gsl_cdf_ugaussian_Pinv(uniform(&at)) + common;
        }
        struct wr_estimate e = wr_measure_estimate(x, 10), d = wr_measure_difference(x, y, 10);
        held += e.low <= 3 && 3 <= e.high;
        paired += d.low <= 2 && 2 <= d.high;
    }
    check_near(held / 4000.0, 0.95, 4 * sqrt(0.95 * 0.05 / 4000));
    check_near(paired / 4000.0, 0.95, 4 * sqrt(0.95 * 0.05 / 4000));
}

/* Newcombe RG. Two-sided confidence intervals for the single proportion. Stat Med 1998;17:857-872, table I, method 3. */
static void test_wilson(void **state)
{
    static const struct {
        int r, n;
        double low, high;
    } printed[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0.0000, 0.1611}, {1, 29, 0.0061, 0.1718}};
    double x[263];

    (void)state;
    for (size_t k = 0; k < 4; k++) {
        for (int i = 0; i < printed[k].n; i++)
            x[i] = i < printed[k].r ? 1 : 0;
        struct wr_measure_share s = wr_measure_target(x, (size_t)printed[k].n, WR_AT_LEAST, 0.5);
        check_near(s.share, (double)printed[k].r / printed[k].n, 1e-15);
        check_near(s.low, printed[k].low, 0.00005001);
        check_near(s.high, printed[k].high, 0.00005001);
    }
    for (int i = 0; i < 4; i++)
        x[i] = 1;
    check_same(wr_measure_target(x, 4, WR_AT_LEAST, 0.5).high, 1);
    assert_int_equal(wr_measure_target(x, 0, WR_AT_LEAST, 0.5).n, 0);
    assert_true(isnan(wr_measure_target(x, 0, WR_AT_LEAST, 0.5).share));
}

static void test_target_words(void **state)
{
    const double x[] = {1, 2, 3, NAN};

    (void)state;
    check_near(wr_measure_target(x, 4, WR_AT_LEAST, 2).share, 2.0 / 3, 1e-15);
    check_near(wr_measure_target(x, 4, WR_AT_MOST, 2).share, 2.0 / 3, 1e-15);
    check_near(wr_measure_target(x, 4, WR_OVER, 2).share, 1.0 / 3, 1e-15);
    check_near(wr_measure_target(x, 4, WR_UNDER, 2).share, 1.0 / 3, 1e-15);
    assert_int_equal(wr_measure_target(x, 4, WR_UNDER, 2).n, 3);
}

static void test_without_memory(void **state)
{
    double x[50];
    struct wr_estimate e;

    (void)state;
    for (int i = 0; i < 50; i++)
        x[i] = i;
    wr_mem_fail_after(0);
    e = wr_measure_estimate(x, 50);
    check_near(e.mean, 24.5, 1e-12);
    check_same(e.year_low, 0); /* the outermost */
    check_same(e.year_high, 49);
    wr_mem_fail_after(0);
    assert_true(isnan(wr_measure_quantile(x, 50, 0.5)));
    wr_mem_fail_after(-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),      cmocka_unit_test(test_few_and_none),   cmocka_unit_test(test_single_years),
        cmocka_unit_test(test_pairs),        cmocka_unit_test(test_coverage),       cmocka_unit_test(test_wilson),
        cmocka_unit_test(test_target_words), cmocka_unit_test(test_without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
