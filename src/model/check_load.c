/* More work than there is time for: how much of each resource and place is asked for on average, against what there is.
 *
 * Expected visits a second of each (step, place held) follow from arrivals and shares: flow is pushed along the branches until what is left
 * in loops is negligible (a power series of the routing matrix; Jackson 1957 solves the same traffic equations). Conditions on clocks and
 * queues are taken as on a quiet day. Flow through a step whose patients give up or are sent elsewhere is left out, and so is waiting: what
 * is found is a lower bound, so that a warning is never a false alarm. Patients who come back are left out too, and what those do who can never
 * leave (which has a warning of its own): they are counted up to where they are caught, so that the rest of the service is looked at all the same. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "model/check_internal.h"

#define MOST_PUSHES 3000000 /* branches followed in all: a file for which this is not enough gets no warnings of this sort */
#define PUSHES_A_CUT 10000  /* the mean of a distribution that is cut needs quadrature: it costs as much as so many pushes */
#define FULL (1 - 1e-9)
#define TOO_MANY 1e9 /* arrivals in one run */

struct state { /* a step, with the place that is held during it */
    int step, place;
    int next;        /* another state of the same step, or -1 */
    bool leaves;     /* a way leads out from here */
    size_t first, n; /* its branches */
};
struct branch {
    int to;
    double share;
    bool enters; /* a new place is got */
};
struct loading {
    struct wr_i_reader *r;
    struct wr_arena arena;
    double *at_work, *in_place; /* on average, per resource and place */
    double *entered;            /* a second, per place */
    double *takes;              /* mean time per step when it does not differ by who comes; NaN: not yet worked out */
    int *head;                  /* first state of each step, or -1 */
    struct state *states;
    size_t n_states, states_room;
    struct branch *branches;
    size_t n_branches, branches_room;
    double *flow, *more;
    size_t flow_room, more_room;
    long pushes;
};

/* The chance that a condition holds for a patient of this kind. */
static double chance_of_atom(const struct wr_model *m, const struct wr_atom *atom, int kind)
{
    struct wr_value yes = {.kind = WR_VALUE_NUMBER, .number = {.value = 1}}, no = {.kind = WR_VALUE_NUMBER};
    struct wr_by_case cases[2] = {{.category = atom->category, .from = -INFINITY, .below = INFINITY, .value = &yes},
                                  {.otherwise = true, .category = -1, .value = &no}};
    struct wr_value by = {.kind = WR_VALUE_BY, .by_attribute = atom->index, .cases = cases, .n_cases = 2};
    double chance = 1;

    switch (atom->kind) {
    case WR_ATOM_YES:
        cases[0].category = 1;
        chance = wr_value_mean(m, &by, kind);
        break;
    case WR_ATOM_CATEGORY:
        chance = wr_value_mean(m, &by, kind);
        break;
    case WR_ATOM_COMPARE:
        cases[0].category = -1;
        if (atom->compare == WR_AT_LEAST)
            cases[0].from = atom->number;
        else if (atom->compare == WR_OVER)
            cases[0].from = floor(atom->number) + 1;
        else if (atom->compare == WR_AT_MOST)
            cases[0].below = floor(atom->number) + 1;
        else
            cases[0].below = atom->number;
        chance = wr_value_mean(m, &by, kind);
        break;
    case WR_ATOM_KIND:
        chance = atom->index == kind ? 1 : 0;
        break;
    case WR_ATOM_PLACE_OPEN:
        chance = m->places[atom->index].has_open ? wr_i_when_share(&m->places[atom->index].open) : 1;
        break;
    case WR_ATOM_PLACE_CLOSED:
        chance = m->places[atom->index].has_open ? 1 - wr_i_when_share(&m->places[atom->index].open) : 0;
        break;
    case WR_ATOM_CLOCK:
        chance = wr_i_when_share(&atom->when);
        break;
    case WR_ATOM_PLACE_FULL:
    case WR_ATOM_SYSTEM_DOWN:
    case WR_ATOM_WAITING_OVER:
    case WR_ATOM_WENT_TO:
    case WR_ATOM_LEFT_AS:
        chance = 0;
        break;
    }
    return atom->negated ? 1 - chance : chance;
}

