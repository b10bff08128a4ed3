/* What the pathway as a whole shows: loops that take no time, steps nobody comes to, places nobody leaves, errands that do not end. */
#include <string.h>

#include "model/check_internal.h"

#define MOST_TOLD 50 /* of one sort: a file with more has one cause */

/* Whether a value is 0 for everybody. */
static bool is_no_time(const struct wr_value *v)
{
    size_t i;

    if (v->n_adjusts > 0)
        return false;
    if (v->kind == WR_VALUE_NONE)
        return true;
    if (v->kind == WR_VALUE_NUMBER)
        return v->number.value == 0;
    if (v->kind == WR_VALUE_DIST)
        return v->dist->sampler.form == WR_FORM_CONSTANT && v->dist->sampler.a == 0;
    for (i = 0; i < v->n_cases; i++)
        if (!is_no_time(v->cases[i].value))
            return false;
    return true;
}

/* Whether an edge of this step is passed in the same instant. */
static bool takes_no_time(const struct wr_step *step, enum wr_i_why why)
{
    if (step->has_rounds || step->together_least.value > 1 || step->n_waits_for > 0) /* time passes at its gate */
        return false;
    return why == WR_I_IF_FULL || (why == WR_I_THEN && is_no_time(&step->takes));
}

static void tell_loop(struct wr_i_reader *r, const int *path, size_t n)
{
    struct wr_buf text;
    size_t i;

    wr_buf_init(&text, 0);
    for (i = 0; i < n && i < 6; i++)
        wr_buf_printf(&text, "%s, then ", r->m->steps[path[i]].name);
    if (n > 6)
        wr_buf_text(&text, "..., then ");
    wr_buf_text(&text, r->m->steps[path[0]].name);
    wr_i_enter(r, "steps");
    wr_i_enter(r, r->m->steps[path[0]].name);
    wr_i_mistake(r, r->m->steps[path[0]].where, "give one of the steps a time (`takes: 5 min`), or let it lead elsewhere",
                 "this loop takes no time: %s", wr_buf_string(&text));
    wr_i_leave(r);
    wr_i_leave(r);
    wr_buf_free(&text);
}

/* In a stage, a step may stand there that a change has still to lead to, or leads to no more: what it names may not be there for it. */
static bool nobody_comes(const struct wr_i_reader *r, const struct wr_i_graph *g, size_t step)
{
    return r->stage != NULL && !g->reached[step] && !g->errand[step];
}

/* Depth first over the edges that take no time; an edge back to a step on the way is a loop. */
static void find_loops(struct wr_i_reader *r, const struct wr_i_graph *g)
{
    enum { NEW, ON_THE_WAY, DONE };
    unsigned char *state = wr_i_take(r, g->n, 1);
    int *path = wr_i_take(r, g->n, sizeof *path);
    size_t *at = wr_i_take(r, g->n, sizeof *at), root, depth, told = 0;

    if (state == NULL || path == NULL || at == NULL)
        return;
    for (root = 0; root < g->n; root++) {
        if (state[root] != NEW || nobody_comes(r, g, root))
            continue;
        depth = 0;
        path[depth] = (int)root;
        at[depth++] = g->first[root];
        state[root] = ON_THE_WAY;
        while (depth > 0) {
            size_t s = (size_t)path[depth - 1], e = at[depth - 1]++;
            const struct wr_i_edge *edge = &g->edges[e];
            if (e == g->first[s + 1]) {
                state[s] = DONE;
                depth--;
            } else if (edge->to < 0 || !takes_no_time(&r->m->steps[s], edge->why)) {
                continue;
            } else if (state[edge->to] == NEW) {
                state[edge->to] = ON_THE_WAY;
                path[depth] = edge->to;
                at[depth++] = g->first[edge->to];
            } else if (state[edge->to] == ON_THE_WAY && told++ < MOST_TOLD) {
                size_t from = depth - 1;
                while (path[from] != edge->to)
                    from--;
                tell_loop(r, path + from, depth - from);
            }
        }
    }
}

/* The words that stand in what changes set or add: a step named there may be meant for the change only. */
static void note_words(struct wr_i_reader *r, const struct wr_node *node, struct wr_map *words)
{
    size_t i;

    if (node == NULL)
        return;
    if (node->key != NULL && wr_map_put(words, node->key, 1) != 0)
        r->status = WR_ERR_MEMORY;
    if (node->kind == WR_NODE_TEXT && wr_map_put(words, node->text, 1) != 0)
        r->status = WR_ERR_MEMORY;
    for (i = 0; i < node->count; i++)
        note_words(r, node->items[i], words);
}

