/* Arrivals, drawn ahead in batches of consecutive patients of a kind (rule 1): when they come, and what they will draw.
 *
 * Blocks of Philox and values cost far less in a batch than one by one. So the draws of a step are made ahead for a whole batch, though some of
 * its patients will not come to that step: as long as enough of them have done so lately. A draw is the same whenever it is made, so this
 * changes no result.
 *
 * Rates over time are inverted, not thinned: each patient uses up an exponential amount of cumulated rate, walked through hour by hour. So a
 * patient's arrival depends on its own number's draw and those before, and a rate that is changed moves everybody smoothly. */
#include "sim/run_internal.h"

#define ENOUGH 6 /* one patient in so many has to come to a step: fewer, and drawing alone is cheaper */

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

/* The rate from s->t on, in the hour of the week s->hour that ends at s->hour_close, and until when it holds: that end, or the way's. */
static void set_rate(const struct wr_i_run *r, const struct wr_i_arrive *a, struct wr_i_stream *s)
{
    s->rate = a->by_hour[s->hour];
    if (a->by_month != NULL)
        s->rate *= a->by_month[month_of(__builtin_floor((r->plan->model->clock.start + s->t) / WR_DAY))];
    s->rate_end = a->to < s->hour_close ? a->to : s->hour_close;
}

static void first_rate(const struct wr_i_run *r, const struct wr_i_arrive *a, struct wr_i_stream *s)
{
    double hour = __builtin_floor((s->t + r->plan->week_offset) / 3600);

    s->hour = (uint32_t)((uint64_t)hour % 168);
    s->hour_close = (hour + 1) * 3600 - r->plan->week_offset;
    set_rate(r, a, s);
}

/* The rate of the next stretch: the present one is over. */
static __attribute__((noinline)) void next_rate(const struct wr_i_run *r, const struct wr_i_arrive *a, struct wr_i_stream *s)
{
    s->t = s->rate_end;
    if (s->t >= s->hour_close) {
        s->hour = s->hour == 167 ? 0 : s->hour + 1;
        s->hour_close += 3600;
    }
    set_rate(r, a, s);
}

/* From amounts of cumulated rate to the moments at which it has grown by so much. It is counted from the start of each stretch of one rate, and
 * moments are reckoned from that start, not from the moment before: neither waits for the other. */
static void after_amounts(const struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s, const double *amount)
{
    double since = s->since, start = s->t, end = s->rate_end, rate = s->rate, most = rate * (end - start);

    for (uint32_t i = 0; i < WR_I_BATCH; i++) {
        double t;
        since += amount[i];
        while (since >= most) {
            since -= most;
            if (end > r->plan->collect_to) { /* nobody else comes in this run */
                for (; i < WR_I_BATCH; i++)
                    s->time[i] = INFINITY;
                return;
            }
            next_rate(r, &k->arrive, s);
            start = s->t;
            end = s->rate_end;
            rate = s->rate;
            most = rate * (end - start);
        }
        t = start + since / rate;
        s->time[i] = t < end ? t : end; /* by rounding only; so that nobody comes before who came before */
    }
    s->since = since;
}

/* A gap that changes have touched, as things stand when it begins. What is adopted is not said: it is nobody's yet. */
static double gap_drawn(struct wr_i_run *r, const struct wr_i_kind *k, const struct wr_i_value *v, const struct wr_i_stream *s, uint32_t i,
                        double u)
{
    struct wr_draw_id id = {(uint32_t)((s->drawn + i) / 2 + 1), k->owner, k->purpose_gaps, 0};
    struct wr_i_patient nobody = {.kind = (uint16_t)(k - r->plan->kinds), .number = (uint32_t)(s->drawn + i + 1), .place = -1};
    const struct wr_sim_watcher *watch = r->watch;
    double now = r->now, gap;

    r->now = s->t;
    r->watch = NULL;
    gap = wr_i_value_draw(r, v, &nobody, &id, (int)(i % 2), u);
    r->now = now;
    r->watch = watch;
    return gap > 0 ? gap : 0;
}

