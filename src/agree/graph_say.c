/* The graph in words: what its parts are called, what a link says from either end, how it stands with an entry. */
#include <string.h>

#include "agree/benefits.h"
#include "agree/graph.h"
#include "base/date.h"
#include "model/tell.h"

const char *wr_graph_kind_words(enum wr_graph_kind kind)
{
    static const char *const words[WR_GRAPH_KINDS] = {
        [WR_GRAPH_DRIVER] = "driver",       [WR_GRAPH_OBJECTIVE] = "objective", [WR_GRAPH_BENEFIT] = "benefit",
        [WR_GRAPH_RESULT] = "result",       [WR_GRAPH_MEASURE] = "measure",     [WR_GRAPH_HARM] = "harm",
        [WR_GRAPH_OPTION] = "option",       [WR_GRAPH_CHANGE] = "change",       [WR_GRAPH_NEED] = "need",
        [WR_GRAPH_STATEMENT] = "statement", [WR_GRAPH_DECISION] = "decision",   [WR_GRAPH_DISSENT] = "dissent",
        [WR_GRAPH_HAZARD] = "hazard",       [WR_GRAPH_RISK] = "risk",           [WR_GRAPH_ISSUE] = "issue",
        [WR_GRAPH_TASK] = "task",           [WR_GRAPH_STEP] = "step",           [WR_GRAPH_DUTY] = "duty",
        [WR_GRAPH_PLACE] = "place",         [WR_GRAPH_RESOURCE] = "staff",      [WR_GRAPH_CAPABILITY] = "capability",
        [WR_GRAPH_ITEM] = "information",    [WR_GRAPH_SYSTEM] = "system",       [WR_GRAPH_GROUP] = "group",
        [WR_GRAPH_OFFICE] = "office",       [WR_GRAPH_PERSON] = "person",       [WR_GRAPH_UNKNOWN] = "prerequisite",
    };
    return words[kind];
}

static const struct {
    const char *down, *up; /* of the upper end, of the lower: `*` is the other */
} said[WR_GRAPH_LINK_KINDS] = {
    [WR_LINK_ANSWERED_BY] = {"is answered by *", "answers *"},
    [WR_LINK_SERVED_BY] = {"is served by *", "serves *"},
    [WR_LINK_MEASURED_BY] = {"is measured by *", "measures *"},
    [WR_LINK_CAME_TO] = {"came to *", "is what came of *"},
    [WR_LINK_COMES_FROM] = {"comes from *", "brings *"},
    [WR_LINK_ARISES_AT] = {"arises at *", "is where * arises"},
    [WR_LINK_HOLDS] = {"holds *", "is part of *"},
    [WR_LINK_ASKED_BY] = {"was asked for by *", "asks for *"},
    [WR_LINK_CHANGES] = {"changes *", "is changed by *"},
    [WR_LINK_REACHES] = {"changes the information, staff or place of *", "is reached by *, through its information, staff or place"},
    [WR_LINK_SLOWS] = {"slows * in its first weeks", "is slower in the first weeks of *"},
    [WR_LINK_BRINGS] = {"brings *", "is brought by *"},
    [WR_LINK_USES] = {"uses *", "is used by *"},
    [WR_LINK_NEEDS_SYSTEM] = {"needs *", "is needed by *"},
    [WR_LINK_NEEDS_FIRST] = {"needs * first", "must be there before *"},
    [WR_LINK_DECIDED_IN] = {"is what * is about", "is about *"},
    [WR_LINK_OBJECTED_IN] = {"was objected to in *", "objects to *"},
    [WR_LINK_SUPERSEDED_BY] = {"was superseded by *", "supersedes *"},
    [WR_LINK_ASKED_ABOUT] = {"was put to people in *", "asks people about *"},
    [WR_LINK_COULD_HARM] = {"could bring about *", "could come of *"},
    [WR_LINK_SAME_AS] = {"is linked to * of the hazard log", "is linked to * of the trust's own register"},
    [WR_LINK_OPEN_ISSUE] = {"has * in its way", "stands in the way of *"},
    [WR_LINK_DONE_BY] = {"needs * to be done", "is work for *"},
    [WR_LINK_AFTER] = {"comes after *", "comes before *"},
    [WR_LINK_WAITS_FOR] = {"cannot happen without *", "must be ready for *"},
    [WR_LINK_SAID_AT] = {"was said of *", "is spoken of in *"},
    [WR_LINK_MISSED] = {"misses *", "was missing in *"},
    [WR_LINK_SAID_BY] = {"was said by *", "said *"},
    [WR_LINK_MERGED_FROM] = {"keeps the voice of *", "was merged into *"},
    [WR_LINK_NEEDS_TO_KNOW] = {"needs to know *", "must be known at *"},
    [WR_LINK_RUNS_ON] = {"runs on *", "runs *"},
    [WR_LINK_DONE_IN] = {"happens in *", "is where * happens"},
    [WR_LINK_DONE_WITH] = {"needs *", "is needed for *"},
    [WR_LINK_LOOKS_AT] = {"looks at *", "is looked at by *"},
    [WR_LINK_KEPT_IN] = {"is kept in *", "keeps *"},
    [WR_LINK_HANGS_ON] = {"hangs on *", "carries *"},
    [WR_LINK_OWNED_BY] = {"is owned by *", "owns *"},
    [WR_LINK_CARRIED_BY] = {"is made to last by *", "makes * last"},
    [WR_LINK_SPONSORED_BY] = {"has * as its clinical sponsor", "is clinical sponsor of *"},
    [WR_LINK_DECIDED_BY] = {"was decided by *", "decided *"},
    [WR_LINK_VOICED_BY] = {"was voiced by *", "voiced *"},
    [WR_LINK_HEARD] = {"was answered by *", "answered *"},
    [WR_LINK_INVITED] = {"was put to *, who have not answered", "were asked in * and have not answered"},
    [WR_LINK_CONSULTED] = {"was made after asking *", "were asked before *"},
    [WR_LINK_INFORMED] = {"was told to *", "were told of *"},
    [WR_LINK_BELONGS_TO] = {"belongs to *", "are the group of *"},
};

