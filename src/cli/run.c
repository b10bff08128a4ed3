/* wardround run: the main job. */
#include <string.h>

#include "base/text.h"
#include "cli/report_internal.h"
#include "cli/run_internal.h"
#include "trial/results.h"

/* Options that do not go together: the first of each pair that is given with the second is told so. */
static int refuse_pairs(const struct wr_cli_args *args, struct wr_buf *err)
{
    static const char *const pairs[][2] = {{"json", "csv"},          {"patient", "json"},   {"patient", "csv"},
                                           {"patient", "vary"},      {"patient", "report"}, {"patient", "replications"},
                                           {"patient", "precision"}, {"vary", "report"},    {"full", "json"},
                                           {"full", "csv"},          {"full", "patient"},   {"log", "json"},
                                           {"log", "csv"},           {"log", "vary"},       {"log", "report"},
                                           {"log", "replications"},  {"log", "precision"},  {"log", "full"},
                                           {"log", "patient"},       {"log", "output"}};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (wr_cli_has(args, pairs[i][0]) && wr_cli_has(args, pairs[i][1])) {
            wr_buf_printf(err, "wardround: --%s and --%s do not go together: give one of them\n", pairs[i][0], pairs[i][1]);
            return wr_fail(WR_ERR_USAGE);
        }
    }
    if (wr_cli_has(args, "replication") && !wr_cli_has(args, "patient") && !wr_cli_has(args, "log")) {
        wr_buf_text(err, "wardround: --replication says which run --patient or --log is about; the number of runs is --replications\n");
        return wr_fail(WR_ERR_USAGE);
    }
    return 0;
}

/* What is about one run: a walk, or an event log. `log`: the name of its file, or NULL. */
static int one_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, const struct wr_i_run_job *job, const char *log,
                   struct wr_buf *out, struct wr_buf *err)
{
    /* the option asked for stands last (`do nothing` is the first itself); without one, the service as it is */
    const struct wr_trial_variant *variant = &job->variants[wr_cli_has(args, "option") ? job->n_variants - 1 : 0];
    unsigned long long replication = 1;
    int ret = 0;

    if (wr_cli_has(args, "replication"))
        ret = wr_i_run_whole(args, "replication", 1, 4294967295u, &replication, err);
    if (ret == 0 && wr_cli_has(args, "option") && job->n_variants > 2) {
        wr_buf_printf(err, "wardround: --%s\n", log != NULL ? "log is about one --option" : "patient walks under one --option");
        ret = wr_fail(WR_ERR_USAGE);
    }
    if (ret == 0 && log != NULL)
        return wr_i_run_log(ctx, &job->service, log, variant, &job->settings, replication, err);
    if (ret == 0)
        ret = wr_i_run_walk(ctx, &job->service, wr_cli_get(args, "patient"), variant, &job->settings, replication, out, err);
    return ret;
}

static void answer_as(const struct wr_cli_args *args, const struct wr_trial *trial, const char *sweep, struct wr_buf *answer)
{
    if (wr_cli_has(args, "json"))
        wr_trial_json(answer, trial, WR_VERSION);
    else if (wr_cli_has(args, "csv"))
        wr_trial_csv(answer, trial);
    else
        wr_i_run_table(answer, trial, sweep, wr_cli_has(args, "full"));
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_run_job job = {0};
    struct wr_buf answer;
    struct wr_i_cli_page_people people;
    const char *vary = wr_cli_get(args, "vary"), *sweep = NULL, *log = wr_cli_get(args, "log");
    int ret;

    memset(&people, 0, sizeof people);
    wr_buf_init(&answer, 0);
    ret = refuse_pairs(args, err);
    if (ret == 0 && log != NULL)
        ret = wr_i_run_log_name(log, err);
    if (ret == 0)
        ret = wr_i_run_begin(ctx, args, &job, err);
    if (ret == 0)
        ret = wr_i_run_variants(args, &job.service.model, &job.arena, &job.variants, &job.n_variants, err);
    if (ret == 0 && wr_cli_has(args, "report"))
        ret = wr_i_cli_page_people_read(ctx, args, "run", &job.service, &people, err);
    if (ret != 0)
        goto out;
    if (log != NULL || wr_cli_has(args, "patient")) {
        ret = one_run(ctx, args, &job, log, &answer, err);
        if (ret == 0 && log == NULL)
            ret = wr_i_run_output(args, &answer, out, err);
        goto out;
    }
    if (vary != NULL) {
        sweep = wr_text_tidy(&job.arena, vary, strcspn(vary, "="));
        if (sweep == NULL)
            ret = wr_fail(WR_ERR_MEMORY);
    }
    if (ret == 0)
        ret = wr_i_run_simulate(ctx, &job, err);
    if (ret == 0) {
        answer_as(args, &job.trial, sweep, &answer);
        ret = wr_i_run_output(args, &answer, out, err);
    }
    if (ret == 0 && wr_cli_has(args, "report"))
        ret = wr_i_cli_report(ctx, args, &job.service, &people, &job.trial, &job.settings, wr_cli_get(args, "report"), err, err);
    if (ret == 0 && job.trial.cancelled)
        ret = WR_ERR_CANCELLED; /* what was done is written; the status says that it is not all */
out:
    wr_buf_free(&answer);
    wr_i_cli_page_people_free(&people);
    wr_i_run_end(&job);
    return ret;
}

static const struct wr_cli_option options[] = {
    {"option", "NAME", "only this option, beside doing nothing; left out: all of them", true},
    {"replications", "N", "so many runs of each option; auto: as many as the precision needs", false},
    {"precision", "P", "run until each objective's average is known to within this share of it, such as 5%", false},
    {"most", "N", "the most runs that auto may make (1000)", false},
    {"seed", "N", "another seed than the file's: other patients", false},
    {"threads", "N", "how many threads; the answer is the same for any number", false},
    {"from", "go-live", "start each change at the first collected moment, or when the option says, with its ramp and its dip", false},
    {"vary", "PATH=VALUES", "the service with each of these values: places.ward.spaces=20..30, or =20,25,30", false},
    {"full", NULL, "after the first screen all the numbers: every measure, the harms with their sources, places and staff", false},
    {"json", NULL, "answer in JSON, with everything", false},
    {"csv", NULL, "answer in CSV: one number a line", false},
    {"patient", "KIND:NUMBER", "print this patient's walk, event by event, instead; all: everybody's", false},
    {"log", "FILE", "write one run's event log instead, for PM4Py, bupaR and the like: FILE.csv or FILE.xes", false},
    {"replication", "R", "which run the walk or the log is from (1)", false},
    {"output", "FILE", "write the answer to a file", false},
    {"report", "FILE", "write the page for everybody beside it", false},
};

const struct wr_cli_command wr_cli_run = {
    .name = "run",
    .operands = "SERVICE",
    .summary = "simulate the service as it is and under each change, and say what each would do",
    .doc = "The service is simulated as it is and under each of its options, on the same patients, and the answer says for each measure:\n"
           "the average with its 95% interval (more runs make it narrower), the range over single years (which does not narrow), in how\n"
           "many years the target is met, and the difference from doing nothing with its interval. The first screen has objectives and "
           "harms; --full\n"
           "shows everything.\n\n"
           "The same file and seed give the same numbers every time, on any machine and with any number of threads. Ctrl-C ends it with\n"
           "the runs that were done. What the file asks for and cannot be simulated yet is refused, never left out.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
