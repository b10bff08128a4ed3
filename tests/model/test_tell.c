/* The model said back: every number of the file once, sentences as they should read, hostile names, memory that runs out. */
#include "support/check.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/model.h"
#include "model/tell.h"

/* Every number here is written only once, and looks like no other. */
static const char numbers[] =
    "wardround: 1\n"
    "service: test\n"
    "data: invented\n"
    "clock: {start: 2026-01-05 00:00, holidays: [2026-04-03]}\n"
    "run: {warm up: 101 days, collect: 103 days, replications: 107, seed: 109}\n"
    "objectives: {timely: {measure: within, target: at least 71%}}\n"
    "places: {hall: unlimited, majors: {spaces: 113, turnaround: {takes: 127 min, with: nurse}}, unit: {spaces: {08:01 to "
    "12:02: 6}, open: mon 08:03 to 09:04}}\n"
    "staff: {doctor: {on duty: {06:05 to 20:06: 131, 20:06 to 06:05: 137}}, nurse: 139}\n"
    "equipment: {scanner: 149}\n"
    "information: {allergies: {there at once: 61% (51% to 72%), chase: {takes: 151 min, with: nurse, found: 83%}, wrong: "
    "2.5%, keeps: 157 min}}\n"
    "outcomes: [home]\n"
    "patients:\n"
    "  walk-in:\n"
    "    arrive: {a day: 163, by weekday: [1.31, 1.01, 1.02, 1.03, 1.04, 0.81, 0.78]}\n"
    "    attributes: {urgency: {urgent: 23%, standard: rest}, age: {normal: {mean: 41.5, sd: 17.5, at least: 0.5}}, "
    "frail: 11%}\n"
    "    priority: {by: urgency, urgent: 4, otherwise: 5}\n"
    "    starts at: triage\n"
    "  ambulance: {arrive: {one every: 167 min}, starts at: triage}\n"
    "steps:\n"
    "  triage: {in: hall, with: nurse, takes: {erlang: {mean: 173 min, shape: 8}}, then: review}\n"
    "  review:\n"
    "    in: majors\n"
    "    waits in: hall\n"
    "    with: {doctor: 9, nurse: 12}\n"
    "    takes: {lognormal: {mean: 44 (38 to 53) min, sd: 31 min}}\n"
    "    priority: 14\n"
    "    needs to know: {allergies: {go ahead: 1.37 times}}\n"
    "    then: {scan: 29% (26% to 33%), unit care: 18%, home: rest}\n"
    "  scan: {with: scanner, takes: {triangular: {from: 16 min, likeliest: 19 min, to: 47 min}}, then: home}\n"
    "  unit care: {in: unit, if full: home, waiting at most: 21, takes: {weibull: {shape: 1.7, scale: 22 min}}, then: home}\n"
    "measures: {stay: {time: {from: arrival, to: leaving}, show: p95}, within: {share of: stay, at most: 199 min}}\n"
    "harm: {delay: {by: stay, chance: {0 h: 0, 211 min: 1 in 97}, known up to: 223 min, causal share: 43% (34% to 58%), "
    "source: a paper}}\n"
    "worth: {delay: {QALY: £24k, QALYs: 3.9}}\n"
    "changes:\n"
    "  quick: {effects: [{change: steps.scan.takes, times: 0.66 (0.55 to 0.77)}], adoption: {reaches: 64%, over: 227 days}, "
    "go live: {lasts: 229 days, slower: {steps.triage.takes: 1.19 times}}, costs: {once: £352k, a year: £63k, lifetime: 13 "
    "years}}\n";

static const char *const once[] = {
    "2026-01-05", "2026-04-03", "101 days", "103 days",  "107",       "109",    "71 in",  "113",      "127",       "08:01",  "12:02",
    "08:03",      "09:04",      "131",      "137",       "139",       "149",    "61 in",  "51 and",   "72 in",     "151",    "83 in",
    "2.5 in",     "157",        "163",      "1.31",      "1.02",      "0.81",   "23 in",  "41.5",     "17.5",      "0.5",    "11 in",
    "167",        "173",        "shape 8",  "9 doctors", "12 nurses", "44 min", "38 and", "53 min",   "31 min",    "14",     "1.37",
    "29 in",      "26 and",     "33 in",    "18 in",     "16 min",    "19 min", "47 min", "21 wait",  "shape 1.7", "22 min", "95 in",
    "199",        "211",        "1 in 97",  "223",       "43 in",     "34 and", "58 in",  "£24k",     "3.9",       "0.66",   "0.55",
    "0.77",       "64 in",      "227",      "229",       "1.19",      "£352k",  "£63k",   "13 years",
};

/* How often `word` stands in `text` with no digit or point directly around it. */
static int times_said(const char *text, const char *word)
{
    int n = 0;
    size_t length = strlen(word);

    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        char before = at == text ? ' ' : at[-1], behind = at[length];
        bool number_before = (before >= '0' && before <= '9') || before == '.' || before == ':';
        bool number_behind =
            (behind >= '0' && behind <= '9') || behind == ':' || (behind == '.' && at[length + 1] >= '0' && at[length + 1] <= '9');
        n += !number_before && !number_behind;
    }
    return n;
}

