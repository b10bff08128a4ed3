/* Harm, worth and objectives: what measures mean to people. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

#define BIT(part) (1u << (part))

/* `{0 h: 0, 6 h: 1 in 82}`, or one chance. */
static void read_bands(struct wr_i_reader *r, const struct wr_node *node, struct wr_harm *harm)
{
    size_t i;

    if (node->kind != WR_NODE_MAP || wr_node_get(node, "estimate") != NULL) {
        if (harm->by_measure >= 0)
            wr_i_mistake(r, node->where, "write {0 h: 0, 6 h: 1 in 82, 8 h: 1 in 72}: each chance holds from its time to the next",
                         "the chance does not say from which time on it holds");
        harm->bands = wr_i_take(r, 1, sizeof *harm->bands);
        if (harm->bands != NULL && wr_i_read_number(r, node, WR_SLOT_SHARE, &harm->bands[0].chance))
            harm->n_bands = 1;
        return;
    }
    if (harm->by_measure < 0)
        wr_i_mistake(r, node->where, "write one chance: 1 in 900", "bands need a measured time: `by:`");
    harm->bands = wr_i_take(r, node->count, sizeof *harm->bands);
    for (i = 0; i < node->count && harm->bands != NULL; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_harm_band *band = &harm->bands[harm->n_bands];
        struct wr_number from;
        bool from_well = wr_i_read_number_text(r, entry->key, entry->key_where, WR_SLOT_TIME, &from);
        wr_i_enter(r, entry->key);
        if (entry->kind == WR_NODE_EMPTY)
            wr_i_mistake(r, entry->key_where, "write `6 h: 1 in 82`", "there is no chance behind `%s`", entry->key);
        else if (wr_i_read_number(r, entry, WR_SLOT_SHARE, &band->chance) && from_well) {
            band->from = from.value;
            if (harm->n_bands == 0 && band->from > 0)
                wr_i_mistake(r, entry->key_where, "begin with `0 h: 0`", "nothing is said below %s", entry->key);
            if (harm->n_bands > 0 && band->from <= harm->bands[harm->n_bands - 1].from)
                wr_i_mistake(r, entry->key_where, "write the bands from the shortest time to the longest",
                             "this band does not begin after the one before");
            harm->n_bands++;
        }
        wr_i_leave(r);
    }
}

static void read_harm(struct wr_i_reader *r, const struct wr_node *entry, struct wr_harm *harm)
{
    const struct wr_node *by, *without, *at, *part;
    int lens;

    if (!wr_i_object(r, entry, wr_describe_object("harm")))
        return;
    harm->says = wr_i_text(r, entry, "says");
    harm->source = wr_i_text(r, entry, "source");
    by = wr_node_get(entry, "by");
    without = wr_node_get(entry, "without");
    at = wr_node_get(entry, "at");
    if ((by != NULL) == (without != NULL))
        wr_i_mistake(r, entry->key_where,
                     "write `by:` with a measured time, or `without:` with a piece of information and `at:` with a step",
                     by == NULL ? "it is not said what the harm comes from" : "only one of `by` and `without` can be meant");
    if (by != NULL && by->kind != WR_NODE_EMPTY) {
        wr_i_enter(r, "by");
        harm->by_measure = wr_i_ref(r, by, BIT(WR_I_MEASURE), NULL);
        if (harm->by_measure >= 0 && r->m->measures[harm->by_measure].unit != WR_UNIT_TIME) {
            wr_i_mistake(r, by->where, "name a measure that is a `time` or a `wait for`", "`%s` is not a measured time", by->text);
            harm->by_measure = -1;
        }
        wr_i_leave(r);
        if (at != NULL)
            wr_i_mistake(r, at->key_where, "take it away", "`at` goes with `without`");
    }
    if (without != NULL && without->kind != WR_NODE_EMPTY) {
        wr_i_enter(r, "without");
        harm->without_item = wr_i_ref(r, without, BIT(WR_I_ITEM), NULL);
        wr_i_leave(r);
        if (at == NULL) {
            wr_i_mistake(r, entry->key_where, "add `at:` with the name of a step that needs it", "it is not said at which step");
        } else if (at->kind != WR_NODE_EMPTY) {
            wr_i_enter(r, "at");
            harm->at_step = wr_i_ref(r, at, BIT(WR_I_STEP), NULL);
            wr_i_leave(r);
        }
    }
    if ((part = wr_node_get(entry, "for")) != NULL) {
        wr_i_enter(r, "for");
        (void)wr_i_read_for(r, part, &harm->for_);
        wr_i_leave(r);
    }
    if ((part = wr_node_get(entry, "chance")) != NULL && part->kind != WR_NODE_EMPTY) {
        wr_i_enter(r, "chance");
        read_bands(r, part, harm);
        wr_i_leave(r);
    }
    harm->known_up_to = wr_i_read_plain(r, entry, "known up to", WR_SLOT_TIME, INFINITY);
    harm->association = wr_i_choice(r, entry, "kind", "association|cause") != 1;
    if ((part = wr_node_get(entry, "causal share")) != NULL && part->kind != WR_NODE_EMPTY) {
        wr_i_enter(r, "causal share");
        if (!wr_i_read_number(r, part, WR_SLOT_SHARE, &harm->causal_share))
            harm->causal_share.value = 1;
        wr_i_leave(r);
    }
    lens = wr_i_choice(r, entry, "lens", "safety|resources|efficiency|outcomes");
    harm->lens = lens < 0 ? WR_LENS_SAFETY : (enum wr_lens)(lens + 1);
}

