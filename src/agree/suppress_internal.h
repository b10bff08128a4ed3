/* What may be worked out from what is shown: between suppress.c and suppress_range.c. */
#ifndef WR_AGREE_SUPPRESS_INTERNAL_H
#define WR_AGREE_SUPPRESS_INTERNAL_H

#include "agree/suppress.h"

/* Rules 2 to 6 for n ratings (at least `smallest`, which is at least WR_SUPPRESS_LEAST) of which so many stand in each third, with such percentiles: what
 * is printed. thirds[] are left at what rule 3 and 5 say of them. */
struct wr_i_suppress_known {
    int n, thirds[3];
    double p30, median, p70;
};
void wr_i_suppress_print(const struct wr_i_suppress_known *known, int smallest, struct wr_suppressed *out);

/* Narrows out->thirds to all that is consistent with what is printed: by trying every value of the ratings whose ranks the percentiles rest on. O(3003 n). */
void wr_i_suppress_range(int smallest, struct wr_suppressed *out);

#endif
