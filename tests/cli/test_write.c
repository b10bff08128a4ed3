/* The commands that write into the people's files, when memory runs out at any point: the files are as they were, or as they are to be. And the help's overview. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"

static const char service[] = "wardround: 1\n"
                              "service: A ward\n"
                              "about: Made up for a test\n"
                              "data: invented\n"
                              "clock: {start: 2026-01-05 00:00}\n"
                              "run: {warm up: 1 day, collect: 7 days, replications: 2, seed: 1}\n"
                              "places: {ward: 4}\n"
                              "staff: {nurse: 2}\n"
                              "outcomes: {went home: {}}\n"
                              "patients:\n"
                              "  patient: {arrive: {one every: 8 h}, starts at: care}\n"
                              "steps:\n"
                              "  care: {in: ward, with: nurse, takes: 1 h, then: went home}\n"
                              "measures:\n"
                              "  time here: {time: {from: arrival, to: leaving}}\n";
static const char before[] = "# ours\nneeds:\n  n1:   # the first\n    says: a\n    role: porters\n";

struct place {
    char folder[64], service[96], needs_folder[96], needs[128];
};

static int set_up(void **state)
{
    struct place *p = wr_mem_alloc(1, sizeof *p);
    const char *why;

    snprintf(p->folder, sizeof p->folder, "/tmp/wardround-test-XXXXXX");
    if (mkdtemp(p->folder) == NULL)
        return -1;
    snprintf(p->service, sizeof p->service, "%s/service.yaml", p->folder);
    snprintf(p->needs_folder, sizeof p->needs_folder, "%s/needs", p->folder);
    snprintf(p->needs, sizeof p->needs, "%s/our own.yaml", p->needs_folder);
    *state = p;
    return wr_file_write(p->service, service, strlen(service), &why) != 0 || wr_file_make_folder(p->needs_folder, &why) != 0;
}

static int tear_down(void **state)
{
    struct place *p = *state;
    int left;

    unlink(p->needs);
    unlink(p->service);
    rmdir(p->needs_folder);
    left = rmdir(p->folder); /* a temporary file left behind makes this fail */
    wr_mem_free(p);
    return left;
}

static int say(struct wr_buf *out, struct wr_buf *err, const char *const *words, size_t n)
{
    char copies[12][160] = {"wardround"};
    char *argv[13] = {copies[0]};
    struct wr_ctx ctx = {.level = WR_LOG_ERROR};

    for (size_t i = 0; i < n; i++) {
        snprintf(copies[i + 1], sizeof copies[0], "%s", words[i]);
        argv[i + 1] = copies[i + 1];
    }
    wr_buf_clear(out);
    wr_buf_clear(err);
    return wr_cli_dispatch(&ctx, (int)n + 1, argv, out, err);
}

static void test_no_memory(void **state)
{
    static const char want[] = "# ours\nneeds:\n  n1:   # the first\n    says: a\n    role: porters\n  n2:\n    says: b\n    role: "
                               "porters\n    date: 2026-01-02\n";
    struct place *p = *state;
    const char *const words[] = {"need", p->folder, "b", "--role", "porters", "--date", "2026-01-02"};
    struct wr_buf out, err, text;
    const char *why;
    bool done = false;

    wr_buf_init(&out, 0);
    wr_buf_init(&err, 0);
    wr_buf_init(&text, 0);
    /* first all of the early ones, then ever further apart: reading the catalogue alone takes thousands */
    for (long i = 0; !done && i < 1000000; i += 1 + i / 40) {
        int result;
        assert_int_equal(wr_file_write(p->needs, before, strlen(before), &why), 0);
        wr_mem_fail_after(i);
        result = say(&out, &err, words, 7);
        done = wr_mem_fail_after(-1) <= i; /* it was not reached */
        wr_buf_clear(&text);
        assert_int_equal(wr_file_read(p->needs, 10000, &text, &why), 0);
        if (done) {
            assert_int_equal(result, 0);
            check_text(wr_buf_string(&text), want);
        } else if (strcmp(wr_buf_string(&text), want) != 0) {
            check_text(wr_buf_string(&text), before);
        }
    }
    assert_true(done);
    wr_buf_free(&text);
    wr_buf_free(&err);
    wr_buf_free(&out);
}

/* Each command stands once in the overview, at the start of a line. */
static void test_help_lists_every_command_once(void **state)
{
    struct wr_buf out;

    (void)state;
    wr_buf_init(&out, 0);
    wr_cli_help_all(&out);
    for (size_t i = 0; wr_cli_commands[i] != NULL; i++) {
        char line[64];
        const char *first;
        snprintf(line, sizeof line, "\n  %s ", wr_cli_commands[i]->name);
        first = strstr(wr_buf_string(&out), line);
        if (first == NULL || strstr(first + 1, line) != NULL)
            fail_msg("`%s` stands in the overview %s", wr_cli_commands[i]->name, first == NULL ? "nowhere" : "twice");
    }
    wr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_no_memory, set_up, tear_down),
        cmocka_unit_test(test_help_lists_every_command_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
