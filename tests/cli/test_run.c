/* `run` and `why` as a person types them: golden answers of a small service with a fixed seed, the same bytes for any number of threads, and words that are
 * not understood. Golden files are written anew with WARDROUND_UPDATE=1, and looked at before they are committed. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"

struct said {
    struct wr_buf out, err;
    int code;
};

/* Words end with NULL; "SMALL" is the small service; tests/... is a file of the source tree. */
static struct said say(const char *const words[])
{
    struct said s;
    struct wr_ctx ctx = {0};
    char *argv[32] = {NULL}, path[4096], program[] = "wardround";
    int argc = 1;

    snprintf(path, sizeof path, "%s", source_path("tests/cli/small.yaml"));
    argv[0] = program;
    for (; words[argc - 1] != NULL; argc++) {
        argv[argc] = strdup(strcmp(words[argc - 1], "SMALL") == 0        ? path
                            : strncmp(words[argc - 1], "tests/", 6) == 0 ? source_path(words[argc - 1])
                                                                         : words[argc - 1]);
        assert_non_null(argv[argc]);
    }
    wr_buf_init(&s.out, 0);
    wr_buf_init(&s.err, 0);
    s.code = wr_cli_dispatch(&ctx, argc, argv, &s.out, &s.err);
    for (int i = 1; i < argc; i++)
        free(argv[i]);
    return s;
}
#define SAY(...) say((const char *const[]){__VA_ARGS__, NULL})

static void forget(struct said *s)
{
    wr_buf_free(&s->out);
    wr_buf_free(&s->err);
}

/* The answer without the line that names the path of this source tree. */
static void golden(struct said *s, const char *name)
{
    char *at = strstr(s->out.data, "Made by wardround "), *from, *to;

    assert_int_equal(s->code, 0);
    if (at != NULL && (from = strstr(at, " from ")) != NULL && (to = strstr(from, ", SHA-256")) != NULL)
        memmove(from + strlen(" from small"), to, strlen(to) + 1), memcpy(from, " from small", strlen(" from small"));
    check_golden(s->out.data, name);
    forget(s);
}

static void test_golden(void **state)
{
    struct said s;

    (void)state;
    s = SAY("run", "SMALL");
    assert_non_null(strstr(wr_buf_string(&s.out), "small.yaml --full shows all the numbers: "));
    *strstr(s.out.data, "wardround run ") = '\0'; /* its path is this source tree's */
    golden(&s, "cli/golden/run.txt");
    s = SAY("run", "SMALL", "--full");
    golden(&s, "cli/golden/run-full.txt");
    s = SAY("run", "SMALL", "--option", "one more bed", "--replications", "2", "--csv");
    golden(&s, "cli/golden/run.csv");
    s = SAY("run", "SMALL", "--vary", "places.ward.spaces=5..8");
    golden(&s, "cli/golden/vary.txt");
    s = SAY("why", "SMALL", "reaction to a drug", "--replications", "6");
    golden(&s, "cli/golden/why-harm.txt");
    s = SAY("why", "SMALL");
    golden(&s, "cli/golden/why.txt");
    s = SAY("run", "SMALL", "--patient", "person:3", "--replication", "2", "--option", "record at the bedside");
    golden(&s, "cli/golden/walk.txt");
    s = SAY("run", "SMALL", "--from", "go-live", "--option", "record at the bedside", "--replications", "3", "--full");
    golden(&s, "cli/golden/go-live.txt");
}

/* One number where the file has a rota is told of, in words and in JSON; where it has one number already it is not. */
static void test_a_rota_is_replaced(void **state)
{
    static const char words[] = "The service file has a rota for nurse: 2 from 07:00 to 19:00 and 1 from 19:00 to 07:00.";
    struct said s = SAY("run", "SMALL", "--vary", "staff.nurse=1..2", "--replications", "2");
    char *at;

    (void)state;
    assert_int_equal(s.code, 0);
    for (at = s.out.data; *at != '\0'; at++) /* as one line */
        *at = *at == '\n' ? ' ' : *at;
    assert_non_null(strstr(s.out.data, words));
    forget(&s);
    s = SAY("run", "SMALL", "--vary", "staff.nurse=1..2", "--replications", "2", "--json");
    assert_non_null(strstr(s.out.data, words));
    forget(&s);
    s = SAY("run", "SMALL", "--vary", "places.ward.spaces=5..6", "--replications", "2");
    assert_null(strstr(s.out.data, "rota"));
    forget(&s);
}

