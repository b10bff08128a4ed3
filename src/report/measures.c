/* How it goes as it is: every measure against its target, how single years differ, and what holds it back most. */
#include "report/page_internal.h"

#include <math.h>
#include <stdlib.h>

#include "base/num.h"

static const char *const lenses[] = {[WR_LENS_UNSAID] = "",
                                     [WR_LENS_SAFETY] = "safety",
                                     [WR_LENS_RESOURCES] = "resources",
                                     [WR_LENS_EFFICIENCY] = "efficiency",
                                     [WR_LENS_OUTCOMES] = "outcomes"};

static const char *unfinished(struct wr_i_page *p, size_t row)
{
    struct wr_estimate e = wr_measure_estimate(p->t->variants[0].unfinished[row], p->t->n_replications);

    if (!wr_num_finite(e.mean) || e.mean == 0)
        return "none";
    return wr_i_page_count(p, e.mean);
}

static void table(struct wr_i_page *p)
{
    static const char *const columns[] = {"Measure", "On average", "Range over single runs", "Target", "Target met", "About", "Not ended"};
    size_t row;

    wr_i_page_table(
        p,
        wr_i_page_text(p, "Every measure as it is: the average with its 95%% simulation interval, and the range over %zu single %s",
                       p->t->n_replications, wr_i_page_span(p, true)),
        columns, 7, true);
    for (row = 0; row < p->t->n_rows; row++) {
        const char *target = wr_i_page_target(p, row), *met = wr_i_page_met(p, 0, row);
        wr_i_page_row(p, wr_i_page_row_name(p, row));
        wr_i_page_cell(p, wr_i_page_average(p, 0, row));
        wr_i_page_cell(p, wr_i_page_years(p, 0, row));
        wr_i_page_cell(p, target != NULL ? target : "none");
        wr_i_page_cell(p, met);
        wr_i_page_cell(p, lenses[p->m->measures[p->t->row_measure[row]].lens]);
        wr_i_page_cell(p, unfinished(p, row));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    wr_html_element(p->h, "p",
                    "The interval says how sure the average is: it shrinks with more runs. The range says how different one run may be "
                    "from the next: it "
                    "does not shrink. \xE2\x80\x9CNot ended\xE2\x80\x9D counts those who had begun and were still under way when counting "
                    "stopped, on average.",
                    "class", "soft", NULL);
}

static int rising(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* The numbers behind a histogram: least, quarters, greatest (type 7, as all quantiles over runs here). */
static void quarters(struct wr_i_page *p, size_t row)
{
    static const char *const columns[] = {"Of all runs", "Value"}, *const names[] = {"the least", "a quarter lie below", "half lie below",
                                                                                     "three quarters lie below", "the greatest"};
    const double *values = p->t->variants[0].rows[row];
    double *sorted = wr_arena_alloc(p->arena, p->t->n_replications, sizeof *sorted);
    size_t i, n = 0;

    if (sorted == NULL) {
        wr_html_status(p->h, wr_fail(WR_ERR_MEMORY));
        return;
    }
    for (i = 0; i < p->t->n_replications; i++)
        if (wr_num_finite(values[i]))
            sorted[n++] = values[i];
    if (n == 0)
        return;
    qsort(sorted, n, sizeof *sorted, rising);
    wr_i_page_numbers(p, wr_i_page_text(p, "%s over single runs: the numbers", wr_i_page_row_name(p, row)));
    wr_i_page_table(
        p, wr_i_page_text(p, "%s over %zu single %s", wr_i_page_capital(p, wr_i_page_row_name(p, row)), n, wr_i_page_span(p, true)),
        columns, 2, true);
    for (i = 0; i < 5; i++) {
        double at = (double)i / 4 * (double)(n - 1), below = floor(at);
        size_t k = (size_t)below;
        double value = sorted[k] + (at - below) * (sorted[k + 1 < n ? k + 1 : k] - sorted[k]);
        struct wr_buf buf;
        wr_buf_init(&buf, 0);
        wr_say_value(&buf, p->m, p->t->row_measure[row], value, (sorted[n - 1] - sorted[0]) / 10);
        wr_i_page_row(p, names[i]);
        wr_i_page_cell(p, wr_i_page_keep(p, &buf));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    wr_i_page_details_end(p);
}

/* A histogram for each aim that has a target: how often would a single year meet it? */
static void single_years(struct wr_i_page *p)
{
    size_t i;
    bool any = false;

    for (i = 0; i < p->m->n_objectives; i++) {
        struct wr_i_aim aim;
        struct wr_chart chart = {0};
        const char *met;
        if (!wr_i_aim_of(p, i, &aim) || aim.row >= p->t->n_rows || aim.objective != wr_say_objective(p->t, aim.row) ||
            p->t->n_replications < 5)
            continue;
        met = wr_i_page_met(p, 0, aim.row);
        if (met == NULL)
            continue;
        if (!any) {
            wr_html_element(p->h, "h3", "How single runs differ", NULL);
            wr_html_open(p->h, "div", "class", "charts", NULL);
            any = true;
        }
        chart.id = wr_i_page_id(p, "chart");
        chart.title = wr_i_page_text(p, "%s over single %s", wr_i_page_row_name(p, aim.row), wr_i_page_span(p, true));
        chart.sentence =
            wr_i_page_text(p, "%s as it is: single %s range from %s; the target, %s, is met %s.", wr_i_page_capital(p, aim.objective->name),
                           wr_i_page_span(p, true), wr_i_page_years(p, 0, aim.row), wr_i_page_target(p, aim.row), met);
        chart.axis = wr_i_page_row_name(p, aim.row);
        chart.unit = p->m->measures[aim.objective->measure].unit;
        wr_i_page_figure(p, chart.sentence);
        wr_chart_histogram(p->h, &chart, p->t->variants[0].rows[aim.row], p->t->n_replications, aim.objective->target_value.value,
                           "target");
        quarters(p, aim.row);
        wr_i_page_figure_end(p);
    }
    if (any)
        wr_html_close(p->h, "div");
}

#define BACK 8 /* rows shown */

static void holds_back(struct wr_i_page *p, const struct wr_why *why)
{
    static const char *const columns[] = {"If there were", "The measure would change by"};
    struct wr_chart chart = {0};
    struct wr_chart_interval rows[BACK];
    const char *words[BACK];
    enum wr_say_way way;
    size_t i, n = 0, row = 0;

    while (row < why->trial.n_rows && why->trial.row_measure[row] != why->measure)
        row++;
    if (row == why->trial.n_rows || why->n_rows == 0)
        return;
    way = wr_say_way(&why->trial, row);
    for (i = 0; i < why->n_rows && n < BACK; i++) {
        const struct wr_estimate *d = &why->rows[i].differences[row];
        if (d->n < 2 || !(way == WR_SAY_MORE_IS_BETTER   ? d->low > 0
                          : way == WR_SAY_LESS_IS_BETTER ? d->high < 0
                                                         : d->low > 0 || d->high < 0))
            continue;
        words[n] = wr_i_page_difference_of(p, &why->trial, d, row);
        rows[n] = (struct wr_chart_interval){why->rows[i].label, NULL, d->mean, d->low, d->high};
        n++;
    }
    wr_html_element(p->h, "h3", wr_i_page_text(p, "What holds \xE2\x80\x9C%s\xE2\x80\x9D back most", p->m->measures[why->measure].name),
                    NULL);
    if (n == 0) {
        wr_html_elementf(
            p->h, "p",
            "Of %zu single steps tried (one more of each place and person, each step 10%% quicker, each piece of information always "
            "there), none makes a clear difference to it.",
            why->n_rows);
        return;
    }
    chart.id = wr_i_page_id(p, "chart");
    chart.title = wr_i_page_text(p, "What would help %s", p->m->measures[why->measure].name);
    chart.sentence = wr_i_page_text(p, "Most would be gained by this: %s (%s). Each was tried alone, on the same patients, in %zu runs.",
                                    rows[0].label, words[0], why->trial.n_replications);
    chart.axis = "difference";
    chart.unit = p->m->measures[why->measure].unit;
    wr_i_page_figure(p, chart.sentence);
    wr_chart_forest(p->h, &chart, rows, n, 0, way == WR_SAY_MORE_IS_BETTER ? "worse" : "better",
                    way == WR_SAY_MORE_IS_BETTER ? "better" : "worse");
    wr_i_page_figure_end(p);
    wr_i_page_table(p, "The same in words (95% intervals)", columns, 2, true);
    for (i = 0; i < n; i++) {
        wr_i_page_row(p, rows[i].label);
        wr_i_page_cell(p, words[i]);
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

void wr_i_page_measures(struct wr_i_page *p)
{
    size_t i;

    table(p);
    single_years(p);
    for (i = 0; i < p->in->n_whys; i++)
        holds_back(p, p->in->whys[i]);
}
