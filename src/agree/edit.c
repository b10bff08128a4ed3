#include "agree/edit.h"

#include <string.h>

#include "agree/edit_internal.h"
#include "base/file.h"
#include "base/text.h"
#include "read/yaml.h"

static const char mark[] = "\xEF\xBB\xBF"; /* a byte order mark: some editors begin a file with it, and it stays */

static size_t begin_of(const struct wr_buf *text) { return text->size >= 3 && memcmp(text->data, mark, 3) == 0 ? 3 : 0; }

static int read_text(struct wr_edit_file *e, struct wr_mistakes *mistakes)
{
    if (e->text.size == 0)
        return 0;
    return wr_yaml_read(&e->arena, e->file, wr_buf_string(&e->text), e->text.size, mistakes, &e->root);
}

static void begin(const char *name, struct wr_edit_file *out)
{
    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    wr_buf_init(&out->original, 0);
    wr_buf_init(&out->text, 0);
    out->file = wr_arena_text(&out->arena, name);
}

int wr_edit_open(const char *path, struct wr_mistakes *mistakes, struct wr_edit_file *out)
{
    const char *why = NULL;
    int result;

    begin(path, out);
    if (out->file == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (!wr_file_exists(path))
        return 0;
    out->there = true;
    result = wr_file_read(path, WR_READ_MAX_BYTES, &out->original, &why);
    if (result != 0) {
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){out->file, 0, 0}, NULL, NULL, "%s",
                        why != NULL ? why : wr_err_words(result));
        return result;
    }
    wr_buf_add(&out->text, wr_buf_string(&out->original), out->original.size);
    result = wr_buf_status(&out->text);
    return result == 0 ? read_text(out, mistakes) : result;
}

int wr_edit_text(const char *name, const char *data, size_t n, struct wr_mistakes *mistakes, struct wr_edit_file *out)
{
    int result;

    begin(name, out);
    if (out->file == NULL)
        return wr_fail(WR_ERR_MEMORY);
    out->there = true;
    wr_buf_add(&out->text, data, n);
    result = wr_buf_status(&out->text);
    return result == 0 ? read_text(out, mistakes) : result;
}

void wr_edit_free(struct wr_edit_file *edit)
{
    wr_buf_free(&edit->text);
    wr_buf_free(&edit->original);
    wr_arena_free(&edit->arena);
    memset(edit, 0, sizeof *edit);
}

/* ---- the tree as it is to be ---- */

static bool same(const struct wr_node *a, const struct wr_node *b)
{
    if (a == NULL || b == NULL || a->kind != b->kind || a->count != b->count || a->length != b->length || !wr_text_equal(a->key, b->key))
        return false;
    if (a->kind == WR_NODE_TEXT && memcmp(a->text, b->text, a->length) != 0)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same(a->items[i], b->items[i]))
            return false;
    return true;
}

/* The item of a map or list that a part of a path names, as its number; -1: there is none. */
static long item_of(const struct wr_node *node, const char *name)
{
    double number;
    size_t used;

    if (node == NULL)
        return -1;
    if (node->kind == WR_NODE_LIST) {
        used = wr_text_number(name, &number);
        return used > 0 && name[used] == '\0' && number >= 0 && number < (double)node->count ? (long)number : -1;
    }
    for (size_t i = 0; node->kind == WR_NODE_MAP && i < node->count; i++)
        if (wr_text_equal(node->items[i]->key, name))
            return (long)i;
    return -1;
}

static struct wr_node *walk(struct wr_node *root, const char *const *path, size_t n)
{
    for (size_t i = 0; i < n && root != NULL; i++) {
        long at = item_of(root, path[i]);
        root = at < 0 ? NULL : root->items[at];
    }
    return root;
}

/* ---- one operation ---- */

struct operation {
    struct wr_edit_file *edit;
    const char *const *path;
    size_t n; /* parts of the path that are there */
    const char *key;
    const struct wr_node *value;
    bool set;
    struct wr_i_layout *root, *parent, *target;
    bool in_braces;
    struct wr_mistakes *mistakes;
};

