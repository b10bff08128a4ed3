/* Kinds of patients: how they arrive, what differs between them. */
#include "sim/compile_internal.h"

#include <math.h>
#include <stdlib.h>

#include "sim/keys_internal.h"

void wr_i_compile_attributes(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;

    c->plan->attribute_at = wr_i_plan_take(c, m->n_attributes, sizeof *c->plan->attribute_at);
    if (c->plan->attribute_at == NULL)
        return;
    for (size_t i = 0; i < m->n_attributes; i++)
        c->plan->attribute_at[i] = wr_i_room(c, m->attributes[i].kind == WR_ATTRIBUTE_NUMBER ? 8 : 1);
}

static void compile_attributes(struct wr_i_compiler *c, const struct wr_kind *from, struct wr_i_kind *to)
{
    struct wr_i_draw_attribute *list = wr_i_plan_take(c, from->n_attributes, sizeof *list);

    if (list == NULL)
        return;
    for (size_t i = 0; i < from->n_attributes && c->status == 0; i++) {
        const struct wr_kind_attribute *a = &from->attributes[i];
        const struct wr_attribute *of = &c->model->attributes[a->attribute];
        struct wr_i_draw_attribute *d = &list[i];
        double sum = 0;
        bool plain = true;
        d->attribute = (uint32_t)a->attribute;
        d->at = c->plan->attribute_at[a->attribute];
        d->kind = of->kind;
        c->site = of->name;
        d->purpose = wr_i_purpose(c, of->name, WR_I_PAIR_ATTRIBUTE);
        c->path = wr_arena_printf(&c->plan->arena, "patients.%s.attributes.%s", from->name, of->name);
        if (of->kind != WR_ATTRIBUTE_CATEGORY) {
            d->value = wr_i_compile_value(c, &a->value);
            continue;
        }
        d->n = (uint32_t)of->n_categories;
        double *below = wr_i_plan_take(c, of->n_categories, sizeof *below);
        const struct wr_i_value **shares = wr_i_plan_take(c, of->n_categories, sizeof *shares);
        if (below == NULL || shares == NULL)
            return;
        size_t last = 0;
        for (size_t k = 0; k < of->n_categories; k++) {
            shares[k] = wr_i_compile_value(c, &a->shares[k]);
            if (c->status < 0)
                return;
            if (shares[k] == NULL) {
                static const struct wr_i_value none = {.op = WR_I_CONST};
                shares[k] = &none;
            }
            plain = plain && shares[k]->op == WR_I_CONST;
            sum += shares[k]->number;
            below[k] = sum;
            if (shares[k]->number > 0)
                last = k;
        }
        for (size_t k = last; k < of->n_categories; k++) /* what is left by rounding goes to the last that has a share */
            below[k] = INFINITY;
        d->shares = shares;
        d->below = plain ? below : NULL;
    }
    to->attributes = list;
    to->n_attributes = (uint32_t)from->n_attributes;
    const struct wr_i_draw_attribute **draw = wr_i_plan_take(c, from->n_attributes, sizeof *draw);
    uint32_t n = 0;
    for (int plain = 1; plain >= 0 && draw != NULL; plain--)
        for (size_t i = 0; i < from->n_attributes; i++)
            if ((list[i].below != NULL) == (plain == 1)) {
                draw[n++] = &list[i];
                to->n_plain += plain == 1;
            }
    to->draw = draw;
}

