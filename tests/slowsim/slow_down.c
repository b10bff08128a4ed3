/* Equipment and systems that are down: rule 14, section D of docs/rules.md. */
#include "slow_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/elementary.h"
#include "sim/keys_internal.h"

/* A draw of the n-th time that this entry of `down` comes: half 0 the gap before, half 1 how long it lasts. */
static double drawn(struct slow *s, const struct outage *o, int half)
{
    struct person one = {.owner = o->name, .kind = -1, .number = o->n};
    struct draw d = slow_draw(s, &one, o->name, WR_I_PAIR_DOWN, half, o->entry);
    const struct wr_value *v = half == 0 ? &o->down->one_every : &o->down->lasts;

    if (half == 0 && v->kind == WR_VALUE_NUMBER)
        return -wr_draw_log(1 - d.u) * slow_plain(s, &one, v, 0);
    return fmax(0, slow_value(s, &one, v, &d, ""));
}

/* By chance, when it comes next: what lasts no time does not happen. */
static void next_time(struct slow *s, struct outage *o)
{
    o->begins = s->now;
    do {
        o->n++;
        o->begins += drawn(s, o, 0);
        o->ends = o->begins + drawn(s, o, 1);
    } while (o->ends <= o->begins && o->begins < s->to);
}

static void add(struct slow *s, const struct wr_down *down, size_t n, const char *name, int resource, int system)
{
    for (size_t i = 0; i < n; i++) {
        struct outage *o = &s->outages[s->n_outages++];
        *o = (struct outage){.down = &down[i], .name = name, .resource = resource, .system = system, .entry = (uint32_t)i};
        if (down[i].has_random) {
            next_time(s, o);
        } else if (down[i].has_from) {
            o->n = 1;
            o->begins = down[i].from - s->m->clock.start;
            o->ends = o->begins + drawn(s, o, 1);
            o->lasts = o->begins <= s->begin && o->ends > s->begin;
        } else {
            o->lasts = wr_when_holds(&s->m->clock, &down[i].when, s->begin);
        }
        if (o->lasts && system >= 0)
            s->system_down[system] = true;
        else if (o->lasts)
            s->broken[resource] = true;
    }
}

void slow_down_prepare(struct slow *s)
{
    const struct wr_model *m = s->m;
    size_t n = 0;

    s->broken = slow_take(s, m->n_resources, sizeof *s->broken);
    s->system_down = slow_take(s, m->n_systems, sizeof *s->system_down);
    s->typed = slow_take(s, m->n_systems, sizeof *s->typed);
    for (size_t i = 0; i < m->n_resources; i++)
        n += m->resources[i].n_down;
    for (size_t i = 0; i < m->n_systems; i++)
        n += m->systems[i].n_down;
    s->outages = slow_take(s, n, sizeof *s->outages);
    for (int i = 0; i < (int)m->n_resources; i++)
        add(s, m->resources[i].down, m->resources[i].n_down, m->resources[i].name, i, -1);
    for (int i = 0; i < (int)m->n_systems; i++)
        add(s, m->systems[i].down, m->systems[i].n_down, m->systems[i].name, -1, i);
}

double slow_down_next(const struct slow *s, double after)
{
    double next = INFINITY;

    for (size_t i = 0; i < s->n_outages; i++) {
        const struct outage *o = &s->outages[i];
        double t = !o->down->has_random && !o->down->has_from ? slow_span_next(s, &o->down->when, after) : o->lasts ? o->ends : o->begins;
        if (t > after)
            next = fmin(next, t);
    }
    return next;
}

static const struct wr_on_paper *on_paper(const struct slow *s, int system, int step)
{
    for (size_t i = 0; i < s->m->systems[system].n_on_paper; i++)
        if (s->m->systems[system].on_paper[i].step == step)
            return &s->m->systems[system].on_paper[i];
    return NULL;
}

static bool needs(const struct slow *s, const struct work *w, int system)
{
    const struct wr_on_paper *paper = w->job == STEP ? on_paper(s, system, w->step) : NULL;

    return (paper != NULL && paper->stops) || (w->job == TYPING && w->index == system);
}

bool slow_lacks_system(const struct slow *s, const struct work *w)
{
    for (int i = 0; i < (int)s->m->n_systems; i++)
        if (s->system_down[i] && needs(s, w, i))
            return true;
    return false;
}

bool slow_is_stopped(const struct slow *s, int step)
{
    struct work w = {.job = STEP, .step = step};

    return slow_lacks_system(s, &w);
}

void slow_lacking(const struct slow *s, const struct work *w, char *text, size_t size)
{
    for (int i = 0; i < (int)s->m->n_systems; i++)
        if (s->system_down[i] && needs(s, w, i))
            snprintf(text + strlen(text), size - strlen(text), " and %s", s->m->systems[i].name);
}

double slow_pace(struct slow *s, struct work *w)
{
    double pace = 1;

    for (int i = 0; i < (int)s->m->n_systems && w->job == STEP; i++) {
        const struct wr_on_paper *paper = on_paper(s, i, w->step);
        if (paper == NULL || paper->stops || !s->system_down[i])
            continue;
        pace *= slow_plain(s, w->person, &paper->times, 1);
        if (w->on_paper == NULL)
            w->on_paper = slow_take(s, s->m->n_systems, sizeof *w->on_paper);
        w->on_paper[i] = true;
    }
    return pace;
}

