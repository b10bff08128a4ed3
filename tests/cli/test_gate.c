/* gate, hazards and todo as people type them, on the invented emergency department: what is refused and why, exit results, and words that are wrong. */
#include "support/check.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "cli/cli.h"

struct told {
    struct wr_buf out, err;
    int result;
};

static void say(struct told *t, const char *const *words)
{
    char *argv[14];
    struct wr_ctx ctx;
    int argc = 0;

    wr_ctx_init(&ctx);
    ctx.log = NULL;
    wr_buf_init(&t->out, 0);
    wr_buf_init(&t->err, 0);
    argv[argc++] = wr_mem_text("wardround");
    for (; *words != NULL && argc < 13; words++)
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

static void expect(const struct wr_buf *buf, const char *words)
{
    if (strstr(wr_buf_string(buf), words) == NULL)
        print_message("wanted: %s\nsaid:\n%s\n", words, wr_buf_string(buf));
    assert_non_null(strstr(wr_buf_string(buf), words));
}

#define SERVICE source_path("examples/emergency")

static void test_gate_refuses(void **state)
{
    struct told t;

    (void)state;
    SAY(&t, "gate", SERVICE, "record at the bedside", "--date", "2026-03-10");
    assert_int_equal(t.result, 0); /* not ready is an answer, not a failure */
    expect(&t.out, "GATE: record at the bedside\n");
    expect(&t.out, "the approval of 24 February 2026 is void: what it rests on has changed since");
    expect(&t.out, "nobody owns issue i2");
    expect(&t.out, "hazard h3 is not scored");
    expect(&t.out, "the training has no date");
    expect(&t.out, "Not ready: ");
    assert_true(strcmp(wr_buf_string(&t.out) + t.out.size - strlen("are missing\n"), "are missing\n") == 0); /* the last line */
    hush(&t);
    SAY(&t, "gate", SERVICE, "record at the bedside", "--fail");
    assert_int_equal(t.result, WR_ERR_NOT_READY);
    assert_int_equal(wr_err_exit_status(t.result), 3);
    assert_true(wr_cli_writes(t.result));
    expect(&t.out, "Not ready: ");
    hush(&t);
    SAY(&t, "gate", SERVICE, "record at the bedsid");
    assert_int_equal(t.result, WR_ERR_USAGE);
    expect(&t.err, "did you mean `record at the bedside`?");
    hush(&t);
    SAY(&t, "gate", SERVICE, "evening doctors", "--date", "soon");
    assert_int_equal(t.result, WR_ERR_USAGE);
    expect(&t.err, "`soon` is no date");
    hush(&t);
}

static void test_hazards(void **state)
{
    struct told t;

    (void)state;
    SAY(&t, "hazards", SERVICE, "--change", "record at the bedside");
    assert_int_equal(t.result, 0);
    expect(&t.out, "Draft. Not signed. Needs: Dr A. Example, clinical safety officer,");
    expect(&t.out, "cause h1.2: ");
    expect(&t.out, "Risk is read from a table of 25 cells");
    hush(&t);
    SAY(&t, "hazards", SERVICE, "--register");
    assert_int_equal(t.result, 0);
    expect(&t.out, "never merged");
    expect(&t.out, "consequence 4 (major), likelihood 4 (likely): 16, extreme");
    hush(&t);
    SAY(&t, "hazards", SERVICE, "--version", "evening doctors");
    assert_int_equal(t.result, 0);
    assert_int_equal(t.out.size, 65); /* 64 digits and the end of the line */
    hush(&t);
    SAY(&t, "hazards", SERVICE, "--export", "dcb0160");
    assert_int_equal(t.result, 0);
    expect(&t.out, "Draft. Not signed. Needs: ");
    expect(&t.out, "Hazard number,Change,Hazard,Possible causes,");
    expect(&t.out, "h1.1 ");
    hush(&t);
    SAY(&t, "hazards", SERVICE, "log.txt", "--export", "dcb0160");
    assert_int_equal(t.result, WR_ERR_USAGE);
    expect(&t.err, "write a name that ends in .csv or .html");
    hush(&t);
    SAY(&t, "hazards", SERVICE, "log.csv");
    assert_int_equal(t.result, WR_ERR_USAGE);
    expect(&t.err, "a file is written with --export only");
    hush(&t);
    SAY(&t, "hazards", SERVICE, "--export", "dcb0129");
    assert_int_equal(t.result, WR_ERR_USAGE);
    expect(&t.err, "write --export dcb0160");
    hush(&t);
}

/* What the invented department lacks before each of its changes may start, as its README and docs/progress.md say. An objection to a decision that is
 * only proposed is among it. */
static void test_gate_counts(void **state)
{
    static const char *const changes[][2] = {
        {"record at the bedside", "Not ready: 17 things are missing\n"},
        {"evening doctors", "Not ready: 4 things are missing\n"},
        {"home before lunch", "Not ready: 18 things are missing\n"},
    };
    const char *objection, *look;
    struct told t;

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        SAY(&t, "gate", SERVICE, changes[i][0], "--date", "2026-03-10");
        assert_int_equal(t.result, 0);
        expect(&t.out, changes[i][1]);
        objection =
            strstr(wr_buf_string(&t.out), "d4 is to be decided by consent, and the objection of the lead pharmacist is not answered");
        look = strstr(wr_buf_string(&t.out), "TO LOOK AT");
        assert_true((objection != NULL) == (i == 2) && (objection == NULL || objection < look));
        hush(&t);
    }
}

