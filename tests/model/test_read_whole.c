/* The whole language: a file with every key in it reads without a mistake, and what became of it is looked at entry by entry. */
#include "support/check.h"

#include <math.h>
#include <string.h>

#include "base/ctx.h"
#include "model/describe.h"
#include "model/model.h"
#include "read/tree.h"

struct fixture {
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
};

static int setup(void **state)
{
    static struct fixture f;
    struct wr_ctx ctx;
    struct wr_buf text;

    wr_ctx_init(&ctx);
    wr_mistakes_init(&f.mistakes);
    assert_int_equal(wr_source_read(&ctx, source_path("tests/model/whole-language.yaml"), &f.mistakes, &f.source), 0);
    assert_int_equal(wr_model_read(&f.source, &f.mistakes, &f.model), 0);
    wr_buf_init(&text, 0);
    wr_mistakes_print(&f.mistakes, &text);
    check_text(wr_buf_string(&text), ""); /* not even a warning */
    wr_buf_free(&text);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    wr_model_free(&f->model);
    wr_model_free(&f->model);
    wr_source_free(&f->source);
    wr_source_free(&f->source);
    wr_mistakes_free(&f->mistakes);
    return 0;
}

/* ---- every key of the description stands in the file ---- */

static bool has_key(const struct wr_node *node, const char *key)
{
    size_t i;

    if (node->key != NULL && strcmp(node->key, key) == 0)
        return true;
    for (i = 0; i < node->count; i++)
        if (has_key(node->items[i], key))
            return true;
    return false;
}

static void test_every_key_is_there(void **state)
{
    const struct fixture *f = *state;
    size_t i, j;

    for (i = 0; i < wr_describe_n_objects; i++)
        for (j = 0; j < wr_describe_objects[i].n_fields; j++) {
            const char *key = wr_describe_objects[i].fields[j].key;
            if (strcmp(wr_describe_objects[i].name, "run") == 0) /* three ways that exclude each other: test_read_words.c */
                continue;
            if (!has_key(f->source.root, key))
                fail_msg("`%s` of %s is not in whole-language.yaml", key, wr_describe_objects[i].title);
        }
}

/* ---- what became of it ---- */

static int step(const struct wr_model *m, const char *name)
{
    int i = wr_model_step(m, name);

    if (i < 0)
        fail_msg("no step %s", name);
    return i;
}

static void test_heading(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;

    assert_string_equal(m->service, "Emergency department and medical ward");
    assert_int_equal(m->data, WR_DATA_INVENTED);
    assert_string_equal(m->leaves_out, "Ambulances that wait outside, and everything after the ward");
    assert_int_equal(m->n_walked_by, 1);
    assert_string_equal(m->walked_by[0].role, "ward sister");
    check_same(m->clock.start, 1767571200.0); /* 2026-01-05 00:00, a Monday */
    assert_int_equal(m->clock.weekday, 0);
    assert_int_equal(m->clock.n_holidays, 2);
    assert_int_equal(m->clock.holidays[0], 88); /* 2026-04-03 */
    assert_int_equal(m->clock.holidays[1], 91);
    assert_int_equal(m->run.mode, WR_RUN_PERIOD);
    check_same(m->run.warm_up, 4 * WR_WEEK);
    check_same(m->run.collect, 52 * WR_WEEK);
    assert_int_equal(m->run.replications, 0);
    check_same(m->run.precision, 0.05);
    assert_true(m->run.seed == 2026);
    assert_int_equal(strlen(m->hash), 64);
}

static void test_unknowns(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;

    assert_int_equal(m->n_unknowns, 2);
    assert_string_equal(m->unknowns[0].name, "time saved");
    check_same(m->unknowns[0].number.value, 0.65);
    check_same(m->unknowns[0].number.low, 0.50);
    assert_int_equal(m->unknowns[0].number.family, WR_FAMILY_LOGNORMAL);
    check_same(m->unknowns[1].number.high, 5);
    assert_string_equal(m->unknowns[1].number.says, "The matron");
    assert_int_equal(m->n_correlations, 1);
    assert_int_equal(m->correlations[0].b, 1);
    check_same(m->correlations[0].is, 0.4);
}

