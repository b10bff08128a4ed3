/* The gate: a change of which all is in order is ready; each thing taken away is missed by its own sentence, and nothing else is. */
#include "support/check.h"

#include "agree/gate.h"
#include "agree/version.h"
#include "base/date.h"
#include "base/mem.h"
#include "lacks.h"
#include "small.h"

static const char service[] = "wardround: 1\n"
                              "service: A small one\n"
                              "run: {warm up: 1 week, collect: 52 weeks}\n"
                              "outcomes: [went home]\n"
                              "places: {bay: 8}\n"
                              "staff: {nurse: 2, porter: 1}\n"
                              "information:\n"
                              "  allergies: {there at once: 70%}\n"
                              "patients: {walk-in: {arrive: {a day: 20}, starts at: triage}}\n"
                              "steps:\n"
                              "  triage: {in: bay, with: nurse, takes: 8 min, needs to know: {allergies: go ahead}, then: moving}\n"
                              "  moving: {in: bay, with: porter, takes: 9 min, then: went home}\n"
                              "measures: {wait: {wait for: triage}}\n"
                              "changes:\n"
                              "  record at the bedside:\n"
                              "    effects: [{change: information.allergies.there at once, set: 94%, source: invented}]\n"
                              "    needs first: [ward wi-fi, evening nurses]\n"
                              "    owner: chief nurse\n"
                              "    clinical sponsor: a consultant\n"
                              "    hazards: {h1: {says: The wrong record}}\n"
                              "  evening nurses: {effects: [{change: staff.nurse, add: 1}]}\n";

static const char people[] =
    "@ people.yaml\n"
    "people:\n"
    "  groups: {nurses: {in post: 20, night: 6}, patients and carers: {in post: 12, kind: patients}, porters: {in post: 9, night: 3}}\n"
    "  offices:\n"
    "    clinical safety officer: {name: Dr A. Example, registration: GMC 0000000}\n"
    "    chief nurse: {name: B. Example}\n"
    "@ voices/asked.yaml\n"
    "voices:\n"
    "  record at the bedside:\n"
    "    invited: {nurses: {day: 6, night: 4}, patients and carers: 8}\n"
    "    opened: 2026-01-10\n"
    "    closed: 2026-01-31\n"
    "    answers:\n"
    "      - {group: nurses, rating: 8, shift: day}\n"
    "      - {group: nurses, rating: 8, shift: day}\n"
    "      - {group: nurses, rating: 7, shift: day}\n"
    "      - {group: nurses, rating: 9, shift: day}\n"
    "      - {group: nurses, rating: 8, shift: night}\n"
    "      - {group: nurses, rating: 7, shift: night}\n"
    "      - {group: patients and carers, rating: 9}\n"
    "      - {group: patients and carers, rating: 9}\n"
    "      - {group: patients and carers, rating: 8}\n"
    "      - {group: patients and carers, rating: 8}\n"
    "      - {group: patients and carers, rating: 7}\n"
    "@ decisions/board.yaml\n"
    "decisions:\n"
    "  d1:\n"
    "    about: record at the bedside\n"
    "    status: accepted\n"
    "    date: 2026-03-02\n"
    "    decided by: chief nurse\n"
    "    clinical sponsor: a consultant\n"
    "    method: consent\n"
    "    quorum: 5\n"
    "    present: 6\n"
    "    consulted: [nurses, patients and carers]\n"
    "    because: Drips are started before allergies are known\n"
    "    dissent: [{who: a night nurse, harm: an alarm nobody can answer, to: patients, would change their mind: a second post, status: "
    "accepted risk, by: chief nurse, because: from May}]\n"
    "    review: 2027-01-01\n"
    "  d2: {about: evening nurses, status: accepted, date: 2026-03-02, decided by: chief nurse, because: x, method: sole, review: "
    "2027-01-01}\n"
    "@ issues/issues.yaml\n"
    "readiness:\n"
    "  record at the bedside:\n"
    "    condition: simple\n"
    "    technology: {level: complex, says: wi-fi, issue: i1}\n"
    "    value: simple\n"
    "    adopters: simple\n"
    "    organisation: simple\n"
    "    wider system: simple\n"
    "    over time: simple\n"
    "prerequisites:\n"
    "  record at the bedside:\n"
    "    ward wi-fi: {says: Measured in each bay, by: head of estates}\n"
    "issues:\n"
    "  i1: {says: Wi-fi, change: record at the bedside, owner: chief nurse, plan: reduce, how: a survey, due: 2026-09-01}\n"
    "@ hazards/log.yaml\n"
    "hazards:\n"
    "  h1:\n"
    "    says: The wrong record is open\n"
    "    change: record at the bedside\n"
    "    raised by: {role: nurses, date: 2026-01-20}\n"
    "    causes: [two screens]\n"
    "    effect: wrong chart\n"
    "    harm: wrong drug\n"
    "    initial: {severity: major, likelihood: medium, patients: one, scored by: clinical safety officer}\n"
    "    controls: [{kind: training, says: read it aloud, owner: chief nurse, verified: 2026-02-01, effective: forty trials}]\n"
    "    residual: {severity: major, likelihood: very low, patients: one, scored by: clinical safety officer}\n"
    "    owner: chief nurse\n"
    "@ benefits/benefits.yaml\n"
    "benefits:\n"
    "  known allergies: {change: record at the bedside, for: patients, owner: chief nurse, change owner: ward sister, measure: wait, rung: "
    "measurable, baseline: {value: 9 min, date: 2026-01-31, source: audit}}\n"
    "@ plan/plan.yaml\n"
    "plan:\n"
    "  starts: 2026-03-09\n"
    "  calendar: {no go live: [2026-12-01 to 2027-02-28]}\n"
    "  tasks:\n"
    "    teach: {change: record at the bedside, owner: chief nurse, for: training, due: 2026-10-01}\n"
    "    live: {change: record at the bedside, owner: chief nurse, go live: yes, after: [teach], due: 2026-11-30}\n";

