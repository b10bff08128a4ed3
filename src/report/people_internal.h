/* The part of the page that speaks of people: who asked, who was heard, what stands in the way, who decided. It is there when the service folder holds
 * people's files (docs/people.md). All is worked out once, before the page is written; sections only say it. */
#ifndef WR_REPORT_PEOPLE_INTERNAL_H
#define WR_REPORT_PEOPLE_INTERNAL_H

#include "agree/agree.h"
#include "agree/benefits.h"
#include "agree/findings.h"
#include "agree/gate.h"
#include "agree/graph.h"
#include "agree/map.h"
#include "agree/schedule.h"
#include "agree/systems.h"
#include "report/page_internal.h"

struct wr_i_page_people {
    const struct wr_agree *agree;
    int today; /* a date; WR_NO_DATE: nothing is overdue */
    struct wr_graph graph;
    struct wr_network map;
    struct wr_benefits benefits; /* forecasts filled in from the page's own trial */
    struct wr_systems systems;
    struct wr_findings findings;
    struct wr_gate *gates; /* one a change of the model, in its order */
    struct wr_plan_schedule schedule;
    bool has_schedule; /* there is a plan that can be drawn; else schedule.why may say why not */
};

/* Works it all out. 0 or a code of err.h; wr_i_page_people_free it in any case. */
int wr_i_page_people_make(struct wr_i_page *p, const struct wr_agree *agree, int today, struct wr_i_page_people *out) WR_MUST_USE;
void wr_i_page_people_free(struct wr_i_page_people *people);

/* "chief nurse (Q. Example)", "information governance lead (not filled)"; a text that is no office as it is; NULL: "Nobody yet". */
const char *wr_i_page_person(struct wr_i_page *p, const char *owner);
/* "2 March 2026"; "no date" for WR_NO_DATE. */
const char *wr_i_page_date(struct wr_i_page *p, int date);
/* A sentence of agree's as people read it on paper: without the hints in brackets that speak of files ("(owner: in issues/)"), names in
 * quotation marks. */
const char *wr_i_page_plain(struct wr_i_page *p, const char *sentence);
/* A text of agree's as a sentence: with a capital, unless it begins with an entry's name (d3), and a full stop. */
const char *wr_i_page_says(struct wr_i_page *p, const char *text);

/* The sections. */
void wr_i_page_agenda(struct wr_i_page *p);
void wr_i_page_heard(struct wr_i_page *p);
void wr_i_page_network(struct wr_i_page *p);
void wr_i_page_lenses(struct wr_i_page *p, int change); /* inside a change's own article */
void wr_i_page_obstacles(struct wr_i_page *p);
void wr_i_page_decided(struct wr_i_page *p);

/* Whole pages of their own: two for the board, one for the ward. */
void wr_i_page_board(struct wr_i_page *p);
void wr_i_page_ward(struct wr_i_page *p);

#endif
