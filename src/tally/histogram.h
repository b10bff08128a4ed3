/* How many values fall in each of equally wide bins. */
#ifndef WR_TALLY_HISTOGRAM_H
#define WR_TALLY_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

struct wr_tally_histogram {
    double from, width, per_width; /* bin i holds from + i width <= x < from + (i + 1) width */
    size_t bins;
    uint64_t *count; /* bins + 2: below, the bins, above; belongs to the caller */
};

/* `count` has bins + 2 entries, which are set to 0. */
void wr_tally_histogram_init(struct wr_tally_histogram *h, double from, double to, size_t bins, uint64_t *count);
void wr_tally_histogram_add(struct wr_tally_histogram *h, double x);
/* Same bins only. */
void wr_tally_histogram_merge(struct wr_tally_histogram *h, const struct wr_tally_histogram *other);

#endif
