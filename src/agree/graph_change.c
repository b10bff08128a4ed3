/* What a change hangs on and what it touches: effects name steps, information, people, places and systems by their paths; whatever a step is done with,
 * or must know, is part of it. */
#include <string.h>

#include "agree/graph_internal.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/tree.h"

struct touch { /* of one change: what its effects name */
    bool *steps, *duties, *places, *resources, *items, *systems;
    bool who_comes; /* an effect on patients: felt at every step */
};

static void link_to(struct wr_i_graph_maker *k, enum wr_graph_link_kind kind, int from, enum wr_graph_kind to, const bool *marked, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (marked[i])
            wr_i_graph_link_add(k, kind, from, to == WR_GRAPH_SYSTEM ? k->system_of_model[i] : wr_i_graph_at(k, to, (int)i));
}

/* --- what is touched --- */

#define MARK(list, count, marks, word, every)                                                                                              \
    for (size_t i_ = 0; i_ < (count); i_++)                                                                                                \
        if ((every) || strcmp((list)[i_].name, (word)) == 0)                                                                               \
    (marks)[i_] = true

static void touch_path(struct wr_i_graph_maker *k, const char *path, struct touch *t)
{
    const struct wr_model *m = k->m;
    size_t n_part = strcspn(path, ".");
    const char *behind = path[n_part] == '.' ? path + n_part + 1 : "";
    const char *part = wr_text_tidy(&k->g->arena, path, n_part);
    const char *name = wr_text_tidy(&k->g->arena, behind, strcspn(behind, "."));
    bool every;

    if (part == NULL || name == NULL) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    every = strcmp(name, "every") == 0;
    if (strcmp(part, "steps") == 0) {
        MARK(m->steps, m->n_steps, t->steps, name, every);
    } else if (strcmp(part, "tasks") == 0) {
        MARK(m->tasks, m->n_tasks, t->duties, name, every);
    } else if (strcmp(part, "places") == 0) {
        MARK(m->places, m->n_places, t->places, name, every);
    } else if (strcmp(part, "information") == 0) {
        MARK(m->items, m->n_items, t->items, name, every);
    } else if (strcmp(part, "systems") == 0) {
        MARK(m->systems, m->n_systems, t->systems, name, every);
    } else if (strcmp(part, "staff") == 0 || strcmp(part, "equipment") == 0) {
        enum wr_resource_kind kind = part[0] == 's' ? WR_STAFF : WR_EQUIPMENT;
        for (size_t i = 0; i < m->n_resources; i++)
            if (m->resources[i].kind == kind && (every || strcmp(m->resources[i].name, name) == 0))
                t->resources[i] = true;
    } else if (strcmp(part, "patients") == 0) {
        t->who_comes = true;
    }
}

static void touch_word(struct wr_i_graph_maker *k, const char *word, struct touch *t)
{
    const struct wr_model *m = k->m;

    MARK(m->steps, m->n_steps, t->steps, word, false);
    MARK(m->tasks, m->n_tasks, t->duties, word, false);
    MARK(m->places, m->n_places, t->places, word, false);
    MARK(m->resources, m->n_resources, t->resources, word, false);
    MARK(m->items, m->n_items, t->items, word, false);
}

/* What is added is new; what it names of the service (who does it, where, what must be known) is touched. `depth` is bounded by the reader. */
static void touch_added(struct wr_i_graph_maker *k, const struct wr_node *node, struct touch *t)
{
    if (node == NULL)
        return;
    if (node->key != NULL)
        touch_word(k, node->key, t);
    if (node->kind == WR_NODE_TEXT)
        touch_word(k, node->text, t);
    for (size_t i = 0; node->kind != WR_NODE_TEXT && i < node->count; i++)
        touch_added(k, node->items[i], t);
}

static bool with_touched(const struct wr_with *with, const struct touch *t)
{
    for (size_t i = 0; i < with->n_all; i++)
        if (t->resources[with->all[i].resource])
            return true;
    for (size_t i = 0; i < with->n_any; i++)
        if (t->resources[with->any[i]])
            return true;
    return false;
}

static bool step_reached(const struct wr_model *m, const struct wr_step *s, const struct touch *t)
{
    if (t->who_comes || with_touched(&s->with, t) || (s->waits_in >= 0 && t->places[s->waits_in]))
        return true;
    for (size_t i = 0; i < s->n_places; i++)
        if (t->places[s->places[i]])
            return true;
    for (size_t i = 0; i < s->n_needs; i++) {
        const struct wr_item *item = &m->items[s->needs[i].item];
        if (t->items[s->needs[i].item] || (item->kept_in >= 0 && t->systems[item->kept_in]) ||
            (item->has_chase && with_touched(&item->chase_with, t)))
            return true;
    }
    return false;
}

