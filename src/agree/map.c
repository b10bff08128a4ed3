/* The network out of the graph: which entries stand in which column, and which links the method allows between them. */
#include "agree/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct maker {
    struct wr_network *map;
    const struct wr_graph *g;
    int *entry_of; /* of each node of the graph: its entry, or -1 */
    int status;
};

bool wr_network_is_legal(enum wr_network_column from, enum wr_network_column to)
{
    switch (from) {
    case WR_MAP_DRIVER:
    case WR_MAP_BENEFIT:
        return to == WR_MAP_OBJECTIVE;
    case WR_MAP_BUSINESS_CHANGE:
        return to == WR_MAP_BENEFIT;
    case WR_MAP_ENABLING_CHANGE:
        return to == WR_MAP_BUSINESS_CHANGE;
    case WR_MAP_ENABLER:
        return to == WR_MAP_ENABLING_CHANGE || to == WR_MAP_BUSINESS_CHANGE;
    case WR_MAP_OBJECTIVE:
    case WR_MAP_COLUMNS:
    default:
        return false;
    }
}

/* --- entries --- */

static const char *kept(struct maker *k, struct wr_buf *text)
{
    const char *copy = text->size == 0 ? NULL : wr_arena_text(&k->map->arena, wr_buf_string(text));

    if (wr_buf_status(text) != 0 || (text->size > 0 && copy == NULL))
        k->status = wr_fail(WR_ERR_MEMORY);
    wr_buf_free(text);
    return copy;
}

/* ", a, b" of the nodes at the other ends of a kind of link. */
static void names_below(struct maker *k, int node, enum wr_graph_link_kind kind, const char *words, struct wr_buf *out)
{
    int other;

    for (size_t i = 0; (other = wr_graph_below(k->g, node, kind, i)) >= 0; i++) {
        if (i == 0)
            wr_buf_printf(out, "%s%s ", out->size > 0 ? "; " : "", words);
        wr_buf_printf(out, "%s%s", i == 0 ? "" : ", ", k->g->nodes[other].name);
    }
}

/* The links between things of one column are said, not drawn: the method draws none. */
static const char *state_of(struct maker *k, int node)
{
    const struct wr_graph_node *n = &k->g->nodes[node];
    struct wr_buf text;

    wr_buf_init(&text, 0);
    wr_graph_state_say(&text, k->g, node, false);
    if (n->kind == WR_GRAPH_CHANGE) {
        int other;
        for (size_t i = 0, said = 0; (other = wr_graph_below(k->g, node, WR_LINK_NEEDS_FIRST, i)) >= 0; i++)
            if (k->g->nodes[other].kind == WR_GRAPH_CHANGE)
                wr_buf_printf(&text, "%s%s", said++ > 0 ? ", " : "needs first the change ", k->g->nodes[other].name);
    } else if (n->kind == WR_GRAPH_TASK || n->kind == WR_GRAPH_ISSUE) {
        names_below(k, node, WR_LINK_AFTER, "comes after", &text);
    } else if (n->kind == WR_GRAPH_ITEM) {
        names_below(k, node, WR_LINK_KEPT_IN, "kept in", &text);
    } else if (n->kind == WR_GRAPH_SYSTEM) {
        names_below(k, node, WR_LINK_HANGS_ON, "hangs on", &text);
    }
    return kept(k, &text);
}

static const char *sort_of(const struct wr_agree *a, const struct wr_graph_node *n)
{
    if (n->kind == WR_GRAPH_BENEFIT && a->benefits[n->index].dis_benefit)
        return "dis-benefit";
    return wr_graph_kind_words(n->kind);
}

/* The key of an issue says nothing to whoever did not write it. */
static const char *label_of(struct maker *k, const struct wr_graph_node *n)
{
    const char *label = n->name;

    if (n->kind == WR_GRAPH_ISSUE && n->says != NULL)
        label = wr_arena_printf(&k->map->arena, "%s: %s", n->name, n->says);
    else if (n->kind == WR_GRAPH_TASK && k->g->agree->plan.tasks[n->index].done)
        label = wr_arena_printf(&k->map->arena, "%s (done)", n->name);
    if (label == NULL)
        k->status = wr_fail(WR_ERR_MEMORY);
    return label;
}

/* What becomes different for people: first what the change touches itself, then what it reaches by information, staff or place. */
static const char *steps_of(struct maker *k, int node)
{
    static const enum wr_graph_link_kind kinds[] = {WR_LINK_CHANGES, WR_LINK_REACHES};
    struct wr_buf text;
    int other;

    wr_buf_init(&text, 0);
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; (other = wr_graph_below(k->g, node, kinds[l], i)) >= 0; i++)
            if (k->g->nodes[other].kind == WR_GRAPH_STEP || k->g->nodes[other].kind == WR_GRAPH_DUTY)
                wr_buf_printf(&text, "%s%s", text.size > 0 ? ", " : "", k->g->nodes[other].name);
    return kept(k, &text);
}

