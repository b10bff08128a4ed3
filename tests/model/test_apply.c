/* Applying options and edits: what each effect does to a built model, and what is said of those that do not fit. */
#include "support/check.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "model/model.h"

/* A small service; the tests put their changes and options behind it. Two places, one of them limited; two kinds, one like the other.
 *
 *     walk-in, ambulance -> triage -> review (majors, doctor + nurse, allergies) -> 30% scan -> home
 *                                                                                -> rest home
 */
static const char base_text[] = "wardround: 1\n"
                                "service: test\n"
                                "clock: {start: 2026-01-05 00:00}\n"
                                "run: {warm up: 1 day, collect: 7 days, replications: 2, seed: 1}\n"
                                "places:\n"
                                "  waiting room: unlimited\n"
                                "  majors: {spaces: 8, turnaround: 10 min}\n"
                                "  unit: {spaces: {08:00 to 12:00: 6, 10:00 to 20:00: 4}}\n"
                                "staff:\n"
                                "  doctor: {on duty: {08:00 to 20:00: 4, 20:00 to 08:00: 3}}\n"
                                "  nurse: 5\n"
                                "information:\n"
                                "  allergies: {there at once: 70%, chase: {takes: 12 min, with: nurse, found: 90%}}\n"
                                "  results: {there at once: {by: urgency, urgent: 40%, otherwise: 60%}}\n"
                                "outcomes: [home, elsewhere]\n"
                                "patients:\n"
                                "  walk-in:\n"
                                "    arrive: {a day: 60}\n"
                                "    attributes: {urgency: {urgent: 20%, standard: 50%, low: rest}}\n"
                                "    priority: 2\n"
                                "    starts at: triage\n"
                                "  ambulance: {like: walk-in, arrive: {one every: 40 min}}\n"
                                "steps:\n"
                                "  triage: {in: waiting room, with: nurse, takes: 8 min, then: review}\n"
                                "  review:\n"
                                "    in: majors\n"
                                "    with: {doctor: 1, nurse: 2}\n"
                                "    takes: {lognormal: {mean: 45 min, sd: 30 min}}\n"
                                "    needs to know: {allergies: chase, results: {go ahead: 1.3 times}}\n"
                                "    then: {scan: 30%, elsewhere: 10%, home: rest}\n"
                                "  scan: {in: unit, takes: 20 min, priority: 2, then: home}\n"
                                "measures: {stay: {time: {from: arrival, to: leaving}}}\n"
                                "changes:\n";

struct fixture {
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model base, with;
    struct wr_buf text;
    int read, applied;
};

/* Reads the service with one change `c` of these effects (YAML lines), and applies it. */
static void apply(struct fixture *f, const char *changes, const struct wr_edit *edits, size_t n_edits)
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
        f->applied = wr_model_with(&f->source, &f->base, (int)f->base.n_options - 1, edits, n_edits, &f->mistakes, &f->with);
}

static void done(struct fixture *f)
{
    wr_model_free(&f->with);
    wr_model_free(&f->with);
    wr_model_free(&f->base);
    wr_source_free(&f->source);
    wr_mistakes_free(&f->mistakes);
    wr_buf_free(&f->text);
}

/* As one change of the effects given, in braces. */
static void effects(struct fixture *f, const char *list)
{
    struct wr_buf change;
    wr_buf_init(&change, 1 << 16);
    wr_buf_printf(&change, "  c: {effects: [%s], adoption: {reaches: 80%%}}\n", list);
    apply(f, wr_buf_string(&change), NULL, 0);
    wr_buf_free(&change);
}

static struct wr_step *step(struct fixture *f, const char *name) { return &f->with.steps[wr_model_step(&f->with, name)]; }

