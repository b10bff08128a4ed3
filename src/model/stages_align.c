/* One index for an attribute and a category in all stages of a service on its way.
 *
 *  1. From the names of each stage: all attributes that there are, with all their categories; those of the service as it will be come first.
 *  2. Kind by kind: the attributes that it has in any stage, in one order. What it lacks in a stage is put into that stage's tree, as the nearest
 *     later stage has it, else the nearest earlier one: it says what a patient is like, and is drawn for everybody.
 *  3. For the readers: which categories have a chance in a stage, which may be met still, which come only later; and whose kinds have yet to come. */
#include <string.h>

#include "base/text.h"
#include "model/apply_internal.h"
#include "model/tree_edit.h"

struct ids { /* a short list of attributes */
    int *list;
    size_t n;
};

struct aligning {
    struct wr_arena *arena; /* the caller's: what the readers are told */
    struct wr_arena own;
    struct wr_i_applying *views;
    size_t n;               /* stages, and NOW */
    struct wr_model *names; /* n */
    struct wr_map attributes, categories, kinds;
    struct wr_attribute *all; /* WR_I_MOST_ATTRIBUTES */
    size_t n_all;
    size_t *capacities;    /* of their categories */
    struct wr_node **kept; /* n: the `patients` of a tree that is our own already, or NULL */
    struct ids *ids;       /* by kind: what it has in all stages */
    int status;
};

static void *take(struct aligning *k, size_t count, size_t size)
{
    void *p = wr_arena_alloc(&k->own, count + 1, size);
    if (p == NULL)
        k->status = wr_fail(WR_ERR_MEMORY);
    return p;
}

/* --- 1: all attributes and categories --- */

static long look_up(struct aligning *k, size_t attribute, const char *category)
{
    struct wr_buf key;
    long index = -1;

    wr_buf_init(&key, 0);
    wr_buf_printf(&key, "%zu/%s", attribute, category);
    if (wr_buf_status(&key) != 0)
        k->status = wr_fail(WR_ERR_MEMORY);
    else if (!wr_map_get(&k->categories, wr_buf_string(&key), &index))
        index = -1;
    wr_buf_free(&key);
    return index;
}

static void add_category(struct aligning *k, size_t attribute, const char *category)
{
    struct wr_attribute *a = &k->all[attribute];
    struct wr_buf key;

    wr_buf_init(&key, 0);
    wr_buf_printf(&key, "%zu/%s", attribute, category);
    if (wr_buf_status(&key) != 0 || wr_map_put(&k->categories, wr_buf_string(&key), (long)a->n_categories) != 0 ||
        wr_arena_grow(k->arena, &a->categories, &k->capacities[attribute], a->n_categories + 1, sizeof *a->categories) != 0)
        k->status = wr_fail(WR_ERR_MEMORY);
    else
        a->categories[a->n_categories++] = wr_arena_text(k->arena, category);
    wr_buf_free(&key);
}

static const char *sort_of(const struct wr_attribute *a)
{
    return a->kind == WR_ATTRIBUTE_CATEGORY ? "a choice of words" : a->kind == WR_ATTRIBUTE_CHANCE ? "a chance" : "a number";
}

static void add_attribute(struct aligning *k, const struct wr_attribute *from, struct wr_mistakes *mistakes)
{
    long at;

    if (!wr_map_get(&k->attributes, from->name, &at)) {
        if (k->n_all == WR_I_MOST_ATTRIBUTES) {
            wr_mistakes_add(mistakes, WR_MISTAKE, from->where, from->name, NULL, "there are more than %d attributes", WR_I_MOST_ATTRIBUTES);
            return;
        }
        at = (long)k->n_all++;
        k->all[at] = (struct wr_attribute){
            .name = wr_arena_text(k->arena, from->name), .kind = from->kind, .unit = from->unit, .where = from->where};
        if (k->all[at].name == NULL || wr_map_put(&k->attributes, from->name, at) != 0)
            k->status = wr_fail(WR_ERR_MEMORY);
    }
    if (k->all[at].kind != from->kind)
        wr_mistakes_add(mistakes, WR_MISTAKE, from->where, from->name, "give one of the two another name",
                        "`%s` is %s here, and %s on line %d: while the service goes on it cannot become something else", from->name,
                        sort_of(from), sort_of(&k->all[at]), k->all[at].where.line);
    for (size_t i = 0; i < from->n_categories && k->status == 0; i++)
        if (look_up(k, (size_t)at, from->categories[i]) < 0)
            add_category(k, (size_t)at, from->categories[i]);
}

