/* From the checked model to the plan that runs. */
#include <math.h>
#include <stdarg.h>

#include "base/mem.h"
#include "sim/compile_internal.h"
#include "sim/run_internal.h"

void *wr_i_plan_take(struct wr_i_compiler *c, size_t count, size_t size)
{
    void *p = wr_arena_alloc(&c->plan->arena, count, size);

    if (p == NULL && c->status == 0)
        c->status = wr_fail(WR_ERR_MEMORY);
    return p;
}

void wr_i_refuse(struct wr_i_compiler *c, struct wr_where where, const char *path, const char *hint, const char *format, ...)
{
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    wr_mistakes_add(c->mistakes, WR_REFUSAL, where, path, hint, "%s", text);
    if (c->status == 0)
        c->status = wr_fail(WR_ERR_UNSUPPORTED);
}

/* Two names with one hash would share their chance: said, not passed over. In a service of a hundred names it happens once in a million. */
static uint32_t hashed(struct wr_i_compiler *c, uint32_t hash, const char *name, const char *what)
{
    static const struct wr_where nowhere = {NULL, 0, 0};

    for (size_t i = 0; i < c->n_hashes; i++) {
        const struct wr_i_hash *h = &c->hashes[i];
        if (h->hash != hash || (h->what[0] == 'o') != (what[0] == 'o'))
            continue;
        if (strcmp(h->name, name) == 0 && strcmp(h->what, what) == 0)
            return hash;
        wr_mistakes_add(c->mistakes, WR_MISTAKE, nowhere, "", "rename one of the two",
                        "`%s` (%s) and `%s` (%s) would draw the same chances", h->name, h->what, name, what);
        c->status = c->status < 0 ? c->status : wr_fail(WR_ERR_MISTAKES);
        return hash;
    }
    if (wr_arena_grow(&c->plan->arena, &c->hashes, &c->hashes_capacity, c->n_hashes + 1, sizeof *c->hashes) < 0 ||
        (c->hashes[c->n_hashes].name = wr_arena_text(&c->plan->arena, name)) == NULL ||
        (c->hashes[c->n_hashes].what = wr_arena_text(&c->plan->arena, what)) == NULL) {
        c->status = WR_ERR_MEMORY;
        return hash;
    }
    c->hashes[c->n_hashes++].hash = hash;
    return hash;
}

uint32_t wr_i_owner(struct wr_i_compiler *c, const char *name) { return hashed(c, wr_draw_hash(name), name, "owner"); }

uint32_t wr_i_purpose(struct wr_i_compiler *c, const char *name, const char *pair)
{
    return hashed(c, wr_draw_purpose(name, pair), name, pair);
}

/* ---- a patient's record ---- */

uint32_t wr_i_room(struct wr_i_compiler *c, uint32_t size)
{
    uint32_t at = (c->plan->stride + size - 1) / size * size;

    if (size == 16)
        at = (c->plan->stride + 7) / 8 * 8;
    c->plan->stride = at + size;
    return at;
}

uint32_t wr_i_room_bit(struct wr_i_compiler *c)
{
    if (c->bits_left == 0) {
        c->bits_at = wr_i_room(c, 1);
        c->bits_left = 8;
    }
    return c->bits_at * 8 + (8 - c->bits_left--);
}

/* ---- priorities ---- */

static void note_priority(struct wr_i_compiler *c, const struct wr_value *v)
{
    const struct wr_i_value *fixed = wr_i_compile_fixed(c, v, NULL);
    double list[WR_I_PRIORITIES];
    size_t n = 0;

    wr_i_fixed_numbers(fixed, list, &n, WR_I_PRIORITIES);
    if (n > WR_I_PRIORITIES)
        c->plan->n_priorities = WR_I_PRIORITIES + 1;
    for (size_t i = 0; i < n && c->plan->n_priorities <= WR_I_PRIORITIES; i++) {
        uint32_t at = 0, all = c->plan->n_priorities;
        while (at < all && c->plan->priorities[at] < list[i])
            at++;
        if (at < all && c->plan->priorities[at] == list[i])
            continue;
        if (all == WR_I_PRIORITIES) {
            c->plan->n_priorities++;
            break;
        }
        memmove(&c->plan->priorities[at + 1], &c->plan->priorities[at], (all - at) * sizeof *c->plan->priorities);
        c->plan->priorities[at] = list[i];
        c->plan->n_priorities++;
    }
    if (c->plan->n_priorities > WR_I_PRIORITIES)
        wr_i_refuse(c, v->where, c->path, "use fewer different priorities", "more than %d different priorities", WR_I_PRIORITIES);
}

