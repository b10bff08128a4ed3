/* Between the check_*.c files: the pathway as a graph. */
#ifndef WR_MODEL_CHECK_INTERNAL_H
#define WR_MODEL_CHECK_INTERNAL_H

#include "model/model_internal.h"

enum wr_i_why { WR_I_THEN, WR_I_IF_FULL, WR_I_GIVES_UP, WR_I_UNLESS, WR_I_STARTS, WR_I_COMES_BACK };
struct wr_i_edge {
    int to;      /* step; -1: an outcome, -2: done */
    int outcome; /* when to is -1 */
    enum wr_i_why why;
};
struct wr_i_graph {
    struct wr_arena arena;
    size_t n;                /* steps */
    size_t *first;           /* n + 1: edges of step s are first[s] .. first[s + 1] - 1 */
    struct wr_i_edge *edges; /* branches with a share of 0% are left out */
    size_t n_edges;
    bool *start;   /* n: some kind of patient starts here, or is sent here when full */
    bool *reached; /* n: by patients */
    bool *errand;  /* n: by errands */
};

/* Whether nobody of this kind of patient is anywhere: in a stage, a change has still to bring it. */
bool wr_i_is_absent(const struct wr_i_reader *r, size_t kind);
/* Whether nobody of this kind comes any more: in a stage, a change has taken it out. Those who came before may be there. */
bool wr_i_is_gone(const struct wr_i_reader *r, size_t kind);

/* Errors are remembered in the reader's status. Free in any case. */
void wr_i_graph_make(struct wr_i_reader *r, struct wr_i_graph *g);
void wr_i_graph_free(struct wr_i_graph *g);

#endif
