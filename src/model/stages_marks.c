/* Which steps, tasks and kinds of patient are other ones from one stage to the next (docs/rules.md, J): what begins then acts on them in more than
 * what acts use by use. Judged by the paths of effects and of `removes`, not by whether the numbers differ: a reader of the file sees which. */
#include <string.h>

#include "model/apply_internal.h"

struct marking {
    struct wr_arena arena;
    struct wr_stages *stages;
    size_t stage;          /* the one that is over when it begins */
    struct wr_model *then; /* the one that begins */
    const struct wr_i_path *path;
    const char **named; /* entries that `times` or `add` reach behind an `every`; NULL: all */
    size_t n_named;
};

static const struct wr_model *before(const struct marking *k) { return wr_stages_model(k->stages, k->stage); }

/* Whether the path speaks of the entry `name`. */
static bool names(const struct marking *k, const char *name)
{
    if (!wr_i_path_is_every(k->path, 1))
        return strcmp(k->path->segments[1], name) == 0;
    for (size_t i = 0; i < k->n_named; i++)
        if (strcmp(k->named[i], name) == 0)
            return true;
    return k->named == NULL;
}

static void mark_step(struct marking *k, size_t step) { k->stages->step_changes[k->stage * k->then->n_steps + step] = true; }
static void mark_task(struct marking *k, size_t task) { k->stages->task_changes[k->stage * k->then->n_tasks + task] = true; }

/* A kind, and all that share anything with it by `like`, near or far: one too many does no harm. */
static void mark_kinds(struct marking *k, size_t kind)
{
    const struct wr_model *models[] = {before(k), k->then};

    for (size_t i = 0; i < 2; i++) {
        int root = models[i]->kinds[kind].like >= 0 ? models[i]->kinds[kind].like : (int)kind;
        for (size_t j = 0; j < k->then->n_kinds; j++)
            if ((int)j == root || models[i]->kinds[j].like == root)
                k->stages->kind_changes[k->stage * k->then->n_kinds + j] = true;
    }
}

static bool needs(const struct wr_model *m, size_t step, size_t item)
{
    for (size_t i = 0; i < m->steps[step].n_needs; i++)
        if (m->steps[step].needs[i].item == (int)item)
            return true;
    return false;
}

static bool on_paper(const struct wr_model *m, size_t step, size_t system)
{
    for (size_t i = 0; i < m->systems[system].n_on_paper; i++)
        if (m->systems[system].on_paper[i].step == (int)step)
            return true;
    return false;
}

/* What k->path acts on, other than use by use. `whole`: it puts a new entry in the place of the old one. */
static void act(struct marking *k, bool whole)
{
    const struct wr_model *m = k->then;
    const char *part = k->path->segments[0], *key = k->path->n > 2 ? k->path->segments[2] : "";

    if (strcmp(part, "steps") == 0)
        for (size_t i = 0; i < m->n_steps; i++)
            if (names(k, m->steps[i].name))
                mark_step(k, i);
    if (strcmp(part, "tasks") == 0)
        for (size_t i = 0; i < m->n_tasks; i++)
            if (names(k, m->tasks[i].name))
                mark_task(k, i);
    if (strcmp(part, "patients") == 0 && strcmp(key, "arrive") != 0)
        for (size_t i = 0; i < m->n_kinds; i++)
            if (names(k, m->kinds[i].name))
                mark_kinds(k, i);
    if (strcmp(part, "information") == 0)
        for (size_t j = 0; j < m->n_items; j++)
            for (size_t i = 0; names(k, m->items[j].name) && i < m->n_steps; i++)
                if (needs(before(k), i, j) || needs(m, i, j))
                    mark_step(k, i);
    if (strcmp(part, "systems") == 0 && (whole || strcmp(key, "on paper") == 0))
        for (size_t j = 0; j < m->n_systems; j++)
            for (size_t i = 0; names(k, m->systems[j].name) && i < m->n_steps; i++)
                if (on_paper(before(k), i, j) || on_paper(m, i, j))
                    mark_step(k, i);
    if ((strcmp(part, "staff") == 0 || strcmp(part, "equipment") == 0) && (whole || strcmp(key, "serves") == 0)) {
        for (size_t i = 0; i < m->n_steps; i++)
            mark_step(k, i);
        for (size_t i = 0; i < m->n_tasks; i++)
            mark_task(k, i);
    }
}

/* `times` and `add` pass over the entries that have no such number. */
static int find_named(struct marking *k)
{
    struct wr_i_slots slots;

    if (wr_i_slots_find(&k->arena, k->then, k->path, &slots) != 0)
        return wr_fail(WR_ERR_MEMORY);
    k->named = wr_arena_alloc(&k->arena, slots.count + 1, sizeof *k->named);
    if (k->named == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < slots.count; i++) {
        struct wr_i_path full;
        if (wr_i_path_split(&k->arena, slots.list[i].path, &full) && full.n > 1)
            k->named[k->n_named++] = full.segments[1];
    }
    return 0;
}

static bool is_whole(const struct wr_effect *e, const struct wr_i_path *path)
{
    const struct wr_object *object = wr_describe_object(strcmp(path->segments[0], "staff") == 0 ? "staff" : "equipment");
    return e->op == WR_OP_SET && path->n == 2 && e->set_node != NULL && !wr_i_is_short(e->set_node, object);
}

static int mark_change(struct marking *k, const struct wr_change *change)
{
    struct wr_i_path path;
    int result = 0;

    k->path = &path;
    for (size_t i = 0; i < change->n_effects && result == 0; i++) {
        const struct wr_effect *e = &change->effects[i];
        if (e->path == NULL || e->adoptable || !wr_i_path_split(&k->arena, e->path, &path) || path.n < 2)
            continue;
        k->named = NULL;
        k->n_named = 0;
        if (e->op != WR_OP_SET && wr_i_path_is_every(&path, 1))
            result = find_named(k);
        if (result == 0)
            act(k, is_whole(e, &path));
    }
    k->named = NULL;
    for (size_t i = 0; i < change->n_removes && result == 0; i++)
        if (wr_i_path_split(&k->arena, change->removes[i], &path) && path.n > 2)
            act(k, false);
    return result;
}

int wr_i_stages_mark(const struct wr_model *base, int option, struct wr_model *now, struct wr_stages *stages)
{
    const struct wr_option *of = &base->options[option];
    struct marking k = {.stages = stages};
    int result = 0;

    wr_arena_init(&k.arena, WR_I_MODEL_MAX_BYTES);
    for (k.stage = 0; k.stage < stages->n && result == 0; k.stage++) {
        k.then = k.stage + 1 < stages->n ? &stages->models[k.stage + 1] : now;
        for (size_t i = 0; i < of->n_changes && result == 0; i++)
            if ((of->after == NULL ? 0 : of->after[i]) == stages->until[k.stage])
                result = mark_change(&k, &base->changes[of->changes[i]]);
        for (size_t i = 0; i < now->n_tasks; i++) /* a task that is never due in a stage is a version of its own */
            if (before(&k)->tasks[i].idle != k.then->tasks[i].idle)
                mark_task(&k, i);
    }
    wr_arena_free(&k.arena);
    return result;
}
