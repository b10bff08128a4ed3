/* The version of a change's hazard log, and whether its approval still holds. A version is the SHA-256 of a canonical text of all that the
 * approval rests on: docs/methods.md, "The version of a hazard log", says exactly what. Comments, the order of entries and what does not
 * belong to the change have no part in it. */
#ifndef WR_AGREE_VERSION_H
#define WR_AGREE_VERSION_H

#include "agree/agree.h"
#include "base/buf.h"

/* The canonical text itself: UTF-8, one `path = value` a line. `source` is the text behind agree->model. */
int wr_version_text(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_buf *out) WR_MUST_USE;
int wr_version(const struct wr_agree *agree, const struct wr_source *source, int change, char hex[65]) WR_MUST_USE;

#define WR_VERSION_SHORT 12 /* digits by which a version may be named */

enum wr_approval_state {
    WR_APPROVAL_NONE,           /* nobody has approved */
    WR_APPROVAL_HOLDS,          /* by the clinical safety officer, of this version */
    WR_APPROVAL_VOID,           /* what it rests on has changed since */
    WR_APPROVAL_NOT_OFFICER,    /* by somebody who may not, or the office is not filled */
    WR_APPROVAL_WITHOUT_VERSION /* it names no version, or fewer than 12 digits of one */
};
/* One approval that holds is enough; else the state of the newest (of those with the latest date the last written). *which: its index in
 * agree->approvals, or -1. `version` is wr_version's. */
enum wr_approval_state wr_approval_look(const struct wr_agree *agree, int change, const char *version, int *which);

#endif
