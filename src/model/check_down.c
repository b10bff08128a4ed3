/* What goes down (rule 14): times that are none, paces that are none, and what can never happen. */
#include "model/model_internal.h"

static bool is_nothing(const struct wr_value *v) { return v->kind == WR_VALUE_NUMBER && !(v->number.value > 0); }

/* Whether a factor, or one of those it differs by, is 0 or less. */
static bool has_no_pace(const struct wr_value *v)
{
    if (v->kind != WR_VALUE_BY)
        return is_nothing(v);
    for (size_t i = 0; i < v->n_cases; i++)
        if (v->cases[i].value != NULL && has_no_pace(v->cases[i].value))
            return true;
    return false;
}

static void check_downs(struct wr_i_reader *r, const char *section, const char *name, const struct wr_down *down, size_t n)
{
    const struct wr_model *m = r->m;
    double start = m->run.mode == WR_RUN_EACH ? 0 : m->clock.start; /* each run begins on the first day, at an hour of its own */

    wr_i_enter(r, section);
    wr_i_enter(r, name);
    wr_i_enter(r, "down");
    for (size_t i = 0; i < n; i++) {
        const struct wr_down *d = &down[i];
        if (d->has_random && is_nothing(&d->one_every))
            wr_i_mistake(r, d->one_every.where, "write 60 days, or another time", "nothing can go down all the time");
        if (!d->has_when && is_nothing(&d->lasts))
            wr_i_mistake(r, d->lasts.where, "write 3 h, or another time", "it is down for no time at all");
        else if (d->has_from && d->lasts.kind == WR_VALUE_NUMBER && d->from + d->lasts.number.value <= start)
            wr_i_warning(r, d->where, "write a moment after `clock: {start: ...}`, or take it out",
                         "it is over before the run begins, so nobody notices");
    }
    wr_i_leave(r);
    wr_i_leave(r);
    wr_i_leave(r);
}

static void check_system(struct wr_i_reader *r, const struct wr_system *s)
{
    bool slows = false;

    wr_i_enter(r, "systems");
    wr_i_enter(r, s->name);
    for (size_t i = 0; i < s->n_on_paper; i++) {
        const struct wr_on_paper *p = &s->on_paper[i];
        slows = slows || !p->stops;
        if (!p->stops && has_no_pace(&p->times))
            wr_i_mistake(r, p->where, "write 1.4 times, or `stops`", "on paper `%s` would take no time at all", r->m->steps[p->step].name);
    }
    if (s->n_down == 0 && s->n_on_paper + s->has_afterwards > 0)
        wr_i_warning(r, s->where, "add `down: [{one every: 75 days, lasts: 3 h}]`, or take `on paper` and `afterwards` out",
                     "it is never down, so nothing is ever done on paper");
    else if (s->has_afterwards && !slows)
        wr_i_warning(r, s->where, "name a step that goes on without it: `on paper: {triage: 1.4 times}`",
                     "nothing goes on without it, so there is never anything to type in afterwards");
    wr_i_leave(r);
    wr_i_leave(r);
}

void wr_i_check_down(struct wr_i_reader *r)
{
    const struct wr_model *m = r->m;

    for (size_t i = 0; i < m->n_resources; i++)
        check_downs(r, "equipment", m->resources[i].name, m->resources[i].down, m->resources[i].n_down);
    for (size_t i = 0; i < m->n_systems; i++) {
        check_downs(r, "systems", m->systems[i].name, m->systems[i].down, m->systems[i].n_down);
        check_system(r, &m->systems[i]);
    }
}
