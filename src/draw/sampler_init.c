/* From what the file says to what is drawn: parameters are translated once, and refused here with words for people. */
#include "draw/sampler_internal.h"

#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "draw/special.h"

#define LEAST_KEPT 1e-6 /* of first tries, or the cuts are refused */
#define Z95 1.6448536269514722
#define MOST_POISSON 1e6
#define MOST_SHAPE 1e7

struct job {
    struct wr_sampler *s;
    const struct wr_sampler_spec *spec;
    struct wr_arena *arena;
    const char *why;
};

static double value(const struct job *job, enum wr_param p) { return job->spec->value[p]; }
static bool given(const struct job *job, enum wr_param p) { return (job->spec->given >> p & 1u) != 0; }

static int refuse(struct job *job, const char *why)
{
    job->why = why;
    return wr_fail(WR_ERR_MISTAKES);
}

static int form(struct job *job, enum wr_sampler_form f, double a, double b)
{
    job->s->form = f;
    job->s->a = a;
    job->s->b = b;
    return 0;
}

static int constant(struct job *job, double x) { return form(job, WR_FORM_CONSTANT, x, 0.0); }

/* The sd, written as such or as a part of the mean. */
static int spread(struct job *job, double *sd)
{
    double mean = value(job, WR_PARAM_MEAN);
    *sd = given(job, WR_PARAM_CV) ? value(job, WR_PARAM_CV) * fabs(mean) : value(job, WR_PARAM_SD);
    if (given(job, WR_PARAM_CV) ? value(job, WR_PARAM_CV) < 0.0 : *sd < 0.0)
        return refuse(job, given(job, WR_PARAM_CV) ? "a cv cannot be below 0" : "an sd cannot be below 0");
    return 0;
}

static int uniform(struct job *job)
{
    double from = value(job, WR_PARAM_FROM), to = value(job, WR_PARAM_TO);
    if (from > to)
        return refuse(job, "`from` is above `to`");
    return from == to ? constant(job, from) : form(job, WR_FORM_UNIFORM, from, to - from);
}

static int triangular(struct job *job)
{
    double from = value(job, WR_PARAM_FROM), top = value(job, WR_PARAM_LIKELIEST), to = value(job, WR_PARAM_TO);
    if (!(from <= top && top <= to))
        return refuse(job, "`from`, `likeliest` and `to` must rise in this order");
    if (from == to)
        return constant(job, from);
    job->s->c = to;
    job->s->d = (top - from) / (to - from);
    return form(job, WR_FORM_TRIANGULAR, from, top);
}

static int exponential(struct job *job)
{
    double mean = value(job, WR_PARAM_MEAN);
    if (mean < 0.0)
        return refuse(job, "the mean of an exponential cannot be below 0");
    return mean == 0.0 ? constant(job, 0.0) : form(job, WR_FORM_EXPONENTIAL, mean, 0.0);
}

static int lognormal(struct job *job)
{
    if (given(job, WR_PARAM_LOG_MEAN)) {
        double sd = value(job, WR_PARAM_LOG_SD);
        if (sd < 0.0)
            return refuse(job, "a log sd cannot be below 0");
        return sd == 0.0 ? constant(job, wr_draw_exp(value(job, WR_PARAM_LOG_MEAN)))
                         : form(job, WR_FORM_LOGNORMAL, value(job, WR_PARAM_LOG_MEAN), sd);
    }
    if (given(job, WR_PARAM_MEDIAN)) {
        double median = value(job, WR_PARAM_MEDIAN), p95 = value(job, WR_PARAM_P95);
        if (!(median > 0.0) || p95 < median)
            return refuse(job, "a lognormal needs a median over 0, and a p95 that is not below it");
        return p95 == median ? constant(job, median) : form(job, WR_FORM_LOGNORMAL, wr_draw_log(median), wr_draw_log(p95 / median) / Z95);
    }
    double mean = value(job, WR_PARAM_MEAN), sd;
    int ret = spread(job, &sd);
    if (ret != 0)
        return ret;
    if (sd == 0.0 && mean >= 0.0)
        return constant(job, mean);
    if (!(mean > 0.0))
        return refuse(job, "the mean of a lognormal must be over 0");
    double square = wr_draw_log1p((sd / mean) * (sd / mean));
    return form(job, WR_FORM_LOGNORMAL, wr_draw_log(mean) - 0.5 * square, sqrt(square));
}

