/* What could be done differently, and what is to be chosen between. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"
#include "model/path.h"

#define BIT(part) (1u << (part))

void wr_i_read_unknowns(struct wr_i_reader *r, const struct wr_node *node)
{
    struct wr_unknown *unknowns = wr_i_take(r, node->count, sizeof *unknowns);
    size_t i;

    wr_i_enter(r, "unknowns");
    for (i = 0; i < node->count && unknowns != NULL; i++) {
        const struct wr_node *entry = node->items[i];
        unknowns[i].name = entry->key;
        unknowns[i].where = entry->key_where;
        wr_i_enter(r, entry->key);
        if (entry->kind == WR_NODE_EMPTY)
            wr_i_mistake(r, entry->key_where, "write 0.65 (0.50 to 0.80)", "there is nothing behind `%s`", entry->key);
        (void)wr_i_read_number(r, entry, WR_SLOT_ANY, &unknowns[i].number);
        wr_i_leave(r);
    }
    wr_i_leave(r);
    r->m->unknowns = unknowns; /* only now: none is given by another's name */
    r->m->n_unknowns = unknowns == NULL ? 0 : node->count;
    for (i = 0; i < r->m->n_unknowns; i++)
        wr_i_name(r, &r->unknowns, WR_I_UNKNOWN, i, node->items[i]);
}

void wr_i_read_correlations(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t count = node->kind == WR_NODE_LIST ? node->count : 1, i;
    struct wr_correlation *all = wr_i_take(r, count, sizeof *all);

    wr_i_enter(r, "correlations");
    for (i = 0; i < count && all != NULL; i++) {
        const struct wr_node *one = node->kind == WR_NODE_LIST ? node->items[i] : node, *between, *is;
        struct wr_correlation *out = &all[r->m->n_correlations];
        struct wr_number number;
        if (!wr_i_object(r, one, wr_describe_object("correlation")) || (between = wr_node_get(one, "between")) == NULL ||
            (is = wr_node_get(one, "is")) == NULL)
            continue;
        if (between->kind != WR_NODE_LIST || between->count != 2) {
            wr_i_mistake(r, between->where, "write {between: [time saved, staff wanted], is: 0.4}", "two names are wanted here");
            continue;
        }
        out->where = one->where;
        out->a = wr_i_ref(r, between->items[0], BIT(WR_I_UNKNOWN), NULL);
        out->b = wr_i_ref(r, between->items[1], BIT(WR_I_UNKNOWN), NULL);
        if (out->a >= 0 && out->a == out->b)
            wr_i_mistake(r, between->where, "name two different unknowns", "a number always goes with itself");
        if (!wr_i_read_number(r, is, WR_SLOT_NUMBER, &number))
            continue;
        if (number.value < -1 || number.value > 1)
            wr_i_mistake(r, is->where, "write a number from -1 to 1", "`%.60s` is not a correlation", is->text);
        out->is = number.value;
        r->m->n_correlations++;
    }
    r->m->correlations = all;
    wr_i_leave(r);
}

static void read_effect(struct wr_i_reader *r, const struct wr_node *node, struct wr_effect *out)
{
    static const char *const ops[] = {"set", "times", "add"};
    struct wr_i_path parts;
    const char *from;
    const struct wr_node *path, *part;
    size_t said = 0, i;

    out->where = node->where;
    out->by = wr_i_number(0, WR_UNIT_BARE, node->where);
    if (!wr_i_object(r, node, wr_describe_object("effect")))
        return;
    path = wr_node_get(node, "change");
    out->path = wr_i_text(r, node, "change");
    if (out->path != NULL) {
        out->where = path->where;
        if (strchr(out->path, '.') == NULL && wr_describe_field(wr_describe_object("service"), out->path) == NULL)
            wr_i_mistake(r, path->where,
                         "write the part, the name and the field with points between: steps.triage.takes, staff.doctor, places.ward.spaces",
                         "`%.60s` is not a path", out->path);
    }
    from = wr_i_source(r, node);
    out->source = wr_i_text(r, node, "source");
    out->says = wr_i_text(r, node, "says");
    for (i = 0; i < 3; i++) {
        if ((part = wr_node_get(node, ops[i])) == NULL)
            continue;
        said++;
        out->op = (enum wr_op)i;
        wr_i_enter(r, ops[i]);
        if (i == WR_OP_SET) {
            out->set_node = part;
            out->set_text = part->kind == WR_NODE_TEXT ? part->text : NULL;
            if (part->kind == WR_NODE_MAP || part->kind == WR_NODE_LIST) {
                struct wr_buf text;
                wr_buf_init(&text, 0);
                wr_node_print_json(part, &text);
                out->set_text = wr_i_say(r, "%s", wr_buf_string(&text));
                wr_buf_free(&text);
            }
        } else if (part->kind != WR_NODE_EMPTY) {
            (void)wr_i_read_number(r, part, i == WR_OP_TIMES ? WR_SLOT_FACTOR : WR_SLOT_ANY, &out->by);
        }
        wr_i_leave(r);
    }
    out->adoptable = out->path != NULL && wr_i_path_split(&r->m->arena, out->path, &parts) && wr_i_effect_is_adoptable(&parts, out->op);
    if (said != 1)
        wr_i_mistake(r, node->where, "write one of `set: ...`, `times: 0.8` and `add: 1`",
                     said == 0 ? "it is not said what becomes of it" : "only one of `set`, `times` and `add` can be meant");
    if (out->source == NULL)
        out->source = out->by.source != NULL ? out->by.source : r->from;
    out->invented = out->source == NULL || strcmp(out->source, "invented") == 0;
    r->from = from;
    if ((part = wr_node_get(node, "when")) != NULL) {
        wr_i_enter(r, "when");
        out->has_when = wr_i_read_when(r, part, &out->when);
        wr_i_leave(r);
    }
}

