#include "model/json_internal.h"

#include <string.h>

void wr_i_json_init(struct wr_i_json *j, struct wr_buf *out)
{
    memset(j, 0, sizeof *j);
    j->out = out;
}

static void line(struct wr_i_json *j)
{
    wr_buf_char(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        wr_buf_text(j->out, "  ");
}

/* What stands before a value or a key: a comma and a new line, unless a key has just been written. */
static void before(struct wr_i_json *j)
{
    if (j->behind_key) {
        j->behind_key = false;
        return;
    }
    if (j->some[j->depth])
        wr_buf_char(j->out, ',');
    if (j->depth > 0)
        line(j);
    j->some[j->depth] = true;
}

void wr_i_json_key(struct wr_i_json *j, const char *key)
{
    before(j);
    wr_buf_json(j->out, key);
    wr_buf_text(j->out, ": ");
    j->behind_key = true;
}

void wr_i_json_open(struct wr_i_json *j, char bracket)
{
    before(j);
    wr_buf_char(j->out, bracket);
    if (j->depth == WR_I_JSON_DEPTH) {
        if (j->out->status == 0)
            j->out->status = wr_fail(WR_ERR_LIMIT);
        return;
    }
    j->some[++j->depth] = false;
}

void wr_i_json_close(struct wr_i_json *j, char bracket)
{
    bool some = j->some[j->depth];
    if (j->depth > 0)
        j->depth--;
    if (some)
        line(j);
    wr_buf_char(j->out, bracket);
    if (j->depth == 0)
        wr_buf_char(j->out, '\n');
}

void wr_i_json_text(struct wr_i_json *j, const char *s)
{
    before(j);
    wr_buf_json(j->out, s);
}

void wr_i_json_number(struct wr_i_json *j, double x)
{
    before(j);
    wr_buf_double(j->out, x);
}

void wr_i_json_bool(struct wr_i_json *j, bool b)
{
    before(j);
    wr_buf_text(j->out, b ? "true" : "false");
}

void wr_i_json_pair(struct wr_i_json *j, const char *key, const char *text)
{
    wr_i_json_key(j, key);
    wr_i_json_text(j, text);
}