static int normal(struct job *job)
{
    double mean = value(job, WR_PARAM_MEAN), sd;
    if (given(job, WR_PARAM_MEDIAN)) {
        mean = value(job, WR_PARAM_MEDIAN);
        sd = (value(job, WR_PARAM_P95) - mean) / Z95;
        if (sd < 0.0)
            return refuse(job, "the p95 is below the median");
    } else {
        int ret = spread(job, &sd);
        if (ret != 0)
            return ret;
    }
    return sd == 0.0 ? constant(job, mean) : form(job, WR_FORM_NORMAL, mean, sd);
}

static int gamma_of(struct job *job, double shape, double scale)
{
    if (!(shape > 0.0) || !(scale > 0.0))
        return refuse(job, "shape, scale and mean must be over 0");
    if (shape < 0.02 || shape > MOST_SHAPE)
        return refuse(job, "a shape under 0.02 or over ten million (an sd over 7 times the mean, or next to nothing) cannot be drawn");
    return shape == 1.0 ? form(job, WR_FORM_EXPONENTIAL, scale, 0.0) : form(job, WR_FORM_GAMMA, shape, scale);
}

static int gamma_form(struct job *job)
{
    double mean = value(job, WR_PARAM_MEAN), shape = value(job, WR_PARAM_SHAPE), sd;
    if (given(job, WR_PARAM_SHAPE)) {
        if (job->spec->kind == WR_SAMPLER_ERLANG && shape != floor(shape))
            return refuse(job, "the shape of an erlang is a whole number, 1 or more");
        return gamma_of(job, shape, given(job, WR_PARAM_SCALE) ? value(job, WR_PARAM_SCALE) : mean / shape);
    }
    int ret = spread(job, &sd);
    if (ret != 0)
        return ret;
    if (sd == 0.0 && mean >= 0.0)
        return constant(job, mean);
    return gamma_of(job, mean / sd * (mean / sd), sd / mean * sd);
}

/* (sd / mean)^2 of a weibull, less 1e-300 to be safe from -0 */
static double weibull_square(double shape)
{
    return wr_draw_expm1(wr_draw_log_gamma(1.0 + 2.0 / shape) - 2.0 * wr_draw_log_gamma(1.0 + 1.0 / shape));
}

static int weibull(struct job *job)
{
    double shape = value(job, WR_PARAM_SHAPE), mean = value(job, WR_PARAM_MEAN), sd;
    if (!given(job, WR_PARAM_SHAPE)) {
        int ret = spread(job, &sd);
        if (ret != 0)
            return ret;
        if (sd == 0.0 && mean >= 0.0)
            return constant(job, mean);
        double want = sd / mean * (sd / mean), low = 0.1, high = 1000.0;
        if (!(mean > 0.0) || want > weibull_square(low) || want < weibull_square(high))
            return refuse(job, "a weibull cannot have this mean and sd");
        for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) { /* it falls as the shape rises */
            shape = 0.5 * (low + high);
            if (weibull_square(shape) > want)
                low = shape;
            else
                high = shape;
        }
    }
    if (!(shape >= 0.1 && shape <= 1000.0))
        return refuse(job, "the shape of a weibull must be from 0.1 to 1000");
    double scale = given(job, WR_PARAM_SCALE) ? value(job, WR_PARAM_SCALE) : mean / wr_draw_exp(wr_draw_log_gamma(1.0 + 1.0 / shape));
    if (!(scale > 0.0))
        return refuse(job, "mean and scale of a weibull must be over 0");
    return form(job, WR_FORM_WEIBULL, scale, 1.0 / shape);
}

static int beta_form(struct job *job)
{
    struct wr_sampler *s = job->s;
    double from = given(job, WR_PARAM_FROM) ? value(job, WR_PARAM_FROM) : 0.0,
           to = given(job, WR_PARAM_FROM) ? value(job, WR_PARAM_TO) : 1.0;
    if (!(from < to))
        return refuse(job, "`from` is not below `to`");
    s->c = from;
    s->d = to - from;
    double a = value(job, WR_PARAM_ALPHA), b = value(job, WR_PARAM_BETA);
    if (!given(job, WR_PARAM_ALPHA)) {
        double sd;
        int ret = spread(job, &sd);
        if (ret != 0)
            return ret;
        double m = (value(job, WR_PARAM_MEAN) - from) / s->d;
        sd /= s->d;
        if (sd == 0.0 && m >= 0.0 && m <= 1.0)
            return constant(job, value(job, WR_PARAM_MEAN));
        double sum = m * (1.0 - m) / (sd * sd) - 1.0;
        if (!(m > 0.0 && m < 1.0) || !(sum > 0.0))
            return refuse(job, "a beta cannot have this mean and sd: the mean lies inside, and the sd is below sqrt(mean x (1 - mean))");
        a = m * sum;
        b = (1.0 - m) * sum;
    }
    if (!(a >= 0.02 && b >= 0.02 && a <= MOST_SHAPE && b <= MOST_SHAPE))
        return refuse(job, "the shapes of a beta must be from 0.02 to ten million");
    return form(job, WR_FORM_BETA, a, b);
}

