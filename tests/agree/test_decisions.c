/* Decisions: every finding is found where it is, and a sound decision has none. */
#include "agree/decisions.h"

#include <string.h>

#include "agree/people.h"
#include "base/mem.h"

static struct people p;
static struct wr_arena arena;
static int change;
static struct wr_decision_finding *list;
static size_t n;

enum { MARCH = 20514, TODAY = 20600 }; /* days since 1970: 2 March 2026, and later in the spring */

static int set_up(void **state)
{
    (void)state;
    people_init(&p);
    wr_arena_init(&arena, 0);
    change = people_change(&p, "record at the bedside");
    p.offices[0] = (struct wr_office){.name = "chief executive", .person = "P. Example", .group = -1};
    p.offices[1] = (struct wr_office){.name = "chief nurse", .person = "Q. Example", .group = -1};
    p.offices[2] = (struct wr_office){.name = "medical director", .group = -1};
    p.agree.n_offices = 3;
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    wr_arena_free(&arena);
    return 0;
}

static struct wr_decision *sound(const char *name)
{
    struct wr_decision *d = people_decision(&p, name, change, WR_DECISION_ACCEPTED, MARCH);

    d->review = TODAY + 100;
    return d;
}

static const struct wr_decision_finding *find(enum wr_decision_finding_kind kind)
{
    assert_int_equal(wr_decisions_findings(&p.agree, TODAY, &arena, &list, &n), 0);
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == kind)
            return &list[i];
    return NULL;
}

/* Found, in these words, and nothing else with it. */
static void only(enum wr_decision_finding_kind kind, bool stops, const char *says)
{
    const struct wr_decision_finding *f = find(kind);

    assert_non_null(f);
    check_text(f->says, says);
    assert_int_equal(f->stops, stops);
    assert_non_null(f->who);
    assert_non_null(f->do_);
    assert_int_equal(n, 1);
}

static void test_a_sound_decision(void **state)
{
    struct wr_dissent answered = {
        .who = "staff side", .harm = "blame", .change_mind = "a rule", .status = WR_DISSENT_INTEGRATED, .measure = -1};
    struct wr_decision *d = sound("d1");

    (void)state;
    d->dissent = &answered;
    d->n_dissent = 1;
    assert_null(find(WR_DECISION_NO_SPONSOR));
    assert_int_equal(n, 0);
    assert_true(wr_decisions_has_consent(d));
    assert_int_equal(wr_decisions_standing(&p.agree, change), 0);
}

static void test_an_objection_unanswered_is_no_consent(void **state)
{
    struct wr_dissent open = {
        .who = "staff side", .harm = "blame", .change_mind = "a rule", .status = WR_DISSENT_UNANSWERED, .measure = -1};
    struct wr_decision *d = sound("d1");

    (void)state;
    d->dissent = &open;
    d->n_dissent = 1;
    only(WR_DECISION_OBJECTION_UNANSWERED, true,
         "d1 was accepted by consent, and the objection of staff side is not answered: that is not consent");
    check_text(list[0].who, "chief executive (P. Example)");
    assert_int_equal(list[0].dissent, 0);
    assert_false(wr_decisions_has_consent(d));
    d->method = WR_METHOD_VOTE;
    only(WR_DECISION_DISSENT_UNANSWERED, false, "d1: the objection of staff side has had no answer");
    assert_true(wr_decisions_has_consent(d));
    open.status = WR_DISSENT_OVERRULED;
    only(WR_DECISION_DISSENT_UNSIGNED, true, "d1: the objection of staff side was overruled, and nobody is named who answers for it");
    open.by = "chief nurse";
    only(WR_DECISION_DISSENT_UNSIGNED, true, "d1: why the objection of staff side was overruled is not said");
    open.status = WR_DISSENT_ACCEPTED_RISK; /* whoever accepts a risk answers for it by name */
    only(WR_DECISION_DISSENT_UNSIGNED, false, "d1: why the objection of staff side was set aside as an accepted risk is not said");
    open.status = WR_DISSENT_OVERRULED;
    open.because = "The rule exists";
    open.change_mind = NULL;
    only(WR_DECISION_DISSENT_SILENT, false, "d1: what would change the mind of staff side is not written down");
    open.harm = NULL;
    only(WR_DECISION_DISSENT_SILENT, false, "d1: the harm foreseen in the objection of staff side is not written down");
}

