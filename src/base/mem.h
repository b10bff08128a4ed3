/* The only place that calls malloc, calloc, realloc and free. Everywhere else these are banned.
 *
 * Every size is checked for overflow. Tests can make the n-th allocation fail (wr_mem_fail_after). */
#ifndef WR_BASE_MEM_H
#define WR_BASE_MEM_H

#include <stddef.h>

/* `count` objects of `size` bytes, set to zero. NULL when there is no memory, when count*size overflows. count or size 0
 * gives a valid pointer. Free with wr_mem_free. */
void *wr_mem_alloc(size_t count, size_t size);
/* Grows or shrinks what wr_mem_alloc gave (or NULL) to count*size bytes; what is new is not set. NULL on failure, and then `old` is
 * untouched. */
void *wr_mem_resize(void *old, size_t count, size_t size);
/* NULL is allowed. */
void wr_mem_free(void *p);
/* A copy of a string, or of its first n bytes with a zero behind. NULL on failure. Free with wr_mem_free. */
char *wr_mem_text(const char *s);
char *wr_mem_text_n(const char *s, size_t n);

/* For tests: the allocation after `n` further ones fails, once, in this thread; n < 0: never. Returns how many allocations this thread
 * has made since the last call. */
long wr_mem_fail_after(long n);

#endif