/* Rates a second by hour of the week. */
static const double *rates(struct wr_i_compiler *c, const struct wr_arrive *a)
{
    double *hours = wr_i_plan_take(c, 168, sizeof *hours);

    for (int h = 0; hours != NULL && h < 168; h++)
        hours[h] = a->rate.value * a->by_hour[h % 24] * a->by_weekday[h / 24];
    return hours;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A schedule of moments. NULL on failure. */
static const struct wr_i_booked *booked(struct wr_i_compiler *c, const struct wr_schedule *s)
{
    struct wr_i_booked *out = wr_i_plan_take(c, 1, sizeof *out);
    struct wr_i_booking *at;
    double *seconds;
    uint32_t n = 0, n_seconds = 0;

    for (size_t i = 0; i < s->n_entries; i++)
        n += (uint32_t)s->entries[i].when.n_spans;
    at = wr_i_plan_take(c, n, sizeof *at);
    seconds = wr_i_plan_take(c, n, sizeof *seconds);
    if (out == NULL || at == NULL || seconds == NULL)
        return NULL;
    n = 0;
    for (size_t i = 0; i < s->n_entries; i++)
        for (size_t k = 0; k < s->entries[i].when.n_spans; k++) {
            const struct wr_span *span = &s->entries[i].when.spans[k];
            if (span->from != span->to)
                wr_i_refuse(c, s->entries[i].when.where, c->path, "write times alone: mon to fri 09:00 and 14:00",
                            "patients are booked for moments, not for a span of hours");
            at[n] = (struct wr_i_booking){*span, s->entries[i].number.value};
            seconds[n++] = span->from;
        }
    qsort(seconds, n, sizeof *seconds, by_size);
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || seconds[i] != seconds[n_seconds - 1])
            seconds[n_seconds++] = seconds[i];
    *out = (struct wr_i_booked){n, n_seconds, at, seconds};
    return out;
}

/* Whether two ways of arriving that can change in the middle of a run are the same. */
static bool same_arrive(const struct wr_arrive *a, const struct wr_arrive *b)
{
    if (a->kind != b->kind || a->rate.value != b->rate.value || a->comes.value != b->comes.value ||
        memcmp(a->by_hour, b->by_hour, sizeof a->by_hour) != 0 || memcmp(a->by_weekday, b->by_weekday, sizeof a->by_weekday) != 0 ||
        a->booked.n_entries != b->booked.n_entries)
        return false;
    for (size_t i = 0; i < a->booked.n_entries; i++) {
        const struct wr_timed *x = &a->booked.entries[i], *y = &b->booked.entries[i];
        if (x->number.value != y->number.value || x->when.n_spans != y->when.n_spans)
            return false;
        for (size_t k = 0; k < x->when.n_spans; k++)
            if (x->when.spans[k].days != y->when.spans[k].days || x->when.spans[k].from != y->when.spans[k].from ||
                x->when.spans[k].to != y->when.spans[k].to || x->when.spans[k].names_days != y->when.spans[k].names_days)
                return false;
    }
    return true;
}

/* How the kind arrives until to->starts, or NULL: as now. Nobody of a kind that a change adds comes before to->begins. */
static const struct wr_arrive *arrive_before(struct wr_i_compiler *c, const struct wr_kind *from, struct wr_i_kind *to)
{
    const struct wr_arrive *first = NULL, *last = NULL;

    to->begins = wr_i_begins_at(c, wr_model_kind, from->name);
    to->starts = c->plan->go_live;
    for (size_t i = 0; c->before != NULL && i < c->before->n; i++) {
        int old = wr_model_kind(&c->before->models[i], from->name);
        const struct wr_arrive *a = old >= 0 ? &c->before->models[i].kinds[old].arrive : NULL;
        if (a == NULL || same_arrive(a, &from->arrive)) {
            last = first;
            continue;
        }
        if (a->kind != from->arrive.kind || last != NULL || (first != NULL && !same_arrive(a, first))) {
            wr_i_refuse_two_starts(c, from->arrive.where, from->name);
            return NULL;
        }
        first = a;
        to->starts = c->plan->go_live + c->before->until[i];
    }
    return first;
}

static void compile_booked(struct wr_i_compiler *c, const struct wr_kind *from, const struct wr_arrive *old, struct wr_i_kind *to)
{
    to->purpose_comes = wr_i_purpose(c, from->name, WR_I_PAIR_COMES);
    to->booked = booked(c, &from->arrive.booked);
    to->comes = to->comes_before = from->arrive.comes.value;
    if (old == NULL)
        return;
    to->booked_before = booked(c, &old->booked);
    to->comes_before = old->comes.value;
}