/* What stands in an invented service says so, in every answer about it. */
static void test_invented(void **state)
{
    static const char *const commands[][5] = {
        {"needs", NULL},
        {"voices", NULL},
        {"decisions", NULL},
        {"hazards", NULL},
        {"hazards", "--register", NULL},
        {"hazards", "--export", "dcb0160", NULL},
        {"todo", NULL},
        {"schedule", NULL},
        {"benefits", NULL},
        {"systems", NULL},
        {"map", NULL},
        {"trace", "n12", NULL},
        {"gate", "evening doctors", NULL},
        {"consult", "evening doctors", NULL},
    };
    struct told t;

    (void)state;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const char *words[8] = {commands[i][0], SERVICE};
        for (int k = 1; commands[i][k] != NULL; k++)
            words[k + 1] = commands[i][k];
        say(&t, words);
        assert_int_equal(t.result, 0);
        expect(&t.out, "Invented");
        hush(&t);
    }
}

/* A service of which nobody has said anything yet: each answer says what to do first. */
static void test_nothing_yet(void **state)
{
    static const char *const said[][2] = {
        {"needs", "wardround need SERVICE"},
        {"voices", "A CSV with the columns statement, group"},
        {"decisions", "wardround gate says what else"},
        {"hazards", "(wardround hazard)"},
        {"todo", "wardround issue SERVICE"},
    };
    const char *bare = source_path("examples/stroke");
    struct told t;

    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        SAY(&t, said[i][0], bare);
        assert_int_equal(t.result, 0);
        expect(&t.out, said[i][1]);
        hush(&t);
    }
    SAY(&t, "consult", bare);
    assert_int_equal(t.result, WR_ERR_USAGE);
    expect(&t.err, "type up a paper round");
    hush(&t);
    SAY(&t, "needs", "no-such-folder");
    assert_int_equal(t.result, WR_ERR_USAGE);
    expect(&t.err, "there is no folder no-such-folder\n    name the folder of a service; wardround new makes one");
    hush(&t);
    SAY(&t, "need", SERVICE, "- a list of my own", "--role", "porters");
    assert_int_equal(t.result, WR_ERR_USAGE);
    expect(&t.err, "needs -- before it");
    hush(&t);
}

/* The date by which a change is there is asked of the plan in two places, and is one. */
static void test_one_date(void **state)
{
    struct told t;
    char row[200], date[32];
    const char *at, *end;

    (void)state;
    SAY(&t, "schedule", SERVICE);
    assert_int_equal(t.result, 0);
    at = strstr(wr_buf_string(&t.out), "`record at the bedside goes live`. As likely as not by ");
    assert_non_null(at);
    at = strstr(at, "not by ") + strlen("not by ");
    end = strchr(at, ',');
    assert_non_null(end);
    assert_true((size_t)(end - at) < sizeof date);
    memcpy(date, at, (size_t)(end - at));
    date[end - at] = '\0';
    hush(&t);
    SAY(&t, "systems", SERVICE, "patient record", "--json");
    assert_int_equal(t.result, 0);
    snprintf(row, sizeof row, "goes live, as likely as not, by %s", date);
    expect(&t.out, row);
    hush(&t);
}

static void test_todo(void **state)
{
    struct told t;

    (void)state;
    SAY(&t, "todo", SERVICE, "--for", "training", "--date", "2026-03-10");
    assert_int_equal(t.result, 0);
    expect(&t.out, "TO DO for training, as of 10 March 2026\n");
    expect(&t.out, "training of the department");
    hush(&t);
    SAY(&t, "todo", SERVICE, "--for", "trainin");
    assert_int_equal(t.result, WR_ERR_USAGE);
    expect(&t.err, "did you mean `training`?");
    hush(&t);
    SAY(&t, "todo", SERVICE, "--owner", "Dr B. Example", "--date", "2026-07-01");
    assert_int_equal(t.result, 0);
    expect(&t.out, "2026-06-30  i3: ");
    expect(&t.out, "overdue");
    hush(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gate_refuses), cmocka_unit_test(test_gate_counts), cmocka_unit_test(test_hazards),
        cmocka_unit_test(test_invented),     cmocka_unit_test(test_nothing_yet), cmocka_unit_test(test_one_date),
        cmocka_unit_test(test_todo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
