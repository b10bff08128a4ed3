/* The whole page on a trial filled in by hand: order, honesty, what is missing, hostile names, the same bytes twice. */
#include "report/report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "report/fixture.h"
#include "report/page_internal.h"
#include "report/wellformed.h"
#include "support/check.h"

static char *page_of(struct fixture *f, size_t *size)
{
    struct wr_ctx ctx;
    struct wr_buf out;

    wr_ctx_init(&ctx);
    wr_buf_init(&out, 0);
    assert_int_equal(wr_report_write(&ctx, &f->input, &out), 0);
    *size = out.size;
    return out.data; /* the caller frees it with wr_mem_free */
}

/* Each of the texts stands in the page, in this order. */
static void check_order(const char *page, const char *const *texts, size_t n)
{
    const char *at = page;
    size_t i;

    for (i = 0; i < n; i++) {
        const char *found = strstr(at, texts[i]);
        if (found == NULL)
            fail_msg("not there, or not in its place: %s", texts[i]);
        at = found;
    }
}

static void test_the_page_in_its_order(void **state)
{
    static const char *const order[] = {"<!DOCTYPE html>",
                                        "lang=\"en-GB\"",
                                        "Skip to the answer",
                                        "<h1>Small ward &amp; &quot;assessment&quot; &lt;unit&gt;</h1>",
                                        "What is asked, and what the answer is",
                                        "Invented example: decide nothing with it.",
                                        "Timely.",
                                        "Most is gained with",
                                        "records at the bedside",
                                        "No owner is named.",
                                        "id=\"service\"",
                                        "id=\"walked\"",
                                        "The evening wait is longer than this",
                                        "Jones S, et al.",
                                        "id=\"pathway\"",
                                        "Patients wait longest for ward care",
                                        "id=\"measures\"",
                                        "What holds",
                                        "id=\"information\"",
                                        "What having it always, at once and right would do",
                                        "id=\"options\"",
                                        "id=\"changes\"",
                                        "id=\"week\"",
                                        "id=\"limits\"",
                                        "id=\"method\"",
                                        "1. Objectives",
                                        "2. Logic",
                                        "3. Data",
                                        "4. Experimentation",
                                        "5. Implementation",
                                        "6. Code access",
                                        "Draft. Not signed."};
    struct fixture f;
    char *page;
    size_t size;

    (void)state;
    fixture_init(&f);
    page = page_of(&f, &size);
    check_order(page, order, sizeof order / sizeof order[0]);
    check_wellformed(page, size);
    if (getenv("WARDROUND_KEEP") != NULL) { /* for looking at it */
        const char *why = NULL;
        assert_int_equal(wr_file_write(getenv("WARDROUND_KEEP"), page, size, &why), 0);
    }
    wr_mem_free(page);
    fixture_free(&f);
}

static void test_what_is_missing_is_said(void **state)
{
    struct fixture f;
    char *page;
    size_t size;
    const char *doctor;

    (void)state;
    fixture_init(&f);
    page = page_of(&f, &size);
    doctor = strstr(page, ">Evening doctor</h3>");
    assert_non_null(doctor);
    assert_non_null(strstr(doctor, "No one has asked for this: no need is recorded."));
    assert_non_null(strstr(doctor, "No clinical sponsor is named."));
    assert_non_null(strstr(doctor, "No hazard is recorded"));
    assert_non_null(strstr(page, "Not said: the file does not say what it leaves out."));
    /* The other change has all of it: nothing of the kind stands between its heading and the next. */
    {
        const char *records = strstr(page, ">Records at the bedside</h3>"), *sponsor;
        assert_non_null(records);
        sponsor = strstr(records, "No clinical sponsor is named.");
        assert_true(sponsor > doctor);
        assert_non_null(strstr(records, "Dr A. Nobody"));
    }
    wr_mem_free(page);
    fixture_free(&f);
}

static void test_harm_is_a_range_and_an_association(void **state)
{
    struct fixture f;
    char *page;
    const char *at;
    size_t size, seen = 0;

    (void)state;
    fixture_init(&f);
    page = page_of(&f, &size);
    /* Every "associated with" is followed by a range. */
    for (at = strstr(page, "associated with "); at != NULL; at = strstr(at + 1, "associated with ")) {
        const char *to = strstr(at, " to "), *end = strstr(at, "<");
        assert_non_null(to);
        assert_true(to < end);
        seen++;
    }
    assert_true(seen >= 4);
    assert_non_null(strstr(page, "This is an association: it does not show that one causes the other"));
    wr_mem_free(page);
    fixture_free(&f);
}

