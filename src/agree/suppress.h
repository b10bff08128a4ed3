/* What may be shown of a group's answers without showing what single people answered.
 *
 * The rule is written so that it can be read backwards by anybody, and still gives nobody away: what is printed of one set of answers depends on that
 * set alone, every number on a page that counts answers is worked out from what is printed here (sums and shares of ranges), and what a group gave that is
 * too small to be shown enters no number at all. So there is nothing to subtract. For a set of n answers, with k the smallest cell (5):
 *
 *  1. n = 0 is shown as 0. With n from 1 to k - 1 only "fewer than k" is shown, and nothing else.
 *  2. From n = k on, n is shown, and whether they disagree (DI > 1). How the split is shown: see wr_suppress_split.
 *  3. The median is shown from n = k on unless they disagree, and from n = 2k on always: of five people who disagree the median would tell how many
 *     stand on each side. P30, P70 and DI as numbers need more people (WR_SUPPRESS_EXACT times k): they are ranks, and ranks count people.
 *
 * That no cell of 1 to k - 1 can be worked out from what is printed (with full knowledge of these rules) is a test, over all sets of answers of small
 * groups. Zero is a cell of nobody, and is shown where the rest may be shown. */
#ifndef WR_AGREE_SUPPRESS_H
#define WR_AGREE_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "agree/rand.h"

/* A count as it may be shown: the number (low == high), or only that it lies between two. */
struct wr_shown {
    int low, high;
};

#endif
