#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

struct fixture {
    char folder[64];
    struct wr_arena arena;
};

static int set_up(void **state)
{
    struct fixture *f = wr_mem_alloc(1, sizeof *f);

    snprintf(f->folder, sizeof f->folder, "/tmp/wardround-test-XXXXXX");
    if (mkdtemp(f->folder) == NULL)
        return -1;
    wr_arena_init(&f->arena, 0);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    const char **names;
    size_t n, i;
    const char *why;

    if (wr_file_list(f->folder, "", &f->arena, &names, &n, &why) == 0)
        for (i = 0; i < n; i++)
            unlink(wr_file_join(&f->arena, f->folder, names[i]));
    rmdir(wr_file_join(&f->arena, f->folder, "sub.yaml"));
    i = (size_t)rmdir(f->folder);
    wr_arena_free(&f->arena);
    wr_mem_free(f);
    return (int)i; /* a temporary file left behind makes this fail */
}

static const char *in(struct fixture *f, const char *name) { return wr_file_join(&f->arena, f->folder, name); }

static void test_write_and_read(void **state)
{
    struct fixture *f = *state;
    struct wr_buf buf;
    const char *why = NULL;

    wr_buf_init(&buf, 0);
    assert_int_equal(wr_file_write(in(f, "a.yaml"), "one", 3, &why), 0);
    assert_int_equal(wr_file_write(in(f, "a.yaml"), "two!", 4, &why), 0);
    assert_int_equal(wr_file_read(in(f, "a.yaml"), 100, &buf, &why), 0);
    check_text(wr_buf_string(&buf), "two!");
    wr_buf_clear(&buf);
    assert_int_equal(wr_file_read(in(f, "a.yaml"), 4, &buf, &why), 0); /* exactly at the limit */
    wr_buf_clear(&buf);
    assert_int_equal(wr_file_read(in(f, "a.yaml"), 3, &buf, &why), WR_ERR_LIMIT);
    wr_buf_free(&buf);
}

static void test_read_what_is_none(void **state)
{
    struct fixture *f = *state;
    struct wr_buf buf;
    const char *why = NULL;

    wr_buf_init(&buf, 0);
    assert_int_equal(wr_file_read(in(f, "missing"), 100, &buf, &why), WR_ERR_FILE);
    check_text(why, "there is no such file");
    assert_int_equal(wr_file_read(f->folder, 100, &buf, &why), WR_ERR_FILE);
    check_text(why, "it is a folder");
    assert_int_equal(wr_file_read("/dev/null", 100, &buf, &why), WR_ERR_FILE);
    check_text(why, "it is not a regular file");
    assert_int_equal(mkfifo(in(f, "pipe"), 0600), 0);
    assert_int_equal(wr_file_read(in(f, "pipe"), 100, &buf, &why), WR_ERR_FILE); /* and does not hang */
    wr_buf_free(&buf);
    unlink(in(f, "pipe"));
}

static void test_write_where_one_cannot(void **state)
{
    struct fixture *f = *state;
    const char *why = NULL;

    assert_int_equal(wr_file_write(in(f, "no/such/folder"), "x", 1, &why), WR_ERR_FILE);
    check_text(why, "there is no such folder");
    assert_int_equal(wr_file_write(f->folder, "x", 1, &why), WR_ERR_FILE);
    check_text(why, "it is a folder");
    assert_int_equal(wr_file_write("/dev/full", "x", 1, &why), WR_ERR_FILE);
    check_text(why, "the disk is full");
    assert_true(wr_file_exists("/dev/full")); /* not renamed over */
}

