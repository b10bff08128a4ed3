/* Results for other programs: JSON with everything, and tidy CSV. Both say nothing of the clock, the machine or the number of threads: identical runs give
 * identical bytes. The structure is written down in docs/results.md; names are only ever added. */
#ifndef WR_TRIAL_RESULTS_H
#define WR_TRIAL_RESULTS_H

#include "base/buf.h"
#include "trial/trial.h"

/* `version`: of the program. Times are seconds, shares 0 to 1, harms expected numbers a year of 365 days; what is not known is null. */
void wr_trial_json(struct wr_buf *out, const struct wr_trial *t, const char *version);
void wr_why_json(struct wr_buf *out, const struct wr_why *why, const char *version);
/* One row a variant, part, name, replication and statistic; `replication` is empty for statistics over all of them. */
void wr_trial_csv(struct wr_buf *out, const struct wr_trial *t);

#endif
