/* Voices for other programs. */
#include <math.h>

#include "agree/consensus.h"
#include "base/json.h"
#include "cli/voices_internal.h"

/* 12, or [14, 17] where only that may be shown. */
static void count(struct wr_json *j, const char *key, struct wr_shown c)
{
    wr_json_key(j, key);
    if (wr_shown_exact(c)) {
        wr_json_whole(j, (unsigned long long)c.low);
        return;
    }
    wr_json_open_line(j, '[');
    wr_json_whole(j, (unsigned long long)c.low);
    wr_json_whole(j, (unsigned long long)c.high);
    wr_json_close(j, ']');
}

static void share(struct wr_json *j, const char *key, struct wr_share s)
{
    wr_json_key(j, key);
    if (isnan(s.low)) {
        wr_json_null(j);
    } else if (s.low == s.high) {
        wr_json_number(j, s.low);
    } else {
        wr_json_open_line(j, '[');
        wr_json_number(j, s.low);
        wr_json_number(j, s.high);
        wr_json_close(j, ']');
    }
}

static void whole(struct wr_json *j, const char *key, int n)
{
    wr_json_key(j, key);
    if (n < 0)
        wr_json_null(j);
    else
        wr_json_whole(j, (unsigned long long)n);
}

static void answers(struct wr_json *j, const struct wr_voices_answers *a)
{
    static const char *const panel[] = {NULL, "agreement", "neither", "disagreement"};
    const struct wr_suppressed *s = &a->ratings;

    count(j, "heard", a->heard);
    count(j, "rated", s->n);
    wr_json_pair_bool(j, "may be shown", s->shown);
    wr_json_key(j, "divided");
    if (s->shown)
        wr_json_bool(j, s->divided);
    else
        wr_json_null(j);
    wr_json_pair(j, "stands", s->third == WR_THIRD_NONE ? NULL : wr_third_words(s->third));
    wr_json_pair_number(j, "median", s->median);
    wr_json_pair_number(j, "P30", s->p30);
    wr_json_pair_number(j, "P70", s->p70);
    wr_json_pair_number(j, "disagreement index", s->di);
    wr_json_pair(j, "panel rule", panel[s->panel]);
    count(j, "for", s->thirds[WR_THIRD_FOR]);
    count(j, "unsure", s->thirds[WR_THIRD_UNSURE]);
    count(j, "against", s->thirds[WR_THIRD_AGAINST]);
    count(j, "chose a gradient", a->chose);
    if (a->chose.high > 0) {
        wr_json_key(j, "gradients");
        wr_json_open_line(j, '{');
        for (int i = 0; i < WR_GRADIENTS; i++)
            count(j, wr_gradient_words(i), a->gradients[i]);
        wr_json_close(j, '}');
        count(j, "supporting", a->stances[WR_STANCE_AGREES]);
        count(j, "between", a->stances[WR_STANCE_NEITHER]);
        count(j, "opposing", a->stances[WR_STANCE_DISAGREES]);
    }
}

static void group(struct wr_json *j, const struct wr_voices_group *g)
{
    wr_json_open(j, '{');
    wr_json_pair(j, "group", g->name);
    wr_json_pair_bool(j, "should be heard", g->should);
    whole(j, "invited", g->coverage.invited);
    whole(j, "in post", g->coverage.in_post);
    whole(j, "in post at night", g->coverage.night_in_post);
    count(j, "heard at night", g->coverage.night_heard);
    share(j, "coverage", g->coverage.coverage);
    share(j, "reach", g->coverage.reach);
    share(j, "heard of in post", g->coverage.of_post);
    share(j, "heard at night of in post at night", g->coverage.night_of_post);
    wr_json_pair_bool(j, "too few", g->too_few);
    answers(j, &g->all);
    wr_json_pair_bool(j, "moved", g->moved);
    wr_json_key(j, "rounds");
    wr_json_open(j, '[');
    for (size_t i = 0; i < g->n_rounds; i++) {
        wr_json_open(j, '{');
        whole(j, "round", g->rounds[i].round);
        answers(j, &g->rounds[i].answers);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    if (g->day.ratings.full && g->night.ratings.full) {
        wr_json_key(j, "by day");
        wr_json_open(j, '{');
        answers(j, &g->day);
        wr_json_close(j, '}');
        wr_json_key(j, "at night");
        wr_json_open(j, '{');
        answers(j, &g->night);
        wr_json_close(j, '}');
    }
    wr_json_close(j, '}');
}

static void least(struct wr_json *j, const char *key, const struct wr_agree *agree, const struct wr_voices_least *l)
{
    wr_json_key(j, key);
    wr_json_open(j, '{');
    wr_json_pair(j, "group", l->group >= 0 ? agree->groups[l->group].name : NULL);
    share(j, "share", l->share);
    wr_json_close(j, '}');
}

void wr_i_cli_voices_json(struct wr_json *j, const struct wr_agree *agree, const struct wr_voices_result *r)
{
    const struct wr_statement *s = &agree->statements[r->statement];

    wr_json_open(j, '{');
    wr_json_pair(j, "statement", s->name);
    wr_json_pair(j, "says", s->says);
    wr_json_pair(j, "result", wr_voices_class_words(r->class_));
    wr_json_pair(j, "divided group", r->divided_group >= 0 ? agree->groups[r->divided_group].name : NULL);
    whole(j, "round", r->round > 0 ? r->round : -1);
    whole(j, "groups counted", (int)r->counted_groups);
    count(j, "in favour", r->in_favour);
    count(j, "rated", r->rated);
    wr_json_pair_number(j, "threshold", r->threshold);
    wr_json_key(j, "threshold reached");
    if (r->met < 0)
        wr_json_null(j);
    else
        wr_json_bool(j, r->met == 1);
    share(j, "pooled", r->pooled);
    share(j, "group-aware product", r->product);
    share(j, "group-aware geometric mean", r->geometric);
    least(j, "least coverage", agree, &r->least_coverage);
    least(j, "least reach", agree, &r->least_reach);
    least(j, "least heard of in post", agree, &r->least_of_post);
    least(j, "least heard at night of in post at night", agree, &r->least_night);
    wr_json_key(j, "groups");
    wr_json_open(j, '[');
    for (size_t i = 0; i < r->n_groups; i++)
        group(j, &r->groups[i]);
    wr_json_close(j, ']');
    wr_json_key(j, "no such group");
    wr_json_open(j, '[');
    for (size_t i = 0; i < r->n_unknown; i++)
        wr_json_text(j, r->unknown[i]);
    wr_json_close(j, ']');
    wr_json_key(j, "reasons");
    wr_json_open(j, '[');
    for (size_t i = 0; i < r->n_reasons; i++) {
        wr_json_open_line(j, '{');
        wr_json_pair(j, "group", r->reasons[i].group >= 0 ? agree->groups[r->reasons[i].group].name : NULL);
        wr_json_pair(j, "says", r->reasons[i].says);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    wr_json_close(j, '}');
}
