/* Dispatch: what the words of a command line give, in answers, messages and results. Everything runs in this process. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"

struct told {
    struct wr_buf out, err;
    int result;
};

enum { MOST_WORDS = 12 };

/* Runs the words behind `wardround`; the last is NULL. */
static void say(struct told *t, const char *const *words)
{
    char *argv[MOST_WORDS + 2];
    struct wr_ctx ctx;
    int argc = 0;

    wr_ctx_init(&ctx);
    ctx.log = NULL;
    wr_buf_init(&t->out, 0);
    wr_buf_init(&t->err, 0);
    argv[argc++] = wr_mem_text("wardround");
    for (; *words != NULL && argc < MOST_WORDS; words++)
        argv[argc++] = wr_mem_text(*words);
    argv[argc] = NULL;
    t->result = wr_cli_dispatch(&ctx, argc, argv, &t->out, &t->err);
    while (argc > 0)
        wr_mem_free(argv[--argc]);
}
#define SAY(t, ...) say((t), (const char *const[]){__VA_ARGS__, NULL})

static void hush(struct told *t)
{
    wr_buf_free(&t->out);
    wr_buf_free(&t->err);
}

static bool in(const struct wr_buf *buf, const char *words) { return strstr(wr_buf_string(buf), words) != NULL; }

static void test_version_and_help(void **state)
{
    struct told t;
    (void)state;
    SAY(&t, "--version");
    assert_int_equal(t.result, 0);
    check_text(wr_buf_string(&t.out), "wardround " WR_VERSION "\n");
    hush(&t);
    SAY(&t, "--help");
    assert_int_equal(t.result, 0);
    for (size_t i = 0; wr_cli_commands[i] != NULL; i++)
        assert_true(in(&t.out, wr_cli_commands[i]->name));
    hush(&t);
    for (size_t i = 0; wr_cli_commands[i] != NULL; i++) {
        struct told one;
        SAY(&t, "help", wr_cli_commands[i]->name);
        SAY(&one, wr_cli_commands[i]->name, "--help");
        assert_int_equal(t.result, 0);
        assert_int_equal(one.result, 0);
        check_text(wr_buf_string(&one.out), wr_buf_string(&t.out));
        hush(&one);
        SAY(&one, "--help", wr_cli_commands[i]->name);
        assert_int_equal(one.result, 0);
        check_text(wr_buf_string(&one.out), wr_buf_string(&t.out));
        for (size_t k = 0; k < wr_cli_commands[i]->n_options; k++)
            assert_true(in(&t.out, wr_cli_commands[i]->options[k].name));
        hush(&t);
        hush(&one);
    }
}

static void test_words_that_are_not_understood(void **state)
{
    static const struct {
        const char *words[4], *says;
    } cases[] = {
        {{"chekc", NULL}, "there is no command `chekc`; did you mean `check`?"},
        {{"--chekc", NULL}, "there is no option `--chekc` before the command"},
        {{"check", NULL}, "something is missing: `SERVICE`"},
        {{"check", "a", "b", NULL}, "there is a word too many: `b`"},
        {{"check", "--jsno", "a", NULL}, "there is no option `--jsno`; did you mean `--json`?"},
        {{"check", "--json=yes", "a", NULL}, "no value may stand behind `--json=yes`"},
        {{"draw", "a", "--output", NULL}, "a value is missing behind `--output`"},
        {{"draw", "--dot", "--dot", "a"}, "this option may be given only once: `dot`"},
        {{"new", "/tmp/x", "--template=wrad", NULL}, "there is no template `wrad`; did you mean `ward`?"},
        {{"help", "chekc", NULL}, "there is no command `chekc`"},
        {{"--help", "chekc", NULL}, "there is no command `chekc`"},
        {{"check", "-x", "a", NULL}, "there is no option `--x`"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct told t;
        const char *words[5] = {cases[i].words[0], cases[i].words[1], cases[i].words[2], cases[i].words[3], NULL};
        say(&t, words);
        if (!in(&t.err, cases[i].says))
            print_error("said: %s\n", wr_buf_string(&t.err));
        assert_true(in(&t.err, cases[i].says));
        assert_int_equal(t.result, WR_ERR_USAGE);
        assert_int_equal(t.out.size, 0);
        hush(&t);
    }
    struct told t;
    const char *const nothing[] = {NULL};
    say(&t, nothing);
    assert_int_equal(t.result, WR_ERR_USAGE);
    assert_true(in(&t.err, "wardround COMMAND"));
    hush(&t);
}

static void test_no_such_service(void **state)
{
    static const char *const commands[] = {"check", "tell", "show", "draw"};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct told t;
        SAY(&t, commands[i], "/tmp/there/is/nothing/here");
        assert_int_equal(t.result, WR_ERR_FILE);
        assert_true(in(&t.err, "/tmp/there/is/nothing/here"));
        assert_int_equal(t.out.size, 0);
        hush(&t);
    }
}

