/* A patient's way through the steps: arriving, asking, starting, ending, leaving (rules 1, 2, 5 and 8). */
#include "sim/run_internal.h"

/* Whether the step's place, or without one its staff, would have to be waited for: rule 5's "full". p stands where it is now. */
WR_I_RUN bool wr_i_must_wait(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p)
{
    uint32_t sig;

    if (wr_i_stands_still(r, s))
        return true;
    if (s->flags & WR_I_STEP_CHOICE)
        return wr_i_choice(r, p, s) < 0;
    if (s->flags & WR_I_STEP_IN)
        return s->place != p->place && !wr_i_place_free(r, s->place);
    sig = wr_i_step_sig(r, s, p);
    return sig != WR_I_NONE && !wr_i_staff_can(r, sig, p);
}

/* The patient is counted out. What it holds is still to be given back. */
WR_I_HOT void counted_out(struct wr_i_run *r, struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;

    wr_i_moment(r, &plan->at_leaving, p);
    if (plan->whole != NULL)
        value_seen(r, plan->whole, p, r->now - p->arrived);
    wr_i_check_left(r, p);
    r->present--;
    if (WR_UNLIKELY(r->present == 0) && r->next_arrival == INFINITY)
        r->next_rare = r->now; /* a run that is drained is over now, whatever is still being cleaned */
    r->present_acc += r->now - r->present_base;
}

WR_I_HOT void forgotten(struct wr_i_run *r, struct wr_i_patient *p)
{
    r->leaving_as = -1;
    if (WR_UNLIKELY(r->more_n > 0))
        wr_i_more_forget(r, p);
}

/* Leaving where it is not the usual way: measures of an outcome, patience, coming back, errands that are over. */
static __attribute__((noinline)) void leave_more(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, uint32_t outcome)
{
    const struct wr_sim_plan *plan = r->plan;
    bool back = false;

    r->leaving = p;
    if (plan->outcome_hooks)
        wr_i_moment(r, &plan->at_outcome[outcome], p);
    if (plan->patience) { /* it ends with the stay */
        wr_i_later_forget(r, p, WR_I_GIVES_UP);
        wr_i_later_forget(r, p, WR_I_UNLESS);
        back = plan->returns != NULL && wr_i_comes_back(r, slot, p, outcome);
    }
    counted_out(r, p);
    if (plan->at_held != WR_I_NONE)
        wr_i_held_taken(r, p);
    if (plan->has_errands) { /* what follows from their end is about others */
        r->leaving_as = -1;
        wr_i_errands_over(r, p);
        r->leaving_as = (int32_t)outcome;
    }
    if (plan->keeps)
        wr_i_leaves_all(r, p, (int32_t)outcome);
    else if (p->place >= 0)
        wr_i_leaves(r, p, p->place);
    forgotten(r, p);
    if (back)
        p->state = WR_I_AWAY;
    else
        wr_i_slot_free(r, slot, p);
}

WR_I_HOT void leave(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, uint32_t outcome)
{
    const struct wr_sim_plan *plan = r->plan;

    WR_I_WALK(r, p, "leaves as %s", plan->model->outcomes[outcome].name);
    r->left_as[p->kind * plan->n_outcomes + outcome] += 1;
    r->leaving_as = (int32_t)outcome;
    if (WR_UNLIKELY(plan->more_leaving)) {
        leave_more(r, slot, p, outcome);
        return;
    }
    counted_out(r, p);
    if (p->place >= 0)
        wr_i_leaves(r, p, p->place);
    forgotten(r, p);
    wr_i_slot_free(r, slot, p);
}

/* Where next, when that is settled: the draw was made when the step began. */
WR_I_HOT int32_t next_plain(const struct wr_i_route *route, const struct wr_i_patient *p)
{
    uint32_t b = 0;

    if (route->op == WR_I_TO)
        return route->to;
    for (uint32_t i = 0; i + 1 < route->n; i++) /* without a branch on what is chance */
        b += p->u >= route->branches[i].below;
    return route->branches[b].to;
}

