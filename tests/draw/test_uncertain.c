/* Families for an estimate with its interval. */
#include "support/check.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "draw/uncertain.h"

static void lognormal_ratio(void **state)
{
    struct wr_uncertain fit;
    (void)state;
    /* an even interval on the scale of logs: 0.47 x 1.5^2 and / 1.5^2 */
    assert_int_equal(wr_uncertain_fit(0.47, 0.47 / 2.25, 0.47 * 2.25, WR_UNCERTAIN_LOGNORMAL, &fit, NULL), 0);
    check_near(fit.misfit, 0.0, 1e-9);
    check_close(wr_uncertain_at(&fit, 0.5), 0.47, 1e-12);
    check_close(wr_uncertain_at(&fit, 0.025), 0.47 / 2.25, 1e-9);
    /* as the manual writes it: rounded, and it fits */
    assert_int_equal(wr_uncertain_fit(0.47, 0.31, 0.71, WR_UNCERTAIN_LOGNORMAL, &fit, NULL), 0);
    assert_true(fit.misfit < 0.01);
    /* even on the plain scale, so not on that of logs */
    assert_int_equal(wr_uncertain_fit(0.5, 0.1, 0.9, WR_UNCERTAIN_LOGNORMAL, &fit, NULL), 0);
    assert_true(fit.misfit > WR_UNCERTAIN_MISFIT);
    assert_int_equal(wr_uncertain_fit(0.5, 0.1, 0.9, WR_UNCERTAIN_NORMAL, &fit, NULL), 0);
    check_near(fit.misfit, 0.0, 1e-12);
    check_close(wr_uncertain_mean(&fit), 0.5, 1e-15);
}

static void beta_share(void **state)
{
    static const double rows[][3] = {{0.25, 0.2, 0.31}, {0.7, 0.6, 0.8}, {0.02, 0.005, 0.05}, {0.12, 0.06, 0.2}, {0.9, 0.85, 0.94}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wr_uncertain fit;
        assert_int_equal(wr_uncertain_fit_share(rows[i][0], rows[i][1], rows[i][2], &fit, NULL), 0);
        assert_int_equal(fit.family, WR_UNCERTAIN_BETA);
        check_close(fit.fit_high - fit.fit_low, rows[i][2] - rows[i][1], 1e-8);
        check_close(wr_uncertain_mean(&fit), rows[i][0], 1e-12);
        check_close(gsl_cdf_beta_P(fit.fit_low, fit.a, fit.b), 0.025, 1e-8);
        check_close(gsl_cdf_beta_Q(fit.fit_high, fit.a, fit.b), 0.025, 1e-8);
        assert_true(fit.misfit < WR_UNCERTAIN_MISFIT);
    }
}

/* "50% (0% to 100%)" means that nothing is known, not that it is one of the two. */
static void nothing_known(void **state)
{
    struct wr_uncertain fit;
    (void)state;
    assert_int_equal(wr_uncertain_fit_share(0.5, 0.0, 1.0, &fit, NULL), 0);
    check_near(fit.a, 1.0, 1e-12);
    check_near(fit.b, 1.0, 1e-12);
    assert_true(fit.misfit < WR_UNCERTAIN_MISFIT);
}

static void share_even_on_log_odds(void **state)
{
    struct wr_uncertain fit;
    (void)state;
    assert_int_equal(wr_uncertain_fit_share(0.001, 0.0001, 0.01, &fit, NULL), 0);
    assert_int_equal(fit.family, WR_UNCERTAIN_LOGIT_NORMAL);
    assert_true(fit.misfit < 0.01);
    check_close(wr_uncertain_at(&fit, 0.5), 0.001, 1e-12);
    assert_true(wr_uncertain_mean(&fit) > 0.001 && wr_uncertain_mean(&fit) < 0.003);
}

static void what_fits_nothing_is_said(void **state)
{
    struct wr_uncertain fit;
    (void)state;
    assert_int_equal(wr_uncertain_fit_share(0.2, 0.19, 0.6, &fit, NULL), 0);
    assert_true(fit.misfit > WR_UNCERTAIN_MISFIT);
    assert_int_equal(wr_uncertain_fit(10, 9, 20, WR_UNCERTAIN_NORMAL, &fit, NULL), 0);
    assert_true(fit.misfit > WR_UNCERTAIN_MISFIT);
}

static void refusals(void **state)
{
    static const struct {
        double estimate, low, high;
        enum wr_uncertain_family family;
    } bad[] = {{0.5, 0.6, 0.7, WR_UNCERTAIN_NORMAL},     {0.5, 0.7, 0.4, WR_UNCERTAIN_NORMAL},
               {0.5, 0.5, 0.5, WR_UNCERTAIN_NORMAL},     {0.5, 0.1, 1.2, WR_UNCERTAIN_BETA},
               {0.0, 0.0, 0.1, WR_UNCERTAIN_BETA},       {0.5, 0.0, 0.9, WR_UNCERTAIN_LOGIT_NORMAL},
               {0.5, 0.0, 0.9, WR_UNCERTAIN_LOGNORMAL},  {0.5, -1, 0.9, WR_UNCERTAIN_LOGNORMAL},
               {(double)NAN, 0, 1, WR_UNCERTAIN_NORMAL}, {0.5, 0, (double)INFINITY, WR_UNCERTAIN_NORMAL}};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct wr_uncertain fit;
        const char *why = NULL;
        assert_int_equal(wr_uncertain_fit(bad[i].estimate, bad[i].low, bad[i].high, bad[i].family, &fit, &why), WR_ERR_MISTAKES);
        assert_non_null(why);
    }
}

static void words(void **state)
{
    (void)state;
    for (int i = 0; i <= WR_UNCERTAIN_NORMAL; i++)
        assert_int_equal(wr_uncertain_of(wr_uncertain_name((enum wr_uncertain_family)i)), i);
    assert_int_equal(wr_uncertain_of("cauchy"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lognormal_ratio),           cmocka_unit_test(beta_share), cmocka_unit_test(nothing_known),
        cmocka_unit_test(share_even_on_log_odds),    cmocka_unit_test(refusals),   cmocka_unit_test(words),
        cmocka_unit_test(what_fits_nothing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
