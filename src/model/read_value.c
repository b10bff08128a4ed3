/* Values that may differ between patients: a number, a distribution, or {by: urgency, urgent: 1, otherwise: 3}, nested as needed. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

int wr_i_read_by(struct wr_i_reader *r, const struct wr_node *node)
{
    const struct wr_node *by = wr_node_get(node, "by");

    r->by_patient = true;
    if (by->kind == WR_NODE_TEXT && strcmp(by->text, "kind") == 0)
        return WR_BY_KIND;
    if (by->kind == WR_NODE_EMPTY) {
        wr_i_mistake(r, by->key_where, "such as {by: urgency, urgent: 1, otherwise: 3}", "there is nothing behind `by`");
        return -2;
    }
    {
        int attribute = wr_i_ref(r, by, 1u << WR_I_ATTRIBUTE, NULL);
        return attribute < 0 ? -2 : attribute;
    }
}

/* A number of a band at s; bytes used, 0 for none. */
static size_t band_number(const char *s, enum wr_unit unit, double *value)
{
    enum wr_unit got;
    size_t used;

    if (!wr_units_read(s, value, &got, &used) || (got != unit && !(got == WR_UNIT_BARE && *value == 0)))
        return 0;
    return used;
}

/* "under 16", "16 to 74", "75 and over", "over 74", "at least 75", "at most 15". Bands hold completed whole units. */
static bool read_band(const char *s, enum wr_unit unit, double *from, double *below)
{
    double a, b;
    size_t used;

    *from = -INFINITY;
    *below = INFINITY;
    if (wr_text_starts(s, "under ") && (used = band_number(s + 6, unit, &a)) > 0 && s[6 + used] == '\0') {
        *below = a;
    } else if (wr_text_starts(s, "over ") && (used = band_number(s + 5, unit, &a)) > 0 && s[5 + used] == '\0') {
        *from = floor(a) + 1;
    } else if (wr_text_starts(s, "at least ") && (used = band_number(s + 9, unit, &a)) > 0 && s[9 + used] == '\0') {
        *from = a;
    } else if (wr_text_starts(s, "at most ") && (used = band_number(s + 8, unit, &a)) > 0 && s[8 + used] == '\0') {
        *below = floor(a) + 1;
    } else if ((used = band_number(s, unit, &a)) > 0) {
        s += used;
        if (strcmp(s, " and over") == 0 || strcmp(s, " or over") == 0) {
            *from = a;
        } else if (wr_text_starts(s, " to ") && (used = band_number(s + 4, unit, &b)) > 0 && s[4 + used] == '\0' && b >= a) {
            *from = a;
            *below = floor(b) + 1;
        } else if (*s == '\0') {
            *from = a;
            *below = floor(a) + 1;
        } else {
            return false;
        }
    } else {
        return false;
    }
    return true;
}

bool wr_i_read_by_case(struct wr_i_reader *r, const struct wr_node *entry, int attribute, struct wr_by_case *out)
{
    const struct wr_attribute *a;

    *out = (struct wr_by_case){.category = -1, .from = -INFINITY, .below = INFINITY};
    if (strcmp(entry->key, "otherwise") == 0) {
        out->otherwise = true;
        return true;
    }
    if (attribute == WR_BY_KIND) {
        out->category = wr_i_ref_text(r, entry->key, entry->key_where, 1u << WR_I_KIND, NULL);
        if (out->category >= 0 && r->m->kinds[out->category].like >= 0) {
            wr_i_mistake(
                r, entry->key_where,
                wr_i_say(r, "name `%s`, or take `like` away from `%s`", r->m->kinds[r->m->kinds[out->category].like].name, entry->key),
                "`%s` is like `%s`, and counts as that one in `by: kind`", entry->key, r->m->kinds[r->m->kinds[out->category].like].name);
            return false;
        }
        return out->category >= 0;
    }
    a = &r->m->attributes[attribute];
    switch (a->kind) {
    case WR_ATTRIBUTE_CATEGORY:
        out->category = wr_i_category(r, attribute, entry->key);
        if (out->category >= 0)
            return true;
        wr_i_mistake(r, entry->key_where, wr_i_did_you_mean(r, entry->key, a->categories, a->n_categories),
                     "`%s` is not one of the values of `%s`", entry->key, a->name);
        return false;
    case WR_ATTRIBUTE_CHANCE:
        if (strcmp(entry->key, a->name) == 0) {
            out->category = 1;
            return true;
        }
        if (wr_text_starts(entry->key, "not ") && strcmp(entry->key + 4, a->name) == 0) {
            out->category = 0;
            return true;
        }
        wr_i_mistake(r, entry->key_where, wr_i_say(r, "write `%s`, `not %s` or `otherwise`", a->name, a->name),
                     "`%s` is not understood here", entry->key);
        return false;
    case WR_ATTRIBUTE_NUMBER:
        if (read_band(entry->key, a->unit, &out->from, &out->below))
            return true;
        wr_i_mistake(r, entry->key_where,
                     a->unit == WR_UNIT_TIME ? "write `under 2 days`, `2 days to 5 days` or `5 days and over`"
                                             : "write `under 16`, `16 to 74` or `75 and over`",
                     "`%s` is not a band of `%s`", entry->key, a->name);
        return false;
    }
    return false;
}

