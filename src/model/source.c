/* From files to one joined tree. A folder's files each hold top-level keys; entries under the same key are joined in the order service.yaml,
 * then folder by folder in the order of the language's parts, files by name. */
#include <string.h>

#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "model/describe.h"
#include "model/model.h"
#include "read/csv.h"
#include "read/tree.h"
#include "read/yaml.h"

static void say_twice(struct wr_mistakes *mistakes, const struct wr_node *again, const struct wr_node *first, const char *part)
{
    struct wr_buf path;

    wr_buf_init(&path, 0);
    if (part != NULL)
        wr_buf_printf(&path, "%s.%s", part, again->key);
    else
        wr_buf_text(&path, again->key);
    wr_mistakes_add(mistakes, WR_MISTAKE, again->key_where, wr_buf_string(&path), "give one of them another name, or take one away",
                    "`%s` is there already, in %s on line %d", again->key, first->key_where.file, first->key_where.line);
    wr_buf_free(&path);
}

/* Puts the entries of `more` (a top-level value) to those of `have`, which has the same key. */
static int join_part(struct wr_source *source, struct wr_node *have, const struct wr_node *more, struct wr_mistakes *mistakes)
{
    const struct wr_node *first;
    size_t i;
    int err;

    if (have->kind == WR_NODE_EMPTY || more->kind == WR_NODE_EMPTY) {
        if (have->kind == WR_NODE_EMPTY && more->kind != WR_NODE_EMPTY) {
            have->kind = more->kind;
            have->where = more->where;
            have->text = more->text;
            have->length = more->length;
            for (i = 0; i < more->count; i++)
                if ((err = wr_node_add(&source->arena, have, more->items[i])) != 0)
                    return err;
        }
        return 0;
    }
    if (have->kind == WR_NODE_TEXT || have->kind != more->kind) {
        if (more->kind == WR_NODE_TEXT && have->kind == WR_NODE_TEXT && strcmp(have->text, more->text) == 0)
            return 0; /* each file may say `wardround: 1` */
        say_twice(mistakes, more, have, NULL);
        return 0;
    }
    for (i = 0; i < more->count; i++) {
        if (have->kind == WR_NODE_MAP && (first = wr_node_get(have, more->items[i]->key)) != NULL) {
            say_twice(mistakes, more->items[i], first, have->key);
            continue;
        }
        if ((err = wr_node_add(&source->arena, have, more->items[i])) != 0)
            return err;
    }
    return 0;
}

static int join(struct wr_source *source, struct wr_node *root, struct wr_mistakes *mistakes)
{
    struct wr_node *have;
    size_t i;
    int err = 0;

    if (root == NULL)
        return 0;
    if (root->kind != WR_NODE_MAP) {
        wr_mistakes_add(mistakes, WR_MISTAKE, root->where, NULL, "begin with `wardround: 1`, then `service: ...`",
                        "a service file is a map of parts; this is %s", wr_node_kind_words(root->kind));
        return 0;
    }
    if (source->root == NULL) {
        source->root = root;
        return 0;
    }
    for (i = 0; i < root->count && err == 0; i++) {
        have = wr_node_get(source->root, root->items[i]->key);
        err = have != NULL ? join_part(source, have, root->items[i], mistakes) : wr_node_add(&source->arena, source->root, root->items[i]);
    }
    return err;
}

