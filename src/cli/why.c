/* wardround why: what holds a measure back, and what would move it. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/run_internal.h"
#include "cli/text_internal.h"
#include "trial/results.h"
#include "trial/say.h"

#define TOP 3 /* of each other measure so many are named */

static const struct {
    enum wr_lens lens;
    const char *title;
} lenses[] = {{WR_LENS_SAFETY, "SAFETY"},
              {WR_LENS_OUTCOMES, "OUTCOMES"},
              {WR_LENS_EFFICIENCY, "EFFICIENCY"},
              {WR_LENS_RESOURCES, "RESOURCES"},
              {WR_LENS_UNSAID, "WITHOUT A LENS"}};

/* Harms are safety, unless the file says otherwise. */
static enum wr_lens lens_of(const struct wr_trial *t, size_t row)
{
    enum wr_lens lens;

    if (row < t->n_rows)
        return t->model->measures[t->row_measure[row]].lens;
    lens = t->model->harms[row - t->n_rows].lens;
    return lens == WR_LENS_UNSAID ? WR_LENS_SAFETY : lens;
}

static bool is_clear(const struct wr_estimate *d) { return d->n >= 2 && (d->low > 0 || d->high < 0); }

/* How much a row is to be wished for: its difference in the direction that is better; its size where neither is. NaN when it is not clear. */
static double gain(const struct wr_why *why, size_t i, size_t row)
{
    const struct wr_estimate *d = &why->rows[i].differences[row];
    enum wr_say_way way = wr_say_way(&why->trial, row);

    if (!is_clear(d))
        return NAN;
    return way == WR_SAY_NEITHER ? fabs(d->mean) : (int)way * d->mean;
}

static void say_row(struct wr_buf *out, const struct wr_why *why, size_t i, size_t row, size_t number)
{
    struct wr_buf line;
    const char *verdict = row < why->trial.n_rows ? wr_say_verdict(&why->trial, row, &why->rows[i].differences[row]) : "";

    wr_buf_init(&line, 0);
    if (number > 0)
        wr_buf_printf(&line, "%zu. ", number);
    wr_say_why(&line, why, i, row);
    if (is_clear(&why->rows[i].differences[row]) && verdict[0] != '\0')
        wr_buf_printf(&line, ": %s", verdict);
    wr_i_cli_wrap(out, 2, 6, wr_buf_string(&line));
    wr_buf_free(&line);
}

/* The asked measure: every row, the clear ones with their number. */
static void asked(struct wr_buf *out, const struct wr_why *why, size_t row)
{
    const struct wr_trial *t = &why->trial;
    struct wr_estimate e = wr_trial_estimate(t, 0, row);
    struct wr_buf line, name;
    size_t number = 0, unclear = 0;

    wr_buf_init(&line, 0);
    wr_buf_init(&name, 0);
    wr_buf_printf(out, "\n%s: ONE THING AT A TIME, ON THE SAME PATIENTS\n\n",
                  row < t->n_rows ? "WHAT HOLDS IT BACK" : "WHAT WOULD LESSEN IT");
    if (row < t->n_rows) {
        wr_say_row(&name, t, row);
        wr_say_capital(&line, wr_buf_string(&name));
        wr_buf_text(&line, ": ");
        wr_say_mean_in(&line, wr_say_row_scale(t, row), t->model, t->row_measure[row], &e);
        wr_say_per(&line, t, row);
    } else {
        wr_say_harm(&line, t, 0, row - t->n_rows);
    }
    if (wr_say_objective(t, row) != NULL && wr_say_objective(t, row)->has_target) {
        wr_buf_text(&line, " as it is; ");
        wr_say_met(&line, t, 0, row);
    } else if (row < t->n_rows) {
        wr_buf_text(&line, " as it is");
    }
    wr_buf_char(&line, '.');
    wr_i_cli_wrap(out, 0, 0, wr_buf_string(&line));
    wr_buf_char(out, '\n');
    for (size_t i = 0; i < why->n_rows; i++) {
        if (is_clear(&why->rows[i].differences[row]))
            say_row(out, why, i, row, ++number);
        else
            unclear++;
    }
    if (number == 0)
        wr_buf_text(out, "  Nothing that was tried makes a clear difference.\n");
    if (unclear > 0) {
        wr_buf_clear(&line);
        wr_buf_text(&line, "No clear difference:");
        for (size_t i = 0, n = 0; i < why->n_rows; i++)
            if (!is_clear(&why->rows[i].differences[row]))
                wr_buf_printf(&line, "%s %s", n++ == 0 ? "" : ";", why->rows[i].label);
        wr_buf_char(&line, '.');
        wr_buf_char(out, '\n');
        wr_i_cli_wrap(out, 2, 4, wr_buf_string(&line));
    }
    /* many comparisons: some are clear by chance, and people should know which to doubt */
    wr_buf_clear(&line);
    wr_buf_printf(
        &line,
        "%zu things were tried. Of things that do nothing, 1 in 20 looks clear by chance: doubt first what is small and near to nothing.",
        why->n_rows);
    wr_buf_char(out, '\n');
    wr_i_cli_wrap(out, 2, 2, wr_buf_string(&line));
    wr_buf_free(&line);
    wr_buf_free(&name);
}

