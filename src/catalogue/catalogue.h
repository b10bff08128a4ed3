/* The catalogue of capabilities: what one could have, in bedside words, with evidence for and against. Data in the catalogue folder of the program (compiled in) and of
 * the service folder (a trust's own entries beside them). Read by match, propose, map, gate and report. */
#ifndef WR_CATALOGUE_CATALOGUE_H
#define WR_CATALOGUE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/mistakes.h"

enum wr_evidence_status { WR_EVIDENCE_VERIFIED, WR_EVIDENCE_SECONDARY, WR_EVIDENCE_GREY, WR_EVIDENCE_FROM_MEMORY };
struct wr_evidence {
    const char *finding, *measure, *direction, *design, *source, *doi, *caveat;
    bool has_value, has_interval, direct, against; /* against: it speaks against the capability, or shows no effect */
    double value, low, high;
    enum wr_evidence_status status; /* FROM_MEMORY is never shown as fact */
    struct wr_where where;
};
struct wr_brings {
    const char *item, *to, *when;
}; /* which information, to whom, when */
struct wr_cap_hazard {
    const char *type, *cause, *harm;
};
struct wr_cap_issue {
    int domain;
    const char *says;
}; /* NASSS domain 1 to 7 */
struct wr_capability {
    const char *id, *name, *plain;
    bool own; /* the trust's */
    const char **might_say;
    size_t n_might_say;
    const char **care_steps;
    size_t n_care_steps;
    struct wr_brings *brings;
    size_t n_brings;
    struct wr_evidence *evidence;
    size_t n_evidence;
    const char **prerequisites;
    size_t n_prerequisites; /* drafted, for your argument */
    struct wr_cap_hazard *hazards;
    size_t n_hazards; /* drafted */
    struct wr_cap_issue *issues;
    size_t n_issues; /* drafted */
    const char **measures;
    size_t n_measures;
    const char **hear_from;
    size_t n_hear_from;
    const char **products;
    size_t n_products; /* words by which people name the technology instead of the care */
    struct wr_where where;
};
struct wr_catalogue {
    struct wr_arena arena;
    struct wr_capability *list;
    size_t count;
    const char *version;
    struct wr_i_index *index; /* what the matcher goes by; this room's own */
};
/* Names for telling: "verified", "from-memory"; NASSS domain 1 to 7: "the technology". */
const char *wr_evidence_status_words(enum wr_evidence_status status);
const char *wr_capability_domain_words(int domain);
/* The program's own catalogue, then the yaml files in `folder`/catalogue (NULL: none). 0, WR_ERR_MISTAKES, WR_ERR_FILE, WR_ERR_MEMORY. */
int wr_catalogue_read(const char *folder, struct wr_mistakes *mistakes, struct wr_catalogue *out) WR_MUST_USE;
void wr_catalogue_free(struct wr_catalogue *catalogue);
int wr_catalogue_find(const struct wr_catalogue *catalogue, const char *id);

/* The best capabilities for a need, with the reasons. */
struct wr_match_reason {
    const char *kind, *words;
}; /* "close to what others might say", "the same words", "a word for the same thing", "a phrase people use", "the same step of care", ... */
struct wr_match {
    int capability;
    double score; /* orders matches of one need; no probability */
    struct wr_match_reason reasons[8];
    size_t n_reasons;
};
struct wr_match_need {
    const char *says, *at, *missing, *role;
};
/* Up to three, best first; *n 0: nothing in the catalogue fits. `names_product`: the need names a product and no step of care. */
int wr_catalogue_match(const struct wr_catalogue *catalogue, const struct wr_match_need *need, struct wr_arena *arena,
                       struct wr_match out[3], size_t *n, bool *names_product) WR_MUST_USE;
/* Who can help where the catalogue cannot: "the estates help desk"; NULL when the need is like nothing that is known. */
int wr_catalogue_elsewhere(const struct wr_catalogue *catalogue, const struct wr_match_need *need, struct wr_arena *arena,
                           const char **who) WR_MUST_USE;

#endif
