/* The links of the people's files: what serves which objective, who said, asked, owns, decided, what could go wrong, what must be done. */
#include <string.h>

#include "agree/graph_internal.h"
#include "base/mem.h"

static void link_owner(struct wr_i_graph_maker *k, enum wr_graph_link_kind kind, int node, const char *name)
{
    wr_i_graph_link_add(k, kind, node, wr_i_graph_owner(k, name));
}

static void link_benefits(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;
    int result = k->g->first[WR_GRAPH_RESULT];

    for (size_t i = 0; i < a->n_drivers; i++)
        for (size_t o = 0; o < a->drivers[i].n_objectives; o++)
            wr_i_graph_link_add(k, WR_LINK_ANSWERED_BY, wr_i_graph_at(k, WR_GRAPH_DRIVER, (int)i),
                                wr_i_graph_at(k, WR_GRAPH_OBJECTIVE, a->drivers[i].objectives[o]));
    for (size_t i = 0; i < a->n_benefits; i++) {
        const struct wr_benefit *b = &a->benefits[i];
        int node = wr_i_graph_at(k, WR_GRAPH_BENEFIT, (int)i);
        wr_i_graph_link_add(k, WR_LINK_SERVED_BY, wr_i_graph_at(k, WR_GRAPH_OBJECTIVE, b->objective), node);
        wr_i_graph_link_add(k, WR_LINK_COMES_FROM, node, wr_i_graph_at(k, WR_GRAPH_CHANGE, b->change));
        wr_i_graph_link_add(k, WR_LINK_ARISES_AT, node, wr_i_graph_at(k, WR_GRAPH_STEP, b->step));
        wr_i_graph_link_add(k, WR_LINK_ARISES_AT, node, wr_i_graph_at(k, WR_GRAPH_DUTY, b->task));
        wr_i_graph_link_add(k, WR_LINK_MEASURED_BY, node, wr_i_graph_at(k, WR_GRAPH_MEASURE, b->measure));
        if (b->realised.has && result >= 0)
            wr_i_graph_link_add(k, WR_LINK_CAME_TO, node, result++);
        link_owner(k, WR_LINK_OWNED_BY, node, b->owner);
        link_owner(k, WR_LINK_CARRIED_BY, node, b->change_owner);
    }
}

static void link_needs(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;

    for (size_t i = 0; i < a->n_needs; i++) {
        const struct wr_person_need *n = &a->needs[i];
        int node = wr_i_graph_at(k, WR_GRAPH_NEED, (int)i);
        wr_i_graph_link_add(k, WR_LINK_SAID_BY, node, wr_i_graph_at(k, WR_GRAPH_GROUP, n->group));
        for (size_t e = 0; e < n->n_me_too; e++)
            wr_i_graph_link_add(k, WR_LINK_SAID_BY, node, wr_i_graph_at(k, WR_GRAPH_GROUP, n->me_too[e].group));
        wr_i_graph_link_add(k, WR_LINK_SAID_AT, node, wr_i_graph_at(k, WR_GRAPH_STEP, n->at_step));
        wr_i_graph_link_add(k, WR_LINK_SAID_AT, node, wr_i_graph_at(k, WR_GRAPH_DUTY, n->at_task));
        wr_i_graph_link_add(k, WR_LINK_MISSED, node, wr_i_graph_at(k, WR_GRAPH_ITEM, n->missing));
        for (size_t e = 0; e < n->n_merged; e++)
            wr_i_graph_link_add(k, WR_LINK_MERGED_FROM, node, wr_i_graph_at(k, WR_GRAPH_NEED, n->merged[e]));
    }
}