static void link_touched(struct wr_i_graph_maker *k, int node, const struct touch *t)
{
    const struct wr_model *m = k->m;

    link_to(k, WR_LINK_CHANGES, node, WR_GRAPH_STEP, t->steps, m->n_steps);
    link_to(k, WR_LINK_CHANGES, node, WR_GRAPH_DUTY, t->duties, m->n_tasks);
    for (size_t i = 0; i < m->n_steps; i++)
        if (step_reached(m, &m->steps[i], t))
            wr_i_graph_link_add(k, WR_LINK_REACHES, node, wr_i_graph_at(k, WR_GRAPH_STEP, (int)i));
    for (size_t i = 0; i < m->n_tasks; i++)
        if (with_touched(&m->tasks[i].with, t) || (m->tasks[i].for_each_in >= 0 && t->places[m->tasks[i].for_each_in]))
            wr_i_graph_link_add(k, WR_LINK_REACHES, node, wr_i_graph_at(k, WR_GRAPH_DUTY, (int)i));
    link_to(k, WR_LINK_CHANGES, node, WR_GRAPH_PLACE, t->places, m->n_places);
    link_to(k, WR_LINK_CHANGES, node, WR_GRAPH_RESOURCE, t->resources, m->n_resources);
    link_to(k, WR_LINK_BRINGS, node, WR_GRAPH_ITEM, t->items, m->n_items);
    link_to(k, WR_LINK_NEEDS_SYSTEM, node, WR_GRAPH_SYSTEM, t->systems, m->n_systems);
    for (size_t i = 0; i < m->n_items; i++) /* what is kept in a system is brought by it */
        if (t->items[i] && m->items[i].kept_in >= 0)
            wr_i_graph_link_add(k, WR_LINK_NEEDS_SYSTEM, node, k->system_of_model[m->items[i].kept_in]);
}

/* --- what it uses, and needs first --- */

static int system_by_name(const struct wr_i_graph_maker *k, const char *name)
{
    int found = wr_agree_system(k->agree, name);

    if (found >= 0)
        return wr_i_graph_at(k, WR_GRAPH_SYSTEM, found);
    for (size_t i = 0; i < k->m->n_systems; i++)
        if (strcmp(k->m->systems[i].name, name) == 0)
            return k->system_of_model[i];
    return -1;
}

/* A node for a name that stands for nothing known; the same name gives the same node. */
static int other_node(struct wr_i_graph_maker *k, enum wr_graph_kind kind, const char *name, struct wr_where where)
{
    const char *key = wr_arena_printf(&k->g->arena, "%d %s", (int)kind, name);
    long known;
    int node;

    if (key == NULL) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return -1;
    }
    if (wr_map_get(&k->others, key, &known))
        return (int)known;
    node = wr_i_graph_node_add(k, (struct wr_graph_node){.kind = kind, .index = -1, .of = -1, .name = name, .where = where});
    if (node >= 0 && wr_map_put(&k->others, key, node) != 0)
        k->status = wr_fail(WR_ERR_MEMORY);
    return node;
}

static int capability_by_name(const struct wr_i_graph_maker *k, const char *name)
{
    int found = wr_catalogue_find(&k->agree->catalogue, name);

    for (size_t i = 0; found < 0 && i < k->agree->catalogue.count; i++)
        if (strcmp(k->agree->catalogue.list[i].name, name) == 0)
            found = (int)i;
    return wr_i_graph_at(k, WR_GRAPH_CAPABILITY, found);
}

static void link_uses(struct wr_i_graph_maker *k, int node, const struct wr_change *c)
{
    for (size_t i = 0; i < c->n_uses; i++) {
        int capability = capability_by_name(k, c->uses[i]), system = system_by_name(k, c->uses[i]);
        wr_i_graph_link_add(k, WR_LINK_USES, node, capability);
        wr_i_graph_link_add(k, WR_LINK_NEEDS_SYSTEM, node, system);
        if (capability < 0 && system < 0)
            wr_i_graph_link_add(k, WR_LINK_USES, node, other_node(k, WR_GRAPH_CAPABILITY, c->uses[i], c->where));
    }
}

static void link_needs_first(struct wr_i_graph_maker *k, int change, int node, const struct wr_change *c)
{
    const struct wr_agree *a = k->agree;

    for (size_t i = 0; i < c->n_needs_first; i++) {
        const char *name = c->needs_first[i];
        int lower = wr_i_graph_at(k, WR_GRAPH_CHANGE, wr_model_change(k->m, name));
        bool answered = false;
        if (lower < 0)
            lower = wr_i_graph_at(k, WR_GRAPH_TASK, wr_agree_task(a, name));
        if (lower < 0)
            lower = system_by_name(k, name);
        for (size_t p = 0; p < a->n_prerequisites; p++) { /* what answers it, by issues/ */
            const struct wr_prerequisite *one = &a->prerequisites[p];
            if (one->change != change || strcmp(one->name, name) != 0)
                continue;
            answered = true;
            wr_i_graph_link_add(k, WR_LINK_NEEDS_FIRST, node, wr_i_graph_at(k, WR_GRAPH_TASK, one->task));
            wr_i_graph_link_add(k, WR_LINK_NEEDS_FIRST, node, wr_i_graph_at(k, WR_GRAPH_ISSUE, one->issue));
            wr_i_graph_link_add(k, WR_LINK_NEEDS_FIRST, node, wr_i_graph_at(k, WR_GRAPH_SYSTEM, one->system));
        }
        if (lower < 0 && !answered)
            lower = other_node(k, WR_GRAPH_UNKNOWN, name, c->where);
        wr_i_graph_link_add(k, WR_LINK_NEEDS_FIRST, node, lower);
    }
}