static bool is_people(enum wr_graph_kind kind) { return kind == WR_GRAPH_GROUP || kind == WR_GRAPH_OFFICE || kind == WR_GRAPH_PERSON; }

void wr_graph_name_say(struct wr_buf *out, const struct wr_graph *graph, int node)
{
    const struct wr_graph_node *n = &graph->nodes[node];

    if (is_people(n->kind)) {
        wr_buf_text(out, n->name);
    } else if (n->kind == WR_GRAPH_RESULT) {
        wr_buf_printf(out, "what was seen of `%s`", n->name);
    } else if (n->kind == WR_GRAPH_DISSENT) {
        wr_buf_printf(out, "the %s", n->name);
    } else if (n->kind == WR_GRAPH_RESOURCE) {
        wr_buf_printf(out, "%s `%s`", graph->agree->model->resources[n->index].kind == WR_STAFF ? "staff" : "equipment", n->name);
    } else {
        wr_buf_printf(out, "%s `%s`", wr_graph_kind_words(n->kind), n->name);
    }
}

/* A name at the beginning of a sentence. */
static void capital_name(struct wr_buf *out, const struct wr_graph *graph, int node)
{
    size_t at = out->size;

    wr_graph_name_say(out, graph, node);
    if (out->status == 0 && out->size > at && out->data[at] >= 'a' && out->data[at] <= 'z')
        out->data[at] = (char)(out->data[at] - 'a' + 'A');
}

void wr_graph_link_say(struct wr_buf *out, const struct wr_graph *graph, const struct wr_graph_link *link, bool from_upper, bool brief)
{
    const char *words = from_upper ? said[link->kind].down : said[link->kind].up, *star = strchr(words, '*');
    int other = from_upper ? link->lower : link->upper;

    capital_name(out, graph, from_upper ? link->upper : link->lower);
    wr_buf_char(out, ' ');
    wr_buf_add(out, words, (size_t)(star - words));
    if (brief)
        wr_buf_text(out, is_people(graph->nodes[other].kind) ? "them" : "it");
    else
        wr_graph_name_say(out, graph, other);
    wr_buf_text(out, star + 1);
}

