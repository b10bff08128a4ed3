#include "support/check.h"

#include <string.h>

#include "read/yaml.h"

/* What people type, and what they are told: where, what, and, where the last is given, what to write. One mistake each. */
static const struct {
    const char *text;
    int line, column;
    const char *message, *hint;
} cases[] = {
    {"a: {says: Safe, calm}\n", 1, 17, "`calm` has no value: the comma before it ended `says: Safe`",
     "put a text that holds a comma in quotes: says: \"Safe, calm\""},
    {"costs: {once: \xC2\xA3"
     "1,200, a year: \xC2\xA3"
     "3}\n",
     1, 18,
     "`200` has no value: the comma before it ended `once: \xC2\xA3"
     "1`",
     "write numbers without commas: once: \xC2\xA3"
     "1200"},
    {"a: {walk-in: }\nb: {walk-in}\n", 2, 5, "`walk-in` has no value", "write walk-in: and its value; a list stands in [ ]"},
    {"a: {b:1}\n", 1, 5, "`b:1` has no value", "put a space after the colon: b: 1"},
    {"says: Safe: calm and kind\n", 1, 11, "a colon and a space inside a text: YAML takes what stands before them as a name",
     "put the text in quotes: says: \"Safe: calm and kind\""},
    {"a: {says: Safe: calm}\n", 1, 15, "a second colon in one entry: either the text holds a colon and a space, or a comma is missing",
     NULL},
    {"says: Talk to #bedside nurse\nb: \"x #y\" # fine\nc: 2 # see #4\n#d: 5\n", 1, 15,
     "`#bedside nurse` is lost: YAML takes # and all that follows it as a note", NULL},
    {"a: [1, #two\n  2]\n", 1, 8, "`#two` is lost: YAML takes # and all that follows it as a note", NULL},
    {"a: >5 min\n", 1, 7, "a value may not begin with `>` (it has a meaning of its own in YAML)", NULL},
    {"a: > 5 min\n", 1, 6, "a value may not begin with `>` (it has a meaning of its own in YAML)", NULL},
    {"a: >5\nb: 1\n", 1, 4, "a value may not begin with `>` (YAML takes it as the start of a block of lines)", NULL},
    {"a: | text\n", 1, 6, "a value may not begin with `|` (it has a meaning of its own in YAML)", "put the text in quotes: a: \"| text\""},
    {"a: %5\n", 1, 4, "a value may not begin with `%` (it has a meaning of its own in YAML)", "put the text in quotes: a: \"%5\""},
    {"a: @home\n", 1, 4, "a value may not begin with `@` (it has a meaning of its own in YAML)", "put the text in quotes: a: \"@home\""},
    {"a: `x`\n", 1, 4, "a value may not begin with ``` (it has a meaning of its own in YAML)", NULL},
    {"a: *5\n", 1, 4, "a value may not begin with `*` (YAML takes `*5` as an alias)", NULL},
    {"a: * five\n", 1, 5, "a value may not begin with `*` (it has a meaning of its own in YAML)", "put the text in quotes: a: \"* five\""},
    {"a: &E dept\n", 1, 4, "a value may not begin with `&` (YAML takes `&E` as the name of an anchor)", NULL},
    {"a: & co\n", 1, 5, "a value may not begin with `&` (it has a meaning of its own in YAML)", "put the text in quotes: a: \"& co\""},
    {"a: !now\n", 1, 4, "a value may not begin with `!` (YAML takes it as the start of a tag)", NULL},
    {"a: ! now\n", 1, 4, "a value may not begin with `!` (YAML takes it as the start of a tag)", NULL},
    {"a: !!str x\n", 1, 4, "a value may not begin with `!` (YAML takes it as the start of a tag)", NULL},
    {"a: !<x y\n", 1, 7, "a value may not begin with `!` (it has a meaning of its own in YAML)", NULL},
    {"a: [sic] they\n", 1, 10, "text goes on after `]`", "put the text in quotes: a: \"[sic] they\""},
    {"a: {b: 1} c\n", 1, 11, "text goes on after `}`", NULL},
    {"a: \"Safe\" calm\n", 1, 11, "text goes on after `\"`", "put the text in quotes: a: '\"Safe\" calm'"},
    {"a: {x: a [b] c}\n", 1, 10, "a bracket opens in the middle of a text", NULL},
    {"a: , x\n", 1, 4, "a value may not begin with `,` (it has a meaning of its own in YAML)", NULL},
    {"a: [1,,2]\n", 1, 7, "nothing stands before this comma", NULL},
    {"a: ]\n", 1, 4, "a bracket closes that was never opened", NULL},
    {"a: [1}\n", 1, 6, "the `[` on line 1 is closed with `}`", "write ] here"},
    {"a: {b: [1, 2]\nc: 3\n", 1, 4, "the `{` that opens here is never closed", NULL},
    {"a: [1, 2\nb: 3\n", 1, 4, "the `[` that opens here is never closed", NULL},
    {"a: [1, 2", 1, 4, "the `[` that opens here is never closed", NULL},
    {"a: \"open\nb: 1\n", 1, 4, "the quote that opens here is never closed", NULL},
    {"a: 'tis\nb: 1\n", 1, 4, "the quote that opens here is never closed", NULL},
    {"a: \"x\\d\"\n", 1, 6, "in double quotes a backslash begins an escape, and this is none", NULL},
    {"a: \"x\\0y\"\n", 1, 4, "the text holds a NUL byte", NULL},
    {"a: \"x\\u2028y\"\n", 1, 4, "the text holds an invisible line break (U+2028 or U+2029)", NULL},
    {"a: \"x\\uFEFFy\"\n", 1, 4, "the text holds an invisible space without width", NULL},
    {"a: \"x\\x07y\"\n", 1, 4, "the text holds a control character", NULL},
    {"a:\n\tb: 1\n", 2, 1, "there is a tab in the white space that begins the line", NULL},
    {"a: 1\n\tb: 1\n", 2, 1, "there is a tab in the white space that begins the line", NULL},
    {"a:8 min\nb: 2\n", 1, 1, "there is no space after the colon", "put a space after the colon: a: ..."},
    {"a: 1\nb:8 min\nc: 2\n", 2, 1, "there is no space after the colon", NULL},
    {"a: 1\nno colon here\nb: 2\n", 2, 1, "this line has no colon", NULL},
    {"about: what\n  note: more\n", 2, 7, "this line lies deeper than the text above it, which has a value already", NULL},
    {"a:\n  b: 1\n c: 2\n", 3, 2, "this line does not fit those above it", NULL},
    {"a: 1\n- b\n", 2, 1, "this line does not fit those above it", NULL},
    {"a: - b\n", 1, 4, "a list begins with `- ` where no list can begin", NULL},
    {"a: ? b\n", 1, 4, "a value may not begin with `?` and a space (it has a meaning of its own in YAML)", NULL},
    {"[a]: 1\n", 1, 1, "a list stands where a name should be", NULL},
    {"? {a: b}\n: 1\n", 1, 3, "a map stands where a name should be", NULL},
    {"b: {c d: 1, c  d: 2}\n", 1, 13, "`c d` stands twice in b: here and on line 1", NULL},
    {"'': 1\n", 1, 1, "there is a value without a name before its colon", NULL},
    {"a: 1\n---\nb: 2\n", 2, 1, "the file holds more than one document", NULL},
};

