/* What information is worth: how often each piece is there when it is wanted, whose time goes into chasing it, and what having it always, at once
 * and right would do. */
#include "report/page_internal.h"

#include <math.h>

#include "base/num.h"

static const char *in_hundred(struct wr_i_page *p, double part, double of)
{
    double share = part / of;

    if (!(of > 0))
        return "never needed";
    if (share > 0 && share < 0.01)
        return wr_i_page_quantity(p, share, WR_UNIT_SHARE, 2); /* 1 in 230 */
    return wr_i_page_text(p, "%s in 100", wr_i_page_count(p, share < 0.1 ? share * 100 : floor(share * 100 + 0.5)));
}

static const char *whose(struct wr_i_page *p, const struct wr_item *item)
{
    struct wr_buf buf;
    size_t i;

    if (!item->has_chase || item->chase_with.n_all == 0)
        return "nobody's";
    wr_buf_init(&buf, 0);
    for (i = 0; i < item->chase_with.n_all; i++)
        wr_buf_printf(&buf, "%s%s", i > 0 ? " and " : "", p->m->resources[item->chase_with.all[i].resource].name);
    return wr_i_page_keep(p, &buf);
}

static const char *chase_words(struct wr_i_page *p, const struct wr_sim_need_row *need, double per, const char *words)
{
    if (!(need->chased > 0))
        return "nobody's time";
    return wr_i_page_text(p, "%s each time: %s hours of %s %s", wr_i_page_quantity(p, need->chase_time / need->chased, WR_UNIT_TIME, 2),
                          wr_i_page_count(p, floor(need->chase_time * per / WR_HOUR + 0.5)), whose(p, &p->m->items[need->item]), words);
}