/* The same when it depends on more. */
static __attribute__((noinline)) int32_t next_other(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p)
{
    struct wr_draw_id id = {p->number, r->plan->kinds[p->kind].owner, s->purpose, 0};

    id.visit = wr_i_visit_under_way(r, s, p);
    return wr_i_route_other(r, s->then, p, &id, p->u);
}

/* Staff in the usual way: some of one resource, which is free or waited for. */
WR_I_HOT void asks_single(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    if (r->free[s->resource] >= s->count) {
        r->free[s->resource] -= s->count;
        wr_i_level_add(r, s->level_busy, s->count);
        begins(r, slot, p, s, false);
        return;
    }
    WR_I_WALK(r, p, "waits for %s", r->plan->sigs[s->sig].text);
    p->state = WR_I_WAITS_STAFF;
    time_at_hand(r, s, p);
    if (WR_UNLIKELY(s->flags & WR_I_STEP_COUNTS_STAFF))
        r->waiting_for[r->plan->steps[p->step].of]++;
    wr_i_queue_add(r, wr_i_queue_at(r, s->sig), slot, p);
    wr_i_level_up(r, s->level_waiting);
}

WR_I_RUN void wr_i_asks_staff(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];
    uint32_t sig;

    if (s->flags & WR_I_STEP_SINGLE) {
        asks_single(r, slot, p, s);
        return;
    }
    if ((s->flags & WR_I_STEP_TOGETHER) && wr_i_in_group(r, p)) {
        wr_i_group_ready(r, p);
        return;
    }
    sig = wr_i_step_sig(r, s, p);
    if (!wr_i_staff_get(r, sig, p)) {
        if (s->n_interrupts > 0 && wr_i_interrupts(r, sig, p, s)) {
            wr_i_begins(r, slot, p, s);
            wr_i_work_stopped_wait(r);
            return;
        }
        WR_I_WALK(r, p, "waits for %s", wr_i_waits_text(r, sig));
        if (s->flags & WR_I_STEP_RULE)
            wr_i_surge_more(r, p->step);
        p->state = WR_I_WAITS_STAFF;
        time_at_hand(r, s, p);
        if (WR_UNLIKELY(s->flags & WR_I_STEP_COUNTS_STAFF))
            r->waiting_for[r->plan->steps[p->step].of]++;
        wr_i_staff_wait(r, sig, slot, p);
        return;
    }
    wr_i_begins(r, slot, p, s);
}

WR_I_HOT void in_place(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    p->got = r->now;
    if (WR_UNLIKELY(s->flags & WR_I_STEP_NEEDS)) {
        *wr_i_part_u32(p, r->plan->at_want) = 0;
        if (!wr_i_informed(r, slot, p))
            return;
    }
    if (s->flags & WR_I_STEP_SINGLE)
        asks_single(r, slot, p, s);
    else
        wr_i_asks_staff(r, slot, p);
}

WR_I_RUN void wr_i_in_place(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p) { in_place(r, slot, p, &r->plan->steps[p->step]); }

/* Past the gate: the place, then what comes in it. */
WR_I_HOT void asks_place(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    int32_t old = p->place;

    if (!(s->flags & WR_I_STEP_IN) || s->place == old) {
        in_place(r, slot, p, s);
        return;
    }
    if (!wr_i_place_free(r, s->place)) {
        wr_i_waits_place(r, slot, p);
        return;
    }
    r->space[s->place]--;
    wr_i_enters(r, p, s->place);
    in_place(r, slot, p, s);
    if (old >= 0)
        wr_i_leaves(r, p, old);
}

/* The same where there is a choice of places. */
static __attribute__((noinline)) void asks_choice(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    int32_t old = p->place, to = wr_i_choice(r, p, s);

    if (to < 0) {
        wr_i_waits_place(r, slot, p);
        return;
    }
    if (to == old) {
        in_place(r, slot, p, s);
        return;
    }
    if (r->plan->keeps && wr_i_is_kept(r, p, to)) {
        wr_i_goes_back(r, p, to);
    } else {
        r->space[to]--;
        wr_i_enters(r, p, to);
    }
    in_place(r, slot, p, s);
    if (old >= 0)
        wr_i_leaves(r, p, old);
}

