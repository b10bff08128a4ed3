/* What an effect does to one number of a built model.
 *
 * A patient's times, shares and pieces of information get an adjustment, for which adoption is drawn at each use (rule 16). All else holds
 * in full: a plain number is changed where it stands; a distribution, or a value by an attribute, gets an adjustment that is not drawn. */
#include "model/apply_internal.h"

#include <math.h>
#include <string.h>

static const char *op_words(enum wr_op op) { return op == WR_OP_SET ? "set" : op == WR_OP_TIMES ? "times" : "add"; }

/* Whether `by` may be added to what is measured in `unit`. */
static bool fits(enum wr_unit unit, const struct wr_number *by)
{
    if (by->value == 0 && by->unit == WR_UNIT_BARE)
        return true;
    if (unit == WR_UNIT_SHARE)
        return by->unit == WR_UNIT_POINTS;
    if (unit == WR_UNIT_TIMES)
        return by->unit == WR_UNIT_TIMES || by->unit == WR_UNIT_BARE;
    return by->unit == unit;
}

static bool check_by(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    if (use->op == WR_OP_ADD && !fits(slot->unit, &use->by)) {
        wr_mistakes_add(r->mistakes, WR_MISTAKE, use->where, slot->path,
                        slot->unit == WR_UNIT_SHARE ? "write for example: add: 3 points" : "write the unit of what is changed",
                        "to `%s` %s is added", slot->path,
                        slot->unit == WR_UNIT_SHARE ? "a number of points" : wr_units_describe(slot->unit));
        return false;
    }
    if (use->when != NULL && (slot->kind != WR_I_SLOT_SCHEDULE || use->op != WR_OP_ADD)) {
        wr_mistakes_add(r->mistakes, WR_MISTAKE, use->where, slot->path, "use `add:` with `when:` on staff, equipment or spaces",
                        "`when` cannot stand beside `%s` of `%s`", op_words(use->op), slot->path);
        return false;
    }
    return true;
}

static void changed(struct wr_number *n, const struct wr_i_use *use)
{
    if (use->op == WR_OP_TIMES) {
        n->value *= use->by.value;
        n->low *= use->by.value;
        n->high *= use->by.value;
    } else {
        n->value += use->by.value;
        n->low += use->by.value;
        n->high += use->by.value;
    }
}

static void print_number(struct wr_buf *out, double value, enum wr_unit unit) { wr_units_print(out, value, unit, 3); }

/* Below nothing, or over all: told at the effect. */
static void check_result(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use, double value)
{
    struct wr_buf words;

    wr_buf_init(&words, 256);
    print_number(&words, value, slot->unit);
    if (value < 0)
        wr_mistakes_add(r->mistakes, WR_MISTAKE, use->where, slot->path, "it cannot be less than 0", "this makes `%s` %s", slot->path,
                        wr_buf_string(&words));
    else if (slot->unit == WR_UNIT_SHARE && value > 1 + 1e-12)
        wr_mistakes_add(r->mistakes, WR_MISTAKE, use->where, slot->path, "a share is at most 100%", "this makes `%s` %s", slot->path,
                        wr_buf_string(&words));
    wr_buf_free(&words);
}

/* One more adjustment, behind those that are there. */
static void adjust(struct wr_i_reader *r, struct wr_value *v, struct wr_adjust add)
{
    struct wr_adjust *grown = wr_i_take(r, v->n_adjusts + 1, sizeof *grown);

    if (grown == NULL)
        return;
    if (v->n_adjusts > 0)
        memcpy(grown, v->adjusts, v->n_adjusts * sizeof *grown);
    grown[v->n_adjusts++] = add;
    v->adjusts = grown;
}

