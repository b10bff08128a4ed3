/* Names: entered in the first pass, looked up in the second, with "did you mean" among those that could stand there. */
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

static const char *article(enum wr_i_part part) { return part == WR_I_OUTCOME || part == WR_I_ATTRIBUTE ? "an" : "a"; }

static bool is_reserved(const char *name)
{
    size_t i;

    for (i = 0; wr_describe_reserved[i] != NULL; i++)
        if (strcmp(wr_describe_reserved[i], name) == 0)
            return true;
    return false;
}

void wr_i_name(struct wr_i_reader *r, struct wr_map *map, enum wr_i_part part, size_t index, const struct wr_node *entry)
{
    const char *name = entry->key != NULL ? entry->key : entry->text;
    struct wr_where where = entry->key != NULL ? entry->key_where : entry->where;
    enum wr_i_part other;
    int there;
    size_t forbidden;

    if (name == NULL)
        return;
    wr_i_enter(r, wr_i_part_section(part));
    forbidden = strcspn(name, "./:,#[]{}");
    if (name[0] == '\0')
        wr_i_mistake(r, where, "give it a name", "a name is empty");
    else if (name[forbidden] != '\0')
        wr_i_mistake(r, where, "leave out . / : , # [ ] { } in names; spaces and & are fine", "the name `%s` holds a `%c`", name,
                     name[forbidden]);
    else if (is_reserved(name))
        wr_i_mistake(r, where, "choose another name", "`%s` is a word of the language and cannot be a name", name);
    there = wr_i_find(map, name, &other);
    if (there >= 0) {
        wr_i_mistake(r, where, "give one of them another name", "`%s` is the name of %s %s already", name, article(other),
                     wr_i_part_words(other));
        r->clashes = true;
    } else {
        wr_i_put(r, map, part, index, name);
    }
    wr_i_leave(r);
}

int wr_i_find(const struct wr_map *map, const char *name, enum wr_i_part *part)
{
    long value;

    if (!wr_map_get(map, name, &value))
        return -1;
    if (part != NULL)
        *part = (enum wr_i_part)(value % 16);
    return (int)(value / 16);
}

static const struct {
    const char *words, *section;
} parts[WR_I_PARTS] = {
    [WR_I_STEP] = {"step", "steps"},
    [WR_I_TASK] = {"task", "tasks"},
    [WR_I_OUTCOME] = {"outcome", "outcomes"},
    [WR_I_PLACE] = {"place", "places"},
    [WR_I_RESOURCE] = {"member of staff or equipment", "staff"},
    [WR_I_SYSTEM] = {"system", "systems"},
    [WR_I_ITEM] = {"piece of information", "information"},
    [WR_I_KIND] = {"kind of patient", "patients"},
    [WR_I_ATTRIBUTE] = {"attribute", "attributes"},
    [WR_I_MEASURE] = {"measure", "measures"},
    [WR_I_HARM] = {"harm", "harm"},
    [WR_I_CHANGE] = {"change", "changes"},
    [WR_I_UNKNOWN] = {"named unknown", "unknowns"},
};

const char *wr_i_part_words(enum wr_i_part part) { return parts[part].words; }
const char *wr_i_part_section(enum wr_i_part part) { return parts[part].section; }

static size_t part_count(const struct wr_model *m, enum wr_i_part part)
{
    switch (part) {
    case WR_I_STEP:
        return m->n_steps;
    case WR_I_TASK:
        return m->n_tasks;
    case WR_I_OUTCOME:
        return m->n_outcomes;
    case WR_I_PLACE:
        return m->n_places;
    case WR_I_RESOURCE:
        return m->n_resources;
    case WR_I_SYSTEM:
        return m->n_systems;
    case WR_I_ITEM:
        return m->n_items;
    case WR_I_KIND:
        return m->n_kinds;
    case WR_I_ATTRIBUTE:
        return m->n_attributes;
    case WR_I_MEASURE:
        return m->n_measures;
    case WR_I_HARM:
        return m->n_harms;
    case WR_I_CHANGE:
        return m->n_changes;
    case WR_I_UNKNOWN:
        return m->n_unknowns;
    case WR_I_PARTS:
        break;
    }
    return 0;
}

