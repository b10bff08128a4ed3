/* How `run`, `why` and `report` begin and end. */
#include <string.h>

#include "cli/run_internal.h"

int wr_i_run_begin(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_i_run_job *job, struct wr_buf *err)
{
    int ret;

    memset(job, 0, sizeof *job);
    wr_mistakes_init(&job->mistakes);
    wr_arena_init(&job->arena, 0);
    ret = wr_i_run_settings(args, &job->settings, err);
    if (ret == 0)
        ret = wr_i_cli_service_read(ctx, args->words[0], false, &job->service, err);
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
