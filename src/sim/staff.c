/* Staff and equipment: asked for all together, passed on at their release (rules 6, 7, 8 and 9).
 *
 * Rule 6 goes down one queue: each who can have all of it starts; what one is short of, nobody behind may take. Everybody who waits for the
 * same staff in the same numbers (a signature) is in the same position, so only the first of each signature matters: if it cannot start, none
 * behind it in its signature can. A scan is therefore over the heads of the signatures of a group, in the order of rule 7, and costs nothing
 * per patient who waits; unless somebody starts behind one who could not: then it goes on behind the one who started. */
#include "sim/run_internal.h"

/* Those who go on (C): before all of their class who have not begun, as they first began. The same, or the order that is left. */
static bool goes_on(const struct wr_i_patient *p) { return p->state == WR_I_STOPPED || p->state == WR_I_STOPPED_BESIDE; }

/* Whether a stands before b in the queue: class, who goes on, then the moment of asking, then who arrived first. */
static bool stands_before(const struct wr_i_run *r, const struct wr_i_patient *a, const struct wr_i_patient *b)
{
    if (a->priority != b->priority)
        return a->priority < b->priority;
    if (WR_UNLIKELY(goes_on(a) || goes_on(b)))
        return goes_on(a) && (!goes_on(b) || wr_i_work_of(r, a)->first < wr_i_work_of(r, b)->first);
    if (a->instant != b->instant)
        /* instants are counted in 32 bits: what is further from now is older */
        return r->instant - a->instant > r->instant - b->instant;
    return wr_i_comes_before(r, a, b);
}

/* Whether a, who waits, stands before p, who asks only now. */
static bool stands_before_asking(const struct wr_i_run *r, const struct wr_i_patient *a, const struct wr_i_patient *p)
{
    if (a->priority != p->priority)
        return a->priority < p->priority;
    return goes_on(a) || a->instant != r->instant || wr_i_comes_before(r, a, p);
}

/* By counts, less what p keeps from before. */
static uint32_t sig_of_counts(struct wr_i_run *r, const struct wr_i_with *with, const struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;

    for (uint32_t i = 0; i < with->n_sigs; i++) {
        const struct wr_i_sig *sig = &plan->sigs[with->sigs[i]];
        uint32_t matched = 0, wanted = 0;
        for (uint32_t j = 0; j < with->n; j++) {
            int32_t count = (int32_t)wr_i_value_known(r, with->counts[j], p);
            if (with->keeps)
                count -= wr_i_kept_of(r, p, with->resources[j]);
            if (count <= 0)
                continue;
            wanted++;
            for (uint32_t m = 0; m < sig->n; m++)
                matched += sig->needs[m].resource == with->resources[j] && sig->needs[m].count == count;
        }
        for (uint32_t m = 0; m < sig->n; m++) { /* and the systems that all of them need */
            matched += sig->needs[m].resource >= plan->model->n_resources;
            wanted += sig->needs[m].resource >= plan->model->n_resources;
        }
        if (matched == wanted && wanted == sig->n)
            return with->sigs[i];
    }
    return WR_I_NONE; /* nothing is needed */
}

static __attribute__((noinline)) uint32_t sig_missing(struct wr_i_run *r, const struct wr_i_with *with, const struct wr_i_patient *p)
{
    if (!with->any)
        return sig_of_counts(r, with, p);
    if (with->sig == WR_I_NONE)
        return with->sig;
    for (uint32_t i = 0; i < r->plan->sigs[with->sig].n; i++)
        if (wr_i_kept_of(r, p, r->plan->sigs[with->sig].needs[i].resource) > 0)
            return with->alone;
    return with->sig;
}

WR_I_RUN uint32_t wr_i_staff_sig(struct wr_i_run *r, const struct wr_i_with *with, const struct wr_i_patient *p)
{
    if (with->kinds != NULL)
        with = &with->kinds[p->kind];
    if (WR_UNLIKELY(with->keeps))
        return sig_missing(r, with, p);
    if (with->sig != WR_I_NONE || with->n == 0)
        return with->sig;
    return sig_of_counts(r, with, p);
}

