/* What an approval rests on: each field's change makes it void, and nothing else does. */
#include "support/check.h"

#include "agree/hazards.h"
#include "agree/version.h"
#include "small.h"

static const char service[] =
    "wardround: 1\n"
    "service: A small one\n"
    "run: {warm up: 1 week, collect: 52 weeks}\n"
    "outcomes: [went home]\n"
    "places: {bay: 8}\n"
    "staff: {nurse: 2, porter: 1}\n"
    "systems:\n"
    "  patient record: {says: The record}\n"
    "  other record: {says: Not touched}\n"
    "information:\n"
    "  allergies: {kept in: patient record, there at once: 70%}\n"
    "  results: {kept in: other record, there at once: 60%}\n"
    "patients: {walk-in: {arrive: {a day: 20}, starts at: triage}}\n"
    "steps:\n"
    "  triage: {in: bay, with: nurse, takes: 8 min, needs to know: {allergies: go ahead, results: go ahead}, then: review}\n"
    "  review: {in: bay, with: nurse, takes: 9 min, then: went home}\n"
    "tasks: {paper round: {every: 6 h, with: nurse, takes: 3 min}}\n"
    "measures: {wait: {wait for: triage}}\n"
    "changes:\n"
    "  record at the bedside:\n"
    "    says: The record is read in the bay\n"
    "    need: [n1]\n"
    "    uses: [single-sign-on]\n"
    "    effects:\n"
    "      - {change: information.allergies.there at once, set: 94%, source: invented}\n"
    "      - {change: steps.triage.takes, times: 0.9, source: invented}\n"
    "    adds: {tasks: {look: {every: 4 h, with: nurse, takes: 1 min}}}\n"
    "    removes: [tasks.paper round]\n"
    "    adoption: {reaches: 85%, over: 12 weeks}\n"
    "    go live: {lasts: 4 weeks, slower: {steps.triage.takes: 1.2 times}}\n"
    "    beside: {evening nurses: 90%}\n"
    "    needs first: [ward wi-fi]\n"
    "    costs: {once: £5k, a year: £1k, lifetime: 5 years}\n"
    "    owner: chief nurse\n"
    "    clinical sponsor: a consultant\n"
    "    hazards: {wrong patient: {says: The wrong record}}\n"
    "    issues: {no signal: {says: No signal in bay 4}}\n"
    "  evening nurses: {effects: [{change: staff.nurse, add: 1}]}\n";

static const char people[] =
    "@ people.yaml\n"
    "people:\n"
    "  groups: {ward nurses: {in post: 62, night: 20}, porters: 22}\n"
    "  offices: {clinical safety officer: {name: Dr A. Example}, chief nurse: {name: B. Example}}\n"
    "@ hazards/log.yaml\n"
    "hazards:\n"
    "  h1:\n"
    "    says: Wrong record\n"
    "    change: record at the bedside\n"
    "    raised by: {role: ward nurses, date: 2026-01-20}\n"
    "    causes: [two screens, called away]\n"
    "    effect: wrong chart\n"
    "    harm: wrong drug\n"
    "    existing controls: [the wristband]\n"
    "    initial: {severity: major, likelihood: medium, patients: one, scored by: clinical safety officer, date: 2026-02-10}\n"
    "    controls:\n"
    "      - {kind: design, says: the badge, owner: chief nurse, verified: 2026-03-01, effective: forty trials}\n"
    "      - {kind: training, says: read it aloud, owner: chief nurse}\n"
    "    residual: {severity: major, likelihood: low, patients: one, scored by: clinical safety officer, date: 2026-02-18, because: no "
    "room}\n"
    "    owner: chief nurse\n"
    "    status: open\n"
    "  h2: {says: Old data, change: record at the bedside}\n"
    "  h3: {says: Of another change, change: evening nurses}\n"
    "  h4: {says: Of the service as it is}\n"
    "@ issues/issues.yaml\n"
    "issues:\n"
    "  i1: {says: No signal, change: record at the bedside, due: 2026-06-01}\n";

/* `text` with the first `find` in it made `put`; `find` must be there. */
static const char *with(struct wr_arena *arena, const char *text, const char *find, const char *put)
{
    const char *at = strstr(text, find);

    if (at == NULL)
        print_message("not in the text: %s\n", find);
    assert_non_null(at);
    return wr_arena_printf(arena, "%.*s%s%s", (int)(at - text), text, put, at + strlen(find));
}

static void version_of(const char *service_text, const char *people_text, char hex[65])
{
    struct small s;
    struct wr_buf said;
    int result = small_read_with(&s, service_text, people_text);

    wr_buf_init(&said, 0);
    wr_mistakes_print(&s.mistakes, &said);
    if (result != 0)
        print_message("%s", wr_buf_string(&said));
    wr_buf_free(&said);
    assert_int_equal(result, 0);
    assert_int_equal(wr_catalogue_read(NULL, &s.mistakes, &s.agree.catalogue), 0);
    assert_int_equal(wr_version(&s.agree, &s.source, 0, hex), 0);
    small_free(&s);
}

