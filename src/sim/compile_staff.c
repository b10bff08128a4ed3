/* Requests for staff and equipment: signatures, and the groups in which they compete. */
#include "sim/compile_internal.h"
#include "sim/keys_internal.h"
#include "sim/run_internal.h"

#define MOST_SIGS 4096 /* different sets of people and things asked for, in one service */

static bool serves(const struct wr_i_compiler *c, size_t resource, int kind)
{
    const struct wr_resource *r = &c->serving->resources[resource];

    if (resource >= c->model->n_resources || kind < 0 || !r->has_serves) /* a system serves all */
        return true;
    for (size_t i = 0; i < r->n_serves; i++)
        if (r->serves[i] == kind)
            return true;
    return false;
}

static bool same_absence(const struct wr_i_sig *sig, const bool *absent)
{
    if (absent == NULL || sig->absent == NULL)
        return absent == sig->absent;
    return memcmp(absent, sig->absent, sig->n * sizeof *absent) == 0;
}

static uint32_t signature(struct wr_i_compiler *c, const struct wr_i_need *needs, uint32_t n, bool any, const bool *absent);

/* Of this need and c->also. */
static uint32_t one_of(struct wr_i_compiler *c, const struct wr_i_need *need)
{
    struct wr_i_need *needs = wr_i_plan_take(c, 1 + c->n_also, sizeof *needs);

    if (needs == NULL)
        return WR_I_NONE;
    needs[0] = *need;
    for (uint32_t i = 0; i < c->n_also; i++)
        needs[1 + i] = (struct wr_i_need){c->also[i], 1};
    return signature(c, needs, 1 + c->n_also, false, NULL);
}

/* The signature of these needs, found or made: of all of them, or of any (and then of c->also, which stand behind them). absent: by need, as in
 * struct wr_i_sig. */
static uint32_t signature(struct wr_i_compiler *c, const struct wr_i_need *needs, uint32_t n, bool any, const bool *absent)
{
    struct wr_sim_plan *plan = c->plan;
    uint32_t n_also = any ? c->n_also : 0;
    struct wr_i_need *kept;
    uint32_t *had = NULL;
    bool *missing = NULL;
    struct wr_i_sig *sig;
    const char *text = "";

    for (size_t i = 0; i < plan->n_sigs; i++)
        if (plan->sigs[i].n == n && plan->sigs[i].any == any && plan->sigs[i].n_also == n_also &&
            memcmp(plan->sigs[i].needs, needs, (n + n_also) * sizeof *needs) == 0 && same_absence(&plan->sigs[i], absent))
            return (uint32_t)i;
    if (any && (had = wr_i_plan_take(c, n, sizeof *had)) != NULL)
        for (uint32_t i = 0; i < n; i++)
            had[i] = one_of(c, &needs[i]);
    if (absent != NULL && (missing = wr_i_plan_take(c, n, sizeof *missing)) != NULL)
        memcpy(missing, absent, n * sizeof *missing);
    if (c->status < 0)
        return WR_I_NONE;
    kept = wr_i_plan_take(c, n + n_also, sizeof *kept);
    if (kept == NULL || plan->n_sigs >= MOST_SIGS ||
        wr_arena_grow(&plan->arena, &plan->sigs, &plan->sigs_capacity, plan->n_sigs + 1, sizeof *plan->sigs) < 0) {
        if (plan->n_sigs >= MOST_SIGS)
            wr_i_refuse(c, c->model->run.where, c->path, "let more steps ask for the same, or split the service",
                        "more than %d different sets of staff, equipment and systems asked for", MOST_SIGS);
        c->status = c->status < 0 ? c->status : wr_fail(WR_ERR_MEMORY);
        return WR_I_NONE;
    }
    memcpy(kept, needs, (n + n_also) * sizeof *needs);
    for (uint32_t i = 0; i < n && text != NULL; i++) {
        const char *name = c->plan->resources[needs[i].resource].name, *join = i == 0 ? "" : any ? " or " : " and ";
        if (needs[i].resource >= c->model->n_resources) /* a system: named only when it is down */
            break;
        text = needs[i].count == 1 ? wr_arena_printf(&plan->arena, "%s%s%s", text, join, name)
                                   : wr_arena_printf(&plan->arena, "%s%s%d %s", text, join, (int)needs[i].count, name);
    }
    if (text == NULL) {
        c->status = wr_fail(WR_ERR_MEMORY);
        return WR_I_NONE;
    }
    sig = &plan->sigs[plan->n_sigs];
    *sig = (struct wr_i_sig){.n = n, .needs = kept, .n_also = n_also, .any = any, .had = had, .absent = missing, .text = text};
    return (uint32_t)plan->n_sigs++;
}

