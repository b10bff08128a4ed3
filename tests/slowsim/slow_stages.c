/* The service on its way: section J of docs/rules.md. Between two beginnings of changes it stands as it is. */
#include "slow_internal.h"

#include <math.h>

size_t slow_stages(const struct slow *s) { return s->stages == NULL ? 1 : s->stages->n + 1; }

const struct wr_model *slow_model(const struct slow *s, size_t stage)
{
    return s->stages == NULL ? s->m : wr_stages_model(s->stages, stage);
}

const struct wr_model *slow_as_it_is(const struct slow *s) { return slow_model(s, s->stage); }

size_t slow_stage_at(const struct slow *s, double t)
{
    size_t stage = 0;

    while (stage + 1 < slow_stages(s) && t >= s->from + (slow_fault == SLOW_ALL_AT_ONCE ? 0 : s->stages->until[stage]))
        stage++;
    return stage;
}

double slow_stage_next(const struct slow *s, double after)
{
    double next = INFINITY;

    for (size_t i = 0; i + 1 < slow_stages(s); i++)
        if (s->from + s->stages->until[i] > after)
            next = fmin(next, s->from + s->stages->until[i]);
    return next;
}

size_t slow_version(const struct slow *s, size_t stage, size_t step)
{
    return s->stages == NULL ? 0 : wr_stages_step(s->stages, stage, step);
}

size_t slow_task_version(const struct slow *s, size_t stage, size_t task)
{
    return s->stages == NULL ? 0 : wr_stages_task(s->stages, stage, task);
}

size_t slow_of(const struct slow *s, size_t n, size_t version, size_t index)
{
    (void)s;
    return version * n + index;
}

const struct wr_step *slow_step(const struct slow *s, const struct person *p)
{
    return &slow_model(s, slow_fault == SLOW_STEP_AS_IT_IS ? s->stage : p->version)->steps[p->step];
}

static bool same_when(const struct wr_when *a, const struct wr_when *b)
{
    bool same = a->n_spans == b->n_spans;

    for (size_t i = 0; i < a->n_spans && same; i++) {
        const struct wr_span *x = &a->spans[i], *y = &b->spans[i];
        same = x->names_days == y->names_days && (!x->names_days || x->days == y->days) && x->from == y->from && x->to == y->to;
    }
    return same;
}

bool slow_same_schedule(const struct wr_schedule *a, const struct wr_schedule *b)
{
    bool same = a->n_entries == b->n_entries;

    for (size_t i = 0; i < a->n_entries && same; i++)
        same = fabs(a->entries[i].number.value - b->entries[i].number.value) <= 0 && same_when(&a->entries[i].when, &b->entries[i].when);
    return same;
}
