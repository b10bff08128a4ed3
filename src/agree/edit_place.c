/* Where new text goes between what people wrote: behind the last entry and the notes that belong to it, with their indentation and line ends. */
#include <string.h>

#include "agree/edit_internal.h"

static bool is_break(char c) { return c == '\n' || c == '\r'; }

/* The byte behind the line end of the line that holds byte `at`; n on a last line without one. */
static size_t next_line(const char *data, size_t n, size_t at)
{
    while (at < n && !is_break(data[at]))
        at++;
    if (at < n && data[at] == '\r' && at + 1 < n && data[at + 1] == '\n')
        at++;
    return at < n ? at + 1 : n;
}

static size_t line_start(const char *data, size_t at)
{
    while (at > 0 && !is_break(data[at - 1]))
        at--;
    return at;
}

/* The start of the line before the one that begins at `at`, which is not 0. */
static size_t line_before(const char *data, size_t at)
{
    size_t end = at - 1;

    if (end > 0 && data[end] == '\n' && data[end - 1] == '\r')
        end--;
    return line_start(data, end);
}

/* How many blanks a line begins with; *sign gets what comes then: a line end or 0 on an empty one. */
static size_t indent_of(const char *data, size_t n, size_t at, char *sign)
{
    size_t from = at;

    while (at < n && data[at] == ' ')
        at++;
    *sign = at < n && !is_break(data[at]) ? data[at] : '\0';
    return at - from;
}

static const char *line_end_of(const char *data, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_break(data[i]))
            return data[i] == '\n' ? "\n" : i + 1 < n && data[i + 1] == '\n' ? "\r\n" : "\r";
    return "\n";
}

/* How many blanks a level is further in: as where the text first does it; 0: nowhere. */
static size_t step_of(const struct wr_i_layout *v)
{
    for (size_t i = 0; i < v->count && !v->flow; i++) {
        const struct wr_i_layout *item = v->items[i];
        size_t deeper;
        if (v->kind == WR_NODE_MAP && item->kind == WR_NODE_MAP && !item->flow && item->column > v->column)
            return item->column - v->column;
        deeper = step_of(item);
        if (deeper > 0)
            return deeper;
    }
    return 0;
}

/* Behind the line on which a value ends; of a block of lines behind its last line that is not empty (unless it keeps its empty lines). */
static size_t behind(const char *data, size_t n, const struct wr_i_layout *v)
{
    size_t at;

    while ((v->kind == WR_NODE_MAP || v->kind == WR_NODE_LIST) && !v->flow && v->count > 0)
        v = v->items[v->count - 1];
    if (!v->block_text)
        return next_line(data, n, v->kind == WR_NODE_EMPTY ? v->value_from : v->end);
    at = v->end;
    if (at > line_start(data, at))
        at = next_line(data, n, at);
    if (data[v->start + 1] == '+' || (data[v->start + 1] != '\0' && data[v->start + 2] == '+'))
        return at;
    while (at > v->start) {
        size_t before = line_before(data, at);
        char sign;
        (void)indent_of(data, n, before, &sign);
        if (sign != '\0' || before <= v->start)
            break;
        at = before;
    }
    return at;
}

/* Notes directly below, at least as far in as the entries, belong to what stands above them. */
static size_t behind_notes(const char *data, size_t n, size_t at, size_t column)
{
    char sign;

    while (at < n && indent_of(data, n, at, &sign) >= column && sign == '#')
        at = next_line(data, n, at);
    return at;
}

/* Whether an empty line parts the last entry from the one before it. */
static bool parted(const char *data, size_t n, const struct wr_i_layout *v)
{
    size_t at;
    char sign = '#';

    if (v->count < 2)
        return false;
    at = line_start(data, v->kind == WR_NODE_MAP ? v->items[v->count - 1]->key_start : v->items[v->count - 1]->start);
    while (at > 0 && sign == '#') {
        at = line_before(data, at);
        (void)indent_of(data, n, at, &sign);
    }
    return sign == '\0';
}