/* Bands that leave a gap or overlap. n is small mostly; they are looked at in order of their start by a simple sort. */
static void check_bands(struct wr_i_reader *r, const struct wr_node *node, const struct wr_by_case *cases, size_t n, const char *name,
                        bool otherwise)
{
    double *from = wr_i_take(r, n, sizeof *from), *below = wr_i_take(r, n, sizeof *below), reached = -INFINITY;
    size_t count = 0, i, j;

    if (from == NULL || below == NULL || n > 1000)
        return;
    for (i = 0; i < n; i++) {
        if (cases[i].otherwise)
            continue;
        for (j = count++; j > 0 && from[j - 1] > cases[i].from; j--) {
            from[j] = from[j - 1];
            below[j] = below[j - 1];
        }
        from[j] = cases[i].from;
        below[j] = cases[i].below;
    }
    for (i = 0; i < count; i++) {
        if (from[i] < reached) {
            wr_i_mistake(r, node->where, "let each band begin where the one before ends", "two bands of `%s` overlap at %.15g", name,
                         from[i]);
            return;
        }
        if (from[i] > reached && !otherwise) {
            if (reached == -INFINITY)
                wr_i_mistake(r, node->where, wr_i_say(r, "add `under %.15g`, or `otherwise`", from[i]),
                             "nothing is said for `%s` under %.15g", name, from[i]);
            else
                wr_i_mistake(r, node->where, "add a band for it, or `otherwise`", "nothing is said for `%s` from %.15g to under %.15g",
                             name, reached, from[i]);
            return;
        }
        reached = below[i];
    }
    if (reached < INFINITY && !otherwise)
        wr_i_mistake(r, node->where, wr_i_say(r, "add `%.15g and over`, or `otherwise`", reached),
                     "nothing is said for `%s` of %.15g and over", name, reached);
}

static enum wr_i_category_is category_is(const struct wr_i_reader *r, int attribute, size_t category)
{
    const struct wr_i_stage *stage = r->stage;

    if (stage == NULL || (size_t)attribute >= stage->n_attributes || category >= stage->attributes[attribute].n_categories)
        return WR_I_CATEGORY_NOW;
    return (enum wr_i_category_is)stage->category_is[attribute][category];
}

/* Whether nobody has the category when this is read: it comes in a later stage, or, of who arrives, is no more. */
static bool never_met(const struct wr_i_reader *r, int attribute, size_t category)
{
    enum wr_i_category_is is = category_is(r, attribute, category);
    return is == WR_I_CATEGORY_LATER || (is == WR_I_CATEGORY_PAST && r->arriving);
}

void wr_i_check_by_cases(struct wr_i_reader *r, const struct wr_node *node, int attribute, const struct wr_by_case *cases, size_t n)
{
    const struct wr_attribute *a;
    bool otherwise = n > 0 && cases[n - 1].otherwise;
    const char **missing;
    unsigned char *seen;
    size_t i, wanted, n_missing = 0, past = 0;
    struct wr_buf text;

    for (i = 0; i + 1 < n; i++)
        if (cases[i].otherwise) {
            wr_i_mistake(r, node->where, "write it as the last line", "`otherwise` stands before other cases");
            return;
        }
    if (attribute == WR_BY_KIND || attribute < -1) /* kinds that do not come here need not be named: see check_attributes.c */
        return;
    a = &r->m->attributes[attribute];
    if (a->kind == WR_ATTRIBUTE_NUMBER) {
        check_bands(r, node, cases, n, a->name, otherwise);
        return;
    }
    wanted = a->kind == WR_ATTRIBUTE_CHANCE ? 2 : a->n_categories;
    if (otherwise || wanted == 0 || n >= wanted)
        return;
    seen = wr_i_take(r, wanted, 1);
    missing = wr_i_take(r, 3, sizeof *missing);
    if (seen == NULL || missing == NULL)
        return;
    for (i = 0; i < n; i++)
        if (cases[i].category >= 0 && (size_t)cases[i].category < wanted)
            seen[cases[i].category] = 1;
    for (i = 0; i < wanted && n_missing < 3; i++)
        if (!seen[i] && !never_met(r, attribute, i)) {
            missing[n_missing++] = a->kind == WR_ATTRIBUTE_CHANCE ? (i == 1 ? a->name : wr_i_say(r, "not %s", a->name)) : a->categories[i];
            past += category_is(r, attribute, i) == WR_I_CATEGORY_PAST;
        }
    wr_buf_init(&text, 0);
    for (i = 0; i < n_missing; i++)
        wr_buf_printf(&text, "%s`%s`", i > 0 ? ", " : "", missing[i] == NULL ? "" : missing[i]);
    if (n_missing > 0 && past > 0)
        wr_i_mistake(r, node->where, wr_i_say(r, "write `otherwise`, or keep `%s` among the values with a share of 0%%", missing[0]),
                     "nothing is said for %s, and who came before %s taken away may come here still", wr_buf_string(&text),
                     past > 1 ? "they were" : "it was");
    else if (n_missing > 0)
        wr_i_mistake(r, node->where, "add a line for it, or `otherwise`", "nothing is said for %s", wr_buf_string(&text));
    wr_buf_free(&text);
}