struct at_gate {
    struct small s;
    struct wr_arena arena;
    struct wr_gate gate;
};

static void say_mistakes(const struct small *s)
{
    struct wr_buf said;

    wr_buf_init(&said, 0);
    wr_mistakes_print(&s->mistakes, &said);
    print_message("%s", wr_buf_string(&said));
    wr_buf_free(&said);
}

static void read_all(struct small *s, const char *service_text, const char *people_text)
{
    int result = small_read_with(s, service_text, people_text);

    if (result != 0)
        say_mistakes(s);
    assert_int_equal(result, 0);
    assert_int_equal(wr_catalogue_read(NULL, &s->mistakes, &s->agree.catalogue), 0);
}

/* Looks at record at the bedside on 2026-03-10. `approval`: lines of `approvals:`; NULL: the log as it is is approved. */
static void open_gate(struct at_gate *g, const char *service_text, const char *people_text, const char *approval)
{
    const char *files;
    char version[65];
    int today;

    wr_arena_init(&g->arena, 0);
    read_all(&g->s, service_text, people_text);
    assert_int_equal(wr_version(&g->s.agree, &g->s.source, 0, version), 0);
    small_free(&g->s);
    if (approval == NULL)
        approval = wr_arena_printf(
            &g->arena, "  - {change: record at the bedside, by: clinical safety officer, date: 2026-03-05, version: \"%s\"}\n", version);
    files =
        wr_arena_printf(&g->arena, "%s@ hazards/approvals.yaml\napprovals: %s\n%s", people_text, approval[0] == '\0' ? "[]" : "", approval);
    read_all(&g->s, service_text, files);
    assert_int_equal(wr_date_read("2026-03-10", &today), 10);
    assert_int_equal(wr_gate_look(&g->s.agree, &g->s.source, 0, today, &g->arena, &g->gate), 0);
    check_text(g->gate.version, version);
    assert_int_equal(g->gate.ready, g->gate.n_missing == 0);
}

