/* What we do not know: a best estimate with a 95% interval as clinical papers write it, and the family that says the same.
 *
 * The family is fitted so that its median (normal, logit-normal, lognormal) or mean (beta) is the estimate and its width that of the
 * interval; what its own 2.5% and 97.5% points then are is compared with the interval as written. */
#ifndef WR_DRAW_UNCERTAIN_H
#define WR_DRAW_UNCERTAIN_H

#include <stdbool.h>

#include "base/err.h"

enum wr_uncertain_family {
    WR_UNCERTAIN_BETA,         /* a proportion: first choice */
    WR_UNCERTAIN_LOGIT_NORMAL, /* a proportion whose interval is even on the log odds scale */
    WR_UNCERTAIN_LOGNORMAL,    /* a ratio or a positive quantity */
    WR_UNCERTAIN_NORMAL        /* anything else */
};

struct wr_uncertain {
    enum wr_uncertain_family family;
    double a, b;              /* beta: shapes; logit-normal, lognormal: mean and sd of the logit or log; normal: mean, sd */
    double estimate;          /* as written */
    double low, high;         /* as written */
    double fit_low, fit_high; /* the family's own 2.5% and 97.5% points */
    double misfit; /* the larger distance of the two points from those written, in parts of the interval's width, on the scale on which the
                                 family is a normal: 0 fits, over WR_UNCERTAIN_MISFIT does not */
};

#define WR_UNCERTAIN_MISFIT 0.1 /* above: the check warns */

/* Fits. WR_ERR_MISTAKES with *why set (static) when low <= estimate <= high does not hold with low < high, or the family cannot
 * hold the numbers (a proportion outside 0 to 1, a lognormal with low <= 0). */
int wr_uncertain_fit(double estimate, double low, double high, enum wr_uncertain_family family, struct wr_uncertain *fit,
                     const char **why) WR_MUST_USE;
/* For a proportion: beta, or logit-normal when that fits better. */
int wr_uncertain_fit_share(double estimate, double low, double high, struct wr_uncertain *fit, const char **why) WR_MUST_USE;
/* Quantile at p, 0 < p < 1: inversion, so that draws on common numbers go together. */
double wr_uncertain_at(const struct wr_uncertain *fit, double p);
double wr_uncertain_mean(const struct wr_uncertain *fit);
/* "beta", "logit-normal", "lognormal", "normal", as `as:` is written; -1 for an unknown word. */
const char *wr_uncertain_name(enum wr_uncertain_family family);
int wr_uncertain_of(const char *word);

#endif
