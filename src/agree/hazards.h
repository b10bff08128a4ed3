/* The hazard log, read by the rules of DCB0160: who may score, what a score means, what must follow. The program scores nothing and signs
 * nothing: it says what is written and what is missing. Raised by anyone; scored only under the clinical safety officer's name; closed, never
 * deleted. The rules and their wording: docs/people.md, "hazards". */
#ifndef WR_AGREE_HAZARDS_H
#define WR_AGREE_HAZARDS_H

#include "agree/agree.h"
#include "agree/lack.h"
#include "agree/scales.h"
#include "base/buf.h"

#define WR_SAFETY_OFFICE "clinical safety officer"

/* A score, looked at. */
struct wr_hazard_rating {
    int risk;            /* 1 to 5 by the table; 0: not scored, or not by the clinical safety officer */
    bool counts;         /* scored, in the name of the office or of the person who holds it, and the office is filled */
    const char *why_not; /* why it does not count: "scored by a ward sister, not by the clinical safety officer"; NULL when it counts */
    const char *words;   /* what the severity means for these patients; NULL: not scored, or there is no such thing */
};
/* `why_not` may be printed into the arena; NULL texts when there is no memory. */
void wr_hazard_rate(const struct wr_agree *agree, const struct wr_hazard_score *score, struct wr_arena *arena,
                    struct wr_hazard_rating *out);
/* The rating that holds today: the residual's when it counts, else the initial's. */
void wr_hazard_rate_now(const struct wr_agree *agree, const struct wr_hazard_entry *hazard, struct wr_arena *arena,
                        struct wr_hazard_rating *out);
/* Whether this text names the clinical safety officer: the office, or the person who holds it; false when the office is not filled. */
bool wr_hazard_is_officer(const struct wr_agree *agree, const char *text);

const char *wr_control_kind_words(enum wr_control_kind kind);     /* "design", "test", "training", "business process change" */
const char *wr_hazard_status_words(enum wr_hazard_status status); /* "open", "transferred", "closed" */
/* Two different things: seen to be in place, and known to work. "in place since 2026-03-01, known to work: ..."; in the arena, or NULL. */
const char *wr_control_says(const struct wr_control *control, struct wr_arena *arena);

/* What is missing or odd in the log: of one change (the model's index), of the service as it is (-1), or of all (WR_ALL_CHANGES). */
#define WR_ALL_CHANGES (-2)
void wr_hazards_check(const struct wr_agree *agree, int change, struct wr_lacks *out);

/* Sentences for commands and report, without a full stop unless said. A score: "risk 3 of 5: major for one patient, likelihood medium", or why it is none.
 * "Draft. Not signed. Needs: ..." is whole: who must do what before the log of this change (or -1: of the service as it is) is more than a draft. */
void wr_hazard_say_score(const struct wr_agree *agree, const struct wr_hazard_score *score, struct wr_arena *arena, struct wr_buf *out);
void wr_hazards_say_needs(const struct wr_agree *agree, int change, const char *version, struct wr_arena *arena, struct wr_buf *out);
/* "approved on 5 March 2026 by the clinical safety officer, in this version", "void: ...", "not approved". */
void wr_approval_say(const struct wr_agree *agree, int change, const char *version, struct wr_buf *out);

/* The trust's own register: a band's name, or "not scored". */
const char *wr_trust_risk_band(const struct wr_agree *agree, const struct wr_trust_risk *risk);

#endif