static void test_the_same_bytes_twice_and_no_outside(void **state)
{
    struct fixture f;
    char *one, *two;
    size_t n, m;

    (void)state;
    fixture_init(&f);
    one = page_of(&f, &n);
    two = page_of(&f, &m);
    assert_int_equal(n, m);
    assert_memory_equal(one, two, n);
    assert_null(strstr(one, "<script"));
    assert_null(strstr(one, "@import"));
    assert_null(strstr(one, "url(http"));
    assert_null(strstr(one, "<b>room"));
    assert_null(strstr(one, "Frutiger"));
    wr_mem_free(one);
    wr_mem_free(two);
    fixture_free(&f);
}

static void test_doubts_come_first(void **state)
{
    struct fixture f;
    char *page;
    size_t size;
    const char *doubt, *answer;

    (void)state;
    fixture_init(&f);
    f.trial.warm_up_short = true;
    f.trial.warm_up_needed = 9 * WR_WEEK;
    f.trial.growth = (struct wr_measure_growth){true, 1.8, 0.1};
    page = page_of(&f, &size);
    doubt = strstr(page, "The warm-up is too short");
    answer = strstr(page, "class=\"answer\"");
    assert_true(doubt != NULL && answer != NULL && doubt < answer);
    assert_non_null(strstr(page, "grows without end"));
    check_wellformed(page, size);
    wr_mem_free(page);
    fixture_free(&f);
}

static void test_the_fewest_changes_that_do_as_much_are_named(void **state)
{
    struct fixture f;
    char *page;
    size_t size;

    (void)state;
    fixture_init(&f);
    f.trial.n_variants = 4;
    page = page_of(&f, &size);
    assert_non_null(strstr(page, "Most is gained with <strong>records at the bedside</strong>"));
    assert_null(strstr(page, "Most is gained with <strong>all changes</strong>"));
    assert_non_null(strstr(page, "As much, as far as can be told, is gained with all changes."));
    check_wellformed(page, size);
    wr_mem_free(page);
    fixture_free(&f);
}

/* An option that helps one aim and harms another is not among those that "make none worse", and is named. */
static void test_who_makes_an_aim_worse_is_said(void **state)
{
    struct fixture f;
    char *page;
    size_t size, i;

    (void)state;
    fixture_init(&f);
    for (i = 0; i < 20; i++)
        f.trial.variants[1].rows[2][i] = f.trial.variants[0].rows[2][i] + 0.01 + 0.0001 * (double)(i % 3);
    page = page_of(&f, &size);
    assert_non_null(strstr(page, "An aim would be made worse by: records at the bedside (safe)."));
    assert_non_null(strstr(page, "\xE2\x80\x9C"
                                 "Evening doctor\xE2\x80\x9D</strong> would help 1 of 2 aims and make none worse."));
    assert_non_null(strstr(page, "Worse: between"));
    wr_mem_free(page);
    fixture_free(&f);
}

static void test_a_bare_trial_still_gives_a_page(void **state)
{
    struct fixture f;
    char *page;
    size_t size;

    (void)state;
    fixture_init(&f);
    f.trial.n_variants = 1;
    f.trial.n_replications = f.trial.variants[0].n_replications = 1;
    f.input.n_whys = 0;
    f.input.command = NULL;
    f.input.notes = NULL;
    f.model.n_objectives = 0;
    f.model.n_harms = 0;
    f.model.n_changes = 0;
    f.model.n_walked_by = 0;
    f.model.data = WR_DATA_UNSAID;
    page = page_of(&f, &size);
    check_wellformed(page, size);
    assert_non_null(strstr(page, "The file names no objective"));
    assert_non_null(strstr(page, "Nobody has walked this pathway"));
    assert_non_null(strstr(page, "One run only"));
    assert_null(strstr(page, "nan"));
    wr_mem_free(page);
    fixture_free(&f);
}

