/* Many replications: options side by side on the same patients, threads, the stop rule, sweeps, and why. */
#ifndef WR_TRIAL_TRIAL_H
#define WR_TRIAL_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/mistakes.h"
#include "measure/measure.h"
#include "model/model.h"
#include "sim/sim.h"

struct wr_trial_settings {
    int replications; /* 0: as the file says (auto: until precise; so too when `precision` is given); > 0: this many */
    int most;         /* limit of auto; 0: 1,000 */
    int threads;      /* 0: as many as there are processors */
    bool has_seed;
    uint64_t seed;
    double precision; /* 0: as the file says */
    enum wr_sim_view view;
};
/* Fills in the defaults. */
void wr_trial_settings_init(struct wr_trial_settings *s);

/* One variant of the model: an option, perhaps with edits. */
struct wr_trial_variant {
    const char *label; /* "do nothing", "places.ward.spaces = 25" */
    int option;
    const struct wr_edit *edits;
    size_t n_edits;
    struct wr_model model; /* the model it ran */
    /* Results, by replication; all variants have the same number of replications and the same patients. */
    size_t n_replications;
    double **rows;       /* rows[row][replication]: measure rows (sim.h) */
    double **unfinished; /* as rows */
    double **counted;    /* as rows: n */
    double **harms;      /* harms[harm][replication]: expected number per year (365 days) of collection */
    double **harm_per;   /* expected / counted patients */
    double **harm_beyond;
    struct wr_sim_result mean; /* places, resources, steps, needs, kinds, hours: averaged over replications in replication order */
    double **place_busy;       /* place_busy[place][replication], resource_busy likewise: share_busy */
    double **resource_busy;
    double *events, *present_last;
    uint64_t checksum; /* over all replications in order */
};

struct wr_trial {
    struct wr_arena arena;
    const struct wr_source *source;
    const struct wr_model *model; /* as it is */
    struct wr_trial_variant *variants;
    size_t n_variants;
    size_t n_rows;
    const int *row_measure;
    const int *row_spaces; /* of variant 0; other variants' rows are found by the measure's name (NaN: it has none) */
    uint64_t seed;
    enum wr_sim_view view;              /* as asked for */
    bool automatic, precise, cancelled; /* precise: auto reached the asked precision */
    double precision;
    int worst_row; /* the row that was widest, when not precise; n_rows + h: harm h; -1: none */
    size_t n_replications;
    double collected; /* seconds in one replication */
    /* Warm-up and stability, of the first variant; sentences for people are made by whoever shows them. */
    bool warm_up_short;
    double warm_up_needed;           /* seconds; by MSER-5 on patients present, averaged over replications */
    struct wr_measure_growth growth; /* grows: and something is in use nine tenths of the time or more, or it is beyond doubt */
    const char *failed_why;
    int failed_variant; /* WR_ERR_LIMIT: the sentence */
    double seconds;     /* wall-clock; never part of what identity tests compare */
};

/* Runs all variants (labels, options and edits given; the rest filled in). Results do not depend on threads. On Ctrl-C (ctx->cancel): 0 with `cancelled` set and
 * what all variants have done, or WR_ERR_CANCELLED when there is not one whole replication of each.
 * wr_trial_free it in any case; `wanted` (labels apart) must outlive it. Auto starts with 16 replications and adds 8 at a time until, for every variant, the
 * half-width of every measure and harm that is an objective's (without objectives: every measure) is within `precision` of its average: for shares, of
 * the share or its complement, whichever is less, but never under 0.2 points.
 * WR_ERR_MISTAKES, WR_ERR_UNSUPPORTED (mistakes tell), WR_ERR_LIMIT (failed_why), WR_ERR_MEMORY. */
int wr_trial_run(const struct wr_ctx *ctx, const struct wr_source *source, const struct wr_model *model,
                 const struct wr_trial_settings *settings, const struct wr_trial_variant *wanted, size_t n_wanted,
                 struct wr_mistakes *mistakes, struct wr_trial *out) WR_MUST_USE;
void wr_trial_free(struct wr_trial *trial);

/* Summary of row `row` of variant v (n_rows + h: harm h, expected number per year); difference of variant v from variant 0 on the same patients. */
struct wr_estimate wr_trial_estimate(const struct wr_trial *t, size_t v, size_t row);
struct wr_estimate wr_trial_difference(const struct wr_trial *t, size_t v, size_t row);

/* Why a measure is as it is: finite differences on common random numbers, with intervals. */
enum wr_why_kind { WR_WHY_ONE_MORE, WR_WHY_FASTER, WR_WHY_INFORMATION };
struct wr_why_row {
    enum wr_why_kind kind;
    const char *label;               /* "one more space in ward", "10% less time in triage", "allergies always there, at once and right" */
    const char *path;                /* of its (first) edit */
    int index;                       /* place (>= 0) or resource (-1 - index) for ONE_MORE; step for FASTER; item for INFORMATION */
    struct wr_estimate *differences; /* one per measure row of the trial, then one per harm (expected per year) */
    double score;                    /* |difference| / se of the asked measure's row: rank */
};
struct wr_why {
    struct wr_arena arena; /* labels, paths and edits */
    struct wr_trial trial; /* variant 0: as it is; variant 1 + i: rows[i] */
    int measure;           /* the asked one; -1 - h: harm h */
    struct wr_why_row *rows;
    size_t n_rows; /* ranked: greatest improvement of what was asked first (of several rows of a measure: its first) */
};
/* `measure`: a measure, or -1 - h for harm h. wr_why_free it in any case. Codes as wr_trial_run. Auto's precision is asked of the levels of all variants, as in a run. */
int wr_trial_why(const struct wr_ctx *ctx, const struct wr_source *source, const struct wr_model *model,
                 const struct wr_trial_settings *settings, int measure, struct wr_mistakes *mistakes, struct wr_why *out) WR_MUST_USE;
/* The row of what was asked (of several rows of a measure the first); n_rows + h: harm h; n_rows + n_harms: it has none. */
size_t wr_why_row_of(const struct wr_why *why);
void wr_why_free(struct wr_why *why);

#endif
