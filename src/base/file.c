#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

/* What the system says, in words for people. */
static const char *explain(int error)
{
    switch (error) {
    case ENOENT:
        return "there is no such file or folder";
    case EACCES:
    case EPERM:
        return "you have no right to it";
    case EROFS:
        return "the disk may only be read";
    case ENOSPC:
    case EDQUOT:
        return "the disk is full";
    case EISDIR:
        return "it is a folder";
    case ENOTDIR:
        return "a part of its path is not a folder";
    case ENAMETOOLONG:
        return "its name is too long";
    case ELOOP:
        return "its links go round in a circle";
    case EMFILE:
    case ENFILE:
        return "too many files are open";
    case EFBIG:
        return "it would be larger than is allowed here";
    case ENOMEM:
        return "out of memory";
    case EIO:
        return "the disk gave an error";
    default:
        return "the system refused it";
    }
}

static const char *too_large(size_t limit)
{
    if (limit == (size_t)8 << 20)
        return "it is larger than 8 MiB";
    if (limit == (size_t)512 << 20)
        return "it is larger than 512 MiB";
    return "it is larger than is allowed";
}

int wr_file_read(const char *path, size_t limit, struct wr_buf *out, const char **why)
{
    static const char no_memory[] = "out of memory";
    char *block = NULL;
    const size_t block_size = 64 << 10;
    struct stat about;
    ssize_t n;
    size_t total = 0;
    int fd = -1, ret;

    *why = "";
    block = wr_mem_alloc(block_size, 1);
    if (block == NULL) {
        *why = no_memory;
        ret = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    do {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe with nobody at its other end must not hold us up */
    } while (fd < 0 && errno == EINTR);
    if (fd < 0 || fstat(fd, &about) != 0) {
        *why = errno == ENOENT ? "there is no such file" : errno == EACCES ? "you may not read it" : explain(errno);
        ret = wr_fail(WR_ERR_FILE);
        goto out;
    }
    if (!S_ISREG(about.st_mode)) {
        *why = S_ISDIR(about.st_mode) ? "it is a folder" : "it is not a regular file";
        ret = wr_fail(WR_ERR_FILE);
        goto out;
    }
    if (about.st_size > 0 && (unsigned long long)about.st_size > limit) {
        *why = too_large(limit);
        ret = wr_fail(WR_ERR_LIMIT);
        goto out;
    }
    for (;;) {
        n = read(fd, block, block_size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            *why = explain(errno);
            ret = wr_fail(WR_ERR_FILE);
            goto out;
        }
        if (n == 0)
            break;
        total += (size_t)n;
        if (total > limit) { /* it grew while we read */
            *why = too_large(limit);
            ret = wr_fail(WR_ERR_LIMIT);
            goto out;
        }
        wr_buf_add(out, block, (size_t)n);
    }
    ret = wr_buf_status(out);
    if (ret != 0)
        *why = ret == WR_ERR_MEMORY ? no_memory : too_large(limit);
out:
    if (fd >= 0)
        close(fd);
    wr_mem_free(block);
    return ret;
}

/* All of data to fd. Whether it went; errno says why not. */
static bool write_all(int fd, const char *data, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, data, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        data += done;
        n -= (size_t)done;
    }
    return true;
}

/* A new file beside `path` that nobody else has, with the rights a new file gets here. -1 and errno on failure. */
static int open_beside(const char *path, struct wr_arena *arena, char **name)
{
    int attempt, fd = -1;

    for (attempt = 0; attempt < 100; attempt++) {
        *name = wr_arena_printf(arena, "%s.%ld-%d.tmp", path, (long)getpid(), attempt);
        if (*name == NULL) {
            errno = ENOMEM;
            return -1;
        }
        fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            break;
    }
    return fd;
}

