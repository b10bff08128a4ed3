#include "support/check.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "read/yaml.h"

struct reading {
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_node *root;
    int ret;
};

static struct reading read_n(const char *text, size_t n)
{
    struct reading r;

    wr_arena_init(&r.arena, 0);
    wr_mistakes_init(&r.mistakes);
    r.ret = wr_yaml_read(&r.arena, "t.yaml", text, n, &r.mistakes, &r.root);
    return r;
}

static struct reading read(const char *text) { return read_n(text, strlen(text)); }

static void done(struct reading *r)
{
    wr_arena_free(&r->arena);
    wr_mistakes_free(&r->mistakes);
}

static const char *text_at(const struct wr_node *map, const char *key)
{
    const struct wr_node *node = wr_node_get(map, key);

    return node == NULL ? NULL : node->text;
}

/* Every plain word is text, exactly as typed. */
static void test_plain_text(void **state)
{
    struct reading r = read("a: no\nb: 010\nc: 20:00\nd: ~\ne: null\nf: 1e3\ng: mon to fri 08:00 to 18:00\nh: A&E, 100% sure!\ni: 1 in 82\n"
                            "j: 0x10\nk: .5\nl: £1.2m a year\nm:\n");

    (void)state;
    assert_int_equal(r.ret, 0);
    check_text(text_at(r.root, "a"), "no");
    check_text(text_at(r.root, "b"), "010");
    check_text(text_at(r.root, "c"), "20:00");
    check_text(text_at(r.root, "d"), "~");
    check_text(text_at(r.root, "e"), "null");
    check_text(text_at(r.root, "f"), "1e3");
    check_text(text_at(r.root, "g"), "mon to fri 08:00 to 18:00");
    check_text(text_at(r.root, "h"), "A&E, 100% sure!");
    check_text(text_at(r.root, "i"), "1 in 82");
    check_text(text_at(r.root, "j"), "0x10");
    check_text(text_at(r.root, "l"), "\xC2\xA3"
                                     "1.2m a year");
    assert_int_equal(wr_node_get(r.root, "m")->kind, WR_NODE_EMPTY);
    done(&r);
}

static void test_keys(void **state)
{
    struct reading r = read("{08:00 to 20:00: 4, 16:00 to 00:00: 2}");

    (void)state;
    assert_int_equal(r.ret, 0);
    check_text(text_at(r.root, "08:00 to 20:00"), "4");
    done(&r);
    r = read("{0 h: 0, 6 h: 1 in 82}");
    assert_int_equal(r.ret, 0);
    check_text(text_at(r.root, "0 h"), "0");
    check_text(text_at(r.root, "6 h"), "1 in 82");
    done(&r);
    r = read("triage   nurse : 2\n' A&E ': x\n");
    assert_int_equal(r.ret, 0);
    check_text(text_at(r.root, "triage nurse"), "2");
    check_text(text_at(r.root, "A&E"), "x");
    done(&r);
}

static void test_places(void **state)
{
    struct reading r = read("steps:\n  triage:\n    takes: 8 min\n    \xC2\xA3\xC2\xA3: [a, bé, c]\n");
    const struct wr_node *node;

    (void)state;
    assert_int_equal(r.ret, 0);
    node = wr_node_get(wr_node_get(wr_node_get(r.root, "steps"), "triage"), "takes");
    assert_int_equal(node->where.line, 3);
    assert_int_equal(node->where.column, 12);
    assert_int_equal(node->key_where.line, 3);
    assert_int_equal(node->key_where.column, 5);
    check_text(node->where.file, "t.yaml");
    node = wr_node_get(wr_node_get(wr_node_get(r.root, "steps"), "triage"), "\xC2\xA3\xC2\xA3");
    assert_int_equal(node->items[2]->where.column, 17); /* characters, not bytes */
    done(&r);
}

static void test_forms(void **state)
{
    struct reading r = read("\xEF\xBB\xBF%YAML 1.2\r\n---\r\na: 'x: y # z'\r\nb: |\r\n  two\r\n  lines\r\nc: >\r\n  folded\r\n  text\r\nd: "
                            "plain\r\n  goes on\r\n...\r\n");

    (void)state;
    assert_int_equal(r.ret, 0);
    check_text(text_at(r.root, "a"), "x: y # z");
    assert_true(wr_node_get(r.root, "a")->quoted);
    check_text(text_at(r.root, "b"), "two\nlines\n");
    assert_true(wr_node_get(r.root, "b")->quoted);
    check_text(text_at(r.root, "c"), "folded text\n");
    check_text(text_at(r.root, "d"), "plain goes on");
    assert_false(wr_node_get(r.root, "d")->quoted);
    done(&r);
    r = read("");
    assert_int_equal(r.ret, 0);
    assert_null(r.root);
    done(&r);
    r = read("# only a note\n");
    assert_int_equal(r.ret, 0);
    assert_null(r.root);
    done(&r);
}

/* All that is wrong is said, not only the first. */
static void test_all_at_once(void **state)
{
    struct reading r = read("a: {says: Safe, calm}\na: 2\nb: *x\nc: x #lost\nd: [&e f, !g h]\n");

    (void)state;
    assert_int_equal(r.ret, WR_ERR_MISTAKES);
    assert_int_equal(r.mistakes.mistakes, 6);
    done(&r);
}

