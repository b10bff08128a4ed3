/* A distribution's inverse as a table: polynomials between exact values.
 *
 * p = min(u, 1 - u) from 2^-12 to 1/2 is cut into 11 octaves of 16 equal parts, for each of the two tails. In a part stands the polynomial of
 * degree 5 that has the exact value, slope and curvature of the quantile function at both ends (Hermite interpolation; W. Hoermann,
 * J. Leydold, "Continuous random variate generation by fast numerical inversion", ACM TOMACS 13, 2003). So the table meets itself, rises
 * where the quantile does, and is within 1e-8 of the value (lognormals: 1e-9). Beyond it (one draw in 2,048) the exact inverse is computed. */
#ifndef WR_DRAW_INVERSE_INTERNAL_H
#define WR_DRAW_INVERSE_INTERNAL_H

#include "draw/elementary.h"

#define WR_I_INVERSE_OCTAVES 11
#define WR_I_INVERSE_PARTS (WR_I_INVERSE_OCTAVES * 16)

struct wr_inverse {
    /* Lower tail, upper tail; coefficients by powers of the distance from a part's start. The last of each tail: the value at 1/2. */
    double piece[2 * (WR_I_INVERSE_PARTS + 1)][6];
};

/* A quantile function with its derivatives: at p of the lower tail (upper 0) or of the upper one, gives x, and dx/dp and d2x/dp2 where p is the
 * chance of that tail. `near` is a value not far from the answer, 0 when unknown. */
typedef void wr_i_inverse_exact(const void *self, int upper, double p, double near, double out[3]);

void wr_i_inverse_fill(struct wr_inverse *table, wr_i_inverse_exact *exact, const void *self);
/* Which part u lies in. p: min(u, 1 - u), from 2^-12 on. */
static inline uint64_t wr_i_inverse_part(double u, double p)
{
    uint64_t part = (wr_draw_bits(p) >> 48) - ((uint64_t)(1023 - 12) << 4), upper = wr_draw_bits(0.5 - u) >> 63;
    return part + (WR_I_INVERSE_PARTS + 1) * upper;
}

/* The value in this part. No branch: on which side of 1/2 u lies could not be foreseen. */
static inline double wr_i_inverse_at(const struct wr_inverse *table, uint64_t part, double p)
{
    const double *c = table->piece[part];
    double t = p - wr_draw_double(wr_draw_bits(p) & 0xFFFF000000000000u), t2 = t * t;
    return (c[0] + c[1] * t) + t2 * ((c[2] + c[3] * t) + t2 * (c[4] + c[5] * t));
}

#endif
