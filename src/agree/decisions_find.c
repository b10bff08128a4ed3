/* What is odd about the decisions: one sentence each, with whose it is and what to do. */
#include <stdarg.h>

#include "agree/decisions.h"
#include "agree/lack.h"
#include "agree/voices_internal.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"

struct search {
    const struct wr_agree *agree;
    struct wr_arena *arena;
    int today;
    struct wr_decision_finding *list;
    size_t n, room;
    int status;
    size_t at; /* the decision being looked at */
};

static const struct wr_decision *now(const struct search *s) { return &s->agree->decisions[s->at]; }

/* Adds a finding about the decision being looked at; `one` says what is not the usual. */
static void WR_PRINTF(4, 5) add(struct search *s, struct wr_decision_finding one, const char *do_, const char *format, ...)
{
    const struct wr_decision *d = now(s);
    struct wr_buf text;
    va_list args;

    wr_buf_init(&text, 0);
    va_start(args, format);
    wr_buf_vprintf(&text, format, args);
    va_end(args);
    one.decision = (int)s->at;
    one.change = d->change;
    one.says = wr_buf_status(&text) == 0 ? wr_arena_text(s->arena, wr_buf_string(&text)) : NULL;
    one.do_ = do_;
    one.who = wr_text_is_blank(d->decided_by) ? "the leadership group" : wr_lack_who(s->agree, s->arena, d->decided_by);
    if (one.where.file == NULL)
        one.where = d->where;
    wr_buf_free(&text);
    if (one.says == NULL || one.who == NULL || wr_arena_grow(s->arena, &s->list, &s->room, s->n + 1, sizeof *s->list) != 0) {
        s->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    s->list[s->n++] = one;
}

#define FINDING(kind_, stops_)                                                                                                             \
    (struct wr_decision_finding) { .kind = (kind_), .stops = (stops_), .dissent = -1, .alternative = -1 }

static struct wr_decision_finding of_dissent(enum wr_decision_finding_kind kind, bool stops, size_t i, struct wr_where where)
{
    return (struct wr_decision_finding){.kind = kind, .stops = stops, .dissent = (int)i, .alternative = -1, .where = where};
}

static const char *or_nobody(const char *who) { return wr_text_is_blank(who) ? "somebody who is not named" : who; }

static bool is_settled_by_people(enum wr_dissent_status status)
{
    return status == WR_DISSENT_ACCEPTED_RISK || status == WR_DISSENT_OVERRULED;
}

static void look_at_dissent(struct search *s)
{
    const struct wr_decision *d = now(s);
    bool accepted = d->status == WR_DECISION_ACCEPTED;

    for (size_t i = 0; i < d->n_dissent; i++) {
        const struct wr_dissent *x = &d->dissent[i];
        const char *who = or_nobody(x->who);
        if (x->status == WR_DISSENT_UNANSWERED && d->method == WR_METHOD_CONSENT)
            add(s, of_dissent(WR_DECISION_OBJECTION_UNANSWERED, accepted, i, x->where),
                "talk with them; then say what was done (done:), or who accepts the risk (status: accepted risk, by:)",
                accepted ? "%s was accepted by consent, and the objection of %s is not answered: that is not consent"
                         : "%s is to be decided by consent, and the objection of %s is not answered yet",
                d->name, who);
        else if (x->status == WR_DISSENT_UNANSWERED)
            add(s, of_dissent(WR_DECISION_DISSENT_UNANSWERED, false, i, x->where),
                "answer them: what was done (done:), or who accepts the risk (status: accepted risk, by:)",
                "%s: the objection of %s has had no answer", d->name, who);
        if (is_settled_by_people(x->status) && wr_text_is_blank(x->by))
            add(s, of_dissent(WR_DECISION_DISSENT_UNSIGNED, accepted, i, x->where), "name who answers for it (by:)",
                "%s: the objection of %s was %s, and nobody is named who answers for it", d->name, who,
                x->status == WR_DISSENT_OVERRULED ? "overruled" : "set aside as an accepted risk");
        else if (is_settled_by_people(x->status) && wr_text_is_blank(x->because))
            add(s, of_dissent(WR_DECISION_DISSENT_UNSIGNED, accepted && x->status == WR_DISSENT_OVERRULED, i, x->where),
                "write why (because:)", "%s: why the objection of %s was %s is not said", d->name, who,
                x->status == WR_DISSENT_OVERRULED ? "overruled" : "set aside as an accepted risk");
        if (wr_text_is_blank(x->harm) || wr_text_is_blank(x->change_mind))
            add(s, of_dissent(WR_DECISION_DISSENT_SILENT, false, i, x->where), "ask them, and write it in their words",
                "%s: %s of %s is not written down", d->name,
                wr_text_is_blank(x->harm) ? "the harm foreseen in the objection" : "what would change the mind", who);
    }
}

static void look_at_office(struct search *s, const char *name, const char *as)
{
    const struct wr_office *o = wr_text_is_blank(name) ? NULL : wr_agree_office(s->agree, name);

    if (o != NULL && o->person == NULL)
        add(s, FINDING(WR_DECISION_SPONSOR_VACANT, now(s)->status == WR_DECISION_ACCEPTED),
            "say who holds it (people.yaml), or name another", "%s: its %s is the %s, and nobody holds that office", now(s)->name, as,
            name);
}

static void look_at_people(struct search *s)
{
    const struct wr_decision *d = now(s);
    bool accepted = d->status == WR_DECISION_ACCEPTED;

    if (wr_text_is_blank(d->decided_by))
        add(s, FINDING(WR_DECISION_NO_DECIDER, accepted), "name one office (decided by:)", "%s: it is not said who %s", d->name,
            accepted ? "decided" : "decides");
    look_at_office(s, d->decided_by, "decider");
    if (wr_text_is_blank(d->sponsor))
        add(s, FINDING(WR_DECISION_NO_SPONSOR, accepted), "find a clinician who stands for it (clinical sponsor:)",
            "%s has no clinical sponsor", d->name);
    look_at_office(s, d->sponsor, "clinical sponsor");
    if (d->method == WR_METHOD_UNSAID)
        add(s, FINDING(WR_DECISION_NO_METHOD, false), "write consent, vote or sole (method:)",
            "%s: it is not said whether it is by consent, by vote, or by one person", d->name);
    if (d->quorum >= 0 && d->present >= 0 && d->present < d->quorum)
        add(s, FINDING(WR_DECISION_NO_QUORUM, accepted), "meet again with enough people, and decide then",
            "%s: %d were present, and the quorum is %d%s", d->name, d->present, d->quorum, accepted ? ": it does not stand" : "");
    else if (accepted && d->method != WR_METHOD_SOLE && (d->quorum < 0 || d->present < 0))
        add(s, FINDING(WR_DECISION_QUORUM_UNSAID, false), "write how many must be there, and were (quorum:, present:)",
            "%s: %s is not said", d->name, d->quorum < 0 ? "the quorum" : "how many were present");
}

static bool is_among(const int *groups, size_t n, int group)
{
    for (size_t i = 0; i < n; i++)
        if (groups[i] == group)
            return true;
    return false;
}

/* The groups that should be consulted and were not; of them, those that were informed or those that were not. */
static size_t name_missing(const struct search *s, const bool *should, bool informed, struct wr_buf *out)
{
    const struct wr_decision *d = now(s);
    size_t n = 0;

    for (size_t g = 0; g < s->agree->n_groups; g++)
        if (should[g] && !is_among(d->consulted, d->n_consulted, (int)g) && is_among(d->informed, d->n_informed, (int)g) == informed)
            wr_buf_printf(out, "%s%s", n++ == 0 ? "" : ", ", s->agree->groups[g].name);
    return n;
}

static void look_at_consulted(struct search *s)
{
    const struct wr_decision *d = now(s);
    const char **unknown = NULL;
    size_t n = 0, room = 0;
    struct wr_buf names;
    bool *should;

    if (d->change < 0)
        return;
    wr_buf_init(&names, 0);
    should = wr_mem_alloc(s->agree->n_groups, sizeof *should);
    if (should == NULL || wr_i_voices_should(s->agree, d->change, should, s->arena, &unknown, &n, &room) != 0) {
        s->status = WR_ERR_MEMORY;
        goto out;
    }
    if (name_missing(s, should, false, &names) > 0)
        add(s, FINDING(WR_DECISION_NOT_CONSULTED, false),
            "ask them, and write them under consulted:", "%s: these should be consulted, and are not among those who were: %s", d->name,
            wr_buf_string(&names));
    if (s->status == 0)
        s->status = wr_buf_status(&names); /* clearing forgets it */
    wr_buf_clear(&names);
    if (name_missing(s, should, true, &names) > 0)
        add(s, FINDING(WR_DECISION_NOT_CONSULTED, false),
            "ask them, and write them under consulted:", "%s: these were only told, and should have been asked: %s", d->name,
            wr_buf_string(&names));
    if (s->status == 0)
        s->status = wr_buf_status(&names);
out:
    wr_buf_free(&names);
    wr_mem_free(should);
}

static void say_date(struct search *s, int date, char text[40])
{
    struct wr_buf buf;
    size_t n;

    wr_buf_init(&buf, 40);
    wr_date_print(&buf, date);
    n = buf.size < 39 ? buf.size : 39;
    for (size_t i = 0; i < n; i++)
        text[i] = wr_buf_string(&buf)[i];
    text[n] = '\0';
    if (wr_buf_status(&buf) != 0)
        s->status = wr_buf_status(&buf);
    wr_buf_free(&buf);
}

static bool has_passed(const struct search *s, int date) { return date != WR_NO_DATE && s->today != WR_NO_DATE && date < s->today; }

static void look_at_dates(struct search *s)
{
    const struct wr_decision *d = now(s);
    char text[40];

    if (d->status == WR_DECISION_ACCEPTED && d->review == WR_NO_DATE)
        add(s, FINDING(WR_DECISION_NO_REVIEW, false), "write when to look again whether it came true (review:)", "%s has no review date",
            d->name);
    if (has_passed(s, d->review)) {
        say_date(s, d->review, text);
        add(s, FINDING(WR_DECISION_REVIEW_PASSED, false),
            "look whether it came true; write a new decision that supersedes it, or a new date",
            "%s was to be looked at again on %s, and that has passed", d->name, text);
    }
}

static void look_at_alternatives(struct search *s)
{
    const struct wr_decision *d = now(s);
    char text[40];

    for (size_t i = 0; i < d->n_alternatives; i++) {
        const struct wr_alternative *x = &d->alternatives[i];
        struct wr_decision_finding f = {.dissent = -1, .alternative = (int)i, .where = x->where};
        const char *name = wr_text_is_blank(x->option) ? "an alternative" : x->option;
        if (wr_text_is_blank(x->reopen_if)) {
            f.kind = WR_DECISION_REOPEN_UNSAID;
            add(s, f, "write what would have to happen (reopen if:)", "%s: what would make people look again at `%s` is not said", d->name,
                name);
        }
        if (has_passed(s, x->reopen_on)) {
            f.kind = WR_DECISION_REOPEN_PASSED;
            say_date(s, x->reopen_on, text);
            add(s, f, "look whether that has happened; decide again, or write a new date",
                "%s: `%s` was to be looked at again on %s, and that has passed", d->name, name, text);
        }
    }
}

static void look_at_chain(struct search *s)
{
    const struct wr_decision *d = now(s), *next;

    if (d->superseded_by < 0) {
        add(s, FINDING(WR_DECISION_SUPERSEDED_BY_NOTHING, true), "name the decision that takes its place (status: superseded by d7)",
            "%s is superseded, and it is not said by which decision", d->name);
        return;
    }
    next = &s->agree->decisions[d->superseded_by];
    if (wr_decisions_last(s->agree, (int)s->at) < 0)
        add(s, FINDING(WR_DECISION_CYCLE, true), "say which of them stands, and take `superseded by` from that one",
            "%s is superseded by %s, and that leads back to it: none of them stands", d->name, next->name);
    if (next->status == WR_DECISION_PROPOSED || next->status == WR_DECISION_REJECTED)
        add(s, FINDING(WR_DECISION_SUPERSEDED_BY_REJECTED, true), "decide the later one, or let the earlier one stand",
            "%s is superseded by %s, which is %s: neither of the two stands", d->name, next->name,
            next->status == WR_DECISION_PROPOSED ? "only proposed" : "rejected");
    if (d->date != WR_NO_DATE && next->date != WR_NO_DATE && next->date < d->date)
        add(s, FINDING(WR_DECISION_TIME_RUNS_BACK, false), "look at the two dates", "%s is superseded by %s, which is older", d->name,
            next->name);
}

static bool same_subject(const struct wr_decision *a, const struct wr_decision *b)
{
    return (a->change >= 0 && a->change == b->change) || (a->change < 0 && a->option >= 0 && a->option == b->option) ||
           (a->change < 0 && a->option < 0 && a->statement >= 0 && b->change < 0 && b->option < 0 && a->statement == b->statement);
}

/* Told at the earlier of the two: it is the one to be superseded. What was rejected first and accepted later is the usual way of things. */
static void look_at_rivals(struct search *s)
{
    const struct wr_decision *d = now(s);

    for (size_t i = 0; i < s->agree->n_decisions; i++) {
        const struct wr_decision *other = &s->agree->decisions[i];
        if (i == s->at || !same_subject(d, other) || other->date < d->date)
            continue;
        if (other->status == WR_DECISION_REJECTED && other->date > d->date)
            add(s, FINDING(WR_DECISION_TWO_STAND, true),
                "write on the one that no longer stands which supersedes it (status: superseded by ...)",
                "%s was accepted, and %s about the same, `%s`, was rejected later: only one can stand", d->name, other->name,
                d->about_text != NULL ? d->about_text : "the same");
        if (other->status != WR_DECISION_ACCEPTED || (other->date == d->date && i < s->at))
            continue;
        add(s, FINDING(WR_DECISION_TWO_STAND, true), "write on the earlier one which supersedes it (status: superseded by ...)",
            "%s and %s are both accepted, and both about `%s`: only one can stand", d->name, other->name,
            d->about_text != NULL ? d->about_text : "the same");
    }
}

static void look_at_one(struct search *s)
{
    const struct wr_decision *d = now(s);
    bool accepted = d->status == WR_DECISION_ACCEPTED;

    if (d->status == WR_DECISION_SUPERSEDED) {
        look_at_chain(s);
        return; /* what else it lacked is history */
    }
    if ((accepted || d->status == WR_DECISION_REJECTED) && wr_text_is_blank(d->because))
        add(s, FINDING(WR_DECISION_NO_REASON, false), "write why (because:): who comes later will ask", "%s was %s, and it is not said why",
            d->name, wr_decision_status_words(d->status));
    if (d->status == WR_DECISION_REJECTED) {
        look_at_alternatives(s);
        return;
    }
    look_at_dissent(s);
    look_at_people(s);
    look_at_consulted(s);
    look_at_dates(s);
    look_at_alternatives(s);
    if (accepted)
        look_at_rivals(s);
}

int wr_decisions_findings(const struct wr_agree *agree, int today, struct wr_arena *arena, struct wr_decision_finding **list, size_t *n)
{
    struct search s = {.agree = agree, .arena = arena, .today = today};

    for (s.at = 0; s.at < agree->n_decisions && s.status == 0; s.at++)
        look_at_one(&s);
    *list = s.list;
    *n = s.n;
    return s.status;
}
