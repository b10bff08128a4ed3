/* Readiness by the seven domains, and issues. */
#include <string.h>
#include <strings.h>

#include "agree/agree_internal.h"
#include "agree/describe.h"
#include "base/text.h"

static void read_readiness(struct wr_i_people *p, const struct wr_node *node, struct wr_readiness *r)
{
    const struct wr_object *object = wr_agree_describe_object("readiness");
    const struct wr_node *entry;

    r->where = node->key_where;
    r->change = wr_i_people_ref_text(p, node->key, node->key_where, 1u << WR_I_MODEL_CHANGES, false, NULL);
    for (size_t d = 0; d < WR_NASSS_DOMAINS; d++)
        r->domain[d].issue = -1;
    wr_model_fields_enter(p->f, node->key);
    entry = wr_i_people_entry(p, node, "readiness");
    for (size_t d = 0; entry != NULL && d < WR_NASSS_DOMAINS; d++) {
        const struct wr_node *one = wr_node_get(entry, object->fields[d].key), *answer;
        if (one == NULL || one->kind == WR_NODE_EMPTY)
            continue;
        r->domain[d].where = one->key_where;
        wr_model_fields_enter(p->f, one->key);
        answer = wr_i_people_entry(p, one, "domain");
        if (answer != NULL) {
            r->domain[d].level = (enum wr_nasss_level)(wr_model_fields_choice(p->f, answer, "level", WR_AGREE_WORDS_LEVEL) + 1);
            r->domain[d].says = wr_i_people_text(p, answer, "says");
            r->domain[d].issue = wr_i_people_ref(p, answer, "issue", 1u << WR_I_ISSUES, NULL);
        }
        wr_model_fields_leave(p->f);
    }
    wr_model_fields_leave(p->f);
}

void wr_i_people_read_readiness(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_READINESS];
    struct wr_agree *a = p->a;

    wr_model_fields_enter(p->f, "readiness");
    part = wr_i_people_map(p, part);
    if (part != NULL && (a->readiness = wr_model_fields_take(p->f, part->count, sizeof *a->readiness)) != NULL)
        for (size_t i = 0; i < part->count; i++)
            read_readiness(p, part->items[i], &a->readiness[a->n_readiness++]);
    wr_model_fields_leave(p->f);
}

/* `reduce`, `run with`, `accept by NAME`. */
static void read_plan(struct wr_i_people *p, const struct wr_node *entry, struct wr_issue_entry *x)
{
    const struct wr_node *node = wr_node_get(entry, "plan");
    static const char begins[] = "accept by ";
    int index;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    index = node->kind == WR_NODE_TEXT ? wr_i_people_word(node->text, "reduce|run with") : -1;
    if (index >= 0) {
        x->plan = (enum wr_issue_plan)(index + WR_PLAN_REDUCE);
        return;
    }
    if (node->kind == WR_NODE_TEXT && wr_text_starts(node->text, begins) && !wr_text_is_blank(node->text + sizeof begins - 1)) {
        x->plan = WR_PLAN_ACCEPT;
        x->accepted_by = node->text + sizeof begins - 1;
        return;
    }
    wr_model_fields_enter(p->f, "plan");
    if (node->kind == WR_NODE_TEXT && wr_text_starts(node->text, "accept"))
        wr_model_fields_mistake(p->f, node->where, "write who accepts it: accept by chief nurse", "`%.60s` does not say by whom",
                                node->text);
    else
        wr_model_fields_mistake(p->f, node->where, "write one of: reduce, run with, accept by NAME", "%s is not known here",
                                wr_model_fields_what(p->f, node));
    wr_model_fields_leave(p->f);
}

static void read_issue(struct wr_i_people *p, const struct wr_node *node, struct wr_issue_entry *x)
{
    const struct wr_node *entry = wr_i_people_entry(p, node, "issue");

    x->name = node->key;
    x->where = node->key_where;
    x->change = x->domain = -1;
    x->due = x->raised = WR_NO_DATE;
    if (entry == NULL)
        return;
    x->says = wr_i_people_text(p, entry, "says");
    x->change = wr_i_people_ref(p, entry, "change", 1u << WR_I_MODEL_CHANGES, NULL);
    x->domain = wr_model_fields_choice(p->f, entry, "domain", WR_AGREE_WORDS_DOMAIN);
    x->owner = wr_i_people_owner(p, entry, "owner");
    read_plan(p, entry, x);
    x->how = wr_i_people_text(p, entry, "how");
    x->raised = wr_i_people_date(p, entry, "raised");
    x->due = wr_i_people_date(p, entry, "due");
    x->depends = wr_i_people_refs(p, entry, "depends on", WR_I_ISSUES, &x->n_depends);
    x->closed = wr_model_fields_choice(p->f, entry, "status", WR_AGREE_WORDS_ISSUE) == 1;
    x->closed_because = wr_i_people_text(p, entry, "because");
    x->list = wr_i_people_text(p, entry, "for");
    if (x->closed && wr_node_get(entry, "because") == NULL)
        wr_model_fields_mistake(p->f, wr_node_get(entry, "status")->where, "add `because:`, why it is closed",
                                "an issue is not closed without saying why");
}

