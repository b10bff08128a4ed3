/* Places that open by a rule (docs/rules.md, section F): closed until more than so many wait for a step; then open for a while at least, and until
 * nobody is in it and the rule does not hold.
 *
 * What may change that puts a look at the end of the instant's list; what opens or closes is then carried through by the place's clock, which
 * also looks when the time of staying open is over. */
#include "sim/run_internal.h"

static bool rule_holds(const struct wr_i_run *r, const struct wr_i_surge *x) { return r->level[x->level] > x->over; }
static bool stands_empty(const struct wr_i_run *r, const struct wr_i_surge *x) { return r->space[x->place] == r->spaces[x->place]; }

static void looks(struct wr_i_run *r, size_t surge) { wr_i_agenda_add(r, (uint32_t)surge | WR_I_LOOKS_SURGE); }

WR_I_RUN __attribute__((noinline)) void wr_i_surge_more(struct wr_i_run *r, uint32_t step)
{
    for (size_t i = 0; i < r->plan->n_surges; i++) {
        const struct wr_i_surge *x = &r->plan->surges[i];
        if (x->step == step && !r->surges[i].open && rule_holds(r, x))
            looks(r, i);
    }
}

WR_I_RUN __attribute__((noinline)) void wr_i_surge_less(struct wr_i_run *r, uint32_t step)
{
    for (size_t i = 0; i < r->plan->n_surges; i++)
        if (r->plan->surges[i].step == step && r->surges[i].open && r->now >= r->surges[i].until)
            looks(r, i);
}

WR_I_RUN __attribute__((noinline)) void wr_i_surge_space(struct wr_i_run *r, int32_t place)
{
    uint32_t i = r->plan->places[place].surge;

    if (r->surges[i].open && r->now >= r->surges[i].until)
        looks(r, i);
}

WR_I_RUN bool wr_i_surge_open(struct wr_i_run *r, uint32_t surge)
{
    const struct wr_i_surge *x = &r->plan->surges[surge];
    struct wr_i_surge_state *s = &r->surges[surge];

    if (s->open && r->now >= s->until && stands_empty(r, x) && !rule_holds(r, x))
        s->open = false;
    return s->open;
}

WR_I_RUN void wr_i_surge_look(struct wr_i_run *r, uint32_t surge)
{
    const struct wr_i_surge *x = &r->plan->surges[surge];
    struct wr_i_surge_state *s = &r->surges[surge];
    bool was = s->open;

    if (!s->open && rule_holds(r, x)) {
        s->open = true;
        s->until = r->now + x->stays;
    }
    if (wr_i_surge_open(r, surge) != was)
        wr_i_clock_again(r, x->clock);
}
