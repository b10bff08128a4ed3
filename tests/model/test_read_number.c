/* Every spelling of a number, with what it must become, and what is refused. */
#include "support/check.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
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

#define CERTAIN NAN, NAN

static void test_spellings(void **state)
{
    static const struct {
        const char *text;
        enum wr_slot slot;
        double value, low, high;
        enum wr_unit unit;
        enum wr_family family;
    } rows[] = {
        {"8 min", WR_SLOT_TIME, 480, CERTAIN, WR_UNIT_TIME, WR_FAMILY_CERTAIN},
        {"2.5h", WR_SLOT_TIME, 9000, CERTAIN, WR_UNIT_TIME, WR_FAMILY_CERTAIN},
        {"0", WR_SLOT_TIME, 0, CERTAIN, WR_UNIT_TIME, WR_FAMILY_CERTAIN},
        {"45 (40 to 51) min", WR_SLOT_TIME, 2700, 2400, 3060, WR_UNIT_TIME, WR_FAMILY_LOGNORMAL},
        {"45 min (40 min to 51 min)", WR_SLOT_TIME, 2700, 2400, 3060, WR_UNIT_TIME, WR_FAMILY_LOGNORMAL},
        {"1 h (45 min to 80 min)", WR_SLOT_TIME, 3600, 2700, 4800, WR_UNIT_TIME, WR_FAMILY_LOGNORMAL},
        {"40%", WR_SLOT_SHARE, 0.4, CERTAIN, WR_UNIT_SHARE, WR_FAMILY_CERTAIN},
        {"25% (20% to 31%)", WR_SLOT_SHARE, 0.25, 0.20, 0.31, WR_UNIT_SHARE, WR_FAMILY_BETA},
        {"25 (20 to 31)%", WR_SLOT_SHARE, 0.25, 0.20, 0.31, WR_UNIT_SHARE, WR_FAMILY_BETA},
        {"3% (0 to 6%)", WR_SLOT_SHARE, 0.03, 0, 0.06, WR_UNIT_SHARE, WR_FAMILY_BETA},
        {"1 in 82", WR_SLOT_SHARE, 1.0 / 82, CERTAIN, WR_UNIT_SHARE, WR_FAMILY_CERTAIN},
        {"1 in 900 (1 in 3000 to 1 in 300)", WR_SLOT_SHARE, 1.0 / 900, 1.0 / 3000, 1.0 / 300, WR_UNIT_SHARE, WR_FAMILY_BETA},
        {"0.47 (0.31 to 0.71)", WR_SLOT_FACTOR, 0.47, 0.31, 0.71, WR_UNIT_TIMES, WR_FAMILY_LOGNORMAL},
        {"0.47 (95% CI 0.31 to 0.71)", WR_SLOT_FACTOR, 0.47, 0.31, 0.71, WR_UNIT_TIMES, WR_FAMILY_LOGNORMAL},
        {"1.4 (1.2 to 1.7) times", WR_SLOT_FACTOR, 1.4, 1.2, 1.7, WR_UNIT_TIMES, WR_FAMILY_LOGNORMAL},
        {"1.3 times", WR_SLOT_FACTOR, 1.3, CERTAIN, WR_UNIT_TIMES, WR_FAMILY_CERTAIN},
        {"3 (0 to 6) points", WR_SLOT_ANY, 0.03, 0, 0.06, WR_UNIT_POINTS, WR_FAMILY_NORMAL},
        {"-2 (-4 to 1) points", WR_SLOT_ANY, -0.02, -0.04, 0.01, WR_UNIT_POINTS, WR_FAMILY_NORMAL},
        {"\xC2\xA3"
         "320k (\xC2\xA3"
         "250k to \xC2\xA3"
         "450k)",
         WR_SLOT_MONEY, 320000, 250000, 450000, WR_UNIT_MONEY, WR_FAMILY_LOGNORMAL},
        {"\xC2\xA3"
         "60k (\xC2\xA3"
         "50k to \xC2\xA3"
         "75k) a year",
         WR_SLOT_MONEY_RATE, 60000 / WR_YEAR, 50000 / WR_YEAR, 75000 / WR_YEAR, WR_UNIT_MONEY_RATE, WR_FAMILY_LOGNORMAL},
        {"\xC2\xA3"
         "38 an hour",
         WR_SLOT_MONEY_RATE, 38.0 / 3600, CERTAIN, WR_UNIT_MONEY_RATE, WR_FAMILY_CERTAIN},
        {"12 (10 to 14.5) a day", WR_SLOT_RATE, 12.0 / 86400, 10.0 / 86400, 14.5 / 86400, WR_UNIT_RATE, WR_FAMILY_LOGNORMAL},
        {"6 (4 to 9)", WR_SLOT_NUMBER, 6, 4, 9, WR_UNIT_BARE, WR_FAMILY_LOGNORMAL},
        {"30", WR_SLOT_COUNT, 30, CERTAIN, WR_UNIT_BARE, WR_FAMILY_CERTAIN},
        {"3 (2.1 to 4.2)", WR_SLOT_COUNT, 3, 2.1, 4.2, WR_UNIT_BARE, WR_FAMILY_LOGNORMAL},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wr_number got;
        struct fixture f;
        begin(&f);
        if (!wr_i_read_number_text(&f.r, rows[i].text, (struct wr_where){"x", 1, 1}, rows[i].slot, &got) || f.mistakes.mistakes > 0)
            fail_msg("%s: %s", rows[i].text, f.mistakes.count > 0 ? f.mistakes.list[0].message : "refused without a word");
        check_same(got.value, rows[i].value);
        assert_int_equal(isnan(rows[i].low), isnan(got.low));
        if (!isnan(rows[i].low)) {
            check_same(got.low, rows[i].low);
            check_same(got.high, rows[i].high);
        }
        assert_int_equal(got.unit, rows[i].unit);
        assert_int_equal(got.family, rows[i].family);
        assert_int_equal(got.unknown, -1);
        end(&f);
    }
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        enum wr_slot slot;
    } rows[] = {
        {"8", WR_SLOT_TIME},
        {"40%", WR_SLOT_TIME},
        {"-1 min", WR_SLOT_TIME},
        {"nan min", WR_SLOT_TIME},
        {"infinity", WR_SLOT_TIME},
        {"1e999 min", WR_SLOT_TIME},
        {"9e99 h", WR_SLOT_TIME},
        {"0x10 min", WR_SLOT_TIME},
        {"8 min or so", WR_SLOT_TIME},
        {"", WR_SLOT_TIME},
        {" ", WR_SLOT_TIME},
        {"min", WR_SLOT_TIME},
        {"8 (6 to 10)", WR_SLOT_TIME},
        {"8 min (6 to 10)", WR_SLOT_TIME},
        {"8 min (6% to 10%)", WR_SLOT_TIME},
        {"8 (6 to 10) min min", WR_SLOT_TIME},
        {"8 (6 to 10 min", WR_SLOT_TIME},
        {"8 (6) min", WR_SLOT_TIME},
        {"8 (10 to 6) min", WR_SLOT_TIME},
        {"8 (8 to 8) min", WR_SLOT_TIME},
        {"8 (9 to 12) min", WR_SLOT_TIME},
        {"8 (-9 to 12) min", WR_SLOT_TIME},
        {"101%", WR_SLOT_SHARE},
        {"0.4", WR_SLOT_SHARE},
        {"-1%", WR_SLOT_SHARE},
        {"90% (80% to 110%)", WR_SLOT_SHARE},
        {"1 in 0", WR_SLOT_SHARE},
        {"2 in 1", WR_SLOT_SHARE},
        {"2.5", WR_SLOT_COUNT},
        {"-3", WR_SLOT_COUNT},
        {"3 min", WR_SLOT_COUNT},
        {"1e10", WR_SLOT_COUNT},
        {"1,200", WR_SLOT_COUNT},
        {"80%", WR_SLOT_FACTOR},
        {"-0.5", WR_SLOT_FACTOR},
        {"400", WR_SLOT_MONEY},
        {"\xC2\xA3"
         "400",
         WR_SLOT_MONEY_RATE},
        {"\xC2\xA3"
         "38 an hour",
         WR_SLOT_MONEY},
        {"12", WR_SLOT_RATE},
        {"soon", WR_SLOT_ANY},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wr_number got;
        struct fixture f;
        begin(&f);
        if (wr_i_read_number_text(&f.r, rows[i].text, (struct wr_where){"x", 1, 1}, rows[i].slot, &got))
            fail_msg("`%s` was taken as %g", rows[i].text, got.value);
        assert_int_equal(f.mistakes.mistakes, 1); /* one, and only one, told */
        assert_non_null(f.mistakes.list[0].hint);
        assert_true(isfinite(got.value)); /* harmless for whoever reads on */
        end(&f);
    }
}

