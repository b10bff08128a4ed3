/* Issues: owner, plan, date, what they wait for. */
#include "support/check.h"

#include "agree/issues.h"
#include "base/date.h"
#include "lacks.h"
#include "small.h"

struct log {
    struct small s;
    struct wr_arena arena;
    struct wr_lacks lacks;
};

static void open_log(struct log *l, const char *text, int change, int today)
{
    struct wr_buf said;
    int result = small_read(&l->s, text);

    wr_buf_init(&said, 0);
    wr_mistakes_print(&l->s.mistakes, &said);
    if (result != 0)
        print_message("%s", wr_buf_string(&said));
    wr_buf_free(&said);
    assert_int_equal(result, 0);
    wr_arena_init(&l->arena, 0);
    wr_lacks_init(&l->lacks, &l->arena);
    wr_issues_check(&l->s.agree, change, today, &l->lacks);
    assert_int_equal(l->lacks.status, 0);
}

static void close_log(struct log *l)
{
    wr_arena_free(&l->arena);
    small_free(&l->s);
}

static int day(const char *text)
{
    int days;
    assert_int_equal(wr_date_read(text, &days), 10);
    return days;
}

#define READY                                                                                                                              \
    "@ issues/issues.yaml\nreadiness:\n  record at the bedside:\n    adopters: {level: complex, says: nights, issue: i1}\n    value: "     \
    "complicated\n"
#define WHOLE ", plan: reduce, how: more people, owner: chief nurse, due: 2026-06-01}\n"

/* What a complex answer opened stops when something is missing; the same in another issue is only to be looked at. */
static void test_complex_and_others(void **state)
{
    struct log l;

    (void)state;
    open_log(&l,
             READY "issues:\n  i1: {says: Nights, change: record at the bedside}\n  i2: {says: Badges, change: record at the bedside}\n", 0,
             WR_NO_DATE);
    expect_lack(l.lacks.list, l.lacks.n, "nobody owns issue i1: Nights", true);
    expect_lack(l.lacks.list, l.lacks.n, "issue i1 has no plan", true);
    expect_lack(l.lacks.list, l.lacks.n, "issue i1 has no date", true);
    expect_lack(l.lacks.list, l.lacks.n, "nobody owns issue i2: Badges", false);
    expect_lack(l.lacks.list, l.lacks.n, "issue i2 has no plan", false);
    expect_lack(l.lacks.list, l.lacks.n, "issue i2 has no date", false);
    assert_int_equal(l.lacks.n, 6);
    close_log(&l);
    open_log(&l, READY "issues:\n  i1: {says: Nights, change: record at the bedside" WHOLE, 0, WR_NO_DATE);
    assert_int_equal(l.lacks.n, 0);
    close_log(&l);
    /* of another change nothing is said */
    open_log(&l, READY "issues:\n  i1: {says: Nights, change: record at the bedside}\n", 1, WR_NO_DATE);
    assert_int_equal(l.lacks.n, 0);
    close_log(&l);
}

/* By its domain alone; and what a complex issue waits for counts as complex itself, through any number of steps, but not through closed ones. */
static void test_which_are_complex(void **state)
{
    struct log l;

    (void)state;
    open_log(
        &l,
        "@ issues/issues.yaml\nreadiness:\n  record at the bedside:\n    adopters: {level: complex}\n    technology: {level: complicated}\n"
        "issues:\n"
        "  i1: {says: A, change: record at the bedside, domain: adopters, depends on: [i2]}\n"
        "  i2: {says: B, change: record at the bedside, depends on: [i3]}\n"
        "  i3: {says: C, change: record at the bedside, status: closed, because: done, depends on: [i4]}\n"
        "  i4: {says: D, change: record at the bedside}\n"
        "  i5: {says: E, change: record at the bedside, domain: technology}\n"
        "  i6: {says: F, change: evening nurses, domain: adopters}\n",
        0, WR_NO_DATE);
    expect_lack(l.lacks.list, l.lacks.n, "nobody owns issue i1: A", true);
    expect_lack(l.lacks.list, l.lacks.n, "nobody owns issue i2: B", true);
    expect_lack(l.lacks.list, l.lacks.n, "nobody owns issue i4: D", false);
    expect_lack(l.lacks.list, l.lacks.n, "nobody owns issue i5: E", false);
    expect_lack(l.lacks.list, l.lacks.n, "issue i3 is closed while i4, on which it depends, is open", true);
    close_log(&l);
}

