/* Rule 17 from what a walk says: each measure goes through the whole walk by itself. Nothing is asked of either simulator. */
#include "measure_internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

void level_set(struct level *l, double t, double value)
{
    double from = fmax(l->since, l->from), to = fmin(t, l->to);

    if (to > from)
        l->sum += l->value * (to - from);
    l->since = t;
    l->value = value;
}

/* Whether it asks how they left: that is known only then. */
static bool by_outcome(const struct wr_measure *x)
{
    return x->for_.n_atoms == 1 && x->for_.atoms[0].kind == WR_ATOM_LEFT_AS && !x->for_.atoms[0].negated;
}

static bool in_places(const struct wr_measure *x, int place)
{
    for (size_t i = 0; i < x->n_places; i++)
        if (x->places[i] == place)
            return true;
    return false;
}

size_t measure_stages(const struct wr_stages *stages) { return stages == NULL ? 1 : stages->n + 1; }

const struct wr_model *measure_stage(const struct wr_model *m, const struct wr_stages *stages, size_t i)
{
    return stages == NULL ? m : wr_stages_model(stages, i);
}

const struct wr_model *measure_as_it_is(const struct reading *r, double t)
{
    size_t i = 0;

    while (r->stages != NULL && i < r->stages->n && t >= r->from + r->stages->until[i])
        i++;
    return measure_stage(r->m, r->stages, i);
}

static bool same_with(const struct wr_with *a, const struct wr_with *b)
{
    bool same = a->n_all == b->n_all;

    for (size_t i = 0; i < a->n_all && same; i++)
        same = a->all[i].resource == b->all[i].resource && fabs(a->all[i].count.number.value - b->all[i].count.number.value) <= 0;
    return same;
}

/* Whether it can be read in this stage of the service. */
static bool known(const struct wr_model *settled, const struct wr_model *m, size_t which)
{
    const struct wr_measure *x = &settled->measures[which];

    bool staff = x->kind == WR_MEASURE_BUSY_HOURS || x->kind == WR_MEASURE_OVERTIME || x->kind == WR_MEASURE_SHARE_BUSY;

    /* Errands and tasks bear the patient's name: what is said of them may be taken for the end of the patient's wait at a gate. */
    if (x->kind == WR_MEASURE_WAIT_PLACE || x->kind == WR_MEASURE_WAIT_STAFF) {
        for (size_t i = 0; i < m->n_steps; i++)
            if (m->steps[i].n_starts > 0)
                return false;
        for (size_t i = 0; i < m->n_tasks; i++)
            if (m->tasks[i].for_each_in >= 0)
                return false;
    }
    /* The walk says neither who is on duty as the run begins nor with whom what is typed in ends. */
    if (staff && x->resource >= 0 && m->resources[x->resource].filled.value < 1)
        return false;
    for (size_t i = 0; i < m->n_places; i++)
        if (staff &&
            (m->places[i].turnaround_with.n_any > 0 || !same_with(&m->places[i].turnaround_with, &settled->places[i].turnaround_with)))
            return false;
    for (size_t i = 0; i < m->n_systems; i++)
        if (staff &&
            (m->systems[i].afterwards_with.n_any > 0 || !same_with(&m->systems[i].afterwards_with, &settled->systems[i].afterwards_with)))
            return false;
    if (staff && !measure_beside_staff_known(m))
        return false;
    if ((x->kind == WR_MEASURE_WAIT_PLACE || x->kind == WR_MEASURE_WAIT_STAFF) && x->of >= 0 && m->steps[x->of].has_together)
        return false;                       /* of a group the first alone says that it waits */
    for (size_t i = 0; i < m->n_steps; i++) /* so nor is it known of the others since when they wait for staff, no more at the gate */
        if (x->kind == WR_MEASURE_BLOCKED_IN && m->steps[i].has_together && !m->steps[i].has_place &&
            m->steps[i].with.n_all + m->steps[i].with.n_any > 0)
            return false;
    return x->kind != WR_MEASURE_CHANCE_OF_DELAY && x->show == WR_SHOW_MEAN && (x->for_.n_atoms == 0 || by_outcome(x));
}

