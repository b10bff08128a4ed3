/* Files to one tree: a folder's files are joined; the same name twice is told with both places; the hash is of the bytes. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"
#include "model/model.h"
#include "read/tree.h"

struct fixture {
    char folder[64];
    struct wr_ctx ctx;
    struct wr_mistakes mistakes;
    struct wr_source source;
};

static int setup(void **state)
{
    struct fixture *f = test_calloc(1, sizeof *f);

    snprintf(f->folder, sizeof f->folder, "/tmp/wr-source-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    wr_ctx_init(&f->ctx);
    wr_mistakes_init(&f->mistakes);
    *state = f;
    return 0;
}

static const char *const files[] = {"service.yaml", "changes/a.yaml", "changes/b.yaml",  "measures/m.yaml",
                                    "notes.yaml",   "arrivals.csv",   "systems/cio.yaml"};
static const char *const folders[] = {"changes", "measures", "systems"};

static const char *path_of(const struct fixture *f, const char *name)
{
    static char path[200];

    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    return path;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    size_t i;

    for (i = 0; i < sizeof files / sizeof files[0]; i++)
        unlink(path_of(f, files[i]));
    for (i = 0; i < sizeof folders / sizeof folders[0]; i++)
        rmdir(path_of(f, folders[i]));
    rmdir(f->folder);
    wr_source_free(&f->source);
    wr_mistakes_free(&f->mistakes);
    test_free(f);
    return 0;
}

static void put(const struct fixture *f, const char *name, const char *text)
{
    const char *why;

    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        assert_int_equal(wr_file_make_folder(path_of(f, folders[i]), &why), 0);
    assert_int_equal(wr_file_write(path_of(f, name), text, strlen(text), &why), 0);
}

#define SERVICE                                                                                                                            \
    "wardround: 1\nservice: Small\nrun: {warm up: 1 week, collect: 52 weeks}\noutcomes: [went home]\nstaff: {nurse: 2}\n"                  \
    "patients: {walk-in: {arrive: {a day: 20}, starts at: triage}}\nsteps: {triage: {with: nurse, takes: 8 min, then: went home}}\n"

static void said(const struct fixture *f, const char *words)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    wr_mistakes_print(&f->mistakes, &text);
    if (strstr(wr_buf_string(&text), words) == NULL)
        fail_msg("\"%s\" is not in: %s", words, wr_buf_string(&text));
    wr_buf_free(&text);
}

static void test_one_file(void **state)
{
    struct fixture *f = *state;
    struct wr_sha256 h;
    struct wr_model m;
    char hex[65];

    put(f, "service.yaml", SERVICE);
    assert_int_equal(wr_source_read(&f->ctx, path_of(f, "service.yaml"), &f->mistakes, &f->source), 0);
    assert_int_equal(f->source.n_files, 1);
    assert_string_equal(f->source.folder, f->folder);
    wr_sha256_init(&h);
    wr_sha256_add(&h, SERVICE, strlen(SERVICE));
    wr_sha256_end(&h, hex);
    assert_string_equal(f->source.hash, hex); /* of one file it is what sha256sum gives */
    assert_int_equal(wr_model_read(&f->source, &f->mistakes, &m), 0);
    assert_string_equal(m.hash, hex);
    wr_model_free(&m);
}

