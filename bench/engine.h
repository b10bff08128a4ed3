/* The engine as `wardround run` uses it: a service file read, checked and compiled, then replications one after the other in one thread. */
#ifndef WR_BENCH_ENGINE_H
#define WR_BENCH_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/err.h"
#include "model/model.h"
#include "sim/sim.h"

struct bench_service {
    struct wr_ctx ctx;
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
    struct wr_sim_plan *plan;
    struct wr_sim_worker *worker;
};

struct bench_run {                    /* sums over replications */
    double patients, events, seconds; /* seconds that the thread worked */
    double most_present;
    uint64_t checksum;
};

/* Reads a file or folder, or (text not NULL) a text of that name. On failure says on stderr why. Close it in any case. */
int bench_service_open(struct bench_service *s, const char *path, const char *text) WR_MUST_USE;
void bench_service_close(struct bench_service *s);
/* Replications first .. first + count - 1 with the file's seed; times them, and adds to *sum. */
int bench_service_run(struct bench_service *s, uint64_t first, uint64_t count, struct bench_run *sum) WR_MUST_USE;

#endif
