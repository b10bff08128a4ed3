/* run --patient: one patient's walk, event by event, so that people can verify a model. Format: tests/rules/README.md. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/run_internal.h"
#include "sim/sim.h"

struct walk {
    struct wr_buf *out;
    double start; /* of the clock, seconds since 1970 */
    double said;  /* whole second that `stamp` is of */
    char stamp[40];
    size_t lines;
};

/* A line an event; the date is only made anew when the second has changed. */
static void on_event(void *self, double time, const char *who, const char *what)
{
    struct walk *w = self;
    double second = floor(w->start + time + 0.5); /* the nearest: 12:30:00 less a rounding error is 12:30:00 */

    if (w->lines == 0 || second < w->said || second > w->said) {
        time_t at = (time_t)second;
        struct tm parts;
        if (gmtime_r(&at, &parts) == NULL)
            memset(&parts, 0, sizeof parts);
        snprintf(w->stamp, sizeof w->stamp, "%04d-%02d-%02d %02d:%02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                 parts.tm_hour, parts.tm_min, parts.tm_sec);
        w->said = second;
    }
    wr_buf_printf(w->out, "%s  %s  %s\n", w->stamp, who, what);
    w->lines++;
}

/* "walk-in:17" */
static int read_who(const struct wr_model *model, const char *who, int *kind, uint64_t *number, struct wr_buf *err)
{
    const char *colon = strrchr(who, ':'), *nearest, **names;
    char *name;
    double x;
    size_t used;

    if (colon == NULL || colon == who || (used = wr_text_number(colon + 1, &x)) == 0 || colon[1 + used] != '\0' ||
        !(x >= 1 && x <= 4294967295.0) || floor(x) < x) {
        wr_buf_printf(err, "wardround: --patient wants KIND:NUMBER, such as %s:17, or all, not `%s`\n",
                      model->n_kinds > 0 ? model->kinds[0].name : "walk-in", who);
        return wr_fail(WR_ERR_USAGE);
    }
    name = wr_mem_text_n(who, (size_t)(colon - who));
    names = wr_mem_alloc(model->n_kinds, sizeof *names);
    if (name == NULL || names == NULL) {
        wr_mem_free(name);
        wr_mem_free(names);
        return wr_fail(WR_ERR_MEMORY);
    }
    *kind = wr_model_kind(model, name);
    *number = (uint64_t)x;
    if (*kind < 0) {
        for (size_t i = 0; i < model->n_kinds; i++)
            names[i] = model->kinds[i].name;
        nearest = wr_text_nearest(name, names, model->n_kinds);
        wr_buf_printf(err, "wardround: there is no kind of patient `%s`", name);
        if (nearest != NULL)
            wr_buf_printf(err, "; did you mean `%s`?", nearest);
        wr_buf_char(err, '\n');
    }
    wr_mem_free(name);
    wr_mem_free(names);
    return *kind < 0 ? wr_fail(WR_ERR_USAGE) : 0;
}

int wr_i_run_one_begin(const struct wr_i_cli_service *service, const struct wr_trial_variant *variant, enum wr_sim_view view,
                       struct wr_i_run_one *one, struct wr_buf *err)
{
    int ret;

    memset(one, 0, sizeof *one);
    one->variant = variant;
    wr_mistakes_init(&one->mistakes);
    if (view == WR_SIM_FROM_GO_LIVE)
        ret = wr_model_stages(&service->source, &service->model, variant->option, variant->edits, variant->n_edits, &one->mistakes,
                              &one->model, &one->before);
    else
        ret = wr_model_with(&service->source, &service->model, variant->option, variant->edits, variant->n_edits, &one->mistakes,
                            &one->model);
    if (ret != 0) {
        wr_mistakes_print(&one->mistakes, err);
        wr_buf_printf(err, "wardround: %s: %s\n", variant->label, wr_err_words(ret));
    }
    return ret;
}

int wr_i_run_one(const struct wr_ctx *ctx, struct wr_i_run_one *one, const struct wr_trial_settings *settings,
                 unsigned long long replication, const struct wr_sim_watcher *watcher, struct wr_buf *err)
{
    struct wr_sim_plan *plan = NULL;
    struct wr_sim_worker *worker = NULL;
    struct wr_sim_result result = {0};
    const char *why = NULL;
    int ret = wr_sim_compile_from(&one->before, &one->model, settings->view, &one->mistakes, &plan);

    if (ret == 0)
        ret = wr_sim_worker_new(&worker);
    if (ret == 0)
        ret = wr_sim_run(plan, worker, ctx, settings->has_seed ? settings->seed : one->model.run.seed, replication, watcher, &result, &why);
    if (ret != 0) {
        wr_mistakes_print(&one->mistakes, err);
        wr_buf_printf(err, "wardround: %s: %s\n", one->variant->label, why != NULL ? why : wr_err_words(ret));
    }
    wr_sim_result_free(&result);
    wr_sim_worker_free(worker);
    wr_sim_plan_free(plan);
    return ret;
}

void wr_i_run_one_end(struct wr_i_run_one *one)
{
    wr_model_stages_free(&one->before);
    wr_model_free(&one->model);
    wr_mistakes_free(&one->mistakes);
}

int wr_i_run_walk(const struct wr_ctx *ctx, const struct wr_i_cli_service *service, const char *who, const struct wr_trial_variant *variant,
                  const struct wr_trial_settings *settings, unsigned long long replication, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_run_one one;
    struct walk walk = {.out = out, .start = service->model.clock.start};
    struct wr_sim_watcher watcher = {.event = on_event, .self = &walk};
    bool all = strcmp(who, "all") == 0;
    uint64_t number;
    int kind, ret;

    ret = wr_i_run_one_begin(service, variant, settings->view, &one, err);
    if (ret == 0 && !all) {
        ret = read_who(&one.model, who, &kind, &number, err);
        watcher.kinds = &kind;
        watcher.numbers = &number;
        watcher.n = 1;
    }
    if (ret == 0)
        ret = wr_i_run_one(ctx, &one, settings, replication, &watcher, err);
    if (ret == 0 && walk.lines == 0 && !all) {
        wr_buf_printf(err, "wardround: nobody is %s in replication %llu with %s: fewer of that kind arrive\n", who, replication,
                      variant->label);
        ret = wr_fail(WR_ERR_USAGE);
    }
    wr_i_run_one_end(&one);
    return ret;
}
