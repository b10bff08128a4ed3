/* The agenda of the next meeting: each open point one question and one name. What the gate of a change misses, said as what somebody is asked to do. */
#include "report/people_internal.h"

#include <string.h>

#include "base/text.h"

/* "Will the chief nurse name an owner?": the point as a question to one person. */
static const char *question(struct wr_i_page *p, const struct wr_lack *point)
{
    const char *what = wr_i_page_plain(p, point->do_);
    size_t n = strlen(what);

    while (n > 0 && what[n - 1] == '.')
        n--;
    return wr_i_page_text(p, "Will you %.*s?", (int)n, what);
}

/* One point a line in the order of the gate; those asked of one person stand together, so that a meeting takes each name once. */
static void points(struct wr_i_page *p, const struct wr_gate *gate)
{
    static const char *const columns[] = {"Asked of", "The question", "Because"};
    bool *said = wr_arena_alloc(p->arena, gate->n_missing > 0 ? gate->n_missing : 1, sizeof *said);
    size_t i, k;

    if (said == NULL) {
        wr_html_status(p->h, wr_fail(WR_ERR_MEMORY));
        return;
    }
    wr_i_page_table(p, wr_i_page_text(p, "Open points of \xE2\x80\x9C%s\xE2\x80\x9D", p->m->changes[gate->change].name), columns, 3, true);
    for (i = 0; i < gate->n_missing; i++) {
        if (said[i])
            continue;
        for (k = i; k < gate->n_missing; k++) {
            if (said[k] || strcmp(gate->missing[k].who, gate->missing[i].who) != 0)
                continue;
            said[k] = true;
            wr_i_page_row(p, wr_i_page_capital(p, gate->missing[k].who));
            wr_i_page_cell(p, question(p, &gate->missing[k]));
            wr_i_page_cell(p, wr_i_page_sentence(p, wr_i_page_capital(p, gate->missing[k].what)));
            wr_i_page_row_end(p);
        }
    }
    wr_i_page_table_end(p);
}

void wr_i_page_agenda(struct wr_i_page *p)
{
    const struct wr_i_people *people = p->people;
    size_t i, open = 0;

    for (i = 0; i < p->m->n_changes; i++)
        open += people->gates[i].n_missing;
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
            points(p, gate);
    }
}