/* The folder in which `path` lies, opened; -1 when it cannot be. */
static int open_folder_of(const char *path, struct wr_arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash == NULL ? "." : slash == path ? "/" : wr_arena_text_n(arena, path, (size_t)(slash - path));

    return folder == NULL ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* The rename itself must reach the disk too. What a folder cannot do (some network disks) is no failure. */
static void sync_folder_of(const char *path, struct wr_arena *arena)
{
    int fd = open_folder_of(path, arena);

    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
}

/* What must still stand there when the new file takes its place. */
struct expected {
    const void *data; /* NULL: nothing */
    size_t n;
};

static bool is_still(const char *path, const struct expected *expected)
{
    struct wr_buf now;
    const char *why;
    bool same;

    wr_buf_init(&now, 0);
    same = wr_file_read(path, expected->n, &now, &why) == 0 && now.size == expected->n &&
           (expected->n == 0 || memcmp(wr_buf_string(&now), expected->data, expected->n) == 0);
    wr_buf_free(&now);
    return same;
}

/* The finished file takes its place. A link fails where something stands already, which a rename would not; where a disk knows no links, a look
 * has to do. *changed: somebody was quicker. */
static bool put_in_place(const char *name, const char *target, const struct expected *expected, bool *made, bool *changed)
{
    if (expected != NULL && expected->data == NULL) {
        if (link(name, target) == 0)
            return true; /* the temporary name goes with the others that were made */
        *changed = errno == EEXIST || wr_file_exists(target);
        if (*changed)
            return false;
    } else if (expected != NULL && !is_still(target, expected)) {
        *changed = true;
        return false;
    }
    if (rename(name, target) != 0)
        return false;
    *made = false;
    return true;
}

/* Two of us who compare and then rename in the same moment would lose what one wrote: one after another, by a lock on the folder. Where a disk knows
 * no locks it is done without. */
static bool put_in_turn(const char *name, const char *target, const struct expected *expected, struct wr_arena *arena, bool *made,
                        bool *changed)
{
    int lock = expected == NULL ? -1 : open_folder_of(target, arena), error;
    bool done;

    while (lock >= 0 && flock(lock, LOCK_EX) != 0 && errno == EINTR)
        ;
    done = put_in_place(name, target, expected, made, changed);
    error = errno;
    if (lock >= 0)
        close(lock); /* and with it the lock */
    errno = error;
    return done;
}

static int out_failed(bool changed, const char **why)
{
    *why = changed           ? "somebody changed it in the meantime; do it again"
           : errno == EACCES ? "you may not write there"
           : errno == ENOENT ? "there is no such folder"
                             : explain(errno);
    return wr_fail(errno == ENOMEM ? WR_ERR_MEMORY : errno == EPIPE ? WR_ERR_PIPE : WR_ERR_FILE);
}

void wr_file_out_drop(struct wr_file_out *out)
{
    if (!out->open)
        return;
    if (out->fd >= 0)
        close(out->fd);
    if (out->made)
        unlink(out->name);
    wr_arena_free(&out->arena);
    memset(out, 0, sizeof *out);
    out->fd = -1;
}

int wr_file_out_open(struct wr_file_out *out, const char *path, const char **why)
{
    char resolved[PATH_MAX];
    struct stat about;
    bool there;
    int ret;

    memset(out, 0, sizeof *out);
    *why = "";
    out->fd = -1;
    out->open = true;
    out->target = path;
    wr_arena_init(&out->arena, 0);
    there = stat(path, &about) == 0;
    if (there && S_ISDIR(about.st_mode)) {
        *why = "it is a folder";
        wr_file_out_drop(out);
        return wr_fail(WR_ERR_FILE);
    }
    if (there && !S_ISREG(about.st_mode)) {
        /* a device or a pipe is written to; it must never be renamed over */
        out->fd = open(path, O_WRONLY | O_CLOEXEC);
        if (out->fd < 0)
            goto failed;
        return 0;
    }
    if (there) { /* through a link: the file that it leads to is replaced, not the link */
        if (realpath(path, resolved) == NULL)
            goto failed;
        out->target = resolved;
    }
    out->target = wr_arena_text(&out->arena, out->target); /* the caller's text may be gone when it is finished */
    if (out->target == NULL) {
        errno = ENOMEM;
        goto failed;
    }
    if (there && access(out->target, W_OK) != 0) /* a file that is write-protected stays as it is */
        goto failed;
    out->fd = open_beside(out->target, &out->arena, &out->name);
    if (out->fd < 0)
        goto failed;
    out->made = true;
    if (there && fchmod(out->fd, about.st_mode & 07777) != 0)
        goto failed;
    return 0;
failed:
    ret = out_failed(false, why);
    wr_file_out_drop(out);
    return ret;
}

int wr_file_out_add(struct wr_file_out *out, const void *data, size_t n, const char **why)
{
    *why = "";
    return write_all(out->fd, data, n) ? 0 : out_failed(false, why);
}

static int out_done(struct wr_file_out *out, const struct expected *expected, const char **why)
{
    bool changed = false, closed;
    int ret = 0;

    *why = "";
    if (out->made) {
        if (fsync(out->fd) != 0)
            goto failed;
        closed = close(out->fd) == 0;
        out->fd = -1;
        if (!closed || !put_in_turn(out->name, out->target, expected, &out->arena, &out->made, &changed))
            goto failed;
        sync_folder_of(out->target, &out->arena);
    }
    goto out;
failed:
    ret = out_failed(changed, why);
out:
    wr_file_out_drop(out);
    return ret;
}

int wr_file_out_done(struct wr_file_out *out, const char **why) { return out_done(out, NULL, why); }

static int write_file(const char *path, const void *data, size_t n, const struct expected *expected, const char **why)
{
    struct wr_file_out out;
    int ret = wr_file_out_open(&out, path, why);

    if (ret == 0)
        ret = wr_file_out_add(&out, data, n, why);
    if (ret == 0)
        return out_done(&out, expected, why);
    wr_file_out_drop(&out);
    return ret;
}

int wr_file_write(const char *path, const void *data, size_t n, const char **why) { return write_file(path, data, n, NULL, why); }

int wr_file_replace(const char *path, const void *old, size_t n_old, const void *data, size_t n, const char **why)
{
    struct expected expected = {old, n_old};

    return write_file(path, data, n, &expected, why);
}

bool wr_file_is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool wr_file_exists(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

int wr_file_list(const char *folder, const char *suffix, struct wr_arena *arena, const char ***names, size_t *count, const char **why)
{
    const char **list = NULL;
    size_t capacity = 0, n = 0;
    struct dirent *entry;
    DIR *dir;
    int ret = 0;

    *why = "";
    *names = NULL;
    *count = 0;
    dir = opendir(folder);
    if (dir == NULL) {
        if (errno == ENOENT)
            return 0;
        *why = errno == EACCES ? "you may not read it" : explain(errno);
        return wr_fail(WR_ERR_FILE);
    }
    for (;;) {
        struct stat about;
        errno = 0;
        entry = readdir(dir);
        if (entry == NULL)
            break;
        if (entry->d_name[0] == '.' || !wr_text_ends(entry->d_name, suffix))
            continue;
        if (fstatat(dirfd(dir), entry->d_name, &about, 0) != 0 || !S_ISREG(about.st_mode))
            continue;
        ret = wr_arena_grow(arena, &list, &capacity, n + 1, sizeof *list);
        if (ret != 0 || (list[n] = wr_arena_text(arena, entry->d_name)) == NULL) {
            *why = "out of memory";
            ret = wr_fail(WR_ERR_MEMORY);
            goto out;
        }
        n++;
    }
    if (errno != 0) {
        *why = explain(errno);
        ret = wr_fail(WR_ERR_FILE);
        goto out;
    }
    if (n > 1)
        qsort(list, n, sizeof *list, compare_names);
    *names = list;
    *count = n;
out:
    closedir(dir);
    return ret;
}

int wr_file_make_folder(const char *path, const char **why)
{
    *why = "";
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && wr_file_is_folder(path)))
        return 0;
    *why = errno == EEXIST ? "a file of that name is in the way" : errno == EACCES ? "you may not write there" : explain(errno);
    return wr_fail(WR_ERR_FILE);
}

const char *wr_file_join(struct wr_arena *arena, const char *a, const char *b)
{
    if (a[0] == '\0' || b[0] == '/')
        return wr_arena_text(arena, b);
    return wr_arena_printf(arena, "%s%s%s", a, wr_text_ends(a, "/") ? "" : "/", b);
}
