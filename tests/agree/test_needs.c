#include "support/check.h"

#include <string.h>

#include "agree/needs.h"
#include "base/date.h"

static void range(const char *text, enum wr_unit unit, double low, double value, double high)
{
    struct wr_said_range r = wr_needs_range(text, unit);

    if (!r.known)
        print_error("`%s` was not understood\n", text);
    assert_true(r.known);
    check_close(r.low, low, 1e-12);
    check_close(r.value, value, 1e-12);
    check_close(r.high, high, 1e-12);
}

static void test_ranges(void **state)
{
    static const char *const none[] = {
        "",    "often",    "40",     "40 min or so",  "(3 to 4) min",          "4 to 3 min", "40 min (50 min to 60 min)", "7 a week",
        "min", "4 to min", "-3 min", "40 (30 to 60)", "40 (30 to 60) min more"};

    (void)state;
    range("40 min", WR_UNIT_TIME, 2400, 2400, 2400);
    range(" 1.5 h ", WR_UNIT_TIME, 5400, 5400, 5400);
    range("30 to 60 min", WR_UNIT_TIME, 1800, 2700, 3600);
    range("30 min to 1 h", WR_UNIT_TIME, 1800, 2700, 3600);
    range("40 min (30 min to 1 h)", WR_UNIT_TIME, 1800, 2400, 3600);
    range("40 (30 to 60) min", WR_UNIT_TIME, 1800, 2400, 3600);
    range("40 min (30 to 60)", WR_UNIT_TIME, 1800, 2400, 3600);
    range("40 min (30 to 60 min)", WR_UNIT_TIME, 1800, 2400, 3600);
    range("7 a week", WR_UNIT_RATE, 7 / 604800.0, 7 / 604800.0, 7 / 604800.0);
    range("5 to 9 a day", WR_UNIT_RATE, 5 / 86400.0, 7 / 86400.0, 9 / 86400.0);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        if (wr_needs_range(none[i], WR_UNIT_TIME).known)
            print_error("`%s` was understood\n", none[i]);
        assert_false(wr_needs_range(none[i], WR_UNIT_TIME).known);
    }
    assert_false(wr_needs_range(NULL, WR_UNIT_TIME).known);
}

/* n1 keeps n2, which keeps n3; n4 and n5 go round in a circle; a change names n3, another n4. */
static void test_voices_and_what_became_of_it(void **state)
{
    static struct wr_group groups[] = {{.name = "ward nurses"}, {.name = "porters"}};
    static struct wr_stated_need stated[] = {
        {.name = "n1", .says = "a", .role = "ward nurses", .how_often = "5 to 9 a day", .costs_staff = "30 min"},
        {.name = "n2", .says = "b", .role = "porters"},
        {.name = "n3", .says = "c", .role = "volunteers"},
        {.name = "n4", .says = "d", .how_often = "1 a day", .costs_staff = "10 min"},
        {.name = "n5", .says = "e"},
    };
    static struct wr_joined_echo echo[] = {{1, "porters", 3}, {-1, "pharmacists", 2}};
    static struct wr_person_need needs[] = {
        {.stated = &stated[0], .group = 0, .merged_into = -1, .me_too = echo, .n_me_too = 2},
        {.stated = &stated[1], .group = 1, .merged_into = 0},
        {.stated = &stated[2], .group = -1, .merged_into = 1},
        {.stated = &stated[3], .group = -1, .merged_into = 4},
        {.stated = &stated[4], .group = -1, .merged_into = 3},
    };
    static const char *named[] = {"n3"}, *also[] = {"n4"};
    static struct wr_change changes[] = {{.name = "boards", .need = named, .n_need = 1}, {.name = "bleeps", .need = also, .n_need = 1}};
    static struct wr_decision decisions[] = {
        {.name = "d1", .change = 0, .status = WR_DECISION_SUPERSEDED, .date = 30000},
        {.name = "d2", .change = 0, .status = WR_DECISION_ACCEPTED, .date = 20514},
        {.name = "d3", .change = 0, .status = WR_DECISION_PROPOSED, .date = 20000},
    };
    struct wr_model model = {.changes = changes, .n_changes = 2};
    struct wr_agree agree = {
        .model = &model, .groups = groups, .n_groups = 2, .needs = needs, .n_needs = 5, .decisions = decisions, .n_decisions = 3};
    struct wr_need_view v;
    struct wr_arena arena;

    (void)state;
    wr_arena_init(&arena, 0);
    assert_int_equal(wr_needs_view(&agree, 0, &arena, &v), 0);
    assert_int_equal(v.n_kept, 2);
    assert_int_equal(v.kept[0], 1);
    assert_int_equal(v.kept[1], 2);
    assert_int_equal(v.people, 1 + 3 + 2 + 1 + 1);
    assert_int_equal(v.n_voices, 4);
    assert_int_equal(v.voices[1].people, 4); /* porters: three who said so too, and the one of n2 */
    check_text(v.who, "ward nurses; so say porters (4), pharmacists (2), volunteers (1)");
    check_near(v.hours.low, 5 * 0.5 * 365, 1e-6);
    check_near(v.hours.high, 9 * 0.5 * 365, 1e-6);
    check_text(v.cost, "910 to 1,600 hours of staff time a year, as said and not measured");
    check_text(v.became, "change `boards`, which decision d2 accepted on 2 March 2026");
    assert_true(wr_needs_has_voice(&v, 1));
    assert_int_equal(wr_needs_view(&agree, 1, &arena, &v), 0);
    check_text(v.became, "its voice is kept with n1; change `boards`, which decision d2 accepted on 2 March 2026");
    assert_false(wr_needs_has_voice(&v, 0));
    assert_null(v.cost);
    assert_int_equal(wr_needs_view(&agree, 3, &arena, &v), 0);
    assert_int_equal(v.n_kept, 1); /* a circle: each keeps the other, and neither itself */
    check_text(v.cost, "about 61 hours of staff time a year, as said and not measured");
    check_text(v.became, "its voice is kept with n5; change `bleeps`, not decided yet");
    wr_arena_free(&arena);
}

static void test_next_name(void **state)
{
    static const char *const names[] = {"n07", "n12", "h99", "night", "n", NULL, "n3x"}, *const plain[] = {"n9", "n2"};
    struct wr_arena arena;

    (void)state;
    wr_arena_init(&arena, 0);
    check_text(wr_needs_next_name(&arena, 'n', names, 7), "n13");
    check_text(wr_needs_next_name(&arena, 'n', names, 1), "n08");
    check_text(wr_needs_next_name(&arena, 'n', plain, 2), "n10");
    check_text(wr_needs_next_name(&arena, 'i', plain, 2), "i1");
    wr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_voices_and_what_became_of_it),
        cmocka_unit_test(test_next_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