double wr_i_priority_class(struct wr_i_compiler *c, double priority)
{
    for (uint32_t i = 0; i < c->plan->n_priorities; i++)
        if (c->plan->priorities[i] == priority)
            return i;
    return c->plan->usual_priority;
}

/* Those of kinds, in all stages: whether 3 is among them, or may be. */
static bool note_kinds(struct wr_i_compiler *c)
{
    const struct wr_model *now = c->model;
    size_t stages = c->before == NULL ? 0 : c->before->n;
    bool usual = false;

    for (size_t k = 0; k <= stages; k++) {
        c->model = k < stages ? wr_stages_model(c->before, k) : now;
        for (size_t i = 0; i < c->model->n_kinds && c->status == 0; i++) {
            const struct wr_value *v = &c->model->kinds[i].priority;
            note_priority(c, v);
            usual = usual || v->kind == WR_VALUE_NONE || v->kind == WR_VALUE_BY;
        }
    }
    c->model = now;
    return usual;
}

/* 3 is needed where a kind does not say, and for turnarounds that need staff. */
static void note_priorities(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    bool usual = false;

    for (size_t k = 0; k <= wr_i_stages_before(c); k++) {
        const struct wr_model *stage = wr_i_stage(c, k);
        for (size_t i = 0; i < stage->n_places; i++)
            usual = usual || stage->places[i].turnaround_with.n_all + stage->places[i].turnaround_with.n_any > 0;
        for (size_t i = 0; i < stage->n_systems; i++)
            usual = usual || stage->systems[i].has_afterwards;
    }
    c->path = "priority";
    usual = note_kinds(c) || usual;
    for (size_t i = 0; i < m->n_steps && c->status == 0; i++)
        note_priority(c, &m->steps[i].priority);
    for (size_t i = 0; i < m->n_items && c->status == 0; i++)
        note_priority(c, &m->items[i].chase_priority);
    for (size_t i = 0; i < m->n_tasks && c->status == 0; i++) {
        note_priority(c, &m->tasks[i].priority);
        usual = usual || m->tasks[i].priority.kind != WR_VALUE_NUMBER;
    }
    if (usual || c->plan->n_priorities == 0) {
        struct wr_value three = {.kind = WR_VALUE_NUMBER, .number = {.value = 3}};
        note_priority(c, &three);
    }
    c->plan->usual_priority = (uint32_t)wr_i_priority_class(c, 3);
}

/* ---- the run ---- */

