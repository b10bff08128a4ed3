/* Between the files that say things. */
#ifndef WR_TRIAL_SAY_INTERNAL_H
#define WR_TRIAL_SAY_INTERNAL_H

#include "trial/say.h"

/* "52 weeks", "5 years", "19 h" */
void wr_i_say_time(struct wr_buf *out, double seconds);
/* "70 in 100", "1 in 230": a share of counts that are averages over the runs and need no interval of their own. */
void wr_i_say_part(struct wr_buf *out, double part, double of);
/* The values, by replication, that an objective's target is about: for a harm its expected number a year, or per patient when the target is a share. */
const double *wr_i_say_target_values(const struct wr_trial *t, size_t v, size_t row, const struct wr_objective *o);

#endif
