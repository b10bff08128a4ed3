/* Making the graph: nodes kind by kind, then links, then who hangs on whom by their ends. */
#include "agree/graph.h"

#include <stdlib.h>
#include <string.h>

#include "agree/graph_internal.h"
#include "base/mem.h"

int wr_i_graph_node_add(struct wr_i_graph_maker *k, struct wr_graph_node node)
{
    struct wr_graph *g = k->g;

    if (k->status != 0)
        return -1;
    if (wr_arena_grow(&g->arena, &g->nodes, &g->nodes_room, g->n_nodes + 1, sizeof *g->nodes) != 0) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return -1;
    }
    if (g->first[node.kind] < 0)
        g->first[node.kind] = (int)g->n_nodes;
    g->nodes[g->n_nodes] = node;
    return (int)g->n_nodes++;
}

int wr_i_graph_at(const struct wr_i_graph_maker *k, enum wr_graph_kind kind, int index)
{
    return index >= 0 && k->g->first[kind] >= 0 ? k->g->first[kind] + index : -1;
}

void wr_i_graph_link_add(struct wr_i_graph_maker *k, enum wr_graph_link_kind kind, int upper, int lower)
{
    struct wr_graph *g = k->g;

    /* what waits for itself is a circle that people must be told of; every other link to itself says nothing */
    if (k->status != 0 || upper < 0 || lower < 0 ||
        (upper == lower && kind != WR_LINK_NEEDS_FIRST && kind != WR_LINK_HANGS_ON && kind != WR_LINK_AFTER))
        return;
    if (wr_arena_grow(&g->arena, &g->links, &g->links_room, g->n_links + 1, sizeof *g->links) != 0) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    g->links[g->n_links++] = (struct wr_graph_link){kind, upper, lower};
}

/* --- nodes --- */

/* The entries of a list that all begin alike have one way to become nodes. */
#define ADD_ALL(k, KIND, list, count, ...)                                                                                                 \
    for (size_t i = 0; i < (count); i++)                                                                                                   \
    (void)wr_i_graph_node_add(                                                                                                             \
        (k),                                                                                                                               \
        (struct wr_graph_node){.kind = (KIND), .index = (int)i, .of = -1, .name = (list)[i].name, __VA_ARGS__, .where = (list)[i].where})

static void add_why(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;
    const struct wr_model *m = k->m;

    ADD_ALL(k, WR_GRAPH_DRIVER, a->drivers, a->n_drivers, .says = a->drivers[i].says);
    ADD_ALL(k, WR_GRAPH_OBJECTIVE, m->objectives, m->n_objectives, .says = m->objectives[i].says, .owner = m->objectives[i].owner);
    ADD_ALL(k, WR_GRAPH_BENEFIT, a->benefits, a->n_benefits, .says = a->benefits[i].says, .owner = a->benefits[i].owner);
    for (size_t i = 0; i < a->n_benefits; i++)
        if (a->benefits[i].realised.has)
            (void)wr_i_graph_node_add(k, (struct wr_graph_node){.kind = WR_GRAPH_RESULT,
                                                                .index = (int)i,
                                                                .of = -1,
                                                                .name = a->benefits[i].name,
                                                                .where = a->benefits[i].realised.where});
    ADD_ALL(k, WR_GRAPH_MEASURE, m->measures, m->n_measures, .says = m->measures[i].says);
    ADD_ALL(k, WR_GRAPH_HARM, m->harms, m->n_harms, .says = m->harms[i].says);
}

/* An option that is one change under the change's own name is that change: no second node for people to choose between. */
static bool option_is_change(const struct wr_model *m, const struct wr_option *o)
{
    return o->n_changes == 1 && strcmp(m->changes[o->changes[0]].name, o->name) == 0;
}