static void test_messages(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wr_arena arena;
        struct wr_mistakes m;
        struct wr_node *root;
        int ret;
        wr_arena_init(&arena, 0);
        wr_mistakes_init(&m);
        ret = wr_yaml_read(&arena, "t.yaml", cases[i].text, strlen(cases[i].text), &m, &root);
        if (ret != WR_ERR_MISTAKES || m.count != 1)
            fail_msg("%d and %zu mistakes in %s", ret, m.count, cases[i].text);
        check_text(m.list[0].message, cases[i].message);
        if (m.list[0].where.line != cases[i].line || m.list[0].where.column != cases[i].column)
            fail_msg("at %d:%d, not at %d:%d in %s", m.list[0].where.line, m.list[0].where.column, cases[i].line, cases[i].column,
                     cases[i].text);
        assert_non_null(m.list[0].hint); /* there is always something to write instead */
        if (cases[i].hint != NULL)
            check_text(m.list[0].hint, cases[i].hint);
        wr_mistakes_free(&m);
        wr_arena_free(&arena);
    }
}

/* Bytes that no text holds. */
static void test_bytes(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        int line, column;
        const char *message;
    } bytes[] = {
        {"a: b\nc: \xA3"
         "5\n",
         11, 2, 4, "this is not UTF-8 (byte 0xA3): it may be a pound sign from an older Windows encoding"},
        {"\xC2\xA3: \xFF\n", 6, 1, 4, "this is not UTF-8 (byte 0xFF)"},
        {"\xFF\xFE"
         "a\0",
         4, 0, 0, "the file is in UTF-16, not in UTF-8"},
        {"a: b\n\0\n", 7, 2, 1, "the file holds a NUL byte"},
        {"a: b\x01\n", 6, 1, 5, "there is a control character here"},
        {"a: \x7F\n", 5, 1, 4, "there is a control character here"},
        {"a: b\xE2\x80\xA8"
         "c",
         8, 1, 5, "there is an invisible line break (U+2028 or U+2029) here"},
        {"a: b\xE2\x80\x8B"
         "c",
         8, 1, 5, "there is an invisible space without width here"},
        {"a: b\xE2\x80\xAE"
         "c",
         8, 1, 5, "there is an invisible mark that turns the direction of writing here"},
        {"a: b\xE2\x81\xA6"
         "c",
         8, 1, 5, "there is an invisible mark that turns the direction of writing here"},
        {"a: b\xEF\xBF\xBF"
         "c",
         8, 1, 5, "there is a code that is no character here"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof bytes / sizeof bytes[0]; i++) {
        struct wr_arena arena;
        struct wr_mistakes m;
        struct wr_node *root;
        wr_arena_init(&arena, 0);
        wr_mistakes_init(&m);
        assert_int_equal(wr_yaml_read(&arena, "t.yaml", bytes[i].text, bytes[i].n, &m, &root), WR_ERR_MISTAKES);
        assert_int_equal(m.count, 1);
        check_text(m.list[0].message, bytes[i].message);
        assert_int_equal(m.list[0].where.line, bytes[i].line);
        assert_int_equal(m.list[0].where.column, bytes[i].column);
        assert_null(root);
        wr_mistakes_free(&m);
        wr_arena_free(&arena);
    }
}