static int remember_file(struct wr_source *source, const char *name)
{
    const char **files = wr_arena_alloc(&source->arena, source->n_files + 1, sizeof *files);

    if (files == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (source->n_files > 0)
        memcpy(files, source->files, source->n_files * sizeof *files);
    files[source->n_files++] = name;
    source->files = files;
    return 0;
}

/* The folder `systems` holds two things: the service file's systems, and the CIO's view of them (docs/people.md), which begins with a key of its own, or is
 * empty as yet. A run does not read the latter, so its hash does not cover it and no mistake in it stops one: hence it is told by its first words. */
static bool is_of_people(const char *data)
{
    static const char key[] = "components";

    data += strncmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (*data != '\0') { /* past lines that say nothing */
        const char *at = data + strspn(data, " \t\r");
        if (*at != '#' && *at != '\n' && *at != '\0' && strncmp(data, "---", 3) != 0)
            break;
        data = at + strcspn(at, "\n");
        data += *data == '\n';
    }
    if (*data == '\0')
        return true;
    if (strncmp(data, key, sizeof key - 1) != 0)
        return false;
    data += sizeof key - 1;
    return data[strspn(data, " ")] == ':';
}

/* One file's text into the joined tree. The hash runs over the bytes of all files in turn: of one file it is what sha256sum gives. */
static int take_text(struct wr_source *source, const char *name, const char *data, size_t n, struct wr_sha256 *hash,
                     struct wr_mistakes *mistakes)
{
    struct wr_node *root = NULL;
    size_t before = mistakes->mistakes;
    int err;

    err = remember_file(source, name);
    if (err != 0)
        return err;
    wr_sha256_add(hash, data, n);
    err = wr_yaml_read(&source->arena, name, data, n, mistakes, &root);
    if (err != 0 && err != WR_ERR_MISTAKES)
        return err;
    if (root == NULL && mistakes->mistakes == before)
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){name, 1, 1}, NULL, "begin with `wardround: 1`, then `service: ...`",
                        "there is nothing in this file");
    return join(source, root, mistakes);
}

static int take_file(struct wr_source *source, const char *part, const char *name, size_t *left, struct wr_sha256 *hash,
                     struct wr_mistakes *mistakes)
{
    struct wr_buf text;
    const char *why = NULL;
    int err;

    wr_buf_init(&text, 0);
    err = wr_file_read(name, *left, &text, &why);
    if (err == WR_ERR_MEMORY)
        goto out;
    if (err != 0) {
        if (err == WR_ERR_LIMIT && *left < WR_READ_MAX_BYTES)
            why = "all files together are larger than 8 MiB";
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){name, 0, 0}, NULL, NULL, "%s", why != NULL ? why : wr_err_words(err));
        if (err == WR_ERR_LIMIT) /* it is said, and it is the text that is too long */
            err = WR_ERR_MISTAKES;
        goto out;
    }
    if (part != NULL && strcmp(part, "systems") == 0 && is_of_people(wr_buf_string(&text)))
        goto out;
    *left -= text.size;
    err = take_text(source, name, wr_buf_string(&text), text.size, hash, mistakes);
out:
    wr_buf_free(&text);
    return err;
}

/* service.yaml, then FOLDER/PART/ *.yaml for each part of the language. */
static int take_folder(struct wr_source *source, struct wr_sha256 *hash, struct wr_mistakes *mistakes)
{
    const struct wr_object *service = wr_describe_object("service");
    const char *name = wr_file_join(&source->arena, source->folder, "service.yaml"), *why = NULL;
    size_t left = WR_READ_MAX_BYTES, i, j, n;
    const char **names;
    int err;

    if (name == NULL)
        return wr_fail(WR_ERR_MEMORY);
    err = take_file(source, NULL, name, &left, hash, mistakes);
    for (i = 0; err == 0 && i < service->n_fields; i++) {
        const char *folder = wr_file_join(&source->arena, source->folder, service->fields[i].key);
        if (folder == NULL)
            return wr_fail(WR_ERR_MEMORY);
        err = wr_file_list(folder, ".yaml", &source->arena, &names, &n, &why);
        if (err == WR_ERR_FILE)
            wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){folder, 0, 0}, NULL, NULL, "%s", why != NULL ? why : wr_err_words(err));
        for (j = 0; err == 0 && j < n; j++) {
            name = wr_file_join(&source->arena, folder, names[j]);
            err = name == NULL ? wr_fail(WR_ERR_MEMORY) : take_file(source, service->fields[i].key, name, &left, hash, mistakes);
        }
    }
    return err;
}

