/* Special functions against GSL and long double; where GSL itself is rough (its incomplete gamma of large shapes), against values in 30
 * digits. */
#include "support/check.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "draw/special.h"
#include "draw/stream.h"

enum { POINTS = 20000 };

struct worst {
    const char *what;
    double off, limit;
};

static void note(struct worst *w, double got, double want, double size)
{
    double off = fabs(got - want) / size;
    if (!(off <= w->off)) {
        w->off = off;
        if (off > w->limit)
            print_message("%s: got %.17g, want %.17g\n", w->what, got, want);
    }
}

static void judge(const struct worst *w)
{
    print_message("%s: at most %.3g\n", w->what, w->off);
    if (!(w->off < w->limit) && !check_under_valgrind())
        fail_msg("%s is off by %g, more than %g", w->what, w->off, w->limit);
}

static void at(uint32_t i, double u[4])
{
    struct wr_draw_id id = {i, 1, 2, 3};
    struct wr_draw_key key = wr_draw_key_init(2, 1);
    wr_draw_pair(key, &id, 0, u);
    id.owner = 9;
    wr_draw_pair(key, &id, 0, u + 2);
}

static void logs_and_powers(void **state)
{
    struct worst l = {"log1p, in parts of the value", 0, 9e-16}, e = {"expm1", 0, 9e-16}, p = {"pow, over 2 + |y log x|", 0, 3e-16},
                 g = {"log gamma, over 1 + |value|", 0, 1e-14};
    (void)state;
    for (uint32_t i = 0; i < POINTS; i++) {
        double u[4];
        at(i, u);
        double x = (u[0] - 0.5) * exp(24.0 * u[1] - 20.0);
        if (x > -1.0)
            note(&l, wr_draw_log1p(x), log1p(x), fabs(log1p(x)));
        note(&e, wr_draw_expm1(x), expm1(x), fabs(expm1(x)));
        double base = exp(20.0 * u[2] - 10.0), power = (u[3] - 0.5) * 60.0, want = (double)powl((long double)base, (long double)power);
        note(&p, wr_draw_pow(base, power), want, want * (2.0 + fabs(power * log(base))));
        note(&g, wr_draw_log_gamma(base), (double)lgammal((long double)base), 1.0 + fabs(lgamma(base)));
    }
    judge(&l);
    judge(&e);
    judge(&p);
    judge(&g);
    check_same(wr_draw_pow(0.0, 2.0), 0.0);
    assert_true(isnan(wr_draw_log1p(-2.0)) && isnan(wr_draw_log_gamma(0.0)));
}

static void normal(void **state)
{
    struct worst w = {"normal cdf, in parts of the value", 0, 1e-14};
    (void)state;
    for (uint32_t i = 0; i < POINTS; i++) {
        double u[4];
        at(i, u);
        double x = (u[0] - 0.5) * (i % 2 == 0 ? 10.0 : 74.0), want = (double)(0.5L * erfcl(-(long double)x / sqrtl(2.0L)));
        note(&w, wr_draw_normal_cdf(x), want, want);
    }
    judge(&w);
    check_same(wr_draw_normal_cdf(-40.0), 0.0);
    check_same(wr_draw_normal_cdf(40.0), 1.0);
}

