/* Between the files that look for what does not hang together. */
#ifndef WR_AGREE_FINDINGS_INTERNAL_H
#define WR_AGREE_FINDINGS_INTERNAL_H

#include "agree/findings.h"

struct wr_i_finder {
    const struct wr_graph *g;
    const struct wr_agree *a;
    const struct wr_model *m;
    struct wr_findings *out;
    int status; /* 0 or the first failure: later calls do nothing */
};

/* Adds one. What is said and what is to be done are whole sentences; `todo` is copied as it is. */
void wr_i_finding_add(struct wr_i_finder *f, enum wr_finding_kind kind, int node, int change, const char *todo, const char *says, ...)
    WR_PRINTF(6, 7);
/* Frees a buffer that a finding was made with; that it was not whole is then said of all. */
void wr_i_finding_done(struct wr_i_finder *f, struct wr_buf *part);
/* Subjects: findings_benefit.c, findings_change.c, findings_order.c. */
void wr_i_findings_benefits(struct wr_i_finder *f);
void wr_i_findings_changes(struct wr_i_finder *f);
void wr_i_findings_order(struct wr_i_finder *f);

/* When each change goes live, one a change of the model, in the arena. The date is that of its last go-live task: `due` as people wrote it (`written`), else by
 * which as likely as not the plan is through with it; WR_NO_DATE: nobody can say. 0 or WR_ERR_MEMORY. */
struct wr_i_go_live {
    int date;
    bool written, planned; /* planned: the plan has a task that goes live */
};
int wr_i_go_live_find(const struct wr_graph *graph, struct wr_arena *arena, struct wr_i_go_live **out) WR_MUST_USE;

#endif
