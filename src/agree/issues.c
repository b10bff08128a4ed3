#include "agree/issues.h"

#include <string.h>

#include "agree/readiness.h"
#include "base/date.h"
#include "base/text.h"

/* Whether a complex answer opened it: not whether one that was waits for it. */
static bool opened_by_complex(const struct wr_agree *agree, size_t issue)
{
    const struct wr_issue_entry *i = &agree->issues[issue];

    for (size_t k = 0; k < agree->n_readiness; k++)
        for (int d = 0; d < WR_NASSS_DOMAINS; d++) {
            const struct wr_domain_answer *a = &agree->readiness[k].domain[d];
            if (a->level == WR_NASSS_COMPLEX &&
                (a->issue == (int)issue || (a->issue < 0 && i->change == agree->readiness[k].change && i->domain == d)))
                return true;
        }
    return false;
}

/* marks[i]: issue i was opened by a complex answer, or an open one that was waits for it. O(issues x dependencies) at worst squared. */
static bool *mark_complex(const struct wr_agree *agree, struct wr_arena *arena)
{
    bool *marks = wr_arena_alloc(arena, agree->n_issues + 1, sizeof *marks), more = true;

    for (size_t i = 0; marks != NULL && i < agree->n_issues; i++)
        marks[i] = opened_by_complex(agree, i);
    while (marks != NULL && more) {
        more = false;
        for (size_t i = 0; i < agree->n_issues; i++)
            for (size_t k = 0; marks[i] && !agree->issues[i].closed && k < agree->issues[i].n_depends; k++)
                if (!marks[agree->issues[i].depends[k]])
                    more = marks[agree->issues[i].depends[k]] = true;
    }
    return marks;
}

const char *wr_issue_plan_says(const struct wr_issue_entry *issue, struct wr_arena *arena)
{
    switch (issue->plan) {
    case WR_PLAN_REDUCE:
        return "reduce";
    case WR_PLAN_RUN_WITH:
        return "run with";
    case WR_PLAN_ACCEPT:
        return wr_arena_printf(arena, "accepted by %s", wr_text_is_blank(issue->accepted_by) ? "nobody who is named" : issue->accepted_by);
    case WR_PLAN_NONE:
        break;
    }
    return "no plan";
}

/* A depth-first walk with its own stack: files may be long. */
int wr_issues_circle(const struct wr_agree *agree, int change, struct wr_arena *arena, const char **circle)
{
    size_t n = agree->n_issues, depth, *at = wr_arena_alloc(arena, n + 1, sizeof *at);
    int *stack = wr_arena_alloc(arena, n + 1, sizeof *stack);
    unsigned char *seen = wr_arena_alloc(arena, n + 1, sizeof *seen); /* 1: on the stack, 2: done */
    struct wr_buf text;
    int result = 0;

    *circle = NULL;
    if (at == NULL || stack == NULL || seen == NULL)
        return wr_fail(WR_ERR_MEMORY);
    wr_buf_init(&text, 0);
    for (size_t first = 0; first < n && *circle == NULL && result == 0; first++) {
        if (seen[first] != 0 || agree->issues[first].closed || (change != WR_ALL_CHANGES && agree->issues[first].change != change))
            continue;
        depth = 1;
        stack[0] = (int)first;
        at[0] = 0;
        seen[first] = 1;
        while (depth > 0 && *circle == NULL && result == 0) {
            const struct wr_issue_entry *one = &agree->issues[stack[depth - 1]];
            int next;
            if (at[depth - 1] == one->n_depends) {
                seen[stack[--depth]] = 2;
                continue;
            }
            next = one->depends[at[depth - 1]++];
            if (agree->issues[next].closed || seen[next] == 2)
                continue;
            if (seen[next] == 0) {
                seen[next] = 1;
                stack[depth] = next;
                at[depth++] = 0;
                continue;
            }
            for (size_t k = 0, in = 0; k < depth; k++) {
                in = in || stack[k] == next;
                if (in)
                    wr_buf_printf(&text, "%s -> ", agree->issues[stack[k]].name);
            }
            wr_buf_text(&text, agree->issues[next].name);
            *circle = wr_buf_status(&text) == 0 ? wr_arena_text(arena, wr_buf_string(&text)) : NULL;
            result = *circle == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
        }
    }
    wr_buf_free(&text);
    return result;
}

static const char *on(struct wr_lacks *out, int date)
{
    const char *text;
    struct wr_buf words;

    wr_buf_init(&words, 0);
    wr_date_print(&words, date);
    text = wr_lacks_say(out, "%s", wr_buf_string(&words));
    if (wr_buf_status(&words) != 0)
        out->status = wr_buf_status(&words);
    wr_buf_free(&words);
    return text;
}

