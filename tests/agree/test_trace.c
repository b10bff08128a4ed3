/* One line of sight: from any sort of thing up to why, and down to with what; names that are not, or are twice. */
#include "support/check.h"

#include "agree/trace.h"
#include "whole.h"

static int only(const struct whole *w, const char *name)
{
    struct wr_arena arena;
    const char *nearest[5];
    size_t n, n_nearest;
    int *found, node;

    wr_arena_init(&arena, 0);
    assert_int_equal(wr_trace_find(&w->graph, name, &arena, &found, &n, nearest, &n_nearest), 0);
    if (n != 1)
        fail_msg("`%s` is the name of %zu things", name, n);
    node = found[0];
    wr_arena_free(&arena);
    return node;
}

/* "depth sentence @file:line" a line. */
static void lines(const struct wr_trace_line *list, size_t n, struct wr_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        wr_buf_printf(out, "%d %s", list[i].depth, list[i].says);
        if (list[i].where.file != NULL)
            wr_buf_printf(out, " @%s:%d", list[i].where.file, list[i].where.line);
        wr_buf_char(out, '\n');
    }
}

static void trace(const char *name, const char *up, const char *down)
{
    struct wr_trace t;
    struct wr_buf got;
    struct whole w;

    wr_buf_init(&got, 0);
    whole_open(&w, NULL, NULL);
    assert_int_equal(wr_trace_make(&w.graph, only(&w, name), &t), 0);
    lines(t.up, t.n_up, &got);
    check_text(wr_buf_string(&got), up);
    wr_buf_clear(&got);
    lines(t.down, t.n_down, &got);
    if (down != NULL)
        check_text(wr_buf_string(&got), down);
    wr_trace_free(&t);
    whole_close(&w);
    wr_buf_free(&got);
}

/* From what lies under everything up to why; places are those of the files in whole.h. */
static void test_system(void **state)
{
    (void)state;
    trace("network",
          "1 System `patient record` hangs on system `network` @systems/systems.yaml:2\n"
          "2 Change `record` needs system `patient record` @service.yaml:19\n"
          "3 Benefit `known allergies` comes from change `record` @benefits/benefits.yaml:4\n"
          "4 Objective `safe` is served by benefit `known allergies` @service.yaml:6\n"
          "5 Driver `inspection` is answered by objective `safe` @benefits/benefits.yaml:2\n"
          "2 Information `allergies` is kept in system `patient record` @service.yaml:12\n"
          "3 Step `triage` needs to know information `allergies` @service.yaml:15\n"
          "2 Task `record goes live` cannot happen without system `patient record` @plan/plan.yaml:5\n",
          "1 Chief information officer owns system `network` @people.yaml:8\n");
}

static void test_person(void **state)
{
    (void)state;
    trace("porters",
          "1 Need `n1` was said by porters @needs/needs.yaml:2\n"
          "2 Change `record` was asked for by need `n1` @service.yaml:19\n"
          "3 Benefit `known allergies` comes from change `record` @benefits/benefits.yaml:4\n"
          "4 Objective `safe` is served by benefit `known allergies` @service.yaml:6\n"
          "5 Driver `inspection` is answered by objective `safe` @benefits/benefits.yaml:2\n"
          "1 Need `n2` was said by porters @needs/needs.yaml:3\n"
          "2 Change `more porters` was asked for by need `n2` @service.yaml:28\n"
          "3 Benefit `moved sooner` comes from change `more porters` @benefits/benefits.yaml:16\n"
          "4 Objective `timely` is served by benefit `moved sooner` @service.yaml:7\n"
          "1 The dissent of porters in d1 was voiced by porters @decisions/decisions.yaml:3\n"
          "1 Head porter belongs to porters @people.yaml:6\n",
          "");
}

