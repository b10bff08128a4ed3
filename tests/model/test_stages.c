/* The service on its way from the go-live (docs/rules.md, J): one index for an entry in all stages, what stands in which, and which entries are
 * other ones from stage to stage. */
#include "support/check.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/model.h"

/* A small service; the tests put their changes and options behind it. */
static const char base_text[] =
    "wardround: 1\n"
    "service: test\n"
    "clock: {start: 2026-01-05 00:00}\n"
    "run: {warm up: 1 day, collect: 6 weeks, replications: 2, seed: 1}\n"
    "places: {majors: {spaces: 8, turnaround: 10 min}, ward: 20}\n"
    "staff: {doctor: {on duty: {08:00 to 20:00: 4, 20:00 to 08:00: 3}}, nurse: 5}\n"
    "equipment: {scanner: {how many: 1, down: [{one every: 30 days, lasts: 4 h}]}}\n"
    "systems: {record: {down: [{when: tue 02:00 to 04:00}], on paper: {triage: 1.4 times}}}\n"
    "information:\n"
    "  allergies: {there at once: 70%, chase: {takes: 12 min, with: nurse, found: 90%}}\n"
    "  weight: {there at once: 70%}\n"
    "outcomes: [home, elsewhere]\n"
    "patients:\n"
    "  walk-in:\n"
    "    arrive: {a day: 60}\n"
    "    attributes: {urgency: {urgent: 20%, standard: rest}, age: {normal: {mean: 50, sd: 20, at least: 0}}}\n"
    "    priority: {by: urgency, urgent: 1, standard: 2}\n"
    "    starts at: triage\n"
    "  ambulance: {like: walk-in, arrive: {one every: 40 min}}\n"
    "  clinic: {arrive: {booked: {mon to fri 09:00: 6}, comes: 90%}, starts at: scan}\n"
    "steps:\n"
    "  triage: {with: nurse, takes: 8 min, then: review}\n"
    "  review:\n"
    "    in: majors\n"
    "    with: {doctor: 1, nurse: 2}\n"
    "    takes: {lognormal: {mean: 45 min, sd: 30 min}}\n"
    "    needs to know: {allergies: chase, weight: {go ahead: 1.3 times}}\n"
    "    then: {scan: 30%, elsewhere: 10%, home: rest}\n"
    "  scan: {with: scanner, takes: 20 min, priority: 2, gives up: {after: 6 h, then: home}, then: home}\n"
    "tasks: {round: {every: 4 h, with: nurse, takes: 5 min}, call: {one every: 9 h, with: doctor, takes: 9 min}}\n"
    "measures: {stay: {time: {from: arrival, to: leaving}}, calls: {wait for: call}}\n"
    "changes:\n";

struct fixture {
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model base, now;
    struct wr_stages stages;
    struct wr_buf text;
    int read, applied;
};

/* Reads the service with these changes and options, and builds the stages of the last option. */
static void build_with(struct fixture *f, const char *changes, const struct wr_edit *edits, size_t n_edits)
{
    memset(f, 0, sizeof *f);
    wr_mistakes_init(&f->mistakes);
    wr_buf_init(&f->text, 1 << 20);
    wr_buf_text(&f->text, base_text);
    wr_buf_text(&f->text, changes);
    f->applied = -1;
    f->read = wr_source_text("service.yaml", wr_buf_string(&f->text), f->text.size, NULL, &f->mistakes, &f->source);
    if (f->read == 0)
        f->read = wr_model_read(&f->source, &f->mistakes, &f->base);
    if (f->read == 0)
        f->applied = wr_model_stages(&f->source, &f->base, (int)f->base.n_options - 1, edits, n_edits, &f->mistakes, &f->now, &f->stages);
    for (size_t i = 0; i < f->mistakes.count; i++)
        if (f->mistakes.list[i].severity == WR_MISTAKE)
            print_message("%d: %s [%s]\n", f->mistakes.list[i].where.line, f->mistakes.list[i].message,
                          f->mistakes.list[i].hint == NULL ? "" : f->mistakes.list[i].hint);
}

static void build(struct fixture *f, const char *changes) { build_with(f, changes, NULL, 0); }

static void done(struct fixture *f)
{
    wr_model_stages_free(&f->stages);
    wr_model_free(&f->now);
    wr_model_free(&f->base);
    wr_source_free(&f->source);
    wr_mistakes_free(&f->mistakes);
    wr_buf_free(&f->text);
}

static const struct wr_model *at(const struct fixture *f, size_t stage) { return wr_stages_model(&f->stages, stage); }

static bool step_changes(const struct fixture *f, size_t stage, const char *name)
{
    return f->stages.step_changes[stage * f->now.n_steps + (size_t)wr_model_step(&f->now, name)];
}
static bool task_changes(const struct fixture *f, size_t stage, const char *name)
{
    return f->stages.task_changes[stage * f->now.n_tasks + (size_t)wr_model_task(&f->now, name)];
}
static bool kind_changes(const struct fixture *f, size_t stage, const char *name)
{
    return f->stages.kind_changes[stage * f->now.n_kinds + (size_t)wr_model_kind(&f->now, name)];
}

/* Whether some mistake's message and hint hold these words. */
static bool told(const struct fixture *f, const char *words, const char *hint)
{
    for (size_t i = 0; i < f->mistakes.count; i++) {
        const struct wr_mistake *m = &f->mistakes.list[i];
        if (m->severity == WR_MISTAKE && strstr(m->message, words) != NULL &&
            (hint == NULL || (m->hint != NULL && strstr(m->hint, hint) != NULL)))
            return true;
    }
    return false;
}

#define CHECK_NAMES(x, y, list, count)                                                                                                     \
    do {                                                                                                                                   \
        assert_int_equal((x)->count, (y)->count);                                                                                          \
        for (size_t i_ = 0; i_ < (x)->count; i_++)                                                                                         \
            assert_string_equal((x)->list[i_].name, (y)->list[i_].name);                                                                   \
    } while (0)

