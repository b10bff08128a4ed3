/* Requests for staff and equipment: signatures, and the groups in which they compete. */
#include "sim/compile_internal.h"

#define MOST_SIGS 4096 /* different sets of people and things asked for, in one service */

/* The signature of these needs, found or made. */
static uint32_t signature(struct wr_i_compiler *c, const struct wr_i_need *needs, uint32_t n)
{
    struct wr_sim_plan *plan = c->plan;
    struct wr_i_need *kept;
    struct wr_i_sig *sig;
    const char *text = "";

    for (size_t i = 0; i < plan->n_sigs; i++)
        if (plan->sigs[i].n == n && memcmp(plan->sigs[i].needs, needs, n * sizeof *needs) == 0)
            return (uint32_t)i;
    kept = wr_i_plan_take(c, n, sizeof *kept);
    if (kept == NULL || plan->n_sigs >= MOST_SIGS ||
        wr_arena_grow(&plan->arena, &plan->sigs, &plan->sigs_capacity, plan->n_sigs + 1, sizeof *plan->sigs) < 0) {
        c->status = c->status < 0 ? c->status : wr_fail(plan->n_sigs >= MOST_SIGS ? WR_ERR_LIMIT : WR_ERR_MEMORY);
        return WR_I_NONE;
    }
    memcpy(kept, needs, n * sizeof *needs);
    for (uint32_t i = 0; i < n && text != NULL; i++) {
        const char *name = c->model->resources[needs[i].resource].name, *join = i > 0 ? " and " : "";
        text = needs[i].count == 1 ? wr_arena_printf(&plan->arena, "%s%s%s", text, join, name)
                                   : wr_arena_printf(&plan->arena, "%s%s%d %s", text, join, (int)needs[i].count, name);
    }
    if (text == NULL) {
        c->status = wr_fail(WR_ERR_MEMORY);
        return WR_I_NONE;
    }
    sig = &plan->sigs[plan->n_sigs];
    *sig = (struct wr_i_sig){.n = n, .needs = kept, .text = text};
    return (uint32_t)plan->n_sigs++;
}

#define MOST_COUNTS 16 /* different counts of one resource in one `with` */

/* All signatures that the counts can give: one for each choice of a number of each. */
static void choices(struct wr_i_compiler *c, const struct wr_i_with *out, uint32_t at, struct wr_i_need *chosen, uint32_t n, uint32_t *sigs,
                    uint32_t *n_sigs)
{
    double list[MOST_COUNTS];
    size_t counts = 0;

    if (c->status < 0)
        return;
    if (at == out->n) {
        uint32_t sig;
        if (n == 0)
            return;
        sig = signature(c, chosen, n);
        for (uint32_t i = 0; i < *n_sigs; i++)
            if (sigs[i] == sig)
                return;
        if (sig != WR_I_NONE)
            sigs[(*n_sigs)++] = sig;
        return;
    }
    wr_i_fixed_numbers(out->counts[at], list, &counts, MOST_COUNTS);
    for (size_t i = 0; i < counts; i++) {
        uint32_t more = n;
        if ((int32_t)list[i] > 0)
            chosen[more++] = (struct wr_i_need){out->resources[at], (int32_t)list[i]};
        choices(c, out, at + 1, chosen, more, sigs, n_sigs);
    }
}

void wr_i_compile_with(struct wr_i_compiler *c, const struct wr_with *with, struct wr_i_with *out)
{
    uint32_t n = (uint32_t)with->n_all, n_sigs = 0, *resources, *sigs;
    const struct wr_i_value **counts;
    struct wr_i_need *chosen;
    double list[MOST_COUNTS];
    size_t all = 1;

    *out = (struct wr_i_with){.sig = WR_I_NONE};
    if (n == 0 || c->status < 0)
        return;
    counts = wr_i_plan_take(c, n, sizeof *counts);
    resources = wr_i_plan_take(c, n, sizeof *resources);
    chosen = wr_i_plan_take(c, n, sizeof *chosen);
    if (counts == NULL || resources == NULL || chosen == NULL)
        return;
    for (uint32_t i = 0; i < n; i++) {
        resources[i] = (uint32_t)with->all[i].resource;
        counts[i] = wr_i_compile_fixed(c, &with->all[i].count, NULL);
        if (counts[i] == NULL) { /* not said: one */
            struct wr_i_value *one = wr_i_plan_take(c, 1, sizeof *one);
            if (one == NULL)
                return;
            one->number = 1;
            counts[i] = one;
        }
        size_t different = 0;
        wr_i_fixed_numbers(counts[i], list, &different, MOST_COUNTS);
        if (different > MOST_COUNTS || (all *= different) > MOST_SIGS) {
            wr_i_refuse(c, with->where, c->path, "use fewer different numbers", "too many different numbers of people are asked for here");
            return;
        }
    }
    sigs = wr_i_plan_take(c, all, sizeof *sigs);
    if (sigs == NULL || c->status < 0)
        return;
    out->counts = counts;
    out->resources = resources;
    out->n = n;
    choices(c, out, 0, chosen, 0, sigs, &n_sigs);
    out->sigs = sigs;
    out->n_sigs = n_sigs;
    if (all == 1) {
        out->sig = n_sigs > 0 ? sigs[0] : WR_I_NONE;
        out->n = 0; /* no need to look at the counts */
    }
}

void wr_i_compile_groups(struct wr_i_compiler *c)
{
    struct wr_sim_plan *plan = c->plan;
    size_t n = plan->n_sigs, resources = plan->n_resources;
    uint32_t *group = wr_i_plan_take(c, resources, sizeof *group), *members;
    bool changed = true;

    plan->groups = wr_i_plan_take(c, resources, sizeof *plan->groups);
    members = wr_i_plan_take(c, n, sizeof *members);
    if (group == NULL || plan->groups == NULL || members == NULL)
        return;
    for (uint32_t i = 0; i < resources; i++)
        group[i] = i;
    while (changed) { /* the least resource that can be reached */
        changed = false;
        for (size_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < plan->sigs[i].n; j++)
                for (uint32_t k = 0; k < plan->sigs[i].n; k++) {
                    uint32_t a = plan->sigs[i].needs[j].resource, b = plan->sigs[i].needs[k].resource;
                    if (group[a] < group[b]) {
                        group[b] = group[a];
                        changed = true;
                    }
                }
    }
    for (uint32_t root = 0; root < resources; root++) {
        struct wr_i_group *g = &plan->groups[plan->n_groups];
        uint32_t *first = members;
        for (uint32_t i = 0; i < n; i++)
            if (group[plan->sigs[i].needs[0].resource] == root) {
                *members++ = i;
                plan->sigs[i].group = (uint32_t)plan->n_groups;
            }
        if (members == first)
            continue;
        g->sigs = first;
        g->n_sigs = (uint32_t)(members - first);
        g->single = g->n_sigs == 1 && plan->sigs[first[0]].n == 1;
        plan->n_groups++;
    }
}