static void close_gate(struct at_gate *g)
{
    wr_arena_free(&g->arena);
    small_free(&g->s);
}

static const char *with(struct wr_arena *arena, const char *text, const char *find, const char *put)
{
    const char *at = strstr(text, find);

    if (at == NULL)
        print_message("not in the text: %s\n", find);
    assert_non_null(at);
    return wr_arena_printf(arena, "%.*s%s%s", (int)(at - text), text, put, at + strlen(find));
}

static void test_ready(void **state)
{
    struct at_gate g;

    (void)state;
    open_gate(&g, service, people, NULL);
    if (g.gate.n_missing + g.gate.n_look > 0)
        print_lacks(g.gate.missing, g.gate.n_missing + g.gate.n_look);
    assert_true(g.gate.ready);
    assert_int_equal(g.gate.n_look, 0);
    check_text(g.gate.verdict, "Ready to start");
    assert_int_equal(g.gate.approval, WR_APPROVAL_HOLDS);
    assert_true(g.gate.n_in_place >= 8);
    close_gate(&g);
}

/* The text with one thing changed; what must then be missing, and how many things in all. */
struct taken {
    bool in_service;
    const char *find, *put, *words;
    size_t n;
    enum wr_lack_kind kind;
};

static void test_each_thing_is_missed(void **state)
{
    static const struct taken taken[] = {
        /* the decision */
        {false, "    status: accepted\n", "    status: proposed\n", "decision d1 about it is only proposed", 1, WR_LACK_DECISION},
        {false, "    status: accepted\n", "    status: rejected\n", "nobody has decided", 1, WR_LACK_DECISION},
        {false, "present: 6", "present: 4", "4 were present, and the quorum is 5", 1, WR_LACK_DECISION},
        {true, "    owner: chief nurse\n", "", "nobody owns the change", 1, WR_LACK_DECISION},
        {false, "status: accepted risk, by: chief nurse, because: from May", "status: unanswered", "is not answered", 1, WR_LACK_DISSENT},
        /* voices */
        {false, "      - {group: nurses, rating: 8, shift: night}\n      - {group: nurses, rating: 7, shift: night}\n",
         "      - {group: nurses, rating: 8, shift: day}\n      - {group: nurses, rating: 7, shift: day}\n",
         "nurses: nobody of them who works at night was heard about `record at the bedside`", 1, WR_LACK_VOICES},
        {true, "takes: 9 min, then", "takes: 9 min, needs to know: {allergies: go ahead}, then",
         "porters work at moving, which changes, and were not heard", 1, WR_LACK_VOICES},
        /* readiness and issues */
        {false, "    over time: simple\n", "", "nobody has answered the domain `over time`", 1, WR_LACK_READINESS},
        {false, "adopters: simple", "adopters: complex", "the domain `adopters` is complex, and no issue was opened", 1, WR_LACK_READINESS},
        {false, "owner: chief nurse, plan: reduce", "plan: reduce", "nobody owns issue i1", 1, WR_LACK_ISSUE},
        {false, "plan: reduce, how: a survey, ", "", "issue i1 has no plan", 1, WR_LACK_ISSUE},
        {false, ", due: 2026-09-01", "", "issue i1 has no date", 1, WR_LACK_ISSUE},
        /* what must be there first */
        {false, "    ward wi-fi: {says: Measured in each bay, by: head of estates}\n", "    something else: {says: x, by: y}\n",
         "needed first, and nobody has answered: ward wi-fi", 1, WR_LACK_PREREQUISITE},
        {false, ", by: head of estates", "", "needed first, ward wi-fi: it is said to be there, and nobody says who knows", 1,
         WR_LACK_PREREQUISITE},
        {false, "d2: {about: evening nurses, status: accepted", "d2: {about: evening nurses, status: rejected",
         "the change evening nurses is needed first, and no accepted decision about it stands", 1, WR_LACK_PREREQUISITE},
        /* hazards (approved as they then are) */
        {false, "medium, patients: one, scored by: clinical safety officer", "medium, patients: one, scored by: chief nurse",
         "hazard h1 is scored by chief nurse", 1, WR_LACK_HAZARD},
        {false, "likelihood: very low", "likelihood: low", "hazard h1 stands at risk 3", 1, WR_LACK_HAZARD},
        {false, "likelihood: very low", "likelihood: high", "hazard h1 stands at risk 4", 1, WR_LACK_HAZARD},
        {false, "  h1:\n    says: The wrong record is open", "  h7:\n    says: The wrong record is open",
         "the change names a hazard that the log does not have: The wrong record", 1, WR_LACK_HAZARD},
        /* benefits */
        {false, "for: patients, owner: chief nurse", "for: patients", "nobody owns the benefit: known allergies", 1, WR_LACK_BENEFIT},
        {false, "measure: wait, rung: measurable", "rung: observable", "nothing would show whether the benefit came: known allergies", 1,
         WR_LACK_BENEFIT},
        {false, "known allergies: {change: record at the bedside", "known allergies: {change: evening nurses", "it has no benefit", 1,
         WR_LACK_BENEFIT},
        {false, "known allergies: {", "known allergies: {dis-benefit: yes, ", "it has no benefit", 1, WR_LACK_BENEFIT},
        /* the plan */
        {false, "for: training, due: 2026-10-01", "for: training", "the training has no date: teach", 1, WR_LACK_PLAN},
        {false, "due: 2026-11-30", "due: 2026-12-01",
         "the go-live is due on 1 December 2026, and nothing goes live from 1 December 2026 to 28 February 2027", 1, WR_LACK_PLAN},
        {false, "due: 2026-11-30", "due: 2027-02-28", "the go-live is due on 28 February 2027", 1, WR_LACK_PLAN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        struct wr_arena arena;
        struct at_gate g;
        wr_arena_init(&arena, 0);
        open_gate(&g, taken[i].in_service ? with(&arena, service, taken[i].find, taken[i].put) : service,
                  taken[i].in_service ? people : with(&arena, people, taken[i].find, taken[i].put), NULL);
        if (g.gate.n_missing != taken[i].n) {
            print_message("`%s` -> `%s`:\n", taken[i].find, taken[i].put);
            print_lacks(g.gate.missing, g.gate.n_missing);
        }
        expect_lack(g.gate.missing, g.gate.n_missing, taken[i].words, true);
        assert_int_equal(find_lack(g.gate.missing, g.gate.n_missing, taken[i].words)->kind, taken[i].kind);
        assert_int_equal(g.gate.n_missing, taken[i].n);
        assert_false(g.gate.ready);
        check_text(g.gate.verdict, taken[i].n == 1 ? "Not ready: 1 thing is missing"
                                                   : wr_arena_printf(&arena, "Not ready: %zu things are missing", taken[i].n));
        close_gate(&g);
        wr_arena_free(&arena);
    }
}

/* Other ways of answering the same are as good. */
static void test_other_answers(void **state)
{
    static const struct taken taken[] = {
        {false, "{says: Measured in each bay, by: head of estates}", "{not needed: a cable is there}", NULL, 0, WR_LACK_PREREQUISITE},
        {false, "{says: Measured in each bay, by: head of estates}", "{issue: i1}", NULL, 0, WR_LACK_PREREQUISITE},
        {false, "{says: Measured in each bay, by: head of estates}", "{task: teach}", NULL, 0, WR_LACK_PREREQUISITE},
        {true, "needs first: [ward wi-fi, evening nurses]", "needs first: [Ward Wi-Fi, i1, teach]", NULL, 0, WR_LACK_PREREQUISITE},
        {true, "    clinical sponsor: a consultant\n", "", NULL, 0, WR_LACK_DECISION},  /* the decision has one */
        {false, "    clinical sponsor: a consultant\n", "", NULL, 0, WR_LACK_DECISION}, /* the change has one */
        {false, "measure: wait, rung: measurable", "rung: observable, judges: the sisters, criteria: nobody asks twice", NULL, 0,
         WR_LACK_BENEFIT},
        {false, "for: training, due: 2026-10-01", "for: training, done: yes", NULL, 0, WR_LACK_PLAN},
        {false, "likelihood: very low, patients: one, scored by: clinical safety officer",
         "likelihood: low, patients: one, scored by: Dr A. Example, because: no room", NULL, 0, WR_LACK_HAZARD},
        {false, "plan: reduce, how: a survey", "plan: accept by chief nurse", NULL, 0, WR_LACK_ISSUE},
        {true, "hazards: {h1: {says: The wrong record}}", "hazards: [The wrong record is open]", NULL, 0, WR_LACK_HAZARD},
    };

    (void)state;
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        struct wr_arena arena;
        struct at_gate g;
        wr_arena_init(&arena, 0);
        open_gate(&g, taken[i].in_service ? with(&arena, service, taken[i].find, taken[i].put) : service,
                  taken[i].in_service ? people : with(&arena, people, taken[i].find, taken[i].put), NULL);
        if (!g.gate.ready) {
            print_message("`%s` -> `%s`:\n", taken[i].find, taken[i].put);
            print_lacks(g.gate.missing, g.gate.n_missing);
        }
        assert_true(g.gate.ready);
        close_gate(&g);
        wr_arena_free(&arena);
    }
}