static void add(struct maker *k, enum wr_network_column column, int node)
{
    struct wr_network *map = k->map;
    const struct wr_graph_node *n = &k->g->nodes[node];
    struct wr_network_entry *e;

    if (k->status != 0 || k->entry_of[node] >= 0)
        return;
    if (wr_arena_grow(&map->arena, &map->entries, &map->entries_room, map->n_entries + 1, sizeof *map->entries) != 0) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    k->entry_of[node] = (int)map->n_entries;
    e = &map->entries[map->n_entries++];
    *e = (struct wr_network_entry){.column = column, .node = node, .name = n->name, .says = n->says, .owner = n->owner, .where = n->where};
    e->is = sort_of(k->g->agree, n);
    e->label = label_of(k, n);
    e->state = state_of(k, node);
    e->wants_owner = n->owner == NULL && (column == WR_MAP_OBJECTIVE || column == WR_MAP_BENEFIT || column == WR_MAP_BUSINESS_CHANGE ||
                                          n->kind == WR_GRAPH_TASK || n->kind == WR_GRAPH_ISSUE || n->kind == WR_GRAPH_SYSTEM);
    if (n->kind == WR_GRAPH_CHANGE)
        e->steps = steps_of(k, node);
}

static bool has_link(const struct wr_graph *g, int node, enum wr_graph_link_kind kind) { return wr_graph_above(g, node, kind, 0) >= 0; }

/* An issue that is closed, or that somebody has accepted by name, is not work: nothing is to be done. */
static bool is_work(const struct wr_agree *a, const struct wr_graph_node *n)
{
    const struct wr_issue_entry *e = n->of < 0 ? &a->issues[n->index] : NULL;

    return e == NULL || (e->change >= 0 && e->plan != WR_PLAN_ACCEPT && !e->closed);
}

static void add_column(struct maker *k, enum wr_network_column column)
{
    const struct wr_graph *g = k->g;

    for (size_t i = 0; i < g->n_nodes; i++) {
        const struct wr_graph_node *n = &g->nodes[i];
        bool here = false;
        switch (column) {
        case WR_MAP_DRIVER:
            here = n->kind == WR_GRAPH_DRIVER;
            break;
        case WR_MAP_OBJECTIVE:
            here = n->kind == WR_GRAPH_OBJECTIVE;
            break;
        case WR_MAP_BENEFIT:
            here = n->kind == WR_GRAPH_BENEFIT;
            break;
        case WR_MAP_BUSINESS_CHANGE:
            here = n->kind == WR_GRAPH_CHANGE;
            break;
        case WR_MAP_ENABLING_CHANGE:
            here = n->kind == WR_GRAPH_TASK || n->kind == WR_GRAPH_UNKNOWN || (n->kind == WR_GRAPH_ISSUE && is_work(g->agree, n));
            break;
        case WR_MAP_ENABLER:
            here = n->kind == WR_GRAPH_SYSTEM || (n->kind == WR_GRAPH_ITEM && has_link(g, (int)i, WR_LINK_BRINGS)) ||
                   (n->kind == WR_GRAPH_CAPABILITY &&
                    (has_link(g, (int)i, WR_LINK_USES) || (n->index >= 0 && g->agree->catalogue.list[n->index].own)));
            break;
        case WR_MAP_COLUMNS:
        default:
            break;
        }
        if (here)
            add(k, column, (int)i);
    }
}

/* --- links --- */

static void link_entries(struct maker *k, int from, int to)
{
    struct wr_network *map = k->map;
    int a = from >= 0 ? k->entry_of[from] : -1, b = to >= 0 ? k->entry_of[to] : -1;

    if (k->status != 0 || a < 0 || b < 0 || !wr_network_is_legal(map->entries[a].column, map->entries[b].column))
        return;
    if (wr_arena_grow(&map->arena, &map->links, &map->links_room, map->n_links + 1, sizeof *map->links) != 0) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    map->links[map->n_links++] = (struct wr_network_link){a, b};
}

/* A system carries what needs it, and so do the systems on which it hangs. A task that goes live stands between, where there is one. */
static void link_system(struct maker *k, int system, int change)
{
    const struct wr_graph *g = k->g;
    bool through_task = false;

    for (int d = g->down_start[change]; d < g->down_start[change + 1]; d++) {
        const struct wr_graph_link *l = &g->links[g->down[d]];
        if (l->kind == WR_LINK_DONE_BY && wr_graph_below(g, l->lower, WR_LINK_WAITS_FOR, 0) >= 0) {
            link_entries(k, system, l->lower);
            through_task = true;
        }
    }
    if (!through_task)
        link_entries(k, system, change);
}

