/* Between the files of the consultation report. */
#ifndef WR_AGREE_CONSULT_INTERNAL_H
#define WR_AGREE_CONSULT_INTERNAL_H

#include "agree/consult.h"

void wr_i_consult_items(struct wr_consult_item out[WR_CONSULT_ITEMS]); /* without `said` and `made` */

#endif
