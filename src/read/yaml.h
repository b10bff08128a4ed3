/* YAML 1.2 text to a tree (tree.h), over libyaml's event interface.
 *
 * Refused, each with a message of its own: anchors, aliases, tags, duplicate keys, keys that are no text or
 * longer than WR_READ_MAX_KEY, NUL bytes and other characters that nobody types, text that is not UTF-8, more than WR_READ_MAX_DEPTH levels,
 * more than WR_READ_MAX_BYTES bytes, more than one document. A byte order mark and CRLF are fine.
 *
 * The traps of YAML have messages of their own: a key without a value in braces because a comma cut the text ({says: Safe, calm}, £1,200),
 * ": " inside a sentence, `#` straight before a word (the rest of the line is lost), a value that begins with > % @ * & ! [ ` or {, tabs. */
#ifndef WR_READ_YAML_H
#define WR_READ_YAML_H

#include <stddef.h>

#include "base/arena.h"
#include "base/mistakes.h"
#include "read/tree.h"

/* Reads `n` bytes. `file` is the name for messages (must outlive the tree). *root gets the tree, or NULL when the text is empty of content.
 * All that is wrong goes to `mistakes`; reading goes on as far as it makes sense (after a syntax error libyaml cannot go on: one message).
 * 0, WR_ERR_MISTAKES (at least one was added), WR_ERR_MEMORY. Time linear in n. */
int wr_yaml_read(struct wr_arena *arena, const char *file, const char *data, size_t n, struct wr_mistakes *mistakes,
                 struct wr_node **root) WR_MUST_USE;

#endif
