/* Own log, exp and normal quantile: the same bits on every processor, compiler and optimisation level, and fast.
 *
 * Only + - * / sqrt and integer operations on IEEE doubles, without contraction (-ffp-contract=off), so there is nothing to differ.
 * Bounds below are measured by tests/draw/test_elementary.c against long double. Arguments outside the stated range are the caller's bug. */
#ifndef WR_DRAW_ELEMENTARY_H
#define WR_DRAW_ELEMENTARY_H

/* PLACEHOLDER for the inline forms: declared here, see elementary.c */
/* Natural logarithm, x normal, positive and finite. */
double wr_draw_log(double x);
/* e to the x. Below -708 it is 0; above 709.78 infinite. */
double wr_draw_exp(double x);
/* The normal quantile, 0 < u < 1. */
double wr_draw_normal_quantile(double u);

#endif