static struct wr_node *text_node(struct fixture *f, const char *key, const char *text)
{
    struct wr_node *node = wr_node_new_text(&f->model.arena, text, (struct wr_where){"x", 1, 1});

    assert_non_null(node);
    node->key = key;
    return node;
}

/* {estimate: 0.65, interval: [0.50, 0.80], as: normal, source: a paper} */
static void test_long_form(void **state)
{
    struct wr_node *map, *interval;
    struct wr_number got;
    struct fixture f;

    (void)state;
    begin(&f);
    map = wr_node_new(&f.model.arena, WR_NODE_MAP, (struct wr_where){"x", 1, 1});
    interval = wr_node_new(&f.model.arena, WR_NODE_LIST, (struct wr_where){"x", 1, 1});
    interval->key = "interval";
    assert_int_equal(wr_node_add(&f.model.arena, interval, text_node(&f, NULL, "0.50")), 0);
    assert_int_equal(wr_node_add(&f.model.arena, interval, text_node(&f, NULL, "0.80")), 0);
    assert_int_equal(wr_node_add(&f.model.arena, map, text_node(&f, "estimate", "0.65")), 0);
    assert_int_equal(wr_node_add(&f.model.arena, map, interval), 0);
    assert_int_equal(wr_node_add(&f.model.arena, map, text_node(&f, "as", "normal")), 0);
    assert_int_equal(wr_node_add(&f.model.arena, map, text_node(&f, "source", "a paper")), 0);
    assert_true(wr_i_read_number(&f.r, map, WR_SLOT_FACTOR, &got));
    check_same(got.value, 0.65);
    check_same(got.low, 0.50);
    assert_int_equal(got.family, WR_FAMILY_NORMAL);
    assert_string_equal(got.source, "a paper");
    assert_int_equal(f.mistakes.count, 0);
    end(&f);
}

/* A long word is cut by bytes; what is told stays UTF-8. */
static void test_words_stay_whole(void **state)
{
    struct wr_buf text;
    struct wr_number got;
    struct fixture f;
    int i;

    (void)state;
    begin(&f);
    wr_buf_init(&text, 0);
    wr_buf_char(&text, 'x');
    for (i = 0; i < 100; i++)
        wr_buf_text(&text, "\xE2\x82\xAC");
    assert_false(wr_i_read_number_text(&f.r, wr_buf_string(&text), (struct wr_where){"x", 1, 1}, WR_SLOT_TIME, &got));
    wr_buf_clear(&text);
    wr_mistakes_print(&f.mistakes, &text);
    assert_int_equal(wr_text_utf8(wr_buf_string(&text), text.size, NULL), true);
    wr_buf_free(&text);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_spellings), cmocka_unit_test(test_refused), cmocka_unit_test(test_long_form),
                                       cmocka_unit_test(test_words_stay_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
