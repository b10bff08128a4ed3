/* What a patient keeps through other steps (rule 3; docs/rules.md, section F): a bit for each place that some step keeps, a count for each staff
 * or equipment. A space that is kept is not free and counts as occupied; staff that is kept is at work. What is asked for is then only what is
 * missing (staff.c: sig_missing; any.c: wr_i_choice). */
#include "sim/run_internal.h"

static uint8_t *byte_of(const struct wr_i_run *r, const struct wr_i_patient *p, size_t place)
{
    return wr_i_part_byte(p, r->plan->places[place].kept / 8);
}
static uint8_t bit_of(const struct wr_i_run *r, size_t place) { return (uint8_t)(1u << r->plan->places[place].kept % 8); }

static bool names(const int *list, uint32_t n, int what)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i] == what)
            return true;
    return false;
}

WR_I_RUN void wr_i_goes_back(struct wr_i_run *r, struct wr_i_patient *p, int32_t place)
{
    moves_on(r, p);
    p->place = (int16_t)place;
    WR_I_WALK(r, p, "goes back to %s", r->plan->places[place].name);
    if (r->plan->at_task != WR_I_NONE)
        wr_i_task_place_entered(r, p, place);
}

static void offer_resource(struct wr_i_run *r, uint32_t resource)
{
    const struct wr_sim_plan *plan = r->plan;

    for (size_t i = 0; i < plan->n_groups; i++)
        for (uint32_t j = 0; j < plan->groups[i].n_sigs; j++)
            if (wr_i_sig_count(r, plan->groups[i].sigs[j], resource) > 0) { /* a resource is in one group */
                wr_i_staff_offer(r, plan->groups[i].sigs[j]);
                return;
            }
}

static void let_go(struct wr_i_run *r, uint32_t resource, int32_t count)
{
    r->free[resource] += count;
    wr_i_level_add(r, r->plan->resources[resource].level_busy, -count);
    overtime(r, resource);
}

static void staff_back(struct wr_i_run *r, const struct wr_i_patient *p, uint32_t resource)
{
    const struct wr_i_resource *x = &r->plan->resources[resource];
    int32_t *kept, count;

    if (x->kept == WR_I_NONE || (count = *(kept = wr_i_part(p, x->kept))) == 0)
        return;
    *kept = 0;
    if (count == 1)
        WR_I_WALK(r, p, "gives back %s", x->name);
    else
        WR_I_WALK(r, p, "gives back %d %s", (int)count, x->name);
    let_go(r, resource, count);
    offer_resource(r, resource);
}

static void place_back(struct wr_i_run *r, struct wr_i_patient *p, int32_t place)
{
    if (!wr_i_is_kept(r, p, place))
        return;
    *byte_of(r, p, (size_t)place) &= (uint8_t)~bit_of(r, (size_t)place);
    if (p->place != place)
        wr_i_gives_back(r, p, place);
}

WR_I_RUN void wr_i_keeps_staff(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s, uint32_t sig)
{
    bool some = false;

    for (uint32_t i = 0; sig != WR_I_NONE && i < r->plan->sigs[sig].n; i++) {
        const struct wr_i_need *need = &r->plan->sigs[sig].needs[i];
        if (names(s->keep, s->n_keep, -1 - (int)need->resource)) {
            *(int32_t *)wr_i_part(p, r->plan->resources[need->resource].kept) += need->count;
            continue;
        }
        let_go(r, need->resource, need->count);
        some = true;
    }
    if (some)
        wr_i_staff_offer(r, sig);
}

WR_I_RUN void wr_i_ends_keeping(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s, uint32_t sig)
{
    if (p->place >= 0 && names(s->keep, s->n_keep, p->place))
        *byte_of(r, p, (size_t)p->place) |= bit_of(r, (size_t)p->place);
    wr_i_keeps_staff(r, p, s, sig);
    for (uint32_t i = 0; i < s->n_frees; i++) {
        if (s->frees[i] >= 0)
            place_back(r, p, s->frees[i]);
        else
            staff_back(r, p, (uint32_t)(-1 - s->frees[i]));
    }
}

WR_I_RUN void wr_i_kept_back(struct wr_i_run *r, struct wr_i_patient *p)
{
    for (size_t i = 0; i < r->plan->n_places; i++)
        place_back(r, p, (int32_t)i);
    for (uint32_t i = 0; i < r->plan->n_resources; i++)
        staff_back(r, p, i);
}

WR_I_RUN void wr_i_leaves_all(struct wr_i_run *r, struct wr_i_patient *p, int32_t outcome)
{
    int32_t place = p->place;

    if (place >= 0) {
        if (wr_i_is_kept(r, p, place))
            *byte_of(r, p, (size_t)place) &= (uint8_t)~bit_of(r, (size_t)place);
        wr_i_leaves(r, p, place);
        p->place = -1;
    }
    for (size_t i = 0; i < r->plan->n_places; i++) {
        r->leaving_as = outcome; /* what is left now is left as that, too */
        r->leaving = p;
        place_back(r, p, (int32_t)i);
    }
    r->leaving_as = -1;
    for (uint32_t i = 0; i < r->plan->n_resources; i++)
        staff_back(r, p, i);
}
