#include "agree/voices.h"

#include <math.h>
#include <string.h>

#include "agree/consensus.h"
#include "agree/voices_internal.h"
#include "base/mem.h"

static const char *const gradients[WR_GRADIENTS] = {"endorse",
                                                    "agree with minor contention",
                                                    "support with reservations",
                                                    "abstain",
                                                    "more discussion needed",
                                                    "don't like but will support",
                                                    "serious disagreement",
                                                    "veto"};

const char *wr_gradient_words(int gradient) { return gradient >= 0 && gradient < WR_GRADIENTS ? gradients[gradient] : "no gradient"; }

const char *wr_voices_class_words(enum wr_voices_class class_)
{
    static const char *const words[] = {"not asked yet", "too few", "settled", "groups differ", "divided within a group"};

    return (size_t)class_ < sizeof words / sizeof *words ? words[class_] : "not known";
}

/* Everything that is looked at once for a statement. */
struct look {
    const struct wr_agree *agree;
    const struct wr_statement *s;
    struct wr_i_tallies tallies;
    bool *should;
    struct wr_arena *arena;
    struct wr_voices_result *r;
};

static int who_should(struct look *l)
{
    const struct wr_option *o = l->s->option >= 0 ? &l->agree->model->options[l->s->option] : NULL;
    size_t room = 0;
    int result = 0;

    if (l->s->change >= 0)
        result = wr_i_voices_should(l->agree, l->s->change, l->should, l->arena, &l->r->unknown, &l->r->n_unknown, &room);
    for (size_t i = 0; result == 0 && o != NULL && i < o->n_changes; i++)
        result = wr_i_voices_should(l->agree, o->changes[i], l->should, l->arena, &l->r->unknown, &l->r->n_unknown, &room);
    return result;
}

static const struct wr_invited *invitation(const struct wr_statement *s, size_t group)
{
    for (size_t i = 0; i < s->n_invited; i++)
        if (s->invited[i].group == (int)group)
            return &s->invited[i];
    return NULL;
}

static bool was_heard(const struct wr_i_tallies *t, size_t group)
{
    for (size_t r = 0; r < t->n_rounds; r++)
        if (t->list[group * t->n_rounds + r].heard[0] > 0)
            return true;
    return false;
}

static bool has_moved(const struct wr_voices_group *g)
{
    const struct wr_suppressed *was, *is;

    if (g->n_rounds < 2)
        return false;
    was = &g->rounds[g->n_rounds - 2].answers.ratings;
    is = &g->rounds[g->n_rounds - 1].answers.ratings;
    return was->shown && is->shown && (was->divided != is->divided || was->third != is->third);
}

static int look_at_group(struct look *l, size_t group, struct wr_voices_group *g)
{
    const struct wr_group *who = &l->agree->groups[group];
    const struct wr_invited *invited = invitation(l->s, group);
    const struct wr_i_tallies *t = &l->tallies;
    static const struct wr_i_tally nobody;
    const struct wr_i_tally *last = t->n_rounds > 0 ? &t->list[group * t->n_rounds + t->n_rounds - 1] : &nobody;
    struct wr_voices_answers day, night;

    *g = (struct wr_voices_group){.group = (int)group, .name = who->name, .invited = invited != NULL, .should = l->should[group]};
    wr_i_voices_show(last, l->agree->smallest_cell, &g->all, &g->day, &g->night);
    g->too_few = !g->all.ratings.shown;
    g->coverage = (struct wr_coverage){.invited = invited != NULL ? invited->count : -1,
                                       .in_post = who->in_post,
                                       .night_invited = invited != NULL ? invited->night : -1,
                                       .night_in_post = who->night,
                                       .heard = g->all.heard,
                                       .night_heard = g->night.heard};
    wr_coverage_fill(&g->coverage, g->should);
    g->rounds = wr_arena_alloc(l->arena, t->n_rounds + 1, sizeof *g->rounds);
    if (g->rounds == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t r = 0; r < t->n_rounds; r++) {
        g->rounds[r].round = t->rounds[r];
        wr_i_voices_show(&t->list[group * t->n_rounds + r], l->agree->smallest_cell, &g->rounds[r].answers, &day, &night);
    }
    g->n_rounds = t->n_rounds;
    g->moved = has_moved(g);
    return 0;
}

static void classify(struct wr_voices_result *r)
{
    enum wr_third third = WR_THIRD_NONE;
    bool differ = false, few = false;

    r->divided_group = -1;
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_suppressed *s = &r->groups[i].all.ratings;
        few = few || r->groups[i].too_few;
        if (!s->shown)
            continue;
        if (s->divided) {
            if (r->divided_group < 0)
                r->divided_group = r->groups[i].group;
            continue;
        }
        differ = differ || (third != WR_THIRD_NONE && third != s->third);
        third = s->third;
    }
    if (r->round == 0)
        r->class_ = WR_VOICES_NOT_ASKED;
    else if (r->divided_group >= 0)
        r->class_ = WR_VOICES_DIVIDED;
    else if (differ)
        r->class_ = WR_VOICES_DIFFER;
    else
        r->class_ = few || third == WR_THIRD_NONE ? WR_VOICES_TOO_FEW : WR_VOICES_SETTLED;
}

static void take_least(struct wr_voices_least *least, int group, struct wr_share share)
{
    if (isnan(share.low) ||
        (least->group >= 0 && (share.low > least->share.low || (share.low == least->share.low && share.high >= least->share.high))))
        return;
    *least = (struct wr_voices_least){group, share};
}