/* All entries, attributes and categories at the same indices in all stages. */
static void check_aligned(const struct fixture *f)
{
    const struct wr_model *now = &f->now;

    for (size_t s = 0; s < f->stages.n; s++) {
        const struct wr_model *m = at(f, s);
        CHECK_NAMES(m, now, places, n_places);
        CHECK_NAMES(m, now, resources, n_resources);
        CHECK_NAMES(m, now, systems, n_systems);
        CHECK_NAMES(m, now, items, n_items);
        CHECK_NAMES(m, now, outcomes, n_outcomes);
        CHECK_NAMES(m, now, kinds, n_kinds);
        CHECK_NAMES(m, now, steps, n_steps);
        CHECK_NAMES(m, now, tasks, n_tasks);
        CHECK_NAMES(m, now, attributes, n_attributes);
        for (size_t a = 0; a < now->n_attributes; a++) {
            const struct wr_attribute *x = &m->attributes[a], *y = &now->attributes[a];
            assert_int_equal(x->kind, y->kind);
            assert_int_equal(x->unit, y->unit);
            assert_int_equal(x->n_categories, y->n_categories);
            for (size_t k = 0; k < x->n_categories; k++)
                assert_string_equal(x->categories[k], y->categories[k]);
        }
        for (size_t i = 0; i < now->n_kinds; i++) {
            assert_int_equal(m->kinds[i].n_attributes, now->kinds[i].n_attributes);
            for (size_t k = 0; k < now->kinds[i].n_attributes; k++)
                assert_int_equal(m->kinds[i].attributes[k].attribute, now->kinds[i].attributes[k].attribute);
        }
    }
}

/* The share of a category among the patients of a kind. */
static double share(const struct wr_model *m, const char *kind, const char *attribute, const char *category)
{
    const struct wr_kind *of = &m->kinds[wr_model_kind(m, kind)];

    for (size_t i = 0; i < of->n_attributes; i++) {
        const struct wr_attribute *a = &m->attributes[of->attributes[i].attribute];
        for (size_t k = 0; strcmp(a->name, attribute) == 0 && k < a->n_categories; k++)
            if (strcmp(a->categories[k], category) == 0)
                return of->attributes[i].shares[k].number.value;
    }
    return -1;
}

static const struct wr_value *attribute(const struct wr_model *m, const char *kind, const char *name)
{
    const struct wr_kind *of = &m->kinds[wr_model_kind(m, kind)];

    for (size_t i = 0; i < of->n_attributes; i++)
        if (strcmp(m->attributes[of->attributes[i].attribute].name, name) == 0)
            return &of->attributes[i].value;
    return NULL;
}

/* --- */

static void test_nothing_changes(void **state)
{
    struct fixture f;
    (void)state;
    build(&f, "  c: {effects: [{change: steps.triage.takes, times: 0.5}]}\noptions: {nothing: []}\n");
    assert_int_equal(f.applied, 0);
    assert_int_equal(f.stages.n, 0);
    assert_ptr_equal(wr_stages_model(&f.stages, 0), &f.now);
    assert_int_equal(f.now.n_active, 0);
    done(&f);
}

/* The option's order is not the order of time: indices go by the option's. */
static void test_what_is_added_stands_there_before(void **state)
{
    struct fixture f;
    const struct wr_model *m;
    int hca, unit, day, check, follow;
    (void)state;
    build(&f, "  late:\n"
              "    adds:\n"
              "      places: {unit: 3}\n"
              "      staff: {hca: {on duty: {08:00 to 20:00: 2}}}\n"
              "      steps: {unit care: {in: unit, with: hca, takes: 1 h, then: home}}\n"
              "      patients: {day: {arrive: {a day: 5}, starts at: unit care}}\n"
              "  soon: {adds: {tasks: {check: {every: 2 h, with: nurse, takes: 2 min}}, steps: {follow: {takes: 1 h, then: home}}}}\n"
              "options: {both: [{late: from week 3}, {soon: from week 2}]}\n");
    assert_int_equal(f.applied, 0);
    assert_int_equal(f.stages.n, 2);
    check_same(f.stages.until[0], 7 * WR_DAY);
    check_same(f.stages.until[1], 14 * WR_DAY);
    check_aligned(&f);
    hca = wr_model_resource(&f.now, "hca");
    unit = wr_model_place(&f.now, "unit");
    day = wr_model_kind(&f.now, "day");
    check = wr_model_task(&f.now, "check");
    follow = wr_model_step(&f.now, "follow");
    assert_int_equal(follow, wr_model_step(&f.now, "unit care") + 1);
    for (size_t s = 0; s < 2; s++) { /* nobody there, no space, nobody comes */
        m = at(&f, s);
        assert_int_equal(m->resources[hca].on_duty.n_entries, 0);
        assert_int_equal(m->places[unit].spaces.n_entries, 0);
        assert_false(m->places[unit].spaces.unlimited);
        assert_int_equal(m->kinds[day].arrive.kind, WR_ARRIVE_NONE);
        assert_int_equal(m->tasks[check].idle, s == 0);
    }
    assert_int_equal(f.now.resources[hca].on_duty.n_entries, 1);
    assert_int_equal(f.now.kinds[day].arrive.kind, WR_ARRIVE_RATE);
    assert_false(f.now.tasks[check].idle);
    assert_false(f.now.tasks[0].idle);
    /* what is added is not changed by that; a task that is never due before is a version of its own */
    for (size_t i = 0; i < 2 * f.now.n_steps; i++)
        assert_false(f.stages.step_changes[i]);
    for (size_t i = 0; i < 2 * f.now.n_kinds; i++)
        assert_false(f.stages.kind_changes[i]);
    assert_true(task_changes(&f, 0, "check"));
    assert_false(task_changes(&f, 1, "check"));
    assert_false(task_changes(&f, 0, "round"));
    done(&f);
}

