/* What differs between two services: their joined files compared entry by entry. Comments, the order of the keys of a map, which file an entry stands in,
 * and how a quantity is written (90 min, 1.5 h) make no difference, nor does a list of one text where the other has that text alone. */
#ifndef WR_MODEL_DIFF_H
#define WR_MODEL_DIFF_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/model.h"

enum wr_diff_kind {
    WR_DIFF_CHANGED,
    WR_DIFF_ADDED,   /* only in the second */
    WR_DIFF_REMOVED, /* only in the first */
    WR_DIFF_ORDER    /* a list has the same entries in another order */
};
struct wr_difference {
    enum wr_diff_kind kind;
    const char *path;                /* "places.ward.spaces"; an entry of a list by what it is about, or by its number: "effects[2]" */
    const struct wr_node *was, *now; /* NULL: it is not there */
};

/* All differences, in the order of the first service, then what is only in the second; in the arena, nodes are the sources'. WR_ERR_MEMORY. */
int wr_model_diff(const struct wr_source *was, const struct wr_source *now, struct wr_arena *arena, struct wr_difference **list,
                  size_t *n) WR_MUST_USE;
/* For people: a line each, long entries as a block below it. The same as JSON: {"was", "now": {"path", "hash"}, "differences": [{"path", "what", "was",
 * "now"}]}; `what` is changed, added, removed or order. */
void wr_model_diff_text(struct wr_buf *out, const struct wr_source *was, const struct wr_source *now, const struct wr_difference *list,
                        size_t n);
void wr_model_diff_json(struct wr_buf *out, const struct wr_source *was, const struct wr_source *now, const struct wr_difference *list,
                        size_t n);

#endif