static void test_quorum(void **state)
{
    struct wr_decision *d = sound("d1");

    (void)state;
    d->present = 8; /* just enough */
    assert_null(find(WR_DECISION_NO_QUORUM));
    d->present = 7;
    only(WR_DECISION_NO_QUORUM, true, "d1: 7 were present, and the quorum is 8: it does not stand");
    d->present = -1;
    only(WR_DECISION_QUORUM_UNSAID, false, "d1: how many were present is not said");
    d->method = WR_METHOD_SOLE;
    assert_null(find(WR_DECISION_QUORUM_UNSAID));
}

static void test_people(void **state)
{
    struct wr_decision *d = sound("d1");

    (void)state;
    d->sponsor = NULL;
    only(WR_DECISION_NO_SPONSOR, true, "d1 has no clinical sponsor");
    d->sponsor = "medical director";
    only(WR_DECISION_SPONSOR_VACANT, true, "d1: its clinical sponsor is the medical director, and nobody holds that office");
    d->sponsor = "chief nurse";
    d->decided_by = NULL;
    only(WR_DECISION_NO_DECIDER, true, "d1: it is not said who decided");
    check_text(list[0].who, "the leadership group");
    d->decided_by = "chief executive";
    d->method = WR_METHOD_UNSAID;
    only(WR_DECISION_NO_METHOD, false, "d1: it is not said whether it is by consent, by vote, or by one person");
    d->method = WR_METHOD_CONSENT;
    d->because = NULL;
    only(WR_DECISION_NO_REASON, false, "d1 was accepted, and it is not said why");
}

static void test_who_was_consulted(void **state)
{
    int patients = people_group(&p, "patients and carers", WR_GROUP_PATIENTS, 12, -1), list_of[1];
    struct wr_decision *d = sound("d1");

    (void)state;
    list_of[0] = patients;
    only(WR_DECISION_NOT_CONSULTED, false, "d1: these should be consulted, and are not among those who were: patients and carers");
    d->informed = list_of;
    d->n_informed = 1;
    only(WR_DECISION_NOT_CONSULTED, false, "d1: these were only told, and should have been asked: patients and carers");
    d->consulted = list_of;
    d->n_consulted = 1;
    assert_null(find(WR_DECISION_NOT_CONSULTED));
}

static void test_dates(void **state)
{
    struct wr_decision *d = sound("d1");
    struct wr_alternative a = {.option = "paper", .because = "slow", .reopen_if = "the wi-fi fails", .reopen_on = WR_NO_DATE};

    (void)state;
    d->review = TODAY; /* today is not past */
    assert_null(find(WR_DECISION_REVIEW_PASSED));
    d->review = MARCH + 1;
    only(WR_DECISION_REVIEW_PASSED, false, "d1 was to be looked at again on 3 March 2026, and that has passed");
    assert_int_equal(wr_decisions_findings(&p.agree, WR_NO_DATE, &arena, &list, &n), 0); /* without a date nothing has passed */
    assert_int_equal(n, 0);
    d->review = WR_NO_DATE;
    only(WR_DECISION_NO_REVIEW, false, "d1 has no review date");
    d->review = TODAY + 1;
    d->alternatives = &a;
    d->n_alternatives = 1;
    assert_null(find(WR_DECISION_REOPEN_UNSAID));
    a.reopen_on = MARCH;
    only(WR_DECISION_REOPEN_PASSED, false, "d1: `paper` was to be looked at again on 2 March 2026, and that has passed");
    a.reopen_on = WR_NO_DATE;
    a.reopen_if = NULL;
    only(WR_DECISION_REOPEN_UNSAID, false, "d1: what would make people look again at `paper` is not said");
}