static enum wr_slot slot_of(enum wr_unit unit)
{
    switch (unit) {
    case WR_UNIT_TIME:
        return WR_SLOT_TIME;
    case WR_UNIT_SHARE:
        return WR_SLOT_SHARE;
    case WR_UNIT_TIMES:
        return WR_SLOT_FACTOR;
    case WR_UNIT_MONEY:
        return WR_SLOT_MONEY;
    case WR_UNIT_MONEY_RATE:
        return WR_SLOT_MONEY_RATE;
    case WR_UNIT_RATE:
        return WR_SLOT_RATE;
    case WR_UNIT_POINTS:
        return WR_SLOT_ANY;
    case WR_UNIT_BARE:
    default:
        return WR_SLOT_NUMBER;
    }
}

static void change_value(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    struct wr_value *v = slot->target;
    struct wr_adjust a = {.op = use->op, .drawn = slot->adoptable && !use->in_full, .change = use->change, .by = use->by};

    if (use->op == WR_OP_SET) {
        struct wr_value *set = wr_i_take(r, 1, sizeof *set);
        if (set == NULL || !wr_i_read_value(r, use->set, slot_of(slot->unit), slot->unit == WR_UNIT_TIME, set))
            return;
        if (v->kind == WR_VALUE_NONE) /* what was not there took no time, or never happened */
            *v = (struct wr_value){.kind = WR_VALUE_NUMBER,
                                   .number = wr_i_number(slot->unit == WR_UNIT_TIMES ? 1 : 0, slot->unit, use->where),
                                   .where = use->where};
        a.set = set;
        if (a.drawn || v->n_adjusts > 0)
            adjust(r, v, a);
        else
            *v = *set;
        return;
    }
    if (v->kind == WR_VALUE_NONE) {
        wr_mistakes_add(r->mistakes, WR_MISTAKE, use->where, slot->path, "use `set:` to bring it in",
                        "`%s` cannot be changed so: the file does not say it", slot->path);
        return;
    }
    if (v->kind == WR_VALUE_NUMBER) {
        struct wr_number after = v->number;
        changed(&after, use);
        check_result(r, slot, use, after.value);
        if (!a.drawn && v->n_adjusts == 0) {
            v->number = after;
            return;
        }
    }
    adjust(r, v, a);
}

/* A branch: its share is adjusted; where it is the rest, the engine works the rest out first. */
static void change_branch(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    struct wr_branch *branch = slot->target;
    struct wr_value *v = &branch->share;
    struct wr_adjust a = {.op = use->op, .drawn = !use->in_full, .change = use->change, .by = use->by};

    if (use->op == WR_OP_SET) {
        struct wr_value *set = wr_i_take(r, 1, sizeof *set);
        if (set == NULL || !wr_i_read_value(r, use->set, WR_SLOT_SHARE, false, set))
            return;
        a.set = set;
    } else if (v->kind == WR_VALUE_NUMBER && !branch->rest) {
        struct wr_number after = v->number;
        changed(&after, use);
        check_result(r, slot, use, after.value);
    }
    adjust(r, v, a);
}