static bool read_by(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, bool distributions, struct wr_value *out)
{
    int attribute = wr_i_read_by(r, node);
    size_t i, n = 0;
    bool well = attribute > -2;

    out->cases = wr_i_take(r, node->count, sizeof *out->cases);
    if (out->cases == NULL)
        return false;
    for (i = 0; i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_by_case one = {.category = -1};
        if (strcmp(entry->key, "by") == 0)
            continue;
        wr_i_enter(r, entry->key);
        if (attribute > -2 && !wr_i_read_by_case(r, entry, attribute, &one))
            well = false;
        one.value = wr_i_take(r, 1, sizeof *one.value);
        if (one.value == NULL || !wr_i_read_value(r, entry, slot, distributions, one.value))
            well = false;
        wr_i_leave(r);
        if (one.value != NULL)
            out->cases[n++] = one;
    }
    if (n == 0) {
        wr_i_mistake(r, node->where, "such as {by: urgency, urgent: 1, otherwise: 3}", "`by` has no cases");
        well = false;
    }
    if (well)
        wr_i_check_by_cases(r, node, attribute, out->cases, n);
    out->kind = well ? WR_VALUE_BY : WR_VALUE_NONE;
    out->by_attribute = attribute;
    out->n_cases = n;
    return well;
}

bool wr_i_read_value(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, bool distributions, struct wr_value *out)
{
    memset(out, 0, sizeof *out);
    out->where = node->where;
    out->number = wr_i_number(0, WR_UNIT_BARE, node->where);
    if (node->kind == WR_NODE_EMPTY) {
        if (node->key != NULL && r->depth > 0)
            wr_i_mistake(r, node->key_where, NULL, "there is nothing behind `%s`", node->key);
        return false;
    }
    if (node->kind == WR_NODE_MAP && wr_node_get(node, "by") != NULL)
        return read_by(r, node, slot, distributions, out);
    if (node->kind == WR_NODE_MAP && wr_i_is_distribution(node)) {
        enum wr_unit unit;
        if (!distributions) {
            wr_i_mistake(r, node->where, wr_i_say(r, "write %s", wr_describe_slot(slot)),
                         "a distribution cannot stand here: one number is wanted");
            return false;
        }
        out->dist = wr_i_read_distribution(r, node, slot, &unit);
        if (out->dist == NULL)
            return false;
        out->kind = WR_VALUE_DIST;
        out->number.unit = unit;
        return true;
    }
    if (node->kind == WR_NODE_MAP && wr_node_get(node, "estimate") == NULL && distributions && node->count > 0) {
        const char *words[WR_SAMPLER_KINDS + 3], *hint;
        size_t n = 0;
        for (int k = 0; k < WR_SAMPLER_KINDS; k++)
            words[n++] = wr_sampler_kind_name((enum wr_sampler_kind)k);
        words[n++] = "by";
        words[n++] = "estimate";
        hint = wr_i_did_you_mean(r, node->items[0]->key, words, n);
        wr_i_mistake(r, node->items[0]->key_where,
                     hint != NULL ? hint : "write a number, a distribution such as {lognormal: {mean: 45 min, sd: 30 min}}, or {by: ...}",
                     "`%s` is not the name of a distribution", node->items[0]->key);
        return false;
    }
    if (!wr_i_read_number(r, node, slot, &out->number))
        return false;
    out->kind = WR_VALUE_NUMBER;
    return true;
}

void wr_i_read_value_field(struct wr_i_reader *r, const struct wr_node *parent, const char *key, enum wr_slot slot, bool distributions,
                           struct wr_value *out)
{
    const struct wr_node *node = wr_node_get(parent, key);

    memset(out, 0, sizeof *out);
    out->number = wr_i_number(0, WR_UNIT_BARE, parent->where);
    out->where = parent->where;
    if (node == NULL || node->kind == WR_NODE_EMPTY) /* nothing behind a key was told of where the keys were looked at */
        return;
    wr_i_enter(r, key);
    (void)wr_i_read_value(r, node, slot, distributions, out);
    wr_i_leave(r);
}
