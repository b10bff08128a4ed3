/* What a replication hands over: rows of measures, harms, places, staff, steps, information and kinds, from the integrals and tallies of the
 * collection time. */
#include "sim/run_internal.h"

static bool at_work(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return wr_i_doing(r, p) == WR_I_WORKS || p->state == WR_I_GROUP_MEMBER;
}

/* Who waits for each step, or is in it, now. */
static void who_is_where(const struct wr_i_run *r, double *waits, double *works, struct wr_sim_kind_row *kinds, bool end)
{
    memset(waits, 0, r->plan->n_steps * sizeof *waits);
    memset(works, 0, r->plan->n_steps * sizeof *works);
    for (uint32_t slot = 0; slot < r->fresh_slot; slot++) {
        const struct wr_i_patient *p = wr_i_at(r, slot);
        if (p->state == WR_I_FREE || p->state >= WR_I_TURN_WAITS)
            continue;
        *(at_work(r, p) ? &works[p->step] : &waits[p->step]) += 1;
        if (p->place == WR_I_ERRAND) /* no patient */
            continue;
        *(end ? &kinds[p->kind].present_at_end : &kinds[p->kind].present_at_start) += 1;
    }
}

/* One more than the patients of a kind who came so far, or were to come. */
static uint64_t numbers(const struct wr_i_stream *s) { return s->first + s->at - s->nobody; }

WR_I_RUN void wr_i_account_start(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;

    memset(r->hours, 0, (plan->hourly ? WR_SIM_HOURS : 1) * plan->n_levels * sizeof *r->hours);
    memset(r->tallies, 0, plan->n_tallies * sizeof *r->tallies);
    memset(r->beyond, 0, plan->n_tallies * sizeof *r->beyond);
    memset(r->steps, 0, plan->n_steps * sizeof *r->steps);
    if (plan->n_things > 0)
        memset(r->down_rows, 0, plan->n_things * sizeof *r->down_rows);
    if (plan->n_tasks > 0)
        memset(r->task_rows, 0, plan->n_tasks * sizeof *r->task_rows);
    memset(r->needs, 0, plan->n_wants * sizeof *r->needs);
    memset(r->entries, 0, plan->n_places * sizeof *r->entries);
    memset(r->refused, 0, plan->n_places * sizeof *r->refused);
    memset(r->circles, 0, plan->n_places * sizeof *r->circles);
    memset(r->kinds, 0, plan->n_kinds * sizeof *r->kinds);
    memset(r->left_as, 0, plan->n_kinds * plan->n_outcomes * sizeof *r->left_as);
    for (size_t i = 0; i < plan->n_kinds; i++)
        r->arrived_before[i] = numbers(&r->streams[i]);
    who_is_where(r, r->waited_before, r->worked_before, r->kinds, false);
}

/* What was counted of a version that is over is that of its step. */
static void add_steps(struct wr_sim_step_row *to, const struct wr_sim_step_row *more)
{
    to->asked += more->asked;
    to->started += more->started;
    to->ended += more->ended;
    to->sent_elsewhere += more->sent_elsewhere;
    to->gave_up += more->gave_up;
    to->cut_short += more->cut_short;
    to->wait_place += more->wait_place;
    to->wait_staff += more->wait_staff;
    to->time += more->time;
}

/* What need not be counted while it happens: everybody who asked has started, was sent elsewhere, or waits still; and so on. */
static int rows_by_balance(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    double *waits = wr_arena_alloc(&r->worker->arena, plan->n_steps, sizeof *waits);
    double *works = wr_arena_alloc(&r->worker->arena, plan->n_steps, sizeof *works);

    if (waits == NULL || works == NULL)
        return wr_fail(WR_ERR_MEMORY);
    who_is_where(r, waits, works, r->kinds, true);
    for (size_t i = 0; i < plan->n_steps; i++) {
        r->steps[i].asked = r->steps[i].started + r->steps[i].sent_elsewhere + r->steps[i].gave_up + waits[i] - r->waited_before[i];
        r->steps[i].ended = r->steps[i].started - r->steps[i].cut_short + r->worked_before[i] - works[i];
    }
    for (size_t i = plan->versions.n_steps; i < plan->n_steps; i++)
        add_steps(&r->steps[plan->steps[i].of], &r->steps[i]);
    for (size_t i = 0; i < plan->n_kinds; i++) {
        struct wr_sim_kind_row *row = &r->kinds[i];
        row->arrived = (double)(numbers(&r->streams[i]) - r->arrived_before[i]) - row->not_come + row->came_back;
        row->left = 0;
        for (size_t o = 0; o < plan->n_outcomes; o++)
            row->left += r->left_as[i * plan->n_outcomes + o];
    }
    return 0;
}

