/* Values that count when their patient leaves: `counted at: leaving`, and `left as` for what ended long before. */
#include "sim/service.h"

#include <math.h>

/* a is seen at 01:00, leaves at 04:00 as home; b waits from 01:00 to 02:00, leaves at 06:00 as died; c is seen at 03:00 and is still there. */
#define SERVICE(run)                                                                                                                       \
    "wardround: 1\nservice: S\ndata: invented\nclock: {start: 2026-01-05 00:00}\nrun: {" run ", replications: 1, seed: 1}\n"               \
    "staff: {doctor: 1}\noutcomes: [home, died]\n"                                                                                         \
    "patients:\n"                                                                                                                          \
    "  a: {arrive: {booked: {mon 01:00: 1}}, starts at: see}\n"                                                                            \
    "  b: {arrive: {booked: {mon 01:00: 1}}, starts at: see}\n"                                                                            \
    "  c: {arrive: {booked: {mon 03:00: 1}}, starts at: see}\n"                                                                            \
    "steps:\n"                                                                                                                             \
    "  see: {with: doctor, takes: 1 h, then: stay}\n"                                                                                      \
    "  stay: {takes: {by: kind, a: 2 h, b: 3 h, c: 20 h}, then: {by: kind, b: died, otherwise: home}}\n"                                   \
    "measures:\n"                                                                                                                          \
    "  at once: {wait for: see}\n"                                                                                                         \
    "  died: {wait for: see, for: left as died}\n"                                                                                         \
    "  home: {wait for: see, for: left as home}\n"                                                                                         \
    "  gone: {wait for: see, counted at: leaving}\n"                                                                                       \
    "  middle: {wait for: see, counted at: leaving, show: p95}\n"                                                                          \
    "  in time: {share of: at once, at most: 30 min, for: left as died}\n"                                                                 \
    "  share gone: {share of: gone, at most: 30 min}\n"                                                                                    \
    "  seen: {count: end of see, counted at: leaving}\n"                                                                                   \
    "  seen died: {count: end of see, for: left as died}\n"                                                                                \
    "harm:\n"                                                                                                                              \
    "  delay: {by: at once, for: left as died, chance: {0 h: 10%, 30 min: 50%}, kind: association, source: invented}\n"

static void run(struct service *s, const char *text)
{
    if (service_open(s, NULL, text, NULL, WR_SIM_SETTLED) != 0)
        fail_msg("%s", wr_buf_string(&s->said));
    assert_int_equal(wr_sim_worker_new(&s->worker), 0);
    assert_int_equal(wr_sim_run(s->plan, s->worker, &s->ctx, 1, 1, NULL, &s->result, &s->why), 0);
}

static void measure(const struct service *s, const char *name, double n, double value, double unfinished)
{
    const struct wr_sim_measure_row *row = &s->result.measures[wr_model_measure(&s->model, name)];

    if (row->n != n || !(row->value == value || (isnan(value) && isnan(row->value))) || row->unfinished != unfinished)
        fail_msg("%s: %g of %g, %g not ended; wanted %g of %g, %g", name, row->value, row->n, row->unfinished, value, n, unfinished);
}

static void when_they_leave(void **state)
{
    struct service s;

    (void)state;
    run(&s, SERVICE("collect: 10 h"));
    measure(&s, "at once", 3, 1200, 0);
    measure(&s, "died", 1, 3600, 0);
    measure(&s, "home", 1, 0, 0);
    measure(&s, "gone", 2, 1800, 1);
    measure(&s, "in time", 1, 0, 0);
    measure(&s, "share gone", 2, 0.5, 1);
    measure(&s, "seen", 2, 2, 0);
    measure(&s, "seen died", 1, 1, 0);
    assert_true(fabs(s.result.measures[wr_model_measure(&s.model, "middle")].value - 3600) < 40); /* as near as the sketch is */
    assert_true(s.result.harms[0].n == 1 && s.result.harms[0].expected == 0.5);
    service_close(&s);
}

/* Collected from 05:00 on: only b leaves then, and takes a value along that ended before. */
static void ended_before_collection(void **state)
{
    struct service s;

    (void)state;
    run(&s, SERVICE("warm up: 5 h, collect: 5 h"));
    measure(&s, "at once", 0, NAN, 0);
    measure(&s, "died", 1, 3600, 0);
    measure(&s, "home", 0, NAN, 0);
    measure(&s, "gone", 1, 3600, 1);
    measure(&s, "seen", 1, 1, 0);
    service_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(when_they_leave), cmocka_unit_test(ended_before_collection)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