static int state_for(struct loading *l, int step, int place)
{
    const struct wr_step *s = &l->r->m->steps[step];
    int at = s->has_place ? s->places[0] : s->waits_in >= 0 ? s->waits_in : place, i;

    for (i = l->head[step]; i >= 0; i = l->states[i].next)
        if (l->states[i].place == at)
            return i;
    if (wr_arena_grow(&l->arena, &l->states, &l->states_room, l->n_states + 1, sizeof *l->states) != 0) {
        l->r->status = WR_ERR_MEMORY;
        return -1;
    }
    l->states[l->n_states] = (struct state){.step = step, .place = at, .next = l->head[step]};
    l->head[step] = (int)l->n_states;
    return (int)l->n_states++;
}

static void add_branch(struct loading *l, int from_place, struct wr_target to, double share)
{
    int state;

    l->pushes++;
    if (to.kind != WR_TO_STEP || !(share > 0))
        return;
    state = state_for(l, to.index, from_place);
    if (state < 0 || wr_arena_grow(&l->arena, &l->branches, &l->branches_room, l->n_branches + 1, sizeof *l->branches) != 0) {
        l->r->status = WR_ERR_MEMORY;
        return;
    }
    l->branches[l->n_branches++] = (struct branch){state, share, l->states[state].place != from_place};
}

static void add_route(struct loading *l, const struct wr_route *route, int kind, int place, double share)
{
    const struct wr_model *m = l->r->m;
    double left = 1;
    size_t i;

    if (!(share > 0) || l->pushes > MOST_PUSHES)
        return;
    switch (route->kind) {
    case WR_ROUTE_TO:
        add_branch(l, place, route->to, share);
        break;
    case WR_ROUTE_SHARES:
        for (i = 0; i < route->n_branches; i++)
            if (!route->branches[i].rest) {
                double one = fmin(left, wr_value_mean(m, &route->branches[i].share, kind));
                add_branch(l, place, route->branches[i].to, share * one);
                left -= one;
            }
        for (i = 0; i < route->n_branches; i++)
            if (route->branches[i].rest)
                add_branch(l, place, route->branches[i].to, share * left);
        break;
    case WR_ROUTE_BY:
        for (i = 0; i < route->n_cases; i++) {
            struct wr_value yes = {.kind = WR_VALUE_NUMBER, .number = {.value = 1}}, no = {.kind = WR_VALUE_NUMBER};
            struct wr_by_case cases[2] = {route->cases[i].by, {.otherwise = true, .category = -1}};
            struct wr_value by = {.kind = WR_VALUE_BY, .by_attribute = route->by_attribute, .cases = cases, .n_cases = 2};
            double one;
            cases[0].value = &yes;
            cases[1].value = &no;
            one = cases[0].otherwise ? left : fmin(left, wr_value_mean(m, &by, kind));
            add_route(l, route->cases[i].then, kind, place, share * one);
            left -= one;
        }
        break;
    case WR_ROUTE_CASES:
        for (i = 0; i < route->n_cases; i++) {
            double one = 1;
            for (size_t a = 0; a < route->cases[i].condition.n_atoms; a++)
                one *= chance_of_atom(m, &route->cases[i].condition.atoms[a], kind);
            add_route(l, route->cases[i].then, kind, place, share * left * one);
            left *= 1 - one;
        }
        break;
    case WR_ROUTE_NONE:
        break;
    }
}

static bool has_patience(const struct wr_step *step) { return step->has_if_full || step->has_gives_up; }