/* The pace of all work under way that this system slows is reckoned anew. */
static void reckon(struct slow *s, int system)
{
    for (struct work *w = s->busy; w != NULL; w = w->next) {
        const struct wr_on_paper *paper = w->job == STEP ? on_paper(s, system, w->step) : NULL;
        double left;
        if (paper == NULL || paper->stops || slow_fault == SLOW_PACE_STAYS)
            continue;
        left = w->pace > 0 ? (w->end - s->now) / w->pace : 0;
        w->pace = slow_pace(s, w);
        w->end = s->now + left * w->pace;
        for (struct event *e = s->ahead; e != NULL; e = e->next)
            if (e->what == END_OF_WORK && e->work == w)
                e->time = w->end;
    }
}

static void is_due(struct slow *s, int system, int step)
{
    const struct wr_system *at = &s->m->systems[system];
    struct person *nobody = slow_take(s, 1, sizeof *nobody);

    *nobody =
        (struct person){.who = at->name, .owner = at->name, .kind = -1, .number = ++s->typed[system], .place = -1, .arrived = INFINITY};
    nobody->order = NOBODYS_ORDER(TYPING, system);
    nobody->step = step;
    slow_tell(s, nobody, "typing in %s is due", s->m->steps[step].name);
    slow_ask_for_staff(s, slow_work(s, TYPING, nobody, system, &at->afterwards_with, 3));
}

void slow_type_in(struct slow *s, const struct work *w)
{
    for (int i = 0; i < (int)s->m->n_systems && w->on_paper != NULL; i++) {
        struct paper *paper, **last = &s->papers;
        if (!w->on_paper[i] || !s->m->systems[i].has_afterwards)
            continue;
        if (!s->system_down[i]) {
            is_due(s, i, w->step);
            continue;
        }
        paper = slow_take(s, 1, sizeof *paper);
        *paper = (struct paper){.system = i, .step = w->step};
        while (*last != NULL)
            last = &(*last)->next;
        *last = paper;
    }
}

/* The first begun of those that must stop. */
static struct work *first_to_stop(const struct slow *s, int resource, int system)
{
    struct work *best = NULL;

    if (resource >= 0)
        return slow_begun_with(s, resource, false);
    for (struct work *w = s->busy; w != NULL; w = w->next)
        if (needs(s, w, system) && (best == NULL || w->begun < best->begun))
            best = w;
    return best;
}

static void goes_down(struct slow *s, const struct outage *o)
{
    struct work *w;

    slow_say(s, o->name, "goes down");
    if (o->system >= 0) {
        s->system_down[o->system] = true;
        reckon(s, o->system);
    } else {
        s->broken[o->resource] = true;
        s->free[o->resource] -= s->duty[o->resource];
        s->duty[o->resource] = 0;
    }
    while ((w = first_to_stop(s, o->resource, o->system)) != NULL)
        slow_stop(s, w, slow_text_of(s, "%s is down", o->name));
    slow_after_stops(s);
}

static void is_back(struct slow *s, const struct outage *o)
{
    slow_say(s, o->name, "is back");
    if (o->system >= 0) {
        s->system_down[o->system] = false;
        reckon(s, o->system);
    } else {
        s->broken[o->resource] = false;
        s->duty[o->resource] = (int)wr_schedule_at(&s->m->clock, &s->m->resources[o->resource].on_duty, s->now);
        s->free[o->resource] += s->duty[o->resource];
    }
    slow_pass_on(s);
    slow_drain(s);
    for (struct paper **at = &s->papers; *at != NULL && o->system >= 0;) {
        const struct paper *paper = *at;
        if (paper->system != o->system) {
            at = &(*at)->next;
            continue;
        }
        *at = paper->next;
        is_due(s, paper->system, paper->step);
        slow_drain(s);
        at = &s->papers;
    }
}

static bool is_down(const struct slow *s, const struct outage *o)
{
    return o->system >= 0 ? s->system_down[o->system] : s->broken[o->resource];
}

/* Thing by thing: their entries stand together. */
void slow_down_clock(struct slow *s)
{
    for (int down = 0; down < 2; down++)
        for (size_t first = 0, end; first < s->n_outages; first = end) {
            const struct outage *thing = &s->outages[first];
            bool lasts = false;
            for (end = first; end < s->n_outages && s->outages[end].resource == thing->resource && s->outages[end].system == thing->system;
                 end++) {
                struct outage *o = &s->outages[end];
                bool by_hours = !o->down->has_random && !o->down->has_from;
                bool now = by_hours ? wr_when_holds(&s->m->clock, &o->down->when, s->now) : o->begins <= s->now && s->now < o->ends;
                if (o->lasts && !now && o->down->has_random)
                    next_time(s, o);
                if (down || !now)
                    o->lasts = now;
                lasts = lasts || o->lasts;
            }
            if (down && lasts && !is_down(s, thing))
                goes_down(s, thing);
            else if (!down && !lasts && is_down(s, thing))
                is_back(s, thing);
            slow_drain(s);
        }
}
