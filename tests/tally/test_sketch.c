/* Quantiles: exact while few, within the stated part of the value after that, whatever the order. */
#include "support/check.h"

#include <math.h>
#include <stdlib.h>

#include "draw/sampler.h"
#include "tally/sketch.h"

enum { MANY = 200000 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Lognormal times over five powers of ten, with some zeros. */
static void values(double *x, size_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct wr_draw_id id = {i, 1, 2, 3};
        double u[2];
        wr_draw_pair(wr_draw_key_init(4, 1), &id, 0, u);
        x[i] = u[1] < 0.03 ? 0.0 : wr_draw_exp(6.0 + 2.5 * wr_draw_normal_quantile(u[0]));
    }
}

static double exact(const double *sorted, size_t n, double p)
{
    double rank = ceil(p * (double)n);
    return sorted[rank < 1 ? 0 : (size_t)rank - 1];
}

static void few_are_exact(void **state)
{
    static double x[WR_TALLY_EXACT], sorted[WR_TALLY_EXACT];
    static const size_t sizes[] = {1, 2, 63, 64, 65, 1000, WR_TALLY_EXACT};
    (void)state;
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        struct wr_arena arena;
        struct wr_tally_sketch q;
        size_t n = sizes[k];
        wr_arena_init(&arena, 0);
        wr_tally_sketch_init(&q, &arena);
        values(x, n);
        for (size_t i = 0; i < n; i++) {
            wr_tally_sketch_add(&q, x[i]);
            sorted[i] = x[i];
        }
        qsort(sorted, n, sizeof *sorted, ascending);
        for (double p = 0.0; p <= 1.0; p += 1.0 / 64)
            check_same(wr_tally_sketch_quantile(&q, p), exact(sorted, n, p));
        check_same(wr_tally_sketch_share(&q, sorted[n / 2]), ((double)(n / 2) + 1.0) / (double)n);
        assert_int_equal(wr_tally_sketch_count(&q), n);
        wr_arena_free(&arena);
    }
}

static void many_are_within_the_error(void **state)
{
    static double x[MANY];
    struct wr_arena arena;
    struct wr_tally_sketch q;
    double worst = 0.0;
    (void)state;
    wr_arena_init(&arena, 0);
    wr_tally_sketch_init(&q, &arena);
    values(x, MANY);
    size_t memory = 0;
    for (int i = 0; i < MANY; i++) {
        wr_tally_sketch_add(&q, x[i]);
        if (i == MANY / 4)
            memory = arena.used;
    }
    print_message("memory %zu bytes\n", memory);
    assert_int_equal(arena.used, memory); /* four times as many values need no more */
    qsort(x, MANY, sizeof *x, ascending);
    for (double p = 0.0; p <= 1.0; p += 1.0 / 1024) {
        double want = exact(x, MANY, p), got = wr_tally_sketch_quantile(&q, p);
        if (want == 0.0)
            check_same(got, 0.0);
        else
            worst = fmax(worst, fabs(got / want - 1.0));
    }
    print_message("worst relative error %.5f of %.5f\n", worst, WR_TALLY_ERROR);
    assert_true(worst <= WR_TALLY_ERROR && worst > 0.0);
    for (double limit = 1.0; limit < 1e6; limit *= 1.7) { /* shares: off by what lies in one bucket, at most */
        size_t below = 0;
        while (below < MANY && x[below] <= limit)
            below++;
        check_near(wr_tally_sketch_share(&q, limit), (double)below / MANY, 0.0015);
    }
    wr_arena_free(&arena);
}

static void order_does_not_matter(void **state)
{
    static double x[MANY];
    struct wr_arena arena;
    struct wr_tally_sketch whole, forward, backward, parts[5];
    (void)state;
    wr_arena_init(&arena, 0);
    values(x, MANY);
    wr_tally_sketch_init(&whole, &arena);
    wr_tally_sketch_init(&forward, &arena);
    wr_tally_sketch_init(&backward, &arena);
    static const int ends[] = {0, 1500, 4500, 30000, 30001, MANY}; /* some kept, some in buckets, one of a single value */
    for (int k = 0; k < 5; k++) {
        wr_tally_sketch_init(&parts[k], &arena);
        for (int i = ends[k]; i < ends[k + 1]; i++)
            wr_tally_sketch_add(&parts[k], x[i]);
    }
    for (int i = MANY - 1; i >= 0; i--)
        wr_tally_sketch_add(&whole, x[i]);
    for (int k = 0; k < 5; k++) {
        assert_int_equal(wr_tally_sketch_merge(&forward, &parts[k]), 0);
        assert_int_equal(wr_tally_sketch_merge(&backward, &parts[4 - k]), 0);
    }
    assert_int_equal(wr_tally_sketch_count(&forward), MANY);
    for (double p = 0.0; p <= 1.0; p += 1.0 / 512) {
        double want = wr_tally_sketch_quantile(&whole, p);
        check_same(wr_tally_sketch_quantile(&forward, p), want);
        check_same(wr_tally_sketch_quantile(&backward, p), want);
    }
    for (double limit = 1.0; limit < 1e6; limit *= 1.7)
        check_same(wr_tally_sketch_share(&forward, limit), wr_tally_sketch_share(&whole, limit));
    wr_arena_free(&arena);
}

static void ends_of_the_scale(void **state)
{
    struct wr_arena arena;
    struct wr_tally_sketch q;
    (void)state;
    wr_arena_init(&arena, 0);
    wr_tally_sketch_init(&q, &arena);
    assert_true(isnan(wr_tally_sketch_quantile(&q, 0.5)) && isnan(wr_tally_sketch_share(&q, 1.0)));
    for (int i = 0; i < 10000; i++)
        wr_tally_sketch_add(&q, i % 2 == 0 ? 1e-9 : 1e30);
    check_same(wr_tally_sketch_quantile(&q, 0.25), 0.0); /* as the header says: too small for a bucket */
    check_near(wr_tally_sketch_quantile(&q, 0.75), 0x1p44, 0x1p37);
    check_same(wr_tally_sketch_share(&q, 2e30), 1.0);
    check_near(wr_tally_sketch_share(&q, 5.0), 0.5, 1e-12);
    assert_true(isnan(wr_tally_sketch_quantile(&q, 1.5)));
    wr_arena_free(&arena);
}

static void out_of_memory(void **state)
{
    static const size_t limits[] = {100, 3000, 70000, 72000};
    (void)state;
    for (size_t k = 0; k < 4; k++) {
        struct wr_arena arena;
        struct wr_tally_sketch q, other;
        wr_arena_init(&arena, limits[k]);
        arena.block_size = 64;
        wr_tally_sketch_init(&q, &arena);
        wr_tally_sketch_init(&other, &arena);
        for (int i = 0; i < 20000; i++)
            wr_tally_sketch_add(&q, 0.001 * i * i);
        assert_int_equal(q.status, WR_ERR_MEMORY);
        assert_true(isnan(wr_tally_sketch_quantile(&q, 0.5)));
        assert_int_equal(wr_tally_sketch_merge(&other, &q), WR_ERR_MEMORY);
        wr_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_are_exact),         cmocka_unit_test(many_are_within_the_error),
        cmocka_unit_test(order_does_not_matter), cmocka_unit_test(ends_of_the_scale),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
