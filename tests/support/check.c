#include "support/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"

void check_near_at(double a, double b, double tolerance, const char *what, const char *file, int line)
{
    if (!(fabs(a - b) <= tolerance)) { /* so written that a NaN fails */
        print_error("%s is %.17g, not within %.3g of %.17g (off by %.3g)\n", what, a, tolerance, b, a - b);
        _fail(file, line);
    }
}

void check_close_at(double a, double b, double tolerance, const char *what, const char *file, int line)
{
    if (!(fabs(a - b) <= tolerance * fabs(b))) {
        print_error("%s is %.17g, not within %.3g of %.17g by ratio (off by %.3g)\n", what, a, tolerance, b, (a - b) / b);
        _fail(file, line);
    }
}

void check_same_at(double a, double b, const char *what, const char *file, int line)
{
    if (memcmp(&a, &b, sizeof a) != 0) {
        print_error("%s is %.17g (%a), not the same bits as %.17g (%a)\n", what, a, a, b, b);
        _fail(file, line);
    }
}

/* Prints the first line in which two texts differ. */
static void print_difference(const char *got, const char *want)
{
    int line = 1;

    while (*got != '\0' || *want != '\0') {
        size_t n = strcspn(got, "\n"), m = strcspn(want, "\n");
        if (n != m || memcmp(got, want, n) != 0 || got[n] != want[m]) {
            print_error("line %d differs\n  got:  %.*s\n  want: %.*s\n", line, (int)n, got, (int)m, want);
            return;
        }
        got += n + (got[n] != '\0');
        want += m + (want[m] != '\0');
        line++;
    }
}

void check_text_at(const char *got, const char *want, const char *file, int line)
{
    if (got == NULL || want == NULL) {
        if (got == want)
            return;
        print_error("got %s, want %s\n", got == NULL ? "NULL" : got, want == NULL ? "NULL" : want);
        _fail(file, line);
    } else if (strcmp(got, want) != 0) {
        print_difference(got, want);
        _fail(file, line);
    }
}

void check_golden_at(const char *got, const char *name, const char *file, int line)
{
    char path[4096];
    const char *why = "", *update = getenv("WARDROUND_UPDATE");
    struct wr_buf want;
    int ret;

    snprintf(path, sizeof path, "%s/%s", source_path("tests"), name);
    if (update != NULL && strcmp(update, "1") == 0) {
        if (wr_file_write(path, got, strlen(got), &why) != 0) {
            print_error("%s cannot be written: %s\n", path, why);
            _fail(file, line);
        }
        print_message("written: %s\n", path);
        return;
    }
    wr_buf_init(&want, 0);
    ret = wr_file_read(path, (size_t)64 << 20, &want, &why);
    if (ret != 0) {
        print_error("%s: %s\n  make it with WARDROUND_UPDATE=1, and look at it before you commit it\n", path, why);
        wr_buf_free(&want);
        _fail(file, line);
    }
    if (strcmp(got, wr_buf_string(&want)) != 0) {
        print_error("not as in %s (WARDROUND_UPDATE=1 writes it anew)\n", path);
        print_difference(got, wr_buf_string(&want));
        wr_buf_free(&want);
        _fail(file, line);
    }
    wr_buf_free(&want);
}

bool check_under_valgrind(void) { return getenv("WARDROUND_VALGRIND") != NULL; }

/* Static storage, eight paths in turn: a test may hold a few at once without freeing any. */
static const char *keep(const char *root, const char *relative)
{
    static char paths[8][4096];
    static unsigned next;
    char *path = paths[next++ % 8];

    snprintf(path, sizeof paths[0], "%s/%s", root, relative);
    return path;
}

static const char *source_root(void)
{
    const char *root = getenv("WARDROUND_SOURCE");

    return root == NULL ? "." : root;
}

const char *source_path(const char *relative) { return keep(source_root(), relative); }

const char *shared_path(const char *relative)
{
    char from_root[2048];
    const char *path;

    snprintf(from_root, sizeof from_root, "../shared/%s", relative);
    path = source_path(from_root);
    return wr_file_exists(path) ? path : NULL;
}
