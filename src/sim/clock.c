/* What the clock does (rules 9 and 15): collection's start and end, counts of the day, then the phases of run_internal.h: back, down, opening,
 * shifts, rounds, tasks due; and, for the accounts, the hour's end. At one instant in the order of rule 15 (docs/rules.md, section A), each
 * carried through before the next. */
#include "sim/run_internal.h"

/* A clock as it is in this stage. */
static const struct wr_i_clock *clock_now(const struct wr_i_run *r, const struct wr_i_clock *c)
{
    return c->stages != NULL ? &c->stages[r->stage] : c;
}

static struct wr_i_clock_state state_at(struct wr_i_run *r, const struct wr_i_clock *c, double t)
{
    const struct wr_clock *clock = &r->plan->model->clock;
    struct wr_i_clock_state s = {0, true};

    c = clock_now(r, c);
    if (c->shift != NULL)
        s.number = wr_i_on_duty(r, c->shift, c->schedule);
    else if (c->schedule != NULL)
        s.number = c->schedule->unlimited ? WR_I_UNLIMITED : __builtin_floor(wr_schedule_at(clock, c->schedule, t) + 1e-9);
    if (c->open != NULL)
        s.open = wr_when_holds(clock, c->open, t);
    if (c->surge != WR_I_NONE)
        s.open = wr_i_surge_open(r, c->surge);
    return s;
}

WR_I_RUN double wr_i_next_change(const struct wr_i_run *r, const struct wr_i_clock *c, double t)
{
    const struct wr_sim_plan *plan = r->plan;
    double best = INFINITY;

    c = clock_now(r, c);
    if (c->surge != WR_I_NONE && r->surges[c->surge].open && r->surges[c->surge].until > t && r->surges[c->surge].until < best)
        best = r->surges[c->surge].until;
    if (c->n > 0) {
        double week = __builtin_floor((t + plan->week_offset) / WR_WEEK) * WR_WEEK - plan->week_offset;
        for (int w = 0; w < 2; w++)
            for (uint32_t j = 0; j < c->n; j++) {
                double at = week + w * WR_WEEK + c->week[j].second;
                if (at > t)
                    return at < best ? at : best;
            }
    }
    if (c->n_moments > 0) {
        double day = __builtin_floor((t + plan->week_offset) / WR_DAY) * WR_DAY - plan->week_offset;
        for (int d = 0; d < 2; d++)
            for (uint32_t j = 0; j < c->n_moments; j++) {
                double at = day + d * WR_DAY + c->moments[j];
                if (at > t)
                    return at < best ? at : best;
            }
    }
    return best;
}

static enum wr_i_phase phase_of(const struct wr_i_clock *c) { return c->kind <= WR_I_CLOCK_GATE ? WR_I_PHASE_OPENING : WR_I_PHASE_SHIFTS; }

static int32_t whole(double x) { return x >= WR_I_UNLIMITED ? (int32_t)WR_I_UNLIMITED : x < 0 ? 0 : (int32_t)x; }

