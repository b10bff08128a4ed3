/* The board paper: two pages in the order of the Five Case Model (HM Treasury, The Green Book): strategic, economic, commercial, financial, management.
 * What nobody has said is shown as a blank, never filled. */
#include "report/people_internal.h"

#include <string.h>

#include "agree/hazards.h"
#include "base/text.h"

#define BLANK "Not said"

static void asked(struct wr_i_page *p)
{
    size_t i;

    wr_html_element(p->h, "h2", "What the board is asked", NULL);
    wr_html_open(p->h, "ul", NULL);
    for (i = 0; i < p->m->n_changes; i++) {
        const struct wr_change *c = &p->m->changes[i];
        wr_html_open(p->h, "li", NULL);
        wr_html_element(p->h, "strong", wr_i_page_capital(p, c->name), NULL);
        wr_html_printf(p->h, ": %s %s.", c->says != NULL ? wr_i_page_sentence(p, c->says) : "What it changes in care is not said.",
                       p->people->gates[i].verdict);
        wr_html_close(p->h, "li");
    }
    wr_html_close(p->h, "ul");
}

static void strategic(struct wr_i_page *p)
{
    static const char *const columns[] = {"Objective", "Wanted", "As things are", "Years on target", "Owner"};
    const struct wr_agree *a = p->people->agree;
    struct wr_i_aim aim;
    size_t i;

    wr_html_element(p->h, "h2", "1. Strategic: is it needed?", NULL);
    if (a->n_drivers == 0) {
        wr_html_element(p->h, "p", "Why the trust must improve: " BLANK ".", "class", "missing", NULL);
    } else {
        wr_html_open(p->h, "ul", NULL);
        for (i = 0; i < a->n_drivers; i++)
            wr_html_elementf(p->h, "li", "%s (%s)", a->drivers[i].says != NULL ? a->drivers[i].says : a->drivers[i].name,
                             a->drivers[i].source != NULL ? a->drivers[i].source : "no source is named");
        wr_html_close(p->h, "ul");
    }
    wr_i_page_table(p, "What the service is for, and how it does now", columns, 5, true);
    for (i = 0; i < p->m->n_objectives; i++) {
        const struct wr_objective *o = &p->m->objectives[i];
        wr_i_page_row(p, o->says != NULL ? o->says : o->name);
        if (wr_i_aim_of(p, i, &aim)) {
            wr_i_page_cell(p, wr_i_page_target(p, aim.row) != NULL ? wr_i_page_target(p, aim.row) : BLANK);
            wr_i_page_cell(p, wr_i_page_average(p, 0, aim.row));
            wr_i_page_cell(p, wr_i_page_met(p, 0, aim.row) != NULL ? wr_i_page_met(p, 0, aim.row) : "");
        } else {
            wr_i_page_cell(p, BLANK);
            wr_i_page_cell(p, "Not measured");
            wr_i_page_cell(p, "");
        }
        wr_i_page_cell(p, o->owner != NULL ? wr_i_page_capital(p, o->owner) : BLANK);
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static void economic(struct wr_i_page *p)
{
    size_t i;

    wr_html_element(p->h, "h2", "2. Economic: which option is worth most?", NULL);
    if (p->t->n_variants < 2)
        wr_html_element(p->h, "p", "No option was run beside doing nothing.", "class", "missing", NULL);
    wr_i_page_matrix(p);
    wr_html_element(
        p->h, "p",
        "Harm is associated with waiting or with what is not known; how much of it a change can remove is not known. Net present value and "
        "benefit-cost ratio: not worked out; unmonetised benefits stand below.",
        NULL);
    wr_html_open(p->h, "ul", "class", "tight", NULL);
    for (i = 0; i < p->people->agree->n_benefits; i++) {
        const struct wr_benefit *b = &p->people->agree->benefits[i];
        const struct wr_benefit_row *row = &p->people->benefits.rows[i];
        wr_html_open(p->h, "li", NULL);
        wr_html_element(p->h, "strong", wr_i_page_capital(p, b->name), NULL);
        wr_html_printf(p->h, " (%s%s; on the rung \xE2\x80\x9C%s\xE2\x80\x9D): %s.", b->dis_benefit ? "a dis-benefit, " : "",
                       wr_benefit_class_words(row->class_), wr_benefit_rung_words(row->stands),
                       row->run.has ? row->run.says : "no figure is claimed");
        wr_html_close(p->h, "li");
    }
    wr_html_close(p->h, "ul");
}

static void commercial(struct wr_i_page *p)
{
    static const char *const columns[] = {"System", "Supplier", "Contract", "Ends"};
    const struct wr_agree *a = p->people->agree;
    size_t i;

    wr_html_element(p->h, "h2", "3. Commercial: can it be bought?", NULL);
    if (a->n_systems == 0) {
        wr_html_element(p->h, "p", "Suppliers and contracts: " BLANK ".", "class", "missing", NULL);
        return;
    }
    wr_i_page_table(p, "From whom it would be bought", columns, 4, true);
    for (i = 0; i < a->n_systems; i++) {
        wr_i_page_row(p, wr_i_page_capital(p, a->systems[i].name));
        wr_i_page_cell(p, a->systems[i].supplier != NULL ? wr_i_page_capital(p, a->systems[i].supplier) : BLANK);
        wr_i_page_cell(p, a->systems[i].contract != NULL ? wr_i_page_capital(p, a->systems[i].contract) : BLANK);
        wr_i_page_cell(p, a->systems[i].contract_ends != WR_NO_DATE ? wr_i_page_date(p, a->systems[i].contract_ends) : BLANK);
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static void told(void *self, int level, const char *sentence)
{
    struct wr_i_page *p = self;

    (void)level;
    wr_html_element(p->h, "p", sentence, NULL);
}

static void financial(struct wr_i_page *p)
{
    static const char *const columns[] = {"Change", "Once", "A year", "Lasts"};
    const struct wr_agree *a = p->people->agree;
    size_t i, cash = 0;

    wr_html_element(p->h, "h2", "4. Financial: can we afford it?", NULL);
    wr_i_page_table(p, "What each change costs", columns, 4, true);
    for (i = 0; i < p->m->n_changes; i++) {
        const struct wr_change *c = &p->m->changes[i];
        wr_i_page_row(p, wr_i_page_capital(p, c->name));
        wr_i_page_cell(p, c->has_costs ? wr_i_page_number(p, &c->costs_once) : BLANK);
        wr_i_page_cell(p, c->has_costs ? wr_i_page_number(p, &c->costs_a_year) : BLANK);
        wr_i_page_cell(p, c->has_costs && c->lifetime > 0 ? wr_i_page_quantity(p, c->lifetime, WR_UNIT_TIME, 0) : BLANK);
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    wr_html_status(p->h, wr_network_say_costs(&p->people->map, told, p));
    for (i = 0; i < a->n_benefits; i++)
        cash += p->people->benefits.rows[i].class_ == WR_CLASS_CASH_RELEASING;
    wr_html_elementf(
        p->h, "p",
        "Benefits that release cash, with a budget holder who says which budget falls: %s. Where the money comes from, by year, revenue "
        "and capital: " BLANK ".",
        cash == 0 ? "none" : wr_i_page_count(p, (double)cash));
}

static void management(struct wr_i_page *p)
{
    static const char *const columns[] = {
        "Change", "Owner", "Clinical sponsor", "As likely as not by", "Four in five by", "Missing before it may start"};
    const struct wr_agree *a = p->people->agree;
    size_t i, k, open = 0, unscored = 0;
    struct wr_hazard_rating rating;

    wr_html_element(p->h, "h2", "5. Management: can it be done?", NULL);
    wr_i_page_table(p, "Who answers, by when, and what is missing", columns, 6, true);
    for (i = 0; i < p->m->n_changes; i++) {
        const struct wr_change *c = &p->m->changes[i];
        const struct wr_schedule_end *end =
            p->people->has_schedule ? wr_schedule_end_find(&p->people->schedule, WR_SCHEDULE_CHANGE, (int)i) : NULL;
        wr_i_page_row(p, wr_i_page_capital(p, c->name));
        wr_i_page_cell(p, c->owner != NULL ? wr_i_page_capital(p, c->owner) : BLANK);
        wr_i_page_cell(p, c->clinical_sponsor != NULL ? wr_i_page_capital(p, c->clinical_sponsor) : BLANK);
        wr_i_page_cell(p, end == NULL ? BLANK : end->done ? "done" : wr_i_page_date(p, end->p50.date));
        wr_i_page_cell(p, end == NULL || end->done ? "" : wr_i_page_date(p, end->p80.date));
        wr_i_page_cell(p, p->people->gates[i].n_missing == 0 ? "nothing" : wr_i_page_text(p, "%zu", p->people->gates[i].n_missing));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    for (i = 0; i < a->n_hazards; i++)
        if (a->hazards[i].status != WR_HAZARD_CLOSED) {
            open++;
            wr_hazard_rate_now(a, &a->hazards[i], p->arena, &rating);
            unscored += !rating.counts;
        }
    wr_html_elementf(p->h, "p", "Hazards open in the log: %zu, of which %zu are not scored by the clinical safety officer.", open,
                     unscored);
    wr_html_open(p->h, "ul", "class", "tight", NULL);
    for (i = 0; i < a->n_decisions; i++)
        for (k = 0; k < a->decisions[i].n_dissent; k++) {
            const struct wr_dissent *x = &a->decisions[i].dissent[k];
            wr_html_open(p->h, "li", NULL);
            wr_html_element(p->h, "strong", wr_i_page_text(p, "Dissent of %s", x->who != NULL ? x->who : "somebody"), NULL);
            wr_html_printf(p->h, " (%s): %s", a->decisions[i].name, x->harm != NULL ? wr_i_page_sentence(p, x->harm) : BLANK);
            wr_html_close(p->h, "li");
        }
    wr_html_close(p->h, "ul");
}

void wr_i_page_board(struct wr_i_page *p)
{
    asked(p);
    strategic(p);
    economic(p);
    commercial(p);
    financial(p);
    management(p);
    wr_html_open(p->h, "p", NULL);
    wr_html_element(p->h, "strong", "Draft. Not signed. Needs: ", NULL);
    wr_html_printf(p->h, "the chief executive's decision, each owner's yes, and, for each change with hazards, the clinical safety "
                         "officer's approval of its log.");
    wr_html_close(p->h, "p");
}
