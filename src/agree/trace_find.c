/* What people mean by a name. */
#include <string.h>
#include <strings.h>

#include "agree/trace.h"
#include "base/mem.h"
#include "base/text.h"

/* Words that people may write before a name, and the kind that is meant. */
static const struct {
    const char *word;
    enum wr_graph_kind kind;
} others[] = {
    {"equipment", WR_GRAPH_RESOURCE},  {"business change", WR_GRAPH_CHANGE},    {"work", WR_GRAPH_TASK},    {"step of care", WR_GRAPH_STEP},
    {"dis-benefit", WR_GRAPH_BENEFIT}, {"piece of information", WR_GRAPH_ITEM}, {"owner", WR_GRAPH_OFFICE}, {"component", WR_GRAPH_SYSTEM},
};

/* The kind named before a colon, and where the name begins; WR_GRAPH_KINDS when none is. */
static enum wr_graph_kind kind_before(const char *text, const char **name)
{
    size_t n = strcspn(text, ":");
    enum wr_graph_kind found = WR_GRAPH_KINDS;

    *name = text;
    if (text[n] != ':')
        return found;
    for (int k = 0; k < WR_GRAPH_KINDS; k++)
        if (strlen(wr_graph_kind_words((enum wr_graph_kind)k)) == n &&
            strncasecmp(text, wr_graph_kind_words((enum wr_graph_kind)k), n) == 0)
            found = (enum wr_graph_kind)k;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strlen(others[i].word) == n && strncasecmp(text, others[i].word, n) == 0)
            found = others[i].kind;
    if (found != WR_GRAPH_KINDS)
        *name = text + n + 1 + strspn(text + n + 1, " ");
    return found;
}

/* People say task of what the service file and the plan both call so, and person of whoever holds an office. */
static bool is_kind(enum wr_graph_kind asked, enum wr_graph_kind kind)
{
    return asked == WR_GRAPH_KINDS || asked == kind || (asked == WR_GRAPH_TASK && kind == WR_GRAPH_DUTY) ||
           (asked == WR_GRAPH_PERSON && kind == WR_GRAPH_OFFICE);
}

static size_t collect(const struct wr_graph *g, enum wr_graph_kind kind, const char *name, bool any_case, int *found)
{
    size_t n = 0;

    for (size_t i = 0; i < g->n_nodes; i++) {
        const struct wr_graph_node *x = &g->nodes[i];
        bool is = any_case ? strcasecmp(x->name, name) == 0 : strcmp(x->name, name) == 0;
        if (!is && x->kind == WR_GRAPH_OFFICE && x->says != NULL) /* who holds it */
            is = any_case ? strcasecmp(x->says, name) == 0 : strcmp(x->says, name) == 0;
        if (is && is_kind(kind, x->kind))
            found[n++] = (int)i;
    }
    return n;
}

static bool is_linked(const struct wr_graph *g, int a, int b)
{
    for (int i = g->down_start[a]; i < g->down_start[a + 1]; i++)
        if (g->links[g->down[i]].lower == b)
            return true;
    for (int i = g->up_start[a]; i < g->up_start[a + 1]; i++)
        if (g->links[g->up[i]].upper == b)
            return true;
    return false;
}

/* A change is meant by its name, not what people were asked about it or the option that it stands in; a benefit, not what came of it. */
static size_t settle(const struct wr_graph *g, int *found, size_t n)
{
    for (size_t i = 0; n > 1 && i < n; i++) {
        enum wr_graph_kind kind = g->nodes[found[i]].kind;
        bool all = kind == WR_GRAPH_CHANGE || kind == WR_GRAPH_BENEFIT;
        for (size_t k = 0; all && k < n; k++) {
            enum wr_graph_kind other = g->nodes[found[k]].kind;
            all =
                k == i || (is_linked(g, found[i], found[k]) &&
                           (kind == WR_GRAPH_BENEFIT ? other == WR_GRAPH_RESULT : other == WR_GRAPH_STATEMENT || other == WR_GRAPH_OPTION));
        }
        if (all) {
            found[0] = found[i];
            return 1;
        }
    }
    return n;
}

/* Names near in spelling, best first; then names that hold the words. */
static int find_near(const struct wr_graph *g, enum wr_graph_kind kind, const char *name, const char *nearest[5], size_t *n)
{
    const char **names = wr_mem_alloc(g->n_nodes + 1, sizeof *names), *best;
    size_t length = strlen(name);

    if (names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < g->n_nodes; i++)
        names[i] = is_kind(kind, g->nodes[i].kind) ? g->nodes[i].name : NULL;
    while (*n < 5 && (best = wr_text_nearest(name, names, g->n_nodes)) != NULL) {
        nearest[(*n)++] = best;
        for (size_t i = 0; i < g->n_nodes; i++)
            if (names[i] != NULL && strcmp(names[i], best) == 0)
                names[i] = NULL;
    }
    for (int begins = 1; length >= 3 && begins >= 0; begins--) /* those that begin with the words, then those that hold them */
        for (size_t i = 0; *n < 5 && i < g->n_nodes; i++) {
            const char *at = names[i] != NULL ? strcasestr(names[i], name) : NULL;
            bool had = at == NULL || (begins == 1) != (at == names[i]);
            for (size_t k = 0; k < *n && !had; k++)
                had = strcmp(nearest[k], names[i]) == 0;
            if (!had)
                nearest[(*n)++] = names[i];
        }
    wr_mem_free(names);
    return 0;
}

int wr_trace_find(const struct wr_graph *graph, const char *name, struct wr_arena *arena, int **found, size_t *n, const char *nearest[5],
                  size_t *n_nearest)
{
    const char *bare;
    enum wr_graph_kind kind = kind_before(name, &bare);

    *n = *n_nearest = 0;
    *found = wr_arena_alloc(arena, graph->n_nodes + 1, sizeof **found);
    if (*found == NULL)
        return wr_fail(WR_ERR_MEMORY);
    *n = collect(graph, WR_GRAPH_KINDS, name, false, *found); /* a name may hold a colon itself */
    if (*n == 0)
        *n = collect(graph, kind, bare, false, *found);
    if (*n == 0)
        *n = collect(graph, kind, bare, true, *found);
    *n = settle(graph, *found, *n);
    return *n > 0 ? 0 : find_near(graph, kind, bare, nearest, n_nearest);
}
