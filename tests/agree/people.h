/* People's files filled in by hand, for tests that read no files: groups, statements with answers from a short text, decisions. */
#ifndef WR_TESTS_AGREE_PEOPLE_H
#define WR_TESTS_AGREE_PEOPLE_H

#include <string.h>

#include "agree/agree.h"
#include "support/check.h"

#define PEOPLE_MOST 600

struct people {
    struct wr_model model;
    struct wr_change changes[3];
    struct wr_option options[2];
    int option_changes[2];
    struct wr_measure measures[1];
    struct wr_group groups[12];
    struct wr_office offices[6];
    struct wr_statement statements[4];
    struct wr_invited invited[12];
    struct wr_rating ratings[PEOPLE_MOST];
    struct wr_decision decisions[8];
    struct wr_agree agree;
};

static inline void people_init(struct people *p)
{
    memset(p, 0, sizeof *p);
    p->model.changes = p->changes;
    p->model.options = p->options;
    p->model.measures = p->measures;
    p->measures[0].name = "night response";
    p->model.n_measures = 1;
    p->agree = (struct wr_agree){.model = &p->model,
                                 .groups = p->groups,
                                 .offices = p->offices,
                                 .statements = p->statements,
                                 .ratings = p->ratings,
                                 .decisions = p->decisions,
                                 .smallest_cell = 5};
}

static inline int people_group(struct people *p, const char *name, enum wr_group_kind kind, int in_post, int night)
{
    p->groups[p->agree.n_groups] = (struct wr_group){.name = name, .kind = kind, .in_post = in_post, .night = night};
    return (int)p->agree.n_groups++;
}

static inline int people_change(struct people *p, const char *name)
{
    p->changes[p->model.n_changes] = (struct wr_change){.name = name};
    return (int)p->model.n_changes++;
}

static inline int people_statement(struct people *p, const char *name, int change)
{
    p->statements[p->agree.n_statements] = (struct wr_statement){
        .name = name, .says = "Shall we?", .change = change, .option = -1, .opened = WR_NO_DATE, .closed = WR_NO_DATE};
    return (int)p->agree.n_statements++;
}

static inline void people_invite(struct people *p, int statement, int group, int count, int night)
{
    struct wr_statement *s = &p->statements[statement];

    if (s->invited == NULL)
        s->invited = p->invited;
    s->invited[s->n_invited++] = (struct wr_invited){group, count, night};
}

static inline struct wr_rating *people_answer(struct people *p, int statement, int group, int rating, enum wr_shift shift, int round)
{
    assert_true(p->agree.n_ratings < PEOPLE_MOST);
    p->ratings[p->agree.n_ratings] =
        (struct wr_rating){.statement = statement, .group = group, .round = round, .rating = rating, .gradient = -1, .shift = shift};
    return &p->ratings[p->agree.n_ratings++];
}

/* A digit for each answer of round 1: "7789". */
static inline void people_rate(struct people *p, int statement, int group, const char *digits)
{
    for (; *digits != '\0'; digits++)
        (void)people_answer(p, statement, group, *digits - '0', WR_SHIFT_UNSAID, 1);
}

static inline struct wr_decision *people_decision(struct people *p, const char *name, int change, enum wr_decision_status status, int date)
{
    p->decisions[p->agree.n_decisions] = (struct wr_decision){.name = name,
                                                              .about_text = "record at the bedside",
                                                              .change = change,
                                                              .option = -1,
                                                              .statement = -1,
                                                              .status = status,
                                                              .superseded_by = -1,
                                                              .date = date,
                                                              .review = WR_NO_DATE,
                                                              .method = WR_METHOD_CONSENT,
                                                              .decided_by = "chief executive",
                                                              .sponsor = "chief nurse",
                                                              .because = "It helps",
                                                              .quorum = 8,
                                                              .present = 9};
    return &p->decisions[p->agree.n_decisions++];
}

#endif