/* Reads a text and tells it in one line a sentence. */
static int tell(const char *text, struct wr_buf *out)
{
    struct wr_mistakes mistakes;
    struct wr_source source = {.path = NULL};
    struct wr_model model = {.option = 0};
    struct wr_tell said = {.n_sections = 0};
    int result;

    wr_mistakes_init(&mistakes);
    result = wr_source_text("service.yaml", text, strlen(text), source_path("tests/model"), &mistakes, &source);
    if (result == 0)
        result = wr_model_read(&source, &mistakes, &model);
    if (result == 0)
        result = wr_model_tell(&model, &said);
    else
        for (size_t i = 0; i < mistakes.count; i++)
            print_message("line %d: %s: %s\n", mistakes.list[i].where.line, mistakes.list[i].path, mistakes.list[i].message);
    wr_model_free(&model); /* what was said stands without it */
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
    if (result == 0)
        wr_tell_print(&said, 0, out);
    wr_tell_free(&said);
    wr_tell_free(&said);
    return result;
}

static void test_every_number_once(void **state)
{
    struct wr_buf out;
    (void)state;
    wr_buf_init(&out, 1 << 20);
    assert_int_equal(tell(numbers, &out), 0);
    for (size_t i = 0; i < sizeof once / sizeof once[0]; i++) {
        int n = times_said(wr_buf_string(&out), once[i]);
        if (n != 1)
            print_error("`%s` is said %d times in:\n%s", once[i], n, wr_buf_string(&out));
        assert_int_equal(n, 1);
    }
    wr_buf_free(&out);
}

static void golden(const char *file, const char *said)
{
    struct wr_buf text, out;
    const char *why = NULL;

    wr_buf_init(&text, 0);
    wr_buf_init(&out, 0);
    assert_int_equal(wr_file_read(source_path(file), 1 << 20, &text, &why), 0);
    assert_int_equal(tell(wr_buf_string(&text), &out), 0);
    check_golden(wr_buf_string(&out), said);
    wr_buf_free(&text);
    wr_buf_free(&out);
}

static void test_the_whole_language(void **state)
{
    (void)state;
    golden("tests/model/whole-language.yaml", "model/tell-whole-language.txt");
}

/* What each change is about, in words; when it begins. */
static void test_changes_in_time(void **state)
{
    (void)state;
    golden("tests/model/explain_changes.yaml", "model/tell-changes.txt");
}

static void test_a_step_in_one_sentence(void **state)
{
    struct wr_buf out;
    (void)state;
    wr_buf_init(&out, 1 << 20);
    assert_int_equal(tell(numbers, &out), 0);
    assert_non_null(strstr(
        wr_buf_string(&out),
        "- Review: patients wait in hall for one of the 113 spaces in majors, then for 9 doctors and 12 nurses, with priority 14; it "
        "takes on average 44 minutes (between 38 and 53 minutes; lognormal, sd 31 minutes); needed: allergies (without it the step "
        "goes ahead and takes 1.37 times as long); then 29 in 100 (between 26 and 33 in 100) go to scan, 18 in 100 go to unit care "
        "and the rest leave (home).\n"));
    wr_buf_free(&out);
}

