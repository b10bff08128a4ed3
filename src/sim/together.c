/* Those who are let through together (rule 12): a group. Each member gets its place, what must be known and its chasing alone; when the last has
 * got so far the group asks once for the staff, in the name of its first member, and all start, with the time of the first.
 *
 * A group is a record of its own that stands in the queue and in the calendar: struct wr_i_patient with the first member's kind, number and time
 * of arrival, so that it stands where that member would. Members know it by their struct wr_i_party. */
#include "sim/run_internal.h"

static struct wr_i_party *party(const struct wr_i_run *r, uint32_t slot) { return wr_i_party(r, wr_i_at(r, slot)); }

WR_I_RUN bool wr_i_in_group(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return r->plan->at_party != WR_I_NONE && wr_i_party(r, p)->member_of != 0;
}

WR_I_RUN uint32_t wr_i_group_new(struct wr_i_run *r, uint32_t step)
{
    uint32_t slot = wr_i_slot_new(r);
    struct wr_i_patient *g;

    if (WR_UNLIKELY(slot == WR_I_NOBODY))
        return slot;
    g = wr_i_at(r, slot);
    g->arrived = INFINITY;
    g->kind = 0;
    g->number = 0;
    g->place = -1;
    g->step = (uint16_t)step;
    g->state = WR_I_GROUP_FORMS;
    wr_i_party(r, g)->held = true;
    return slot;
}

WR_I_RUN void wr_i_group_add(struct wr_i_run *r, uint32_t group, uint32_t slot, struct wr_i_patient *p)
{
    uint32_t *at = &party(r, group)->group;

    while (*at != 0)
        at = &party(r, *at - 1)->after;
    *at = slot + 1;
    wr_i_party(r, p)->member_of = group + 1;
    wr_i_party(r, p)->after = 0;
    p->state = WR_I_GROUP_PASSES;
    party(r, group)->n++;
}

static void unlinked(struct wr_i_run *r, uint32_t group, uint32_t slot)
{
    uint32_t *at = &party(r, group)->group;

    while (*at != slot + 1)
        at = &party(r, *at - 1)->after;
    *at = party(r, slot)->after;
    party(r, slot)->after = party(r, slot)->member_of = 0;
    party(r, group)->n--;
}

static void is_gone(struct wr_i_run *r, uint32_t group) { wr_i_slot_free(r, group, wr_i_at(r, group)); }

/* The first member in this state, or WR_I_NOBODY. */
static uint32_t first_that(const struct wr_i_run *r, uint32_t group, enum wr_i_state state)
{
    for (uint32_t at = party(r, group)->group; at != 0; at = party(r, at - 1)->after)
        if (wr_i_at(r, at - 1)->state == state)
            return at - 1;
    return WR_I_NOBODY;
}

/* ---- the staff ---- */

/* The group stands where its first member would. */
static void named(struct wr_i_run *r, uint32_t group)
{
    struct wr_i_patient *g = wr_i_at(r, group);
    const struct wr_i_patient *first = wr_i_at(r, party(r, group)->group - 1);

    g->arrived = first->arrived;
    g->kind = first->kind;
    g->number = first->number;
    g->priority = wr_i_class_of(r, &r->plan->steps[g->step], first);
    wr_i_work_of(r, g)->rank = wr_i_work_of(r, first)->rank;
}

static bool counts(const struct wr_i_run *r, const struct wr_i_patient *g)
{
    return (r->plan->steps[g->step].flags & WR_I_STEP_COUNTS_STAFF) != 0;
}

WR_I_RUN void wr_i_group_begins(struct wr_i_run *r, uint32_t group, struct wr_i_patient *g)
{
    const struct wr_i_step *s = &r->plan->steps[g->step];
    uint32_t sig = wr_i_has(r, g);
    double time = 0;

    if (g->state == WR_I_GROUP_WAITS && counts(r, g))
        r->waiting_for[r->plan->steps[g->step].of] -= wr_i_party(r, g)->n;
    for (uint32_t at = wr_i_party(r, g)->group; at != 0; at = party(r, at - 1)->after) {
        struct wr_i_patient *p = wr_i_at(r, at - 1);
        wr_i_member_starts(r, at - 1, p, s, sig, at == wr_i_party(r, g)->group, &time);
        p->state = WR_I_GROUP_MEMBER;
    }
    g->state = WR_I_GROUP_WORKS;
    wr_i_ends_in(r, group, time);
}

static void asks(struct wr_i_run *r, uint32_t group)
{
    struct wr_i_patient *g = wr_i_at(r, group);
    const struct wr_i_step *s = &r->plan->steps[g->step];
    const struct wr_i_patient *first = wr_i_at(r, wr_i_party(r, g)->group - 1);
    uint32_t sig = wr_i_step_sig(r, s, first);

    named(r, group);
    if (!wr_i_staff_get(r, sig, g)) {
        if (s->n_interrupts > 0 && wr_i_interrupts(r, sig, g, s)) {
            wr_i_group_begins(r, group, g);
            wr_i_work_stopped_wait(r);
            return;
        }
        WR_I_WALK(r, first, "waits for %s", wr_i_waits_text(r, sig));
        if (s->flags & WR_I_STEP_RULE)
            wr_i_surge_more(r, g->step);
        g->state = WR_I_GROUP_WAITS;
        if (counts(r, g))
            r->waiting_for[r->plan->steps[g->step].of] += wr_i_party(r, g)->n;
        wr_i_staff_wait(r, sig, group, g);
        return;
    }
    wr_i_group_begins(r, group, g);
}

