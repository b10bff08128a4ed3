/* The calendar: what is nearest as a short sorted list, behind it a 4-ary heap. An entry of the heap is one 128-bit number, so that one
 * comparison settles time, rule 15's category and the order begun:
 *
 *   bits 127..64   the time's bits (a double that is 0 or more orders as its bits do)
 *   bits  63..60   category of rule 15 among ends (enum wr_i_category)
 *   bits  59..24   the order begun
 *   bits  23..0    whose (slot of a patient or a turnaround)
 *
 * The four children of an entry share a cache line. Between _take and the next _put the root is a hole: an event that begins a new piece of
 * work (most do) fills it with one sift instead of two. */
#ifndef WR_SIM_HEAP_INTERNAL_H
#define WR_SIM_HEAP_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"

typedef unsigned __int128 wr_i_key; /* a number, not a struct; likewise wr_i_halves */

#define WR_I_SLOT_BITS 24
#define WR_I_SLOTS ((uint32_t)1 << WR_I_SLOT_BITS)
#define WR_I_BEGUN ((uint64_t)1 << 36) /* numbers of begun work */
/* Within one instant, in this order: ends of work of every kind; then what else was set going for later. */
enum wr_i_category { WR_I_ENDS = 2, WR_I_UNLESS, WR_I_GIVES_UP, WR_I_TASK_DUE, WR_I_RETURNS, WR_I_CATEGORIES };

struct wr_i_heap {
    wr_i_key *at; /* at[0] is the root; at[1] lies on a cache line */
    size_t n;     /* entries, the hole included */
    size_t capacity;
    bool hole;
    void *memory;
};

/* Empty; keeps memory. */
void wr_i_heap_clear(struct wr_i_heap *h);
void wr_i_heap_free(struct wr_i_heap *h);
/* Makes room for one more. 0 or WR_ERR_MEMORY. */
int wr_i_heap_grow(struct wr_i_heap *h) WR_MUST_USE;

static inline uint64_t wr_i_key_rest(uint32_t category, uint64_t begun, uint32_t slot)
{
    return (uint64_t)category << 60 | begun << WR_I_SLOT_BITS | slot;
}
static inline wr_i_key wr_i_key_of(double time, uint32_t category, uint64_t begun, uint32_t slot)
{
    uint64_t bits;
    memcpy(&bits, &time, sizeof bits);
    return (wr_i_key)bits << 64 | wr_i_key_rest(category, begun, slot);
}
static inline double wr_i_key_time(wr_i_key k)
{
    uint64_t bits = (uint64_t)(k >> 64);
    double time;
    memcpy(&time, &bits, sizeof time);
    return time;
}
static inline uint32_t wr_i_key_slot(wr_i_key k) { return (uint32_t)k & (WR_I_SLOTS - 1); }
static inline enum wr_i_category wr_i_key_category(uint64_t rest) { return (enum wr_i_category)(rest >> 60); }
static inline uint64_t wr_i_key_begun(uint64_t rest) { return rest >> WR_I_SLOT_BITS & (WR_I_BEGUN - 1); }

/* Stands behind the last entry, so that the last four children are always four, and in an empty heap: its time is infinite. */
#define WR_I_NEVER ((wr_i_key)0x7FF0000000000000u << 64 | UINT64_MAX << WR_I_SLOT_BITS)

/* Entries are written and moved as one register of 16 bytes: written in two halves and moved as one, an entry would wait for its own store. */
typedef uint64_t wr_i_halves __attribute__((vector_size(16), may_alias));
static inline void wr_i_heap_write(wr_i_key *to, wr_i_key k) { *(wr_i_halves *)to = (wr_i_halves){(uint64_t)k, (uint64_t)(k >> 64)}; }
static inline void wr_i_heap_move(wr_i_key *to, const wr_i_key *from) { *(wr_i_halves *)to = *(const wr_i_halves *)from; }

/* Down from the root to where `k` belongs. The least of four children is found without a branch, for it could not be foreseen. */
static inline void wr_i_heap_sink(struct wr_i_heap *h, wr_i_key k)
{
    wr_i_key *a = h->at;
    size_t n = h->n, i = 0, c = 1;

    while (c < n) {
        size_t l = c + (a[c + 1] < a[c]), r = c + 2 + (a[c + 3] < a[c + 2]), m = l ^ ((l ^ r) & -(size_t)(a[r] < a[l]));
        if (k < a[m])
            break;
        wr_i_heap_move(&a[i], &a[m]);
        i = m;
        c = 4 * i + 1;
    }
    wr_i_heap_write(&a[i], k);
}

/* Settles the hole when nothing filled it. */
static inline void wr_i_heap_settle(struct wr_i_heap *h)
{
    if (h->hole) {
        wr_i_key last = h->at[h->n - 1];
        h->hole = false;
        wr_i_heap_write(&h->at[--h->n], WR_I_NEVER);
        if (h->n > 0)
            wr_i_heap_sink(h, last);
    }
}

/* The least entry leaves; the root is a hole until the next _put or _settle. Not empty, no hole. */
static inline wr_i_key wr_i_heap_take(struct wr_i_heap *h)
{
    h->hole = true;
    return h->at[0];
}

