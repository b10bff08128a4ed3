/* In a service where everything hangs together nothing is found; with one thing taken away, that is found and nothing else. */
#include "support/check.h"

#include "agree/findings.h"
#include "whole.h"

/* Finds, and compares: "kind: says" a line. */
static void finds(const char *from, const char *to, const char *want)
{
    struct wr_findings found;
    struct whole w;
    struct wr_buf got;

    wr_buf_init(&got, 0);
    whole_open(&w, from, to);
    assert_int_equal(wr_findings_find(&w.graph, &found), 0);
    whole_close(&w); /* findings stand alone */
    for (size_t i = 0; i < found.n; i++) {
        wr_buf_printf(&got, "%s: %s\n", wr_finding_words(found.list[i].kind), found.list[i].says);
        assert_true(strlen(found.list[i].todo) > 10);
        assert_int_equal(found.list[i].todo[strlen(found.list[i].todo) - 1], '.');
    }
    check_text(wr_buf_string(&got), want);
    wr_findings_free(&found);
    wr_buf_free(&got);
}

static void test_nothing(void **state)
{
    (void)state;
    finds(NULL, NULL, "");
}

static void test_why(void **state)
{
    (void)state;
    finds("    objective: timely\n", "    objective: safe\n", "objective unserved: No benefit serves the objective `timely`.\n");
    finds("    objective: timely\n    measure: moved\n", "    objective: timely\n    measure: moved\n    dis-benefit: yes\n",
          "objective unserved: No benefit serves the objective `timely`.\n"
          "change without benefit: Nobody is said to gain by the change `more porters`: no benefit names it.\n");
    finds(", objectives: [safe, timely]", "",
          "driver alone: The driver `inspection` leads to no objective: nothing is to become better because of it.\n");
    finds("    objective: timely\n", "",
          "objective unserved: No benefit serves the objective `timely`.\n"
          "benefit without objective: The benefit `moved sooner` serves no objective of the service.\n");
}

/* A benefit may arise at a task of the service file, such as a round: it is told like a step. */
static void test_benefit_at_a_task(void **state)
{
    static const char people[] = "@ benefits/benefits.yaml\n"
                                 "benefits:\n"
                                 "  seen sooner: {change: evening nurses, step: observation round, owner: chief nurse}\n"
                                 "  fewer mistakes: {change: record at the bedside, step: observation round, owner: chief nurse}\n";
    struct wr_findings found;
    struct wr_graph graph;
    struct small s;
    size_t n = 0;

    (void)state;
    assert_int_equal(small_read(&s, people), 0);
    assert_int_equal(wr_graph_build(&s.agree, &graph), 0);
    assert_int_equal(wr_graph_below(&graph, wr_graph_node(&graph, WR_GRAPH_BENEFIT, 0, -1), WR_LINK_ARISES_AT, 0),
                     wr_graph_node(&graph, WR_GRAPH_DUTY, 0, -1));
    assert_int_equal(wr_findings_find(&graph, &found), 0);
    for (size_t i = 0; i < found.n; i++)
        if (found.list[i].kind == WR_FINDING_BENEFIT_STEP_UNCHANGED) {
            n++;
            check_text(found.list[i].says,
                       "The benefit `fewer mistakes` is to arise at `observation round`, and `record at the bedside` changes "
                       "nothing there: not the step, nor its information, its staff or its place.");
        }
    assert_int_equal(n, 1);
    wr_findings_free(&found);
    wr_graph_free(&graph);
    small_free(&s);
}

static void test_technology(void **state)
{
    (void)state;
    finds("depends on: [network], ", "",
          "technology alone: Nothing uses the system `network`: no change needs it, no information is kept in it, no other system hangs on "
          "it. It "
          "costs £3k a year.\n");
    finds("information: {allergies", "information: {height: {there at once: 50%}, allergies",
          "technology alone: No step of care needs to know `height`.\n");
}

