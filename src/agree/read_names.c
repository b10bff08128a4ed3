/* Names of the people's files and of the model: entered first, looked up after, with "did you mean" among those that could stand there. */
#include <string.h>

#include "agree/agree_internal.h"

#define MOST_COMPARED 5000 /* names among which "did you mean" is looked for */

static const struct {
    const char *words, *article, *place; /* place: where a new one would be written */
} sorts[WR_I_SORTS] = {
    [WR_I_GROUPS] = {"role group", "a", "`groups` in people.yaml"},
    [WR_I_OFFICES] = {"office", "an", "`offices` in people.yaml"},
    [WR_I_STATED] = {"need", "a", "`needs` in needs/"},
    [WR_I_STATEMENTS] = {"statement", "a", "`voices` in voices/, with what it says"},
    [WR_I_DECISIONS] = {"decision", "a", "`decisions` in decisions/"},
    [WR_I_HAZARDS] = {"hazard", "a", "`hazards` in hazards/"},
    [WR_I_RISKS] = {"risk", "a", "`risks` in hazards/"},
    [WR_I_ISSUES] = {"issue", "an", "`issues` in issues/"},
    [WR_I_PLAN_TASKS] = {"task of the plan", "a", "`tasks` of the plan"},
    [WR_I_BENEFITS] = {"benefit", "a", "`benefits` in benefits/"},
    [WR_I_DRIVERS] = {"driver", "a", "`drivers` in benefits/"},
    [WR_I_SYSTEMS] = {"system", "a", "`components` in systems/"},
    [WR_I_MODEL_CHANGES] = {"change", "a", "`changes` of the service file"},
    [WR_I_MODEL_OPTIONS] = {"option", "an", "`options` of the service file"},
    [WR_I_MODEL_STEPS] = {"step", "a", "`steps` of the service file"},
    [WR_I_MODEL_TASKS] = {"task", "a", "`tasks` of the service file"},
    [WR_I_MODEL_ITEMS] = {"piece of information", "a", "`information` of the service file"},
    [WR_I_MODEL_MEASURES] = {"measure", "a", "`measures` of the service file"},
    [WR_I_MODEL_OBJECTIVES] = {"objective", "an", "`objectives` of the service file"},
};

int wr_i_people_find(const struct wr_i_people *p, enum wr_i_sort sort, const char *name)
{
    long value;

    return wr_map_get(&p->names[sort].map, name, &value) ? (int)value : -1;
}

/* Enters without a look at what the name is. */
static int enter(struct wr_i_people *p, enum wr_i_sort sort, const char *name)
{
    struct wr_i_names *n = &p->names[sort];

    if (n->count == n->room) { /* given up to the arena when it grows: doubling keeps that within twice the last */
        size_t room = n->room * 2 + 64;
        const char **more = wr_model_fields_take(p->f, room, sizeof *more);
        if (more == NULL)
            return -1;
        if (n->count > 0)
            memcpy(more, n->list, n->count * sizeof *more);
        n->list = more;
        n->room = room;
    }
    if (wr_map_put(&n->map, name, (long)n->count) != 0) {
        p->status = WR_ERR_MEMORY;
        return -1;
    }
    n->list[n->count] = name;
    return (int)n->count++;
}

int wr_i_people_name(struct wr_i_people *p, enum wr_i_sort sort, const char *name, struct wr_where where)
{
    size_t forbidden = strcspn(name, "./:,#[]{}");

    if (name[0] == '\0')
        wr_model_fields_mistake(p->f, where, "give it a name", "a name is empty");
    else if (name[forbidden] != '\0')
        wr_model_fields_mistake(p->f, where, "leave out . / : , # [ ] { } in names; spaces and & are fine", "the name `%.60s` holds a `%c`",
                                name, name[forbidden]);
    return enter(p, sort, name);
}

#define ENTER_ALL(sort, list, n)                                                                                                           \
    do {                                                                                                                                   \
        for (size_t i_ = 0; i_ < p->a->model->n; i_++)                                                                                     \
            (void)enter(p, sort, p->a->model->list[i_].name);                                                                              \
    } while (0)

void wr_i_people_model_names(struct wr_i_people *p)
{
    ENTER_ALL(WR_I_MODEL_CHANGES, changes, n_changes);
    ENTER_ALL(WR_I_MODEL_OPTIONS, options, n_options);
    ENTER_ALL(WR_I_MODEL_STEPS, steps, n_steps);
    ENTER_ALL(WR_I_MODEL_TASKS, tasks, n_tasks);
    ENTER_ALL(WR_I_MODEL_ITEMS, items, n_items);
    ENTER_ALL(WR_I_MODEL_MEASURES, measures, n_measures);
    ENTER_ALL(WR_I_MODEL_OBJECTIVES, objectives, n_objectives);
}

const char *wr_i_people_sort_words(struct wr_i_people *p, unsigned wanted)
{
    const char *words = NULL;

    for (int s = 0; s < WR_I_SORTS; s++)
        if (wanted & 1u << s)
            words = words == NULL ? sorts[s].words : wr_model_fields_say(p->f, "%s or %s", words, sorts[s].words);
    return words == NULL ? "name" : words;
}

