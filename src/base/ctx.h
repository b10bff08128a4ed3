/* The context: what a call may use of the world. Passed in, one per request or worker; there are no globals. */
#ifndef WR_BASE_CTX_H
#define WR_BASE_CTX_H

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"

enum wr_log_level { WR_LOG_ERROR, WR_LOG_WARN, WR_LOG_INFO, WR_LOG_DEBUG };

struct wr_ctx {
    FILE *log;               /* logfmt lines go here; NULL: nowhere */
    enum wr_log_level level; /* what is logged */
    bool terminal;           /* log is a terminal: progress is drawn in place instead of logged */
    atomic_int *cancel;      /* when not NULL and not 0: stop soon, with what is done */
    /* Progress, called now and then by whoever runs long, always from one thread; NULL: none. done and of in the caller's own measure. */
    void (*progress)(void *self, const char *what, double done, double of);
    void *progress_self;
};

/* A context that logs warnings to stderr, without cancel and progress. */
void wr_ctx_init(struct wr_ctx *ctx);
bool wr_ctx_stop(const struct wr_ctx *ctx); /* whether somebody asked to stop; NULL: no */
/* One logfmt line: ts=... level=info msg="..." and the formatted key=value pairs. */
void wr_log(const struct wr_ctx *ctx, enum wr_log_level level, const char *message, const char *pairs_format, ...) WR_PRINTF(4, 5);
/* Reports progress, if anybody listens. */
void wr_progress(const struct wr_ctx *ctx, const char *what, double done, double of);

#endif
