/* Decisions, what was rejected, and who did not agree. */
#include <string.h>

#include "agree/agree_internal.h"
#include "agree/describe.h"
#include "base/text.h"

#define MOST_PEOPLE 1000000

/* `proposed`, ..., `superseded by d7`. */
static void read_status(struct wr_i_people *p, const struct wr_node *entry, struct wr_decision *d)
{
    const struct wr_node *node = wr_node_get(entry, "status");
    static const char begins[] = "superseded by ";
    int index;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    wr_model_fields_enter(p->f, "status");
    index = node->kind == WR_NODE_TEXT ? wr_i_people_word(node->text, "proposed|accepted|rejected") : -1;
    if (index >= 0) {
        d->status = (enum wr_decision_status)index;
    } else if (node->kind == WR_NODE_TEXT && wr_text_starts(node->text, begins)) {
        d->status = WR_DECISION_SUPERSEDED;
        d->superseded_by = wr_i_people_ref_text(p, node->text + sizeof begins - 1, node->where, 1u << WR_I_DECISIONS, false, NULL);
    } else {
        wr_model_fields_mistake(p->f, node->where, "write one of: proposed, accepted, rejected, superseded by d7", "%s is not known here",
                                wr_model_fields_what(p->f, node));
    }
    wr_model_fields_leave(p->f);
}

static void read_alternative(struct wr_i_people *p, const struct wr_node *node, struct wr_alternative *x)
{
    const struct wr_node *entry = wr_i_people_entry(p, node, "alternative");

    x->where = node->where;
    x->reopen_on = WR_NO_DATE;
    if (entry == NULL)
        return;
    x->option = wr_i_people_text(p, entry, "option");
    x->because = wr_i_people_text(p, entry, "because");
    x->reopen_if = wr_i_people_text(p, entry, "reopen if");
    x->reopen_on = wr_i_people_date(p, entry, "reopen on");
}

static void read_dissent(struct wr_i_people *p, const struct wr_node *node, struct wr_dissent *x)
{
    const struct wr_node *entry = wr_i_people_entry(p, node, "dissent");
    int status;

    x->where = node->where;
    x->measure = -1;
    if (entry == NULL)
        return;
    x->who = wr_i_people_text(p, entry, "who");
    x->harm = wr_i_people_text(p, entry, "harm");
    x->to = wr_i_people_text(p, entry, "to");
    x->change_mind = wr_i_people_text(p, entry, "would change their mind");
    x->done = wr_i_people_text(p, entry, "done");
    x->by = wr_i_people_owner(p, entry, "by");
    x->because = wr_i_people_text(p, entry, "because");
    status = wr_model_fields_choice(p->f, entry, "status", WR_AGREE_WORDS_DISSENT);
    x->status = status < 0 ? WR_DISSENT_UNANSWERED : (enum wr_dissent_status)status;
    x->measure = wr_i_people_ref(p, entry, "measure", 1u << WR_I_MODEL_MEASURES, NULL);
    if ((x->status == WR_DISSENT_ACCEPTED_RISK || x->status == WR_DISSENT_OVERRULED) && wr_node_get(entry, "by") == NULL)
        wr_model_fields_mistake(p->f, wr_node_get(entry, "status")->where, "add `by:`, the office that answers for it",
                                x->status == WR_DISSENT_OVERRULED ? "who overruled it is missing" : "who accepted the risk is missing");
    if (x->status == WR_DISSENT_OVERRULED && wr_node_get(entry, "because") == NULL)
        wr_model_fields_mistake(p->f, wr_node_get(entry, "status")->where, "add `because:`, why it was overruled",
                                "why it was overruled is missing");
}

