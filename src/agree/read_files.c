/* From the files of a folder to one joined tree for each top-level key, and the CSVs of voices. */
#include <string.h>

#include "agree/agree_internal.h"
#include "agree/describe.h"
#include "base/file.h"
#include "read/yaml.h"

static const char *const keys[WR_I_KEYS] = {
    [WR_I_KEY_PEOPLE] = "people",
    [WR_I_KEY_VOICES] = "voices",
    [WR_I_KEY_DECISIONS] = "decisions",
    [WR_I_KEY_HAZARDS] = "hazards",
    [WR_I_KEY_APPROVALS] = "approvals",
    [WR_I_KEY_RISKS] = "risks",
    [WR_I_KEY_READINESS] = "readiness",
    [WR_I_KEY_ISSUES] = "issues",
    [WR_I_KEY_PLAN] = "plan",
    [WR_I_KEY_BENEFITS] = "benefits",
    [WR_I_KEY_DRIVERS] = "drivers",
    [WR_I_KEY_SYSTEMS] = "components",
    [WR_I_KEY_PREREQUISITES] = "prerequisites",
};

static int key_of(const char *key)
{
    for (int i = 0; i < WR_I_KEYS; i++)
        if (strcmp(keys[i], key) == 0)
            return i;
    return -1;
}

static const struct wr_object *object_of(const char *folder)
{
    for (size_t i = 0; i < wr_agree_describe_n_files; i++) {
        const struct wr_agree_file *file = &wr_agree_describe_files[i];
        if (folder == NULL ? file->folder == NULL : file->folder != NULL && strcmp(file->folder, folder) == 0)
            return wr_agree_describe_object(file->object);
    }
    return NULL;
}

/* "did you mean `hazards`?", or the folder where the key belongs, or what may stand in this one. */
static const char *where_it_belongs(struct wr_i_people *p, const struct wr_object *here, const char *key)
{
    const char *names[8], *hint;
    size_t n = 0;

    for (size_t i = 0; i < wr_agree_describe_n_files; i++) {
        const struct wr_agree_file *file = &wr_agree_describe_files[i];
        if (wr_describe_field(wr_agree_describe_object(file->object), key) != NULL)
            return file->folder == NULL ? "it belongs into people.yaml"
                                        : wr_model_fields_say(p->f, "it belongs into a file of the folder %s/", file->folder);
    }
    for (size_t i = 0; i < here->n_fields && n < 8; i++)
        names[n++] = here->fields[i].key;
    hint = wr_model_fields_did_you_mean(p->f, key, names, n);
    if (hint != NULL)
        return hint;
    hint = names[0];
    for (size_t i = 1; i < n && hint != NULL; i++)
        hint = wr_model_fields_say(p->f, "%s, %s", hint, names[i]);
    return wr_model_fields_say(p->f, "known here: %s", hint == NULL ? "" : hint);
}

static void say_twice(struct wr_i_people *p, const struct wr_node *again, const struct wr_node *first)
{
    wr_model_fields_enter(p->f, again->key);
    wr_model_fields_mistake(p->f, again->key_where, "give one of them another name, or take one away",
                            "`%.60s` is there already, in %s on line %d", again->key, first->key_where.file, first->key_where.line);
    wr_model_fields_leave(p->f);
}

/* Puts the entries of `more` to those of `have`. `deep`: the same key in both, with a map behind it, is joined too (the tasks of two plans). */
static int join(struct wr_i_people *p, struct wr_node *have, const struct wr_node *more, bool deep)
{
    int err = 0;

    wr_model_fields_enter(p->f, have->key);
    if (have->kind != more->kind)
        wr_model_fields_mistake(p->f, more->where, wr_model_fields_say(p->f, "write it as in %s", have->where.file),
                                "this is %s; elsewhere it is %s", wr_node_kind_words(more->kind), wr_node_kind_words(have->kind));
    else if (have->kind == WR_NODE_TEXT)
        wr_model_fields_mistake(p->f, more->where, "begin with what belongs to it, one a line", "a map of names is wanted here, not %s",
                                wr_model_fields_what(p->f, more));
    for (size_t i = 0; have->kind == more->kind && i < more->count && err == 0; i++) {
        struct wr_node *first = have->kind == WR_NODE_MAP ? wr_node_get(have, more->items[i]->key) : NULL;
        if (first == NULL)
            err = wr_node_add(&p->a->arena, have, more->items[i]);
        else if (deep && first->kind == WR_NODE_MAP && more->items[i]->kind == WR_NODE_MAP)
            err = join(p, first, more->items[i], false);
        else
            say_twice(p, more->items[i], first);
    }
    wr_model_fields_leave(p->f);
    return err;
}

