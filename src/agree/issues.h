/* Issues and the tasks of the plan: who owns them, by when, and what they hang on. */
#ifndef WR_AGREE_ISSUES_H
#define WR_AGREE_ISSUES_H

#include "agree/agree.h"
#include "agree/hazards.h"
#include "agree/lack.h"

/* Of one change, of none (-1), or of all (WR_ALL_CHANGES): an issue without owner, plan or date; accepted without a name; run with or reduce
 * without a how; a cycle of `depends on`; closed while what it depends on is open; closed without a reason; overdue on `today` (a date;
 * WR_NO_DATE: not looked at). An issue that a complex answer opened (the readiness of its change
 * says so of its domain, or names it), or one that such an issue waits for, stops when it lacks owner, plan or date; one of no complex domain is to be looked at. */
void wr_issues_check(const struct wr_agree *agree, int change, int today, struct wr_lacks *out);
/* "reduce", "run with", "accepted by NAME", "no plan"; in the arena, or NULL. */
const char *wr_issue_plan_says(const struct wr_issue_entry *issue, struct wr_arena *arena);
/* A circle of `depends on` that the open issues of this change (or of all: WR_ALL_CHANGES) lead into: "i3 -> i4 -> i3" in the arena, or NULL: there is none. The first that is found; mended, the next is
 * told. 0, WR_ERR_MEMORY. */
int wr_issues_circle(const struct wr_agree *agree, int change, struct wr_arena *arena, const char **circle) WR_MUST_USE;

#endif
