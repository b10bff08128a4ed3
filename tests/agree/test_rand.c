/* RAND/UCLA: the vectors of the specification, percentiles of type 7 worked by hand, the classic panel rule at its edges. */
#include "agree/rand.h"

#include <math.h>

#include "support/check.h"

static struct wr_rand of(const int *ratings, int n)
{
    int counts[WR_RATINGS] = {0};
    struct wr_rand r;

    for (int i = 0; i < n; i++)
        counts[ratings[i] - 1]++;
    wr_rand_of(counts, &r);
    return r;
}
#define OF(...) of((const int[]){__VA_ARGS__}, (int)(sizeof((const int[]){__VA_ARGS__}) / sizeof(int)))

static void test_agreed(void **state)
{
    struct wr_rand r = OF(4, 5, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9);

    (void)state;
    check_same(r.median, 7.0);
    check_same(r.p30, 7.0);
    check_same(r.p70, 8.0);
    check_near(r.di, 0.1639, 5e-5);
    check_near(r.ipras, 2.35 + 1.5 * 2.5, 1e-12); /* 6.10, the worked row of BMJ Open 2012;2:e001431; with 2.5 it would be 6.25 */
    assert_false(r.disagreement);
    assert_int_equal(r.verdict, WR_THIRD_FOR);
}

static void test_two_camps(void **state)
{
    struct wr_rand r = OF(1, 1, 1, 2, 2, 8, 8, 9, 9, 9);

    (void)state;
    check_same(r.median, 5.0);
    check_near(r.di, 2.81, 5e-3);
    assert_true(r.disagreement);
    assert_int_equal(r.verdict, WR_THIRD_UNSURE);
    assert_int_equal(r.panel, WR_PANEL_DISAGREEMENT);
}

/* The case that the program exists to show: the median says yes. */
static void test_median_says_yes(void **state)
{
    struct wr_rand r = OF(2, 2, 3, 3, 7, 7, 8, 8, 8, 9);

    (void)state;
    check_same(r.median, 7.0);
    check_near(r.di, 1.61, 5e-3);
    assert_true(r.disagreement);
    assert_int_equal(r.median_third, WR_THIRD_FOR);
    assert_int_equal(r.verdict, WR_THIRD_UNSURE);
}

static void test_percentiles(void **state)
{
    int eleven[WR_RATINGS] = {1, 1, 1, 1, 1, 1, 1, 2, 2}; /* 1 2 3 4 5 6 7 8 8 9 9: ranks 3 and 7 are whole */
    int none[WR_RATINGS] = {0}, one[WR_RATINGS] = {0, 0, 0, 1};

    (void)state;
    check_same(wr_rand_percentile(eleven, 30), 4.0);
    check_same(wr_rand_percentile(eleven, 70), 8.0);
    check_same(wr_rand_percentile(eleven, 0), 1.0);
    check_same(wr_rand_percentile(eleven, 100), 9.0);
    check_near(wr_rand_percentile((int[WR_RATINGS]){2, 0, 0, 0, 0, 0, 0, 0, 2}, 50), 5.0, 0); /* 1 1 9 9 */
    check_near(wr_rand_percentile((int[WR_RATINGS]){1, 0, 0, 0, 0, 0, 0, 0, 1}, 30), 1 + 0.3 * 8, 1e-12);
    check_same(wr_rand_percentile(one, 70), 4.0);
    assert_true(isnan(wr_rand_percentile(none, 50)));
}

static void test_nobody(void **state)
{
    struct wr_rand r;
    int none[WR_RATINGS] = {0};

    (void)state;
    wr_rand_of(none, &r);
    assert_int_equal(r.n, 0);
    assert_true(isnan(r.median) && isnan(r.di));
    assert_false(r.disagreement);
    assert_int_equal(r.median_third, WR_THIRD_NONE);
    assert_int_equal(r.panel, WR_PANEL_NOT_FOR_THIS_SIZE);
}

/* A median between two thirds counts to the higher. */
static void test_between_thirds(void **state)
{
    (void)state;
    assert_int_equal(OF(3, 3, 4, 4).median_third, WR_THIRD_UNSURE);
    assert_int_equal(OF(6, 6, 7, 7).median_third, WR_THIRD_FOR);
    assert_int_equal(wr_third_of(3), WR_THIRD_AGAINST);
    assert_int_equal(wr_third_of(6), WR_THIRD_UNSURE);
    assert_int_equal(wr_third_of(0), WR_THIRD_NONE);
    assert_int_equal(wr_third_of(NAN), WR_THIRD_NONE);
}

/* BMC Med Inform Decis Mak 12:93, table 7: for each size the last panel that agrees and the first that does not; the same for disagreement. */
static void test_panel_rule(void **state)
{
    static const struct {
        int n, outside, each;
    } rule[] = {{8, 2, 3}, {10, 2, 3}, {11, 3, 4}, {13, 3, 4}, {14, 4, 5}, {16, 4, 5}};
    struct wr_rand r;

    (void)state;
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++) {
        int agree[WR_RATINGS] = {0}, apart[WR_RATINGS] = {0};
        agree[7] = rule[i].n - rule[i].outside;
        agree[4] = rule[i].outside;
        wr_rand_of(agree, &r);
        assert_int_equal(r.panel, WR_PANEL_AGREEMENT);
        agree[7]--;
        agree[4]++;
        wr_rand_of(agree, &r);
        assert_int_equal(r.panel, WR_PANEL_NEITHER);
        apart[0] = rule[i].each;
        apart[8] = rule[i].n - rule[i].each;
        wr_rand_of(apart, &r);
        assert_int_equal(r.panel, WR_PANEL_DISAGREEMENT);
        apart[0]--;
        apart[8]++;
        wr_rand_of(apart, &r);
        assert_int_not_equal(r.panel, WR_PANEL_DISAGREEMENT);
    }
    assert_int_equal(OF(8, 8, 8, 8, 8, 8, 8).panel, WR_PANEL_NOT_FOR_THIS_SIZE);
    assert_int_equal(OF(8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8).panel, WR_PANEL_NOT_FOR_THIS_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_agreed),          cmocka_unit_test(test_two_camps),
                                       cmocka_unit_test(test_median_says_yes), cmocka_unit_test(test_percentiles),
                                       cmocka_unit_test(test_nobody),          cmocka_unit_test(test_between_thirds),
                                       cmocka_unit_test(test_panel_rule)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