static void test_folder_is_joined(void **state)
{
    struct fixture *f = *state;
    struct wr_model m;
    char first[65];

    put(f, "service.yaml", SERVICE "changes: {quicker: {effects: [{change: steps.triage.takes, times: 0.8}]}}\n");
    put(f, "changes/b.yaml", "wardround: 1\nchanges:\n  more: {effects: [{change: staff.nurse, add: 1}]}\n");
    put(f, "changes/a.yaml", "changes:\n  less: {effects: [{change: staff.nurse, add: -1}]}\n");
    put(f, "measures/m.yaml", "measures: {wait: {wait for: triage}}\n");
    put(f, "notes.yaml", "this is: no part of it\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    assert_int_equal(f->source.n_files, 4);
    assert_int_equal(wr_model_read(&f->source, &f->mistakes, &m), 0);
    assert_int_equal(m.n_changes, 3); /* in the order of the files, and of their names */
    assert_string_equal(m.changes[0].name, "quicker");
    assert_string_equal(m.changes[1].name, "less");
    assert_string_equal(m.changes[2].name, "more");
    assert_string_equal(m.changes[2].where.file, path_of(f, "changes/b.yaml"));
    assert_int_equal(m.n_measures, 1);
    wr_model_free(&m);
    memcpy(first, f->source.hash, sizeof first);
    wr_source_free(&f->source);
    put(f, "changes/a.yaml", "changes:\n  less: {effects: [{change: staff.nurse, add: -2}]}\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    assert_string_not_equal(f->source.hash, first);
}

/* The CIO's view of a system may be named as the system itself; a run neither reads it nor rests on it. */
static void test_components_are_not_the_services(void **state)
{
    struct fixture *f = *state;
    char first[65];

    put(f, "service.yaml", SERVICE "systems: {record: {}}\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    memcpy(first, f->source.hash, sizeof first);
    wr_source_free(&f->source);
    put(f, "systems/cio.yaml", "components: {record: {owner: CIO}}\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    assert_int_equal(f->source.n_files, 1);
    assert_string_equal(f->source.hash, first);
    wr_source_free(&f->source);
    put(f, "systems/cio.yaml",
        "\n  # of next year\n---\ncomponents :\n  record: {owner: \"CIO\n"); /* a mistake there is told by `check` only */
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    assert_string_equal(f->source.hash, first);
    wr_source_free(&f->source);
    put(f, "systems/cio.yaml", "# nothing yet\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    assert_int_equal(f->source.n_files, 1);
    wr_source_free(&f->source);
    put(f, "systems/cio.yaml", "systems: {desk: {}}\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    assert_int_equal(f->source.n_files, 2);
    assert_string_not_equal(f->source.hash, first);
}

static void test_twice(void **state)
{
    struct fixture *f = *state;

    put(f, "service.yaml", SERVICE "changes: {quicker: {effects: [{change: steps.triage.takes, times: 0.8}]}}\n");
    put(f, "changes/a.yaml", "service: Another\nchanges:\n  quicker: {effects: [{change: staff.nurse, add: 1}]}\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), WR_ERR_MISTAKES);
    assert_int_equal(f->mistakes.mistakes, 2);
    said(f, "changes/a.yaml:3:3: changes.quicker: `quicker` is there already, in ");
    said(f, "/service.yaml on line 8");
    said(f, "changes/a.yaml:1:1: service: `service` is there already, in ");
}

/* Results rest on the recorded arrivals too. */
static void test_data_are_hashed(void **state)
{
    static const char service[] =
        "wardround: 1\nservice: Small\nclock: {start: 2026-01-05}\nrun: {warm up: 1 week, collect: 52 weeks}\noutcomes: [went home]\n"
        "patients: {walk-in: {arrive: {file: arrivals.csv, column: time}, starts at: triage}}\n"
        "steps: {triage: {takes: 8 min, then: went home}}\n";
    struct fixture *f = *state;
    struct wr_model m;
    char first[65];

    put(f, "service.yaml", service);
    put(f, "arrivals.csv", "time\n2026-01-05 08:00\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    assert_int_equal(wr_model_read(&f->source, &f->mistakes, &m), 0);
    assert_int_equal(m.kinds[0].arrive.n_times, 1);
    wr_model_free(&m);
    memcpy(first, f->source.hash, sizeof first);
    wr_source_free(&f->source);
    put(f, "arrivals.csv", "time\n2026-01-05 08:01\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    assert_string_not_equal(f->source.hash, first);
    wr_source_free(&f->source);
    put(f, "arrivals.csv", "time\n2026-01-04 08:01\nnoon\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), 0);
    assert_int_equal(wr_model_read(&f->source, &f->mistakes, &m), WR_ERR_MISTAKES);
    wr_model_free(&m);
    said(f, "arrivals.csv:2: patients.walk-in.arrive: `2026-01-04 08:01` is before simulated time starts");
    said(f, "arrivals.csv:3: patients.walk-in.arrive: `noon` is not a date and time");
}

static void test_not_there(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(wr_source_read(&f->ctx, path_of(f, "nothing.yaml"), &f->mistakes, &f->source), WR_ERR_FILE);
    said(f, "nothing.yaml: there is no such file");
    wr_source_free(&f->source);
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), WR_ERR_FILE); /* a folder without service.yaml */
    said(f, "/service.yaml: there is no such file");
}

static void test_nothing_in_it(void **state)
{
    struct fixture *f = *state;

    put(f, "service.yaml", "# to be written\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), WR_ERR_MISTAKES);
    said(f, "there is nothing in this file");
    wr_source_free(&f->source);
    put(f, "service.yaml", "- a list\n");
    assert_int_equal(wr_source_read(&f->ctx, f->folder, &f->mistakes, &f->source), WR_ERR_MISTAKES);
    said(f, "a service file is a map of parts; this is a list");
}

/* Text without a folder (from a web page, or a fuzzer) cannot reach for files. */
static void test_no_folder(void **state)
{
    static const char text[] = SERVICE "unknowns: {}\n";
    struct fixture *f = *state;
    struct wr_model m;

    assert_int_equal(wr_source_text("typed", text, strlen(text), NULL, &f->mistakes, &f->source), 0);
    assert_int_equal(wr_model_read(&f->source, &f->mistakes, &m), 0);
    wr_model_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_folder_is_joined, setup, teardown),
        cmocka_unit_test_setup_teardown(test_components_are_not_the_services, setup, teardown),
        cmocka_unit_test_setup_teardown(test_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(test_data_are_hashed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_not_there, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_in_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_folder, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
