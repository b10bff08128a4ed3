/* Staff and equipment: asked for all together, passed on at their release (rules 6, 7, 8 and 9).
 *
 * Rule 6 goes down one queue: each who can have all of it starts; what one is short of, nobody behind may take. Everybody who waits for the
 * same staff in the same numbers (a signature) is in the same position, so only the first of each signature matters: if it cannot start, none
 * behind it in its signature can. A scan is therefore over the heads of the signatures of a group, in the order of rule 7, and costs nothing
 * per patient who waits; unless somebody starts behind one who could not: then it goes on behind the one who started. */
#include "sim/run_internal.h"

/* Whether a stands before b in the queue: class, then the moment of asking, then who arrived first. */
static bool stands_before(const struct wr_i_run *r, const struct wr_i_patient *a, const struct wr_i_patient *b)
{
    if (a->priority != b->priority)
        return a->priority < b->priority;
    if (a->instant != b->instant)
        /* instants are counted in 32 bits: what is further from now is older */
        return r->instant - a->instant > r->instant - b->instant;
    return wr_i_arrived_before(a, b);
}

WR_I_RUN uint32_t wr_i_staff_sig(struct wr_i_run *r, const struct wr_i_with *with, const struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;

    if (with->sig != WR_I_NONE || with->n == 0)
        return with->sig;
    for (uint32_t i = 0; i < with->n_sigs; i++) {
        const struct wr_i_sig *sig = &plan->sigs[with->sigs[i]];
        uint32_t matched = 0, wanted = 0;
        for (uint32_t j = 0; j < with->n; j++) {
            int32_t count = (int32_t)wr_i_value_known(r, with->counts[j], p);
            if (count <= 0)
                continue;
            wanted++;
            for (uint32_t m = 0; m < sig->n; m++)
                matched += sig->needs[m].resource == with->resources[j] && sig->needs[m].count == count;
        }
        if (matched == wanted && wanted == sig->n)
            return with->sigs[i];
    }
    return WR_I_NONE; /* nothing is needed */
}

/* Whether somebody who stands before p, of another signature of the group, is short of what p needs. */
static bool held_back(struct wr_i_run *r, const struct wr_i_sig *s, const struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_group *g = &plan->groups[s->group];
    struct wr_i_patient asks = *p;

    asks.instant = r->instant;
    for (uint32_t i = 0; i < g->n_sigs; i++) {
        const struct wr_i_sig *other = &plan->sigs[g->sigs[i]];
        uint32_t first = wr_i_queue_first(wr_i_queue_at(r, g->sigs[i]));
        if (first == WR_I_NOBODY || !stands_before(r, wr_i_at(r, first), &asks))
            continue;
        for (uint32_t j = 0; j < other->n; j++) {
            if (r->free[other->needs[j].resource] >= other->needs[j].count)
                continue;
            for (uint32_t m = 0; m < s->n; m++)
                if (s->needs[m].resource == other->needs[j].resource)
                    return true;
        }
    }
    return false;
}

WR_I_RUN bool wr_i_staff_can(struct wr_i_run *r, uint32_t sig, const struct wr_i_patient *p)
{
    const struct wr_i_sig *s = &r->plan->sigs[sig];

    for (uint32_t i = 0; i < s->n; i++)
        if (r->free[s->needs[i].resource] < s->needs[i].count)
            return false;
    /* in a single group nobody waits when as many are free as everybody there needs */
    return r->group_waiting[s->group] == 0 || !held_back(r, s, p);
}

/* Work beyond the number on duty. */
static inline void overtime(struct wr_i_run *r, uint32_t resource)
{
    uint32_t l = r->plan->resources[resource].level_over;

    if (l != WR_I_NONE) {
        double over = r->free[resource] < 0 ? -(double)r->free[resource] : 0;
        if (over != r->level[l])
            wr_i_level_set(r, l, over);
    }
}

WR_I_RUN void wr_i_staff_take(struct wr_i_run *r, uint32_t sig)
{
    const struct wr_i_sig *s = &r->plan->sigs[sig];

    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t resource = s->needs[i].resource;
        r->free[resource] -= s->needs[i].count;
        wr_i_level_add(r, r->plan->resources[resource].level_busy, s->needs[i].count);
        overtime(r, resource);
    }
}

