/* Whens, times alone, numbers over time. Days are bits, Monday first, holidays 0x80. */
#include "support/check.h"

#include <string.h>

#include "model/model_internal.h"

struct fixture {
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
    struct wr_i_reader r;
};

static void begin(struct fixture *f)
{
    memset(f, 0, sizeof *f);
    wr_mistakes_init(&f->mistakes);
    wr_arena_init(&f->model.arena, 0);
    wr_i_reader_init(&f->r, &f->source, &f->model, true, &f->mistakes);
}

static void end(struct fixture *f)
{
    wr_i_reader_close(&f->r);
    wr_model_free(&f->model);
    wr_mistakes_free(&f->mistakes);
}

#define H 3600

static void test_whens(void **state)
{
    static const struct {
        const char *text;
        int days;
        bool named;
        int from, to;
    } rows[] = {
        {"20:00 to 08:00", 0xFF, false, 20 * H, 32 * H},
        {"08:00 to 20:00", 0xFF, false, 8 * H, 20 * H},
        {"8:00 to 9:30", 0xFF, false, 8 * H, 9 * H + 1800},
        {"16:00 to 00:00", 0xFF, false, 16 * H, 24 * H},
        {"00:00 to 24:00", 0xFF, false, 0, 24 * H},
        {"07:00 to 07:00", 0xFF, false, 7 * H, 31 * H}, /* a whole day from seven */
        {"mon to fri 08:00 to 18:00", 0x1F, true, 8 * H, 18 * H},
        {"mon to fri", 0x1F, true, 0, 24 * H},
        {"fri to mon", 0x71, true, 0, 24 * H},
        {"sat and sun and holidays", 0xE0, true, 0, 24 * H},
        {"sat, sun and holidays 09:00 to 12:00", 0xE0, true, 9 * H, 12 * H},
        {"Tuesday 02:00 to 04:00", 0x02, true, 2 * H, 4 * H},
        {"mon to wed and fri 22:00 to 06:00", 0x17, true, 22 * H, 30 * H},
        {"holidays", 0x80, true, 0, 24 * H},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wr_when got;
        struct fixture f;
        begin(&f);
        if (!wr_i_read_when_text(&f.r, rows[i].text, (struct wr_where){"x", 1, 1}, false, &got))
            fail_msg("%s: %s", rows[i].text, f.mistakes.list[0].message);
        assert_int_equal(got.n_spans, 1);
        assert_int_equal(got.spans[0].days, rows[i].days);
        assert_int_equal(got.spans[0].names_days, rows[i].named);
        assert_int_equal(got.spans[0].from, rows[i].from);
        assert_int_equal(got.spans[0].to, rows[i].to);
        end(&f);
    }
}

static void test_refused(void **state)
{
    static const char *const rows[] = {"",
                                       "always",
                                       "8 to 20",
                                       "08:00",
                                       "08:00 to",
                                       "25:00 to 26:00",
                                       "08:60 to 09:00",
                                       "24:00 to 8:00",
                                       "08:00 to 24:30",
                                       "mon to",
                                       "mon to holidays",
                                       "monday 08:00",
                                       "08:00 to 20:00 mon",
                                       "mon fri",
                                       "08:00:00 to 09:00:00",
                                       "08:00 till 20:00",
                                       "-08:00 to 09:00",
                                       "mon to fri and",
                                       "1000:00 to 2000:00"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wr_when got;
        struct fixture f;
        begin(&f);
        if (wr_i_read_when_text(&f.r, rows[i], (struct wr_where){"x", 1, 1}, false, &got))
            fail_msg("`%s` was taken", rows[i]);
        assert_int_equal(f.mistakes.mistakes, 1);
        end(&f);
    }
}

static bool read_times(struct fixture *f, const char *text, struct wr_times *out)
{
    struct wr_node *node = wr_node_new_text(&f->model.arena, text, (struct wr_where){"x", 1, 1});

    assert_non_null(node);
    return wr_i_read_times(&f->r, node, out);
}

