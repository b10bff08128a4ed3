/* What a result says of tasks, of giving up and being cut short, of who did not come and who came back: counted by hand from the walks of
 * tests/rules. */
#include "sim/service.h"

static void run(struct service *s, const char *folder)
{
    if (service_open(s, source_path(folder), NULL, NULL, WR_SIM_SETTLED) != 0)
        fail_msg("%s", wr_buf_string(&s->said));
    assert_int_equal(service_run(s, 1, 1, NULL), 0);
}

static void task(const struct service *s, size_t which, struct wr_sim_task_row want)
{
    const struct wr_sim_task_row *got = &s->result.tasks[which];

    if (got->due != want.due || got->started != want.started || got->ended != want.ended || got->missed != want.missed ||
        got->fell_away != want.fell_away || got->wait != want.wait || got->time != want.time)
        fail_msg("task %zu: due %g, started %g, ended %g, missed %g, fell away %g, waited %g s, took %g s", which, got->due, got->started,
                 got->ended, got->missed, got->fell_away, got->wait, got->time);
}

static void tasks(void **state)
{
    struct service s;

    (void)state;
    run(&s, "tests/rules/13-tasks");
    assert_int_equal(s.result.n_tasks, 3);
    /* waits of rounds: 0, 10; 15, 25, 35; 0, 10, 20; 35 (of 05:00); 0 minutes */
    task(&s, 0, (struct wr_sim_task_row){11, 10, 10, 1, 0, 150 * 60, 10 * 600});
    task(&s, 1, (struct wr_sim_task_row){4, 4, 4, 0, 0, (0 + 5 + 10 + 90) * 60, 4 * 300});
    task(&s, 2, (struct wr_sim_task_row){4, 3, 2, 0, 0, (0 + 10 + 20) * 60, 3 * 6000});
    check_same(service_row(&s, "missed rounds")->value, 1);
    check_same(service_row(&s, "wait for a round")->value, 150 * 60 / 10.0);
    check_same(service_row(&s, "rounds in time")->value, 0.5);
    service_close(&s);
    run(&s, "tests/rules/13-tasks-by-chance");
    assert_true(s.result.tasks[0].due == 4 && s.result.tasks[0].ended == 2 && s.result.tasks[0].fell_away == 2);
    service_close(&s);
}

static void patience(void **state)
{
    struct service s;

    (void)state;
    run(&s, "tests/rules/11-gives-up");
    assert_true(s.result.steps[wr_model_step(&s.model, "see")].gave_up == 1);
    assert_true(s.result.steps[wr_model_step(&s.model, "stay")].gave_up == 1);
    assert_true(s.result.steps[wr_model_step(&s.model, "look")].gave_up == 3);
    assert_true(s.result.steps[wr_model_step(&s.model, "look")].asked == 4);
    service_close(&s);
    run(&s, "tests/rules/11-unless");
    assert_true(s.result.steps[wr_model_step(&s.model, "stay")].cut_short == 2);
    assert_true(s.result.steps[wr_model_step(&s.model, "stay")].ended == 0);
    assert_true(s.result.steps[wr_model_step(&s.model, "stay")].time == 2 * 25 * 60);
    assert_true(s.result.steps[wr_model_step(&s.model, "treat")].cut_short == 0);
    service_close(&s);
}

static void who_comes(void **state)
{
    struct service s;

    (void)state;
    run(&s, "tests/rules/01-booked");
    assert_true(s.result.kinds[0].arrived == 6 && s.result.kinds[0].not_come == 0);
    assert_true(s.result.kinds[1].arrived == 0 && s.result.kinds[1].not_come == 3);
    service_close(&s);
    run(&s, "tests/rules/01-comes-back");
    assert_true(s.result.kinds[0].arrived == 7 && s.result.kinds[0].came_back == 4);
    assert_true(s.result.kinds[1].arrived == 3 && s.result.kinds[1].came_back == 2);
    service_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tasks), cmocka_unit_test(patience), cmocka_unit_test(who_comes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
