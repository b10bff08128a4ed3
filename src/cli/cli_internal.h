/* What several commands do alike. */
#ifndef WR_CLI_CLI_INTERNAL_H
#define WR_CLI_CLI_INTERNAL_H

#include "base/buf.h"
#include "base/ctx.h"
#include "base/mistakes.h"
#include "model/model.h"

/* A service as a command needs it: text, model, and what is wrong or odd in it. */
struct wr_i_cli_service {
    struct wr_source source;
    struct wr_model model;
    struct wr_mistakes mistakes;
};

/* Reads and checks the service at `path`. Mistakes are printed to `err` (sorted), with a last line that counts them; of warnings only their number
 * is said when `warnings` is false. wr_i_cli_service_free it in any case. 0, WR_ERR_MISTAKES, WR_ERR_FILE, WR_ERR_MEMORY. */
int wr_i_cli_service_read(const struct wr_ctx *ctx, const char *path, bool warnings, struct wr_i_cli_service *out,
                          struct wr_buf *err) WR_MUST_USE;
void wr_i_cli_service_free(struct wr_i_cli_service *service);
/* A list of mistakes; without `warnings` only what stops the command, not what is merely odd. */
void wr_i_cli_mistakes_print(const struct wr_mistakes *all, bool warnings, struct wr_buf *err);

/* Writes `data` to the file whole or not at all; says in `err` why not. */
int wr_i_cli_file_write(const char *path, const struct wr_buf *data, struct wr_buf *err) WR_MUST_USE;
/* The index of an option by name; else WR_ERR_USAGE with a message that names the nearest. -1 in *index for `name` NULL. */
int wr_i_cli_option_find(const struct wr_model *model, const char *name, int *index, struct wr_buf *err) WR_MUST_USE;

#endif