struct edit {
    bool in_people;
    const char *find, *put;
};

static void try_all(const struct edit *edits, size_t n, bool voids)
{
    char before[65], after[65];

    version_of(service, people, before);
    assert_int_equal(strlen(before), 64);
    for (size_t i = 0; i < n; i++) {
        struct wr_arena arena;
        wr_arena_init(&arena, 0);
        if (edits[i].in_people)
            version_of(service, with(&arena, people, edits[i].find, edits[i].put), after);
        else
            version_of(with(&arena, service, edits[i].find, edits[i].put), people, after);
        if ((strcmp(before, after) != 0) != voids)
            print_message("%s: `%s` -> `%s`\n", voids ? "should void" : "should not void", edits[i].find, edits[i].put);
        assert_int_equal(strcmp(before, after) != 0, voids);
        wr_arena_free(&arena);
    }
}

static void test_each_field_voids(void **state)
{
    static const struct edit edits[] = {
        /* the change */
        {false, "says: The record is read in the bay", "says: The record is read in the office"},
        {false, "uses: [single-sign-on]", "uses: [single-sign-on, eobs]"},
        {false, "set: 94%", "set: 95%"},
        {false, "set: 94%, source: invented", "set: 94%, source: an audit"},
        {false, "times: 0.9", "times: 0.9 (0.8 to 1)"},
        {false, "      - {change: steps.triage.takes, times: 0.9, source: invented}\n", ""},
        {false, "takes: 1 min", "takes: 2 min"},
        {false, "    removes: [tasks.paper round]\n", ""},
        {false, "reaches: 85%", "reaches: 80%"},
        {false, "over: 12 weeks", "over: 10 weeks"},
        {false, "lasts: 4 weeks", "lasts: 5 weeks"},
        {false, "1.2 times", "1.3 times"},
        {false, "evening nurses: 90%", "evening nurses: 80%"},
        {false, "[ward wi-fi]", "[ward wi-fi, badges]"},
        {false, "{says: The wrong record}", "{says: The wrong records}"},
        /* what it touches in the service */
        {false, "there at once: 70%", "there at once: 75%"},
        {false, "takes: 8 min", "takes: 7 min"},
        {false, "takes: 3 min", "takes: 4 min"},               /* what it takes out */
        {false, "{says: The record}", "{says: A new record}"}, /* where what it touches is kept */
        /* the hazard, field by field */
        {true, "says: Wrong record", "says: The wrong record"},
        {true, "role: ward nurses, date", "role: porters, date"},
        {true, "date: 2026-01-20", "date: 2026-01-21"},
        {true, "[two screens, called away]", "[two screens]"},
        {true, "[two screens, called away]", "[called away, two screens]"}, /* they are numbered */
        {true, "effect: wrong chart", "effect: another chart"},
        {true, "harm: wrong drug", "harm: wrong drugs"},
        {true, "existing controls: [the wristband]", "existing controls: []"},
        {true, "severity: major, likelihood: medium", "severity: considerable, likelihood: medium"},
        {true, "severity: major, likelihood: medium", "severity: major, likelihood: high"},
        {true, "medium, patients: one", "medium, patients: several"},
        {true, "one, scored by: clinical safety officer, date: 2026-02-10", "one, scored by: Dr A. Example, date: 2026-02-10"},
        {true, "date: 2026-02-10", "date: 2026-02-11"},
        {true, "kind: design", "kind: test"},
        {true, "says: the badge", "says: the badges"},
        {true, "the badge, owner: chief nurse", "the badge, owner: ward sister"},
        {true, "verified: 2026-03-01", "verified: 2026-03-02"},
        {true, "effective: forty trials", "effective: fifty trials"},
        {true, "      - {kind: training, says: read it aloud, owner: chief nurse}\n", ""},
        {true, "severity: major, likelihood: low", "severity: considerable, likelihood: low"},
        {true, "severity: major, likelihood: low", "severity: major, likelihood: very low"},
        {true, "low, patients: one", "low, patients: several"},
        {true, "one, scored by: clinical safety officer, date: 2026-02-18", "one, date: 2026-02-18"},
        {true, "date: 2026-02-18", "date: 2026-02-19"},
        {true, "because: no room", "because: no money"},
        {true, "    owner: chief nurse\n    status: open", "    owner: ward sister\n    status: open"},
        {true, "    status: open\n", "    status: closed\n    because: over\n"},
        {true, "    status: open\n", "    status: transferred\n    because: to the maker\n"},
        {true, "says: Old data, change: record at the bedside", "says: Old data, change: evening nurses"},
        {true, "  h2: {says: Old data, change: record at the bedside}\n", ""},
        {true, "  h3: {says: Of another change, change: evening nurses}", "  h3: {says: Of another change, change: record at the bedside}"},
        {true, "  h2: {says: Old data", "  h7: {says: Old data"}, /* numbers name hazards in reports: another number is another hazard */
    };

    (void)state;
    try_all(edits, sizeof edits / sizeof edits[0], true);
}

