/* What could be done differently, and what is to be chosen between. */
#include "model/tell_internal.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "model/path.h"
#include "read/tree.h"

static bool is_chance(const struct wr_model *m, const char *attribute)
{
    for (size_t i = 0; i < m->n_attributes; i++)
        if (strcmp(m->attributes[i].name, attribute) == 0)
            return m->attributes[i].kind == WR_ATTRIBUTE_CHANCE;
    return false;
}

/* Paths about who comes: "the time between two arrivals of stroke patients"; "the share of stroke patients whose urgency is urgent". False: another path. */
static bool who_comes(const struct wr_model *m, const struct wr_i_path *p, struct wr_buf *out)
{
    bool every = wr_i_path_is_every(p, 1);
    const char *kind = every ? "" : p->segments[1], *blank = every ? "" : " ";

    if (strcmp(p->segments[2], "arrive") == 0 && p->n == 3)
        wr_buf_printf(out, "how %s%spatients come", kind, blank);
    else if (strcmp(p->segments[2], "arrive") == 0 && p->n == 4 && strcmp(p->segments[3], "one every") == 0)
        wr_buf_printf(out, "the time between two arrivals of %s%spatients", every ? "all " : kind, blank);
    else if (strcmp(p->segments[2], "arrive") == 0 && p->n == 4 && p->segments[3][0] == 'a' && strchr(p->segments[3], ' ') != NULL)
        wr_buf_printf(out, "how many %s%spatients come %s", kind, blank, p->segments[3]);
    else if (strcmp(p->segments[2], "attributes") == 0 && p->n == 4) {
        if (is_chance(m, p->segments[3]))
            wr_buf_printf(out, "the share of %s%spatients who are %s", every ? "all " : kind, blank, p->segments[3]);
        else
            wr_buf_printf(out, "the %s of %s%spatients", p->segments[3], every ? "all " : kind, blank);
    } else if (strcmp(p->segments[2], "attributes") == 0 && p->n == 5) {
        wr_buf_printf(out, "the share of %s%spatients whose ", every ? "all " : kind, blank);
        wr_i_tell_attribute(p->segments[3], out);
        wr_buf_printf(out, " is %s", p->segments[4]);
    } else {
        return false;
    }
    return true;
}

/* What a path PART.NAME, PART.NAME.KEY or PART.NAME.KEY.MORE speaks of, for the paths that people write most. */
static const struct {
    const char *part, *key, *more, *before, *behind; /* key, more: NULL: there is none; before NAME and behind it */
} subjects[] = {
    {"steps", "takes", NULL, "the time of ", ""},
    {"steps", "with", NULL, "who does ", ""},
    {"steps", "in", NULL, "where ", " is done"},
    {"steps", "then", NULL, "what comes after ", ""},
    {"steps", "rounds", NULL, "the time of day of ", ""},
    {"steps", "open", NULL, "when ", " is open"},
    {"steps", "priority", NULL, "the priority of ", ""},
    {"steps", "gives up", NULL, "who gives up waiting for ", ""},
    {"staff", NULL, NULL, "the number on duty of ", ""},
    {"staff", "on duty", NULL, "the number on duty of ", ""},
    {"staff", "breaks", NULL, "the number of ", " on a break"},
    {"staff", "filled", NULL, "how often each ", " of a shift is there"},
    {"staff", "at end of shift", NULL, "what each ", " does at the end of a shift"},
    {"staff", "serves", NULL, "whom each ", " serves"},
    {"equipment", NULL, NULL, "the number of ", ""},
    {"equipment", "how many", NULL, "the number of ", ""},
    {"equipment", "down", NULL, "when ", " is down"},
    {"places", NULL, NULL, "the number of spaces in ", ""},
    {"places", "spaces", NULL, "the number of spaces in ", ""},
    {"places", "open", NULL, "when ", " is open"},
    {"places", "opens", NULL, "when ", " opens"},
    {"places", "turnaround", NULL, "the turnaround of ", ""},
    {"systems", "down", NULL, "when ", " is down"},
    {"systems", "on paper", NULL, "what is done on paper without ", ""},
    {"information", "there at once", NULL, "how often ", " is there at once"},
    {"information", "wrong", NULL, "how often ", " is wrong"},
    {"information", "kept in", NULL, "where ", " is kept"},
    {"information", "chase", "takes", "the time of chasing ", ""},
    {"information", "chase", "with", "who chases ", ""},
    {"tasks", "takes", NULL, "the time of ", ""},
    {"tasks", "with", NULL, "who does ", ""},
    {"tasks", "every", NULL, "how often ", " is due"},
    {"patients", "starts at", NULL, "where ", " patients go first"},
    {"patients", "priority", NULL, "the priority of ", " patients"},
};

