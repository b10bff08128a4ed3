/* What people say, decide and promise about a service: the people's files of a service folder, as data.
 *
 * Made by wr_agree_read from a folder, frozen then; read by voices, hazards, gate, schedule, map, report and cli. The format is docs/people.md; its keys
 * come from one description (agree/describe.h), as the service file's do. Everything lives in the struct's arena. Indices join the parts: -1 is none; a name
 * that points nowhere is a mistake with a "did you mean". Every entry knows where it stands in its file, and its `name` is the key it was written under.
 * Texts are NULL when not written. Dates are days since 1970-01-01; WR_NO_DATE when not written. Times are seconds. */
#ifndef WR_AGREE_AGREE_H
#define WR_AGREE_AGREE_H

#include "agree/scales.h"
#include "base/arena.h"
#include "base/ctx.h"
#include "base/date.h"
#include "base/mistakes.h"
#include "catalogue/catalogue.h"
#include "catalogue/needs.h"
#include "model/model.h"

enum wr_group_kind { WR_GROUP_CARE, WR_GROUP_PATIENTS, WR_GROUP_STAFF_SIDE, WR_GROUP_MANAGEMENT, WR_GROUP_TECHNOLOGY, WR_GROUP_SUPPORT };
struct wr_group {
    const char *name, *says;
    enum wr_group_kind kind;
    int in_post, night;      /* people in post, and how many of them work at night; -1: not said */
    const char **stands_for; /* whom the catalogue calls otherwise: "ED clinicians" */
    size_t n_stands_for;
    struct wr_where where;
};
struct wr_office { /* who answers: "clinical safety officer" */
    const char *name, *person, *registration;
    int group;       /* the role group it belongs to, or -1 */
    bool technology; /* in IT: a benefit may not be owned here */
    struct wr_where where;
}; /* person NULL: not filled */

/* A need as it was said, joined with people and model. */
struct wr_person_need {
    const struct wr_stated_need *stated; /* the words */
    int group;                           /* of `role`; -1 when people.yaml names no such group (a warning) */
    int at_step, at_task, missing;       /* of the model; -1 */
    double how_often;                    /* a second; 0: not said, or not a rate */
    double costs_staff;                  /* seconds each time; 0: not said */
    int merged_into;                     /* need, or -1 */
    const int *merged;                   /* needs that were merged into this one: their voices are kept */
    size_t n_merged;
    struct wr_joined_echo {
        int group;
        const char *group_text;
        int people;
    } * me_too;
    size_t n_me_too;
};

struct wr_text_pair {
    const char *key, *text;
};
struct wr_invited {
    int group, count;
    int night; /* of them at night; -1: not said */
};
struct wr_statement { /* what people were asked about */
    const char *name, *says;
    int change, option; /* of the model, or -1 */
    struct wr_invited *invited;
    size_t n_invited;
    int rounds;                  /* planned; 0: not said */
    double threshold;            /* share that counts as agreement, fixed before opening; 0: not said */
    const char *stop_rule;       /* fixed before opening */
    int opened, closed;          /* dates */
    struct wr_text_pair *accord; /* what a consultation report must say and only people know: "recruitment", "funding", ... */
    size_t n_accord;
    struct wr_where where;
};
enum wr_shift { WR_SHIFT_UNSAID, WR_SHIFT_DAY, WR_SHIFT_NIGHT };
struct wr_rating {               /* one answer: a line of a CSV, or an entry of `answers:` */
    int statement, group, round; /* round 1 when not said */
    int rating;                  /* 1 to 9; 0: not given */
    int gradient;                /* 0 endorse .. 7 veto; -1: not given */
    enum wr_shift shift;
    const char *reason, *person, *site;
    struct wr_where where;
};

enum wr_decision_status { WR_DECISION_PROPOSED, WR_DECISION_ACCEPTED, WR_DECISION_REJECTED, WR_DECISION_SUPERSEDED };
enum wr_decision_method { WR_METHOD_UNSAID, WR_METHOD_CONSENT, WR_METHOD_VOTE, WR_METHOD_SOLE };
struct wr_alternative {
    const char *option, *because, *reopen_if;
    int reopen_on; /* date */
    struct wr_where where;
};
enum wr_dissent_status {
    WR_DISSENT_UNANSWERED,
    WR_DISSENT_INTEGRATED,
    WR_DISSENT_ACCEPTED_RISK,
    WR_DISSENT_OVERRULED,
    WR_DISSENT_WITHDRAWN
};
struct wr_dissent {
    const char *who, *harm, *to, *change_mind, *done, *by, *because; /* by: who accepted the risk, or overruled */
    enum wr_dissent_status status;
    int measure; /* of the model, or -1 */
    struct wr_where where;
};
struct wr_decision {
    const char *name, *about_text;
    int change, option, statement; /* what it is about; -1 */
    enum wr_decision_status status;
    int superseded_by; /* decision, or -1 */
    int date, review;
    enum wr_decision_method method;
    const char *decided_by, *sponsor, *because, *says;
    int quorum, present;       /* -1: not said */
    int *consulted, *informed; /* groups */
    size_t n_consulted, n_informed;
    struct wr_alternative *alternatives;
    size_t n_alternatives;
    struct wr_dissent *dissent;
    size_t n_dissent;
    struct wr_where where;
};

