/* The people's files as data: what stands in the example of the source tree and in docs/people.md, where each entry stands, and what joins them. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>

#include "agree/describe.h"
#include "agree/small.h"
#include "base/file.h"
#include "base/mem.h"

/* ---- the example ---- */

struct example {
    struct wr_ctx ctx;
    struct wr_source source;
    struct wr_model model;
    struct wr_agree agree;
    struct wr_mistakes mistakes;
};

static int set_up(void **state)
{
    static struct example e;
    int err;

    memset(&e, 0, sizeof e);
    wr_ctx_init(&e.ctx);
    wr_mistakes_init(&e.mistakes);
    err = wr_source_read(&e.ctx, source_path("examples/emergency"), &e.mistakes, &e.source);
    if (err == 0)
        err = wr_model_read(&e.source, &e.mistakes, &e.model);
    if (err == 0)
        err = wr_agree_read(&e.ctx, source_path("examples/emergency"), &e.model, &e.mistakes, &e.agree);
    if (err != 0) {
        struct wr_buf out;
        wr_buf_init(&out, 0);
        wr_mistakes_print(&e.mistakes, &out);
        print_error("%s", wr_buf_string(&out));
        wr_buf_free(&out);
    }
    *state = &e;
    return err;
}

static int tear_down(void **state)
{
    struct example *e = *state;
    wr_agree_free(&e->agree);
    wr_agree_free(&e->agree); /* safe twice */
    wr_model_free(&e->model);
    wr_source_free(&e->source);
    wr_mistakes_free(&e->mistakes);
    return 0;
}

static void test_example_has_all_its_parts(void **state)
{
    const struct wr_agree *a = &((struct example *)*state)->agree;

    assert_true(a->n_groups >= 10 && a->n_offices >= 10 && a->n_needs == 11 && a->n_statements == 3 && a->n_ratings > 100);
    assert_true(a->n_decisions >= 3 && a->n_hazards >= 4 && a->n_risks == 2 && a->n_readiness == 3 && a->n_issues >= 5);
    assert_true(a->plan.n_tasks >= 10 && a->n_benefits >= 5 && a->n_drivers == 2 && a->n_systems >= 5);
    assert_true(a->catalogue.count >= 20);
    assert_true(a->plan.working_days);
    check_text(wr_agree_office_person(a, "clinical safety officer"), "Dr A. Example");
    assert_null(wr_agree_office_person(a, "information governance lead")); /* there, and not filled */
    assert_non_null(wr_agree_office(a, "information governance lead"));
    assert_true(wr_agree_office(a, "chief information officer")->technology);
}

static void test_needs_are_joined(void **state)
{
    const struct wr_agree *a = &((struct example *)*state)->agree;
    int n12 = wr_needs_find(&a->stated, "n12"), n21 = wr_needs_find(&a->stated, "n21");
    const struct wr_person_need *into, *from;

    assert_true(n12 >= 0 && n21 >= 0);
    into = &a->needs[n12];
    from = &a->needs[n21];
    assert_int_equal(from->merged_into, n12);
    assert_int_equal(into->n_merged, 1);
    assert_int_equal(into->merged[0], n21);
    check_text(a->groups[into->group].name, "emergency nurses");
    check_text(a->model->steps[into->at_step].name, "majors review");
    assert_int_equal(into->at_task, -1);
    check_text(a->model->items[into->missing].name, "allergies");
    check_near(into->how_often * 86400, 20, 1e-9);
    check_near(into->costs_staff, 720, 1e-9);
    assert_true(into->n_me_too == 3 && into->me_too[0].people == 8);
    check_text(a->groups[into->me_too[0].group].name, "junior doctors");
}

static void test_answers_come_from_the_csv(void **state)
{
    const struct wr_agree *a = &((struct example *)*state)->agree;
    const struct wr_rating *first = &a->ratings[0], *last = &a->ratings[a->n_ratings - 1];
    const struct wr_statement *s = &a->statements[first->statement];

    check_text(s->name, "record at the bedside");
    assert_true(s->change >= 0 && s->option == -1 && s->rounds == 2 && s->n_accord >= 4);
    check_near(s->threshold, 0.75, 1e-12);
    assert_int_equal(s->closed - s->opened, 20); /* 26 January to 15 February */
    assert_true(first->rating == 8 && first->gradient == -1 && first->shift == WR_SHIFT_DAY && first->round == 2);
    assert_null(first->reason);
    assert_int_equal(first->where.line, 2);
    assert_true(last->where.line > 100);
    for (size_t i = 0; i < s->n_invited; i++)
        if (strcmp(a->groups[s->invited[i].group].name, "emergency nurses") == 0) {
            assert_int_equal(s->invited[i].count, 30);
            assert_int_equal(s->invited[i].night, 10);
            return;
        }
    fail();
}

