/* What day it is, for what is written and for what is overdue. */
#ifndef WR_CLI_TODAY_INTERNAL_H
#define WR_CLI_TODAY_INTERNAL_H

#include "base/buf.h"
#include "cli/cli.h"

/* The date of the option `--date` when the command has it and it was given (else WR_ERR_USAGE with a message), else today by the computer's clock and time
 * zone. Days since 1970-01-01. */
int wr_i_cli_today(const struct wr_cli_args *args, const char *command, int *days, struct wr_buf *err) WR_MUST_USE;

#endif
