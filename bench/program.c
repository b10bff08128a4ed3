/* Starting the program. */
#include "bench/program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "bench/gauge.h"

const char *bench_program_path(char *buffer, size_t size)
{
    const char *given = getenv("WARDROUND");
    if (given != NULL && *given != '\0') {
        snprintf(buffer, size, "%s", given);
        return buffer;
    }
    ssize_t n = readlink("/proc/self/exe", buffer, size - 1);
    buffer[n > 0 ? n : 0] = '\0';
    for (int up = 0; up < 2; up++) { /* BUILD/bench/bench: its folder's folder */
        char *slash = strrchr(buffer, '/');
        if (slash != NULL)
            *slash = '\0';
    }
    size_t used = strlen(buffer);
    snprintf(buffer + used, size - used, "/src/wardround");
    return buffer;
}

int bench_program_run(struct bench_program *p, const char *const *words)
{
    enum { MOST = 32 };
    char path[4096], *arguments[MOST];
    int ends[2], status = 0, ret = 0;
    struct rusage usage;
    memset(p, 0, sizeof *p);
    p->status = -1;
    wr_buf_init(&p->out, 0);
    size_t n = 0;
    bench_program_path(path, sizeof path);
    arguments[n++] = path;
    for (size_t i = 0; words[i] != NULL && n < MOST - 1; i++)
        arguments[n++] = wr_mem_text(words[i]);
    arguments[n] = NULL;
    double start = bench_seconds();
    if (pipe(ends) != 0) {
        ret = wr_fail(WR_ERR_FILE);
        goto out;
    }
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_WRONLY);
        dup2(ends[1], 1);
        dup2(nothing, 2);
        close(ends[0]);
        close(ends[1]);
        execv(path, arguments);
        _exit(127);
    }
    close(ends[1]);
    for (;;) {
        char block[65536];
        ssize_t got = read(ends[0], block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        wr_buf_add(&p->out, block, (size_t)got);
    }
    close(ends[0]);
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        ret = wr_fail(WR_ERR_FILE);
    } else {
        p->seconds = bench_seconds() - start;
        p->work =
            (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
        p->memory = 1024.0 * (double)usage.ru_maxrss;
        p->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
out:
    for (size_t i = 1; i < n; i++)
        wr_mem_free(arguments[i]);
    return ret;
}
