/* The program: standard output and error, signals and progress around wr_cli_dispatch. */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/ctx.h"
#include "cli/cli.h"

/* A signal handler reaches nothing but a static: the one exception to "no globals". */
static atomic_int interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    atomic_store_explicit(&interrupted, 1, memory_order_relaxed);
}

/* The first Ctrl-C asks to stop with what is done; SA_RESETHAND lets a second one end the program at once. */
static void catch_signals(void)
{
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_handler = on_interrupt;
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = SIG_IGN; /* a closed pipe is told by the result of a write */
    action.sa_flags = 0;
    sigaction(SIGPIPE, &action, NULL);
}

struct progress {
    FILE *to;
    bool terminal, drawn;
    double last; /* seconds on the monotonic clock when something was shown; 0: nothing yet */
    double started;
    const struct wr_ctx *ctx;
};

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* On a terminal one line drawn in place, five times a second; else a line of the log every ten seconds, so that short runs log nothing. */
static void show_progress(void *self, const char *what, double done, double of)
{
    struct progress *p = self;
    double now = seconds_now(), share = of > 0 ? done / of : 0;

    if (now - p->started < (p->terminal ? 0.3 : 10) || now - p->last < (p->terminal ? 0.2 : 10))
        return;
    p->last = now;
    if (p->terminal) {
        p->drawn = true;
        fprintf(p->to, "\r\033[K%s: %.0f of %.0f (%.0f%%)", what, done, of, 100 * share);
        fflush(p->to);
    } else {
        wr_log(p->ctx, WR_LOG_INFO, what, "done=%.0f of=%.0f seconds=%.0f", done, of, now - p->started);
    }
}

int main(int argc, char *argv[])
{
    struct wr_ctx ctx;
    struct progress progress;
    struct wr_buf out, err;
    int result, written;

    catch_signals();
    wr_ctx_init(&ctx);
    ctx.cancel = &interrupted;
    if (!ctx.terminal)
        ctx.level = WR_LOG_INFO;
    progress = (struct progress){.to = stderr, .terminal = ctx.terminal, .started = seconds_now(), .ctx = &ctx};
    ctx.progress = show_progress;
    ctx.progress_self = &progress;
    wr_buf_init(&out, 0);
    wr_buf_init(&err, 0);

    result = wr_cli_dispatch(&ctx, argc, argv, &out, &err);
    if (progress.drawn) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    /* Messages first: what is worth knowing about an answer stands above it on a terminal. Nobody is left to tell when stderr is gone. */
    written = err.size > 0 ? wr_buf_write(&err, stderr) : 0;
    if (wr_cli_writes(result) && out.size > 0) {
        written = wr_buf_write(&out, stdout);
        if (written == WR_ERR_PIPE) {
            result = WR_ERR_PIPE;
        } else if (written != 0) {
            fprintf(stderr, "wardround: the answer could not be written: %s\n", strerror(errno));
            result = WR_ERR_FILE;
        }
    }
    if (result != WR_ERR_PIPE && fclose(stdout) != 0 && errno != EBADF && result == 0) {
        fprintf(stderr, "wardround: the answer could not be written: %s\n", strerror(errno));
        result = WR_ERR_FILE;
    }
    wr_buf_free(&out);
    wr_buf_free(&err);
    return wr_err_exit_status(result);
}