/* Each piece of information: all that its being there would clearly change, by lens. */
static void information(struct wr_buf *out, const struct wr_why *why)
{
    const struct wr_trial *t = &why->trial;
    bool any = false;

    for (size_t i = 0; i < why->n_rows; i++) {
        size_t said = 0;
        if (why->rows[i].kind != WR_WHY_INFORMATION)
            continue;
        if (!any)
            wr_buf_text(out, "\nWHAT INFORMATION IS WORTH: EACH PIECE ALWAYS THERE, AT ONCE AND RIGHT\n");
        any = true;
        wr_buf_char(out, '\n');
        wr_say_capital(out, why->rows[i].label);
        wr_buf_char(out, '\n');
        for (size_t l = 0; l < sizeof lenses / sizeof *lenses; l++) {
            for (size_t row = 0; row < t->n_rows + t->model->n_harms; row++) {
                const struct wr_estimate *d = &why->rows[i].differences[row];
                struct wr_buf line;
                const char *verdict = row < t->n_rows ? wr_say_verdict(t, row, d) : "";
                if (lens_of(t, row) != lenses[l].lens || !is_clear(d))
                    continue;
                said++;
                wr_buf_init(&line, 0);
                wr_say_row(&line, t, row);
                wr_buf_text(&line, ": ");
                if (row < t->n_rows)
                    wr_say_difference(&line, t->model, t->row_measure[row], d);
                else
                    wr_say_harm_change(&line, t, d, row - t->n_rows);
                if (verdict[0] != '\0')
                    wr_buf_printf(&line, ": %s", verdict);
                wr_i_cli_wrap(out, 2, 6, wr_buf_string(&line));
                wr_buf_free(&line);
            }
        }
        if (said == 0)
            wr_buf_text(out, "  No clear difference in anything that is measured.\n");
    }
}

/* The rows that do most for one measure. */
static void best_for(struct wr_buf *out, const struct wr_why *why, size_t row)
{
    const struct wr_trial *t = &why->trial;
    size_t chosen[TOP], n = 0;
    struct wr_buf name;

    for (; n < TOP; n++) {
        double best = 0;
        size_t which = why->n_rows;
        for (size_t i = 0; i < why->n_rows; i++) {
            bool had = false;
            double g = gain(why, i, row);
            for (size_t k = 0; k < n; k++)
                had = had || chosen[k] == i;
            if (!had && g > best) { /* false for NaN */
                best = g;
                which = i;
            }
        }
        if (which == why->n_rows)
            break;
        chosen[n] = which;
    }
    wr_buf_init(&name, 0);
    wr_say_row(&name, t, row);
    wr_buf_char(out, '\n');
    wr_say_capital(out, wr_buf_string(&name));
    wr_buf_char(out, '\n');
    for (size_t k = 0; k < n; k++)
        say_row(out, why, chosen[k], row, k + 1);
    if (n == 0)
        wr_buf_text(out, wr_say_way(t, row) == WR_SAY_NEITHER ? "  Nothing that was tried makes a clear difference.\n"
                                                              : "  Nothing that was tried makes it clearly better.\n");
    wr_buf_free(&name);
}

static void by_lens(struct wr_buf *out, const struct wr_why *why, size_t not_this)
{
    const struct wr_trial *t = &why->trial;

    for (size_t l = 0; l < sizeof lenses / sizeof *lenses; l++) {
        bool any = false;
        for (size_t row = 0; row < t->n_rows + t->model->n_harms; row++) {
            if (row == not_this || lens_of(t, row) != lenses[l].lens)
                continue;
            if (!any)
                wr_buf_printf(out, "\n%s: WHAT WOULD DO MOST\n", lenses[l].title);
            any = true;
            best_for(out, why, row);
        }
    }
}

