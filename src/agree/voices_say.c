/* The sentences about voices that commands and report both say. */
#include <math.h>
#include <string.h>

#include "agree/voices.h"
#include "base/units.h"

void wr_voices_say_count(struct wr_shown count, struct wr_buf *out)
{
    if (wr_shown_exact(count))
        wr_buf_printf(out, "%d", count.low);
    else if (count.low <= 1)
        wr_buf_printf(out, count.low == 1 && count.high < 10 ? "fewer than %d" : "at most %d",
                      count.low == 1 && count.high < 10 ? count.high + 1 : count.high);
    else
        wr_buf_printf(out, "%d to %d", count.low, count.high);
}

static void say_percent(double share, struct wr_buf *out) { wr_buf_printf(out, "%.0f%%", floor(100 * share + 0.5)); }

void wr_voices_say_share(struct wr_share share, struct wr_buf *out)
{
    if (isnan(share.low)) {
        wr_buf_text(out, "not known");
        return;
    }
    if (floor(100 * share.low + 0.5) != floor(100 * share.high + 0.5)) {
        say_percent(share.low, out);
        wr_buf_text(out, " to ");
    }
    say_percent(share.high, out);
}

/* ", " and " and " between the i-th and the one before, of n. */
static void join(struct wr_buf *out, size_t i, size_t n) { wr_buf_text(out, i == 0 ? "" : i + 1 == n ? " and " : ", "); }

const char *wr_voices_invented(const struct wr_agree *agree)
{
    return agree->model->data == WR_DATA_INVENTED
               ? "Invented, as all of this service: nobody was asked, and nothing may be decided with it."
               : NULL;
}

typedef bool is_one_of(const struct wr_voices_group *g, int what);

static bool is_divided(const struct wr_voices_group *g, int what) { return what == 0 && g->all.ratings.shown && g->all.ratings.divided; }
static bool stands(const struct wr_voices_group *g, int third)
{
    return g->all.ratings.shown && !g->all.ratings.divided && (int)g->all.ratings.third == third;
}
static bool is_silent(const struct wr_voices_group *g, int what) { return what == 0 && g->too_few && g->all.heard.high == 0; }
static bool is_few(const struct wr_voices_group *g, int what) { return what == 0 && g->too_few && g->all.heard.high > 0; }

static size_t count_those(const struct wr_voices_result *r, is_one_of *is, int what)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n_groups; i++)
        n += is(&r->groups[i], what);
    return n;
}

static void name_those(const struct wr_voices_result *r, is_one_of *is, int what, struct wr_buf *out)
{
    size_t n = count_those(r, is, what), at = 0;

    for (size_t i = 0; i < r->n_groups; i++)
        if (is(&r->groups[i], what)) {
            join(out, at++, n);
            wr_buf_text(out, r->groups[i].name);
        }
}

/* "For: junior doctors, consultants. Against: staff side." Groups that are divided stand on no side. */
static void say_sides(const struct wr_voices_result *r, struct wr_buf *out)
{
    static const char *const names[] = {"Against", "Unsure", "For"};

    for (int third = WR_THIRD_FOR; third >= WR_THIRD_AGAINST; third--)
        if (count_those(r, stands, third) > 0) {
            wr_buf_printf(out, " %s: ", names[third]);
            name_those(r, stands, third, out);
            wr_buf_char(out, '.');
        }
}

static void say_missing(const struct wr_voices_result *r, struct wr_buf *out)
{
    if (count_those(r, is_few, 0) > 0) {
        wr_buf_text(out, " Too few answers to be shown, and counted with no side: ");
        name_those(r, is_few, 0, out);
        wr_buf_char(out, '.');
    }
    if (count_those(r, is_silent, 0) > 0) {
        wr_buf_text(out, " Not heard: ");
        name_those(r, is_silent, 0, out);
        wr_buf_char(out, '.');
    }
}

