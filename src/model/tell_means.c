/* What there is: places, staff, equipment, systems, information, and how people leave. */
#include "model/tell_internal.h"

#include "base/num.h"

static void says(struct wr_i_tell *t, const char *words)
{
    if (words != NULL)
        wr_buf_printf(&t->line, " (%s)", words);
}

static void place(struct wr_i_tell *t, size_t p)
{
    const struct wr_place *k = &t->m->places[p];
    struct wr_buf *line = &t->line;

    if (t->spaces_told[p] && !k->has_open && k->turnaround.kind == WR_VALUE_NONE && !k->has_surge && k->says == NULL)
        return;
    wr_buf_printf(line, "%s: ", k->name);
    if (k->spaces.unlimited)
        wr_buf_text(line, "there is always room");
    else if (t->spaces_told[p])
        wr_buf_text(line, "its spaces are said above");
    else {
        wr_buf_text(line, "spaces: ");
        wr_tell_schedule(&k->spaces, line);
    }
    if (k->has_open) {
        wr_buf_text(line, "; it takes patients ");
        wr_tell_when(&k->open, line);
    }
    if (k->turnaround.kind != WR_VALUE_NONE) {
        wr_buf_text(line, "; when a space is left, it takes ");
        wr_tell_value(t->m, &k->turnaround, WR_UNIT_TIME, line);
        if (k->turnaround_with.n_all + k->turnaround_with.n_any > 0) {
            wr_buf_text(line, " of ");
            wr_tell_with(t->m, &k->turnaround_with, line);
        }
        wr_buf_text(line, " until the next patient can have it");
    }
    if (k->has_surge) {
        wr_buf_text(line, "; it opens when over ");
        wr_i_tell_quantity(line, k->surge_over, WR_UNIT_BARE);
        wr_buf_printf(line, " wait for %s and stays open ", k->surge_step >= 0 ? t->m->steps[k->surge_step].name : "?");
        wr_i_tell_quantity(line, k->surge_stays, WR_UNIT_TIME);
    }
    says(t, k->says);
    wr_i_tell_end(t);
}

static void down(struct wr_i_tell *t, const struct wr_down *list, size_t n)
{
    struct wr_buf *line = &t->line;

    for (size_t i = 0; i < n; i++) {
        const struct wr_down *d = &list[i];
        wr_buf_text(line, i == 0 ? "; down: " : ", and ");
        if (d->has_random) {
            wr_buf_text(line, "by chance, one every ");
            wr_tell_value(t->m, &d->one_every, WR_UNIT_TIME, line);
        } else if (d->has_when) {
            wr_tell_when(&d->when, line);
        } else if (d->has_from) {
            wr_buf_text(line, "from ");
            wr_i_tell_date(line, d->from, true);
        }
        if (d->lasts.kind != WR_VALUE_NONE) {
            wr_buf_text(line, " for ");
            wr_tell_value(t->m, &d->lasts, WR_UNIT_TIME, line);
        }
    }
}

static void resource(struct wr_i_tell *t, const struct wr_resource *r)
{
    struct wr_buf *line = &t->line;

    wr_buf_printf(line, "%s: ", r->name);
    wr_tell_schedule(&r->on_duty, line);
    if (r->kind == WR_STAFF && r->on_duty.n_entries > 0)
        wr_buf_text(line, r->on_duty.n_entries == 1 && r->on_duty.entries[0].when.n_spans == 0 ? " on duty at all times" : " on duty");
    if (r->kind == WR_STAFF && !(r->on_duty.n_entries == 1 && r->on_duty.entries[0].when.n_spans == 0))
        wr_buf_text(line, r->at_end == WR_SHIFT_FINISH ? "; at the end of a shift they finish what they have begun"
                                                       : "; at the end of a shift they hand over");
    if (r->breaks.n_entries > 0) {
        wr_buf_text(line, "; on a break: ");
        wr_tell_schedule(&r->breaks, line);
    }
    if (r->filled.where.line > 0 && r->filled.value < 1) {
        wr_buf_text(line, "; each is there with a chance of ");
        wr_tell_number(&r->filled, WR_UNIT_SHARE, line);
    }
    if (r->costs.value > 0) {
        wr_buf_text(line, "; one costs ");
        wr_tell_number(&r->costs, WR_UNIT_MONEY_RATE, line);
    }
    for (size_t i = 0; r->has_serves && i < r->n_serves; i++) {
        wr_buf_text(line, i == 0 ? "; only for " : "");
        wr_i_tell_join(line, i, r->n_serves);
        wr_buf_text(line, t->m->kinds[r->serves[i]].name);
    }
    down(t, r->down, r->n_down);
    says(t, r->says);
    wr_i_tell_end(t);
}

