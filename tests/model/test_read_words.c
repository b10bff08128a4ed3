/* What people are told: small services with one thing wrong (or odd) in each, and the exact words, in tests/model/mistakes.txt. Read each answer
 * as a ward sister would: does she know where to look, and what to write?
 *
 * A case gives some parts of a service; those it leaves out are added behind it, so that lines count from the case's first. With
 * WARDROUND_UPDATE=1 the file is written anew with what is said now: read the difference before it is committed. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/model.h"

static const struct {
    const char *key, *text;
} base[] = {
    {"wardround", "wardround: 1\n"},
    {"service", "service: A small one\n"},
    {"run", "run: {warm up: 1 week, collect: 52 weeks}\n"},
    {"outcomes", "outcomes: [went home, died]\n"},
    {"places", "places: {bay: 8}\n"},
    {"staff", "staff: {nurse: 2}\n"},
    {"patients", "patients: {walk-in: {arrive: {a day: 20}, starts at: triage}}\n"},
    {"steps", "steps: {triage: {with: nurse, takes: 8 min, then: went home}}\n"},
};

/* Whether a line of the text begins with "key:". */
static bool has_part(const char *text, const char *key)
{
    size_t n = strlen(key);
    const char *at = text;

    while (at != NULL) {
        if (strncmp(at, key, n) == 0 && at[n] == ':')
            return true;
        at = strchr(at, '\n');
        at = at == NULL ? NULL : at + 1;
    }
    return false;
}

static void say_all(const char *text, struct wr_buf *out)
{
    struct wr_buf whole;
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
    int err;

    memset(&model, 0, sizeof model);
    wr_buf_init(&whole, 0);
    wr_mistakes_init(&mistakes);
    wr_buf_text(&whole, text);
    for (size_t i = 0; i < sizeof base / sizeof base[0] && !has_part(text, "only"); i++)
        if (!has_part(text, base[i].key))
            wr_buf_text(&whole, base[i].text);
    err = wr_source_text("service.yaml", wr_buf_string(&whole), whole.size, ".", &mistakes, &source);
    if (err == 0)
        err = wr_model_read(&source, &mistakes, &model);
    assert_int_equal(err, mistakes.mistakes > 0 ? WR_ERR_MISTAKES : 0);
    wr_mistakes_sort(&mistakes);
    wr_mistakes_print(&mistakes, out);
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
    wr_buf_free(&whole);
}

static void test_words(void **state)
{
    const char *why = NULL, *at, *says, *next;
    struct wr_buf file, now;
    size_t cases = 0;

    (void)state;
    wr_buf_init(&file, 0);
    wr_buf_init(&now, 0);
    assert_int_equal(wr_file_read(source_path("tests/model/mistakes.txt"), 1 << 20, &file, &why), 0);
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
    assert_true(cases > 80);
    check_golden(wr_buf_string(&now), "model/mistakes.txt");
    wr_buf_free(&now);
    wr_buf_free(&file);
}

/* The base that the cases stand on is itself without mistakes and warnings, or the cases would prove nothing. */
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