/* The distribution with one parameter changed: a SET of the whole, so that adoption can be drawn for it. */
static void change_parameter(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    struct wr_value *v = slot->target, *set;
    const struct wr_dist *from = v->dist;
    struct wr_dist *to;
    struct wr_sampler_spec spec;
    const char *why = NULL, *hint = NULL;
    struct wr_number *n;
    int result;

    for (size_t i = 0; i < v->n_adjusts; i++) /* what was set before is what is changed now */
        if (v->adjusts[i].op == WR_OP_SET && v->adjusts[i].set->kind == WR_VALUE_DIST && v->adjusts[i].set->dist->family == from->family &&
            v->adjusts[i].set->dist->n_params == from->n_params)
            from = v->adjusts[i].set->dist;
    set = wr_i_take(r, 1, sizeof *set);
    to = wr_i_take(r, 1, sizeof *to);
    if (set == NULL || to == NULL)
        return;
    *to = *from;
    to->params = wr_i_take(r, from->n_params, sizeof *to->params);
    if (to->params == NULL)
        return;
    memcpy(to->params, from->params, from->n_params * sizeof *to->params);
    n = &to->params[slot->part].number;
    if (use->op == WR_OP_SET) {
        if (!wr_i_read_number(r, use->set, slot_of(n->unit), n))
            return;
    } else {
        changed(n, use);
    }
    memset(&spec, 0, sizeof spec);
    spec.kind = to->family;
    spec.values = to->values;
    spec.shares = to->weights;
    spec.count = to->n_values;
    spec.time = slot->unit == WR_UNIT_TIME;
    for (size_t i = 0; i < to->n_params; i++)
        wr_sampler_spec_set(&spec, to->params[i].name, to->params[i].number.value);
    result = wr_sampler_init(&to->sampler, &spec, &r->m->arena, &why, &hint);
    if (result == WR_ERR_MISTAKES)
        wr_mistakes_add(r->mistakes, WR_MISTAKE, use->where, slot->path, hint, "this leaves a distribution that cannot be: %s",
                        why == NULL ? "its numbers do not go together" : why);
    else if (result != 0)
        r->status = result;
    if (result != 0)
        return;
    *set = (struct wr_value){.kind = WR_VALUE_DIST, .dist = to, .where = use->where};
    if (slot->adoptable && !use->in_full)
        adjust(r, v, (struct wr_adjust){.op = WR_OP_SET, .drawn = true, .change = use->change, .set = set});
    else if (v->n_adjusts > 0)
        adjust(r, v, (struct wr_adjust){.op = WR_OP_SET, .drawn = false, .change = use->change, .set = set});
    else
        v->dist = to;
}