static void gather(struct aligning *k)
{
    k->names = take(k, k->n, sizeof *k->names);
    k->kept = take(k, k->n, sizeof *k->kept);
    k->capacities = take(k, WR_I_MOST_ATTRIBUTES, sizeof *k->capacities);
    k->all = wr_arena_alloc(k->arena, WR_I_MOST_ATTRIBUTES, sizeof *k->all);
    if (k->all == NULL)
        k->status = wr_fail(WR_ERR_MEMORY);
    for (size_t s = k->n; s-- > 0 && k->status == 0;)
        k->status = wr_i_model_names(k->views[s].source, k->views[s].root, &k->names[s]);
    for (size_t s = k->n; s-- > 0 && k->status == 0;)
        for (size_t i = 0; i < k->names[s].n_attributes && k->status == 0; i++)
            add_attribute(k, &k->names[s].attributes[i], k->views[s].mistakes);
    for (size_t i = 0; k->status == 0 && i < k->names[0].n_kinds; i++)
        if (wr_map_put(&k->kinds, k->names[0].kinds[i].name, (long)i) != 0)
            k->status = wr_fail(WR_ERR_MEMORY);
}

/* --- 2: what each kind of patient has --- */

/* The entry of kind `i` in stage s. */
static struct wr_node *kind_node(const struct aligning *k, size_t s, size_t i)
{
    const struct wr_node *patients = k->kept[s] != NULL ? k->kept[s] : wr_node_get(k->views[s].root, "patients");
    return patients->items[i];
}

static const struct wr_node *own_attributes(const struct wr_node *kind)
{
    const struct wr_node *node = wr_node_get(kind, "attributes");
    return node != NULL && node->kind == WR_NODE_MAP ? node : NULL;
}

/* The kind above that it is like, or -1. */
static int like_of(const struct aligning *k, size_t s, size_t i)
{
    const struct wr_node *like = wr_node_get(kind_node(k, s, i), "like");
    long at;

    return like != NULL && like->kind == WR_NODE_TEXT && wr_map_get(&k->kinds, like->text, &at) && (size_t)at < i ? (int)at : -1;
}

static int id_of(const struct aligning *k, const char *attribute)
{
    long at;
    return attribute != NULL && wr_map_get(&k->attributes, attribute, &at) ? (int)at : -1;
}

static bool has(const struct ids *ids, int id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->list[i] == id)
            return true;
    return false;
}

/* What kind `i` has in stage s, in order: that of whom it is like, which is settled already, then its own. */
static void attributes_of(struct aligning *k, size_t s, size_t i, struct ids *out)
{
    const struct wr_node *own = own_attributes(kind_node(k, s, i));
    int like = like_of(k, s, i);

    out->n = 0;
    for (size_t j = 0; like >= 0 && j < k->ids[like].n; j++)
        out->list[out->n++] = k->ids[like].list[j];
    for (size_t j = 0; own != NULL && j < own->count; j++) {
        int id = id_of(k, own->items[j]->key);
        if (id >= 0 && !has(out, id))
            out->list[out->n++] = id;
    }
}

/* Puts what `from` has besides into `into`, each behind the one that it stands behind there. */
static void merge(struct ids *into, const struct ids *from)
{
    for (size_t i = 0; i < from->n; i++) {
        size_t at = 0;
        if (has(into, from->list[i]))
            continue;
        for (size_t j = 0; i > 0 && j < into->n; j++)
            if (into->list[j] == from->list[i - 1])
                at = j + 1;
        memmove(&into->list[at + 1], &into->list[at], (into->n - at) * sizeof *into->list);
        into->list[at] = from->list[i];
        into->n++;
    }
}

/* The attribute as stage s has it for kind `i`, perhaps by a kind that it is like. */
static const struct wr_node *written(const struct aligning *k, size_t s, size_t i, const char *attribute)
{
    for (int at = (int)i; at >= 0; at = like_of(k, s, (size_t)at)) {
        const struct wr_node *node = wr_node_get(own_attributes(kind_node(k, s, (size_t)at)), attribute);
        if (node != NULL)
            return node;
    }
    return NULL;
}

/* A copy that lives by itself, its texts too. */
static struct wr_node *copy_of(struct wr_arena *arena, const struct wr_node *node)
{
    struct wr_node *copy = wr_arena_alloc(arena, 1, sizeof *copy);

