/* What is missing or odd in the hazard log. What stands in the way of a start, and what is only to be looked at, is listed in docs/people.md. */
#include <string.h>
#include <strings.h>

#include "agree/hazards.h"
#include "base/text.h"

struct look {
    const struct wr_agree *agree;
    const struct wr_hazard_entry *hazard;
    struct wr_lacks *out;
    const char *officer, *owner; /* as they are shown where they are asked to act */
};

/* A lack of the hazard in hand, ready to be filled in. */
static struct wr_lack of(const struct look *l, bool stops, const char *who, const char *do_)
{
    return (struct wr_lack){.kind = WR_LACK_HAZARD,
                            .stops = stops,
                            .change = l->hazard->change,
                            .who = who,
                            .do_ = do_,
                            .about = l->hazard->name,
                            .where = l->hazard->where};
}

static const char *level_name(const struct wr_agree *agree, int severity)
{
    return severity >= 0 && severity < WR_SCALE_LEVELS && agree->scales.clinical.severity[severity].name != NULL
               ? agree->scales.clinical.severity[severity].name
               : "not said";
}

static void look_at_words(const struct look *l)
{
    const struct wr_hazard_entry *h = l->hazard;

    if (wr_text_is_blank(h->owner))
        wr_lacks_add(l->out, of(l, true, l->officer, "name who looks after it (owner: in hazards/)"), "nobody owns hazard %s: %s", h->name,
                     h->says);
    if (h->n_causes == 0)
        wr_lacks_add(l->out, of(l, false, l->owner, "ask those who raised it how it can come about (causes:)"),
                     "hazard %s names no cause: %s", h->name, h->says);
    if (h->harm == NULL || h->effect == NULL)
        wr_lacks_add(l->out, of(l, false, l->owner, "say what then happens to care (effect:) and to a patient (harm:)"),
                     "hazard %s does not say %s: %s", h->name, h->harm == NULL ? "which harm it can do" : "what then happens to care",
                     h->says);
}

static void look_at_controls(const struct look *l, const struct wr_hazard_rating *initial, const struct wr_hazard_rating *residual)
{
    const struct wr_hazard_entry *h = l->hazard;

    for (size_t i = 0; i < h->n_controls; i++) {
        const struct wr_control *c = &h->controls[i];
        const char *owner = wr_lacks_who(l->out, l->agree, c->owner);
        struct wr_lack lack = of(l, false, owner != NULL ? owner : l->owner, NULL);
        lack.where = c->where;
        if (wr_text_is_blank(c->owner)) {
            lack.stops = true;
            lack.do_ = "name who puts it in place (owner:)";
            wr_lacks_add(l->out, lack, "nobody owns a control of hazard %s: %s", h->name, c->says);
            lack.stops = false;
        }
        if (c->verified == WR_NO_DATE && residual->counts) {
            lack.do_ = "go and see it, and write the date (verified:)";
            wr_lacks_add(l->out, lack, "the remaining risk of hazard %s counts on a control that nobody has seen in place: %s", h->name,
                         c->says);
        } else if (c->effective == NULL && c->verified != WR_NO_DATE) {
            lack.do_ = "say how it is known that it works (effective:): in place and effective are two things";
            wr_lacks_add(l->out, lack, "a control of hazard %s is in place, and nobody says whether it works: %s", h->name, c->says);
        } else if (c->effective != NULL && c->verified == WR_NO_DATE) {
            lack.do_ = "go and see it, and write the date (verified:)";
            wr_lacks_add(l->out, lack, "a control of hazard %s is said to work, and nobody has seen it in place: %s", h->name, c->says);
        }
    }
    if (h->n_controls > 0 && initial->counts && !residual->counts && h->residual.severity < 0)
        wr_lacks_add(l->out, of(l, true, l->officer, "score what is left with the controls in place (residual:)"),
                     "hazard %s has controls, and the risk that remains is not scored: %s", h->name, h->says);
}

