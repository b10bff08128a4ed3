/* What is a mistake only while changes begin one after another: told by `check` as a warning, before somebody first looks at it from the go-live. */
#include <string.h>

#include "model/model_internal.h"

/* How many models may be built for it: an option of n beginnings takes n + 2. */
#define MOST_MODELS 60

/* Two options that share changes share what is said of them. */
static bool is_there(const struct wr_mistakes *list, const struct wr_mistake *one)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->list[i].where.line == one->where.line && list->list[i].where.column == one->where.column &&
            strcmp(list->list[i].message, one->message) == 0)
            return true;
    return false;
}

int wr_model_check_stages(const struct wr_source *source, const struct wr_model *model, struct wr_mistakes *mistakes)
{
    size_t built = 0;
    int result = 0;

    for (size_t i = 0; i < model->n_options && result == 0; i++) {
        struct wr_mistakes own;
        struct wr_stages stages;
        struct wr_model now;
        if (model->options[i].after == NULL) /* all begin at once: whether anybody wants to see how is not known */
            continue;
        built += model->options[i].n_changes + 2;
        if (built > MOST_MODELS && i > 0)
            break;
        wr_mistakes_init(&own);
        result = wr_model_stages(source, model, (int)i, NULL, 0, &own, &now, &stages);
        for (size_t k = 0; k < own.count; k++) {
            const struct wr_mistake *m = &own.list[k];
            if (m->severity == WR_MISTAKE && !is_there(mistakes, m))
                wr_mistakes_add(mistakes, WR_WARNING, m->where, m->path, m->hint, "%s", m->message);
        }
        wr_model_stages_free(&stages);
        wr_model_free(&now);
        wr_mistakes_free(&own);
        result = result == WR_ERR_MISTAKES ? 0 : result;
    }
    return result;
}