static void test_times(void **state)
{
    struct wr_times got;
    struct fixture f;

    (void)state;
    begin(&f);
    assert_true(read_times(&f, "mon to fri 09:00 and 14:00", &got));
    assert_int_equal(got.n_at, 2);
    assert_int_equal(got.at[0].days, 0x1F);
    assert_int_equal(got.at[1].from, 14 * H);
    assert_int_equal(got.at[1].to, 14 * H);
    assert_true(read_times(&f, "09:00, 12:00 and 15:00", &got));
    assert_int_equal(got.n_at, 3);
    assert_true(read_times(&f, "every 1 h", &got));
    check_same(got.every, H);
    assert_int_equal(f.mistakes.count, 0);
    assert_false(read_times(&f, "every now and then", &got));
    assert_false(read_times(&f, "every 0 min", &got));
    assert_false(read_times(&f, "mon to fri", &got));
    assert_false(read_times(&f, "09:00 to 14:00", &got));
    assert_int_equal(f.mistakes.mistakes, 4);
    end(&f);
}

/* Averages and greatest numbers over a week, worked out by hand. */
static void test_schedule_sums(void **state)
{
    /* doctors: 4 from 8 to 20, 2 more from 16 to midnight, 1 more on Saturdays all day */
    static const char *const whens[] = {"08:00 to 20:00", "16:00 to 00:00", "sat"};
    static const double numbers[] = {4, 2, 1};
    struct wr_timed entries[3];
    struct wr_schedule s = {.entries = entries, .n_entries = 3};
    struct fixture f;
    size_t i;

    (void)state;
    begin(&f);
    for (i = 0; i < 3; i++) {
        assert_true(wr_i_read_when_text(&f.r, whens[i], (struct wr_where){"x", 1, 1}, false, &entries[i].when));
        entries[i].number = wr_i_number(numbers[i], WR_UNIT_BARE, (struct wr_where){"x", 1, 1});
    }
    check_near(wr_i_schedule_average(&s), 4 * 12 / 24.0 + 2 * 8 / 24.0 + 1 / 7.0, 1e-12);
    check_same(wr_i_schedule_most(&s), 7); /* Saturday, 16 to 20 */
    end(&f);
}

/* Spans that overlap count once. */
static void test_share_of_the_week(void **state)
{
    struct wr_span spans[2] = {{0x1F, true, 8 * H, 18 * H}, {0xFF, false, 16 * H, 26 * H}}; /* mon to fri 8 to 18; daily 16 to 2 */
    struct wr_when when = {.spans = spans, .n_spans = 2};

    (void)state;
    check_near(wr_i_when_share(&when), (5 * 18.0 + 2 * 10.0) / 168, 1e-12);
}

/* A list of thousands is no rota, and would make every question of what holds now slow. */
static void test_too_many(void **state)
{
    struct wr_node *list;
    struct wr_when got;
    struct fixture f;
    int i;

    (void)state;
    begin(&f);
    list = wr_node_new(&f.model.arena, WR_NODE_LIST, (struct wr_where){"x", 1, 1});
    for (i = 0; i < 1000; i++)
        assert_int_equal(
            wr_node_add(&f.model.arena, list, wr_node_new_text(&f.model.arena, "08:00 to 09:00", (struct wr_where){"x", i, 1})), 0);
    assert_true(wr_i_read_when(&f.r, list, &got));
    assert_int_equal(got.n_spans, 1000);
    assert_int_equal(wr_node_add(&f.model.arena, list, wr_node_new_text(&f.model.arena, "09:00 to 10:00", (struct wr_where){"x", i, 1})),
                     0);
    assert_false(wr_i_read_when(&f.r, list, &got));
    assert_int_equal(f.mistakes.mistakes, 1);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whens),         cmocka_unit_test(test_refused),           cmocka_unit_test(test_times),
        cmocka_unit_test(test_schedule_sums), cmocka_unit_test(test_share_of_the_week), cmocka_unit_test(test_too_many)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
