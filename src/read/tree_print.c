/* A tree written back as YAML that reads to the same tree, and as JSON. */
#include "read/tree.h"

#include <string.h>

#include "base/text.h"

/* Whether a text may stand without quotes as the value or key of a block entry. Strict: a quote too many does no harm. */
static bool is_plain(const char *s, size_t n)
{
    size_t i;

    if (n == 0 || s[0] == ' ' || s[n - 1] == ' ' || s[n - 1] == ':')
        return false;
    if (strchr("-?:,[]{}#&*!|>'\"%@`=~.", s[0]) != NULL) {
        /* -5, .5 and ~3 are plain enough */
        bool number = (s[0] == '-' || s[0] == '.') && n > 1 && s[1] >= '0' && s[1] <= '9';
        if (!number)
            return false;
    }
    for (i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < 32 || c == 127 || c == '{' || c == '}' || c == '[' || c == ']')
            return false;
        if (c == ':' && s[i + 1] == ' ')
            return false;
        if (c == '#' && i > 0 && s[i - 1] == ' ')
            return false;
    }
    return true;
}

static void print_quoted(struct wr_buf *out, const char *s, size_t n)
{
    size_t i;

    wr_buf_char(out, '"');
    for (i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            wr_buf_printf(out, "\\%c", c);
        else if (c == '\n')
            wr_buf_text(out, "\\n");
        else if (c == '\t')
            wr_buf_text(out, "\\t");
        else if (c == '\r')
            wr_buf_text(out, "\\r");
        else if (c < 32 || c == 127)
            wr_buf_printf(out, "\\x%02x", c);
        else
            wr_buf_char(out, s[i]);
    }
    wr_buf_char(out, '"');
}

static void print_text(struct wr_buf *out, const char *s, size_t n, bool quoted)
{
    if (!quoted && is_plain(s, n))
        wr_buf_add(out, s, n);
    else
        print_quoted(out, s, n);
}

static void indent(struct wr_buf *out, int depth)
{
    int i;

    for (i = 0; i < depth; i++)
        wr_buf_text(out, "  ");
}

/* Writes what stands behind `key:` or `-`. The cursor is directly behind those; a line end is written last. in_list: directly behind a `-`,
 * where the first entry of a map or list stands on the same line. */
static void print_node(const struct wr_node *node, struct wr_buf *out, int depth, bool in_list)
{
    size_t i;

    if (node->kind == WR_NODE_EMPTY) {
        wr_buf_char(out, '\n');
        return;
    }
    if (node->kind == WR_NODE_TEXT) {
        wr_buf_char(out, ' ');
        print_text(out, node->text, node->length, node->quoted);
        wr_buf_char(out, '\n');
        return;
    }
    if (node->count == 0) {
        wr_buf_text(out, node->kind == WR_NODE_MAP ? " {}\n" : " []\n");
        return;
    }
    wr_buf_char(out, in_list ? ' ' : '\n');
    for (i = 0; i < node->count; i++) {
        const struct wr_node *item = node->items[i];
        if (i > 0 || !in_list)
            indent(out, depth);
        if (node->kind == WR_NODE_MAP) {
            print_text(out, item->key, strlen(item->key), false);
            wr_buf_char(out, ':');
        } else {
            wr_buf_char(out, '-');
        }
        print_node(item, out, depth + 1, node->kind == WR_NODE_LIST);
    }
}

void wr_node_print_yaml(const struct wr_node *node, struct wr_buf *out)
{
    struct wr_buf text;

    if (node == NULL)
        return;
    /* the root is printed as if it stood behind a key, and what parts it from that is left out */
    wr_buf_init(&text, 0);
    print_node(node, &text, 0, false);
    if (text.status != 0)
        out->status = out->status != 0 ? out->status : text.status;
    else if (text.size > 0)
        wr_buf_add(out, text.data + 1, text.size - 1);
    wr_buf_free(&text);
}

void wr_node_print_json(const struct wr_node *node, struct wr_buf *out)
{
    size_t i;

    if (node == NULL || node->kind == WR_NODE_EMPTY) {
        wr_buf_text(out, "null");
        return;
    }
    if (node->kind == WR_NODE_TEXT) {
        wr_buf_json(out, node->text);
        return;
    }
    wr_buf_char(out, node->kind == WR_NODE_MAP ? '{' : '[');
    for (i = 0; i < node->count; i++) {
        if (i > 0)
            wr_buf_text(out, ", ");
        if (node->kind == WR_NODE_MAP) {
            wr_buf_json(out, node->items[i]->key);
            wr_buf_text(out, ": ");
        }
        wr_node_print_json(node->items[i], out);
    }
    wr_buf_char(out, node->kind == WR_NODE_MAP ? '}' : ']');
}