static int take_root(struct wr_i_people *p, const char *folder, struct wr_node *root)
{
    const struct wr_object *here = object_of(folder);
    int err = 0;

    if (root->kind != WR_NODE_MAP) {
        wr_model_fields_mistake(p->f, root->where, wr_model_fields_say(p->f, "begin with `%s:`", here->fields[0].key),
                                "a map is wanted in this file, not %s", wr_model_fields_what(p->f, root));
        return 0;
    }
    wr_model_fields_look_tree(p->f, root);
    for (size_t i = 0; i < root->count && err == 0; i++) {
        struct wr_node *part = root->items[i];
        int key = key_of(part->key);
        if (strcmp(part->key, "systems") == 0 && folder != NULL && strcmp(folder, "systems") == 0)
            continue; /* the service file's own, which the model reads */
        if (key < 0 || wr_describe_field(here, part->key) == NULL) {
            wr_model_fields_mistake(p->f, part->key_where, where_it_belongs(p, here, part->key), "`%.60s` is not known in this file",
                                    part->key);
            continue;
        }
        if (part->kind == WR_NODE_EMPTY)
            continue;
        if (p->part[key] == NULL)
            p->part[key] = part;
        else
            err = join(p, p->part[key], part,
                       key == WR_I_KEY_PLAN || key == WR_I_KEY_PEOPLE || key == WR_I_KEY_PREREQUISITES || key == WR_I_KEY_READINESS);
    }
    return err;
}

/* What the files of a folder name. */
static unsigned sorts_of(const char *folder)
{
    static const struct {
        const char *folder;
        unsigned sorts;
    } all[] = {
        {"voices", 1u << WR_I_STATEMENTS}, {"decisions", 1u << WR_I_DECISIONS}, {"hazards", 1u << WR_I_HAZARDS | 1u << WR_I_RISKS},
        {"issues", 1u << WR_I_ISSUES},     {"plan", 1u << WR_I_PLAN_TASKS},     {"benefits", 1u << WR_I_BENEFITS | 1u << WR_I_DRIVERS},
        {"systems", 1u << WR_I_SYSTEMS}};

    for (size_t i = 0; folder != NULL && i < sizeof all / sizeof all[0]; i++)
        if (strcmp(all[i].folder, folder) == 0)
            return all[i].sorts;
    return 1u << WR_I_GROUPS | 1u << WR_I_OFFICES;
}

int wr_i_people_take(struct wr_i_people *p, const char *folder, const char *name, const char *data, size_t n)
{
    struct wr_node *root = NULL;
    int err = wr_yaml_read(&p->a->arena, name, data, n, p->mistakes, &root);

    if (err == WR_ERR_MISTAKES) { /* said; half a file would give false alarms, the others are still read */
        p->broken |= sorts_of(folder);
        return 0;
    }
    return err == 0 && root != NULL ? take_root(p, folder, root) : err;
}

