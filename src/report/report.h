/* report.html: what a trial found, on one self-contained page that a ward sister and a chief executive can both read. No network, no script.
 *
 * Read from the hand-over structs only; the same input gives the same bytes (no wall-clock time, no machine's name). */
#ifndef WR_REPORT_REPORT_H
#define WR_REPORT_REPORT_H

#include <stddef.h>

#include "agree/agree.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/mistakes.h"
#include "model/model.h"
#include "trial/trial.h"

struct wr_report_input {
    const struct wr_source *source;
    const struct wr_model *model;     /* as it is */
    const struct wr_trial *trial;     /* variant 0 is what the others are compared with */
    const struct wr_why *const *whys; /* what each piece of information would do, and what holds a measure back; or none */
    size_t n_whys;
    enum wr_sim_view view;           /* settled, or from go-live: as the trial was run */
    const struct wr_mistakes *notes; /* warnings and refusals of the check, shown under what the model leaves out; or NULL */
    const char *version;             /* of the program */
    const char *command;             /* the command line that makes this again; or NULL */
    const struct wr_agree *agree;    /* the people's files of the same folder; NULL, or empty: the page says nothing of people */
    int today;                       /* a date, for what is overdue; WR_NO_DATE. Only looked at with `agree` */
};

/* Appends the page to `out`. The pathway is drawn by Graphviz's dot as a child process; when that is missing or too slow the page says so and has the
 * table instead. 0, WR_ERR_MEMORY, WR_ERR_LIMIT, WR_ERR_INTERNAL (markup that is not closed: a fault of ours). */
int wr_report_write(const struct wr_ctx *ctx, const struct wr_report_input *in, struct wr_buf *out) WR_MUST_USE;
/* Pages of their own from the same: for the board, two sheets of A4 in the order of the Five Case Model; for the ward, one. Both need `agree`. */
int wr_report_write_board(const struct wr_ctx *ctx, const struct wr_report_input *in, struct wr_buf *out) WR_MUST_USE;
int wr_report_write_ward(const struct wr_ctx *ctx, const struct wr_report_input *in, struct wr_buf *out) WR_MUST_USE;

#endif