static int begin(const char *path, const char *folder, struct wr_source *out)
{
    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    out->path = wr_arena_text(&out->arena, path);
    out->folder = folder == NULL ? NULL : wr_arena_text(&out->arena, folder);
    return out->path == NULL || (folder != NULL && out->folder == NULL) ? wr_fail(WR_ERR_MEMORY) : 0;
}

/* Recorded arrivals and lengths of stay belong to what a result rests on: the bytes of every `file:` go into the hash too. One that cannot be
 * read is told of when its column is wanted. */
static int hash_data(struct wr_source *source, const struct wr_node *node, struct wr_sha256 *hash)
{
    struct wr_buf text;
    const char *path, *why;
    size_t i;
    int err = 0;

    if (node->key != NULL && strcmp(node->key, "file") == 0 && node->kind == WR_NODE_TEXT && node->text[0] != '/' &&
        strstr(node->text, "..") == NULL) {
        path = wr_file_join(&source->arena, source->folder, node->text);
        if (path == NULL)
            return wr_fail(WR_ERR_MEMORY);
        wr_buf_init(&text, 0);
        err = wr_file_read(path, WR_CSV_MAX_BYTES, &text, &why);
        if (err == 0)
            wr_sha256_add(hash, wr_buf_string(&text), text.size);
        wr_buf_free(&text);
        if (err != WR_ERR_MEMORY)
            err = 0;
    }
    for (i = 0; i < node->count && err == 0; i++)
        err = hash_data(source, node->items[i], hash);
    return err;
}

/* What is left to say once all files are read: an empty tree becomes an empty map, so that whoever reads on needs no case of its own. */
static int finish(struct wr_source *out, struct wr_sha256 *hash, const struct wr_mistakes *mistakes, size_t before, int err)
{
    if (err == 0 && out->root != NULL && out->folder != NULL)
        err = hash_data(out, out->root, hash);
    wr_sha256_end(hash, out->hash);
    if (err == 0 && out->root == NULL) {
        out->root = wr_node_new(&out->arena, WR_NODE_MAP, (struct wr_where){out->path, 1, 1});
        if (out->root == NULL)
            err = wr_fail(WR_ERR_MEMORY);
    }
    if (err == 0 && mistakes->mistakes > before)
        err = WR_ERR_MISTAKES;
    return err;
}

int wr_source_read(const struct wr_ctx *ctx, const char *path, struct wr_mistakes *mistakes, struct wr_source *out)
{
    struct wr_sha256 hash;
    size_t before = mistakes->mistakes, left = WR_READ_MAX_BYTES;
    bool is_folder = wr_file_is_folder(path);
    const char *slash = strrchr(path, '/');
    int err;

    wr_sha256_init(&hash);
    err = begin(path, is_folder ? path : ".", out);
    if (err != 0)
        return err;
    if (!is_folder && slash != NULL) {
        out->folder = wr_arena_text_n(&out->arena, path, slash == path ? 1 : (size_t)(slash - path));
        if (out->folder == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    err = is_folder ? take_folder(out, &hash, mistakes) : take_file(out, NULL, out->path, &left, &hash, mistakes);
    err = finish(out, &hash, mistakes, before, err);
    wr_log(ctx, WR_LOG_DEBUG, "read the service", "path=%s files=%zu hash=%.12s", path, out->n_files, out->hash);
    return err;
}

int wr_source_text(const char *name, const char *data, size_t n, const char *folder, struct wr_mistakes *mistakes, struct wr_source *out)
{
    struct wr_sha256 hash;
    size_t before = mistakes->mistakes;
    int err;

    wr_sha256_init(&hash);
    err = begin(name, folder, out);
    if (err == 0)
        err = take_text(out, out->path, data, n, &hash, mistakes);
    return err == 0 ? finish(out, &hash, mistakes, before, err) : err;
}

void wr_source_free(struct wr_source *source)
{
    wr_arena_free(&source->arena);
    memset(source, 0, sizeof *source);
}
