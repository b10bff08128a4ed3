/* Values, routes and conditions of the model to small trees that need no look-up. */
#include <math.h>

#include "sim/compile_internal.h"
#include "sim/keys_internal.h"

int32_t wr_i_target(const struct wr_target *to)
{
    return to->kind == WR_TO_STEP ? to->index : to->kind == WR_TO_DONE ? WR_I_DONE : -1 - to->index;
}

static bool drops_out(const struct wr_i_compiler *c) { return c->status < 0; }

/* A kind counts as itself, or else as what it is like in the end, whatever it was before changes. */
static int by_kind(const struct wr_model *m, const struct wr_by_case *cases, size_t n, int kind)
{
    for (int k = kind, deep = 0; k >= 0 && deep < 64; k = m->kinds[k].like, deep++)
        for (size_t i = 0; i < n; i++)
            if (!cases[i].otherwise && cases[i].category == k)
                return (int)i;
    for (size_t i = 0; i < n; i++)
        if (cases[i].otherwise)
            return (int)i;
    return -1;
}
static int by_category(const struct wr_by_case *cases, size_t n, int category)
{
    for (size_t i = 0; i < n; i++)
        if (cases[i].otherwise || cases[i].category == category)
            return (int)i;
    return -1;
}

/* The shape of a `by`: which of the n cases holds where. `made(i)` is the i-th case compiled; what no case names gets `none`. */
static bool compile_by(struct wr_i_compiler *c, int attribute, const struct wr_by_case *cases, size_t n, const struct wr_i_value **made,
                       const struct wr_i_value *none, struct wr_i_value *out)
{
    const struct wr_model *m = c->model;
    const struct wr_i_value **table;
    size_t entries;
    bool bands = false;

    if (attribute == WR_BY_KIND) {
        out->op = WR_I_BY_KIND;
        entries = m->n_kinds;
    } else {
        const struct wr_attribute *a = &m->attributes[attribute];
        out->at = c->plan->attribute_at[attribute];
        bands = a->kind == WR_ATTRIBUTE_NUMBER;
        out->op = bands ? WR_I_BY_BANDS : WR_I_BY_CATEGORY;
        entries = bands ? n + 1 : a->kind == WR_ATTRIBUTE_CHANCE ? 2 : a->n_categories;
    }
    table = wr_i_plan_take(c, entries, sizeof *table);
    if (table == NULL)
        return false;
    if (bands) {
        double *from = wr_i_plan_take(c, entries, sizeof *from), *below = wr_i_plan_take(c, entries, sizeof *below);
        if (from == NULL || below == NULL)
            return false;
        for (size_t i = 0; i < n; i++) {
            from[i] = cases[i].otherwise ? -INFINITY : cases[i].from;
            below[i] = cases[i].otherwise ? INFINITY : cases[i].below;
            table[i] = made[i];
        }
        from[n] = -INFINITY; /* a gap between bands */
        below[n] = INFINITY;
        table[n] = none;
        out->from = from;
        out->below = below;
    } else {
        for (size_t i = 0; i < entries; i++) {
            int which = attribute == WR_BY_KIND ? by_kind(c->plan->model, cases, n, (int)i) : by_category(cases, n, (int)i);
            table[i] = which < 0 ? none : made[which];
        }
    }
    out->cases = table;
    out->n = (uint32_t)entries;
    return true;
}

static const struct wr_i_value *constant(struct wr_i_compiler *c, double number)
{
    struct wr_i_value *v = wr_i_plan_take(c, 1, sizeof *v);
    if (v != NULL) {
        v->op = WR_I_CONST;
        v->number = number;
    }
    return v;
}

static const struct wr_active *active(const struct wr_model *m, int change)
{
    for (size_t i = 0; i < m->n_active; i++)
        if (m->active[i].change == change)
            return &m->active[i];
    return NULL;
}

