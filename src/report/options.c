/* The options side by side: for each aim a chart, its sentences and its table; harm; all other measures. */
#include "report/page_internal.h"

#include <math.h>

#include "base/num.h"
#include "base/text.h"

static void aim_chart(struct wr_i_page *p, const struct wr_i_aim *aim)
{
    struct wr_chart chart = {0};
    struct wr_chart_interval *rows = wr_arena_alloc(p->arena, p->t->n_variants, sizeof *rows);
    size_t v, best = wr_i_page_best(p, aim->row);
    enum wr_say_way way = wr_say_way(p->t, aim->row);
    const char *more = way == WR_SAY_NEITHER ? "more" : way == WR_SAY_MORE_IS_BETTER ? "better" : "worse";
    const char *less = way == WR_SAY_NEITHER ? "less" : way == WR_SAY_MORE_IS_BETTER ? "worse" : "better";

    if (rows == NULL) {
        wr_html_status(p->h, wr_fail(WR_ERR_MEMORY));
        return;
    }
    for (v = 1; v < p->t->n_variants; v++) {
        struct wr_estimate d = wr_trial_difference(p->t, v, aim->row);
        rows[v - 1] = (struct wr_chart_interval){p->t->variants[v].label, NULL, d.mean, d.low, d.high};
    }
    chart.id = wr_i_page_id(p, "chart");
    chart.title = wr_i_page_text(p, "%s: difference from %s", wr_i_page_capital(p, aim->objective->name), p->t->variants[0].label);
    if (best > 0)
        chart.sentence = wr_i_page_text(p, "%s helps most here: %s than with \xE2\x80\x9C%s\xE2\x80\x9D.",
                                        wr_i_page_capital(p, p->t->variants[best].label), wr_i_page_difference(p, best, aim->row),
                                        p->t->variants[0].label);
    else
        chart.sentence = "No option clearly helps here: every interval holds 0 or lies on the worse side.";
    chart.axis = wr_i_page_text(p, "difference%s", aim->row < p->t->n_rows ? "" : ", expected a year");
    chart.unit = wr_i_page_row_unit(p, aim->row);
    wr_i_page_figure(p, chart.sentence);
    wr_chart_forest(p->h, &chart, rows, p->t->n_variants - 1, 0, less, more);
    wr_i_page_figure_end(p);
}

