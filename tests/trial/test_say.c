/* Sentences, from trials filled in by hand: each number can be worked out on paper. */
#include "support/check.h"

#include <math.h>
#include <string.h>

#include "trial/say.h"

#define RUNS 4

/* Two variants, four rows (a share of patients, a time, a level, a share of time) and one harm. */
struct fixture {
    struct wr_measure measures[4];
    struct wr_objective objectives[1];
    struct wr_harm harms[1];
    struct wr_harm_band bands[2];
    struct wr_place places[2];
    struct wr_resource resources[1];
    struct wr_item items[1];
    struct wr_step steps[1];
    struct wr_needed with[1];
    struct wr_need needs[1];
    struct wr_change changes[1];
    struct wr_effect effects[2];
    struct wr_option options[2];
    int option_changes[1];
    struct wr_sim_need_row need_rows[1];
    struct wr_sim_place_row place_rows[2];
    struct wr_sim_resource_row resource_rows[1];
    struct wr_model model;
    double values[2][4][RUNS], unfinished[RUNS], harm[2][RUNS], beyond[RUNS];
    double *rows[2][4], *left[4], *harms_of[2][1], *beyond_of[1];
    struct wr_trial_variant variants[2];
    int row_measure[4], row_spaces[4];
    struct wr_trial trial;
};

static struct wr_number number(double value, double low, double high)
{
    return (struct wr_number){.value = value, .low = low, .high = high, .unknown = -1};
}

static void make(struct fixture *f)
{
    static const double shares[2][RUNS] = {{0.70, 0.72, 0.71, 0.71}, {0.78, 0.81, 0.79, 0.78}};
    static const double times[2][RUNS] = {{3 * 3600, 3.2 * 3600, 3.1 * 3600, 3.1 * 3600}, {2.6 * 3600, 3.4 * 3600, 3.0 * 3600, 3.2 * 3600}};

    memset(f, 0, sizeof *f);
    f->measures[0] =
        (struct wr_measure){.name = "within four hours", .kind = WR_MEASURE_SHARE_OF, .unit = WR_UNIT_SHARE, .compare = WR_AT_MOST};
    f->measures[1] = (struct wr_measure){.name = "time in emergency", .kind = WR_MEASURE_TIME, .unit = WR_UNIT_TIME};
    f->measures[2] = (struct wr_measure){.name = "in the ward", .kind = WR_MEASURE_OCCUPANCY, .unit = WR_UNIT_BARE};
    f->measures[3] = (struct wr_measure){.name = "doctors busy", .kind = WR_MEASURE_SHARE_BUSY, .unit = WR_UNIT_SHARE};
    f->objectives[0] = (struct wr_objective){.name = "timely",
                                             .owner = "chief executive",
                                             .measure = 0,
                                             .harm = -1,
                                             .has_target = true,
                                             .target = WR_AT_LEAST,
                                             .target_value = number(0.78, NAN, NAN)};
    f->objectives[0].target_value.unit = WR_UNIT_SHARE;
    f->bands[0] = (struct wr_harm_band){0, number(0, NAN, NAN)};
    f->bands[1] = (struct wr_harm_band){6 * 3600, number(0.01, 0.005, 0.02)};
    f->harms[0] = (struct wr_harm){.name = "death from delay",
                                   .bands = f->bands,
                                   .n_bands = 2,
                                   .known_up_to = 12 * 3600,
                                   .association = true,
                                   .causal_share = number(0.5, 0, 1),
                                   .source = "Jones 2022"};
    f->places[0].name = "majors";
    f->places[1].name = "ward";
    f->resources[0].name = "doctor";
    f->items[0].name = "allergies";
    f->with[0].resource = 0;
    f->items[0].chase_with = (struct wr_with){.all = f->with, .n_all = 1};
    f->steps[0].name = "majors review";
    f->effects[0].invented = true;
    f->changes[0] = (struct wr_change){.name = "more doctors", .effects = f->effects, .n_effects = 2};
    f->options[0].name = "do nothing";
    f->options[1] = (struct wr_option){.name = "more doctors", .changes = f->option_changes, .n_changes = 1};
    f->need_rows[0] = (struct wr_sim_need_row){
        .needed = 1000, .there = 700, .chased = 300, .found = 285, .missing = 15, .wrong = 2, .chase_time = 300 * 720.0};
    f->model = (struct wr_model){.service = "Emergency",
                                 .data = WR_DATA_INVENTED,
                                 .run = {.mode = WR_RUN_PERIOD, .warm_up = 4 * WR_WEEK, .collect = 52 * WR_WEEK, .precision = 0.05},
                                 .objectives = f->objectives,
                                 .n_objectives = 1,
                                 .measures = f->measures,
                                 .n_measures = 4,
                                 .harms = f->harms,
                                 .n_harms = 1,
                                 .places = f->places,
                                 .n_places = 2,
                                 .resources = f->resources,
                                 .n_resources = 1,
                                 .items = f->items,
                                 .n_items = 1,
                                 .steps = f->steps,
                                 .n_steps = 1,
                                 .changes = f->changes,
                                 .n_changes = 1,
                                 .options = f->options,
                                 .n_options = 2};
    for (int v = 0; v < 2; v++) {
        for (int r = 0; r < RUNS; r++) {
            f->values[v][0][r] = shares[v][r];
            f->values[v][1][r] = times[v][r];
            f->values[v][2][r] = 24 + r + 2 * v;
            f->values[v][3][r] = 0.84 + 0.01 * r - 0.05 * v;
            f->harm[v][r] = 10 + r - (v == 1 ? 3 + 0.5 * (r % 2) : 0);
        }
        for (int m = 0; m < 4; m++) {
            f->rows[v][m] = f->values[v][m];
            f->left[m] = f->unfinished;
            f->row_measure[m] = m;
        }
        f->harms_of[v][0] = f->harm[v];
        f->beyond_of[0] = f->beyond;
        f->variants[v] = (struct wr_trial_variant){.label = v == 0 ? "do nothing" : "more doctors",
                                                   .option = v,
                                                   .model = f->model,
                                                   .n_replications = RUNS,
                                                   .rows = f->rows[v],
                                                   .unfinished = f->left,
                                                   .harms = f->harms_of[v],
                                                   .harm_per = f->harms_of[v],
                                                   .harm_beyond = f->beyond_of};
        f->variants[v].mean = (struct wr_sim_result){
            .needs = f->need_rows, .n_needs = 1, .places = f->place_rows, .n_places = 2, .resources = f->resource_rows, .n_resources = 1};
    }
    f->trial = (struct wr_trial){.model = &f->model,
                                 .variants = f->variants,
                                 .n_variants = 2,
                                 .n_rows = 4,
                                 .row_measure = f->row_measure,
                                 .row_spaces = f->row_spaces,
                                 .seed = 2026,
                                 .n_replications = RUNS,
                                 .collected = 52 * WR_WEEK,
                                 .precision = 0.05,
                                 .precise = true,
                                 .worst_row = -1};
}