static void test_time_is_adopted(void **state)
{
    struct fixture f;
    const struct wr_value *v;
    (void)state;
    effects(&f,
            "{change: steps.triage.takes, times: 0.5}, {change: steps.triage.takes, add: 1 min}, {change: steps.triage.takes, set: 6 min}");
    assert_int_equal(f.applied, 0);
    v = &step(&f, "triage")->takes;
    check_same(v->number.value, 8 * WR_MINUTE); /* what it was; adoption decides at each use */
    assert_int_equal(v->n_adjusts, 3);
    assert_int_equal(v->adjusts[0].op, WR_OP_SET); /* first every set, then times, then add */
    check_same(v->adjusts[0].set->number.value, 6 * WR_MINUTE);
    assert_int_equal(v->adjusts[1].op, WR_OP_TIMES);
    check_same(v->adjusts[1].by.value, 0.5);
    assert_int_equal(v->adjusts[2].op, WR_OP_ADD);
    check_same(v->adjusts[2].by.value, WR_MINUTE);
    assert_true(v->adjusts[0].drawn && v->adjusts[1].drawn && v->adjusts[2].drawn);
    assert_int_equal(f.with.n_active, 1);
    check_same(f.with.active[0].reach, 0.8);
    check_same(f.with.active[0].keeps, 1);
    assert_int_equal(f.with.option, (int)f.base.n_options - 1);
    /* the base is as it was */
    assert_int_equal(f.base.steps[0].takes.n_adjusts, 0);
    done(&f);
}

static void test_staff_holds_in_full(void **state)
{
    struct fixture f;
    const struct wr_resource *doctor;
    (void)state;
    effects(&f, "{change: staff.doctor, add: 1, when: 22:00 to 02:00}, {change: staff.nurse.on duty, add: -2}");
    assert_int_equal(f.applied, 0);
    doctor = &f.with.resources[wr_model_resource(&f.with, "doctor")];
    check_same(wr_schedule_at(&f.with.clock, &doctor->on_duty, 12 * WR_HOUR), 4);
    check_same(wr_schedule_at(&f.with.clock, &doctor->on_duty, 21 * WR_HOUR), 3);
    check_same(wr_schedule_at(&f.with.clock, &doctor->on_duty, 23 * WR_HOUR), 4);
    check_same(wr_schedule_at(&f.with.clock, &doctor->on_duty, 1 * WR_HOUR), 4);
    check_same(wr_schedule_at(&f.with.clock, &f.with.resources[wr_model_resource(&f.with, "nurse")].on_duty, 0), 3);
    done(&f);
}

static void test_added_space_is_there_when_any_is(void **state)
{
    struct fixture f;
    const struct wr_schedule *s;
    (void)state;
    effects(&f, "{change: places.unit.spaces, add: 1}, {change: places.majors, times: 1.5}");
    assert_int_equal(f.applied, 0);
    s = &f.with.places[wr_model_place(&f.with, "unit")].spaces;
    check_same(wr_schedule_at(&f.with.clock, s, 7 * WR_HOUR), 0);
    check_same(wr_schedule_at(&f.with.clock, s, 9 * WR_HOUR), 7);
    check_same(wr_schedule_at(&f.with.clock, s, 11 * WR_HOUR), 11); /* both entries hold: one more, not two */
    check_same(wr_schedule_at(&f.with.clock, s, 13 * WR_HOUR), 5);
    check_same(wr_schedule_at(&f.with.clock, &f.with.places[wr_model_place(&f.with, "majors")].spaces, 0), 12);
    done(&f);
}

static void test_structure_is_set(void **state)
{
    struct fixture f;
    (void)state;
    effects(&f,
            "{change: places.majors, set: 9}, {change: staff.nurse, set: {08:00 to 20:00: 6}}, {change: steps.review.with, set: doctor}, "
            "{change: steps.scan.then, set: {home: 90%, elsewhere: rest}}, {change: steps.scan.priority, set: 1}");
    assert_int_equal(f.applied, 0);
    check_same(wr_schedule_at(&f.with.clock, &f.with.places[wr_model_place(&f.with, "majors")].spaces, 0), 9);
    check_same(f.with.places[wr_model_place(&f.with, "majors")].turnaround.number.value, 10 * WR_MINUTE); /* its other keys stay */
    check_same(wr_schedule_at(&f.with.clock, &f.with.resources[wr_model_resource(&f.with, "nurse")].on_duty, 9 * WR_HOUR), 6);
    assert_int_equal(step(&f, "review")->with.n_all, 1);
    assert_int_equal(step(&f, "scan")->then.kind, WR_ROUTE_SHARES);
    check_same(step(&f, "scan")->priority.number.value, 1);
    done(&f);
}