int wr_i_people_take_csv(struct wr_i_people *p, const char *name, const char *data, size_t n)
{
    struct wr_csv csv, *more;
    int err;

    memset(&csv, 0, sizeof csv);
    err = wr_csv_read(&p->a->arena, name, data, n, p->mistakes, &csv);
    if (err == WR_ERR_MISTAKES || err == WR_ERR_LIMIT) {
        p->broken |= sorts_of("voices");
        return 0;
    }
    if (err != 0)
        return err;
    more = wr_model_fields_take(p->f, p->n_csv + 1, sizeof *more);
    if (more == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (p->n_csv > 0)
        memcpy(more, p->csv, p->n_csv * sizeof *more);
    more[p->n_csv++] = csv;
    p->csv = more;
    return 0;
}

static int take_file(struct wr_i_people *p, const char *folder, const char *name, bool csv)
{
    struct wr_buf text;
    const char *why = NULL;
    int err;

    wr_buf_init(&text, 0);
    err = wr_file_read(name, p->left < WR_READ_MAX_BYTES ? p->left : WR_READ_MAX_BYTES, &text, &why);
    if (err != 0 && err != WR_ERR_MEMORY) {
        if (err == WR_ERR_LIMIT && p->left < WR_READ_MAX_BYTES)
            why = "all files of people together are larger than 64 MiB";
        wr_mistakes_add(p->mistakes, WR_MISTAKE, (struct wr_where){name, 0, 0}, NULL, NULL, "%s", why != NULL ? why : wr_err_words(err));
        p->broken |= sorts_of(folder);
        err = 0; /* the others are still read */
    } else if (err == 0) {
        p->left -= text.size;
        err = csv ? wr_i_people_take_csv(p, name, wr_buf_string(&text), text.size)
                  : wr_i_people_take(p, folder, name, wr_buf_string(&text), text.size);
    }
    wr_buf_free(&text);
    return err;
}

/* A name with the other ending would be passed over in silence. */
static int look_for_yml(struct wr_i_people *p, const char *path)
{
    const char **names = NULL, *why = NULL;
    size_t n = 0;
    int err = wr_file_list(path, ".yml", &p->a->arena, &names, &n, &why);

    for (size_t i = 0; i < n && err == 0; i++) {
        const char *name = wr_file_join(&p->a->arena, path, names[i]);
        if (name == NULL)
            return wr_fail(WR_ERR_MEMORY);
        wr_model_fields_warning(p->f, (struct wr_where){name, 0, 0}, "give it a name that ends in .yaml", "this file is not read");
    }
    return err == WR_ERR_FILE ? 0 : err; /* told where the .yaml are listed */
}

static int take_folder(struct wr_i_people *p, const char *folder, const char *path, const char *suffix)
{
    const char **names = NULL, *why = NULL;
    size_t n = 0;
    int err = wr_file_list(path, suffix, &p->a->arena, &names, &n, &why);

    if (err == WR_ERR_FILE) {
        wr_mistakes_add(p->mistakes, WR_MISTAKE, (struct wr_where){path, 0, 0}, NULL, NULL, "%s", why != NULL ? why : wr_err_words(err));
        return 0;
    }
    for (size_t i = 0; i < n && err == 0; i++) {
        const char *name = wr_file_join(&p->a->arena, path, names[i]);
        err = name == NULL ? wr_fail(WR_ERR_MEMORY) : take_file(p, folder, name, strcmp(suffix, ".csv") == 0);
    }
    return err;
}

int wr_i_people_files(struct wr_i_people *p, const char *folder)
{
    const char *people = wr_file_join(&p->a->arena, folder, "people.yaml");
    int err = 0;

    if (people == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (wr_file_exists(people))
        err = take_file(p, NULL, people, false);
    for (size_t i = 0; i < wr_agree_describe_n_files && err == 0; i++) {
        const char *name = wr_agree_describe_files[i].folder, *path;
        if (name == NULL)
            continue;
        path = wr_file_join(&p->a->arena, folder, name);
        err = path == NULL ? wr_fail(WR_ERR_MEMORY) : look_for_yml(p, path);
        if (err == 0 && strcmp(name, "needs") != 0) /* needs are the catalogue's to read */
            err = take_folder(p, name, path, ".yaml");
        if (err == 0 && strcmp(name, "voices") == 0)
            err = take_folder(p, name, path, ".csv");
    }
    return err;
}
