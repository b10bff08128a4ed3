#include "read/yaml.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "read/yaml_internal.h"

static struct wr_where where_of(const struct wr_i_yaml_reader *reader, const yaml_mark_t *mark)
{
    return (struct wr_where){reader->file, (int)mark->line + 1, (int)mark->column + 1};
}

const char *wr_i_yaml_path(struct wr_i_yaml_reader *reader, bool with_key)
{
    const char *path = "";
    int i;

    for (i = 0; i < reader->depth; i++) {
        const struct wr_i_yaml_level *level = &reader->levels[i];
        bool last = i + 1 == reader->depth;
        const char *next;
        if (level->node->kind == WR_NODE_LIST) {
            size_t number = level->node->count + (last ? 1 : 0);
            next = with_key || !last ? wr_arena_printf(reader->arena, "%s[%zu]", path, number) : path;
        } else if (level->has_key && level->key != NULL && (with_key || !last)) {
            next = wr_arena_printf(reader->arena, "%s%s%s", path, path[0] == '\0' ? "" : ".", level->key);
        } else {
            next = path;
        }
        if (next == NULL)
            return "";
        path = next;
    }
    return path;
}

/* Anchors, aliases and tags are refused: a file that a nurse reads aloud has no use for them, and each is mostly a text that begins with
 * the wrong sign. */
static void refuse_properties(struct wr_i_yaml_reader *reader, const unsigned char *anchor, const unsigned char *tag,
                              const yaml_mark_t *mark)
{
    if (anchor != NULL)
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where_of(reader, mark), wr_i_yaml_path(reader, true),
                        "put a text that begins with & in quotes; anchors are not used here",
                        "a value may not begin with `&` (YAML takes `&%s` as the name of an anchor)", (const char *)anchor);
    if (tag != NULL)
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where_of(reader, mark), wr_i_yaml_path(reader, true),
                        "put a text that begins with ! in quotes; tags are not used here",
                        "a value may not begin with `!` (YAML takes it as the start of a tag)");
}

/* The value that has just ended or begun belongs to this level: its key is used up. */
static void value_done(struct wr_i_yaml_reader *reader)
{
    if (reader->depth > 0) {
        struct wr_i_yaml_level *level = &reader->levels[reader->depth - 1];
        level->has_key = false;
        level->key = NULL;
    }
}

/* Puts a new value into the innermost open map or list, or makes it the root. */
static int attach(struct wr_i_yaml_reader *reader, struct wr_node *node)
{
    struct wr_i_yaml_level *level;

    if (node == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (reader->depth == 0) {
        reader->root = node;
        return 0;
    }
    level = &reader->levels[reader->depth - 1];
    if (level->node->kind == WR_NODE_MAP) {
        if (!level->has_key || level->key == NULL)
            return 0; /* a key that was refused: its value is read for its own mistakes, then dropped */
        node->key = level->key;
        node->key_where = level->key_where;
    }
    return wr_node_add(reader->arena, level->node, node);
}

static int take_key(struct wr_i_yaml_reader *reader, struct wr_i_yaml_level *level, const char *text, size_t n, struct wr_where where)
{
    const struct wr_node *twin;
    char *key = wr_text_tidy(reader->arena, text, n);

    if (key == NULL)
        return wr_fail(WR_ERR_MEMORY);
    level->has_key = true;
    level->key = NULL;
    level->key_where = where;
    level->key_end = reader->cursor.byte;
    if (key[0] == '\0') {
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where, wr_i_yaml_path(reader, false), "write the name first: name: value",
                        "there is a value without a name before its colon");
        return 0;
    }
    if (wr_text_length(key, strlen(key)) > WR_READ_MAX_KEY) {
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where, wr_i_yaml_path(reader, false),
                        "give it a shorter name, and write the rest in says:", "this name is longer than %d characters", WR_READ_MAX_KEY);
        return 0;
    }
    twin = wr_node_get(level->node, key);
    if (twin != NULL) {
        const char *path = wr_i_yaml_path(reader, false);
        level->key = key;
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where, wr_i_yaml_path(reader, true), "keep one of the two, or give one another name",
                        "`%s` stands twice%s%s: here and on line %d", key, path[0] == '\0' ? "" : " in ", path, twin->key_where.line);
        level->key = NULL;
        return 0;
    }
    level->key = key;
    return 0;
}

