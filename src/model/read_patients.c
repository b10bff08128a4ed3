/* Kinds of patient: how they come, what differs between them, where they start. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"
#include "read/csv.h"

enum { UNSEEN = -1 };

/* ---- first pass: which attributes there are ---- */

/* What an attribute's text or map says it is; -1 when that cannot be seen (a mistake that the second pass tells). `leaf` gets the map of
 * shares of a category. */
static int kind_of(const struct wr_i_reader *r, const struct wr_node *node, enum wr_unit *unit)
{
    double value;
    size_t used, i;

    *unit = WR_UNIT_BARE;
    if (node->kind == WR_NODE_TEXT) {
        const char *at = node->text;
        int unknown = wr_i_find(&r->unknowns, at, NULL);
        if (unknown >= 0) {
            *unit = r->m->unknowns[unknown].number.unit;
            return *unit == WR_UNIT_SHARE ? WR_ATTRIBUTE_CHANCE : WR_ATTRIBUTE_NUMBER;
        }
        if (!wr_units_read(at, &value, unit, &used))
            return UNSEEN;
        if (*unit == WR_UNIT_BARE && strchr(at, '%') != NULL) /* 25 (20 to 31)% */
            *unit = WR_UNIT_SHARE;
        return *unit == WR_UNIT_SHARE ? WR_ATTRIBUTE_CHANCE : WR_ATTRIBUTE_NUMBER;
    }
    if (node->kind != WR_NODE_MAP || node->count == 0)
        return UNSEEN;
    if (wr_node_get(node, "by") != NULL) {
        for (i = 0; i < node->count; i++)
            if (strcmp(node->items[i]->key, "by") != 0)
                return kind_of(r, node->items[i], unit);
        return UNSEEN;
    }
    if (wr_node_get(node, "estimate") != NULL)
        return kind_of(r, wr_node_get(node, "estimate"), unit);
    return wr_i_is_distribution(node) ? WR_ATTRIBUTE_NUMBER : WR_ATTRIBUTE_CATEGORY;
}

static void add_categories(struct wr_i_reader *r, const struct wr_node *node, size_t index, size_t *capacity)
{
    struct wr_attribute *a = &r->m->attributes[index];
    struct wr_buf key;
    size_t i;

    if (node->kind != WR_NODE_MAP)
        return;
    wr_buf_init(&key, 0);
    for (i = 0; i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        if (wr_node_get(node, "by") != NULL) {
            if (strcmp(entry->key, "by") != 0)
                add_categories(r, entry, index, capacity);
            continue;
        }
        if (wr_i_category(r, (int)index, entry->key) >= 0)
            continue;
        wr_buf_clear(&key);
        wr_buf_printf(&key, "%zu/%s", index, entry->key);
        if (wr_buf_status(&key) != 0 || wr_map_put(&r->categories, wr_buf_string(&key), (long)a->n_categories) != 0 ||
            wr_arena_grow(&r->m->arena, &a->categories, capacity, a->n_categories + 1, sizeof *a->categories) != 0) {
            r->status = WR_ERR_MEMORY;
            break;
        }
        a->categories[a->n_categories++] = entry->key;
    }
    wr_buf_free(&key);
}

