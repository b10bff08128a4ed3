/* map, trace, benefits and systems as people use them: names that are not, names that are twice, JSON that reads, pictures that are drawn or say why not. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agree/whole.h"
#include "base/file.h"
#include "cli/cli.h"
#include "read/yaml.h"

struct talk {
    char folder[64];
    struct wr_buf out, err;
};

/* Words after `wardround`, up to the first NULL; "@" is the service folder. */
static int say(struct talk *t, const char *a, const char *b, const char *c, const char *d, const char *e)
{
    char words[6][160] = {"wardround"};
    char *argv[7] = {words[0]};
    const char *given[] = {a, b, c, d, e};
    struct wr_ctx ctx = {.level = WR_LOG_ERROR};
    int argc = 1;

    for (; argc < 6 && given[argc - 1] != NULL; argc++) {
        snprintf(words[argc], sizeof words[argc], "%s", strcmp(given[argc - 1], "@") == 0 ? t->folder : given[argc - 1]);
        argv[argc] = words[argc];
    }
    wr_buf_clear(&t->out);
    wr_buf_clear(&t->err);
    return wr_cli_dispatch(&ctx, argc, argv, &t->out, &t->err);
}

static void put(const char *folder, const char *name, const char *data, size_t n)
{
    char path[160];
    const char *why, *slash = strchr(name, '/');

    if (slash != NULL) {
        snprintf(path, sizeof path, "%s/%.*s", folder, (int)(slash - name), name);
        assert_int_equal(wr_file_make_folder(path, &why), 0);
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(wr_file_write(path, data, n, &why), 0);
}

static int setup(void **state)
{
    static struct talk t;

    snprintf(t.folder, sizeof t.folder, "/tmp/wardround-test-XXXXXX");
    assert_non_null(mkdtemp(t.folder));
    wr_buf_init(&t.out, 0);
    wr_buf_init(&t.err, 0);
    put(t.folder, "service.yaml", whole_service, sizeof whole_service - 1);
    for (const char *at = whole_people; *at == '@';) {
        const char *line = strchr(at, '\n'), *end = strstr(line, "\n@ ");
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)(line - at - 2), at + 2);
        end = end == NULL ? line + strlen(line) : end + 1;
        put(t.folder, name, line + 1, (size_t)(end - line - 1));
        at = end;
    }
    *state = &t;
    return 0;
}

static int teardown(void **state)
{
    static const char *const names[] = {"service.yaml",
                                        "people.yaml",
                                        "needs/needs.yaml",
                                        "benefits/benefits.yaml",
                                        "plan/plan.yaml",
                                        "issues/issues.yaml",
                                        "hazards/hazards.yaml",
                                        "decisions/decisions.yaml",
                                        "systems/systems.yaml",
                                        "map.svg",
                                        "needs",
                                        "benefits",
                                        "plan",
                                        "issues",
                                        "hazards",
                                        "decisions",
                                        "systems"};
    struct talk *t = *state;
    char path[160];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", t->folder, names[i]);
        (void)remove(path);
    }
    assert_int_equal(rmdir(t->folder), 0);
    wr_buf_free(&t->out);
    wr_buf_free(&t->err);
    return 0;
}

static bool has(const struct wr_buf *text, const char *words) { return strstr(wr_buf_string(text), words) != NULL; }

/* JSON is YAML: the program's own reader reads it. */
static void reads(struct talk *t)
{
    struct wr_mistakes mistakes;
    struct wr_node *root = NULL;
    struct wr_arena arena;

    wr_arena_init(&arena, 0);
    wr_mistakes_init(&mistakes);
    assert_int_equal(wr_yaml_read(&arena, "answer.json", wr_buf_string(&t->out), t->out.size, &mistakes, &root), 0);
    assert_true(root->kind == WR_NODE_MAP && root->count >= 2);
    wr_mistakes_free(&mistakes);
    wr_arena_free(&arena);
}

static void test_map(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "map", "@", NULL, NULL, NULL), 0);
    assert_true(has(&t->out, "A whole one: from the reason to the technology\nInvented example: decide nothing with it.\n"));
    assert_true(has(&t->out, "What does not hang together: nothing was found.\n"));
    assert_true(strstr(wr_buf_string(&t->out), "\nDrivers:") < strstr(wr_buf_string(&t->out), "\nTechnology:"));
    assert_int_equal(say(t, "map", "@", "--right-to-left", NULL, NULL), 0);
    assert_true(strstr(wr_buf_string(&t->out), "\nDrivers:") > strstr(wr_buf_string(&t->out), "\nTechnology:"));
    assert_int_equal(say(t, "map", "@", "--json", NULL, NULL), 0);
    reads(t);
    assert_int_equal(say(t, "map", "@", "--dot", NULL, NULL), 0);
    assert_int_equal(strncmp(wr_buf_string(&t->out), "digraph map {", 13), 0);
    assert_int_equal(say(t, "map", "/nowhere", NULL, NULL, NULL), WR_ERR_FILE);
}

