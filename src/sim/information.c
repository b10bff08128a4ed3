/* Information: what a step must know, whether it is there, chasing it, going ahead without (rule 19).
 *
 * It comes after the place is got and before the staff is asked for; items one after another in the order of `information`. An item is drawn
 * when a step first needs it and stays as found for the visit, or as long as it `keeps` since it was last drawn or chased. */
#include "sim/run_internal.h"

#define NEARLY 1e-6 /* seconds: what is as old as it keeps is too old, however the last bit of a sum falls */

static inline struct wr_i_known *known_of(const struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_item *item)
{
    return wr_i_part(wr_i_self(r, p), item->at);
}

static struct wr_draw_id id_of(const struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_known *known, uint32_t purpose)
{
    return (struct wr_draw_id){p->number, r->plan->kinds[p->kind].owner, purpose, known->uses - 1};
}

/* Whether what is there, or was found, is wrong: drawn once for each drawing of the item. */
static bool is_wrong(struct wr_i_run *r, const struct wr_i_item *item, const struct wr_i_patient *p, const struct wr_i_known *known)
{
    struct wr_draw_id id = id_of(r, p, known, item->purpose_there);
    double u[2];

    if (item->wrong == NULL)
        return false;
    wr_draw_pair(r->key, &id, 0, u);
    return u[1] < wr_i_value_draw(r, item->wrong, p, &id, 1, u[1]);
}

static void draw_item(struct wr_i_run *r, const struct wr_i_item *item, const struct wr_i_patient *p, struct wr_i_known *known)
{
    struct wr_draw_id id;
    double u[2];

    known->uses++;
    known->since = r->now;
    id = id_of(r, p, known, item->purpose_there);
    wr_draw_pair(r->key, &id, 0, u);
    if (u[0] < wr_i_value_draw(r, item->there, p, &id, 0, u[0]) && (item->kept_in == WR_I_NONE || !wr_i_is_down(r, item->kept_in)))
        known->state = is_wrong(r, item, p, known) ? WR_I_WRONG : WR_I_THERE;
    else
        known->state = WR_I_NOT_THERE;
}

/* p needs the item now: drawn, unless it is known. Said and counted. Whether it is there. */
WR_I_HOT bool looks_up(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_want *w)
{
    const struct wr_i_item *item = &r->plan->items[w->item];
    struct wr_i_known *known = known_of(r, p, item);
    struct wr_sim_need_row *row = &r->needs[w->row];
    bool there;

    if (known->state == WR_I_UNDRAWN || (item->keeps > 0 && r->now - known->since >= item->keeps - NEARLY))
        draw_item(r, item, p, known);
    there = known->state == WR_I_THERE || known->state == WR_I_WRONG;
    WR_I_WALK(r, p, "needs %s: %s", item->name, !there ? "not there" : known->state == WR_I_WRONG ? "there but wrong" : "there");
    row->needed += 1;
    row->there += there;
    row->wrong += known->state == WR_I_WRONG;
    return there;
}

WR_I_RUN bool wr_i_looks_up(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_want *w) { return looks_up(r, p, w); }

/* A step of the patient has told it: it is there, and right. */
WR_I_RUN void wr_i_tells(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_item *item)
{
    struct wr_i_known *known = known_of(r, p, item);

    known->state = WR_I_THERE;
    known->since = r->now;
}

static uint32_t chase_sig(struct wr_i_run *r, const struct wr_i_item *item, const struct wr_i_patient *p)
{
    return item->has_staff ? wr_i_staff_sig(r, &item->with, p) : WR_I_NONE;
}
static uint32_t chase_has(struct wr_i_run *r, const struct wr_i_item *item, const struct wr_i_patient *p)
{
    return r->plan->at_work == WR_I_NONE ? chase_sig(r, item, p) : wr_i_work_of(r, p)->has;
}

WR_I_RUN bool wr_i_informed(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_step *s = &plan->steps[p->step];
    uint32_t *at = wr_i_part_u32(p, plan->at_want);

    for (; *at < s->n_wants; ++*at) {
        const struct wr_i_want *w = &s->wants[*at];
        const struct wr_i_item *item = &plan->items[w->item];
        struct wr_i_known *known = known_of(r, p, item);
        uint32_t sig;

        if (w->wait) /* settled at the gate */
            continue;
        looks_up(r, p, w);
        if (known->state != WR_I_NOT_THERE || !w->chase)
            continue;
        r->needs[w->row].chased += 1;
        if (item->priority != NULL)
            p->priority = (uint8_t)wr_i_value_known(r, item->priority, p);
        sig = chase_sig(r, item, p);
        if (s->flags & WR_I_STEP_RULE)
            wr_i_surge_more(r, p->step);
        if (!wr_i_staff_get(r, sig, p)) {
            WR_I_WALK(r, p, "waits for %s", plan->sigs[sig].text);
            p->state = WR_I_WAITS_CHASE;
            wr_i_staff_wait(r, sig, slot, p);
            return false;
        }
        wr_i_chase_begins(r, slot, p);
        return false;
    }
    return true;
}