static void test_decisions_and_hazards(void **state)
{
    const struct wr_agree *a = &((struct example *)*state)->agree;
    const struct wr_decision *d1 = &a->decisions[wr_agree_decision(a, "d1")];
    const struct wr_hazard_entry *h1 = &a->hazards[wr_agree_hazard(a, "h1")];

    assert_int_equal(d1->status, WR_DECISION_SUPERSEDED);
    assert_int_equal(d1->superseded_by, wr_agree_decision(a, "d3"));
    assert_int_equal(d1->method, WR_METHOD_SOLE);
    assert_int_equal(d1->change, wr_agree_change(a, "record at the bedside"));
    assert_int_equal(d1->statement, wr_agree_statement(a, "record at the bedside"));
    check_text(a->scales.clinical.severity[h1->initial.severity].name, "major");
    check_text(a->scales.clinical.likelihood[h1->initial.likelihood].name, "medium");
    check_text(a->scales.clinical.likelihood[h1->residual.likelihood].name, "low");
    assert_true(!h1->initial.several && h1->n_causes == 2 && h1->n_existing == 1 && h1->n_controls == 2);
    assert_int_equal(h1->controls[1].kind, WR_CONTROL_TRAINING);
    check_text(a->groups[h1->raised_group].name, "emergency nurses");
    assert_int_equal(a->risks[1].links[0], wr_agree_hazard(a, "h3"));
}

/* Every entry stands where its file says it does: the text at line and column begins with its name. */
static void check_place(struct wr_where where, const char *name)
{
    const char *why = NULL, *at;
    struct wr_buf text;

    wr_buf_init(&text, 0);
    assert_int_equal(wr_file_read(where.file, 1 << 20, &text, &why), 0);
    at = wr_buf_string(&text);
    for (int line = 1; line < where.line; line++)
        at = strchr(at, '\n') + 1;
    at += where.column - 1; /* the lines of the example's names hold no character of two bytes before them */
    if (strncmp(at, name, strlen(name)) != 0)
        print_error("%s:%d:%d: not %s\n", where.file, where.line, where.column, name);
    assert_int_equal(strncmp(at, name, strlen(name)), 0);
    wr_buf_free(&text);
}

#define PLACES(list, n)                                                                                                                    \
    for (size_t i = 0; i < (n); i++)                                                                                                       \
    check_place((list)[i].where, (list)[i].name)

static void test_every_entry_knows_its_place(void **state)
{
    const struct wr_agree *a = &((struct example *)*state)->agree;

    PLACES(a->groups, a->n_groups);
    PLACES(a->offices, a->n_offices);
    PLACES(a->stated.list, a->stated.count);
    PLACES(a->statements, a->n_statements);
    PLACES(a->decisions, a->n_decisions);
    PLACES(a->hazards, a->n_hazards);
    PLACES(a->risks, a->n_risks);
    PLACES(a->issues, a->n_issues);
    PLACES(a->plan.tasks, a->plan.n_tasks);
    PLACES(a->benefits, a->n_benefits);
    PLACES(a->drivers, a->n_drivers);
    PLACES(a->systems, a->n_systems);
    for (size_t i = 0; i < a->n_ratings; i++)
        check_place(a->ratings[i].where, a->statements[a->ratings[i].statement].name);
    for (size_t i = 0; i < a->n_decisions; i++) {
        for (size_t j = 0; j < a->decisions[i].n_dissent; j++)
            check_place(a->decisions[i].dissent[j].where, "who:");
        for (size_t j = 0; j < a->decisions[i].n_alternatives; j++)
            check_place(a->decisions[i].alternatives[j].where, "{option:");
    }
    for (size_t i = 0; i < a->n_hazards; i++)
        if (a->hazards[i].initial.severity >= 0)
            check_place(a->hazards[i].initial.where, "initial:");
}

