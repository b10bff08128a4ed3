/* Decisions and dissent: what is odd about them, in plain sentences; and which decision now stands. A decision is superseded, never rewritten. */
#ifndef WR_AGREE_DECISIONS_H
#define WR_AGREE_DECISIONS_H

#include "agree/agree.h"
#include "base/buf.h"

enum wr_decision_finding_kind {
    WR_DECISION_OBJECTION_UNANSWERED, /* by consent, and an objection is unanswered: there is no consent */
    WR_DECISION_DISSENT_UNANSWERED,   /* by vote or sole: it stands, and is owed an answer */
    WR_DECISION_DISSENT_UNSIGNED,     /* risk accepted or objection overruled by nobody named, or without because */
    WR_DECISION_DISSENT_SILENT,       /* an objection without its harm, or without what would change their mind */
    WR_DECISION_NO_QUORUM,            /* fewer present than the quorum */
    WR_DECISION_QUORUM_UNSAID,        /* accepted, and quorum or who was present is not said (not asked of a sole decision) */
    WR_DECISION_NO_SPONSOR,           /* no clinical sponsor */
    WR_DECISION_SPONSOR_VACANT,       /* sponsor or decider is an office that nobody holds */
    WR_DECISION_NO_DECIDER,
    WR_DECISION_NO_METHOD,
    WR_DECISION_NOT_CONSULTED, /* accepted, and a group that should be heard is not among the consulted */
    WR_DECISION_NO_REVIEW,     /* accepted without a review date */
    WR_DECISION_REVIEW_PASSED,
    WR_DECISION_REOPEN_PASSED, /* an alternative's date to look again has passed */
    WR_DECISION_REOPEN_UNSAID, /* an alternative rejected without the condition that would reopen it */
    WR_DECISION_SUPERSEDED_BY_NOTHING,
    WR_DECISION_SUPERSEDED_BY_REJECTED, /* or by one that is only proposed: which of the two stands? */
    WR_DECISION_CYCLE,                  /* superseded in a circle */
    WR_DECISION_TWO_STAND,              /* two accepted decisions about the same thing, neither superseded */
    WR_DECISION_TIME_RUNS_BACK,         /* superseded by an older decision */
    WR_DECISION_NO_REASON               /* accepted or rejected without because */
};
struct wr_decision_finding {
    enum wr_decision_finding_kind kind;
    int decision, dissent, alternative; /* of agree, of the decision; -1 */
    int change;                         /* what it is about, of the model; -1 */
    bool stops;                         /* the decision does not stand, or not yet: no consent, no quorum, ... */
    const char *says;                   /* one sentence, no full stop */
    const char *who, *do_;              /* whose it is to mend, what to do next; never NULL */
    struct wr_where where;
};

/* All findings, in the order of the decisions. `today`: a date, or WR_NO_DATE: no date has passed. Everything lives in `arena`. 0 or WR_ERR_MEMORY. */
int wr_decisions_findings(const struct wr_agree *agree, int today, struct wr_arena *arena, struct wr_decision_finding **list,
                          size_t *n) WR_MUST_USE;
/* The accepted decision that stands about this change: not superseded, the latest; -1: none. */
int wr_decisions_standing(const struct wr_agree *agree, int change);
/* Whether it is about the change, by itself or as part of an option. */
bool wr_decisions_is_about(const struct wr_agree *agree, const struct wr_decision *d, int change);
/* Whether a decision by consent has consent: no objection unanswered. True for other methods. */
bool wr_decisions_has_consent(const struct wr_decision *d);
/* The decision at the end of a chain of superseding ones; -1 when the chain is a circle. */
int wr_decisions_last(const struct wr_agree *agree, int decision);

const char *wr_decision_status_words(enum wr_decision_status status);
const char *wr_decision_method_words(enum wr_decision_method method);
const char *wr_dissent_status_words(enum wr_dissent_status status); /* "not answered", "risk accepted", ... */

#endif
