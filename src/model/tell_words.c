/* Numbers, values and conditions in words. */
#include "model/tell_internal.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

void wr_i_tell_join(struct wr_buf *out, size_t i, size_t n)
{
    if (i > 0)
        wr_buf_text(out, i + 1 == n ? " and " : ", ");
}

void wr_i_tell_article(struct wr_buf *out, const char *name)
{
    wr_buf_text(out, name[0] != '\0' && strchr("aeiouAEIOU", name[0]) != NULL ? "an " : "a ");
    wr_buf_text(out, name);
}

static bool is_whole(double x) { return x >= 0.5 && fabs(x - floor(x + 0.5)) < 1e-9 * x; }

/* A share that is no short percentage but one in a whole number: 1 in 82. */
static bool is_one_in(double share)
{
    double percent = share * 1000, whole = floor(1 / share + 0.5);
    bool is_short = fabs(percent - floor(percent + 0.5)) < 1e-9;
    return !is_short && whole >= 2 && whole < 1e7 && fabs(share * whole - 1) < 1e-12;
}

void wr_i_tell_quantity(struct wr_buf *out, double value, enum wr_unit unit)
{
    struct wr_buf brief;
    const char *s;
    size_t n;

    if (unit == WR_UNIT_TIME && value >= 2 * WR_WEEK && value < WR_YEAR && value == WR_WEEK * floor(value / WR_WEEK)) {
        wr_buf_printf(out, "%.0f weeks", value / WR_WEEK); /* rotas and waits are planned in weeks */
        return;
    }
    if (unit == WR_UNIT_TIME && value >= 2 * WR_DAY && value < WR_YEAR && is_whole(value / WR_DAY * 10)) {
        wr_buf_printf(out, "%.15g days", floor(value / WR_DAY * 10 + 0.5) / 10);
        return;
    }
    if (unit == WR_UNIT_TIME && value >= 2 * WR_MINUTE && value < 2 * WR_HOUR && !is_whole(value / WR_MINUTE) &&
        is_whole(value / WR_MINUTE * 100)) {
        wr_buf_printf(out, "%.15g minutes", floor(value / WR_MINUTE * 100 + 0.5) / 100); /* 13.3 minutes, not 798 seconds */
        return;
    }
    if (unit == WR_UNIT_TIME && value >= 10 * WR_HOUR && value < WR_YEAR && !is_whole(value / WR_HOUR) && is_whole(value / WR_HOUR * 100)) {
        wr_buf_printf(out, "%.15g hours", floor(value / WR_HOUR * 100 + 0.5) / 100); /* 140.15 hours, not 8409 minutes */
        return;
    }
    if (unit == WR_UNIT_RATE && value * WR_DAY < 1000 && is_whole(value * WR_DAY * 100)) { /* rather 0.9 a day than 6.3 a week */
        wr_buf_printf(out, "%.15g a day", floor(value * WR_DAY * 100 + 0.5) / 100);
        return;
    }
    if (unit == WR_UNIT_SHARE && value == 0) {
        wr_buf_text(out, "none");
        return;
    }
    if (unit == WR_UNIT_SHARE && is_one_in(value)) {
        wr_buf_printf(out, "1 in %.0f", floor(1 / value + 0.5));
        return;
    }
    wr_buf_init(&brief, 256);
    wr_units_print(&brief, value, unit, 0);
    s = wr_buf_string(&brief);
    n = strlen(s);
    if (unit == WR_UNIT_SHARE && n > 1 && s[n - 1] == '%') {
        wr_buf_add(out, s, n - 1);
        wr_buf_text(out, " in 100");
    } else if (unit == WR_UNIT_TIME && wr_text_ends(s, " min")) {
        wr_buf_text(out, s);
        wr_buf_text(out, strcmp(s, "1 min") == 0 ? "ute" : "utes");
    } else if (unit == WR_UNIT_TIME && wr_text_ends(s, " h")) {
        wr_buf_text(out, s);
        wr_buf_text(out, strcmp(s, "1 h") == 0 ? "our" : "ours");
    } else if (unit == WR_UNIT_TIME && wr_text_ends(s, " s")) {
        wr_buf_text(out, s);
        wr_buf_text(out, strcmp(s, "1 s") == 0 ? "econd" : "econds");
    } else {
        wr_buf_text(out, s);
    }
    wr_buf_part_free(out, &brief);
}

