/* What is odd in a plan that could be drawn: each a sentence. */
#include <math.h>

#include "agree/schedule_internal.h"
#include "base/date.h"

struct warnings {
    struct wr_plan_schedule *s;
    size_t room;
    int status;
};

static void add(struct warnings *w, const char *sentence)
{
    if (w->status == 0 && sentence == NULL)
        w->status = wr_fail(WR_ERR_MEMORY);
    if (w->status == 0)
        w->status = wr_arena_grow(&w->s->arena, &w->s->warnings, &w->room, w->s->n_warnings + 1, sizeof *w->s->warnings);
    if (w->status == 0)
        w->s->warnings[w->s->n_warnings++] = sentence;
}

/* Working days are Monday to Friday without the service file's holidays: years for which it has none are counted too short. */
static void holidays(struct warnings *w)
{
    const struct wr_clock *clock = &w->s->agree->model->clock;
    const struct wr_schedule_end *whole = &w->s->ends[0];
    int last = wr_date_of(whole->p90.date).year, zero = (int)floor(clock->start / WR_DAY);

    if (!w->s->agree->plan.working_days || whole->done)
        return;
    if (clock->n_holidays == 0) {
        add(w, "The service file names no holidays: bank holidays are counted as working days.");
        return;
    }
    for (int year = wr_date_of(w->s->start).year; year <= last; year++) {
        bool known = false;
        for (size_t i = 0; i < clock->n_holidays; i++)
            known = known || wr_date_of(zero + clock->holidays[i]).year == year;
        if (!known)
            add(w, wr_arena_printf(&w->s->arena,
                                   "The service file names no holidays in %d: bank holidays are counted as working days there.", year));
    }
}

int wr_i_schedule_warn(struct wr_plan_schedule *s)
{
    const struct wr_plan *plan = &s->agree->plan;
    struct warnings w = {s, 0, 0};

    for (size_t i = 0; i < plan->n_tasks; i++) {
        const struct wr_plan_task *t = &plan->tasks[i];
        if (!t->done && t->n_takes == 0)
            add(&w, wr_arena_printf(&s->arena, "Nobody has said how long `%s` takes: it is counted as no time at all.", t->name));
        if (!t->done && t->due != WR_NO_DATE && t->due < s->start)
            add(&w, wr_arena_printf(&s->arena, "`%s` was due before the plan starts.", t->name));
        for (size_t k = 0; t->done && k < t->n_after; k++)
            if (!plan->tasks[t->after[k]].done)
                add(&w, wr_arena_printf(&s->arena, "`%s` is done, and `%s`, which comes before it, is not.", t->name,
                                        plan->tasks[t->after[k]].name));
    }
    holidays(&w);
    return w.status;
}
