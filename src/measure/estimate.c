/* Averages with their simulation interval, ranges over single years, paired differences, shares that meet a target. */
#include "measure/measure.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/num.h"
#include "measure/measure_internal.h"
#include "model/value.h"

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Type 7 of Hyndman and Fan (1996): straight lines between the order statistics at (k - 1) / (n - 1). */
static double quantile7(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t k = (size_t)at;

    if (k + 1 >= n)
        return sorted[n - 1];
    return sorted[k] + (at - (double)k) * (sorted[k + 1] - sorted[k]);
}

double wr_measure_quantile(const double *values, size_t n, double p)
{
    double *sorted = wr_mem_alloc(n, sizeof *sorted), q = NAN;
    size_t kept = 0;

    if (sorted == NULL)
        return NAN;
    for (size_t i = 0; i < n; i++)
        if (!isnan(values[i]))
            sorted[kept++] = values[i];
    if (kept > 0) {
        qsort(sorted, kept, sizeof *sorted, by_size);
        q = quantile7(sorted, kept, p);
    }
    wr_mem_free(sorted);
    return q;
}

/* value(i) = a[i], or a[i] - b[i] */
static double value_at(const double *a, const double *b, size_t i) { return b == NULL ? a[i] : a[i] - b[i]; }

static struct wr_estimate estimate(const double *a, const double *b, size_t n)
{
    struct wr_estimate e = {.mean = NAN, .se = NAN, .low = NAN, .high = NAN, .year_low = NAN, .year_high = NAN, .sd = NAN};
    struct wr_num_sum sum = {0, 0}, square = {0, 0};
    double *kept = wr_mem_alloc(n, sizeof *kept), least = INFINITY, most = -INFINITY;

    for (size_t i = 0; i < n; i++) {
        double x = value_at(a, b, i);
        if (isnan(x))
            continue;
        if (kept != NULL)
            kept[e.n] = x;
        least = x < least ? x : least;
        most = x > most ? x : most;
        e.n++;
        wr_num_sum_add(&sum, x);
    }
    if (e.n == 0)
        goto out;
    e.mean = wr_num_sum_value(&sum) / (double)e.n;
    e.few = e.n < WR_I_MEASURE_FEW;
    e.year_low = least;
    e.year_high = most;
    if (!e.few && kept != NULL) { /* without memory the outermost years are said: wider, not wrong */
        qsort(kept, e.n, sizeof *kept, by_size);
        e.year_low = quantile7(kept, e.n, 0.025);
        e.year_high = quantile7(kept, e.n, 0.975);
    }
    if (e.n < 2)
        goto out;
    if (least == most) { /* rounding of the mean must not make a doubt where there is none */
        e.mean = e.low = e.high = least;
        e.sd = e.se = 0;
        goto out;
    }
    for (size_t i = 0; i < n; i++) {
        double d = value_at(a, b, i) - e.mean;
        if (!isnan(d))
            wr_num_sum_add(&square, d * d);
    }
    e.sd = sqrt(wr_num_sum_value(&square) / (double)(e.n - 1));
    e.se = e.sd / sqrt((double)e.n);
    double half = wr_measure_t95((double)(e.n - 1)) * e.se;
    e.low = e.mean - half;
    e.high = e.mean + half;
out:
    wr_mem_free(kept);
    return e;
}

struct wr_estimate wr_measure_estimate(const double *values, size_t n) { return estimate(values, NULL, n); }

struct wr_estimate wr_measure_difference(const double *a, const double *b, size_t n) { return estimate(a, b, n); }

static bool meets(double x, int compare, double target)
{
    switch ((enum wr_compare)compare) {
    case WR_AT_LEAST:
        return x >= target;
    case WR_AT_MOST:
        return x <= target;
    case WR_OVER:
        return x > target;
    case WR_UNDER:
        return x < target;
    }
    return false;
}

/* Wilson 1927: the shares p for which the seen share lies within z standard errors; it never leaves 0 to 1, as p +- z se would. */
struct wr_measure_share wr_measure_target(const double *values, size_t n, int compare, double target)
{
    struct wr_measure_share s = {NAN, NAN, NAN, 0};
    const double z2 = WR_I_MEASURE_Z95 * WR_I_MEASURE_Z95;
    size_t hits = 0;

    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i]))
            continue;
        s.n++;
        hits += meets(values[i], compare, target);
    }
    if (s.n == 0)
        return s;
    double m = (double)s.n, p = (double)hits / m;
    double middle = (p + z2 / (2 * m)) / (1 + z2 / m);
    double half = WR_I_MEASURE_Z95 / (1 + z2 / m) * sqrt(p * (1 - p) / m + z2 / (4 * m * m));
    s.share = p;
    s.low = hits == 0 ? 0 : middle - half;
    s.high = hits == s.n ? 1 : middle + half;
    return s;
}
