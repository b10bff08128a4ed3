/* What hangs on a system: from the system up through what is kept in it, what hangs on it, who needs it, and what they bring. */
#include "agree/systems.h"

#include <string.h>

#include "agree/findings.h"
#include "base/mem.h"
#include "base/text.h"

/* From a thing that falls, what falls with it. A step falls with its information or its system; a change that merely touches the step does not. */
static bool falls_with(enum wr_graph_link_kind kind)
{
    switch (kind) {
    case WR_LINK_HANGS_ON:
    case WR_LINK_KEPT_IN:
    case WR_LINK_NEEDS_SYSTEM:
    case WR_LINK_RUNS_ON:
    case WR_LINK_WAITS_FOR:
    case WR_LINK_NEEDS_TO_KNOW:
    case WR_LINK_BRINGS:
    case WR_LINK_COMES_FROM:
    case WR_LINK_SERVED_BY:
    case WR_LINK_NEEDS_FIRST:
        return true;
    default:
        return false;
    }
}

/* The order in which they are said: from the technology up to why. */
static const enum wr_graph_kind order[] = {WR_GRAPH_SYSTEM, WR_GRAPH_ITEM,   WR_GRAPH_STEP,    WR_GRAPH_DUTY,
                                           WR_GRAPH_TASK,   WR_GRAPH_CHANGE, WR_GRAPH_BENEFIT, WR_GRAPH_OBJECTIVE};

struct fall {
    int link; /* of the graph, by which it was reached; -1 */
    int through;
};

/* Of what somebody is worse off by, nothing is lost when it falls. */
static bool is_loss(const struct wr_graph *g, int node)
{
    return g->nodes[node].kind == WR_GRAPH_BENEFIT && g->agree->benefits[g->nodes[node].index].dis_benefit;
}

/* Breadth first: each is reached by its shortest way. */
static int find_falls(struct wr_systems *s, struct wr_system_row *row, struct fall *falls, int *waiting)
{
    const struct wr_graph *g = s->graph;
    size_t n = 1, done = 0;

    for (size_t i = 0; i < g->n_nodes; i++)
        falls[i] = (struct fall){-1, -1};
    waiting[0] = row->node;
    while (done < n) {
        int node = waiting[done++];
        for (int u = g->up_start[node]; u < g->up_start[node + 1]; u++) {
            const struct wr_graph_link *l = &g->links[g->up[u]];
            if (!falls_with(l->kind) || l->upper == row->node || falls[l->upper].link >= 0 || is_loss(g, l->upper))
                continue;
            falls[l->upper] = (struct fall){g->up[u], node};
            waiting[n++] = l->upper;
        }
    }
    row->falls = wr_arena_alloc(&s->arena, n, sizeof *row->falls);
    if (row->falls == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t o = 0; o < sizeof order / sizeof order[0]; o++)
        for (size_t i = 0; i < g->n_nodes; i++) {
            if (falls[i].link >= 0 && g->nodes[i].kind == order[o])
                row->falls[row->n_falls++] = (struct wr_system_fall){(int)i, falls[i].through, falls[i].link};
        }
    return 0;
}

static int find_warnings(struct wr_systems *s, struct wr_system_row *row, const struct wr_findings *found)
{
    const struct wr_graph_node *n = &s->graph->nodes[row->node];
    struct wr_graph_node const *nodes = s->graph->nodes;
    int below;

    row->warnings = wr_arena_alloc(&s->arena, found->n + 3, sizeof *row->warnings);
    if (row->warnings == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < found->n; i++)
        if (found->list[i].node == row->node)
            row->warnings[row->n_warnings++] = wr_arena_printf(&s->arena, "%s %s", found->list[i].says, found->list[i].todo);
    if (n->owner == NULL && row->in_full)
        row->warnings[row->n_warnings++] = wr_arena_text(&s->arena, "Nobody owns it: say who answers for it (owner:).");
    for (size_t i = 0; (below = wr_graph_below(s->graph, row->node, WR_LINK_HANGS_ON, i)) >= 0; i++)
        if (row->entry >= 0 && nodes[below].index >= 0 && s->graph->agree->systems[nodes[below].index].ready != WR_NO_DATE &&
            s->graph->agree->systems[row->entry].ready != WR_NO_DATE &&
            s->graph->agree->systems[nodes[below].index].ready > s->graph->agree->systems[row->entry].ready) {
            row->warnings[row->n_warnings++] =
                wr_arena_printf(&s->arena, "It is said to be ready before `%s`, on which it hangs: that cannot be.", nodes[below].name);
            break; /* one is enough to look at its dates */
        }
    for (size_t i = 0; i < row->n_warnings; i++)
        if (row->warnings[i] == NULL)
            return wr_fail(WR_ERR_MEMORY);
    return 0;
}

/* The reader gives every system of the service file an entry; one that stands in systems/ stands elsewhere than the service file's. */
static bool in_full(const struct wr_agree *a, const struct wr_system_row *row)
{
    const struct wr_where *here = row->entry >= 0 ? &a->systems[row->entry].where : NULL,
                          *there = row->model >= 0 ? &a->model->systems[row->model].where : NULL;

    return here != NULL && (there == NULL || here->line != there->line || !wr_text_equal(here->file, there->file));
}

int wr_systems_make(const struct wr_graph *graph, struct wr_systems *out)
{
    struct fall *falls = wr_mem_alloc(graph->n_nodes + 1, sizeof *falls);
    int *waiting = wr_mem_alloc(graph->n_nodes + 1, sizeof *waiting);
    struct wr_findings found;
    int result;

    memset(out, 0, sizeof *out);
    memset(&found, 0, sizeof found);
    wr_arena_init(&out->arena, 0);
    out->graph = graph;
    out->rows = wr_arena_alloc(&out->arena, graph->agree->n_systems + graph->agree->model->n_systems + 1, sizeof *out->rows);
    result = falls == NULL || waiting == NULL || out->rows == NULL ? wr_fail(WR_ERR_MEMORY) : wr_findings_find(graph, &found);
    for (size_t i = 0; i < graph->n_nodes && result == 0; i++) {
        struct wr_system_row *row = &out->rows[out->n];
        if (graph->nodes[i].kind != WR_GRAPH_SYSTEM)
            continue;
        out->n++;
        *row = (struct wr_system_row){.node = (int)i, .entry = graph->nodes[i].index, .model = graph->nodes[i].of};
        row->in_full = in_full(graph->agree, row);
        result = find_falls(out, row, falls, waiting);
        if (result == 0)
            result = find_warnings(out, row, &found);
    }
    wr_findings_free(&found);
    wr_mem_free(falls);
    wr_mem_free(waiting);
    return result;
}

void wr_systems_free(struct wr_systems *systems) { wr_arena_free(&systems->arena); }

int wr_systems_find(const struct wr_systems *systems, const char *name)
{
    for (size_t i = 0; i < systems->n; i++)
        if (strcmp(systems->graph->nodes[systems->rows[i].node].name, name) == 0)
            return (int)i;
    return -1;
}
