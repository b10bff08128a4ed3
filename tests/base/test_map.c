#include "support/check.h"

#include <stdio.h>

#include "base/map.h"
#include "base/mem.h"

static void test_put_and_get(void **state)
{
    struct wr_map map;
    char key[32];
    long value = 0, i;

    (void)state;
    wr_map_init(&map);
    assert_false(wr_map_get(&map, "none", &value));
    for (i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "step %ld", i);
        assert_int_equal(wr_map_put(&map, key, i), 0);
    }
    assert_int_equal(wr_map_size(&map), 20000);
    for (i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "step %ld", i);
        assert_true(wr_map_get(&map, key, &value));
        assert_int_equal(value, i);
    }
    assert_int_equal(wr_map_put(&map, "step 7", -7), 0);
    assert_true(wr_map_get(&map, "step 7", &value));
    assert_int_equal(value, -7);
    assert_int_equal(wr_map_size(&map), 20000);
    assert_true(wr_map_get(&map, "step 8", NULL));
    assert_false(wr_map_get(&map, "", NULL));
    wr_map_free(&map);
    wr_map_free(&map);
}

/* Each allocation fails in turn: nothing leaks, nothing breaks, and what went in stays in. */
static void test_no_memory(void **state)
{
    struct wr_map map;
    char key[32];
    long fail_at, i, in;

    (void)state;
    for (fail_at = 0; fail_at < 60; fail_at++) {
        wr_map_init(&map);
        wr_mem_fail_after(fail_at);
        for (in = 0, i = 0; i < 50; i++) {
            snprintf(key, sizeof key, "k%ld", i);
            if (wr_map_put(&map, key, i) == 0)
                in++;
        }
        wr_mem_fail_after(-1);
        assert_int_equal(wr_map_size(&map), in);
        assert_int_equal(wr_map_put(&map, "after", 1), 0);
        assert_true(wr_map_get(&map, "after", NULL));
        wr_map_free(&map);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_put_and_get), cmocka_unit_test(test_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
