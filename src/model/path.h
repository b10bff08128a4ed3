/* Paths: "steps.ward round.then.get ready" names an entry of the service file; `every` stands for all names at its point.
 *
 * A path is resolved to slots: the numbers of a built model that an effect can change. Private to the room model (apply.c, check_*.c). */
#ifndef WR_MODEL_PATH_H
#define WR_MODEL_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/model.h"

#define WR_I_PATH_SEGMENTS 12

struct wr_i_path {
    const char *text;
    const char *segments[WR_I_PATH_SEGMENTS]; /* tidied, in the arena */
    size_t n;
    size_t known; /* 1 + the index of the step that segments[1] names, when the caller looked it up; 0: not known */
};

/* Splits at the points. false: empty, an empty segment, more than WR_I_PATH_SEGMENTS, or no memory. */
bool wr_i_path_split(struct wr_arena *arena, const char *text, struct wr_i_path *out);
bool wr_i_path_is_every(const struct wr_i_path *path, size_t segment);
/* Whether the path names a time, a share or a piece of information, of which adoption is drawn for each use (docs/decisions/0007). */
bool wr_i_path_is_adoptable(const struct wr_i_path *path);
/* The same for what an effect does there: `times` on steps.review.needs to know.allergies is on the factor of going ahead, `set` on all of it. */
bool wr_i_effect_is_adoptable(const struct wr_i_path *path, enum wr_op op);

enum wr_i_slot_kind {
    WR_I_SLOT_VALUE,    /* struct wr_value */
    WR_I_SLOT_BRANCH,   /* struct wr_value, the share of a branch; the others keep their proportion */
    WR_I_SLOT_PARAM,    /* struct wr_value that is a distribution, and one of its parameters */
    WR_I_SLOT_CATEGORY, /* struct wr_kind_attribute, and a category: its share; the others keep their proportion */
    WR_I_SLOT_NUMBER,   /* struct wr_number */
    WR_I_SLOT_SECONDS,  /* double */
    WR_I_SLOT_SCHEDULE  /* struct wr_schedule: people, spaces, things */
};

struct wr_i_slot {
    enum wr_i_slot_kind kind;
    void *target;
    int part;          /* PARAM: index into params; CATEGORY: the category */
    enum wr_unit unit; /* of what is stored there */
    bool adoptable;    /* a patient's time, a share or a piece of information: adoption is drawn for each use (rule 16) */
    const char *path;  /* with names in the place of `every` and of what was left out; in the arena */
};

struct wr_i_slots {
    struct wr_i_slot *list;
    size_t count, capacity;
    /* When count is 0: the segment that was not understood, and the words that could stand there. segment == path n: something is missing
     * behind the path. `because` says why the place is there but holds nothing that can be changed so; else NULL. */
    size_t missed;
    const char **candidates;
    size_t n_candidates, candidates_capacity;
    const char *because;
};

/* All slots of `model` that the path names. 0 (perhaps with none found) or WR_ERR_MEMORY. */
int wr_i_slots_find(struct wr_arena *arena, struct wr_model *model, const struct wr_i_path *path, struct wr_i_slots *out) WR_MUST_USE;

#endif
