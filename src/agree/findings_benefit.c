/* Findings about why: drivers, objectives, benefits and their rungs. */
#include <string.h>

#include "agree/benefits_internal.h"
#include "agree/findings_internal.h"

static void objectives(struct wr_i_finder *f)
{
    for (size_t i = 0; i < f->m->n_objectives; i++) {
        int node = wr_graph_node(f->g, WR_GRAPH_OBJECTIVE, (int)i, -1), benefit;
        bool served = false;
        for (size_t k = 0; (benefit = wr_graph_below(f->g, node, WR_LINK_SERVED_BY, k)) >= 0; k++)
            served = served || !f->a->benefits[f->g->nodes[benefit].index].dis_benefit;
        if (!served)
            wr_i_finding_add(f, WR_FINDING_OBJECTIVE_UNSERVED, node, -1,
                             "Say which benefit would serve it (objective: in benefits/), or ask whether it is still an objective.",
                             "No benefit serves the objective `%s`.", f->m->objectives[i].name);
    }
    for (size_t i = 0; i < f->a->n_drivers; i++)
        if (f->a->drivers[i].n_objectives == 0)
            wr_i_finding_add(f, WR_FINDING_DRIVER_ALONE, wr_graph_node(f->g, WR_GRAPH_DRIVER, (int)i, -1), -1,
                             "Name the objectives that answer it (objectives: [...]).",
                             "The driver `%s` leads to no objective: nothing is to become better because of it.", f->a->drivers[i].name);
}

/* Somebody who is worse off may be so by the first weeks; who is better off must be so by what stays. */
static bool arises(const struct wr_i_finder *f, const struct wr_benefit *b, int step)
{
    int change = wr_graph_node(f->g, WR_GRAPH_CHANGE, b->change, -1), slowed;

    if (wr_graph_change_touches(f->g, b->change, step))
        return true;
    for (size_t i = 0; b->dis_benefit && (slowed = wr_graph_below(f->g, change, WR_LINK_SLOWS, i)) >= 0; i++)
        if (slowed == step)
            return true;
    return false;
}

static void joined(struct wr_buf *out, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        wr_buf_printf(out, "%s%s", i == 0 ? "" : "; ", texts[i]);
}

static void rung(struct wr_i_finder *f, const struct wr_benefit *b, const struct wr_benefit_row *row, int node)
{
    struct wr_buf lacks, todo;

    if (row->n_claims_lacks == 0)
        return;
    wr_buf_init(&lacks, 0);
    wr_buf_init(&todo, 0);
    joined(&lacks, row->claims_lacks, row->n_claims_lacks);
    if (row->stands == WR_RUNG_UNSAID)
        wr_buf_text(&todo, "Add what is missing.");
    else
        wr_buf_printf(&todo, "Add what is missing, or write rung: %s.", wr_benefit_rung_words(row->stands));
    wr_i_finding_add(f, WR_FINDING_BENEFIT_RUNG, node, b->change, wr_buf_string(&todo),
                     "The benefit `%s` is called %s, and this is missing: %s.", b->name, wr_benefit_rung_words(row->claims),
                     wr_buf_string(&lacks));
    wr_i_finding_done(f, &lacks);
    wr_i_finding_done(f, &todo);
}