static void gamma_distribution(void **state)
{
    struct worst c = {"gamma cdf", 0, 2e-10}, u_ = {"gamma upper tail", 0, 2e-10}, d = {"gamma density", 0, 1e-12},
                 q = {"gamma quantile, by the share it gives", 0, 2e-12};
    (void)state;
    for (uint32_t i = 0; i < POINTS; i++) {
        double u[4];
        at(i, u);
        double a = exp(u[0] * 5.3 - 3.0); /* 0.05 to 10. GSL is off by 1e-10 itself here, and by 1e-8 above: see the rows below */
        double p = i % 2 == 0 ? u[1] : u[1] * ldexp(1.0, (int)(-40.0 * u[2])), x = wr_draw_gamma_quantile(a, p);
        if (!(x > 1e-280))
            continue;
        note(&c, wr_draw_gamma_cdf(a, x), gsl_cdf_gamma_P(x, a, 1.0), gsl_cdf_gamma_P(x, a, 1.0));
        note(&u_, wr_draw_gamma_upper(a, x), gsl_cdf_gamma_Q(x, a, 1.0), gsl_cdf_gamma_Q(x, a, 1.0));
        note(&d, wr_draw_gamma_density(a, x), gsl_ran_gamma_pdf(x, a, 1.0), gsl_ran_gamma_pdf(x, a, 1.0));
        note(&q, p < 0.5 ? wr_draw_gamma_cdf(a, x) : wr_draw_gamma_upper(a, x), p < 0.5 ? p : 1.0 - p, p < 0.5 ? p : 1.0 - p);
    }
    judge(&c);
    judge(&u_);
    judge(&d);
    judge(&q);
    /* mpmath 1.3.0, gammainc(a, 0, x, regularized=True) and gammainc(a, x, inf, regularized=True) in 40 digits */
    static const double rows[][4] = {{0.05, 1e-06, 0.514827954525178172, 0.485172045474821828},
                                     {0.05, 0.2, 0.939209088699221035, 0.0607909113007789647},
                                     {0.05, 3, 0.999284094568797414, 0.000715905431202586152},
                                     {0.19828990472253605, 0.19878936779865888, 0.765558880500490041, 0.234441119499509959},
                                     {0.5, 0.7, 0.763276429362142625, 0.236723570637857375},
                                     {1.5, 0.3, 0.103567626658088575, 0.896432373341911425},
                                     {1.5, 4.5, 0.970709113465111768, 0.0292908865348882321},
                                     {9.5, 3, 0.00207154479713502581, 0.997928455202864974},
                                     {9.5, 9.5, 0.543163874408037617, 0.456836125591962383},
                                     {9.5, 25, 0.999868938835206837, 0.000131061164793162945},
                                     {100, 88, 0.111615559333814429, 0.888384440666185571},
                                     {100, 112, 0.882607548780775494, 0.117392451219224506},
                                     {700, 700, 0.505026240055682464, 0.494973759944317536},
                                     {4900, 4816, 0.114651202731020931, 0.885348797268979069},
                                     {4900, 4984, 0.884534831032422444, 0.115465168967577556},
                                     {20395.302623101445, 20253.539732450008, 0.160445906042609328, 0.839554093957390672},
                                     {34300, 34300, 0.500718028729496093, 0.499281971270503907},
                                     {240100, 239512, 0.115011311813046201, 0.884988688186953799},
                                     {240100, 240688, 0.88487244006996476, 0.11512755993003524}};
    struct worst m = {"gamma against mpmath", 0, 2e-13};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        note(&m, wr_draw_gamma_cdf(rows[i][0], rows[i][1]), rows[i][2], rows[i][2]);
        note(&m, wr_draw_gamma_upper(rows[i][0], rows[i][1]), rows[i][3], rows[i][3]);
    }
    judge(&m);
}

static void gamma_tails(void **state)
{
    (void)state;
    /* every start of the search, and both far ends: a value that is found gives the share that was asked for */
    for (double a = 0.02; a < 3e6; a *= 1.7) {
        for (int e = 1; e <= 52; e++) {
            double p = ldexp(1.0, -e), low = wr_draw_gamma_quantile(a, p), high = wr_draw_gamma_quantile(a, 1.0 - p);
            if (low > 1e-280)
                check_close(wr_draw_gamma_cdf(a, low), p, 1e-9);
            check_close(wr_draw_gamma_upper(a, high), p, 1e-9);
            assert_true(low <= high);
        }
    }
}

static void beta_distribution(void **state)
{
    struct worst c = {"beta cdf", 0, 2e-11}, q = {"beta quantile, by the share it gives", 0, 2e-11};
    (void)state;
    for (uint32_t i = 0; i < POINTS; i++) {
        double u[4];
        at(i, u);
        double a = exp(u[0] * 8.0 - 3.0), b = exp(u[1] * 8.0 - 3.0), p = u[2], x = wr_draw_beta_quantile(a, b, p);
        if (!(x > 1e-280 && x < 1.0 - 1e-6))
            continue; /* next to 1 a double cannot tell x from 1 - 1e-16: the share is steep there */
        note(&c, wr_draw_beta_cdf(a, b, x), gsl_cdf_beta_P(x, a, b), gsl_cdf_beta_P(x, a, b));
        /* x itself is rounded: where the share is steep, next to 1, that alone moves it */
        double rounding = 4e-16 * x * wr_draw_beta_density(a, b, x);
        note(&q, wr_draw_beta_cdf(a, b, x), p, p + rounding / 2e-11);
    }
    judge(&c);
    judge(&q);
    /* mpmath 1.3.0, betainc(a, b, 0, x, regularized=True) in 40 digits */
    check_close(wr_draw_beta_cdf(377.91048833159806, 0.092248248182998718, 0.99819486612433928), 0.0379908979405221278, 2e-11);
    check_close(wr_draw_beta_cdf(2.0, 3.0, 0.4), 0.5248, 1e-14); /* 6 x^2 - 8 x^3 + 3 x^4 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logs_and_powers),   cmocka_unit_test(normal), cmocka_unit_test(gamma_distribution), cmocka_unit_test(gamma_tails),
        cmocka_unit_test(beta_distribution),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
