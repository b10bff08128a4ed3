/* Kinds of patients: how they arrive, what differs between them. */
#include "sim/compile_internal.h"

#include <math.h>

#include "sim/keys_internal.h"

void wr_i_compile_attributes(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;

    c->plan->attribute_at = wr_i_plan_take(c, m->n_attributes, sizeof *c->plan->attribute_at);
    if (c->plan->attribute_at == NULL)
        return;
    for (size_t i = 0; i < m->n_attributes; i++)
        c->plan->attribute_at[i] = wr_i_room(c, m->attributes[i].kind == WR_ATTRIBUTE_NUMBER ? 8 : 1);
}

/* How the kind draws attribute `a` of the kind as it is now: the lists are the same in all stages. */
static const struct wr_kind_attribute *same_attribute(const struct wr_kind *from, const struct wr_kind_attribute *a)
{
    for (size_t i = 0; i < from->n_attributes; i++)
        if (from->attributes[i].attribute == a->attribute)
            return &from->attributes[i];
    return a;
}

/* `ahead`: those that are plain may stand first, to be drawn ahead. */
static void compile_attributes(struct wr_i_compiler *c, const struct wr_kind *now, const struct wr_kind *from, bool ahead,
                               struct wr_i_kind *to)
{
    struct wr_i_draw_attribute *list = wr_i_plan_take(c, now->n_attributes, sizeof *list);

    if (list == NULL)
        return;
    for (size_t i = 0; i < now->n_attributes && c->status == 0; i++) {
        const struct wr_kind_attribute *a = same_attribute(from, &now->attributes[i]);
        const struct wr_attribute *of = &c->model->attributes[a->attribute];
        struct wr_i_draw_attribute *d = &list[i];
        double sum = 0;
        bool plain = true;
        d->attribute = (uint32_t)a->attribute;
        d->at = c->plan->attribute_at[a->attribute];
        d->kind = of->kind;
        c->site = of->name;
        d->purpose = wr_i_purpose(c, of->name, WR_I_PAIR_ATTRIBUTE);
        c->path = wr_arena_printf(&c->plan->arena, "patients.%s.attributes.%s", from->name, of->name);
        if (of->kind != WR_ATTRIBUTE_CATEGORY) {
            d->value = wr_i_compile_value(c, &a->value);
            continue;
        }
        d->n = (uint32_t)of->n_categories;
        double *below = wr_i_plan_take(c, of->n_categories, sizeof *below);
        const struct wr_i_value **shares = wr_i_plan_take(c, of->n_categories, sizeof *shares);
        if (below == NULL || shares == NULL)
            return;
        size_t last = 0;
        for (size_t k = 0; k < of->n_categories; k++) {
            shares[k] = wr_i_compile_value(c, &a->shares[k]);
            if (c->status < 0)
                return;
            if (shares[k] == NULL) {
                static const struct wr_i_value none = {.op = WR_I_CONST};
                shares[k] = &none;
            }
            plain = plain && shares[k]->op == WR_I_CONST;
            sum += shares[k]->number;
            below[k] = sum;
            if (shares[k]->number > 0)
                last = k;
        }
        for (size_t k = last; k < of->n_categories; k++) /* what is left by rounding goes to the last that has a share */
            below[k] = INFINITY;
        d->shares = shares;
        d->below = plain ? below : NULL;
    }
    to->attributes = list;
    to->n_attributes = (uint32_t)now->n_attributes;
    const struct wr_i_draw_attribute **draw = wr_i_plan_take(c, now->n_attributes, sizeof *draw);
    uint32_t n = 0;
    for (int plain = 1; plain >= 0 && draw != NULL; plain--)
        for (size_t i = 0; i < now->n_attributes; i++)
            if ((ahead && list[i].below != NULL) == (plain == 1)) {
                draw[n++] = &list[i];
                to->n_plain += plain == 1;
            }
    to->draw = draw;
}

/* What differs between patients of a kind, of one stage: c->model is that of the stage. */
static void compile_kind(struct wr_i_compiler *c, const struct wr_kind *now, const struct wr_kind *from, bool ahead, struct wr_i_kind *to)
{
    struct wr_sim_plan *plan = c->plan;

    to->name = now->name;
    to->owner = wr_i_owner(c, now->name);
    to->first = (uint32_t)from->starts_at;
    c->path = wr_arena_printf(&plan->arena, "patients.%s.priority", now->name);
    to->priority = wr_i_compile_fixed(c, &from->priority, wr_i_priority_class);
    if (to->priority == NULL) {
        struct wr_i_value *usual = wr_i_plan_take(c, 1, sizeof *usual);
        if (usual == NULL)
            return;
        usual->number = wr_i_priority_class(c, 3);
        to->priority = usual;
    }
    to->most_waiting = -1;
    to->has_if_full = from->has_if_full;
    if (from->has_if_full) {
        to->if_full = wr_i_target(&from->if_full);
        if (from->waiting_at_most.value >= 0) {
            to->most_waiting = (int32_t)from->waiting_at_most.value;
            plan->steps[from->starts_at].flags |= WR_I_STEP_COUNTS;
        }
    }
    compile_attributes(c, now, from, ahead, to);
}

/* The kind as it was, in each stage in which it was another one than in the next. */
static void compile_was(struct wr_i_compiler *c, size_t i, struct wr_i_kind *to)
{
    const struct wr_model *model = c->model;
    struct wr_i_kind_was *was = wr_i_plan_take(c, c->before->n, sizeof *was);

    if (was == NULL)
        return;
    for (size_t stage = 0; stage < c->before->n && c->status == 0; stage++) {
        struct wr_i_kind_was *of = &was[to->n_was];
        stage = wr_stages_kind(c->before, stage, i);
        if (stage == c->before->n)
            break;
        of->until = c->plan->go_live + c->before->until[stage];
        if (of->until <= c->plan->start) /* nobody came yet */
            continue;
        c->model = wr_stages_model(c->before, stage);
        compile_kind(c, &model->kinds[i], &c->model->kinds[i], false, &of->kind);
        c->model = model;
        to->n_was++;
    }
    to->was = was;
}

void wr_i_compile_kinds(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;

    plan->n_kinds = m->n_kinds;
    plan->kinds = wr_i_plan_take(c, m->n_kinds, sizeof *plan->kinds);
    for (size_t i = 0; i < m->n_kinds && c->status == 0; i++) {
        struct wr_i_kind *to = &plan->kinds[i];
        if (c->before != NULL)
            compile_was(c, i, to);
        if (c->status == 0)
            compile_kind(c, &m->kinds[i], &m->kinds[i], to->n_was == 0, to);
        if (c->status == 0)
            wr_i_compile_arrive(c, i, to);
    }
}
