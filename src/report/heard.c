/* Who asked, and who was heard: needs by group in people's own words, then each question with what the groups answered. Nothing is averaged over groups,
 * and what would show single people is not in the data that this reads (agree/suppress.h). */
#include "report/people_internal.h"

#include <math.h>
#include <string.h>

#include "agree/voices.h"
#include "base/text.h"

static const char *me_too(struct wr_i_page *p, const struct wr_person_need *need)
{
    struct wr_buf buf;
    size_t i;

    wr_buf_init(&buf, 0);
    for (i = 0; i < need->n_me_too; i++)
        wr_buf_printf(&buf, "%s%d %s", i > 0 ? ", " : "", need->me_too[i].people, need->me_too[i].group_text);
    return wr_i_page_keep(p, &buf);
}

/* What became of it: the changes that name it. */
static const char *became(struct wr_i_page *p, const char *name)
{
    struct wr_buf buf;
    size_t i, k, n = 0;

    wr_buf_init(&buf, 0);
    for (i = 0; i < p->m->n_changes; i++)
        for (k = 0; k < p->m->changes[i].n_need; k++)
            if (strcmp(p->m->changes[i].need[k], name) == 0)
                wr_buf_printf(&buf, "%s%s", n++ > 0 ? ", " : "", p->m->changes[i].name);
    if (n == 0)
        wr_buf_text(&buf, "Nothing yet: no change names it");
    return wr_i_page_keep(p, &buf);
}

