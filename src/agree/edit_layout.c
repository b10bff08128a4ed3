/* Where each value of a text stands, from the events of libyaml: their marks count characters, edits go by bytes. */
#include <string.h>

#include <yaml.h>

#include "agree/edit_internal.h"

struct walk {
    struct wr_arena *arena;
    const char *data;
    size_t n, byte, index; /* how far characters were counted */
    struct wr_i_layout *open[WR_READ_MAX_DEPTH];
    size_t key_start[WR_READ_MAX_DEPTH], key_end[WR_READ_MAX_DEPTH];
    bool has_key[WR_READ_MAX_DEPTH];
    int depth;
    struct wr_i_layout *root;
};

static size_t length_of(unsigned char c) { return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4; }

/* The byte of a mark. Marks nearly always go forward; where one does not, the count begins again. */
static size_t byte_of(struct walk *w, const yaml_mark_t *mark)
{
    if (mark->index < w->index)
        w->index = w->byte = 0;
    while (w->index < mark->index && w->byte < w->n) {
        w->byte += length_of((unsigned char)w->data[w->byte]);
        w->index++;
    }
    return w->byte < w->n ? w->byte : w->n;
}

/* The first byte from `at` on that is this sign, where nothing but white space, line ends and comments stands before; n when there is none. */
static size_t sign_after(const struct walk *w, size_t at, char sign)
{
    while (at < w->n && w->data[at] != sign) {
        if (w->data[at] == '#')
            while (at < w->n && w->data[at] != '\n' && w->data[at] != '\r')
                at++;
        else if (strchr(" \t\r\n", w->data[at]) == NULL)
            return w->n;
        else
            at++;
    }
    return at;
}

static int attach(struct walk *w, struct wr_i_layout *value)
{
    struct wr_i_layout *parent = w->depth > 0 ? w->open[w->depth - 1] : NULL;
    int d = w->depth - 1, err;

    if (parent == NULL) {
        w->root = value;
        return 0;
    }
    if (parent->kind == WR_NODE_MAP) {
        size_t colon = sign_after(w, w->key_end[d], ':');
        if (colon >= w->n)
            return wr_fail(WR_ERR_UNSUPPORTED); /* a key without its colon */
        value->key_start = w->key_start[d];
        value->value_from = colon + 1;
        w->has_key[d] = false;
    } else {
        value->value_from = value->start;
    }
    if (value->kind == WR_NODE_EMPTY)
        value->start = value->end = value->value_from;
    err = wr_arena_grow(w->arena, &parent->items, &parent->capacity, parent->count + 1, sizeof *parent->items);
    if (err == 0)
        parent->items[parent->count++] = value;
    return err;
}

static struct wr_i_layout *make(struct walk *w, enum wr_node_kind kind, const yaml_event_t *event)
{
    struct wr_i_layout *value = wr_arena_alloc(w->arena, 1, sizeof *value);

    if (value != NULL) {
        value->kind = kind;
        value->start = byte_of(w, &event->start_mark);
        value->end = byte_of(w, &event->end_mark);
        value->column = event->start_mark.column;
    }
    return value;
}

static int take_scalar(struct walk *w, const yaml_event_t *event)
{
    yaml_scalar_style_t style = event->data.scalar.style;
    bool empty = event->data.scalar.length == 0 && style == YAML_PLAIN_SCALAR_STYLE;
    struct wr_i_layout *value = make(w, empty ? WR_NODE_EMPTY : WR_NODE_TEXT, event);
    int d = w->depth - 1;

    if (value == NULL)
        return wr_fail(WR_ERR_MEMORY);
    value->block_text = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
    if (d >= 0 && w->open[d]->kind == WR_NODE_MAP && !w->has_key[d]) {
        w->has_key[d] = true;
        w->key_start[d] = value->start;
        w->key_end[d] = value->end;
        return 0;
    }
    return attach(w, value);
}

static int take_open(struct walk *w, const yaml_event_t *event)
{
    bool map = event->type == YAML_MAPPING_START_EVENT;
    struct wr_i_layout *value = make(w, map ? WR_NODE_MAP : WR_NODE_LIST, event);
    int err;

    if (value == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (w->depth == WR_READ_MAX_DEPTH || (w->depth > 0 && w->open[w->depth - 1]->kind == WR_NODE_MAP && !w->has_key[w->depth - 1]))
        return wr_fail(WR_ERR_UNSUPPORTED);
    value->flow =
        map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    err = attach(w, value);
    w->has_key[w->depth] = false;
    w->open[w->depth++] = value;
    return err;
}

static int take(struct walk *w, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(w, event);
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        return take_open(w, event);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        w->open[--w->depth]->end = byte_of(w, &event->end_mark);
        return 0;
    case YAML_ALIAS_EVENT: /* the reader refuses it too */
        return wr_fail(WR_ERR_UNSUPPORTED);
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
        return 0;
    }
}

int wr_i_layout_read(struct wr_arena *arena, const char *data, size_t n, struct wr_i_layout **out)
{
    struct walk w = {.arena = arena, .data = data, .n = n};
    yaml_parser_t parser;
    bool stop = false;
    int err = 0;

    *out = NULL;
    if (!yaml_parser_initialize(&parser))
        return wr_fail(WR_ERR_MEMORY);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, n);
    while (!stop && err == 0) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            err = wr_fail(parser.error == YAML_MEMORY_ERROR ? WR_ERR_MEMORY : WR_ERR_UNSUPPORTED);
            break;
        }
        err = take(&w, &event);
        stop = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    if (err == 0)
        *out = w.root;
    yaml_parser_delete(&parser);
    return err;
}
