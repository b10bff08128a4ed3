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

/* A thing: a resource, or (-1 - index) a system. */
static bool is_of(const struct outage *o, int thing) { return thing >= 0 ? o->resource == thing : o->system == -1 - thing; }

static const struct wr_down *list_of(const struct wr_model *m, int thing, size_t *n)
{
    *n = thing >= 0 ? m->resources[thing].n_down : m->systems[-1 - thing].n_down;
    return thing >= 0 ? m->resources[thing].down : m->systems[-1 - thing].down;
}

/* A list that holds from now on: from the start of the run, or from that of a stage. */
static void add(struct slow *s, int thing, uint32_t entries_before)
{
    size_t n;
    const struct wr_down *down = list_of(slow_as_it_is(s), thing, &n);

    for (size_t i = 0; i < n; i++) {
        struct outage *o = &s->outages[s->n_outages++];
        *o = (struct outage){.down = &down[i],
                             .name = thing >= 0 ? s->m->resources[thing].name : s->m->systems[-1 - thing].name,
                             .resource = thing >= 0 ? thing : -1,
                             .system = thing >= 0 ? -1 : -1 - thing,
                             .entry = entries_before + (uint32_t)i};
        if (down[i].has_random) {
            next_time(s, o);
        } else if (down[i].has_from) {
            o->n = 1;
            o->begins = down[i].from - s->m->clock.start;
            o->ends = o->begins + drawn(s, o, 1);
            if (s->now > s->begin)
                o->gone = o->begins < s->now;
            else
                o->lasts = o->begins <= s->begin && o->ends > s->begin;
        } else {
            o->lasts = wr_when_holds(&s->m->clock, &down[i].when, s->now);
        }
    }
}

/* The list of a thing is another one: what lasts by chance or once lasts to its end; what is planned is as the new list says. */
static void change(struct slow *s, int thing)
{
    uint32_t entries = 0;

    for (size_t i = 0; i < s->n_outages; i++) {
        struct outage *o = &s->outages[i];
        if (!is_of(o, thing))
            continue;
        entries = o->entry + 1;
        if (!o->lasts || o->down->has_when || slow_fault == SLOW_DOWN_ENDS)
            o->gone = true;
        o->lasts = o->lasts && !o->gone;
        o->last = true;
    }
    add(s, thing, entries);
}

void slow_down_change(struct slow *s, size_t before)
{
    const struct wr_model *then = slow_model(s, before), *now = slow_as_it_is(s);

    for (int thing = -(int)s->m->n_systems; thing < (int)s->m->n_resources; thing++) {
        size_t n_then, n_now;
        const struct wr_down *a = list_of(then, thing, &n_then), *b = list_of(now, thing, &n_now);
        if (!wr_down_same(a, n_then, b, n_now))
            change(s, thing);
    }
}

void slow_down_prepare(struct slow *s)
{
    const struct wr_model *m = s->m;
    size_t n = 0;

    s->broken = slow_take(s, m->n_resources, sizeof *s->broken);
    s->system_down = slow_take(s, m->n_systems, sizeof *s->system_down);
    s->typed = slow_take(s, m->n_systems, sizeof *s->typed);
    for (size_t v = 0; v < slow_stages(s); v++) {
        for (size_t i = 0; i < m->n_resources; i++)
            n += slow_model(s, v)->resources[i].n_down;
        for (size_t i = 0; i < m->n_systems; i++)
            n += slow_model(s, v)->systems[i].n_down;
    }
    s->outages = slow_take(s, n, sizeof *s->outages);
    for (int thing = -(int)m->n_systems; thing < (int)m->n_resources; thing++)
        add(s, thing, 0);
    for (size_t i = 0; i < s->n_outages; i++)
        if (s->outages[i].lasts)
            *(s->outages[i].system >= 0 ? &s->system_down[s->outages[i].system] : &s->broken[s->outages[i].resource]) = true;
}

double slow_down_next(const struct slow *s, double after)
{
    double next = INFINITY;

    for (size_t i = 0; i < s->n_outages; i++) {
        const struct outage *o = &s->outages[i];
        double t = !o->down->has_random && !o->down->has_from ? slow_span_next(s, &o->down->when, after) : o->lasts ? o->ends : o->begins;
        if (t > after && !o->gone)
            next = fmin(next, t);
    }
    return next;
}

/* How the system is done without at this step, in the version of this work. */
static const struct wr_on_paper *on_paper(const struct slow *s, int system, const struct work *w)
{
    const struct wr_system *at = &slow_model(s, w->version)->systems[system];

    for (size_t i = 0; i < at->n_on_paper; i++)
        if (at->on_paper[i].step == w->step)
            return &at->on_paper[i];
    return NULL;
}

static bool needs(const struct slow *s, const struct work *w, int system)
{
    const struct wr_on_paper *paper = w->job == STEP ? on_paper(s, system, w) : NULL;

    return (paper != NULL && paper->stops) || (w->job == TYPING && w->index == system);
}

bool slow_lacks_system(const struct slow *s, const struct work *w)
{
    for (int i = 0; i < (int)s->m->n_systems; i++)
        if (s->system_down[i] && needs(s, w, i))
            return true;
    return false;
}

bool slow_is_stopped(const struct slow *s, int step, size_t version)
{
    struct work w = {.job = STEP, .step = step, .version = version};

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
        const struct wr_on_paper *paper = on_paper(s, i, w);
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
        const struct wr_on_paper *paper = w->job == STEP ? on_paper(s, system, w) : NULL;
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
    const struct wr_system *at = &slow_as_it_is(s)->systems[system];
    struct person *nobody = slow_take(s, 1, sizeof *nobody);

    if (!at->has_afterwards)
        return;
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
        if (!w->on_paper[i])
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
        s->duty[o->resource] = (int)wr_schedule_at(&s->m->clock, &slow_as_it_is(s)->resources[o->resource].on_duty, s->now);
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

static bool is_down(const struct slow *s, int thing) { return thing >= 0 ? s->broken[thing] : s->system_down[-1 - thing]; }

/* Whether the thing is down by any of its entries. down: those that begin now count, too. */
static const struct outage *lasting(struct slow *s, int thing, bool down, const struct outage **any)
{
    const struct outage *found = NULL;

    for (size_t i = 0; i < s->n_outages; i++) {
        struct outage *o = &s->outages[i];
        bool by_hours = !o->down->has_random && !o->down->has_from, now;
        if (!is_of(o, thing))
            continue;
        *any = o;
        if (o->gone)
            continue;
        now = by_hours ? wr_when_holds(&s->m->clock, &o->down->when, s->now) : o->begins <= s->now && s->now < o->ends;
        if (o->lasts && !now && o->last)
            o->gone = true;
        else if (o->lasts && !now && o->down->has_random)
            next_time(s, o);
        if (down || !now)
            o->lasts = now;
        found = o->lasts ? o : found;
    }
    return found;
}

static void look(struct slow *s, int thing, bool down)
{
    const struct outage *any = NULL, *lasts = lasting(s, thing, down, &any);

    if (any == NULL)
        return;
    if (down && lasts != NULL && !is_down(s, thing))
        goes_down(s, any);
    else if (!down && lasts == NULL && is_down(s, thing))
        is_back(s, any);
    slow_drain(s);
}

/* Equipment, then systems. */
void slow_down_clock(struct slow *s)
{
    for (int down = 0; down < 2; down++) {
        for (int i = 0; i < (int)s->m->n_resources; i++)
            look(s, i, down == 1);
        for (int i = 0; i < (int)s->m->n_systems; i++)
            look(s, -1 - i, down == 1);
    }
}
