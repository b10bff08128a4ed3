#include "support/check.h"

#include <jansson.h>
#include <string.h>

#include "base/mem.h"
#include "base/mistakes.h"

static void fill(struct wr_mistakes *m)
{
    wr_mistakes_add(m, WR_MISTAKE, (struct wr_where){"service.yaml", 12, 9}, "steps.triage.takes", "write 8 min, 8 h or 8 days",
                    "`%s` has no unit", "8");
    wr_mistakes_add(m, WR_WARNING, (struct wr_where){"service.yaml", 3, 1}, "places.ward", NULL, "nobody can leave it");
    wr_mistakes_add(m, WR_REFUSAL, (struct wr_where){"changes/a.yaml", 5, 0}, NULL, NULL, "hand over");
    wr_mistakes_add(m, WR_MISTAKE, (struct wr_where){NULL, 0, 0}, NULL, NULL, "no file at all");
}

static void test_print(void **state)
{
    struct wr_mistakes m;
    struct wr_buf out;

    (void)state;
    wr_mistakes_init(&m);
    wr_buf_init(&out, 0);
    assert_int_equal(wr_mistakes_result(&m), 0);
    fill(&m);
    wr_mistakes_sort(&m);
    wr_mistakes_print(&m, &out);
    check_text(wr_buf_string(&out), "no file at all\n"
                                    "changes/a.yaml:5: not simulated yet: hand over\n"
                                    "service.yaml:3:1: warning: places.ward: nobody can leave it\n"
                                    "service.yaml:12:9: steps.triage.takes: `8` has no unit\n"
                                    "    write 8 min, 8 h or 8 days\n");
    assert_int_equal(wr_mistakes_result(&m), WR_ERR_MISTAKES);
    assert_int_equal(m.mistakes, 2);
    assert_int_equal(m.warnings, 1);
    assert_int_equal(m.refusals, 1);
    wr_mistakes_free(&m);
    wr_mistakes_free(&m);
    wr_buf_free(&out);
}

static void test_json(void **state)
{
    struct wr_mistakes m;
    struct wr_buf out;
    json_t *list;

    (void)state;
    wr_mistakes_init(&m);
    wr_buf_init(&out, 0);
    wr_mistakes_json(&m, &out);
    list = json_loads(wr_buf_string(&out), JSON_REJECT_DUPLICATES, NULL);
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
    wr_buf_clear(&out);
    fill(&m);
    wr_mistakes_json(&m, &out);
    list = json_loads(wr_buf_string(&out), JSON_REJECT_DUPLICATES, NULL);
    assert_int_equal(json_array_size(list), 4);
    check_text(json_string_value(json_object_get(json_array_get(list, 0), "message")), "`8` has no unit");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(list, 0), "column")), 9);
    assert_true(json_is_null(json_object_get(json_array_get(list, 1), "hint")));
    json_decref(list);
    wr_mistakes_free(&m);
    wr_buf_free(&out);
}

static void test_many(void **state)
{
    struct wr_mistakes m;
    struct wr_buf out;
    int i;

    (void)state;
    wr_mistakes_init(&m);
    wr_buf_init(&out, 0);
    for (i = 0; i < WR_MISTAKES_KEPT + 5; i++)
        wr_mistakes_add(&m, WR_MISTAKE, (struct wr_where){"a", 2000 - i, 1}, NULL, NULL, "one of many");
    assert_int_equal(m.count, WR_MISTAKES_KEPT);
    assert_int_equal(m.mistakes, WR_MISTAKES_KEPT + 5);
    wr_mistakes_sort(&m);
    for (i = 1; i < WR_MISTAKES_KEPT; i++)
        assert_true(m.list[i - 1].where.line < m.list[i].where.line);
    wr_mistakes_print(&m, &out);
    assert_non_null(strstr(wr_buf_string(&out), "and 5 more\n"));
    wr_mistakes_free(&m);
    wr_buf_free(&out);
}

/* Without memory the list says so: a file is never called good because its mistakes could not be kept. */
static void test_no_memory(void **state)
{
    long n;

    (void)state;
    for (n = 0; n < 2; n++) {
        struct wr_mistakes m;
        wr_mistakes_init(&m);
        wr_mem_fail_after(n);
        fill(&m);
        wr_mem_fail_after(-1);
        assert_int_equal(wr_mistakes_result(&m), WR_ERR_MEMORY);
        wr_mistakes_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_print), cmocka_unit_test(test_json), cmocka_unit_test(test_many),
                                       cmocka_unit_test(test_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
