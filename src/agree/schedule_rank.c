/* Ranks, by a radix sort of 32-bit keys: three passes of 11 bits, each keeping the order of the one before. */
#include <string.h>

#include "agree/schedule_internal.h"
#include "base/num.h"

#define BITS 11
#define BUCKETS (1u << BITS)

int wr_i_rank_init(struct wr_i_rank *r, size_t n, struct wr_arena *arena)
{
    r->n = n;
    r->a = wr_arena_alloc(arena, n, sizeof *r->a);
    r->b = wr_arena_alloc(arena, n, sizeof *r->b);
    return r->a == NULL || r->b == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

void wr_i_rank_sort(struct wr_i_rank *r, const double *x)
{
    size_t count[3][BUCKETS];
    double low = x[0], high = x[0], scale;

    memset(count, 0, sizeof count);
    for (size_t i = 1; i < r->n; i++) {
        low = x[i] < low ? x[i] : low;
        high = x[i] > high ? x[i] : high;
    }
    scale = high > low ? 4294967295.0 / (high - low) : 0;
    if (!wr_num_finite(scale)) /* they differ by less than can be told apart */
        scale = 0;
    for (size_t i = 0; i < r->n; i++) {
        uint64_t key = (uint64_t)((x[i] - low) * scale);
        r->a[i] = key << 32 | i;
        for (int pass = 0; pass < 3; pass++)
            count[pass][key >> (BITS * pass) & (BUCKETS - 1)]++;
    }
    if (scale == 0)
        return;
    for (int pass = 0; pass < 3; pass++) {
        uint64_t *swap;
        size_t before = 0;
        for (size_t k = 0; k < BUCKETS; k++) {
            size_t here = count[pass][k];
            count[pass][k] = before;
            before += here;
        }
        for (size_t i = 0; i < r->n; i++)
            r->b[count[pass][r->a[i] >> (32 + BITS * pass) & (BUCKETS - 1)]++] = r->a[i];
        swap = r->a;
        r->a = r->b;
        r->b = swap;
    }
}

double wr_i_rank_at(const struct wr_i_rank *r, const double *x, double share)
{
    double place = __builtin_ceil(share * (double)r->n) - 1;
    size_t i = place < 0 ? 0 : (size_t)place;
    return x[r->a[i < r->n ? i : r->n - 1] & 0xFFFFFFFFu];
}

double wr_i_rank_centred(const struct wr_i_rank *r, float *ranks)
{
    double squares = 0, middle = ((double)r->n - 1) / 2;

    for (size_t i = 0, j; i < r->n; i = j) {
        for (j = i + 1; j < r->n && r->a[j] >> 32 == r->a[i] >> 32; j++)
            ;
        double rank = ((double)i + (double)j - 1) / 2 - middle;
        for (size_t k = i; k < j; k++)
            ranks[r->a[k] & 0xFFFFFFFFu] = (float)rank;
        squares += rank * rank * (double)(j - i);
    }
    return squares;
}