/* The uniform numbers of the gaps of a batch. */
static void draw_gaps(const struct wr_i_run *r, const struct wr_i_kind *k, const struct wr_i_stream *s, double *u)
{
    struct wr_draw_id id = {(uint32_t)(s->drawn / 2 + 1), k->owner, k->purpose_gaps, 0};
    double first[WR_I_BATCH / 2], second[WR_I_BATCH / 2];

    wr_draw_pairs(r->key, &id, WR_I_BATCH / 2, first, second);
    for (uint32_t i = 0; i < WR_I_BATCH; i += 2) {
        u[i] = first[i / 2];
        u[i + 1] = second[i / 2];
    }
}

static void fill_times(struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s)
{
    double u[WR_I_BATCH], gap[WR_I_BATCH], t = s->t;
    const struct wr_i_arrive *a = &k->arrive;
    const struct wr_i_value *v = a->gap;

    s->n = 0;
    if (a->kind == WR_ARRIVE_FILE) {
        for (; s->n < WR_I_BATCH && s->drawn + s->n < a->n_times; s->n++)
            s->time[s->n] = a->times[s->drawn + s->n];
        return;
    }
    if (a->kind == WR_ARRIVE_BOOKED) { /* what lies behind the end of collection is left out: nobody else comes in this run */
        while (s->n < WR_I_BATCH && (t = wr_i_booked_next(r, a->booked, 0, s)) <= r->plan->collect_to && t < INFINITY)
            s->time[s->n++] = t;
        return;
    }
    draw_gaps(r, k, s, u);
    s->n = WR_I_BATCH;
    if (v->op == WR_I_SAMPLER && !v->sampler->cut) {
        wr_sampler_at_many(v->sampler, u, WR_I_BATCH, gap);
        if (a->kind == WR_ARRIVE_RATE) {
            after_amounts(r, k, s, gap);
            return;
        }
        for (uint32_t i = 0; i < WR_I_BATCH; i++)
            s->time[i] = t += gap[i] > 0 ? gap[i] : 0;
        s->t = t;
        return;
    }
    for (uint32_t i = 0; i < WR_I_BATCH; i++)
        s->time[i] = s->t += gap_drawn(r, k, v, s, i, u[i]);
}

/* The draws of one step for the batch of s, while it is worth it. */
static void fill_ahead(struct wr_i_run *r, const struct wr_i_step *step, uint32_t kind, const struct wr_i_stream *s)
{
    struct wr_i_ahead *a = &r->ahead[step->ahead + kind];
    struct wr_draw_id id = {(uint32_t)(s->drawn + 1), r->plan->kinds[kind].owner, step->purpose, 0};
    double first[WR_I_BATCH], *x, *u;

    if (a->used < 2 * WR_I_BATCH / ENOUGH && &r->plan->steps[r->plan->kinds[kind].first] != step) {
        a->used /= 2; /* of every batch half as much as of the one behind it */
        a->from = UINT32_MAX;
        return;
    }
    a->used /= 2;
    if (a->from == UINT32_MAX)
        a->from = id.number;
    if (id.number + s->n - 1 >= a->from + WR_I_RING)
        a->from = id.number + s->n - WR_I_RING;
    x = a->x + (id.number - 1) % WR_I_RING; /* batches do not cross the ring's end: see below */
    u = a->u + (id.number - 1) % WR_I_RING;
    wr_draw_pairs(r->key, &id, s->n, first, u);
    if (step->takes == NULL)
        for (uint32_t i = 0; i < s->n; i++)
            x[i] = 0;
    else if (step->takes->op == WR_I_CONST)
        for (uint32_t i = 0; i < s->n; i++)
            x[i] = step->takes->number;
    else if (step->takes->op == WR_I_SAMPLER)
        wr_sampler_fill(step->takes->sampler, r->key, &id, 0, first, s->n, x);
    else /* begin.c makes the time */
        memcpy(x, first, s->n * sizeof *x);
}

_Static_assert(WR_I_RING % WR_I_BATCH == 0, "batches do not cross the ring's end");

