/* log, exp and the normal quantile against long double, in units of the last place. */
#include "support/check.h"

#include <float.h>
#include <math.h>

#include "draw/elementary.h"
#include "draw/stream.h"

enum { POINTS = 1000000 };

static double ulp(double x)
{
    x = fabs(x);
    return nextafter(x, (double)INFINITY) - x;
}

/* Two uniform numbers for point i. */
static void at(uint32_t i, double u[2])
{
    struct wr_draw_id id = {i, 1, 2, 3};
    wr_draw_pair(wr_draw_key_init(1, 1), &id, 0, u);
}

static void need_long_double(void)
{
    if (LDBL_MANT_DIG <= DBL_MANT_DIG) {
        print_message("long double is no longer than double here: nothing to compare with\n");
        skip();
    }
}

static void log_in_ulps(void **state)
{
    double worst = 0.0;
    (void)state;
    need_long_double();
    for (uint32_t i = 0; i < POINTS; i++) {
        double u[2];
        at(i, u);
        double x = i % 3 == 0   ? u[0]                                                  /* as draws use it */
                   : i % 3 == 1 ? ldexp(0.5 + u[0], (int)(u[1] * 2040.0) - 1020)        /* of every size */
                                : 1.0 + (u[0] - 0.5) * ldexp(1.0, (int)(-45.0 * u[1])); /* near 1 */
        long double want = logl((long double)x);
        double off = (double)fabsl((long double)wr_draw_log(x) - want) / ulp((double)want);
        worst = off > worst ? off : worst;
    }
    print_message("log: at most %.3f ulp\n", worst);
    check_same(wr_draw_log(1.0), 0.0);
    if (check_under_valgrind())
        return;
    assert_true(worst < 1.0);
    assert_true(worst > 0.4); /* or the comparison compares nothing */
}

static void exp_in_ulps(void **state)
{
    double worst = 0.0;
    (void)state;
    need_long_double();
    for (uint32_t i = 0; i < POINTS; i++) {
        double u[2];
        at(i, u);
        double x = i % 2 == 0 ? (u[0] - 0.5) * 1415.0 : (u[0] - 0.5) * 16.0;
        long double want = expl((long double)x);
        double off = (double)fabsl((long double)wr_draw_exp(x) - want) / ulp((double)want);
        worst = off > worst ? off : worst;
    }
    print_message("exp: at most %.3f ulp\n", worst);
    assert_true(check_under_valgrind() || (worst < 1.1 && worst > 0.4));
    check_same(wr_draw_exp(0.0), 1.0);
    check_same(wr_draw_exp(-0.0), 1.0);
    check_same(wr_draw_exp(-709.0), 0.0);
    check_same(wr_draw_exp(-(double)INFINITY), 0.0);
    check_close(wr_draw_exp(709.5), (double)expl(709.5L), 1e-15);
    assert_true(isinf(wr_draw_exp(709.79)) && isinf(wr_draw_exp((double)INFINITY)));
    assert_true(isnan(wr_draw_exp((double)NAN)));
}

/* One of Newton's steps in long double from the value gives the value's error. */
static void normal_quantile_error(void **state)
{
    double worst = 0.0;
    (void)state;
    need_long_double();
    for (uint32_t i = 0; i < POINTS / 4; i++) {
        double u[2];
        at(i, u);
        double p = i % 2 == 0 ? 0.5 * u[0] : 0.5 * u[0] * ldexp(1.0, (int)(-50.0 * u[1]));
        double z = wr_draw_normal_quantile(p);
        long double share = 0.5L * erfcl(-(long double)z / sqrtl(2.0L));
        long double density = expl(-0.5L * (long double)z * (long double)z) / sqrtl(2.0L * acosl(-1.0L));
        double off = (double)fabsl((share - (long double)p) / density) / fmax(fabs(z), 0.5);
        worst = off > worst ? off : worst;
        double q = 1.0 - p; /* exact only when p is not too small */
        if (1.0 - q == p)
            check_same(wr_draw_normal_quantile(q), -z);
    }
    print_message("normal quantile: at most %.3g of the greater of |z| and 1/2\n", worst);
    assert_true(worst < 1.2e-15 && worst > 1e-17);
    check_near(wr_draw_normal_quantile(0.975), 1.959963984540054, 4e-15); /* Abramowitz and Stegun, table 26.5 has 1.95996 39845 */
    check_near(wr_draw_normal_quantile(0.5), 0.0, 2e-16);
}

/* A draw must not fall when u rises, also where one piece of the table ends and the next begins. */
static void rises(void **state)
{
    (void)state;
    for (int octave = 1; octave <= 10; octave++) {
        for (int part = 0; part <= 16; part++) {
            double p = ldexp(1.0 + part / 16.0, -octave - 1);
            for (int i = -300; i <= 300; i++) {
                double a = p + i * 0x1p-53 * 8, b = a + 0x1p-53 * 8;
                if (b < 1.0)
                    assert_true(wr_draw_normal_quantile(b) >= wr_draw_normal_quantile(a) - 1e-15);
            }
            assert_true(wr_draw_normal_quantile(p * (1 + 1e-9)) > wr_draw_normal_quantile(p));
        }
    }
    for (uint32_t i = 0; i < 100000; i++) {
        double u[2];
        at(i, u);
        double a = fmin(u[0], u[1]), b = fmax(u[0], u[1]);
        assert_true(wr_draw_log(a) <= wr_draw_log(b) && wr_draw_exp(a) <= wr_draw_exp(b) &&
                    wr_draw_normal_quantile(a) <= wr_draw_normal_quantile(b));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_in_ulps),
        cmocka_unit_test(exp_in_ulps),
        cmocka_unit_test(normal_quantile_error),
        cmocka_unit_test(rises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
