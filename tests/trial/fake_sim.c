#include "trial/fake_sim.h"

#include <math.h>
#include <sched.h>
#include <string.h>

#include "base/mem.h"
#include "sim/sim.h"

struct fake_sim *fake_sim;

struct wr_sim_plan {
    const struct wr_model *model;
};
struct wr_sim_worker {
    int nothing;
};

double fake_uniform(uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t z = a * 0x9E3779B97F4A7C15u + b * 0xBF58476D1CE4E5B9u + c * 0x94D049BB133111EBu;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return ((double)(z >> 12) + 0.5) / 4503599627370496.0;
}

int wr_sim_refuse(const struct wr_model *model, struct wr_mistakes *mistakes)
{
    (void)model, (void)mistakes;
    return 0;
}

int wr_sim_compile(const struct wr_model *model, enum wr_sim_view view, struct wr_mistakes *mistakes, struct wr_sim_plan **out)
{
    (void)view, (void)mistakes;
    *out = wr_mem_alloc(1, sizeof **out);
    if (*out == NULL)
        return WR_ERR_MEMORY;
    (*out)->model = model;
    atomic_fetch_add(&fake_sim->plans, 1);
    return 0;
}

int wr_sim_compile_from(struct wr_stages *before, const struct wr_model *model, enum wr_sim_view view, struct wr_mistakes *mistakes,
                        struct wr_sim_plan **out)
{
    (void)before;
    return wr_sim_compile(model, view, mistakes, out);
}

void wr_sim_plan_free(struct wr_sim_plan *plan)
{
    if (plan != NULL)
        atomic_fetch_sub(&fake_sim->plans, 1);
    wr_mem_free(plan);
}

int wr_sim_worker_new(struct wr_sim_worker **out)
{
    *out = wr_mem_alloc(1, sizeof **out);
    if (*out == NULL)
        return WR_ERR_MEMORY;
    atomic_fetch_add(&fake_sim->workers, 1);
    return 0;
}

void wr_sim_worker_free(struct wr_sim_worker *worker)
{
    if (worker != NULL)
        atomic_fetch_sub(&fake_sim->workers, 1);
    wr_mem_free(worker);
}

size_t wr_sim_plan_rows(const struct wr_sim_plan *plan) { return plan->model->n_measures; }
int wr_sim_row_measure(const struct wr_sim_plan *plan, size_t row)
{
    (void)plan;
    return (int)row;
}
int wr_sim_row_spaces(const struct wr_sim_plan *plan, size_t row)
{
    (void)plan, (void)row;
    return 0;
}

int wr_sim_run(struct wr_sim_plan *plan, struct wr_sim_worker *worker, const struct wr_ctx *ctx, uint64_t seed, uint64_t replication,
               const struct wr_sim_watcher *watcher, struct wr_sim_result *out, const char **why)
{
    const struct wr_model *m = plan->model;

    (void)worker, (void)watcher;
    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    atomic_fetch_add(&fake_sim->results, 1);
    atomic_fetch_add(&fake_sim->runs, 1);
    if (fake_sim->unequal)
        for (uint64_t i = 0; i < replication * 2654435761u % 5 * 30; i++)
            sched_yield();
    if (fake_sim->cancel_at != 0 && replication == fake_sim->cancel_at)
        atomic_store(fake_sim->cancel, 1);
    if (wr_ctx_stop(ctx))
        return WR_ERR_CANCELLED;
    if (fake_sim->limit_at != 0 && replication >= fake_sim->limit_at && m->option == fake_sim->limit_option) {
        *why = "a queue without end";
        return WR_ERR_LIMIT;
    }
    out->replication = replication;
    out->collected = m->run.collect;
    out->n_measures = m->n_measures;
    out->measures = wr_arena_alloc(&out->arena, m->n_measures, sizeof *out->measures);
    out->n_harms = m->n_harms;
    out->harms = wr_arena_alloc(&out->arena, m->n_harms, sizeof *out->harms);
    out->n_places = m->n_places;
    out->places = wr_arena_alloc(&out->arena, m->n_places, sizeof *out->places);
    out->n_resources = m->n_resources;
    out->resources = wr_arena_alloc(&out->arena, m->n_resources, sizeof *out->resources);
    out->n_kinds = m->n_kinds;
    out->kinds = wr_arena_alloc(&out->arena, m->n_kinds, sizeof *out->kinds);
    out->present = wr_arena_alloc(&out->arena, 200, sizeof *out->present);
    for (size_t i = 0; i < m->n_measures; i++)
        out->measures[i] = (struct wr_sim_measure_row){fake_sim->value(fake_sim, m->option, (int)i, seed, replication), 100, 1};
    for (size_t p = 0; p < m->n_places; p++) {
        out->places[p].share_busy = (double)replication;
        out->places[p].mean_open = INFINITY;
        out->places[p].hour_occupied = wr_arena_alloc(&out->arena, WR_SIM_HOURS, sizeof(float));
        out->places[p].hour_occupied[5] = (float)replication;
    }
    for (size_t k = 0; k < m->n_kinds; k++) {
        out->kinds[k].left_as = wr_arena_alloc(&out->arena, m->n_outcomes, sizeof(double));
        out->kinds[k].left_as[0] = 7;
        out->kinds[k].arrived = replication == 1 ? NAN : 10;
        out->kinds[k].present_at_end = 3;
    }
    memcpy(out->present, fake_sim->present, sizeof fake_sim->present);
    out->n_present = 200;
    out->present_batch = fake_sim->batch;
    out->events = 1000 + (double)replication;
    out->checksum = replication * 31 + (uint64_t)(m->option + 1);
    return 0;
}

void wr_sim_result_free(struct wr_sim_result *result)
{
    atomic_fetch_sub(&fake_sim->results, 1);
    wr_arena_free(&result->arena);
}
