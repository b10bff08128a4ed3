/* The evidence ladder, rung by rung; forecasts that come from a run, and those that cannot. */
#include "support/check.h"

#include <math.h>

#include "agree/benefits.h"
#include "whole.h"

static struct wr_benefits opened(struct whole *w, const char *from, const char *to)
{
    struct wr_benefits b;

    whole_open(w, from, to);
    assert_int_equal(wr_benefits_make(&w->s.agree, &b), 0);
    return b;
}

static void closed(struct whole *w, struct wr_benefits *b)
{
    wr_benefits_free(b);
    whole_close(w);
}

/* A benefit with nothing; each thing that is added lets it stand higher, and no other order does. */
static void test_ladder(void **state)
{
    const struct wr_number four = {.value = 0.04, .low = NAN, .high = NAN, .unit = WR_UNIT_SHARE};
    struct wr_number sure = four;
    struct wr_benefits bs;
    struct wr_benefit *b;
    struct whole w;

    (void)state;
    sure.low = 0.02;
    sure.high = 0.06;
    bs = opened(&w, NULL, NULL);
    b = &w.s.agree.benefits[0];
    b->measure = -1;
    b->baseline = b->forecast = (struct wr_figure){.date = WR_NO_DATE};
#define STANDS(rung) assert_int_equal(wr_benefit_stands(&w.s.agree, b), (rung))
    STANDS(WR_RUNG_UNSAID);
    b->criteria = "nobody asks twice";
    STANDS(WR_RUNG_UNSAID);
    b->judges = "the sisters";
    STANDS(WR_RUNG_OBSERVABLE);
    b->baseline = (struct wr_figure){.has = true, .value = four, .date = 20000, .source = "audit"};
    STANDS(WR_RUNG_OBSERVABLE); /* a baseline of what? */
    b->method = "forty charts a month";
    STANDS(WR_RUNG_MEASURABLE);
    b->criteria = b->judges = NULL; /* the measure judges */
    STANDS(WR_RUNG_MEASURABLE);
    b->baseline.date = WR_NO_DATE;
    STANDS(WR_RUNG_UNSAID);
    b->baseline.date = 20000;
    b->baseline.source = NULL;
    STANDS(WR_RUNG_UNSAID);
    b->baseline.source = "the model";
    b->baseline.from_run = true; /* nobody has counted */
    STANDS(WR_RUNG_UNSAID);
    b->baseline.from_run = false;
    b->forecast = (struct wr_figure){.has = true, .value = four, .date = WR_NO_DATE, .source = "a trial"};
    STANDS(WR_RUNG_MEASURABLE); /* without an interval */
    b->forecast.value = sure;
    STANDS(WR_RUNG_QUANTIFIABLE);
    b->forecast.source = NULL;
    STANDS(WR_RUNG_MEASURABLE);
    b->forecast = (struct wr_figure){.has = true, .from_run = true, .date = WR_NO_DATE};
    STANDS(WR_RUNG_MEASURABLE); /* a run of what measure? */
    b->measure = 0;
    STANDS(WR_RUNG_QUANTIFIABLE);
    b->change = -1;
    STANDS(WR_RUNG_MEASURABLE); /* and of what change? */
    b->change = 0;
    b->unit_price = (struct wr_figure){.has = true, .value = four, .date = WR_NO_DATE};
    STANDS(WR_RUNG_QUANTIFIABLE);
    b->unit_price.source = "reference costs";
    STANDS(WR_RUNG_FINANCIAL);
    b->baseline.has = false; /* a price alone lifts nothing */
    STANDS(WR_RUNG_UNSAID);
#undef STANDS
    closed(&w, &bs);
}

