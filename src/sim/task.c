/* Tasks: work beside the pathway (rule 13; docs/rules.md, H). Each that is due is a record of its own (WR_I_TASK_WAITS, WR_I_TASK_WORKS, or stopped),
 * which asks for staff like a patient. One for a patient hangs on the patient's record and falls away when they leave the place. What comes by
 * chance for a patient has a record that only waits for its moment (WR_I_TASK_GAP). */
#include "sim/run_internal.h"

#include <stdio.h>

#define TASKS_AT_ONCE 1000000 /* due within one instant: more, and it never ends */
#define LOOK_AHEAD 100000     /* moments of `every` at which `when` does not hold, passed over at once */

static struct wr_i_task_of *of(const struct wr_i_run *r, const struct wr_i_patient *q) { return wr_i_part(q, r->plan->at_task); }
static struct wr_i_there *there(const struct wr_i_run *r, const struct wr_i_patient *p) { return wr_i_part(p, r->plan->at_task); }

/* What is counted of all versions of a task together. */
static struct wr_i_task_run *run_of(const struct wr_i_run *r, uint32_t task) { return &r->tasks[r->plan->tasks[task].of]; }
static struct wr_sim_task_row *row_of(const struct wr_i_run *r, uint32_t task) { return &r->task_rows[r->plan->tasks[task].of]; }

/* Whose it is; NULL: nobody's. */
static struct wr_i_patient *owner_of(const struct wr_i_run *r, const struct wr_i_patient *q)
{
    uint32_t owner = of(r, q)->owner;
    return owner == WR_I_NOBODY ? NULL : wr_i_at(r, owner);
}

/* Says one of the lines of tests/rules/README.md, `%s` being the task's name. */
static void say_task(struct wr_i_run *r, const struct wr_i_patient *q, const char *before, const char *after)
{
    const char *name = r->plan->tasks[of(r, q)->task].name;

    if (r->watch == NULL)
        return;
    if (of(r, q)->owner == WR_I_NOBODY)
        wr_i_walk_thing(r, name, "%s%s%s", before, name, after);
    else
        wr_i_walk(r, q, "%s%s%s", before, name, after);
}

/* ---- who is in a place, in the order in which they entered ---- */

WR_I_RUN void wr_i_own_slot(const struct wr_i_run *r, uint32_t slot, const struct wr_i_patient *p)
{
    if (r->plan->at_task != WR_I_NONE)
        there(r, p)->own = slot;
}

static void is_no_more_in(struct wr_i_run *r, const struct wr_i_patient *p)
{
    struct wr_i_there *t = there(r, p);
    struct wr_i_ends *list;

    if (t->in == 0)
        return;
    list = &r->there[t->in - 1];
    if (t->prev != WR_I_NOBODY)
        there(r, wr_i_at(r, t->prev))->next = t->next;
    else
        list->head = t->next;
    if (t->next != WR_I_NOBODY)
        there(r, wr_i_at(r, t->next))->prev = t->prev;
    else
        list->tail = t->prev;
    t->in = 0;
}

static void next_gap(struct wr_i_run *r, uint32_t slot, const struct wr_i_patient *q);
static uint32_t new_record(struct wr_i_run *r, uint32_t task, uint32_t owner, enum wr_i_state state);

WR_I_RUN void wr_i_task_place_entered(struct wr_i_run *r, struct wr_i_patient *p, int32_t place)
{
    const struct wr_i_place *x = &r->plan->places[place];
    struct wr_i_there *t = there(r, p);

    is_no_more_in(r, p);
    if (x->n_tasks == 0)
        return;
    struct wr_i_ends *list = &r->there[place];
    t->in = (uint32_t)place + 1;
    t->entered = ++r->entered;
    t->prev = list->tail;
    t->next = WR_I_NOBODY;
    if (list->tail != WR_I_NOBODY)
        there(r, wr_i_at(r, list->tail))->next = t->own;
    else
        list->head = t->own;
    list->tail = t->own;
    for (uint32_t i = 0; i < x->n_tasks; i++)
        if (!(r->plan->tasks[x->tasks[i]].every > 0)) {
            uint32_t slot = new_record(r, x->tasks[i], t->own, WR_I_TASK_GAP);
            if (slot == WR_I_NOBODY)
                return;
            next_gap(r, slot, wr_i_at(r, slot));
        }
}

/* ---- records ---- */

