/* The ranges of the thirds that can be worked out from what is printed of a set of ratings: all that can be worked out, so that a share or a total made of
 * them is as narrow as it may be and gives no more away.
 *
 * P30, the median and P70 rest on at most six of the sorted ratings. For each way to choose these (in order, so at most C(14, 6) = 3003), the number of
 * ratings of 1 to 3 lies between the ranks where the chosen ones pass 3, and likewise of 1 to 6; every pair of numbers in between is possible, because the
 * ratings between two chosen ones are free. The pairs that would be printed as ours is are the possible ones. */
#include "agree/suppress_internal.h"

#include <math.h>

#define MOST_RANKS 6
#define WIDEST 400 /* ratings: beyond, the ranges are left as the rules say them; they are narrow against n */

struct search {
    const struct wr_suppressed *printed;
    int smallest, n;
    int rank[MOST_RANKS], rating[MOST_RANKS], n_ranks;
    struct wr_shown found[3];
    bool any;
};

static void add_rank(struct search *s, int rank)
{
    if (s->n_ranks == 0 || s->rank[s->n_ranks - 1] < rank)
        s->rank[s->n_ranks++] = rank;
}

static double percentile(const struct search *s, int percent)
{
    int hundredths = (s->n - 1) * percent, rest = hundredths % 100, at = 0;

    while (s->rank[at] != hundredths / 100)
        at++;
    return rest == 0 ? s->rating[at] : s->rating[at] + rest * (s->rating[at + 1] - s->rating[at]) / 100.0;
}

static bool same_number(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static bool prints_same(const struct search *s, struct wr_i_suppress_known *known, int against, int to_unsure)
{
    struct wr_suppressed other;
    const struct wr_suppressed *p = s->printed;

    known->thirds[WR_THIRD_AGAINST] = against;
    known->thirds[WR_THIRD_UNSURE] = to_unsure - against;
    known->thirds[WR_THIRD_FOR] = s->n - to_unsure;
    wr_i_suppress_print(known, s->smallest, &other);
    return other.full == p->full && other.divided == p->divided && other.third == p->third && same_number(other.median, p->median) &&
           other.thirds[WR_THIRD_FOR].low == p->thirds[WR_THIRD_FOR].low && other.thirds[WR_THIRD_FOR].high == p->thirds[WR_THIRD_FOR].high;
}

static void include(struct search *s, const struct wr_i_suppress_known *known)
{
    for (int t = 0; t < 3; t++) {
        if (!s->any || known->thirds[t] < s->found[t].low)
            s->found[t].low = known->thirds[t];
        if (!s->any || known->thirds[t] > s->found[t].high)
            s->found[t].high = known->thirds[t];
    }
    s->any = true;
}

/* How many ratings are at most `limit`, as far as the chosen ones say. */
static struct wr_shown ratings_up_to(const struct search *s, int limit)
{
    struct wr_shown range = {0, s->n};

    for (int i = 0; i < s->n_ranks; i++) {
        if (s->rating[i] <= limit)
            range.low = s->rank[i] + 1;
        else if (range.high > s->rank[i])
            range.high = s->rank[i];
    }
    return range;
}

static void try_chosen(struct search *s)
{
    struct wr_i_suppress_known known = {s->n, {0, 0, 0}, percentile(s, 30), percentile(s, 50), percentile(s, 70)};
    struct wr_shown against = ratings_up_to(s, 3), to_unsure = ratings_up_to(s, 6);
    double median = ceil(known.median);

    if ((known.p70 - known.p30 > wr_rand_ipras(known.p30, known.p70)) != s->printed->divided ||
        (s->printed->third != WR_THIRD_NONE && wr_third_of(median) != s->printed->third))
        return; /* most of them */
    for (int a = against.low; a <= against.high; a++) {
        int low = a > to_unsure.low ? a : to_unsure.low, high = to_unsure.high;
        while (low <= high && !prints_same(s, &known, a, low))
            low++;
        if (low > high)
            continue;
        include(s, &known);
        while (!prints_same(s, &known, a, high))
            high--;
        include(s, &known);
    }
}

static void choose(struct search *s, int from, int least)
{
    if (from == s->n_ranks) {
        try_chosen(s);
        return;
    }
    for (int rating = least; rating <= WR_RATINGS; rating++) {
        s->rating[from] = rating;
        choose(s, from + 1, rating);
    }
}

void wr_i_suppress_range(int smallest, struct wr_suppressed *out)
{
    struct search s = {.printed = out, .smallest = smallest, .n = out->n.low};

    if (s.n > WIDEST)
        return;
    for (int percent = 30; percent <= 70; percent += 20) {
        int hundredths = (s.n - 1) * percent;
        add_rank(&s, hundredths / 100);
        if (hundredths % 100 != 0)
            add_rank(&s, hundredths / 100 + 1);
    }
    choose(&s, 0, 1);
    if (s.any)
        for (int t = 0; t < 3; t++)
            out->thirds[t] = s.found[t];
}
