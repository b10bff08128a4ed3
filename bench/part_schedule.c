/* The schedule: 10,000 draws of a plan of 500 tasks, by one thread. */
#include "bench/bench.h"

#include <stdint.h>
#include <stdio.h>

#include "agree/schedule.h"
#include "base/mem.h"
#include "bench/gauge.h"

enum { TASKS = 500, PEOPLE = 2, AFTER = 3, GO_LIVES = 10, CHANGES = 5 };

struct plan {
    struct wr_agree agree;
    struct wr_model model;
    struct wr_change changes[CHANGES];
    struct wr_plan_task tasks[TASKS];
    struct wr_estimate3 takes[TASKS][PEOPLE];
    int after[TASKS][AFTER];
    char names[TASKS][16];
    struct wr_closed_span closed;
};

/* Numbers that look like chance, the same every time: no two estimates have the same shape, so that none shares a table with another. */
static double some(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-53;
}

static void plan_make(struct plan *p)
{
    uint64_t state = 2026;

    p->agree.model = &p->model;
    p->model.changes = p->changes;
    p->model.n_changes = CHANGES;
    for (int i = 0; i < CHANGES; i++)
        p->changes[i].name = "change";
    p->closed = (struct wr_closed_span){20800, 20890, NULL};
    p->agree.plan = (struct wr_plan){
        .starts = 20500, .working_days = true, .no_go_live = &p->closed, .n_no_go_live = 1, .tasks = p->tasks, .n_tasks = TASKS};
    for (int i = 0; i < TASKS; i++) {
        struct wr_plan_task *t = &p->tasks[i];
        snprintf(p->names[i], sizeof p->names[i], "task %d", i);
        *t = (struct wr_plan_task){.name = p->names[i],
                                   .change = i % CHANGES,
                                   .due = WR_NO_DATE,
                                   .not_before = i % 7 == 0 ? 20500 + i / 5 : WR_NO_DATE,
                                   .go_live = i % (TASKS / GO_LIVES) == TASKS / GO_LIVES - 1,
                                   .takes = p->takes[i],
                                   .n_takes = PEOPLE,
                                   .after = p->after[i]};
        for (int k = 0; k < PEOPLE; k++) {
            double least = 1 + 5 * some(&state), likeliest = least + 10 * some(&state), most = likeliest + 20 * some(&state);
            t->takes[k] =
                (struct wr_estimate3){.who = "somebody", .least = 86400 * least, .likeliest = 86400 * likeliest, .most = 86400 * most};
        }
        for (int k = 0; k < AFTER && i > 20; k++) /* among the twenty before it: 25 layers or so */
            p->after[i][t->n_after++] = i - 1 - (int)(20 * some(&state));
    }
}

int bench_schedule(const struct bench *b)
{
    struct plan *p = wr_mem_alloc(1, sizeof *p);
    struct wr_schedule_settings settings = {.draws = 10000, .from = WR_NO_DATE};
    struct gauge seconds = {.name = "seconds"};
    struct wr_ctx ctx;
    double bytes = 0;
    int ret = 0, missed = 0;

    if (p == NULL)
        return wr_fail(WR_ERR_MEMORY);
    plan_make(p);
    wr_ctx_init(&ctx);
    for (size_t round = 0; round < b->rounds && ret == 0; round++) {
        struct wr_plan_schedule s;
        double start = bench_work();
        settings.seed = round;
        ret = wr_schedule_run(&ctx, &p->agree, &settings, &s);
        gauge_add(&seconds, bench_work() - start);
        bytes = (double)s.arena.used;
        wr_schedule_free(&s);
    }
    if (ret == 0) {
        missed = !middle_gate("500 tasks, two estimates each, 16 ends, 10,000 draws", gauge_middle(&seconds), 1.0, 0.5, false, "s");
        printf("  what is kept of it: %.1f MB\n", bytes / 1e6);
    }
    wr_mem_free(p);
    return ret != 0 ? ret : missed;
}
