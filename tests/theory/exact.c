#include "theory/exact.h"

#include <gsl/gsl_linalg.h>
#include <math.h>

#define STATES 8

double exact_erlang_b(double a, int c)
{
    double b = 1;
    int i;

    for (i = 1; i <= c; i++)
        b = a * b / (i + a * b);
    return b;
}

double exact_erlang_c(double a, int c)
{
    double b = exact_erlang_b(a, c);

    return b / (1 - a / c * (1 - b));
}

double exact_mmc_wait(double rate, double mean, int c)
{
    double a = rate * mean;

    return exact_erlang_c(a, c) * mean / (c - a);
}

double exact_mmc_waiting(double rate, double mean, int c) { return rate * exact_mmc_wait(rate, mean, c); }

double exact_mg1_wait(double rate, double mean, double square) { return rate * square / (2 * (1 - rate * mean)); }

double exact_dm1_wait(double gap, double mean)
{
    double s = 0.5;
    int i;

    for (i = 0; i < 10000; i++) /* s = exp(-(1 - s) gap / mean): a contraction below load 1 */
        s = exp(-(1 - s) * gap / mean);
    return s * mean / (1 - s);
}

/* Chances of 0..k in M/M/c/k. */
static void mmck(double rate, double mean, int c, int k, double *p)
{
    double sum = 1;
    int i;

    p[0] = 1;
    for (i = 1; i <= k; i++) {
        p[i] = p[i - 1] * rate * mean / (i < c ? i : c);
        sum += p[i];
    }
    for (i = 0; i <= k; i++)
        p[i] /= sum;
}

double exact_mmck_full(double rate, double mean, int c, int k)
{
    double p[64];

    mmck(rate, mean, c, k, p);
    return p[k];
}

double exact_mmck_waiting(double rate, double mean, int c, int k)
{
    double p[64], waiting = 0;
    int i;

    mmck(rate, mean, c, k, p);
    for (i = c + 1; i <= k; i++)
        waiting += p[i] * (i - c);
    return waiting;
}

double exact_cobham_wait(const double *rate, const double *mean, const double *square, size_t n, size_t of)
{
    double rest = 0, before = 0;
    size_t i;

    for (i = 0; i < n; i++)
        rest += rate[i] * square[i] / 2;
    for (i = 0; i < of; i++)
        before += rate[i] * mean[i];
    return rest / ((1 - before) * (1 - before - rate[of] * mean[of]));
}

/* Solves m x = v; m is n by n, row after row, and is used up. */
static void solve(double *m, double *v, size_t n, double *x)
{
    gsl_matrix_view mv = gsl_matrix_view_array(m, n, n);
    gsl_vector_view vv = gsl_vector_view_array(v, n), xv = gsl_vector_view_array(x, n);
    size_t order[STATES];
    gsl_permutation p = {n, order};
    int sign;

    gsl_permutation_init(&p);
    gsl_linalg_LU_decomp(&mv.matrix, &p, &sign);
    gsl_linalg_LU_solve(&mv.matrix, &p, &vv.vector, &xv.vector);
}

void exact_network_rates(const double *outside, const double *route, size_t n, double *total)
{
    double m[STATES * STATES], v[STATES];
    size_t i, j;

    for (i = 0; i < n; i++) {
        for (j = 0; j < n; j++)
            m[i * n + j] = (i == j ? 1 : 0) - route[j * n + i];
        v[i] = outside[i];
    }
    solve(m, v, n, total);
}

double exact_hourly_there(const double *rate, size_t hours, double mean, size_t at)
{
    double stay = exp(-1 / mean), there = 0;
    size_t turn, h;

    for (turn = 0; turn < 60; turn++) /* what an hour leaves decays; after many turns the start is forgotten */
        for (h = 0; h < hours; h++) {
            if (turn == 59 && h == at)
                return there;
            there = there * stay + rate[h] * mean * (1 - stay);
        }
    return there;
}

void exact_chain(const double *rates, size_t n, double *chances)
{
    double m[STATES * STATES] = {0}, v[STATES] = {0};
    size_t i, j;

    for (i = 0; i < n; i++)
        for (j = 0; j < n; j++)
            if (i != j) { /* flow into j from i, out of i */
                m[j * n + i] += rates[i * n + j];
                m[i * n + i] -= rates[i * n + j];
            }
    for (j = 0; j < n; j++) /* one balance follows from the others; the chances make one */
        m[(n - 1) * n + j] = 1;
    v[n - 1] = 1;
    solve(m, v, n, chances);
}