/* What looks like a trap and is none. */
static void test_no_trap(void **state)
{
    static const char *const good[] = {
        "a: 1 # note\n#a: 2\n  #b\nc: 3   # see #4, #five\n",
        "a: 'x #y'\nb: \"x #y\"\nc: x#y\nd: |\n  x #y\n  #z\ne: 4\n",
        "a: 08:00\nb: a:b\nc: http://x.y/z\nd: it's\ne: 5 > 4\nf: 50% of A&E (*some*) [all] {most}!\n",
        "a: [08:00, 'b, c']\nd: {e: 'f, g', h: \"i: j\"}\n",
        "a: -5\n",
        "a: x\ty\n",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct wr_arena arena;
        struct wr_mistakes m;
        struct wr_node *root;
        wr_arena_init(&arena, 0);
        wr_mistakes_init(&m);
        if (wr_yaml_read(&arena, "t.yaml", good[i], strlen(good[i]), &m, &root) != 0)
            fail_msg("%s in %s", m.list[0].message, good[i]);
        wr_mistakes_free(&m);
        wr_arena_free(&arena);
    }
}

/* Mistakes carry the path of what they are about. */
static void test_paths(void **state)
{
    static const char text[] = "steps:\n  triage:\n    takes: *x\n    with: [a, &b c]\n    takes: 2\n";
    struct wr_arena arena;
    struct wr_mistakes m;
    struct wr_node *root;

    (void)state;
    wr_arena_init(&arena, 0);
    wr_mistakes_init(&m);
    assert_int_equal(wr_yaml_read(&arena, "t.yaml", text, sizeof text - 1, &m, &root), WR_ERR_MISTAKES);
    assert_int_equal(m.count, 3);
    check_text(m.list[0].path, "steps.triage.takes");
    check_text(m.list[1].path, "steps.triage.with[2]");
    check_text(m.list[2].path, "steps.triage.takes");
    wr_mistakes_free(&m);
    wr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_messages), cmocka_unit_test(test_bytes), cmocka_unit_test(test_no_trap),
                                       cmocka_unit_test(test_paths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
