/* The description of the language for other readers: JSON Schema for editors, and the manual's reference chapter. */
#ifndef WR_MODEL_SCHEMA_H
#define WR_MODEL_SCHEMA_H

#include "base/buf.h"

/* JSON Schema, draft 2020-12, of a service file. It is a help while writing, not the check: names, sums and units are checked by `wardround check`. */
void wr_model_schema(struct wr_buf *out);
/* docs/reference.md: every part, every key, in plain words, as Markdown. */
void wr_model_reference(struct wr_buf *out);

#endif