static bool has_interval(const struct wr_number *n) { return wr_num_finite(n->low) && wr_num_finite(n->high) && n->high > n->low; }

/* "between 40 and 51 minutes": what both have behind the number is said once. */
static void interval(struct wr_buf *out, const struct wr_number *n, enum wr_unit unit)
{
    struct wr_buf low, high;
    const char *a, *b, *cut;

    wr_buf_init(&low, 256);
    wr_buf_init(&high, 256);
    if (n->low == 0)
        wr_buf_char(&low, '0');
    else
        wr_i_tell_quantity(&low, n->low, unit);
    wr_i_tell_quantity(&high, n->high, unit);
    a = wr_buf_string(&low);
    b = wr_buf_string(&high);
    cut = strchr(a, ' ');
    wr_buf_text(out, "between ");
    if (cut != NULL && strchr(b, ' ') != NULL && strcmp(cut, strchr(b, ' ')) == 0 && strncmp(cut, " in ", 4) != 0)
        wr_buf_add(out, a, (size_t)(cut - a));
    else if (wr_text_ends(a, " in 100") && wr_text_ends(b, " in 100"))
        wr_buf_add(out, a, strlen(a) - strlen(" in 100"));
    else
        wr_buf_text(out, a);
    wr_buf_printf(out, " and %s", b);
    wr_buf_part_free(out, &low);
    wr_buf_part_free(out, &high);
}

void wr_tell_number(const struct wr_number *number, enum wr_unit unit, struct wr_buf *out)
{
    wr_i_tell_quantity(out, number->value, unit);
    if (has_interval(number)) {
        wr_buf_text(out, " (");
        interval(out, number, unit);
        wr_buf_char(out, ')');
    }
}

/* --- distributions --- */

static enum wr_unit parameter_unit(enum wr_param p, enum wr_unit unit)
{
    switch (p) {
    case WR_PARAM_CV:
    case WR_PARAM_SHAPE:
    case WR_PARAM_LOG_MEAN:
    case WR_PARAM_LOG_SD:
    case WR_PARAM_ALPHA:
    case WR_PARAM_BETA:
        return WR_UNIT_BARE;
    case WR_PARAM_SCALE:
        return unit;
    default:
        return unit;
    }
}

static const struct wr_number *parameter(const struct wr_dist *d, enum wr_param p)
{
    for (size_t i = 0; i < d->n_params; i++)
        if (d->params[i].name == p)
            return &d->params[i].number;
    return NULL;
}

/* All parameters but those in `said` (bits), as ", sd 30 minutes". */
static void rest_of_parameters(const struct wr_dist *d, unsigned said, enum wr_unit unit, struct wr_buf *out)
{
    for (size_t i = 0; i < d->n_params; i++) {
        enum wr_param p = d->params[i].name;
        if ((said >> p & 1u) != 0)
            continue;
        if (p == WR_PARAM_AT_LEAST || p == WR_PARAM_AT_MOST)
            wr_buf_printf(out, ", never %s ", p == WR_PARAM_AT_LEAST ? "under" : "over");
        else
            wr_buf_printf(out, ", %s ", wr_param_name(p));
        wr_tell_number(&d->params[i].number, parameter_unit(p, unit), out);
    }
}

static void table_of_values(const struct wr_dist *d, enum wr_unit unit, struct wr_buf *out)
{
    if (d->file != NULL) {
        wr_buf_printf(out, "as recorded in %s", d->file);
        if (d->column != NULL)
            wr_buf_printf(out, ", column %s", d->column);
    } else if (d->family == WR_SAMPLER_QUANTILES) {
        for (size_t i = 0; i < d->n_values; i++) {
            wr_buf_text(out, i == 0 ? "" : ", ");
            if (d->weights != NULL)
                wr_i_tell_quantity(out, d->weights[i], WR_UNIT_SHARE);
            wr_buf_text(out, " under ");
            wr_i_tell_quantity(out, d->values[i], unit);
        }
    } else {
        wr_buf_text(out, d->weights == NULL ? "one of these, each as likely: " : "");
        for (size_t i = 0; i < d->n_values; i++) {
            wr_i_tell_join(out, i, d->n_values);
            wr_i_tell_quantity(out, d->values[i], unit);
            if (d->weights != NULL) {
                wr_buf_text(out, " for ");
                wr_i_tell_quantity(out, d->weights[i], WR_UNIT_SHARE);
            }
        }
    }
}