static void apply(struct wr_i_run *r, size_t i, bool first)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_clock *c = &plan->clocks[i];
    struct wr_i_clock_state now = state_at(r, c, r->now), old = r->clock_state[i];
    bool watched = r->watch != NULL && !first;

    r->clock_state[i] = now;
    r->clock_next[i] = wr_i_next_change(r, c, r->now);
    if (!first && now.number == old.number && now.open == old.open && !(c->kind == WR_I_CLOCK_STAFF && wr_i_hands_over_now(r, c->index)))
        return;
    if (c->kind == WR_I_CLOCK_PLACE) {
        const struct wr_i_place *x = &plan->places[c->index];
        int32_t spaces = whole(now.number);
        r->space[c->index] += spaces - r->spaces[c->index];
        r->spaces[c->index] = spaces;
        r->open[c->index] = now.open;
        if (x->level_open != WR_I_NONE)
            wr_i_level_set(r, x->level_open, now.open ? (double)spaces : 0);
        if (watched && now.number != old.number && now.number >= WR_I_UNLIMITED)
            wr_i_walk_thing(r, x->name, "unlimited spaces");
        else if (watched && now.number != old.number)
            wr_i_walk_thing(r, x->name, spaces == 1 ? "%d space" : "%d spaces", (int)spaces);
        if (watched && now.open != old.open)
            wr_i_walk_thing(r, x->name, now.open ? "opens" : "closes");
        if (!first) {
            wr_i_offer(r, (int32_t)c->index);
            if (now.open && !old.open)
                wr_i_circles_again(r, (int32_t)c->index);
        }
    } else if (c->kind == WR_I_CLOCK_GATE) {
        r->gate_open[c->index] = now.open;
        if (watched && wr_i_is_now(r, &plan->steps[plan->gates[c->index].step])) /* versions to come, or that are over, say nothing */
            wr_i_walk_thing(r, plan->steps[plan->gates[c->index].step].name, now.open ? "opens" : "closes");
        if (!first && now.open)
            wr_i_gate_opens(r, c->index);
    } else {
        const struct wr_i_resource *x = &plan->resources[c->index];
        int32_t duty = whole(now.number);
        if (plan->thing_of != NULL && plan->thing_of[c->index] != WR_I_NONE && wr_i_is_down(r, plan->thing_of[c->index]))
            return; /* it is 0 until it is back, and then what is kept above */
        if (x->level_duty != WR_I_NONE)
            wr_i_level_set(r, x->level_duty, (double)duty);
        if (watched && now.number != old.number)
            wr_i_walk_thing(r, x->name, "%d on duty", (int)duty);
        wr_i_staff_duty(r, c->index, duty);
    }
}

WR_I_RUN void wr_i_clock_again(struct wr_i_run *r, uint32_t clock)
{
    apply(r, clock, false);
    wr_i_phase_at(r, WR_I_PHASE_OPENING, r->clock_next[clock]);
}

WR_I_RUN void wr_i_clocks_stage(struct wr_i_run *r)
{
    for (size_t i = 0; i < r->plan->n_clocks; i++)
        if (r->plan->clocks[i].stages != NULL) {
            r->clock_next[i] = r->now;
            wr_i_phase_at(r, phase_of(&r->plan->clocks[i]), r->now);
        }
}

/* ---- phases ---- */

static void clock_due(struct wr_i_run *r, size_t i)
{
    if (r->now < r->clock_next[i])
        return;
    apply(r, i, false);
    wr_i_agenda(r);
}

/* The next moment of the clocks of the kinds from..to. */
static double clocks_next(const struct wr_i_run *r, enum wr_i_clock_kind from, enum wr_i_clock_kind to)
{
    double next = INFINITY;

    for (size_t i = 0; i < r->plan->n_clocks; i++)
        if (r->plan->clocks[i].kind >= from && r->plan->clocks[i].kind <= to && r->clock_next[i] < next)
            next = r->clock_next[i];
    return next;
}

/* The clocks of the kinds from..to that are due, in the order of the plan. */
static double clocks_due(struct wr_i_run *r, enum wr_i_clock_kind from, enum wr_i_clock_kind to)
{
    for (size_t i = 0; i < r->plan->n_clocks; i++)
        if (r->plan->clocks[i].kind >= from && r->plan->clocks[i].kind <= to)
            clock_due(r, i);
    return clocks_next(r, from, to);
}

