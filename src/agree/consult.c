/* Filling the items from what the files say. Only what is known is said: an intention that nobody wrote stays blank. */
#include <math.h>
#include <string.h>

#include "agree/consult_internal.h"
#include "base/date.h"
#include "base/text.h"
#include "trial/say.h"

struct fill {
    const struct wr_agree *agree;
    const struct wr_statement *s;
    const struct wr_voices_result *r;
    struct wr_buf text;
};

static void title(struct fill *f)
{
    wr_buf_printf(&f->text, "A consultation of role groups on \"%s\", by ratings of 1 to 9 (RAND/UCLA)", f->s->name);
}

static void aim(struct fill *f)
{
    if (!wr_text_is_blank(f->s->says))
        wr_buf_printf(&f->text, "To hear from those who would work with it, group by group, what they think of this: %s", f->s->says);
}

static void chosen(struct fill *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->r->n_groups; i++) {
        const struct wr_voices_group *g = &f->r->groups[i];
        if (!g->invited)
            continue;
        wr_buf_printf(&f->text, "%s%s %d", n++ == 0 ? "Invited: " : ", ", g->name, g->coverage.invited);
        if (g->coverage.in_post >= 0)
            wr_buf_printf(&f->text, " of %d in post", g->coverage.in_post);
    }
    wr_buf_text(&f->text, n > 0 ? "." : "");
}

static void patients(struct fill *f)
{
    for (size_t i = 0; i < f->r->n_groups; i++) {
        const struct wr_voices_group *g = &f->r->groups[i];
        if (f->agree->groups[g->group].kind != WR_GROUP_PATIENTS)
            continue;
        wr_buf_text(&f->text, f->text.size > 0 ? " " : "");
        wr_say_capital(&f->text, g->name);
        wr_buf_text(&f->text, " were a group of their own: ");
        if (g->invited)
            wr_buf_printf(&f->text, "%d invited, ", g->coverage.invited);
        else
            wr_buf_text(&f->text, "not invited, ");
        wr_voices_say_count(g->all.heard, &f->text);
        wr_buf_text(&f->text, " answered.");
    }
}

static void method(struct fill *f)
{
    wr_buf_text(&f->text,
                "Each answer is a rating of 1 (strongly against) to 9 (strongly for), or one of eight gradients of agreement. Answers are "
                "looked at group "
                "by group, never in one heap alone: the median, and the disagreement index of the RAND/UCLA appropriateness method.");
}

static void questions(struct fill *f)
{
    size_t reasons = f->r->n_reasons;

    if (!wr_text_is_blank(f->s->says))
        wr_buf_printf(&f->text, "The question: \"%s\" ", f->s->says);
    wr_buf_printf(&f->text, "A reason could be written beside the rating; %zu did so.", reasons);
}

static void agreement(struct fill *f)
{
    wr_buf_text(&f->text, "Settled: every group's median in the same third of the scale (1-3, 4-6, 7-9), and no group divided "
                          "(disagreement index above 1). Fewer than "
                          "five answers in a group are never called agreement.");
    if (f->s->threshold > 0)
        wr_buf_printf(&f->text, " Beside it, a threshold of %.0f%% in favour.", 100 * f->s->threshold);
    else
        wr_buf_text(&f->text, " No threshold in per cent was fixed.");
    if (!wr_text_is_blank(f->s->stop_rule))
        wr_buf_printf(&f->text, " Stop rule: %s.", f->s->stop_rule);
    else
        wr_buf_text(&f->text, " No stop rule was fixed.");
}

static void next_round(struct fill *f)
{
    if (f->s->rounds == 1 && f->r->round == 1)
        wr_buf_text(&f->text, "There was one round.");
    else if (f->r->round > 1)
        wr_buf_printf(&f->text, "The same question was put in every round. The last round, %d, counts.", f->r->round);
}

static void analysis(struct fill *f)
{
    (void)f->r;
    wr_buf_text(&f->text, "Percentiles of type 7; disagreement index (P70 - P30) / (2.35 + 1.5 |5 - (P30 + P70) / 2|). Agreement over "
                          "groups: each group counts the "
                          "same, however large (geometric mean with Jeffreys' prior). Worked out by Wardround.");
}

static void anonymity(struct fill *f)
{
    int cell = f->agree->smallest_cell < WR_SUPPRESS_LEAST ? WR_SUPPRESS_LEAST : f->agree->smallest_cell;

    wr_buf_printf(&f->text,
                  "In this report: no number is shown from which anybody could work out what fewer than %d people answered; no name; no "
                  "reason beside a rating. Who "
                  "could see the answers before is for people to say.",
                  cell);
}

