/* Attributes that patients lack where they are asked for: `by: urgency` at a step to which a kind of patient comes that has no urgency.
 *
 * Kinds are looked at 64 at a time: a mask of kinds is carried along the pathway, then every value and condition is held against the masks. */
#include <math.h>
#include <string.h>

#include "model/check_internal.h"

#define GROUP 64
#define MOST_TOLD 100

struct checking {
    struct wr_i_reader *r;
    const struct wr_i_graph *g;
    size_t base;            /* the first kind of the group */
    uint64_t everybody;     /* bits of the kinds that there are */
    uint64_t *comes;        /* n steps: kinds that come there on a first visit */
    uint64_t *comes_back;   /* n steps: with those who come back */
    uint64_t *leaves_as;    /* n outcomes */
    uint64_t *leaves_first; /* n outcomes: of a first visit */
    uint64_t *lacks;        /* n attributes: kinds without it */
    int *stack;
    bool *waiting; /* n steps: on the stack */
    size_t told;
    bool measuring; /* looking at measures and harm */
};

static void spread(struct checking *c, uint64_t *mask, bool with_returns)
{
    const struct wr_i_graph *g = c->g;
    size_t depth = 0, s, e;

    for (s = 0; s < g->n; s++)
        if (mask[s] != 0) {
            c->waiting[s] = true;
            c->stack[depth++] = (int)s;
        }
    while (depth > 0) {
        s = (size_t)c->stack[--depth];
        c->waiting[s] = false;
        for (e = g->first[s]; e < g->first[s + 1]; e++) {
            const struct wr_i_edge *edge = &g->edges[e];
            if (edge->to == -1)
                c->leaves_as[edge->outcome] |= mask[s];
            if (edge->to < 0 || (edge->why == WR_I_COMES_BACK && !with_returns) || (mask[s] & ~mask[edge->to]) == 0)
                continue;
            mask[edge->to] |= mask[s];
            if (!c->waiting[edge->to]) {
                c->waiting[edge->to] = true;
                c->stack[depth++] = edge->to;
            }
        }
    }
}

static const char *first_of(const struct checking *c, uint64_t mask)
{
    return c->r->m->kinds[c->base + (size_t)__builtin_ctzll(mask)].name;
}

/* An attribute is asked for, of these kinds of patient for certain, and of those in `perhaps` when they come back. */
static void ask(struct checking *c, struct wr_where where, int attribute, uint64_t certain, uint64_t perhaps)
{
    uint64_t without;
    const char *name;

    if (attribute < 0 || c->told > MOST_TOLD)
        return;
    name = c->r->m->attributes[attribute].name;
    without = c->lacks[attribute] & certain;
    if (without != 0) {
        c->told++;
        wr_i_mistake(c->r, where,
                     wr_i_say(c->r,
                              c->measuring ? "give `%s` the attribute `%s`, or leave that kind out with `for:`"
                                           : "give `%s` the attribute `%s`, or ask for the kind first with `by: kind`",
                              first_of(c, without), name),
                     c->measuring ? "`%s` patients are counted here and have no `%s`" : "`%s` patients come here and have no `%s`",
                     first_of(c, without), name);
        return;
    }
    without = c->lacks[attribute] & perhaps;
    if (without != 0) {
        c->told++;
        wr_i_warning(c->r, where, wr_i_say(c->r, "give `%s` the attribute `%s` if they can come back to here", first_of(c, without), name),
                     "`%s` patients who come back may come here and have no `%s`", first_of(c, without), name);
    }
}

/* The kinds of the group that a `by: kind` case speaks of: a kind, and those like it. */
static uint64_t named_by(const struct checking *c, const struct wr_by_case *one)
{
    uint64_t mask = 0;
    size_t i;

    for (i = 0; i < GROUP && c->base + i < c->r->m->n_kinds; i++) {
        const struct wr_i_stage *stage = c->r->stage;
        int like = stage != NULL && c->base + i < stage->n_kinds ? stage->like[c->base + i] : c->r->m->kinds[c->base + i].like;
        if (one->otherwise || (int)(c->base + i) == one->category || like == one->category)
            mask |= (uint64_t)1 << i;
    }
    return mask;
}