static void distribution(const struct wr_dist *d, enum wr_unit unit, struct wr_buf *out)
{
    const struct wr_number *mean = parameter(d, WR_PARAM_MEAN), *median = parameter(d, WR_PARAM_MEDIAN), *p95 = parameter(d, WR_PARAM_P95),
                           *from = parameter(d, WR_PARAM_FROM), *to = parameter(d, WR_PARAM_TO),
                           *likeliest = parameter(d, WR_PARAM_LIKELIEST), *value = parameter(d, WR_PARAM_VALUE);
    unsigned said = 0;

    if (d->family == WR_SAMPLER_VALUES || d->family == WR_SAMPLER_QUANTILES || d->family == WR_SAMPLER_DISCRETE) {
        table_of_values(d, unit, out);
        rest_of_parameters(d, 0, unit, out);
        return;
    }
    if (value != NULL) {
        wr_tell_number(value, unit, out);
        rest_of_parameters(d, 1u << WR_PARAM_VALUE, unit, out);
        return;
    }
    if (mean != NULL) {
        wr_buf_text(out, "on average ");
        wr_i_tell_quantity(out, mean->value, unit);
        wr_buf_text(out, " (");
        if (has_interval(mean)) {
            interval(out, mean, unit);
            wr_buf_text(out, "; ");
        }
        wr_buf_text(out, wr_sampler_kind_name(d->family));
        said = 1u << WR_PARAM_MEAN;
    } else if (median != NULL && p95 != NULL) {
        wr_buf_text(out, "under ");
        wr_tell_number(median, unit, out);
        wr_buf_text(out, " for half of them, under ");
        wr_tell_number(p95, unit, out);
        wr_buf_printf(out, " for 95 in 100 (%s", wr_sampler_kind_name(d->family));
        said = 1u << WR_PARAM_MEDIAN | 1u << WR_PARAM_P95;
    } else if (from != NULL && to != NULL) {
        wr_buf_text(out, "between ");
        wr_tell_number(from, unit, out);
        wr_buf_text(out, " and ");
        wr_tell_number(to, unit, out);
        said = 1u << WR_PARAM_FROM | 1u << WR_PARAM_TO;
        if (likeliest != NULL) {
            wr_buf_text(out, ", most often ");
            wr_tell_number(likeliest, unit, out);
            said |= 1u << WR_PARAM_LIKELIEST;
        }
        wr_buf_printf(out, " (%s", wr_sampler_kind_name(d->family));
    } else {
        wr_buf_printf(out, "a %s that varies (%s", unit == WR_UNIT_TIME ? "time" : "number", wr_sampler_kind_name(d->family));
    }
    rest_of_parameters(d, said, unit, out);
    wr_buf_char(out, ')');
}

/* --- values by --- */

void wr_i_tell_attribute(const char *name, struct wr_buf *out)
{
    const char *mark = strchr(name, ' ') != NULL ? "\"" : "";

    wr_buf_printf(out, "%s%s%s", mark, name, mark);
}

void wr_i_tell_case(const struct wr_model *m, int attribute, const struct wr_by_case *c, struct wr_buf *out)
{
    const struct wr_attribute *a;

    if (c->otherwise) {
        wr_buf_text(out, "all others");
        return;
    }
    if (attribute == WR_BY_KIND) {
        wr_buf_text(out, c->category >= 0 && (size_t)c->category < m->n_kinds ? m->kinds[c->category].name : "?");
        return;
    }
    if (attribute < 0 || (size_t)attribute >= m->n_attributes)
        return;
    a = &m->attributes[attribute];
    if (a->kind == WR_ATTRIBUTE_CHANCE) {
        wr_buf_printf(out, "%s%s", c->category == 1 ? "" : "not ", a->name);
        return;
    }
    wr_i_tell_attribute(a->name, out);
    wr_buf_char(out, ' ');
    if (a->kind == WR_ATTRIBUTE_CATEGORY) {
        wr_buf_text(out, c->category >= 0 && (size_t)c->category < a->n_categories ? a->categories[c->category] : "?");
    } else if (!wr_num_finite(c->from)) {
        wr_buf_text(out, "under ");
        wr_i_tell_quantity(out, c->below, a->unit);
    } else {
        wr_i_tell_quantity(out, c->from, a->unit);
        if (!wr_num_finite(c->below)) {
            wr_buf_text(out, " and over");
        } else if (c->below > c->from + 1 || a->unit != WR_UNIT_BARE) {
            wr_buf_text(out, a->unit == WR_UNIT_BARE ? " to " : " to under ");
            wr_i_tell_quantity(out, a->unit == WR_UNIT_BARE ? c->below - 1 : c->below, a->unit);
        }
    }
}

