/* Many patients at once: what a calendar of a given size costs. */
#include "bench/hand/hand.h"

#include <math.h>

#include "base/mem.h"
#include "bench/hand/chance.h"
#include "bench/hand/heap.h"

enum { ARRIVES, LEAVES };

struct patient {
    double arrived;
    uint32_t next, spare;
};

double hand_crowd(uint64_t seed, double stay, double seconds, double *events)
{
    size_t room = (size_t)(stay * 1.125) + 1000; /* over 30 sd above the mean */
    struct hand_ziggurat *z = wr_mem_alloc(2, sizeof *z);
    struct patient *p = wr_mem_alloc(room, sizeof *p);
    void *memory = wr_mem_alloc(1, hand_heap_bytes(room + 1) + 64);
    double sum = (double)NAN, n = 0.0;
    if (z == NULL || p == NULL || memory == NULL)
        goto out;
    struct hand_heap heap;
    struct hand_chance chance;
    hand_heap_init(&heap, (void *)(((uintptr_t)memory + 63) & ~(uintptr_t)63), room + 1);
    hand_chance_init(&chance, seed);
    hand_ziggurat_init(&z[0], &z[1]);
    uint32_t unused = 0;
    for (uint32_t i = 0; i < room; i++)
        p[i].next = i + 1;
    sum = 0.0;
    hand_heap_push(&heap, hand_exponential(&chance, z), ARRIVES, 0);
    for (;;) {
        double now = hand_heap_top(&heap)->time;
        uint32_t what = hand_heap_top(&heap)->what, who = hand_heap_top(&heap)->who;
        if (now >= seconds)
            break;
        n++;
        if (what == ARRIVES) {
            who = unused;
            unused = p[who].next;
            p[who].arrived = now;
            hand_heap_replace(&heap, now + hand_exponential(&chance, z), ARRIVES, 0);
            hand_heap_push(&heap, now + stay * hand_exponential(&chance, z), LEAVES, who);
        } else {
            sum += now - p[who].arrived;
            p[who].next = unused;
            unused = who;
            hand_heap_pop(&heap);
        }
    }
out:
    *events = n;
    wr_mem_free(memory);
    wr_mem_free(p);
    wr_mem_free(z);
    return sum;
}