/* "Requests waiting that lack it": of a single group everybody who waits lacks the one resource; else who lacks what is looked up anew
 * after each change in the group, a signature at a time. */
static void lacking(struct wr_i_run *r, const struct wr_i_group *g)
{
    const struct wr_sim_plan *plan = r->plan;

    for (uint32_t i = 0; i < g->n_sigs; i++) {
        const struct wr_i_sig *s = &plan->sigs[g->sigs[i]];
        for (uint32_t j = 0; j < s->n; j++) {
            uint32_t resource = s->needs[j].resource, l = plan->resources[resource].level_waiting;
            int32_t *before = &r->lacking[r->lacking_at[g->sigs[i]] + j];
            int32_t now = r->free[resource] < s->needs[j].count ? (int32_t)wr_i_queue_at(r, g->sigs[i])->n : 0;
            if (now != *before)
                wr_i_level_add(r, l, now - *before);
            *before = now;
        }
    }
}

WR_I_RUN void wr_i_staff_wait(struct wr_i_run *r, uint32_t sig, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_sig *s = &r->plan->sigs[sig];
    const struct wr_i_group *g = &r->plan->groups[s->group];

    wr_i_queue_add(r, wr_i_queue_at(r, sig), slot, p);
    if (g->single) {
        wr_i_level_up(r, r->plan->resources[s->needs[0].resource].level_waiting);
        return;
    }
    r->group_waiting[s->group]++;
    lacking(r, g);
}

/* p, whose turn it was, has its staff (taken already), and begins. */
WR_I_HOT void begins_with(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    if (WR_LIKELY(p->state == WR_I_WAITS_STAFF)) {
        const struct wr_i_step *s = &r->plan->steps[p->step];
        if (WR_UNLIKELY(s->flags & WR_I_STEP_COUNTS_STAFF))
            r->waiting_for[p->step]--;
        begins(r, slot, p, s, true);
    } else if (p->state == WR_I_WAITS_CHASE) {
        wr_i_chase_begins(r, slot, p);
    } else {
        wr_i_turnaround_begins(r, slot, p);
    }
}

/* The first of a single group's queue has its staff. */
WR_I_HOT void passes_single(struct wr_i_run *r, struct wr_i_queue *queue, uint32_t level_waiting)
{
    uint32_t slot = wr_i_queue_first(queue);
    struct wr_i_patient *p = wr_i_at(r, slot);

    wr_i_queue_pop(queue, p);
    wr_i_level_down(r, level_waiting);
    begins_with(r, slot, p);
}

/* The first of a signature's queue who stands behind p, or WR_I_NOBODY. */
static uint32_t first_behind(const struct wr_i_run *r, const struct wr_i_queue *queue, const struct wr_i_patient *p)
{
    uint32_t later = queue->classes & ~((2u << p->priority) - 1), slot;

    if (queue->classes >> p->priority & 1 && stands_before(r, p, wr_i_at(r, queue->of[p->priority].tail)))
        for (slot = queue->of[p->priority].head; slot != WR_I_NOBODY; slot = wr_i_at(r, slot)->next)
            if (stands_before(r, p, wr_i_at(r, slot)))
                return slot;
    return later == 0 ? WR_I_NOBODY : queue->of[__builtin_ctz(later)].head;
}

/* Down the queue of a group of several signatures, once. Who cannot have all of it marks what it is short of, and its signature is passed over, for
 * who stands behind it in the same signature is short of the same; but only until somebody starts: then less is free, and the first of it who stands
 * behind the one who started may be short of more (tests/rules/06-short-of-more). */
