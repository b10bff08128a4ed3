/* The beginning of a step's work: how long it takes, and its end in the calendar (rules 2, 16 and 21). */
#include "sim/run_internal.h"

#include "base/mem.h"

static void agenda_add(struct wr_i_run *r, uint32_t slot)
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

WR_I_HOT void ends_in(struct wr_i_run *r, uint32_t slot, double time)
{
    if (WR_LIKELY(time > 0)) {
        int status = wr_i_heap_put(&r->heap, wr_i_key_of(r->now + time, WR_I_ENDS, r->begun++, slot));
        if (WR_UNLIKELY(status < 0))
            r->status = status;
        return;
    }
    agenda_add(r, slot);
}

WR_I_RUN void wr_i_ends_in(struct wr_i_run *r, uint32_t slot, double time) { ends_in(r, slot, time); }

/* The draw of "takes and then": u of `then` goes to p->u; the time is returned. */
static __attribute__((noinline)) double time_drawn(struct wr_i_run *r, const struct wr_i_step *s, struct wr_i_patient *p)
{
    struct wr_draw_id id = {p->number, r->plan->kinds[p->kind].owner, s->purpose, 0};
    double u[2];

    if (s->visits != WR_I_NONE)
        id.visit = (*wr_i_part_u32(p, s->visits))++;
    wr_draw_pair(r->key, &id, 0, u);
    p->u = u[1];
    return s->takes == NULL ? 0 : wr_i_value_draw(r, s->takes, p, &id, 0, u[0]);
}

/* The same, of its first use of this step, visit 0, drawn ahead with the arrivals. */
static __attribute__((noinline)) double time_ahead(struct wr_i_run *r, const struct wr_i_step *s, struct wr_i_patient *p)
{
    struct wr_draw_id id = {p->number, r->plan->kinds[p->kind].owner, s->purpose, 0};

    if (s->visits != WR_I_NONE)
        *wr_i_part_u32(p, s->visits) = 1;
    return s->takes == NULL ? 0 : wr_i_value_draw(r, s->takes, p, &id, 0, p->x);
}

/* What is not the usual way of starting: information, dips, hooks, the walk. Returns by how much the step is longer. */
static __attribute__((noinline)) double more_at_start(struct wr_i_run *r, const struct wr_i_step *s, struct wr_i_patient *p)
{
    double factor = 1;

    if (s->flags & WR_I_STEP_NEEDS)
        factor = wr_i_goes_ahead(r, p, s);
    if ((s->flags & WR_I_STEP_DIP) && r->now >= r->plan->go_live)
        for (const struct wr_i_dip *dip = s->dips; dip != NULL; dip = dip->next)
            if (r->now < r->plan->go_live + dip->lasts)
                factor *= wr_i_value_known(r, dip->times, p);
    if (s->level_queue != WR_I_NONE)
        wr_i_level_down(r, s->level_queue);
    wr_i_moment(r, &s->start, p);
    return factor;
}

static void walk_start(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p)
{
    uint32_t sig = wr_i_step_sig(r, s, p);

    if (sig == WR_I_NONE)
        wr_i_walk(r, p, "starts %s", s->name);
    else
        wr_i_walk(r, p, "starts %s with %s", s->name, r->plan->sigs[sig].text);
}

WR_I_HOT void begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s)
{
    struct wr_sim_step_row *row = &r->steps[p->step];
    double time = 0, factor = 1;

    row->started += 1;
    if (s->flags & (WR_I_STEP_IN | WR_I_STEP_GATE))
        row->wait_place += p->got - p->asked;
    row->wait_staff += r->now - p->got;
    if (s->flags & WR_I_STEP_MORE_START)
        factor = more_at_start(r, s, p);
    if (s->flags & WR_I_STEP_DRAWS) {
        if (p->x >= 0) /* drawn ahead, and this is the step that it was drawn for */
            time = (s->flags & WR_I_STEP_PLAIN) ? p->x : time_ahead(r, s, p);
        else
            time = time_drawn(r, s, p);
        p->x = -1;
    } else if (s->takes != NULL) {
        time = s->takes->number;
    }
    time *= factor;
    if (WR_UNLIKELY(!(time > 0)))
        time = 0;
    row->time += time;
    if (WR_UNLIKELY(r->watch != NULL))
        walk_start(r, s, p);
    p->state = WR_I_WORKS;
    ends_in(r, slot, time);
}

WR_I_RUN void wr_i_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s) { begins(r, slot, p, s); }
