#include "agree/suppress.h"

#include <math.h>

#include "agree/suppress_internal.h"

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

/* Rules 4 to 6. */
static void print_some(const struct wr_i_suppress_known *known, int smallest, struct wr_suppressed *out)
{
    int n = known->n;
    double median = ceil(known->median);

    if (!out->divided || n >= 2 * smallest)
        out->third = wr_third_of(median);
    if (n >= 2 * smallest + (out->divided ? 1 : 0))
        out->median = median;
    if (!out->divided && n >= 2 * smallest - 1)
        out->thirds[WR_THIRD_FOR] = wr_suppress_part(n, known->thirds[WR_THIRD_FOR], smallest);
}

void wr_i_suppress_print(const struct wr_i_suppress_known *known, int smallest, struct wr_suppressed *out)
{
    double ipr = known->p70 - known->p30, ipras = wr_rand_ipras(known->p30, known->p70);

    *out = (struct wr_suppressed){.n = wr_shown_exactly(known->n),
                                  .shown = true,
                                  .divided = ipr > ipras,
                                  .third = WR_THIRD_NONE,
                                  .median = NAN,
                                  .p30 = NAN,
                                  .p70 = NAN,
                                  .di = NAN};
    out->full = wr_suppress_parts(known->thirds, 3, smallest, out->thirds);
    if (!out->full) {
        print_some(known, smallest, out);
        return;
    }
    out->third = wr_third_of(known->median);
    out->median = known->median;
    out->p30 = known->p30;
    out->p70 = known->p70;
    out->di = ipr / ipras;
}

void wr_suppress_ratings(const int counts[WR_RATINGS], int smallest, struct wr_suppressed *out)
{
    struct wr_i_suppress_known known;
    struct wr_rand r;

    smallest = at_least(smallest);
    wr_rand_of(counts, &r);
    if (r.n < smallest) {
        *out = (struct wr_suppressed){
            .n = wr_suppress_count(r.n, smallest), .third = WR_THIRD_NONE, .median = NAN, .p30 = NAN, .p70 = NAN, .di = NAN};
        for (int t = 0; t < 3; t++)
            out->thirds[t] = (struct wr_shown){0, out->n.high};
        return;
    }
    known = (struct wr_i_suppress_known){r.n, {r.thirds[0], r.thirds[1], r.thirds[2]}, r.p30, r.median, r.p70};
    wr_i_suppress_print(&known, smallest, out);
    if (out->full)
        out->panel = r.panel;
    else
        wr_i_suppress_range(smallest, out);
}

int wr_suppress_reaches(struct wr_shown range, size_t hidden, int total, int wanted)
{
    if (range.low >= wanted)
        return 1;
    if (range.high < wanted)
        return 0;
    if (hidden < 2 || wanted - range.low < 4 || range.high - wanted < 3)
        return -1;
    return total >= wanted;
}