/* Those of the mask for whom a `by: kind` has no case. */
static void ask_kinds(struct checking *c, struct wr_where where, uint64_t left, bool certain)
{
    if (left == 0 || c->told > MOST_TOLD)
        return;
    c->told++;
    if (certain && wr_i_is_gone(c->r, c->base + (size_t)__builtin_ctzll(left)))
        wr_i_mistake(c->r, where, "write `otherwise`",
                     "`%s` patients who came before they were taken out may come here still, and nothing is said for them",
                     first_of(c, left));
    else if (certain)
        wr_i_mistake(c->r, where, wr_i_say(c->r, "add a line for `%s`, or `otherwise`", first_of(c, left)),
                     "`%s` patients come here and nothing is said for them", first_of(c, left));
    else
        wr_i_warning(c->r, where, wr_i_say(c->r, "add a line for `%s`, or `otherwise`", first_of(c, left)),
                     "`%s` patients who come back may come here and nothing is said for them", first_of(c, left));
}

static void look_at_value(struct checking *c, const struct wr_value *v, uint64_t certain, uint64_t perhaps)
{
    size_t i;

    if (v->kind != WR_VALUE_BY || (certain | perhaps) == 0)
        return;
    if (v->by_attribute >= 0) {
        ask(c, v->where, v->by_attribute, certain, perhaps);
        for (i = 0; i < v->n_cases; i++)
            look_at_value(c, v->cases[i].value, certain, perhaps);
        return;
    }
    for (i = 0; i < v->n_cases; i++) {
        uint64_t these = named_by(c, &v->cases[i]);
        look_at_value(c, v->cases[i].value, certain & these, perhaps & these);
        certain &= ~these;
        perhaps &= ~these;
    }
    ask_kinds(c, v->where, certain, true);
    ask_kinds(c, v->where, certain == 0 ? perhaps : 0, false);
}

/* Conditions joined by `and` are looked at from left to right: a kind named first leaves the others out. */
static uint64_t look_at_condition(struct checking *c, const struct wr_condition *condition, uint64_t certain, uint64_t perhaps)
{
    uint64_t named = 0;
    size_t i;

    for (i = 0; i < condition->n_kinds_any; i++)
        if ((size_t)condition->kinds_any[i] >= c->base && (size_t)condition->kinds_any[i] < c->base + GROUP)
            named |= (uint64_t)1 << ((size_t)condition->kinds_any[i] - c->base);
    if (condition->n_kinds_any > 0) {
        certain &= named;
        perhaps &= named;
    }
    for (i = 0; i < condition->n_atoms; i++) {
        const struct wr_atom *atom = &condition->atoms[i];
        uint64_t these = ~(uint64_t)0;
        switch (atom->kind) {
        case WR_ATOM_CATEGORY:
        case WR_ATOM_YES:
        case WR_ATOM_COMPARE:
            ask(c, condition->where, atom->index, certain, perhaps);
            break;
        case WR_ATOM_KIND:
            these = (size_t)atom->index >= c->base && (size_t)atom->index < c->base + GROUP ? (uint64_t)1 << ((size_t)atom->index - c->base)
                                                                                            : 0;
            these = atom->negated ? ~these : these;
            break;
        case WR_ATOM_WENT_TO:
            these = atom->negated ? these : c->comes_back[atom->index];
            break;
        case WR_ATOM_LEFT_AS:
            these = atom->negated ? these : c->leaves_as[atom->index];
            break;
        default:
            break;
        }
        certain &= these;
        perhaps &= these;
    }
    return certain | perhaps;
}