static void needs(struct wr_i_page *p)
{
    static const char *const columns[] = {"What was said", "Who said it", "Me too", "What became of it"};
    const struct wr_agree *a = p->people->agree;
    size_t i, k;

    wr_html_element(p->h, "h3", "Who asked", NULL);
    if (a->n_needs == 0) {
        wr_html_element(p->h, "p", "No need is written down.", "class", "missing", NULL);
        return;
    }
    wr_i_page_table(p, wr_i_page_text(p, "%zu needs, in people's own words", a->n_needs), columns, 4, true);
    for (i = 0; i < a->n_needs; i++) {
        const struct wr_person_need *need = &a->needs[i];
        struct wr_buf who;
        if (need->merged_into >= 0)
            continue; /* it stands with the need that keeps it */
        wr_buf_init(&who, 0);
        wr_buf_text(&who, need->stated->role != NULL ? need->stated->role : "Not said");
        if (need->stated->who != NULL)
            wr_buf_printf(&who, " (%s)", need->stated->who);
        wr_i_page_row(p, wr_i_page_text(p, "%s: \xE2\x80\x9C%s\xE2\x80\x9D", need->stated->name, need->stated->says));
        for (k = 0; k < need->n_merged; k++) {
            const struct wr_stated_need *also = a->needs[need->merged[k]].stated;
            wr_buf_printf(&who, "; %s: \xE2\x80\x9C%s\xE2\x80\x9D (%s)", also->role != NULL ? also->role : "somebody", also->says,
                          also->name);
        }
        wr_i_page_cell(p, wr_i_page_capital(p, wr_i_page_keep(p, &who)));
        wr_i_page_cell(p, me_too(p, need));
        wr_i_page_cell(p, wr_i_page_capital(p, became(p, need->stated->name)));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static const char *count(struct wr_i_page *p, struct wr_shown shown)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_voices_say_count(shown, &buf);
    return wr_i_page_keep(p, &buf);
}

static const char *median(struct wr_i_page *p, const struct wr_suppressed *a)
{
    if (!a->shown)
        return a->n.high == 0 ? "Nobody rated it" : "Too few to show";
    if (!isnan(a->median))
        return wr_i_page_text(p, "%g%s", a->median, a->divided ? ", and divided" : "");
    if (a->third != WR_THIRD_NONE)
        return wr_i_page_text(p, "%s%s", wr_third_words(a->third), a->divided ? ", and divided" : "");
    return a->divided ? "Divided" : "Not to be shown";
}

static void answers(struct wr_i_page *p, const struct wr_voices_result *r)
{
    static const char *const columns[] = {"Group",           "Heard",        "Invited",          "Against (1 to 3)",
                                          "Unsure (4 to 6)", "For (7 to 9)", "The middle answer"};
    size_t i;

    wr_i_page_table(p, "What each group answered", columns, 7, true);
    for (i = 0; i < r->n_groups; i++) {
        const struct wr_voices_group *g = &r->groups[i];
        const struct wr_suppressed *a = &g->all.ratings;
        wr_i_page_row(p, wr_i_page_capital(p, g->name));
        wr_i_page_cell(p, count(p, g->all.heard));
        wr_i_page_cell(p, g->coverage.invited >= 0 ? wr_i_page_text(p, "%d", g->coverage.invited) : g->should ? "not invited" : "not said");
        for (size_t t = 0; t < 3; t++)
            wr_i_page_cell(
                p, !a->shown || (a->thirds[t].low == 0 && a->thirds[t].high == a->n.high && a->n.high > 0) ? "" : count(p, a->thirds[t]));
        wr_i_page_cell(p, wr_i_page_capital(p, median(p, a)));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    wr_html_element(p->h, "p", "An empty cell is not nought: it is a count that would tell what single people answered.", "class", "soft",
                    NULL);
}

static void reasons(struct wr_i_page *p, const struct wr_voices_result *r)
{
    size_t i;

    if (r->n_reasons == 0)
        return;
    wr_html_element(p->h, "h4", "In their words", NULL);
    wr_html_open(p->h, "ul", NULL);
    for (i = 0; i < r->n_reasons; i++) {
        wr_html_open(p->h, "li", NULL);
        wr_html_printf(p->h, "\xE2\x80\x9C%s\xE2\x80\x9D", r->reasons[i].says);
        if (r->reasons[i].group >= 0)
            wr_html_element(p->h, "span", wr_i_page_text(p, " %s", p->people->agree->groups[r->reasons[i].group].name), "class", "soft",
                            NULL);
        wr_html_close(p->h, "li");
    }
    wr_html_close(p->h, "ul");
}

static void statement(struct wr_i_page *p, int s)
{
    const struct wr_agree *a = p->people->agree;
    struct wr_voices_result r;
    struct wr_buf buf;
    int status = wr_voices_look(a, s, p->arena, &r);

    if (status != 0) {
        wr_html_status(p->h, status);
        return;
    }
    wr_html_element(p->h, "h3", wr_i_page_capital(p, a->statements[s].name), NULL);
    if (a->statements[s].says != NULL)
        wr_html_element(p->h, "p", wr_i_page_text(p, "Asked: \xE2\x80\x9C%s\xE2\x80\x9D", a->statements[s].says), NULL);
    wr_html_open(p->h, "div", "class", "answer", NULL);
    wr_buf_init(&buf, 0);
    wr_voices_say(a, &r, &buf);
    wr_html_element(p->h, "p", wr_i_page_keep(p, &buf), NULL);
    wr_buf_init(&buf, 0);
    wr_voices_say_coverage(a, &r, &buf);
    wr_html_element(p->h, "p", wr_i_page_keep(p, &buf), NULL);
    wr_html_close(p->h, "div");
    answers(p, &r);
    reasons(p, &r);
}

static void unheard(struct wr_i_page *p)
{
    struct wr_voices_unheard *list;
    size_t i, k, n, said = 0;
    int status;

    for (i = 0; i < p->m->n_changes; i++) {
        status = wr_voices_unheard(p->people->agree, (int)i, p->arena, &list, &n);
        if (status != 0) {
            wr_html_status(p->h, status);
            return;
        }
        if (n > 0 && said++ == 0)
            wr_html_element(p->h, "h3", "Who was not heard", NULL);
        if (n == 0)
            continue;
        wr_html_elementf(p->h, "p", "%s:", wr_i_page_capital(p, p->m->changes[i].name));
        wr_html_open(p->h, "ul", NULL);
        for (k = 0; k < n; k++)
            wr_html_element(p->h, "li", wr_i_page_sentence(p, wr_i_page_capital(p, list[k].says)), NULL);
        wr_html_close(p->h, "ul");
    }
}

void wr_i_page_heard(struct wr_i_page *p)
{
    const struct wr_agree *a = p->people->agree;
    size_t i;

    needs(p);
    if (a->n_statements == 0)
        wr_html_element(p->h, "p", "Nobody has been asked what they think of the changes.", "class", "missing", NULL);
    for (i = 0; i < a->n_statements; i++)
        statement(p, (int)i);
    unheard(p);
    wr_html_elementf(p->h, "p", "Results of fewer than %d people are not shown, nor anything from which they could be worked out.",
                     a->smallest_cell);
}
