/* One replication: the event loop. The next event is the least of three: the calendar's ends of work, the clock, the next arrival; at one
 * instant clocks come first, then ends in the order begun, then arrivals in file order (rule 15). After each event the ends of steps of no
 * length are carried through, first caused, first done. */
#include "sim/run_internal.h"

#include <stdio.h>

#include "base/mem.h"

#define LOOK 4096            /* events between two looks at whether somebody asked to stop */
#define STUCK (400 * WR_DAY) /* drained runs: so long without an event, and nobody will ever move again */

int wr_sim_worker_new(struct wr_sim_worker **out)
{
    struct wr_sim_worker *w = wr_mem_alloc(1, sizeof *w);

    *out = w;
    if (w == NULL)
        return wr_fail(WR_ERR_MEMORY);
    wr_arena_init(&w->arena, 0);
    return 0;
}

static void free_chunk(const char *chunk)
{
    char *memory;

    memcpy(&memory, chunk - sizeof memory, sizeof memory);
    wr_mem_free(memory);
}

void wr_sim_worker_free(struct wr_sim_worker *w)
{
    if (w == NULL)
        return;
    wr_arena_free(&w->arena);
    wr_i_heap_free(&w->calendar.heap);
    wr_i_heap_free(&w->far.heap);
    for (size_t i = 0; i < w->n_chunks; i++)
        free_chunk(w->chunks[i]);
    wr_mem_free(w->chunks);
    wr_mem_free(w->agenda);
    wr_mem_free(w->more);
    wr_mem_free(w->held);
    wr_mem_free(w->stopped);
    wr_mem_free(w->candidates);
    wr_mem_free(w->rings);
    wr_mem_free(w->papers);
    wr_mem_free(w);
}

static int add_chunk(struct wr_i_run *r)
{
    struct wr_sim_worker *w = r->worker;
    char *memory, *chunk;

    if (w->n_chunks == w->chunks_capacity) {
        size_t capacity = w->chunks_capacity == 0 ? 64 : 2 * w->chunks_capacity;
        char **grown = wr_mem_resize(w->chunks, capacity, sizeof *grown);
        if (grown == NULL)
            return wr_fail(WR_ERR_MEMORY);
        w->chunks = grown;
        w->chunks_capacity = capacity;
    }
    memory = wr_mem_alloc((size_t)WR_I_CHUNK * r->stride + 2 * WR_I_LINE, 1);
    if (memory == NULL)
        return wr_fail(WR_ERR_MEMORY);
    /* on a cache line, and behind what it takes to free it */
    chunk = memory + sizeof memory + (-((uintptr_t)memory + sizeof memory) & (WR_I_LINE - 1));
    memcpy(chunk - sizeof memory, &memory, sizeof memory);
    w->chunks[w->n_chunks++] = chunk;
    return 0;
}

/* A record never used before, or WR_I_NOBODY. */
WR_I_RUN uint32_t wr_i_slot_fresh(struct wr_i_run *r)
{
    uint32_t slot = r->fresh_slot;

    if (slot >= WR_I_SLOTS - 1) {
        if (r->status == 0) {
            r->status = wr_fail(WR_ERR_LIMIT);
            r->why = "more than 16 million patients are present at once: a queue grows without end, more come than can be seen";
        }
        return WR_I_NOBODY;
    }
    if (slot >> WR_I_CHUNK_BITS >= r->worker->n_chunks) {
        int status = add_chunk(r);
        if (status < 0) {
            r->status = status;
            r->why = "out of memory for the patients present: a queue may be growing without end";
            return WR_I_NOBODY;
        }
        r->chunks = r->worker->chunks;
    }
    r->fresh_slot++;
    return slot;
}

WR_I_RUN int wr_i_endless(struct wr_i_run *r, const struct wr_i_patient *p)
{
    snprintf(r->worker->why, sizeof r->worker->why,
             "%s %lu goes round and round without any time passing, at the step %s: give one of the steps of that loop a time",
             r->plan->kinds[p->kind].name, (unsigned long)p->number, r->plan->steps[p->step].name);
    r->why = r->worker->why;
    return wr_fail(WR_ERR_LIMIT);
}

