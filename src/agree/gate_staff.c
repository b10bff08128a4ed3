/* Whose work changes: the staff of the steps and tasks that a change touches, as role groups of people.yaml. */
#include <string.h>
#include <strings.h>

#include "agree/gate_internal.h"
#include "agree/touch_internal.h"

/* A member of staff in the service file is one ("ward nurse"), a role group many ("ward nurses"): the plural's s is let through. */
static bool is_one_of(const char *one, const char *many)
{
    size_t n = strlen(one);

    return strncasecmp(many, one, n) == 0 && (many[n] == '\0' || strcasecmp(many + n, "s") == 0);
}

static int group_of(const struct wr_agree *agree, const char *staff, int from)
{
    for (size_t i = (size_t)from; i < agree->n_groups; i++) {
        const struct wr_group *group = &agree->groups[i];
        if (is_one_of(staff, group->name))
            return (int)i;
        for (size_t k = 0; k < group->n_stands_for; k++)
            if (is_one_of(staff, group->stands_for[k]))
                return (int)i;
    }
    return -1;
}

/* Whether the step itself is named by the change, or a piece of information that it needs. */
static bool is_touched(const struct wr_i_gate *g, const struct wr_step *step)
{
    if (wr_i_touches(g->c, "steps", step->name))
        return true;
    for (size_t i = 0; i < step->n_needs; i++)
        if (wr_i_touches(g->c, "information", g->agree->model->items[step->needs[i].item].name))
            return true;
    return false;
}

/* One resource whose work changes: its groups get the words for it; without a group it is to be looked at, once. */
static void add_resource(struct wr_i_gate *g, int resource, const char *how, const char **changes, bool *told)
{
    const struct wr_resource *r = &g->agree->model->resources[resource];
    int group = group_of(g->agree, r->name, 0);

    if (r->kind != WR_STAFF)
        return;
    if (group < 0 && !told[resource]) {
        told[resource] = true;
        wr_lacks_add(g->lacks,
                     (struct wr_lack){.kind = WR_LACK_VOICES,
                                      .change = g->change,
                                      .who = g->owner,
                                      .about = r->name,
                                      .where = r->where,
                                      .do_ = "say which group of people.yaml `stands for` them, and ask them"},
                     "no group of people.yaml stands for the %s of the service file: they %s", r->name, how);
    }
    for (; group >= 0; group = group_of(g->agree, r->name, group + 1))
        if (changes[group] == NULL)
            changes[group] = how;
}

static void add_with(struct wr_i_gate *g, const struct wr_with *with, const char *how, const char **changes, bool *told)
{
    for (size_t i = 0; i < with->n_all; i++)
        add_resource(g, with->all[i].resource, how, changes, told);
    for (size_t i = 0; i < with->n_any; i++)
        add_resource(g, with->any[i], how, changes, told);
}

int wr_i_gate_staff(struct wr_i_gate *g, const char ***changes)
{
    const struct wr_model *m = g->agree->model;
    struct wr_arena *arena = g->lacks->arena;
    bool *told = wr_arena_alloc(arena, m->n_resources + 1, sizeof *told);

    *changes = wr_arena_alloc(arena, g->agree->n_groups + 1, sizeof **changes);
    if (*changes == NULL || told == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < m->n_steps; i++)
        if (is_touched(g, &m->steps[i]))
            add_with(g, &m->steps[i].with, wr_lacks_say(g->lacks, "work at %s, which changes", m->steps[i].name), *changes, told);
    for (size_t i = 0; i < m->n_tasks; i++)
        if (wr_i_touches(g->c, "tasks", m->tasks[i].name))
            add_with(g, &m->tasks[i].with, wr_lacks_say(g->lacks, "work at %s, which changes", m->tasks[i].name), *changes, told);
    for (size_t i = 0; i < m->n_resources; i++)
        if (wr_i_touches(g->c, "staff", m->resources[i].name))
            add_resource(g, (int)i, "will be more or fewer", *changes, told);
    return 0;
}