static void test_information_and_shares(void **state)
{
    struct fixture f;
    const struct wr_item *allergies;
    const struct wr_route *then;
    (void)state;
    effects(&f, "{change: information.allergies.there at once, set: 95%}, {change: information.allergies.chase.takes, times: 0.5}, "
                "{change: information.allergies.wrong, set: 1%}, {change: information.results.there at once.urgent, add: 10 points}, "
                "{change: steps.review.then.home, add: 5 points}, {change: steps.review.then.scan, times: 0.5}, "
                "{change: steps.review.needs to know.results.go ahead, add: -0.1}");
    assert_int_equal(f.applied, 0);
    allergies = &f.with.items[0];
    assert_int_equal(allergies->there_at_once.n_adjusts, 1);
    assert_true(allergies->there_at_once.adjusts[0].drawn);
    check_near(allergies->there_at_once.adjusts[0].set->number.value, 0.95, 1e-15);
    assert_int_equal(allergies->chase_takes.n_adjusts, 1);
    assert_int_equal(allergies->wrong.kind, WR_VALUE_NUMBER); /* what was not said was never wrong */
    check_same(allergies->wrong.number.value, 0);
    assert_int_equal(allergies->wrong.n_adjusts, 1);
    assert_int_equal(f.with.items[1].there_at_once.cases[0].value->n_adjusts, 1);
    assert_int_equal(f.with.items[1].there_at_once.cases[1].value->n_adjusts, 0);
    then = &step(&f, "review")->then;
    assert_int_equal(then->branches[0].share.n_adjusts, 1);
    assert_int_equal(then->branches[2].share.n_adjusts, 1);
    check_near(then->branches[2].share.adjusts[0].by.value, 0.05, 1e-15);
    assert_int_equal(step(&f, "review")->needs[1].go_ahead_times.n_adjusts, 1);
    done(&f);
}

static void test_one_parameter_of_a_distribution(void **state)
{
    struct fixture f;
    const struct wr_value *v;
    (void)state;
    effects(&f, "{change: steps.review.takes.mean, times: 0.8}, {change: steps.review.takes.lognormal.sd, set: 10 min}");
    assert_int_equal(f.applied, 0);
    v = &step(&f, "review")->takes;
    assert_int_equal(v->n_adjusts, 2);
    check_near(wr_sampler_mean(&v->adjusts[0].set->dist->sampler), 45 * 60, 1e-6);
    check_near(wr_sampler_sd(&v->adjusts[0].set->dist->sampler), 10 * 60, 1e-6);
    check_near(wr_sampler_mean(&v->adjusts[1].set->dist->sampler), 36 * 60, 1e-6); /* on top of the sd that was set */
    check_near(wr_sampler_sd(&v->adjusts[1].set->dist->sampler), 10 * 60, 1e-6);
    done(&f);
}

static void test_arrivals_and_who_comes(void **state)
{
    struct fixture f;
    (void)state;
    effects(&f, "{change: patients.walk-in.arrive.a day, times: 1.1}, {change: patients.ambulance.arrive.one every, times: 0.95}, "
                "{change: patients.walk-in.attributes.urgency.urgent, add: 10 points}");
    assert_int_equal(f.applied, 0);
    check_close(f.with.kinds[0].arrive.rate.value, 66 / WR_DAY, 1e-12);
    check_close(f.with.kinds[1].arrive.every.number.value, 38 * WR_MINUTE, 1e-12);
    check_near(f.with.kinds[0].attributes[0].shares[0].number.value, 0.3, 1e-12);
    check_near(f.with.kinds[0].attributes[0].shares[1].number.value, 0.5 * 0.7 / 0.8, 1e-12); /* the others keep their proportion */
    check_near(f.with.kinds[0].attributes[0].shares[2].number.value, 0.3 * 0.7 / 0.8, 1e-12);
    done(&f);
}