void wr_voices_say(const struct wr_agree *agree, const struct wr_voices_result *r, struct wr_buf *out)
{
    (void)agree;
    switch (r->class_) {
    case WR_VOICES_NOT_ASKED:
        wr_buf_text(out, "Nobody has answered yet.");
        return;
    case WR_VOICES_SETTLED:
        wr_buf_text(out, "Settled: every group stands on the same side, and none is divided.");
        break;
    case WR_VOICES_DIVIDED:
        wr_buf_text(out, "Divided within ");
        name_those(r, is_divided, 0, out);
        wr_buf_text(out, ": people who do the same work stand on both sides, and no average speaks for them.");
        break;
    case WR_VOICES_DIFFER:
        wr_buf_text(out, "Groups differ: each knows what it thinks, and they do not think the same.");
        break;
    case WR_VOICES_TOO_FEW:
        wr_buf_text(out, "Too few to call it agreement: at least one group gave fewer than five answers, or none.");
        break;
    }
    say_sides(r, out);
    say_missing(r, out);
}

static void say_least(const struct wr_agree *agree, const struct wr_voices_result *r, const struct wr_voices_least *least,
                      const char *words, bool night, struct wr_buf *out)
{
    for (size_t i = 0; least->group >= 0 && i < r->n_groups; i++)
        if (r->groups[i].group == least->group) {
            const struct wr_coverage *c = &r->groups[i].coverage;
            wr_buf_printf(out, "%s%s, ", words, agree->groups[least->group].name);
            wr_voices_say_count(night ? c->night_heard : c->heard, out);
            wr_buf_printf(out, " of %d in post%s (", night ? c->night_in_post : c->in_post, night ? " at night" : "");
            wr_voices_say_share(least->share, out);
            wr_buf_text(out, ").");
        }
}

static bool is_uninvited(const struct wr_voices_group *g, int what) { return what == 0 && g->should && g->coverage.invited <= 0; }

void wr_voices_say_coverage(const struct wr_agree *agree, const struct wr_voices_result *r, struct wr_buf *out)
{
    if (r->least_of_post.group < 0)
        wr_buf_text(out, "How many are in post is not said, so nobody can say who was heard least.");
    say_least(agree, r, &r->least_of_post, "Least heard: ", false, out);
    say_least(agree, r, &r->least_night, " Least heard of those who work at night: ", true, out);
    if (r->least_coverage.group >= 0) {
        wr_buf_printf(out, " Least of those invited: %s (", agree->groups[r->least_coverage.group].name);
        wr_voices_say_share(r->least_coverage.share, out);
        wr_buf_text(out, ").");
    }
    if (count_those(r, is_uninvited, 0) > 0) {
        wr_buf_text(out, " Should be heard, and were not invited: ");
        name_those(r, is_uninvited, 0, out);
        wr_buf_char(out, '.');
    }
    if (r->n_unknown > 0) {
        wr_buf_text(out, " The catalogue asks to hear these too, and no group of people.yaml is them or stands for them: ");
        for (size_t i = 0; i < r->n_unknown; i++) {
            join(out, i, r->n_unknown);
            wr_buf_text(out, r->unknown[i]);
        }
        wr_buf_char(out, '.');
    }
}

void wr_voices_say_threshold(const struct wr_voices_result *r, struct wr_buf *out)
{
    if (r->counted_groups == 0)
        return;
    wr_buf_text(out, "In favour: ");
    wr_voices_say_count(r->in_favour, out);
    wr_buf_printf(out, " of %d (", r->rated.low);
    wr_voices_say_share((struct wr_share){r->in_favour.low / (double)r->rated.low, r->in_favour.high / (double)r->rated.low}, out);
    wr_buf_text(out, ")");
    if (isnan(r->threshold)) {
        wr_buf_text(out, ". No threshold was fixed before it was opened, so this is neither enough nor too little.");
        return;
    }
    wr_buf_text(out, "; the threshold fixed before it was opened is ");
    say_percent(r->threshold, out);
    wr_buf_text(out, r->met == 1   ? ": reached."
                     : r->met == 0 ? ": not reached."
                                   : ": whether it is reached cannot be said without showing what single people answered.");
    if (r->met == 1 && r->class_ != WR_VOICES_SETTLED)
        wr_buf_text(out, " That is all answers in one heap; it does not make it settled.");
}