/* Its own hazards and issues, whichever file they stand in. */
static void link_in_the_way(struct wr_i_graph_maker *k, int change, int node)
{
    const struct wr_change *c = &k->m->changes[change];

    for (size_t i = 0; i < c->n_hazards; i++)
        if (c->hazards[i].name != NULL)
            wr_i_graph_link_add(k, WR_LINK_COULD_HARM, node,
                                wr_i_graph_at(k, WR_GRAPH_HAZARD, wr_agree_hazard(k->agree, c->hazards[i].name)));
    for (size_t i = 0; i < c->n_issues; i++)
        if (c->issues[i].name != NULL)
            wr_i_graph_link_add(k, WR_LINK_OPEN_ISSUE, node, wr_i_graph_at(k, WR_GRAPH_ISSUE, wr_agree_issue(k->agree, c->issues[i].name)));
    for (size_t i = 0; i < k->g->n_nodes; i++) {
        const struct wr_graph_node *n = &k->g->nodes[i];
        if (n->of == change && n->kind == WR_GRAPH_HAZARD)
            wr_i_graph_link_add(k, WR_LINK_COULD_HARM, node, (int)i);
        if (n->of == change && n->kind == WR_GRAPH_ISSUE)
            wr_i_graph_link_add(k, WR_LINK_OPEN_ISSUE, node, (int)i);
    }
}

/* The dip after go-live: not what a change is for, and all the same what people meet. */
static void link_slower(struct wr_i_graph_maker *k, int node, const struct wr_change *c, struct touch *t)
{
    for (size_t i = 0; i < c->n_dips; i++)
        touch_path(k, c->dips[i].path, t);
    link_to(k, WR_LINK_SLOWS, node, WR_GRAPH_STEP, t->steps, k->m->n_steps);
    link_to(k, WR_LINK_SLOWS, node, WR_GRAPH_DUTY, t->duties, k->m->n_tasks);
}

static void forget(struct touch *t, const struct wr_model *m)
{
    memset(t->steps, 0, m->n_steps);
    memset(t->duties, 0, m->n_tasks);
    memset(t->places, 0, m->n_places);
    memset(t->resources, 0, m->n_resources);
    memset(t->items, 0, m->n_items);
    memset(t->systems, 0, m->n_systems);
    t->who_comes = false;
}

void wr_i_graph_changes(struct wr_i_graph_maker *k)
{
    const struct wr_model *m = k->m;
    bool *marks = wr_mem_alloc(m->n_steps + m->n_tasks + m->n_places + m->n_resources + m->n_items + m->n_systems + 1, sizeof *marks);
    struct touch t = {.steps = marks};

    if (marks == NULL) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    t.duties = t.steps + m->n_steps;
    t.places = t.duties + m->n_tasks;
    t.resources = t.places + m->n_places;
    t.items = t.resources + m->n_resources;
    t.systems = t.items + m->n_items;
    for (size_t c = 0; c < m->n_changes && k->status == 0; c++) {
        const struct wr_change *change = &m->changes[c];
        int node = wr_i_graph_at(k, WR_GRAPH_CHANGE, (int)c);
        long need;
        forget(&t, m);
        for (size_t i = 0; i < change->n_need; i++)
            if (wr_map_get(&k->needs, change->need[i], &need))
                wr_i_graph_link_add(k, WR_LINK_ASKED_BY, node, wr_i_graph_at(k, WR_GRAPH_NEED, (int)need));
        for (size_t i = 0; i < change->n_effects; i++)
            if (change->effects[i].path != NULL)
                touch_path(k, change->effects[i].path, &t);
        for (size_t i = 0; i < change->n_removes; i++)
            touch_path(k, change->removes[i], &t);
        touch_added(k, change->adds, &t);
        link_touched(k, node, &t);
        forget(&t, m);
        link_slower(k, node, change, &t);
        link_uses(k, node, change);
        link_needs_first(k, (int)c, node, change);
        link_in_the_way(k, (int)c, node);
        wr_i_graph_link_add(k, WR_LINK_OWNED_BY, node, wr_i_graph_owner(k, change->owner));
        wr_i_graph_link_add(k, WR_LINK_SPONSORED_BY, node, wr_i_graph_owner(k, change->clinical_sponsor));
    }
    for (size_t i = 0; i < m->n_options; i++)
        for (size_t c = 0; k->option_node[i] >= 0 && c < m->options[i].n_changes; c++)
            wr_i_graph_link_add(k, WR_LINK_HOLDS, k->option_node[i], wr_i_graph_at(k, WR_GRAPH_CHANGE, m->options[i].changes[c]));
    wr_mem_free(marks);
}