/* Integral of a level over the collection time. */
static double area(const struct wr_i_run *r, uint32_t level)
{
    double sum = 0;

    if (level != WR_I_NONE)
        for (size_t h = 0; h < (r->plan->hourly ? WR_SIM_HOURS : 1); h++)
            sum += r->hours[h * r->plan->n_levels + level];
    return sum;
}

static double seconds(const struct wr_i_run *r) { return area(r, 0); }

/* Integral of open spaces, of people on duty. */
static double open_area(const struct wr_i_run *r, size_t place)
{
    const struct wr_i_place *x = &r->plan->places[place];
    return x->endless ? INFINITY : x->level_open != WR_I_NONE ? area(r, x->level_open) : x->spaces * seconds(r);
}
static double duty_area(const struct wr_i_run *r, size_t resource)
{
    const struct wr_i_resource *x = &r->plan->resources[resource];
    return x->level_duty != WR_I_NONE ? area(r, x->level_duty) : x->duty * seconds(r);
}

/* Means by hour of the week; `constant` where the level is NONE. NULL without memory. */
static float *by_hour(const struct wr_i_run *r, struct wr_arena *arena, uint32_t level, double constant)
{
    float *out = wr_arena_alloc(arena, WR_SIM_HOURS, sizeof *out);
    size_t n = r->plan->n_levels;

    if (out == NULL)
        return NULL;
    for (size_t h = 0; h < WR_SIM_HOURS; h++) {
        const double *row = r->hours + (r->plan->hourly ? h * n : 0);
        out[h] = row[0] > 0 ? (float)(level == WR_I_NONE ? constant : row[level] / row[0]) : 0;
    }
    return out;
}

static double share(double a, double b) { return b > 0 && b < INFINITY ? a / b : NAN; }

/* ---- what had begun and not ended ---- */

static void add_unfinished(const struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_source *s, double times,
                           double *unfinished)
{
    for (uint32_t i = 0; i < s->n_all; i++) {
        const struct wr_i_taker *t = &s->takers[i];
        if ((t->for_ == NULL || wr_i_holds(r, t->for_, p)) && (t->also == NULL || wr_i_holds(r, t->also, p)))
            unfinished[t->tally] += times;
    }
}

/* Values that wait for their patient to leave. Of whom they are is known then: those that ask how they left are nobody's yet. */
static void unfinished_held(const struct wr_i_run *r, const struct wr_i_patient *p, double *unfinished)
{
    for (uint32_t at = *wr_i_part_u32(p, r->plan->at_held); at != 0; at = r->worker->held[at].next) {
        const struct wr_i_taker *t = r->worker->held[at].taker;
        if ((t->for_ == NULL || wr_i_holds(r, t->for_, p)) && (t->also == NULL || wr_i_holds(r, t->also, p)))
            unfinished[t->tally] += 1;
    }
}

static void unfinished_of(const struct wr_i_run *r, const struct wr_i_patient *p, double *unfinished)
{
    const struct wr_sim_plan *plan = r->plan;

    for (size_t i = 0; i < plan->n_spans && p->place != WR_I_ERRAND; i++) {
        const struct wr_i_span *span = &plan->spans[i];
        double times = 0;
        if (span->once || ((*wr_i_part_byte(p, span->byte) & span->mask) != 0) != span->from_arrival)
            times = 1;
        if (span->more != WR_I_NONE)
            for (uint32_t at = *wr_i_part_u32(p, span->more); at != 0; at = r->worker->more[at].next)
                times += 1;
        if (times > 0)
            add_unfinished(r, p, span->source, times, unfinished);
    }
    if (p->state >= WR_I_WAITS_GATE && !at_work(r, p)) { /* asked for its step, not started */
        const struct wr_i_step *s = &plan->steps[p->step];
        for (uint32_t i = 0; i < s->start.n; i++) {
            const struct wr_i_hook *h = &s->start.at[i];
            bool placed = p->state != WR_I_WAITS_GATE && p->state != WR_I_WAITS_PLACE;
            if (h->op == WR_I_HOOK_WAIT || (h->op == WR_I_HOOK_WAIT_PLACE && !placed) || (h->op == WR_I_HOOK_WAIT_STAFF && placed))
                add_unfinished(r, wr_i_self(r, p), h->source, 1, unfinished);
        }
        if (p->place >= 0 && plan->places[p->place].blocked_source != WR_I_NONE &&
            (p->state == WR_I_WAITS_GATE || p->state == WR_I_WAITS_PLACE))
            add_unfinished(r, p, &plan->sources[plan->places[p->place].blocked_source], 1, unfinished);
    }
}