/* Staff of whom none is there, and steps that wait for what nobody starts, are mistakes of a service that stands as it is; not here. */
static void test_what_is_added_may_lack_what_comes_with_it(void **state)
{
    struct fixture f;
    (void)state;
    build(&f, "  c:\n"
              "    adds:\n"
              "      steps: {blood: {with: nurse, takes: 5 min, then: done}, results: {waits for: blood, takes: 5 min, then: home}}\n"
              "      patients: {new: {arrive: {a day: 5}, attributes: {urgency: {walking: 100%}}, starts at: triage}}\n"
              "    effects:\n"
              "      - {change: steps.triage.starts, set: [blood]}\n"
              "      - {change: steps.scan.then, set: results}\n"
              "      - {change: steps.triage.priority, set: {by: kind, walk-in: 2, new: 1}}\n"
              "      - {change: patients.walk-in.priority, set: {by: urgency, urgent: 1, standard: 2, walking: 3}}\n"
              "  d: {effects: [{change: steps.review.priority, set: {by: kind, walk-in: 2, new: 1}}]}\n"
              "options: {both: [{d: from week 2}, {c: from week 4}]}\n");
    assert_int_equal(f.applied, 0);
    check_aligned(&f);
    check_same(share(at(&f, 0), "walk-in", "urgency", "walking"), 0);
    done(&f);
}

static void test_what_is_removed_stays(void **state)
{
    struct fixture f;
    int scan, clinic, call, scanner;
    (void)state;
    build(&f, "  c:\n"
              "    removes: [steps.scan, patients.clinic, tasks.call, equipment.scanner, measures.calls]\n"
              "    effects: [{change: steps.review.then, set: {elsewhere: 10%, home: rest}}]\n"
              "  d: {effects: [{change: steps.every.takes, times: 0.8}, {change: staff.nurse, set: 6}]}\n"
              "options: {both: [{d: from week 1}, {c: from week 2}]}\n");
    assert_int_equal(f.applied, 0);
    assert_int_equal(f.stages.n, 2);
    check_aligned(&f);
    scan = wr_model_step(&f.now, "scan");
    clinic = wr_model_kind(&f.now, "clinic");
    call = wr_model_task(&f.now, "call");
    scanner = wr_model_resource(&f.now, "scanner");
    assert_true(scan >= 0 && clinic >= 0 && call >= 0 && scanner >= 0);
    assert_int_equal(f.now.n_measures, 1); /* what is measured is no part of how care runs */
    assert_int_equal(at(&f, 0)->n_measures, 0);
    assert_int_equal(at(&f, 1)->kinds[clinic].arrive.kind, WR_ARRIVE_BOOKED);
    assert_int_equal(f.now.kinds[clinic].arrive.kind, WR_ARRIVE_NONE);
    assert_false(at(&f, 1)->tasks[call].idle);
    assert_true(f.now.tasks[call].idle);
    assert_int_equal(f.now.resources[scanner].on_duty.n_entries, 1); /* who asked before finds it as it was */
    assert_int_equal(f.now.steps[scan].takes.n_adjusts, 1);
    assert_false(step_changes(&f, 1, "scan"));
    assert_true(step_changes(&f, 1, "review"));
    assert_true(task_changes(&f, 1, "call"));
    check_same(at(&f, 0)->resources[1].on_duty.entries[0].number.value, 5);
    check_same(at(&f, 1)->resources[1].on_duty.entries[0].number.value, 6);
    done(&f);
}

/* A route that still leads to what is removed is a mistake as ever, though it stands there. */
static void test_settled_mistakes_are_told(void **state)
{
    struct fixture f;
    static const struct wr_edit edit = {"steps.triage.then", WR_OP_SET, "scan"};
    (void)state;
    build_with(&f,
               "  c: {removes: [steps.scan, patients.clinic], effects: [{change: steps.review.then, set: home}]}\n"
               "options: {c: [c]}\n",
               &edit, 1);
    assert_int_equal(f.read, 0);
    assert_int_equal(f.applied, WR_ERR_MISTAKES);
    assert_true(told(&f, "there is no step or outcome called `scan`", NULL));
    assert_false(told(&f, "go-live", NULL));
    done(&f);
}

static void test_parts_of_entries_are_removed(void **state)
{
    struct fixture f;
    (void)state;
    build(&f, "  c: {removes: [steps.scan.gives up, steps.review.with.nurse, information.allergies.chase, tasks.every.with],\n"
              "      effects: [{change: steps.review.needs to know, set: {weight: wait}}, {change: steps.triage.tells, set: weight}]}\n"
              "  d: {removes: [patients.walk-in.attributes.age]}\n"
              "options: {both: [{d: from week 2}, {c: from week 1}]}\n");
    assert_int_equal(f.applied, 0);
    check_aligned(&f);
    assert_true(at(&f, 0)->steps[2].has_gives_up);
    assert_false(at(&f, 1)->steps[2].has_gives_up);
    assert_int_equal(at(&f, 0)->steps[1].with.n_all, 2);
    assert_int_equal(at(&f, 1)->steps[1].with.n_all, 1);
    assert_true(step_changes(&f, 0, "scan"));
    assert_true(step_changes(&f, 0, "review"));
    assert_true(step_changes(&f, 0, "triage"));
    assert_true(task_changes(&f, 0, "round") && task_changes(&f, 0, "call"));
    assert_false(step_changes(&f, 1, "scan"));
    assert_true(kind_changes(&f, 1, "walk-in") && kind_changes(&f, 1, "ambulance"));
    assert_false(kind_changes(&f, 1, "clinic"));
    assert_int_equal(attribute(&f.now, "walk-in", "age")->kind, WR_VALUE_DIST); /* taken away, and drawn all the same */
    done(&f);
}