static void aim_table(struct wr_i_page *p, const struct wr_i_aim *aim)
{
    static const char *const columns[] = {"Option", "On average", "Difference on the same patients", "Range over single runs",
                                          "Target met"};
    size_t v;

    wr_i_page_table(p, wr_i_page_text(p, "%s by option (95%% intervals)", wr_i_page_capital(p, aim->objective->name)), columns, 5, true);
    for (v = 0; v < p->t->n_variants; v++) {
        const char *met = wr_i_page_met(p, v, aim->row);
        wr_i_page_row_option(p, v);
        wr_i_page_cell(p, wr_i_page_average(p, v, aim->row));
        wr_i_page_cell(p, v == 0 ? "compared with this" : wr_i_page_difference(p, v, aim->row));
        wr_i_page_cell(p, wr_i_page_years(p, v, aim->row));
        wr_i_page_cell(p, met != NULL ? met : "no target");
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static void one_aim(struct wr_i_page *p, const struct wr_i_aim *aim)
{
    const char *target = wr_i_page_target(p, aim->row);

    wr_html_element(p->h, "h3", wr_i_page_capital(p, aim->objective->name), NULL);
    wr_html_elementf(p->h, "p", "%s Measured by: %s. %s.", wr_i_page_sentence(p, aim->objective->says), wr_i_page_row_name(p, aim->row),
                     target != NULL ? wr_i_page_text(p, "Target: %s", target) : "No target is set");
    if (aim->row >= p->t->n_rows)
        wr_html_element(p->h, "p", "This aim counts a harm that is worked out by association, which is a weak ground for a target.",
                        "class", "missing", NULL);
    if (p->t->n_variants > 1)
        aim_chart(p, aim);
    aim_table(p, aim);
}

static void one_harm(struct wr_i_page *p, size_t harm)
{
    static const char *const columns[] = {"Option", "Expected", "Of which a change can be believed to remove", "Difference"};
    const struct wr_harm *about = &p->m->harms[harm];
    struct wr_estimate beyond = wr_measure_estimate(p->t->variants[0].harm_beyond[harm], p->t->n_replications);
    struct wr_buf buf;
    size_t v;

    wr_html_element(p->h, "h4", wr_i_page_capital(p, about->name), NULL);
    wr_buf_init(&buf, 0);
    if (about->by_measure >= 0)
        wr_buf_printf(&buf, "Worked out for each patient from \xE2\x80\x9C%s\xE2\x80\x9D", p->m->measures[about->by_measure].name);
    else if (about->without_item >= 0)
        wr_buf_printf(&buf, "Worked out for each patient for whom %s is missing or wrong", p->m->items[about->without_item].name);
    if (wr_num_finite(about->known_up_to)) {
        wr_buf_text(&buf, "; known up to ");
        wr_units_print(&buf, about->known_up_to, WR_UNIT_TIME, 0);
        if (beyond.mean > 0)
            wr_buf_printf(&buf, ", and %s patients in a run lie beyond that and count as in the last band",
                          wr_i_page_count(p, floor(beyond.mean + 0.5)));
    }
    wr_buf_text(&buf, about->association ? ". This is an association: it does not show that one causes the other" : "");
    wr_buf_text(&buf, ". Part that a change can be believed to remove: ");
    wr_buf_text(&buf, wr_i_page_number(p, &about->causal_share));
    wr_buf_printf(&buf, ". Source: %s.", about->source != NULL ? about->source : "none is named");
    wr_html_element(p->h, "p", wr_i_page_keep(p, &buf), "class",
                    about->source == NULL || wr_text_starts(about->source, "invented") ? "invented" : NULL, NULL);
    wr_i_page_table(p, wr_i_page_text(p, "%s, expected in a year of 365 days, as a range", wr_i_page_capital(p, about->name)), columns, 4,
                    true);
    for (v = 0; v < p->t->n_variants; v++) {
        wr_i_page_row_option(p, v);
        wr_i_page_cell(p, wr_i_page_average(p, v, p->t->n_rows + harm));
        wr_i_page_cell(p, wr_i_page_removable(p, v, harm));
        wr_i_page_cell(p, v == 0 ? "compared with this" : wr_i_page_difference(p, v, p->t->n_rows + harm));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static void everything_else(struct wr_i_page *p)
{
    const char *columns[] = {"Measure and option", "On average", "Difference on the same patients"};
    size_t row, v;

    wr_i_page_details(p, "All measures, all options, as a table");
    wr_i_page_table(p, "Every measure under every option (95% intervals)", columns, 3, true);
    for (row = 0; row < p->t->n_rows; row++)
        for (v = 0; v < p->t->n_variants; v++) {
            wr_i_page_row(p, wr_i_page_text(p, "%s: %s", wr_i_page_row_name(p, row), p->t->variants[v].label));
            wr_i_page_cell(p, wr_i_page_average(p, v, row));
            wr_i_page_cell(p, v == 0 ? "compared with this" : wr_i_page_difference(p, v, row));
            wr_i_page_row_end(p);
        }
    wr_i_page_table_end(p);
    wr_i_page_details_end(p);
}

void wr_i_page_options(struct wr_i_page *p)
{
    struct wr_i_aim aim;
    size_t i;

    if (p->t->n_variants < 2)
        wr_html_element(p->h, "p", "Only the service as it is was run.", NULL);
    else
        wr_html_elementf(
            p->h, "p",
            "Every option met the very same patients as \xE2\x80\x9C%s\xE2\x80\x9D, with the same arrivals and the same luck, in %zu runs. "
            "So a "
            "difference shows what the option does, and little of chance. A filled dot is a clear difference; a hollow one may be chance.",
            p->t->variants[0].label, p->t->n_replications);
    for (i = 0; i < p->m->n_objectives; i++)
        if (wr_i_aim_of(p, i, &aim))
            one_aim(p, &aim);
    if (p->m->n_harms > 0)
        wr_html_element(p->h, "h3", "Harm", NULL);
    for (i = 0; i < p->m->n_harms; i++)
        one_harm(p, i);
    everything_else(p);
}
