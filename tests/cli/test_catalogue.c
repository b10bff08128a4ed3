/* catalogue, match and propose as people use them: what is proposed passes `check`, nothing is overwritten, products are answered kindly. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"

struct talk {
    char folder[64], service[96], changes[96], change[128];
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

static int setup(void **state)
{
    static struct talk t;
    struct wr_buf text;
    const char *why;

    snprintf(t.folder, sizeof t.folder, "/tmp/wardround-test-XXXXXX");
    assert_non_null(mkdtemp(t.folder));
    snprintf(t.service, sizeof t.service, "%s/service.yaml", t.folder);
    snprintf(t.changes, sizeof t.changes, "%s/changes", t.folder);
    wr_buf_init(&t.out, 0);
    wr_buf_init(&t.err, 0);
    wr_buf_init(&text, 0);
    assert_int_equal(wr_file_read(source_path("examples/emergency/service.yaml"), (size_t)1 << 20, &text, &why), 0);
    assert_int_equal(wr_file_write(t.service, text.data, text.size, &why), 0);
    wr_buf_free(&text);
    *state = &t;
    return 0;
}

static int teardown(void **state)
{
    struct talk *t = *state;

    unlink(t->service);
    rmdir(t->changes);
    rmdir(t->folder);
    wr_buf_free(&t->out);
    wr_buf_free(&t->err);
    return 0;
}

static bool has(const struct wr_buf *text, const char *words) { return strstr(wr_buf_string(text), words) != NULL; }

/* Every capability, proposed into a service that has none of it, is accepted by check. */
static void test_propose(void **state)
{
    static const char *const ids[] = {"eprescribing",
                                      "barcode-administration",
                                      "eobs",
                                      "patient-flow",
                                      "ed-streaming",
                                      "digital-consent",
                                      "order-comms-results",
                                      "virtual-ward",
                                      "appointment-reminders",
                                      "waiting-list-validation",
                                      "clinical-decision-support",
                                      "single-sign-on",
                                      "shared-care-record",
                                      "ambient-documentation",
                                      "ai-imaging-triage",
                                      "task-management",
                                      "erostering",
                                      "digital-pathology",
                                      "patient-portal",
                                      "advice-guidance"};
    struct talk *t = *state;

    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        snprintf(t->change, sizeof t->change, "%s/%s.yaml", t->changes, ids[i]);
        assert_int_equal(say(t, "propose", t->folder, ids[i], NULL, NULL), 0);
        assert_true(wr_file_exists(t->change));
        if (say(t, "check", t->folder, NULL, NULL, NULL) != 0)
            fail_msg("%s is not accepted:\n%s", ids[i], wr_buf_string(&t->err));
        assert_int_equal(say(t, "propose", t->folder, ids[i], NULL, NULL), WR_ERR_USAGE); /* it is there already */
        assert_true(has(&t->err, "left as it is"));
        unlink(t->change);
    }
}

static void test_propose_product(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "propose", t->folder, "VitalPAC", NULL, NULL), WR_ERR_USAGE);
    assert_true(has(&t->err, "names a product") && has(&t->err, "step of care") && has(&t->err, "catalogue show eobs"));
    assert_int_equal(say(t, "propose", t->folder, "eob", NULL, NULL), WR_ERR_USAGE);
    assert_true(has(&t->err, "did you mean `eobs`?"));
    assert_int_equal(say(t, "propose", t->folder, "eobs", "--need", "n1"), WR_ERR_USAGE);
    assert_true(has(&t->err, "there is no need `n1`"));
}

static void test_match(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "match", t->folder, "I walk the whole ward at night to find out who is getting worse", NULL, NULL), 0);
    assert_true(has(&t->out, "1. Electronic observations") && has(&t->out, "because: "));
    assert_int_equal(say(t, "match", t->folder, "there is nowhere to park the car", NULL, NULL), 0);
    assert_true(has(&t->out, "Nothing in the catalogue fits.") && has(&t->out, "parking office"));
    assert_int_equal(say(t, "match", t->folder, "buy iPads", NULL, NULL), 0);
    assert_true(has(&t->out, "names a product"));
    assert_int_equal(say(t, "match", t->folder, "nowhere to park", "--json", NULL), 0);
    assert_true(has(&t->out, "\"matches\": []"));
    assert_int_equal(say(t, "match", t->folder, "n12", NULL, NULL), WR_ERR_USAGE);
    assert_true(has(&t->err, "there is no need `n12`"));
}

/* What is only remembered shows no figure; what is drafted is headed so. */
static void test_show(void **state)
{
    struct talk *t = *state;

    assert_int_equal(say(t, "catalogue", "show", "ai-imaging-triage", NULL, NULL), 0);
    assert_true(has(&t->out, "Not a fact") && !has(&t->out, "-11.2") && has(&t->out, "Drafted, for your argument"));
    assert_int_equal(say(t, "catalogue", "show", "patient-flow", NULL, NULL), 0);
    assert_true(has(&t->out, "What speaks against it") && has(&t->out, "Mebrahtu"));
    assert_int_equal(say(t, "catalogue", "check", NULL, NULL, NULL), 0);
    assert_true(has(&t->out, "20 capabilities, 0 of them your own"));
    assert_int_equal(say(t, "catalogue", "shew", NULL, NULL, NULL), WR_ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_propose, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_propose_product, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_match, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_show, setup, teardown)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
