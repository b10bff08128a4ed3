/* Patience, what comes instead, coming back, what a step sets, appointments: sections E and G of docs/rules.md. */
#include "slow_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/keys_internal.h"

static const char *path_of(struct slow *s, const char *part, const char *name, const char *key)
{
    return slow_text_of(s, "%s.%s.%s", part, name, key);
}

/* Right after `asks for`. */
void slow_patience(struct slow *s, struct person *p)
{
    const struct wr_step *step = slow_step(s, p);
    struct draw d;
    double until;

    if (!step->has_gives_up)
        return;
    d = slow_draw(s, p, step->name, WR_I_PAIR_GIVES_UP, 0, p->patient->patience[p->step]++);
    until = fmax(0, slow_value(s, p, &step->gives_up_after, &d, path_of(s, "steps", step->name, "gives up.after")));
    until += step->gives_up_since_arrival ? p->arrived : s->now;
    slow_later(s, 0, GIVES_UP, NULL, p, p->step)->time = fmax(s->now, until);
}

/* `takes` begins. */
void slow_unless(struct slow *s, struct person *p)
{
    const struct wr_step *step = slow_step(s, p);
    struct draw d;

    if (!step->has_unless)
        return;
    d = slow_draw(s, p, step->name, WR_I_PAIR_UNLESS, 0, p->visit);
    slow_later(s, fmax(0, slow_value(s, p, &step->unless_after, &d, path_of(s, "steps", step->name, "unless.after"))), UNLESS_COMES, NULL,
               p, p->step);
}

/* Neither patience nor what would come instead: sent elsewhere, ended or over. */
void slow_no_longer(struct slow *s, struct person *p)
{
    slow_forget(s, NULL, p, GIVES_UP);
    slow_forget(s, NULL, p, UNLESS_COMES);
}

/* Whatever they waited for, or do, is given up. Who goes to an outcome leaves as everybody leaves; else all that is held is given back first. */
static void cut(struct slow *s, struct person *p, struct wr_target to)
{
    slow_no_longer(s, p);
    slow_give_all_up(s, p);
    if (to.kind == WR_TO_STEP)
        slow_give_back(s, p);
    if (to.kind == WR_TO_STEP && p->place >= 0) {
        int old = p->place;
        p->place = -1;
        slow_leave(s, p, old);
    }
    slow_go_to(s, p, to);
}

void slow_gives_up(struct slow *s, struct person *p)
{
    slow_tell(s, p, "gives up waiting for %s", s->m->steps[p->step].name);
    cut(s, p, slow_step(s, p)->gives_up_then);
}

void slow_cut_short(struct slow *s, struct person *p)
{
    slow_tell(s, p, "%s is cut short", s->m->steps[p->step].name);
    cut(s, p, slow_step(s, p)->unless_then);
}

/* At leaving: whether they come back, and after how long. */
void slow_may_come_back(struct slow *s, struct person *p, int outcome)
{
    const struct wr_outcome *o = &slow_as_it_is(s)->outcomes[outcome];
    struct draw d;

    if (!o->comes_back)
        return;
    d = slow_draw(s, p, o->name, WR_I_PAIR_BACK, 0, 0);
    if (d.u >= slow_value(s, p, &o->back_chance, &d, path_of(s, "outcomes", o->name, "comes back.chance")))
        return;
    d = slow_draw(s, p, o->name, WR_I_PAIR_BACK, 1, 0);
    slow_later(s, fmax(0, slow_value(s, p, &o->back_after, &d, path_of(s, "outcomes", o->name, "comes back.after"))), COMES_BACK, NULL, p,
               outcome);
}

void slow_come_back(struct slow *s, const struct person *before, int outcome)
{
    int at = slow_model(s, before->left)->outcomes[outcome].back_at;
    struct person *p = slow_new_person(s, before->kind, before->number);

    p->returns = before->returns + 1;
    if (slow_fault != SLOW_ATTRIBUTES_ANEW)
        memcpy(p->attributes, before->attributes, s->m->n_attributes * sizeof *p->attributes);
    slow_tell(s, p, "comes back");
    if (slow_fault == SLOW_ATTRIBUTES_ANEW)
        slow_attributes(s, p);
    else
        slow_say_attributes(s, p);
    slow_go_to(s, p, (struct wr_target){WR_TO_STEP, at >= 0 ? at : slow_model(s, p->came)->kinds[p->kind].starts_at});
}

/* `sets` of a step that has ended, in one line; a later one sees what an earlier one has set. */
void slow_set(struct slow *s, struct person *p, const struct wr_step *step)
{
    char said[1000] = "";

    for (size_t i = 0; i < step->n_sets; i++) {
        int index = step->sets[i].attribute;
        const struct wr_attribute *a = &s->m->attributes[index];
        struct draw d = slow_draw(s, p, step->name, slow_text_of(s, WR_I_PAIR_SETS "%s", a->name), 0, p->visit);
        double x = slow_value(s, p, &step->sets[i].value, &d, slow_text_of(s, "steps.%s.sets.%s", step->name, a->name));
        size_t used = strlen(said);
        p->attributes[index] = a->kind == WR_ATTRIBUTE_CHANCE ? d.u < x : x;
        snprintf(said + used, sizeof said - used, "%s%s", i > 0 ? "; " : "", slow_attribute_words(s, p, index));
    }
    if (step->n_sets > 0)
        slow_tell(s, p, "now has %s", said);
}

/* Appointments: the first moment after `after` (not_before: or at it) at which some are booked, and how many. */
double slow_booked_next(const struct slow *s, const struct wr_schedule *booked, double after, bool or_at, long *count)
{
    double sod = s->m->clock.start_of_day, day = floor((after + sod) / 86400), next = INFINITY;

    *count = 0;
    for (int d = 0; d < 400 && isinf(next); d++)
        for (size_t i = 0; i < booked->n_entries; i++)
            for (size_t k = 0; k < booked->entries[i].when.n_spans; k++) {
                const struct wr_span *span = &booked->entries[i].when.spans[k];
                double t = (day + d) * 86400 + span->from - sod;
                if (!slow_is_day(s, span, day + d) || t < after || (t == after && !or_at) || t > next ||
                    booked->entries[i].number.value < 1)
                    continue;
                if (t < next)
                    *count = 0;
                next = t;
                *count += (long)booked->entries[i].number.value;
            }
    return next;
}

bool slow_comes(struct slow *s, int kind, uint64_t number)
{
    const struct wr_kind *k = &slow_as_it_is(s)->kinds[kind];
    struct person one = {.who = slow_text_of(s, "%s:%llu", k->name, (unsigned long long)number),
                         .owner = k->name,
                         .kind = kind,
                         .came = s->stage,
                         .number = number,
                         .place = -1};

    if (k->arrive.kind != WR_ARRIVE_BOOKED || slow_draw(s, &one, k->name, WR_I_PAIR_COMES, 0, 0).u < k->arrive.comes.value)
        return true;
    slow_tell(s, &one, "does not come");
    return false;
}
