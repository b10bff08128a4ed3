/* Readiness by the seven domains of NASSS (Greenhalgh 2017): for each a level and a text. Never an average, never a score: one complex
 * domain is not made good by six simple ones. Every complex answer opens an issue that needs an owner, a plan and a date. */
#ifndef WR_AGREE_READINESS_H
#define WR_AGREE_READINESS_H

#include "agree/agree.h"
#include "agree/lack.h"

const char *wr_nasss_domain_words(int domain);               /* 0 to 6: "condition", ..., "over time" */
const char *wr_nasss_domain_asks(int domain);                /* the question of the domain, in plain words */
const char *wr_nasss_level_words(enum wr_nasss_level level); /* "not answered", "simple", "complicated", "complex" */
const struct wr_readiness *wr_readiness_of(const struct wr_agree *agree, int change); /* NULL: nobody has answered */
/* Domains not answered; complex ones without an issue. The issues themselves: wr_issues_check. */
void wr_readiness_check(const struct wr_agree *agree, int change, struct wr_lacks *out);

#endif
