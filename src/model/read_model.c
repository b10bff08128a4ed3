/* A whole service: names first, then entries, then what only the whole can show. */
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

/* The map (or, for outcomes, list) of a part, or NULL when there is none; a mistake when it is something else. */
static const struct wr_node *part_of(struct wr_i_reader *r, const struct wr_node *root, const char *key, bool may_be_list)
{
    const struct wr_node *node = wr_node_get(root, key);

    if (node == NULL || node->kind == WR_NODE_EMPTY) /* nothing behind a key was told of where the keys were looked at */
        return NULL;
    if (node->kind == WR_NODE_MAP || (may_be_list && node->kind == WR_NODE_LIST))
        return node;
    wr_i_enter(r, key);
    wr_i_mistake(r, node->where, "write a name, a colon and what belongs to it, one a line", "a map of names is wanted here, not %s",
                 wr_i_what(r, node));
    wr_i_leave(r);
    return NULL;
}

struct parts {
    const struct wr_node *places, *staff, *equipment, *systems, *information, *outcomes, *patients, *steps, *tasks, *measures, *harm,
        *worth, *changes, *objectives, *unknowns;
};

#define NAME_ALL(part, node, list, n_list, map)                                                                                            \
    do {                                                                                                                                   \
        m->list = (node) == NULL ? NULL : wr_i_take(r, (node)->count, sizeof *m->list);                                                    \
        m->n_list = m->list == NULL ? 0 : (node)->count;                                                                                   \
        for (size_t i_ = 0; i_ < m->n_list; i_++) {                                                                                        \
            m->list[i_].name = (node)->items[i_]->key;                                                                                     \
            m->list[i_].where = (node)->items[i_]->key_where;                                                                              \
        }                                                                                                                                  \
        for (size_t i_ = 0; i_ < m->n_list; i_++)                                                                                          \
            wr_i_name(r, &r->map, part, i_, (node)->items[i_]);                                                                            \
    } while (0)

static void name_resources(struct wr_i_reader *r, const struct parts *p)
{
    struct wr_model *m = r->m;
    size_t n_staff = p->staff == NULL ? 0 : p->staff->count, n_equipment = p->equipment == NULL ? 0 : p->equipment->count, i;

    m->resources = wr_i_take(r, n_staff + n_equipment, sizeof *m->resources);
    m->n_resources = m->resources == NULL ? 0 : n_staff + n_equipment;
    for (i = 0; i < m->n_resources; i++) {
        const struct wr_node *entry = i < n_staff ? p->staff->items[i] : p->equipment->items[i - n_staff];
        m->resources[i].kind = i < n_staff ? WR_STAFF : WR_EQUIPMENT;
        m->resources[i].name = entry->key;
        m->resources[i].where = entry->key_where;
        wr_i_name(r, &r->things, WR_I_RESOURCE, i, entry);
    }
}

static void name_outcomes(struct wr_i_reader *r, const struct wr_node *node)
{
    struct wr_model *m = r->m;
    size_t i;

    if (node == NULL)
        return;
    m->outcomes = wr_i_take(r, node->count, sizeof *m->outcomes);
    for (i = 0; i < node->count && m->outcomes != NULL; i++) {
        const struct wr_node *entry = node->items[i];
        m->outcomes[i].name = node->kind == WR_NODE_MAP ? entry->key : entry->text;
        m->outcomes[i].where = node->kind == WR_NODE_MAP ? entry->key_where : entry->where;
        m->n_outcomes = i + 1;
        if (m->outcomes[i].name == NULL) {
            m->outcomes[i].name = "";
            wr_i_mistake(r, entry->where, "write [went home, died]", "the name of an outcome is wanted here, not %s", wr_i_what(r, entry));
        } else {
            wr_i_name(r, &r->doings, WR_I_OUTCOME, i, entry);
        }
    }
    if (node->count == 0) {
        wr_i_enter(r, "outcomes");
        wr_i_mistake(r, node->where, "write [went home, died]", "there must be a way to leave");
        wr_i_leave(r);
    }
}

