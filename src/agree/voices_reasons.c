/* Reasons, in the people's own words. A reason stands beside its group only where the group's answers may be shown; never beside a rating, a shift or a
 * name. When the reasons of one group only would have to stand without a name, everybody would know whose they are: then those of the smallest group that
 * may be shown stand there with them. */
#include <stdlib.h>
#include <string.h>

#include "agree/voices_internal.h"
#include "base/mem.h"
#include "base/text.h"

static int smallest_cell(const struct wr_agree *agree)
{
    return agree->smallest_cell < WR_SUPPRESS_LEAST ? WR_SUPPRESS_LEAST : agree->smallest_cell;
}

/* The fewest who answered in a round in which somebody did: a reason may be of any round. 0: nobody. */
static int fewest(const struct wr_i_tallies *t, size_t group)
{
    int least = 0;

    for (size_t r = 0; r < t->n_rounds; r++) {
        int heard = t->list[group * t->n_rounds + r].heard[0];
        if (heard > 0 && (least == 0 || heard < least))
            least = heard;
    }
    return least;
}

static bool has_reason(const struct wr_agree *agree, int statement, size_t group)
{
    for (size_t i = 0; i < agree->n_ratings; i++)
        if (agree->ratings[i].statement == statement && agree->ratings[i].group == (int)group &&
            !wr_text_is_blank(agree->ratings[i].reason))
            return true;
    return false;
}

/* named[g]: reasons of the group may stand beside its name. */
static void who_may_be_named(const struct wr_agree *agree, const struct wr_i_tallies *t, int statement, bool *named)
{
    int cell = smallest_cell(agree), least = 0;
    size_t hidden = 0, smallest = agree->n_groups;
    bool any = false;

    for (size_t g = 0; g < agree->n_groups; g++) {
        int n = fewest(t, g);
        named[g] = n >= cell;
        if (n > 0 && n < cell) {
            hidden++;
            any = any || has_reason(agree, statement, g);
        } else if (n >= cell && (smallest == agree->n_groups || n < least)) {
            smallest = g;
            least = n;
        }
    }
    if (any && hidden == 1 && smallest < agree->n_groups)
        named[smallest] = false;
}

static int by_group_and_words(const void *x, const void *y)
{
    const struct wr_voices_reason *a = x, *b = y;

    if (a->group != b->group)
        return a->group == -1 ? 1 : b->group == -1 ? -1 : a->group < b->group ? -1 : 1;
    return strcmp(a->says, b->says);
}

int wr_i_voices_reasons(const struct wr_agree *agree, const struct wr_i_tallies *tallies, struct wr_arena *arena,
                        struct wr_voices_result *r)
{
    bool *named = wr_mem_alloc(agree->n_groups, sizeof *named);
    size_t room = 0;
    int result = named == NULL ? wr_fail(WR_ERR_MEMORY) : 0;

    if (result == 0)
        who_may_be_named(agree, tallies, r->statement, named);
    for (size_t i = 0; result == 0 && i < agree->n_ratings; i++) {
        const struct wr_rating *a = &agree->ratings[i];
        struct wr_voices_reason one = {a->group, a->reason};
        if (a->statement != r->statement || a->group < 0 || wr_text_is_blank(a->reason))
            continue;
        if (!named[a->group])
            one.group = -1;
        result = wr_arena_grow(arena, &r->reasons, &room, r->n_reasons + 1, sizeof *r->reasons);
        if (result != 0)
            break;
        r->reasons[r->n_reasons++] = one;
    }
    if (r->n_reasons > 0) /* the order of the file would tell whose they are */
        qsort(r->reasons, r->n_reasons, sizeof *r->reasons, by_group_and_words);
    wr_mem_free(named);
    return result;
}
