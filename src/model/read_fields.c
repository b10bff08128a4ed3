/* The keys of an entry: those that are known, those that must be there, and plain texts and words. */
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

#define MOST_FIELDS 64

const char *wr_i_what(struct wr_i_reader *r, const struct wr_node *node)
{
    if (node->kind == WR_NODE_TEXT) {
        const char *said = wr_i_say(r, node->length > 60 ? "`%.60s...`" : "`%.60s`", node->text);
        return said == NULL ? "a text" : said;
    }
    return wr_node_kind_words(node->kind);
}

bool wr_i_object(struct wr_i_reader *r, const struct wr_node *node, const struct wr_object *object)
{
    const char *keys[MOST_FIELDS];
    size_t n = 0, i;

    if (node->kind != WR_NODE_MAP) {
        if (node->kind == WR_NODE_EMPTY)
            wr_i_mistake(r, node->key != NULL ? node->key_where : node->where,
                         wr_i_say(r, "such as `%s: %s`", object->fields[0].key, object->fields[0].example), "there is nothing here");
        else
            wr_i_mistake(r, node->where, wr_i_say(r, "such as {%s: %s}", object->fields[0].key, object->fields[0].example),
                         "%s is not understood here: a map of keys is wanted", wr_i_what(r, node));
        return false;
    }
    for (i = 0; i < object->n_fields && n < MOST_FIELDS; i++)
        keys[n++] = object->fields[i].key;
    for (i = 0; i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        const char *hint;
        if (wr_describe_field(object, entry->key) != NULL) {
            if (entry->kind == WR_NODE_EMPTY) {
                const struct wr_field *field = wr_describe_field(object, entry->key);
                wr_i_mistake(r, entry->key_where, wr_i_say(r, "such as `%s: %s`, or take the key away", field->key, field->example),
                             "there is nothing behind `%s`", entry->key);
            }
            continue;
        }
        hint = wr_i_did_you_mean(r, entry->key, keys, n);
        if (hint == NULL) {
            hint = keys[0];
            for (size_t j = 1; j < n && hint != NULL; j++)
                hint = wr_i_say(r, "%s, %s", hint, keys[j]);
            hint = wr_i_say(r, "known here: %s", hint == NULL ? "" : hint);
        }
        wr_i_mistake(r, entry->key_where, hint, "`%s` is not known here", entry->key);
    }
    for (i = 0; i < object->n_fields; i++)
        if (object->fields[i].flags & WR_FIELD_REQUIRED && wr_node_get(node, object->fields[i].key) == NULL)
            wr_i_mistake(r, node->key != NULL ? node->key_where : node->where,
                         wr_i_say(r, "add it, such as `%s: %s`", object->fields[i].key, object->fields[i].example), "`%s` is missing",
                         object->fields[i].key);
    return true;
}

bool wr_i_is_short(const struct wr_node *node, const struct wr_object *object)
{
    const char *key;

    if (object->short_form == NULL || node->kind == WR_NODE_EMPTY)
        return false;
    if (node->kind != WR_NODE_MAP)
        return true;
    if (node->count == 0)
        return false;
    key = node->items[0]->key;
    if (wr_describe_field(object, key) != NULL)
        return false;
    return wr_i_looks_like_when(key) || wr_sampler_kind_of(key) >= 0 || strcmp(key, "by") == 0 || strcmp(key, "estimate") == 0 ||
           strcmp(key, "empirical") == 0;
}

const char *wr_i_text(struct wr_i_reader *r, const struct wr_node *parent, const char *key)
{
    const struct wr_node *node = wr_node_get(parent, key);

    if (node == NULL || node->kind == WR_NODE_EMPTY) /* nothing behind a key was told of already */
        return NULL;
    if (node->kind != WR_NODE_TEXT) {
        wr_i_enter(r, key);
        wr_i_mistake(r, node->where, "put the sentence on a line of its own, or in quotes", "a text is wanted here, not %s",
                     wr_i_what(r, node));
        wr_i_leave(r);
        return NULL;
    }
    return node->text;
}

const char *wr_i_source(struct wr_i_reader *r, const struct wr_node *entry)
{
    const struct wr_node *source = wr_node_get(entry, "source");
    const char *before = r->from;

    if (source != NULL && source->kind == WR_NODE_TEXT)
        r->from = source->text;
    return before;
}

const char **wr_i_texts(struct wr_i_reader *r, const struct wr_node *parent, const char *key, size_t *n)
{
    const struct wr_node *node = wr_node_get(parent, key);
    size_t count, i;
    const char **out;

    *n = 0;
    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return NULL;
    count = node->kind == WR_NODE_LIST ? node->count : 1;
    out = wr_i_take(r, count, sizeof *out);
    wr_i_enter(r, key);
    for (i = 0; i < count && out != NULL; i++) {
        const struct wr_node *one = node->kind == WR_NODE_LIST ? node->items[i] : node;
        if (one->kind == WR_NODE_TEXT)
            out[(*n)++] = one->text;
        else
            wr_i_mistake(r, one->where, "put it in quotes when it holds a comma or a colon", "a text is wanted here, not %s",
                         wr_i_what(r, one));
    }
    wr_i_leave(r);
    return out;
}

int wr_i_choice(struct wr_i_reader *r, const struct wr_node *parent, const char *key, const char *words)
{
    const struct wr_node *node = wr_node_get(parent, key);
    const char *at = words;
    int i = 0;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return -1;
    if (node->kind == WR_NODE_TEXT) {
        while (*at != '\0') {
            size_t n = strcspn(at, "|");
            if (n == node->length && strncmp(at, node->text, n) == 0)
                return i;
            at += at[n] == '|' ? n + 1 : n;
            i++;
        }
    }
    wr_i_enter(r, key);
    {
        struct wr_buf list;
        wr_buf_init(&list, 0);
        for (at = words; *at != '\0'; at++)
            wr_buf_text(&list, *at == '|' ? ", " : (char[]){*at, '\0'});
        if (wr_buf_status(&list) != 0)
            r->status = WR_ERR_MEMORY;
        wr_i_mistake(r, node->where, wr_i_say(r, i > 1 ? "write one of: %s" : "write %s", wr_buf_string(&list)), "%s is not known here",
                     wr_i_what(r, node));
        wr_buf_free(&list);
    }
    wr_i_leave(r);
    return -1;
}