static void add_changes(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;
    const struct wr_model *m = k->m;

    for (size_t i = 0; i < m->n_options; i++) {
        k->option_node[i] = -1;
        if (m->options[i].n_changes > 0 && !option_is_change(m, &m->options[i]))
            k->option_node[i] = wr_i_graph_node_add(
                k, (struct wr_graph_node){
                       .kind = WR_GRAPH_OPTION, .index = (int)i, .of = -1, .name = m->options[i].name, .where = m->options[i].where});
    }
    ADD_ALL(k, WR_GRAPH_CHANGE, m->changes, m->n_changes, .says = m->changes[i].says, .owner = m->changes[i].owner);
    for (size_t i = 0; i < a->n_needs; i++) {
        const struct wr_stated_need *n = a->needs[i].stated;
        (void)wr_i_graph_node_add(
            k,
            (struct wr_graph_node){.kind = WR_GRAPH_NEED, .index = (int)i, .of = -1, .name = n->name, .says = n->says, .where = n->where});
        if (wr_map_put(&k->needs, n->name, (long)i) != 0)
            k->status = wr_fail(WR_ERR_MEMORY);
    }
    ADD_ALL(k, WR_GRAPH_STATEMENT, a->statements, a->n_statements, .says = a->statements[i].says);
    ADD_ALL(k, WR_GRAPH_DECISION, a->decisions, a->n_decisions, .says = a->decisions[i].says);
    for (size_t d = 0; d < a->n_decisions; d++)
        for (size_t i = 0; i < a->decisions[d].n_dissent; i++) {
            const struct wr_dissent *one = &a->decisions[d].dissent[i];
            const char *name =
                wr_arena_printf(&k->g->arena, "dissent of %s in %s", one->who != NULL ? one->who : "somebody", a->decisions[d].name);
            if (name == NULL)
                k->status = wr_fail(WR_ERR_MEMORY);
            (void)wr_i_graph_node_add(
                k, (struct wr_graph_node){
                       .kind = WR_GRAPH_DISSENT, .index = (int)i, .of = (int)d, .name = name, .says = one->harm, .where = one->where});
        }
}

/* Hazards or issues that stand in a change of the service file; one that the folder knows under the same name is said there. */
static void add_of_change(struct wr_i_graph_maker *k, enum wr_graph_kind kind, int change, const struct wr_hazard *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct wr_agree *a = k->agree;
        int known = list[i].name == NULL      ? -1
                    : kind == WR_GRAPH_HAZARD ? wr_agree_hazard(a, list[i].name)
                                              : wr_agree_issue(a, list[i].name);
        if (known < 0)
            (void)wr_i_graph_node_add(k, (struct wr_graph_node){.kind = kind,
                                                                .index = (int)i,
                                                                .of = change,
                                                                .name = list[i].name != NULL ? list[i].name : list[i].says,
                                                                .says = list[i].name != NULL ? list[i].says : NULL,
                                                                .owner = list[i].owner,
                                                                .where = list[i].where});
    }
}

static void add_in_the_way(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;
    const struct wr_model *m = k->m;

    ADD_ALL(k, WR_GRAPH_HAZARD, a->hazards, a->n_hazards, .says = a->hazards[i].says, .owner = a->hazards[i].owner);
    for (size_t i = 0; i < m->n_changes; i++)
        add_of_change(k, WR_GRAPH_HAZARD, (int)i, m->changes[i].hazards, m->changes[i].n_hazards);
    ADD_ALL(k, WR_GRAPH_RISK, a->risks, a->n_risks, .says = a->risks[i].says, .owner = a->risks[i].owner);
    ADD_ALL(k, WR_GRAPH_ISSUE, a->issues, a->n_issues, .says = a->issues[i].says, .owner = a->issues[i].owner);
    for (size_t i = 0; i < m->n_changes; i++)
        add_of_change(k, WR_GRAPH_ISSUE, (int)i, m->changes[i].issues, m->changes[i].n_issues);
    ADD_ALL(k, WR_GRAPH_TASK, a->plan.tasks, a->plan.n_tasks, .says = a->plan.tasks[i].says, .owner = a->plan.tasks[i].owner);
}

