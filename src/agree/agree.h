/* Who asked, what they could have, who was heard, what stands in the way: the people's files of a service folder, as data.
 *
 * Made by wr_agree_read from a folder, frozen then; read by match, map, voices, gate, schedule, report and cli. The format is docs/people.md; its keys
 * come from one description (agree/describe.h), as the service file's do. Everything lives in the struct's arena. Indices join the parts: -1 is none; a name
 * that points nowhere is a mistake with a "did you mean". Every entry knows where it stands in its file, and its `name` is the key it was written under. */
#ifndef WR_AGREE_AGREE_H
#define WR_AGREE_AGREE_H

#include "base/arena.h"
#include "base/ctx.h"
#include "base/mistakes.h"
#include "catalogue/catalogue.h"
#include "model/model.h"

enum wr_group_kind { WR_GROUP_CARE, WR_GROUP_PATIENTS, WR_GROUP_STAFF_SIDE, WR_GROUP_MANAGEMENT, WR_GROUP_TECHNOLOGY, WR_GROUP_SUPPORT };
struct wr_group {
    const char *name, *says;
    enum wr_group_kind kind;
    int in_post, night;
    struct wr_where where;
};
struct wr_office {
    const char *name, *person, *registration;
    struct wr_where where;
}; /* person NULL: not filled */

struct wr_me_too {
    int group;
    int count;
};
struct wr_needed_voice {
    const char *says, *role;
    int group;
    const char *date;
}; /* a merged need's words, kept */
struct wr_person_need {
    const char *name, *says, *role, *person, *date, *happens;
    int group;          /* index of `role`, or -1 when people.yaml names no such group (a warning) */
    double how_often;   /* per second; 0: not said */
    double costs_staff; /* seconds each time; 0 */
    const char *costs_patients;
    int at_step, at_task, missing;      /* of the model; -1 */
    const char *at_text, *missing_text; /* as written, also when the model has no such name */
    struct wr_me_too *me_too;
    size_t n_me_too;
    int merged_into; /* need, or -1 */
    struct wr_needed_voice *also;
    size_t n_also;      /* voices of the needs merged into this one */
    const char *became; /* change, or NULL */
    struct wr_where where;
};

struct wr_rating {
    int statement, group;
    int rating;
    int gradient;
    const char *reason, *shift, *person;
    struct wr_where where;
}; /* rating 0, gradient -1: not given */
struct wr_invited {
    int group;
    int count;
};
struct wr_statement { /* what people were asked about */
    const char *name, *says;
    int change, option; /* of the model, or -1 */
    struct wr_invited *invited;
    size_t n_invited;
    int round;
    double threshold;
    const char *opened, *closed;
    struct wr_where where;
};

enum wr_decision_status { WR_DECISION_PROPOSED, WR_DECISION_ACCEPTED, WR_DECISION_REJECTED, WR_DECISION_SUPERSEDED };
struct wr_alternative {
    const char *option, *because, *reopen_if;
    struct wr_where where;
};
struct wr_dissent {
    const char *who, *harm, *to, *change_mind, *done, *status, *measure_text;
    int measure;
    struct wr_where where;
};
struct wr_decision {
    const char *name, *about;
    int change, option;
    enum wr_decision_status status;
    int superseded_by;
    const char *date, *decided_by, *sponsor, *method, *because, *review;
    int quorum, present; /* 0: not said */
    const char **consulted, **informed;
    size_t n_consulted, n_informed;
    struct wr_alternative *alternatives;
    size_t n_alternatives;
    struct wr_dissent *dissent;
    size_t n_dissent;
    struct wr_where where;
};

