/* The scale of clinical safety cell by cell; what a trust may edit, and what it is told when it slips. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agree/scales.h"
#include "base/file.h"

static const char *const severities[] = {"minor", "significant", "considerable", "major", "catastrophic"};

/* Reads the program's scales with `text` (NULL: none) as a trust's own file. Messages go to *said, owned by the caller's arena. */
static int read_own(struct wr_arena *arena, const char *text, struct wr_scales *out, const char **said)
{
    char folder[] = "/tmp/wardround-scales-XXXXXX", place[80], file[100];
    const char *why = NULL;
    struct wr_mistakes mistakes;
    struct wr_buf words;
    int result;

    wr_arena_init(arena, 0);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&words, 0);
    assert_non_null(mkdtemp(folder));
    snprintf(place, sizeof place, "%s/scales", folder);
    snprintf(file, sizeof file, "%s/own.yaml", place);
    if (text != NULL) {
        assert_int_equal(wr_file_make_folder(place, &why), 0);
        assert_int_equal(wr_file_write(file, text, strlen(text), &why), 0);
    }
    result = wr_scales_read(arena, folder, &mistakes, out);
    wr_mistakes_print(&mistakes, &words);
    *said = wr_arena_text(arena, wr_buf_string(&words));
    unlink(file);
    rmdir(place);
    rmdir(folder);
    wr_buf_free(&words);
    wr_mistakes_free(&mistakes);
    return result;
}

/* The 25 cells as they stand in two public hazard logs that agree: NHS England UK Core hazard log (commit 32fa716) and
 * digital-clinical-safety-platform (commit 45df013). */
static void test_table(void **state)
{
    static const struct {
        const char *likelihood;
        int risk[5];
    } rows[] = {{"very high", {3, 4, 4, 5, 5}},
                {"high", {2, 3, 3, 4, 5}},
                {"medium", {2, 2, 3, 3, 4}},
                {"low", {1, 2, 2, 3, 4}},
                {"very low", {1, 1, 2, 2, 3}}};
    struct wr_arena arena;
    struct wr_scales scales;
    const char *said;
    int seen = 0;

    (void)state;
    assert_int_equal(read_own(&arena, NULL, &scales, &said), 0);
    check_text(said, "");
    for (size_t i = 0; i < 5; i++)
        for (size_t s = 0; s < 5; s++, seen++)
            assert_int_equal(
                wr_scales_risk(&scales, wr_scales_severity(&scales, severities[s]), wr_scales_likelihood(&scales, rows[i].likelihood)),
                rows[i].risk[s]);
    assert_int_equal(seen, 25);
    /* no product gives both of these: catastrophic 5 x very low 1, catastrophic 5 x low 2, minor 1 x very high 5 */
    assert_int_equal(wr_scales_risk(&scales, 4, 0), 3);
    assert_int_equal(wr_scales_risk(&scales, 4, 1), 4);
    assert_int_equal(wr_scales_risk(&scales, 0, 4), 3);
    wr_arena_free(&arena);
}

static void test_names_and_words(void **state)
{
    struct wr_arena arena;
    struct wr_scales scales;
    const char *said;

    (void)state;
    assert_int_equal(read_own(&arena, NULL, &scales, &said), 0);
    for (int s = 0; s < 5; s++)
        assert_int_equal(wr_scales_severity(&scales, severities[s]), s);
    assert_int_equal(wr_scales_severity(&scales, "Major"), 3);
    assert_int_equal(wr_scales_severity(&scales, "dreadful"), -1);
    assert_int_equal(wr_scales_likelihood(&scales, NULL), -1);
    assert_int_equal(wr_scales_risk(&scales, -1, 2), 0);
    assert_int_equal(wr_scales_risk(&scales, 2, 5), 0);
    assert_null(wr_scales_severity_words(&scales, 4, false)); /* there is no catastrophic for one patient */
    assert_null(wr_scales_severity_words(&scales, 0, true));  /* nor minor for several */
    assert_int_equal(strncmp(wr_scales_severity_words(&scales, 4, true), "Death;", 6), 0);
    assert_int_equal(strncmp(wr_scales_severity_words(&scales, 3, false), "Death;", 6), 0);
    assert_int_equal(strncmp(wr_scales_severity_words(&scales, 3, true), "Severe injury", 13), 0);
    /* the same harm is one level worse for several: the words of one patient at a level are those of several a level up */
    check_text(wr_scales_severity_words(&scales, 2, false), wr_scales_severity_words(&scales, 3, true));
    check_text(wr_scales_severity_words(&scales, 3, false), wr_scales_severity_words(&scales, 4, true));
    check_text(wr_scales_acceptability(&scales, 5), "Unacceptable level of risk");
    assert_null(wr_scales_acceptability(&scales, 0));
    assert_int_equal(scales.clinical.own, false);
    wr_arena_free(&arena);
}