static bool is_word(const struct wr_i_path *p, size_t segment, const char *word)
{
    return word == NULL ? p->n == segment : p->n > segment && strcmp(p->segments[segment], word) == 0;
}

static bool spoken_of(const struct wr_i_path *p, struct wr_buf *out)
{
    if (p->n == 4 && strcmp(p->segments[0], "steps") == 0 && strcmp(p->segments[2], "then") == 0) {
        wr_buf_printf(out, "the share that goes from %s to %s", p->segments[1], p->segments[3]);
        return true;
    }
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (is_word(p, 0, subjects[i].part) && is_word(p, 2, subjects[i].key) &&
            (subjects[i].key == NULL || (is_word(p, 3, subjects[i].more) && p->n == (subjects[i].more == NULL ? 3u : 4u)))) {
            wr_buf_printf(out, "%s%s%s", subjects[i].before, p->segments[1], subjects[i].behind);
            return true;
        }
    return false;
}

/* "the time of triage", "the number of spaces in ward"; else the path itself. */
static void subject(const struct wr_model *model, const char *path, struct wr_buf *out)
{
    struct wr_arena arena;
    struct wr_i_path p;
    bool said, whole;

    wr_arena_init(&arena, 64 << 10);
    whole = wr_i_path_split(&arena, path, &p);
    said = whole && p.n >= 3 && strcmp(p.segments[0], "patients") == 0 && who_comes(model, &p, out);
    if (!said && (!whole || p.n < 2 || wr_i_path_is_every(&p, 1) || !spoken_of(&p, out))) {
        if (arena.blocks == NULL && out->status == 0) /* not a path of another kind: no memory to look at it */
            out->status = wr_fail(WR_ERR_MEMORY);
        wr_buf_text(out, path);
    }
    wr_arena_free(&arena);
}

void wr_tell_removed(const char *path, struct wr_buf *out)
{
    static const struct {
        const char *part, *one;
    } parts[] = {
        {"steps", "the step"},          {"tasks", "the task"},       {"places", "the place"},     {"staff", "the staff"},
        {"equipment", "the equipment"}, {"systems", "the system"},   {"outcomes", "the outcome"}, {"information", "the information"},
        {"patients", "the patients"},   {"measures", "the measure"}, {"harm", "the harm"}};
    struct wr_arena arena;
    struct wr_i_path p;
    bool said = false;

    wr_arena_init(&arena, 64 << 10);
    if (wr_i_path_split(&arena, path, &p)) {
        for (size_t i = 0; p.n == 2 && !said && i < sizeof parts / sizeof *parts; i++)
            if (strcmp(p.segments[0], parts[i].part) == 0) {
                wr_buf_printf(out, "%s %s", parts[i].one, p.segments[1]);
                said = true;
            }
        if (p.n == 3) {
            wr_buf_printf(out, "the `%s` of %s", p.segments[2], p.segments[1]);
            said = true;
        }
    } else if (arena.blocks == NULL && out->status == 0) {
        out->status = wr_fail(WR_ERR_MEMORY);
    }
    if (!said)
        wr_buf_text(out, path);
    wr_arena_free(&arena);
}

