/* The engine against queues whose answer is known, each from a service file in this folder. All rows have seeds of their own (tests/seeds) and are
 * judged as one set (rows.h). With WARDROUND_ALL=1 a second set is run, ten times as long. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"
#include "theory/exact.h"
#include "theory/rows.h"

#define HOUR 3600.0
#define FEW 30

/* One row: runs the file with the row's own seed. */
static void row(struct rows_set *set, const char *seed_name, const char *file, const char *option, const char *measure, double exact,
                double unit, int replications)
{
    struct rows_run run;
    char path[128];

    snprintf(path, sizeof path, "tests/theory/%s.yaml", file);
    rows_run_start(&run, path, option, rows_seed(seed_name), replications, 0);
    rows_add(set, seed_name, exact, rows_estimate(&run, measure, 0), unit);
    rows_run_free(&run);
}

static void single_station(struct rows_set *set)
{
    row(set, "mm1_wait", "mm1", NULL, "wait", exact_mmc_wait(0.8, 1, 1), HOUR, FEW);
    row(set, "mm1_number", "mm1", NULL, "waiting", exact_mmc_waiting(0.8, 1, 1), 1, FEW);
    row(set, "mm3_wait", "mm3", NULL, "wait", exact_mmc_wait(2.4, 1, 3), HOUR, FEW);
    row(set, "mm3_share", "mm3", NULL, "at once", 1 - exact_erlang_c(2.4, 3), 1, FEW);
    row(set, "mg1_lognormal", "mg1_lognormal", NULL, "wait", exact_mg1_wait(0.7, 1, 1 + 1.2 * 1.2), HOUR, FEW);
    row(set, "mg1_constant", "mg1_constant", NULL, "wait", exact_mg1_wait(0.8, 1, 1), HOUR, FEW);
    row(set, "dm1_wait", "dm1", NULL, "wait", exact_dm1_wait(1.25, 1), HOUR, FEW);
}

/* Times that differ between patients by something drawn: information that is missing, a change that is adopted. */
static void mixed_times(struct rows_set *set)
{
    /* Half an hour exponential, doubled for 4 in 10: mean 0.5 x 1.4; the square's mean 2 x 0.25 x (0.6 + 0.4 x 4). */
    row(set, "mg1_information", "mg1_information", NULL, "wait", exact_mg1_wait(1, 0.7, 0.5 * 2.2), HOUR, FEW);
    /* One hour lognormal with sd 0.5 (square 1.25), halved for 6 in 10. */
    row(set, "mg1_adoption", "mg1_adoption", "quicker", "wait", exact_mg1_wait(1.1, 0.7, 1.25 * (0.6 * 0.25 + 0.4)), HOUR, FEW);
    row(set, "information_missing", "information", NULL, "without", 0.35 * 0.2, 1, FEW);
}

static void endless_servers(struct rows_set *set)
{
    const double by_hour[24] = {1.2, 1.0, 0.8, 0.7, 0.7, 0.8, 1.2, 1.8, 2.6, 3.4, 3.8, 3.8,
                                3.6, 3.4, 3.2, 3.2, 3.2, 3.2, 3.2, 3.0, 2.6, 2.2, 1.8, 1.5};
    const double by_weekday[7] = {1.3, 1.1, 1, 1, 1, 0.9, 0.7};
    double rate[168], there = 0;
    size_t day, hour;

    row(set, "mginf_number", "mginf", NULL, "there", 15, 1, FEW);
    for (day = 0; day < 7; day++)
        for (hour = 0; hour < 24; hour++)
            rate[day * 24 + hour] = by_weekday[day] * by_hour[hour]; /* both shapes: by_hour adds to 55.9, by_weekday to 7 */
    for (day = 0; day < 7; day++)
        there += exact_hourly_there(rate, 168, 3, day * 24 + 20) / 7;
    row(set, "mginf_hour", "mginf_hour", NULL, "in the evening", there, 1, FEW);
    row(set, "arrivals_day", "mginf_hour", NULL, "arrivals", 55.9 * 140, 1, FEW);
}

static void losses(struct rows_set *set)
{
    double full = exact_mmck_full(3.6, 1, 3, 5), b = exact_erlang_b(4, 5);

    row(set, "mm3k5_lost", "mm3k5", NULL, "lost", 3.6 * full * 50000, 1, FEW);
    row(set, "mm3k5_number", "mm3k5", NULL, "waiting", exact_mmck_waiting(3.6, 1, 3, 5), 1, FEW);
    row(set, "bounded_queue_wait", "mm3k5", NULL, "wait", exact_mmck_waiting(3.6, 1, 3, 5) / (3.6 * (1 - full)), HOUR, FEW);
    row(set, "erlang_b", "erlang_b", NULL, "lost", 4 * b * 50000, 1, FEW);
    row(set, "erlang_b_pdelay", "erlang_b", NULL, "taken", 4 * (1 - b) / 5, 1, FEW);
    /* A space is taken for the stay and the turnaround; Erlang's B does not ask how the time is made up. */
    row(set, "turnaround_loss", "turnaround", NULL, "lost", 1.5 * exact_erlang_b(1.5 * 1.5, 2) * 100000, 1, FEW);
}

