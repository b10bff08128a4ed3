/* Numbers: how many digits are known, exact sums. No libm transcendental here. */
#ifndef WR_BASE_NUM_H
#define WR_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Neumaier's compensated sum: the same in any build, error about one rounding. */
struct wr_num_sum {
    double sum, rest;
};
static inline void wr_num_sum_add(struct wr_num_sum *s, double x)
{
    double t = s->sum + x;
    double a = s->sum < 0 ? -s->sum : s->sum, b = x < 0 ? -x : x;
    s->rest += a >= b ? (s->sum - t) + x : (x - t) + s->sum;
    s->sum = t;
}
static inline double wr_num_sum_value(const struct wr_num_sum *s) { return s->sum + s->rest; }

bool wr_num_finite(double x); /* not NaN, not infinite; works under any compiler flag */
/* Decimal places worth showing for an estimate known to +-half_width: one digit of the half-width's size beyond its first significant
 * digit is too many. At least 0, at most 6. half_width 0 or NaN: enough for 3 significant digits of x. */
int wr_num_places(double x, double half_width);
/* x with `places` decimals, thousands separated by commas when `commas`. -0 is written 0; NaN as "not known". */
void wr_num_print(struct wr_buf *out, double x, int places, bool commas);

#endif
