/* Mean and sd of what is drawn: closed forms, and quadrature where something is cut off. And the tables of inverses. */
#include "draw/sampler_internal.h"

#include <math.h>

#include "base/num.h"
#include "draw/inverse_internal.h"
#include "draw/special.h"
#include "draw/special_internal.h"

static void table_moments(const struct wr_sampler *s, double *mean, double *variance)
{
    struct wr_num_sum m = {0.0, 0.0}, v = {0.0, 0.0};
    bool lines = s->form == WR_FORM_LINES;
    for (uint32_t i = lines ? 1 : 0; i < s->count; i++) {
        double part = i == 0 ? s->shares[0] : s->shares[i] - s->shares[i - 1];
        wr_num_sum_add(&m, part * (lines ? 0.5 * (s->values[i - 1] + s->values[i]) : s->values[i]));
    }
    *mean = wr_num_sum_value(&m);
    for (uint32_t i = lines ? 1 : 0; i < s->count; i++) {
        double part = i == 0 ? s->shares[0] : s->shares[i] - s->shares[i - 1];
        double b = s->values[i] - *mean, a = lines ? s->values[i - 1] - *mean : b;
        wr_num_sum_add(&v, part * (a * a + a * b + b * b) / 3.0);
    }
    *variance = wr_num_sum_value(&v);
}

void wr_i_sampler_uncut(const struct wr_sampler *s, double *mean, double *variance)
{
    double a = s->a, b = s->b, c = s->c;
    switch (s->form) {
    case WR_FORM_CONSTANT:
        *mean = a;
        *variance = 0.0;
        break;
    case WR_FORM_EXPONENTIAL:
        *mean = a;
        *variance = a * a;
        break;
    case WR_FORM_LOGNORMAL:
        *mean = wr_draw_exp(a + 0.5 * b * b);
        *variance = *mean * *mean * wr_draw_expm1(b * b);
        break;
    case WR_FORM_UNIFORM:
        *mean = a + 0.5 * b;
        *variance = b * b / 12.0;
        break;
    case WR_FORM_NORMAL:
        *mean = a;
        *variance = b * b;
        break;
    case WR_FORM_WEIBULL: {
        double one = wr_draw_log_gamma(1.0 + b), two = wr_draw_log_gamma(1.0 + 2.0 * b);
        *mean = a * wr_draw_exp(one);
        *variance = *mean * *mean * wr_draw_expm1(two - 2.0 * one);
        break;
    }
    case WR_FORM_TRIANGULAR:
        *mean = (a + b + c) / 3.0;
        *variance = (a * (a - b) + b * (b - c) + c * (c - a)) / 18.0;
        break;
    case WR_FORM_GAMMA:
        *mean = a * b;
        *variance = a * b * b;
        break;
    case WR_FORM_BETA:
        *mean = c + s->d * a / (a + b);
        *variance = s->d * s->d * a * b / ((a + b) * (a + b) * (a + b + 1.0));
        break;
    default:
        table_moments(s, mean, variance);
        break;
    }
}

/* The mean of (x - about)^power over what is drawn, by double exponential quadrature (Takahasi and Mori 1974) of the quantile function: the
 * points crowd at both ends, where a quantile function may be steep. */
static double quadrature(const struct wr_sampler *s, double about, int power)
{
    struct wr_num_sum sum = {0.0, 0.0}, weights = {0.0, 0.0};
    const double step = 0x1p-8;
    for (int i = -1000; i <= 1000; i++) {
        double t = i * step, e = wr_draw_exp(t), sinh2 = 1.5707963267948966 * (e - 1.0 / e) / 2.0, cosh2 = (e + 1.0 / e) / 2.0;
        double g = wr_draw_exp(2.0 * sinh2), p = g / (1.0 + g); /* (1 + tanh) / 2 */
        double weight = cosh2 * g / ((1.0 + g) * (1.0 + g));
        if (!(p > 0.0 && p < 1.0) || !(weight > 1e-18))
            continue;
        double x = wr_sampler_quantile(s, p) - about;
        wr_num_sum_add(&sum, weight * (power == 2 ? x * x : x));
        wr_num_sum_add(&weights, weight);
    }
    return wr_num_sum_value(&sum) / wr_num_sum_value(&weights);
}