static void test_attributes_come_and_go(void **state)
{
    struct fixture f;
    (void)state;
    build(&f, "  frailty:\n"
              "    effects:\n"
              "      - {change: patients.walk-in.attributes, set: {frail: {by: age, under 65: 5%, 65 and over: 40%}, age: {normal: {mean: "
              "60, sd: 9}}}}\n"
              "      - {change: patients.walk-in.priority, set: {by: frail, frail: 1, not frail: 2}}\n"
              "      - {change: patients.clinic.attributes, set: {stay: {lognormal: {mean: 2 days, sd: 1 day}}}}\n"
              "options: {c: [{frailty: from week 2}]}\n");
    assert_int_equal(f.read, WR_ERR_MISTAKES); /* by age, and age below it: told settled */
    done(&f);
    build(&f, "  frailty:\n"
              "    effects:\n"
              "      - {change: patients.walk-in.attributes, set: {age: {normal: {mean: 60, sd: 9}}, frail: {by: age, under 65: 5%, 65 and "
              "over: 40%}}}\n"
              "      - {change: patients.walk-in.priority, set: {by: frail, frail: 1, not frail: 2}}\n"
              "      - {change: patients.clinic.attributes, set: {stay: {lognormal: {mean: 2 days, sd: 1 day}}}}\n"
              "  more: {effects: [{change: patients.walk-in.attributes.frail, set: 50%}]}\n"
              "options: {c: [{frailty: from week 2}, {more: from week 4}]}\n");
    assert_int_equal(f.applied, 0);
    check_aligned(&f);
    assert_int_equal(f.now.n_attributes, 4);
    /* in the first stage: frail as it comes first, the mean of age as it was, and urgency is drawn to the end */
    assert_int_equal(attribute(at(&f, 0), "walk-in", "frail")->kind, WR_VALUE_BY);
    assert_int_equal(attribute(at(&f, 0), "ambulance", "frail")->kind, WR_VALUE_BY);
    check_same(attribute(&f.now, "walk-in", "frail")->number.value, 0.5);
    check_same(attribute(at(&f, 0), "walk-in", "age")->dist->params[0].number.value, 50);
    check_same(attribute(at(&f, 1), "walk-in", "age")->dist->params[0].number.value, 60);
    check_same(share(at(&f, 1), "ambulance", "urgency", "urgent"), 0.2);
    check_same(share(&f.now, "walk-in", "urgency", "urgent"), 0.2);
    assert_int_equal(at(&f, 0)->attributes[at(&f, 0)->kinds[wr_model_kind(at(&f, 0), "clinic")].attributes[0].attribute].unit,
                     WR_UNIT_TIME);
    assert_true(kind_changes(&f, 0, "walk-in") && kind_changes(&f, 0, "ambulance") && kind_changes(&f, 0, "clinic"));
    assert_true(kind_changes(&f, 1, "ambulance"));
    assert_false(kind_changes(&f, 1, "clinic"));
    done(&f);
}

static void test_categories_come_and_go(void **state)
{
    struct fixture f;
    (void)state;
    build(&f, "  c:\n"
              "    effects:\n"
              "      - {change: patients.walk-in.attributes.urgency, set: {immediate: 5%, urgent: 15%, standard: rest}}\n"
              "      - {change: patients.walk-in.priority, set: {by: urgency, immediate: 1, urgent: 2, standard: 3}}\n"
              "options: {c: [{c: from week 2}]}\n");
    assert_int_equal(f.applied, 0); /* before, nobody is immediate: nothing need be said for them */
    check_aligned(&f);
    check_same(share(at(&f, 0), "walk-in", "urgency", "immediate"), 0);
    check_same(share(at(&f, 0), "walk-in", "urgency", "urgent"), 0.2);
    check_same(share(&f.now, "ambulance", "urgency", "immediate"), 0.05);
    done(&f);
    build(&f, "  c:\n"
              "    effects:\n"
              "      - {change: patients.walk-in.attributes.urgency, set: {low: 5%, standard: rest}}\n"
              "      - {change: patients.walk-in.priority, set: {by: urgency, low: 2, standard: 3}}\n"
              "options: {c: [{c: from week 2}]}\n");
    assert_int_equal(f.applied, WR_ERR_MISTAKES); /* who was urgent may be there still */
    assert_true(told(&f, "nothing is said for `urgent`, and who came before it was taken away may come here still (with --from go-live)",
                     "write `otherwise`, or keep `urgent` among the values with a share of 0%"));
    assert_int_equal(f.mistakes.mistakes, 1);
    done(&f);
    build(&f, "  c:\n"
              "    effects:\n"
              "      - {change: patients.walk-in.attributes.urgency, set: {low: 5%, standard: rest}}\n"
              "      - {change: patients.walk-in.priority, set: {by: urgency, low: 2, otherwise: 3}}\n"
              "      - {change: steps.triage.priority, set: {by: urgency, low: 2, standard: 3, urgent: 3}}\n"
              "options: {c: [{c: from week 2}]}\n");
    assert_int_equal(f.read, WR_ERR_MISTAKES); /* settled, there is no such category */
    done(&f);
    build(&f, "  c:\n"
              "    effects:\n"
              "      - {change: patients.walk-in.attributes.urgency, set: {low: 5%, standard: rest}}\n"
              "      - {change: patients.walk-in.priority, set: {by: urgency, low: 2, otherwise: 3}}\n"
              "options: {c: [{c: from week 2}]}\n");
    assert_int_equal(f.applied, 0);
    check_aligned(&f);
    check_same(share(&f.now, "walk-in", "urgency", "urgent"), 0);
    check_same(share(&f.now, "walk-in", "urgency", "low"), 0.05);
    assert_string_equal(f.now.attributes[0].categories[0], "low"); /* as settled, and what was there before behind it */
    assert_string_equal(f.now.attributes[0].categories[2], "urgent");
    done(&f);
}