static void test_register(void **state)
{
    struct wr_benefits bs;
    struct whole w;

    (void)state;
    bs = opened(&w, "    rung: quantifiable\n", "    rung: financial\n");
    assert_int_equal(bs.n, 2);
    assert_int_equal(bs.rows[0].claims, WR_RUNG_FINANCIAL);
    assert_int_equal(bs.rows[0].stands, WR_RUNG_QUANTIFIABLE);
    assert_true(bs.rows[0].may_claim_figure);
    assert_int_equal(bs.rows[0].n_claims_lacks, 1);
    check_text(bs.rows[0].claims_lacks[0], "a unit price (unit price:)");
    assert_int_equal(bs.rows[1].stands, WR_RUNG_MEASURABLE);
    assert_false(bs.rows[1].may_claim_figure);
    assert_int_equal(bs.rows[1].n_claims_lacks, 0);
    assert_int_equal(bs.rows[1].n_next_lacks, 1);
    check_text(bs.rows[1].next_lacks[0], "a forecast (forecast: {from: run}, or a value with its interval and source)");
    closed(&w, &bs);
}

/* Minutes saved are no money until somebody signs. */
static void test_class(void **state)
{
    struct wr_benefits bs;
    struct whole w;

    (void)state;
    bs = opened(&w, "    class: quantifiable\n", "    class: cash-releasing\n");
    assert_int_equal(bs.rows[0].class_, WR_CLASS_NON_CASH_RELEASING);
    assert_non_null(bs.rows[0].class_why);
    closed(&w, &bs);
    bs = opened(&w, "    class: quantifiable\n", "    class: cash-releasing\n    budget holder: F. Example, finance of medicine\n");
    assert_int_equal(bs.rows[0].class_, WR_CLASS_CASH_RELEASING);
    assert_null(bs.rows[0].class_why);
    closed(&w, &bs);
}

static void gather(void *self, const char *what, const char *text) { wr_buf_printf(self, "%s: %s\n", what, text); }

static void test_words(void **state)
{
    struct wr_benefits bs;
    struct wr_buf said;
    struct whole w;

    (void)state;
    wr_buf_init(&said, 0);
    bs = opened(&w, "    rung: measurable\n",
                "    rung: measurable\n    realised: {value: 3 min, date: 2026-09-01, source: audit of August}\n");
    for (size_t i = 0; i < bs.n; i++)
        assert_int_equal(wr_benefit_say(&bs, i, gather, &said), 0);
    check_golden(wr_buf_string(&said), "agree/benefits.txt");
    closed(&w, &bs);
    wr_buf_free(&said);
}

/* Where it arises may be a task of the service file. */
static void test_at_a_task(void **state)
{
    struct wr_benefits bs;
    struct wr_buf said;
    struct small s;

    (void)state;
    wr_buf_init(&said, 0);
    assert_int_equal(
        small_read(&s, "@ benefits/benefits.yaml\nbenefits:\n  seen sooner: {change: evening nurses, step: observation round}\n"), 0);
    assert_int_equal(wr_benefits_make(&s.agree, &bs), 0);
    assert_int_equal(wr_benefit_say(&bs, 0, gather, &said), 0);
    assert_non_null(strstr(wr_buf_string(&said), "Step of care: observation round\n"));
    wr_benefits_free(&bs);
    small_free(&s);
    wr_buf_free(&said);
}

static int run(struct whole *w, struct wr_benefits *bs, int replications)
{
    struct wr_trial_settings settings;
    struct wr_mistakes mistakes;
    const char *failed;
    int result;

    wr_mistakes_init(&mistakes);
    wr_trial_settings_init(&settings);
    settings.replications = replications;
    settings.threads = 1;
    result = wr_benefits_run(NULL, &w->s.source, &settings, &mistakes, bs, &failed);
    wr_mistakes_free(&mistakes);
    return result;
}

/* The forecast is the trial's own difference between doing nothing and the change alone, to the last bit; and the change does what it must: allergies
 * are there for 95 in 100 and found for 90 in 100 of the others, so 0.5 in 100 are treated without instead of 3. */
