/* Places, and which of them can block one another in a ring. */
#include "sim/compile_internal.h"
#include "sim/keys_internal.h"

/* A place's turnaround in one stage. */
static void compile_turn(struct wr_i_compiler *c, const struct wr_place *from, struct wr_i_turn *to)
{
    struct wr_i_with with;

    to->takes = wr_i_compile_value(c, &from->turnaround);
    if (to->takes != NULL && (to->takes->op == WR_I_BY_CATEGORY || to->takes->op == WR_I_BY_BANDS || to->takes->op == WR_I_BY_KIND))
        wr_i_refuse(c, from->turnaround.where, c->path, "write one time or distribution",
                    "a turnaround has no patient whose attributes it could go by");
    wr_i_compile_with(c, &from->turnaround_with, &with);
    to->sig = with.sig;
    if (with.n > 0)
        wr_i_refuse(c, from->turnaround_with.where, c->path, "write a plain number",
                    "a turnaround has no patient by whom its staff could differ");
}

static bool same_turn(const struct wr_place *a, const struct wr_place *b)
{
    return wr_value_same(&a->turnaround, &b->turnaround) && wr_with_same(&a->turnaround_with, &b->turnaround_with);
}

static void compile_turns(struct wr_i_compiler *c, size_t place, struct wr_i_place *to)
{
    size_t last = wr_i_stages_before(c), n = 0;
    struct wr_i_turn *turns;
    bool some = false;

    for (size_t k = 0; k <= last; k++) {
        const struct wr_place *x = &wr_i_stage(c, k)->places[place];
        some = some || x->turnaround.kind != WR_VALUE_NONE;
        if (k < last && !same_turn(x, &wr_i_stage(c, k + 1)->places[place]))
            n = last;
    }
    to->level_turn = some ? (uint32_t)c->plan->n_levels++ : WR_I_NONE;
    if (!some || (turns = wr_i_plan_take(c, n + 1, sizeof *turns)) == NULL)
        return;
    c->path = wr_arena_printf(&c->plan->arena, "places.%s.turnaround", to->name);
    for (size_t k = 0; k <= n && c->status == 0; k++)
        compile_turn(c, &wr_i_stage(c, last - n + k)->places[place], &turns[k]);
    to->turn = turns;
    to->turn_step = n > 0;
}

/* A place that is unlimited while something is collected has no number of open spaces on average. */
static void without_limit(const struct wr_i_compiler *c, size_t place, struct wr_i_place *to)
{
    const struct wr_sim_plan *plan = c->plan;

    to->unlimited = true;
    for (size_t k = 0; k <= plan->n_stages; k++) {
        bool before = k < plan->n_stages && plan->stage_ends[k] <= plan->collect_from;
        bool behind = k > 0 && plan->stage_ends[k - 1] >= plan->collect_to, unlimited = wr_i_stage(c, k)->places[place].spaces.unlimited;
        to->unlimited = to->unlimited && unlimited;
        to->endless = to->endless || (unlimited && !before && !behind);
    }
}

void wr_i_compile_places(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;

    plan->n_places = m->n_places;
    plan->places = wr_i_plan_take(c, m->n_places, sizeof *plan->places);
    for (size_t i = 0; i < m->n_places && c->status == 0; i++) {
        struct wr_i_place *to = &plan->places[i];
        to->name = c->site = m->places[i].name;
        to->owner = wr_i_owner(c, to->name);
        to->purpose = wr_i_purpose(c, to->name, WR_I_PAIR_TURNAROUND);
        to->level_in = (uint32_t)plan->n_levels++;
        to->level_blocked = (uint32_t)plan->n_levels++;
        to->level_waiting = (uint32_t)plan->n_levels++;
        compile_turns(c, i, to);
        to->level_open = WR_I_NONE;
        to->blocked_source = WR_I_NONE;
        to->circle = to->kept = to->surge = WR_I_NONE;
        without_limit(c, i, to);
    }
}

