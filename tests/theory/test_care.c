/* The rest of how care runs against queues whose answer is known: patience, interruption, breakdowns, other work, groups, errands, any of several, beds that are
 * kept. As in test_theory.c each row has a seed of its own and all are judged as one set. */
#include <math.h>
#include <stdio.h>

#include "support/check.h"
#include "theory/exact.h"
#include "theory/exact_care.h"
#include "theory/rows.h"

#define HOUR 3600.0

static void row(struct rows_set *set, const char *seed_name, const char *file, const char *measure, double exact, double unit)
{
    struct rows_run run;
    char path[128];

    snprintf(path, sizeof path, "tests/theory/%s.yaml", file);
    rows_run_start(&run, path, NULL, rows_seed(seed_name), 0, 0);
    rows_add(set, seed_name, exact, rows_estimate(&run, measure, 0), unit);
    rows_run_free(&run);
}

static void patience(struct rows_set *set)
{
    struct exact_erlang_a a = exact_erlang_a(3.5, 1, 2, 3);

    row(set, "erlang_a_lost", "erlang_a", "lost", a.lost * 3.5 * 100000, 1);
    row(set, "erlang_a_waiting", "erlang_a", "waiting", a.waiting, 1);
    row(set, "patience_constant", "patience_constant", "lost", exact_patience_constant(0.9, 1, 1.5) * 0.9 * 100000, 1);
    /* Two that run side by side: the sooner is exponential with the sum of the rates. A day has 24 h. */
    row(set, "unless_deaths", "unless", "deaths", 4 / 24.0 * 50000 * (1 / 30.0) / (1 / 10.0 + 1 / 30.0), 1);
    row(set, "unless_there", "unless", "on the ward", 4 / (1 / 10.0 + 1 / 30.0), 1);
}

static void interruption(struct rows_set *set)
{
    const double rate[2] = {0.4, 0.4}, mean[2] = {2 / 3.0, 1}, square[2] = {2 * 4 / 9.0, 1 + 1.5 * 1.5};

    row(set, "interrupts_urgent", "interrupts", "urgent time", exact_interrupting_time(rate, mean, square, 2, 0), HOUR);
    row(set, "interrupts_standard", "interrupts", "standard time", exact_interrupting_time(rate, mean, square, 2, 1), HOUR);
    row(set, "breakdowns_time", "breakdowns", "time there", exact_breakdown_time(0.5, 1, 12, 2, 0), HOUR);
    row(set, "system_stops_time", "system_stops", "time there", exact_breakdown_time(0.5, 1, 20, 4, 0), HOUR);
    row(set, "slowed_time", "slowed", "time there", exact_breakdown_time(0.5, 1, 10, 5, 2), HOUR);
    row(set, "vacations_wait", "vacations", "wait", exact_vacation_wait(0.6, 1, 2, 0.75), HOUR);
}

static void together(struct rows_set *set)
{
    row(set, "groups_wait", "groups", "wait", exact_group_wait(2, 1, 3), HOUR);
    row(set, "fork_join_time", "fork_join", "time there", exact_fork_join_time(0.6, 1), HOUR);
    row(set, "rounds_wait", "rounds", "wait", 0.5, HOUR);
}

/* The k-th of servers that are tried in order carries what the ones before it let through (Cooper RB, Introduction to Queueing Theory, 1981, ch. 3.8). */
static void any_of(struct rows_set *set)
{
    const double a = 1.2, first = a * (1 - exact_erlang_b(a, 1)), second = a * (exact_erlang_b(a, 1) - exact_erlang_b(a, 2));

    row(set, "hunting_first", "hunting", "first busy", first, 1);
    row(set, "hunting_second", "hunting", "second busy", second, 1);
    row(set, "hunting_lost", "hunting", "staff lost", a * exact_erlang_b(a, 2) * 50000, 1);
    row(set, "hunting_first_room", "hunting", "first taken", first, 1);
    row(set, "hunting_second_room", "hunting", "second taken", second, 1);
}

static void beds(struct rows_set *set)
{
    /* The bed is taken for the day before, the six hours in theatre, and the day after: Erlang's B asks only for the mean. */
    const double load = 1.6 * 2.25, lost = exact_erlang_b(load, 5);

    row(set, "kept_bed_lost", "kept_bed", "lost", 1.6 / 24 * 100000 * lost, 1);
    row(set, "kept_bed_there", "kept_bed", "on the ward", load * (1 - lost), 1);
    row(set, "comes_back_there", "comes_back", "on the ward", 10 / (1 - 0.2), 1);
}

static void known_answers(void **state)
{
    struct rows_set set = {0};

    (void)state;
    patience(&set);
    interruption(&set);
    together(&set);
    any_of(&set);
    beds(&set);
    rows_judge(&set);
}

/* The formulas themselves, where they must agree with simpler ones. */
static void formulas(void **state)
{
    const double rate[2] = {0.4, 0.4}, mean[2] = {0.5, 1}, square[2] = {0.5, 2};

    (void)state;
    check_near(exact_erlang_a(0.8, 1, 1e9, 1).waiting, exact_mmc_waiting(0.8, 1, 1), 1e-6);
    check_near(exact_patience_constant(0.9, 1, 1e-9), 0.9 / 1.9, 1e-6); /* nobody waits: Erlang's B */
    check_near(exact_interrupting_time(rate, mean, square, 1, 0), exact_mg1_wait(0.4, 0.5, 0.5) + 0.5, 1e-12);
    check_near(exact_breakdown_time(0.5, 1, 10, 5, 1), exact_mmc_wait(0.5, 1, 1) + 1, 1e-9);     /* a pace that does not change */
    check_near(exact_breakdown_time(0.5, 1, 1e9, 1e-3, 0), exact_mmc_wait(0.5, 1, 1) + 1, 1e-6); /* hardly ever ill */
    check_near(exact_group_wait(0.8, 1, 1), exact_mmc_wait(0.8, 1, 1), 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(formulas), cmocka_unit_test(known_answers)};

    setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
