/* From a path to the slots of a model. One function a part of the service file, in the order of the file; each looks at the segment that
 * is its own and hands on the rest. What is not understood is remembered where the search came furthest, for "did you mean". */
#include "model/path.h"

#include <string.h>

enum { MOST_CANDIDATES = 2000 }; /* looked through one by one for words said twice */

struct search {
    struct wr_arena *arena;
    struct wr_model *model;
    const struct wr_i_path *path;
    struct wr_i_slots *out;
    const char *names[WR_I_PATH_SEGMENTS]; /* what each segment stands for just now: a name for `every` */
    bool shared;                           /* one value may be met twice */
    bool collecting;                       /* words that could stand there are wanted: the second search, after one in vain */
    int status;
};

static bool at_end(const struct search *s, size_t i) { return i >= s->path->n; }

static bool is(const struct search *s, size_t i, const char *word) { return i < s->path->n && strcmp(s->path->segments[i], word) == 0; }

/* A word that could stand at segment i. Only those of the furthest miss are kept. */
static void could_be(struct search *s, size_t i, const char *word)
{
    struct wr_i_slots *o = s->out;

    if (!s->collecting || i < o->missed || word == NULL)
        return;
    if (i > o->missed) {
        o->missed = i;
        o->n_candidates = 0;
        o->because = NULL;
    }
    if (o->n_candidates >= MOST_CANDIDATES)
        return;
    for (size_t k = 0; k < o->n_candidates; k++)
        if (strcmp(o->candidates[k], word) == 0)
            return;
    if (wr_arena_grow(s->arena, &o->candidates, &o->candidates_capacity, o->n_candidates + 1, sizeof *o->candidates) != 0) {
        s->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    o->candidates[o->n_candidates++] = word;
}

/* The place is there, but nothing in it can be changed so. */
static void holds_nothing(struct search *s, size_t i, const char *because)
{
    if (i < s->out->missed)
        return;
    if (i > s->out->missed)
        s->out->n_candidates = 0;
    s->out->missed = i;
    s->out->because = because;
}

/* Whether the name `name` is meant at segment i; if so it is noted for the slot's full path. */
static bool meant(struct search *s, size_t i, const char *name)
{
    if (at_end(s, i)) {
        could_be(s, i, name);
        return false;
    }
    if (!is(s, i, "every") && strcmp(s->path->segments[i], name) != 0) {
        could_be(s, i, name);
        return false;
    }
    s->names[i] = name;
    return true;
}

/* Whether the key `key` is meant at segment i; or, when the path ends there and `unsaid`, is what is meant by leaving it out. */
static bool key_meant(struct search *s, size_t i, const char *key, bool unsaid)
{
    if (at_end(s, i) && unsaid)
        return true;
    return !is(s, i, "every") && meant(s, i, key);
}

static void add(struct search *s, size_t i, struct wr_i_slot slot, const char *unsaid)
{
    struct wr_i_slots *o = s->out;
    const char *path = "";

    if (s->shared) /* kinds of patient that are `like` another may hold the very same value */
        for (size_t k = 0; k < o->count; k++)
            if (o->list[k].target == slot.target && o->list[k].part == slot.part)
                return;
    for (size_t k = 0; k < s->path->n && path != NULL; k++)
        path =
            wr_arena_printf(s->arena, "%s%s%s", path, k == 0 ? "" : ".", k < i && s->names[k] != NULL ? s->names[k] : s->path->segments[k]);
    if (path != NULL && unsaid != NULL)
        path = wr_arena_printf(s->arena, "%s.%s", path, unsaid);
    if (path == NULL || wr_arena_grow(s->arena, &o->list, &o->capacity, o->count + 1, sizeof *o->list) != 0) {
        s->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    slot.path = path;
    o->list[o->count++] = slot;
}

/* --- values --- */

static const char *case_name(struct search *s, int attribute, const struct wr_by_case *c)
{
    const struct wr_model *m = s->model;

    if (c->otherwise)
        return "otherwise";
    if (attribute == WR_BY_KIND)
        return c->category >= 0 && (size_t)c->category < m->n_kinds ? m->kinds[c->category].name : NULL;
    if (attribute < 0 || (size_t)attribute >= m->n_attributes)
        return NULL;
    if (m->attributes[attribute].kind == WR_ATTRIBUTE_CATEGORY && c->category >= 0)
        return m->attributes[attribute].categories[c->category];
    if (m->attributes[attribute].kind == WR_ATTRIBUTE_CHANCE)
        return c->category == 1 ? m->attributes[attribute].name : wr_arena_printf(s->arena, "not %s", m->attributes[attribute].name);
    return NULL; /* bands: changed as a whole */
}

static void in_value(struct search *s, size_t i, struct wr_value *v, enum wr_unit unit, bool adoptable, const char *unsaid)
{
    if (at_end(s, i)) {
        add(s, i, (struct wr_i_slot){.kind = WR_I_SLOT_VALUE, .target = v, .unit = unit, .adoptable = adoptable}, unsaid);
        return;
    }
    switch (v->kind) {
    case WR_VALUE_BY:
        for (size_t k = 0; k < v->n_cases; k++) {
            const char *name = case_name(s, v->by_attribute, &v->cases[k]);
            if (name != NULL && meant(s, i, name))
                in_value(s, i + 1, v->cases[k].value, unit, adoptable, NULL);
        }
        break;
    case WR_VALUE_DIST:
        if (i + 1 < s->path->n && is(s, i, wr_sampler_kind_name(v->dist->family)))
            i++; /* the family's name may stand between, as it does in the file */
        for (size_t k = 0; k < v->dist->n_params; k++)
            if (key_meant(s, i, wr_param_name(v->dist->params[k].name), false) && i + 1 == s->path->n)
                add(s, i + 1,
                    (struct wr_i_slot){.kind = WR_I_SLOT_PARAM,
                                       .target = v,
                                       .part = (int)k,
                                       .unit = v->dist->params[k].number.unit,
                                       .adoptable = adoptable},
                    NULL);
        break;
    case WR_VALUE_NUMBER:
        /* a bare time where a distribution could stand: its mean is itself */
        if (key_meant(s, i, "mean", false) && i + 1 == s->path->n)
            add(s, i + 1, (struct wr_i_slot){.kind = WR_I_SLOT_VALUE, .target = v, .unit = unit, .adoptable = adoptable}, NULL);
        break;
    case WR_VALUE_NONE:
    default:
        holds_nothing(s, i, "there is no number there");
        break;
    }
}

static void in_number(struct search *s, size_t i, struct wr_number *n, const char *unsaid)
{
    if (at_end(s, i))
        add(s, i, (struct wr_i_slot){.kind = WR_I_SLOT_NUMBER, .target = n, .unit = n->unit}, unsaid);
    else
        holds_nothing(s, i, "it is a single number: nothing stands below it");
}

static void in_schedule(struct search *s, size_t i, struct wr_schedule *schedule, const char *unsaid)
{
    if (!at_end(s, i))
        holds_nothing(s, i, "a number over time is changed as a whole; to change some hours, say `when:`");
    else if (schedule->unlimited)
        holds_nothing(s, i, "it is unlimited");
    else
        add(s, i, (struct wr_i_slot){.kind = WR_I_SLOT_SCHEDULE, .target = schedule, .unit = WR_UNIT_BARE}, unsaid);
}

static void in_seconds(struct search *s, size_t i, double *seconds)
{
    if (at_end(s, i))
        add(s, i, (struct wr_i_slot){.kind = WR_I_SLOT_SECONDS, .target = seconds, .unit = WR_UNIT_TIME}, NULL);
}

/* A value that the file may leave out; nothing can be multiplied then. */
static void in_optional(struct search *s, size_t i, struct wr_value *v, enum wr_unit unit, bool adoptable, const char *unsaid)
{
    if (v->kind == WR_VALUE_NONE) {
        holds_nothing(s, i, "the file does not say it");
        for (size_t k = 0; k < i && k < s->path->n; k++)
            if (wr_i_path_is_every(s->path, k) && strcmp(s->names[k], "every") != 0)
                return; /* `every` passes over what is not there */
    }
    in_value(s, i, v, unit, adoptable, unsaid);
}

static void in_with(struct search *s, size_t i, struct wr_with *with)
{
    for (size_t k = 0; k < with->n_all; k++)
        if (with->all[k].resource >= 0 && meant(s, i, s->model->resources[with->all[k].resource].name))
            in_value(s, i + 1, &with->all[k].count, WR_UNIT_BARE, false, NULL);
}

/* --- parts --- */

static void in_places(struct search *s, size_t i)
{
    for (size_t k = 0; k < s->model->n_places; k++) {
        struct wr_place *p = &s->model->places[k];
        if (!meant(s, i, p->name))
            continue;
        if (key_meant(s, i + 1, "spaces", true))
            in_schedule(s, i + 2, &p->spaces, at_end(s, i + 1) ? "spaces" : NULL);
        if (key_meant(s, i + 1, "turnaround", false)) {
            if (key_meant(s, i + 2, "takes", true))
                in_optional(s, i + 3, &p->turnaround, WR_UNIT_TIME, false, at_end(s, i + 2) ? "takes" : NULL);
            if (key_meant(s, i + 2, "with", false))
                in_with(s, i + 3, &p->turnaround_with);
        }
    }
}

static void in_resources(struct search *s, size_t i, enum wr_resource_kind kind)
{
    const char *how_many = kind == WR_STAFF ? "on duty" : "how many";

    for (size_t k = 0; k < s->model->n_resources; k++) {
        struct wr_resource *r = &s->model->resources[k];
        if (r->kind != kind || !meant(s, i, r->name))
            continue;
        if (key_meant(s, i + 1, how_many, true))
            in_schedule(s, i + 2, &r->on_duty, at_end(s, i + 1) ? how_many : NULL);
        if (kind == WR_STAFF && key_meant(s, i + 1, "breaks", false))
            in_schedule(s, i + 2, &r->breaks, at_end(s, i + 1) ? "breaks" : NULL);
        if (kind == WR_STAFF && key_meant(s, i + 1, "filled", false))
            in_number(s, i + 2, &r->filled, NULL);
        if (kind == WR_STAFF && key_meant(s, i + 1, "costs", false))
            in_number(s, i + 2, &r->costs, NULL);
    }
}

static void in_systems(struct search *s, size_t i)
{
    for (size_t k = 0; k < s->model->n_systems; k++) {
        struct wr_system *y = &s->model->systems[k];
        if (!meant(s, i, y->name))
            continue;
        if (key_meant(s, i + 1, "on paper", false))
            for (size_t j = 0; j < y->n_on_paper; j++)
                if (y->on_paper[j].step >= 0 && meant(s, i + 2, s->model->steps[y->on_paper[j].step].name))
                    in_optional(s, i + 3, &y->on_paper[j].times, WR_UNIT_TIMES, false, NULL);
        if (key_meant(s, i + 1, "afterwards", false) && key_meant(s, i + 2, "takes", true))
            in_optional(s, i + 3, &y->afterwards_takes, WR_UNIT_TIME, false, at_end(s, i + 2) ? "takes" : NULL);
    }
}

static void in_information(struct search *s, size_t i)
{
    for (size_t k = 0; k < s->model->n_items; k++) {
        struct wr_item *it = &s->model->items[k];
        if (!meant(s, i, it->name))
            continue;
        if (key_meant(s, i + 1, "there at once", false))
            in_value(s, i + 2, &it->there_at_once, WR_UNIT_SHARE, true, NULL);
        if (key_meant(s, i + 1, "wrong", false))
            in_optional(s, i + 2, &it->wrong, WR_UNIT_SHARE, true, NULL);
        if (key_meant(s, i + 1, "chase", false)) {
            if (!it->has_chase)
                holds_nothing(s, i + 2, "the file does not say how it is chased");
            else if (key_meant(s, i + 2, "takes", false))
                in_optional(s, i + 3, &it->chase_takes, WR_UNIT_TIME, true, NULL);
            else if (key_meant(s, i + 2, "found", false))
                in_optional(s, i + 3, &it->chase_found, WR_UNIT_SHARE, true, NULL);
            else if (key_meant(s, i + 2, "with", false))
                in_with(s, i + 3, &it->chase_with);
            else if (key_meant(s, i + 2, "priority", false))
                in_optional(s, i + 3, &it->chase_priority, WR_UNIT_BARE, false, NULL);
        }
        if (key_meant(s, i + 1, "keeps", false))
            in_seconds(s, i + 2, &it->keeps);
    }
}

static void in_outcomes(struct search *s, size_t i)
{
    for (size_t k = 0; k < s->model->n_outcomes; k++) {
        struct wr_outcome *o = &s->model->outcomes[k];
        if (!meant(s, i, o->name) || !key_meant(s, i + 1, "comes back", false) || !o->comes_back)
            continue;
        if (key_meant(s, i + 2, "chance", false))
            in_value(s, i + 3, &o->back_chance, WR_UNIT_SHARE, false, NULL);
        if (key_meant(s, i + 2, "after", false))
            in_value(s, i + 3, &o->back_after, WR_UNIT_TIME, false, NULL);
    }
}

static void in_attribute(struct search *s, size_t i, struct wr_kind_attribute *has)
{
    const struct wr_attribute *a = &s->model->attributes[has->attribute];

    if (a->kind != WR_ATTRIBUTE_CATEGORY) {
        in_value(s, i, &has->value, a->kind == WR_ATTRIBUTE_CHANCE ? WR_UNIT_SHARE : a->unit, false, NULL);
        return;
    }
    for (size_t c = 0; c < a->n_categories; c++)
        if (meant(s, i, a->categories[c]))
            add(s, i + 1, (struct wr_i_slot){.kind = WR_I_SLOT_CATEGORY, .target = has, .part = (int)c, .unit = WR_UNIT_SHARE}, NULL);
}

/* Whether a value that could be a kind's own was taken over from the kind that it is like: it then stands at the same place in the file. */
static bool taken_over(const struct wr_where *own, const struct wr_where *from)
{
    return own->line == from->line && own->column == from->column && own->file == from->file;
}

/* One kind; `like` is the named kind that it is like, or NULL when it is named itself: then only what was taken over is changed with it. */
static void in_kind(struct search *s, size_t i, struct wr_kind *p, const struct wr_kind *like)
{
    if ((like == NULL || taken_over(&p->arrive.where, &like->arrive.where)) && key_meant(s, i, "arrive", false)) {
        if (p->arrive.kind == WR_ARRIVE_RATE && (key_meant(s, i + 1, "a day", false) || key_meant(s, i + 1, "an hour", false)))
            in_number(s, i + 2, &p->arrive.rate, NULL);
        if (p->arrive.kind == WR_ARRIVE_EVERY && key_meant(s, i + 1, "one every", false))
            in_value(s, i + 2, &p->arrive.every, WR_UNIT_TIME, false, NULL);
        if (p->arrive.kind == WR_ARRIVE_BOOKED && key_meant(s, i + 1, "booked", false))
            in_schedule(s, i + 2, &p->arrive.booked, NULL);
        if (p->arrive.kind == WR_ARRIVE_BOOKED && key_meant(s, i + 1, "comes", false))
            in_number(s, i + 2, &p->arrive.comes, NULL);
    }
    if (like == NULL && key_meant(s, i, "attributes", false)) /* who is like it shares them */
        for (size_t j = 0; j < p->n_attributes; j++)
            if (p->attributes[j].attribute >= 0 && meant(s, i + 1, s->model->attributes[p->attributes[j].attribute].name))
                in_attribute(s, i + 2, &p->attributes[j]);
    if ((like == NULL || taken_over(&p->priority.where, &like->priority.where)) && key_meant(s, i, "priority", false))
        in_optional(s, i + 1, &p->priority, WR_UNIT_BARE, false, NULL);
    if (p->waiting_at_most.value >= 0 && (like == NULL || taken_over(&p->waiting_at_most.where, &like->waiting_at_most.where)) &&
        key_meant(s, i, "waiting at most", false))
        in_number(s, i + 1, &p->waiting_at_most, NULL);
}

static void in_patients(struct search *s, size_t i)
{
    for (size_t k = 0; k < s->model->n_kinds; k++) {
        struct wr_kind *p = &s->model->kinds[k];
        const struct wr_kind *like = p->like >= 0 ? &s->model->kinds[p->like] : NULL;
        if (like != NULL && is(s, i, like->name))
            in_kind(s, i + 1, p, like);
        else if (meant(s, i, p->name))
            in_kind(s, i + 1, p, NULL);
    }
}

static const char *target_name(const struct wr_model *m, const struct wr_target *to)
{
    if (to->index < 0) /* of a file with mistakes */
        return "";
    switch (to->kind) {
    case WR_TO_STEP:
        return m->steps[to->index].name;
    case WR_TO_OUTCOME:
        return m->outcomes[to->index].name;
    case WR_TO_DONE:
    default:
        return "done";
    }
}

/* The branches of a route, also inside its conditions: `then: [{if: ..., then: {a: 30%, b: rest}}, ...]`. */
static void in_route(struct search *s, size_t i, struct wr_route *route)
{
    switch (route->kind) {
    case WR_ROUTE_SHARES:
        for (size_t k = 0; k < route->n_branches; k++)
            if (meant(s, i, target_name(s->model, &route->branches[k].to)) && at_end(s, i + 1))
                add(s, i + 1,
                    (struct wr_i_slot){.kind = WR_I_SLOT_BRANCH, .target = &route->branches[k], .unit = WR_UNIT_SHARE, .adoptable = true},
                    NULL);
        break;
    case WR_ROUTE_BY:
    case WR_ROUTE_CASES:
        for (size_t k = 0; k < route->n_cases; k++)
            in_route(s, i, route->cases[k].then);
        break;
    case WR_ROUTE_TO:
        holds_nothing(s, i, "all go one way there: there is no share to change");
        break;
    case WR_ROUTE_NONE:
    default:
        break;
    }
}

static void in_step(struct search *s, size_t i, struct wr_step *p)
{
    if (key_meant(s, i, "takes", false))
        in_optional(s, i + 1, &p->takes, WR_UNIT_TIME, true, NULL);
    if (key_meant(s, i, "then", false))
        in_route(s, i + 1, &p->then);
    if (key_meant(s, i, "with", false))
        in_with(s, i + 1, &p->with);
    if (key_meant(s, i, "priority", false))
        in_optional(s, i + 1, &p->priority, WR_UNIT_BARE, false, NULL);
    if (key_meant(s, i, "waiting at most", false) && p->waiting_at_most.value >= 0)
        in_number(s, i + 1, &p->waiting_at_most, NULL);
    if (key_meant(s, i, "needs to know", false))
        for (size_t k = 0; k < p->n_needs; k++)
            if (p->needs[k].item >= 0 && meant(s, i + 1, s->model->items[p->needs[k].item].name) && key_meant(s, i + 2, "go ahead", true))
                in_optional(s, i + 3, &p->needs[k].go_ahead_times, WR_UNIT_TIMES, true, at_end(s, i + 2) ? "go ahead" : NULL);
    if (p->has_gives_up && key_meant(s, i, "gives up", false) && key_meant(s, i + 1, "after", true))
        in_value(s, i + 2, &p->gives_up_after, WR_UNIT_TIME, false, at_end(s, i + 1) ? "after" : NULL);
    if (p->has_unless && key_meant(s, i, "unless", false) && key_meant(s, i + 1, "after", true))
        in_value(s, i + 2, &p->unless_after, WR_UNIT_TIME, false, at_end(s, i + 1) ? "after" : NULL);
}

static void in_steps(struct search *s, size_t i)
{
    size_t known = s->collecting ? 0 : s->path->known;

    /* a file of thousands of steps may have a change for each */
    for (size_t k = known > 0 ? known - 1 : 0; k < (known > 0 ? known : s->model->n_steps); k++)
        if (meant(s, i, s->model->steps[k].name))
            in_step(s, i + 1, &s->model->steps[k]);
}

static void in_tasks(struct search *s, size_t i)
{
    for (size_t k = 0; k < s->model->n_tasks; k++) {
        struct wr_task *t = &s->model->tasks[k];
        if (!meant(s, i, t->name))
            continue;
        if (key_meant(s, i + 1, "takes", false))
            in_optional(s, i + 2, &t->takes, WR_UNIT_TIME, true, NULL);
        if (t->has_every && key_meant(s, i + 1, "every", false))
            in_seconds(s, i + 2, &t->every);
        if (is(s, i + 1, "every") && t->has_every) /* here the word is a key of the task, not `all names` */
            in_seconds(s, i + 2, &t->every);
        if (!t->has_every && key_meant(s, i + 1, "one every", false))
            in_value(s, i + 2, &t->one_every, WR_UNIT_TIME, false, NULL);
        if (key_meant(s, i + 1, "with", false))
            in_with(s, i + 2, &t->with);
        if (key_meant(s, i + 1, "priority", false))
            in_optional(s, i + 2, &t->priority, WR_UNIT_BARE, false, NULL);
    }
}

static void in_harm(struct search *s, size_t i)
{
    for (size_t k = 0; k < s->model->n_harms; k++)
        if (meant(s, i, s->model->harms[k].name) && key_meant(s, i + 1, "chance", false))
            for (size_t b = 0; b < s->model->harms[k].n_bands; b++)
                in_number(s, i + 2, &s->model->harms[k].bands[b].chance, NULL);
}

static void in_service(struct search *s)
{
    if (key_meant(s, 0, "places", false))
        in_places(s, 1);
    if (key_meant(s, 0, "staff", false))
        in_resources(s, 1, WR_STAFF);
    if (key_meant(s, 0, "equipment", false))
        in_resources(s, 1, WR_EQUIPMENT);
    if (key_meant(s, 0, "systems", false))
        in_systems(s, 1);
    if (key_meant(s, 0, "information", false))
        in_information(s, 1);
    if (key_meant(s, 0, "outcomes", false))
        in_outcomes(s, 1);
    s->shared = true;
    if (key_meant(s, 0, "patients", false))
        in_patients(s, 1);
    s->shared = false;
    if (key_meant(s, 0, "steps", false))
        in_steps(s, 1);
    if (key_meant(s, 0, "tasks", false))
        in_tasks(s, 1);
    if (key_meant(s, 0, "harm", false))
        in_harm(s, 1);
}

int wr_i_slots_find(struct wr_arena *arena, struct wr_model *model, const struct wr_i_path *path, struct wr_i_slots *out)
{
    struct search s = {.arena = arena, .model = model, .path = path, .out = out};

    *out = (struct wr_i_slots){.missed = 0};
    in_service(&s);
    if (out->count == 0 && s.status == 0) {
        s.collecting = true;
        in_service(&s);
    }
    return s.status;
}
