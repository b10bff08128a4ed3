/* The hazard log with its approvals, and the trust's own register beside it. */
#include <string.h>

#include "agree/agree_internal.h"
#include "agree/describe.h"
#include "agree/lack.h"

#define CSO "clinical safety officer"

/* Whether an office by this name is the one whose scores and approvals count, and is filled; warns with what it means when not. */
static void look_at_officer(struct wr_i_people *p, const struct wr_node *entry, const char *key, const char *what)
{
    const struct wr_node *node = wr_node_get(entry, key);

    if (p->broken & 1u << WR_I_OFFICES)
        return;
    wr_model_fields_enter(p->f, key);
    if (node == NULL)
        wr_model_fields_warning(p->f, entry->where, "write `" CSO "` once that officer has done it", "nobody is named: %s", what);
    else if (node->kind == WR_NODE_TEXT && !wr_lack_same_person(p->a, CSO, node->text))
        wr_model_fields_warning(p->f, node->where, "only what the " CSO " does counts; write that office's name",
                                "`%.60s` is not the " CSO ": %s", node->text, what);
    else if (node->kind == WR_NODE_TEXT && wr_agree_office_person(p->a, CSO) == NULL)
        wr_model_fields_warning(p->f, node->where, "add it to `offices` in people.yaml, with the name of who holds it",
                                "people.yaml names no " CSO ": %s", what);
    wr_model_fields_leave(p->f);
}

/* The index on the scale, which is data that a trust may edit. */
static int level(struct wr_i_people *p, const struct wr_node *entry, const char *key)
{
    const struct wr_node *node = wr_node_get(entry, key);
    const struct wr_scales *scales = &p->a->scales;
    bool severity = strcmp(key, "severity") == 0;
    const char *hint = NULL;
    int index = -1;

    if (node == NULL || node->kind == WR_NODE_EMPTY || p->no_scales)
        return -1;
    if (node->kind == WR_NODE_TEXT)
        index = severity ? wr_scales_severity(scales, node->text) : wr_scales_likelihood(scales, node->text);
    if (index >= 0)
        return index;
    for (int i = 0; i < WR_SCALE_LEVELS; i++) {
        const char *name = severity ? scales->clinical.severity[i].name : scales->clinical.likelihood[i].name;
        if (name != NULL)
            hint = hint == NULL ? wr_model_fields_say(p->f, "write one of: %s", name) : wr_model_fields_say(p->f, "%s, %s", hint, name);
    }
    wr_model_fields_enter(p->f, key);
    wr_model_fields_mistake(p->f, node->where, hint, "%s is not on the scale of clinical safety", wr_model_fields_what(p->f, node));
    wr_model_fields_leave(p->f);
    return -1;
}

static void read_score(struct wr_i_people *p, const struct wr_node *hazard, const char *key, struct wr_hazard_score *s)
{
    const struct wr_node *node = wr_node_get(hazard, key), *entry;

    *s = (struct wr_hazard_score){.severity = -1, .likelihood = -1, .date = WR_NO_DATE};
    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    s->where = node->key_where;
    wr_model_fields_enter(p->f, key);
    entry = wr_i_people_entry(p, node, "score");
    if (entry != NULL) {
        s->severity = level(p, entry, "severity");
        s->likelihood = level(p, entry, "likelihood");
        s->because = wr_i_people_text(p, entry, "because");
        s->several = wr_model_fields_choice(p->f, entry, "patients", WR_AGREE_WORDS_PATIENTS) == 1;
        s->scored_by = wr_i_people_text(p, entry, "scored by");
        s->date = wr_i_people_date(p, entry, "date");
        look_at_officer(p, entry, "scored by", "the score does not count");
    }
    wr_model_fields_leave(p->f);
}

static void read_raised(struct wr_i_people *p, const struct wr_node *hazard, struct wr_hazard_entry *h)
{
    const struct wr_node *node = wr_node_get(hazard, "raised by"), *entry, *role;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    wr_model_fields_enter(p->f, "raised by");
    entry = wr_i_people_entry(p, node, "raised");
    role = wr_node_get(entry, "role");
    if (entry != NULL) {
        h->raised_by = wr_i_people_text(p, entry, "role");
        h->raised = wr_i_people_date(p, entry, "date");
    }
    if (h->raised_by != NULL && p->a->n_groups > 0) { /* anyone may raise one: a role that is not counted is no mistake */
        wr_model_fields_enter(p->f, "role");
        h->raised_group = wr_i_people_ref_text(p, h->raised_by, role->where, 1u << WR_I_GROUPS, true, NULL);
        wr_model_fields_leave(p->f);
    }
    wr_model_fields_leave(p->f);
}

static void read_controls(struct wr_i_people *p, const struct wr_node *hazard, struct wr_hazard_entry *h)
{
    const struct wr_node *node = wr_node_get(hazard, "controls");
    size_t n = wr_i_people_count_of(node);

    h->controls = wr_model_fields_take(p->f, n, sizeof *h->controls);
    wr_model_fields_enter(p->f, "controls");
    for (size_t i = 0; i < n && h->controls != NULL; i++) {
        const struct wr_node *one = wr_i_people_item(node, i), *entry = wr_i_people_entry(p, one, "control");
        struct wr_control *c = &h->controls[h->n_controls++];
        int kind;
        c->where = one->where;
        c->verified = WR_NO_DATE;
        if (entry == NULL)
            continue;
        kind = wr_model_fields_choice(p->f, entry, "kind", WR_AGREE_WORDS_CONTROL);
        c->kind = kind < 0 ? WR_CONTROL_DESIGN : (enum wr_control_kind)kind;
        c->says = wr_i_people_text(p, entry, "says");
        c->owner = wr_i_people_owner(p, entry, "owner");
        c->verified = wr_i_people_date(p, entry, "verified");
        c->effective = wr_i_people_text(p, entry, "effective");
    }
    wr_model_fields_leave(p->f);
}