static void name_attribute(struct wr_i_reader *r, const struct wr_node *entry, size_t *capacities)
{
    struct wr_model *m = r->m;
    enum wr_unit unit;
    int kind = kind_of(r, entry, &unit), index = wr_i_find(&r->attributes, entry->key, NULL);

    if (index < 0) {
        if (m->n_attributes == WR_I_MOST_ATTRIBUTES) {
            wr_i_mistake(r, entry->key_where, NULL, "there are more than %d attributes", WR_I_MOST_ATTRIBUTES);
            return;
        }
        index = (int)m->n_attributes++;
        m->attributes[index] = (struct wr_attribute){.name = entry->key, .where = entry->key_where};
        m->attributes[index].kind = kind < 0 ? WR_ATTRIBUTE_NUMBER : (enum wr_attribute_kind)kind;
        m->attributes[index].unit = unit == WR_UNIT_SHARE ? WR_UNIT_SHARE : unit;
        wr_i_name(r, &r->attributes, WR_I_ATTRIBUTE, (size_t)index, entry);
        if (wr_i_find(&r->kinds, entry->key, NULL) >= 0)
            wr_i_mistake(r, entry->key_where, "give one of them another name", "`%s` is the name of a kind of patient already", entry->key);
    } else if (kind >= 0 && (int)m->attributes[index].kind != kind) {
        wr_i_mistake(r, entry->key_where, "make it the same sort of thing for every kind of patient, or give it another name",
                     "`%s` was %s on line %d, and is %s here", entry->key,
                     m->attributes[index].kind == WR_ATTRIBUTE_CATEGORY ? "a choice of words"
                     : m->attributes[index].kind == WR_ATTRIBUTE_CHANCE ? "a chance"
                                                                        : "a number",
                     m->attributes[index].where.line,
                     kind == WR_ATTRIBUTE_CATEGORY ? "a choice of words"
                     : kind == WR_ATTRIBUTE_CHANCE ? "a chance"
                                                   : "a number");
        return;
    }
    if (kind == WR_ATTRIBUTE_CATEGORY)
        add_categories(r, entry, (size_t)index, &capacities[index]);
}

/* An attribute that some stage of the service has, at the index that it has in all of them. */
static void name_staged(struct wr_i_reader *r, size_t index, size_t *capacity)
{
    const struct wr_attribute *from = &r->stage->attributes[index];
    struct wr_attribute *a = &r->m->attributes[index];
    struct wr_buf key;

    *a = (struct wr_attribute){
        .name = wr_arena_text(&r->m->arena, from->name), .kind = from->kind, .unit = from->unit, .where = from->where};
    if (a->name == NULL || wr_arena_grow(&r->m->arena, &a->categories, capacity, from->n_categories, sizeof *a->categories) != 0) {
        r->status = WR_ERR_MEMORY;
        return;
    }
    wr_i_put(r, &r->attributes, WR_I_ATTRIBUTE, index, a->name);
    wr_buf_init(&key, 0);
    for (size_t i = 0; i < from->n_categories && r->status == 0; i++) {
        wr_buf_clear(&key);
        wr_buf_printf(&key, "%zu/%s", index, from->categories[i]);
        a->categories[i] = wr_arena_text(&r->m->arena, from->categories[i]);
        a->n_categories = i + 1;
        if (a->categories[i] == NULL || wr_buf_status(&key) != 0 || wr_map_put(&r->categories, wr_buf_string(&key), (long)i) != 0)
            r->status = WR_ERR_MEMORY;
    }
    wr_buf_free(&key);
    r->unit_is_open[index] = from->kind == WR_ATTRIBUTE_NUMBER;
}

void wr_i_name_attributes(struct wr_i_reader *r, const struct wr_node *patients)
{
    size_t i, j, *capacities = wr_i_take(r, WR_I_MOST_ATTRIBUTES, sizeof *capacities);
    struct wr_model *m = r->m;

    m->attributes = wr_i_take(r, WR_I_MOST_ATTRIBUTES, sizeof *m->attributes);
    if (m->attributes == NULL || capacities == NULL)
        return;
    if (r->stage != NULL && r->stage->n_attributes > 0) {
        r->unit_is_open = wr_i_take(r, r->stage->n_attributes, sizeof *r->unit_is_open);
        for (m->n_attributes = 0; r->status == 0 && m->n_attributes < r->stage->n_attributes; m->n_attributes++)
            name_staged(r, m->n_attributes, &capacities[m->n_attributes]);
        if (r->status != 0)
            return;
    }
    wr_i_enter(r, "patients");
    for (i = 0; i < m->n_kinds; i++) {
        const struct wr_node *entry = patients->items[i], *attributes = wr_node_get(entry, "attributes"),
                             *like = wr_node_get(entry, "like");
        m->kinds[i].like = -1;
        wr_i_enter(r, entry->key);
        if (like != NULL && like->kind != WR_NODE_EMPTY) {
            wr_i_enter(r, "like");
            m->kinds[i].like = wr_i_ref(r, like, 1u << WR_I_KIND, NULL);
            if (m->kinds[i].like >= (int)i) {
                wr_i_mistake(r, like->where, "write the kind that it is like above it", "`%s` does not stand above `%s`", like->text,
                             entry->key);
                m->kinds[i].like = -1;
            } else if (m->kinds[i].like >= 0 && m->kinds[m->kinds[i].like].like >= 0) {
                m->kinds[i].like = m->kinds[m->kinds[i].like].like; /* like one that is like another: it counts as that other */
            }
            wr_i_leave(r);
        }
        wr_i_enter(r, "attributes");
        for (j = 0; attributes != NULL && attributes->kind == WR_NODE_MAP && j < attributes->count; j++)
            name_attribute(r, attributes->items[j], capacities);
        wr_i_leave(r);
        wr_i_leave(r);
    }
    wr_i_leave(r);
}

