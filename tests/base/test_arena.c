#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

static bool all_zero(const unsigned char *p, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (p[i] != 0)
            return false;
    return true;
}

static void test_zero_and_aligned(void **state)
{
    struct wr_arena arena;
    size_t size;

    (void)state;
    wr_arena_init(&arena, 0);
    for (size = 1; size < 40000; size += size / 3 + 1) {
        unsigned char *p = wr_arena_alloc(&arena, 1, size);
        assert_non_null(p);
        assert_true(all_zero(p, size));
        assert_int_equal((uintptr_t)p % (size >= 64 ? 64 : _Alignof(max_align_t)), 0);
        memset(p, 0xAB, size);
        wr_arena_text(&arena, "x"); /* puts the next one off its alignment */
    }
    wr_arena_free(&arena);
    wr_arena_free(&arena);
}

static void test_zero_after_reset(void **state)
{
    struct wr_arena arena;
    int round, i;

    (void)state;
    wr_arena_init(&arena, 0);
    for (round = 0; round < 5; round++) {
        size_t used = arena.used;
        for (i = 0; i < 1000; i++) {
            unsigned char *p = wr_arena_alloc(&arena, 7, 13);
            assert_true(all_zero(p, 91));
            memset(p, 0xCD, 91);
        }
        wr_arena_reset(&arena);
        if (round > 2)
            assert_int_equal(arena.used, used); /* the largest block is kept, and then suffices */
    }
    wr_arena_free(&arena);
}

static void test_limit(void **state)
{
    struct wr_arena arena;
    volatile size_t huge = SIZE_MAX / 2;

    (void)state;
    wr_arena_init(&arena, 4096);
    assert_non_null(wr_arena_alloc(&arena, 1, 2000));
    assert_null(wr_arena_alloc(&arena, 1, 4000));
    assert_non_null(wr_arena_alloc(&arena, 1, 1000)); /* what still fits is given */
    assert_true(arena.used <= 4096);
    assert_null(wr_arena_alloc(&arena, huge, 4));
    wr_arena_free(&arena);
}

static void test_texts(void **state)
{
    struct wr_arena arena = {0}; /* set to zeros is as good as initialised */
    char *long_text;

    (void)state;
    check_text(wr_arena_text(&arena, "sister"), "sister");
    check_text(wr_arena_text_n(&arena, "sister", 3), "sis");
    check_text(wr_arena_text(&arena, ""), "");
    check_text(wr_arena_printf(&arena, "%d beds", 30), "30 beds");
    long_text = wr_arena_printf(&arena, "%01000d", 7);
    assert_int_equal(strlen(long_text), 1000);
    wr_arena_free(&arena);
}

static void test_grow(void **state)
{
    struct wr_arena arena;
    size_t capacity = 0, i;
    int *numbers = NULL;

    (void)state;
    wr_arena_init(&arena, 0);
    for (i = 0; i < 5000; i++) {
        assert_int_equal(wr_arena_grow(&arena, &numbers, &capacity, i + 1, sizeof *numbers), 0);
        numbers[i] = (int)i;
    }
    for (i = 0; i < 5000; i++)
        assert_int_equal(numbers[i], i);
    assert_int_equal(wr_arena_grow(&arena, &numbers, &capacity, SIZE_MAX, sizeof *numbers), WR_ERR_MEMORY);
    assert_int_equal(numbers[4999], 4999);
    wr_arena_free(&arena);
}

static void test_no_memory(void **state)
{
    struct wr_arena arena;

    (void)state;
    wr_arena_init(&arena, 0);
    wr_mem_fail_after(0);
    assert_null(wr_arena_alloc(&arena, 1, 10));
    assert_non_null(wr_arena_alloc(&arena, 1, 10));
    wr_mem_fail_after(0);
    assert_null(wr_arena_printf(&arena, "%0100000d", 1));
    wr_mem_fail_after(-1);
    wr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zero_and_aligned),
        cmocka_unit_test(test_zero_after_reset),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_grow),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
