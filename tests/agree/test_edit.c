/* Edits keep every byte that a person wrote. Each case is a text, an edit, and the text as it must be then, byte for byte. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agree/edit.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/yaml.h"

struct
try {
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_edit_file edit;
    struct wr_buf said; /* the mistakes, as printed */
    int result;
    struct wr_where where;
};

static void begin(struct try *t, const char *text, size_t n)
{
    memset(t, 0, sizeof *t);
    wr_arena_init(&t->arena, 0);
    wr_mistakes_init(&t->mistakes);
    wr_buf_init(&t->said, 0);
    t->result = wr_edit_text("needs.yaml", text, n, &t->mistakes, &t->edit);
}

static void end(struct try *t)
{
    wr_edit_free(&t->edit);
    wr_mistakes_free(&t->mistakes);
    wr_buf_free(&t->said);
    wr_arena_free(&t->arena);
}

/* Splits "needs/n1" at its strokes. */
static size_t split(struct wr_arena *arena, const char *path, const char *parts[8])
{
    size_t n = 0;

    while (path != NULL && *path != '\0' && n < 8) {
        size_t length = strcspn(path, "/");
        parts[n++] = wr_arena_text_n(arena, path, length);
        path += length + (path[length] == '/');
    }
    return n;
}

static const char *after(struct try *t)
{
    wr_mistakes_print(&t->mistakes, &t->said);
    return t->result == 0 ? wr_buf_string(&t->edit.text) : wr_buf_string(&t->said);
}

enum what { ADD, SET, PUT };
static void run(struct try *t, enum what what, const char *path, const char *key, struct wr_node *value)
{
    const char *parts[8];
    size_t n = split(&t->arena, path, parts);

    if (t->result == 0)
        t->result = what == ADD   ? wr_edit_add(&t->edit, parts, n, key, value, &t->mistakes, &t->where)
                    : what == SET ? wr_edit_set(&t->edit, parts, n, value, &t->mistakes, &t->where)
                                  : wr_edit_put(&t->edit, parts, n, key, value, &t->mistakes, &t->where);
}

static void check_edit(enum what what, const char *before, const char *path, const char *key, const char *words, const char *want)
{
    struct try t;

    begin(&t, before, strlen(before));
    run(&t, what, path, key, wr_edit_words(&t.arena, words));
    check_text(after(&t), want);
    end(&t);
}

/* An entry as the commands make it: words, a value, a short map, a list. */
static struct wr_node *need(struct wr_arena *a)
{
    struct wr_node *echo = wr_edit_with(a, wr_edit_map(a), "ward nurses", wr_edit_value(a, "6"));
    struct wr_node *map = wr_edit_with(a, wr_edit_map(a), "says", wr_edit_words(a, "It rang: nobody came, #3 again"));

    map = wr_edit_with(a, map, "date", wr_edit_value(a, "2026-01-12"));
    return wr_edit_with(a, map, "me too", echo);
}

static void check_need(const char *before, const char *want)
{
    struct try t;

    begin(&t, before, strlen(before));
    run(&t, ADD, "needs", "n2", need(&t.arena));
    check_text(after(&t), want);
    end(&t);
}

#define NEED "    says: \"It rang: nobody came, #3 again\"\n    date: 2026-01-12\n    me too: {ward nurses: 6}\n"