/* --- how it stands --- */

struct state {
    struct wr_buf *out;
    bool any;
};

static struct wr_buf *also(struct state *s)
{
    if (s->any)
        wr_buf_text(s->out, "; ");
    s->any = true;
    return s->out;
}

static void dated(struct state *s, const char *words, int date)
{
    if (date == WR_NO_DATE)
        return;
    wr_buf_printf(also(s), "%s ", words);
    wr_date_print(s->out, date);
}

static void issue_state(struct state *s, const struct wr_issue_entry *e)
{
    static const char *const plans[] = {[WR_PLAN_NONE] = "no plan yet",
                                        [WR_PLAN_REDUCE] = "plan: reduce",
                                        [WR_PLAN_RUN_WITH] = "plan: run with it",
                                        [WR_PLAN_ACCEPT] = "accepted"};

    if (e->closed) {
        wr_buf_text(also(s), "closed");
        if (e->closed_because != NULL)
            wr_buf_printf(s->out, ": %s", e->closed_because);
        return;
    }
    wr_buf_printf(also(s), "open, %s", plans[e->plan]);
    if (e->plan == WR_PLAN_ACCEPT && e->accepted_by != NULL)
        wr_buf_printf(s->out, " by %s", e->accepted_by);
    dated(s, "due", e->due);
    if (e->list != NULL)
        wr_buf_printf(also(s), "for %s", e->list);
}

static void task_state(struct state *s, const struct wr_plan_task *t)
{
    if (t->done)
        wr_buf_text(also(s), "done");
    if (t->go_live)
        wr_buf_text(also(s), "goes live");
    dated(s, "due", t->due);
    dated(s, "not before", t->not_before);
    if (t->list != NULL)
        wr_buf_printf(also(s), "for %s", t->list);
}

static void decision_state(struct state *s, const struct wr_agree *a, const struct wr_decision *d)
{
    static const char *const words[] = {[WR_DECISION_PROPOSED] = "proposed",
                                        [WR_DECISION_ACCEPTED] = "accepted",
                                        [WR_DECISION_REJECTED] = "rejected",
                                        [WR_DECISION_SUPERSEDED] = "superseded"};

    if (d->superseded_by >= 0) {
        dated(s, "decided on", d->date);
        wr_buf_printf(also(s), "superseded by %s", a->decisions[d->superseded_by].name);
        return;
    }
    wr_buf_text(also(s), words[d->status]);
    if (d->date != WR_NO_DATE) {
        wr_buf_text(s->out, " on ");
        wr_date_print(s->out, d->date);
    }
    dated(s, "to be looked at again on", d->review);
}

static void dissent_state(struct state *s, const struct wr_dissent *d)
{
    static const char *const words[] = {[WR_DISSENT_UNANSWERED] = "unanswered",
                                        [WR_DISSENT_INTEGRATED] = "taken in",
                                        [WR_DISSENT_ACCEPTED_RISK] = "accepted as a risk",
                                        [WR_DISSENT_OVERRULED] = "overruled",
                                        [WR_DISSENT_WITHDRAWN] = "withdrawn"};

    wr_buf_text(also(s), words[d->status]);
    if (d->by != NULL)
        wr_buf_printf(s->out, " by %s", d->by);
}

static void hazard_state(struct state *s, const struct wr_hazard_entry *h)
{
    static const char *const words[] = {[WR_HAZARD_OPEN] = "open", [WR_HAZARD_TRANSFERRED] = "transferred", [WR_HAZARD_CLOSED] = "closed"};

    wr_buf_text(also(s), words[h->status]);
    if (h->because != NULL && h->status != WR_HAZARD_OPEN)
        wr_buf_printf(s->out, ": %s", h->because);
    if (h->initial.severity < 0 || h->initial.likelihood < 0)
        wr_buf_text(also(s), "not scored yet");
}

static void target_state(struct state *s, const struct wr_objective *o)
{
    static const char *const words[] = {[WR_AT_LEAST] = "at least", [WR_AT_MOST] = "at most", [WR_OVER] = "over", [WR_UNDER] = "under"};

    if (!o->has_target)
        return;
    wr_buf_printf(also(s), "target: %s ", words[o->target]);
    wr_tell_number(&o->target_value, o->target_value.unit, s->out);
}