static void test_places(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;
    const struct wr_place *p;

    assert_int_equal(m->n_places, 6);
    assert_true(m->places[0].spaces.unlimited);
    p = &m->places[wr_model_place(m, "majors")];
    check_same(p->spaces.entries[0].number.value, 8);
    assert_int_equal(p->spaces.entries[0].when.n_spans, 0);
    assert_int_equal(p->turnaround.kind, WR_VALUE_NUMBER);
    check_same(p->turnaround.number.value, 600);
    p = &m->places[wr_model_place(m, "ward")];
    assert_int_equal(p->turnaround_with.all[0].resource, wr_model_resource(m, "ward nurse"));
    p = &m->places[wr_model_place(m, "day unit")];
    assert_int_equal(p->spaces.n_entries, 2);
    assert_int_equal(p->spaces.entries[1].when.spans[0].from, 12 * 3600);
    assert_true(p->has_open);
    assert_int_equal(p->open.spans[0].days, 0x1F);
    p = &m->places[wr_model_place(m, "surge ward")];
    assert_true(p->has_surge);
    check_same(p->surge_over, 4);
    assert_int_equal(p->surge_step, step(m, "ward care"));
    check_same(p->surge_stays, WR_DAY);
}

static void test_resources_and_systems(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;
    const struct wr_resource *one;

    one = &m->resources[wr_model_resource(m, "ward nurse")];
    assert_int_equal(one->on_duty.n_entries, 2);
    assert_int_equal(one->on_duty.entries[1].when.spans[0].from, 19 * 3600 + 1800);
    assert_int_equal(one->on_duty.entries[1].when.spans[0].to, 86400 + 7 * 3600); /* past midnight */
    one = &m->resources[wr_model_resource(m, "agency nurse")];
    check_same(one->filled.value, 0.75);
    check_same(one->costs.value, 38.0 / 3600);
    assert_int_equal(one->n_serves, 2);
    one = &m->resources[wr_model_resource(m, "porter")];
    assert_int_equal(one->at_end, WR_SHIFT_HAND_OVER);
    assert_int_equal(one->on_duty.entries[1].when.spans[0].days, 0x60 | 0x80);
    one = &m->resources[wr_model_resource(m, "analyser")];
    assert_int_equal(one->kind, WR_EQUIPMENT);
    assert_true(one->down[0].has_random);
    check_same(one->down[0].one_every.number.value, 60 * WR_DAY);
    assert_int_equal(m->n_systems, 1);
    assert_int_equal(m->systems[0].n_down, 3);
    assert_true(m->systems[0].down[1].has_when);
    assert_true(m->systems[0].down[2].has_from);
    assert_int_equal(m->systems[0].n_on_paper, 2);
    check_same(m->systems[0].on_paper[0].times.number.high, 1.7);
    assert_true(m->systems[0].on_paper[1].stops);
    check_same(m->systems[0].afterwards_takes.number.value, 180);
}

static void test_information(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;
    const struct wr_item *item = &m->items[0];

    assert_string_equal(item->name, "allergies");
    assert_int_equal(item->kept_in, 0);
    check_same(item->there_at_once.number.value, 0.7);
    check_same(item->there_at_once.number.low, 0.6);
    assert_string_equal(item->there_at_once.number.source, "invented"); /* the entry's */
    assert_null(m->items[1].there_at_once.number.source);
    assert_int_equal(item->there_at_once.number.family, WR_FAMILY_BETA);
    assert_true(item->has_chase);
    check_same(item->chase_takes.number.value, 720);
    check_same(item->chase_found.number.value, 0.95);
    check_same(item->wrong.number.value, 0.02);
    check_same(m->items[1].keeps, 3 * WR_DAY);
    check_same(m->items[2].chase_found.number.value, 1); /* left out: always found */
    assert_int_equal(m->items[3].there_at_once.kind, WR_VALUE_BY);
}

