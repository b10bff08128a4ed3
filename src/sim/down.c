/* Equipment and systems that go down and come back (rule 14; docs/rules.md D): what stops, what goes slower, what is typed in afterwards.
 *
 * A system that stops work is a resource like equipment, of which there is plenty while it is up and none while it is down: so waiting for it
 * and for staff together, stopping and going on are those of staff.c and work.c. A service in which nothing goes down has none of this. */
#include "sim/run_internal.h"

#include <stdio.h>

#include "base/mem.h"

WR_I_RUN const char *wr_i_waits_text(struct wr_i_run *r, uint32_t sig)
{
    const struct wr_i_sig *s = &r->plan->sigs[sig];
    char *text = r->worker->waits;
    size_t n, size = sizeof r->worker->waits;

    if (r->plan->n_things == 0)
        return s->text;
    n = (size_t)snprintf(text, size, "%s", s->text);
    for (uint32_t i = 0; i < s->n + s->n_also; i++)
        if (s->needs[i].resource >= r->plan->model->n_resources && r->duty[s->needs[i].resource] == 0 && n < size)
            n += (size_t)snprintf(text + n, size - n, "%s%s", n > 0 ? " and " : "", r->plan->resources[s->needs[i].resource].name);
    return text;
}

WR_I_RUN bool wr_i_is_down(const struct wr_i_run *r, uint32_t thing) { return r->down[thing] > 0; }

/* ---- chance, once, planned ---- */

/* The draw of the present occurrence of an entry: half 0 is the gap before it, half 1 how long it lasts. */
static double draw_of(struct wr_i_run *r, const struct wr_i_thing *x, const struct wr_i_down *d, const struct wr_i_downtime *t, int half)
{
    struct wr_draw_id id = {t->occurrence, x->owner, x->purpose_down, d->entry};
    double u[2], seconds;

    wr_draw_pair(r->key, &id, 0, u);
    seconds = wr_i_value_draw(r, half == 0 ? d->gap : d->lasts, NULL, &id, half, u[half]);
    return seconds > 0 ? seconds : 0;
}

static struct wr_i_downtime *time_of(const struct wr_i_run *r, const struct wr_i_down *d) { return &r->downtimes[d - r->plan->downs]; }

static bool holds(const struct wr_i_run *r, const struct wr_i_down *d)
{
    return wr_when_holds(&r->plan->model->clock, d->clock->open, r->now);
}

/* The next occurrence is foreseen. */
static void foresee_down(struct wr_i_run *r, const struct wr_i_thing *x, const struct wr_i_down *d, struct wr_i_downtime *t)
{
    t->lasts = false;
    t->next = INFINITY;
    if (r->stage > d->last) {
        /* another list holds now: it brings nothing more */
    } else if (d->clock != NULL) {
        t->next = wr_i_next_change(r, d->clock, r->now);
    } else if (d->gap != NULL) {
        t->occurrence++;
        t->next = r->now + draw_of(r, x, d, t, 0);
    }
}

/* An entry whose moment has come begins, unless it has no length. */
static bool begins_down(struct wr_i_run *r, const struct wr_i_thing *x, const struct wr_i_down *d, struct wr_i_downtime *t)
{
    double seconds;

    r->downs_at = r->now > r->down_at ? 0 : r->downs_at + 1;
    r->down_at = r->now;
    if (r->downs_at > WR_I_MOVES && r->status == 0) {
        snprintf(r->worker->why, sizeof r->worker->why, "%s goes down again and again without any time passing: write a longer time",
                 x->name);
        r->why = r->worker->why;
        r->status = wr_fail(WR_ERR_LIMIT);
    }
    if (d->clock != NULL) {
        t->lasts = holds(r, d);
        t->next = wr_i_next_change(r, d->clock, r->now);
        return t->lasts;
    }
    seconds = draw_of(r, x, d, t, 1);
    if (!(seconds > 0)) {
        foresee_down(r, x, d, t);
        return false;
    }
    t->lasts = true;
    t->next = r->now + seconds;
    return true;
}

/* Whether an entry that lasts is over. */
static bool ends_down(struct wr_i_run *r, const struct wr_i_thing *x, const struct wr_i_down *d, struct wr_i_downtime *t)
{
    if (d->clock != NULL && r->stage <= d->last && holds(r, d)) {
        t->next = wr_i_next_change(r, d->clock, r->now);
        return false;
    }
    foresee_down(r, x, d, t);
    return true;
}

/* ---- pace ---- */

WR_I_RUN double wr_i_paper_pace(struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];
    double pace = 1;

    if (p->state == WR_I_GROUP_WORKS) /* by the first member */
        p = wr_i_group_first(r, p);
    for (uint32_t i = 0; i < s->n_slowed; i++)
        if (r->down[s->slowed[i].thing] > 0)
            pace *= wr_i_value_known(r, s->slowed[i].times, p);
    return pace;
}

