#include "model/tree_edit.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "model/describe.h"

void wr_i_path_mistake(struct wr_mistakes *mistakes, struct wr_where where, const struct wr_i_path *path, size_t segment,
                       const char *const *candidates, size_t n_candidates, const char *because)
{
    struct wr_buf before, hint;
    const char *nearest = NULL;

    wr_buf_init(&before, 4096);
    wr_buf_init(&hint, 4096);
    for (size_t i = 0; i < segment && i < path->n; i++)
        wr_buf_printf(&before, "%s%s", i == 0 ? "" : ".", path->segments[i]);
    if (because == NULL && segment < path->n)
        nearest = wr_text_nearest(path->segments[segment], candidates, n_candidates);
    if (nearest != NULL) {
        wr_buf_printf(&hint, "did you mean `%s`?", nearest);
    } else if (because == NULL && n_candidates > 0) {
        wr_buf_text(&hint, "write one of: ");
        for (size_t i = 0; i < n_candidates && i < 12; i++)
            wr_buf_printf(&hint, "%s%s", i == 0 ? "" : ", ", candidates[i]);
        if (n_candidates > 12)
            wr_buf_text(&hint, ", ...");
    }
    if (because != NULL)
        wr_mistakes_add(mistakes, WR_MISTAKE, where, path->text, NULL, "`%s` cannot be changed so: %s", path->text, because);
    else if (segment >= path->n)
        wr_mistakes_add(mistakes, WR_MISTAKE, where, path->text, wr_buf_string(&hint), "`%s` is not one number: say which of its parts",
                        path->text);
    else if (segment == 0)
        wr_mistakes_add(mistakes, WR_MISTAKE, where, path->text, wr_buf_string(&hint), "a path does not begin with `%s`",
                        path->segments[0]);
    else
        wr_mistakes_add(mistakes, WR_MISTAKE, where, path->text, hint.size > 0 ? wr_buf_string(&hint) : NULL,
                        "there is no `%s` in `%s` that could be changed", path->segments[segment], wr_buf_string(&before));
    wr_buf_free(&before);
    wr_buf_free(&hint);
}

/* A copy of the node itself; its children are shared. */
struct wr_node *wr_i_tree_own(struct wr_arena *arena, const struct wr_node *node)
{
    struct wr_node *copy = wr_arena_alloc(arena, 1, sizeof *copy);

    if (copy == NULL)
        return NULL;
    *copy = *node;
    copy->capacity = node->count;
    copy->items = NULL;
    if (node->count > 0) {
        copy->items = wr_arena_alloc(arena, node->count, sizeof *copy->items);
        if (copy->items == NULL)
            return NULL;
        memcpy(copy->items, node->items, node->count * sizeof *copy->items);
    }
    return copy;
}

int wr_i_tree_index(const struct wr_node *map, const char *key)
{
    for (size_t i = 0; map->kind == WR_NODE_MAP && i < map->count; i++)
        if (map->items[i]->key != NULL && strcmp(map->items[i]->key, key) == 0)
            return (int)i;
    return -1;
}

/* Child i of a node that is our own copy, made our own too. */
struct wr_node *wr_i_tree_own_child(struct wr_arena *arena, struct wr_node *parent, size_t i)
{
    struct wr_node *copy = wr_i_tree_own(arena, parent->items[i]);
    if (copy != NULL)
        parent->items[i] = copy;
    return copy;
}

/* `value` as the entry `key` of a map. */
static struct wr_node *as_entry(struct wr_arena *arena, const struct wr_node *value, const char *key, struct wr_where where)
{
    struct wr_node *copy = wr_i_tree_own(arena, value);
    if (copy == NULL)
        return NULL;
    copy->key = key;
    copy->key_where = where;
    return copy;
}

/* --- adds --- */

/* [went home, died] as {went home: {}, died: {}}. */
static struct wr_node *list_as_map(struct wr_arena *arena, const struct wr_node *list)
{
    struct wr_node *map = wr_i_tree_own(arena, list);

    if (map == NULL)
        return NULL;
    map->kind = WR_NODE_MAP;
    for (size_t i = 0; i < map->count; i++) {
        struct wr_node *entry = wr_node_new(arena, WR_NODE_MAP, list->items[i]->where);
        if (entry == NULL)
            return NULL;
        entry->key = list->items[i]->kind == WR_NODE_TEXT ? list->items[i]->text : "";
        entry->key_where = list->items[i]->where;
        map->items[i] = entry;
    }
    return map;
}