/* A folder of our own that is taken away at the end. */
static int make_folder(void **state)
{
    char *name = wr_mem_text("/tmp/wardround-cli-XXXXXX");
    *state = name;
    return name == NULL || mkdtemp(name) == NULL;
}

static int remove_folder(void **state)
{
    char path[200];
    static const char *const leaves[] = {"pathway",   "ward",     "emergency",    "clinic", "theatres",
                                         "community", "downtime", "appointments", "bad",    "again"};
    for (size_t i = 0; i < sizeof leaves / sizeof leaves[0]; i++) {
        snprintf(path, sizeof path, "%s/%s/service.yaml", (char *)*state, leaves[i]);
        unlink(path);
        snprintf(path, sizeof path, "%s/%s/picture.svg", (char *)*state, leaves[i]);
        unlink(path);
        snprintf(path, sizeof path, "%s/%s", (char *)*state, leaves[i]);
        rmdir(path);
    }
    rmdir(*state);
    wr_mem_free(*state);
    return 0;
}

static void test_each_template_is_well(void **state)
{
    static const char *const names[] = {"pathway", "ward", "emergency", "clinic", "theatres", "community", "downtime", "appointments"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char folder[100], want[200];
        struct told t;
        snprintf(folder, sizeof folder, "%s/%s", (const char *)*state, names[i]);
        SAY(&t, "new", folder, "--template", names[i]);
        assert_int_equal(t.result, 0);
        hush(&t);
        SAY(&t, "check", folder);
        assert_int_equal(t.result, 0);
        snprintf(want, sizeof want, "%s: all is well\n", folder); /* not one warning, nothing that is not simulated */
        assert_true(in(&t.out, want));
        assert_false(in(&t.out, "warning"));
        hush(&t);
        SAY(&t, "run", folder, "--replications", "2");
        assert_int_equal(t.result, 0);
        assert_true(in(&t.out, "decide nothing with it"));
        hush(&t);
        SAY(&t, "tell", folder);
        assert_int_equal(t.result, 0);
        assert_true(in(&t.out, "What happens, step by step"));
        hush(&t);
        SAY(&t, "draw", folder, "--dot");
        assert_int_equal(t.result, 0);
        assert_true(in(&t.out, "digraph pathway"));
        hush(&t);
    }
}

static void test_new_never_overwrites(void **state)
{
    char folder[100], file[120];
    struct told t;
    struct wr_buf before, after;
    const char *why = NULL;

    snprintf(folder, sizeof folder, "%s/again", (const char *)*state);
    snprintf(file, sizeof file, "%s/service.yaml", folder);
    wr_buf_init(&before, 0);
    wr_buf_init(&after, 0);
    SAY(&t, "new", folder);
    assert_int_equal(t.result, 0);
    hush(&t);
    assert_int_equal(wr_file_read(file, 1 << 20, &before, &why), 0);
    SAY(&t, "new", folder, "--template", "ward");
    assert_int_equal(t.result, WR_ERR_USAGE);
    assert_true(in(&t.err, "is there already, and is left as it is"));
    hush(&t);
    assert_int_equal(wr_file_read(file, 1 << 20, &after, &why), 0);
    check_text(wr_buf_string(&after), wr_buf_string(&before));
    wr_buf_free(&before);
    wr_buf_free(&after);
    SAY(&t, "new", "/dev/null/x");
    assert_int_equal(t.result, WR_ERR_FILE);
    hush(&t);
}

