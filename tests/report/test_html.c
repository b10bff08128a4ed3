/* The writer that escapes by default. */
#include "report/html.h"

#include "report/wellformed.h"
#include "support/check.h"

static void test_everything_is_escaped(void **state)
{
    struct wr_buf out;
    struct wr_html h;

    (void)state;
    wr_buf_init(&out, 0);
    wr_html_init(&h, &out);
    wr_html_open(&h, "p", "class", "a\"><script>", "title", NULL, NULL);
    wr_html_text(&h, "<b>A&E's \"ward\"</b>");
    wr_html_printf(&h, " %s %d", "</p>", 7);
    wr_html_element(&h, "span", "<i>", "id", "x", NULL);
    wr_html_close(&h, "p");
    assert_int_equal(wr_html_end(&h), 0);
    check_text(wr_buf_string(&out), "<p class=\"a&quot;&gt;&lt;script&gt;\">&lt;b&gt;A&amp;E&#39;s &quot;ward&quot;&lt;/b&gt; &lt;/p&gt; 7"
                                    "<span id=\"x\">&lt;i&gt;</span></p>\n");
    check_wellformed(out.data, out.size);
    wr_buf_free(&out);
}

static void test_only_trusted_markup_goes_out_as_it_is(void **state)
{
    struct wr_buf out;
    struct wr_html h;

    (void)state;
    wr_buf_init(&out, 0);
    wr_html_init(&h, &out);
    wr_html_open(&h, "div", NULL);
    wr_html_put(&h, wr_html_trust("<em>ours</em>", 13));
    wr_html_close(&h, "div");
    assert_int_equal(wr_html_end(&h), 0);
    check_text(wr_buf_string(&out), "<div><em>ours</em></div>\n");
    wr_buf_free(&out);
}

static void test_hostile_bytes_stay_well_formed(void **state)
{
    /* Control characters are not allowed in XML at all; bytes that are not UTF-8 would end a parser. */
    static const char *const hostile[] = {"\x01\x02\x1f",
                                          "\xff\xfe",
                                          "\xc3",
                                          "]]>",
                                          "<!--",
                                          "&#0;",
                                          "&nbsp",
                                          ("\xe2\x80\xae"
                                           "drow"),
                                          "\x7f",
                                          "a\0b"};
    struct wr_buf out;
    struct wr_html h;
    size_t i;

    (void)state;
    wr_buf_init(&out, 0);
    wr_html_init(&h, &out);
    wr_html_open(&h, "div", NULL);
    for (i = 0; i < sizeof hostile / sizeof hostile[0]; i++)
        wr_html_element(&h, "p", hostile[i], "title", hostile[i], NULL);
    wr_html_close(&h, "div");
    assert_int_equal(wr_html_end(&h), 0);
    check_wellformed(out.data, out.size);
    wr_buf_free(&out);
}

static void test_a_page_that_is_not_closed_in_turn_is_an_error(void **state)
{
    struct wr_buf out;
    struct wr_html h;
    int i;

    (void)state;
    wr_buf_init(&out, 0);
    wr_html_init(&h, &out);
    wr_html_open(&h, "p", NULL);
    assert_int_equal(wr_html_end(&h), WR_ERR_INTERNAL);
    wr_html_init(&h, &out);
    wr_html_open(&h, "p", NULL);
    wr_html_close(&h, "div");
    assert_int_equal(wr_html_end(&h), WR_ERR_INTERNAL);
    wr_html_init(&h, &out);
    wr_html_close(&h, "p");
    assert_int_equal(wr_html_end(&h), WR_ERR_INTERNAL);
    wr_html_init(&h, &out);
    for (i = 0; i <= WR_HTML_DEEP; i++)
        wr_html_open(&h, "div", NULL);
    assert_int_equal(wr_html_end(&h), WR_ERR_INTERNAL);
    wr_buf_free(&out);
    /* A full buffer is told as such. */
    wr_buf_init(&out, 10);
    wr_html_init(&h, &out);
    wr_html_element(&h, "p", "longer than ten bytes", NULL);
    assert_int_equal(wr_html_end(&h), WR_ERR_LIMIT);
    wr_buf_free(&out);
}

static void test_paragraphs(void **state)
{
    struct wr_buf out;
    struct wr_html h;

    (void)state;
    wr_buf_init(&out, 0);
    wr_html_init(&h, &out);
    wr_html_paragraphs(&h, "one <1>\nstill one\n\n\n  \n\ntwo");
    wr_html_paragraphs(&h, NULL);
    wr_html_paragraphs(&h, "");
    assert_int_equal(wr_html_end(&h), 0);
    check_text(wr_buf_string(&out), "<p>one &lt;1&gt;\nstill one</p>\n<p>two</p>\n");
    wr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_is_escaped),
        cmocka_unit_test(test_only_trusted_markup_goes_out_as_it_is),
        cmocka_unit_test(test_hostile_bytes_stay_well_formed),
        cmocka_unit_test(test_a_page_that_is_not_closed_in_turn_is_an_error),
        cmocka_unit_test(test_paragraphs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
