/* examples/emergency: its figures under a fixed seed (tests/theory/emergency.txt), and what must be so whatever the figures.
 *
 * The golden figures are renewed (WARDROUND_UPDATE=1) only by a commit that says why they changed: a rule mended, the example altered. That they differ between compilers or
 * machines is a fault to be found, never a reason to renew. */
#include <math.h>
#include <stdio.h>

#include "support/check.h"
#include "theory/rows.h"

#define RUNS 4

static const char *const options[] = {"do nothing",        "record at the bedside",        "evening doctors",
                                      "home before lunch", "record and home before lunch", "all three"};
#define N_OPTIONS (sizeof options / sizeof options[0])

/* Each option's average of each measure and harm to 10 figures. */
static void figures(void **state)
{
    struct wr_buf out;
    size_t o, row, h, i;

    (void)state;
    wr_buf_init(&out, 0);
    for (o = 0; o < N_OPTIONS; o++) {
        struct rows_run run;

        rows_run_start(&run, "examples/emergency", options[o], rows_seed("emergency"), RUNS, 0);
        wr_buf_printf(&out, "%s\n", options[o]);
        for (row = 0; row < run.trial.n_rows; row++)
            wr_buf_printf(&out, "    %s: %.10g\n", run.model.measures[run.trial.row_measure[row]].name,
                          wr_trial_estimate(&run.trial, 0, row).mean);
        for (h = 0; h < run.model.n_harms; h++) {
            double sum = 0;

            for (i = 0; i < RUNS; i++)
                sum += run.trial.variants[0].harms[h][i];
            wr_buf_printf(&out, "    %s, a year: %.10g\n", run.model.harms[h].name, sum / RUNS);
        }
        rows_run_free(&run);
    }
    assert_int_equal(wr_buf_status(&out), 0);
    check_golden(wr_buf_string(&out), "theory/emergency.txt");
    wr_buf_free(&out);
}

/* The example is what its README says: a department under pressure, not one that stands still or runs over. */
static void believable(void **state)
{
    struct rows_run run;
    double four, ward;
    size_t i;

    (void)state;
    rows_run_start(&run, "examples/emergency", NULL, rows_seed("emergency"), 8, 0);
    four = rows_estimate(&run, "within four hours", 0).mean;
    ward = rows_estimate(&run, "ward occupied", 0).mean;
    printf("within four hours %.3f, ward occupied %.3f\n", four, ward);
    assert_true(four > 0.70 && four < 0.78);
    assert_true(ward > 0.88 && ward < 0.95);
    for (i = 0; i < run.model.n_resources; i++) {
        double busy = run.trial.variants[0].mean.resources[i].share_busy;

        printf("%s busy %.3f\n", run.model.resources[i].name, busy);
        assert_true(busy > 0.10 && busy < 0.92);
    }
    assert_false(run.trial.growth.grows);
    rows_run_free(&run);
}

/* Little's law in the long run: what is there on average is what comes in, times how long it stays; the difference is what lies across the ends of collection,
 * which for 8 years of a ward is well under half a percent. */
static void little(void **state)
{
    struct rows_run run;
    const struct wr_sim_result *r;
    int ward;

    (void)state;
    rows_run_start(&run, "examples/emergency", NULL, rows_seed("emergency"), 8, 0);
    r = &run.trial.variants[0].mean;
    ward = wr_model_place(&run.model, "ward");
    check_close(rows_estimate(&run, "ward bed days", 0).mean, r->places[ward].mean_occupied * r->collected / 86400,
                1e-9); /* the same thing said twice */
    check_close(rows_estimate(&run, "admitted", 0).mean, r->places[ward].entries, 0.005);
    rows_run_free(&run);
}

static double difference(const char *option, const char *measure, double *se)
{
    struct rows_run as_it_is, other;
    struct wr_estimate d;
    size_t row;
    int m;

    rows_run_start(&as_it_is, "examples/emergency", "do nothing", rows_seed("emergency"), 8, 0);
    rows_run_start(&other, "examples/emergency", option, rows_seed("emergency"), 8, 0);
    m = wr_model_measure(&other.model, measure);
    for (row = 0; row < other.trial.n_rows && other.trial.row_measure[row] != m; row++)
        ;
    assert_true(row < other.trial.n_rows);
    d = wr_measure_difference(other.trial.variants[0].rows[row], as_it_is.trial.variants[0].rows[row], 8);
    *se = d.se;
    printf("%s, %s: %+.5g +- %.2g\n", option, measure, d.mean, d.se);
    rows_run_free(&as_it_is);
    rows_run_free(&other);
    return d.mean;
}

/* Each change acts in the direction in which it must, by more than 4 standard errors on the same patients. */
static void directions(void **state)
{
    static const struct {
        const char *option, *measure;
        int sign;
    } must[] = {
        {"record at the bedside", "treated without allergies", -1},
        {"record at the bedside", "decided without last results", -1},
        {"evening doctors", "wait for a doctor", -1},
        {"evening doctors", "doctors busy", -1},
        {"home before lunch", "wait for a bed", -1},
        {"all three", "within four hours", 1},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof must / sizeof must[0]; i++) {
        double se, d = difference(must[i].option, must[i].measure, &se);

        if (!(d * must[i].sign > 4 * se))
            fail_msg("%s does not move %s as it must: %g +- %g", must[i].option, must[i].measure, d, se);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(figures), cmocka_unit_test(believable), cmocka_unit_test(little),
                                       cmocka_unit_test(directions)};

    setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
