/* The JSON writer, commas, lines, escapes, what is not a number. */
#include "support/check.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"

static void test_shape(void **state)
{
    struct wr_buf out;
    struct wr_json j;

    (void)state;
    wr_buf_init(&out, 0);
    wr_json_init(&j, &out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "name", "A&E \"majors\"\n");
    wr_json_pair(&j, "none", NULL);
    wr_json_pair_number(&j, "x", 0.1);
    wr_json_pair_number(&j, "nan", NAN);
    wr_json_pair_whole(&j, "seed", 18446744073709551615u);
    wr_json_pair_bool(&j, "yes", true);
    wr_json_key(&j, "values");
    wr_json_open_line(&j, '[');
    wr_json_number(&j, 1);
    wr_json_open(&j, '[');
    wr_json_null(&j);
    wr_json_bool(&j, false);
    wr_json_close(&j, ']');
    wr_json_close(&j, ']');
    wr_json_key(&j, "list");
    wr_json_open(&j, '[');
    wr_json_open(&j, '{');
    wr_json_close(&j, '}');
    wr_json_text(&j, "b");
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
    assert_int_equal(wr_buf_status(&out), 0);
    check_text(wr_buf_string(&out), "{\n"
                                    "  \"name\": \"A&E \\\"majors\\\"\\n\",\n"
                                    "  \"none\": null,\n"
                                    "  \"x\": 0.1,\n"
                                    "  \"nan\": null,\n"
                                    "  \"seed\": 18446744073709551615,\n"
                                    "  \"yes\": true,\n"
                                    "  \"values\": [1, [null, false]],\n"
                                    "  \"list\": [\n"
                                    "    {},\n"
                                    "    \"b\"\n"
                                    "  ]\n"
                                    "}\n");
    wr_buf_free(&out);
}

static void test_dates(void **state)
{
    struct wr_buf out;
    struct wr_json j;

    (void)state;
    wr_buf_init(&out, 0);
    wr_json_init(&j, &out);
    wr_json_open_line(&j, '{');
    wr_json_pair_date(&j, "due", 0);
    wr_json_pair_date(&j, "review", WR_NO_DATE);
    wr_json_close(&j, '}');
    assert_non_null(strstr(wr_buf_string(&out), "\"due\": \"1970-01-01\""));
    assert_non_null(strstr(wr_buf_string(&out), "\"review\": null"));
    wr_buf_free(&out);
}

static void test_too_deep(void **state)
{
    struct wr_buf out;
    struct wr_json j;

    (void)state;
    wr_buf_init(&out, 0);
    wr_json_init(&j, &out);
    for (int i = 0; i < WR_JSON_DEPTH; i++)
        wr_json_open(&j, '[');
    assert_int_equal(wr_buf_status(&out), 0);
    wr_json_open(&j, '[');
    assert_int_equal(wr_buf_status(&out), WR_ERR_LIMIT);
    wr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shape), cmocka_unit_test(test_dates), cmocka_unit_test(test_too_deep)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
