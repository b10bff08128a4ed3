/* The pages that speak of people: the example as it stands, read and run, on all three pages; nothing of people where nobody said anything; and a folder of
 * hostile words. What must not be shown of ratings is looked for in every cell that shows them. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "agree/small.h"
#include "base/date.h"
#include "base/mem.h"
#include "report/wellformed.h"
#include "support/check.h"
#include "trial/trial.h"

#define LONG 10000 /* letters without a space between them */

struct trial_of {
    struct wr_mistakes mistakes;
    struct wr_trial trial;
    struct wr_report_input input;
};

/* Two runs of "do nothing" and of one option; the page's input, filled in. */
static void run(struct trial_of *t, const struct wr_source *source, const struct wr_model *model, const struct wr_agree *agree,
                const char *option)
{
    struct wr_trial_variant variants[2] = {{.label = "do nothing", .option = -1}, {.label = option, .option = -1}};
    struct wr_trial_settings settings;
    struct wr_ctx ctx;
    size_t i;

    memset(t, 0, sizeof *t);
    wr_ctx_init(&ctx);
    wr_mistakes_init(&t->mistakes);
    wr_trial_settings_init(&settings);
    settings.replications = 2;
    settings.threads = 1;
    for (i = 0; i < model->n_options; i++)
        if (strcmp(model->options[i].name, option) == 0)
            variants[1].option = (int)i;
    assert_true(variants[1].option >= 0);
    assert_int_equal(wr_trial_run(&ctx, source, model, &settings, variants, 2, &t->mistakes, &t->trial), 0);
    t->input = (struct wr_report_input){
        .source = source, .model = model, .trial = &t->trial, .notes = &t->mistakes, .version = "0", .agree = agree, .today = WR_NO_DATE};
    assert_true(wr_date_days(2026, 11, 22, &t->input.today));
}

static void run_free(struct trial_of *t)
{
    wr_trial_free(&t->trial);
    wr_mistakes_free(&t->mistakes);
}

struct example {
    struct wr_source source;
    struct wr_model model;
    struct wr_agree agree;
    struct trial_of t;
};

static void example_init(struct example *e)
{
    const char *folder = source_path("examples/emergency");
    struct wr_mistakes mistakes;
    struct wr_ctx ctx;

    memset(e, 0, sizeof *e);
    wr_ctx_init(&ctx);
    wr_mistakes_init(&mistakes);
    assert_int_equal(wr_source_read(&ctx, folder, &mistakes, &e->source), 0);
    assert_int_equal(wr_model_read(&e->source, &mistakes, &e->model), 0);
    assert_int_equal(wr_agree_read(&ctx, folder, &e->model, &mistakes, &e->agree), 0);
    wr_mistakes_free(&mistakes);
    run(&e->t, &e->source, &e->model, &e->agree, "record at the bedside");
}

static void example_free(struct example *e)
{
    run_free(&e->t);
    wr_agree_free(&e->agree);
    wr_model_free(&e->model);
    wr_source_free(&e->source);
}

typedef int make_page(const struct wr_ctx *, const struct wr_report_input *, struct wr_buf *);

static void made(struct trial_of *t, make_page *make, struct wr_buf *out)
{
    struct wr_ctx ctx;

    wr_ctx_init(&ctx);
    wr_buf_init(out, 0);
    assert_int_equal(make(&ctx, &t->input, out), 0);
    check_wellformed(wr_buf_string(out), out->size);
}

static void check_order(const char *page, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *at = strstr(page, texts[i]);
        if (at == NULL)
            fail_msg("not in the page, or not after \"%s\": %s", i > 0 ? texts[i - 1] : "the beginning", texts[i]);
        page = at;
    }
}

/* No cell that counts answers holds a number from 1 to 4: a range, "fewer than 5" or nothing. How many such cells there are. */
static size_t check_small_cells(const char *page)
{
    static const char *const labels[] = {"data-label=\"Heard\">", "data-label=\"Against (1 to 3)\">", "data-label=\"Unsure (4 to 6)\">",
                                         "data-label=\"For (7 to 9)\">"};
    size_t n = 0, i;

    for (i = 0; i < sizeof labels / sizeof labels[0]; i++)
        for (const char *at = page; (at = strstr(at, labels[i])) != NULL; n++) {
            at += strlen(labels[i]);
            if (at[0] >= '1' && at[0] <= '4' && at[1] == '<')
                fail_msg("%c people stand in a cell %s", at[0], labels[i]);
        }
    return n;
}

