/* Between the files of draw/ that make samplers. */
#ifndef WR_DRAW_SAMPLER_INTERNAL_H
#define WR_DRAW_SAMPLER_INTERNAL_H

#include "draw/sampler.h"

/* Whether a kind may be given by exactly these parameters (bits by enum wr_param; cuts are left out of account). */
bool wr_i_sampler_set_allowed(enum wr_sampler_kind kind, uint32_t given);
/* Mean and variance of the uncut distribution; infinite where a double cannot hold them. */
void wr_i_sampler_uncut(const struct wr_sampler *s, double *mean, double *variance);
/* P(X < x): differs from the cdf where single values have a chance. */
double wr_i_sampler_below(const struct wr_sampler *s, double x);

#endif
