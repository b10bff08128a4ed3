/* Why a measure is as it is: the service with one thing at a time made better, on the same patients.
 *
 * A finite difference on common random numbers, an edit a row: one more of each place, staff and equipment that has a limit; 10% less time in each step
 * that takes time; each item of information that a step needs there at once for everybody, and never wrong. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "trial/say.h"
#include "trial/trial_internal.h"

#define QUICKER "0.9"

struct makings {
    struct wr_arena *arena; /* the trial's, which will own labels and edits */
    const struct wr_model *model;
    struct wr_trial_variant *variants;
    struct wr_why_row *rows; /* of variants[1 + i] */
    size_t n;                /* rows */
    int status;
};

static void add_row(struct makings *m, enum wr_why_kind kind, int index, const char *label, struct wr_edit *edits, size_t n_edits)
{
    if (label == NULL || edits == NULL)
        m->status = wr_fail(WR_ERR_MEMORY);
    if (m->status != 0)
        return;
    for (size_t i = 0; i < n_edits; i++)
        if (edits[i].path == NULL)
            m->status = wr_fail(WR_ERR_MEMORY);
    m->rows[m->n] = (struct wr_why_row){.kind = kind, .label = label, .path = edits[0].path, .index = index};
    m->variants[1 + m->n] = (struct wr_trial_variant){.label = label, .option = -1, .edits = edits, .n_edits = n_edits};
    m->n++;
}

static struct wr_edit *edits_of(struct makings *m, size_t n) { return wr_arena_alloc(m->arena, n, sizeof(struct wr_edit)); }

static void one_more(struct makings *m)
{
    const struct wr_model *model = m->model;

    for (size_t i = 0; i < model->n_places && m->status == 0; i++) {
        const struct wr_place *p = &model->places[i];
        struct wr_edit *edit = edits_of(m, 1);
        if (p->spaces.unlimited)
            continue;
        if (edit != NULL)
            *edit = (struct wr_edit){wr_arena_printf(m->arena, "places.%s.spaces", p->name), WR_OP_ADD, "1"};
        add_row(m, WR_WHY_ONE_MORE, (int)i, wr_arena_printf(m->arena, "one more space in %s", p->name), edit, 1);
    }
    for (size_t i = 0; i < model->n_resources && m->status == 0; i++) {
        const struct wr_resource *r = &model->resources[i];
        struct wr_edit *edit = edits_of(m, 1);
        bool staff = r->kind == WR_STAFF;
        if (edit != NULL)
            *edit = (struct wr_edit){wr_arena_printf(m->arena, "%s.%s", staff ? "staff" : "equipment", r->name), WR_OP_ADD, "1"};
        add_row(m, WR_WHY_ONE_MORE, -1 - (int)i, wr_arena_printf(m->arena, staff ? "one more %s on every shift" : "one more %s", r->name),
                edit, 1);
    }
}

static void quicker(struct makings *m)
{
    for (size_t i = 0; i < m->model->n_steps && m->status == 0; i++) {
        const struct wr_step *s = &m->model->steps[i];
        struct wr_edit *edit = edits_of(m, 1);
        if (s->takes.kind == WR_VALUE_NONE)
            continue;
        if (edit != NULL)
            *edit = (struct wr_edit){wr_arena_printf(m->arena, "steps.%s.takes", s->name), WR_OP_TIMES, QUICKER};
        add_row(m, WR_WHY_FASTER, (int)i, wr_arena_printf(m->arena, "10%% less time in %s", s->name), edit, 1);
    }
}

static bool is_needed(const struct wr_model *model, int item)
{
    for (size_t i = 0; i < model->n_steps; i++)
        for (size_t k = 0; k < model->steps[i].n_needs; k++)
            if (model->steps[i].needs[k].item == item)
                return true;
    return false;
}

static void informed(struct makings *m)
{
    for (size_t i = 0; i < m->model->n_items && m->status == 0; i++) {
        const struct wr_item *item = &m->model->items[i];
        bool can_be_wrong = item->wrong.kind != WR_VALUE_NONE;
        struct wr_edit *edit = edits_of(m, 2);
        if (!is_needed(m->model, (int)i))
            continue;
        if (edit != NULL) {
            edit[0] = (struct wr_edit){wr_arena_printf(m->arena, "information.%s.there at once", item->name), WR_OP_SET, "100%"};
            edit[1] = (struct wr_edit){wr_arena_printf(m->arena, "information.%s.wrong", item->name), WR_OP_SET, "0%"};
        }
        add_row(m, WR_WHY_INFORMATION, (int)i,
                wr_arena_printf(m->arena, can_be_wrong ? "%s always there, at once and right" : "%s always there and at once", item->name),
                edit, can_be_wrong ? 2 : 1);
    }
}