static const struct wr_i_value *adjusted(struct wr_i_compiler *c, const struct wr_value *v, const struct wr_i_value *base)
{
    struct wr_i_value *out = wr_i_plan_take(c, 1, sizeof *out);
    struct wr_i_adjust *list = wr_i_plan_take(c, v->n_adjusts, sizeof *list);

    if (out == NULL || list == NULL)
        return NULL;
    for (size_t i = 0; i < v->n_adjusts; i++) {
        const struct wr_adjust *a = &v->adjusts[i];
        const struct wr_active *on = a->change >= 0 ? active(c->model, a->change) : NULL;
        const char *name = a->change >= 0 ? c->model->changes[a->change].name : "";
        struct wr_i_adjust *to = &list[i];
        to->op = a->op;
        /* all who are offered it take it up: nothing to draw */
        to->drawn = a->drawn && (on == NULL || on->keeps < 1 || c->model->changes[a->change].has_adoption);
        to->chance = on != NULL ? on->reach * on->keeps : 1;
        to->over = on != NULL ? on->over : 0;
        to->starts = c->plan->view == WR_SIM_FROM_GO_LIVE && a->change >= 0;
        to->from = c->plan->go_live + (on != NULL ? on->after : 0);
        to->by = a->by.value;
        to->change = name;
        to->path = c->path;
        if (to->drawn) {
            char pair[512];
            size_t n = strlen(name);
            memcpy(pair, WR_I_PAIR_ADOPTS, sizeof WR_I_PAIR_ADOPTS);
            if (n > sizeof pair - sizeof WR_I_PAIR_ADOPTS)
                n = sizeof pair - sizeof WR_I_PAIR_ADOPTS;
            memcpy(pair + sizeof WR_I_PAIR_ADOPTS - 1, name, n);
            pair[sizeof WR_I_PAIR_ADOPTS - 1 + n] = '\0';
            to->purpose = wr_i_purpose(c, c->site, pair);
        }
        if (a->op == WR_OP_SET)
            to->set = wr_i_compile_value(c, a->set);
        if (drops_out(c))
            return NULL;
    }
    out->op = WR_I_ADJUSTED;
    out->base = base;
    out->adjusts = list;
    out->n = (uint32_t)v->n_adjusts;
    return out;
}

/* A copy with its table of the inverse, where there is one: it makes drawing cheap. */
static const struct wr_sampler *prepared(struct wr_i_compiler *c, const struct wr_sampler *sampler)
{
    struct wr_sampler *own;

    if (c->dry)
        return sampler;
    own = wr_i_plan_take(c, 1, sizeof *own);
    if (own == NULL)
        return NULL;
    *own = *sampler;
    if (wr_sampler_prepare(own, &c->plan->arena) < 0)
        c->status = WR_ERR_MEMORY;
    return own;
}

const struct wr_i_value *wr_i_compile_value(struct wr_i_compiler *c, const struct wr_value *v)
{
    struct wr_i_value *out;
    const struct wr_i_value **made;

    if (v == NULL || v->kind == WR_VALUE_NONE || drops_out(c))
        return NULL;
    out = wr_i_plan_take(c, 1, sizeof *out);
    if (out == NULL)
        return NULL;
    switch (v->kind) {
    case WR_VALUE_NONE:
        return NULL;
    case WR_VALUE_NUMBER:
        out->op = WR_I_CONST;
        out->number = v->number.value;
        break;
    case WR_VALUE_DIST:
        if (v->dist->sampler.form == WR_FORM_CONSTANT && !v->dist->sampler.cut) {
            out->op = WR_I_CONST;
            out->number = v->dist->sampler.a;
            break;
        }
        out->op = WR_I_SAMPLER;
        out->sampler = prepared(c, &v->dist->sampler);
        break;
    case WR_VALUE_BY:
        made = wr_i_plan_take(c, v->n_cases, sizeof *made);
        if (made == NULL)
            return NULL;
        for (size_t i = 0; i < v->n_cases; i++)
            made[i] = wr_i_compile_value(c, v->cases[i].value);
        if (drops_out(c) || !compile_by(c, v->by_attribute, v->cases, v->n_cases, made, constant(c, 0), out))
            return NULL;
        break;
    }
    return v->n_adjusts > 0 ? adjusted(c, v, out) : out;
}

