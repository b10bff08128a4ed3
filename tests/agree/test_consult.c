/* The consultation report: ACCORD's order and numbers of items, what is filled in, what stays blank. */
#include "agree/consult.h"

#include <stdio.h>
#include <string.h>

#include "agree/people.h"
#include "base/buf.h"

static struct people p;
static struct wr_arena arena;
static struct wr_consult_item items[WR_CONSULT_ITEMS];
static size_t n_blank;

static int set_up(void **state)
{
    (void)state;
    people_init(&p);
    wr_arena_init(&arena, 0);
    (void)people_group(&p, "nurses", WR_GROUP_CARE, 40, 10);
    (void)people_group(&p, "patients and carers", WR_GROUP_PATIENTS, 12, -1);
    (void)people_statement(&p, "record at the bedside", -1);
    people_invite(&p, 0, 0, 20, -1);
    people_invite(&p, 0, 1, 10, -1);
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    wr_arena_free(&arena);
    return 0;
}

static void make(void)
{
    struct wr_voices_result r;

    assert_int_equal(wr_voices_look(&p.agree, 0, &arena, &r), 0);
    assert_int_equal(wr_consult_make(&p.agree, &r, &arena, items, &n_blank), 0);
}

static const struct wr_consult_item *item(const char *code)
{
    for (size_t i = 0; i < WR_CONSULT_ITEMS; i++)
        if (strcmp(items[i].code, code) == 0)
            return &items[i];
    return NULL;
}

/* PLoS Medicine 2024;21(1):e1004326, abstract: title 1, introduction 3, methods 21, results 5, discussion 2, other information 3. */
static void test_order(void **state)
{
    static const int wanted[WR_CONSULT_SECTIONS] = {1, 3, 21, 5, 2, 3};
    static const char letters[] = "TIMRDO";
    size_t at = 0;

    (void)state;
    make();
    for (int s = 0; s < WR_CONSULT_SECTIONS; s++)
        for (int i = 1; i <= wanted[s]; i++, at++) {
            char code[16];
            snprintf(code, sizeof code, "%c%d", letters[s], i);
            assert_int_equal(items[at].section, s);
            check_text(items[at].code, code);
            assert_non_null(items[at].who);
            for (size_t k = 0; k < at; k++)
                assert_string_not_equal(items[k].key, items[at].key);
        }
    assert_int_equal(at, WR_CONSULT_ITEMS);
}

static void test_filled_and_blank(void **state)
{
    struct wr_text_pair accord[] = {{"recruitment", "By the sisters"}, {"O3", "None"}, {"incentives", " "}};
    size_t before;

    (void)state;
    make();
    before = n_blank;
    assert_true(wr_consult_is_blank(item("M4")));
    check_text(item("M3")->made, "Invited: nurses 20 of 40 in post, patients and carers 10 of 12 in post.");
    check_text(item("M5")->made, "Patients and carers were a group of their own: 10 invited, 0 answered.");
    check_text(item("R4")->made, "Nobody has answered yet.");
    p.statements[0].accord = accord;
    p.statements[0].n_accord = 3;
    make();
    assert_int_equal(n_blank, before - 2); /* a blank text fills nothing */
    check_text(item("M4")->said, "By the sisters");
    check_text(item("O3")->said, "None"); /* by its code too */
    assert_true(wr_consult_is_blank(item("M20")));
}

static void test_what_was_fixed(void **state)
{
    (void)state;
    make();
    assert_non_null(strstr(item("M12")->made, "No threshold in per cent was fixed. No stop rule was fixed."));
    assert_true(wr_consult_is_blank(item("R1")));
    p.statements[0].threshold = 0.75;
    p.statements[0].stop_rule = "After two rounds";
    p.statements[0].rounds = 2;
    p.statements[0].opened = 20514;
    people_rate(&p, 0, 0, "77777");
    make();
    assert_non_null(strstr(item("M12")->made, "a threshold of 75% in favour. Stop rule: After two rounds."));
    check_text(item("R1")->made, "Opened 2 March 2026.");
    check_text(item("R2")->made, "Planned: 2 rounds. Answers are there from 1.");
    assert_non_null(strstr(item("D1")->made, "1 group was not heard."));
}

static void test_a_slip_of_the_pen(void **state)
{
    struct wr_text_pair accord[] = {{"recruitmnt", "By the sisters"}, {"funding", "None"}, {"M99", "x"}};
    const char *nearest;

    (void)state;
    p.statements[0].accord = accord;
    p.statements[0].n_accord = 3;
    check_text(wr_consult_unknown_key(&p.statements[0], 0, &nearest), "recruitmnt");
    check_text(nearest, "recruitment");
    check_text(wr_consult_unknown_key(&p.statements[0], 1, &nearest), "M99");
    assert_null(wr_consult_unknown_key(&p.statements[0], 2, &nearest));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_order), TEST(test_filled_and_blank), TEST(test_what_was_fixed),
                                       TEST(test_a_slip_of_the_pen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
