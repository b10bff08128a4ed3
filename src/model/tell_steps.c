/* Who comes, and what happens to them, one sentence a step. */
#include "model/tell_internal.h"

#include <string.h>

#include "base/num.h"

/* --- who comes --- */

static bool even(const double *shape, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (shape[i] < 1 - 1e-9 || shape[i] > 1 + 1e-9)
            return false;
    return true;
}

/* A shape of mean 1, said in the numbers of the file, which had the mean `mean`. */
static void shape(struct wr_i_tell *t, const char *kind, const char *what, const double *values, double mean, size_t n,
                  const char *const *labels)
{
    if (even(values, n))
        return;
    if (!(mean > 0))
        mean = 1;
    wr_buf_printf(&t->line, "%s, %s, in proportion: ", kind, what);
    for (size_t i = 0; i < n; i++) {
        wr_buf_text(&t->line, i == 0 ? "" : ", ");
        if (labels != NULL)
            wr_buf_printf(&t->line, "%s ", labels[i]);
        else
            wr_buf_printf(&t->line, "%02zu:00 ", i);
        wr_buf_printf(&t->line, "%.6g", values[i] * mean);
    }
    wr_i_tell_end(t);
}

static void arrivals(struct wr_i_tell *t, const struct wr_kind *k)
{
    static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    const struct wr_arrive *a = &k->arrive;
    struct wr_buf *line = &t->line;

    wr_buf_printf(line, "%s: ", k->name);
    switch (a->kind) {
    case WR_ARRIVE_RATE:
        wr_buf_text(line, "patients come at random, on average ");
        wr_tell_number(&a->rate, WR_UNIT_RATE, line);
        break;
    case WR_ARRIVE_EVERY:
        if (a->every.kind == WR_VALUE_NUMBER) {
            wr_buf_text(line, "patients come at random, on average one every ");
            wr_tell_value(t->m, &a->every, WR_UNIT_TIME, line);
        } else {
            wr_buf_text(line, "patients come one after another, the time between two being ");
            wr_tell_value(t->m, &a->every, WR_UNIT_TIME, line);
        }
        break;
    case WR_ARRIVE_BOOKED:
        wr_buf_text(line, "patients are booked: ");
        wr_tell_schedule(&a->booked, line);
        wr_buf_text(line, "; ");
        wr_tell_number(&a->comes, WR_UNIT_SHARE, line);
        wr_buf_text(line, " of them come");
        break;
    case WR_ARRIVE_FILE:
        wr_buf_printf(line, "patients come at the times recorded in %s, column %s", a->file == NULL ? "?" : a->file,
                      a->column == NULL ? "?" : a->column);
        break;
    case WR_ARRIVE_NONE:
    default:
        wr_buf_text(line, "no patient of this kind comes");
        break;
    }
    if (k->starts_at >= 0)
        wr_buf_printf(line, "%s %s", a->kind == WR_ARRIVE_NONE ? "; who did would start at" : ", and start at",
                      t->m->steps[k->starts_at].name);
    if (k->waiting_at_most.value >= 0) {
        wr_buf_text(line, "; when more than ");
        wr_i_tell_quantity(line, k->waiting_at_most.value, WR_UNIT_BARE);
        wr_buf_text(line, " wait already");
    }
    if (k->has_if_full)
        wr_buf_printf(line, "%s they go to %s instead", k->waiting_at_most.value >= 0 ? "" : "; when it is full",
                      wr_tell_target(t->m, &k->if_full));
    wr_i_tell_end(t);
    if (k->says != NULL)
        wr_buf_printf(line, "About %s: %s", k->name, k->says);
    wr_i_tell_end(t);
    shape(t, k->name, "by hour", a->by_hour, a->by_hour_mean, 24, NULL);
    shape(t, k->name, "by day of the week", a->by_weekday, a->by_weekday_mean, 7, weekdays);
    shape(t, k->name, "by month", a->by_month, a->by_month_mean, 12, months);
}

