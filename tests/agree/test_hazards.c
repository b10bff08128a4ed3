/* The hazard log: who may score, what the table says, and what is missing. */
#include "support/check.h"

#include "agree/hazards.h"
#include "agree/version.h"
#include "lacks.h"
#include "small.h"

static const char *const severities[] = {"minor", "significant", "considerable", "major", "catastrophic"};
static const char *const likelihoods[] = {"very low", "low", "medium", "high", "very high"};

struct log {
    struct small s;
    struct wr_arena arena;
    struct wr_lacks lacks;
};

static void open_log(struct log *l, const char *text)
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
    wr_hazards_check(&l->s.agree, WR_ALL_CHANGES, &l->lacks);
    assert_int_equal(l->lacks.status, 0);
}

static void close_log(struct log *l)
{
    wr_arena_free(&l->arena);
    small_free(&l->s);
}

/* One hazard with all that is asked for, and `more` of it: a line of keys. */
static const char *hazard(struct wr_arena *arena, const char *more)
{
    return wr_arena_printf(
        arena,
        "@ hazards/log.yaml\nhazards:\n  h1:\n    says: Wrong record\n    change: record at the bedside\n    causes: [two screens]\n"
        "    effect: wrong chart\n    harm: wrong drug\n    owner: chief nurse\n%s\n",
        more);
}

#define SCORE(severity, likelihood)                                                                                                        \
    "{severity: " severity ", likelihood: " likelihood ", patients: several, scored by: clinical safety officer}"
#define CONTROL "    controls: [{kind: design, says: the badge, owner: chief nurse, verified: 2026-03-01, effective: forty trials}]\n"

/* Every severity with every likelihood, for one patient and for several, read from a file: the 25 cells, and the two that do not exist. The table is that
 * of the NHS England UK Core hazard log (commit 32fa716). */
static void test_every_cell(void **state)
{
    static const int risk[5][5] = {{1, 1, 2, 2, 3}, {1, 2, 2, 3, 4}, {2, 2, 3, 3, 4}, {2, 3, 3, 4, 5}, {3, 4, 4, 5, 5}};
    struct wr_arena arena;
    int one = 0, several = 0;

    (void)state;
    wr_arena_init(&arena, 0);
    for (size_t l = 0; l < 5; l++)
        for (size_t s = 0; s < 5; s++)
            for (int many = 0; many < 2; many++) {
                struct wr_hazard_rating r;
                struct log log;
                open_log(&log,
                         hazard(&arena,
                                wr_arena_printf(
                                    &arena, "    initial: {severity: %s, likelihood: %s, patients: %s, scored by: clinical safety officer}",
                                    severities[s], likelihoods[l], many ? "several" : "one")));
                wr_hazard_rate(&log.s.agree, &log.s.agree.hazards[0].initial, &log.arena, &r);
                if ((s == 4 && !many) || (s == 0 && many)) {
                    assert_int_equal(r.risk, 0);
                    assert_false(r.counts);
                    assert_non_null(strstr(r.why_not, many ? "the scale has no `minor` for several patients"
                                                           : "the scale has no `catastrophic` for one patient"));
                } else {
                    assert_true(r.counts);
                    assert_null(r.why_not);
                    assert_non_null(r.words);
                    assert_int_equal(r.risk, risk[l][s]);
                    *(many ? &several : &one) += 1;
                }
                close_log(&log);
            }
    assert_int_equal(one, 20);
    assert_int_equal(several, 20);
    wr_arena_free(&arena);
}

static void rate(const char *people, const char *scored_by, bool counts, const char *why)
{
    struct wr_arena arena;
    struct wr_hazard_rating r;
    struct log log;

    wr_arena_init(&arena, 0);
    open_log(&log, wr_arena_printf(
                       &arena, "%s%s", people,
                       hazard(&arena, wr_arena_printf(&arena, "    initial: {severity: major, likelihood: medium%s%s}",
                                                      scored_by != NULL ? ", scored by: " : "", scored_by != NULL ? scored_by : ""))));
    wr_hazard_rate(&log.s.agree, &log.s.agree.hazards[0].initial, &log.arena, &r);
    assert_int_equal(r.counts, counts);
    assert_int_equal(r.risk, counts ? 3 : 0);
    if (!counts) {
        if (strstr(r.why_not, why) == NULL)
            print_message("said: %s\n", r.why_not);
        assert_non_null(strstr(r.why_not, why));
        expect_lack(log.lacks.list, log.lacks.n, "hazard h1 is ", true);
    }
    close_log(&log);
    wr_arena_free(&arena);
}

