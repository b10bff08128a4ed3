/* Quantiles of what was seen, in bounded memory: exact up to WR_TALLY_EXACT values, after that within WR_TALLY_ERROR of the value.
 *
 * Up to WR_TALLY_EXACT values are kept as they are. More go into buckets: 128 equally wide ones for each power of two, found from the bits of the
 * double, so that a value is off by at most 1/256 of itself (the idea of DDSketch, Masson, Rim, Lee, PVLDB 12, 2019, and of HDR histograms;
 * no logarithm is taken). Values from 2^-20 (a microsecond) to 2^44 seconds have buckets; smaller ones count as 0, larger ones as 2^44.
 * Counts do not depend on the order in which values come or sketches are merged. */
#ifndef WR_TALLY_SKETCH_H
#define WR_TALLY_SKETCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define WR_TALLY_EXACT 4096
#define WR_TALLY_ERROR (1.0 / 256.0) /* of the value, when more were seen */
#define WR_TALLY_SKETCH_OCTAVES 64   /* from 2^-20 on */
#define WR_TALLY_SKETCH_PARTS 128    /* of each octave */

struct wr_tally_sketch {
    double *kept;               /* as they came; a buffer once there are buckets */
    uint32_t pending, capacity; /* of kept */
    uint64_t put;               /* values in the buckets */
    uint64_t zero;              /* of them, too small for a bucket */
    uint64_t **octave;          /* NULL until there are more than WR_TALLY_EXACT; then each NULL until needed */
    double least, most;         /* of those in the buckets */
    struct wr_arena *arena;
    int status;      /* 0, or WR_ERR_MEMORY: the sketch then says NaN */
    double spare[4]; /* where values go when there was no memory */
};

/* Takes no memory until the first value. The arena must outlive the sketch. A sketch must not be copied. */
void wr_tally_sketch_init(struct wr_tally_sketch *q, struct wr_arena *arena);
/* Makes room in `kept`. */
void wr_i_tally_sketch_room(struct wr_tally_sketch *q);

/* x >= 0. */
static inline void wr_tally_sketch_add(struct wr_tally_sketch *q, double x)
{
    if (__builtin_expect(q->pending == q->capacity, 0))
        wr_i_tally_sketch_room(q);
    q->kept[q->pending++] = x;
}

/* Adds what `other` saw. 0 or WR_ERR_MEMORY. */
int wr_tally_sketch_merge(struct wr_tally_sketch *q, const struct wr_tally_sketch *other) WR_MUST_USE;
uint64_t wr_tally_sketch_count(const struct wr_tally_sketch *q);
/* The quantile at p, 0 <= p <= 1: the ceil(p n)-th smallest value (the smallest at 0). NaN when nothing was seen or memory ran out. Sorts
 * what is kept. */
double wr_tally_sketch_quantile(struct wr_tally_sketch *q, double p);
/* Share of values at or below x; exact while values are kept. NaN as above. */
double wr_tally_sketch_share(struct wr_tally_sketch *q, double x);

#endif