static void attributes(struct wr_i_tell *t, const struct wr_kind *k)
{
    struct wr_buf *line = &t->line;

    for (size_t i = 0; i < k->n_attributes; i++) {
        const struct wr_kind_attribute *has = &k->attributes[i];
        const struct wr_attribute *a = &t->m->attributes[has->attribute];
        bool first = true;
        wr_buf_printf(line, "%s: ", k->name);
        wr_i_tell_attribute(a->name, line);
        wr_buf_text(line, " is ");
        if (a->kind == WR_ATTRIBUTE_CHANCE) {
            wr_buf_clear(line);
            wr_buf_printf(line, "%s: ", k->name);
            wr_tell_value(t->m, &has->value, WR_UNIT_SHARE, line);
            wr_buf_printf(line, " are %s", a->name);
        } else if (a->kind == WR_ATTRIBUTE_NUMBER) {
            wr_tell_value(t->m, &has->value, a->unit, line);
        } else {
            for (size_t c = 0; c < a->n_categories; c++) {
                if (has->shares[c].kind == WR_VALUE_NONE || (has->shares[c].kind == WR_VALUE_NUMBER && has->shares[c].number.value == 0))
                    continue;
                wr_buf_text(line, first ? "" : ", ");
                first = false;
                if (has->shares[c].kind == WR_VALUE_NUMBER && has->shares[c].number.value == 1) {
                    wr_buf_printf(line, "always %s", a->categories[c]);
                    continue;
                }
                wr_buf_printf(line, "%s for ", a->categories[c]);
                wr_tell_value(t->m, &has->shares[c], WR_UNIT_SHARE, line);
            }
        }
        wr_i_tell_end(t);
    }
}

void wr_i_tell_people(struct wr_i_tell *t)
{
    const struct wr_model *m = t->m;

    wr_i_tell_section(t, "Who comes");
    for (size_t i = 0; i < m->n_kinds; i++) {
        const struct wr_kind *k = &m->kinds[i];
        const struct wr_kind *other = k->like >= 0 ? &m->kinds[k->like] : NULL;
        arrivals(t, k);
        if (other != NULL && other->attributes == k->attributes) {
            wr_buf_printf(&t->line, "%s: otherwise like %s", k->name, other->name);
            wr_i_tell_end(t);
            continue;
        }
        attributes(t, k);
        if (k->priority.kind == WR_VALUE_NUMBER && k->priority.where.line == 0)
            continue; /* not written in the file */
        if (k->priority.kind != WR_VALUE_NONE) {
            wr_buf_printf(&t->line, "%s: priority (1 is most urgent) ", k->name);
            wr_tell_value(m, &k->priority, WR_UNIT_BARE, &t->line);
            wr_i_tell_end(t);
        }
    }
}

/* --- routes --- */

static void go(struct wr_i_tell *t, const struct wr_target *to, bool all)
{
    if (to->kind == WR_TO_STEP)
        wr_buf_printf(&t->line, "%s to %s", all ? "goes" : "go", t->m->steps[to->index].name);
    else if (to->kind == WR_TO_OUTCOME)
        wr_buf_printf(&t->line, "%s (%s)", all ? "leaves" : "leave", t->m->outcomes[to->index].name);
    else
        wr_buf_text(&t->line, "is done");
}

/* "25 in 100", "85 in 100 of those with urgency urgent and 15 in 100 of those with urgency standard" */
static void share(struct wr_i_tell *t, const struct wr_branch *b)
{
    if (b->rest)
        wr_buf_text(&t->line, "the rest");
    else
        wr_tell_value(t->m, &b->share, WR_UNIT_SHARE, &t->line);
}

/* `all`: it is everybody who goes this way, not those of one case. */
static void route(struct wr_i_tell *t, const struct wr_route *r, bool all)
{
    switch (r->kind) {
    case WR_ROUTE_TO:
        if (r->to.kind == WR_TO_DONE)
            all = true; /* "it is done" */
        wr_buf_text(&t->line, t->errand || r->to.kind == WR_TO_DONE ? "it " : all ? "everybody " : "they ");
        go(t, &r->to, all);
        break;
    case WR_ROUTE_SHARES:
        for (size_t i = 0; i < r->n_branches; i++) {
            wr_i_tell_join(&t->line, i, r->n_branches);
            share(t, &r->branches[i]);
            wr_buf_char(&t->line, ' ');
            go(t, &r->branches[i].to, false);
        }
        break;
    case WR_ROUTE_BY:
    case WR_ROUTE_CASES:
        for (size_t i = 0; i < r->n_cases; i++) {
            const struct wr_route_case *c = &r->cases[i];
            bool always = r->kind == WR_ROUTE_CASES ? c->condition.n_atoms == 0 && c->condition.n_kinds_any == 0 : c->by.otherwise;
            wr_buf_text(&t->line, i == 0 ? "" : "; ");
            if (always) {
                wr_buf_text(&t->line, "otherwise ");
            } else {
                wr_buf_text(&t->line, r->kind == WR_ROUTE_BY ? c->then->kind == WR_ROUTE_TO ? "" : "of " : "if ");
                if (r->kind == WR_ROUTE_BY)
                    wr_i_tell_who(t->m, r->by_attribute, &c->by, &t->line);
                else
                    wr_tell_condition(t->m, &c->condition, &t->line);
                wr_buf_text(&t->line, r->kind == WR_ROUTE_BY ? " " : ", ");
            }
            route(t, c->then, false);
        }
        break;
    case WR_ROUTE_NONE:
    default:
        break;
    }
}

