/* Between `wardround report` and `wardround run --report`. */
#ifndef WR_CLI_REPORT_INTERNAL_H
#define WR_CLI_REPORT_INTERNAL_H

#include "agree/agree.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "cli/cli.h"
#include "cli/cli_internal.h"
#include "trial/trial.h"

/* What a page says of people, read before a long run: a mistake in their files is told at once, not after it. */
struct wr_i_cli_page_people {
    struct wr_mistakes mistakes;
    struct wr_agree agree;
    int today;
};
/* wr_i_cli_page_people_free it in any case. */
int wr_i_cli_page_people_read(const struct wr_ctx *ctx, const struct wr_cli_args *args, const char *command,
                              const struct wr_i_cli_service *service, struct wr_i_cli_page_people *out, struct wr_buf *err) WR_MUST_USE;
void wr_i_cli_page_people_free(struct wr_i_cli_page_people *people);

/* Works out what each thing alone would do (unless --quick is among the args), makes the page of a trial that was run and writes it to `path`, and those
 * for the board and the ward where the args ask for them, each whole or not at all; says in `said` where they lie, in `err` what went wrong. args->words[0]
 * is the service. 0 or a code of err.h. */
int wr_i_cli_report(const struct wr_ctx *ctx, const struct wr_cli_args *args, const struct wr_i_cli_service *service,
                    const struct wr_i_cli_page_people *people, const struct wr_trial *trial, const struct wr_trial_settings *settings,
                    const char *path, struct wr_buf *said, struct wr_buf *err) WR_MUST_USE;

#endif
