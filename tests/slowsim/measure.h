/* Measures, worked out from a walk alone. */
#ifndef WR_TESTS_SLOWSIM_MEASURE_H
#define WR_TESTS_SLOWSIM_MEASURE_H

#include "slow.h"

/* The value of measure `which` of the model (stages: on its way; or NULL) over the collection time of `walk`; NAN when nothing was counted, INFINITY when the
 * walk does not say it (two errands of one patient that cannot be told apart). */
double measure_of(const struct wr_model *m, const struct wr_stages *stages, const struct slow_walk *walk, size_t which);
/* Whether measure_of knows it. */
bool measure_known(const struct wr_model *m, const struct wr_stages *stages, size_t which);

#endif
