/* The gate of a step (rules 2, 5, 12, 13, 19; docs/rules.md, section E): errands that must be done, information that must be there, opening,
 * rounds, companions. What lacks first is looked at in this order, and said. All who wait for a step's gate stand in one queue by rule 7. */
#include "sim/run_internal.h"

#include <stdio.h>

#include "model/model.h"

enum lacks { LACKS_NOTHING, LACKS_ERRANDS, LACKS_ITEM, LACKS_OPEN, LACKS_ROUND, LACKS_OTHERS };

/* What a gate is told, in a record; none where all gates only open and close. */
static struct wr_i_party *party_of(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return r->plan->at_party == WR_I_NONE ? NULL : wr_i_party(r, p);
}

/* ---- what lacks ---- */

static bool lacks_errands(struct wr_i_run *r, const struct wr_i_gate *g, const struct wr_i_patient *p)
{
    for (uint32_t i = 0; i < g->n_waits_for; i++)
        if (wr_i_errand_under_way(r, p, g->waits_for[i]))
            return true;
    return false;
}

/* One item after another: drawn when it is reached, and waited for until it is told. */
static bool lacks_item(struct wr_i_run *r, const struct wr_i_gate *g, struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];
    uint32_t *at;

    if (!g->informed)
        return false;
    for (at = wr_i_part_u32(p, r->plan->at_want); *at < s->n_wants; ++*at) {
        if (!s->wants[*at].wait)
            continue;
        if (wr_i_party(r, p)->waits_item)
            return true;
        if (wr_i_looks_up(r, p, &s->wants[*at]))
            continue;
        r->needs[s->wants[*at].row].waited += 1;
        wr_i_party(r, p)->waits_item = true;
        return true;
    }
    return false;
}

/* What p, who asks or waits at the gate, lacks first. */
static enum lacks lacks(struct wr_i_run *r, const struct wr_i_gate *g, struct wr_i_patient *p)
{
    if (lacks_errands(r, g, p))
        return LACKS_ERRANDS;
    if (lacks_item(r, g, p))
        return LACKS_ITEM;
    if (!r->gate_open[g->index])
        return LACKS_OPEN;
    return g->rounds != NULL ? LACKS_ROUND : LACKS_NOTHING;
}

/* Says what p waits for, unless the same was said last. */
static void says(struct wr_i_run *r, const struct wr_i_gate *g, const struct wr_i_patient *p, enum lacks what)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];
    struct wr_i_party *party = party_of(r, p);
    char text[900];
    uint32_t words = what + 1, n = 0, length = 0;

    text[0] = '\0';
    if (what == LACKS_ERRANDS)
        for (uint32_t i = 0; i < g->n_waits_for; i++) {
            const char *name = r->plan->steps[g->waits_for[i]].name;
            if (!wr_i_errand_under_way(r, p, g->waits_for[i]))
                continue;
            words = (words ^ (i + 8)) * 0x9E3779B1u;
            if (length < sizeof text)
                length += (uint32_t)snprintf(text + length, sizeof text - length, "%s%s", n++ > 0 ? " and " : "", name);
        }
    if (what == LACKS_ITEM)
        words += *wr_i_part_u32(p, r->plan->at_want) << 3;
    if (party != NULL) {
        if (party->said == words)
            return;
        party->said = words;
    }
    if (s->flags & WR_I_STEP_RULE)
        wr_i_surge_more(r, p->step);
    if (r->watch == NULL)
        return;
    if (what == LACKS_ERRANDS)
        wr_i_walk(r, p, "waits for %s", text);
    else if (what == LACKS_ITEM)
        wr_i_walk(r, p, "waits for %s", r->plan->items[s->wants[*wr_i_part_u32(p, r->plan->at_want)].item].name);
    else if (what == LACKS_OPEN)
        wr_i_walk(r, p, "waits for %s to open", s->name);
    else if (what == LACKS_ROUND)
        wr_i_walk(r, p, "waits for the round of %s", s->name);
    else
        wr_i_walk(r, p, "waits for others for %s", s->name);
}

/* ---- going through ---- */

/* p leaves the gate's queue. */
static void leaves_gate(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];

    wr_i_queue_remove(r, wr_i_gate_queue(r, s->gate), slot, p);
    wr_i_blocked_ends(r, p);
    if (s->flags & WR_I_STEP_COUNTS)
        r->waiting_for[r->plan->steps[p->step].of]--;
    p->state = WR_I_MOVING;
}

