/* A small JSON writer: indented by two blanks, commas and line breaks looked after. For the room model. */
#ifndef WR_MODEL_JSON_INTERNAL_H
#define WR_MODEL_JSON_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define WR_I_JSON_DEPTH 200

struct wr_i_json {
    struct wr_buf *out;
    int depth;
    bool some[WR_I_JSON_DEPTH + 1]; /* whether the container at this depth has an entry already */
    bool behind_key;
};

void wr_i_json_init(struct wr_i_json *j, struct wr_buf *out);
/* Before a value inside an object. */
void wr_i_json_key(struct wr_i_json *j, const char *key);
/* Values; opening ones are closed by their end. Deeper than WR_I_JSON_DEPTH makes the buffer fail. */
void wr_i_json_open(struct wr_i_json *j, char bracket); /* { or [ */
void wr_i_json_close(struct wr_i_json *j, char bracket); /* } or ] */
void wr_i_json_text(struct wr_i_json *j, const char *s); /* NULL: null */
void wr_i_json_number(struct wr_i_json *j, double x);
void wr_i_json_bool(struct wr_i_json *j, bool b);
/* "key": "text" in one. */
void wr_i_json_pair(struct wr_i_json *j, const char *key, const char *text);

#endif