/* The table's verdict on the risk that holds now. */
static void look_at_risk(const struct look *l, const struct wr_hazard_rating *now, const struct wr_hazard_score *score)
{
    const struct wr_hazard_entry *h = l->hazard;
    const char *bare = h->n_controls == 0 ? " and has no control" : "",
               *find = h->n_controls == 0
                           ? "find a control with those who raised it: by design first, then test, training, a changed way of working"
                           : "remove the hazard, or control it until the risk is acceptable, and score what remains";

    if (now->risk >= 4)
        wr_lacks_add(l->out, of(l, true, l->owner, find), "hazard %s stands at risk %d%s: %s (%s)", h->name, now->risk, bare, h->says,
                     wr_scales_acceptability(&l->agree->scales, now->risk));
    else if (now->risk == 3 && wr_text_is_blank(score->because) && h->n_controls == 0)
        wr_lacks_add(l->out, of(l, true, l->owner, find), "hazard %s stands at risk 3%s: %s", h->name, bare, h->says);
    else if (now->risk == 3 && wr_text_is_blank(score->because))
        wr_lacks_add(l->out, of(l, true, l->officer, "reduce it further, or say why that is impractical (because: beside the score)"),
                     "hazard %s stands at risk 3, and nobody says why reducing it further is impractical: %s", h->name, h->says);
}

static void look_at_scores(const struct look *l)
{
    const struct wr_hazard_entry *h = l->hazard;
    struct wr_hazard_rating initial, residual;

    wr_hazard_rate(l->agree, &h->initial, l->out->arena, &initial);
    wr_hazard_rate(l->agree, &h->residual, l->out->arena, &residual);
    if ((!initial.counts && initial.why_not == NULL) || (!residual.counts && residual.why_not == NULL))
        l->out->status = wr_fail(WR_ERR_MEMORY); /* the reason could not be put into words */
    if (!initial.counts)
        wr_lacks_add(l->out,
                     of(l, true, l->officer,
                        "score its severity and likelihood with those who know the work (initial: {severity, likelihood, patients, scored "
                        "by, date})"),
                     "hazard %s is %s: %s", h->name, initial.why_not != NULL ? initial.why_not : "not scored", h->says);
    if (!residual.counts && h->residual.severity >= 0)
        wr_lacks_add(l->out, of(l, true, l->officer, "score what remains again (residual:)"),
                     "the remaining risk of hazard %s does not count: %s", h->name,
                     residual.why_not != NULL ? residual.why_not : "not scored");
    if (residual.counts && !initial.counts)
        wr_lacks_add(l->out, of(l, false, l->officer, "score the risk before new controls too (initial:)"),
                     "hazard %s has a remaining risk and none to begin with", h->name);
    if (residual.counts && initial.counts && residual.risk > initial.risk)
        wr_lacks_add(l->out,
                     of(l, false, l->officer,
                        "look at both scores again: controls should not make it worse; if they do, that is a hazard of its own"),
                     "the remaining risk of hazard %s (%d) is higher than the risk to begin with (%d)", h->name, residual.risk,
                     initial.risk);
    if (residual.counts && initial.counts && residual.risk < initial.risk && h->n_controls == 0)
        wr_lacks_add(l->out, of(l, false, l->officer, "say what lowered it (controls:)"),
                     "the risk of hazard %s falls from %d to %d without any control", h->name, initial.risk, residual.risk);
    if (residual.counts && h->residual.severity < h->initial.severity && initial.counts)
        wr_lacks_add(l->out, of(l, false, l->officer, "make sure: most controls make harm rarer, few make it milder"),
                     "hazard %s is thought milder with its controls (%s, then %s)", h->name, level_name(l->agree, h->initial.severity),
                     level_name(l->agree, h->residual.severity));
    look_at_controls(l, &initial, &residual);
    if (residual.counts || (initial.counts && h->n_controls == 0)) /* with controls the first score says nothing of what remains */
        look_at_risk(l, residual.counts ? &residual : &initial, residual.counts ? &h->residual : &h->initial);
}