/* "did you mean", or where a new one would be written. */
static const char *nearest(struct wr_i_people *p, const char *text, unsigned wanted)
{
    const char *hint = NULL, *place = NULL;
    size_t n = 0, at = 0;
    const char **all;
    int s;

    if (p->mistakes->count >= WR_MISTAKES_KEPT) /* nobody would read it */
        return NULL;
    for (s = 0; s < WR_I_SORTS; s++)
        if (wanted & 1u << s)
            n += p->names[s].count;
    all = n > MOST_COMPARED ? NULL : wr_model_fields_take(p->f, n, sizeof *all);
    for (s = 0; s < WR_I_SORTS; s++) {
        if (!(wanted & 1u << s))
            continue;
        place = place == NULL ? sorts[s].place : wr_model_fields_say(p->f, "%s, or %s", place, sorts[s].place);
        if (all != NULL && p->names[s].count > 0)
            memcpy(all + at, p->names[s].list, p->names[s].count * sizeof *all);
        at += p->names[s].count;
    }
    if (all != NULL)
        hint = wr_model_fields_did_you_mean(p->f, text, all, n);
    if (hint == NULL && n > 0 && n <= 6 && all != NULL) { /* few enough to say them all */
        hint = all[0];
        for (at = 1; at < n && hint != NULL; at++)
            hint = wr_model_fields_say(p->f, "%s, %s", hint, all[at]);
        hint =
            wr_model_fields_say(p->f, "there is: %s; a new one is written under %s", hint == NULL ? "" : hint, place == NULL ? "" : place);
    }
    if (hint == NULL)
        hint = wr_model_fields_say(p->f, "write the name of one that is there, or add it under %s", place == NULL ? "" : place);
    return hint;
}

int wr_i_people_ref_text(struct wr_i_people *p, const char *text, struct wr_where where, unsigned wanted, bool warn, enum wr_i_sort *sort)
{
    for (int s = 0; s < WR_I_SORTS; s++) {
        int index = wanted & 1u << s ? wr_i_people_find(p, (enum wr_i_sort)s, text) : -1;
        if (index < 0)
            continue;
        if (sort != NULL)
            *sort = (enum wr_i_sort)s;
        return index;
    }
    if (p->broken & wanted)
        return -1;
    (warn ? wr_model_fields_warning : wr_model_fields_mistake)(p->f, where, nearest(p, text, wanted), "there is no %s called `%.60s`",
                                                               wr_i_people_sort_words(p, wanted), text);
    return -1;
}

int wr_i_people_ref(struct wr_i_people *p, const struct wr_node *entry, const char *key, unsigned wanted, enum wr_i_sort *sort)
{
    const struct wr_node *node = wr_node_get(entry, key);
    int index = -1;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return -1;
    wr_model_fields_enter(p->f, key);
    if (node->kind == WR_NODE_TEXT)
        index = wr_i_people_ref_text(p, node->text, node->where, wanted, false, sort);
    else
        wr_model_fields_mistake(p->f, node->where, "write one name", "the name of a %s is wanted here, not %s",
                                wr_i_people_sort_words(p, wanted), wr_model_fields_what(p->f, node));
    wr_model_fields_leave(p->f);
    return index;
}

/* Whether an index stands in this list already; remembers it. Linear however long the lists are. */
static bool stands_twice(struct wr_i_people *p, struct wr_i_names *names, int index)
{
    if (names->seen == NULL)
        names->seen = wr_model_fields_take(p->f, names->count, sizeof *names->seen);
    if (names->seen == NULL)
        return false;
    if (names->seen[index] == names->stamp)
        return true;
    names->seen[index] = names->stamp;
    return false;
}

int *wr_i_people_refs(struct wr_i_people *p, const struct wr_node *entry, const char *key, enum wr_i_sort sort, size_t *n)
{
    const struct wr_node *node = wr_node_get(entry, key);
    size_t count = wr_i_people_count_of(node), i;
    int *out = wr_model_fields_take(p->f, count, sizeof *out);

    *n = 0;
    p->names[sort].stamp++;
    wr_model_fields_enter(p->f, key);
    for (i = 0; i < count && out != NULL; i++) {
        const struct wr_node *one = wr_i_people_item(node, i);
        int index = -1;
        if (one->kind == WR_NODE_TEXT)
            index = wr_i_people_ref_text(p, one->text, one->where, 1u << sort, false, NULL);
        else
            wr_model_fields_mistake(p->f, one->where, "write [one, another]", "the name of %s %s is wanted here, not %s",
                                    sorts[sort].article, sorts[sort].words, wr_model_fields_what(p->f, one));
        if (index >= 0 && stands_twice(p, &p->names[sort], index))
            wr_model_fields_warning(p->f, one->where, "once is enough", "`%.60s` stands here twice", one->text);
        else if (index >= 0)
            out[(*n)++] = index;
    }
    wr_model_fields_leave(p->f);
    return out;
}
