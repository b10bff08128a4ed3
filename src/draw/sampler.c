/* Drawing, and distribution functions. */
#include "draw/sampler_internal.h"

#include <math.h>

#include "draw/inverse_internal.h"
#include "draw/special.h"
#include "draw/special_internal.h"
#include "draw/wide_internal.h"

static double weibull_at(const struct wr_sampler *s, double u)
{
    double e = -wr_draw_log(1.0 - u);
    return e > 0.0 ? s->a * wr_draw_exp(s->b * wr_draw_log(e)) : 0.0;
}

static double triangular_at(const struct wr_sampler *s, double u)
{
    double width = s->c - s->a;
    if (u < s->d)
        return s->a + sqrt(u * width * (s->b - s->a));
    return s->c - sqrt((1.0 - u) * width * (s->c - s->b));
}

/* By the table where it serves: all but the outermost part of either tail. */
static inline double lognormal_at(const struct wr_sampler *s, const struct wr_inverse *table, double u)
{
    double v = 1.0 - u, p = u < v ? u : v;
    if (__builtin_expect(table != NULL && p >= 0x1p-12, 1))
        return wr_i_inverse_at(table, wr_i_inverse_part(u, p), p);
    return wr_draw_exp(s->a + s->b * wr_draw_normal_quantile(u));
}

/* Gamma of scale 1, or beta on 0 to 1. */
static double inverse_at(const struct wr_sampler *s, double u)
{
    double v = 1.0 - u, p = u < v ? u : v;
    if (s->inverse != NULL && p >= 0x1p-12)
        return wr_i_inverse_at(s->inverse, wr_i_inverse_part(u, p), p);
    return s->form == WR_FORM_GAMMA ? wr_draw_gamma_quantile(s->a, u) : wr_draw_beta_quantile(s->a, s->b, u);
}

/* The first i with shares[i] >= u; the last share is 1. */
static uint32_t search(const struct wr_sampler *s, double u)
{
    const double *base = s->shares;
    uint32_t n = s->count;
    while (n > 1) { /* no branch that could not be foreseen */
        uint32_t half = n / 2;
        base += base[half - 1] < u ? half : 0;
        n -= half;
    }
    return (uint32_t)(base - s->shares);
}

static double lines_at(const struct wr_sampler *s, double u)
{
    uint32_t i = search(s, u); /* shares[0] is 0, so i >= 1 */
    double from = s->shares[i - 1], to = s->shares[i];
    return s->values[i - 1] + (s->values[i] - s->values[i - 1]) * ((u - from) / (to - from));
}

double wr_i_sampler_at(const struct wr_sampler *s, double u)
{
    switch (s->form) {
    case WR_FORM_CONSTANT:
        return s->a;
    case WR_FORM_EXPONENTIAL:
        return s->a * -wr_draw_log(1.0 - u);
    case WR_FORM_LOGNORMAL:
        return lognormal_at(s, s->inverse, u);
    case WR_FORM_UNIFORM:
        return s->a + s->b * u;
    case WR_FORM_NORMAL:
        return s->a + s->b * wr_draw_normal_quantile(u);
    case WR_FORM_WEIBULL:
        return weibull_at(s, u);
    case WR_FORM_TRIANGULAR:
        return triangular_at(s, u);
    case WR_FORM_GAMMA:
        return s->b * inverse_at(s, u);
    case WR_FORM_BETA:
        return s->c + s->d * inverse_at(s, u);
    case WR_FORM_LINES:
        return lines_at(s, u);
    case WR_FORM_STEPS:
        return s->values[search(s, u)];
    }
    return (double)NAN;
}

double wr_i_sampler_again(const struct wr_sampler *s, struct wr_draw_key key, const struct wr_draw_id *id, int half)
{
    double pair[2] = {0.5, 0.5};
    for (uint32_t attempt = 1; attempt < WR_DRAW_TRIES; attempt++) {
        wr_draw_pair(key, id, attempt, pair);
        double x = wr_sampler_at(s, pair[half]);
        if (x >= s->low && x <= s->high)
            return x;
    }
    /* The last u was refused, so it is uniform on what is refused: stretched to (0, 1), and laid over what is allowed. */
    double kept = wr_sampler_kept(s), u = pair[half] > s->share_low ? pair[half] - kept : pair[half];
    return wr_sampler_quantile(s, u / (1.0 - kept));
}

void wr_sampler_at_many(const struct wr_sampler *s, const double *u, size_t n, double *x)
{
    const struct wr_inverse *table = s->inverse;
    double a = s->a;
    switch (s->form) { /* one loop each for the commonest: the choice is made once, and some become vector code */
    case WR_FORM_EXPONENTIAL:
        if (wr_i_draw_lanes() >= 4) {
            wr_i_draw_exponentials_wide(a, u, n, x);
            break;
        }
        for (size_t i = 0; i < n; i++)
            x[i] = a * -wr_draw_log(1.0 - u[i]);
        break;
    case WR_FORM_LOGNORMAL:
        for (size_t i = 0; i < n; i++)
            x[i] = lognormal_at(s, table, u[i]);
        break;
    case WR_FORM_CONSTANT:
        for (size_t i = 0; i < n; i++)
            x[i] = a;
        break;
    default:
        for (size_t i = 0; i < n; i++)
            x[i] = wr_i_sampler_at(s, u[i]);
        break;
    }
}

