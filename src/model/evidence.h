/* What a service rests on: its uncertain numbers, effects and harms, with their sources. */
#ifndef WR_MODEL_EVIDENCE_H
#define WR_MODEL_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/model.h"

struct wr_model_basis {
    const char *path;   /* "changes.record at the bedside.effects: information.allergies.there at once" */
    const char *words;  /* the number as people read it */
    const char *source; /* NULL: none; "invented" as written */
    bool invented;
    struct wr_where where;
};

/* All uncertain numbers, then harms, then effects. A number has the source that stands with it, or with its entry in the file. Arrays in
 * the arena; the model is not changed. 0 or WR_ERR_MEMORY. */
int wr_model_evidence(const struct wr_source *source, struct wr_model *model, struct wr_arena *arena, struct wr_model_basis **list,
                      size_t *n) WR_MUST_USE;
/* Those without a source, then those that are invented, as lines for people; ends with how many there are and how many have one. */
void wr_model_evidence_print(const struct wr_source *source, struct wr_model *model, struct wr_buf *out);

#endif
