/* The catalogue from its files: those built in, then those of a trust's own folder. An entry of the trust with the id of one of the program's
 * takes its place. */
#include "catalogue/catalogue.h"

#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "catalogue/catalogue_internal.h"
#include "read/yaml.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

static const char *const statuses[] = {"verified", "verified-secondary", "verified-grey", "from-memory"};
static const char *const domains[] = {"the condition",    "the technology",   "the value",       "the adopters",
                                      "the organisation", "the wider system", "change over time"};

const char *wr_evidence_status_words(enum wr_evidence_status status)
{
    return (size_t)status < LEN(statuses) ? statuses[status] : "not known";
}

const char *wr_capability_domain_words(int domain)
{
    return domain >= 1 && (size_t)domain <= LEN(domains) ? domains[domain - 1] : "not known";
}

#define mistake(e, at, hint, ...) wr_mistakes_add((e)->mistakes, WR_MISTAKE, (at)->where, (e)->path, (hint), __VA_ARGS__)

bool wr_i_entry_keys(const struct wr_i_entry *e, const char *const *keys, size_t n)
{
    struct wr_buf hint;

    if (e->node->kind != WR_NODE_MAP) {
        wr_mistakes_add(e->mistakes, WR_MISTAKE, e->node->where, e->path, NULL, "a map is wanted here, not %s",
                        wr_node_kind_words(e->node->kind));
        return false;
    }
    for (size_t i = 0; i < e->node->count; i++) {
        const struct wr_node *child = e->node->items[i];
        const char *nearest;
        size_t k;
        for (k = 0; k < n && strcmp(keys[k], child->key) != 0; k++) {
        }
        if (k < n)
            continue;
        nearest = strlen(child->key) <= 80 ? wr_text_nearest(child->key, keys, n) : NULL;
        wr_buf_init(&hint, 0);
        if (nearest != NULL)
            wr_buf_printf(&hint, "did you mean `%s`?", nearest);
        for (k = 0; nearest == NULL && k < n; k++)
            wr_buf_printf(&hint, "%s%s", k == 0 ? "known here: " : ", ", keys[k]);
        wr_mistakes_add(e->mistakes, WR_MISTAKE, child->key_where, e->path, wr_buf_string(&hint), "`%.60s` is not known here", child->key);
        wr_buf_free(&hint);
    }
    return true;
}

const char *wr_i_entry_text(const struct wr_i_entry *e, const char *key, bool required)
{
    const struct wr_node *node = wr_node_get(e->node, key);

    if (node == NULL || node->kind == WR_NODE_EMPTY) {
        if (required)
            wr_mistakes_add(e->mistakes, WR_MISTAKE, e->node->key != NULL ? e->node->key_where : e->node->where, e->path, NULL,
                            "`%s` is missing", key);
        return NULL;
    }
    if (node->kind != WR_NODE_TEXT) {
        wr_mistakes_add(e->mistakes, WR_MISTAKE, node->where, e->path, NULL, "`%s` is one text, not %s", key,
                        wr_node_kind_words(node->kind));
        return NULL;
    }
    return wr_arena_text(e->arena, node->text);
}