static void test_an_attribute_cannot_become_another(void **state)
{
    struct fixture f;
    (void)state;
    build(&f, "  c:\n"
              "    effects:\n"
              "      - {change: patients.walk-in.attributes, set: {urgency: 20%}}\n"
              "      - {change: patients.walk-in.priority, set: 2}\n"
              "options: {c: [{c: from week 2}]}\n");
    assert_int_equal(f.applied, WR_ERR_MISTAKES);
    assert_true(told(&f, "`urgency` is a choice of words here, and a chance on line 35", "give one of the two another name"));
    assert_true(told(&f, "(with --from go-live, until `c` begins)", NULL));
    assert_int_equal(f.mistakes.mistakes, 1);
    done(&f);
    build(&f, "  c: {effects: [{change: patients.walk-in.attributes.age, set: {normal: {mean: 50 days, sd: 9 days}}}]}\n"
              "options: {c: [{c: from week 2}]}\n");
    assert_int_equal(f.applied, WR_ERR_MISTAKES);
    assert_true(told(&f, "`age` has another unit", "give it another name"));
    done(&f);
}

static void test_use_by_use_stands_everywhere(void **state)
{
    struct fixture f;
    (void)state;
    build(&f,
          "  a: {effects: [{change: steps.triage.takes, times: 0.5}, {change: steps.review.then.scan, add: 5 points},\n"
          "                {change: steps.review.needs to know.weight, times: 1.1}, {change: information.allergies.there at once, set: "
          "90%}],\n"
          "      go live: {lasts: 2 weeks, slower: {steps.triage.takes: 1.3 times}}}\n"
          "  b: {effects: [{change: staff.nurse, add: 2}, {change: steps.review.with.nurse, times: 2}, {change: places.every, add: 1}]}\n"
          "options: {both: [{a: from week 3}, {b: from week 2}]}\n");
    assert_int_equal(f.applied, 0);
    for (size_t s = 0; s <= 2; s++) {
        const struct wr_model *m = at(&f, s);
        assert_int_equal(m->steps[0].takes.n_adjusts, 1);
        assert_int_equal(m->steps[1].then.branches[0].share.n_adjusts, 1);
        assert_int_equal(m->steps[1].needs[1].go_ahead_times.n_adjusts, 1);
        assert_int_equal(m->items[0].there_at_once.n_adjusts, 1);
        assert_int_equal(m->n_active, 2);
        assert_int_equal(m->n_dips, 1);
        check_same(m->dips[0].after, 14 * WR_DAY);
        assert_int_equal(m->resources[1].on_duty.n_entries, s == 0 ? 1 : 2);
        check_same(m->steps[1].with.all[1].count.number.value, s == 0 ? 2 : 4);
        assert_int_equal(m->places[1].spaces.n_entries, s == 0 ? 1 : 2);
    }
    assert_true(step_changes(&f, 0, "review"));
    assert_false(step_changes(&f, 0, "triage"));
    for (size_t i = 0; i < f.now.n_steps; i++) /* a acts use by use only */
        assert_false(f.stages.step_changes[f.now.n_steps + i]);
    done(&f);
}

/* What acts on what another change has still to bring acts from then on, and is no mistake before. */
static void test_what_is_not_there_yet_is_passed_over(void **state)
{
    struct fixture f;
    (void)state;
    build(&f,
          "  a: {effects: [{change: steps.triage.then.scan, add: 5 points}, {change: steps.triage.with.doctor, times: 2},\n"
          "                {change: steps.triage.needs to know.weight.go ahead, times: 1.2}]}\n"
          "  b: {effects: [{change: steps.triage, set: {with: {doctor: 1}, takes: 9 min, needs to know: {weight: {go ahead: 2 times}},\n"
          "                 then: {review: 90%, scan: rest}}}]}\n"
          "options: {both: [{a: from week 2}, {b: from week 3}]}\n");
    assert_int_equal(f.applied, 0);
    assert_int_equal(at(&f, 1)->steps[0].then.kind, WR_ROUTE_TO);
    assert_int_equal(f.now.steps[0].then.branches[1].share.n_adjusts, 1);
    check_same(f.now.steps[0].with.all[0].count.number.value, 2);
    assert_true(step_changes(&f, 0, "triage") && step_changes(&f, 1, "triage"));
    done(&f);
}

/* What is wrong before a change begins, and only then, says until when. */
static void test_mistakes_of_a_stage(void **state)
{
    struct fixture f;
    (void)state;
    build(&f, "  fewer: {effects: [{change: staff.nurse, add: -7}]}\n"
              "  other: {effects: [{change: staff.nurse, set: 9}]}\n"
              "options: {both: [{fewer: from week 2}, {other: from week 3}]}\n");
    assert_int_equal(f.applied, WR_ERR_MISTAKES);
    assert_true(told(&f, "this makes `staff.nurse.on duty` -2 (with --from go-live, until `other` begins)", NULL));
    done(&f);
}

