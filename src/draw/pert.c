#include "draw/pert.h"

#include "base/num.h"
#include "draw/inverse_internal.h"

#define LAST (WR_PERT_NODES - 1)
#define POINTS 6 /* of an interpolation */

void wr_pert_init(struct wr_pert *p)
{
    *p = (struct wr_pert){0};
    wr_arena_init(&p->arena, 0);
}

void wr_pert_free(struct wr_pert *p) { wr_arena_free(&p->arena); }

double wr_pert_mean(double least, double likeliest, double most) { return (least + 4.0 * likeliest + most) / 6.0; }

double wr_pert_variance(double least, double likeliest, double most)
{
    double mean = wr_pert_mean(least, likeliest, most);
    return (mean - least) * (most - mean) / 7.0;
}

static int beta(double t, double from, double to, struct wr_arena *arena, struct wr_sampler *s)
{
    struct wr_sampler_spec spec = {.kind = WR_SAMPLER_BETA};

    wr_sampler_spec_set(&spec, WR_PARAM_ALPHA, 1.0 + 4.0 * t);
    wr_sampler_spec_set(&spec, WR_PARAM_BETA, 5.0 - 4.0 * t);
    wr_sampler_spec_set(&spec, WR_PARAM_FROM, from);
    wr_sampler_spec_set(&spec, WR_PARAM_TO, to);
    return wr_sampler_init(s, &spec, arena, NULL, NULL);
}

static int node(struct wr_pert *p, int i)
{
    int ret = 0;

    if (p->node[i].inverse == NULL)
        ret = beta((double)i / LAST, 0.0, 1.0, &p->arena, &p->node[i]);
    return ret != 0 ? ret : wr_sampler_prepare(&p->node[i], &p->arena);
}

int wr_pert_sampler(struct wr_pert *p, double least, double likeliest, double most, struct wr_arena *arena, struct wr_sampler *s)
{
    struct wr_sampler_spec spec = {.kind = WR_SAMPLER_CONSTANT};
    struct wr_inverse *table;
    double at, weight[POINTS];
    int first, ret;

    if (!(least <= likeliest && likeliest <= most) || !wr_num_finite(least) || !wr_num_finite(most))
        return wr_fail(WR_ERR_MISTAKES);
    if (least == most) {
        wr_sampler_spec_set(&spec, WR_PARAM_VALUE, least);
        return wr_sampler_init(s, &spec, arena, NULL, NULL);
    }
    at = (likeliest - least) / (most - least);
    if ((ret = beta(at, least, most, arena, s)) != 0)
        return ret;
    at *= LAST;
    first = (int)at - (POINTS / 2 - 1);
    first = first < 0 ? 0 : first > LAST + 1 - POINTS ? LAST + 1 - POINTS : first;
    for (int i = 0; i < POINTS; i++) { /* Lagrange's polynomials at the nodes */
        weight[i] = 1.0;
        for (int j = 0; j < POINTS; j++)
            if (j != i)
                weight[i] *= (at - (first + j)) / (i - j);
    }
    table = wr_arena_alloc(arena, 1, sizeof *table);
    if (table == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (int i = 0; i < POINTS; i++) {
        const double *from;
        double *to = &table->piece[0][0];
        if (weight[i] == 0.0) /* on a node: that node alone */
            continue;
        if ((ret = node(p, first + i)) != 0)
            return ret;
        from = &p->node[first + i].inverse->piece[0][0];
        for (size_t k = 0; k < sizeof table->piece / sizeof(double); k++)
            to[k] += weight[i] * from[k];
    }
    s->inverse = table;
    return 0;
}
