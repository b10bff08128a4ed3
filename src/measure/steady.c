/* Whether a run has settled: the warm-up by MSER-5, and queues that grow without end.
 *
 * MSER-5 (White 1997, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69(6):323-334; with batches of
 * five: Spratt 1998): of the batch means Y_1 .. Y_k, drop the first d so that
 *     sum over j > d of (Y_j - mean of those)^2 / (k - d)^2
 * is least. The last five batches are never a beginning: over so few the statistic is small by chance. */
#include "measure/measure.h"

#include <math.h>

#include "base/mem.h"
#include "measure/measure_internal.h"

#define BATCH 5
#define LEFT 5 /* batches that must remain; of few, half */

size_t wr_measure_mser5(const double *x, size_t n, bool *reliable)
{
    size_t k = n / BATCH, best = 0, count = 0, left = k >= 2 * LEFT ? LEFT : (k + 1) / 2;
    double mean = 0, square = 0, least = INFINITY;

    if (reliable != NULL)
        *reliable = true;
    if (n < 4 * BATCH)
        return 0;
    /* From the end backwards: mean and sum of squares grow by one batch at a time (Welford 1962). */
    for (size_t j = k; j-- > 0;) {
        double y = 0, delta, size;
        for (size_t i = 0; i < BATCH; i++)
            y += x[j * BATCH + i];
        y /= BATCH;
        count++;
        delta = y - mean;
        mean += delta / (double)count;
        square += delta * (y - mean);
        size = square / ((double)count * (double)count);
        if (count < left)
            continue;
        if (size <= least) { /* of equals the earliest: nothing is dropped without need */
            least = size;
            best = j;
        }
    }
    if (reliable != NULL)
        *reliable = best <= k / 2;
    return best * BATCH;
}

/* ---- growth ---- */

#define PERIODS_LEAST 4
#define GROWTH_SE 3.5     /* how many standard errors a trend must stand above 0 */
#define GROWTH_AGREE 0.9  /* share of single runs that must rise */
#define GROWTH_LEAST 0.25 /* of the level at the window's start: what is added over the window */

/* Integral of the series from 0 to t. */
static double area_until(const double *x, size_t n, double batch, double t)
{
    double area = 0, at = t / batch;
    size_t whole = at < 0 ? 0 : (size_t)at;

    if (whole >= n)
        whole = n;
    for (size_t i = 0; i < whole; i++)
        area += x[i] * batch;
    if (whole < n)
        area += x[whole] * (t - (double)whole * batch);
    return area;
}

/* Least squares slope of the means of `periods` stretches of `period` seconds that end at `end`; *first: the line's level at the start. */
static double slope_of(const double *x, size_t n, double batch, double end, double period, int periods, double *first)
{
    double sum = 0, product = 0, squares = 0, before = area_until(x, n, batch, end - period * periods), middle = 0.5 * (periods - 1);

    for (int i = 0; i < periods; i++) {
        double now = area_until(x, n, batch, end - period * (periods - 1 - i));
        double level = (now - before) / period;
        before = now;
        sum += level;
        product += (i - middle) * level;
        squares += (i - middle) * (i - middle);
    }
    double slope = product / squares; /* per period */
    *first = sum / periods - slope * (middle + 0.5);
    return slope / period;
}

struct wr_measure_growth wr_measure_growth(const double *const *series, const size_t *lengths, const double *batch_seconds, size_t n_series,
                                           double from_seconds)
{
    /* The later half only: a service that is still filling up rises first and then stops. Whole weeks, or whole days, so that night and
     * weekend do not look like a trend. */
    static const double cycles[] = {7 * 86400.0, 86400.0, 0};
    struct wr_measure_growth g = {false, NAN, NAN};
    double *slopes = wr_mem_alloc(n_series, sizeof *slopes), levels = 0, added = 0;
    size_t n = 0, rising = 0;

    if (slopes == NULL)
        return g;
    for (size_t s = 0; s < n_series; s++) {
        double end = (double)lengths[s] * batch_seconds[s], half = 0.5 * (end - from_seconds), period = 0, level;
        int periods = 0;
        for (size_t c = 0; c < sizeof cycles / sizeof *cycles && periods == 0; c++) {
            double cycle = cycles[c] > 0 ? cycles[c] : half / 8; /* shorter than four days: eight parts */
            if (half >= PERIODS_LEAST * cycle && cycle >= batch_seconds[s]) {
                periods = (int)(half / cycle);
                period = cycle;
            }
        }
        if (periods < PERIODS_LEAST)
            continue;
        slopes[n] = slope_of(series[s], lengths[s], batch_seconds[s], end, period, periods, &level);
        rising += slopes[n] > 0;
        added += slopes[n] * period * periods;
        levels += level > 0 ? level : 0;
        n++;
    }
    if (n > 0) {
        struct wr_estimate e = wr_measure_estimate(slopes, n);
        /* of few runs the standard error itself is uncertain: by Student's t it must be so much larger */
        double se = GROWTH_SE * e.se * (n < 3 ? 1 : wr_measure_t95((double)(n - 1)) / WR_I_MEASURE_Z95);
        bool clear = n < 3 ? rising == n : e.mean > se && (double)rising >= GROWTH_AGREE * (double)n;
        /* One or two runs have no standard error to speak of: only a level that rises by three quarters is called growth. (Steady growth from an
         * empty start doubles the level over the later half; after a warm-up a little less.) */
        g.grows = clear && added >= (n < 3 ? 0.75 : GROWTH_LEAST) * levels && added / (double)n > 1;
        g.per_day = e.mean * 86400.0;
        g.se = e.se * 86400.0;
    }
    wr_mem_free(slopes);
    return g;
}