/* The trust's own entry of the catalogue; those of the program wait for whoever asks. */
static void test_own_capability(void **state)
{
    struct wr_findings found;
    struct whole w;

    (void)state;
    whole_open(&w, NULL, NULL);
    w.s.agree.catalogue.list[wr_catalogue_find(&w.s.agree.catalogue, "eobs")].own = true;
    w.s.agree.catalogue.list[wr_catalogue_find(&w.s.agree.catalogue, "shared-care-record")].own = true; /* used */
    assert_int_equal(wr_findings_find(&w.graph, &found), 0);
    assert_int_equal(found.n, 1);
    check_text(found.list[0].says, "No change uses the trust's own capability `eobs`.");
    wr_findings_free(&found);
    whole_close(&w);
}

/* A change that brings technology, and touches no step: the new information is known at none. */
static void test_technology_without_care(void **state)
{
    static const char from[] = "  more porters:\n    need: [n2]\n    effects: [{change: staff.porter, add: 1, source: the rota}]";
    (void)state;
    finds(from,
          "  more porters:\n    need: [n2]\n    uses: [patient-flow]\n    effects: [{change: places.corridor, add: 1, source: the rota}]",
          "technology alone: The change `more porters` brings technology, and no step of care becomes different by it.\n"
          "benefit's step unchanged: The benefit `moved sooner` is to arise at `moving`, and `more porters` changes nothing there: not the "
          "step, "
          "nor its information, its staff or its place.\n");
}

static void test_benefits(void **state)
{
    (void)state;
    finds("    step: triage\n", "    step: moving\n",
          "benefit's step unchanged: The benefit `known allergies` is to arise at `moving`, and `record` changes nothing there: not the "
          "step, nor its "
          "information, its staff or its place.\n");
    /* who is worse off may be so by the first weeks, in which moving is slower */
    finds("  moved sooner:\n",
          "  slow at first: {for: porters, dis-benefit: yes, change: record, step: moving, owner: head porter, rung: observable, criteria: "
          "the wait, "
          "judges: porters}\n  moved sooner:\n",
          "");
    finds("    change: more porters\n", "",
          "benefit without change: Nothing brings the benefit `moved sooner`: it names no change.\n"
          "change without benefit: Nobody is said to gain by the change `more porters`: no benefit names it.\n");
    finds("    owner: consultant\n", "", "benefit without owner: Nobody owns the benefit `moved sooner`.\n");
    finds("    owner: consultant\n", "    owner: chief information officer\n",
          "benefit owned by IT: The benefit `moved sooner` is owned by chief information officer, who is in IT.\n");
    finds("    owner: consultant\n", "    owner: E. Example\n",
          "benefit owned by IT: The benefit `moved sooner` is owned by E. Example, who is in IT.\n");
    finds("    owner: consultant\n", "    owner: IT people\n",
          "benefit owned by IT: The benefit `moved sooner` is owned by IT people, who is in IT.\n");
}

static void test_ladder(void **state)
{
    (void)state;
    finds("    rung: measurable\n    baseline: {value: 5 min, date: 2026-01-31, source: audit of January}\n", "    rung: measurable\n",
          "benefit above its rung: The benefit `moved sooner` is called measurable, and this is missing: a baseline: how it is now "
          "(baseline:).\n");
    finds("value: 5 min, date: 2026-01-31, source: audit of January", "value: 5 min",
          "benefit above its rung: The benefit `moved sooner` is called measurable, and this is missing: the date of the baseline; the "
          "source of the "
          "baseline.\n");
    finds("    forecast: {from: run}\n", "    forecast: {value: 1%, source: a trial}\n",
          "benefit above its rung: The benefit `known allergies` is called quantifiable, and this is missing: the interval of the "
          "forecast: 4% (2% to "
          "6%).\n");
    finds("    rung: quantifiable\n", "    rung: financial\n",
          "benefit above its rung: The benefit `known allergies` is called financial, and this is missing: a unit price (unit price:).\n");
    /* a figure shown on a lower rung needs what it needs all the same */
    finds("    rung: measurable\n", "    rung: measurable\n    forecast: {value: 2 min, source: a guess}\n",
          "figure without what it needs: The benefit `moved sooner` gives a forecast, and what such a figure needs is missing: the "
          "interval of the "
          "forecast: 4% (2% to 6%).\n");
    finds("    rung: measurable\n", "    rung: measurable\n    realised: {value: 4 min}\n",
          "figure without what it needs: The benefit `moved sooner` says what was seen, and not when and by whom.\n");
    finds("    class: quantifiable\n", "    class: cash-releasing\n",
          "benefit above its class: The benefit `known allergies` is called cash-releasing, and nobody is named who will sign that a "
          "budget falls.\n");
    finds("    class: quantifiable\n", "    class: cash-releasing\n    budget holder: finance manager of medicine\n", "");
}

