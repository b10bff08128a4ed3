/* How many are on duty, where that is more than a number over time: shifts of which each person may be missing (`filled`), and breaks (rule 9;
 * docs/rules.md B). Reckoned whenever the clock of that staff comes to a moment at which something may change, midnights among them. */
#include "sim/run_internal.h"

/* An entry that names no hours, or holds at all times: its shifts begin at midnight. */
static bool names_no_hours(const struct wr_when *when)
{
    for (size_t i = 0; i < when->n_spans; i++)
        if (when->spans[i].from > 0 || when->spans[i].to < WR_DAY)
            return false;
    return true;
}

/* How many of `people` come to the shift that begins now. Who is taken away by a change (below 0) is taken from those who came. */
static int32_t who_come(struct wr_i_run *r, const struct wr_i_shift *s, struct wr_i_shift_state *now, double people)
{
    int32_t n = (int32_t)(people + (people < 0 ? -1e-9 : 1e-9)), came = n < 0 ? n : 0;

    for (int32_t i = 0; i < n; i++) {
        struct wr_draw_id id = {++now->persons, s->owner, s->purpose, 0};
        double u[2];
        wr_draw_pair(r->key, &id, 0, u);
        came += u[0] < s->filled;
    }
    return came;
}

WR_I_RUN double wr_i_on_duty(struct wr_i_run *r, const struct wr_i_shift *s, const struct wr_schedule *schedule)
{
    const struct wr_clock *clock = &r->plan->model->clock;
    struct wr_i_shift_state *now = &r->shifts[s->index];
    double number = 0, moment = r->now + r->plan->week_offset;
    bool midnight = moment == __builtin_floor(moment / WR_DAY) * WR_DAY;

    if (s->filled >= 1) {
        number = __builtin_floor(wr_schedule_at(clock, schedule, r->now) + 1e-9);
    } else {
        for (size_t i = 0; i < schedule->n_entries; i++) {
            const struct wr_timed *entry = &schedule->entries[i];
            bool held = now->schedule == schedule && now->filled == s->filled && now->holds[i];
            now->holds[i] = wr_when_holds(clock, &entry->when, r->now);
            if (now->holds[i] && (!held || (midnight && names_no_hours(&entry->when))))
                now->came[i] = who_come(r, s, now, entry->number.value);
            number += now->holds[i] ? now->came[i] : 0;
        }
        now->schedule = schedule; /* another in the next stage, or another share who come: all its shifts begin then */
    }
    now->filled = s->filled;
    if (s->breaks != NULL)
        number -= __builtin_floor(wr_schedule_at(clock, s->breaks, r->now) + 1e-9);
    return number < 0 ? 0 : number;
}

WR_I_RUN int wr_i_shifts_init(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_arena *a = &r->worker->arena;

    if (plan->n_shifts == 0)
        return 0;
    r->shifts = wr_arena_alloc(a, plan->n_shifts, sizeof *r->shifts);
    for (size_t i = 0; i < plan->n_clocks && r->shifts != NULL; i++) {
        const struct wr_i_shift *s = plan->clocks[i].shift; /* in one stage as many entries as in any */
        if (s == NULL)
            continue;
        r->shifts[s->index].holds = wr_arena_alloc(a, s->n_entries, sizeof(bool));
        r->shifts[s->index].came = wr_arena_alloc(a, s->n_entries, sizeof(int32_t));
        if (r->shifts[s->index].holds == NULL || r->shifts[s->index].came == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    return r->shifts == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}
