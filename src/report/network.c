/* The benefits dependency network: drawn, and as an equal list; and what does not hang together in it. */
#include "report/people_internal.h"

#include <string.h>

#include "base/text.h"

/* Headings, entries and what is said of them come one by one; lists are opened and closed between. */
struct listing {
    struct wr_i_page *p;
    int level; /* of the last sentence; -1: none yet */
};

static void close_to(struct listing *l, int level)
{
    for (; l->level > level; l->level--) {
        wr_html_close(l->p->h, "li");
        wr_html_close(l->p->h, "ul");
    }
}

static void say(void *self, int level, const char *sentence)
{
    struct listing *l = self;

    if (level == 0) {
        close_to(l, 0);
        wr_html_element(l->p->h, "h3", sentence, NULL);
        l->level = 0;
        return;
    }
    if (level > l->level) {
        wr_html_open(l->p->h, "ul", NULL);
        l->level++;
    } else {
        close_to(l, level);
        wr_html_close(l->p->h, "li");
    }
    wr_html_open(l->p->h, "li", NULL);
    wr_html_text(l->p->h, sentence);
}

static void sum(void *self, int level, const char *sentence)
{
    struct wr_i_page *p = self;

    (void)level;
    wr_html_element(p->h, "p", sentence, NULL);
}

static void drawing(struct wr_i_page *p)
{
    struct wr_buf svg;
    const char *why = NULL;
    int status;

    wr_buf_init(&svg, 0);
    status = wr_network_svg(p->ctx, &p->people->map, &svg, &why);
    if (status == 0 && wr_buf_status(&svg) == 0 && wr_i_page_is_drawing(wr_buf_string(&svg), svg.size)) {
        wr_html_open(p->h, "div", "class", "pathway fits network", "role", "group", "aria-label",
                     "The map, drawn; the list below says the same", "tabindex", "0", NULL);
        wr_html_put(p->h, wr_html_trust(wr_buf_string(&svg), svg.size));
        wr_html_close(p->h, "div");
    } else {
        wr_html_element(p->h, "p",
                        wr_i_page_text(p, "The map could not be drawn%s%s. The list below says the same.", why != NULL ? ": " : "",
                                       why != NULL ? why : ""),
                        "class", "soft", NULL);
    }
    wr_buf_free(&svg);
}

static void findings(struct wr_i_page *p)
{
    static const char *const columns[] = {"What does not hang together", "What to do"};
    const struct wr_findings *f = &p->people->findings;
    size_t i;

    wr_html_element(p->h, "h3", "What does not hang together", NULL);
    if (f->n == 0) {
        wr_html_element(p->h, "p", "Nothing was found: every objective is served, every benefit has a change and an owner.", NULL);
        return;
    }
    wr_i_page_table(p, f->n == 1 ? "One finding" : wr_i_page_text(p, "%zu findings", f->n), columns, 2, true);
    for (i = 0; i < f->n; i++) {
        wr_i_page_row(p, f->list[i].says);
        wr_i_page_cell(p, wr_i_page_plain(p, f->list[i].todo));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

void wr_i_page_network(struct wr_i_page *p)
{
    struct listing list = {p, -1};
    int status;

    if (p->people->map.n_entries == 0) {
        wr_html_element(p->h, "p", "No objective, benefit or change is written down: there is nothing to draw.", NULL);
        return;
    }
    wr_html_element(
        p->h, "p",
        "Why, what and how in one line of sight: what drives the trust, what it wants to reach, who gains what, which way of working "
        "changes for that, what must be done once before, and only then the technology under it.",
        NULL);
    drawing(p);
    wr_i_page_details(p, "The same as a list");
    wr_html_open(p->h, "div", "class", "listing", NULL);
    status = wr_network_say(&p->people->map, false, say, &list);
    close_to(&list, 0);
    wr_html_close(p->h, "div");
    wr_html_status(p->h, status);
    wr_i_page_details_end(p);
    wr_html_status(p->h, wr_network_say_costs(&p->people->map, sum, p));
    findings(p);
}