static void name_everything(struct wr_i_reader *r, const struct wr_node *root, struct parts *p)
{
    struct wr_model *m = r->m;

    p->places = part_of(r, root, "places", false);
    p->staff = part_of(r, root, "staff", false);
    p->equipment = part_of(r, root, "equipment", false);
    p->systems = part_of(r, root, "systems", false);
    p->information = part_of(r, root, "information", false);
    p->outcomes = part_of(r, root, "outcomes", true);
    p->patients = part_of(r, root, "patients", false);
    p->steps = part_of(r, root, "steps", false);
    p->tasks = part_of(r, root, "tasks", false);
    p->measures = part_of(r, root, "measures", false);
    p->harm = part_of(r, root, "harm", false);
    p->worth = part_of(r, root, "worth", false);
    p->changes = part_of(r, root, "changes", false);
    p->objectives = part_of(r, root, "objectives", false);
    p->unknowns = part_of(r, root, "unknowns", false);
    NAME_ALL(WR_I_PLACE, p->places, places, n_places, things);
    name_resources(r, p);
    NAME_ALL(WR_I_SYSTEM, p->systems, systems, n_systems, things);
    NAME_ALL(WR_I_ITEM, p->information, items, n_items, items);
    name_outcomes(r, p->outcomes);
    NAME_ALL(WR_I_KIND, p->patients, kinds, n_kinds, kinds);
    NAME_ALL(WR_I_STEP, p->steps, steps, n_steps, doings);
    NAME_ALL(WR_I_TASK, p->tasks, tasks, n_tasks, doings);
    NAME_ALL(WR_I_MEASURE, p->measures, measures, n_measures, measures);
    NAME_ALL(WR_I_HARM, p->harm, harms, n_harms, measures);
    NAME_ALL(WR_I_CHANGE, p->changes, changes, n_changes, changes);
    m->worths = p->worth == NULL ? NULL : wr_i_take(r, p->worth->count, sizeof *m->worths);
    m->n_worths = m->worths == NULL ? 0 : p->worth->count;
    m->objectives = p->objectives == NULL ? NULL : wr_i_take(r, p->objectives->count, sizeof *m->objectives);
    m->n_objectives = m->objectives == NULL ? 0 : p->objectives->count;
    for (size_t i = 0; i < m->n_objectives; i++) {
        m->objectives[i].name = p->objectives->items[i]->key;
        m->objectives[i].where = p->objectives->items[i]->key_where;
    }
    if (p->patients != NULL && p->patients->count == 0)
        wr_i_mistake(r, p->patients->where, "add a kind of patient", "there are no patients");
    if (p->steps != NULL && p->steps->count == 0)
        wr_i_mistake(r, p->steps->where, "add a step", "there are no steps");
}

/* `invented`, `typed from a paper`, `fitted`: the first word tells; anything else is shown as it is written. */
static void read_heading(struct wr_i_reader *r, const struct wr_node *root)
{
    struct wr_model *m = r->m;
    const struct wr_node *node = wr_node_get(root, "walked by");

    (void)wr_i_choice(r, root, "wardround", "1");
    m->service = wr_i_text(r, root, "service");
    m->about = wr_i_text(r, root, "about");
    m->leaves_out = wr_i_text(r, root, "leaves out");
    m->data_text = wr_i_text(r, root, "data");
    if (m->data_text != NULL)
        m->data = wr_text_starts(m->data_text, "invented") ? WR_DATA_INVENTED
                  : wr_text_starts(m->data_text, "typed")  ? WR_DATA_TYPED
                  : wr_text_starts(m->data_text, "fitted") ? WR_DATA_FITTED
                                                           : WR_DATA_UNSAID;
    if (m->data_text != NULL && m->data == WR_DATA_UNSAID)
        wr_i_mistake(r, wr_node_get(root, "data")->where, "begin with one of: invented; typed from a paper; fitted",
                     "`%.60s` does not say where the numbers come from", m->data_text);
    if (node != NULL && node->kind != WR_NODE_EMPTY)
        wr_i_read_walks(r, node);
}

