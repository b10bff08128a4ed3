/* What is said of the difficult combinations: each once, in golden text; nothing of a plain service; memory that runs out. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/explain.h"

struct service {
    struct wr_source source;
    struct wr_model model;
    struct wr_mistakes mistakes, notes;
};

static void read_text(struct service *s, const char *text, size_t n)
{
    memset(s, 0, sizeof *s);
    wr_mistakes_init(&s->mistakes);
    wr_mistakes_init(&s->notes);
    assert_int_equal(wr_source_text("explain.yaml", text, n, NULL, &s->mistakes, &s->source), 0);
    if (wr_model_read(&s->source, &s->mistakes, &s->model) != 0) {
        struct wr_buf out;
        wr_buf_init(&out, 0);
        wr_mistakes_print(&s->mistakes, &out);
        fail_msg("%s", wr_buf_string(&out));
    }
}

static void clear(struct service *s)
{
    wr_model_free(&s->model);
    wr_source_free(&s->source);
    wr_mistakes_free(&s->mistakes);
    wr_mistakes_free(&s->notes);
}

static void read_file(struct service *s, const char *file)
{
    struct wr_buf text;
    const char *why = NULL;

    wr_buf_init(&text, 0);
    assert_int_equal(wr_file_read(source_path(file), 1 << 20, &text, &why), 0);
    read_text(s, wr_buf_string(&text), text.size);
    wr_buf_free(&text);
}

static void each_sentence(const char *file, const char *golden)
{
    struct service s;
    struct wr_buf out;

    read_file(&s, file);
    assert_int_equal(wr_model_explain(&s.source, &s.model, &s.notes), 0);
    wr_mistakes_sort(&s.notes);
    assert_int_equal(s.notes.notes, s.notes.count);
    assert_int_equal(s.notes.mistakes + s.notes.warnings + s.notes.refusals, 0);
    assert_int_equal(wr_mistakes_result(&s.notes), 0);
    wr_buf_init(&out, 0);
    wr_mistakes_print(&s.notes, &out);
    check_golden(wr_buf_string(&out), golden);
    wr_buf_free(&out);
    clear(&s);
}

static void test_each_combination(void **state)
{
    (void)state;
    each_sentence("tests/model/explain.yaml", "model/explain.txt");
}

static void test_changes_in_time(void **state)
{
    (void)state;
    each_sentence("tests/model/explain_changes.yaml", "model/explain_changes.txt");
}

/* Nothing is said where nothing meets. */
static void test_a_plain_service(void **state)
{
    static const char plain[] =
        "wardround: 1\nservice: plain\nrun: {warm up: 1 week, collect: 4 weeks, replications: 2}\noutcomes: [home]\n"
        "places: {bay: 2}\nstaff: {doctor: {on duty: {08:00 to 20:00: 2, 20:00 to 08:00: 1}}, nurse: 2}\n"
        "patients: {p: {arrive: {a day: 8}, starts at: a}}\n"
        "steps: {a: {in: bay, with: doctor, takes: 8 min, then: home}}\n";
    struct service s;

    (void)state;
    read_text(&s, plain, sizeof plain - 1);
    assert_int_equal(wr_model_explain(&s.source, &s.model, &s.notes), 0);
    assert_int_equal(s.notes.count, 0);
    clear(&s);
}

/* Interrupting is known by what the two need, not by their names; what stops is told only where it can stop. */
static void test_what_it_depends_on(void **state)
{
    static const struct {
        const char *end, *with, *says, *silent;
    } cases[] = {
        {"finish", "nurse", "it never stops a: the two need no staff or equipment in common", "with whoever is on duty"},
        {"finish", "doctor", "also while the work is stopped (interrupted)", "it never stops"},
        {"hand over", "doctor", "a that was interrupted goes on with whoever is on duty then", "it never stops"},
        {"hand over", "{any of: [nurse, doctor]}", "also while the work is stopped (end of shift, interrupted)", "it never stops"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct service s;
        struct wr_buf text, out;
        wr_buf_init(&text, 0);
        wr_buf_init(&out, 0);
        wr_buf_printf(&text,
                      "wardround: 1\nservice: s\nrun: {warm up: 1 week, collect: 4 weeks, replications: 2}\noutcomes: [home]\n"
                      "staff: {doctor: {on duty: 2, at end of shift: %s}, nurse: 2}\npatients: {p: {arrive: {a day: 8}, starts at: a}}\n"
                      "steps: {a: {with: %s, takes: 8 min, unless: {after: {exponential: {mean: 3 h}}, then: home}, then: b}, "
                      "b: {with: doctor, interrupts: [a], takes: 1 min, then: home}}\n",
                      cases[i].end, cases[i].with);
        read_text(&s, wr_buf_string(&text), text.size);
        assert_int_equal(wr_model_explain(&s.source, &s.model, &s.notes), 0);
        wr_mistakes_print(&s.notes, &out);
        if (strstr(wr_buf_string(&out), cases[i].says) == NULL || strstr(wr_buf_string(&out), cases[i].silent) != NULL)
            fail_msg("case %zu: wanted `%s`, not `%s`:\n%s", i, cases[i].says, cases[i].silent, wr_buf_string(&out));
        wr_buf_free(&text);
        wr_buf_free(&out);
        clear(&s);
    }
}

static void test_memory_runs_out(void **state)
{
    static const char *const files[] = {"tests/model/explain.yaml", "tests/model/explain_changes.yaml"};

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct service s;
        int result = WR_ERR_MEMORY;
        read_file(&s, files[i]);
        for (long after = 0; result != 0 && after < 10000; after++) {
            wr_mistakes_free(&s.notes);
            wr_mistakes_init(&s.notes);
            wr_mem_fail_after(after);
            result = wr_model_explain(&s.source, &s.model, &s.notes);
            wr_mem_fail_after(-1);
            assert_true(result == 0 || result == WR_ERR_MEMORY);
        }
        assert_int_equal(result, 0);
        clear(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_combination),   cmocka_unit_test(test_changes_in_time), cmocka_unit_test(test_a_plain_service),
        cmocka_unit_test(test_what_it_depends_on), cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