static void test_who_may_score(void **state)
{
    static const char vacant[] = "@ people.yaml\npeople:\n  offices: {clinical safety officer: {}}\n";
    static const char none[] = "@ people.yaml\npeople:\n  offices: {chief nurse: {name: B. Example}}\n";

    (void)state;
    rate("", "clinical safety officer", true, NULL);
    rate("", "Clinical Safety Officer", true, NULL);
    rate("", "Dr A. Example", true, NULL); /* who holds the office */
    rate("", "chief nurse", false, "scored by chief nurse: only the clinical safety officer's scores count");
    rate("", NULL, false, "scored by nobody");
    rate(vacant, "clinical safety officer", false, "nobody holds the office of clinical safety officer");
    rate(none, "clinical safety officer", false, "nobody holds the office of clinical safety officer");
    rate(vacant, "Dr A. Example", false, "nobody holds the office");
}

static void look(const char *more, const char *words, bool stops)
{
    struct wr_arena arena;
    struct log log;

    wr_arena_init(&arena, 0);
    open_log(&log, hazard(&arena, more));
    if (words != NULL) {
        expect_lack(log.lacks.list, log.lacks.n, words, stops);
        assert_int_equal(find_lack(log.lacks.list, log.lacks.n, words)->kind, WR_LACK_HAZARD);
        assert_int_equal(find_lack(log.lacks.list, log.lacks.n, words)->change, 0);
    } else { /* only what is said of the office itself */
        expect_no_lack(log.lacks.list, log.lacks.n, "hazard h1");
        expect_no_lack(log.lacks.list, log.lacks.n, "control");
    }
    close_log(&log);
    wr_arena_free(&arena);
}

static void test_what_is_missing(void **state)
{
    (void)state;
    look("", "hazard h1 is not scored: Wrong record", true);
    look("    initial: {severity: major, scored by: clinical safety officer}", "half scored: its likelihood is missing", true);
    look("    initial: {severity: catastrophic, likelihood: low, patients: one, scored by: clinical safety officer}",
         "write `major`, or `patients: several`", true);
    /* the table's verdicts */
    look("    initial: " SCORE("major", "very high") "\n" CONTROL "    residual: " SCORE("major", "very high"),
         "hazard h1 stands at risk 5: Wrong record (Unacceptable level of risk)", true);
    look("    initial: " SCORE("catastrophic", "low") "\n" CONTROL "    residual: " SCORE("catastrophic", "low"),
         "hazard h1 stands at risk 4: Wrong record", true);
    look("    initial: " SCORE("catastrophic", "low"), "hazard h1 stands at risk 4 and has no control", true);
    look("    initial: " SCORE("catastrophic", "very low"), "hazard h1 stands at risk 3 and has no control", true);
    look("    initial: " SCORE("catastrophic", "low") "\n" CONTROL "    residual: " SCORE("catastrophic", "very low"),
         "nobody says why reducing it further is impractical", true);
    look("    initial: " SCORE("catastrophic", "low") "\n" CONTROL
                                                      "    residual: {severity: catastrophic, likelihood: very low, patients: several, "
                                                      "scored by: clinical safety officer, because: no room for a second screen}",
         NULL, false);
    look("    initial: " SCORE("significant", "low"), NULL, false); /* 2, and no control is asked for */
    /* controls */
    look("    initial: " SCORE("significant", "low") "\n    controls: [{kind: test, says: the badge, verified: 2026-03-01, effective: "
                                                     "yes}]\n    residual: " SCORE("significant", "low"),
         "nobody owns a control of hazard h1: the badge", true);
    look("    initial: " SCORE("significant", "low") "\n" CONTROL, "hazard h1 has controls, and the risk that remains is not scored", true);
    look("    initial: " SCORE(
             "considerable",
             "low") "\n    controls: [{kind: training, says: the badge, owner: chief nurse}]\n    residual: " SCORE("considerable",
                                                                                                                    "very low"),
         "counts on a control that nobody has seen in place: the badge", false);
    look("    initial: " SCORE("considerable", "low") "\n    controls: [{kind: training, says: the badge, owner: chief nurse, verified: "
                                                      "2026-03-01}]\n    residual: " SCORE("considerable", "very low"),
         "is in place, and nobody says whether it works: the badge", false);
    look("    initial: " SCORE("considerable",
                               "low") "\n    controls: [{kind: training, says: the badge, owner: chief nurse, effective: forty trials}]",
         "is said to work, and nobody has seen it in place: the badge", false);
    /* scores that do not go together */
    look("    initial: " SCORE("considerable", "very low") "\n" CONTROL "    residual: " SCORE("considerable", "medium"),
         "the remaining risk of hazard h1 (3) is higher than the risk to begin with (2)", false);
    look("    initial: " SCORE("considerable", "medium") "\n    residual: " SCORE("considerable", "low"),
         "falls from 3 to 2 without any control", false);
    look("    initial: " SCORE("major", "low") "\n" CONTROL "    residual: " SCORE("considerable", "low"),
         "thought milder with its controls (major, then considerable)", false);
    look("    residual: " SCORE("considerable", "low"), "has a remaining risk and none to begin with", false);
    look("    initial: " SCORE(
             "considerable", "low") "\n" CONTROL "    residual: {severity: minor, likelihood: low, patients: one, scored by: chief nurse}",
         "the remaining risk of hazard h1 does not count: scored by chief nurse", true);
    /* closed and transferred: kept, with the reason */
    look("    initial: " SCORE("catastrophic", "low") "\n    status: closed\n    because: nobody believes it",
         "hazard h1 is closed at risk 4", true);
    look("    status: closed\n    because: the badge is there", "hazard h1 was closed and never scored", false);
    look("    initial: " SCORE("considerable", "low") "\n    status: closed\n    because: the badge is there", NULL, false);
    look("    status: transferred\n    because: to the maker of the record", NULL, false);
}