static void test_nothing_else_voids(void **state)
{
    static const struct edit edits[] = {
        /* comments, white space, order, quotes */
        {false, "    says: The record is read in the bay\n", "    # a comment\n    says:   The record is read in the bay   # another\n"},
        {false, "    says: The record is read in the bay\n", "    says: >-\n      The record is\n      read in the bay\n"},
        {false, "says: The record is read in the bay", "says: \"The record is read in the bay\""},
        {false, "adoption: {reaches: 85%, over: 12 weeks}", "adoption: {over: 12 weeks, reaches: 85%}"},
        {false,
         "    uses: [single-sign-on]\n    effects:\n      - {change: information.allergies.there at once, set: 94%, source: invented}\n",
         "    effects:\n      - {set: 94%, change: information.allergies.there at once, source: invented}\n"},
        {true, "    effect: wrong chart\n    harm: wrong drug\n", "    harm: wrong drug   # the worst\n    effect: wrong chart\n"},
        {true, "  h2: {says: Old data, change: record at the bedside}\n  h3: {says: Of another change, change: evening nurses}\n",
         "  h3: {says: Of another change, change: evening nurses}\n  h2: {says: Old data, change: record at the bedside}\n"},
        /* what safety does not rest on */
        {false, "need: [n1]", "need: [n1, n2]"},
        {false, "once: £5k", "once: £6k"},
        {false, "    owner: chief nurse\n", "    owner: somebody else\n"},
        {false, "clinical sponsor: a consultant", "clinical sponsor: another"},
        {false, "issues: {no signal: {says: No signal in bay 4}}", "issues: {no signal: {says: No signal in bay 5}}"},
        /* other parts of the service */
        {false, "takes: 9 min", "takes: 10 min"},
        {false, "porter: 1", "porter: 2"},
        {false, "there at once: 60%", "there at once: 65%"},
        {false, "{says: Not touched}", "{says: Not touched at all}"},
        {false, "service: A small one", "service: Another small one"},
        {false, "evening nurses: {effects: [{change: staff.nurse, add: 1}]}", "evening nurses: {effects: [{change: staff.nurse, add: 2}]}"},
        /* other hazards, other files */
        {true, "says: Of another change", "says: Of quite another change"},
        {true, "says: Of the service as it is", "says: Of the service as it was"},
        {true, "  h4: {says: Of the service as it is}\n",
         "  h4: {says: Of the service as it is}\n  h5: {says: New, change: evening nurses}\n"},
        {true, "due: 2026-06-01", "due: 2026-07-01"},
        {true, "{in post: 62, night: 20}", "{in post: 63, night: 20}"},
    };
    char before[65], after[65];
    struct wr_arena arena;

    (void)state;
    /* one of the edits above takes `uses` away to change the order: put it back behind the effects */
    wr_arena_init(&arena, 0);
    version_of(service, people, before);
    version_of(
        with(&arena, with(&arena, service, "    uses: [single-sign-on]\n", ""), "    adds:", "    uses: [single-sign-on]\n    adds:"),
        people, after);
    check_text(after, before);
    wr_arena_free(&arena);
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++)
        if (strstr(edits[i].find, "uses:") == NULL)
            try_all(&edits[i], 1, false);
}

/* The scale, and what the catalogue says that the capability brings. */
static void test_scale_and_catalogue(void **state)
{
    char before[65], after[65];
    struct small s;

    (void)state;
    version_of(service, people, before);
    assert_int_equal(small_read_with(&s, service, people), 0);
    assert_int_equal(wr_catalogue_read(NULL, &s.mistakes, &s.agree.catalogue), 0);
    assert_int_equal(wr_version(&s.agree, &s.source, 0, after), 0);
    check_text(after, before);
    s.agree.scales.clinical.version = "another";
    assert_int_equal(wr_version(&s.agree, &s.source, 0, after), 0);
    assert_string_not_equal(after, before);
    assert_int_equal(wr_scales_read(&s.agree.arena, NULL, &s.mistakes, &s.agree.scales), 0);
    s.agree.scales.clinical.risk[0][4] = 2;
    assert_int_equal(wr_version(&s.agree, &s.source, 0, after), 0);
    assert_string_not_equal(after, before);
    assert_int_equal(wr_scales_read(&s.agree.arena, NULL, &s.mistakes, &s.agree.scales), 0);
    s.agree.catalogue.list[wr_catalogue_find(&s.agree.catalogue, "single-sign-on")].brings[0].to = "nobody";
    assert_int_equal(wr_version(&s.agree, &s.source, 0, after), 0);
    assert_string_not_equal(after, before);
    small_free(&s);
}