/* ---- what needs no draw ---- */

struct outer {
    const struct wr_value *v;
    const struct outer *up;
}; /* values whose adjusts act on what is inside, innermost first */

static double folded(struct wr_i_compiler *c, double x, const struct outer *o)
{
    for (; o != NULL; o = o->up)
        for (size_t i = 0; i < o->v->n_adjusts; i++) {
            const struct wr_adjust *a = &o->v->adjusts[i];
            if (a->op == WR_OP_TIMES)
                x *= a->by.value;
            else if (a->op == WR_OP_ADD)
                x += a->by.value;
            else if (a->set != NULL && a->set->kind == WR_VALUE_NUMBER)
                x = a->set->number.value;
            else
                wr_i_refuse(c, a->set != NULL ? a->set->where : o->v->where, c->path, "set a plain number",
                            "what a change sets here differs between patients");
        }
    return x;
}

static const struct wr_i_value *fixed(struct wr_i_compiler *c, const struct wr_value *v, const struct outer *up,
                                      double (*map)(struct wr_i_compiler *, double))
{
    struct outer here = {v, up};
    const struct wr_i_value **made;
    struct wr_i_value *out;
    double x;

    if (v == NULL || v->kind == WR_VALUE_NONE || drops_out(c))
        return NULL;
    if (v->kind == WR_VALUE_DIST && v->dist->sampler.form != WR_FORM_CONSTANT) {
        wr_i_refuse(c, v->where, c->path, "write a plain number, or one `by:` an attribute", "a distribution cannot stand here");
        return NULL;
    }
    if (v->kind != WR_VALUE_BY) {
        x = folded(c, v->kind == WR_VALUE_NUMBER ? v->number.value : v->dist->sampler.a, &here);
        return constant(c, map == NULL ? x : map(c, x));
    }
    out = wr_i_plan_take(c, 1, sizeof *out);
    made = wr_i_plan_take(c, v->n_cases, sizeof *made);
    if (out == NULL || made == NULL)
        return NULL;
    for (size_t i = 0; i < v->n_cases; i++)
        made[i] = fixed(c, v->cases[i].value, &here, map);
    if (drops_out(c) || !compile_by(c, v->by_attribute, v->cases, v->n_cases, made, constant(c, map == NULL ? 0 : map(c, 3)), out))
        return NULL;
    return out;
}

const struct wr_i_value *wr_i_compile_fixed(struct wr_i_compiler *c, const struct wr_value *v,
                                            double (*map)(struct wr_i_compiler *, double))
{
    return fixed(c, v, NULL, map);
}

void wr_i_fixed_numbers(const struct wr_i_value *v, double *list, size_t *n, size_t most)
{
    if (v == NULL)
        return;
    if (v->op == WR_I_CONST) {
        for (size_t i = 0; i < *n && i < most; i++)
            if (list[i] == v->number)
                return;
        if (*n < most)
            list[*n] = v->number;
        ++*n;
        return;
    }
    for (uint32_t i = 0; i < v->n; i++)
        wr_i_fixed_numbers(v->cases[i], list, n, most);
}

/* ---- routes ---- */

