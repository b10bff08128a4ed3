/* Every kind of measure of a place, a step and staff, worked out by hand for two patients (measures.yaml). What happens:
 *
 *   00:02  first enters the bay and is seen by two doctors         00:04  second waits for the bay
 *   00:10  collection starts
 *   00:15  one doctor on duty, two at work
 *   00:17  first enters the ward; the letter is not there, a doctor chases it; the bay is in turnaround until 00:23
 *   00:21  not found; first starts its stay
 *   00:23  second enters the bay and waits for two doctors         00:25  two on duty again: second is seen
 *   00:40  second is seen and waits for the ward, in the bay
 *   00:41  first goes home; second enters the ward; the letter is chased until 00:45; the bay is in turnaround until 00:47
 *   00:45  second starts its stay, which would end at 01:05        01:00  collection ends
 */
#include "support/check.h"
#include "theory/rows.h"

#define MINUTE 60.0

static void by_hand(void **state)
{
    static const struct {
        const char *measure;
        double value, counted, unfinished;
    } rows[] = {
        {"in system", 39 * MINUTE, 1, 1}, /* first; second has not left */
        {"within forty", 1, 1, 1},
        {"in the bay", 16.5 * MINUTE, 2, 0}, /* 15, begun before collection and ended in it, and 18 */
        {"seen", 1, 1, 0},                   /* second; first started before collection */
        {"wait", 21 * MINUTE, 1, 0},         /* second, asked for before collection */
        {"wait for the bay", 19 * MINUTE, 1, 0},
        {"wait for doctors", 2 * MINUTE, 1, 0},
        {"wait for the ward", 0.5 * MINUTE, 2, 0},   /* 0 and 1 */
        {"wait for the letter", 4.5 * MINUTE, 2, 0}, /* chasing is waiting: 4 and 1 + 4 */
        {"waiting to be seen", 15.0 / 50, 50 * MINUTE, 0},
        {"bay taken", 25.0 / 50, 50 * MINUTE, 0}, /* 7 and 18 */
        {"bay busy", 37.0 / 50, 50 * MINUTE, 0},  /* two turnarounds of 6 */
        {"at half past", 1, 1, 0},
        {"on the ward", 43.0 / 50, 50 * MINUTE, 0}, /* 24 and 19 */
        {"ward days", 43.0 / 1440, 50 * MINUTE, 0},
        {"work", 52 * MINUTE, 50 * MINUTE, 0}, /* 2 x 7 and 2 x 15 seeing, 4 and 4 chasing */
        {"over", 2 * MINUTE, 50 * MINUTE, 0},  /* one of two, 00:15 to 00:17 */
        {"busy", 50.0 / 90, 50 * MINUTE, 0},   /* without what is over, of 2 x 5 + 10 + 2 x 35 on duty */
        {"blocked", 0.5 * MINUTE, 2, 0},       /* 0 and 1 */
        {"without the letter", 1, 2, 0},
    };
    struct rows_run run;
    size_t i, row;

    (void)state;
    rows_run_start(&run, "tests/theory/measures.yaml", NULL, 1, 1, 1);
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct wr_trial_variant *v = &run.trial.variants[0];

        check_near(rows_estimate(&run, rows[i].measure, 0).mean, rows[i].value, 1e-9);
        for (row = 0; run.trial.row_measure[row] != wr_model_measure(&run.model, rows[i].measure); row++)
            ;
        check_near(v->counted[row][0], rows[i].counted, 1e-9);
        check_near(v->unfinished[row][0], rows[i].unfinished, 0);
    }
    rows_run_free(&run);
}

/* Overtime ends with the work, also when more are released at once than were beyond the number on duty. */
static void overtime(void **state)
{
    struct rows_run run;

    (void)state;
    rows_run_start(&run, "tests/theory/measures_overtime.yaml", NULL, 1, 1, 1);
    check_near(rows_estimate(&run, "over", 0).mean, 2 * MINUTE, 1e-9);
    check_near(rows_estimate(&run, "busy", 0).mean, 28.0 / 75, 1e-12); /* 2 x 15 less 2 over, of 2 x 15 + 45 on duty */
    rows_run_free(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_hand), cmocka_unit_test(overtime)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