WR_I_RUN void wr_i_chase_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_want *w = &plan->steps[p->step].wants[*wr_i_part_u32(p, plan->at_want)];
    const struct wr_i_item *item = &plan->items[w->item];
    struct wr_draw_id id = id_of(r, p, known_of(r, p, item), item->purpose_chase);
    uint32_t sig = chase_has(r, item, p);
    double u[2], time, people = 1;

    wr_draw_pair(r->key, &id, 0, u);
    time = wr_i_value_draw(r, item->takes, p, &id, 0, u[0]);
    if (item->dip != NULL && r->now >= item->dip_from && r->now < item->dip_from + item->dip_lasts)
        time *= wr_i_value_known(r, item->dip, p);
    if (!(time > 0))
        time = 0;
    if (sig != WR_I_NONE) {
        people = 0;
        for (uint32_t i = 0; i < plan->sigs[sig].n; i++)
            people += plan->sigs[sig].needs[i].count;
        WR_I_WALK(r, p, "starts chasing %s with %s", item->name, plan->sigs[sig].text);
    } else {
        WR_I_WALK(r, p, "starts chasing %s", item->name);
    }
    r->needs[w->row].chase_time += time * people;
    p->state = WR_I_CHASES;
    wr_i_ends_in(r, slot, time);
}

WR_I_RUN void wr_i_chase_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_step *s = &plan->steps[p->step];
    uint32_t *at = wr_i_part_u32(p, plan->at_want);
    const struct wr_i_want *w = &s->wants[*at];
    const struct wr_i_item *item = &plan->items[w->item];
    struct wr_i_known *known = known_of(r, p, item);
    struct wr_draw_id id = id_of(r, p, known, item->purpose_chase);
    uint32_t sig = chase_has(r, item, p);
    double u[2];

    wr_draw_pair(r->key, &id, 0, u);
    if (u[1] < wr_i_value_draw(r, item->found, p, &id, 1, u[1])) {
        known->state = is_wrong(r, item, p, known) ? WR_I_WRONG : WR_I_THERE;
        r->needs[w->row].found += 1;
        r->needs[w->row].wrong += known->state == WR_I_WRONG;
    } else {
        known->state = WR_I_NOT_FOUND;
    }
    known->since = r->now;
    WR_I_WALK(r, p, "ends chasing %s: %s", item->name,
              known->state == WR_I_THERE   ? "found"
              : known->state == WR_I_WRONG ? "found but wrong"
                                           : "not found");
    p->state = WR_I_MOVING;
    if (sig != WR_I_NONE)
        wr_i_staff_release(r, sig);
    p->priority = wr_i_class_of(r, s, p);
    ++*at;
    if (wr_i_informed(r, slot, p))
        wr_i_asks_staff(r, slot, p);
}

/* By how much the step is longer without the item. */
static double factor_of(struct wr_i_run *r, const struct wr_i_want *w, const struct wr_i_item *item, const struct wr_i_patient *p)
{
    struct wr_draw_id id = id_of(r, p, known_of(r, p, item), item->purpose_there);
    return wr_i_value_draw(r, w->factor, p, &id, 0, 0.5);
}

WR_I_RUN double wr_i_goes_ahead(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s)
{
    double factor = 1;

    for (uint32_t i = 0; i < s->n_wants; i++) {
        const struct wr_i_want *w = &s->wants[i];
        const struct wr_i_item *item = &r->plan->items[w->item];
        uint8_t state = known_of(r, p, item)->state;
        bool missing = state == WR_I_NOT_THERE || state == WR_I_NOT_FOUND;

        if (missing) {
            r->needs[w->row].missing += 1;
            WR_I_WALK(r, p, "goes ahead without %s", item->name);
            if (w->factor != NULL)
                factor *= factor_of(r, w, item, p);
        }
        if (w->missing != WR_I_NONE)
            wr_i_value_seen(r, w->missing, wr_i_self(r, p), missing ? 1 : 0);
        if (w->unsafe != WR_I_NONE)
            wr_i_value_seen(r, w->unsafe, wr_i_self(r, p), missing || state == WR_I_WRONG ? 1 : 0);
    }
    return factor;
}
