/* Benefits with their figures, drivers, and systems said in full. */
#include <string.h>

#include "agree/agree_internal.h"
#include "agree/describe.h"

static void read_figure(struct wr_i_people *p, const struct wr_node *benefit, const char *key, struct wr_figure *f)
{
    const struct wr_node *node = wr_node_get(benefit, key), *entry, *value;

    f->date = WR_NO_DATE;
    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    f->where = node->key_where;
    wr_model_fields_enter(p->f, key);
    entry = wr_i_people_entry(p, node, "figure");
    if (entry == NULL)
        goto out;
    f->from_run = wr_model_fields_choice(p->f, entry, "from", "run") == 0;
    f->date = wr_i_people_date(p, entry, "date");
    f->source = wr_i_people_text(p, entry, "source");
    value = wr_node_get(entry, "value");
    if (value != NULL && value->kind != WR_NODE_EMPTY) {
        wr_model_fields_enter(p->f, "value");
        f->has = wr_model_fields_number(p->f, value, WR_SLOT_ANY, &f->value);
        wr_model_fields_leave(p->f);
        if (f->from_run)
            wr_model_fields_mistake(p->f, value->where, "take one of them away", "a figure is either written here or taken from a run");
        else if (f->source == NULL)
            wr_model_fields_warning(p->f, value->where, "add `source:`, or write from: run",
                                    "this figure does not say where it comes from");
    } else if (!f->from_run && wr_node_get(entry, "from") == NULL) {
        wr_model_fields_mistake(p->f, node->key_where, "write {value: 29 in 1000, source: audit of January}, or {from: run}",
                                "there is no figure here");
    }
    f->has = f->has || f->from_run;
out:
    wr_model_fields_leave(p->f);
}

static void read_benefit(struct wr_i_people *p, const struct wr_node *node, struct wr_benefit *b)
{
    const struct wr_node *entry = wr_i_people_entry(p, node, "benefit");
    enum wr_i_sort sort = WR_I_SORTS;
    int step;

    b->name = node->key;
    b->where = node->key_where;
    b->change = b->objective = b->measure = b->step = b->task = -1;
    b->review = b->baseline.date = b->forecast.date = b->unit_price.date = b->realised.date = WR_NO_DATE;
    if (entry == NULL)
        return;
    b->says = wr_i_people_text(p, entry, "says");
    b->gains = wr_i_people_text(p, entry, "for");
    b->owner = wr_i_people_owner(p, entry, "owner");
    b->change_owner = wr_i_people_owner(p, entry, "change owner");
    b->judges = wr_i_people_text(p, entry, "judges");
    b->criteria = wr_i_people_text(p, entry, "criteria");
    b->method = wr_i_people_text(p, entry, "method");
    b->budget_holder = wr_i_people_owner(p, entry, "budget holder");
    b->confidence = wr_i_people_text(p, entry, "confidence");
    b->dis_benefit = wr_i_people_yes(p, entry, "dis-benefit");
    b->change = wr_i_people_ref(p, entry, "change", 1u << WR_I_MODEL_CHANGES, NULL);
    b->objective = wr_i_people_ref(p, entry, "objective", 1u << WR_I_MODEL_OBJECTIVES, NULL);
    b->measure = wr_i_people_ref(p, entry, "measure", 1u << WR_I_MODEL_MEASURES, NULL);
    step = wr_i_people_ref(p, entry, "step", 1u << WR_I_MODEL_STEPS | 1u << WR_I_MODEL_TASKS, &sort);
    if (step >= 0)
        *(sort == WR_I_MODEL_STEPS ? &b->step : &b->task) = step;
    b->rung = (enum wr_rung)(wr_model_fields_choice(p->f, entry, "rung", WR_AGREE_WORDS_RUNG) + 1);
    b->class_ = (enum wr_benefit_class)(wr_model_fields_choice(p->f, entry, "class", WR_AGREE_WORDS_CLASS) + 1);
    read_figure(p, entry, "baseline", &b->baseline);
    read_figure(p, entry, "forecast", &b->forecast);
    read_figure(p, entry, "unit price", &b->unit_price);
    read_figure(p, entry, "realised", &b->realised);
    b->review = wr_i_people_date(p, entry, "review");
}

void wr_i_people_read_benefits(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_BENEFITS];
    struct wr_agree *a = p->a;

    if (part == NULL || (a->benefits = wr_model_fields_take(p->f, part->count, sizeof *a->benefits)) == NULL)
        return;
    wr_model_fields_enter(p->f, "benefits");
    for (size_t i = 0; i < part->count; i++) {
        wr_model_fields_enter(p->f, part->items[i]->key);
        read_benefit(p, part->items[i], &a->benefits[a->n_benefits++]);
        wr_model_fields_leave(p->f);
    }
    wr_model_fields_leave(p->f);
}

void wr_i_people_read_drivers(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_DRIVERS];
    struct wr_agree *a = p->a;

    if (part == NULL || (a->drivers = wr_model_fields_take(p->f, part->count, sizeof *a->drivers)) == NULL)
        return;
    wr_model_fields_enter(p->f, "drivers");
    for (size_t i = 0; i < part->count; i++) {
        const struct wr_node *node = part->items[i], *entry;
        struct wr_driver *d = &a->drivers[a->n_drivers++];
        d->name = node->key;
        d->where = node->key_where;
        wr_model_fields_enter(p->f, node->key);
        entry = wr_i_people_entry(p, node, "driver");
        if (entry != NULL) {
            d->says = wr_i_people_text(p, entry, "says");
            d->source = wr_i_people_text(p, entry, "source");
            d->objectives = wr_i_people_refs(p, entry, "objectives", WR_I_MODEL_OBJECTIVES, &d->n_objectives);
        }
        wr_model_fields_leave(p->f);
    }
    wr_model_fields_leave(p->f);
}