/* ANY: whether what is needed besides is there. */
static bool also_there(const struct wr_i_run *r, const struct wr_i_sig *s)
{
    for (uint32_t i = s->n; i < s->n + s->n_also; i++)
        if (r->free[s->needs[i].resource] < s->needs[i].count)
            return false;
    return true;
}
/* ANY: whether who waits for it is short of all of them, and not only of what is needed besides. */
static bool lacks_all(const struct wr_i_run *r, const struct wr_i_sig *s)
{
    for (uint32_t i = 0; i < s->n && s->n_also > 0; i++)
        if (r->free[s->needs[i].resource] >= s->needs[i].count)
            return also_there(r, s);
    return true;
}

/* Whether somebody who waits and stands before p, who asks now, is short of `resource`. Who waits for any of several is short of all of them;
 * who waits for somebody who does not serve them keeps nothing from others. */
static bool kept(struct wr_i_run *r, uint32_t group, uint32_t resource, const struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_group *g = &plan->groups[group];

    for (uint32_t i = 0; i < g->n_sigs; i++) {
        const struct wr_i_sig *other = &plan->sigs[g->sigs[i]];
        uint32_t first = wr_i_queue_first(wr_i_queue_at(r, g->sigs[i]));
        if (first == WR_I_NOBODY || other->absent != NULL || !stands_before_asking(r, wr_i_at(r, first), p))
            continue;
        for (uint32_t j = 0; j < other->n; j++)
            if (other->needs[j].resource == resource && (other->any ? lacks_all(r, other) : r->free[resource] < other->needs[j].count))
                return true;
    }
    return false;
}

/* Of `any of`: the first that is free and not kept for somebody before; the signature that is had then, or WR_I_NONE. */
static __attribute__((noinline)) uint32_t any_at_once(struct wr_i_run *r, const struct wr_i_sig *s, const struct wr_i_patient *p)
{
    for (uint32_t i = 0; i < s->n && also_there(r, s); i++)
        if (r->free[s->needs[i].resource] >= s->needs[i].count &&
            (r->group_waiting[s->group] == 0 || !kept(r, s->group, s->needs[i].resource, p)))
            return s->had[i];
    return WR_I_NONE;
}

/* The signature that p, who asks now for `sig`, has at once, or WR_I_NONE. */
static uint32_t at_once(struct wr_i_run *r, uint32_t sig, const struct wr_i_patient *p)
{
    const struct wr_i_sig *s = &r->plan->sigs[sig];

    if (WR_UNLIKELY(s->absent != NULL))
        return WR_I_NONE;
    if (WR_UNLIKELY(s->any))
        return any_at_once(r, s, p);
    for (uint32_t i = 0; i < s->n; i++)
        if (r->free[s->needs[i].resource] < s->needs[i].count)
            return WR_I_NONE;
    /* in a single group nobody waits when as many are free as everybody there needs */
    if (r->group_waiting[s->group] > 0)
        for (uint32_t i = 0; i < s->n; i++)
            if (kept(r, s->group, s->needs[i].resource, p))
                return WR_I_NONE;
    return sig;
}

WR_I_RUN bool wr_i_staff_can(struct wr_i_run *r, uint32_t sig, const struct wr_i_patient *p)
{
    return sig == WR_I_NONE || at_once(r, sig, p) != WR_I_NONE;
}

WR_I_RUN int32_t wr_i_sig_count(const struct wr_i_run *r, uint32_t sig, uint32_t resource)
{
    if (sig != WR_I_NONE)
        for (uint32_t i = 0; i < r->plan->sigs[sig].n; i++)
            if (r->plan->sigs[sig].needs[i].resource == resource)
                return r->plan->sigs[sig].needs[i].count;
    return 0;
}

static bool is_at_step(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    enum wr_i_state s = wr_i_doing(r, p);
    return s == WR_I_WORKS || s == WR_I_WAITS_STAFF;
}
WR_I_RUN uint32_t wr_i_asks(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];
    return is_at_step(r, p) && (s->flags & WR_I_STEP_SINGLE) ? s->sig : wr_i_work_of(r, p)->asks;
}
WR_I_RUN uint32_t wr_i_has(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];
    return is_at_step(r, p) && (s->flags & WR_I_STEP_SINGLE) ? s->sig : wr_i_work_of(r, p)->has;
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