static void test_the_report_in_its_order(void **state)
{
    static const char *const order[] = {"What is asked, and what the answer is",
                                        "For the meeting: what is open",
                                        "The program decides nothing and signs nothing",
                                        "Not ready",
                                        "The service, said back",
                                        "Each change: who asked",
                                        "The same facts through three lenses",
                                        "Who asked, and who was heard",
                                        "Divided within healthcare assistants",
                                        "Who was not heard",
                                        "From strategy to the bedside: the map",
                                        "What does not hang together",
                                        "What stands in the way",
                                        "the approval is void",
                                        "The trust's own register",
                                        "When it could be done",
                                        "Decisions, and who disagreed",
                                        "Who disagreed",
                                        "What the model leaves out",
                                        "Draft. Not signed."};
    struct example e;
    struct wr_buf page, again;
    size_t i, named = 0;

    (void)state;
    example_init(&e);
    made(&e.t, wr_report_write, &page);
    /* "The trust's own register" goes out with its apostrophe escaped or not: looked for as it is written. */
    for (i = 0; i < sizeof order / sizeof order[0]; i++)
        if (strchr(order[i], '\'') == NULL)
            check_order(wr_buf_string(&page), &order[i], 1);
    {
        const char *headings[] = {order[0], order[1], order[4], order[5], order[7], order[10], order[12], order[16], order[18], order[19]};
        const char *after_contents = strstr(wr_buf_string(&page), "</nav>");
        assert_non_null(after_contents);
        check_order(after_contents, headings + 1, sizeof headings / sizeof headings[0] - 1);
    }
    assert_true(check_small_cells(wr_buf_string(&page)) > 30);
    assert_non_null(strstr(wr_buf_string(&page), "fewer than 5"));
    for (i = 0; i < e.agree.n_ratings; i++)
        if (e.agree.ratings[i].person != NULL) {
            named++;
            assert_null(strstr(wr_buf_string(&page), e.agree.ratings[i].person));
        }
    (void)named; /* the example may name nobody; the hostile folder below does */
    assert_null(strchr(strstr(strstr(wr_buf_string(&page), "</nav>"), "For the meeting"), '`')); /* a sign of command lines */
    made(&e.t, wr_report_write, &again);
    check_text(wr_buf_string(&again), wr_buf_string(&page));
    wr_buf_free(&again);
    wr_buf_free(&page);
    example_free(&e);
}

static void test_the_board_paper_in_five_cases(void **state)
{
    static const char *const order[] = {"Invented",
                                        "What the board is asked",
                                        "Not ready",
                                        "1. Strategic",
                                        "2. Economic",
                                        "worked out; unmonetised",
                                        "3. Commercial",
                                        "4. Financial",
                                        "Not said",
                                        "5. Management",
                                        "Missing before it may start",
                                        "Hazards open in the log",
                                        "Dissent of",
                                        "Draft. Not signed. Needs: "};
    struct example e;
    struct wr_buf page, again;

    (void)state;
    example_init(&e);
    made(&e.t, wr_report_write_board, &page);
    check_order(wr_buf_string(&page), order, sizeof order / sizeof order[0]);
    made(&e.t, wr_report_write_board, &again);
    check_text(wr_buf_string(&again), wr_buf_string(&page));
    wr_buf_free(&again);
    wr_buf_free(&page);
    example_free(&e);
}

static void test_the_page_for_the_ward(void **state)
{
    static const char *const order[] = {
        "Invented",          "What you said",         "Led to: ",         "Nothing has come of it yet.",
        "What we could do",  "Record at the bedside", "In your day",      "What could go wrong",
        "Not ready",         "Were you heard?",       "Not heard about ", "an objection stays with the decision",
        "Draft. Not signed."};
    struct example e;
    struct wr_buf page, again;

    (void)state;
    example_init(&e);
    made(&e.t, wr_report_write_ward, &page);
    check_order(wr_buf_string(&page), order, sizeof order / sizeof order[0]);
    assert_non_null(strstr(wr_buf_string(&page), "surgery")); /* the sentence that began it all */
    made(&e.t, wr_report_write_ward, &again);
    check_text(wr_buf_string(&again), wr_buf_string(&page));
    wr_buf_free(&again);
    wr_buf_free(&page);
    example_free(&e);
}

