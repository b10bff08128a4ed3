/* Student's t against GSL and against printed tables. */
#include "support/check.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "measure/measure.h"

static void test_against_gsl(void **state)
{
    (void)state;
    for (int n = 1; n <= 2000; n++)
        check_close(wr_measure_t95(n), gsl_cdf_tdist_Pinv(0.975, n), 1e-11);
    for (double n = 1e4; n < 1e9; n *= 10)
        check_close(wr_measure_t95(n), gsl_cdf_tdist_Pinv(0.975, n), 1e-11);
}

/* Fisher and Yates, Statistical Tables for Biological, Agricultural and Medical Research (1963), table III, P = 0.05. */
static void test_against_tables(void **state)
{
    static const struct {
        double n, t;
    } printed[] = {{1, 12.706}, {2, 4.303},  {3, 3.182},  {4, 2.776},  {5, 2.571},  {10, 2.228},
                   {15, 2.131}, {20, 2.086}, {30, 2.042}, {60, 2.000}, {120, 1.980}};

    (void)state;
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++)
        check_near(wr_measure_t95(printed[i].n), printed[i].t, 0.0005001);
}

static void test_edges(void **state)
{
    (void)state;
    assert_true(isnan(wr_measure_t95(0)));
    assert_true(isnan(wr_measure_t95(-3)));
    assert_true(isnan(wr_measure_t95(NAN)));
    check_same(wr_measure_t95(7.9), wr_measure_t95(7));
    for (int n = 1; n < 400; n++) /* falls all the way, over the seam of the two methods too */
        assert_true(wr_measure_t95(n + 1) < wr_measure_t95(n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_against_gsl), cmocka_unit_test(test_against_tables),
                                       cmocka_unit_test(test_edges)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
