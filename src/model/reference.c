/* The manual's reference chapter from the description of the language. */
#include <string.h>

#include "draw/sampler.h"
#include "model/describe.h"
#include "model/schema.h"

/* Text inside a cell of a Markdown table: a bar would end it. */
static void cell(struct wr_buf *out, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == '|')
            wr_buf_char(out, '\\');
        wr_buf_char(out, *s);
    }
}

/* "one of association, cause" from "association|cause". */
static void words(struct wr_buf *out, const char *list)
{
    for (; *list != '\0'; list++) {
        if (*list == '|')
            wr_buf_text(out, "`, `");
        else
            wr_buf_char(out, *list);
    }
}

/* The heading's anchor, as GitHub and GitLab make it. */
static void anchor(struct wr_buf *out, const char *title)
{
    for (; *title != '\0'; title++) {
        if (*title >= 'A' && *title <= 'Z')
            wr_buf_char(out, (char)(*title - 'A' + 'a'));
        else if (*title == ' ')
            wr_buf_char(out, '-');
        else if (strchr("',./*()&", *title) == NULL) /* such signs are dropped */
            wr_buf_char(out, *title);
    }
}

static void type_of(struct wr_buf *out, const struct wr_object *objects, size_t n, const struct wr_field *f)
{
    const struct wr_object *o = NULL;

    for (size_t i = 0; i < n && f->of != NULL && o == NULL; i++)
        o = strcmp(objects[i].name, f->of) == 0 ? &objects[i] : NULL;

    switch (f->type) {
    case WR_TYPE_CHOICE:
        wr_buf_text(out, strchr(f->of, '|') != NULL ? "one of `" : "`");
        words(out, f->of);
        wr_buf_char(out, '`');
        return;
    case WR_TYPE_NAME:
    case WR_TYPE_NAMES:
        wr_buf_text(out, wr_describe_type(f->type));
        wr_buf_text(out, " of `");
        words(out, f->of == NULL ? "" : f->of);
        wr_buf_char(out, '`');
        return;
    case WR_TYPE_OBJECT:
    case WR_TYPE_OBJECTS:
    case WR_TYPE_LIST:
    case WR_TYPE_NAMED_LIST:
        wr_buf_text(out, wr_describe_type(f->type));
        if (o != NULL) {
            wr_buf_printf(out, ": [%s](#", o->title);
            anchor(out, o->title);
            wr_buf_char(out, ')');
        }
        return;
    case WR_TYPE_NUMBER:
    case WR_TYPE_VALUE:
    case WR_TYPE_SHARE_VALUE:
        wr_buf_text(out, wr_describe_type(f->type));
        if (f->slot != WR_SLOT_ANY) {
            wr_buf_text(out, ": ");
            wr_buf_text(out, wr_describe_slot(f->slot));
        }
        return;
    default:
        wr_buf_text(out, wr_describe_type(f->type));
    }
}

static void object(struct wr_buf *out, const struct wr_object *objects, size_t n, const struct wr_object *o)
{
    wr_buf_printf(out, "\n## %s\n\n%s\n", o->title, o->doc);
    if (o->short_form != NULL)
        wr_buf_printf(out, "\nA value that is not a map of these keys stands for `%s`.\n", o->short_form);
    wr_buf_text(out, "\n| key | what it says | what stands there | for example |\n|---|---|---|---|\n");
    for (size_t i = 0; i < o->n_fields; i++) {
        const struct wr_field *f = &o->fields[i];
        struct wr_buf type;
        wr_buf_init(&type, 4096);
        type_of(&type, objects, n, f);
        wr_buf_printf(out, "| `%s` | ", f->key);
        cell(out, f->doc);
        if ((f->flags & WR_FIELD_REQUIRED) != 0)
            wr_buf_text(out, ". **Needed**");
        wr_buf_text(out, " | ");
        cell(out, wr_buf_string(&type));
        wr_buf_text(out, " | ");
        if (f->example != NULL) {
            wr_buf_char(out, '`');
            cell(out, f->example);
            wr_buf_char(out, '`');
        }
        wr_buf_text(out, " |\n");
        wr_buf_free(&type);
    }
}

void wr_model_reference_objects(struct wr_buf *out, const struct wr_object *objects, size_t n)
{
    for (size_t i = 0; i < n; i++)
        object(out, objects, n, &objects[i]);
}

void wr_model_reference(struct wr_buf *out)
{
    wr_buf_text(out, "# Every key of the service file\n\n"
                     "Made by `wardround help --reference` from the description that the reader itself goes by; a test says when this file "
                     "is out of date. What it all means is in [the manual](manual.md).\n");
    wr_model_reference_objects(out, wr_describe_objects, wr_describe_n_objects);
    wr_buf_text(out,
                "\n## Distributions\n\n"
                "Variation between patients: `{lognormal: {mean: 45 min, sd: 30 min}}`. Parameters are named. `at least` and `at most` "
                "cut any of them.\n\n| distribution | parameters |\n|---|---|\n");
    for (int k = 0; k < WR_SAMPLER_KINDS; k++) {
        wr_buf_printf(out, "| `%s` | ", wr_sampler_kind_name((enum wr_sampler_kind)k));
        cell(out, wr_sampler_kind_allows((enum wr_sampler_kind)k));
        wr_buf_text(out, " |\n");
    }
    wr_buf_text(out, "\n## Words of the language\n\nNo entry of a service may be called:");
    for (size_t i = 0; wr_describe_reserved[i] != NULL; i++)
        wr_buf_printf(out, "%s `%s`", i == 0 ? "" : ",", wr_describe_reserved[i]);
    wr_buf_text(out, ".\n");
}