/* ---- docs/people.md ---- */

static const char docs_service[] =
    "wardround: 1\n"
    "service: That of docs/people.md\n"
    "run: {warm up: 1 week, collect: 52 weeks}\n"
    "objectives: {safe: {says: Nobody is harmed, measure: treated without allergies}}\n"
    "outcomes: [went home]\n"
    "places: {majors: 8}\n"
    "staff: {nurse: 2}\n"
    "systems: {patient record: {}}\n"
    "information: {allergies: {kept in: patient record, there at once: 70%}, last observations: {there at once: 50%}}\n"
    "patients: {walk-in: {arrive: {a day: 20}, starts at: majors review}}\n"
    "steps:\n"
    "  majors review: {in: majors, with: nurse, takes: 8 min, needs to know: {allergies: go ahead, last observations: go ahead}, then: "
    "went home}\n"
    "tasks: {observation round: {every: 4 h, for each patient in: majors, with: nurse, takes: 5 min}}\n"
    "measures: {night response: {wait for: majors review}, treated without allergies: {share without: allergies, at: majors review}}\n"
    "changes: {record at the bedside: {needs first: [ward wi-fi, sign-in by badge, wi-fi in every cubicle], effects: [{change: "
    "steps.majors review.takes, times: 0.9}]}}\n";

/* The file that a block of the chapter would be. */
static const char *file_of(const char *block)
{
    static const struct {
        const char *key, *file;
    } files[] = {
        {"people:", "people.yaml"},         {"needs:", "needs/n.yaml"},       {"voices:", "voices/v.yaml"},
        {"decisions:", "decisions/d.yaml"}, {"hazards:", "hazards/h.yaml"},   {"readiness:", "issues/i.yaml"},
        {"plan:", "plan/p.yaml"},           {"benefits:", "benefits/b.yaml"}, {"components:", "systems/s.yaml"},
    };

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (strncmp(block, files[i].key, strlen(files[i].key)) == 0)
            return files[i].file;
    return NULL;
}

static void test_the_chapter_reads(void **state)
{
    const char *why = NULL, *at, *end;
    struct wr_buf chapter, files, out;
    struct small s;
    size_t blocks = 0;
    int err;

    (void)state;
    wr_buf_init(&chapter, 0);
    wr_buf_init(&files, 0);
    wr_buf_init(&out, 0);
    assert_int_equal(wr_file_read(source_path("docs/people.md"), 1 << 20, &chapter, &why), 0);
    for (at = strstr(wr_buf_string(&chapter), "```yaml\n"); at != NULL; at = strstr(end + 4, "```yaml\n"), blocks++) {
        at += 8;
        end = strstr(at, "\n```");
        assert_non_null(end);
        if (file_of(at) == NULL)
            print_error("no file holds what begins with %.30s\n", at);
        assert_non_null(file_of(at));
        wr_buf_printf(&files, "@ %s\n", file_of(at));
        wr_buf_add(&files, at, (size_t)(end + 1 - at));
    }
    assert_int_equal(blocks, 9);
    err = small_read_with(&s, docs_service, wr_buf_string(&files));
    wr_mistakes_print(&s.mistakes, &out);
    check_text(wr_buf_string(&out), ""); /* not even a warning */
    assert_int_equal(err, 0);
    assert_int_equal(s.agree.n_prerequisites, 3);
    assert_true(s.agree.n_needs == 2 && s.agree.needs[1].n_merged == 1 && s.agree.needs[0].at_task >= 0);
    assert_true(s.agree.plan.n_no_go_live == 1 && s.agree.plan.tasks[2].n_after == 2);
    check_near(s.agree.plan.tasks[2].takes[0].most, 2 * 86400.0, 0);
    small_free(&s);
    wr_buf_free(&out);
    wr_buf_free(&files);
    wr_buf_free(&chapter);
}

/* ---- manners of the format ---- */

