/* The walks of tests/rules and random models, walked by the plain simulator and by the engine. */
#include "service.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "support/check.h"

/* Every walk of tests/rules, from the rules alone. */
static void test_rules(void **state)
{
    DIR *folder = opendir(source_path("tests/rules"));
    struct dirent *entry;
    size_t walks = 0, wrong = 0;

    (void)state;
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        char path[600];
        struct dirent *file;
        DIR *inner;
        snprintf(path, sizeof path, "tests/rules/%s", entry->d_name);
        if (entry->d_name[0] == '.' || (inner = opendir(source_path(path))) == NULL)
            continue;
        while ((file = readdir(inner)) != NULL) {
            char option[300], where[1000], *end;
            struct wr_buf got, want;
            const char *why;
            bool go_live = false;
            if (strncmp(file->d_name, "walk", 4) != 0 || strstr(file->d_name, ".txt") == NULL)
                continue;
            snprintf(option, sizeof option, "%s", file->d_name + 4);
            *strrchr(option, '.') = '\0';
            if ((end = strstr(option, ".go-live")) != NULL) {
                go_live = true;
                *end = '\0';
            }
            wr_buf_init(&got, 0);
            wr_buf_init(&want, 0);
            slow_text(source_path(path), option[0] == '.' ? option + 1 : NULL, go_live, &got);
            snprintf(where, sizeof where, "%s/%s", path, file->d_name);
            assert_int_equal(wr_file_read(source_path(where), 1u << 20, &want, &why), 0);
            walks++;
            if (strcmp(wr_buf_string(&got), wr_buf_string(&want)) != 0) {
                wrong++;
                print_message("%s differs; got:\n%s\n", where, wr_buf_string(&got));
            }
            wr_buf_free(&got);
            wr_buf_free(&want);
        }
        closedir(inner);
    }
    closedir(folder);
    print_message("%zu walks by hand, %zu differ\n", walks, wrong);
    assert_true(walks >= 63);
    assert_int_equal(wrong, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rules)};

    if (argc > 1) { /* a folder: what differs there */
        struct wr_buf out;
        wr_buf_init(&out, 0);
        slow_text(argv[1], argc > 2 && argv[2][0] != '\0' ? argv[2] : NULL, argc > 3, &out);
        fputs(wr_buf_string(&out), stdout);
        wr_buf_free(&out);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
