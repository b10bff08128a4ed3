/* For each change: who asked for it, who answers for it, what it does and on what evidence, what can go wrong; and in words what is missing. */
#include "report/people_internal.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "model/tell.h"
#include "read/tree.h"

static void missing(struct wr_i_page *p, const char *sentence) { wr_html_element(p->h, "p", sentence, "class", "missing", NULL); }

static const char *joined(struct wr_i_page *p, const char *const *texts, size_t n)
{
    struct wr_buf buf;
    size_t i;

    wr_buf_init(&buf, 0);
    for (i = 0; i < n; i++)
        wr_buf_printf(&buf, "%s%s", i > 0 ? ", " : "", texts[i]);
    return wr_i_page_keep(p, &buf);
}

static const char *effect_words(struct wr_i_page *p, const struct wr_effect *e)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_tell_effect(p->m, e, &buf);
    return wr_i_page_capital(p, wr_i_page_keep(p, &buf));
}

static const char *evidence(struct wr_i_page *p, const struct wr_effect *e)
{
    const char *source = e->source != NULL ? e->source : e->by.source, *says = e->says != NULL ? e->says : e->by.says;

    if (wr_text_is_blank(source) && wr_text_is_blank(says))
        return "No source is named: treat it as invented";
    if (source != NULL && wr_text_starts(source, "invented"))
        return says != NULL ? wr_i_page_text(p, "Invented. %s", says) : "Invented";
    if (source == NULL)
        return wr_i_page_text(p, "Said: %s", says);
    return says != NULL ? wr_i_page_text(p, "%s (%s)", source, says) : source;
}

/* "tasks: check alerts; steps: call back". */
static const char *added(struct wr_i_page *p, const struct wr_node *adds)
{
    struct wr_buf buf;
    size_t i, k;

    wr_buf_init(&buf, 0);
    for (i = 0; i < adds->count; i++) {
        wr_buf_printf(&buf, "%s%s", i > 0 ? "; " : "", adds->items[i]->key != NULL ? adds->items[i]->key : "");
        for (k = 0; k < adds->items[i]->count; k++)
            if (adds->items[i]->items[k]->key != NULL)
                wr_buf_printf(&buf, "%s%s", k > 0 ? ", " : ": ", adds->items[i]->items[k]->key);
    }
    return wr_i_page_keep(p, &buf);
}

/* "the step desk; the staff clerk". */
static const char *removed(struct wr_i_page *p, const struct wr_change *c)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    for (size_t i = 0; i < c->n_removes; i++) {
        wr_buf_text(&buf, i > 0 ? "; " : "");
        wr_tell_removed(c->removes[i], &buf);
    }
    return wr_i_page_keep(p, &buf);
}