static void test_patients(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;
    const struct wr_kind *k;
    int i;

    k = &m->kinds[wr_model_kind(m, "walk-in")];
    assert_int_equal(k->arrive.kind, WR_ARRIVE_RATE);
    check_same(k->arrive.rate.value, 100.0 / 86400);
    check_near(k->arrive.by_weekday[0], 1.1 / (6.9 / 7), 1e-15); /* scaled to mean 1 */
    assert_int_equal(k->n_attributes, 3);
    assert_string_equal(m->attributes[k->attributes[0].attribute].name, "urgency");
    check_same(k->attributes[0].shares[0].number.value, 0.3);
    check_same(k->attributes[0].shares[1].number.value, 0.7);
    assert_int_equal(k->attributes[1].value.kind, WR_VALUE_DIST);
    assert_int_equal(m->attributes[k->attributes[2].attribute].kind, WR_ATTRIBUTE_CHANCE);
    assert_int_equal(k->priority.kind, WR_VALUE_BY);
    check_same(k->priority.cases[1].value->number.value, 3);
    k = &m->kinds[wr_model_kind(m, "ambulance")];
    assert_int_equal(k->like, wr_model_kind(m, "walk-in"));
    assert_int_equal(k->arrive.kind, WR_ARRIVE_EVERY);
    check_same(k->arrive.every.number.value, 2400);
    assert_int_equal(k->n_attributes, 3);
    assert_int_equal(k->starts_at, step(m, "majors review"));
    k = &m->kinds[wr_model_kind(m, "clinic")];
    assert_int_equal(k->arrive.kind, WR_ARRIVE_BOOKED);
    check_same(k->arrive.booked.entries[0].number.value, 6);
    check_same(k->arrive.comes.value, 0.92);
    check_same(k->priority.number.value, 3);
    k = &m->kinds[wr_model_kind(m, "helicopter")];
    check_near(k->arrive.rate.value * 86400, 2.1, 1e-12); /* 24 hours' numbers added up by hand */
    check_near(k->arrive.by_hour[8] / k->arrive.by_hour[7], 2.0, 1e-12);
    assert_int_equal(k->attributes[3].shares[1].kind, WR_VALUE_BY);
    assert_true(k->has_if_full);
    check_same(k->waiting_at_most.value, 2);
    k = &m->kinds[wr_model_kind(m, "transfer")];
    assert_int_equal(k->arrive.kind, WR_ARRIVE_FILE);
    assert_int_equal(k->arrive.n_times, 3);
    check_same(k->arrive.times[0] - m->clock.start, 21 * 3600 + 15 * 60); /* sorted */
    check_same(k->arrive.times[2] - m->clock.start, 27 * WR_DAY);
    assert_int_equal(m->kinds[wr_model_kind(m, "rehearsal")].arrive.kind, WR_ARRIVE_NONE);
    k = &m->kinds[wr_model_kind(m, "winter")];
    for (i = 3; i < 10; i++)
        check_same(k->arrive.by_month[i], 0);
}

