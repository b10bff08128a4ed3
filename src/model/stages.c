/* The service on its way from the go-live on: one model for each time between two beginnings of an option's changes. */
#include <math.h>

#include "base/mem.h"
#include "model/apply_internal.h"

/* The least beginning after `from`, or infinity. */
static double next_begin(const struct wr_option *option, double from)
{
    double next = INFINITY;

    for (size_t k = 0; option != NULL && k < option->n_changes; k++) {
        double at = option->after == NULL ? 0 : option->after[k];
        if (at > from && at < next)
            next = at;
    }
    return next;
}

int wr_model_stages(const struct wr_source *source, const struct wr_model *base, int option, const struct wr_edit *edits, size_t n_edits,
                    struct wr_mistakes *mistakes, struct wr_model *now, struct wr_stages *out)
{
    const struct wr_option *of = option >= 0 && (size_t)option < base->n_options ? &base->options[option] : NULL;
    size_t n = of == NULL ? 1 : of->n_changes + 1;
    int result = 0;

    *out = (struct wr_stages){.models = wr_mem_alloc(n, sizeof *out->models), .until = wr_mem_alloc(n, sizeof *out->until), .now = now};
    *now = (struct wr_model){0};
    if (out->models == NULL || out->until == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (double begin = next_begin(of, -1); begin < INFINITY && result == 0; begin = next_begin(of, begin)) {
        result = wr_i_model_until(source, base, option, begin, edits, n_edits, mistakes, &out->models[out->n]);
        out->until[out->n++] = begin;
    }
    if (result == 0)
        result = wr_model_with(source, base, option, edits, n_edits, mistakes, now);
    if (result == 0) {
        out->step_changes = wr_mem_alloc(out->n * now->n_steps + 1, sizeof *out->step_changes);
        out->task_changes = wr_mem_alloc(out->n * now->n_tasks + 1, sizeof *out->task_changes);
        out->kind_changes = wr_mem_alloc(out->n * now->n_kinds + 1, sizeof *out->kind_changes);
        if (out->step_changes == NULL || out->task_changes == NULL || out->kind_changes == NULL)
            result = wr_fail(WR_ERR_MEMORY);
    }
    return result;
}

const struct wr_model *wr_stages_model(const struct wr_stages *stages, size_t i)
{
    return i < stages->n ? &stages->models[i] : stages->now;
}

size_t wr_stages_at(const struct wr_stages *stages, double t)
{
    size_t i = 0;

    while (i < stages->n && t >= stages->until[i])
        i++;
    return i;
}

/* The last stage, from `stage` on, before entry `at` of `n` changes. */
static size_t same_until(const struct wr_stages *stages, const bool *changes, size_t stage, size_t n, size_t at)
{
    while (stage < stages->n && !changes[stage * n + at])
        stage++;
    return stage;
}

size_t wr_stages_step(const struct wr_stages *stages, size_t stage, size_t step)
{
    return same_until(stages, stages->step_changes, stage, stages->now->n_steps, step);
}

size_t wr_stages_task(const struct wr_stages *stages, size_t stage, size_t task)
{
    return same_until(stages, stages->task_changes, stage, stages->now->n_tasks, task);
}

size_t wr_stages_kind(const struct wr_stages *stages, size_t stage, size_t kind)
{
    return same_until(stages, stages->kind_changes, stage, stages->now->n_kinds, kind);
}

void wr_model_stages_free(struct wr_stages *stages)
{
    for (size_t i = 0; i < stages->n; i++)
        wr_model_free(&stages->models[i]);
    wr_mem_free(stages->models);
    wr_mem_free(stages->until);
    wr_mem_free(stages->step_changes);
    wr_mem_free(stages->task_changes);
    wr_mem_free(stages->kind_changes);
    *stages = (struct wr_stages){0};
}
