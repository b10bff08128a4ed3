/* One page for the ward: what you said, what we could do, what would change in your day, what could go wrong, what became of it. */
#include "report/people_internal.h"

#include <string.h>

#include "agree/voices.h"
#include "base/text.h"
#include "model/tell.h"

static void words(struct wr_i_page *p, const struct wr_stated_need *need)
{
    wr_html_printf(p->h, "\xE2\x80\x9C%s\xE2\x80\x9D", need->says);
    wr_html_element(p->h, "span", wr_i_page_text(p, " (%s)", need->role != NULL ? need->role : "somebody"), "class", "soft", NULL);
}

static void said(struct wr_i_page *p)
{
    const struct wr_agree *a = p->people->agree;
    size_t i;

    wr_html_element(p->h, "h2", "What you said", NULL);
    if (a->n_needs == 0) {
        wr_html_element(
            p->h, "p", "Nobody has written anything down yet. Say what costs you time, or what worries you: one sentence is enough.", NULL);
        return;
    }
    wr_html_open(p->h, "ul", "class", "tight", NULL);
    for (i = 0; i < a->n_needs; i++) {
        const struct wr_stated_need *need = a->needs[i].stated;
        size_t c, k, n = 0;
        if (a->needs[i].merged_into >= 0)
            continue; /* said with the need that keeps it */
        wr_html_open(p->h, "li", NULL);
        words(p, need);
        for (k = 0; k < a->needs[i].n_merged; k++) {
            wr_html_text(p->h, " And: ");
            words(p, a->needs[a->needs[i].merged[k]].stated);
        }
        wr_html_open(p->h, "span", "class", "soft", NULL);
        for (c = 0; c < p->m->n_changes; c++)
            for (k = 0; k < p->m->changes[c].n_need; k++)
                if (strcmp(p->m->changes[c].need[k], need->name) == 0)
                    wr_html_printf(p->h, "%s%s", n++ == 0 ? " Led to: " : ", ", p->m->changes[c].name);
        wr_html_text(p->h, n == 0 ? " Nothing has come of it yet." : ".");
        wr_html_close(p->h, "span");
        wr_html_close(p->h, "li");
    }
    wr_html_close(p->h, "ul");
}

/* Which groups were not heard about which change: whoever reads this and is one of them should know. */
static void unheard(struct wr_i_page *p)
{
    struct wr_voices_unheard *list;
    size_t i, k, n, named;

    wr_html_element(p->h, "h2", "Were you heard?", NULL);
    for (i = 0; i < p->m->n_changes; i++) {
        int status = wr_voices_unheard(p->people->agree, (int)i, p->arena, &list, &n);
        if (status != 0) {
            wr_html_status(p->h, status);
            return;
        }
        for (k = named = 0; k < n; k++) { /* whoever is no group of this trust does not read this page */
            if (list[k].group < 0)
                continue;
            if (named++ == 0) {
                wr_html_open(p->h, "p", NULL);
                wr_html_printf(p->h, "Not heard about %s: ", p->m->changes[i].name);
            }
            wr_html_printf(p->h, "%s%s", named > 1 ? ", " : "", list[k].name);
        }
        if (named > 0) {
            wr_html_text(p->h, ".");
            wr_html_close(p->h, "p");
        }
    }
    wr_html_element(
        p->h, "p",
        "If that is you, say so to the person named above. A hazard can be raised by anyone, and an objection stays with the decision.",
        NULL);
}

static void change(struct wr_i_page *p, size_t i)
{
    const struct wr_change *c = &p->m->changes[i];
    const struct wr_agree *a = p->people->agree;
    const struct wr_schedule_end *end =
        p->people->has_schedule ? wr_schedule_end_find(&p->people->schedule, WR_SCHEDULE_CHANGE, (int)i) : NULL;
    struct wr_buf buf;
    size_t k, n, closed = 0;

    wr_html_element(p->h, "h3", wr_i_page_capital(p, c->name), NULL);
    wr_html_element(p->h, "p", c->says != NULL ? wr_i_page_sentence(p, c->says) : "What would change for you and for patients is not said.",
                    NULL);
    wr_html_open(p->h, "dl", "class", "facts", NULL);
    wr_buf_init(&buf, 0);
    for (k = 0; k < c->n_effects; k++) {
        wr_buf_text(&buf, k > 0 ? "; " : "");
        wr_tell_effect(p->m, &c->effects[k], &buf);
    }
    for (k = 0; k < c->n_removes; k++) {
        wr_buf_text(&buf, buf.size > 0 ? "; " : "");
        wr_tell_removed(c->removes[k], &buf);
        wr_buf_text(&buf, " is taken out");
    }
    wr_i_page_fact(p, "In your day",
                   c->n_effects + c->n_removes > 0 ? wr_i_page_sentence(p, wr_i_page_capital(p, wr_i_page_keep(p, &buf))) : NULL);
    if (c->n_effects + c->n_removes == 0)
        wr_buf_free(&buf);
    if (c->has_go_live)
        wr_i_page_fact(
            p, "At first",
            wr_i_page_text(p, "Everything it touches takes longer for %s.", wr_i_page_quantity(p, c->dip_lasts, WR_UNIT_TIME, 0)));
    wr_buf_init(&buf, 0);
    for (k = n = 0; k < a->n_hazards; k++)
        if (a->hazards[k].change == (int)i && a->hazards[k].status == WR_HAZARD_CLOSED)
            closed++;
        else if (a->hazards[k].change == (int)i && a->hazards[k].says != NULL)
            wr_buf_printf(&buf, "%s%s", n++ > 0 ? "; " : "", a->hazards[k].says);
    wr_i_page_fact(p, "What could go wrong",
                   n > 0        ? wr_i_page_sentence(p, wr_i_page_keep(p, &buf))
                   : closed > 0 ? "What was written down has been closed, with a reason. What do you see?"
                                : "Nobody has written anything down. What do you see?");
    if (n == 0)
        wr_buf_free(&buf);
    wr_buf_init(&buf, 0);
    if (end != NULL && !end->done)
        wr_schedule_say_end(&buf, end);
    wr_i_page_fact(p, "Where it stands",
                   wr_i_page_text(p, "%s.%s%s", p->people->gates[i].verdict, buf.size > 0 ? " " : "", wr_buf_string(&buf)));
    wr_buf_free(&buf);
    wr_i_page_fact(p, "Ask", wr_i_page_person(p, c->clinical_sponsor != NULL ? c->clinical_sponsor : c->owner));
    wr_html_close(p->h, "dl");
}

void wr_i_page_ward(struct wr_i_page *p)
{
    size_t i;

    said(p);
    wr_html_element(p->h, "h2", "What we could do, and what would change in your day", NULL);
    for (i = 0; i < p->m->n_changes; i++)
        change(p, i);
    unheard(p);
}
