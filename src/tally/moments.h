/* Count, sum and sum of squares of what was seen: mean, variance, least and greatest.
 *
 * Welford's recurrence would divide at every value. This keeps sums of x - shift, where shift is the first value, so that a value costs a
 * few additions and nothing cancels unless the sd is below a millionth of the distance from the first value; the sum itself is compensated
 * (Neumaier 1974) and so right to the last digits after 10^9 values. Merging (Chan, Golub, LeVeque 1979) is in the caller's order: always
 * merge in replication order. */
#ifndef WR_TALLY_MOMENTS_H
#define WR_TALLY_MOMENTS_H

#include <stdint.h>

struct wr_tally_moments {
    uint64_t count;
    double shift;       /* the first value */
    double sum, rest;   /* of x - shift, and what the sum lost */
    double square;      /* of (x - shift)^2 */
    double least, most; /* meaningless when count is 0 */
};

void wr_tally_moments_init(struct wr_tally_moments *m);

static inline void wr_tally_moments_add(struct wr_tally_moments *m, double x)
{
    if (__builtin_expect(m->count == 0, 0)) {
        m->shift = m->least = m->most = x;
        m->count = 1;
        return;
    }
    double y = x - m->shift, t = m->sum + y;
    double a = m->sum < 0 ? -m->sum : m->sum, b = y < 0 ? -y : y;
    m->rest += a >= b ? (m->sum - t) + y : (y - t) + m->sum;
    m->sum = t;
    m->square += y * y;
    m->least = x < m->least ? x : m->least;
    m->most = x > m->most ? x : m->most;
    m->count++;
}

/* Adds what `other` saw. */
void wr_tally_moments_merge(struct wr_tally_moments *m, const struct wr_tally_moments *other);
/* NaN when nothing was seen (the sum is then 0); the variance (n - 1 below) also for one value. */
double wr_tally_moments_mean(const struct wr_tally_moments *m);
double wr_tally_moments_sum(const struct wr_tally_moments *m);
double wr_tally_moments_variance(const struct wr_tally_moments *m);

#endif