    if (copy == NULL)
        return NULL;
    *copy = *node;
    copy->items = NULL;
    copy->index = NULL;
    copy->count = copy->capacity = 0;
    if ((node->key != NULL && (copy->key = wr_arena_text(arena, node->key)) == NULL) ||
        (node->text != NULL && (copy->text = wr_arena_text(arena, node->text)) == NULL))
        return NULL;
    for (size_t i = 0; i < node->count; i++) {
        struct wr_node *child = copy_of(arena, node->items[i]);
        if (child == NULL || wr_node_add(arena, copy, child) != 0)
            return NULL;
    }
    return copy;
}

/* The `patients` of stage s, our own. */
static struct wr_node *patients_of(struct aligning *k, size_t s)
{
    struct wr_i_applying *view = &k->views[s];
    int at;

    if (k->kept[s] != NULL)
        return k->kept[s];
    view->root = wr_i_tree_own(&view->arena, view->root);
    at = view->root == NULL ? -1 : wr_i_tree_index(view->root, "patients");
    k->kept[s] = at < 0 ? NULL : wr_i_tree_own_child(&view->arena, view->root, (size_t)at);
    return k->kept[s];
}

/* The stage from which stage s gets an attribute that kind `i` lacks there: the nearest later one that has it, else the nearest earlier. */
static size_t giver_of(const struct aligning *k, size_t s, const struct ids *each, int id)
{
    for (size_t t = s + 1; t < k->n; t++)
        if (has(&each[t], id))
            return t;
    while (s-- > 0)
        if (has(&each[s], id))
            return s;
    return k->n;
}

/* Puts what kind `i` lacks in stage s into its tree. */
static void complete(struct aligning *k, size_t s, size_t i, const struct ids *each, const struct ids *all)
{
    struct wr_i_applying *view = &k->views[s];
    struct wr_node *patients = patients_of(k, s), *kind, *map;
    const struct wr_node *own;
    struct ids order = {take(k, all->n, sizeof *order.list), 0};
    int at, like = like_of(k, s, i), failed = 0;

    if (patients == NULL || order.list == NULL) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    if (patients->items[i]->kind != WR_NODE_MAP) /* a mistake, of which the reader tells */
        return;
    kind = wr_i_tree_own_child(&view->arena, patients, i);
    own = kind == NULL ? NULL : own_attributes(kind);
    map = wr_node_new(&view->arena, WR_NODE_MAP, kind == NULL ? (struct wr_where){0} : own != NULL ? own->where : kind->where);
    if (kind == NULL || map == NULL) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    map->key = "attributes";
    map->key_where = own != NULL ? own->key_where : kind->key_where;
    memcpy(order.list, each[s].list, each[s].n * sizeof *order.list);
    order.n = each[s].n;
    merge(&order, all);
    for (size_t j = 0; j < order.n && failed == 0; j++) {
        const char *name = k->all[order.list[j]].name;
        struct wr_node *entry = own == NULL ? NULL : wr_node_get(own, name);
        if (entry == NULL && has(&each[s], order.list[j]) && like >= 0)
            continue; /* of the kind that it is like */
        if (entry == NULL) {
            size_t giver = giver_of(k, s, each, order.list[j]);
            const struct wr_node *from = giver < k->n ? written(k, giver, i, name) : NULL;
            if (from == NULL)
                continue;
            entry = copy_of(&view->arena, from);
        }
        failed = entry == NULL ? wr_fail(WR_ERR_MEMORY) : wr_node_add(&view->arena, map, entry);
    }
    at = wr_i_tree_index(kind, "attributes");
    if (failed == 0 && at >= 0)
        kind->items[at] = map;
    else if (failed == 0)
        failed = wr_node_add(&view->arena, kind, map);
    if (failed != 0)
        k->status = failed;
}

static void align_kind(struct aligning *k, size_t i)
{
    struct ids *each = take(k, k->n, sizeof *each), *all = &k->ids[i];
    size_t s;

    for (s = 0; s < k->n && k->status == 0; s++) {
        each[s].list = take(k, k->n_all, sizeof *each[s].list);
        if (k->status == 0)
            attributes_of(k, s, i, &each[s]);
    }
    if (k->status != 0)
        return;
    all->list = take(k, k->n_all, sizeof *all->list);
    for (s = k->n; s-- > 0 && k->status == 0;)
        merge(all, &each[s]);
    for (s = 0; s < k->n && k->status == 0; s++)
        if (each[s].n < all->n)
            complete(k, s, i, each, all);
}

