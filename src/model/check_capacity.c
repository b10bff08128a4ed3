/* What is needed and is never there: a step that nobody could ever start. */
#include <math.h>
#include <string.h>

#include "model/check_internal.h"

/* The largest number that a value can be, where it is a number. */
static double largest(const struct wr_value *v)
{
    double most = v->kind == WR_VALUE_NUMBER ? v->number.value : 0;
    size_t i;

    for (i = 0; v->kind == WR_VALUE_BY && i < v->n_cases; i++) {
        double one = largest(v->cases[i].value);
        most = one > most ? one : most;
    }
    return most;
}

static void check_with(struct wr_i_reader *r, const struct wr_with *with, const double *most, const char *what)
{
    const struct wr_resource *resources = r->m->resources;
    bool any = with->n_any == 0;
    size_t i;

    for (i = 0; i < with->n_all; i++) {
        int resource = with->all[i].resource;
        double wanted = largest(&with->all[i].count), there = most[resource];
        if (wanted <= there)
            continue;
        if (there == 0)
            wr_i_mistake(r, with->where,
                         wr_i_say(r, "write how many there are under `%s`, or take it away here",
                                  resources[resource].kind == WR_STAFF ? "staff" : "equipment"),
                         resources[resource].kind == WR_STAFF ? "%s needs `%s`, and there is never one on duty"
                                                              : "%s needs `%s`, and there is none",
                         what, resources[resource].name);
        else
            wr_i_mistake(r, with->where,
                         wr_i_say(r, "ask for at most %.15g, or write a larger number under `%s`", there,
                                  resources[resource].kind == WR_STAFF ? "staff" : "equipment"),
                         "%s needs %.15g `%s`, and there are never more than %.15g", what, wanted, resources[resource].name, there);
    }
    for (i = 0; i < with->n_any; i++)
        any = any || most[with->any[i]] >= 1;
    if (!any)
        wr_i_mistake(r, with->where, "write how many there are, or name somebody who is there",
                     "%s needs one of those named, of whom there is never one", what);
}

static void check_step(struct wr_i_reader *r, const struct wr_step *step, const double *staff, const double *spaces)
{
    const struct wr_model *m = r->m;
    bool room = !step->has_place, turned_away = step->has_if_full && step->waiting_at_most.value < 0;
    size_t i;

    for (i = 0; i < step->n_places; i++)
        room = room || spaces[step->places[i]] >= 1 || m->places[step->places[i]].has_surge;
    if (!room && !turned_away)
        wr_i_mistake(r, step->where, wr_i_say(r, "write `spaces: 1` or more for `%s`, or take `in` away", m->places[step->places[0]].name),
                     "it is done in `%s`, which has no space at any time", m->places[step->places[0]].name);
    if (step->has_place || !turned_away)
        check_with(r, &step->with, staff, "the step");
    for (i = 0; i < step->n_needs; i++)
        if (step->needs[i].without == WR_WITHOUT_CHASE)
            check_with(r, &m->items[step->needs[i].item].chase_with, staff, "chasing");
}

void wr_i_check_capacity(struct wr_i_reader *r)
{
    const struct wr_model *m = r->m;
    struct wr_i_graph g;
    double *staff = wr_i_take(r, m->n_resources + 1, sizeof *staff), *spaces = wr_i_take(r, m->n_places + 1, sizeof *spaces);
    size_t i;

    wr_i_graph_make(r, &g);
    if (r->status != 0)
        goto out;
    for (i = 0; i < m->n_resources; i++)
        staff[i] = wr_i_schedule_most(&m->resources[i].on_duty);
    for (i = 0; i < m->n_places; i++)
        spaces[i] = wr_i_schedule_most(&m->places[i].spaces);
    wr_i_enter(r, "steps");
    for (i = 0; i < m->n_steps; i++) {
        if (!g.reached[i] && !g.errand[i])
            continue;
        wr_i_enter(r, m->steps[i].name);
        check_step(r, &m->steps[i], staff, spaces);
        wr_i_leave(r);
    }
    wr_i_leave(r);
    wr_i_enter(r, "places");
    for (i = 0; i < m->n_places; i++) {
        wr_i_enter(r, m->places[i].name);
        check_with(r, &m->places[i].turnaround_with, staff, "turnaround");
        wr_i_leave(r);
    }
    wr_i_leave(r);
    wr_i_enter(r, "systems");
    for (i = 0; i < m->n_systems; i++) {
        wr_i_enter(r, m->systems[i].name);
        check_with(r, &m->systems[i].afterwards_with, staff, "typing in");
        wr_i_leave(r);
    }
    wr_i_leave(r);
    wr_i_enter(r, "tasks");
    for (i = 0; i < m->n_tasks; i++) {
        wr_i_enter(r, m->tasks[i].name);
        check_with(r, &m->tasks[i].with, staff, "the task");
        wr_i_leave(r);
    }
    wr_i_leave(r);
out:
    wr_i_graph_free(&g);
}
