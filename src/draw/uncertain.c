/* Families for what we do not know, fitted to an estimate and its 95% interval. */
#include "draw/uncertain.h"

#include <math.h>

#include "base/num.h"
#include "base/text.h"
#include "draw/elementary.h"
#include "draw/special.h"
#include "draw/special_internal.h"

#define Z975 1.959963984540054

static const char *const names[] = {"beta", "logit-normal", "lognormal", "normal"};

const char *wr_uncertain_name(enum wr_uncertain_family family) { return family <= WR_UNCERTAIN_NORMAL ? names[family] : "?"; }

int wr_uncertain_of(const char *word)
{
    for (int i = 0; i <= WR_UNCERTAIN_NORMAL; i++)
        if (wr_text_equal(names[i], word))
            return i;
    return -1;
}

static double logit(double p) { return wr_i_draw_log_any(p) - wr_draw_log1p(-p); }
static double from_logit(double y) { return y < 0.0 ? wr_draw_exp(y) / (1.0 + wr_draw_exp(y)) : 1.0 / (1.0 + wr_draw_exp(-y)); }

/* Mean m and width of the 95% interval give the sum of the shapes: by the secant in logarithms, where it is nearly straight. Both shapes below 1
 * would mean "probably one of the two extremes", which nobody means by a wide interval: the sum stops before that. */
static void fit_beta(struct wr_uncertain *fit)
{
    double m = fit->estimate, want = fit->high - fit->low, sd = want / (2.0 * Z975);
    double least = 1.0 / (m > 0.5 ? m : 1.0 - m), most = 1e9, sum = m * (1.0 - m) / (sd * sd) - 1.0, before = 0.0, miss_before = 0.0;
    for (int step = 0; step < 40; step++) {
        sum = !(sum > least) ? least : sum > most ? most : sum;
        fit->a = m * sum;
        fit->b = (1.0 - m) * sum;
        fit->fit_low = wr_draw_beta_quantile(fit->a, fit->b, 0.025);
        fit->fit_high = wr_draw_beta_quantile(fit->a, fit->b, 0.975);
        double width = fit->fit_high - fit->fit_low, miss = wr_draw_log((width > 1e-12 ? width : 1e-12) / want), at = wr_draw_log(sum);
        if (fabs(miss) < 1e-10 || (sum == least && miss < 0.0) || (step > 0 && at == before))
            break;
        double slope = step > 0 ? (miss - miss_before) / (at - before) : -0.5;
        if (!(slope < -0.05)) /* it falls with the sum; guard against a flat stretch */
            slope = -0.5;
        before = at;
        miss_before = miss;
        sum = wr_draw_exp(at - miss / slope);
    }
}

/* How far an end as written is from the family's own, in parts of the interval's width. Measured where the family is a normal (logs, log odds; for
 * a beta by what normal quantile its share below the end is), so that 0.1% against 1% counts as far. An end at 0% or 100%, where that scale has no end,
 * is measured as it stands. */
static double distance(const struct wr_uncertain *fit, double end, double own, double own_z)
{
    double z;
    if (fit->family == WR_UNCERTAIN_BETA) {
        double p = wr_draw_beta_cdf(fit->a, fit->b, end);
        if (end <= 0.0 || end >= 1.0)
            return fabs(end - own) / (fit->high - fit->low);
        z = wr_draw_normal_quantile(p < 1e-12 ? 1e-12 : p > 1.0 - 1e-12 ? 1.0 - 1e-12 : p);
    } else {
        double y = fit->family == WR_UNCERTAIN_NORMAL ? end : fit->family == WR_UNCERTAIN_LOGNORMAL ? wr_draw_log(end) : logit(end);
        z = (y - fit->a) / fit->b;
    }
    return fabs(z - own_z) / (2.0 * Z975);
}

