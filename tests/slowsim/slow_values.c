/* What is drawn, and what a value is for a patient: rules 1, 16, 18, 21. The keys of draws are those that src/sim/keys_internal.h lays out. */
#include "slow_internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/keys_internal.h"

struct draw slow_draw(const struct slow *s, const struct person *p, const char *name, const char *pair, int half, uint32_t visit)
{
    struct draw d = {.half = half, .name = name};
    double u[2];

    d.id = (struct wr_draw_id){(uint32_t)p->number, wr_draw_hash(p->owner), wr_draw_purpose(name, pair), visit};
    if (p->patient != NULL)
        d.id.visit += p->patient->returns * 65536;
    wr_draw_pair(s->key, &d.id, 0, u);
    d.u = u[half];
    return d;
}

/* Whether adoption of the change is drawn: without `adoption` it holds in full, but for what `beside` leaves of it. */
static bool is_drawn(const struct slow *s, int change)
{
    if (s->m->changes[change].has_adoption)
        return true;
    for (size_t i = 0; i < s->m->n_active; i++)
        if (s->m->active[i].change == change && s->m->active[i].keeps < 1)
            return true;
    return false;
}

/* When the change begins, from the go-live on. */
static double start_of(const struct slow *s, int change)
{
    for (size_t i = 0; i < s->m->n_active; i++)
        if (s->m->active[i].change == change)
            return s->from + s->m->active[i].after;
    return s->from;
}

/* The share of uses in which the change is adopted, now. */
static double reach(const struct slow *s, int change)
{
    for (size_t i = 0; i < s->m->n_active; i++) {
        const struct wr_active *a = &s->m->active[i];
        double ramp = 1;
        if (a->change != change)
            continue;
        if (s->go_live && a->over > 0)
            ramp = fmin(1, (s->now - start_of(s, change)) / a->over);
        return a->reach * a->keeps * ramp;
    }
    return 1;
}

/* Whether this change acts here and now; drawn and said where it has to be drawn. */
static bool acts(struct slow *s, const struct person *p, const struct wr_adjust *a, const struct draw *d, const char *path)
{
    struct draw adopts;
    char pair[256];
    double u[2];
    bool yes;

    if (!a->drawn || a->change < 0)
        return true; /* not use by use: it stands in the stages in which it acts */
    if (s->go_live && s->now < start_of(s, a->change))
        return false;
    if (!is_drawn(s, a->change))
        return true;
    snprintf(pair, sizeof pair, WR_I_PAIR_ADOPTS "%s", s->m->changes[a->change].name);
    adopts = *d; /* of the owner, number and visit of the draw it is for */
    adopts.id.purpose = wr_draw_purpose(d->name, pair);
    wr_draw_pair(s->key, &adopts.id, 0, u);
    adopts.u = u[0];
    yes = adopts.u < reach(s, a->change);
    if (p->kind >= 0) /* a task of no patient says nothing */
        slow_tell(s, p, "%s %s for %s", yes ? "adopts" : "does not adopt", s->m->changes[a->change].name, path);
    return yes;
}

static double adjusted(struct slow *s, const struct person *p, double x, const struct wr_adjust *adjusts, size_t n, const struct draw *d,
                       const char *path, bool *any)
{
    for (size_t i = 0; i < n; i++) {
        const struct wr_adjust *a = &adjusts[i];
        if (!acts(s, p, a, d, path))
            continue;
        if (any != NULL)
            *any = true;
        if (a->op == WR_OP_TIMES)
            x *= a->by.value;
        else if (a->op == WR_OP_ADD)
            x += a->by.value;
        else
            x = slow_value(s, p, a->set, d, path);
    }
    return x;
}

/* A kind that is `like` another is that one in `by: kind`. */
static int kind_for_by(const struct slow *s, const struct person *p)
{
    int kind = p->kind;

    while (slow_model(s, p->came)->kinds[kind].like >= 0)
        kind = slow_model(s, p->came)->kinds[kind].like;
    return kind;
}

static bool is_case(const struct slow *s, const struct person *p, int attribute, const struct wr_by_case *c)
{
    double x = p->attributes == NULL ? NAN : attribute == WR_BY_KIND ? kind_for_by(s, p) : p->attributes[attribute]; /* NULL: nobody */

    if (c->otherwise)
        return true;
    if (c->category >= 0)
        return (int)x == c->category;
    return floor(x) >= c->from && floor(x) < c->below;
}

static const char *case_name(const struct slow *s, int attribute, const struct wr_by_case *c)
{
    if (c->otherwise)
        return "otherwise";
    if (c->category < 0)
        return "band";
    if (attribute == WR_BY_KIND)
        return s->m->kinds[c->category].name;
    return s->m->attributes[attribute].kind == WR_ATTRIBUTE_CATEGORY ? s->m->attributes[attribute].categories[c->category]
                                                                     : (c->category != 0 ? "yes" : "no");
}

