/* Variation between patients: the distributions of the service file, compiled so that a draw is cheap.
 *
 * Every family is drawn by inversion: one uniform number gives one value, and a larger one never a smaller value. So a patient who is
 * quick (slow) in one option is quick (slow) in the other, which is what makes two options comparable on the same patients.
 * Constant, uniform, exponential, weibull, normal, triangular and the tables have closed forms; gamma, erlang and beta get by
 * wr_sampler_prepare a table of the inverse (inverse_internal.h), so that they cost no more than the others. So do lognormals, which have a
 * closed form, too, but are the commonest times of all, and cost half as much by a table.
 *
 * Made by wr_sampler_init from a spec (the reader of the file fills it), read by the engine, never changed. */
#ifndef WR_DRAW_SAMPLER_H
#define WR_DRAW_SAMPLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "draw/elementary.h"
#include "draw/stream.h"

enum wr_sampler_kind {                         /* the families of the file, and the parameters that each is given by */
                       WR_SAMPLER_CONSTANT,    /* value */
                       WR_SAMPLER_UNIFORM,     /* from + to */
                       WR_SAMPLER_TRIANGULAR,  /* from + likeliest + to */
                       WR_SAMPLER_EXPONENTIAL, /* mean */
                       WR_SAMPLER_LOGNORMAL,   /* mean + sd | mean + cv | median + p95 | log mean + log sd */
                       WR_SAMPLER_NORMAL,      /* mean + sd | mean + cv | median + p95 */
                       WR_SAMPLER_GAMMA,       /* mean + sd | mean + cv | shape + scale | mean + shape */
                       WR_SAMPLER_ERLANG,      /* mean + shape | shape + scale; shape a whole number */
                       WR_SAMPLER_WEIBULL,     /* shape + scale | mean + shape | mean + sd | mean + cv */
                       WR_SAMPLER_BETA,        /* mean + sd | mean + cv | alpha + beta, on 0 to 1; with from + to on that stretch */
                       WR_SAMPLER_POISSON,     /* mean */
                       WR_SAMPLER_VALUES,      /* empirical: each of `values` equally likely, or by weights in `shares` */
                       WR_SAMPLER_QUANTILES, /* empirical: `values` at the cumulative shares `shares` (rising, first 0, last 1), straight lines between */
                       WR_SAMPLER_DISCRETE, /* `values` with chances `shares`, which sum to 1 (within 1e-9) */
                       WR_SAMPLER_KINDS
};

enum wr_param {
    WR_PARAM_VALUE,
    WR_PARAM_MEAN,
    WR_PARAM_SD,
    WR_PARAM_CV, /* sd / mean */
    WR_PARAM_MEDIAN,
    WR_PARAM_P95,
    WR_PARAM_SHAPE,
    WR_PARAM_SCALE,
    WR_PARAM_LOG_MEAN, /* of the natural logarithm of the value in the file's `unit`: the reader adds log(unit in seconds) */
    WR_PARAM_LOG_SD,
    WR_PARAM_FROM,
    WR_PARAM_LIKELIEST,
    WR_PARAM_TO,
    WR_PARAM_ALPHA, /* the two shapes of a beta */
    WR_PARAM_BETA,
    WR_PARAM_AT_LEAST, /* cut; any family */
    WR_PARAM_AT_MOST,
    WR_PARAM_COUNT
};

/* What the file says. Set to zeros, then wr_sampler_spec_set for each parameter. Times are in seconds. */
struct wr_sampler_spec {
    enum wr_sampler_kind kind;
    uint32_t given; /* bit p: value[p] was written */
    double value[WR_PARAM_COUNT];
    const double *values, *shares; /* for the tables; not copied by the spec, copied by wr_sampler_init */
    size_t count;
    bool time; /* below 0 is drawn again (a duration); false for attributes and other numbers, which may be negative */
};

static inline void wr_sampler_spec_set(struct wr_sampler_spec *spec, enum wr_param p, double value)
{
    spec->given |= 1u << p;
    spec->value[p] = value;
}

/* The words of the service file ("lognormal", "log mean"), and back; -1 for an unknown word. VALUES and QUANTILES are both "empirical". */
const char *wr_sampler_kind_name(enum wr_sampler_kind kind);
int wr_sampler_kind_of(const char *word);
const char *wr_param_name(enum wr_param p);
int wr_param_of(const char *word);
/* The combinations that a kind allows, as people write them: "mean with sd or cv; median with p95; log mean with log sd". */
const char *wr_sampler_kind_allows(enum wr_sampler_kind kind);
/* Whether a kind may take this parameter at all (at least and at most: always). For the schema. */
bool wr_sampler_kind_takes(enum wr_sampler_kind kind, enum wr_param p);

enum wr_sampler_form {                      /* how a value is made of u; what a, b, c, d hold */
                       WR_FORM_CONSTANT,    /* a */
                       WR_FORM_EXPONENTIAL, /* a: mean */
                       WR_FORM_LOGNORMAL,   /* a: log mean, b: log sd; table of the inverse where b is at most 1.5 */
                       WR_FORM_UNIFORM,     /* a: from, b: to - from */
                       WR_FORM_NORMAL,      /* a: mean, b: sd */
                       WR_FORM_WEIBULL,     /* a: scale, b: 1 / shape */
                       WR_FORM_TRIANGULAR,  /* a: from, b: likeliest, c: to, d: share below the likeliest */
                       WR_FORM_GAMMA,       /* a: shape, b: scale; table of the inverse */
                       WR_FORM_BETA,        /* a, b: shapes, c: from, d: to - from; table of the inverse */
                       WR_FORM_LINES,       /* tables: values at cumulative shares, straight lines between */
                       WR_FORM_STEPS        /* tables: rising values with cumulative shares, the first whose share is at least u */
};