/* Asks for the staff, when all have got so far; when nobody is left, it is gone. */
static void goes_further(struct wr_i_run *r, uint32_t group)
{
    if (party(r, group)->n == 0) {
        if (!party(r, group)->held)
            is_gone(r, group);
        return;
    }
    for (uint32_t at = party(r, group)->group; at != 0; at = party(r, at - 1)->after)
        if (wr_i_at(r, at - 1)->state != WR_I_GROUP_READY)
            return;
    asks(r, group);
}

WR_I_RUN void wr_i_group_ready(struct wr_i_run *r, struct wr_i_patient *p)
{
    p->state = WR_I_GROUP_READY;
    goes_further(r, wr_i_party(r, p)->member_of - 1);
}

WR_I_RUN void wr_i_group_passes(struct wr_i_run *r, uint32_t group)
{
    uint32_t slot;

    if (party(r, group)->n == 1) { /* a group of one is a patient alone */
        slot = party(r, group)->group - 1;
        unlinked(r, group, slot);
        is_gone(r, group);
        wr_i_at(r, slot)->state = WR_I_MOVING;
        wr_i_gate_past(r, slot, wr_i_at(r, slot));
        return;
    }
    while ((slot = first_that(r, group, WR_I_GROUP_PASSES)) != WR_I_NOBODY) {
        wr_i_at(r, slot)->state = WR_I_MOVING;
        wr_i_gate_past(r, slot, wr_i_at(r, slot));
    }
    party(r, group)->held = false;
    if (party(r, group)->n == 0) /* all were sent elsewhere; else the last to get so far has asked, or will */
        is_gone(r, group);
}

/* ---- the end ---- */

WR_I_RUN void wr_i_group_ends(struct wr_i_run *r, uint32_t group, struct wr_i_patient *g)
{
    const struct wr_i_step *s = &r->plan->steps[g->step];
    uint32_t slot, sig = wr_i_has(r, g);

    wr_i_party(r, g)->held = true;
    g->state = WR_I_GROUP_FORMS;
    for (uint32_t at = wr_i_party(r, g)->group; at != 0; at = party(r, at - 1)->after) {
        wr_i_says_end(r, wr_i_at(r, at - 1), s);
        wr_i_at(r, at - 1)->state = WR_I_GROUP_PASSES;
    }
    if (sig != WR_I_NONE && (s->flags & WR_I_STEP_KEEPS))
        wr_i_keeps_staff(r, wr_i_at(r, wr_i_party(r, g)->group - 1), s, sig); /* what is kept goes with the first */
    else if (sig != WR_I_NONE)
        wr_i_staff_release(r, sig);
    while ((slot = first_that(r, group, WR_I_GROUP_PASSES)) != WR_I_NOBODY) {
        unlinked(r, group, slot);
        wr_i_at(r, slot)->state = WR_I_MOVING;
        if (s->flags & WR_I_STEP_KEEPS) /* a place, of each */
            wr_i_ends_keeping(r, wr_i_at(r, slot), s, WR_I_NONE);
        wr_i_after_release(r, slot, wr_i_at(r, slot), s);
    }
    is_gone(r, group);
}

/* What is said of its work, every member says. */
WR_I_RUN void wr_i_group_says(struct wr_i_run *r, const struct wr_i_patient *g, const char *text)
{
    for (uint32_t at = wr_i_party(r, g)->group; at != 0; at = party(r, at - 1)->after)
        wr_i_walk(r, wr_i_at(r, at - 1), "%s", text);
}

WR_I_RUN const struct wr_i_patient *wr_i_group_first(const struct wr_i_run *r, const struct wr_i_patient *g)
{
    return wr_i_at(r, wr_i_party(r, g)->group - 1);
}

/* What is done on paper, each member does. */
WR_I_RUN void wr_i_group_papers(struct wr_i_run *r, const struct wr_i_patient *g, bool anew)
{
    for (uint32_t at = wr_i_party(r, g)->group; at != 0; at = party(r, at - 1)->after)
        wr_i_paper_begins(r, wr_i_at(r, at - 1), anew);
}

/* ---- falling out ---- */

WR_I_RUN void wr_i_group_leaves(struct wr_i_run *r, uint32_t slot)
{
    uint32_t group = party(r, slot)->member_of;
    struct wr_i_patient *g;
    bool first;

    if (group-- == 0)
        return;
    g = wr_i_at(r, group);
    first = wr_i_party(r, g)->group == slot + 1;
    unlinked(r, group, slot);
    switch (g->state) {
    case WR_I_GROUP_FORMS:
        goes_further(r, group);
        return;
    case WR_I_GROUP_WAITS:
        if (counts(r, g))
            r->waiting_for[r->plan->steps[g->step].of]--;
        if (wr_i_party(r, g)->n > 0 && first) {
            uint32_t asked = wr_i_asks(r, g);
            wr_i_staff_wait_ends(r, group, g);
            named(r, group);
            wr_i_work_of(r, g)->asks = wr_i_step_sig(r, &r->plan->steps[g->step], wr_i_at(r, wr_i_party(r, g)->group - 1));
            if (wr_i_asks(r, g) == WR_I_NONE) { /* who takes over keeps all that is needed */
                wr_i_work_of(r, g)->has = WR_I_NONE;
                wr_i_group_begins(r, group, g);
                wr_i_staff_offer(r, asked);
                return;
            }
            wr_i_staff_wait_since(r, group, g);
            wr_i_staff_offer(r, asked);
            wr_i_staff_offer(r, wr_i_work_of(r, g)->asks);
            return;
        }
        break;
    default: /* at work, or stopped at it */
        break;
    }
    if (wr_i_party(r, g)->n > 0)
        return;
    wr_i_work_cancel(r, group);
    is_gone(r, group);
}
