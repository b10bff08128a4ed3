/* Keys and blocks. */
#include "support/check.h"

#include <math.h>
#include <stdio.h>

#include "draw/stream.h"
#include "draw/wide_internal.h"

#if defined(__has_include)
#if __has_include(<Random123/philox.h>)
#include <Random123/philox.h>
#define HAVE_RANDOM123 1
#endif
#endif

/* kat_vectors of Random123 1.14 (D. E. Shaw Research): philox4x32 with 10 rounds; counter, key, block. */
static void known_answers(void **state)
{
    static const uint32_t rows[3][10] = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}};
    (void)state;
    for (int i = 0; i < 3; i++) {
        uint32_t out[4];
        struct wr_draw_key key = {{rows[i][4], rows[i][5]}};
        wr_draw_philox(rows[i], key, out);
        assert_memory_equal(out, rows[i] + 6, sizeof out);
    }
}

static void same_as_random123(void **state)
{
    (void)state;
#ifdef HAVE_RANDOM123
    struct wr_draw_key walk = wr_draw_key_init(11, 1);
    for (uint32_t i = 0; i < 20000; i++) {
        uint32_t a[4], b[4], out[4], counter[4] = {i, 1, 2, 3};
        wr_draw_philox(counter, walk, a);
        counter[1] = 9;
        wr_draw_philox(counter, walk, b);
        struct wr_draw_key key = {{b[0], b[1]}};
        philox4x32_ctr_t c = {{a[0], a[1], a[2], a[3]}};
        philox4x32_key_t k = {{b[0], b[1]}};
        philox4x32_ctr_t want = philox4x32(c, k);
        wr_draw_philox(a, key, out);
        assert_memory_equal(out, want.v, sizeof out);
    }
#else
    print_message("Random123 is not installed: compared with its known answers only\n");
    skip();
#endif
}

static void counter_and_halves(void **state)
{
    struct wr_draw_key key = wr_draw_key_init(5, 7);
    struct wr_draw_id id = {101, 202, 303, 0x5000404};
    uint32_t counter[4] = {101, 202, 303, 0x404u | 9u << 24}, block[4];
    double pair[2];
    (void)state;
    wr_draw_philox(counter, key, block);
    wr_draw_pair(key, &id, 9, pair); /* a visit's upper 8 bits are not the try's */
    check_same(pair[0], wr_draw_unit(block[0], block[1]));
    check_same(pair[1], wr_draw_unit(block[2], block[3]));
}

static void open_interval(void **state)
{
    (void)state;
    check_same(wr_draw_unit(0, 0), 0x1p-53);
    check_same(wr_draw_unit(0xffffffff, 0xffffffff), 1.0 - 0x1p-53);
    check_same(wr_draw_unit(0xffffffff, 0x7fffffff), 0.5 - 0x1p-53);
    check_same(1.0 - wr_draw_unit(0, 0), wr_draw_unit(0xffffffff, 0xffffffff));
}

static void batch_is_one_by_one(void **state)
{
    static const size_t counts[] = {0, 1, 2, 3, 7, 8, 9, 31, 64};
    static double first[64], second[64];
    struct wr_draw_key key = wr_draw_key_init(2026, 3);
    (void)state;
    for (uint32_t start = 1; start < 4; start++) {
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            struct wr_draw_id id = {start == 3 ? 0xfffffff0u : start, 17, 19, 2};
            /* as it is chosen, and each width that this processor has (8 lanes, 4) */
            for (int lanes = -1; lanes <= wr_i_draw_lanes(); lanes = lanes < 0 ? 4 : 2 * lanes) {
                size_t n = counts[c];
                memset(first, 0, sizeof first);
                memset(second, 0, sizeof second);
                if (lanes < 0)
                    wr_draw_pairs(key, &id, n, first, second);
                else
                    n = wr_i_draw_pairs_wide(lanes, key, &id, n, first, second);
                assert_true(lanes < 0 || n == counts[c] - counts[c] % (2 * (size_t)lanes));
                for (size_t i = 0; i < n; i++) {
                    struct wr_draw_id one = id;
                    double pair[2];
                    one.number += (uint32_t)i; /* goes round past 2^32, as the batch does */
                    wr_draw_pair(key, &one, 0, pair);
                    check_same(first[i], pair[0]);
                    check_same(second[i], pair[1]);
                }
            }
        }
    }
    if (wr_i_draw_lanes() < 8)
        print_message("registers of 512 bits: not here, not tested\n");
}