static void effects(struct wr_i_page *p, const struct wr_change *c)
{
    static const char *const columns[] = {"What changes", "Where that comes from", "In the file"};
    size_t i;

    if (c->n_effects == 0 && c->adds == NULL && c->n_removes == 0) {
        missing(p, "No effect is written: in the model this change does nothing.");
        return;
    }
    if (c->adds != NULL)
        wr_html_element(p->h, "p", wr_i_page_text(p, "It adds to the service: %s.", added(p, c->adds)), NULL);
    if (c->n_removes > 0)
        wr_html_element(p->h, "p", wr_i_page_text(p, "It takes out of the service: %s.", removed(p, c)), NULL);
    if (c->n_effects == 0)
        return;
    wr_i_page_table(p, wr_i_page_text(p, "What \xE2\x80\x9C%s\xE2\x80\x9D changes in the model", c->name), columns, 3, true);
    for (i = 0; i < c->n_effects; i++) {
        wr_i_page_row(p, effect_words(p, &c->effects[i]));
        wr_i_page_cell(p, evidence(p, &c->effects[i]));
        wr_i_page_cell(p, c->effects[i].path);
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

/* Care first: a proposal that names a product and changes no step, task or information at the bedside is told so. */
static bool touches_care(const struct wr_change *c)
{
    size_t i;

    for (i = 0; i < c->n_effects; i++)
        if (wr_text_starts(c->effects[i].path, "steps.") || wr_text_starts(c->effects[i].path, "tasks.") ||
            wr_text_starts(c->effects[i].path, "information.") || wr_text_starts(c->effects[i].path, "staff."))
            return true;
    return c->adds != NULL || c->n_removes > 0;
}

static void log_of(struct wr_i_page *p, const char *title, const char *none, const struct wr_hazard *list, size_t n)
{
    size_t i;

    wr_html_element(p->h, "h4", title, NULL);
    if (n == 0) {
        missing(p, none);
        return;
    }
    wr_html_open(p->h, "ul", NULL);
    for (i = 0; i < n; i++) {
        wr_html_open(p->h, "li", NULL);
        if (list[i].name != NULL)
            wr_html_element(p->h, "strong", wr_i_page_capital(p, list[i].name), NULL);
        if (list[i].says != NULL)
            wr_html_printf(p->h, "%s%s", list[i].name != NULL ? ": " : "", wr_i_page_sentence(p, list[i].says));
        if (list[i].owner != NULL)
            wr_html_element(p->h, "span", wr_i_page_text(p, " Owner: %s.", list[i].owner), "class", "soft", NULL);
        else
            wr_html_element(p->h, "span", " No owner is named.", "class", "soft", NULL);
        wr_html_close(p->h, "li");
    }
    wr_html_close(p->h, "ul");
}

/* "triage takes 1.3 times as long, for 28 days". */
static const char *dip(struct wr_i_page *p, const struct wr_change *c)
{
    struct wr_buf buf;
    size_t i;

    wr_buf_init(&buf, 0);
    for (i = 0; i < c->n_dips; i++) {
        wr_buf_printf(&buf, "%s%s: ", i > 0 ? "; " : "", c->dips[i].path);
        wr_tell_value(p->m, &c->dips[i].times, WR_UNIT_TIMES, &buf);
    }
    wr_buf_printf(&buf, "%sfor %s", c->n_dips > 0 ? ", " : "", wr_i_page_quantity(p, c->dip_lasts, WR_UNIT_TIME, 0));
    return wr_i_page_keep(p, &buf);
}

static const char *beside(struct wr_i_page *p, const struct wr_change *c)
{
    struct wr_buf buf;
    size_t i;

    wr_buf_init(&buf, 0);
    for (i = 0; i < c->n_beside; i++)
        wr_buf_printf(&buf, "%skeeps %s of its effect beside %s", i > 0 ? "; " : "", wr_i_page_number(p, &c->beside[i].keeps),
                      p->m->changes[c->beside[i].change].name);
    return wr_i_page_keep(p, &buf);
}

static void facts(struct wr_i_page *p, const struct wr_change *c)
{
    wr_html_open(p->h, "dl", "class", "facts", NULL);
    /* What is missing of these was said above, in whole sentences. */
    if (c->n_need > 0)
        wr_i_page_fact(p, "Asked for by", wr_i_page_text(p, "need %s", joined(p, c->need, c->n_need)));
    if (c->owner != NULL)
        wr_i_page_fact(p, "Owner", c->owner);
    if (c->clinical_sponsor != NULL)
        wr_i_page_fact(p, "Clinical sponsor", c->clinical_sponsor);
    if (c->n_uses > 0)
        wr_i_page_fact(p, "Technology it uses", joined(p, c->uses, c->n_uses));
    if (c->n_needs_first > 0)
        wr_i_page_fact(p, "Needs first", joined(p, c->needs_first, c->n_needs_first));
    wr_i_page_fact(p, "Reaches, once settled", wr_i_page_number(p, &c->reaches));
    if (c->over > 0)
        wr_i_page_fact(p, "Taken up over", wr_i_page_quantity(p, c->over, WR_UNIT_TIME, 0));
    if (c->has_go_live)
        wr_i_page_fact(p, "Slower at first", dip(p, c));
    if (c->n_beside > 0)
        wr_i_page_fact(p, "Chosen together with others", beside(p, c));
    if (c->has_costs) {
        wr_i_page_fact(p, "Costs once", wr_i_page_number(p, &c->costs_once));
        wr_i_page_fact(p, "Costs a year", wr_i_page_number(p, &c->costs_a_year));
        wr_i_page_fact(p, "Lasts", c->lifetime > 0 ? wr_i_page_quantity(p, c->lifetime, WR_UNIT_TIME, 0) : NULL);
    } else {
        wr_i_page_fact(p, "Costs", NULL);
    }
    wr_html_close(p->h, "dl");
}

static void one_change(struct wr_i_page *p, size_t i)
{
    const struct wr_change *c = &p->m->changes[i];
    const char *id = wr_i_page_id(p, "change");

    wr_html_open(p->h, "article", "class", p->people != NULL ? "sheet" : NULL, "aria-labelledby", id, NULL);
    wr_html_element(p->h, "h3", wr_i_page_capital(p, c->name), "id", id, NULL);
    if (c->says != NULL)
        wr_html_element(p->h, "p", wr_i_page_sentence(p, c->says), NULL);
    else
        missing(p, "It is not said what would change for patients and staff.");
    if (c->is_technology && !touches_care(c))
        missing(p, "It names technology and no step of care that would change.");
    if (c->n_need == 0)
        missing(p, "No one has asked for this: no need is recorded.");
    if (c->owner == NULL)
        missing(p, "No owner is named.");
    if (c->clinical_sponsor == NULL)
        missing(p, "No clinical sponsor is named.");
    if (p->people != NULL)
        wr_i_page_lenses(p, (int)i);
    facts(p, c);
    effects(p, c);
    log_of(p, "Hazards", "No hazard is recorded: nobody has written down what can go wrong.", c->hazards, c->n_hazards);
    log_of(p, "Issues", "No issue is recorded.", c->issues, c->n_issues);
    wr_html_close(p->h, "article");
}

void wr_i_page_changes(struct wr_i_page *p)
{
    size_t i;

    if (p->m->n_changes == 0)
        wr_html_element(p->h, "p", "The file proposes no change.", NULL);
    for (i = 0; i < p->m->n_changes; i++)
        one_change(p, i);
}