/* ---- second pass ---- */

/* {urgent: 30%, standard: rest}, or {by: age, under 16: {...}, otherwise: {...}}: one value per category. */
static bool read_category(struct wr_i_reader *r, const struct wr_node *node, int attribute, struct wr_value *shares)
{
    size_t n = r->m->attributes[attribute].n_categories, i, j;
    struct wr_value *given;
    bool well = true;
    int rest;

    for (i = 0; i < n; i++) {
        shares[i].kind = WR_VALUE_NUMBER;
        shares[i].number = wr_i_number(0, WR_UNIT_SHARE, node->where);
        shares[i].where = node->where;
    }
    if (node->kind != WR_NODE_MAP || node->count == 0) {
        wr_i_mistake(r, node->where, "write shares such as {urgent: 30%, standard: rest}", "%s is not understood here", wr_i_what(r, node));
        return false;
    }
    if (wr_node_get(node, "by") != NULL) {
        int by = wr_i_read_by(r, node);
        struct wr_by_case *cases = wr_i_take(r, node->count, sizeof *cases);
        size_t n_cases = 0;
        if (by < -1 || cases == NULL)
            return false;
        for (i = 0; i < n; i++) {
            shares[i].kind = WR_VALUE_BY;
            shares[i].by_attribute = by;
            shares[i].cases = wr_i_take(r, node->count, sizeof *shares[i].cases);
            if (shares[i].cases == NULL)
                return false;
        }
        for (j = 0; j < node->count; j++) {
            const struct wr_node *entry = node->items[j];
            struct wr_value *inner;
            if (strcmp(entry->key, "by") == 0)
                continue;
            wr_i_enter(r, entry->key);
            inner = wr_i_take(r, n, sizeof *inner);
            if (!wr_i_read_by_case(r, entry, by, &cases[n_cases]) || inner == NULL || !read_category(r, entry, attribute, inner))
                well = false;
            wr_i_leave(r);
            for (i = 0; i < n && inner != NULL; i++) {
                shares[i].cases[n_cases] = cases[n_cases];
                shares[i].cases[n_cases].value = &inner[i];
                shares[i].n_cases = n_cases + 1;
            }
            n_cases++;
        }
        if (well)
            wr_i_check_by_cases(r, node, by, cases, n_cases);
        return well && n_cases > 0;
    }
    given = wr_i_take(r, node->count, sizeof *given);
    if (given == NULL)
        return false;
    well = wr_i_read_shares(r, node, given, &rest);
    if (well && rest >= 0) { /* what the others leave */
        double sum = 0;
        for (j = 0; j < node->count; j++) {
            if (given[j].kind == WR_VALUE_BY) {
                wr_i_mistake(r, node->where, "put `by:` around the whole: {by: frail, frail: {...}, otherwise: {...}}",
                             "`rest` cannot be worked out beside a share that differs");
                return false;
            }
            sum += (int)j == rest ? 0 : given[j].number.value;
        }
        given[rest].kind = WR_VALUE_NUMBER;
        given[rest].number = wr_i_number(sum < 1 ? 1 - sum : 0, WR_UNIT_SHARE, node->items[rest]->where);
        given[rest].where = node->items[rest]->where;
    }
    for (j = 0; j < node->count && well; j++) {
        int category = wr_i_category(r, attribute, node->items[j]->key);
        if (category >= 0 && (size_t)category < n)
            shares[category] = given[j];
    }
    return well;
}

