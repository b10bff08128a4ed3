/* A service with its people's files, as the commands about people need it. */
#ifndef WR_CLI_PEOPLE_INTERNAL_H
#define WR_CLI_PEOPLE_INTERNAL_H

#include "agree/agree.h"
#include "cli/cli_internal.h"

struct wr_i_cli_people {
    struct wr_i_cli_service service;
    struct wr_mistakes mistakes; /* of the people's files */
    struct wr_agree agree;
};

/* Reads and checks the service at `path`, then its people's files (none, for a service that is a single file). Mistakes are printed to `err`, sorted,
 * with a last line that counts them; warnings are only counted. wr_i_cli_people_free it in any case. 0, WR_ERR_MISTAKES, WR_ERR_FILE, WR_ERR_MEMORY. */
int wr_i_cli_people_read(const struct wr_ctx *ctx, const char *path, struct wr_i_cli_people *out, struct wr_buf *err) WR_MUST_USE;
/* " (service.yaml:12)", without the folder's own name before it (`folder` may be NULL); nothing for what stands in no file. */
void wr_i_cli_where(struct wr_buf *out, const char *folder, const struct wr_where *where);
/* "Invented example: decide nothing with it." on a line of its own, of a service whose data are invented: stands before all that people are said to have
 * said and done in it. Nothing of another service. */
void wr_i_cli_invented_say(const struct wr_model *model, struct wr_buf *out);
/* Says that `path` is no folder, as `command` needs one, and `hint`; or that there is nothing of that name. Returns WR_ERR_USAGE. */
int wr_i_cli_no_folder(const char *command, const char *path, const char *hint, struct wr_buf *err);
void wr_i_cli_people_free(struct wr_i_cli_people *people);

/* The same for a service that was read already: only its people's files. `mistakes` is the caller's; wr_agree_free in any case. */
int wr_i_cli_agree_read(const struct wr_ctx *ctx, const char *path, const struct wr_model *model, struct wr_mistakes *mistakes,
                        struct wr_agree *out, struct wr_buf *err) WR_MUST_USE;

#endif