#define MOST_COUNTS 16 /* different counts of one resource in one `with` */

static bool may_be_kept(const struct wr_i_compiler *c, uint32_t resource)
{
    return c->may_keep && c->plan->resources[resource].kept != WR_I_NONE;
}

/* Of what may be kept, any smaller number may be missing, or none. Returns how many numbers there are then; more than MOST_COUNTS are not listed. */
static size_t missing_too(const struct wr_i_compiler *c, uint32_t resource, double *list, size_t n)
{
    double most = 0;

    if (!may_be_kept(c, resource))
        return n;
    for (size_t i = 0; i < n; i++)
        most = list[i] > most ? list[i] : most;
    if (most >= MOST_COUNTS)
        return MOST_COUNTS + 1;
    for (n = 0; n <= (size_t)most; n++)
        list[n] = (double)n;
    return n;
}

/* All signatures that the counts can give: one for each choice of a number of each. */
static void choices(struct wr_i_compiler *c, const struct wr_i_with *out, int kind, uint32_t at, struct wr_i_need *chosen, uint32_t n,
                    uint32_t *sigs, uint32_t *n_sigs)
{
    double list[MOST_COUNTS];
    size_t counts = 0;

    if (c->status < 0)
        return;
    if (at == out->n) {
        uint32_t sig;
        bool *absent = wr_i_plan_take(c, n + c->n_also + 1, sizeof *absent), some = false;
        for (uint32_t i = 0; i < c->n_also; i++)
            chosen[n++] = (struct wr_i_need){c->also[i], 1};
        if (n == 0 || absent == NULL)
            return;
        for (uint32_t i = 0; i < n; i++)
            some |= absent[i] = !serves(c, chosen[i].resource, kind);
        sig = signature(c, chosen, n, false, some ? absent : NULL);
        for (uint32_t i = 0; i < *n_sigs; i++)
            if (sigs[i] == sig)
                return;
        if (sig != WR_I_NONE)
            sigs[(*n_sigs)++] = sig;
        return;
    }
    wr_i_fixed_numbers(out->counts[at], list, &counts, MOST_COUNTS);
    if (out->keeps)
        counts = missing_too(c, out->resources[at], list, counts);
    for (size_t i = 0; i < counts; i++) {
        uint32_t more = n;
        if ((int32_t)list[i] > 0)
            chosen[more++] = (struct wr_i_need){out->resources[at], (int32_t)list[i]};
        choices(c, out, kind, at + 1, chosen, more, sigs, n_sigs);
    }
}

/* `any of`, of those who serve the kind; of nobody, when none does. */
static void compile_any(struct wr_i_compiler *c, const struct wr_with *with, int kind, struct wr_i_with *out)
{
    struct wr_i_need *needs = wr_i_plan_take(c, with->n_any + c->n_also, sizeof *needs);
    bool *absent = wr_i_plan_take(c, with->n_any, sizeof *absent);
    uint32_t n = 0, *sigs = wr_i_plan_take(c, 2, sizeof *sigs);
    bool nobody;

    if (needs == NULL || absent == NULL || sigs == NULL)
        return;
    for (size_t i = 0; i < with->n_any; i++)
        if (serves(c, (size_t)with->any[i], kind))
            needs[n++] = (struct wr_i_need){(uint32_t)with->any[i], 1};
    nobody = n == 0;
    for (; nobody && n < with->n_any; n++) {
        needs[n] = (struct wr_i_need){(uint32_t)with->any[n], 1};
        absent[n] = true;
    }
    for (uint32_t i = 0; i < c->n_also; i++)
        needs[n + i] = (struct wr_i_need){c->also[i], 1};
    out->sig = n == 1 && !nobody ? one_of(c, &needs[0]) : signature(c, needs, n, true, nobody ? absent : NULL);
    sigs[0] = out->sig;
    out->sigs = sigs;
    out->n_sigs = out->sig != WR_I_NONE;
    out->any = true;
    for (uint32_t i = 0; i < with->n_any; i++)
        out->keeps = out->keeps || may_be_kept(c, (uint32_t)with->any[i]);
    if (out->keeps && c->n_also > 0) { /* who keeps one of them needs the systems alone */
        for (uint32_t i = 0; i < c->n_also; i++)
            needs[i] = (struct wr_i_need){c->also[i], 1};
        out->alone = sigs[out->n_sigs] = signature(c, needs, c->n_also, false, NULL);
        out->n_sigs += out->alone != WR_I_NONE;
    }
    wr_i_room_work(c); /* who of them it is, is remembered */
}