int wr_i_entry_texts(const struct wr_i_entry *e, const char *key, const char ***out, size_t *n)
{
    const struct wr_node *node = wr_node_get(e->node, key);
    size_t count = node == NULL ? 0 : node->kind == WR_NODE_TEXT ? 1 : node->kind == WR_NODE_LIST ? node->count : 0;

    *n = 0;
    *out = wr_arena_alloc(e->arena, count + 1, sizeof **out);
    if (*out == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (node != NULL && node->kind == WR_NODE_MAP)
        mistake(e, node, "write [one, another]", "`%s` is a list of texts", key);
    for (size_t i = 0; i < count; i++) {
        const struct wr_node *one = node->kind == WR_NODE_TEXT ? node : node->items[i];
        if (one->kind != WR_NODE_TEXT) {
            mistake(e, one, NULL, "`%s` is a list of texts", key);
            continue;
        }
        if (((*out)[(*n)++] = wr_arena_text(e->arena, one->text)) == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    return 0;
}

/* The entries of a list of maps under `key`, as many as there are. */
static const struct wr_node *list_of(const struct wr_i_entry *e, const char *key, size_t *n)
{
    const struct wr_node *node = wr_node_get(e->node, key);

    *n = 0;
    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return NULL;
    if (node->kind != WR_NODE_LIST) {
        mistake(e, node, NULL, "`%s` is a list", key);
        return NULL;
    }
    *n = node->count;
    return node;
}

static bool number(const struct wr_i_entry *e, const struct wr_node *node, double *out)
{
    size_t used = node->kind == WR_NODE_TEXT ? wr_text_number(node->text, out) : 0;

    if (used > 0 && node->text[used] == '\0')
        return true;
    mistake(e, node, "write a number without a unit: the unit stands in `measure`", "%s", "this is not a number");
    return false;
}

/* yes or no; left out: `unsaid`. */
static bool yes(const struct wr_i_entry *e, const char *key, bool unsaid)
{
    const char *text = wr_i_entry_text(e, key, false);

    if (text == NULL)
        return unsaid;
    if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0 && strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
        mistake(e, wr_node_get(e->node, key), "write yes or no", "`%s` is yes or no", key);
    return strcmp(text, "yes") == 0 || strcmp(text, "true") == 0;
}

static void read_evidence(const struct wr_i_entry *e, struct wr_evidence *out)
{
    static const char *const keys[] = {"finding", "measure", "value",  "interval", "direction", "design",
                                       "source",  "doi",     "direct", "status",   "against",   "caveat"};
    const struct wr_node *node;
    const char *status;

    out->where = e->node->where;
    out->status = WR_EVIDENCE_FROM_MEMORY; /* what does not say where it comes from is not a fact */
    if (!wr_i_entry_keys(e, keys, LEN(keys)))
        return;
    out->finding = wr_i_entry_text(e, "finding", true);
    out->measure = wr_i_entry_text(e, "measure", false);
    out->direction = wr_i_entry_text(e, "direction", false);
    out->design = wr_i_entry_text(e, "design", true);
    out->source = wr_i_entry_text(e, "source", true);
    out->doi = wr_i_entry_text(e, "doi", false);
    out->caveat = wr_i_entry_text(e, "caveat", false);
    out->direct = yes(e, "direct", false);
    out->against = yes(e, "against", false);
    if ((node = wr_node_get(e->node, "value")) != NULL)
        out->has_value = number(e, node, &out->value);
    if ((node = wr_node_get(e->node, "interval")) != NULL) {
        if (node->kind != WR_NODE_LIST || node->count != 2)
            mistake(e, node, "write interval: [0.31, 0.71]", "%s", "an interval is two numbers");
        else
            out->has_interval = number(e, node->items[0], &out->low) && number(e, node->items[1], &out->high);
        if (out->has_interval && (!out->has_value || out->low > out->value || out->value > out->high))
            mistake(e, node, NULL, "%s", "the value does not lie in its interval");
    }
    if (out->has_value && out->measure == NULL)
        mistake(e, e->node, "write measure: risk ratio", "%s", "a value without `measure` says nothing");
    status = wr_i_entry_text(e, "status", true);
    for (size_t i = 0; status != NULL && i <= LEN(statuses); i++) {
        if (i == LEN(statuses))
            mistake(e, wr_node_get(e->node, "status"), "write verified, verified-secondary, verified-grey or from-memory",
                    "`%.60s` is not a status of evidence", status);
        else if (strcmp(status, statuses[i]) == 0) {
            out->status = (enum wr_evidence_status)i;
            break;
        }
    }
}

static int read_lists(const struct wr_i_entry *e, struct wr_capability *c)
{
    static const char *const brings[] = {"item", "to", "when"}, *const hazards[] = {"type", "cause", "harm"},
                             *const issues[] = {"domain", "says"};
    const struct wr_node *list;
    size_t n;

    list = list_of(e, "brings", &n);
    c->brings = wr_arena_alloc(e->arena, n + 1, sizeof *c->brings);
    for (size_t i = 0; i < n && c->brings != NULL; i++) {
        struct wr_i_entry one = {e->arena, e->mistakes, list->items[i], e->path};
        if (wr_i_entry_keys(&one, brings, LEN(brings)))
            c->brings[c->n_brings++] = (struct wr_brings){wr_i_entry_text(&one, "item", true), wr_i_entry_text(&one, "to", true),
                                                          wr_i_entry_text(&one, "when", true)};
    }
    list = list_of(e, "evidence", &n);
    c->evidence = wr_arena_alloc(e->arena, n + 1, sizeof *c->evidence);
    for (size_t i = 0; i < n && c->evidence != NULL; i++) {
        struct wr_i_entry one = {e->arena, e->mistakes, list->items[i], e->path};
        read_evidence(&one, &c->evidence[c->n_evidence++]);
    }
    list = list_of(e, "hazards", &n);
    c->hazards = wr_arena_alloc(e->arena, n + 1, sizeof *c->hazards);
    for (size_t i = 0; i < n && c->hazards != NULL; i++) {
        struct wr_i_entry one = {e->arena, e->mistakes, list->items[i], e->path};
        if (wr_i_entry_keys(&one, hazards, LEN(hazards)))
            c->hazards[c->n_hazards++] = (struct wr_cap_hazard){wr_i_entry_text(&one, "type", false), wr_i_entry_text(&one, "cause", true),
                                                                wr_i_entry_text(&one, "harm", true)};
    }
    list = list_of(e, "issues", &n);
    c->issues = wr_arena_alloc(e->arena, n + 1, sizeof *c->issues);
    for (size_t i = 0; i < n && c->issues != NULL; i++) {
        struct wr_i_entry one = {e->arena, e->mistakes, list->items[i], e->path};
        const struct wr_node *domain = wr_node_get(list->items[i], "domain");
        double d = 0;
        if (!wr_i_entry_keys(&one, issues, LEN(issues)))
            continue;
        if (domain == NULL || !number(&one, domain, &d) || !(d >= 1 && d <= 7))
            mistake(&one, list->items[i],
                    "1 the condition, 2 the technology, 3 the value, 4 the adopters, 5 the organisation, 6 the wider system, 7 change over "
                    "time",
                    "%s", "`domain` is a number from 1 to 7");
        else
            c->issues[c->n_issues++] = (struct wr_cap_issue){(int)d, wr_i_entry_text(&one, "says", true)};
    }
    return c->brings == NULL || c->evidence == NULL || c->hazards == NULL || c->issues == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

static int read_capability(const struct wr_i_entry *e, struct wr_capability *c)
{
    static const char *const keys[] = {"name",          "plain",   "you might say", "care steps", "brings",    "evidence",
                                       "prerequisites", "hazards", "issues",        "measures",   "hear from", "products"};
    int err;

    c->id = wr_arena_text(e->arena, e->node->key);
    c->where = e->node->where;
    if (!wr_i_entry_keys(e, keys, LEN(keys)))
        return 0;
    c->name = wr_i_entry_text(e, "name", true);
    c->plain = wr_i_entry_text(e, "plain", true);
    if ((err = wr_i_entry_texts(e, "you might say", &c->might_say, &c->n_might_say)) != 0 ||
        (err = wr_i_entry_texts(e, "care steps", &c->care_steps, &c->n_care_steps)) != 0 ||
        (err = wr_i_entry_texts(e, "prerequisites", &c->prerequisites, &c->n_prerequisites)) != 0 ||
        (err = wr_i_entry_texts(e, "measures", &c->measures, &c->n_measures)) != 0 ||
        (err = wr_i_entry_texts(e, "hear from", &c->hear_from, &c->n_hear_from)) != 0 ||
        (err = wr_i_entry_texts(e, "products", &c->products, &c->n_products)) != 0 || (err = read_lists(e, c)) != 0)
        return err;
    if (c->n_care_steps == 0)
        mistake(e, e->node, "write care steps: [monitor, escalate]", "`%.60s` names no step of care: that is a product, not a capability",
                e->node->key);
    if (c->n_brings == 0)
        mistake(e, e->node, "write brings: [{item: last observations, to: the nurse in charge, when: as soon as they are taken}]",
                "`%.60s` does not say which information it brings, to whom and when", e->node->key);
    if (c->n_evidence == 0)
        wr_mistakes_add(e->mistakes, WR_WARNING, e->node->where, e->path, "say what is known, for and against, under `evidence`",
                        "nothing is said of evidence");
    return 0;
}

static int take(struct wr_catalogue *out, const struct wr_node *part, bool own, struct wr_mistakes *mistakes)
{
    static size_t const most = 2000;
    int err = 0;

    if (part->kind != WR_NODE_MAP || out->count + part->count > most) {
        wr_mistakes_add(mistakes, WR_MISTAKE, part->where, "catalogue", "write catalogue: {an-id: {name: ..., plain: ...}}",
                        "a map of at most %zu capabilities is wanted here", most);
        return 0;
    }
    for (size_t i = 0; i < part->count && err == 0; i++) {
        struct wr_i_entry e = {&out->arena, mistakes, part->items[i], wr_arena_printf(&out->arena, "catalogue.%s", part->items[i]->key)};
        int have = wr_catalogue_find(out, part->items[i]->key);
        struct wr_capability *list, *c;
        if (have >= 0 && (!own || out->list[have].own)) {
            wr_mistakes_add(mistakes, WR_MISTAKE, part->items[i]->key_where, e.path, "give one of them another name",
                            "`%s` is there already, in %s on line %d", part->items[i]->key, out->list[have].where.file,
                            out->list[have].where.line);
            continue;
        }
        if (have < 0) {
            list = wr_arena_alloc(&out->arena, out->count + 1, sizeof *list);
            if (list == NULL)
                return wr_fail(WR_ERR_MEMORY);
            if (out->count > 0)
                memcpy(list, out->list, out->count * sizeof *list);
            out->list = list;
            have = (int)out->count++;
        }
        c = &out->list[have];
        memset(c, 0, sizeof *c);
        c->own = own;
        err = read_capability(&e, c);
    }
    return err;
}

static int take_text(struct wr_catalogue *out, const char *name, const char *text, size_t size, bool own, struct wr_mistakes *mistakes)
{
    struct wr_node *root = NULL;
    int err = wr_yaml_read(&out->arena, name, text, size, mistakes, &root);

    if (err == WR_ERR_MISTAKES)
        return 0; /* it is said; the other files may still be read */
    if (err != 0 || root == NULL)
        return err;
    if (root->kind != WR_NODE_MAP) {
        wr_mistakes_add(mistakes, WR_MISTAKE, root->where, NULL, "begin with `catalogue:`", "a file of the catalogue is a map, not %s",
                        wr_node_kind_words(root->kind));
        return 0;
    }
    for (size_t i = 0; i < root->count && err == 0; i++) {
        if (strcmp(root->items[i]->key, "catalogue") == 0)
            err = take(out, root->items[i], own, mistakes);
        else if (strcmp(root->items[i]->key, "words") == 0)
            err = wr_i_words_read(&out->arena, root->items[i], mistakes, &out->index->words);
        else if (strcmp(root->items[i]->key, "said") == 0)
            err = wr_i_said_read(&out->arena, root->items[i], mistakes, &out->index->words);
        else
            wr_mistakes_add(mistakes, WR_MISTAKE, root->items[i]->key_where, NULL,
                            "a file of the catalogue holds `catalogue:`, `words:`, `said:` or all three",
                            "`%.60s` is not a part of the catalogue", root->items[i]->key);
    }
    return err;
}

static int take_folder(struct wr_catalogue *out, const char *folder, struct wr_mistakes *mistakes)
{
    const char *place = wr_file_join(&out->arena, folder, "catalogue"), *why = NULL, **names;
    size_t n;
    int err = place == NULL ? wr_fail(WR_ERR_MEMORY) : wr_file_list(place, ".yaml", &out->arena, &names, &n, &why);

    for (size_t i = 0; err == 0 && i < n; i++) {
        const char *name = wr_file_join(&out->arena, place, names[i]);
        struct wr_buf text;
        if (name == NULL)
            return wr_fail(WR_ERR_MEMORY);
        wr_buf_init(&text, 0);
        err = wr_file_read(name, WR_READ_MAX_BYTES, &text, &why);
        if (err == 0)
            err = take_text(out, name, wr_buf_string(&text), text.size, true, mistakes);
        wr_buf_free(&text);
        place = err == 0 ? place : name;
    }
    if (err == WR_ERR_FILE || err == WR_ERR_LIMIT)
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){place, 0, 0}, NULL, NULL, "%s", why != NULL ? why : wr_err_words(err));
    return err;
}

int wr_catalogue_read(const char *folder, struct wr_mistakes *mistakes, struct wr_catalogue *out)
{
    size_t before = mistakes->mistakes;
    int err = 0;

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    out->version = WR_VERSION;
    out->index = wr_arena_alloc(&out->arena, 1, sizeof *out->index);
    if (out->index == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < wr_i_catalogue_files_count && err == 0; i++) {
        const struct wr_i_catalogue_file *file = &wr_i_catalogue_files[i];
        err = take_text(out, file->name, file->text, file->size, false, mistakes);
    }
    if (err == 0 && folder != NULL)
        err = take_folder(out, folder, mistakes);
    if (err == 0)
        wr_i_said_check(out, mistakes);
    if (err == 0 && mistakes->mistakes > before)
        err = WR_ERR_MISTAKES;
    if (err == 0)
        err = wr_i_index_build(out);
    return err == 0 ? mistakes->status : err;
}

void wr_catalogue_free(struct wr_catalogue *catalogue)
{
    if (catalogue->index != NULL)
        wr_i_index_free(catalogue->index);
    wr_arena_free(&catalogue->arena);
    memset(catalogue, 0, sizeof *catalogue);
}

int wr_catalogue_find(const struct wr_catalogue *catalogue, const char *id)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (strcmp(catalogue->list[i].id, id) == 0)
            return (int)i;
    return -1;
}