int wr_uncertain_fit(double estimate, double low, double high, enum wr_uncertain_family family, struct wr_uncertain *fit, const char **why)
{
    const char *reason = NULL;
    *fit = (struct wr_uncertain){.family = family, .estimate = estimate, .low = low, .high = high};
    if (!wr_num_finite(estimate) || !wr_num_finite(low) || !wr_num_finite(high))
        reason = "estimate and interval must be numbers";
    else if (!(low < high))
        reason = "the interval must go from a lower to a higher number";
    else if (!(low <= estimate && estimate <= high))
        reason = "the estimate lies outside its own interval";
    else if (family == WR_UNCERTAIN_BETA && !(low >= 0.0 && high <= 1.0 && estimate > 0.0 && estimate < 1.0))
        reason = "a proportion lies between 0% and 100%, and its estimate is neither of the two";
    else if (family == WR_UNCERTAIN_LOGIT_NORMAL && !(low > 0.0 && high < 1.0))
        reason = "a logit-normal needs an interval inside 0% to 100%, without the two";
    else if (family == WR_UNCERTAIN_LOGNORMAL && !(low > 0.0))
        reason = "a ratio or positive quantity needs an interval above 0";
    if (reason != NULL) {
        if (why != NULL)
            *why = reason;
        return wr_fail(WR_ERR_MISTAKES);
    }
    switch (family) {
    case WR_UNCERTAIN_BETA:
        fit_beta(fit);
        break;
    case WR_UNCERTAIN_LOGIT_NORMAL:
        fit->a = logit(estimate);
        fit->b = (logit(high) - logit(low)) / (2.0 * Z975);
        break;
    case WR_UNCERTAIN_LOGNORMAL:
        fit->a = wr_draw_log(estimate);
        fit->b = wr_draw_log(high / low) / (2.0 * Z975);
        break;
    case WR_UNCERTAIN_NORMAL:
        fit->a = estimate;
        fit->b = (high - low) / (2.0 * Z975);
        break;
    }
    fit->fit_low = wr_uncertain_at(fit, 0.025);
    fit->fit_high = wr_uncertain_at(fit, 0.975);
    double below = distance(fit, low, fit->fit_low, -Z975), above = distance(fit, high, fit->fit_high, Z975);
    fit->misfit = below > above ? below : above;
    return 0;
}

int wr_uncertain_fit_share(double estimate, double low, double high, struct wr_uncertain *fit, const char **why)
{
    int ret = wr_uncertain_fit(estimate, low, high, WR_UNCERTAIN_BETA, fit, why);
    struct wr_uncertain other;
    if (ret == 0 && fit->misfit > WR_UNCERTAIN_MISFIT && low > 0.0 && high < 1.0 &&
        wr_uncertain_fit(estimate, low, high, WR_UNCERTAIN_LOGIT_NORMAL, &other, NULL) == 0 && other.misfit < fit->misfit)
        *fit = other;
    return ret;
}

double wr_uncertain_at(const struct wr_uncertain *fit, double p)
{
    if (fit->family == WR_UNCERTAIN_BETA)
        return wr_draw_beta_quantile(fit->a, fit->b, p);
    double y = fit->a + fit->b * wr_draw_normal_quantile(p);
    return fit->family == WR_UNCERTAIN_NORMAL ? y : fit->family == WR_UNCERTAIN_LOGNORMAL ? wr_draw_exp(y) : from_logit(y);
}

double wr_uncertain_mean(const struct wr_uncertain *fit)
{
    if (fit->family == WR_UNCERTAIN_BETA)
        return fit->a / (fit->a + fit->b);
    if (fit->family == WR_UNCERTAIN_NORMAL)
        return fit->a;
    if (fit->family == WR_UNCERTAIN_LOGNORMAL)
        return wr_draw_exp(fit->a + 0.5 * fit->b * fit->b);
    /* no closed form: the mean over 2,000 equally likely slices, right to about 1e-6 */
    double sum = 0.0;
    for (int i = 0; i < 2000; i++)
        sum += wr_uncertain_at(fit, (i + 0.5) / 2000.0);
    return sum / 2000.0;
}