static const char *path_words(const struct operation *o)
{
    const char *words = "";

    for (size_t i = 0; i < o->n && words != NULL; i++)
        words = wr_arena_printf(&o->edit->arena, "%s%s%s", words, i > 0 ? "." : "", o->path[i]);
    return words == NULL ? "" : words;
}

/* What cannot be done here, with what to write by hand. */
static int refuse(const struct operation *o, const char *because)
{
    const struct wr_node *node = walk(o->edit->root, o->path, o->n);
    struct wr_where where = node == NULL ? (struct wr_where){o->edit->file, 1, 1} : node->key != NULL ? node->key_where : node->where;
    struct wr_buf hint;

    wr_buf_init(&hint, 0);
    if (!o->set && node != NULL && node->kind == WR_NODE_TEXT)
        wr_buf_text(&hint, "give the text a name of its own by hand first (says: ...), and write beside it: ");
    else
        wr_buf_text(&hint, o->set ? "write by hand, in its place: " : "write by hand, there: ");
    wr_i_say_in_braces(&hint, o->set ? (o->n > 0 ? o->path[o->n - 1] : NULL) : o->key, o->value);
    wr_mistakes_add(o->mistakes, WR_MISTAKE, where, path_words(o), wr_buf_string(&hint), "nothing was written: %s", because);
    wr_buf_free(&hint);
    return wr_fail(WR_ERR_MISTAKES);
}

static int find(struct operation *o)
{
    const char *data = wr_buf_string(&o->edit->text);
    size_t skip = begin_of(&o->edit->text);
    const struct wr_node *node = o->edit->root;
    int err = 0;

    if (node != NULL)
        err = wr_i_layout_read(&o->edit->arena, data + skip, o->edit->text.size - skip, &o->root);
    o->target = o->root;
    for (size_t i = 0; err == 0 && i < o->n; i++) {
        long at = item_of(node, o->path[i]);
        if (at < 0 || o->target == NULL || (size_t)at >= o->target->count)
            return wr_fail(WR_ERR_UNSUPPORTED);
        node = node->items[at];
        o->in_braces = o->in_braces || o->target->flow;
        o->parent = o->target;
        o->target = o->target->items[at];
    }
    return err;
}

/* The tree as it is to be after the operation, in the arena; NULL without memory. */
static struct wr_node *wanted(const struct operation *o)
{
    struct wr_arena *arena = &o->edit->arena;
    struct wr_node *root = o->edit->root, *node, *value = wr_node_copy(arena, o->value);

    if (value == NULL)
        return NULL;
    root = root == NULL ? wr_node_new(arena, o->key != NULL ? WR_NODE_MAP : WR_NODE_LIST, value->where) : wr_node_copy(arena, root);
    node = walk(root, o->path, o->n);
    if (node == NULL)
        return NULL;
    if (o->set) {
        node->kind = WR_NODE_TEXT;
        node->text = value->text;
        node->length = value->length;
        return root;
    }
    if (node->kind == WR_NODE_EMPTY)
        node->kind = o->key != NULL ? WR_NODE_MAP : WR_NODE_LIST;
    value->key = o->key;
    return wr_node_add(arena, node, value) == 0 ? root : NULL;
}

/* Puts the splice in, reads the whole again, and takes it back when anything else has changed by it. */
static int apply(struct operation *o, const struct wr_i_splice *splice)
{
    struct wr_edit_file *e = o->edit;
    size_t at = begin_of(&e->text) + splice->at;
    struct wr_node *want = wanted(o), *got = NULL;
    struct wr_mistakes found;
    struct wr_buf text;
    int err;

    wr_mistakes_init(&found);
    wr_buf_init(&text, 0);
    wr_buf_add(&text, wr_buf_string(&e->text), at);
    wr_buf_add(&text, wr_buf_string(&splice->insert), splice->insert.size);
    wr_buf_add(&text, wr_buf_string(&e->text) + at + splice->cut, e->text.size - at - splice->cut);
    err = want == NULL ? wr_fail(WR_ERR_MEMORY) : wr_buf_status(&text);
    if (err == 0)
        err = wr_yaml_read(&e->arena, e->file, wr_buf_string(&text), text.size, &found, &got);
    if (err == WR_ERR_MISTAKES) {
        err = refuse(o, found.count > 0 ? found.list[0].message : "it could not be read again");
    } else if (err == 0 && !same(want, got)) {
        err = refuse(o, "what stands there would be read in another way afterwards");
    } else if (err == 0) {
        struct wr_buf old = e->text;
        e->text = text;
        text = old;
        e->root = got;
    }
    wr_buf_free(&text);
    wr_mistakes_free(&found);
    return err;
}