/* Nurses stand apart from patients: the decision that was taken after the question was closed answers, if it keeps the dissent. */
static void test_unsettled_questions(void **state)
{
    static const char nurses[] = "      - {group: nurses, rating: 8, shift: day}\n      - {group: nurses, rating: 8, shift: day}\n"
                                 "      - {group: nurses, rating: 7, shift: day}\n      - {group: nurses, rating: 9, shift: day}\n"
                                 "      - {group: nurses, rating: 8, shift: night}\n      - {group: nurses, rating: 7, shift: night}\n",
                      against[] = "      - {group: nurses, rating: 2, shift: day}\n      - {group: nurses, rating: 2, shift: day}\n"
                                  "      - {group: nurses, rating: 1, shift: day}\n      - {group: nurses, rating: 3, shift: day}\n"
                                  "      - {group: nurses, rating: 2, shift: night}\n      - {group: nurses, rating: 1, shift: night}\n",
                      divided[] = "      - {group: nurses, rating: 9, shift: day}\n      - {group: nurses, rating: 9, shift: day}\n"
                                  "      - {group: nurses, rating: 9, shift: day}\n      - {group: nurses, rating: 1, shift: day}\n"
                                  "      - {group: nurses, rating: 1, shift: night}\n      - {group: nurses, rating: 1, shift: night}\n";
    struct wr_arena arena;
    struct at_gate g;
    const char *text, *at;

    (void)state;
    wr_arena_init(&arena, 0);
    text = with(&arena, people, nurses, against);
    open_gate(&g, service, text, NULL);
    assert_true(g.gate.ready); /* decided on 2 March, closed on 31 January, with a dissent */
    close_gate(&g);
    open_gate(&g, service, with(&arena, text, "date: 2026-03-02\n", "date: 2026-01-30\n"), NULL); /* decided before people were heard */
    expect_lack(g.gate.missing, g.gate.n_missing,
                "the question `record at the bedside` is not settled: groups differ, and no decision answers it", true);
    check_text(find_lack(g.gate.missing, g.gate.n_missing, "groups differ")->who, "chief nurse (B. Example)");
    close_gate(&g);
    text = with(&arena, people, nurses, divided);
    at = strstr(text, "    dissent:");
    text = wr_arena_printf(&arena, "%.*s%s", (int)(at - text), text, strchr(at, '\n') + 1); /* a decision that keeps no dissent */
    open_gate(&g, service, text, NULL);
    expect_lack(g.gate.missing, g.gate.n_missing, "is not settled: people differ within nurses, and no decision answers it", true);
    close_gate(&g);
    /* nobody asked at all */
    at = strstr(people, "@ voices/asked.yaml");
    text = wr_arena_printf(&arena, "%.*s%s", (int)(at - people), people, strstr(people, "@ decisions/board.yaml"));
    open_gate(&g, service, text, NULL);
    expect_lack(g.gate.missing, g.gate.n_missing, "nobody was asked about it", true);
    expect_lack(g.gate.missing, g.gate.n_missing, "patients and carers should be heard", true);
    expect_lack(g.gate.missing, g.gate.n_missing, "nurses work at triage, which changes, and were not heard", true);
    close_gate(&g);
    wr_arena_free(&arena);
}