static void read_effects(struct wr_i_reader *r, const struct wr_node *node, struct wr_change *change)
{
    size_t count = node->kind == WR_NODE_LIST ? node->count : 1, i;

    wr_i_enter(r, "effects");
    change->effects = wr_i_take(r, count, sizeof *change->effects);
    for (i = 0; i < count && change->effects != NULL; i++) {
        struct wr_effect *one = &change->effects[change->n_effects];
        read_effect(r, node->kind == WR_NODE_LIST ? node->items[i] : node, one);
        if (one->path != NULL)
            change->n_effects++;
    }
    wr_i_leave(r);
}

static void read_adds(struct wr_i_reader *r, const struct wr_node *node, struct wr_change *change)
{
    const struct wr_object *service = wr_describe_object("service");
    const char *parts[32];
    size_t n = 0, i;

    wr_i_enter(r, "adds");
    if (node->kind != WR_NODE_MAP) {
        wr_i_mistake(r, node->where, "write {tasks: {check alerts: {every: 2 h, with: doctor, takes: 5 min}}}",
                     "a map of parts is wanted here, not %s", wr_i_what(r, node));
        wr_i_leave(r);
        return;
    }
    for (i = 0; i < service->n_fields; i++)
        if (service->fields[i].type == WR_TYPE_OBJECTS && n < 32 && strcmp(service->fields[i].key, "changes") != 0)
            parts[n++] = service->fields[i].key;
    for (i = 0; i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        size_t j;
        for (j = 0; j < n && strcmp(parts[j], entry->key) != 0; j++) {
        }
        if (j == n)
            wr_i_mistake(r, entry->key_where, wr_i_did_you_mean(r, entry->key, parts, n),
                         "`%s` is not a part to which entries can be added", entry->key);
        else if (entry->kind != WR_NODE_MAP)
            wr_i_mistake(r, entry->kind == WR_NODE_EMPTY ? entry->key_where : entry->where,
                         "write names and entries: {check alerts: {every: 2 h, with: doctor, takes: 5 min}}",
                         "a map of names is wanted here");
    }
    change->adds = node;
    wr_i_leave(r);
}

static void read_adoption(struct wr_i_reader *r, const struct wr_node *node, struct wr_change *change)
{
    const struct wr_node *part;

    change->has_adoption = true;
    wr_i_enter(r, "adoption");
    if (wr_i_object(r, node, wr_describe_object("adoption"))) {
        if ((part = wr_node_get(node, "reaches")) != NULL && part->kind != WR_NODE_EMPTY) {
            wr_i_enter(r, "reaches");
            if (!wr_i_read_number(r, part, WR_SLOT_SHARE, &change->reaches))
                change->reaches.value = 1;
            wr_i_leave(r);
        }
        change->over = wr_i_read_plain(r, node, "over", WR_SLOT_TIME, 0);
    }
    wr_i_leave(r);
}