/* Who asked for a step as it was goes where it led then, and finds there what is now. */
static void test_who_is_on_the_way(void **state)
{
    struct fixture f;
    (void)state;
    build(&f, "  c: {removes: [patients.clinic], effects: [{change: steps.triage.then, set: scan}, {change: steps.scan.priority, set: {by: "
              "urgency, urgent: 1, "
              "standard: 2}}]}\n"
              "options: {c: [{c: from week 2}]}\n");
    assert_int_equal(f.applied, 0); /* of the clinic nobody asks for scan any more */
    done(&f);
    build(&f, "  c:\n"
              "    removes: [patients.clinic]\n"
              "    effects:\n"
              "      - {change: steps.triage.then, set: scan}\n"
              "      - {change: steps.triage.priority, set: {by: kind, walk-in: 2}}\n"
              "      - {change: steps.review.priority, set: {by: kind, walk-in: 2}}\n"
              "  b: {effects: [{change: steps.scan.then, set: review}, {change: steps.review.then, set: home}]}\n"
              "options: {c: [{b: from week 2}, {c: from week 3}]}\n");
    assert_int_equal(f.applied, WR_ERR_MISTAKES); /* some were sent on to review */
    assert_true(told(&f, "`clinic` patients who came before they were taken out may come here still", "write `otherwise`"));
    assert_int_equal(f.mistakes.mistakes, 1);
    done(&f);
    build(&f, "  c: {effects: [{change: steps.triage.starts, set: [scan]}, {change: steps.scan, set: {with: scanner, takes: 5 min, then: "
              "done}},\n"
              "               {change: steps.review.then, set: home}, {change: patients.clinic.starts at, set: triage}]}\n"
              "options: {c: [{c: from week 2}]}\n");
    assert_int_equal(f.applied, WR_ERR_MISTAKES); /* who asked for review as it was goes on to scan */
    assert_true(told(&f, "patients come to this step, and it ends with `done` (with --from go-live)", NULL));
    done(&f);
}

/* `check` warns of them, where the option says that its changes begin one after another. */
static void test_check_warns(void **state)
{
    static const char changes[] = "  c:\n"
                                  "    effects:\n"
                                  "      - {change: patients.walk-in.attributes.urgency, set: {low: 5%, standard: rest}}\n"
                                  "      - {change: patients.walk-in.priority, set: {by: urgency, low: 2, standard: 3}}\n";
    static const char *const options[] = {"options: {c: [c]}\n", "options: {c: [{c: from week 2}], d: [{c: from week 3}]}\n"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct fixture f;
        struct wr_mistakes warned;
        struct wr_buf text;
        wr_buf_init(&text, 1 << 16);
        wr_buf_printf(&text, "%s%s", changes, options[i]);
        build(&f, wr_buf_string(&text));
        wr_mistakes_init(&warned);
        assert_int_equal(wr_model_check_stages(&f.source, &f.base, &warned), 0);
        assert_int_equal(warned.mistakes, 0);
        assert_int_equal(warned.warnings, i); /* once, though both options have it */
        if (i == 1)
            assert_non_null(strstr(warned.list[0].message, "who came before it was taken away"));
        wr_mistakes_free(&warned);
        wr_buf_free(&text);
        done(&f);
    }
}

static void test_marks(void **state)
{
    struct fixture f;
    (void)state;
    build(&f, "  item: {effects: [{change: information.weight.keeps, set: 2 days}]}\n"
              "  system: {effects: [{change: systems.record.on paper, set: {triage: 1.3 times}}]}\n"
              "  serves: {effects: [{change: staff.nurse.serves, set: [walk-in, clinic]}]}\n"
              "  who: {effects: [{change: patients.every.arrive, set: {a day: 7}}]}\n"
              "  first: {effects: [{change: patients.ambulance.priority, set: 1},\n"
              "                    {change: systems.record.down, set: [{when: mon 02:00 to 04:00}]}]}\n"
              "  tasks: {effects: [{change: tasks.round.every, set: 3 h}, {change: tasks.call.takes, set: 3 min}]}\n"
              "  urgent: {effects: [{change: steps.every.priority, times: 2}]}\n"
              "  whole: {effects: [{change: staff.doctor, set: {on duty: 3}}]}\n"
              "  short: {effects: [{change: staff.doctor, set: {08:00 to 18:00: 3}}]}\n"
              "options: {all: [{item: after 1 day, system: after 2 days, serves: after 3 days, who: after 4 days, first: after 5 days,\n"
              "                 tasks: after 6 days, urgent: after 7 days, whole: after 8 days, short: after 9 days}]}\n");
    static const char marks[9][12] = {"010 00 000", "100 00 000", "111 11 000", "000 00 000", "000 00 110",
                                      "000 10 000", "001 00 000", "111 11 000", "000 00 000"};
    assert_int_equal(f.applied, 0);
    assert_int_equal(f.stages.n, 9);
    check_aligned(&f);
    for (size_t s = 0; s < 9; s++) {
        char got[12];
        for (size_t i = 0; i < 3; i++)
            got[i] = f.stages.step_changes[s * 3 + i] ? '1' : '0';
        got[3] = got[6] = ' ';
        for (size_t i = 0; i < 2; i++)
            got[4 + i] = f.stages.task_changes[s * 2 + i] ? '1' : '0';
        for (size_t i = 0; i < 3; i++)
            got[7 + i] = f.stages.kind_changes[s * 3 + i] ? '1' : '0';
        got[10] = '\0';
        assert_string_equal(got, marks[s]); /* triage review scan, round call, walk-in ambulance clinic */
    }
    assert_int_equal(wr_stages_step(&f.stages, 0, 0), 1);
    assert_int_equal(wr_stages_step(&f.stages, 3, 0), 7);
    assert_int_equal(wr_stages_step(&f.stages, 8, 0), 9);
    assert_int_equal(wr_stages_at(&f.stages, 0), 0);
    assert_int_equal(wr_stages_at(&f.stages, WR_DAY), 1);
    assert_int_equal(wr_stages_at(&f.stages, 99 * WR_DAY), 9);
    done(&f);
}

static void test_edits_hold_in_all_stages(void **state)
{
    struct fixture f;
    static const struct wr_edit edits[] = {{"staff.nurse", WR_OP_SET, "7"},
                                           {"steps.scan.priority", WR_OP_SET, "4"},
                                           {"patients.clinic.attributes", WR_OP_SET, "{tall: 10%}"},
                                           {"steps.triage.takes", WR_OP_TIMES, "2"}};
    (void)state;
    build_with(&f, "  c: {effects: [{change: staff.nurse, add: 1}]}\noptions: {c: [{c: from week 2}]}\n", edits, 4);
    assert_int_equal(f.applied, 0);
    check_aligned(&f);
    for (size_t s = 0; s < 2; s++) {
        check_same(at(&f, s)->resources[1].on_duty.entries[0].number.value, 7);
        check_same(at(&f, s)->steps[2].priority.number.value, 4);
        check_same(attribute(at(&f, s), "clinic", "tall")->number.value, 0.1);
        check_same(at(&f, s)->steps[0].takes.number.value, 16 * WR_MINUTE);
    }
    assert_false(step_changes(&f, 0, "scan"));
    assert_false(kind_changes(&f, 0, "clinic"));
    done(&f);
}