WR_I_HOT void asks_one_or_more(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    if (s->flags & WR_I_STEP_CHOICE)
        asks_choice(r, slot, p, s);
    else
        asks_place(r, slot, p, s);
}

WR_I_RUN void wr_i_past_gate(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    bool full = (s->flags & WR_I_STEP_CHOICE) ? wr_i_choice(r, p, s) < 0
                                              : (s->flags & WR_I_STEP_IN) && s->place != p->place && !wr_i_place_free(r, s->place);

    if (full && wr_i_circle_of(r, slot, p, s))
        return;
    if (!full)
        wr_i_second_ends(r, p);
    asks_one_or_more(r, slot, p, s);
}

/* Somebody was sent away since the place, or each of the places, of a step was full. */
static void refused_in(struct wr_i_run *r, const struct wr_i_step *s)
{
    if ((s->flags & WR_I_STEP_IN) && s->n_any == 0)
        r->refused[s->place] += 1;
    for (uint32_t i = 0; i < s->n_any; i++)
        r->refused[s->any[i]] += 1;
}

/* Rule 5, for a step with an `if full` that would have to be waited for. */
static inline bool sent_elsewhere(const struct wr_i_run *r, uint32_t step, int32_t most)
{
    return most < 0 || r->waiting_for[r->plan->steps[step].of] >= (uint32_t)most;
}

WR_I_RUN bool wr_i_sent_on(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s, int32_t *to)
{
    if (s->level_queue != WR_I_NONE)
        wr_i_level_down(r, s->level_queue);
    if (s->flags & WR_I_STEP_RULE)
        wr_i_surge_less(r, p->step);
    r->steps[p->step].sent_elsewhere += 1;
    refused_in(r, s);
    if (WR_UNLIKELY(r->watch != NULL)) {
        if (s->flags & WR_I_STEP_IN)
            wr_i_walk(r, p, "finds %s full and goes to %s", s->in, wr_i_walk_target(r, s->if_full));
        else
            wr_i_walk(r, p, "cannot start at once and goes to %s", wr_i_walk_target(r, s->if_full));
    }
    if (WR_UNLIKELY(++r->moves > WR_I_MOVES)) {
        if (r->status == 0)
            r->status = wr_i_endless(r, p);
        return false;
    }
    *to = s->if_full;
    return true;
}

/* Asking where it is not the usual way: gates, limits, circles, hooks, a priority of the step's own, errands, the walk. True: the patient goes on to
 * *to, sent elsewhere. */
static __attribute__((noinline)) bool asks_other(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s,
                                                 int32_t *to)
{
    s = wr_i_version_now(r, s);
    p->step = (uint16_t)(s - r->plan->steps);
    p->priority = wr_i_class_of(r, s, p);
    WR_I_WALK(r, p, "asks for %s", s->name);
    wr_i_later_forget(r, p, WR_I_GIVES_UP); /* of the step from which they were sent here */
    if (s->gives_up != NULL)
        wr_i_patience_begins(r, slot, p, s);
    if (s->went != WR_I_NONE)
        *wr_i_part_byte(wr_i_self(r, p), s->went / 8) |= (uint8_t)(1u << s->went % 8);
    wr_i_moment_of(r, &s->asking, p);
    if (s->level_queue != WR_I_NONE)
        wr_i_level_up(r, s->level_queue);
    if (s->flags & WR_I_STEP_GATE) {
        enum wr_i_at_gate at = wr_i_gate_asks(r, slot, p, s);
        if (at == WR_I_GATE_WAITS)
            return false;
        if (at == WR_I_GATE_FULL)
            goto elsewhere;
    }
    if (!wr_i_must_wait(r, s, p)) {
        asks_one_or_more(r, slot, p, s);
        return false;
    }
    if (!wr_i_stands_still(r, s) && (s->flags & WR_I_STEP_IN) && wr_i_circle_of(r, slot, p, s)) /* else full, whatever room there is */
        return false;
    if (!(s->flags & WR_I_STEP_IF_FULL) || !sent_elsewhere(r, p->step, s->most_waiting)) {
        wr_i_past_gate(r, slot, p, s);
        return false;
    }
elsewhere:
    if (!wr_i_sent_on(r, p, s, to))
        return false;
    if (*to != WR_I_DONE)
        return true;
    wr_i_errand_done(r, slot);
    return false;
}