static void dates(struct fill *f)
{
    if (f->s->opened != WR_NO_DATE) {
        wr_buf_text(&f->text, "Opened ");
        wr_date_print(&f->text, f->s->opened);
        wr_buf_char(&f->text, '.');
    }
    if (f->s->closed != WR_NO_DATE) {
        wr_buf_text(&f->text, " Closed ");
        wr_date_print(&f->text, f->s->closed);
        wr_buf_char(&f->text, '.');
    }
}

static void otherwise(struct fill *f)
{
    if (f->s->rounds > 0 && f->r->round > 0 && f->s->rounds != f->r->round)
        wr_buf_printf(&f->text, "Planned: %d round%s. Answers are there from %d.", f->s->rounds, f->s->rounds == 1 ? "" : "s", f->r->round);
}

static void participants(struct fill *f) { wr_voices_say_coverage(f->agree, f->r, &f->text); }

static void outcome(struct fill *f)
{
    wr_voices_say(f->agree, f->r, &f->text);
    if (f->r->counted_groups > 0) {
        wr_buf_char(&f->text, ' ');
        wr_voices_say_threshold(f->r, &f->text);
    }
}

/* Weaknesses that the files show by themselves. */
static void limits(struct fill *f)
{
    size_t few = 0, silent = 0;

    for (size_t i = 0; i < f->r->n_groups; i++) {
        few += f->r->groups[i].too_few && f->r->groups[i].all.heard.high > 0;
        silent += f->r->groups[i].all.heard.high == 0;
    }
    if (silent > 0)
        wr_buf_printf(&f->text, "%zu group%s not heard. ", silent, silent == 1 ? " was" : "s were");
    if (few > 0)
        wr_buf_printf(&f->text, "%zu group%s too few ratings to count. ", few, few == 1 ? " gave" : "s gave");
    if (f->r->n_unknown > 0)
        wr_buf_printf(&f->text, "The catalogue names %zu more who should be heard and are no group here. ", f->r->n_unknown);
    if (f->s->threshold <= 0 || wr_text_is_blank(f->s->stop_rule) || f->s->rounds <= 0)
        wr_buf_text(&f->text, "Not all of threshold, number of rounds and stop rule were fixed before it opened. ");
    if (f->text.size > 0)
        wr_buf_text(&f->text, "What else was strong or weak is for people to say.");
}

static const struct {
    const char *code;
    void (*make)(struct fill *f);
} makers[] = {{"T1", title},      {"I2", aim},        {"M3", chosen},       {"M5", patients},  {"M9", method},
              {"M10", questions}, {"M12", agreement}, {"M13", next_round},  {"M15", analysis}, {"M18", anonymity},
              {"R1", dates},      {"R2", otherwise},  {"R3", participants}, {"R4", outcome},   {"D1", limits}};

static const char *said(const struct wr_statement *s, const struct wr_consult_item *item)
{
    for (size_t i = 0; i < s->n_accord; i++)
        if ((strcmp(s->accord[i].key, item->key) == 0 || strcmp(s->accord[i].key, item->code) == 0) && !wr_text_is_blank(s->accord[i].text))
            return s->accord[i].text;
    return NULL;
}

int wr_consult_make(const struct wr_agree *agree, const struct wr_voices_result *r, struct wr_arena *arena,
                    struct wr_consult_item items[WR_CONSULT_ITEMS], size_t *n_blank)
{
    struct fill f = {.agree = agree, .s = &agree->statements[r->statement], .r = r};
    int result = 0;

    wr_i_consult_items(items);
    wr_buf_init(&f.text, 0);
    *n_blank = 0;
    for (size_t i = 0; result == 0 && i < WR_CONSULT_ITEMS; i++) {
        items[i].said = said(f.s, &items[i]);
        wr_buf_clear(&f.text);
        for (size_t k = 0; k < sizeof makers / sizeof *makers; k++)
            if (strcmp(makers[k].code, items[i].code) == 0)
                makers[k].make(&f);
        result = wr_buf_status(&f.text);
        if (result == 0 && f.text.size > 0) {
            items[i].made = wr_arena_text(arena, wr_buf_string(&f.text) + strspn(wr_buf_string(&f.text), " "));
            result = items[i].made == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
        }
        *n_blank += wr_consult_is_blank(&items[i]);
    }
    wr_buf_free(&f.text);
    return result;
}
