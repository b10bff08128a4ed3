/* The reader itself: its maps, its memory, its path, and how it tells of mistakes. */
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

void wr_i_reader_init(struct wr_i_reader *r, const struct wr_source *source, struct wr_model *m, bool warn, struct wr_mistakes *mistakes)
{
    memset(r, 0, sizeof *r);
    r->m = m;
    r->source = source;
    r->mistakes = mistakes;
    r->warn = warn;
    r->suggestions_left = 100000;
    r->fits_left = 2000;
    wr_map_init(&r->doings);
    wr_map_init(&r->things);
    wr_map_init(&r->items);
    wr_map_init(&r->attributes);
    wr_map_init(&r->kinds);
    wr_map_init(&r->measures);
    wr_map_init(&r->changes);
    wr_map_init(&r->unknowns);
    wr_map_init(&r->categories);
}

void wr_i_reader_close(struct wr_i_reader *r)
{
    wr_map_free(&r->doings);
    wr_map_free(&r->things);
    wr_map_free(&r->items);
    wr_map_free(&r->attributes);
    wr_map_free(&r->kinds);
    wr_map_free(&r->measures);
    wr_map_free(&r->changes);
    wr_map_free(&r->unknowns);
    wr_map_free(&r->categories);
}

void wr_i_put(struct wr_i_reader *r, struct wr_map *map, enum wr_i_part part, size_t index, const char *name)
{
    if (name != NULL && wr_map_put(map, name, (long)(index * 16 + (size_t)part)) != 0)
        r->status = WR_ERR_MEMORY;
}

#define PUT_ALL(map, part, array, count)                                                                                                   \
    do {                                                                                                                                   \
        for (size_t i_ = 0; i_ < m->count; i_++)                                                                                           \
            wr_i_put(r, &r->map, part, i_, m->array[i_].name);                                                                             \
    } while (0)

static void put_category(struct wr_i_reader *r, size_t attribute, const char *category, size_t index)
{
    struct wr_buf key;

    wr_buf_init(&key, 0);
    wr_buf_printf(&key, "%zu/%s", attribute, category);
    if (wr_buf_status(&key) != 0 || wr_map_put(&r->categories, wr_buf_string(&key), (long)index) != 0)
        r->status = WR_ERR_MEMORY;
    wr_buf_free(&key);
}

int wr_i_reader_open(struct wr_i_reader *r, const struct wr_source *source, struct wr_model *m, struct wr_mistakes *mistakes)
{
    wr_i_reader_init(r, source, m, false, mistakes);
    PUT_ALL(doings, WR_I_STEP, steps, n_steps);
    PUT_ALL(doings, WR_I_TASK, tasks, n_tasks);
    PUT_ALL(doings, WR_I_OUTCOME, outcomes, n_outcomes);
    PUT_ALL(things, WR_I_PLACE, places, n_places);
    PUT_ALL(things, WR_I_RESOURCE, resources, n_resources);
    PUT_ALL(things, WR_I_SYSTEM, systems, n_systems);
    PUT_ALL(items, WR_I_ITEM, items, n_items);
    PUT_ALL(attributes, WR_I_ATTRIBUTE, attributes, n_attributes);
    PUT_ALL(kinds, WR_I_KIND, kinds, n_kinds);
    PUT_ALL(measures, WR_I_MEASURE, measures, n_measures);
    PUT_ALL(measures, WR_I_HARM, harms, n_harms);
    PUT_ALL(changes, WR_I_CHANGE, changes, n_changes);
    PUT_ALL(unknowns, WR_I_UNKNOWN, unknowns, n_unknowns);
    for (size_t a = 0; a < m->n_attributes; a++)
        for (size_t c = 0; c < m->attributes[a].n_categories; c++)
            put_category(r, a, m->attributes[a].categories[c], c);
    return r->status != 0 ? wr_fail(r->status) : 0;
}

int wr_i_category(struct wr_i_reader *r, int attribute, const char *name)
{
    struct wr_buf key;
    long index = -1;

    wr_buf_init(&key, 0);
    wr_buf_printf(&key, "%d/%s", attribute, name);
    if (wr_buf_status(&key) != 0)
        r->status = WR_ERR_MEMORY;
    else if (!wr_map_get(&r->categories, wr_buf_string(&key), &index))
        index = -1;
    wr_buf_free(&key);
    return (int)index;
}

