/* The catalogue that comes with the program, a trust's own beside it, and the mistakes that the reader names. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "catalogue/catalogue.h"
#include "catalogue/needs.h"

struct folder {
    char path[64], part[96], file[128];
};

static void make_folder(struct folder *f, const char *part, const char *text)
{
    const char *why;

    snprintf(f->path, sizeof f->path, "/tmp/wardround-test-XXXXXX");
    assert_non_null(mkdtemp(f->path));
    snprintf(f->part, sizeof f->part, "%s/%s", f->path, part);
    snprintf(f->file, sizeof f->file, "%s/own.yaml", f->part);
    assert_int_equal(wr_file_make_folder(f->part, &why), 0);
    assert_int_equal(wr_file_write(f->file, text, strlen(text), &why), 0);
}

static void remove_folder(const struct folder *f)
{
    unlink(f->file);
    rmdir(f->part);
    rmdir(f->path);
}

static int read_with(const char *folder, struct wr_catalogue *out, struct wr_buf *said)
{
    struct wr_mistakes mistakes;
    int err;

    wr_mistakes_init(&mistakes);
    err = wr_catalogue_read(folder, &mistakes, out);
    wr_buf_init(said, 0);
    wr_mistakes_print(&mistakes, said);
    wr_mistakes_free(&mistakes);
    return err;
}

/* Twenty, each with all that a group needs to argue: and what is not drafted is evidence with a source. */
static void test_whole(void **state)
{
    struct wr_catalogue c;
    struct wr_buf said;

    (void)state;
    assert_int_equal(read_with(NULL, &c, &said), 0);
    check_text(wr_buf_string(&said), "");
    assert_int_equal(c.count, 20);
    for (size_t i = 0; i < c.count; i++) {
        const struct wr_capability *one = &c.list[i];
        assert_non_null(one->plain);
        assert_true(one->n_might_say >= 15 && one->n_care_steps > 0 && one->n_brings > 0 && one->n_evidence > 0 &&
                    one->n_prerequisites > 0 && one->n_hazards > 0 && one->n_issues > 0 && one->n_measures > 0 && one->n_hear_from > 0 &&
                    one->n_products > 0);
        for (size_t j = 0; j < one->n_evidence; j++)
            assert_true(one->evidence[j].source != NULL && one->evidence[j].finding != NULL);
    }
    wr_buf_free(&said);
    wr_catalogue_free(&c);
}

/* Typed from Nuckols TK, et al. Syst Rev 2014;3:56 (abstract): preventable adverse drug events, risk ratio 0.47 (95% CI 0.31 to 0.71). And the
 * command centre of Bradford, Mebrahtu TF, et al. BMJ Health Care Inform 2023;30:e100653: no effect of the software is in the row as one against. */
static void test_figures(void **state)
{
    struct wr_catalogue c;
    struct wr_buf said;
    const struct wr_evidence *e;

    (void)state;
    assert_int_equal(read_with(NULL, &c, &said), 0);
    e = &c.list[wr_catalogue_find(&c, "eprescribing")].evidence[1];
    check_same(e->value, 0.47);
    check_same(e->low, 0.31);
    check_same(e->high, 0.71);
    assert_true(e->has_interval && e->direct && !e->against && e->status == WR_EVIDENCE_VERIFIED);
    e = &c.list[wr_catalogue_find(&c, "patient-flow")].evidence[0];
    assert_true(e->against);
    e = &c.list[wr_catalogue_find(&c, "ai-imaging-triage")].evidence[1];
    assert_int_equal(e->status, WR_EVIDENCE_FROM_MEMORY);
    wr_buf_free(&said);
    wr_catalogue_free(&c);
}

static void test_own(void **state)
{
    struct folder f;
    struct wr_catalogue c;
    struct wr_buf said;

    (void)state;
    make_folder(
        &f, "catalogue",
        "catalogue:\n  porter-desk:\n    name: Porter desk\n    plain: One desk takes all calls for porters.\n    care steps: [transfer]\n"
        "    brings: [{item: who waits for a porter, to: porters, when: at once}]\n"
        "    evidence: [{finding: Not studied, design: none, source: our own, status: from-memory}]\n"
        "  eobs: {name: Ours, plain: Our own words, care steps: [monitor], brings: [{item: a, to: b, when: c}], you might say: [x],\n"
        "    evidence: [{finding: a, design: b, source: c, status: verified-grey}]}\n");
    assert_int_equal(read_with(f.path, &c, &said), 0);
    assert_int_equal(c.count, 21);
    assert_true(c.list[wr_catalogue_find(&c, "porter-desk")].own);
    check_text(c.list[wr_catalogue_find(&c, "eobs")].name, "Ours"); /* the trust's takes the place of the program's */
    wr_buf_free(&said);
    wr_catalogue_free(&c);
    remove_folder(&f);
}

