/* Decisions, and the dissent that stays with them for ever. */
#include "report/people_internal.h"

#include <string.h>

#include "agree/decisions.h"
#include "base/text.h"

static const char *groups(struct wr_i_page *p, const int *list, size_t n)
{
    struct wr_buf buf;
    size_t i;

    wr_buf_init(&buf, 0);
    for (i = 0; i < n; i++)
        wr_buf_printf(&buf, "%s%s", i > 0 ? ", " : "", p->people->agree->groups[list[i]].name);
    return wr_i_page_keep(p, &buf);
}

/* The measure that an objector's fear is tied to, as the trial saw it: so that they are proved right or wrong. */
static const char *measured(struct wr_i_page *p, const struct wr_decision *d, const struct wr_dissent *dissent)
{
    size_t v, row;

    if (dissent->measure < 0)
        return NULL;
    for (row = 0; row < p->t->n_rows; row++)
        if (p->t->row_measure[row] == dissent->measure)
            break;
    for (v = 1; v < p->t->n_variants && row < p->t->n_rows && d->change >= 0; v++) {
        int option = p->t->variants[v].option;
        if (option >= 0 && p->m->options[option].n_changes == 1 && p->m->options[option].changes[0] == d->change)
            return wr_i_page_text(p, "%s; by the model %s", p->m->measures[dissent->measure].name, wr_i_page_difference(p, v, row));
    }
    return wr_i_page_text(p, "%s", p->m->measures[dissent->measure].name);
}

static void dissent(struct wr_i_page *p, const struct wr_decision *d)
{
    size_t i;

    if (d->n_dissent == 0)
        return;
    wr_html_element(p->h, "h4", "Who disagreed", NULL);
    for (i = 0; i < d->n_dissent; i++) {
        const struct wr_dissent *x = &d->dissent[i];
        wr_html_open(p->h, "blockquote", NULL);
        wr_html_open(p->h, "p", NULL);
        wr_html_element(p->h, "strong", x->who != NULL ? wr_i_page_capital(p, x->who) : "Somebody", NULL);
        wr_html_printf(p->h, ": %s", x->harm != NULL ? wr_i_page_sentence(p, x->harm) : "The harm they foresee is not written down.");
        if (x->to != NULL)
            wr_html_printf(p->h, " To %s.", x->to);
        wr_html_close(p->h, "p");
        wr_html_close(p->h, "blockquote");
        wr_html_open(p->h, "dl", "class", "facts", NULL);
        wr_i_page_fact(p, "What would change their mind", x->change_mind);
        wr_i_page_fact(p, "What was done", x->done);
        wr_i_page_fact(p, "Where it stands",
                       wr_i_page_text(p, "%s%s%s%s%s", wr_dissent_status_words(x->status), x->by != NULL ? " by " : "",
                                      x->by != NULL ? x->by : "", x->because != NULL ? ": " : "", x->because != NULL ? x->because : ""));
        if (measured(p, d, x) != NULL)
            wr_i_page_fact(p, "What will show who was right", measured(p, d, x));
        wr_html_close(p->h, "dl");
    }
}

static void alternatives(struct wr_i_page *p, const struct wr_decision *d)
{
    size_t i;

    if (d->n_alternatives == 0)
        return;
    wr_html_element(p->h, "h4", "What was not chosen", NULL);
    wr_html_open(p->h, "ul", NULL);
    for (i = 0; i < d->n_alternatives; i++) {
        const struct wr_alternative *x = &d->alternatives[i];
        wr_html_open(p->h, "li", NULL);
        wr_html_element(p->h, "strong", x->option != NULL ? wr_i_page_capital(p, x->option) : "Not named", NULL);
        wr_html_printf(p->h, ": %s", x->because != NULL ? wr_i_page_sentence(p, x->because) : "no reason is written down.");
        if (x->reopen_if != NULL)
            wr_html_printf(p->h, " To be looked at again if %s.", x->reopen_if);
        if (x->reopen_on != WR_NO_DATE)
            wr_html_printf(p->h, " To be looked at again on %s.", wr_i_page_date(p, x->reopen_on));
        wr_html_close(p->h, "li");
    }
    wr_html_close(p->h, "ul");
}

static void decision(struct wr_i_page *p, size_t i)
{
    const struct wr_agree *a = p->people->agree;
    const struct wr_decision *d = &a->decisions[i];
    const char *id = wr_i_page_id(p, "decision");

    wr_html_open(p->h, "article", "aria-labelledby", id, NULL);
    wr_html_element(p->h, "h3",
                    wr_i_page_text(p, "%s: %s", d->name,
                                   d->says != NULL         ? d->says
                                   : d->about_text != NULL ? d->about_text
                                                           : ""),
                    "id", id, NULL);
    wr_html_open(p->h, "dl", "class", "facts", NULL);
    wr_i_page_fact(p, "Where it stands",
                   d->superseded_by >= 0 ? wr_i_page_text(p, "superseded by %s", a->decisions[d->superseded_by].name)
                                         : wr_decision_status_words(d->status));
    wr_i_page_fact(p, "About", d->about_text);
    wr_i_page_fact(p, "Date", d->date != WR_NO_DATE ? wr_i_page_date(p, d->date) : NULL);
    wr_i_page_fact(p, "Decided by", d->decided_by != NULL ? wr_i_page_person(p, d->decided_by) : NULL);
    wr_i_page_fact(p, "Because", d->because);
    if (d->superseded_by < 0) { /* of one that is past, what matters is what it said and what took its place */
        wr_i_page_fact(p, "How",
                       d->quorum >= 0 && d->present >= 0
                           ? wr_i_page_text(p, "%s; %d present, %d needed", wr_decision_method_words(d->method), d->present, d->quorum)
                           : wr_decision_method_words(d->method));
        wr_i_page_fact(p, "Clinical sponsor", d->sponsor != NULL ? wr_i_page_person(p, d->sponsor) : NULL);
        wr_i_page_fact(p, "Consulted", d->n_consulted > 0 ? groups(p, d->consulted, d->n_consulted) : NULL);
        wr_i_page_fact(p, "Informed", d->n_informed > 0 ? groups(p, d->informed, d->n_informed) : NULL);
        wr_i_page_fact(p, "To be looked at again", d->review != WR_NO_DATE ? wr_i_page_date(p, d->review) : NULL);
    }
    wr_html_close(p->h, "dl");
    alternatives(p, d);
    dissent(p, d);
    wr_html_close(p->h, "article");
}

static void findings(struct wr_i_page *p)
{
    struct wr_decision_finding *list;
    size_t i, n;
    int status = wr_decisions_findings(p->people->agree, p->people->today, p->arena, &list, &n);

    if (status != 0) {
        wr_html_status(p->h, status);
        return;
    }
    if (n == 0)
        return;
    wr_html_element(p->h, "h3", "What is to be looked at", NULL);
    wr_html_open(p->h, "ul", NULL);
    for (i = 0; i < n; i++)
        wr_html_element(p->h, "li",
                        wr_i_page_text(p, "%s %s: %s", wr_i_page_says(p, list[i].says), wr_i_page_capital(p, list[i].who),
                                       wr_i_page_sentence(p, wr_i_page_plain(p, list[i].do_))),
                        NULL);
    wr_html_close(p->h, "ul");
}

void wr_i_page_decided(struct wr_i_page *p)
{
    size_t i;

    if (p->people->agree->n_decisions == 0) {
        wr_html_element(p->h, "p", "No decision is written down.", "class", "missing", NULL);
        return;
    }
    for (i = 0; i < p->people->agree->n_decisions; i++)
        decision(p, i);
    findings(p);
}