/* All states that a kind comes to, with their branches, those found first in front. */
static int expand(struct loading *l, int kind)
{
    const struct wr_kind *k = &l->r->m->kinds[kind];
    size_t i;

    if (k->starts_at < 0 || state_for(l, k->starts_at, -1) < 0)
        return -1;
    for (i = 0; i < l->n_states && l->r->status == 0 && l->pushes <= MOST_PUSHES; i++) {
        const struct wr_step *step = &l->r->m->steps[l->states[i].step];
        size_t first = l->n_branches;
        if (!has_patience(step))
            add_route(l, &step->then, kind, l->states[i].place, 1);
        l->states[i].first = first;
        l->states[i].n = l->n_branches - first;
    }
    return l->r->status == 0 && l->pushes <= MOST_PUSHES ? 0 : -1;
}

static double mean_takes(struct loading *l, int step, int kind)
{
    const struct wr_value *takes = &l->r->m->steps[step].takes;

    if (takes->kind == WR_VALUE_BY) {
        l->pushes += PUSHES_A_CUT;
        return l->pushes > MOST_PUSHES ? 0 : wr_value_mean(l->r->m, takes, kind);
    }
    if (isnan(l->takes[step])) {
        if (takes->kind == WR_VALUE_DIST && takes->dist->sampler.cut)
            l->pushes += PUSHES_A_CUT;
        l->takes[step] = l->pushes > MOST_PUSHES ? 0 : wr_value_mean(l->r->m, takes, kind);
    }
    return l->takes[step];
}

/* Marks the states from which somebody leaves: not all of their branches, or the branch of one that does, lead on. */
static void mark_leaving(struct loading *l)
{
    bool more = true;

    for (size_t i = 0; i < l->n_states; i++) {
        double on = 0;
        for (size_t b = l->states[i].first; b < l->states[i].first + l->states[i].n; b++)
            on += l->branches[b].share;
        l->states[i].leaves = on < FULL;
    }
    while (more && l->pushes <= MOST_PUSHES) { /* from behind, since what comes later was mostly found later */
        more = false;
        l->pushes += (long)(l->n_states + l->n_branches);
        for (size_t i = l->n_states; i-- > 0;)
            for (size_t b = l->states[i].first; b < l->states[i].first + l->states[i].n && !l->states[i].leaves; b++)
                if (l->states[l->branches[b].to].leaves)
                    more = l->states[i].leaves = true;
    }
}

/* Pushes `rate` patients a second from the start; false when loops hold on to them for too long. */
static bool push(struct loading *l, double rate)
{
    double left = rate;
    size_t i, b;

    memset(l->flow, 0, l->n_states * sizeof *l->flow);
    memset(l->more, 0, l->n_states * sizeof *l->more);
    l->more[0] = rate;
    while (left > rate * 1e-7) {
        left = 0;
        for (i = 0; i < l->n_states; i++) {
            const struct state *s = &l->states[i];
            double some = l->more[i];
            if (some == 0)
                continue;
            l->more[i] = 0;
            l->flow[i] += some;
            if (!s->leaves)
                continue;
            l->pushes += (long)s->n;
            for (b = s->first; b < s->first + s->n; b++)
                l->more[l->branches[b].to] += some * l->branches[b].share;
        }
        for (i = 0; i < l->n_states; i++)
            left += l->more[i];
        l->pushes += (long)l->n_states / 4;
        if (l->pushes > MOST_PUSHES)
            return false;
    }
    return true;
}

/* How many share one staff and one time, at the most: the least work that they can be. */
static double group_of(const struct wr_step *step)
{
    if (!step->has_together)
        return 1;
    return step->together_most.value >= 1 ? step->together_most.value : INFINITY;
}

