/* Interrupting (rule 10; docs/rules.md C): who asks for the staff of a step that `interrupts`, and cannot have them at once, may stop work that
 * holds what it is short of. Looked at once, when it asks. The fewest are stopped; of equal numbers the least urgent, then the last begun, first. */
#include "sim/run_internal.h"

#include "base/mem.h"

#define MOST_TRIED 3 /* as many as are chosen together; more are chosen one by one */

/* Whether somebody who stands before p asks for `resource`, short of it or not. */
static bool is_waited_for(const struct wr_i_run *r, uint32_t group, uint32_t resource, const struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;
    const struct wr_i_group *g = &plan->groups[group];

    for (uint32_t i = 0; i < g->n_sigs; i++) {
        uint32_t first = wr_i_queue_first(wr_i_queue_at(r, g->sigs[i]));
        if (first != WR_I_NOBODY && plan->sigs[g->sigs[i]].absent == NULL && wr_i_sig_count(r, g->sigs[i], resource) > 0 &&
            stands_before_asking(r, wr_i_at(r, first), p))
            return true;
    }
    return false;
}

/* Of work that may be stopped: least urgent, then last begun. */
static bool rather(const struct wr_i_run *r, uint32_t a, uint32_t b)
{
    const struct wr_i_patient *x = wr_i_at(r, a), *y = wr_i_at(r, b);

    if (x->priority != y->priority)
        return x->priority > y->priority;
    return wr_i_work_of(r, x)->begun > wr_i_work_of(r, y)->begun;
}

/* One more place in the worker's list. False without memory. */
static bool candidates_grow(struct wr_i_run *r, size_t n)
{
    struct wr_sim_worker *w = r->worker;
    size_t capacity = w->candidates_capacity == 0 ? 64 : 2 * w->candidates_capacity;
    uint32_t *grown;

    if (n < w->candidates_capacity)
        return true;
    grown = wr_mem_resize(w->candidates, capacity, sizeof *grown);
    if (grown == NULL) {
        r->status = wr_fail(WR_ERR_MEMORY);
        return false;
    }
    w->candidates = grown;
    w->candidates_capacity = capacity;
    return true;
}

/* Work under way that the step may stop and that holds something that `had` is short of, in the order in which it would be stopped. */
static size_t find_candidates(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_sig *had)
{
    size_t n = 0;

    for (uint32_t i = 0; i < s->n_interrupts; i++)
        for (uint32_t slot = r->works[s->interrupts[i]].head; slot != WR_I_NOBODY; slot = wr_i_work_of(r, wr_i_at(r, slot))->next) {
            uint32_t sig = wr_i_has(r, wr_i_at(r, slot));
            bool holds = false;
            size_t at;
            for (uint32_t j = 0; j < had->n; j++)
                holds =
                    holds || (r->free[had->needs[j].resource] < had->needs[j].count && wr_i_sig_count(r, sig, had->needs[j].resource) > 0);
            if (!holds)
                continue;
            if (!candidates_grow(r, n))
                return 0;
            for (at = n; at > 0 && rather(r, slot, r->worker->candidates[at - 1]); at--)
                r->worker->candidates[at] = r->worker->candidates[at - 1];
            r->worker->candidates[at] = slot;
            n++;
        }
    return n;
}

/* Whether stopping these n, without the one at `but`, lets `had` be had. */
static bool enough(const struct wr_i_run *r, const struct wr_i_sig *had, const uint32_t *stopped, size_t n, size_t but)
{
    for (uint32_t j = 0; j < had->n; j++) {
        int32_t free = r->free[had->needs[j].resource];
        for (size_t i = 0; i < n; i++)
            if (i != but)
                free += wr_i_sig_count(r, wr_i_has(r, wr_i_at(r, stopped[i])), had->needs[j].resource);
        if (free < had->needs[j].count)
            return false;
    }
    return true;
}