/* 0 or WR_ERR_MEMORY (nothing is put then). */
static inline int wr_i_heap_put(struct wr_i_heap *h, wr_i_key k)
{
    wr_i_key *a;
    size_t i;

    if (h->hole) {
        h->hole = false;
        wr_i_heap_sink(h, k);
        return 0;
    }
    if (WR_UNLIKELY(h->n == h->capacity)) {
        int status = wr_i_heap_grow(h);
        if (status < 0)
            return status;
    }
    a = h->at;
    i = h->n++;
    while (i > 0) {
        size_t parent = (i - 1) / 4;
        if (a[parent] < k)
            break;
        wr_i_heap_move(&a[i], &a[parent]);
        i = parent;
    }
    wr_i_heap_write(&a[i], k);
    return 0;
}

/* ---- the calendar ---- */

#define WR_I_NEAR 16

/* A key in two parts, its upper and its lower half. The time is nearly always what decides, and it stays among the numbers that it is reckoned
 * from; parts are written and moved one by one, so that a part never waits for the other. */
struct wr_i_entry {
    double time;
    uint64_t rest;
};
static inline struct wr_i_entry wr_i_entry_of(wr_i_key k) { return (struct wr_i_entry){wr_i_key_time(k), (uint64_t)k}; }
static inline wr_i_key wr_i_entry_key(struct wr_i_entry e)
{
    uint64_t bits;
    memcpy(&bits, &e.time, sizeof bits);
    return (wr_i_key)bits << 64 | e.rest;
}
static inline bool wr_i_entry_before(struct wr_i_entry a, struct wr_i_entry b)
{
    return a.time < b.time || (WR_UNLIKELY(a.time == b.time) && a.rest < b.rest);
}
static inline void wr_i_entry_write(struct wr_i_entry *to, struct wr_i_entry e)
{
    to->time = e.time;
    to->rest = e.rest;
}

/* The least entry of all is `first`; the next lie in `near`, sorted; the rest, none of them less, in the heap. So what comes next is known at
 * once, and a new entry passes only those that come before it. Where many are pending, nearly all is the heap's.
 *
 * Between _take and the next _put or _first, `first` is a hole: an event that begins a new piece of work (most do) fills it.
 * near[1..n] falls. near[0] is what bounds the list: the heap's root, or WR_I_NEVER when the heap is empty. */
struct wr_i_calendar {
    struct wr_i_entry first;
    bool hole;
    uint32_t n;
    struct wr_i_entry near[WR_I_NEAR + 2];
    struct wr_i_heap heap;
};

/* Empty; keeps memory. The first time 0 or WR_ERR_MEMORY. */
int wr_i_calendar_clear(struct wr_i_calendar *c) WR_MUST_USE;
/* What does not go the usual way: by the heap, or when more than fit are near. */
int wr_i_calendar_put_far(struct wr_i_calendar *c, struct wr_i_entry e) WR_MUST_USE;
void wr_i_calendar_settle_far(struct wr_i_calendar *c);

static inline size_t wr_i_calendar_count(const struct wr_i_calendar *c) { return !c->hole + c->n + c->heap.n; }

/* The least entry; that of WR_I_NEVER when there is none. Settles what was taken before. */
static inline struct wr_i_entry wr_i_calendar_first(struct wr_i_calendar *c)
{
    if (c->hole) {
        if (WR_LIKELY(c->n > 0)) {
            wr_i_entry_write(&c->first, c->near[c->n--]);
            c->hole = false;
        } else {
            wr_i_calendar_settle_far(c);
        }
    }
    return c->first;
}

/* The least entry, which _first has just given, leaves. */
static inline void wr_i_calendar_take(struct wr_i_calendar *c) { c->hole = true; }

/* Into the list at its place, which is at or below i: what stands there up to i moves up. Bounded by near[0]. */
static inline void wr_i_calendar_insert(struct wr_i_calendar *c, uint32_t i, struct wr_i_entry e)
{
    for (; wr_i_entry_before(c->near[i], e); i--)
        wr_i_entry_write(&c->near[i + 1], c->near[i]);
    wr_i_entry_write(&c->near[i + 1], e);
}

/* 0 or WR_ERR_MEMORY (nothing is put then). */
static inline int wr_i_calendar_put(struct wr_i_calendar *c, struct wr_i_entry e)
{
    uint32_t n = c->n;

    if (c->hole) {
        if (wr_i_entry_before(e, c->near[n])) {
            wr_i_entry_write(&c->first, e);
        } else {
            if (WR_UNLIKELY(!wr_i_entry_before(e, c->near[0]))) /* or the list is empty: then it is not less than the heap's root */
                return wr_i_calendar_put_far(c, e);
            wr_i_entry_write(&c->first, c->near[n]);
            wr_i_calendar_insert(c, n - 1, e);
        }
        c->hole = false;
        return 0;
    }
    if (WR_UNLIKELY(n == WR_I_NEAR || !wr_i_entry_before(e, c->near[0])))
        return wr_i_calendar_put_far(c, e);
    c->n = n + 1;
    if (wr_i_entry_before(e, c->first)) {
        wr_i_entry_write(&c->near[n + 1], c->first);
        wr_i_entry_write(&c->first, e);
    } else {
        wr_i_calendar_insert(c, n, e);
    }
    return 0;
}

#endif