static void set_paper(const struct wr_i_patient *p, uint32_t at, bool is)
{
    uint8_t *byte = wr_i_part_byte(p, at / 8), bit = (uint8_t)(1u << at % 8);

    *byte = (uint8_t)(is ? *byte | bit : *byte & ~bit);
}

WR_I_RUN void wr_i_paper_begins(struct wr_i_run *r, const struct wr_i_patient *p, bool anew)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];

    if (p->state == WR_I_GROUP_WORKS) {
        wr_i_group_papers(r, p, anew);
        return;
    }
    for (uint32_t i = 0; i < s->n_slowed; i++) {
        const struct wr_i_slowed *by = &s->slowed[i];
        if (anew || r->down[by->thing] > 0)
            set_paper(p, by->at, r->down[by->thing] > 0);
    }
}

/* Work under way at the steps that the thing slows goes at another pace from now on. */
static void paces(struct wr_i_run *r, uint32_t thing, bool down)
{
    const struct wr_i_thing *x = &r->plan->things[thing];

    for (uint32_t k = 0; k < x->n_steps; k++)
        for (uint32_t slot = r->works[x->steps[k]].head; slot != WR_I_NOBODY; slot = wr_i_work_of(r, wr_i_at(r, slot))->next) {
            struct wr_i_patient *p = wr_i_at(r, slot);
            wr_i_work_pace(r, slot, wr_i_paper_pace(r, p));
            if (down)
                wr_i_paper_begins(r, p, false);
        }
}

/* ---- typing in what was done on paper ---- */

WR_I_RUN void wr_i_typing_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_thing *x = &plan->things[wr_i_types_for(r, p)];
    const struct wr_i_typing *typing = &x->typing[x->typing_step * (size_t)p->u];
    struct wr_draw_id id = {p->number, x->owner, x->purpose_afterwards, 0};
    const char *with = plan->sigs[wr_i_has(r, p)].text;
    double u[2], time;

    if (WR_UNLIKELY(r->watch != NULL))
        wr_i_walk_thing(r, x->name, "starts typing in %s%s%s", plan->steps[p->step].name, with[0] != '\0' ? " with " : "", with);
    r->down_rows[wr_i_types_for(r, p)].started += 1;
    r->down_rows[wr_i_types_for(r, p)].wait += r->now - p->asked;
    wr_draw_pair(r->key, &id, 0, u);
    time = wr_i_value_draw(r, typing->takes, NULL, &id, 0, u[0]);
    p->state = WR_I_TYPES;
    wr_i_ends_in(r, slot, time > 0 ? time : 0);
}

WR_I_RUN void wr_i_typing_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_thing *x = &r->plan->things[wr_i_types_for(r, p)];
    uint32_t sig = wr_i_has(r, p);

    if (WR_UNLIKELY(r->watch != NULL))
        wr_i_walk_thing(r, x->name, "ends typing in %s", r->plan->steps[p->step].name);
    r->down_rows[wr_i_types_for(r, p)].typed += 1;
    wr_i_slot_free(r, slot, p);
    wr_i_staff_release(r, sig);
}

/* A piece to type in is due, where pieces are typed in as things are. */
static void typing_due(struct wr_i_run *r, uint32_t thing, uint32_t step)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_thing *x = &plan->things[thing];
    const struct wr_i_typing *typing = &x->typing[x->typing_step * r->stage];
    uint32_t slot;
    struct wr_i_patient *p;

    if (!typing->is)
        return;
    slot = wr_i_slot_new(r);
    if (WR_UNLIKELY(slot == WR_I_NOBODY))
        return;
    p = wr_i_at(r, slot);
    p->arrived = INFINITY;
    p->kind = (uint16_t)(plan->n_places + plan->model->n_tasks + thing);
    p->step = (uint16_t)step;
    p->number = ++r->typed[thing];
    p->place = -1;
    p->priority = (enum wr_i_class)plan->usual_priority;
    p->state = WR_I_MOVING;
    p->asked = r->now;
    p->u = (double)r->stage;
    r->down_rows[thing].due += 1;
    if (WR_UNLIKELY(r->watch != NULL))
        wr_i_walk_thing(r, x->name, "typing in %s is due", plan->steps[step].name);
    if (wr_i_staff_get(r, typing->with.sig, p)) {
        wr_i_typing_begins(r, slot, p);
        return;
    }
    if (WR_UNLIKELY(r->watch != NULL))
        wr_i_walk_thing(r, x->name, "waits for %s", wr_i_waits_text(r, typing->with.sig));
    p->state = WR_I_TYPE_WAITS;
    wr_i_staff_wait(r, typing->with.sig, slot, p);
}

