/* Edits of the text that people wrote: what is added or set is put between their bytes, and every byte of theirs stays (comments, order, indentation,
 * quotes, blank lines, line ends, a last line without one).
 *
 * An edit is a text in memory and the tree that it reads to. Each operation works out where the new text goes, puts it there, reads the whole text again
 * and compares: all that was there must be unchanged and the new thing there, else the edit is taken back and refused with words that say what to write
 * by hand. Nothing reaches the disk before wr_edit_write, which writes whole or not at all, and not over what somebody changed in the meantime.
 *
 * Values are nodes of read/tree.h made with the functions below. Text in a person's own words is put in quotes where any reader of YAML could take it for
 * something else; a value of the language (40 min, 2026-01-12) is written plain where it can be. */
#ifndef WR_AGREE_EDIT_H
#define WR_AGREE_EDIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/mistakes.h"
#include "read/tree.h"

struct wr_edit_file {
    struct wr_arena arena;
    const char *file;       /* the path, as it is named in messages */
    struct wr_buf original; /* bytes on the disk when it was opened */
    bool there;             /* whether there was such a file */
    struct wr_buf text;     /* bytes as they are to be */
    struct wr_node *root;   /* the tree of `text`; NULL: nothing in it */
};

/* Opens a file (one that is not there is empty, and made by wr_edit_write, with its folder). A file with mistakes is refused with them.
 * *out is to be freed in any case. 0, WR_ERR_MISTAKES, WR_ERR_FILE, WR_ERR_LIMIT, WR_ERR_MEMORY. */
int wr_edit_open(const char *path, struct wr_mistakes *mistakes, struct wr_edit_file *out) WR_MUST_USE;
/* The same from memory, for tests and fuzzing; wr_edit_write is not for it. */
int wr_edit_text(const char *name, const char *data, size_t n, struct wr_mistakes *mistakes, struct wr_edit_file *out) WR_MUST_USE;
void wr_edit_free(struct wr_edit_file *edit); /* safe twice */

/* Adds to the map or list at `path` (n names from the root down; in a list the number of the item, from "0"): to a map an entry of this key, to a list an
 * item (key NULL), behind those that are there. A part of the path that is missing is made as a map (its last part as a list when key is NULL).
 * *where, when not NULL, gets the place of the new entry. A key that is there, or a place that cannot be edited, is a mistake that says what to write by
 * hand. 0, WR_ERR_MISTAKES (the text is as it was), WR_ERR_MEMORY. Time linear in the text. */
int wr_edit_add(struct wr_edit_file *edit, const char *const *path, size_t n, const char *key, const struct wr_node *value,
                struct wr_mistakes *mistakes, struct wr_where *where) WR_MUST_USE;
/* Puts another value in the place of the one text (or nothing) that stands at `path`; a map or list there is refused. `value` is a text. Results as above. */
int wr_edit_set(struct wr_edit_file *edit, const char *const *path, size_t n, const struct wr_node *value, struct wr_mistakes *mistakes,
                struct wr_where *where) WR_MUST_USE;
/* wr_edit_set where the key stands, else wr_edit_add of it. */
int wr_edit_put(struct wr_edit_file *edit, const char *const *path, size_t n, const char *key, const struct wr_node *value,
                struct wr_mistakes *mistakes, struct wr_where *where) WR_MUST_USE;

/* Writes the file, and makes its folder first. Nothing is written when nothing was changed, and not over a file that somebody changed since it was opened
 * (a mistake that says so). 0, WR_ERR_MISTAKES, WR_ERR_FILE, WR_ERR_MEMORY. */
int wr_edit_write(struct wr_edit_file *edit, struct wr_mistakes *mistakes) WR_MUST_USE;

/* Values. NULL without memory, and when a part given is NULL: only the last call has to be looked at. `words`: a person's own words. */
struct wr_node *wr_edit_words(struct wr_arena *arena, const char *words);
struct wr_node *wr_edit_value(struct wr_arena *arena, const char *value);
struct wr_node *wr_edit_map(struct wr_arena *arena);
struct wr_node *wr_edit_list(struct wr_arena *arena);
/* Puts `child` into `parent` (a map: under `key`; a list: key NULL) and returns parent. */
struct wr_node *wr_edit_with(struct wr_arena *arena, struct wr_node *parent, const char *key, struct wr_node *child);

/* One text as YAML: plain where every reader takes it for this text, else in double quotes. in_braces: it stands in { } or [ ]. */
void wr_edit_quote(struct wr_buf *out, const char *text, bool in_braces);

#endif
