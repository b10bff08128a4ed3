/* What a value of the file is for this patient, now: by kind or attribute, as changed by what has been adopted (rule 16); where next. */
#include "sim/run_internal.h"

WR_I_RUN bool wr_i_adopted(struct wr_i_run *r, const struct wr_i_adjust *a, const struct wr_i_patient *p, const struct wr_draw_id *id)
{
    struct wr_draw_id of = *id;
    double chance = a->chance, u[2];
    bool adopted;

    if (a->starts) {
        double since = r->now - a->from;
        if (since < 0)
            return false; /* before its go-live a change is not there: nothing is drawn, nothing is said */
        if (a->over > 0 && since < a->over)
            chance *= since / a->over;
    }
    if (!a->drawn)
        return true;
    of.purpose = a->purpose;
    wr_draw_pair(r->key, &of, 0, u);
    adopted = u[0] < chance;
    if (WR_UNLIKELY(r->watch != NULL) && p != NULL)
        wr_i_walk(r, p, "%s %s for %s", adopted ? "adopts" : "does not adopt", a->change, a->path);
    return adopted;
}

/* The case of a `by`. */
static const struct wr_i_value *case_of(const struct wr_i_run *r, const struct wr_i_value *v, const struct wr_i_patient *p)
{
    p = wr_i_self(r, p);
    if (v->op == WR_I_BY_KIND)
        return v->cases[p->kind];
    if (v->op == WR_I_BY_CATEGORY)
        return v->cases[*wr_i_part_byte(p, v->at)];
    double x = __builtin_floor(*wr_i_part_double(p, v->at));
    uint32_t i = 0;
    while (i + 1 < v->n && !(x >= v->from[i] && x < v->below[i]))
        i++;
    return v->cases[i];
}

/* What the adjusts make of `x`; NaN: of the base, which is drawn only when no set stands in for it. */
static double adjusted(struct wr_i_run *r, const struct wr_i_value *v, const struct wr_i_patient *p, const struct wr_draw_id *id, int half,
                       double u, double x)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const struct wr_i_adjust *a = &v->adjusts[i];
        if (!wr_i_adopted(r, a, p, id))
            continue;
        if (a->op == WR_OP_SET) {
            x = wr_i_value_draw(r, a->set, p, id, half, u);
            continue;
        }
        if (x != x)
            x = wr_i_value_draw(r, v->base, p, id, half, u);
        x = a->op == WR_OP_TIMES ? x * a->by : x + a->by;
    }
    return x != x ? wr_i_value_draw(r, v->base, p, id, half, u) : x;
}

WR_I_RUN double wr_i_value_other(struct wr_i_run *r, const struct wr_i_value *v, const struct wr_i_patient *p, const struct wr_draw_id *id,
                                 int half, double u)
{
    switch (v->op) {
    case WR_I_CONST:
        return v->number;
    case WR_I_SAMPLER:
        return wr_sampler_draw(v->sampler, r->key, id, half, u);
    case WR_I_BY_CATEGORY:
    case WR_I_BY_BANDS:
    case WR_I_BY_KIND:
        return wr_i_value_draw(r, case_of(r, v, p), p, id, half, u);
    case WR_I_ADJUSTED:
        return adjusted(r, v, p, id, half, u, NAN);
    }
    return NAN;
}

WR_I_RUN double wr_i_value_known(struct wr_i_run *r, const struct wr_i_value *v, const struct wr_i_patient *p)
{
    static const struct wr_draw_id nobody = {0, 0, 0, 0};

    return v->op == WR_I_CONST ? v->number : wr_i_value_other(r, v, p, &nobody, 0, 0.5);
}

