/* What the gate asks of prerequisites, benefits and the plan. */
#include <string.h>
#include <strings.h>

#include "agree/decisions.h"
#include "agree/gate_internal.h"
#include "agree/schedule.h"
#include "base/text.h"

/* The answer that somebody wrote to this prerequisite, or NULL. */
static const struct wr_prerequisite *answer_to(const struct wr_i_gate *g, const char *needed)
{
    for (size_t i = 0; i < g->agree->n_prerequisites; i++) {
        const struct wr_prerequisite *p = &g->agree->prerequisites[i];
        if (p->change == g->change && strcasecmp(p->name, needed) == 0)
            return p;
    }
    return NULL;
}

/* Whether an issue, a task or a system answers for it; the sentence goes to what is in place. */
static bool by_entry(struct wr_i_gate *g, const char *needed, int issue, int task, int system)
{
    const struct wr_agree *a = g->agree;

    if (issue >= 0)
        wr_i_gate_has(g, "needed first, %s: %s issue %s", needed, a->issues[issue].closed ? "done with" : "in", a->issues[issue].name);
    else if (task >= 0)
        wr_i_gate_has(g, "needed first, %s: %s the task %s of the plan", needed, a->plan.tasks[task].done ? "done with" : "in",
                      a->plan.tasks[task].name);
    else if (system >= 0 && a->systems[system].ready != WR_NO_DATE)
        wr_i_gate_has(g, "needed first, %s: the system %s is to be had from %s", needed, a->systems[system].name,
                      wr_i_gate_date(g, a->systems[system].ready));
    else if (system >= 0)
        wr_i_gate_has(g, "needed first, %s: the system %s is there", needed, a->systems[system].name);
    return issue >= 0 || task >= 0 || system >= 0;
}

/* Another change that must come first: that somebody has decided to have it is the least. */
static void by_change(struct wr_i_gate *g, int first, struct wr_lack lack)
{
    const struct wr_change *c = &g->agree->model->changes[first];
    int decision = wr_decisions_standing(g->agree, first);

    if (decision >= 0) {
        wr_i_gate_has(g, "the change %s, which is needed first, was accepted (decision %s)", c->name, g->agree->decisions[decision].name);
        return;
    }
    lack.about = c->name;
    lack.who = wr_lacks_who(g->lacks, g->agree, c->owner);
    lack.do_ = "decide about that change first, or take it out of `needs first`";
    wr_lacks_add(g->lacks, lack, "the change %s is needed first, and no accepted decision about it stands", c->name);
}

static void look_at_needed(struct wr_i_gate *g, const char *needed, bool drafted, struct wr_where where)
{
    const struct wr_prerequisite *p = answer_to(g, needed);
    struct wr_lack lack = {.kind = WR_LACK_PREREQUISITE, .stops = true, .change = g->change, .who = g->owner, .where = where};
    int change = wr_agree_change(g->agree, needed);

    if (p != NULL && (!wr_text_is_blank(p->not_needed) || (!wr_text_is_blank(p->says) && !wr_text_is_blank(p->by)))) {
        if (!wr_text_is_blank(p->not_needed))
            wr_i_gate_has(g, "needed first, %s: not here, because %s", needed, p->not_needed);
        else
            wr_i_gate_has(g, "needed first, %s: %s, says %s", needed, p->says, p->by);
        return;
    }
    if (p != NULL && by_entry(g, needed, p->issue, p->task, p->system))
        return;
    if (p != NULL) {
        lack.where = p->where;
        lack.do_ = "say how it is known to be there and who says so (says:, by:), what will bring it (issue:, task: or system:), or why it "
                   "is not needed here (not needed:)";
        wr_lacks_add(g->lacks, lack, "needed first, %s: %s", needed,
                     wr_text_is_blank(p->says) ? "the answer is empty" : "it is said to be there, and nobody says who knows");
        return;
    }
    if (change >= 0 && change != g->change) {
        by_change(g, change, lack);
        return;
    }
    if (by_entry(g, needed, wr_agree_issue(g->agree, needed), wr_agree_task(g->agree, needed), wr_agree_system(g->agree, needed)))
        return;
    lack.do_ = "say whether it is there (prerequisites: in issues/), or name the issue, the task or the system that will bring it";
    wr_lacks_add(g->lacks, lack, "needed first, and nobody has answered: %s%s", needed,
                 drafted ? " (drafted by the catalogue, for your argument)" : "");
}