void wr_i_tell_who(const struct wr_model *m, int attribute, const struct wr_by_case *c, struct wr_buf *out)
{
    if (c->otherwise) {
        wr_buf_text(out, "all others");
        return;
    }
    if (attribute == WR_BY_KIND) {
        wr_i_tell_case(m, attribute, c, out);
        wr_buf_text(out, " patients");
        return;
    }
    if (attribute >= 0 && m->attributes[attribute].kind == WR_ATTRIBUTE_CATEGORY && strchr(m->attributes[attribute].name, ' ') != NULL &&
        c->category >= 0 && (size_t)c->category < m->attributes[attribute].n_categories) {
        wr_buf_text(out, "those whose ");
        wr_i_tell_attribute(m->attributes[attribute].name, out);
        wr_buf_printf(out, " is %s", m->attributes[attribute].categories[c->category]);
        return;
    }
    wr_buf_text(out, attribute >= 0 && m->attributes[attribute].kind == WR_ATTRIBUTE_CHANCE ? "those who are " : "those with ");
    wr_i_tell_case(m, attribute, c, out);
}

void wr_tell_value(const struct wr_model *model, const struct wr_value *value, enum wr_unit unit, struct wr_buf *out)
{
    switch (value->kind) {
    case WR_VALUE_NUMBER:
        wr_tell_number(&value->number, unit, out);
        break;
    case WR_VALUE_DIST:
        distribution(value->dist, unit, out);
        break;
    case WR_VALUE_BY:
        for (size_t i = 0; i < value->n_cases; i++) {
            bool inner = value->cases[i].value->kind == WR_VALUE_BY; /* who first: else nobody sees to whom the inner ones belong */
            wr_i_tell_join(out, i, value->n_cases);
            if (!inner) {
                wr_tell_value(model, value->cases[i].value, unit, out);
                wr_buf_char(out, ' ');
            }
            wr_buf_text(out, unit == WR_UNIT_SHARE ? "of " : "for ");
            wr_i_tell_who(model, value->by_attribute, &value->cases[i], out);
            if (inner) {
                wr_buf_char(out, ' ');
                wr_tell_value(model, value->cases[i].value, unit, out);
            }
        }
        break;
    case WR_VALUE_NONE:
    default:
        break;
    }
}

/* --- whens --- */

/* --- conditions --- */

const char *wr_i_tell_compare(enum wr_compare c)
{
    switch (c) {
    case WR_AT_LEAST:
        return "at least";
    case WR_AT_MOST:
        return "at most";
    case WR_OVER:
        return "over";
    case WR_UNDER:
    default:
        return "under";
    }
}

static void atom(const struct wr_model *m, const struct wr_atom *a, struct wr_buf *out)
{
    const char *no = a->negated ? "not " : "";

    switch (a->kind) {
    case WR_ATOM_CATEGORY:
        wr_i_tell_attribute(m->attributes[a->index].name, out);
        wr_buf_printf(out, " is %s%s", no, m->attributes[a->index].categories[a->category]);
        break;
    case WR_ATOM_YES:
        wr_buf_printf(out, "%s%s", no, m->attributes[a->index].name);
        break;
    case WR_ATOM_COMPARE:
        wr_i_tell_attribute(m->attributes[a->index].name, out);
        wr_buf_printf(out, " is %s%s ", no, wr_i_tell_compare(a->compare));
        wr_i_tell_quantity(out, a->number, m->attributes[a->index].unit);
        break;
    case WR_ATOM_KIND:
        wr_buf_printf(out, "%s%s", no, m->kinds[a->index].name);
        break;
    case WR_ATOM_WENT_TO:
        wr_buf_printf(out, "%swent to %s", no, m->steps[a->index].name);
        break;
    case WR_ATOM_LEFT_AS:
        wr_buf_printf(out, "%sleft as %s", no, m->outcomes[a->index].name);
        break;
    case WR_ATOM_PLACE_FULL:
        wr_buf_printf(out, "%s is %sfull", m->places[a->index].name, no);
        break;
    case WR_ATOM_PLACE_OPEN:
        wr_buf_printf(out, "%s is %sopen", m->places[a->index].name, no);
        break;
    case WR_ATOM_PLACE_CLOSED:
        wr_buf_printf(out, "%s is %sclosed", m->places[a->index].name, no);
        break;
    case WR_ATOM_SYSTEM_DOWN:
        wr_buf_printf(out, "%s is %sdown", a->index >= 0 ? m->systems[a->index].name : m->resources[-1 - a->index].name, no);
        break;
    case WR_ATOM_WAITING_OVER:
        wr_buf_printf(out, "%sover %.15g waiting for %s", no, a->number,
                      a->index >= 0 ? m->steps[a->index].name : m->tasks[-1 - a->index].name);
        break;
    case WR_ATOM_CLOCK:
    default:
        wr_buf_printf(out, "it is %s", no);
        wr_tell_when(&a->when, out);
        break;
    }
}