bool measure_known(const struct wr_model *m, const struct wr_stages *stages, size_t which)
{
    for (size_t i = 0; i < measure_stages(stages); i++)
        if (!known(m, measure_stage(m, stages, i), which))
            return false;
    return true;
}

static bool meant(const struct reading *r, const struct one *p)
{
    const struct wr_condition *c = &r->x->for_;

    if (by_outcome(r->x) && p->left != c->atoms[0].index + 1)
        return false;
    for (size_t i = 0; i < c->n_kinds_any; i++)
        if (c->kinds_any[i] == p->kind)
            return true;
    return c->n_kinds_any == 0;
}

/* What falls on the end comes after it; only of a run that is drained the last to leave makes the end. */
bool measure_collected(const struct reading *r, double t)
{
    return t >= r->from && (t < r->to || (r->m->run.mode == WR_RUN_DRAIN && t <= r->to));
}

void measure_value(struct reading *r, const struct one *p, double t, double x)
{
    if (p->left == 0 && (r->x->counted_at_leaving || by_outcome(r->x))) {
        if (r->n_held == r->held_capacity) {
            struct held *more = test_calloc(2 * r->held_capacity + 64, sizeof *more);
            for (size_t i = 0; i < r->n_held; i++)
                more[i] = r->held[i];
            test_free(r->held);
            r->held = more;
            r->held_capacity = 2 * r->held_capacity + 64;
        }
        r->held[r->n_held++] = (struct held){p, x};
        return;
    }
    if (!measure_collected(r, t) || !meant(r, p))
        return;
    r->sum += x;
    r->n++;
}

/* They leave: what was held counts now. */
static void held_counts(struct reading *r, const struct one *p, double t)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n_held; i++)
        if (r->held[i].of == p)
            measure_value(r, p, t, r->held[i].value);
        else
            r->held[n++] = r->held[i];
    r->n_held = n;
}

static bool among(const struct wr_moment *list, size_t n, enum wr_moment_kind kind, int index)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == kind && (list[i].index == index || kind == WR_AT_ARRIVAL || kind == WR_AT_LEAVING))
            return true;
    return false;
}

/* A moment: ends the times that run to it, then begins those that run from it. */
void measure_moment(struct reading *r, struct one *p, double t, enum wr_moment_kind kind, int index)
{
    const struct wr_measure *x = r->x, *of = x->kind == WR_MEASURE_SHARE_OF ? &r->m->measures[x->of] : x;

    if (of->kind == WR_MEASURE_COUNT && among(of->from, of->n_from, kind, index))
        measure_value(r, p, t, 1);
    if (of->kind != WR_MEASURE_TIME)
        return;
    if (among(of->to, of->n_to, kind, index)) {
        for (int i = 0; i < p->n_open; i++) {
            double took = t - p->open[i];
            if (x->kind == WR_MEASURE_SHARE_OF)
                took = x->compare == WR_AT_MOST    ? took <= x->limit.value
                       : x->compare == WR_AT_LEAST ? took >= x->limit.value
                       : x->compare == WR_OVER     ? took > x->limit.value
                                                   : took < x->limit.value;
            measure_value(r, p, t, took);
        }
        p->n_open = 0;
    }
    if (among(of->from, of->n_from, kind, index) && p->n_open < OPEN)
        p->open[p->n_open++] = t;
}

/* "... with doctor and 2 nurse": into `work`. */
void measure_read_work(const struct wr_model *m, const char *what, int *work)
{
    const char *at = NULL;

    memset(work, 0, STAFF * sizeof *work);
    for (const char *next = strstr(what, " with "); next != NULL; next = strstr(next + 1, " with ")) /* `goes on with see with doctor` */
        at = next;
    if (at == NULL)
        return;
    for (at += 6; at != NULL; at = strstr(at, " and ") != NULL ? strstr(at, " and ") + 5 : NULL) {
        char *name;
        long count = strtol(at, &name, 10);
        if (name == at)
            count = 1;
        else
            name++;
        for (size_t i = 0; i < m->n_resources && i < STAFF; i++) {
            size_t length = strlen(m->resources[i].name);
            if (strncmp(name, m->resources[i].name, length) == 0 && (name[length] == '\0' || name[length] == ' '))
                work[i] = (int)count;
        }
    }
}