static void test_add_an_entry(void **state)
{
    (void)state;
    check_need("", "needs:\n  n2:\n" NEED);
    check_need("# only a note\n", "# only a note\nneeds:\n  n2:\n" NEED);
    check_need("needs:\n", "needs:\n  n2:\n" NEED);
    check_need("needs:   # what people say\n  # none yet\n", "needs:   # what people say\n  # none yet\n  n2:\n" NEED);
    check_need("needs:\n  n1: {says: a}   # the first\n", "needs:\n  n1: {says: a}   # the first\n  n2:\n" NEED);
    check_need("needs:\n  n1: {says: a}\n  # of n1\n# of the file\n", "needs:\n  n1: {says: a}\n  # of n1\n  n2:\n" NEED "# of the file\n");
    check_need("needs:\n  n0: a\n\n  # said at night\n  n1: b\n", "needs:\n  n0: a\n\n  # said at night\n  n1: b\n\n  n2:\n" NEED);
    check_need("needs:\n  n1: a\n\n\nother:\n  x: 1\n", "needs:\n  n1: a\n  n2:\n" NEED "\n\nother:\n  x: 1\n");
    check_need("other:\n  x: 1\n", "other:\n  x: 1\n\nneeds:\n  n2:\n" NEED);
    /* in braces all stays in braces */
    check_need("needs: {}\n", "needs: {n2: {says: \"It rang: nobody came, #3 again\", date: 2026-01-12, me too: {ward nurses: 6}}}\n");
    check_need("needs: {n1: a,\n  # yes\n}\n",
               "needs: {n1: a, n2: {says: \"It rang: nobody came, #3 again\", date: 2026-01-12, me too: {ward "
               "nurses: 6}},\n  # yes\n}\n");
    check_need("{\"needs\": {\"n1\": \"a\"}}",
               "{\"needs\": {\"n1\": \"a\", n2: {says: \"It rang: nobody came, #3 again\", date: 2026-01-12, "
               "me too: {ward nurses: 6}}}}");
}

static void test_line_ends_and_indentation(void **state)
{
    struct try t;

    (void)state;
    check_need("needs:\n    n1:\n        says: a",
               "needs:\n    n1:\n        says: a\n    n2:\n        says: \"It rang: nobody came, #3 again\"\n"
               "        date: 2026-01-12\n        me too: {ward nurses: 6}");
    check_edit(ADD, "needs:\r\n  n1:\r\n    says: a\r\n", "needs/n1", "role", "porters",
               "needs:\r\n  n1:\r\n    says: a\r\n    role: porters\r\n");
    check_edit(ADD, "needs:\r\n  n1:\r\n    says: a", "needs/n1", "role", "porters", "needs:\r\n  n1:\r\n    says: a\r\n    role: porters");
    check_edit(ADD, "\xEF\xBB\xBFneeds:\n  n1: {says: \xC3\xA9}\n", "needs/n1", "role", "porters",
               "\xEF\xBB\xBFneeds:\n  n1: {says: \xC3\xA9, role: porters}\n");
    check_edit(ADD, "needs:\n   n1:\n      says: a\n\n   # end\n", "needs/n1", "role", "b",
               "needs:\n   n1:\n      says: a\n      role: b\n\n   # end\n");
    /* where the new entry stands is told */
    begin(&t, "# one\nneeds:\n  n1:\n    says: a\n", 31);
    run(&t, ADD, "needs/n1", "role", wr_edit_words(&t.arena, "porters"));
    assert_int_equal(t.result, 0);
    assert_int_equal(t.where.line, 5);
    assert_int_equal(t.where.column, 5);
    end(&t);
    /* also where what it stands in is made with it */
    begin(&t, "", 0);
    run(&t, ADD, "needs", "n1", need(&t.arena));
    assert_int_equal(t.where.line, 2);
    end(&t);
    begin(&t, "h:\n  harm: c\n", 13);
    run(&t, SET, "h/harm", NULL, wr_edit_words(&t.arena, "d"));
    assert_int_equal(t.where.line, 2);
    end(&t);
}

