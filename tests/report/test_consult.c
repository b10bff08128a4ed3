/* The page of a consultation: well-formed whatever people wrote, blanks shown as blanks, nobody given away. */
#include "report/consult.h"

#include <string.h>

#include "agree/people.h"
#include "wellformed.h"

static struct people p;

static void page_of(struct wr_buf *out)
{
    struct wr_consult_item items[WR_CONSULT_ITEMS];
    struct wr_report_consult_input in = {.agree = &p.agree, .items = items, .version = "0"};
    struct wr_voices_result r;
    struct wr_arena arena;

    wr_arena_init(&arena, 0);
    wr_buf_init(out, 0);
    assert_int_equal(wr_voices_look(&p.agree, 0, &arena, &r), 0);
    assert_int_equal(wr_consult_make(&p.agree, &r, &arena, items, &in.n_blank), 0);
    in.result = &r;
    assert_int_equal(wr_report_consult_write(&in, out), 0);
    wr_arena_free(&arena);
}

static void test_page(void **state)
{
    static struct wr_text_pair accord[] = {{"funding", "From <the> \"charity\" & us\n\nand others"}};
    struct wr_buf page;

    (void)state;
    people_init(&p);
    (void)people_group(&p, "nurses <script>alert(1)</script>", WR_GROUP_CARE, 40, 10);
    (void)people_group(&p, "porters & \"friends\"", WR_GROUP_SUPPORT, 20, 5);
    (void)people_statement(&p, "record <at> the bedside", -1);
    p.statements[0].accord = accord;
    p.statements[0].n_accord = 1;
    people_rate(&p, 0, 0, "7788888");
    people_rate(&p, 0, 1, "123");
    p.ratings[0].reason = "]]> <b>loud</b>";
    p.ratings[8].reason = "small";
    p.ratings[8].person = "Known Person";
    page_of(&page);
    check_wellformed(page.data, page.size);
    assert_non_null(strstr(page.data, "Draft. Not signed."));
    assert_non_null(strstr(page.data, "Blank: nobody has written this."));
    assert_non_null(strstr(page.data, "From &lt;the&gt;"));
    assert_non_null(strstr(page.data, "fewer than 5"));
    assert_non_null(strstr(page.data, "Without their group"));
    assert_null(strstr(page.data, "Known Person"));
    assert_null(strstr(page.data, "Invented"));
    wr_buf_free(&page);
}

static void test_what_is_invented_says_so(void **state)
{
    struct wr_buf page;

    (void)state;
    people_init(&p);
    (void)people_statement(&p, "record at the bedside", -1);
    p.model.data = WR_DATA_INVENTED;
    page_of(&page);
    check_wellformed(page.data, page.size);
    assert_non_null(strstr(page.data, "Invented, as all of this service"));
    wr_buf_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_page), cmocka_unit_test(test_what_is_invented_says_so)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
