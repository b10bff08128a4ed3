#include <stdarg.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/today_internal.h"
#include "cli/write_internal.h"
#include "model/fields.h"

int wr_i_cli_writing_begin(const struct wr_ctx *ctx, const struct wr_cli_args *args, const char *command, struct wr_buf *out,
                           struct wr_buf *err, struct wr_i_cli_writing *w)
{
    memset(w, 0, sizeof *w);
    w->ctx = ctx;
    w->args = args;
    w->command = command;
    w->folder = args->words[0];
    w->out = out;
    w->err = err;
    wr_arena_init(&w->arena, 0);
    if (!wr_file_is_folder(w->folder))
        return wr_i_cli_no_folder(command, w->folder, "what people say is kept beside the service: put it into a folder as service.yaml",
                                  err);
    return wr_i_cli_people_read(ctx, w->folder, &w->people, err);
}

void wr_i_cli_writing_end(struct wr_i_cli_writing *w)
{
    wr_edit_free(&w->edit);
    wr_i_cli_people_free(&w->people);
    wr_arena_free(&w->arena);
}

static int say_mistakes(struct wr_i_cli_writing *w, struct wr_mistakes *mistakes, int result)
{
    wr_mistakes_sort(mistakes);
    wr_mistakes_print(mistakes, w->err);
    wr_mistakes_free(mistakes);
    return result;
}

int wr_i_cli_writing_open(struct wr_i_cli_writing *w, const char *file, const char *part)
{
    struct wr_mistakes mistakes;
    const char *folder;

    if (file == NULL) {
        folder = wr_file_join(&w->arena, w->folder, part);
        file = folder == NULL ? NULL : wr_file_join(&w->arena, folder, wr_arena_printf(&w->arena, "%s.yaml", part));
    }
    if (file == NULL)
        return wr_fail(WR_ERR_MEMORY);
    wr_edit_free(&w->edit);
    wr_mistakes_init(&mistakes);
    return say_mistakes(w, &mistakes, wr_edit_open(file, &mistakes, &w->edit));
}

/* Whether no text of the value looks like an NHS number. */
static int look_private(struct wr_i_cli_writing *w, const struct wr_node *value)
{
    struct wr_fields *fields = NULL;
    struct wr_mistakes found;
    int result;

    if (value == NULL)
        return wr_fail(WR_ERR_MEMORY);
    wr_mistakes_init(&found);
    result = wr_model_fields_open(&w->people.service.model, &w->arena, &found, &fields);
    if (result == 0) {
        wr_model_fields_look_tree(fields, value);
        result = wr_model_fields_close(fields);
    }
    if (result == 0 && found.count > 0)
        result = wr_i_cli_writing_usage(w, found.list[0].hint, "nothing was written: %s", found.list[0].message);
    wr_mistakes_free(&found);
    return result;
}

int wr_i_cli_writing_add(struct wr_i_cli_writing *w, const char *const *path, size_t n, const char *key, const struct wr_node *value,
                         struct wr_where *where)
{
    struct wr_mistakes mistakes;
    int result = look_private(w, value);

    if (result != 0)
        return result;
    wr_mistakes_init(&mistakes);
    return say_mistakes(w, &mistakes, wr_edit_add(&w->edit, path, n, key, value, &mistakes, where));
}

int wr_i_cli_writing_put(struct wr_i_cli_writing *w, const char *const *path, size_t n, const char *key, const struct wr_node *value,
                         struct wr_where *where)
{
    struct wr_mistakes mistakes;
    int result = look_private(w, value);

    if (result != 0)
        return result;
    wr_mistakes_init(&mistakes);
    return say_mistakes(w, &mistakes, wr_edit_put(&w->edit, path, n, key, value, &mistakes, where));
}

/* The lines of an entry that begins on line `line` at column `column`: those further in follow it. *last gets the number of the last. */
static void show_lines(const struct wr_i_cli_writing *w, struct wr_where where, int *last)
{
    const char *s = wr_buf_string(&w->edit.text);
    size_t column = where.column > 0 ? (size_t)where.column - 1 : 0;

    *last = where.line;
    for (int line = 1; *s != '\0'; line++) {
        size_t n = strcspn(s, "\r\n"), indent = strspn(s, " ");
        if (line > where.line && (n == 0 || indent <= column))
            break;
        if (line >= where.line) {
            wr_buf_printf(w->out, "    %.*s\n", (int)(n > 4000 ? 4000 : n), s);
            *last = line;
        }
        s += n;
        s += *s == '\r' && s[1] == '\n' ? 2 : *s != '\0';
    }
}

