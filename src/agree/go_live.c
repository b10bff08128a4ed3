/* When does a change go live? What people wrote (`due` of its go-live) before what the plan's draws say. */
#include <string.h>

#include "agree/findings_internal.h"
#include "agree/schedule.h"

static int from_draws(const struct wr_graph *graph, struct wr_i_go_live *out)
{
    const struct wr_agree *a = graph->agree;
    /* the draws that the schedule makes by itself: the same question has one answer on every page */
    struct wr_schedule_settings settings = {.seed = a->model->run.seed, .from = WR_NO_DATE};
    struct wr_plan_schedule plan;
    int result;

    memset(&plan, 0, sizeof plan);
    result = wr_schedule_run(NULL, a, &settings, &plan);
    if (result == 0)
        for (size_t i = 0; i < a->plan.n_tasks; i++) {
            const struct wr_plan_task *t = &a->plan.tasks[i];
            const struct wr_schedule_end *end = t->go_live ? wr_schedule_end_find(&plan, WR_SCHEDULE_GO_LIVE, (int)i) : NULL;
            if (end == NULL || end->done || t->change < 0 || out[t->change].written)
                continue;
            if (out[t->change].date == WR_NO_DATE || end->p50.date > out[t->change].date)
                out[t->change].date = end->p50.date;
        }
    wr_schedule_free(&plan);
    return result == WR_ERR_MEMORY ? result : 0; /* a plan that cannot be drawn gives no dates; `schedule` says why */
}

int wr_i_go_live_find(const struct wr_graph *graph, struct wr_arena *arena, struct wr_i_go_live **out)
{
    const struct wr_agree *a = graph->agree;
    bool open = false;

    *out = wr_arena_alloc(arena, a->model->n_changes + 1, sizeof **out);
    if (*out == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < a->model->n_changes; i++)
        (*out)[i].date = WR_NO_DATE;
    for (size_t i = 0; i < a->plan.n_tasks; i++) {
        const struct wr_plan_task *t = &a->plan.tasks[i];
        if (!t->go_live || t->change < 0)
            continue;
        (*out)[t->change].planned = true;
        open = open || t->due == WR_NO_DATE;
        if (t->due != WR_NO_DATE && ((*out)[t->change].date == WR_NO_DATE || t->due > (*out)[t->change].date)) {
            (*out)[t->change].date = t->due;
            (*out)[t->change].written = true;
        }
    }
    return open ? from_draws(graph, *out) : 0;
}