struct ranked {
    struct wr_why_row row;
    double gain; /* of the asked measure, in the direction that is better; its size where neither is */
    size_t was;
};

/* Greatest improvement first; what cannot be said last; equals in the order of the file. */
static int by_gain(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (isnan(x->gain) != isnan(y->gain))
        return isnan(x->gain) ? 1 : -1;
    if (x->gain > y->gain || x->gain < y->gain)
        return x->gain > y->gain ? -1 : 1;
    return (x->was > y->was) - (x->was < y->was);
}

size_t wr_why_row_of(const struct wr_why *why)
{
    const struct wr_trial *t = &why->trial;

    if (why->measure < 0)
        return t->n_rows + (size_t)(-1 - why->measure);
    for (size_t row = 0; row < t->n_rows; row++)
        if (t->row_measure[row] == why->measure)
            return row;
    return t->n_rows + t->model->n_harms;
}

/* Differences of all rows, and the rows (with their variants) in order of rank. */
static int rank(struct wr_why *why)
{
    struct wr_trial *t = &why->trial;
    size_t n = why->n_rows, width = t->n_rows + t->model->n_harms, asked = wr_why_row_of(why);
    struct ranked *order = wr_mem_alloc(n, sizeof *order);
    struct wr_trial_variant *variants = wr_arena_alloc(&t->arena, t->n_variants, sizeof *variants);
    enum wr_say_way way = WR_SAY_NEITHER;
    int ret = 0;

    if (order == NULL || variants == NULL) {
        ret = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    if (asked < width)
        way = wr_say_way(t, asked);
    for (size_t i = 0; i < n; i++) {
        struct wr_why_row *r = &why->rows[i];
        r->differences = wr_arena_alloc(&t->arena, width, sizeof *r->differences);
        if (r->differences == NULL) {
            ret = wr_fail(WR_ERR_MEMORY);
            goto out;
        }
        for (size_t row = 0; row < width; row++)
            r->differences[row] = wr_trial_difference(t, 1 + i, row);
        const struct wr_estimate *d = asked < width ? &r->differences[asked] : NULL;
        r->score = d == NULL ? NAN : d->se > 0 ? fabs(d->mean) / d->se : d->mean == 0 ? 0 : INFINITY;
        order[i] = (struct ranked){*r, d == NULL ? NAN : way == WR_SAY_NEITHER ? fabs(d->mean) : (int)way * d->mean, i};
    }
    qsort(order, n, sizeof *order, by_gain);
    variants[0] = t->variants[0];
    for (size_t i = 0; i < n; i++) {
        why->rows[i] = order[i].row;
        variants[1 + i] = t->variants[1 + order[i].was];
    }
    memcpy(t->variants, variants, t->n_variants * sizeof *variants);
out:
    wr_mem_free(order);
    return ret;
}

int wr_trial_why(const struct wr_ctx *ctx, const struct wr_source *source, const struct wr_model *model,
                 const struct wr_trial_settings *settings, int measure, struct wr_mistakes *mistakes, struct wr_why *out)
{
    size_t most = model->n_places + model->n_resources + model->n_steps + model->n_items;
    struct makings m = {.model = model};
    int ret;

    memset(out, 0, sizeof *out);
    out->measure = measure;
    wr_arena_init(&out->arena, 0);
    m.arena = &out->arena;
    m.variants = wr_arena_alloc(m.arena, most + 1, sizeof *m.variants);
    m.rows = wr_arena_alloc(m.arena, most, sizeof *m.rows);
    if (m.variants == NULL || m.rows == NULL)
        return wr_fail(WR_ERR_MEMORY);
    m.variants[0] = (struct wr_trial_variant){.label = "as it is", .option = -1};
    one_more(&m);
    quicker(&m);
    informed(&m);
    if (m.status != 0)
        return m.status;
    out->rows = m.rows;
    out->n_rows = m.n;
    ret = wr_trial_run(ctx, source, model, settings, m.variants, m.n + 1, mistakes, &out->trial);
    if (ret == 0)
        ret = rank(out);
    return ret;
}

void wr_why_free(struct wr_why *why)
{
    wr_trial_free(&why->trial);
    wr_arena_free(&why->arena);
}
