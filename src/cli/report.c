/* wardround report: the page for everybody. */
#include "cli/report_internal.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/people_internal.h"
#include "cli/run_internal.h"
#include "cli/today_internal.h"
#include "report/report.h"
#include "trial/say.h"

#define DEFAULT_FILE "report.html"
#define WHY_LEAST 8 /* runs of each thing tried alone: */
#define WHY_MOST 20 /* differences on the same patients need fewer than averages do */

/* The measure that "why" is asked about: of the first objective that has one, else the first of the file; -1: none. */
static int main_measure(const struct wr_model *m)
{
    for (size_t i = 0; i < m->n_objectives; i++)
        if (m->objectives[i].measure >= 0)
            return m->objectives[i].measure;
    return m->n_measures > 0 ? 0 : -1;
}

/* A word of a command line, in quotes when a shell would break it. */
static void add_word(struct wr_buf *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/=:%+,";

    wr_buf_char(out, ' ');
    if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
        wr_buf_text(out, word);
        return;
    }
    wr_buf_char(out, '\'');
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            wr_buf_text(out, "'\\''");
        else
            wr_buf_char(out, *word);
    }
    wr_buf_char(out, '\'');
}

/* The words that make this page again: those that change a number of it. */
static void command_line(const struct wr_cli_args *args, struct wr_buf *out)
{
    static const char *const matter[] = {"option", "replications", "precision", "most", "seed", "from", "quick", "date"};

    wr_buf_text(out, "wardround report");
    add_word(out, args->words[0]);
    for (size_t i = 0; i < args->n_options; i++)
        for (size_t k = 0; k < sizeof matter / sizeof matter[0]; k++)
            if (strcmp(args->options[i].name, matter[k]) == 0) {
                wr_buf_printf(out, " --%s", matter[k]);
                if (args->options[i].value[0] != '\0')
                    add_word(out, args->options[i].value);
            }
}

/* The file as people find it again: with the folder they are in. */
static void say_where(const char *what, const char *path, struct wr_buf *out)
{
    char folder[PATH_MAX];

    wr_buf_printf(out, "%s lies at ", what);
    if (path[0] != '/' && getcwd(folder, sizeof folder) != NULL)
        wr_buf_printf(out, "%s/", folder);
    wr_buf_printf(out, "%s\n", wr_text_starts(path, "./") ? path + 2 : path);
}

int wr_i_cli_page_people_read(const struct wr_ctx *ctx, const struct wr_cli_args *args, const char *command,
                              const struct wr_i_cli_service *service, struct wr_i_cli_page_people *out, struct wr_buf *err)
{
    int status;

    memset(out, 0, sizeof *out);
    wr_mistakes_init(&out->mistakes);
    status = wr_i_cli_today(args, command, &out->today, err);
    if (status == 0)
        status = wr_i_cli_agree_read(ctx, args->words[0], &service->model, &out->mistakes, &out->agree, err);
    return status;
}

void wr_i_cli_page_people_free(struct wr_i_cli_page_people *people)
{
    wr_agree_free(&people->agree);
    wr_mistakes_free(&people->mistakes);
}

/* One page made and written; `page` is used again for the next. */
static int write_page(const struct wr_ctx *ctx, const struct wr_report_input *in,
                      int (*make)(const struct wr_ctx *, const struct wr_report_input *, struct wr_buf *), const char *what,
                      const char *path, struct wr_buf *page, struct wr_buf *said, struct wr_buf *err)
{
    int status;

    wr_buf_clear(page);
    status = make(ctx, in, page);
    if (status == 0)
        status = wr_i_cli_file_write(path, page, err);
    if (status == 0)
        say_where(what, path, said);
    return status;
}