/* p asks for step `to`, in the usual way as far as that goes; a patient who is sent to an outcome leaves. */
WR_I_HOT void goes(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, int32_t to)
{
    do {
        const struct wr_i_step *s = &r->plan->steps[to];
        p->step = (uint16_t)to;
        p->state = WR_I_MOVING;
        p->asked = r->now;
        if (WR_LIKELY(!((s->flags | r->watched) & WR_I_STEP_MORE_ASKING))) {
            asks_place(r, slot, p, s);
            return;
        }
        if (!asks_other(r, slot, p, s, &to))
            return;
    } while (to >= 0);
    leave(r, slot, p, (uint32_t)(-1 - to));
}

WR_I_RUN void wr_i_goes(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, int32_t to) { goes(r, slot, p, to); }

WR_I_RUN void wr_i_goes_to(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, int32_t to)
{
    if (to >= 0)
        wr_i_goes(r, slot, p, to);
    else if (to == WR_I_DONE)
        wr_i_errand_done(r, slot);
    else
        leave(r, slot, p, (uint32_t)(-1 - to));
}

/* The end of a step where it is not the usual way, in the order of docs/rules.md, section E: ends; tells; sets; staff; what waited for what was
 * told; errands; where next. */
static __attribute__((noinline)) void ends_more(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    uint32_t sig;

    wr_i_says_end(r, p, s);
    p->state = WR_I_MOVING;
    sig = wr_i_step_has(r, s, p);
    if (s->flags & WR_I_STEP_KEEPS)
        wr_i_ends_keeping(r, p, s, sig);
    else if (sig != WR_I_NONE)
        wr_i_staff_release(r, sig);
    wr_i_after_release(r, slot, p, s);
}

/* What comes when the staff has passed on. */
WR_I_RUN void wr_i_after_release(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    uint32_t step = p->step;
    uint64_t papers = s->n_slowed > 0 ? wr_i_paper_over(r, p) : 0;
    bool there = s->end_of == NULL || wr_i_end_of(r, slot, p, s->end_of);

    if (papers != 0)
        wr_i_paper_ends(r, step, papers);
    if (!there)
        return; /* an errand: its patient has left, sent on from a gate that it opened */
    wr_i_goes_to(r, slot, p, s->then->op <= WR_I_SHARES ? next_plain(s->then, p) : next_other(r, s, p));
}

WR_I_HOT void ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s, uint32_t flags)
{
    uint32_t sig;
    int32_t next;
    bool plain;

    if (WR_UNLIKELY(p->state != WR_I_WORKS)) {
        wr_i_ends_other(r, slot, p);
        return;
    }
    if (WR_UNLIKELY((flags | r->watched) & WR_I_STEP_MORE_END)) {
        ends_more(r, slot, p, s);
        return;
    }
    p->state = WR_I_MOVING;
    plain = s->then->op <= WR_I_SHARES;
    next = plain ? next_plain(s->then, p) : 0; /* before the staff turns to others: it is then known when it is asked for */
    if (flags & WR_I_STEP_SINGLE) {
        release_single(r, s->sig, s->resource, s->count, s->level_busy, s->level_waiting);
    } else {
        sig = wr_i_step_has(r, s, p);
        if (sig != WR_I_NONE)
            wr_i_staff_release(r, sig);
    }
    if (!plain)
        next = next_other(r, s, p);
    if (next >= 0)
        wr_i_goes(r, slot, p, next);
    else
        leave(r, slot, p, (uint32_t)(-1 - next));
}

