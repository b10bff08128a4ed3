/* Bad text gets a message, never a crash, a hang or a half-made model: the whole language cut short, with bytes changed, with parts of it
 * exchanged; each allocation failing in turn. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/model.h"

static int whole(struct wr_buf *text)
{
    const char *why;

    wr_buf_init(text, 0);
    return wr_file_read(source_path("tests/model/whole-language.yaml"), 1 << 20, text, &why);
}

/* Reads and gives the result; whatever is refused has been told of, in UTF-8. */
static int read_text(const char *data, size_t n)
{
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
    struct wr_buf out;
    int err;

    memset(&model, 0, sizeof model);
    wr_mistakes_init(&mistakes);
    err = wr_source_text("x.yaml", data, n, source_path("tests/model"), &mistakes, &source);
    if (err == 0)
        err = wr_model_read(&source, &mistakes, &model);
    if (err == 0 || err == WR_ERR_MISTAKES)
        assert_int_equal(err == 0, mistakes.mistakes == 0);
    wr_buf_init(&out, 0);
    wr_mistakes_print(&mistakes, &out);
    assert_true(err == WR_ERR_MEMORY || wr_text_utf8(wr_buf_string(&out), out.size, NULL));
    wr_buf_free(&out);
    wr_model_free(&model);
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
    return err;
}

static void test_cut_short(void **state)
{
    struct wr_buf text;
    size_t n, steps;

    (void)state;
    assert_int_equal(whole(&text), 0);
    assert_int_equal(read_text(wr_buf_string(&text), text.size), 0);
    steps = (size_t)(strstr(wr_buf_string(&text), "\nsteps:") - wr_buf_string(&text));
    for (n = 0; n < text.size; n += 61) {
        int err = read_text(wr_buf_string(&text), n);
        assert_true(err == WR_ERR_MISTAKES || (err == 0 && n > steps)); /* what stands behind the steps may be left out */
    }
    wr_buf_free(&text);
}

/* A small generator of its own, so that a failure can be repeated anywhere. */
static unsigned next(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void test_changed_bytes(void **state)
{
    static const char marks[] = "{}[],:#'\"&*!%@|>- \t\n0159.xé~\x7f";
    unsigned seed = 1;
    struct wr_buf text;
    char *copy;
    int round, i;

    (void)state;
    assert_int_equal(whole(&text), 0);
    copy = test_malloc(text.size);
    for (round = 0; round < 400; round++) {
        memcpy(copy, wr_buf_string(&text), text.size);
        for (i = 0; i <= round % 4; i++)
            copy[next(&seed) % text.size] = marks[next(&seed) % (sizeof marks - 1)];
        int err = read_text(copy, text.size);
        assert_true(err == 0 || err == WR_ERR_MISTAKES);
    }
    test_free(copy);
    wr_buf_free(&text);
}

/* Lines taken away, doubled or exchanged: what remains is often well-formed YAML with something missing. */
static void test_changed_lines(void **state)
{
    const char *lines[400];
    size_t lengths[400], n = 0, i;
    unsigned seed = 2;
    struct wr_buf text, other;
    const char *at;
    int round;

    (void)state;
    assert_int_equal(whole(&text), 0);
    for (at = wr_buf_string(&text); *at != '\0' && n < 400; n++) {
        const char *end = strchr(at, '\n');
        lines[n] = at;
        lengths[n] = end == NULL ? strlen(at) : (size_t)(end - at) + 1;
        at += lengths[n];
    }
    assert_true(n > 150 && n < 400);
    wr_buf_init(&other, 0);
    for (round = 0; round < 300; round++) {
        size_t a = next(&seed) % n, b = next(&seed) % n;
        wr_buf_clear(&other);
        for (i = 0; i < n; i++) {
            size_t which = i == a ? b : i == b && round % 3 == 1 ? a : i;
            if (i == a && round % 3 == 2)
                continue;
            wr_buf_add(&other, lines[which], lengths[which]);
        }
        int err = read_text(wr_buf_string(&other), other.size);
        assert_true(err == 0 || err == WR_ERR_MISTAKES);
    }
    wr_buf_free(&other);
    wr_buf_free(&text);
}

/* Every scalar of the file in turn becomes each of these. */
static void test_changed_values(void **state)
{
    static const char *const values[] = {
        "nan", "-1 min", "1e308", "{}", "[]", "{by: age}", "rest", "done", "{estimate: 1}", "{any of: []}", "99999999999 years", "~"};
    struct wr_buf text, other;
    size_t v, at, count = 0;

    (void)state;
    assert_int_equal(whole(&text), 0);
    wr_buf_init(&other, 0);
    for (at = 0; at < text.size; at++) {
        const char *s = wr_buf_string(&text) + at;
        size_t n;
        if (s[0] != ':' || s[1] != ' ' || s[2] == '{' || s[2] == '[' || s[2] == '"' || s[2] == ' ')
            continue;
        n = strcspn(s + 2, ",}]\n#");
        if (count++ % 7 != 0) /* every seventh with all of them keeps it quick; the step is prime to the file's rhythm */
            continue;
        for (v = 0; v < sizeof values / sizeof values[0]; v++) {
            wr_buf_clear(&other);
            wr_buf_add(&other, wr_buf_string(&text), at + 2);
            wr_buf_text(&other, values[v]);
            wr_buf_text(&other, s + 2 + n);
            int err = read_text(wr_buf_string(&other), other.size);
            assert_true(err == 0 || err == WR_ERR_MISTAKES);
        }
    }
    assert_true(count > 200);
    wr_buf_free(&other);
    wr_buf_free(&text);
}

/* Without memory the answer is WR_ERR_MEMORY, or the model is whole; nothing leaks (the sanitizers look). */
static void test_no_memory(void **state)
{
    struct wr_buf text;
    long all, n;
    int failed = 0;

    (void)state;
    assert_int_equal(whole(&text), 0);
    (void)wr_mem_fail_after(-1);
    assert_int_equal(read_text(wr_buf_string(&text), text.size), 0);
    all = wr_mem_fail_after(-1);
    assert_true(all > 100);
    for (n = 0; n < all; n += n < 300 ? 1 : 13) {
        int err;
        (void)wr_mem_fail_after(n);
        err = read_text(wr_buf_string(&text), text.size);
        (void)wr_mem_fail_after(-1);
        assert_true(err == WR_ERR_MEMORY || err == 0);
        failed += err == WR_ERR_MEMORY;
    }
    assert_true(failed > 100);
    wr_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cut_short), cmocka_unit_test(test_changed_bytes),
                                       cmocka_unit_test(test_changed_lines), cmocka_unit_test(test_changed_values),
                                       cmocka_unit_test(test_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