WR_I_RUN void wr_i_agenda(struct wr_i_run *r)
{
    while (r->agenda_first < r->agenda_n) {
        uint32_t slot = r->agenda[r->agenda_first++];
        if (WR_UNLIKELY(slot & WR_I_LOOKS)) {
            if (slot == WR_I_NOBODY) /* an end that was taken back */
                continue;
            if ((slot & WR_I_LOOKS_SURGE) == WR_I_LOOKS_SURGE) {
                wr_i_surge_look(r, slot & ~WR_I_LOOKS_SURGE);
                continue;
            }
            struct wr_i_patient *p = wr_i_at(r, slot &= ~WR_I_LOOKS);
            if (p->state == WR_I_WAITS_PLACE) /* else it has moved on since */
                wr_i_circle_of(r, slot, p, &r->plan->steps[p->step]);
            continue;
        }
        if (WR_UNLIKELY(++r->moves > WR_I_MOVES + 16ul * r->present)) {
            const struct wr_i_patient *p = wr_i_at(r, slot);
            if (p->state == WR_I_TASK_WORKS)
                wr_i_task_endless(r, wr_i_task_index(r, p));
            if (r->status == 0)
                r->status = p->state == WR_I_WORKS || p->state == WR_I_CHASES || p->state == WR_I_GROUP_WORKS ? wr_i_endless(r, p)
                                                                                                              : wr_fail(WR_ERR_LIMIT);
            break;
        }
        r->checksum = (r->checksum ^ slot) * 0x9E3779B97F4A7C15u;
        r->at_once++;
        wr_i_ends(r, slot);
    }
    r->agenda_first = r->agenda_n = 0;
}

/* Whether something is set for a patient: work, chasing, a moment of patience. Tasks go on for ever, and tell nothing. */
static bool somebody_moves(const struct wr_i_run *r)
{
    for (uint32_t slot = 0; slot < r->fresh_slot; slot++) {
        const struct wr_i_patient *p = wr_i_at(r, slot);
        if (p->state == WR_I_WORKS || p->state == WR_I_CHASES)
            return true;
        for (uint32_t c = WR_I_UNLESS; p->state != WR_I_FREE && c <= WR_I_GIVES_UP; c++)
            if (r->plan->at_later[c] != WR_I_NONE && *(const uint64_t *)wr_i_part(p, r->plan->at_later[c]) != 0)
                return true;
    }
    return false;
}

/* What patients have begun so far, where tasks go on beside them. */
static uint64_t patients_begun(const struct wr_i_run *r)
{
    double n = 0;

    for (size_t i = 0; i < r->plan->n_steps; i++)
        n += r->steps[i].started + r->steps[i].sent_elsewhere + r->steps[i].gave_up + r->steps[i].cut_short;
    return (uint64_t)n;
}

/* Nobody is left, or nobody will ever move: only for runs that are drained. True: the run is over. */
static bool drained(struct wr_i_run *r)
{
    uint64_t begun;

    if (r->next_arrival != INFINITY)
        return false;
    if (r->present == 0) { /* a space that is still turned round, or staff at it, are nobody's stay */
        wr_i_settle(r, r->now);
        if (r->watch != NULL)
            wr_i_walk_thing(r, "run", "collection ends");
        r->status = WR_I_FINISHED;
        return true;
    }
    if (r->plan->n_tasks == 0 && wr_i_calendar_count(&r->calendar) + wr_i_calendar_count(&r->far) > 0)
        return false;
    begun = r->plan->n_tasks == 0 ? r->begun + r->at_once : patients_begun(r);
    if (begun != r->stuck_begun) { /* somebody has begun something since */
        r->stuck_begun = begun;
        r->stuck_since = r->now;
    }
    if (r->next_clock - r->stuck_since > STUCK) {
        if (r->plan->n_tasks > 0 && somebody_moves(r)) {
            r->stuck_since = r->now;
            return false;
        }
        snprintf(r->worker->why, sizeof r->worker->why,
                 "after the last arrival %lu patients wait for ever: for staff that is never on duty in such numbers, a place that "
                 "never has room, or what nothing will bring: an opening, companions, what nobody tells them",
                 (unsigned long)r->present);
        r->why = r->worker->why;
        r->status = wr_fail(WR_ERR_LIMIT);
        return true;
    }
    return false;
}

