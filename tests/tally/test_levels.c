/* Levels on one clock. Drawing of the small case, with the collection from 1,000 to 9,000 s and hours that end at 3,600 and 7,200:
 *
 *      level 2          +----------------+
 *      level 1   +------+                +-------
 *      level 0   |
 *      time  0  500   2,000            8,000   9,000 */
#include "support/check.h"

#include <math.h>

#include "draw/stream.h"
#include "tally/levels.h"

static void small_case(void **state)
{
    struct wr_arena arena;
    struct wr_tally_levels v;
    (void)state;
    wr_arena_init(&arena, 0);
    assert_int_equal(wr_tally_levels_init(&v, &arena, 2, 0.0, 1000.0, 9000.0, 0.0, true), 0);
    wr_tally_levels_at(&v, 500.0);
    wr_tally_level_add(&v, 1, 1.0);
    wr_tally_levels_at(&v, 600.0); /* a peak before the collection is not counted */
    wr_tally_level_add(&v, 1, 7.0);
    wr_tally_levels_at(&v, 700.0);
    wr_tally_level_add(&v, 1, -7.0);
    wr_tally_levels_at(&v, 2000.0);
    wr_tally_level_add(&v, 1, 1.0);
    wr_tally_levels_at(&v, 8000.0);
    wr_tally_level_add(&v, 1, -1.0);
    wr_tally_levels_at(&v, 9500.0); /* after the collection */
    wr_tally_level_add(&v, 1, 5.0);
    wr_tally_levels_finish(&v, 9600.0);
    check_near(wr_tally_level_area(&v, 1), 1000.0 + 2.0 * 6000.0 + 1000.0, 1e-9);
    check_near(wr_tally_level_area_hour(&v, 1, 0), 1000.0 + 2.0 * 1600.0, 1e-9);
    check_near(wr_tally_level_area_hour(&v, 1, 1), 2.0 * 3600.0, 1e-9);
    check_near(wr_tally_level_area_hour(&v, 1, 2), 2.0 * 800.0 + 1000.0, 1e-9);
    check_near(wr_tally_levels_seconds(&v), 8000.0, 1e-9);
    check_near(wr_tally_levels_seconds_hour(&v, 0), 2600.0, 1e-9);
    check_near(wr_tally_levels_seconds_hour(&v, 2), 1800.0, 1e-9);
    check_same(v.level[0].most, 0.0);
    check_same(wr_tally_level_area(&v, 0), 0.0);
    wr_arena_free(&arena);
}

static void most_is_of_the_counted_time(void **state)
{
    struct wr_arena arena;
    struct wr_tally_levels v;
    (void)state;
    wr_arena_init(&arena, 0);
    assert_int_equal(wr_tally_levels_init(&v, &arena, 1, 0.0, 100.0, (double)INFINITY, 0.0, false), 0);
    wr_tally_levels_at(&v, 10.0);
    wr_tally_level_add(&v, 0, 9.0);
    wr_tally_levels_at(&v, 20.0);
    wr_tally_level_add(&v, 0, -6.0);
    wr_tally_levels_at(&v, 100.0);
    check_same(v.level[0].most, 3.0); /* what holds when the collection starts */
    wr_tally_level_add(&v, 0, 1.0);
    wr_tally_levels_finish(&v, 200.0);
    check_same(v.level[0].most, 4.0);
    check_near(wr_tally_level_area(&v, 0), 400.0, 1e-12);
    wr_tally_levels_at(&v, 300.0); /* finish may come early: drained, and then more */
    wr_tally_levels_finish(&v, 300.0);
    check_near(wr_tally_level_area(&v, 0), 800.0, 1e-12);
    check_near(wr_tally_levels_seconds(&v), 200.0, 1e-12);
    wr_arena_free(&arena);
}

/* Random changes against a plain sum in which each piece is cut by hand. Weeks do not begin at 0 and hours not at whole seconds. */
static void random_changes(void **state)
{
    static const double offsets[] = {0.0, 86400.0 * 3 + 6 * 3600, 1234.5}, from = 50000.25, to = 3.0e6;
    (void)state;
    for (int k = 0; k < 3; k++) {
        struct wr_arena arena;
        struct wr_tally_levels v, plain;
        double want[WR_TALLY_WEEK_HOURS] = {0}, seconds[WR_TALLY_WEEK_HOURS] = {0}, level = 0.0, last = 0.0, total = 0.0;
        wr_arena_init(&arena, 0);
        assert_int_equal(wr_tally_levels_init(&v, &arena, 3, 0.0, from, to, offsets[k], true), 0);
        assert_int_equal(wr_tally_levels_init(&plain, &arena, 3, 0.0, from, to, offsets[k], false), 0);
        for (uint32_t i = 0; last < 3.2e6; i++) {
            struct wr_draw_id id = {i, 1, 1, 1};
            double u[2];
            wr_draw_pair(wr_draw_key_init(3, 1), &id, 0, u);
            double now = last + u[0] * u[0] * 20000.0, by = level > 0 && u[1] < 0.5 ? -1.0 : 1.0;
            for (double t = fmax(last, from); t < fmin(now, to);) {
                double hour = floor((t + offsets[k]) / 3600.0 + 1e-9), end = fmin(fmin(now, to), (hour + 1) * 3600.0 - offsets[k]);
                want[(int)fmod(hour, 168.0)] += level * (end - t);
                seconds[(int)fmod(hour, 168.0)] += end - t;
                total += level * (end - t);
                t = end;
            }
            wr_tally_levels_at(&v, now);
            wr_tally_level_add(&v, 2, by);
            wr_tally_levels_at(&plain, now);
            wr_tally_level_add(&plain, 2, by);
            level += by;
            last = now;
        }
        wr_tally_levels_finish(&v, last);
        wr_tally_levels_finish(&plain, last);
        for (int h = 0; h < WR_TALLY_WEEK_HOURS; h++) {
            check_near(wr_tally_level_area_hour(&v, 2, h), want[h], 1e-6);
            check_near(wr_tally_levels_seconds_hour(&v, h), seconds[h], 1e-6);
        }
        check_close(wr_tally_level_area(&v, 2), total, 1e-12);
        check_close(wr_tally_level_area(&plain, 2), total, 1e-12);
        check_close(wr_tally_levels_seconds(&plain), to - from, 1e-12);
        wr_arena_free(&arena);
    }
}

static void out_of_memory(void **state)
{
    struct wr_arena arena;
    struct wr_tally_levels v;
    (void)state;
    wr_arena_init(&arena, 100);
    assert_int_equal(wr_tally_levels_init(&v, &arena, 50, 0.0, 0.0, 1.0, 0.0, true), WR_ERR_MEMORY);
    wr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(small_case), cmocka_unit_test(most_is_of_the_counted_time),
                                       cmocka_unit_test(random_changes), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
