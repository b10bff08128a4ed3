/* What it is for and what is measured: objectives, measures, harm, worth. */
#include "model/tell_internal.h"

#include <string.h>

#include "base/num.h"

static void compare(struct wr_buf *line, enum wr_compare c, const struct wr_number *n, enum wr_unit unit)
{
    wr_buf_printf(line, "%s ", wr_i_tell_compare(c));
    wr_tell_number(n, unit, line);
}

static void objective(struct wr_i_tell *t, const struct wr_objective *o)
{
    struct wr_buf *line = &t->line;
    const struct wr_model *m = t->m;

    wr_buf_printf(line, "%s: ", o->name);
    if (o->says != NULL)
        wr_buf_printf(line, "%s; ", o->says);
    wr_buf_printf(line, "measured by %s",
                  o->measure >= 0 ? m->measures[o->measure].name
                  : o->harm >= 0  ? m->harms[o->harm].name
                                  : "nothing yet");
    if (o->has_target) {
        wr_buf_text(line, ", wanted: ");
        compare(line, o->target, &o->target_value, o->target_value.unit);
    }
    if (o->owner != NULL)
        wr_buf_printf(line, "; %s answers for it", o->owner);
    else
        wr_buf_text(line, "; nobody is named who answers for it");
    wr_i_tell_end(t);
}

/* A step, or a task as -1 - index. */
static const char *doing(const struct wr_model *m, int of) { return of >= 0 ? m->steps[of].name : m->tasks[-1 - of].name; }

static void moments(struct wr_i_tell *t, const struct wr_moment *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            wr_buf_text(&t->line, i + 1 == n ? " or " : ", ");
        wr_i_tell_moment(t->m, &list[i], &t->line);
    }
    if (n > 1)
        wr_buf_text(&t->line, ", whichever is first");
}

/* "how many enter ward", "how many leave as went home or leave as died". */
static void how_many(struct wr_i_tell *t, const struct wr_moment *list, size_t n)
{
    const struct wr_model *m = t->m;

    wr_buf_text(&t->line, "how many ");
    for (size_t i = 0; i < n; i++) {
        int x = list[i].index;
        wr_buf_text(&t->line, i == 0 ? "" : i + 1 == n ? " or " : ", ");
        switch (list[i].kind) {
        case WR_AT_ARRIVAL:
            wr_buf_text(&t->line, "arrive");
            break;
        case WR_AT_ASKING_FOR:
            wr_buf_printf(&t->line, "ask for %s", doing(m, x));
            break;
        case WR_AT_START_OF:
            wr_buf_printf(&t->line, "begin %s", doing(m, x));
            break;
        case WR_AT_END_OF:
            wr_buf_printf(&t->line, "finish %s", doing(m, x));
            break;
        case WR_AT_ENTERING:
            wr_buf_printf(&t->line, "come into %s", m->places[x].name);
            break;
        case WR_AT_LEAVING_PLACE:
            wr_buf_printf(&t->line, "leave %s", m->places[x].name);
            break;
        case WR_AT_LEAVING:
            wr_buf_text(&t->line, "leave");
            break;
        case WR_AT_OUTCOME:
            wr_buf_printf(&t->line, "leave as %s", m->outcomes[x].name);
            break;
        }
    }
    if (n > 1)
        wr_buf_text(&t->line, ", whichever is first");
}

static void places(struct wr_i_tell *t, const struct wr_measure *k)
{
    for (size_t i = 0; i < k->n_places; i++) {
        wr_i_tell_join(&t->line, i, k->n_places);
        wr_buf_text(&t->line, t->m->places[k->places[i]].name);
    }
}

