/* A capability of the catalogue as a change in the service folder: drafted, to be argued with. A file that is there is left as it is. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/catalogue_internal.h"
#include "cli/cli.h"
#include "cli/cli_internal.h"

/* `text` as a value in double quotes: YAML reads it as JSON does. */
static void value(struct wr_buf *out, const char *text) { wr_buf_json(out, text); }

static void pair(struct wr_buf *out, const char *key, const char *text)
{
    wr_buf_printf(out, "    %s: ", key);
    value(out, text);
    wr_buf_text(out, "\n");
}

/* Whether one of the words of `a` (of five letters or more) stands in `b`. */
static bool share_a_word(const char *a, const char *b)
{
    while (*a != '\0') {
        size_t n = strcspn(a, " ,;()");
        if (n >= 5)
            for (const char *at = b; *at != '\0'; at++)
                if (strncmp(at, a, n) == 0)
                    return true;
        a += n + (a[n] != '\0');
    }
    return false;
}

/* The information of the model that the capability speaks of: its own paths, as lines to fill in. No number is made up: how far is for
 * those who know the place. */
static size_t add_information(const struct wr_model *m, const struct wr_capability *c, struct wr_buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n_items; i++)
        for (size_t j = 0; j < c->n_brings; j++)
            if (share_a_word(c->brings[j].item, m->items[i].name) || share_a_word(m->items[i].name, c->brings[j].item)) {
                wr_buf_printf(out, "    #  - {change: information.%s.there at once, set: ..., says: ...}   # it brings %s\n",
                              m->items[i].name, c->brings[j].item);
                n++;
                break;
            }
    return n;
}

static size_t add_steps(const struct wr_model *m, const struct wr_capability *c, struct wr_buf *out)
{
    size_t n = 0;

    for (size_t k = 0; k < m->n_steps + m->n_tasks; k++) {
        bool task = k >= m->n_steps, near = false;
        const char *name = task ? m->tasks[k - m->n_steps].name : m->steps[k].name;
        for (size_t j = 0; j < c->n_care_steps && !near; j++)
            near = share_a_word(c->care_steps[j], name);
        near = near || share_a_word(name, c->plain);
        if (near) {
            wr_buf_printf(out, "    #  - {change: %s.%s.takes, times: ..., source: ...}\n", task ? "tasks" : "steps", name);
            n++;
        }
    }
    return n;
}

/* What is known of it, as comments: ratios of events are not times of steps, so none is put on a step by the program. */
static void add_evidence(const struct wr_capability *c, struct wr_buf *out)
{
    for (size_t i = 0; i < c->n_evidence; i++) {
        const struct wr_evidence *e = &c->evidence[i];
        if (e->status == WR_EVIDENCE_FROM_MEMORY)
            continue;
        wr_buf_printf(out, "    # %s: %s", e->against ? "against" : "for", e->finding);
        if (e->has_value)
            wr_buf_printf(out, "; %s %g", e->measure, e->value);
        if (e->has_value && e->has_interval)
            wr_buf_printf(out, " (%g to %g)", e->low, e->high);
        wr_buf_printf(out, "\n    #      %s\n", e->source);
    }
}

static void write_change(const struct wr_model *m, const struct wr_capability *c, const char *need, struct wr_buf *out)
{
    wr_buf_printf(out,
                  "# Proposed from the catalogue: %s. Drafted, for your argument: nothing here is decided.\n"
                  "changes:\n"
                  "  %s:\n",
                  c->name, c->id);
    pair(out, "says", c->plain);
    if (need != NULL) {
        wr_buf_text(out, "    need: [");
        value(out, need);
        wr_buf_text(out, "]\n");
    }
    wr_buf_printf(out, "    uses: [%s]\n", c->id);
    wr_buf_text(out, "    # What it would do in this service. Without effects it changes nothing in a run. Say how far, and who says so, "
                     "or the source;\n"
                     "    # then take the # away from `effects:` and from each line that holds.\n"
                     "    #effects:\n");
    if (add_information(m, c, out) + add_steps(m, c, out) == 0)
        wr_buf_text(out, "    #  - {change: steps.NAME.takes, times: ..., source: ...}   # no step or information of this service was "
                         "recognised: name it\n");
    wr_buf_text(out, "    # What it brings, to whom, when:\n");
    for (size_t i = 0; i < c->n_brings; i++)
        wr_buf_printf(out, "    #  - %s, to %s, %s\n", c->brings[i].item, c->brings[i].to, c->brings[i].when);
    wr_buf_text(out, "    # What is known. Studies of other places: say why it should hold here.\n");
    add_evidence(c, out);
    wr_buf_text(out,
                "    #adoption: {reaches: ..., over: ...}\n"
                "    #costs: {once: ..., a year: ..., lifetime: ...}\n"
                "    #owner: ...                             # who makes the new way of working stick\n"
                "    #clinical sponsor: ...\n"
                "    # Drafted, for your argument: from general knowledge. Strike out what does not hold here, add what is missing.\n");
    if (c->n_prerequisites > 0)
        wr_buf_text(out, "    needs first:\n");
    for (size_t i = 0; i < c->n_prerequisites; i++) {
        wr_buf_text(out, "      - ");
        value(out, c->prerequisites[i]);
        wr_buf_text(out, "\n");
    }
    if (c->n_hazards > 0)
        wr_buf_text(out, "    hazards:                                # not scored: that is for the clinical safety officer\n");
    for (size_t i = 0; i < c->n_hazards; i++) {
        wr_buf_text(out, "      - \"");
        wr_buf_printf(out, "%s: %s\"\n", c->hazards[i].cause, c->hazards[i].harm);
    }
    if (c->n_issues > 0)
        wr_buf_text(out, "    issues:\n");
    for (size_t i = 0; i < c->n_issues; i++) {
        wr_buf_text(out, "      - ");
        value(out, c->issues[i].says);
        wr_buf_text(out, "\n");
    }
    wr_buf_text(out, "    # Who must be heard:");
    for (size_t i = 0; i < c->n_hear_from; i++)
        wr_buf_printf(out, "%s %s", i > 0 ? "," : "", c->hear_from[i]);
    wr_buf_text(out, "\n");
}