WR_I_RUN void wr_i_ends(struct wr_i_run *r, uint32_t slot)
{
    struct wr_i_patient *p = wr_i_at(r, slot);
    const struct wr_i_step *s = &r->plan->steps[p->step];

    if (r->plan->at_work != WR_I_NONE) {
        wr_i_work_over(r, p);
        wr_i_later_forget(r, p, WR_I_UNLESS);
    }
    ends(r, slot, p, s, s->flags);
}

/* Rule 5 for arrivals. True: refused, and where to. */
static bool refused(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_kind *k)
{
    const struct wr_i_step *first = wr_i_version_now(r, &r->plan->steps[k->first]);

    p->priority = wr_i_class_of(r, first, p);
    bool waits = (first->flags & WR_I_STEP_GATE) && wr_i_gate_keeps(r, first, k->most_waiting >= 0);
    if ((!waits && !wr_i_must_wait(r, first, p)) || !sent_elsewhere(r, k->first, k->most_waiting))
        return false;
    r->kinds[p->kind].refused += 1;
    refused_in(r, first);
    WR_I_WALK(r, p, "finds it full and goes to %s", wr_i_walk_target(r, k->if_full));
    return true;
}

#define WR_I_STAYS_AWAY INT32_MIN

/* Arriving, where it is more than asking for the first step. Returns where to, or WR_I_STAYS_AWAY: booked, and does not come. */
static __attribute__((noinline)) int32_t arrives_more(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_kind *k,
                                                      const struct wr_i_stream *stream, uint32_t i, uint32_t slot)
{
    bool versions = k->n_was > 0; /* whichever holds now: its priority goes by its own rule */

    if (k->stays_away && !wr_i_booked_comes(r, p, k))
        return WR_I_STAYS_AWAY;
    if (versions)
        k = wr_i_kind_at(r->plan, p->kind, r->now);
    wr_i_own_slot(r, slot, p);
    WR_I_WALK(r, p, "arrives");
    for (uint32_t a = k->n_plain; a < k->n_attributes; a++)
        wr_i_attribute_draw(r, k->draw[a], p, stream->attribute_u[a][i]);
    if (WR_UNLIKELY(r->watch != NULL) && k->n_attributes > 0)
        wr_i_walk_has(r, p);
    if (versions || (k->priority->op != WR_I_CONST && k->class_of == NULL))
        p->priority = (uint8_t)wr_i_value_known(r, k->priority, p);
    if (r->plan->at_priority != WR_I_NONE)
        *wr_i_part_byte(p, r->plan->at_priority) = p->priority;
    wr_i_moment(r, &r->plan->at_arrival, p);
    if (k->has_if_full && refused(r, p, k))
        return k->if_full;
    return (int32_t)k->first;
}

WR_I_HOT void arrives(struct wr_i_run *r, uint32_t kind)
{
    const struct wr_i_kind *k = &r->plan->kinds[kind];
    const struct wr_i_stream *stream = &r->streams[kind];
    uint32_t i = stream->at, slot = wr_i_slot_new(r);
    struct wr_i_patient *p;
    int32_t to = (int32_t)k->first;

    if (WR_UNLIKELY(slot == WR_I_NOBODY))
        return;
    p = wr_i_at(r, slot);
    p->arrived = r->now;
    p->kind = (uint16_t)kind;
    p->number = (uint32_t)(stream->first + i);
    p->place = -1;
    p->state = WR_I_MOVING;
    p->priority = k->usual_class;
    for (uint32_t a = 0; a < k->n_plain; a++)
        *wr_i_part_byte(p, k->draw[a]->at) = stream->category[a][i];
    if (k->class_of != NULL)
        p->priority = (enum wr_i_class)k->class_of[*wr_i_part_byte(p, k->class_at)];
    if (k->more || r->watched) {
        to = arrives_more(r, p, k, stream, i, slot);
        if (to == WR_I_STAYS_AWAY) {
            wr_i_slot_free(r, slot, p);
            return;
        }
    }
    r->arrivals++;
    r->present_acc -= r->now - r->present_base;
    if (++r->present > r->most_present)
        r->most_present = r->present;
    if (WR_UNLIKELY(to < 0))
        leave(r, slot, p, (uint32_t)(-1 - to));
    else
        goes(r, slot, p, to);
}
