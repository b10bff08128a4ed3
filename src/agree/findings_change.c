/* Findings about what and who: changes, technology and owners. */
#include <string.h>

#include "agree/findings_internal.h"

/* --- technology looking for a problem --- */

static bool any_above(const struct wr_graph *g, int node, enum wr_graph_link_kind kind) { return wr_graph_above(g, node, kind, 0) >= 0; }

static void system_alone(struct wr_i_finder *f, int node)
{
    static const enum wr_graph_link_kind uses[] = {WR_LINK_NEEDS_SYSTEM, WR_LINK_KEPT_IN, WR_LINK_HANGS_ON, WR_LINK_RUNS_ON,
                                                   WR_LINK_NEEDS_FIRST};
    const struct wr_graph_node *n = &f->g->nodes[node];
    struct wr_buf cost;

    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++)
        if (any_above(f->g, node, uses[i]))
            return;
    wr_buf_init(&cost, 0);
    if (n->index >= 0 && f->a->systems[n->index].has_a_year) {
        wr_buf_text(&cost, " It costs ");
        wr_units_print(&cost, f->a->systems[n->index].costs_a_year.value, WR_UNIT_MONEY, 3);
        wr_buf_text(&cost, " a year.");
    }
    wr_i_finding_add(f, WR_FINDING_TECHNOLOGY_ALONE, node, -1, "Say which change needs it (changes:), or ask why it is kept.",
                     "Nothing uses the system `%s`: no change needs it, no information is kept in it, no other system hangs on it.%s",
                     n->name, wr_buf_string(&cost));
    wr_i_finding_done(f, &cost);
}

static bool changes_care(const struct wr_graph *g, int change)
{
    int node;

    for (size_t i = 0; (node = wr_graph_below(g, change, WR_LINK_CHANGES, i)) >= 0; i++)
        if (g->nodes[node].kind == WR_GRAPH_STEP || g->nodes[node].kind == WR_GRAPH_DUTY)
            return true;
    return wr_graph_below(g, change, WR_LINK_REACHES, 0) >= 0;
}

static void technology(struct wr_i_finder *f)
{
    for (size_t i = 0; i < f->g->n_nodes; i++) {
        const struct wr_graph_node *n = &f->g->nodes[i];
        if (n->kind == WR_GRAPH_SYSTEM) {
            system_alone(f, (int)i);
        } else if (n->kind == WR_GRAPH_CAPABILITY && n->index >= 0 && f->a->catalogue.list[n->index].own &&
                   !any_above(f->g, (int)i, WR_LINK_USES)) {
            wr_i_finding_add(f, WR_FINDING_TECHNOLOGY_ALONE, (int)i, -1, "Leave it until somebody asks for it, or match it with a need.",
                             "No change uses the trust's own capability `%s`.", n->name);
        } else if (n->kind == WR_GRAPH_ITEM && !any_above(f->g, (int)i, WR_LINK_NEEDS_TO_KNOW)) {
            wr_i_finding_add(f, WR_FINDING_TECHNOLOGY_ALONE, (int)i, -1,
                             "Say at which step it must be known (needs to know:), or leave it out.",
                             "No step of care needs to know `%s`%s.", n->name,
                             any_above(f->g, (int)i, WR_LINK_BRINGS) ? ", and a change brings it" : "");
        } else if (n->kind == WR_GRAPH_CHANGE && f->m->changes[n->index].is_technology && !changes_care(f->g, (int)i)) {
            wr_i_finding_add(f, WR_FINDING_TECHNOLOGY_ALONE, (int)i, n->index,
                             "Say what becomes different at a step of care, for a patient or for staff (effects:).",
                             "The change `%s` brings technology, and no step of care becomes different by it.", n->name);
        }
    }
}

/* --- changes --- */

/* Whoever owns a change, and objects to it where it was decided: owning is not being willing. */
static const struct wr_decision *objects(const struct wr_i_finder *f, int change, const char *owner)
{
    int mine = wr_graph_owner(f->g, owner);

    for (size_t d = 0; d < f->a->n_decisions; d++) {
        const struct wr_decision *one = &f->a->decisions[d];
        if (one->change != change || one->status == WR_DECISION_SUPERSEDED)
            continue;
        for (size_t i = 0; i < one->n_dissent; i++)
            if (one->dissent[i].who != NULL && wr_graph_owner(f->g, one->dissent[i].who) == mine && mine >= 0 &&
                one->dissent[i].status != WR_DISSENT_WITHDRAWN && one->dissent[i].status != WR_DISSENT_INTEGRATED)
                return one;
    }
    return NULL;
}

static void asked(struct wr_i_finder *f, int node, const struct wr_change *c)
{
    int need;
    bool only_technology = true;
    size_t n = 0;

    for (; (need = wr_graph_below(f->g, node, WR_LINK_ASKED_BY, n)) >= 0; n++) {
        int group = f->a->needs[f->g->nodes[need].index].group;
        only_technology = only_technology && group >= 0 && f->a->groups[group].kind == WR_GROUP_TECHNOLOGY;
    }
    if (n == 0 && c->n_need > 0)
        wr_i_finding_add(f, WR_FINDING_CHANGE_UNASKED, node, f->g->nodes[node].index,
                         "Write the need down in the words of who said it (needs/).",
                         "The change `%s` says that it answers `%s`%s, and no such need is written down.", c->name, c->need[0],
                         c->n_need > 1 ? " and more" : "");
    else if (n == 0)
        wr_i_finding_add(f, WR_FINDING_CHANGE_UNASKED, node, f->g->nodes[node].index,
                         "Ask those who do the work, and write down what they say (needs/, then need: [...]).",
                         "Nobody has asked for the change `%s`: it answers no need.", c->name);
    else if (only_technology)
        wr_i_finding_add(f, WR_FINDING_CHANGE_UNASKED, node, f->g->nodes[node].index, "Ask those who do the work whether they need it.",
                         "Only people in IT have asked for the change `%s`.", c->name);
}

