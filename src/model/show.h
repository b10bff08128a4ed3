/* The checked service for other readers: as text that reads back to the same model, and as JSON with every quantity in one unit. */
#ifndef WR_MODEL_SHOW_H
#define WR_MODEL_SHOW_H

#include "base/buf.h"
#include "model/model.h"

/* The joined files as one YAML text, without comments. */
void wr_model_show_text(const struct wr_source *source, struct wr_buf *out);

/* JSON. Times are seconds, shares 0 to 1, rates per second, money pounds; names stand where the model has indices. What stands there:
 *   {"wardround": 1, "version", "hash", "service", ..., "clock", "run", "places": [...], "staff": [...], "equipment", "systems", "information",
 *    "outcomes", "patients", "steps", "tasks", "measures", "harm", "objectives", "changes", "options", "written": {the whole file as text}}
 * A number: {"value", "unit", "interval": [low, high]} (interval only when uncertain). A value: a number, or {"distribution", "parameters",
 * "mean"}, or {"by", "cases": [{"case", "value"}]}. Keys are added in later versions, never renamed. */
void wr_model_show_json(const struct wr_source *source, const struct wr_model *model, struct wr_buf *out);

#endif
