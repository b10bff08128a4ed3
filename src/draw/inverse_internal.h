/* A distribution's inverse as a table: polynomials between exact values.
 *
 * p = min(u, 1 - u) from 2^-12 to 1/2 is cut into 11 octaves of 16 equal parts, for each of the two tails. In a part stands the polynomial of
 * degree 5 that has the exact value, slope and curvature of the quantile function at both ends (Hermite interpolation; W. Hoermann,
 * J. Leydold, "Continuous random variate generation by fast numerical inversion", ACM TOMACS 13, 2003). So the table meets itself, rises
 * where the quantile does, and is within 1e-8 of the value. Beyond it (one draw in 2,048) the exact inverse is computed. */
#ifndef WR_DRAW_INVERSE_INTERNAL_H
#define WR_DRAW_INVERSE_INTERNAL_H

#define WR_I_INVERSE_OCTAVES 11
#define WR_I_INVERSE_PARTS (WR_I_INVERSE_OCTAVES * 16)

struct wr_inverse {
    double piece[2][WR_I_INVERSE_PARTS][6]; /* lower tail, upper tail */
};

/* A quantile function with its derivatives: at p of the lower tail (upper 0) or of the upper one, gives x, and dx/dp and d2x/dp2 where p is the
 * chance of that tail. `near` is a value not far from the answer, 0 when unknown. */
typedef void wr_i_inverse_exact(const void *self, int upper, double p, double near, double out[3]);

void wr_i_inverse_fill(struct wr_inverse *table, wr_i_inverse_exact *exact, const void *self);
/* The value at p = min(u, 1 - u) >= 2^-12. */
double wr_i_inverse_at(const struct wr_inverse *table, int upper, double p);

#endif