static double opening_due(struct wr_i_run *r)
{
    if (r->plan->gate_order == NULL)
        return clocks_due(r, WR_I_CLOCK_PLACE, WR_I_CLOCK_GATE);
    clocks_due(r, WR_I_CLOCK_PLACE, WR_I_CLOCK_PLACE);
    for (size_t i = 0; i < r->plan->n_gates; i++) {
        uint32_t clock = r->plan->gates[wr_i_gate_in_order(r, i)].clock;
        if (clock != WR_I_NONE)
            clock_due(r, clock);
    }
    return clocks_next(r, WR_I_CLOCK_PLACE, WR_I_CLOCK_GATE);
}
static double shifts_due(struct wr_i_run *r) { return clocks_due(r, WR_I_CLOCK_STAFF, WR_I_CLOCK_STAFF); }

/* What each phase does when the clock has come to it: everything of it that is due at r->now, one after another, each carried through with
 * the instant's list (wr_i_agenda) before the next. It returns the next moment at which it has something to do, or infinity. NULL: nobody
 * has anything to do there. */
static double (*const phase_due[WR_I_PHASES])(struct wr_i_run *r) = {
    [WR_I_PHASE_BACK] = wr_i_back_due, [WR_I_PHASE_DOWN] = wr_i_down_due,     [WR_I_PHASE_OPENING] = opening_due,
    [WR_I_PHASE_SHIFTS] = shifts_due,  [WR_I_PHASE_ROUNDS] = wr_i_rounds_due, [WR_I_PHASE_TASKS] = wr_i_tasks_due,
};

WR_I_RUN void wr_i_phase_at(struct wr_i_run *r, enum wr_i_phase phase, double t)
{
    if (t < r->phase_next[phase])
        r->phase_next[phase] = t;
    if (t < r->next_special)
        r->next_special = t;
    if (t < r->next_clock)
        r->next_clock = t;
    if (t < r->next_rare)
        r->next_rare = t;
}

static void next_special(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    double next = r->next_batch;

    if (!r->collecting && plan->collect_from < next)
        next = plan->collect_from;
    if (plan->collect_to < next)
        next = plan->collect_to;
    if (wr_i_stage_over(r) < next)
        next = wr_i_stage_over(r);
    for (size_t i = 0; i < WR_I_PHASES; i++)
        next = r->phase_next[i] < next ? r->phase_next[i] : next;
    for (size_t i = 0; i < plan->n_daily; i++)
        next = r->daily_next[i] < next ? r->daily_next[i] : next;
    r->next_special = next;
}

WR_I_RUN void wr_i_settle(struct wr_i_run *r, double now)
{
    size_t n = r->plan->n_levels;
    double length = now - r->base, *restrict hours = r->hours + r->hour * n, *restrict acc = r->level_acc;
    const double *restrict level = r->level;

    if (r->collecting) {
        for (size_t i = 0; i < n; i++) {
            double area = acc[i] + level[i] * length;
            acc[i] = 0;
            hours[i] += area;
        }
    } else {
        memset(acc, 0, n * sizeof *acc);
    }
    r->base = now;
    r->rel = 0;
}

/* Means of patients present over equal batches; when there are as many as are kept, pairs are put together. */
static void batch_ends(struct wr_i_run *r, double now)
{
    double area = r->present_acc + r->present * (now - r->present_base);

    if (!r->plan->hourly)
        wr_i_settle(r, now); /* now and then, so that the integrals stay small */
    r->present_acc = 0;
    r->present_base = now;
    r->batches[r->n_batches++] = area / r->present_batch;
    if (r->n_batches == WR_I_PRESENT && r->plan->collect_to == INFINITY) {
        for (size_t i = 0; i < WR_I_PRESENT / 2; i++)
            r->batches[i] = (r->batches[2 * i] + r->batches[2 * i + 1]) / 2;
        r->n_batches = WR_I_PRESENT / 2;
        r->present_batch *= 2;
    }
    r->next_batch = r->n_batches < WR_I_PRESENT ? r->plan->start + (double)(r->n_batches + 1) * r->present_batch : INFINITY;
}

