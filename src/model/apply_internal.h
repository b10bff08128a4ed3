/* Between apply.c and apply_slot.c: one effect at work on a model. */
#ifndef WR_MODEL_APPLY_INTERNAL_H
#define WR_MODEL_APPLY_INTERNAL_H

#include "model/model_internal.h"
#include "model/path.h"

/* One effect of one of the option's changes, or one edit. */
struct wr_i_use {
    struct wr_i_path path;
    enum wr_op op;
    struct wr_number by;        /* TIMES, ADD */
    const struct wr_node *set;  /* SET */
    const struct wr_when *when; /* or NULL */
    int change;                 /* -1: an edit */
    bool in_full;               /* adoption is not drawn, whatever the slot: an edit */
    bool in_tree;               /* was carried out on the tree, before the model was built */
    struct wr_where where;
};

/* Carries the use out on one slot. What does not fit (unit, sign, whole numbers) is a mistake at the effect's line. */
void wr_i_slot_change(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use);

/* The same on a copy that is thrown away: for the mistakes. */
void wr_i_slot_try(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use);

/* As wr_model_with, with only those of the option's changes that begin less than `until` seconds after the go-live. */
int wr_i_model_until(const struct wr_source *source, const struct wr_model *base, int option, double until, const struct wr_edit *edits,
                     size_t n_edits, struct wr_mistakes *mistakes, struct wr_model *out) WR_MUST_USE;

/* Whether option `option` of `base` can be applied: all its mistakes, and a warning for each number that two effects change. As
 * wr_model_with, but where nothing is added or rebuilt the model is not built anew. 0, WR_ERR_MISTAKES, WR_ERR_MEMORY. */
int wr_i_option_check(const struct wr_source *source, struct wr_model *base, int option, struct wr_mistakes *mistakes) WR_MUST_USE;

/* For a file with mistakes elsewhere, of which no option can be built: whether the paths of effects lead somewhere, so that these mistakes are
 * told at once with the others. Effects on entries that have mistakes themselves, and of changes that add entries, are left for later. */
void wr_i_changes_check_paths(const struct wr_source *source, struct wr_model *m, struct wr_mistakes *mistakes);

#endif