double slow_value(struct slow *s, const struct person *p, const struct wr_value *v, const struct draw *d, const char *path)
{
    double x = 0;

    if (v->kind == WR_VALUE_NUMBER)
        x = v->number.value;
    else if (v->kind == WR_VALUE_DIST)
        x = wr_sampler_draw(&v->dist->sampler, s->key, &d->id, d->half, d->u);
    else if (v->kind == WR_VALUE_BY)
        for (size_t i = 0; i < v->n_cases; i++)
            if (is_case(s, p, v->by_attribute, &v->cases[i])) {
                char longer[512];
                snprintf(longer, sizeof longer, "%s.%s", path, case_name(s, v->by_attribute, &v->cases[i]));
                x = slow_value(s, p, v->cases[i].value, d, longer);
                break;
            }
    return adjusted(s, p, x, v->adjusts, v->n_adjusts, d, path, NULL);
}

/* A value for which nothing is drawn: a priority, how many, a factor. */
double slow_plain(struct slow *s, const struct person *p, const struct wr_value *v, double otherwise)
{
    static const struct draw nothing = {.name = ""};

    return v->kind == WR_VALUE_NONE ? otherwise : slow_value(s, p, v, &nothing, "");
}

/* shares[i], of which changed[i] were changed: the others keep their proportion. Which of them u falls into. */
static size_t pick(double *shares, const bool *changed, size_t n, double u)
{
    double fixed = 0, others = 0, sum = 0;

    for (size_t i = 0; i < n; i++)
        *(changed[i] ? &fixed : &others) += shares[i];
    for (size_t i = 0; i < n; i++)
        if (!changed[i] && fixed > 0 && others > 0)
            shares[i] *= (1 - fixed) / others;
    for (size_t i = 0; i < n; i++) {
        sum += shares[i];
        if (u < sum)
            return i;
    }
    while (n > 1 && shares[n - 1] <= 0) /* u within a rounding error of 1 */
        n--;
    return n - 1;
}

static struct wr_target then(struct slow *s, struct person *p, const struct wr_route *route, const struct draw *d, const char *path);

static struct wr_target shares(struct slow *s, struct person *p, const struct wr_route *route, const struct draw *d, const char *path)
{
    double share[32], left = 1;
    bool changed[32];
    size_t rest = 32;

    for (size_t i = 0; i < route->n_branches; i++) {
        const struct wr_branch *b = &route->branches[i];
        const char *to = b->to.kind == WR_TO_STEP ? s->m->steps[b->to.index].name : s->m->outcomes[b->to.index].name;
        struct wr_value plain = b->share;
        char longer[512];
        changed[i] = false;
        if (b->rest) {
            rest = i;
            continue;
        }
        snprintf(longer, sizeof longer, "%s.%s", path, to);
        plain.n_adjusts = 0;
        share[i] = slow_value(s, p, &plain, d, longer);
        left -= share[i];
    }
    if (rest < 32)
        share[rest] = left;
    for (size_t i = 0; i < route->n_branches; i++) {
        const struct wr_branch *b = &route->branches[i];
        const char *to = b->to.kind == WR_TO_STEP ? s->m->steps[b->to.index].name : s->m->outcomes[b->to.index].name;
        char longer[512];
        snprintf(longer, sizeof longer, "%s.%s", path, to);
        share[i] = adjusted(s, p, share[i], b->share.adjusts, b->share.n_adjusts, d, longer, &changed[i]);
    }
    return route->branches[pick(share, changed, route->n_branches, d->u)].to;
}

/* Section I: how it stands now. */
static bool stands(const struct slow *s, const struct wr_atom *a)
{
    if (a->kind == WR_ATOM_PLACE_FULL)
        return !slow_place_free(s, a->index);
    if (a->kind == WR_ATOM_PLACE_OPEN || a->kind == WR_ATOM_PLACE_CLOSED)
        return s->is_open[a->index] == (a->kind == WR_ATOM_PLACE_OPEN);
    if (a->kind == WR_ATOM_SYSTEM_DOWN)
        return a->index >= 0 ? s->system_down[a->index] : s->broken[-1 - a->index];
    if (a->kind == WR_ATOM_WAITING_OVER)
        return slow_waiting(s, a->index, true) > a->number;
    return wr_when_holds(&s->m->clock, &a->when, s->now);
}

static bool holds(const struct slow *s, const struct person *p, const struct wr_condition *c)
{
    for (size_t i = 0; i < c->n_atoms; i++) {
        const struct wr_atom *a = &c->atoms[i];
        bool yes = false;
        if (a->kind == WR_ATOM_KIND) {
            yes = p->kind == a->index;
        } else if (a->kind == WR_ATOM_WENT_TO) {
            yes = p->went[a->index];
        } else if (a->kind >= WR_ATOM_PLACE_FULL) {
            yes = stands(s, a);
        } else {
            double x = floor(p->attributes[a->index]);
            if (a->kind == WR_ATOM_CATEGORY)
                yes = (int)x == a->category;
            else if (a->kind == WR_ATOM_YES)
                yes = x > 0;
            else
                yes = a->compare == WR_AT_LEAST  ? x >= a->number
                      : a->compare == WR_AT_MOST ? x <= a->number
                      : a->compare == WR_OVER    ? x > a->number
                                                 : x < a->number;
        }
        if (yes == a->negated)
            return false;
    }
    return true;
}

