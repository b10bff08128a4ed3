#include "catalogue/needs.h"

#include <stdbool.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "base/text.h"
#include "catalogue/catalogue_internal.h"
#include "read/yaml.h"

#define MOST_COMPARED 100000 /* names held against a wrong one for "did you mean": keeps a hostile file from taking long */

static int read_me_too(const struct wr_i_entry *e, struct wr_stated_need *need)
{
    const struct wr_node *node = wr_node_get(e->node, "me too");

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return 0;
    if (node->kind != WR_NODE_MAP) {
        wr_mistakes_add(e->mistakes, WR_MISTAKE, node->where, e->path, "write {ward nurses: 6, junior doctors: 2}",
                        "`me too` says how many of which group");
        return 0;
    }
    need->me_too = wr_arena_alloc(e->arena, node->count + 1, sizeof *need->me_too);
    if (need->me_too == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < node->count; i++) {
        const struct wr_node *one = node->items[i];
        double people = 0;
        size_t used = one->kind == WR_NODE_TEXT ? wr_text_number(one->text, &people) : 0;
        if (used == 0 || one->text[used] != '\0' || people < 0 || people > 1e6 || people != (double)(long)people)
            wr_mistakes_add(e->mistakes, WR_MISTAKE, one->key_where, e->path, "write ward nurses: 6",
                            "`%.60s`: a number of people is wanted", one->key);
        else
            need->me_too[need->n_me_too++] = (struct wr_need_echo){wr_arena_text(e->arena, one->key), people};
    }
    return 0;
}

static int read_need(const struct wr_i_entry *e, struct wr_stated_need *need)
{
    static const char *const keys[] = {"says",           "role", "name",    "date",   "how often",  "costs staff",
                                       "costs patients", "at",   "missing", "me too", "merged into"};

    need->name = wr_arena_text(e->arena, e->node->key);
    need->node = e->node;
    need->where = e->node->key_where;
    if (e->node->kind == WR_NODE_TEXT) { /* n12: I walk the whole ward at two in the morning */
        need->says = wr_arena_text(e->arena, e->node->text);
        return 0;
    }
    if (!wr_i_entry_keys(e, keys, sizeof keys / sizeof keys[0]))
        return 0;
    need->says = wr_i_entry_text(e, "says", false);
    if (wr_node_get(e->node, "says") == NULL || wr_node_get(e->node, "says")->kind == WR_NODE_EMPTY)
        wr_mistakes_add(e->mistakes, WR_MISTAKE, e->node->key_where, e->path, "add what was said, in the person's own words: says: ...",
                        "`says` is missing");
    need->role = wr_i_entry_text(e, "role", false);
    need->who = wr_i_entry_text(e, "name", false);
    need->date = wr_i_entry_text(e, "date", false);
    need->how_often = wr_i_entry_text(e, "how often", false);
    need->costs_staff = wr_i_entry_text(e, "costs staff", false);
    need->costs_patients = wr_i_entry_text(e, "costs patients", false);
    need->at = wr_i_entry_text(e, "at", false);
    need->missing = wr_i_entry_text(e, "missing", false);
    need->merged_into = wr_i_entry_text(e, "merged into", false);
    return read_me_too(e, need);
}

static int take(struct wr_needs *out, struct wr_map *names, const struct wr_node *part, struct wr_mistakes *mistakes)
{
    struct wr_stated_need *list;
    int err = 0;

    if (part->kind != WR_NODE_MAP) {
        wr_mistakes_add(mistakes, WR_MISTAKE, part->where, "needs", "write n12: {says: ..., role: ward nurses}",
                        "a map of needs is wanted here");
        return 0;
    }
    list = wr_arena_alloc(&out->arena, out->count + part->count + 1, sizeof *list);
    if (list == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (out->count > 0)
        memcpy(list, out->list, out->count * sizeof *list);
    out->list = list;
    for (size_t i = 0; i < part->count && err == 0; i++) {
        struct wr_i_entry e = {&out->arena, mistakes, part->items[i], wr_arena_printf(&out->arena, "needs.%s", part->items[i]->key)};
        long have;
        if (wr_map_get(names, part->items[i]->key, &have))
            wr_mistakes_add(mistakes, WR_MISTAKE, part->items[i]->key_where, e.path, "give one of them another name",
                            "`%s` is there already, in %s on line %d", part->items[i]->key, out->list[have].where.file,
                            out->list[have].where.line);
        else if ((err = wr_map_put(names, part->items[i]->key, (long)out->count)) == 0)
            err = read_need(&e, &out->list[out->count++]);
    }
    return err;
}

static int take_text(struct wr_needs *out, struct wr_map *names, const char *name, const char *data, size_t n, bool *broken,
                     struct wr_mistakes *mistakes)
{
    struct wr_node *root = NULL;
    int err = wr_yaml_read(&out->arena, name, data, n, mistakes, &root);

    if (err == WR_ERR_MISTAKES) { /* said; half a file would give false alarms, the others are still read */
        *broken = true;
        return 0;
    }
    for (size_t i = 0; err == 0 && root != NULL && root->kind == WR_NODE_MAP && i < root->count; i++) {
        if (strcmp(root->items[i]->key, "needs") != 0)
            wr_mistakes_add(mistakes, WR_MISTAKE, root->items[i]->key_where, NULL, "did you mean `needs`?",
                            "`%.60s` does not belong in a file of needs", root->items[i]->key);
        else if (root->items[i]->kind != WR_NODE_EMPTY)
            err = take(out, names, root->items[i], mistakes);
    }
    if (err == 0 && root != NULL && root->kind != WR_NODE_MAP)
        wr_mistakes_add(mistakes, WR_MISTAKE, root->where, NULL, "begin with `needs:`", "a file of needs is a map, not %s",
                        wr_node_kind_words(root->kind));
    return err;
}

static int take_file(struct wr_needs *out, struct wr_map *names, const char *name, bool *broken, struct wr_mistakes *mistakes)
{
    struct wr_buf text;
    const char *why = NULL;
    int err;

    wr_buf_init(&text, 0);
    err = wr_file_read(name, WR_READ_MAX_BYTES, &text, &why);
    if (err == 0) {
        err = take_text(out, names, name, wr_buf_string(&text), text.size, broken, mistakes);
    } else if (err != WR_ERR_MEMORY) {
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){name, 0, 0}, NULL, NULL, "%s", why != NULL ? why : wr_err_words(err));
        if (err == WR_ERR_LIMIT) /* it is said, and it is the text that is too long */
            err = WR_ERR_MISTAKES;
    }
    wr_buf_free(&text);
    return err;
}

