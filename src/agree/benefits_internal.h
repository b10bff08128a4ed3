/* Between the files that read the register of benefits. */
#ifndef WR_AGREE_BENEFITS_INTERNAL_H
#define WR_AGREE_BENEFITS_INTERNAL_H

#include "agree/benefits.h"

/* The option that shows what a change does: the smallest that holds it (`alone`: and nothing else), the first of them; -1: none does. */
int wr_i_benefit_option(const struct wr_model *m, int change, bool *alone);

#endif