/* A figure is shown only with what it demands, whatever rung the file names. What the named rung lacks is said there. */
static void figures(struct wr_i_finder *f, const struct wr_benefit *b, const struct wr_benefit_row *row, int node)
{
    const struct {
        const char *what;
        const struct wr_figure *figure;
        enum wr_rung rung;
    } all[] = {{"baseline", &b->baseline, WR_RUNG_MEASURABLE},
               {"forecast", &b->forecast, WR_RUNG_QUANTIFIABLE},
               {"unit price", &b->unit_price, WR_RUNG_FINANCIAL}};
    struct wr_buf lacks;

    wr_buf_init(&lacks, 0);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const char **texts;
        size_t n;
        if (!all[i].figure->has || row->claims >= all[i].rung || row->stands >= all[i].rung)
            continue;
        if (wr_i_benefit_lacks(&f->out->arena, f->a, b, all[i].rung, &texts, &n) != 0) {
            f->status = wr_fail(WR_ERR_MEMORY);
            break;
        }
        wr_buf_clear(&lacks);
        joined(&lacks, texts, n);
        wr_i_finding_add(f, WR_FINDING_BENEFIT_FIGURE, node, b->change, "Add what is missing, or take the figure out.",
                         "The benefit `%s` gives a %s, and what such a figure needs is missing: %s.", b->name, all[i].what,
                         wr_buf_string(&lacks));
    }
    if (b->realised.has && !b->realised.from_run && (b->realised.source == NULL || b->realised.date == WR_NO_DATE))
        wr_i_finding_add(f, WR_FINDING_BENEFIT_FIGURE, node, b->change, "Write when it was counted, and by whom (date:, source:).",
                         "The benefit `%s` says what was seen, and not %s.", b->name,
                         b->realised.source != NULL       ? "when"
                         : b->realised.date != WR_NO_DATE ? "by whom"
                                                          : "when and by whom");
    if (b->realised.has && b->realised.from_run)
        wr_i_finding_add(f, WR_FINDING_BENEFIT_FIGURE, node, b->change, "Count it in life.",
                         "The benefit `%s` takes what was seen from the model: a model sees nothing.", b->name);
    wr_i_finding_done(f, &lacks);
}

static void benefit(struct wr_i_finder *f, const struct wr_benefit *b, const struct wr_benefit_row *row)
{
    int node = wr_graph_node(f->g, WR_GRAPH_BENEFIT, row->benefit, -1), step = wr_graph_below(f->g, node, WR_LINK_ARISES_AT, 0);

    if (b->change < 0)
        wr_i_finding_add(f, WR_FINDING_BENEFIT_WITHOUT_CHANGE, node, -1, "Name the change that brings it (change:).",
                         "Nothing brings the benefit `%s`: it names no change.", b->name);
    else if (step >= 0 && !arises(f, b, step))
        wr_i_finding_add(
            f, WR_FINDING_BENEFIT_STEP_UNCHANGED, node, b->change,
            "Say what the change does there (effects:), or at which step the benefit does arise (step:).",
            "The benefit `%s` is to arise at `%s`, and `%s` changes nothing there: not the step, nor its information, its staff or "
            "its place.",
            b->name, f->g->nodes[step].name, f->m->changes[b->change].name);
    if (b->objective < 0 && !b->dis_benefit)
        wr_i_finding_add(f, WR_FINDING_BENEFIT_WITHOUT_OBJECTIVE, node, b->change, "Name the objective that it serves (objective:).",
                         "The benefit `%s` serves no objective of the service.", b->name);
    if (b->owner == NULL)
        wr_i_finding_add(f, WR_FINDING_BENEFIT_WITHOUT_OWNER, node, b->change, "Name who gains, or who speaks for those who gain (owner:).",
                         "Nobody owns the benefit `%s`.", b->name);
    if (wr_graph_is_technology(f->a, b->owner))
        wr_i_finding_add(
            f, WR_FINDING_BENEFIT_OWNED_BY_IT, node, b->change,
            "Name an owner who gains, or who speaks for those who gain. IT answers for the technology, not for what care makes of it.",
            "The benefit `%s` is owned by %s, who is in IT.", b->name, b->owner);
    rung(f, b, row, node);
    if (row->class_why != NULL)
        wr_i_finding_add(f, WR_FINDING_BENEFIT_CLASS, node, b->change,
                         "Name the budget holder who will sign for it (budget holder:), or write class: non-cash-releasing.",
                         "The benefit `%s` is called cash-releasing, and nobody is named who will sign that a budget falls.", b->name);
    figures(f, b, row, node);
}

void wr_i_findings_benefits(struct wr_i_finder *f)
{
    struct wr_benefits benefits;

    objectives(f);
    if (f->status == 0)
        f->status = wr_benefits_make(f->a, &benefits);
    else
        memset(&benefits, 0, sizeof benefits);
    for (size_t i = 0; i < benefits.n && f->status == 0; i++)
        benefit(f, &f->a->benefits[benefits.rows[i].benefit], &benefits.rows[i]);
    wr_benefits_free(&benefits);
}
