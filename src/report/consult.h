/* The report of a consultation as one self-contained page, in the order of ACCORD. What nobody wrote is shown as blank, with who could fill it. */
#ifndef WR_REPORT_CONSULT_H
#define WR_REPORT_CONSULT_H

#include "agree/consult.h"
#include "base/buf.h"

struct wr_report_consult_input {
    const struct wr_agree *agree;
    const struct wr_voices_result *result;
    const struct wr_consult_item *items; /* WR_CONSULT_ITEMS */
    size_t n_blank;
    const char *version; /* of the program */
};
/* Appends the page to `out`. 0, WR_ERR_MEMORY, WR_ERR_LIMIT, WR_ERR_INTERNAL (markup that is not closed: a fault of ours). */
int wr_report_consult_write(const struct wr_report_consult_input *in, struct wr_buf *out) WR_MUST_USE;

#endif
