/* Arrivals of a kind whose way of coming changes in the middle of a run (docs/rules.md, J): one number after another, through the ways in their
 * order. Batches stay what they are elsewhere, of WR_I_BATCH consecutive numbers, since draws go by these; a number that is used up without
 * anybody coming has no moment (NaN), and what is seen of a batch from outside (s->at to s->n) ends before it. */
#include "sim/run_internal.h"

/* The way s->way begins. */
WR_I_RUN void wr_i_way_begins(const struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s)
{
    const struct wr_i_arrive *a = &k->ways[s->way];

    s->t = a->from;
    s->since = 0;
    s->row = 0;
    s->moment = s->left = 0;
    s->day = (int64_t)__builtin_floor((a->from + r->plan->model->clock.start_of_day) / WR_DAY);
    if (a->kind == WR_ARRIVE_RATE)
        first_rate(r, a, s);
}

/* The next way. True: it is of the same sort, and what is under way goes on; else it has begun anew. */
static bool way_over(const struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s)
{
    enum wr_arrive_kind was = k->ways[s->way++].kind;

    if (k->ways[s->way].kind == was && (was == WR_ARRIVE_RATE || was == WR_ARRIVE_EVERY))
        return true;
    wr_i_way_begins(r, k, s);
    return false;
}

/* The moment at which the cumulated rate has grown by `amount`: as after_amounts(), over several ways. NaN: the rate is over before. */
static double after_amount(const struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s, double amount)
{
    double t;

    s->since += amount;
    while (s->since >= s->rate * (s->rate_end - s->t)) {
        s->since -= s->rate * (s->rate_end - s->t);
        if (s->rate_end > r->plan->collect_to) /* nobody else comes in this run */
            return INFINITY;
        if (s->rate_end >= k->ways[s->way].to && !way_over(r, k, s))
            return NAN;
        next_rate(r, &k->ways[s->way], s);
    }
    t = s->t + s->since / s->rate;
    return t < s->rate_end ? t : s->rate_end;
}

/* The end of the gap that begins with the last arrival. NaN: gaps are over before. */
static double after_gap(const struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s, double gap)
{
    double t = s->t + gap;

    while (s->way + 1 < k->n_ways && t >= k->ways[s->way].to)
        if (!way_over(r, k, s))
            return NAN;
    return s->t = t;
}

/* The next of the moments in a file. NaN: one before this way. */
static double next_row(const struct wr_i_arrive *a, struct wr_i_stream *s)
{
    double t = s->row < a->n_times ? a->times[s->row++] : INFINITY;

    return t < a->from ? NAN : t;
}

/* When the i-th number of the batch comes; NaN: nobody does, infinity: nor anybody later. */
static double moment_of(struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s, uint32_t i, double u)
{
    for (;;) {
        const struct wr_i_arrive *a = &k->ways[s->way];
        double t = INFINITY;
        switch (a->kind) {
        case WR_ARRIVE_RATE:
            return after_amount(r, k, s, gap_drawn(r, k, a->gap, s, i, u));
        case WR_ARRIVE_EVERY:
            return after_gap(r, k, s, gap_drawn(r, k, a->gap, s, i, u));
        case WR_ARRIVE_BOOKED:
            t = wr_i_booked_next(r, a->booked, a->from, s);
            break;
        case WR_ARRIVE_FILE:
            t = next_row(a, s);
            break;
        case WR_ARRIVE_NONE:
            break;
        }
        if (!(t >= a->to))
            return t;
        if (s->way + 1 == k->n_ways)
            return INFINITY;
        way_over(r, k, s);
    }
}

WR_I_RUN void wr_i_ways_fill(struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s)
{
    double u[WR_I_BATCH], t = 0;

    draw_gaps(r, k, s, u);
    for (s->n = 0; s->n < WR_I_BATCH; s->n++)
        s->time[s->n] = t < INFINITY || t != t ? (t = moment_of(r, k, s, s->n, u[s->n])) : INFINITY;
}

/* The next number is looked at: those that are nobody's are passed over. */
WR_I_RUN void wr_i_ways_next(struct wr_i_run *r, uint32_t kind)
{
    struct wr_i_stream *s = &r->streams[kind];

    do {
        if (s->at >= s->filled) {
            fill_batch(r, kind);
            s->filled = s->n;
            if (r->status < 0)
                return;
        }
        for (; s->at < s->filled && s->time[s->at] != s->time[s->at]; s->at++)
            s->nobody++;
    } while (s->at == s->filled);
    s->n = s->at + 1;
    while (s->n < s->filled && s->time[s->n] == s->time[s->n])
        s->n++;
}
