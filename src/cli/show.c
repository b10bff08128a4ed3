#include "model/show.h"
#include "cli/cli_internal.h"
#include "cli/cli.h"
#include "model/diff.h"

/* What differs from the first service to the second. That they differ is an answer and no failure. */
static int diff(const struct wr_ctx *ctx, const struct wr_cli_args *args, const struct wr_i_cli_service *was, struct wr_buf *out,
                struct wr_buf *err)
{
    struct wr_i_cli_service now;
    struct wr_arena arena;
    struct wr_difference *list;
    size_t n;
    int result = wr_i_cli_service_read(ctx, args->words[1], false, &now, err);

    wr_arena_init(&arena, 0);
    if (result == 0)
        result = wr_model_diff(&was->source, &now.source, &arena, &list, &n);
    if (result == 0 && wr_cli_has(args, "json"))
        wr_model_diff_json(out, &was->source, &now.source, list, n);
    else if (result == 0)
        wr_model_diff_text(out, &was->source, &now.source, list, n);
    wr_arena_free(&arena);
    wr_i_cli_service_free(&now);
    return result;
}

static int show_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_service service;
    int result;

    if (wr_cli_has(args, "diff") != (args->n_words == 2)) {
        wr_buf_text(err, args->n_words == 2 ? "wardround: show takes one service, or two with --diff\n"
                                            : "wardround: show --diff wants two services, the old one first\n");
        return wr_fail(WR_ERR_USAGE);
    }
    result = wr_i_cli_service_read(ctx, args->words[0], false, &service, err);
    if (result == 0 && wr_cli_has(args, "diff"))
        result = diff(ctx, args, &service, out, err);
    else if (result == 0 && wr_cli_has(args, "json"))
        wr_model_show_json(&service.source, &service.model, out);
    else if (result == 0)
        wr_model_show_text(&service.source, out);
    wr_i_cli_service_free(&service);
    return result;
}

static const struct wr_cli_option options[] = {
    {"diff", NULL, "what differs between two services, the old one first, entry by entry", false},
    {"json", NULL, "as JSON, every quantity in one unit: seconds, shares, pounds; for other programs (with --diff: as written)", false},
};

const struct wr_cli_command wr_cli_show = {
    .name = "show",
    .operands = "SERVICE [OTHER]",
    .summary = "print the checked service as one text, or what differs between two",
    .doc = "The files of a service joined into one text that reads back to the same model. YAML readers of other programs take `no` and\n"
           "`20:00` for something else: they read `wardround show --json`.\n\n"
           "With --diff both services are checked, and then it is said what was changed, added and removed from the first to the second,\n"
           "with its path and both values. Comments, the order of entries, which file they stand in, and 90 min for 1.5 h make no\n"
           "difference; a list in another order is said, for there the order can mean something. Files of arrivals (CSV) are compared by\n"
           "name only.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 2,
    .run = show_run,
};
