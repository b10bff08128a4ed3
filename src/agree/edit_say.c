/* New values as YAML, in the form in which people write it: an entry in lines, short lists and maps in brackets and braces. */
#include <string.h>

#include "agree/edit.h"
#include "agree/edit_internal.h"
#include "base/text.h"

#define LINE_AT_MOST 110 /* a list or map in brackets that would be longer is written in lines */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A number, date or time to some reader of YAML: at least one digit, and nothing that numbers do not have. */
static bool like_number(const char *s)
{
    bool digit = false;

    if (!is_digit(s[0]) && strchr("+-.", s[0]) == NULL)
        return false;
    for (; *s != '\0'; s++) {
        digit = digit || is_digit(*s);
        if (!is_digit(*s) && strchr("+-.,:_ xXoOeETZabcdfABCDF", *s) == NULL)
            return false;
    }
    return digit;
}

static bool like_word(const char *s)
{
    static const char *const words[] = {"yes", "no", "true", "false", "on", "off", "null", "nan", "y", "n", "inf"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (wr_text_distance(s, words[i], 0) == 0)
            return true;
    return false;
}

/* Whether a plain text would be read as this text, by the reader of this program. */
static bool may_be_plain(const char *s, bool in_braces)
{
    size_t n = strlen(s);

    if (n == 0 || s[0] == ' ' || s[n - 1] == ' ' || s[n - 1] == ':')
        return false;
    if (strchr("-?:,[]{}#&*!|>'\"%@`=~<.", s[0]) != NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < 32 || c == 127)
            return false;
        if (c >= 0x80 && (c == 0xC2 || c == 0xE2 || c == 0xEF)) /* blanks that are none, marks of order: kept apart from plain text */
            if ((c == 0xC2 && (unsigned char)s[i + 1] <= 0xA0) ||
                (c == 0xE2 && (unsigned char)s[i + 1] == 0x80 && (unsigned char)s[i + 2] <= 0x8F) || c == 0xEF)
                return false;
        if (c == ':' && (s[i + 1] == ' ' || in_braces))
            return false;
        if (c == '#' && i > 0 && s[i - 1] == ' ')
            return false;
        if (in_braces && strchr(",[]{}", s[i]) != NULL)
            return false;
    }
    return true;
}

static void in_quotes(struct wr_buf *out, const char *s)
{
    wr_buf_char(out, '"');
    for (; *s != '\0'; s++) {
        if (*s == '"' || *s == '\\')
            wr_buf_printf(out, "\\%c", *s);
        else if (*s == '\n')
            wr_buf_text(out, "\\n");
        else if (*s == '\t')
            wr_buf_text(out, "\\t");
        else if (*s == '\r')
            wr_buf_text(out, "\\r");
        else
            wr_buf_char(out, *s);
    }
    wr_buf_char(out, '"');
}

void wr_edit_quote(struct wr_buf *out, const char *text, bool in_braces)
{
    if (may_be_plain(text, in_braces) && !like_word(text) && !like_number(text))
        wr_buf_text(out, text);
    else
        in_quotes(out, text);
}

void wr_i_say_text(struct wr_buf *out, const struct wr_node *value, bool in_braces)
{
    /* the language's own 07:00 is plain in braces too: a colon ends a word there only before a blank */
    bool clock = !value->quoted && like_number(value->text) && value->text[0] != '-' && strstr(value->text, ": ") == NULL &&
                 strchr(value->text, ',') == NULL;

    if (value->quoted)
        wr_edit_quote(out, value->text, in_braces);
    else if (may_be_plain(value->text, in_braces && !clock))
        wr_buf_text(out, value->text);
    else
        in_quotes(out, value->text);
}

static void say_in_braces(struct wr_buf *out, const struct wr_node *value)
{
    if (value->kind == WR_NODE_TEXT) {
        wr_i_say_text(out, value, true);
        return;
    }
    wr_buf_char(out, value->kind == WR_NODE_LIST ? '[' : '{');
    for (size_t i = 0; i < value->count; i++) {
        if (i > 0)
            wr_buf_text(out, ", ");
        wr_i_say_in_braces(out, value->items[i]->key, value->items[i]);
    }
    wr_buf_char(out, value->kind == WR_NODE_LIST ? ']' : '}');
}