static void compile_run(struct wr_i_compiler *c, enum wr_sim_view view)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;
    double total;

    plan->week_offset = m->clock.weekday * WR_DAY + m->clock.start_of_day;
    plan->last_arrivals = UINT64_MAX;
    plan->collect_to = INFINITY;
    switch (m->run.mode) {
    case WR_RUN_PERIOD:
        plan->collect_from = m->run.warm_up;
        plan->collect_to = m->run.warm_up + m->run.collect;
        break;
    case WR_RUN_DRAIN:
        plan->last_arrivals = (uint64_t)m->run.arrivals;
        break;
    case WR_RUN_EACH:
        plan->start = m->run.from - m->clock.start_of_day;
        if (plan->start < 0)
            plan->start += WR_DAY;
        plan->collect_from = plan->start;
        plan->collect_to = plan->start + m->run.collect;
        break;
    }
    plan->n_stages = wr_i_stages_before(c);
    if (plan->n_stages > 0) {
        double *ends = wr_i_plan_take(c, plan->n_stages, sizeof *ends);
        for (size_t i = 0; i < plan->n_stages && ends != NULL; i++)
            ends[i] = plan->collect_from + c->before->until[i];
        plan->stage_ends = ends;
    }
    plan->go_live = view == WR_SIM_FROM_GO_LIVE ? plan->collect_from : -INFINITY;
    if (view == WR_SIM_FROM_GO_LIVE && m->run.mode != WR_RUN_PERIOD)
        wr_i_refuse(c, m->run.where, "run", "run for a time: {collect: 52 weeks}",
                    "there is no first collected moment from which a change could go live");
    /* equal batches of whole days or hours, where the run is long enough, so that the day's own ups and downs are not in the series */
    total = plan->collect_to - plan->start;
    if (total == INFINITY)
        plan->batch = WR_HOUR;
    else if (total >= 64 * WR_DAY)
        plan->batch = ceil(total / WR_DAY / WR_I_PRESENT) * WR_DAY;
    else if (total >= 64 * WR_HOUR)
        plan->batch = ceil(total / WR_HOUR / WR_I_PRESENT) * WR_HOUR;
    else
        plan->batch = total / 64;
}

static bool comes_by_clock(const struct wr_i_arrive *a)
{
    for (int h = 1; a->kind == WR_ARRIVE_RATE && h < WR_SIM_HOURS; h++)
        if (a->by_hour[h] != a->by_hour[0])
            return true;
    return a->kind == WR_ARRIVE_FILE || a->kind == WR_ARRIVE_BOOKED;
}

/* Whether any hour differs from another, or the run is too short to say so: then means by hour of the week are kept, at the price of a look at every level each hour. */
static void compile_hourly(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    bool by_clock = c->plan->n_clocks > 0 || c->plan->n_daily > 0 || m->run.mode == WR_RUN_EACH;

    for (size_t i = 0; i < c->plan->n_kinds; i++) {
        const struct wr_i_kind *k = &c->plan->kinds[i];
        for (uint32_t w = 0; w < k->n_ways; w++)
            by_clock = by_clock || comes_by_clock(&k->ways[w]);
        by_clock = by_clock || comes_by_clock(&k->arrive);
    }
    c->plan->hourly = by_clock || (m->run.mode == WR_RUN_PERIOD && m->run.collect < 4 * WR_WEEK);
}

/* What is shared by all versions of a step, or task, is kept by its entry as it is. */
static void compile_queues(struct wr_i_compiler *c)
{
    struct wr_sim_plan *plan = c->plan;
    size_t n = c->model->n_steps + c->model->n_tasks;

    plan->went_at = wr_i_plan_take(c, c->model->n_steps, sizeof *plan->went_at);
    for (size_t i = 0; plan->went_at != NULL && i < c->model->n_steps; i++)
        plan->went_at[i] = WR_I_NONE;
    plan->queue_at = wr_i_plan_take(c, n, sizeof *plan->queue_at);
    for (size_t i = 0; plan->queue_at != NULL && i < n; i++)
        plan->queue_at[i] = WR_I_NONE;
}

int wr_i_compile(struct wr_stages *before, const struct wr_model *model, enum wr_sim_view view, bool dry, struct wr_mistakes *mistakes,
                 struct wr_sim_plan **out)
{
    struct wr_sim_plan *plan = wr_mem_alloc(1, sizeof *plan);
    struct wr_i_compiler compiler = {.plan = plan, .model = model, .dry = dry, .mistakes = mistakes, .path = "", .site = ""},
                         *c = &compiler;

