/* A small service with all its people's files, in which everything hangs together: nothing is to be found. Tests take one thing away from it. */
#ifndef WR_TESTS_AGREE_WHOLE_H
#define WR_TESTS_AGREE_WHOLE_H

#include "support/check.h"

#include "agree/graph.h"
#include "base/mem.h"
#include "small.h"

static const char whole_service[] =
    "wardround: 1\n"
    "service: A whole one\n"
    "data: invented\n"
    "run: {warm up: 1 week, collect: 8 weeks, replications: 4, seed: 7}\n"
    "objectives:\n"
    "  safe: {says: Nobody is harmed, owner: chief nurse, measure: without}\n"
    "  timely: {says: Nobody waits long, owner: chief nurse, measure: moved}\n"
    "outcomes: [went home]\n"
    "places: {bay: 8, side room: 2, corridor: 4}\n"
    "staff: {nurse: 2, porter: 1}\n"
    "systems: {patient record: {says: The record}}\n"
    "information: {allergies: {kept in: patient record, there at once: 70%, chase: {takes: 4 min, with: nurse, found: 90%}}}\n"
    "patients: {walk-in: {arrive: {a day: 60}, starts at: triage}}\n"
    "steps:\n"
    "  triage: {in: bay, with: nurse, takes: 8 min, needs to know: {allergies: chase}, then: moving}\n"
    "  moving: {in: side room, with: porter, takes: 12 min, then: went home}\n"
    "measures: {without: {share without: allergies, at: triage}, moved: {wait for: moving}}\n"
    "changes:\n"
    "  record:\n"
    "    says: Allergies are seen in the bay\n"
    "    need: [n1]\n"
    "    uses: [shared-care-record]\n"
    "    effects: [{change: information.allergies.there at once, set: 95%, source: a trial}]\n"
    "    go live: {lasts: 2 weeks, slower: {steps.moving.takes: 1.2 times}}\n"
    "    costs: {once: £10k (£8k to £12.5k), a year: £2k, lifetime: 5 years}\n"
    "    owner: ward sister\n"
    "    clinical sponsor: consultant\n"
    "  more porters:\n"
    "    need: [n2]\n"
    "    effects: [{change: staff.porter, add: 1, source: the rota}]\n"
    "    costs: {a year: £30k, lifetime: 1 year}\n"
    "    owner: head porter\n"
    "options: {do nothing: [], record: [record], more porters: [more porters], both: [record, more porters]}\n";

