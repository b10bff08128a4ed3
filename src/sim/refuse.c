/* What cannot be run though it is read and checked: refused, never passed over. */
#include "sim/compile_internal.h"

int wr_sim_refuse(const struct wr_model *model, struct wr_mistakes *mistakes)
{
    struct wr_sim_plan *plan;
    int status = wr_sim_compile(model, WR_SIM_SETTLED, mistakes, &plan); /* whatever is refused is refused there */

    wr_sim_plan_free(plan);
    return status;
}

/* Whether the engine can let this effect begin in the middle of a run: what is drawn, what goes by the clock, what is down, how patients come. */
static bool part_can_start(const char *path)
{
    static const char *const parts[] = {"staff.", "equipment.", "places.", "outcomes.", "patients."};
    const char *last = strrchr(path, '.');

    if (strncmp(path, "systems.", 8) == 0)
        return strstr(path, ".down") != NULL || strstr(path, ".afterwards") != NULL;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strncmp(path, parts[i], strlen(parts[i])) == 0)
            return i > 1 || strcmp(last, ".serves") != 0;
    return false;
}

static bool can_start(const struct wr_effect *e)
{
    const char *last = strrchr(e->path, '.');

    if (e->adoptable || (e->op == WR_OP_SET && strncmp(e->path, "steps.", 6) == 0 && last != NULL && strcmp(last, ".then") == 0))
        return true;
    return part_can_start(e->path);
}

/* Parts of entries can be taken away like that, and kinds of patients; other whole entries not yet. */
static bool can_go(const char *path)
{
    const char *dot = strchr(path, '.');

    return dot != NULL && (strchr(dot + 1, '.') != NULL || strncmp(path, "patients.", 9) == 0) && part_can_start(path);
}

int wr_i_refuse_go_live(const struct wr_model *m, struct wr_mistakes *mistakes)
{
    size_t before = mistakes->refusals;

    for (size_t i = 0; i < m->n_active; i++) {
        const struct wr_change *change = &m->changes[m->active[i].change];
        for (size_t k = 0; k < change->n_removes; k++)
            if (!can_go(change->removes[k]))
                wr_mistakes_add(mistakes, WR_REFUSAL, change->where, change->removes[k],
                                "look at its settled state: leave --from go-live out",
                                "this cannot be taken away in the middle of a run yet");
        for (size_t k = 0; k < change->n_effects; k++)
            if (!can_start(&change->effects[k]))
                wr_mistakes_add(mistakes, WR_REFUSAL, change->effects[k].where, change->effects[k].path,
                                "look at its settled state: leave --from go-live out", "this cannot begin in the middle of a run yet");
    }
    return mistakes->refusals > before ? wr_fail(WR_ERR_UNSUPPORTED) : 0;
}