static void read_go_live(struct wr_i_reader *r, const struct wr_node *node, struct wr_change *change)
{
    const struct wr_node *slower;
    size_t i;

    wr_i_enter(r, "go live");
    change->has_go_live = wr_i_object(r, node, wr_describe_object("go_live"));
    change->dip_lasts = wr_i_read_plain(r, node, "lasts", WR_SLOT_TIME, 0);
    slower = wr_node_get(node, "slower");
    if (slower != NULL && slower->kind != WR_NODE_MAP && slower->kind != WR_NODE_EMPTY)
        wr_i_mistake(r, slower->where, "write {steps.triage.takes: 1.3 times}", "a map of paths is wanted here, not %s",
                     wr_i_what(r, slower));
    if (slower != NULL && slower->kind == WR_NODE_MAP) {
        wr_i_enter(r, "slower");
        change->dips = wr_i_take(r, slower->count, sizeof *change->dips);
        for (i = 0; i < slower->count && change->dips != NULL; i++) {
            const struct wr_node *entry = slower->items[i];
            struct wr_dip *dip = &change->dips[change->n_dips++];
            dip->path = entry->key;
            dip->where = entry->key_where;
            wr_i_enter(r, entry->key);
            (void)wr_i_read_value(r, entry, WR_SLOT_FACTOR, false, &dip->times);
            wr_i_leave(r);
        }
        wr_i_leave(r);
    }
    wr_i_leave(r);
}

static void read_beside(struct wr_i_reader *r, const struct wr_node *node, struct wr_change *change)
{
    size_t i;

    wr_i_enter(r, "beside");
    if (node->kind != WR_NODE_MAP)
        wr_i_mistake(r, node->where, "write {hospital at night: 80%}", "a map of changes is wanted here, not %s", wr_i_what(r, node));
    change->beside = node->kind == WR_NODE_MAP ? wr_i_take(r, node->count, sizeof *change->beside) : NULL;
    for (i = 0; change->beside != NULL && i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_beside *one = &change->beside[change->n_beside];
        one->change = wr_i_ref_text(r, entry->key, entry->key_where, BIT(WR_I_CHANGE), NULL);
        wr_i_enter(r, entry->key);
        if (entry->kind == WR_NODE_EMPTY)
            wr_i_mistake(r, entry->key_where, "write `hospital at night: 80%`", "there is no share behind `%s`", entry->key);
        else if (wr_i_read_number(r, entry, WR_SLOT_SHARE, &one->keeps) && one->change >= 0)
            change->n_beside++;
        wr_i_leave(r);
    }
    wr_i_leave(r);
}

static void read_costs(struct wr_i_reader *r, const struct wr_node *node, struct wr_change *change)
{
    static const char *const keys[] = {"once", "a year"};
    struct wr_number *out[] = {&change->costs_once, &change->costs_a_year};
    const struct wr_node *part;
    size_t i;

    wr_i_enter(r, "costs");
    change->has_costs = wr_i_object(r, node, wr_describe_object("costs"));
    for (i = 0; i < 2; i++)
        if ((part = wr_node_get(node, keys[i])) != NULL && part->kind != WR_NODE_EMPTY) {
            wr_i_enter(r, keys[i]);
            (void)wr_i_read_number(r, part, WR_SLOT_MONEY, out[i]);
            wr_i_leave(r);
        }
    change->lifetime = wr_i_read_plain(r, node, "lifetime", WR_SLOT_TIME, 0);
    wr_i_leave(r);
}

/* A list of texts or objects, or a map of names to them. */
static void read_hazards(struct wr_i_reader *r, const struct wr_node *node, struct wr_hazard **out, size_t *n)
{
    size_t count = node->kind == WR_NODE_TEXT ? 1 : node->count, i;
    struct wr_hazard *all = wr_i_take(r, count, sizeof *all);
    const struct wr_object *object = wr_describe_object("hazard");

    wr_i_enter(r, node->key);
    for (i = 0; i < count && all != NULL; i++) {
        const struct wr_node *one = node->kind == WR_NODE_TEXT ? node : node->items[i];
        struct wr_hazard *hazard = &all[*n];
        hazard->name = node->kind == WR_NODE_MAP ? one->key : NULL;
        hazard->where = one->where;
        if (one->kind == WR_NODE_TEXT) {
            hazard->says = one->text;
        } else if (one->kind == WR_NODE_EMPTY && hazard->name != NULL) {
            hazard->says = hazard->name;
        } else if (wr_i_object(r, one, object)) {
            hazard->says = wr_i_text(r, one, "says");
            hazard->owner = wr_i_text(r, one, "owner");
        } else {
            continue;
        }
        (*n)++;
    }
    *out = all;
    wr_i_leave(r);
}

