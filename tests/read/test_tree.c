#include "support/check.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "read/tree.h"
#include "read/yaml.h"

static const struct wr_where nowhere = {NULL, 0, 0};

static void test_large_map(void **state)
{
    struct wr_arena arena;
    struct wr_node *map, *node;
    char key[32];
    int i;

    (void)state;
    wr_arena_init(&arena, 0);
    map = wr_node_new(&arena, WR_NODE_MAP, nowhere);
    for (i = 0; i < 30000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        assert_null(wr_node_get(map, key));
        node = wr_node_new_text(&arena, key, nowhere);
        node->key = wr_arena_text(&arena, key);
        assert_int_equal(wr_node_add(&arena, map, node), 0);
    }
    for (i = 0; i < 30000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        node = wr_node_get(map, key);
        assert_non_null(node);
        check_text(node->text, key);
    }
    /* changed by hand, as a change of a service does: replaced in place, and cut off at the end */
    node = wr_node_new_text(&arena, "new", nowhere);
    node->key = "k5";
    map->items[5] = node;
    check_text(wr_node_get(map, "k5")->text, "new");
    map->count = 29999;
    assert_null(wr_node_get(map, "k29999"));
    assert_non_null(wr_node_get(map, "k29998"));
    wr_arena_free(&arena);
}

static void test_get_from_what_is_no_map(void **state)
{
    struct wr_arena arena;

    (void)state;
    wr_arena_init(&arena, 0);
    assert_null(wr_node_get(NULL, "a"));
    assert_null(wr_node_get(wr_node_new(&arena, WR_NODE_LIST, nowhere), "a"));
    assert_null(wr_node_get(wr_node_new_text(&arena, "a", nowhere), "a"));
    check_text(wr_node_kind_words(WR_NODE_EMPTY), "nothing");
    check_text(wr_node_kind_words(WR_NODE_TEXT), "a text");
    check_text(wr_node_kind_words(WR_NODE_LIST), "a list");
    check_text(wr_node_kind_words(WR_NODE_MAP), "a map");
    wr_arena_free(&arena);
}

static struct wr_node *read(struct wr_arena *arena, const char *text)
{
    struct wr_mistakes m;
    struct wr_node *root = NULL;
    struct wr_buf out;

    wr_mistakes_init(&m);
    if (wr_yaml_read(arena, "t.yaml", text, strlen(text), &m, &root) != 0) {
        wr_buf_init(&out, 0);
        wr_mistakes_print(&m, &out);
        fail_msg("%s\nin:\n%s", wr_buf_string(&out), text);
    }
    wr_mistakes_free(&m);
    return root;
}

static void same_tree(const struct wr_node *a, const struct wr_node *b)
{
    size_t i;

    assert_int_equal(a->kind, b->kind);
    assert_true((a->key == NULL) == (b->key == NULL));
    if (a->key != NULL)
        check_text(a->key, b->key);
    if (a->kind == WR_NODE_TEXT)
        check_text(a->text, b->text);
    assert_int_equal(a->count, b->count);
    for (i = 0; i < a->count; i++)
        same_tree(a->items[i], b->items[i]);
}

/* Printed as YAML and read again it is the same tree. */
static void round_trip(const char *text)
{
    struct wr_arena arena;
    struct wr_node *first, *second;
    struct wr_buf out;

    wr_arena_init(&arena, 0);
    wr_buf_init(&out, 0);
    first = read(&arena, text);
    wr_node_print_yaml(first, &out);
    second = read(&arena, wr_buf_string(&out));
    same_tree(first, second);
    wr_buf_free(&out);
    wr_arena_free(&arena);
}

static void test_yaml_round_trip(void **state)
{
    (void)state;
    round_trip("a: 1\nb: [x, {c: d, e: []}, {}, [1, [2]]]\n08:00 to 20:00: 4\n");
    round_trip("a:\nb: ''\nc: ~\nd: '#x'\ne: 'a: b'\nf: 'a #b'\ng: ' x '\nh: '- x'\ni: -5\nj: .5\nk: '-'\n");
    round_trip("a: \"two\\nlines \\t \\r \\\\ \\\" \\u00a3 \\U0001F3E5\"\n");
    round_trip("a: |\n  block\n   text\n\nb: >\n  folded\n  text\n");
    round_trip("'a: b': 1\n'#x': 2\n");
    round_trip("- a\n-\n- - b\n  - c: d\n    e: f\n");
    round_trip("plain");
    round_trip("'quoted: text'");
    round_trip("says: 'it''s @home, `now` & 100% *sure* !'\nb: '@home'\nc: '%'\nd: '!x'\ne: '{x'\nf: 'x}'\n");
}

static void test_json(void **state)
{
    struct wr_arena arena;
    struct wr_buf out;

    (void)state;
    wr_arena_init(&arena, 0);
    wr_buf_init(&out, 0);
    wr_node_print_json(read(&arena, "a: no\nb: [010, 20:00]\nc:\nd: {}\n"), &out);
    check_text(wr_buf_string(&out), "{\"a\": \"no\", \"b\": [\"010\", \"20:00\"], \"c\": null, \"d\": {}}");
    wr_buf_free(&out);
    wr_arena_free(&arena);
}

static void test_copy(void **state)
{
    struct wr_arena arena, other;
    struct wr_node *first, *copy;

    (void)state;
    wr_arena_init(&arena, 0);
    wr_arena_init(&other, 0);
    first = read(&arena, "a: {b: [1, 2], c: 'x'}\nd:\n");
    copy = wr_node_copy(&other, first);
    same_tree(first, copy);
    copy->items[0]->count = 0;
    assert_int_equal(first->items[0]->count, 2);
    assert_true(copy->items[0]->items[1]->quoted);
    assert_int_equal(copy->items[1]->where.line, first->items[1]->where.line);
    wr_mem_fail_after(0);
    wr_arena_free(&other);
    assert_null(wr_node_copy(&other, first));
    wr_mem_fail_after(-1);
    wr_arena_free(&other);
    wr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_large_map),
        cmocka_unit_test(test_get_from_what_is_no_map),
        cmocka_unit_test(test_yaml_round_trip),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