static void test_csv_as_spreadsheets_write_it(void **state)
{
    struct small s;

    (void)state;
    /* a byte order mark, CRLF, capitals, a line break and a comma in quotes, another order of columns, a curled apostrophe */
    assert_int_equal(small_read(&s, "@ voices/round.csv\n\xEF\xBB\xBFgroup,reason,rating,statement,gradient,shift\r\n"
                                    "porters,\"up, and\r\ndown\",7 ,record at the bedside,Don\xE2\x80\x99t like but will support,Night\r\n"
                                    "ward nurses,,,both of them,VETO,\r\n"),
                     0);
    assert_int_equal(s.mistakes.count, 0);
    assert_int_equal(s.agree.n_ratings, 2);
    assert_true(s.agree.ratings[0].rating == 7 && s.agree.ratings[0].gradient == 5 && s.agree.ratings[0].shift == WR_SHIFT_NIGHT);
    check_text(s.agree.ratings[0].reason, "up, and\r\ndown");
    assert_true(s.agree.ratings[1].rating == 0 && s.agree.ratings[1].gradient == 7 && s.agree.ratings[1].shift == WR_SHIFT_UNSAID);
    assert_int_equal(s.agree.ratings[1].where.line, 4);
    assert_int_equal(s.agree.n_statements, 2); /* named by the CSV alone: a change and an option */
    assert_true(s.agree.statements[0].change == 0 && s.agree.statements[1].option == 1);
    assert_int_equal(s.agree.statements[1].where.line, 4);
    small_free(&s);
}

static void test_files_of_a_folder_are_joined(void **state)
{
    struct small s;

    (void)state;
    assert_int_equal(small_read(&s, "@ plan/a.yaml\nplan: {starts: 2026-03-01, tasks: {survey: {takes: 1 day to 2 days to 3 days}}}\n"
                                    "@ plan/b.yaml\nplan: {tasks: {training: {after: survey, takes: {sister: 1 to 2 to 3 weeks}}}}\n"
                                    "@ issues/a.yaml\nissues: {i1: {says: No signal, depends on: i2}}\n"
                                    "@ issues/b.yaml\n# nothing yet\nreadiness:\nissues: {i2: {says: No survey}}\n"
                                    "@ hazards/empty.yaml\n# nothing at all\n"),
                     0);
    assert_true(s.agree.plan.n_tasks == 2 && s.agree.plan.tasks[1].after[0] == 0);
    check_near(s.agree.plan.tasks[1].takes[0].likeliest, 14 * 86400.0, 0);
    check_near(s.agree.plan.tasks[1].takes[0].working[1], 10, 1e-12);
    assert_true(s.agree.n_issues == 2 && s.agree.issues[0].depends[0] == 1);
    small_free(&s);
}

static void test_systems_of_the_service_are_there(void **state)
{
    struct small s;

    (void)state;
    assert_int_equal(
        small_read(&s, "@ systems/s.yaml\nsystems: {what the model reads: {}}\ncomponents: {wi-fi: {depends on: patient record}}\n"), 0);
    assert_int_equal(s.agree.n_systems, 2);
    check_text(s.agree.systems[1].name, "patient record");
    check_text(s.agree.systems[1].says, "The record");
    assert_true(s.agree.systems[0].model == -1 && s.agree.systems[1].model == 0 && s.agree.systems[0].depends[0] == 1);
    assert_int_equal(s.agree.systems[1].contract_ends, WR_NO_DATE);
    small_free(&s);
}

static void test_dates(void **state)
{
    struct small s;

    (void)state;
    assert_int_equal(
        small_read(
            &s, "@ decisions/d.yaml\ndecisions: {d1: {about: evening nurses, status: proposed, date: 1970-01-02, review: 2026-03-05}}\n"),
        0);
    assert_int_equal(s.agree.decisions[0].date, 1);
    assert_int_equal(s.agree.decisions[0].review, 20517); /* 2026-03-05: date -d 2026-03-05 +%s / 86400 */
    small_free(&s);
}

static void test_a_single_file_has_no_people(void **state)
{
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
    struct wr_agree agree;

    (void)state;
    wr_mistakes_init(&mistakes);
    assert_int_equal(wr_source_text("service.yaml", small_service, sizeof small_service - 1, NULL, &mistakes, &source), 0);
    assert_int_equal(wr_model_read(&source, &mistakes, &model), 0);
    assert_int_equal(wr_agree_read(NULL, NULL, &model, &mistakes, &agree), 0);
    assert_null(agree.folder);
    assert_true(agree.n_groups == 0 && agree.n_needs == 0 && agree.n_ratings == 0 && agree.smallest_cell == 5 &&
                agree.catalogue.count >= 20);
    assert_int_equal(agree.plan.starts, WR_NO_DATE);
    wr_agree_free(&agree);
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
}

