/* Numbers as people write them: `8 min`, `0.47 (0.31 to 0.71)`, `45 (40 to 51) min`, `1 in 900 (1 in 3000 to 1 in 300)`, the name of an
 * unknown, or {estimate: ..., interval: [..., ...], as: ..., source: ...}. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "draw/uncertain.h"
#include "model/model_internal.h"

/* Beyond these a number is a slip of the finger, and sums of it would lose their last digits. */
#define MOST_SECONDS (10000 * WR_YEAR)
#define MOST_COUNT 1e9
#define MOST_SIZE 1e15

struct quantity {
    double value;
    enum wr_unit unit;
};

struct wr_number wr_i_number(double value, enum wr_unit unit, struct wr_where where)
{
    struct wr_number number = {.value = value, .low = NAN, .high = NAN, .family = WR_FAMILY_CERTAIN, .unknown = -1, .unit = unit};

    number.where = where;
    return number;
}

static const char *skip_blanks(const char *s) { return s + strspn(s, " \t\r\n"); }

/* A unit behind the interval belongs to all three numbers: `45 (40 to 51) min`, `25 (20 to 31)%`, `£320k (£250k to £450k) a year`. */
static bool give_unit(struct quantity *q, enum wr_unit unit, double factor)
{
    if (unit == WR_UNIT_RATE && q->unit == WR_UNIT_MONEY) {
        q->unit = WR_UNIT_MONEY_RATE;
        q->value /= floor(1 / factor + 0.5); /* a period is a whole number of seconds: dividing gives what `£60k a year` alone gives */
        return true;
    }
    if (q->unit != WR_UNIT_BARE)
        return false;
    q->unit = unit;
    if (unit == WR_UNIT_SHARE || unit == WR_UNIT_POINTS)
        q->value /= 100;
    else if (unit == WR_UNIT_RATE)
        q->value /= floor(1 / factor + 0.5);
    else
        q->value *= factor;
    return true;
}

/* What is wrong with a text that is no number: a sentence for the hint. */
static const char *not_a_number(struct wr_i_reader *r, const char *text, enum wr_slot slot)
{
    const char *comma = strchr(text, ','), *at = text[0] == '-' ? text + 1 : text;

    if (wr_text_starts(at, "\xC2\xA3"))
        at += 2;
    if (*at >= '0' && *at <= '9' && comma != NULL && comma[1] >= '0' && comma[1] <= '9')
        return "write large numbers without a comma: 1200, or \xC2\xA3"
               "1.2k";
    return wr_i_say(r, "write %s", wr_describe_slot(slot));
}

/* Reads "(0.31 to 0.71)" at s: bytes used, 0 when it is not one. */
static size_t read_interval(const char *s, struct quantity *low, struct quantity *high)
{
    const char *at = skip_blanks(s + 1);
    size_t used;

    if (wr_text_starts(at, "95% CI"))
        at = skip_blanks(at + 6);
    if (!wr_units_read(at, &low->value, &low->unit, &used))
        return 0;
    at = skip_blanks(at + used);
    if (!wr_text_starts(at, "to") || (at[2] != ' ' && at[2] != '\n'))
        return 0;
    at = skip_blanks(at + 2);
    if (!wr_units_read(at, &high->value, &high->unit, &used))
        return 0;
    at = skip_blanks(at + used);
    return *at == ')' ? (size_t)(at + 1 - s) : 0;
}

