/* The links of the service file: what a step is done with, what it must know, where that is kept, what a measure looks at. */
#include "agree/graph_internal.h"

static void link_with(struct wr_i_graph_maker *k, int node, const struct wr_with *with)
{
    for (size_t i = 0; i < with->n_all; i++)
        wr_i_graph_link_add(k, WR_LINK_DONE_WITH, node, wr_i_graph_at(k, WR_GRAPH_RESOURCE, with->all[i].resource));
    for (size_t i = 0; i < with->n_any; i++)
        wr_i_graph_link_add(k, WR_LINK_DONE_WITH, node, wr_i_graph_at(k, WR_GRAPH_RESOURCE, with->any[i]));
}

static void link_steps(struct wr_i_graph_maker *k)
{
    const struct wr_model *m = k->m;

    for (size_t i = 0; i < m->n_steps; i++) {
        const struct wr_step *s = &m->steps[i];
        int node = wr_i_graph_at(k, WR_GRAPH_STEP, (int)i);
        for (size_t p = 0; p < s->n_places; p++)
            wr_i_graph_link_add(k, WR_LINK_DONE_IN, node, wr_i_graph_at(k, WR_GRAPH_PLACE, s->places[p]));
        wr_i_graph_link_add(k, WR_LINK_DONE_IN, node, wr_i_graph_at(k, WR_GRAPH_PLACE, s->waits_in));
        link_with(k, node, &s->with);
        for (size_t n = 0; n < s->n_needs; n++)
            wr_i_graph_link_add(k, WR_LINK_NEEDS_TO_KNOW, node, wr_i_graph_at(k, WR_GRAPH_ITEM, s->needs[n].item));
    }
    for (size_t i = 0; i < m->n_tasks; i++) {
        int node = wr_i_graph_at(k, WR_GRAPH_DUTY, (int)i);
        wr_i_graph_link_add(k, WR_LINK_DONE_IN, node, wr_i_graph_at(k, WR_GRAPH_PLACE, m->tasks[i].for_each_in));
        link_with(k, node, &m->tasks[i].with);
    }
    for (size_t i = 0; i < m->n_systems; i++)
        for (size_t p = 0; p < m->systems[i].n_on_paper; p++)
            wr_i_graph_link_add(k, WR_LINK_RUNS_ON, wr_i_graph_at(k, WR_GRAPH_STEP, m->systems[i].on_paper[p].step), k->system_of_model[i]);
    for (size_t i = 0; i < m->n_places; i++)
        link_with(k, wr_i_graph_at(k, WR_GRAPH_PLACE, (int)i), &m->places[i].turnaround_with);
    for (size_t i = 0; i < m->n_items; i++) {
        int node = wr_i_graph_at(k, WR_GRAPH_ITEM, (int)i);
        if (m->items[i].kept_in >= 0)
            wr_i_graph_link_add(k, WR_LINK_KEPT_IN, node, k->system_of_model[m->items[i].kept_in]);
        if (m->items[i].has_chase)
            link_with(k, node, &m->items[i].chase_with);
    }
}

static void look_at_moments(struct wr_i_graph_maker *k, int node, const struct wr_moment *moments, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        enum wr_moment_kind kind = moments[i].kind;
        if (kind == WR_AT_ASKING_FOR || kind == WR_AT_START_OF || kind == WR_AT_END_OF)
            wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_STEP, moments[i].index));
        else if (kind == WR_AT_ENTERING || kind == WR_AT_LEAVING_PLACE)
            wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_PLACE, moments[i].index));
    }
}

/* `of`, `item`, `places` and `resource` mean something for some kinds of measure only. */
static void link_measure(struct wr_i_graph_maker *k, const struct wr_measure *x, int node)
{
    switch (x->kind) {
    case WR_MEASURE_SHARE_OF:
        wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_MEASURE, x->of));
        break;
    case WR_MEASURE_WAIT:
    case WR_MEASURE_WAIT_PLACE:
    case WR_MEASURE_WAIT_STAFF:
    case WR_MEASURE_QUEUE:
    case WR_MEASURE_MISSED:
    case WR_MEASURE_SHARE_WITHOUT:
        if (x->of >= 0)
            wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_STEP, x->of));
        else
            wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_DUTY, -1 - x->of));
        if (x->kind == WR_MEASURE_SHARE_WITHOUT)
            wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_ITEM, x->item));
        break;
    case WR_MEASURE_BUSY_HOURS:
    case WR_MEASURE_OVERTIME:
    case WR_MEASURE_SHARE_BUSY:
        wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_RESOURCE, x->resource));
        break;
    case WR_MEASURE_TIME:
    case WR_MEASURE_COUNT:
    case WR_MEASURE_BLOCKED_IN:
    case WR_MEASURE_PATIENT_DAYS:
    case WR_MEASURE_OCCUPANCY:
    case WR_MEASURE_SHARE_OCCUPIED:
    case WR_MEASURE_CHANCE_OF_DELAY:
    default:
        break;
    }
    look_at_moments(k, node, x->from, x->n_from);
    look_at_moments(k, node, x->to, x->n_to);
    for (size_t p = 0; p < x->n_places; p++)
        wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_PLACE, x->places[p]));
}

void wr_i_graph_care(struct wr_i_graph_maker *k)
{
    const struct wr_model *m = k->m;

    link_steps(k);
    for (size_t i = 0; i < m->n_objectives; i++) {
        int node = wr_i_graph_at(k, WR_GRAPH_OBJECTIVE, (int)i);
        wr_i_graph_link_add(k, WR_LINK_MEASURED_BY, node, wr_i_graph_at(k, WR_GRAPH_MEASURE, m->objectives[i].measure));
        if (m->objectives[i].measure < 0)
            wr_i_graph_link_add(k, WR_LINK_MEASURED_BY, node, wr_i_graph_at(k, WR_GRAPH_HARM, m->objectives[i].harm));
        wr_i_graph_link_add(k, WR_LINK_OWNED_BY, node, wr_i_graph_owner(k, m->objectives[i].owner));
    }
    for (size_t i = 0; i < m->n_measures; i++)
        link_measure(k, &m->measures[i], wr_i_graph_at(k, WR_GRAPH_MEASURE, (int)i));
    for (size_t i = 0; i < m->n_harms; i++) {
        int node = wr_i_graph_at(k, WR_GRAPH_HARM, (int)i);
        wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_MEASURE, m->harms[i].by_measure));
        wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_ITEM, m->harms[i].without_item));
        wr_i_graph_link_add(k, WR_LINK_LOOKS_AT, node, wr_i_graph_at(k, WR_GRAPH_STEP, m->harms[i].at_step));
    }
}