static void look_at_route(struct checking *c, const struct wr_route *route, uint64_t certain, uint64_t perhaps)
{
    size_t i;

    if (route->kind == WR_ROUTE_BY && route->by_attribute >= 0)
        ask(c, route->where, route->by_attribute, certain, perhaps);
    for (i = 0; i < route->n_branches; i++)
        look_at_value(c, &route->branches[i].share, certain, perhaps);
    for (i = 0; i < route->n_cases; i++) {
        const struct wr_route_case *one = &route->cases[i];
        uint64_t these = ~(uint64_t)0;
        if (route->kind == WR_ROUTE_CASES)
            these = look_at_condition(c, &one->condition, certain, perhaps);
        else if (route->by_attribute == WR_BY_KIND)
            these = named_by(c, &one->by);
        if (one->then != NULL)
            look_at_route(c, one->then, certain & these, perhaps & these);
        if (route->kind == WR_ROUTE_BY && route->by_attribute == WR_BY_KIND) {
            certain &= ~these;
            perhaps &= ~these;
        }
    }
    if (route->kind == WR_ROUTE_BY && route->by_attribute == WR_BY_KIND) {
        ask_kinds(c, route->where, certain, true);
        ask_kinds(c, route->where, certain == 0 ? perhaps : 0, false);
    }
}

static void look_at_with(struct checking *c, const struct wr_with *with, uint64_t certain, uint64_t perhaps)
{
    size_t i;

    for (i = 0; i < with->n_all; i++)
        look_at_value(c, &with->all[i].count, certain, perhaps);
}

static void look_at_item(struct checking *c, const struct wr_item *item, uint64_t certain, uint64_t perhaps)
{
    wr_i_enter(c->r, "information");
    wr_i_enter(c->r, item->name);
    look_at_value(c, &item->there_at_once, certain, perhaps);
    look_at_value(c, &item->wrong, certain, perhaps);
    if (item->has_chase) {
        look_at_value(c, &item->chase_takes, certain, perhaps);
        look_at_value(c, &item->chase_found, certain, perhaps);
        look_at_value(c, &item->chase_priority, certain, perhaps);
        look_at_with(c, &item->chase_with, certain, perhaps);
    }
    wr_i_leave(c->r);
    wr_i_leave(c->r);
}

static void look_at_steps(struct checking *c, uint64_t *certain_items, uint64_t *perhaps_items)
{
    const struct wr_model *m = c->r->m;
    size_t i, j;

    wr_i_enter(c->r, "steps");
    for (i = 0; i < m->n_steps; i++) {
        const struct wr_step *step = &m->steps[i];
        uint64_t certain = c->comes[i], perhaps = c->comes_back[i];
        if (perhaps == 0)
            continue;
        wr_i_enter(c->r, step->name);
        look_at_value(c, &step->takes, certain, perhaps);
        look_at_value(c, &step->priority, certain, perhaps);
        look_at_with(c, &step->with, certain, perhaps);
        look_at_value(c, &step->gives_up_after, certain, perhaps);
        look_at_value(c, &step->unless_after, certain, perhaps);
        for (j = 0; j < step->n_needs; j++) {
            look_at_value(c, &step->needs[j].go_ahead_times, certain, perhaps);
            certain_items[step->needs[j].item] |= certain;
            perhaps_items[step->needs[j].item] |= perhaps;
        }
        for (j = 0; j < step->n_sets; j++)
            look_at_value(c, &step->sets[j].value, certain, perhaps);
        look_at_route(c, &step->then, certain, perhaps);
        wr_i_leave(c->r);
    }
    wr_i_leave(c->r);
}

static void look_at_systems(struct checking *c)
{
    const struct wr_model *m = c->r->m;

    wr_i_enter(c->r, "systems");
    for (size_t i = 0; i < m->n_systems; i++) {
        wr_i_enter(c->r, m->systems[i].name);
        for (size_t k = 0; k < m->systems[i].n_on_paper; k++) {
            const struct wr_on_paper *p = &m->systems[i].on_paper[k];
            if (c->comes_back[p->step] != 0)
                look_at_value(c, &p->times, c->comes[p->step], c->comes_back[p->step]);
        }
        wr_i_leave(c->r);
    }
    wr_i_leave(c->r);
}

