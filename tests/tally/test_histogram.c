/* Bins and what lies outside them. */
#include "support/check.h"

#include <math.h>

#include "tally/histogram.h"

static void bins(void **state)
{
    struct wr_tally_histogram h, other;
    uint64_t count[6], more[6];
    static const double x[] = {-1.0, 0.0, 0.99, 1.0, 2.5, 3.999, 4.0, 1e9, (double)NAN};
    static const uint64_t want[6] = {2, 2, 1, 1, 1, 2}; /* what is not a number lies below everything */
    (void)state;
    wr_tally_histogram_init(&h, 0.0, 4.0, 4, count);
    wr_tally_histogram_init(&other, 0.0, 4.0, 4, more);
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        wr_tally_histogram_add(&h, x[i]);
        wr_tally_histogram_add(&other, x[i]);
    }
    assert_memory_equal(count, want, sizeof want);
    wr_tally_histogram_merge(&h, &other);
    for (int i = 0; i < 6; i++)
        assert_int_equal(count[i], 2 * want[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bins)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