/* What takes the time that a path speaks of: "triage", "chasing last results". False: it speaks of no time, or of many. */
static bool who_takes(const char *path, struct wr_buf *out)
{
    struct wr_arena arena;
    struct wr_i_path p;
    bool takes = false, chasing = false;

    wr_arena_init(&arena, 64 << 10);
    if (wr_i_path_split(&arena, path, &p) && p.n >= 3 && !wr_i_path_is_every(&p, 1) && strcmp(p.segments[p.n - 1], "takes") == 0) {
        chasing = p.n == 4 && strcmp(p.segments[0], "information") == 0 && strcmp(p.segments[2], "chase") == 0;
        takes = chasing || (p.n == 3 && (strcmp(p.segments[0], "steps") == 0 || strcmp(p.segments[0], "tasks") == 0));
        if (takes)
            wr_buf_printf(out, "%s%s", chasing ? "chasing " : "", p.segments[1]);
    } else if (arena.blocks == NULL && out->status == 0) {
        out->status = wr_fail(WR_ERR_MEMORY);
    }
    wr_arena_free(&arena);
    return takes;
}

/* `change: patients.X.arrive, set: none` */
static bool nobody_comes(const struct wr_effect *effect)
{
    return effect->op == WR_OP_SET && wr_text_equal(effect->set_text, "none") && wr_text_starts(effect->path, "patients.") &&
           wr_text_ends(effect->path, ".arrive");
}

void wr_tell_effect(const struct wr_model *model, const struct wr_effect *effect, struct wr_buf *out)
{
    bool takes = effect->op != WR_OP_SET && who_takes(effect->path, out); /* "triage takes 0.8 times as long" */

    if (!takes && !nobody_comes(effect))
        subject(model, effect->path, out);
    if (nobody_comes(effect)) {
        wr_buf_text(out, "no ");
        wr_buf_add(out, effect->path + strlen("patients."), strlen(effect->path) - strlen("patients.") - strlen(".arrive"));
        wr_buf_text(out, " patients come");
    } else if (effect->op == WR_OP_SET) {
        wr_buf_text(out, " becomes ");
        if (effect->set_node != NULL)
            wr_i_tell_node(effect->set_node, out);
        else
            wr_buf_text(out, effect->set_text == NULL ? "something else" : effect->set_text);
    } else if (effect->op == WR_OP_TIMES) {
        wr_buf_text(out, takes ? " takes " : " is multiplied by ");
        wr_tell_number(&effect->by, WR_UNIT_BARE, out);
        wr_buf_text(out, takes ? " times as long" : "");
    } else {
        struct wr_number by = effect->by;
        wr_buf_text(out, takes ? " takes " : by.value < 0 ? " goes down by " : " goes up by ");
        if (by.value < 0) {
            by.value = -by.value;
            by.low = -effect->by.high;
            by.high = -effect->by.low;
        }
        wr_tell_number(&by, by.unit, out);
        wr_buf_text(out, !takes ? "" : effect->by.value < 0 ? " less" : " longer");
    }
    if (effect->has_when) {
        wr_buf_text(out, ", ");
        wr_tell_when(&effect->when, out);
    }
    if (effect->source == NULL)
        wr_buf_text(out, " (no source is given)");
    else
        wr_buf_printf(out, " (%s)", effect->invented ? "invented" : effect->source);
    if (effect->says != NULL)
        wr_buf_printf(out, ": %s", effect->says);
}

static void list(struct wr_i_tell *t, const char *change, const char *words, const char **texts, size_t n)
{
    if (n == 0)
        return;
    wr_buf_printf(&t->line, "%s: %s ", change, words);
    for (size_t i = 0; i < n; i++) {
        wr_i_tell_join(&t->line, i, n);
        wr_buf_text(&t->line, texts[i]);
    }
    wr_i_tell_end(t);
}