static void read_change(struct wr_i_reader *r, const struct wr_node *entry, struct wr_change *change)
{
    const struct wr_node *part;
    size_t i;

    change->reaches = wr_i_number(1, WR_UNIT_SHARE, entry->where);
    change->costs_once = change->costs_a_year = wr_i_number(0, WR_UNIT_MONEY, entry->where);
    if (!wr_i_object(r, entry, wr_describe_object("change")))
        return;
    change->says = wr_i_text(r, entry, "says");
    change->need = wr_i_texts(r, entry, "need", &change->n_need);
    change->uses = wr_i_texts(r, entry, "uses", &change->n_uses);
    change->needs_first = wr_i_texts(r, entry, "needs first", &change->n_needs_first);
    change->owner = wr_i_text(r, entry, "owner");
    change->clinical_sponsor = wr_i_text(r, entry, "clinical sponsor");
    if ((part = wr_node_get(entry, "effects")) != NULL && part->kind != WR_NODE_EMPTY)
        read_effects(r, part, change);
    if ((part = wr_node_get(entry, "adds")) != NULL && part->kind != WR_NODE_EMPTY)
        read_adds(r, part, change);
    if ((part = wr_node_get(entry, "adoption")) != NULL && part->kind != WR_NODE_EMPTY)
        read_adoption(r, part, change);
    if ((part = wr_node_get(entry, "go live")) != NULL && part->kind != WR_NODE_EMPTY)
        read_go_live(r, part, change);
    if ((part = wr_node_get(entry, "beside")) != NULL && part->kind != WR_NODE_EMPTY)
        read_beside(r, part, change);
    if ((part = wr_node_get(entry, "costs")) != NULL && part->kind != WR_NODE_EMPTY)
        read_costs(r, part, change);
    if ((part = wr_node_get(entry, "hazards")) != NULL && part->kind != WR_NODE_EMPTY)
        read_hazards(r, part, &change->hazards, &change->n_hazards);
    if ((part = wr_node_get(entry, "issues")) != NULL && part->kind != WR_NODE_EMPTY)
        read_hazards(r, part, &change->issues, &change->n_issues);
    change->removes = wr_i_texts(r, entry, "removes", &change->n_removes);
    change->is_technology = change->n_uses > 0;
    for (i = 0; i < change->n_effects; i++)
        if (wr_text_starts(change->effects[i].path, "information.") || wr_text_starts(change->effects[i].path, "systems.") ||
            wr_text_starts(change->effects[i].path, "equipment."))
            change->is_technology = true;
    for (part = change->adds, i = 0; part != NULL && i < part->count; i++)
        if (strcmp(part->items[i]->key, "information") == 0 || strcmp(part->items[i]->key, "systems") == 0 ||
            strcmp(part->items[i]->key, "equipment") == 0)
            change->is_technology = true;
    if (change->n_effects == 0 && change->adds == NULL && change->n_removes == 0)
        wr_i_warning(r, entry->key_where, "say which step it changes: effects: [{change: steps.triage.takes, times: 0.8}]",
                     "this change does not say what becomes different in care");
}

void wr_i_read_changes(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t i;

    wr_i_enter(r, "changes");
    for (i = 0; i < r->m->n_changes; i++) {
        const char *from = wr_i_source(r, node->items[i]);
        wr_i_enter(r, node->items[i]->key);
        read_change(r, node->items[i], &r->m->changes[i]);
        wr_i_leave(r);
        r->from = from;
    }
    wr_i_leave(r);
}

/* Left out: nothing, each change alone, all. */
static void fill_options(struct wr_i_reader *r)
{
    struct wr_model *m = r->m;
    size_t n = 1 + m->n_changes + (m->n_changes > 1 ? 1 : 0), i;
    int *each = wr_i_take(r, m->n_changes, sizeof *each);

    m->options = wr_i_take(r, n, sizeof *m->options);
    if (m->options == NULL || (m->n_changes > 0 && each == NULL))
        return;
    m->options[0].name = "do nothing";
    for (i = 0; i < m->n_changes; i++) {
        each[i] = (int)i;
        m->options[1 + i] = (struct wr_option){m->changes[i].name, &each[i], NULL, 1, m->changes[i].where};
    }
    if (m->n_changes > 1)
        m->options[n - 1] = (struct wr_option){"all changes", each, NULL, m->n_changes, m->changes[0].where};
    m->n_options = n;
}