static void changes(struct wr_i_finder *f)
{
    for (size_t i = 0; i < f->m->n_changes; i++) {
        const struct wr_change *c = &f->m->changes[i];
        const struct wr_decision *d = c->owner != NULL ? objects(f, (int)i, c->owner) : NULL;
        int node = wr_graph_node(f->g, WR_GRAPH_CHANGE, (int)i, -1), benefit;
        bool any = false;
        if (c->owner == NULL)
            wr_i_finding_add(f, WR_FINDING_CHANGE_WITHOUT_OWNER, node, (int)i,
                             "Find somebody who wants it and will see it through (owner:).", "Nobody owns the change `%s`.", c->name);
        else if (d != NULL)
            wr_i_finding_add(f, WR_FINDING_CHANGE_WITHOUT_OWNER, node, (int)i,
                             "Answer what they object to, or find an owner who is willing.",
                             "The change `%s` is owned by %s, who objects to it (decision `%s`).", c->name, c->owner, d->name);
        asked(f, node, c);
        for (size_t b = 0; (benefit = wr_graph_above(f->g, node, WR_LINK_COMES_FROM, b)) >= 0; b++)
            any = any || !f->a->benefits[f->g->nodes[benefit].index].dis_benefit;
        if (!any)
            wr_i_finding_add(f, WR_FINDING_CHANGE_WITHOUT_BENEFIT, node, (int)i, "Say who gains what by it (benefits/), or leave it.",
                             "Nobody is said to gain by the change `%s`: no benefit names it.", c->name);
    }
}

/* --- owners --- */

/* Offices that nobody holds, and all that they answer for. */
static void not_filled(struct wr_i_finder *f)
{
    struct wr_buf list;

    wr_buf_init(&list, 0);
    for (size_t i = 0; i < f->a->n_offices; i++) {
        int office = wr_graph_node(f->g, WR_GRAPH_OFFICE, (int)i, -1), thing;
        size_t n = 0;
        if (f->a->offices[i].person != NULL)
            continue;
        wr_buf_clear(&list);
        for (; (thing = wr_graph_above(f->g, office, WR_LINK_OWNED_BY, n)) >= 0; n++) {
            if (n < 6)
                wr_buf_text(&list, n == 0 ? "" : ", ");
            if (n < 6)
                wr_graph_name_say(&list, f->g, thing);
        }
        if (n > 6)
            wr_buf_printf(&list, " and %zu more", n - 6);
        if (n > 0)
            wr_i_finding_add(f, WR_FINDING_OWNER_NOT_FILLED, office, -1, "Fill the office (people.yaml), or name another owner.",
                             "Nobody holds the office `%s`, which is to answer for %s.", f->a->offices[i].name, wr_buf_string(&list));
    }
    wr_i_finding_done(f, &list);
}

/* Benefits and changes in one hand: nobody else is bound to anything. */
static void one_owner(struct wr_i_finder *f)
{
    int owner = -1;
    size_t n = 0;

    for (size_t i = 0; i < f->g->n_nodes; i++) {
        const struct wr_graph_node *node = &f->g->nodes[i];
        int mine;
        if ((node->kind != WR_GRAPH_BENEFIT && node->kind != WR_GRAPH_CHANGE) || node->owner == NULL)
            continue;
        mine = wr_graph_below(f->g, (int)i, WR_LINK_OWNED_BY, 0);
        if (n++ > 0 && mine != owner)
            return;
        owner = mine;
    }
    if (n >= 3)
        wr_i_finding_add(f, WR_FINDING_ONE_OWNER, owner, -1,
                         "Ask for each who gains, and who does the work: they should own it, one by one.",
                         "`%s` owns everything: all %zu benefits and changes that have an owner.", f->g->nodes[owner].name, n);
}

static void same_owners(struct wr_i_finder *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->a->n_benefits; i++) {
        const struct wr_benefit *b = &f->a->benefits[i];
        const char *other = b->change_owner != NULL ? b->change_owner : b->change >= 0 ? f->m->changes[b->change].owner : NULL;
        if (b->owner == NULL || other == NULL)
            continue;
        if (wr_graph_owner(f->g, b->owner) != wr_graph_owner(f->g, other))
            return;
        n++;
    }
    if (n >= 2)
        wr_i_finding_add(f, WR_FINDING_SAME_OWNERS, wr_graph_node(f->g, WR_GRAPH_BENEFIT, 0, -1), -1,
                         "Let those who gain own the benefit, and those who change their work own the change.",
                         "Of all %zu benefits, who owns the benefit also owns the change: nobody else says whether it came true.", n);
}

void wr_i_findings_changes(struct wr_i_finder *f)
{
    technology(f);
    changes(f);
    not_filled(f);
    one_owner(f);
    same_owners(f);
}
