#include "base/map.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* uthash, with our memory and a hash that does not differ between machines, and told not to end the program when memory is out. */
#define uthash_malloc(n) wr_mem_alloc(1, (n))
#define uthash_free(p, n) wr_mem_free(p)
#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(entry) (failed = true)
#define HASH_FUNCTION(key, length, hash_value) ((hash_value) = (unsigned)wr_text_hash((key), (length), 0))
#include <uthash.h>

struct wr_map_entry {
    UT_hash_handle hh;
    long value;
    char key[];
};

void wr_map_init(struct wr_map *map) { map->entries = NULL; }

void wr_map_free(struct wr_map *map)
{
    struct wr_map_entry *entry, *next;

    /* the table first, in one go; the entries stay chained in the order they were added in */
    entry = map->entries;
    HASH_CLEAR(hh, map->entries);
    for (; entry != NULL; entry = next) {
        next = entry->hh.next;
        wr_mem_free(entry);
    }
}

int wr_map_put(struct wr_map *map, const char *key, long value)
{
    struct wr_map_entry *entry = NULL;
    size_t n = strlen(key);
    bool failed = false;

    HASH_FIND(hh, map->entries, key, n, entry);
    if (entry != NULL) {
        entry->value = value;
        return 0;
    }
    entry = wr_mem_alloc(1, sizeof *entry + n + 1);
    if (entry == NULL)
        return wr_fail(WR_ERR_MEMORY);
    entry->value = value;
    memcpy(entry->key, key, n + 1);
    HASH_ADD_KEYPTR(hh, map->entries, entry->key, n, entry);
    if (failed) {
        wr_mem_free(entry);
        return wr_fail(WR_ERR_MEMORY);
    }
    return 0;
}

int wr_map_get(const struct wr_map *map, const char *key, long *value)
{
    struct wr_map_entry *entry = NULL;
    size_t n = strlen(key);

    HASH_FIND(hh, map->entries, key, n, entry);
    if (entry == NULL)
        return 0;
    if (value != NULL)
        *value = entry->value;
    return 1;
}

size_t wr_map_size(const struct wr_map *map) { return HASH_COUNT(map->entries); }
