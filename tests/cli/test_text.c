/* Paragraphs and columns. */
#include "support/check.h"

#include <string.h>

#include "base/mem.h"
#include "cli/text_internal.h"

static void test_wrap(void **state)
{
    struct wr_buf out;
    char longest[200];

    (void)state;
    wr_buf_init(&out, 0);
    wr_i_cli_wrap(&out, 2, 4, "short  and   tidy");
    check_text(wr_buf_string(&out), "  short and tidy\n");
    wr_buf_clear(&out);
    wr_i_cli_wrap(
        &out, 0, 2,
        "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 x\xC3\xA9 0123456789 1");
    check_text(wr_buf_string(&out), "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789\n"
                                    "  x\xC3\xA9 0123456789 1\n");
    wr_buf_clear(&out);
    memset(longest, 'w', sizeof longest); /* a word longer than a line stands alone on one */
    longest[150] = '\0';
    wr_i_cli_wrap(&out, 0, 2, longest);
    assert_int_equal(out.size, 151);
    wr_buf_clear(&out);
    wr_i_cli_wrap(&out, 0, 0, "");
    check_text(wr_buf_string(&out), "\n");
    wr_buf_free(&out);
}

static void test_table(void **state)
{
    struct wr_i_cli_table t;
    struct wr_buf out;

    (void)state;
    wr_buf_init(&out, 0);
    wr_i_cli_table_init(&t);
    wr_i_cli_table_text(&t, "");
    wr_i_cli_table_text(&t, "average");
    wr_i_cli_table_text(&t, "target");
    wr_i_cli_table_end_row(&t);
    wr_i_cli_table_text(&t, "caf\xC3\xA9");
    wr_buf_printf(wr_i_cli_table_cell(&t), "%d in 100", 7);
    wr_i_cli_table_text(&t, "");
    wr_i_cli_table_end_row(&t);
    wr_buf_text(wr_i_cli_table_note(&t), "a note is longer than any column and moves none");
    wr_i_cli_table_text(&t, "x");
    wr_i_cli_table_text(&t, "");
    wr_i_cli_table_text(&t, "met");
    wr_i_cli_table_end_row(&t);
    wr_i_cli_table_print(&t, 2, &out);
    check_text(wr_buf_string(&out), "        average   target\n"
                                    "  caf\xC3\xA9  7 in 100\n"
                                    "    a note is longer than any column and moves none\n"
                                    "  x               met\n");
    wr_i_cli_table_free(&t);
    wr_i_cli_table_free(&t);
    wr_buf_free(&out);
}

static void test_without_memory(void **state)
{
    (void)state;
    for (long n = 0; n < 6; n++) {
        struct wr_i_cli_table t;
        struct wr_buf out;
        wr_buf_init(&out, 0);
        wr_i_cli_table_init(&t);
        wr_mem_fail_after(n);
        for (int i = 0; i < 3; i++)
            wr_i_cli_table_text(&t, "cell");
        wr_i_cli_table_end_row(&t);
        wr_mem_fail_after(-1);
        wr_i_cli_table_print(&t, 0, &out);
        assert_true(wr_buf_status(&out) == WR_ERR_MEMORY || strcmp(wr_buf_string(&out), "cell  cell  cell\n") == 0);
        wr_i_cli_table_free(&t);
        wr_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_wrap), cmocka_unit_test(test_table), cmocka_unit_test(test_without_memory)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
