/* Runs: the three modes, the same bits again, limits, stopping. */
#include "sim/service.h"

#include <math.h>
#include <stdio.h>

#include "base/mem.h"

#define HEAD "wardround: 1\nservice: S\ndata: invented\nclock: {start: 2026-01-05 00:00}\n"
#define QUEUE                                                                                                                              \
    "staff: {n: 1}\noutcomes: [home]\npatients: {p: {arrive: {one every: 10 min}, starts at: see}}\n"                                      \
    "steps: {see: {with: n, takes: {exponential: {mean: 8 min}}, then: home}}\nmeasures: {m: {time: {from: arrival, to: leaving}}}\n"

static void drained(void **state)
{
    struct service s;

    (void)state;
    assert_int_equal(
        service_open(&s, NULL, HEAD "run: {arrivals: 5000, then: drain, replications: 1, seed: 3}\n" QUEUE, NULL, WR_SIM_SETTLED), 0);
    assert_int_equal(service_run(&s, 3, 1, NULL), 0);
    check_same(s.result.kinds[0].arrived, 5000);
    check_same(s.result.kinds[0].left, 5000);
    check_same(s.result.kinds[0].present_at_end, 0);
    check_same(service_row(&s, "m")->n, 5000);
    /* everybody's hours are the hours that people were there: Little, exactly, since nobody is left */
    check_close((s.result.resources[0].mean_busy + s.result.resources[0].mean_waiting) * s.result.collected,
                service_row(&s, "m")->value * service_row(&s, "m")->n, 1e-9);
    service_close(&s);
}

static void each_run_anew(void **state)
{
    struct service s;

    (void)state;
    assert_int_equal(service_open(&s, NULL, HEAD "run: {each run: 19 h, from: 06:00, replications: 2}\n" QUEUE, NULL, WR_SIM_SETTLED), 0);
    assert_int_equal(service_run(&s, 3, 1, NULL), 0);
    check_close(s.result.collected, 19 * 3600.0, 1e-12);
    check_same(s.result.kinds[0].present_at_start, 0);
    check_same(s.result.resources[0].hour_duty[5], 0); /* Monday 05:00 to 06:00 is not in it */
    check_same(s.result.resources[0].hour_duty[6], 1);
    check_same(s.result.resources[0].hour_duty[24], 1); /* to 01:00 of the next day */
    check_same(s.result.resources[0].hour_duty[25], 0);
    service_close(&s);
}

/* The means of patients present, over equal batches from time 0, make the mean over the whole. */
static void present(void **state)
{
    struct service s;
    double sum = 0, mean;

    (void)state;
    assert_int_equal(service_open(&s, NULL, HEAD "run: {collect: 200 days, replications: 1, seed: 3}\n" QUEUE, NULL, WR_SIM_SETTLED), 0);
    assert_int_equal(service_run(&s, 3, 1, NULL), 0);
    assert_true(s.result.n_present > 100 && s.result.n_present <= 1024);
    check_close((double)s.result.n_present * s.result.present_batch, 200 * 86400.0, 1e-12);
    for (size_t i = 0; i < s.result.n_present; i++)
        sum += s.result.present[i];
    mean = s.result.resources[0].mean_busy + s.result.resources[0].mean_waiting;
    check_close(sum / (double)s.result.n_present, mean, 1e-9);
    service_close(&s);
    /* a drained run of unknown length: batches are put together when there are too many */
    assert_int_equal(
        service_open(&s, NULL, HEAD "run: {arrivals: 20000, then: drain, replications: 1, seed: 3}\n" QUEUE, NULL, WR_SIM_SETTLED), 0);
    assert_int_equal(service_run(&s, 3, 1, NULL), 0);
    assert_true(s.result.n_present > 400 && s.result.n_present < 1024);
    check_close(s.result.present_batch, 4 * 3600.0, 1e-12);
    sum = 0;
    for (size_t i = 0; i < s.result.n_present; i++)
        sum += s.result.present[i] * s.result.present_batch;
    mean = (s.result.resources[0].mean_busy + s.result.resources[0].mean_waiting) * s.result.collected;
    check_close(sum, mean, 0.01); /* the last, unfinished batch is left out */
    service_close(&s);
}

