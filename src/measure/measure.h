/* How it goes, and how sure: replications to measures with intervals; comparison of options on the same patients; warm-up; stability.
 * Two kinds of doubt that are never mixed: the simulation interval of the average (shrinks with replications) and the range over single years (does not). */
#ifndef WR_MEASURE_MEASURE_H
#define WR_MEASURE_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

/* Summary of one number a replication. */
struct wr_estimate {
    size_t n; /* replications that had a value */
    double mean;
    double se;                  /* of the mean; NaN when n < 2 */
    double low, high;           /* 95% simulation interval of the mean, Student's t */
    double year_low, year_high; /* 2.5% and 97.5% points over single years (type 7); with n < 40 the least and the most, and `few` set */
    bool few;
    double sd;
};
/* values[n], NaN where a replication had none. Summed in replication order. */
struct wr_estimate wr_measure_estimate(const double *values, size_t n);
/* Paired difference a - b, replication by replication. */
struct wr_estimate wr_measure_difference(const double *a, const double *b, size_t n);
/* Share of replications whose value meets the target (NaN ones are left out), with its Wilson 95% interval. */
struct wr_measure_share {
    double share, low, high;
    size_t n;
};
/* `compare` is enum wr_compare of model/value.h. */
struct wr_measure_share wr_measure_target(const double *values, size_t n, int compare, double target);
/* The p quantile of the values that are not NaN, type 7 of Hyndman and Fan (1996); NaN when there is none (or no memory). */
double wr_measure_quantile(const double *values, size_t n, double p);
/* Student's t quantile for a 95% interval with `df` degrees of freedom (t so that P(|T| > t) = 5%); parts of a degree below 200 are left out; NaN under 1.
 * Relative error below 1e-12 (tests/measure/test_student.c, against GSL). */
double wr_measure_t95(double df);

/* MSER-5 (White 1997): the truncation point of a series in batches of 5; returns the index in `x` from which on it should be kept. n under 20: 0. *reliable: false when the
 * point lies in the second half. */
size_t wr_measure_mser5(const double *x, size_t n, bool *reliable);
/* Whether a level (patients present, one series a replication, means over batches of batch_seconds[i] from time 0) grows without end: the later half of what
 * comes after from_seconds rises, in whole weeks or days, by a quarter at least, over 3.5 standard errors between runs (more when they are few), in nine runs of ten. With one
 * or two runs: it must rise by three quarters in both. per_day: patients more each day, with its standard error; NaN when the series are too short to say. */
struct wr_measure_growth {
    bool grows;
    double per_day;
    double se;
};
struct wr_measure_growth wr_measure_growth(const double *const *series, const size_t *lengths, const double *batch_seconds, size_t n_series,
                                           double from_seconds);

#endif
