/* The first screen: what is asked, and what the answer is. */
#include "report/page_internal.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"

static void notice(struct wr_i_page *p, const char *strong, const char *text)
{
    wr_html_open(p->h, "div", "class", "notice", NULL);
    wr_html_open(p->h, "p", NULL);
    wr_html_element(p->h, "strong", strong, NULL);
    if (text != NULL)
        wr_html_printf(p->h, " %s", text);
    wr_html_close(p->h, "p");
    wr_html_close(p->h, "div");
}

static void where_numbers_come_from(struct wr_i_page *p)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_say_data(&buf, p->m);
    notice(p, wr_i_page_keep(p, &buf), NULL);
}

/* What makes the numbers doubtful has to stand before them. */
static void doubt(void *self, const char *sentence) { notice(self, "Before you believe it:", sentence); }

void wr_i_page_doubt(struct wr_i_page *p)
{
    where_numbers_come_from(p);
    wr_say_warnings(p->t, doubt, p);
}

static void question(struct wr_i_page *p)
{
    size_t v;

    if (p->t->n_variants < 2) {
        wr_html_element(p->h, "p", "Asked: how does this service go as it is? No option was run beside it.", NULL);
        return;
    }
    wr_html_open(p->h, "p", NULL);
    wr_html_printf(p->h,
                   "Asked: compared with \xE2\x80\x9C%s\xE2\x80\x9D on the same patients, what would %s do: ", p->t->variants[0].label,
                   p->t->n_variants == 2 ? "this option" : "each of these options");
    for (v = 1; v < p->t->n_variants; v++) {
        wr_html_text(p->h, v == 1 ? "" : v + 1 == p->t->n_variants ? " or " : ", ");
        wr_html_element(p->h, "em", p->t->variants[v].label, NULL);
    }
    wr_html_text(p->h, "?");
    wr_html_close(p->h, "p");
}

/* "all three or record and home before lunch": who else is as good, as far as the runs can tell. */
static const char *others_as_good(struct wr_i_page *p, size_t best, size_t row)
{
    struct wr_buf buf;
    size_t v;

    wr_buf_init(&buf, 0);
    for (v = 1; v < p->t->n_variants; v++)
        if (v != best && wr_i_page_as_good(p, v, best, row))
            wr_buf_printf(&buf, "%s%s", buf.size > 0 ? " or " : "", p->t->variants[v].label);
    return wr_i_page_keep(p, &buf);
}

static void answer_for(struct wr_i_page *p, const struct wr_i_aim *aim)
{
    const char *target = wr_i_page_target(p, aim->row), *met = wr_i_page_met(p, 0, aim->row);
    size_t best = wr_i_page_best(p, aim->row);

    wr_html_open(p->h, "p", NULL);
    wr_html_element(p->h, "strong", wr_i_page_text(p, "%s.", wr_i_page_capital(p, aim->objective->name)), NULL);
    wr_html_printf(p->h, " As it is: %s%s%s%s.", wr_i_page_average(p, 0, aim->row), target != NULL ? "; the target, " : "",
                   target != NULL ? target : "", met != NULL ? wr_i_page_text(p, ", is met %s", met) : "");
    if (best > 0) {
        const char *best_met = wr_i_page_met(p, best, aim->row), *invented = wr_i_page_invented(p, best),
                   *as_much = others_as_good(p, best, aim->row);
        wr_html_text(p->h, " Most is gained with ");
        wr_html_element(p->h, "strong", p->t->variants[best].label, NULL);
        wr_html_printf(p->h, ": %s, %s%s%s.", wr_i_page_average(p, best, aim->row), wr_i_page_difference(p, best, aim->row),
                       best_met != NULL ? "; the target is met " : "", best_met != NULL ? best_met : "");
        if (invented != NULL)
            wr_html_element(p->h, "em", wr_i_page_text(p, " But %s.", invented), "class", "invented", NULL);
        if (as_much[0] != '\0')
            wr_html_printf(p->h, " As much, as far as can be told, is gained with %s.", as_much);
    } else if (p->t->n_variants > 1) {
        wr_html_text(p->h, " No option clearly helps.");
    }
    wr_html_close(p->h, "p");
}

static const char *verdict_words(struct wr_i_page *p, size_t v, size_t row)
{
    struct wr_estimate d = wr_trial_difference(p->t, v, row);
    int verdict = wr_i_page_verdict(p, v, row);

    if (verdict == 0 && d.n >= 2 && wr_say_way(p->t, row) != WR_SAY_NEITHER)
        return d.low == 0 && d.high == 0 ? "No difference" : "No clear difference"; /* its figures stand with the options */
    if (verdict == 0)
        return wr_i_page_capital(p, wr_i_page_difference(p, v, row));
    if (row >= p->t->n_rows) /* an association is not called better */
        return wr_i_page_capital(p, wr_i_page_difference(p, v, row));
    return wr_i_page_text(p, "%s: %s", verdict > 0 ? "Better" : "Worse", wr_i_page_difference(p, v, row));
}

#define MATRIX_COLUMNS 7 /* that can be read side by side */

/* What a harm's heading says of its evidence. */
static const char *evidence(const struct wr_harm *h)
{
    return h->source == NULL ? " (no source)" : wr_text_starts(h->source, "invented") ? " (invented)" : "";
}