static void look_at_owner(const struct wr_agree *agree, const struct wr_issue_entry *i, struct wr_lack lack, struct wr_lacks *out)
{
    const struct wr_office *office = i->owner != NULL ? wr_agree_office(agree, i->owner) : NULL;

    if (wr_text_is_blank(i->owner)) {
        lack.do_ = "name somebody who takes it (owner:)";
        wr_lacks_add(out, lack, "nobody owns issue %s: %s", i->name, i->says);
    } else if (office != NULL && office->person == NULL) {
        lack.who = NULL;
        lack.do_ = "fill the office (people.yaml), or name somebody else";
        wr_lacks_add(out, lack, "issue %s is owned by the %s, and nobody holds that office: %s", i->name, i->owner, i->says);
    }
}

static void look_at_open(const struct wr_agree *agree, const struct wr_issue_entry *i, struct wr_lack lack, int today, struct wr_lacks *out)
{
    const struct wr_change *c = i->change >= 0 ? &agree->model->changes[i->change] : NULL;
    bool stops = lack.stops;

    lack.who = wr_lacks_who(out, agree, c != NULL ? c->owner : NULL);
    look_at_owner(agree, i, lack, out);
    if (!wr_text_is_blank(i->owner))
        lack.who = wr_lacks_who(out, agree, i->owner);
    if (i->plan == WR_PLAN_NONE || (i->plan == WR_PLAN_ACCEPT && wr_text_is_blank(i->accepted_by))) {
        lack.do_ = "say what is to be done: plan: reduce, run with, or accept by NAME";
        wr_lacks_add(out, lack,
                     i->plan == WR_PLAN_NONE ? "issue %s has no plan: %s" : "issue %s is accepted, and by nobody who is named: %s", i->name,
                     i->says);
    }
    if (i->due == WR_NO_DATE) {
        lack.do_ = "say until when (due:)";
        wr_lacks_add(out, lack, "issue %s has no date: %s", i->name, i->says);
    }
    lack.stops = false;
    if ((i->plan == WR_PLAN_REDUCE || i->plan == WR_PLAN_RUN_WITH) && wr_text_is_blank(i->how)) {
        lack.do_ = "say how (how:)";
        wr_lacks_add(out, lack, "issue %s is to be %s, and nobody says how: %s", i->name,
                     i->plan == WR_PLAN_REDUCE ? "reduced" : "run with", i->says);
    }
    if (i->due != WR_NO_DATE && today != WR_NO_DATE && i->due < today) {
        lack.do_ = "close it, or agree a new date";
        wr_lacks_add(out, lack, "issue %s was due on %s: %s", i->name, on(out, i->due), i->says);
    }
    lack.stops = stops;
}

static void look_at_closed(const struct wr_agree *agree, const struct wr_issue_entry *i, struct wr_lack lack, struct wr_lacks *out)
{
    lack.who = wr_lacks_who(out, agree, i->owner);
    for (size_t k = 0; k < i->n_depends; k++) {
        const struct wr_issue_entry *first = &agree->issues[i->depends[k]];
        if (first->closed)
            continue;
        lack.do_ = wr_lacks_say(out, "close %s first, open %s again, or take it out of `depends on`", first->name, i->name);
        wr_lacks_add(out, lack, "issue %s is closed while %s, on which it depends, is open: %s", i->name, first->name, i->says);
    }
    if (wr_text_is_blank(i->closed_because)) {
        lack.stops = false;
        lack.do_ = "say why (because:)";
        wr_lacks_add(out, lack, "issue %s is closed without a word: %s", i->name, i->says);
    }
}

void wr_issues_check(const struct wr_agree *agree, int change, int today, struct wr_lacks *out)
{
    bool *complex_ = mark_complex(agree, out->arena);
    const char *circle;

    if (complex_ == NULL || wr_issues_circle(agree, change, out->arena, &circle) != 0) {
        out->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    for (size_t k = 0; k < agree->n_issues; k++) {
        const struct wr_issue_entry *i = &agree->issues[k];
        struct wr_lack lack = {.kind = WR_LACK_ISSUE, .stops = complex_[k], .change = i->change, .about = i->name, .where = i->where};
        if (change != WR_ALL_CHANGES && i->change != change)
            continue;
        if (i->closed)
            look_at_closed(agree, i, lack, out);
        else
            look_at_open(agree, i, lack, today, out);
    }
    if (circle != NULL)
        wr_lacks_add(out,
                     (struct wr_lack){.kind = WR_LACK_ISSUE,
                                      .stops = true,
                                      .change = change >= 0 ? change : -1,
                                      .do_ = "take one `depends on` out: none of them can be done first"},
                     "issues wait for each other in a circle: %s", circle);
}