/* A measure by name, or a harm as -1 - h; without a name the first objective's. */
static int find_asked(const struct wr_model *model, const char *name, int *measure, struct wr_buf *err)
{
    const char **names, *nearest;
    size_t n = 0;

    *measure = -1;
    if (name == NULL) { /* the first objective's, else the first */
        for (size_t i = model->n_objectives; i-- > 0;)
            if (model->objectives[i].measure >= 0)
                *measure = model->objectives[i].measure;
        if (*measure < 0 && model->n_measures > 0)
            *measure = 0;
        if (*measure >= 0 || model->n_harms > 0)
            return 0; /* -1: the first harm */
        wr_buf_text(err, "wardround: the service has no measures: say under `measures:` what is to be looked at\n");
        return wr_fail(WR_ERR_USAGE);
    }
    *measure = wr_model_measure(model, name);
    for (size_t h = 0; h < model->n_harms && *measure < 0; h++)
        if (strcmp(model->harms[h].name, name) == 0) {
            *measure = -1 - (int)h;
            return 0;
        }
    if (*measure >= 0)
        return 0;
    names = wr_mem_alloc(model->n_measures + model->n_harms, sizeof *names);
    if (names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < model->n_measures; i++)
        names[n++] = model->measures[i].name;
    for (size_t h = 0; h < model->n_harms; h++)
        names[n++] = model->harms[h].name;
    nearest = wr_text_nearest(name, names, n);
    wr_buf_printf(err, "wardround: there is no measure or harm `%s` in the service", name);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?", nearest);
    wr_buf_text(err, "\n    it has:");
    for (size_t i = 0; i < n; i++)
        wr_buf_printf(err, "%s %s", i == 0 ? "" : ",", names[i]);
    wr_buf_char(err, '\n');
    wr_mem_free(names);
    return wr_fail(WR_ERR_USAGE);
}

static void table(struct wr_buf *out, const struct wr_why *why)
{
    const struct wr_trial *t = &why->trial;
    size_t row = wr_why_row_of(why);

    wr_i_run_head(out, t);
    asked(out, why, row);
    wr_i_run_use(out, t);
    information(out, why);
    by_lens(out, why, row);
    wr_i_run_harms(out, t);
    wr_i_run_foot(out, t);
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_run_job job;
    struct wr_why why;
    struct wr_buf answer;
    int measure, ret;

    memset(&why, 0, sizeof why);
    wr_buf_init(&answer, 0);
    ret = wr_i_run_begin(ctx, args, &job, err);
    if (ret == 0)
        ret = find_asked(&job.service.model, args->n_words > 1 ? args->words[1] : NULL, &measure, err);
    if (ret != 0)
        goto out;
    ret = wr_trial_why(ctx, &job.service.source, &job.service.model, &job.settings, measure, &job.mistakes, &why);
    if (ret != 0) {
        wr_i_run_failed(&why.trial, why.trial.variants, &job.mistakes, ret, err);
        goto out;
    }
    if (wr_cli_has(args, "json"))
        wr_why_json(&answer, &why, WR_VERSION);
    else
        table(&answer, &why);
    ret = wr_i_run_output(args, &answer, out, err);
    if (ret == 0 && why.trial.cancelled)
        ret = WR_ERR_CANCELLED;
out:
    wr_buf_free(&answer);
    wr_why_free(&why);
    wr_i_run_end(&job);
    return ret;
}

static const struct wr_cli_option options[] = {
    {"replications", "N", "so many runs of each; auto: as many as the precision needs", false},
    {"precision", "P", "run until each objective's average is known to within this share of it, such as 5%", false},
    {"most", "N", "the most runs that auto may make (1000)", false},
    {"seed", "N", "another seed than the file's: other patients", false},
    {"threads", "N", "how many threads; the answer is the same for any number", false},
    {"json", NULL, "answer in JSON, with everything", false},
    {"output", "FILE", "write the answer to a file", false},
};

const struct wr_cli_command wr_cli_why = {
    .name = "why",
    .operands = "SERVICE [MEASURE|HARM]",
    .summary = "say what holds a measure back most, and what each piece of information is worth",
    .doc =
        "The service is run as it is, and again with one thing at a time made better, on the same patients: one more of each place, staff\n"
        "and equipment; 10% less time in each step; each piece of information always there, at once and right. What moves the measure\n"
        "most stands first. Left out, it is the first objective's measure.\n\n"
        "These are not proposals: nobody says that a step can be done in less time. They show where a change would tell.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 2,
    .run = run,
};
