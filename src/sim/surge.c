/* Places that open by a rule (docs/rules.md, section F): closed until more than so many wait for a step; then open for a while at least, and until
 * nobody is in it and the rule does not hold.
 *
 * What may change that puts a look at the end of the instant's list; what opens or closes is then carried through by the place's clock, which
 * also looks when the time of staying open is over. */
#include "sim/run_internal.h"

static const struct wr_i_rule *rule_now(const struct wr_i_run *r, const struct wr_i_surge *x) { return &x->rules[x->rule_step * r->stage]; }
static bool rule_holds(const struct wr_i_run *r, const struct wr_i_surge *x)
{
    const struct wr_i_rule *rule = rule_now(r, x);
    return rule->step != WR_I_NONE && r->level[rule->level] > rule->over;
}
static bool stands_empty(const struct wr_i_run *r, const struct wr_i_surge *x) { return r->space[x->place] == r->spaces[x->place]; }
/* Whether it is open by its rule, and may close. */
static bool may_close(const struct wr_i_run *r, size_t surge)
{
    const struct wr_i_surge_state *s = &r->surges[surge];
    return s->by_rule && s->open && r->now >= s->until;
}

static void looks(struct wr_i_run *r, size_t surge) { wr_i_agenda_add(r, (uint32_t)surge | WR_I_LOOKS_SURGE); }

WR_I_RUN __attribute__((noinline)) void wr_i_surge_more(struct wr_i_run *r, uint32_t step)
{
    for (size_t i = 0; i < r->plan->n_surges; i++) {
        const struct wr_i_surge *x = &r->plan->surges[i];
        if (rule_now(r, x)->step == r->plan->steps[step].of && r->surges[i].by_rule && !r->surges[i].open && rule_holds(r, x))
            looks(r, i);
    }
}

WR_I_RUN __attribute__((noinline)) void wr_i_surge_less(struct wr_i_run *r, uint32_t step)
{
    for (size_t i = 0; i < r->plan->n_surges; i++)
        if (rule_now(r, &r->plan->surges[i])->step == r->plan->steps[step].of && may_close(r, i))
            looks(r, i);
}

WR_I_RUN __attribute__((noinline)) void wr_i_surge_space(struct wr_i_run *r, int32_t place)
{
    uint32_t i = r->plan->places[place].surge;

    if (may_close(r, i))
        looks(r, i);
}

static void opens_by_rule(const struct wr_i_run *r, const struct wr_i_surge *x, struct wr_i_surge_state *s)
{
    if (s->open || !rule_holds(r, x))
        return;
    s->open = true;
    s->until = r->now + rule_now(r, x)->stays;
}

WR_I_RUN bool wr_i_surge_open(struct wr_i_run *r, uint32_t surge)
{
    const struct wr_i_surge *x = &r->plan->surges[surge];
    struct wr_i_surge_state *s = &r->surges[surge];

    s->by_rule = true;
    if (WR_UNLIKELY(s->looks)) {
        s->looks = false;
        opens_by_rule(r, x, s);
    }
    if (s->open && r->now >= s->until && stands_empty(r, x) && !rule_holds(r, x))
        s->open = false;
    return s->open;
}

WR_I_RUN void wr_i_surge_look(struct wr_i_run *r, uint32_t surge)
{
    const struct wr_i_surge *x = &r->plan->surges[surge];
    struct wr_i_surge_state *s = &r->surges[surge];
    bool was = s->open;

    opens_by_rule(r, x, s);
    if (wr_i_surge_open(r, surge) != was)
        wr_i_clock_again(r, x->clock);
}

/* A rule in the place of another finds the place as it is. One where there was none finds it closed; it opens and closes nothing before the turn
 * of the place. */
WR_I_RUN void wr_i_surges_stage(struct wr_i_run *r, size_t old)
{
    for (size_t i = 0; i < r->plan->n_surges; i++) {
        const struct wr_i_surge *x = &r->plan->surges[i];
        struct wr_i_surge_state *s = &r->surges[i];
        bool was = x->rules[x->rule_step * old].step != WR_I_NONE, is = rule_now(r, x)->step != WR_I_NONE;
        s->looks = is && x->rule_step > 0;
        s->by_rule = was && is;
        s->open = s->open && was;
    }
}