/* The attributes that a value differs by must be drawn before it: `before` tells which are. */
static void check_order(struct wr_i_reader *r, const struct wr_value *v, const unsigned char *before)
{
    size_t i;

    if (v->kind != WR_VALUE_BY)
        return;
    if (v->by_attribute >= 0 && !before[v->by_attribute])
        wr_i_mistake(r, v->where, wr_i_say(r, "write `%s` above it", r->m->attributes[v->by_attribute].name),
                     "it differs by `%s`, which this kind of patient does not have, or not yet", r->m->attributes[v->by_attribute].name);
    for (i = 0; i < v->n_cases; i++)
        check_order(r, v->cases[i].value, before);
}

static void read_attribute(struct wr_i_reader *r, const struct wr_node *entry, struct wr_kind_attribute *out)
{
    const struct wr_attribute *a = &r->m->attributes[out->attribute];

    wr_i_enter(r, entry->key);
    r->arriving = true;
    out->where = entry->key_where;
    out->value.number = wr_i_number(0, a->unit, entry->where);
    switch (a->kind) {
    case WR_ATTRIBUTE_CATEGORY:
        out->shares = wr_i_take(r, a->n_categories, sizeof *out->shares);
        if (out->shares != NULL)
            (void)read_category(r, entry, out->attribute, out->shares);
        break;
    case WR_ATTRIBUTE_CHANCE:
        (void)wr_i_read_value(r, entry, WR_SLOT_SHARE, false, &out->value);
        break;
    case WR_ATTRIBUTE_NUMBER:
        if (wr_i_read_value(r, entry, WR_SLOT_ANY, true, &out->value) && out->value.kind != WR_VALUE_BY) {
            struct wr_attribute *mine = &r->m->attributes[out->attribute];
            bool *open = r->stage != NULL && (size_t)out->attribute < r->stage->n_attributes ? &r->unit_is_open[out->attribute] : NULL;
            if (open != NULL && *open)
                mine->unit = out->value.number.unit;
            else if (open == NULL && out->value.number.unit == WR_UNIT_TIME && mine->unit == WR_UNIT_BARE &&
                     mine->where.line == entry->key_where.line)
                mine->unit = WR_UNIT_TIME; /* the first place tells the unit */
            else if (out->value.number.unit != mine->unit)
                wr_i_mistake(r, entry->where, "write it in the same kind of unit everywhere", "`%s` has another unit elsewhere",
                             entry->key);
            if (open != NULL)
                *open = false;
        }
        break;
    }
    r->arriving = false;
    wr_i_leave(r);
}

static void read_attributes(struct wr_i_reader *r, const struct wr_node *node, struct wr_kind *kind, const struct wr_kind *like)
{
    size_t most = node->count + (like == NULL ? 0 : like->n_attributes), i, j;
    unsigned char *before = wr_i_take(r, r->m->n_attributes, 1);
    struct wr_kind_attribute *all;

    wr_i_enter(r, "attributes");
    if (node->kind != WR_NODE_MAP) {
        wr_i_mistake(r, node->where,
                     "write {urgency: {urgent: 30%, standard: rest}, age: {normal: {mean: 45, sd: 20, at least: 0}}, frail: 12%}",
                     "a map of names is wanted here, not %s", wr_i_what(r, node));
        wr_i_leave(r);
        return;
    }
    all = wr_i_take(r, most, sizeof *all);
    if (all != NULL && like != NULL && like->n_attributes > 0) {
        memcpy(all, like->attributes, like->n_attributes * sizeof *all);
        kind->n_attributes = like->n_attributes;
    }
    for (i = 0; i < node->count && all != NULL; i++) {
        int attribute = wr_i_find(&r->attributes, node->items[i]->key, NULL);
        if (attribute < 0)
            continue; /* one too many: told of in the first pass */
        for (j = 0; j < kind->n_attributes && all[j].attribute != attribute; j++) {
        }
        memset(&all[j], 0, sizeof all[j]);
        all[j].attribute = attribute;
        read_attribute(r, node->items[i], &all[j]);
        if (j == kind->n_attributes)
            kind->n_attributes++;
    }
    kind->attributes = all;
    for (i = 0; i < kind->n_attributes && before != NULL && all != NULL; i++) {
        const struct wr_attribute *a = &r->m->attributes[all[i].attribute];
        if (a->kind == WR_ATTRIBUTE_CATEGORY && all[i].shares != NULL && a->n_categories > 0)
            check_order(r, &all[i].shares[0], before); /* all categories differ by the same */
        else
            check_order(r, &all[i].value, before);
        before[all[i].attribute] = 1;
    }
    wr_i_leave(r);
}

