/* Changing a copy of a service's tree: what a change `adds`, and entries that it sets. Private to the room model.
 *
 * The tree that was read stays as it is: nodes on the way to what is changed are copied, all others shared. */
#ifndef WR_MODEL_TREE_EDIT_H
#define WR_MODEL_TREE_EDIT_H

#include "base/arena.h"
#include "base/mistakes.h"
#include "model/path.h"
#include "read/tree.h"

/* Joins new entries of any part into *root, which is replaced by a changed copy. An entry that is there already is a mistake at its own line.
 * `path` names the change in messages. 0 (look at the mistakes) or WR_ERR_MEMORY. */
int wr_i_tree_add(struct wr_arena *arena, struct wr_node **root, const struct wr_node *adds, const char *path,
                  struct wr_mistakes *mistakes) WR_MUST_USE;

/* Puts `value` where the path says, in *root, which is replaced by a changed copy. Entries must be there; a key that the entry may have
 * is added when it is not. A path that leads nowhere is a mistake at `where`. 0 or WR_ERR_MEMORY. */
int wr_i_tree_set(struct wr_arena *arena, struct wr_node **root, const struct wr_i_path *path, const struct wr_node *value,
                  struct wr_where where, struct wr_mistakes *mistakes) WR_MUST_USE;

/* Takes an entry ("steps.triage"), or a part of one ("steps.triage.rounds", one name of a list; `every` for all entries that have it), out of
 * *root, which is replaced by a changed copy. A path that leads to nothing is a mistake at `where`. 0 or WR_ERR_MEMORY. */
int wr_i_tree_remove(struct wr_arena *arena, struct wr_node **root, const struct wr_i_path *path, struct wr_where where,
                     struct wr_mistakes *mistakes) WR_MUST_USE;

/* Takes the parts of these names out of *root, which is replaced by a changed copy. 0 or WR_ERR_MEMORY. */
int wr_i_tree_without(struct wr_arena *arena, struct wr_node **root, const char *const *names, size_t n) WR_MUST_USE;

/* For changes by hand: a copy of a node whose children are shared; and child i of such a copy, made our own in its place. NULL: no memory. */
struct wr_node *wr_i_tree_own(struct wr_arena *arena, const struct wr_node *node);
struct wr_node *wr_i_tree_own_child(struct wr_arena *arena, struct wr_node *parent, size_t i);
/* The position of an entry of a map, or -1. */
int wr_i_tree_index(const struct wr_node *map, const char *key);

/* A mistake about segment `segment` of a path: names the nearest of the words that could stand there. `because` (or NULL) says more. */
void wr_i_path_mistake(struct wr_mistakes *mistakes, struct wr_where where, const struct wr_i_path *path, size_t segment,
                       const char *const *candidates, size_t n_candidates, const char *because);

#endif
