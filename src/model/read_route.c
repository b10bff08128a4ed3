/* Where a patient goes next: a name, shares, {by: ...}, or a list of cases with `if`. And what a step is done with. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

static bool target_text(struct wr_i_reader *r, const char *text, struct wr_where where, struct wr_target *out)
{
    enum wr_i_part part;
    int index;

    if (strcmp(text, "done") == 0) {
        *out = (struct wr_target){WR_TO_DONE, -1};
        return true;
    }
    index = wr_i_ref_text(r, text, where, 1u << WR_I_STEP | 1u << WR_I_OUTCOME, &part);
    *out = (struct wr_target){part == WR_I_STEP ? WR_TO_STEP : WR_TO_OUTCOME, index};
    return index >= 0;
}

bool wr_i_read_target(struct wr_i_reader *r, const struct wr_node *node, struct wr_target *out)
{
    *out = (struct wr_target){WR_TO_DONE, -1};
    if (node->kind == WR_NODE_TEXT)
        return target_text(r, node->text, node->where, out);
    if (node->kind != WR_NODE_EMPTY)
        wr_i_mistake(r, node->where, "write one name", "the name of a step or an outcome is wanted here, not %s", wr_i_what(r, node));
    return false;
}

/* Lowest and highest number that a share can be. */
static void share_range(const struct wr_value *v, double *low, double *high)
{
    size_t i;

    *low = *high = v->kind == WR_VALUE_NUMBER ? v->number.value : 0;
    for (i = 0; v->kind == WR_VALUE_BY && i < v->n_cases; i++) {
        double a, b;
        share_range(v->cases[i].value, &a, &b);
        *low = i == 0 || a < *low ? a : *low;
        *high = i == 0 || b > *high ? b : *high;
    }
}

/* Whether all shares that differ do so by the same cases of one attribute, not nested: then each case can be summed exactly. */
static const struct wr_value *same_cases(const struct wr_value *shares, size_t n)
{
    const struct wr_value *first = NULL;
    size_t i, j;

    for (i = 0; i < n; i++) {
        if (shares[i].kind != WR_VALUE_BY)
            continue;
        if (first == NULL)
            first = &shares[i];
        if (shares[i].by_attribute != first->by_attribute || shares[i].n_cases != first->n_cases)
            return NULL;
        for (j = 0; j < first->n_cases; j++) {
            const struct wr_by_case *a = &shares[i].cases[j], *b = &first->cases[j];
            if (a->otherwise != b->otherwise || a->category != b->category || a->from != b->from || a->below != b->below ||
                a->value->kind != WR_VALUE_NUMBER)
                return NULL;
        }
    }
    return first;
}

static void say_sum(struct wr_i_reader *r, const struct wr_node *node, double sum, bool rest, const char *when)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    wr_units_print(&text, sum, WR_UNIT_SHARE, 6);
    if (rest)
        wr_i_mistake(r, node->where, "make them less: `rest` is what the others leave", "the shares make %s%s, more than 100%%",
                     wr_buf_string(&text), when);
    else
        wr_i_mistake(r, node->where, "make them 100%, or write `rest` for one of them", "the shares make %s%s, not 100%%",
                     wr_buf_string(&text), when);
    wr_buf_free(&text);
}

static bool check_sum(struct wr_i_reader *r, const struct wr_node *node, const struct wr_value *shares, size_t n, bool rest)
{
    const struct wr_value *first = same_cases(shares, n);
    double low = 0, high = 0, a, b;
    size_t i, c;

    if (first != NULL) {
        for (c = 0; c < first->n_cases; c++) {
            double sum = 0;
            for (i = 0; i < n; i++)
                sum += shares[i].kind == WR_VALUE_BY ? shares[i].cases[c].value->number.value : shares[i].number.value;
            if (rest ? sum > 1 + 1e-9 : fabs(sum - 1) > 1e-9) {
                say_sum(r, node, sum, rest, " in one of the cases");
                return false;
            }
        }
        return true;
    }
    for (i = 0; i < n; i++) {
        share_range(&shares[i], &a, &b);
        low += a;
        high += b;
    }
    if (low == high ? (rest ? low > 1 + 1e-9 : fabs(low - 1) > 1e-9) : low > 1 + 1e-9) {
        say_sum(r, node, low, rest, "");
        return false;
    }
    if (low != high && !rest) {
        wr_i_mistake(r, node->where,
                     "write `rest` for one of them, or put `by:` around the whole: {by: urgency, urgent: {...}, standard: {...}}",
                     "it cannot be seen that the shares always make 100%%");
        return false;
    }
    if (high > 1 + 1e-9)
        wr_i_warning(r, node->where, "put `by:` around the whole: {by: urgency, urgent: {...}, standard: {...}}",
                     "the shares may make more than 100%% for some patients; the last ones are then cut");
    return true;
}

