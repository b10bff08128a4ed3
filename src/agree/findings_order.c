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
    wr_i_finding_done(f, &text);
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

static void date(struct wr_buf *out, const char *before, int day)
{
    wr_buf_text(out, before);
    wr_date_print(out, day);
}

/* When a change begins, in words that say how that is known: nothing when nobody can say. */
static int begins(const struct wr_i_finder *f, const struct wr_i_go_live *live, struct wr_buf *out)
{
    int day = live->date != WR_NO_DATE ? live->date : f->a->plan.starts;

    if (day != WR_NO_DATE)
        date(out,
             live->written              ? "goes live on "
             : live->date != WR_NO_DATE ? "goes live, as likely as not, by "
                                        : "begins, by the plan, on ",
             day);
    return day;
}

/* A contract and all changes that rest on the system: one sentence, however many they are. */
static void contract(struct wr_i_finder *f, int system, const bool *needs, const struct wr_i_go_live *live)
{
    const struct wr_system_entry *s = &f->a->systems[f->g->nodes[system].index];
    struct wr_buf end, who;
    int first = -1;

    if (s->contract_ends == WR_NO_DATE)
        return;
    wr_buf_init(&end, 0);
    wr_buf_init(&who, 0);
    date(&end, "", s->contract_ends);
    for (size_t i = 0; i < f->m->n_changes; i++) {
        const struct wr_change *c = &f->m->changes[i];
        struct wr_buf when;
        int day;
        wr_buf_init(&when, 0);
        day = begins(f, &live[i], &when);
        if (needs[i] && c->lifetime > 0 && day != WR_NO_DATE && (double)s->contract_ends < (double)day + c->lifetime / WR_DAY) {
            wr_buf_printf(&who, "%s`%s` (%s and is to last ", first < 0 ? "" : "; ", c->name, wr_buf_string(&when));
            wr_units_print(&who, c->lifetime, WR_UNIT_TIME, 3);
            wr_buf_char(&who, ')');
            first = first < 0 ? (int)i : first;
        }
        wr_i_finding_done(f, &when);
    }
    if (first >= 0)
        wr_i_finding_add(f, WR_FINDING_CONTRACT_ENDS, system, first,
                         "Ask now what it will cost to go on, and put it into what those changes cost.",
                         "The contract of `%s` ends on %s, before the time of what rests on it is over: %s.", s->name, wr_buf_string(&end),
                         wr_buf_string(&who));
    wr_i_finding_done(f, &end);
    wr_i_finding_done(f, &who);
}

static void ready(struct wr_i_finder *f, int system, const bool *needs, const struct wr_i_go_live *live)
{
    const struct wr_system_entry *s = &f->a->systems[f->g->nodes[system].index];

    for (size_t i = 0; i < f->m->n_changes; i++) {
        struct wr_buf from, when;
        if (!needs[i] || s->ready == WR_NO_DATE || live[i].date == WR_NO_DATE || s->ready <= live[i].date)
            continue;
        wr_buf_init(&from, 0);
        wr_buf_init(&when, 0);
        date(&from, "", s->ready);
        begins(f, &live[i], &when);
        wr_i_finding_add(f, WR_FINDING_SYSTEM_LATE, system, (int)i, "Let the go-live wait for it (not before:), or have it ready sooner.",
                         "The system `%s` is ready from %s only. `%s` needs it, and %s: too soon.", s->name, wr_buf_string(&from),
                         f->m->changes[i].name, wr_buf_string(&when));
        wr_i_finding_done(f, &from);
        wr_i_finding_done(f, &when);
    }
}

/* The changes that need this system, or one that hangs on it. */
static void needed_by(const struct wr_graph *g, int system, int *waiting, bool *seen, bool *needs)
{
    size_t n = 1;

    memset(seen, 0, g->n_nodes * sizeof *seen);
    waiting[0] = system;
    seen[system] = true;
    while (n > 0) {
        int node = waiting[--n];
        for (int u = g->up_start[node]; u < g->up_start[node + 1]; u++) {
            const struct wr_graph_link *l = &g->links[g->up[u]];
            if (l->kind == WR_LINK_NEEDS_SYSTEM)
                needs[g->nodes[l->upper].index] = true;
            if (l->kind != WR_LINK_HANGS_ON || seen[l->upper])
                continue;
            seen[l->upper] = true;
            waiting[n++] = l->upper;
        }
    }
}

static void systems(struct wr_i_finder *f)
{
    const struct wr_graph *g = f->g;
    int *waiting = wr_mem_alloc(g->n_nodes + 1, sizeof *waiting);
    bool *seen = wr_mem_alloc(g->n_nodes + 1, sizeof *seen), *needs = wr_mem_alloc(f->m->n_changes + 1, sizeof *needs);
    struct wr_i_go_live *live = NULL;

    if (waiting == NULL || seen == NULL || needs == NULL)
        f->status = wr_fail(WR_ERR_MEMORY);
    if (f->status == 0)
        f->status = wr_i_go_live_find(g, &f->out->arena, &live);
    for (size_t i = 0; i < g->n_nodes && f->status == 0; i++) {
        if (g->nodes[i].kind != WR_GRAPH_SYSTEM || g->nodes[i].index < 0)
            continue;
        memset(needs, 0, f->m->n_changes * sizeof *needs);
        needed_by(g, (int)i, waiting, seen, needs);
        contract(f, (int)i, needs, live);
        ready(f, (int)i, needs, live);
    }
    wr_mem_free(needs);
    wr_mem_free(waiting);
    wr_mem_free(seen);
}

void wr_i_findings_order(struct wr_i_finder *f)
{
    circles(f);
    unknown(f);
    systems(f);
}