static void test_blocks_of_lines(void **state)
{
    (void)state;
    check_edit(ADD, "needs:\n  n1:\n    says: |\n      one\n\n      two\n\n\nlater: 1\n", "needs/n1", "role", "b",
               "needs:\n  n1:\n    says: |\n      one\n\n      two\n    role: b\n\n\nlater: 1\n");
    check_edit(ADD, "needs:\n  n1:\n    says: >-\n      one\n      two\n", "needs/n1", "role", "b",
               "needs:\n  n1:\n    says: >-\n      one\n      two\n    role: b\n");
    check_edit(ADD, "needs:\n  n1:\n    says: |+\n      one\n\n", "needs/n1", "role", "b",
               "needs:\n  n1:\n    says: |+\n      one\n\n    role: b\n");
    check_edit(ADD, "needs:\n  n1:\n    says: one\n      two   # why\n", "needs/n1", "role", "b",
               "needs:\n  n1:\n    says: one\n      two   # why\n    role: b\n");
    check_edit(ADD, "needs:\n  n1:\n    says: \"one\n      two\"\n", "needs/n1", "role", "b",
               "needs:\n  n1:\n    says: \"one\n      two\"\n    role: b\n");
    /* a block that goes to the very end of the file would get a line end more: refused */
    check_edit(ADD, "needs:\n  n1:\n    says: |\n      one", "needs/n1", "role", "b",
               "needs.yaml:2:3: needs.n1: nothing was written: what stands there would be read in another way afterwards\n"
               "    write by hand, there: role: b\n");
}

static void test_lists(void **state)
{
    (void)state;
    check_edit(ADD, "h:\n  causes:\n    - a   # first\n    - b\n  harm: c\n", "h/causes", NULL, "bed: moved",
               "h:\n  causes:\n    - a   # first\n    - b\n    - \"bed: moved\"\n  harm: c\n");
    check_edit(ADD, "h:\n  causes:\n  - a\n  harm: c\n", "h/causes", NULL, "x, y", "h:\n  causes:\n  - a\n  - x, y\n  harm: c\n");
    check_edit(ADD, "h:\n  causes: [a, b]   # two\n", "h/causes", NULL, "x, y", "h:\n  causes: [a, b, \"x, y\"]   # two\n");
    check_edit(ADD, "h:\n  causes: [a,\n    b,   # two\n  ]\n", "h/causes", NULL, "c", "h:\n  causes: [a,\n    b, c,   # two\n  ]\n");
    check_edit(ADD, "h:\n  causes: []\n", "h/causes", NULL, "c", "h:\n  causes: [c]\n");
    check_edit(ADD, "h:\n  harm: c\n", "h/causes", NULL, "a", "h:\n  harm: c\n  causes: [a]\n");
    check_edit(ADD, "h:\n  causes:\n  harm: c\n", "h/causes", NULL, "a", "h:\n  causes:\n    - a\n  harm: c\n");
    check_edit(ADD, "h:\n  - says: a\n    by: b\n  - says: c\n", "h/0", "done", "d",
               "h:\n  - says: a\n    by: b\n    done: d\n  - says: c\n");
    check_edit(ADD, "h:\n  harm: c\n", "h/controls/design", "says", "a", "h:\n  harm: c\n  controls:\n    design: {says: a}\n");
}

static void test_set(void **state)
{
    (void)state;
    check_edit(SET, "h1:\n  status: open   # still\n  x: 1\n", "h1/status", NULL, "closed", "h1:\n  status: closed   # still\n  x: 1\n");
    check_edit(SET, "h1: {status: open, x: 1}\n", "h1/status", NULL, "a, b", "h1: {status: \"a, b\", x: 1}\n");
    check_edit(SET, "h1: {status: \"open\", x: 1}\n", "h1/status", NULL, "closed", "h1: {status: \"closed\", x: 1}\n");
    check_edit(SET, "h1:\n  status:   # none\n  x: 1\n", "h1/status", NULL, "closed", "h1:\n  status: closed   # none\n  x: 1\n");
    check_edit(SET, "h1:\n  status:", "h1/status", NULL, "yes", "h1:\n  status: \"yes\"");
    check_edit(PUT, "h1: {x: 1}", "h1", "status", "closed", "h1: {x: 1, status: closed}");
    check_edit(PUT, "h1: {x: 1}", "h1", "x", "closed", "h1: {x: closed}");
    check_edit(SET, "h1:\n  says: a\n    b\n", "h1/says", NULL, "c",
               "needs.yaml:2:3: h1.says: nothing was written: the text that stands there is written over several lines\n"
               "    write by hand, in its place: says: c\n");
    check_edit(SET, "h1:\n  says: {a: 1}\n", "h1/says", NULL, "c",
               "needs.yaml:2:3: h1.says: nothing was written: more than one text stands there\n    write by hand, in its place: says: c\n");
    check_edit(SET, "h1:\n  says: a\n", "h1/status", NULL, "c", "needs.yaml: there is no `status` that could be set\n");
}