/* The ambulance is like the walk-in: its attributes and priority go along, its own arrivals do not. */
static void test_who_is_like_another(void **state)
{
    struct fixture f;
    (void)state;
    effects(&f,
            "{change: patients.walk-in.attributes.urgency.urgent, add: 10 points}, {change: patients.walk-in.priority, add: 1}, {change: "
            "patients.walk-in.arrive.a day, times: 2}");
    assert_int_equal(f.applied, 0);
    check_near(f.with.kinds[1].attributes[0].shares[0].number.value, 0.3, 1e-12);
    check_near(f.with.kinds[0].priority.number.value, 3, 0);
    check_near(f.with.kinds[1].priority.number.value, 3, 0);
    check_close(f.with.kinds[1].arrive.every.number.value, 40 * WR_MINUTE, 1e-12);
    done(&f);
    effects(&f, "{change: patients.every.attributes.urgency.urgent, add: 10 points}");
    assert_int_equal(f.applied, 0);
    check_near(f.with.kinds[0].attributes[0].shares[0].number.value, 0.3, 1e-12); /* once, not once for each */
    done(&f);
}

static void test_every(void **state)
{
    struct fixture f;
    (void)state;
    effects(&f,
            "{change: steps.every.takes, times: 0.9}, {change: steps.every.then.home, add: -1 points}, {change: information.every.there at "
            "once, set: 100%}");
    assert_int_equal(f.applied, 0);
    for (size_t i = 0; i < f.with.n_steps; i++)
        assert_int_equal(f.with.steps[i].takes.n_adjusts, 1);
    assert_int_equal(step(&f, "review")->then.branches[2].share.n_adjusts, 1); /* scan and triage have no shares: passed over */
    assert_int_equal(f.with.items[1].there_at_once.n_adjusts, 1);
    done(&f);
}

static void test_adds_and_uses_what_is_added(void **state)
{
    struct fixture f;
    (void)state;
    apply(&f,
          "  c:\n"
          "    adds:\n"
          "      staff: {porter: 1}\n"
          "      steps: {hand over: {with: porter, takes: 5 min, then: home}}\n"
          "    effects: [{change: steps.scan.then, set: hand over}, {change: steps.hand over.takes, times: 0.5}]\n",
          NULL, 0);
    assert_int_equal(f.applied, 0);
    assert_int_equal(f.base.n_steps, 3);
    assert_int_equal(f.with.n_steps, 4);
    assert_int_equal(step(&f, "scan")->then.to.index, wr_model_step(&f.with, "hand over"));
    assert_int_equal(step(&f, "hand over")->takes.n_adjusts, 1);
    done(&f);
}

static void test_order_over_changes_and_beside(void **state)
{
    struct fixture f;
    const struct wr_value *v;
    (void)state;
    apply(
        &f,
        "  one: {effects: [{change: steps.triage.takes, add: 2 min}], beside: {two: 50%}}\n"
        "  two: {effects: [{change: steps.triage.takes, times: 0.5}, {change: steps.triage.takes, set: 7 min}], go live: {lasts: 2 weeks, "
        "slower: {steps.review.takes: 1.2 times}}}\n"
        "options: {both: [one, two]}\n",
        NULL, 0);
    assert_int_equal(f.applied, 0);
    v = &step(&f, "triage")->takes;
    assert_int_equal(v->n_adjusts, 3);
    assert_int_equal(v->adjusts[0].op, WR_OP_SET);
    assert_int_equal(v->adjusts[0].change, 1);
    assert_int_equal(v->adjusts[1].op, WR_OP_TIMES);
    assert_int_equal(v->adjusts[2].op, WR_OP_ADD);
    assert_int_equal(v->adjusts[2].change, 0);
    check_same(f.with.active[0].keeps, 0.5);
    check_same(f.with.active[1].keeps, 1);
    assert_int_equal(f.with.n_dips, 1);
    assert_int_equal(f.with.dips[0].kind, WR_DIP_STEP);
    assert_int_equal(f.with.dips[0].index, wr_model_step(&f.with, "review"));
    check_same(f.with.dips[0].lasts, 2 * WR_WEEK);
    assert_true(f.mistakes.warnings >= 1); /* two effects on one number */
    done(&f);
}

