/* Runs a fuzz target on every file of the folders named: the seeds, and what fuzzing once found. Each is also run cut short at many lengths,
 * since a reader that is safe on a whole file may not be on half of one. */
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"

static int run_file(const char *path)
{
    struct wr_buf buf;
    const char *why;
    size_t cut, step;
    int ret;

    wr_buf_init(&buf, 0);
    ret = wr_file_read(path, (size_t)16 << 20, &buf, &why);
    if (ret != 0) {
        fprintf(stderr, "%s: %s\n", path, why);
    } else {
        LLVMFuzzerTestOneInput((const uint8_t *)wr_buf_string(&buf), buf.size);
        step = buf.size / 100 + 1;
        for (cut = 0; cut < buf.size; cut += step) {
            /* a copy of just that size, so that a byte read beyond it is seen by ASan and valgrind */
            struct wr_buf part;
            wr_buf_init(&part, 0);
            wr_buf_add(&part, buf.data, cut);
            LLVMFuzzerTestOneInput((const uint8_t *)wr_buf_string(&part), part.size);
            wr_buf_free(&part);
        }
    }
    wr_buf_free(&buf);
    return ret;
}

int main(int argc, char **argv)
{
    struct wr_arena arena;
    const char **names, *why;
    size_t count, n = 0, i;
    int ret = 0, a;

    wr_arena_init(&arena, 0);
    for (a = 1; a < argc && ret == 0; a++) {
        ret = wr_file_list(argv[a], "", &arena, &names, &count, &why);
        for (i = 0; ret == 0 && i < count; i++, n++)
            ret = run_file(wr_file_join(&arena, argv[a], names[i]));
    }
    wr_arena_free(&arena);
    printf("%zu seeds\n", n);
    if (n == 0) {
        fprintf(stderr, "no seeds: nothing was tested\n");
        return 1;
    }
    return ret == 0 ? 0 : 1;
}
