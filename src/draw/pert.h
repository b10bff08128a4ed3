/* Three-point estimates: the beta-PERT distributions, many of them cheaply.
 *
 * A beta-PERT on least to most with the likeliest value between has shapes 1 + 4t and 5 - 4t, t = (likeliest - least) / (most - least): a family with
 * one number. Its quantile changes smoothly with t, so tables of the inverse (sampler.h) are made exactly for 33 values of t, each when first
 * needed, and the table of any other is put together from the six next to it (interpolation in t of degree 5): microseconds instead of a
 * millisecond. Within 1e-6 of the width of the exact quantile for u from 2^-12 to 1 - 2^-12; exact beyond. The mean is kept to rounding. */
#ifndef WR_DRAW_PERT_H
#define WR_DRAW_PERT_H

#include "draw/sampler.h"

#define WR_PERT_NODES 33

struct wr_pert {
    struct wr_arena arena;
    struct wr_sampler node[WR_PERT_NODES];
};

void wr_pert_init(struct wr_pert *p);
void wr_pert_free(struct wr_pert *p); /* safe twice */

/* The distribution of an estimate, ready to be drawn from; its table (17 kB) in `arena`. A constant when least and most are equal.
 * WR_ERR_MISTAKES when the three do not rise in this order; WR_ERR_MEMORY. */
int wr_pert_sampler(struct wr_pert *p, double least, double likeliest, double most, struct wr_arena *arena,
                    struct wr_sampler *s) WR_MUST_USE;

/* (a + 4m + b) / 6, and the variance of the beta-PERT: (mean - a)(b - mean) / 7. (The textbook's ((b - a) / 6)^2 is a rule of thumb that agrees with it
 * only for some m.) */
double wr_pert_mean(double least, double likeliest, double most);
double wr_pert_variance(double least, double likeliest, double most);

#endif