/* p is past the gate, and looks at the place (or the staff) anew. It keeps its turn for room to wait, as long as it waits for a place. */
static void past(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];
    int32_t to;

    if ((s->flags & WR_I_STEP_IF_FULL) && s->most_waiting < 0 && wr_i_must_wait(r, s, p)) {
        if (!wr_i_stands_still(r, s) && (s->flags & WR_I_STEP_IN) && wr_i_circle_of(r, slot, p, s))
            return;
        wr_i_second_ends(r, p);
        if (!wr_i_sent_on(r, p, s, &to))
            return;
        if (r->plan->at_party != WR_I_NONE)
            wr_i_group_leaves(r, slot);
        wr_i_goes_to(r, slot, p, to);
        return;
    }
    wr_i_past_gate(r, slot, p, s);
}

WR_I_RUN void wr_i_gate_wait_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    wr_i_second_ends(r, p);
    leaves_gate(r, slot, p);
}

WR_I_RUN void wr_i_gate_past(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p) { past(r, slot, p); }

/* Those with this mark leave the queue, in its order, into groups of at most so many; then each group's members pass. */
static void go_together(struct wr_i_run *r, const struct wr_i_gate *g, uint32_t n, uint32_t mark)
{
    struct wr_i_queue *q = wr_i_gate_queue(r, g->index);
    uint32_t slot = wr_i_queue_first(q), first = WR_I_NOBODY, last = WR_I_NOBODY, group = WR_I_NOBODY, in = 0;

    while (n > 0 && slot != WR_I_NOBODY) {
        struct wr_i_patient *p = wr_i_at(r, slot);
        uint32_t next = wr_i_queue_next(q, p);
        if (wr_i_party(r, p)->mark == mark) {
            leaves_gate(r, slot, p);
            if (group == WR_I_NOBODY || in == g->most) {
                group = wr_i_group_new(r, p->step);
                if (group == WR_I_NOBODY)
                    return;
                if (first == WR_I_NOBODY)
                    first = group;
                else
                    wr_i_party(r, wr_i_at(r, last))->next = group + 1;
                last = group;
                in = 0;
            }
            wr_i_group_add(r, group, slot, p);
            in++;
            n--;
        }
        slot = next;
    }
    while (first != WR_I_NOBODY) {
        uint32_t next = wr_i_party(r, wr_i_at(r, first))->next;
        wr_i_group_passes(r, first);
        first = next == 0 ? WR_I_NOBODY : next - 1;
    }
}

/* All n with this mark go through, in the order of the queue. */
static void go(struct wr_i_run *r, const struct wr_i_gate *g, uint32_t n, uint32_t mark)
{
    struct wr_i_queue *q = wr_i_gate_queue(r, g->index);

    if (g->together && n > 1 && g->most > 1) {
        go_together(r, g, n, mark);
        return;
    }
    for (;;) { /* whoever else passes meanwhile, or is over: look for the next from the head again */
        uint32_t slot = wr_i_queue_first(q);
        struct wr_i_patient *p = NULL;
        while (slot != WR_I_NOBODY && wr_i_party(r, p = wr_i_at(r, slot))->mark != mark)
            slot = wr_i_queue_next(q, p);
        if (slot == WR_I_NOBODY)
            return;
        leaves_gate(r, slot, p);
        past(r, slot, p);
    }
}

/* ---- companions ---- */

static inline bool collects(const struct wr_i_gate *g) { return g->least > 1; }
static inline double due(const struct wr_i_gate *g, const struct wr_i_patient *p) { return p->asked + g->or_after; }

/* Marks those in the queue who lack nothing but the round and others; `first`: when the first of them will have waited long enough. */
static uint32_t mark_ready(struct wr_i_run *r, const struct wr_i_gate *g, uint32_t mark, double *first)
{
    const struct wr_i_queue *q = wr_i_gate_queue(r, g->index);
    uint32_t n = 0;

    *first = INFINITY;
    if (!r->gate_open[g->index])
        return 0;
    for (uint32_t slot = wr_i_queue_first(q); slot != WR_I_NOBODY;) {
        struct wr_i_patient *p = wr_i_at(r, slot);
        enum lacks what = lacks(r, g, p);
        if (what == LACKS_NOTHING || what == LACKS_ROUND) {
            wr_i_party(r, p)->mark = mark;
            n++;
            if (g->or_after > 0 && due(g, p) < *first)
                *first = due(g, p);
        }
        slot = wr_i_queue_next(q, p);
    }
    return n;
}