/* What the reader makes of the new lines. That the text can be used was seen before it was written; a warning there is worth saying at once. */
static void look_again(struct wr_i_cli_writing *w, struct wr_where where, int last)
{
    struct wr_i_cli_people again;
    struct wr_mistakes some;
    struct wr_buf rest;

    wr_mistakes_init(&some);
    wr_buf_init(&rest, 0);
    if (wr_i_cli_people_read(w->ctx, w->folder, &again, &rest) == WR_ERR_MEMORY)
        wr_buf_text(w->err, "out of memory: what was written could not be looked at again\n");
    for (int list = 0; list < 2; list++) {
        const struct wr_mistakes *all = list == 0 ? &again.service.mistakes : &again.mistakes;
        for (size_t i = 0; i < all->count; i++) {
            const struct wr_mistake *m = &all->list[i];
            if (wr_text_equal(m->where.file, w->edit.file) && m->where.line >= where.line && m->where.line <= last)
                wr_mistakes_add(&some, m->severity, m->where, m->path, m->hint, "%s", m->message);
        }
    }
    wr_mistakes_print(&some, w->err);
    wr_buf_free(&rest);
    wr_mistakes_free(&some);
    wr_i_cli_people_free(&again);
}

int wr_i_cli_writing_done(struct wr_i_cli_writing *w, const char *what, struct wr_where where)
{
    struct wr_mistakes mistakes;
    int result, last;

    wr_mistakes_init(&mistakes);
    result = say_mistakes(w, &mistakes, wr_edit_write(&w->edit, &mistakes));
    if (result != 0)
        return result;
    wr_buf_printf(w->out, "%s: written in %s, line %d:\n", what, w->edit.file, where.line);
    show_lines(w, where, &last);
    look_again(w, where, last);
    return 0;
}

int wr_i_cli_writing_usage(struct wr_i_cli_writing *w, const char *hint, const char *format, ...)
{
    va_list args;

    wr_buf_printf(w->err, "wardround %s: ", w->command);
    va_start(args, format);
    wr_buf_vprintf(w->err, format, args);
    va_end(args);
    wr_buf_char(w->err, '\n');
    if (hint != NULL)
        wr_buf_printf(w->err, "    %s\n", hint);
    return wr_fail(WR_ERR_USAGE);
}

int wr_i_cli_writing_name(struct wr_i_cli_writing *w, const char *what, const char *word, const void *list, size_t n, size_t size,
                          int *index)
{
    const char **names, *nearest;

    *index = -1;
    if (word == NULL)
        return 0;
    names = wr_arena_alloc(&w->arena, n + 1, sizeof *names);
    if (names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < n; i++) {
        const char *const *entry = (const void *)((const char *)list + i * size);
        names[i] = *entry;
        if (wr_text_equal(*entry, word)) {
            *index = (int)i;
            return 0;
        }
    }
    nearest = wr_text_nearest(word, names, n);
    wr_buf_printf(w->err, "wardround %s: there is no %s `%s`", w->command, what, word);
    if (nearest != NULL)
        wr_buf_printf(w->err, "; did you mean `%s`?", nearest);
    wr_buf_text(w->err, n > 0 ? "\n    there are:" : "\n    there is none yet");
    for (size_t i = 0; i < n && i < 30; i++)
        wr_buf_printf(w->err, "%s %s", i == 0 ? "" : ",", names[i]);
    wr_buf_text(w->err, n > 30 ? ", ...\n" : "\n");
    return wr_fail(WR_ERR_USAGE);
}

int wr_i_cli_writing_date(struct wr_i_cli_writing *w, const char **date)
{
    struct wr_buf text;
    int days, result = wr_i_cli_today(w->args, w->command, &days, w->err);

    if (result != 0)
        return result;
    wr_buf_init(&text, 0);
    wr_date_iso(&text, days);
    *date = wr_arena_text(&w->arena, wr_buf_string(&text));
    wr_buf_free(&text);
    return *date == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

bool wr_i_cli_writing_option(struct wr_i_cli_writing *w, struct wr_node *map, const char *key, const char *option, bool words)
{
    const char *given = wr_cli_get(w->args, option);

    if (given == NULL)
        return true;
    return wr_edit_with(&w->arena, map, key, words ? wr_edit_words(&w->arena, given) : wr_edit_value(&w->arena, given)) != NULL;
}

bool wr_i_cli_writing_options(struct wr_i_cli_writing *w, struct wr_node *map, const char *key, const char *option)
{
    struct wr_node *list = wr_edit_list(&w->arena);

    for (size_t i = 0; i < w->args->n_options && list != NULL; i++)
        if (strcmp(w->args->options[i].name, option) == 0)
            list = wr_edit_with(&w->arena, list, NULL, wr_edit_words(&w->arena, w->args->options[i].value));
    return list != NULL && (list->count == 0 || wr_edit_with(&w->arena, map, key, list) != NULL);
}
