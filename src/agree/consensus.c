#include "agree/consensus.h"

#include <math.h>

#include "base/num.h"
#include "draw/elementary.h"

double wr_consensus_pooled(const struct wr_votes *groups, size_t n)
{
    double agree = 0, seen = 0;

    for (size_t i = 0; i < n; i++) {
        agree += groups[i].agree;
        seen += groups[i].seen;
    }
    return n == 0 ? (double)NAN : (agree + 1) / (seen + 2);
}

double wr_consensus_product(const struct wr_votes *groups, size_t n)
{
    double product = 1;

    for (size_t i = 0; i < n; i++)
        product *= (groups[i].agree + 1) / (groups[i].seen + 2);
    return n == 0 ? (double)NAN : product;
}

double wr_consensus_geometric(const struct wr_votes *groups, size_t n)
{
    struct wr_num_sum logs = {0, 0};

    for (size_t i = 0; i < n; i++) {
        double p = (groups[i].agree + 0.5) / (groups[i].seen + 1), q = (groups[i].disagree + 0.5) / (groups[i].seen + 1);
        wr_num_sum_add(&logs, wr_draw_log(p) + wr_draw_log(1 - q));
    }
    return n == 0 ? (double)NAN : wr_draw_exp(wr_num_sum_value(&logs) / (double)n);
}

enum wr_stance wr_stance_of_rating(int rating)
{
    if (rating < 1 || rating > 9)
        return WR_STANCE_NONE;
    return rating >= 7 ? WR_STANCE_AGREES : rating <= 3 ? WR_STANCE_DISAGREES : WR_STANCE_NEITHER;
}

enum wr_stance wr_stance_of_gradient(int gradient)
{
    if (gradient < 0 || gradient > 7)
        return WR_STANCE_NONE;
    return gradient <= 2 ? WR_STANCE_AGREES : gradient >= 6 ? WR_STANCE_DISAGREES : WR_STANCE_NEITHER;
}

int wr_consensus_swing(const double *swings, size_t n, double *weights)
{
    struct wr_num_sum sum = {0, 0};

    for (size_t i = 0; i < n; i++) {
        if (!(swings[i] >= 0) || !wr_num_finite(swings[i]))
            return wr_fail(WR_ERR_LIMIT);
        wr_num_sum_add(&sum, swings[i]);
    }
    if (!(wr_num_sum_value(&sum) > 0) || !wr_num_finite(wr_num_sum_value(&sum)))
        return wr_fail(WR_ERR_LIMIT);
    for (size_t i = 0; i < n; i++)
        weights[i] = swings[i] / wr_num_sum_value(&sum);
    return 0;
}