static void test_owner_plan_date(void **state)
{
    struct log l;

    (void)state;
    open_log(&l,
             "@ people.yaml\npeople:\n  offices: {chief nurse: {}, head of estates: {name: Y. Example}}\n" READY "issues:\n"
             "  i1: {says: A, change: record at the bedside, owner: chief nurse, plan: reduce, due: 2026-06-01, depends on: [i2]}\n"
             "  i2: {says: B, change: record at the bedside, owner: head of estates, plan: accept by medical director, due: 2026-05-31}\n"
             "  i3: {says: C, change: record at the bedside, owner: head of estates, plan: run with, due: 2026-06-02}\n",
             0, day("2026-06-01"));
    expect_lack(l.lacks.list, l.lacks.n, "issue i1 is owned by the chief nurse, and nobody holds that office", true);
    expect_lack(l.lacks.list, l.lacks.n, "issue i1 is to be reduced, and nobody says how", false);
    expect_lack(l.lacks.list, l.lacks.n, "issue i3 is to be run with, and nobody says how", false);
    expect_lack(l.lacks.list, l.lacks.n, "issue i2 was due on 31 May 2026", false); /* the day before; i1 is due today and not late */
    expect_no_lack(l.lacks.list, l.lacks.n, "i1 was due");
    expect_no_lack(l.lacks.list, l.lacks.n, "i3 was due");
    check_text(find_lack(l.lacks.list, l.lacks.n, "i2 was due")->who, "head of estates (Y. Example)");
    check_text(wr_issue_plan_says(&l.s.agree.issues[0], &l.arena), "reduce");
    check_text(wr_issue_plan_says(&l.s.agree.issues[1], &l.arena), "accepted by medical director");
    /* accepted, and by nobody: the reader refuses it; should it come another way, it is told */
    l.s.agree.issues[1].accepted_by = NULL;
    wr_lacks_init(&l.lacks, &l.arena);
    wr_issues_check(&l.s.agree, 0, WR_NO_DATE, &l.lacks);
    expect_lack(l.lacks.list, l.lacks.n, "issue i2 is accepted, and by nobody who is named", true);
    expect_no_lack(l.lacks.list, l.lacks.n, "was due");
    close_log(&l);
}

static void test_circles(void **state)
{
    static int to_b[] = {1}, to_c[] = {2}, to_a[] = {0}, to_self[] = {3};
    static struct wr_issue_entry issues[] = {
        {.name = "a", .says = "A", .change = 0, .domain = -1, .due = WR_NO_DATE, .depends = to_b, .n_depends = 1},
        {.name = "b", .says = "B", .change = 0, .domain = -1, .due = WR_NO_DATE, .depends = to_c, .n_depends = 1},
        {.name = "c", .says = "C", .change = 1, .domain = -1, .due = WR_NO_DATE, .depends = to_a, .n_depends = 1},
        {.name = "d", .says = "D", .change = 2, .domain = -1, .due = WR_NO_DATE, .depends = to_self, .n_depends = 1},
        {.name = "e", .says = "E", .change = 3, .domain = -1, .due = WR_NO_DATE, .depends = to_b, .n_depends = 1},
    };
    struct wr_agree agree = {.issues = issues, .n_issues = 5};
    struct wr_arena arena;
    const char *circle;

    (void)state;
    wr_arena_init(&arena, 0);
    assert_int_equal(wr_issues_circle(&agree, WR_ALL_CHANGES, &arena, &circle), 0);
    check_text(circle, "a -> b -> c -> a");
    assert_int_equal(wr_issues_circle(&agree, 1, &arena, &circle), 0);
    check_text(circle, "c -> a -> b -> c");
    assert_int_equal(wr_issues_circle(&agree, 2, &arena, &circle), 0);
    check_text(circle, "d -> d");
    assert_int_equal(wr_issues_circle(&agree, 3, &arena, &circle), 0); /* leads into one without being on it */
    check_text(circle, "b -> c -> a -> b");
    issues[2].closed = true; /* what is closed holds nothing up */
    assert_int_equal(wr_issues_circle(&agree, 0, &arena, &circle), 0);
    assert_null(circle);
    issues[2].closed = false;
    wr_arena_free(&arena);
}

/* The walk keeps its own stack: a chain of a hundred thousand issues ends. */
static void test_a_long_chain(void **state)
{
    enum { N = 100000 };
    struct wr_issue_entry *issues;
    struct wr_agree agree = {.n_issues = N};
    struct wr_arena arena;
    const char *circle;
    int *next;

    (void)state;
    wr_arena_init(&arena, 0);
    issues = wr_arena_alloc(&arena, N, sizeof *issues);
    next = wr_arena_alloc(&arena, N, sizeof *next);
    assert_non_null(issues);
    assert_non_null(next);
    for (int i = 0; i < N; i++) {
        next[i] = i + 1;
        issues[i] = (struct wr_issue_entry){
            .name = "x", .says = "X", .change = 0, .domain = -1, .due = WR_NO_DATE, .depends = &next[i], .n_depends = i + 1 < N};
    }
    agree.issues = issues;
    assert_int_equal(wr_issues_circle(&agree, WR_ALL_CHANGES, &arena, &circle), 0);
    assert_null(circle);
    next[N - 1] = N - 1;
    issues[N - 1].n_depends = 1;
    assert_int_equal(wr_issues_circle(&agree, WR_ALL_CHANGES, &arena, &circle), 0);
    check_text(circle, "x -> x");
    wr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complex_and_others), cmocka_unit_test(test_which_are_complex),
        cmocka_unit_test(test_owner_plan_date),    cmocka_unit_test(test_circles),
        cmocka_unit_test(test_a_long_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
