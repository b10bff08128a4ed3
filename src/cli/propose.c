/* A capability of the catalogue as a change in the service folder: drafted, to be argued with. A file that is there is left as it is. */
#include <string.h>

#include "agree/propose.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/catalogue_internal.h"
#include "cli/cli.h"
#include "cli/cli_internal.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"
#include "read/yaml.h"

/* Who names a product, or says in words what they want, is told what to do: kindly. */
static int find(const struct wr_catalogue *catalogue, const char *folder, const char *word, struct wr_arena *arena, int *index,
                struct wr_buf *err)
{
    struct wr_match_need need = {.says = word};
    struct wr_match found[3];
    bool product = false;
    size_t n = 0;
    int result, about = -1;

    *index = wr_catalogue_find(catalogue, word);
    if (*index >= 0)
        return 0;
    result = wr_catalogue_match(catalogue, &need, arena, found, &n, &product);
    if (result != 0)
        return result;
    for (size_t i = 0; i < catalogue->count && about < 0; i++)
        for (size_t j = 0; j < catalogue->list[i].n_products && about < 0; j++)
            if (wr_text_distance(word, catalogue->list[i].products[j], 0) == 0)
                about = (int)i;
    if (about < 0 && !product && (n == 0 || strchr(word, ' ') == NULL))
        return wr_i_cli_capability_find(catalogue, word, index, err);
    if (about >= 0 || product) {
        wr_buf_printf(err, "wardround propose: `%s`\n", word);
        wr_i_cli_product_say(err);
        if (about < 0 && n > 0)
            about = found[0].capability;
        if (about >= 0)
            wr_buf_printf(err, "    the care that it is about may be: wardround catalogue show %s\n", catalogue->list[about].id);
        wr_buf_printf(err, "    what goes wrong today is written down with: wardround need %s \"...\" --role GROUP\n", folder);
    } else {
        wr_buf_printf(err, "wardround propose: there is no capability `%s`; by its words it may be:\n", word);
        for (size_t i = 0; i < n; i++)
            wr_buf_printf(err, "    %s (%s)\n", catalogue->list[found[i].capability].id, catalogue->list[found[i].capability].name);
    }
    return wr_fail(WR_ERR_USAGE);
}

/* The draft is tried before it is written: joined to the service in memory, it must be as good as what a person is asked to write. */
static int try_draft(struct wr_i_cli_service *service, const char *file, const struct wr_buf *text, struct wr_buf *err)
{
    struct wr_source *source = &service->source;
    struct wr_mistakes mistakes;
    struct wr_node *root = NULL;
    struct wr_model model;
    int result;

    memset(&model, 0, sizeof model);
    wr_mistakes_init(&mistakes);
    result = wr_yaml_read(&source->arena, file, wr_buf_string(text), text->size, &mistakes, &root);
    for (size_t i = 0; result == 0 && i < root->count; i++) {
        struct wr_node *part = root->items[i], *have = wr_node_get(source->root, part->key);
        if (have == NULL || have->kind == WR_NODE_EMPTY) {
            result = have == NULL ? wr_node_add(&source->arena, source->root, part) : 0;
            if (have != NULL) {
                have->kind = WR_NODE_MAP;
                for (size_t k = 0; result == 0 && k < part->count; k++)
                    result = wr_node_add(&source->arena, have, part->items[k]);
            }
            continue;
        }
        for (size_t k = 0; result == 0 && k < part->count; k++)
            result = wr_node_add(&source->arena, have, part->items[k]);
    }
    if (result == 0)
        result = wr_model_read(source, &mistakes, &model);
    if (result == WR_ERR_MISTAKES) {
        wr_buf_text(err, "wardround propose: nothing was written, since the draft would not be accepted:\n");
        wr_mistakes_sort(&mistakes);
        wr_i_cli_mistakes_print(&mistakes, false, err);
    }
    wr_model_free(&model);
    wr_mistakes_free(&mistakes);
    return result;
}

/* What was put in, and what people still have to say. */
static void say(const struct wr_model *m, const struct wr_proposal *p, const char *file, const char *folder, struct wr_buf *out)
{
    wr_buf_printf(out, "%s: the change `%s`, to argue with.\n\n", file, p->name);
    if (p->n_items > 0) {
        wr_buf_text(out, "It would bring, in this service:\n");
        for (size_t i = 0; i < p->n_items; i++)
            wr_buf_printf(out, "  %s, there at once more often\n", m->items[p->items[i]].name);
        wr_buf_text(out, "How often, and how many use it, is made up and says so: put your own figures there, with who says so.\n");
    } else {
        wr_i_cli_wrap(out, 0, 0,
                      "No effect is written: none of the information of this service is what it brings. Open the file and say what becomes "
                      "different in care; "
                      "until then a run shows no difference.");
    }
    if (p->n_near > 0) {
        wr_buf_text(out, "It has to do with:");
        for (size_t i = 0; i < p->n_near; i++)
            wr_buf_printf(out, "%s %s", i == 0 ? "" : ",", p->near[i] < 0 ? m->tasks[-1 - p->near[i]].name : m->steps[p->near[i]].name);
        wr_buf_text(out, ". Say in the file whether these take more or less time.\n");
    }
    wr_buf_printf(out,
                  "Missing, and shown as missing everywhere: an owner, a clinical sponsor, costs.\n"
                  "Hazards, issues and what is needed first are drafted, for your argument.\n\n"
                  "Then:\n"
                  "  wardround check %s\n"
                  "  wardround run %s\n",
                  folder, folder);
}

