/* The beginning of a step's work: how long it takes, and its end in the calendar (rules 2, 16 and 21). */
#include "sim/run_internal.h"

#include "base/mem.h"

WR_I_RUN void wr_i_agenda_add(struct wr_i_run *r, uint32_t slot)
{
    if (WR_UNLIKELY(r->agenda_n == r->agenda_capacity)) {
        size_t capacity = r->agenda_capacity == 0 ? 256 : 2 * r->agenda_capacity;
        uint32_t *grown = wr_mem_resize(r->agenda, capacity, sizeof *grown);
        if (grown == NULL) {
            r->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        r->agenda = grown;
        r->agenda_capacity = capacity;
    }
    r->agenda[r->agenda_n++] = slot;
}

WR_I_HOT void ends_in(struct wr_i_run *r, uint32_t slot, double time, struct wr_i_calendar *calendar)
{
    if (WR_LIKELY(time > 0)) {
        struct wr_i_entry end = {r->now + time, wr_i_key_rest(WR_I_ENDS, r->begun++, slot)};
        int status = wr_i_calendar_put(calendar, end);
        if (WR_UNLIKELY(status < 0))
            r->status = status;
        return;
    }
    wr_i_agenda_add(r, slot);
}

WR_I_RUN void wr_i_ends_in(struct wr_i_run *r, uint32_t slot, double time)
{
    if (r->plan->at_work != WR_I_NONE && !(slot & WR_I_LOOKS))
        wr_i_work_begins(r, slot, wr_i_at(r, slot), time);
    else
        ends_in(r, slot, time, &r->calendar);
}

static __attribute__((noinline)) void ends_far(struct wr_i_run *r, uint32_t slot, double time)
{
    if (r->plan->at_work != WR_I_NONE) {
        wr_i_work_begins(r, slot, wr_i_at(r, slot), time);
        return;
    }
    ends_in(r, slot, time, &r->far);
    if (r->now + time < r->next_rare)
        r->next_rare = r->now + time;
}

/* The draw of "takes and then", one by one: u of `then` goes to p->u; the time is returned. */
static __attribute__((noinline)) double time_alone(struct wr_i_run *r, const struct wr_i_step *s, struct wr_i_patient *p, uint32_t visit)
{
    struct wr_draw_id id = {p->number, r->plan->kinds[p->kind].owner, s->purpose, visit};
    double u[2];

    wr_draw_pair(r->key, &id, 0, u);
    p->u = u[1];
    return s->takes == NULL ? 0 : wr_i_value_draw(r, s->takes, p, &id, 0, u[0]);
}

/* A time that is made of the uniform number by more than a distribution. */
static __attribute__((noinline)) double time_made(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p, double u)
{
    struct wr_draw_id id = {p->number, r->plan->kinds[p->kind].owner, s->purpose, 0};

    return wr_i_value_draw(r, s->takes, p, &id, 0, u);
}

/* p waits for its staff: what was drawn ahead is fetched now, so that it is at hand when the staff comes free, which decides what is next. */
WR_I_HOT void time_at_hand(const struct wr_i_run *r, const struct wr_i_step *s, struct wr_i_patient *p)
{
    if (s->flags & WR_I_STEP_AHEAD)
        p->u = r->ahead[s->ahead + p->kind].x[(p->number - 1) % WR_I_RING];
}

/* The same for a step that draws: what was drawn ahead, when it was; `at_hand`: p->u holds it. A patient's further visits are drawn alone. */
WR_I_HOT double time_drawn(struct wr_i_run *r, const struct wr_i_step *s, struct wr_i_patient *p, bool at_hand)
{
    uint32_t visit = 0;

    if (WR_UNLIKELY(s->visits != WR_I_NONE))
        visit = (*wr_i_part_u32(p, s->visits))++;
    if (WR_LIKELY((s->flags & WR_I_STEP_AHEAD) && visit == 0)) {
        struct wr_i_ahead *ahead = &r->ahead[s->ahead + p->kind];
        ahead->used++;
        if (WR_LIKELY(p->number >= ahead->from)) {
            uint32_t i = (p->number - 1) % WR_I_RING;
            double x = at_hand ? p->u : ahead->x[i];
            p->u = ahead->u[i];
            return WR_LIKELY(s->flags & WR_I_STEP_PLAIN) ? x : time_made(r, s, p, x);
        }
    }
    return time_alone(r, s, p, visit);
}

/* What is not the usual way of starting: information, dips, queues counted. Returns by how much the step is longer. */
static __attribute__((noinline)) double more_at_start(struct wr_i_run *r, uint32_t slot, const struct wr_i_step *s, struct wr_i_patient *p)
{
    double factor = 1;

    if (s->flags & WR_I_STEP_NEEDS)
        factor = wr_i_goes_ahead(r, p, s);
    if (s->flags & WR_I_STEP_DIP)
        for (const struct wr_i_dip *dip = s->dips; dip != NULL; dip = dip->next)
            if (r->now >= dip->from && r->now < dip->from + dip->lasts)
                factor *= wr_i_value_known(r, dip->times, p);
    if (s->level_queue != WR_I_NONE)
        wr_i_level_down(r, s->level_queue);
    if (s->flags & WR_I_STEP_RULE)
        wr_i_surge_less(r, p->step);
    if (s->gives_up != NULL)
        wr_i_later_forget(r, p, WR_I_GIVES_UP);
    if (s->unless != NULL)
        wr_i_unless_begins(r, slot, p, s);
    return factor;
}

/* How long it takes p, who begins for the visit'th time, where neither need go by the usual way: of errands, in groups. */
static double time_here(struct wr_i_run *r, const struct wr_i_step *s, struct wr_i_patient *p, bool first)
{
    struct wr_i_patient *self = wr_i_self(r, p);
    uint32_t visit = s->visits != WR_I_NONE ? (*wr_i_part_u32(self, s->visits))++ : 0;
    struct wr_draw_id id = {p->number, r->plan->kinds[p->kind].owner, s->purpose, visit};
    double u[2];

    if (self != p)
        wr_i_party(r, p)->visit = visit;
    if (!(s->flags & WR_I_STEP_DRAWS))
        return s->takes == NULL ? 0 : s->takes->number;
    if (first)
        return time_alone(r, s, p, visit);
    wr_draw_pair(r->key, &id, 0, u); /* only where it goes next */
    p->u = u[1];
    return 0;
}

WR_I_HOT void member_starts(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s, uint32_t sig, bool first,
                            double *time)
{
    struct wr_sim_step_row *row = &r->steps[p->step];
    double factor, own;

    row->started += 1;
    if (s->flags & (WR_I_STEP_IN | WR_I_STEP_GATE))
        row->wait_place += p->got - p->asked;
    row->wait_staff += r->now - p->got;
    factor = more_at_start(r, slot, s, p);
    wr_i_moment_of(r, &s->start, p);
    own = s->flags & WR_I_STEP_AHEAD ? time_drawn(r, s, p, false) : time_here(r, s, p, first);
    if (first)
        *time = own * factor > 0 ? own * factor : 0;
    row->time += *time;
    if (WR_UNLIKELY(r->watch != NULL)) {
        if (sig == WR_I_NONE || r->plan->sigs[sig].text[0] == '\0') /* nobody, or systems alone */
            wr_i_walk(r, p, "starts %s", s->name);
        else
            wr_i_walk(r, p, "starts %s with %s", s->name, r->plan->sigs[sig].text);
    }
}

WR_I_RUN void wr_i_member_starts(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s, uint32_t sig,
                                 bool first, double *time)
{
    member_starts(r, slot, p, s, sig, first, time);
}

static __attribute__((noinline)) void begins_more(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    double time = 0;

    member_starts(r, slot, p, s, wr_i_step_has(r, s, p), true, &time);
    p->state = WR_I_WORKS;
    if (s->flags & WR_I_STEP_FAR)
        ends_far(r, slot, time);
    else
        ends_in(r, slot, time, &r->calendar);
}

WR_I_HOT void begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s, bool waited)
{
    struct wr_sim_step_row *row = &r->steps[p->step];
    double time = 0;

    if (WR_UNLIKELY((s->flags | r->watched) & WR_I_STEP_MORE_START)) {
        begins_more(r, slot, p, s);
        return;
    }
    row->started += 1;
    if (s->flags & (WR_I_STEP_IN | WR_I_STEP_GATE))
        row->wait_place += p->got - p->asked;
    row->wait_staff += r->now - p->got;
    wr_i_moment(r, &s->start, p);
    if (s->flags & WR_I_STEP_DRAWS)
        time = time_drawn(r, s, p, waited);
    else if (s->takes != NULL)
        time = s->takes->number;
    if (WR_UNLIKELY(!(time > 0)))
        time = 0;
    row->time += time;
    p->state = WR_I_WORKS;
    if (s->flags & WR_I_STEP_FAR)
        ends_far(r, slot, time);
    else
        ends_in(r, slot, time, &r->calendar);
}

WR_I_RUN void wr_i_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    begins(r, slot, p, s, false);
}
