/* Findings about order and time: circles, what is needed first and is nowhere, contracts and dates. */
#include <string.h>

#include "agree/findings_internal.h"
#include "base/date.h"
#include "base/mem.h"

/* --- circles --- */

static bool is_order(enum wr_graph_link_kind kind)
{
    return kind == WR_LINK_NEEDS_FIRST || kind == WR_LINK_HANGS_ON || kind == WR_LINK_AFTER;
}

struct walk {         /* depth first, without recursion: a chain may be as long as the file */
    int *path, *next; /* nodes from the root to here, and of each the next link to look at */
    char *seen;       /* 0 not yet, 1 on the path, 2 done */
    size_t n;
};

static void say_circle(struct wr_i_finder *f, const struct walk *w, int again, char *told)
{
    size_t from = w->n, known = 0;
    struct wr_buf text;

    while (from > 0 && w->path[from - 1] != again)
        from--;
    from--; /* `again` is on the path */
    for (size_t i = from; i < w->n; i++)
        known += told[w->path[i]] != 0;
    if (known == w->n - from)
        return;
    wr_buf_init(&text, 0);
    for (size_t i = from; i < w->n; i++) {
        told[w->path[i]] = 1;
        wr_graph_name_say(&text, f->g, w->path[i]);
        wr_buf_text(&text, " needs ");
    }
    wr_graph_name_say(&text, f->g, again);
    wr_i_finding_add(f, WR_FINDING_CYCLE, again, f->g->nodes[again].kind == WR_GRAPH_CHANGE ? f->g->nodes[again].index : -1,
                     "Take one of these dependencies out: somebody has to begin.", "A circle, in which nothing can ever begin: %s.",
                     wr_buf_string(&text));
    wr_buf_free(&text);
}

static void walk_from(struct wr_i_finder *f, struct walk *w, int root, char *told)
{
    const struct wr_graph *g = f->g;

    w->path[0] = root;
    w->next[0] = g->down_start[root];
    w->seen[root] = 1;
    w->n = 1;
    while (w->n > 0) {
        int node = w->path[w->n - 1];
        if (w->next[w->n - 1] == g->down_start[node + 1]) {
            w->seen[node] = 2;
            w->n--;
            continue;
        }
        const struct wr_graph_link *l = &g->links[g->down[w->next[w->n - 1]++]];
        if (!is_order(l->kind))
            continue;
        if (w->seen[l->lower] == 1)
            say_circle(f, w, l->lower, told);
        if (w->seen[l->lower] != 0)
            continue;
        w->seen[l->lower] = 1;
        w->path[w->n] = l->lower;
        w->next[w->n++] = g->down_start[l->lower];
    }
}

static void circles(struct wr_i_finder *f)
{
    size_t n = f->g->n_nodes;
    struct walk w = {wr_mem_alloc(n + 1, sizeof *w.path), wr_mem_alloc(n + 1, sizeof *w.next), wr_mem_alloc(n + 1, 1), 0};
    char *told = wr_mem_alloc(n + 1, 1);

    if (w.path == NULL || w.next == NULL || w.seen == NULL || told == NULL)
        f->status = wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < n && f->status == 0; i++)
        if (w.seen[i] == 0)
            walk_from(f, &w, (int)i, told);
    wr_mem_free(told);
    wr_mem_free(w.seen);
    wr_mem_free(w.next);
    wr_mem_free(w.path);
}

static void unknown(struct wr_i_finder *f)
{
    for (size_t i = 0; i < f->g->n_nodes; i++) {
        int change;
        if (f->g->nodes[i].kind != WR_GRAPH_UNKNOWN)
            continue;
        for (size_t c = 0; (change = wr_graph_above(f->g, (int)i, WR_LINK_NEEDS_FIRST, c)) >= 0; c++)
            wr_i_finding_add(
                f, WR_FINDING_NEEDS_FIRST_UNKNOWN, change, f->g->nodes[change].index,
                "Say what will bring it: a change, a task of the plan or a system of that name, or an answer under prerequisites: in "
                "issues/.",
                "The change `%s` needs `%s` first, and nobody has said how it will be there.", f->g->nodes[change].name,
                f->g->nodes[i].name);
    }
}

