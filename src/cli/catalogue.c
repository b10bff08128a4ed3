#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "catalogue/catalogue.h"
#include "cli/catalogue_internal.h"
#include "cli/cli.h"
#include "cli/text_internal.h"

int wr_i_cli_catalogue_read(const char *folder, struct wr_catalogue *out, struct wr_buf *err)
{
    struct wr_mistakes mistakes;
    int result;

    wr_mistakes_init(&mistakes);
    result = wr_catalogue_read(folder, &mistakes, out);
    wr_mistakes_sort(&mistakes);
    wr_mistakes_print(&mistakes, err);
    if (mistakes.mistakes > 0)
        wr_buf_printf(err, "the catalogue: %zu mistake%s\n", mistakes.mistakes, mistakes.mistakes == 1 ? "" : "s");
    wr_mistakes_free(&mistakes);
    return result;
}

int wr_i_cli_capability_find(const struct wr_catalogue *catalogue, const char *id, int *index, struct wr_buf *err)
{
    const char **ids, *nearest;

    *index = wr_catalogue_find(catalogue, id);
    if (*index >= 0)
        return 0;
    ids = wr_mem_alloc(catalogue->count + 1, sizeof *ids);
    if (ids == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < catalogue->count; i++)
        ids[i] = catalogue->list[i].id;
    nearest = wr_text_nearest(id, ids, catalogue->count);
    wr_buf_printf(err, "wardround: there is no capability `%s` in the catalogue", id);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?", nearest);
    wr_buf_text(err, "\n    wardround catalogue list names all of them\n");
    wr_mem_free(ids);
    return wr_fail(WR_ERR_USAGE);
}

static void list(const struct wr_catalogue *c, struct wr_buf *out)
{
    for (size_t i = 0; i < c->count; i++) {
        wr_buf_printf(out, "%s%s\n", c->list[i].id, c->list[i].own ? "  (your own)" : "");
        wr_i_cli_wrap(out, 4, 4, c->list[i].plain);
    }
    wr_buf_text(out, "\nwardround catalogue show ID says more about one: what speaks for it and against it, and what it needs.\n");
}

static void heading(struct wr_buf *out, const char *text) { wr_buf_printf(out, "\n%s\n", text); }

static void lines(struct wr_buf *out, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        wr_buf_text(out, "  - ");
        wr_buf_printf(out, "%s\n", texts[i]);
    }
}

/* One row of evidence as a paragraph. What is only remembered carries no figure: it is a reason to look, not a fact. */
void wr_i_cli_evidence_say(const struct wr_evidence *e, struct wr_buf *out)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    if (e->status == WR_EVIDENCE_FROM_MEMORY) {
        wr_buf_printf(&text, "- Not a fact, not shown with its figure: somebody remembers a study and it was not found again. Look for: %s",
                      e->source);
    } else {
        wr_buf_printf(&text, "- %s", e->finding);
        if (e->has_value) {
            wr_buf_printf(&text, " (%s %g", e->measure, e->value);
            if (e->has_interval)
                wr_buf_printf(&text, ", 95%% interval %g to %g", e->low, e->high);
            wr_buf_text(&text, ")");
        }
        wr_buf_printf(&text, ". How it was studied: %s%s. ", e->design,
                      e->direct ? "" : "; a related change to the service was studied, not this technology");
        if (e->caveat != NULL)
            wr_buf_printf(&text, "But: %s%s ", e->caveat, wr_text_ends(e->caveat, ".") ? "" : ".");
        wr_buf_printf(&text, "Source: %s (%s)", e->source,
                      e->status == WR_EVIDENCE_VERIFIED    ? "read in the paper"
                      : e->status == WR_EVIDENCE_SECONDARY ? "figure read in a page that quotes the paper"
                                                           : "an organisation's own page, not reviewed by others");
    }
    wr_i_cli_wrap(out, 2, 4, wr_buf_string(&text));
    wr_buf_part_free(out, &text);
}