/* Tasks for each patient in a place, and coming back. */
static void look_at_tasks(struct checking *c)
{
    const struct wr_model *m = c->r->m;
    uint64_t *certain = wr_i_take(c->r, m->n_places + 1, sizeof *certain), *perhaps = wr_i_take(c->r, m->n_places + 1, sizeof *perhaps);

    if (certain == NULL || perhaps == NULL)
        return;
    for (size_t s = 0; s < m->n_steps; s++) { /* who may be in a place for a step */
        const struct wr_step *step = &m->steps[s];
        for (size_t p = 0; p <= step->n_places; p++) {
            int place = p < step->n_places ? step->places[p] : step->waits_in;
            if (place >= 0) {
                certain[place] |= c->comes[s];
                perhaps[place] |= c->comes_back[s];
            }
        }
    }
    wr_i_enter(c->r, "tasks");
    for (size_t i = 0; i < m->n_tasks; i++) {
        const struct wr_task *task = &m->tasks[i];
        uint64_t are = task->for_each_in >= 0 ? certain[task->for_each_in] : 0,
                 may = task->for_each_in >= 0 ? perhaps[task->for_each_in] : 0;
        wr_i_enter(c->r, task->name);
        look_at_value(c, &task->takes, are, may);
        look_at_value(c, &task->one_every, are, may);
        look_at_value(c, &task->priority, are, may);
        look_at_with(c, &task->with, are, may);
        wr_i_leave(c->r);
    }
    wr_i_leave(c->r);
    wr_i_enter(c->r, "outcomes");
    for (size_t i = 0; i < m->n_outcomes; i++) {
        wr_i_enter(c->r, m->outcomes[i].name);
        look_at_value(c, &m->outcomes[i].back_chance, c->leaves_first[i], c->leaves_as[i]);
        look_at_value(c, &m->outcomes[i].back_after, c->leaves_first[i], c->leaves_as[i]);
        wr_i_leave(c->r);
    }
    wr_i_leave(c->r);
}

/* Kinds that can pass any of these moments. */
static uint64_t pass(const struct checking *c, const struct wr_moment *moments, size_t n)
{
    uint64_t mask = 0;
    size_t i, s, p;

    for (i = 0; i < n; i++) {
        switch (moments[i].kind) {
        case WR_AT_ASKING_FOR:
        case WR_AT_START_OF:
        case WR_AT_END_OF:
            mask |= c->comes_back[moments[i].index];
            break;
        case WR_AT_OUTCOME:
            mask |= c->leaves_as[moments[i].index];
            break;
        case WR_AT_ENTERING:
        case WR_AT_LEAVING_PLACE:
            for (s = 0; s < c->r->m->n_steps && mask != c->everybody; s++) {
                const struct wr_step *step = &c->r->m->steps[s];
                if (step->waits_in == moments[i].index)
                    mask |= c->comes_back[s];
                for (p = 0; p < step->n_places; p++)
                    if (step->places[p] == moments[i].index)
                        mask |= c->comes_back[s];
            }
            break;
        case WR_AT_ARRIVAL:
        case WR_AT_LEAVING:
            return c->everybody;
        }
    }
    return mask;
}

/* The kinds of whom a measure has values, before its own `for:`. */
static uint64_t measured(const struct checking *c, const struct wr_measure *measure)
{
    switch (measure->kind) {
    case WR_MEASURE_TIME:
        return pass(c, measure->from, measure->n_from) & pass(c, measure->to, measure->n_to);
    case WR_MEASURE_COUNT:
        return pass(c, measure->from, measure->n_from);
    case WR_MEASURE_WAIT:
    case WR_MEASURE_WAIT_PLACE:
    case WR_MEASURE_WAIT_STAFF:
    case WR_MEASURE_SHARE_WITHOUT:
        return measure->of >= 0 ? c->comes_back[measure->of] : c->everybody;
    default:
        return c->everybody;
    }
}