/* What two decisions, or none with a date, leave open; and whom the change names, when nobody holds the office. */
static void test_doubtful_decisions(void **state)
{
    static const char against[] = "      - {group: nurses, rating: 2, shift: day}\n      - {group: nurses, rating: 2, shift: day}\n"
                                  "      - {group: nurses, rating: 1, shift: day}\n      - {group: nurses, rating: 3, shift: day}\n"
                                  "      - {group: nurses, rating: 2, shift: night}\n      - {group: nurses, rating: 1, shift: night}\n";
    const char *from = strstr(people, "      - {group: nurses, rating: 8"), *to = strstr(people, "      - {group: patients and carers");
    const char *split, *text;
    struct wr_arena arena;
    struct at_gate g;

    (void)state;
    wr_arena_init(&arena, 0);
    split = wr_arena_printf(&arena, "%.*s%s%s", (int)(from - people), people, against, to);
    open_gate(&g, service, with(&arena, split, "    date: 2026-03-02\n", ""), NULL); /* without a date nobody knows what came first */
    expect_lack(g.gate.missing, g.gate.n_missing, "is not settled: groups differ, and no decision answers it", true);
    close_gate(&g);
    text = with(&arena, with(&arena, split, "    closed: 2026-01-31\n", ""), "date: 2026-03-02", "date: 2026-01-09");
    open_gate(&g, service, text, NULL); /* decided before it was asked */
    expect_lack(g.gate.missing, g.gate.n_missing, "is not settled: groups differ, and no decision answers it", true);
    close_gate(&g);
    text =
        with(&arena, people, "  d2: {about: evening nurses",
             "  d3: {about: record at the bedside, status: rejected, date: 2026-03-09, because: no money}\n  d2: {about: evening nurses");
    open_gate(&g, service, text, NULL);
    expect_lack(g.gate.missing, g.gate.n_missing, "was rejected later: only one can stand", true);
    assert_int_equal(g.gate.n_missing, 1);
    close_gate(&g);
    open_gate(&g, service, with(&arena, people, ", because: from May", ""), NULL); /* a name answers for the risk: why is to be looked at */
    assert_true(g.gate.ready);
    expect_lack(g.gate.look, g.gate.n_look, "was set aside as an accepted risk is not said", false);
    close_gate(&g);
    text = with(&arena, service, "    owner: chief nurse\n    clinical sponsor: a consultant\n",
                "    owner: Head of Estates\n    clinical sponsor: lead consultant\n");
    open_gate(&g, text,
              with(&arena, with(&arena, people, "    clinical sponsor: a consultant\n", ""), "    chief nurse: {name: B. Example}\n",
                   "    chief nurse: {name: B. Example}\n    head of estates: {}\n    lead consultant: {}\n"),
              NULL);
    expect_lack(g.gate.missing, g.gate.n_missing, "the change is owned by the head of estates, and nobody holds that office", true);
    expect_lack(g.gate.missing, g.gate.n_missing, "its clinical sponsor is the lead consultant, and nobody holds that office", true);
    close_gate(&g);
    text =
        with(&arena, people, "    about: record at the bedside\n    status: accepted\n", "    about: both of them\n    status: proposed\n");
    open_gate(&g, wr_arena_printf(&arena, "%soptions: {do nothing: [], both of them: [record at the bedside, evening nurses]}\n", service),
              text, NULL);
    expect_lack(g.gate.missing, g.gate.n_missing, "decision d1 about it is only proposed", true);
    close_gate(&g);
    wr_arena_free(&arena);
}

