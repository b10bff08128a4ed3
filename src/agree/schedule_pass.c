/* One pass through the plan, forwards (when does each task end) and backwards (which tasks decide an end): column by column, all draws of a task
 * at a time. */
#include <string.h>

#include "agree/schedule_internal.h"

int wr_i_pass_init(struct wr_i_pass *pass, size_t n, struct wr_arena *arena)
{
    size_t tasks = pass->plan->n_tasks;

    pass->n = n;
    pass->length = wr_arena_alloc(arena, tasks, sizeof *pass->length);
    pass->finish = wr_arena_alloc(arena, tasks, sizeof *pass->finish);
    pass->moved = wr_arena_alloc(arena, tasks, sizeof *pass->moved);
    if (pass->length == NULL || pass->finish == NULL || pass->moved == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < tasks; i++) {
        pass->length[i] = wr_arena_alloc(arena, n, sizeof **pass->length);
        pass->finish[i] = wr_arena_alloc(arena, n, sizeof **pass->finish);
        if (pass->length[i] == NULL || pass->finish[i] == NULL)
            return wr_fail(WR_ERR_MEMORY);
        if (pass->plan->tasks[i].go_live && pass->n_closed > 0) {
            pass->moved[i] = wr_arena_alloc(arena, n, 1);
            if (pass->moved[i] == NULL)
                return wr_fail(WR_ERR_MEMORY);
        }
    }
    return 0;
}

void wr_i_pass_begins(const struct wr_i_pass *pass, int task, double *begin)
{
    const struct wr_plan_task *t = &pass->plan->tasks[task];

    for (size_t d = 0; d < pass->n; d++)
        begin[d] = t->done ? 0 : pass->not_before[task];
    for (size_t k = 0; k < t->n_after && !t->done; k++) {
        const double *restrict before = pass->finish[t->after[k]];
        for (size_t d = 0; d < pass->n; d++)
            begin[d] = before[d] > begin[d] ? before[d] : begin[d];
    }
}

void wr_i_pass_forward(const struct wr_i_pass *pass, int task, double *begin)
{
    double *finish = pass->finish[task];
    const double *length = pass->length[task];

    wr_i_pass_begins(pass, task, begin);
    for (size_t d = 0; d < pass->n; d++)
        finish[d] = begin[d] + length[d];
    if (pass->moved[task] == NULL || pass->plan->tasks[task].done)
        return;
    for (size_t i = 0; i < pass->n_closed; i++) {
        double from = pass->closed[i].from, to = pass->closed[i].to;
        for (size_t d = 0; d < pass->n; d++)
            if (finish[d] > from && finish[d] <= to) {
                finish[d] = to;
                pass->moved[task][d] = 1;
            }
    }
}

int wr_i_critical_init(struct wr_i_critical *c, const struct wr_i_pass *pass, struct wr_arena *arena)
{
    size_t tasks = pass->plan->n_tasks;

    c->on = wr_arena_alloc(arena, tasks, sizeof *c->on);
    c->reached = wr_arena_alloc(arena, tasks, 1);
    c->begin = wr_arena_alloc(arena, pass->n, sizeof *c->begin);
    if (c->on == NULL || c->reached == NULL || c->begin == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < tasks; i++) {
        c->on[i] = wr_arena_alloc(arena, pass->n, 1);
        if (c->on[i] == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    return 0;
}

/* How often a task decides; passes it on to what it waited for. */
static void decide(struct wr_i_critical *c, const struct wr_i_pass *pass, int task, double *decides, double *closed, double *date)
{
    const struct wr_plan_task *t = &pass->plan->tasks[task];
    unsigned char *restrict on = c->on[task];
    const unsigned char *restrict moved = pass->moved[task];
    size_t count = 0, waits = 0, n = pass->n;

    if (moved != NULL) { /* the span decides, not the task nor what comes before it */
        for (size_t d = 0; d < n; d++) {
            waits += on[d] & moved[d];
            on[d] = (unsigned char)(on[d] & !moved[d]);
        }
        *closed += (double)waits;
        waits = 0;
    }
    for (size_t d = 0; d < n; d++)
        count += on[d];
    *decides = (double)count / (double)n;
    if (count == 0)
        return;
    wr_i_pass_begins(pass, task, c->begin);
    if (pass->not_before[task] > 0) {
        for (size_t d = 0; d < n; d++)
            waits += on[d] && c->begin[d] == pass->not_before[task];
        *date += (double)waits;
    }
    for (size_t k = 0; k < t->n_after; k++) {
        const double *restrict before = pass->finish[t->after[k]];
        unsigned char *restrict theirs = c->on[t->after[k]];
        if (pass->plan->tasks[t->after[k]].done)
            continue;
        c->reached[t->after[k]] = 1;
        for (size_t d = 0; d < n; d++)
            theirs[d] = (unsigned char)(theirs[d] | (on[d] & (before[d] == c->begin[d])));
    }
}

void wr_i_critical_find(struct wr_i_critical *c, const struct wr_i_pass *pass, const unsigned char *tasks, const double *end,
                        double *decides, double *waits_closed, double *waits_date)
{
    size_t n_tasks = pass->plan->n_tasks;
    double closed = 0, date = 0;

    for (size_t i = 0; i < n_tasks; i++) {
        c->reached[i] = 0;
        memset(c->on[i], 0, pass->n);
        if (!tasks[i] || pass->plan->tasks[i].done)
            continue;
        c->reached[i] = 1;
        for (size_t d = 0; d < pass->n; d++)
            c->on[i][d] = pass->finish[i][d] == end[d];
    }
    for (size_t k = n_tasks; k-- > 0;) {
        int task = pass->order[k];
        decides[task] = 0;
        if (c->reached[task])
            decide(c, pass, task, &decides[task], &closed, &date);
    }
    /* two spans or dates can decide at the same moment: rare, and not to be said as over 100 of 100 */
    *waits_closed = closed > (double)pass->n ? 1 : closed / (double)pass->n;
    *waits_date = date > (double)pass->n ? 1 : date / (double)pass->n;
}
