/* Quantile sketches: buckets by the bits of a double. */
#include "tally/sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIRST 64          /* values kept at first; doubled up to WR_TALLY_EXACT */
#define LOWEST_OCTAVE -20 /* exponent */

void wr_tally_sketch_init(struct wr_tally_sketch *q, struct wr_arena *arena)
{
    memset(q, 0, sizeof *q);
    q->arena = arena;
}

static void fail(struct wr_tally_sketch *q)
{
    q->status = wr_fail(WR_ERR_MEMORY);
    q->kept = q->spare;
    q->capacity = sizeof q->spare / sizeof *q->spare;
    q->pending = 0;
}

/* Exponent above LOWEST_OCTAVE and the upper 7 bits below it; -1: too small. */
static long bucket_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    long i = (long)(bits >> 45) - ((1023L + LOWEST_OCTAVE) * WR_TALLY_SKETCH_PARTS);
    const long last = (long)WR_TALLY_SKETCH_OCTAVES * WR_TALLY_SKETCH_PARTS - 1;
    return x < 0x1p-20 ? -1 : i > last ? last : i;
}

/* The lower end of a bucket; of the one past the last, too. */
static double bucket_start(long i)
{
    return ldexp(1.0 + (double)(i % WR_TALLY_SKETCH_PARTS) / WR_TALLY_SKETCH_PARTS, (int)(i / WR_TALLY_SKETCH_PARTS) + LOWEST_OCTAVE);
}

static uint64_t *octave_of(struct wr_tally_sketch *q, long octave)
{
    if (q->octave[octave] == NULL)
        q->octave[octave] = wr_arena_alloc(q->arena, WR_TALLY_SKETCH_PARTS, sizeof **q->octave);
    return q->octave[octave];
}

/* Puts what is pending into the buckets. */
static void put(struct wr_tally_sketch *q)
{
    if (q->octave == NULL)
        q->octave = wr_arena_alloc(q->arena, WR_TALLY_SKETCH_OCTAVES, sizeof *q->octave);
    if (q->octave == NULL) {
        fail(q);
        return;
    }
    for (uint32_t i = 0; i < q->pending; i++) {
        double x = q->kept[i];
        long b = bucket_of(x);
        if (b < 0) {
            q->zero++;
        } else {
            uint64_t *counts = octave_of(q, b / WR_TALLY_SKETCH_PARTS);
            if (counts == NULL) {
                fail(q);
                return;
            }
            counts[b % WR_TALLY_SKETCH_PARTS]++;
        }
        q->least = q->put == 0 || x < q->least ? x : q->least;
        q->most = q->put == 0 || x > q->most ? x : q->most;
        q->put++;
    }
    q->pending = 0;
}

void wr_i_tally_sketch_room(struct wr_tally_sketch *q)
{
    if (q->status != 0) {
        q->pending = 0;
        return;
    }
    if (q->capacity == WR_TALLY_EXACT) {
        put(q);
        return;
    }
    uint32_t capacity = q->capacity == 0 ? FIRST : q->capacity * 2;
    double *kept = wr_arena_alloc(q->arena, capacity, sizeof *kept);
    if (kept == NULL) {
        fail(q);
        return;
    }
    if (q->pending > 0)
        memcpy(kept, q->kept, q->pending * sizeof *kept);
    q->kept = kept;
    q->capacity = capacity;
}

uint64_t wr_tally_sketch_count(const struct wr_tally_sketch *q) { return q->put + q->pending; }

int wr_tally_sketch_merge(struct wr_tally_sketch *q, const struct wr_tally_sketch *other)
{
    if (other->status != 0)
        q->status = other->status;
    if (other->octave != NULL && q->status == 0) {
        put(q);
        for (long octave = 0; octave < WR_TALLY_SKETCH_OCTAVES && q->status == 0; octave++) {
            if (other->octave[octave] == NULL)
                continue;
            uint64_t *counts = octave_of(q, octave);
            if (counts == NULL) {
                fail(q);
                break;
            }
            for (int i = 0; i < WR_TALLY_SKETCH_PARTS; i++)
                counts[i] += other->octave[octave][i];
        }
        if (other->put > 0) {
            q->least = q->put == 0 || other->least < q->least ? other->least : q->least;
            q->most = q->put == 0 || other->most > q->most ? other->most : q->most;
        }
        q->zero += other->zero;
        q->put += other->put;
    }
    for (uint32_t i = 0; i < other->pending && q->status == 0; i++)
        wr_tally_sketch_add(q, other->kept[i]);
    return q->status;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* All in buckets, or all kept and sorted. */
static void settle(struct wr_tally_sketch *q)
{
    if (q->octave != NULL)
        put(q);
    else if (q->pending > 1)
        qsort(q->kept, q->pending, sizeof *q->kept, ascending);
}

double wr_tally_sketch_quantile(struct wr_tally_sketch *q, double p)
{
    uint64_t n = wr_tally_sketch_count(q);
    settle(q);
    if (n == 0 || q->status != 0 || !(p >= 0.0 && p <= 1.0))
        return (double)NAN;
    double rank = ceil(p * (double)n);
    uint64_t want = rank < 1.0 ? 1 : (uint64_t)rank;
    want = want > n ? n : want;
    if (q->octave == NULL)
        return q->kept[want - 1];
    uint64_t seen = q->zero;
    if (want <= seen)
        return q->least < 0.0 ? q->least : 0.0;
    for (long octave = 0; octave < WR_TALLY_SKETCH_OCTAVES; octave++) {
        for (long i = 0; q->octave[octave] != NULL && i < WR_TALLY_SKETCH_PARTS; i++) {
            seen += q->octave[octave][i];
            if (seen < want)
                continue;
            long b = octave * WR_TALLY_SKETCH_PARTS + i;
            double middle = 0.5 * (bucket_start(b) + bucket_start(b + 1));
            return middle < q->least ? q->least : middle > q->most ? q->most : middle;
        }
    }
    return q->most;
}

double wr_tally_sketch_share(struct wr_tally_sketch *q, double x)
{
    uint64_t n = wr_tally_sketch_count(q), below = 0;
    settle(q);
    if (n == 0 || q->status != 0 || !(x == x))
        return (double)NAN;
    if (q->octave == NULL) {
        while (below < n && q->kept[below] <= x)
            below++;
        return (double)below / (double)n;
    }
    if (x < q->least)
        return 0.0;
    if (x >= q->most)
        return 1.0;
    double seen = (double)q->zero, part = 0.0;
    long last = bucket_of(x);
    for (long b = 0; b <= last; b++) {
        const uint64_t *counts = q->octave[b / WR_TALLY_SKETCH_PARTS];
        if (counts == NULL)
            continue;
        double here = (double)counts[b % WR_TALLY_SKETCH_PARTS];
        if (b == last) /* as if the values lay evenly in the bucket */
            part = (x - bucket_start(b)) / (bucket_start(b + 1) - bucket_start(b));
        seen += b == last ? here * part : here;
    }
    return seen / (double)n;
}