static void test_approval(void **state)
{
    struct wr_arena arena;
    struct at_gate g;
    char version[65];

    (void)state;
    wr_arena_init(&arena, 0);
    open_gate(&g, service, people, "");
    expect_lack(g.gate.missing, g.gate.n_missing, "the hazard log is not approved", true);
    assert_int_equal(g.gate.n_missing, 1);
    memcpy(version, g.gate.version, sizeof version);
    close_gate(&g);
    /* approved, then something was added: void, with the date of the approval */
    open_gate(&g, service, with(&arena, people, "causes: [two screens]", "causes: [two screens, a third]"),
              wr_arena_printf(&arena,
                              "  - {change: record at the bedside, by: clinical safety officer, date: 2026-03-05, version: \"%s\"}\n",
                              version));
    expect_lack(g.gate.missing, g.gate.n_missing, "the approval of 5 March 2026 is void: what it rests on has changed since", true);
    assert_int_equal(g.gate.n_missing, 1);
    assert_int_equal(g.gate.approval, WR_APPROVAL_VOID);
    close_gate(&g);
    open_gate(&g, service, people,
              wr_arena_printf(&arena, "  - {change: record at the bedside, by: chief nurse, version: \"%s\"}\n", version));
    expect_lack(g.gate.missing, g.gate.n_missing, "was approved by chief nurse, and only the clinical safety officer may", true);
    close_gate(&g);
    /* no clinical safety officer: nothing counts */
    open_gate(
        &g, service,
        with(&arena, people, "clinical safety officer: {name: Dr A. Example, registration: GMC 0000000}", "clinical safety officer: {}"),
        NULL);
    expect_lack(g.gate.missing, g.gate.n_missing, "nobody holds the office of clinical safety officer", true);
    expect_lack(g.gate.missing, g.gate.n_missing, "hazard h1 is scored, but nobody holds the office", true);
    check_text(find_lack(g.gate.missing, g.gate.n_missing, "was approved by")->who, "clinical safety officer (the office is not filled)");
    close_gate(&g);
    wr_arena_free(&arena);
}