/* ---- a folder as it lies on the disk ---- */

static void put(const char *folder, const char *name, const char *text)
{
    char path[300];
    const char *why = NULL;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(wr_file_write(path, text, strlen(text), &why), 0);
}

static void test_a_folder(void **state)
{
    static const char *const parts[] = {"needs", "voices", "plan"};
    static const char *const made[] = {"people.yaml",  "needs/a.yaml", "needs/b.yaml", "needs/notes.txt", "voices/.hidden.yaml",
                                       "voices/r.csv", "plan/p.yml",   "plan/q.yaml",  "needs",           "voices",
                                       "plan"};
    char folder[] = "/tmp/wr-read-XXXXXX", path[300];
    const char *why = NULL;
    struct wr_agree agree;
    struct small s;

    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(small_read(&s, ""), 0); /* for its model */
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, parts[i]);
        assert_int_equal(wr_file_make_folder(path, &why), 0);
    }
    put(folder, "people.yaml", small_people);
    put(folder, "needs/b.yaml", "needs: {n2: {says: Me too, role: porters, merged into: n1}}\n");
    put(folder, "needs/a.yaml", "needs: {n1: {says: I ask four times, role: ward nurses}}\n");
    put(folder, "needs/notes.txt", "not ours: {\n");
    put(folder, "voices/.hidden.yaml", "not ours: {\n");
    put(folder, "plan/p.yml", "plan: {}\n"); /* would be passed over in silence */
    assert_int_equal(wr_agree_read(NULL, folder, &s.model, &s.mistakes, &agree), 0);
    assert_true(agree.n_needs == 2 && agree.needs[1].merged_into == 0 && agree.n_groups == 3);
    assert_int_equal(s.mistakes.count, 1);
    assert_int_equal(s.mistakes.list[0].severity, WR_WARNING);
    check_text(s.mistakes.list[0].message, "this file is not read");
    check_text(s.mistakes.list[0].hint, "give it a name that ends in .yaml");
    wr_agree_free(&agree);
    snprintf(path, sizeof path, "%s/voices/r.csv", folder); /* a folder by the name of a file: not a regular file, passed over */
    assert_int_equal(wr_file_make_folder(path, &why), 0);
    put(folder, "plan/q.yaml", "plan: {tasks: {survey: {after: surveys}}}\n");
    assert_int_equal(wr_agree_read(NULL, folder, &s.model, &s.mistakes, &agree), WR_ERR_MISTAKES);
    wr_agree_free(&agree);
    small_free(&s);
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, made[i]);
        assert_int_equal(remove(path), 0);
    }
    assert_int_equal(remove(folder), 0);
}

/* ---- when memory runs out ---- */

/* Each allocation of the reader fails in turn (the catalogue has a test of its own): it says so, and nothing is lost or freed twice. */
static void test_without_memory(void **state)
{
    static const char files[] =
        "@ voices/v.yaml\nvoices: {both of them: {invited: {porters: 1}, accord: {funding: none}, answers: [{group: porters, rating: "
        "3}]}}\n"
        "@ voices/r.csv\nstatement,group,rating\nrecord at the bedside,ward nurses,8\nrecord at the bedside,ward nurse,11\n"
        "@ issues/i.yaml\nissues: {i1: {says: No signal, depends on: [i2]}, i2: {says: No survey, depends on: i1}}\n"
        "@ plan/p.yaml\nplan: {tasks: {survey: {takes: {sister: 1 to 2 to 3 weeks}}, training: {after: surveys}}}\n"
        "@ systems/s.yaml\ncomponents: {wi-fi: {depends on: patient record, costs: {once: £85k (£60k to £100k)}}}\n";
    long made = 0, failed = 0;

    (void)state;
    for (long n = 0; n <= made; n++) {
        struct wr_i_people p = {.f = NULL};
        struct small s;
        const char *text = files;
        int err, closed;
        assert_int_equal(small_read(&s, ""), 0); /* a model, and an agree to be thrown away */
        wr_agree_free(&s.agree);
        assert_non_null(wr_arena_text_n(&s.names, "", 0)); /* the test's own names find room */
        wr_mem_fail_after(n);
        wr_i_agree_begin(&s.agree, &s.model);
        err = wr_i_people_open(&p, &s.agree, &s.mistakes);
        if (err == 0)
            err = wr_scales_read(&s.agree.arena, NULL, &s.mistakes, &s.agree.scales);
        if (err == 0)
            err = small_take(&s, &p, "people.yaml", small_people, sizeof small_people - 1);
        while (err == 0 && *text != '\0') {
            static const char *const names[] = {"voices/v.yaml", "voices/r.csv", "issues/i.yaml", "plan/p.yaml", "systems/s.yaml"};
            const char *line = strchr(text, '\n') + 1, *end = strchr(line, '@');
            size_t i = 0;
            while (strncmp(text + 2, names[i], strlen(names[i])) != 0)
                i++;
            end = end == NULL ? line + strlen(line) : end;
            err = small_take(&s, &p, names[i], line, (size_t)(end - line));
            text = end;
        }
        if (err == 0)
            err = wr_i_people_join(&p);
        closed = wr_i_people_close(&p);
        made = wr_mem_fail_after(-1);
        if (err == 0)
            err = closed;
        if (err == 0 && s.mistakes.status == 0) { /* whole, then: all that is wrong in the files is told */
            assert_true(made <= n);
            assert_int_equal(s.mistakes.mistakes, 4);
        } else {
            assert_int_equal(err == 0 ? s.mistakes.status : err, WR_ERR_MEMORY);
            failed++;
        }
        small_free(&s);
    }
    assert_true(failed > 30);
}

