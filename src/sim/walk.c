/* The walk: one line an event, in the words of tests/rules/README.md. Only called when somebody watches. */
#include "sim/run_internal.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"

static bool watched(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_sim_watcher *w = r->watch;

    if (w->n == 0)
        return true;
    for (size_t i = 0; i < w->n; i++)
        if (w->kinds[i] == p->kind && w->numbers[i] == p->number)
            return true;
    return false;
}

static void say(struct wr_i_run *r, const char *who, const char *format, va_list args) WR_PRINTF(3, 0);
static void say(struct wr_i_run *r, const char *who, const char *format, va_list args)
{
    char what[1024];

    vsnprintf(what, sizeof what, format, args);
    r->watch->event(r->watch->self, r->now, who, what);
}

WR_I_RUN void wr_i_walk(struct wr_i_run *r, const struct wr_i_patient *p, const char *format, ...)
{
    char who[512];
    va_list args;

    if (!watched(r, p))
        return;
    snprintf(who, sizeof who, "%s:%lu", r->plan->kinds[p->kind].name, (unsigned long)p->number);
    va_start(args, format);
    say(r, who, format, args);
    va_end(args);
}

WR_I_RUN void wr_i_walk_thing(struct wr_i_run *r, const char *name, const char *format, ...)
{
    va_list args;

    if (r->watch->n > 0)
        return;
    va_start(args, format);
    say(r, name, format, args);
    va_end(args);
}

WR_I_RUN const char *wr_i_walk_target(const struct wr_i_run *r, int32_t to)
{
    if (to == WR_I_DONE)
        return "done";
    return to >= 0 ? r->plan->steps[to].name : r->plan->model->outcomes[-1 - to].name;
}

/* A number with at most one decimal. */
static void number(struct wr_buf *out, double x, enum wr_unit unit)
{
    double tenths = __builtin_floor(x * 10 + 0.5);

    if (unit != WR_UNIT_BARE) {
        wr_units_print(out, x, unit, 3);
        return;
    }
    if (__builtin_floor(tenths / 10) * 10 == tenths)
        wr_buf_printf(out, "%.0f", tenths / 10 == 0 ? 0.0 : tenths / 10);
    else
        wr_buf_printf(out, "%.1f", tenths / 10);
}

static void attributes(struct wr_i_run *r, const struct wr_i_patient *p, const char *word, const struct wr_i_draw_attribute *list,
                       uint32_t n)
{
    const struct wr_model *model = r->plan->model;
    struct wr_buf text;

    if (!watched(r, p))
        return;
    wr_buf_init(&text, 1024);
    for (uint32_t i = 0; i < n; i++) {
        const struct wr_i_draw_attribute *a = &list[i];
        const struct wr_attribute *of = &model->attributes[a->attribute];
        wr_buf_printf(&text, "%s%s: ", i > 0 ? "; " : "", of->name);
        if (a->kind == WR_ATTRIBUTE_CATEGORY)
            wr_buf_text(&text, of->categories[*wr_i_part_byte(p, a->at)]);
        else if (a->kind == WR_ATTRIBUTE_CHANCE)
            wr_buf_text(&text, *wr_i_part_byte(p, a->at) ? "yes" : "no");
        else
            number(&text, *wr_i_part_double(p, a->at), of->unit);
    }
    wr_i_walk(r, p, "%s %s", word, wr_buf_string(&text));
    wr_buf_free(&text);
}

WR_I_RUN void wr_i_walk_has(struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_i_kind *k = &r->plan->kinds[p->kind];

    attributes(r, p, "has", k->attributes, k->n_attributes);
}

WR_I_RUN void wr_i_walk_sets(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_end_of *end)
{
    attributes(r, p, "now has", end->sets, end->n_sets);
}