/* A service that is only a model has the page of a model: without people's files, and with files that say nothing, byte for byte. */
static void test_nothing_of_people_where_there_is_nothing(void **state)
{
    static const char *const of_people[] = {"id=\"agenda\"",  "id=\"heard\"", "id=\"network\"",       "id=\"obstacles\"",
                                            "id=\"decided\"", "Not ready",    "through three lenses", "Who was not heard"};
    struct example e;
    struct wr_agree empty;
    struct wr_buf page, again;
    size_t i;

    (void)state;
    example_init(&e);
    e.t.input.agree = NULL;
    made(&e.t, wr_report_write, &page);
    for (i = 0; i < sizeof of_people / sizeof of_people[0]; i++)
        if (strstr(wr_buf_string(&page), of_people[i]) != NULL)
            fail_msg("of people, in a page without any: %s", of_people[i]);
    memset(&empty, 0, sizeof empty);
    empty.model = &e.model;
    e.t.input.agree = &empty;
    made(&e.t, wr_report_write, &again);
    check_text(wr_buf_string(&again), wr_buf_string(&page));
    wr_buf_free(&again);
    wr_buf_free(&page);
    example_free(&e);
}

static const char hostile_service[] =
    "wardround: 1\n"
    "service: A small one\n"
    "data: invented\n"
    "run: {warm up: 1 week, collect: 4 weeks}\n"
    "objectives: {safe: {says: \"HOSTILE\", owner: chief nurse, measure: wait}}\n"
    "outcomes: [went home]\n"
    "places: {bay: 8}\n"
    "staff: {nurse: 2}\n"
    "systems: {patient record: {says: The record}}\n"
    "information: {allergies: {kept in: patient record, there at once: 70%}}\n"
    "patients: {walk-in: {arrive: {a day: 20}, starts at: triage}}\n"
    "steps:\n"
    "  triage: {in: bay, with: nurse, takes: 8 min, needs to know: {allergies: go ahead}, then: went home}\n"
    "measures: {wait: {wait for: triage}}\n"
    "changes:\n"
    "  \"record <b>&\": {says: \"HOSTILE\", need: [n1], effects: [{change: steps.triage.takes, times: 0.9}], owner: chief nurse}\n"
    "options: {do nothing: [], record: [\"record <b>&\"]}\n";

static const char hostile_people[] =
    "@ people.yaml\n"
    "people:\n"
    "  groups: {nurses: {in post: 20, night: 6}, \"porters <i>\": {in post: 9}, patients and carers: {in post: 12, kind: patients}}\n"
    "  offices: {clinical safety officer: {name: \"HOSTILE\", registration: \"HOSTILE\"}, chief nurse: {name: \"HOSTILE\"}}\n"
    "@ needs/needs.yaml\n"
    "needs:\n"
    "  n1: {says: \"HOSTILE\", role: nurses, name: \"HOSTILE\", me too: {\"porters <i>\": 3}}\n"
    "  n2: {says: \"HOSTILE\", role: \"nobody <u>\"}\n"
    "@ voices/voices.yaml\n"
    "voices:\n"
    "  \"record <b>&\":\n"
    "    says: \"HOSTILE\"\n"
    "    invited: {nurses: 9, \"porters <i>\": 8}\n"
    "    answers:\n"
    "      - {group: nurses, rating: 8, reason: \"HOSTILE\", name: Known Person}\n"
    "      - {group: nurses, rating: 8}\n"
    "      - {group: nurses, rating: 7}\n"
    "      - {group: nurses, rating: 2, name: Other Known}\n"
    "      - {group: nurses, rating: 9}\n"
    "      - {group: nurses, rating: 9}\n"
    "      - {group: \"porters <i>\", rating: 1, reason: \"HOSTILE\"}\n"
    "      - {group: \"porters <i>\", rating: 2}\n"
    "@ benefits/benefits.yaml\n"
    "drivers: {why: {says: \"HOSTILE\", source: \"HOSTILE\", objectives: [safe]}}\n"
    "benefits: {better: {says: \"HOSTILE\", for: \"HOSTILE\", change: \"record <b>&\", objective: safe, owner: \"HOSTILE\"}}\n"
    "@ plan/plan.yaml\n"
    "plan:\n"
    "  starts: 2026-03-02\n"
    "  tasks: {\"teach <s>\": {says: \"HOSTILE\", change: \"record <b>&\", owner: \"HOSTILE\", for: training, takes: {\"who <q>\": 1 week "
    "to 2 weeks "
    "to 4 weeks}}}\n"
    "@ issues/issues.yaml\n"
    "issues: {i1: {says: \"HOSTILE\", change: \"record <b>&\", owner: \"HOSTILE\", plan: reduce, how: \"HOSTILE\"}}\n"
    "readiness: {\"record <b>&\": {technology: {level: complex, says: \"HOSTILE\", issue: i1}}}\n"
    "@ hazards/hazards.yaml\n"
    "hazards: {h1: {says: \"HOSTILE\", harm: \"HOSTILE\", effect: \"HOSTILE\", change: \"record <b>&\", owner: \"HOSTILE\", causes: "
    "[\"HOSTILE\"]}}\n"
    "@ decisions/decisions.yaml\n"
    "decisions: {d1: {says: \"HOSTILE\", about: \"record <b>&\", status: accepted, date: 2026-02-02, decided by: \"HOSTILE\", because: "
    "\"HOSTILE\",\n"
    "    alternatives: [{option: \"HOSTILE\", because: \"HOSTILE\", reopen if: \"HOSTILE\"}],\n"
    "    dissent: [{who: \"HOSTILE\", harm: \"HOSTILE\", to: \"HOSTILE\", would change their mind: \"HOSTILE\", status: unanswered}]}}\n"
    "@ systems/systems.yaml\n"
    "components: {patient record: {owner: \"HOSTILE\", supplier: \"HOSTILE\", contract: \"HOSTILE\", downtime: \"HOSTILE\"}}\n";