void measure_at_work(struct reading *r, double t, const int *work, int sign)
{
    int of = r->x->resource;

    if ((r->x->kind != WR_MEASURE_BUSY_HOURS && r->x->kind != WR_MEASURE_OVERTIME && r->x->kind != WR_MEASURE_SHARE_BUSY) || of < 0)
        return;
    level_set(&r->level, t, r->level.value + sign * work[of]);
    level_set(&r->over, t, fmax(0, r->level.value - r->duty.value));
}

static void turns(struct reading *r, double t, int place, int sign)
{
    if (r->x->kind == WR_MEASURE_SHARE_BUSY && r->x->resource < 0 && in_places(r->x, place))
        level_set(&r->level, t, r->level.value + sign);
}

static void inside(struct reading *r, double t, int place, int sign)
{
    enum wr_measure_kind k = r->x->kind;

    if ((k == WR_MEASURE_OCCUPANCY || k == WR_MEASURE_PATIENT_DAYS || k == WR_MEASURE_SHARE_OCCUPIED ||
         (k == WR_MEASURE_SHARE_BUSY && r->x->resource < 0)) &&
        in_places(r->x, place))
        level_set(&r->level, t, r->level.value + sign);
}

static void queued(struct reading *r, double t, int step, int sign)
{
    if (r->x->kind == WR_MEASURE_QUEUE && r->x->of == step)
        level_set(&r->level, t, r->level.value + sign);
}

/* The place of this name, or of "majors or corridor" the first. */
static int place_of(const struct wr_model *m, const char *name)
{
    for (size_t i = 0; i < m->n_places; i++) {
        size_t n = strlen(m->places[i].name);
        if (strncmp(name, m->places[i].name, n) == 0 && (name[n] == '\0' || strncmp(name + n, " or ", 4) == 0))
            return (int)i;
    }
    return -1;
}

static bool is_own(const struct wr_step *step, int place)
{
    for (size_t i = 0; i < step->n_places; i++)
        if (step->places[i] == place)
            return true;
    return false;
}

/* What keeps somebody at the gate of a step. */
static bool is_gate(const struct wr_model *m, int step, const char *words)
{
    const struct wr_step *s = &m->steps[step];

    if (strstr(words, " to open") != NULL || strncmp(words, "the round of ", 13) == 0 || strncmp(words, "others for ", 11) == 0)
        return true;
    for (size_t i = 0; i < s->n_waits_for; i++)
        if (strncmp(words, m->steps[s->waits_for[i]].name, strlen(m->steps[s->waits_for[i]].name)) == 0)
            return true;
    for (size_t i = 0; i < s->n_needs; i++)
        if (strcmp(words, m->items[s->needs[i].item].name) == 0)
            return true;
    return false;
}

/* Nothing says it but what comes next, at the same moment. */
static void past_gate(struct one *p, double t)
{
    if (!p->at_gate)
        return;
    p->at_gate = false;
    p->got = t; /* unless a place is waited for from now on */
    if (p->waits && p->place >= 0 && p->place != p->asked_in->steps[p->step].waits_in)
        p->blocked += t - p->blocked_since;
    p->waits = false;
}

/* "letter: there": an item that is looked at when the gate is passed. */
static bool is_beyond_gate(const struct one *p, const char *words)
{
    const struct wr_step *step = &p->asked_in->steps[p->step];

    for (size_t i = 0; i < step->n_needs; i++) {
        const char *name = p->asked_in->items[step->needs[i].item].name;
        if (strncmp(words, name, strlen(name)) == 0 && words[strlen(name)] == ':')
            return step->needs[i].without != WR_WITHOUT_WAIT;
    }
    return false;
}