/* The DCB scales are data (assets/scales/dcb0160.yaml, with a version); indices into them. */
struct wr_hazard_score {
    int severity, likelihood;
    bool several;
    const char *scored_by;
    struct wr_where where;
}; /* severity -1: not scored */
struct wr_control {
    const char *kind, *says, *verified, *effective;
    struct wr_where where;
};
enum wr_hazard_status { WR_HAZARD_OPEN, WR_HAZARD_TRANSFERRED, WR_HAZARD_CLOSED };
struct wr_hazard_entry {
    const char *name, *title, *change_text, *effect, *harm, *assignee, *because;
    int change;
    const char *raised_role, *raised_date;
    const char **causes;
    size_t n_causes;
    const char **existing;
    size_t n_existing;
    struct wr_hazard_score initial, residual;
    struct wr_control *controls;
    size_t n_controls;
    enum wr_hazard_status status;
    struct wr_where where;
};
struct wr_approval {
    int change;
    const char *change_text, *by, *date, *version, *says;
    struct wr_where where;
};
struct wr_trust_risk {
    const char *name, *says, *owner;
    int consequence, likelihood;
    const int *links;
    size_t n_links;
    struct wr_where where;
};

enum wr_nasss_level { WR_NASSS_UNSAID, WR_NASSS_SIMPLE, WR_NASSS_COMPLICATED, WR_NASSS_COMPLEX };
#define WR_NASSS_DOMAINS 7
struct wr_readiness {
    int change;
    struct {
        enum wr_nasss_level level;
        const char *says;
        int issue;
        struct wr_where where;
    } domain[WR_NASSS_DOMAINS];
    struct wr_where where;
};
enum wr_issue_plan { WR_PLAN_NONE, WR_PLAN_REDUCE, WR_PLAN_RUN_WITH, WR_PLAN_ACCEPT };
struct wr_issue_entry {
    const char *name, *says, *owner, *how, *accepted_by, *due, *for_;
    int change;
    int domain;
    enum wr_issue_plan plan;
    const int *depends;
    size_t n_depends;
    bool closed;
    const char *closed_because;
    struct wr_where where;
};

struct wr_estimate3 {
    const char *who;
    double least, likeliest, most;
    struct wr_where where;
};
struct wr_plan_task {
    const char *name, *says, *owner, *for_;
    int change;
    const int *after;
    size_t n_after;
    bool go_live;
    struct wr_estimate3 *takes;
    size_t n_takes;
    struct wr_where where;
};
struct wr_closed_span {
    int from, to;
}; /* days since 1970-01-01, both included: no go-live */

enum wr_rung { WR_RUNG_UNSAID, WR_RUNG_OBSERVABLE, WR_RUNG_MEASURABLE, WR_RUNG_QUANTIFIABLE, WR_RUNG_FINANCIAL };
struct wr_benefit {
    const char *name, *says, *gains, *owner, *change_owner, *class_, *judges, *criteria;
    bool dis_benefit;
    int change, objective, measure, step;
    const char *step_text;
    enum wr_rung rung;
    bool has_baseline;
    struct wr_number baseline;
    const char *baseline_date, *baseline_source;
    bool from_run;
    bool has_forecast;
    struct wr_number forecast;
    const char *forecast_source;
    bool has_unit_price;
    struct wr_number unit_price;
    const char *price_source;
    struct wr_where where;
};

struct wr_agree {
    struct wr_arena arena;
    const char *folder;
    const struct wr_model *model;  /* of the same folder; outlives this */
    struct wr_catalogue catalogue; /* that comes with the program, and the folder's own */
    struct wr_group *groups;
    size_t n_groups;
    struct wr_office *offices;
    size_t n_offices;
    int smallest_cell; /* 5 when unsaid */
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
    int plan_starts; /* days since 1970-01-01; 0: not said */
    struct wr_closed_span *no_go_live;
    size_t n_no_go_live;
    struct wr_plan_task *tasks;
    size_t n_tasks;
    struct wr_benefit *benefits;
    size_t n_benefits;
};

/* Reads the folder's people files (a service that is a single file has none: everything empty). Mistakes as data; 0, WR_ERR_MISTAKES, WR_ERR_FILE, WR_ERR_MEMORY. */
int wr_agree_read(const struct wr_ctx *ctx, const struct wr_source *source, const struct wr_model *model, struct wr_mistakes *mistakes,
                  struct wr_agree *out) WR_MUST_USE;
void wr_agree_free(struct wr_agree *agree);
const char *wr_agree_office(const struct wr_agree *agree, const char *office); /* the person, or NULL when not filled */

#endif