/* Of the groups that were asked: who has answered, and who has not. That they have, not how many: cells may be small. */
static void link_statements(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;
    bool *heard = wr_mem_alloc(a->n_statements * a->n_groups + 1, sizeof *heard);

    if (heard == NULL) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    for (size_t i = 0; i < a->n_ratings; i++)
        if (a->ratings[i].statement >= 0 && a->ratings[i].group >= 0)
            heard[(size_t)a->ratings[i].statement * a->n_groups + (size_t)a->ratings[i].group] = true;
    for (size_t i = 0; i < a->n_statements; i++) {
        const struct wr_statement *s = &a->statements[i];
        int node = wr_i_graph_at(k, WR_GRAPH_STATEMENT, (int)i);
        wr_i_graph_link_add(k, WR_LINK_ASKED_ABOUT, wr_i_graph_at(k, WR_GRAPH_CHANGE, s->change), node);
        if (s->option >= 0)
            wr_i_graph_link_add(k, WR_LINK_ASKED_ABOUT, k->option_node[s->option], node);
        for (size_t g = 0; g < a->n_groups; g++)
            if (heard[i * a->n_groups + g])
                wr_i_graph_link_add(k, WR_LINK_HEARD, node, wr_i_graph_at(k, WR_GRAPH_GROUP, (int)g));
        for (size_t g = 0; g < s->n_invited; g++)
            if (s->invited[g].group >= 0 && !heard[i * a->n_groups + (size_t)s->invited[g].group])
                wr_i_graph_link_add(k, WR_LINK_INVITED, node, wr_i_graph_at(k, WR_GRAPH_GROUP, s->invited[g].group));
    }
    wr_mem_free(heard);
}

static void link_decisions(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;
    int dissent = k->g->first[WR_GRAPH_DISSENT];

    for (size_t i = 0; i < a->n_decisions; i++) {
        const struct wr_decision *d = &a->decisions[i];
        int node = wr_i_graph_at(k, WR_GRAPH_DECISION, (int)i);
        wr_i_graph_link_add(k, WR_LINK_DECIDED_IN, wr_i_graph_at(k, WR_GRAPH_CHANGE, d->change), node);
        if (d->option >= 0)
            wr_i_graph_link_add(k, WR_LINK_DECIDED_IN, k->option_node[d->option], node);
        wr_i_graph_link_add(k, WR_LINK_DECIDED_IN, wr_i_graph_at(k, WR_GRAPH_STATEMENT, d->statement), node);
        wr_i_graph_link_add(k, WR_LINK_SUPERSEDED_BY, node, wr_i_graph_at(k, WR_GRAPH_DECISION, d->superseded_by));
        for (size_t e = 0; e < d->n_dissent; e++, dissent++) {
            wr_i_graph_link_add(k, WR_LINK_OBJECTED_IN, node, dissent);
            link_owner(k, WR_LINK_VOICED_BY, dissent, d->dissent[e].who);
            wr_i_graph_link_add(k, WR_LINK_MEASURED_BY, dissent, wr_i_graph_at(k, WR_GRAPH_MEASURE, d->dissent[e].measure));
        }
        link_owner(k, WR_LINK_DECIDED_BY, node, d->decided_by);
        link_owner(k, WR_LINK_SPONSORED_BY, node, d->sponsor);
        for (size_t g = 0; g < d->n_consulted; g++)
            wr_i_graph_link_add(k, WR_LINK_CONSULTED, node, wr_i_graph_at(k, WR_GRAPH_GROUP, d->consulted[g]));
        for (size_t g = 0; g < d->n_informed; g++)
            wr_i_graph_link_add(k, WR_LINK_INFORMED, node, wr_i_graph_at(k, WR_GRAPH_GROUP, d->informed[g]));
    }
}

static void link_hazards(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;

    for (size_t i = 0; i < a->n_hazards; i++)
        wr_i_graph_link_add(k, WR_LINK_COULD_HARM, wr_i_graph_at(k, WR_GRAPH_CHANGE, a->hazards[i].change),
                            wr_i_graph_at(k, WR_GRAPH_HAZARD, (int)i));
    for (size_t i = 0; i < a->n_risks; i++) {
        int node = wr_i_graph_at(k, WR_GRAPH_RISK, (int)i);
        wr_i_graph_link_add(k, WR_LINK_COULD_HARM, wr_i_graph_at(k, WR_GRAPH_CHANGE, a->risks[i].change), node);
        for (size_t l = 0; l < a->risks[i].n_links; l++)
            wr_i_graph_link_add(k, WR_LINK_SAME_AS, node, wr_i_graph_at(k, WR_GRAPH_HAZARD, a->risks[i].links[l]));
    }
    for (size_t i = 0; i < k->g->n_nodes; i++) /* those of the service file too */
        if (k->g->nodes[i].kind == WR_GRAPH_HAZARD || k->g->nodes[i].kind == WR_GRAPH_RISK)
            link_owner(k, WR_LINK_OWNED_BY, (int)i, k->g->nodes[i].owner);
}

