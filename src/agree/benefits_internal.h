/* Between the files that read the register of benefits. */
#ifndef WR_AGREE_BENEFITS_INTERNAL_H
#define WR_AGREE_BENEFITS_INTERNAL_H

#include "agree/benefits.h"

/* The option that shows what a change does: the smallest that holds it (`alone`: and nothing else), the first of them; -1: none does. */
int wr_i_benefit_option(const struct wr_model *m, int change, bool *alone);
/* What standing on a rung asks for and is not there, in the arena. 0 or WR_ERR_MEMORY. */
int wr_i_benefit_lacks(struct wr_arena *arena, const struct wr_agree *agree, const struct wr_benefit *b, enum wr_rung rung,
                       const char ***texts, size_t *n) WR_MUST_USE;

#endif
