/* Special functions that the distributions need, the same bits everywhere; not for the hot path. Bounds are those that
 * tests/draw/test_special.c measures against GSL. Arguments outside the stated range give NaN. */
#ifndef WR_DRAW_SPECIAL_H
#define WR_DRAW_SPECIAL_H

double wr_draw_log1p(double x);                        /* log(1 + x), x > -1: 4 ulp */
double wr_draw_expm1(double x);                        /* exp(x) - 1: 4 ulp */
double wr_draw_pow(double x, double y);                /* x >= 0, by exp(y log x): relative error below 3e-16 (2 + |y log x|) */
double wr_draw_normal_cdf(double x);                   /* P(Z <= x): relative error below 1e-14 for x > -38 */
double wr_draw_log_gamma(double x);                    /* log of the gamma function, x > 0: absolute error below 1e-14 (1 + |value|) */
double wr_draw_gamma_cdf(double a, double x);          /* gamma of shape a > 0, scale 1: P(X <= x), relative error below 1e-12 */
double wr_draw_gamma_upper(double a, double x);        /* P(X > x), as exact in its own size */
double wr_draw_gamma_density(double a, double x);      /* x > 0 */
double wr_draw_gamma_quantile(double a, double p);     /* 0 < p < 1, relative error below 1e-12 for a >= 0.05 */
double wr_draw_beta_cdf(double a, double b, double x); /* beta of shapes a, b > 0 at 0 <= x <= 1, relative error below 1e-11 */
double wr_draw_beta_density(double a, double b, double x);
double wr_draw_beta_quantile(double a, double b, double p);

#endif
