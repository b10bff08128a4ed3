/* Between hazards and gate: the log of a change, told, as JSON, and in the form of DCB0160. */
#ifndef WR_CLI_HAZARDS_INTERNAL_H
#define WR_CLI_HAZARDS_INTERNAL_H

#include "agree/agree.h"
#include "base/buf.h"

/* The index of a change by name; else WR_ERR_USAGE with a message that names the nearest and lists them all. -1 for `name` NULL. */
int wr_i_cli_change_find(const struct wr_agree *agree, const char *command, const char *name, int *index, struct wr_buf *err) WR_MUST_USE;

/* The hazard log of one change (WR_ALL_CHANGES: the whole) in the form of DCB0160: a row a hazard, headed with what it needs before it is more than a draft.
 * 0 or what wr_version returns. */
int wr_i_cli_hazards_csv(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_buf *out) WR_MUST_USE;
int wr_i_cli_hazards_html(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_buf *out) WR_MUST_USE;
/* The same as JSON for other programs. */
int wr_i_cli_hazards_json(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_buf *out) WR_MUST_USE;

#endif
