/* The first screen of `run`: what each option does for each objective and each harm, and then the same in plain words.
 *
 * An option that makes no clear difference is only named in the table, and an option's words leave out what it does not clearly change: its interval stands
 * among the numbers below. So what does differ is not lost among what does not. */
#include <string.h>

#include "cli/run_internal.h"
#include "cli/text_internal.h"
#include "trial/say.h"

bool wr_i_run_is_objective(const struct wr_trial *t, size_t row) { return wr_say_objective(t, row) != NULL; }

/* Without objectives every measure is as good as another. */
static bool is_asked(const struct wr_trial *t, size_t row)
{
    if (row >= t->n_rows || wr_i_run_is_objective(t, row))
        return true;
    for (size_t other = 0; other < t->n_rows + t->model->n_harms; other++)
        if (wr_i_run_is_objective(t, other))
            return false;
    return true;
}

void wr_i_run_label(struct wr_buf *out, const struct wr_trial *t, size_t v, const char *shown)
{
    struct wr_buf sources;

    wr_buf_init(&sources, 0);
    wr_say_sources(&sources, t->model, t->variants[v].option);
    wr_buf_printf(out, "%s%s", shown, sources.size > 0 ? " *" : "");
    wr_buf_free(&sources);
}

void wr_i_run_stars(struct wr_buf *out, const struct wr_trial *t)
{
    struct wr_buf line, sources;
    size_t n = 0;

    wr_buf_init(&line, 0);
    wr_buf_init(&sources, 0);
    for (size_t v = 0; v < t->n_variants; v++) {
        wr_buf_clear(&sources);
        wr_say_sources(&sources, t->model, t->variants[v].option);
        if (sources.size > 0)
            wr_buf_printf(&line, "%s%s: %s", n++ == 0 ? "* " : "; ", t->variants[v].label, wr_buf_string(&sources));
    }
    if (n > 0) {
        wr_buf_char(&line, '.');
        wr_i_cli_wrap(out, 0, 2, wr_buf_string(&line));
    }
    wr_buf_free(&line);
    wr_buf_free(&sources);
}

enum differs { DIFFERS_CLEARLY, DIFFERS_NOT_CLEARLY, DIFFERS_NOT, DIFFERS_UNKNOWN };

static enum differs differs(const struct wr_estimate *d)
{
    if (d->n < 2)
        return DIFFERS_UNKNOWN;
    if (d->low == 0 && d->high == 0)
        return DIFFERS_NOT;
    return d->low > 0 || d->high < 0 ? DIFFERS_CLEARLY : DIFFERS_NOT_CLEARLY;
}

/* ---- the table ---- */

void wr_i_run_met(struct wr_buf *cell, const struct wr_trial *t, size_t v, size_t row)
{
    const struct wr_objective *o = wr_say_objective(t, row);
    struct wr_measure_share s;

    if (o == NULL || !o->has_target)
        return;
    s = wr_measure_target(t->variants[v].rows[row], t->n_replications, (int)o->target, o->target_value.value);
    if (s.n > 0)
        wr_buf_printf(cell, "%.0f of %zu", s.share * (double)s.n, s.n);
}

void wr_i_run_difference(struct wr_buf *cell, const struct wr_trial *t, size_t v, size_t row)
{
    struct wr_estimate d = wr_trial_difference(t, v, row);
    const char *verdict;

    if (v == 0)
        return;
    if (row >= t->n_rows) {
        wr_say_harm_change_brief(cell, t, &d, row - t->n_rows);
        return;
    }
    verdict = wr_say_verdict(t, row, &d);
    wr_say_difference_brief_in(cell, wr_say_row_difference_scale(t, row), &d);
    if (differs(&d) == DIFFERS_CLEARLY && verdict[0] != '\0')
        wr_buf_printf(cell, ": %s", verdict);
}

static void heading(struct wr_buf *out, const struct wr_trial *t, size_t row)
{
    const struct wr_objective *o = wr_say_objective(t, row);
    struct wr_buf name;

    if (row >= t->n_rows) {
        wr_say_harm_heading(out, t, row - t->n_rows);
        return;
    }
    wr_buf_init(&name, 0);
    wr_say_row(&name, t, row);
    wr_say_per(&name, t, row);
    wr_say_capital(out, wr_buf_string(&name));
    wr_buf_free(&name);
    if (o != NULL && o->has_target) {
        wr_buf_text(out, ": wanted ");
        wr_say_target(out, t, row, o);
    }
}

/* The options of one kind in one line; nothing when there is none. */
static void named(struct wr_i_cli_table *table, const struct wr_trial *t, size_t row, enum differs which, const char *words)
{
    struct wr_buf *cell = NULL;

    for (size_t v = 1; v < t->n_variants; v++) {
        struct wr_estimate d = wr_trial_difference(t, v, row);
        if (differs(&d) != which)
            continue;
        if (cell == NULL)
            wr_buf_text(cell = wr_i_cli_table_note(table), words);
        else
            wr_buf_char(cell, ';');
        wr_buf_printf(cell, " %s", t->variants[v].label);
    }
}

static void option_row(struct wr_i_cli_table *table, const struct wr_trial *t, size_t v, size_t row)
{
    struct wr_estimate e = wr_trial_estimate(t, v, row);
    struct wr_buf *cell;

    wr_i_run_label(wr_i_cli_table_cell(table), t, v, t->variants[v].label);
    cell = wr_i_cli_table_cell(table);
    if (row < t->n_rows)
        wr_say_mean_in(cell, wr_say_row_scale(t, row), t->model, t->row_measure[row], &e);
    else
        wr_say_harm_level_brief(cell, t, v, row - t->n_rows);
    cell = wr_i_cli_table_cell(table);
    if (row < t->n_rows)
        wr_i_run_met(cell, t, v, row);
    cell = wr_i_cli_table_cell(table);
    if (v > 0)
        wr_i_run_difference(cell, t, v, row);
    wr_i_cli_table_end_row(table);
}