static void read_lists(struct wr_i_people *p, const struct wr_node *entry, struct wr_decision *d)
{
    const struct wr_node *node = wr_node_get(entry, "alternatives");
    size_t n = wr_i_people_count_of(node), i;

    wr_model_fields_enter(p->f, "alternatives");
    d->alternatives = wr_model_fields_take(p->f, n, sizeof *d->alternatives);
    for (i = 0; i < n && d->alternatives != NULL; i++)
        read_alternative(p, wr_i_people_item(node, i), &d->alternatives[d->n_alternatives++]);
    wr_model_fields_leave(p->f);
    node = wr_node_get(entry, "dissent");
    n = wr_i_people_count_of(node);
    wr_model_fields_enter(p->f, "dissent");
    d->dissent = wr_model_fields_take(p->f, n, sizeof *d->dissent);
    for (i = 0; i < n && d->dissent != NULL; i++)
        read_dissent(p, wr_i_people_item(node, i), &d->dissent[d->n_dissent++]);
    wr_model_fields_leave(p->f);
}

static void read_decision(struct wr_i_people *p, const struct wr_node *node, struct wr_decision *d)
{
    const struct wr_node *entry;
    enum wr_i_sort sort = WR_I_SORTS;
    int about;

    d->name = node->key;
    d->where = node->key_where;
    d->change = d->option = d->statement = d->superseded_by = d->quorum = d->present = -1;
    d->date = d->review = WR_NO_DATE;
    entry = wr_i_people_entry(p, node, "decision");
    if (entry == NULL)
        return;
    d->says = wr_i_people_text(p, entry, "says");
    d->about_text = wr_i_people_text(p, entry, "about");
    about = wr_i_people_ref(p, entry, "about", 1u << WR_I_MODEL_CHANGES | 1u << WR_I_MODEL_OPTIONS | 1u << WR_I_STATEMENTS, &sort);
    if (about >= 0) { /* a change may be what people were asked about too */
        d->change = wr_i_people_find(p, WR_I_MODEL_CHANGES, d->about_text);
        d->option = d->change >= 0 ? -1 : wr_i_people_find(p, WR_I_MODEL_OPTIONS, d->about_text);
        d->statement = wr_i_people_find(p, WR_I_STATEMENTS, d->about_text);
    }
    read_status(p, entry, d);
    d->date = wr_i_people_date(p, entry, "date");
    d->review = wr_i_people_date(p, entry, "review");
    d->decided_by = wr_i_people_owner(p, entry, "decided by");
    d->sponsor = wr_i_people_owner(p, entry, "clinical sponsor");
    d->method = (enum wr_decision_method)(wr_model_fields_choice(p->f, entry, "method", WR_AGREE_WORDS_METHOD) + 1);
    d->quorum = wr_i_people_count(p, entry, "quorum", 0, MOST_PEOPLE, "look for a digit too many", -1);
    d->present = wr_i_people_count(p, entry, "present", 0, MOST_PEOPLE, "look for a digit too many", -1);
    d->consulted = wr_i_people_refs(p, entry, "consulted", WR_I_GROUPS, &d->n_consulted);
    d->informed = wr_i_people_refs(p, entry, "informed", WR_I_GROUPS, &d->n_informed);
    d->because = wr_i_people_text(p, entry, "because");
    read_lists(p, entry, d);
}

void wr_i_people_read_decisions(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_DECISIONS];
    struct wr_agree *a = p->a;
    struct wr_i_links *links;
    struct wr_where *wheres;

    if (part == NULL || (a->decisions = wr_model_fields_take(p->f, part->count, sizeof *a->decisions)) == NULL)
        return;
    links = wr_model_fields_take(p->f, part->count, sizeof *links);
    wheres = wr_model_fields_take(p->f, part->count, sizeof *wheres);
    wr_model_fields_enter(p->f, "decisions");
    for (size_t i = 0; i < part->count && links != NULL && wheres != NULL; i++) {
        struct wr_decision *d = &a->decisions[a->n_decisions++];
        const struct wr_node *status = wr_node_get(part->items[i], "status");
        wr_model_fields_enter(p->f, part->items[i]->key);
        read_decision(p, part->items[i], d);
        wr_model_fields_leave(p->f);
        links[i] = (struct wr_i_links){&d->superseded_by, 1};
        wheres[i] = status != NULL ? status->where : d->where;
    }
    wr_model_fields_leave(p->f);
    if (links != NULL && wheres != NULL)
        wr_i_people_circles(p, WR_I_DECISIONS, links, wheres, "decisions", "is superseded by", "one of them must be the last word");
}
