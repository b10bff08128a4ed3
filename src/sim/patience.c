/* Waiting no longer (rule 11): patience that ends while somebody waits, and what may come before a step is over. Both let go of all that was
 * held, and send on (docs/rules.md, G). */
#include "sim/run_internal.h"

/* What a patient's value gives, now: the draw of `visit` of this purpose, never below 0. */
static double wait_drawn(struct wr_i_run *r, const struct wr_i_value *v, const struct wr_i_patient *p, uint32_t purpose, uint32_t visit)
{
    struct wr_draw_id id = {p->number, r->plan->kinds[p->kind].owner, purpose, visit};
    double u[2], time;

    wr_draw_pair(r->key, &id, 0, u);
    time = wr_i_value_draw(r, v, p, &id, 0, u[0]);
    return time > 0 ? time : 0;
}

WR_I_RUN void wr_i_patience_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    const struct wr_i_patience *x = s->gives_up;
    uint32_t *drawn = wr_i_part_u32(wr_i_self(r, p), x->visits);
    double at = wait_drawn(r, x->after, p, x->purpose, (*drawn)++) + (x->since_arrival ? p->arrived : r->now);

    wr_i_later_put(r, at > r->now ? at : r->now, WR_I_GIVES_UP, slot);
}

WR_I_RUN void wr_i_unless_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    const struct wr_i_patience *x = s->unless;
    uint32_t visit = s->visits == WR_I_NONE ? 0 : *wr_i_part_u32(wr_i_self(r, p), s->visits); /* of `takes`, which is drawn next */

    wr_i_later_put(r, r->now + wait_drawn(r, x->after, p, x->purpose, visit), WR_I_UNLESS, slot);
}

/* p, who holds no staff any more, lets go of the rest and goes to `to`. */
static void sent_on(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, int32_t to)
{
    int32_t held = p->place;

    p->state = WR_I_MOVING;
    if (WR_UNLIKELY(++r->moves > WR_I_MOVES)) {
        if (r->status == 0)
            r->status = wr_i_endless(r, p);
        return;
    }
    if (to < 0) {
        wr_i_goes_to(r, slot, p, to);
        return;
    }
    if (r->plan->keeps)
        wr_i_kept_back(r, p);
    if (held >= 0) {
        p->place = -1;
        wr_i_leaves(r, p, held);
    }
    wr_i_goes(r, slot, p, to);
}

WR_I_RUN void wr_i_gives_up(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];

    WR_I_WALK(r, p, "gives up waiting for %s", s->name);
    r->steps[p->step].gave_up += 1;
    wr_i_work_cancel(r, slot);
    sent_on(r, slot, p, s->gives_up->then);
}

/* Seconds of work, at the usual pace, that p has not done. */
WR_I_RUN double wr_i_work_left(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_i_work *w = wr_i_work_of(r, p);

    if (p->state == WR_I_STOPPED || p->state == WR_I_STOPPED_BESIDE)
        return w->ends;
    return w->at_once ? 0 : (w->ends - r->now) / w->pace;
}

WR_I_RUN void wr_i_cut_short(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];

    WR_I_WALK(r, p, "%s is cut short", s->name);
    r->steps[p->step].cut_short += 1;
    r->steps[p->step].time -= wr_i_work_left(r, p);
    wr_i_work_cancel(r, slot);
    sent_on(r, slot, p, s->unless->then);
}