static void add_care(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;
    const struct wr_model *m = k->m;

    ADD_ALL(k, WR_GRAPH_STEP, m->steps, m->n_steps, .says = m->steps[i].says);
    ADD_ALL(k, WR_GRAPH_DUTY, m->tasks, m->n_tasks, .says = m->tasks[i].says);
    ADD_ALL(k, WR_GRAPH_PLACE, m->places, m->n_places, .says = m->places[i].says);
    ADD_ALL(k, WR_GRAPH_RESOURCE, m->resources, m->n_resources, .says = m->resources[i].says);
    for (size_t i = 0; i < a->catalogue.count; i++) {
        const struct wr_capability *c = &a->catalogue.list[i];
        (void)wr_i_graph_node_add(k, (struct wr_graph_node){.kind = WR_GRAPH_CAPABILITY,
                                                            .index = (int)i,
                                                            .of = -1,
                                                            .name = c->id,
                                                            .says = c->plain,
                                                            .where = c->own ? c->where : (struct wr_where){NULL, 0, 0}});
    }
    ADD_ALL(k, WR_GRAPH_ITEM, m->items, m->n_items, .says = m->items[i].says);
    for (size_t i = 0; i < m->n_systems; i++)
        k->system_of_model[i] = -1;
    for (size_t i = 0; i < a->n_systems; i++) {
        const struct wr_system_entry *s = &a->systems[i];
        int of = s->model >= 0 ? s->model : -1;
        int node = wr_i_graph_node_add(k, (struct wr_graph_node){.kind = WR_GRAPH_SYSTEM,
                                                                 .index = (int)i,
                                                                 .of = of,
                                                                 .name = s->name,
                                                                 .says = s->says != NULL ? s->says
                                                                         : of >= 0       ? m->systems[of].says
                                                                                         : NULL,
                                                                 .owner = s->owner,
                                                                 .where = s->where});
        if (of >= 0)
            k->system_of_model[of] = node;
    }
    for (size_t i = 0; i < m->n_systems; i++)
        if (k->system_of_model[i] < 0)
            k->system_of_model[i] = wr_i_graph_node_add(k, (struct wr_graph_node){.kind = WR_GRAPH_SYSTEM,
                                                                                  .index = -1,
                                                                                  .of = (int)i,
                                                                                  .name = m->systems[i].name,
                                                                                  .says = m->systems[i].says,
                                                                                  .where = m->systems[i].where});
    ADD_ALL(k, WR_GRAPH_GROUP, a->groups, a->n_groups, .says = a->groups[i].says);
    ADD_ALL(k, WR_GRAPH_OFFICE, a->offices, a->n_offices, .says = a->offices[i].person);
}

int wr_i_graph_owner(struct wr_i_graph_maker *k, const char *name)
{
    const struct wr_agree *a = k->agree;
    int found;
    long node;

    if (name == NULL || k->status != 0)
        return -1;
    for (size_t i = 0; i < a->n_offices; i++)
        if (strcmp(a->offices[i].name, name) == 0 || (a->offices[i].person != NULL && strcmp(a->offices[i].person, name) == 0))
            return k->g->first[WR_GRAPH_OFFICE] + (int)i;
    found = wr_agree_group(a, name);
    if (found >= 0)
        return k->g->first[WR_GRAPH_GROUP] + found;
    if (wr_map_get(&k->people, name, &node))
        return (int)node;
    found = wr_i_graph_node_add(k, (struct wr_graph_node){.kind = WR_GRAPH_PERSON, .index = -1, .of = -1, .name = name});
    if (found >= 0 && wr_map_put(&k->people, name, found) != 0)
        k->status = wr_fail(WR_ERR_MEMORY);
    return found;
}

/* --- links by their ends --- */

struct numbered {
    struct wr_graph_link link;
    size_t number;
};