/* No text can look like the end of another: a value that holds what a line of the canonical text looks like gives another version. */
static void test_no_two_texts_alike(void **state)
{
    char a[65], b[65];
    struct wr_arena arena;

    (void)state;
    wr_arena_init(&arena, 0);
    version_of(service, with(&arena, people, "effect: wrong chart\n    harm: wrong drug\n", "effect: 'x'\n    harm: 'y\" \"z'\n"), a);
    version_of(service, with(&arena, people, "effect: wrong chart\n    harm: wrong drug\n", "effect: 'x\" \"harm\" = \"y'\n    harm: z\n"),
               b);
    assert_string_not_equal(a, b);
    wr_arena_free(&arena);
}

static void approve(const char *entries, const char *version, enum wr_approval_state want, int which)
{
    struct wr_arena arena;
    struct small s;
    char hex[65];
    int got;

    wr_arena_init(&arena, 0);
    assert_int_equal(small_read_with(&s, service, wr_arena_printf(&arena, "%s@ hazards/approvals.yaml\napprovals:\n%s", people, entries)),
                     0);
    assert_int_equal(wr_catalogue_read(NULL, &s.mistakes, &s.agree.catalogue), 0);
    assert_int_equal(wr_version(&s.agree, &s.source, 0, hex), 0);
    if (version != NULL)
        check_text(hex, version); /* approvals are no part of what they approve */
    assert_int_equal(wr_approval_look(&s.agree, 0, hex, &got), want);
    assert_int_equal(got, which);
    small_free(&s);
    wr_arena_free(&arena);
}

static void test_approvals(void **state)
{
#define OF "  - {change: record at the bedside, by: clinical safety officer, date: 2026-03-05, version: "
    struct wr_arena arena;
    char v[65], upper[65];

    (void)state;
    wr_arena_init(&arena, 0);
    version_of(service, people, v);
    for (size_t i = 0; i < 65; i++)
        upper[i] = (char)(v[i] >= 'a' && v[i] <= 'f' ? v[i] - 'a' + 'A' : v[i]);
    approve(wr_arena_printf(&arena, OF "\"%s\"}\n", v), v, WR_APPROVAL_HOLDS, 0);
    approve(wr_arena_printf(&arena, OF "\"%.12s\"}\n", v), v, WR_APPROVAL_HOLDS, 0);
    approve(wr_arena_printf(&arena, OF "\"%.12s\"}\n", upper), v, WR_APPROVAL_HOLDS, 0);
    approve(wr_arena_printf(&arena, OF "\"%.11s\"}\n", v), v, WR_APPROVAL_WITHOUT_VERSION, 0);
    approve(OF "the first one}\n", v, WR_APPROVAL_WITHOUT_VERSION, 0);
    approve(wr_arena_printf(&arena, OF "\"%.11s%c\"}\n", v, v[11] == '0' ? '1' : '0'), v, WR_APPROVAL_VOID, 0);
    approve(wr_arena_printf(&arena, OF "\"%s0\"}\n", v), v, WR_APPROVAL_VOID, 0); /* one digit too many is another version */
    approve(wr_arena_printf(&arena, "  - {change: record at the bedside, by: chief nurse, version: \"%s\"}\n", v), v,
            WR_APPROVAL_NOT_OFFICER, 0);
    approve(wr_arena_printf(&arena, "  - {change: record at the bedside, by: Dr A. Example, version: \"%s\"}\n", v), v, WR_APPROVAL_HOLDS,
            0);
    approve(wr_arena_printf(&arena, "  - {change: evening nurses, by: clinical safety officer, version: \"%s\"}\n", v), v, WR_APPROVAL_NONE,
            -1);
    /* an old void one does not undo one that holds, wherever it stands; of those that do not hold the newest speaks */
    approve(wr_arena_printf(
                &arena,
                OF
                "\"%.12s\"}\n  - {change: record at the bedside, by: clinical safety officer, date: 2026-04-01, version: 000000000000}\n",
                v),
            v, WR_APPROVAL_HOLDS, 0);
    approve("  - {change: record at the bedside, by: chief nurse, date: 2026-04-02, version: 000000000000}\n"
            "  - {change: record at the bedside, by: clinical safety officer, date: 2026-04-01, version: 000000000000}\n",
            v, WR_APPROVAL_NOT_OFFICER, 0);
    wr_arena_free(&arena);
#undef OF
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_field_voids),   cmocka_unit_test(test_nothing_else_voids), cmocka_unit_test(test_scale_and_catalogue),
        cmocka_unit_test(test_no_two_texts_alike), cmocka_unit_test(test_approvals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