static void count_of_the_day(struct wr_i_run *r, size_t i)
{
    const struct wr_i_daily *d = &r->plan->daily[i];
    double n = 0;

    r->daily_next[i] += WR_DAY;
    if (!r->collecting)
        return;
    for (uint32_t j = 0; j < d->n_places; j++)
        n += r->level[r->plan->places[d->places[j]].level_in];
    r->daily_sum[i] += n;
    r->daily_n[i] += 1;
    if (d->histogram)
        r->daily[i][n > d->most ? d->most + 1 : (uint32_t)n]++;
}

WR_I_RUN void wr_i_clocks(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    double t = r->next_clock;

    if (t > r->now)
        r->instant++;
    r->now = t;
    r->rel = t - r->base;
    r->moves = 0;
    if (t >= r->next_tick) {
        wr_i_settle(r, t);
        r->hour = r->hour == WR_SIM_HOURS - 1 ? 0 : r->hour + 1;
        r->next_tick = t + 3600;
    }
    if (t < r->next_special) {
        r->next_clock = r->next_tick < r->next_special ? r->next_tick : r->next_special;
        return;
    }
    if (t >= plan->collect_to) {
        if (t >= r->next_batch)
            batch_ends(r, t);
        wr_i_settle(r, t);
        if (r->watch != NULL)
            wr_i_walk_thing(r, "run", "collection ends");
        r->status = WR_I_FINISHED;
        return;
    }
    if (!r->collecting && t >= plan->collect_from) {
        wr_i_settle(r, t);
        wr_i_account_start(r);
        r->collecting = true;
        if (plan->hourly) {
            double hour = __builtin_floor((t + plan->week_offset) / 3600);
            r->next_tick = (hour + 1) * 3600 - plan->week_offset;
            r->hour = (uint32_t)((uint64_t)hour % WR_SIM_HOURS);
        }
        if (r->watch != NULL)
            wr_i_walk_thing(r, "run", "collection starts");
    }
    if (t >= r->next_batch)
        batch_ends(r, t);
    for (size_t i = 0; i < plan->n_daily; i++)
        if (t >= r->daily_next[i])
            count_of_the_day(r, i);
    if (t >= wr_i_stage_over(r))
        wr_i_stage_next(r);
    for (size_t i = 0; i < WR_I_PHASES; i++)
        if (t >= r->phase_next[i])
            r->phase_next[i] = phase_due[i](r);
    next_special(r);
    r->next_clock = r->next_tick < r->next_special ? r->next_tick : r->next_special;
}

WR_I_RUN void wr_i_clocks_init(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;

    r->now = r->base = r->present_base = plan->start;
    wr_i_stage_init(r);
    r->next_tick = INFINITY;
    r->level[0] = 1;
    r->present_batch = plan->batch;
    r->next_batch = plan->start + plan->batch;
    for (size_t i = 0; i < plan->n_places; i++) {
        r->space[i] = r->spaces[i] = plan->places[i].spaces;
        r->open[i] = true;
    }
    for (size_t i = 0; i < plan->n_resources; i++)
        r->free[i] = r->duty[i] = plan->resources[i].duty;
    for (size_t i = 0; i < WR_I_PHASES; i++)
        r->phase_next[i] = INFINITY;
    wr_i_gates_init(r);
    for (size_t i = 0; i < plan->n_clocks; i++) {
        apply(r, i, true);
        wr_i_phase_at(r, phase_of(&plan->clocks[i]), r->clock_next[i]);
    }
    wr_i_downs_init(r);
    wr_i_phase_at(r, WR_I_PHASE_TASKS, wr_i_tasks_init(r));
    for (size_t i = 0; i < plan->n_daily; i++) {
        double day = __builtin_floor((plan->start + plan->week_offset) / WR_DAY) * WR_DAY - plan->week_offset;
        r->daily_next[i] = day + plan->daily[i].second;
        while (r->daily_next[i] < plan->start)
            r->daily_next[i] += WR_DAY;
    }
    next_special(r);
    r->next_clock = r->next_special;
}