static void priorities(struct rows_set *set)
{
    const double rate[2] = {0.5, 0.5}, mean[2] = {0.5, 1}, square[2] = {0.5, 2};

    row(set, "cobham_urgent", "cobham", NULL, "urgent wait", exact_cobham_wait(rate, mean, square, 2, 0), HOUR, FEW);
    row(set, "cobham_standard", "cobham", NULL, "standard wait", exact_cobham_wait(rate, mean, square, 2, 1), HOUR, FEW);
}

static void networks(struct rows_set *set)
{
    const double outside[3] = {1, 0, 0}, route[9] = {0, 0.5, 0.3, 0.4, 0, 0, 0.2, 0, 0}, mean[3] = {1, 1, 1.5};
    const int servers[3] = {2, 1, 1};
    /* Two rooms, blocking: 0 both empty, 1 first at work, 2 second at work, 3 both, 4 first blocked and second at work. */
    double chain[25] = {0}, p[5], total[3], waiting[3], in_system = 0;
    size_t i;

    exact_network_rates(outside, route, 3, total);
    for (i = 0; i < 3; i++) {
        waiting[i] = exact_mmc_waiting(total[i], mean[i], servers[i]);
        in_system += waiting[i] + total[i] * mean[i]; /* one an hour comes in: the number there is the time there */
    }
    row(set, "jackson_first", "jackson", NULL, "first waiting", waiting[0], 1, FEW);
    row(set, "jackson_second", "jackson", NULL, "second waiting", waiting[1], 1, FEW);
    row(set, "jackson_third", "jackson", NULL, "third waiting", waiting[2], 1, FEW);
    row(set, "jackson_time", "jackson", NULL, "in system", in_system, HOUR, FEW);

    chain[0 * 5 + 1] = 1;    /* arrives */
    chain[1 * 5 + 2] = 1;    /* moves on */
    chain[2 * 5 + 0] = 1.25; /* leaves */
    chain[2 * 5 + 3] = 1;
    chain[3 * 5 + 1] = 1.25;
    chain[3 * 5 + 4] = 1;    /* ends and cannot move on */
    chain[4 * 5 + 2] = 1.25; /* the second leaves, the first moves on */
    exact_chain(chain, 5, p);
    row(set, "blocking_lost", "blocking", NULL, "lost", (p[1] + p[3] + p[4]) * 100000, 1, FEW);
    row(set, "blocking_blocked", "blocking", NULL, "blocked", p[4] / (p[0] + p[2]), HOUR,
        FEW); /* per patient who moves on: those who got in */
}

static void known_answers(void **state)
{
    struct rows_set set = {0};

    (void)state;
    single_station(&set);
    mixed_times(&set);
    endless_servers(&set);
    losses(&set);
    priorities(&set);
    networks(&set);
    rows_judge(&set);
}

/* A quantile has the sketch's stated error beside the simulation's, so it is no row of the set. */
static void quantile(void **state)
{
    const double exact = -log(0.05) / (1 - 0.8); /* the time in M/M/1 is exponential */
    struct wr_estimate got;
    struct rows_run run;

    (void)state;
    rows_run_start(&run, "tests/theory/mm1.yaml", NULL, rows_seed("mm1_p95"), FEW, 0);
    got = rows_estimate(&run, "nineteen in twenty", 0);
    printf("mm1 p95: exact %.4f h, simulated %.4f +- %.4f h\n", exact, got.mean / HOUR, got.se / HOUR);
    check_near(got.mean / HOUR, exact, 4 * got.se / HOUR + WR_TALLY_ERROR * exact);
    rows_run_free(&run);
}

/* Ten times the replications of four of the rows, under seeds of their own. */
static void known_answers_long(void **state)
{
    const double rate[2] = {0.5, 0.5}, mean[2] = {0.5, 1}, square[2] = {0.5, 2};
    const double outside[3] = {1, 0, 0}, route[9] = {0, 0.5, 0.3, 0.4, 0, 0, 0.2, 0, 0};
    struct rows_set set = {0};
    double total[3];

    (void)state;
    if (!getenv("WARDROUND_ALL"))
        skip();
    exact_network_rates(outside, route, 3, total);
    row(&set, "mm1_long", "mm1", NULL, "wait", exact_mmc_wait(0.8, 1, 1), HOUR, 10 * FEW);
    row(&set, "mm3_long", "mm3", NULL, "wait", exact_mmc_wait(2.4, 1, 3), HOUR, 10 * FEW);
    row(&set, "cobham_long", "cobham", NULL, "standard wait", exact_cobham_wait(rate, mean, square, 2, 1), HOUR, 10 * FEW);
    row(&set, "jackson_long", "jackson", NULL, "first waiting", exact_mmc_waiting(total[0], 1, 2), 1, 10 * FEW);
    rows_judge(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(quantile),
        cmocka_unit_test(known_answers_long),
    };

    setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