static struct wr_target then(struct slow *s, struct person *p, const struct wr_route *route, const struct draw *d, const char *path)
{
    if (route->kind == WR_ROUTE_SHARES)
        return shares(s, p, route, d, path);
    if (route->kind == WR_ROUTE_TO)
        return route->to;
    for (size_t i = 0; i < route->n_cases; i++)
        if (route->kind == WR_ROUTE_BY ? is_case(s, p, route->by_attribute, &route->cases[i].by) : holds(s, p, &route->cases[i].condition))
            return then(s, p, route->cases[i].then, d, path);
    return (struct wr_target){WR_TO_DONE, -1};
}

struct wr_target slow_then(struct slow *s, struct person *p, const struct wr_step *step, uint32_t visit)
{
    struct draw d = slow_draw(s, p, step->name, WR_I_PAIR_STEP, 1, visit);
    char path[256];

    snprintf(path, sizeof path, "steps.%s.then", step->name);
    return then(s, p, &step->then, &d, path);
}

const char *slow_attribute_words(struct slow *s, const struct person *p, int attribute)
{
    const struct wr_attribute *a = &s->m->attributes[attribute];
    double x = p->attributes[attribute];
    char number[64];

    if (a->kind == WR_ATTRIBUTE_CATEGORY)
        return slow_text_of(s, "%s: %s", a->name, a->categories[(size_t)x]);
    if (a->kind == WR_ATTRIBUTE_CHANCE)
        return slow_text_of(s, "%s: %s", a->name, x > 0 ? "yes" : "no");
    snprintf(number, sizeof number, "%.1f", x);
    if (strlen(number) > 2 && strcmp(number + strlen(number) - 2, ".0") == 0)
        number[strlen(number) - 2] = '\0';
    return slow_text_of(s, "%s: %s", a->name, strcmp(number, "-0") == 0 ? "0" : number);
}

void slow_say_attributes(struct slow *s, const struct person *p)
{
    const struct wr_kind *kind = &slow_model(s, p->came)->kinds[p->kind];
    const char *said = "has ";

    for (size_t i = 0; i < kind->n_attributes; i++)
        said = slow_text_of(s, "%s%s%s", said, i > 0 ? "; " : "", slow_attribute_words(s, p, kind->attributes[i].attribute));
    if (kind->n_attributes > 0)
        slow_tell(s, p, "%s", said);
}

/* Attributes, one after another in the order of the kind, and how the walk says them. */
void slow_attributes(struct slow *s, struct person *p)
{
    const struct wr_kind *kind = &slow_model(s, p->came)->kinds[p->kind];

    for (size_t i = 0; i < s->m->n_attributes; i++)
        p->attributes[i] = NAN;
    for (size_t i = 0; i < kind->n_attributes; i++) {
        const struct wr_kind_attribute *drawn = &kind->attributes[i];
        const struct wr_attribute *a = &s->m->attributes[drawn->attribute];
        struct draw d = slow_draw(s, p, a->name, WR_I_PAIR_ATTRIBUTE, 0, 0);
        double *x = &p->attributes[drawn->attribute];
        char path[256];
        snprintf(path, sizeof path, "patients.%s.attributes.%s", kind->name, a->name);
        if (a->kind == WR_ATTRIBUTE_CATEGORY) {
            double share[32];
            bool changed[32] = {false};
            for (size_t k = 0; k < a->n_categories; k++) {
                struct wr_value plain = drawn->shares[k];
                plain.n_adjusts = 0;
                share[k] = slow_value(s, p, &plain, &d, path);
            }
            for (size_t k = 0; k < a->n_categories; k++)
                share[k] = adjusted(s, p, share[k], drawn->shares[k].adjusts, drawn->shares[k].n_adjusts, &d, path, &changed[k]);
            *x = (double)pick(share, changed, a->n_categories, d.u);
        } else {
            *x = slow_value(s, p, &drawn->value, &d, path);
            if (a->kind == WR_ATTRIBUTE_CHANCE)
                *x = d.u < *x;
        }
    }
    slow_say_attributes(s, p);
}

/* How much slower a step or chasing is while a go-live is new. */
double slow_dip(const struct slow *s, int kind, int index)
{
    double times = 1;

    for (size_t i = 0; i < s->m->n_dips; i++) {
        const struct wr_dip_on *dip = &s->m->dips[i];
        double begins = start_of(s, dip->change);
        if (s->go_live && dip->kind == kind && dip->index == index && s->now >= begins && s->now < begins + dip->lasts)
            times *= dip->times->number.value;
    }
    return times;
}