const char *wr_i_part_name(const struct wr_model *m, enum wr_i_part part, int index)
{
    size_t i = (size_t)index;

    if (index < 0 || i >= part_count(m, part))
        return "?";
    switch (part) {
    case WR_I_STEP:
        return m->steps[i].name;
    case WR_I_TASK:
        return m->tasks[i].name;
    case WR_I_OUTCOME:
        return m->outcomes[i].name;
    case WR_I_PLACE:
        return m->places[i].name;
    case WR_I_RESOURCE:
        return m->resources[i].name;
    case WR_I_SYSTEM:
        return m->systems[i].name;
    case WR_I_ITEM:
        return m->items[i].name;
    case WR_I_KIND:
        return m->kinds[i].name;
    case WR_I_ATTRIBUTE:
        return m->attributes[i].name;
    case WR_I_MEASURE:
        return m->measures[i].name;
    case WR_I_HARM:
        return m->harms[i].name;
    case WR_I_CHANGE:
        return m->changes[i].name;
    case WR_I_UNKNOWN:
        return m->unknowns[i].name;
    case WR_I_PARTS:
        break;
    }
    return "?";
}

/* "did you mean" among the names of all wanted parts. */
static const char *nearest_name(struct wr_i_reader *r, const char *word, unsigned wanted)
{
    const char **names, *hint = NULL;
    size_t n = 0, at = 0;
    int part;

    for (part = 0; part < WR_I_PARTS; part++)
        if (wanted & 1u << part)
            n += part_count(r->m, (enum wr_i_part)part);
    if (n == 0 || r->quiet || r->suggestions_left < (long)n)
        return NULL;
    names = wr_i_take(r, n, sizeof *names);
    if (names == NULL)
        return NULL;
    for (part = 0; part < WR_I_PARTS; part++)
        if (wanted & 1u << part)
            for (size_t i = 0; i < part_count(r->m, (enum wr_i_part)part); i++)
                names[at++] = wr_i_part_name(r->m, (enum wr_i_part)part, (int)i);
    hint = wr_i_did_you_mean(r, word, names, n);
    return hint;
}

static enum wr_i_part first_part(unsigned wanted)
{
    int part = 0;

    while (part + 1 < WR_I_PARTS && !(wanted & 1u << part))
        part++;
    return (enum wr_i_part)part;
}

/* Whether an entry of these parts is written with this name, entered or not. */
static bool is_named(struct wr_i_reader *r, const char *name, unsigned wanted)
{
    int part;
    size_t i;

    for (part = 0; part < WR_I_PARTS; part++)
        for (i = 0; wanted & 1u << part && i < part_count(r->m, (enum wr_i_part)part) && r->suggestions_left-- > 0; i++)
            if (strcmp(wr_i_part_name(r->m, (enum wr_i_part)part, (int)i), name) == 0)
                return true;
    return false;
}

static const struct wr_map *map_of(const struct wr_i_reader *r, int part)
{
    switch ((enum wr_i_part)part) {
    case WR_I_STEP:
    case WR_I_TASK:
    case WR_I_OUTCOME:
        return &r->doings;
    case WR_I_PLACE:
    case WR_I_RESOURCE:
    case WR_I_SYSTEM:
        return &r->things;
    case WR_I_ITEM:
        return &r->items;
    case WR_I_KIND:
        return &r->kinds;
    case WR_I_ATTRIBUTE:
        return &r->attributes;
    case WR_I_MEASURE:
    case WR_I_HARM:
        return &r->measures;
    case WR_I_CHANGE:
        return &r->changes;
    case WR_I_UNKNOWN:
    case WR_I_PARTS:
        break;
    }
    return &r->unknowns;
}