/* The same bits again: with the worker of another model, and after other replications. */
static void again(void **state)
{
    struct service s, other;
    uint64_t checksum, second;
    double value;

    (void)state;
    assert_int_equal(service_open(&s, source_path("bench/ward2/service.yaml"), NULL, NULL, WR_SIM_SETTLED), 0);
    assert_int_equal(service_run(&s, 11, 4, NULL), 0);
    checksum = s.result.checksum;
    value = service_row(&s, "time to decision")->value;
    assert_int_equal(service_run(&s, 11, 5, NULL), 0);
    second = s.result.checksum;
    assert_true(second != checksum);
    assert_int_equal(service_open(&other, NULL, HEAD "run: {collect: 20 days, replications: 1}\n" QUEUE, NULL, WR_SIM_SETTLED), 0);
    other.worker = s.worker;
    assert_int_equal(service_run(&other, 1, 1, NULL), 0);
    assert_int_equal(service_run(&s, 11, 4, NULL), 0);
    assert_true(s.result.checksum == checksum);
    check_same(service_row(&s, "time to decision")->value, value);
    assert_int_equal(service_run(&s, 12, 4, NULL), 0);
    assert_true(s.result.checksum != checksum);
    other.worker = NULL;
    service_close(&other);
    service_close(&s);
}

static void fails(const char *text, int code, const char *word)
{
    struct service s;

    int status = service_open(&s, NULL, text, NULL, WR_SIM_SETTLED);
    if (status != 0)
        fail_msg("%s", wr_buf_string(&s.said));
    status = service_run(&s, 1, 1, NULL);
    assert_int_equal(status, code);
    if (s.why == NULL || strstr(s.why, word) == NULL)
        fail_msg("wanted %s, got %s", word, s.why);
    service_close(&s);
}

static void limits(void **state)
{
    (void)state;
    /* A loop without time that the reader cannot see: it takes time, but next to never. */
    fails(HEAD "run: {collect: 2 days, replications: 1}\noutcomes: [home]\npatients: {p: {arrive: {one every: 10 min}, starts at: see}}\n"
               "steps:\n  see: {takes: {discrete: {0 min: 99.9999999%, 5 min: 0.0000001%}}, then: {again: 99.9999999%, home: rest}}\n"
               "  again: {takes: {discrete: {0 min: 99.9999999%, 5 min: 0.0000001%}}, then: see}\n",
          WR_ERR_LIMIT, "goes round and round");
    /* The two that are needed together are never on duty together. */
    fails(HEAD
          "run: {arrivals: 10, then: drain, replications: 1}\n"
          "staff: {n: {on duty: {08:00 to 12:00: 1}}, m: {on duty: {13:00 to 17:00: 1}}}\noutcomes: [home]\n"
          "patients: {p: {arrive: {one every: 10 min}, starts at: see}}\nsteps: {see: {with: {n: 1, m: 1}, takes: 5 min, then: home}}\n",
          WR_ERR_LIMIT, "wait for ever");
    /* The same, while a task goes on every hour. */
    fails(HEAD
          "run: {arrivals: 10, then: drain, replications: 1}\n"
          "staff: {n: {on duty: {08:00 to 12:00: 1}}, m: {on duty: {13:00 to 17:00: 1}}}\noutcomes: [home]\n"
          "patients: {p: {arrive: {one every: 10 min}, starts at: see}}\nsteps: {see: {with: {n: 1, m: 1}, takes: 5 min, then: home}}\n"
          "tasks: {stock: {every: 1 h, with: n, takes: 5 min}}\n",
          WR_ERR_LIMIT, "wait for ever");
    /* Rounds of giving up, of being cut short, of coming back, and a task, without any time. */
    fails(HEAD "run: {collect: 2 days, replications: 1}\nplaces: {a: 1}\noutcomes: [home]\n"
               "patients: {p: {arrive: {one every: 10 min}, starts at: see}}\nsteps:\n"
               "  see: {in: a, takes: 5 h, gives up: {after: {constant: 0 min}, then: again}, then: home}\n  again: {then: see}\n",
          WR_ERR_LIMIT, "goes round and round");
    fails(HEAD "run: {collect: 2 days, replications: 1}\noutcomes: [home]\npatients: {p: {arrive: {one every: 10 min}, starts at: see}}\n"
               "steps:\n  see: {takes: 5 h, unless: {after: {constant: 0 min}, then: again}, then: home}\n  again: {then: see}\n",
          WR_ERR_LIMIT, "goes round and round");
    fails(HEAD "run: {collect: 2 days, replications: 1}\noutcomes: {home: {comes back: {chance: 100%, after: {constant: 0 min}}}}\n"
               "patients: {p: {arrive: {one every: 10 min}, starts at: see}}\nsteps: {see: {then: home}}\n",
          WR_ERR_LIMIT, "goes round and round");
    fails(HEAD "run: {collect: 2 days, replications: 1}\noutcomes: [home]\npatients: {p: {arrive: {one every: 10 min}, starts at: see}}\n"
               "steps: {see: {takes: 1 min, then: home}}\ntasks: {stock: {one every: {discrete: {0 min: 99.9999999%, 5 min: 0.0000001%}}, "
               "takes: 1 min}}\n",
          WR_ERR_LIMIT, "the task stock is due again and again");
}