/* Closed and transferred hazards stay in the log with the reason. */
static void look_at_end(const struct look *l)
{
    const struct wr_hazard_entry *h = l->hazard;
    struct wr_hazard_rating now;

    if (wr_text_is_blank(h->because))
        wr_lacks_add(
            l->out,
            of(l, true, l->officer,
               h->status == WR_HAZARD_CLOSED ? "say why (because:), or open it again" : "say to whom, and that they took it (because:)"),
            "hazard %s is %s without a word: %s", h->name, wr_hazard_status_words(h->status), h->says);
    wr_hazard_rate_now(l->agree, h, l->out->arena, &now);
    if (h->status == WR_HAZARD_CLOSED && now.risk >= 4)
        wr_lacks_add(l->out, of(l, true, l->officer, "open it again (status: open), or score what remains"),
                     "hazard %s is closed at risk %d (%s): %s", h->name, now.risk, wr_scales_acceptability(&l->agree->scales, now.risk),
                     h->says);
    else if (h->status == WR_HAZARD_CLOSED && !now.counts)
        wr_lacks_add(l->out, of(l, false, l->officer, "score it, so that it can be seen why it was closed"),
                     "hazard %s was closed and never scored: %s", h->name, h->says);
}

/* A hazard that the change itself names must be in the log, or nobody scores it. */
static bool in_log(const struct wr_agree *agree, int change, const struct wr_hazard *drafted)
{
    for (size_t i = 0; i < agree->n_hazards; i++) {
        const struct wr_hazard_entry *h = &agree->hazards[i];
        if (h->change == change &&
            ((drafted->name != NULL && strcasecmp(h->name, drafted->name) == 0) || strcasecmp(h->says, drafted->says) == 0))
            return true;
    }
    return false;
}

static void look_at_change(const struct wr_agree *agree, int change, const char *officer, struct wr_lacks *out)
{
    const struct wr_change *c = &agree->model->changes[change];

    for (size_t i = 0; i < c->n_hazards; i++)
        if (c->hazards[i].says != NULL && !in_log(agree, change, &c->hazards[i]))
            wr_lacks_add(out,
                         (struct wr_lack){.kind = WR_LACK_HAZARD,
                                          .stops = true,
                                          .change = change,
                                          .who = officer,
                                          .do_ = "put it into hazards/ in these words or under this name; if the log says it in other "
                                                 "words, take it out of the change",
                                          .about = c->hazards[i].name,
                                          .where = c->hazards[i].where},
                         "the change names a hazard that the log does not have: %s", c->hazards[i].says);
}

static void look_at_officer(const struct wr_agree *agree, int change, struct wr_lacks *out)
{
    const struct wr_office *office = wr_agree_office(agree, WR_SAFETY_OFFICE);
    struct wr_lack lack = {
        .kind = WR_LACK_HAZARD, .stops = true, .change = change, .where = office != NULL ? office->where : (struct wr_where){0}};

    if (office == NULL || office->person == NULL) {
        lack.do_ = "name a qualified and experienced clinician with a current registration (people.yaml, offices)";
        wr_lacks_add(out, lack, "nobody holds the office of clinical safety officer: no hazard can be scored and no log approved");
    } else if (wr_text_is_blank(office->registration)) {
        lack.stops = false;
        lack.who = office->person;
        lack.do_ = "write the professional body and number (people.yaml, offices, registration)";
        wr_lacks_add(out, lack, "people.yaml gives no registration of the clinical safety officer");
    }
}

void wr_hazards_check(const struct wr_agree *agree, int change, struct wr_lacks *out)
{
    const char *officer = wr_lacks_who(out, agree, WR_SAFETY_OFFICE);

    if (officer == NULL) {
        out->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    if (change != WR_ALL_CHANGES || agree->n_hazards > 0)
        look_at_officer(agree, change >= 0 ? change : -1, out);
    for (size_t i = 0; i < agree->n_hazards; i++) {
        const struct wr_hazard_entry *h = &agree->hazards[i];
        struct look l = {agree, h, out, officer, wr_lacks_who(out, agree, h->owner)};
        if (change != WR_ALL_CHANGES && h->change != change)
            continue;
        if (l.owner == NULL)
            l.owner = officer;
        if (h->status != WR_HAZARD_OPEN) {
            look_at_end(&l);
            continue;
        }
        look_at_words(&l);
        look_at_scores(&l);
    }
    for (size_t c = 0; c < agree->model->n_changes; c++)
        if (change == (int)c || change == WR_ALL_CHANGES)
            look_at_change(agree, (int)c, officer, out);
}
