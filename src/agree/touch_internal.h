/* Which entries of the service file a change touches: those that a path of its effects or of its slower first weeks names. */
#ifndef WR_AGREE_TOUCH_INTERNAL_H
#define WR_AGREE_TOUCH_INTERNAL_H

#include <stdbool.h>

#include "model/model.h"

/* part: "steps", "information", ...; `every` in a path stands for all entries of its part. */
bool wr_i_touches(const struct wr_change *change, const char *part, const char *entry);

#endif
