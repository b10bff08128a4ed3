/* The calendar against sorting. */
#include "support/check.h"

#include <math.h>
#include <stdlib.h>

#include "sim/heap_internal.h"

static uint64_t next(uint64_t *state) /* SplitMix64, for test data only */
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static int compare(const void *a, const void *b)
{
    wr_i_key x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

static void a_key_keeps_its_parts(void **state)
{
    wr_i_key k = wr_i_key_of(123.456, WR_I_ENDS, 987654321, 4242);

    (void)state;
    check_same(wr_i_key_time(k), 123.456);
    assert_int_equal(wr_i_key_slot(k), 4242);
}

static void time_then_category_then_begun(void **state)
{
    (void)state;
    assert_true(wr_i_key_of(1.0, 9, 999, 7) < wr_i_key_of(nextafter(1.0, 2.0), 0, 0, 0));
    assert_true(wr_i_key_of(1.0, 2, 999, 7) < wr_i_key_of(1.0, 3, 0, 0));
    assert_true(wr_i_key_of(1.0, 2, 5, 7) < wr_i_key_of(1.0, 2, 6, 0));
    assert_true(wr_i_key_of(0.0, 2, 5, 7) < wr_i_key_of(5e-324, 2, 0, 0));
}

/* All go in, all come out in order, for every size up to a few levels and one with growth. */
static void out_in_order(void **state)
{
    static wr_i_key in[5000];
    struct wr_i_heap h = {0};
    uint64_t chance = 1;

    (void)state;
    for (size_t n = 1; n <= 5000; n = n < 100 ? n + 1 : n * 3) {
        for (size_t i = 0; i < n; i++) {
            in[i] = wr_i_key_of((double)(next(&chance) % 50), WR_I_ENDS, i, (uint32_t)(next(&chance) % 1000));
            assert_int_equal(wr_i_heap_put(&h, in[i]), 0);
        }
        qsort(in, n, sizeof *in, compare);
        for (size_t i = 0; i < n; i++) {
            assert_true(wr_i_heap_take(&h) == in[i]);
            wr_i_heap_settle(&h);
        }
        assert_int_equal(h.n, 0);
    }
    wr_i_heap_free(&h);
}

/* Take and put in turn, as the loop does: the hole is filled, or settled, by chance. A plain array is the judge. */
static void holes(void **state)
{
    static wr_i_key plain[300];
    struct wr_i_heap h = {0};
    uint64_t chance = 7, begun = 0;
    size_t n = 0;

    (void)state;
    for (int round = 0; round < 200000; round++) {
        size_t least = 0;
        if (n == 0 || (n < 300 && next(&chance) % 3 == 0)) {
            wr_i_key k = wr_i_key_of((double)(next(&chance) % 1000), WR_I_ENDS, begun++, 1);
            assert_int_equal(wr_i_heap_put(&h, k), 0);
            plain[n++] = k;
            continue;
        }
        for (size_t i = 1; i < n; i++)
            least = plain[i] < plain[least] ? i : least;
        assert_true(wr_i_heap_take(&h) == plain[least]);
        if (next(&chance) % 2 == 0) {
            plain[least] = wr_i_key_of((double)(next(&chance) % 1000), WR_I_ENDS, begun++, 2);
            assert_int_equal(wr_i_heap_put(&h, plain[least]), 0);
        } else {
            wr_i_heap_settle(&h);
            plain[least] = plain[--n];
        }
        assert_int_equal(h.n, n);
    }
    wr_i_heap_clear(&h);
    assert_int_equal(wr_i_heap_put(&h, wr_i_key_of(3, 2, 1, 1)), 0);
    assert_int_equal(wr_i_heap_put(&h, wr_i_key_of(2, 2, 1, 1)), 0);
    check_same(wr_i_key_time(wr_i_heap_take(&h)), 2); /* nothing is left of what was there before */
    wr_i_heap_settle(&h);
    check_same(wr_i_key_time(wr_i_heap_take(&h)), 3);
    wr_i_heap_free(&h);
}

/* Four children of one entry share a cache line. */
static void children_lie_together(void **state)
{
    struct wr_i_heap h = {0};

    (void)state;
    for (int i = 0; i < 3000; i++)
        assert_int_equal(wr_i_heap_put(&h, wr_i_key_of(i, 2, 0, 0)), 0);
    for (size_t i = 1; i < 3000; i += 4)
        assert_int_equal((uintptr_t)&h.at[i] % 64, 0);
    wr_i_heap_free(&h);
}

/* The calendar: what is near, what is not, the hole filled or settled, by chance; short and long by turns, so that the list is empty, half
 * full and over full. A plain array is the judge. */
static void near_and_far(void **state)
{
    static wr_i_key plain[400];
    struct wr_i_calendar c = {0};
    uint64_t chance = 11, begun = 0;
    size_t n = 0, fullest = 0;

    (void)state;
    assert_int_equal(wr_i_calendar_clear(&c), 0);
    assert_true(wr_i_entry_key(wr_i_calendar_first(&c)) == WR_I_NEVER);
    for (int round = 0; round < 400000; round++) {
        size_t least = 0, most = round / 2000 % 3 == 0 ? 5 : round / 2000 % 3 == 1 ? 40 : 400;
        uint32_t spread = round / 500 % 2 == 0 ? 1000 : 12; /* ties, too */
        if (n == 0 || (n < most && next(&chance) % 3 == 0)) {
            plain[n] = wr_i_key_of((double)(next(&chance) % spread), WR_I_ENDS, begun++, 1);
            assert_int_equal(wr_i_calendar_put(&c, wr_i_entry_of(plain[n])), 0);
            n++;
        } else {
            for (size_t i = 1; i < n; i++)
                least = plain[i] < plain[least] ? i : least;
            assert_true(wr_i_entry_key(wr_i_calendar_first(&c)) == plain[least]);
            wr_i_calendar_take(&c);
            plain[least] = plain[--n];
            for (uint64_t puts = next(&chance) % 3; puts > 0 && n < most; puts--) { /* the first fills the hole, the second does not */
                plain[n] = wr_i_key_of((double)(next(&chance) % spread), WR_I_ENDS, begun++, 2);
                assert_int_equal(wr_i_calendar_put(&c, wr_i_entry_of(plain[n])), 0);
                n++;
            }
        }
        assert_int_equal(wr_i_calendar_count(&c), n);
        fullest = c.n > fullest ? c.n : fullest;
    }
    assert_int_equal(fullest, WR_I_NEAR);
    for (; n > 0; n--) {
        size_t least = 0;
        for (size_t i = 1; i < n; i++)
            least = plain[i] < plain[least] ? i : least;
        assert_true(wr_i_entry_key(wr_i_calendar_first(&c)) == plain[least]);
        wr_i_calendar_take(&c);
        plain[least] = plain[n - 1];
    }
    assert_true(wr_i_entry_key(wr_i_calendar_first(&c)) == WR_I_NEVER);
    assert_int_equal(wr_i_calendar_put(&c, wr_i_entry_of(wr_i_key_of(3, 2, 1, 1))), 0);
    assert_int_equal(wr_i_calendar_clear(&c), 0);
    assert_true(wr_i_entry_key(wr_i_calendar_first(&c)) == WR_I_NEVER); /* nothing is left of what was there before */
    wr_i_heap_free(&c.heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_key_keeps_its_parts), cmocka_unit_test(time_then_category_then_begun),
                                       cmocka_unit_test(out_in_order),          cmocka_unit_test(holes),
                                       cmocka_unit_test(near_and_far),          cmocka_unit_test(children_lie_together)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