static void there(struct wr_i_page *p)
{
    const char *columns[] = {"Information, for step", NULL, "There at once", "Found by chasing", "Missing", "Wrong", "What chasing costs"};
    const struct wr_sim_result *mean = &p->t->variants[0].mean;
    const char *words;
    double per = wr_i_page_per_year(p, &words), worst = -1;
    struct wr_chart chart = {0};
    struct wr_chart_bar *bars = wr_arena_alloc(p->arena, mean->n_needs + 1, sizeof *bars);
    size_t i, at = 0;

    if (bars == NULL) {
        wr_html_status(p->h, wr_fail(WR_ERR_MEMORY));
        return;
    }
    for (i = 0; i < mean->n_needs; i++) {
        const struct wr_sim_need_row *n = &mean->needs[i];
        double share = n->needed > 0 ? (n->there + n->found) / n->needed : NAN;
        if (n->needed > 0 && n->missing / n->needed > worst) {
            worst = n->missing / n->needed;
            at = i;
        }
        bars[i] = (struct wr_chart_bar){wr_i_page_text(p, "%s, for %s", p->m->items[n->item].name, p->m->steps[n->step].name),
                                        in_hundred(p, n->there + n->found, n->needed),
                                        share,
                                        NAN,
                                        NAN,
                                        n->needed > 0 ? n->found / n->needed : NAN,
                                        NAN};
    }
    chart.id = wr_i_page_id(p, "chart");
    chart.title = "How often information is there";
    chart.sentence = worst > 0
                         ? wr_i_page_text(p, "Most often missing: %s; %s go ahead without it.", bars[at].label, in_hundred(p, worst, 1))
                         : "No information was missing.";
    chart.axis = "there at once, or found (hatched)";
    chart.unit = WR_UNIT_SHARE;
    wr_i_page_figure(p, chart.sentence);
    wr_chart_bars(p->h, &chart, bars, mean->n_needs, 1);
    wr_i_page_figure_end(p);
    columns[1] = wr_i_page_text(p, "#Needed %s", words);
    wr_i_page_table(p, "When it is needed, as it is (averages over all runs)", columns, 7, true);
    for (i = 0; i < mean->n_needs; i++) {
        const struct wr_sim_need_row *n = &mean->needs[i];
        wr_i_page_row(p, bars[i].label);
        wr_i_page_cell(p, wr_i_page_count(p, floor(n->needed * per + 0.5)));
        wr_i_page_cell(p, in_hundred(p, n->there, n->needed));
        wr_i_page_cell(p, n->chased > 0 ? wr_i_page_text(p, "%s (of %s chased)", in_hundred(p, n->found, n->needed),
                                                         in_hundred(p, n->chased, n->needed))
                                        : "not chased");
        wr_i_page_cell(p, in_hundred(p, n->missing, n->needed));
        wr_i_page_cell(p, in_hundred(p, n->wrong, n->needed));
        wr_i_page_cell(p, chase_words(p, n, per, words));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    wr_html_element(p->h, "p", "\xE2\x80\x9CWrong\xE2\x80\x9D counts as there or found: nobody notices at the time.", "class", "soft",
                    NULL);
}

/* Clear of 0, and large enough to matter to anybody: half of one per cent of the average, which common random numbers would still tell from 0. */
#define MATTERS 0.005
static bool is_clear(const struct wr_why *why, const struct wr_estimate *d, size_t row)
{
    struct wr_estimate now = wr_trial_estimate(&why->trial, 0, row);

    return d->n >= 2 && (d->low > 0 || d->high < 0) && fabs(d->mean) >= MATTERS * fabs(now.mean);
}

/* One list for each piece of information: everything that having it would clearly change, the best-known first. */
static void always_there(struct wr_i_page *p, const struct wr_why *why)
{
    static const char *const columns[] = {"What", "As it is", "Would change by"};
    size_t i, row;

    wr_html_element(p->h, "h3", "What having it always, at once and right would do", NULL);
    wr_html_elementf(p->h, "p",
                     "Each piece of information was tried alone, on the same patients as before (%zu runs). Only clear differences are "
                     "listed: the 95%% interval leaves out 0, and it is at least half of one per cent of the average.",
                     why->trial.n_replications);
    for (i = 0; i < why->n_rows; i++) {
        const struct wr_why_row *r = &why->rows[i];
        size_t clear = 0;
        if (r->kind != WR_WHY_INFORMATION)
            continue;
        for (row = 0; row < why->trial.n_rows + p->m->n_harms; row++)
            clear += is_clear(why, &r->differences[row], row);
        wr_html_element(p->h, "h4", wr_i_page_capital(p, r->label), NULL);
        if (clear == 0) {
            wr_html_element(p->h, "p", "No measure would clearly change.", NULL);
            continue;
        }
        wr_i_page_table(p, "What would clearly change", columns, 3, true);
        for (row = 0; row < why->trial.n_rows + p->m->n_harms; row++) {
            if (!is_clear(why, &r->differences[row], row))
                continue;
            wr_i_page_row(p, wr_i_page_row_name(p, row));
            wr_i_page_cell(p, wr_i_page_average(p, 0, row));
            wr_i_page_cell(p, wr_i_page_difference_of(p, &why->trial, &r->differences[row], row));
            wr_i_page_row_end(p);
        }
        wr_i_page_table_end(p);
    }
}

void wr_i_page_information(struct wr_i_page *p)
{
    size_t i;

    if (p->m->n_items == 0) {
        wr_html_element(p->h, "p", "The file names no information that a step needs, so nothing can be said about what it is worth.",
                        "class", "missing", NULL);
        return;
    }
    if (p->t->variants[0].mean.n_needs == 0)
        wr_html_element(p->h, "p", "The file names information, but no step needs it.", "class", "missing", NULL);
    else
        there(p);
    for (i = 0; i < p->in->n_whys; i++) {
        size_t k;
        for (k = 0; k < p->in->whys[i]->n_rows; k++)
            if (p->in->whys[i]->rows[k].kind == WR_WHY_INFORMATION) {
                always_there(p, p->in->whys[i]);
                return; /* one trial answers for all measures: more would repeat it */
            }
    }
    wr_html_element(p->h, "p", "What having it always, at once and right would do was not worked out in this run.", "class", "soft", NULL);
}
