/* Normal and gamma functions: series where they converge fast, continued fractions elsewhere (M. Abramowitz, I. Stegun, "Handbook of
 * mathematical functions", 1964, chapters 6 and 26; continued fractions by the modified Lentz method, Thompson and Barnett 1986). */
#include "draw/special.h"

#include <math.h>
#include <stdbool.h>

#include "draw/elementary.h"
#include "draw/special_internal.h"

#define TINY 1e-300
#define ENOUGH 1e-16
#define STEPS 1000000 /* the series for shape a needs about 9 sqrt(a) steps; more means that something is NaN */

double wr_draw_log1p(double x)
{
    /* Kahan: what rounding did to 1 + x is taken back by the factor. */
    double y = 1.0 + x;
    if (!(y > 0.0))
        return x == -1.0 ? -(double)INFINITY : (double)NAN;
    return y == 1.0 ? x : wr_draw_log(y) * (x / (y - 1.0));
}

double wr_draw_expm1(double x)
{
    double y = wr_draw_exp(x);
    if (y == 1.0)
        return x;
    if (y - 1.0 == -1.0 || y > 1e300)
        return y - 1.0;
    return (y - 1.0) * (x / wr_draw_log(y));
}

/* log of any positive number, subnormal ones too */
double wr_i_draw_log_any(double x)
{
    if (!(x > 0.0))
        return x == 0.0 ? -(double)INFINITY : (double)NAN;
    if (x > 1.7e308)
        return x > 1.79769313486231571e308 ? (double)INFINITY : wr_draw_log(x);
    return x < 0x1p-1000 ? wr_draw_log(x * 0x1p200) - 138.62943611198906 : wr_draw_log(x);
}

double wr_draw_pow(double x, double y)
{
    if (x == 0.0)
        return y > 0.0 ? 0.0 : y == 0.0 ? 1.0 : (double)INFINITY;
    return wr_draw_exp(y * wr_i_draw_log_any(x));
}

double wr_draw_normal_cdf(double x)
{
    double a = x < 0.0 ? -x : x;
    if (!(a < 38.6))
        return x < 0.0 ? 0.0 : x > 0.0 ? 1.0 : x;
    /* The square in two parts: the error of a rounded a^2/2 would be multiplied by a^2 (Cody 1969). */
    double head = floor(a * 16.0) / 16.0, rest = (a - head) * (a + head);
    double density = wr_draw_exp(-0.5 * head * head) * wr_draw_exp(-0.5 * rest) * 0.3989422804014327;
    if (a < 1.5) {
        double term = a, sum = a;
        for (int n = 3; term > sum * ENOUGH; n += 2) {
            term *= a * a / n;
            sum += term;
        }
        return x < 0.0 ? 0.5 - density * sum : 0.5 + density * sum;
    }
    double fraction = a; /* a + 1/(a + 2/(a + 3/(a + ...))) from the inside; the further out, the fewer are needed */
    for (int n = a < 5.0 ? 160 : 40; n > 0; n--)
        fraction = a + n / fraction;
    double tail = density / fraction;
    return x < 0.0 ? tail : 1.0 - tail;
}

/* log gamma(x) - ((x - 1/2) log x - x + log(2 pi) / 2), x >= 10: Stirling's series */
static double stirling_rest(double x)
{
    double y = 1.0 / (x * x);
    return (0.08333333333333333 +
            y * (-0.002777777777777778 +
                 y * (0.0007936507936507937 +
                      y * (-0.0005952380952380953 +
                           y * (0.0008417508417508417 +
                                y * (-0.0019175269175269176 + y * (0.006410256410256411 - y * 0.029550653594771242))))))) /
           x;
}

double wr_draw_log_gamma(double x)
{
    if (!(x > 0.0))
        return (double)NAN;
    double product = 1.0;
    while (x < 10.0) { /* gamma(x) = gamma(x + 1) / x */
        product *= x;
        x += 1.0;
    }
    return (x - 0.5) * wr_draw_log(x) - x + 0.9189385332046728 + stirling_rest(x) - wr_i_draw_log_any(product);
}

/* m - log(1 + m), m > -1, without loss for small m: with r = m / (2 + m), log(1 + m) = 2 (r + r^3/3 + ...) and m - 2 r = m r. */
static double excess(double m)
{
    if (m < -0.4 || m > 0.6)
        return m - wr_draw_log1p(m);
    double r = m / (2.0 + m), power = r * r * r, sum = 0.0;
    for (int n = 3; n < 60; n += 2) {
        sum += power / n;
        power *= r * r;
    }
    return m * r - 2.0 * sum;
}

