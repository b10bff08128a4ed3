/* Decision, readiness, issues, hazards and approval, and the answer as a whole. Voices: gate_voices.c; prerequisites, benefits, plan: gate_work.c. */
#include "agree/gate.h"

#include <string.h>

#include "agree/decisions.h"
#include "agree/gate_internal.h"
#include "agree/hazards.h"
#include "agree/issues.h"
#include "agree/readiness.h"
#include "base/date.h"
#include "base/text.h"

void wr_i_gate_has(struct wr_i_gate *g, const char *format, ...)
{
    struct wr_buf text;
    const char *copy;
    va_list args;

    wr_buf_init(&text, 0);
    va_start(args, format);
    wr_buf_vprintf(&text, format, args);
    va_end(args);
    copy = wr_buf_status(&text) == 0 ? wr_arena_text(g->lacks->arena, wr_buf_string(&text)) : NULL;
    wr_buf_free(&text);
    if (copy == NULL || wr_arena_grow(g->lacks->arena, &g->in_place, &g->room, g->n_in_place + 1, sizeof *g->in_place) != 0)
        g->lacks->status = wr_fail(WR_ERR_MEMORY);
    else
        g->in_place[g->n_in_place++] = copy;
}

const char *wr_i_gate_date(struct wr_i_gate *g, int date)
{
    const char *text;
    struct wr_buf out;

    wr_buf_init(&out, 0);
    wr_date_print(&out, date);
    text = wr_lacks_say(g->lacks, "%s", wr_buf_string(&out));
    if (wr_buf_status(&out) != 0)
        g->lacks->status = wr_buf_status(&out);
    wr_buf_free(&out);
    return text;
}

/* The newest decision about the change that is only proposed, or -1. */
static int proposed(const struct wr_i_gate *g)
{
    int newest = -1;

    for (size_t i = 0; i < g->agree->n_decisions; i++) {
        const struct wr_decision *d = &g->agree->decisions[i];
        if (wr_decisions_is_about(g->agree, d, g->change) && d->status == WR_DECISION_PROPOSED &&
            (newest < 0 || d->date >= g->agree->decisions[newest].date))
            newest = (int)i;
    }
    return newest;
}

static bool is_dissent(enum wr_decision_finding_kind kind)
{
    return kind == WR_DECISION_OBJECTION_UNANSWERED || kind == WR_DECISION_DISSENT_UNANSWERED || kind == WR_DECISION_DISSENT_UNSIGNED;
}

/* What is odd about the decision that stands, or about the one that is waiting to be taken. Of others: their own business. */
static int look_at_findings(struct wr_i_gate *g, int decision)
{
    struct wr_decision_finding *list = NULL;
    size_t n = 0;
    int result = wr_decisions_findings(g->agree, g->today, g->lacks->arena, &list, &n);

    for (size_t i = 0; result == 0 && i < n; i++) {
        struct wr_lack lack = {
            .kind = is_dissent(list[i].kind) ? WR_LACK_DISSENT : WR_LACK_DECISION, .change = g->change, .where = list[i].where};
        if (list[i].decision != decision || list[i].kind == WR_DECISION_NO_SPONSOR) /* of the sponsor once, below */
            continue;
        lack.stops = list[i].stops || list[i].kind == WR_DECISION_OBJECTION_UNANSWERED || list[i].kind == WR_DECISION_DISSENT_UNANSWERED ||
                     list[i].kind == WR_DECISION_NO_QUORUM; /* also of a decision that is only proposed */
        lack.who = list[i].who;
        lack.do_ = list[i].do_;
        lack.about = g->agree->decisions[decision].name;
        wr_lacks_add(g->lacks, lack, "%s", list[i].says);
    }
    return result;
}