/* Every option against every aim, and what harm goes with it: the whole decision on one card. */
void wr_i_page_matrix(struct wr_i_page *p)
{
    const char *columns[MATRIX_COLUMNS] = {"Option"};
    size_t rows[MATRIX_COLUMNS] = {0}, n = 1, i, v;

    for (i = 0; i < p->m->n_objectives && n < MATRIX_COLUMNS; i++) {
        struct wr_i_aim aim;
        if (!wr_i_aim_of(p, i, &aim))
            continue;
        rows[n] = aim.row;
        columns[n++] = wr_i_page_capital(p, aim.objective->name);
    }
    for (i = 0; i < p->m->n_harms && n < MATRIX_COLUMNS; i++)
        if (wr_say_objective(p->t, p->t->n_rows + i) == NULL) {
            rows[n] = p->t->n_rows + i;
            columns[n++] = wr_i_page_text(p, "Harm: %s%s", p->m->harms[i].name, evidence(&p->m->harms[i]));
        }
    if (n == 1 || p->t->n_variants < 2)
        return;
    wr_i_page_table(
        p, wr_i_page_text(p, "What each option does, compared with \xE2\x80\x9C%s\xE2\x80\x9D (95%% intervals)", p->t->variants[0].label),
        columns, n, true);
    for (v = 1; v < p->t->n_variants; v++) {
        wr_i_page_row_option(p, v);
        for (i = 1; i < n; i++)
            wr_i_page_cell(p, verdict_words(p, v, rows[i]));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

/* "it helps 4 of 4 aims and harms none": for each option that helps most aims without making one worse; and who makes one worse. */
static void in_one_sentence(struct wr_i_page *p)
{
    size_t v, i, aims = 0, most = 0, harmful = 0;
    struct wr_buf best, worse;
    struct wr_i_aim aim;

    wr_buf_init(&best, 0);
    wr_buf_init(&worse, 0);
    for (v = 1; v < p->t->n_variants; v++) {
        size_t better = 0, bad = 0;
        for (i = aims = 0; i < p->m->n_objectives; i++)
            if (wr_i_aim_of(p, i, &aim)) {
                int verdict = wr_i_page_verdict(p, v, aim.row);
                aims++;
                better += verdict > 0;
                bad += verdict < 0;
                if (verdict < 0)
                    wr_buf_printf(&worse, "%s%s%s",
                                  bad > 1          ? "; "
                                  : worse.size > 0 ? ", "
                                                   : "",
                                  bad > 1 ? "" : wr_i_page_text(p, "%s (", p->t->variants[v].label), aim.objective->name);
            }
        wr_buf_text(&worse, bad > 0 ? ")" : "");
        harmful += bad > 0;
        if (bad > 0 || better == 0 || better < most)
            continue;
        if (better > most)
            wr_buf_clear(&best);
        most = better;
        wr_buf_printf(&best, "%s\xE2\x80\x9C%s\xE2\x80\x9D", best.size > 0 ? " or " : "", wr_i_page_capital(p, p->t->variants[v].label));
    }
    if (aims > 1 && p->t->n_variants > 1) {
        wr_html_open(p->h, "p", NULL);
        if (most > 0) {
            wr_html_element(p->h, "strong", wr_i_page_keep(p, &best), NULL);
            wr_html_printf(p->h, " would help %zu of %zu aims and make none worse.", most, aims);
        } else {
            wr_html_text(p->h, "No option helps an aim without making another worse.");
        }
        if (harmful > 0)
            wr_html_printf(p->h, " An aim would be made worse by: %s.", wr_i_page_keep(p, &worse));
        wr_html_close(p->h, "p");
    }
    wr_buf_free(&best);
    wr_buf_free(&worse);
}

static void aims_in_words(struct wr_i_page *p)
{
    size_t i;

    wr_html_element(p->h, "h3", "The aims, in the words of those who set them", NULL);
    wr_html_open(p->h, "ul", NULL);
    for (i = 0; i < p->m->n_objectives; i++) {
        const struct wr_objective *o = &p->m->objectives[i];
        wr_html_open(p->h, "li", NULL);
        wr_html_element(p->h, "strong", wr_i_page_text(p, "%s.", wr_i_page_capital(p, o->name)), NULL);
        wr_html_printf(p->h, " %s ", o->says != NULL ? wr_i_page_sentence(p, o->says) : "It is not said in words.");
        if (o->owner != NULL)
            wr_html_element(p->h, "span", wr_i_page_text(p, "Owner: %s.", o->owner), "class", "soft", NULL);
        else
            wr_html_element(p->h, "span", "No owner is named.", "class", "missing", NULL);
        wr_html_close(p->h, "li");
    }
    wr_html_close(p->h, "ul");
}

/* Without aims: the first measures, so that the page still begins with something. */
static void without_aims(struct wr_i_page *p)
{
    size_t row;

    wr_html_element(p->h, "p", "The file names no objective, so nothing here can be called better or worse.", "class", "missing", NULL);
    wr_html_open(p->h, "ul", NULL);
    for (row = 0; row < p->t->n_rows && row < 4; row++)
        wr_html_elementf(p->h, "li", "%s, as it is: %s", wr_i_page_row_name(p, row), wr_i_page_average(p, 0, row));
    wr_html_close(p->h, "ul");
}

void wr_i_page_answer(struct wr_i_page *p)
{
    struct wr_i_aim aim;
    size_t i;
    bool any = false;

    wr_i_page_section(p, "answer", "What is asked, and what the answer is");
    wr_i_page_doubt(p);
    question(p);
    wr_html_open(p->h, "div", "class", "answer", NULL);
    in_one_sentence(p);
    for (i = 0; i < p->m->n_objectives; i++)
        if (wr_i_aim_of(p, i, &aim)) {
            answer_for(p, &aim);
            any = true;
        }
    if (!any)
        without_aims(p);
    wr_html_close(p->h, "div");
    wr_i_page_matrix(p);
    if (p->m->n_objectives > 0)
        aims_in_words(p);
    wr_i_page_section_end(p);
}
