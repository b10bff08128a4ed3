/* What the matcher learns from: enough of it, none of it taken from the test needs; a trust's own sentences count; mistakes in them are named; and the
 * arithmetic has the same bits everywhere. */
#include "support/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "catalogue/catalogue_internal.h"
#include "read/yaml.h"

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

/* A service folder with one file of a catalogue, read and taken away again. */
static int read_own(const char *text, struct wr_catalogue *out, struct wr_buf *said)
{
    char path[64], part[96], file[128];
    const char *why;
    int err;

    snprintf(path, sizeof path, "/tmp/wardround-test-XXXXXX");
    assert_non_null(mkdtemp(path));
    snprintf(part, sizeof part, "%s/catalogue", path);
    snprintf(file, sizeof file, "%s/own.yaml", part);
    assert_int_equal(wr_file_make_folder(part, &why), 0);
    assert_int_equal(wr_file_write(file, text, strlen(text), &why), 0);
    err = read_with(path, out, said);
    unlink(file);
    rmdir(part);
    rmdir(path);
    return err;
}

static size_t matched(const struct wr_catalogue *catalogue, const char *says, struct wr_arena *arena, struct wr_match found[3])
{
    struct wr_match_need need = {.says = says};
    bool product;
    size_t n = 0;

    assert_int_equal(wr_catalogue_match(catalogue, &need, arena, found, &n, &product), 0);
    return n;
}

/* At least 45 a capability and 500 that no capability answers, none twice. */
static void test_enough(void **state)
{
    struct wr_catalogue c;
    struct wr_buf said;
    struct wr_map seen;
    size_t elsewhere = 0;

    (void)state;
    assert_int_equal(read_with(NULL, &c, &said), 0);
    wr_map_init(&seen);
    for (size_t d = 0; d < c.count; d++) {
        size_t n = 0;
        for (size_t s = 0; s < c.index->words.n_said; s++)
            n += strcmp(c.index->words.said[s].of, c.list[d].id) == 0 ? c.index->words.said[s].n : 0;
        if (n < 45)
            fail_msg("%s: %zu sentences", c.list[d].id, n);
    }
    for (size_t s = 0; s < c.index->words.n_said; s++) {
        const struct wr_i_said *one = &c.index->words.said[s];
        elsewhere += wr_catalogue_find(&c, one->of) < 0 ? one->n : 0;
        for (size_t i = 0; i < one->n; i++) {
            if (wr_map_get(&seen, one->texts[i], NULL))
                fail_msg("twice: %s", one->texts[i]);
            assert_int_equal(wr_map_put(&seen, one->texts[i], 1), 0);
        }
    }
    assert_true(elsewhere >= 500);
    wr_map_free(&seen);
    wr_buf_free(&said);
    wr_catalogue_free(&c);
}

/* No test need is an example, nor is there one so like it that it was copied. Says how many, never which: the held third is not to be read. */
static void test_needs_are_not_examples(void **state)
{
    struct wr_catalogue c;
    struct wr_buf said, text;
    struct wr_mistakes mistakes;
    struct wr_arena arena;
    struct wr_node *root = NULL;
    const struct wr_node *list;
    const char *why = NULL;
    int copied = 0;

    (void)state;
    assert_int_equal(read_with(NULL, &c, &said), 0);
    wr_arena_init(&arena, 0);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&text, (size_t)1 << 20);
    assert_int_equal(wr_file_read(source_path("tests/catalogue/needs.yaml"), (size_t)1 << 20, &text, &why), 0);
    assert_int_equal(wr_yaml_read(&arena, "needs.yaml", text.data, text.size, &mistakes, &root), 0);
    list = wr_node_get(root, "needs");
    for (size_t i = 0; i < list->count; i++) {
        struct wr_arena spare;
        struct wr_i_example need;
        wr_arena_init(&spare, 0);
        assert_int_equal(wr_i_learnt_features(&c.index->learnt, &spare, wr_node_get(list->items[i], "says")->text, &need), 0);
        for (size_t d = 0; d < c.index->n_documents; d++) {
            const char *nearest;
            double likeness;
            assert_int_equal(wr_i_learnt_nearest(&c.index->learnt, &spare, &need, d, &nearest, &likeness), 0);
            copied += likeness > 0.8;
        }
        wr_arena_free(&spare);
    }
    assert_int_equal(copied, 0);
    wr_buf_free(&text);
    wr_buf_free(&said);
    wr_mistakes_free(&mistakes);
    wr_arena_free(&arena);
    wr_catalogue_free(&c);
}

