/* Memory does not grow with the length of a run: the greatest resident size of `wardround run` for 10 and for 100 simulated years of ED-1 and of the emergency example,
 * within 5%. Each is a process of its own, measured by the kernel. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "support/check.h"

/* Kilobytes at the most. */
static long resident(const char *service)
{
    const char *program = getenv("WARDROUND");
    struct rusage use;
    int status = 0;
    pid_t child;

    assert_non_null(program);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);

        dup2(nowhere, STDOUT_FILENO);
        execl(program, program, "run", service, "--option", "do nothing", "--replications", "1", "--threads", "1", "--json", (char *)NULL);
        _exit(127);
    }
    assert_int_equal(wait4(child, &status, 0, &use), child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail_msg("run %s failed with status %d", service, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return use.ru_maxrss;
}

/* The service with its run replaced, in a file of its own. */
static long resident_for(const char *path, const char *run, const char *new_run)
{
    char name[] = "/tmp/wardround-memory-XXXXXX.yaml";
    const char *why = NULL, *at;
    struct wr_buf text, out;
    long kilobytes = 0;
    int fd, turn;

    wr_buf_init(&text, 0);
    wr_buf_init(&out, 0);
    assert_int_equal(wr_file_read(source_path(path), 1 << 20, &text, &why), 0);
    at = strstr(wr_buf_string(&text), run);
    assert_non_null(at);
    wr_buf_add(&out, text.data, (size_t)(at - text.data));
    wr_buf_text(&out, new_run);
    wr_buf_text(&out, at + strlen(run));
    assert_int_equal(wr_buf_status(&out), 0);
    fd = mkstemps(name, 5);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, out.data, out.size), (ssize_t)out.size);
    close(fd);
    for (turn = 0; turn < 7; turn++) { /* the least of seven: what the kernel happens to count differs by some pages */
        long now = resident(name);
        if (turn == 0 || now < kilobytes)
            kilobytes = now;
    }
    unlink(name);
    wr_buf_free(&text);
    wr_buf_free(&out);
    return kilobytes;
}

static void compare(const char *path, const char *run)
{
    long ten = resident_for(path, run, "run: {collect: 10 years, replications: 1, seed: 1}");
    long hundred = resident_for(path, run, "run: {collect: 100 years, replications: 1, seed: 1}");

    printf("%s: %ld kB for 10 years, %ld kB for 100\n", path, ten, hundred);
    check_close((double)hundred, (double)ten, 0.05);
}

static void length_of_the_run(void **state)
{
    (void)state;
    compare("tests/theory/ed1.yaml", "run: {collect: 8760 h, replications: 20, seed: 1}");
    compare("examples/emergency/service.yaml", "run: {warm up: 4 weeks, collect: 52 weeks, replications: auto, precision: 5%, seed: 2026}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(length_of_the_run)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
