/* The mean of a value over the patients of a kind: for load checks and for telling. Attributes are taken as independent of each other but
 * for what the file itself nests. */
#include "model/model.h"

#include <math.h>

static double mean_of(const struct wr_model *m, const struct wr_value *v, int kind, int depth);
enum { MOST_DEPTH = 70 }; /* the reader refuses deeper files; this only guards against a model made by hand */

static const struct wr_kind_attribute *drawn_as(const struct wr_model *m, int kind, int attribute)
{
    const struct wr_kind *k = kind >= 0 && (size_t)kind < m->n_kinds ? &m->kinds[kind] : NULL;
    for (size_t i = 0; k != NULL && i < k->n_attributes; i++)
        if (k->attributes[i].attribute == attribute)
            return &k->attributes[i];
    return NULL;
}

/* P(X < x) of what is drawn, cuts regarded. */
static double share_below(const struct wr_sampler *s, double x)
{
    double kept = wr_sampler_kept(s), share;

    if (x <= s->low)
        return 0;
    if (x > s->high)
        return 1;
    share = (wr_sampler_cdf(s, nextafter(x, -INFINITY)) - s->share_low) / kept;
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* P(from <= value < below). */
static double share_in_band(const struct wr_model *m, const struct wr_value *v, int kind, double from, double below, int depth);

static double share_of_case(const struct wr_model *m, int attribute, const struct wr_by_case *c, int kind, int depth)
{
    const struct wr_kind_attribute *as;

    if (attribute == WR_BY_KIND) {
        int counts_as = kind >= 0 && m->kinds[kind].like >= 0 ? m->kinds[kind].like : kind;
        return c->category == kind || c->category == counts_as ? 1 : 0;
    }
    as = drawn_as(m, kind, attribute);
    if (as == NULL || attribute < 0 || (size_t)attribute >= m->n_attributes)
        return 0;
    switch (m->attributes[attribute].kind) {
    case WR_ATTRIBUTE_CATEGORY:
        return c->category >= 0 && as->shares != NULL ? mean_of(m, &as->shares[c->category], kind, depth + 1) : 0;
    case WR_ATTRIBUTE_CHANCE: {
        double yes = mean_of(m, &as->value, kind, depth + 1);
        return c->category == 1 ? yes : 1 - yes;
    }
    case WR_ATTRIBUTE_NUMBER:
        return share_in_band(m, &as->value, kind, c->from, c->below, depth + 1);
    default:
        return 0;
    }
}

static double share_in_band(const struct wr_model *m, const struct wr_value *v, int kind, double from, double below, int depth)
{
    double sum = 0, left = 1;

    if (depth > MOST_DEPTH)
        return 0;
    switch (v->kind) {
    case WR_VALUE_NUMBER:
        return v->number.value >= from && v->number.value < below ? 1 : 0;
    case WR_VALUE_DIST:
        return share_below(&v->dist->sampler, below) - share_below(&v->dist->sampler, from);
    case WR_VALUE_BY:
        for (size_t i = 0; i < v->n_cases; i++) {
            double share = v->cases[i].otherwise ? left : fmin(left, share_of_case(m, v->by_attribute, &v->cases[i], kind, depth + 1));
            sum += share * share_in_band(m, v->cases[i].value, kind, from, below, depth + 1);
            left -= share;
        }
        return sum;
    case WR_VALUE_NONE:
    default:
        return 0;
    }
}

/* The share of uses in which a change is adopted. */
static double adopted(const struct wr_model *m, const struct wr_adjust *a)
{
    if (!a->drawn)
        return 1;
    for (size_t i = 0; i < m->n_active; i++)
        if (m->active[i].change == a->change)
            return m->active[i].reach * m->active[i].keeps;
    return 1;
}

static double mean_of(const struct wr_model *m, const struct wr_value *v, int kind, int depth)
{
    double mean = 0, left = 1;

    if (depth > MOST_DEPTH)
        return 0;
    switch (v->kind) {
    case WR_VALUE_NUMBER:
        mean = v->number.value;
        break;
    case WR_VALUE_DIST:
        mean = wr_sampler_mean(&v->dist->sampler);
        break;
    case WR_VALUE_BY:
        for (size_t i = 0; i < v->n_cases; i++) {
            double share = v->cases[i].otherwise ? left : fmin(left, share_of_case(m, v->by_attribute, &v->cases[i], kind, depth + 1));
            if (share > 0)
                mean += share * mean_of(m, v->cases[i].value, kind, depth + 1);
            left -= share;
        }
        break;
    case WR_VALUE_NONE:
    default:
        break;
    }
    for (size_t i = 0; i < v->n_adjusts; i++) {
        const struct wr_adjust *a = &v->adjusts[i];
        double share = adopted(m, a);
        if (a->op == WR_OP_SET)
            mean += share * (mean_of(m, a->set, kind, depth + 1) - mean);
        else if (a->op == WR_OP_TIMES)
            mean *= 1 + share * (a->by.value - 1);
        else
            mean += share * a->by.value;
    }
    return mean;
}

double wr_value_mean(const struct wr_model *m, const struct wr_value *v, int kind)
{
    return mean_of(m, v, kind < 0 && m->n_kinds > 0 ? 0 : kind, 0);
}
