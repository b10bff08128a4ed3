/* What does not hang together in a service folder: benefits that nothing brings, technology that nobody asked for, changes that nobody owns. Plain sentences,
 * each with where it stands and what to do. They judge the text, not the people: what is not written down is not there. */
#ifndef WR_AGREE_FINDINGS_H
#define WR_AGREE_FINDINGS_H

#include "agree/graph.h"
#include "base/json.h"

enum wr_finding_kind {
    WR_FINDING_OBJECTIVE_UNSERVED,     /* an objective that no benefit serves */
    WR_FINDING_DRIVER_ALONE,           /* a driver without an objective */
    WR_FINDING_TECHNOLOGY_ALONE,       /* a system, capability or piece of information that nothing uses */
    WR_FINDING_BENEFIT_STEP_UNCHANGED, /* nothing of its change touches the step of care where it is to arise */
    WR_FINDING_BENEFIT_WITHOUT_CHANGE,
    WR_FINDING_BENEFIT_WITHOUT_OBJECTIVE,
    WR_FINDING_BENEFIT_WITHOUT_OWNER,
    WR_FINDING_BENEFIT_OWNED_BY_IT,
    WR_FINDING_BENEFIT_RUNG,   /* it claims a rung of the evidence ladder without what that rung demands */
    WR_FINDING_BENEFIT_CLASS,  /* cash-releasing without a budget holder */
    WR_FINDING_BENEFIT_FIGURE, /* a figure that says neither a source nor that it comes from a run */
    WR_FINDING_CHANGE_WITHOUT_OWNER,
    WR_FINDING_CHANGE_UNASKED, /* no need */
    WR_FINDING_CHANGE_WITHOUT_BENEFIT,
    WR_FINDING_OWNER_NOT_FILLED,    /* the office that owns it has nobody in it */
    WR_FINDING_ONE_OWNER,           /* one owner for everything */
    WR_FINDING_SAME_OWNERS,         /* of every benefit, who owns it and who owns the change are one */
    WR_FINDING_CYCLE,               /* needs first, systems, tasks, issues */
    WR_FINDING_NEEDS_FIRST_UNKNOWN, /* needed first, and nobody has said what it is */
    WR_FINDING_CONTRACT_ENDS,       /* a contract that ends before the change that rests on it has had its lifetime */
    WR_FINDING_SYSTEM_LATE,         /* a system that is ready after the change that needs it goes live, or without a date that holds */
    WR_FINDING_KINDS
};

struct wr_finding {
    enum wr_finding_kind kind;
    const char *says; /* what is odd: a whole sentence */
    const char *todo; /* what to do: a whole sentence */
    int node;         /* of the graph: what it is about; -1: of the whole */
    int change;       /* of the model: the change that it concerns, or -1 */
    struct wr_where where;
};
struct wr_findings {
    struct wr_arena arena;
    struct wr_finding *list; /* by kind in the order above, then in file order */
    size_t n, room;
};

/* 0 or WR_ERR_MEMORY. wr_findings_free it in any case; `graph` may be freed before. */
int wr_findings_find(const struct wr_graph *graph, struct wr_findings *out) WR_MUST_USE;
void wr_findings_free(struct wr_findings *findings); /* safe twice */
/* A short name for JSON and for tests: "objective unserved". */
const char *wr_finding_words(enum wr_finding_kind kind);
void wr_findings_json(const struct wr_findings *findings, struct wr_json *j); /* an array, as a value */

#endif
