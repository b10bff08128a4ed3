/* Any bytes to the YAML reader. What it takes must print to YAML that reads to the same tree; what it refuses must come with a mistake that
 * says something, in UTF-8. */
#include "fuzz/fuzz.h"

#include <string.h>

#include "base/text.h"
#include "read/yaml.h"

static void same(const struct wr_node *a, const struct wr_node *b)
{
    size_t i;

    must(a->kind == b->kind && a->count == b->count && a->length == b->length);
    must((a->key == NULL) == (b->key == NULL));
    must(a->key == NULL || strcmp(a->key, b->key) == 0);
    must(a->kind != WR_NODE_TEXT || memcmp(a->text, b->text, a->length) == 0);
    for (i = 0; i < a->count; i++) {
        same(a->items[i], b->items[i]);
        must(a->kind != WR_NODE_MAP || wr_node_get(a, a->items[i]->key) == a->items[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_node *root = NULL, *again = NULL;
    struct wr_buf out;
    size_t i;
    int ret;

    wr_arena_init(&arena, 0);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&out, 0);
    ret = wr_yaml_read(&arena, "fuzz.yaml", (const char *)data, size, &mistakes, &root);
    must(ret == 0 || ret == WR_ERR_MISTAKES);
    must((ret == 0) == (mistakes.mistakes == 0));
    for (i = 0; i < mistakes.count; i++)
        must(mistakes.list[i].message[0] != '\0' && mistakes.list[i].hint != NULL);
    wr_mistakes_sort(&mistakes);
    wr_mistakes_print(&mistakes, &out);
    must(wr_text_utf8(wr_buf_string(&out), out.size, NULL));
    if (ret == 0 && root != NULL) {
        wr_buf_clear(&out);
        wr_node_print_yaml(root, &out);
        if (out.size <= WR_READ_MAX_BYTES) {
            must(wr_yaml_read(&arena, "again.yaml", wr_buf_string(&out), out.size, &mistakes, &again) == 0);
            /* a root of nothing at all prints as nothing, which has no root */
            must(again != NULL || root->kind == WR_NODE_EMPTY);
            if (again != NULL)
                same(root, again);
        }
        wr_buf_clear(&out);
        wr_node_print_json(root, &out);
    }
    wr_buf_free(&out);
    wr_mistakes_free(&mistakes);
    wr_arena_free(&arena);
    return 0;
}