struct wr_inverse; /* table of an inverse, draw/inverse_internal.h */

/* A compiled distribution. Plain data: may be copied (tables stay in the arena that _init was given). */
struct wr_sampler {
    enum wr_sampler_kind kind;
    enum wr_sampler_form form;
    bool cut;                     /* `low` or `high` can be passed: a value may have to be drawn again */
    double a, b, c, d;            /* see the form */
    double low, high;             /* what is allowed; -INFINITY and INFINITY where nothing is cut */
    double share_low, share_high; /* P(X < low), P(X <= high): share_high - share_low is the chance that a first try is kept */
    const double *values, *shares;
    uint32_t count;
    const struct wr_inverse *inverse;
};

/* Compiles `spec`. On WR_ERR_MISTAKES *why gets a sentence for people in static storage or in the arena ("the sd of a lognormal is over 0"),
 * and *hint, when hint is not NULL, what to write instead (or NULL). WR_ERR_MEMORY. Refused: combinations not allowed, sd below 0, a mean
 * that the family cannot have, cuts that leave less than one in a million of first tries, NaN and infinities. */
int wr_sampler_init(struct wr_sampler *s, const struct wr_sampler_spec *spec, struct wr_arena *arena, const char **why,
                    const char **hint) WR_MUST_USE;
/* Makes the table of the inverse that gamma, erlang, beta and lognormal are drawn by, in `arena` (17 kB, about a millisecond; lognormal: 30
 * microseconds); nothing for the others. Without it they are drawn by the exact inverse, the first three in microseconds, and with other last
 * digits (of a lognormal from the ninth on): whoever draws in a loop prepares first, always.
 * Apart from _init because a file is often checked and not run. Safe twice. WR_ERR_MEMORY. */
int wr_sampler_prepare(struct wr_sampler *s, struct wr_arena *arena) WR_MUST_USE;

/* The value at u, 0 < u < 1, cuts left out of account; by kinds other than the commonest. Use wr_sampler_at. */
double wr_i_sampler_at(const struct wr_sampler *s, double u);

/* The uncut distribution's quantile at u, 0 < u < 1. A few ns. */
static inline double wr_sampler_at(const struct wr_sampler *s, double u)
{
    if (s->form == WR_FORM_EXPONENTIAL)
        return s->a * -wr_draw_log(1.0 - u);
    if (s->form == WR_FORM_CONSTANT)
        return s->a;
    return wr_i_sampler_at(s, u);
}

/* Draws again, from try 1 on, until the value is allowed; see wr_sampler_draw. */
double wr_i_sampler_again(const struct wr_sampler *s, struct wr_draw_key key, const struct wr_draw_id *id, int half);

/* The value of the draw `id`, whose first try gave u = out[half] of wr_draw_pair(key, id, 0, out) (half 0 or 1). What falls outside is drawn
 * again with the next try number, of which out[half] is used: it belongs to this draw alone. After 255 further tries (only when the cuts
 * leave little) the last u is spread over what is allowed, which has the same distribution: a draw always ends, and is always exact. */
static inline double wr_sampler_draw(const struct wr_sampler *s, struct wr_draw_key key, const struct wr_draw_id *id, int half, double u)
{
    double x = wr_sampler_at(s, u);
    if (__builtin_expect(s->cut && !(x >= s->low && x <= s->high), 0))
        return wr_i_sampler_again(s, key, id, half);
    return x;
}

/* wr_sampler_at for n values; the same bits, faster. Cuts are left out of account: when s->cut, look at each x and draw again by
 * wr_i_sampler_again where it is outside (wr_sampler_fill does). u and x may be the same array. */
void wr_sampler_at_many(const struct wr_sampler *s, const double *u, size_t n, double *x);
/* wr_sampler_draw for n consecutive numbers from id->number on, whose first tries gave u[i]. u and x may not overlap. */
void wr_sampler_fill(const struct wr_sampler *s, struct wr_draw_key key, const struct wr_draw_id *id, int half, const double *u, size_t n,
                     double *x);

/* Of the uncut distribution: P(X <= x). */
double wr_sampler_cdf(const struct wr_sampler *s, double x);
/* Chance that a first try is kept. 1 when nothing is cut. */
double wr_sampler_kept(const struct wr_sampler *s);
/* Mean and sd of what is drawn (after cuts). Without cuts exact to rounding; with cuts by quadrature, relative error below 1e-6. */
double wr_sampler_mean(const struct wr_sampler *s);
double wr_sampler_sd(const struct wr_sampler *s);
/* Quantile of what is drawn (after cuts), 0 < p < 1. */
double wr_sampler_quantile(const struct wr_sampler *s, double p);
/* Smallest and largest value that can be drawn; infinities where there is no end. */
double wr_sampler_smallest(const struct wr_sampler *s);
double wr_sampler_largest(const struct wr_sampler *s);

#endif