static int join_part(struct wr_arena *arena, struct wr_node *root, const struct wr_node *part, const struct wr_field *field,
                     const char *path, struct wr_mistakes *mistakes)
{
    struct wr_node *into;
    int at = wr_i_tree_index(root, part->key);
    bool named = field->type == WR_TYPE_OBJECTS || field->type == WR_TYPE_UNKNOWNS;

    if (at < 0 || root->items[at]->kind == WR_NODE_EMPTY) {
        struct wr_node *copy = as_entry(arena, part, part->key, part->key_where);
        if (copy == NULL)
            return wr_fail(WR_ERR_MEMORY);
        if (at < 0)
            return wr_node_add(arena, root, copy);
        root->items[at] = copy;
        return 0;
    }
    into = wr_i_tree_own_child(arena, root, (size_t)at);
    if (into != NULL && named && into->kind == WR_NODE_LIST) {
        into = list_as_map(arena, into);
        if (into != NULL)
            root->items[at] = into;
    }
    if (named && part->kind == WR_NODE_LIST)
        part = list_as_map(arena, part);
    if (into == NULL || part == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < part->count; i++) {
        struct wr_node *entry = part->items[i];
        int there = named && entry->key != NULL ? wr_i_tree_index(into, entry->key) : -1;
        if (there >= 0) {
            const struct wr_where *old = &into->items[there]->key_where;
            wr_mistakes_add(mistakes, WR_MISTAKE, entry->key_where, path,
                            "give it another name, or change the one that is there by an effect",
                            "there is a `%s` under %s already, on line %d", entry->key, part->key, old->line);
            continue;
        }
        if (wr_node_add(arena, into, entry) != 0)
            return wr_fail(WR_ERR_MEMORY);
    }
    return 0;
}

int wr_i_tree_add(struct wr_arena *arena, struct wr_node **root, const struct wr_node *adds, const char *path, struct wr_mistakes *mistakes)
{
    const struct wr_object *service = wr_describe_object("service");
    struct wr_node *copy;

    if (adds == NULL || adds->kind != WR_NODE_MAP)
        return 0;
    copy = wr_i_tree_own(arena, *root);
    if (copy == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < adds->count; i++) {
        const struct wr_node *part = adds->items[i];
        const struct wr_field *field = part->key == NULL ? NULL : wr_describe_field(service, part->key);
        if (field == NULL || (field->type != WR_TYPE_OBJECTS && field->type != WR_TYPE_LIST && field->type != WR_TYPE_UNKNOWNS) ||
            strcmp(part->key, "changes") == 0) {
            wr_mistakes_add(mistakes, WR_MISTAKE, part->key_where, path,
                            "write the part that it belongs to: places, staff, steps, tasks, information, measures, ...",
                            "a change cannot add to `%s`", part->key == NULL ? "" : part->key);
            continue;
        }
        if (part->kind == WR_NODE_TEXT || part->kind == WR_NODE_EMPTY) {
            wr_mistakes_add(mistakes, WR_MISTAKE, part->where, path, "write {name: {...}}", "new entries of `%s` are a map of names",
                            part->key);
            continue;
        }
        if (join_part(arena, copy, part, field, path, mistakes) != 0)
            return wr_fail(WR_ERR_MEMORY);
    }
    *root = copy;
    return 0;
}

/* --- sets --- */

struct setting {
    struct wr_arena *arena;
    const struct wr_i_path *path;
    const struct wr_node *value;
    struct wr_where where;
    struct wr_mistakes *mistakes;
    size_t done;
    int status;
};

static bool has_key_of(const struct wr_node *node, const struct wr_object *object)
{
    for (size_t i = 0; node->kind == WR_NODE_MAP && i < node->count; i++)
        if (node->items[i]->key != NULL && wr_describe_field(object, node->items[i]->key) != NULL)
            return true;
    return false;
}

static void missing(struct setting *s, size_t i, const struct wr_node *map, const struct wr_object *object)
{
    const char *words[200];
    size_t n = 0;

    for (size_t k = 0; object != NULL && k < object->n_fields && n < 200; k++)
        words[n++] = object->fields[k].key;
    for (size_t k = 0; object == NULL && map->kind == WR_NODE_MAP && k < map->count && n < 200; k++)
        words[n++] = map->items[k]->key;
    wr_i_path_mistake(s->mistakes, s->where, s->path, i, words, n, NULL);
}

/* The object that the values of a field are, or NULL. */
static const struct wr_object *object_of(const struct wr_field *field)
{
    if (field == NULL || field->of == NULL)
        return NULL;
    return field->type == WR_TYPE_OBJECT || field->type == WR_TYPE_OBJECTS ? wr_describe_object(field->of) : NULL;
}

