/* What results mean, in plain sentences: one place for the table of the command line and the page of the report, so that both say the same.
 *
 * House rules of these sentences. A number never stands without its doubt, and the two kinds of doubt are named apart: the simulation interval of an
 * average, and the range over single years. No more digits than are known (base/num.h). Shares of patients are said "in 100", shares of time in per
 * cent; times in the unit that suits them. An interval of a difference that holds 0 is "no clear difference". Better and worse are only said where the
 * objective's target, or the nature of the measure, says which way is better. Harm is always "associated with", and a range.
 *
 * Nothing here ends a line unless it says so; all take names as the file gives them; `row` is a row of the trial (n_rows + h: harm h). */
#ifndef WR_TRIAL_SAY_H
#define WR_TRIAL_SAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "trial/trial.h"

/* ---- numbers ---- */

/* How the values of a measure are said: value * factor, `before` and `behind` around it. */
struct wr_say_scale {
    double factor;
    const char *behind;      /* " in 100", " min", "%", "" */
    const char *behind_more; /* behind a difference: " more in a hundred" is " more" + this */
    const char *more, *less; /* " more", " fewer"; " longer", " shorter" */
};
/* The scale that suits values up to `size` (their greatest absolute value) of a measure; measure < 0: a plain number. `difference`: for differences
 * (shares of time are then points). */
struct wr_say_scale wr_say_scale(const struct wr_model *m, int measure, double size, bool difference);
/* "74.4 in 100", "23 min", "31.2": x known to +-half_width (NaN or 0: three digits). */
void wr_say_value(struct wr_buf *out, const struct wr_model *m, int measure, double x, double half_width);
/* "74.0 to 74.8 in 100"; "about 74 in 100" when both ends look the same; "not known". */
void wr_say_interval(struct wr_buf *out, const struct wr_model *m, int measure, double low, double high);
/* The same in a scale that is given, so that a column of options reads in one. */
void wr_say_interval_in(struct wr_buf *out, struct wr_say_scale scale, double low, double high);
void wr_say_difference_in(struct wr_buf *out, struct wr_say_scale scale, const struct wr_estimate *d);
/* For cells of tables: "3.9 to 4.5 more in a hundred", "no clear difference: 2 fewer to 5 more in a hundred". */
void wr_say_difference_brief_in(struct wr_buf *out, struct wr_say_scale scale, const struct wr_estimate *d);
/* For cells of tables, the average with its interval: "78.6 (77.7 to 79.6) in 100", to the digits that the interval lets be known; "about 74 in 100" when
 * both its ends look the same; the average alone from one run; "nothing to count". */
void wr_say_mean_in(struct wr_buf *out, struct wr_say_scale scale, const struct wr_model *m, int measure, const struct wr_estimate *e);
/* A name with its first letter made a capital. */
void wr_say_capital(struct wr_buf *out, const char *name);

/* ---- what a measure is ---- */

enum wr_say_way { WR_SAY_LESS_IS_BETTER = -1, WR_SAY_NEITHER = 0, WR_SAY_MORE_IS_BETTER = 1 };
/* Which way is better: by the target of an objective; else by the measure's nature; NEITHER for mere counts and levels. Harms: less. */
enum wr_say_way wr_say_way(const struct wr_trial *t, size_t row);
/* The first objective about that row (with a target before one without), or NULL. */
const struct wr_objective *wr_say_objective(const struct wr_trial *t, size_t row);
/* "within four hours", "chance of waiting for a bed, with 11 spaces", "death from delay". */
void wr_say_row(struct wr_buf *out, const struct wr_trial *t, size_t row);
/* "year", "stretch of 5 years", "day", "run": what one replication's collection is called; with many: "years", ... */
void wr_say_span(struct wr_buf *out, const struct wr_trial *t, bool many);
/* What a count or an amount is counted over: " a year", " in 20 weeks"; nothing for averages and shares. */
void wr_say_per(struct wr_buf *out, const struct wr_trial *t, size_t row);
/* "at least 78 in 100" */
void wr_say_target(struct wr_buf *out, const struct wr_trial *t, size_t row, const struct wr_objective *o);

/* The scales in which the options of a measure stand under each other: that of the first option's average, and of the greatest difference. row < n_rows. */
struct wr_say_scale wr_say_row_scale(const struct wr_trial *t, size_t row);
struct wr_say_scale wr_say_row_difference_scale(const struct wr_trial *t, size_t row);

