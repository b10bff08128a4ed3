/* What a draft finds in a service, by hand: a small model, a capability, and what must come of the two. */
#include "support/check.h"

#include <string.h>

#include "agree/propose.h"
#include "base/buf.h"
#include "read/yaml.h"

static struct wr_item items[] = {
    {.name = "last results", .there_at_once = {.kind = WR_VALUE_NUMBER, .number = {.value = 0.7}}},
    {.name = "allergies", .there_at_once = {.kind = WR_VALUE_NUMBER, .number = {.value = 0.9}}},
    {.name = "bed state", .there_at_once = {.kind = WR_VALUE_NUMBER, .number = {.value = 0.2}}},
    {.name = "letters", .there_at_once = {.kind = WR_VALUE_NUMBER, .number = {.value = 0.2}}},
};
static struct wr_need needs[] = {{.item = 0}};
static struct wr_step steps[] = {{.name = "review", .needs = needs, .n_needs = 1}, {.name = "discharge home"}, {.name = "scan"}};
static struct wr_measure measures[] = {{.name = "readmissions"}};
static struct wr_system systems[] = {{.name = "results at hand"}};
static struct wr_model model = {
    .items = items, .n_items = 4, .steps = steps, .n_steps = 3, .measures = measures, .n_measures = 1, .systems = systems, .n_systems = 0};

static struct wr_brings brings[] = {{"result and allergies", "the doctor", "at once"}, {"their letters", "the patient", "the same day"}};
static const char *care_steps[] = {"discharge"}, *first[] = {"Wi-Fi: everywhere"};
static struct wr_evidence evidence[] = {
    {.finding = "Only remembered",
     .measure = "readmission",
     .has_value = true,
     .value = 99.25,
     .source = "A memory",
     .status = WR_EVIDENCE_FROM_MEMORY},
    {.finding = "Fewer came back",
     .measure = "readmission, odds ratio",
     .has_value = true,
     .has_interval = true,
     .value = 0.43,
     .low = 0.27,
     .high = 0.7,
     .direct = true,
     .source = "Vest 2015",
     .caveat = "confounded",
     .status = WR_EVIDENCE_VERIFIED},
    {.finding = "No difference", .source = "Other 2020", .against = true, .status = WR_EVIDENCE_GREY},
};
static struct wr_cap_hazard hazards[] = {{"x", "a feed stops", "an allergy is missed"}};
static struct wr_capability capability = {.id = "results",
                                          .name = "Results at hand (a system)",
                                          .plain = "You see the results: yours and others'",
                                          .brings = brings,
                                          .n_brings = 2,
                                          .care_steps = care_steps,
                                          .n_care_steps = 1,
                                          .evidence = evidence,
                                          .n_evidence = 3,
                                          .prerequisites = first,
                                          .n_prerequisites = 1,
                                          .hazards = hazards,
                                          .n_hazards = 1};

static void test_look(void **state)
{
    static const struct wr_stated_need need = {.name = "n1", .missing = "bed state", .at = "scan"};
    struct wr_proposal p;
    struct wr_arena arena;

    (void)state;
    wr_arena_init(&arena, 0);
    assert_int_equal(wr_propose_look(&model, &capability, NULL, NULL, &arena, &p), 0);
    check_text(p.name, "results at hand");
    assert_int_equal(p.n_items, 2); /* the letters go to the patient: nobody on the ward has them sooner */
    assert_int_equal(p.items[0], 0);
    assert_int_equal(p.items[1], 1);
    assert_int_equal(p.n_near, 2); /* review needs the results; discharge is a step of its care */
    assert_int_equal(p.near[0], 0);
    assert_int_equal(p.near[1], 1);
    assert_int_equal(p.n_usable, 1);
    /* what a need says was missing, and where, counts too */
    assert_int_equal(wr_propose_look(&model, &capability, &need, "boards", &arena, &p), 0);
    check_text(p.name, "boards");
    assert_int_equal(p.n_items, 3);
    assert_int_equal(p.items[2], 2);
    assert_int_equal(p.n_near, 3);
    /* a name that is taken already: the id */
    model.n_systems = 1;
    assert_int_equal(wr_propose_look(&model, &capability, NULL, NULL, &arena, &p), 0);
    check_text(p.name, "results");
    model.n_systems = 0;
    wr_arena_free(&arena);
}

static const struct wr_node *at(const struct wr_node *node, const char *a, const char *b)
{
    return wr_node_get(b == NULL ? node : wr_node_get(node, a), b == NULL ? a : b);
}

static void test_write(void **state)
{
    static const struct wr_stated_need need = {.name = "n1"};
    struct wr_proposal p;
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_node *root = NULL;
    const struct wr_node *change, *effects;
    struct wr_buf out;

    (void)state;
    wr_arena_init(&arena, 0);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&out, 0);
    assert_int_equal(wr_propose_look(&model, &capability, &need, NULL, &arena, &p), 0);
    wr_propose_write(&model, &capability, &p, &need, true, &out);
    assert_int_equal(wr_yaml_read(&arena, "draft", wr_buf_string(&out), out.size, &mistakes, &root), 0);
    change = at(root, "changes", "results at hand");
    assert_non_null(change);
    check_text(at(change, "says", NULL)->text, "You see the results: yours and others'");
    check_text(at(change, "need", NULL)->items[0]->text, "n1");
    effects = at(change, "effects", NULL);
    assert_int_equal(effects->count, 2);
    check_text(at(effects->items[0], "change", NULL)->text, "information.last results.there at once");
    check_text(at(effects->items[0], "set", NULL)->text, "90% (70% to 98%)");
    check_text(at(effects->items[0], "source", NULL)->text, "invented");
    check_text(at(effects->items[1], "set", NULL)->text, "95% (90% to 100%)"); /* nearly always there: half of what is left */
    check_text(at(change, "needs first", NULL)->items[0]->text, "Wi-Fi: everywhere");
    check_text(at(change, "hazards", NULL)->items[0]->text, "a feed stops; harm: an allergy is missed");
    assert_null(at(change, "owner", NULL)); /* nobody is put there */
    check_text(at(root, "options", "results at hand")->items[0]->text, "results at hand");
    /* evidence as notes: with its interval and its caveat; what is only remembered not at all */
    assert_non_null(strstr(wr_buf_string(&out), "# [1] for (verified): Fewer came back"));
    assert_non_null(strstr(wr_buf_string(&out), "0.43 (0.27 to 0.7)"));
    assert_non_null(strstr(wr_buf_string(&out), "But: confounded"));
    assert_non_null(strstr(wr_buf_string(&out), "a run can be held against it"));
    assert_non_null(strstr(wr_buf_string(&out), "# [2] against ("));
    assert_null(strstr(wr_buf_string(&out), "emember"));
    assert_null(strstr(wr_buf_string(&out), "99.25"));
    wr_buf_free(&out);
    wr_mistakes_free(&mistakes);
    wr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_look), cmocka_unit_test(test_write)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