static void put(struct setting *s, struct wr_node *parent, size_t child)
{
    struct wr_node *old = parent->items[child], *entry = as_entry(s->arena, s->value, old->key, s->where);
    if (entry == NULL)
        s->status = wr_fail(WR_ERR_MEMORY);
    else
        parent->items[child] = entry;
    s->done++;
}

static void descend(struct setting *s, struct wr_node *node, size_t i, const struct wr_object *object, bool names);

/* Below the entry `child` of `parent` (which is our own), from segment i on. */
static void set_below(struct setting *s, struct wr_node *parent, size_t child, size_t i, const struct wr_object *object, bool names)
{
    struct wr_node *own;

    if (i == s->path->n && (object == NULL || object->short_form == NULL || has_key_of(s->value, object))) {
        put(s, parent, child);
        return;
    }
    own = wr_i_tree_own_child(s->arena, parent, child);
    if (own == NULL) {
        s->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    /* a short form is written out: `ward: 30` becomes {spaces: 30} */
    if (!names && object != NULL && object->short_form != NULL && own->kind != WR_NODE_EMPTY && !has_key_of(own, object) &&
        (own->kind != WR_NODE_MAP || own->count > 0)) {
        struct wr_node *map = wr_node_new(s->arena, WR_NODE_MAP, own->where);
        struct wr_node *inner = as_entry(s->arena, own, object->short_form, own->where);
        if (map == NULL || inner == NULL || wr_node_add(s->arena, map, inner) != 0) {
            s->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        map->key = own->key;
        map->key_where = own->key_where;
        parent->items[child] = own = map;
    }
    if (names && own->kind == WR_NODE_LIST) { /* [went home, died]: names of which no more was said */
        own = list_as_map(s->arena, own);
        if (own == NULL) {
            s->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        parent->items[child] = own;
    }
    if (own->kind == WR_NODE_EMPTY)
        own->kind = WR_NODE_MAP;
    descend(s, own, i, object, names);
}

/* `node` is our own: a map of names (`names`), an object, or any other map. */
static void descend(struct setting *s, struct wr_node *node, size_t i, const struct wr_object *object, bool names)
{
    const char *word = i < s->path->n ? s->path->segments[i] : object->short_form;
    const struct wr_field *field = NULL;
    int at;

    if (node->kind != WR_NODE_MAP) {
        missing(s, i, node, NULL);
        return;
    }
    if (names && wr_i_path_is_every(s->path, i)) {
        for (size_t k = 0; k < node->count && s->status == 0; k++)
            set_below(s, node, k, i + 1, object, false);
        return;
    }
    if (!names && object != NULL) {
        field = wr_describe_field(object, word);
        if (field == NULL) {
            missing(s, i, node, object);
            return;
        }
    }
    at = wr_i_tree_index(node, word);
    if (at < 0 && field == NULL) {
        missing(s, i, node, NULL);
        return;
    }
    if (at < 0) { /* a key that it may have and has not yet */
        struct wr_node *empty = wr_node_new(s->arena, WR_NODE_EMPTY, s->where);
        if (empty == NULL || wr_node_add(s->arena, node, empty) != 0) {
            s->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        empty->key = word;
        empty->key_where = s->where;
        at = (int)node->count - 1;
    }
    if (names)
        set_below(s, node, (size_t)at, i + 1, object, false);
    else
        set_below(s, node, (size_t)at, i < s->path->n ? i + 1 : i, object_of(field), field != NULL && field->type == WR_TYPE_OBJECTS);
}

/* --- removes --- */

static const char *name_of(const struct wr_node *part, size_t i)
{
    const struct wr_node *item = part->items[i];
    const char *name = part->kind == WR_NODE_MAP ? item->key : item->kind == WR_NODE_TEXT ? item->text : NULL;
    return name == NULL ? "" : name;
}

static void take_out(struct wr_node *node, size_t i)
{
    node->count--;
    memmove(&node->items[i], &node->items[i + 1], (node->count - i) * sizeof *node->items);
}

struct removing {
    struct wr_arena *arena;
    const struct wr_i_path *path;
    size_t done;
    size_t missed;               /* the furthest segment that was not found, */
    const struct wr_node *among; /* in this node */
};

/* From `node`, our own, what segment i and those behind it name. */
static int remove_below(struct removing *r, struct wr_node *node, size_t i)
{
    bool last = i + 1 == r->path->n, every = i == 1 && wr_i_path_is_every(r->path, i), found = false;
    int result = 0;

    for (size_t k = node->kind == WR_NODE_MAP || node->kind == WR_NODE_LIST ? node->count : 0; k-- > 0 && result == 0;) {
        struct wr_node *child;
        if (!(every && !last) && strcmp(name_of(node, k), r->path->segments[i]) != 0)
            continue;
        found = true;
        if (last) {
            take_out(node, k);
            r->done++;
            continue;
        }
        child = wr_i_tree_own_child(r->arena, node, k);
        result = child == NULL ? wr_fail(WR_ERR_MEMORY) : remove_below(r, child, i + 1);
    }
    if (!found && (r->among == NULL || i > r->missed)) {
        r->missed = i;
        r->among = node;
    }
    return result;
}

/* That there is no such entry: what stands beside it is what may have been meant. */
static void no_entry(struct wr_mistakes *mistakes, struct wr_where where, const struct wr_i_path *path, size_t segment,
                     const struct wr_node *in)
{
    const char *names[64];
    const char *nearest;
    struct wr_buf hint;
    size_t n = 0;

    for (size_t i = 0; in != NULL && i < in->count && n < sizeof names / sizeof *names; i++) {
        const char *is = in->kind == WR_NODE_MAP ? in->items[i]->key : in->items[i]->kind == WR_NODE_TEXT ? in->items[i]->text : NULL;
        if (is != NULL)
            names[n++] = is;
    }
    nearest = wr_text_nearest(path->segments[segment], names, n);
    wr_buf_init(&hint, 4096);
    if (nearest != NULL)
        wr_buf_printf(&hint, "did you mean `%s`?", nearest);
    else
        wr_buf_text(&hint, "write the part and the name: steps.triage, tasks.night call; or what of it: steps.triage.rounds");
    wr_mistakes_add(mistakes, WR_MISTAKE, where, path->text, wr_buf_string(&hint), "`removes: [%s]`: there is no `%s` to take out",
                    path->text, path->segments[segment]);
    wr_buf_free(&hint);
}

/* How care runs: what a change may set, and take out in part. What is measured, how it is run and what is to be chosen between stay as they are, or
 * options could not be compared. */
static const char *const care[] = {"places",   "staff",    "equipment", "systems", "information",
                                   "outcomes", "patients", "steps",     "tasks",   "harm"};
enum { N_CARE = sizeof care / sizeof care[0] };

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* Whether a change may take this out: of what is told only whole entries. */
static bool may_go(const struct wr_i_path *path)
{
    static const char *const told[] = {"measures", "worth", "objectives"};

    return (path->n >= 2 && is_one_of(path->segments[0], care, N_CARE)) ||
           (path->n == 2 && is_one_of(path->segments[0], told, sizeof told / sizeof told[0]));
}

int wr_i_tree_remove(struct wr_arena *arena, struct wr_node **root, const struct wr_i_path *path, struct wr_where where,
                     struct wr_mistakes *mistakes)
{
    struct removing r = {.arena = arena, .path = path};
    struct wr_node *copy = wr_i_tree_own(arena, *root);
    int result;

    if (copy == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (!may_go(path)) {
        wr_mistakes_add(mistakes, WR_MISTAKE, where, path->text, "write the part and the name: steps.triage, tasks.night call",
                        "`%s` is no entry that a change can take out", path->text);
        return 0;
    }
    result = remove_below(&r, copy, 0);
    if (result == 0 && r.done > 0)
        *root = copy;
    else if (result == 0)
        no_entry(mistakes, where, path, r.missed, r.among->kind == WR_NODE_MAP || r.among->kind == WR_NODE_LIST ? r.among : NULL);
    return result;
}

int wr_i_tree_without(struct wr_arena *arena, struct wr_node **root, const char *const *names, size_t n)
{
    struct wr_node *copy = wr_i_tree_own(arena, *root);

    if (copy == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < n; i++) {
        int at = wr_i_tree_index(copy, names[i]);
        if (at >= 0)
            take_out(copy, (size_t)at);
    }
    *root = copy;
    return 0;
}

int wr_i_tree_set(struct wr_arena *arena, struct wr_node **root, const struct wr_i_path *path, const struct wr_node *value,
                  struct wr_where where, struct wr_mistakes *mistakes)
{
    struct setting s = {.arena = arena, .path = path, .value = value, .where = where, .mistakes = mistakes};
    struct wr_node *copy = wr_i_tree_own(arena, *root);

    if (!is_one_of(path->segments[0], care, N_CARE)) {
        wr_i_path_mistake(mistakes, where, path, 0, care, N_CARE, NULL);
        return 0;
    }
    if (path->n < 2) {
        wr_i_path_mistake(mistakes, where, path, 0, NULL, 0, "say which of its entries");
        return 0;
    }
    if (copy == NULL)
        return wr_fail(WR_ERR_MEMORY);
    descend(&s, copy, 0, wr_describe_object("service"), false);
    if (s.status == 0)
        *root = copy;
    return s.status;
}
