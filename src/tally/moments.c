/* Moments: merging and reading. */
#include "tally/moments.h"

#include <math.h>

void wr_tally_moments_init(struct wr_tally_moments *m) { *m = (struct wr_tally_moments){0}; }

static void add_sum(struct wr_tally_moments *m, double y)
{
    double t = m->sum + y;
    m->rest += fabs(m->sum) >= fabs(y) ? (m->sum - t) + y : (y - t) + m->sum;
    m->sum = t;
}

void wr_tally_moments_merge(struct wr_tally_moments *m, const struct wr_tally_moments *other)
{
    if (other->count == 0)
        return;
    if (m->count == 0) {
        *m = *other;
        return;
    }
    /* with d = other's shift less ours, a value's distance from our shift is its distance from theirs plus d */
    double d = other->shift - m->shift, n = (double)other->count, sum = other->sum + other->rest;
    m->square += other->square + 2.0 * d * sum + n * d * d;
    add_sum(m, other->sum);
    add_sum(m, other->rest);
    add_sum(m, n * d);
    m->least = other->least < m->least ? other->least : m->least;
    m->most = other->most > m->most ? other->most : m->most;
    m->count += other->count;
}

double wr_tally_moments_mean(const struct wr_tally_moments *m)
{
    return m->count == 0 ? (double)NAN : m->shift + (m->sum + m->rest) / (double)m->count;
}

double wr_tally_moments_sum(const struct wr_tally_moments *m) { return (double)m->count * m->shift + (m->sum + m->rest); }

double wr_tally_moments_variance(const struct wr_tally_moments *m)
{
    if (m->count < 2)
        return (double)NAN;
    double n = (double)m->count, sum = m->sum + m->rest, v = (m->square - sum * (sum / n)) / (n - 1.0);
    return v > 0.0 ? v : 0.0;
}