/* Each once: `propose` writes those of the catalogue into the change. */
static bool is_repeated(const struct wr_i_gate *g, const char *needed, int capability, size_t upto)
{
    int one;

    for (size_t i = 0; i < g->c->n_needs_first; i++)
        if (strcasecmp(g->c->needs_first[i], needed) == 0)
            return true;
    for (size_t k = 0; (one = wr_agree_change_capability(g->agree, g->change, k)) >= 0; k++)
        for (size_t i = 0; i < (one == capability ? upto : g->agree->catalogue.list[one].n_prerequisites); i++)
            if (strcasecmp(g->agree->catalogue.list[one].prerequisites[i], needed) == 0)
                return one == capability || (size_t)one < (size_t)capability;
    return false;
}

int wr_i_gate_prerequisites(struct wr_i_gate *g)
{
    int one;

    for (size_t i = 0; i < g->c->n_needs_first; i++)
        look_at_needed(g, g->c->needs_first[i], false, g->c->where);
    for (size_t k = 0; (one = wr_agree_change_capability(g->agree, g->change, k)) >= 0; k++) {
        const struct wr_capability *cap = &g->agree->catalogue.list[one];
        for (size_t i = 0; i < cap->n_prerequisites; i++)
            if (!is_repeated(g, cap->prerequisites[i], one, i))
                look_at_needed(g, cap->prerequisites[i], true, g->c->where);
    }
    return g->lacks->status;
}

void wr_i_gate_benefits(struct wr_i_gate *g)
{
    struct wr_lack lack = {.kind = WR_LACK_BENEFIT, .stops = true, .change = g->change, .who = g->owner, .where = g->c->where};
    size_t n = 0;

    for (size_t i = 0; i < g->agree->n_benefits; i++) {
        const struct wr_benefit *b = &g->agree->benefits[i];
        bool judged = b->rung == WR_RUNG_OBSERVABLE && !wr_text_is_blank(b->criteria) && !wr_text_is_blank(b->judges);
        if (b->change != g->change)
            continue;
        n += !b->dis_benefit;
        lack.about = b->name;
        lack.where = b->where;
        if (wr_text_is_blank(b->owner)) {
            lack.who = g->owner;
            lack.do_ = "name who gains by it, or speaks for those who do (owner: in benefits/)";
            wr_lacks_add(g->lacks, lack, "nobody owns the benefit: %s", b->name);
        }
        if (b->measure < 0 && !judged) {
            lack.who = wr_text_is_blank(b->owner) ? g->owner : wr_lacks_who(g->lacks, g->agree, b->owner);
            lack.do_ = "name the measure that will show it (measure:); or, on the rung observable, who judges by what (judges:, criteria:)";
            wr_lacks_add(g->lacks, lack, "nothing would show whether the benefit came: %s", b->name);
        }
    }
    if (n == 0) {
        lack.about = NULL;
        lack.where = g->c->where;
        lack.who = g->owner;
        lack.do_ = "say who gains what by it (benefits/)";
        wr_lacks_add(g->lacks, lack, "nobody has said who gains what by it: it has no benefit");
    }
}

static bool is_training(const struct wr_plan_task *t) { return t->list != NULL && strcasecmp(t->list, "training") == 0; }

