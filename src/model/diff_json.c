/* The differences between two services for other programs. */
#include "base/json.h"
#include "model/diff.h"
#include "read/tree.h"

static void tree(struct wr_json *j, const struct wr_node *node)
{
    if (node == NULL || node->kind == WR_NODE_EMPTY) {
        wr_json_null(j);
    } else if (node->kind == WR_NODE_TEXT) {
        wr_json_text(j, node->text);
    } else {
        bool map = node->kind == WR_NODE_MAP;
        wr_json_open(j, map ? '{' : '[');
        for (size_t i = 0; i < node->count; i++) {
            if (map)
                wr_json_key(j, node->items[i]->key);
            tree(j, node->items[i]);
        }
        wr_json_close(j, map ? '}' : ']');
    }
}

static void source(struct wr_json *j, const char *key, const struct wr_source *s)
{
    wr_json_key(j, key);
    wr_json_open_line(j, '{');
    wr_json_pair(j, "path", s->path);
    wr_json_pair(j, "hash", s->hash);
    wr_json_close(j, '}');
}

void wr_model_diff_json(struct wr_buf *out, const struct wr_source *was, const struct wr_source *now, const struct wr_difference *list,
                        size_t n)
{
    static const char *const kinds[] = {"changed", "added", "removed", "order"};
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "version", WR_VERSION);
    source(&j, "was", was);
    source(&j, "now", now);
    wr_json_key(&j, "differences");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < n; i++) {
        wr_json_open(&j, '{');
        wr_json_pair(&j, "path", list[i].path);
        wr_json_pair(&j, "what", kinds[list[i].kind]);
        wr_json_key(&j, "was");
        tree(&j, list[i].was);
        wr_json_key(&j, "now");
        tree(&j, list[i].now);
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
}