/* `£38 (£35 to £40) an hour` and plain quantities. n: how many of q[] are filled, 1 or 3; 0 after a mistake. */
static int read_three(struct wr_i_reader *r, const char *text, struct wr_where where, enum wr_slot slot, struct quantity q[3])
{
    const char *at = skip_blanks(text);
    enum wr_unit unit;
    double factor;
    size_t used;
    int n = 1, i;

    if (!wr_units_read(at, &q[0].value, &q[0].unit, &used)) {
        wr_i_mistake(r, where, not_a_number(r, text, slot), "`%.60s` is not a number", text);
        return 0;
    }
    at = skip_blanks(at + used);
    if (*at == '(') {
        used = read_interval(at, &q[1], &q[2]);
        if (used == 0) {
            wr_i_mistake(r, where, "write the best estimate, then the 95% interval: 0.47 (0.31 to 0.71), 25% (20% to 31%)",
                         "the interval in `%.60s` is not understood", text);
            return 0;
        }
        n = 3;
        at = skip_blanks(at + used);
        if (*at != '\0' && wr_units_word(at, &unit, &factor, &used)) {
            for (i = 0; i < 3; i++)
                if (!give_unit(&q[i], unit, factor)) {
                    wr_i_mistake(r, where, "write the unit in all three numbers, or once behind the interval: 45 (40 to 51) min",
                                 "the units in `%.60s` do not go together", text);
                    return 0;
                }
            at = skip_blanks(at + used);
        }
    }
    if (*at != '\0') {
        wr_i_mistake(r, where, not_a_number(r, text, slot), "`%.60s` is not understood after the number in `%.60s`", at, text);
        return 0;
    }
    if (n == 3 && (q[0].unit != q[1].unit || q[0].unit != q[2].unit)) {
        for (i = 1; i < 3; i++) /* 3% (0 to 6%): nought needs no unit */
            if (q[i].value == 0 && q[i].unit == WR_UNIT_BARE)
                q[i].unit = q[0].unit;
        if (q[0].unit != q[1].unit || q[0].unit != q[2].unit) {
            wr_i_mistake(r, where, "write the unit in all three numbers, or once behind the interval: 45 (40 to 51) min",
                         "the units in `%.60s` do not go together", text);
            return 0;
        }
    }
    return n;
}

static bool unit_fits(enum wr_slot slot, enum wr_unit unit)
{
    switch (slot) {
    case WR_SLOT_TIME:
        return unit == WR_UNIT_TIME;
    case WR_SLOT_SHARE:
        return unit == WR_UNIT_SHARE;
    case WR_SLOT_COUNT:
    case WR_SLOT_NUMBER:
        return unit == WR_UNIT_BARE;
    case WR_SLOT_FACTOR:
        return unit == WR_UNIT_BARE || unit == WR_UNIT_TIMES;
    case WR_SLOT_MONEY:
        return unit == WR_UNIT_MONEY;
    case WR_SLOT_MONEY_RATE:
        return unit == WR_UNIT_MONEY_RATE;
    case WR_SLOT_RATE:
        return unit == WR_UNIT_RATE;
    case WR_SLOT_ANY:
        break;
    }
    return true;
}

static enum wr_unit slot_unit(enum wr_slot slot, enum wr_unit unit)
{
    switch (slot) {
    case WR_SLOT_TIME:
        return WR_UNIT_TIME;
    case WR_SLOT_SHARE:
        return WR_UNIT_SHARE;
    case WR_SLOT_COUNT:
    case WR_SLOT_NUMBER:
        return WR_UNIT_BARE;
    case WR_SLOT_FACTOR:
        return WR_UNIT_TIMES;
    case WR_SLOT_MONEY:
        return WR_UNIT_MONEY;
    case WR_SLOT_MONEY_RATE:
        return WR_UNIT_MONEY_RATE;
    case WR_SLOT_RATE:
        return WR_UNIT_RATE;
    case WR_SLOT_ANY:
        break;
    }
    return unit;
}