/* A word that is no capability may be a product: say so kindly. */
static int find(const struct wr_catalogue *catalogue, const char *word, int *index, struct wr_buf *err)
{
    for (size_t i = 0; i < catalogue->count; i++)
        for (size_t j = 0; wr_catalogue_find(catalogue, word) < 0 && j < catalogue->list[i].n_products; j++)
            if (wr_text_distance(word, catalogue->list[i].products[j], 0) == 0) {
                wr_buf_printf(err, "wardround propose: `%s`\n", word);
                wr_i_cli_product_say(err);
                wr_buf_printf(err, "    the care that it is about may be: wardround catalogue show %s\n", catalogue->list[i].id);
                return wr_fail(WR_ERR_USAGE);
            }
    return wr_i_cli_capability_find(catalogue, word, index, err);
}

static int write_file(const char *folder, const char *id, const struct wr_buf *text, struct wr_arena *arena, struct wr_buf *out,
                      struct wr_buf *err)
{
    const char *changes = wr_file_join(arena, folder, "changes"), *file, *why = NULL;
    int result;

    file = changes == NULL ? NULL : wr_file_join(arena, changes, wr_arena_printf(arena, "%s.yaml", id));
    if (file == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (wr_file_exists(file)) {
        wr_buf_printf(
            err, "wardround propose: %s is there already, and is left as it is\n    change it by hand, or give it another name first\n",
            file);
        return wr_fail(WR_ERR_USAGE);
    }
    result = wr_file_make_folder(changes, &why);
    if (result != 0) {
        wr_buf_printf(err, "wardround propose: %s could not be made: %s\n", changes, why != NULL ? why : wr_err_words(result));
        return result;
    }
    result = wr_i_cli_file_write(file, text, err);
    if (result == 0)
        wr_buf_printf(out,
                      "%s: a change to argue with.\n\n"
                      "Now say what it would do here: open the file, and fill in `effects`. Then:\n"
                      "  wardround check %s\n"
                      "  wardround run %s\n",
                      file, folder, folder);
    return result;
}

static int propose_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *folder = args->words[0], *need = wr_cli_get(args, "need");
    struct wr_i_cli_service service;
    struct wr_catalogue catalogue;
    struct wr_needs needs;
    struct wr_arena arena;
    struct wr_buf text;
    int result, index;

    memset(&service, 0, sizeof service);
    memset(&catalogue, 0, sizeof catalogue);
    memset(&needs, 0, sizeof needs);
    wr_arena_init(&arena, 0);
    wr_buf_init(&text, 0);
    if (!wr_file_is_folder(folder)) {
        wr_buf_printf(err,
                      "wardround propose: %s is not a folder\n    a change is written as a file of its own: put the service into a folder "
                      "as service.yaml\n",
                      folder);
        result = wr_fail(WR_ERR_USAGE);
        goto out;
    }
    if ((result = wr_i_cli_service_read(ctx, folder, false, &service, err)) != 0 ||
        (result = wr_i_cli_catalogue_read(folder, &catalogue, err)) != 0 || (result = wr_i_cli_needs_read(folder, &needs, err)) != 0 ||
        (result = find(&catalogue, args->words[1], &index, err)) != 0)
        goto out;
    if (need != NULL && wr_needs_find(&needs, need) < 0) {
        wr_buf_printf(err, "wardround propose: there is no need `%s` in %s/needs\n", need, folder);
        result = wr_fail(WR_ERR_USAGE);
        goto out;
    }
    if (wr_model_change(&service.model, catalogue.list[index].id) >= 0) {
        wr_buf_printf(err, "wardround propose: the service has a change `%s` already, and it is left as it is\n", catalogue.list[index].id);
        result = wr_fail(WR_ERR_USAGE);
        goto out;
    }
    write_change(&service.model, &catalogue.list[index], need, &text);
    result = write_file(folder, catalogue.list[index].id, &text, &arena, out, err);
out:
    wr_buf_free(&text);
    wr_arena_free(&arena);
    wr_needs_free(&needs);
    wr_catalogue_free(&catalogue);
    wr_i_cli_service_free(&service);
    return result;
}

static const struct wr_cli_option options[] = {
    {"need", "N", "the need that it answers: its name in SERVICE/needs", false},
};

const struct wr_cli_command wr_cli_propose = {
    .name = "propose",
    .operands = "SERVICE CAPABILITY",
    .summary = "draft a change from the catalogue, to be argued with",
    .doc =
        "Writes SERVICE/changes/CAPABILITY.yaml: what it brings, what is known for it and against it, what is needed first, hazards and\n"
        "issues. Effects are left for you to fill in: the program makes up no number. A file that is there already is never overwritten.",
    .options = options,
    .n_options = 1,
    .least_words = 2,
    .most_words = 2,
    .run = propose_run,
};
