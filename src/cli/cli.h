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
    const char *name;     /* "replications": --replications N */
    const char *argument; /* "N", or NULL for a switch */
    const char *doc;      /* one line */
    bool many;            /* may be given several times */
};
struct wr_cli_given {
    const char *name, *value;
};
struct wr_cli_args { /* what was given, checked against the description */
    const char *const *words;
    size_t n_words; /* operands */
    struct wr_cli_given *options;
    size_t n_options; /* in the order given */
};
/* The last value of an option; NULL when not given ("" for a switch that was). */
const char *wr_cli_get(const struct wr_cli_args *args, const char *name);
bool wr_cli_has(const struct wr_cli_args *args, const char *name);

struct wr_cli_command {
    const char *name, *operands, *summary, *doc; /* operands: "SERVICE [MEASURE]" */
    const struct wr_cli_option *options;
    size_t n_options;
    size_t least_words, most_words;
    /* Writes its answer to `out` and messages to `err`. Returns 0 or a code of err.h. `out` goes to stdout when the result is 0, or when it is
     * WR_ERR_CANCELLED, WR_ERR_MISTAKES, WR_ERR_UNSUPPORTED or WR_ERR_NOT_READY and what the command left there is whole (`check --json`); on any
     * other failure nothing of it is written. A failure of which `err` says nothing gets the words of its code. */
    int (*run)(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err);
};

extern const struct wr_cli_command wr_cli_new;
extern const struct wr_cli_command wr_cli_check;
extern const struct wr_cli_command wr_cli_schema;
extern const struct wr_cli_command wr_cli_show;
extern const struct wr_cli_command wr_cli_draw;
extern const struct wr_cli_command wr_cli_tell;
extern const struct wr_cli_command wr_cli_run;
extern const struct wr_cli_command wr_cli_why;
extern const struct wr_cli_command wr_cli_report;
extern const struct wr_cli_command wr_cli_need;
extern const struct wr_cli_command wr_cli_needs;
extern const struct wr_cli_command wr_cli_hazard;
extern const struct wr_cli_command wr_cli_issue;
extern const struct wr_cli_command wr_cli_close;
extern const struct wr_cli_command wr_cli_gate;
extern const struct wr_cli_command wr_cli_todo;
extern const struct wr_cli_command wr_cli_hazards;
extern const struct wr_cli_command wr_cli_schedule;
extern const struct wr_cli_command wr_cli_catalogue;
extern const struct wr_cli_command wr_cli_match;
extern const struct wr_cli_command wr_cli_propose;
extern const struct wr_cli_command wr_cli_map;
extern const struct wr_cli_command wr_cli_trace;
extern const struct wr_cli_command wr_cli_benefits;
extern const struct wr_cli_command wr_cli_systems;
extern const struct wr_cli_command wr_cli_voices;
extern const struct wr_cli_command wr_cli_decisions;
extern const struct wr_cli_command wr_cli_consult;
extern const struct wr_cli_command wr_cli_help;
/* All commands, in the order of the manual; ends with NULL. */
extern const struct wr_cli_command *const wr_cli_commands[];
/* The command of this name, or NULL. */
const struct wr_cli_command *wr_cli_command_find(const char *name);

/* Understands argv and runs the command: everything but stdout, stderr and signals, which are main's. Results as for a command's `run`. */
int wr_cli_dispatch(const struct wr_ctx *ctx, int argc, char *const argv[], struct wr_buf *out, struct wr_buf *err) WR_MUST_USE;
/* Whether `out` is written for this result. */
bool wr_cli_writes(int code);

/* The overview of all commands; the help of one; all of them as the Markdown of docs/commands.md. */
void wr_cli_help_all(struct wr_buf *out);
void wr_cli_help_one(const struct wr_cli_command *command, struct wr_buf *out);
void wr_cli_help_markdown(struct wr_buf *out);

#endif
