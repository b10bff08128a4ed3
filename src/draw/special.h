/* Special functions that the distributions need, the same bits everywhere; not for the hot path. Bounds are those that
 * tests/draw/test_special.c measures against GSL. */
#ifndef WR_DRAW_SPECIAL_H
#define WR_DRAW_SPECIAL_H

double wr_draw_log1p(double x);              /* log(1 + x), x > -1 */
double wr_draw_expm1(double x);              /* exp(x) - 1 */
double wr_draw_pow(double x, double y);      /* x > 0 */
double wr_draw_normal_cdf(double x);         /* P(Z <= x) */
double wr_draw_log_gamma(double x);          /* x > 0 */
double wr_draw_gamma_cdf(double a, double x); /* regularised lower incomplete gamma, shape a > 0, x >= 0 */
double wr_draw_gamma_quantile(double a, double p); /* its inverse, 0 < p < 1 */
double wr_draw_beta_cdf(double a, double b, double x); /* regularised incomplete beta */
double wr_draw_beta_quantile(double a, double b, double p);

#endif