static void test_changes(void **state)
{
    (void)state;
    finds("    owner: head porter\n", "", "change without a willing owner: Nobody owns the change `more porters`.\n");
    finds("{who: porters, harm", "{who: ward sister, harm",
          "change without a willing owner: The change `record` is owned by ward sister, who objects to it (decision `d1`).\n");
    finds("    need: [n2]\n", "", "change unasked: Nobody has asked for the change `more porters`: it answers no need.\n");
    finds("    need: [n2]\n", "    need: [n99]\n",
          "change unasked: The change `more porters` says that it answers `n99`, and no such need is written down.\n");
    finds("trolleys, role: porters", "trolleys, role: IT people",
          "change unasked: Only people in IT have asked for the change `more porters`.\n");
    finds("head porter: {name: C. Example, group: porters}", "head porter: {}",
          "owner not filled: Nobody holds the office `head porter`, which is to answer for change `more porters`, task `porters begin`.\n");
}

static void test_owners(void **state)
{
    (void)state;
    finds("    change owner: ward sister\n", "    change owner: A. Example\n", ""); /* one of two alike is no finding */
    finds("    owner: consultant\n    change owner: head porter\n", "    owner: head porter\n", "");
}

/* Everything in one hand takes more than one change of the text: made by hand. */
static void test_one_owner(void **state)
{
    struct wr_findings found;
    struct whole w;
    size_t one = 0, same = 0;

    (void)state;
    whole_open(&w, NULL, NULL);
    wr_graph_free(&w.graph);
    for (size_t i = 0; i < w.s.agree.n_benefits; i++)
        w.s.agree.benefits[i].owner = w.s.agree.benefits[i].change_owner = "chief nurse";
    for (size_t i = 0; i < w.s.model.n_changes; i++)
        w.s.model.changes[i].owner = i == 0 ? "chief nurse" : "A. Example"; /* who is the chief nurse */
    assert_int_equal(wr_graph_build(&w.s.agree, &w.graph), 0);
    assert_int_equal(wr_findings_find(&w.graph, &found), 0);
    for (size_t i = 0; i < found.n; i++) {
        one += found.list[i].kind == WR_FINDING_ONE_OWNER;
        same += found.list[i].kind == WR_FINDING_SAME_OWNERS;
    }
    assert_int_equal(found.n, 2);
    assert_int_equal(one, 1);
    assert_int_equal(same, 1);
    check_text(found.list[0].says, "`chief nurse` owns everything: all 4 benefits and changes that have an owner.");
    wr_findings_free(&found);
    whole_close(&w);
}

static void test_order(void **state)
{
    (void)state;
    finds("    need: [n2]\n", "    need: [n2]\n    needs first: [more porters]\n",
          "cycle: A circle, in which nothing can ever begin: change `more porters` needs change `more porters`.\n");
    finds("    need: [n2]\n", "    need: [n2]\n    needs first: [ward wi-fi]\n",
          "needs first unknown: The change `more porters` needs `ward wi-fi` first, and nobody has said how it will be there.\n");
    finds("    need: [n2]\n", "    need: [n2]\n    needs first: [network, teach, record]\n", ""); /* a system, a task, a change */
}

