/* Reading, compiling and running a service for the bench. */
#include "bench/engine.h"

#include <stdio.h>
#include <string.h>

#include "bench/gauge.h"

int bench_service_open(struct bench_service *s, const char *path, const char *text)
{
    int ret;
    memset(s, 0, sizeof *s);
    wr_ctx_init(&s->ctx);
    wr_mistakes_init(&s->mistakes);
    ret = text != NULL ? wr_source_text(path, text, strlen(text), NULL, &s->mistakes, &s->source)
                       : wr_source_read(&s->ctx, path, &s->mistakes, &s->source);
    if (ret == 0)
        ret = wr_model_read(&s->source, &s->mistakes, &s->model);
    if (ret == 0)
        ret = wr_sim_compile(&s->model, WR_SIM_SETTLED, &s->mistakes, &s->plan);
    if (ret == 0)
        ret = wr_sim_worker_new(&s->worker);
    if (ret != 0) {
        struct wr_buf out;
        wr_buf_init(&out, 0);
        wr_mistakes_print(&s->mistakes, &out);
        fprintf(stderr, "bench: %s: %s\n%s", path, wr_err_words(ret), wr_buf_string(&out));
        wr_buf_free(&out);
    }
    return ret;
}

void bench_service_close(struct bench_service *s)
{
    wr_sim_worker_free(s->worker);
    wr_sim_plan_free(s->plan);
    wr_model_free(&s->model);
    wr_source_free(&s->source);
    wr_mistakes_free(&s->mistakes);
    memset(s, 0, sizeof *s);
}

int bench_service_run(struct bench_service *s, uint64_t first, uint64_t count, struct bench_run *sum)
{
    int ret = 0;
    double start = bench_work();
    for (uint64_t r = first; r < first + count && ret == 0; r++) {
        struct wr_sim_result result;
        const char *why = NULL;
        ret = wr_sim_run(s->plan, s->worker, &s->ctx, s->model.run.seed, r, NULL, &result, &why);
        if (ret != 0)
            fprintf(stderr, "bench: %s: %s\n", wr_err_words(ret), why == NULL ? "" : why);
        for (size_t k = 0; ret == 0 && k < result.n_kinds; k++)
            sum->patients += result.kinds[k].arrived;
        if (ret == 0) {
            sum->events += result.events;
            sum->most_present = result.most_present > sum->most_present ? result.most_present : sum->most_present;
            sum->checksum = (sum->checksum ^ result.checksum) * 0x9E3779B97F4A7C15u;
        }
        wr_sim_result_free(&result);
    }
    sum->seconds += bench_work() - start;
    return ret;
}
