/* Beta-PERT: against the exact quantile, and the vectors of the textbook. */
#include "support/check.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "draw/pert.h"
#include "draw/special.h"

/* PERT mean and its rule-of-thumb variance (Malcolm DG et al. Oper Res 1959;7:646-669): (2, 4, 12) has mean 5 and ((12 - 2) / 6)^2 = 2.778. The
 * beta with shapes 1.8 and 4.2 on 2 to 12 has the same mean and the variance 100 x 1.8 x 4.2 / (6^2 x 7) = 3. */
static void the_textbook(void **state)
{
    struct wr_pert p;
    struct wr_sampler s;

    (void)state;
    wr_pert_init(&p);
    check_near(wr_pert_mean(2, 4, 12), 5.0, 0);
    check_near((12.0 - 2.0) / 6.0 * ((12.0 - 2.0) / 6.0), 2.778, 0.0005);
    check_near(wr_pert_variance(2, 4, 12), 3.0, 1e-15);
    assert_int_equal(wr_pert_sampler(&p, 2, 4, 12, &p.arena, &s), 0);
    check_near(s.a, 1.8, 1e-15);
    check_near(s.b, 4.2, 1e-15);
    check_near(wr_sampler_mean(&s), 5.0, 1e-14);
    check_near(wr_sampler_sd(&s) * wr_sampler_sd(&s), 3.0, 1e-13);
    check_near(wr_sampler_at(&s, 0.8), 2 + 10 * gsl_cdf_beta_Pinv(0.8, 1.8, 4.2), 1e-5);
    wr_pert_free(&p);
    wr_pert_free(&p);
}

static void near_the_exact_quantile(void **state)
{
    struct wr_pert p;
    struct wr_arena arena;
    double worst = 0, mean_worst = 0;

    (void)state;
    wr_pert_init(&p);
    wr_arena_init(&arena, 0);
    for (int i = 0; i <= 97; i++) {
        double t = i / 97.0, sum = 0, before = -1;
        struct wr_sampler s;
        assert_int_equal(wr_pert_sampler(&p, 0, t, 1, &arena, &s), 0);
        for (int k = 1; k < 4096; k++) {
            double u = k / 4096.0, x = wr_sampler_at(&s, u);
            if (k % 37 == 1)
                worst = fmax(worst, fabs(x - wr_draw_beta_quantile(1 + 4 * t, 5 - 4 * t, u)));
            assert_true(x > before);
            before = x;
            sum += x;
        }
        mean_worst = fmax(mean_worst, fabs(sum / 4095 - (1 + 4 * t) / 6));
        wr_arena_reset(&arena);
    }
    print_message("largest distance from the exact quantile %.2g of the width, of the mean of an even grid %.2g\n", worst, mean_worst);
    assert_true(worst < 1e-6);
    assert_true(mean_worst < 2e-4); /* the grid's own error: its ends are left out */
    wr_arena_free(&arena);
    wr_pert_free(&p);
}

/* Beyond the table the exact quantile is asked: the two must meet. */
static void the_tails_meet(void **state)
{
    struct wr_pert p;

    (void)state;
    wr_pert_init(&p);
    for (int i = 0; i <= 20; i++) {
        struct wr_sampler s;
        double u = 0x1p-12, in, out;
        assert_int_equal(wr_pert_sampler(&p, 0, 1 + 0.9 * i, 20, &p.arena, &s), 0);
        in = wr_sampler_at(&s, u);
        out = wr_sampler_at(&s, u * (1 - 1e-9));
        check_near(in, out, 2e-5);
        assert_true(wr_sampler_at(&s, 1e-9) >= 0 && wr_sampler_at(&s, 1 - 1e-9) <= 20);
    }
    wr_pert_free(&p);
}

static void what_is_refused(void **state)
{
    struct wr_pert p;
    struct wr_sampler s;

    (void)state;
    wr_pert_init(&p);
    assert_int_equal(wr_pert_sampler(&p, 2, 1, 3, &p.arena, &s), WR_ERR_MISTAKES);
    assert_int_equal(wr_pert_sampler(&p, 2, 4, 3, &p.arena, &s), WR_ERR_MISTAKES);
    assert_int_equal(wr_pert_sampler(&p, NAN, 4, 5, &p.arena, &s), WR_ERR_MISTAKES);
    assert_int_equal(wr_pert_sampler(&p, 0, 4, INFINITY, &p.arena, &s), WR_ERR_MISTAKES);
    assert_int_equal(wr_pert_sampler(&p, 3, 3, 3, &p.arena, &s), 0);
    check_same(wr_sampler_at(&s, 0.3), 3);
    wr_pert_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_textbook),
        cmocka_unit_test(near_the_exact_quantile),
        cmocka_unit_test(the_tails_meet),
        cmocka_unit_test(what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