/* The step's own staff and place are under it; what else those do is not above it. */
static void test_step(void **state)
{
    (void)state;
    trace("moving",
          "1 Change `record` slows step `moving` in its first weeks @service.yaml:19\n"
          "2 Benefit `known allergies` comes from change `record` @benefits/benefits.yaml:4\n"
          "3 Objective `safe` is served by benefit `known allergies` @service.yaml:6\n"
          "1 Change `more porters` changes the information, staff or place of step `moving` @service.yaml:28\n"
          "1 Measure `moved` looks at step `moving` @service.yaml:17\n"
          "2 The dissent of porters in d1 is measured by measure `moved` @decisions/decisions.yaml:3\n"
          "1 Benefit `moved sooner` arises at step `moving` @benefits/benefits.yaml:16\n"
          "2 Objective `timely` is served by benefit `moved sooner` @service.yaml:7\n"
          "3 Driver `inspection` is answered by objective `timely` @benefits/benefits.yaml:2\n"
          "1 Need `n2` was said of step `moving` @needs/needs.yaml:3\n",
          "1 Place `side room` is where step `moving` happens @service.yaml:9\n"
          "1 Staff `porter` is needed for step `moving` @service.yaml:10\n");
}

/* Through a measure alone, where no benefit leads there. */
static void test_measure(void **state)
{
    (void)state;
    trace("moved",
          "1 Objective `timely` is measured by measure `moved` @service.yaml:7\n"
          "2 Driver `inspection` is answered by objective `timely` @benefits/benefits.yaml:2\n"
          "1 Benefit `moved sooner` is measured by measure `moved` @benefits/benefits.yaml:16\n"
          "1 The dissent of porters in d1 is measured by measure `moved` @decisions/decisions.yaml:3\n",
          "1 Step `moving` is looked at by measure `moved` @service.yaml:16\n");
}

static void test_change_down(void **state)
{
    static const char *const wanted[] = {
        "1 Need `n1` asks for change `record`",
        "2 Nurses said need `n1`",
        "1 Information `allergies` is brought by change `record`",
        "1 System `patient record` is needed by change `record`",
        "2 System `network` carries system `patient record`",
        "1 Capability `shared-care-record` is used by change `record`",
        "1 Hazard `h1` could come of change `record`",
        "1 Issue `i1` stands in the way of change `record`",
        "1 Task `teach` is work for change `record`",
        "1 Decision `d1` is about change `record`",
        "2 The dissent of porters in d1 objects to decision `d1`",
        "3 Measure `moved` measures the dissent of porters in d1",
        "1 Ward sister owns change `record`",
        "1 Consultant is clinical sponsor of change `record`",
        "1 Step `moving` is slower in the first weeks of change `record`",
        "1 Step `triage` is reached by change `record`, through its information, staff or place",
    };
    struct wr_trace t;
    struct wr_buf got;
    struct whole w;

    (void)state;
    wr_buf_init(&got, 0);
    whole_open(&w, NULL, NULL);
    assert_int_equal(wr_trace_make(&w.graph, only(&w, "record"), &t), 0);
    lines(t.down, t.n_down, &got);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (strstr(wr_buf_string(&got), wanted[i]) == NULL)
            fail_msg("not in the trace of `record`: %s\n%s", wanted[i], wr_buf_string(&got));
    assert_null(strstr(wr_buf_string(&got), "Staff `nurse`")); /* what a step needs is the step's matter */
    for (size_t i = 0; i < t.n_down; i++) {
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(t.down[i].node, t.down[k].node); /* each once */
        assert_true(t.down[i].depth <= (i > 0 ? t.down[i - 1].depth + 1 : 1));
    }
    wr_trace_free(&t);
    whole_close(&w);
    wr_buf_free(&got);
}

/* Every node of the graph has a line of sight, and every link is seen from both its ends. */
static void test_everything(void **state)
{
    struct whole w;

    (void)state;
    whole_open(&w, NULL, NULL);
    for (size_t i = 0; i < w.graph.n_nodes; i++) {
        struct wr_trace t;
        assert_int_equal(wr_trace_make(&w.graph, (int)i, &t), 0);
        for (size_t l = 0; l < w.graph.n_links; l++) {
            bool seen = w.graph.links[l].lower != (int)i;
            for (size_t k = 0; k < t.n_up; k++)
                seen = seen || (t.up[k].depth == 1 && t.up[k].node == w.graph.links[l].upper);
            if (!seen)
                fail_msg("%s does not see %s", w.graph.nodes[i].name, w.graph.nodes[w.graph.links[l].upper].name);
        }
        wr_trace_free(&t);
    }
    whole_close(&w);
}