static void hazards(struct wr_i_tell *t, const char *change, const char *words, const struct wr_hazard *h, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        wr_buf_printf(&t->line, "%s, %s: ", change, words);
        if (h[i].name != NULL)
            wr_buf_printf(&t->line, "%s%s", h[i].name, h[i].says != NULL ? ": " : "");
        if (h[i].says != NULL)
            wr_buf_text(&t->line, h[i].says);
        if (h[i].owner != NULL)
            wr_buf_printf(&t->line, "; %s looks after it", h[i].owner);
        else
            wr_buf_text(&t->line, "; nobody is named to look after it");
        wr_i_tell_end(t);
    }
}

/* "check alerts adds to tasks: ...": new entries are said as they are written. */
static void adds(struct wr_i_tell *t, const struct wr_change *c)
{
    const struct wr_node *parts = c->adds;
    bool first = true;

    for (size_t i = 0; parts != NULL && parts->kind == WR_NODE_MAP && i < parts->count; i++) {
        const struct wr_node *part = parts->items[i];
        if (part->key == NULL)
            continue;
        wr_buf_printf(&t->line, "%s%s ", first ? c->name : ";", first ? " adds to" : "");
        wr_buf_text(&t->line, part->key);
        first = false;
        for (size_t k = 0; k < part->count; k++) {
            wr_buf_text(&t->line, k == 0 ? ": " : ", ");
            wr_i_tell_entry(part->items[k], &t->line);
        }
    }
    wr_i_tell_end(t);
}

static void roll_out(struct wr_i_tell *t, const struct wr_change *c)
{
    struct wr_buf *line = &t->line;

    if (c->reaches.value != 1 || wr_num_finite(c->reaches.low) || c->over > 0) {
        wr_buf_printf(line, "%s is taken up ", c->name);
        if (c->over > 0) {
            wr_buf_text(line, "little by little, over ");
            wr_i_tell_quantity(line, c->over, WR_UNIT_TIME);
            wr_buf_text(line, ", until it is used ");
        }
        wr_buf_text(line, "for ");
        wr_tell_number(&c->reaches, WR_UNIT_SHARE, line);
        wr_i_tell_end(t);
    }
    if (c->has_go_live) {
        wr_buf_printf(line, "%s begins with a dip that lasts ", c->name);
        wr_i_tell_quantity(line, c->dip_lasts, WR_UNIT_TIME);
        for (size_t i = 0; i < c->n_dips; i++) {
            wr_buf_text(line, i == 0 ? ": " : ", ");
            if (who_takes(c->dips[i].path, line)) {
                wr_buf_text(line, " takes ");
                wr_tell_value(t->m, &c->dips[i].times, WR_UNIT_BARE, line);
                wr_buf_text(line, " times as long");
            } else {
                subject(t->m, c->dips[i].path, line);
                wr_buf_text(line, " is multiplied by ");
                wr_tell_value(t->m, &c->dips[i].times, WR_UNIT_BARE, line);
            }
        }
        wr_i_tell_end(t);
    }
    for (size_t i = 0; i < c->n_beside; i++) {
        wr_buf_printf(line, "%s keeps ", c->name);
        wr_tell_number(&c->beside[i].keeps, WR_UNIT_SHARE, line);
        wr_buf_printf(line, " of its effect beside %s", t->m->changes[c->beside[i].change].name);
        wr_i_tell_end(t);
    }
    if (c->has_costs) {
        wr_buf_printf(line, "%s costs ", c->name);
        wr_tell_number(&c->costs_once, WR_UNIT_MONEY, line);
        wr_buf_text(line, " once and ");
        wr_tell_number(&c->costs_a_year, c->costs_a_year.unit, line);
        wr_buf_text(line, c->costs_a_year.unit == WR_UNIT_MONEY ? " a year" : "");
        if (c->lifetime > 0) {
            wr_buf_text(line, ", for ");
            wr_i_tell_quantity(line, c->lifetime, WR_UNIT_TIME);
        }
        wr_i_tell_end(t);
    }
}

