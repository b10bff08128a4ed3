/* Counting answers, and letting out what may be shown of the counts. */
#include <math.h>
#include <string.h>

#include "agree/consensus.h"
#include "agree/voices_internal.h"
#include "base/map.h"
#include "base/text.h"

static int add_round(struct wr_arena *arena, int **rounds, size_t *n, size_t *room, int round)
{
    size_t at = 0;

    while (at < *n && (*rounds)[at] < round)
        at++;
    if (at < *n && (*rounds)[at] == round)
        return 0;
    if (wr_arena_grow(arena, rounds, room, *n + 1, sizeof **rounds) != 0)
        return wr_fail(WR_ERR_MEMORY);
    memmove(*rounds + at + 1, *rounds + at, (*n - at) * sizeof **rounds);
    (*rounds)[at] = round;
    (*n)++;
    return 0;
}

static void count(struct wr_i_tally *t, const struct wr_rating *a)
{
    int last = a->shift == WR_SHIFT_NIGHT ? 1 : 0;

    for (int i = 0; i <= last; i++) {
        t->heard[i]++;
        if (a->rating >= 1 && a->rating <= WR_RATINGS)
            t->ratings[i][a->rating - 1]++;
        if (a->gradient >= 0 && a->gradient < WR_GRADIENTS)
            t->gradients[i][a->gradient]++;
    }
}

/* Whether the same person, by name, has an answer further down for the same group and round: a page that was typed twice, or a mind that was changed.
 * Asked from the last answer to the first; who gives no name cannot be told from others. */
static int is_counted_already(struct wr_map *named, const struct wr_rating *a, struct wr_buf *key, bool *already)
{
    *already = false;
    if (wr_text_is_blank(a->person))
        return 0;
    wr_buf_clear(key);
    wr_buf_printf(key, "%d %d %s", a->group, a->round, a->person);
    if (wr_buf_status(key) != 0)
        return wr_buf_status(key);
    *already = wr_map_get(named, wr_buf_string(key), NULL);
    return *already ? 0 : wr_map_put(named, wr_buf_string(key), 1);
}

static int count_all(const struct wr_agree *agree, int statement, struct wr_i_tallies *t)
{
    struct wr_map named;
    struct wr_buf key;
    int result = 0;

    wr_map_init(&named);
    wr_buf_init(&key, 0);
    for (size_t i = agree->n_ratings; result == 0 && i-- > 0;) {
        const struct wr_rating *a = &agree->ratings[i];
        bool already;
        size_t r = 0;
        if (a->statement != statement || a->group < 0)
            continue;
        result = is_counted_already(&named, a, &key, &already);
        if (result != 0 || already)
            continue;
        while (t->rounds[r] != a->round)
            r++;
        count(&t->list[(size_t)a->group * t->n_rounds + r], a);
    }
    wr_buf_free(&key);
    wr_map_free(&named);
    return result;
}

int wr_i_voices_count(const struct wr_agree *agree, int statement, struct wr_arena *arena, struct wr_i_tallies *out)
{
    int *rounds = NULL;
    size_t room = 0;

    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < agree->n_ratings; i++)
        if (agree->ratings[i].statement == statement && agree->ratings[i].group >= 0 &&
            add_round(arena, &rounds, &out->n_rounds, &room, agree->ratings[i].round) != 0)
            return WR_ERR_MEMORY;
    out->rounds = rounds;
    out->list = wr_arena_alloc(arena, agree->n_groups * out->n_rounds + 1, sizeof *out->list);
    if (out->list == NULL)
        return wr_fail(WR_ERR_MEMORY);
    return count_all(agree, statement, out);
}

static int sum(const int *counts, size_t n)
{
    int all = 0;

    for (size_t i = 0; i < n; i++)
        all += counts[i];
    return all;
}