/* --- a step --- */

static void one_space(struct wr_i_tell *t, int p)
{
    const struct wr_place *place = &t->m->places[p];
    const struct wr_schedule *s = &place->spaces;

    if (!s->unlimited && !t->spaces_told[p] && s->n_entries == 1 && s->entries[0].when.n_spans == 0) {
        t->spaces_told[p] = true;
        if (s->entries[0].number.value == 1) {
            wr_buf_printf(&t->line, "the 1 space in %s", place->name);
        } else {
            wr_buf_text(&t->line, "one of the ");
            wr_tell_number(&s->entries[0].number, WR_UNIT_BARE, &t->line);
            wr_buf_printf(&t->line, " spaces in %s", place->name);
        }
    } else {
        wr_buf_printf(&t->line, "a space in %s", place->name);
    }
}

/* Puts what begins a clause: ": " behind the step's name, then "; ". */
static void clause(struct wr_i_tell *t, bool *first)
{
    wr_buf_text(&t->line, *first ? ": " : "; ");
    *first = false;
}

static void gate(struct wr_i_tell *t, const struct wr_step *s, bool *first)
{
    struct wr_buf *line = &t->line;

    if (s->has_open) {
        clause(t, first);
        wr_buf_text(line, "it begins only ");
        wr_tell_when(&s->open, line);
    }
    if (s->has_rounds) {
        clause(t, first);
        wr_buf_text(line, s->rounds.n_at > 0 && !s->rounds.at[0].names_days ? "it is done in rounds, at " : "it is done in rounds, ");
        wr_i_tell_times(&s->rounds, line);
    }
    for (size_t i = 0; i < s->n_waits_for; i++) {
        if (i == 0)
            clause(t, first);
        wr_buf_printf(line, "%s %s", i == 0 ? "it waits for" : " and", t->m->steps[s->waits_for[i]].name);
    }
    if (s->has_together) {
        clause(t, first);
        if (s->together_most.value > 0) {
            wr_buf_text(line, "up to ");
            wr_tell_number(&s->together_most, WR_UNIT_BARE, line);
        } else {
            wr_buf_text(line, "all who are there");
        }
        wr_buf_text(line, " go through together");
        if (s->together_least.value > 1) {
            wr_buf_text(line, ", no fewer than ");
            wr_tell_number(&s->together_least, WR_UNIT_BARE, line);
        }
        if (s->together_or_after > 0) {
            wr_buf_text(line, " unless the first has waited ");
            wr_i_tell_quantity(line, s->together_or_after, WR_UNIT_TIME);
        }
    }
}

/* A place that always has room: nobody waits for it. */
static bool has_room(const struct wr_i_tell *t, const struct wr_step *s)
{
    return s->has_place && s->n_places == 1 && t->m->places[s->places[0]].spaces.unlimited && !t->m->places[s->places[0]].has_open;
}

/* "patients wait in waiting room for one of the 6 spaces in minors, then for a practitioner" */
static void waits(struct wr_i_tell *t, const struct wr_step *s, bool *first)
{
    struct wr_buf *line = &t->line;
    bool place = s->has_place && !has_room(t, s), staff = s->with.n_all + s->with.n_any > 0;

    if (!place && !staff)
        return;
    clause(t, first);
    wr_buf_text(line, t->errand ? "it waits " : "patients wait ");
    if (place) {
        if (s->waits_in >= 0)
            wr_buf_printf(line, "in %s ", t->m->places[s->waits_in].name);
        wr_buf_text(line, "for ");
        for (size_t i = 0; i < s->n_places; i++) {
            wr_buf_text(line, i == 0 ? "" : " or ");
            one_space(t, s->places[i]);
        }
    }
    if (staff) {
        wr_buf_text(line, place ? ", then for " : "for ");
        wr_tell_with(t->m, &s->with, line);
    }
    if (s->priority.kind != WR_VALUE_NONE && s->priority.where.line > 0) {
        wr_buf_text(line, ", with priority ");
        wr_tell_value(t->m, &s->priority, WR_UNIT_BARE, line);
    }
}

