/* A JSON writer into a buffer: indented by two blanks, commas and line breaks looked after. The same calls give the same bytes. */
#ifndef WR_BASE_JSON_H
#define WR_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define WR_JSON_DEPTH 200

struct wr_json {
    struct wr_buf *out; /* failures are the buffer's: ask wr_buf_status at the end */
    int depth;
    int line_depth;               /* > 0: the container opened at this depth is written on one line, with all in it */
    bool some[WR_JSON_DEPTH + 1]; /* whether the container at this depth has an entry already */
    bool behind_key;
};

void wr_json_init(struct wr_json *j, struct wr_buf *out);
/* Containers: '{' or '[', closed by '}' or ']'. The outermost ends with a new line. Deeper than WR_JSON_DEPTH makes the buffer fail. */
void wr_json_open(struct wr_json *j, char bracket);
void wr_json_open_line(struct wr_json *j, char bracket); /* on one line */
void wr_json_close(struct wr_json *j, char bracket);
/* Before each value inside an object. */
void wr_json_key(struct wr_json *j, const char *key);
/* Values. NULL, NaN and infinities are null. */
void wr_json_text(struct wr_json *j, const char *s);
void wr_json_number(struct wr_json *j, double x);
void wr_json_whole(struct wr_json *j, unsigned long long n);
void wr_json_bool(struct wr_json *j, bool b);
void wr_json_null(struct wr_json *j);
/* Key and value in one. */
void wr_json_pair(struct wr_json *j, const char *key, const char *text);
void wr_json_pair_number(struct wr_json *j, const char *key, double x);
void wr_json_pair_whole(struct wr_json *j, const char *key, unsigned long long n);
void wr_json_pair_bool(struct wr_json *j, const char *key, bool b);
void wr_json_pair_date(struct wr_json *j, const char *key, int days); /* "2026-06-03"; WR_NO_DATE (date.h): null */

#endif