/* Tables are cut exactly: the values that are left, with what is left of their shares. */
static void cut_table(const struct wr_sampler *s, double *mean, double *variance)
{
    struct wr_num_sum m = {0.0, 0.0}, v = {0.0, 0.0};
    double kept = wr_sampler_kept(s);
    bool lines = s->form == WR_FORM_LINES;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = lines ? 1 : 0; i < s->count; i++) {
            double from = i == 0 ? 0.0 : s->shares[i - 1], to = s->shares[i];
            double low = from < s->share_low ? s->share_low : from, high = to > s->share_high ? s->share_high : to;
            if (!(high > low))
                continue;
            double part = (high - low) / kept, a = s->values[i], b = a;
            if (lines) {
                double rise = (s->values[i] - s->values[i - 1]) / (to - from);
                a = s->values[i - 1] + rise * (low - from);
                b = s->values[i - 1] + rise * (high - from);
            }
            if (pass == 0) {
                wr_num_sum_add(&m, part * 0.5 * (a + b));
            } else {
                a -= *mean;
                b -= *mean;
                wr_num_sum_add(&v, part * (a * a + a * b + b * b) / 3.0);
            }
        }
        *mean = wr_num_sum_value(&m);
    }
    *variance = wr_num_sum_value(&v);
}

double wr_sampler_mean(const struct wr_sampler *s)
{
    double mean = 0.0, variance;
    if (!s->cut)
        wr_i_sampler_uncut(s, &mean, &variance);
    else if (s->form == WR_FORM_LINES || s->form == WR_FORM_STEPS)
        cut_table(s, &mean, &variance);
    else
        mean = quadrature(s, 0.0, 1);
    return mean;
}

double wr_sampler_sd(const struct wr_sampler *s)
{
    double mean = 0.0, variance = 0.0;
    if (!s->cut)
        wr_i_sampler_uncut(s, &mean, &variance);
    else if (s->form == WR_FORM_LINES || s->form == WR_FORM_STEPS)
        cut_table(s, &mean, &variance);
    else
        variance = quadrature(s, quadrature(s, 0.0, 1), 2);
    return sqrt(variance);
}

#define INVERSE_ROOT_2_PI 0.39894228040143268
#define WIDEST_LOGNORMAL 1.5 /* log sd (an sd of 2.9 times the mean) for which the table is within its bound; wider ones are computed */

/* x, dx/dp and d2x/dp2, by p of the lower or of the upper tail: with density f, dx/dp = +-1 / f and d2x/dp2 = -f' / f^3. */
static void derivatives(double x, double density, double log_slope, int upper, double out[3])
{
    double first = 1.0 / density;
    out[0] = x;
    out[1] = upper ? -first : first;
    out[2] = -log_slope * first * first; /* f' = f log_slope */
}

static void gamma_exact(const void *self, int upper, double p, double near, double out[3])
{
    const struct wr_sampler *s = self;
    double u = upper ? 1.0 - p : p, x = near > 0.0 ? wr_i_draw_gamma_quantile_from(s->a, u, near) : wr_draw_gamma_quantile(s->a, u);
    if (!(x > 1e-290)) { /* a shape so small that nothing is left of the lower tail */
        out[0] = out[1] = out[2] = 0.0;
        return;
    }
    derivatives(x, wr_draw_gamma_density(s->a, x), (s->a - 1.0) / x - 1.0, upper, out);
}

static void beta_exact(const void *self, int upper, double p, double near, double out[3])
{
    const struct wr_sampler *s = self;
    double u = upper ? 1.0 - p : p;
    double x = near > 0.0 && near < 1.0 ? wr_i_draw_beta_quantile_from(s->a, s->b, u, near) : wr_draw_beta_quantile(s->a, s->b, u);
    if (!(x > 1e-290 && x < 1.0 - 1e-12)) { /* next to an end: flat */
        out[0] = x;
        out[1] = out[2] = 0.0;
        return;
    }
    derivatives(x, wr_draw_beta_density(s->a, s->b, x), (s->a - 1.0) / x - (s->b - 1.0) / (1.0 - x), upper, out);
}

static void lognormal_exact(const void *self, int upper, double p, double near, double out[3])
{
    const struct wr_sampler *s = self;
    double z = wr_draw_normal_quantile(upper ? 1.0 - p : p), x = wr_draw_exp(s->a + s->b * z);
    (void)near;
    derivatives(x, wr_draw_exp(-0.5 * z * z) * INVERSE_ROOT_2_PI / (s->b * x), -(1.0 + z / s->b) / x, upper, out);
}

int wr_sampler_prepare(struct wr_sampler *s, struct wr_arena *arena)
{
    wr_i_inverse_exact *exact = s->form == WR_FORM_GAMMA                                   ? gamma_exact
                                : s->form == WR_FORM_BETA                                  ? beta_exact
                                : s->form == WR_FORM_LOGNORMAL && s->b <= WIDEST_LOGNORMAL ? lognormal_exact
                                                                                           : NULL;
    if (exact == NULL || s->inverse != NULL)
        return 0;
    struct wr_inverse *table = wr_arena_alloc(arena, 1, sizeof *table);
    if (table == NULL)
        return wr_fail(WR_ERR_MEMORY);
    wr_i_inverse_fill(table, exact, s);
    s->inverse = table;
    return 0;
}
