/* How far ratings of 1 to 9 agree: the RAND/UCLA appropriateness method, and the classic rule for panels of 8 to 16 as a second opinion.
 *
 * Ratings come as counts: of[r] people gave r + 1. 1-3 is against, 4-6 unsure, 7-9 for. With P30 and P70 the percentiles of type 7 (linear between the
 * neighbours of rank (n - 1) p; worked in whole numbers, so that a rank that is whole stays whole),
 *
 *   IPR = P70 - P30    centre = (P30 + P70) / 2    IPRAS = 2.35 + 1.5 |5 - centre|    DI = IPR / IPRAS
 *
 * and people disagree when DI > 1: each one against the other, whatever the median says. A median between two regions (3.5, 6.5) counts to the higher.
 * Source: Fitch et al., The RAND/UCLA Appropriateness Method User's Manual, 2001; the constant 2.35 is confirmed by the worked row of BMJ Open
 * 2012;2:e001431, table 1, whose text prints 2.5 while its own result, 6.1, needs 2.35. */
#ifndef WR_AGREE_RAND_H
#define WR_AGREE_RAND_H

#include <stdbool.h>

#define WR_RATINGS 9
#define WR_RAND_FEWEST 5 /* ratings: fewer are never called agreement */

enum wr_third { WR_THIRD_NONE = -1, WR_THIRD_AGAINST, WR_THIRD_UNSURE, WR_THIRD_FOR }; /* NONE: nobody rated */
/* The classic rule (BMC Med Inform Decis Mak 12:93, table 7): n 8-10, 11-13, 14-16: agreement when at most 2, 3, 4 ratings lie outside the third that
 * holds the median; disagreement when at least 3, 4, 5 lie in each of 1-3 and 7-9. */
enum wr_panel_rule { WR_PANEL_NOT_FOR_THIS_SIZE, WR_PANEL_AGREEMENT, WR_PANEL_NEITHER, WR_PANEL_DISAGREEMENT };

struct wr_rand {
    int n;
    double median, p30, p70; /* NaN when n is 0, as all below */
    double ipr, ipras, di;
    bool disagreement;          /* ipr > ipras */
    enum wr_third median_third; /* the third that holds the median */
    enum wr_third verdict;      /* appropriate, uncertain, inappropriate: uncertain too when people disagree */
    enum wr_panel_rule panel;
    int thirds[3]; /* ratings in each third */
};
void wr_rand_of(const int counts[WR_RATINGS], struct wr_rand *out);
/* The percentile of type 7; percent 0 to 100; NaN when there is no rating. */
double wr_rand_percentile(const int counts[WR_RATINGS], int percent);
double wr_rand_ipras(double p30, double p70); /* how far apart P30 and P70 may be */
/* The third of a rating or of a median; NONE for NaN or 0. */
enum wr_third wr_third_of(double rating);
const char *wr_third_words(enum wr_third third); /* "for", "unsure", "against"; "no rating" */

#endif
