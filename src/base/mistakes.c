#include "base/mistakes.h"

#include <stdbool.h>
#include <string.h>

void wr_mistakes_init(struct wr_mistakes *m)
{
    *m = (struct wr_mistakes){.list = NULL};
    wr_arena_init(&m->arena, 0);
}

void wr_mistakes_free(struct wr_mistakes *m)
{
    wr_arena_free(&m->arena);
    *m = (struct wr_mistakes){.list = NULL};
}

/* The name of a file outlives whoever told of it: one copy for all mistakes in a row about the same file. */
static const char *keep_file(struct wr_mistakes *m, const char *file)
{
    if (file == NULL)
        return NULL;
    if (m->count > 0 && m->list[m->count - 1].where.file != NULL && strcmp(m->list[m->count - 1].where.file, file) == 0)
        return m->list[m->count - 1].where.file;
    return wr_arena_text(&m->arena, file);
}

void wr_mistakes_add(struct wr_mistakes *m, enum wr_severity severity, struct wr_where where, const char *path, const char *hint,
                     const char *format, ...)
{
    struct wr_mistake *one;
    struct wr_buf text;
    va_list args;

    if (severity == WR_MISTAKE)
        m->mistakes++;
    else if (severity == WR_WARNING)
        m->warnings++;
    else if (severity == WR_REFUSAL)
        m->refusals++;
    else
        m->notes++;
    if (m->count >= WR_MISTAKES_KEPT)
        return;
    wr_buf_init(&text, 0);
    va_start(args, format);
    wr_buf_vprintf(&text, format, args);
    va_end(args);
    if (wr_buf_status(&text) != 0 || wr_arena_grow(&m->arena, &m->list, &m->capacity, m->count + 1, sizeof *m->list) != 0) {
        m->status = WR_ERR_MEMORY;
    } else {
        one = &m->list[m->count];
        *one = (struct wr_mistake){.severity = severity, .where = where};
        one->where.file = keep_file(m, where.file);
        one->path = wr_arena_text(&m->arena, path == NULL ? "" : path);
        one->message = wr_arena_text(&m->arena, wr_buf_string(&text));
        one->hint = hint == NULL ? NULL : wr_arena_text(&m->arena, hint);
        if (one->path == NULL || one->message == NULL || (hint != NULL && one->hint == NULL) ||
            (where.file != NULL && one->where.file == NULL))
            m->status = WR_ERR_MEMORY;
        else
            m->count++;
    }
    wr_buf_free(&text);
}

int wr_mistakes_result(const struct wr_mistakes *m) { return m->status != 0 ? m->status : m->mistakes > 0 ? WR_ERR_MISTAKES : 0; }

static int compare(const struct wr_mistake *a, const struct wr_mistake *b)
{
    const char *fa = a->where.file == NULL ? "" : a->where.file, *fb = b->where.file == NULL ? "" : b->where.file;
    int by_file = strcmp(fa, fb);

    if (by_file != 0)
        return by_file;
    if (a->where.line != b->where.line)
        return a->where.line < b->where.line ? -1 : 1;
    return (a->where.column > b->where.column) - (a->where.column < b->where.column);
}

void wr_mistakes_sort(struct wr_mistakes *m)
{
    size_t i, j;

    /* by insertion: at most WR_MISTAKES_KEPT, mostly in order already, and equals must stay as they came */
    for (i = 1; i < m->count; i++) {
        struct wr_mistake one = m->list[i];
        for (j = i; j > 0 && compare(&m->list[j - 1], &one) > 0; j--)
            m->list[j] = m->list[j - 1];
        m->list[j] = one;
    }
}

void wr_mistakes_print(const struct wr_mistakes *m, struct wr_buf *out)
{
    size_t all = m->mistakes + m->warnings + m->refusals + m->notes, i;

    for (i = 0; i < m->count; i++) {
        const struct wr_mistake *one = &m->list[i];
        if (one->where.file != NULL) {
            wr_buf_text(out, one->where.file);
            if (one->where.line > 0)
                wr_buf_printf(out, ":%d", one->where.line);
            if (one->where.line > 0 && one->where.column > 0)
                wr_buf_printf(out, ":%d", one->where.column);
            wr_buf_text(out, ": ");
        }
        if (one->severity == WR_WARNING)
            wr_buf_text(out, "warning: ");
        if (one->severity == WR_REFUSAL)
            wr_buf_text(out, "not simulated yet: ");
        if (one->severity == WR_NOTE)
            wr_buf_text(out, "note: ");
        if (one->path[0] != '\0') {
            wr_buf_text(out, one->path);
            wr_buf_text(out, ": ");
        }
        wr_buf_text(out, one->message);
        wr_buf_char(out, '\n');
        if (one->hint != NULL) {
            wr_buf_text(out, "    ");
            wr_buf_text(out, one->hint);
            wr_buf_char(out, '\n');
        }
    }
    if (all > m->count)
        wr_buf_printf(out, "and %zu more\n", all - m->count);
}

void wr_mistakes_json(const struct wr_mistakes *m, struct wr_buf *out)
{
    static const char *const severities[] = {"mistake", "warning", "not simulated yet", "note"};
    size_t i;

    wr_buf_char(out, '[');
    for (i = 0; i < m->count; i++) {
        const struct wr_mistake *one = &m->list[i];
        wr_buf_text(out, i > 0 ? ",\n {" : "\n {");
        wr_buf_text(out, "\"severity\": ");
        wr_buf_json(out, severities[one->severity]);
        wr_buf_text(out, ", \"file\": ");
        wr_buf_json(out, one->where.file);
        wr_buf_printf(out, ", \"line\": %d, \"column\": %d, \"path\": ", one->where.line, one->where.column);
        wr_buf_json(out, one->path);
        wr_buf_text(out, ", \"message\": ");
        wr_buf_json(out, one->message);
        wr_buf_text(out, ", \"hint\": ");
        wr_buf_json(out, one->hint);
        wr_buf_char(out, '}');
    }
    wr_buf_text(out, m->count > 0 ? "\n]\n" : "]\n");
}
