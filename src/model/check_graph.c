#include <string.h>

#include "model/check_internal.h"

struct making {
    struct wr_i_reader *r;
    struct wr_i_graph *g;
    size_t capacity;
};

static void add_edge(struct making *k, struct wr_target to, enum wr_i_why why)
{
    struct wr_i_graph *g = k->g;

    if (wr_arena_grow(&g->arena, &g->edges, &k->capacity, g->n_edges + 1, sizeof *g->edges) != 0) {
        k->r->status = WR_ERR_MEMORY;
        return;
    }
    g->edges[g->n_edges++] = (struct wr_i_edge){to.kind == WR_TO_STEP      ? to.index
                                                : to.kind == WR_TO_OUTCOME ? -1
                                                                           : -2,
                                                to.kind == WR_TO_OUTCOME ? to.index : -1, why};
}

static bool is_never(const struct wr_value *share)
{
    return share->kind == WR_VALUE_NUMBER && share->number.value == 0 && share->n_adjusts == 0;
}

/* Whether the branches with a number make 100%, so that `rest` is nothing. */
static bool rest_is_nothing(const struct wr_route *route)
{
    double sum = 0;
    size_t i;

    for (i = 0; i < route->n_branches; i++)
        if (!route->branches[i].rest)
            sum += route->branches[i].share.kind == WR_VALUE_NUMBER && route->branches[i].share.n_adjusts == 0
                       ? route->branches[i].share.number.value
                       : -2;
    return sum >= 1 - 1e-12;
}

static void add_route(struct making *k, const struct wr_route *route)
{
    bool no_rest;
    size_t i;

    switch (route->kind) {
    case WR_ROUTE_TO:
        add_edge(k, route->to, WR_I_THEN);
        break;
    case WR_ROUTE_SHARES:
        no_rest = rest_is_nothing(route);
        for (i = 0; i < route->n_branches; i++)
            if (route->branches[i].rest ? !no_rest : !is_never(&route->branches[i].share))
                add_edge(k, route->branches[i].to, WR_I_THEN);
        break;
    case WR_ROUTE_BY:
    case WR_ROUTE_CASES:
        for (i = 0; i < route->n_cases; i++)
            if (route->cases[i].then != NULL)
                add_route(k, route->cases[i].then);
        break;
    case WR_ROUTE_NONE:
        break;
    }
}

static void add_step(struct making *k, const struct wr_step *step)
{
    const struct wr_model *m = k->r->m;
    size_t i, from = k->g->n_edges, to;

    add_route(k, &step->then);
    if (step->has_if_full)
        add_edge(k, step->if_full, WR_I_IF_FULL);
    if (step->has_gives_up)
        add_edge(k, step->gives_up_then, WR_I_GIVES_UP);
    if (step->has_unless)
        add_edge(k, step->unless_then, WR_I_UNLESS);
    for (i = 0; i < step->n_starts; i++)
        add_edge(k, (struct wr_target){WR_TO_STEP, step->starts[i]}, WR_I_STARTS);
    for (i = from, to = k->g->n_edges; i < to; i++)
        if (k->g->edges[i].to == -1 && k->g->edges[i].outcome >= 0 && m->outcomes[k->g->edges[i].outcome].back_at >= 0)
            add_edge(k, (struct wr_target){WR_TO_STEP, m->outcomes[k->g->edges[i].outcome].back_at}, WR_I_COMES_BACK);
}

bool wr_i_is_absent(const struct wr_i_reader *r, size_t kind)
{
    return r->stage != NULL && kind < r->stage->n_kinds && r->stage->absent_kinds[kind];
}

bool wr_i_is_gone(const struct wr_i_reader *r, size_t kind)
{
    return r->stage != NULL && kind < r->stage->n_kinds && r->stage->gone_kinds[kind];
}

