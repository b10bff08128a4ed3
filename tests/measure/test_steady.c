/* The warm-up by MSER-5 against its formula and by hand, and queues that grow without end. */
#include "support/check.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "measure/measure.h"

static double uniform(uint64_t *at)
{
    uint64_t z = *at += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return ((double)(z >> 12) + 0.5) / 4503599627370496.0;
}

/* The formula as it is printed, without cleverness. */
static size_t slow_mser5(const double *x, size_t n)
{
    double y[1000], least = INFINITY;
    size_t k = n / 5, best = 0;

    for (size_t j = 0; j < k; j++)
        y[j] = (x[5 * j] + x[5 * j + 1] + x[5 * j + 2] + x[5 * j + 3] + x[5 * j + 4]) / 5;
    for (size_t d = 0; d + 5 <= k; d++) {
        double mean = 0, s = 0, m = (double)(k - d);
        for (size_t j = d; j < k; j++)
            mean += y[j] / m;
        for (size_t j = d; j < k; j++)
            s += (y[j] - mean) * (y[j] - mean);
        s /= m * m;
        if (s < least) {
            least = s;
            best = d;
        }
    }
    return best * 5;
}

static void test_mser_formula(void **state)
{
    uint64_t at = 7;
    double x[1000];

    (void)state;
    for (int k = 0; k < 200; k++) {
        size_t n = 50 + (size_t)(uniform(&at) * 900);
        double fall = 1 + 100 * uniform(&at), level = 0;
        for (size_t i = 0; i < n; i++) {
            level = 0.7 * level + gsl_cdf_ugaussian_Pinv(uniform(&at));
            x[i] = level + 10 * exp(-(double)i / fall);
        }
        assert_int_equal(wr_measure_mser5(x, n, NULL), slow_mser5(x, n));
    }
}

/* Twelve batches of five equal values: 9 3 1 2 1 2 1 2 1 2 1 2. Squares about the mean from batch d on, over (12 - d)^2:
 *   d 0: n 12, sum 27, squares 115: (115 - 27^2/12) / 144 = 0.377
 *   d 1: n 11, sum 18, squares  34: ( 34 - 18^2/11) / 121 = 0.0376
 *   d 2: n 10, sum 15, squares  25: ( 25 - 15^2/10) / 100 = 0.0250   the least
 *   d 3: n  9, sum 14, squares  24: ( 24 - 14^2/9 ) /  81 = 0.0274
 *   d 4: n  8, sum 12, squares  20: ( 20 - 12^2/8 ) /  64 = 0.0313   and on it only grows */
static void test_mser_by_hand(void **state)
{
    static const double level[] = {9, 3, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
    double x[62];
    bool reliable = false;

    (void)state;
    for (int i = 0; i < 60; i++)
        x[i] = level[i / 5];
    x[60] = x[61] = 1000; /* an unfinished batch does not count */
    assert_int_equal(wr_measure_mser5(x, 62, &reliable), 10);
    assert_true(reliable);
    for (int i = 0; i < 60; i++)
        x[i] = i; /* rises all the way: there is no settled part */
    assert_true(wr_measure_mser5(x, 60, &reliable) > 30);
    assert_false(reliable);
    assert_int_equal(wr_measure_mser5(x, 19, &reliable), 0);
    assert_true(reliable);
    for (int i = 0; i < 60; i++)
        x[i] = 4; /* nothing to drop */
    assert_int_equal(wr_measure_mser5(x, 60, &reliable), 0);
    assert_true(wr_measure_mser5(x, 20, NULL) <= 10);
}

#define RUNS 16
#define LONG 1000
struct many {
    double x[RUNS][LONG];
    const double *series[RUNS];
    size_t lengths[RUNS];
    double batch[RUNS];
};

/* Levels with a memory, as patients present have; a rise of `trend` a batch; a day's pattern. */
static void make(struct many *m, double trend, double fill, uint64_t start)
{
    uint64_t at = start;

    for (int r = 0; r < RUNS; r++) {
        double noise = 0;
        for (int i = 0; i < LONG; i++) {
            noise = 0.95 * noise + 2 * gsl_cdf_ugaussian_Pinv(uniform(&at));
            m->x[r][i] = 40 * (1 - exp(-i / fill)) + 8 * sin(2 * 3.14159265358979 * i / 3) + noise + trend * i;
        }
        m->series[r] = m->x[r];
        m->lengths[r] = LONG;
        m->batch[r] = 8 * 3600;
    }
}

static void test_growth(void **state)
{
    static struct many m;
    struct wr_measure_growth g;

    (void)state;
    for (uint64_t k = 0; k < 50; k++) { /* settled, and filling up at first: never growth */
        make(&m, 0, 1 + (double)k, 1000 + k);
        g = wr_measure_growth(m.series, m.lengths, m.batch, RUNS, 0);
        assert_false(g.grows);
    }
    for (uint64_t k = 0; k < 10; k++) {
        make(&m, 0.05, 20, 2000 + k); /* 0.15 patients a day */
        g = wr_measure_growth(m.series, m.lengths, m.batch, RUNS, 28 * 86400.0);
        assert_true(g.grows);
        check_near(g.per_day, 0.15, 4 * g.se);
        g = wr_measure_growth(m.series, m.lengths, m.batch, 1,
                              28 * 86400.0); /* one run, and it rises by less than three quarters: not said */
        assert_false(g.grows);
        make(&m, -0.05, 20, 3000 + k);
        assert_false(wr_measure_growth(m.series, m.lengths, m.batch, RUNS, 28 * 86400.0).grows);
    }
    make(&m, 1, 20, 4000);
    assert_false(wr_measure_growth(m.series, m.lengths, m.batch, 0, 0).grows);
    m.lengths[0] = 3; /* a day: too short to say */
    assert_false(wr_measure_growth(m.series, m.lengths, m.batch, 1, 0).grows);
    assert_true(isnan(wr_measure_growth(m.series, m.lengths, m.batch, 1, 0).per_day));
}

/* One run that doubles in its later half, steeply and from little. */
static void test_growth_of_one(void **state)
{
    static double x[400];
    const double *series = x, batch = 3600;
    const size_t length = 400;

    (void)state;
    for (int i = 0; i < 400; i++)
        x[i] = i < 200 ? 2 : 2 + (i - 200);
    assert_true(wr_measure_growth(&series, &length, &batch, 1, 0).grows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mser_formula), cmocka_unit_test(test_mser_by_hand),
                                       cmocka_unit_test(test_growth), cmocka_unit_test(test_growth_of_one)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