/* The three that simulate begin alike: the same words for what is not understood, and nothing of an answer. */
static void test_they_begin_alike(void **state)
{
    static const char *const commands[] = {"run", "why", "report"};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct said s = SAY(commands[i], "/nowhere/service.yaml");
        assert_int_equal(s.code, WR_ERR_FILE);
        assert_non_null(strstr(s.err.data, "there is no such file"));
        assert_int_equal(s.out.size, 0);
        forget(&s);
        s = SAY(commands[i], "/nowhere/service.yaml", "--threads", "0"); /* the words are looked at before the disk */
        assert_int_equal(s.code, WR_ERR_USAGE);
        check_text(wr_buf_string(&s.err), "wardround: --threads wants a whole number from 1 to 256, not `0`\n");
        forget(&s);
    }
}

/* Every line of an option with invented effects says so, and no line of another. */
static void test_csv_says_what_is_invented(void **state)
{
    struct said s = SAY("run", "SMALL", "--option", "record at the bedside", "--replications", "2", "--csv");
    const char *option = "record at the bedside,", *first = "do nothing,";
    size_t of_option = 0, of_first = 0;

    (void)state;
    assert_int_equal(s.code, 0);
    for (const char *at = wr_buf_string(&s.out); *at != '\0';) {
        const char *end = strstr(at, "\r\n"), *mark;
        assert_non_null(end);
        mark = strstr(at, ",invented,invented,");
        if (strncmp(at, option, strlen(option)) == 0) {
            assert_true(mark != NULL && mark < end);
            of_option++;
        } else if (strncmp(at, first, strlen(first)) == 0) {
            assert_true(mark == NULL || mark > end);
            of_first++;
        }
        at = end + 2;
    }
    assert_true(of_option > 50 && of_first > 50);
    forget(&s);
}

static void test_same_bytes(void **state)
{
    struct said one = SAY("run", "SMALL", "--json", "--threads", "1"), other;
    static const char *const threads[] = {"2", "3", "5"};

    (void)state;
    assert_int_equal(one.code, 0);
    for (size_t i = 0; i < 3; i++) {
        other = SAY("run", "SMALL", "--json", "--threads", threads[i]);
        check_text(wr_buf_string(&other.out), wr_buf_string(&one.out));
        forget(&other);
    }
    other = SAY("run", "SMALL", "--json", "--seed", "12");
    assert_string_not_equal(wr_buf_string(&other.out), wr_buf_string(&one.out));
    forget(&other);
    forget(&one);
    one = SAY("why", "SMALL", "--json", "--threads", "1", "without allergies");
    other = SAY("why", "SMALL", "--json", "--threads", "4", "without allergies");
    assert_int_equal(one.code, 0);
    check_text(wr_buf_string(&other.out), wr_buf_string(&one.out));
    forget(&other);
    forget(&one);
    one = SAY("run", "SMALL", "--precision", "20%", "--threads", "1");
    other = SAY("run", "SMALL", "--precision", "20%", "--threads", "3");
    assert_int_equal(one.code, 0);
    check_text(wr_buf_string(&other.out), wr_buf_string(&one.out));
    forget(&other);
    forget(&one);
}

