#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The one exception to "no globals": a switch for tests, one per thread, that no result depends on. */
static _Thread_local long allocations;
static _Thread_local long fail_in = -1;

static int must_fail(void)
{
    allocations++;
    if (fail_in < 0)
        return 0;
    return fail_in-- == 0; /* becomes -1 at the failure: it happens once */
}

void *wr_mem_alloc(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    if (must_fail() || size > (size_t)PTRDIFF_MAX / count)
        return NULL;
    return calloc(count, size);
}

void *wr_mem_resize(void *old, size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    if (must_fail() || size > (size_t)PTRDIFF_MAX / count)
        return NULL;
    return realloc(old, count * size);
}

void wr_mem_free(void *p) { free(p); }

char *wr_mem_text_n(const char *s, size_t n)
{
    char *copy = n < (size_t)PTRDIFF_MAX ? wr_mem_alloc(n + 1, 1) : NULL;

    if (copy != NULL && n > 0)
        memcpy(copy, s, n);
    return copy;
}

char *wr_mem_text(const char *s) { return wr_mem_text_n(s, strlen(s)); }

long wr_mem_fail_after(long n)
{
    long made = allocations;

    allocations = 0;
    fail_in = n;
    return made;
}