static void read_hazard(struct wr_i_people *p, const struct wr_node *node, struct wr_hazard_entry *h)
{
    const struct wr_node *entry;
    int status;

    h->name = node->key;
    h->where = node->key_where;
    h->change = h->raised_group = -1;
    h->raised = WR_NO_DATE;
    h->initial = h->residual = (struct wr_hazard_score){.severity = -1, .likelihood = -1, .date = WR_NO_DATE};
    entry = wr_i_people_entry(p, node, "hazard");
    if (entry == NULL)
        return;
    h->says = wr_i_people_text(p, entry, "says");
    h->change = wr_i_people_ref(p, entry, "change", 1u << WR_I_MODEL_CHANGES, NULL);
    read_raised(p, entry, h);
    h->causes = wr_model_fields_texts(p->f, entry, "causes", &h->n_causes);
    h->effect = wr_i_people_text(p, entry, "effect");
    h->harm = wr_i_people_text(p, entry, "harm");
    h->existing = wr_model_fields_texts(p->f, entry, "existing controls", &h->n_existing);
    read_score(p, entry, "initial", &h->initial);
    read_controls(p, entry, h);
    read_score(p, entry, "residual", &h->residual);
    h->owner = wr_i_people_owner(p, entry, "owner");
    h->because = wr_i_people_text(p, entry, "because");
    status = wr_model_fields_choice(p->f, entry, "status", WR_AGREE_WORDS_HAZARD);
    h->status = status < 0 ? WR_HAZARD_OPEN : (enum wr_hazard_status)status;
    if (h->status != WR_HAZARD_OPEN && wr_node_get(entry, "because") == NULL)
        wr_model_fields_mistake(p->f, wr_node_get(entry, "status")->where,
                                h->status == WR_HAZARD_CLOSED ? "add `because:`, why it is closed" : "add `because:`, to whom and why",
                                "a hazard is not %s without saying why", h->status == WR_HAZARD_CLOSED ? "closed" : "transferred");
}

void wr_i_people_read_hazards(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_HAZARDS];
    struct wr_agree *a = p->a;

    if (part == NULL || (a->hazards = wr_model_fields_take(p->f, part->count, sizeof *a->hazards)) == NULL)
        return;
    wr_model_fields_enter(p->f, "hazards");
    for (size_t i = 0; i < part->count; i++) {
        wr_model_fields_enter(p->f, part->items[i]->key);
        read_hazard(p, part->items[i], &a->hazards[a->n_hazards++]);
        wr_model_fields_leave(p->f);
    }
    wr_model_fields_leave(p->f);
}

void wr_i_people_read_approvals(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_APPROVALS];
    size_t n = wr_i_people_count_of(part);
    struct wr_agree *a = p->a;

    a->approvals = wr_model_fields_take(p->f, n, sizeof *a->approvals);
    wr_model_fields_enter(p->f, "approvals");
    for (size_t i = 0; i < n && a->approvals != NULL; i++) {
        const struct wr_node *one = wr_i_people_item(part, i), *entry = wr_i_people_entry(p, one, "approval");
        struct wr_approval *x = &a->approvals[a->n_approvals++];
        x->where = one->where;
        x->change = -1;
        x->date = WR_NO_DATE;
        if (entry == NULL)
            continue;
        x->change = wr_i_people_ref(p, entry, "change", 1u << WR_I_MODEL_CHANGES, NULL);
        x->by = wr_i_people_text(p, entry, "by");
        x->version = wr_i_people_text(p, entry, "version");
        x->says = wr_i_people_text(p, entry, "says");
        x->date = wr_i_people_date(p, entry, "date");
        if (wr_node_get(entry, "by") != NULL)
            look_at_officer(p, entry, "by", "the approval does not count");
    }
    wr_model_fields_leave(p->f);
}

static void read_risk(struct wr_i_people *p, const struct wr_node *node, struct wr_trust_risk *r)
{
    const struct wr_node *entry = wr_i_people_entry(p, node, "risk");

    r->name = node->key;
    r->where = node->key_where;
    r->change = -1;
    if (entry == NULL)
        return;
    r->says = wr_i_people_text(p, entry, "says");
    r->consequence = wr_i_people_count(p, entry, "consequence", 1, 5, "consequence is 1 (negligible) to 5 (catastrophic)", 0);
    r->likelihood = wr_i_people_count(p, entry, "likelihood", 1, 5, "likelihood is 1 (rare) to 5 (almost certain)", 0);
    r->owner = wr_i_people_owner(p, entry, "owner");
    r->links = wr_i_people_refs(p, entry, "links", WR_I_HAZARDS, &r->n_links);
    r->change = wr_i_people_ref(p, entry, "change", 1u << WR_I_MODEL_CHANGES, NULL);
}

void wr_i_people_read_risks(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_RISKS];
    struct wr_agree *a = p->a;

    if (part == NULL || (a->risks = wr_model_fields_take(p->f, part->count, sizeof *a->risks)) == NULL)
        return;
    wr_model_fields_enter(p->f, "risks");
    for (size_t i = 0; i < part->count; i++) {
        wr_model_fields_enter(p->f, part->items[i]->key);
        read_risk(p, part->items[i], &a->risks[a->n_risks++]);
        wr_model_fields_leave(p->f);
    }
    wr_model_fields_leave(p->f);
}