static void finds(const char *name, const char *want)
{
    struct wr_arena arena;
    struct wr_buf got;
    const char *nearest[5];
    size_t n, n_nearest;
    struct whole w;
    int *found;

    wr_buf_init(&got, 0);
    wr_arena_init(&arena, 0);
    whole_open(&w, "both: [record, more porters]", "both: [record, more porters], safe: [record, more porters]");
    assert_int_equal(wr_trace_find(&w.graph, name, &arena, &found, &n, nearest, &n_nearest), 0);
    for (size_t i = 0; i < n; i++) {
        wr_buf_text(&got, i == 0 ? "" : ", ");
        wr_graph_name_say(&got, &w.graph, found[i]);
    }
    for (size_t i = 0; n == 0 && i < n_nearest; i++)
        wr_buf_printf(&got, "%s%s?", i == 0 ? "" : " ", nearest[i]);
    check_text(wr_buf_string(&got), want);
    whole_close(&w);
    wr_arena_free(&arena);
    wr_buf_free(&got);
}

static void test_names(void **state)
{
    (void)state;
    finds("record", "change `record`"); /* and an option of that name that is nothing else */
    finds("Ward Sister", "ward sister");
    finds("B. Example", "ward sister"); /* who holds it */
    finds("person: b. example", "ward sister");
    finds("safe", "objective `safe`, option `safe`"); /* two things: asked back */
    finds("objective: safe", "objective `safe`");
    finds("option:safe", "option `safe`");
    finds("Objective: SAFE", "objective `safe`");
    finds("information: allergies", "information `allergies`");
    finds("benefit: allergies", "known allergies?");
    finds("wrd sister", "ward sister?");
    finds("shared-care-recrod", "shared-care-record?");
    finds("allerg", "allergies? known allergies?");
    finds("zzzz", "");
    finds("", "");
}

/* What is asked about a change under its own name is not another thing; nor is what came of a benefit. */
static void test_settled(void **state)
{
    struct whole w;

    (void)state;
    whole_open(&w, "@ systems/systems.yaml\n",
               "@ voices/voices.yaml\nvoices: {record: {says: Should we?, invited: {nurses: 10}}}\n@ systems/systems.yaml\n");
    assert_int_equal(w.graph.nodes[only(&w, "record")].kind, WR_GRAPH_CHANGE);
    assert_int_equal(w.graph.nodes[only(&w, "statement: record")].kind, WR_GRAPH_STATEMENT);
    whole_close(&w);
    whole_open(&w, "    rung: measurable\n", "    rung: measurable\n    realised: {value: 3 min, date: 2026-09-01, source: audit}\n");
    assert_int_equal(w.graph.nodes[only(&w, "moved sooner")].kind, WR_GRAPH_BENEFIT);
    assert_int_equal(w.graph.nodes[only(&w, "result: moved sooner")].kind, WR_GRAPH_RESULT);
    whole_close(&w);
}

static void test_memory(void **state)
{
    struct wr_trace t;
    struct whole w;
    int node;
    long n;

    (void)state;
    whole_open(&w, NULL, NULL);
    node = only(&w, "safe");
    wr_mem_fail_after(-1);
    assert_int_equal(wr_trace_make(&w.graph, node, &t), 0);
    n = wr_mem_fail_after(-1);
    wr_trace_free(&t);
    for (long i = 0; i < n; i++) {
        int result;
        wr_mem_fail_after(i);
        result = wr_trace_make(&w.graph, node, &t);
        wr_mem_fail_after(-1);
        assert_int_equal(result, WR_ERR_MEMORY);
        wr_trace_free(&t);
    }
    whole_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_system),      cmocka_unit_test(test_person),  cmocka_unit_test(test_step),
        cmocka_unit_test(test_change_down), cmocka_unit_test(test_measure), cmocka_unit_test(test_everything),
        cmocka_unit_test(test_names),       cmocka_unit_test(test_settled), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