/* A record for a task, hung on its owner (a slot, or WR_I_NOBODY). */
static uint32_t new_record(struct wr_i_run *r, uint32_t task, uint32_t owner, enum wr_i_state state)
{
    uint32_t slot = wr_i_slot_new(r);
    struct wr_i_patient *q;
    struct wr_i_task_of *t;

    if (WR_UNLIKELY(slot == WR_I_NOBODY))
        return slot;
    q = wr_i_at(r, slot);
    q->step = 0; /* the loop looks at it before it knows whose end it is */
    q->place = -1;
    q->state = state;
    t = of(r, q);
    *t = (struct wr_i_task_of){task, owner, WR_I_NOBODY, WR_I_NOBODY};
    if (owner != WR_I_NOBODY) {
        const struct wr_i_patient *p = wr_i_at(r, owner);
        struct wr_i_there *on = there(r, p);
        q->arrived = p->arrived;
        q->kind = p->kind;
        q->number = p->number;
        wr_i_work_of(r, q)->rank = WR_I_RANK_TASKS + r->plan->tasks[task].of;
        t->prev = on->last - 1; /* kept as slot + 1, so that zeroed memory says none; none less 1 is WR_I_NOBODY */
        if (t->prev != WR_I_NOBODY)
            of(r, wr_i_at(r, t->prev))->next = slot;
        else
            on->first = slot + 1;
        on->last = slot + 1;
    } else {
        q->arrived = INFINITY; /* of equals it comes behind patients, and behind turnarounds */
        q->kind = (uint16_t)(r->plan->n_places + r->plan->tasks[task].of);
        q->number = (uint32_t)run_of(r, task)->due;
    }
    return slot;
}

static void taken_off(struct wr_i_run *r, const struct wr_i_patient *q)
{
    const struct wr_i_task_of *t = of(r, q);
    struct wr_i_there *on;

    if (t->owner == WR_I_NOBODY)
        return;
    on = there(r, wr_i_at(r, t->owner));
    if (t->prev != WR_I_NOBODY)
        of(r, wr_i_at(r, t->prev))->next = t->next;
    else
        on->first = t->next + 1;
    if (t->next != WR_I_NOBODY)
        of(r, wr_i_at(r, t->next))->prev = t->prev;
    else
        on->last = t->prev + 1;
}

/* No longer due and not begun. */
static void waits_no_longer(struct wr_i_run *r, const struct wr_i_patient *q)
{
    uint32_t task = of(r, q)->task;

    run_of(r, task)->waiting--;
    if (r->plan->tasks[task].level_queue != WR_I_NONE)
        wr_i_level_down(r, r->plan->tasks[task].level_queue);
}

/* It waits or works no more; its staff pass on. */
static void ends_early(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *q)
{
    if (q->state == WR_I_TASK_WAITS)
        waits_no_longer(r, q);
    taken_off(r, q);
    wr_i_work_cancel(r, slot);
    wr_i_slot_free(r, slot, q);
}

/* ---- due, begun, ended ---- */

/* The same task of the same owner that is due and not begun, or WR_I_NOBODY. */
static uint32_t not_begun(const struct wr_i_run *r, uint32_t task, uint32_t owner)
{
    if (owner == WR_I_NOBODY)
        return run_of(r, task)->slot;
    for (uint32_t slot = there(r, wr_i_at(r, owner))->first - 1; slot != WR_I_NOBODY; slot = of(r, wr_i_at(r, slot))->next)
        if (wr_i_at(r, slot)->state == WR_I_TASK_WAITS && r->plan->tasks[of(r, wr_i_at(r, slot))->task].of == r->plan->tasks[task].of)
            return slot;
    return WR_I_NOBODY;
}

WR_I_RUN void wr_i_task_endless(struct wr_i_run *r, uint32_t task)
{
    if (r->status != 0)
        return;
    r->status = wr_fail(WR_ERR_LIMIT);
    snprintf(r->worker->why, sizeof r->worker->why,
             "the task %s is due again and again without any time passing: let more time lie between", r->plan->tasks[task].name);
    r->why = r->worker->why;
}

/* One more moment of a task has come in this instant: too many, and time would stand still. */
static void goes_on_coming(struct wr_i_run *r, uint32_t task)
{
    if (WR_UNLIKELY(++r->moves > TASKS_AT_ONCE + 16ul * r->present))
        wr_i_task_endless(r, task);
}

