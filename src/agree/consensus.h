/* Do all groups agree, or only the largest? Group-aware consensus over declared role groups, and the weights of swing weighting.
 *
 * In one heap, a hundred executives drown four nurses. Here every group counts the same, however large:
 *
 *   product     over groups of (A + 1) / (S + 2)                               (Polis, compdemocracy/polis: Laplace's rule)
 *   geometric   mean over groups of p (1 - q), p = (A + 1/2) / (S + 1),
 *               q = (D + 1/2) / (S + 1)                                        (Jeffreys' prior; red-dwarf, pull request 120, 2026)
 *
 * with A agreeing, D disagreeing and S seen, of each group. The groups are those that people.yaml declares, never clusters found by a machine: with forty
 * people such clusters are noise, and the question is whether nurses are heard.
 *
 * How answers map: a rating of 7 to 9 agrees, 1 to 3 disagrees, 4 to 6 was seen and does neither. Of gradients (used for a group that gave no
 * ratings) endorse, agree
 * with minor contention and support with reservations agree; serious disagreement and veto disagree; abstain, more discussion needed, and don't like but
 * will support do neither: who goes along has not agreed. */
#ifndef WR_AGREE_CONSENSUS_H
#define WR_AGREE_CONSENSUS_H

#include <stddef.h>

#include "base/err.h"

struct wr_votes { /* of one group; halves and bounds are allowed */
    double agree, disagree, seen;
};
/* NaN when there is no group. */
double wr_consensus_pooled(const struct wr_votes *groups, size_t n); /* (sum A + 1) / (sum S + 2): the heap, to compare with */
double wr_consensus_product(const struct wr_votes *groups, size_t n);
double wr_consensus_geometric(const struct wr_votes *groups, size_t n);

enum wr_stance { WR_STANCE_NONE = -1, WR_STANCE_DISAGREES, WR_STANCE_NEITHER, WR_STANCE_AGREES };
enum wr_stance wr_stance_of_rating(int rating);     /* 1 to 9; NONE for others */
enum wr_stance wr_stance_of_gradient(int gradient); /* 0 to 7; NONE for others */

/* Swing weights: how much each worst-to-best swing matters against the greatest (100), divided by their sum: 100, 60, 40 become 0.5, 0.3, 0.2.
 * WR_ERR_LIMIT when one is negative or not a number, or all are 0. */
int wr_consensus_swing(const double *swings, size_t n, double *weights) WR_MUST_USE;

#endif
