/* Graphviz `dot` as a child process: no shell, its input and output through pipes, at most ten seconds. It is not linked: its licence
 * (EPL) and ours do not go into one binary. */
#include "model/draw.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LIMIT_SECONDS 10.0
#define MOST_BYTES ((size_t)64 << 20)

extern char **environ;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Starts `dot -Tsvg`: *in is where its input goes, *out where its output comes from. What it says itself is dropped. */
static int start_dot(pid_t *child, int *in, int *out)
{
    char name[] = "dot", format[] = "-Tsvg";
    char *const words[] = {name, format, NULL};
    posix_spawn_file_actions_t actions;
    int to[2] = {-1, -1}, from[2] = {-1, -1}, failed;

    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) {
        shut(&to[0]);
        shut(&to[1]);
        return wr_fail(WR_ERR_FILE);
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    failed = posix_spawnp(child, "dot", &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    shut(&to[0]);
    shut(&from[1]);
    if (failed != 0) {
        shut(&to[1]);
        shut(&from[0]);
        return wr_fail(WR_ERR_TOOL);
    }
    fcntl(to[1], F_SETFL, O_NONBLOCK);
    fcntl(from[0], F_SETFL, O_NONBLOCK);
    *in = to[1];
    *out = from[0];
    return 0;
}

/* Writes `dot` and reads the answer until its end. WR_ERR_TOOL when the time is over. */
static int converse(const struct wr_ctx *ctx, int *in, int *out, const struct wr_buf *dot, struct wr_buf *svg)
{
    double until = now() + LIMIT_SECONDS;
    size_t written = 0;
    char chunk[16384];

    for (;;) {
        struct pollfd fds[2] = {{.fd = *out, .events = POLLIN}, {.fd = *in, .events = POLLOUT}};
        if (wr_ctx_stop(ctx))
            return wr_fail(WR_ERR_CANCELLED);
        if (now() > until)
            return wr_fail(WR_ERR_TOOL);
        if (poll(fds, *in >= 0 ? 2 : 1, 100) < 0 && errno != EINTR)
            return wr_fail(WR_ERR_FILE);
        if (*in >= 0 && fds[1].revents != 0) {
            ssize_t n = write(*in, wr_buf_string(dot) + written, dot->size - written);
            if (n > 0)
                written += (size_t)n;
            if ((n < 0 && errno != EAGAIN && errno != EINTR) || written == dot->size)
                shut(in); /* all said, or nobody listens any more: its exit status will tell */
        }
        if (fds[0].revents != 0) {
            ssize_t n = read(*out, chunk, sizeof chunk);
            if (n == 0)
                return 0;
            if (n > 0)
                wr_buf_add(svg, chunk, (size_t)n);
            else if (errno != EAGAIN && errno != EINTR)
                return wr_fail(WR_ERR_FILE);
            if (wr_buf_status(svg) != 0)
                return wr_buf_status(svg);
        }
    }
}

/* A write to a child that has gone must not end the program: SIGPIPE is held off in this thread, and one that came meanwhile is taken away. */
static void hold_pipe_signal(sigset_t *before)
{
    sigset_t pipe_signal;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, before);
}

static void release_pipe_signal(const sigset_t *before)
{
    const struct timespec at_once = {0, 0};
    sigset_t pipe_signal;

    if (sigismember(before, SIGPIPE) == 1)
        return;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    while (sigtimedwait(&pipe_signal, NULL, &at_once) == SIGPIPE)
        ;
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

/* What stands from <svg on: without XML declaration and document type, so that it can stand in a page. */
static int keep_element(const struct wr_buf *whole, struct wr_buf *out)
{
    const char *from = strstr(wr_buf_string(whole), "<svg");
    if (from == NULL)
        return wr_fail(WR_ERR_TOOL);
    wr_buf_text(out, from);
    return wr_buf_status(out);
}

int wr_model_draw_from_dot(const struct wr_ctx *ctx, const struct wr_buf *dot, struct wr_buf *out, const char **why)
{
    struct wr_buf svg;
    sigset_t before;
    pid_t child = -1;
    int in = -1, from = -1, status = 0, result;

    *why = NULL;
    wr_buf_init(&svg, MOST_BYTES);
    hold_pipe_signal(&before);
    result = wr_buf_status(dot);
    if (result != 0)
        goto out;
    result = start_dot(&child, &in, &from);
    if (result != 0) {
        *why = "the program `dot` of Graphviz could not be started; on Debian: apt-get install graphviz";
        goto out;
    }
    result = converse(ctx, &in, &from, dot, &svg);
    shut(&in);
    shut(&from);
    if (result != 0)
        kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (result == WR_ERR_TOOL)
        *why = "the program `dot` of Graphviz took more than 10 seconds: there is too much to draw";
    else if (result == 0 && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
        result = wr_fail(WR_ERR_TOOL);
    if (result == 0)
        result = keep_element(&svg, out);
    if (result == WR_ERR_TOOL && *why == NULL)
        *why = "the program `dot` of Graphviz did not draw the picture";
out:
    release_pipe_signal(&before);
    wr_buf_free(&svg);
    return result;
}

int wr_model_draw_svg(const struct wr_ctx *ctx, const struct wr_model *model, const struct wr_draw_labels *labels, struct wr_buf *out,
                      const char **why)
{
    struct wr_buf dot;
    int result;

    wr_buf_init(&dot, 0);
    wr_model_draw_dot(model, labels, &dot);
    result = wr_model_draw_from_dot(ctx, &dot, out, why);
    wr_buf_free(&dot);
    return result;
}