/* Whether any `size` of the n could be enough: each need met by the most that one of them holds. */
static bool may_be_enough(const struct wr_i_run *r, const struct wr_i_sig *had, size_t n, size_t size)
{
    for (uint32_t j = 0; j < had->n; j++) {
        int32_t most = 0;
        for (size_t i = 0; i < n; i++) {
            int32_t holds = wr_i_sig_count(r, wr_i_has(r, wr_i_at(r, r->worker->candidates[i])), had->needs[j].resource);
            most = holds > most ? holds : most;
        }
        if (r->free[had->needs[j].resource] + (int64_t)size * most < had->needs[j].count)
            return false;
    }
    return true;
}

/* Of all choices of `size` among n, in their order, the first that is enough: to the front of the list. */
static bool choose(struct wr_i_run *r, const struct wr_i_sig *had, size_t n, size_t size)
{
    uint32_t *list = r->worker->candidates, chosen[MOST_TRIED];
    size_t at[MOST_TRIED] = {0, 1, 2};

    if (size > n || !may_be_enough(r, had, n, size))
        return false;
    for (;;) {
        size_t i = size;
        for (size_t j = 0; j < size; j++)
            chosen[j] = list[at[j]];
        if (enough(r, had, chosen, size, SIZE_MAX)) {
            memcpy(list, chosen, size * sizeof *list); /* the rest of the list is not needed any more */
            return true;
        }
        while (i > 0 && at[i - 1] == n - size + i - 1)
            i--;
        if (i == 0)
            return false;
        at[i - 1]++;
        for (; i < size; i++)
            at[i] = at[i - 1] + 1;
    }
}

/* How many of the list's first must be stopped so that p has `sig`; 0: it cannot be, or may not. */
static size_t must_stop(struct wr_i_run *r, const struct wr_i_step *s, uint32_t sig, const struct wr_i_patient *p)
{
    const struct wr_i_sig *had = &r->plan->sigs[sig];
    uint32_t *list;
    size_t n;

    for (uint32_t j = 0; j < had->n; j++) {
        uint32_t resource = had->needs[j].resource;
        if ((r->free[resource] < had->needs[j].count || kept(r, had->group, resource, p)) && is_waited_for(r, had->group, resource, p))
            return 0;
    }
    n = find_candidates(r, s, had);
    list = r->worker->candidates;
    if (n == 0 || !enough(r, had, list, n, SIZE_MAX))
        return 0;
    for (size_t size = 1; size <= MOST_TRIED; size++)
        if (choose(r, had, n, size))
            return size;
    for (n = MOST_TRIED + 1; !enough(r, had, list, n, SIZE_MAX); n++) /* one by one */
        ;
    for (size_t i = 0; i < n;) /* and those that are not needed are spared */
        if (enough(r, had, list, n, i)) {
            memmove(&list[i], &list[i + 1], (n - i - 1) * sizeof *list);
            n--;
        } else {
            i++;
        }
    return n;
}

WR_I_RUN bool wr_i_interrupts(struct wr_i_run *r, uint32_t sig, struct wr_i_patient *p, const struct wr_i_step *s)
{
    const struct wr_i_sig *asked = &r->plan->sigs[sig];
    uint32_t best = WR_I_NONE;
    size_t fewest = 0, n;

    if (asked->absent != NULL)
        return false;
    for (uint32_t i = 0; i < (asked->any ? asked->n : 1); i++) {
        uint32_t had = asked->any ? asked->had[i] : sig;
        n = must_stop(r, s, had, p);
        if (n > 0 && (best == WR_I_NONE || n < fewest)) {
            best = had;
            fewest = n;
        }
    }
    if (best == WR_I_NONE)
        return false;
    n = must_stop(r, s, best, p); /* the list anew */
    for (size_t i = 0; i < n; i++) {
        uint32_t slot = r->worker->candidates[i];
        const struct wr_i_patient *stopped = wr_i_at(r, slot);
        bool again =
            (stopped->state == WR_I_WORKS || stopped->state == WR_I_GROUP_WORKS) && (r->plan->steps[stopped->step].flags & WR_I_STEP_AGAIN);
        wr_i_work_stop(r, slot, again, "interrupted by ", s->name, "");
    }
    take(r, sig, best, p);
    return true;
}