/* What an escape in double quotes can bring in, and the pre-scan could not see. NULL: nothing. */
static const char *strange_in(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    const char *what = NULL;
    size_t i;

    for (i = 0; i < n && what == NULL; i++)
        if (u[i] < 32 || u[i] >= 127)
            what = wr_i_yaml_strange(u + i, n - i);
    return what;
}

static int take_scalar(struct wr_i_yaml_reader *reader, const yaml_event_t *event)
{
    struct wr_i_yaml_level *level = reader->depth > 0 ? &reader->levels[reader->depth - 1] : NULL;
    const char *text = (const char *)event->data.scalar.value;
    size_t n = event->data.scalar.length;
    yaml_scalar_style_t style = event->data.scalar.style;
    struct wr_where where = where_of(reader, &event->start_mark);
    bool block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
    bool is_key = level != NULL && level->node->kind == WR_NODE_MAP && !level->has_key;
    bool empty = n == 0 && style == YAML_PLAIN_SCALAR_STYLE;
    const char *strange;
    struct wr_node *node;
    int ret;

    wr_i_yaml_comments(reader, event->start_mark.index);
    refuse_properties(reader, event->data.scalar.anchor, event->data.scalar.tag, &event->start_mark);
    strange = strange_in(text, n);
    if (strange != NULL) {
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where, wr_i_yaml_path(reader, true), "delete the escape that begins with \\",
                        "the text holds %s", strange);
        n = 0;
    }
    if (block) {
        const char *sign = reader->data + reader->cursor.byte;
        if (reader->cursor.byte + 1 < reader->n && sign[1] >= '0' && sign[1] <= '9')
            wr_mistakes_add(reader->mistakes, WR_MISTAKE, where, wr_i_yaml_path(reader, true),
                            "put the text in quotes, or say it in words: over 5, at least 5",
                            "a value may not begin with `%c` (YAML takes it as the start of a block of lines)", sign[0]);
    }
    wr_i_yaml_advance(reader, event->end_mark.index);
    if (is_key)
        return take_key(reader, level, text, n, where);
    if (empty && level != NULL && level->flow && level->node->kind == WR_NODE_MAP)
        wr_i_yaml_no_value(reader, level);
    node = wr_node_new(reader->arena, empty ? WR_NODE_EMPTY : WR_NODE_TEXT, where);
    if (node == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (!empty) {
        node->quoted = style != YAML_PLAIN_SCALAR_STYLE;
        node->length = n;
        node->text = wr_arena_text_n(reader->arena, text, n);
        if (node->text == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    ret = attach(reader, node);
    value_done(reader);
    return ret;
}

/* A map or list begins. *stop is set when it lies too deep to go on. */
static int open_level(struct wr_i_yaml_reader *reader, const yaml_event_t *event, bool *stop)
{
    bool map = event->type == YAML_MAPPING_START_EVENT;
    struct wr_i_yaml_level *level = reader->depth > 0 ? &reader->levels[reader->depth - 1] : NULL;
    bool as_key = level != NULL && level->node->kind == WR_NODE_MAP && !level->has_key;
    struct wr_where where = where_of(reader, &event->start_mark);
    struct wr_node *node;
    int ret;

    refuse_properties(reader, map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor,
                      map ? event->data.mapping_start.tag : event->data.sequence_start.tag, &event->start_mark);
    if (reader->depth == WR_READ_MAX_DEPTH) {
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where, NULL, "look for a bracket too many",
                        "maps and lists lie in one another more than %d deep; nothing after this was read", WR_READ_MAX_DEPTH);
        *stop = true;
        return 0;
    }
    if (as_key)
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where, wr_i_yaml_path(reader, false),
                        "a name is a plain text; put a text that begins with [ or { in quotes", "%s stands where a name should be",
                        map ? "a map" : "a list");
    node = wr_node_new(reader->arena, map ? WR_NODE_MAP : WR_NODE_LIST, where);
    if (node == NULL)
        return wr_fail(WR_ERR_MEMORY);
    ret = as_key ? 0 : attach(reader, node);
    if (ret != 0)
        return ret;
    reader->levels[reader->depth++] = (struct wr_i_yaml_level){
        .node = node,
        .flow =
            map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
        .as_key = as_key,
    };
    return 0;
}