/* ---- sentences ---- */

/* "Within four hours: 71 to 79 in 100". The average by its interval; harms by wr_say_harm. */
void wr_say_average(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t row);
/* "single years run from 64 to 78 in 100" ("..., the lowest and the highest of 16" while they are few). */
void wr_say_years(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t row);
/* "the target of at least 78 in 100 is met in 3 of 16 single years (so in 7 to 43 of 100 such)"; nothing when there is none. */
void wr_say_met(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t row);
/* "between 6 and 10 more in a hundred", "no clear difference: between 2 fewer and 5 more in a hundred", "no difference in any run". */
void wr_say_difference(struct wr_buf *out, const struct wr_model *m, int measure, const struct wr_estimate *d);
/* "better", "worse", "unclear", or "" when neither way is. */
const char *wr_say_verdict(const struct wr_trial *t, size_t row, const struct wr_estimate *d);
/* The whole sentence about an option: "Within four hours: 71 to 79 in 100; between 6 and 10 more in a hundred than with do nothing: better". For v 0: the
 * average alone. */
void wr_say_option(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t row);

/* Harm, a year of 365 days: ends of what is said. Level: the simulation interval of the expected number, times the interval of the chance. Difference from
 * variant 0: times the causal share too (its interval), for that part only can a change be believed to remove. NaN when nothing is known. */
struct wr_say_range {
    double low, high;
    bool chance_has_interval, causal_has_interval;
};
struct wr_say_range wr_say_harm_level(const struct wr_trial *t, size_t v, size_t harm);
struct wr_say_range wr_say_harm_difference(const struct wr_trial *t, const struct wr_estimate *d, size_t harm);
/* "Death from delay: associated with 4 to 13 a year, of which 0% to 100% may be caused by it"; an invented chance says so. */
void wr_say_harm(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t harm);
/* "associated with none to 3 fewer a year", "no clear difference: ..." for a difference of expected numbers. */
void wr_say_harm_change(struct wr_buf *out, const struct wr_trial *t, const struct wr_estimate *d, size_t harm);
/* For tables whose heading says "associated with so many a year": what stands behind the harm's name (", of which 0% to 100% may be caused by it (the chance is
 * invented)"), the level's range ("21 to 31"), the difference's ("none to 4 fewer"; "no clear difference: 1 fewer to 2 more"). */
void wr_say_harm_heading(struct wr_buf *out, const struct wr_trial *t, size_t harm);
void wr_say_harm_level_brief(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t harm);
void wr_say_harm_change_brief(struct wr_buf *out, const struct wr_trial *t, const struct wr_estimate *d, size_t harm);
/* What the ranges of a harm cover, where its chance comes from, and who lies beyond what is known: to stand once beside its sentences. Whole sentences. */
void wr_say_harm_note(struct wr_buf *out, const struct wr_trial *t, size_t harm);

/* ---- what people must know before they believe it ---- */

/* "Invented example: decide nothing with it." and its kin. */
void wr_say_data(struct wr_buf *out, const struct wr_model *m);
/* Why an option's effects are not to be believed as they stand: "2 of its 3 effects are invented or have no source"; nothing when all have one. Edits of
 * the command line have none to show. */
void wr_say_sources(struct wr_buf *out, const struct wr_model *m, int option);
/* Warnings, one a call of `tell`: warm-up too short, a queue without end and which, not precise enough and which measure, stopped early, one run only. */
void wr_say_warnings(const struct wr_trial *t, void (*tell)(void *self, const char *sentence), void *self);
/* "allergies at majors review: there for 70 in 100, chased for 30, ..." from the averages of variant v; `need` indexes mean.needs. */
void wr_say_need(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t need);
/* How it was run: "16 runs of 52 weeks after 4 weeks of warm-up, seed 2026" */
void wr_say_run(struct wr_buf *out, const struct wr_trial *t);

/* A row of why, on row `row` of its trial: "one more ward space: between 2 and 4 more in a hundred"; information in bedside words: "allergies always there,
 * at once and right: 4 to 6 fewer in a hundred are treated without". */
void wr_say_why(struct wr_buf *out, const struct wr_why *why, size_t i, size_t row);

#endif