/* A table of n rising values with cumulative shares. */
static int steps(struct job *job, double *values, double *shares, size_t n)
{
    if (n == 1)
        return constant(job, values[0]);
    job->s->values = values;
    job->s->shares = shares;
    job->s->count = (uint32_t)n;
    job->s->form = WR_FORM_STEPS;
    return 0;
}

static int poisson(struct job *job)
{
    double mean = value(job, WR_PARAM_MEAN);
    if (!(mean >= 0.0 && mean <= MOST_POISSON))
        return refuse(job, "the mean of a poisson must be from 0 to a million");
    if (mean == 0.0)
        return constant(job, 0.0);
    /* Every count that a uniform number of 53 bits can ask for: 9 sd to each side, and 40 more for small means. */
    double reach = 9.0 * sqrt(mean) + 40.0, first = mean > reach ? floor(mean - reach) : 0.0;
    size_t n = (size_t)(mean + reach - first) + 1;
    double *values = wr_arena_alloc(job->arena, n, sizeof *values), *shares = wr_arena_alloc(job->arena, n, sizeof *shares);
    if (values == NULL || shares == NULL)
        return wr_fail(WR_ERR_MEMORY);
    struct wr_num_sum sum = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        double k = values[i] = first + (double)i;
        /* e^-m m^k / k! is the density at m of a gamma of shape k + 1 */
        wr_num_sum_add(&sum, wr_draw_gamma_density(k + 1.0, mean));
        shares[i] = wr_num_sum_value(&sum);
        shares[i] = shares[i] > 1.0 ? 1.0 : shares[i];
    }
    shares[n - 1] = 1.0;
    return steps(job, values, shares, n);
}

struct row {
    double value, share;
};

static int by_value(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->share < y->share ? -1 : x->share > y->share;
}

static int table(struct job *job)
{
    const struct wr_sampler_spec *spec = job->spec;
    size_t n = spec->count;
    if (n == 0 || spec->values == NULL)
        return refuse(job, "the table is empty");
    if (n > UINT32_MAX / 2)
        return refuse(job, "the table is too long");
    struct row *rows = wr_arena_alloc(job->arena, n, sizeof *rows);
    double *values = wr_arena_alloc(job->arena, n, sizeof *values), *shares = wr_arena_alloc(job->arena, n, sizeof *shares);
    if (rows == NULL || values == NULL || shares == NULL)
        return wr_fail(WR_ERR_MEMORY);
    struct wr_num_sum total = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        rows[i].value = spec->values[i];
        rows[i].share = spec->shares == NULL ? 1.0 : spec->shares[i];
        if (!wr_num_finite(rows[i].value) || !wr_num_finite(rows[i].share))
            return refuse(job, "a value of the table is not a number");
        if (rows[i].share < 0.0)
            return refuse(job, "a chance or weight cannot be below 0");
        wr_num_sum_add(&total, rows[i].share);
    }
    double sum = wr_num_sum_value(&total);
    if (spec->kind == WR_SAMPLER_DISCRETE && (spec->shares == NULL || fabs(sum - 1.0) > 1e-9))
        return refuse(job, "the chances of a table must make 100%");
    if (!(sum > 0.0))
        return refuse(job, "the weights of a table cannot all be 0");
    qsort(rows, n, sizeof *rows, by_value);
    struct wr_num_sum up_to = {0.0, 0.0};
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        wr_num_sum_add(&up_to, rows[i].share);
        if (rows[i].share == 0.0)
            continue; /* never drawn */
        values[kept] = rows[i].value;
        shares[kept++] = wr_num_sum_value(&up_to) / sum;
    }
    shares[kept - 1] = 1.0;
    return steps(job, values, shares, kept);
}

static int quantiles(struct job *job)
{
    const struct wr_sampler_spec *spec = job->spec;
    size_t n = spec->count;
    if (n < 2 || spec->values == NULL || spec->shares == NULL || n > UINT32_MAX / 2)
        return refuse(job, "quantiles need at least two values with their shares");
    double *values = wr_arena_alloc(job->arena, n, sizeof *values), *shares = wr_arena_alloc(job->arena, n, sizeof *shares);
    if (values == NULL || shares == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < n; i++) {
        values[i] = spec->values[i];
        shares[i] = spec->shares[i];
        if (!wr_num_finite(values[i]) || !wr_num_finite(shares[i]))
            return refuse(job, "a quantile is not a number");
        if (i > 0 && !(shares[i] > shares[i - 1] && values[i] >= values[i - 1]))
            return refuse(job, "quantiles must rise, the shares and the values");
    }
    if (shares[0] != 0.0 || shares[n - 1] != 1.0)
        return refuse(job, "quantiles must begin at 0% and end at 100%");
    job->s->values = values;
    job->s->shares = shares;
    job->s->count = (uint32_t)n;
    job->s->form = WR_FORM_LINES;
    return 0;
}