static void test_refused(void **state)
{
    (void)state;
    check_edit(ADD, "needs:\n  n1: I walk the whole ward\n", "needs/n1", "role", "porters",
               "needs.yaml:2:3: needs.n1: nothing was written: one text stands there, which would have to be written anew\n"
               "    give the text a name of its own by hand first (says: ...), and write beside it: role: porters\n");
    check_edit(ADD, "needs:\n  n1: a\n", "needs", "n1", "b",
               "needs.yaml:2:3: needs: `n1` is there already\n    do it again: the next free name is taken then\n");
    check_edit(ADD, "needs: [a]\n", "needs", "n1", "b",
               "needs.yaml:1:1: needs: nothing was written: a list stands there, not names\n    write by hand, there: n1: b\n");
    check_edit(ADD, "needs: {a: b}\n", "needs", NULL, "b",
               "needs.yaml:1:1: needs: nothing was written: names stand there, not a list\n    write by hand, there: b\n");
    check_edit(ADD, "needs: {a: b}\n", "needs", " n1", "b",
               "needs.yaml: ` n1` cannot be a name\n    single blanks, and none at the ends\n");
    /* a file that is wrong already is not added to */
    check_edit(ADD, "needs: &x {a: b}\n", "needs", "n1", "b",
               "needs.yaml:1:8: needs: a value may not begin with `&` (YAML takes `&x` as the name of an anchor)\n    put a text that "
               "begins with & in "
               "quotes; anchors are not used here\n");
    check_edit(ADD, "needs: {a: b}\n", "needs", "n1", "one\x01two",
               "needs.yaml: nothing was written: the text holds what is no character\n    type it anew: it holds a control character or an "
               "invisible mark, or "
               "is not UTF-8\n");
}

/* Any text that people may type reads back as itself, in a line and in braces, as a value and as a name. */
static unsigned long long next(unsigned long long *seed)
{
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return *seed >> 33;
}

static bool is_tidy(const char *s)
{
    struct wr_arena arena;
    bool tidy;

    wr_arena_init(&arena, 0);
    tidy = strcmp(wr_text_tidy(&arena, s, strlen(s)), s) == 0;
    wr_arena_free(&arena);
    return tidy;
}