static const struct wr_i_route *shares(struct wr_i_compiler *c, const struct wr_route *route, struct wr_i_route *out)
{
    struct wr_i_branch *b = wr_i_plan_take(c, route->n_branches, sizeof *b);
    const char *path = c->path;
    bool plain = true;
    double sum = 0, said = 0;

    if (b == NULL)
        return NULL;
    out->branches = b;
    out->n = (uint32_t)route->n_branches;
    if (route->n_branches > c->plan->most_branches)
        c->plan->most_branches = route->n_branches;
    for (size_t i = 0; i < route->n_branches; i++) {
        const struct wr_branch *from = &route->branches[i];
        plain = plain && from->share.n_adjusts == 0 && (from->rest || from->share.kind == WR_VALUE_NUMBER);
        if (!from->rest && from->share.kind == WR_VALUE_NUMBER)
            said += from->share.number.value;
    }
    for (size_t i = 0; i < route->n_branches; i++) {
        const struct wr_branch *from = &route->branches[i];
        b[i].to = wr_i_target(&from->to);
        b[i].rest = from->rest;
        if (plain) {
            sum += from->rest ? (said < 1 ? 1 - said : 0) : from->share.number.value;
            b[i].below = sum;
            continue;
        }
        c->path =
            wr_arena_printf(&c->plan->arena, "%s.%s", path,
                            from->to.kind == WR_TO_STEP ? c->model->steps[from->to.index].name : c->model->outcomes[from->to.index].name);
        if (!from->rest) {
            b[i].share = wr_i_compile_value(c, &from->share);
        } else if (from->share.n_adjusts > 0) { /* acts on what the others leave: the base is put in when it is known */
            b[i].share = adjusted(c, &from->share, NULL);
        }
        c->path = path;
        if (drops_out(c))
            return NULL;
    }
    out->op = plain ? WR_I_SHARES : WR_I_SHARES_DRAWN;
    if (plain) { /* what is left by rounding goes to the last that has a share */
        size_t last = route->n_branches - 1;
        while (last > 0 && b[last].below == b[last - 1].below)
            last--;
        for (size_t i = last; i < route->n_branches; i++)
            b[i].below = INFINITY;
    }
    return out;
}

const struct wr_i_route *wr_i_compile_route(struct wr_i_compiler *c, const struct wr_route *route)
{
    struct wr_i_route *out;
    const struct wr_i_route **cases;

    if (drops_out(c))
        return NULL;
    out = wr_i_plan_take(c, 1, sizeof *out);
    if (out == NULL)
        return NULL;
    if (route->n_adjusts > 0)
        wr_i_refuse(c, route->where, c->path, "change one branch of it, or let the change hold in full",
                    "a whole `then` that is adopted in part");
    switch (route->kind) {
    case WR_ROUTE_NONE:
        wr_i_refuse(c, route->where, c->path, "say where patients go next", "this step has no `then`");
        return NULL;
    case WR_ROUTE_TO:
        out->op = WR_I_TO;
        out->to = wr_i_target(&route->to);
        return out;
    case WR_ROUTE_SHARES:
        return shares(c, route, out);
    case WR_ROUTE_BY:
    case WR_ROUTE_CASES:
        break;
    }
    cases = wr_i_plan_take(c, route->n_cases + 1, sizeof *cases);
    if (cases == NULL)
        return NULL;
    for (size_t i = 0; i < route->n_cases; i++) {
        cases[i] = wr_i_compile_route(c, route->cases[i].then);
        if (drops_out(c))
            return NULL;
    }
    out->cases = cases;
    out->n = (uint32_t)route->n_cases;
    if (route->kind == WR_ROUTE_CASES) {
        static const struct wr_i_condition always = {0, NULL, NULL};
        struct wr_i_condition *conditions = wr_i_plan_take(c, route->n_cases, sizeof *conditions);
        if (conditions == NULL)
            return NULL;
        for (size_t i = 0; i < route->n_cases; i++) {
            const struct wr_i_condition *one = wr_i_compile_condition(c, &route->cases[i].condition);
            conditions[i] = one != NULL ? *one : always;
        }
        out->op = WR_I_ROUTE_CASES;
        out->conditions = conditions;
        return out;
    }
    /* by an attribute: a value that gives the case's number */
    const struct wr_i_value **numbers = wr_i_plan_take(c, route->n_cases, sizeof *numbers);
    struct wr_by_case *shapes = wr_i_plan_take(c, route->n_cases, sizeof *shapes);
    struct wr_i_value *by = wr_i_plan_take(c, 1, sizeof *by);
    if (numbers == NULL || shapes == NULL || by == NULL)
        return NULL;
    for (size_t i = 0; i < route->n_cases; i++) {
        numbers[i] = constant(c, (double)i);
        shapes[i] = route->cases[i].by;
    }
    if (!compile_by(c, route->by_attribute, shapes, route->n_cases, numbers, constant(c, (double)route->n_cases - 1), by))
        return NULL;
    out->op = WR_I_ROUTE_BY;
    out->by = by;
    return out;
}

