/* What a step does at its end (tells, sets, starts), and errands: steps that are done for a patient without the patient (rules 8, 13, 19).
 *
 * An errand is a record of its own, at WR_I_ERRAND instead of a place, with its patient as owner. It has the patient's kind, number and time of
 * arrival, so that it draws and stands in queues as the patient does; what is kept in a patient's record (attributes, what is known, counts of
 * visits, running times) is the owner's: wr_i_self finds it. */
#include "sim/run_internal.h"

/* ---- who an errand is ---- */

/* Records come and go while something is carried through: whether `slot` is still who it was. */
struct who {
    uint32_t slot, number, serial;
    uint16_t kind;
    double arrived;
};

static struct who who_is(const struct wr_i_run *r, uint32_t slot)
{
    const struct wr_i_patient *p = wr_i_at(r, slot);

    return (struct who){slot, p->number, wr_i_party(r, p)->serial, p->kind, p->arrived};
}

static bool is_there(const struct wr_i_run *r, const struct who *w)
{
    const struct wr_i_patient *p = wr_i_at(r, w->slot);

    return p->state != WR_I_FREE && p->state != WR_I_SECOND && p->kind == w->kind && p->number == w->number && p->arrived == w->arrived &&
           wr_i_party(r, p)->serial == w->serial;
}

WR_I_RUN bool wr_i_errand_under_way(const struct wr_i_run *r, const struct wr_i_patient *p, uint32_t step)
{
    const struct wr_i_patient *self = wr_i_self(r, p);

    for (uint32_t at = wr_i_party(r, self)->errands; at != 0;) {
        const struct wr_i_party *e = wr_i_party(r, wr_i_at(r, at - 1));
        if (e->errand == step)
            return true;
        at = e->next;
    }
    return false;
}

/* The patient's first errand that was started after the one numbered `serial`, or WR_I_NOBODY. */
static uint32_t errand_after(const struct wr_i_run *r, const struct wr_i_patient *self, uint32_t serial)
{
    for (uint32_t at = wr_i_party(r, self)->errands; at != 0;) {
        const struct wr_i_party *e = wr_i_party(r, wr_i_at(r, at - 1));
        if (e->serial > serial)
            return at - 1;
        at = e->next;
    }
    return WR_I_NOBODY;
}

/* Off the patient's list, and gone. */
static void forget(struct wr_i_run *r, uint32_t slot)
{
    struct wr_i_patient *e = wr_i_at(r, slot);
    uint32_t *at = &wr_i_party(r, wr_i_self(r, e))->errands;

    while (*at != slot + 1)
        at = &wr_i_party(r, wr_i_at(r, *at - 1))->next;
    *at = wr_i_party(r, e)->next;
    wr_i_later_forget(r, e, WR_I_UNLESS); /* its moment is still to come: the record, free from now on, must not answer to it */
    wr_i_later_forget(r, e, WR_I_GIVES_UP);
    wr_i_slot_free(r, slot, e);
}

/* ---- starting, being done, being over ---- */

static void starts(struct wr_i_run *r, uint32_t owner, uint32_t step)
{
    uint32_t slot = wr_i_slot_new(r), *at;
    struct wr_i_patient *p = wr_i_at(r, owner), *e;
    struct wr_i_party *party;

    if (WR_UNLIKELY(slot == WR_I_NOBODY))
        return;
    e = wr_i_at(r, slot);
    e->arrived = p->arrived;
    e->kind = p->kind;
    e->number = p->number;
    e->place = WR_I_ERRAND;
    e->state = WR_I_MOVING;
    party = wr_i_party(r, e);
    party->owner = owner;
    party->errand = (uint16_t)step;
    party->serial = ++r->errands;
    wr_i_work_of(r, e)->rank = party->serial;
    for (at = &wr_i_party(r, p)->errands; *at != 0;)
        at = &wr_i_party(r, wr_i_at(r, *at - 1))->next;
    *at = slot + 1;
    wr_i_goes(r, slot, e, (int32_t)step);
}

WR_I_RUN void wr_i_errand_done(struct wr_i_run *r, uint32_t slot)
{
    const struct wr_i_patient *e = wr_i_at(r, slot);
    uint32_t owner = wr_i_party(r, e)->owner, serial = 0, next;
    struct who self = who_is(r, owner);

    WR_I_WALK(r, e, "%s is done", r->plan->steps[wr_i_party(r, e)->errand].name);
    forget(r, slot);
    wr_i_gate_looks(r, owner, wr_i_at(r, owner));
    while (is_there(r, &self) && (next = errand_after(r, wr_i_at(r, owner), serial)) != WR_I_NOBODY) {
        serial = wr_i_party(r, wr_i_at(r, next))->serial;
        wr_i_gate_looks(r, next, wr_i_at(r, next));
    }
}

/* An errand that is over before its end has asked for its step, and perhaps begun, and is found there no more (account.c counts by balance). */
static void uncounted(struct wr_i_run *r, const struct wr_i_patient *e)
{
    if (wr_i_doing(r, e) == WR_I_WORKS || e->state == WR_I_GROUP_MEMBER) {
        const struct wr_i_patient *at_work = e->state == WR_I_GROUP_MEMBER ? wr_i_at(r, wr_i_party(r, e)->member_of - 1) : e;
        r->worked_before[e->step] -= 1;
        r->steps[e->step].time -= wr_i_work_left(r, at_work);
    } else if (e->state != WR_I_MOVING) {
        r->waited_before[e->step] -= 1;
    }
}