static const char own[] =
    "catalogue:\n"
    "  milk-tracking:\n"
    "    name: Milk tracking\n"
    "    plain: Each bottle of expressed milk is followed from the freezer to the cot.\n"
    "    you might say: [the freezer is full and nobody knows whose bottles are whose, a bottle was thawed and thrown away]\n"
    "    care steps: [feed]\n"
    "    brings: [{item: which bottle is whose, to: the neonatal nurse, when: at each feed}]\n"
    "    evidence: [{finding: none yet, design: none, source: none, status: from-memory}]\n"
    "said:\n"
    "  milk-tracking:\n"
    "    - We thawed three bottles of breast milk from the freezer and had to throw two away\n"
    "    - the colostrum syringes are in a shoebox with initials on them\n"
    "  eobs:\n"
    "    - The wobblometer says amber and no one looks at the wobblometer\n";

/* A trust's own capability is found by its own sentences, and a trust's slang by an example alone. */
static void test_own(void **state)
{
    struct wr_catalogue c;
    struct wr_buf said;
    struct wr_match found[3];
    struct wr_arena arena;

    (void)state;
    assert_int_equal(read_own(own, &c, &said), 0);
    wr_arena_init(&arena, 0);
    assert_true(matched(&c, "nobody labels the bottles in the milk freezer, so we threw some away", &arena, found) > 0);
    check_text(c.list[found[0].capability].id, "milk-tracking");
    check_text(found[0].reasons[0].kind, "close to what others might say");
    assert_true(matched(&c, "The wobblometer was amber all night, who looks at it?", &arena, found) > 0);
    check_text(c.list[found[0].capability].id, "eobs");
    /* and what it does not say, it does not take */
    assert_true(matched(&c, "I write the blood pressures on my hand and by the time I chart them she is worse", &arena, found) > 0);
    check_text(c.list[found[0].capability].id, "eobs");
    wr_arena_free(&arena);
    wr_buf_free(&said);
    wr_catalogue_free(&c);
}

static void test_mistakes(void **state)
{
    static const char *const wrong[][2] = {
        {"said:\n  eobbs: [a sentence]\n", "did you mean `eobs`?"},
        {"said:\n  nothing like it at all: [a sentence]\n", "write the id of a capability"},
        {"said: [a, b]\n", "write eobs: [a sentence, another]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct wr_catalogue c;
        struct wr_buf said;
        assert_int_equal(read_own(wrong[i][0], &c, &said), WR_ERR_MISTAKES);
        if (strstr(wr_buf_string(&said), wrong[i][1]) == NULL)
            fail_msg("%s", wr_buf_string(&said));
        wr_buf_free(&said);
        wr_catalogue_free(&c);
    }
}

/* A product's name alone is told as what it is; three capitals are a name, the word in small letters is not. */
static void test_products(void **state)
{
    struct wr_catalogue c;
    struct wr_buf said;
    struct wr_match found[3];
    struct wr_match_need ice = {.says = "There is no ice on the ward"};
    struct wr_arena arena;
    size_t n;
    bool product;

    (void)state;
    assert_int_equal(read_with(NULL, &c, &said), 0);
    wr_arena_init(&arena, 0);
    assert_int_equal(matched(&c, "Buy Nervecentre", &arena, found), 1);
    check_text(c.list[found[0].capability].id, "eobs");
    check_text(found[0].reasons[0].kind, "the name of a product");
    assert_int_equal(wr_catalogue_match(&c, &ice, &arena, found, &n, &product), 0);
    assert_false(product);
    wr_arena_free(&arena);
    wr_buf_free(&said);
    wr_catalogue_free(&c);
}

/* ln 2 = 0.693147180559945..., ln 10 = 2.302585092994045... (Abramowitz M, Stegun I. Handbook of mathematical functions. 1964, table 4.2) */
static void test_ln(void **state)
{
    (void)state;
    assert_true(wr_i_ln(1) == 0);
    check_near(wr_i_ln(2), 0.693147180559945309, 1e-15);
    check_near(wr_i_ln(10), 2.302585092994045684, 1e-15);
    for (double x = 1e-6; x < 1e9; x *= 1.7)
        assert_true(fabs(wr_i_ln(x) - log(x)) <= 1e-13 * (1 + fabs(log(x))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enough),   cmocka_unit_test(test_needs_are_not_examples),
        cmocka_unit_test(test_own),      cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_products), cmocka_unit_test(test_ln),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
