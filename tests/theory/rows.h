/* Comparing simulated averages with exact values in standard errors, and judging all rows as one set.
 *
 * A row is a measure of a service file, averaged over replications: t = (average - exact) / se is Student's t with n - 1 degrees of freedom; z is the normal
 * number at the same probability, so that rows of different n can be judged together. A set holds rows from different seeds only: they are
 * independent, so the sum of z squared is chi-squared. It passes when no |z| is over 4 and the sum lies within its 99.9% limits, low and high:
 * a set that fits too well is as wrong as one that does not fit. */
#ifndef WR_TESTS_THEORY_ROWS_H
#define WR_TESTS_THEORY_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "measure/measure.h"
#include "model/model.h"
#include "trial/trial.h"

/* The seed of a row in tests/seeds; the test fails when it has none. */
uint64_t rows_seed(const char *name);

/* A service file read and run: one option, n replications (0: as the file says), one seed. Fails the test with the mistakes when it cannot.
 * `path` is relative to the source tree, unless it begins with a slash. option NULL: do nothing. Free it. */
struct rows_run {
    struct wr_ctx ctx;
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
    struct wr_trial trial;
};
void rows_run_start(struct rows_run *run, const char *path, const char *option, uint64_t seed, int replications, int threads);
void rows_run_free(struct rows_run *run);
/* The summary of a measure (its row with `spaces` spaces, 0 when it has one row) in the unit of the library: seconds, shares, counts. */
struct wr_estimate rows_estimate(const struct rows_run *run, const char *measure, int spaces);
/* Its values, one a replication. */
const double *rows_values(const struct rows_run *run, const char *measure, int spaces);

#define ROWS_MOST 64
struct rows_set {
    struct {
        char name[64];
        double exact, mean, se, z;
        size_t n;
    } row[ROWS_MOST];
    size_t n;
};
/* Adds a row; prints it. `unit` divides the estimate (3600: exact is in hours). */
void rows_add(struct rows_set *set, const char *name, double exact, struct wr_estimate got, double unit);
/* Prints the sum and its limits; fails the test when the set does not pass. */
void rows_judge(const struct rows_set *set);

/* Rows that hang together, because they come from the same replications: judged as a set by Hotelling's T squared (Ann Math Stat 1931;2:360-378), which
 * allows for what they share. values[row] are its n replications; n must be well over the number of rows. T squared x (n - rows) / (rows x (n - 1))
 * is F with rows and n - rows degrees of freedom; it must lie within its 99.9% limits, low and high. Prints it; fails the test when it does not.
 * What is compared with may be another program's averages of `theirs` replications: they are taken to vary and hang together as ours do. */
struct rows_joint {
    const double *values[ROWS_MOST];
    double exact[ROWS_MOST];
    size_t rows, n, theirs; /* theirs 0: exact */
};
void rows_joint_add(struct rows_joint *joint, const struct rows_run *run, const char *measure, int spaces, double exact);
void rows_joint_judge(const struct rows_joint *joint);

/* An average that another program printed, with the standard deviation over its n replications. */
struct rows_printed {
    double mean, sd;
    size_t n;
};
/* How many standard errors the average of values[n] lies from it; both have one. Prints the row without its line end, for what the caller adds. */
double rows_from_printed(const char *name, const double *values, size_t n, struct rows_printed theirs);

#endif
