/* A 4-ary heap of 16-byte events: time and what happens. Behind the last event stand events at infinity, so that the least of four children
 * needs no look at the size; it is found without branches, which could not be foreseen. */
#ifndef WR_BENCH_HAND_HEAP_H
#define WR_BENCH_HAND_HEAP_H

#include <stddef.h>
#include <stdint.h>

struct hand_event {
    double time;
    uint32_t what, who;
};

/* An event as one 16-byte register: written in two halves and read as one it would have to wait for its own store. */
typedef double hand_pair __attribute__((vector_size(16), may_alias));

struct hand_heap {
    struct hand_event *e; /* e[3] is the root: then the four children of e[i] are e[4 i - 8 ...], and stand in one line of memory */
    size_t size;
};

#define HAND_ROOT 3

/* Room for `most` events, at 64-byte boundaries: (most + 16) events of memory at `memory`. */
void hand_heap_init(struct hand_heap *h, void *memory, size_t most);
size_t hand_heap_bytes(size_t most);

static inline hand_pair hand_heap_event(double time, uint32_t what, uint32_t who)
{
    union {
        uint64_t bits;
        double half;
    } u = {.bits = (uint64_t)who << 32 | what};
    return (hand_pair){time, u.half};
}
static inline void hand_heap_put(struct hand_event *to, hand_pair event) { *(hand_pair *)to = event; }
static inline void hand_heap_move(struct hand_event *to, const struct hand_event *from) { *(hand_pair *)to = *(const hand_pair *)from; }

static inline const struct hand_event *hand_heap_top(const struct hand_heap *h) { return h->e + HAND_ROOT; }

static inline void hand_heap_push(struct hand_heap *h, double time, uint32_t what, uint32_t who)
{
    struct hand_event *e = h->e;
    size_t i = HAND_ROOT + h->size++;
    while (i > HAND_ROOT) {
        size_t up = (i + 8) / 4;
        if (e[up].time <= time)
            break;
        hand_heap_move(e + i, e + up);
        i = up;
    }
    hand_heap_put(e + i, hand_heap_event(time, what, who));
}

/* The hole at the root goes down to where an event at `time` belongs. */
static inline void hand_heap_replace(struct hand_heap *h, double time, uint32_t what, uint32_t who)
{
    struct hand_event *e = h->e;
    size_t i = HAND_ROOT, end = HAND_ROOT + h->size;
    if (end <= HAND_ROOT + 2) { /* one other event, or none (then it stands at infinity) */
        hand_pair event = hand_heap_event(time, what, who), other = *(const hand_pair *)(e + 4);
        if (e[4].time < time) {
            hand_heap_put(e + HAND_ROOT, other);
            hand_heap_put(e + 4, event);
        } else {
            hand_heap_put(e + HAND_ROOT, event);
        }
        return;
    }
    for (;;) {
        size_t c = 4 * i - 8;
        if (c >= end)
            break;
        size_t a = c + (e[c + 1].time < e[c].time), b = c + 2 + (e[c + 3].time < e[c + 2].time);
        a = e[b].time < e[a].time ? b : a;
        if (e[a].time >= time)
            break;
        hand_heap_move(e + i, e + a);
        i = a;
    }
    hand_heap_put(e + i, hand_heap_event(time, what, who));
}

static inline void hand_heap_pop(struct hand_heap *h)
{
    struct hand_event last = h->e[HAND_ROOT + --h->size];
    h->e[HAND_ROOT + h->size].time = (double)__builtin_inf();
    if (h->size > 0)
        hand_heap_replace(h, last.time, last.what, last.who);
}

#endif