void wr_i_read_harms(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t i;

    wr_i_enter(r, "harm");
    for (i = 0; i < r->m->n_harms; i++) {
        struct wr_harm *harm = &r->m->harms[i];
        const char *from;
        harm->by_measure = harm->without_item = harm->at_step = -1;
        harm->known_up_to = INFINITY;
        harm->association = true;
        harm->causal_share = wr_i_number(1, WR_UNIT_SHARE, node->items[i]->where);
        from = wr_i_source(r, node->items[i]);
        wr_i_enter(r, node->items[i]->key);
        read_harm(r, node->items[i], harm);
        wr_i_leave(r);
        r->from = from;
    }
    wr_i_leave(r);
}

static void number_field(struct wr_i_reader *r, const struct wr_node *parent, const char *key, enum wr_slot slot, bool *has,
                         struct wr_number *out)
{
    const struct wr_node *node = wr_node_get(parent, key);

    *out = wr_i_number(0, WR_UNIT_BARE, parent->where);
    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    wr_i_enter(r, key);
    *has = wr_i_read_number(r, node, slot, out);
    wr_i_leave(r);
}

void wr_i_read_worths(struct wr_i_reader *r, const struct wr_node *node)
{
    static const char kinds[] = "cash-releasing|not cash-releasing|societal";
    static const char *const words[] = {"cash-releasing", "not cash-releasing", "societal"};
    size_t i;

    wr_i_enter(r, "worth");
    for (i = 0; i < r->m->n_worths; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_worth *worth = &r->m->worths[i];
        enum wr_i_part part = WR_I_MEASURE;
        int index = wr_i_ref_text(r, entry->key, entry->key_where, BIT(WR_I_MEASURE) | BIT(WR_I_HARM), &part), kind;
        worth->of = entry->key;
        worth->where = entry->key_where;
        worth->measure = part == WR_I_MEASURE ? index : -1;
        worth->harm = part == WR_I_HARM ? index : -1;
        const char *from = wr_i_source(r, entry);
        wr_i_enter(r, entry->key);
        if (wr_i_object(r, entry, wr_describe_object("worth"))) {
            number_field(r, entry, "QALY", WR_SLOT_MONEY, &worth->has_qaly, &worth->qaly);
            number_field(r, entry, "QALYs", WR_SLOT_NUMBER, &worth->has_qalys, &worth->qalys);
            number_field(r, entry, "costs", WR_SLOT_MONEY, &worth->has_costs, &worth->costs);
            kind = wr_i_choice(r, entry, "kind", kinds);
            worth->kind = kind < 0 ? NULL : words[kind];
            if (worth->has_qaly != worth->has_qalys)
                wr_i_mistake(r, entry->key_where,
                             "write both: {QALY: \xC2\xA3"
                             "70k, QALYs: 6}",
                             "`QALY` and `QALYs` go together: what one is worth, and how many");
        }
        r->from = from;
        wr_i_leave(r);
    }
    wr_i_leave(r);
}

static enum wr_slot slot_of(enum wr_unit unit)
{
    return unit == WR_UNIT_TIME ? WR_SLOT_TIME : unit == WR_UNIT_SHARE ? WR_SLOT_SHARE : WR_SLOT_NUMBER;
}

void wr_i_read_objectives(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t i;

    wr_i_enter(r, "objectives");
    for (i = 0; i < r->m->n_objectives; i++) {
        const struct wr_node *entry = node->items[i], *measure, *target;
        struct wr_objective *objective = &r->m->objectives[i];
        enum wr_i_part part = WR_I_MEASURE;
        int index = -1;
        objective->measure = objective->harm = -1;
        wr_i_enter(r, entry->key);
        if (wr_i_object(r, entry, wr_describe_object("objective"))) {
            objective->says = wr_i_text(r, entry, "says");
            objective->owner = wr_i_text(r, entry, "owner");
            if ((measure = wr_node_get(entry, "measure")) != NULL && measure->kind != WR_NODE_EMPTY) {
                wr_i_enter(r, "measure");
                index = wr_i_ref(r, measure, BIT(WR_I_MEASURE) | BIT(WR_I_HARM), &part);
                if (part == WR_I_HARM)
                    objective->harm = index;
                else
                    objective->measure = index;
                wr_i_leave(r);
            }
            if ((target = wr_node_get(entry, "target")) != NULL && target->kind != WR_NODE_EMPTY) {
                struct wr_measure *of = objective->measure >= 0 ? &r->m->measures[objective->measure] : NULL;
                wr_i_enter(r, "target");
                objective->has_target = wr_i_read_target_value(r, target, of == NULL ? WR_SLOT_ANY : slot_of(of->unit), &objective->target,
                                                               &objective->target_value);
                if (objective->has_target && of != NULL)
                    of->more_is_better = objective->target == WR_AT_LEAST || objective->target == WR_OVER;
                if (objective->harm >= 0)
                    wr_i_warning(r, target->where, "set the target for what people can change: a time, or information that is there",
                                 "`%s` is a harm: it is worked out from an association, not counted, and makes a poor target",
                                 r->m->harms[objective->harm].name);
                wr_i_leave(r);
            }
        }
        wr_i_leave(r);
    }
    wr_i_leave(r);
}