static void is_due(struct wr_i_run *r, uint32_t task, uint32_t owner)
{
    const struct wr_i_task *x = &r->plan->tasks[task];
    uint32_t slot = not_begun(r, task, owner), sig;
    struct wr_i_patient *q, *p = owner == WR_I_NOBODY ? NULL : wr_i_at(r, owner);

    if (slot != WR_I_NOBODY) {
        q = wr_i_at(r, slot);
        say_task(r, q, "misses ", "");
        row_of(r, task)->missed += 1;
        if (owner == WR_I_NOBODY)
            run_of(r, task)->slot = WR_I_NOBODY;
        ends_early(r, slot, q);
    }
    run_of(r, task)->due += owner == WR_I_NOBODY; /* of its draws: those of patients go by theirs */
    row_of(r, task)->due += 1;
    slot = new_record(r, task, owner, WR_I_MOVING);
    if (WR_UNLIKELY(slot == WR_I_NOBODY))
        return;
    q = wr_i_at(r, slot);
    q->asked = q->got = r->now;
    q->priority = (enum wr_i_class)(x->priority == NULL ? r->plan->usual_priority : (uint32_t)wr_i_value_known(r, x->priority, p));
    say_task(r, q, "is due: ", "");
    run_of(r, task)->waiting++;
    if (x->level_queue != WR_I_NONE)
        wr_i_level_up(r, x->level_queue);
    sig = wr_i_staff_sig(r, &x->with, p);
    if (!wr_i_staff_get(r, sig, q)) {
        if (WR_UNLIKELY(r->watch != NULL)) {
            if (p == NULL)
                wr_i_walk_thing(r, x->name, "waits for %s", r->plan->sigs[sig].text);
            else
                wr_i_walk(r, q, "waits for %s", r->plan->sigs[sig].text);
        }
        q->state = WR_I_TASK_WAITS;
        if (owner == WR_I_NOBODY)
            run_of(r, task)->slot = slot;
        wr_i_staff_wait(r, sig, slot, q);
        return;
    }
    wr_i_task_begins(r, slot, q);
}

WR_I_RUN void wr_i_task_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *q)
{
    uint32_t task = of(r, q)->task, sig = wr_i_has(r, q);
    const struct wr_i_task *x = &r->plan->tasks[task];
    struct wr_i_patient *p = owner_of(r, q);
    struct wr_sim_task_row *row = row_of(r, task);
    struct wr_draw_id id = {q->number, x->owner, x->purpose_takes, 0};
    double time = 0, u[2];

    waits_no_longer(r, q);
    if (p == NULL && run_of(r, task)->slot == slot)
        run_of(r, task)->slot = WR_I_NOBODY;
    row->started += 1;
    row->wait += r->now - q->asked;
    if (x->wait != WR_I_NONE)
        wr_i_value_seen(r, x->wait, p != NULL ? p : q, r->now - q->asked);
    if (p != NULL) {
        id.owner = r->plan->kinds[p->kind].owner;
        id.visit = (*wr_i_part_u32(p, x->begun))++;
    }
    if (x->takes != NULL) {
        wr_draw_pair(r->key, &id, 0, u);
        time = wr_i_value_draw(r, x->takes, p, &id, 0, u[0]);
    }
    for (const struct wr_i_dip *dip = x->dips; dip != NULL; dip = dip->next)
        if (r->now >= dip->from && r->now < dip->from + dip->lasts)
            time *= wr_i_value_known(r, dip->times, p);
    if (!(time > 0))
        time = 0;
    row->time += time;
    if (sig == WR_I_NONE)
        say_task(r, q, "starts ", "");
    else if (WR_UNLIKELY(r->watch != NULL)) {
        if (p == NULL)
            wr_i_walk_thing(r, x->name, "starts %s with %s", x->name, r->plan->sigs[sig].text);
        else
            wr_i_walk(r, q, "starts %s with %s", x->name, r->plan->sigs[sig].text);
    }
    q->state = WR_I_TASK_WORKS;
    wr_i_ends_in(r, slot, time);
}

WR_I_RUN void wr_i_task_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *q)
{
    uint32_t sig = wr_i_has(r, q);

    say_task(r, q, "ends ", "");
    row_of(r, of(r, q)->task)->ended += 1;
    taken_off(r, q);
    wr_i_slot_free(r, slot, q);
    if (sig != WR_I_NONE)
        wr_i_staff_release(r, sig);
}

WR_I_RUN void wr_i_task_place_left(struct wr_i_run *r, struct wr_i_patient *p, int32_t place)
{
    struct wr_i_there *t = there(r, p);
    uint32_t slot, next;

    if (t->in == (uint32_t)place + 1)
        is_no_more_in(r, p);
    for (slot = t->first - 1; slot != WR_I_NOBODY; slot = next) {
        struct wr_i_patient *q = wr_i_at(r, slot);
        uint32_t task = of(r, q)->task;
        next = of(r, q)->next;
        if (r->plan->tasks[task].place != place)
            continue;
        if (q->state == WR_I_TASK_GAP) {
            wr_i_later_forget(r, q, WR_I_TASK_DUE);
            taken_off(r, q);
            wr_i_slot_free(r, slot, q);
            continue;
        }
        say_task(r, q, "", " falls away");
        row_of(r, task)->fell_away += 1;
        ends_early(r, slot, q);
        next = t->first - 1; /* what its staff began may be one of these */
    }
}

WR_I_RUN uint32_t wr_i_task_index(const struct wr_i_run *r, const struct wr_i_patient *q) { return of(r, q)->task; }
WR_I_RUN struct wr_i_patient *wr_i_task_owner(const struct wr_i_run *r, const struct wr_i_patient *q) { return owner_of(r, q); }

