/* Blocks and exponentials four to a register. */
#include "draw/wide_internal.h"

#include "draw/elementary.h"

#ifdef WR_DRAW_WIDE
#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))

typedef uint64_t lanes __attribute__((vector_size(32)));
typedef double double_lanes __attribute__((vector_size(32)));
enum { LANES = 4, SIDE = 2, AT_ONCE = LANES * SIDE };

static inline WIDE lanes all(uint64_t x) { return (lanes){x, x, x, x}; }
static inline WIDE lanes product(lanes a, lanes b) { return (lanes)_mm256_mul_epu32((__m256i)a, (__m256i)b); }

static inline WIDE void store_units(lanes low, lanes high, double *to)
{
    double_lanes u = (double_lanes)((((low & all(0xFFFFFFFFu)) | high << 32) >> 12) | all(0x3FF0000000000000u));
    u -= (double_lanes){1.0 - 0x1p-53, 1.0 - 0x1p-53, 1.0 - 0x1p-53, 1.0 - 0x1p-53};
    memcpy(to, &u, sizeof u);
}

/* Four blocks in a register, two registers of each word at a time: their products do not wait for each other. The upper half of a lane may
 * hold anything, because a product reads only the lower one. A third of the time of the plain loop. */
WIDE size_t wr_i_draw_pairs_wide(struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first,
                                 double *restrict second)
{
    const lanes m0 = all(WR_DRAW_PHILOX_M0), m1 = all(WR_DRAW_PHILOX_M1);
    lanes k0[10], k1[10], number = all(id->number) + (lanes){0, 1, 2, 3};
    uint32_t a = key.word[0], b = key.word[1];
    size_t i;
    for (int round = 0; round < 10; round++, a += WR_DRAW_PHILOX_W0, b += WR_DRAW_PHILOX_W1) {
        k0[round] = all(a);
        k1[round] = all(b);
    }
    for (i = 0; i + AT_ONCE <= count; i += AT_ONCE) {
        lanes c0[SIDE], c1[SIDE], c2[SIDE], c3[SIDE];
        for (int j = 0; j < SIDE; j++) {
            c0[j] = number;
            c1[j] = all(id->owner);
            c2[j] = all(id->purpose);
            c3[j] = all(id->visit & 0xFFFFFFu);
            number += all(LANES);
        }
#pragma GCC unroll 10
        for (int round = 0; round < 10; round++) {
#pragma GCC unroll 2
            for (int j = 0; j < SIDE; j++) {
                lanes p0 = product(m0, c0[j]), p1 = product(m1, c2[j]);
                c0[j] = p1 >> 32 ^ (c1[j] ^ k0[round]);
                c2[j] = p0 >> 32 ^ (c3[j] ^ k1[round]);
                c1[j] = p1;
                c3[j] = p0;
            }
        }
        for (int j = 0; j < SIDE; j++) {
            store_units(c0[j], c1[j], first + i + (size_t)(LANES * j));
            store_units(c2[j], c3[j], second + i + (size_t)(LANES * j));
        }
    }
    return i;
}

WIDE void wr_i_draw_exponentials_wide(double mean, const double *u, size_t n, double *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = mean * -wr_draw_log(1.0 - u[i]);
}
#else
size_t wr_i_draw_pairs_wide(struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first,
                            double *restrict second)
{
    (void)key, (void)id, (void)count, (void)first, (void)second;
    return 0;
}

void wr_i_draw_exponentials_wide(double mean, const double *u, size_t n, double *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = mean * -wr_draw_log(1.0 - u[i]);
}
#endif
