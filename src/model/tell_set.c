/* What stands in the file, said without its braces: what a change sets, and what it adds. */
#include "model/tell_internal.h"

#include <ctype.h>
#include <string.h>

#include "read/tree.h"

/* {any of: [nurse, doctor]}: the list, or NULL. */
static const struct wr_node *any_of(const struct wr_node *node)
{
    const struct wr_node *list = node->kind == WR_NODE_MAP && node->count == 1 ? wr_node_get(node, "any of") : NULL;

    return list != NULL && list->kind == WR_NODE_LIST ? list : NULL;
}

/* A number over time: every key is a when (it names hours), every value a number. */
static bool is_schedule(const struct wr_node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (node->items[i]->key == NULL || node->items[i]->kind != WR_NODE_TEXT || strchr(node->items[i]->key, ':') == NULL)
            return false;
    return node->kind == WR_NODE_MAP && node->count > 0;
}

/* An entry with its key: "every 2 h", "with nurse or doctor", "check alerts (every 2 h, with doctor)". */
static void entry(const struct wr_node *node, struct wr_buf *out)
{
    bool plain = node->kind == WR_NODE_TEXT || any_of(node) != NULL || is_schedule(node);

    if (node->key != NULL)
        wr_buf_printf(out, "%s%s", node->key, node->kind == WR_NODE_EMPTY || (node->kind != WR_NODE_TEXT && node->count == 0) ? "" : " ");
    if (node->kind != WR_NODE_TEXT && node->count == 0)
        return;
    wr_buf_text(out, plain ? "" : "(");
    wr_i_tell_node(node, out);
    wr_buf_text(out, plain ? "" : ")");
}

void wr_i_tell_node(const struct wr_node *node, struct wr_buf *out)
{
    const struct wr_node *any = any_of(node), *from = any != NULL ? any : node;

    if (node->kind == WR_NODE_TEXT) {
        wr_buf_text(out, node->text);
        return;
    }
    for (size_t i = 0; i < from->count; i++) {
        const struct wr_node *one = from->items[i];
        if (any != NULL)
            wr_buf_text(out, i == 0 ? "" : i + 1 == from->count ? " or " : ", ");
        else if (is_schedule(node))
            wr_i_tell_join(out, i, from->count);
        else
            wr_buf_text(out, i == 0 ? "" : ", ");
        if (is_schedule(node))
            wr_buf_printf(out, "%s %s %s", one->text, isdigit((unsigned char)one->key[0]) ? "from" : "on", one->key);
        else
            entry(one, out);
    }
}

void wr_i_tell_entry(const struct wr_node *node, struct wr_buf *out) { entry(node, out); }