void *wr_i_take(struct wr_i_reader *r, size_t count, size_t size)
{
    void *p;

    if (count == 0)
        return NULL;
    p = wr_arena_alloc(&r->m->arena, count, size);
    if (p == NULL)
        r->status = WR_ERR_MEMORY;
    return p;
}

/* A long word is cut by bytes: what is left of a character that was cut through is taken away. */
static void drop_broken(struct wr_buf *text)
{
    size_t bad;

    while (text->size > 0 && !wr_text_utf8(text->data, text->size, &bad)) {
        memmove(text->data + bad, text->data + bad + 1, text->size - bad); /* with the zero at the end */
        text->size--;
    }
}

const char *wr_i_say_args(struct wr_i_reader *r, const char *format, va_list args)
{
    struct wr_buf text;
    const char *said = NULL;

    if (r->quiet || r->mistakes->count >= WR_MISTAKES_KEPT)
        return NULL;
    wr_buf_init(&text, 0);
    wr_buf_vprintf(&text, format, args);
    drop_broken(&text);
    if (wr_buf_status(&text) == 0)
        said = wr_arena_text(&r->m->arena, wr_buf_string(&text));
    if (said == NULL)
        r->status = WR_ERR_MEMORY;
    wr_buf_free(&text);
    return said;
}

const char *wr_i_say(struct wr_i_reader *r, const char *format, ...)
{
    const char *said;
    va_list args;

    va_start(args, format);
    said = wr_i_say_args(r, format, args);
    va_end(args);
    return said;
}

void wr_i_enter(struct wr_i_reader *r, const char *key)
{
    if (r->depth < WR_I_PATH_MAX)
        r->path[r->depth] = key;
    r->depth++;
}

void wr_i_leave(struct wr_i_reader *r) { r->depth--; }

void wr_i_report(struct wr_i_reader *r, enum wr_severity severity, struct wr_where where, const char *hint, const char *format,
                 va_list args)
{
    struct wr_buf path, text;
    size_t i;

    if (r->quiet)
        return;
    wr_buf_init(&path, 0);
    wr_buf_init(&text, 0);
    if (r->mistakes->count < WR_MISTAKES_KEPT) {
        for (i = 0; i < r->depth && i < WR_I_PATH_MAX; i++)
            wr_buf_printf(&path, "%s%s", i > 0 ? "." : "", r->path[i]);
        wr_buf_vprintf(&text, format, args);
        drop_broken(&text);
    }
    if (wr_buf_status(&path) != 0 || wr_buf_status(&text) != 0)
        r->status = WR_ERR_MEMORY;
    wr_mistakes_add(r->mistakes, severity, where, wr_buf_string(&path), hint, "%s", wr_buf_string(&text));
    if (r->mistakes->status != 0)
        r->status = WR_ERR_MEMORY;
    wr_buf_free(&path);
    wr_buf_free(&text);
}

void wr_i_mistake(struct wr_i_reader *r, struct wr_where where, const char *hint, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    wr_i_report(r, WR_MISTAKE, where, hint, format, args);
    va_end(args);
}

void wr_i_warning(struct wr_i_reader *r, struct wr_where where, const char *hint, const char *format, ...)
{
    va_list args;

    if (!r->warn)
        return;
    va_start(args, format);
    wr_i_report(r, WR_WARNING, where, hint, format, args);
    va_end(args);
}

const char *wr_i_did_you_mean(struct wr_i_reader *r, const char *word, const char *const *candidates, size_t n)
{
    const char *near;

    if (r->quiet || r->suggestions_left < (long)n || r->mistakes->count >= WR_MISTAKES_KEPT || strlen(word) > 80)
        return NULL;
    r->suggestions_left -= (long)n;
    near = wr_text_nearest(word, candidates, n);
    return near == NULL || strcmp(near, word) == 0 ? NULL : wr_i_say(r, "did you mean `%s`?", near);
}
