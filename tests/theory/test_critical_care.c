/* examples/critical-care against 400 replications of the STARS re-make of Griffiths and others 2010 (pythonhealthdatascience/llm_simpy d4f23394, MIT, its
 * code unchanged), each in standard errors of both; beside it the 100 replications that they published. It is their re-make that is compared, not the paper,
 * whose lengths of stay of planned patients were not published.
 *
 * Their definitions, worked out here for each replication from what is measured, so that no row needs an allowance:
 * - wait: of emergencies who LEFT in the time counted, whenever they were given a bed. They are the same people in `emergency from arrival to leaving` and in
 *   `emergency stay in bed`, so it is the difference of the two. (`wait for a bed` is of those who were given one.)
 * - occupancy: the whole stays of those who left, over the hours counted, even what was spent before; without cleaning. Utilisation is that over the beds.
 * - patients: all who came, those cancelled included.
 *
 * As many replications as theirs; with WARDROUND_ALL=1 fifty times as many. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/check.h"
#include "theory/rows.h"

#define HOUR 3600.0
#define COUNTED 8640 /* hours */
#define THEIRS 400
#define ROWS 5

/* rows: cancelled operations, wait (hours), utilisation, occupancy, patients */
static const struct beds {
    const char *option;
    int beds;
    struct rows_printed row[ROWS];
    double published[ROWS]; /* 100 replications; 0: not given here */
} all[] = {
    {"23 beds",
     23,
     {{342.975, 65.664404, THEIRS},
      {74.246406, 68.470080, THEIRS},
      {0.909144, 0.026974, THEIRS},
      {20.910310, 0.620397, THEIRS},
      {1628.305, 33.285986, THEIRS}},
     {347.53, 83.37}},
    {"do nothing",
     24,
     {{288.52, 66.488129, THEIRS},
      {42.565441, 42.152035, THEIRS},
      {0.891500, 0.028365, THEIRS},
      {21.395994, 0.680766, THEIRS},
      {1628.305, 33.285986, THEIRS}},
     {294.91, 46.93}},
    {"25 beds",
     25,
     {{236.1775, 62.869766, THEIRS},
      {25.166046, 26.526263, THEIRS},
      {0.872073, 0.029731, THEIRS},
      {21.801834, 0.743287, THEIRS},
      {1628.305, 33.285986, THEIRS}},
     {242.11, 27.01}},
};

static void as_printed(void **state)
{
    static const char *const names[ROWS] = {"cancelled operations", "wait for a bed, hours", "utilisation", "occupancy", "patients"};
    size_t far = 0;

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct beds *b = &all[i];
        struct rows_joint joint = {.theirs = THEIRS};
        struct rows_run run;
        double *values[ROWS];

        rows_run_start(&run, "examples/critical-care", b->option, rows_seed("critical_care"),
                       getenv("WARDROUND_ALL") ? 50 * THEIRS : THEIRS, 0);
        size_t n = run.trial.n_replications;
        const double *cancelled = rows_values(&run, "cancelled operations", 0), *came = rows_values(&run, "patients who came", 0),
                     *whole = rows_values(&run, "emergency from arrival to leaving", 0),
                     *stay = rows_values(&run, "emergency stay in bed", 0), *any_stay = rows_values(&run, "stay in bed", 0),
                     *left = rows_values(&run, "patients who left", 0);
        check_near(run.trial.collected, COUNTED * HOUR, 0);
        for (size_t k = 0; k < ROWS; k++)
            assert_non_null(values[k] = malloc(n * sizeof **values));
        for (size_t r = 0; r < n; r++) {
            values[0][r] = cancelled[r];
            values[1][r] = (whole[r] - stay[r]) / HOUR;
            values[3][r] = any_stay[r] * left[r] / HOUR / COUNTED;
            values[2][r] = values[3][r] / b->beds;
            values[4][r] = came[r];
        }
        for (size_t k = 0; k < ROWS; k++) {
            char name[64];
            double z;

            snprintf(name, sizeof name, "%d beds: %s", b->beds, names[k]);
            z = rows_from_printed(name, values[k], n, b->row[k]);
            if (b->published[k] > 0)
                printf("  (published, 100 replications: %.2f)", b->published[k]);
            printf("%s\n", fabs(z) <= 3 ? "" : "  OUTSIDE");
            far += !(fabs(z) <= 3);
            if (k != 2) { /* occupancy is utilisation times the beds: one of the two */
                joint.values[joint.rows] = values[k];
                joint.exact[joint.rows++] = b->row[k].mean;
            }
        }
        joint.n = n;
        rows_joint_judge(&joint);
        for (size_t k = 0; k < ROWS; k++)
            free(values[k]);
        rows_run_free(&run);
    }
    if (far > 0)
        fail_msg("%zu rows of the critical care example are over 3 standard errors from the re-make", far);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_printed)};

    setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