bool wr_i_read_shares(struct wr_i_reader *r, const struct wr_node *node, struct wr_value *shares, int *rest)
{
    bool well = true;
    size_t i;

    *rest = -1;
    for (i = 0; i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        wr_i_enter(r, entry->key);
        if (entry->kind == WR_NODE_TEXT && strcmp(entry->text, "rest") == 0) {
            if (*rest >= 0) {
                wr_i_mistake(r, entry->where, "write a share for one of them", "`rest` stands twice");
                well = false;
            }
            *rest = (int)i;
        } else if (entry->kind == WR_NODE_EMPTY) {
            wr_i_mistake(r, entry->key_where, wr_i_say(r, "write `%s: 40%%` or `%s: rest`", entry->key, entry->key),
                         "there is no share behind `%s`", entry->key);
            well = false;
        } else if (!wr_i_read_value(r, entry, WR_SLOT_SHARE, false, &shares[i])) {
            well = false;
        }
        wr_i_leave(r);
    }
    return well && check_sum(r, node, shares, node->count, *rest >= 0);
}

static bool read_branches(struct wr_i_reader *r, const struct wr_node *node, struct wr_route *out)
{
    struct wr_value *shares = wr_i_take(r, node->count, sizeof *shares);
    bool well = true;
    size_t i;
    int rest;

    out->kind = WR_ROUTE_SHARES;
    out->branches = wr_i_take(r, node->count, sizeof *out->branches);
    if (shares == NULL || out->branches == NULL)
        return false;
    for (i = 0; i < node->count; i++) {
        out->branches[i].where = node->items[i]->key_where;
        if (!target_text(r, node->items[i]->key, node->items[i]->key_where, &out->branches[i].to))
            well = false;
    }
    if (!wr_i_read_shares(r, node, shares, &rest))
        well = false;
    for (i = 0; i < node->count; i++) {
        out->branches[i].share = shares[i];
        out->branches[i].rest = (int)i == rest;
    }
    out->n_branches = node->count;
    return well;
}

static bool read_by(struct wr_i_reader *r, const struct wr_node *node, struct wr_route *out)
{
    int attribute = wr_i_read_by(r, node);
    struct wr_by_case *all = wr_i_take(r, node->count, sizeof *all);
    bool well = attribute > -2;
    size_t i, n = 0;

    out->kind = WR_ROUTE_BY;
    out->by_attribute = attribute;
    out->cases = wr_i_take(r, node->count, sizeof *out->cases);
    for (i = 0; i < node->count && all != NULL && out->cases != NULL; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_route_case *one = &out->cases[n];
        if (strcmp(entry->key, "by") == 0)
            continue;
        wr_i_enter(r, entry->key);
        if (attribute > -2 && !wr_i_read_by_case(r, entry, attribute, &one->by))
            well = false;
        one->then = wr_i_take(r, 1, sizeof *one->then);
        if (one->then == NULL || !wr_i_read_route(r, entry, one->then))
            well = false;
        wr_i_leave(r);
        all[n++] = one->by;
    }
    out->n_cases = n;
    if (n == 0 && r->status == 0) {
        wr_i_mistake(r, node->where, "such as {by: urgency, urgent: majors review, otherwise: minors}", "`by` has no cases");
        well = false;
    }
    if (well && all != NULL)
        wr_i_check_by_cases(r, node, attribute, all, n);
    return well;
}

static bool read_cases(struct wr_i_reader *r, const struct wr_node *node, struct wr_route *out)
{
    bool well = node->count > 0;
    size_t i, j;

    out->kind = WR_ROUTE_CASES;
    out->cases = wr_i_take(r, node->count, sizeof *out->cases);
    if (!well)
        wr_i_mistake(r, node->where, "write the name of a step or an outcome", "the list of cases is empty");
    for (i = 0; i < node->count && out->cases != NULL; i++) {
        const struct wr_node *entry = node->items[i], *condition, *then;
        struct wr_route_case *one = &out->cases[i];
        out->n_cases = i + 1;
        one->then = wr_i_take(r, 1, sizeof *one->then);
        if (entry->kind != WR_NODE_MAP) {
            wr_i_mistake(r, entry->where, "write `- {if: frail, then: ward care}`, and last `- {then: went home}`",
                         "%s is not a case with `if` and `then`", wr_i_what(r, entry));
            well = false;
            continue;
        }
        for (j = 0; j < entry->count; j++)
            if (strcmp(entry->items[j]->key, "if") != 0 && strcmp(entry->items[j]->key, "then") != 0) {
                wr_i_mistake(r, entry->items[j]->key_where, "a case has `if` and `then`", "`%s` is not known here", entry->items[j]->key);
                well = false;
            }
        condition = wr_node_get(entry, "if");
        then = wr_node_get(entry, "then");
        if (condition != NULL) {
            wr_i_enter(r, "if");
            if (condition->kind == WR_NODE_EMPTY) {
                wr_i_mistake(r, condition->key_where, NULL, "there is nothing behind `if`");
                well = false;
            } else if (!wr_i_read_condition(r, condition, &one->condition)) {
                well = false;
            }
            for (j = 0; j < one->condition.n_atoms; j++)
                if (one->condition.atoms[j].kind == WR_ATOM_LEFT_AS) {
                    wr_i_mistake(r, condition->where, "use `went to` a step, an attribute or a kind of patient",
                                 "`left as` is known only when the patient has left");
                    well = false;
                }
            wr_i_leave(r);
        }
        if (condition == NULL && i + 1 < node->count) {
            wr_i_mistake(r, entry->where, "write the case without `if` as the last one",
                         "a case without `if` stands before others, which are never reached");
            well = false;
        }
        if (condition != NULL && i + 1 == node->count) {
            wr_i_mistake(r, entry->where, "add a last case for all others: `- {then: went home}`",
                         "the last case has an `if`: nothing is said for all others");
            well = false;
        }
        wr_i_enter(r, "then");
        if (then == NULL || then->kind == WR_NODE_EMPTY) {
            wr_i_mistake(r, entry->where, "say where they go: then: went home", "a case has no `then`");
            well = false;
        } else if (one->then == NULL || !wr_i_read_route(r, then, one->then)) {
            well = false;
        }
        wr_i_leave(r);
    }
    return well;
}

