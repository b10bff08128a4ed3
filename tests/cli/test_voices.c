/* voices, decisions and consult as people use them: a paper round typed up in a CSV, and what each command says of it. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"

static const char service[] =
    "wardround: 1\nservice: A small one\nrun: {warm up: 1 week, collect: 52 weeks}\noutcomes: [went home]\nplaces: {bay: 8}\nstaff: "
    "{nurse: 2}\n"
    "patients: {walk-in: {arrive: {a day: 20}, starts at: triage}}\nsteps:\n  triage: {in: bay, with: nurse, takes: 8 min, then: went "
    "home}\n"
    "measures: {wait: {wait for: triage}}\nchanges:\n  record at the bedside: {effects: [{change: steps.triage.takes, times: 0.9}]}\n";
static const char people[] =
    "people:\n  groups: {nurses: {in post: 62, night: 20}, porters: 22, patients and carers: {in post: 12, kind: patients}}\n"
    "  offices: {chief nurse: {name: B. Example}}\n";
static const char statements[] =
    "voices:\n  record at the bedside:\n    says: Shall we?\n    invited: {nurses: {day: 10, night: 5}, porters: 8}\n"
    "    threshold: 75%\n    accord: {funding: none, recruitmnt: by letter}\n";
static const char round_typed[] =
    "reason,group,statement,rating,shift\nno time,nurses,record at the bedside,2,night\n,nurses,record at the bedside,2,\n"
    ",nurses,record at the bedside,3,\n,nurses,record at the bedside,3,\n,nurses,record at the bedside,7,\n"
    ",nurses,record at the bedside,7,\n,nurses,record at the bedside,8,\n,nurses,record at the bedside,8,\n"
    ",nurses,record at the bedside,8,\n,nurses,record at the bedside,9,\nstairs,porters,record at the bedside,1,\n"
    ",porters,record at the bedside,8,\n";
static const char decisions[] = "decisions:\n  d1: {about: record at the bedside, status: accepted, date: 2026-03-02, decided by: chief "
                                "nurse, clinical sponsor: chief nurse,\n"
                                "    method: consent, quorum: 3, present: 2, consulted: [nurses], because: It helps, review: 2026-09-01}\n";

struct talk {
    char folder[64], files[5][96], folders[2][80], page[96];
    struct wr_buf out, err;
};

static int say(struct talk *t, const char *a, const char *b, const char *c, const char *d, const char *e)
{
    char words[6][160] = {"wardround"};
    char *argv[7] = {words[0]};
    const char *given[] = {a, b, c, d, e};
    struct wr_ctx ctx = {.level = WR_LOG_ERROR};
    int argc = 1;

    for (; argc < 6 && given[argc - 1] != NULL; argc++) {
        snprintf(words[argc], sizeof words[argc], "%s", given[argc - 1]);
        argv[argc] = words[argc];
    }
    wr_buf_clear(&t->out);
    wr_buf_clear(&t->err);
    return wr_cli_dispatch(&ctx, argc, argv, &t->out, &t->err);
}

static int set_up(void **state)
{
    static struct talk t;
    static const struct {
        const char *name, *text;
    } files[] = {{"service.yaml", service},
                 {"people.yaml", people},
                 {"voices/statements.yaml", statements},
                 {"voices/round.csv", round_typed},
                 {"decisions/board.yaml", decisions}};
    const char *why;
    char folder[] = "/tmp/wardround-test-XXXXXX"; /* apart from t: a compiler cannot see that its parts do not overlap */

    assert_non_null(mkdtemp(folder));
    snprintf(t.folder, sizeof t.folder, "%s", folder);
    snprintf(t.folders[0], sizeof t.folders[0], "%s/voices", folder);
    snprintf(t.folders[1], sizeof t.folders[1], "%s/decisions", folder);
    snprintf(t.page, sizeof t.page, "%s/page.html", folder);
    for (int i = 0; i < 2; i++)
        assert_int_equal(wr_file_make_folder(t.folders[i], &why), 0);
    for (int i = 0; i < 5; i++) {
        snprintf(t.files[i], sizeof t.files[i], "%s/%s", folder, files[i].name);
        assert_int_equal(wr_file_write(t.files[i], files[i].text, strlen(files[i].text), &why), 0);
    }
    wr_buf_init(&t.out, 0);
    wr_buf_init(&t.err, 0);
    *state = &t;
    return 0;
}