static void take_work(struct loading *l, int kind)
{
    const struct wr_model *m = l->r->m;
    size_t i, j, b;

    for (i = 0; i < l->n_states; i++) {
        const struct state *s = &l->states[i];
        const struct wr_step *step = &m->steps[s->step];
        double time = mean_takes(l, s->step, kind);
        for (b = s->first; b < s->first + s->n; b++)
            if (l->branches[b].enters && l->states[l->branches[b].to].place >= 0)
                l->entered[l->states[l->branches[b].to].place] += l->flow[i] * l->branches[b].share;
        if (has_patience(step) || !wr_num_finite(time))
            continue;
        if (s->place >= 0)
            l->in_place[s->place] += l->flow[i] * time;
        for (j = 0; j < step->with.n_all; j++)
            l->at_work[step->with.all[j].resource] += l->flow[i] * time * wr_value_mean(m, &step->with.all[j].count, kind) / group_of(step);
    }
    if (l->states[0].place >= 0 && !has_patience(&m->steps[l->states[0].step]))
        l->entered[l->states[0].place] += l->more[0];
}

/* Patients booked in a week without holidays who come. */
static double booked_a_week(const struct wr_arrive *a)
{
    double sum = 0;

    for (size_t i = 0; i < a->booked.n_entries; i++)
        for (size_t k = 0; k < a->booked.entries[i].when.n_spans; k++) {
            const struct wr_span *span = &a->booked.entries[i].when.spans[k];
            int days = 0;
            for (int d = 0; d < 7; d++)
                days += !span->names_days || (span->days >> d & 1);
            sum += days * a->booked.entries[i].number.value;
        }
    return sum > 0 ? sum * a->comes.value : 0;
}

static double arrivals_a_second(const struct wr_model *m, const struct wr_kind *kind, int index)
{
    const struct wr_arrive *a = &kind->arrive;
    double mean;

    switch (a->kind) {
    case WR_ARRIVE_RATE:
        return a->rate.value;
    case WR_ARRIVE_EVERY:
        mean = wr_value_mean(m, &a->every, index);
        return mean > 0 ? 1 / mean : 0;
    case WR_ARRIVE_FILE:
        return a->n_times >= 20 && a->times[a->n_times - 1] > a->times[0] ? (double)a->n_times / (a->times[a->n_times - 1] - a->times[0])
                                                                          : 0;
    case WR_ARRIVE_BOOKED:
        return booked_a_week(a) / WR_WEEK;
    case WR_ARRIVE_NONE:
        break;
    }
    return 0;
}

static bool load_of_kind(struct loading *l, int kind)
{
    const struct wr_kind *k = &l->r->m->kinds[kind];
    double rate = arrivals_a_second(l->r->m, k, kind);
    size_t i;

    if (!(rate > 0) || k->has_if_full)
        return true;
    for (i = 0; i < l->n_states; i++)
        l->head[l->states[i].step] = -1;
    l->n_states = l->n_branches = 0;
    if (expand(l, kind) != 0)
        return false;
    if (wr_arena_grow(&l->arena, &l->flow, &l->flow_room, l->n_states, sizeof *l->flow) != 0 ||
        wr_arena_grow(&l->arena, &l->more, &l->more_room, l->n_states, sizeof *l->more) != 0) {
        l->r->status = WR_ERR_MEMORY;
        return false;
    }
    mark_leaving(l);
    if (!push(l, rate))
        return false;
    l->more[0] = rate;
    take_work(l, kind);
    return true;
}

static void say(struct wr_i_reader *r, const char *section, const char *name, struct wr_where where, double asked, double there,
                const char *of, const char *what)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    wr_units_print(&text, asked, WR_UNIT_BARE, 2);
    wr_buf_printf(&text, " %s, ", of);
    wr_units_print(&text, there, WR_UNIT_BARE, 2);
    wr_buf_printf(&text, " %s", what);
    wr_i_enter(r, section);
    wr_i_enter(r, name);
    wr_i_warning(r, where, "look at arrivals, times and numbers again, or say where people go when it is full (`if full`)",
                 "about %s on average, and nobody gives up: the queue grows without end", wr_buf_string(&text));
    wr_i_leave(r);
    wr_i_leave(r);
    wr_buf_free(&text);
}