static void test_what_is_the_same(void **state)
{
    struct fixture f;
    const struct wr_model *a, *b, *n;
    (void)state;
    build(&f, "  c: {effects: [{change: patients.walk-in.arrive.a day, times: 1}, {change: patients.clinic.arrive, set: {booked: {mon to "
              "fri 09:00: 6}, comes: 90%}},\n"
              "                {change: equipment.scanner.down, set: [{one every: 720 h, lasts: 240 min}]}]}\n"
              "  d: {effects: [{change: patients.walk-in.arrive.a day, times: 2}, {change: patients.clinic.arrive.comes, set: 80%},\n"
              "                {change: patients.ambulance.arrive.one every, set: {gamma: {mean: 40 min, cv: 1}}},\n"
              "                {change: equipment.scanner.down, set: [{one every: 30 days, lasts: 4 h}, {when: sun}]},\n"
              "                {change: systems.record.down, set: [{when: tue 02:00 to 04:30}]}]}\n"
              "options: {both: [{c: from week 2}, {d: from week 3}]}\n");
    assert_int_equal(f.applied, 0);
    a = at(&f, 0);
    b = at(&f, 1);
    n = &f.now;
    for (size_t i = 0; i < 3; i++) { /* written anew with the same numbers */
        assert_true(wr_arrive_same(&a->kinds[i].arrive, &b->kinds[i].arrive));
        assert_false(wr_arrive_same(&b->kinds[i].arrive, &n->kinds[i].arrive));
    }
    assert_true(wr_down_same(a->resources[2].down, a->resources[2].n_down, b->resources[2].down, b->resources[2].n_down));
    assert_false(wr_down_same(b->resources[2].down, b->resources[2].n_down, n->resources[2].down, n->resources[2].n_down));
    assert_true(wr_down_same(a->systems[0].down, 1, b->systems[0].down, 1));
    assert_false(wr_down_same(b->systems[0].down, 1, n->systems[0].down, 1));
    done(&f);
}

/* Changes of all sorts, but nothing that is added, removed or drawn use by use: then a stage is what the changes that have begun make, settled. */
static const char *const several[] = {
    "{change: staff.nurse, add: 1}",
    "{change: staff.doctor, set: {08:00 to 20:00: 5}}",
    "{change: places.ward, add: 2}",
    "{change: places.majors.turnaround.takes, times: 2}",
    "{change: steps.triage.with, set: {nurse: 2}}",
    "{change: steps.review.with.nurse, times: 2}",
    "{change: steps.scan.priority, add: 1}",
    "{change: steps.review.then, set: {scan: 60%, home: rest}}",
    "{change: tasks.round.every, times: 0.5}",
    "{change: tasks.every.priority, set: 2}",
    "{change: information.weight.keeps, set: 3 days}",
    "{change: patients.walk-in.arrive.a day, times: 1.5}",
    "{change: patients.clinic.arrive, set: {a day: 4}}",
    "{change: patients.walk-in.attributes.age.mean, add: 5}",
    "{change: patients.walk-in.attributes.urgency.urgent, add: 5 points}",
    "{change: systems.record.on paper.triage, times: 2}",
    "{change: equipment.scanner.down, set: [{one every: 60 days, lasts: 1 h}]}",
    "{change: outcomes.home, set: {comes back: {chance: 5%, after: 9 days, at: scan}}}",
};
enum { N_SEVERAL = sizeof several / sizeof several[0] };

static double priority(const struct wr_value *v) { return v->kind == WR_VALUE_NUMBER ? v->number.value : -1; }

static void check_same_service(const struct wr_model *a, const struct wr_model *b)
{
    for (size_t i = 0; i < a->n_resources; i++) {
        for (int hour = 0; hour < 24; hour++)
            check_same(wr_schedule_at(&a->clock, &a->resources[i].on_duty, hour * WR_HOUR),
                       wr_schedule_at(&b->clock, &b->resources[i].on_duty, hour * WR_HOUR));
        assert_true(wr_down_same(a->resources[i].down, a->resources[i].n_down, b->resources[i].down, b->resources[i].n_down));
    }
    for (size_t i = 0; i < a->n_places; i++) {
        check_same(wr_schedule_at(&a->clock, &a->places[i].spaces, 0), wr_schedule_at(&b->clock, &b->places[i].spaces, 0));
        check_same(a->places[i].turnaround.number.value, b->places[i].turnaround.number.value);
    }
    for (size_t i = 0; i < a->n_steps; i++) {
        assert_int_equal(a->steps[i].with.n_all, b->steps[i].with.n_all);
        for (size_t k = 0; k < a->steps[i].with.n_all; k++)
            check_same(a->steps[i].with.all[k].count.number.value, b->steps[i].with.all[k].count.number.value);
        check_same(priority(&a->steps[i].priority), priority(&b->steps[i].priority));
        assert_int_equal(a->steps[i].then.n_branches, b->steps[i].then.n_branches);
    }
    for (size_t i = 0; i < a->n_tasks; i++) {
        check_same(a->tasks[i].every, b->tasks[i].every);
        check_same(priority(&a->tasks[i].priority), priority(&b->tasks[i].priority));
    }
    for (size_t i = 0; i < a->n_kinds; i++) {
        assert_true(wr_arrive_same(&a->kinds[i].arrive, &b->kinds[i].arrive));
        if (a->kinds[i].n_attributes > 0) {
            check_same(a->kinds[i].attributes[0].shares[0].number.value, b->kinds[i].attributes[0].shares[0].number.value);
            check_same(a->kinds[i].attributes[1].value.dist->params[0].number.value,
                       b->kinds[i].attributes[1].value.dist->params[0].number.value);
        }
    }
    for (size_t i = 0; i < a->n_items; i++)
        check_same(a->items[i].keeps, b->items[i].keeps);
    check_same(a->systems[0].on_paper[0].times.number.value, b->systems[0].on_paper[0].times.number.value);
    assert_int_equal(a->outcomes[0].comes_back, b->outcomes[0].comes_back);
}