static void stopped(void **state)
{
    struct service s;
    atomic_int cancel = 1;

    (void)state;
    assert_int_equal(service_open(&s, NULL, HEAD "run: {collect: 200 days, replications: 1}\n" QUEUE, NULL, WR_SIM_SETTLED), 0);
    s.ctx.cancel = &cancel;
    assert_int_equal(service_run(&s, 1, 1, NULL), WR_ERR_CANCELLED);
    assert_true(s.result.cancelled);
    service_close(&s);
}

/* Rates of arrival by hour: as many come in each hour as the file says, within 4.5 standard errors. */
struct hours {
    double n[24];
};
static void note(void *self, double time, const char *who, const char *what)
{
    struct hours *h = self;
    (void)who;
    if (strcmp(what, "arrives") == 0)
        h->n[(int)fmod(floor(time / 3600), 24)]++;
}
static void rates(void **state)
{
    static const double shape[24] = {0, 0, 0, 0, 0, 0, 2, 2, 4, 4, 4, 2, 2, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    struct hours h = {{0}};
    struct wr_sim_watcher watcher = {.event = note, .self = &h};
    struct service s;

    (void)state;
    assert_int_equal(service_open(&s, NULL,
                                  HEAD
                                  "run: {collect: 400 days, replications: 1, seed: 8}\noutcomes: [home]\n"
                                  "patients: {p: {arrive: {an hour: [0,0,0,0,0,0,2,2,4,4,4,2,2,2,1,1,0,0,0,0,0,0,0,0]}, starts at: see}}\n"
                                  "steps: {see: {takes: 1 min, then: home}}\n",
                                  NULL, WR_SIM_SETTLED),
                     0);
    assert_int_equal(service_run(&s, 8, 1, &watcher), 0);
    for (int i = 0; i < 24; i++)
        check_near(h.n[i], 400 * shape[i], 4.5 * sqrt(400 * shape[i]));
    service_close(&s);
}

/* A share that a change has touched is what it says; the others keep their proportion, the rest too. */
static void shares_are(const char *option, double a, double b, double c)
{
    const double want[3] = {a, b, c};
    struct service s;

    assert_int_equal(service_open(&s, NULL,
                                  HEAD "run: {arrivals: 60000, then: drain, replications: 1, seed: 8}\noutcomes: [a, b, c]\n"
                                       "patients: {p: {arrive: {one every: 1 min}, starts at: see}}\n"
                                       "steps: {see: {takes: 1 min, then: {a: 50%, b: 30%, c: rest}}}\n"
                                       "changes: {more: {effects: [{change: steps.see.then.a, add: 20 points}]},"
                                       " fewer: {effects: [{change: steps.see.then.c, times: 0.5}]}}\n"
                                       "options: {do nothing: [], more: [more], fewer: [fewer], both: [more, fewer]}\n",
                                  option, WR_SIM_SETTLED),
                     0);
    assert_int_equal(service_run(&s, 8, 1, NULL), 0);
    for (int i = 0; i < 3; i++)
        check_near(s.result.kinds[0].left_as[i] / 60000, want[i], 4.5 * sqrt(want[i] * (1 - want[i]) / 60000));
    service_close(&s);
}
static void shares_in_proportion(void **state)
{
    (void)state;
    shares_are("do nothing", 0.5, 0.3, 0.2);
    shares_are("more", 0.7, 0.18, 0.12);      /* what is left, 30%, as 30 to 20 */
    shares_are("fewer", 0.5625, 0.3375, 0.1); /* the rest halved: 90% as 50 to 30 */
    shares_are("both", 0.7, 0.2, 0.1);
}

/* Chasing with a priority of its own: for the step the patient has its own again. Two arrive together and are chased by two clerks; the urgent one
 * is chased last in line (priority 4) but has the doctor first. */
struct order {
    char who[4][32];
    int n;
};
static void begins(void *self, double time, const char *who, const char *what)
{
    struct order *o = self;
    (void)time;
    if (strcmp(what, "starts see with doctor") == 0 && o->n < 4)
        snprintf(o->who[o->n++], sizeof o->who[0], "%s", who);
}
static void chase_priority(void **state)
{
    struct order o = {.n = 0};
    struct wr_sim_watcher watcher = {.event = begins, .self = &o};
    struct service s;

    (void)state;
    assert_int_equal(
        service_open(&s, NULL,
                     HEAD "run: {collect: 35 min, replications: 1}\nstaff: {clerk: 3, doctor: 1}\n"
                          "information: {notes: {there at once: 0%, chase: {takes: 2 min, with: clerk, found: 100%, priority: 4}}}\n"
                          "outcomes: [home]\npatients:\n"
                          "  usual: {arrive: {one every: {constant: 10 min}}, starts at: see}\n"
                          "  other: {arrive: {one every: {constant: 10 min}}, starts at: see}\n"
                          "  urgent: {arrive: {one every: {constant: 10 min}}, priority: 1, starts at: see}\n"
                          "steps: {see: {with: doctor, takes: 3 min, needs to know: {notes: chase}, then: home}}\n",
                     NULL, WR_SIM_SETTLED),
        0);
    assert_int_equal(service_run(&s, 1, 1, &watcher), 0);
    assert_int_equal(o.n, 4);
    assert_string_equal(o.who[0], "usual:1"); /* the doctor was free */
    assert_string_equal(o.who[1], "urgent:1");
    assert_string_equal(o.who[2], "other:1");
    service_close(&s);
}

/* Each allocation fails in turn: WR_ERR_MEMORY and nothing lost (the sanitizers look), then all is well. */
static void no_memory(void **state)
{
    struct service s;
    int failed = 0, status;

    (void)state;
    assert_int_equal(service_open(&s, source_path("bench/ward2/service.yaml"), NULL, NULL, WR_SIM_SETTLED), 0);
    wr_sim_plan_free(s.plan);
    s.plan = NULL;
    for (long n = 0;; n++) {
        wr_mem_fail_after(n);
        status = wr_sim_compile(&s.model, WR_SIM_SETTLED, &s.mistakes, &s.plan);
        if (status == 0)
            status = wr_sim_worker_new(&s.worker);
        if (status == 0)
            status = wr_sim_run(s.plan, s.worker, &s.ctx, 1, 1, NULL, &s.result, &s.why);
        wr_mem_fail_after(-1);
        if (status == 0)
            break;
        assert_int_equal(status, WR_ERR_MEMORY);
        failed++;
        wr_sim_result_free(&s.result);
        wr_sim_worker_free(s.worker);
        wr_sim_plan_free(s.plan);
        s.worker = NULL;
        s.plan = NULL;
    }
    assert_true(failed >= 5);
    assert_true(service_row(&s, "time to decision")->n > 1000);
    service_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(drained),        cmocka_unit_test(each_run_anew),
                                       cmocka_unit_test(present),        cmocka_unit_test(again),
                                       cmocka_unit_test(limits),         cmocka_unit_test(stopped),
                                       cmocka_unit_test(rates),          cmocka_unit_test(shares_in_proportion),
                                       cmocka_unit_test(chase_priority), cmocka_unit_test(no_memory)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
