/* What people are told about the files that they wrote: small files with one thing wrong (or odd) in each, and the exact words, in tests/agree/mistakes.txt.
 * Read each answer as a ward sister would: does she know where to look, and what to write?
 *
 * A case gives one or more files, each begun by a line "@ folder/name", beside the small service of small.h. With WARDROUND_UPDATE=1 the file is written
 * anew with what is said now: read the difference before it is committed. */
#include "support/check.h"

#include <stdlib.h>

#include "agree/small.h"
#include "base/file.h"

static void say_all(const char *text, struct wr_buf *out)
{
    struct small s;
    int err = small_read(&s, text);

    assert_int_equal(err, s.mistakes.mistakes > 0 ? WR_ERR_MISTAKES : 0);
    wr_mistakes_sort(&s.mistakes);
    wr_mistakes_print(&s.mistakes, out);
    small_free(&s);
}

static void test_words(void **state)
{
    const char *why = NULL, *at, *says, *next;
    struct wr_buf file, now;
    size_t cases = 0;

    (void)state;
    wr_buf_init(&file, 0);
    wr_buf_init(&now, 0);
    assert_int_equal(wr_file_read(source_path("tests/agree/mistakes.txt"), 1 << 20, &file, &why), 0);
    for (at = wr_buf_string(&file); at != NULL && strncmp(at, "=== ", 4) == 0; at = next) {
        const char *text = strchr(at, '\n') + 1;
        char *copy;
        size_t n;
        says = strstr(text, "--- says\n");
        assert_non_null(says);
        next = strstr(says, "\n=== ");
        next = next == NULL ? NULL : next + 1;
        n = (size_t)(says - text);
        copy = test_malloc(n + 1);
        memcpy(copy, text, n);
        copy[n] = '\0';
        wr_buf_add(&now, at, (size_t)(says - at) + 9);
        say_all(copy, &now);
        if (next != NULL)
            wr_buf_char(&now, '\n');
        test_free(copy);
        cases++;
    }
    assert_true(cases >= 60);
    check_golden(wr_buf_string(&now), "agree/mistakes.txt");
    wr_buf_free(&now);
    wr_buf_free(&file);
}

/* What the cases stand on is itself without mistakes and warnings, or they would prove nothing. */
static void test_base_is_well(void **state)
{
    struct wr_buf out;

    (void)state;
    wr_buf_init(&out, 0);
    say_all("", &out);
    check_text(wr_buf_string(&out), "");
    wr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_base_is_well), cmocka_unit_test(test_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