void wr_i_people_read_issues(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_ISSUES];
    struct wr_agree *a = p->a;
    struct wr_i_links *links;
    struct wr_where *wheres;

    if (part == NULL || (a->issues = wr_model_fields_take(p->f, part->count, sizeof *a->issues)) == NULL)
        return;
    links = wr_model_fields_take(p->f, part->count, sizeof *links);
    wheres = wr_model_fields_take(p->f, part->count, sizeof *wheres);
    wr_model_fields_enter(p->f, "issues");
    for (size_t i = 0; i < part->count && links != NULL && wheres != NULL; i++) {
        struct wr_issue_entry *x = &a->issues[a->n_issues++];
        wr_model_fields_enter(p->f, part->items[i]->key);
        read_issue(p, part->items[i], x);
        wr_model_fields_leave(p->f);
        links[i] = (struct wr_i_links){x->depends, x->n_depends};
        wheres[i] = x->where;
    }
    wr_model_fields_leave(p->f);
    if (links != NULL && wheres != NULL)
        wr_i_people_circles(p, WR_I_ISSUES, links, wheres, "issues", "waits for",
                            "one of them must be done first: take one `depends on` away");
}

/* Whether the change (or what it uses of the catalogue) needs something of this name first; warns when not: the answer would be to no question. */
static void look_at_needed(struct wr_i_people *p, const struct wr_node *node, int change)
{
    const struct wr_change *c = &p->a->model->changes[change];
    const struct wr_catalogue *catalogue = &p->a->catalogue;
    size_t n = c->n_needs_first, at = 0;
    const char **all, *hint;
    int one;

    for (size_t i = 0; (one = wr_agree_change_capability(p->a, change, i)) >= 0; i++)
        n += catalogue->list[one].n_prerequisites;
    all = wr_model_fields_take(p->f, n, sizeof *all);
    for (size_t i = 0; i < c->n_needs_first && all != NULL; i++)
        all[at++] = c->needs_first[i];
    for (size_t i = 0; all != NULL && (one = wr_agree_change_capability(p->a, change, i)) >= 0; i++)
        for (size_t j = 0; j < catalogue->list[one].n_prerequisites; j++)
            all[at++] = catalogue->list[one].prerequisites[j];
    for (size_t i = 0; i < at; i++)
        if (strcasecmp(all[i], node->key) == 0)
            return;
    hint = at == 0 ? NULL : wr_model_fields_did_you_mean(p->f, node->key, all, at);
    wr_model_fields_warning(p->f, node->key_where,
                            hint != NULL ? hint : "add it to `needs first` of the change, or write it as it stands there",
                            "nothing called `%.60s` is needed first", node->key);
}

static void read_prerequisite(struct wr_i_people *p, const struct wr_node *node, int change, struct wr_prerequisite *x)
{
    static const char *const answers[] = {"says", "not needed", "issue", "task", "system"};
    const struct wr_node *entry = wr_i_people_entry(p, node, "prerequisite");
    size_t given = 0;

    *x = (struct wr_prerequisite){.name = node->key, .change = change, .issue = -1, .task = -1, .system = -1, .where = node->key_where};
    x->date = WR_NO_DATE;
    if (change >= 0)
        look_at_needed(p, node, change);
    if (entry == NULL)
        return;
    x->says = wr_i_people_text(p, entry, "says");
    x->by = wr_i_people_text(p, entry, "by");
    x->date = wr_i_people_date(p, entry, "date");
    x->not_needed = wr_i_people_text(p, entry, "not needed");
    x->issue = wr_i_people_ref(p, entry, "issue", 1u << WR_I_ISSUES, NULL);
    x->task = wr_i_people_ref(p, entry, "task", 1u << WR_I_PLAN_TASKS, NULL);
    x->system = wr_i_people_ref(p, entry, "system", 1u << WR_I_SYSTEMS, NULL);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        given += wr_node_get(entry, answers[i]) != NULL;
    if (given == 0)
        wr_model_fields_mistake(p->f, node->key_where,
                                "write {says: how it is known to be there}, {not needed: why}, or the issue, task or system that brings it",
                                "it is not said how this stands");
}

void wr_i_people_read_prerequisites(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_PREREQUISITES];
    struct wr_agree *a = p->a;
    size_t n = 0, i, j;

    wr_model_fields_enter(p->f, "prerequisites");
    part = wr_i_people_map(p, part);
    for (i = 0; part != NULL && i < part->count; i++)
        n += part->items[i]->count;
    a->prerequisites = wr_model_fields_take(p->f, n, sizeof *a->prerequisites);
    for (i = 0; part != NULL && i < part->count; i++) {
        const struct wr_node *of = part->items[i];
        int change = wr_i_people_ref_text(p, of->key, of->key_where, 1u << WR_I_MODEL_CHANGES, false, NULL);
        wr_model_fields_enter(p->f, of->key);
        of = wr_i_people_map(p, of);
        for (j = 0; of != NULL && j < of->count && a->prerequisites != NULL; j++) {
            wr_model_fields_enter(p->f, of->items[j]->key);
            read_prerequisite(p, of->items[j], change, &a->prerequisites[a->n_prerequisites++]);
            wr_model_fields_leave(p->f);
        }
        wr_model_fields_leave(p->f);
    }
    wr_model_fields_leave(p->f);
}
