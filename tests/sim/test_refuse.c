/* What run does not simulate yet is refused, with where and what; what it does simulate is not. */
#include "sim/service.h"

#include <stdio.h>

/* A small service in which every part stands once; a test changes one line of it. */
#define PARTS                                                                                                                              \
    "outcomes: [home, away]\npatients:\n  p: {arrive: {a day: 10}, attributes: {age: {normal: {mean: 50, sd: 10, at least: 0}}}, starts "  \
    "at: see}\n"
#define HEAD                                                                                                                               \
    "wardround: 1\nservice: S\ndata: invented\nclock: {start: 2026-01-05 00:00}\nrun: {collect: 2 days, replications: 1, seed: 1}\n"

static void refused(const char *text, const char *option, const char *path, const char *word)
{
    struct service s;
    bool found = false;

    int status = service_open(&s, NULL, text, option, WR_SIM_SETTLED);
    if (status != WR_ERR_UNSUPPORTED)
        fail_msg("not refused (%d): %s\n%s", status, word, text);
    assert_null(s.plan);
    for (size_t i = 0; i < s.mistakes.count; i++) {
        const struct wr_mistake *m = &s.mistakes.list[i];
        if (m->severity != WR_REFUSAL)
            continue;
        found = found || (strcmp(m->path, path) == 0 && strstr(m->message, word) != NULL && m->where.line > 0);
    }
    if (!found)
        fail_msg("wanted %s: ...%s..., got:\n%s", path, word, wr_buf_string(&s.said));
    service_close(&s);
}

/* What is said in full and still cannot be: a change that books patients for a span of hours. */
#define BOOKED                                                                                                                             \
    "outcomes: [home]\npatients:\n  p: {arrive: {booked: {09:00: 1}}, starts at: see}\nsteps:\n  see: {takes: 5 min, then: home}\n"        \
    "changes:\n  more: {says: more, effects: [{change: patients.p.arrive.booked, add: 1, when: 08:00 to 10:00}]}\n"                        \
    "  most: {says: most, effects: [{change: patients.p.arrive.booked, add: 1, when: [08:00 to 10:00, 12:00 to 13:00]}]}\n"

static void each_part(void **state)
{
    (void)state;
    refused(HEAD BOOKED, "more", "patients.p.arrive", "moments");
}

static void all_at_once(void **state)
{
    struct service s;

    (void)state;
    assert_int_equal(service_open(&s, NULL, HEAD BOOKED, "most", WR_SIM_SETTLED), WR_ERR_UNSUPPORTED);
    assert_int_equal(s.mistakes.refusals, 2);
    service_close(&s);
}

/* Carried and shown, and no reason to refuse: worth, costs, hazards, texts, systems that never go down. */
static void carried(void **state)
{
    struct service s;

    (void)state;
    int status = service_open(
        &s, NULL,
        HEAD "staff: {n: {on duty: 1, costs: £38 an hour}}\nsystems: {record: {says: What is written down}}\n"
             "information: {i: {kept in: record, there at once: 50%}}\n" PARTS
             "steps:\n  see: {with: n, takes: 5 min, open: 08:00 to 18:00, needs to know: {i: {go ahead: 2 times}}, then: home}\n"
             "measures:\n  m: {time: {from: arrival, to: leaving}}\nworth:\n  m: {costs: £4}\n"
             "changes:\n  c: {says: Better, effects: [{change: staff.n, add: 1}], costs: {once: £3k}, owner: A}\n",
        NULL, WR_SIM_SETTLED);
    if (status != 0)
        fail_msg("%s", wr_buf_string(&s.said));
    assert_int_equal(service_run(&s, 1, 1, NULL), 0);
    service_close(&s);
}

/* From go-live: what cannot begin in the middle of a run. */
#define GO_LIVE(run)                                                                                                                       \
    "wardround: 1\nservice: S\ndata: invented\nclock: {start: 2026-01-05 00:00}\nrun: {" run                                               \
    ", replications: 1, seed: 1}\nstaff: {n: 1}\n" PARTS                                                                                   \
    "steps:\n  see: {with: n, takes: 5 min, then: home}\n  say: {takes: 1 min, then: home}\nmeasures: {m: {count: say}}\n"                 \
    "changes:\n  route: {effects: [{change: steps.see.then, set: say}]}\n  people: {effects: [{change: staff.n, add: 1}]}\n"               \
    "  with: {effects: [{change: steps.see.with, set: {n: 1}}]}\n  less: {removes: [steps.say, measures.m]}\n"                             \
    "options:\n  do nothing: []\n  route: [route]\n  people: [people]\n  with: [with]\n  less: [less]\n"

static void go_live(void **state)
{
    struct service s;

    (void)state;
    assert_int_equal(service_open(&s, NULL, GO_LIVE("warm up: 1 days, collect: 1 days"), "route", WR_SIM_FROM_GO_LIVE), 0);
    service_close(&s);
    assert_int_equal(service_open(&s, NULL, GO_LIVE("warm up: 1 days, collect: 1 days"), "with", WR_SIM_FROM_GO_LIVE), 0);
    service_close(&s);
    assert_int_equal(service_open(&s, NULL, GO_LIVE("warm up: 1 days, collect: 1 days"), "less", WR_SIM_FROM_GO_LIVE), 0);
    assert_int_equal(s.model.n_steps, 2); /* what is taken away was there before */
    service_close(&s);
    assert_int_equal(service_open(&s, NULL, GO_LIVE("warm up: 1 days, collect: 1 days"), "less", WR_SIM_SETTLED), 0);
    assert_int_equal(s.model.n_steps, 1);
    service_close(&s);
    assert_int_equal(service_open(&s, NULL, GO_LIVE("warm up: 1 days, collect: 1 days"), "people", WR_SIM_FROM_GO_LIVE), 0);
    assert_int_equal(service_run(&s, 1, 1, NULL), 0);
    check_close(s.result.resources[0].mean_duty, 2, 1e-12); /* all of the collection lies after the go-live */
    service_close(&s);
    assert_int_equal(service_open(&s, NULL, GO_LIVE("arrivals: 10, then: drain"), "people", WR_SIM_FROM_GO_LIVE), WR_ERR_UNSUPPORTED);
    service_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_part), cmocka_unit_test(all_at_once), cmocka_unit_test(carried),
                                       cmocka_unit_test(go_live)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