static void one_system(struct wr_i_tell *t, const struct wr_system *s)
{
    struct wr_buf *line = &t->line;
    size_t kept = 0, said = 0;

    wr_buf_printf(line, "%s: ", s->name);
    for (size_t i = 0; i < t->m->n_items; i++)
        kept += t->m->items[i].kept_in >= 0 && &t->m->systems[t->m->items[i].kept_in] == s;
    for (size_t i = 0; i < t->m->n_items; i++)
        if (t->m->items[i].kept_in >= 0 && &t->m->systems[t->m->items[i].kept_in] == s) {
            said++;
            wr_buf_printf(line, "%s%s", said == 1 ? "it keeps " : said == kept ? " and " : ", ", t->m->items[i].name);
        }
    if (kept == 0)
        wr_buf_text(line, "a system");
    down(t, s->down, s->n_down);
    for (size_t i = 0; i < s->n_on_paper; i++) {
        const struct wr_on_paper *p = &s->on_paper[i];
        wr_buf_printf(line, "%s%s ", i == 0 ? "; on paper " : ", ", t->m->steps[p->step].name);
        if (p->stops) {
            wr_buf_text(line, "stops");
        } else {
            wr_buf_text(line, "takes ");
            wr_tell_value(t->m, &p->times, WR_UNIT_TIMES, line);
            wr_buf_text(line, " as long");
        }
    }
    if (s->has_afterwards) {
        wr_buf_text(line, "; afterwards ");
        wr_tell_with(t->m, &s->afterwards_with, line);
        wr_buf_text(line, " needs ");
        wr_tell_value(t->m, &s->afterwards_takes, WR_UNIT_TIME, line);
        wr_buf_text(line, " to type in each step that was done on paper");
    }
    says(t, s->says);
    wr_i_tell_end(t);
}

static void item(struct wr_i_tell *t, const struct wr_item *k)
{
    struct wr_buf *line = &t->line;

    wr_buf_printf(line, "%s: there at once for ", k->name);
    wr_tell_value(t->m, &k->there_at_once, WR_UNIT_SHARE, line);
    if (k->has_chase) {
        wr_buf_text(line, "; chasing it takes ");
        if (k->chase_with.n_all + k->chase_with.n_any > 0) {
            wr_tell_with(t->m, &k->chase_with, line);
            wr_buf_char(line, ' ');
        }
        wr_tell_value(t->m, &k->chase_takes, WR_UNIT_TIME, line);
        if (k->chase_found.kind != WR_VALUE_NONE) {
            wr_buf_text(line, " and finds it for ");
            wr_tell_value(t->m, &k->chase_found, WR_UNIT_SHARE, line);
        }
        if (k->chase_priority.kind != WR_VALUE_NONE && k->chase_priority.where.line > 0) {
            wr_buf_text(line, ", at priority ");
            wr_tell_value(t->m, &k->chase_priority, WR_UNIT_BARE, line);
        }
    }
    if (k->wrong.kind != WR_VALUE_NONE) {
        wr_buf_text(line, "; wrong for ");
        wr_tell_value(t->m, &k->wrong, WR_UNIT_SHARE, line);
    }
    if (k->keeps > 0) {
        wr_buf_text(line, "; what was found holds for ");
        wr_i_tell_quantity(line, k->keeps, WR_UNIT_TIME);
    }
    says(t, k->says);
    wr_i_tell_end(t);
}

static void outcomes(struct wr_i_tell *t)
{
    const struct wr_model *m = t->m;
    struct wr_buf *line = &t->line;

    for (size_t i = 0; i < m->n_outcomes; i++) {
        wr_buf_text(line, i == 0 ? "Patients leave as " : i + 1 == m->n_outcomes ? " or " : ", ");
        wr_buf_text(line, m->outcomes[i].name);
    }
    wr_i_tell_end(t);
    for (size_t i = 0; i < m->n_outcomes; i++) {
        const struct wr_outcome *o = &m->outcomes[i];
        if (o->says != NULL)
            wr_buf_printf(line, "%s: %s", o->name, o->says);
        wr_i_tell_end(t);
        if (!o->comes_back)
            continue;
        wr_buf_printf(line, "Of those who leave as %s, ", o->name);
        wr_tell_value(m, &o->back_chance, WR_UNIT_SHARE, line);
        wr_buf_text(line, " come back, after ");
        wr_tell_value(m, &o->back_after, WR_UNIT_TIME, line);
        if (o->back_at >= 0)
            wr_buf_printf(line, ", to %s", m->steps[o->back_at].name);
        wr_i_tell_end(t);
    }
}

void wr_i_tell_means(struct wr_i_tell *t)
{
    const struct wr_model *m = t->m;

    wr_i_tell_section(t, "Places");
    for (size_t i = 0; i < m->n_places; i++)
        place(t, i);
    wr_i_tell_section(t, "Staff");
    for (size_t i = 0; i < m->n_resources; i++)
        if (m->resources[i].kind == WR_STAFF)
            resource(t, &m->resources[i]);
    wr_i_tell_section(t, "Equipment and systems");
    for (size_t i = 0; i < m->n_resources; i++)
        if (m->resources[i].kind == WR_EQUIPMENT)
            resource(t, &m->resources[i]);
    for (size_t i = 0; i < m->n_systems; i++)
        one_system(t, &m->systems[i]);
    wr_i_tell_section(t, "Information");
    for (size_t i = 0; i < m->n_items; i++)
        item(t, &m->items[i]);
    wr_i_tell_section(t, "How people leave");
    outcomes(t);
}