static void note_paper(struct wr_i_run *r, uint32_t thing, uint32_t step)
{
    struct wr_sim_worker *w = r->worker;

    if (r->n_papers == w->papers_capacity) {
        size_t capacity = w->papers_capacity == 0 ? 64 : 2 * w->papers_capacity;
        struct wr_i_paper *grown = wr_mem_resize(w->papers, capacity, sizeof *grown);
        if (grown == NULL) {
            r->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        w->papers = grown;
        w->papers_capacity = capacity;
    }
    w->papers[r->n_papers++] = (struct wr_i_paper){thing, step};
}

WR_I_RUN uint64_t wr_i_paper_over(struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];
    uint64_t papers = 0;

    for (uint32_t i = 0; i < s->n_slowed; i++) {
        const struct wr_i_slowed *by = &s->slowed[i];
        if (!(*wr_i_part_byte(p, by->at / 8) >> by->at % 8 & 1))
            continue;
        set_paper(p, by->at, false);
        r->down_rows[by->thing].on_paper += 1;
        papers |= (uint64_t)1 << i;
    }
    return papers;
}

WR_I_RUN void wr_i_paper_ends(struct wr_i_run *r, uint32_t step, uint64_t papers)
{
    for (; papers != 0; papers &= papers - 1) {
        uint32_t thing = r->plan->steps[step].slowed[__builtin_ctzll(papers)].thing;
        if (!r->plan->things[thing].typed)
            continue;
        if (r->down[thing] > 0)
            note_paper(r, thing, step);
        else
            typing_due(r, thing, step);
    }
}

/* What was done on paper while the thing was down is due, in the order in which it ended. What follows from that may note more, of others. */
static void papers_due(struct wr_i_run *r, uint32_t thing)
{
    size_t kept = 0;

    for (size_t i = 0; i < r->n_papers; i++) {
        struct wr_i_paper paper = r->worker->papers[i];
        if (paper.thing != thing)
            r->worker->papers[kept++] = paper;
        else if (r->status == 0) {
            typing_due(r, thing, paper.step);
            wr_i_agenda(r);
        }
    }
    r->n_papers = kept;
}

/* ---- down and back ---- */

/* How many there are of a resource from now on; nothing is offered, nobody stops. */
static void set_number(struct wr_i_run *r, uint32_t resource, int32_t number)
{
    r->free[resource] += number - r->duty[resource];
    r->duty[resource] = number;
    if (r->plan->resources[resource].level_duty != WR_I_NONE)
        wr_i_level_set(r, r->plan->resources[resource].level_duty, (double)number);
}

/* How many there are when it is back, now: what its hours say, though its clock may have its turn only later in this instant. */
static int32_t number_of(struct wr_i_run *r, uint32_t resource)
{
    const struct wr_sim_plan *plan = r->plan;

    for (size_t i = 0; i < plan->n_clocks; i++)
        if (plan->clocks[i].kind == WR_I_CLOCK_STAFF && plan->clocks[i].index == resource) {
            r->clock_state[i] = state_at(r, &plan->clocks[i], r->now);
            return whole(r->clock_state[i].number);
        }
    return plan->resources[resource].duty;
}

static void goes_down(struct wr_i_run *r, uint32_t thing)
{
    const struct wr_i_thing *x = &r->plan->things[thing];
    uint32_t slot;

    wr_i_level_set(r, x->level_down, 1);
    r->down_rows[thing].times += 1;
    if (WR_UNLIKELY(r->watch != NULL))
        wr_i_walk_thing(r, x->name, "goes down");
    paces(r, thing, true);
    if (x->resource == WR_I_NONE)
        return;
    while ((slot = wr_i_work_first(r, x->resource)) != WR_I_NOBODY)
        wr_i_work_stop(r, slot, false, "", x->name, " is down");
    set_number(r, x->resource, 0);
    wr_i_work_stopped_wait(r);
}

static void is_back(struct wr_i_run *r, uint32_t thing)
{
    const struct wr_i_thing *x = &r->plan->things[thing];

    wr_i_level_set(r, x->level_down, 0);
    if (WR_UNLIKELY(r->watch != NULL))
        wr_i_walk_thing(r, x->name, "is back");
    paces(r, thing, false);
    if (x->resource != WR_I_NONE) {
        int32_t number = number_of(r, x->resource);
        if (r->plan->resources[x->resource].level_duty != WR_I_NONE)
            wr_i_level_set(r, r->plan->resources[x->resource].level_duty, (double)number);
        wr_i_staff_duty(r, x->resource, number);
    }
    wr_i_agenda(r);
    if (x->typed)
        papers_due(r, thing);
}