void wr_i_compile_in(struct wr_i_compiler *c, const struct wr_step *from, struct wr_i_step *to)
{
    struct wr_arena *a = &c->plan->arena;
    int32_t *any;

    to->flags |= WR_I_STEP_IN;
    to->in = c->model->places[from->places[0]].name;
    if (from->n_places < 2)
        return;
    to->flags |= WR_I_STEP_ANY | WR_I_STEP_CHOICE;
    any = wr_i_plan_take(c, from->n_places, sizeof *any);
    for (size_t i = 0; i < from->n_places && any != NULL && to->in != NULL; i++) {
        any[i] = from->places[i];
        if (i > 0)
            to->in = wr_arena_printf(a, "%s or %s", to->in, c->model->places[any[i]].name);
    }
    to->any = any;
    to->n_any = (uint32_t)from->n_places;
    if (to->in == NULL)
        c->status = WR_ERR_MEMORY;
    if (c->plan->at_any == WR_I_NONE)
        c->plan->at_any = wr_i_room(c, 4);
}

/* ---- circles ---- */

/* Whether it is the place, or one of the places, of a step. */
static bool is_in(const struct wr_i_step *s, size_t place)
{
    for (uint32_t i = 0; i < s->n_any; i++)
        if (s->any[i] == (int32_t)place)
            return true;
    return s->place == (int32_t)place;
}

/* What a patient may hold when asking for a step: a row of places for each step, grown until nothing changes. */
struct holds {
    bool *may;
    size_t n;
    bool *next;
    bool changed;
};

static void pass_on(void *self, int step)
{
    struct holds *h = self;

    for (size_t p = 0; p < h->n; p++)
        if (h->next[p] && !h->may[(size_t)step * h->n + p])
            h->may[(size_t)step * h->n + p] = h->changed = true;
}

void wr_i_compile_circles(struct wr_i_compiler *c)
{
    const struct wr_model *m = c->model;
    struct wr_sim_plan *plan = c->plan;
    size_t n = m->n_places;
    struct holds h = {wr_i_plan_take(c, m->n_steps * n, sizeof *h.may), n, wr_i_plan_take(c, n, sizeof *h.next), true};
    bool *edge = wr_i_plan_take(c, n * n, sizeof *edge), *seen = wr_i_plan_take(c, n * n, sizeof *seen);
    size_t *line = wr_i_plan_take(c, n, sizeof *line);

    if (c->status < 0)
        return;
    while (h.changed) {
        h.changed = false;
        for (size_t i = 0; i < m->n_steps; i++) {
            const struct wr_i_step *s = &plan->steps[i];
            for (size_t p = 0; p < n; p++)
                h.next[p] = (s->flags & WR_I_STEP_IN) ? is_in(s, p) : h.may[i * n + p];
            if (s->waits_in >= 0)
                h.next[s->waits_in] = true; /* waited there for a gate, and kept it */
            wr_i_steps_ever_after(c, i, pass_on, &h);
            if (m->steps[i].has_if_full && m->steps[i].if_full.kind == WR_TO_STEP) { /* sent on with what it held before */
                memcpy(h.next, &h.may[i * n], n * sizeof *h.next);
                wr_i_versions_of(c, (size_t)m->steps[i].if_full.index, pass_on, &h);
            }
        }
    }
    for (size_t i = 0; i < m->n_steps; i++) {
        const struct wr_i_step *s = &plan->steps[i];
        for (size_t p = 0; p < n; p++) {
            bool held = h.may[i * n + p] || (int32_t)p == s->waits_in;
            for (size_t to = 0; held && s->place >= 0 && to < n; to++)
                if (is_in(s, to) && !is_in(s, p))
                    edge[p * n + to] = true;
            if (held && s->waits_in >= 0 && s->waits_in != (int32_t)p)
                edge[p * n + (size_t)s->waits_in] = true;
        }
    }
    for (size_t from = 0; from < n; from++) { /* all that can be reached from each place; a place without limit blocks nobody */
        size_t head = 0, tail = 0;
        if (plan->places[from].unlimited)
            continue;
        line[tail++] = from;
        while (head < tail) {
            size_t a = line[head++];
            for (size_t b = 0; b < n; b++)
                if (edge[a * n + b] && !seen[from * n + b] && !plan->places[b].unlimited) {
                    seen[from * n + b] = true;
                    if (b != from)
                        line[tail++] = b;
                }
        }
    }
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n && plan->places[a].circle == WR_I_NONE; b++)
            if (a != b && seen[a * n + b] && seen[b * n + a])
                plan->places[a].circle = (uint32_t)(a < b ? a : b);
    /* sets named by their first member: b above is the first that is in a ring with a, but a ring of three has one name only */
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++)
            if (a != b && seen[a * n + b] && seen[b * n + a] && plan->places[b].circle < plan->places[a].circle)
                plan->places[a].circle = plan->places[b].circle;
}
