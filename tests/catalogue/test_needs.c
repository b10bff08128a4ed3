/* The test needs themselves (needs.yaml, README.md): they read as YAML, say only what the matcher may see, name capabilities that exist, are as many as
 * promised, and the held third is the one that the rule chooses, so that nobody can move a hard need to where it is not counted. */
#include "support/check.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "read/yaml.h"

#define NOTHING 20
#define GROUPS 21
#define MOST 400

static const char *const groups[GROUPS] = {
    "eprescribing",
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
    "advice-guidance",
    "nothing",
};

struct need {
    const struct wr_node *node;
    const char *says;
    size_t first; /* the group it was written for */
    bool held;
    char hash[65];
};

struct needs {
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_buf text;
    size_t count;
    struct need list[MOST];
};

static size_t group_of(const struct wr_node *node)
{
    size_t g;

    assert_int_equal(node->kind, WR_NODE_TEXT);
    for (g = 0; g < GROUPS && strcmp(groups[g], node->text) != 0; g++)
        continue;
    if (g == GROUPS)
        fail_msg("line %d: there is no capability \"%s\"", node->where.line, node->text);
    return g;
}

static void read_need(struct need *n, const struct wr_node *node)
{
    const struct wr_node *fits = wr_node_get(node, "fits"), *held = wr_node_get(node, "held"), *says = wr_node_get(node, "says");
    struct wr_sha256 h;

    if (fits == NULL || says == NULL || says->kind != WR_NODE_TEXT || says->length == 0 || wr_node_get(node, "role") == NULL)
        fail_msg("line %d: a need has says, role and fits", node->where.line);
    n->node = node;
    n->says = says->text;
    if (fits->kind == WR_NODE_LIST) {
        assert_true(fits->count > 0);
        n->first = group_of(fits->items[0]);
        for (size_t i = 0; i < fits->count; i++)
            assert_true(group_of(fits->items[i]) != NOTHING);
    } else {
        n->first = group_of(fits);
        assert_int_equal(n->first, NOTHING);
    }
    n->held = held != NULL;
    if (held != NULL)
        check_text(held->text, "true");
    wr_sha256_init(&h);
    wr_sha256_add(&h, n->says, strlen(n->says));
    wr_sha256_end(&h, n->hash);
}

static int setup(void **state)
{
    struct needs *s = wr_mem_alloc(1, sizeof(*s));
    struct wr_node *root = NULL;
    const struct wr_node *list;
    const char *why = NULL;

    assert_non_null(s);
    memset(s, 0, sizeof(*s));
    wr_arena_init(&s->arena, 0);
    wr_mistakes_init(&s->mistakes);
    wr_buf_init(&s->text, (size_t)1 << 20);
    assert_int_equal(wr_file_read(source_path("tests/catalogue/needs.yaml"), (size_t)1 << 20, &s->text, &why), 0);
    assert_int_equal(wr_yaml_read(&s->arena, "needs.yaml", s->text.data, s->text.size, &s->mistakes, &root), 0);
    list = wr_node_get(root, "needs");
    assert_non_null(list);
    assert_true(list->count <= MOST);
    for (s->count = 0; s->count < list->count; s->count++)
        read_need(&s->list[s->count], list->items[s->count]);
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct needs *s = *state;

    wr_arena_free(&s->arena);
    wr_mistakes_free(&s->mistakes);
    wr_buf_free(&s->text);
    wr_mem_free(s);
    return 0;
}

static void test_only_known_keys(void **state)
{
    static const char *const keys[] = {"says", "role", "at", "missing", "fits", "held"};
    const struct needs *s = *state;

    for (size_t i = 0; i < s->count; i++)
        for (size_t j = 0; j < s->list[i].node->count; j++) {
            const struct wr_node *entry = s->list[i].node->items[j];
            size_t k;

            for (k = 0; k < 6 && strcmp(keys[k], entry->key) != 0; k++)
                continue;
            if (k == 6)
                fail_msg("line %d: \"%s\" is no key of a test need", entry->where.line, entry->key);
        }
}

static void test_nobody_says_it_twice(void **state)
{
    const struct needs *s = *state;

    for (size_t i = 0; i < s->count; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(s->list[i].says, s->list[j].says);
}

/* As many as the README promises, and in more than ten voices. */
static void test_counts(void **state)
{
    const struct needs *s = *state;
    size_t of[GROUPS] = {0}, held[GROUPS] = {0}, voices = 0;

    for (size_t i = 0; i < s->count; i++) {
        size_t j;

        of[s->list[i].first]++;
        if (s->list[i].held)
            held[s->list[i].first]++;
        for (j = 0; j < i; j++)
            if (strcmp(wr_node_get(s->list[j].node, "role")->text, wr_node_get(s->list[i].node, "role")->text) == 0)
                break;
        if (j == i)
            voices++;
    }
    assert_int_equal(s->count, 162);
    for (size_t g = 0; g < NOTHING; g++) {
        assert_int_equal(of[g], 6);
        assert_int_equal(held[g], 2);
    }
    assert_int_equal(of[NOTHING], 42);
    assert_int_equal(held[NOTHING], 14);
    assert_true(voices >= 12);
}

/* Within each group the third with the smallest SHA-256 is held, and no other. */
static void test_held_by_the_rule(void **state)
{
    const struct needs *s = *state;

    for (size_t i = 0; i < s->count; i++) {
        size_t before = 0, of = 0;

        for (size_t j = 0; j < s->count; j++) {
            if (s->list[j].first != s->list[i].first)
                continue;
            of++;
            if (strcmp(s->list[j].hash, s->list[i].hash) < 0)
                before++;
        }
        if (s->list[i].held != (before < of / 3))
            fail_msg("line %d: \"%s\" %s held", s->list[i].node->where.line, s->list[i].says,
                     s->list[i].held ? "should not be" : "should be");
    }
}

/* The held ones stand last, so that somebody who tunes can stop reading in time. */
static void test_held_stand_last(void **state)
{
    const struct needs *s = *state;

    for (size_t i = 1; i < s->count; i++)
        assert_true(s->list[i].held || !s->list[i - 1].held);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_only_known_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nobody_says_it_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(test_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_held_by_the_rule, setup, teardown),
        cmocka_unit_test_setup_teardown(test_held_stand_last, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