static int by_ends(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;

    if (x->link.upper != y->link.upper)
        return x->link.upper < y->link.upper ? -1 : 1;
    if (x->link.lower != y->link.lower)
        return x->link.lower < y->link.lower ? -1 : 1;
    if (x->link.kind != y->link.kind)
        return x->link.kind < y->link.kind ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static int by_number(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Each link once, in the order of making; what is changed itself is not also reached. */
static int leave_out_doubles(struct wr_graph *g)
{
    struct numbered *all = wr_mem_alloc(g->n_links + 1, sizeof *all);
    size_t n = 0;

    if (all == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < g->n_links; i++)
        all[i] = (struct numbered){g->links[i], i};
    qsort(all, g->n_links, sizeof *all, by_ends);
    for (size_t i = 0; i < g->n_links; i++) {
        const struct wr_graph_link *link = &all[i].link, *last = n > 0 ? &all[n - 1].link : NULL;
        bool same_ends = last != NULL && last->upper == link->upper && last->lower == link->lower;
        if (same_ends && (last->kind == link->kind || (last->kind == WR_LINK_CHANGES && link->kind == WR_LINK_REACHES)))
            continue;
        all[n++] = all[i];
    }
    qsort(all, n, sizeof *all, by_number);
    for (size_t i = 0; i < n; i++)
        g->links[i] = all[i].link;
    g->n_links = n;
    wr_mem_free(all);
    return 0;
}

static int index_ends(struct wr_graph *g)
{
    size_t n = g->n_nodes;

    g->down_start = wr_arena_alloc(&g->arena, n + 2, sizeof *g->down_start);
    g->up_start = wr_arena_alloc(&g->arena, n + 2, sizeof *g->up_start);
    g->down = wr_arena_alloc(&g->arena, g->n_links + 1, sizeof *g->down);
    g->up = wr_arena_alloc(&g->arena, g->n_links + 1, sizeof *g->up);
    if (g->down_start == NULL || g->up_start == NULL || g->down == NULL || g->up == NULL)
        return wr_fail(WR_ERR_MEMORY);
    /* counted two places on, then filled in order: what stands at n + 1 moves on to where n + 1 begins */
    for (size_t i = 0; i < g->n_links; i++) {
        g->down_start[g->links[i].upper + 2]++;
        g->up_start[g->links[i].lower + 2]++;
    }
    for (size_t i = 2; i < n + 2; i++) {
        g->down_start[i] += g->down_start[i - 1];
        g->up_start[i] += g->up_start[i - 1];
    }
    for (size_t i = 0; i < g->n_links; i++) {
        g->down[g->down_start[g->links[i].upper + 1]++] = (int)i;
        g->up[g->up_start[g->links[i].lower + 1]++] = (int)i;
    }
    return 0;
}

int wr_graph_build(const struct wr_agree *agree, struct wr_graph *out)
{
    struct wr_i_graph_maker k = {.g = out, .agree = agree, .m = agree->model};

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    out->agree = agree;
    for (size_t i = 0; i < WR_GRAPH_KINDS; i++)
        out->first[i] = -1;
    wr_map_init(&k.people);
    wr_map_init(&k.others);
    wr_map_init(&k.needs);
    k.system_of_model = wr_arena_alloc(&out->arena, k.m->n_systems + 1, sizeof *k.system_of_model);
    k.option_node = wr_arena_alloc(&out->arena, k.m->n_options + 1, sizeof *k.option_node);
    if (k.system_of_model == NULL || k.option_node == NULL)
        k.status = wr_fail(WR_ERR_MEMORY);
    if (k.status == 0) {
        add_why(&k);
        add_changes(&k);
        add_in_the_way(&k);
        add_care(&k);
        wr_i_graph_changes(&k);
        wr_i_graph_care(&k);
        wr_i_graph_people(&k);
    }
    if (k.status == 0)
        k.status = leave_out_doubles(out);
    if (k.status == 0)
        k.status = index_ends(out);
    wr_map_free(&k.people);
    wr_map_free(&k.others);
    wr_map_free(&k.needs);
    return k.status;
}

void wr_graph_free(struct wr_graph *graph) { wr_arena_free(&graph->arena); }

/* --- questions --- */

int wr_graph_node(const struct wr_graph *graph, enum wr_graph_kind kind, int index, int of)
{
    int first = graph->first[kind];

    if (first < 0)
        return -1;
    if (index >= 0 && of < 0 && (size_t)(first + index) < graph->n_nodes && graph->nodes[first + index].kind == kind &&
        graph->nodes[first + index].index == index && graph->nodes[first + index].of < 0)
        return first + index;
    for (size_t i = (size_t)first; i < graph->n_nodes; i++) {
        const struct wr_graph_node *n = &graph->nodes[i];
        if (n->kind != kind)
            continue;
        if (kind == WR_GRAPH_SYSTEM ? (index >= 0 ? n->index == index : n->of == of) : n->index == index && n->of == of)
            return (int)i;
    }
    return -1;
}

int wr_graph_owner(const struct wr_graph *graph, const char *name)
{
    const struct wr_agree *a = graph->agree;

    if (name == NULL)
        return -1;
    for (size_t i = 0; i < a->n_offices; i++)
        if (strcmp(a->offices[i].name, name) == 0 || (a->offices[i].person != NULL && strcmp(a->offices[i].person, name) == 0))
            return wr_graph_node(graph, WR_GRAPH_OFFICE, (int)i, -1);
    for (size_t i = 0; i < graph->n_nodes; i++) {
        const struct wr_graph_node *n = &graph->nodes[i];
        if ((n->kind == WR_GRAPH_GROUP || n->kind == WR_GRAPH_PERSON) && strcmp(n->name, name) == 0)
            return (int)i;
    }
    return -1;
}

int wr_graph_below(const struct wr_graph *graph, int node, enum wr_graph_link_kind kind, size_t nth)
{
    for (int i = graph->down_start[node]; i < graph->down_start[node + 1]; i++) {
        const struct wr_graph_link *link = &graph->links[graph->down[i]];
        if (link->kind == kind && nth-- == 0)
            return link->lower;
    }
    return -1;
}

int wr_graph_above(const struct wr_graph *graph, int node, enum wr_graph_link_kind kind, size_t nth)
{
    for (int i = graph->up_start[node]; i < graph->up_start[node + 1]; i++) {
        const struct wr_graph_link *link = &graph->links[graph->up[i]];
        if (link->kind == kind && nth-- == 0)
            return link->upper;
    }
    return -1;
}

bool wr_graph_is_technology(const struct wr_agree *agree, const char *owner)
{
    int group;

    if (owner == NULL)
        return false;
    for (size_t i = 0; i < agree->n_offices; i++) {
        const struct wr_office *o = &agree->offices[i];
        if (strcmp(o->name, owner) == 0 || (o->person != NULL && strcmp(o->person, owner) == 0))
            return o->technology || (o->group >= 0 && agree->groups[o->group].kind == WR_GROUP_TECHNOLOGY);
    }
    group = wr_agree_group(agree, owner);
    return group >= 0 && agree->groups[group].kind == WR_GROUP_TECHNOLOGY;
}

bool wr_graph_change_touches(const struct wr_graph *graph, int change, int node)
{
    int from = wr_graph_node(graph, WR_GRAPH_CHANGE, change, -1);

    if (from < 0 || node < 0)
        return false;
    for (int i = graph->down_start[from]; i < graph->down_start[from + 1]; i++) {
        const struct wr_graph_link *link = &graph->links[graph->down[i]];
        if (link->lower == node && (link->kind == WR_LINK_CHANGES || link->kind == WR_LINK_REACHES))
            return true;
    }
    return false;
}