static void test_chains(void **state)
{
    struct wr_decision *first = sound("d1"), *second = sound("d2");

    (void)state;
    only(WR_DECISION_TWO_STAND, true, "d1 and d2 are both accepted, and both about `record at the bedside`: only one can stand");
    second->status = WR_DECISION_REJECTED; /* on the same day: which came first is not known */
    assert_null(find(WR_DECISION_TWO_STAND));
    second->date = MARCH + 1;
    only(WR_DECISION_TWO_STAND, true,
         "d1 was accepted, and d2 about the same, `record at the bedside`, was rejected later: only one can stand");
    second->date = MARCH - 1;
    assert_null(find(WR_DECISION_TWO_STAND));
    second->date = MARCH;
    second->status = WR_DECISION_ACCEPTED;
    first->status = WR_DECISION_SUPERSEDED;
    only(WR_DECISION_SUPERSEDED_BY_NOTHING, true, "d1 is superseded, and it is not said by which decision");
    first->superseded_by = 1;
    assert_null(find(WR_DECISION_CYCLE));
    assert_int_equal(n, 0);
    assert_int_equal(wr_decisions_last(&p.agree, 0), 1);
    assert_int_equal(wr_decisions_standing(&p.agree, change), 1);
    second->date = MARCH - 1;
    only(WR_DECISION_TIME_RUNS_BACK, false, "d1 is superseded by d2, which is older");
    second->date = MARCH;
    second->status = WR_DECISION_PROPOSED;
    only(WR_DECISION_SUPERSEDED_BY_REJECTED, true, "d1 is superseded by d2, which is only proposed: neither of the two stands");
    assert_int_equal(wr_decisions_standing(&p.agree, change), -1);
    second->status = WR_DECISION_SUPERSEDED;
    second->superseded_by = 0;
    assert_non_null(find(WR_DECISION_CYCLE));
    check_text(list[0].says, "d1 is superseded by d2, and that leads back to it: none of them stands");
    assert_int_equal(n, 2);
    assert_int_equal(wr_decisions_last(&p.agree, 0), -1);
}

/* A chain of three; and a decision about an option is about its changes. */
static void test_standing(void **state)
{
    struct wr_decision *d;

    (void)state;
    p.option_changes[0] = change;
    p.options[1] = (struct wr_option){.name = "both", .changes = p.option_changes, .n_changes = 1};
    p.model.n_options = 2;
    for (int i = 0; i < 2; i++) {
        d = people_decision(&p, "d", change, WR_DECISION_SUPERSEDED, MARCH + i);
        d->superseded_by = i + 1;
    }
    d = people_decision(&p, "d3", -1, WR_DECISION_ACCEPTED, MARCH + 2);
    d->option = 1;
    assert_int_equal(wr_decisions_last(&p.agree, 0), 2);
    assert_int_equal(wr_decisions_standing(&p.agree, change), 2);
    assert_int_equal(wr_decisions_standing(&p.agree, change + 1), -1);
}

static void test_without_memory(void **state)
{
    struct wr_dissent open = {.who = "staff side", .status = WR_DISSENT_UNANSWERED, .measure = -1};
    struct wr_decision *d = sound("d1");
    int result = WR_ERR_MEMORY;

    (void)state;
    (void)people_group(&p, "patients and carers", WR_GROUP_PATIENTS, 12, -1);
    d->dissent = &open;
    d->n_dissent = 1;
    for (long i = 0; result != 0 && i < 200; i++) {
        struct wr_arena own;
        wr_arena_init(&own, 0);
        (void)wr_mem_fail_after(i);
        result = wr_decisions_findings(&p.agree, TODAY, &own, &list, &n);
        (void)wr_mem_fail_after(-1);
        assert_true(result == 0 || result == WR_ERR_MEMORY);
        assert_true(i > 0 || result == WR_ERR_MEMORY);
        wr_arena_free(&own);
    }
    assert_int_equal(result, 0);
    assert_int_equal(n, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_a_sound_decision),
                                       TEST(test_an_objection_unanswered_is_no_consent),
                                       TEST(test_quorum),
                                       TEST(test_people),
                                       TEST(test_who_was_consulted),
                                       TEST(test_dates),
                                       TEST(test_chains),
                                       TEST(test_standing),
                                       TEST(test_without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