bool wr_i_read_route(struct wr_i_reader *r, const struct wr_node *node, struct wr_route *out)
{
    memset(out, 0, sizeof *out);
    out->where = node->where;
    switch (node->kind) {
    case WR_NODE_TEXT:
        out->kind = WR_ROUTE_TO;
        return target_text(r, node->text, node->where, &out->to);
    case WR_NODE_LIST:
        return read_cases(r, node, out);
    case WR_NODE_MAP:
        if (wr_node_get(node, "by") != NULL)
            return read_by(r, node, out);
        if (node->count > 0)
            return read_branches(r, node, out);
        wr_i_mistake(r, node->where, "write a name, or shares such as {ward care: 25%, went home: rest}", "there is nothing in the braces");
        return false;
    case WR_NODE_EMPTY:
        if (node->key != NULL)
            wr_i_mistake(r, node->key_where, "write a name, or shares such as {ward care: 25%, went home: rest}",
                         "there is nothing behind `%s`", node->key);
        return false;
    }
    return false;
}

/* `{any of: [doctor, practitioner]}` */
static const int *read_any(struct wr_i_reader *r, const struct wr_node *node, unsigned parts, size_t *n)
{
    const struct wr_node *any = wr_node_get(node, "any of");
    const int *out;

    *n = 0;
    if (node->count > 1) {
        wr_i_mistake(r, node->where, "leave `any of` alone in its braces", "something stands beside `any of`");
        return NULL;
    }
    wr_i_enter(r, "any of");
    if (any->kind != WR_NODE_LIST || any->count == 0)
        wr_i_mistake(r, any->where, "write {any of: [ward nurse, doctor]}", "a list of names is wanted here");
    out = any->kind == WR_NODE_LIST && any->count > 0 ? wr_i_refs(r, any, parts, n) : NULL;
    wr_i_leave(r);
    return out;
}

bool wr_i_read_with(struct wr_i_reader *r, const struct wr_node *node, struct wr_with *out)
{
    size_t count, i, j;
    bool well = true;

    memset(out, 0, sizeof *out);
    out->where = node->where;
    if (node->kind == WR_NODE_EMPTY)
        return false;
    if (node->kind == WR_NODE_MAP && wr_node_get(node, "any of") != NULL) {
        out->any = read_any(r, node, 1u << WR_I_RESOURCE, &out->n_any);
        return out->n_any > 0;
    }
    count = node->kind == WR_NODE_TEXT ? 1 : node->count;
    if (count == 0) {
        wr_i_mistake(r, node->where, "write a name, or {doctor: 1, nurse: 2}; leave `with` out when nobody is needed",
                     "nobody is named here");
        return false;
    }
    out->all = wr_i_take(r, count, sizeof *out->all);
    for (i = 0; i < count && out->all != NULL; i++) {
        const struct wr_node *entry = node->kind == WR_NODE_TEXT ? node : node->items[i];
        struct wr_needed *one = &out->all[out->n_all];
        one->count.kind = WR_VALUE_NUMBER;
        one->count.number = wr_i_number(1, WR_UNIT_BARE, entry->where);
        if (node->kind == WR_NODE_MAP) {
            one->resource = wr_i_ref_text(r, entry->key, entry->key_where, 1u << WR_I_RESOURCE, NULL);
            wr_i_enter(r, entry->key);
            if (!wr_i_read_value(r, entry, WR_SLOT_COUNT, false, &one->count))
                well = false;
            else if (one->count.kind == WR_VALUE_NUMBER && one->count.number.value < 1) {
                wr_i_mistake(r, entry->where, "write 1 or more, or leave the name out", "`%s` is asked for and none is needed", entry->key);
                well = false;
            }
            wr_i_leave(r);
        } else {
            one->resource = wr_i_ref(r, entry, 1u << WR_I_RESOURCE, NULL);
        }
        for (j = 0; j < out->n_all && one->resource >= 0 && count <= 100; j++)
            if (out->all[j].resource == one->resource) {
                wr_i_mistake(r, entry->where, "write how many are needed: {doctor: 2}", "the same name stands twice");
                well = false;
            }
        if (one->resource < 0)
            well = false;
        else
            out->n_all++;
    }
    return well && out->all != NULL;
}