/* --- systems and time --- */

static void date(struct wr_buf *out, int day)
{
    wr_buf_clear(out);
    wr_date_print(out, day);
}

static void system_and_change(struct wr_i_finder *f, int system, int change, const struct wr_i_go_live *live)
{
    const struct wr_system_entry *s = &f->a->systems[f->g->nodes[system].index];
    const struct wr_change *c = &f->m->changes[change];
    int begins = live->date != WR_NO_DATE ? live->date : f->a->plan.starts;
    const char *about = live->written              ? "goes live on"
                        : live->date != WR_NO_DATE ? "goes live, as likely as not, by"
                                                   : "begins, by the plan, on";
    struct wr_buf one, other;

    wr_buf_init(&one, 0);
    wr_buf_init(&other, 0);
    if (s->contract_ends != WR_NO_DATE && c->lifetime > 0 && begins != WR_NO_DATE &&
        (double)s->contract_ends < (double)begins + c->lifetime / WR_DAY) {
        struct wr_buf lifetime;
        wr_buf_init(&lifetime, 0);
        date(&one, s->contract_ends);
        date(&other, begins);
        wr_units_print(&lifetime, c->lifetime, WR_UNIT_TIME, 3);
        wr_i_finding_add(f, WR_FINDING_CONTRACT_ENDS, system, change,
                         "Ask now what it will cost to go on, and put it into what the change costs.",
                         "The contract of `%s` ends on %s. `%s` rests on it, %s %s, and is to last %s.", s->name, wr_buf_string(&one),
                         c->name, about, wr_buf_string(&other), wr_buf_string(&lifetime));
        wr_buf_free(&lifetime);
    }
    if (s->ready != WR_NO_DATE && live->date != WR_NO_DATE && s->ready > live->date) {
        date(&one, s->ready);
        date(&other, live->date);
        wr_i_finding_add(f, WR_FINDING_SYSTEM_LATE, system, change,
                         "Let the go-live wait for it (not before:, after:), or have it ready sooner.",
                         "`%s` is ready from %s. `%s` needs it, and %s %s: before.", s->name, wr_buf_string(&one), c->name, about,
                         wr_buf_string(&other));
    }
    wr_buf_free(&one);
    wr_buf_free(&other);
}

/* Each change, and each system that it needs or that one of those hangs on. */
static void systems(struct wr_i_finder *f)
{
    const struct wr_graph *g = f->g;
    int *waiting = wr_mem_alloc(g->n_nodes + 1, sizeof *waiting);
    bool *seen = wr_mem_alloc(g->n_nodes + 1, sizeof *seen);
    struct wr_i_go_live *live = NULL;

    if (waiting == NULL || seen == NULL)
        f->status = wr_fail(WR_ERR_MEMORY);
    if (f->status == 0)
        f->status = wr_i_go_live_find(g, &f->out->arena, &live);
    for (size_t i = 0; i < f->m->n_changes && f->status == 0; i++) {
        size_t n = 1;
        memset(seen, 0, g->n_nodes * sizeof *seen);
        waiting[0] = wr_graph_node(g, WR_GRAPH_CHANGE, (int)i, -1);
        while (n > 0) {
            int node = waiting[--n];
            for (int d = g->down_start[node]; d < g->down_start[node + 1]; d++) {
                const struct wr_graph_link *l = &g->links[g->down[d]];
                if ((l->kind != WR_LINK_NEEDS_SYSTEM && l->kind != WR_LINK_HANGS_ON) || seen[l->lower])
                    continue;
                seen[l->lower] = true;
                waiting[n++] = l->lower;
                if (g->nodes[l->lower].index >= 0)
                    system_and_change(f, l->lower, (int)i, &live[i]);
            }
        }
    }
    wr_mem_free(waiting);
    wr_mem_free(seen);
}

void wr_i_findings_order(struct wr_i_finder *f)
{
    circles(f);
    unknown(f);
    systems(f);
}
