/* Between the files that say things. */
#ifndef WR_TRIAL_SAY_INTERNAL_H
#define WR_TRIAL_SAY_INTERNAL_H

#include "trial/say.h"

/* "52 weeks", "5 years", "19 h" */
void wr_i_say_time(struct wr_buf *out, double seconds);
/* "70 in 100", "1 in 230": a share of counts that are averages over the runs and need no interval of their own. */
void wr_i_say_part(struct wr_buf *out, double part, double of);
/* Level and difference of a harm, in one sentence. */
void wr_i_say_harm_option(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t harm);
/* Decimal places for one end of a range whose width asks for `places`: more, up to `most`, when it would look like 0 and is not. */
int wr_i_say_places_of_end(double x, int places, int most);
/* The values, by replication, that an objective's target is about: for a harm its expected number a year, or per patient when the target is a share. */
const double *wr_i_say_target_values(const struct wr_trial *t, size_t v, size_t row, const struct wr_objective *o);

#endif