static void test_levels(void **state)
{
    char text[2 * 70 + 1];
    struct reading r;

    (void)state;
    memset(text, '[', 64);
    memset(text + 64, ']', 64);
    r = read_n(text, 128);
    assert_int_equal(r.ret, 0);
    done(&r);
    memset(text, '[', 65);
    memset(text + 65, ']', 65);
    r = read_n(text, 130);
    assert_int_equal(r.ret, WR_ERR_MISTAKES);
    assert_int_equal(r.mistakes.count, 1);
    check_text(r.mistakes.list[0].message, "maps and lists lie in one another more than 64 deep; nothing after this was read");
    assert_int_equal(r.mistakes.list[0].where.column, 65);
    done(&r);
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Texts that make a careless reader slow or deep. Each must be done with in a moment: a quadratic reader needs many seconds. */
static void test_hostile_sizes(void **state)
{
    static const struct {
        const char *piece;
        size_t times;
        bool good;
    } cases[] = {
        {"[", 200000, false},      {"{a: ", 200000, false}, {"- ", 200000, false}, {"? ", 200000, false},    {"a: 1 #b\n", 100000, false},
        {"k: 1\n", 100000, false}, {"\"", 200001, false},   {"'", 200001, false},  {"&a ", 100000, false},   {"!t ", 100000, false},
        {"#x", 400000, true},      {"a:\n", 100000, false}, {"]", 100000, false},  {"\\", 100000, true},     {"a\n", 100000, true},
        {"- a\n", 200000, true},   {"\t", 100000, false},   {": ", 100000, false}, {"---\n", 100000, false}, {"\xC2\xA3", 300000, true},
    };
    struct wr_buf text;
    size_t i, j;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reading r;
        double start;
        wr_buf_init(&text, 0);
        for (j = 0; j < cases[i].times; j++)
            wr_buf_text(&text, cases[i].piece);
        start = seconds();
        r = read_n(text.data, text.size);
        if (seconds() - start > 5)
            fail_msg("%zu times %s took %.1f s", cases[i].times, cases[i].piece, seconds() - start);
        if ((r.ret == 0) != cases[i].good)
            fail_msg("%zu times %s gave %d", cases[i].times, cases[i].piece, r.ret);
        done(&r);
        wr_buf_free(&text);
    }
}

static void test_many_keys(void **state)
{
    struct wr_buf text;
    struct reading r;
    double start;
    int i;

    (void)state;
    wr_buf_init(&text, 0);
    wr_buf_char(&text, '{'); /* on one line, and not ASCII: places must not be searched for from the start each time */
    for (i = 0; i < 60000; i++)
        wr_buf_printf(&text, "step \xC2\xA3%d: %d, ", i, i);
    wr_buf_char(&text, '}');
    start = seconds();
    r = read_n(text.data, text.size);
    assert_true(seconds() - start < 5);
    assert_int_equal(r.ret, 0);
    assert_int_equal(r.root->count, 60000);
    check_text(text_at(r.root, "step \xC2\xA3"
                               "59999"),
               "59999");
    done(&r);
    wr_buf_free(&text);
}

static void test_eight_mebibytes(void **state)
{
    struct reading r;
    char *text = wr_mem_alloc(WR_READ_MAX_BYTES + 1, 1);

    (void)state;
    assert_non_null(text);
    memset(text, 'x', WR_READ_MAX_BYTES + 1);
    r = read_n(text, WR_READ_MAX_BYTES);
    assert_int_equal(r.ret, 0);
    assert_int_equal(r.root->length, WR_READ_MAX_BYTES);
    done(&r);
    r = read_n(text, WR_READ_MAX_BYTES + 1);
    assert_int_equal(r.ret, WR_ERR_MISTAKES);
    check_text(r.mistakes.list[0].message, "the file is larger than 8 MiB");
    done(&r);
    wr_mem_free(text);
}

/* Each allocation fails in turn: memory is said to be out, or the mistakes or the tree are as ever; nothing leaks (run with ASan). */
static void test_no_memory(void **state)
{
    struct wr_buf large;
    const char *texts[] = {
        "a: {b: [1, 2], says: 'x', 08:00 to 20:00: 4}\nc: |\n  text\nd: e\n",
        "a: {says: Safe, calm}\na: 2\nb: *x\nc: x #lost\nd: [&e f, !g h]\ne: a: b\n", "a: [1, 2\nb: {c: 1\n",
        NULL, /* one that takes several blocks of the arena */
    };
    size_t i;

    (void)state;
    wr_buf_init(&large, 0);
    for (i = 0; i < 3000; i++)
        wr_buf_printf(&large, "step %zu: {takes: 8 min, then: [a, b]}\n", i);
    texts[3] = wr_buf_string(&large);
    for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct reading want = read(texts[i]);
        long n, made;
        wr_mem_fail_after(-1);
        for (n = 0;; n++) {
            struct reading r;
            wr_mem_fail_after(n);
            r = read(texts[i]);
            made = wr_mem_fail_after(-1);
            if (r.ret != want.ret)
                assert_int_equal(r.ret, WR_ERR_MEMORY);
            else
                assert_int_equal(r.mistakes.mistakes, want.mistakes.mistakes);
            done(&r);
            if (made <= n)
                break;
        }
        assert_true(n >= (i == 3 ? 8 : 2));
        done(&want);
    }
    wr_buf_free(&large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_text),    cmocka_unit_test(test_keys),        cmocka_unit_test(test_places),
        cmocka_unit_test(test_forms),         cmocka_unit_test(test_all_at_once), cmocka_unit_test(test_levels),
        cmocka_unit_test(test_hostile_sizes), cmocka_unit_test(test_many_keys),   cmocka_unit_test(test_eight_mebibytes),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
