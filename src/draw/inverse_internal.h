/* A distribution's inverse as a table: polynomials between exact values.
 *
 * p = min(u, 1 - u) from 2^-12 to 1/2 is cut into 11 octaves of 16 equal parts, for each of the two tails. In a part stands the polynomial of
 * degree 5 that has the exact value, slope and curvature of the quantile function at both ends (Hermite interpolation; W. Hoermann,
 * J. Leydold, "Continuous random variate generation by fast numerical inversion", ACM TOMACS 13, 2003). So the table meets itself, rises
 * where the quantile does, and is within 1e-8 of the value. Beyond it (one draw in 2,048) the exact inverse is computed. */
#ifndef WR_DRAW_INVERSE_INTERNAL_H
#define WR_DRAW_INVERSE_INTERNAL_H

#include "draw/elementary.h"

#define WR_I_INVERSE_OCTAVES 11
#define WR_I_INVERSE_PARTS (WR_I_INVERSE_OCTAVES * 16)

struct wr_inverse {
    double piece[2][WR_I_INVERSE_PARTS][6]; /* lower tail, upper tail */
};

/* A quantile function with its derivatives: at p of the lower tail (upper 0) or of the upper one, gives x, and dx/dp and d2x/dp2 where p is the
 * chance of that tail. `near` is a value not far from the answer, 0 when unknown. */
typedef void wr_i_inverse_exact(const void *self, int upper, double p, double near, double out[3]);

void wr_i_inverse_fill(struct wr_inverse *table, wr_i_inverse_exact *exact, const void *self);
/* The value at u, where p = min(u, 1 - u) >= 2^-12. No branch: on which side of 1/2 u lies could not be foreseen. */
static inline double wr_i_inverse_at(const struct wr_inverse *table, double u)
{
    double v = 1.0 - u, p = u < v ? u : v;
    p = p < 0x1.fffffffffffffp-2 ? p : 0x1.fffffffffffffp-2; /* 1/2 itself would be the next octave */
    uint64_t bits = wr_draw_bits(p), upper = wr_draw_bits(0.5 - u) >> 63;
    const double *c = table->piece[0][0] + 6 * ((bits >> 48) - ((uint64_t)(1023 - 12) << 4) + upper * WR_I_INVERSE_PARTS);
    /* 2^(4 - exponent): a part is 2^-4 of the octave's start */
    double t = (p - wr_draw_double(bits & 0xFFFF000000000000u)) * wr_draw_double(((uint64_t)(2046 + 4) << 52) - (bits & 0x7FF0000000000000u));
    double t2 = t * t;
    return (c[0] + c[1] * t) + t2 * ((c[2] + c[3] * t) + t2 * (c[4] + c[5] * t));
}

#endif
