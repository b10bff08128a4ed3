/* Values of a service file: numbers with their doubt, distributions, values that differ between patients, whens, conditions.
 * All times are seconds, shares 0 to 1, rates per second, money pounds (base/units.h). Everything lives in the model's arena. */
#ifndef WR_MODEL_VALUE_H
#define WR_MODEL_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mistakes.h"
#include "base/units.h"
#include "draw/sampler.h" /* enum wr_param, enum wr_sampler_kind, struct wr_sampler */

enum wr_family { WR_FAMILY_CERTAIN, WR_FAMILY_BETA, WR_FAMILY_LOGIT_NORMAL, WR_FAMILY_LOGNORMAL, WR_FAMILY_NORMAL };

/* A number, perhaps uncertain. `run` uses `value` only; `worth` will draw from family and interval. */
struct wr_number {
    double value;
    double low, high;      /* 95% interval; both NaN when certain */
    enum wr_family family; /* as the file says, else beta for a share: whoever draws takes a logit-normal where that fits better */
    int unknown;           /* index of a named unknown it stands for, or -1 */
    enum wr_unit unit;
    const char *source, *says; /* or NULL */
    struct wr_where where;
};

/* Names of a distribution's parameters: enum wr_param of draw/sampler.h. */
struct wr_dist_param {
    enum wr_param name;
    struct wr_number number;
};

/* Variation between patients. `sampler` is what the parameters' estimates give, ready to draw; units are the slot's (seconds for times). */
struct wr_dist {
    enum wr_sampler_kind family;
    struct wr_dist_param *params;
    size_t n_params;
    const double *values, *weights; /* empirical and discrete tables (weights NULL: equal; for quantiles: probabilities) */
    size_t n_values;
    const char *file, *column; /* empirical from a CSV, or NULL */
    struct wr_sampler sampler;
    struct wr_where where;
};

enum wr_value_kind { WR_VALUE_NONE, WR_VALUE_NUMBER, WR_VALUE_DIST, WR_VALUE_BY };

enum wr_op { WR_OP_SET, WR_OP_TIMES, WR_OP_ADD };

struct wr_value;

/* What a change does to a value. Held in the order in which it acts: every set, then times, then add, in the option's order.
 * drawn: adoption is drawn for each use (rule 16); else it holds in full. */
struct wr_adjust {
    enum wr_op op;
    bool drawn;
    int change;                 /* index of the change; -1: an edit of the command line */
    struct wr_number by;        /* TIMES: factor; ADD: in the slot's unit (points: share) */
    const struct wr_value *set; /* SET */
};

enum { WR_BY_KIND = -1 }; /* the attribute that is "kind" */

/* One line of a `by:`. */
struct wr_by_case {
    bool otherwise;
    int category; /* index of a category of the attribute or of a kind of patient; -1 for bands */
    double from,
        below; /* band of completed whole units: from <= floor(x) < below; +-infinity where open. chance attributes: category 1 yes, 0 no */
    struct wr_value *value;
};

/* A value that may be a number, a distribution, or differ `by:` an attribute (nested as needed). */
struct wr_value {
    enum wr_value_kind kind;
    struct wr_number number;  /* NUMBER */
    struct wr_dist *dist;     /* DIST */
    int by_attribute;         /* BY: index into model->attributes, or WR_BY_KIND */
    struct wr_by_case *cases; /* BY; evaluated in order, `otherwise` last */
    size_t n_cases;
    struct wr_adjust *adjusts; /* act on what the above gives */
    size_t n_adjusts;
    struct wr_where where;
};

/* A when: spans of days and hours that are joined (a moment is in it when in any of them). */
struct wr_span {
    uint8_t days;    /* bit 0 Monday ... bit 6 Sunday; bit 7: holidays */
    bool names_days; /* days were named; when not, it holds on holidays too */
    int from, to;    /* seconds from midnight of the day it began; to may pass 86400 (hours past midnight); whole day: 0, 86400 */
};
struct wr_when {
    struct wr_span *spans;
    size_t n_spans;
    struct wr_where where;
};
/* Times alone: `mon to fri 09:00 and 14:00`, `every 1 h`. */
struct wr_times {
    double every;       /* seconds, from midnight of the first day; 0: the list below */
    struct wr_span *at; /* from == to: the moment */
    size_t n_at;
    struct wr_where where;
};

/* A number over time: those entries whose when holds add up; none: 0. Constant: one entry with n_spans 0 in its when. */
struct wr_timed {
    struct wr_when when;
    struct wr_number number;
};
struct wr_schedule {
    bool unlimited;
    struct wr_timed *entries;
    size_t n_entries;
    struct wr_where where;
};

enum wr_atom_kind {
    WR_ATOM_CATEGORY, /* urgency is urgent */
    WR_ATOM_YES,      /* frail, not frail */
    WR_ATOM_COMPARE,  /* age is at least 75; compares completed whole units */
    WR_ATOM_KIND,     /* a kind of patient */
    WR_ATOM_WENT_TO,  /* went to a step: has asked for it on this visit */
    WR_ATOM_LEFT_AS,  /* left as an outcome */
    WR_ATOM_PLACE_FULL,
    WR_ATOM_PLACE_OPEN,
    WR_ATOM_PLACE_CLOSED,
    WR_ATOM_SYSTEM_DOWN,
    WR_ATOM_WAITING_OVER, /* over 6 waiting for triage */
    WR_ATOM_CLOCK         /* it is 20:00 to 08:00 */
};
enum wr_compare { WR_AT_LEAST, WR_AT_MOST, WR_OVER, WR_UNDER };

struct wr_atom {
    enum wr_atom_kind kind;
    bool negated;
    int index;               /* attribute, kind, step (WAITING_OVER: task: -1 - index), outcome, place or system (equipment: -1 - index) */
    int category;            /* CATEGORY */
    enum wr_compare compare; /* COMPARE */
    double number;           /* COMPARE, WAITING_OVER */
    struct wr_when when;     /* CLOCK */
};
/* Atoms joined by `and`. In `for: [a, b]` of a measure kinds are joined by "or": they are in kinds_any. */
struct wr_condition {
    struct wr_atom *atoms;
    size_t n_atoms;
    const int *kinds_any; /* patient kinds of a `for:` list; n 0: any */
    size_t n_kinds_any;
    struct wr_where where;
};

/* Where `then` goes: a step, an outcome, or (errands) done. */
enum wr_target_kind { WR_TO_STEP, WR_TO_OUTCOME, WR_TO_DONE };
struct wr_target {
    enum wr_target_kind kind;
    int index;
};
enum wr_route_kind { WR_ROUTE_NONE, WR_ROUTE_TO, WR_ROUTE_SHARES, WR_ROUTE_BY, WR_ROUTE_CASES };
struct wr_route;
struct wr_branch {
    struct wr_target to;
    bool rest;             /* share is what the others leave */
    struct wr_value share; /* 0 to 1; may differ by attribute; may carry adjusts */
    struct wr_where where;
};
struct wr_route_case {             /* CASES: the first whose condition holds. BY: as wr_by_case */
    struct wr_condition condition; /* n_atoms 0: always */
    struct wr_by_case by;          /* value unused */
    struct wr_route *then;
};
struct wr_route {
    enum wr_route_kind kind;
    struct wr_target to;
    struct wr_branch *branches; /* SHARES; adjusted shares keep the others in proportion (the rest branch too) */
    size_t n_branches;
    int by_attribute;
    struct wr_route_case *cases;
    size_t n_cases;
    struct wr_adjust *adjusts; /* SET of the whole route */
    size_t n_adjusts;
    struct wr_where where;
};

#endif