static void others_are_lacking(struct wr_i_run *r, const struct wr_i_gate *g, uint32_t mark)
{
    const struct wr_i_queue *q = wr_i_gate_queue(r, g->index);

    for (uint32_t slot = wr_i_queue_first(q); slot != WR_I_NOBODY;) {
        const struct wr_i_patient *p = wr_i_at(r, slot);
        if (wr_i_party(r, p)->mark == mark)
            says(r, g, p, LACKS_OTHERS);
        slot = wr_i_queue_next(q, p);
    }
}

/* Whether those who are ready may go, at a gate that collects without rounds; if so they do. Else it is looked at again in time. */
static bool may_go(struct wr_i_run *r, const struct wr_i_gate *g, bool say)
{
    uint32_t mark = ++r->gate_mark;
    double first;
    uint32_t n = mark_ready(r, g, mark, &first);

    if (n > 0 && (n >= g->least || first <= r->now)) {
        go(r, g, n, mark);
        return true;
    }
    r->gate_due[g->index] = first;
    wr_i_phase_at(r, WR_I_PHASE_ROUNDS, first);
    if (say)
        others_are_lacking(r, g, mark);
    return false;
}

/* ---- asking ---- */

/* p, who has asked, waits at the gate; quietly: only until it is known that it need not. */
static void joins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    p->state = WR_I_WAITS_GATE;
    wr_i_blocked_begins(r, p);
    if (s->flags & WR_I_STEP_COUNTS)
        r->waiting_for[r->plan->steps[p->step].of]++;
    wr_i_queue_add(r, wr_i_gate_queue(r, s->gate), slot, p);
}

WR_I_RUN enum wr_i_at_gate wr_i_gate_asks(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    const struct wr_i_gate *g = &r->plan->gates[s->gate];
    struct wr_i_party *party = party_of(r, p);
    bool limit =
        (s->flags & WR_I_STEP_IF_FULL) && s->most_waiting >= 0 && r->waiting_for[r->plan->steps[p->step].of] >= (uint32_t)s->most_waiting;
    enum lacks what;

    if (party != NULL) {
        party->said = 0;
        party->waits_item = false;
    }
    if (g->informed)
        *wr_i_part_u32(p, r->plan->at_want) = 0;
    what = lacks(r, g, p);
    if (what == LACKS_NOTHING && collects(g)) {
        double first;
        party->mark = 0;
        if (1 + mark_ready(r, g, ++r->gate_mark, &first) >= g->least) {
            joins(r, slot, p, s);
            may_go(r, g, false);
            return WR_I_GATE_WAITS;
        }
        what = LACKS_OTHERS;
    }
    if (what == LACKS_NOTHING)
        return WR_I_GATE_PASSED;
    if (limit || (what == LACKS_OPEN && (s->flags & WR_I_STEP_IF_FULL) && s->most_waiting < 0))
        return WR_I_GATE_FULL;
    says(r, g, p, what);
    joins(r, slot, p, s);
    if (what == LACKS_OTHERS && g->or_after > 0) {
        if (due(g, p) < r->gate_due[g->index])
            r->gate_due[g->index] = due(g, p);
        wr_i_phase_at(r, WR_I_PHASE_ROUNDS, due(g, p));
    }
    if (s->flags & WR_I_STEP_WAITS_IN)
        wr_i_moves_to_wait(r, slot, p, s);
    return WR_I_GATE_WAITS;
}

WR_I_RUN bool wr_i_gate_keeps(struct wr_i_run *r, const struct wr_i_step *s, bool limited)
{
    const struct wr_i_gate *g = &r->plan->gates[s->gate];
    double first;

    if (!r->gate_open[s->gate])
        return true;
    return limited && (g->rounds != NULL || (collects(g) && 1 + mark_ready(r, g, ++r->gate_mark, &first) < g->least));
}

/* ---- looking again ---- */