#define says(want, call)                                                                                                                   \
    do {                                                                                                                                   \
        struct wr_buf out;                                                                                                                 \
        wr_buf_init(&out, 0);                                                                                                              \
        call;                                                                                                                              \
        assert_int_equal(wr_buf_status(&out), 0);                                                                                          \
        check_text(wr_buf_string(&out), want);                                                                                             \
        wr_buf_free(&out);                                                                                                                 \
    } while (0)

static struct wr_estimate between(double low, double high)
{
    return (struct wr_estimate){.n = 30, .mean = 0.5 * (low + high), .low = low, .high = high, .se = (high - low) / 4, .sd = high - low};
}

static void test_numbers(void **state)
{
    struct fixture f;

    (void)state;
    make(&f);
    const struct wr_model *m = &f.model;
    says("74.4 in 100", wr_say_value(&out, m, 0, 0.7436, 0.004));
    says("74 in 100", wr_say_value(&out, m, 0, 0.7436, 0.02));
    says("0.43 in 100", wr_say_value(&out, m, 0, 0.0043, 0.0002));
    says("not known", wr_say_value(&out, m, 0, NAN, 0.1));
    says("71 to 79 in 100", wr_say_interval(&out, m, 0, 0.71, 0.79));
    says("0.0 to 1.2 in 100", wr_say_interval(&out, m, 0, -0.002, 0.012)); /* a share does not go below 0 */
    says("23 to 26 min", wr_say_interval(&out, m, 1, 1400, 1560));
    says("3.4 to 3.6 h", wr_say_interval(&out, m, 1, 3.4 * 3600, 3.62 * 3600));
    says("3 to 5 days", wr_say_interval(&out, m, 1, 3 * 86400, 5 * 86400));
    says("2 to 9 s", wr_say_interval(&out, m, 1, 2.2, 9));
    says("1,234 to 1,300", wr_say_interval(&out, m, 2, 1234, 1300));
    says("84 to 86%", wr_say_interval(&out, m, 3, 0.84, 0.864));
    says("7.00 in 100", wr_say_interval(&out, m, 0, 0.07, 0.07));
}