static void test_every_text_reads_back(void **state)
{
    static const char *const pieces[] = {"a",
                                         "Bed 4",
                                         " ",
                                         "  ",
                                         ": ",
                                         ":",
                                         " #",
                                         "#",
                                         "- ",
                                         "-",
                                         "yes",
                                         "no",
                                         "1",
                                         "2026-01-12",
                                         "07:30",
                                         "\"",
                                         "'",
                                         "\\",
                                         "\n",
                                         "\t",
                                         "{",
                                         "}",
                                         "[",
                                         "]",
                                         ",",
                                         "&",
                                         "*",
                                         "!",
                                         "|",
                                         ">",
                                         "%",
                                         "@",
                                         "`",
                                         "?",
                                         "~",
                                         "=",
                                         "\xC3\xA9",
                                         "\xC2\xA3",
                                         "...",
                                         "---",
                                         "null",
                                         "0x1f",
                                         "1e5",
                                         "<<",
                                         "\r",
                                         "\xE2\x80\x99",
                                         "\xF0\x9F\x9A\x91",
                                         "\xC2\xA0",
                                         "e.g. ",
                                         "50%",
                                         ";",
                                         "/",
                                         "$",
                                         "(",
                                         ")"};
    unsigned long long seed = 20261122;

    (void)state;
    for (int round = 0; round < 6000; round++) {
        struct wr_buf words;
        struct try t;
        size_t n = next(&seed) % 6;
        const struct wr_node *got;
        bool braces = round % 2 == 0;

        wr_buf_init(&words, 0);
        for (size_t i = 0; i <= n; i++)
            wr_buf_text(&words, pieces[next(&seed) % (sizeof pieces / sizeof pieces[0])]);
        if (round % 4 < 2)
            begin(&t, braces ? "m: {k: v}\n" : "m:\n  k: v\n", braces ? 10 : 10);
        else
            begin(&t, braces ? "m: [v]" : "m:\n  - v", braces ? 6 : 8);
        run(&t, ADD, "m", round % 4 < 2 ? "new" : NULL,
            round % 3 == 0 ? wr_edit_value(&t.arena, wr_buf_string(&words)) : wr_edit_words(&t.arena, wr_buf_string(&words)));
        if (t.result != 0)
            print_error("%s\n", after(&t));
        assert_int_equal(t.result, 0);
        got = wr_node_get(t.edit.root, "m")->items[1];
        assert_int_equal(got->kind, WR_NODE_TEXT);
        check_text(got->text, wr_buf_string(&words));
        end(&t);
        /* as a name, when it can be one */
        if (words.size > 0 && is_tidy(wr_buf_string(&words))) {
            begin(&t, braces ? "m: {k: v}\n" : "m:\n  k: v\n", 10);
            run(&t, ADD, "m", wr_buf_string(&words), wr_edit_value(&t.arena, "6"));
            assert_int_equal(t.result, 0);
            check_text(wr_node_get(t.edit.root, "m")->items[1]->key, wr_buf_string(&words));
            end(&t);
        }
        wr_buf_free(&words);
    }
}

/* What other readers of YAML take for something else stands in quotes; what they do not, does not. */
static void test_quotes(void **state)
{
    static const struct {
        const char *text, *line, *braces;
    } cases[] = {
        {"I walk the whole ward", "I walk the whole ward", "I walk the whole ward"},
        {"I ring, then wait", "I ring, then wait", "\"I ring, then wait\""},
        {"nobody's there", "nobody's there", "nobody's there"},
        {"she said \"no\"", "she said \"no\"", "she said \"no\""},
        {"no", "\"no\"", "\"no\""},
        {"Yes", "\"Yes\"", "\"Yes\""},
        {"12", "\"12\"", "\"12\""},
        {"2026-01-12", "\"2026-01-12\"", "\"2026-01-12\""},
        {"- a", "\"- a\"", "\"- a\""},
        {"a: b", "\"a: b\"", "\"a: b\""},
        {"a #3", "\"a #3\"", "\"a #3\""},
        {"bed #3", "\"bed #3\"", "\"bed #3\""},
        {"a#3", "a#3", "a#3"},
        {"one\ntwo", "\"one\\ntwo\"", "\"one\\ntwo\""},
        {"", "\"\"", "\"\""},
        {"40 minutes a night", "40 minutes a night", "40 minutes a night"},
    };
    struct wr_buf out;

    (void)state;
    wr_buf_init(&out, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wr_buf_clear(&out);
        wr_edit_quote(&out, cases[i].text, false);
        check_text(wr_buf_string(&out), cases[i].line);
        wr_buf_clear(&out);
        wr_edit_quote(&out, cases[i].text, true);
        check_text(wr_buf_string(&out), cases[i].braces);
    }
    wr_buf_free(&out);
}