static void person_line(struct reading *r, struct one *p, double t, const char *what)
{
    const struct wr_model *m = r->m;
    const struct wr_measure *x = r->x;

    bool beside = p->beside;

    p->beside = strncmp(what, "asks for ", 9) == 0 || strncmp(what, "is due: ", 8) == 0 || (beside && strncmp(what, "needs ", 6) == 0);
    if (measure_beside(r, p, t, what))
        return;
    if (beside && p->beside && what[0] == 'n')
        return;
    p->beside = false;
    if (strcmp(what, "arrives") == 0 || strcmp(what, "comes back") == 0) {
        p->waits = p->at_gate = p->without = false;
        p->place = -1;
        p->n_open = p->left = 0;
        measure_moment(r, p, t, WR_AT_ARRIVAL, 0);
    } else if (strncmp(what, "asks for ", 9) == 0) {
        p->step = wr_model_step(m, what + 9);
        p->asked_in = measure_as_it_is(r, t);
        p->asked = p->got = t;
        queued(r, t, p->step, 1);
        measure_moment(r, p, t, WR_AT_ASKING_FOR, p->step);
    } else if ((strncmp(what, "finds ", 6) == 0 && strncmp(what, "finds it full", 13) != 0) || strncmp(what, "cannot start", 12) == 0) {
        past_gate(p, t);
        queued(r, t, p->step, -1);
        p->waits = false;
    } else if (strncmp(what, "gives up waiting for ", 21) == 0 || strstr(what, " is cut short") != NULL) {
        if (what[0] == 'g')
            queued(r, t, p->step, -1);
        measure_at_work(r, t, p->work, -1); /* of the step, or of the chase that is broken off */
        memset(p->work, 0, sizeof p->work);
        p->waits = p->at_gate = false;
    } else if (strncmp(what, "needs ", 6) == 0) {
        if (p->at_gate && is_beyond_gate(p, what + 6)) {
            r->unsure = r->unsure || measure_beside_waits(r, p); /* the patient, or the errand */
            past_gate(p, t);
        }
    } else if (strcmp(what, "moves in a circle") == 0) {
        p->circle = true;
    } else if (strncmp(what, "waits for ", 10) == 0) {
        bool gate = is_gate(p->asked_in, p->step, what + 10), place = !gate && place_of(m, what + 10) >= 0;
        if (beside && !gate && !place)
            return; /* an errand or a task, for staff */
        if (!gate && !place && p->at_gate && measure_beside_waits(r, p))
            r->unsure = true; /* the patient, or the errand */
        if (!gate)
            past_gate(p, t);
        p->at_gate = p->at_gate || gate;
        if ((gate || place) && !p->waits) {
            p->waits = true;
            p->blocked_since = t;
        }
    } else if (strncmp(what, "enters ", 7) == 0 || strncmp(what, "goes back to ", 13) == 0) {
        bool enters = what[0] == 'e'; /* else it was kept, and is not entered anew */
        int place = place_of(m, what + (enters ? 7 : 13)), old = p->place;
        const struct wr_step *step = &p->asked_in->steps[p->step];
        if (p->waits && old != step->waits_in)
            p->blocked += t - p->blocked_since;
        if (old >= 0 && x->kind == WR_MEASURE_BLOCKED_IN && in_places(x, old))
            measure_value(r, p, t, p->blocked);
        p->blocked = 0;
        p->place = place;
        p->blocked_since = t;
        if (is_own(step, place)) {
            p->got = t;
            p->waits = p->at_gate = false;
        }
        if (enters) {
            inside(r, t, place, 1);
            measure_moment(r, p, t, WR_AT_ENTERING, place);
        }
    } else if (strncmp(what, "leaves as ", 10) == 0) {
        for (size_t i = 0; i < m->n_outcomes; i++)
            if (strcmp(m->outcomes[i].name, what + 10) == 0) {
                p->left = (int)i + 1;
                measure_moment(r, p, t, WR_AT_OUTCOME, (int)i);
            }
        measure_moment(r, p, t, WR_AT_LEAVING, 0);
        held_counts(r, p, t);
    } else if (strncmp(what, "leaves ", 7) == 0 || (strncmp(what, "gives back ", 11) == 0 && place_of(m, what + 11) >= 0)) {
        int place = place_of(m, what + (what[0] == 'l' ? 7 : 11));
        inside(r, t, place, -1);
        if (!p->circle && measure_as_it_is(r, t)->places[place].turnaround.kind != WR_VALUE_NONE)
            turns(r, t, place, 1);
        p->circle = false;
        if (place == p->place) { /* given up, not moved on */
            p->place = -1;
            p->blocked = 0;
        }
        measure_moment(r, p, t, WR_AT_LEAVING_PLACE, place);
    } else if (strncmp(what, "stops ", 6) == 0) {
        measure_at_work(r, t, p->work, -1);
        memset(p->work, 0, sizeof p->work);
    } else if (strncmp(what, "goes on with ", 13) == 0 || (strncmp(what, "starts ", 7) == 0 && strstr(what, " again") != NULL)) {
        measure_read_work(m, what, p->work);
        measure_at_work(r, t, p->work, 1);
    } else if (strncmp(what, "starts chasing ", 15) == 0) {
        r->unsure = r->unsure || (p->at_gate && measure_beside_waits(r, p)); /* the patient, or the errand */
        past_gate(p, t);
        measure_read_work(m, what, p->work);
        measure_at_work(r, t, p->work, 1);
    } else if (strncmp(what, "ends chasing ", 13) == 0) {
        measure_at_work(r, t, p->work, -1);
        memset(p->work, 0, sizeof p->work);
    } else if (strncmp(what, "goes ahead without ", 19) == 0) {
        if (x->kind == WR_MEASURE_SHARE_WITHOUT && strcmp(what + 19, m->items[x->item].name) == 0)
            p->without = true;
    } else if (strncmp(what, "starts ", 7) == 0) {
        past_gate(p, t);
        queued(r, t, p->step, -1);
        measure_read_work(m, what, p->work);
        measure_at_work(r, t, p->work, 1);
        if (x->of == p->step) {
            if (x->kind == WR_MEASURE_WAIT)
                measure_value(r, p, t, t - p->asked);
            else if (x->kind == WR_MEASURE_WAIT_PLACE)
                measure_value(r, p, t, p->got - p->asked);
            else if (x->kind == WR_MEASURE_WAIT_STAFF)
                measure_value(r, p, t, t - p->got);
            else if (x->kind == WR_MEASURE_SHARE_WITHOUT)
                measure_value(r, p, t, p->without);
        }
        p->without = false;
        measure_moment(r, p, t, WR_AT_START_OF, p->step);
    } else if (strncmp(what, "gives back ", 11) == 0) { /* staff: at work all the while that they were kept */
        char with[300];
        int work[STAFF];
        snprintf(with, sizeof with, " with %s", what + 11);
        measure_read_work(m, with, work);
        measure_at_work(r, t, work, -1);
    } else if (strncmp(what, "ends ", 5) == 0) {
        const struct wr_step *step = &p->asked_in->steps[p->step];
        for (size_t i = 0; i < step->n_keep; i++)
            if (step->keep[i] < 0)
                p->work[-1 - step->keep[i]] = 0;
        measure_at_work(r, t, p->work, -1);
        memset(p->work, 0, sizeof p->work);
        measure_moment(r, p, t, WR_AT_END_OF, p->step);
    }
}

