/* What differs between two services: what makes no difference, and each kind of difference with its path. */
#include "support/check.h"

#include <string.h>

#include "model/diff.h"
#include "model/model.h"

static const char base[] = "wardround: 1\n"
                           "service: Small\n"
                           "data: invented\n"
                           "clock: {start: 2026-01-05 00:00}\n"
                           "run: {warm up: 1 day, collect: 2 weeks, replications: 2, seed: 3}\n"
                           "places:\n"
                           "  ward: {spaces: 4, turnaround: 90 min}\n"
                           "staff: {nurse: {on duty: 2}, doctor: {on duty: 1}}\n"
                           "outcomes: [home, elsewhere]\n"
                           "patients:\n"
                           "  person: {arrive: {one every: 3 h}, starts at: see}\n"
                           "steps:\n"
                           "  see: {in: ward, with: [nurse, doctor], takes: 20 min, then: {home: 50%, elsewhere: rest}}\n"
                           "changes:\n"
                           "  quicker:\n"
                           "    says: It goes quicker\n"
                           "    effects:\n"
                           "      - {change: steps.see.takes, times: 0.9, source: invented}\n"
                           "      - {change: places.ward.spaces, add: 1, source: invented}\n";

/* The text with each pair's first replaced by its second: every first must stand in it once. */
static char *with(const char *const pairs[], char *text, size_t size)
{
    snprintf(text, size, "%s", base);
    for (size_t i = 0; pairs[i] != NULL; i += 2) {
        char rest[4000], *at = strstr(text, pairs[i]);
        assert_non_null(at);
        snprintf(rest, sizeof rest, "%s", at + strlen(pairs[i]));
        snprintf(at, size - (size_t)(at - text), "%s%s", pairs[i + 1], rest);
    }
    return text;
}

static void source(const char *name, const char *text, struct wr_source *out)
{
    struct wr_mistakes mistakes;

    wr_mistakes_init(&mistakes);
    memset(out, 0, sizeof *out);
    assert_int_equal(wr_source_text(name, text, strlen(text), NULL, &mistakes, out), 0);
    wr_mistakes_free(&mistakes);
}

/* The text for people, without its first line when there are differences. */
static void check_diff(const char *const pairs[], const char *want)
{
    struct wr_source was, now;
    struct wr_difference *list;
    struct wr_arena arena;
    struct wr_buf out;
    const char *got;
    char text[4000];
    size_t n;

    wr_arena_init(&arena, 0);
    wr_buf_init(&out, 0);
    source("old.yaml", base, &was);
    source("new.yaml", with(pairs, text, sizeof text), &now);
    assert_int_equal(wr_model_diff(&was, &now, &arena, &list, &n), 0);
    wr_model_diff_text(&out, &was, &now, list, n);
    got = wr_buf_string(&out);
    if (n > 0)
        got = strstr(got, "\n\n") + 2;
    check_text(got, want);
    wr_buf_free(&out);
    wr_source_free(&was);
    wr_source_free(&now);
    wr_arena_free(&arena);
}
#define PAIRS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void test_no_difference(void **state)
{
    static const char none[] = "old.yaml and new.yaml say the same.\n";

    (void)state;
    check_diff(PAIRS("service: Small", "# a comment\nservice: \"Small\""), none);
    check_diff(PAIRS("{spaces: 4, turnaround: 90 min}", "{turnaround: 1.5 h, spaces: 4}"), none);
    check_diff(PAIRS("takes: 20 min", "takes: 1200 s", "in: ward", "in: [ward]"), none);
    check_diff(PAIRS("home: 50%", "home: 1 in 2"), none);
    check_diff(PAIRS("staff: {nurse: {on duty: 2}, doctor: {on duty: 1}}\n", "",
                     "run:", "staff:\n  doctor:\n    on duty: 1\n  nurse:\n    on duty: 2\nrun:"),
               none);
}

static void test_changed(void **state)
{
    (void)state;
    check_diff(PAIRS("spaces: 4", "spaces: 5"), "changed: places.ward.spaces\n    was: 4\n    now: 5\n");
    check_diff(PAIRS("90 min", "90.001 min"), "changed: places.ward.turnaround\n    was: 90 min\n    now: 90.001 min\n");
    check_diff(PAIRS("takes: 20 min", "takes: {exponential: {mean: 20 min}}"),
               "changed: steps.see.takes\n    was: 20 min\n    now: {exponential: {mean: 20 min}}\n");
    check_diff(PAIRS("times: 0.9", "times: 0.8"), "changed: changes.quicker.effects[steps.see.takes].times\n    was: 0.9\n    now: 0.8\n");
    /* the same words in prose are words, not quantities */
    check_diff(PAIRS("It goes quicker", "90 min or less"),
               "changed: changes.quicker.says\n    was: It goes quicker\n    now: 90 min or less\n");
}

static void test_added_and_removed(void **state)
{
    (void)state;
    check_diff(PAIRS("ward: {spaces: 4, turnaround: 90 min}", "ward: {spaces: 4}\n  bay: {spaces: 2, says: new}"),
               "removed: places.ward.turnaround: 90 min\nadded: places.bay:\n    spaces: 2\n    says: new\n");
    check_diff(PAIRS("[nurse, doctor]", "[nurse]", "[home, elsewhere]", "[home, elsewhere, \"no: one\"]"),
               "added: outcomes[3]: \"no: one\"\nremoved: steps.see.with[2]: doctor\n");
    check_diff(PAIRS("      - {change: places.ward.spaces, add: 1, source: invented}\n", ""),
               "removed: changes.quicker.effects[places.ward.spaces]:\n    change: places.ward.spaces\n    add: 1\n    source: invented\n");
}

static void test_order(void **state)
{
    (void)state;
    check_diff(PAIRS("[nurse, doctor]", "[doctor, nurse]"),
               "order: steps.see.with: the same entries in another order\n    was: [nurse, doctor]\n    now: [doctor, nurse]\n");
}

static void test_json(void **state)
{
    struct wr_source was, now;
    struct wr_difference *list;
    struct wr_arena arena;
    struct wr_buf out;
    char text[4000];
    size_t n;

    (void)state;
    wr_arena_init(&arena, 0);
    wr_buf_init(&out, 0);
    source("old.yaml", base, &was);
    source("new.yaml", with(PAIRS("spaces: 4", "spaces: 5", "staff: {", "staff: {\"a \\\"b\": {on duty: 1}, "), text, sizeof text), &now);
    assert_int_equal(wr_model_diff(&was, &now, &arena, &list, &n), 0);
    assert_int_equal(n, 2);
    wr_model_diff_json(&out, &was, &now, list, n);
    assert_non_null(strstr(wr_buf_string(&out), "\"path\": \"places.ward.spaces\",\n      \"what\": \"changed\",\n      \"was\": \"4\",\n"
                                                "      \"now\": \"5\"\n"));
    assert_non_null(strstr(wr_buf_string(&out), "\"path\": \"staff.a \\\"b\",\n      \"what\": \"added\",\n      \"was\": null,\n"));
    wr_buf_free(&out);
    wr_source_free(&was);
    wr_source_free(&now);
    wr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_difference), cmocka_unit_test(test_changed),
                                       cmocka_unit_test(test_added_and_removed), cmocka_unit_test(test_order), cmocka_unit_test(test_json)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
