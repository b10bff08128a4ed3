/* Between the files of trial/. */
#ifndef WR_TRIAL_INTERNAL_H
#define WR_TRIAL_INTERNAL_H

#include "trial/trial.h"

#define WR_I_TRIAL_START 16    /* replications before auto first asks whether it is enough */
#define WR_I_TRIAL_BATCH 8     /* and how many more each time */
#define WR_I_TRIAL_MOST 1000   /* auto's limit when none is given */
#define WR_I_TRIAL_SHARE 0.002 /* shares near 0 or 1: half-width that is precise enough */
#define WR_I_TRIAL_SERIES 64   /* replications whose course is kept, for growth */

/* Sums over replications of everything in a wr_sim_result: what `mean` of a variant is made of. Set to zeros before the first use; memory is the arena's. */
struct wr_i_trial_sums {
    size_t n;                   /* results added */
    struct wr_sim_result shape; /* rows of the first result's numbers, with what is not a number (a need's step and item) */
    double *sum, *count;
    size_t n_sums; /* of all numbers, in the order of the table in sums.c; NaN is not counted */
    double *hours;
    size_t n_hours; /* of all hour-of-week means */
    double *present;
    size_t n_present;
    double present_batch;
    size_t n_outcomes;
};
/* Adds a result; the first one fixes the shape. Call in replication order. WR_ERR_MEMORY. */
int wr_i_trial_sums_add(struct wr_i_trial_sums *s, struct wr_arena *arena, size_t n_outcomes, const struct wr_sim_result *r) WR_MUST_USE;
/* The averages as a result (in the same arena; nothing of its own to free). With n 0: all zeros. */
struct wr_sim_result wr_i_trial_sums_mean(struct wr_i_trial_sums *s);

/* The course of patients present in one replication, kept for the check on growth. */
struct wr_i_trial_course {
    double *x;
    size_t n;
    double batch;
};

/* Whether all that is asked for is precise after t->n_replications; else *worst: the row that is widest in proportion (t->n_rows + h: harm h). */
bool wr_i_trial_precise(const struct wr_trial *t, int *worst);
/* The half-width that is precise enough for a row whose average is `mean`. */
double wr_i_trial_wanted(const struct wr_trial *t, size_t row, double mean);
/* Warm-up and growth of variant 0, from its courses. */
void wr_i_trial_settle(struct wr_trial *t, const struct wr_i_trial_course *courses, size_t n_courses);

#endif
