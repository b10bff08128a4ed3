#include "read/tree.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Maps with more entries than this get an index: positions in `items` plus one, by the hash of the key, with open addressing. */
#define SMALL_MAP 16

struct wr_i_tree_index {
    size_t size;  /* a power of two, at least twice the entries */
    size_t count; /* entries that are in it: when items are changed by hand it no longer fits, and is not used */
    uint32_t slots[];
};

const char *wr_node_kind_words(enum wr_node_kind kind)
{
    switch (kind) {
    case WR_NODE_TEXT:
        return "a text";
    case WR_NODE_LIST:
        return "a list";
    case WR_NODE_MAP:
        return "a map";
    case WR_NODE_EMPTY:
    default:
        return "nothing";
    }
}

static size_t slot_of(const struct wr_i_tree_index *index, const char *key)
{
    return (size_t)wr_text_hash(key, strlen(key), 0) & (index->size - 1);
}

struct wr_node *wr_node_get(const struct wr_node *node, const char *key)
{
    size_t i;

    if (node == NULL || node->kind != WR_NODE_MAP)
        return NULL;
    if (node->index != NULL && node->index->count == node->count) {
        const struct wr_i_tree_index *index = node->index;
        for (i = slot_of(index, key); index->slots[i] != 0; i = (i + 1) & (index->size - 1)) {
            struct wr_node *item = node->items[index->slots[i] - 1];
            if (item->key != NULL && strcmp(item->key, key) == 0)
                return item;
        }
        return NULL;
    }
    for (i = 0; i < node->count; i++)
        if (node->items[i]->key != NULL && strcmp(node->items[i]->key, key) == 0)
            return node->items[i];
    return NULL;
}

struct wr_node *wr_node_new(struct wr_arena *arena, enum wr_node_kind kind, struct wr_where where)
{
    struct wr_node *node = wr_arena_alloc(arena, 1, sizeof *node);

    if (node != NULL) {
        node->kind = kind;
        node->where = where;
    }
    return node;
}

struct wr_node *wr_node_new_text(struct wr_arena *arena, const char *text, struct wr_where where)
{
    struct wr_node *node = wr_node_new(arena, WR_NODE_TEXT, where);

    if (node == NULL)
        return NULL;
    node->length = strlen(text);
    node->text = wr_arena_text_n(arena, text, node->length);
    return node->text == NULL ? NULL : node;
}

static void index_add(struct wr_i_tree_index *index, const char *key, size_t position)
{
    size_t i = slot_of(index, key);

    while (index->slots[i] != 0)
        i = (i + 1) & (index->size - 1);
    index->slots[i] = (uint32_t)position + 1;
    index->count++;
}

/* Puts the last entry of a large map into its index; makes the index, larger, when it is too full or no longer fits. */
static int index_last(struct wr_arena *arena, struct wr_node *map)
{
    struct wr_i_tree_index *index = map->index;
    size_t i, size = 64;

    if (map->count <= SMALL_MAP || map->count >= UINT32_MAX)
        return 0;
    if (index != NULL && index->count + 1 == map->count && 2 * map->count <= index->size) {
        index_add(index, map->items[map->count - 1]->key, map->count - 1);
        return 0;
    }
    while (size < 4 * map->count)
        size *= 2;
    index = wr_arena_alloc(arena, 1, sizeof *index + size * sizeof index->slots[0]);
    if (index == NULL)
        return wr_fail(WR_ERR_MEMORY);
    index->size = size;
    for (i = 0; i < map->count; i++)
        if (map->items[i]->key != NULL)
            index_add(index, map->items[i]->key, i);
    index->count = map->count;
    map->index = index;
    return 0;
}

int wr_node_add(struct wr_arena *arena, struct wr_node *parent, struct wr_node *child)
{
    int ret = wr_arena_grow(arena, &parent->items, &parent->capacity, parent->count + 1, sizeof *parent->items);

    if (ret != 0)
        return ret;
    parent->items[parent->count++] = child;
    return parent->kind == WR_NODE_MAP && child->key != NULL ? index_last(arena, parent) : 0;
}

struct wr_node *wr_node_copy(struct wr_arena *arena, const struct wr_node *node)
{
    struct wr_node *copy = wr_node_new(arena, node->kind, node->where);
    size_t i;

    if (copy == NULL)
        return NULL;
    copy->quoted = node->quoted;
    copy->key = node->key;
    copy->key_where = node->key_where;
    copy->text = node->text;
    copy->length = node->length;
    for (i = 0; i < node->count; i++) {
        struct wr_node *child = wr_node_copy(arena, node->items[i]);
        if (child == NULL || wr_node_add(arena, copy, child) != 0)
            return NULL;
    }
    return copy;
}