/* Each HOSTILE made the words. Free with wr_mem_free. */
static char *with_words(const char *text, const char *words)
{
    struct wr_buf out;
    const char *at;

    wr_buf_init(&out, 0);
    for (; (at = strstr(text, "HOSTILE")) != NULL; text = at + 7) {
        wr_buf_add(&out, text, (size_t)(at - text));
        wr_buf_text(&out, words);
    }
    wr_buf_text(&out, text);
    assert_int_equal(wr_buf_status(&out), 0);
    return out.data;
}

static void hostile(const char *words)
{
    static make_page *const pages[] = {wr_report_write, wr_report_write_board, wr_report_write_ward};
    static const char *const raw[] = {"</p><script", "<b>&", "porters <i>", "nobody <u>", "teach <s>", "Known Person", "Other Known"};
    char *service = with_words(hostile_service, words), *people = with_words(hostile_people, words);
    struct trial_of t;
    struct small s;
    struct wr_buf page;
    size_t i, k;

    if (small_read_with(&s, service, people) != 0) {
        for (i = 0; i < s.mistakes.count; i++)
            print_error("%s:%d: %.200s\n", s.mistakes.list[i].where.file, s.mistakes.list[i].where.line, s.mistakes.list[i].message);
        fail();
    }
    run(&t, &s.source, &s.model, &s.agree, "record");
    for (i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        made(&t, pages[i], &page);
        for (k = 0; k < sizeof raw / sizeof raw[0]; k++)
            if (strstr(wr_buf_string(&page), raw[k]) != NULL)
                fail_msg("on page %zu, as it was written: %s", i, raw[k]);
        if (i == 0) {
            assert_true(check_small_cells(wr_buf_string(&page)) >= 8);
            assert_non_null(strstr(wr_buf_string(&page), "fewer than 5"));
        }
        wr_buf_free(&page);
    }
    run_free(&t);
    small_free(&s);
    wr_mem_free(service);
    wr_mem_free(people);
}

static void test_hostile_words_come_out_as_words(void **state)
{
    struct small s;
    char *many, *turned;

    (void)state;
    hostile("</p><script>x()</script> \\\" onload=\\\"x ' & ]]> --> &amp; %s%n {}");
    /* A right-to-left mark beside Hebrew is how people write it. What turns the direction of all that follows, the reader refuses. */
    hostile("a \xE2\x80\x8F\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D");
    turned = with_words(hostile_service, "a\xE2\x80\xAE"
                                         "desrever");
    assert_int_equal(small_read_with(&s, turned, hostile_people), WR_ERR_MISTAKES);
    small_free(&s);
    wr_mem_free(turned);
    many = wr_mem_alloc(LONG + 1, 1);
    assert_non_null(many);
    memset(many, 'w', LONG);
    many[LONG] = '\0';
    hostile(many);
    wr_mem_free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_report_in_its_order),         cmocka_unit_test(test_the_board_paper_in_five_cases),
        cmocka_unit_test(test_the_page_for_the_ward),           cmocka_unit_test(test_nothing_of_people_where_there_is_nothing),
        cmocka_unit_test(test_hostile_words_come_out_as_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