static void test_edits(void **state)
{
    struct fixture f;
    const struct wr_edit edits[] = {{"places.majors.spaces", WR_OP_SET, "25"},
                                    {"steps.triage.takes", WR_OP_TIMES, "0.9"},
                                    {"information.allergies.there at once", WR_OP_SET, "100%"},
                                    {"staff.doctor", WR_OP_ADD, "1"},
                                    {"steps.scan.takes", WR_OP_SET, "{exponential: {mean: 5 min}}"}};
    (void)state;
    apply(&f, "  c: {effects: [{change: steps.triage.takes, add: 1 min}]}\n", edits, 5);
    assert_int_equal(f.applied, 0);
    check_same(wr_schedule_at(&f.with.clock, &f.with.places[wr_model_place(&f.with, "majors")].spaces, 0), 25);
    assert_int_equal(step(&f, "triage")->takes.n_adjusts, 1); /* 0.9 x 8 min stands; the change's minute is adopted or not */
    check_near(step(&f, "triage")->takes.number.value, 0.9 * 8 * 60, 1e-9);
    assert_int_equal(f.with.items[0].there_at_once.n_adjusts, 0);
    check_same(f.with.items[0].there_at_once.number.value, 1);
    check_same(wr_schedule_at(&f.with.clock, &f.with.resources[0].on_duty, 12 * WR_HOUR), 5);
    assert_int_equal(step(&f, "scan")->takes.kind, WR_VALUE_DIST);
    done(&f);
}

enum { EFFECT_LINE = 34 }; /* of the one change behind base_text */

/* What is said, as wr_mistakes_print writes it behind "service.yaml:LINE:COLUMN: ". */
static const struct {
    const char *effect, *says;
} wrong[] = {
    {"{change: steps.triege.takes, times: 0.9}", "there is no `triege` in `steps` that could be changed; did you mean `triage`?"},
    {"{change: step.triage.takes, times: 0.9}", "a path does not begin with `step`; did you mean `steps`?"},
    {"{change: steps.triage.taks, times: 0.9}", "there is no `taks` in `steps.triage` that could be changed; did you mean `takes`?"},
    {"{change: steps.review.then.hom, add: 1 points}",
     "there is no `hom` in `steps.review.then` that could be changed; did you mean `home`?"},
    {"{change: steps.triage.then.review, add: 1 points}",
     "`steps.triage.then.review` cannot be changed so: all go one way there: there is no share to change"},
    {"{change: steps.review.then.home, add: 5 min}",
     "to `steps.review.then.home` a number of points is added; write for example: add: 3 points"},
    {"{change: steps.triage.takes, add: 3 points}", "to `steps.triage.takes` a time (8 min, 2.5 h, 3 days) is added"},
    {"{change: steps.triage.takes, add: -9 min}", "this makes `steps.triage.takes` -1 min; it cannot be less than 0"},
    {"{change: staff.nurse, add: -6}", "this makes `staff.nurse.on duty` -1; it cannot be less than 0"},
    {"{change: places.majors, times: 1.3}",
     "this makes `places.majors.spaces` 10.4; it has to be a whole number; use `add:` or `set:` with a whole number"},
    {"{change: places.waiting room, add: 1}", "`places.waiting room` cannot be changed so: it is unlimited"},
    {"{change: steps.review.then.elsewhere, times: 12}", "this makes `steps.review.then.elsewhere` 120%; a share is at most 100%"},
    {"{change: information.results.chase.takes, times: 2}",
     "`information.results.chase.takes` cannot be changed so: the file does not say how it is chased"},
    {"{change: information.allergies.wrong, times: 2}",
     "`information.allergies.wrong` cannot be changed so: the file does not say it; use `set:` to bring it in"},
    {"{change: steps.triage, times: 2}", "`steps.triage` is not one number: say which of its parts"},
    {"{change: steps.triage.takes, times: 0.9, when: 20:00 to 08:00}",
     "`when` cannot stand beside `times` of `steps.triage.takes`; use `add:` with `when:` on staff, equipment or spaces"},
    {"{change: patients.walk-in.arrive.one every, times: 0.9}",
     "there is no `one every` in `patients.walk-in.arrive` that could be changed"},
    {"{change: steps.triage.with, set: nobody}", "nobody"},
    {"{change: measures.stay.show, set: p95}", "a path does not begin with `measures`"},
    {"{change: steps, set: {a: b}}", "`steps` cannot be changed so: say which of its entries"},
    {"{change: staff.nurse.on dutty, set: 6}", "there is no `on dutty` in `staff.nurse` that could be changed; did you mean `on duty`?"},
    {"{change: steps.review.takes.median, set: 6 min}", "there is no `median` in `steps.review.takes` that could be changed"},
    {"{change: steps.review.takes.mean, times: 0}", "this leaves a distribution that cannot be"},
    {"{change: staff.nurse, add: -3}, {change: staff.nurse, add: -3}", "this makes `staff.nurse.on duty` -1; it cannot be less than 0"},
};

