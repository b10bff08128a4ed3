/* What will happen where two rules of the language meet: said of a service that has no mistakes, in one sentence each, so that whoever wrote it can see
 * whether it is what they meant. Neither mistakes nor warnings. */
#ifndef WR_MODEL_EXPLAIN_H
#define WR_MODEL_EXPLAIN_H

#include "base/mistakes.h"
#include "model/model.h"

/* Adds a WR_NOTE for each to `notes`: file and line of the key that brings it about, its path, a sentence without a full stop. The sentences follow
 * docs/manual.md (section 2) and docs/rules.md. `source` is what `model` was read from. Time and memory in proportion to the file. 0 or WR_ERR_MEMORY. */
int wr_model_explain(const struct wr_source *source, const struct wr_model *model, struct wr_mistakes *notes) WR_MUST_USE;

#endif
