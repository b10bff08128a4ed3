/* The matcher against needs in people's own words (needs.yaml, README.md): scores on the open part and on the held third, and a sentence or two of
 * its manners. Of the held third only the scores are printed. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "catalogue/catalogue.h"
#include "read/yaml.h"

struct score {
    int fits, right, nothing, told;
};

static bool is_right(const struct wr_catalogue *catalogue, const struct wr_node *fits, const struct wr_match *found, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < fits->count; j++)
            if (strcmp(catalogue->list[found[i].capability].id, fits->items[j]->text) == 0)
                return true;
    return false;
}

static void say_open_miss(const struct wr_catalogue *catalogue, const struct wr_node *need, const struct wr_match *found, size_t n)
{
    printf("    not as judged: %s: %s\n       ", need->key, wr_node_get(need, "says")->text);
    for (size_t i = 0; i < n; i++)
        printf(" %s %.1f", catalogue->list[found[i].capability].id, found[i].score);
    printf("\n");
}

static void judge(const struct wr_catalogue *catalogue, const struct wr_node *list, bool held, struct score *out)
{
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < list->count; i++) {
        const struct wr_node *need = list->items[i], *fits = wr_node_get(need, "fits"), *at = wr_node_get(need, "at"),
                             *missing = wr_node_get(need, "missing");
        struct wr_match_need asked = {
            .says = wr_node_get(need, "says")->text, .at = at == NULL ? NULL : at->text, .missing = missing == NULL ? NULL : missing->text};
        struct wr_match found[3];
        struct wr_arena arena;
        size_t n = 0;
        bool product, right;

        if ((wr_node_get(need, "held") != NULL) != held)
            continue;
        wr_arena_init(&arena, 0);
        assert_int_equal(wr_catalogue_match(catalogue, &asked, &arena, found, &n, &product), 0);
        right = fits->kind == WR_NODE_LIST ? is_right(catalogue, fits, found, n) : n == 0;
        *(fits->kind == WR_NODE_LIST ? &out->fits : &out->nothing) += 1;
        *(fits->kind == WR_NODE_LIST ? &out->right : &out->told) += right;
        if (!right && !held && getenv("WARDROUND_SHOW_MISSES") != NULL)
            say_open_miss(catalogue, need, found, n);
        wr_arena_free(&arena);
    }
    printf("    %s: right one in the first three %d of %d, nothing fits told %d of %d\n", held ? "held third" : "open part", out->right,
           out->fits, out->told, out->nothing);
}

static void read_catalogue(struct wr_catalogue *catalogue)
{
    struct wr_mistakes mistakes;
    struct wr_buf text;
    int err;

    wr_mistakes_init(&mistakes);
    err = wr_catalogue_read(NULL, &mistakes, catalogue);
    wr_buf_init(&text, 0);
    wr_mistakes_print(&mistakes, &text);
    if (err != 0)
        fail_msg("%s", wr_buf_string(&text));
    wr_buf_free(&text);
    wr_mistakes_free(&mistakes);
}

static void test_scores(void **state)
{
    struct wr_catalogue catalogue;
    struct wr_mistakes mistakes;
    struct wr_arena arena;
    struct wr_buf text;
    struct wr_node *root = NULL;
    struct score open, held;
    const char *why = NULL;

    (void)state;
    read_catalogue(&catalogue);
    wr_arena_init(&arena, 0);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&text, (size_t)1 << 20);
    assert_int_equal(wr_file_read(source_path("tests/catalogue/needs.yaml"), (size_t)1 << 20, &text, &why), 0);
    assert_int_equal(wr_yaml_read(&arena, "needs.yaml", text.data, text.size, &mistakes, &root), 0);
    judge(&catalogue, wr_node_get(root, "needs"), false, &open);
    judge(&catalogue, wr_node_get(root, "needs"), true, &held);
    assert_true(open.right * 100 >= open.fits * 85);
    assert_true(open.told * 100 >= open.nothing * 90);
    /* What issue 3 asks of the held third (docs/catalogue.md, "How good it is"). */
    assert_true(held.right * 100 >= held.fits * 85);
    assert_true(held.told * 100 >= held.nothing * 90);
    wr_buf_free(&text);
    wr_mistakes_free(&mistakes);
    wr_arena_free(&arena);
    wr_catalogue_free(&catalogue);
}

static size_t matched(const struct wr_catalogue *catalogue, const char *says, struct wr_arena *arena, struct wr_match found[3],
                      bool *product)
{
    struct wr_match_need need = {.says = says};
    size_t n = 0;

    assert_int_equal(wr_catalogue_match(catalogue, &need, arena, found, &n, product), 0);
    return n;
}

static void test_manners(void **state)
{
    struct wr_catalogue catalogue;
    struct wr_match found[3];
    struct wr_match_need parking = {.says = "There is nowhere to park my car at seven in the morning"};
    struct wr_arena arena;
    const char *who = NULL;
    bool product;

    (void)state;
    read_catalogue(&catalogue);
    wr_arena_init(&arena, 0);
    assert_true(
        matched(&catalogue, "I walk the whole ward at two in the morning to find out who is getting worse", &arena, found, &product) > 0);
    check_text(catalogue.list[found[0].capability].id, "eobs");
    assert_true(found[0].n_reasons > 0);
    assert_false(product);
    /* misspelt */
    assert_true(matched(&catalogue, "cant read the docters handwritting on the perscription chart", &arena, found, &product) > 0);
    check_text(catalogue.list[found[0].capability].id, "eprescribing");
    /* a product and no care */
    matched(&catalogue, "We need an app with AI", &arena, found, &product);
    assert_true(product);
    matched(&catalogue, "Buy Nervecentre", &arena, found, &product);
    assert_true(product);
    /* nothing to go by */
    assert_int_equal(matched(&catalogue, "", &arena, found, &product), 0);
    assert_int_equal(matched(&catalogue, "the", &arena, found, &product), 0);
    assert_int_equal(matched(&catalogue, "xyzzy plugh 12345", &arena, found, &product), 0);
    assert_int_equal(matched(&catalogue, parking.says, &arena, found, &product), 0);
    assert_int_equal(wr_catalogue_elsewhere(&catalogue, &parking, &arena, &who), 0);
    assert_non_null(who);
    check_text(who, "the travel and parking office");
    wr_arena_free(&arena);
    wr_catalogue_free(&catalogue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_manners), cmocka_unit_test(test_scores)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
