/* Queues whose answer is known. Rates are per hour, times in hours; a is the offered load, rate x mean time. Sources: Kleinrock L, Queueing Systems, vol. 1 (1975);
 * Cobham A, Priority assignment in waiting line problems, Oper Res 1954;2:70-76; Jackson JR, Jobshop-like queueing systems, Manage Sci 1963;10:131-142. */
#ifndef WR_TESTS_THEORY_EXACT_H
#define WR_TESTS_THEORY_EXACT_H

#include <stddef.h>

/* Erlang's B: the share lost of load a by c servers without waiting, whatever the distribution of the times (recursion). */
double exact_erlang_b(double a, int c);
/* Erlang's C: the share that waits in M/M/c. a < c. */
double exact_erlang_c(double a, int c);
/* M/M/c: mean wait in the queue, and mean number waiting. */
double exact_mmc_wait(double rate, double mean, int c);
double exact_mmc_waiting(double rate, double mean, int c);
/* M/G/1 (Pollaczek and Khinchine): mean wait; `square` is the mean of the squared time. */
double exact_mg1_wait(double rate, double mean, double square);
/* D/M/1: mean wait, with a gap and a mean time. */
double exact_dm1_wait(double gap, double mean);
/* M/M/c with room for k in all: chance that it is full (and an arrival lost), and mean number waiting. */
double exact_mmck_full(double rate, double mean, int c, int k);
double exact_mmck_waiting(double rate, double mean, int c, int k);
/* Cobham: M/G/1 without interruption, classes by priority, the first before the others: mean wait of class `of`. */
double exact_cobham_wait(const double *rate, const double *mean, const double *square, size_t n, size_t of);
/* The total rates into the stations of an open network of at most 8: outside[i] + sum over j of total[j] x route[j*n + i]. */
void exact_network_rates(const double *outside, const double *route, size_t n, double *total);
/* M(t)/M/infinity with hourly rates that repeat after `hours`: the mean number there at the start of hour `at`. */
double exact_hourly_there(const double *rate, size_t hours, double mean, size_t at);
/* The stationary chances of a chain of at most 8 states; rates[i*n + j] from i to j. */
void exact_chain(const double *rates, size_t n, double *chances);

#endif