static void show(const struct wr_capability *c, struct wr_buf *out)
{
    size_t against = 0, said = 0;

    wr_buf_printf(out, "%s (%s%s)\n\n", c->name, c->id, c->own ? ", your own" : "");
    wr_i_cli_wrap(out, 0, 0, c->plain);
    heading(out, "You might say");
    lines(out, c->might_say, c->n_might_say);
    heading(out, "Steps of care that it is about");
    lines(out, c->care_steps, c->n_care_steps);
    heading(out, "What it brings: which information, to whom, when");
    for (size_t i = 0; i < c->n_brings; i++)
        wr_buf_printf(out, "  - %s, to %s, %s\n", c->brings[i].item, c->brings[i].to, c->brings[i].when);
    heading(out, "What speaks for it");
    for (size_t i = 0; i < c->n_evidence; i++) {
        against += c->evidence[i].against;
        if (!c->evidence[i].against) {
            wr_i_cli_evidence_say(&c->evidence[i], out);
            said++;
        }
    }
    if (said == 0)
        wr_buf_text(out, "  Nothing that was found.\n");
    heading(out, "What speaks against it, or shows no effect");
    for (size_t i = 0; i < c->n_evidence; i++)
        if (c->evidence[i].against)
            wr_i_cli_evidence_say(&c->evidence[i], out);
    if (against == 0)
        wr_buf_text(out, "  No study against it is listed here. That is not the same as: there is none.\n");
    heading(out, "Drafted, for your argument (from general knowledge, not from a source)");
    wr_buf_text(out, "\nNeeded first\n");
    lines(out, c->prerequisites, c->n_prerequisites);
    wr_buf_text(out, "\nHazards (not scored: that is for your clinical safety officer)\n");
    for (size_t i = 0; i < c->n_hazards; i++)
        wr_buf_printf(out, "  - %s: %s\n", c->hazards[i].cause, c->hazards[i].harm);
    wr_buf_text(out, "\nIssues\n");
    for (size_t i = 0; i < c->n_issues; i++)
        wr_buf_printf(out, "  - %s: %s\n", wr_capability_domain_words(c->issues[i].domain), c->issues[i].says);
    heading(out, "What to measure");
    lines(out, c->measures, c->n_measures);
    heading(out, "Who must be heard");
    lines(out, c->hear_from, c->n_hear_from);
}

static int catalogue_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *what = args->n_words > 0 ? args->words[0] : "list";
    bool is_show = strcmp(what, "show") == 0, is_check = strcmp(what, "check") == 0;
    const char *folder = wr_cli_get(args, "folder");
    struct wr_catalogue catalogue;
    int index, result, own = 0;

    (void)ctx;
    if ((!is_show && !is_check && strcmp(what, "list") != 0) || (is_show && args->n_words != 2) ||
        (args->n_words == 2 && !is_show && !is_check)) {
        wr_buf_text(err, "wardround catalogue: write list, show ID or check FOLDER\n");
        return wr_fail(WR_ERR_USAGE);
    }
    if (is_check && args->n_words == 2)
        folder = args->words[1];
    result = wr_i_cli_catalogue_read(folder, &catalogue, err);
    if (result != 0)
        goto out;
    if (is_show) {
        result = wr_i_cli_capability_find(&catalogue, args->words[1], &index, err);
        if (result == 0)
            show(&catalogue.list[index], out);
    } else if (is_check) {
        for (size_t i = 0; i < catalogue.count; i++)
            own += catalogue.list[i].own;
        wr_buf_printf(out, "The catalogue is in order: %zu capabilities, %d of them your own.\n", catalogue.count, own);
    } else {
        list(&catalogue, out);
    }
out:
    wr_catalogue_free(&catalogue);
    return result;
}

static const struct wr_cli_option options[] = {
    {"folder", "SERVICE", "with your own entries too: those in SERVICE/catalogue", false},
};

const struct wr_cli_command wr_cli_catalogue = {
    .name = "catalogue",
    .operands = "[list|show ID|check [SERVICE]]",
    .summary = "say what one could have, what speaks for it and against it",
    .doc = "Capabilities in bedside words, with evidence for and against. What is needed first, hazards and issues are drafted for your\n"
           "argument: they come from general knowledge and not from a source. `check` looks for mistakes in SERVICE/catalogue.",
    .options = options,
    .n_options = 1,
    .least_words = 0,
    .most_words = 2,
    .run = catalogue_run,
};
