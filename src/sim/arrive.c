/* Arrivals, drawn ahead in batches of consecutive patients of a kind (rule 1): when they come, and what their first draws are.
 *
 * Rates over time are inverted, not thinned: each patient uses up an exponential amount of cumulated rate, walked through hour by hour. So a
 * patient's arrival depends on its own number's draw and those before, and a rate that is changed moves everybody smoothly. */
#include "sim/run_internal.h"

/* Days of a month, for shapes by month. */
static int month_of(double day_number)
{
    /* days since 1970-01-01 to a month: Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days */
    int64_t z = (int64_t)day_number + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    uint64_t doe = (uint64_t)(z - era * 146097);
    uint64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    uint64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    uint64_t mp = (5 * doy + 2) / 153;
    return (int)(mp < 10 ? mp + 2 : mp - 10); /* 0 January */
}

static double rate_at(const struct wr_i_run *r, const struct wr_i_kind *k, double t)
{
    const struct wr_sim_plan *plan = r->plan;
    double hour = __builtin_floor((t + plan->week_offset) / 3600);
    int64_t of_week = (int64_t)hour % 168;
    const double *by_hour = k->before != NULL && t < plan->go_live ? k->before : k->by_hour;
    double rate = by_hour[of_week < 0 ? of_week + 168 : of_week];

    if (k->by_month != NULL)
        rate *= k->by_month[month_of(__builtin_floor((plan->model->clock.start + t) / WR_DAY))];
    return rate;
}

/* Until when the rate of t holds: the end of the hour, or the go-live. */
static double rate_until(const struct wr_i_run *r, double t)
{
    double end = (__builtin_floor((t + r->plan->week_offset) / 3600) + 1) * 3600 - r->plan->week_offset;
    return t < r->plan->go_live && r->plan->go_live < end ? r->plan->go_live : end;
}

/* The moment at which the cumulated rate has grown by `amount` since s->t. */
static double after_amount(const struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s, double amount)
{
    for (;;) {
        double left = s->rate * (s->hour_end - s->t);
        if (amount < left)
            return s->t += amount / s->rate;
        amount -= left;
        s->t = s->hour_end;
        if (s->t > r->plan->collect_to)
            return s->t = INFINITY;
        s->hour_end = rate_until(r, s->t);
        s->rate = rate_at(r, k, s->t);
    }
}

/* A gap that changes have touched, as things stand when it begins. What is adopted is not said: it is nobody's yet. */
static double gap_drawn(struct wr_i_run *r, const struct wr_i_kind *k, const struct wr_i_stream *s, uint32_t i, double u)
{
    struct wr_draw_id id = {(uint32_t)((s->drawn + i) / 2 + 1), k->owner, k->purpose_gaps, 0};
    struct wr_i_patient nobody = {.kind = (uint16_t)(k - r->plan->kinds), .number = (uint32_t)(s->drawn + i + 1), .place = -1};
    const struct wr_sim_watcher *watch = r->watch;
    double now = r->now, gap;

    r->now = s->t;
    r->watch = NULL;
    gap = wr_i_value_draw(r, k->gap, &nobody, &id, (int)(i % 2), u);
    r->now = now;
    r->watch = watch;
    return gap;
}

static void fill_times(struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s)
{
    double first[WR_I_BATCH / 2], second[WR_I_BATCH / 2], u[WR_I_BATCH], gap[WR_I_BATCH], t = s->t;
    struct wr_draw_id id = {(uint32_t)(s->drawn / 2 + 1), k->owner, k->purpose_gaps, 0};
    const struct wr_i_value *v = k->gap;

    if (k->arrive == WR_ARRIVE_FILE) {
        s->n = 0;
        while (s->n < WR_I_BATCH && s->drawn + s->n < k->n_times) {
            s->time[s->n] = k->times[s->drawn + s->n];
            s->n++;
        }
        return;
    }
    wr_draw_pairs(r->key, &id, WR_I_BATCH / 2, first, second);
    for (uint32_t i = 0; i < WR_I_BATCH; i += 2) {
        u[i] = first[i / 2];
        u[i + 1] = second[i / 2];
    }
    s->n = WR_I_BATCH;
    if (v->op == WR_I_SAMPLER && !v->sampler->cut) {
        wr_sampler_at_many(v->sampler, u, WR_I_BATCH, gap);
        if (k->arrive == WR_ARRIVE_EVERY) {
            for (uint32_t i = 0; i < WR_I_BATCH; i++)
                s->time[i] = t += gap[i] > 0 ? gap[i] : 0;
            s->t = t;
            return;
        }
    }
    for (uint32_t i = 0; i < WR_I_BATCH; i++) {
        double x = v->op == WR_I_SAMPLER && !v->sampler->cut ? gap[i] : gap_drawn(r, k, s, i, u[i]);
        x = x > 0 ? x : 0;
        s->time[i] = k->arrive == WR_ARRIVE_RATE ? after_amount(r, k, s, x) : (s->t += x);
    }
}

