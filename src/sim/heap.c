#include "sim/heap_internal.h"

#include "base/mem.h"

#define LINE 64

void wr_i_heap_clear(struct wr_i_heap *h)
{
    for (size_t i = 0; i < h->n; i++)
        h->at[i] = WR_I_NEVER;
    h->n = 0;
    h->hole = false;
}

void wr_i_heap_free(struct wr_i_heap *h)
{
    wr_mem_free(h->memory);
    *h = (struct wr_i_heap){0};
}

/* The block is copied by hand: after a plain resize the entries would lie differently against the cache lines. */
int wr_i_heap_grow(struct wr_i_heap *h)
{
    size_t capacity = h->capacity == 0 ? 1024 : 2 * h->capacity;
    void *memory = wr_mem_alloc((capacity + 4) * sizeof(wr_i_key) + 2 * LINE, 1);
    uintptr_t first;
    wr_i_key *at;

    if (memory == NULL)
        return wr_fail(WR_ERR_MEMORY);
    first = ((uintptr_t)memory + 2 * LINE - 1) & ~(uintptr_t)(LINE - 1); /* of at[1] */
    at = (wr_i_key *)(first - sizeof(wr_i_key));
    if (h->n > 0)
        memcpy(at, h->at, h->n * sizeof(wr_i_key));
    for (size_t i = h->n; i < capacity + 4; i++)
        at[i] = WR_I_NEVER;
    wr_mem_free(h->memory);
    h->memory = memory;
    h->at = at;
    h->capacity = capacity;
    return 0;
}

int wr_i_calendar_clear(struct wr_i_calendar *c)
{
    c->n = 0;
    c->hole = true;
    c->first = c->near[0] = wr_i_entry_of(WR_I_NEVER);
    wr_i_heap_clear(&c->heap);
    return c->heap.capacity == 0 ? wr_i_heap_grow(&c->heap) : 0;
}

/* The hole is filled from the heap; a calendar without entries keeps it. */
void wr_i_calendar_settle_far(struct wr_i_calendar *c)
{
    c->first = c->near[0];
    if (c->heap.n == 0)
        return;
    (void)wr_i_heap_take(&c->heap);
    wr_i_heap_settle(&c->heap);
    c->near[0] = wr_i_entry_of(c->heap.at[0]);
    c->hole = false;
}

static int to_heap(struct wr_i_calendar *c, struct wr_i_entry e)
{
    int status = wr_i_heap_put(&c->heap, wr_i_entry_key(e));

    c->near[0] = wr_i_entry_of(c->heap.at[0]);
    return status;
}

int wr_i_calendar_put_far(struct wr_i_calendar *c, struct wr_i_entry e)
{
    int status;

    if (c->hole && c->n == 0) { /* the heap's root comes first, and e takes its place there */
        c->first = wr_i_entry_of(wr_i_heap_take(&c->heap));
        c->hole = false;
        return to_heap(c, e);
    }
    if (c->hole) { /* the next of the list comes first */
        (void)wr_i_calendar_first(c);
        return wr_i_calendar_put(c, e);
    }
    if (!wr_i_entry_before(e, c->near[0]) || !wr_i_entry_before(e, c->near[1]))
        return to_heap(c, e);
    /* the list is full: its last goes to the heap */
    if ((status = to_heap(c, c->near[1])) < 0)
        return status;
    for (uint32_t i = 1; i < c->n; i++)
        c->near[i] = c->near[i + 1];
    c->n--;
    return wr_i_calendar_put(c, e);
}
