/* An arena: memory for things that die together (a parsed file, a model, a replication). Blocks grow; freed all at once. */
#ifndef WR_BASE_ARENA_H
#define WR_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct wr_arena_block;

struct wr_arena {
    struct wr_arena_block *blocks; /* newest first */
    size_t block_size;             /* of the next block */
    size_t limit;                  /* bytes in all; 0: none */
    size_t used;                   /* bytes taken from the system */
    bool failed;                   /* some memory was asked for in vain: whoever passes that over can look here at the end */
};

/* Makes an empty arena; takes no memory yet. `limit` 0 means none. Cannot fail. */
void wr_arena_init(struct wr_arena *arena, size_t limit);
/* Frees everything. Safe twice, and on an arena set to zeros. */
void wr_arena_free(struct wr_arena *arena);
/* Forgets everything but keeps the largest block, for the next replication. */
void wr_arena_reset(struct wr_arena *arena);

/* Gives all that `from` holds to `into`, to be freed with it; `from` is empty then. Pointers stay good. Limits are not looked at. */
void wr_arena_join(struct wr_arena *into, struct wr_arena *from);

/* count*size bytes set to zero, aligned for any type (64 bytes when the request is 64 or more). NULL when there is no memory or the limit
 * is passed. */
void *wr_arena_alloc(struct wr_arena *arena, size_t count, size_t size);
/* Copies of text. NULL on failure. */
char *wr_arena_text(struct wr_arena *arena, const char *s);
char *wr_arena_text_n(struct wr_arena *arena, const char *s, size_t n);
char *wr_arena_printf(struct wr_arena *arena, const char *format, ...) WR_PRINTF(2, 3);

/* A growing array inside an arena: old contents are copied when it grows, the old space is given up to the arena.
 * Grows *array (elements of `size` bytes, *capacity of them) so that at least `need` fit. 0 or WR_ERR_MEMORY. */
int wr_arena_grow(struct wr_arena *arena, void *array_pointer, size_t *capacity, size_t need, size_t size) WR_MUST_USE;

#endif