/* Who has asked for a step as it is in this stage goes on from it as it says, to steps as they are in the stage after. */
static void pass_on(const struct wr_i_reader *r, const struct wr_i_graph *g)
{
    const struct wr_i_stage *from = r->stage;
    struct wr_i_stage *to = from == NULL ? NULL : from->next;

    for (size_t s = 0; to != NULL && s < g->n && s < to->n_steps; s++) {
        to->reached_before[s] = to->reached_before[s] || from->reached_before[s];
        to->errand_before[s] = to->errand_before[s] || from->errand_before[s];
        for (size_t e = g->first[s]; e < g->first[s + 1]; e++) {
            int step = g->edges[e].to;
            bool starts = g->edges[e].why == WR_I_STARTS;
            if (step < 0)
                continue;
            if ((starts && (g->reached[s] || g->errand[s])) || (!starts && g->errand[s]))
                to->errand_before[step] = true;
            if (!starts && g->reached[s])
                to->reached_before[step] = true;
        }
    }
}

/* What can be reached from the marked steps; errands are no patients, so `starts` is followed only when asked for. */
static void spread(struct wr_i_reader *r, struct wr_i_graph *g, bool *mark)
{
    int *stack = wr_arena_alloc(&g->arena, g->n + 1, sizeof *stack);
    size_t depth = 0, s, e;

    if (stack == NULL) {
        r->status = WR_ERR_MEMORY;
        return;
    }
    for (s = 0; s < g->n; s++)
        if (mark[s])
            stack[depth++] = (int)s;
    while (depth > 0) {
        s = (size_t)stack[--depth];
        for (e = g->first[s]; e < g->first[s + 1]; e++)
            if (g->edges[e].to >= 0 && g->edges[e].why != WR_I_STARTS && !mark[g->edges[e].to]) {
                mark[g->edges[e].to] = true;
                stack[depth++] = g->edges[e].to;
            }
    }
}

void wr_i_graph_make(struct wr_i_reader *r, struct wr_i_graph *g)
{
    struct making k = {.r = r, .g = g};
    const struct wr_model *m = r->m;
    size_t i, e;

    memset(g, 0, sizeof *g);
    wr_arena_init(&g->arena, WR_I_MODEL_MAX_BYTES);
    g->n = m->n_steps;
    g->first = wr_arena_alloc(&g->arena, g->n + 1, sizeof *g->first);
    g->start = wr_arena_alloc(&g->arena, g->n + 1, sizeof *g->start);
    g->reached = wr_arena_alloc(&g->arena, g->n + 1, sizeof *g->reached);
    g->errand = wr_arena_alloc(&g->arena, g->n + 1, sizeof *g->errand);
    if (g->first == NULL || g->start == NULL || g->reached == NULL || g->errand == NULL) {
        r->status = WR_ERR_MEMORY;
        return;
    }
    for (i = 0; i < g->n; i++) {
        g->first[i] = g->n_edges;
        add_step(&k, &m->steps[i]);
    }
    g->first[g->n] = g->n_edges;
    if (r->status != 0)
        return;
    for (i = 0; i < m->n_kinds; i++) {
        if (wr_i_is_absent(r, i) || wr_i_is_gone(r, i))
            continue;
        if (m->kinds[i].starts_at >= 0)
            g->start[m->kinds[i].starts_at] = true;
        if (m->kinds[i].has_if_full && m->kinds[i].if_full.kind == WR_TO_STEP)
            g->start[m->kinds[i].if_full.index] = true;
    }
    memcpy(g->reached, g->start, g->n * sizeof *g->reached);
    for (i = 0; r->stage != NULL && i < g->n && i < r->stage->n_steps; i++) {
        g->reached[i] = g->reached[i] || r->stage->reached_before[i];
        g->errand[i] = r->stage->errand_before[i];
    }
    spread(r, g, g->reached);
    for (e = 0; e < g->n_edges; e++)
        if (g->edges[e].why == WR_I_STARTS)
            g->errand[g->edges[e].to] = true;
    spread(r, g, g->errand);
    if (r->status == 0)
        pass_on(r, g);
}

void wr_i_graph_free(struct wr_i_graph *g)
{
    wr_arena_free(&g->arena);
    memset(g, 0, sizeof *g);
}
