/* The service on its way from the go-live on: one model for each time between two beginnings of an option's changes.
 *
 *  1. As it will be, settled: that shows the mistakes that have nothing to do with time.
 *  2. The tree of each stage, and of all changes with what they remove standing there still; attributes are made the same (stages_align.c).
 *  3. The models; which entries are other ones from stage to stage (stages_marks.c). */
#include <math.h>
#include <string.h>

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

/* The name of a change of the option that begins then, for messages. */
static const char *beginner(const struct wr_model *base, const struct wr_option *of, double at)
{
    for (size_t k = 0; k < of->n_changes; k++)
        if ((of->after == NULL ? 0 : of->after[k]) == at)
            return base->changes[of->changes[k]].name;
    return "";
}

/* The mistakes of one view go to the caller's, with what they are about: the service as it will be has none of them. */
static void hand_over(const struct wr_mistakes *from, const char *until, struct wr_mistakes *to)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct wr_mistake *m = &from->list[i];
        if (m->severity != WR_MISTAKE)
            continue;
        if (until != NULL)
            wr_mistakes_add(to, WR_MISTAKE, m->where, m->path, m->hint, "%s (with --from go-live, until `%s` begins)", m->message, until);
        else
            wr_mistakes_add(to, WR_MISTAKE, m->where, m->path, m->hint, "%s (with --from go-live)", m->message);
    }
    if (to->status == 0)
        to->status = from->status;
}

struct building {
    const struct wr_source *source;
    const struct wr_model *base;
    const struct wr_option *of;
    int option;
    const struct wr_edit *edits;
    size_t n_edits;
    struct wr_mistakes *mistakes; /* the caller's */
    struct wr_i_applying *views;  /* stages, and NOW */
    struct wr_mistakes *own;      /* of each view */
    size_t n;
    struct wr_arena arena; /* what the readers of the views have to know */
};

static int make_trees(struct building *b, const struct wr_stages *out)
{
    int result = 0;

    b->n = out->n + 1;
    b->views = wr_mem_alloc(b->n, sizeof *b->views);
    b->own = wr_mem_alloc(b->n, sizeof *b->own);
    if (b->views == NULL || b->own == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < b->n; i++) {
        wr_mistakes_init(&b->own[i]);
        wr_i_apply_open(&b->views[i], b->source, b->base, b->option, i < out->n ? WR_I_VIEW_STAGE : WR_I_VIEW_NOW,
                        i < out->n ? out->until[i] : INFINITY, &b->own[i]);
    }
    for (size_t i = 0; i < b->n && result == 0; i++)
        result = wr_i_apply_tree(&b->views[i], b->option, b->edits, b->n_edits);
    return result;
}

static int any_mistakes(const struct building *b)
{
    int result = 0;

    for (size_t i = 0; i < b->n && result == 0; i++)
        result = wr_mistakes_result(&b->own[i]);
    return result;
}

/* All of them, so that all their mistakes are told. */
static int make_models(struct building *b, struct wr_model *now, struct wr_stages *out)
{
    bool mistakes = false;
    int result = 0;

    for (size_t i = 0; i < b->n && result == 0; i++) {
        struct wr_model *m = i < out->n ? &out->models[i] : now;
        if (m == now) /* settled: it has shown its mistakes */
            wr_model_free(now);
        result = wr_i_apply_model(&b->views[i], b->option, m);
        if (result == 0)
            result = wr_mistakes_result(&b->own[i]);
        mistakes = mistakes || result == WR_ERR_MISTAKES;
        result = result == WR_ERR_MISTAKES ? 0 : result;
    }
    if (result == 0 && mistakes)
        result = wr_fail(WR_ERR_MISTAKES);
    for (size_t i = 0; i < out->n && result == 0; i++) {
        if (!wr_i_stages_same_names(&out->models[i], now, &b->own[i]))
            return wr_fail(WR_ERR_INTERNAL);
        result = wr_mistakes_result(&b->own[i]);
    }
    return result;
}

static void close_all(struct building *b, const struct wr_stages *out)
{
    for (size_t i = 0; i < b->n && b->views != NULL && b->own != NULL; i++) {
        hand_over(&b->own[i], i < out->n ? beginner(b->base, b->of, out->until[i]) : NULL, b->mistakes);
        wr_i_apply_close(&b->views[i]);
        wr_mistakes_free(&b->own[i]);
    }
    wr_mem_free(b->views);
    wr_mem_free(b->own);
    wr_arena_free(&b->arena);
}

int wr_model_stages(const struct wr_source *source, const struct wr_model *base, int option, const struct wr_edit *edits, size_t n_edits,
                    struct wr_mistakes *mistakes, struct wr_model *now, struct wr_stages *out)
{
    const struct wr_option *of = option >= 0 && (size_t)option < base->n_options ? &base->options[option] : NULL;
    size_t n = of == NULL ? 1 : of->n_changes + 1;
    struct building b = {source, base, of, option, edits, n_edits, mistakes, NULL, NULL, 0, {0}};
    int result;

    *out = (struct wr_stages){.models = wr_mem_alloc(n, sizeof *out->models), .until = wr_mem_alloc(n, sizeof *out->until), .now = now};
    *now = (struct wr_model){0};
    wr_arena_init(&b.arena, WR_I_MODEL_MAX_BYTES);
    if (out->models == NULL || out->until == NULL) {
        result = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    result = wr_model_with(source, base, option, edits, n_edits, mistakes, now);
    for (double begin = next_begin(of, -1); begin < INFINITY && result == 0; begin = next_begin(of, begin))
        out->until[out->n++] = begin;
    if (result != 0 || out->n == 0)
        goto marks;
    result = make_trees(&b, out);
    if (result == 0)
        result = wr_i_stages_align(&b.arena, b.views, b.n);
    if (result == 0)
        result = any_mistakes(&b);
    if (result == 0)
        result = make_models(&b, now, out);
marks:
    if (result == 0) {
        out->step_changes = wr_mem_alloc(out->n * now->n_steps + 1, sizeof *out->step_changes);
        out->task_changes = wr_mem_alloc(out->n * now->n_tasks + 1, sizeof *out->task_changes);
        out->kind_changes = wr_mem_alloc(out->n * now->n_kinds + 1, sizeof *out->kind_changes);
        if (out->step_changes == NULL || out->task_changes == NULL || out->kind_changes == NULL)
            result = wr_fail(WR_ERR_MEMORY);
        else if (out->n > 0)
            result = wr_i_stages_mark(base, option, now, out);
    }
out:
    close_all(&b, out);
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