static void what(struct wr_i_tell *t, const struct wr_measure *k)
{
    const struct wr_model *m = t->m;
    struct wr_buf *line = &t->line;

    switch (k->kind) {
    case WR_MEASURE_TIME:
        wr_buf_text(line, "the time from ");
        moments(t, k->from, k->n_from);
        wr_buf_text(line, k->n_from > 1 ? ", to " : " to ");
        moments(t, k->to, k->n_to);
        break;
    case WR_MEASURE_SHARE_OF:
        wr_buf_printf(line, "the share of %s that is ", m->measures[k->of].name);
        compare(line, k->compare, &k->limit, k->limit.unit);
        break;
    case WR_MEASURE_WAIT:
        wr_buf_printf(line, "the wait from asking for %s to its start", doing(m, k->of));
        break;
    case WR_MEASURE_WAIT_PLACE:
        wr_buf_printf(line, "the wait for the place of %s", doing(m, k->of));
        break;
    case WR_MEASURE_WAIT_STAFF:
        wr_buf_printf(line, "the wait for the staff of %s", doing(m, k->of));
        break;
    case WR_MEASURE_BLOCKED_IN:
        wr_buf_text(line, "the time that patients keep a space in ");
        places(t, k);
        wr_buf_text(line, " while they wait for the next");
        break;
    case WR_MEASURE_COUNT:
        how_many(t, k->from, k->n_from);
        break;
    case WR_MEASURE_MISSED:
        wr_buf_printf(line, "how often %s is missed", m->tasks[k->of >= 0 ? k->of : -1 - k->of].name); /* tasks only, however counted */
        break;
    case WR_MEASURE_QUEUE:
        wr_buf_printf(line, "how many wait for %s", doing(m, k->of));
        break;
    case WR_MEASURE_PATIENT_DAYS:
        wr_buf_text(line, "patient days in ");
        places(t, k);
        break;
    case WR_MEASURE_OCCUPANCY:
        wr_buf_text(line, "how many patients are in ");
        places(t, k);
        if (k->counted_daily) {
            wr_buf_text(line, ", counted daily at ");
            wr_i_tell_clock(line, k->counted_at);
        }
        break;
    case WR_MEASURE_SHARE_OCCUPIED:
        wr_buf_text(line, "the share of open spaces that is taken in ");
        places(t, k);
        break;
    case WR_MEASURE_BUSY_HOURS:
        wr_buf_printf(line, "hours of work of %s", m->resources[k->resource].name);
        break;
    case WR_MEASURE_OVERTIME:
        wr_buf_printf(line, "overtime of %s", m->resources[k->resource].name);
        break;
    case WR_MEASURE_SHARE_BUSY:
        if (k->resource >= 0) {
            wr_buf_printf(line, "the share of its hours in which %s is busy", m->resources[k->resource].name);
        } else {
            wr_buf_text(line, "the share of time in which spaces are taken or being made ready in ");
            places(t, k);
        }
        break;
    case WR_MEASURE_CHANCE_OF_DELAY:
        wr_buf_text(line, "the chance of finding no space in ");
        places(t, k);
        if (k->spaces_from == k->spaces_to)
            wr_buf_printf(line, " with %d spaces", k->spaces_from);
        else
            wr_buf_printf(line, " with %d to %d spaces", k->spaces_from, k->spaces_to);
        break;
    case WR_MEASURE_SHARE_WITHOUT:
    default:
        wr_buf_printf(line, "the share that goes without %s at %s", m->items[k->item].name, m->steps[k->of].name);
        break;
    }
}

static void condition(struct wr_i_tell *t, const struct wr_condition *c)
{
    if (c->n_atoms + c->n_kinds_any == 0)
        return;
    wr_buf_text(&t->line, ", counting only: ");
    wr_tell_condition(t->m, c, &t->line);
}

static const char *lens_words(enum wr_lens lens)
{
    switch (lens) {
    case WR_LENS_SAFETY:
        return "safety";
    case WR_LENS_RESOURCES:
        return "resources";
    case WR_LENS_EFFICIENCY:
        return "efficiency";
    case WR_LENS_OUTCOMES:
        return "outcomes";
    case WR_LENS_UNSAID:
    default:
        return NULL;
    }
}

static void measure(struct wr_i_tell *t, const struct wr_measure *k)
{
    struct wr_buf *line = &t->line;

    wr_buf_printf(line, "%s: ", k->name);
    if (k->show == WR_SHOW_QUANTILE && k->quantile == 0.5) {
        wr_buf_text(line, "the median of ");
    } else if (k->show == WR_SHOW_QUANTILE) {
        wr_buf_printf(line, "what %.15g in 100 stay within, of ", k->quantile * 100);
    }
    what(t, k);
    condition(t, &k->for_);
    if (k->counted_at_leaving)
        wr_buf_text(line, ", counted when they leave");
    if (lens_words(k->lens) != NULL)
        wr_buf_printf(line, " (%s)", lens_words(k->lens));
    wr_i_tell_end(t);
    if (k->says != NULL)
        wr_buf_printf(line, "About %s: %s", k->name, k->says);
    wr_i_tell_end(t);
}