/* ---- rows of measures ---- */

static void time_weighted(const struct wr_i_run *r, const struct wr_measure *m, struct wr_sim_measure_row *row)
{
    const struct wr_sim_plan *plan = r->plan;
    double in = 0, open = 0, turn = 0, all = seconds(r);

    row->n = all;
    for (size_t i = 0; i < m->n_places; i++) {
        const struct wr_i_place *x = &plan->places[m->places[i]];
        in += area(r, x->level_in);
        turn += area(r, x->level_turn);
        open += open_area(r, (size_t)m->places[i]);
    }
    switch (m->kind) {
    case WR_MEASURE_PATIENT_DAYS: /* in days, unless the model says that it is a time */
        row->value = m->unit == WR_UNIT_TIME ? in : in / WR_DAY;
        break;
    case WR_MEASURE_OCCUPANCY:
        row->value = share(in, all);
        break;
    case WR_MEASURE_SHARE_OCCUPIED:
        row->value = share(in, open);
        break;
    case WR_MEASURE_BUSY_HOURS:
    case WR_MEASURE_OVERTIME:
    case WR_MEASURE_SHARE_BUSY:
        if (m->resource < 0) { /* a place: with turnaround */
            row->value = m->kind == WR_MEASURE_SHARE_BUSY ? share(in + turn, open) : (in + turn) / (m->unit == WR_UNIT_TIME ? 1 : WR_HOUR);
            break;
        }
        double over = area(r, plan->resources[m->resource].level_over), busy = area(r, plan->resources[m->resource].level_busy);
        if (m->kind == WR_MEASURE_SHARE_BUSY)
            row->value = share(busy - over, duty_area(r, (size_t)m->resource));
        else
            row->value = (m->kind == WR_MEASURE_OVERTIME ? over : busy) / (m->unit == WR_UNIT_TIME ? 1 : WR_HOUR);
        break;
    default:
        row->value = NAN;
        break;
    }
}

/* A count that the other rows hold. */
static double counted(const struct wr_i_run *r, const struct wr_moment *m)
{
    const struct wr_sim_plan *plan = r->plan;
    double sum = 0;

    switch (m->kind) {
    case WR_AT_ASKING_FOR:
        return r->steps[m->index].asked;
    case WR_AT_START_OF:
        return r->steps[m->index].started;
    case WR_AT_END_OF:
        return r->steps[m->index].ended;
    case WR_AT_ENTERING:
        return r->entries[m->index];
    case WR_AT_ARRIVAL:
        for (size_t i = 0; i < plan->n_kinds; i++)
            sum += r->kinds[i].arrived;
        return sum;
    case WR_AT_LEAVING:
        for (size_t i = 0; i < plan->n_kinds; i++)
            sum += r->kinds[i].left;
        return sum;
    case WR_AT_OUTCOME:
        for (size_t i = 0; i < plan->n_kinds; i++)
            sum += r->left_as[i * plan->n_outcomes + (size_t)m->index];
        return sum;
    case WR_AT_LEAVING_PLACE:
        break; /* never asked for: compile_measure.c */
    }
    return NAN;
}

/* P(N = n) / P(N <= n) of the daily counts: Erlang's chance of being delayed, or lost, with n spaces. */
static void delay(const struct wr_i_run *r, const struct wr_i_row *of, struct wr_sim_measure_row *row)
{
    const uint64_t *count = r->daily[of->index];
    double below = 0;

    for (int i = 0; i <= of->spaces; i++)
        below += (double)count[i];
    row->value = share((double)count[of->spaces], below);
    row->n = r->daily_n[of->index];
}