/* "years on target"; a stretch of 26 weeks is only a run here, to keep the column narrow. */
static void met_head(struct wr_buf *cell, const struct wr_trial *t)
{
    struct wr_buf span;

    wr_buf_init(&span, 0);
    wr_say_span(&span, t, true);
    wr_buf_printf(cell, "%s on target", strncmp(wr_buf_string(&span), "stretch", strlen("stretch")) == 0 ? "runs" : wr_buf_string(&span));
    wr_buf_free(&span);
}

static bool any_target(const struct wr_trial *t)
{
    for (size_t row = 0; row < t->n_rows; row++)
        if (wr_i_run_is_objective(t, row) && wr_say_objective(t, row)->has_target)
            return true;
    return false;
}

static void answer_table(struct wr_buf *out, const struct wr_trial *t)
{
    struct wr_i_cli_table table;
    struct wr_buf *met;

    wr_i_cli_table_init(&table);
    wr_i_cli_table_text(&table, "");
    wr_i_cli_table_text(&table, "average");
    met = wr_i_cli_table_cell(&table);
    if (any_target(t))
        met_head(met, t);
    if (t->n_variants > 1)
        wr_buf_printf(wr_i_cli_table_cell(&table), "against %s", t->variants[0].label);
    wr_i_cli_table_end_row(&table);
    for (size_t row = 0; row < t->n_rows + t->model->n_harms; row++) {
        if (!is_asked(t, row))
            continue;
        heading(wr_i_cli_table_heading(&table), t, row);
        for (size_t v = 0; v < t->n_variants; v++) {
            struct wr_estimate d = wr_trial_difference(t, v, row);
            if (v == 0 || differs(&d) == DIFFERS_CLEARLY || differs(&d) == DIFFERS_UNKNOWN)
                option_row(&table, t, v, row);
        }
        named(&table, t, row, DIFFERS_NOT_CLEARLY, "no clear difference:");
        named(&table, t, row, DIFFERS_NOT, "no difference in any run:");
    }
    wr_i_cli_table_print(&table, 2, out);
    wr_i_cli_table_free(&table);
}

void wr_i_run_answer(struct wr_buf *out, const struct wr_trial *t)
{
    if (t->n_rows + t->model->n_harms == 0) {
        wr_buf_text(out, "\nNothing is measured: say under `measures:` what is to be looked at.\n");
        return;
    }
    wr_buf_text(out, t->n_variants > 1 ? "\nWHAT EACH OPTION DOES\n" : "\nHOW IT GOES\n");
    answer_table(out, t);
    wr_i_run_stars(out, t);
}

/* ---- plain words ---- */

static void plain_row(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t row)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_say_option(&line, t, v, row);
    wr_buf_char(&line, '.');
    if (row < t->n_rows + t->model->n_harms && wr_i_run_is_objective(t, row) && wr_say_objective(t, row)->has_target) {
        struct wr_buf met;
        wr_buf_init(&met, 0);
        wr_say_met(&met, t, v, row);
        wr_buf_char(&line, ' ');
        wr_say_capital(&line, wr_buf_string(&met));
        wr_buf_char(&line, '.');
        wr_buf_free(&met);
    }
    wr_i_cli_wrap(out, 2, 4, wr_buf_string(&line));
    wr_buf_free(&line);
}

/* What an option does not clearly change, in one line. */
static void plain_rest(struct wr_buf *out, const struct wr_trial *t, size_t v)
{
    struct wr_buf line;
    size_t n = 0;

    wr_buf_init(&line, 0);
    for (size_t row = 0; row < t->n_rows + t->model->n_harms; row++) {
        struct wr_estimate d = wr_trial_difference(t, v, row);
        if (!is_asked(t, row) || (differs(&d) != DIFFERS_NOT_CLEARLY && differs(&d) != DIFFERS_NOT))
            continue;
        wr_buf_text(&line, n++ == 0 ? "No clear difference from " : "; ");
        if (n == 1)
            wr_buf_printf(&line, "%s: ", t->variants[0].label);
        wr_say_row(&line, t, row);
    }
    if (n > 0) {
        wr_buf_char(&line, '.');
        wr_i_cli_wrap(out, 2, 4, wr_buf_string(&line));
    }
    wr_buf_free(&line);
}

void wr_i_run_plain_words(struct wr_buf *out, const struct wr_trial *t)
{
    struct wr_buf sources;

    if (t->n_rows + t->model->n_harms == 0)
        return;
    wr_buf_init(&sources, 0);
    wr_buf_text(out, "\nIN PLAIN WORDS\n");
    for (size_t v = 0; v < t->n_variants; v++) {
        wr_buf_clear(&sources);
        wr_say_sources(&sources, t->model, t->variants[v].option);
        wr_buf_printf(out, "\n%s", t->variants[v].label);
        if (sources.size > 0)
            wr_buf_printf(out, " (%s)", wr_buf_string(&sources));
        wr_buf_char(out, '\n');
        for (size_t row = 0; row < t->n_rows + t->model->n_harms; row++) {
            struct wr_estimate d = wr_trial_difference(t, v, row);
            if (is_asked(t, row) && (v == 0 || differs(&d) == DIFFERS_CLEARLY || differs(&d) == DIFFERS_UNKNOWN))
                plain_row(out, t, v, row);
        }
        if (v > 0)
            plain_rest(out, t, v);
    }
    wr_buf_free(&sources);
}
