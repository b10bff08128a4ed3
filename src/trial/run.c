/* All variants of a model on the same seed and the same replications: jobs are (replication, variant), replication by replication. */
#include <math.h>
#include <sched.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "trial/pool.h"
#include "trial/trial_internal.h"

#define MOST_THREADS 256

/* What a job leaves in its slot. */
struct slot {
    bool filled;
    struct wr_sim_result result;
    char why[256];
};

struct job {
    const struct wr_ctx *ctx;
    struct wr_ctx quiet; /* as ctx, without progress: that comes from one thread only */
    struct wr_trial *trial;
    struct wr_sim_plan **plans;
    int **row_in; /* [variant][row]: the row's index in that variant's results, -1: it has none */
    int **harm_in;
    struct wr_i_trial_sums *sums; /* one a variant */
    struct slot *held;            /* one a variant: the replication that is not yet whole */
    size_t capacity;              /* of the arrays by replication */
    size_t most;                  /* replications */
    struct wr_i_trial_course courses[WR_I_TRIAL_SERIES];
    size_t n_courses;
    double told; /* replications done when progress was last told */
};

void wr_trial_settings_init(struct wr_trial_settings *s) { *s = (struct wr_trial_settings){.view = WR_SIM_SETTLED}; }

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int processors(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return CPU_COUNT(&set);
    return 1;
}

/* ---- memory of the results ---- */

