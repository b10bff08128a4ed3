/* The pathway in Graphviz's language. Every name is text of other people: it is escaped, and identifiers are numbers of our own. */
#include "model/draw.h"

#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "model/tell_internal.h"

enum { WRAP = 26 }; /* characters after which a label goes on in a new line */

struct drawing {
    const struct wr_model *m;
    const struct wr_draw_labels *labels;
    struct wr_buf *out;
    int *inside; /* of each step: the place in which a patient is there, -1 none, -2 more than one */
};

/* A text inside a quoted label, broken into lines at blanks. */
void wr_model_draw_label(struct wr_buf *out, const char *s)
{
    size_t column = 0;

    for (; *s != '\0'; s++) {
        size_t word = strcspn(s + (*s == ' '), " \n");
        if (*s == '\n' || (*s == ' ' && column > 0 && column + word >= WRAP)) {
            wr_buf_text(out, "\\n");
            column = 0;
            continue;
        }
        if (*s == '"' || *s == '\\')
            wr_buf_char(out, '\\');
        if ((unsigned char)*s >= 32)
            wr_buf_char(out, *s);
        column += ((unsigned char)*s & 0xC0u) != 0x80u;
    }
}

/* Where patients are at each step: `in` says it, a step without one keeps the place of the steps before it. */
static void note_inside(struct drawing *d, const struct wr_route *route, int place, bool *again)
{
    for (size_t i = 0; i <= route->n_branches; i++) {
        const struct wr_target *to = i < route->n_branches ? &route->branches[i].to : &route->to;
        if ((i == route->n_branches && route->kind != WR_ROUTE_TO) || to->kind != WR_TO_STEP || d->m->steps[to->index].has_place)
            continue;
        if (d->inside[to->index] == -1) {
            d->inside[to->index] = place;
            *again = true;
        } else if (d->inside[to->index] != place && d->inside[to->index] != -2) {
            d->inside[to->index] = -2;
            *again = true;
        }
    }
    for (size_t i = 0; i < route->n_cases; i++)
        note_inside(d, route->cases[i].then, place, again);
}

static void find_inside(struct drawing *d)
{
    bool again = true;

    for (size_t i = 0; i < d->m->n_steps; i++)
        d->inside[i] = !d->m->steps[i].has_place ? -1 : d->m->steps[i].n_places == 1 ? d->m->steps[i].places[0] : -2;
    while (again) { /* each round settles at least one step once or twice: it ends */
        again = false;
        for (size_t i = 0; i < d->m->n_steps; i++)
            if (d->inside[i] != -1)
                note_inside(d, &d->m->steps[i].then, d->inside[i], &again);
    }
}

static void extra(struct drawing *d, void (*add)(void *, int, struct wr_buf *), int index)
{
    struct wr_buf line;

    if (add == NULL)
        return;
    wr_buf_init(&line, 4096);
    add(d->labels->self, index, &line);
    if (line.size > 0) {
        wr_buf_text(d->out, "\\n");
        wr_model_draw_label(d->out, wr_buf_string(&line));
    }
    wr_buf_free(&line);
}

/* "about 45 min", from the mean over the first kind's patients. */
static void step_time(struct drawing *d, const struct wr_step *s)
{
    struct wr_buf words;
    double mean;

    if (s->takes.kind == WR_VALUE_NONE)
        return;
    mean = wr_value_mean(d->m, &s->takes, -1);
    if (!wr_num_finite(mean))
        return;
    wr_buf_init(&words, 256);
    wr_buf_text(&words, s->takes.kind == WR_VALUE_NUMBER && s->takes.n_adjusts == 0 ? "" : "about ");
    wr_units_print(&words, mean, WR_UNIT_TIME, 2);
    wr_buf_text(d->out, "\\n");
    wr_model_draw_label(d->out, wr_buf_string(&words));
    wr_buf_free(&words);
}

static void step_node(struct drawing *d, size_t i, const char *indent)
{
    const struct wr_step *s = &d->m->steps[i];

    wr_buf_printf(d->out, "%ss%zu [label=\"", indent, i);
    wr_model_draw_label(d->out, s->name);
    step_time(d, s);
    if (s->with.n_all > 0 || s->with.n_any > 0) {
        struct wr_buf with;
        wr_buf_init(&with, 4096);
        wr_tell_with(d->m, &s->with, &with);
        wr_buf_text(d->out, "\\n");
        wr_model_draw_label(d->out, wr_buf_string(&with));
        wr_buf_free(&with);
    }
    for (size_t k = 0; k < s->n_needs; k++) {
        wr_buf_text(d->out, "\\nneeds ");
        wr_model_draw_label(d->out, d->m->items[s->needs[k].item].name);
    }
    if (d->labels != NULL)
        extra(d, d->labels->step, (int)i);
    wr_buf_text(d->out, "\"];\n");
}