int wr_i_cli_report(const struct wr_ctx *ctx, const struct wr_cli_args *args, const struct wr_i_cli_service *service,
                    const struct wr_i_cli_page_people *people, const struct wr_trial *trial, const struct wr_trial_settings *settings,
                    const char *path, struct wr_buf *said, struct wr_buf *err)
{
    struct wr_trial_settings alone = *settings;
    struct wr_mistakes mistakes;
    struct wr_why why;
    const struct wr_why *whys[1] = {&why};
    struct wr_buf page, command;
    int measure = main_measure(&service->model), status = 0;
    bool asked = !wr_cli_has(args, "quick") && !trial->cancelled && measure >= 0, have = false;
    struct wr_report_input in = {.source = &service->source,
                                 .model = &service->model,
                                 .trial = trial,
                                 .view = settings->view,
                                 .notes = &service->mistakes,
                                 .version = WR_VERSION,
                                 .agree = &people->agree,
                                 .today = people->today};

    memset(&why, 0, sizeof why);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&page, 0);
    wr_buf_init(&command, 0);
    if (asked) {
        int n = (int)trial->n_replications;
        alone.replications = n < WHY_LEAST ? (n < 2 ? 2 : n) : n > WHY_MOST ? WHY_MOST : n;
        alone.precision = 0;
        status = wr_trial_why(ctx, &service->source, &service->model, &alone, measure, &mistakes, &why);
        have = status == 0;
        if (!have) /* the page is still worth having */
            wr_buf_printf(err, "wardround: what each thing alone would do could not be worked out: %s\n",
                          why.trial.failed_why != NULL ? why.trial.failed_why : wr_err_words(status));
        status = 0;
    }
    if (have) {
        in.whys = whys;
        in.n_whys = 1;
    }
    command_line(args, &command);
    in.command = wr_buf_string(&command);
    status = write_page(ctx, &in, wr_report_write, "The report", path, &page, said, err);
    if (status == 0 && wr_cli_has(args, "board"))
        status = write_page(ctx, &in, wr_report_write_board, "The board paper", wr_cli_get(args, "board"), &page, said, err);
    if (status == 0 && wr_cli_has(args, "ward"))
        status = write_page(ctx, &in, wr_report_write_ward, "The page for the ward", wr_cli_get(args, "ward"), &page, said, err);
    if (have || why.trial.arena.blocks != NULL)
        wr_why_free(&why);
    wr_buf_free(&command);
    wr_buf_free(&page);
    wr_mistakes_free(&mistakes);
    return status;
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_run_job job;
    struct wr_i_cli_page_people people;
    const char *path = wr_cli_get(args, "output");
    int status = wr_i_run_begin(ctx, args, &job, err);

    memset(&people, 0, sizeof people);
    if (status == 0)
        status = wr_i_run_variants(args, &job.service.model, &job.arena, &job.variants, &job.n_variants, err);
    if (status == 0)
        status = wr_i_cli_page_people_read(ctx, args, "report", &job.service, &people, err);
    if (status == 0 && people.agree.folder == NULL && (wr_cli_has(args, "board") || wr_cli_has(args, "ward"))) {
        wr_buf_printf(
            err,
            "wardround report: pages for the board and the ward speak of people: they need a service folder, and %s is a single file\n",
            args->words[0]);
        status = WR_ERR_USAGE;
    }
    if (status == 0)
        status = wr_i_run_simulate(ctx, &job, err);
    if (status == 0)
        status = wr_i_cli_report(ctx, args, &job.service, &people, &job.trial, &job.settings, path != NULL ? path : DEFAULT_FILE, out, err);
    if (status == 0 && job.trial.cancelled)
        status = WR_ERR_CANCELLED;
    wr_i_cli_page_people_free(&people);
    wr_i_run_end(&job);
    return status;
}

static const struct wr_cli_option options[] = {
    {"output", "FILE", "write the page there instead of " DEFAULT_FILE " in this folder", false},
    {"board", "FILE", "write a board paper there too: two sheets, in the order of the Five Case Model", false},
    {"ward", "FILE", "write a page for the ward there too: what you said, what would change in your day", false},
    {"date", "YYYY-MM-DD", "what day it is, for what is overdue; left out: today", false},
    {"option", "NAME", "only this option, beside doing nothing; left out: all of them", true},
    {"replications", "N", "so many runs of each option; auto: as many as the precision needs", false},
    {"precision", "P", "run until each objective's average is known to within this share of it, such as 5%", false},
    {"most", "N", "the most runs that auto may make (1000)", false},
    {"seed", "N", "another seed than the file's: other patients", false},
    {"threads", "N", "how many threads; the answer is the same for any number", false},
    {"from", "go-live", "start each change at the first collected moment, or when the option says, with its ramp and its dip", false},
    {"quick", NULL, "leave out what each thing alone (one more bed, each piece of information) would do", false},
};

const struct wr_cli_command wr_cli_report = {
    .name = "report",
    .operands = "SERVICE",
    .summary = "write the page that a ward sister and a chief executive can both read",
    .doc = "Simulates the service as `run` does and writes one self-contained page: the answer first, then the service said back, the "
           "pathway with\n"
           "where patients wait, measures against targets, what information is worth, the options side by side, who asked for each change "
           "and who\n"
           "answers for it, what the model leaves out, and how it was run. It needs no network and prints well.\n"
           "Where the folder holds people's files, also: what is open for the meeting, who asked and who was heard, the map from strategy "
           "to the "
           "bedside,\n"
           "what stands in the way, and decisions with those who disagreed.\n\n"
           "The drawing of the pathway is made by Graphviz (`dot`); without it the page has the table instead.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