static int operate(struct operation *o)
{
    const char *data = wr_buf_string(&o->edit->text), *why = NULL;
    size_t skip = begin_of(&o->edit->text), n = o->edit->text.size - skip;
    struct wr_i_splice splice = {0, 0, {0}};
    int err;

    wr_buf_init(&splice.insert, 0);
    err = find(o);
    if (err == 0)
        err = o->set ? wr_i_place_set(data + skip, o->target, o->in_braces, o->value, &splice, &why)
                     : wr_i_place_add(data + skip, n, o->root, o->parent, o->target, o->key, o->value, &splice, &why);
    if (err == WR_ERR_UNSUPPORTED)
        err = refuse(o, why != NULL ? why : "it is written in a form that the program cannot add to");
    else if (err == 0)
        err = apply(o, &splice);
    wr_buf_free(&splice.insert);
    return err;
}

static void tell_where(const struct wr_node *node, struct wr_where *where)
{
    if (where != NULL && node != NULL)
        *where = node->key != NULL ? node->key_where : node->where;
}

/* What nobody types: it comes from word processors and accidents, and a text never holds it. */
static bool has_strange(const struct wr_node *node)
{
    for (size_t i = 0; i < node->length; i++) {
        const unsigned char *c = (const unsigned char *)node->text + i;
        if ((*c < 32 && *c != '\n' && *c != '\t' && *c != '\r') || *c == 127)
            return true;
        if (*c == 0xE2 && i + 2 < node->length && /* what turns the direction of writing, which the reader refuses too */
            ((c[1] == 0x80 && c[2] >= 0xAA && c[2] <= 0xAE) || (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9)))
            return true;
    }
    for (size_t i = 0; i < node->count; i++)
        if (has_strange(node->items[i]))
            return true;
    return node->kind == WR_NODE_TEXT && !wr_text_utf8(node->text, node->length, NULL);
}

static int check_value(struct wr_edit_file *e, const struct wr_node *value, struct wr_mistakes *mistakes)
{
    if (value == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (!has_strange(value))
        return 0;
    wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){e->file, 0, 0}, NULL,
                    "type it anew: it holds a control character or an invisible mark, or is not UTF-8",
                    "nothing was written: the text holds what is no character");
    return wr_fail(WR_ERR_MISTAKES);
}

/* A key that reads back as itself. */
static int check_key(struct wr_edit_file *e, const char *key, struct wr_mistakes *mistakes)
{
    const char *tidy = key == NULL ? "" : wr_text_tidy(&e->arena, key, strlen(key));

    if (tidy == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (key == NULL || (key[0] != '\0' && strcmp(key, tidy) == 0))
        return 0;
    wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){e->file, 0, 0}, NULL, "single blanks, and none at the ends",
                    "`%.60s` cannot be a name", key);
    return wr_fail(WR_ERR_MISTAKES);
}

int wr_edit_add(struct wr_edit_file *edit, const char *const *path, size_t n, const char *key, const struct wr_node *value,
                struct wr_mistakes *mistakes, struct wr_where *where)
{
    struct operation o = {.edit = edit, .path = path, .key = key, .value = value, .mistakes = mistakes};
    const struct wr_node *node = edit->root, *twin;
    int err = check_value(edit, value, mistakes);