WR_I_RUN void wr_i_errands_over(struct wr_i_run *r, const struct wr_i_patient *p)
{
    uint32_t at;

    while ((at = wr_i_party(r, p)->errands) != 0) {
        uint32_t slot = at - 1;
        struct wr_i_patient *e = wr_i_at(r, slot);
        WR_I_WALK(r, e, "is over: %s", r->plan->steps[wr_i_party(r, e)->errand].name);
        uncounted(r, e);
        wr_i_work_cancel(r, slot);
        forget(r, slot);
    }
}

/* ---- the end of a step ---- */

WR_I_RUN uint32_t wr_i_visit_under_way(const struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p)
{
    if (s->visits == WR_I_NONE)
        return 0;
    return p->place == WR_I_ERRAND ? wr_i_party(r, p)->visit : *wr_i_part_u32(p, s->visits) - 1;
}

static void sets(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p, struct wr_i_patient *self)
{
    const struct wr_i_kind *k = wr_i_kind_at(r->plan, self->kind, self->arrived);
    const struct wr_i_end_of *end = s->end_of;

    for (uint32_t i = 0; i < end->n_sets; i++) {
        const struct wr_i_draw_attribute *set = &end->sets[i];
        struct wr_draw_id id = {self->number, k->owner, set->purpose, wr_i_visit_under_way(r, s, p)};
        double u[2], x;
        wr_draw_pair(r->key, &id, 0, u);
        x = wr_i_value_draw(r, set->value, self, &id, 0, u[0]);
        if (set->kind == WR_ATTRIBUTE_CATEGORY)
            *wr_i_part_byte(self, set->at) = (uint8_t)x;
        else if (set->kind == WR_ATTRIBUTE_CHANCE)
            *wr_i_part_byte(self, set->at) = u[0] < x;
        else
            *wr_i_part_double(self, set->at) = x;
    }
    if (end->n_sets > 0)
        *wr_i_part_byte(self, r->plan->at_priority) = (uint8_t)wr_i_value_known(r, k->priority, self);
}

WR_I_RUN void wr_i_says_end(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s)
{
    struct wr_i_patient *self = wr_i_self(r, p);

    WR_I_WALK(r, p, "ends %s", s->name);
    wr_i_moment_of(r, &s->end, p);
    if (s->end_of == NULL)
        return;
    for (uint32_t i = 0; i < s->end_of->n_tells; i++) {
        wr_i_tells(r, self, &r->plan->items[s->end_of->tells[i]]);
        WR_I_WALK(r, p, "now knows %s", r->plan->items[s->end_of->tells[i]].name);
    }
    sets(r, s, p, self);
    if (s->end_of->n_sets > 0 && r->watch != NULL)
        wr_i_walk_sets(r, self, s->end_of);
}

/* One of the patient's records, told what the step tells: the item that it waits for at a gate may be among it. */
static void is_told(struct wr_i_run *r, uint32_t slot, const struct wr_i_end_of *end)
{
    struct wr_i_patient *p = wr_i_at(r, slot);
    const struct wr_i_step *s = &r->plan->steps[p->step];
    uint32_t *at;

    if (p->state != WR_I_WAITS_GATE || !wr_i_party(r, p)->waits_item)
        return;
    at = wr_i_part_u32(p, r->plan->at_want);
    for (uint32_t i = 0; i < end->n_tells; i++)
        if (end->tells[i] == r->plan->items[s->wants[*at].item].of) {
            wr_i_party(r, p)->waits_item = false;
            ++*at;
            wr_i_gate_looks(r, slot, p);
            return;
        }
}

WR_I_RUN bool wr_i_end_of(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_end_of *end)
{
    uint32_t owner = p->place == WR_I_ERRAND ? wr_i_party(r, p)->owner : slot;
    struct who me, self;

    if (r->plan->at_party == WR_I_NONE) /* nobody waits to be told, nothing is started */
        return true;
    me = who_is(r, slot);
    self = who_is(r, owner);
    if (end->n_tells > 0 && r->plan->informed_gates) {
        uint32_t serial = 0, next;
        is_told(r, owner, end);
        while (is_there(r, &self) && (next = errand_after(r, wr_i_at(r, owner), serial)) != WR_I_NOBODY) {
            serial = wr_i_party(r, wr_i_at(r, next))->serial;
            is_told(r, next, end);
        }
        if (!is_there(r, &me))
            return false;
    }
    for (uint32_t i = 0; i < end->n_starts && is_there(r, &me); i++)
        starts(r, owner, end->starts[i]);
    return is_there(r, &me);
}

/* Hooks of a moment of an errand: its own asking and getting, the patient's everything else. */
WR_I_RUN void wr_i_errand_moment(struct wr_i_run *r, const struct wr_i_hooks *hooks, const struct wr_i_patient *e)
{
    struct wr_i_patient *self = wr_i_self(r, e);
    double asked = self->asked, got = self->got;

    self->asked = e->asked;
    self->got = e->got;
    wr_i_hooks_run(r, hooks, self);
    self->asked = asked;
    self->got = got;
}
