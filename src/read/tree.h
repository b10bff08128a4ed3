/* The tree that every reader gives: maps, lists and plain text, each with its line and column. Every plain word is text: `no`, `010` and
 * `20:00` stay what was typed. Made by read/yaml.h (and later json, xml), read by model/; frozen once made. */
#ifndef WR_READ_TREE_H
#define WR_READ_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/mistakes.h"

enum wr_node_kind {
    WR_NODE_EMPTY, /* a key with nothing behind it */
    WR_NODE_TEXT,
    WR_NODE_LIST,
    WR_NODE_MAP
};

struct wr_node {
    enum wr_node_kind kind;
    bool quoted;           /* text that stood in quotes, or in a block: | or > */
    struct wr_where where; /* of the value */
    /* as an entry of a map: */
    const char *key; /* tidied: no white space at the ends, single blanks inside; NULL in lists */
    struct wr_where key_where;
    /* contents: */
    const char *text; /* WR_NODE_TEXT: zero-terminated, valid UTF-8, no NUL bytes inside */
    size_t length;
    struct wr_node **items; /* WR_NODE_LIST, WR_NODE_MAP: in the order of the file */
    size_t count, capacity;
    struct wr_i_tree_index
        *index; /* of a large map: where each key stands; kept by wr_node_add, used by wr_node_get, else leave it alone */
};

#define WR_READ_MAX_BYTES ((size_t)8 << 20)
#define WR_READ_MAX_DEPTH 64
#define WR_READ_MAX_KEY 150 /* characters; YAML itself stops at 1024, and an escape may need six for one */

const char *wr_node_kind_words(enum wr_node_kind kind); /* "a text", "a list", "a map", "nothing" */
/* The entry of a map with this key, or NULL (also when node is NULL or not a map). Linear for small maps, by hash for large ones. */
struct wr_node *wr_node_get(const struct wr_node *node, const char *key);
/* New nodes in an arena, and putting one into another (in a map: its key is set before, and the caller has seen that the key is new).
 * NULL / WR_ERR_MEMORY without memory. An entry may be replaced by another of the same key, or the last ones cut off, by hand. */
struct wr_node *wr_node_new(struct wr_arena *arena, enum wr_node_kind kind, struct wr_where where);
struct wr_node *wr_node_new_text(struct wr_arena *arena, const char *text, struct wr_where where);
int wr_node_add(struct wr_arena *arena, struct wr_node *parent, struct wr_node *child) WR_MUST_USE;
/* A deep copy in another arena (texts are shared: the old arena must outlive it). */
struct wr_node *wr_node_copy(struct wr_arena *arena, const struct wr_node *node);
/* The tree as YAML, in quotes where needed, that reads back to the same tree; as JSON (all texts as strings). */
void wr_node_print_yaml(const struct wr_node *node, struct wr_buf *out);
void wr_node_print_json(const struct wr_node *node, struct wr_buf *out);

#endif
