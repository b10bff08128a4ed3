#include "model/diff.h"

#include <string.h>

#include "base/text.h"
#include "base/units.h"
#include "read/tree.h"

struct differing {
    struct wr_arena *arena;
    struct wr_difference *list;
    size_t n, room;
    int status;
};

static void add(struct differing *d, enum wr_diff_kind kind, const char *path, const struct wr_node *was, const struct wr_node *now)
{
    if (d->status != 0 || path == NULL) {
        d->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    if (d->n == d->room) {
        size_t room = d->room == 0 ? 64 : 2 * d->room;
        struct wr_difference *grown = wr_arena_alloc(d->arena, room, sizeof *grown);
        if (grown == NULL) {
            d->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        if (d->n > 0)
            memcpy(grown, d->list, d->n * sizeof *grown);
        d->list = grown;
        d->room = room;
    }
    d->list[d->n++] = (struct wr_difference){kind, path, was, now};
}

/* ---- alike ---- */

static bool quantity(const char *text, double *value, enum wr_unit *unit)
{
    size_t used;

    return wr_units_read(text, value, unit, &used) && text[used] == '\0';
}

/* 90 min and 1.5 h: the same to the last few bits, for each was made by one multiplication or division of its own. */
static bool same_text(const char *a, const char *b)
{
    enum wr_unit unit_a, unit_b;
    double x, y;

    if (strcmp(a, b) == 0)
        return true;
    if (!quantity(a, &x, &unit_a) || !quantity(b, &y, &unit_b) || unit_a != unit_b)
        return false;
    return x <= y + 1e-14 * (y < 0 ? -y : y) && y <= x + 1e-14 * (x < 0 ? -x : x);
}

/* A list of one text stands for the text. */
static const struct wr_node *plain(const struct wr_node *node)
{
    return node->kind == WR_NODE_LIST && node->count == 1 && node->items[0]->kind == WR_NODE_TEXT ? node->items[0] : node;
}

static bool same(const struct wr_node *a, const struct wr_node *b)
{
    a = plain(a);
    b = plain(b);
    if (a->kind != b->kind)
        return false;
    if (a->kind == WR_NODE_TEXT)
        return same_text(a->text, b->text);
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct wr_node *other = a->kind == WR_NODE_MAP ? wr_node_get(b, a->items[i]->key) : b->items[i];
        if (other == NULL || !same(a->items[i], other))
            return false;
    }
    return true;
}

/* ---- differing ---- */

static void differ(struct differing *d, const char *path, const struct wr_node *was, const struct wr_node *now);

static const char *below(struct differing *d, const char *path, const char *key)
{
    return *path == '\0' ? key : wr_arena_printf(d->arena, "%s.%s", path, key);
}

static void differ_maps(struct differing *d, const char *path, const struct wr_node *was, const struct wr_node *now)
{
    for (size_t i = 0; i < was->count && d->status == 0; i++) {
        const struct wr_node *other = wr_node_get(now, was->items[i]->key);
        const char *at = below(d, path, was->items[i]->key);
        if (at == NULL)
            d->status = wr_fail(WR_ERR_MEMORY);
        else if (other == NULL)
            add(d, WR_DIFF_REMOVED, at, was->items[i], NULL);
        else
            differ(d, at, was->items[i], other);
    }
    for (size_t i = 0; i < now->count && d->status == 0; i++)
        if (wr_node_get(was, now->items[i]->key) == NULL)
            add(d, WR_DIFF_ADDED, below(d, path, now->items[i]->key), NULL, now->items[i]);
}

/* What an entry of a list is about: an effect by the path it changes, others by their name. */
static const char *about(const struct wr_node *node)
{
    static const char *const keys[] = {"change", "name", "who", "to"};

    for (size_t i = 0; node->kind == WR_NODE_MAP && i < sizeof keys / sizeof *keys; i++) {
        const struct wr_node *found = wr_node_get(node, keys[i]);
        if (found != NULL && found->kind == WR_NODE_TEXT)
            return found->text;
    }
    return NULL;
}

static const char *entry_path(struct differing *d, const char *path, const struct wr_node *node, size_t i)
{
    const char *name = about(node);

    return name != NULL ? wr_arena_printf(d->arena, "%s[%s]", path, name) : wr_arena_printf(d->arena, "%s[%zu]", path, i + 1);
}

/* Entries that are alike belong together wherever they stand; of the rest those about the same thing, then one after another. */
static void differ_lists(struct differing *d, const char *path, const struct wr_node *was, const struct wr_node *now)
{
    size_t *mate = wr_arena_alloc(d->arena, was->count, sizeof *mate); /* 1 + place in now; 0: none yet */
    bool *taken = wr_arena_alloc(d->arena, now->count, sizeof *taken), moved = false, differs = was->count != now->count;

    if (mate == NULL || taken == NULL) {
        d->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    for (int pass = 0; pass < 3; pass++) {
        for (size_t i = 0; i < was->count; i++) {
            for (size_t k = 0; k < now->count && mate[i] == 0; k++) {
                const struct wr_node *a = was->items[i], *b = now->items[k];
                bool fits = pass == 0   ? same(a, b)
                            : pass == 1 ? about(a) != NULL && wr_text_equal(about(a), about(b))
                                        : a->kind == b->kind && a->kind != WR_NODE_TEXT && about(a) == NULL && about(b) == NULL;
                if (taken[k] || !fits)
                    continue;
                mate[i] = k + 1;
                taken[k] = true;
                differs = differs || pass > 0;
            }
        }
    }
    for (size_t i = 0; i < was->count; i++) {
        differs = differs || mate[i] == 0;
        moved = moved || mate[i] != i + 1;
    }
    if (!differs && moved)
        add(d, WR_DIFF_ORDER, path, was, now);
    for (size_t i = 0; i < was->count && d->status == 0 && differs; i++) {
        const char *at = entry_path(d, path, was->items[i], i);
        if (at == NULL)
            d->status = wr_fail(WR_ERR_MEMORY);
        else if (mate[i] == 0)
            add(d, WR_DIFF_REMOVED, at, was->items[i], NULL);
        else
            differ(d, at, was->items[i], now->items[mate[i] - 1]);
    }
    for (size_t k = 0; k < now->count && d->status == 0; k++)
        if (!taken[k])
            add(d, WR_DIFF_ADDED, entry_path(d, path, now->items[k], k), NULL, now->items[k]);
}

static bool only_texts(const struct wr_node *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->kind != WR_NODE_TEXT)
            return false;
    return true;
}

static bool only_quantities(const struct wr_node *list)
{
    enum wr_unit unit;
    double value;

    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->kind != WR_NODE_TEXT || !quantity(list->items[i]->text, &value, &unit))
            return false;
    return true;
}