WR_I_RUN void wr_i_stream_fill(struct wr_i_run *r, uint32_t kind)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_kind *k = &plan->kinds[kind];
    const struct wr_i_step *first = &plan->steps[k->first];
    struct wr_i_stream *s = &r->streams[kind];
    struct wr_draw_id id = {(uint32_t)(s->drawn + 1), k->owner, first->purpose, 0};
    double other[WR_I_BATCH];

    s->first = s->drawn + 1;
    s->at = s->n = 0;
    if (k->arrive == WR_ARRIVE_NONE)
        return;
    if (s->drawn + WR_I_BATCH > UINT32_MAX) {
        r->status = wr_fail(WR_ERR_LIMIT);
        r->why = "more than four thousand million patients of one kind: the draws of patients are numbered in 32 bits";
        return;
    }
    fill_times(r, k, s);
    if (first->flags & WR_I_STEP_DRAWS) {
        wr_draw_pairs(r->key, &id, s->n, s->x, s->u);
        if (first->takes == NULL)
            for (uint32_t i = 0; i < s->n; i++)
                s->x[i] = 0;
        else if (first->takes->op == WR_I_CONST)
            for (uint32_t i = 0; i < s->n; i++)
                s->x[i] = first->takes->number;
        else if (first->takes->op == WR_I_SAMPLER && (first->flags & WR_I_STEP_PLAIN)) { /* else the draw itself: step.c makes the time */
            memcpy(other, s->x, s->n * sizeof *other);
            wr_sampler_fill(first->takes->sampler, r->key, &id, 0, other, s->n, s->x);
        }
    }
    for (uint32_t a = 0; a < k->n_attributes; a++) {
        id.purpose = k->attributes[a].purpose;
        wr_draw_pairs(r->key, &id, s->n, s->attribute_u[a], other);
    }
    s->drawn += s->n;
}

WR_I_RUN int wr_i_streams_init(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_arena *arena = &r->worker->arena;

    r->streams = wr_arena_alloc(arena, plan->n_kinds, sizeof *r->streams);
    r->kind_next = wr_arena_alloc(arena, plan->n_kinds, sizeof *r->kind_next);
    if (r->streams == NULL || r->kind_next == NULL)
        return wr_fail(WR_ERR_MEMORY);
    r->next_arrival = INFINITY;
    for (uint32_t i = 0; i < plan->n_kinds; i++) {
        const struct wr_i_kind *k = &plan->kinds[i];
        struct wr_i_stream *s = &r->streams[i];
        s->time = wr_arena_alloc(arena, WR_I_BATCH, sizeof *s->time);
        s->x = wr_arena_alloc(arena, WR_I_BATCH, sizeof *s->x);
        s->u = wr_arena_alloc(arena, WR_I_BATCH, sizeof *s->u);
        s->attribute_u = wr_arena_alloc(arena, k->n_attributes, sizeof *s->attribute_u);
        if (s->time == NULL || s->x == NULL || s->u == NULL || s->attribute_u == NULL)
            return wr_fail(WR_ERR_MEMORY);
        for (uint32_t a = 0; a < k->n_attributes; a++) {
            s->attribute_u[a] = wr_arena_alloc(arena, WR_I_BATCH, sizeof **s->attribute_u);
            if (s->attribute_u[a] == NULL)
                return wr_fail(WR_ERR_MEMORY);
        }
        for (uint32_t j = 0; j < WR_I_BATCH; j++)
            s->x[j] = -1;
        s->t = plan->start;
        if (k->arrive == WR_ARRIVE_RATE) {
            s->hour_end = rate_until(r, s->t);
            s->rate = rate_at(r, k, s->t);
        }
        wr_i_stream_fill(r, i);
        while (s->n > 0 && s->time[s->at] < plan->start) /* recorded before a run that starts later in the day: their numbers are kept */
            if (++s->at == s->n)
                wr_i_stream_fill(r, i);
        r->kind_next[i] = s->at < s->n ? s->time[s->at] : INFINITY;
        if (r->kind_next[i] < r->next_arrival) {
            r->next_arrival = r->kind_next[i];
            r->next_kind = i;
        }
    }
    return r->status;
}
