/* Coverage, reach, and the night apart; ranges where a count may not be shown; not asked is not the same as not known. */
#include "agree/coverage.h"

#include <math.h>

#include "support/check.h"

static void test_shares(void **state)
{
    struct wr_coverage c = {
        .invited = 40, .in_post = 62, .night_invited = 10, .night_in_post = 20, .heard = {30, 30}, .night_heard = {5, 5}};

    (void)state;
    wr_coverage_fill(&c, true);
    check_same(c.coverage.low, 30 / 40.0);
    check_same(c.reach.low, 40 / 62.0);
    check_same(c.of_post.high, 30 / 62.0);
    check_same(c.night_of_post.low, 5 / 20.0); /* of those who work at night, not of those invited at night */
}

static void test_ranges(void **state)
{
    struct wr_coverage c = {.invited = 8, .in_post = 22, .night_invited = -1, .night_in_post = 6, .heard = {1, 4}, .night_heard = {0, 4}};

    (void)state;
    wr_coverage_fill(&c, false);
    check_same(c.coverage.low, 1 / 8.0);
    check_same(c.coverage.high, 4 / 8.0);
    check_same(c.night_of_post.low, 0.0);
    check_same(c.night_of_post.high, 4 / 6.0);
}

static void test_not_asked_and_not_known(void **state)
{
    struct wr_coverage c = {.invited = -1, .in_post = 22, .night_invited = -1, .night_in_post = -1};

    (void)state;
    wr_coverage_fill(&c, true); /* should be heard: 0 */
    check_same(c.coverage.high, 0.0);
    check_same(c.reach.high, 0.0);
    check_same(c.of_post.high, 0.0);
    assert_true(isnan(c.night_of_post.low));
    wr_coverage_fill(&c, false); /* nobody asked for them: nothing is said */
    assert_true(isnan(c.coverage.low));
    assert_true(isnan(c.reach.low));
    c.in_post = -1;
    wr_coverage_fill(&c, true);
    check_same(c.coverage.high, 0.0);
    assert_true(isnan(c.reach.low));
    assert_true(isnan(c.of_post.low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shares), cmocka_unit_test(test_ranges),
                                       cmocka_unit_test(test_not_asked_and_not_known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
