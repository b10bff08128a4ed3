/* What a change has still to bring, or has taken away, in a model that holds it all the same (struct wr_stages). */
#include <string.h>

#include "model/apply_internal.h"

static const struct wr_schedule nobody = {0};

/* The entry `name` of the part `part`, as long as its change has not begun. */
static void not_there_yet(struct wr_i_reader *r, const char *part, const char *name)
{
    struct wr_model *m = r->m;
    bool thing = strcmp(part, "places") == 0 || strcmp(part, "staff") == 0 || strcmp(part, "equipment") == 0;
    enum wr_i_part is = WR_I_PARTS;
    int at = wr_i_find(thing ? &r->things : strcmp(part, "patients") == 0 ? &r->kinds : &r->doings, name, &is);

    if (at < 0)
        return;
    if (thing && is == WR_I_PLACE)
        m->places[at].spaces = nobody;
    else if (thing && is == WR_I_RESOURCE)
        m->resources[at].on_duty = nobody;
    else if (is == WR_I_KIND)
        m->kinds[at].arrive.kind = WR_ARRIVE_NONE;
    else if (is == WR_I_TASK)
        m->tasks[at].idle = true;
}

static void no_more(struct wr_i_applying *a, struct wr_i_reader *r, const struct wr_change *change)
{
    for (size_t k = 0; k < change->n_removes; k++) {
        struct wr_i_path path;
        if (!wr_i_path_split(&a->arena, change->removes[k], &path) || !wr_i_removes_entry(&path))
            continue;
        if (strcmp(path.segments[0], "patients") == 0 || strcmp(path.segments[0], "tasks") == 0)
            not_there_yet(r, path.segments[0], path.segments[1]); /* nobody comes, and nothing is due, as before */
    }
}

void wr_i_stage_absent(struct wr_i_applying *a, struct wr_i_reader *r)
{
    for (size_t i = 0; a->option != NULL && i < a->option->n_changes; i++) {
        const struct wr_change *change = &a->base->changes[a->option->changes[i]];
        const struct wr_node *adds = change->adds;
        if (wr_i_apply_has_begun(a, i)) {
            no_more(a, r, change);
            continue;
        }
        for (size_t k = 0; adds != NULL && adds->kind == WR_NODE_MAP && k < adds->count; k++)
            for (size_t j = 0; adds->items[k]->kind == WR_NODE_MAP && j < adds->items[k]->count; j++)
                not_there_yet(r, adds->items[k]->key, adds->items[k]->items[j]->key);
    }
}
