#include "model/tell.h"
#include "cli/cli_internal.h"
#include "cli/cli.h"

static int tell_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_service service;
    struct wr_tell tell = {.n_sections = 0};
    int result = wr_i_cli_service_read(ctx, args->words[0], false, &service, err);

    if (result != 0)
        goto out;
    result = wr_model_tell(&service.model, &tell);
    if (result == 0)
        wr_tell_print(&tell, 100, out);
out:
    wr_tell_free(&tell);
    wr_i_cli_service_free(&service);
    return result;
}

const struct wr_cli_command wr_cli_tell = {
    .name = "tell",
    .operands = "SERVICE",
    .summary = "say the service back in plain sentences",
    .doc = "One sentence a step, every number of the file once. Read it aloud to the people who do the work: is it right? What they say\n"
           "belongs under `walked by` in the file.",
    .least_words = 1,
    .most_words = 1,
    .run = tell_run,
};