static void scan(struct wr_i_run *r, uint32_t group)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_group *g = &plan->groups[group];
    uint32_t mark = ++r->mark;

    for (uint32_t i = 0; i < g->n_sigs; i++)
        r->reached[g->sigs[i]] = wr_i_queue_first(wr_i_queue_at(r, g->sigs[i]));
    while (r->group_waiting[group] > 0) {
        uint32_t best = WR_I_NONE, best_slot = WR_I_NOBODY;
        const struct wr_i_sig *s;
        bool can = true;
        for (uint32_t i = 0; i < g->n_sigs; i++) {
            uint32_t sig = g->sigs[i], first = r->reached[sig];
            if (r->dropped[sig] == mark || first == WR_I_NOBODY)
                continue;
            if (best == WR_I_NONE || stands_before(r, wr_i_at(r, first), wr_i_at(r, best_slot))) {
                best = sig;
                best_slot = first;
            }
        }
        if (best == WR_I_NONE)
            break;
        s = &plan->sigs[best];
        for (uint32_t i = 0; i < s->n; i++)
            if (r->free[s->needs[i].resource] < s->needs[i].count || r->marks[s->needs[i].resource] == mark)
                can = false;
        if (can) { /* so nobody of its signature was passed over: it stands first there */
            struct wr_i_patient *p = wr_i_at(r, best_slot);
            for (uint32_t i = 0; i < g->n_sigs; i++)
                if (r->dropped[g->sigs[i]] == mark) {
                    r->reached[g->sigs[i]] = first_behind(r, wr_i_queue_at(r, g->sigs[i]), p);
                    r->dropped[g->sigs[i]] = 0;
                }
            wr_i_staff_take(r, best);
            wr_i_queue_pop(wr_i_queue_at(r, best), p);
            r->reached[best] = wr_i_queue_first(wr_i_queue_at(r, best));
            r->group_waiting[group]--;
            begins_with(r, best_slot, p);
            continue;
        }
        for (uint32_t i = 0; i < s->n; i++)
            if (r->free[s->needs[i].resource] < s->needs[i].count)
                r->marks[s->needs[i].resource] = mark;
        r->dropped[best] = mark;
    }
    lacking(r, g);
}

/* `count` of a resource of a single group come free, and pass to the first who waits: nothing changes then but who. */
WR_I_HOT void release_single(struct wr_i_run *r, uint32_t sig, uint32_t resource, int32_t count, uint32_t level_busy,
                             uint32_t level_waiting)
{
    struct wr_i_queue *queue = wr_i_queue_at(r, sig);

    if (queue->n > 0 && r->free[resource] >= 0) {
        passes_single(r, queue, level_waiting);
        return;
    }
    r->free[resource] += count;
    wr_i_level_add(r, level_busy, -count);
    if (WR_UNLIKELY(r->free[resource] < count)) /* it was beyond the number on duty */
        overtime(r, resource);
}

WR_I_RUN void wr_i_staff_release(struct wr_i_run *r, uint32_t sig)
{
    const struct wr_i_sig *s = &r->plan->sigs[sig];

    if (r->plan->groups[s->group].single) {
        uint32_t resource = s->needs[0].resource;
        const struct wr_i_resource *x = &r->plan->resources[resource];
        release_single(r, sig, resource, s->needs[0].count, x->level_busy, x->level_waiting);
        return;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t resource = s->needs[i].resource;
        r->free[resource] += s->needs[i].count;
        wr_i_level_add(r, r->plan->resources[resource].level_busy, -s->needs[i].count);
        overtime(r, resource);
    }
    if (r->group_waiting[s->group] > 0)
        scan(r, s->group);
}

WR_I_RUN void wr_i_staff_duty(struct wr_i_run *r, uint32_t resource, int32_t duty)
{
    const struct wr_sim_plan *plan = r->plan;

    r->free[resource] += duty - r->duty[resource];
    r->duty[resource] = duty;
    overtime(r, resource);
    for (size_t i = 0; i < plan->n_groups; i++) {
        const struct wr_i_group *g = &plan->groups[i];
        bool has = false;
        for (uint32_t j = 0; j < g->n_sigs && !has; j++)
            for (uint32_t m = 0; m < plan->sigs[g->sigs[j]].n; m++)
                has = has || plan->sigs[g->sigs[j]].needs[m].resource == resource;
        if (!has)
            continue;
        if (!g->single) {
            if (r->group_waiting[i] > 0)
                scan(r, (uint32_t)i);
            continue;
        }
        struct wr_i_queue *queue = wr_i_queue_at(r, g->sigs[0]);
        while (queue->n > 0 && r->free[resource] >= plan->sigs[g->sigs[0]].needs[0].count) {
            wr_i_staff_take(r, g->sigs[0]);
            passes_single(r, queue, plan->resources[resource].level_waiting);
        }
    }
}