/* ---- when ---- */

static bool holds_now(const struct wr_i_run *r, const struct wr_i_task *x, double t)
{
    return t >= x->begins && t < x->until && (x->when == NULL || wr_when_holds(&r->plan->model->clock, x->when, t));
}

/* The gap that begins now. */
static double gap_of(struct wr_i_run *r, const struct wr_i_task *x, const struct wr_i_patient *p, struct wr_draw_id id)
{
    double u[2], gap;

    wr_draw_pair(r->key, &id, 0, u);
    gap = wr_i_value_draw(r, x->gap, p, &id, 0, u[0]);
    return gap > 0 ? gap : 0;
}

/* q's next moment. */
static void next_gap(struct wr_i_run *r, uint32_t slot, const struct wr_i_patient *q)
{
    const struct wr_i_task *x = &r->plan->tasks[of(r, q)->task];
    const struct wr_i_patient *p = owner_of(r, q);
    struct wr_draw_id id = {p->number, r->plan->kinds[p->kind].owner, x->purpose_gap, (*wr_i_part_u32(p, x->gaps))++};

    wr_i_later_put(r, r->now + gap_of(r, x, p, id), WR_I_TASK_DUE, slot);
}

WR_I_RUN void wr_i_task_by_chance(struct wr_i_run *r, uint32_t slot, const struct wr_i_patient *q)
{
    uint32_t task = of(r, q)->task;

    if (holds_now(r, &r->plan->tasks[task], r->now))
        is_due(r, task, of(r, q)->owner);
    goes_on_coming(r, task);
    next_gap(r, slot, q);
}

/* The next moment of a task that is due by the clock, or by chance and for nobody. */
static void next_moment(struct wr_i_run *r, uint32_t task, double now)
{
    const struct wr_i_task *x = &r->plan->tasks[task];
    struct wr_i_task_run *t = &r->tasks[task];
    double midnight = -r->plan->model->clock.start_of_day;

    if (!(x->every > 0)) {
        struct wr_draw_id id = {(uint32_t)++t->gaps, x->owner, x->purpose_gap, 0};
        t->next = now + gap_of(r, x, NULL, id);
        return;
    }
    for (int i = 0; i < LOOK_AHEAD; i++) {
        t->next = midnight + (double)t->times++ * x->every;
        if (holds_now(r, x, t->next))
            return;
    }
}

static void due_for_all(struct wr_i_run *r, uint32_t task)
{
    const struct wr_i_task *x = &r->plan->tasks[task];
    uint64_t last = r->entered, done = 0;
    uint32_t slot;

    if (x->place < 0) {
        is_due(r, task, WR_I_NOBODY);
        wr_i_agenda(r);
        return;
    }
    for (slot = r->there[x->place].head; slot != WR_I_NOBODY && r->status == 0;) {
        const struct wr_i_there *t = there(r, wr_i_at(r, slot));
        if (t->entered > last)
            return;
        if (t->entered > done) {
            done = t->entered;
            is_due(r, task, slot);
            wr_i_agenda(r);
            if (t->in != (uint32_t)x->place + 1 || t->entered != done) { /* has gone meanwhile */
                slot = r->there[x->place].head;
                continue;
            }
        }
        slot = t->next;
    }
}

WR_I_RUN double wr_i_tasks_due(struct wr_i_run *r)
{
    double next = INFINITY;

    for (uint32_t i = 0; i < r->plan->n_tasks; i++) {
        uint32_t task = r->plan->task_order[i];
        struct wr_i_task_run *t = &r->tasks[task];
        while (t->next <= r->now && r->status == 0) {
            if (holds_now(r, &r->plan->tasks[task], t->next))
                due_for_all(r, task);
            goes_on_coming(r, task);
            next_moment(r, task, r->now);
        }
        next = t->next < next ? t->next : next;
    }
    return next;
}

WR_I_RUN double wr_i_tasks_init(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;
    double next = INFINITY;

    for (size_t i = 0; i < plan->n_places && plan->n_tasks > 0; i++)
        r->there[i] = (struct wr_i_ends){WR_I_NOBODY, WR_I_NOBODY};
    for (uint32_t task = 0; task < plan->n_tasks; task++) {
        const struct wr_i_task *x = &plan->tasks[task];
        struct wr_i_task_run *t = &r->tasks[task];
        t->slot = WR_I_NOBODY;
        t->next = INFINITY;
        if (x->every > 0)
            t->times = (uint64_t)__builtin_ceil((plan->start + plan->model->clock.start_of_day) / x->every - 1e-9);
        if (x->every > 0 || x->place < 0)
            next_moment(r, task, r->now);
        next = t->next < next ? t->next : next;
    }
    return next;
}