/* The first word after which the message goes on is enough: exit 2, nothing on standard output, and what was wrong named. */
static void test_hostile_words(void **state)
{
    static const struct {
        const char *words[8];
        const char *message;
    } wrong[] = {
        {{"run", "SMALL", "--replications", "0"}, "--replications wants a whole number from 1 to 1000000, not `0`"},
        {{"run", "SMALL", "--replications", "-3"}, "--replications wants"},
        {{"run", "SMALL", "--replications", "ten"}, "not `ten`"},
        {{"run", "SMALL", "--replications", "1e3"}, "not `1e3`"},
        {{"run", "SMALL", "--replications", ""}, "--replications wants"},
        {{"run", "SMALL", "--replications", "99999999999999999999999999"}, "--replications wants"},
        {{"run", "SMALL", "--seed", "18446744073709551616"}, "--seed wants a whole number"},
        {{"run", "SMALL", "--seed", "0x10"}, "--seed wants"},
        {{"run", "SMALL", "--threads", "0"}, "--threads wants a whole number from 1 to 256"},
        {{"run", "SMALL", "--precision", "5"}, "--precision wants a share"},
        {{"run", "SMALL", "--precision", "nan%"}, "--precision wants a share"},
        {{"run", "SMALL", "--precision", "5 min"}, "--precision wants a share"},
        {{"run", "SMALL", "--precision", "5%", "--replications", "9"}, "give one of the two"},
        {{"run", "SMALL", "--from", "yesterday"}, "--from wants `go-live`"},
        {{"run", "tests/rules/15-each-run", "--from", "go-live"}, "there is no go-live in a run that is each day anew"},
        {{"run", "tests/rules/01-drain-turnaround", "--from", "go-live"},
         "there is no go-live in a run of so many arrivals until all have left"},
        {{"run", "SMALL", "--option", "one more bedd"}, "did you mean `one more bed`"},
        {{"run", "SMALL", "--json", "--csv"}, "do not go together"},
        {{"run", "SMALL", "--vary", "places.ward.spaces"}, "--vary wants"},
        {{"run", "SMALL", "--vary", "=1..2"}, "--vary wants"},
        {{"run", "SMALL", "--vary", "places.ward.spaces="}, "--vary wants"},
        {{"run", "SMALL", "--vary", "places.ward.spaces=9..5"}, "--vary wants"},
        {{"run", "SMALL", "--vary", "places.ward.spaces=1..99999"}, "at most 500"},
        {{"run", "SMALL", "--vary", "places.ward.spaces=5,,6"}, "--vary wants"},
        {{"run", "SMALL", "--vary", "places.ward.spaces=5 by 0..6"}, "--vary wants"},
        {{"run", "SMALL", "--vary", "places.wart.spaces=5"}, "wart"},
        {{"run", "SMALL", "--vary", "places.ward.spaces=five"}, "five"},
        {{"run", "SMALL", "--patient", "person"}, "--patient wants KIND:NUMBER"},
        {{"run", "SMALL", "--patient", "person:0"}, "--patient wants KIND:NUMBER"},
        {{"run", "SMALL", "--patient", "person:1.5"}, "--patient wants KIND:NUMBER"},
        {{"run", "SMALL", "--patient", "parson:1"}, "did you mean `person`"},
        {{"run", "SMALL", "--patient", "person:99999"}, "nobody is person:99999 in replication 1"},
        {{"run", "SMALL", "--patient", "person:1", "--json"}, "do not go together"},
        {{"run", "SMALL", "--replication", "2"}, "--replications"},
        {{"run", "SMALL", "--log", "log.txt"}, "ends in .csv or .xes"},
        {{"run", "SMALL", "--log", "log.csv", "--json"}, "do not go together"},
        {{"run", "SMALL", "--log", "log.csv", "--replication", "0"}, "--replication wants a whole number from 1"},
        {{"show", "SMALL", "SMALL"}, "or two with --diff"},
        {{"show", "SMALL", "--diff"}, "wants two services"},
        {{"run"}, "SERVICE"},
        {{"why", "SMALL", "no such measure"}, "there is no measure"},
        {{"why", "SMALL", "nurses busy"}, "did you mean `nurse busy`"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct said s = say(wrong[i].words);
        if (wr_err_exit_status(s.code) != 2 || s.out.size != 0 || strstr(wr_buf_string(&s.err), wrong[i].message) == NULL)
            fail_msg("row %zu (%s): exit %d, `%s`, not `%s`", i, wrong[i].words[2] != NULL ? wrong[i].words[2] : "",
                     wr_err_exit_status(s.code), wr_buf_string(&s.err), wrong[i].message);
        forget(&s);
    }
}

static void test_output(void **state)
{
    char folder[] = "/tmp/wardround-test-XXXXXX", path[200];
    struct wr_buf written;
    const char *why = "";
    struct said s, plain;

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/answer.json", folder);
    plain = SAY("run", "SMALL", "--json", "--replications", "2");
    s = SAY("run", "SMALL", "--json", "--replications", "2", "--output", path);
    assert_int_equal(s.code, 0);
    assert_int_equal(s.out.size, 0);
    wr_buf_init(&written, 0);
    assert_int_equal(wr_file_read(path, 1 << 24, &written, &why), 0);
    check_text(wr_buf_string(&written), wr_buf_string(&plain.out));
    wr_buf_free(&written);
    forget(&s);
    forget(&plain);
    unlink(path);
    rmdir(folder);
    s = SAY("run", "SMALL", "--replications", "2", "--output", path); /* the folder has gone */
    assert_int_equal(wr_err_exit_status(s.code), 1);
    assert_non_null(strstr(wr_buf_string(&s.err), "could not be written"));
    forget(&s);
}

/* Every name in the JSON stands in docs/results.md; outcomes are the service's own names. */
static void check_names(const char *json, const char *page)
{
    size_t names = 0;

    for (const char *at = json; (at = strchr(at, '"')) != NULL;) {
        const char *end = strchr(at + 1, '"');
        char name[200];
        while (end != NULL && end[-1] == '\\')
            end = strchr(end + 1, '"');
        assert_non_null(end);
        if (end[1] == ':') {
            snprintf(name, sizeof name, "`%.*s`", (int)(end - at - 1), at + 1);
            if (strcmp(name, "`went home`") != 0 && strstr(page, name) == NULL)
                fail_msg("docs/results.md does not know %s", name);
            names++;
        }
        at = end + 1;
    }
    assert_true(names > 100);
}

static void test_documented(void **state)
{
    struct said s = SAY("run", "SMALL", "--json", "--replications", "2", "--vary", "places.ward.spaces=6"),
                why = SAY("why", "SMALL", "--json", "--replications", "2"), all = SAY("run", "SMALL", "--json", "--replications", "2");
    struct wr_buf page;
    const char *reason = "";

    (void)state;
    wr_buf_init(&page, 0);
    assert_int_equal(wr_file_read(source_path("docs/results.md"), 1 << 20, &page, &reason), 0);
    check_names(wr_buf_string(&s.out), wr_buf_string(&page));
    check_names(wr_buf_string(&why.out), wr_buf_string(&page));
    check_names(wr_buf_string(&all.out), wr_buf_string(&page));
    wr_buf_free(&page);
    forget(&s);
    forget(&why);
    forget(&all);
}

/* A walk is the same whoever is looked at, and `all` holds everybody's. */
static void test_walks(void **state)
{
    struct said all = SAY("run", "SMALL", "--patient", "all"), one = SAY("run", "SMALL", "--patient", "person:2");
    const char *line = wr_buf_string(&one.out);

    (void)state;
    assert_int_equal(all.code, 0);
    assert_int_equal(one.code, 0);
    while (*line != '\0') {
        char text[400];
        size_t n = strcspn(line, "\n");
        assert_true(n < sizeof text);
        memcpy(text, line, n);
        text[n] = '\0';
        assert_non_null(strstr(text, "  person:2  "));
        assert_non_null(strstr(wr_buf_string(&all.out), text));
        line += n + (line[n] == '\n');
    }
    assert_non_null(strstr(wr_buf_string(&all.out), "  run  collection starts\n"));
    forget(&one);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_golden),
                                       cmocka_unit_test(test_a_rota_is_replaced),
                                       cmocka_unit_test(test_they_begin_alike),
                                       cmocka_unit_test(test_same_bytes),
                                       cmocka_unit_test(test_hostile_words),
                                       cmocka_unit_test(test_output),
                                       cmocka_unit_test(test_csv_says_what_is_invented),
                                       cmocka_unit_test(test_walks),
                                       cmocka_unit_test(test_documented)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