/* What equipment there is while it is up; whether it is down as the run begins is told by its first line, or, when it has none, by the file. */
static double there_at(const struct wr_model *m, int resource, double t)
{
    return wr_schedule_at(&m->clock, &m->resources[resource].on_duty, t);
}
static bool begins_down(const struct wr_model *m, int resource, const struct slow_walk *walk, double begin)
{
    const struct wr_resource *x = &m->resources[resource];
    size_t length = strlen(x->name);

    for (size_t i = 0; i < walk->n; i++) {
        const char *text = walk->lines[i].text;
        if (strncmp(text, x->name, length) == 0 && strncmp(text + length, "  is back", 9) == 0)
            return true;
        if (strncmp(text, x->name, length) == 0 && strncmp(text + length, "  goes down", 11) == 0)
            return false;
    }
    for (size_t i = 0; i < x->n_down; i++)
        if ((x->down[i].has_when && wr_when_holds(&m->clock, &x->down[i].when, begin)) ||
            (x->down[i].has_from && x->down[i].from - m->clock.start <= begin))
            return true;
    return false;
}

/* How many spaces are open: as many as the model says of this moment. */
static double open_spaces(const struct reading *r, double t)
{
    double sum = 0;

    for (size_t i = 0; i < r->x->n_places; i++)
        if (r->is_open[r->x->places[i]])
            sum += wr_schedule_at(&r->m->clock, &measure_as_it_is(r, t)->places[r->x->places[i]].spaces, t);
    return sum;
}

