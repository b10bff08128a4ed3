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
                    struct wr_mistakes *mistakes, struct wr_stages *out)
{
    const struct wr_option *of = option >= 0 && (size_t)option < base->n_options ? &base->options[option] : NULL;
    size_t n = of == NULL ? 1 : of->n_changes + 1;
    int result = 0;

    *out = (struct wr_stages){wr_mem_alloc(n, sizeof *out->models), wr_mem_alloc(n, sizeof *out->until), 0};
    if (out->models == NULL || out->until == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (double begin = next_begin(of, -1); begin < INFINITY && result == 0; begin = next_begin(of, begin)) {
        result = wr_i_model_until(source, base, option, begin, edits, n_edits, mistakes, &out->models[out->n]);
        out->until[out->n++] = begin;
    }
    return result;
}

void wr_model_stages_free(struct wr_stages *stages)
{
    for (size_t i = 0; i < stages->n; i++)
        wr_model_free(&stages->models[i]);
    wr_mem_free(stages->models);
    wr_mem_free(stages->until);
    *stages = (struct wr_stages){0};
}