static void look_at_measures(struct checking *c)
{
    const struct wr_model *m = c->r->m;
    uint64_t *whose = wr_i_take(c->r, m->n_measures + 1, sizeof *whose);
    size_t i, told = c->told;

    if (whose == NULL)
        return;
    wr_i_enter(c->r, "measures");
    for (i = 0; i < m->n_measures; i++)
        if (m->measures[i].kind != WR_MEASURE_SHARE_OF) {
            wr_i_enter(c->r, m->measures[i].name);
            whose[i] = look_at_condition(c, &m->measures[i].for_, measured(c, &m->measures[i]), 0);
            wr_i_leave(c->r);
        }
    for (i = 0; i < m->n_measures; i++) /* a share is of those whose time is measured */
        if (m->measures[i].kind == WR_MEASURE_SHARE_OF) {
            wr_i_enter(c->r, m->measures[i].name);
            whose[i] = look_at_condition(c, &m->measures[i].for_, m->measures[i].of >= 0 ? whose[m->measures[i].of] : 0, 0);
            wr_i_leave(c->r);
        }
    wr_i_leave(c->r);
    wr_i_enter(c->r, "harm");
    for (i = 0; i < m->n_harms && told <= c->told; i++) {
        const struct wr_harm *harm = &m->harms[i];
        wr_i_enter(c->r, harm->name);
        look_at_condition(c, &harm->for_,
                          harm->by_measure >= 0 ? whose[harm->by_measure]
                          : harm->at_step >= 0  ? c->comes_back[harm->at_step]
                                                : c->everybody,
                          0);
        wr_i_leave(c->r);
    }
    wr_i_leave(c->r);
}

/* As in check_graph.c, by kind. */
static void pass_on(struct checking *c)
{
    const struct wr_i_graph *g = c->g;
    const struct wr_i_stage *from = c->r->stage;
    struct wr_i_stage *next = from == NULL ? NULL : from->next;

    if (next == NULL || g->n != next->n_steps)
        return;
    for (size_t s = 0; s < g->n; s++) {
        uint64_t *to = &next->comes_before[c->base / GROUP * next->n_steps];
        to[s] |= from->comes_before[c->base / GROUP * next->n_steps + s];
        for (size_t e = g->first[s]; e < g->first[s + 1]; e++)
            if (g->edges[e].to >= 0 && g->edges[e].why != WR_I_COMES_BACK)
                to[g->edges[e].to] |= c->comes[s];
    }
}

static void check_group(struct checking *c)
{
    const struct wr_model *m = c->r->m;
    uint64_t *certain_items = wr_i_take(c->r, m->n_items + 1, sizeof *certain_items),
             *perhaps_items = wr_i_take(c->r, m->n_items + 1, sizeof *perhaps_items);
    size_t i, j;

    if (certain_items == NULL || perhaps_items == NULL)
        return;
    memset(c->comes, 0, m->n_steps * sizeof *c->comes);
    memset(c->leaves_as, 0, m->n_outcomes * sizeof *c->leaves_as);
    memset(c->lacks, 0xFF, m->n_attributes * sizeof *c->lacks);
    c->everybody = 0;
    for (i = 0; i < GROUP && c->base + i < m->n_kinds; i++) {
        const struct wr_kind *kind = &m->kinds[c->base + i];
        uint64_t bit = (uint64_t)1 << i;
        if (wr_i_is_absent(c->r, c->base + i))
            continue;
        c->everybody |= bit;
        for (j = 0; j < kind->n_attributes; j++)
            c->lacks[kind->attributes[j].attribute] &= ~bit;
        if (wr_i_is_gone(c->r, c->base + i))
            continue;
        if (kind->starts_at >= 0)
            c->comes[kind->starts_at] |= bit;
        if (kind->has_if_full && kind->if_full.kind == WR_TO_STEP)
            c->comes[kind->if_full.index] |= bit;
        if (kind->has_if_full && kind->if_full.kind == WR_TO_OUTCOME)
            c->leaves_as[kind->if_full.index] |= bit;
    }
    for (i = 0; c->r->stage != NULL && i < m->n_steps && i < c->r->stage->n_steps; i++)
        c->comes[i] |= c->r->stage->comes_before[c->base / GROUP * c->r->stage->n_steps + i];
    spread(c, c->comes, false);
    pass_on(c);
    memcpy(c->leaves_first, c->leaves_as, m->n_outcomes * sizeof *c->leaves_first);
    memcpy(c->comes_back, c->comes, m->n_steps * sizeof *c->comes);
    spread(c, c->comes_back, true);
    wr_i_enter(c->r, "patients");
    for (i = 0; i < GROUP && c->base + i < m->n_kinds; i++) {
        if (wr_i_is_absent(c->r, c->base + i))
            continue;
        wr_i_enter(c->r, m->kinds[c->base + i].name);
        look_at_value(c, &m->kinds[c->base + i].priority, (uint64_t)1 << i, 0);
        wr_i_leave(c->r);
    }
    wr_i_leave(c->r);
    look_at_steps(c, certain_items, perhaps_items);
    look_at_systems(c);
    look_at_tasks(c);
    for (i = 0; i < m->n_items; i++)
        look_at_item(c, &m->items[i], certain_items[i], perhaps_items[i]);
    c->measuring = true;
    look_at_measures(c);
    c->measuring = false;
}

