#include "theory/exact_care.h"

#include <math.h>

#include "theory/exact.h"

struct exact_erlang_a exact_erlang_a(double rate, double mean, double patience, int c)
{
    struct exact_erlang_a out = {0, 0};
    double p = 1, sum = 1;
    int n;

    for (n = 1; n < 10000; n++) { /* chances of n there, each from the one before */
        p *= rate / ((n < c ? n : c) / mean + (n > c ? (n - c) / patience : 0));
        sum += p;
        if (n > c)
            out.waiting += (n - c) * p;
    }
    out.waiting /= sum;
    out.lost = out.waiting / patience / rate; /* each who waits gives up at the rate 1 / patience */
    return out;
}

double exact_patience_constant(double rate, double mean, double patience)
{
    /* The work found by who comes has density rate x P0 x exp(-(m - rate) x) up to the patience, from there on it falls by exp(-m x): nobody who finds
     * more joins. */
    double m = 1 / mean, fall = exp(-(m - rate) * patience), within = rate * (1 - fall) / (m - rate), beyond = rate * fall / m;

    return beyond / (1 + within + beyond);
}

double exact_interrupting_time(const double *rate, const double *mean, const double *square, size_t n, size_t of)
{
    double before = 0, with, residual = 0;
    size_t i;

    (void)n;
    for (i = 0; i < of; i++)
        before += rate[i] * mean[i];
    with = before + rate[of] * mean[of];
    for (i = 0; i <= of; i++)
        residual += rate[i] * square[i] / 2;
    return mean[of] / (1 - before) + residual / ((1 - before) * (1 - with));
}

/* 2 x 2 matrices, by rows. */
static void times(const double *a, const double *b, double *out)
{
    out[0] = a[0] * b[0] + a[1] * b[2];
    out[1] = a[0] * b[1] + a[1] * b[3];
    out[2] = a[2] * b[0] + a[3] * b[2];
    out[3] = a[2] * b[1] + a[3] * b[3];
}
static void inverse(const double *a, double *out)
{
    double det = a[0] * a[3] - a[1] * a[2];

    out[0] = a[3] / det;
    out[1] = -a[1] / det;
    out[2] = -a[2] / det;
    out[3] = a[0] / det;
}

double exact_breakdown_time(double rate, double mean, double well, double ill, double factor)
{
    double up = 1 / mean, down = factor > 0 ? up / factor : 0, f = 1 / well, g = 1 / ill;
    /* Levels: how many are there; within a level: well, ill. a0 one more, a1 the same, a2 one less; b1 the same when nobody is there. */
    double a0[4] = {rate, 0, 0, rate}, a1[4] = {-(rate + up + f), f, g, -(rate + down + g)}, a2[4] = {up, 0, 0, down};
    double b1[4] = {-(rate + f), f, g, -(rate + g)}, r[4] = {0}, rr[4], x[4], inv[4], rest[4], rest_inv[4], square[4], p[2], norm, there;
    int turn;

    inverse(a1, inv);
    for (turn = 0; turn < 200000; turn++) { /* R = -(A0 + R^2 A2) A1^-1 */
        times(r, r, rr);
        times(rr, a2, x);
        for (int i = 0; i < 4; i++)
            x[i] = -(x[i] + a0[i]);
        times(x, inv, r);
    }
    times(r, a2, x);
    for (int i = 0; i < 4; i++)
        x[i] += b1[i]; /* p x = 0 */
    p[0] = x[2];
    p[1] = -x[0];
    if (p[0] < 0)
        p[0] = -p[0], p[1] = -p[1];
    for (int i = 0; i < 4; i++)
        rest[i] = (i == 0 || i == 3 ? 1 : 0) - r[i];
    inverse(rest, rest_inv);
    norm = p[0] * (rest_inv[0] + rest_inv[1]) + p[1] * (rest_inv[2] + rest_inv[3]);
    times(rest_inv, rest_inv, square);
    times(r, square, x);
    there = (p[0] * (x[0] + x[1]) + p[1] * (x[2] + x[3])) / norm;
    return there / rate; /* Little */
}

double exact_vacation_wait(double rate, double mean, double square, double other) { return exact_mg1_wait(rate, mean, square) + other / 2; }

double exact_group_wait(double rate, double mean, int n)
{
    double s = 0.5;
    int turn;

    for (turn = 0; turn < 10000; turn++) /* s = transform of the gap between groups, at (1 - s) / mean */
        s = pow(rate / (rate + (1 - s) / mean), n);
    return (n - 1) / (2 * rate) + mean * s / (1 - s);
}

double exact_fork_join_time(double rate, double mean)
{
    double load = rate * mean;

    return (12 - load) / 8 * mean / (1 - load);
}
