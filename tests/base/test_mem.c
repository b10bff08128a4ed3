#include "support/check.h"

#include <string.h>

#include "base/mem.h"

static void test_alloc_is_zero(void **state)
{
    unsigned char *p = wr_mem_alloc(100, 3);
    int i;

    (void)state;
    assert_non_null(p);
    for (i = 0; i < 300; i++)
        assert_int_equal(p[i], 0);
    wr_mem_free(p);
    wr_mem_free(NULL);
}

static void test_nothing_is_still_a_pointer(void **state)
{
    void *p = wr_mem_alloc(0, 8), *q = wr_mem_alloc(8, 0);

    (void)state;
    assert_non_null(p);
    assert_non_null(q);
    wr_mem_free(p);
    wr_mem_free(q);
}

static void test_sizes_that_overflow(void **state)
{
    void *p = wr_mem_alloc(1, 8);
    volatile size_t half = SIZE_MAX / 2; /* volatile: the compiler need not warn of what is asked for on purpose */

    (void)state;
    assert_null(wr_mem_alloc(half, 3));
    assert_null(wr_mem_alloc(half, 2));
    assert_null(wr_mem_resize(p, half, 4));
    wr_mem_free(p); /* untouched by the failure */
}

static void test_resize_keeps_contents(void **state)
{
    char *p = wr_mem_text("ward"), *q;

    (void)state;
    q = wr_mem_resize(p, 4096, 1);
    assert_non_null(q);
    check_text(q, "ward");
    wr_mem_free(q);
    q = wr_mem_text_n("ward round", 4);
    check_text(q, "ward");
    wr_mem_free(q);
}

static void test_fail_after(void **state)
{
    void *p, *q;

    (void)state;
    wr_mem_fail_after(1);
    p = wr_mem_alloc(1, 1);
    assert_non_null(p);
    assert_null(wr_mem_alloc(1, 1)); /* once */
    q = wr_mem_alloc(1, 1);
    assert_non_null(q);
    assert_int_equal(wr_mem_fail_after(-1), 3);
    wr_mem_free(p);
    wr_mem_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alloc_is_zero),       cmocka_unit_test(test_nothing_is_still_a_pointer),
        cmocka_unit_test(test_sizes_that_overflow), cmocka_unit_test(test_resize_keeps_contents),
        cmocka_unit_test(test_fail_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