static void link_work(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;

    for (size_t i = 0; i < a->n_issues; i++) {
        const struct wr_issue_entry *e = &a->issues[i];
        int node = wr_i_graph_at(k, WR_GRAPH_ISSUE, (int)i);
        wr_i_graph_link_add(k, WR_LINK_OPEN_ISSUE, wr_i_graph_at(k, WR_GRAPH_CHANGE, e->change), node);
        for (size_t d = 0; d < e->n_depends; d++)
            wr_i_graph_link_add(k, WR_LINK_AFTER, node, wr_i_graph_at(k, WR_GRAPH_ISSUE, e->depends[d]));
    }
    for (size_t i = 0; i < k->g->n_nodes; i++)
        if (k->g->nodes[i].kind == WR_GRAPH_ISSUE)
            link_owner(k, WR_LINK_OWNED_BY, (int)i, k->g->nodes[i].owner);
    for (size_t i = 0; i < a->plan.n_tasks; i++) {
        const struct wr_plan_task *t = &a->plan.tasks[i];
        int node = wr_i_graph_at(k, WR_GRAPH_TASK, (int)i), change = wr_i_graph_at(k, WR_GRAPH_CHANGE, t->change);
        size_t links = k->g->n_links; /* of what a change needs, all is known by now: systems come before tasks */
        wr_i_graph_link_add(k, WR_LINK_DONE_BY, change, node);
        for (size_t d = 0; d < t->n_after; d++)
            wr_i_graph_link_add(k, WR_LINK_AFTER, node, wr_i_graph_at(k, WR_GRAPH_TASK, t->after[d]));
        for (size_t l = 0; t->go_live && change >= 0 && l < links; l++)
            if (k->g->links[l].kind == WR_LINK_NEEDS_SYSTEM && k->g->links[l].upper == change)
                wr_i_graph_link_add(k, WR_LINK_WAITS_FOR, node, k->g->links[l].lower);
        link_owner(k, WR_LINK_OWNED_BY, node, t->owner);
    }
}

static void link_systems(struct wr_i_graph_maker *k)
{
    const struct wr_agree *a = k->agree;

    for (size_t i = 0; i < a->n_systems; i++) {
        const struct wr_system_entry *s = &a->systems[i];
        int node = wr_i_graph_at(k, WR_GRAPH_SYSTEM, (int)i);
        for (size_t d = 0; d < s->n_depends; d++)
            wr_i_graph_link_add(k, WR_LINK_HANGS_ON, node, wr_i_graph_at(k, WR_GRAPH_SYSTEM, s->depends[d]));
        for (size_t c = 0; c < s->n_changes; c++)
            wr_i_graph_link_add(k, WR_LINK_NEEDS_SYSTEM, wr_i_graph_at(k, WR_GRAPH_CHANGE, s->changes[c]), node);
        link_owner(k, WR_LINK_OWNED_BY, node, s->owner);
    }
    for (size_t i = 0; i < a->n_offices; i++)
        wr_i_graph_link_add(k, WR_LINK_BELONGS_TO, wr_i_graph_at(k, WR_GRAPH_OFFICE, (int)i),
                            wr_i_graph_at(k, WR_GRAPH_GROUP, a->offices[i].group));
}

void wr_i_graph_people(struct wr_i_graph_maker *k)
{
    link_benefits(k);
    link_needs(k);
    link_statements(k);
    link_decisions(k);
    link_systems(k);
    link_hazards(k);
    link_work(k);
}
