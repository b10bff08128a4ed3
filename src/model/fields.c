/* The door to the reader's helpers (model_internal.h): a reader over a view of the model that has an arena of its own, since the model itself is frozen. */
#include "model/fields.h"

#include <stdarg.h>

#include "model/check_internal.h"
#include "model/model_internal.h"

struct wr_fields {
    struct wr_i_reader r;
    struct wr_model view; /* the model, but for its arena */
    struct wr_arena *into;
    size_t told; /* numbers that look like a patient's */
};

int wr_model_fields_open(const struct wr_model *model, struct wr_arena *arena, struct wr_mistakes *mistakes, struct wr_fields **out)
{
    struct wr_fields *f = wr_arena_alloc(arena, 1, sizeof *f);
    int err;

    *out = NULL;
    if (f == NULL)
        return wr_fail(WR_ERR_MEMORY);
    f->view = *model;
    f->into = arena;
    wr_arena_init(&f->view.arena, WR_I_MODEL_MAX_BYTES);
    err = wr_i_reader_open(&f->r, NULL, &f->view, mistakes);
    if (err != 0) {
        wr_i_reader_close(&f->r);
        wr_arena_free(&f->view.arena);
        return err;
    }
    f->r.warn = true;
    *out = f;
    return 0;
}

int wr_model_fields_status(const struct wr_fields *f) { return f->r.status != 0 ? wr_fail(f->r.status) : 0; }

int wr_model_fields_close(struct wr_fields *f)
{
    int err;

    if (f == NULL)
        return 0;
    err = f->r.status;
    wr_i_reader_close(&f->r);
    wr_arena_join(f->into, &f->view.arena);
    return err != 0 ? wr_fail(err) : 0;
}

void *wr_model_fields_take(struct wr_fields *f, size_t count, size_t size) { return wr_i_take(&f->r, count, size); }
void wr_model_fields_enter(struct wr_fields *f, const char *key) { wr_i_enter(&f->r, key); }
void wr_model_fields_leave(struct wr_fields *f) { wr_i_leave(&f->r); }

void wr_model_fields_mistake(struct wr_fields *f, struct wr_where where, const char *hint, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    wr_i_report(&f->r, WR_MISTAKE, where, hint, format, args);
    va_end(args);
}

void wr_model_fields_warning(struct wr_fields *f, struct wr_where where, const char *hint, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    wr_i_report(&f->r, WR_WARNING, where, hint, format, args);
    va_end(args);
}

const char *wr_model_fields_say(struct wr_fields *f, const char *format, ...)
{
    const char *said;
    va_list args;

    va_start(args, format);
    said = wr_i_say_args(&f->r, format, args);
    va_end(args);
    return said;
}

const char *wr_model_fields_did_you_mean(struct wr_fields *f, const char *word, const char *const *candidates, size_t n)
{
    return wr_i_did_you_mean(&f->r, word, candidates, n);
}

const char *wr_model_fields_what(struct wr_fields *f, const struct wr_node *node) { return wr_i_what(&f->r, node); }

bool wr_model_fields_object(struct wr_fields *f, const struct wr_node *node, const struct wr_object *object)
{
    return wr_i_object(&f->r, node, object);
}

const char *wr_model_fields_text(struct wr_fields *f, const struct wr_node *parent, const char *key)
{
    return wr_i_text(&f->r, parent, key);
}

const char **wr_model_fields_texts(struct wr_fields *f, const struct wr_node *parent, const char *key, size_t *n)
{
    return wr_i_texts(&f->r, parent, key, n);
}

int wr_model_fields_choice(struct wr_fields *f, const struct wr_node *parent, const char *key, const char *words)
{
    return wr_i_choice(&f->r, parent, key, words);
}

bool wr_model_fields_number(struct wr_fields *f, const struct wr_node *node, enum wr_slot slot, struct wr_number *out)
{
    return wr_i_read_number(&f->r, node, slot, out);
}

double wr_model_fields_plain(struct wr_fields *f, const struct wr_node *parent, const char *key, enum wr_slot slot, double otherwise)
{
    return wr_i_read_plain(&f->r, parent, key, slot, otherwise);
}

void wr_model_fields_look_tree(struct wr_fields *f, const struct wr_node *node) { wr_i_look_tree(&f->r, node, &f->told); }

void wr_model_fields_look_text(struct wr_fields *f, const char *text, struct wr_where where)
{
    wr_i_look_text(&f->r, text, where, &f->told);
}