static void place_cluster(struct drawing *d, size_t p)
{
    const struct wr_place *place = &d->m->places[p];
    bool any = false;

    for (size_t i = 0; i < d->m->n_steps; i++)
        any = any || d->inside[i] == (int)p;
    if (!any)
        return;
    wr_buf_printf(d->out, "  subgraph cluster_p%zu {\n    label=\"", p);
    wr_model_draw_label(d->out, place->name);
    if (!place->spaces.unlimited && place->spaces.n_entries == 1 && place->spaces.entries[0].when.n_spans == 0)
        wr_buf_printf(d->out, ", %.15g space%s", place->spaces.entries[0].number.value,
                      place->spaces.entries[0].number.value == 1 ? "" : "s");
    if (d->labels != NULL)
        extra(d, d->labels->place, (int)p);
    wr_buf_text(d->out, "\";\n");
    for (size_t i = 0; i < d->m->n_steps; i++)
        if (d->inside[i] == (int)p)
            step_node(d, i, "    ");
    wr_buf_text(d->out, "  }\n");
}

/* --- arrows --- */

static void target_id(struct drawing *d, const struct wr_target *to)
{
    wr_buf_printf(d->out, "%c%d", to->kind == WR_TO_STEP ? 's' : to->kind == WR_TO_OUTCOME ? 'o' : 'd', to->index);
}

static void arrow(struct drawing *d, size_t from, const struct wr_target *to, const char *label, const char *style)
{
    if (to->kind == WR_TO_DONE)
        return;
    wr_buf_printf(d->out, "  s%zu -> ", from);
    target_id(d, to);
    wr_buf_text(d->out, label[0] == '\0' ? " [label=\"" : " [label=\" "); /* a blank keeps the label off its arrow */
    wr_model_draw_label(d->out, label);
    wr_buf_printf(d->out, "\"%s];\n", style);
}

static void share_words(struct drawing *d, const struct wr_branch *b, struct wr_buf *out)
{
    if (b->rest)
        wr_buf_text(out, "rest");
    else if (b->share.kind == WR_VALUE_NUMBER)
        wr_units_print(out, b->share.number.value, WR_UNIT_SHARE, 0);
    else if (b->share.kind == WR_VALUE_BY)
        for (size_t i = 0; i < b->share.n_cases; i++) {
            const struct wr_value *v = b->share.cases[i].value;
            wr_buf_text(out, i == 0 ? "" : ", ");
            wr_i_tell_case(d->m, b->share.by_attribute, &b->share.cases[i], out);
            wr_buf_char(out, ' ');
            if (v->kind == WR_VALUE_NUMBER)
                wr_units_print(out, v->number.value, WR_UNIT_SHARE, 0);
            else
                wr_tell_value(d->m, v, WR_UNIT_SHARE, out);
        }
}

static void route_arrows(struct drawing *d, size_t from, const struct wr_route *route, const char *before)
{
    struct wr_buf label;

    wr_buf_init(&label, 64 << 10);
    switch (route->kind) {
    case WR_ROUTE_TO:
        arrow(d, from, &route->to, before, "");
        break;
    case WR_ROUTE_SHARES:
        for (size_t i = 0; i < route->n_branches; i++) {
            wr_buf_clear(&label);
            wr_buf_printf(&label, "%s%s", before, before[0] == '\0' ? "" : ": ");
            share_words(d, &route->branches[i], &label);
            arrow(d, from, &route->branches[i].to, wr_buf_string(&label), "");
        }
        break;
    case WR_ROUTE_BY:
    case WR_ROUTE_CASES:
        for (size_t i = 0; i < route->n_cases; i++) {
            const struct wr_route_case *c = &route->cases[i];
            wr_buf_clear(&label);
            wr_buf_printf(&label, "%s%s", before, before[0] == '\0' ? "" : "; ");
            if (route->kind == WR_ROUTE_BY && c->by.otherwise)
                wr_buf_text(&label, "otherwise");
            else if (route->kind == WR_ROUTE_BY)
                wr_i_tell_case(d->m, route->by_attribute, &c->by, &label);
            else if (c->condition.n_atoms == 0 && c->condition.n_kinds_any == 0)
                wr_buf_text(&label, route->n_cases == 1 ? "" : "otherwise");
            else
                wr_tell_condition(d->m, &c->condition, &label);
            route_arrows(d, from, c->then, wr_buf_string(&label));
        }
        break;
    case WR_ROUTE_NONE:
    default:
        break;
    }
    wr_buf_free(&label);
}