static void compile_arrivals(struct wr_i_compiler *c, const struct wr_kind *from, struct wr_i_kind *to)
{
    struct wr_sampler *sampler = wr_i_plan_take(c, 1, sizeof *sampler);
    struct wr_i_value *gap = wr_i_plan_take(c, 1, sizeof *gap);
    struct wr_sampler_spec spec = {.kind = WR_SAMPLER_EXPONENTIAL, .time = true};
    const char *why = NULL;
    double *times, mean = 1, *months;
    bool by_month = false;
    const struct wr_arrive *old = arrive_before(c, from, to);

    if (sampler == NULL || gap == NULL)
        return;
    to->arrive = from->arrive.kind;
    c->path = wr_arena_printf(&c->plan->arena, "patients.%s.arrive", from->name);
    c->site = from->name;
    gap->op = WR_I_SAMPLER;
    gap->sampler = sampler;
    switch (from->arrive.kind) {
    case WR_ARRIVE_NONE:
        return;
    case WR_ARRIVE_BOOKED:
        compile_booked(c, from, old, to);
        return;
    case WR_ARRIVE_RATE:
        to->by_hour = rates(c, &from->arrive);
        months = wr_i_plan_take(c, 12, sizeof *months);
        if (to->by_hour == NULL || months == NULL)
            return;
        mean = 0;
        for (int h = 0; h < 168; h++)
            mean += to->by_hour[h];
        if (old != NULL)
            to->before = rates(c, old);
        for (int i = 0; i < 12; i++) {
            months[i] = from->arrive.by_month[i];
            by_month = by_month || months[i] != 1;
        }
        to->by_month = by_month ? months : NULL;
        if (!(mean > 0)) { /* nobody ever comes */
            to->arrive = WR_ARRIVE_NONE;
            return;
        }
        mean = 1;
        break;
    case WR_ARRIVE_EVERY:
        to->gap = wr_i_compile_gap(c, &from->arrive.every);
        return;
    case WR_ARRIVE_FILE:
        times = wr_i_plan_take(c, from->arrive.n_times, sizeof *times);
        if (times == NULL)
            return;
        for (size_t i = 0; i < from->arrive.n_times; i++)
            times[i] = from->arrive.times[i] - c->model->clock.start;
        to->times = times;
        to->n_times = from->arrive.n_times;
        return;
    }
    wr_sampler_spec_set(&spec, WR_PARAM_MEAN, mean);
    int status = wr_sampler_init(sampler, &spec, &c->plan->arena, &why, NULL);
    if (status == WR_ERR_MISTAKES)
        wr_i_refuse(c, from->arrive.where, c->path, "write a time over 0", "%s", why);
    else if (status < 0)
        c->status = status;
    if (to->gap == NULL)
        to->gap = gap;
}

void wr_i_compile_kinds(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;

    plan->n_kinds = m->n_kinds;
    plan->kinds = wr_i_plan_take(c, m->n_kinds, sizeof *plan->kinds);
    for (size_t i = 0; i < m->n_kinds && c->status == 0; i++) {
        const struct wr_kind *from = &m->kinds[i];
        struct wr_i_kind *to = &plan->kinds[i];
        to->name = from->name;
        to->owner = wr_i_owner(c, from->name);
        to->purpose_gaps = wr_i_purpose(c, from->name, WR_I_PAIR_GAPS);
        to->first = (uint32_t)from->starts_at;
        c->path = wr_arena_printf(&plan->arena, "patients.%s.priority", from->name);
        to->priority = wr_i_compile_fixed(c, &from->priority, wr_i_priority_class);
        if (to->priority == NULL) {
            struct wr_i_value *usual = wr_i_plan_take(c, 1, sizeof *usual);
            if (usual == NULL)
                return;
            usual->number = wr_i_priority_class(c, 3);
            to->priority = usual;
        }
        to->most_waiting = -1;
        to->has_if_full = from->has_if_full;
        if (from->has_if_full) {
            to->if_full = wr_i_target(&from->if_full);
            if (from->waiting_at_most.value >= 0) {
                to->most_waiting = (int32_t)from->waiting_at_most.value;
                plan->steps[from->starts_at].flags |= WR_I_STEP_COUNTS;
            }
        }
        compile_attributes(c, from, to);
        compile_arrivals(c, from, to);
    }
}