static void test_steps(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;
    const struct wr_step *s = &m->steps[step(m, "triage")];

    assert_int_equal(s->takes.dist->family, WR_SAMPLER_ERLANG);
    check_close(wr_value_mean(m, &s->takes, 0), 480, 1e-12);
    assert_int_equal(s->then.kind, WR_ROUTE_SHARES);
    assert_true(s->then.branches[1].rest);
    assert_int_equal(s->then.branches[1].to.kind, WR_TO_OUTCOME);
    s = &m->steps[step(m, "majors review")];
    assert_int_equal(s->places[0], wr_model_place(m, "majors"));
    assert_int_equal(s->waits_in, wr_model_place(m, "waiting room"));
    check_same(s->takes.dist->params[0].number.low, 40 * 60);
    assert_int_equal(s->n_needs, 2);
    assert_int_equal(s->needs[0].without, WR_WITHOUT_CHASE);
    assert_int_equal(s->needs[1].without, WR_WITHOUT_GO_AHEAD);
    check_same(s->needs[1].go_ahead_times.number.value, 1.3);
    assert_true(s->has_gives_up && !s->gives_up_since_arrival);
    assert_int_equal(s->gives_up_then.kind, WR_TO_OUTCOME);
    assert_int_equal(s->starts[0], step(m, "blood test"));
    assert_int_equal(s->keep[0], -1 - wr_model_resource(m, "trolley"));
    assert_int_equal(s->interrupts[0], step(m, "get ready"));
    assert_int_equal(s->n_sets, 1);
    check_same(s->sets[0].value.number.value, 1); /* standard */
    s = &m->steps[step(m, "blood test")];
    assert_true(s->is_errand && s->has_rounds && s->has_together);
    check_same(s->rounds.every, 3600);
    assert_int_equal(s->then.to.kind, WR_TO_DONE);
    s = &m->steps[step(m, "decide")];
    assert_int_equal(s->then.kind, WR_ROUTE_CASES);
    assert_int_equal(s->then.n_cases, 2);
    assert_int_equal(s->then.cases[0].condition.n_atoms, 2);
    assert_int_equal(s->then.cases[0].condition.atoms[0].compare, WR_AT_LEAST);
    check_same(s->then.cases[0].condition.atoms[0].number, 75);
    assert_int_equal(s->then.cases[0].condition.atoms[1].kind, WR_ATOM_PLACE_OPEN);
    assert_int_equal(s->then.cases[1].then->kind, WR_ROUTE_SHARES);
    check_same(s->then.cases[1].then->branches[0].share.number.high, 0.28);
    s = &m->steps[step(m, "day case")];
    check_same(s->waiting_at_most.value, 6);
    assert_int_equal(s->if_full.index, step(m, "ward care"));
    s = &m->steps[step(m, "ward care")];
    assert_int_equal(s->n_places, 2);
    assert_true(s->has_unless);
    s = &m->steps[step(m, "ward round")];
    assert_int_equal(s->rounds.n_at, 2);
    assert_int_equal(s->rounds.at[1].from, 14 * 3600);
    assert_false(m->steps[step(m, "another day")].has_place);
    s = &m->steps[step(m, "get ready")];
    assert_int_equal(s->with.n_any, 2);
    assert_true(s->interrupted_start_again && s->gives_up_since_arrival);
    assert_int_equal(s->needs[0].item, 2);
    assert_int_equal(s->needs[0].without, WR_WITHOUT_CHASE);
    check_same(s->needs[0].go_ahead_times.number.value, 1.2);
    assert_int_equal(s->needs[1].without, WR_WITHOUT_WAIT);
    assert_int_equal(m->n_tasks, 2);
    check_same(m->tasks[0].every, 4 * 3600);
    assert_int_equal(m->tasks[0].for_each_in, wr_model_place(m, "ward"));
    assert_true(m->tasks[1].has_when);
}

static const struct wr_measure *measure(const struct wr_model *m, const char *name)
{
    int i = wr_model_measure(m, name);

    if (i < 0)
        fail_msg("no measure %s", name);
    return &m->measures[i];
}

static void test_measures(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;
    const struct wr_measure *x = measure(m, "time in emergency");

    assert_int_equal(x->kind, WR_MEASURE_TIME);
    assert_int_equal(x->n_to, 2);
    assert_int_equal(x->to[0].kind, WR_AT_LEAVING_PLACE);
    assert_int_equal(x->to[1].kind, WR_AT_LEAVING);
    assert_int_equal(x->for_.n_kinds_any, 2);
    assert_int_equal(x->lens, WR_LENS_SAFETY);
    x = measure(m, "within four hours");
    assert_int_equal(x->kind, WR_MEASURE_SHARE_OF);
    check_same(x->limit.value, 4 * 3600);
    assert_true(x->more_is_better);
    assert_int_equal(x->for_.n_atoms, 1);
    x = measure(m, "night response");
    assert_int_equal(x->of, -2); /* task 1 */
    check_same(x->quantile, 0.95);
    assert_int_equal(measure(m, "ward bed days")->kind, WR_MEASURE_PATIENT_DAYS);
    x = measure(m, "treated without allergies");
    assert_int_equal(x->item, 0);
    assert_int_equal(x->of, step(m, "majors review"));
    assert_false(x->more_is_better); /* target: at most */
    x = measure(m, "morning count");
    assert_int_equal(x->n_places, 2);
    assert_true(x->counted_daily);
    assert_int_equal(x->counted_at, 8 * 3600);
    x = measure(m, "delay");
    assert_int_equal(x->spaces_from, 28);
    assert_int_equal(x->spaces_to, 32);
    assert_int_equal(measure(m, "left")->from[0].kind, WR_AT_OUTCOME);
    assert_int_equal(measure(m, "seen")->from[0].kind, WR_AT_END_OF);
    assert_int_equal(measure(m, "busy cubicles")->n_places, 1);
    assert_int_equal(measure(m, "busy cubicles")->resource, -1);
    assert_true(measure(m, "quick ones")->counted_at_leaving);
}

