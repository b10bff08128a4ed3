/* Whether two parts of two models say the same: by their numbers, as they act; not by where or in which words they were written. */
#include <string.h>

#include "model/model.h"

static bool number_same(const struct wr_number *a, const struct wr_number *b) { return a->value == b->value && a->unit == b->unit; }

static bool spans_same(const struct wr_span *a, size_t n_a, const struct wr_span *b, size_t n_b)
{
    if (n_a != n_b)
        return false;
    for (size_t i = 0; i < n_a; i++)
        if (a[i].days != b[i].days || a[i].names_days != b[i].names_days || a[i].from != b[i].from || a[i].to != b[i].to)
            return false;
    return true;
}

bool wr_when_same(const struct wr_when *a, const struct wr_when *b) { return spans_same(a->spans, a->n_spans, b->spans, b->n_spans); }

bool wr_schedule_same(const struct wr_schedule *a, const struct wr_schedule *b)
{
    if (a->unlimited != b->unlimited || a->n_entries != b->n_entries)
        return false;
    for (size_t i = 0; i < a->n_entries; i++)
        if (!number_same(&a->entries[i].number, &b->entries[i].number) || !wr_when_same(&a->entries[i].when, &b->entries[i].when))
            return false;
    return true;
}

static bool doubles_same(const double *a, const double *b, size_t n)
{
    if ((a == NULL) != (b == NULL))
        return false;
    for (size_t i = 0; a != NULL && i < n; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static bool dist_same(const struct wr_dist *a, const struct wr_dist *b)
{
    if (a->family != b->family || a->n_params != b->n_params || a->n_values != b->n_values)
        return false;
    for (size_t i = 0; i < a->n_params; i++)
        if (a->params[i].name != b->params[i].name || !number_same(&a->params[i].number, &b->params[i].number))
            return false;
    return doubles_same(a->values, b->values, a->n_values) && doubles_same(a->weights, b->weights, a->n_values);
}

static bool cases_same(const struct wr_value *a, const struct wr_value *b)
{
    if (a->by_attribute != b->by_attribute || a->n_cases != b->n_cases)
        return false;
    for (size_t i = 0; i < a->n_cases; i++) {
        const struct wr_by_case *x = &a->cases[i], *y = &b->cases[i];
        if (x->otherwise != y->otherwise || x->category != y->category || x->from != y->from || x->below != y->below ||
            !wr_value_same(x->value, y->value))
            return false;
    }
    return true;
}

static bool adjusts_same(const struct wr_value *a, const struct wr_value *b)
{
    if (a->n_adjusts != b->n_adjusts)
        return false;
    for (size_t i = 0; i < a->n_adjusts; i++) {
        const struct wr_adjust *x = &a->adjusts[i], *y = &b->adjusts[i];
        if (x->op != y->op || x->drawn != y->drawn || x->change != y->change)
            return false;
        if (x->op == WR_OP_SET ? !wr_value_same(x->set, y->set) : !number_same(&x->by, &y->by))
            return false;
    }
    return true;
}

bool wr_value_same(const struct wr_value *a, const struct wr_value *b)
{
    bool same = a->kind == b->kind && adjusts_same(a, b);

    if (same && a->kind == WR_VALUE_NUMBER)
        same = number_same(&a->number, &b->number);
    else if (same && a->kind == WR_VALUE_DIST)
        same = dist_same(a->dist, b->dist);
    else if (same && a->kind == WR_VALUE_BY)
        same = cases_same(a, b);
    return same;
}

bool wr_with_same(const struct wr_with *a, const struct wr_with *b)
{
    if (a->n_all != b->n_all || a->n_any != b->n_any)
        return false;
    for (size_t i = 0; i < a->n_all; i++)
        if (a->all[i].resource != b->all[i].resource || !wr_value_same(&a->all[i].count, &b->all[i].count))
            return false;
    for (size_t i = 0; i < a->n_any; i++)
        if (a->any[i] != b->any[i])
            return false;
    return true;
}

bool wr_down_same(const struct wr_down *a, size_t n_a, const struct wr_down *b, size_t n_b)
{
    if (n_a != n_b)
        return false;
    for (size_t i = 0; i < n_a; i++) {
        if (a[i].has_random != b[i].has_random || a[i].has_when != b[i].has_when || a[i].has_from != b[i].has_from)
            return false;
        if ((a[i].has_random && !wr_value_same(&a[i].one_every, &b[i].one_every)) ||
            (a[i].has_when && !wr_when_same(&a[i].when, &b[i].when)) || (a[i].has_from && a[i].from != b[i].from) ||
            !wr_value_same(&a[i].lasts, &b[i].lasts))
            return false;
    }
    return true;
}

bool wr_arrive_same(const struct wr_arrive *a, const struct wr_arrive *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case WR_ARRIVE_RATE:
        return number_same(&a->rate, &b->rate) && doubles_same(a->by_hour, b->by_hour, 24) &&
               doubles_same(a->by_weekday, b->by_weekday, 7) && doubles_same(a->by_month, b->by_month, 12);
    case WR_ARRIVE_EVERY:
        return wr_value_same(&a->every, &b->every);
    case WR_ARRIVE_BOOKED:
        return wr_schedule_same(&a->booked, &b->booked) && number_same(&a->comes, &b->comes);
    case WR_ARRIVE_FILE:
        return a->n_times == b->n_times && doubles_same(a->times, b->times, a->n_times);
    case WR_ARRIVE_NONE:
        break;
    }
    return true;
}
