#include "cli/cli_internal.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

void wr_i_cli_mistakes_print(const struct wr_mistakes *all, bool warnings, struct wr_buf *err)
{
    struct wr_mistakes some;

    if (warnings) {
        wr_mistakes_print(all, err);
        return;
    }
    wr_mistakes_init(&some);
    for (size_t i = 0; i < all->count; i++) {
        const struct wr_mistake *m = &all->list[i];
        if (m->severity == WR_MISTAKE)
            wr_mistakes_add(&some, m->severity, m->where, m->path, m->hint, "%s", m->message);
    }
    wr_mistakes_print(&some, err);
    wr_mistakes_free(&some);
}

int wr_i_cli_service_read(const struct wr_ctx *ctx, const char *path, bool warnings, struct wr_i_cli_service *out, struct wr_buf *err)
{
    int result;

    memset(out, 0, sizeof *out);
    wr_mistakes_init(&out->mistakes);
    result = wr_source_read(ctx, path, &out->mistakes, &out->source);
    if (result == 0)
        result = wr_model_read(&out->source, &out->mistakes, &out->model);
    wr_mistakes_sort(&out->mistakes);
    wr_i_cli_mistakes_print(&out->mistakes, warnings, err);
    if (result != WR_ERR_FILE && out->mistakes.mistakes > 0) /* a file that is not there is no mistake in it */
        wr_buf_printf(err, "%s: %zu mistake%s\n", path, out->mistakes.mistakes, out->mistakes.mistakes == 1 ? "" : "s");
    else if (!warnings && out->mistakes.warnings > 0)
        wr_buf_printf(err, "%s: %zu warning%s; wardround check %s says more\n", path, out->mistakes.warnings,
                      out->mistakes.warnings == 1 ? "" : "s", path);
    if (result == 0)
        result = out->mistakes.status;
    return result;
}

void wr_i_cli_service_free(struct wr_i_cli_service *service)
{
    wr_model_free(&service->model);
    wr_source_free(&service->source);
    wr_mistakes_free(&service->mistakes);
}

int wr_i_cli_file_write(const char *path, const struct wr_buf *data, struct wr_buf *err)
{
    const char *why = NULL;
    int result = wr_buf_status(data);

    if (result == 0)
        result = wr_file_write(path, wr_buf_string(data), data->size, &why);
    if (result != 0)
        wr_buf_printf(err, "wardround: %s could not be written: %s\n", path, why != NULL ? why : wr_err_words(result));
    return result;
}

int wr_i_cli_option_find(const struct wr_model *model, const char *name, int *index, struct wr_buf *err)
{
    const char **names;
    const char *nearest;

    *index = -1;
    if (name == NULL)
        return 0;
    *index = wr_model_option(model, name);
    if (*index >= 0)
        return 0;
    names = wr_mem_alloc(model->n_options, sizeof *names);
    if (names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < model->n_options; i++)
        names[i] = model->options[i].name;
    nearest = wr_text_nearest(name, names, model->n_options);
    wr_buf_printf(err, "wardround: there is no option `%s` in the service", name);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?\n", nearest);
    else
        wr_buf_text(err, "\n");
    wr_buf_text(err, "    it has:");
    for (size_t i = 0; i < model->n_options; i++)
        wr_buf_printf(err, "%s %s", i == 0 ? "" : ",", model->options[i].name);
    wr_buf_text(err, "\n");
    wr_mem_free(names);
    return wr_fail(WR_ERR_USAGE);
}
