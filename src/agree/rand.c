#include "agree/rand.h"

#include <math.h>
#include <string.h>

/* The rating of rank i (from 0) among the sorted ratings. */
static int ranked(const int counts[WR_RATINGS], int i)
{
    int below = 0;

    for (int r = 0; r < WR_RATINGS; r++) {
        below += counts[r];
        if (below > i)
            return r + 1;
    }
    return WR_RATINGS;
}

static int total(const int counts[WR_RATINGS])
{
    int n = 0;

    for (int r = 0; r < WR_RATINGS; r++)
        n += counts[r];
    return n;
}

double wr_rand_percentile(const int counts[WR_RATINGS], int percent)
{
    long n = total(counts), hundredths;
    int low, rest;

    if (n == 0)
        return NAN;
    hundredths = (n - 1) * percent; /* the rank in hundredths: whole numbers, so that 0.7 of 10 is 7 */
    low = (int)(hundredths / 100);
    rest = (int)(hundredths % 100);
    if (rest == 0)
        return ranked(counts, low);
    return ranked(counts, low) + rest * (ranked(counts, low + 1) - ranked(counts, low)) / 100.0;
}

double wr_rand_ipras(double p30, double p70) { return 2.35 + 1.5 * fabs(5 - (p30 + p70) / 2); }

enum wr_third wr_third_of(double rating)
{
    if (!(rating >= 1))
        return WR_THIRD_NONE;
    return rating >= 6.5 ? WR_THIRD_FOR : rating >= 3.5 ? WR_THIRD_UNSURE : WR_THIRD_AGAINST;
}

const char *wr_third_words(enum wr_third third)
{
    return third == WR_THIRD_FOR ? "for" : third == WR_THIRD_UNSURE ? "unsure" : third == WR_THIRD_AGAINST ? "against" : "no rating";
}

static enum wr_panel_rule panel_rule(const struct wr_rand *r)
{
    int step;

    if (r->n < 8 || r->n > 16)
        return WR_PANEL_NOT_FOR_THIS_SIZE;
    step = (r->n - 8) / 3; /* 8-10, 11-13, 14-16 */
    if (r->thirds[WR_THIRD_AGAINST] >= 3 + step && r->thirds[WR_THIRD_FOR] >= 3 + step)
        return WR_PANEL_DISAGREEMENT;
    return r->n - r->thirds[r->median_third] <= 2 + step ? WR_PANEL_AGREEMENT : WR_PANEL_NEITHER;
}

void wr_rand_of(const int counts[WR_RATINGS], struct wr_rand *out)
{
    memset(out, 0, sizeof *out);
    out->n = total(counts);
    for (int r = 0; r < WR_RATINGS; r++)
        out->thirds[r / 3] += counts[r];
    out->median = wr_rand_percentile(counts, 50);
    out->p30 = wr_rand_percentile(counts, 30);
    out->p70 = wr_rand_percentile(counts, 70);
    out->ipr = out->p70 - out->p30;
    out->ipras = wr_rand_ipras(out->p30, out->p70);
    out->di = out->ipr / out->ipras;
    out->disagreement = out->n > 0 && out->ipr > out->ipras;
    out->median_third = wr_third_of(out->median);
    out->verdict = out->disagreement ? WR_THIRD_UNSURE : out->median_third;
    out->panel = panel_rule(out);
}