/* The parts of `steps.decide.then.ward care`, likewise. */
static void note_path(struct wr_i_reader *r, const char *path, struct wr_map *words)
{
    while (path != NULL && *path != '\0') {
        size_t n = strcspn(path, ".");
        char *word = wr_i_take(r, n + 1, 1);
        if (word == NULL)
            return;
        memcpy(word, path, n);
        if (wr_map_put(words, word, 1) != 0)
            r->status = WR_ERR_MEMORY;
        path += path[n] == '.' ? n + 1 : n;
    }
}

static void find_unreached(struct wr_i_reader *r, const struct wr_i_graph *g)
{
    struct wr_map words;
    size_t i, j, told = 0;

    if (!r->warn)
        return;
    wr_map_init(&words);
    for (i = 0; i < r->m->n_changes; i++) {
        note_words(r, r->m->changes[i].adds, &words);
        for (j = 0; j < r->m->changes[i].n_effects; j++) {
            note_words(r, r->m->changes[i].effects[j].set_node, &words);
            note_path(r, r->m->changes[i].effects[j].path, &words);
        }
    }
    wr_i_enter(r, "steps");
    for (i = 0; i < g->n && told < MOST_TOLD; i++) {
        const struct wr_step *step = &r->m->steps[i];
        if (g->reached[i] || g->errand[i] || wr_map_get(&words, step->name, NULL))
            continue;
        wr_i_enter(r, step->name);
        wr_i_warning(r, step->where, "name it in the `then` of another step, or take it away", "no patient comes to this step");
        wr_i_leave(r);
        told++;
    }
    wr_i_leave(r);
    wr_map_free(&words);
}

/* Marks the steps from which an outcome (or, for errands, `done`) can be reached: backwards from those that lead there. */
static bool *mark_leaving(struct wr_i_reader *r, const struct wr_i_graph *g)
{
    bool *leaves = wr_i_take(r, g->n, sizeof *leaves);
    size_t *first = wr_i_take(r, g->n + 2, sizeof *first), e, s, depth = 0;
    int *back = wr_i_take(r, g->n_edges, sizeof *back), *stack = wr_i_take(r, g->n, sizeof *stack);

    if (leaves == NULL || first == NULL || stack == NULL || (g->n_edges > 0 && back == NULL))
        return NULL;
    for (e = 0; e < g->n_edges; e++)
        if (g->edges[e].to >= 0)
            first[g->edges[e].to + 2]++;
    for (s = 0; s < g->n; s++)
        first[s + 2] += first[s + 1];
    for (s = 0; s < g->n; s++)
        for (e = g->first[s]; e < g->first[s + 1]; e++) {
            const struct wr_i_edge *edge = &g->edges[e];
            if (edge->to >= 0 && edge->why != WR_I_STARTS && edge->why != WR_I_COMES_BACK)
                back[first[edge->to + 1]++] = (int)s;
            if (edge->to < 0 && !leaves[s]) {
                leaves[s] = true;
                stack[depth++] = (int)s;
            }
        }
    while (depth > 0) {
        s = (size_t)stack[--depth];
        for (e = s == 0 ? 0 : first[s]; e < first[s + 1]; e++)
            if (!leaves[back[e]]) {
                leaves[back[e]] = true;
                stack[depth++] = back[e];
            }
    }
    return leaves;
}

static void tell_trap(struct wr_i_reader *r, const struct wr_i_graph *g, const bool *leaves, int place, size_t first)
{
    struct wr_buf text;
    size_t i, n = 0;

    wr_buf_init(&text, 0);
    for (i = first; i < g->n && n < 4; i++) {
        const struct wr_step *step = &r->m->steps[i];
        if (leaves[i] || !g->reached[i] || (place >= 0 && step->has_place && step->places[0] != place))
            continue;
        wr_buf_printf(&text, "%s`%s`", n > 0 ? ", " : "", step->name);
        n++;
    }
    wr_i_enter(r, place >= 0 ? "places" : "steps");
    wr_i_enter(r, place >= 0 ? r->m->places[place].name : r->m->steps[first].name);
    if (place >= 0)
        wr_i_warning(r, r->m->steps[first].where, "let one of them lead to an outcome",
                     "nobody can leave `%s`: no way leads from %s to an outcome", r->m->places[place].name, wr_buf_string(&text));
    else
        wr_i_warning(r, r->m->steps[first].where, "let one of them lead to an outcome",
                     "nobody can leave: no way leads from %s to an outcome", wr_buf_string(&text));
    wr_i_leave(r);
    wr_i_leave(r);
    wr_buf_free(&text);
}