static void harm(struct wr_i_tell *t, const struct wr_harm *h)
{
    struct wr_buf *line = &t->line;
    const struct wr_model *m = t->m;

    wr_buf_printf(line, "%s: %s ", h->name, h->association ? "associated with" : "caused by");
    if (h->by_measure >= 0)
        wr_buf_text(line, m->measures[h->by_measure].name);
    else if (h->without_item >= 0)
        wr_buf_printf(line, "going without %s%s%s", m->items[h->without_item].name, h->at_step >= 0 ? " at " : "",
                      h->at_step >= 0 ? m->steps[h->at_step].name : "");
    condition(t, &h->for_);
    wr_buf_text(line, "; the chance is ");
    for (size_t i = 0; i < h->n_bands; i++) {
        wr_i_tell_join(line, i, h->n_bands);
        wr_tell_number(&h->bands[i].chance, WR_UNIT_SHARE, line);
        if (h->by_measure >= 0) {
            if (h->bands[i].from == 0) {
                wr_buf_text(line, " at first");
                continue;
            }
            wr_buf_text(line, " from ");
            wr_i_tell_quantity(line, h->bands[i].from, WR_UNIT_TIME);
        }
    }
    if (wr_num_finite(h->known_up_to)) {
        wr_buf_text(line, "; known up to ");
        wr_i_tell_quantity(line, h->known_up_to, WR_UNIT_TIME);
    }
    if (h->causal_share.value != 1 || wr_num_finite(h->causal_share.low)) {
        wr_buf_text(line, "; ");
        wr_tell_number(&h->causal_share, WR_UNIT_SHARE, line);
        wr_buf_text(line, " of it can be believed to go when the cause goes");
    }
    wr_buf_printf(line, " (source: %s)", h->source == NULL ? "none given" : h->source);
    wr_i_tell_end(t);
    if (h->says != NULL)
        wr_buf_printf(line, "About %s: %s", h->name, h->says);
    wr_i_tell_end(t);
}

static void worth(struct wr_i_tell *t, const struct wr_worth *w)
{
    struct wr_buf *line = &t->line;
    bool some = false;

    wr_buf_printf(line, "One of %s", w->of == NULL ? "?" : w->of);
    if (w->has_costs) {
        wr_buf_text(line, " costs ");
        wr_tell_number(&w->costs, WR_UNIT_MONEY, line);
        some = true;
    }
    if (w->has_qalys) {
        wr_buf_text(line, some ? ", and is " : " is ");
        wr_tell_number(&w->qalys, WR_UNIT_BARE, line);
        wr_buf_text(line, " years of life in good health (QALYs)");
        some = true;
    }
    if (w->has_qaly) {
        wr_buf_text(line, some ? ", each valued at " : " is valued per QALY at ");
        wr_tell_number(&w->qaly, WR_UNIT_MONEY, line);
    }
    if (w->kind != NULL)
        wr_buf_printf(line, " (%s)", w->kind);
    wr_i_tell_end(t);
}

void wr_i_tell_measures(struct wr_i_tell *t)
{
    const struct wr_model *m = t->m;

    wr_i_tell_section(t, "What it is for");
    for (size_t i = 0; i < m->n_objectives; i++)
        objective(t, &m->objectives[i]);
    wr_i_tell_section(t, "What is measured");
    for (size_t i = 0; i < m->n_measures; i++)
        measure(t, &m->measures[i]);
    wr_i_tell_section(t, "Harm");
    for (size_t i = 0; i < m->n_harms; i++)
        harm(t, &m->harms[i]);
    wr_i_tell_section(t, "Worth (carried and shown; not part of a run)");
    for (size_t i = 0; i < m->n_worths; i++)
        worth(t, &m->worths[i]);
}