/* Room for more replications: each array by replication is copied into one twice as long. */
static int grow_one(struct wr_arena *arena, double **array, size_t used, size_t capacity)
{
    double *more = wr_arena_alloc(arena, capacity, sizeof *more);

    if (more == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (used > 0)
        memcpy(more, *array, used * sizeof *more);
    *array = more;
    return 0;
}

static int make_room(struct job *j, size_t capacity)
{
    struct wr_trial *t = j->trial;
    size_t used = t->n_replications;
    int ret = 0;

    for (size_t v = 0; v < t->n_variants; v++) {
        struct wr_trial_variant *x = &t->variants[v];
        double **const by_row[] = {x->rows, x->unfinished, x->counted}, **const by_harm[] = {x->harms, x->harm_per, x->harm_beyond};
        for (size_t k = 0; k < 3; k++) {
            for (size_t row = 0; row < t->n_rows && ret == 0; row++)
                ret = grow_one(&t->arena, &by_row[k][row], used, capacity);
            for (size_t h = 0; h < t->model->n_harms && ret == 0; h++)
                ret = grow_one(&t->arena, &by_harm[k][h], used, capacity);
        }
        for (size_t p = 0; p < x->model.n_places && ret == 0; p++)
            ret = grow_one(&t->arena, &x->place_busy[p], used, capacity);
        for (size_t r = 0; r < x->model.n_resources && ret == 0; r++)
            ret = grow_one(&t->arena, &x->resource_busy[r], used, capacity);
        if (ret == 0)
            ret = grow_one(&t->arena, &x->events, used, capacity);
        if (ret == 0)
            ret = grow_one(&t->arena, &x->present_last, used, capacity);
        if (ret != 0)
            return ret;
    }
    j->capacity = capacity;
    return 0;
}

static void *take(struct wr_arena *arena, size_t n, size_t size, int *ret)
{
    void *p = wr_arena_alloc(arena, n, size);

    if (p == NULL)
        *ret = wr_fail(WR_ERR_MEMORY);
    return p;
}

static int make_variant_arrays(struct wr_trial *t, struct wr_trial_variant *x)
{
    int ret = 0;

    x->rows = take(&t->arena, t->n_rows, sizeof *x->rows, &ret);
    x->unfinished = take(&t->arena, t->n_rows, sizeof *x->unfinished, &ret);
    x->counted = take(&t->arena, t->n_rows, sizeof *x->counted, &ret);
    x->harms = take(&t->arena, t->model->n_harms, sizeof *x->harms, &ret);
    x->harm_per = take(&t->arena, t->model->n_harms, sizeof *x->harm_per, &ret);
    x->harm_beyond = take(&t->arena, t->model->n_harms, sizeof *x->harm_beyond, &ret);
    x->place_busy = take(&t->arena, x->model.n_places, sizeof *x->place_busy, &ret);
    x->resource_busy = take(&t->arena, x->model.n_resources, sizeof *x->resource_busy, &ret);
    return ret;
}

/* ---- preparing ---- */

/* Rows are those of variant 0; a variant that adds measures of its own keeps the others' names, and is looked up by them. */
static int find_rows(struct job *j, size_t v)
{
    struct wr_trial *t = j->trial;
    const struct wr_model *first = &t->variants[0].model, *own = &t->variants[v].model;
    int ret = 0;

    j->row_in[v] = take(&t->arena, t->n_rows, sizeof *j->row_in[v], &ret);
    j->harm_in[v] = take(&t->arena, t->model->n_harms, sizeof *j->harm_in[v], &ret);
    if (ret != 0)
        return ret;
    for (size_t row = 0; row < t->n_rows; row++) {
        const char *name = first->measures[t->row_measure[row]].name;
        j->row_in[v][row] = -1;
        for (size_t k = 0; k < wr_sim_plan_rows(j->plans[v]); k++)
            if (strcmp(own->measures[wr_sim_row_measure(j->plans[v], k)].name, name) == 0 &&
                wr_sim_row_spaces(j->plans[v], k) == t->row_spaces[row])
                j->row_in[v][row] = (int)k;
    }
    for (size_t h = 0; h < t->model->n_harms; h++) {
        j->harm_in[v][h] = -1;
        for (size_t k = 0; k < own->n_harms; k++)
            if (strcmp(own->harms[k].name, t->model->harms[h].name) == 0)
                j->harm_in[v][h] = (int)k;
    }
    return 0;
}

static int list_rows(struct job *j)
{
    struct wr_trial *t = j->trial;
    size_t n = wr_sim_plan_rows(j->plans[0]);
    int ret = 0, *measure = take(&t->arena, n, sizeof *measure, &ret), *spaces = take(&t->arena, n, sizeof *spaces, &ret);

    if (ret != 0)
        return ret;
    for (size_t k = 0; k < n; k++) {
        measure[k] = wr_sim_row_measure(j->plans[0], k);
        spaces[k] = wr_sim_row_spaces(j->plans[0], k);
    }
    t->n_rows = n;
    t->row_measure = measure;
    t->row_spaces = spaces;
    return 0;
}

/* From go-live the engine has to know the service as it is before each change begins, with the same edits. */
static int compile(const struct wr_source *source, const struct wr_model *model, struct wr_trial_variant *x, enum wr_sim_view view,
                   struct wr_mistakes *mistakes, struct wr_sim_plan **plan)
{
    struct wr_stages before;
    int ret;

    if (view != WR_SIM_FROM_GO_LIVE)
        return wr_sim_compile(&x->model, view, mistakes, plan);
    wr_model_free(&x->model);
    ret = wr_model_stages(source, model, x->option, x->edits, x->n_edits, mistakes, &x->model, &before);
    if (ret == 0)
        ret = wr_sim_compile_from(&before, &x->model, view, mistakes, plan);
    wr_model_stages_free(&before);
    return ret;
}

static int prepare(struct job *j, const struct wr_source *source, const struct wr_model *model, const struct wr_trial_settings *settings,
                   const struct wr_trial_variant *wanted, size_t n, struct wr_mistakes *mistakes)
{
    struct wr_trial *t = j->trial;
    int ret = 0;

    t->variants = take(&t->arena, n, sizeof *t->variants, &ret);
    j->plans = take(&t->arena, n, sizeof(void *), &ret);
    j->sums = take(&t->arena, n, sizeof *j->sums, &ret);
    j->held = take(&t->arena, n, sizeof *j->held, &ret);
    j->row_in = take(&t->arena, n, sizeof(void *), &ret);
    j->harm_in = take(&t->arena, n, sizeof(void *), &ret);
    for (size_t v = 0; v < n && ret == 0; v++) {
        struct wr_trial_variant *x = &t->variants[v];
        t->n_variants = v + 1; /* so that what there is of it is freed */
        x->label = wr_arena_text(&t->arena, wanted[v].label != NULL ? wanted[v].label : "");
        x->option = wanted[v].option;
        x->edits = wanted[v].edits;
        x->n_edits = wanted[v].n_edits;
        if (x->label == NULL)
            ret = wr_fail(WR_ERR_MEMORY);
        if (ret == 0)
            ret = wr_model_with(source, model, x->option, x->edits, x->n_edits, mistakes, &x->model);
        if (ret == 0)
            ret = compile(source, model, x, settings->view, mistakes, &j->plans[v]);
        if (ret == 0 && v == 0)
            ret = list_rows(j);
        if (ret == 0)
            ret = make_variant_arrays(t, x);
        if (ret == 0)
            ret = find_rows(j, v);
        if (ret != 0)
            t->failed_variant = (int)v;
    }
    return ret;
}

/* ---- jobs ---- */

static int worker_new(void *self, void **worker)
{
    struct wr_sim_worker *w = NULL;
    int ret = wr_sim_worker_new(&w);

    (void)self;
    *worker = w;
    return ret;
}

static void worker_free(void *self, void *worker)
{
    (void)self;
    wr_sim_worker_free(worker);
}

static int do_job(void *self, void *worker, size_t number, void *slot_)
{
    struct job *j = self;
    struct slot *slot = slot_;
    size_t v = number % j->trial->n_variants, replication = number / j->trial->n_variants + 1;
    const char *why = NULL;
    int ret;

    slot->filled = true;
    slot->why[0] = '\0';
    ret = wr_sim_run(j->plans[v], worker, &j->quiet, j->trial->seed, replication, NULL, &slot->result, &why);
    if (ret != 0 && why != NULL) { /* the sentence may be the worker's, and is gone with it */
        size_t n = strlen(why);
        n = n < sizeof slot->why ? n : sizeof slot->why - 1;
        memcpy(slot->why, why, n);
        slot->why[n] = '\0';
    }
    return ret;
}

static void drop(void *self, void *slot_)
{
    struct slot *slot = slot_;

    (void)self;
    if (slot->filled)
        wr_sim_result_free(&slot->result);
    slot->filled = false;
}

/* The lowest job that failed: the same one for any number of threads. */
static void failed(void *self, size_t number, void *slot_, int code)
{
    struct job *j = self;
    const struct slot *slot = slot_;

    if (code == WR_ERR_CANCELLED)
        return;
    j->trial->failed_variant = (int)(number % j->trial->n_variants);
    j->trial->failed_why = slot->why[0] != '\0' ? wr_arena_text(&j->trial->arena, slot->why) : NULL;
}

static double at_row(const struct wr_sim_result *r, int row, size_t field)
{
    if (row < 0)
        return NAN;
    return field == 0 ? r->measures[row].value : field == 1 ? r->measures[row].unfinished : r->measures[row].n;
}

static int take_result(struct job *j, size_t v, size_t at, const struct wr_sim_result *r)
{
    struct wr_trial *t = j->trial;
    struct wr_trial_variant *x = &t->variants[v];
    double present = 0;

    for (size_t row = 0; row < t->n_rows; row++) {
        x->rows[row][at] = at_row(r, j->row_in[v][row], 0);
        x->unfinished[row][at] = at_row(r, j->row_in[v][row], 1);
        x->counted[row][at] = at_row(r, j->row_in[v][row], 2);
    }
    for (size_t h = 0; h < t->model->n_harms; h++) {
        const struct wr_sim_harm_row *row = j->harm_in[v][h] >= 0 ? &r->harms[j->harm_in[v][h]] : NULL;
        x->harms[h][at] = row != NULL && r->collected > 0 ? row->expected * (WR_YEAR / r->collected) : NAN;
        x->harm_per[h][at] = row != NULL && row->n > 0 ? row->expected / row->n : NAN;
        x->harm_beyond[h][at] = row != NULL ? row->beyond : NAN;
    }
    for (size_t p = 0; p < x->model.n_places; p++)
        x->place_busy[p][at] = r->places[p].share_busy;
    for (size_t k = 0; k < x->model.n_resources; k++)
        x->resource_busy[k][at] = r->resources[k].share_busy;
    for (size_t k = 0; k < r->n_kinds; k++)
        present += r->kinds[k].present_at_end;
    x->events[at] = r->events;
    x->present_last[at] = present;
    x->checksum = (x->checksum ^ r->checksum) * 0x9E3779B97F4A7C15u;
    x->checksum ^= x->checksum >> 32;
    return wr_i_trial_sums_add(&j->sums[v], &t->arena, x->model.n_outcomes, r);
}

static int keep_course(struct job *j, const struct wr_sim_result *r)
{
    struct wr_i_trial_course *c = &j->courses[j->n_courses];
    int ret = 0;

    if (j->n_courses == WR_I_TRIAL_SERIES)
        return 0;
    c->x = take(&j->trial->arena, r->n_present, sizeof *c->x, &ret);
    if (ret != 0)
        return ret;
    if (r->n_present > 0)
        memcpy(c->x, r->present, r->n_present * sizeof *c->x);
    c->n = r->n_present;
    c->batch = r->present_batch;
    j->n_courses += c->n > 0 && c->batch > 0;
    return 0;
}

/* A replication counts when all variants have it: until then their results are held. */
static int reduce(void *self, size_t number, void *slot_, bool *enough)
{
    struct job *j = self;
    struct wr_trial *t = j->trial;
    struct slot *slot = slot_;
    size_t v = number % t->n_variants, at = t->n_replications;
    int ret = 0;

    j->held[v] = *slot;
    slot->filled = false; /* ours now */
    if (v + 1 < t->n_variants)
        return 0;
    if (at == j->capacity)
        ret = make_room(j, at == 0 ? (j->most < 64 ? j->most : 64) : 2 * at);
    for (size_t k = 0; k < t->n_variants && ret == 0; k++)
        ret = take_result(j, k, at, &j->held[k].result);
    if (ret == 0)
        ret = keep_course(j, &j->held[0].result);
    for (size_t k = 0; k < t->n_variants; k++)
        drop(j, &j->held[k]);
    if (ret != 0)
        return ret;
    t->n_replications++;
    if (t->automatic && t->n_replications >= WR_I_TRIAL_START && (t->n_replications - WR_I_TRIAL_START) % WR_I_TRIAL_BATCH == 0)
        *enough = t->precise = wr_i_trial_precise(t, &t->worst_row);
    return 0;
}

static void tell(void *self, size_t reduced)
{
    struct job *j = self;
    double done = (double)(reduced / j->trial->n_variants);

    if (done > j->told) {
        j->told = done;
        wr_progress(j->ctx, j->trial->automatic ? "replications, at most" : "replications", done, (double)j->most);
    }
}

/* ---- the trial ---- */

static void settle_on(struct job *j, const struct wr_trial_settings *s)
{
    struct wr_trial *t = j->trial;
    const struct wr_run *run = &t->model->run;
    int asked = s->replications > 0 ? s->replications : run->replications;

    t->seed = s->has_seed ? s->seed : run->seed;
    t->view = s->view;
    t->precision = s->precision > 0 ? s->precision : run->precision > 0 ? run->precision : 0.05;
    /* A precision asked for on the command line means: as many as it takes. */
    t->automatic = s->replications <= 0 && (asked <= 0 || s->precision > 0);
    j->most = t->automatic ? (size_t)(s->most > 0 ? s->most : WR_I_TRIAL_MOST) : (size_t)asked;
    t->precise = !t->automatic;
    t->worst_row = -1;
}

static void finish(struct job *j)
{
    struct wr_trial *t = j->trial;

    for (size_t v = 0; v < t->n_variants; v++) {
        t->variants[v].n_replications = t->n_replications;
        t->variants[v].mean = wr_i_trial_sums_mean(&j->sums[v]);
    }
    t->collected = t->variants[0].mean.collected;
    if (t->automatic && !t->precise)
        t->precise = wr_i_trial_precise(t, &t->worst_row);
    wr_i_trial_settle(t, j->courses, j->n_courses);
}

int wr_trial_run(const struct wr_ctx *ctx, const struct wr_source *source, const struct wr_model *model,
                 const struct wr_trial_settings *settings, const struct wr_trial_variant *wanted, size_t n_wanted,
                 struct wr_mistakes *mistakes, struct wr_trial *out)
{
    struct job *j = wr_mem_alloc(1, sizeof *j);
    struct wr_i_pool pool = {.slot_size = sizeof(struct slot),
                             .worker_new = worker_new,
                             .worker_free = worker_free,
                             .work = do_job,
                             .reduce = reduce,
                             .failed = failed,
                             .drop = drop,
                             .progress = tell};
    double started = seconds_now();
    size_t reduced = 0;
    int ret;

    *out = (struct wr_trial){.source = source, .model = model};
    wr_arena_init(&out->arena, 0);
    if (j == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (n_wanted == 0) {
        ret = wr_fail(WR_ERR_INTERNAL);
        goto out;
    }
    j->ctx = ctx;
    if (ctx != NULL)
        j->quiet = *ctx;
    j->quiet.progress = NULL;
    j->trial = out;
    settle_on(j, settings);
    ret = prepare(j, source, model, settings, wanted, n_wanted, mistakes);
    if (ret != 0)
        goto out;
    pool.threads = settings->threads > 0 ? settings->threads : processors();
    pool.threads = pool.threads > MOST_THREADS ? MOST_THREADS : pool.threads;
    pool.jobs = j->most * n_wanted;
    if ((size_t)pool.threads > pool.jobs)
        pool.threads = (int)pool.jobs;
    pool.window = 4 * (size_t)pool.threads;
    pool.self = j;
    ret = wr_i_pool_run(ctx, &pool, &reduced);
    if (ret == WR_ERR_CANCELLED && out->n_replications > 0) {
        out->cancelled = true;
        ret = 0;
    }
    if (ret == 0)
        finish(j);
out:
    for (size_t v = 0; v < out->n_variants; v++) {
        if (j->plans != NULL)
            wr_sim_plan_free(j->plans[v]);
        if (j->held != NULL)
            drop(j, &j->held[v]);
    }
    out->seconds = seconds_now() - started;
    wr_mem_free(j);
    return ret;
}

void wr_trial_free(struct wr_trial *trial)
{
    for (size_t v = 0; v < trial->n_variants; v++)
        wr_model_free(&trial->variants[v].model);
    trial->n_variants = 0;
    wr_arena_free(&trial->arena);
}
