/* The yardsticks give the right answers: a limit that did less than the work would be none. */
#include "support/check.h"

#include <math.h>

#include "bench/hand/hand.h"

enum { RUNS = 40, YEARS = 400 };

/* Mean over runs of M/M/c, in standard errors from the exact value. */
static void judge(const char *name, double (*run)(uint64_t, uint64_t, double), double rate, double exact)
{
    double sum = 0.0, square = 0.0;
    for (uint64_t i = 0; i < RUNS; i++) {
        double x = run(100 + i, 200000, rate);
        sum += x;
        square += x * x;
    }
    double mean = sum / RUNS, se = sqrt((square / RUNS - mean * mean) / (RUNS - 1)), z = (mean - exact) / se;
    print_message("%s: %.4f (exact %.4f), %+.2f standard errors\n", name, mean, exact, z);
    assert_true(fabs(z) < 4.0);
}

static void queues(void **state)
{
    (void)state;
    /* 1 / (1 - 0.9); Erlang C of 3 servers at a load of 2.7, plus the service: 3.7235 (bench/README.md). 200,000 patients from empty are 0.02 short
     * of the long run, a tenth of the standard error. */
    judge("M/M/1 by events", hand_mm1, 0.9, 10.0);
    judge("M/M/1 by two variables", hand_mm1_bare, 0.9, 10.0);
    judge("M/M/1 by Lindley", hand_lindley, 0.9, 10.0);
    judge("M/M/3 by events", hand_mm3, 2.7, 3.7235);
}

/* Means of 2,000 replications of a hand-made loop of another hand, each with 1.96 standard errors (see bench/README.md). */
static void ed1(void **state)
{
    static const struct {
        const char *name;
        double mean, half_width;
    } want[] = {{"arrivals", 20403.80, 6.21},      {"wait for triage", 0.00154, 0.000005}, {"majors, class 1", 2.4141, 0.0057},
                {"majors, class 2", 5.129, 0.094}, {"minors, class 1", 1.4338, 0.0008},    {"minors, class 2", 1.5146, 0.0009},
                {"wait for a bed", 2.228, 0.035},  {"beds in use", 24.924, 0.028},         {"admitted", 3059.2, 2.4},
                {"discharged", 3033.6, 2.4}};
    enum { ROWS = sizeof want / sizeof *want };
    double sum[ROWS] = {0}, square[ROWS] = {0}, all = 0.0;
    (void)state;
    for (uint64_t i = 0; i < YEARS; i++) {
        struct hand_ed1 o;
        hand_ed1(5000 + i, 8760.0, &o);
        double x[ROWS] = {o.arrivals,  o.wait_triage, o.majors[0], o.majors[1], o.minors[0],
                          o.minors[1], o.wait_bed,    o.beds,      o.admitted,  o.discharged};
        for (int k = 0; k < ROWS; k++) {
            sum[k] += x[k];
            square[k] += x[k] * x[k];
        }
    }
    for (int k = 0; k < ROWS; k++) {
        double mean = sum[k] / YEARS, se = sqrt((square[k] / YEARS - mean * mean) / (YEARS - 1)), other = want[k].half_width / 1.96;
        double z = (mean - want[k].mean) / sqrt(se * se + other * other);
        print_message("%-16s %.5f (%.5f), %+.2f standard errors\n", want[k].name, mean, want[k].mean, z);
        assert_true(fabs(z) < 4.0);
        all += z * z;
    }
    assert_true(all < 29.6); /* 99.9% of chi squared with 10 degrees of freedom */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(queues), cmocka_unit_test(ed1)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