static int tear_down(void **state)
{
    struct talk *t = *state;

    for (int i = 0; i < 5; i++)
        unlink(t->files[i]);
    unlink(t->page);
    for (int i = 0; i < 2; i++)
        rmdir(t->folders[i]);
    rmdir(t->folder);
    wr_buf_free(&t->out);
    wr_buf_free(&t->err);
    return 0;
}

#define says(text) assert_non_null(strstr(wr_buf_string(&t->out), text))
#define says_not(text) assert_null(strstr(wr_buf_string(&t->out), text))

static void test_voices(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "voices", t->folder, NULL, NULL, NULL), 0);
    says("Divided within nurses");
    assert_int_equal(say(t, "voices", t->folder, "record at the bedside", NULL, NULL), 0);
    says("nurses               DIVIDED    -       -   5-6  0-4     0-4      10     15       62    <5/20");
    says("porters              too few    -       -   -    -       -        <5     8        22    -");
    says("patients and carers  not heard  -       -   -    -       -        0      0        12    -");
    says("without their group, so that nobody is given away\n    - no time\n    - stairs\n");
    assert_int_equal(say(t, "voices", t->folder, "record at the bedsite", NULL, NULL), WR_ERR_USAGE);
    check_text(wr_buf_string(&t->err),
               "wardround voices: nobody was asked about `record at the bedsite`; did you mean `record at the bedside`?\n"
               "    people were asked about: record at the bedside\n");
    assert_int_equal(t->out.size, 0);
}

/* The same restraint for other programs: the number of porters, 2, is nowhere. */
static void test_json(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "voices", t->folder, "--json", NULL, NULL), 0);
    says("\"result\": \"divided within a group\"");
    says("\"heard\": [1, 4]");
    says_not("\"heard\": 2,");
    says("\"divided group\": \"nurses\"");
    assert_int_equal(say(t, "decisions", t->folder, "--json", NULL, NULL), 0);
    says("\"consent\": true");
}

static void test_decisions(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "decisions", t->folder, "--date", "2026-08-01", NULL), 0);
    says("! d1: 2 were present, and the quorum is 3: it does not stand");
    says("patients and carers");
    says_not("that has passed");
    assert_int_equal(say(t, "decisions", t->folder, "--date", "2026-09-02", NULL), 0);
    says("that has passed");
    assert_int_equal(say(t, "decisions", t->folder, "d1", "--date", "2026-08-01"), 0);
    says("decided by: chief nurse (B. Example), by consent; 2 present, quorum 3");
    assert_int_equal(say(t, "decisions", t->folder, "d2", NULL, NULL), WR_ERR_USAGE);
    assert_non_null(strstr(wr_buf_string(&t->err), "there are: d1"));
    assert_int_equal(say(t, "decisions", t->folder, "--date", "yesterday", NULL), WR_ERR_USAGE);
}

static void test_consult(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "consult", t->folder, "record at the bedside", NULL, NULL), 0);
    says("Draft. Not signed.");
    says("M4 Recruitment\n    Blank.");
    assert_non_null(strstr(wr_buf_string(&t->err), "no item is called `recruitmnt`; did you mean `recruitment`?"));
    assert_int_equal(say(t, "consult", t->folder, "--report", t->page, NULL), 0); /* the only question */
    assert_true(wr_file_exists(t->page));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_voices), TEST(test_json), TEST(test_decisions), TEST(test_consult)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