/* `from week 10` is nine weeks after the go-live; `after 9 weeks` says the same. Seconds; 0 after a mistake. */
static double read_start(struct wr_i_reader *r, const struct wr_node *node)
{
    struct wr_number number;
    double week;
    size_t used;

    if (node->kind == WR_NODE_TEXT && wr_text_starts(node->text, "after "))
        return wr_i_read_number_text(r, node->text + 6, node->where, WR_SLOT_TIME, &number) && number.value > 0 ? number.value : 0;
    if (node->kind == WR_NODE_TEXT && wr_text_starts(node->text, "from week ") && (used = wr_text_number(node->text + 10, &week)) > 0 &&
        node->text[10 + used] == '\0' && week >= 1 && week <= 5200 && week == floor(week))
        return (week - 1) * WR_WEEK;
    wr_i_mistake(r, node->kind == WR_NODE_EMPTY ? node->key_where : node->where, "write `from week 10`, or `after 9 weeks`",
                 "it cannot be seen when `%s` begins", node->key);
    return 0;
}

/* The changes of an option: names; `{name: from week 10}` for one that begins later. */
static void read_chosen(struct wr_i_reader *r, const struct wr_node *entry, struct wr_option *option)
{
    size_t count = entry->kind == WR_NODE_TEXT ? 1 : entry->count, most = 0, i, k;
    int *changes;
    double *after;
    bool later = false;

    for (i = 0; i < count; i++) {
        const struct wr_node *one = entry->kind == WR_NODE_LIST ? entry->items[i] : entry;
        most += one->kind == WR_NODE_MAP ? one->count : 1;
    }
    changes = wr_i_take(r, most, sizeof *changes);
    after = wr_i_take(r, most, sizeof *after);
    for (i = 0; i < (entry->kind == WR_NODE_LIST ? count : 1) && changes != NULL && after != NULL; i++) {
        const struct wr_node *one = entry->kind == WR_NODE_LIST ? entry->items[i] : entry;
        for (k = 0; k < (one->kind == WR_NODE_MAP ? one->count : 1); k++) {
            const struct wr_node *named = one->kind == WR_NODE_MAP ? one->items[k] : one;
            int change = one->kind == WR_NODE_MAP ? wr_i_ref_text(r, named->key, named->key_where, BIT(WR_I_CHANGE), NULL)
                                                  : wr_i_ref(r, one, BIT(WR_I_CHANGE), NULL);
            double begins = one->kind == WR_NODE_MAP ? read_start(r, named) : 0;
            if (change < 0)
                continue;
            later = later || begins > 0;
            after[option->n_changes] = begins;
            changes[option->n_changes++] = change;
        }
    }
    option->changes = changes;
    option->after = later ? after : NULL;
}

void wr_i_read_options(struct wr_i_reader *r, const struct wr_node *node)
{
    struct wr_model *m = r->m;
    size_t i, j, first = 1, at;

    if (node == NULL || node->kind == WR_NODE_EMPTY || (node->kind == WR_NODE_MAP && node->count == 0)) {
        fill_options(r);
        return;
    }
    wr_i_enter(r, "options");
    if (node->kind != WR_NODE_MAP) {
        wr_i_mistake(r, node->where, "write {do nothing: [], safer nights: [hospital at night]}", "a map of names is wanted here, not %s",
                     wr_i_what(r, node));
        wr_i_leave(r);
        return;
    }
    for (i = 0; i < node->count; i++) /* an option without changes is the one that all are compared with */
        if (node->items[i]->kind == WR_NODE_EMPTY || (node->items[i]->kind == WR_NODE_LIST && node->items[i]->count == 0))
            first = 0;
    m->options = wr_i_take(r, node->count + first, sizeof *m->options);
    if (m->options == NULL) {
        wr_i_leave(r);
        return;
    }
    if (first == 1)
        m->options[0].name = "do nothing";
    for (i = 0, at = first; i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_option *option = &m->options[at++];
        option->name = entry->key;
        option->where = entry->key_where;
        wr_i_enter(r, entry->key);
        if (first == 1 && strcmp(entry->key, "do nothing") == 0)
            wr_i_mistake(r, entry->key_where, "write `do nothing: []`, or give it another name", "`do nothing` holds changes");
        if (entry->kind != WR_NODE_EMPTY)
            read_chosen(r, entry, option);
        for (j = 1; j < option->n_changes && j < 1000; j++)
            for (size_t k = 0; k < j; k++)
                if (option->changes[k] == option->changes[j])
                    wr_i_mistake(r, entry->where, "write it once", "`%s` stands twice in this option", m->changes[option->changes[j]].name);
        wr_i_leave(r);
    }
    m->n_options = at;
    if (first == 0 && m->options[0].n_changes > 0) /* what all are compared with comes first */
        for (i = 1; i < m->n_options; i++)
            if (m->options[i].n_changes == 0) {
                struct wr_option nothing = m->options[i];
                memmove(&m->options[1], &m->options[0], i * sizeof nothing);
                m->options[0] = nothing;
                break;
            }
    wr_i_leave(r);
}
