/* Student's t quantile for 95% intervals.
 *
 * For n degrees of freedom P(|T| > t) = I_x(n/2, 1/2), x = n / (n + t^2) (Abramowitz and Stegun 26.7.1, 26.5). The incomplete beta is summed
 * by its power series (26.5.4); with b = 1/2 its factors are whole powers and square roots only, so no logarithm is needed and the bits are
 * the same everywhere. From 200 degrees of freedom on the series grows long and the expansion 26.7.5 in 1/n is exact to 1e-12. */
#include "measure/measure.h"

#include <math.h>

#include "measure/measure_internal.h"

#define PI 3.14159265358979323846
#define EXPAND_FROM 200

/* B(n/2, 1/2), from B(1/2, 1/2) = pi and B(k/2, 1/2) B((k+1)/2, 1/2) = 2 pi / k. */
static double beta_half(int n)
{
    double b = PI;

    for (int k = 1; k < n; k++)
        b = 2 * PI / (k * b);
    return b;
}

/* P(|T| > t) for n degrees of freedom; b = beta_half(n). */
static double two_tails(double t, int n, double b)
{
    double x = n / (n + t * t), power = n % 2 != 0 ? sqrt(x) : 1, term = 1, sum = 1, a = 0.5 * n;

    for (int k = 0; k < n / 2; k++)
        power *= x;
    for (int k = 0; k < 100000 && term > 1e-18 * sum; k++) {
        term *= x * (a + 0.5 + k) / (a + 1 + k);
        sum += term;
    }
    return power * sqrt(1 - x) / (a * b) * sum;
}

/* Density of T at t. */
static double density(double t, int n, double b)
{
    double x = n / (n + t * t), power = n % 2 != 0 ? x : sqrt(x); /* x^((n+1)/2) */

    for (int k = 0; k < n / 2; k++)
        power *= x;
    return power / (sqrt((double)n) * b);
}

static double expand(double n)
{
    const double z = WR_I_MEASURE_Z95, z2 = z * z;
    double g1 = (z2 + 1) * z / 4;
    double g2 = ((5 * z2 + 16) * z2 + 3) * z / 96;
    double g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384;
    double g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92160;

    return z + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n;
}

double wr_measure_t95(double df)
{
    int n;
    double t, b;

    if (!(df >= 1))
        return NAN;
    if (df >= EXPAND_FROM)
        return expand(df);
    n = (int)df; /* a part of a degree is given away: the interval is then wider, not narrower */
    if (n == 1)
        return 12.706204736174694; /* cot(pi / 40) */
    if (n == 2)
        return 4.302652729749462; /* 0.95 sqrt(2 / (1 - 0.95^2)) */
    b = beta_half(n);
    t = expand(n);
    for (int i = 0; i < 50; i++) { /* Newton: the tail is convex here, and the start near */
        double step = (two_tails(t, n, b) - 0.05) / (2 * density(t, n, b));
        t += step;
        if (fabs(step) < 1e-14 * t)
            break;
    }
    return t;
}
