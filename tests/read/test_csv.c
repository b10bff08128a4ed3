#include "support/check.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "read/csv.h"

struct reading {
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_csv csv;
    int ret;
};

static struct reading read_n(const char *text, size_t n)
{
    struct reading r;

    wr_arena_init(&r.arena, 0);
    wr_mistakes_init(&r.mistakes);
    r.ret = wr_csv_read(&r.arena, "t.csv", text, n, &r.mistakes, &r.csv);
    return r;
}

static struct reading read(const char *text) { return read_n(text, strlen(text)); }

static void done(struct reading *r)
{
    wr_arena_free(&r->arena);
    wr_mistakes_free(&r->mistakes);
}

static void test_good(void **state)
{
    struct reading r = read("\xEF\xBB\xBFtime, kind ,\"says, loud\"\r\n1,walk-in,\"a \"\"b\"\"\r\nc\"\r\n2,,x\n\"3\",y,5\" tube");

    (void)state;
    assert_int_equal(r.ret, 0);
    assert_int_equal(r.csv.n_columns, 3);
    check_text(r.csv.names[0], "time");
    check_text(r.csv.names[1], "kind");
    check_text(r.csv.names[2], "says, loud");
    assert_int_equal(r.csv.n_rows, 3);
    check_text(r.csv.cells[0], "1");
    check_text(r.csv.cells[2], "a \"b\"\r\nc");
    check_text(r.csv.cells[4], "");
    check_text(r.csv.cells[6], "3");
    check_text(r.csv.cells[8], "5\" tube");
    assert_int_equal(r.csv.lines[0], 2);
    assert_int_equal(r.csv.lines[1], 4); /* the first row has a line end in a cell */
    assert_int_equal(r.csv.lines[2], 5);
    assert_int_equal(wr_csv_column(&r.csv, "kind"), 1);
    assert_int_equal(wr_csv_column(&r.csv, "none"), -1);
    done(&r);
    r = read("a\n1\n2\n\n\n");
    assert_int_equal(r.ret, 0);
    assert_int_equal(r.csv.n_rows, 2);
    done(&r);
    r = read("a,b\r1,2\r"); /* old Macs */
    assert_int_equal(r.ret, 0);
    assert_int_equal(r.csv.n_rows, 1);
    check_text(r.csv.cells[1], "2");
    done(&r);
}

static void says(const char *text, size_t n, int line, const char *message)
{
    struct reading r = read_n(text, n);

    assert_int_equal(r.ret, WR_ERR_MISTAKES);
    if (r.mistakes.count != 1)
        fail_msg("%zu mistakes in %s", r.mistakes.count, text);
    check_text(r.mistakes.list[0].message, message);
    assert_int_equal(r.mistakes.list[0].where.line, line);
    check_text(r.mistakes.list[0].where.file, "t.csv");
    done(&r);
}

static void test_mistakes(void **state)
{
    (void)state;
#define SAYS(text, line, message) says(text, sizeof(text) - 1, line, message)
    SAYS("", 0, "the file is empty");
    SAYS("a,b\n", 0, "there are no rows below the names of the columns");
    SAYS("a,b\n1,2\n3\n", 3, "this row has 1 cell, and the first row names 2 columns");
    SAYS("a,b\n1,2,3\n", 2, "this row has 3 cells, and the first row names 2 columns");
    SAYS("a,b\n1,2\n\n3,4\n", 3, "this row has 1 cell, and the first row names 2 columns");
    SAYS("a,b\n1,\"2\n3,4\n", 2, "a quote opens on this line and is never closed");
    SAYS("a,b\n\"1\"x,2\n", 2, "text goes on after a closing quote");
    SAYS("a,a\n1,2\n", 1, "columns 1 and 2 are both named `a`");
    SAYS("a,\n1,2\n", 1, "column 2 has no name");
    SAYS("a;b\n1;2\n", 1, "the columns are not parted by commas");
    SAYS("a,b\n1,\0\n", 2, "the file holds a NUL byte");
    SAYS("a,b\n1,\xA3\n", 2, "this is not UTF-8 (byte 0xA3)");
}

static void test_all_at_once(void **state)
{
    struct reading r = read("a,b\n1\n2\n3,4,5\n");

    (void)state;
    assert_int_equal(r.ret, WR_ERR_MISTAKES);
    assert_int_equal(r.mistakes.count, 3);
    done(&r);
}

static void test_columns_at_the_limit(void **state)
{
    struct wr_buf text;
    struct reading r;
    int i, n;

    (void)state;
    for (n = WR_CSV_MAX_COLUMNS; n <= WR_CSV_MAX_COLUMNS + 1; n++) {
        wr_buf_init(&text, 0);
        for (i = 0; i < n; i++)
            wr_buf_printf(&text, "%sc%d", i > 0 ? "," : "", i);
        wr_buf_char(&text, '\n');
        for (i = 0; i < n; i++)
            wr_buf_text(&text, i > 0 ? ",1" : "1");
        r = read_n(text.data, text.size);
        assert_int_equal(r.ret, n <= WR_CSV_MAX_COLUMNS ? 0 : WR_ERR_MISTAKES);
        done(&r);
        wr_buf_free(&text);
    }
}

static void test_no_memory(void **state)
{
    static const char text[] = "time,kind\n1,\"walk,in\"\n2\n3,\"x\n";
    struct reading want = read(text);
    long n, made;

    (void)state;
    assert_int_equal(want.ret, WR_ERR_MISTAKES);
    for (n = 0;; n++) {
        struct reading r;
        wr_mem_fail_after(n);
        r = read(text);
        made = wr_mem_fail_after(-1);
        if (r.ret != want.ret)
            assert_int_equal(r.ret, WR_ERR_MEMORY);
        done(&r);
        if (made <= n)
            break;
    }
    assert_true(n >= 2);
    done(&want);
}

static void test_time(void **state)
{
    static const struct {
        const char *text;
        double seconds; /* by `date -u -d TEXT +%s` */
    } good[] = {
        {"1970-01-01", 0},
        {"2026-01-05", 1767571200},
        {"2026-01-05 08:30", 1767601800},
        {"2026-01-05T08:30:15.5", 1767601815.5},
        {"2024-02-29 23:59:59", 1709251199},
        {"1969-12-31 23:59", -60},
        {"2000-02-29", 951782400},
        {"2100-03-01", 4107542400},
    };
    static const char *const bad[] = {"",
                                      "2026",
                                      "2026-13-01",
                                      "2026-00-10",
                                      "2026-02-29",
                                      "2100-02-29",
                                      "2026-01-05 24:00",
                                      "2026-01-05 08:60",
                                      "2026-01-05 08:30:60",
                                      "2026-01-05 8:30",
                                      "05/01/2026",
                                      "2026-01-05x",
                                      "2026-01-05 08:30:1x",
                                      "2026-01-05 08:30Z",
                                      "2026-01-05 08:30:-1",
                                      "2026-1-5",
                                      "2026-01-05 08",
                                      "2026-01-05 08:30:1e1",
                                      "2026-01-05 08:30:"};
    size_t i;
    double seconds;

    (void)state;
    for (i = 0; i < sizeof good / sizeof good[0]; i++) {
        if (!wr_csv_time(good[i].text, &seconds))
            fail_msg("%s is not read", good[i].text);
        check_same(seconds, good[i].seconds);
    }
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (wr_csv_time(bad[i], &seconds))
            fail_msg("%s is read", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_all_at_once), cmocka_unit_test(test_columns_at_the_limit),
        cmocka_unit_test(test_no_memory),   cmocka_unit_test(test_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