/* The reader does not let a hazard be closed without a word; should one come another way, it is told. */
static void test_closed_without_a_word(void **state)
{
    struct log log;

    (void)state;
    open_log(&log, "@ hazards/log.yaml\nhazards:\n  h1: {says: A, status: closed, because: B}\n  h2: {says: A}\n");
    log.s.agree.hazards[0].because = NULL;
    log.s.agree.hazards[1].status = WR_HAZARD_TRANSFERRED;
    wr_lacks_init(&log.lacks, &log.arena);
    wr_hazards_check(&log.s.agree, -1, &log.lacks);
    expect_lack(log.lacks.list, log.lacks.n, "hazard h1 is closed without a word", true);
    expect_lack(log.lacks.list, log.lacks.n, "hazard h2 is transferred without a word", true);
    close_log(&log);
}

static void test_words_of_the_log(void **state)
{
    struct log log;

    (void)state;
    open_log(&log, "@ hazards/log.yaml\nhazards:\n  h1: {says: Something, change: evening nurses}\n");
    expect_lack(log.lacks.list, log.lacks.n, "nobody owns hazard h1: Something", true);
    expect_lack(log.lacks.list, log.lacks.n, "hazard h1 names no cause", false);
    expect_lack(log.lacks.list, log.lacks.n, "hazard h1 does not say which harm it can do", false);
    expect_lack(log.lacks.list, log.lacks.n, "gives no registration of the clinical safety officer", false);
    /* whose it is: shown with whoever holds the office */
    check_text(find_lack(log.lacks.list, log.lacks.n, "nobody owns")->who, "clinical safety officer (Dr A. Example)");
    /* of another change nothing is said */
    wr_lacks_init(&log.lacks, &log.arena);
    wr_hazards_check(&log.s.agree, 0, &log.lacks);
    expect_no_lack(log.lacks.list, log.lacks.n, "h1");
    close_log(&log);
}

/* What the change itself names must be in the log: by name or in the same words. */
static void test_named_by_the_change(void **state)
{
    static const char more[] =
        "    hazards: {wrong patient: {says: The wrong record is open}, old data: {says: It is out of date}, third: {says: Third}}\n";
    struct wr_arena arena;
    struct wr_lacks lacks;
    struct small s;
    const char *service;

    (void)state;
    wr_arena_init(&arena, 0);
    service = wr_arena_printf(&arena, "%.*s  record at the bedside:\n    effects: [{change: steps.triage.takes, times: 0.9}]\n%s",
                              (int)(strstr(small_service, "  record at the bedside:") - small_service), small_service, more);
    assert_int_equal(small_read_with(&s, service,
                                     "@ hazards/log.yaml\nhazards:\n  h1: {says: the wrong record is OPEN, change: record at the bedside}\n"
                                     "  old data: {says: Other words, change: record at the bedside}\n  h9: {says: Third}\n"),
                     0);
    wr_lacks_init(&lacks, &arena);
    wr_hazards_check(&s.agree, 0, &lacks);
    expect_no_lack(lacks.list, lacks.n, "does not have: The wrong record is open");
    expect_no_lack(lacks.list, lacks.n, "does not have: It is out of date");
    expect_lack(lacks.list, lacks.n, "the change names a hazard that the log does not have: Third", true); /* h9 is of no change */
    small_free(&s);
    wr_arena_free(&arena);
}

