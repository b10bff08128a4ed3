/* Between the files that say what happens where two rules meet. */
#ifndef WR_MODEL_EXPLAIN_INTERNAL_H
#define WR_MODEL_EXPLAIN_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/model.h"

/* What may stop the work of a step or a task, as bits. */
enum { WR_I_STOPS_SHIFT = 1, WR_I_STOPS_INTERRUPTED = 2, WR_I_STOPS_EQUIPMENT = 4, WR_I_STOPS_SYSTEM = 8 };

struct wr_i_explain {
    const struct wr_source *source;
    const struct wr_model *m;
    struct wr_mistakes *notes;
    struct wr_arena arena;
    unsigned *step_stops, *task_stops; /* bits */
    bool *used;                        /* resources: somebody asks for it */
    int *kept_by;                      /* places, then resources: the first step that keeps it, or -1 */
    bool *freed;                       /* the same: some step frees it */
    bool *is_priority;                 /* attributes: some kind's priority goes by it */
    size_t pairs_left;                 /* comparisons that may still be made, so that a hostile file takes no long time */
    bool has_errands, comes_back;
    int status;
};

/* The place in the file of `key` of an entry; of the entry where it has no such key; `otherwise` where it stands in no file (added by a change). */
struct wr_where wr_i_explain_where(const struct wr_i_explain *e, const char *part, const char *name, const char *key,
                                   struct wr_where otherwise);
/* One sentence about part.name.key (key "": the entry). */
void wr_i_explain_note(struct wr_i_explain *e, const char *part, const char *name, const char *key, struct wr_where otherwise,
                       const char *format, ...) WR_PRINTF(6, 7);
/* Where what a step keeps or frees (places >= 0, resources -1 - index) stands in kept_by and freed. */
static inline size_t wr_i_explain_kept(const struct wr_i_explain *e, int what)
{
    return what >= 0 ? (size_t)what : e->m->n_places + (size_t)(-1 - what);
}
const char *wr_i_explain_why(unsigned stops); /* "end of shift, interrupted": static text */
const char *wr_i_explain_target(const struct wr_i_explain *e, const struct wr_target *target);
void wr_i_explain_step(struct wr_i_explain *e, size_t step);
void wr_i_explain_option(struct wr_i_explain *e, const struct wr_option *option);
void wr_i_explain_change(struct wr_i_explain *e, const struct wr_change *change); /* what happens to those who are on the way */

#endif
