/* How a kind of patient comes: in one way, or in several, one after another, when changes that begin in the run change it (docs/rules.md, J). */
#include "sim/compile_internal.h"

#include <math.h>
#include <stdlib.h>

#include "sim/keys_internal.h"

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

/* Rates, and the amounts of cumulated rate between two patients. */
static void by_rate(struct wr_i_compiler *c, const struct wr_arrive *from, struct wr_i_arrive *to)
{
    struct wr_sampler *sampler = wr_i_plan_take(c, 1, sizeof *sampler);
    struct wr_i_value *amount = wr_i_plan_take(c, 1, sizeof *amount);
    double *months = wr_i_plan_take(c, 12, sizeof *months);
    struct wr_sampler_spec spec = {.kind = WR_SAMPLER_EXPONENTIAL, .time = true};
    const char *why = NULL;

    to->by_hour = rates(c, from);
    if (sampler == NULL || amount == NULL || months == NULL || to->by_hour == NULL)
        return;
    memcpy(months, from->by_month, 12 * sizeof *months);
    for (int i = 0; i < 12; i++)
        if (months[i] != 1)
            to->by_month = months;
    wr_sampler_spec_set(&spec, WR_PARAM_MEAN, 1);
    int status = wr_sampler_init(sampler, &spec, &c->plan->arena, &why, NULL);
    if (status < 0)
        c->status = status;
    *amount = (struct wr_i_value){.op = WR_I_SAMPLER, .sampler = sampler};
    to->gap = amount;
}

static void recorded(struct wr_i_compiler *c, const struct wr_arrive *from, struct wr_i_arrive *to)
{
    double *times = wr_i_plan_take(c, from->n_times, sizeof *times);

    if (times == NULL)
        return;
    for (size_t i = 0; i < from->n_times; i++)
        times[i] = from->times[i] - c->model->clock.start;
    to->times = times;
    to->n_times = from->n_times;
}

/* One way of coming; its from and to are set. c->model is that of its stage. */
static void compile_way(struct wr_i_compiler *c, const struct wr_arrive *from, struct wr_i_arrive *to)
{
    to->kind = from->kind;
    switch (from->kind) {
    case WR_ARRIVE_NONE:
        break;
    case WR_ARRIVE_RATE:
        by_rate(c, from, to);
        break;
    case WR_ARRIVE_EVERY:
        to->gap = wr_i_compile_gap(c, &from->every);
        break;
    case WR_ARRIVE_BOOKED:
        to->booked = booked(c, &from->booked);
        to->comes = from->comes.value;
        break;
    case WR_ARRIVE_FILE:
        recorded(c, from, to);
        break;
    }
}

/* All ways of coming, from the start of the run on: stages of the same way are one. How many; the list only when there are several. */
static uint32_t ways(struct wr_i_compiler *c, size_t kind, struct wr_i_arrive **list)
{
    const struct wr_model *now = c->model;
    const struct wr_stages *stages = c->before;
    struct wr_i_arrive *out = wr_i_plan_take(c, stages->n + 1, sizeof *out);
    const struct wr_arrive *last = NULL;
    uint32_t n = 0;

    if (out == NULL)
        return 0;
    for (size_t i = 0; i <= stages->n && c->status == 0; i++) {
        const struct wr_arrive *a = &wr_stages_model(stages, i)->kinds[kind].arrive;
        double to = i < stages->n ? c->plan->go_live + stages->until[i] : INFINITY;
        if (to <= c->plan->start)
            continue;
        if (last == NULL || !wr_arrive_same(last, a)) {
            out[n] = (struct wr_i_arrive){.from = n == 0 ? c->plan->start : out[n - 1].to};
            c->model = i < stages->n ? &stages->models[i] : now;
            compile_way(c, a, &out[n++]);
            c->model = now;
        }
        out[n - 1].to = to;
        last = a;
    }
    *list = out;
    return n;
}

static bool all_zero(const double *list, int n)
{
    for (int i = 0; i < n; i++)
        if (list[i] > 0)
            return false;
    return true;
}

void wr_i_compile_arrive(struct wr_i_compiler *c, size_t kind, struct wr_i_kind *to)
{
    const struct wr_kind *from = &c->model->kinds[kind];
    struct wr_i_arrive *list = NULL;
    uint32_t n = 1;

    to->purpose_gaps = wr_i_purpose(c, from->name, WR_I_PAIR_GAPS);
    to->arrive = (struct wr_i_arrive){.from = c->plan->start, .to = INFINITY};
    c->path = wr_arena_printf(&c->plan->arena, "patients.%s.arrive", from->name);
    c->site = from->name;
    if (c->before == NULL)
        compile_way(c, &from->arrive, list = &to->arrive);
    else
        n = ways(c, kind, &list);
    if (c->status < 0)
        return;
    to->arrive = list[n - 1];
    for (uint32_t i = 0; i < n; i++) {
        to->stays_away = to->stays_away || (list[i].kind == WR_ARRIVE_BOOKED && list[i].comes < 1);
        if (list[i].kind == WR_ARRIVE_BOOKED && to->purpose_comes == 0)
            to->purpose_comes = wr_i_purpose(c, from->name, WR_I_PAIR_COMES);
    }
    if (n > 1) {
        to->n_ways = n;
        to->ways = list;
    } else if (to->arrive.kind == WR_ARRIVE_RATE && all_zero(to->arrive.by_hour, 168)) {
        to->arrive.kind = WR_ARRIVE_NONE; /* nobody ever comes */
    }
}
