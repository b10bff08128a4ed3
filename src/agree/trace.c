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
    case WR_LINK_OBJECTED_IN: /* up: a measure that a dissenter watches does not lead to what was decided */
    case WR_LINK_SUPERSEDED_BY:
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
    int *by;      /* of each node: the link by which it was reached; -1 not, -2 the thing itself */
    int *waiting; /* nodes in the order in which they were reached; later: the way down the tree */
    int *next;
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
    *line = (struct wr_trace_line){.depth = depth, .node = node, .about = x->says, .where = x->where};
    wr_buf_init(&text, 0);
    wr_graph_link_say(&text, w->g, link, w->up, false);
    line->says = kept(t, &text, &status);
    wr_graph_link_say(&text, w->g, link, w->up, true);
    line->brief = kept(t, &text, &status);
    wr_graph_state_say(&text, w->g, node, true);
    line->state = kept(t, &text, &status);
    wr_buf_free(&text);
    return status;
}

static int other_end(const struct walk *w, const struct wr_graph_link *l) { return w->up ? l->upper : l->lower; }

/* Breadth first: each node is reached by the shortest line, and stands under what comes before it there. What is reached only through a measure (the objective
 * that it measures) comes last: the line that people follow goes by change and benefit, where there is one. */
static void reach(struct walk *w, int root)
{
    const struct wr_graph *g = w->g;
    const int *starts = w->up ? g->up_start : g->down_start, *links = w->up ? g->up : g->down;
    size_t n = 1;

    for (size_t i = 0; i < g->n_nodes; i++)
        w->by[i] = -1;
    w->by[root] = -2;
    w->waiting[0] = root;
    for (int round = 0; round < 2; round++)
        for (size_t done = 0; done < n; done++) {
            int node = w->waiting[done];
            for (int i = starts[node]; i < starts[node + 1]; i++) {
                const struct wr_graph_link *l = &g->links[links[i]];
                int other = other_end(w, l);
                if (w->by[other] != -1 ||
                    (node != root && (!carries(l->kind, w->up) || (round == 0 && w->up && l->kind == WR_LINK_MEASURED_BY))))
                    continue;
                w->by[other] = links[i];
                w->waiting[n++] = other;
            }
        }
}

/* The tree of those lines, depth first and without recursion: a line may be as long as the file. */
static int follow(struct walk *w, int root)
{
    const struct wr_graph *g = w->g;
    const int *starts = w->up ? g->up_start : g->down_start, *links = w->up ? g->up : g->down;
    int *path = w->waiting, result = 0;
    size_t n = 1;

    reach(w, root);
    path[0] = root;
    w->next[0] = starts[root];
    while (n > 0 && result == 0) {
        int link, other;
        if (w->next[n - 1] == starts[path[n - 1] + 1]) {
            n--;
            continue;
        }
        link = links[w->next[n - 1]++];
        other = other_end(w, &g->links[link]);
        if (w->by[other] != link)
            continue;
        result = add(w, (int)n, &g->links[link], other);
        path[n] = other;
        w->next[n++] = starts[other];
    }
    return result;
}

int wr_trace_make(const struct wr_graph *graph, int node, struct wr_trace *out)
{
    struct walk w = {.g = graph, .t = out};
    int result = WR_ERR_MEMORY;

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    out->node = node;
    w.by = wr_mem_alloc(graph->n_nodes + 1, sizeof *w.by);
    w.waiting = wr_mem_alloc(graph->n_nodes + 1, sizeof *w.waiting);
    w.next = wr_mem_alloc(graph->n_nodes + 1, sizeof *w.next);
    if (w.by == NULL || w.waiting == NULL || w.next == NULL) {
        result = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    w.up = true;
    result = follow(&w, node);
    w.up = false;
    if (result == 0)
        result = follow(&w, node);
out:
    wr_mem_free(w.by);
    wr_mem_free(w.waiting);
    wr_mem_free(w.next);
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
        wr_json_pair(j, "about", lines[i].about);
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