void wr_i_say_in_braces(struct wr_buf *out, const char *key, const struct wr_node *value)
{
    if (key != NULL) {
        wr_edit_quote(out, key, true);
        wr_buf_text(out, ": ");
    }
    say_in_braces(out, value);
}

static void blanks(struct wr_buf *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        wr_buf_char(out, ' ');
}

/* Whether a map or list is short and flat enough for braces on one line. */
static bool fits_on_a_line(const struct wr_node *value, size_t column)
{
    struct wr_buf line;
    bool fits;

    for (size_t i = 0; i < value->count; i++)
        if (value->items[i]->kind != WR_NODE_TEXT)
            return false;
    wr_buf_init(&line, 0);
    say_in_braces(&line, value);
    fits = line.status == 0 && column + line.size <= LINE_AT_MOST;
    wr_buf_free(&line);
    return fits || value->count == 0;
}

/* Behind a colon or dash. */
static void say_value(struct wr_buf *out, const struct wr_node *value, size_t column, const struct wr_i_style *style, bool whole_entry)
{
    if (value->kind == WR_NODE_TEXT ||
        (!(whole_entry && value->kind == WR_NODE_MAP && value->count > 0) && fits_on_a_line(value, column + 12))) {
        wr_buf_char(out, ' ');
        if (value->kind == WR_NODE_TEXT)
            wr_i_say_text(out, value, false);
        else
            say_in_braces(out, value);
        wr_buf_text(out, style->line_end);
        return;
    }
    wr_buf_text(out, style->line_end);
    for (size_t i = 0; i < value->count; i++) {
        const struct wr_node *item = value->items[i];
        blanks(out, column + style->step);
        if (item->key != NULL)
            wr_edit_quote(out, item->key, false);
        wr_buf_char(out, item->key != NULL ? ':' : '-');
        if (item->key == NULL && item->kind != WR_NODE_TEXT) { /* a map in a list: in braces, as people write it */
            wr_buf_char(out, ' ');
            say_in_braces(out, item);
            wr_buf_text(out, style->line_end);
        } else {
            say_value(out, item, column + style->step, style, false);
        }
    }
}

void wr_i_say_entry(struct wr_buf *out, const char *key, const struct wr_node *value, size_t column, const struct wr_i_style *style)
{
    blanks(out, column);
    if (key == NULL) {
        wr_buf_text(out, "- ");
        if (value->kind == WR_NODE_TEXT)
            wr_i_say_text(out, value, false);
        else
            say_in_braces(out, value);
        wr_buf_text(out, style->line_end);
        return;
    }
    wr_edit_quote(out, key, false);
    wr_buf_char(out, ':');
    say_value(out, value, column, style, true);
}

struct wr_node *wr_edit_value(struct wr_arena *arena, const char *value)
{
    return value == NULL ? NULL : wr_node_new_text(arena, value, (struct wr_where){NULL, 0, 0});
}

struct wr_node *wr_edit_words(struct wr_arena *arena, const char *words)
{
    struct wr_node *node = wr_edit_value(arena, words);

    if (node != NULL)
        node->quoted = true;
    return node;
}

struct wr_node *wr_edit_map(struct wr_arena *arena) { return wr_node_new(arena, WR_NODE_MAP, (struct wr_where){NULL, 0, 0}); }

struct wr_node *wr_edit_list(struct wr_arena *arena) { return wr_node_new(arena, WR_NODE_LIST, (struct wr_where){NULL, 0, 0}); }

struct wr_node *wr_edit_with(struct wr_arena *arena, struct wr_node *parent, const char *key, struct wr_node *child)
{
    if (parent == NULL || child == NULL)
        return NULL;
    child->key = key;
    return wr_node_add(arena, parent, child) == 0 ? parent : NULL;
}
