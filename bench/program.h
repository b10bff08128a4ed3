/* The program as people start it: its time, its greatest memory, what it prints. */
#ifndef WR_BENCH_PROGRAM_H
#define WR_BENCH_PROGRAM_H

#include "base/buf.h"
#include "base/err.h"

struct bench_program {
    int status;     /* exit status, or -1 */
    double seconds; /* from start to end */
    double work;    /* seconds that it worked, in all threads */
    double memory;  /* greatest resident memory, bytes */
    struct wr_buf out;
};

/* Where `wardround` of this build is: $WARDROUND, or next to the bench. Static storage of the caller. */
const char *bench_program_path(char *buffer, size_t size);
/* Runs `wardround words...` (NULL ends), its standard output into out. Call it before the bench itself has grown: a child is charged with what its
 * parent held when it was started. wr_buf_free(&p->out) in any case. */
int bench_program_run(struct bench_program *p, const char *const *words) WR_MUST_USE;

#endif
