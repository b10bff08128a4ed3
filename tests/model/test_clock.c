/* Whens and numbers over time. The clock starts on Monday 2026-01-05 00:00 (unless said); Friday of that week is a holiday.
 *
 *      mon 0   tue 1   wed 2   thu 3   fri 4 (holiday)   sat 5   sun 6
 */
#include "support/check.h"

#include <math.h>

#include "model/model.h"

static const int friday[] = {4};
static const struct wr_clock monday = {.weekday = 0, .holidays = friday, .n_holidays = 1};

#define AT(day, hour, minute) ((day)*WR_DAY + (hour)*WR_HOUR + (minute)*WR_MINUTE)

static bool holds(const struct wr_clock *clock, struct wr_span span, double t)
{
    struct wr_when when = {&span, 1, {NULL, 0, 0}};
    return wr_when_holds(clock, &when, t);
}

static void test_hours(void **state)
{
    struct wr_span day = {.from = 8 * 3600, .to = 20 * 3600};
    (void)state;
    assert_false(holds(&monday, day, AT(0, 7, 59)));
    assert_true(holds(&monday, day, AT(0, 8, 0)));
    assert_true(holds(&monday, day, AT(0, 19, 59)));
    assert_false(holds(&monday, day, AT(0, 20, 0)));
    assert_true(holds(&monday, day, AT(4, 12, 0))); /* names no day: on holidays too */
    assert_true(holds(&monday, day, AT(700, 12, 0)));
}

static void test_past_midnight(void **state)
{
    struct wr_span night = {.from = 20 * 3600, .to = 32 * 3600};                                         /* 20:00 to 08:00 */
    struct wr_span thursday = {.days = 1u << 3, .names_days = true, .from = 20 * 3600, .to = 32 * 3600}; /* thu 20:00 to 08:00 */
    (void)state;
    assert_true(holds(&monday, night, AT(0, 3, 0))); /* the night before began on Sunday */
    assert_true(holds(&monday, night, AT(0, 23, 0)));
    assert_false(holds(&monday, night, AT(1, 8, 0)));
    assert_false(holds(&monday, thursday, AT(3, 3, 0))); /* Wednesday's night */
    assert_true(holds(&monday, thursday, AT(3, 21, 0)));
    assert_true(holds(&monday, thursday, AT(4, 7, 59))); /* the hours belong to Thursday, although Friday is a holiday */
    assert_false(holds(&monday, thursday, AT(4, 21, 0)));
}

static void test_holidays(void **state)
{
    struct wr_span weekdays = {.days = 0x1f, .names_days = true, .from = 0, .to = 86400};
    struct wr_span off = {.days = 0x60 | 0x80, .names_days = true, .from = 0, .to = 86400}; /* sat and sun and holidays */
    (void)state;
    assert_true(holds(&monday, weekdays, AT(3, 12, 0)));
    assert_false(holds(&monday, weekdays, AT(4, 12, 0)));
    assert_true(holds(&monday, weekdays, AT(11, 12, 0))); /* the next Friday is none */
    assert_true(holds(&monday, off, AT(4, 12, 0)));
    assert_true(holds(&monday, off, AT(5, 12, 0)));
    assert_false(holds(&monday, off, AT(3, 12, 0)));
}

static void test_start_in_the_day(void **state)
{
    struct wr_clock clock = {.weekday = 6, .start_of_day = 6 * WR_HOUR}; /* a Sunday, 06:00 */
    struct wr_span sunday = {.days = 1u << 6, .names_days = true, .from = 8 * 3600, .to = 9 * 3600};
    (void)state;
    assert_true(holds(&clock, sunday, AT(0, 2, 30)));
    assert_false(holds(&clock, sunday, AT(0, 3, 0)));
    assert_true(holds(&clock, sunday, AT(7, 2, 0)));
    assert_true(holds(&clock, (struct wr_span){.from = 0, .to = 3600}, AT(-1, 18, 30))); /* before time 0 too */
}

static void test_number_over_time(void **state)
{
    struct wr_span day = {.from = 8 * 3600, .to = 20 * 3600}, late = {.from = 16 * 3600, .to = 24 * 3600};
    struct wr_timed entries[] = {{{&day, 1, {NULL, 0, 0}}, {.value = 4}}, {{&late, 1, {NULL, 0, 0}}, {.value = 2}}};
    struct wr_schedule s = {.entries = entries, .n_entries = 2}, all = {.unlimited = true};
    struct wr_timed always[] = {{{NULL, 0, {NULL, 0, 0}}, {.value = 3}}};
    struct wr_schedule constant = {.entries = always, .n_entries = 1};
    (void)state;
    check_same(wr_schedule_at(&monday, &s, AT(0, 9, 0)), 4);
    check_same(wr_schedule_at(&monday, &s, AT(0, 17, 0)), 6);
    check_same(wr_schedule_at(&monday, &s, AT(0, 21, 0)), 2);
    check_same(wr_schedule_at(&monday, &s, AT(0, 3, 0)), 0);
    check_same(wr_schedule_at(&monday, &all, 0), INFINITY);
    check_same(wr_schedule_at(&monday, &constant, AT(9, 3, 0)), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hours),
        cmocka_unit_test(test_past_midnight),
        cmocka_unit_test(test_holidays),
        cmocka_unit_test(test_start_in_the_day),
        cmocka_unit_test(test_number_over_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
