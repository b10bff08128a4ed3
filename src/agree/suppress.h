/* What may be shown of answers without showing what single people answered.
 *
 * The rules are public, and must give nobody away even to somebody who knows them. So they are kept simple: what is printed of one set of answers depends
 * on that set alone; every other number that counts answers (totals, shares, consensus) is worked out from what is printed, as a range where a count is
 * one; and a set too small to be shown enters no number at all. So there is nothing to subtract. With k the smallest cell (5, or more when the trust asks for
 * more; never fewer: with 3 the rules below would not hold), for a set of n ratings:
 *
 *  1. n = 0 is shown as 0. Of n from 1 to k - 1 only "fewer than k" is shown, and nothing else.
 *  2. From n = k on: n, and whether they are divided (DI > 1).
 *  3. If no third (against 1-3, unsure 4-6, for 7-9) holds 1 to k - 1 people - below n = 2k - 1: if all stand in one third - nothing small is hidden, and
 *     all is shown: thirds, median, P30, P70, DI. Below n = 2k - 1 two small parts could be told from each other's size.
 *  4. Else, when they are divided: no count of a side. From n = 2k the third that holds the median, from 2k + 1 the median too. (Of five people who are
 *     divided, the median's side alone would tell that three stand against two.)
 *  5. Else, not divided: the third that holds the median, from n = 2k the median too; and from n = 2k - 1 how many are for against all others, when both
 *     parts are 0 or at least k; when one is smaller, which of the two ("all but fewer than 5").
 *  6. A median that is not all shown (3) is rounded up to a whole number: 3.5 between two thirds would tell how many stand on each side of it. (The method
 *     gives a median between two thirds to the higher.)
 *
 * Two shifts of one group: the counts of people by rule 5's last part; their answers only when rule 3 holds for both. Gradients: all eight when none holds
 * 1 to k - 1 people, else supporting, between and against by rules 3 and 5 without median.
 * Zero is a cell of nobody, and is shown where the rest may be shown (as in NHS statistics, which suppress 1 to k - 1).
 *
 * Test: every set of 5 to 13 ratings, and pairs of shifts, grouped by what would be printed: no third, and no two thirds together, that hold 1 to k - 1
 * people have one possible value only. */
#ifndef WR_AGREE_SUPPRESS_H
#define WR_AGREE_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "agree/rand.h"

#define WR_SUPPRESS_LEAST 5

/* A count as it may be shown: the number (low == high), or only that it lies between two. */
struct wr_shown {
    int low, high;
};
static inline struct wr_shown wr_shown_exactly(int n) { return (struct wr_shown){n, n}; }
static inline bool wr_shown_exact(struct wr_shown s) { return s.low == s.high; }

struct wr_suppressed { /* what may be shown of one set of ratings */
    struct wr_shown n;
    bool shown;                  /* n is at least k: what follows means something */
    bool full;                   /* rule 3: nothing is held back */
    bool divided;                /* DI > 1 */
    enum wr_third third;         /* that holds the median; NONE: not to be said */
    double median, p30, p70, di; /* NaN: not to be shown */
    enum wr_panel_rule panel;    /* only when full, else NOT_FOR_THIS_SIZE */
    struct wr_shown thirds[3];   /* against, unsure, for: exact when full, else the smallest range that a reader can work out anyway */
};
/* `smallest` below WR_SUPPRESS_LEAST counts as that, here and below. */
void wr_suppress_ratings(const int counts[WR_RATINGS], int smallest, struct wr_suppressed *out);
/* A count of people as such: exact when it is 0 or at least `smallest`. */
struct wr_shown wr_suppress_count(int n, int smallest);
/* How many of n (shown, at least `smallest`) are in a part: exact, or on which side the few are, or only 0 to n. */
struct wr_shown wr_suppress_part(int n, int part, int smallest);
/* All parts exactly, or none of them (0 to n): true when exact. */
bool wr_suppress_parts(const int *parts, size_t n_parts, int smallest, struct wr_shown *out);
/* Whether a total over several sets is at least `wanted` (a whole number): 1, 0, or -1 when it may not be said. `range` is the total of what is shown of the
 * sets, `hidden` the number of sets of it that are not exact, `total` the truth. It is said when the range says it; and, of at least two such sets, when
 * either answer leaves at least four totals possible. (With two, a few cells could be worked out; with three, none that the test tries.) */
int wr_suppress_reaches(struct wr_shown range, size_t hidden, int total, int wanted);

#endif