/* One branch's share: as the file has it, and as changed. `left`: what the others leave, for the rest. */
static double share_of(struct wr_i_run *r, const struct wr_i_branch *b, const struct wr_i_patient *p, const struct wr_draw_id *id, double u,
                       double left, double *was)
{
    const struct wr_i_value *v = b->share;
    double x;

    while (v != NULL && (v->op == WR_I_BY_CATEGORY || v->op == WR_I_BY_BANDS || v->op == WR_I_BY_KIND))
        v = case_of(r, v, p);
    if (b->rest)
        *was = left;
    else
        *was = wr_i_value_draw(r, v->op == WR_I_ADJUSTED ? v->base : v, p, id, 1, u);
    if (v == NULL || v->op != WR_I_ADJUSTED)
        return *was;
    x = adjusted(r, v, p, id, 1, u, *was);
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

/* Shares that a change has touched are what it says; the others share what is left in their old proportion. */
static int32_t shares_drawn(struct wr_i_run *r, const struct wr_i_route *route, const struct wr_i_patient *p, const struct wr_draw_id *id,
                            double u)
{
    double said = 0, changed = 0, others = 0, sum = 0;

    for (int rest = 0; rest < 2; rest++) /* the rest last: it is what the others leave, before any change */
        for (uint32_t i = 0; i < route->n; i++) {
            const struct wr_i_branch *b = &route->branches[i];
            double was;
            if (b->rest != (rest == 1))
                continue;
            r->share[i] = share_of(r, b, p, id, u, said < 1 ? 1 - said : 0, &was);
            r->share_changed[i] = r->share[i] != was;
            said += rest == 0 ? was : 0;
            *(r->share_changed[i] ? &changed : &others) += r->share[i];
        }
    for (uint32_t i = 0; i < route->n; i++) {
        if (r->share_changed[i])
            r->share[i] = changed > 1 ? r->share[i] / changed : r->share[i];
        else
            r->share[i] = others > 0 && changed < 1 ? r->share[i] / others * (1 - changed) : 0;
        sum += r->share[i];
        if (u < sum)
            return route->branches[i].to;
    }
    for (uint32_t i = route->n; i-- > 0;) /* rounding: the last that has a share */
        if (r->share[i] > 0)
            return route->branches[i].to;
    return route->branches[route->n - 1].to;
}

WR_I_RUN int32_t wr_i_route_other(struct wr_i_run *r, const struct wr_i_route *route, const struct wr_i_patient *p,
                                  const struct wr_draw_id *id, double u)
{
    for (;;) {
        switch (route->op) {
        case WR_I_TO:
            return route->to;
        case WR_I_SHARES: {
            const struct wr_i_branch *b = route->branches;
            while (u >= b->below)
                b++;
            return b->to;
        }
        case WR_I_SHARES_DRAWN:
            return shares_drawn(r, route, p, id, u);
        case WR_I_ROUTE_BY:
            route = route->cases[(uint32_t)wr_i_value_known(r, route->by, p)];
            break;
        case WR_I_ROUTE_CASES: {
            uint32_t i = 0;
            while (i + 1 < route->n && !wr_i_holds(r, &route->conditions[i], p))
                i++;
            route = route->cases[i];
            break;
        }
        }
    }
}

static bool compares(enum wr_compare compare, double x, double limit)
{
    switch (compare) {
    case WR_AT_LEAST:
        return x >= limit;
    case WR_AT_MOST:
        return x <= limit;
    case WR_OVER:
        return x > limit;
    case WR_UNDER:
        return x < limit;
    }
    return false;
}

WR_I_RUN bool wr_i_holds(const struct wr_i_run *r, const struct wr_i_condition *c, const struct wr_i_patient *p)
{
    p = wr_i_self(r, p);
    if (c->kinds != NULL && !c->kinds[p->kind])
        return false;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct wr_i_atom *a = &c->atoms[i];
        bool holds = false;
        switch (a->kind) {
        case WR_ATOM_CATEGORY:
        case WR_ATOM_YES:
            holds = *wr_i_part_byte(p, a->at) == a->is;
            break;
        case WR_ATOM_COMPARE:
            holds = compares(a->compare, __builtin_floor(*wr_i_part_double(p, a->at)), a->number);
            break;
        case WR_ATOM_KIND:
            holds = p->kind == a->is;
            break;
        case WR_ATOM_WENT_TO:
            holds = *wr_i_part_byte(p, a->at) >> a->is & 1;
            break;
        case WR_ATOM_LEFT_AS:
            holds = r->leaving_as == (int32_t)a->is && p == r->leaving;
            break;
        case WR_ATOM_PLACE_FULL:
        case WR_ATOM_PLACE_OPEN:
        case WR_ATOM_PLACE_CLOSED:
        case WR_ATOM_SYSTEM_DOWN:
        case WR_ATOM_WAITING_OVER:
        case WR_ATOM_CLOCK:
            holds = wr_i_state_holds(r, a);
            break;
        }
        if (holds == a->negated)
            return false;
    }
    return true;
}

WR_I_RUN void wr_i_attribute_draw(struct wr_i_run *r, const struct wr_i_draw_attribute *a, struct wr_i_patient *p, double u)
{
    struct wr_draw_id id = {p->number, r->plan->kinds[p->kind].owner, a->purpose, 0};

    if (a->kind == WR_ATTRIBUTE_CATEGORY) {
        uint32_t c = 0;
        double sum = 0;
        if (a->below != NULL) {
            for (uint32_t i = 0; i + 1 < a->n; i++) /* without a branch on what is chance */
                c += u >= a->below[i];
        } else {
            uint32_t last = 0;
            for (c = 0; c < a->n; c++) {
                double share = wr_i_value_draw(r, a->shares[c], p, &id, 0, u);
                last = share > 0 ? c : last;
                sum += share;
                if (u < sum)
                    break;
            }
            c = c < a->n ? c : last;
        }
        *wr_i_part_byte(p, a->at) = (uint8_t)c;
    } else if (a->kind == WR_ATTRIBUTE_CHANCE) {
        *wr_i_part_byte(p, a->at) = u < wr_i_value_draw(r, a->value, p, &id, 0, u);
    } else {
        *wr_i_part_double(p, a->at) = wr_i_value_draw(r, a->value, p, &id, 0, u);
    }
}