/* The hint for a number without the unit that is wanted. */
static const char *with_unit(struct wr_i_reader *r, double value, enum wr_slot slot)
{
    struct wr_buf n;
    const char *hint;

    wr_buf_init(&n, 0);
    wr_units_print(&n, value, WR_UNIT_BARE, 0);
    if (wr_buf_status(&n) != 0)
        r->status = WR_ERR_MEMORY;
    switch (slot) {
    case WR_SLOT_TIME:
        hint = wr_i_say(r, "write %s min, %s h or %s days", wr_buf_string(&n), wr_buf_string(&n), wr_buf_string(&n));
        break;
    case WR_SLOT_SHARE:
        if (value > 0 && value <= 1) {
            wr_buf_clear(&n);
            wr_units_print(&n, value * 100, WR_UNIT_BARE, 6);
        }
        hint = wr_i_say(r, "write %s%% if that is meant, or 1 in so many", wr_buf_string(&n));
        break;
    case WR_SLOT_MONEY:
        hint = wr_i_say(r, "write \xC2\xA3%s", wr_buf_string(&n));
        break;
    case WR_SLOT_MONEY_RATE:
        hint = wr_i_say(r, "write \xC2\xA3%s an hour, or \xC2\xA3%s a year", wr_buf_string(&n), wr_buf_string(&n));
        break;
    case WR_SLOT_RATE:
        hint = wr_i_say(r, "write %s a day, or %s an hour", wr_buf_string(&n), wr_buf_string(&n));
        break;
    default:
        hint = wr_i_say(r, "write %s", wr_describe_slot(slot));
        break;
    }
    wr_buf_free(&n);
    return hint;
}

/* "a time (8 min, 2.5 h, 3 days)" is "a time" in the sentence; the examples stand in the hint. */
static void tell_wrong_unit(struct wr_i_reader *r, const char *text, struct wr_where where, enum wr_slot slot, enum wr_unit unit)
{
    const char *is = wr_units_describe(unit), *wanted = wr_describe_slot(slot);
    const char *end_is = strstr(is, " ("), *end_wanted = strstr(wanted, " (");

    wr_i_mistake(r, where, wr_i_say(r, "write %s", wanted), "`%.60s` is %.*s; %.*s is wanted here", text,
                 end_is == NULL ? (int)strlen(is) : (int)(end_is - is), is,
                 end_wanted == NULL ? (int)strlen(wanted) : (int)(end_wanted - wanted), wanted);
}

/* Whether a value may stand in its slot; says why not. */
static bool check_slot(struct wr_i_reader *r, const char *text, struct wr_where where, enum wr_slot slot, double value, enum wr_unit unit)
{
    double most = slot == WR_SLOT_COUNT ? MOST_COUNT : unit == WR_UNIT_TIME ? MOST_SECONDS : MOST_SIZE;
    bool nought = value == 0 && unit == WR_UNIT_BARE;

    if (!nought && !unit_fits(slot, unit)) {
        if (unit == WR_UNIT_BARE)
            wr_i_mistake(r, where, with_unit(r, value, slot), "`%.60s` has no unit", text);
        else if (slot == WR_SLOT_FACTOR && unit == WR_UNIT_SHARE)
            wr_i_mistake(r, where, "write how many times as much: 0.65 for 65% of what it was, 1.3 for 30% more",
                         "`%.60s` is a share; a factor is wanted here", text);
        else
            tell_wrong_unit(r, text, where, slot, unit);
        return false;
    }
    if (!wr_num_finite(value) || fabs(value) > most) {
        wr_i_mistake(r, where, "look for a digit too many, or another unit", "`%.60s` is too large to be meant", text);
        return false;
    }
    if (value < 0 && slot != WR_SLOT_NUMBER && slot != WR_SLOT_ANY && slot != WR_SLOT_MONEY && slot != WR_SLOT_MONEY_RATE) {
        wr_i_mistake(r, where, "write it without the minus sign", "`%.60s` is negative; that cannot be here", text);
        return false;
    }
    if (slot == WR_SLOT_COUNT && value != floor(value)) {
        wr_i_mistake(r, where, "write a whole number", "`%.60s` is not a whole number", text);
        return false;
    }
    if (slot == WR_SLOT_SHARE && value > 1) {
        wr_i_mistake(r, where, "a share is at most 100%", "`%.60s` is more than all", text);
        return false;
    }
    return true;
}

static enum wr_family family_for(enum wr_unit unit, double low)
{
    if (unit == WR_UNIT_SHARE)
        return WR_FAMILY_BETA;
    if (unit == WR_UNIT_POINTS || low <= 0)
        return WR_FAMILY_NORMAL;
    return WR_FAMILY_LOGNORMAL;
}

