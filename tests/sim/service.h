/* A service from text or a folder, compiled and run: what the tests of this room share. */
#ifndef WR_TESTS_SIM_SERVICE_H
#define WR_TESTS_SIM_SERVICE_H

#include "support/check.h"

#include <string.h>

#include "base/buf.h"
#include "model/model.h"
#include "sim/sim.h"

struct service {
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model base, model;
    struct wr_ctx ctx;
    struct wr_sim_plan *plan;
    struct wr_sim_worker *worker;
    struct wr_sim_result result;
    struct wr_buf said; /* mistakes and refusals, as people read them */
    const char *why;
    bool read;
};

/* Reads and compiles `text` (or, text NULL, the service at `path`) under `option` (NULL: do nothing). Returns what compiling said. */
static inline int service_open(struct service *s, const char *path, const char *text, const char *option, enum wr_sim_view view)
{
    struct wr_stages before = {0};
    int status;

    *s = (struct service){0};
    wr_ctx_init(&s->ctx);
    s->ctx.log = NULL;
    wr_mistakes_init(&s->mistakes);
    wr_buf_init(&s->said, 0);
    if (text != NULL)
        status = wr_source_text("service", text, strlen(text), NULL, &s->mistakes, &s->source);
    else
        status = wr_source_read(&s->ctx, path, &s->mistakes, &s->source);
    if (status == 0)
        status = wr_model_read(&s->source, &s->mistakes, &s->base);
    if (status == 0) {
        int of = option == NULL ? 0 : wr_model_option(&s->base, option);
        status = view == WR_SIM_FROM_GO_LIVE ? wr_model_stages(&s->source, &s->base, of, NULL, 0, &s->mistakes, &s->model, &before)
                                             : wr_model_with(&s->source, &s->base, of, NULL, 0, &s->mistakes, &s->model);
    }
    s->read = status == 0;
    if (status == 0 && view == WR_SIM_FROM_GO_LIVE) {
        status = wr_sim_compile_from(&before, &s->model, view, &s->mistakes, &s->plan);
        wr_model_stages_free(&before);
    } else if (status == 0) {
        status = wr_sim_compile(&s->model, view, &s->mistakes, &s->plan);
    }
    wr_mistakes_print(&s->mistakes, &s->said);
    if (!s->read)
        fail_msg("%s", wr_buf_string(&s->said));
    return status;
}

static inline int service_run(struct service *s, uint64_t seed, uint64_t replication, const struct wr_sim_watcher *watcher)
{
    if (s->worker == NULL)
        assert_int_equal(wr_sim_worker_new(&s->worker), 0);
    wr_sim_result_free(&s->result);
    return wr_sim_run(s->plan, s->worker, &s->ctx, seed, replication, watcher, &s->result, &s->why);
}

static inline void service_close(struct service *s)
{
    wr_sim_result_free(&s->result);
    wr_sim_worker_free(s->worker);
    wr_sim_plan_free(s->plan);
    wr_model_free(&s->model);
    wr_model_free(&s->base);
    wr_source_free(&s->source);
    wr_mistakes_free(&s->mistakes);
    wr_buf_free(&s->said);
}

/* Row of the measure `name` (its first). */
static inline struct wr_sim_measure_row *service_row(struct service *s, const char *name)
{
    int m = wr_model_measure(&s->model, name);

    for (size_t i = 0; i < wr_sim_plan_rows(s->plan); i++)
        if (wr_sim_row_measure(s->plan, i) == m)
            return &s->result.measures[i];
    fail_msg("no measure %s", name);
    return NULL;
}

#endif