/* A time is said in the unit in which people would write it. */
static void test_times_as_people_write_them(void **state)
{
    static const char *const times[][2] = {
        {"13.3 min", "it takes 13.3 minutes;"}, {"140.15 h", "it takes 140.15 hours;"}, {"90 s", "it takes 90 seconds;"},
        {"2.5 min", "it takes 2.5 minutes;"},   {"90 min", "it takes 90 minutes;"},     {"2.5 h", "it takes 2.5 hours;"},
        {"1.25 days", "it takes 30 hours;"},    {"2.5 days", "it takes 2.5 days;"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        char text[512];
        struct wr_buf out;
        snprintf(text, sizeof text,
                 "wardround: 1\nservice: test\ndata: invented\nrun: {collect: 1 year}\noutcomes: [home]\n"
                 "patients: {person: {arrive: {a day: 1}, starts at: care}}\nsteps: {care: {takes: %s, then: home}}\n"
                 "measures: {came: {count: arrival}}\n",
                 times[i][0]);
        wr_buf_init(&out, 1 << 20);
        assert_int_equal(tell(text, &out), 0);
        if (strstr(wr_buf_string(&out), times[i][1]) == NULL)
            fail_msg("%s is not said as `%s` in:\n%s", times[i][0], times[i][1], wr_buf_string(&out));
        wr_buf_free(&out);
    }
}

/* Who comes, how long that differs by two things takes, and what changes do to both: read aloud. */
static void test_who_comes_and_for_how_long(void **state)
{
    static const char text[] =
        "wardround: 1\nservice: test\ndata: invented\nrun: {collect: 1 year}\nplaces: {unit: unlimited}\noutcomes: [home, elsewhere]\n"
        "patients:\n"
        "  stroke: {arrive: {one every: 30 h}, starts at: care, attributes: {goes on to: {rehab: 24%, nobody: rest}, frail: 20%, urgency: "
        "{high: "
        "100%, low: 0%}, age: 70}}\n"
        "  TIA: {arrive: {a day: 2}, starts at: care, attributes: {goes on to: {rehab: 0%, nobody: rest}, frail: 10%, urgency: {high: 10%, "
        "low: "
        "rest}, age: 60}}\n"
        "steps:\n"
        "  care:\n"
        "    in: unit\n"
        "    takes: {by: kind, stroke: {by: goes on to, rehab: 7 days, nobody: 5 days}, TIA: 2 days}\n"
        "    then: [{if: goes on to is rehab, then: round}, {then: home}]\n"
        "  round: {takes: {by: frail, frail: 3 h, otherwise: 2 h}, then: {home: 50%, elsewhere: rest}}\n"
        "measures: {came: {count: entering unit}, went: {count: [care, home]}}\n"
        "changes:\n"
        "  fewer:\n"
        "    effects:\n"
        "      - {change: patients.every.arrive.one every, times: 0.95}\n"
        "      - {change: patients.stroke.attributes.goes on to.rehab, add: 9 points}\n"
        "      - {change: patients.stroke.attributes.frail, times: 0.9}\n"
        "      - {change: patients.TIA.arrive.a day, times: 0.7}\n"
        "  none: {effects: [{change: patients.TIA.arrive, set: none}]}\n"
        "options: {less: [fewer], least: [none]}\n";
    static const char *const lines[] = {
        "- Stroke: \"goes on to\" is rehab for 24 in 100, nobody for 76 in 100.\n",
        "- TIA: \"goes on to\" is always nobody.\n",
        "- Stroke: urgency is always high.\n",
        "- Care, in unit: how long it takes differs, as said below; then if \"goes on to\" is rehab, they go to round; otherwise they "
        "leave "
        "(home).\n"
        "- Care takes, for stroke patients: 7 days for those whose \"goes on to\" is rehab and 5 days for those whose \"goes on to\" is "
        "nobody.\n"
        "- Care takes, for TIA patients: 2 days.\n"
        "- Round: it takes 3 hours for those who are frail and 2 hours for all others; then 50 in 100 leave (home)",
        "- Came: how many come into unit.\n",
        "- With fewer, the time between two arrivals of all patients is multiplied by 0.95",
        "- With none, no TIA patients come (",
        "- With fewer, the share of stroke patients whose \"goes on to\" is rehab goes up by 9 points",
        "- With fewer, the share of stroke patients who are frail is multiplied by 0.9",
        "- With fewer, how many TIA patients come a day is multiplied by 0.7",
    };
    struct wr_buf out;

    (void)state;
    wr_buf_init(&out, 1 << 20);
    assert_int_equal(tell(text, &out), 0);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (strstr(wr_buf_string(&out), lines[i]) == NULL)
            fail_msg("not said: %s\nin: %s", lines[i], wr_buf_string(&out));
    wr_buf_free(&out);
}

static void test_width(void **state)
{
    struct wr_tell said = {.n_sections = 0};
    const char *lines[] = {"Eins zwei dr\xC3\xA9i vier f\xC3\xBCnf sechs."};
    struct wr_tell_section section = {"Title", lines, 1};
    struct wr_buf out;
    (void)state;
    said.sections = &section;
    said.n_sections = 1;
    wr_buf_init(&out, 0);
    wr_tell_print(&said, 16, &out); /* characters, not bytes */
    check_text(wr_buf_string(&out), "Title\n- Eins zwei dr\xC3\xA9i\n  vier f\xC3\xBCnf\n  sechs.\n");
    wr_buf_free(&out);
}

static void test_each_allocation_fails(void **state)
{
    struct wr_mistakes mistakes;
    struct wr_source source = {.path = NULL};
    struct wr_model model;
    struct wr_tell said;
    int result = WR_ERR_MEMORY;
    (void)state;
    wr_mistakes_init(&mistakes);
    assert_int_equal(wr_source_text("service.yaml", numbers, strlen(numbers), NULL, &mistakes, &source), 0);
    assert_int_equal(wr_model_read(&source, &mistakes, &model), 0);
    for (long n = 0; result == WR_ERR_MEMORY && n < 10000; n++) {
        wr_mem_fail_after(n);
        result = wr_model_tell(&model, &said);
        wr_mem_fail_after(-1);
        wr_tell_free(&said);
    }
    assert_int_equal(result, 0);
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_number_once),
        cmocka_unit_test(test_the_whole_language),
        cmocka_unit_test(test_changes_in_time),
        cmocka_unit_test(test_a_step_in_one_sentence),
        cmocka_unit_test(test_times_as_people_write_them),
        cmocka_unit_test(test_who_comes_and_for_how_long),
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_each_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