static void differ(struct differing *d, const char *path, const struct wr_node *was, const struct wr_node *now)
{
    if (d->status != 0 || same(was, now))
        return;
    if (was->kind == WR_NODE_MAP && now->kind == WR_NODE_MAP)
        differ_maps(d, path, was, now);
    else if (was->kind != WR_NODE_LIST || now->kind != WR_NODE_LIST || (only_quantities(was) && only_quantities(now)))
        add(d, WR_DIFF_CHANGED, path, was, now); /* 24 numbers by the hour are one thing */
    else
        differ_lists(d, path, was, now);
}

int wr_model_diff(const struct wr_source *was, const struct wr_source *now, struct wr_arena *arena, struct wr_difference **list, size_t *n)
{
    struct differing d = {.arena = arena};

    differ(&d, "", was->root, now->root);
    *list = d.list;
    *n = d.n;
    return d.status;
}

/* ---- said ---- */

/* A value on one line, as it would stand in a file. */
static void brief(struct wr_buf *out, const struct wr_node *node)
{
    if (node->kind == WR_NODE_TEXT) {
        struct wr_buf yaml; /* in quotes where needed; a line end within is written \n */
        wr_buf_init(&yaml, 0);
        wr_node_print_yaml(node, &yaml);
        if (yaml.size > 0 && wr_buf_status(&yaml) == 0)
            wr_buf_add(out, yaml.data, yaml.data[yaml.size - 1] == '\n' ? yaml.size - 1 : yaml.size);
        wr_buf_part_free(out, &yaml);
    } else if (node->kind == WR_NODE_EMPTY) {
        wr_buf_text(out, "nothing");
    } else {
        bool map = node->kind == WR_NODE_MAP;
        wr_buf_char(out, map ? '{' : '[');
        for (size_t i = 0; i < node->count; i++) {
            if (i > 0)
                wr_buf_text(out, ", ");
            if (map)
                wr_buf_printf(out, "%s: ", node->items[i]->key);
            brief(out, node->items[i]);
        }
        wr_buf_char(out, map ? '}' : ']');
    }
}

static bool is_long(const struct wr_node *node)
{
    return node->count > 0 && !(node->kind == WR_NODE_LIST && only_texts(node)) && node->kind != WR_NODE_TEXT;
}

/* An entry that is only in one of the two, as it stands there. */
static void whole(struct wr_buf *out, const struct wr_node *node)
{
    struct wr_buf yaml;

    if (!is_long(node)) {
        wr_buf_char(out, ' ');
        brief(out, node);
        wr_buf_char(out, '\n');
        return;
    }
    wr_buf_init(&yaml, 0);
    wr_node_print_yaml(node, &yaml);
    wr_buf_char(out, '\n');
    for (const char *s = wr_buf_string(&yaml); *s != '\0';) {
        size_t n = strcspn(s, "\n");
        wr_buf_printf(out, "    %.*s\n", (int)n, s);
        s += n + (s[n] == '\n');
    }
    wr_buf_part_free(out, &yaml);
}

void wr_model_diff_text(struct wr_buf *out, const struct wr_source *was, const struct wr_source *now, const struct wr_difference *list,
                        size_t n)
{
    if (n == 0) {
        wr_buf_printf(out, "%s and %s say the same.\n", was->path, now->path);
        return;
    }
    wr_buf_printf(out, "From %s to %s: %zu difference%s\n\n", was->path, now->path, n, n == 1 ? "" : "s");
    for (size_t i = 0; i < n; i++) {
        const struct wr_difference *d = &list[i];
        switch (d->kind) {
        case WR_DIFF_CHANGED:
            wr_buf_printf(out, "changed: %s\n    was: ", d->path);
            brief(out, d->was);
            wr_buf_text(out, "\n    now: ");
            brief(out, d->now);
            wr_buf_char(out, '\n');
            break;
        case WR_DIFF_ADDED:
            wr_buf_printf(out, "added: %s:", d->path);
            whole(out, d->now);
            break;
        case WR_DIFF_REMOVED:
            wr_buf_printf(out, "removed: %s:", d->path);
            whole(out, d->was);
            break;
        case WR_DIFF_ORDER:
            wr_buf_printf(out, "order: %s: the same entries in another order\n    was: ", d->path);
            brief(out, d->was);
            wr_buf_text(out, "\n    now: ");
            brief(out, d->now);
            wr_buf_char(out, '\n');
            break;
        }
    }
}
