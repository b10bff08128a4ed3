/* A map from names to small integers, usually indices into an array. Over uthash. Keys are copied. */
#ifndef WR_BASE_MAP_H
#define WR_BASE_MAP_H

#include <stddef.h>

#include "base/err.h"

struct wr_map_entry;
struct wr_map {
    struct wr_map_entry *entries;
};

void wr_map_init(struct wr_map *map);
void wr_map_free(struct wr_map *map); /* safe twice */
/* Adds or replaces. WR_ERR_MEMORY. */
int wr_map_put(struct wr_map *map, const char *key, long value) WR_MUST_USE;
/* Whether the key is there; its value goes to *value when value is not NULL. */
int wr_map_get(const struct wr_map *map, const char *key, long *value);
size_t wr_map_size(const struct wr_map *map);

#endif