static void test_what_does_not_fit_is_said(void **state)
{
    struct wr_buf printed, want;
    (void)state;
    wr_buf_init(&printed, 1 << 20);
    wr_buf_init(&want, 1 << 16);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct fixture f;
        bool found = false;
        effects(&f, wrong[i].effect);
        assert_int_not_equal(f.read, 0);
        for (size_t k = 0; k < f.mistakes.count; k++) {
            const struct wr_mistake *m = &f.mistakes.list[k];
            wr_buf_clear(&printed);
            wr_buf_printf(&printed, "%s%s%s", m->message, m->hint != NULL ? "; " : "", m->hint != NULL ? m->hint : "");
            found = found ||
                    (m->severity == WR_MISTAKE && strstr(wr_buf_string(&printed), wrong[i].says) != NULL && m->where.line == EFFECT_LINE);
        }
        if (!found)
            print_error("%s: line %d: said `%s`, not `%s`\n", wrong[i].effect, f.mistakes.count > 0 ? f.mistakes.list[0].where.line : 0,
                        wr_buf_string(&printed), wrong[i].says);
        assert_true(found);
        assert_int_equal(f.mistakes.mistakes, 1); /* once, although it is met in two options */
        done(&f);
    }
    wr_buf_free(&printed);
    wr_buf_free(&want);
}

/* An entry, a part of one, one name of a list: the base stays as it was. What is not there is said, with what may have been meant. */
static void test_removes(void **state)
{
    static const struct {
        const char *path, *says;
    } bad[] = {
        {"places.majors.turnaruond", "did you mean `turnaround`?"},       {"places.major.turnaround", "did you mean `majors`?"},
        {"steps.triage.in.majors", "there is no `majors` to take out"},   {"places", "`places` is no entry that a change can take out"},
        {"run.seed", "is no entry that a change can take out"},           {"measures.stay.time", "is no entry that a change can take out"},
        {"options.do nothing", "is no entry that a change can take out"},
    };
    struct fixture f;
    (void)state;
    apply(&f,
          "  c:\n    effects: [{change: steps.review.then, set: home}, {change: steps.review.needs to know, set: {results: {go ahead: 1.3 "
          "times}}}]\n"
          "    removes: [steps.scan, places.unit, information.allergies, places.majors.turnaround, patients.walk-in.priority, "
          "outcomes.elsewhere]\n",
          NULL, 0);
    assert_int_equal(f.applied, 0);
    assert_int_equal(wr_model_step(&f.with, "scan"), -1);
    assert_int_equal(wr_model_place(&f.with, "unit"), -1);
    assert_int_equal(f.with.n_items, 1);
    assert_int_equal(f.with.n_outcomes, 1);
    check_same(f.with.places[wr_model_place(&f.with, "majors")].turnaround.number.value, 0);
    check_same(f.with.kinds[0].priority.number.value, 3);
    check_same(f.base.places[wr_model_place(&f.base, "majors")].turnaround.number.value, 10 * WR_MINUTE);
    assert_int_equal(f.base.n_steps, 3);
    done(&f);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct wr_buf text, said;
        wr_buf_init(&text, 4096);
        wr_buf_init(&said, 1 << 16);
        wr_buf_printf(&text, "  c: {removes: [%s]}\n", bad[i].path);
        apply(&f, wr_buf_string(&text), NULL, 0);
        assert_int_equal(f.read, WR_ERR_MISTAKES);
        wr_mistakes_print(&f.mistakes, &said);
        if (strstr(wr_buf_string(&said), bad[i].says) == NULL)
            fail_msg("removes %s: said `%s`, not `%s`", bad[i].path, wr_buf_string(&said), bad[i].says);
        wr_buf_free(&text);
        wr_buf_free(&said);
        done(&f);
    }
}

