/* A hazard or an issue is closed, with why. Nothing is deleted. */
#include <string.h>

#include "agree/hazards.h"
#include "base/text.h"
#include "cli/write_internal.h"

static int already(struct wr_i_cli_writing *w, const char *name, const char *because)
{
    return wr_i_cli_writing_usage(w, "it is left as it is", "`%s` is closed already: %s", name,
                                  because != NULL ? because : "nobody wrote why");
}

static int write_closed(struct wr_i_cli_writing *w, const char *part, const char *name, const char *file, const char *because,
                        bool has_because)
{
    const char *path[] = {part, name};
    struct wr_where where = {NULL, 0, 0}, ignored;
    int result = wr_i_cli_writing_open(w, file, part);

    if (result == 0 && has_because)
        return wr_i_cli_writing_usage(w, wr_arena_printf(&w->arena, "change it by hand in %s, with status: closed", file),
                                      "`%s` says `because` already, and that is not overwritten", name);
    if (result == 0)
        result = wr_i_cli_writing_put(w, path, 2, "status", wr_edit_value(&w->arena, "closed"), &where);
    if (result == 0)
        result = wr_i_cli_writing_put(w, path, 2, "because", wr_edit_words(&w->arena, because), &ignored);
    return result;
}

static int close_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *name = args->words[1], *because = wr_cli_get(args, "because"), *file, *part;
    struct wr_i_cli_writing w;
    const struct wr_agree *a = &w.people.agree;
    struct wr_where where = {NULL, 0, 0};
    int result = wr_i_cli_writing_begin(ctx, args, "close", out, err, &w), hazard, issue;
    bool has_because;

    if (result != 0)
        goto out;
    hazard = wr_agree_hazard(a, name);
    issue = wr_agree_issue(a, name);
    if (hazard >= 0 && issue >= 0) {
        result = wr_i_cli_writing_usage(&w, "give one of them another name first", "`%s` is the name of a hazard and of an issue", name);
        goto out;
    }
    if (hazard < 0 && issue < 0) {
        const char **names = wr_arena_alloc(&w.arena, a->n_hazards + a->n_issues + 1, sizeof *names);
        int index;
        for (size_t i = 0; names != NULL && i < a->n_hazards + a->n_issues; i++)
            names[i] = i < a->n_hazards ? a->hazards[i].name : a->issues[i - a->n_hazards].name;
        result = names == NULL
                     ? wr_fail(WR_ERR_MEMORY)
                     : wr_i_cli_writing_name(&w, "hazard or issue", name, names, a->n_hazards + a->n_issues, sizeof *names, &index);
        goto out;
    }
    if (because == NULL || wr_text_is_blank(because)) {
        result = wr_i_cli_writing_usage(&w, "write --because and what was done, in quotes: others must be able to ask again",
                                        "why is it closed?");
        goto out;
    }
    if (hazard >= 0 ? a->hazards[hazard].status == WR_HAZARD_CLOSED : a->issues[issue].closed) {
        result = already(&w, name, hazard >= 0 ? a->hazards[hazard].because : a->issues[issue].closed_because);
        goto out;
    }
    file = hazard >= 0 ? a->hazards[hazard].where.file : a->issues[issue].where.file;
    part = hazard >= 0 ? "hazards" : "issues";
    where = hazard >= 0 ? a->hazards[hazard].where : a->issues[issue].where;
    has_because = (hazard >= 0 ? a->hazards[hazard].because : a->issues[issue].closed_because) != NULL;
    result = write_closed(&w, part, name, file, because, has_because);
    if (result == 0)
        result = wr_i_cli_writing_done(&w, name, where);
    if (result == 0 && hazard >= 0) {
        struct wr_hazard_rating rating;
        wr_hazard_rate(a, &a->hazards[hazard].residual, &w.arena, &rating);
        if (!rating.counts)
            wr_buf_text(
                out, "\nIt was closed without a residual risk that counts: only the clinical safety officer can say what is left of it.\n");
    }
out:
    wr_i_cli_writing_end(&w);
    return result;
}

static const struct wr_cli_option options[] = {
    {"because", "TEXT", "what was done, or why it is no more", false},
};

const struct wr_cli_command wr_cli_close = {
    .name = "close",
    .operands = "SERVICE NAME",
    .summary = "close a hazard or an issue, and say why; nothing is deleted",
    .doc = "Sets the status of the hazard or issue NAME to closed, with --because. Its lines stay where they are, and so does what stood "
           "in them.\n"
           "  wardround close my-service i4 --because \"The printer was replaced on 20 February\"",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 2,
    .most_words = 2,
    .run = close_run,
};