/* Each need that is merged into another names one that is there. */
static void look_at_merged(const struct wr_needs *out, const struct wr_map *names, struct wr_mistakes *mistakes)
{
    struct wr_arena arena; /* for what is said only */
    const char **all = NULL;
    long left = MOST_COMPARED;

    wr_arena_init(&arena, 0);
    for (size_t i = 0; i < out->count; i++) {
        const char *into = out->list[i].merged_into, *nearest = NULL, *path;
        const struct wr_node *node = wr_node_get(out->list[i].node, "merged into");
        if (into == NULL || node == NULL || wr_map_get(names, into, NULL) || mistakes->count >= WR_MISTAKES_KEPT)
            continue;
        if (all == NULL && (all = wr_arena_alloc(&arena, out->count, sizeof *all)) != NULL)
            for (size_t j = 0; j < out->count; j++)
                all[j] = out->list[j].name;
        if (all != NULL && strlen(into) <= 80 && (left -= (long)out->count) >= 0)
            nearest = wr_text_nearest(into, all, out->count);
        path = wr_arena_printf(&arena, "needs.%s.merged into", out->list[i].name);
        wr_mistakes_add(mistakes, WR_MISTAKE, node->where, path,
                        nearest != NULL ? wr_arena_printf(&arena, "did you mean `%s`?", nearest) : "write the name of a need that is there",
                        "there is no need called `%.60s`", into);
    }
    wr_arena_free(&arena);
}

static int finish(struct wr_needs *out, struct wr_map *names, size_t before, bool broken, int err, struct wr_mistakes *mistakes)
{
    if (err == 0 && !broken) /* else what is not found may stand in what could not be read */
        look_at_merged(out, names, mistakes);
    wr_map_free(names);
    if (err == 0 && mistakes->mistakes > before)
        err = WR_ERR_MISTAKES;
    return err == 0 ? mistakes->status : err;
}

int wr_needs_read(const char *folder, struct wr_mistakes *mistakes, struct wr_needs *out)
{
    size_t before = mistakes->mistakes, n = 0;
    const char *place, **names = NULL, *why = NULL;
    struct wr_map map; /* names, to their index */
    bool broken = false;
    int err;

    wr_map_init(&map);
    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    place = wr_file_join(&out->arena, folder, "needs");
    err = place == NULL ? wr_fail(WR_ERR_MEMORY) : wr_file_list(place, ".yaml", &out->arena, &names, &n, &why);
    if (err == WR_ERR_FILE)
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){place, 0, 0}, NULL, NULL, "%s", why != NULL ? why : wr_err_words(err));
    for (size_t i = 0; i < n && err == 0; i++) {
        const char *name = wr_file_join(&out->arena, place, names[i]);
        err = name == NULL ? wr_fail(WR_ERR_MEMORY) : take_file(out, &map, name, &broken, mistakes);
    }
    return finish(out, &map, before, broken, err, mistakes);
}

int wr_needs_text(const char *name, const char *data, size_t n, struct wr_mistakes *mistakes, struct wr_needs *out)
{
    size_t before = mistakes->mistakes;
    struct wr_map map;
    bool broken = false;
    int err;

    wr_map_init(&map);
    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    err = take_text(out, &map, name, data, n, &broken, mistakes);
    return finish(out, &map, before, broken, err, mistakes);
}

void wr_needs_free(struct wr_needs *needs)
{
    wr_arena_free(&needs->arena);
    memset(needs, 0, sizeof *needs);
}

int wr_needs_find(const struct wr_needs *needs, const char *name)
{
    for (size_t i = 0; i < needs->count; i++)
        if (needs->list[i].name != NULL && strcmp(needs->list[i].name, name) == 0)
            return (int)i;
    return -1;
}
