/* The beta distribution: continued fraction for the regularised incomplete beta function (Abramowitz and Stegun 26.5.8, by the modified Lentz
 * method), Newton's steps for its inverse. */
#include "draw/special.h"

#include <math.h>

#include "draw/elementary.h"
#include "draw/special_internal.h"

#define TINY 1e-300
#define STEPS 100000

/* x^a (1 - x)^b / B(a, b) */
static double beta_front(double a, double b, double x)
{
    return wr_draw_exp(a * wr_i_draw_log_any(x) + b * wr_draw_log1p(-x) + wr_draw_log_gamma(a + b) - wr_draw_log_gamma(a) -
                       wr_draw_log_gamma(b));
}

double wr_draw_beta_density(double a, double b, double x) { return beta_front(a, b, x) / (x * (1.0 - x)); }

/* The fraction converges fast for x < (a + 1) / (a + b + 2). */
static double fraction(double a, double b, double x)
{
    double c = 1.0, d = 1.0 - (a + b) * x / (a + 1.0);
    d = 1.0 / (fabs(d) < TINY ? TINY : d);
    double h = d;
    for (int m = 1; m < STEPS; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m));
        d = 1.0 + even * d;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = 1.0 + even / c;
        c = fabs(c) < TINY ? TINY : c;
        h *= d * c;
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0));
        d = 1.0 + odd * d;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = 1.0 + odd / c;
        c = fabs(c) < TINY ? TINY : c;
        double step = d * c;
        h *= step;
        if (fabs(step - 1.0) < 3e-16)
            break;
    }
    return h;
}

double wr_draw_beta_cdf(double a, double b, double x)
{
    if (!(a > 0.0 && b > 0.0 && x >= 0.0 && x <= 1.0))
        return (double)NAN;
    if (x == 0.0 || x == 1.0)
        return x;
    if (x < (a + 1.0) / (a + b + 2.0))
        return beta_front(a, b, x) * fraction(a, b, x) / a;
    return 1.0 - beta_front(a, b, x) * fraction(b, a, 1.0 - x) / b;
}

/* In y = log(x / (1 - x)) on the logarithm of the lower tail, p <= 1/2; bounds kept as in gamma_quantile. */
static double lower_quantile(double a, double b, double p, double start)
{
    double want = wr_i_draw_log_any(p), y = wr_i_draw_log_any(start) - wr_draw_log1p(-start), from = -1e5, to = 700.0;
    double x = start;
    for (int step = 0; step < 200; step++) {
        x = y < 0.0 ? wr_draw_exp(y) / (1.0 + wr_draw_exp(y)) : 1.0 / (1.0 + wr_draw_exp(-y));
        if (x == 0.0)
            return 0.0;
        double tail = wr_draw_beta_cdf(a, b, x);
        double miss = wr_i_draw_log_any(tail) - want;
        if (miss > 0.0)
            to = y;
        else
            from = y;
        double next = y - miss * tail / beta_front(a, b, x);
        if (!(next > from && next < to))
            next = 0.5 * (from + to);
        double moved = fabs(next - y);
        y = next;
        if (moved < 1e-15 * (1.0 + fabs(y)) || (step > 3 && moved < 1e-13 && fabs(miss) < 1e-13))
            break;
    }
    return y < 0.0 ? wr_draw_exp(y) / (1.0 + wr_draw_exp(y)) : 1.0 / (1.0 + wr_draw_exp(-y));
}

double wr_i_draw_beta_quantile_from(double a, double b, double p, double start)
{
    if (p <= 0.5)
        return lower_quantile(a, b, p, start);
    double x = 1.0 - lower_quantile(b, a, 1.0 - p, 1.0 - start); /* the upper tail is the lower one of 1 - x */
    for (int step = 0; step < 2 && x > 0.0 && x < 0.1; step++) { /* 1 - x took digits from a small x: bring them back */
        double next = x - (wr_draw_beta_cdf(a, b, x) - p) / wr_draw_beta_density(a, b, x);
        x = next > 0.5 * x && next < 2.0 * x ? next : x;
    }
    return x;
}

double wr_draw_beta_quantile(double a, double b, double p)
{
    if (!(a > 0.0 && b > 0.0) || !(p > 0.0 && p < 1.0))
        return (double)NAN;
    return wr_i_draw_beta_quantile_from(a, b, p, a / (a + b));
}
