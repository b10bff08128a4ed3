/* `schedule` as a person types it: golden answers of a small plan with a fixed seed, and words that are not understood. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

struct said {
    struct wr_buf out, err;
    int code;
};

/* Words behind `wardround schedule`; ends with NULL; the first is a path in the source tree. */
static struct said say(const char *const words[])
{
    struct said s;
    struct wr_ctx ctx = {0};
    char *argv[16] = {NULL};
    int argc = 2;

    argv[0] = strdup("wardround");
    argv[1] = strdup("schedule");
    for (; words[argc - 2] != NULL; argc++)
        argv[argc] = strdup(argc == 2 ? source_path(words[0]) : words[argc - 2]);
    wr_buf_init(&s.out, 0);
    wr_buf_init(&s.err, 0);
    s.code = wr_cli_dispatch(&ctx, argc, argv, &s.out, &s.err);
    for (int i = 0; i < argc; i++)
        free(argv[i]);
    return s;
}
#define SAY(...) say((const char *const[]){__VA_ARGS__, NULL})

static void forget(struct said *s)
{
    wr_buf_free(&s->out);
    wr_buf_free(&s->err);
}

static void golden(struct said *s, const char *name)
{
    assert_int_equal(s->code, 0);
    check_golden(wr_buf_string(&s->out), name);
    forget(s);
}

static void test_golden(void **state)
{
    struct said s;

    (void)state;
    s = SAY("tests/cli/planned");
    golden(&s, "cli/golden/schedule.txt");
    s = SAY("tests/cli/planned", "--json", "--draws", "500", "--seed", "7");
    golden(&s, "cli/golden/schedule.json");
}

static bool has(const struct said *s, const char *words) { return strstr(wr_buf_string(&s->out), words) != NULL; }

static void test_from(void **state)
{
    struct said early, late;

    (void)state;
    early = SAY("tests/cli/planned", "--draws", "200", "--from", "2026-01-01"); /* before the plan starts: nothing changes */
    assert_true(has(&early, "counted from 2 March 2026"));
    late = SAY("tests/cli/planned", "--draws", "200", "--from", "2026-09-07");
    assert_true(has(&late, "counted from 7 September 2026"));
    assert_true(has(&late, "Beware: `record goes live` was due before the plan starts."));
    assert_true(has(&late, "is kept in none of 100"));
    forget(&early);
    forget(&late);
}

static void refused(struct said s, const char *why)
{
    assert_int_equal(s.code, WR_ERR_USAGE);
    if (strstr(wr_buf_string(&s.err), why) == NULL)
        fail_msg("`%s` is not in: %s", why, wr_buf_string(&s.err));
    assert_false(wr_cli_writes(s.code));
    forget(&s);
}

static void test_words_that_are_not_understood(void **state)
{
    (void)state;
    refused(SAY("tests/cli/planned", "--draws", "99"), "--draws wants a whole number from 100 to 1000000, not `99`");
    refused(SAY("tests/cli/planned", "--draws", "many"), "not `many`");
    refused(SAY("tests/cli/planned", "--seed", "-1"), "--seed wants a whole number");
    refused(SAY("tests/cli/planned", "--from", "June"), "--from wants a date, such as 2026-06-03, not `June`");
    refused(SAY("tests/cli/planned", "--from", "2026-02-30"), "not `2026-02-30`");
    refused(SAY("tests/cli/small.yaml"), "there are no tasks in");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_from),
        cmocka_unit_test(test_words_that_are_not_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