/* --- 3: what the readers have to know --- */

/* Marks the kinds that the part `patients` of what a change adds, or the list of what it removes, names. */
static void mark_added(struct aligning *k, const struct wr_change *change, bool *mark)
{
    const struct wr_node *adds = wr_node_get(change->adds, "patients");
    long at;

    for (size_t j = 0; adds != NULL && adds->kind == WR_NODE_MAP && j < adds->count; j++)
        if (wr_map_get(&k->kinds, adds->items[j]->key, &at))
            mark[at] = true;
}

static void mark_removed(struct aligning *k, const struct wr_change *change, bool *mark)
{
    struct wr_i_path path;
    long at;

    for (size_t j = 0; j < change->n_removes; j++)
        if (wr_i_path_split(&k->own, change->removes[j], &path) && path.n == 2 && strcmp(path.segments[0], "patients") == 0 &&
            wr_map_get(&k->kinds, path.segments[1], &at))
            mark[at] = true;
}

/* The categories that a map of shares names, also inside `by`. */
static void mark_categories(struct aligning *k, size_t attribute, const struct wr_node *node, bool *is)
{
    bool by = wr_node_get(node, "by") != NULL;

    for (size_t i = 0; node->kind == WR_NODE_MAP && i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        long at = by ? -1 : look_up(k, attribute, entry->key);
        if (at >= 0)
            is[at] = true;
        else if (by && strcmp(entry->key, "by") != 0)
            mark_categories(k, attribute, entry, is);
    }
}

/* Which categories have a chance in stage s: those that are drawn for the kinds that come then, `nobody` being the others. is[attribute]. */
static void find_chances(struct aligning *k, size_t s, const bool *nobody, bool **is)
{
    for (size_t a = 0; a < k->n_all; a++)
        is[a] = take(k, k->all[a].n_categories, sizeof *is[a]);
    for (size_t i = 0; i < k->names[s].n_kinds && k->status == 0; i++)
        for (size_t j = 0; !nobody[i] && j < k->ids[i].n; j++) {
            size_t a = (size_t)k->ids[i].list[j];
            const struct wr_node *node = k->all[a].kind == WR_ATTRIBUTE_CATEGORY ? written(k, s, i, k->all[a].name) : NULL;
            if (node != NULL)
                mark_categories(k, a, node, is[a]);
        }
}