/* What the catalogue drafts must be answered too, and says that it is drafted; who it says must be heard is asked for. */
static void test_catalogue(void **state)
{
    const struct wr_capability *c;
    struct wr_arena arena;
    struct at_gate g;
    const char *first;
    size_t drafted = 0, n;

    (void)state;
    wr_arena_init(&arena, 0);
    open_gate(&g,
              with(&arena, service, "    effects: [{change: information", "    uses: [single-sign-on]\n    effects: [{change: information"),
              people, NULL);
    c = &g.s.agree.catalogue.list[wr_catalogue_find(&g.s.agree.catalogue, "single-sign-on")];
    assert_true(c->n_prerequisites > 0 && c->n_hear_from > 0);
    first = wr_arena_text(&arena, c->prerequisites[0]);
    n = c->n_prerequisites;
    for (size_t i = 0; i < g.gate.n_missing; i++)
        drafted += strstr(g.gate.missing[i].what, "(drafted by the catalogue, for your argument)") != NULL;
    assert_int_equal(drafted, n);
    expect_lack(g.gate.missing, g.gate.n_missing, "should be heard, says the catalogue", true);
    close_gate(&g);
    /* written into the change by `propose`: asked for once, and no longer as drafted */
    open_gate(
        &g,
        with(&arena,
             with(&arena, service, "    effects: [{change: information", "    uses: [single-sign-on]\n    effects: [{change: information"),
             "needs first: [ward wi-fi", wr_arena_printf(&arena, "needs first: [\"%s\", ward wi-fi", first)),
        people, NULL);
    expect_lack(g.gate.missing, g.gate.n_missing, wr_arena_printf(&arena, "nobody has answered: %s", first), true);
    drafted = 0;
    for (size_t i = 0; i < g.gate.n_missing; i++)
        drafted += strstr(g.gate.missing[i].what, "(drafted by the catalogue, for your argument)") != NULL;
    assert_int_equal(drafted, n - 1);
    close_gate(&g);
    wr_arena_free(&arena);
}

