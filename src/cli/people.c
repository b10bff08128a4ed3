#include "cli/people_internal.h"

#include <string.h>

#include "base/file.h"
#include "trial/say.h"

int wr_i_cli_agree_read(const struct wr_ctx *ctx, const char *path, const struct wr_model *model, struct wr_mistakes *mistakes,
                        struct wr_agree *out, struct wr_buf *err)
{
    int result = wr_agree_read(ctx, wr_file_is_folder(path) ? path : NULL, model, mistakes, out);

    wr_mistakes_sort(mistakes);
    wr_i_cli_mistakes_print(mistakes, false, err);
    if (mistakes->mistakes > 0)
        wr_buf_printf(err, "%s: %zu mistake%s\n", path, mistakes->mistakes, mistakes->mistakes == 1 ? "" : "s");
    else if (mistakes->warnings > 0)
        wr_buf_printf(err, "%s: %zu warning%s in what people wrote; wardround check %s says more\n", path, mistakes->warnings,
                      mistakes->warnings == 1 ? "" : "s", path);
    return result != 0 ? result : mistakes->status;
}

int wr_i_cli_people_read(const struct wr_ctx *ctx, const char *path, struct wr_i_cli_people *out, struct wr_buf *err)
{
    int result;

    memset(out, 0, sizeof *out);
    wr_mistakes_init(&out->mistakes);
    result = wr_i_cli_service_read(ctx, path, false, &out->service, err);
    if (result == 0)
        result = wr_i_cli_agree_read(ctx, path, &out->service.model, &out->mistakes, &out->agree, err);
    return result;
}

void wr_i_cli_people_free(struct wr_i_cli_people *people)
{
    wr_agree_free(&people->agree);
    wr_mistakes_free(&people->mistakes);
    wr_i_cli_service_free(&people->service);
}

void wr_i_cli_where(struct wr_buf *out, const char *folder, const struct wr_where *where)
{
    const char *file = where->file;
    size_t n = folder != NULL ? strlen(folder) : 0;

    if (file == NULL)
        return;
    if (n > 0 && strncmp(file, folder, n) == 0 && (file[n] == '/' || folder[n - 1] == '/'))
        file += n + strspn(file + n, "/");
    wr_buf_printf(out, " (%s", file);
    if (where->line > 0)
        wr_buf_printf(out, ":%d", where->line);
    wr_buf_char(out, ')');
}

void wr_i_cli_invented_say(const struct wr_model *model, struct wr_buf *out)
{
    if (model->data != WR_DATA_INVENTED)
        return;
    wr_say_data(out, model);
    wr_buf_char(out, '\n');
}

int wr_i_cli_no_folder(const char *command, const char *path, const char *hint, struct wr_buf *err)
{
    if (wr_file_exists(path))
        wr_buf_printf(err, "wardround %s: %s is not a folder\n    %s\n", command, path, hint);
    else
        wr_buf_printf(err, "wardround %s: there is no folder %s\n    name the folder of a service; wardround new makes one\n", command,
                      path);
    return wr_fail(WR_ERR_USAGE);
}
