/* Gates, groups, errands, and what a step does at its end. */
#include "sim/compile_internal.h"

#include "sim/keys_internal.h"
#include "sim/run_internal.h"

/* ---- which steps are errands' ---- */

struct walk {
    bool *seen;
    int *line;
    size_t n;
};

static void reach(void *self, int step)
{
    struct walk *w = self;

    if (!w->seen[step]) {
        w->seen[step] = true;
        w->line[w->n++] = step;
    }
}

/* seen: the steps that an errand can come to. */
static void find_errands(struct wr_i_compiler *c, struct walk *w)
{
    const struct wr_model *m = c->model;

    for (size_t i = 0; i < m->n_steps; i++)
        for (size_t j = 0; j < m->steps[i].n_starts; j++)
            wr_i_versions_of(c, (size_t)m->steps[i].starts[j], reach, w);
    for (size_t i = 0; i < w->n; i++)
        wr_i_steps_ever_after(c, (size_t)w->line[i], reach, w);
}

/* ---- parts of a step ---- */

static uint32_t *indices(struct wr_i_compiler *c, const int *from, size_t n)
{
    uint32_t *to = wr_i_plan_take(c, n, sizeof *to);

    for (size_t i = 0; to != NULL && i < n; i++)
        to[i] = (uint32_t)from[i];
    return to;
}