/* A place or staff. */
static void other_line(struct reading *r, double t, const char *who, const char *what)
{
    const struct wr_model *m = r->m;
    int place = place_of(m, who), staff = wr_model_resource(m, who), work[STAFF] = {0};
    bool mine = place >= 0 && r->x->n_places > 0 && in_places(r->x, place);
    bool stops = strncmp(what, "stops turnaround", 16) == 0, goes_on = strncmp(what, "goes on with turnaround", 23) == 0;

    if (place >= 0 && (stops || goes_on || strcmp(what, "turnaround starts") == 0 || strcmp(what, "a space is ready") == 0)) {
        const struct wr_with *with = &m->places[place].turnaround_with;
        bool starts = what[0] == 't' || goes_on;
        for (size_t i = 0; i < with->n_all; i++)
            work[with->all[i].resource] = (int)with->all[i].count.number.value;
        measure_at_work(r, t, work, starts ? 1 : -1);
        if (!starts && !stops)
            turns(r, t, place, -1);
    } else if (mine && (strcmp(what, "opens") == 0 || strcmp(what, "closes") == 0 || strstr(what, " space") != NULL)) {
        if (strstr(what, " space") == NULL)
            r->is_open[place] = what[0] == 'o';
        level_set(&r->open, t, open_spaces(r, t));
    } else if (strstr(what, "typing in ") != NULL && strncmp(what, "typing", 6) != 0) {
        bool ends = what[0] == 'e' || strncmp(what, "stops", 5) == 0;
        for (size_t i = 0; i < m->n_systems; i++)
            for (size_t k = 0; k < m->systems[i].afterwards_with.n_all && strcmp(m->systems[i].name, who) == 0; k++)
                work[m->systems[i].afterwards_with.all[k].resource] = (int)m->systems[i].afterwards_with.all[k].count.number.value;
        measure_at_work(r, t, work, ends ? -1 : 1);
    } else if (staff >= 0 && staff == r->x->resource) {
        bool back = strcmp(what, "is back") == 0;
        level_set(&r->duty, t, back ? there_at(measure_as_it_is(r, t), staff, t) : strtod(what, NULL));
        level_set(&r->over, t, fmax(0, r->level.value - r->duty.value));
    }
}

/* Daily counts come before what else happens at their moment. */
static void count_daily(struct reading *r, double t)
{
    if (!r->x->counted_daily)
        return;
    for (;;) {
        double next = r->counts * 86400 + r->x->counted_at - r->m->clock.start_of_day;
        if (next > t || (next >= r->to && !measure_collected(r, next)))
            return;
        if (next >= r->from) {
            r->sum += r->level.value;
            r->n++;
        }
        r->counts++;
    }
}

