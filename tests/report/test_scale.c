/* Axes that make sense. */
#include "report/scale.h"

#include <math.h>

#include "support/check.h"

static void check_ticks(double least, double most, enum wr_unit unit, bool zero, size_t ticks, const char *unit_word, const char *want)
{
    struct wr_scale s;
    struct wr_buf out;
    size_t i;

    wr_scale_make(&s, least, most, unit, zero, ticks);
    wr_buf_init(&out, 0);
    for (i = 0; i < wr_scale_ticks(&s); i++) {
        if (i > 0)
            wr_buf_char(&out, ' ');
        wr_scale_print(&s, wr_scale_tick(&s, i), &out);
    }
    check_text(s.unit, unit_word);
    check_text(wr_buf_string(&out), want);
    wr_buf_free(&out);
}

static void test_units_and_steps(void **state)
{
    (void)state;
    check_ticks(0, 45, WR_UNIT_TIME, true, 5, "seconds", "0 10 20 30 40 50");
    check_ticks(0, 50 * 60, WR_UNIT_TIME, true, 5, "minutes", "0 10 20 30 40 50");
    check_ticks(0, 110 * 60, WR_UNIT_TIME, true, 5, "minutes", "0 30 60 90 120");
    check_ticks(0, 5.2 * 3600, WR_UNIT_TIME, true, 5, "hours", "0 2 4 6");
    check_ticks(0, 23 * 3600, WR_UNIT_TIME, true, 5, "hours", "0 6 12 18 24");
    check_ticks(0, 30 * 86400, WR_UNIT_TIME, true, 5, "days", "0 10 20 30");
    check_ticks(0.712, 0.783, WR_UNIT_SHARE, false, 5, "in 100", "70 72 74 76 78 80");
    check_ticks(0, 1, WR_UNIT_SHARE, true, 5, "in 100", "0 20 40 60 80 100");
    check_ticks(0.0001, 0.0004, WR_UNIT_SHARE, true, 5, "in 10,000", "0 1 2 3 4");
    check_ticks(-3600 * 1.2, 1800, WR_UNIT_TIME, false, 5, "minutes", "-90 -60 -30 0 30");
    check_ticks(0, 5230, WR_UNIT_BARE, true, 5, "", "0 2,000 4,000 6,000");
    check_ticks(0, 0.31, WR_UNIT_BARE, true, 5, "", "0.0 0.1 0.2 0.3 0.4");
}

static void test_any_ends_give_a_usable_axis(void **state)
{
    static const double ends[] = {0, 1, -1, 1e-12, -1e-12, 0.3, 59.9999, 60, 1e9, -1e9, 1e15, INFINITY, -INFINITY, NAN, 86400, 0.00999};
    static const enum wr_unit units[] = {WR_UNIT_BARE, WR_UNIT_TIME, WR_UNIT_SHARE, WR_UNIT_MONEY};
    size_t i, j, u, ticks;

    (void)state;
    for (i = 0; i < sizeof ends / sizeof ends[0]; i++)
        for (j = 0; j < sizeof ends / sizeof ends[0]; j++)
            for (u = 0; u < 4; u++)
                for (ticks = 2; ticks <= 7; ticks++) {
                    struct wr_scale s;
                    double least = isfinite(ends[i]) ? ends[i] : 0, most = isfinite(ends[j]) ? ends[j] : 0;
                    wr_scale_make(&s, ends[i], ends[j], units[u], false, ticks);
                    assert_true(isfinite(s.from) && isfinite(s.to) && s.from < s.to && s.step > 0);
                    assert_true(wr_scale_ticks(&s) >= 2 && wr_scale_ticks(&s) <= ticks + 1);
                    assert_true(s.from <= fmin(least, most) + 1e-6 * s.step && s.to >= fmax(least, most) - 1e-6 * s.step);
                    check_near(wr_scale_tick(&s, wr_scale_ticks(&s) - 1), s.to, 1e-9 * fabs(s.to) + 1e-300);
                    assert_true(wr_scale_at(&s, NAN) == 0 && wr_scale_at(&s, INFINITY) == 1 && wr_scale_at(&s, s.from) == 0);
                }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units_and_steps),
        cmocka_unit_test(test_any_ends_give_a_usable_axis),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
