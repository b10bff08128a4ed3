/* What happens to those who are on the way when a change begins in the middle of a run: with `run --from go-live` only (docs/rules.md, section J).
 * Only what is not plain: who waits, who is led where, what runs on. Numbers over time, times and shares need no sentence. */
#include <string.h>

#include "base/text.h"
#include "model/explain_internal.h"
#include "model/path.h"
#include "read/tree.h"

/* What one effect, or one removed part, is about. */
struct acts {
    const char *part, *name; /* of the path: steps, triage; `every` stays as it is */
    const char *key;         /* its third name, or "" */
    const char *effect;      /* the key of the change under which it stands: effects or removes */
    bool is_whole;           /* the path goes no further than its key */
    const struct wr_node *set;
};

#define FROM "with `run --from go-live`, "

static void say(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a, const char *format, ...) WR_PRINTF(4, 5);

static void say(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a, const char *format, ...)
{
    struct wr_buf text;
    va_list args;

    wr_buf_init(&text, 0);
    va_start(args, format);
    wr_buf_vprintf(&text, format, args);
    va_end(args);
    if (wr_buf_status(&text) != 0)
        e->status = wr_fail(WR_ERR_MEMORY);
    else
        wr_i_explain_note(e, "changes", c->name, a->effect, c->where, "%s", wr_buf_string(&text));
    wr_buf_free(&text);
}

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

static void of_step(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a)
{
    int step = wr_model_step(e->m, a->name);

    say(e, c, a, FROM "who has asked for %s before it begins goes on as it was", is(a->name, "every") ? "a step" : a->name);
    if (step >= 0 && e->m->steps[step].has_together && e->m->steps[step].together_least.value > 1)
        say(e, c, a,
            FROM "those who wait for others for %s as it begins make groups with each other only: who asks later waits for others who "
                 "asked later",
            a->name);
}

/* Which sort of coming a value of `arrive` is. */
static enum wr_arrive_kind comes_by(const struct wr_node *arrive)
{
    return arrive == NULL || arrive->kind != WR_NODE_MAP ? WR_ARRIVE_NONE
           : wr_node_get(arrive, "booked") != NULL       ? WR_ARRIVE_BOOKED
           : wr_node_get(arrive, "file") != NULL         ? WR_ARRIVE_FILE
           : wr_node_get(arrive, "one every") != NULL    ? WR_ARRIVE_EVERY
                                                         : WR_ARRIVE_RATE;
}

static void of_kind(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a)
{
    int kind = wr_model_kind(e->m, a->name);
    enum wr_arrive_kind was = kind >= 0 ? e->m->kinds[kind].arrive.kind : WR_ARRIVE_NONE;

    if (is(a->key, "attributes"))
        say(e, c, a, FROM "an attribute that it brings is drawn for everybody who comes, from the start of the run on");
    if (is(a->key, "arrive") && a->is_whole && (was == WR_ARRIVE_RATE || was == WR_ARRIVE_EVERY) && comes_by(a->set) != was)
        say(e, c, a, FROM "who would have come next of %s as it was does not come", a->name);
    if (is(a->key, "priority"))
        say(e, c, a, FROM "who has come as %s before it begins keeps the priority of then", a->name);
}

static void of_place(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a)
{
    int place = wr_model_place(e->m, a->name);

    if (is(a->key, "opens") && place >= 0 && is(a->effect, "effects"))
        say(e, c, a,
            e->m->places[place].has_surge ? FROM "%s stays as it is when it begins, open or closed; from then on the new rule decides"
                                          : FROM "%s closes when it begins, whoever is in it, until its rule opens it",
            a->name);
    if (is(a->key, "turnaround"))
        say(e, c, a, FROM "a turnaround of %s that is under way when it begins goes on as it was", a->name);
}

static void of_resource(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a)
{
    if (is(a->key, "serves"))
        say(e, c, a, FROM "who has asked for a step before it begins may still have %s", a->name);
    if (is(a->key, "filled"))
        say(e, c, a, FROM "it is drawn anew, as it begins, who of %s comes, in the middle of a shift too", a->name);
    if (is(a->key, "at end of shift"))
        say(e, c, a, FROM "it holds for those, too, who are at work as it begins");
}

/* What is down as it begins: by chance or from a date to its end, by plan no longer. */
static void of_down(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a)
{
    int at = wr_model_resource(e->m, a->name);
    const struct wr_down *down = at >= 0 ? e->m->resources[at].down : NULL;
    size_t n = at >= 0 ? e->m->resources[at].n_down : 0;
    bool planned = false, other = false;

    for (size_t i = 0; at < 0 && i < e->m->n_systems; i++)
        if (is(e->m->systems[i].name, a->name)) {
            down = e->m->systems[i].down;
            n = e->m->systems[i].n_down;
        }
    for (size_t i = 0; i < n; i++) {
        planned = planned || down[i].has_when;
        other = other || !down[i].has_when;
    }
    if (other)
        say(e, c, a, FROM "%s that is down as it begins, by chance or from a date, is down to its end; the old list brings nothing more",
            a->name);
    if (planned)
        say(e, c, a, FROM "%s that is down as it begins, as was planned, is back at once unless the new list says so too", a->name);
}

static void of_system(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a)
{
    if (is(a->key, "on paper"))
        say(e, c, a, FROM "who has asked for a step before it begins goes on as it was, with and without %s", a->name);
    if (is(a->key, "afterwards"))
        say(e, c, a, FROM "what was done without %s before it begins, and is due to be typed in later, is typed in as it says", a->name);
}

