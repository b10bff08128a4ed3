/* What falls with a system, and why; what to beware of. */
#include "support/check.h"

#include "agree/systems.h"
#include "whole.h"

static void falls(const struct wr_systems *s, const char *name, struct wr_buf *out)
{
    int row = wr_systems_find(s, name);

    assert_true(row >= 0);
    for (size_t i = 0; i < s->rows[row].n_falls; i++) {
        wr_system_fall_say(out, s, &s->rows[row].falls[i]);
        wr_buf_char(out, '\n');
    }
}

/* Each thing once, by its shortest way, from the technology up; a step whose staff alone a change touches does not fall, nor what somebody is worse off by. */
static void test_falls(void **state)
{
    static const char record[] = "Information `allergies` is kept in system `patient record`\n"
                                 "Step `triage` needs to know information `allergies`\n"
                                 "Task `record goes live` cannot happen without system `patient record`\n"
                                 "Change `record` needs system `patient record`\n"
                                 "Benefit `known allergies` comes from change `record`\n"
                                 "Objective `safe` is served by benefit `known allergies`\n";
    struct wr_systems s;
    struct wr_buf got, want;
    struct whole w;

    (void)state;
    wr_buf_init(&got, 0);
    wr_buf_init(&want, 0);
    whole_open(&w, "  moved sooner:\n",
               "  slow at first: {for: porters, dis-benefit: yes, change: record, step: moving, owner: head porter}\n  moved sooner:\n");
    assert_int_equal(wr_systems_make(&w.graph, &s), 0);
    assert_int_equal(s.n, 2); /* that of the service file and that of systems/ are one */
    falls(&s, "patient record", &got);
    check_text(wr_buf_string(&got), record);
    wr_buf_clear(&got);
    falls(&s, "network", &got); /* the same, through the record */
    wr_buf_printf(&want, "System `patient record` hangs on system `network`\n%s", record);
    check_text(wr_buf_string(&got), wr_buf_string(&want));
    assert_int_equal(wr_systems_find(&s, "newtork"), -1);
    wr_systems_free(&s);
    whole_close(&w);
    wr_buf_free(&got);
    wr_buf_free(&want);
}

static void test_nothing_falls(void **state)
{
    struct wr_systems s;
    struct whole w;
    int row;

    (void)state;
    whole_open(&w, "depends on: [network], ", "");
    assert_int_equal(wr_systems_make(&w.graph, &s), 0);
    row = wr_systems_find(&s, "network");
    assert_int_equal(s.rows[row].n_falls, 0);
    assert_int_equal(s.rows[row].n_warnings, 1);
    assert_non_null(strstr(s.rows[row].warnings[0], "Nothing uses the system `network`"));
    wr_systems_free(&s);
    whole_close(&w);
}

/* What needs this change first falls with it, and a step that goes by paper when the system is down. */
static void test_through_changes_and_steps(void **state)
{
    struct wr_systems s;
    struct wr_buf got;
    struct whole w;

    (void)state;
    wr_buf_init(&got, 0);
    whole_open(&w, "    need: [n2]\n", "    need: [n2]\n    needs first: [record]\n");
    assert_int_equal(wr_systems_make(&w.graph, &s), 0);
    falls(&s, "patient record", &got);
    assert_non_null(strstr(wr_buf_string(&got), "Change `more porters` needs change `record` first\n"));
    assert_non_null(strstr(wr_buf_string(&got), "Objective `timely` is served by benefit `moved sooner`\n"));
    wr_systems_free(&s);
    whole_close(&w);
    wr_buf_clear(&got);
    whole_open(&w, "systems: {patient record: {says: The record}}",
               "systems: {patient record: {says: The record, on paper: {moving: 1.5 times}, down: {one every: 30 days, lasts: 4 h}}}");
    assert_int_equal(wr_systems_make(&w.graph, &s), 0);
    falls(&s, "patient record", &got);
    assert_non_null(strstr(wr_buf_string(&got), "Step `moving` runs on system `patient record`\n"));
    wr_systems_free(&s);
    whole_close(&w);
    wr_buf_free(&got);
}

/* Systems that hang on each other in a circle are walked once. */
static void test_circle(void **state)
{
    int hangs_on[] = {0};
    struct wr_systems s;
    struct whole w;

    (void)state;
    whole_open(&w, NULL, NULL);
    wr_graph_free(&w.graph);
    w.s.agree.systems[1].depends = hangs_on;
    w.s.agree.systems[1].n_depends = 1;
    assert_int_equal(wr_graph_build(&w.s.agree, &w.graph), 0);
    assert_int_equal(wr_systems_make(&w.graph, &s), 0);
    assert_int_equal(s.rows[0].n_falls, 7);
    assert_int_equal(s.rows[1].n_falls, 7);
    wr_systems_free(&s);
    whole_close(&w);
}

static void gather(void *self, const char *what, const char *text) { wr_buf_printf(self, "%s: %s\n", what, text); }

static void test_words(void **state)
{
    struct wr_systems s;
    struct wr_buf said;
    struct whole w;

    (void)state;
    wr_buf_init(&said, 0);
    whole_open(&w, "contract ends: 2032-01-01, ready: 2026-05-01", "contract: five years, contract ends: 2030-01-01, ready: 2026-07-01");
    assert_int_equal(wr_systems_make(&w.graph, &s), 0);
    for (size_t i = 0; i < s.n; i++)
        assert_int_equal(wr_systems_say(&s, i, gather, &said), 0);
    check_golden(wr_buf_string(&said), "agree/systems.txt");
    wr_systems_free(&s);
    whole_close(&w);
    wr_buf_free(&said);
}

/* A system that only the service file knows. */
static void test_service_file_only(void **state)
{
    struct wr_systems s;
    struct wr_graph graph;
    struct small small;
    struct wr_buf said;

    (void)state;
    wr_buf_init(&said, 0);
    assert_int_equal(small_read(&small, ""), 0);
    assert_int_equal(wr_graph_build(&small.agree, &graph), 0);
    assert_int_equal(wr_systems_make(&graph, &s), 0);
    assert_int_equal(s.n, 1);
    assert_false(s.rows[0].in_full);
    assert_int_equal(s.rows[0].n_warnings, 0);
    assert_int_equal(wr_systems_say(&s, 0, gather, &said), 0);
    assert_non_null(strstr(wr_buf_string(&said), "only the service file knows it"));
    assert_non_null(strstr(wr_buf_string(&said), "Step `triage` needs to know information `allergies`"));
    wr_systems_free(&s);
    wr_graph_free(&graph);
    small_free(&small);
    wr_buf_free(&said);
}

static void test_memory(void **state)
{
    struct wr_systems s;
    struct whole w;
    long n;

    (void)state;
    whole_open(&w, NULL, NULL);
    wr_mem_fail_after(-1);
    assert_int_equal(wr_systems_make(&w.graph, &s), 0);
    n = wr_mem_fail_after(-1);
    wr_systems_free(&s);
    for (long i = 0; i < n; i++) {
        int result;
        wr_mem_fail_after(i);
        result = wr_systems_make(&w.graph, &s);
        wr_mem_fail_after(-1);
        assert_int_equal(result, WR_ERR_MEMORY);
        wr_systems_free(&s);
    }
    whole_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_falls),  cmocka_unit_test(test_nothing_falls), cmocka_unit_test(test_through_changes_and_steps),
        cmocka_unit_test(test_circle), cmocka_unit_test(test_words),         cmocka_unit_test(test_service_file_only),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
