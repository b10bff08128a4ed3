/* How the keys of an entry are read, for rooms that read people's other files beside the service: the reader's own manners (unknown keys, "did you
 * mean", numbers with their units, mistakes with their path) over a model whose names and unknowns are known. What is read goes into an arena of
 * the caller. A function here goes on after a mistake: it adds it to the list and leaves its output in a state that is safe to use. */
#ifndef WR_MODEL_FIELDS_H
#define WR_MODEL_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/describe.h"
#include "model/model.h"
#include "read/tree.h"

struct wr_fields;

/* `model` outlives it and is not changed. *out is NULL on failure. WR_ERR_MEMORY. */
int wr_model_fields_open(const struct wr_model *model, struct wr_arena *arena, struct wr_mistakes *mistakes,
                         struct wr_fields **out) WR_MUST_USE;
/* Gives all that was read to the arena of wr_model_fields_open. 0, or WR_ERR_MEMORY when memory ran out in between. NULL is fine. */
int wr_model_fields_close(struct wr_fields *f) WR_MUST_USE;
/* 0, or WR_ERR_MEMORY once memory has run out. */
int wr_model_fields_status(const struct wr_fields *f) WR_MUST_USE;

/* count * size bytes of zeros; NULL when count is 0 or there is no memory (see status). */
void *wr_model_fields_take(struct wr_fields *f, size_t count, size_t size);
/* One step into the path of messages ("needs", "n12", "at"), and back. Every enter has its leave. */
void wr_model_fields_enter(struct wr_fields *f, const char *key);
void wr_model_fields_leave(struct wr_fields *f);
void wr_model_fields_mistake(struct wr_fields *f, struct wr_where where, const char *hint, const char *format, ...) WR_PRINTF(4, 5);
void wr_model_fields_warning(struct wr_fields *f, struct wr_where where, const char *hint, const char *format, ...) WR_PRINTF(4, 5);
/* Text for a hint; NULL when nobody would read it. */
const char *wr_model_fields_say(struct wr_fields *f, const char *format, ...) WR_PRINTF(2, 3);
/* "did you mean `x`?", or NULL. */
const char *wr_model_fields_did_you_mean(struct wr_fields *f, const char *word, const char *const *candidates, size_t n);
/* What a node holds instead of what was wanted: "`8 min`", "a list", "nothing". */
const char *wr_model_fields_what(struct wr_fields *f, const struct wr_node *node);

/* Whether a node is a map whose keys are all of the object, with all that is required; mistakes for what is not. False only when it is no map. */
bool wr_model_fields_object(struct wr_fields *f, const struct wr_node *node, const struct wr_object *object);
const char *wr_model_fields_text(struct wr_fields *f, const struct wr_node *parent, const char *key); /* NULL: not there */
const char **wr_model_fields_texts(struct wr_fields *f, const struct wr_node *parent, const char *key, size_t *n);
/* The index of the word at `key` among "a|b|c", or -1 (not there, or a mistake that was told). */
int wr_model_fields_choice(struct wr_fields *f, const struct wr_node *parent, const char *key, const char *words);
/* A number, perhaps with its interval. False after a mistake, *out then being harmless. */
bool wr_model_fields_number(struct wr_fields *f, const struct wr_node *node, enum wr_slot slot, struct wr_number *out);
/* One plain number at `key`; `otherwise` when it is not there or wrong. */
double wr_model_fields_plain(struct wr_fields *f, const struct wr_node *parent, const char *key, enum wr_slot slot, double otherwise);

/* Warnings for what looks like an NHS number, in all texts of a tree, and in one text. At most 20 are told by one reader. */
void wr_model_fields_look_tree(struct wr_fields *f, const struct wr_node *node);
void wr_model_fields_look_text(struct wr_fields *f, const char *text, struct wr_where where);

#endif