/* ---- the description ---- */

static void test_the_description_is_whole(void **state)
{
    struct wr_buf out;

    (void)state;
    wr_buf_init(&out, 0);
    wr_agree_reference(&out);
    for (size_t i = 0; i < wr_agree_describe_n_objects; i++) {
        const struct wr_object *o = &wr_agree_describe_objects[i];
        char heading[100];
        snprintf(heading, sizeof heading, "\n## %s\n", o->title);
        assert_non_null(strstr(wr_buf_string(&out), heading));
        assert_true(o->short_form == NULL || wr_describe_field(o, o->short_form) != NULL);
        for (size_t j = 0; j < o->n_fields; j++) {
            const struct wr_field *f = &o->fields[j];
            assert_true(f->doc[0] != '\0' && f->example != NULL);
            if (f->type == WR_TYPE_OBJECT || f->type == WR_TYPE_OBJECTS || f->type == WR_TYPE_LIST)
                assert_non_null(wr_agree_describe_object(f->of));
        }
    }
    wr_buf_free(&out);
}

/* The catalogue's reader of needs keeps a list of keys of its own: the same as the description's. */
static void test_needs_know_the_same_keys(void **state)
{
    const struct wr_object *need = wr_agree_describe_object("need");
    struct wr_mistakes mistakes;
    struct wr_needs needs;
    const char *hint;

    (void)state;
    wr_mistakes_init(&mistakes);
    assert_int_equal(wr_needs_text("n.yaml", "needs: {n1: {says: so, zzzzzz: so}}\n", 36, &mistakes, &needs), WR_ERR_MISTAKES);
    assert_int_equal(mistakes.count, 1);
    hint = mistakes.list[0].hint + strlen("known here: ");
    for (size_t i = 0; i < need->n_fields; i++) {
        size_t n = strcspn(hint, ",");
        assert_int_equal(n, strlen(need->fields[i].key));
        assert_int_equal(strncmp(hint, need->fields[i].key, n), 0);
        hint += hint[n] == ',' ? n + 2 : n;
    }
    check_text(hint, "");
    wr_needs_free(&needs);
    wr_mistakes_free(&mistakes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_example_has_all_its_parts),
        cmocka_unit_test(test_needs_are_joined),
        cmocka_unit_test(test_answers_come_from_the_csv),
        cmocka_unit_test(test_decisions_and_hazards),
        cmocka_unit_test(test_every_entry_knows_its_place),
        cmocka_unit_test(test_the_chapter_reads),
        cmocka_unit_test(test_csv_as_spreadsheets_write_it),
        cmocka_unit_test(test_files_of_a_folder_are_joined),
        cmocka_unit_test(test_systems_of_the_service_are_there),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_a_single_file_has_no_people),
        cmocka_unit_test(test_the_description_is_whole),
        cmocka_unit_test(test_needs_know_the_same_keys),
        cmocka_unit_test(test_without_memory),
        cmocka_unit_test(test_a_folder),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
