/* Memory of the heap. */
#include "bench/hand/heap.h"

#include <math.h>

size_t hand_heap_bytes(size_t most) { return (most + 16) * sizeof(struct hand_event); }

void hand_heap_init(struct hand_heap *h, void *memory, size_t most)
{
    /* the first four children, e[4] to e[7], begin a line of 64 bytes when e itself does */
    h->e = memory;
    h->size = 0;
    for (size_t i = 0; i < most + 16; i++)
        h->e[i] = (struct hand_event){(double)INFINITY, 0, 0};
}
