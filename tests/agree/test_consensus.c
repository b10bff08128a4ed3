/* Group-aware consensus and swing weights: the vectors of the specification, and how answers map. */
#include "agree/consensus.h"

#include <math.h>

#include "base/err.h"
#include "support/check.h"

static const struct wr_votes four[] = {{10, 0, 10}, {4, 0, 4}, {3, 0, 3}, {0, 2, 2}};

static void test_vector(void **state)
{
    (void)state;
    check_near(wr_consensus_pooled(four, 4), 0.857, 5e-4);
    check_near(wr_consensus_product(four, 4), 0.1528, 5e-5);
    check_near(wr_consensus_geometric(four, 4), 0.354, 5e-4);
}

/* Two porters weigh as much as ten executives: it does not matter how many the others are. */
static void test_no_group_is_drowned(void **state)
{
    struct wr_votes large[4] = {four[0], four[1], four[2], four[3]};

    (void)state;
    large[0] = (struct wr_votes){1000, 0, 1000};
    assert_true(wr_consensus_pooled(large, 4) > 0.99);
    assert_true(wr_consensus_product(large, 4) < 0.17);
    assert_true(wr_consensus_geometric(large, 4) < 0.37);
    assert_true(isnan(wr_consensus_pooled(NULL, 0)) && isnan(wr_consensus_product(NULL, 0)) && isnan(wr_consensus_geometric(NULL, 0)));
}

static void test_stances(void **state)
{
    static const enum wr_stance by_rating[] = {WR_STANCE_NONE,    WR_STANCE_DISAGREES, WR_STANCE_DISAGREES, WR_STANCE_DISAGREES,
                                               WR_STANCE_NEITHER, WR_STANCE_NEITHER,   WR_STANCE_NEITHER,   WR_STANCE_AGREES,
                                               WR_STANCE_AGREES,  WR_STANCE_AGREES,    WR_STANCE_NONE};
    static const enum wr_stance by_gradient[] = {WR_STANCE_AGREES,    WR_STANCE_AGREES,    WR_STANCE_AGREES,
                                                 WR_STANCE_NEITHER,   WR_STANCE_NEITHER,   WR_STANCE_NEITHER,
                                                 WR_STANCE_DISAGREES, WR_STANCE_DISAGREES, WR_STANCE_NONE};

    (void)state;
    for (int i = 0; i <= 10; i++)
        assert_int_equal(wr_stance_of_rating(i), by_rating[i]);
    for (int i = 0; i <= 8; i++)
        assert_int_equal(wr_stance_of_gradient(i), by_gradient[i]);
    assert_int_equal(wr_stance_of_gradient(-1), WR_STANCE_NONE);
}

static void test_swing(void **state)
{
    double w[3];

    (void)state;
    assert_int_equal(wr_consensus_swing((double[]){100, 60, 40}, 3, w), 0);
    check_near(w[0], 0.5, 1e-15);
    check_near(w[1], 0.3, 1e-15);
    check_near(w[2], 0.2, 1e-15);
    assert_int_equal(wr_consensus_swing((double[]){0, 0}, 2, w), WR_ERR_LIMIT);
    assert_int_equal(wr_consensus_swing((double[]){100, -1}, 2, w), WR_ERR_LIMIT);
    assert_int_equal(wr_consensus_swing((double[]){100, NAN}, 2, w), WR_ERR_LIMIT);
    assert_int_equal(wr_consensus_swing(NULL, 0, w), WR_ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_vector), cmocka_unit_test(test_no_group_is_drowned),
                                       cmocka_unit_test(test_stances), cmocka_unit_test(test_swing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