/* Where the service names its options, a change that is in none is never run; where it names none, each change has its own. */
static bool names_options(const struct wr_source *source)
{
    const struct wr_node *options = wr_node_get(source->root, "options");

    return options != NULL && options->kind == WR_NODE_MAP && options->count > 0;
}

static int write_file(const char *file, const char *changes, const struct wr_buf *text, struct wr_buf *err)
{
    const char *why = NULL;
    int result = wr_file_make_folder(changes, &why);

    if (result != 0) {
        wr_buf_printf(err, "wardround propose: %s could not be made: %s\n", changes, why != NULL ? why : wr_err_words(result));
        return result;
    }
    result = wr_buf_status(text);
    if (result == 0)
        result = wr_file_replace(file, NULL, 0, wr_buf_string(text), text->size, &why);
    if (result != 0)
        wr_buf_printf(err, "wardround propose: %s could not be written: %s\n", file, why != NULL ? why : wr_err_words(result));
    return result;
}

/* What stops a proposal before anything is drafted. */
static int look_first(const char *folder, const char *file, const char *name, const char *need, const struct wr_needs *needs,
                      const struct wr_model *m, struct wr_buf *err)
{
    if (need != NULL && wr_needs_find(needs, need) < 0) {
        wr_buf_printf(err, "wardround propose: there is no need `%s` in %s/needs\n", need, folder);
        return wr_fail(WR_ERR_USAGE);
    }
    if (wr_file_exists(file)) {
        wr_buf_printf(
            err, "wardround propose: %s is there already, and is left as it is\n    change it by hand, or give it another name first\n",
            file);
        return wr_fail(WR_ERR_USAGE);
    }
    if (name != NULL && wr_model_change(m, name) >= 0) {
        wr_buf_printf(
            err, "wardround propose: the service has a change `%s` already, and it is left as it is\n    write --name and another name\n",
            name);
        return wr_fail(WR_ERR_USAGE);
    }
    return 0;
}

static int propose_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *folder = args->words[0], *need = wr_cli_get(args, "need"), *name = wr_cli_get(args, "name"), *changes, *file;
    const struct wr_capability *capability;
    const struct wr_stated_need *asked;
    struct wr_i_cli_service service;
    struct wr_catalogue catalogue;
    struct wr_proposal proposal;
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
        result = wr_i_cli_no_folder("propose", folder,
                                    "a change is written as a file of its own: put the service into a folder as service.yaml", err);
        goto out;
    }
    if ((result = wr_i_cli_service_read(ctx, folder, false, &service, err)) != 0 ||
        (result = wr_i_cli_catalogue_read(folder, &catalogue, err)) != 0 || (result = wr_i_cli_needs_read(folder, &needs, err)) != 0 ||
        (result = find(&catalogue, folder, args->words[1], &arena, &index, err)) != 0)
        goto out;
    capability = &catalogue.list[index];
    changes = wr_file_join(&arena, folder, "changes");
    file = changes == NULL ? NULL : wr_file_join(&arena, changes, wr_arena_printf(&arena, "%s.yaml", capability->id));
    if (file == NULL) {
        result = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    asked = need != NULL && wr_needs_find(&needs, need) >= 0 ? &needs.list[wr_needs_find(&needs, need)] : NULL;
    result = look_first(folder, file, name, need, &needs, &service.model, err);
    if (result == 0)
        result = wr_propose_look(&service.model, capability, asked, name, &arena, &proposal);
    if (result != 0)
        goto out;
    wr_propose_write(&service.model, capability, &proposal, asked, names_options(&service.source), &text);
    result = wr_buf_status(&text);
    if (result == 0)
        result = try_draft(&service, file, &text, err);
    if (result == 0)
        result = write_file(file, changes, &text, err);
    if (result == 0)
        say(&service.model, &proposal, file, folder, out);
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
    {"name", "NAME", "what the change is called; else as in the catalogue", false},
};

const struct wr_cli_command wr_cli_propose = {
    .name = "propose",
    .operands = "SERVICE CAPABILITY",
    .summary = "draft a change from the catalogue, to be argued with",
    .doc = "Writes SERVICE/changes/CAPABILITY.yaml. Where the service has the information that the capability brings, the file says how "
           "much more often\n"
           "it would be there: a made-up figure with a wide range, marked as invented. Steps that it may touch stand there as lines to "
           "fill in. What is\n"
           "known for it and against it stands there as notes, with caveats; what is needed first, hazards and issues are drafted, for "
           "your argument. An\n"
           "owner, a clinical sponsor and costs are missing, and said to be. A file that is there already is never overwritten.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 2,
    .most_words = 2,
    .run = propose_run,
};