static void test_differences(void **state)
{
    struct fixture f;
    struct wr_estimate d;

    (void)state;
    make(&f);
    const struct wr_model *m = &f.model;
    d = between(0.06, 0.10);
    says("between 6 and 10 more in a hundred", wr_say_difference(&out, m, 0, &d));
    d = between(-0.10, -0.06);
    says("between 6 and 10 fewer in a hundred", wr_say_difference(&out, m, 0, &d));
    d = between(-0.02, 0.05);
    says("no clear difference: between 2 fewer and 5 more in a hundred", wr_say_difference(&out, m, 0, &d));
    d = between(0.004, 0.006);
    says("between 0.40 and 0.60 more in a hundred", wr_say_difference(&out, m, 0, &d));
    d = between(-1200, -720);
    says("between 12 and 20 min shorter", wr_say_difference(&out, m, 1, &d));
    d = between(-600, 900);
    says("no clear difference: between 10 min shorter and 15 min longer", wr_say_difference(&out, m, 1, &d));
    d = between(0.02, 0.05);
    says("between 2 and 5 points more", wr_say_difference(&out, m, 3, &d));
    d = between(-0.01, 0.05);
    says("no clear difference: between 1 point less and 5 points more", wr_say_difference(&out, m, 3, &d));
    d = between(3, 5);
    says("between 3 and 5 more", wr_say_difference(&out, m, 2, &d));
    d = between(0.2, 9); /* the near end is not said as 0 */
    says("between 0.2 and 9 more", wr_say_difference(&out, m, 2, &d));
    d = between(0, 0);
    says("no difference in any run", wr_say_difference(&out, m, 2, &d));
    d = (struct wr_estimate){.n = 1, .mean = 3, .low = NAN, .high = NAN};
    says("not known from one run", wr_say_difference(&out, m, 2, &d));
    d = (struct wr_estimate){.n = 0, .mean = NAN, .low = NAN, .high = NAN};
    says("not known", wr_say_difference(&out, m, 2, &d));
}

static void test_ways(void **state)
{
    struct fixture f;
    struct wr_estimate more = between(0.06, 0.1), less = between(-0.1, -0.06), unclear = between(-1, 1);

    (void)state;
    make(&f);
    assert_int_equal(wr_say_way(&f.trial, 0), WR_SAY_MORE_IS_BETTER);
    assert_int_equal(wr_say_way(&f.trial, 1), WR_SAY_LESS_IS_BETTER);
    assert_int_equal(wr_say_way(&f.trial, 2), WR_SAY_NEITHER);
    assert_int_equal(wr_say_way(&f.trial, 4), WR_SAY_LESS_IS_BETTER); /* the harm */
    assert_string_equal(wr_say_verdict(&f.trial, 0, &more), "better");
    assert_string_equal(wr_say_verdict(&f.trial, 0, &less), "worse");
    assert_string_equal(wr_say_verdict(&f.trial, 0, &unclear), "unclear");
    assert_string_equal(wr_say_verdict(&f.trial, 1, &less), "better");
    assert_string_equal(wr_say_verdict(&f.trial, 2, &less), "");
    f.objectives[0].target = WR_AT_MOST; /* the trust's own target goes before what the measure looks like */
    assert_int_equal(wr_say_way(&f.trial, 0), WR_SAY_LESS_IS_BETTER);
    f.objectives[0].has_target = false;
    assert_int_equal(wr_say_way(&f.trial, 0), WR_SAY_MORE_IS_BETTER);
    f.measures[0].compare = WR_AT_LEAST; /* the share of those who wait over an hour */
    assert_int_equal(wr_say_way(&f.trial, 0), WR_SAY_LESS_IS_BETTER);
}