WR_I_RUN void wr_i_gate_looks(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];
    const struct wr_i_gate *g = &r->plan->gates[s->gate];
    enum lacks what;
    int32_t to;

    if (p->state != WR_I_WAITS_GATE)
        return;
    what = lacks(r, g, p);
    if (what == LACKS_NOTHING && collects(g)) {
        if (!may_go(r, g, false))
            says(r, g, p, LACKS_OTHERS);
        return;
    }
    if (what == LACKS_NOTHING) {
        leaves_gate(r, slot, p);
        past(r, slot, p);
        return;
    }
    if (what == LACKS_OPEN && (s->flags & WR_I_STEP_IF_FULL) && s->most_waiting < 0) {
        leaves_gate(r, slot, p);
        wr_i_second_ends(r, p);
        if (wr_i_sent_on(r, p, s, &to))
            wr_i_goes_to(r, slot, p, to);
        return;
    }
    says(r, g, p, what);
}

WR_I_RUN void wr_i_gate_opens(struct wr_i_run *r, uint32_t gate)
{
    const struct wr_i_gate *g = &r->plan->gates[gate];
    struct wr_i_queue *q = wr_i_gate_queue(r, gate);
    uint32_t slot, mark, n;
    double first;

    if (r->plan->at_party == WR_I_NONE) { /* nothing else keeps anybody here */
        while ((slot = wr_i_queue_first(q)) != WR_I_NOBODY) {
            struct wr_i_patient *p = wr_i_at(r, slot);
            leaves_gate(r, slot, p);
            past(r, slot, p);
        }
        return;
    }
    if (collects(g) && g->rounds == NULL) {
        may_go(r, g, true);
        return;
    }
    mark = ++r->gate_mark;
    n = mark_ready(r, g, mark, &first);
    if (g->rounds == NULL) {
        go(r, g, n, mark);
        return;
    }
    for (slot = wr_i_queue_first(q); slot != WR_I_NOBODY;) {
        const struct wr_i_patient *p = wr_i_at(r, slot);
        if (wr_i_party(r, p)->mark == mark)
            says(r, g, p, LACKS_ROUND);
        slot = wr_i_queue_next(q, p);
    }
}

/* ---- the clock ---- */

static void round_comes(struct wr_i_run *r, const struct wr_i_gate *g)
{
    uint32_t mark = ++r->gate_mark, n;
    double first;

    n = mark_ready(r, g, mark, &first);
    if (n == 0)
        return;
    if (collects(g) && n < g->least && !(first <= r->now))
        return; /* they wait for the next round */
    if (r->watch != NULL)
        wr_i_walk_thing(r, r->plan->steps[g->step].name, "round");
    go(r, g, n, mark);
}

static double next_round(const struct wr_i_run *r, const struct wr_i_gate *g)
{
    return wr_times_next(&r->plan->model->clock, g->rounds, r->now);
}

WR_I_RUN void wr_i_gates_init(struct wr_i_run *r)
{
    for (size_t i = 0; i < r->plan->n_gates; i++) {
        const struct wr_i_gate *g = &r->plan->gates[i];
        r->gate_open[i] = true;
        r->gate_due[i] = INFINITY;
        r->gate_round[i] = g->rounds != NULL ? next_round(r, g) : INFINITY;
        if (g->rounds != NULL)
            wr_i_phase_at(r, WR_I_PHASE_ROUNDS, r->gate_round[i]);
    }
}

WR_I_RUN double wr_i_rounds_due(struct wr_i_run *r)
{
    double next = INFINITY;

    for (size_t order = 0; order < r->plan->n_gates; order++) {
        size_t i = wr_i_gate_in_order(r, order);
        const struct wr_i_gate *g = &r->plan->gates[i];
        if (r->now >= r->gate_round[i]) {
            r->gate_round[i] = next_round(r, g);
            round_comes(r, g);
            wr_i_agenda(r);
        }
        if (r->now >= r->gate_due[i]) {
            r->gate_due[i] = INFINITY;
            may_go(r, g, false);
            wr_i_agenda(r);
        }
    }
    for (size_t i = 0; i < r->plan->n_gates; i++) {
        next = r->gate_round[i] < next ? r->gate_round[i] : next;
        next = r->gate_due[i] < next ? r->gate_due[i] : next;
    }
    return next;
}
