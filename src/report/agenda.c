/* The agenda of the next meeting: each open point one question and one name. What the gate of a change misses, said as what somebody is asked to do. */
#include "report/people_internal.h"

#include <string.h>

#include "base/text.h"

#define MUCH 24 /* bytes that sentences must share before they are folded into one */

/* "Will the chief nurse name an owner?": the point as a question to one person. */
static const char *question(struct wr_i_page *p, const struct wr_lack *point)
{
    const char *what = wr_i_page_plain(p, point->do_);
    size_t n = strlen(what);

    while (n > 0 && what[n - 1] == '.')
        n--;
    return wr_i_page_text(p, "Will you %.*s?", (int)n, what);
}

/* How many bytes at the start (or the end) all these sentences have in common, in whole words. */
static size_t in_common(const char *const *texts, size_t n, bool at_end)
{
    size_t most = strlen(texts[0]), at, whole = 0, i;

    for (at = 0; at < most; at++) {
        char c = at_end ? texts[0][most - 1 - at] : texts[0][at];
        for (i = 1; i < n; i++) {
            size_t length = strlen(texts[i]);
            if (at >= length || (at_end ? texts[i][length - 1 - at] : texts[i][at]) != c)
                return whole;
        }
        if (c == ' ')
            whole = at + 1;
    }
    return 0; /* they are the same: said once by the caller */
}

/* "GPs, social workers should be heard, says the catalogue": what several reasons share is said once. */
static const char *reasons(struct wr_i_page *p, const char *const *texts, size_t n)
{
    size_t before, behind, i;
    struct wr_buf buf;

    if (n == 1)
        return wr_i_page_says(p, texts[0]);
    wr_buf_init(&buf, 0);
    before = in_common(texts, n, false);
    behind = in_common(texts, n, true);
    if (before + behind < MUCH)
        before = behind = 0;
    for (i = 0; i < n; i++) /* the same words may not be taken from both ends */
        if (before + behind >= strlen(texts[i]))
            before = behind = 0;
    wr_buf_add(&buf, texts[0], before);
    for (i = 0; i < n; i++) {
        size_t length = strlen(texts[i]);
        if (before + behind == 0)
            wr_buf_printf(&buf, "%s%s", i > 0 ? " " : "", wr_i_page_says(p, texts[i]));
        else
            wr_buf_printf(&buf, "%s%.*s", i > 0 ? "; " : "", (int)(length - before - behind), texts[i] + before);
    }
    if (before + behind > 0)
        wr_buf_add(&buf, texts[0] + strlen(texts[0]) - behind, behind);
    return wr_i_page_says(p, wr_i_page_keep(p, &buf));
}

/* All that one question to one person would settle is one point. `said` remembers which points have been written; true when the k-th was not yet. */
static bool point(struct wr_i_page *p, const struct wr_gate *gate, size_t k, bool *said, const char **texts, bool write)
{
    const struct wr_lack *first = &gate->missing[k];
    size_t i, n = 0;

    if (said[k])
        return false;
    for (i = k; i < gate->n_missing; i++)
        if (!said[i] && strcmp(gate->missing[i].who, first->who) == 0 && strcmp(gate->missing[i].do_, first->do_) == 0) {
            said[i] = true;
            texts[n++] = gate->missing[i].what;
        }
    if (write) {
        wr_i_page_row(p, wr_i_page_capital(p, first->who));
        wr_i_page_cell(p, question(p, first));
        wr_i_page_cell(p, reasons(p, texts, n));
        wr_i_page_row_end(p);
    }
    return true;
}

/* The points of one change; those asked of one person stand together, so that a meeting takes each name once. How many. */
static size_t points(struct wr_i_page *p, const struct wr_gate *gate, bool write)
{
    static const char *const columns[] = {"Asked of", "The question", "Because"};
    size_t i, k, n = 0, room = gate->n_missing > 0 ? gate->n_missing : 1;
    bool *said = wr_arena_alloc(p->arena, room, sizeof *said);
    const char **texts = wr_arena_alloc(p->arena, room, sizeof *texts);

    if (said == NULL || texts == NULL) {
        wr_html_status(p->h, wr_fail(WR_ERR_MEMORY));
        return 0;
    }
    if (write)
        wr_i_page_table(p, wr_i_page_text(p, "Open points of \xE2\x80\x9C%s\xE2\x80\x9D", p->m->changes[gate->change].name), columns, 3,
                        true);
    for (i = 0; i < gate->n_missing; i++)
        for (k = i; k < gate->n_missing; k++)
            if (strcmp(gate->missing[k].who, gate->missing[i].who) == 0)
                n += point(p, gate, k, said, texts, write);
    if (write)
        wr_i_page_table_end(p);
    return n;
}

void wr_i_page_agenda(struct wr_i_page *p)
{
    const struct wr_i_page_people *people = p->people;
    size_t i, open = 0;

    for (i = 0; i < p->m->n_changes; i++)
        open += points(p, &people->gates[i], false);
    if (p->m->n_changes == 0) {
        wr_html_element(p->h, "p", "The file proposes no change: there is nothing to decide.", NULL);
        return;
    }
    wr_html_elementf(p->h, "p",
                     open == 0 ? "Nothing is open: every change has what it needs to start."
                     : open == 1
                         ? "One point is open. It has one question and one name."
                         : "%zu points are open, each with one question and one name. The program decides nothing and signs nothing.",
                     open);
    for (i = 0; i < p->m->n_changes; i++) {
        const struct wr_gate *gate = &people->gates[i];
        wr_html_element(p->h, "h3", wr_i_page_capital(p, p->m->changes[i].name), NULL);
        wr_html_open(p->h, "p", NULL);
        wr_html_element(p->h, "strong", gate->verdict, NULL);
        wr_html_text(p->h, ".");
        wr_html_close(p->h, "p");
        if (gate->n_missing > 0)
            points(p, gate, true);
    }
}
