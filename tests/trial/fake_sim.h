/* A simulation that is not one: measures, failures and waiting as a test wants them, to see what a trial makes of it. */
#ifndef WR_TESTS_FAKE_SIM_H
#define WR_TESTS_FAKE_SIM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct fake_sim {
    /* The value of measure `measure` in a replication of the model; the same for the same arguments. */
    double (*value)(const struct fake_sim *f, int option, int measure, uint64_t seed, uint64_t replication);
    uint64_t limit_at;  /* replication in which WR_ERR_LIMIT is met; 0: never */
    int limit_option;   /* in this option only */
    uint64_t cancel_at; /* replication that asks to stop; 0: never */
    atomic_int *cancel;
    atomic_int running, results, workers, plans; /* what is alive */
    atomic_int runs;
    double present[200]; /* the course of patients present, the same in each run */
    double batch;
    bool unequal; /* runs end in unequal order */
};
/* The one that wr_sim_run uses: a test sets it before a trial. */
extern struct fake_sim *fake_sim;

/* A number between 0 and 1 from three others. */
double fake_uniform(uint64_t a, uint64_t b, uint64_t c);

#endif
