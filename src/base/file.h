/* Files: read whole with a limit, written whole or not at all. */
#ifndef WR_BASE_FILE_H
#define WR_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* Reads a regular file of at most `limit` bytes into `out`. *why gets a sentence for people in static or arena storage
 * ("there is no such file", "you may not read it", "it is larger than 8 MiB", "it is a folder"). WR_ERR_FILE, WR_ERR_LIMIT, WR_ERR_MEMORY. */
int wr_file_read(const char *path, size_t limit, struct wr_buf *out, const char **why) WR_MUST_USE;
/* Writes data to a temporary file beside `path`, syncs it and renames it over: the old file or the new one, never half. */
int wr_file_write(const char *path, const void *data, size_t n, const char **why) WR_MUST_USE;
/* The same, but only where what stands there is still `old` (n_old bytes; NULL: nothing is there yet), looked at just before the rename. Two who
 * call this at once take turns. Else WR_ERR_FILE, *why says that somebody changed it, and nothing is written. */
int wr_file_replace(const char *path, const void *old, size_t n_old, const void *data, size_t n, const char **why) WR_MUST_USE;

/* A file that is written piece by piece, whole or not at all like the others: nothing stands at `path` before wr_file_out_done. After open has
 * succeeded call done or drop; drop is safe after either, and on a zeroed struct. done that fails has dropped. */
struct wr_file_out {
    struct wr_arena arena;
    char *name;         /* of the temporary file */
    const char *target; /* what it becomes */
    int fd;             /* -1: closed */
    bool open, made;
};
int wr_file_out_open(struct wr_file_out *out, const char *path, const char **why) WR_MUST_USE;
int wr_file_out_add(struct wr_file_out *out, const void *data, size_t n, const char **why) WR_MUST_USE;
int wr_file_out_done(struct wr_file_out *out, const char **why) WR_MUST_USE;
void wr_file_out_drop(struct wr_file_out *out);

bool wr_file_is_folder(const char *path);
bool wr_file_exists(const char *path);
/* Names of the regular files in a folder that end in `suffix`, sorted by bytes; hidden files left out. A folder that is not there gives 0
 * names. */
int wr_file_list(const char *folder, const char *suffix, struct wr_arena *arena, const char ***names, size_t *count,
                 const char **why) WR_MUST_USE;
/* Makes a folder; one that is there already is fine. */
int wr_file_make_folder(const char *path, const char **why) WR_MUST_USE;
/* a/b in the arena. */
const char *wr_file_join(struct wr_arena *arena, const char *a, const char *b);

#endif
