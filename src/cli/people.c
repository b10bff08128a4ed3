#include "cli/people_internal.h"

#include <string.h>

#include "base/file.h"

int wr_i_cli_people_read(const struct wr_ctx *ctx, const char *path, struct wr_i_cli_people *out, struct wr_buf *err)
{
    int result;

    memset(out, 0, sizeof *out);
    wr_mistakes_init(&out->mistakes);
    result = wr_i_cli_service_read(ctx, path, false, &out->service, err);
    if (result != 0)
        return result;
    result = wr_agree_read(ctx, wr_file_is_folder(path) ? path : NULL, &out->service.model, &out->mistakes, &out->agree);
    wr_mistakes_sort(&out->mistakes);
    wr_i_cli_mistakes_print(&out->mistakes, false, err);
    if (out->mistakes.mistakes > 0)
        wr_buf_printf(err, "%s: %zu mistake%s\n", path, out->mistakes.mistakes, out->mistakes.mistakes == 1 ? "" : "s");
    else if (out->mistakes.warnings > 0)
        wr_buf_printf(err, "%s: %zu warning%s in what people wrote; wardround check %s says more\n", path, out->mistakes.warnings,
                      out->mistakes.warnings == 1 ? "" : "s", path);
    if (result == 0)
        result = out->mistakes.status;
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
