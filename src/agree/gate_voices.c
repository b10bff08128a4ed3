/* Who must have been heard before it starts, and whether they agreed. A question that is not settled may still be decided: by a decision taken after it
 * was put, that says why and keeps the dissent. */
#include <string.h>

#include "agree/gate_internal.h"
#include "agree/voices_internal.h"
#include "base/text.h"

static struct wr_lack of(const struct wr_i_gate *g, bool stops, const char *do_)
{
    return (struct wr_lack){.kind = WR_LACK_VOICES, .stops = stops, .change = g->change, .who = g->owner, .do_ = do_, .where = g->c->where};
}

/* What is known of each group of people.yaml. */
struct heard {
    const char **changes; /* [n_groups] how their work changes, or NULL */
    bool *told;           /* [n_groups] that they were not heard is told */
    bool *heard;          /* [n_groups] somebody of them answered a question about the change */
    size_t n_told;
};

static int look_at_unheard(struct wr_i_gate *g, struct heard *h)
{
    struct wr_voices_unheard *list = NULL;
    size_t n = 0;
    int result = wr_voices_unheard(g->agree, g->change, g->lacks->arena, &list, &n);

    for (size_t i = 0; result == 0 && i < n; i++) {
        struct wr_lack lack = of(g, true,
                                 list[i].group >= 0 ? "ask them (voices/; a paper round will do), and give them the time to answer"
                                                    : "add them to people.yaml, or say which group `stands for` them; then ask them");
        lack.about = list[i].name;
        wr_lacks_add(g->lacks, lack, "%s", list[i].says);
        h->n_told++;
        if (list[i].group >= 0)
            h->told[list[i].group] = true;
    }
    return result;
}

/* Those whose own work changes must be heard, whatever the catalogue says. */
static void look_at_staff(struct wr_i_gate *g, struct heard *h)
{
    for (size_t i = 0; i < g->agree->n_groups; i++) {
        struct wr_lack lack = of(g, true, "ask them (voices/; a paper round will do), and give them the time to answer");
        if (h->changes[i] == NULL || h->heard[i] || h->told[i])
            continue;
        lack.about = g->agree->groups[i].name;
        wr_lacks_add(g->lacks, lack, "%s %s, and were not heard", g->agree->groups[i].name, h->changes[i]);
        h->n_told++;
    }
    if (h->n_told == 0)
        wr_i_gate_has(g, "every group that should be heard was heard");
}

/* A group that works at night and was heard by day only was not heard: the night is where much goes wrong. */
static void look_at_night(struct wr_i_gate *g, const struct wr_voices_result *r, const struct heard *h)
{
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_voices_group *group = &r->groups[i];
        struct wr_lack lack = of(g, true, "ask those who work at night, on a night (shift: night)");
        if (!group->should && h->changes[group->group] == NULL)
            continue;
        if (group->coverage.night_in_post <= 0 || group->coverage.heard.high == 0 || group->coverage.night_heard.high > 0)
            continue;
        lack.about = group->name;
        wr_lacks_add(g->lacks, lack, "%s: nobody of them who works at night was heard about `%s`", group->name,
                     g->agree->statements[r->statement].name);
    }
}

/* Whether the decision that stands answers a question that is not settled. `split`: people stand apart, and it must keep their dissent. */
static bool is_answered(const struct wr_i_gate *g, const struct wr_statement *s, bool split)
{
    const struct wr_decision *d = g->decision >= 0 ? &g->agree->decisions[g->decision] : NULL;
    int put = s->closed != WR_NO_DATE ? s->closed : s->opened;

    if (d == NULL || wr_text_is_blank(d->because))
        return false;
    if (put != WR_NO_DATE && d->date < put) /* a decision without a date (the least int) cannot be known to come after */
        return false;
    return !split || d->n_dissent > 0;
}

static void look_at_result(struct wr_i_gate *g, const struct wr_voices_result *r)
{
    const struct wr_statement *s = &g->agree->statements[r->statement];
    const char *divided = r->divided_group >= 0 ? g->agree->groups[r->divided_group].name : NULL;
    bool split = r->class_ == WR_VOICES_DIFFER || r->class_ == WR_VOICES_DIVIDED;
    struct wr_lack lack = of(g, true, NULL);

    lack.about = s->name;
    lack.where = s->where;
    if (r->class_ == WR_VOICES_SETTLED) {
        wr_i_gate_has(g, "the question `%s` is settled: every group that was heard agrees", s->name);
        return;
    }
    if (r->class_ == WR_VOICES_NOT_ASKED) {
        lack.do_ = "put the question, and type up the answers (voices/)";
        wr_lacks_add(g->lacks, lack, "nobody has answered the question `%s`", s->name);
        return;
    }
    if (is_answered(g, s, split)) {
        wr_i_gate_has(g, "the question `%s` is not settled (%s), and decision %s answers it", s->name, wr_voices_class_words(r->class_),
                      g->agree->decisions[g->decision].name);
        return;
    }
    if (g->decision >= 0 && !wr_text_is_blank(g->agree->decisions[g->decision].decided_by))
        lack.who = wr_lacks_who(g->lacks, g->agree, g->agree->decisions[g->decision].decided_by);
    if (split) {
        lack.do_ = "talk, then decide: a decision after the question was closed, that says why (because:) and keeps the dissent";
        if (r->class_ == WR_VOICES_DIFFER)
            wr_lacks_add(g->lacks, lack, "the question `%s` is not settled: groups differ, and no decision answers it", s->name);
        else
            wr_lacks_add(g->lacks, lack, "the question `%s` is not settled: people differ within %s, and no decision answers it", s->name,
                         divided != NULL ? divided : "a group");
        return;
    }
    lack.do_ = "ask more of those who did not answer, or decide knowing that (a decision after the question was closed, with because:)";
    wr_lacks_add(g->lacks, lack, "too few answered the question `%s` in at least one group to call it agreed", s->name);
}

int wr_i_gate_voices(struct wr_i_gate *g)
{
    struct heard h = {.told = wr_arena_alloc(g->lacks->arena, g->agree->n_groups + 1, sizeof *h.told),
                      .heard = wr_arena_alloc(g->lacks->arena, g->agree->n_groups + 1, sizeof *h.heard)};
    size_t asked = 0;
    int result;

    if (h.told == NULL || h.heard == NULL)
        return wr_fail(WR_ERR_MEMORY);
    result = wr_i_gate_staff(g, &h.changes);
    if (result == 0)
        result = look_at_unheard(g, &h);
    for (size_t i = 0; result == 0 && i < g->agree->n_statements; i++) {
        struct wr_voices_result r;
        if (!wr_i_voices_is_about(g->agree, &g->agree->statements[i], g->change))
            continue;
        asked++;
        result = wr_voices_look(g->agree, (int)i, g->lacks->arena, &r);
        for (size_t k = 0; result == 0 && k < r.n_groups; k++)
            h.heard[r.groups[k].group] = h.heard[r.groups[k].group] || r.groups[k].coverage.heard.high > 0;
        if (result == 0) {
            look_at_result(g, &r);
            look_at_night(g, &r, &h);
        }
    }
    if (result != 0)
        return result;
    look_at_staff(g, &h);
    if (asked == 0)
        wr_lacks_add(g->lacks, of(g, true, "ask those who would work with it what they think of it (voices/)"),
                     "nobody was asked about it");
    return 0;
}
