/* The command line: one description per command, from which dispatch, --help and the manual are made. One file a command. */
#ifndef WR_CLI_CLI_H
#define WR_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/ctx.h"
#include "base/err.h"

struct wr_cli_option {
    const char *name;      /* "replications": --replications N */
    const char *argument;  /* "N", or NULL for a switch */
    const char *doc;       /* one line */
    bool many;             /* may be given several times */
};
struct wr_cli_args {       /* what was given, checked against the description */
    const char *const *words; size_t n_words;                    /* operands */
    struct { const char *name, *value; } *options; size_t n_options;
};
/* The last value of an option; NULL when not given ("" for a switch that was). */
const char *wr_cli_get(const struct wr_cli_args *args, const char *name);
bool wr_cli_has(const struct wr_cli_args *args, const char *name);

struct wr_cli_command {
    const char *name, *operands, *summary, *doc; /* operands: "SERVICE [MEASURE]" */
    const struct wr_cli_option *options; size_t n_options;
    size_t least_words, most_words;
    /* Writes its answer to `out` (which main writes to stdout, or not at all on failure) and messages to `err`. Returns 0 or a code of err.h. */
    int (*run)(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err);
};

extern const struct wr_cli_command wr_cli_new, wr_cli_check, wr_cli_schema, wr_cli_show, wr_cli_draw, wr_cli_tell, wr_cli_run, wr_cli_why, wr_cli_report,
    wr_cli_help;
/* All commands, in the order of the manual; ends with NULL. */
extern const struct wr_cli_command *const wr_cli_commands[];

#endif