static void test_run(void **state)
{
    struct wr_trial_variant wanted[2];
    struct wr_trial_settings settings;
    struct wr_mistakes mistakes;
    struct wr_estimate difference;
    struct wr_benefits bs;
    struct wr_trial trial;
    struct whole w;

    (void)state;
    bs = opened(&w, NULL, NULL);
    assert_int_equal(run(&w, &bs, 4), 0);
    assert_true(bs.rows[0].run.has);
    assert_true(bs.rows[0].run.alone);
    assert_int_equal(bs.rows[0].run.option, wr_model_option(&w.s.model, "record"));
    memset(wanted, 0, sizeof wanted);
    wanted[0].label = "do nothing";
    wanted[0].option = wr_model_option(&w.s.model, "do nothing");
    wanted[1].label = "record";
    wanted[1].option = wr_model_option(&w.s.model, "record");
    wr_mistakes_init(&mistakes);
    wr_trial_settings_init(&settings);
    settings.replications = 4;
    assert_int_equal(wr_trial_run(NULL, &w.s.source, &w.s.model, &settings, wanted, 2, &mistakes, &trial), 0);
    difference = wr_trial_difference(&trial, 1, 0);
    check_same(bs.rows[0].run.difference.mean, difference.mean);
    check_same(bs.rows[0].run.difference.low, difference.low);
    check_same(bs.rows[0].run.difference.high, difference.high);
    check_near(difference.mean, -0.025, 4 * difference.se);
    check_near(bs.rows[0].run.nothing.mean, 0.03, 4 * bs.rows[0].run.nothing.se);
    assert_non_null(strstr(bs.rows[0].run.says, "fewer in a hundred"));
    assert_non_null(strstr(bs.rows[0].run.how, "4 runs of 8 weeks"));
    assert_non_null(strstr(bs.rows[0].run.how, "seed 7"));
    assert_null(bs.rows[0].run.beware); /* 3 in 100 were counted, and the model has them */
    assert_false(bs.rows[1].run.has);   /* it asks for none: none is made up */
    assert_non_null(bs.rows[1].run.why_not);
    wr_trial_free(&trial);
    wr_mistakes_free(&mistakes);
    closed(&w, &bs);
}

static void test_run_with_others(void **state)
{
    struct wr_benefits bs;
    struct whole w;

    (void)state;
    bs = opened(&w, "options: {do nothing: [], record: [record], ", "options: {do nothing: [], ");
    assert_int_equal(run(&w, &bs, 2), 0);
    assert_true(bs.rows[0].run.has); /* the smallest option that holds the change, and it says so */
    assert_false(bs.rows[0].run.alone);
    assert_non_null(strstr(bs.rows[0].run.how, "the option `both` also holds other changes"));
    closed(&w, &bs);
    bs = opened(&w, "options: {do nothing: [], record: [record], more porters: [more porters], both: [record, more porters]}",
                "options: {do nothing: [], more porters: [more porters]}");
    assert_int_equal(run(&w, &bs, 2), 0);
    assert_false(bs.rows[0].run.has);
    check_text(bs.rows[0].run.why_not, "no option of the service file holds its change (options:)");
    assert_int_equal(bs.rows[0].stands, WR_RUNG_MEASURABLE); /* so it cannot be quantified either */
    closed(&w, &bs);
}

static void test_baseline_unlike_the_model(void **state)
{
    struct wr_benefits bs;
    struct whole w;

    (void)state;
    bs = opened(&w, "value: 3%", "value: 30%");
    assert_int_equal(run(&w, &bs, 4), 0);
    assert_non_null(bs.rows[0].run.beware);
    assert_non_null(strstr(bs.rows[0].run.beware, "the baseline is 30 in 100"));
    closed(&w, &bs);
    bs = opened(&w, "value: 3%", "value: 30% (2% to 40%)"); /* unsure enough to hold what the model has */
    assert_int_equal(run(&w, &bs, 4), 0);
    assert_null(bs.rows[0].run.beware);
    closed(&w, &bs);
}

/* One run has no interval, and no difference is said without one. */
static void test_one_run(void **state)
{
    struct wr_benefits bs;
    struct whole w;

    (void)state;
    bs = opened(&w, NULL, NULL);
    assert_int_equal(run(&w, &bs, 1), 0);
    check_text(bs.rows[0].run.says, "one run alone cannot say how sure a difference is: ask for more replications");
    closed(&w, &bs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ladder),          cmocka_unit_test(test_register),
        cmocka_unit_test(test_class),           cmocka_unit_test(test_at_a_task),
        cmocka_unit_test(test_words),           cmocka_unit_test(test_run),
        cmocka_unit_test(test_run_with_others), cmocka_unit_test(test_baseline_unlike_the_model),
        cmocka_unit_test(test_one_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
