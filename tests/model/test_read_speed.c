/* A service file of 2 MiB is read and checked in under 0.3 s of processor time, and four times the file takes at most eight times as long: nothing
 * is quadratic (that would be sixteen). Several shapes, because each part of the language has its own maps and loops. Times are of one processor, so that other work on the
 * machine does not count; they are held against the limit only in an optimised build without sanitizers or valgrind. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/model.h"

#define LIMIT 0.3
#define BYTES ((size_t)2 << 20)

#define HEAD "wardround: 1\nservice: Large\nrun: {warm up: 1 week, collect: 52 weeks}\noutcomes: [went home, died]\n"

static bool is_timed(void)
{
#if !defined(__OPTIMIZE__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return false;
#else
    const char *loaded = getenv("LD_PRELOAD");
    return loaded == NULL || strstr(loaded, "vgpreload") == NULL;
#endif
}

/* Steps with places, staff, distributions, information, priorities by age, shares and loops; a measure for every fiftieth. */
static void many_steps(struct wr_buf *out, size_t bytes)
{
    size_t i = 0, k;

    wr_buf_text(out, HEAD
                "staff: {doctor: 90000, nurse: {08:00 to 20:00: 90000, 20:00 to 08:00: 80000}}\nplaces: {bay: 90000}\ninformation:\n"
                "  allergies: {there at once: 70% (60% to 80%), chase: {takes: 12 min, with: nurse, found: 95%}, wrong: 2%}\npatients:\n"
                "  walk-in:\n    arrive: {a day: 100}\n    attributes: {urgency: {urgent: 30%, standard: rest}, age: {normal: {mean: 45, "
                "sd: 20, at "
                "least: 0}}, frail: 12%}\n    priority: {by: urgency, urgent: 1, standard: 3}\n    starts at: step 0\nsteps:\n");
    for (; out->size < bytes - 20000; i++)
        wr_buf_printf(
            out,
            "  step %zu:\n    in: bay\n    with: {doctor: 1, nurse: 2}\n    takes: {lognormal: {mean: 45 (40 to 51) min, sd: 30 min}}\n"
            "    needs to know: {allergies: chase}\n    priority: {by: age, under 16: 1, 16 to 74: 3, 75 and over: 2}\n"
            "    then: {step %zu: 40%% (35%% to 45%%), step %zu: 5%%, went home: rest}\n",
            i, i + 1, i < 3 ? 0 : i - 3);
    wr_buf_printf(out, "  step %zu: {takes: 1 min, then: went home}\nmeasures:\n", i);
    for (k = 0; k < i; k += 50)
        wr_buf_printf(out, "  wait %zu: {wait for: step %zu, for: age is at least 75 and not frail}\n", k, k);
}

static void many_kinds(struct wr_buf *out, size_t bytes)
{
    size_t i;

    wr_buf_text(out, HEAD "staff: {doctor: 90000}\nsteps: {see: {with: doctor, takes: 1 min, then: went home}}\npatients:\n");
    for (i = 0; out->size < bytes; i++)
        wr_buf_printf(out, "  kind %zu: {arrive: {a day: 1}, starts at: see, attributes: {mark %zu: 5%%}}\n", i, i % 150);
}

static void many_categories(struct wr_buf *out, size_t bytes)
{
    size_t n = bytes / 24, i;

    wr_buf_text(out, HEAD "patients: {k: {arrive: {a day: 1}, starts at: see, attributes: {ward: {");
    for (i = 0; i < n; i++)
        wr_buf_printf(out, "w%zu: 0%%, ", i);
    wr_buf_text(out, "last: rest}}}}\nsteps: {see: {takes: {by: ward, ");
    for (i = 0; i < n; i++)
        wr_buf_printf(out, "w%zu: 1 min, ", i);
    wr_buf_text(out, "otherwise: 2 min}, then: went home}}\n");
}

static void many_changes(struct wr_buf *out, size_t bytes)
{
    size_t i, n = bytes / 145;

    wr_buf_text(out, HEAD "patients: {k: {arrive: {a day: 1}, starts at: s0}}\nsteps:\n");
    for (i = 0; i < n; i++)
        wr_buf_printf(out, "  s%zu: {takes: 8 min, then: s%zu}\n", i, i + 1);
    wr_buf_printf(out, "  s%zu: {takes: 8 min, then: went home}\nchanges:\n", n);
    for (i = 0; i < n; i++)
        wr_buf_printf(
            out, "  change %zu: {effects: [{change: steps.s%zu.takes, times: 0.8 (0.7 to 0.9), source: invented}], owner: matron}\n", i, i);
}

static void many_mistakes(struct wr_buf *out, size_t bytes)
{
    size_t i;

    wr_buf_text(out, HEAD "patients: {k: {arrive: {a day: 1}, starts at: s0}}\nsteps:\n");
    for (i = 0; out->size < bytes; i++)
        wr_buf_printf(out, "  s%zu: {takse: 8 min, takes: 8, with: nobody %zu, then: t%zu}\n", i, i, i);
}

/* Processor time of one reading. */
static double seconds_of(const struct wr_buf *text, int want)
{
    struct wr_mistakes mistakes;
    struct timespec from, to;
    struct wr_source source;
    struct wr_model model;
    int err;

    memset(&model, 0, sizeof model);
    wr_mistakes_init(&mistakes);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    err = wr_source_text("large.yaml", wr_buf_string(text), text->size, NULL, &mistakes, &source);
    if (err == 0)
        err = wr_model_read(&source, &mistakes, &model);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    if (err != want)
        fail_msg("read gave %d: %s", err, mistakes.count > 0 ? mistakes.list[0].message : "");
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
    return (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
}

static double best_of(void (*make)(struct wr_buf *, size_t), size_t bytes, int times, int want)
{
    struct wr_buf text;
    double best = 1e9;
    int i;

    wr_buf_init(&text, 0);
    make(&text, bytes);
    assert_int_equal(wr_buf_status(&text), 0);
    assert_true(text.size > bytes / 10 * 9);
    for (i = 0; i < times; i++) {
        double one = seconds_of(&text, want);
        best = one < best ? one : best;
    }
    wr_buf_free(&text);
    return best;
}

static void look(const char *what, void (*make)(struct wr_buf *, size_t), int want)
{
    double quarter, whole;

    if (!is_timed()) { /* that it is read at all is seen everywhere */
        (void)best_of(make, BYTES / 8, 1, want);
        print_message("%s: not timed in this build\n", what);
        return;
    }
    quarter = best_of(make, BYTES / 4, 3, want);
    whole = best_of(make, BYTES, 3, want);
    print_message("%s: 2 MiB read and checked in %.3f s, 0.5 MiB in %.3f s\n", what, whole, quarter);
    assert_true(whole < LIMIT);
    assert_true(whole < 8 * quarter);
}

static void test_steps(void **state)
{
    (void)state;
    look("steps", many_steps, 0);
}
static void test_kinds(void **state)
{
    (void)state;
    look("kinds", many_kinds, 0);
}
static void test_categories(void **state)
{
    (void)state;
    look("categories", many_categories, 0);
}
static void test_changes(void **state)
{
    (void)state;
    look("changes", many_changes, 0);
}
static void test_mistakes(void **state)
{
    (void)state;
    look("mistakes", many_mistakes, WR_ERR_MISTAKES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_steps), cmocka_unit_test(test_kinds), cmocka_unit_test(test_categories),
                                       cmocka_unit_test(test_changes), cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
