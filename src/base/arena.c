#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define FIRST_BLOCK ((size_t)16 << 10)
#define LARGEST_BLOCK ((size_t)4 << 20)

struct wr_arena_block {
    struct wr_arena_block *next;
    size_t size;  /* bytes in data */
    size_t taken; /* bytes given out */
    size_t dirty; /* bytes ever given out: what lies beyond is still zero from the system, and need not be cleared */
    char data[];
};

void wr_arena_init(struct wr_arena *arena, size_t limit) { *arena = (struct wr_arena){.block_size = FIRST_BLOCK, .limit = limit}; }

void wr_arena_free(struct wr_arena *arena)
{
    struct wr_arena_block *block = arena->blocks;

    while (block != NULL) {
        struct wr_arena_block *next = block->next;
        wr_mem_free(block);
        block = next;
    }
    wr_arena_init(arena, arena->limit);
}

void wr_arena_reset(struct wr_arena *arena)
{
    struct wr_arena_block *largest = arena->blocks, *block;

    if (largest == NULL)
        return;
    for (block = arena->blocks; block != NULL; block = block->next)
        if (block->size > largest->size)
            largest = block;
    for (block = arena->blocks; block != NULL;) {
        struct wr_arena_block *next = block->next;
        if (block != largest)
            wr_mem_free(block);
        block = next;
    }
    largest->next = NULL;
    largest->taken = 0;
    arena->blocks = largest;
    arena->used = largest->size + sizeof *largest;
}

void wr_arena_join(struct wr_arena *into, struct wr_arena *from)
{
    struct wr_arena_block *last = from->blocks;

    if (last == NULL)
        return;
    while (last->next != NULL)
        last = last->next;
    /* behind the newest block of `into`, which stays the one that is taken from */
    if (into->blocks == NULL) {
        into->blocks = from->blocks;
    } else {
        last->next = into->blocks->next;
        into->blocks->next = from->blocks;
    }
    into->used += from->used;
    from->blocks = NULL;
    from->used = 0;
}

/* A block in which `need` bytes fit; NULL without memory or beyond the limit. */
static struct wr_arena_block *new_block(struct wr_arena *arena, size_t need)
{
    size_t header = sizeof(struct wr_arena_block), size = arena->block_size;
    struct wr_arena_block *block;

    if (size < FIRST_BLOCK)
        size = FIRST_BLOCK; /* an arena set to zeros */
    if (need > size)
        size = need;
    if (arena->limit != 0) {
        size_t left = arena->limit > arena->used ? arena->limit - arena->used : 0;
        if (left < header || need > left - header) {
            arena->failed = true;
            return NULL;
        }
        if (size > left - header)
            size = left - header;
    }
    block = size > (size_t)PTRDIFF_MAX - header ? NULL : wr_mem_alloc(1, header + size);
    if (block == NULL) {
        arena->failed = true;
        return NULL;
    }
    block->size = size;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->used += header + size;
    if (arena->block_size < LARGEST_BLOCK)
        arena->block_size = 2 * (arena->block_size < FIRST_BLOCK ? FIRST_BLOCK : arena->block_size);
    return block;
}

/* Where the next free, aligned byte of a block lies. */
static size_t aligned_start(const struct wr_arena_block *block, size_t align)
{
    uintptr_t base = (uintptr_t)block->data, at = base + block->taken;

    return (size_t)(((at + align - 1) & ~(uintptr_t)(align - 1)) - base);
}

void *wr_arena_alloc(struct wr_arena *arena, size_t count, size_t size)
{
    struct wr_arena_block *block = arena->blocks;
    size_t bytes, align, start;

    if (count == 0 || size == 0)
        count = size = 1;
    if (size > ((size_t)PTRDIFF_MAX - 256) / count)
        return NULL;
    bytes = count * size;
    align = bytes >= 64 ? 64 : _Alignof(max_align_t);
    if (block != NULL) {
        start = aligned_start(block, align);
        if (start > block->size || bytes > block->size - start)
            block = NULL;
    }
    if (block == NULL) {
        block = new_block(arena, bytes + align);
        if (block == NULL)
            return NULL;
    }
    start = aligned_start(block, align);
    if (start < block->dirty) {
        size_t old = block->dirty - start;
        memset(block->data + start, 0, old < bytes ? old : bytes);
    }
    block->taken = start + bytes;
    if (block->taken > block->dirty)
        block->dirty = block->taken;
    return block->data + start;
}

/* Like wr_arena_alloc for bytes: no alignment, no clearing beyond what is needed. Texts are many and small. */
char *wr_arena_text_n(struct wr_arena *arena, const char *s, size_t n)
{
    struct wr_arena_block *block = arena->blocks;
    char *copy;

    if (n >= (size_t)PTRDIFF_MAX - 256)
        return NULL;
    if (block != NULL && n < block->size - block->taken) {
        copy = block->data + block->taken;
        block->taken += n + 1;
        if (block->taken > block->dirty)
            block->dirty = block->taken;
    } else {
        copy = wr_arena_alloc(arena, n + 1, 1);
    }
    if (copy == NULL)
        return NULL;
    if (n > 0)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *wr_arena_text(struct wr_arena *arena, const char *s) { return wr_arena_text_n(arena, s, strlen(s)); }

char *wr_arena_printf(struct wr_arena *arena, const char *format, ...)
{
    char small[256], *text = NULL;
    va_list args, again;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(small, sizeof small, format, args);
    if (n >= 0 && (size_t)n < sizeof small) {
        text = wr_arena_text_n(arena, small, (size_t)n);
    } else if (n >= 0) {
        text = wr_arena_alloc(arena, (size_t)n + 1, 1);
        if (text != NULL)
            vsnprintf(text, (size_t)n + 1, format, again);
    }
    va_end(again);
    va_end(args);
    return text;
}

int wr_arena_grow(struct wr_arena *arena, void *array_pointer, size_t *capacity, size_t need, size_t size)
{
    void *old, *grown;
    size_t wanted = *capacity < 4 ? 4 : *capacity;

    if (need <= *capacity)
        return 0;
    while (wanted < need) {
        if (wanted > SIZE_MAX / 2)
            return wr_fail(WR_ERR_MEMORY);
        wanted *= 2;
    }
    /* the caller's pointer may be of any object type: it is read and written as bytes */
    memcpy(&old, array_pointer, sizeof old);
    grown = wr_arena_alloc(arena, wanted, size);
    if (grown == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (*capacity > 0)
        memcpy(grown, old, *capacity * size);
    memcpy(array_pointer, &grown, sizeof grown);
    *capacity = wanted;
    return 0;
}
