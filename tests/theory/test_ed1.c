/* ED-1, an emergency department with a ward, against reference values: 2,000 replications of a hand-made loop, written independently of this engine (SimPy and
 * simmer agree with it). What is compared is the difference of two estimates, so both standard errors count. Runs with WARDROUND_ALL=1; without, the same with
 * 20 replications. All rows come from one seed and hang together, so each is held to 4 standard errors and the sum of squares is not judged. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/check.h"
#include "theory/rows.h"

static void reference_values(void **state)
{
    /* Average and half-width of its 95% interval (1.96 standard errors), in hours or numbers. */
    static const struct {
        const char *measure;
        double average, half_width, unit;
    } rows[] = {
        {"arrivals", 20403.80, 6.21, 1},
        {"wait for triage", 0.00154, 0.000005, 3600}, /* printed without an interval: half of the last digit */
        {"majors urgent", 2.4141, 0.0057, 3600},
        {"majors standard", 5.129, 0.094, 3600},
        {"minors urgent", 1.4338, 0.0008, 3600},
        {"minors standard", 1.5146, 0.0009, 3600},
        {"wait for a bed", 2.228, 0.035, 3600},
        {"beds in use", 24.924, 0.028, 1},
        {"admitted", 3059.2, 2.4, 1},
        {"discharged", 3033.6, 2.4, 1},
    };
    struct rows_run run;
    size_t i, far = 0;

    (void)state;
    rows_run_start(&run, "tests/theory/ed1.yaml", NULL, rows_seed("ed1"), getenv("WARDROUND_ALL") ? 2000 : 20, 0);
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wr_estimate got = rows_estimate(&run, rows[i].measure, 0);
        double se = got.se / rows[i].unit, theirs = rows[i].half_width / 1.96;
        double z = (got.mean / rows[i].unit - rows[i].average) / sqrt(se * se + theirs * theirs);

        printf("%-20s reference %10.5g +- %-8.3g simulated %10.5g +- %-8.3g z %6.2f\n", rows[i].measure, rows[i].average, theirs,
               got.mean / rows[i].unit, se, z);
        if (!(fabs(z) <= 4))
            far++;
    }
    rows_run_free(&run);
    if (far > 0)
        fail_msg("%zu values of ED-1 are over 4 standard errors from the reference", far);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reference_values)};

    setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