static void rung_state(struct state *s, const struct wr_agree *a, const struct wr_benefit *b)
{
    enum wr_rung stands = wr_benefit_stands(a, b);

    wr_buf_printf(also(s), "rung: %s", wr_benefit_rung_words(stands));
    if (b->rung > stands)
        wr_buf_printf(s->out, ", though the file says %s", wr_benefit_rung_words(b->rung));
    if (b->gains != NULL)
        wr_buf_printf(also(s), "%s %s", b->dis_benefit ? "to the loss of" : "for", b->gains);
}

static void owner_state(struct state *s, const struct wr_agree *a, const char *owner)
{
    const struct wr_office *office = wr_agree_office(a, owner);

    wr_buf_printf(also(s), "owner: %s", owner);
    if (office != NULL && office->person == NULL)
        wr_buf_text(s->out, " (nobody holds this office)");
}

void wr_graph_state_say(struct wr_buf *out, const struct wr_graph *graph, int node, bool owner)
{
    const struct wr_graph_node *n = &graph->nodes[node];
    const struct wr_agree *a = graph->agree;
    struct state s = {out, false};

    if (n->index >= 0 && n->of < 0) {
        if (n->kind == WR_GRAPH_BENEFIT) {
            const struct wr_benefit *b = &a->benefits[n->index];
            if (b->dis_benefit)
                wr_buf_text(also(&s), "somebody is worse off by it");
            rung_state(&s, a, b);
            if (owner && b->owner == NULL)
                wr_buf_text(also(&s), "nobody owns it");
        } else if (n->kind == WR_GRAPH_OBJECTIVE) {
            target_state(&s, &a->model->objectives[n->index]);
        } else if (n->kind == WR_GRAPH_RESULT) {
            wr_benefit_figure_say(also(&s), &a->benefits[n->index].realised);
        } else if (n->kind == WR_GRAPH_DRIVER && a->drivers[n->index].source != NULL) {
            wr_buf_printf(also(&s), "source: %s", a->drivers[n->index].source);
        } else if (n->kind == WR_GRAPH_CHANGE && owner && n->owner == NULL) {
            wr_buf_text(also(&s), "nobody owns it");
        } else if (n->kind == WR_GRAPH_ISSUE) {
            issue_state(&s, &a->issues[n->index]);
            if (owner && n->owner == NULL && !a->issues[n->index].closed)
                wr_buf_text(also(&s), "nobody owns it");
        } else if (n->kind == WR_GRAPH_TASK) {
            task_state(&s, &a->plan.tasks[n->index]);
        } else if (n->kind == WR_GRAPH_DECISION) {
            decision_state(&s, a, &a->decisions[n->index]);
        } else if (n->kind == WR_GRAPH_HAZARD) {
            hazard_state(&s, &a->hazards[n->index]);
        } else if (n->kind == WR_GRAPH_STATEMENT) {
            dated(&s, "open from", a->statements[n->index].opened);
            dated(&s, "until", a->statements[n->index].closed);
        } else if (n->kind == WR_GRAPH_OFFICE && a->offices[n->index].person == NULL) {
            wr_buf_text(also(&s), "nobody holds this office");
        } else if (n->kind == WR_GRAPH_CAPABILITY && a->catalogue.list[n->index].own) {
            wr_buf_text(also(&s), "the trust's own entry");
        }
    }
    if (n->kind == WR_GRAPH_DISSENT)
        dissent_state(&s, &a->decisions[n->of].dissent[n->index]);
    if (n->kind == WR_GRAPH_SYSTEM && n->index >= 0) {
        dated(&s, "ready from", a->systems[n->index].ready);
        dated(&s, "contract until", a->systems[n->index].contract_ends);
    }
    if (n->kind == WR_GRAPH_CAPABILITY && n->index < 0)
        wr_buf_text(also(&s), "the catalogue does not know it");
    if (n->kind == WR_GRAPH_UNKNOWN)
        wr_buf_text(also(&s), "nobody has said how it will be there");
    if (owner && n->owner != NULL)
        owner_state(&s, a, n->owner);
}