static void test_files(void **state)
{
    char folder[] = "/tmp/wardround-test-XXXXXX";
    static const char *const path[] = {"needs"};
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_edit_file edit, other;
    const char *file, *why = NULL;
    struct wr_buf text;

    (void)state;
    assert_non_null(mkdtemp(folder));
    wr_arena_init(&arena, 0);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&text, 0);
    file = wr_arena_printf(&arena, "%s/needs/needs.yaml", folder);
    /* made, with its folder */
    assert_int_equal(wr_edit_open(file, &mistakes, &edit), 0);
    assert_int_equal(wr_edit_write(&edit, &mistakes), 0);
    assert_false(wr_file_exists(file)); /* nothing to write: nothing made */
    assert_int_equal(wr_edit_add(&edit, path, 1, "n1", wr_edit_words(&arena, "a"), &mistakes, NULL), 0);
    assert_int_equal(wr_edit_write(&edit, &mistakes), 0);
    wr_edit_free(&edit);
    assert_int_equal(wr_file_read(file, 1000, &text, &why), 0);
    check_text(wr_buf_string(&text), "needs:\n  n1: a\n");
    /* two who write at the same time: the second is told, and the first one's stays */
    assert_int_equal(wr_edit_open(file, &mistakes, &edit), 0);
    assert_int_equal(wr_edit_open(file, &mistakes, &other), 0);
    assert_int_equal(wr_edit_add(&edit, path, 1, "n2", wr_edit_words(&arena, "b"), &mistakes, NULL), 0);
    assert_int_equal(wr_edit_add(&other, path, 1, "n2", wr_edit_words(&arena, "c"), &mistakes, NULL), 0);
    assert_int_equal(wr_edit_write(&other, &mistakes), 0);
    assert_int_equal(wr_edit_write(&edit, &mistakes), WR_ERR_FILE);
    assert_int_equal(mistakes.mistakes, 1);
    wr_edit_free(&edit);
    wr_edit_free(&other);
    wr_buf_clear(&text);
    assert_int_equal(wr_file_read(file, 1000, &text, &why), 0);
    check_text(wr_buf_string(&text), "needs:\n  n1: a\n  n2: c\n");
    /* a file that may not be written stays, and its rights too */
    assert_int_equal(chmod(file, 0640), 0);
    assert_int_equal(wr_edit_open(file, &mistakes, &edit), 0);
    assert_int_equal(wr_edit_add(&edit, path, 1, "n3", wr_edit_words(&arena, "d"), &mistakes, NULL), 0);
    assert_int_equal(wr_edit_write(&edit, &mistakes), 0);
    wr_edit_free(&edit);
    {
        struct stat about;
        assert_int_equal(stat(file, &about), 0);
        assert_int_equal(about.st_mode & 0777, 0640);
    }
    unlink(file);
    rmdir(wr_arena_printf(&arena, "%s/needs", folder));
    assert_int_equal(rmdir(folder), 0);
    wr_buf_free(&text);
    wr_mistakes_free(&mistakes);
    wr_arena_free(&arena);
}

/* Each allocation fails in turn: no crash, no leak, and the text is as it was or as it is to be. */
static void test_no_memory(void **state)
{
    static const char before[] = "needs:\n  n1: {says: a}\n", want[] = "needs:\n  n1: {says: a}\n  n2: b\n";
    static const char *const path[] = {"needs"};
    bool done = false;

    (void)state;
    for (long i = 0; i < 300 && !done; i++) {
        struct wr_mistakes mistakes;
        struct wr_edit_file edit;
        struct wr_arena arena;
        int result;

        wr_arena_init(&arena, 0);
        wr_mistakes_init(&mistakes);
        wr_mem_fail_after(i);
        result = wr_edit_text("x", before, strlen(before), &mistakes, &edit);
        if (result == 0)
            result = wr_edit_add(&edit, path, 1, "n2", wr_edit_words(&arena, "b"), &mistakes, NULL);
        wr_mem_fail_after(-1);
        done = result == 0 && strcmp(wr_buf_string(&edit.text), want) == 0;
        if (!done)
            assert_true(edit.text.size == 0 || strcmp(wr_buf_string(&edit.text), before) == 0);
        wr_edit_free(&edit);
        wr_mistakes_free(&mistakes);
        wr_arena_free(&arena);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add_an_entry),
        cmocka_unit_test(test_line_ends_and_indentation),
        cmocka_unit_test(test_blocks_of_lines),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_every_text_reads_back),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
