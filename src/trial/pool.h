/* A queue of numbered jobs, carried out by several threads and reduced in the order of their numbers.
 *
 * This is what makes results independent of the number of threads: whoever finishes first waits, as a result in its slot, until all jobs with
 * lower numbers have been reduced. No worker runs further ahead than `window` jobs, so that memory is bounded. There is no barrier: while a
 * reduction decides whether more is needed, the workers go on; what they did too much is dropped.
 * Used by trial/run.c (jobs: replications of variants). */
#ifndef WR_TRIAL_POOL_H
#define WR_TRIAL_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ctx.h"
#include "base/err.h"

struct wr_i_pool {
    int threads;      /* at least 1: the calling thread is one of them */
    size_t jobs;      /* at most so many, numbered from 0 */
    size_t window;    /* slots; at least `threads` is sensible */
    size_t slot_size; /* bytes of one result */
    void *self;       /* handed to all of the following */
    /* Made once a thread, in that thread; freed by worker_free in the calling thread. */
    int (*worker_new)(void *self, void **worker);
    void (*worker_free)(void *self, void *worker);
    /* In any thread: the result into `slot` (zeros before the first use, else what `drop` left). */
    int (*work)(void *self, void *worker, size_t job, void *slot);
    /* One at a time, in the order of jobs, in any thread: takes the result. *enough: no more jobs are needed. */
    int (*reduce)(void *self, size_t job, void *slot, bool *enough);
    /* Called once, for the lowest job whose `work` failed, after all before it were reduced; may be NULL. */
    void (*failed)(void *self, size_t job, void *slot, int code);
    /* Gives up what a slot holds; called for every slot that `work` was called on, reduced or not. */
    void (*drop)(void *self, void *slot);
    /* After each job of the calling thread, and now and then while it waits; may be NULL. */
    void (*progress)(void *self, size_t reduced);
};

/* Carries out the jobs until all are done, `enough`, a failure, or a request to stop. The code returned is that of the lowest job that failed, all
 * jobs before it having been reduced: it too is the same for any number of threads. 0, WR_ERR_CANCELLED, WR_ERR_MEMORY, or a code of the calls.
 * *reduced: jobs that were reduced. */
int wr_i_pool_run(const struct wr_ctx *ctx, const struct wr_i_pool *pool, size_t *reduced) WR_MUST_USE;

#endif