/* The DCB scales are data with a version (scales.h); these are indices into them, from 0. */
struct wr_hazard_score {
    int severity, likelihood; /* -1: not scored */
    bool several;             /* several patients */
    const char *scored_by;    /* as written: counts only when it is the office of clinical safety officer, and that is filled */
    int date;
    const char *because; /* residual of risk 3: why reducing it further is impractical */
    struct wr_where where;
};
enum wr_control_kind { WR_CONTROL_DESIGN, WR_CONTROL_TEST, WR_CONTROL_TRAINING, WR_CONTROL_PROCESS };
struct wr_control {
    enum wr_control_kind kind;
    const char *says, *owner, *effective; /* effective: how it is known that it works */
    int verified;                         /* date on which it was seen to be in place */
    struct wr_where where;
};
enum wr_hazard_status { WR_HAZARD_OPEN, WR_HAZARD_TRANSFERRED, WR_HAZARD_CLOSED };
struct wr_hazard_entry {
    const char *name, *says, *effect, *harm, *owner, *because; /* because: why closed, or transferred to whom */
    int change;                                                /* of the model, or -1: of the service as it is */
    int raised_group;
    const char *raised_by;
    int raised;
    const char **causes, **existing;
    size_t n_causes, n_existing;
    struct wr_hazard_score initial, residual;
    struct wr_control *controls;
    size_t n_controls;
    enum wr_hazard_status status;
    struct wr_where where;
};
struct wr_approval { /* of the hazard log of one change */
    int change;
    const char *by, *version, *says; /* version: the hash that `wardround hazards SERVICE --version CHANGE` prints */
    int date;
    struct wr_where where;
};
struct wr_trust_risk { /* the trust's own 5x5 register: beside the hazard log, never merged with it */
    const char *name, *says, *owner;
    int consequence, likelihood; /* 1 to 5; 0: not scored */
    int *links;                  /* hazards */
    size_t n_links;
    int change;
    struct wr_where where;
};

enum wr_nasss_level { WR_NASSS_UNSAID, WR_NASSS_SIMPLE, WR_NASSS_COMPLICATED, WR_NASSS_COMPLEX };
#define WR_NASSS_DOMAINS 7
struct wr_readiness {
    int change;
    struct wr_domain_answer {
        enum wr_nasss_level level;
        const char *says;
        int issue; /* or -1 */
        struct wr_where where;
    } domain[WR_NASSS_DOMAINS];
    struct wr_where where;
};
enum wr_issue_plan { WR_PLAN_NONE, WR_PLAN_REDUCE, WR_PLAN_RUN_WITH, WR_PLAN_ACCEPT };
struct wr_issue_entry {
    const char *name, *says, *owner, *how, *accepted_by, *list,
        *closed_because; /* list: `for:`, the support function on whose list it stands */
    int change, domain;  /* domain 0 to 6, -1 */
    enum wr_issue_plan plan;
    int due, raised;
    int *depends; /* issues */
    size_t n_depends;
    bool closed;
    struct wr_where where;
};

struct wr_prerequisite { /* the answer to what a change needs first: `prerequisites:` in issues/ */
    const char *name;    /* what is needed, in the words of the change's `needs first` or of the catalogue's `prerequisites` */
    int change;
    const char *says, *by, *not_needed; /* says: how it is known to be there; not_needed: why this change can do without */
    int date;
    int issue, task, system; /* or the issue, the plan's task or the system that will bring it; -1 */
    struct wr_where where;
};

struct wr_estimate3 {
    const char *who;
    double least, likeliest, most; /* seconds */
    double working[3]; /* the three in working days, as written: a week is 5, a day 1; zeros: not known, then from the seconds */
    struct wr_where where;
};
struct wr_plan_task {
    const char *name, *says, *owner, *list; /* list: `for:` */
    int change;                             /* or -1 */
    int *after;                             /* tasks */
    size_t n_after;
    bool go_live, done;
    int due, not_before;
    struct wr_estimate3 *takes;
    size_t n_takes;
    struct wr_where where;
};
struct wr_closed_span {
    int from, to; /* dates, both included */
    const char *says;
};
struct wr_plan {
    int starts;
    bool working_days; /* tasks take Monday to Friday only, without the service file's holidays */
    struct wr_closed_span *no_go_live;
    size_t n_no_go_live;
    struct wr_plan_task *tasks;
    size_t n_tasks;
};