static void step_arrows(struct drawing *d, size_t i)
{
    const struct wr_step *s = &d->m->steps[i];

    route_arrows(d, i, &s->then, "");
    if (s->has_if_full)
        arrow(d, i, &s->if_full, "if full", " style=dashed");
    if (s->has_gives_up)
        arrow(d, i, &s->gives_up_then, "gives up", " style=dashed");
    if (s->has_unless)
        arrow(d, i, &s->unless_then, "unless", " style=dashed");
    for (size_t k = 0; k < s->n_starts; k++)
        wr_buf_printf(d->out, "  s%zu -> s%d [label=\"starts\" style=dotted];\n", i, s->starts[k]);
    for (size_t k = 0; k < s->n_waits_for; k++)
        wr_buf_printf(d->out, "  s%d -> s%zu [label=\"waited for\" style=dotted];\n", s->waits_for[k], i);
}

static void kind_node(struct drawing *d, size_t k)
{
    const struct wr_kind *kind = &d->m->kinds[k];

    wr_buf_printf(d->out, "  k%zu [shape=oval style=filled fillcolor=\"#ffffff\" penwidth=2 label=\"", k);
    wr_model_draw_label(d->out, kind->name);
    if (kind->arrive.kind == WR_ARRIVE_RATE) {
        wr_buf_text(d->out, "\\n");
        wr_units_print(d->out, kind->arrive.rate.value, WR_UNIT_RATE, 3);
    } else if (kind->arrive.kind == WR_ARRIVE_EVERY) {
        wr_buf_text(d->out, "\\none every ");
        wr_units_print(d->out, wr_value_mean(d->m, &kind->arrive.every, (int)k), WR_UNIT_TIME, 2);
    }
    wr_buf_text(d->out, "\"];\n");
    if (kind->starts_at >= 0 && (size_t)kind->starts_at < d->m->n_steps)
        wr_buf_printf(d->out, "  k%zu -> s%d;\n", k, kind->starts_at);
    if (kind->has_if_full && kind->if_full.kind != WR_TO_DONE) {
        wr_buf_printf(d->out, "  k%zu -> ", k);
        target_id(d, &kind->if_full);
        wr_buf_text(d->out, " [label=\"if full\" style=dashed];\n");
    }
}

void wr_model_draw_dot(const struct wr_model *model, const struct wr_draw_labels *labels, struct wr_buf *out)
{
    struct drawing d = {model, labels, out, NULL};

    d.inside = wr_mem_alloc(model->n_steps + 1, sizeof *d.inside);
    if (d.inside == NULL) {
        out->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    find_inside(&d);
    wr_buf_text(
        out,
        "digraph pathway {\n"
        "  graph [rankdir=TB fontname=\"Arial\" fontsize=13 labeljust=l style=\"rounded,filled\" fillcolor=\"#eef3f7\" color=\"#4c6272\" "
        "nodesep=0.35 ranksep=0.45 bgcolor=\"transparent\"];\n"
        "  node [shape=box style=\"rounded,filled\" fillcolor=\"#ffffff\" color=\"#212b32\" fontname=\"Arial\" fontsize=12 "
        "fontcolor=\"#212b32\"];\n"
        "  edge [color=\"#4c6272\" fontname=\"Arial\" fontsize=11 fontcolor=\"#212b32\" arrowsize=0.8];\n");
    for (size_t p = 0; p < model->n_places; p++)
        place_cluster(&d, p);
    for (size_t i = 0; i < model->n_steps; i++)
        if (d.inside[i] < 0)
            step_node(&d, i, "  ");
    for (size_t i = 0; i < model->n_outcomes; i++) {
        wr_buf_printf(out, "  o%zu [style=\"rounded,filled\" fillcolor=\"#d8dde0\" label=\"", i);
        wr_model_draw_label(out, model->outcomes[i].name);
        wr_buf_text(out, "\"];\n");
    }
    for (size_t k = 0; k < model->n_kinds; k++)
        kind_node(&d, k);
    for (size_t i = 0; i < model->n_steps; i++)
        step_arrows(&d, i);
    wr_buf_text(out, "}\n");
    wr_mem_free(d.inside);
}