static int in_lines(const char *data, size_t n, const struct wr_i_style *style, size_t at, size_t column, bool part, const char *key,
                    const struct wr_node *value, struct wr_i_splice *out)
{
    bool open_end = at == n && n > 0 && !is_break(data[n - 1]);

    out->at = at;
    if (open_end)
        wr_buf_text(&out->insert, style->line_end);
    if (part)
        wr_buf_text(&out->insert, style->line_end);
    wr_i_say_entry(&out->insert, key, value, column, style);
    if (open_end && out->insert.status == 0) { /* the last line stays without a line end */
        out->insert.size -= strlen(style->line_end);
        out->insert.data[out->insert.size] = '\0';
    }
    return wr_buf_status(&out->insert);
}

static int in_braces(const struct wr_i_layout *target, const char *key, const struct wr_node *value, struct wr_i_splice *out)
{
    const struct wr_i_layout *last = target->count > 0 ? target->items[target->count - 1] : NULL;

    out->at = last == NULL ? target->start + 1 : last->end;
    if (last != NULL)
        wr_buf_text(&out->insert, ", ");
    wr_i_say_in_braces(&out->insert, key, value);
    return wr_buf_status(&out->insert);
}

int wr_i_place_add(const char *data, size_t n, const struct wr_i_layout *root, const struct wr_i_layout *parent,
                   const struct wr_i_layout *target, const char *key, const struct wr_node *value, struct wr_i_splice *out,
                   const char **why)
{
    struct wr_i_style style = {line_end_of(data, n), root != NULL ? step_of(root) : 0};
    size_t at, column;

    *why = NULL;
    if (style.step == 0)
        style.step = 2;
    if (target == NULL || (parent == NULL && target->kind == WR_NODE_EMPTY))
        return in_lines(data, n, &style, n, 0, false, key, value, out);
    if (target->kind == WR_NODE_TEXT) {
        *why = "one text stands there, which would have to be written anew";
        return wr_fail(WR_ERR_UNSUPPORTED);
    }
    if ((key != NULL && target->kind == WR_NODE_LIST) || (key == NULL && target->kind == WR_NODE_MAP)) {
        *why = key != NULL ? "a list stands there, not names" : "names stand there, not a list";
        return wr_fail(WR_ERR_UNSUPPORTED);
    }
    if (target->flow)
        return in_braces(target, key, value, out);
    if (target->kind == WR_NODE_EMPTY) {
        if (parent->flow || parent->kind != WR_NODE_MAP) {
            *why = "nothing stands there";
            return wr_fail(WR_ERR_UNSUPPORTED);
        }
        at = behind_notes(data, n, next_line(data, n, target->value_from), parent->column + 1);
        return in_lines(data, n, &style, at, parent->column + style.step, false, key, value, out);
    }
    column = target->column;
    at = behind_notes(data, n, behind(data, n, target), column);
    return in_lines(data, n, &style, at, column, parted(data, n, target) || (parent == NULL && key != NULL && n > 0), key, value, out);
}

int wr_i_place_set(const char *data, const struct wr_i_layout *target, bool in_flow, const struct wr_node *value, struct wr_i_splice *out,
                   const char **why)
{
    *why = NULL;
    if (target->kind == WR_NODE_EMPTY) {
        out->at = target->value_from;
        wr_buf_char(&out->insert, ' ');
        wr_i_say_text(&out->insert, value, in_flow);
        return wr_buf_status(&out->insert);
    }
    if (target->kind != WR_NODE_TEXT) {
        *why = "more than one text stands there";
        return wr_fail(WR_ERR_UNSUPPORTED);
    }
    for (size_t i = target->start; i < target->end; i++)
        if (target->block_text || is_break(data[i])) {
            *why = "the text that stands there is written over several lines";
            return wr_fail(WR_ERR_UNSUPPORTED);
        }
    out->at = target->start;
    out->cut = target->end - target->start;
    wr_i_say_text(&out->insert, value, in_flow);
    if (data[target->start] == '"' && out->insert.status == 0 && out->insert.size > 0 && out->insert.data[0] != '"') {
        wr_buf_clear(&out->insert); /* it stood in quotes: the new one does too */
        wr_buf_char(&out->insert, '"');
        wr_buf_text(&out->insert, value->text);
        wr_buf_char(&out->insert, '"');
    }
    return wr_buf_status(&out->insert);
}
