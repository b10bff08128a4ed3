/* Between the files of `wardround run` and `wardround why`. */
#ifndef WR_CLI_RUN_INTERNAL_H
#define WR_CLI_RUN_INTERNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/cli_internal.h"
#include "sim/sim.h"
#include "trial/trial.h"

/* A simulation as `run`, `why` and `report` have it: the service, what the words ask for, and what came of it. */
struct wr_i_run_job {
    struct wr_i_cli_service service;
    struct wr_trial_settings settings;
    struct wr_trial_variant *variants; /* of _variants; `why` has none */
    size_t n_variants;
    struct wr_mistakes mistakes; /* of the simulation */
    struct wr_arena arena;
    struct wr_trial trial;
};
/* Reads the words and the service. wr_i_run_end it in any case. Results as wr_i_run_settings and wr_i_cli_service_read. */
int wr_i_run_begin(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_i_run_job *job, struct wr_buf *err) WR_MUST_USE;
/* Runs the variants; what went wrong is said in `err`. Results as wr_trial_run. */
int wr_i_run_simulate(const struct wr_ctx *ctx, struct wr_i_run_job *job, struct wr_buf *err) WR_MUST_USE;
void wr_i_run_end(struct wr_i_run_job *job);

/* Reads --replications, --seed, --threads, --precision and --from into settings. WR_ERR_USAGE with a message in `err`. */
int wr_i_run_settings(const struct wr_cli_args *args, struct wr_trial_settings *settings, struct wr_buf *err) WR_MUST_USE;
/* A whole number from `least` to `most` that stands behind --name. */
int wr_i_run_whole(const struct wr_cli_args *args, const char *name, unsigned long long least, unsigned long long most,
                   unsigned long long *value, struct wr_buf *err) WR_MUST_USE;

/* The index of "do nothing": the first option without changes, or -1 (as it is) when every option has some. */
int wr_i_run_baseline(const struct wr_model *model);
/* The variants that are asked for, the first being what the others are compared with: the options (all, or those of --option), or the values of --vary.
 * In the arena. WR_ERR_USAGE, WR_ERR_MEMORY. */
int wr_i_run_variants(const struct wr_cli_args *args, const struct wr_model *model, struct wr_arena *arena,
                      struct wr_trial_variant **variants, size_t *n, struct wr_buf *err) WR_MUST_USE;
/* "20..30", "20..30 by 2", "8 min..12 min", "20, 25, 30": the values as they would be written in the file. */
int wr_i_run_values(const char *text, struct wr_arena *arena, const char ***values, size_t *n, struct wr_buf *err) WR_MUST_USE;

/* The answer for people. `sweep`: the variants are values of one number. Without `full` only the first screen, and how to see the rest (a sweep is
 * always whole). */
void wr_i_run_table(struct wr_buf *out, const struct wr_trial *t, const char *sweep, bool full);
/* The first lines of every answer: service, what data it is, how it was run, what to beware of. */
void wr_i_run_head(struct wr_buf *out, const struct wr_trial *t);
/* The first screen: what each option does for each objective and harm; then the same in plain words (run_answer.c). */
void wr_i_run_answer(struct wr_buf *out, const struct wr_trial *t);
void wr_i_run_plain_words(struct wr_buf *out, const struct wr_trial *t);
/* An option as tables name it: with a star when effects of it are invented or have no source; what the stars mean, as one paragraph. */
void wr_i_run_label(struct wr_buf *out, const struct wr_trial *t, size_t v, const char *shown);
void wr_i_run_stars(struct wr_buf *out, const struct wr_trial *t);
/* Cells: "5 of 8" runs met the target (measures only); the difference from variant 0 with its verdict, nothing for variant 0. */
void wr_i_run_met(struct wr_buf *cell, const struct wr_trial *t, size_t v, size_t row);
void wr_i_run_difference(struct wr_buf *cell, const struct wr_trial *t, size_t v, size_t row);
bool wr_i_run_is_objective(const struct wr_trial *t, size_t row);
/* Places and staff of variant 0: share in use, blocked, waiting. */
void wr_i_run_use(struct wr_buf *out, const struct wr_trial *t);
/* What the ranges of the harms cover, once. */
void wr_i_run_harms(struct wr_buf *out, const struct wr_trial *t);
void wr_i_run_foot(struct wr_buf *out, const struct wr_trial *t);

/* What a trial that could not be run leaves to say: mistakes, refusals, or the sentence of the variant that failed. */
void wr_i_run_failed(const struct wr_trial *t, const struct wr_trial_variant *variants, const struct wr_mistakes *mistakes, int code,
                     struct wr_buf *err);

/* One replication of one variant, watched: its models, then the run. begin says in `err` what went wrong; wr_i_run_one_end it in any case. */
struct wr_i_run_one {
    struct wr_model model;
    struct wr_stages before; /* before: as it is until a go-live */
    struct wr_mistakes mistakes;
    const struct wr_trial_variant *variant;
};
int wr_i_run_one_begin(const struct wr_i_cli_service *service, const struct wr_trial_variant *variant, enum wr_sim_view view,
                       struct wr_i_run_one *one, struct wr_buf *err) WR_MUST_USE;
int wr_i_run_one(const struct wr_ctx *ctx, struct wr_i_run_one *one, const struct wr_trial_settings *settings,
                 unsigned long long replication, const struct wr_sim_watcher *watcher, struct wr_buf *err) WR_MUST_USE;
void wr_i_run_one_end(struct wr_i_run_one *one);

/* run --log: the event log of one replication of one variant, as a file; what was written is said in `err`. */
int wr_i_run_log(const struct wr_ctx *ctx, const struct wr_i_cli_service *service, const char *path, const struct wr_trial_variant *variant,
                 const struct wr_trial_settings *settings, unsigned long long replication, struct wr_buf *err) WR_MUST_USE;
/* Whether a log may have this name; else WR_ERR_USAGE with a message. */
int wr_i_run_log_name(const char *path, struct wr_buf *err) WR_MUST_USE;

/* run --patient: walks of one replication of one variant. `who`: "walk-in:17" or "all". */
int wr_i_run_walk(const struct wr_ctx *ctx, const struct wr_i_cli_service *service, const char *who, const struct wr_trial_variant *variant,
                  const struct wr_trial_settings *settings, unsigned long long replication, struct wr_buf *out,
                  struct wr_buf *err) WR_MUST_USE;

/* Writes the answer to --output when it is given (and says so in err), else leaves it in `out`. */
int wr_i_run_output(const struct wr_cli_args *args, struct wr_buf *answer, struct wr_buf *out, struct wr_buf *err) WR_MUST_USE;

#endif