static void test_only_a_drawing_is_taken_from_dot(void **state)
{
    static const char *const fine[] = {
        "<svg width=\"8pt\"><!-- a > b --><g><title>a-&gt;b</title><text x=\"1\">href= onload= &lt;script&gt;</text></g></svg>",
        "<svg>\n<path d=\"M0,0\" stroke='black' aria-label=\"x on=y > z\"/></svg>"};
    static const char *const hostile[] = {"<svg><script>alert(1)</script></svg>",
                                          "<svg><image x=\"1\"/></svg>",
                                          "<svg onload=\"x\"></svg>",
                                          "<svg><g\nonclick='x'></g></svg>",
                                          "<svg><a xlink:href=\"http://x\"><text>t</text></a></svg>",
                                          "<svg><path xlink:href=\"#x\"/></svg>",
                                          "<svg><g\thref='x'/></svg>",
                                          "<svg><g style=\"background:url(x)\"/></svg>",
                                          "<!-- never closed <svg>",
                                          "<?xml version=\"1.0\"?><svg/>",
                                          "<!DOCTYPE svg><svg/>",
                                          "<foreignObject/>"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof fine / sizeof fine[0]; i++)
        assert_true(wr_i_page_is_drawing(fine[i], strlen(fine[i])));
    for (i = 0; i < sizeof hostile / sizeof hostile[0]; i++)
        if (wr_i_page_is_drawing(hostile[i], strlen(hostile[i])))
            fail_msg("taken for a drawing: %s", hostile[i]);
}

static void test_without_dot_the_page_says_so(void **state)
{
    struct fixture f;
    char *page, *path = wr_mem_text(getenv("PATH"));
    size_t size;

    (void)state;
    fixture_init(&f);
    assert_int_equal(setenv("PATH", "/nowhere", 1), 0);
    page = page_of(&f, &size);
    assert_int_equal(setenv("PATH", path, 1), 0);
    assert_non_null(strstr(page, "The pathway could not be drawn here"));
    assert_non_null(strstr(page, "Where patients wait, as it is"));
    check_wellformed(page, size);
    wr_mem_free(page);
    wr_mem_free(path);
    fixture_free(&f);
}

static void test_each_allocation_fails_in_turn(void **state)
{
    struct fixture f;
    struct wr_ctx ctx;
    long n, failed = 0;
    bool whole = false;
    size_t size;
    char *page;
    char *path = wr_mem_text(getenv("PATH"));

    (void)state;
    fixture_init(&f);
    assert_int_equal(setenv("PATH", "/nowhere", 1), 0); /* the child process is not what is tried here */
    page = page_of(&f, &size);
    wr_ctx_init(&ctx);
    ctx.log = NULL;
    /* Each of the first, then fewer and fewer of the later ones: they are alike. A page that comes out whole had no more to fail. */
    for (n = 0; !whole; n += 1 + n / 12) {
        struct wr_buf out;
        int status;
        wr_buf_init(&out, 0);
        wr_mem_fail_after(n);
        status = wr_report_write(&ctx, &f.input, &out);
        whole = wr_mem_fail_after(-1) <= n; /* so many allocations were made: none of them failed */
        if (status != 0)
            assert_int_equal(status, WR_ERR_MEMORY);
        else /* never a page that lacks something and says nothing */
            check_text(wr_buf_string(&out), page);
        failed += status != 0;
        wr_buf_free(&out);
    }
    assert_true(failed > 30);
    wr_mem_free(page);
    assert_int_equal(setenv("PATH", path, 1), 0);
    wr_mem_free(path);
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_page_in_its_order),
        cmocka_unit_test(test_what_is_missing_is_said),
        cmocka_unit_test(test_harm_is_a_range_and_an_association),
        cmocka_unit_test(test_the_same_bytes_twice_and_no_outside),
        cmocka_unit_test(test_doubts_come_first),
        cmocka_unit_test(test_the_fewest_changes_that_do_as_much_are_named),
        cmocka_unit_test(test_who_makes_an_aim_worse_is_said),
        cmocka_unit_test(test_a_bare_trial_still_gives_a_page),
        cmocka_unit_test(test_only_a_drawing_is_taken_from_dot),
        cmocka_unit_test(test_without_dot_the_page_says_so),
        cmocka_unit_test(test_each_allocation_fails_in_turn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