enum wr_rung { WR_RUNG_UNSAID, WR_RUNG_OBSERVABLE, WR_RUNG_MEASURABLE, WR_RUNG_QUANTIFIABLE, WR_RUNG_FINANCIAL };
enum wr_benefit_class {
    WR_CLASS_UNSAID,
    WR_CLASS_CASH_RELEASING,
    WR_CLASS_NON_CASH_RELEASING,
    WR_CLASS_QUANTIFIABLE,
    WR_CLASS_QUALITATIVE
};
struct wr_figure {      /* a figure of a benefit, and what it rests on */
    bool has, from_run; /* from_run: taken from a run of the model, not written here */
    struct wr_number value;
    int date;
    const char *source;
    struct wr_where where;
};
struct wr_benefit {
    const char *name, *says, *gains, *owner, *change_owner, *judges, *criteria, *method, *budget_holder, *confidence;
    bool dis_benefit;
    int change, objective, measure, step;
    int task; /* of the service file, when `step:` names a task; else -1 */
    enum wr_rung rung;
    enum wr_benefit_class class_;
    struct wr_figure baseline, forecast, unit_price, realised;
    int review;
    struct wr_where where;
};
struct wr_driver { /* why the trust must improve */
    const char *name, *says, *source;
    int *objectives;
    size_t n_objectives;
    struct wr_where where;
};

struct wr_system_entry { /* the CIO's side: the service file's `systems`, said in full, and others that they hang on */
    const char *name, *says, *owner, *supplier, *contract, *support, *downtime, *on_paper;
    int model; /* the service file's system, or -1 */
    int contract_ends;
    struct wr_number costs_once, costs_a_year;
    bool has_once, has_a_year;
    int *depends; /* systems it hangs on */
    size_t n_depends;
    int *changes; /* changes that need it */
    size_t n_changes;
    int ready; /* date from which it can be used; WR_NO_DATE: it is there, or not said */
    struct wr_where where;
};

struct wr_agree {
    struct wr_arena arena;
    const char *folder;            /* NULL: the service is a single file and has none of this */
    const struct wr_model *model;  /* of the same folder; outlives this */
    struct wr_catalogue catalogue; /* that comes with the program, and the folder's own */
    struct wr_needs stated;
    struct wr_group *groups;
    size_t n_groups;
    struct wr_office *offices;
    size_t n_offices;
    int smallest_cell; /* results of fewer people are not shown; 5 when unsaid, never less */
    struct wr_person_need *needs;
    size_t n_needs;
    struct wr_statement *statements;
    size_t n_statements;
    struct wr_rating *ratings;
    size_t n_ratings;
    struct wr_decision *decisions;
    size_t n_decisions;
    struct wr_hazard_entry *hazards;
    size_t n_hazards;
    struct wr_approval *approvals;
    size_t n_approvals;
    struct wr_trust_risk *risks;
    size_t n_risks;
    struct wr_readiness *readiness;
    size_t n_readiness;
    struct wr_issue_entry *issues;
    size_t n_issues;
    struct wr_prerequisite *prerequisites;
    size_t n_prerequisites;
    struct wr_scales scales; /* read before the hazards: their severities and likelihoods are its levels */
    struct wr_plan plan;
    struct wr_driver *drivers;
    size_t n_drivers;
    struct wr_benefit *benefits;
    size_t n_benefits;
    struct wr_system_entry *systems;
    size_t n_systems;
};

/* Reads the folder's people files (a service that is a single file has none: everything empty). Mistakes as data, all collected; *out is to be freed in any
 * case. 0, WR_ERR_MISTAKES, WR_ERR_FILE, WR_ERR_MEMORY. */
int wr_agree_read(const struct wr_ctx *ctx, const char *folder, const struct wr_model *model, struct wr_mistakes *mistakes,
                  struct wr_agree *out) WR_MUST_USE;
void wr_agree_free(struct wr_agree *agree); /* safe twice */

/* The office of this name (case is not looked at: offices are written as people write them), or NULL; who holds it, or NULL when there is no such office or
 * it is not filled. */
const struct wr_office *wr_agree_office(const struct wr_agree *agree, const char *name);
const char *wr_agree_office_person(const struct wr_agree *agree, const char *name);
/* By name, or -1. */
int wr_agree_group(const struct wr_agree *agree, const char *name);
int wr_agree_change(const struct wr_agree *agree, const char *name);
int wr_agree_decision(const struct wr_agree *agree, const char *name);
int wr_agree_hazard(const struct wr_agree *agree, const char *name);
int wr_agree_issue(const struct wr_agree *agree, const char *name);
int wr_agree_statement(const struct wr_agree *agree, const char *name);
int wr_agree_task(const struct wr_agree *agree, const char *name);
int wr_agree_system(const struct wr_agree *agree, const char *name);
/* The capabilities that a change uses (`uses:` names one of the catalogue): the n-th, or -1 when there are no more. */
int wr_agree_change_capability(const struct wr_agree *agree, int change, size_t nth);

#endif