static void test_picture(void **state)
{
    struct talk *t = *state;
    struct wr_buf svg;
    const char *why;
    char path[96];
    int result;

    snprintf(path, sizeof path, "%s/map.svg", t->folder);
    result = say(t, "map", "@", "--svg", path, NULL);
    if (result == WR_ERR_TOOL) { /* no Graphviz here: it says what to do, and leaves no file */
        assert_true(has(&t->err, "apt-get install graphviz") || has(&t->err, "did not draw"));
        assert_false(wr_file_exists(path));
        return;
    }
    assert_int_equal(result, 0);
    wr_buf_init(&svg, 0);
    assert_int_equal(wr_file_read(path, (size_t)1 << 20, &svg, &why), 0);
    assert_true(has(&svg, "<svg") && has(&svg, "known allergies") && has(&svg, "owner: ward sister"));
    wr_buf_free(&svg);
}

static void test_trace(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "trace", "@", "allergies", NULL, NULL), 0);
    assert_true(has(&t->out, "information `allergies` (service.yaml:12)\n"));
    assert_true(has(&t->out, "\n  Change `record` brings it: Allergies are seen in the bay [owner: ward sister] (service.yaml:19)\n"));
    assert_true(has(&t->out, "\n    Benefit `known allergies` comes from it [rung: quantifiable; for patients; owner: chief nurse]"));
    assert_true(has(&t->out, "\n        Driver `inspection` is answered by it: They found it [source: report of 2025]"));
    assert_true(has(&t->out, "\n  System `patient record` keeps it"));
    assert_true(has(&t->out, "Invented example: decide nothing with it.\n"));
    assert_int_equal(say(t, "trace", "@", "ward sistr", NULL, NULL), WR_ERR_USAGE);
    assert_true(has(&t->err, "nothing in the service folder is called `ward sistr`; did you mean `ward sister`?"));
    assert_int_equal(t->out.size, 0);
    assert_int_equal(say(t, "trace", "@", "moved", "--json", NULL), 0);
    reads(t);
    /* a benefit of a step's name: asked back, and each can be had */
    put(t->folder, "benefits/benefits.yaml", "benefits: {moving: {for: us, change: record, step: moving}}\n", 60);
    assert_int_equal(say(t, "trace", "@", "moving", NULL, NULL), WR_ERR_USAGE);
    assert_true(has(
        &t->err, "`moving` is the name of 2 things; say which:\n    \"benefit: moving\" (benefits/benefits.yaml:1)\n    \"step: moving\" "
                 "(service.yaml:16)\n"));
    assert_int_equal(say(t, "trace", "@", "step: moving", NULL, NULL), 0);
}

static void test_benefits(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "benefits", "@", NULL, NULL, NULL), 0);
    assert_true(has(&t->out, "1. known allergies (benefits/benefits.yaml:4)\n"));
    assert_true(has(&t->out, "Forecast: from a run of the model, which has not been made here (--run)"));
    assert_int_equal(say(t, "benefits", "@", "--run", "--replications", "3"), 0);
    assert_true(has(&t->out, "It comes from: 3 runs of 8 weeks each"));
    assert_int_equal(say(t, "benefits", "@", "--replications", "3", NULL), WR_ERR_USAGE);
    assert_true(has(&t->err, "write --run with them"));
    assert_int_equal(say(t, "benefits", "@", "--json", NULL, NULL), 0);
    reads(t);
}

static void test_systems(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "systems", "@", NULL, NULL, NULL), 0);
    assert_true(has(&t->out, "\npatient record (systems/systems.yaml:2)\n") && has(&t->out, "\nnetwork (systems/systems.yaml:3)\n"));
    assert_int_equal(say(t, "systems", "@", "network", NULL, NULL), 0);
    assert_false(has(&t->out, "\npatient record ("));
    assert_true(has(&t->out, "  If it is late or down:\n    System `patient record` hangs on system `network`\n"));
    assert_int_equal(say(t, "systems", "@", "netwrk", NULL, NULL), WR_ERR_USAGE);
    assert_true(has(&t->err, "there is no system `netwrk`; did you mean `network`?\n    there are: patient record, network\n"));
    assert_int_equal(say(t, "systems", "@", "network", "--json", NULL), 0);
    reads(t);
    assert_false(has(&t->out, "\"name\": \"patient record\",\n      \"says\""));
}

/* What is wrong in a people's file stops each of them, and says where. */
static void test_mistake(void **state)
{
    static const char *const commands[] = {"map", "benefits", "systems"};
    struct talk *t = *state;

    put(t->folder, "benefits/benefits.yaml", "benefits: {b: {change: recrod}}\n", 32);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        assert_int_equal(say(t, commands[i], "@", NULL, NULL, NULL), WR_ERR_MISTAKES);
        assert_true(has(&t->err, "benefits.yaml:1:") && has(&t->err, "did you mean `record`?"));
    }
    assert_int_equal(say(t, "trace", "@", "record", NULL, NULL), WR_ERR_MISTAKES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_map, setup, teardown),     cmocka_unit_test_setup_teardown(test_picture, setup, teardown),
        cmocka_unit_test_setup_teardown(test_trace, setup, teardown),   cmocka_unit_test_setup_teardown(test_benefits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_systems, setup, teardown), cmocka_unit_test_setup_teardown(test_mistake, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
