#include "cli/cli.h"
#include "model/schema.h"

static int schema_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    (void)ctx;
    (void)args;
    (void)err;
    wr_model_schema(out);
    return 0;
}

const struct wr_cli_command wr_cli_schema = {
    .name = "schema",
    .operands = "",
    .summary = "print the JSON Schema of a service file, for editors",
    .doc = "JSON Schema, draft 2020-12. Many editors complete and check YAML while it is written when they are told of a schema:\n"
           "write it to a file with `wardround schema > service.schema.json`, and put at the top of the service file\n"
           "`# yaml-language-server: $schema=service.schema.json`. It is a help while writing; `wardround check` is the check.",
    .run = schema_run,
};
