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

bool wr_i_path_is_adoptable(const struct wr_i_path *p)
{
    const char *part = p->segments[0], *key = p->n > 2 ? p->segments[2] : "";

    if (strcmp(part, "steps") == 0)
        return strcmp(key, "takes") == 0 || (strcmp(key, "then") == 0 && p->n == 4) ||
               (strcmp(key, "needs to know") == 0 && p->n == 5 && strcmp(p->segments[4], "go ahead") == 0);
    if (strcmp(part, "tasks") == 0)
        return strcmp(key, "takes") == 0;
    if (strcmp(part, "information") == 0)
        return strcmp(key, "there at once") == 0 || strcmp(key, "wrong") == 0 ||
               (strcmp(key, "chase") == 0 && p->n > 3 && (strcmp(p->segments[3], "takes") == 0 || strcmp(p->segments[3], "found") == 0));
    return false;
}

bool wr_i_effect_is_adoptable(const struct wr_i_path *p, enum wr_op op)
{
    return wr_i_path_is_adoptable(p) ||
           (op != WR_OP_SET && p->n == 4 && strcmp(p->segments[0], "steps") == 0 && strcmp(p->segments[2], "needs to know") == 0);
}