/* Shares 70 72 71 71: mean 71, sd 0.8165, half-width 3.182 * 0.8165 / 2 = 1.3. Differences 8 9 8 7: mean 8, the same sd. */
static void test_sentences(void **state)
{
    struct fixture f;

    (void)state;
    make(&f);
    says("Within four hours: 70 to 72 in 100", wr_say_option(&out, &f.trial, 0, 0));
    says("Within four hours: 77 to 81 in 100; between 7 and 9 more in a hundred than with do nothing: better",
         wr_say_option(&out, &f.trial, 1, 0));
    says("single years run from 70 to 72 in 100 (the lowest and the highest of 4)", wr_say_years(&out, &f.trial, 0, 0));
    says("the target of at least 78 in 100 is met in 4 of 4 single years (so in 51 to 100 of 100 such)", wr_say_met(&out, &f.trial, 1, 0));
    says("", wr_say_met(&out, &f.trial, 1, 1));
    says("Invented example: decide nothing with it.", wr_say_data(&out, &f.model));
    says("1 of its 2 effects is invented or has no source", wr_say_sources(&out, &f.model, 1));
    says("", wr_say_sources(&out, &f.model, 0));
    says("", wr_say_sources(&out, &f.model, -1));
    says("4 runs of 52 weeks each, after 4 weeks of warm-up; the same patients in every option; seed 2026", wr_say_run(&out, &f.trial));
    says("Allergies at majors review: there at once for 70 in 100; chased for 30 in 100, which took 1.2 h a week of doctor and found it "
         "for 95 in 100 of "
         "those; missing for 1.5 in 100; wrong for 1 in 500",
         wr_say_need(&out, &f.trial, 0, 0));
}

/* Without an interval there is no sentence that pretends to one. */
static void test_one_run(void **state)
{
    struct fixture f;

    (void)state;
    make(&f);
    f.trial.n_replications = 1;
    says("Within four hours: 78.0 in 100 in one run: how sure that is, one run cannot tell", wr_say_option(&out, &f.trial, 1, 0));
}

static void test_spans(void **state)
{
    struct fixture f;

    (void)state;
    make(&f);
    says("years", wr_say_span(&out, &f.trial, true));
    f.model.run.collect = 5 * WR_YEAR;
    says("stretches of 5 years", wr_say_span(&out, &f.trial, true));
    f.model.run.mode = WR_RUN_DRAIN;
    says("run", wr_say_span(&out, &f.trial, false));
    f.model.run.mode = WR_RUN_EACH;
    f.model.run.collect = 19 * WR_HOUR;
    says("days", wr_say_span(&out, &f.trial, true));
}

/* Expected 10 11 12 13 a year: mean 11.5, sd 1.291, half-width 3.182 * 1.291 / 2 = 2.054. The chance may be half or twice: 4.7 to 27.1. Differences -3 -3.5
 * -3 -3.5: mean -3.25, sd 0.2887, half-width 0.459: -3.709 to -2.791; times 2 and 1, and 1/2 and 0: -7.4 to 0. */
static void test_harm(void **state)
{
    struct fixture f;
    struct wr_say_range r;
    struct wr_estimate d;

    (void)state;
    make(&f);
    r = wr_say_harm_level(&f.trial, 0, 0);
    check_near(r.low, (11.5 - 2.0542) / 2, 0.001);
    check_near(r.high, (11.5 + 2.0542) * 2, 0.001);
    says("Death from delay: associated with 5 to 27 a year, of which 0% to 100% may be caused by it", wr_say_harm(&out, &f.trial, 0, 0));
    d = wr_trial_difference(&f.trial, 1, 4);
    r = wr_say_harm_difference(&f.trial, &d, 0);
    check_near(r.low, -(3.25 + 0.4594) * 2, 0.001);
    check_near(r.high, 0, 1e-12);
    says("associated with none to 7 fewer a year", wr_say_harm_change(&out, &f.trial, &d, 0));
    /* the option's: 7 7.5 9 9.5, mean 8.25, sd 1.190, half-width 1.894: 6.36 / 2 to 10.14 * 2 */
    says("Death from delay: associated with 3 to 20 a year, of which 0% to 100% may be caused by it; none to 7 fewer a year than with do "
         "nothing",
         wr_say_option(&out, &f.trial, 1, 4));
    says("Death from delay: an association, counted over all patients, not a count of people who were harmed. Source: Jones 2022. The "
         "range covers the runs and "
         "the interval of the chance. Of a difference 0% to 100% is taken to be caused by what is changed: both ends are in its range.",
         wr_say_harm_note(&out, &f.trial, 0));
    f.harms[0].source = "invented";
    f.harms[0].causal_share = number(1, NAN, NAN);
    f.bands[1].chance = number(0.01, NAN, NAN);
    f.beyond[0] = f.beyond[1] = f.beyond[2] = f.beyond[3] = 364;
    says("Death from delay: associated with 9 to 14 a year (the chance is invented)", wr_say_harm(&out, &f.trial, 0, 0));
    says("Death from delay: an association, counted over all patients, not a count of people who were harmed. Its chance is invented. The "
         "range covers the runs; "
         "no interval of the chance is given. Of a difference 100% is taken to be caused by what is changed. About 365 patients a year (do "
         "nothing) lie beyond "
         "what is known, over 12 h, and count as in the last band.",
         wr_say_harm_note(&out, &f.trial, 0));
    d = between(-2, 3);
    says("no clear difference: associated with between 2 fewer and 3 more a year (the chance is invented)",
         wr_say_harm_change(&out, &f.trial, &d, 0));
    d = between(0.2, 0.3);
    says("associated with 0.20 to 0.30 more a year (the chance is invented)", wr_say_harm_change(&out, &f.trial, &d, 0));
    f.trial.n_replications = 1;
    says("a difference cannot be said from one run (the chance is invented)", d = wr_trial_difference(&f.trial, 1, 4);
         wr_say_harm_change(&out, &f.trial, &d, 0));
}