void wr_sampler_fill(const struct wr_sampler *s, struct wr_draw_key key, const struct wr_draw_id *id, int half, const double *u, size_t n,
                     double *x)
{
    wr_sampler_at_many(s, u, n, x);
    if (!s->cut)
        return;
    struct wr_draw_id one = *id;
    for (size_t i = 0; i < n; i++, one.number++)
        if (!(x[i] >= s->low && x[i] <= s->high))
            x[i] = wr_i_sampler_again(s, key, &one, half);
}

static double steps_share(const struct wr_sampler *s, double x, bool with_x)
{
    uint32_t from = 0, to = s->count; /* how many values are below x (or at it) */
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (s->values[middle] < x || (with_x && s->values[middle] == x))
            from = middle + 1;
        else
            to = middle;
    }
    return from == 0 ? 0.0 : s->shares[from - 1];
}

/* The chance of x or below (with_x), or of less than x, on straight lines: they stand upright where two values are equal. */
static double lines_share(const struct wr_sampler *s, double x, bool with_x)
{
    uint32_t last = s->count - 1;
    if (x < s->values[0] || (x == s->values[0] && !with_x))
        return 0.0;
    if (x > s->values[last] || (x == s->values[last] && with_x))
        return 1.0;
    uint32_t i = 1;
    while (i < last && (s->values[i] < x || (with_x && s->values[i] == x)))
        i++;
    double from = s->values[i - 1], to = s->values[i];
    return from < to ? s->shares[i - 1] + (s->shares[i] - s->shares[i - 1]) * ((x - from) / (to - from)) : s->shares[i - 1];
}

static double share(const struct wr_sampler *s, double x, bool with_x)
{
    double least = wr_sampler_smallest(s), most = wr_sampler_largest(s);
    switch (s->form) {
    case WR_FORM_CONSTANT:
        return x > s->a || (with_x && x == s->a) ? 1.0 : 0.0;
    case WR_FORM_STEPS:
        return steps_share(s, x, with_x);
    case WR_FORM_LINES:
        return lines_share(s, x, with_x);
    case WR_FORM_NORMAL:
        return wr_draw_normal_cdf((x - s->a) / s->b);
    default:
        break;
    }
    if (x <= least)
        return 0.0;
    if (x >= most)
        return 1.0;
    switch (s->form) {
    case WR_FORM_UNIFORM:
        return (x - s->a) / s->b;
    case WR_FORM_EXPONENTIAL:
        return -wr_draw_expm1(-x / s->a);
    case WR_FORM_LOGNORMAL:
        return wr_draw_normal_cdf((wr_i_draw_log_any(x) - s->a) / s->b);
    case WR_FORM_WEIBULL:
        return -wr_draw_expm1(-wr_draw_pow(x / s->a, 1.0 / s->b));
    case WR_FORM_TRIANGULAR:
        if (x < s->b)
            return (x - s->a) * (x - s->a) / ((s->c - s->a) * (s->b - s->a));
        return 1.0 - (s->c - x) * (s->c - x) / ((s->c - s->a) * (s->c - s->b));
    case WR_FORM_GAMMA:
        return wr_draw_gamma_cdf(s->a, x / s->b);
    default:
        return wr_draw_beta_cdf(s->a, s->b, (x - s->c) / s->d);
    }
}

double wr_sampler_cdf(const struct wr_sampler *s, double x) { return share(s, x, true); }
double wr_i_sampler_below(const struct wr_sampler *s, double x) { return share(s, x, false); }
double wr_sampler_kept(const struct wr_sampler *s) { return s->share_high - s->share_low; }

double wr_sampler_quantile(const struct wr_sampler *s, double p)
{
    double u = s->share_low + p * (s->share_high - s->share_low);
    /* rounding must not lead out of (0, 1), nor the value out of what is allowed */
    u = u < 0x1p-1000 ? 0x1p-1000 : u > 1.0 - 0x1p-53 ? 1.0 - 0x1p-53 : u;
    double x = wr_sampler_at(s, u);
    return x < s->low ? s->low : x > s->high ? s->high : x;
}

double wr_sampler_smallest(const struct wr_sampler *s)
{
    double least = 0.0;
    switch (s->form) {
    case WR_FORM_CONSTANT:
    case WR_FORM_UNIFORM:
    case WR_FORM_TRIANGULAR:
        least = s->a;
        break;
    case WR_FORM_NORMAL:
        least = -(double)INFINITY;
        break;
    case WR_FORM_BETA:
        least = s->c;
        break;
    case WR_FORM_LINES:
    case WR_FORM_STEPS:
        least = s->values[0];
        break;
    default:
        break;
    }
    return least < s->low ? s->low : least;
}

double wr_sampler_largest(const struct wr_sampler *s)
{
    double most = (double)INFINITY;
    switch (s->form) {
    case WR_FORM_CONSTANT:
        most = s->a;
        break;
    case WR_FORM_UNIFORM:
        most = s->a + s->b;
        break;
    case WR_FORM_TRIANGULAR:
        most = s->c;
        break;
    case WR_FORM_BETA:
        most = s->c + s->d;
        break;
    case WR_FORM_LINES:
    case WR_FORM_STEPS:
        most = s->values[s->count - 1];
        break;
    default:
        break;
    }
    return most > s->high ? s->high : most;
}
