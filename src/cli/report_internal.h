/* Between `wardround report` and `wardround run --report`. */
#ifndef WR_CLI_REPORT_INTERNAL_H
#define WR_CLI_REPORT_INTERNAL_H

#include "base/buf.h"
#include "base/ctx.h"
#include "cli/cli.h"
#include "cli/cli_internal.h"
#include "trial/trial.h"

/* Works out what each thing alone would do (unless --quick is among the args), makes the page of a trial that was run and writes it to `path`, whole
 * or not at all; says in `said` where it lies, in `err` what went wrong. args->words[0] is the service. 0 or a code of err.h. */
int wr_i_cli_report(const struct wr_ctx *ctx, const struct wr_cli_args *args, const struct wr_i_cli_service *service,
                    const struct wr_trial *trial, const struct wr_trial_settings *settings, const char *path, struct wr_buf *said,
                    struct wr_buf *err) WR_MUST_USE;

#endif