/* Nothing written but the change: everything is asked for, and nothing falls over. */
static void test_nothing_written(void **state)
{
    struct at_gate g;

    (void)state;
    open_gate(&g, service, "@ people.yaml\npeople: {}\n", "");
    assert_false(g.gate.ready);
    expect_lack(g.gate.missing, g.gate.n_missing, "nobody has decided", true);
    expect_lack(g.gate.missing, g.gate.n_missing, "nobody was asked about it", true);
    expect_lack(g.gate.missing, g.gate.n_missing, "none of the seven domains is answered", true);
    expect_lack(g.gate.missing, g.gate.n_missing, "the hazard log is empty, and nobody has approved that it is", true);
    expect_lack(g.gate.missing, g.gate.n_missing, "it has no benefit", true);
    expect_lack(g.gate.look, g.gate.n_look, "the plan has no task for it", false);
    expect_lack(g.gate.look, g.gate.n_look, "no group of people.yaml stands for the nurse of the service file", false);
    /* by kind */
    for (size_t i = 1; i < g.gate.n_missing; i++)
        assert_true(g.gate.missing[i].kind >= g.gate.missing[i - 1].kind);
    close_gate(&g);
}

/* What is overdue or odd is shown beside, and does not stop. */
static void test_to_look_at(void **state)
{
    struct wr_arena arena;
    struct at_gate g;

    (void)state;
    wr_arena_init(&arena, 0);
    open_gate(&g, service,
              with(&arena, with(&arena, people, "due: 2026-09-01", "due: 2026-03-09"), "for: training, due: 2026-10-01",
                   "for: training, due: 2026-03-01"),
              NULL);
    assert_true(g.gate.ready);
    expect_lack(g.gate.look, g.gate.n_look, "issue i1 was due on 9 March 2026", false);
    expect_lack(g.gate.look, g.gate.n_look, "the task was due on 1 March 2026: teach", false);
    close_gate(&g);
    wr_arena_free(&arena);
}

/* Each allocation of the look fails in turn: each time that is what it says. */
static void test_out_of_memory(void **state)
{
    struct at_gate g;
    long total = 0;

    (void)state;
    open_gate(&g, service, people, "");
    for (long n = -1; n < total; n++) {
        struct wr_arena arena;
        struct wr_gate gate;
        int result;
        wr_arena_init(&arena, 0);
        wr_mem_fail_after(n);
        result = wr_gate_look(&g.s.agree, &g.s.source, 0, WR_NO_DATE, &arena, &gate);
        if (n < 0) { /* the first time nothing fails, and they are counted */
            total = wr_mem_fail_after(-1);
            assert_int_equal(result, 0);
            assert_int_equal(gate.n_missing, 1);
        } else {
            wr_mem_fail_after(-1);
            if (result != WR_ERR_MEMORY)
                print_message("allocation %ld of %ld\n", n, total);
            assert_int_equal(result, WR_ERR_MEMORY);
        }
        wr_arena_free(&arena);
    }
    assert_true(total > 20);
    close_gate(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ready),           cmocka_unit_test(test_each_thing_is_missed),
        cmocka_unit_test(test_other_answers),   cmocka_unit_test(test_unsettled_questions),
        cmocka_unit_test(test_approval),        cmocka_unit_test(test_catalogue),
        cmocka_unit_test(test_nothing_written), cmocka_unit_test(test_to_look_at),
        cmocka_unit_test(test_out_of_memory),   cmocka_unit_test(test_doubtful_decisions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
