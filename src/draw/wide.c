/* Blocks and exponentials four or eight to a register. */
#include "draw/wide_internal.h"

#include "draw/elementary.h"

#ifdef WR_DRAW_WIDE
#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))

#define LANES 4
#define TARGET "avx2"
#define PRODUCT(a, b) (lanes4) _mm256_mul_epu32((__m256i)(a), (__m256i)(b))
#include "draw/wide_pairs.inc"
#undef LANES
#undef TARGET
#undef PRODUCT
#define LANES 8
#define TARGET "avx512f"
#define PRODUCT(a, b) (lanes8) _mm512_mul_epu32((__m512i)(a), (__m512i)(b))
#include "draw/wide_pairs.inc"

size_t wr_i_draw_pairs_wide(int lanes, struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first,
                            double *restrict second)
{
    return lanes == 8 ? pairs8(key, id, count, first, second) : lanes == 4 ? pairs4(key, id, count, first, second) : 0;
}

WIDE void wr_i_draw_exponentials_wide(double mean, const double *u, size_t n, double *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = mean * -wr_draw_log(1.0 - u[i]);
}
#else
size_t wr_i_draw_pairs_wide(int lanes, struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first,
                            double *restrict second)
{
    (void)lanes, (void)key, (void)id, (void)count, (void)first, (void)second;
    return 0;
}

void wr_i_draw_exponentials_wide(double mean, const double *u, size_t n, double *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = mean * -wr_draw_log(1.0 - u[i]);
}
#endif