    if (err == 0)
        err = check_key(edit, key, mistakes);
    for (size_t i = 0; i < n && err == 0; i++)
        err = check_key(edit, path[i], mistakes);
    if (err != 0)
        return err;
    while (o.n < n && item_of(node, path[o.n]) >= 0)
        node = node->items[item_of(node, path[o.n++])];
    for (size_t i = n; i > o.n; i--) { /* parts that are missing are made around the value */
        bool in_list = i == n && key == NULL;
        o.value = wr_edit_with(&edit->arena, in_list ? wr_edit_list(&edit->arena) : wr_edit_map(&edit->arena), i == n ? key : path[i],
                               wr_node_copy(&edit->arena, o.value));
        if (o.value == NULL)
            return wr_fail(WR_ERR_MEMORY);
        o.key = path[i - 1];
    }
    twin = o.key != NULL ? wr_node_get(node, o.key) : NULL;
    if (twin != NULL) {
        wr_mistakes_add(mistakes, WR_MISTAKE, twin->key_where, path_words(&o), "do it again: the next free name is taken then",
                        "`%s` is there already", o.key);
        return wr_fail(WR_ERR_MISTAKES);
    }
    err = operate(&o);
    node = err == 0 ? walk(edit->root, path, n) : NULL;
    if (node != NULL && node->count > 0) /* of the entry itself, also where what it stands in was made with it */
        tell_where(node->items[node->count - 1], where);
    return err;
}

int wr_edit_set(struct wr_edit_file *edit, const char *const *path, size_t n, const struct wr_node *value, struct wr_mistakes *mistakes,
                struct wr_where *where)
{
    struct operation o = {.edit = edit, .path = path, .n = n, .value = value, .set = true, .mistakes = mistakes};

    int err = check_value(edit, value, mistakes);

    if (err != 0)
        return err;
    if (value->kind != WR_NODE_TEXT)
        return wr_fail(WR_ERR_INTERNAL);
    if (n == 0 || walk(edit->root, path, n) == NULL) {
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){edit->file, 0, 0}, NULL, NULL, "there is no `%s` that could be set",
                        n > 0 ? path[n - 1] : "");
        return wr_fail(WR_ERR_MISTAKES);
    }
    err = operate(&o);
    if (err == 0)
        tell_where(walk(edit->root, path, n), where);
    return err;
}

int wr_edit_put(struct wr_edit_file *edit, const char *const *path, size_t n, const char *key, const struct wr_node *value,
                struct wr_mistakes *mistakes, struct wr_where *where)
{
    const char *whole[WR_READ_MAX_DEPTH];

    if (n + 1 > WR_READ_MAX_DEPTH)
        return wr_fail(WR_ERR_LIMIT);
    if (n > 0)
        memcpy(whole, path, n * sizeof *whole);
    whole[n] = key;
    return walk(edit->root, whole, n + 1) != NULL ? wr_edit_set(edit, whole, n + 1, value, mistakes, where)
                                                  : wr_edit_add(edit, path, n, key, value, mistakes, where);
}

int wr_edit_write(struct wr_edit_file *edit, struct wr_mistakes *mistakes)
{
    const char *slash = strrchr(edit->file, '/'), *folder, *why = NULL;
    int err = 0;

    if (edit->text.size == edit->original.size && memcmp(wr_buf_string(&edit->text), wr_buf_string(&edit->original), edit->text.size) == 0)
        return 0;
    if (!edit->there && slash != NULL && slash > edit->file) {
        folder = wr_arena_text_n(&edit->arena, edit->file, (size_t)(slash - edit->file));
        err = folder == NULL ? wr_fail(WR_ERR_MEMORY) : wr_file_make_folder(folder, &why);
    }
    if (err == 0)
        err = wr_file_replace(edit->file, edit->there ? wr_buf_string(&edit->original) : NULL, edit->original.size,
                              wr_buf_string(&edit->text), edit->text.size, &why);
    if (err == WR_ERR_FILE)
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){edit->file, 0, 0}, NULL, NULL, "nothing was written: %s", why);
    return err;
}
