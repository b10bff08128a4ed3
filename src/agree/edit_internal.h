/* Between the files of the edits: where each value of a text begins and ends, and values as YAML. */
#ifndef WR_AGREE_EDIT_INTERNAL_H
#define WR_AGREE_EDIT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/tree.h"

/* Where a value stands in the bytes of the text. Items stand in the order of the tree's. */
struct wr_i_layout {
    enum wr_node_kind kind;
    bool flow;         /* a map or list in { } or [ ] */
    bool block_text;   /* a text behind | or > */
    size_t start, end; /* bytes; of a map or list in lines: start is its first key or dash, and end is not used */
    size_t column;     /* of start, in characters from 0 */
    size_t key_start;  /* of an entry of a map */
    size_t value_from; /* of an entry of a map: the byte behind its colon; of an item in lines: behind its dash */
    struct wr_i_layout **items;
    size_t count, capacity;
};

/* The layout of a text that the reader has taken. *out NULL: nothing in it. 0, WR_ERR_MEMORY, WR_ERR_UNSUPPORTED (a form that is not understood). */
int wr_i_layout_read(struct wr_arena *arena, const char *data, size_t n, struct wr_i_layout **out) WR_MUST_USE;

/* Bytes that are put in, and how many of those that stand there they replace. */
struct wr_i_splice {
    size_t at, cut;
    struct wr_buf insert;
};
/* Where the new entry of a map or item of a list goes. `parent`: of the value, NULL at the root. 0, WR_ERR_UNSUPPORTED (*why: in words), WR_ERR_MEMORY. */
int wr_i_place_add(const char *data, size_t n, const struct wr_i_layout *root, const struct wr_i_layout *parent,
                   const struct wr_i_layout *target, const char *key, const struct wr_node *value, struct wr_i_splice *out,
                   const char **why) WR_MUST_USE;
/* Where another text goes in the place of this one. in_braces: the value stands somewhere in { } or [ ]. Results as above. */
int wr_i_place_set(const char *data, const struct wr_i_layout *target, bool in_braces, const struct wr_node *value, struct wr_i_splice *out,
                   const char **why) WR_MUST_USE;

/* How new lines are written. */
struct wr_i_style {
    const char *line_end;
    size_t step; /* blanks for each level */
};
/* `key: value` or `- value` (key NULL) in lines of their own, from column `column` on, the last line end included. */
void wr_i_say_entry(struct wr_buf *out, const char *key, const struct wr_node *value, size_t column, const struct wr_i_style *style);
/* The same within braces or brackets, without line ends. */
void wr_i_say_in_braces(struct wr_buf *out, const char *key, const struct wr_node *value);
/* One value within braces or brackets; a text that is to stand alone. */
void wr_i_say_text(struct wr_buf *out, const struct wr_node *value, bool in_braces);

#endif