void wr_i_read_kinds(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t i;

    wr_i_enter(r, "patients");
    for (i = 0; i < r->m->n_kinds; i++) {
        const struct wr_node *entry = node->items[i], *part;
        struct wr_kind *kind = &r->m->kinds[i];
        const struct wr_kind *like = NULL;
        const struct wr_node *like_node = wr_node_get(entry, "like");

        wr_i_enter(r, entry->key);
        kind->starts_at = -1;
        kind->waiting_at_most = wr_i_number(-1, WR_UNIT_BARE, entry->where);
        kind->priority.kind = WR_VALUE_NUMBER;
        kind->priority.number = wr_i_number(3, WR_UNIT_BARE, entry->where);
        for (int s = 0; s < 24; s++)
            kind->arrive.by_hour[s] = 1;
        for (int s = 0; s < 7; s++)
            kind->arrive.by_weekday[s] = 1;
        for (int s = 0; s < 12; s++)
            kind->arrive.by_month[s] = 1;
        if (!wr_i_object(r, entry, wr_describe_object("kind"))) {
            wr_i_leave(r);
            continue;
        }
        if (kind->like >= 0 && like_node->kind == WR_NODE_TEXT) { /* what is not said here is as there */
            int root = kind->like, direct = wr_i_find(&r->kinds, like_node->text, NULL);
            like = &r->m->kinds[direct < 0 ? root : direct];
            kind->arrive = like->arrive;
            kind->attributes = like->attributes;
            kind->n_attributes = like->n_attributes;
            kind->priority = like->priority;
            kind->starts_at = like->starts_at;
            kind->has_if_full = like->has_if_full;
            kind->if_full = like->if_full;
            kind->waiting_at_most = like->waiting_at_most;
        }
        kind->says = wr_i_text(r, entry, "says");
        if ((part = wr_node_get(entry, "arrive")) != NULL && part->kind != WR_NODE_EMPTY) {
            const char *from = wr_i_source(r, part);
            wr_i_enter(r, "arrive");
            wr_i_read_arrive(r, part, &kind->arrive);
            wr_i_leave(r);
            r->from = from;
        } else if (part == NULL && like == NULL) {
            wr_i_mistake(r, entry->key_where, "add `arrive: {a day: 20}`, or `arrive: none`", "it is not said how they come");
        }
        if ((part = wr_node_get(entry, "attributes")) != NULL && part->kind != WR_NODE_EMPTY)
            read_attributes(r, part, kind, like);
        if ((part = wr_node_get(entry, "priority")) != NULL && part->kind != WR_NODE_EMPTY)
            wr_i_read_value_field(r, entry, "priority", WR_SLOT_COUNT, false, &kind->priority);
        if ((part = wr_node_get(entry, "starts at")) != NULL && part->kind != WR_NODE_EMPTY) {
            wr_i_enter(r, "starts at");
            kind->starts_at = wr_i_ref(r, part, 1u << WR_I_STEP, NULL);
            wr_i_leave(r);
        } else if (part == NULL && like == NULL) {
            wr_i_mistake(r, entry->key_where, "add `starts at: triage` with the name of a step", "it is not said where they start");
        }
        if ((part = wr_node_get(entry, "if full")) != NULL) {
            wr_i_enter(r, "if full");
            kind->has_if_full = wr_i_read_target(r, part, &kind->if_full);
            wr_i_leave(r);
        }
        if ((part = wr_node_get(entry, "waiting at most")) != NULL && part->kind != WR_NODE_EMPTY) {
            wr_i_enter(r, "waiting at most");
            if (!wr_i_read_number(r, part, WR_SLOT_COUNT, &kind->waiting_at_most))
                kind->waiting_at_most.value = -1;
            else if (wr_node_get(entry, "if full") == NULL && !kind->has_if_full)
                wr_i_mistake(r, part->key_where, "add `if full:` with the name of a step or an outcome",
                             "`waiting at most` needs an `if full`");
            wr_i_leave(r);
        }
        wr_i_leave(r);
    }
    wr_i_leave(r);
}
