/* Histograms. */
#include "tally/histogram.h"

void wr_tally_histogram_init(struct wr_tally_histogram *h, double from, double to, size_t bins, uint64_t *count)
{
    double width = (to - from) / (double)bins;
    *h = (struct wr_tally_histogram){.from = from, .width = width, .per_width = 1.0 / width, .bins = bins, .count = count};
    for (size_t i = 0; i < bins + 2; i++)
        count[i] = 0;
}

void wr_tally_histogram_add(struct wr_tally_histogram *h, double x)
{
    double place = (x - h->from) * h->per_width;
    if (!(place >= 0.0))
        h->count[0]++;
    else if (!(place < (double)h->bins))
        h->count[h->bins + 1]++;
    else
        h->count[1 + (size_t)place]++;
}

void wr_tally_histogram_merge(struct wr_tally_histogram *h, const struct wr_tally_histogram *other)
{
    for (size_t i = 0; i < h->bins + 2; i++)
        h->count[i] += other->count[i];
}