/* Time has come to t: an end, or (what not 0) an arrival. */
static inline void comes_to(struct wr_i_run *r, double t, uint64_t what)
{
    uint64_t bits;

    if (t > r->now) {
        r->now = t;
        r->rel = t - r->base;
        r->instant++;
        r->moves = 0;
    }
    memcpy(&bits, &t, sizeof bits);
    r->checksum = (r->checksum ^ bits ^ what) * 0x9E3779B97F4A7C15u;
}

/* The least entry of `far` that still counts. */
static __attribute__((noinline)) struct wr_i_entry far_true(struct wr_i_run *r, struct wr_i_entry first)
{
    while (first.time < INFINITY && wr_i_work_stale(r, first)) {
        wr_i_calendar_take(&r->far);
        r->taken_back++;
        first = wr_i_calendar_first(&r->far);
    }
    return first;
}
WR_I_HOT struct wr_i_entry far_first(struct wr_i_run *r)
{
    struct wr_i_entry first = wr_i_calendar_first(&r->far);

    return WR_LIKELY(r->plan->at_work == WR_I_NONE) ? first : far_true(r, first);
}

/* When the clock or an end in `far` may be next; `near` is the least key of the other heap. False: the run is over. */
static __attribute__((noinline)) bool rare(struct wr_i_run *r, struct wr_i_entry near)
{
    struct wr_i_entry far = far_first(r);
    bool is_far = wr_i_entry_before(far, near);
    double end = is_far ? far.time : near.time;

    if (r->plan->collect_to == INFINITY && r->present == 0 && drained(r))
        return false;
    if ((end <= r->next_arrival ? end : r->next_arrival) >= r->next_clock) {
        if (r->plan->collect_to == INFINITY && drained(r))
            return false;
        wr_i_clocks(r);
    } else if (end > r->next_arrival) {
        /* what made this moment a rare one has been taken back since: the arrival is next, in the usual way */
    } else if (is_far) {
        wr_i_calendar_take(&r->far);
        comes_to(r, end, 0);
        if (wr_i_key_category(far.rest) == WR_I_ENDS)
            wr_i_ends(r, wr_i_key_slot(far.rest));
        else
            wr_i_later(r, wr_i_key_category(far.rest), wr_i_key_slot(far.rest));
    } else {
        wr_i_calendar_take(&r->calendar);
        comes_to(r, end, 0);
        wr_i_ends(r, wr_i_key_slot(near.rest));
    }
    r->next_rare = far_first(r).time;
    r->next_rare = r->next_clock < r->next_rare ? r->next_clock : r->next_rare;
    if (r->present == 0 && r->next_arrival == INFINITY) /* the last has left at the clock's moment: drained, as in leave() */
        r->next_rare = r->now;
    return true;
}

static void loop(struct wr_i_run *r)
{
    r->next_rare = r->next_clock;
    while (r->status == 0) {
        if (wr_ctx_stop(r->ctx)) {
            r->status = WR_ERR_CANCELLED;
            return;
        }
        if (WR_UNLIKELY(r->begun >= WR_I_BEGUN - 1000 * LOOK)) { /* a thousand ends of no length for each event: far more than there are */
            r->status = wr_fail(WR_ERR_LIMIT);
            r->why = "more than 68 thousand million pieces of work in one run: take a shorter run and more replications";
            return;
        }
        for (int n = 0; n < LOOK && r->status == 0; n++) {
            struct wr_i_entry first = wr_i_calendar_first(&r->calendar);
            double end = first.time, next = end < r->next_arrival ? end : r->next_arrival;
            /* Whose end it would be, and of what, is looked up before it is known that an end is next: what comes next is foreseen wrongly one
             * time in three, and these looks, each at what the one before found, are then under way already. */
            struct wr_i_patient *p = wr_i_at(r, wr_i_key_slot(first.rest));
            const struct wr_i_step *s = &r->plan->steps[p->step];
            uint32_t flags = s->flags;
            __asm__ volatile("" : "+r"(p), "+r"(s), "+r"(flags)); /* or the compiler moves them back */
            if (WR_UNLIKELY(next >= r->next_rare)) {
                if (!rare(r, first))
                    return;
            } else if (end <= r->next_arrival) {
                wr_i_calendar_take(&r->calendar);
                comes_to(r, end, 0);
                ends(r, wr_i_key_slot(first.rest), p, s, flags);
            } else {
                comes_to(r, r->next_arrival, ~(uint64_t)r->next_kind);
                arrives(r, r->next_kind);
                wr_i_stream_next(r);
                if (WR_UNLIKELY(r->next_arrival == INFINITY) && r->present == 0)
                    r->next_rare = r->now; /* the last to come has left at once: drained, as in leave() */
            }
            if (r->agenda_n > 0)
                wr_i_agenda(r);
            wr_i_check(r);
        }
    }
}