static int compile(struct job *job)
{
    switch (job->spec->kind) {
    case WR_SAMPLER_CONSTANT:
        return constant(job, value(job, WR_PARAM_VALUE));
    case WR_SAMPLER_UNIFORM:
        return uniform(job);
    case WR_SAMPLER_TRIANGULAR:
        return triangular(job);
    case WR_SAMPLER_EXPONENTIAL:
        return exponential(job);
    case WR_SAMPLER_LOGNORMAL:
        return lognormal(job);
    case WR_SAMPLER_NORMAL:
        return normal(job);
    case WR_SAMPLER_GAMMA:
    case WR_SAMPLER_ERLANG:
        return gamma_form(job);
    case WR_SAMPLER_WEIBULL:
        return weibull(job);
    case WR_SAMPLER_BETA:
        return beta_form(job);
    case WR_SAMPLER_POISSON:
        return poisson(job);
    case WR_SAMPLER_VALUES:
    case WR_SAMPLER_DISCRETE:
        return table(job);
    case WR_SAMPLER_QUANTILES:
        return quantiles(job);
    case WR_SAMPLER_KINDS:
        break;
    }
    return refuse(job, "this is not a distribution");
}

static int cut(struct job *job)
{
    struct wr_sampler *s = job->s;
    double low = given(job, WR_PARAM_AT_LEAST) ? value(job, WR_PARAM_AT_LEAST) : -(double)INFINITY;
    double high = given(job, WR_PARAM_AT_MOST) ? value(job, WR_PARAM_AT_MOST) : (double)INFINITY;
    if (low > high)
        return refuse(job, "`at least` is above `at most`");
    if (job->spec->time && low < 0.0)
        low = 0.0;
    if (job->spec->time && high < 0.0)
        return refuse(job, "a time cannot be below 0");
    s->share_low = 0.0;
    s->share_high = 1.0;
    s->low = -(double)INFINITY;
    s->high = (double)INFINITY;
    double least = wr_sampler_smallest(s), most = wr_sampler_largest(s);
    if (least < low) {
        s->cut = true;
        s->share_low = wr_i_sampler_below(s, low);
    }
    if (most > high) {
        s->cut = true;
        s->share_high = wr_sampler_cdf(s, high);
    }
    s->low = low;
    s->high = high;
    if (least > high || most < low || (s->cut && !(s->share_high - s->share_low >= LEAST_KEPT)))
        return refuse(job, job->spec->time && most < 0.0 ? "a time cannot be below 0"
                                                         : "next to nothing that is drawn lies within what is allowed");
    return 0;
}

int wr_sampler_init(struct wr_sampler *s, const struct wr_sampler_spec *spec, struct wr_arena *arena, const char **why, const char **hint)
{
    struct job job = {.s = s, .spec = spec, .arena = arena};
    const char *advice = NULL;
    int ret = 0;
    *s = (struct wr_sampler){.kind = spec->kind, .low = -(double)INFINITY, .high = (double)INFINITY, .share_high = 1.0};
    for (int p = 0; p < WR_PARAM_COUNT; p++) {
        if (!(spec->given >> p & 1u))
            continue;
        if (!wr_num_finite(spec->value[p])) {
            ret = refuse(&job, "a parameter is not a number");
            goto out;
        }
    }
    if (!wr_i_sampler_set_allowed(spec->kind, spec->given)) {
        ret = refuse(&job, "these parameters do not go together");
        advice = wr_arena_printf(arena, "%s is given by %s", wr_sampler_kind_name(spec->kind), wr_sampler_kind_allows(spec->kind));
        goto out;
    }
    ret = compile(&job);
    if (ret == 0) {
        double mean, variance;
        wr_i_sampler_uncut(s, &mean, &variance);
        if (!wr_num_finite(mean) || !wr_num_finite(variance))
            ret = refuse(&job, "its mean or sd is beyond all bounds");
    }
    if (ret == 0)
        ret = cut(&job);
out:
    if (why != NULL)
        *why = job.why;
    if (hint != NULL)
        *hint = advice;
    return ret;
}