/* before[attribute]: what had a chance in an earlier stage. */
static void tell_stage(struct aligning *k, size_t s, bool **before, struct wr_i_stage *stages)
{
    const struct wr_i_applying *view = &k->views[s];
    size_t n_kinds = k->names[s].n_kinds;
    size_t n_steps = k->names[s].n_steps;
    bool *absent = wr_arena_alloc(k->arena, n_kinds + 1, sizeof *absent), *gone = wr_arena_alloc(k->arena, n_kinds + 1, sizeof *gone);
    bool *nobody = take(k, n_kinds, sizeof *nobody);
    int *like = wr_arena_alloc(k->arena, n_kinds + 1, sizeof *like);
    const unsigned char **told = wr_arena_alloc(k->arena, k->n_all + 1, sizeof *told);
    bool **is = take(k, k->n_all, sizeof *is);

    stages[s] = (struct wr_i_stage){.reached_before = wr_arena_alloc(k->arena, n_steps + 1, sizeof(bool)),
                                    .errand_before = wr_arena_alloc(k->arena, n_steps + 1, sizeof(bool)),
                                    .comes_before = wr_arena_alloc(k->arena, (n_kinds / 64 + 1) * n_steps + 1, sizeof(uint64_t))};
    if (absent == NULL || gone == NULL || nobody == NULL || like == NULL || told == NULL || is == NULL ||
        stages[s].reached_before == NULL || stages[s].errand_before == NULL || stages[s].comes_before == NULL) {
        k->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    for (size_t i = 0; i < view->option->n_changes; i++) {
        const struct wr_change *change = &view->base->changes[view->option->changes[i]];
        if (wr_i_apply_has_begun(view, i))
            mark_removed(k, change, gone);
        else
            mark_added(k, change, absent);
    }
    for (size_t i = 0; i < n_kinds; i++) {
        nobody[i] = gone[i] || absent[i];
        like[i] = k->names[k->n - 1].kinds[i].like;
    }
    find_chances(k, s, nobody, is);
    for (size_t a = 0; a < k->n_all && k->status == 0; a++) {
        size_t n = k->all[a].n_categories;
        unsigned char *one = wr_arena_alloc(k->arena, n + 1, 1);
        if (one == NULL) {
            k->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        for (size_t c = 0; c < n; c++) {
            one[c] = is[a][c] ? WR_I_CATEGORY_NOW : before[a][c] ? WR_I_CATEGORY_PAST : WR_I_CATEGORY_LATER;
            before[a][c] = before[a][c] || is[a][c];
        }
        told[a] = one;
    }
    stages[s].attributes = k->all;
    stages[s].n_attributes = k->n_all;
    stages[s].category_is = told;
    stages[s].absent_kinds = absent;
    stages[s].gone_kinds = gone;
    stages[s].like = like;
    stages[s].n_kinds = n_kinds;
    stages[s].n_steps = n_steps;
    stages[s].next = s + 1 < k->n ? &stages[s + 1] : NULL;
}

static void tell_readers(struct aligning *k)
{
    struct wr_i_stage *stages = wr_arena_alloc(k->arena, k->n, sizeof *stages);
    bool **before = take(k, k->n_all, sizeof *before);

    if (stages == NULL)
        k->status = wr_fail(WR_ERR_MEMORY);
    for (size_t a = 0; a < k->n_all && k->status == 0; a++)
        before[a] = take(k, k->all[a].n_categories, sizeof *before[a]);
    for (size_t s = 0; s < k->n && k->status == 0; s++) {
        tell_stage(k, s, before, stages);
        k->views[s].stage = &stages[s];
    }
}

int wr_i_stages_align(struct wr_arena *arena, struct wr_i_applying *views, size_t n)
{
    struct aligning k = {.arena = arena, .views = views, .n = n};
    size_t n_kinds;

    wr_arena_init(&k.own, WR_I_MODEL_MAX_BYTES);
    wr_map_init(&k.attributes);
    wr_map_init(&k.categories);
    wr_map_init(&k.kinds);
    gather(&k);
    n_kinds = k.status == 0 ? k.names[0].n_kinds : 0;
    for (size_t s = 1; s < n && k.status == 0; s++)
        if (k.names[s].n_kinds != n_kinds || k.names[s].n_steps != k.names[0].n_steps)
            k.status = wr_fail(WR_ERR_INTERNAL);
    k.ids = k.status == 0 ? take(&k, n_kinds, sizeof *k.ids) : NULL;
    for (size_t i = 0; i < n_kinds && k.status == 0; i++)
        align_kind(&k, i);
    if (k.status == 0)
        tell_readers(&k);
    for (size_t s = 0; k.names != NULL && s < n; s++)
        wr_model_free(&k.names[s]);
    wr_map_free(&k.attributes);
    wr_map_free(&k.categories);
    wr_map_free(&k.kinds);
    wr_arena_free(&k.own);
    return k.status;
}

/* --- afterwards --- */

#define SAME(array, count)                                                                                                                 \
    do {                                                                                                                                   \
        if (a->count != b->count)                                                                                                          \
            return false;                                                                                                                  \
        for (size_t i_ = 0; i_ < a->count; i_++)                                                                                           \
            if (strcmp(a->array[i_].name, b->array[i_].name) != 0)                                                                         \
                return false;                                                                                                              \
    } while (0)

bool wr_i_stages_same_names(const struct wr_model *a, const struct wr_model *b, struct wr_mistakes *mistakes)
{
    SAME(places, n_places);
    SAME(resources, n_resources);
    SAME(systems, n_systems);
    SAME(items, n_items);
    SAME(outcomes, n_outcomes);
    SAME(kinds, n_kinds);
    SAME(steps, n_steps);
    SAME(tasks, n_tasks);
    SAME(attributes, n_attributes);
    SAME(changes, n_changes);
    for (size_t i = 0; i < a->n_attributes; i++) {
        const struct wr_attribute *x = &a->attributes[i], *y = &b->attributes[i];
        if (x->kind != y->kind || x->n_categories != y->n_categories)
            return false;
        for (size_t k = 0; k < x->n_categories; k++)
            if (strcmp(x->categories[k], y->categories[k]) != 0)
                return false;
        if (x->unit != y->unit)
            wr_mistakes_add(mistakes, WR_MISTAKE, x->where, wr_text_equal(x->name, y->name) ? x->name : "",
                            "write it in the same kind of unit before and after, or give it another name",
                            "`%s` has another unit from the go-live on", x->name);
    }
    return true;
}
