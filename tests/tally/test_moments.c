/* Moments against GSL, merged in pieces, and where a plain sum would lose its digits. */
#include "support/check.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "draw/elementary.h"
#include "draw/stream.h"
#include "tally/moments.h"

enum { N = 100000 };

static void values(double *x, double far)
{
    for (uint32_t i = 0; i < N; i++) {
        struct wr_draw_id id = {i, 1, 2, 3};
        double u[2];
        wr_draw_pair(wr_draw_key_init(5, 1), &id, 0, u);
        x[i] = far + wr_draw_exp(wr_draw_normal_quantile(u[0]));
    }
}

static void against_gsl(void **state)
{
    static double x[N];
    static const double fars[] = {0.0, 1000.0, -1e6};
    (void)state;
    for (int k = 0; k < 3; k++) {
        struct wr_tally_moments m;
        values(x, fars[k]);
        wr_tally_moments_init(&m);
        for (int i = 0; i < N; i++)
            wr_tally_moments_add(&m, x[i]);
        check_close(wr_tally_moments_mean(&m), gsl_stats_mean(x, 1, N), 1e-13);
        check_close(wr_tally_moments_sum(&m), gsl_stats_mean(x, 1, N) * N, 1e-13);
        check_close(wr_tally_moments_variance(&m), gsl_stats_variance(x, 1, N), 1e-10);
        check_same(m.least, gsl_stats_min(x, 1, N));
        check_same(m.most, gsl_stats_max(x, 1, N));
        assert_int_equal(m.count, N);
    }
}

static void merged(void **state)
{
    static double x[N];
    struct wr_tally_moments all, sum, part;
    (void)state;
    values(x, 5000.0);
    wr_tally_moments_init(&all);
    wr_tally_moments_init(&sum);
    for (int i = 0; i < N; i++)
        wr_tally_moments_add(&all, x[i]);
    for (int from = 0; from < N; from += 7001) {
        wr_tally_moments_init(&part);
        for (int i = from; i < N && i < from + 7001; i++)
            wr_tally_moments_add(&part, x[i]);
        wr_tally_moments_merge(&sum, &part);
    }
    wr_tally_moments_init(&part);
    wr_tally_moments_merge(&sum, &part); /* nothing */
    assert_int_equal(sum.count, all.count);
    check_close(wr_tally_moments_mean(&sum), wr_tally_moments_mean(&all), 1e-15);
    check_close(wr_tally_moments_variance(&sum), wr_tally_moments_variance(&all), 1e-11);
    check_same(sum.least, all.least);
    check_same(sum.most, all.most);
}

/* 10^8 once and 10^-8 ten million times: a plain sum would not move at all. */
static void compensated(void **state)
{
    struct wr_tally_moments m;
    double plain = 1e8;
    (void)state;
    wr_tally_moments_init(&m);
    wr_tally_moments_add(&m, 0.0);
    wr_tally_moments_add(&m, 1e8);
    for (int i = 0; i < 10000000; i++) {
        wr_tally_moments_add(&m, 1e-9);
        plain += 1e-9;
    }
    assert_true(plain == 1e8);
    check_near(m.sum - 1e8 + m.rest, 0.01, 1e-9);
}

static void nothing_and_one(void **state)
{
    struct wr_tally_moments m;
    (void)state;
    wr_tally_moments_init(&m);
    assert_true(isnan(wr_tally_moments_mean(&m)) && isnan(wr_tally_moments_variance(&m)));
    check_same(wr_tally_moments_sum(&m), 0.0);
    wr_tally_moments_add(&m, 3.5);
    check_same(wr_tally_moments_mean(&m), 3.5);
    assert_true(isnan(wr_tally_moments_variance(&m)));
    wr_tally_moments_add(&m, 3.5);
    check_same(wr_tally_moments_variance(&m), 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(against_gsl), cmocka_unit_test(merged), cmocka_unit_test(compensated),
                                       cmocka_unit_test(nothing_and_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
