/* Who was heard: of those invited, and of those in post; by group, and the night apart. */
#ifndef WR_AGREE_COVERAGE_H
#define WR_AGREE_COVERAGE_H

#include "agree/suppress.h"

/* A share as it may be shown: low == high when the counts behind it may be shown; NaN: it cannot be said. 0 to 1 (over 1 when more answered than were
 * invited: shown as it is, and told). */
struct wr_share {
    double low, high;
};
struct wr_coverage {
    int invited, in_post, night_invited, night_in_post; /* -1: not said */
    struct wr_shown heard, night_heard;
    struct wr_share coverage;      /* heard / invited; 0 when the group should be heard and nobody was invited */
    struct wr_share reach;         /* invited / in post */
    struct wr_share of_post;       /* heard / in post */
    struct wr_share night_of_post; /* heard at night / in post at night; NaN when nobody of the group works at night, or it is not said */
};
/* Fills the shares from the counts. `should`: the group should be heard. */
void wr_coverage_fill(struct wr_coverage *c, bool should);

#endif