static const char bad[] = "wardround: 1\nservice: bad\nrun: {collect: 7 days, replications: 2}\noutcomes: [home]\n"
                          "patients: {p: {arrive: {a day: 8}, starts at: a}}\n"
                          "staff: {doctor: 1}\n"
                          "steps: {a: {with: docter, takes: 8, then: home}}\n";

static void test_check_tells_all_mistakes(void **state)
{
    char folder[100], file[120];
    struct told t;
    const char *why = NULL;

    snprintf(folder, sizeof folder, "%s/bad", (const char *)*state);
    snprintf(file, sizeof file, "%s/service.yaml", folder);
    assert_int_equal(wr_file_make_folder(folder, &why), 0);
    assert_int_equal(wr_file_write(file, bad, sizeof bad - 1, &why), 0);
    SAY(&t, "check", file);
    assert_int_equal(t.result, WR_ERR_MISTAKES);
    assert_int_equal(t.out.size, 0); /* an answer is only what is whole */
    assert_true(in(&t.err, "service.yaml:7:19:"));
    assert_true(in(&t.err, "did you mean `doctor`?"));
    assert_true(in(&t.err, "service.yaml:7:34:"));
    assert_true(in(&t.err, ": 2 mistakes to mend, 1 thing to look at\n"));
    hush(&t);
    SAY(&t, "check", "--json", file);
    assert_int_equal(t.result, WR_ERR_MISTAKES);
    assert_true(wr_cli_writes(t.result));
    assert_true(in(&t.out, "\"message\""));
    hush(&t);
    SAY(&t, "tell", file);
    assert_int_equal(t.result, WR_ERR_MISTAKES);
    assert_int_equal(t.out.size, 0);
    assert_true(in(&t.err, "2 mistakes"));
    hush(&t);
}

/* What is not plain is counted by `check`, said by `--explain`, and makes neither a mistake nor a warning of itself. */
static void test_check_explains(void **state)
{
    const char *file = source_path("tests/model/explain.yaml");
    struct told t;

    (void)state;
    SAY(&t, "check", file);
    assert_int_equal(t.result, 0);
    assert_true(in(&t.out, "58 things that may not be plain: wardround check "));
    assert_false(in(&t.out, "note: "));
    hush(&t);
    SAY(&t, "check", file, "--explain");
    assert_int_equal(t.result, 0);
    assert_true(in(&t.out, "explain.yaml:20:26: note: equipment.scanner.down: all 3 go down together"));
    assert_false(in(&t.out, "may not be plain"));
    assert_true(in(&t.out, "all is well"));
    hush(&t);
    SAY(&t, "check", file, "--explain", "--json");
    assert_int_equal(t.result, 0);
    assert_true(in(&t.out, "{\"severity\": \"note\", \"file\": "));
    hush(&t);
    SAY(&t, "check", source_path("templates/clinic.yaml"), "--explain");
    assert_int_equal(t.result, 0);
    assert_false(in(&t.out, "note: "));
    hush(&t);
}