static void if_full(struct wr_i_tell *t, const struct wr_step *s, bool *first)
{
    if (!s->has_if_full)
        return;
    clause(t, first);
    if (s->waiting_at_most.value >= 0) {
        wr_buf_text(&t->line, "when ");
        wr_tell_number(&s->waiting_at_most, WR_UNIT_BARE, &t->line);
        wr_buf_text(&t->line, s->waiting_at_most.value == 1 ? " waits already, they " : " wait already, they ");
    } else {
        wr_buf_text(&t->line, s->has_place ? "when there is no space at once, they " : "when it cannot start at once, they ");
    }
    go(t, &s->if_full, false);
}

static void needs(struct wr_i_tell *t, const struct wr_step *s, bool *first)
{
    struct wr_buf *line = &t->line;

    for (size_t i = 0; i < s->n_needs; i++) {
        const struct wr_need *n = &s->needs[i];
        if (i == 0)
            clause(t, first);
        wr_buf_printf(line, "%s%s", i == 0 ? "needed: " : i + 1 == s->n_needs ? " and " : ", ", t->m->items[n->item].name);
        if (n->without == WR_WITHOUT_CHASE)
            wr_buf_text(line, " (chased when not there");
        else if (n->without == WR_WITHOUT_WAIT)
            wr_buf_text(line, " (waited for when not there");
        else
            wr_buf_text(line, " (without it the step goes ahead");
        if (n->go_ahead_times.kind != WR_VALUE_NONE && n->go_ahead_times.where.line > 0) {
            wr_buf_text(line, n->without == WR_WITHOUT_GO_AHEAD ? " and takes " : "; without it the step takes ");
            wr_tell_value(t->m, &n->go_ahead_times, WR_UNIT_TIMES, line);
            wr_buf_text(line, " as long");
        }
        wr_buf_char(line, ')');
    }
}

static void names_of_places(struct wr_i_tell *t, const char *words, const int *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        wr_buf_text(&t->line, i == 0 ? words : " and ");
        wr_buf_printf(&t->line, "%s%s", list[i] >= 0 ? "their space in " : "", list[i] >= 0 ? t->m->places[list[i]].name : "");
        if (list[i] < 0)
            wr_i_tell_article(&t->line, t->m->resources[-1 - list[i]].name);
    }
}

/* What it sets off, stops and keeps, and what may end it early. */
static void besides(struct wr_i_tell *t, const struct wr_step *s)
{
    const struct wr_model *m = t->m;
    struct wr_buf *line = &t->line;

    for (size_t i = 0; i < s->n_starts; i++)
        wr_buf_printf(line, "%s%s", i == 0 ? "; it sets off " : " and ", m->steps[s->starts[i]].name);
    for (size_t i = 0; i < s->n_tells; i++)
        wr_buf_printf(line, "%s%s", i == 0 ? "; after it is known: " : " and ", m->items[s->tells[i]].name);
    for (size_t i = 0; i < s->n_interrupts; i++)
        wr_buf_printf(line, "%s%s", i == 0 ? "; it interrupts " : " and ",
                      s->interrupts[i] >= 0 ? m->steps[s->interrupts[i]].name : m->tasks[-1 - s->interrupts[i]].name);
    if (s->interrupted_start_again)
        wr_buf_text(line, "; interrupted, it starts again");
    names_of_places(t, "; from then on they keep ", s->keep, s->n_keep);
    names_of_places(t, "; after it they no longer keep ", s->frees, s->n_frees);
    for (size_t i = 0; i < s->n_sets; i++) {
        const struct wr_attribute *a = &m->attributes[s->sets[i].attribute];
        const struct wr_value *v = &s->sets[i].value;
        wr_buf_printf(line, "; after it %s is ", a->name);
        if (a->kind == WR_ATTRIBUTE_CATEGORY && v->kind == WR_VALUE_NUMBER && v->number.value >= 0 &&
            v->number.value < (double)a->n_categories)
            wr_buf_text(line, a->categories[(size_t)v->number.value]);
        else
            wr_tell_value(m, v, a->unit, line);
    }
    if (s->has_gives_up) {
        wr_buf_text(line, s->gives_up_since_arrival ? "; their patience, from arrival until it begins, is " : "; their patience is ");
        wr_tell_value(m, &s->gives_up_after, WR_UNIT_TIME, line);
        wr_buf_text(line, ": then they give up and ");
        go(t, &s->gives_up_then, false);
    }
    if (s->has_unless) {
        wr_buf_text(line, "; it is cut short when this comes first: ");
        wr_tell_value(m, &s->unless_after, WR_UNIT_TIME, line);
        wr_buf_text(line, " after its start they ");
        go(t, &s->unless_then, false);
    }
}