static int measures(struct wr_i_run *r, struct wr_sim_result *out)
{
    const struct wr_sim_plan *plan = r->plan;
    double *unfinished = wr_arena_alloc(&r->worker->arena, plan->n_tallies, sizeof *unfinished);

    out->n_measures = plan->n_rows;
    out->measures = wr_arena_alloc(&out->arena, plan->n_rows, sizeof *out->measures);
    out->n_harms = plan->model->n_harms;
    out->harms = wr_arena_alloc(&out->arena, out->n_harms, sizeof *out->harms);
    if (unfinished == NULL || out->measures == NULL || out->harms == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (uint32_t slot = 0; slot < r->fresh_slot; slot++) {
        const struct wr_i_patient *p = wr_i_at(r, slot);
        if (p->state != WR_I_FREE && p->state < WR_I_TURN_WAITS) {
            unfinished_of(r, p, unfinished);
            if (plan->at_held != WR_I_NONE)
                unfinished_held(r, p, unfinished);
        }
        if (p->state == WR_I_TASK_WAITS && plan->tasks[wr_i_task_index(r, p)].wait != WR_I_NONE)
            add_unfinished(r, wr_i_task_owner(r, p) != NULL ? wr_i_task_owner(r, p) : p,
                           &plan->sources[plan->tasks[wr_i_task_index(r, p)].wait], 1, unfinished);
    }
    for (size_t i = 0; i < plan->n_rows; i++) {
        const struct wr_i_row *of = &plan->rows[i];
        const struct wr_measure *m = &plan->model->measures[of->measure];
        struct wr_sim_measure_row *row = &out->measures[i];
        const struct wr_i_tally *tally = &r->tallies[of->index < plan->n_tallies ? of->index : 0];
        switch (of->op) {
        case WR_I_ROW_TALLY:
            row->n = (double)tally->n;
            row->unfinished = unfinished[of->index];
            if (tally->n == 0)
                row->value = NAN;
            else if (plan->tally_quantile[of->index])
                row->value = wr_tally_sketch_quantile(&r->sketches[of->index], m->quantile);
            else
                row->value = tally->sum / (double)tally->n;
            break;
        case WR_I_ROW_COUNT:
            row->value = row->n = (double)tally->n;
            break;
        case WR_I_ROW_COUNTED:
            row->value = row->n = counted(r, &m->from[0]);
            break;
        case WR_I_ROW_PLACE:
        case WR_I_ROW_RESOURCE:
            time_weighted(r, m, row);
            break;
        case WR_I_ROW_QUEUE:
            row->n = seconds(r);
            row->value = share(area(r, of->index), row->n);
            break;
        case WR_I_ROW_MISSED:
            row->value = row->n = r->task_rows[of->index].missed;
            break;
        case WR_I_ROW_DAILY:
            row->n = r->daily_n[of->index];
            row->value = share(r->daily_sum[of->index], row->n);
            break;
        case WR_I_ROW_DELAY:
            delay(r, of, row);
            break;
        }
    }
    for (size_t i = 0; i < out->n_harms; i++) {
        uint32_t t = plan->harm_tally[i];
        out->harms[i] = (struct wr_sim_harm_row){r->tallies[t].sum, (double)r->tallies[t].n, r->beyond[t]};
    }
    return 0;
}

static int places(const struct wr_i_run *r, struct wr_sim_result *out)
{
    const struct wr_sim_plan *plan = r->plan;
    double all = seconds(r);

    out->n_places = plan->n_places;
    out->places = wr_arena_alloc(&out->arena, plan->n_places, sizeof *out->places);
    if (out->places == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < plan->n_places; i++) {
        const struct wr_i_place *x = &plan->places[i];
        struct wr_sim_place_row *row = &out->places[i];
        double open = open_area(r, i), in = area(r, x->level_in);
        row->mean_occupied = share(in, all);
        row->mean_open = open == INFINITY ? INFINITY : share(open, all);
        row->share_busy = share(in + area(r, x->level_turn), open);
        row->mean_blocked = share(area(r, x->level_blocked), all);
        row->mean_waiting = share(area(r, x->level_waiting), all);
        row->entries = r->entries[i];
        row->refused = r->refused[i];
        row->circles = r->circles[i];
        row->hour_occupied = by_hour(r, &out->arena, x->level_in, 0);
        row->hour_waiting = by_hour(r, &out->arena, x->level_waiting, 0);
        if (row->hour_occupied == NULL || row->hour_waiting == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    return 0;
}

static int resources(const struct wr_i_run *r, struct wr_sim_result *out)
{
    const struct wr_sim_plan *plan = r->plan;
    double all = seconds(r);

    out->n_resources = plan->model->n_resources;
    out->resources = wr_arena_alloc(&out->arena, plan->model->n_resources, sizeof *out->resources);
    if (out->resources == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < plan->model->n_resources; i++) {
        const struct wr_i_resource *x = &plan->resources[i];
        struct wr_sim_resource_row *row = &out->resources[i];
        double busy = area(r, x->level_busy), over = area(r, x->level_over);
        row->mean_busy = share(busy, all);
        row->mean_duty = share(duty_area(r, i), all);
        row->share_busy = share(busy - over, duty_area(r, i));
        row->overtime = over / WR_HOUR;
        row->mean_waiting = share(area(r, x->level_waiting), all);
        row->hour_busy = by_hour(r, &out->arena, x->level_busy, 0);
        row->hour_duty = by_hour(r, &out->arena, x->level_duty, x->duty);
        row->hour_waiting = by_hour(r, &out->arena, x->level_waiting, 0);
        if (row->hour_busy == NULL || row->hour_duty == NULL || row->hour_waiting == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    return 0;
}

/* A copy in the result's arena. */
static void *copy(struct wr_arena *arena, const void *from, size_t n, size_t size)
{
    void *to = wr_arena_alloc(arena, n, size);
    if (to != NULL && n > 0)
        memcpy(to, from, n * size);
    return to;
}

WR_I_RUN int wr_i_account(struct wr_i_run *r, struct wr_sim_result *out)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_arena *arena = &out->arena;
    int status;

    if ((status = rows_by_balance(r)) < 0 || (status = measures(r, out)) < 0 || (status = places(r, out)) < 0 ||
        (status = resources(r, out)) < 0)
        return status;
    out->collected = seconds(r);
    out->n_steps = plan->versions.n_steps;
    out->steps = copy(arena, r->steps, out->n_steps, sizeof *r->steps);
    out->n_downs = plan->n_things;
    out->downs = copy(arena, r->down_rows, plan->n_things, sizeof *r->down_rows);
    for (size_t i = 0; out->downs != NULL && i < plan->n_things; i++) {
        const struct wr_i_thing *x = &plan->things[i];
        out->downs[i].system = x->system;
        out->downs[i].resource = x->system < 0 ? (int)x->resource : -1;
        out->downs[i].down = area(r, x->level_down);
    }
    out->n_tasks = plan->versions.n_tasks;
    out->tasks = copy(arena, r->task_rows, out->n_tasks, sizeof *r->task_rows);
    out->n_needs = plan->n_wants;
    out->needs = copy(arena, r->needs, plan->n_wants, sizeof *r->needs);
    out->n_kinds = plan->n_kinds;
    out->kinds = copy(arena, r->kinds, plan->n_kinds, sizeof *r->kinds);
    out->n_present = r->n_batches;
    out->present = copy(arena, r->batches, r->n_batches, sizeof *r->batches);
    if (out->steps == NULL || out->downs == NULL || out->tasks == NULL || out->needs == NULL || out->kinds == NULL || out->present == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < plan->n_wants; i++) {
        out->needs[i].step = plan->want_step[i];
        out->needs[i].item = plan->want_item[i];
    }
    for (size_t i = 0; i < plan->n_kinds; i++) {
        out->kinds[i].left_as = copy(arena, r->left_as + i * plan->n_outcomes, plan->n_outcomes, sizeof(double));
        if (out->kinds[i].left_as == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    out->present_batch = r->present_batch;
    out->events =
        (double)(r->arrivals + r->begun - r->taken_back - wr_i_calendar_count(&r->calendar) - wr_i_calendar_count(&r->far) + r->at_once);
    out->most_present = r->most_present;
    out->checksum = r->checksum;
    return 0;
}
