/* The description of the language for other readers: JSON Schema for editors, and the manual's reference chapter. */
#ifndef WR_MODEL_SCHEMA_H
#define WR_MODEL_SCHEMA_H

#include "base/buf.h"
#include "model/describe.h"

/* JSON Schema, draft 2020-12, of a service file. It is a help while writing, not the check: names, sums and units are checked by `wardround check`. */
void wr_model_schema(struct wr_buf *out);
/* docs/reference.md: every part, every key, in plain words, as Markdown. */
void wr_model_reference(struct wr_buf *out);
/* The sections of some objects, with links among them: for a description of other files, made in the same way. */
void wr_model_reference_objects(struct wr_buf *out, const struct wr_object *objects, size_t n);

#endif
