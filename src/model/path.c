#include "model/path.h"

#include <string.h>

#include "base/text.h"

bool wr_i_path_split(struct wr_arena *arena, const char *text, struct wr_i_path *out)
{
    const char *at = text;

    *out = (struct wr_i_path){.text = text};
    for (;;) {
        size_t length = strcspn(at, ".");
        char *segment;
        if (out->n == WR_I_PATH_SEGMENTS)
            return false;
        segment = wr_text_tidy(arena, at, length);
        if (segment == NULL || segment[0] == '\0')
            return false;
        out->segments[out->n++] = segment;
        at += length;
        if (*at == '\0')
            return true;
        at++;
    }
}

bool wr_i_path_is_every(const struct wr_i_path *path, size_t segment)
{
    return segment < path->n && strcmp(path->segments[segment], "every") == 0;
}