static void link_systems(struct maker *k)
{
    const struct wr_graph *g = k->g;
    int *waiting = wr_mem_alloc(g->n_nodes + 1, sizeof *waiting); /* systems whose own dependencies are still to be looked at */
    bool *seen = wr_mem_alloc(g->n_nodes + 1, sizeof *seen);

    if (seen == NULL || waiting == NULL)
        k->status = wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < g->n_nodes && k->status == 0; i++) {
        size_t n = 1;
        if (g->nodes[i].kind != WR_GRAPH_CHANGE)
            continue;
        memset(seen, 0, g->n_nodes * sizeof *seen);
        waiting[0] = (int)i;
        while (n > 0) {
            int node = waiting[--n];
            for (int d = g->down_start[node]; d < g->down_start[node + 1]; d++) {
                const struct wr_graph_link *l = &g->links[g->down[d]];
                if ((l->kind != WR_LINK_NEEDS_SYSTEM && l->kind != WR_LINK_HANGS_ON) || seen[l->lower])
                    continue;
                seen[l->lower] = true;
                link_system(k, l->lower, (int)i);
                waiting[n++] = l->lower;
            }
        }
    }
    wr_mem_free(seen);
    wr_mem_free(waiting);
}

static int by_ends(const void *a, const void *b)
{
    const struct wr_network_link *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

static void sort_links(struct wr_network *map)
{
    size_t n = 0;

    if (map->n_links > 1)
        qsort(map->links, map->n_links, sizeof *map->links, by_ends);
    for (size_t i = 0; i < map->n_links; i++)
        if (n == 0 || by_ends(&map->links[n - 1], &map->links[i]) != 0)
            map->links[n++] = map->links[i];
    map->n_links = n;
}

static void add_links(struct maker *k)
{
    for (size_t i = 0; i < k->g->n_links; i++) {
        const struct wr_graph_link *l = &k->g->links[i];
        switch (l->kind) {
        case WR_LINK_ANSWERED_BY:
            link_entries(k, l->upper, l->lower); /* the one link that runs from left to right */
            break;
        case WR_LINK_SERVED_BY:
        case WR_LINK_COMES_FROM:
        case WR_LINK_DONE_BY:
        case WR_LINK_OPEN_ISSUE:
        case WR_LINK_USES:
        case WR_LINK_BRINGS:
        case WR_LINK_NEEDS_FIRST:
            link_entries(k, l->lower, l->upper);
            break;
        default:
            break;
        }
    }
    link_systems(k);
    sort_links(k->map);
}

/* --- costs --- */

static void sum_add(struct wr_network_sum *sum, const struct wr_number *n)
{
    bool range = n->low == n->low && n->high == n->high;

    sum->value += n->value;
    sum->low += range ? n->low : n->value;
    sum->high += range ? n->high : n->value;
    sum->has_range = sum->has_range || (range && n->high > n->low);
    sum->parts++;
}

static void add_costs(struct maker *k)
{
    const struct wr_agree *a = k->g->agree;
    struct wr_network_costs *costs = &k->map->costs;

    for (size_t i = 0; i < k->map->n_entries; i++) {
        const struct wr_network_entry *e = &k->map->entries[i];
        const struct wr_graph_node *n = &k->g->nodes[e->node];
        if (n->kind == WR_GRAPH_CHANGE) {
            const struct wr_change *c = &a->model->changes[n->index];
            if (c->has_costs) {
                sum_add(&costs->changes_once, &c->costs_once);
                sum_add(&costs->changes_a_year, &c->costs_a_year);
            }
            costs->changes_without += !c->has_costs;
        } else if (n->kind == WR_GRAPH_SYSTEM) {
            const struct wr_system_entry *s = n->index >= 0 ? &a->systems[n->index] : NULL;
            if (s != NULL && s->has_once)
                sum_add(&costs->systems_once, &s->costs_once);
            if (s != NULL && s->has_a_year)
                sum_add(&costs->systems_a_year, &s->costs_a_year);
            costs->systems_without += s == NULL || (!s->has_once && !s->has_a_year);
        }
    }
}

int wr_network_build(const struct wr_graph *graph, struct wr_network *out)
{
    struct maker k = {.map = out, .g = graph};

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    out->graph = graph;
    k.entry_of = wr_mem_alloc(graph->n_nodes + 1, sizeof *k.entry_of);
    if (k.entry_of == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < graph->n_nodes; i++)
        k.entry_of[i] = -1;
    for (int c = 0; c < WR_MAP_COLUMNS; c++)
        add_column(&k, (enum wr_network_column)c);
    add_links(&k);
    add_costs(&k);
    wr_mem_free(k.entry_of);
    return k.status;
}

void wr_network_free(struct wr_network *map) { wr_arena_free(&map->arena); }
