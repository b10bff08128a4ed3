/* What must hold in any run, to the last bit or nearly: nobody is lost, and Little's law. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/check.h"
#include "theory/rows.h"

/* Who was there at the start of collection or came, has left or is still there: exactly, for each kind and each single run. */
static void nobody_lost(const struct rows_run *run, const char *path)
{
    const struct wr_sim_result *r = &run->trial.variants[0].mean;
    size_t k, o;

    for (k = 0; k < r->n_kinds; k++) {
        const struct wr_sim_kind_row *kind = &r->kinds[k];
        double left = 0;

        for (o = 0; o < run->model.n_outcomes; o++)
            left += kind->left_as[o];
        if (kind->present_at_start + kind->arrived != left + kind->present_at_end)
            fail_msg("%s, %s: %.17g there and %.17g arrived, %.17g left and %.17g there", path, run->model.kinds[k].name,
                     kind->present_at_start, kind->arrived, left, kind->present_at_end);
        assert_true(kind->arrived + kind->present_at_start > 0);
    }
}

static void conservation(void **state)
{
    static const char *const files[] = {
        "tests/theory/mm1.yaml",         "tests/theory/mm3k5.yaml",   "tests/theory/erlang_b.yaml",
        "tests/theory/turnaround.yaml",  "tests/theory/jackson.yaml", "tests/theory/blocking.yaml",
        "tests/theory/information.yaml", "tests/theory/cobham.yaml",  "tests/theory/ed1.yaml",
        "tests/theory/little.yaml",      "examples/emergency",        "examples/stroke",
        "examples/treatment-centre",     "examples/critical-care",
    };
    struct rows_run run;
    size_t i;
    uint64_t seed;

    (void)state;
    for (i = 0; i < sizeof files / sizeof files[0]; i++)
        for (seed = 1; seed <= 3; seed++) { /* one replication each: the means are then that run's own whole numbers */
            rows_run_start(&run, files[i], NULL, seed, 1, 1);
            nobody_lost(&run, files[i]);
            rows_run_free(&run);
        }
}

/* A run that is drained: the time that patients spend there, added up over patients, is the number there, added up over time. No statistics: the same sum
 * twice. Everybody stands in exactly one place from arrival to leaving. */
static void little(void **state)
{
    struct rows_run run;
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= 4; seed++) {
        const struct wr_sim_result *r;
        double patient_seconds = 0, n;
        struct wr_estimate e;
        int bay, ward;
        size_t p;

        rows_run_start(&run, "tests/theory/little.yaml", NULL, seed, 1, 1);
        r = &run.trial.variants[0].mean;
        for (p = 0; p < r->n_places; p++)
            patient_seconds += r->places[p].mean_occupied * r->collected;
        e = rows_estimate(&run, "in system", 0);
        n = r->kinds[0].arrived + r->kinds[1].arrived;
        check_near(n, 20000, 0);
        check_close(e.mean * n, patient_seconds, 1e-9);
        bay = wr_model_place(&run.model, "bay");
        ward = wr_model_place(&run.model, "ward");
        e = rows_estimate(&run, "a stay in a bay", 0);
        check_close(e.mean * r->places[bay].entries, r->places[bay].mean_occupied * r->collected, 1e-9);
        e = rows_estimate(&run, "a stay on the ward", 0);
        check_close(e.mean * r->places[ward].entries, r->places[ward].mean_occupied * r->collected, 1e-9);
        assert_true(r->places[bay].mean_blocked > 0); /* the case has blocking in it */
        rows_run_free(&run);
    }
}

/* One and two threads give the same bits, run after run and in the averages. */
static void threads(void **state)
{
    struct rows_run one, two;
    size_t row, i;

    (void)state;
    rows_run_start(&one, "examples/emergency", "all three", 5, 4, 1);
    rows_run_start(&two, "examples/emergency", "all three", 5, 4, 2);
    assert_int_equal(one.trial.n_rows, two.trial.n_rows);
    assert_true(one.trial.variants[0].checksum == two.trial.variants[0].checksum);
    for (row = 0; row < one.trial.n_rows; row++)
        for (i = 0; i < 4; i++)
            if (memcmp(&one.trial.variants[0].rows[row][i], &two.trial.variants[0].rows[row][i], sizeof(double)) != 0)
                fail_msg("row %zu of replication %zu differs between one thread and two", row, i + 1);
    for (i = 0; i < one.trial.variants[0].mean.n_places; i++)
        check_same(one.trial.variants[0].mean.places[i].mean_occupied, two.trial.variants[0].mean.places[i].mean_occupied);
    rows_run_free(&one);
    rows_run_free(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(conservation), cmocka_unit_test(little), cmocka_unit_test(threads)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
