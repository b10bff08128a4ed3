/* Between apply.c, apply_slot.c and the stages_*.c: effects at work on a model. */
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
    bool begun;                 /* its change has begun by then (an edit: always) */
    struct wr_where where;
};

/* Carries the use out on one slot. What does not fit (unit, sign, whole numbers) is a mistake at the effect's line. */
void wr_i_slot_change(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use);

/* The same on a copy that is thrown away: for the mistakes. */
void wr_i_slot_try(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use);

/* Which moment of an option is built. SETTLED: all of it, what is removed being gone. The others are of the service on its way, where one index
 * stands for an entry throughout (struct wr_stages): STAGE: what has begun before `until`; NOW: all of it, what is removed standing there still. */
enum wr_i_view { WR_I_VIEW_SETTLED, WR_I_VIEW_STAGE, WR_I_VIEW_NOW };

/* An option on its way into a model: first the tree, then the model that is built from it. */
struct wr_i_applying {
    const struct wr_source *source;
    const struct wr_model *base;
    struct wr_mistakes *mistakes;   /* its own */
    struct wr_mistakes passed;      /* what a stage passes over: NOW has shown it to be well in the end */
    struct wr_arena arena;          /* nodes and paths: given to the model at the end */
    const struct wr_option *option; /* or NULL */
    enum wr_i_view view;
    double until; /* STAGE: changes that begin before have begun: seconds after the go-live */
    struct wr_node *root;
    const struct wr_i_stage *stage; /* for the reader; or NULL */
    struct wr_i_use *uses;
    size_t n_uses;
    bool met_again; /* an effect acts on what another has changed: trying each alone does not show what comes of both */
};

/* `mistakes` are the caller's and stay his; the rest is closed by wr_i_apply_close in any case. */
void wr_i_apply_open(struct wr_i_applying *a, const struct wr_source *source, const struct wr_model *base, int option, enum wr_i_view view,
                     double until, struct wr_mistakes *mistakes);
/* The tree of the option, with those edits that stand in it: a->root. 0, WR_ERR_MISTAKES, WR_ERR_USAGE, WR_ERR_MEMORY. */
int wr_i_apply_tree(struct wr_i_applying *a, int option, const struct wr_edit *edits, size_t n_edits) WR_MUST_USE;
/* The model from a->root, with all other effects. The same codes; *out is to be freed in any case, and holds a's arena. */
int wr_i_apply_model(struct wr_i_applying *a, int option, struct wr_model *out) WR_MUST_USE;
void wr_i_apply_close(struct wr_i_applying *a);
/* Whether the k-th change of the option has begun. */
bool wr_i_apply_has_begun(const struct wr_i_applying *a, size_t k);
/* Whether a path of `removes` takes out a whole entry of a part of how care runs. */
bool wr_i_removes_entry(const struct wr_i_path *path);

/* stages_absent.c: what a change has still to bring or has taken away, in a model that holds it all the same: nobody comes, nobody is there, nothing
 * is due. `r` has the model's names. */
void wr_i_stage_absent(struct wr_i_applying *a, struct wr_i_reader *r);

/* stages_align.c. Trees of views[0 .. n - 1], the last of them NOW, are made to give the same attributes to each kind of patient; *stages (n) are
 * what their readers have to know of each other, in `arena`, and views[i].stage is set. */
int wr_i_stages_align(struct wr_arena *arena, struct wr_i_applying *views, size_t n) WR_MUST_USE;
/* Whether entries, attributes and categories of two models stand at the same indices. Attributes of one name but another unit are a mistake. */
bool wr_i_stages_same_names(const struct wr_model *a, const struct wr_model *b, struct wr_mistakes *mistakes);

/* stages_marks.c: which entries are other ones from one stage to the next: fills the marks of *stages (docs/rules.md, J). */
int wr_i_stages_mark(const struct wr_model *base, int option, struct wr_model *now, struct wr_stages *stages) WR_MUST_USE;

/* Whether option `option` of `base` can be applied: all its mistakes, and a warning for each number that two effects change. As
 * wr_model_with, but where nothing is added or rebuilt the model is not built anew. 0, WR_ERR_MISTAKES, WR_ERR_MEMORY. */
int wr_i_option_check(const struct wr_source *source, struct wr_model *base, int option, struct wr_mistakes *mistakes) WR_MUST_USE;

/* For a file with mistakes elsewhere, of which no option can be built: whether the paths of effects lead somewhere, so that these mistakes are
 * told at once with the others. Effects on entries that have mistakes themselves, and of changes that add entries, are left for later. */
void wr_i_changes_check_paths(const struct wr_source *source, struct wr_model *m, struct wr_mistakes *mistakes);

#endif