/* Entries that last, or that do not, whose moment has come: all of one thing, then what follows from that. Returns the next moment of either. */
static double entries(struct wr_i_run *r, bool last, enum wr_i_phase other)
{
    const struct wr_sim_plan *plan = r->plan;
    double next = INFINITY;

    for (uint32_t i = 0; i < plan->n_things && r->status == 0; i++) {
        const struct wr_i_thing *x = &plan->things[i];
        uint32_t before = r->down[i];
        for (uint32_t k = 0; k < x->n_downs; k++) {
            const struct wr_i_down *d = &x->downs[k];
            struct wr_i_downtime *t = time_of(r, d);
            if (t->lasts != last || r->now < t->next)
                continue;
            if (last)
                r->down[i] -= ends_down(r, x, d, t);
            else
                r->down[i] += begins_down(r, x, d, t);
            if (t->lasts != last)
                wr_i_phase_at(r, other, t->next);
        }
        if ((before > 0) == (r->down[i] > 0))
            continue;
        if (last)
            is_back(r, i);
        else
            goes_down(r, i);
        wr_i_agenda(r);
    }
    for (size_t k = 0; k < plan->n_downs; k++)
        if (r->downtimes[k].lasts == last && r->downtimes[k].next < next)
            next = r->downtimes[k].next;
    return next;
}
WR_I_RUN double wr_i_back_due(struct wr_i_run *r) { return entries(r, true, WR_I_PHASE_DOWN); }
WR_I_RUN double wr_i_down_due(struct wr_i_run *r) { return entries(r, false, WR_I_PHASE_BACK); }

/* What is down as the run begins is said by nobody. */
WR_I_RUN void wr_i_downs_init(struct wr_i_run *r)
{
    const struct wr_sim_plan *plan = r->plan;

    for (uint32_t i = 0; i < plan->n_things; i++) {
        const struct wr_i_thing *x = &plan->things[i];
        for (uint32_t k = 0; k < x->n_downs; k++) {
            const struct wr_i_down *d = &x->downs[k];
            struct wr_i_downtime *t = time_of(r, d);
            if (r->stage < d->first || r->stage > d->last) { /* of another stage */
                t->next = INFINITY;
                continue;
            }
            if (d->from < INFINITY) {
                t->occurrence = 1;
                t->next = d->from;
                if (d->from <= r->now) {
                    double end = d->from + draw_of(r, x, d, t, 1);
                    t->lasts = end > r->now;
                    t->next = t->lasts ? end : INFINITY;
                }
            } else if (d->clock != NULL) {
                (void)begins_down(r, x, d, t);
            } else {
                foresee_down(r, x, d, t);
            }
            r->down[i] += t->lasts;
            wr_i_phase_at(r, t->lasts ? WR_I_PHASE_BACK : WR_I_PHASE_DOWN, t->next);
        }
        if (r->down[i] > 0)
            wr_i_level_set(r, x->level_down, 1);
        if (x->resource != WR_I_NONE)
            set_number(r, x->resource, r->down[i] > 0 ? 0 : r->duty[x->resource]);
    }
}

/* ---- another list of `down` (docs/rules.md, J) ---- */

/* An entry of a list that ends now, or begins now: what comes of it by chance, or once. True: it begins, and it is down by plan. */
static bool turns_over(struct wr_i_run *r, const struct wr_i_thing *x, const struct wr_i_down *d, struct wr_i_downtime *t)
{
    if (r->stage > d->last) {
        if (!t->lasts)
            t->next = INFINITY;
        else if (d->clock != NULL)
            t->next = r->now; /* it is back in its turn, unless another lasts */
        return false;
    }
    if (d->from < INFINITY) {
        t->occurrence = 1;
        t->next = d->from >= r->now ? d->from : INFINITY;
        return false;
    }
    foresee_down(r, x, d, t);
    return d->clock != NULL && holds(r, d);
}

WR_I_RUN void wr_i_downs_stage(struct wr_i_run *r, size_t old)
{
    const struct wr_sim_plan *plan = r->plan;

    for (uint32_t i = 0; i < plan->n_things; i++) {
        const struct wr_i_thing *x = &plan->things[i];
        bool was = r->down[i] > 0;
        for (uint32_t k = 0; k < x->n_downs; k++) {
            const struct wr_i_down *d = &x->downs[k];
            struct wr_i_downtime *t = time_of(r, d);
            if (!(d->last >= old && d->last < r->stage) && !(d->first > old && d->first <= r->stage))
                continue;
            if (turns_over(r, x, d, t)) {
                t->lasts = was; /* it stays down; or goes down in its turn */
                r->down[i] += was;
                t->next = was ? wr_i_next_change(r, d->clock, r->now) : r->now;
            }
            wr_i_phase_at(r, t->lasts ? WR_I_PHASE_BACK : WR_I_PHASE_DOWN, t->next);
        }
    }
}
