/* Conditions: what each spelling becomes; names that hold `and` and `is`; clocks that hold `and`. */
#include "support/check.h"

#include <string.h>

#include "model/model.h"

struct fixture {
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
};

/* A service with all that a condition can speak of, and the condition as the first case of its one step. */
static int read_condition(struct fixture *f, const char *condition)
{
    struct wr_buf text;
    int err;

    memset(f, 0, sizeof *f);
    wr_mistakes_init(&f->mistakes);
    wr_buf_init(&text, 0);
    wr_buf_printf(&text,
                  "wardround: 1\nservice: Small\nrun: {warm up: 1 week, collect: 52 weeks}\noutcomes: [went home, died]\nplaces: {bay: 4, "
                  "A and E: 3}\n"
                  "systems: {record: {}}\npatients:\n  walk-in:\n    arrive: {a day: 20}\n    starts at: see\n    attributes: {frail: "
                  "10%%, fit and well: 50%%, age: "
                  "{uniform: {from: 0, to: 90}}, onset: {exponential: {mean: 2 h}},\n                 what is wrong: {chest: 50%%, a fall "
                  "and worse: rest}}\n"
                  "steps:\n  see: {in: bay, takes: 5 min, then: [{if: \"%s\", then: died}, {then: went home}]}\n",
                  condition);
    err = wr_source_text("x", wr_buf_string(&text), text.size, NULL, &f->mistakes, &f->source);
    assert_int_equal(err, 0);
    err = wr_model_read(&f->source, &f->mistakes, &f->model);
    wr_buf_free(&text);
    return err;
}

static void end(struct fixture *f)
{
    wr_model_free(&f->model);
    wr_source_free(&f->source);
    wr_mistakes_free(&f->mistakes);
}

static void test_one(void **state)
{
    static const struct {
        const char *text;
        enum wr_atom_kind kind;
        bool negated;
        double number; /* COMPARE, WAITING_OVER; CATEGORY: the category */
        enum wr_compare compare;
    } rows[] = {
        {"frail", WR_ATOM_YES, false, 0, WR_AT_LEAST},
        {"not frail", WR_ATOM_YES, true, 0, WR_AT_LEAST},
        {"fit and well", WR_ATOM_YES, false, 0, WR_AT_LEAST},
        {"age is at least 75", WR_ATOM_COMPARE, false, 75, WR_AT_LEAST},
        {"age is at most 15", WR_ATOM_COMPARE, false, 15, WR_AT_MOST},
        {"age is over 74", WR_ATOM_COMPARE, false, 74, WR_OVER},
        {"age is under 16", WR_ATOM_COMPARE, false, 16, WR_UNDER},
        {"age is not under 16", WR_ATOM_COMPARE, true, 16, WR_UNDER},
        {"onset is over 90 min", WR_ATOM_COMPARE, false, 5400, WR_OVER},
        {"what is wrong is chest", WR_ATOM_CATEGORY, false, 0, WR_AT_LEAST},
        {"what is wrong is a fall and worse", WR_ATOM_CATEGORY, false, 1, WR_AT_LEAST},
        {"not what is wrong is chest", WR_ATOM_CATEGORY, true, 0, WR_AT_LEAST},
        {"walk-in", WR_ATOM_KIND, false, 0, WR_AT_LEAST},
        {"kind is walk-in", WR_ATOM_KIND, false, 0, WR_AT_LEAST},
        {"went to see", WR_ATOM_WENT_TO, false, 0, WR_AT_LEAST},
        {"not went to see", WR_ATOM_WENT_TO, true, 0, WR_AT_LEAST},
        {"bay is full", WR_ATOM_PLACE_FULL, false, 0, WR_AT_LEAST},
        {"A and E is not full", WR_ATOM_PLACE_FULL, true, 0, WR_AT_LEAST},
        {"bay is open", WR_ATOM_PLACE_OPEN, false, 0, WR_AT_LEAST},
        {"bay is closed", WR_ATOM_PLACE_CLOSED, false, 0, WR_AT_LEAST},
        {"record is down", WR_ATOM_SYSTEM_DOWN, false, 0, WR_AT_LEAST},
        {"over 6 waiting for see", WR_ATOM_WAITING_OVER, false, 6, WR_AT_LEAST},
        {"it is 20:00 to 08:00", WR_ATOM_CLOCK, false, 0, WR_AT_LEAST},
        {"it is sat and sun and holidays", WR_ATOM_CLOCK, false, 0, WR_AT_LEAST},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct wr_condition *c;
        struct fixture f;
        if (read_condition(&f, rows[i].text) != 0)
            fail_msg("%s: %s", rows[i].text, f.mistakes.list[0].message);
        c = &f.model.steps[0].then.cases[0].condition;
        assert_int_equal(c->n_atoms, 1);
        assert_int_equal(c->atoms[0].kind, rows[i].kind);
        assert_int_equal(c->atoms[0].negated, rows[i].negated);
        if (rows[i].kind == WR_ATOM_COMPARE || rows[i].kind == WR_ATOM_WAITING_OVER)
            check_same(c->atoms[0].number, rows[i].number);
        if (rows[i].kind == WR_ATOM_COMPARE)
            assert_int_equal(c->atoms[0].compare, rows[i].compare);
        if (rows[i].kind == WR_ATOM_CATEGORY)
            assert_int_equal(c->atoms[0].category, (int)rows[i].number);
        end(&f);
    }
}

static void test_joined(void **state)
{
    const struct wr_condition *c;
    struct fixture f;

    (void)state;
    assert_int_equal(
        read_condition(
            &f,
            "fit and well and it is sat and sun 08:00 to 20:00 and not frail and what is wrong is a fall and worse and A and E is open"),
        0);
    c = &f.model.steps[0].then.cases[0].condition;
    assert_int_equal(c->n_atoms, 5);
    assert_int_equal(c->atoms[0].kind, WR_ATOM_YES);
    assert_int_equal(c->atoms[1].kind, WR_ATOM_CLOCK);
    assert_int_equal(c->atoms[1].when.spans[0].days, 0x60);
    assert_int_equal(c->atoms[1].when.spans[0].from, 8 * 3600);
    assert_true(c->atoms[2].negated);
    assert_int_equal(c->atoms[3].category, 1);
    assert_int_equal(c->atoms[4].index, 1);
    end(&f);
}

static void test_refused(void **state)
{
    static const char *const rows[] = {"",
                                       "left as died", /* of who is still here: in a route it cannot be asked */
                                       "and",
                                       "frail and",
                                       "frail or fit and well",
                                       "age is 75",
                                       "age is at least old",
                                       "age is at least 3 h",
                                       "onset is over 3",
                                       "what is wrong is toe",
                                       "frail is yes",
                                       "bay is broken",
                                       "record is up",
                                       "went to x-ray",
                                       "left as happy",
                                       "it is late",
                                       "over many waiting for see",
                                       "over 6 waiting for x-ray",
                                       "over -1 waiting for see",
                                       "kind is ambulance",
                                       "not",
                                       "not not frail",
                                       "is",
                                       " is ",
                                       "it is"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        if (read_condition(&f, rows[i]) != WR_ERR_MISTAKES)
            fail_msg("`%s` was taken", rows[i]);
        assert_int_equal(f.mistakes.mistakes, 1); /* told once */
        end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_one), cmocka_unit_test(test_joined), cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
