#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/catalogue_internal.h"
#include "cli/cli.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"

int wr_i_cli_needs_read(const char *folder, struct wr_needs *out, struct wr_buf *err)
{
    struct wr_mistakes mistakes;
    int result;

    wr_mistakes_init(&mistakes);
    result = wr_needs_read(folder, &mistakes, out);
    wr_mistakes_sort(&mistakes);
    wr_mistakes_print(&mistakes, err);
    wr_mistakes_free(&mistakes);
    return result;
}

void wr_i_cli_product_say(struct wr_buf *out)
{
    wr_i_cli_wrap(
        out, 0, 0,
        "This names a product, and not yet what should be different for a patient. Add: at which step of care it happens, what goes wrong "
        "there now, and which piece of information is missing, to whom. Then people can weigh it, and other ways to the same end can be "
        "seen.");
}

static void say(const struct wr_catalogue *c, const struct wr_match *found, size_t n, struct wr_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct wr_capability *one = &c->list[found[i].capability];
        wr_buf_printf(out, "%zu. %s (%s)\n", i + 1, one->name, one->id);
        wr_i_cli_wrap(out, 3, 3, one->plain);
        for (size_t j = 0; j < found[i].n_reasons; j++)
            wr_buf_printf(out, "   because: %s: %s\n", found[i].reasons[j].kind, found[i].reasons[j].words);
        wr_buf_text(out, "\n");
    }
    wr_buf_text(
        out, "These are suggestions by the words that were used: whether one fits is for you to say. What others might say is invented.\n"
             "wardround catalogue show ID says what speaks for it and against it.\n");
}

static void say_nothing_fits(const char *who, struct wr_buf *out)
{
    wr_buf_text(out, "Nothing in the catalogue fits.\n");
    if (who != NULL)
        wr_buf_printf(out, "It sounds like something for %s.\n", who);
    wr_i_cli_wrap(
        out, 0, 0,
        "The need stands all the same: keep it in needs/. Say it again with the step at which it happens (at:) and what was not known "
        "there "
        "(missing:); or, if it is not about information at all, take it to whoever can mend it. Not everything is mended by technology.");
}

static void json(const struct wr_catalogue *c, const struct wr_match_need *need, const struct wr_match *found, size_t n, bool product,
                 const char *who, struct wr_buf *out)
{
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "need", need->says);
    wr_json_pair_bool(&j, "names a product", product);
    wr_json_pair(&j, "ask", n == 0 ? who : NULL);
    wr_json_key(&j, "matches");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < n; i++) {
        wr_json_open(&j, '{');
        wr_json_pair(&j, "id", c->list[found[i].capability].id);
        wr_json_pair(&j, "name", c->list[found[i].capability].name);
        wr_json_pair_number(&j, "score", found[i].score);
        wr_json_key(&j, "because");
        wr_json_open(&j, '[');
        for (size_t k = 0; k < found[i].n_reasons; k++) {
            wr_json_open_line(&j, '{');
            wr_json_pair(&j, "kind", found[i].reasons[k].kind);
            wr_json_pair(&j, "words", found[i].reasons[k].words);
            wr_json_close(&j, '}');
        }
        wr_json_close(&j, ']');
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
}

static int match_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *folder = args->n_words > 1 ? args->words[0] : NULL, *asked = args->words[args->n_words - 1], *who = NULL;
    struct wr_match_need need = {.says = asked, .at = wr_cli_get(args, "at"), .missing = wr_cli_get(args, "missing")};
    struct wr_catalogue catalogue;
    struct wr_needs needs;
    struct wr_arena arena;
    struct wr_match found[3];
    bool product = false;
    size_t n = 0;
    int result, at;

    (void)ctx;
    memset(&needs, 0, sizeof needs);
    memset(&catalogue, 0, sizeof catalogue);
    wr_arena_init(&arena, 0);
    if (folder != NULL && !wr_file_is_folder(folder)) {
        result = wr_i_cli_no_folder("match", folder, "name the folder of a service: needs/ and catalogue/ in it are looked at", err);
        goto out;
    }
    if ((result = wr_i_cli_catalogue_read(folder, &catalogue, err)) != 0 ||
        (folder != NULL && (result = wr_i_cli_needs_read(folder, &needs, err)) != 0))
        goto out;
    at = wr_needs_find(&needs, asked);
    if (at >= 0) {
        need = (struct wr_match_need){needs.list[at].says, needs.list[at].at, needs.list[at].missing, needs.list[at].role};
    } else if (strchr(asked, ' ') == NULL) {
        if (folder == NULL)
            wr_buf_printf(err, "wardround match: `%s` is one word\n    write a sentence in quotes, or a service and the name of a need\n",
                          asked);
        else
            wr_buf_printf(err,
                          "wardround match: there is no need `%s` in %s/needs\n    name one that is there, or write a sentence in quotes\n",
                          asked, folder);
        result = wr_fail(WR_ERR_USAGE);
        goto out;
    }
    if ((result = wr_catalogue_match(&catalogue, &need, &arena, found, &n, &product)) != 0)
        goto out;
    if (n == 0 && !product && (result = wr_catalogue_elsewhere(&catalogue, &need, &arena, &who)) != 0)
        goto out;
    if (wr_cli_has(args, "json")) {
        json(&catalogue, &need, found, n, product, who, out);
        goto out;
    }
    wr_i_cli_wrap(out, 0, 0, need.says);
    wr_buf_text(out, "\n");
    if (product) {
        wr_i_cli_product_say(out);
        wr_buf_text(out, "\n");
    }
    if (n > 0)
        say(&catalogue, found, n, out);
    else
        say_nothing_fits(who, out);
out:
    wr_arena_free(&arena);
    wr_needs_free(&needs);
    wr_catalogue_free(&catalogue);
    return result;
}

static const struct wr_cli_option options[] = {
    {"at", "STEP", "with a sentence: the step of care at which it happens", false},
    {"missing", "INFORMATION", "with a sentence: the piece of information that was not there", false},
    {"json", NULL, "write JSON for other programs", false},
};

const struct wr_cli_command wr_cli_match = {
    .name = "match",
    .operands = "[SERVICE] NEED",
    .summary = "which capabilities might answer what somebody said, and why",
    .doc = "NEED is the name of a need in SERVICE/needs, or a sentence in quotes. Says up to three capabilities, best first, with the "
           "words that\n"
           "spoke for each; or that nothing in the catalogue fits. Without SERVICE a sentence is held against the catalogue that comes "
           "with the program.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 2,
    .run = match_run,
};
