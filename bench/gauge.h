/* Times of interleaved rounds, and what may be said of them: medians with intervals. */
#ifndef WR_BENCH_GAUGE_H
#define WR_BENCH_GAUGE_H

#include <stdbool.h>
#include <stddef.h>

#define BENCH_ROUNDS 99 /* at most */

struct gauge {
    const char *name;
    double value[BENCH_ROUNDS];
    size_t n;
};

/* A median with the interval that holds the true one with at least 95% (by order statistics: for 9 rounds the 2nd and the 8th value, 96.1%). */
struct middle {
    double median, low, high;
};

double bench_seconds(void); /* of a clock that never goes back */
double bench_work(void);    /* seconds that this thread has worked: what other programs take of the machine is left out */
void gauge_add(struct gauge *g, double value);
struct middle gauge_middle(const struct gauge *g);
/* Of a[i] / b[i], round by round: what slows the machine in a round slows both. */
struct middle gauge_ratio(const struct gauge *a, const struct gauge *b);

/* Prints "name  median (low to high) unit". */
void middle_print(const char *name, struct middle m, const char *unit);
/* The same with a gate that the median must not pass (or, at_least, must reach); gives whether it does. `aim` 0: none. */
bool middle_gate(const char *name, struct middle m, double gate, double aim, bool at_least, const char *unit);

#endif
