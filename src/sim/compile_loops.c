/* Which steps a patient can come to again: those on a circle of the graph of steps, its strongly connected components (R. Tarjan, Depth-first
 * search and linear graph algorithms, SIAM Journal on Computing 1, 1972), without recursion. All versions of a step are one. */
#include "sim/compile_internal.h"

struct graph {
    const struct wr_i_compiler *c;
    size_t from;     /* the step whose ways on are counted, or listed */
    uint32_t *first; /* by step, and one more: where its ways on begin in `to` */
    uint32_t *to;    /* NULL: they are counted */
    uint32_t *n;     /* listed so far, by step */
    bool *again;
};

static void way(void *self, int step)
{
    const struct graph *g = self;

    if (g->to == NULL)
        g->first[g->from + 1]++;
    else
        g->to[g->first[g->from] + g->n[g->from]++] = (uint32_t)step;
    if ((size_t)step == g->from)
        g->again[step] = true;
}

static void ways(struct graph *g)
{
    const struct wr_model *m = g->c->model;

    for (size_t i = 0; i < m->n_steps; i++) {
        g->from = g->c->plan->versions.steps[i].of;
        wr_i_steps_after(&m->steps[i], way, g);
    }
}

/* One walk from `root`; found: in which order steps were come to, from 1; low: the first that can be reached from there. */
struct search {
    uint32_t *found, *low, *at; /* at: which way on is next */
    uint32_t *path, *open;      /* from the root to here; those whose component is still to be settled */
    bool *is_open;
    uint32_t n_found, n_open;
};

static void comes_to(struct search *s, uint32_t step)
{
    s->found[step] = s->low[step] = ++s->n_found;
    s->open[s->n_open++] = step;
    s->is_open[step] = true;
}

/* The component of `step`, which no way leaves to one that was found before. */
static void settle(const struct graph *g, struct search *s, uint32_t step)
{
    bool several = s->open[s->n_open - 1] != step;
    uint32_t member;

    do {
        member = s->open[--s->n_open];
        s->is_open[member] = false;
        g->again[member] = g->again[member] || several;
    } while (member != step);
}

static void walk_from(const struct graph *g, struct search *s, uint32_t root)
{
    uint32_t depth = 0;

    comes_to(s, s->path[depth++] = root);
    while (depth > 0) {
        uint32_t step = s->path[depth - 1], edge = g->first[step] + s->at[step]++;
        if (edge < g->first[step + 1]) {
            uint32_t next = g->to[edge];
            if (s->found[next] == 0)
                comes_to(s, s->path[depth++] = next);
            else if (s->is_open[next] && s->found[next] < s->low[step])
                s->low[step] = s->found[next];
            continue;
        }
        if (s->low[step] == s->found[step])
            settle(g, s, step);
        if (--depth > 0 && s->low[step] < s->low[s->path[depth - 1]])
            s->low[s->path[depth - 1]] = s->low[step];
    }
}

const bool *wr_i_compile_loops(struct wr_i_compiler *c)
{
    size_t n = c->plan->versions.n_steps;
    struct graph g = {.c = c};
    struct search s = {0};

    g.first = wr_i_plan_take(c, n + 1, sizeof *g.first);
    g.n = wr_i_plan_take(c, n, sizeof *g.n);
    g.again = wr_i_plan_take(c, n, sizeof *g.again);
    s.found = wr_i_plan_take(c, n, sizeof *s.found);
    s.low = wr_i_plan_take(c, n, sizeof *s.low);
    s.at = wr_i_plan_take(c, n, sizeof *s.at);
    s.path = wr_i_plan_take(c, n, sizeof *s.path);
    s.open = wr_i_plan_take(c, n, sizeof *s.open);
    s.is_open = wr_i_plan_take(c, n, sizeof *s.is_open);
    if (c->status < 0)
        return NULL;
    ways(&g);
    for (size_t i = 0; i < n; i++)
        g.first[i + 1] += g.first[i];
    g.to = wr_i_plan_take(c, g.first[n], sizeof *g.to);
    if (g.to == NULL)
        return NULL;
    ways(&g);
    for (uint32_t i = 0; i < n; i++)
        if (s.found[i] == 0)
            walk_from(&g, &s, i);
    return g.again;
}
