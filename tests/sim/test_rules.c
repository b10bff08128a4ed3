/* Every event list of tests/rules, against what the engine does: all services, options and views that have a walk. */
#include "support/check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/file.h"
#include "model/model.h"
#include "sim/sim.h"

/* Civil date of a day number since 1970-01-01: Howard Hinnant's civil_from_days. */
static void civil(long z, int *y, int *m, int *d)
{
    z += 719468;
    long era = (z >= 0 ? z : z - 146096) / 146097;
    unsigned doe = (unsigned)(z - era * 146097), yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365,
             doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *d = (int)(doy - (153 * mp + 2) / 5 + 1);
    *m = (int)(mp < 10 ? mp + 3 : mp - 9);
    *y = (int)yoe + (int)era * 400 + (*m <= 2);
}

struct walk {
    struct wr_buf text;
    double start;
};

static void event(void *self, double time, const char *who, const char *what)
{
    struct walk *w = self;
    long t = (long)(w->start + time), day = t / 86400, second = t % 86400;
    int y, m, d;

    civil(day, &y, &m, &d);
    wr_buf_printf(&w->text, "%04d-%02d-%02d %02ld:%02ld:%02ld  %s  %s\n", y, m, d, second / 3600, second / 60 % 60, second % 60, who, what);
}

/* The walk of `option` of the service in `folder`. */
static void walk_of(const char *folder, const char *option, bool go_live, struct wr_buf *out)
{
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model base, model;
    struct wr_ctx ctx;
    struct wr_stages before = {0};
    struct wr_sim_plan *plan = NULL;
    struct wr_sim_worker *worker = NULL;
    struct wr_sim_result result;
    const char *why = NULL;
    struct walk w;
    struct wr_buf said;
    int status;

    wr_ctx_init(&ctx);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&said, 0);
    status = wr_source_read(&ctx, folder, &mistakes, &source);
    if (status == 0)
        status = wr_model_read(&source, &mistakes, &base);
    if (status == 0) {
        int of = option == NULL ? 0 : wr_model_option(&base, option);
        status = go_live ? wr_model_stages(&source, &base, of, NULL, 0, &mistakes, &model, &before)
                         : wr_model_with(&source, &base, of, NULL, 0, &mistakes, &model);
    }
    if (status == 0)
        status = wr_sim_compile_from(&before, &model, go_live ? WR_SIM_FROM_GO_LIVE : WR_SIM_SETTLED, &mistakes, &plan);
    wr_model_stages_free(&before);
    wr_mistakes_print(&mistakes, &said);
    if (status != 0) { /* then the text of the mistakes is what differs */
        wr_buf_text(out, wr_buf_string(&said));
        wr_buf_free(&said);
        return;
    }
    w.start = model.clock.start;
    wr_buf_init(&w.text, 0);
    assert_int_equal(wr_sim_worker_new(&worker), 0);
    struct wr_sim_watcher watcher = {.event = event, .self = &w};
    status = wr_sim_run(plan, worker, &ctx, model.run.seed, 1, &watcher, &result, &why);
    if (status != 0)
        fail_msg("%s: %s", folder, why);
    wr_buf_text(out, wr_buf_string(&w.text));
    wr_buf_free(&w.text);
    wr_sim_result_free(&result);
    wr_sim_worker_free(worker);
    wr_sim_plan_free(plan);
    wr_model_free(&model);
    wr_model_free(&base);
    wr_source_free(&source);
    wr_buf_free(&said);
    wr_mistakes_free(&mistakes);
}

static int compare_names(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool same_lines(const char *got, const char *want, const char *where)
{
    int line = 1;

    for (const char *g = got, *w = want;; line++) {
        size_t n = strcspn(g, "\n"), m = strcspn(w, "\n");
        if (n != m || memcmp(g, w, n) != 0) {
            print_message("%s: line %d\n   got:  %.*s\n   want: %.*s\n", where, line, (int)n, g, (int)m, w);
            return false;
        }
        if (g[n] == '\0' || w[m] == '\0')
            return g[n] == w[m];
        g += n + 1;
        w += m + 1;
    }
}

static void all_walks(void **state)
{
    char root[4096], path[8192];
    char *names[512];
    size_t n = 0, walks = 0, wrong = 0;
    struct dirent *entry;
    DIR *dir;

    (void)state;
    snprintf(root, sizeof root, "%s", source_path("tests/rules"));
    dir = opendir(root);
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL)
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
            names[n++] = wr_mem_text(entry->d_name);
    closedir(dir);
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n; i++) {
        struct dirent **files;
        int m;
        snprintf(path, sizeof path, "%s/%s", root, names[i]);
        m = scandir(path, &files, NULL, alphasort);
        for (int k = 0; k < m; k++) {
            char file[8700], option[256] = "";
            const char *name = files[k]->d_name;
            size_t length = strlen(name);
            bool go_live = false;
            struct wr_buf got, want;
            const char *why = NULL;
            if (strncmp(name, "walk.", 5) == 0 && length > 4 && strcmp(name + length - 4, ".txt") == 0) {
                if (strcmp(name, "walk.txt") != 0)
                    snprintf(option, sizeof option, "%.*s", (int)(length - 9), name + 5);
                size_t o = strlen(option);
                if (o > 8 && strcmp(option + o - 8, ".go-live") == 0) {
                    option[o - 8] = '\0';
                    go_live = true;
                }
                snprintf(file, sizeof file, "%s/%s", path, name);
                wr_buf_init(&got, 0);
                wr_buf_init(&want, 0);
                assert_int_equal(wr_file_read(file, 1 << 20, &want, &why), 0);
                walk_of(path, option[0] == '\0' ? NULL : option, go_live, &got);
                walks++;
                snprintf(file, sizeof file, "%s/%s", names[i], name);
                if (!same_lines(wr_buf_string(&got), wr_buf_string(&want), file))
                    wrong++;
                wr_buf_free(&got);
                wr_buf_free(&want);
            }
            free(files[k]);
        }
        free(files);
        wr_mem_free(names[i]);
    }
    print_message("%zu walks, %zu wrong\n", walks, wrong);
    assert_true(walks >= 40);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_walks)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
