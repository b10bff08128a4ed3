/* The register of benefits: the fields of the Green Book's register (Box 9) that are there, on which rung of the evidence ladder each stands, what it lacks
 * for the next rung, and, filled in from a run of the model, the forecasts that say `from: run`. Nothing is made up: a figure is a run's or a source's.
 *
 * The ladder (Ward and Daniel's grid): observable needs criteria and judges; measurable a measure and a baseline with date and source, taken in life and not
 * from the model (judges are then needed no more: the measure judges); quantifiable also a forecast with source and interval, or from a run of the model;
 * financial also a unit price with its source. What is lacking is said as the thing to add. */
#ifndef WR_AGREE_BENEFITS_H
#define WR_AGREE_BENEFITS_H

#include "agree/agree.h"
#include "base/ctx.h"
#include "measure/measure.h"
#include "trial/trial.h"

/* A forecast out of a run: the measure with the change's option less the measure with nothing done, on the same patients. */
struct wr_benefit_run {
    bool has;
    int option;                    /* of the model */
    bool alone;                    /* the option holds this change and no other */
    struct wr_estimate nothing;    /* the measure as things are */
    struct wr_estimate difference; /* option less nothing */
    const char *says;              /* "between 2.4 and 3.1 fewer in a hundred than with do nothing: better": a sentence without its name */
    const char *beware;            /* what was counted lies outside the single years of the model: a sentence, or NULL */
    const char *how;               /* "8 runs of 52 weeks ..., seed 2026; 3 of 3 effects are invented ...": what it rests on */
    const char *why_not;           /* has false: why there is none; NULL before wr_benefits_run */
};

struct wr_benefit_row {
    int benefit;                 /* of agree->benefits */
    enum wr_rung claims, stands; /* what the file says; the highest rung of which all is there (WR_RUNG_UNSAID: not even the first) */
    const char **claims_lacks;   /* what the claimed rung (and those under it) demands and is not there: "a baseline with its date" */
    size_t n_claims_lacks;
    const char **next_lacks; /* the same for the rung above the one on which it stands; empty on top */
    size_t n_next_lacks;
    enum wr_benefit_class class_; /* as it may be called: cash-releasing only with a budget holder */
    const char *class_why;        /* why it may not be called what the file calls it, or NULL */
    bool may_claim_figure;        /* it stands on `quantifiable` or above: a size may be said */
    struct wr_benefit_run run;
};
struct wr_benefits {
    struct wr_arena arena;
    const struct wr_agree *agree;
    struct wr_benefit_row *rows; /* in the order of agree->benefits */
    size_t n;
};

/* 0 or WR_ERR_MEMORY. wr_benefits_free it in any case; `agree` must outlive it. */
int wr_benefits_make(const struct wr_agree *agree, struct wr_benefits *out) WR_MUST_USE;
void wr_benefits_free(struct wr_benefits *benefits); /* safe twice */
/* Runs the model once for all forecasts that say `from: run` and fills rows[].run. Codes as wr_trial_run; *failed (when not NULL) then gets the trial's own
 * sentence, or NULL. Nothing to run is 0, and rows say why. */
int wr_benefits_run(const struct wr_ctx *ctx, const struct wr_source *source, const struct wr_trial_settings *settings,
                    struct wr_mistakes *mistakes, struct wr_benefits *benefits, const char **failed) WR_MUST_USE;
/* The same from a trial that was run already (its variants' options are looked at; variant 0 must be without changes): for the report. 0, WR_ERR_MEMORY. */
int wr_benefits_from_trial(const struct wr_trial *trial, struct wr_benefits *benefits) WR_MUST_USE;

/* The highest rung of which all is there. */
enum wr_rung wr_benefit_stands(const struct wr_agree *agree, const struct wr_benefit *benefit);
const char *wr_benefit_rung_words(enum wr_rung rung);             /* "measurable"; "no rung yet" */
const char *wr_benefit_class_words(enum wr_benefit_class class_); /* "non-cash-releasing"; "not said" */
/* Everything that is to be said of a benefit, as pairs: "Who gains", "patients at night". Only what is there, then what is missing. text is plain. */
int wr_benefit_say(const struct wr_benefits *benefits, size_t row, void (*tell)(void *self, const char *what, const char *text),
                   void *self) WR_MUST_USE;
/* A figure as people read it, with its interval, date and source: "29 in 1000 on 2026-01-31 (audit of January)"; says "no source is named" when so. */
void wr_benefit_figure_say(struct wr_buf *out, const struct wr_figure *figure);
void wr_benefits_json(const struct wr_benefits *benefits, struct wr_buf *out);

#endif
