/* wardround benefits: the register, and on which rung of the evidence ladder each benefit stands. */
#include "agree/benefits.h"

#include <string.h>

#include "agree/graph.h"
#include "cli/cli.h"
#include "cli/people_internal.h"
#include "cli/run_internal.h"
#include "cli/text_internal.h"
#include "trial/say.h"

static void pair(void *self, const char *what, const char *text)
{
    struct wr_buf *out = self, line;

    wr_buf_init(&line, 0);
    wr_buf_printf(&line, "%s: %s", what, text);
    wr_i_cli_wrap(out, 2, 6, wr_buf_string(&line));
    wr_buf_part_free(out, &line);
}

static bool any_run(const struct wr_benefits *bs)
{
    for (size_t i = 0; i < bs->n; i++)
        if (bs->rows[i].run.has)
            return true;
    return false;
}

static int register_say(const struct wr_benefits *bs, bool ran, struct wr_buf *out)
{
    int result = 0;

    wr_buf_printf(out, "%s: the register of benefits\n", bs->agree->model->service);
    wr_say_data(out, bs->agree->model);
    wr_buf_char(out, '\n');
    if (bs->n == 0)
        wr_i_cli_wrap(out, 0, 0, "None is written down. Say in benefits/ who gains what: docs/people.md shows how.");
    for (size_t i = 0; i < bs->n && result == 0; i++) {
        const struct wr_benefit *b = &bs->agree->benefits[bs->rows[i].benefit];
        wr_buf_printf(out, "\n%zu. %s", i + 1, b->name);
        wr_i_cli_where(out, bs->agree->folder, &b->where);
        wr_buf_char(out, '\n');
        result = wr_benefit_say(bs, i, pair, out);
    }
    wr_buf_char(out, '\n');
    wr_i_cli_wrap(
        out, 0, 0,
        "A rung says what the evidence allows to be claimed: observable (people will judge), measurable (it is counted now), "
        "quantifiable (its size can be forecast), financial (a price is known). Nothing is claimed above the rung on which it stands.");
    if (ran && any_run(bs))
        wr_i_cli_wrap(
            out, 0, 0,
            "Forecasts come from the model, on the same patients with and without the change. They say what the model says of the effects "
            "that are written in the file, not that those effects will come.");
    return result;
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_people people;
    struct wr_trial_settings settings;
    struct wr_mistakes mistakes;
    struct wr_benefits benefits;
    const char *failed = NULL;
    bool ran = wr_cli_has(args, "run");
    int result;

    memset(&benefits, 0, sizeof benefits);
    memset(&people, 0, sizeof people);
    wr_mistakes_init(&mistakes);
    if ((result = wr_i_run_settings(args, &settings, err)) != 0)
        goto out;
    if (!ran && (wr_cli_has(args, "replications") || wr_cli_has(args, "seed") || wr_cli_has(args, "threads"))) {
        wr_buf_text(err, "wardround benefits: --replications, --seed and --threads are about a run\n    write --run with them\n");
        result = wr_fail(WR_ERR_USAGE);
        goto out;
    }
    if ((result = wr_i_cli_people_read(ctx, args->words[0], &people, err)) != 0 ||
        (result = wr_benefits_make(&people.agree, &benefits)) != 0)
        goto out;
    if (ran && (result = wr_benefits_run(ctx, &people.service.source, &settings, &mistakes, &benefits, &failed)) != 0) {
        wr_mistakes_sort(&mistakes);
        wr_mistakes_print(&mistakes, err);
        if (failed != NULL)
            wr_buf_printf(err, "wardround benefits: %s\n", failed);
        goto out;
    }
    if (wr_cli_has(args, "json"))
        wr_benefits_json(&benefits, out);
    else
        result = register_say(&benefits, ran, out);
out:
    wr_benefits_free(&benefits);
    wr_mistakes_free(&mistakes);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"run", NULL, "run the model and fill in the forecasts that are to come from it", false},
    {"replications", "N", "with --run: so many runs of each option", false},
    {"seed", "N", "with --run: another seed than the file's", false},
    {"threads", "N", "with --run: how many threads; the answer is the same for any number", false},
    {"json", NULL, "answer in JSON", false},
};

const struct wr_cli_command wr_cli_benefits = {
    .name = "benefits",
    .operands = "SERVICE",
    .summary = "show the register of benefits: who gains what, how it is known, and what is missing",
    .doc =
        "For each benefit: who gains, from which change, at which step of care, who owns it, its class, its measure, how it is now, what "
        "is\n"
        "forecast, and on which rung of the evidence ladder it stands by what is written; what is missing for the rung that the file "
        "names, or\n"
        "for the next. With --run the forecasts that say `from: run` come from a run of the model: the measure with the change less the\n"
        "measure with nothing done, with its interval. No forecast is made up.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