/* What a change does to an entry that a later one takes out is passed over, settled; not when it would begin then, or later. */
static void test_taken_out_later(void **state)
{
    static const char changes[] = "  c: {effects: [{change: steps.scan.takes, times: 0.5}, {change: steps.scan.with, set: nurse}], "
                                  "go live: {lasts: 1 week, slower: {steps.scan.takes: 2 times}}}\n"
                                  "  d: {effects: [{change: steps.review.then, set: home}], removes: [steps.scan, places.unit]}\n"
                                  "options:\n  o: [{c: from week %d}, {d: from week 3}]\n";
    (void)state;
    for (int week = 2; week <= 4; week++) {
        struct fixture f;
        struct wr_buf text;
        wr_buf_init(&text, 4096);
        wr_buf_printf(&text, changes, week);
        apply(&f, wr_buf_string(&text), NULL, 0);
        assert_int_equal(f.read, week < 3 ? 0 : WR_ERR_MISTAKES);
        if (f.read == 0) {
            assert_int_equal(f.applied, 0);
            assert_int_equal(wr_model_step(&f.with, "scan"), -1);
            assert_int_equal(f.with.n_dips, 0);
        }
        wr_buf_free(&text);
        done(&f);
    }
}

/* A slip elsewhere does not hide a path that leads nowhere; an entry that is wrong itself is not complained of twice. */
static void test_paths_are_looked_at_beside_other_mistakes(void **state)
{
    struct fixture f;
    (void)state;
    apply(&f,
          "  c: {effects: [{change: steps.triege.takes, times: 0.9}, {change: staff.nurse.on dutty, set: 6}, {change: places.majors, time: "
          "2}]}\n"
          "  d: {effects: [{change: measures.stay.shwo, set: p95}, {change: changes.d.owner, set: me}]}\n",
          NULL, 0);
    assert_int_equal(f.read, WR_ERR_MISTAKES);
    assert_int_equal(f.mistakes.mistakes, 6); /* `time`, nothing becomes of it, and four paths */
    done(&f);
}

static void test_edits_that_do_not_fit(void **state)
{
    static const struct wr_edit bad[] = {{"places.majors.spaces", WR_OP_SET, "many"}, {"", WR_OP_SET, "1"},
                                         {"steps..takes", WR_OP_TIMES, "1"},          {"steps.triage.takes", WR_OP_TIMES, ""},
                                         {"steps.x.takes", WR_OP_TIMES, "0.9"},       {"places.majors.spaces", WR_OP_SET, "{a: "},
                                         {"places.majors.spaces", WR_OP_SET, "-3"}};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct fixture f;
        apply(&f, "  c: {effects: [{change: steps.triage.takes, add: 1 min}]}\n", &bad[i], 1);
        assert_int_equal(f.read, 0);
        assert_int_equal(f.applied, WR_ERR_MISTAKES);
        assert_true(f.mistakes.mistakes >= 1);
        assert_string_equal(f.mistakes.list[f.mistakes.count - 1].where.file, "the command line");
        done(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_is_adopted),
        cmocka_unit_test(test_staff_holds_in_full),
        cmocka_unit_test(test_added_space_is_there_when_any_is),
        cmocka_unit_test(test_structure_is_set),
        cmocka_unit_test(test_information_and_shares),
        cmocka_unit_test(test_one_parameter_of_a_distribution),
        cmocka_unit_test(test_arrivals_and_who_comes),
        cmocka_unit_test(test_who_is_like_another),
        cmocka_unit_test(test_every),
        cmocka_unit_test(test_adds_and_uses_what_is_added),
        cmocka_unit_test(test_order_over_changes_and_beside),
        cmocka_unit_test(test_edits),
        cmocka_unit_test(test_what_does_not_fit_is_said),
        cmocka_unit_test(test_removes),
        cmocka_unit_test(test_taken_out_later),
        cmocka_unit_test(test_paths_are_looked_at_beside_other_mistakes),
        cmocka_unit_test(test_edits_that_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