static void test_mistakes(void **state)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"catalogue:\n  x: {name: X, plan: y}\n", "did you mean `plain`?"},
        {"catalogue:\n  x: {name: X, plain: y, brings: [{item: a, to: b, when: c}]}\n", "names no step of care"},
        {"catalogue:\n  x: {name: X, plain: y, care steps: [monitor]}\n", "which information it brings"},
        {"catalogue:\n  x: {evidence: [{finding: a, design: b, source: c, status: sure}]}\n", "`sure` is not a status of evidence"},
        {"catalogue:\n  x: {evidence: [{finding: a, measure: m, value: 3, interval: [1, 2], design: b, source: c, status: verified}]}\n",
         "does not lie in its interval"},
        {"catalogue:\n  x: {issues: [{domain: 8, says: a}]}\n", "a number from 1 to 7"},
        {"capabilities: {}\n", "is not a part of the catalogue"},
        {"catalogue: [a]\n", "a map of at most"},
        {"words: {same: x}\n", "a list of lists"},
        {"words: {little: {a: b}}\n", "is a list of texts"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct folder f;
        struct wr_catalogue c;
        struct wr_buf said;
        make_folder(&f, "catalogue", cases[i].text);
        assert_int_equal(read_with(f.path, &c, &said), WR_ERR_MISTAKES);
        if (strstr(wr_buf_string(&said), cases[i].says) == NULL)
            fail_msg("`%s` is not said, but:\n%s", cases[i].says, wr_buf_string(&said));
        wr_buf_free(&said);
        wr_catalogue_free(&c);
        remove_folder(&f);
    }
}

static void test_needs(void **state)
{
    struct folder f;
    struct wr_needs needs;
    struct wr_mistakes mistakes;

    (void)state;
    make_folder(&f, "needs",
                "needs:\n  n12: {says: I walk the ward, role: ward nurses, at: observation round, missing: last observations, me too: "
                "{ward nurses: 6}, merged into: n13}\n"
                "  n13: I walk too\n");
    wr_mistakes_init(&mistakes);
    assert_int_equal(wr_needs_read(f.path, &mistakes, &needs), 0);
    assert_int_equal(needs.count, 2);
    check_text(needs.list[0].missing, "last observations");
    check_same(needs.list[0].me_too[0].people, 6);
    check_text(needs.list[wr_needs_find(&needs, "n13")].says, "I walk too");
    wr_needs_free(&needs);
    remove_folder(&f);
    make_folder(&f, "needs", "needs:\n  n12: {says: I walk the ward, mising: x, merged into: n99, me too: {porters: some}}\n");
    assert_int_equal(wr_needs_read(f.path, &mistakes, &needs), WR_ERR_MISTAKES);
    assert_int_equal(mistakes.mistakes, 3);
    wr_needs_free(&needs);
    wr_mistakes_free(&mistakes);
    remove_folder(&f);
}

/* Every allocation fails in turn: an error, nothing lost (ASan looks), never a crash. Every 97th, for time. */
static void test_without_memory(void **state)
{
    long made;

    (void)state;
    for (long n = 0;; n += 97) {
        struct wr_catalogue c;
        struct wr_mistakes mistakes;
        int err;
        wr_mistakes_init(&mistakes);
        wr_mem_fail_after(n);
        err = wr_catalogue_read(NULL, &mistakes, &c);
        made = wr_mem_fail_after(-1);
        wr_catalogue_free(&c);
        wr_mistakes_free(&mistakes);
        if (err == 0 && made <= n)
            break;
        assert_true(err == WR_ERR_MEMORY || err == 0 || err == WR_ERR_MISTAKES);
        if (n > 5000)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whole), cmocka_unit_test(test_figures),
                                       cmocka_unit_test(test_own),   cmocka_unit_test(test_mistakes),
                                       cmocka_unit_test(test_needs), cmocka_unit_test(test_without_memory)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
