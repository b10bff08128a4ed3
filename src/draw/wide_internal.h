/* The two loops that a run spends most of its draws in, for processors with 256-bit registers (AVX2). They are chosen while the program runs and
 * give the same bits as the plain loops: the same operations on each element, and no fused multiply-add. Elsewhere the plain loops serve. */
#ifndef WR_DRAW_WIDE_INTERNAL_H
#define WR_DRAW_WIDE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/stream.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define WR_DRAW_WIDE 1
static inline bool wr_i_draw_is_wide(void) { return __builtin_cpu_supports("avx2") != 0; }
#else
static inline bool wr_i_draw_is_wide(void) { return false; }
#endif

/* As many of wr_draw_pairs as whole groups of eight hold; returns how many. Only where wr_i_draw_is_wide. */
size_t wr_i_draw_pairs_wide(struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first,
                            double *restrict second);
/* x[i] = mean * -log(1 - u[i]); x and u may be the same array. Only where wr_i_draw_is_wide. */
void wr_i_draw_exponentials_wide(double mean, const double *u, size_t n, double *x);

#endif