static void compare(struct loading *l)
{
    struct wr_i_reader *r = l->r;
    const struct wr_model *m = r->m;
    double there;
    size_t i, j;

    for (i = 0; i < m->n_places; i++) { /* cleaning takes its staff's time, and the space's */
        double takes = wr_value_mean(m, &m->places[i].turnaround, -1);
        l->in_place[i] += l->entered[i] * takes;
        for (j = 0; j < m->places[i].turnaround_with.n_all; j++)
            l->at_work[m->places[i].turnaround_with.all[j].resource] +=
                l->entered[i] * takes * wr_value_mean(m, &m->places[i].turnaround_with.all[j].count, -1);
    }
    for (i = 0; i < m->n_places; i++) {
        there = wr_i_schedule_average(&m->places[i].spaces);
        if (!m->places[i].has_surge && there > 0 && l->in_place[i] >= there * FULL)
            say(r, "places", m->places[i].name, m->places[i].where, l->in_place[i], there, "spaces are asked for", "are there");
    }
    for (i = 0; i < m->n_resources; i++) {
        there =
            wr_i_schedule_average(&m->resources[i].on_duty) * m->resources[i].filled.value - wr_i_schedule_average(&m->resources[i].breaks);
        if (there > 0 && l->at_work[i] >= there * FULL)
            say(r, m->resources[i].kind == WR_STAFF ? "staff" : "equipment", m->resources[i].name, m->resources[i].where, l->at_work[i],
                there, m->resources[i].kind == WR_STAFF ? "at work are asked for" : "in use are asked for",
                m->resources[i].kind == WR_STAFF ? "on duty" : "there");
    }
}

/* So many that nobody meant it, and that the run would not come to its end: `one every: 10 ns`. */
static void check_too_many(struct wr_i_reader *r)
{
    const struct wr_run *run = &r->m->run;
    double length = run->mode == WR_RUN_DRAIN ? 0 : run->collect + (run->mode == WR_RUN_PERIOD ? run->warm_up : 0);
    size_t i;

    for (i = 0; i < r->m->n_kinds; i++) {
        const struct wr_kind *kind = &r->m->kinds[i];
        if (!(arrivals_a_second(r->m, kind, (int)i) * length > TOO_MANY))
            continue;
        wr_i_enter(r, "patients");
        wr_i_enter(r, kind->name);
        wr_i_enter(r, "arrive");
        wr_i_mistake(r, kind->arrive.where, "look for a digit too many, or another unit",
                     "more than a thousand million would come in one run");
        wr_i_leave(r);
        wr_i_leave(r);
        wr_i_leave(r);
    }
}

void wr_i_check_load(struct wr_i_reader *r)
{
    const struct wr_model *m = r->m;
    struct loading l = {.r = r};
    bool whole = true;
    size_t i;

    check_too_many(r);
    if (m->run.mode == WR_RUN_EACH) /* a day that ends empties every queue */
        return;
    wr_arena_init(&l.arena, WR_I_MODEL_MAX_BYTES);
    l.at_work = wr_arena_alloc(&l.arena, m->n_resources + 1, sizeof *l.at_work);
    l.in_place = wr_arena_alloc(&l.arena, m->n_places + 1, sizeof *l.in_place);
    l.entered = wr_arena_alloc(&l.arena, m->n_places + 1, sizeof *l.entered);
    l.takes = wr_arena_alloc(&l.arena, m->n_steps + 1, sizeof *l.takes);
    l.head = wr_arena_alloc(&l.arena, m->n_steps + 1, sizeof *l.head);
    if (l.at_work == NULL || l.in_place == NULL || l.entered == NULL || l.takes == NULL || l.head == NULL) {
        r->status = WR_ERR_MEMORY;
        goto out;
    }
    for (i = 0; i < m->n_steps; i++) {
        l.takes[i] = NAN;
        l.head[i] = -1;
    }
    for (i = 0; i < m->n_kinds && whole && r->status == 0; i++)
        whole = load_of_kind(&l, (int)i);
    if (r->status == 0 && l.pushes <= MOST_PUSHES) /* a sum that is not whole is still a lower bound, but a chance one: say nothing */
        compare(&l);
out:
    wr_arena_free(&l.arena);
}