static double result(struct reading *r)
{
    double time = r->to - r->from;

    level_set(&r->level, r->to, 0);
    level_set(&r->open, r->to, 0);
    level_set(&r->duty, r->to, 0);
    level_set(&r->over, r->to, 0);
    switch (r->x->kind) {
    case WR_MEASURE_COUNT:
    case WR_MEASURE_MISSED:
        return r->sum;
    case WR_MEASURE_QUEUE:
        return r->level.sum / time;
    case WR_MEASURE_PATIENT_DAYS:
        return r->level.sum / 86400;
    case WR_MEASURE_OCCUPANCY:
        return r->x->counted_daily ? (r->n > 0 ? r->sum / r->n : NAN) : r->level.sum / time;
    case WR_MEASURE_SHARE_OCCUPIED:
        return r->open.sum > 0 ? r->level.sum / r->open.sum : NAN;
    case WR_MEASURE_BUSY_HOURS:
        return r->level.sum;
    case WR_MEASURE_OVERTIME:
        return r->over.sum;
    case WR_MEASURE_SHARE_BUSY:
        if (r->x->resource < 0)
            return r->open.sum > 0 ? r->level.sum / r->open.sum : NAN;
        return r->duty.sum > 0 ? (r->level.sum - r->over.sum) / r->duty.sum : NAN;
    default:
        return r->n > 0 ? r->sum / r->n : NAN;
    }
}

double measure_of(const struct wr_model *m, const struct wr_stages *stages, const struct slow_walk *walk, size_t which)
{
    const struct wr_model *first;
    struct reading r = {.m = m, .stages = stages, .x = &m->measures[which]};
    char known[PERSONS][32];
    size_t n = 0;
    double begin = 0, x;

    r.persons = test_calloc(PERSONS, sizeof *r.persons);
    for (size_t i = 0; i < walk->n; i++) {
        if (strcmp(walk->lines[i].text, "run  collection starts") == 0)
            r.from = walk->lines[i].time;
        if (strcmp(walk->lines[i].text, "run  collection ends") == 0)
            r.to = walk->lines[i].time;
    }
    if (m->run.mode == WR_RUN_EACH)
        begin = r.from;
    first = measure_as_it_is(&r, begin);
    r.level = r.open = r.duty = r.over = (struct level){.since = begin, .from = r.from, .to = r.to};
    for (size_t i = 0; i < m->n_places && i < STAFF; i++)
        r.is_open[i] =
            !first->places[i].has_surge && (!first->places[i].has_open || wr_when_holds(&m->clock, &first->places[i].open, begin));
    r.open.value = open_spaces(&r, begin);
    if (r.x->resource >= 0 && r.x->resource < (int)m->n_resources)
        r.duty.value = begins_down(first, r.x->resource, walk, begin) ? 0 : there_at(first, r.x->resource, begin);
    for (size_t i = 0; i < walk->n; i++) {
        const char *text = walk->lines[i].text, *what = strstr(text, "  ");
        double t = walk->lines[i].time;
        char who[32];
        size_t p = 0;
        snprintf(who, sizeof who, "%.*s", (int)(what - text), text);
        what += 2;
        count_daily(&r, t);
        if (strchr(who, ':') == NULL && !measure_is_task(m, who)) {
            other_line(&r, t, who, what);
            continue;
        }
        while (p < n && strcmp(known[p], who) != 0)
            p++;
        if (p == n && n < PERSONS) {
            snprintf(known[n++], sizeof known[0], "%s", who);
            r.n_persons = n;
            r.persons[p].place = -1;
            r.persons[p].kind = -1;
            r.persons[p].asked_in = m;
            if (strchr(who, ':') != NULL) {
                *strchr(who, ':') = '\0';
                r.persons[p].kind = wr_model_kind(m, who);
            }
        }
        if (p < n)
            person_line(&r, &r.persons[p], t, what);
    }
    x = r.unsure ? INFINITY : result(&r);
    test_free(r.persons);
    test_free(r.jobs);
    test_free(r.held);
    return x;
}
