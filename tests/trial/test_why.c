/* Why: the rows that are tried, what they change, and their rank, on a service whose bottleneck is known. */
#include "support/check.h"

#include <math.h>
#include <string.h>

#include "trial/say.h"
#include "trial/trial.h"

/* One doctor at a load of about 0.8 is what holds everything back; 30 chairs and 5 clerks hold nothing back. Notes are read by the doctor, letters by
 * nobody; the X-ray takes no time. */
static const char text[] =
    "wardround: 1\n"
    "service: Bottleneck\n"
    "data: invented\n"
    "run: {warm up: 1 weeks, collect: 8 weeks, replications: 12, seed: 5}\n"
    "places: {hall: unlimited, chairs: {spaces: {08:00 to 20:00: 30, 20:00 to 08:00: 25}}}\n"
    "staff: {clerk: 5, doctor: 1}\n"
    "equipment: {scanner: 3}\n"
    "information:\n"
    "  notes: {there at once: 50%, chase: {takes: 4 min, with: doctor, found: 100%}, wrong: 4%}\n"
    "  letters: {there at once: 10%}\n"
    "  results: {there at once: 80%}\n"
    "outcomes: [went home]\n"
    "patients:\n"
    "  walk-in: {arrive: {one every: 15 min}, starts at: register}\n"
    "steps:\n"
    "  register: {in: hall, with: clerk, takes: 3 min, then: see}\n"
    "  see: {in: chairs, with: doctor, takes: {exponential: {mean: 10 min}}, needs to know: {notes: chase, results: {go ahead: 1 times}},"
    " then: scan}\n"
    "  scan: {with: scanner, takes: 5 min, then: leave}\n"
    "  leave: {then: went home}\n"
    "measures:\n"
    "  busy: {share busy: doctor}\n"
    "  wait: {wait for: see}\n"
    "  seen at once: {share of: wait, at most: 1 min}\n"
    "harm:\n"
    "  mishap: {without: notes, at: see, chance: 1 in 10, source: invented}\n";

static void test_rows(void **state)
{
    static const char *const wanted[] = {"one more space in chairs",        "one more clerk on every shift",
                                         "one more doctor on every shift",  "one more scanner",
                                         "10% less time in register",       "10% less time in see",
                                         "10% less time in scan",           "notes always there, at once and right",
                                         "results always there and at once"};
    struct wr_source source;
    struct wr_model model;
    struct wr_mistakes mistakes;
    struct wr_trial_settings settings;
    struct wr_why why;
    size_t doctor = 99, notes = 99, see = 99;

    (void)state;
    wr_mistakes_init(&mistakes);
    assert_int_equal(wr_source_text("bottleneck", text, strlen(text), NULL, &mistakes, &source), 0);
    assert_int_equal(wr_model_read(&source, &mistakes, &model), 0);
    wr_trial_settings_init(&settings);
    settings.threads = 2;
    int wait = wr_model_measure(&model, "wait");
    assert_int_equal(wr_trial_why(NULL, &source, &model, &settings, wait, &mistakes, &why), 0);
    assert_int_equal(why.n_rows,
                     sizeof wanted / sizeof *wanted); /* not the hall, which has no limit, nor letters, which no step needs, nor leave */
    assert_int_equal(why.trial.n_variants, why.n_rows + 1);
    for (size_t k = 0; k < why.n_rows; k++) {
        size_t found = 0;
        for (size_t i = 0; i < why.n_rows; i++)
            found += strcmp(why.rows[i].label, wanted[k]) == 0;
        if (found != 1)
            fail_msg("%zu rows are `%s`", found, wanted[k]);
    }
    for (size_t i = 0; i < why.n_rows; i++) {
        assert_string_equal(why.trial.variants[1 + i].label, why.rows[i].label); /* ranked together */
        if (strstr(why.rows[i].label, "doctor") != NULL)
            doctor = i;
        if (strstr(why.rows[i].label, "notes") != NULL)
            notes = i;
        if (strstr(why.rows[i].label, "in see") != NULL)
            see = i;
        if (i > 0) /* the wait is better the shorter */
            assert_true(why.rows[i - 1].differences[1].mean <= why.rows[i].differences[1].mean);
        for (size_t row = 0; row < 4; row++) {
            struct wr_estimate d = wr_trial_difference(&why.trial, 1 + i, row);
            check_same(why.rows[i].differences[row].mean, d.mean);
        }
    }
    assert_int_equal(doctor, 0);       /* what holds it back most */
    assert_true(notes < 3 && see < 3); /* the doctor's own time is what is short */
    assert_true(why.rows[0].score > 5);
    check_near(why.rows[doctor].differences[0].mean, -0.4, 0.03); /* from a load of 0.8 to one of 0.4 */
    for (size_t i = 0; i < why.n_rows; i++) {
        const struct wr_why_row *r = &why.rows[i];
        if (strstr(r->label, "chairs") != NULL || strstr(r->label, "scanner") != NULL || strstr(r->label, "results") != NULL) {
            check_same(r->differences[1].low, 0); /* they hold nothing back: not one patient waits another second */
            check_same(r->differences[1].high, 0);
            check_same(r->score, 0);
        }
    }
    /* always there and right: nobody is harmed for want of notes, all of the harm goes */
    struct wr_estimate harm = wr_trial_estimate(&why.trial, 0, 3);
    check_close(why.rows[notes].differences[3].mean, -harm.mean, 1e-12);
    assert_true(harm.mean > 0);
    assert_int_equal(why.rows[doctor].kind, WR_WHY_ONE_MORE);
    assert_int_equal(why.rows[doctor].index, -1 - wr_model_resource(&model, "doctor"));
    assert_int_equal(why.rows[see].index, wr_model_step(&model, "see"));
    assert_int_equal(why.rows[notes].kind, WR_WHY_INFORMATION);
    wr_why_free(&why);
    wr_why_free(&why);

    /* asked of a share that is better the greater, the same things stand first */
    assert_int_equal(wr_trial_why(NULL, &source, &model, &settings, wr_model_measure(&model, "seen at once"), &mistakes, &why), 0);
    assert_non_null(strstr(why.rows[0].label, "doctor"));
    assert_true(why.rows[0].differences[2].mean > 0);
    assert_int_equal(wr_why_row_of(&why), 2);
    wr_why_free(&why);

    /* asked of the harm (for want of notes alone): having them always stands first, by all that there is of it */
    assert_int_equal(wr_trial_why(NULL, &source, &model, &settings, -1, &mistakes, &why), 0);
    assert_int_equal(wr_why_row_of(&why), 3);
    assert_int_equal(why.rows[0].kind, WR_WHY_INFORMATION);
    assert_true(why.rows[0].differences[3].mean < 0);
    check_close(why.rows[0].score, -why.rows[0].differences[3].mean / why.rows[0].differences[3].se, 1e-12);
    for (size_t i = 1; i < why.n_rows; i++) /* the greatest fall first */
        assert_true(why.rows[i].differences[3].mean >= why.rows[i - 1].differences[3].mean);
    wr_why_free(&why);
    assert_int_equal(mistakes.mistakes, 0);
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