static void test_rights_and_links(void **state)
{
    struct fixture *f = *state;
    struct stat about;
    const char *why = NULL;

    assert_int_equal(wr_file_write(in(f, "real"), "old", 3, &why), 0);
    assert_int_equal(chmod(in(f, "real"), 0640), 0);
    assert_int_equal(symlink("real", in(f, "link")), 0);
    assert_int_equal(wr_file_write(in(f, "link"), "newer", 5, &why), 0);
    assert_int_equal(lstat(in(f, "link"), &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(stat(in(f, "real"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    assert_int_equal(about.st_size, 5);
}

static void test_list(void **state)
{
    struct fixture *f = *state;
    const char **names = NULL, *why = NULL;
    size_t n = 9;

    assert_int_equal(wr_file_list(in(f, "none"), ".yaml", &f->arena, &names, &n, &why), 0);
    assert_int_equal(n, 0);
    assert_int_equal(wr_file_write(in(f, "b.yaml"), "", 0, &why), 0);
    assert_int_equal(wr_file_write(in(f, "a.yaml"), "", 0, &why), 0);
    assert_int_equal(wr_file_write(in(f, ".hidden.yaml"), "", 0, &why), 0);
    assert_int_equal(wr_file_write(in(f, "c.csv"), "", 0, &why), 0);
    assert_int_equal(wr_file_make_folder(in(f, "sub.yaml"), &why), 0);
    assert_int_equal(wr_file_make_folder(in(f, "sub.yaml"), &why), 0);
    assert_int_equal(wr_file_make_folder(in(f, "a.yaml"), &why), WR_ERR_FILE);
    assert_int_equal(wr_file_list(f->folder, ".yaml", &f->arena, &names, &n, &why), 0);
    assert_int_equal(n, 2);
    check_text(names[0], "a.yaml");
    check_text(names[1], "b.yaml");
    assert_int_equal(wr_file_list(in(f, "a.yaml"), "", &f->arena, &names, &n, &why), WR_ERR_FILE);
    unlink(in(f, ".hidden.yaml"));
}

static void test_join(void **state)
{
    struct fixture *f = *state;

    check_text(wr_file_join(&f->arena, "a", "b"), "a/b");
    check_text(wr_file_join(&f->arena, "a/", "b"), "a/b");
    check_text(wr_file_join(&f->arena, "", "b"), "b");
    check_text(wr_file_join(&f->arena, "a", "/b"), "/b");
}

static void test_no_memory(void **state)
{
    struct fixture *f = *state;
    struct wr_buf buf;
    const char *why = NULL, *path = in(f, "x");
    int ret = WR_ERR_MEMORY;
    long n;

    assert_int_equal(wr_file_write(path, "text", 4, &why), 0);
    wr_buf_init(&buf, 0);
    for (n = 0; ret == WR_ERR_MEMORY && n < 100; n++) {
        wr_buf_free(&buf);
        wr_mem_fail_after(n);
        ret = wr_file_read(path, 100, &buf, &why);
    }
    wr_mem_fail_after(-1);
    assert_int_equal(ret, 0);
    assert_true(n > 2);
    wr_buf_free(&buf);
    wr_mem_fail_after(0);
    assert_int_equal(wr_file_write(path, "other", 5, &why), WR_ERR_MEMORY);
    wr_mem_fail_after(-1);
}

/* Six who each add a byte, again and again, at the same time: what was said to be written is there. */
static void test_replace_in_turn(void **state)
{
    struct fixture *f = *state;
    const char *file = in(f, "turn.yaml"), *why = NULL;
    struct wr_buf buf;
    size_t written = 0;
    int ends[2];
    char c;

    wr_buf_init(&buf, 0);
    assert_int_equal(wr_file_write(file, "", 0, &why), 0);
    assert_int_equal(pipe(ends), 0);
    for (int who = 0; who < 6; who++)
        if (fork() == 0) {
            for (int i = 0; i < 60; i++) {
                struct wr_buf old, now;
                wr_buf_init(&old, 0);
                wr_buf_init(&now, 0);
                if (wr_file_read(file, 10000, &old, &why) == 0) {
                    wr_buf_text(&now, wr_buf_string(&old));
                    wr_buf_char(&now, (char)('a' + who));
                    if (wr_file_replace(file, wr_buf_string(&old), old.size, now.data, now.size, &why) == 0 && write(ends[1], "x", 1) != 1)
                        _exit(1);
                }
                wr_buf_free(&old);
                wr_buf_free(&now);
            }
            _exit(0);
        }
    close(ends[1]);
    while (read(ends[0], &c, 1) == 1)
        written++;
    close(ends[0]);
    while (wait(NULL) > 0)
        ;
    assert_int_equal(wr_file_read(file, 10000, &buf, &why), 0);
    assert_true(written > 6);
    assert_int_equal(buf.size, written);
    wr_buf_free(&buf);
}

/* What somebody else wrote between reading and writing stays; nothing of ours is left behind. */
static void test_replace(void **state)
{
    struct fixture *f = *state;
    struct wr_buf buf;
    const char *why = NULL;

    wr_buf_init(&buf, 0);
    assert_int_equal(wr_file_replace(in(f, "r.yaml"), NULL, 0, "one", 3, &why), 0);
    assert_int_equal(wr_file_replace(in(f, "r.yaml"), NULL, 0, "two", 3, &why), WR_ERR_FILE);
    check_text(why, "somebody changed it in the meantime; do it again");
    assert_int_equal(wr_file_replace(in(f, "r.yaml"), "one", 3, "three", 5, &why), 0);
    assert_int_equal(wr_file_replace(in(f, "r.yaml"), "one", 3, "four", 4, &why), WR_ERR_FILE);
    check_text(why, "somebody changed it in the meantime; do it again");
    assert_int_equal(wr_file_replace(in(f, "r.yaml"), "thre", 4, "four", 4, &why), WR_ERR_FILE);
    assert_int_equal(wr_file_replace(in(f, "gone.yaml"), "one", 3, "four", 4, &why), WR_ERR_FILE);
    assert_false(wr_file_exists(in(f, "gone.yaml")));
    assert_int_equal(wr_file_read(in(f, "r.yaml"), 100, &buf, &why), 0);
    check_text(wr_buf_string(&buf), "three");
    wr_buf_free(&buf);
}

/* Piece by piece: nothing stands there before it is finished, and nothing stays of what is dropped. */
static void test_out(void **state)
{
    struct fixture *f = *state;
    struct wr_file_out out;
    struct wr_buf buf;
    const char *why = NULL;

    wr_buf_init(&buf, 0);
    assert_int_equal(wr_file_out_open(&out, in(f, "log.csv"), &why), 0);
    assert_int_equal(wr_file_out_add(&out, "one,", 4, &why), 0);
    assert_false(wr_file_exists(in(f, "log.csv")));
    assert_int_equal(wr_file_out_add(&out, "two", 3, &why), 0);
    assert_int_equal(wr_file_out_done(&out, &why), 0);
    wr_file_out_drop(&out);
    assert_int_equal(wr_file_read(in(f, "log.csv"), 100, &buf, &why), 0);
    check_text(wr_buf_string(&buf), "one,two");
    assert_int_equal(wr_file_out_open(&out, in(f, "log.csv"), &why), 0);
    assert_int_equal(wr_file_out_add(&out, "half", 4, &why), 0);
    wr_file_out_drop(&out); /* the tear-down sees that nothing else lies there */
    wr_file_out_drop(&out);
    wr_buf_clear(&buf);
    assert_int_equal(wr_file_read(in(f, "log.csv"), 100, &buf, &why), 0);
    check_text(wr_buf_string(&buf), "one,two");
    assert_int_equal(symlink("log.csv", in(f, "link.csv")), 0);
    assert_int_equal(wr_file_out_open(&out, in(f, "link.csv"), &why), 0);
    assert_int_equal(wr_file_out_add(&out, "three", 5, &why), 0);
    assert_int_equal(wr_file_out_done(&out, &why), 0);
    wr_buf_clear(&buf);
    assert_int_equal(wr_file_read(in(f, "log.csv"), 100, &buf, &why), 0);
    check_text(wr_buf_string(&buf), "three");
    unlink(in(f, "link.csv"));
    assert_int_equal(wr_file_out_open(&out, in(f, "no/such/log.csv"), &why), WR_ERR_FILE);
    check_text(why, "there is no such folder");
    assert_int_equal(wr_file_out_open(&out, "/dev/full", &why), 0);
    assert_int_equal(wr_file_out_add(&out, "x", 1, &why), WR_ERR_FILE);
    check_text(why, "the disk is full");
    wr_file_out_drop(&out);
    wr_buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_write_and_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_read_what_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_write_where_one_cannot, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rights_and_links, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_list, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_replace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_replace_in_turn, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_join, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