static void show_gradients(const int gradients[WR_GRADIENTS], int heard, int smallest, struct wr_voices_answers *out)
{
    int stances[3] = {0, 0, 0}, chose = sum(gradients, WR_GRADIENTS);
    bool all = wr_shown_exact(wr_suppress_part(heard, chose, smallest)) && chose >= smallest;

    for (int i = 0; i < WR_GRADIENTS; i++)
        stances[wr_stance_of_gradient(i)] += gradients[i];
    out->chose = heard >= smallest ? wr_suppress_part(heard, chose, smallest) : (struct wr_shown){0, out->heard.high};
    for (size_t i = 0; i < WR_GRADIENTS; i++)
        out->gradients[i] = (struct wr_shown){0, out->chose.high};
    for (size_t i = 0; i < 3; i++)
        out->stances[i] = (struct wr_shown){0, out->chose.high};
    if (!all)
        return;
    out->all_gradients = wr_suppress_parts(gradients, WR_GRADIENTS, smallest, out->gradients);
    if (wr_suppress_parts(stances, 3, smallest, out->stances))
        return;
    out->stances[2] = wr_suppress_part(chose, stances[2], smallest);
    out->stances[0].high = out->stances[1].high = chose - out->stances[2].low;
}

static void show_set(const int ratings[WR_RATINGS], const int gradients[WR_GRADIENTS], int heard, int smallest,
                     struct wr_voices_answers *out)
{
    int rated = sum(ratings, WR_RATINGS), silent = heard - rated;

    memset(out, 0, sizeof *out);
    out->heard = wr_suppress_count(heard, smallest);
    wr_suppress_ratings(ratings, smallest, &out->ratings);
    if (out->ratings.shown && silent > 0 && silent < smallest) /* else the two numbers would tell how many chose only a gradient */
        out->heard = (struct wr_shown){rated + 1, rated + smallest - 1};
    show_gradients(gradients, heard, smallest, out);
}

/* Of a shift whose answers may not be shown. */
static struct wr_voices_answers only_heard(struct wr_shown heard)
{
    struct wr_voices_answers a;

    memset(&a, 0, sizeof a);
    a.heard = a.chose = a.ratings.n = heard;
    a.ratings.third = WR_THIRD_NONE;
    a.ratings.median = a.ratings.p30 = a.ratings.p70 = a.ratings.di = NAN;
    for (int i = 0; i < 3; i++)
        a.ratings.thirds[i] = a.stances[i] = (struct wr_shown){0, heard.high};
    for (int i = 0; i < WR_GRADIENTS; i++)
        a.gradients[i] = (struct wr_shown){0, heard.high};
    return a;
}

void wr_i_voices_show(const struct wr_i_tally *t, int smallest, struct wr_voices_answers *all, struct wr_voices_answers *day,
                      struct wr_voices_answers *night)
{
    int by_day[WR_RATINGS], none[WR_GRADIENTS] = {0};
    struct wr_shown heard;
    struct wr_suppressed one, two;

    if (smallest < WR_SUPPRESS_LEAST)
        smallest = WR_SUPPRESS_LEAST;
    show_set(t->ratings[0], t->gradients[0], t->heard[0], smallest, all);
    if (!wr_shown_exact(all->heard)) {
        *night = only_heard((struct wr_shown){0, all->heard.high});
        *day = *night;
        return;
    }
    heard = wr_suppress_part(t->heard[0], t->heard[1], smallest);
    *night = only_heard(heard);
    *day = only_heard((struct wr_shown){all->heard.low - heard.high, all->heard.low - heard.low});
    for (int r = 0; r < WR_RATINGS; r++)
        by_day[r] = t->ratings[0][r] - t->ratings[1][r];
    wr_suppress_ratings(by_day, smallest, &one);
    wr_suppress_ratings(t->ratings[1], smallest, &two);
    if (one.full && two.full && wr_shown_exact(heard)) {
        show_set(by_day, none, sum(by_day, WR_RATINGS), smallest, day);
        show_set(t->ratings[1], none, sum(t->ratings[1], WR_RATINGS), smallest, night);
        day->heard = wr_shown_exactly(t->heard[0] - t->heard[1]);
        night->heard = heard;
    }
}