/* For patients of a kind; -1: for anybody. */
static void compile_with(struct wr_i_compiler *c, const struct wr_with *with, int kind, struct wr_i_with *out)
{
    uint32_t n = (uint32_t)with->n_all, n_sigs = 0, *resources, *sigs;
    const struct wr_i_value **counts;
    struct wr_i_need *chosen;
    double list[MOST_COUNTS];
    size_t all = 1;

    *out = (struct wr_i_with){.sig = WR_I_NONE, .alone = WR_I_NONE};
    if (with->n_any > 0)
        compile_any(c, with, kind, out);
    if ((n == 0 && (c->n_also == 0 || with->n_any > 0)) || c->status < 0)
        return;
    counts = wr_i_plan_take(c, n, sizeof *counts);
    resources = wr_i_plan_take(c, n, sizeof *resources);
    chosen = wr_i_plan_take(c, n + c->n_also, sizeof *chosen);
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
        if (different <= MOST_COUNTS)
            different = missing_too(c, resources[i], list, different);
        out->keeps = out->keeps || may_be_kept(c, resources[i]);
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
    choices(c, out, kind, 0, chosen, 0, sigs, &n_sigs);
    out->sigs = sigs;
    out->n_sigs = n_sigs;
    if (all == 1 && !out->keeps) {
        out->sig = n_sigs > 0 ? sigs[0] : WR_I_NONE;
        out->n = 0; /* no need to look at the counts */
    }
}

/* The signatures of all kinds: those that can come out. */
static void gather(struct wr_i_compiler *c, struct wr_i_with *out)
{
    uint32_t all = 0, n = 0, *sigs;

    for (size_t k = 0; k < c->model->n_kinds; k++)
        all += out->kinds[k].n_sigs;
    sigs = wr_i_plan_take(c, all, sizeof *sigs);
    for (size_t k = 0; k < c->model->n_kinds && sigs != NULL; k++)
        for (uint32_t i = 0; i < out->kinds[k].n_sigs; i++)
            sigs[n++] = out->kinds[k].sigs[i];
    out->sigs = sigs;
    out->n_sigs = n;
}

void wr_i_compile_with(struct wr_i_compiler *c, const struct wr_with *with, struct wr_i_with *out)
{
    const struct wr_resource *resources = c->serving->resources;
    bool some = false;
    struct wr_i_with *kinds;

    compile_with(c, with, -1, out);
    for (size_t i = 0; i < with->n_any; i++)
        some = some || resources[with->any[i]].has_serves;
    for (size_t i = 0; i < with->n_all; i++)
        some = some || resources[with->all[i].resource].has_serves;
    if (!some || c->status < 0 || (kinds = wr_i_plan_take(c, c->model->n_kinds, sizeof *kinds)) == NULL)
        return;
    for (size_t k = 0; k < c->model->n_kinds; k++)
        compile_with(c, with, (int)k, &kinds[k]);
    out->kinds = kinds;
    if (c->status == 0)
        gather(c, out);
}

void wr_i_room_work(struct wr_i_compiler *c)
{
    if (c->plan->at_work == WR_I_NONE) {
        c->plan->at_work = wr_i_room(c, 8);
        c->plan->stride = c->plan->at_work + (uint32_t)sizeof(struct wr_i_work);
    }
}

static bool can_stop(const struct wr_sim_plan *plan, const uint32_t *sigs, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; sigs[i] != WR_I_NONE && j < plan->sigs[sigs[i]].n + plan->sigs[sigs[i]].n_also; j++)
            if (plan->resources[plan->sigs[sigs[i]].needs[j].resource].stops)
                return true;
    return false;
}

/* All that it may ask for is not asked for in the usual way only. */
static void make_careful(const struct wr_sim_plan *plan, const struct wr_i_step *s)
{
    const uint32_t *sigs = s->counts != NULL ? s->counts->sigs : &s->sig;

    for (uint32_t i = 0; i < (s->counts != NULL ? s->counts->n_sigs : 1); i++)
        for (uint32_t j = 0; sigs[i] != WR_I_NONE && j < plan->sigs[sigs[i]].n; j++)
            plan->resources[plan->sigs[sigs[i]].needs[j].resource].careful = true;
}

