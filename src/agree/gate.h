/* The gate: may this change start? Ready or not, and what exactly is missing, each with who and what to do next. It gathers what decisions,
 * voices, readiness, issues, hazards, benefits and plan lack; it weighs nothing against anything, and signs nothing. The list of what is asked
 * for: docs/people.md, "The gate". */
#ifndef WR_AGREE_GATE_H
#define WR_AGREE_GATE_H

#include "agree/agree.h"
#include "agree/lack.h"
#include "agree/version.h"

struct wr_gate {
    int change;
    bool ready;              /* nothing is missing: n_missing is 0 */
    struct wr_lack *missing; /* what stands in the way, by kind; in the arena */
    size_t n_missing;
    struct wr_lack *look; /* what does not stand in the way but should be looked at */
    size_t n_look;
    const char **in_place; /* what was asked for and is there, one sentence each: "decision d3 was accepted on 2 March 2026 by ..." */
    size_t n_in_place;
    char version[65]; /* of the hazard log as it is now */
    enum wr_approval_state approval;
    const char *verdict; /* "Ready to start" or "Not ready: 3 things are missing" */
};

/* `today`: a date, or WR_NO_DATE: nothing is overdue. Everything lives in `arena`. 0, WR_ERR_MEMORY, or what the parts that it asks return. */
int wr_gate_look(const struct wr_agree *agree, const struct wr_source *source, int change, int today, struct wr_arena *arena,
                 struct wr_gate *out) WR_MUST_USE;

#endif