/* An office that the change names and nobody holds: nobody will do it. (Of those that a decision names, the decision's findings tell.) */
static bool look_at_office(struct wr_i_gate *g, const char *name, const char *as)
{
    const struct wr_office *office = wr_text_is_blank(name) ? NULL : wr_agree_office(g->agree, name);

    if (office == NULL || office->person != NULL)
        return false;
    wr_lacks_add(g->lacks,
                 (struct wr_lack){.kind = WR_LACK_DECISION,
                                  .stops = true,
                                  .change = g->change,
                                  .about = office->name,
                                  .where = office->where,
                                  .do_ = "say who holds it (people.yaml), or name another"},
                 "%s %s, and nobody holds that office", as, office->name);
    return true;
}

static int look_at_decision(struct wr_i_gate *g)
{
    int waiting = proposed(g);
    const struct wr_decision *d = g->decision >= 0 ? &g->agree->decisions[g->decision]
                                  : waiting >= 0   ? &g->agree->decisions[waiting]
                                                   : NULL;
    struct wr_lack lack = {.kind = WR_LACK_DECISION, .stops = true, .change = g->change, .where = d != NULL ? d->where : g->c->where};

    if (g->decision >= 0) {
        if (d->date != WR_NO_DATE)
            wr_i_gate_has(g, "decision %s was accepted on %s%s%s", d->name, wr_i_gate_date(g, d->date),
                          d->decided_by != NULL ? " by the " : "", d->decided_by != NULL ? d->decided_by : "");
        else
            wr_i_gate_has(g, "decision %s was accepted", d->name);
    } else {
        lack.who = wr_lacks_who(g->lacks, g->agree, d != NULL ? d->decided_by : NULL);
        lack.about = d != NULL ? d->name : NULL;
        lack.do_ = "decide, and write it down with its reasons (decisions/, status: accepted)";
        if (d != NULL)
            wr_lacks_add(g->lacks, lack, "decision %s about it is only proposed", d->name);
        else
            wr_lacks_add(g->lacks, lack, "nobody has decided: there is no accepted decision about it");
    }
    if (wr_text_is_blank(g->c->owner)) {
        lack.who = wr_lacks_who(g->lacks, g->agree, d != NULL ? d->decided_by : NULL);
        lack.about = NULL;
        lack.where = g->c->where;
        lack.do_ = "name who makes the new way of working stick (owner: of the change)";
        wr_lacks_add(g->lacks, lack, "nobody owns the change");
    }
    look_at_office(g, g->c->owner, "the change is owned by the");
    if (wr_text_is_blank(g->c->clinical_sponsor) && (d == NULL || wr_text_is_blank(d->sponsor))) {
        lack.who = wr_lacks_who(g->lacks, g->agree, d != NULL ? d->decided_by : NULL);
        lack.do_ = "find a clinician who stands for it (clinical sponsor: of the change or of the decision)";
        wr_lacks_add(g->lacks, lack, "no clinician stands for it: there is no clinical sponsor");
    } else if ((d != NULL && !wr_text_is_blank(d->sponsor)) || !look_at_office(g, g->c->clinical_sponsor, "its clinical sponsor is the")) {
        wr_i_gate_has(g, "its clinical sponsor is the %s",
                      d != NULL && !wr_text_is_blank(d->sponsor) ? d->sponsor : g->c->clinical_sponsor);
    }
    return d != NULL ? look_at_findings(g, (int)(d - g->agree->decisions)) : 0;
}