/* Of `had`, for p who asked for `asks`. */
static void take(struct wr_i_run *r, uint32_t asks, uint32_t sig, const struct wr_i_patient *p)
{
    const struct wr_i_sig *s = &r->plan->sigs[sig];

    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t resource = s->needs[i].resource;
        r->free[resource] -= s->needs[i].count;
        wr_i_level_add(r, r->plan->resources[resource].level_busy, s->needs[i].count);
        overtime(r, resource);
    }
    if (r->plan->at_work != WR_I_NONE) {
        struct wr_i_work *w = wr_i_work_of(r, p);
        w->asks = asks;
        w->has = sig;
    }
}

WR_I_RUN bool wr_i_staff_get(struct wr_i_run *r, uint32_t sig, struct wr_i_patient *p)
{
    uint32_t had;

    if (sig == WR_I_NONE) {
        if (r->plan->at_work != WR_I_NONE)
            wr_i_work_of(r, p)->asks = wr_i_work_of(r, p)->has = WR_I_NONE;
        return true;
    }
    had = at_once(r, sig, p);
    if (had == WR_I_NONE)
        return false;
    take(r, sig, had, p);
    return true;
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
            bool lacks = (s->any && lacks_all(r, s)) || r->free[resource] < s->needs[j].count || (s->absent != NULL && s->absent[j]);
            int32_t now = lacks ? (int32_t)wr_i_queue_at(r, g->sigs[i])->n : 0;
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

    if (r->plan->at_work != WR_I_NONE)
        wr_i_work_of(r, p)->asks = wr_i_work_of(r, p)->has = sig;
    wr_i_queue_add(r, wr_i_queue_at(r, sig), slot, p);
    if (g->single) {
        wr_i_level_up(r, r->plan->resources[s->needs[0].resource].level_waiting);
        return;
    }
    r->group_waiting[s->group]++;
    lacking(r, g);
}

/* p, not the latest, joins a queue of several where it belongs. */
static void joins_within(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    uint32_t sig = wr_i_asks(r, p);
    const struct wr_i_sig *s = &r->plan->sigs[sig];
    struct wr_i_queue *queue = wr_i_queue_at(r, sig);
    struct wr_i_ends *e = &queue->of[p->priority];
    uint32_t before = WR_I_NOBODY, after = WR_I_NOBODY;

    if (queue->classes >> p->priority & 1)
        for (after = e->head; after != WR_I_NOBODY && stands_before(r, wr_i_at(r, after), p); after = wr_i_at(r, after)->next)
            before = after;
    stands_between(r, e, slot, p, before, after);
    queue->n++;
    queue->classes |= 1u << p->priority;
    if (r->plan->groups[s->group].single) {
        wr_i_level_up(r, r->plan->resources[s->needs[0].resource].level_waiting);
        return;
    }
    r->group_waiting[s->group]++;
    lacking(r, &r->plan->groups[s->group]);
}

WR_I_RUN void wr_i_staff_wait_since(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p) { joins_within(r, slot, p); }

WR_I_RUN void wr_i_staff_wait_again(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    joins_within(r, slot, p);
    p->instant = r->instant - 1; /* not now: nobody who asks now goes before it */
}

WR_I_RUN void wr_i_staff_wait_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    uint32_t sig = wr_i_asks(r, p);
    const struct wr_i_sig *s = &r->plan->sigs[sig];
    const struct wr_i_group *g = &r->plan->groups[s->group];

    wr_i_queue_remove(r, wr_i_queue_at(r, sig), slot, p);
    if (g->single) {
        wr_i_level_down(r, r->plan->resources[s->needs[0].resource].level_waiting);
        return;
    }
    r->group_waiting[s->group]--;
    lacking(r, g);
}