static void headline(struct wr_voices_result *r)
{
    const struct wr_voices_least none = {-1, {NAN, NAN}};

    r->least_coverage = r->least_reach = r->least_of_post = r->least_night = none;
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_voices_group *g = &r->groups[i];
        if (!g->invited && !g->should)
            continue; /* they spoke without being asked */
        take_least(&r->least_coverage, g->group, g->coverage.coverage);
        take_least(&r->least_reach, g->group, g->coverage.reach);
        take_least(&r->least_of_post, g->group, g->coverage.of_post);
        take_least(&r->least_night, g->group, g->coverage.night_of_post);
    }
}

/* What a group's answers count for: its ratings; its gradients when it gave no ratings that may be shown. false: neither may be shown. */
static bool votes_of(const struct wr_voices_answers *a, struct wr_votes *low, struct wr_votes *high)
{
    const struct wr_shown *agree = &a->ratings.thirds[WR_THIRD_FOR], *disagree = &a->ratings.thirds[WR_THIRD_AGAINST];
    double seen = a->ratings.n.low;

    if (!a->ratings.shown) {
        if (!wr_shown_exact(a->chose) || a->chose.low < WR_SUPPRESS_LEAST)
            return false;
        agree = &a->stances[WR_STANCE_AGREES];
        disagree = &a->stances[WR_STANCE_DISAGREES];
        seen = a->chose.low;
    }
    *low = (struct wr_votes){agree->low, disagree->high, seen};
    *high = (struct wr_votes){agree->high, disagree->low, seen};
    if (low->agree + low->disagree > seen)
        low->disagree = seen - low->agree;
    if (high->agree + high->disagree > seen)
        high->disagree = seen - high->agree;
    return true;
}

/* The truth, of the same answers as votes_of: it leaves only as the answer to one question. */
static int in_favour(const struct look *l, const struct wr_voices_group *g)
{
    const struct wr_i_tallies *t = &l->tallies;
    const struct wr_i_tally *last = &t->list[(size_t)g->group * t->n_rounds + t->n_rounds - 1];
    int agree = 0;

    for (int i = 0; g->all.ratings.shown && i < WR_RATINGS; i++)
        agree += wr_stance_of_rating(i + 1) == WR_STANCE_AGREES ? last->ratings[0][i] : 0;
    for (int i = 0; !g->all.ratings.shown && i < WR_GRADIENTS; i++)
        agree += wr_stance_of_gradient(i) == WR_STANCE_AGREES ? last->gradients[0][i] : 0;
    return agree;
}

static void count_together(const struct look *l, struct wr_votes *low, struct wr_votes *high)
{
    struct wr_voices_result *r = l->r;
    size_t n = 0, hidden = 0;
    int total = 0;
    double seen = 0, agree_low = 0, agree_high = 0;

    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_voices_group *g = &r->groups[i];
        if (!votes_of(&g->all, &low[n], &high[n]))
            continue;
        agree_low += low[n].agree;
        agree_high += high[n].agree;
        hidden += low[n].agree < high[n].agree;
        total += in_favour(l, g);
        seen += low[n++].seen;
    }
    r->counted_groups = n;
    r->rated = wr_shown_exactly((int)seen);
    r->in_favour = (struct wr_shown){(int)agree_low, (int)agree_high};
    r->pooled = (struct wr_share){wr_consensus_pooled(low, n), wr_consensus_pooled(high, n)};
    r->product = (struct wr_share){wr_consensus_product(low, n), wr_consensus_product(high, n)};
    r->geometric = (struct wr_share){wr_consensus_geometric(low, n), wr_consensus_geometric(high, n)};
    r->threshold = l->s->threshold > 0 ? l->s->threshold : (double)NAN;
    r->met = -1;
    if (l->s->threshold > 0 && seen > 0) /* 75% of 72 is 54, whatever the last bit says */
        r->met = wr_suppress_reaches(r->in_favour, hidden, total, (int)ceil(l->s->threshold * seen * (1 - 1e-12)));
}

static int look(struct look *l)
{
    struct wr_voices_result *r = l->r;
    size_t n = l->agree->n_groups;
    struct wr_votes *votes;
    int result = wr_i_voices_count(l->agree, r->statement, l->arena, &l->tallies);

    if (result == 0)
        result = who_should(l);
    if (result != 0)
        return result;
    r->round = l->tallies.n_rounds > 0 ? l->tallies.rounds[l->tallies.n_rounds - 1] : 0;
    r->groups = wr_arena_alloc(l->arena, n + 1, sizeof *r->groups);
    votes = wr_arena_alloc(l->arena, 2 * n + 1, sizeof *votes);
    if (r->groups == NULL || votes == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t g = 0; g < n; g++)
        if ((l->should[g] || invitation(l->s, g) != NULL || was_heard(&l->tallies, g)) &&
            (result = look_at_group(l, g, &r->groups[r->n_groups++])) != 0)
            return result;
    classify(r);
    headline(r);
    count_together(l, votes, votes + n);
    return wr_i_voices_reasons(l->agree, &l->tallies, l->arena, r);
}

int wr_voices_look(const struct wr_agree *agree, int statement, struct wr_arena *arena, struct wr_voices_result *out)
{
    struct look l = {.agree = agree, .s = &agree->statements[statement], .arena = arena, .r = out};
    int result;

    memset(out, 0, sizeof *out);
    out->statement = statement;
    l.should = wr_mem_alloc(agree->n_groups, sizeof *l.should);
    result = l.should == NULL ? wr_fail(WR_ERR_MEMORY) : look(&l);
    wr_mem_free(l.should);
    return result;
}