/* Everything that the replication needs, in the worker's arena. */
static int prepare(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    struct wr_arena *a = &r->worker->arena;
    size_t queues = plan->n_sigs + plan->n_places + plan->n_gates, needs = 0;

#define TAKE(field, count)                                                                                                                 \
    do {                                                                                                                                   \
        r->field = wr_arena_alloc(a, (count), sizeof *r->field);                                                                           \
        if (r->field == NULL)                                                                                                              \
            return wr_fail(WR_ERR_MEMORY);                                                                                                 \
    } while (0)
    TAKE(level, plan->n_levels);
    TAKE(level_acc, plan->n_levels);
    TAKE(hours, (plan->hourly ? WR_SIM_HOURS : 1) * plan->n_levels);
    r->queue_size = sizeof(struct wr_i_queue) + plan->n_priorities * sizeof(struct wr_i_ends);
    TAKE(queues, queues * r->queue_size);
    TAKE(free, plan->n_resources);
    TAKE(duty, plan->n_resources);
    TAKE(group_waiting, plan->n_groups);
    TAKE(marks, plan->n_resources);
    TAKE(dropped, plan->n_sigs);
    TAKE(reached, plan->n_sigs);
    TAKE(lacking_at, plan->n_sigs);
    for (size_t i = 0; i < plan->n_sigs; i++) {
        r->lacking_at[i] = (uint32_t)needs;
        needs += plan->sigs[i].n;
    }
    TAKE(lacking, needs);
    TAKE(space, plan->n_places);
    TAKE(spaces, plan->n_places);
    TAKE(open, plan->n_places);
    TAKE(turned, plan->n_places);
    TAKE(waiting_for, plan->n_steps);
    TAKE(before, plan->n_places);
    TAKE(line, plan->n_places + 1);
    for (size_t i = 0; i < plan->n_places && r->between == NULL; i++)
        if (plan->places[i].circle != WR_I_NONE)
            TAKE(between, plan->n_places * plan->n_places);
    TAKE(tallies, plan->n_tallies + 1); /* the last is nobody's */
    TAKE(beyond, plan->n_tallies);
    TAKE(sketches, plan->n_tallies);
    for (size_t i = 0; i < plan->n_tallies; i++)
        wr_tally_sketch_init(&r->sketches[i], a);
    TAKE(batches, WR_I_PRESENT);
    TAKE(steps, plan->n_steps);
    TAKE(needs, plan->n_wants);
    TAKE(entries, plan->n_places);
    TAKE(refused, plan->n_places);
    TAKE(circles, plan->n_places);
    TAKE(kinds, plan->n_kinds);
    TAKE(left_as, plan->n_kinds * plan->n_outcomes);
    TAKE(arrived_before, plan->n_kinds);
    TAKE(waited_before, plan->n_steps);
    TAKE(worked_before, plan->n_steps);
    TAKE(daily, plan->n_daily);
    for (size_t i = 0; i < plan->n_daily; i++)
        TAKE(daily[i], plan->daily[i].most + 2);
    TAKE(daily_sum, plan->n_daily);
    TAKE(daily_n, plan->n_daily);
    TAKE(clock_next, plan->n_clocks);
    TAKE(clock_state, plan->n_clocks);
    TAKE(daily_next, plan->n_daily);
    TAKE(gate_open, plan->n_gates);
    TAKE(surges, plan->n_surges);
    TAKE(down, plan->n_things);
    TAKE(downtimes, plan->n_downs);
    TAKE(typed, plan->n_things);
    TAKE(down_rows, plan->n_things);
    TAKE(gate_round, plan->n_gates);
    TAKE(gate_due, plan->n_gates);
    TAKE(share, plan->most_branches);
    TAKE(share_changed, plan->most_branches);
    TAKE(tasks, plan->n_tasks);
    TAKE(task_rows, plan->n_tasks);
    if (plan->n_tasks > 0)
        TAKE(there, plan->n_places);
    if (plan->at_work != WR_I_NONE) {
        TAKE(works, WR_I_LISTS(plan));
        for (size_t i = 0; i < WR_I_LISTS(plan); i++)
            r->works[i] = (struct wr_i_ends){WR_I_NOBODY, WR_I_NOBODY};
    }
#undef TAKE
    return 0;
}