static void look_at_go_live(struct wr_i_gate *g, const struct wr_plan_task *t, struct wr_lack lack)
{
    const struct wr_plan *plan = &g->agree->plan;

    if (t->due == WR_NO_DATE) {
        lack.stops = false;
        lack.do_ = "agree a date (due: in plan/); `wardround schedule` says what is likely";
        wr_lacks_add(g->lacks, lack, "the go-live has no date: %s", t->name);
        return;
    }
    for (size_t i = 0; i < plan->n_no_go_live; i++)
        if (t->due >= plan->no_go_live[i].from && t->due <= plan->no_go_live[i].to) {
            lack.do_ = "agree a date outside it (due: in plan/)";
            wr_lacks_add(g->lacks, lack, "the go-live is due on %s, and nothing goes live from %s to %s: %s", wr_i_gate_date(g, t->due),
                         wr_i_gate_date(g, plan->no_go_live[i].from), wr_i_gate_date(g, plan->no_go_live[i].to), t->name);
        }
}

int wr_i_gate_plan(struct wr_i_gate *g)
{
    const struct wr_agree *a = g->agree;
    struct wr_lack lack = {.kind = WR_LACK_PLAN, .change = g->change, .where = g->c->where};
    bool training = false, go_live = false;
    size_t n = 0;
    const char *circle = NULL;
    int result;

    for (size_t i = 0; i < a->plan.n_tasks; i++) {
        const struct wr_plan_task *t = &a->plan.tasks[i];
        if (t->change != g->change)
            continue;
        n++;
        training = training || is_training(t);
        go_live = go_live || t->go_live;
        if (t->done)
            continue;
        lack = (struct wr_lack){.kind = WR_LACK_PLAN,
                                .stops = true,
                                .change = g->change,
                                .about = t->name,
                                .where = t->where,
                                .who = wr_text_is_blank(t->owner) ? g->owner : wr_lacks_who(g->lacks, a, t->owner)};
        if (is_training(t) && t->due == WR_NO_DATE) {
            lack.do_ = "say by when people are trained (due: in plan/)";
            wr_lacks_add(g->lacks, lack, "the training has no date: %s", t->name);
        }
        if (t->go_live)
            look_at_go_live(g, t, lack);
        lack.stops = false;
        if (wr_text_is_blank(t->owner)) {
            lack.do_ = "name who does it (owner: in plan/)";
            wr_lacks_add(g->lacks, lack, "nobody owns the task: %s", t->name);
        }
        if (t->due != WR_NO_DATE && g->today != WR_NO_DATE && t->due < g->today) {
            lack.do_ = "finish it (done: yes), or agree a new date";
            wr_lacks_add(g->lacks, lack, "the task was due on %s: %s", wr_i_gate_date(g, t->due), t->name);
        }
    }
    lack = (struct wr_lack){.kind = WR_LACK_PLAN, .stops = true, .change = g->change, .who = g->owner, .where = g->c->where};
    for (size_t i = 0; i < a->n_hazards; i++)
        for (size_t k = 0; k < a->hazards[i].n_controls; k++)
            if (!training && a->hazards[i].change == g->change && a->hazards[i].status == WR_HAZARD_OPEN &&
                a->hazards[i].controls[k].kind == WR_CONTROL_TRAINING && a->hazards[i].controls[k].verified == WR_NO_DATE) {
                lack.about = a->hazards[i].name;
                lack.do_ = "put it into plan/ with a date (for: training, due:)";
                wr_lacks_add(g->lacks, lack, "hazard %s counts on training, and the plan has none: %s", a->hazards[i].name,
                             a->hazards[i].controls[k].says);
            }
    lack.about = NULL;
    if ((result = wr_schedule_circle(a, g->lacks->arena, &circle)) != 0)
        return result;
    if (circle != NULL && n > 0) {
        lack.do_ = "take one `after` out: none of them can be done first";
        wr_lacks_add(g->lacks, lack, "tasks of the plan wait for each other in a circle: %s", circle);
    }
    lack.stops = false;
    lack.do_ = "write who does what by when (plan/), with the go-live as a task of its own (go live: yes)";
    if (n == 0)
        wr_lacks_add(g->lacks, lack, "the plan has no task for it");
    else if (!go_live)
        wr_lacks_add(g->lacks, lack, "the plan has no go-live for it");
    return 0;
}
