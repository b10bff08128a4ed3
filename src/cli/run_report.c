/* run --report: the page for everybody, made from the trial that `run` has just done. */
#include "base/mem.h"
#include "cli/run_internal.h"
#include "report/report.h"

#define MOST_WHY 32 /* runs of each difference of `why`: its rows are many, and paired */

int wr_i_run_report(const struct wr_ctx *ctx, const struct wr_cli_args *args, const struct wr_i_cli_service *service,
                    const struct wr_trial *trial, struct wr_buf *err)
{
    const struct wr_model *model = &service->model;
    const char *path = wr_cli_get(args, "report");
    struct wr_trial_settings settings;
    struct wr_mistakes mistakes;
    struct wr_why why = {0};
    const struct wr_why *whys[] = {&why};
    struct wr_report_input in = {
        .source = &service->source, .model = model, .trial = trial, .whys = whys, .notes = &service->mistakes, .version = WR_VERSION};
    struct wr_buf page, command;
    int ret = 0, measure = -1;

    wr_mistakes_init(&mistakes);
    wr_buf_init(&page, 0);
    wr_buf_init(&command, 0);
    wr_buf_printf(&command, "wardround run %s --replications %zu --seed %llu --report %s", args->words[0], trial->n_replications,
                  (unsigned long long)trial->seed, path);
    in.command = wr_buf_string(&command);
    for (size_t i = model->n_objectives; i-- > 0;)
        if (model->objectives[i].measure >= 0)
            measure = model->objectives[i].measure;
    if (measure < 0 && model->n_measures > 0)
        measure = 0;
    /* Stopped early: the page is made of what there is, and does not begin anew. */
    if (measure >= 0 && !trial->cancelled && !wr_ctx_stop(ctx)) {
        ret = wr_i_run_settings(args, &settings, err);
        if (ret == 0) {
            settings.precision = 0;
            settings.replications = trial->n_replications < MOST_WHY ? (int)trial->n_replications : MOST_WHY;
            ret = wr_trial_why(ctx, &service->source, model, &settings, measure, &mistakes, &why);
        }
        if (ret == 0)
            in.n_whys = 1;
        else if (ret == WR_ERR_CANCELLED)
            ret = 0;
        else
            wr_i_run_failed(&why.trial, why.trial.variants, &mistakes, ret, err);
    }
    if (ret == 0)
        ret = wr_report_write(ctx, &in, &page);
    if (ret == 0)
        ret = wr_i_cli_file_write(path, &page, err);
    if (ret == 0)
        wr_buf_printf(err, "the page for everybody: %s\n", path);
    wr_why_free(&why);
    wr_buf_free(&command);
    wr_buf_free(&page);
    wr_mistakes_free(&mistakes);
    return ret;
}
