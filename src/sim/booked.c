/* Booked arrivals: appointments day by day, in the order of time (rule 1). Each uses up a number of its kind, whether the patient comes or not:
 * an option under which more of them come then brings more of the same patients. */
#include "sim/run_internal.h"

#define ROUND_THE_WEEK 8 /* days without an appointment behind the last holiday: there will never be one */

/* How many are booked for a moment of a day. */
static uint32_t booked_at(const struct wr_i_run *r, const struct wr_i_booked *b, int64_t day, double second)
{
    double sum = 0;

    for (uint32_t i = 0; i < b->n; i++)
        if (b->at[i].span.from == (int)second && wr_span_begins(&r->plan->model->clock, &b->at[i].span, (long)day))
            sum += b->at[i].count;
    return sum < 0.5 ? 0 : sum > 1e6 ? 1000000 : (uint32_t)(sum + 1e-9);
}

WR_I_RUN double wr_i_booked_next(const struct wr_i_run *r, const struct wr_i_booked *b, double from, struct wr_i_stream *s)
{
    const struct wr_clock *clock = &r->plan->model->clock;
    int64_t last = clock->n_holidays > 0 ? clock->holidays[clock->n_holidays - 1] : 0;
    int64_t end = (s->day > last ? s->day : last) + ROUND_THE_WEEK;

    while (s->left == 0) {
        double t;
        if (s->moment >= b->n_seconds) {
            s->moment = 0;
            if (++s->day > end)
                return INFINITY;
            continue;
        }
        t = (double)s->day * WR_DAY + b->seconds[s->moment] - clock->start_of_day;
        if (t >= from)
            s->left = booked_at(r, b, s->day, b->seconds[s->moment]);
        s->t = t;
        s->moment++;
    }
    s->left--;
    return s->t;
}

WR_I_RUN bool wr_i_booked_comes(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_kind *k)
{
    const struct wr_i_arrive *a = wr_i_way_at(k, r->now);
    struct wr_draw_id id = {p->number, k->owner, k->purpose_comes, 0};
    double u[2];

    if (a->kind != WR_ARRIVE_BOOKED || a->comes >= 1)
        return true;
    wr_draw_pair(r->key, &id, 0, u);
    if (u[0] < a->comes)
        return true;
    WR_I_WALK(r, p, "does not come");
    r->kinds[p->kind].not_come += 1;
    return false;
}