int wr_sim_run(struct wr_sim_plan *plan, struct wr_sim_worker *worker, const struct wr_ctx *ctx, uint64_t seed, uint64_t replication,
               const struct wr_sim_watcher *watcher, struct wr_sim_result *out, const char **why)
{
    struct wr_i_run run = {0}, *r = &run;
    int status;

    *out = (struct wr_sim_result){.replication = replication};
    wr_arena_init(&out->arena, 0);
    if (why != NULL)
        *why = NULL;
    wr_arena_reset(&worker->arena);
    r->plan = plan;
    r->worker = worker;
    r->ctx = ctx;
    r->watch = watcher;
    r->watched = watcher == NULL ? 0 : WR_I_STEP_MORE_ASKING | WR_I_STEP_MORE_START | WR_I_STEP_MORE_END;
    r->replication = replication;
    r->key = wr_draw_key_init(seed, (uint32_t)replication);
    r->leaving_as = -1;
    r->instant = 1;
    r->checksum = 0x243F6A8885A308D3u ^ replication;
    r->free_slot = WR_I_NOBODY;
    r->stride = plan->stride;
    if (worker->chunk_stride != plan->stride) { /* another model's records */
        while (worker->n_chunks > 0)
            free_chunk(worker->chunks[--worker->n_chunks]);
        worker->chunk_stride = plan->stride;
    }
    if (worker->n_rings < plan->n_ahead) {
        wr_mem_free(worker->rings);
        worker->n_rings = 0;
        worker->rings = wr_mem_alloc(plan->n_ahead, 2 * WR_I_RING * sizeof *worker->rings);
        if (worker->rings == NULL)
            return wr_fail(WR_ERR_MEMORY);
        worker->n_rings = plan->n_ahead;
    }
    r->chunks = worker->chunks;
    r->calendar = worker->calendar;
    r->far = worker->far;
    r->agenda = worker->agenda;
    r->agenda_capacity = worker->agenda_capacity;
    if ((status = wr_i_calendar_clear(&r->calendar)) < 0 || (status = wr_i_calendar_clear(&r->far)) < 0)
        goto out;
    if ((status = prepare(r)) < 0 || (status = wr_i_shifts_init(r)) < 0 || (status = wr_i_streams_init(r)) < 0)
        goto out;
    if (worker->n_chunks == 0 && (status = add_chunk(r)) < 0) /* the loop looks at record 0 even when nobody is there */
        goto out;
    r->chunks = worker->chunks;
    wr_i_at(r, 0)->step = 0;
    wr_i_clocks_init(r);
    if ((status = wr_i_check_init(r)) < 0)
        goto out;
    r->stuck_since = r->now;
    loop(r);
    status = r->status;
    if (status < 0)
        goto out;
    status = wr_i_account(r, out);
out:
    wr_i_check_free(r);
    worker->calendar = r->calendar;
    worker->far = r->far;
    worker->agenda = r->agenda;
    worker->agenda_capacity = r->agenda_capacity;
    if (status < 0) {
        if (why != NULL)
            *why = r->why != NULL ? r->why : wr_err_words(status);
        out->cancelled = status == WR_ERR_CANCELLED;
    }
    return status;
}

void wr_sim_result_free(struct wr_sim_result *result)
{
    wr_arena_free(&result->arena);
    *result = (struct wr_sim_result){0};
}
