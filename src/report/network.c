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

/* One picture, in a box of this class. False when it could not be drawn. */
static bool picture(struct wr_i_page *p, const struct wr_network *map, const char *class_, const char *name, const char **why)
{
    struct wr_buf svg;
    int status;
    bool drawn;

    wr_buf_init(&svg, 0);
    status = wr_network_svg(p->ctx, map, &svg, why);
    drawn = status == 0 && wr_buf_status(&svg) == 0 && wr_i_page_is_drawing(wr_buf_string(&svg), svg.size);
    if (drawn) {
        wr_html_open(p->h, "div", "class", class_, "role", "group", "aria-label", name, "tabindex", "0", NULL);
        wr_i_page_drawing(p, wr_buf_string(&svg));
        wr_html_close(p->h, "div");
    } else if (status == WR_ERR_MEMORY) {
        wr_html_status(p->h, status);
    }
    wr_buf_free(&svg);
    return drawn;
}

/* Marks all that a marked entry leads to (or that leads to it), by links the whole way. Links go by columns, and no circle is among them. */
static void spread(const struct wr_network *map, bool *in, bool towards_benefits)
{
    bool more = true;
    size_t i;

    while (more)
        for (more = false, i = 0; i < map->n_links; i++) {
            int from = towards_benefits ? map->links[i].from : map->links[i].to;
            int to = towards_benefits ? map->links[i].to : map->links[i].from;
            if (map->entries[map->links[i].from].column == WR_MAP_DRIVER || !in[from] || in[to])
                continue;
            in[to] = more = true;
        }
}

/* What hangs on one change: what it serves, why, and what it needs. Lives in the page's arena; false when there is no memory. */
static bool part_of(struct wr_i_page *p, const struct wr_network *map, size_t change, struct wr_network *out)
{
    size_t n = map->n_entries, i;
    bool *in = wr_arena_alloc(p->arena, n, sizeof *in), *below = wr_arena_alloc(p->arena, n, sizeof *below);
    int *now = wr_arena_alloc(p->arena, n, sizeof *now);

    *out = *map;
    out->entries = wr_arena_alloc(p->arena, n, sizeof *out->entries);
    out->links = wr_arena_alloc(p->arena, map->n_links > 0 ? map->n_links : 1, sizeof *out->links);
    if (in == NULL || below == NULL || now == NULL || out->entries == NULL || out->links == NULL) {
        wr_html_status(p->h, wr_fail(WR_ERR_MEMORY));
        return false;
    }
    memset(in, 0, n * sizeof *in);
    memset(below, 0, n * sizeof *below);
    in[change] = below[change] = true;
    spread(map, in, true);
    spread(map, below, false); /* from the change only: what a benefit needs besides is another change's picture */
    for (i = 0; i < map->n_links; i++)
        if (map->entries[map->links[i].from].column == WR_MAP_DRIVER && in[map->links[i].to])
            below[map->links[i].from] = true;
    out->n_entries = out->n_links = 0;
    for (i = 0; i < n; i++) {
        in[i] = in[i] || below[i];
        now[i] = (int)out->n_entries;
        if (in[i])
            out->entries[out->n_entries++] = map->entries[i];
    }
    for (i = 0; i < map->n_links; i++)
        if (in[map->links[i].from] && in[map->links[i].to])
            out->links[out->n_links++] = (struct wr_network_link){now[map->links[i].from], now[map->links[i].to]};
    return true;
}

/* On a screen the whole, which can be slid; on paper a sheet for each change, on which only what hangs on it is drawn: the whole would be too small to read. */
static void drawing(struct wr_i_page *p)
{
    const struct wr_network *map = &p->people->map;
    struct wr_network part;
    const char *why = NULL;

    if (!picture(p, map, "pathway fits network on-screen", "The map, drawn; the list below says the same", &why)) {
        wr_html_element(p->h, "p",
                        wr_i_page_text(p, "The map could not be drawn%s%s. The list below says the same.", why != NULL ? ": " : "",
                                       why != NULL ? why : ""),
                        "class", "soft", NULL);
        return;
    }
    for (size_t i = 0; i < map->n_entries; i++) {
        if (map->entries[i].column != WR_MAP_BUSINESS_CHANGE || !part_of(p, map, i, &part))
            continue;
        wr_html_open(p->h, "div", "class", "on-paper", NULL);
        wr_html_element(p->h, "strong", wr_i_page_text(p, "%s: what hangs on it", wr_i_page_capital(p, map->entries[i].label)), NULL);
        (void)picture(p, &part, "pathway network", map->entries[i].label, &why);
        wr_html_close(p->h, "div");
    }
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
        wr_i_page_row(p, wr_i_page_says(p, f->list[i].says));
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