/* p, whose turn it was, has its staff (taken already), and begins. */
WR_I_HOT void begins_with(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    if (WR_LIKELY(p->state == WR_I_WAITS_STAFF)) {
        const struct wr_i_step *s = &r->plan->steps[p->step];
        if (WR_UNLIKELY(s->flags & WR_I_STEP_COUNTS_STAFF))
            r->waiting_for[r->plan->steps[p->step].of]--;
        begins(r, slot, p, s, true);
    } else {
        wr_i_begins_other(r, slot, p);
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

/* What who stands next for `sig` has in the scan numbered `mark`; or WR_I_NONE. */
static uint32_t in_turn(const struct wr_i_run *r, uint32_t sig, uint32_t mark)
{
    const struct wr_i_sig *s = &r->plan->sigs[sig];

    if (s->absent != NULL || !also_there(r, s))
        return WR_I_NONE;
    for (uint32_t i = 0; i < s->n; i++) {
        bool can = r->free[s->needs[i].resource] >= s->needs[i].count && r->marks[s->needs[i].resource] != mark;
        if (can && s->any)
            return s->had[i];
        if (!can && !s->any)
            return WR_I_NONE;
    }
    return s->any ? WR_I_NONE : sig;
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
        uint32_t had;
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
        had = in_turn(r, best, mark);
        if (had != WR_I_NONE) { /* so nobody of its signature was passed over: it stands first there */
            struct wr_i_patient *p = wr_i_at(r, best_slot);
            for (uint32_t i = 0; i < g->n_sigs; i++)
                if (r->dropped[g->sigs[i]] == mark) {
                    r->reached[g->sigs[i]] = first_behind(r, wr_i_queue_at(r, g->sigs[i]), p);
                    r->dropped[g->sigs[i]] = 0;
                }
            take(r, best, had, p);
            wr_i_queue_pop(wr_i_queue_at(r, best), p);
            r->reached[best] = wr_i_queue_first(wr_i_queue_at(r, best));
            r->group_waiting[group]--;
            begins_with(r, best_slot, p);
            continue;
        }
        for (uint32_t i = 0; i < s->n && s->absent == NULL; i++)
            if ((s->any && lacks_all(r, s)) || r->free[s->needs[i].resource] < s->needs[i].count)
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
    wr_i_staff_let_go(r, sig);
    if (r->group_waiting[s->group] > 0)
        scan(r, s->group);
}

WR_I_RUN void wr_i_staff_let_go(struct wr_i_run *r, uint32_t sig)
{
    if (sig == WR_I_NONE)
        return;
    for (uint32_t i = 0; i < r->plan->sigs[sig].n; i++) {
        const struct wr_i_need *need = &r->plan->sigs[sig].needs[i];
        r->free[need->resource] += need->count;
        wr_i_level_add(r, r->plan->resources[need->resource].level_busy, -need->count);
        overtime(r, need->resource);
    }
}

/* Down the queue of a single group: of `resource`. */
static void offer_single(struct wr_i_run *r, uint32_t sig)
{
    const struct wr_i_need *need = &r->plan->sigs[sig].needs[0];
    struct wr_i_queue *queue = wr_i_queue_at(r, sig);

    while (queue->n > 0 && r->free[need->resource] >= need->count) {
        take(r, sig, sig, wr_i_at(r, wr_i_queue_first(queue)));
        passes_single(r, queue, r->plan->resources[need->resource].level_waiting);
    }
}

WR_I_RUN void wr_i_staff_offer(struct wr_i_run *r, uint32_t sig)
{
    uint32_t group = r->plan->sigs[sig].group;

    if (r->plan->groups[group].single)
        offer_single(r, sig);
    else if (r->group_waiting[group] > 0)
        scan(r, group);
}

/* Whether work is handed over, now, at the end of a shift. */
static bool hands_over(const struct wr_i_run *r, uint32_t resource)
{
    const struct wr_i_resource *x = &r->plan->resources[resource];

    return x->hand_over && (x->hands_over == NULL || x->hands_over[r->stage]);
}

WR_I_RUN bool wr_i_hands_over_now(const struct wr_i_run *r, uint32_t resource)
{
    return r->plan->resources[resource].hands_over != NULL && r->free[resource] < 0 && hands_over(r, resource);
}

WR_I_RUN void wr_i_staff_duty(struct wr_i_run *r, uint32_t resource, int32_t duty)
{
    const struct wr_sim_plan *plan = r->plan;

    r->free[resource] += duty - r->duty[resource];
    r->duty[resource] = duty;
    overtime(r, resource);
    if (WR_UNLIKELY(hands_over(r, resource))) {
        uint32_t last;
        while (r->free[resource] < 0 && (last = wr_i_work_last(r, resource)) != WR_I_NOBODY)
            wr_i_work_stop(r, last, false, "end of shift", "", "");
        wr_i_work_stopped_wait(r);
    }
    for (size_t i = 0; i < plan->n_groups; i++) {
        const struct wr_i_group *g = &plan->groups[i];
        bool has = false;
        for (uint32_t j = 0; j < g->n_sigs && !has; j++)
            has = wr_i_sig_count(r, g->sigs[j], resource) > 0;
        if (has)
            wr_i_staff_offer(r, g->sigs[0]);
    }
}
