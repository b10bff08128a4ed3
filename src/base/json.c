#include "base/json.h"

#include "base/date.h"

void wr_json_init(struct wr_json *j, struct wr_buf *out) { *j = (struct wr_json){.out = out}; }

static void new_line(struct wr_json *j)
{
    wr_buf_char(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        wr_buf_text(j->out, "  ");
}

/* What stands before an entry: a comma, and a new line or a blank; nothing behind a key. */
static void before(struct wr_json *j)
{
    bool first = !j->some[j->depth];

    if (j->behind_key) {
        j->behind_key = false;
        return;
    }
    if (!first)
        wr_buf_char(j->out, ',');
    j->some[j->depth] = true;
    if (j->depth == 0)
        return;
    if (j->line_depth == 0)
        new_line(j);
    else if (!first)
        wr_buf_char(j->out, ' ');
}

void wr_json_open(struct wr_json *j, char bracket)
{
    before(j);
    wr_buf_char(j->out, bracket);
    if (j->depth == WR_JSON_DEPTH) {
        if (j->out->status == 0)
            j->out->status = wr_fail(WR_ERR_LIMIT);
        return;
    }
    j->some[++j->depth] = false;
}

void wr_json_open_line(struct wr_json *j, char bracket)
{
    wr_json_open(j, bracket);
    if (j->line_depth == 0)
        j->line_depth = j->depth;
}

void wr_json_close(struct wr_json *j, char bracket)
{
    bool some = j->some[j->depth], on_line = j->line_depth != 0;

    if (j->line_depth == j->depth)
        j->line_depth = 0;
    if (j->depth > 0)
        j->depth--;
    if (some && !on_line)
        new_line(j);
    wr_buf_char(j->out, bracket);
    if (j->depth == 0)
        wr_buf_char(j->out, '\n');
}

void wr_json_key(struct wr_json *j, const char *key)
{
    before(j);
    wr_buf_json(j->out, key);
    wr_buf_text(j->out, ": ");
    j->behind_key = true;
}

void wr_json_text(struct wr_json *j, const char *s)
{
    before(j);
    wr_buf_json(j->out, s);
}

void wr_json_number(struct wr_json *j, double x)
{
    before(j);
    wr_buf_double(j->out, x);
}

void wr_json_whole(struct wr_json *j, unsigned long long n)
{
    before(j);
    wr_buf_printf(j->out, "%llu", n);
}

void wr_json_bool(struct wr_json *j, bool b)
{
    before(j);
    wr_buf_text(j->out, b ? "true" : "false");
}

void wr_json_null(struct wr_json *j)
{
    before(j);
    wr_buf_text(j->out, "null");
}

void wr_json_pair(struct wr_json *j, const char *key, const char *text)
{
    wr_json_key(j, key);
    wr_json_text(j, text);
}

void wr_json_pair_number(struct wr_json *j, const char *key, double x)
{
    wr_json_key(j, key);
    wr_json_number(j, x);
}

void wr_json_pair_whole(struct wr_json *j, const char *key, unsigned long long n)
{
    wr_json_key(j, key);
    wr_json_whole(j, n);
}

void wr_json_pair_bool(struct wr_json *j, const char *key, bool b)
{
    wr_json_key(j, key);
    wr_json_bool(j, b);
}

void wr_json_pair_date(struct wr_json *j, const char *key, int days)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    if (days != WR_NO_DATE)
        wr_date_iso(&text, days);
    wr_json_pair(j, key, days != WR_NO_DATE ? wr_buf_string(&text) : NULL);
    wr_buf_part_free(j->out, &text);
}