static void test_harm_worth_objectives(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;

    assert_int_equal(m->n_harms, 2);
    assert_int_equal(m->harms[0].n_bands, 3);
    check_same(m->harms[0].bands[1].from, 6 * 3600);
    check_same(m->harms[0].bands[1].chance.value, 1.0 / 82);
    check_same(m->harms[0].known_up_to, 12 * 3600);
    assert_true(m->harms[0].association);
    check_same(m->harms[0].causal_share.low, 0);
    assert_string_equal(m->harms[0].source, "Jones S, et al. Emerg Med J 2022;39:168");
    assert_int_equal(m->harms[1].without_item, 0);
    check_same(m->harms[1].bands[0].chance.low, 1.0 / 3000);
    assert_int_equal(m->n_worths, 2);
    check_same(m->worths[0].qaly.value, 70000);
    assert_int_equal(m->worths[0].harm, 0);
    assert_int_equal(m->worths[1].measure, wr_model_measure(m, "ward bed days"));
    assert_int_equal(m->n_objectives, 2);
    assert_int_equal(m->objectives[0].target, WR_AT_LEAST);
    check_same(m->objectives[0].target_value.value, 0.78);
    check_same(m->objectives[1].target_value.value, 1.0 / 200);
}

static void test_changes(void **state)
{
    const struct wr_model *m = &((struct fixture *)*state)->model;
    const struct wr_change *c = &m->changes[0];

    assert_int_equal(m->n_changes, 2);
    assert_int_equal(c->n_need, 2);
    assert_int_equal(c->n_uses, 1);
    assert_true(c->is_technology);
    assert_int_equal(c->n_effects, 5);
    assert_int_equal(c->effects[0].op, WR_OP_TIMES);
    assert_int_equal(c->effects[0].by.unknown, 0);
    check_same(c->effects[0].by.value, 0.65);
    assert_true(c->effects[0].adoptable);
    assert_false(c->effects[0].invented);
    check_same(c->effects[1].by.value, 0.03);
    assert_int_equal(c->effects[1].by.unit, WR_UNIT_POINTS);
    assert_true(c->effects[1].adoptable && c->effects[1].invented);
    assert_string_equal(c->effects[1].by.source, "invented"); /* the change's */
    assert_string_equal(c->effects[0].source, "...");
    assert_true(c->effects[2].has_when);
    assert_false(c->effects[2].adoptable);
    assert_string_equal(c->effects[3].set_text, "09:00 and 12:00 and 15:00");
    assert_true(c->effects[4].adoptable);
    assert_non_null(c->adds);
    check_same(c->reaches.value, 0.8);
    check_same(c->over, 12 * WR_WEEK);
    check_same(c->dip_lasts, 4 * WR_WEEK);
    assert_string_equal(c->dips[0].path, "steps.ward round.takes");
    assert_int_equal(c->beside[0].change, 1);
    check_same(c->costs_once.low, 250000);
    check_same(c->lifetime, 7 * WR_YEAR);
    assert_int_equal(c->n_hazards, 2);
    assert_string_equal(c->hazards[0].name, "wrong person");
    assert_string_equal(c->hazards[1].says, "Somebody waits for an alert that does not come");
    assert_int_equal(c->n_issues, 2);
    assert_string_equal(c->issues[1].owner, "estates");
    assert_string_equal(c->clinical_sponsor, "consultant in acute medicine");
    assert_int_equal(m->n_options, 2);
    assert_int_equal(m->options[0].n_changes, 0);
    assert_int_equal(m->options[1].n_changes, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_key_is_there),
        cmocka_unit_test(test_heading),
        cmocka_unit_test(test_unknowns),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_patients),
        cmocka_unit_test(test_resources_and_systems),
        cmocka_unit_test(test_information),
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_measures),
        cmocka_unit_test(test_harm_worth_objectives),
        cmocka_unit_test(test_changes),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