/* What people wrote beside a service is checked with it, and does not stop a run. */
static void test_check_reads_the_peoples_files(void **state)
{
    static const char well[] = "wardround: 1\nservice: well\nrun: {warm up: 1 week, collect: 4 weeks, replications: 2}\noutcomes: [home]\n"
                               "patients: {p: {arrive: {a day: 8}, starts at: a}}\nstaff: {doctor: 1}\n"
                               "steps: {a: {with: doctor, takes: 8 min, then: home}}\nmeasures: {wait: {wait for: a}}\n";
    static const char people[] = "people: {groups: {porters: 6}, offices: {chief nurse: {group: porter}}}\n";
    char folder[100], file[120];
    struct told t;
    const char *why = NULL;

    snprintf(folder, sizeof folder, "%s/people", (const char *)*state);
    assert_int_equal(wr_file_make_folder(folder, &why), 0);
    snprintf(file, sizeof file, "%s/service.yaml", folder);
    assert_int_equal(wr_file_write(file, well, sizeof well - 1, &why), 0);
    snprintf(file, sizeof file, "%s/people.yaml", folder);
    assert_int_equal(wr_file_write(file, people, sizeof people - 1, &why), 0);
    SAY(&t, "check", folder);
    assert_int_equal(t.result, WR_ERR_MISTAKES);
    assert_true(in(&t.err, "people.yaml:1:63: people.offices.chief nurse.group: there is no role group called `porter`\n"));
    assert_true(in(&t.err, ": 1 mistake to mend (it does not stop a simulation)\n"));
    hush(&t);
    SAY(&t, "run", folder);
    assert_int_equal(t.result, 0);
    hush(&t);
}

static void test_draw_to_a_file(void **state)
{
    char folder[100], file[120];
    struct told t;

    snprintf(folder, sizeof folder, "%s/clinic", (const char *)*state);
    snprintf(file, sizeof file, "%s/picture.svg", folder);
    SAY(&t, "draw", folder, "--output", file);
    if (t.result == WR_ERR_TOOL) {
        assert_true(in(&t.err, "Graphviz"));
        hush(&t);
        skip(); /* dot is not there */
    }
    assert_int_equal(t.result, 0);
    assert_true(wr_file_exists(file));
    hush(&t);
    SAY(&t, "draw", folder, "--output", "/dev/null/x.svg");
    assert_int_equal(t.result, WR_ERR_FILE);
    assert_true(in(&t.err, "could not be written"));
    hush(&t);
}

static void test_evidence(void **state)
{
    struct told t;
    (void)state;
    SAY(&t, "check", "--evidence", source_path("tests/model/whole-language.yaml"));
    assert_int_equal(t.result, 0);
    assert_true(in(&t.out, "These rest on no source:\n"));
    assert_true(in(&t.out, "steps.majors review.takes: 45 minutes (between 40 and 51 minutes)\n"));
    assert_true(in(&t.out, "changes.electronic observations: staff.doctor: add 1\n"));
    assert_true(in(&t.out, "These are invented:\n"));
    assert_true(in(&t.out, "harm.reaction to a drug.chance: 1 in 900 (between 1 in 3000 and 1 in 300)\n"));
    assert_false(in(&t.out, "harm.death from delay")); /* names its source */
    hush(&t);
}

/* What stands in docs/ is what the program says. WARDROUND_UPDATE=1 writes it anew. */
static void up_to_date(const char *option, const char *name)
{
    struct told t;
    SAY(&t, "help", option);
    assert_int_equal(t.result, 0);
    check_golden(wr_buf_string(&t.out), name);
    hush(&t);
}

static void test_the_docs_are_up_to_date(void **state)
{
    (void)state;
    up_to_date("--reference", "../docs/reference.md");
    up_to_date("--people-reference", "../docs/people-reference.md");
    up_to_date("--commands", "../docs/commands.md");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_version_and_help),         cmocka_unit_test(test_words_that_are_not_understood),
        cmocka_unit_test(test_no_such_service),          cmocka_unit_test(test_each_template_is_well),
        cmocka_unit_test(test_check_explains),           cmocka_unit_test(test_new_never_overwrites),
        cmocka_unit_test(test_check_tells_all_mistakes), cmocka_unit_test(test_check_reads_the_peoples_files),
        cmocka_unit_test(test_draw_to_a_file),           cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_the_docs_are_up_to_date),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
