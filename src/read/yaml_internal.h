/* Shared between yaml.c (events to a tree) and yaml_traps.c (what to say when YAML is not what its writer meant). */
#ifndef WR_READ_YAML_INTERNAL_H
#define WR_READ_YAML_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include <yaml.h>

#include "base/arena.h"
#include "base/mistakes.h"
#include "read/tree.h"

/* A point in the text. index counts characters from 0, as libyaml's marks do. */
struct wr_i_yaml_cursor {
    size_t byte, index;
    int line, column; /* from 1 */
};

/* One open map or list. */
struct wr_i_yaml_level {
    struct wr_node *node;
    bool flow;       /* in braces or brackets */
    bool as_key;     /* it stands where a key should: thrown away */
    bool has_key;    /* a map whose next event is a value */
    const char *key; /* of that value; NULL: the value is thrown away (its key was refused) */
    struct wr_where key_where;
    size_t key_end; /* byte behind the key */
};

struct wr_i_yaml_reader {
    struct wr_arena *arena;
    struct wr_mistakes *mistakes;
    const char *file;
    const char *data; /* without the byte order mark */
    size_t n;
    struct wr_i_yaml_cursor cursor; /* how far the text was looked through for comments */
    struct wr_i_yaml_level levels[WR_READ_MAX_DEPTH];
    int depth; /* open levels */
    struct wr_node *root;
};

/* The path of what is being read ("steps.triage.takes"), for messages; with the pending key of the innermost map when with_key. Arena, "" without
 * memory. */
const char *wr_i_yaml_path(struct wr_i_yaml_reader *reader, bool with_key);
/* Moves the cursor on to the character with this index. */
void wr_i_yaml_advance(struct wr_i_yaml_reader *reader, size_t index);
/* Looks through what lies between the cursor and `index` for comments that are none, and moves there. Nothing in that stretch is a scalar. */
void wr_i_yaml_comments(struct wr_i_yaml_reader *reader, size_t index);
/* What is wrong with the character at s (n bytes are left), in words; NULL: nothing. Control characters, what cannot be seen, and codes that are no
 * characters come from word processors and accidents; a text never holds them. */
const char *wr_i_yaml_strange(const unsigned char *s, size_t n);
/* Before libyaml sees the text: size, UTF-8, NUL and other characters that nobody types. Whether reading can go on. */
bool wr_i_yaml_prescan(struct wr_i_yaml_reader *reader);
/* An entry in braces that has no colon and no value. */
void wr_i_yaml_no_value(struct wr_i_yaml_reader *reader, const struct wr_i_yaml_level *level);
/* libyaml gave up: says why, in words that say what to write. */
void wr_i_yaml_explain(struct wr_i_yaml_reader *reader, const yaml_parser_t *parser);

#endif
