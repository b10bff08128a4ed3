/* Quantiles of what was seen, in bounded memory: exact up to WR_TALLY_EXACT values, after that within half a percent of the value.
 *
 * Up to WR_TALLY_EXACT values are kept as they are. More go into buckets whose bounds grow by 1.01 (after DDSketch: Masson, Rim, Lee, PVLDB
 * 2019; here the bounds are read from the bits of the double, so no logarithm is taken): any quantile is then off by at most 0.5% of its
 * value. Values from 2^-20 to 2^40 seconds (a microsecond to 35,000 years) have buckets of their own; smaller ones count as 0. Two sketches
 * are merged in the caller's order, and give the same bits in whatever order. */
#ifndef WR_TALLY_SKETCH_H
#define WR_TALLY_SKETCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define WR_TALLY_EXACT 4096
#define WR_TALLY_ERROR 0.005 /* of the value, when more were seen */

struct wr_tally_sketch {
    double *kept;      /* up to WR_TALLY_EXACT, as they came; a buffer once `bucket` is there */
    uint32_t pending;  /* in kept */
    uint64_t count;    /* in all */
    uint64_t *bucket;  /* NULL until needed */
    double least, most;
    struct wr_arena *arena;
    int status;        /* 0, or WR_ERR_MEMORY: the sketch then says NaN */
};

/* Takes no memory until the first value. The arena must outlive the sketch. */
void wr_tally_sketch_init(struct wr_tally_sketch *q, struct wr_arena *arena);
/* Makes room: called when `kept` is full. */
void wr_i_tally_sketch_flush(struct wr_tally_sketch *q);

/* x >= 0. */
static inline void wr_tally_sketch_add(struct wr_tally_sketch *q, double x)
{
    if (__builtin_expect((q->pending & (WR_TALLY_EXACT - 1)) == 0, 0))
        wr_i_tally_sketch_flush(q);
    q->kept[q->pending++] = x;
}

/* Adds what `other` saw. 0 or WR_ERR_MEMORY. */
int wr_tally_sketch_merge(struct wr_tally_sketch *q, const struct wr_tally_sketch *other) WR_MUST_USE;
uint64_t wr_tally_sketch_count(const struct wr_tally_sketch *q);
/* The quantile at p, 0 <= p <= 1: the smallest value that a share of at least p are not above (the ceil(p n)-th; least at 0). NaN when
 * nothing was seen or memory ran out. */
double wr_tally_sketch_quantile(struct wr_tally_sketch *q, double p);
/* Share of values at or below x; exact while values are kept. */
double wr_tally_sketch_share(struct wr_tally_sketch *q, double x);

#endif