/* ---- conditions ---- */

uint32_t wr_i_queue_level(struct wr_i_compiler *c, int of)
{
    uint32_t *at = &c->plan->queue_at[of >= 0 ? (size_t)of : c->model->n_steps + (size_t)(-1 - of)];

    if (*at == WR_I_NONE)
        *at = (uint32_t)c->plan->n_levels++;
    return *at;
}

const struct wr_i_condition *wr_i_compile_condition(struct wr_i_compiler *c, const struct wr_condition *condition)
{
    struct wr_i_condition *out;
    struct wr_i_atom *atoms;

    if (condition->n_atoms == 0 && condition->n_kinds_any == 0)
        return NULL;
    out = wr_i_plan_take(c, 1, sizeof *out);
    atoms = wr_i_plan_take(c, condition->n_atoms, sizeof *atoms);
    if (out == NULL || atoms == NULL)
        return NULL;
    if (condition->n_kinds_any > 0) {
        bool *kinds = wr_i_plan_take(c, c->model->n_kinds, sizeof *kinds);
        if (kinds == NULL)
            return NULL;
        for (size_t i = 0; i < condition->n_kinds_any; i++)
            kinds[condition->kinds_any[i]] = true;
        out->kinds = kinds;
    }
    for (size_t i = 0; i < condition->n_atoms; i++) {
        const struct wr_atom *from = &condition->atoms[i];
        struct wr_i_atom *a = &atoms[i];
        a->kind = from->kind;
        a->negated = from->negated;
        a->compare = from->compare;
        a->number = from->number;
        a->is = (uint32_t)from->index;
        switch (from->kind) {
        case WR_ATOM_CATEGORY:
            a->at = c->plan->attribute_at[from->index];
            a->is = (uint32_t)from->category;
            break;
        case WR_ATOM_YES:
            a->at = c->plan->attribute_at[from->index];
            a->is = 1;
            break;
        case WR_ATOM_COMPARE:
            a->at = c->plan->attribute_at[from->index];
            break;
        case WR_ATOM_WENT_TO:
            if (c->plan->went_at[from->index] == WR_I_NONE)
                c->plan->went_at[from->index] = wr_i_room_bit(c);
            a->at = c->plan->went_at[from->index] / 8;
            a->is = c->plan->went_at[from->index] % 8;
            break;
        case WR_ATOM_WAITING_OVER:
            a->at = wr_i_queue_level(c, from->index);
            break;
        case WR_ATOM_CLOCK:
            a->when = &from->when;
            break;
        case WR_ATOM_LEFT_AS:
            c->plan->asks_how_left = true;
            break;
        case WR_ATOM_KIND:
        case WR_ATOM_PLACE_FULL:
        case WR_ATOM_PLACE_OPEN:
        case WR_ATOM_PLACE_CLOSED:
            break;
        case WR_ATOM_SYSTEM_DOWN:
            a->is = wr_i_thing(c, from->index >= 0, (size_t)(from->index >= 0 ? from->index : -1 - from->index));
            break;
        }
    }
    out->n = (uint32_t)condition->n_atoms;
    out->atoms = atoms;
    return out;
}