static void change(struct wr_i_tell *t, const struct wr_change *c)
{
    struct wr_buf *line = &t->line;

    wr_buf_printf(line, "%s: %s", c->name, c->says == NULL ? "the file does not say what changes for patients and staff" : c->says);
    wr_i_tell_end(t);
    if (c->owner != NULL || c->clinical_sponsor != NULL) {
        wr_buf_printf(line, "%s: ", c->name);
        wr_buf_printf(line, "%s%s", c->owner != NULL ? "owned by " : "nobody is named as owner", c->owner != NULL ? c->owner : "");
        wr_buf_printf(line, "%s%s", c->clinical_sponsor != NULL ? ", sponsored by " : ", no clinical sponsor is named",
                      c->clinical_sponsor != NULL ? c->clinical_sponsor : "");
        wr_i_tell_end(t);
    }
    list(t, c->name, "asked for in", c->need, c->n_need);
    list(t, c->name, "uses", c->uses, c->n_uses);
    list(t, c->name, "needs first", c->needs_first, c->n_needs_first);
    for (size_t i = 0; i < c->n_effects; i++) {
        if (c->effects[i].path == NULL)
            continue;
        wr_buf_printf(line, "With %s, ", c->name);
        wr_tell_effect(t->m, &c->effects[i], line);
        wr_i_tell_end(t);
    }
    adds(t, c);
    for (size_t i = 0; i < c->n_removes; i++) {
        wr_buf_printf(line, "%s", i == 0 ? c->name : "");
        wr_buf_text(line, i == 0 ? " takes out " : "");
        if (i > 0)
            wr_i_tell_join(line, i, c->n_removes);
        wr_tell_removed(c->removes[i], line);
    }
    if (c->n_removes > 0)
        wr_i_tell_end(t);
    roll_out(t, c);
    hazards(t, c->name, "a hazard", c->hazards, c->n_hazards);
    hazards(t, c->name, "an issue", c->issues, c->n_issues);
}

void wr_i_tell_changes(struct wr_i_tell *t)
{
    const struct wr_model *m = t->m;
    struct wr_buf *line = &t->line;

    wr_i_tell_section(t, "What could be done differently");
    for (size_t i = 0; i < m->n_changes; i++)
        change(t, &m->changes[i]);
    wr_i_tell_section(t, "What is to be chosen between");
    for (size_t i = 0; i < m->n_options; i++) {
        const struct wr_option *o = &m->options[i];
        wr_buf_printf(line, "%s: ", o->name);
        if (o->n_changes == 1 && strcmp(m->changes[o->changes[0]].name, o->name) == 0) {
            wr_buf_text(line, "this change alone");
            if (o->after != NULL && o->after[0] > 0) {
                wr_buf_text(line, ", ");
                wr_i_tell_quantity(line, o->after[0], WR_UNIT_TIME);
                wr_buf_text(line, " after the go-live");
            }
            wr_i_tell_end(t);
            continue;
        }
        for (size_t k = 0; k < o->n_changes; k++) {
            wr_i_tell_join(line, k, o->n_changes);
            wr_buf_text(line, m->changes[o->changes[k]].name);
            if (o->after != NULL && o->after[k] > 0) {
                wr_buf_text(line, " (");
                wr_i_tell_quantity(line, o->after[k], WR_UNIT_TIME);
                wr_buf_text(line, " after the go-live)");
            }
        }
        wr_buf_text(line, o->n_changes == 0 ? "the service as it is" : "");
        wr_i_tell_end(t);
    }
    wr_i_tell_section(t, "What is not known for certain");
    for (size_t i = 0; i < m->n_unknowns; i++) {
        wr_buf_printf(line, "%s: ", m->unknowns[i].name);
        wr_tell_number(&m->unknowns[i].number, m->unknowns[i].number.unit, line);
        wr_i_tell_end(t);
    }
    for (size_t i = 0; i < m->n_correlations; i++) {
        const struct wr_correlation *c = &m->correlations[i];
        wr_buf_printf(line, "%s and %s go together: their correlation is %.15g", m->unknowns[c->a].name, m->unknowns[c->b].name, c->is);
        wr_i_tell_end(t);
    }
}
