#include "support/check.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

static void test_grows(void **state)
{
    struct wr_buf buf;
    int i;

    (void)state;
    wr_buf_init(&buf, 0);
    check_text(wr_buf_string(&buf), "");
    for (i = 0; i < 10000; i++)
        wr_buf_printf(&buf, "%d,", i % 10);
    wr_buf_printf(&buf, "%0500d", 1); /* longer than the small space that printf tries first */
    assert_int_equal(wr_buf_status(&buf), 0);
    assert_int_equal(buf.size, 20500);
    assert_int_equal(strlen(wr_buf_string(&buf)), 20500);
    wr_buf_clear(&buf);
    check_text(wr_buf_string(&buf), "");
    wr_buf_free(&buf);
    wr_buf_free(&buf);
}

static void test_maximum_is_sticky(void **state)
{
    struct wr_buf buf;

    (void)state;
    wr_buf_init(&buf, 10);
    wr_buf_text(&buf, "0123456789");
    assert_int_equal(wr_buf_status(&buf), 0);
    wr_buf_char(&buf, 'x');
    assert_int_equal(wr_buf_status(&buf), WR_ERR_LIMIT);
    wr_buf_text(&buf, "");
    assert_int_equal(wr_buf_status(&buf), WR_ERR_LIMIT);
    check_text(wr_buf_string(&buf), "0123456789");
    wr_buf_clear(&buf);
    wr_buf_text(&buf, "again");
    assert_int_equal(wr_buf_status(&buf), 0);
    wr_buf_free(&buf);
}

static void test_no_memory(void **state)
{
    struct wr_buf buf;

    (void)state;
    wr_buf_init(&buf, 0);
    wr_mem_fail_after(0);
    wr_buf_text(&buf, "x");
    wr_mem_fail_after(-1);
    assert_int_equal(wr_buf_status(&buf), WR_ERR_MEMORY);
    check_text(wr_buf_string(&buf), "");
    wr_buf_free(&buf);
}

static void test_a_part_that_is_not_whole_is_told(void **state)
{
    struct wr_buf out, part;

    (void)state;
    wr_buf_init(&out, 0);
    wr_buf_init(&part, 0);
    wr_buf_text(&part, "ward");
    wr_buf_text(&out, wr_buf_string(&part));
    wr_buf_part_free(&out, &part);
    assert_int_equal(wr_buf_status(&out), 0);
    check_text(wr_buf_string(&out), "ward");
    wr_mem_fail_after(0);
    wr_buf_text(&part, "lost");
    wr_mem_fail_after(-1);
    wr_buf_part_free(&out, &part);
    assert_int_equal(wr_buf_status(&out), WR_ERR_MEMORY);
    wr_buf_free(&out);
}

static void escaped(void (*add)(struct wr_buf *, const char *), const char *text, const char *want)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    add(&buf, text);
    check_text(wr_buf_string(&buf), want);
    wr_buf_free(&buf);
}

static void test_html(void **state)
{
    (void)state;
    escaped(wr_buf_html, "A&E <b title=\"x\">it's</b>", "A&amp;E &lt;b title=&quot;x&quot;&gt;it&#39;s&lt;/b&gt;");
    escaped(wr_buf_html,
            "\xC2\xA3"
            "5 \xFF caf\xC3",
            "\xC2\xA3"
            "5 \xEF\xBF\xBD caf\xEF\xBF\xBD");
    escaped(wr_buf_html, "", "");
    escaped(wr_buf_html, NULL, "");
}

static void test_json(void **state)
{
    (void)state;
    escaped(wr_buf_json, "a \"b\" \\ \n\t\x01\x7F", "\"a \\\"b\\\" \\\\ \\n\\t\\u0001\\u007f\"");
    escaped(wr_buf_json, "\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    escaped(wr_buf_json, NULL, "null");
}

static void test_csv(void **state)
{
    (void)state;
    escaped(wr_buf_csv, "ward", "ward");
    escaped(wr_buf_csv, "Safe, calm", "\"Safe, calm\"");
    escaped(wr_buf_csv, "say \"no\"", "\"say \"\"no\"\"\"");
    escaped(wr_buf_csv, "two\nlines", "\"two\nlines\"");
    escaped(wr_buf_csv, " x", "\" x\"");
    escaped(wr_buf_csv, "=1+1", "=1+1");
    escaped(wr_buf_csv, "", "");
}

static void test_double(void **state)
{
    static const double hard[] = {0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308, 0.30000000000000004, 123456789.123456789, -2.5, 1e22, 100};
    struct wr_buf buf;
    size_t i;

    (void)state;
    wr_buf_init(&buf, 0);
    for (i = 0; i < sizeof hard / sizeof hard[0]; i++) {
        wr_buf_clear(&buf);
        wr_buf_double(&buf, hard[i]);
        check_same(strtod(wr_buf_string(&buf), NULL), hard[i]);
    }
    wr_buf_clear(&buf);
    wr_buf_double(&buf, 0.1);
    wr_buf_char(&buf, ' ');
    wr_buf_double(&buf, (double)NAN);
    wr_buf_char(&buf, ' ');
    wr_buf_double(&buf, (double)INFINITY);
    check_text(wr_buf_string(&buf), "0.1 null null");
    wr_buf_free(&buf);
}

/* A full disk is an error that is said; a reader that has gone is one that is not. */
static void test_write(void **state)
{
    struct wr_buf buf;
    FILE *full = fopen("/dev/full", "w"), *gone;
    int ends[2];

    (void)state;
    wr_buf_init(&buf, 0);
    wr_buf_text(&buf, "something");
    if (full == NULL)
        skip();
    assert_int_equal(wr_buf_write(&buf, full), WR_ERR_FILE);
    fclose(full);
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    gone = fdopen(ends[1], "w");
    assert_non_null(gone);
    assert_int_equal(wr_buf_write(&buf, gone), WR_ERR_PIPE);
    fclose(gone);
    wr_buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows),
        cmocka_unit_test(test_maximum_is_sticky),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_a_part_that_is_not_whole_is_told),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_double),
        cmocka_unit_test(test_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