/* "step or outcome" */
static const char *wanted_words(struct wr_i_reader *r, unsigned wanted)
{
    const char *words = NULL;
    int part;

    for (part = 0; part < WR_I_PARTS; part++)
        if (wanted & 1u << part)
            words = words == NULL ? parts[part].words : wr_i_say(r, "%s or %s", words, parts[part].words);
    return words == NULL ? "name" : words;
}

/* "steps" or "staff or equipment": where a new entry would be written. */
static const char *wanted_sections(struct wr_i_reader *r, unsigned wanted)
{
    const char *words = NULL;
    int part;

    for (part = 0; part < WR_I_PARTS; part++)
        if (wanted & 1u << part) {
            const char *section = part == WR_I_RESOURCE ? "staff` or `equipment" : parts[part].section;
            words = words == NULL ? section : wr_i_say(r, "%s` or `%s", words, section);
        }
    return words == NULL ? "" : words;
}

int wr_i_ref_text(struct wr_i_reader *r, const char *text, struct wr_where where, unsigned wanted, enum wr_i_part *part)
{
    enum wr_i_part found = WR_I_PARTS, other = WR_I_PARTS;
    int index = -1, p;

    for (p = 0; p < WR_I_PARTS; p++) {
        if (!(wanted & 1u << p))
            continue;
        index = wr_i_find(map_of(r, p), text, &found);
        if (index >= 0 && wanted & 1u << found) {
            if (part != NULL)
                *part = found;
            return index;
        }
        if (index >= 0)
            other = found;
    }
    if (other != WR_I_PARTS) {
        if (r->clashes && is_named(r, text, wanted)) /* the clash was told of; that this one cannot be found follows from it */
            return -1;
        wr_i_mistake(r, where, nearest_name(r, text, wanted), "`%s` is %s %s; %s %s is wanted here", text, article(other),
                     wr_i_part_words(other), article(first_part(wanted)), wanted_words(r, wanted));
    } else {
        const char *hint = nearest_name(r, text, wanted);
        if (hint == NULL)
            hint = wanted == 1u << WR_I_ATTRIBUTE
                       ? "add it to the `attributes` of those patients, or write the name of one that is there"
                       : wr_i_say(r, "add it under `%s`, or write the name of one that is there", wanted_sections(r, wanted));
        wr_i_mistake(r, where, hint, "there is no %s called `%s`", wanted_words(r, wanted), text);
    }
    return -1;
}

int wr_i_ref(struct wr_i_reader *r, const struct wr_node *node, unsigned wanted, enum wr_i_part *part)
{
    if (node->kind != WR_NODE_TEXT) {
        wr_i_mistake(r, node->where, NULL, "the name of a %s is wanted here, not %s", wanted_words(r, wanted), wr_i_what(r, node));
        return -1;
    }
    return wr_i_ref_text(r, node->text, node->where, wanted, part);
}

const int *wr_i_refs(struct wr_i_reader *r, const struct wr_node *node, unsigned wanted, size_t *n)
{
    size_t count = node->kind == WR_NODE_LIST ? node->count : 1, i;
    int *out = wr_i_take(r, count, sizeof *out);

    *n = 0;
    for (i = 0; i < count && out != NULL; i++) {
        enum wr_i_part part = WR_I_PARTS;
        int index = wr_i_ref(r, node->kind == WR_NODE_LIST ? node->items[i] : node, wanted, &part);
        if (index < 0)
            continue;
        /* where places and resources may both stand, resources are told apart as -1 - index; tasks beside steps likewise */
        if ((part == WR_I_RESOURCE && wanted & 1u << WR_I_PLACE) || (part == WR_I_TASK && wanted & 1u << WR_I_STEP))
            index = -1 - index;
        out[(*n)++] = index;
    }
    return out;
}