static void test_any_order(void **state)
{
    uint64_t seed = 20261123;
    (void)state;
    for (int round = 0; round < 60; round++) {
        size_t chosen[4], n = 0;
        double days[4];
        struct wr_buf text;
        struct fixture f;
        wr_buf_init(&text, 1 << 16);
        for (size_t i = 0; i < N_SEVERAL; i++)
            wr_buf_printf(&text, "  c%zu: {effects: [%s]}\n", i, several[i]);
        while (n < 4) {
            bool there = false;
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            chosen[n] = (size_t)(seed >> 33) % N_SEVERAL;
            days[n] = (double)((seed >> 20) % 3 + 1);
            for (size_t i = 0; i < n; i++)
                there = there || chosen[i] == chosen[n];
            n += !there;
        }
        wr_buf_text(&text, "options:\n  nothing: []\n");
        for (int day = 1; day <= 4; day++) { /* what has begun before each day, by itself */
            size_t begun = 0;
            wr_buf_printf(&text, "  before %d: [", day);
            for (size_t i = 0; i < n; i++)
                if (days[i] < day)
                    wr_buf_printf(&text, "%sc%zu", begun++ > 0 ? ", " : "", chosen[i]);
            wr_buf_text(&text, "]\n");
        }
        wr_buf_text(&text, "  all: [");
        for (size_t i = 0; i < n; i++)
            wr_buf_printf(&text, "%s{c%zu: after %.0f days}", i > 0 ? ", " : "", chosen[i], days[i]);
        wr_buf_text(&text, "]\n");
        build(&f, wr_buf_string(&text));
        assert_int_equal(f.applied, 0);
        check_aligned(&f);
        for (size_t s = 0; s <= f.stages.n; s++) {
            char name[16];
            struct wr_model alone;
            (void)snprintf(name, sizeof name, "before %d", s < f.stages.n ? (int)(f.stages.until[s] / WR_DAY) : 4);
            assert_int_equal(wr_model_with(&f.source, &f.base, wr_model_option(&f.base, name), NULL, 0, &f.mistakes, &alone), 0);
            check_same_service(at(&f, s), &alone);
            wr_model_free(&alone);
        }
        wr_buf_free(&text);
        done(&f);
    }
}

static int stages_again(struct fixture *f)
{
    struct wr_mistakes mistakes;
    struct wr_stages stages;
    struct wr_model now;
    int ret;

    wr_mistakes_init(&mistakes);
    ret = wr_model_stages(&f->source, &f->base, (int)f->base.n_options - 1, NULL, 0, &mistakes, &now, &stages);
    wr_model_stages_free(&stages);
    wr_model_free(&now);
    wr_mistakes_free(&mistakes);
    return ret;
}

/* Without memory the answer is WR_ERR_MEMORY, or the stages are whole; nothing leaks (the sanitizers look). */
static void test_no_memory(void **state)
{
    struct fixture f;
    long all;
    int failed = 0;
    (void)state;
    build(&f, "  c: {removes: [tasks.call, measures.calls], adds: {patients: {day: {like: walk-in, attributes: {tall: 9%}}}},\n"
              "      effects: [{change: patients.walk-in.attributes, set: {urgency: {urgent: 20%, low: rest}}},\n"
              "                {change: patients.walk-in.priority, set: {by: urgency, urgent: 1, otherwise: 2}}]}\n"
              "options: {c: [{c: from week 2}]}\n");
    assert_int_equal(f.applied, 0);
    (void)wr_mem_fail_after(-1);
    assert_int_equal(stages_again(&f), 0);
    all = wr_mem_fail_after(-1);
    assert_true(all > 100);
    for (long n = 0; n < all; n++) {
        int ret;
        (void)wr_mem_fail_after(n);
        ret = stages_again(&f);
        (void)wr_mem_fail_after(-1);
        assert_true(ret == WR_ERR_MEMORY || ret == 0);
        failed += ret == WR_ERR_MEMORY;
    }
    assert_true(failed > 100);
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing_changes),
                                       cmocka_unit_test(test_what_is_added_stands_there_before),
                                       cmocka_unit_test(test_what_is_added_may_lack_what_comes_with_it),
                                       cmocka_unit_test(test_what_is_removed_stays),
                                       cmocka_unit_test(test_settled_mistakes_are_told),
                                       cmocka_unit_test(test_parts_of_entries_are_removed),
                                       cmocka_unit_test(test_attributes_come_and_go),
                                       cmocka_unit_test(test_categories_come_and_go),
                                       cmocka_unit_test(test_an_attribute_cannot_become_another),
                                       cmocka_unit_test(test_use_by_use_stands_everywhere),
                                       cmocka_unit_test(test_what_is_not_there_yet_is_passed_over),
                                       cmocka_unit_test(test_mistakes_of_a_stage),
                                       cmocka_unit_test(test_who_is_on_the_way),
                                       cmocka_unit_test(test_check_warns),
                                       cmocka_unit_test(test_marks),
                                       cmocka_unit_test(test_any_order),
                                       cmocka_unit_test(test_edits_hold_in_all_stages),
                                       cmocka_unit_test(test_what_is_the_same),
                                       cmocka_unit_test(test_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