/* The next batch of a kind that comes somehow. */
static void fill_batch(struct wr_i_run *r, uint32_t kind)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_kind *k = &plan->kinds[kind];
    struct wr_i_stream *s = &r->streams[kind];
    struct wr_draw_id id = {(uint32_t)(s->drawn + 1), k->owner, 0, 0};
    double u[WR_I_BATCH], other[WR_I_BATCH];

    s->first = s->drawn + 1;
    s->at = s->n = 0;
    if (s->drawn + WR_I_BATCH > UINT32_MAX) {
        r->status = wr_fail(WR_ERR_LIMIT);
        r->why = "more than four thousand million patients of one kind: the draws of patients are numbered in 32 bits";
        return;
    }
    if (k->n_ways > 0)
        wr_i_ways_fill(r, k, s);
    else
        fill_times(r, k, s);
    for (size_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].flags & WR_I_STEP_AHEAD)
            fill_ahead(r, &plan->steps[i], kind, s);
    for (uint32_t a = 0; a < k->n_attributes; a++) {
        const struct wr_i_draw_attribute *of = k->draw[a];
        id.purpose = of->purpose;
        wr_draw_pairs(r->key, &id, s->n, a < k->n_plain ? u : s->attribute_u[a], other);
        if (a < k->n_plain) {
            uint8_t *restrict category = s->category[a];
            memset(category, 0, WR_I_BATCH);
            for (uint32_t j = 0; j + 1 < of->n; j++) {
                double below = of->below[j];
                for (uint32_t i = 0; i < s->n; i++)
                    category[i] = (uint8_t)(category[i] + (u[i] >= below));
            }
        }
    }
    s->drawn += s->n;
}

WR_I_RUN void wr_i_stream_fill(struct wr_i_run *r, uint32_t kind)
{
    const struct wr_i_kind *k = &r->plan->kinds[kind];
    struct wr_i_stream *s = &r->streams[kind];

    if (k->n_ways > 0) {
        wr_i_ways_next(r, kind);
    } else if (k->arrive.kind == WR_ARRIVE_NONE) {
        s->first = s->drawn + 1;
        s->at = s->n = 0;
    } else {
        fill_batch(r, kind);
    }
}

WR_I_RUN int wr_i_streams_init(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_arena *arena = &r->worker->arena;

    r->streams = wr_arena_alloc(arena, plan->n_kinds, sizeof *r->streams);
    r->kind_next = wr_arena_alloc(arena, plan->n_kinds, sizeof *r->kind_next);
    r->ahead = wr_arena_alloc(arena, plan->n_ahead, sizeof *r->ahead);
    if (r->streams == NULL || r->kind_next == NULL || r->ahead == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < plan->n_ahead; i++) {
        double *ring = r->worker->rings + i * 2 * WR_I_RING;
        r->ahead[i] = (struct wr_i_ahead){ring, ring + WR_I_RING, UINT32_MAX, 0};
    }
    r->next_arrival = INFINITY;
    for (uint32_t i = 0; i < plan->n_kinds; i++) {
        const struct wr_i_kind *k = &plan->kinds[i];
        struct wr_i_stream *s = &r->streams[i];
        s->time = wr_arena_alloc(arena, WR_I_BATCH, sizeof *s->time);
        s->attribute_u = wr_arena_alloc(arena, k->n_attributes, sizeof *s->attribute_u);
        s->category = wr_arena_alloc(arena, k->n_attributes, sizeof *s->category);
        if (s->time == NULL || s->attribute_u == NULL || s->category == NULL)
            return wr_fail(WR_ERR_MEMORY);
        for (uint32_t a = 0; a < k->n_attributes; a++) {
            if (a < k->n_plain)
                s->category[a] = wr_arena_alloc(arena, WR_I_BATCH, sizeof **s->category);
            else
                s->attribute_u[a] = wr_arena_alloc(arena, WR_I_BATCH, sizeof **s->attribute_u);
            if (s->category[a] == NULL && s->attribute_u[a] == NULL)
                return wr_fail(WR_ERR_MEMORY);
        }
        if (k->n_ways > 0)
            wr_i_way_begins(r, k, s);
        else
            s->t = plan->start;
        if (k->n_ways == 0 && k->arrive.kind == WR_ARRIVE_RATE)
            first_rate(r, &k->arrive, s);
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
