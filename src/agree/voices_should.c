/* Who should be heard about a change, and was not. */
#include <string.h>
#include <strings.h>

#include "agree/voices_internal.h"
#include "base/mem.h"

static bool is_called(const struct wr_group *g, const char *name)
{
    if (strcasecmp(g->name, name) == 0)
        return true;
    for (size_t i = 0; i < g->n_stands_for; i++)
        if (strcasecmp(g->stands_for[i], name) == 0)
            return true;
    return false;
}

static bool is_office(const struct wr_agree *agree, const char *name)
{
    for (size_t i = 0; i < agree->n_offices; i++)
        if (strcasecmp(agree->offices[i].name, name) == 0)
            return true;
    return false;
}

static int look_up(const struct wr_agree *agree, const char *name, bool *should, struct wr_arena *arena, const char ***unknown, size_t *n,
                   size_t *room)
{
    bool found = is_office(agree, name);

    for (size_t g = 0; g < agree->n_groups; g++)
        if (is_called(&agree->groups[g], name))
            should[g] = found = true;
    for (size_t i = 0; !found && i < *n; i++)
        found = strcasecmp((*unknown)[i], name) == 0;
    if (found)
        return 0;
    if (wr_arena_grow(arena, unknown, room, *n + 1, sizeof **unknown) != 0)
        return wr_fail(WR_ERR_MEMORY);
    (*unknown)[(*n)++] = name;
    return 0;
}

int wr_i_voices_should(const struct wr_agree *agree, int change, bool *should, struct wr_arena *arena, const char ***unknown, size_t *n,
                       size_t *room)
{
    int c;

    for (size_t g = 0; g < agree->n_groups; g++)
        if (agree->groups[g].kind == WR_GROUP_PATIENTS)
            should[g] = true;
    for (size_t k = 0; (c = wr_agree_change_capability(agree, change, k)) >= 0; k++)
        for (size_t i = 0; i < agree->catalogue.list[c].n_hear_from; i++)
            if (look_up(agree, agree->catalogue.list[c].hear_from[i], should, arena, unknown, n, room) != 0)
                return WR_ERR_MEMORY;
    return 0;
}

bool wr_i_voices_is_about(const struct wr_agree *agree, const struct wr_statement *s, int change)
{
    const struct wr_option *o = s->option >= 0 ? &agree->model->options[s->option] : NULL;

    for (size_t i = 0; o != NULL && i < o->n_changes; i++)
        if (o->changes[i] == change)
            return true;
    return s->change == change;
}

/* 0 not invited, 1 invited, 2 heard, in any statement about the change. */
static int best_of(const struct wr_agree *agree, int group, int change)
{
    int best = 0;

    for (size_t i = 0; i < agree->n_statements; i++) {
        const struct wr_statement *s = &agree->statements[i];
        if (!wr_i_voices_is_about(agree, s, change))
            continue;
        for (size_t k = 0; k < s->n_invited; k++)
            if (s->invited[k].group == group && s->invited[k].count > 0 && best < 1)
                best = 1;
        for (size_t k = 0; best < 2 && k < agree->n_ratings; k++)
            if (agree->ratings[k].statement == (int)i && agree->ratings[k].group == group)
                best = 2;
    }
    return best;
}

int wr_voices_unheard(const struct wr_agree *agree, int change, struct wr_arena *arena, struct wr_voices_unheard **list, size_t *n)
{
    const char **unknown = NULL;
    size_t n_unknown = 0, room = 0, list_room = 0;
    bool *should = wr_mem_alloc(agree->n_groups, sizeof *should);
    int result = should == NULL ? wr_fail(WR_ERR_MEMORY) : 0;

    *list = NULL;
    *n = 0;
    if (result == 0)
        result = wr_i_voices_should(agree, change, should, arena, &unknown, &n_unknown, &room);
    if (result == 0)
        result = wr_arena_grow(arena, list, &list_room, agree->n_groups + n_unknown, sizeof **list);
    for (size_t g = 0; result == 0 && g < agree->n_groups; g++) {
        const char *name = agree->groups[g].name;
        int best = should[g] ? best_of(agree, (int)g, change) : 2;
        if (best == 2)
            continue;
        (*list)[*n] =
            (struct wr_voices_unheard){(int)g, name,
                                       wr_arena_printf(arena,
                                                       best == 0 ? "%s should be heard and were not invited"
                                                                 : "%s should be heard: they were invited, and none of them has answered",
                                                       name)};
        if ((*list)[(*n)++].says == NULL)
            result = wr_fail(WR_ERR_MEMORY);
    }
    for (size_t i = 0; result == 0 && i < n_unknown; i++) {
        (*list)[*n] = (struct wr_voices_unheard){
            -1, unknown[i], wr_arena_printf(arena, "%s should be heard, says the catalogue, and are no group of people.yaml", unknown[i])};
        if ((*list)[(*n)++].says == NULL)
            result = wr_fail(WR_ERR_MEMORY);
    }
    wr_mem_free(should);
    return result;
}
