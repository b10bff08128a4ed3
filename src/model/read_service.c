/* wr_model_read: builds the model as it stands, then tries each option once, so that a mistake in a change is found by `check` and not on the
 * day when somebody first runs it. */
#include <string.h>

#include "model/apply_internal.h"
#include "model/model_internal.h"

/* How many entries of the tree may be read again for the sake of options: an option that adds entries is built from the whole tree. */
#define MOST_NODES_AGAIN 400000

static size_t count_nodes(const struct wr_node *node)
{
    size_t n = 1, i;

    for (i = 0; i < node->count; i++)
        n += count_nodes(node->items[i]);
    return n;
}

/* Two options that share a change share its mistakes: each is told once. */
static bool is_there(const struct wr_mistakes *list, const struct wr_mistake *one)
{
    size_t i;

    for (i = 0; i < list->count; i++)
        if (list->list[i].where.line == one->where.line && list->list[i].where.column == one->where.column &&
            strcmp(list->list[i].message, one->message) == 0)
            return true;
    return false;
}

static int try_option(const struct wr_source *source, struct wr_model *m, int option, struct wr_mistakes *mistakes)
{
    struct wr_mistakes own;
    size_t i;
    int err;

    wr_mistakes_init(&own);
    err = wr_i_option_check(source, m, option, &own);
    for (i = 0; i < own.count; i++) {
        const struct wr_mistake *one = &own.list[i];
        if (!is_there(mistakes, one))
            wr_mistakes_add(mistakes, one->severity, one->where, one->path, one->hint, "%s", one->message);
    }
    if (own.status != 0)
        err = WR_ERR_MEMORY;
    wr_mistakes_free(&own);
    return err == WR_ERR_MISTAKES ? 0 : err;
}

/* The last option (of those that are filled in: all changes) is tried first: when the file is so large that not all can be, it says most. */
static int try_options(const struct wr_source *source, struct wr_model *m, struct wr_mistakes *mistakes)
{
    size_t nodes = count_nodes(source->root), again = 0, i;
    int err = 0;

    for (i = m->n_options; i-- > 0 && err == 0 && mistakes->count < WR_MISTAKES_KEPT;) {
        if (m->options[i].n_changes == 0)
            continue;
        if (again > 0 && again + nodes > MOST_NODES_AGAIN)
            break;
        again += nodes;
        err = try_option(source, m, (int)i, mistakes);
    }
    return err;
}

int wr_model_read(const struct wr_source *source, struct wr_mistakes *mistakes, struct wr_model *out)
{
    size_t before = mistakes->mistakes;
    int err = wr_i_model_build(source, source->root, NULL, true, mistakes, out);

    if (err == 0)
        err = try_options(source, out, mistakes);
    else if (err == WR_ERR_MISTAKES && source->root != NULL)
        wr_i_changes_check_paths(source, out, mistakes);
    if (err == 0 && mistakes->mistakes > before)
        err = wr_fail(WR_ERR_MISTAKES);
    if (err == 0 && mistakes->status != 0)
        err = wr_fail(mistakes->status);
    return err;
}