static void test_sentences(void **state)
{
    struct wr_buf out;
    struct log log;

    (void)state;
    wr_buf_init(&out, 0);
    open_log(&log, "@ hazards/log.yaml\n"
                   "hazards:\n"
                   "  h1: {says: A, change: record at the bedside, owner: x, initial: {severity: major, likelihood: low, scored by: "
                   "clinical safety officer}}\n"
                   "  h2: {says: B, change: record at the bedside, owner: x}\n"
                   "  h3: {says: C, change: record at the bedside}\n"
                   "  h4: {says: D, change: record at the bedside, status: closed, because: over}\n");
    wr_hazard_say_score(&log.s.agree, &log.s.agree.hazards[0].initial, &log.arena, &out);
    check_text(wr_buf_string(&out), "risk 3 of 5: major for one patient, likelihood low");
    wr_buf_clear(&out);
    wr_hazard_say_score(&log.s.agree, &log.s.agree.hazards[1].initial, &log.arena, &out);
    check_text(wr_buf_string(&out), "not scored");
    wr_buf_clear(&out);
    wr_hazards_say_needs(&log.s.agree, 0, "0123456789abcdef", &log.arena, &out);
    check_text(wr_buf_string(&out),
               "Draft. Not signed. Needs: Dr A. Example, clinical safety officer, to score h2 and h3; to find an owner for h3; to approve "
               "version 0123456789ab; and the trust to sign its safety case.");
    close_log(&log);
    wr_buf_clear(&out);
    open_log(&log, "@ people.yaml\npeople: {}\n@ hazards/log.yaml\nhazards:\n  h1: {says: A}\n");
    wr_hazards_say_needs(&log.s.agree, -1, "", &log.arena, &out);
    check_text(wr_buf_string(&out), "Draft. Not signed. Needs: somebody to fill the office of clinical safety officer; then the clinical "
                                    "safety officer to score h1; to "
                                    "find an owner for h1; and the trust to sign its safety case.");
    expect_lack(log.lacks.list, log.lacks.n, "nobody holds the office of clinical safety officer", true);
    close_log(&log);
    wr_buf_free(&out);
}

static void test_controls_and_register(void **state)
{
    struct wr_control none = {.says = "x", .verified = WR_NO_DATE}, seen = {.says = "x", .verified = 20513},
                      works = {.says = "x", .verified = WR_NO_DATE, .effective = "trials"},
                      both = {.says = "x", .verified = 20513, .effective = "trials"};
    struct log log;

    (void)state;
    open_log(&log, "@ hazards/log.yaml\nhazards:\n  h1: {says: A}\nrisks:\n  r1: {says: B, consequence: 4, likelihood: 4, links: [h1]}\n  "
                   "r2: {says: C}\n");
    check_text(wr_control_says(&none, &log.arena), "nobody has seen it in place yet");
    check_text(wr_control_says(&seen, &log.arena), "in place since 1 March 2026; whether it works is not known yet");
    check_text(wr_control_says(&works, &log.arena), "said to work (trials), but nobody has seen it in place");
    check_text(wr_control_says(&both, &log.arena), "in place since 1 March 2026; known to work: trials");
    check_text(wr_trust_risk_band(&log.s.agree, &log.s.agree.risks[0]), "extreme");
    check_text(wr_trust_risk_band(&log.s.agree, &log.s.agree.risks[1]), "not scored");
    check_text(wr_control_kind_words(WR_CONTROL_PROCESS), "business process change");
    close_log(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_cell),       cmocka_unit_test(test_who_may_score),
        cmocka_unit_test(test_what_is_missing),  cmocka_unit_test(test_closed_without_a_word),
        cmocka_unit_test(test_words_of_the_log), cmocka_unit_test(test_named_by_the_change),
        cmocka_unit_test(test_sentences),        cmocka_unit_test(test_controls_and_register),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
