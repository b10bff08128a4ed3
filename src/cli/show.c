#include "model/show.h"
#include "cli/cli_internal.h"
#include "cli/cli.h"

static int show_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_service service;
    int result = wr_i_cli_service_read(ctx, args->words[0], false, &service, err);

    if (result == 0 && wr_cli_has(args, "json"))
        wr_model_show_json(&service.source, &service.model, out);
    else if (result == 0)
        wr_model_show_text(&service.source, out);
    wr_i_cli_service_free(&service);
    return result;
}

static const struct wr_cli_option options[] = {
    {"json", NULL, "as JSON, every quantity in one unit: seconds, shares, pounds; for other programs", false},
};

const struct wr_cli_command wr_cli_show = {
    .name = "show",
    .operands = "SERVICE",
    .summary = "print the checked service as one text",
    .doc = "The files of a service joined into one text that reads back to the same model. YAML readers of other programs take `no` and\n"
           "`20:00` for something else: they read `wardround show --json`.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = show_run,
};
