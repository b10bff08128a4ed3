/* What the model leaves out: in its makers' words; what the file holds and this run does not use; defaults in force; what the check remarked. */
#include "report/page_internal.h"

#include <math.h>

#include "base/num.h"
#include "base/text.h"

static void item(struct wr_i_page *p, const char *text) { wr_html_element(p->h, "li", text, NULL); }

/* Carried and shown, without effect on any number of this page. */
static void without_effect(struct wr_i_page *p)
{
    const struct wr_model *m = p->m;
    size_t i, costs = 0, later = 0;

    for (i = 0; i < m->n_changes; i++) {
        costs += m->changes[i].has_costs;
        later += m->changes[i].over > 0 || m->changes[i].has_go_live;
    }
    wr_html_element(p->h, "h3", "In the file, but without effect on these numbers", NULL);
    wr_html_open(p->h, "ul", NULL);
    item(p, "Numbers that are uncertain are held at their best estimate. How the answer would change over their intervals is not worked "
            "out here.");
    if (later > 0 && p->in->view == WR_SIM_FROM_GO_LIVE)
        item(p, "Changes are shown from go-live on: people take them up bit by bit, and the slower weeks at the start count.");
    else if (later > 0)
        item(p, "Changes are shown as they are once settled: the time until everybody uses them, and the slower weeks after go-live, are "
                "left out (run with "
                "--from go-live to see them).");
    if (costs > 0)
        item(p, "Costs are shown with each change and are not weighed against what it does.");
    if (m->n_worths > 0)
        item(p, "What a harm or a measure is worth in money or health is carried in the file and not used here.");
    wr_html_close(p->h, "ul");
}

static void defaults(struct wr_i_page *p)
{
    const struct wr_model *m = p->m;
    size_t i;
    bool named = false;

    wr_html_element(p->h, "h3", "Defaults in force", NULL);
    wr_html_open(p->h, "ul", NULL);
    for (i = 0; i < m->n_kinds; i++)
        if (m->kinds[i].priority.where.line == 0)
            named = true;
    if (named) {
        item(p, "Patients whose file says no priority have priority 3.");
    }
    for (i = 0, named = false; i < m->n_changes; i++)
        named = named || m->changes[i].reaches.where.line == 0;
    if (named) {
        item(p, "A change that does not say whom it reaches is taken to reach everybody.");
    }
    for (i = 0, named = false; i < m->n_harms; i++)
        named = named || m->harms[i].causal_share.where.line == 0;
    if (named) {
        item(p, "A harm without a causal share is taken to be wholly caused by what it is worked out from.");
    }
    if (m->clock.n_holidays == 0) {
        item(p, "No day is a holiday.");
    }
    item(p, "Clocks do not change in summer; a month is 365/12 days, a year 365 days.");
    wr_html_close(p->h, "ul");
}

static void remarks(struct wr_i_page *p)
{
    const struct wr_mistakes *notes = p->in->notes;
    size_t i, shown = 0;

    if (notes == NULL || notes->count == 0)
        return;
    wr_html_element(p->h, "h3", "What the check remarked", NULL);
    wr_html_open(p->h, "ul", NULL);
    for (i = 0; i < notes->count && shown < 50; i++) {
        const struct wr_mistake *note = &notes->list[i];
        wr_html_open(p->h, "li", NULL);
        if (note->path != NULL && note->path[0] != '\0')
            wr_html_element(p->h, "code", note->path, NULL);
        wr_html_printf(p->h, "%s%s%s", note->path != NULL && note->path[0] != '\0' ? ": " : "",
                       note->severity == WR_REFUSAL ? "not simulated yet: " : "", wr_i_page_sentence(p, note->message));
        if (note->where.line > 0)
            wr_html_element(p->h, "span", wr_i_page_text(p, " (line %d)", note->where.line), "class", "soft", NULL);
        wr_html_close(p->h, "li");
        shown++;
    }
    if (shown < notes->count)
        wr_html_elementf(p->h, "li", "and %zu more", notes->count - shown);
    wr_html_close(p->h, "ul");
}

void wr_i_page_limits(struct wr_i_page *p)
{
    if (p->m->leaves_out != NULL)
        wr_html_paragraphs(p->h, p->m->leaves_out);
    else
        wr_html_element(p->h, "p", "Not said: the file does not say what it leaves out.", "class", "missing", NULL);
    without_effect(p);
    defaults(p);
    remarks(p);
}