static void find_traps(struct wr_i_reader *r, const struct wr_i_graph *g)
{
    bool *leaves, *told, any = false;
    size_t i, n = 0;

    if (!r->warn || g->n == 0)
        return;
    leaves = mark_leaving(r, g);
    told = wr_i_take(r, r->m->n_places + 1, sizeof *told);
    if (leaves == NULL || told == NULL)
        return;
    for (i = 0; i < g->n && n < MOST_TOLD; i++) {
        const struct wr_step *step = &r->m->steps[i];
        if (leaves[i] || !g->reached[i] || !step->has_place || told[step->places[0]])
            continue;
        told[step->places[0]] = true;
        any = true;
        n++;
        tell_trap(r, g, leaves, step->places[0], i);
    }
    for (i = 0; i < g->n && !any; i++)
        if (!leaves[i] && g->reached[i]) {
            any = true;
            tell_trap(r, g, leaves, -1, i);
        }
}

/* What cannot stand in an errand's step, or beside something else in any. */
static void check_beside(struct wr_i_reader *r, const struct wr_step *step, bool errand)
{
    const struct wr_model *m = r->m;
    size_t i;

    if (errand && (step->has_place || step->waits_in >= 0))
        wr_i_mistake(r, step->where, "take `in` and `waits in` out; `with:` names whom and what it needs",
                     "an errand is done without the patient, and has no place");
    if (errand && step->n_keep + step->n_frees > 0)
        wr_i_mistake(r, step->where, "let a step of the patient keep it, or free it", "an errand keeps nothing, and frees nothing");
    for (i = 0; i < step->n_places && step->waits_in >= 0; i++)
        if (step->places[i] == step->waits_in)
            wr_i_mistake(r, step->where, "name another place to wait in, or take `waits in` out: they wait where they are then",
                         "it waits in `%s`, the place for which it waits", m->places[step->waits_in].name);
    if (step->has_together && step->has_unless)
        wr_i_mistake(r, step->where, "take one of the two out, or let a step of its own, alone, come before or after",
                     "`unless` cannot stand beside `together`: what comes to one of a group does not end it for the others");
}

/* Errands end with `done`, patients with an outcome; what is waited for must be started, and told by somebody. */
static void check_errands(struct wr_i_reader *r, const struct wr_i_graph *g)
{
    const struct wr_model *m = r->m;
    bool *told = wr_i_take(r, m->n_items + 1, sizeof *told);
    size_t i, j, e;

    if (told == NULL)
        return;
    for (i = 0; i < m->n_steps; i++)
        for (j = 0; j < m->steps[i].n_tells; j++)
            told[m->steps[i].tells[j]] = true;
    wr_i_enter(r, "steps");
    for (i = 0; i < g->n; i++) {
        const struct wr_step *step = &m->steps[i];
        if (nobody_comes(r, g, i))
            continue;
        wr_i_enter(r, step->name);
        check_beside(r, step, g->errand[i]);
        for (e = g->first[i]; e < g->first[i + 1]; e++) {
            if (g->edges[e].to == -2 && g->reached[i])
                wr_i_mistake(r, step->where, "lead patients to an outcome; `done` ends an errand, which another step `starts`",
                             "patients come to this step, and it ends with `done`");
            if (g->edges[e].to == -1 && g->errand[i])
                wr_i_mistake(r, step->where, "let it end with `then: done`", "an errand leads to `%s`, which is how patients leave",
                             m->outcomes[g->edges[e].outcome].name);
        }
        for (j = 0; j < step->n_waits_for; j++)
            if (!m->steps[step->waits_for[j]].is_errand)
                wr_i_mistake(r, step->where, "let an earlier step start it: `starts: [...]`", "it waits for `%s`, which nobody starts",
                             m->steps[step->waits_for[j]].name);
        for (j = 0; j < step->n_needs; j++)
            if (step->needs[j].without == WR_WITHOUT_WAIT && !told[step->needs[j].item])
                wr_i_mistake(r, step->needs[j].where, "let a step or an errand bring it: `tells: ...`",
                             "it waits for `%s`, which no step tells", m->items[step->needs[j].item].name);
        wr_i_leave(r);
    }
    wr_i_leave(r);
}

void wr_i_check_flow(struct wr_i_reader *r)
{
    struct wr_i_graph g;

    wr_i_graph_make(r, &g);
    if (r->status == 0) {
        find_loops(r, &g);
        find_unreached(r, &g);
        find_traps(r, &g);
        check_errands(r, &g);
    }
    wr_i_graph_free(&g);
}
