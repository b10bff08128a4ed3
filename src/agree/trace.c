#include "agree/trace.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"

/* Which links carry the line further, once it has left the thing that was asked about. */
static bool carries(enum wr_graph_link_kind kind, bool up)
{
    switch (kind) {
    case WR_LINK_CHANGES: /* up: another change of the same step does not rest on what this one rests on */
    case WR_LINK_REACHES:
    case WR_LINK_SLOWS:
    case WR_LINK_ARISES_AT:
    case WR_LINK_SAID_AT:
    case WR_LINK_MISSED:
        return !up;
    case WR_LINK_NEEDS_TO_KNOW: /* down: all that a step must know is the step's matter, not the change's */
        return up;
    case WR_LINK_HOLDS:
    case WR_LINK_DONE_IN:
    case WR_LINK_DONE_WITH:
    case WR_LINK_LOOKS_AT:
    case WR_LINK_RUNS_ON:
    case WR_LINK_OWNED_BY:
    case WR_LINK_CARRIED_BY:
    case WR_LINK_SPONSORED_BY:
    case WR_LINK_DECIDED_BY:
    case WR_LINK_VOICED_BY:
    case WR_LINK_HEARD:
    case WR_LINK_INVITED:
    case WR_LINK_CONSULTED:
    case WR_LINK_INFORMED:
    case WR_LINK_BELONGS_TO:
        return false;
    default:
        return true;
    }
}

struct walk {
    const struct wr_graph *g;
    struct wr_trace *t;
    bool up;
    bool *seen;
};

static const char *kept(struct wr_trace *t, struct wr_buf *text, int *status)
{
    const char *copy = text->size > 0 ? wr_arena_text(&t->arena, wr_buf_string(text)) : NULL;

    if (wr_buf_status(text) != 0 || (text->size > 0 && copy == NULL))
        *status = wr_fail(WR_ERR_MEMORY);
    wr_buf_clear(text);
    return copy;
}

static int add(struct walk *w, int depth, const struct wr_graph_link *link, int node)
{
    struct wr_trace *t = w->t;
    struct wr_trace_line **lines = w->up ? &t->up : &t->down, *line;
    size_t *n = w->up ? &t->n_up : &t->n_down, *room = w->up ? &t->up_room : &t->down_room;
    const struct wr_graph_node *x = &w->g->nodes[node];
    struct wr_buf text;
    int status = 0;

    if (wr_arena_grow(&t->arena, lines, room, *n + 1, sizeof **lines) != 0)
        return wr_fail(WR_ERR_MEMORY);
    line = &(*lines)[(*n)++];
    wr_buf_init(&text, 0);
    wr_graph_link_say(&text, w->g, link, w->up);
    if (x->kind == WR_GRAPH_OFFICE && x->says != NULL)
        wr_buf_printf(&text, ", %s", x->says);
    else if (x->says != NULL)
        wr_buf_printf(&text, ": %s", x->says);
    *line = (struct wr_trace_line){.depth = depth, .node = node, .where = x->where};
    line->says = kept(t, &text, &status);
    wr_graph_state_say(&text, w->g, node, true);
    line->state = kept(t, &text, &status);
    wr_buf_free(&text);
    return status;
}

/* Depth first without recursion; of each node on the way, the next of its links. What is nearest is said first: the nodes of depth 1 are marked before any
 * of them is followed, so that each stands where it is linked with the thing itself. */
static int follow(struct walk *w, int root)
{
    const struct wr_graph *g = w->g;
    const int *starts = w->up ? g->up_start : g->down_start, *links = w->up ? g->up : g->down;
    int *path = wr_mem_alloc(g->n_nodes + 1, sizeof *path), *next = wr_mem_alloc(g->n_nodes + 1, sizeof *next), result = 0;
    bool *near = wr_mem_alloc(g->n_nodes + 1, sizeof *near);
    size_t n = 1;

    if (path == NULL || next == NULL || near == NULL) {
        result = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    memset(w->seen, 0, g->n_nodes * sizeof *w->seen);
    for (int i = starts[root]; i < starts[root + 1]; i++)
        near[w->up ? g->links[links[i]].upper : g->links[links[i]].lower] = true;
    w->seen[root] = true;
    path[0] = root;
    next[0] = starts[root];
    while (n > 0 && result == 0) {
        int node = path[n - 1];
        const struct wr_graph_link *l;
        int other;
        if (next[n - 1] == starts[node + 1]) {
            n--;
            continue;
        }
        l = &g->links[links[next[n - 1]++]];
        other = w->up ? l->upper : l->lower;
        if (w->seen[other] || (n > 1 && (near[other] || !carries(l->kind, w->up))))
            continue;
        w->seen[other] = true;
        result = add(w, (int)n, l, other);
        path[n] = other;
        next[n++] = starts[other];
    }
out:
    wr_mem_free(near);
    wr_mem_free(next);
    wr_mem_free(path);
    return result;
}

int wr_trace_make(const struct wr_graph *graph, int node, struct wr_trace *out)
{
    struct walk w = {.g = graph, .t = out};
    int result;

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    out->node = node;
    w.seen = wr_mem_alloc(graph->n_nodes + 1, sizeof *w.seen);
    if (w.seen == NULL)
        return wr_fail(WR_ERR_MEMORY);
    w.up = true;
    result = follow(&w, node);
    w.up = false;
    if (result == 0)
        result = follow(&w, node);
    wr_mem_free(w.seen);
    return result;
}

void wr_trace_free(struct wr_trace *trace) { wr_arena_free(&trace->arena); }

static void json_lines(struct wr_json *j, const struct wr_graph *g, const char *key, const struct wr_trace_line *lines, size_t n)
{
    wr_json_key(j, key);
    wr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        wr_json_open(j, '{');
        wr_json_pair_whole(j, "depth", (unsigned long long)lines[i].depth);
        wr_json_pair(j, "kind", wr_graph_kind_words(g->nodes[lines[i].node].kind));
        wr_json_pair(j, "name", g->nodes[lines[i].node].name);
        wr_json_pair(j, "says", lines[i].says);
        wr_json_pair(j, "state", lines[i].state);
        wr_json_pair(j, "file", lines[i].where.file);
        wr_json_pair_whole(j, "line", lines[i].where.line > 0 ? (unsigned long long)lines[i].where.line : 0);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

void wr_trace_json(const struct wr_graph *graph, const struct wr_trace *trace, struct wr_buf *out)
{
    const struct wr_graph_node *n = &graph->nodes[trace->node];
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "kind", wr_graph_kind_words(n->kind));
    wr_json_pair(&j, "name", n->name);
    wr_json_pair(&j, "says", n->says);
    wr_json_pair(&j, "file", n->where.file);
    wr_json_pair_whole(&j, "line", n->where.line > 0 ? (unsigned long long)n->where.line : 0);
    json_lines(&j, graph, "up", trace->up, trace->n_up);
    json_lines(&j, graph, "down", trace->down, trace->n_down);
    wr_json_close(&j, '}');
}
