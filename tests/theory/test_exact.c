/* The exact values themselves, against figures printed elsewhere or worked out by hand: a wrong formula must not judge the engine. */
#include "support/check.h"
#include "theory/exact.h"

static void loss_and_delay(void **state)
{
    (void)state;
    /* By hand: B(1, 1) = 1/2, B(1, 2) = 1/5; C(1.5, 2) = 9/14. */
    check_near(exact_erlang_b(1, 1), 0.5, 1e-15);
    check_near(exact_erlang_b(1, 2), 0.2, 1e-15);
    check_near(exact_erlang_c(1.5, 2), 9.0 / 14, 1e-15);
    /* M/M/1 at 0.9 has a mean time in system of 10 services; M/M/3 with 2.7 one of 3.7235. */
    check_near(exact_mmc_wait(0.9, 1, 1) + 1, 10, 1e-12);
    check_near(exact_mmc_wait(2.7, 1, 3) + 1, 3.7235, 5e-5);
    /* M/M/c/c loses Erlang's B; with room for nobody nobody waits. */
    check_near(exact_mmck_full(4, 1, 5, 5), exact_erlang_b(4, 5), 1e-15);
    check_near(exact_mmck_waiting(4, 1, 5, 5), 0, 0);
    /* M/M/1/2 at load 1: three states, a third each. */
    check_near(exact_mmck_full(1, 1, 1, 2), 1.0 / 3, 1e-15);
    check_near(exact_mmck_waiting(1, 1, 1, 2), 1.0 / 3, 1e-15);
}

static void single_servers(void **state)
{
    const double rate[2] = {0.3, 0.4}, mean[2] = {1, 1}, square[2] = {2, 2};

    (void)state;
    check_near(exact_mg1_wait(0.8, 1, 2), exact_mmc_wait(0.8, 1, 1), 1e-12); /* exponential: M/M/1 */
    check_near(exact_mg1_wait(0.8, 1, 1), 2, 1e-12);                         /* constant: half of it */
    check_near(exact_cobham_wait(rate, mean, square, 2, 0), 0.7 / 0.7, 1e-12);
    check_near(exact_cobham_wait(rate, mean, square, 2, 1), 0.7 / (0.7 * 0.3), 1e-12);
    /* What is waited in all does not depend on the order: sum of load x wait is that of one class. */
    check_near(0.3 * exact_cobham_wait(rate, mean, square, 2, 0) + 0.4 * exact_cobham_wait(rate, mean, square, 2, 1),
               0.7 * exact_mg1_wait(0.7, 1, 2), 1e-12);
    /* D/M/1 with a gap of 2 ln 2 services: s = exp(-(1 - s) 2 ln 2) has the root 1/2 (the other is 1), so one service of waiting. */
    check_near(exact_dm1_wait(1.386294361119890619, 1), 1, 1e-9);
}

static void networks_and_chains(void **state)
{
    const double outside[3] = {1, 0, 0}, route[9] = {0, 0.5, 0.3, 0.4, 0, 0, 0.2, 0, 0};
    const double walk[9] = {0, 1, 0, 1, 0, 1, 0, 1, 0}; /* M/M/1/2 at load 1 */
    const double flat[24] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    double total[3], chances[3];

    (void)state;
    exact_network_rates(outside, route, 3, total);
    check_near(total[0], 1 / 0.74, 1e-12);
    check_near(total[1], 0.5 / 0.74, 1e-12);
    check_near(total[2], 0.3 / 0.74, 1e-12);
    exact_chain(walk, 3, chances);
    check_near(chances[0], 1.0 / 3, 1e-12);
    check_near(chances[2], 1.0 / 3, 1e-12);
    check_near(exact_hourly_there(flat, 24, 3, 7), 6, 1e-12); /* a constant rate: rate x mean */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loss_and_delay),
        cmocka_unit_test(single_servers),
        cmocka_unit_test(networks_and_chains),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
