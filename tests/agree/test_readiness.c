/* The seven domains: each asked, each complex answer with its issue; and nothing averaged. */
#include "support/check.h"

#include "agree/readiness.h"
#include "lacks.h"
#include "small.h"

static void check(const char *text, int change, struct small *s, struct wr_arena *arena, struct wr_lacks *lacks)
{
    assert_int_equal(small_read(s, text), 0);
    wr_arena_init(arena, 0);
    wr_lacks_init(lacks, arena);
    wr_readiness_check(&s->agree, change, lacks);
    assert_int_equal(lacks->status, 0);
}

static void test_never_asked(void **state)
{
    struct wr_arena arena;
    struct wr_lacks lacks;
    struct small s;

    (void)state;
    check("", 0, &s, &arena, &lacks);
    assert_int_equal(lacks.n, 1); /* one thing to do, not seven */
    expect_lack(lacks.list, lacks.n, "none of the seven domains is answered", true);
    assert_null(wr_readiness_of(&s.agree, 0));
    wr_arena_free(&arena);
    small_free(&s);
}

static void test_one_by_one(void **state)
{
    struct wr_arena arena;
    struct wr_lacks lacks;
    struct small s;

    (void)state;
    check("@ issues/issues.yaml\nreadiness:\n  record at the bedside:\n    condition: simple\n    technology: {level: complicated, says: "
          "wi-fi}\n"
          "    value: {level: simple}\n    organisation: simple\n    wider system: simple\n",
          0, &s, &arena, &lacks);
    assert_int_equal(lacks.n, 2);
    expect_lack(lacks.list, lacks.n, "nobody has answered the domain `adopters`", true);
    expect_lack(lacks.list, lacks.n, "nobody has answered the domain `over time`", true);
    assert_non_null(strstr(find_lack(lacks.list, lacks.n, "`adopters`")->do_, "whose work or role changes"));
    wr_arena_free(&arena);
    small_free(&s);
}

#define SIX                                                                                                                                \
    "    condition: simple\n    technology: simple\n    value: simple\n    organisation: simple\n    wider system: simple\n    over "      \
    "time: simple\n"

/* Six simple domains do not make one complex domain good. */
static void test_complex_needs_its_issue(void **state)
{
    struct wr_arena arena;
    struct wr_lacks lacks;
    struct small s;

    (void)state;
    check("@ issues/issues.yaml\nreadiness:\n  record at the bedside:\n" SIX "    adopters: {level: complex, says: nights}\n", 0, &s,
          &arena, &lacks);
    assert_int_equal(lacks.n, 1);
    expect_lack(lacks.list, lacks.n, "the domain `adopters` is complex, and no issue was opened: nights", true);
    wr_arena_free(&arena);
    small_free(&s);
    /* by name */
    check("@ issues/issues.yaml\nreadiness:\n  record at the bedside:\n" SIX "    adopters: {level: complex, issue: i1}\n"
          "issues: {i1: {says: Nights, change: record at the bedside}}\n",
          0, &s, &arena, &lacks);
    assert_int_equal(lacks.n, 0);
    wr_arena_free(&arena);
    small_free(&s);
    /* by domain */
    check("@ issues/issues.yaml\nreadiness:\n  record at the bedside:\n" SIX "    adopters: complex\n"
          "issues: {i1: {says: Nights, change: record at the bedside, domain: adopters}}\n",
          0, &s, &arena, &lacks);
    assert_int_equal(lacks.n, 0);
    wr_arena_free(&arena);
    small_free(&s);
    /* of another change, or another domain: none */
    check(
        "@ issues/issues.yaml\nreadiness:\n  record at the bedside:\n" SIX "    adopters: complex\n"
        "issues: {i1: {says: A, change: evening nurses, domain: adopters}, i2: {says: B, change: record at the bedside, domain: value}}\n",
        0, &s, &arena, &lacks);
    expect_lack(lacks.list, lacks.n, "the domain `adopters` is complex, and no issue was opened", true);
    wr_arena_free(&arena);
    small_free(&s);
}

static void test_issue_that_does_not_fit(void **state)
{
    struct wr_arena arena;
    struct wr_lacks lacks;
    struct small s;

    (void)state;
    check("@ issues/issues.yaml\nreadiness:\n  record at the bedside:\n" SIX "    adopters: {level: complex, issue: i1}\n"
          "issues: {i1: {says: Nights, change: evening nurses}}\n",
          0, &s, &arena, &lacks);
    expect_lack(lacks.list, lacks.n, "its issue i1 is not about this change", true);
    wr_arena_free(&arena);
    small_free(&s);
    check("@ issues/issues.yaml\nreadiness:\n  record at the bedside:\n" SIX "    adopters: {level: complex, issue: i1}\n"
          "issues: {i1: {says: Nights, change: record at the bedside, status: closed, because: a second post}}\n",
          0, &s, &arena, &lacks);
    expect_lack(lacks.list, lacks.n, "is still called complex, and its issue i1 is closed", false);
    wr_arena_free(&arena);
    small_free(&s);
}

/* The names are those of the files and of the tool: Greenhalgh 2017 (J Med Internet Res 19(11):e367), in its order. */
static void test_words(void **state)
{
    (void)state;
    check_text(wr_nasss_domain_words(0), "condition");
    check_text(wr_nasss_domain_words(6), "over time");
    check_text(wr_nasss_domain_words(7), "not known");
    check_text(wr_nasss_domain_words(-1), "not known");
    check_text(wr_nasss_level_words(WR_NASSS_UNSAID), "not answered");
    check_text(wr_nasss_level_words(WR_NASSS_COMPLEX), "complex");
    for (int d = 0; d < WR_NASSS_DOMAINS; d++)
        assert_true(strchr(wr_nasss_domain_asks(d), '?') != NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_never_asked),
        cmocka_unit_test(test_one_by_one),
        cmocka_unit_test(test_complex_needs_its_issue),
        cmocka_unit_test(test_issue_that_does_not_fit),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
