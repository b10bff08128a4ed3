#include "model/draw.h"
#include "cli/cli_internal.h"
#include "cli/cli.h"

static int draw_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *why = NULL, *file = wr_cli_get(args, "output");
    struct wr_i_cli_service service;
    struct wr_buf picture;
    int result = wr_i_cli_service_read(ctx, args->words[0], false, &service, err);

    wr_buf_init(&picture, 0);
    if (result != 0)
        goto out;
    if (wr_cli_has(args, "dot")) {
        wr_model_draw_dot(&service.model, NULL, &picture);
        result = wr_buf_status(&picture);
    } else {
        wr_buf_text(&picture, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        result = wr_model_draw_svg(ctx, &service.model, NULL, &picture, &why);
        if (why != NULL)
            wr_buf_printf(err, "wardround draw: %s\n", why);
    }
    if (result != 0)
        goto out;
    if (file != NULL)
        result = wr_i_cli_file_write(file, &picture, err);
    else
        wr_buf_add(out, wr_buf_string(&picture), picture.size);
    if (file != NULL && result == 0)
        wr_buf_printf(out, "The pathway is drawn in %s\n", file);
out:
    wr_buf_free(&picture);
    wr_i_cli_service_free(&service);
    return result;
}

static const struct wr_cli_option options[] = {
    {"output", "FILE", "write the picture to this file instead of printing it", false},
    {"dot", NULL, "write Graphviz's own language instead of SVG: needs no other program", false},
};

const struct wr_cli_command wr_cli_draw = {
    .name = "draw",
    .operands = "SERVICE",
    .summary = "draw the pathway as a picture (SVG)",
    .doc = "Steps as boxes inside their places, arrows with the share that goes that way. The layout is made by the program `dot` of\n"
           "Graphviz, which must be there (on Debian: apt-get install graphviz).",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = draw_run,
};