static const char whole_people[] =
    "@ people.yaml\n"
    "people:\n"
    "  groups: {nurses: {in post: 60, kind: care}, porters: {in post: 20, kind: support}, IT people: {in post: 9, kind: technology}}\n"
    "  offices:\n"
    "    chief nurse: {name: A. Example}\n"
    "    ward sister: {name: B. Example, group: nurses}\n"
    "    head porter: {name: C. Example, group: porters}\n"
    "    consultant: {name: D. Example}\n"
    "    chief information officer: {name: E. Example, technology: yes}\n"
    "@ needs/needs.yaml\n"
    "needs:\n"
    "  n1: {says: I never know what she is allergic to, role: nurses, at: triage, missing: allergies, me too: {porters: 3}}\n"
    "  n2: {says: There is one of us and eleven trolleys, role: porters, at: moving}\n"
    "@ benefits/benefits.yaml\n"
    "drivers:\n"
    "  inspection: {says: They found it, source: report of 2025, objectives: [safe, timely]}\n"
    "benefits:\n"
    "  known allergies:\n"
    "    for: patients\n"
    "    change: record\n"
    "    objective: safe\n"
    "    measure: without\n"
    "    step: triage\n"
    "    owner: chief nurse\n"
    "    change owner: ward sister\n"
    "    class: quantifiable\n"
    "    rung: quantifiable\n"
    "    baseline: {value: 3%, date: 2026-01-31, source: audit of January}\n"
    "    forecast: {from: run}\n"
    "  moved sooner:\n"
    "    for: patients and porters\n"
    "    change: more porters\n"
    "    objective: timely\n"
    "    measure: moved\n"
    "    step: moving\n"
    "    owner: consultant\n"
    "    change owner: head porter\n"
    "    rung: measurable\n"
    "    baseline: {value: 5 min, date: 2026-01-31, source: audit of January}\n"
    "@ plan/plan.yaml\n"
    "plan:\n"
    "  starts: 2026-03-02\n"
    "  tasks:\n"
    "    teach: {change: record, owner: ward sister, for: training, takes: {ward sister: 1 week to 2 weeks to 4 weeks}}\n"
    "    record goes live: {change: record, owner: ward sister, after: [teach], go live: yes, due: 2026-06-01, takes: {ward sister: 1 day "
    "to 1 "
    "day to 2 days}}\n"
    "    porters begin: {change: more porters, owner: head porter, go live: yes, due: 2026-05-01, takes: {head porter: 1 day to 1 day to 2 "
    "days}}\n"
    "@ issues/issues.yaml\n"
    "issues:\n"
    "  i1: {says: The bay has no signal, change: record, owner: ward sister, plan: reduce, due: 2026-04-01}\n"
    "  i2: {says: The printer broke, change: record, status: closed, because: replaced}\n"
    "@ hazards/hazards.yaml\n"
    "hazards:\n"
    "  h1: {says: The wrong record is open, change: record, owner: ward sister}\n"
    "@ decisions/decisions.yaml\n"
    "decisions:\n"
    "  d1: {says: Begin with the record, about: record, status: accepted, date: 2026-02-02, decided by: chief nurse, consulted: [nurses],\n"
    "    dissent: [{who: porters, harm: Nobody moves the patients, to: patients, status: unanswered, measure: moved}]}\n"
    "@ systems/systems.yaml\n"
    "components:\n"
    "  patient record: {owner: chief information officer, contract ends: 2032-01-01, ready: 2026-05-01, depends on: [network], costs: "
    "{once: £5k, "
    "a year: £1k}, downtime: an hour a month}\n"
    "  network: {owner: chief information officer, costs: {a year: £3k (£2k to £5k)}}\n";

struct whole {
    struct small s;
    struct wr_graph graph;
};

/* `text` with the first `from` made `to`; free with wr_mem_free. The test fails when it is not there. */
static inline char *whole_replace(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    struct wr_buf out;
    char *copy;

    if (at == NULL)
        fail_msg("`%s` is not in the text", from);
    wr_buf_init(&out, 0);
    wr_buf_add(&out, text, (size_t)(at - text));
    wr_buf_text(&out, to);
    wr_buf_text(&out, at + strlen(from));
    copy = wr_mem_text(wr_buf_string(&out));
    wr_buf_free(&out);
    assert_non_null(copy);
    return copy;
}

/* Reads it with one thing made another (NULL: as it is), with the program's own catalogue, and makes the graph. */
static inline void whole_open(struct whole *w, const char *from, const char *to)
{
    char *service = wr_mem_text(whole_service), *people = wr_mem_text(whole_people), *changed = NULL;
    struct wr_catalogue catalogue;

    if (from != NULL && strstr(service, from) != NULL) {
        changed = whole_replace(service, from, to);
        wr_mem_free(service);
        service = changed;
    } else if (from != NULL) {
        changed = whole_replace(people, from, to);
        wr_mem_free(people);
        people = changed;
    }
    if (small_read_with(&w->s, service, people) != 0) {
        for (size_t i = 0; i < w->s.mistakes.count; i++)
            print_error("%s:%d: %s\n", w->s.mistakes.list[i].where.file, w->s.mistakes.list[i].where.line, w->s.mistakes.list[i].message);
        fail();
    }
    assert_int_equal(wr_catalogue_read(NULL, &w->s.mistakes, &catalogue), 0);
    wr_catalogue_free(&w->s.agree.catalogue);
    w->s.agree.catalogue = catalogue;
    assert_int_equal(wr_graph_build(&w->s.agree, &w->graph), 0);
    wr_mem_free(service);
    wr_mem_free(people);
}

static inline void whole_close(struct whole *w)
{
    wr_graph_free(&w->graph);
    small_free(&w->s);
}

#endif
