/* In which order tasks can be done; and the circle when they cannot. */
#include <string.h>

#include "agree/schedule_internal.h"

int wr_i_schedule_order(const struct wr_plan *plan, struct wr_arena *arena, int **order)
{
    size_t n = plan->n_tasks, done = 0, links = 0, *first, *heap_room;
    int *waits = wr_arena_alloc(arena, n, sizeof *waits), *next, *list = wr_arena_alloc(arena, n, sizeof *list), *free_tasks;

    *order = NULL;
    first = wr_arena_alloc(arena, n + 1, sizeof *first);
    heap_room = wr_arena_alloc(arena, n + 1, sizeof *heap_room);
    free_tasks = wr_arena_alloc(arena, n, sizeof *free_tasks);
    if (waits == NULL || list == NULL || first == NULL || heap_room == NULL || free_tasks == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < n; i++) {
        waits[i] = (int)plan->tasks[i].n_after;
        links += plan->tasks[i].n_after;
        for (size_t k = 0; k < plan->tasks[i].n_after; k++)
            first[plan->tasks[i].after[k] + 1]++;
    }
    next = wr_arena_alloc(arena, links, sizeof *next);
    if (next == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < n; i++)
        first[i + 1] += first[i];
    memcpy(heap_room, first, (n + 1) * sizeof *first);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < plan->tasks[i].n_after; k++)
            next[heap_room[plan->tasks[i].after[k]]++] = (int)i;
    /* first in, first out: the plan's order where nothing else decides */
    size_t head = 0, tail = 0;
    for (size_t i = 0; i < n; i++)
        if (waits[i] == 0)
            free_tasks[tail++] = (int)i;
    while (head < tail) {
        int task = free_tasks[head++];
        list[done++] = task;
        for (size_t k = first[task]; k < first[task + 1]; k++)
            if (--waits[next[k]] == 0)
                free_tasks[tail++] = next[k];
    }
    if (done == n)
        *order = list;
    return 0;
}

int wr_schedule_circle(const struct wr_agree *agree, struct wr_arena *arena, const char **circle)
{
    const struct wr_plan *plan = &agree->plan;
    size_t n = plan->n_tasks, depth = 0;
    unsigned char *seen = wr_arena_alloc(arena, n, 1); /* 1: on the way, 2: left */
    size_t *at = wr_arena_alloc(arena, n + 1, sizeof *at);
    int *way = wr_arena_alloc(arena, n + 1, sizeof *way);

    *circle = NULL;
    if (seen == NULL || at == NULL || way == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t root = 0; root < n; root++) {
        if (seen[root] != 0)
            continue;
        way[0] = (int)root;
        at[0] = 0;
        depth = 1;
        seen[root] = 1;
        while (depth > 0) { /* depth first, by hand: a long plan must not exhaust the stack */
            const struct wr_plan_task *task = &plan->tasks[way[depth - 1]];
            int to;
            if (at[depth - 1] == task->n_after) {
                seen[way[--depth]] = 2;
                continue;
            }
            to = task->after[at[depth - 1]++];
            if (seen[to] == 1) {
                struct wr_buf text;
                wr_buf_init(&text, 0);
                wr_buf_printf(&text, "%s", plan->tasks[to].name);
                /* the way was walked from a task to what it comes after: said as it would be done, it runs back */
                for (size_t i = depth; i-- > 0;) {
                    wr_buf_printf(&text, " -> %s", plan->tasks[way[i]].name);
                    if (way[i] == to)
                        break;
                }
                *circle = wr_buf_status(&text) == 0 ? wr_arena_text(arena, wr_buf_string(&text)) : NULL;
                wr_buf_free(&text);
                return *circle == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
            }
            if (seen[to] == 0) {
                seen[to] = 1;
                at[depth] = 0;
                way[depth++] = to;
            }
        }
    }
    return 0;
}