/* A time by one thing and within it by another is too long for one sentence. */
static bool is_long(const struct wr_value *takes)
{
    bool nested = false;

    for (size_t i = 0; takes->kind == WR_VALUE_BY && i < takes->n_cases; i++)
        nested = nested || takes->cases[i].value->kind == WR_VALUE_BY;
    return nested;
}

static void step(struct wr_i_tell *t, const struct wr_step *s)
{
    struct wr_buf *line = &t->line;
    bool first = true;

    t->errand = s->is_errand;
    wr_buf_printf(line, "%s%s", s->name, s->is_errand ? " (done without the patient)" : "");
    if (s->says != NULL)
        wr_buf_printf(line, " (%s)", s->says);
    if (has_room(t, s))
        wr_buf_printf(line, ", in %s", t->m->places[s->places[0]].name);
    gate(t, s, &first);
    waits(t, s, &first);
    if_full(t, s, &first);
    clause(t, &first);
    if (is_long(&s->takes)) {
        wr_buf_text(line, "how long it takes differs, as said below");
    } else if (s->takes.kind != WR_VALUE_NONE) {
        wr_buf_text(line, "it takes ");
        wr_tell_value(t->m, &s->takes, WR_UNIT_TIME, line);
    } else {
        wr_buf_text(line, "it takes no time");
    }
    needs(t, s, &first);
    besides(t, s);
    if (s->then.kind != WR_ROUTE_NONE) {
        wr_buf_text(line, "; then ");
        route(t, &s->then, true);
    }
    wr_i_tell_end(t);
    for (size_t i = 0; is_long(&s->takes) && i < s->takes.n_cases; i++) {
        wr_buf_printf(line, "%s takes, for ", s->name);
        wr_i_tell_who(t->m, s->takes.by_attribute, &s->takes.cases[i], line);
        wr_buf_text(line, ": ");
        wr_tell_value(t->m, s->takes.cases[i].value, WR_UNIT_TIME, line);
        wr_i_tell_end(t);
    }
}

static void task(struct wr_i_tell *t, const struct wr_task *k)
{
    struct wr_buf *line = &t->line;

    wr_buf_printf(line, "%s: ", k->name);
    if (k->has_every) {
        wr_buf_text(line, "every ");
        wr_i_tell_quantity(line, k->every, WR_UNIT_TIME);
    } else if (k->one_every.kind != WR_VALUE_NONE) {
        wr_buf_text(line, "by chance, one every ");
        wr_tell_value(t->m, &k->one_every, WR_UNIT_TIME, line);
    }
    if (k->for_each_in >= 0)
        wr_buf_printf(line, ", for each patient in %s", t->m->places[k->for_each_in].name);
    if (k->has_when) {
        wr_buf_text(line, ", ");
        wr_tell_when(&k->when, line);
    }
    if (k->with.n_all + k->with.n_any > 0) {
        wr_buf_text(line, ", by ");
        wr_tell_with(t->m, &k->with, line);
    }
    if (k->takes.kind != WR_VALUE_NONE) {
        wr_buf_text(line, ", it takes ");
        wr_tell_value(t->m, &k->takes, WR_UNIT_TIME, line);
    }
    if (k->priority.kind != WR_VALUE_NONE && k->priority.where.line > 0) {
        wr_buf_text(line, ", at priority ");
        wr_tell_value(t->m, &k->priority, WR_UNIT_BARE, line);
    }
    if (k->says != NULL)
        wr_buf_printf(line, " (%s)", k->says);
    wr_i_tell_end(t);
}

void wr_i_tell_steps(struct wr_i_tell *t)
{
    wr_i_tell_section(t, "What happens, step by step");
    for (size_t i = 0; i < t->m->n_steps; i++)
        step(t, &t->m->steps[i]);
    wr_i_tell_section(t, "Work beside the pathway");
    for (size_t i = 0; i < t->m->n_tasks; i++)
        task(t, &t->m->tasks[i]);
}