static void look_at_approval(struct wr_i_gate *g, struct wr_gate *out)
{
    const struct wr_agree *agree = g->agree;
    struct wr_lack lack = {.kind = WR_LACK_APPROVAL, .stops = true, .change = g->change, .where = g->c->where};
    const struct wr_approval *a;
    size_t n = 0;
    int which;

    out->approval = wr_approval_look(agree, g->change, out->version, &which);
    a = which >= 0 ? &agree->approvals[which] : NULL;
    if (a != NULL)
        lack.where = a->where;
    for (size_t i = 0; i < agree->n_hazards; i++)
        n += agree->hazards[i].change == g->change;
    lack.who = wr_lacks_who(g->lacks, agree, WR_SAFETY_OFFICE);
    lack.do_ = wr_lacks_say(g->lacks, "look through the log, then approve this version (approvals: in hazards/, version: %.*s)",
                            WR_VERSION_SHORT, out->version);
    switch (out->approval) {
    case WR_APPROVAL_HOLDS:
        wr_i_gate_has(g, "the hazard log was approved by the %s in its present version", WR_SAFETY_OFFICE);
        break;
    case WR_APPROVAL_NONE:
        wr_lacks_add(g->lacks, lack,
                     n > 0 ? "the hazard log is not approved" : "the hazard log is empty, and nobody has approved that it is");
        break;
    case WR_APPROVAL_VOID:
        if (a->date != WR_NO_DATE)
            wr_lacks_add(g->lacks, lack, "the approval of %s is void: what it rests on has changed since", wr_i_gate_date(g, a->date));
        else
            wr_lacks_add(g->lacks, lack, "the approval of the hazard log is void: what it rests on has changed since");
        break;
    case WR_APPROVAL_NOT_OFFICER:
        wr_lacks_add(g->lacks, lack, "the hazard log was approved by %s, and only the clinical safety officer may",
                     wr_text_is_blank(a->by) ? "nobody who is named" : a->by);
        break;
    case WR_APPROVAL_WITHOUT_VERSION:
        wr_lacks_add(g->lacks, lack, "the approval of the hazard log names no version, so that nobody knows what was approved");
        break;
    }
}

static int gather(struct wr_i_gate *g, struct wr_gate *out)
{
    const struct wr_agree *agree = g->agree;
    const struct wr_readiness *ready = wr_readiness_of(agree, g->change);
    size_t answered = 0;
    int result;

    if ((result = wr_version(agree, g->source, g->change, out->version)) != 0 || (result = look_at_decision(g)) != 0 ||
        (result = wr_i_gate_voices(g)) != 0 || (result = wr_i_gate_prerequisites(g)) != 0)
        return result;
    for (int d = 0; ready != NULL && d < WR_NASSS_DOMAINS; d++)
        answered += ready->domain[d].level != WR_NASSS_UNSAID;
    if (answered == WR_NASSS_DOMAINS)
        wr_i_gate_has(g, "all seven domains of readiness are answered");
    wr_readiness_check(agree, g->change, g->lacks);
    wr_issues_check(agree, g->change, g->today, g->lacks);
    wr_hazards_check(agree, g->change, g->lacks);
    look_at_approval(g, out);
    wr_i_gate_benefits(g);
    return wr_i_gate_plan(g);
}

int wr_gate_look(const struct wr_agree *agree, const struct wr_source *source, int change, int today, struct wr_arena *arena,
                 struct wr_gate *out)
{
    struct wr_lacks lacks;
    struct wr_i_gate g = {
        .agree = agree, .source = source, .c = &agree->model->changes[change], .change = change, .today = today, .lacks = &lacks};
    int result;

    *out = (struct wr_gate){.change = change};
    wr_lacks_init(&lacks, arena);
    g.owner = wr_lacks_who(&lacks, agree, g.c->owner);
    g.decision = wr_decisions_standing(agree, change);
    result = gather(&g, out);
    if (result != 0)
        return result;
    wr_lacks_sort(&lacks);
    while (out->n_missing < lacks.n && lacks.list[out->n_missing].stops)
        out->n_missing++;
    out->missing = lacks.list;
    out->look = lacks.list + out->n_missing;
    out->n_look = lacks.n - out->n_missing;
    out->in_place = g.in_place;
    out->n_in_place = g.n_in_place;
    out->ready = out->n_missing == 0;
    out->verdict =
        out->ready ? "Ready to start"
                   : wr_arena_printf(arena, "Not ready: %zu %s missing", out->n_missing, out->n_missing == 1 ? "thing is" : "things are");
    return lacks.status != 0 ? lacks.status : out->verdict == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}
