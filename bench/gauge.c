/* Medians of rounds. */
#include "bench/gauge.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double clock_of(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double bench_seconds(void) { return clock_of(CLOCK_MONOTONIC); }
double bench_work(void) { return clock_of(CLOCK_THREAD_CPUTIME_ID); }

void gauge_add(struct gauge *g, double value)
{
    if (g->n < BENCH_ROUNDS)
        g->value[g->n++] = value;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* How many values may be left out at each end: the greatest k with P(binomial(n, 1/2) < k) at most 2.5%. */
static size_t left_out(size_t n)
{
    double part = 1.0, sum = 0.0;
    for (size_t i = 0; i < n; i++)
        part *= 0.5;
    for (size_t k = 0; k < n; k++) {
        sum += part;
        if (sum > 0.025)
            return k;
        part *= (double)(n - k) / (double)(k + 1);
    }
    return 0;
}

struct middle gauge_middle(const struct gauge *g)
{
    struct gauge sorted = *g;
    size_t n = sorted.n, k = left_out(n);
    if (n == 0)
        return (struct middle){0.0, 0.0, 0.0};
    qsort(sorted.value, n, sizeof *sorted.value, ascending);
    k = k > 0 ? k - 1 : 0; /* P(below the k-th smallest) <= 2.5% */
    return (struct middle){0.5 * (sorted.value[(n - 1) / 2] + sorted.value[n / 2]), sorted.value[k], sorted.value[n - 1 - k]};
}

struct middle gauge_ratio(const struct gauge *a, const struct gauge *b)
{
    struct gauge r = {.name = a->name};
    for (size_t i = 0; i < a->n && i < b->n; i++)
        gauge_add(&r, a->value[i] / b->value[i]);
    return gauge_middle(&r);
}

void middle_print(const char *name, struct middle m, const char *unit)
{
    printf("  %-58s %9.3f  (%.3f to %.3f) %s\n", name, m.median, m.low, m.high, unit);
}

bool middle_gate(const char *name, struct middle m, double gate, double aim, bool at_least, const char *unit)
{
    bool met = at_least ? m.median >= gate : m.median <= gate;
    bool aimed = aim == 0.0 || (at_least ? m.median >= aim : m.median <= aim);
    char tail[80];
    if (aim == 0.0)
        snprintf(tail, sizeof tail, "%s %g", at_least ? "at least" : "at most", gate);
    else
        snprintf(tail, sizeof tail, "%s %g, aim %g", at_least ? "at least" : "at most", gate, aim);
    printf("  %-58s %9.3f  (%.3f to %.3f) %-8s %-24s %s\n", name, m.median, m.low, m.high, unit, tail,
           !met     ? "NOT MET"
           : !aimed ? "met, aim not reached"
                    : "met");
    return met;
}