/* Takes estimate and interval into a number: order, family, fit. `as` is the family that the file asks for, or CERTAIN. */
static bool take_interval(struct wr_i_reader *r, struct wr_where where, double low, double high, enum wr_family as, struct wr_number *out)
{
    static const enum wr_uncertain_family families[] = {WR_UNCERTAIN_NORMAL, WR_UNCERTAIN_BETA, WR_UNCERTAIN_LOGIT_NORMAL,
                                                        WR_UNCERTAIN_LOGNORMAL, WR_UNCERTAIN_NORMAL};
    struct wr_uncertain fit;
    const char *why = NULL;
    int err;

    if (!(low < high)) {
        wr_i_mistake(r, where, "write the lower number first: 0.47 (0.31 to 0.71)", "the interval has no width, or is the wrong way round");
        return false;
    }
    if (out->value < low || out->value > high) {
        wr_i_mistake(r, where, "write the best estimate first, then the interval around it: 0.47 (0.31 to 0.71)",
                     "the best estimate is not inside its interval");
        return false;
    }
    out->low = low;
    out->high = high;
    out->family = as != WR_FAMILY_CERTAIN ? as : family_for(out->unit, low);
    if (!r->warn || r->fits_left-- <= 0)
        return true;
    if (out->unit == WR_UNIT_SHARE && as == WR_FAMILY_CERTAIN) {
        err = wr_uncertain_fit_share(out->value, low, high, &fit, &why);
    } else {
        err = wr_uncertain_fit(out->value, low, high, families[out->family], &fit, &why);
    }
    if (err != 0)
        wr_i_warning(r, where,
                     "say `as: normal` (or another family) in {estimate: ..., interval: [..., ...], as: ...}, or look at the numbers again",
                     "the interval does not fit a %s: %s", wr_uncertain_name(families[out->family]),
                     why != NULL ? why : "no such one exists");
    else if (fit.misfit > WR_UNCERTAIN_MISFIT) {
        struct wr_buf text;
        wr_buf_init(&text, 0);
        wr_units_print(&text, fit.fit_low, out->unit, 2);
        wr_buf_text(&text, " to ");
        wr_units_print(&text, fit.fit_high, out->unit, 2);
        if (wr_buf_status(&text) != 0)
            r->status = WR_ERR_MEMORY;
        wr_i_warning(r, where, "look at the three numbers again, or say another family: {estimate: ..., interval: [..., ...], as: normal}",
                     "estimate and interval do not fit together as a %s, which would reach from %s", wr_uncertain_name(fit.family),
                     wr_buf_string(&text));
        wr_buf_free(&text);
    }
    return true;
}

bool wr_i_read_number_text(struct wr_i_reader *r, const char *text, struct wr_where where, enum wr_slot slot, struct wr_number *out)
{
    struct quantity q[3];
    const char *first = skip_blanks(text);
    int n, i, unknown;

    *out = wr_i_number(slot == WR_SLOT_FACTOR ? 1 : 0, slot_unit(slot, WR_UNIT_BARE), where);
    unknown = wr_i_find(&r->unknowns, text, NULL);
    if (unknown >= 0 && (size_t)unknown < r->m->n_unknowns && r->m->unknowns != NULL) {
        *out = r->m->unknowns[unknown].number;
        out->unknown = unknown;
        out->where = where;
        if (out->source == NULL)
            out->source = r->from;
        if (!check_slot(r, text, where, slot, out->value, out->unit)) {
            *out = wr_i_number(slot == WR_SLOT_FACTOR ? 1 : 0, slot_unit(slot, WR_UNIT_BARE), where);
            return false;
        }
        out->unit = slot_unit(slot, out->unit);
        return true;
    }
    if (r->m->n_unknowns > 0 && ((*first >= 'a' && *first <= 'z') || (*first >= 'A' && *first <= 'Z')) && r->m->unknowns != NULL) {
        wr_i_ref_text(r, text, where, 1u << WR_I_UNKNOWN, NULL);
        return false;
    }
    n = read_three(r, text, where, slot, q);
    if (n == 0)
        return false;
    for (i = 0; i < n; i++)
        if (!check_slot(r, text, where, i > 0 && slot == WR_SLOT_COUNT ? WR_SLOT_NUMBER : slot, q[i].value, q[i].unit))
            return false;
    out->value = q[0].value;
    out->unit = slot_unit(slot, q[0].unit);
    out->source = r->from;
    return n == 1 || take_interval(r, where, q[1].value, q[2].value, WR_FAMILY_CERTAIN, out);
}