/* Two changes that need each other, and two systems: the reader lets neither through alone, so both are made here. */
static void test_circles(void **state)
{
    static const char *first[] = {"more porters"}, *second[] = {"record"};
    int hangs_on[] = {0};
    struct wr_findings found;
    struct whole w;

    (void)state;
    whole_open(&w, NULL, NULL);
    wr_graph_free(&w.graph);
    w.s.model.changes[0].needs_first = first;
    w.s.model.changes[1].needs_first = second;
    w.s.model.changes[0].n_needs_first = w.s.model.changes[1].n_needs_first = 1;
    w.s.agree.systems[1].depends = hangs_on;
    w.s.agree.systems[1].n_depends = 1;
    assert_int_equal(wr_graph_build(&w.s.agree, &w.graph), 0);
    assert_int_equal(wr_findings_find(&w.graph, &found), 0);
    assert_int_equal(found.n, 2); /* each circle once */
    check_text(found.list[0].says,
               "A circle, in which nothing can ever begin: change `record` needs change `more porters` needs change `record`.");
    check_text(found.list[1].says,
               "A circle, in which nothing can ever begin: system `patient record` needs system `network` needs system `patient record`.");
    wr_findings_free(&found);
    whole_close(&w);
}

static void test_time(void **state)
{
    (void)state;
    finds("contract ends: 2032-01-01", "contract ends: 2031-05-30", /* live on 1 June 2026 for five years of 365 days: until 31 May 2031 */
          "contract ends: The contract of `patient record` ends on 30 May 2031, before the time of what rests on it is over: `record` "
          "(goes live on 1 "
          "June 2026 and is to last 5 years).\n");
    finds("contract ends: 2032-01-01", "contract ends: 2031-05-31", "");
    finds("ready: 2026-05-01", "ready: 2026-06-02",
          "system late: The system `patient record` is ready from 2 June 2026 only. `record` needs it, and goes live on 1 June 2026: too "
          "soon.\n");
    finds("ready: 2026-05-01", "ready: 2026-06-01", "");
    /* what hangs on a late system is late with it */
    finds("network: {owner: chief information officer,", "network: {owner: chief information officer, ready: 2026-07-01,",
          "system late: The system `network` is ready from 1 July 2026 only. `record` needs it, and goes live on 1 June 2026: too soon.\n");
}

/* Without a date that people wrote, the plan's own: two to four weeks after 2 March. */
static void test_plan_date(void **state)
{
    struct wr_findings found;
    struct whole w;

    (void)state;
    whole_open(&w, "go live: yes, due: 2026-06-01", "go live: yes");
    assert_int_equal(wr_findings_find(&w.graph, &found), 0);
    assert_int_equal(found.n, 1);
    assert_int_equal(found.list[0].kind, WR_FINDING_SYSTEM_LATE); /* ready on 1 May */
    assert_non_null(strstr(found.list[0].says, "goes live, as likely as not, by "));
    assert_non_null(strstr(found.list[0].says, " March 2026"));
    wr_findings_free(&found);
    whole_close(&w);
}

/* Whatever allocation fails, it is said, and nothing is lost or used after. */
static void test_memory(void **state)
{
    struct wr_findings found;
    struct whole w;
    long n;

    (void)state;
    whole_open(&w, "    rung: quantifiable\n", "    rung: financial\n");
    wr_mem_fail_after(-1);
    assert_int_equal(wr_findings_find(&w.graph, &found), 0);
    n = wr_mem_fail_after(-1);
    assert_true(n > 5);
    assert_int_equal(found.n, 1);
    wr_findings_free(&found);
    for (long i = 0; i < n; i++) {
        int result;
        wr_mem_fail_after(i);
        result = wr_findings_find(&w.graph, &found);
        wr_mem_fail_after(-1);
        if (result != 0)
            assert_int_equal(result, WR_ERR_MEMORY);
        else
            assert_int_equal(found.n, 1);
        wr_findings_free(&found);
    }
    whole_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_why),
        cmocka_unit_test(test_benefit_at_a_task),
        cmocka_unit_test(test_technology),
        cmocka_unit_test(test_technology_without_care),
        cmocka_unit_test(test_own_capability),
        cmocka_unit_test(test_benefits),
        cmocka_unit_test(test_ladder),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_owners),
        cmocka_unit_test(test_one_owner),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_circles),
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_plan_date),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