void wr_tell_condition(const struct wr_model *model, const struct wr_condition *condition, struct wr_buf *out)
{
    for (size_t i = 0; i < condition->n_kinds_any; i++) {
        if (i > 0)
            wr_buf_text(out, i + 1 == condition->n_kinds_any ? " or " : ", ");
        wr_buf_text(out, model->kinds[condition->kinds_any[i]].name);
    }
    for (size_t i = 0; i < condition->n_atoms; i++) {
        if (i > 0 || condition->n_kinds_any > 0)
            wr_buf_text(out, " and ");
        atom(model, &condition->atoms[i], out);
    }
}

/* --- people and targets --- */

static void resource(const struct wr_model *m, const struct wr_needed *needed, struct wr_buf *out)
{
    const char *name = m->resources[needed->resource].name;

    if (needed->count.kind == WR_VALUE_NUMBER && needed->count.n_adjusts == 0) {
        if (needed->count.number.value == 1)
            wr_i_tell_article(out, name);
        else
            wr_buf_printf(out, "%.15g %s%s", needed->count.number.value, name, wr_text_ends(name, "s") ? "" : "s");
        return;
    }
    wr_buf_printf(out, "%s (", name);
    wr_tell_value(m, &needed->count, WR_UNIT_BARE, out);
    wr_buf_char(out, ')');
}

void wr_tell_with(const struct wr_model *model, const struct wr_with *with, struct wr_buf *out)
{
    for (size_t i = 0; i < with->n_all; i++) {
        wr_i_tell_join(out, i, with->n_all);
        resource(model, &with->all[i], out);
    }
    for (size_t i = 0; i < with->n_any; i++) {
        if (i > 0)
            wr_buf_text(out, " or ");
        wr_i_tell_article(out, model->resources[with->any[i]].name);
    }
}

const char *wr_tell_target(const struct wr_model *model, const struct wr_target *target)
{
    switch (target->kind) {
    case WR_TO_STEP:
        return model->steps[target->index].name;
    case WR_TO_OUTCOME:
        return model->outcomes[target->index].name;
    case WR_TO_DONE:
    default:
        return "done";
    }
}

void wr_i_tell_moment(const struct wr_model *m, const struct wr_moment *moment, struct wr_buf *out)
{
    switch (moment->kind) {
    case WR_AT_ARRIVAL:
        wr_buf_text(out, "arrival");
        break;
    case WR_AT_ASKING_FOR:
        wr_buf_printf(out, "asking for %s", m->steps[moment->index].name);
        break;
    case WR_AT_START_OF:
        wr_buf_printf(out, "the start of %s", m->steps[moment->index].name);
        break;
    case WR_AT_END_OF:
        wr_buf_printf(out, "the end of %s", m->steps[moment->index].name);
        break;
    case WR_AT_ENTERING:
        wr_buf_printf(out, "entering %s", m->places[moment->index].name);
        break;
    case WR_AT_LEAVING_PLACE:
        wr_buf_printf(out, "leaving %s", m->places[moment->index].name);
        break;
    case WR_AT_OUTCOME:
        wr_buf_printf(out, "leaving as %s", m->outcomes[moment->index].name);
        break;
    case WR_AT_LEAVING:
    default:
        wr_buf_text(out, "leaving");
        break;
    }
}
