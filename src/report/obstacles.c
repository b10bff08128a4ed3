/* What stands in the way: readiness by domain, issues with their owners, the hazard log and the trust's own register beside it, and when it could be done. */
#include "report/people_internal.h"

#include <string.h>

#include "agree/issues.h"
#include "agree/readiness.h"
#include "base/text.h"

/* What was raised against a change in particular, or what was not raised at all. */
static size_t counted(const struct wr_agree *a, int change)
{
    size_t i, n = 0;

    for (i = 0; i < a->n_issues; i++)
        n += a->issues[i].change == change;
    return n;
}

static void readiness(struct wr_i_page *p, int change)
{
    static const char *const columns[] = {"Domain", "How it stands", "What people say"};
    const struct wr_readiness *r = wr_readiness_of(p->people->agree, change);
    int d;

    if (r == NULL) {
        wr_html_element(p->h, "p", "Nobody has answered how ready it is: none of the seven domains.", "class", "missing", NULL);
        return;
    }
    wr_i_page_table(p, wr_i_page_text(p, "Readiness of \xE2\x80\x9C%s\xE2\x80\x9D by domain; never an average", p->m->changes[change].name),
                    columns, 3, true);
    for (d = 0; d < WR_NASSS_DOMAINS; d++) {
        const struct wr_domain_answer *answer = &r->domain[d];
        wr_i_page_row(p, wr_i_page_capital(p, wr_nasss_domain_words(d)));
        wr_i_page_cell(p, wr_i_page_capital(p, wr_nasss_level_words(answer->level)));
        wr_i_page_cell(p, answer->says != NULL ? wr_i_page_sentence(p, answer->says) : "");
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static void issues(struct wr_i_page *p, int change)
{
    static const char *const columns[] = {"Issue", "Owner", "Plan", "By", "State"};
    const struct wr_agree *a = p->people->agree;
    size_t i;

    if (counted(a, change) == 0)
        return;
    wr_i_page_table(p, wr_i_page_text(p, "Issues of \xE2\x80\x9C%s\xE2\x80\x9D", p->m->changes[change].name), columns, 5, true);
    for (i = 0; i < a->n_issues; i++) {
        const struct wr_issue_entry *issue = &a->issues[i];
        const char *plan;
        if (issue->change != change)
            continue;
        plan = wr_issue_plan_says(issue, p->arena);
        wr_i_page_row(p, wr_i_page_text(p, "%s: %s", issue->name, issue->says != NULL ? issue->says : ""));
        wr_i_page_cell(p, wr_i_page_person(p, issue->owner));
        wr_i_page_cell(
            p, wr_i_page_text(p, "%s%s%s", plan != NULL ? plan : "", issue->how != NULL ? ": " : "", issue->how != NULL ? issue->how : ""));
        wr_i_page_cell(p, wr_i_page_date(p, issue->due));
        wr_i_page_cell(
            p, issue->closed ? wr_i_page_text(p, "closed: %s", issue->closed_because != NULL ? issue->closed_because : "no reason is given")
               : p->people->today != WR_NO_DATE && issue->due != WR_NO_DATE && issue->due < p->people->today ? "overdue"
                                                                                                             : "open");
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static const char *score_words(struct wr_i_page *p, const struct wr_hazard_score *score)
{
    const struct wr_agree *a = p->people->agree;
    struct wr_hazard_rating rating;

    wr_hazard_rate(a, score, p->arena, &rating);
    if (rating.counts)
        return wr_i_page_text(p, "%d of 5 (%s, %s)", rating.risk, a->scales.clinical.severity[score->severity].name,
                              a->scales.clinical.likelihood[score->likelihood].name);
    return score->severity >= 0 && rating.why_not != NULL ? wr_i_page_text(p, "not scored: %s", rating.why_not) : "not scored";
}

static const char *controls(struct wr_i_page *p, const struct wr_hazard_entry *h)
{
    struct wr_buf buf;
    size_t i;

    wr_buf_init(&buf, 0);
    for (i = 0; i < h->n_existing; i++)
        wr_buf_printf(&buf, "%sAlready: %s", buf.size > 0 ? " " : "", wr_i_page_sentence(p, h->existing[i]));
    for (i = 0; i < h->n_controls; i++) {
        const char *says = wr_control_says(&h->controls[i], p->arena);
        wr_buf_printf(&buf, "%s%s: %s%s%s%s", buf.size > 0 ? " " : "", wr_i_page_capital(p, wr_control_kind_words(h->controls[i].kind)),
                      h->controls[i].says != NULL ? h->controls[i].says : "", says != NULL ? " (" : "", says != NULL ? says : "",
                      says != NULL ? ")." : ".");
    }
    if (buf.size == 0)
        wr_buf_text(&buf, "None yet");
    return wr_i_page_keep(p, &buf);
}

static void hazards(struct wr_i_page *p, int change)
{
    static const char *const columns[] = {"Hazard", "Harm", "At first", "Controls", "Now", "State"};
    const struct wr_agree *a = p->people->agree;
    const struct wr_gate *gate = &p->people->gates[change];
    size_t i, n = 0;

    for (i = 0; i < a->n_hazards; i++)
        n += a->hazards[i].change == change;
    if (n == 0)
        return;
    wr_i_page_table(p, wr_i_page_text(p, "Hazard log of \xE2\x80\x9C%s\xE2\x80\x9D. Draft. Not signed.", p->m->changes[change].name),
                    columns, 6, true);
    for (i = 0; i < a->n_hazards; i++) {
        const struct wr_hazard_entry *h = &a->hazards[i];
        if (h->change != change)
            continue;
        wr_i_page_row(p, wr_i_page_text(p, "%s: %s", h->name, h->says != NULL ? h->says : ""));
        wr_i_page_cell(p, h->harm != NULL ? wr_i_page_sentence(p, h->harm) : "Not said");
        wr_i_page_cell(p, score_words(p, &h->initial));
        wr_i_page_cell(p, controls(p, h));
        wr_i_page_cell(p, score_words(p, &h->residual));
        wr_i_page_cell(p, wr_i_page_text(p, "%s%s%s", wr_hazard_status_words(h->status), h->because != NULL ? ": " : "",
                                         h->because != NULL ? h->because : ""));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    wr_html_element(p->h, "p",
                    gate->approval == WR_APPROVAL_HOLDS ? "The clinical safety officer has approved this version of the log."
                    : gate->approval == WR_APPROVAL_VOID
                        ? "The log was approved, and what it rests on has changed since: the approval is void."
                    : gate->approval == WR_APPROVAL_NONE ? "The log is not approved."
                                                         : "An approval is written down that does not count: see the gate.",
                    NULL);
}

static void trust_register(struct wr_i_page *p)
{
    static const char *const columns[] = {"Risk", "#Consequence", "#Likelihood", "#Score", "Band", "Owner"};
    const struct wr_agree *a = p->people->agree;
    size_t i;

    if (a->n_risks == 0)
        return;
    wr_html_element(p->h, "h3", "The trust's own register", NULL);
    wr_html_element(p->h, "p",
                    "Another scale with other words: its scores say nothing about those of the hazard log, and are never merged with them.",
                    NULL);
    wr_i_page_table(p, "The trust's own register, 5 by 5", columns, 6, true);
    for (i = 0; i < a->n_risks; i++) {
        const struct wr_trust_risk *r = &a->risks[i];
        int score = wr_scales_register_score(r->consequence, r->likelihood);
        wr_i_page_row(p, wr_i_page_text(p, "%s: %s", r->name, r->says != NULL ? r->says : ""));
        wr_i_page_cell(p, r->consequence > 0 ? wr_i_page_text(p, "%d", r->consequence) : "not scored");
        wr_i_page_cell(p, r->likelihood > 0 ? wr_i_page_text(p, "%d", r->likelihood) : "not scored");
        wr_i_page_cell(p, score > 0 ? wr_i_page_text(p, "%d", score) : "");
        wr_i_page_cell(p, wr_trust_risk_band(a, r));
        wr_i_page_cell(p, wr_i_page_person(p, r->owner));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static const char *said_of(struct wr_i_page *p, const struct wr_schedule_end *end)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    if (end->due != WR_NO_DATE)
        wr_schedule_say_due(&buf, end);
    wr_buf_text(&buf, buf.size > 0 ? " " : "");
    wr_schedule_say_decides(&buf, &p->people->schedule, end);
    return wr_i_page_plain(p, wr_i_page_keep(p, &buf));
}

static void when(struct wr_i_page *p)
{
    static const char *const columns[] = {"What ends", "As likely as not by", "Four in five by", "What decides it"};
    const struct wr_i_page_people *people = p->people;
    const struct wr_schedule_end *whole;
    struct wr_buf buf;
    size_t i;

    wr_html_element(p->h, "h3", "When it could be done", NULL);
    if (!people->has_schedule) {
        wr_html_element(p->h, "p", people->schedule.why != NULL ? wr_i_page_sentence(p, people->schedule.why) : "No plan is written down.",
                        "class", "missing", NULL);
        return;
    }
    wr_i_page_table(p, "When it could be done, by the estimates of those who would do it", columns, 4, true);
    for (i = 0; i < people->schedule.n_ends; i++) {
        const struct wr_schedule_end *end = &people->schedule.ends[i];
        wr_i_page_row(p, wr_i_page_capital(p, end->name));
        wr_i_page_cell(p, end->done ? "done" : wr_i_page_date(p, end->p50.date));
        wr_i_page_cell(p, end->done ? "" : wr_i_page_date(p, end->p80.date));
        wr_i_page_cell(p, end->done ? "" : said_of(p, end));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    whole = wr_schedule_end_find(&people->schedule, WR_SCHEDULE_WHOLE, 0);
    wr_buf_init(&buf, 0);
    if (whole != NULL && !whole->done)
        wr_schedule_say_merge(&buf, whole);
    wr_buf_text(&buf, buf.size > 0 ? " " : "");
    wr_schedule_say_doubt(&buf, &people->schedule);
    wr_html_element(p->h, "p", wr_i_page_plain(p, wr_i_page_keep(p, &buf)), NULL);
}

void wr_i_page_obstacles(struct wr_i_page *p)
{
    size_t i;

    for (i = 0; i < p->m->n_changes; i++) {
        wr_html_element(p->h, "h3", wr_i_page_capital(p, p->m->changes[i].name), NULL);
        readiness(p, (int)i);
        issues(p, (int)i);
        hazards(p, (int)i);
    }
    trust_register(p);
    when(p);
}