/* Frozen: results of files must not change with the program's version. */
static void names_are_frozen(void **state)
{
    (void)state;
    uint32_t walk_in = wr_draw_hash("walk-in"), triage = wr_draw_purpose("triage", "takes and then");
    struct wr_draw_key key = wr_draw_key_init(2026, 1);
    assert_int_equal(walk_in, 0x6781fcd2);
    assert_int_equal(triage, 0xe53b6501);
    assert_int_equal(key.word[0], 0x9e47508f);
    assert_int_equal(key.word[1], 0xc961556f);
    assert_int_not_equal(wr_draw_purpose("a b", "c"), wr_draw_purpose("a", "b c"));
    assert_int_not_equal(wr_draw_purpose("ab", "c"), wr_draw_purpose("a", "bc"));
}

static void replications_differ(void **state)
{
    (void)state;
    struct wr_draw_key one = wr_draw_key_init(1, 1);
    for (uint32_t r = 2; r < 20000; r++) {
        struct wr_draw_key other = wr_draw_key_init(1, r);
        assert_true(one.word[0] != other.word[0] || one.word[1] != other.word[1]);
    }
    struct wr_draw_key a = wr_draw_key_init(1, 2), b = wr_draw_key_init(2, 1);
    assert_true(a.word[0] != b.word[0] || a.word[1] != b.word[1]);
}

/* Equal shares in 64 x 64 squares of (this draw, the draw next to it), for each of the ways in which draws are neighbours. Chi squared of 4,095
 * degrees of freedom: within 5 standard deviations. */
static void neighbours_are_independent(void **state)
{
    enum { SIDE = 64, DRAWS = 1 << 20 };
    static const char *const ways[] = {"the two halves", "number", "owner", "purpose", "visit", "try", "replication"};
    static unsigned cells[SIDE * SIDE];
    (void)state;
    for (int way = 0; way < 7; way++) {
        memset(cells, 0, sizeof cells);
        for (uint32_t i = 0; i < DRAWS; i++) {
            struct wr_draw_key key = wr_draw_key_init(9, 1), other_key = key;
            struct wr_draw_id id = {i, 4, 5, 0}, other = id;
            uint32_t attempt = 0;
            double a[2], b[2];
            if (way == 1)
                other.number++;
            else if (way == 2)
                other.owner++;
            else if (way == 3)
                other.purpose++;
            else if (way == 4)
                other.visit++;
            else if (way == 5)
                attempt = 1;
            else if (way == 6)
                other_key = wr_draw_key_init(9, 2);
            wr_draw_pair(key, &id, 0, a);
            wr_draw_pair(other_key, &other, attempt, b);
            double y = way == 0 ? a[1] : b[0];
            cells[(int)(a[0] * SIDE) * SIDE + (int)(y * SIDE)]++;
        }
        double mean = (double)DRAWS / (SIDE * SIDE), chi = 0.0, df = SIDE * SIDE - 1;
        for (int i = 0; i < SIDE * SIDE; i++)
            chi += (cells[i] - mean) * (cells[i] - mean) / mean;
        print_message("%-15s chi squared %.0f (%.0f, sd %.0f)\n", ways[way], chi, df, sqrt(2.0 * df));
        assert_true(fabs(chi - df) < 5.0 * sqrt(2.0 * df));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),       cmocka_unit_test(same_as_random123),          cmocka_unit_test(counter_and_halves),
        cmocka_unit_test(open_interval),       cmocka_unit_test(batch_is_one_by_one),        cmocka_unit_test(names_are_frozen),
        cmocka_unit_test(replications_differ), cmocka_unit_test(neighbours_are_independent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