/* Work that is no patient's has no attributes to differ by. */
static void check_nobody(struct wr_i_reader *r, const struct wr_value *v, const char *section, const char *name)
{
    if (v->kind != WR_VALUE_BY)
        return;
    wr_i_enter(r, section);
    wr_i_enter(r, name);
    wr_i_mistake(r, v->where, "write one number, or one distribution", "this is nobody's in particular: it cannot differ between patients");
    wr_i_leave(r);
    wr_i_leave(r);
}

void wr_i_check_attributes(struct wr_i_reader *r)
{
    const struct wr_model *m = r->m;
    struct wr_i_graph g;
    struct checking c = {.r = r, .g = &g};
    size_t i;

    wr_i_graph_make(r, &g);
    c.comes = wr_i_take(r, m->n_steps + 1, sizeof *c.comes);
    c.comes_back = wr_i_take(r, m->n_steps + 1, sizeof *c.comes_back);
    c.leaves_as = wr_i_take(r, m->n_outcomes + 1, sizeof *c.leaves_as);
    c.leaves_first = wr_i_take(r, m->n_outcomes + 1, sizeof *c.leaves_first);
    c.lacks = wr_i_take(r, m->n_attributes + 1, sizeof *c.lacks);
    c.stack = wr_i_take(r, m->n_steps + 1, sizeof *c.stack);
    c.waiting = wr_i_take(r, m->n_steps + 1, sizeof *c.waiting);
    for (c.base = 0; c.base < m->n_kinds && r->status == 0 && (r->by_patient || r->stage != NULL); c.base += GROUP)
        check_group(&c);
    for (i = 0; i < m->n_places && r->status == 0; i++)
        check_nobody(r, &m->places[i].turnaround, "places", m->places[i].name);
    for (i = 0; i < m->n_systems && r->status == 0; i++) {
        check_nobody(r, &m->systems[i].afterwards_takes, "systems", m->systems[i].name);
        for (size_t k = 0; k < m->systems[i].afterwards_with.n_all; k++)
            check_nobody(r, &m->systems[i].afterwards_with.all[k].count, "systems", m->systems[i].name);
        for (size_t d = 0; d < m->systems[i].n_down; d++) {
            check_nobody(r, &m->systems[i].down[d].one_every, "systems", m->systems[i].name);
            check_nobody(r, &m->systems[i].down[d].lasts, "systems", m->systems[i].name);
        }
    }
    for (i = 0; i < m->n_resources && r->status == 0; i++)
        for (size_t d = 0; d < m->resources[i].n_down; d++) {
            check_nobody(r, &m->resources[i].down[d].one_every, "equipment", m->resources[i].name);
            check_nobody(r, &m->resources[i].down[d].lasts, "equipment", m->resources[i].name);
        }
    wr_i_graph_free(&g);
}