    *out = NULL;
    if (plan == NULL)
        return wr_fail(WR_ERR_MEMORY);
    wr_arena_init(&plan->arena, 0);
    if (before != NULL) {
        plan->before = *before;
        *before = (struct wr_stages){0};
        c->before = view == WR_SIM_SETTLED ? NULL : &plan->before;
    }
    plan->model = model;
    plan->view = view;
    plan->stride = sizeof(struct wr_i_patient);
    plan->at_priority = plan->at_blocked = plan->at_second = plan->at_any = plan->at_want = plan->at_work = WR_I_NONE;
    plan->at_back = plan->at_held = plan->at_task = plan->at_party = WR_I_NONE;
    for (size_t i = 0; i < WR_I_CATEGORIES; i++)
        plan->at_later[i] = WR_I_NONE;
    plan->n_levels = 1;
    if (model->n_steps > UINT16_MAX || model->n_kinds > UINT16_MAX || model->n_places > INT16_MAX)
        wr_i_refuse(c, model->run.where, "", "split the service", "more than 65,535 steps or kinds of patients, or 32,767 places,");
    for (size_t i = 0; i < model->n_attributes; i++)
        if (model->attributes[i].n_categories > UINT8_MAX)
            wr_i_refuse(c, model->attributes[i].where, model->attributes[i].name, "use fewer", "an attribute of more than 255 categories");
    if (c->status == 0)
        compile_run(c, view);
    if (c->status == 0)
        wr_i_compile_versions(c);
    c->serving = c->model;
    if (c->status == 0)
        compile_queues(c);
    if (c->status == 0)
        wr_i_compile_attributes(c);
    if (c->status == 0)
        wr_i_compile_back(c);
    if (c->status == 0)
        note_priorities(c);
    if (c->status == 0)
        wr_i_compile_resources(c);
    if (c->status == 0)
        wr_i_compile_things(c);
    if (c->status == 0)
        wr_i_compile_places(c);
    if (c->status == 0)
        wr_i_compile_kept(c);
    if (c->status == 0)
        wr_i_compile_items(c);
    if (c->status == 0)
        wr_i_compile_steps(c);
    if (c->status == 0)
        wr_i_compile_gates(c);
    if (c->status == 0)
        wr_i_compile_circles(c);
    if (c->status == 0)
        wr_i_compile_kinds(c);
    if (c->status == 0)
        wr_i_compile_tasks(c);
    if (c->status == 0)
        wr_i_compile_afterwards(c);
    if (c->status == 0)
        wr_i_compile_work(c);
    if (c->status == 0)
        wr_i_compile_groups(c);
    if (c->status == 0)
        wr_i_compile_clocks(c);
    if (c->status == 0)
        wr_i_compile_measures(c);
    if (c->status == 0) {
        wr_i_compile_flags(c);
        compile_hourly(c);
    }
    if (c->status == 0 && plan->arena.failed) /* words of a path, which nobody looked at */
        c->status = wr_fail(WR_ERR_MEMORY);
    plan->stride = plan->stride <= WR_I_LINE ? WR_I_LINE : (plan->stride + 7) / 8 * 8; /* one cache line, where that is enough */
    if (c->status < 0) {
        wr_sim_plan_free(plan);
        return c->status;
    }
    *out = plan;
    return 0;
}

int wr_sim_compile_from(struct wr_stages *before, const struct wr_model *model, enum wr_sim_view view, struct wr_mistakes *mistakes,
                        struct wr_sim_plan **out)
{
    return wr_i_compile(before, model, view, false, mistakes, out);
}

int wr_sim_compile(const struct wr_model *model, enum wr_sim_view view, struct wr_mistakes *mistakes, struct wr_sim_plan **out)
{
    return wr_sim_compile_from(NULL, model, view, mistakes, out);
}

void wr_sim_plan_free(struct wr_sim_plan *plan)
{
    if (plan == NULL)
        return;
    wr_arena_free(&plan->arena);
    wr_model_stages_free(&plan->before);
    wr_mem_free(plan);
}

size_t wr_sim_plan_rows(const struct wr_sim_plan *plan) { return plan->n_rows; }
int wr_sim_row_measure(const struct wr_sim_plan *plan, size_t row) { return (int)plan->rows[row].measure; }
int wr_sim_row_spaces(const struct wr_sim_plan *plan, size_t row) { return plan->rows[row].spaces; }
