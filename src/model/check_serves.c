/* Staff and equipment that `serve` some kinds of patient: a patient of another kind who is sent to a step that nobody serves them in would wait there until
 * they give up. Routes by kind are followed as they are written, all others as if they could be taken. */
#include <string.h>

#include "model/check_internal.h"

#define LOOKS_MAX 20000000 /* after so many steps, branches and names a hostile file is looked at no further */

struct serving {
    struct wr_i_reader *r;
    const struct wr_model *m;
    int kind;
    bool *mark;   /* steps that patients of this kind, or their errands, come to */
    int *stack;   /* marked, and not yet followed */
    size_t depth; /* of the stack */
    long left;    /* of LOOKS_MAX */
};

static bool serves(struct serving *s, int resource)
{
    const struct wr_resource *r = &s->m->resources[resource];
    bool found = !r->has_serves || s->left < 0;

    for (size_t i = 0; i < r->n_serves && !found; i++, s->left--)
        found = r->serves[i] == s->kind;
    return found;
}

static void go_to(struct serving *s, const struct wr_target *to)
{
    int step = to->kind == WR_TO_STEP ? to->index : to->kind == WR_TO_OUTCOME ? s->m->outcomes[to->index].back_at : -1;

    s->left--;
    if (step >= 0 && !s->mark[step] && s->left > 0) {
        s->mark[step] = true;
        s->stack[s->depth++] = step;
    }
}

/* Whether a kind is `kind`, or like it. */
static bool counts_as(struct serving *s, int kind, int wanted)
{
    for (; kind >= 0 && kind != wanted && s->left > 0; s->left--)
        kind = s->m->kinds[kind].like;
    return kind == wanted;
}

static bool may_hold(struct serving *s, const struct wr_condition *c)
{
    for (size_t i = 0; i < c->n_atoms; i++)
        if (c->atoms[i].kind == WR_ATOM_KIND && counts_as(s, s->kind, c->atoms[i].index) == c->atoms[i].negated)
            return false;
    return true;
}

static void follow(struct serving *s, const struct wr_route *route)
{
    bool by_kind = route->kind == WR_ROUTE_BY && route->by_attribute == WR_BY_KIND, found = false;

    if (route->kind == WR_ROUTE_TO)
        go_to(s, &route->to);
    for (size_t i = 0; route->kind == WR_ROUTE_SHARES && i < route->n_branches; i++)
        go_to(s, &route->branches[i].to);
    for (size_t i = 0; (route->kind == WR_ROUTE_BY || route->kind == WR_ROUTE_CASES) && i < route->n_cases; i++) {
        const struct wr_route_case *c = &route->cases[i];
        bool mine = by_kind ? (c->by.otherwise ? !found : counts_as(s, s->kind, c->by.category))
                            : route->kind == WR_ROUTE_BY || may_hold(s, &c->condition);
        found = found || (by_kind && mine);
        if (mine && c->then != NULL)
            follow(s, c->then);
    }
}

static void look_at(struct serving *s, int step, bool *told)
{
    const struct wr_model *m = s->m;
    const struct wr_with *with = &m->steps[step].with;
    bool any = with->n_any == 0;
    int who = -1;

    for (size_t i = 0; i < with->n_all && who < 0; i++)
        who = serves(s, with->all[i].resource) ? -1 : with->all[i].resource;
    for (size_t i = 0; i < with->n_any && !any; i++)
        any = serves(s, with->any[i]);
    if (!any)
        who = with->any[0];
    if (who < 0 || told[step])
        return;
    told[step] = true;
    wr_i_enter(s->r, m->steps[step].name);
    wr_i_warning(s->r, with->where.line > 0 ? with->where : m->steps[step].where,
                 wr_i_say(s->r, "write `%s` under `serves` too, or name somebody else beside: any of: [%s, ...]", m->kinds[s->kind].name,
                          m->resources[who].name),
                 any ? "%s patients come here, and `%s` does not serve them: they wait until they give up"
                     : "%s patients come here, and nobody of those named serves them (nor does `%s`): they wait until they give up",
                 m->kinds[s->kind].name, m->resources[who].name);
    wr_i_leave(s->r);
}

void wr_i_check_serves(struct wr_i_reader *r)
{
    const struct wr_model *m = r->m;
    struct serving s = {.r = r, .m = m, .left = LOOKS_MAX};
    bool some = false, *told;

    for (size_t i = 0; i < m->n_resources; i++)
        some = some || m->resources[i].has_serves;
    if (!some || m->n_steps == 0)
        return;
    s.mark = wr_i_take(r, m->n_steps, sizeof *s.mark);
    s.stack = wr_i_take(r, m->n_steps, sizeof *s.stack);
    told = wr_i_take(r, m->n_steps, sizeof *told);
    if (r->status != 0)
        return;
    wr_i_enter(r, "steps");
    for (size_t k = 0; k < m->n_kinds && s.left > 0; k++) {
        const struct wr_kind *kind = &m->kinds[k];
        memset(s.mark, 0, m->n_steps * sizeof *s.mark);
        s.left -= (long)m->n_steps;
        s.kind = (int)k;
        if (kind->arrive.kind == WR_ARRIVE_NONE)
            continue;
        if (kind->starts_at >= 0)
            go_to(&s, &(struct wr_target){WR_TO_STEP, kind->starts_at});
        if (kind->has_if_full)
            go_to(&s, &kind->if_full);
        while (s.depth > 0) {
            int i = s.stack[--s.depth];
            const struct wr_step *step = &m->steps[i];
            look_at(&s, i, told);
            follow(&s, &step->then);
            if (step->has_if_full)
                go_to(&s, &step->if_full);
            if (step->has_gives_up)
                go_to(&s, &step->gives_up_then);
            if (step->has_unless)
                go_to(&s, &step->unless_then);
            for (size_t e = 0; e < step->n_starts; e++)
                go_to(&s, &(struct wr_target){WR_TO_STEP, step->starts[e]});
        }
    }
    wr_i_leave(r);
}
