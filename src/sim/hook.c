/* Measures as patients pass their moments (rules 17 and 20): hooks of a moment, times from one to another, who takes a value. */
#include "sim/run_internal.h"

#include "base/mem.h"

static void taken(struct wr_i_run *r, const struct wr_i_taker *t, const struct wr_i_patient *p, double value)
{
    struct wr_i_tally *tally = &r->tallies[t->tally];

    if ((t->for_ != NULL && !wr_i_holds(r, t->for_, p)) || (t->also != NULL && !wr_i_holds(r, t->also, p)))
        return;
    tally->n++;
    switch (t->op) {
    case WR_I_TAKE_MEAN:
        tally->sum += value;
        break;
    case WR_I_TAKE_QUANTILE:
        if (r->collecting)
            wr_tally_sketch_add(&r->sketches[t->tally], value);
        break;
    case WR_I_TAKE_SHARE:
        tally->sum += t->compare == WR_AT_MOST    ? value <= t->limit
                      : t->compare == WR_AT_LEAST ? value >= t->limit
                      : t->compare == WR_OVER     ? value > t->limit
                                                  : value < t->limit;
        break;
    case WR_I_TAKE_HARM: {
        uint32_t b = t->n;
        while (b > 0 && value < t->from[b - 1])
            b--;
        if (b > 0)
            tally->sum += t->chance[b - 1];
        if (value > t->limit)
            r->beyond[t->tally] += 1;
        break;
    }
    }
}

static __attribute__((noinline)) void values_taken(struct wr_i_run *r, const struct wr_i_source *s, const struct wr_i_patient *p,
                                                   double value)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->takers[i].held && !(r->leaving_as >= 0 && wr_i_self(r, p) == r->leaving))
            wr_i_held_until_leaving(r, &s->takers[i], p, value);
        else
            taken(r, &s->takers[i], p, value);
}

WR_I_HOT void value_seen(struct wr_i_run *r, const struct wr_i_source *s, const struct wr_i_patient *p, double value)
{
    for (const struct wr_i_quick *q = s->quick, *end = s->quick_end; q < end; q++) {
        struct wr_i_tally *tally = &r->tallies[q->tally_of == NULL ? q->tally : q->tally_of[*wr_i_part_byte(p, q->at)]];
        tally->n++;
        tally->sum += q->share ? (double)((value >= q->from) & (value <= q->to)) : value;
    }
    if (s->n > 0)
        values_taken(r, s, p, value);
}

WR_I_RUN void wr_i_value_seen(struct wr_i_run *r, uint32_t source, const struct wr_i_patient *p, double value)
{
    value_seen(r, &r->plan->sources[source], p, value);
}

/* ---- times that run more than once ---- */

static void more_add(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_span *span, double start)
{
    struct wr_sim_worker *w = r->worker;
    uint32_t at, *head = wr_i_part_u32(p, span->more);

    if (r->more_free != 0) {
        at = r->more_free;
        r->more_free = w->more[at].next;
    } else {
        if (r->more_n + 1 >= w->more_capacity) {
            size_t capacity = w->more_capacity == 0 ? 256 : 2 * w->more_capacity;
            struct wr_i_more *grown = wr_mem_resize(w->more, capacity, sizeof *grown);
            if (grown == NULL) {
                r->status = wr_fail(WR_ERR_MEMORY);
                return;
            }
            w->more = grown;
            w->more_capacity = capacity;
        }
        at = ++r->more_n; /* from 1: 0 is the end of a list */
    }
    w->more[at] = (struct wr_i_more){start, *head};
    *head = at;
}

WR_I_RUN void wr_i_more_forget(struct wr_i_run *r, struct wr_i_patient *p)
{
    const struct wr_sim_plan *plan = r->plan;

    for (size_t i = 0; i < plan->n_spans; i++) {
        uint32_t *head, at;
        if (plan->spans[i].more == WR_I_NONE)
            continue;
        head = wr_i_part_u32(p, plan->spans[i].more);
        while ((at = *head) != 0) {
            *head = r->worker->more[at].next;
            r->worker->more[at].next = r->more_free;
            r->more_free = at;
        }
    }
}

static void from(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_span *span)
{
    uint8_t *byte = wr_i_part_byte(p, span->byte), bit = span->mask;

    if ((*byte & bit) && span->more != WR_I_NONE)
        more_add(r, p, span, *wr_i_part_double(p, span->at));
    *byte |= bit;
    *wr_i_part_double(p, span->at) = r->now;
}

/* The end of a time that does not begin with arrival. */
static void to_other(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_span *span)
{
    uint8_t *byte = wr_i_part_byte(p, span->byte), bit = span->mask;

    if (!(*byte & bit))
        return;
    *byte = (uint8_t)(*byte & ~bit);
    value_seen(r, span->source, p, r->now - *wr_i_part_double(p, span->at));
    if (span->more != WR_I_NONE) {
        uint32_t *head = wr_i_part_u32(p, span->more), at;
        while ((at = *head) != 0) {
            struct wr_i_more *more = &r->worker->more[at];
            value_seen(r, span->source, p, r->now - more->start);
            *head = more->next;
            more->next = r->more_free;
            r->more_free = at;
        }
    }
}

WR_I_RUN void wr_i_hooks_run(struct wr_i_run *r, const struct wr_i_hooks *hooks, struct wr_i_patient *p)
{
    const struct wr_i_hook *h = hooks->at, *last = h + hooks->n_to, *end = h + hooks->n;

    for (; h < last; h++) {
        uint8_t *byte = wr_i_part_byte(p, h->byte);
        if (WR_UNLIKELY(h->mask == 0))
            to_other(r, p, h->span);
        else if (!(*byte & h->mask)) { /* from arrival, and not ended before */
            *byte |= h->mask;
            value_seen(r, h->source, p, r->now - p->arrived);
        }
    }
    for (; h < end; h++) {
        double value = 1;
        if (h->op == WR_I_HOOK_FROM) {
            from(r, p, h->span);
            continue;
        }
        if (h->op == WR_I_HOOK_WAIT)
            value = r->now - p->asked;
        else if (h->op == WR_I_HOOK_WAIT_PLACE)
            value = p->got - p->asked;
        else if (h->op == WR_I_HOOK_WAIT_STAFF)
            value = r->now - p->got;
        value_seen(r, h->source, p, value);
    }
}
