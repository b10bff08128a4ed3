#include "agree/suppress.h"

#include <math.h>

static int at_least(int smallest) { return smallest < WR_SUPPRESS_LEAST ? WR_SUPPRESS_LEAST : smallest; }

static bool fit_to_show(int n, int smallest) { return n == 0 || n >= smallest; }

struct wr_shown wr_suppress_count(int n, int smallest)
{
    smallest = at_least(smallest);
    return fit_to_show(n, smallest) ? wr_shown_exactly(n) : (struct wr_shown){1, smallest - 1};
}

struct wr_shown wr_suppress_part(int n, int part, int smallest)
{
    int rest = n - part;

    smallest = at_least(smallest);
    if (n < 2 * smallest - 1) /* two small parts: each other's size would tell them */
        return part == 0 || rest == 0 ? wr_shown_exactly(part) : (struct wr_shown){0, n};
    if (fit_to_show(part, smallest) && fit_to_show(rest, smallest))
        return wr_shown_exactly(part);
    return part >= smallest ? (struct wr_shown){n - smallest + 1, n - 1} : (struct wr_shown){1, smallest - 1};
}

bool wr_suppress_parts(const int *parts, size_t n_parts, int smallest, struct wr_shown *out)
{
    int n = 0, most = 0;
    bool all = true;

    smallest = at_least(smallest);
    for (size_t i = 0; i < n_parts; i++) {
        n += parts[i];
        most = parts[i] > most ? parts[i] : most;
        all = all && fit_to_show(parts[i], smallest);
    }
    if (n < 2 * smallest - 1)
        all = most == n && fit_to_show(n, smallest);
    for (size_t i = 0; i < n_parts; i++)
        out[i] = all ? wr_shown_exactly(parts[i]) : (struct wr_shown){0, n};
    return all;
}

static void at_most(struct wr_shown *s, int high)
{
    if (s->high > high)
        s->high = high;
}

/* What the median's third says of the others by itself: a reader can work it out, so it is no secret. */
static void tighten(struct wr_shown thirds[3], enum wr_third third, int n)
{
    int half = (n + 1) / 2, rest = n / 2; /* a median for: at least half of them are */

    if (third == WR_THIRD_NONE)
        return;
    if (third != WR_THIRD_FOR)
        at_most(&thirds[WR_THIRD_FOR], rest);
    if (third != WR_THIRD_AGAINST)
        at_most(&thirds[WR_THIRD_AGAINST], rest);
    if (third != WR_THIRD_UNSURE && thirds[third].low < half)
        thirds[third].low = half;
    if (third != WR_THIRD_UNSURE)
        at_most(&thirds[WR_THIRD_UNSURE], n - thirds[third].low);
}

/* Rules 4 to 6. */
static void show_some(const struct wr_rand *r, int smallest, struct wr_suppressed *out)
{
    int n = r->n;
    double median = ceil(r->median);

    for (int t = 0; t < 3; t++)
        out->thirds[t] = (struct wr_shown){0, n};
    if (!r->disagreement || n >= 2 * smallest)
        out->third = wr_third_of(median);
    if (n >= 2 * smallest + (r->disagreement ? 1 : 0))
        out->median = median;
    if (!r->disagreement && n >= 2 * smallest - 1) {
        struct wr_shown agree = wr_suppress_part(n, r->thirds[WR_THIRD_FOR], smallest);
        out->thirds[WR_THIRD_FOR] = agree;
        out->thirds[WR_THIRD_UNSURE].high = out->thirds[WR_THIRD_AGAINST].high = n - agree.low;
    }
    tighten(out->thirds, out->third, n);
}

void wr_suppress_ratings(const int counts[WR_RATINGS], int smallest, struct wr_suppressed *out)
{
    struct wr_rand r;

    smallest = at_least(smallest);
    wr_rand_of(counts, &r);
    *out = (struct wr_suppressed){.n = wr_suppress_count(r.n, smallest),
                                  .shown = r.n >= smallest,
                                  .third = WR_THIRD_NONE,
                                  .median = NAN,
                                  .p30 = NAN,
                                  .p70 = NAN,
                                  .di = NAN};
    for (int t = 0; t < 3; t++)
        out->thirds[t] = (struct wr_shown){0, out->n.high};
    if (!out->shown)
        return;
    out->divided = r.disagreement;
    out->full = wr_suppress_parts(r.thirds, 3, smallest, out->thirds);
    if (!out->full) {
        show_some(&r, smallest, out);
        return;
    }
    out->third = r.median_third;
    out->median = r.median;
    out->p30 = r.p30;
    out->p70 = r.p70;
    out->di = r.di;
    out->panel = r.panel;
}
