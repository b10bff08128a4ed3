/* Systems said in full: those of the folder, then those of the service file that it does not speak of. */
#include <string.h>

#include "agree/agree_internal.h"
#include "agree/describe.h"

void wr_i_people_name_systems(struct wr_i_people *p)
{
    const struct wr_model *m = p->a->model;

    wr_i_people_names_of(p, WR_I_KEY_SYSTEMS, WR_I_SYSTEMS);
    for (size_t i = 0; i < m->n_systems; i++)
        if (wr_i_people_find(p, WR_I_SYSTEMS, m->systems[i].name) < 0)
            (void)wr_i_people_name(p, WR_I_SYSTEMS, m->systems[i].name, m->systems[i].where);
}

static void read_cost(struct wr_i_people *p, const struct wr_node *costs, const char *key, struct wr_number *out, bool *has)
{
    const struct wr_node *node = wr_node_get(costs, key);

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    wr_model_fields_enter(p->f, key);
    *has = wr_model_fields_number(p->f, node, WR_SLOT_MONEY, out);
    wr_model_fields_leave(p->f);
}

static void read_system(struct wr_i_people *p, const struct wr_node *node, struct wr_system_entry *s)
{
    const struct wr_node *entry = wr_i_people_entry(p, node, "system"), *costs;

    if (entry == NULL)
        return;
    s->says = wr_i_people_text(p, entry, "says");
    s->owner = wr_i_people_owner(p, entry, "owner");
    s->supplier = wr_i_people_text(p, entry, "supplier");
    s->contract = wr_i_people_text(p, entry, "contract");
    s->contract_ends = wr_i_people_date(p, entry, "contract ends");
    costs = wr_node_get(entry, "costs");
    if (costs != NULL && costs->kind != WR_NODE_EMPTY) {
        wr_model_fields_enter(p->f, "costs");
        costs = wr_i_people_entry(p, costs, "system_costs");
        read_cost(p, costs, "once", &s->costs_once, &s->has_once);
        read_cost(p, costs, "a year", &s->costs_a_year, &s->has_a_year);
        wr_model_fields_leave(p->f);
    }
    s->depends = wr_i_people_refs(p, entry, "depends on", WR_I_SYSTEMS, &s->n_depends);
    s->changes = wr_i_people_refs(p, entry, "changes", WR_I_MODEL_CHANGES, &s->n_changes);
    s->ready = wr_i_people_date(p, entry, "ready");
    s->support = wr_i_people_text(p, entry, "support");
    s->downtime = wr_i_people_text(p, entry, "downtime");
    s->on_paper = wr_i_people_text(p, entry, "on paper");
}

static int model_system(const struct wr_model *m, const char *name)
{
    for (size_t i = 0; i < m->n_systems; i++)
        if (strcmp(m->systems[i].name, name) == 0)
            return (int)i;
    return -1;
}

void wr_i_people_read_systems(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_SYSTEMS];
    const struct wr_i_names *names = &p->names[WR_I_SYSTEMS];
    struct wr_agree *a = p->a;
    struct wr_i_links *links = wr_model_fields_take(p->f, names->count, sizeof *links);
    struct wr_where *wheres = wr_model_fields_take(p->f, names->count, sizeof *wheres);

    a->systems = wr_model_fields_take(p->f, names->count, sizeof *a->systems);
    if (a->systems == NULL || links == NULL || wheres == NULL)
        return;
    a->n_systems = names->count;
    wr_model_fields_enter(p->f, "components");
    for (size_t i = 0; i < a->n_systems; i++) {
        struct wr_system_entry *s = &a->systems[i];
        s->name = names->list[i];
        s->contract_ends = s->ready = WR_NO_DATE;
        s->model = model_system(a->model, s->name);
        if (part != NULL && i < part->count) {
            s->where = part->items[i]->key_where;
            wr_model_fields_enter(p->f, s->name);
            read_system(p, part->items[i], s);
            wr_model_fields_leave(p->f);
        } else { /* of the service file only */
            s->where = a->model->systems[s->model].where;
        }
        if (s->says == NULL && s->model >= 0)
            s->says = a->model->systems[s->model].says;
        links[i] = (struct wr_i_links){s->depends, s->n_depends};
        wheres[i] = s->where;
    }
    wr_model_fields_leave(p->f);
    wr_i_people_circles(p, WR_I_SYSTEMS, links, wheres, "components", "hangs on",
                        "one of them must work without the other: take one `depends on` away");
}