static void compile_end(struct wr_i_compiler *c, const struct wr_step *from, struct wr_i_step *to)
{
    struct wr_i_end_of *end;
    struct wr_i_draw_attribute *sets;

    if (from->n_tells + from->n_sets + from->n_starts == 0)
        return;
    end = wr_i_plan_take(c, 1, sizeof *end);
    sets = wr_i_plan_take(c, from->n_sets, sizeof *sets);
    if (end == NULL || sets == NULL)
        return;
    end->tells = indices(c, from->tells, from->n_tells);
    end->starts = indices(c, from->starts, from->n_starts);
    end->n_tells = (uint32_t)from->n_tells;
    end->n_starts = (uint32_t)from->n_starts;
    end->n_sets = (uint32_t)from->n_sets;
    end->sets = sets;
    for (size_t i = 0; i < from->n_sets && c->status == 0; i++) {
        uint32_t attribute = (uint32_t)from->sets[i].attribute;
        const struct wr_attribute *of = &c->model->attributes[attribute];
        const char *pair = wr_arena_printf(&c->plan->arena, WR_I_PAIR_SETS "%s", of->name);
        if (pair == NULL) {
            c->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        sets[i].attribute = attribute;
        sets[i].at = c->plan->attribute_at[attribute];
        sets[i].kind = of->kind;
        sets[i].purpose = wr_i_purpose(c, from->name, pair);
        c->site = from->name;
        c->path = wr_arena_printf(&c->plan->arena, "steps.%s.sets.%s", from->name, of->name);
        sets[i].value = wr_i_compile_value(c, &from->sets[i].value);
    }
    to->end_of = end;
    to->flags |= WR_I_STEP_MORE_END;
    if (from->n_sets > 0 && c->plan->at_priority == WR_I_NONE)
        c->plan->at_priority = wr_i_room(c, 1);
}

bool wr_i_has_gate(const struct wr_step *s)
{
    for (size_t i = 0; i < s->n_needs; i++)
        if (s->needs[i].without == WR_WITHOUT_WAIT)
            return true;
    return s->has_open || s->has_rounds || s->has_together || s->n_waits_for > 0;
}

static void compile_gate(struct wr_i_compiler *c, size_t i)
{
    const struct wr_step *from = &c->model->steps[i];
    struct wr_i_step *to = &c->plan->steps[i];
    struct wr_i_gate *g = &c->plan->gates[c->plan->n_gates];

    if (!wr_i_has_gate(from))
        return;
    g->index = to->gate = (uint32_t)c->plan->n_gates++;
    g->step = (uint32_t)i;
    g->clock = WR_I_NONE;
    g->n_waits_for = (uint32_t)from->n_waits_for;
    g->waits_for = indices(c, from->waits_for, from->n_waits_for);
    for (uint32_t w = 0; w < to->n_wants; w++)
        g->informed = g->informed || to->wants[w].wait;
    g->rounds = from->has_rounds ? &from->rounds : NULL;
    g->most = g->least = 1;
    if (from->has_together) {
        g->together = true;
        g->most = from->together_most.value < 1e9 ? (uint32_t)from->together_most.value : 1000000000;
        g->least = from->together_least.value > 1 ? (uint32_t)from->together_least.value : 1;
        g->or_after = from->together_or_after;
        to->flags |= WR_I_STEP_STOPS | WR_I_STEP_TOGETHER | WR_I_STEP_MORE_START;
    }
    to->flags |= WR_I_STEP_GATE;
    c->plan->informed_gates = c->plan->informed_gates || g->informed;
    if (g->informed || g->together || g->rounds != NULL || g->n_waits_for > 0)
        c->plan->has_party = true;
}

/* The starts of a step are counted, of all its versions together. */
static void count_visits(struct wr_i_compiler *c, size_t step)
{
    uint32_t at = wr_i_room(c, 4);

    wr_i_restarts(c, at);
    for (int32_t i = (int32_t)step; i >= 0; i = c->plan->versions.steps[i].older)
        c->plan->steps[i].visits = at;
}

/* In each stage: gates of the steps as they are, in file order; of versions that are over, as they stand; and of those to come, at which nobody
 * waits. */
static void compile_order(struct wr_i_compiler *c)
{
    struct wr_sim_plan *plan = c->plan;
    size_t stages = c->before == NULL ? 0 : c->before->n, n = plan->n_gates, now = plan->versions.n_steps;
    const uint32_t **by_stage;

    if (plan->n_steps == now)
        return;
    by_stage = wr_i_plan_take(c, stages + 1, sizeof *by_stage);
    for (size_t stage = 0; stage <= stages && by_stage != NULL; stage++) {
        uint32_t *order = wr_i_plan_take(c, n, sizeof *order);
        bool *taken = wr_i_plan_take(c, n, sizeof *taken);
        size_t k = 0;
        if (order == NULL || taken == NULL)
            return;
        for (size_t i = 0; i < now; i++) {
            int32_t at = (int32_t)i, older;
            while ((older = plan->versions.steps[at].older) >= 0 && plan->versions.steps[older].stage >= stage)
                at = older;
            if (plan->steps[at].flags & WR_I_STEP_GATE)
                taken[order[k++] = plan->steps[at].gate] = true;
        }
        for (int over = 1; over >= 0; over--)
            for (size_t i = 0; i < n; i++)
                if (!taken[i] && (plan->versions.steps[plan->gates[i].step].stage < stage) == (over == 1))
                    taken[order[k++] = (uint32_t)i] = true;
        by_stage[stage] = order;
    }
    plan->gate_order = by_stage;
}

void wr_i_compile_gates(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;
    struct walk w = {wr_i_plan_take(c, m->n_steps, sizeof *w.seen), wr_i_plan_take(c, m->n_steps, sizeof *w.line), 0};

    plan->gates = wr_i_plan_take(c, m->n_steps, sizeof *plan->gates);
    if (c->status < 0)
        return;
    find_errands(c, &w);
    plan->has_errands = plan->more_leaving = w.n > 0;
    for (size_t i = 0; i < m->n_steps && c->status == 0; i++) {
        struct wr_i_step *s = &plan->steps[i];
        compile_end(c, &m->steps[i], s);
        compile_gate(c, i);
        if (w.seen[i]) /* an errand falls away when its patient leaves; it goes by the careful way throughout */
            s->flags |= WR_I_STEP_STOPS | WR_I_STEP_ERRAND | WR_I_STEP_MORE_ASKING | WR_I_STEP_MORE_START | WR_I_STEP_MORE_END;
        if ((w.seen[i] || m->steps[i].n_sets > 0) && s->visits == WR_I_NONE)
            count_visits(c, s->of);
        if (m->steps[i].n_sets > 0) {
            wr_i_room_work(c);                /* how many a patient has goes by what the attribute was: it is remembered */
            s->flags |= WR_I_STEP_MORE_START; /* counts its visits, whether or not its time is drawn */
        }
    }
    if (c->status == 0)
        compile_order(c);
    if (plan->has_errands && plan->at_priority == WR_I_NONE)
        plan->at_priority = wr_i_room(c, 1);
    if (plan->has_errands || plan->has_party) {
        plan->at_party = wr_i_room(c, 4);
        plan->stride = plan->at_party + (uint32_t)sizeof(struct wr_i_party);
    }
}
