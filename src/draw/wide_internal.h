/* The two loops that a run spends most of its draws in, for processors with registers of 256 or 512 bits. They are chosen while the program runs and
 * give the same bits as the plain loops: the same operations on each element, and no fused multiply-add. Elsewhere the plain loops serve. */
#ifndef WR_DRAW_WIDE_INTERNAL_H
#define WR_DRAW_WIDE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/stream.h"

/* Lanes of 64 bits in the widest register that serves: 8 (AVX-512), 4 (AVX2) or 0. */
#if defined(__x86_64__) && defined(__GNUC__)
#define WR_DRAW_WIDE 1
static inline int wr_i_draw_lanes(void) { return __builtin_cpu_supports("avx512f") ? 8 : __builtin_cpu_supports("avx2") ? 4 : 0; }
#else
static inline int wr_i_draw_lanes(void) { return 0; }
#endif

/* As many of wr_draw_pairs as whole groups of 2 x lanes hold; returns how many. `lanes`: wr_i_draw_lanes, or fewer. */
size_t wr_i_draw_pairs_wide(int lanes, struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first,
                            double *restrict second);
/* x[i] = mean * -log(1 - u[i]); x and u may be the same array. Only where there are 4 lanes or more. */
void wr_i_draw_exponentials_wide(double mean, const double *u, size_t n, double *x);

#endif
