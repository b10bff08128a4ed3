/* Between the files of draw/: starts and ends that the special functions share. */
#ifndef WR_DRAW_SPECIAL_INTERNAL_H
#define WR_DRAW_SPECIAL_INTERNAL_H

/* Natural logarithm of any number: -infinity at 0, NaN below, subnormal numbers too. */
double wr_i_draw_log_any(double x);
/* The quantile, searched from `start` > 0: few steps when it is near. */
double wr_i_draw_gamma_quantile_from(double a, double p, double start);
double wr_i_draw_beta_quantile_from(double a, double b, double p, double start);

#endif