/* The lists of the work that a step may stop, of all versions of it: how many; and which, unless `lists` is NULL. */
static uint32_t interrupted(const struct wr_i_compiler *c, size_t step, uint32_t *lists)
{
    const struct wr_step *from = &c->model->steps[step];
    uint32_t n = 0;

    for (size_t k = 0; k < from->n_interrupts; k++) {
        bool is_task = from->interrupts[k] < 0;
        const struct wr_i_version *versions = is_task ? c->plan->versions.tasks : c->plan->versions.steps;
        for (int32_t at = is_task ? -1 - from->interrupts[k] : from->interrupts[k]; at >= 0; at = versions[at].older) {
            if (lists != NULL)
                lists[n] = is_task ? WR_I_LIST_TASK(c->plan, (uint32_t)at) : (uint32_t)at;
            n++;
        }
    }
    return n;
}

/* Which work each step may stop: by its list (work.c). */
static void compile_interrupts(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;

    for (size_t i = 0; i < m->n_steps; i++) {
        struct wr_i_step *s = &c->plan->steps[i];
        uint32_t *lists = wr_i_plan_take(c, interrupted(c, i, NULL), sizeof *lists);
        if (lists == NULL)
            return;
        if (m->steps[i].interrupted_start_again)
            s->flags |= WR_I_STEP_AGAIN;
        s->interrupts = lists;
        s->n_interrupts = interrupted(c, i, lists);
        for (uint32_t k = 0; k < s->n_interrupts; k++) {
            if (lists[k] < m->n_steps) {
                c->plan->steps[lists[k]].flags |= WR_I_STEP_STOPS;
                make_careful(c->plan, &c->plan->steps[lists[k]]);
            }
            make_careful(c->plan, s);
        }
    }
}

/* Whether how many are asked for may change while they are at work: by an attribute that a step sets. What was had is remembered then. */
static bool counts_may_change(const struct wr_i_compiler *c)
{
    bool sets = false, counts = false;

    for (size_t i = 0; i < c->model->n_steps; i++) {
        sets = sets || c->model->steps[i].n_sets > 0;
        counts = counts || (c->plan->steps[i].counts != NULL && c->plan->steps[i].counts->sig == WR_I_NONE);
    }
    for (size_t i = 0; i < c->plan->n_items; i++)
        counts = counts || (c->plan->items[i].has_staff && c->plan->items[i].with.sig == WR_I_NONE);
    return sets && counts;
}

void wr_i_compile_work(struct wr_i_compiler *c)
{
    struct wr_sim_plan *plan = c->plan;
    bool any = counts_may_change(c);

    compile_interrupts(c);
    for (size_t i = 0; i < plan->n_resources; i++)
        any = any || plan->resources[i].stops;
    for (size_t i = 0; i < plan->n_steps; i++) {
        struct wr_i_step *s = &plan->steps[i];
        if (s->counts != NULL ? can_stop(plan, s->counts->sigs, s->counts->n_sigs) : can_stop(plan, &s->sig, 1))
            s->flags |= WR_I_STEP_STOPS;
        any = any || (s->flags & WR_I_STEP_STOPS);
    }
    if (any)
        wr_i_room_work(c);
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
            for (uint32_t j = 0; j < plan->sigs[i].n + plan->sigs[i].n_also; j++)
                for (uint32_t k = 0; k < plan->sigs[i].n + plan->sigs[i].n_also; k++) {
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
        g->single = g->n_sigs == 1 && plan->sigs[first[0]].n == 1 && plan->sigs[first[0]].absent == NULL &&
                    !plan->resources[plan->sigs[first[0]].needs[0].resource].stops &&
                    !plan->resources[plan->sigs[first[0]].needs[0].resource].careful &&
                    plan->resources[plan->sigs[first[0]].needs[0].resource].kept == WR_I_NONE;
        plan->n_groups++;
    }
}

double wr_i_filled(const struct wr_resource *staff)
{
    return staff->filled.unit == WR_UNIT_SHARE && staff->filled.value < 1 ? staff->filled.value : 1;
}

const struct wr_i_shift *wr_i_compile_shift(struct wr_i_compiler *c, const struct wr_model *m, size_t resource)
{
    const struct wr_resource *from = &m->resources[resource];
    struct wr_i_shift *to = wr_i_plan_take(c, 1, sizeof *to);

    if (to == NULL)
        return NULL;
    to->index = (uint32_t)c->plan->n_shifts; /* of all stages one */
    for (size_t i = 0; i <= wr_i_stages_before(c); i++) {
        size_t n = wr_i_stage(c, i)->resources[resource].on_duty.n_entries;
        to->n_entries = n > to->n_entries ? n : to->n_entries;
    }
    to->filled = wr_i_filled(from);
    to->owner = wr_i_owner(c, from->name);
    to->purpose = wr_i_purpose(c, from->name, WR_I_PAIR_FILLED);
    to->breaks = from->breaks.n_entries > 0 ? &from->breaks : NULL;
    return to;
}