static void of_task(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a)
{
    if (is(a->key, "every") || is(a->key, "one every"))
        say(e, c, a, FROM "the moments of %s are those they would be if it had been so from the start of the run", a->name);
    else if (is(a->key, "with") || is(a->key, "priority"))
        say(e, c, a, FROM "a %s that was due before it begins is done as it was", a->name);
}

static void act(struct wr_i_explain *e, const struct wr_change *c, const struct acts *a)
{
    if (is(a->part, "steps"))
        of_step(e, c, a);
    else if (is(a->part, "patients"))
        of_kind(e, c, a);
    else if (is(a->part, "places"))
        of_place(e, c, a);
    else if (is(a->key, "down"))
        of_down(e, c, a);
    else if (is(a->part, "staff") || is(a->part, "equipment"))
        of_resource(e, c, a);
    else if (is(a->part, "systems"))
        of_system(e, c, a);
    else if (is(a->part, "tasks"))
        of_task(e, c, a);
    else if (is(a->part, "information"))
        say(e, c, a, FROM "who has asked for a step before it begins goes by %s as it was kept and chased", a->name);
    else if (is(a->part, "outcomes") && is(a->key, "comes back"))
        say(e, c, a, FROM "who has left before it begins comes back as it was");
}

/* The names of a path; false when it is none. */
static bool path_of(struct wr_i_explain *e, const char *text, struct wr_i_path *path, struct acts *a)
{
    if (text == NULL || !wr_i_path_split(&e->arena, text, path) || path->n < 2)
        return false;
    a->part = path->segments[0];
    a->name = path->segments[1];
    a->key = path->n > 2 ? path->segments[2] : "";
    a->is_whole = path->n <= 3;
    return true;
}

/* Whether something is to be said of an effect at all: not of what acts use by use, nor of numbers that are more or fewer. */
static bool says(const struct wr_effect *f)
{
    return f->path != NULL && !f->adoptable && (f->op == WR_OP_SET || wr_text_starts(f->path, "steps."));
}

/* How far a path goes that is about one thing: steps.NAME, or PART.NAME.KEY. */
static size_t thing(const char *path)
{
    size_t names = wr_text_starts(path, "steps.") ? 2 : 3, i = 0;

    while (path[i] != '\0' && (path[i] != '.' || --names > 0))
        i++;
    return i;
}

/* Whether an effect before it in the change is about the same thing: said once. */
static bool is_said(struct wr_i_explain *e, const struct wr_change *c, size_t i)
{
    const char *path = c->effects[i].path;

    if (i > e->pairs_left)
        return true;
    e->pairs_left -= i;
    for (size_t k = 0; k < i; k++) {
        const struct wr_effect *f = &c->effects[k];
        if (says(f) && thing(f->path) == thing(path) && strncmp(f->path, path, thing(path)) == 0)
            return true;
    }
    return false;
}

void wr_i_explain_change(struct wr_i_explain *e, const struct wr_change *c)
{
    bool whole = false;

    if (e->m->run.mode != WR_RUN_PERIOD) /* there is no go-live */
        return;
    for (size_t i = 0; i < c->n_effects; i++) {
        const struct wr_effect *f = &c->effects[i];
        struct acts a = {.effect = "effects", .set = f->set_node};
        struct wr_i_path path;
        if (says(f) && path_of(e, f->path, &path, &a) && !is_said(e, c, i))
            act(e, c, &a);
    }
    for (size_t i = 0; i < c->n_removes; i++) {
        struct acts a = {.effect = "removes"};
        struct wr_i_path path;
        if (!path_of(e, c->removes[i], &path, &a))
            continue;
        if (path.n > 2)
            act(e, c, &a);
        else
            whole = whole || is(a.part, "steps") || is(a.part, "places") || is(a.part, "staff") || is(a.part, "equipment") ||
                    is(a.part, "systems") || is(a.part, "information") || is(a.part, "outcomes");
    }
    if (whole)
        wr_i_explain_note(e, "changes", c->name, "removes", c->where,
                          FROM "what it takes out stays for who has asked before it begins; who asks later does not come to it");
}

/* Whether a change sets what another sets too: the path, or NULL. */
static const char *both_set(struct wr_i_explain *e, const struct wr_change *a, const struct wr_change *b)
{
    for (size_t i = 0; i < a->n_effects; i++) {
        if (a->effects[i].op != WR_OP_SET || a->effects[i].path == NULL)
            continue;
        for (size_t k = 0; k < b->n_effects && e->pairs_left > 0; k++, e->pairs_left--)
            if (b->effects[k].op == WR_OP_SET && b->effects[k].path != NULL && is(a->effects[i].path, b->effects[k].path))
                return a->effects[i].path;
    }
    return NULL;
}

/* What stands last in the option's order is what a `set` comes to, whichever begins last. */
static void last_in_order(struct wr_i_explain *e, const struct wr_option *o)
{
    for (size_t i = 0; i < o->n_changes; i++)
        for (size_t k = i + 1; k < o->n_changes && e->pairs_left > 0; k++, e->pairs_left--) {
            const struct wr_change *first = &e->m->changes[o->changes[i]], *last = &e->m->changes[o->changes[k]];
            const char *path = o->after[i] > o->after[k] ? both_set(e, first, last) : NULL;
            if (path != NULL)
                wr_i_explain_note(e, "options", o->name, "", o->where,
                                  "%s and %s both set %s: %s stands last here, so it holds from its beginning on, though %s begins later",
                                  first->name, last->name, path, last->name, first->name);
        }
}

void wr_i_explain_option(struct wr_i_explain *e, const struct wr_option *o)
{
    if (o->after == NULL)
        return;
    wr_i_explain_note(e, "options", o->name, "", o->where,
                      "what begins when counts with `run --from go-live` only; settled, all its changes are there");
    last_in_order(e, o);
}