/* One category's share; the others keep their proportion. */
static void change_category(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    struct wr_kind_attribute *has = slot->target;
    size_t n = r->m->attributes[has->attribute].n_categories, part = (size_t)slot->part;
    struct wr_number after;
    struct wr_value *shares;
    double before;

    shares = wr_i_take(r, n, sizeof *shares); /* kinds that are `like` another share its array */
    if (shares == NULL)
        return;
    memcpy(shares, has->shares, n * sizeof *shares);
    for (size_t i = 0; i < n; i++)
        if (shares[i].kind != WR_VALUE_NUMBER || shares[i].n_adjusts > 0) {
            wr_mistakes_add(r->mistakes, WR_MISTAKE, use->where, slot->path, "`set:` the whole attribute",
                            "the shares of `%s` differ between patients and cannot be changed one by one", slot->path);
            return;
        }
    after = shares[part].number;
    before = after.value;
    if (use->op == WR_OP_SET) {
        if (!wr_i_read_number(r, use->set, WR_SLOT_SHARE, &after))
            return;
    } else {
        changed(&after, use);
    }
    check_result(r, slot, use, after.value);
    if (before >= 1 && after.value < 1) {
        wr_mistakes_add(r->mistakes, WR_MISTAKE, use->where, slot->path, "`set:` the whole attribute",
                        "all patients are of one kind there: nobody knows what the others would be");
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (i != part)
            shares[i].number.value *= before >= 1 ? 0 : (1 - after.value) / (1 - before);
    shares[part].number = after;
    has->shares = shares;
}

static void change_number(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    struct wr_number *n = slot->target;

    if (use->op == WR_OP_SET) {
        if (wr_i_read_number(r, use->set, slot_of(slot->unit), n))
            check_result(r, slot, use, n->value);
        return;
    }
    changed(n, use);
    check_result(r, slot, use, n->value);
}

static void change_seconds(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    struct wr_number n = wr_i_number(*(double *)slot->target, WR_UNIT_TIME, use->where);
    struct wr_i_slot inner = *slot;

    inner.target = &n;
    change_number(r, &inner, use);
    *(double *)slot->target = n.value;
}

/* People, spaces, things. Without a `when`, what is added is there whenever any are: an entry of all the spans together. */
static void change_schedule(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    struct wr_schedule *s = slot->target;
    struct wr_timed *entries = wr_i_take(r, s->n_entries + 1, sizeof *entries);
    struct wr_when all = {NULL, 0, use->where};
    bool always = s->n_entries == 0;

    if (entries == NULL)
        return;
    if (s->n_entries > 0)
        memcpy(entries, s->entries, s->n_entries * sizeof *entries);
    if (use->op == WR_OP_TIMES) {
        for (size_t i = 0; i < s->n_entries; i++) {
            changed(&entries[i].number, use);
            check_result(r, slot, use, entries[i].number.value);
            if (fabs(entries[i].number.value - floor(entries[i].number.value + 0.5)) > 1e-9) {
                wr_mistakes_add(r->mistakes, WR_MISTAKE, use->where, slot->path, "use `add:` or `set:` with a whole number",
                                "this makes `%s` %.6g; it has to be a whole number", slot->path, entries[i].number.value);
                return;
            }
        }
        s->entries = entries;
        return;
    }
    if (use->when != NULL) {
        all = *use->when;
    } else {
        size_t n = 0;
        for (size_t i = 0; i < s->n_entries; i++) {
            always = always || s->entries[i].when.n_spans == 0;
            n += s->entries[i].when.n_spans;
        }
        if (!always && n > 0) {
            all.spans = wr_i_take(r, n, sizeof *all.spans);
            if (all.spans == NULL)
                return;
            for (size_t i = 0; i < s->n_entries; i++)
                for (size_t k = 0; k < s->entries[i].when.n_spans; k++)
                    all.spans[all.n_spans++] = s->entries[i].when.spans[k];
        }
    }
    entries[s->n_entries] = (struct wr_timed){all, use->by};
    entries[s->n_entries].number.unit = WR_UNIT_BARE;
    s->entries = entries;
    s->n_entries++;
    if (use->by.value < 0) /* less than none at some hour of the week: looked for minute by minute */
        for (int minute = 0; minute < 7 * 24 * 60; minute++) {
            double there = wr_schedule_at(&r->m->clock, s, minute * WR_MINUTE);
            if (there < 0) {
                check_result(r, slot, use, there);
                break;
            }
        }
}

static void change(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    switch (slot->kind) {
    case WR_I_SLOT_VALUE:
        change_value(r, slot, use);
        break;
    case WR_I_SLOT_BRANCH:
        change_branch(r, slot, use);
        break;
    case WR_I_SLOT_PARAM:
        change_parameter(r, slot, use);
        break;
    case WR_I_SLOT_CATEGORY:
        change_category(r, slot, use);
        break;
    case WR_I_SLOT_NUMBER:
        change_number(r, slot, use);
        break;
    case WR_I_SLOT_SECONDS:
        change_seconds(r, slot, use);
        break;
    case WR_I_SLOT_SCHEDULE:
    default:
        change_schedule(r, slot, use);
        break;
    }
}

void wr_i_slot_change(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    if (check_by(r, slot, use))
        change(r, slot, use);
}

void wr_i_slot_try(struct wr_i_reader *r, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    struct wr_i_slot on = *slot;
    union {
        struct wr_value value;
        struct wr_branch branch;
        struct wr_kind_attribute attribute;
        struct wr_number number;
        double seconds;
        struct wr_schedule schedule;
    } copy;

    if (!check_by(r, slot, use))
        return;
    on.target = &copy;
    switch (slot->kind) {
    case WR_I_SLOT_VALUE:
    case WR_I_SLOT_PARAM:
        copy.value = *(const struct wr_value *)slot->target;
        break;
    case WR_I_SLOT_BRANCH:
        copy.branch = *(const struct wr_branch *)slot->target;
        break;
    case WR_I_SLOT_CATEGORY:
        copy.attribute = *(const struct wr_kind_attribute *)slot->target;
        break;
    case WR_I_SLOT_NUMBER:
        copy.number = *(const struct wr_number *)slot->target;
        break;
    case WR_I_SLOT_SECONDS:
        copy.seconds = *(const double *)slot->target;
        break;
    case WR_I_SLOT_SCHEDULE:
    default:
        copy.schedule = *(const struct wr_schedule *)slot->target;
        break;
    }
    change(r, &on, use);
}
