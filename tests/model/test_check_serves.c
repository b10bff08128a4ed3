/* Patients whom nobody they are sent to serves: told at the step, with routes by kind followed as they are written. */
#include "support/check.h"

#include <string.h>

#include "model/model.h"

/* The warnings of a service with children and adults, a nurse for children and a doctor for all. */
static void warned(const char *steps, const char *want)
{
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
    struct wr_buf text, got;

    memset(&model, 0, sizeof model);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&text, 0);
    wr_buf_init(&got, 0);
    wr_buf_printf(
        &text,
        "wardround: 1\nservice: Small\nrun: {warm up: 1 week, collect: 52 weeks}\n"
        "outcomes: {home: {}%s}\n"
        "staff: {nurse: {on duty: 1, serves: [child]}, matron: {on duty: 1, serves: [child]}, doctor: 1}\n"
        "patients: {child: {arrive: {a day: 8}, starts at: see}, baby: {like: child, arrive: none}, adult: {arrive: {a day: 8}, "
        "starts at: see}}\n"
        "steps:\n%s",
        strstr(steps, "then: back") != NULL ? ", back: {comes back: {chance: 10%, after: {exponential: {mean: 3 days}}, at: check}}" : "",
        steps);
    assert_int_equal(wr_source_text("x", wr_buf_string(&text), text.size, NULL, &mistakes, &source), 0);
    assert_int_equal(wr_model_read(&source, &mistakes, &model), 0);
    for (size_t i = 0; i < mistakes.count; i++)
        wr_buf_printf(&got, "%s: %s\n", mistakes.list[i].path, mistakes.list[i].message);
    check_text(wr_buf_string(&got), want);
    wr_buf_free(&text);
    wr_buf_free(&got);
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
}

#define WAIT ": they wait until they give up\n"

static void test_asked_for_alone(void **state)
{
    (void)state;
    warned("  see: {with: nurse, takes: 5 min, then: home}\n", "steps.see: adult patients come here, and `nurse` does not serve them" WAIT);
    warned("  see: {with: {nurse: 1, doctor: 1}, takes: 5 min, then: home}\n",
           "steps.see: adult patients come here, and `nurse` does not serve them" WAIT);
    warned("  see: {with: doctor, takes: 5 min, then: home}\n", "");
}

static void test_any_of(void **state)
{
    (void)state;
    warned("  see: {with: {any of: [nurse, doctor]}, takes: 5 min, then: home}\n", "");
    warned("  see: {with: {any of: [nurse, matron]}, takes: 5 min, then: home}\n",
           "steps.see: adult patients come here, and nobody of those named serves them (nor does `nurse`)" WAIT);
}

/* A step that only children are sent to is theirs. */
static void test_routes_by_kind(void **state)
{
    static const char check[] = "  check: {with: nurse, takes: 5 min, then: home}\n";
    char text[400];

    (void)state;
    snprintf(text, sizeof text, "  see: {takes: 5 min, then: {by: kind, child: check, otherwise: home}}\n%s", check);
    warned(text, "");
    snprintf(text, sizeof text, "  see: {takes: 5 min, then: {by: kind, child: home, otherwise: check}}\n%s", check);
    warned(text, "steps.check: adult patients come here, and `nurse` does not serve them" WAIT);
    snprintf(text, sizeof text, "  see: {takes: 5 min, then: [{if: kind is child, then: check}, {then: home}]}\n%s", check);
    warned(text, "");
    snprintf(text, sizeof text, "  see: {takes: 5 min, then: {check: 10%%, home: rest}}\n%s", check);
    warned(text, "steps.check: adult patients come here, and `nurse` does not serve them" WAIT);
}

/* Other ways to a step: sent on when it is full, giving up, errands, coming back. */
static void test_other_ways(void **state)
{
    static const char *const ways[] = {
        "  see: {with: doctor, if full: check, takes: 5 min, then: home}\n",
        "  see: {with: doctor, takes: 5 min, gives up: {after: 2 h, then: check}, then: home}\n",
        "  see: {with: doctor, takes: 5 min, unless: {after: {exponential: {mean: 2 h}}, then: check}, then: home}\n",
        "  see: {with: doctor, takes: 5 min, then: back}\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char text[400];
        snprintf(text, sizeof text, "%s  check: {with: nurse, takes: 5 min, then: home}\n", ways[i]);
        warned(text, "steps.check: adult patients come here, and `nurse` does not serve them" WAIT);
    }
    warned("  see: {with: doctor, takes: 5 min, starts: [test], then: home}\n  test: {with: nurse, takes: 5 min, then: done}\n"
           "  check: {with: doctor, takes: 1 min, then: home}\n",
           "steps.check: no patient comes to this step\nsteps.test: adult patients come here, and `nurse` does not serve them" WAIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_asked_for_alone),
        cmocka_unit_test(test_any_of),
        cmocka_unit_test(test_routes_by_kind),
        cmocka_unit_test(test_other_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