/* x^a e^-x / gamma(a) */
static double gamma_front(double a, double x)
{
    if (a < 10.0)
        return wr_draw_exp(a * wr_i_draw_log_any(x) - x - wr_draw_log_gamma(a));
    /* = sqrt(a / 2 pi) exp(-a excess(x / a - 1) - rest): no large numbers that cancel */
    return sqrt(a) * 0.3989422804014327 * wr_draw_exp(-a * excess((x - a) / a) - stirling_rest(a));
}

double wr_draw_gamma_density(double a, double x) { return gamma_front(a, x) / x; }

/* Both tails; the smaller side is computed and the other taken from 1. */
static void gamma_both(double a, double x, double *lower, double *upper)
{
    if (!(a > 0.0) || !(x >= 0.0)) {
        *lower = *upper = (double)NAN;
        return;
    }
    if (x == 0.0 || x > 1e300) {
        *lower = x == 0.0 ? 0.0 : 1.0;
        *upper = 1.0 - *lower;
        return;
    }
    double front = gamma_front(a, x);
    if (x < a + 1.0) {
        double term = 1.0 / a, sum = term;
        for (int n = 1; n < STEPS && term > sum * ENOUGH; n++) {
            term *= x / (a + n);
            sum += term;
        }
        *lower = front * sum;
        *upper = 1.0 - *lower;
        return;
    }
    double b = x + 1.0 - a, c = 1.0 / TINY, d = 1.0 / b, h = d;
    for (int n = 1; n < STEPS; n++) {
        double an = -n * (n - a);
        b += 2.0;
        d = an * d + b;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = b + an / c;
        c = fabs(c) < TINY ? TINY : c;
        double step = d * c;
        h *= step;
        if (fabs(step - 1.0) < 3e-16)
            break;
    }
    *upper = front * h;
    *lower = 1.0 - *upper;
}

double wr_draw_gamma_cdf(double a, double x)
{
    double lower, upper;
    gamma_both(a, x, &lower, &upper);
    return lower;
}

double wr_draw_gamma_upper(double a, double x)
{
    double lower, upper;
    gamma_both(a, x, &lower, &upper);
    return upper;
}

/* Newton's steps on the logarithm of the tail in which p lies: by log x in the lower tail and by x in the upper one, where it is nearly straight.
 * Kept between the bounds that are known, and halved when a step leaves them. */
double wr_i_draw_gamma_quantile_from(double a, double p, double start)
{
    bool low = p <= 0.5;
    double want = wr_i_draw_log_any(low ? p : 1.0 - p), from = -745.0, to = wr_draw_log(a + 12.0 * sqrt(a) + 800.0);
    double y = wr_i_draw_log_any(start);
    y = y > from && y < to ? y : 0.5 * (from + to);
    for (int step = 0; step < 200; step++) {
        double x = wr_draw_exp(y), lower, upper, next = -(double)INFINITY;
        if (x == 0.0)
            return 0.0; /* smaller than a double can be */
        gamma_both(a, x, &lower, &upper);
        double tail = low ? lower : upper, miss = wr_i_draw_log_any(tail) - want;
        if ((miss > 0.0) == low)
            to = y;
        else
            from = y;
        if (tail > 0.0) {
            double slope = gamma_front(a, x) / tail; /* of the logarithm of the tail, by log x; downwards in the upper tail */
            double further = 1.0 + miss / slope;     /* the next x as a multiple of this one */
            if (low)
                next = y - miss / slope;
            else if (further > 0.0)
                next = y + wr_draw_log1p(miss / slope);
        }
        if (!(next > from && next < to))
            next = 0.5 * (from + to);
        double moved = fabs(next - y);
        y = next;
        if (moved < 1e-15 * (1.0 + fabs(y)) || (step > 3 && moved < 1e-14 && fabs(miss) < 1e-14))
            break;
    }
    return wr_draw_exp(y);
}

double wr_draw_gamma_quantile(double a, double p)
{
    if (!(a > 0.0) || !(p > 0.0 && p < 1.0))
        return (double)NAN;
    /* Wilson and Hilferty (1931) for the body; for the far lower tail the first term of the series. */
    double z = wr_draw_normal_quantile(p), c = 1.0 / (9.0 * a), w = 1.0 - c + z * sqrt(c), start = a * w * w * w;
    double small = wr_draw_exp((wr_i_draw_log_any(p) + wr_draw_log_gamma(a + 1.0)) / a);
    if (small == 0.0)
        return 0.0;
    if (!(w > 0.0) || small < 0.2 * a || a < 0.3)
        start = small < 2.0 * a + 5.0 ? small : a + 1.0;
    return wr_i_draw_gamma_quantile_from(a, p, start);
}