static void test_register(void **state)
{
    struct wr_arena arena;
    struct wr_scales scales;
    const char *said;

    (void)state;
    assert_int_equal(read_own(&arena, NULL, &scales, &said), 0);
    assert_int_equal(wr_scales_register_score(4, 5), 20);
    assert_int_equal(wr_scales_register_score(0, 5), 0);
    assert_int_equal(wr_scales_register_score(6, 1), 0);
    check_text(wr_scales_register_band(&scales, 3), "low");
    check_text(wr_scales_register_band(&scales, 4), "moderate");
    check_text(wr_scales_register_band(&scales, 8), "high");
    check_text(wr_scales_register_band(&scales, 15), "extreme");
    assert_null(wr_scales_register_band(&scales, 0));
    assert_int_equal(scales.trust.likelihood[4].name != NULL, true);
    wr_arena_free(&arena);
}

/* A trust's own register takes the place of the program's; the other scale stays. */
static void test_own(void **state)
{
    static const char own[] = "scales:\n"
                              "  register:\n"
                              "    version: ours, 2026\n"
                              "    source: risk policy of March 2026\n"
                              "    consequence: {a: x, b: x, c: x, d: x, e: x}\n"
                              "    likelihood: {f: x, g: x, h: x, i: x, j: x}\n"
                              "    bands: {green: 1 to 6, red: 7 to 25}\n";
    struct wr_arena arena;
    struct wr_scales scales;
    const char *said;

    (void)state;
    assert_int_equal(read_own(&arena, own, &scales, &said), 0);
    check_text(said, "");
    check_text(scales.trust.version, "ours, 2026");
    assert_int_equal(scales.trust.own, true);
    assert_int_equal(scales.clinical.own, false);
    check_text(wr_scales_register_band(&scales, 8), "red");
    check_text(scales.trust.consequence[4].name, "e");
    assert_int_equal(wr_scales_risk(&scales, 4, 4), 5);
    wr_arena_free(&arena);
}

static void expect(const char *text, const char *message)
{
    struct wr_arena arena;
    struct wr_scales scales;
    const char *said;

    assert_int_equal(read_own(&arena, text, &scales, &said), WR_ERR_MISTAKES);
    if (strstr(said, message) == NULL)
        print_message("said: %s", said);
    assert_non_null(strstr(said, message));
    /* what is broken takes nobody's place */
    assert_int_equal(scales.trust.own, false);
    assert_int_equal(wr_scales_risk(&scales, 4, 0), 3);
    wr_arena_free(&arena);
}

static void test_mistakes(void **state)
{
#define HEAD "scales:\n  register:\n    version: v\n    source: s\n"
    (void)state;
    expect("hazards: {}\n", "begins with `scales:`");
    expect("scales:\n  registre: {}\n", "did you mean `register`?");
    expect("scales:\n  register: words\n", "a scale is a map, not a text");
    expect("scales:\n  register:\n    source: s\n", "`version` is missing");
    expect(HEAD "    consequence: {a: x, b: x}\n", "`consequence` is a map of five levels");
    expect(HEAD "    consequence: {a: x, b: x, c: x, d: x, e: [x]}\n", "`e` is one text, not a list");
    expect(HEAD
           "    consequence: {a: x, b: x, c: x, d: x, e: x}\n    likelihood: {a: x, b: x, c: x, d: x, e: x}\n    bands: {low: 1 to 3}\n",
           "the score 4 lies in no band");
    expect(HEAD "    consequence: {a: x, b: x, c: x, d: x, e: x}\n    likelihood: {a: x, b: x, c: x, d: x, e: x}\n    bands: {low: 1 to 9, "
                "high: 9 to 25}\n",
           "the score 9 lies in more than one band");
    expect(HEAD "    bands: {low: 1-25}\n", "a band is written `from to to`");
#undef HEAD
}

/* The program's own file with one thing changed: a table that falls is odd, one with a hole is refused. */
static void test_own_clinical(void **state)
{
    const char *why = NULL, *said;
    struct wr_arena arena;
    struct wr_scales scales;
    struct wr_buf text;
    char *row;

    (void)state;
    wr_buf_init(&text, 0);
    assert_int_equal(wr_file_read(source_path("scales/clinical-safety.yaml"), 1 << 20, &text, &why), 0);
    row = strstr(text.data, "[2, 2, 3, 3, 4]");
    assert_non_null(row);
    memcpy(row, "[2, 2, 3, 3, 1]", 15);
    assert_int_equal(read_own(&arena, text.data, &scales, &said), 0);
    assert_non_null(strstr(said, "warning: scales.clinical safety: the risk falls where severity gets worse"));
    assert_int_equal(wr_scales_risk(&scales, 4, 2), 1);
    assert_int_equal(scales.clinical.own, true);
    wr_arena_free(&arena);
    memcpy(row, "[2, 2, 3, 3, 6]", 15);
    expect(text.data, "a risk is a whole number from 1 to 5");
    wr_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table), cmocka_unit_test(test_names_and_words), cmocka_unit_test(test_register),
        cmocka_unit_test(test_own),   cmocka_unit_test(test_mistakes),        cmocka_unit_test(test_own_clinical),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