static void close_level(struct wr_i_yaml_reader *reader)
{
    bool as_key = reader->levels[--reader->depth].as_key;

    if (as_key) {
        struct wr_i_yaml_level *level = &reader->levels[reader->depth - 1];
        level->has_key = true;
        level->key = NULL;
        level->key_end = reader->cursor.byte;
    } else {
        value_done(reader);
    }
}

/* An alias: refused, and an empty value in its place, so that names and values stay in step. */
static int take_alias(struct wr_i_yaml_reader *reader, const yaml_event_t *event)
{
    struct wr_i_yaml_level *level = reader->depth > 0 ? &reader->levels[reader->depth - 1] : NULL;
    int ret = 0;

    wr_mistakes_add(reader->mistakes, WR_MISTAKE, where_of(reader, &event->start_mark), wr_i_yaml_path(reader, true),
                    "put a text that begins with * in quotes; write out what is to stand here again",
                    "a value may not begin with `*` (YAML takes `*%s` as an alias)", (const char *)event->data.alias.anchor);
    if (level != NULL && level->node->kind == WR_NODE_MAP && !level->has_key) {
        level->has_key = true;
        level->key = NULL;
        level->key_end = reader->cursor.byte;
        return 0;
    }
    ret = attach(reader, wr_node_new(reader->arena, WR_NODE_EMPTY, where_of(reader, &event->start_mark)));
    value_done(reader);
    return ret;
}

static int read_events(struct wr_i_yaml_reader *reader, yaml_parser_t *parser)
{
    bool stop = false, second = false;
    int ret = 0;

    while (!stop && ret == 0) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            if (parser->error == YAML_MEMORY_ERROR)
                return wr_fail(WR_ERR_MEMORY);
            wr_i_yaml_explain(reader, parser);
            return 0;
        }
        switch (event.type) {
        case YAML_DOCUMENT_START_EVENT:
            if (second) {
                wr_mistakes_add(reader->mistakes, WR_MISTAKE, where_of(reader, &event.start_mark), NULL,
                                "take the line --- out, or make two files of it", "the file holds more than one document");
                stop = true;
            }
            second = true;
            break;
        case YAML_SCALAR_EVENT:
            ret = take_scalar(reader, &event);
            break;
        case YAML_ALIAS_EVENT:
            ret = take_alias(reader, &event);
            break;
        case YAML_SEQUENCE_START_EVENT:
        case YAML_MAPPING_START_EVENT:
            ret = open_level(reader, &event, &stop);
            break;
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT:
            close_level(reader);
            break;
        case YAML_STREAM_END_EVENT:
            wr_i_yaml_comments(reader, event.start_mark.index);
            stop = true;
            break;
        case YAML_NO_EVENT:
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_END_EVENT:
        default:
            break;
        }
        yaml_event_delete(&event);
    }
    return ret;
}

int wr_yaml_read(struct wr_arena *arena, const char *file, const char *data, size_t n, struct wr_mistakes *mistakes, struct wr_node **root)
{
    struct wr_i_yaml_reader *reader = NULL;
    size_t before = mistakes->mistakes;
    yaml_parser_t parser;
    bool parsing = false;
    int ret = 0;

    *root = NULL;
    reader = wr_mem_alloc(1, sizeof *reader);
    if (reader == NULL) {
        ret = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    if (n >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark: some editors write one */
        data += 3;
        n -= 3;
    }
    *reader = (struct wr_i_yaml_reader){.arena = arena, .mistakes = mistakes, .file = file, .data = data, .n = n, .cursor = {0, 0, 1, 1}};
    if (wr_i_yaml_prescan(reader)) {
        if (!yaml_parser_initialize(&parser)) {
            ret = wr_fail(WR_ERR_MEMORY);
            goto out;
        }
        parsing = true;
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser, (const unsigned char *)data, n);
        ret = read_events(reader, &parser);
    }
    if (ret == 0 && mistakes->status != 0)
        ret = mistakes->status;
    if (ret == 0 && mistakes->mistakes > before)
        ret = wr_fail(WR_ERR_MISTAKES);
    if (ret == 0 || ret == WR_ERR_MISTAKES)
        *root = reader->root;
out:
    if (parsing)
        yaml_parser_delete(&parser);
    wr_mem_free(reader);
    return ret;
}