static void read_everything(struct wr_i_reader *r, const struct wr_node *root, const struct parts *p)
{
    const struct wr_node *correlations = wr_node_get(root, "correlations"), *run = wr_node_get(root, "run");

    read_heading(r, root);
    wr_i_read_clock(r, wr_node_get(root, "clock") != NULL && wr_node_get(root, "clock")->kind != WR_NODE_EMPTY ? wr_node_get(root, "clock")
                                                                                                               : NULL);
    wr_i_read_run(r, run != NULL && run->kind != WR_NODE_EMPTY ? run : NULL);
    if (correlations != NULL && correlations->kind != WR_NODE_EMPTY)
        wr_i_read_correlations(r, correlations);
    wr_i_read_kinds(r, p->patients);
    wr_i_read_places(r, p->places);
    wr_i_read_resources(r, p->staff, p->equipment);
    wr_i_read_systems(r, p->systems);
    wr_i_read_items(r, p->information);
    if (p->outcomes != NULL)
        wr_i_read_outcomes(r, p->outcomes);
    wr_i_read_steps(r, p->steps);
    wr_i_read_tasks(r, p->tasks);
    wr_i_read_measures(r, p->measures);
    wr_i_read_harms(r, p->harm);
    wr_i_read_worths(r, p->worth);
    wr_i_read_objectives(r, p->objectives);
    wr_i_read_changes(r, p->changes);
    wr_i_read_options(r, wr_node_get(root, "options"));
}

int wr_i_model_names(const struct wr_source *source, const struct wr_node *root, struct wr_model *out)
{
    struct wr_mistakes passed;
    struct wr_i_reader r;
    struct parts p = {0};
    int err;

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, WR_I_MODEL_MAX_BYTES);
    wr_mistakes_init(&passed);
    wr_i_reader_init(&r, source, out, false, &passed);
    r.quiet = true;
    if (root->kind == WR_NODE_MAP) {
        name_everything(&r, root, &p);
        if (p.unknowns != NULL)
            wr_i_read_unknowns(&r, p.unknowns);
        if (p.patients != NULL)
            wr_i_name_attributes(&r, p.patients);
    }
    err = r.status != 0 ? wr_fail(r.status) : 0;
    wr_i_reader_close(&r);
    wr_mistakes_free(&passed);
    return err;
}

int wr_i_model_build(const struct wr_source *source, const struct wr_node *root, const struct wr_i_stage *stage, bool warn,
                     struct wr_mistakes *mistakes, struct wr_model *out)
{
    size_t before = mistakes->mistakes;
    struct wr_i_reader r;
    struct parts p = {0};
    int err = 0;

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, WR_I_MODEL_MAX_BYTES);
    out->option = -1;
    memcpy(out->hash, source->hash, sizeof out->hash);
    wr_i_reader_init(&r, source, out, warn, mistakes);
    r.stage = stage;
    if (!wr_i_object(&r, root, wr_describe_object("service")))
        goto out;
    name_everything(&r, root, &p);
    if (p.unknowns != NULL)
        wr_i_read_unknowns(&r, p.unknowns);
    if (p.patients != NULL)
        wr_i_name_attributes(&r, p.patients);
    if (r.status != 0) /* without all names nothing further makes sense */
        goto out;
    read_everything(&r, root, &p);
    if (r.status == 0 && mistakes->mistakes == before) { /* what is only half read would give false alarms */
        wr_i_check_attributes(&r);
        wr_i_check_flow(&r);
        wr_i_check_down(&r);
        if (stage == NULL) /* of whom there is none just now, there may be some later */
            wr_i_check_capacity(&r);
        if (warn && mistakes->mistakes == before) {
            wr_i_check_load(&r);
            wr_i_check_serves(&r);
            wr_i_check_text(&r, root);
        }
    }
out:
    if (r.status != 0)
        err = wr_fail(r.status);
    else if (mistakes->mistakes > before)
        err = wr_fail(WR_ERR_MISTAKES);
    wr_i_reader_close(&r);
    return err;
}

void wr_model_free(struct wr_model *model)
{
    wr_arena_free(&model->arena);
    memset(model, 0, sizeof *model);
}
