/* How `run`, `why` and `report` begin and end. */
#include <string.h>

#include "cli/run_internal.h"

/* Changes begin at the first collected moment, which a run by arrivals, or each day anew, does not have. */
static int look_at_go_live(const struct wr_model *model, struct wr_buf *err)
{
    const struct wr_where *where = &model->run.where;

    if (model->run.mode == WR_RUN_PERIOD)
        return 0;
    if (where->file != NULL)
        wr_buf_printf(err, "%s:%d:%d: ", where->file, where->line, where->column);
    wr_buf_printf(
        err,
        "run: there is no go-live in a run %s\n    run for a time, {warm up: 4 weeks, collect: 52 weeks}, or leave --from go-live out: "
        "then changes are there from the start\n",
        model->run.mode == WR_RUN_EACH ? "that is each day anew" : "of so many arrivals until all have left");
    return wr_fail(WR_ERR_USAGE);
}

int wr_i_run_begin(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_i_run_job *job, struct wr_buf *err)
{
    int ret;

    memset(job, 0, sizeof *job);
    wr_mistakes_init(&job->mistakes);
    wr_arena_init(&job->arena, 0);
    ret = wr_i_run_settings(args, &job->settings, err);
    if (ret == 0)
        ret = wr_i_cli_service_read(ctx, args->words[0], false, &job->service, err);
    if (ret == 0 && job->settings.view == WR_SIM_FROM_GO_LIVE)
        ret = look_at_go_live(&job->service.model, err);
    return ret;
}

int wr_i_run_simulate(const struct wr_ctx *ctx, struct wr_i_run_job *job, struct wr_buf *err)
{
    int ret = wr_trial_run(ctx, &job->service.source, &job->service.model, &job->settings, job->variants, job->n_variants, &job->mistakes,
                           &job->trial);

    if (ret != 0)
        wr_i_run_failed(&job->trial, job->variants, &job->mistakes, ret, err);
    return ret;
}

void wr_i_run_end(struct wr_i_run_job *job)
{
    wr_trial_free(&job->trial);
    wr_arena_free(&job->arena);
    wr_mistakes_free(&job->mistakes);
    wr_i_cli_service_free(&job->service);
}
