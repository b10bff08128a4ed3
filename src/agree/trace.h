/* One line of sight: from any one thing of the service folder up to why it is there, and down to what it rests on, in plain sentences.
 *
 * From the thing itself every link is followed; further on only those that carry the line: from a system to what is kept in it, the steps that must know it,
 * the change that brings it, its benefit and the objective; not from one step by its nurses to all other steps. */
#ifndef WR_AGREE_TRACE_H
#define WR_AGREE_TRACE_H

#include "agree/graph.h"

struct wr_trace_line {
    int depth;         /* 1: linked with the thing itself */
    int node;          /* of the graph: what the line has come to */
    const char *says;  /* "Change `y` brings benefit `x`": without a full stop */
    const char *brief; /* the same where the other end stands just above: "Change `y` brings it" */
    const char *about; /* what the thing it has come to is, in a sentence, or NULL */
    const char *state; /* how it stands with it (wr_graph_state_say), or NULL */
    struct wr_where where;
};
struct wr_trace {
    struct wr_arena arena;
    int node;
    struct wr_trace_line *up, *down; /* what rests on it; what it rests on. A line stands under what it comes from, by the shortest way */
    size_t n_up, n_down, up_room, down_room;
};

/* The line of sight of a node. 0 or WR_ERR_MEMORY. wr_trace_free it in any case; `graph` must outlive it. Each node comes once in each direction. */
int wr_trace_make(const struct wr_graph *graph, int node, struct wr_trace *out) WR_MUST_USE;
void wr_trace_free(struct wr_trace *trace); /* safe twice */

/* What a name means: `name`, or `kind: name` (kinds as in wr_graph_kind_words, also "equipment", "business change", "work").
 * One meaning: *n 1. Several: all of them, to be asked back; a change and what is only said about it under the same name (its statement, an option with it)
 * count as the change, and a benefit and its result as the benefit. None: *n 0, and `nearest` gets up to 5 names that are like it, best first.
 * Upper and lower case are one when no name is exactly so. Arrays in `arena`. 0 or WR_ERR_MEMORY. */
int wr_trace_find(const struct wr_graph *graph, const char *name, struct wr_arena *arena, int **found, size_t *n, const char *nearest[5],
                  size_t *n_nearest) WR_MUST_USE;
void wr_trace_json(const struct wr_graph *graph, const struct wr_trace *trace, struct wr_buf *out);

#endif