/* A harm as an objective: what is judged is the expected number at the estimate (10 to 13 a year, three of four at most 12), and it says so. */
static void test_harm_as_target(void **state)
{
    struct fixture f;

    (void)state;
    make(&f);
    f.objectives[0] = (struct wr_objective){
        .name = "safe", .measure = -1, .harm = 0, .has_target = true, .target = WR_AT_MOST, .target_value = number(12, NAN, NAN)};
    f.objectives[0].target_value.unit = WR_UNIT_BARE;
    says("the target of at most 12 a year, at the estimate of the chance, is met in 3 of 4 single years (so in 30 to 95 of 100 such)",
         wr_say_met(&out, &f.trial, 0, 4));
    says("", wr_say_met(&out, &f.trial, 0, 0));
}

static void collect(void *self, const char *sentence) { wr_buf_printf(self, "%s\n", sentence); }

static void test_warnings(void **state)
{
    struct fixture f;

    (void)state;
    make(&f);
    says("", wr_say_warnings(&f.trial, collect, &out));
    f.trial.cancelled = true;
    f.trial.automatic = true;
    f.trial.precise = false;
    says("Stopped before the end: what follows rests on the 4 whole runs that were done.\n", wr_say_warnings(&f.trial, collect, &out));
    f.trial.cancelled = false;
    f.trial.worst_row = 1;
    says("Not precise enough after 4 runs: time in emergency is the widest. The asked precision is 5% of each average; ask for more "
         "--replications, or for "
         "less.\n",
         wr_say_warnings(&f.trial, collect, &out));
    f.trial.precise = true;
    f.trial.warm_up_short = true;
    f.trial.warm_up_needed = 70 * 86400.0;
    says("The warm-up is too short: 4 weeks, and the number of patients settles only after about 70 days. Write a longer `warm up:` under "
         "`run:`.\n",
         wr_say_warnings(&f.trial, collect, &out));
    f.trial.warm_up_short = false;
    f.trial.growth = (struct wr_measure_growth){true, 2.34, 0.02};
    f.resource_rows[0].mean_waiting = 400;
    f.resource_rows[0].share_busy = 0.9994;
    f.place_rows[1].mean_waiting = 3;
    says("The queue grows without end: about 2.34 more patients are there each day. Most wait for doctor: 400 on average, and it is in use "
         "99.9% of the time. "
         "More come than can be seen to: averages over such a run mean nothing.\n",
         wr_say_warnings(&f.trial, collect, &out));
}

static void test_why(void **state)
{
    struct fixture f;
    struct wr_why_row row = {.kind = WR_WHY_INFORMATION, .label = "allergies always there, at once and right"};
    struct wr_why why = {.rows = &row, .n_rows = 1};
    struct wr_estimate d[5];

    (void)state;
    make(&f);
    f.measures[0].kind = WR_MEASURE_SHARE_WITHOUT;
    why.trial = f.trial;
    row.differences = d;
    d[0] = between(-0.06, -0.04);
    says("Allergies always there, at once and right: between 4 and 6 fewer in a hundred go through majors review without allergies",
         wr_say_why(&out, &why, 0, 0));
    d[1] = between(-600, -300);
    says("Allergies always there, at once and right: between 5 and 10 min shorter", wr_say_why(&out, &why, 0, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),        cmocka_unit_test(test_differences), cmocka_unit_test(test_ways),
        cmocka_unit_test(test_sentences),      cmocka_unit_test(test_one_run),     cmocka_unit_test(test_spans),
        cmocka_unit_test(test_harm),           cmocka_unit_test(test_warnings),    cmocka_unit_test(test_why),
        cmocka_unit_test(test_harm_as_target),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