/* {estimate: 0.65, interval: [0.50, 0.80], as: lognormal, source: ..., says: ...} */
static bool read_long(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, struct wr_number *out)
{
    static const char families[] = "beta|logit-normal|lognormal|normal";
    const struct wr_node *estimate, *interval;
    struct wr_number low, high;
    int as;

    if (!wr_i_object(r, node, wr_describe_object("number")))
        return false;
    as = wr_i_choice(r, node, "as", families);
    estimate = wr_node_get(node, "estimate");
    interval = wr_node_get(node, "interval");
    if (estimate == NULL || estimate->kind == WR_NODE_EMPTY)
        return false;
    wr_i_enter(r, "estimate");
    if (estimate->kind != WR_NODE_TEXT) {
        wr_i_mistake(r, estimate->where, NULL, "one number is wanted here, not %s", wr_i_what(r, estimate));
        wr_i_leave(r);
        return false;
    }
    if (!wr_i_read_number_text(r, estimate->text, estimate->where, slot, out)) {
        wr_i_leave(r);
        return false;
    }
    wr_i_leave(r);
    out->where = node->where;
    if (wr_node_get(node, "source") != NULL)
        out->source = wr_i_text(r, node, "source");
    out->says = wr_i_text(r, node, "says");
    if (interval == NULL || interval->kind == WR_NODE_EMPTY)
        return true;
    wr_i_enter(r, "interval");
    if (interval->kind != WR_NODE_LIST || interval->count != 2) {
        wr_i_mistake(r, interval->where, "write [0.50, 0.80]", "an interval is a list of two numbers");
        wr_i_leave(r);
        return false;
    }
    if (!wr_i_read_number(r, interval->items[0], slot == WR_SLOT_COUNT ? WR_SLOT_NUMBER : slot, &low) ||
        !wr_i_read_number(r, interval->items[1], slot == WR_SLOT_COUNT ? WR_SLOT_NUMBER : slot, &high)) {
        wr_i_leave(r);
        return false;
    }
    if (slot == WR_SLOT_ANY && (low.unit != out->unit || high.unit != out->unit)) {
        wr_i_mistake(r, interval->where, NULL, "estimate and interval have different units");
        wr_i_leave(r);
        return false;
    }
    if (!take_interval(r, interval->where, low.value, high.value, as < 0 ? WR_FAMILY_CERTAIN : (enum wr_family)(as + 1), out)) {
        wr_i_leave(r);
        return false;
    }
    wr_i_leave(r);
    return true;
}

bool wr_i_read_number(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, struct wr_number *out)
{
    *out = wr_i_number(slot == WR_SLOT_FACTOR ? 1 : 0, slot_unit(slot, WR_UNIT_BARE), node->where);
    switch (node->kind) {
    case WR_NODE_TEXT:
        return wr_i_read_number_text(r, node->text, node->where, slot, out);
    case WR_NODE_MAP:
        if (wr_node_get(node, "estimate") != NULL)
            return read_long(r, node, slot, out);
        break;
    case WR_NODE_EMPTY:
        return false; /* told of where the keys were looked at */
    case WR_NODE_LIST:
        break;
    }
    wr_i_mistake(r, node->where, wr_i_say(r, "write %s", wr_describe_slot(slot)), "one number is wanted here, not %s", wr_i_what(r, node));
    return false;
}

double wr_i_read_plain(struct wr_i_reader *r, const struct wr_node *parent, const char *key, enum wr_slot slot, double otherwise)
{
    const struct wr_node *node = wr_node_get(parent, key);
    struct wr_number number;
    bool well;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return otherwise;
    wr_i_enter(r, key);
    well = wr_i_read_number(r, node, slot, &number);
    wr_i_leave(r);
    return well ? number.value : otherwise;
}
