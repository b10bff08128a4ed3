/* The compiled model. Made by compile*.c from a struct wr_model, frozen then, read by everything that runs. Indices and small records in flat
 * arrays; no name is looked up in the loop (names are kept for the walk). Everything lives in the plan's arena. */
#ifndef WR_SIM_PLAN_INTERNAL_H
#define WR_SIM_PLAN_INTERNAL_H

#include "draw/sampler.h"
#include "sim/heap_internal.h"
#include "sim/sim.h"

#define WR_I_NONE UINT32_MAX
#define WR_I_DONE INT32_MIN         /* a target: the errand is done */
#define WR_I_UNLIMITED 1e9          /* spaces of a place without limit */
#define WR_I_PLENTY (INT32_MAX / 2) /* uses of a system that is up */
#define WR_I_PRIORITIES 32          /* different priorities in one service */
#define WR_I_AHEAD 1024             /* at most so many pairs of a step and a kind of patient have their draws made ahead */

/* ---- values ---- */
enum wr_i_value_op { WR_I_CONST, WR_I_SAMPLER, WR_I_BY_CATEGORY, WR_I_BY_BANDS, WR_I_BY_KIND, WR_I_ADJUSTED };

/* What a change does to a value (rule 16). */
struct wr_i_adjust {
    enum wr_op op;
    bool drawn;       /* adoption is drawn for each use */
    uint32_t purpose; /* of that draw */
    double chance;    /* reach x keeps, settled */
    double over;      /* from go-live: seconds of the ramp */
    bool starts;      /* acts from `from` on only (view from go-live, and a change of the file) */
    double from;
    double by; /* TIMES, ADD */
    const struct wr_i_value *set;
    const char *change, *path; /* for the walk */
};

struct wr_i_value {
    enum wr_i_value_op op;
    uint32_t at;   /* BY: where the attribute lies in a patient */
    uint32_t n;    /* cases, bands or adjusts */
    double number; /* CONST */
    const struct wr_sampler *sampler;
    const struct wr_i_value *const *cases; /* BY_CATEGORY: by category; BY_KIND: by kind; BY_BANDS: by band */
    const double *from, *below;            /* BY_BANDS: of completed whole units */
    const struct wr_i_value *base;         /* ADJUSTED */
    const struct wr_i_adjust *adjusts;
};

/* ---- where next ---- */
/* A target: a step >= 0, or an outcome as -1 - index. */
enum wr_i_route_op { WR_I_TO, WR_I_SHARES, WR_I_SHARES_DRAWN, WR_I_ROUTE_BY, WR_I_ROUTE_CASES };
struct wr_i_branch {
    double below; /* SHARES: cumulative; the last is over 1 */
    int32_t to;
    bool rest;
    const struct wr_i_value *share; /* SHARES_DRAWN: evaluated; NULL for the rest */
};
struct wr_i_route {
    enum wr_i_route_op op;
    int32_t to;
    uint32_t n;
    const struct wr_i_branch *branches;
    const struct wr_i_value *by;             /* ROUTE_BY: gives the case's number */
    const struct wr_i_route *const *cases;   /* BY and CASES */
    const struct wr_i_condition *conditions; /* CASES */
};

/* ---- conditions ---- */
struct wr_i_atom {
    enum wr_atom_kind kind;
    bool negated;
    enum wr_compare compare;
    uint32_t at; /* where it lies in a patient; WENT_TO: the byte; WAITING_OVER: the level */
    uint32_t is; /* category, kind, outcome; WENT_TO: the bit */
    double number;
    const struct wr_when *when; /* CLOCK */
};
struct wr_i_condition {
    uint32_t n; /* atoms, joined by and */
    const struct wr_i_atom *atoms;
    const bool *kinds; /* by kind; NULL: any */
};

/* ---- staff and equipment ---- */
struct wr_i_need {
    uint32_t resource;
    int32_t count;
};
/* All requests for the same staff in the same numbers stand in one queue: a signature. */
struct wr_i_sig {
    uint32_t n;
    const struct wr_i_need *needs;
    uint32_t group;
    uint32_t n_also;     /* ANY: and all of so many that stand behind them in `needs`: systems that are up */
    bool any;            /* one of `needs`: the first that is free */
    const uint32_t *had; /* ANY: the signature that is had, by need */
    const bool *absent;  /* by need: it does not serve this patient, and is never had; NULL: all do */
    const char *text;    /* "doctor and 2 nurse", "doctor or nurse" */
};
/* Signatures that share a resource, directly or through others. One queue in the sense of rule 6, kept as one list a signature. */
struct wr_i_group {
    uint32_t n_sigs;
    const uint32_t *sigs;
    bool single; /* one signature of one resource */
};
/* `with`: the signature, or by counts that differ between patients: a table over the cases of all counts. */
struct wr_i_with {
    uint32_t sig;   /* WR_I_NONE: by `counts` */
    uint32_t alone; /* of who keeps one of `any of`: the systems that it needs besides; or WR_I_NONE */
    uint32_t n;
    const struct wr_i_value *const *counts; /* n values */
    const uint32_t *resources;
    uint32_t n_sigs;
    const uint32_t *sigs;          /* those that can come out */
    bool any, keeps;               /* `any of`; some of it may be kept from before: only what is missing is asked for */
    const struct wr_i_with *kinds; /* by kind of patient, where some of it serves some only; or NULL */
};

#include "sim/plan_down_internal.h"

/* ---- information ---- */
struct wr_i_item {
    uint32_t of; /* the item as it is now; itself, unless it is a version that is over */
    uint32_t at; /* struct wr_i_known in a patient */
    uint32_t purpose_there, purpose_chase;
    double keeps;                                           /* 0: for the visit */
    const struct wr_i_value *there, *wrong, *takes, *found; /* NULL: never wrong; no chase */
    struct wr_i_with with;
    bool has_staff;
    uint32_t kept_in;                  /* the thing that it is not there without, or WR_I_NONE */
    const struct wr_i_value *priority; /* class; NULL: the step's, else the patient's */
    const struct wr_i_value *dip;      /* slower chasing from the go-live on; or NULL */
    double dip_from, dip_lasts;
    const char *name;
};
struct wr_i_want { /* a step's need */
    uint32_t item;
    bool chase, wait;                /* wait: at the gate, until it is told */
    uint32_t row;                    /* of wr_sim_need_row */
    const struct wr_i_value *factor; /* NULL: 1 */
    uint32_t missing, unsafe;        /* sources of 1 or 0 for each start: missing; missing or wrong. WR_I_NONE: nobody asks */
};

/* ---- measures ---- */
/* A hook: what a moment does for a measure. */
enum wr_i_hook_op { WR_I_HOOK_TO, WR_I_HOOK_FROM, WR_I_HOOK_COUNT, WR_I_HOOK_WAIT, WR_I_HOOK_WAIT_PLACE, WR_I_HOOK_WAIT_STAFF };
struct wr_i_hook {
    enum wr_i_hook_op op;
    uint8_t mask; /* TO of a time from arrival: of its span; 0: another TO */
    uint32_t byte;
    const struct wr_i_span *span;     /* TO, FROM */
    const struct wr_i_source *source; /* TO and the others */
};
struct wr_i_hooks {
    const struct wr_i_hook *at;
    uint32_t n_to, n; /* n_to: ends of times, which stand first */
};

/* Who takes a value: a mean, a quantile, a share or a harm. */
enum wr_i_taker_op { WR_I_TAKE_MEAN, WR_I_TAKE_QUANTILE, WR_I_TAKE_SHARE, WR_I_TAKE_HARM };
struct wr_i_taker {
    enum wr_i_taker_op op;
    uint32_t tally;                    /* of its measure row or, for harms, the harm */
    const struct wr_i_condition *for_; /* NULL: all */
    const struct wr_i_condition *also; /* of the measure it is a share or harm of */
    enum wr_compare compare;
    bool held;    /* until the patient leaves */
    double limit; /* SHARE; HARM: known up to */
    uint32_t n;
    const double *from, *chance; /* HARM: bands */
};
/* The commonest takers: a mean, or a share from..to, of all or by the category of one attribute. Takers that ask the same of different
 * categories are put together. Whom it is about and whether it is in time cannot be foreseen, so nothing branches on them. */
struct wr_i_quick {
    const uint32_t *tally_of; /* by category at `at`: whose tally takes it, the last of all being nobody's; NULL: of all, to `tally` */
    uint32_t at, tally;
    bool share;
    double from, to;
};
struct wr_i_source { /* takers of what a source gives */
    const struct wr_i_quick *quick, *quick_end;
    uint32_t n, n_all; /* n: takers that are not quick; n_all: with the quick ones behind */
    const struct wr_i_taker *takers;
};

/* A time from a moment to the next of several. */
struct wr_i_span {
    const struct wr_i_source *source;
    uint32_t source_index;
    bool from_arrival; /* started by `arrival` only: the patient's arrival is the start */
    bool once;         /* and ended by leaving only: it always runs */
    uint32_t byte;     /* else: running (from arrival: ended), in this byte of a patient the bit of `mask` */
    uint8_t mask;
    uint32_t at;   /* where the start lies in a patient (double), when not from arrival */
    uint32_t more; /* where the head of the list of further starts lies (uint32_t), when it can be started again; or WR_I_NONE */
};

/* ---- steps ---- */
enum wr_i_step_flag {
    WR_I_STEP_IN = 1,    /* has a place */
    WR_I_STEP_GATE = 2,  /* opens and closes */
    WR_I_STEP_NEEDS = 4, /* must know something */
    WR_I_STEP_IF_FULL = 8,
    WR_I_STEP_COUNTS = 16, /* who waits for it is counted: a limit or a measure */
    WR_I_STEP_WAITS_IN = 32,
    WR_I_STEP_DIP = 64,
    WR_I_STEP_PRIORITY = 128,
    WR_I_STEP_DRAWS = 256,   /* its time or where next is chance */
    WR_I_STEP_SINGLE = 512,  /* needs some of one resource that is only ever asked for so */
    WR_I_STEP_PLAIN = 1024,  /* its time is a number or a distribution, nothing else */
    WR_I_STEP_AHEAD = 65536, /* its draws can be made ahead, in batches */
    /* what takes asking, starting or ending off the usual way */
    WR_I_STEP_MORE_ASKING = 2048,
    WR_I_STEP_MORE_START = 4096,
    WR_I_STEP_MORE_END = 8192,
    WR_I_STEP_FAR = 32768,          /* takes far longer than most: its ends lie in a heap of their own */
    WR_I_STEP_COUNTS_STAFF = 16384, /* COUNTS, of a step without a place: who waits for its staff */
    WR_I_STEP_AGAIN = 262144,       /* when interrupted it starts again */
    WR_I_STEP_TOGETHER = 1 << 20,   /* in groups */
    WR_I_STEP_ERRAND = 1 << 21,     /* errands come to it */
    WR_I_STEP_STOPS = 131072,       /* its work can stop, be cut short or be slowed (work.c) */
    WR_I_STEP_ANY = 1 << 24,        /* `in` any of several places */
    WR_I_STEP_CHOICE = 1 << 25,     /* ANY, or its place may be kept from before: which place it is, is looked at (any.c) */
    WR_I_STEP_RULE = 1 << 27,       /* a place opens when many wait for it (surge.c) */
    WR_I_STEP_KEEPS = 1 << 26       /* keeps or frees something at its end (keep.c) */
};
/* Slower for a while from the go-live on. */
struct wr_i_dip {
    const struct wr_i_value *times;
    double lasts;
    const struct wr_i_dip *next;
    double from; /* of its change */
};
/* Patience, or what may come before a step is over (rule 11). */
struct wr_i_patience {
    const struct wr_i_value *after;
    uint32_t purpose, visits; /* visits: where the count of draws lies in a patient (gives up) */
    bool since_arrival;
    int32_t then; /* target */
};
/* Coming back after leaving so. */
struct wr_i_returns {
    const struct wr_i_value *chance, *after; /* chance NULL: they do not */
    uint32_t purpose;
    int32_t at; /* step; -1: where the kind starts */
};
struct wr_i_draw_attribute;
/* What a step does at its end besides passing its staff on. */
struct wr_i_end_of {
    uint32_t n_tells, n_sets, n_starts;
    const uint32_t *tells;                  /* items */
    const struct wr_i_draw_attribute *sets; /* of a category: its index */
    const uint32_t *starts;                 /* errands: their first steps */
};
/* What a step's gate waits for besides its opening. */
struct wr_i_gate {
    uint32_t index, step;
    uint32_t clock; /* its opening; or WR_I_NONE */
    uint32_t n_waits_for;
    const uint32_t *waits_for; /* first steps of errands */
    bool informed;             /* something must be known by `wait` */
    bool together;
    uint32_t most, least;          /* of a group; least 1: nobody waits for others */
    double or_after;               /* seconds since asking; 0: however long */
    const struct wr_times *rounds; /* or NULL */
};
struct wr_i_step {
    uint32_t flags;
    int32_t place, waits_in; /* or -1 */
    uint32_t sig;            /* the signature; WR_I_NONE: no staff, or by counts */
    uint32_t resource;       /* SINGLE: of which resource, how many, and its levels */
    int32_t count;
    uint32_t level_busy, level_waiting;
    const struct wr_i_with *counts; /* or NULL */
    const struct wr_i_value *takes; /* NULL: no time */
    const struct wr_i_route *then;
    uint32_t purpose; /* takes and then */
    uint32_t ahead;   /* AHEAD: where the draws made ahead for the first kind of patient lie; the other kinds follow */
    uint32_t visits;  /* where the count of starts lies in a patient, or WR_I_NONE: at most one */
    struct wr_i_hooks asking, start, end;
    uint32_t went;        /* asking is remembered here, byte * 8 + bit; or WR_I_NONE */
    int32_t if_full;      /* target */
    int32_t most_waiting; /* -1: none */
    uint32_t level_queue; /* or WR_I_NONE */
    uint32_t n_wants;
    const struct wr_i_want *wants;
    const struct wr_i_value *priority;             /* class of priority */
    const struct wr_i_dip *dips;                   /* DIP */
    uint32_t gate;                                 /* GATE: index */
    const struct wr_i_patience *gives_up, *unless; /* or NULL */
    uint32_t n_interrupts;                         /* lists of work that it may stop (work.c) */
    const uint32_t *interrupts;
    uint32_t n_slowed, n_systems; /* slowed by so many; so many it needs */
    const struct wr_i_slowed *slowed;
    const uint32_t *systems;          /* things without which it stops */
    const struct wr_i_end_of *end_of; /* or NULL */
    const char *name;
    const char *in; /* IN: its place, or "majors or corridor" */
    uint32_t n_any;
    const int32_t *any; /* ANY: the places, of which `place` is the first */
    uint32_t n_keep, n_frees;
    const int *keep, *frees; /* KEEPS: places; staff and equipment as -1 - index */
    uint32_t of;             /* the step as it is now; itself, unless it is a version that is over */
    int32_t older;           /* who asks before `begins` asks for this version; -1: there is none */
    double begins;
};

/* ---- places ---- */
struct wr_i_turn {
    const struct wr_i_value *takes; /* NULL: none */
    uint32_t sig;                   /* or WR_I_NONE */
};
struct wr_i_place {
    const struct wr_i_turn *turn; /* turnaround; NULL: none, in any stage */
    size_t turn_step;             /* from one stage's to the next one's; 0: it is the same in all */
    uint32_t owner, purpose;      /* of turnaround's draws */
    uint32_t level_in, level_blocked, level_waiting, level_turn, level_open; /* turn, open: or WR_I_NONE (open: it never changes) */
    struct wr_i_hooks entering, leaving;
    uint32_t blocked_source; /* BLOCKED_IN, or WR_I_NONE */
    uint32_t kept;           /* the bit of a patient that says that it is kept: byte * 8 + bit; WR_I_NONE: it never is */
    uint32_t surge;          /* it opens by a rule; or WR_I_NONE */
    uint32_t circle;         /* set of places that can block one another in a ring, or WR_I_NONE */
    uint32_t n_tasks;        /* for each patient in it, in file order */
    const uint32_t *tasks;
    bool unlimited; /* in all stages */
    bool endless;   /* in some stage of the collection */
    int32_t spaces; /* at the start of time, when nothing changes */
    const char *name;
};
/* A place that opens by a rule (surge.c). */
struct wr_i_rule {
    uint32_t step;  /* WR_I_NONE: there is no rule */
    uint32_t level; /* of who waits for the step */
    double over, stays;
};
struct wr_i_surge {
    uint32_t place, clock;
    const struct wr_i_rule *rules;
    size_t rule_step; /* from one stage's to the next one's; 0: it is the same in all */
};
struct wr_i_resource {
    uint32_t level_busy, level_waiting, level_over, level_duty; /* over, duty: or WR_I_NONE when the number never changes */
    int32_t duty;
    bool careful;           /* asked for in more than the usual way: its group is not single */
    bool stops;             /* work with it can stop: at the end of a shift, when it goes down */
    bool hand_over;         /* at the end of a shift, in some stage at least */
    const bool *hands_over; /* by stage, where they differ; or NULL */
    uint32_t kept;          /* where it lies in a patient how many are kept (int32_t); WR_I_NONE: they never are */
    const char *name;
};

/* Work beside the pathway. */
struct wr_i_task {
    uint32_t of;                          /* the task as it is now; itself, unless it is a version that is over */
    double every;                         /* seconds; 0: by chance, at gaps */
    const struct wr_i_value *gap, *takes; /* takes NULL: no time */
    const struct wr_i_value *priority;    /* class; NULL: the usual */
    const struct wr_when *when;           /* NULL: any time */
    int32_t place;                        /* for each patient there; or -1 */
    struct wr_i_with with;
    uint32_t owner, purpose_takes, purpose_gap; /* of draws; owner: when it is for no patient */
    uint32_t begun, gaps;                       /* where a patient's counts lie */
    uint32_t wait;                              /* source; or WR_I_NONE */
    uint32_t level_queue;                       /* or WR_I_NONE */
    double begins, until;                       /* due from, and before; seconds after time 0 */
    const struct wr_i_dip *dips;
    const char *name;
};

/* ---- clocks ---- */
/* What changes by the clock: spaces and opening of a place, people on duty, a step's gate. */
enum wr_i_clock_kind { WR_I_CLOCK_PLACE, WR_I_CLOCK_GATE, WR_I_CLOCK_STAFF }; /* in the order of rule 15: opening, shifts */
struct wr_i_clock_state {
    double number;
    bool open;
};
struct wr_i_clock_at {
    double second;
    struct wr_i_clock_state state;
}; /* of the week, from Monday 00:00 */
/* Staff of which each person of a shift may be missing, or who have breaks (shift.c). */
struct wr_i_shift {
    uint32_t index;   /* of the run's state of it */
    size_t n_entries; /* at most, of `on duty` */
    double filled;    /* the chance of each; 1: all are there */
    uint32_t owner, purpose;
    const struct wr_schedule *breaks; /* or NULL */
};
struct wr_i_clock {
    enum wr_i_clock_kind kind;
    uint32_t index;
    const struct wr_i_clock *stages; /* by stage, where what follows differs; or NULL */
    const struct wr_schedule *schedule;
    const struct wr_when *open;     /* NULL: always */
    const struct wr_i_shift *shift; /* NULL: as many as the schedule says */
    uint32_t surge;                 /* it is open by this rule; or WR_I_NONE */
    uint32_t n;                     /* changes in a week, sorted; 0 with holidays */
    const struct wr_i_clock_at *week;
    uint32_t n_moments; /* with holidays: seconds of the day at which something can change */
    const double *moments;
};

/* ---- kinds of patients ---- */
struct wr_i_draw_attribute {
    uint32_t attribute, at, purpose;
    enum wr_attribute_kind kind;
    const struct wr_i_value *value; /* NUMBER; CHANCE: a share */
    uint32_t n;                     /* CATEGORY */
    const double *below;            /* constant shares: cumulative; or NULL */
    const struct wr_i_value *const *shares;
};
/* Appointments: how many at which moments of a day. */
struct wr_i_booked {
    uint32_t n, n_seconds;
    const struct wr_i_booking {
        struct wr_span span; /* from: the moment */
        double count;
    } * at;
    const double *seconds; /* of the day, ascending */
};
/* How a kind comes, from a moment to another (compile_arrive.c). */
struct wr_i_arrive {
    double from, to; /* seconds after time 0 */
    enum wr_arrive_kind kind;
    const double *by_hour;        /* RATE: 168 rates a second */
    const double *by_month;       /* RATE: 12 factors, or NULL */
    const struct wr_i_value *gap; /* EVERY; RATE: amounts of cumulated rate, of mean 1 */
    const double *times;
    size_t n_times;                   /* FILE: seconds after time 0 */
    const struct wr_i_booked *booked; /* BOOKED */
    double comes;                     /* BOOKED: the share who come */
};
struct wr_i_kind {
    uint32_t owner;            /* hash of the name */
    struct wr_i_arrive arrive; /* when that is the same all the time */
    uint32_t n_ways;           /* else: over 1, one after another without a gap, from the run's start on (arrive_stages.c) */
    const struct wr_i_arrive *ways;
    bool stays_away; /* some who are booked may not come */
    uint32_t purpose_gaps, purpose_comes;
    uint32_t n_attributes, n_plain; /* plain: categories of constant shares, which depend on nothing; they stand first in `draw` */
    const struct wr_i_draw_attribute *attributes;  /* in the order of the file */
    const struct wr_i_draw_attribute *const *draw; /* in the order in which they are drawn */
    const struct wr_i_value *priority;             /* class */
    const uint8_t *class_of; /* by the category at `class_at`, when the priority is by that and by nothing else; or NULL */
    uint32_t class_at;
    uint8_t usual_class; /* of all, unless `more` */
    bool more;           /* arriving takes more than asking for the first step */
    uint32_t first;      /* step */
    bool has_if_full;
    int32_t if_full, most_waiting;
    uint32_t n_was; /* it was another one before: as it was, the earliest first. Nothing is then drawn ahead as plain */
    const struct wr_i_kind_was *was;
    const char *name;
};
/* A kind as it was until a moment, seconds after time 0: attributes (the same, in the same order), priority, first step and `if full`. */
struct wr_i_kind_was {
    double until;
    struct wr_i_kind kind;
};

/* ---- rows ---- */
enum wr_i_row_op {
    WR_I_ROW_TALLY,
    WR_I_ROW_COUNT,
    WR_I_ROW_COUNTED,
    WR_I_ROW_PLACE,
    WR_I_ROW_RESOURCE,
    WR_I_ROW_QUEUE,
    WR_I_ROW_MISSED,
    WR_I_ROW_DAILY,
    WR_I_ROW_DELAY
};
struct wr_i_row {
    uint32_t measure;
    int spaces; /* DELAY */
    enum wr_i_row_op op;
    uint32_t
        index; /* TALLY, COUNT: tally; COUNTED: nothing, it is counted anyway; DAILY, DELAY: daily counter; QUEUE: level; MISSED: task */
};
struct wr_i_daily { /* counts at a moment of each day */
    double second;  /* from midnight */
    uint32_t n_places;
    const int *places;
    uint32_t most; /* counts above are put together; DELAY: the largest number of spaces */
    bool histogram;
};

/* Entries as they were until a change began, behind those that are (docs/rules.md, J): steps, items and tasks of `model` from these counts on, by
 * the stage in which they end. Settled, there are none. */
struct wr_i_versions {
    size_t n_steps, n_items, n_tasks; /* that are */
    const struct wr_i_version {
        uint32_t of, stage;    /* as it was in this stage, and until it was over */
        int32_t older;         /* the version before, or -1 */
        double begins;         /* when that was over; -infinity */
    } * steps, *items, *tasks; /* by index in `model` */
};

struct wr_sim_plan {
    struct wr_arena arena;
    const struct wr_model *model; /* the caller's; with versions that are over: `merged` */
    struct wr_model merged;       /* the caller's, with longer lists of steps, items and tasks. Nothing else is its own */
    struct wr_i_versions versions;
    struct wr_stages before; /* the service until each change begins; empty when settled */
    enum wr_sim_view view;
    uint32_t n_priorities;
    double priorities[WR_I_PRIORITIES]; /* ascending; class i */
    uint32_t usual_priority;            /* class of 3 */
    size_t n_steps, n_places, n_resources, n_sigs, n_groups, n_items, n_kinds, n_clocks, n_gates, n_outcomes, n_tasks;
    struct wr_i_task *tasks;
    const uint32_t *task_order;   /* in file order, of one task the one that is first */
    struct wr_i_returns *returns; /* by outcome; NULL: nobody comes back */
    size_t returns_step;          /* from one stage's to the next one's; 0: they are the same in all */
    uint32_t anew;                /* what lies behind this in a patient's record is anew when they come back */
    uint32_t *counts;             /* where counts of draws lie in it, which then go on from 65,536 times the returns */
    size_t n_counts, counts_capacity;
    struct wr_i_step *steps;
    struct wr_i_place *places;
    struct wr_i_resource *resources;
    struct wr_i_sig *sigs;
    size_t sigs_capacity;
    struct wr_i_group *groups;
    struct wr_i_item *items;
    struct wr_i_kind *kinds;
    struct wr_i_clock *clocks;
    struct wr_i_surge *surges;
    size_t n_surges;
    struct wr_i_thing *things; /* that go down */
    size_t n_things;
    struct wr_i_down *downs; /* all entries of `down` */
    size_t n_downs;
    uint32_t *thing_of; /* by resource, then by system: its thing, or WR_I_NONE; NULL: nothing goes down */
    struct wr_i_gate *gates;
    const uint32_t *const *gate_order; /* by stage: in which order gates are looked at; NULL: as they stand */
    struct wr_i_hook *hooks;
    size_t n_hooks;
    struct wr_i_hooks *at_outcome;
    struct wr_i_hooks at_arrival, at_leaving;
    bool asks_how_left; /* some condition does */
    bool patience;      /* leaving takes more: patience, coming back */
    bool keeps;         /* some step keeps something */
    bool outcome_hooks; /* some outcome has hooks */
    bool more_leaving;  /* leaving is more than giving the place back: outcome_hooks, patience, keeps, has_errands */
    bool has_errands, has_party;
    bool informed_gates;             /* some gate waits for information */
    const struct wr_i_source *whole; /* who takes the time from arrival to leaving; or NULL: nobody */
    struct wr_i_source *sources;
    size_t n_sources;
    struct wr_i_span *spans;
    size_t n_spans;
    struct wr_i_row *rows;
    size_t n_rows;
    struct wr_i_daily *daily;
    size_t n_daily, n_shifts;
    size_t n_tallies, n_wants;
    const uint8_t *tally_quantile; /* by tally: needs a sketch */
    uint32_t *harm_tally;          /* by harm */
    int *want_step, *want_item;    /* by need row */
    size_t n_levels;               /* level 0 is always 1: it counts the seconds */
    double batch;                  /* of patients present; DRAIN: to begin with */
    /* A patient's record: struct wr_i_patient, then what this service needs of it. */
    uint32_t stride;
    uint32_t at_priority; /* the patient's own class (uint8_t), when a step has another; or WR_I_NONE */
    uint32_t at_blocked;  /* seconds blocked in the place held (double), or WR_I_NONE */
    uint32_t at_any; /* where the first of those lies who stand for the patient in the queues of several places (uint32_t), or WR_I_NONE */
    uint32_t at_second; /* where the second waiting (for room in `waits in`) lies (uint32_t), or WR_I_NONE */
    uint32_t at_party;  /* struct wr_i_party, where anything waits at a gate for more than its opening; or WR_I_NONE */
    uint32_t at_want;   /* which need is looked at (uint32_t), or WR_I_NONE */
    uint32_t at_work;   /* struct wr_i_work, when work can stop, be cut or be slowed, or its staff is chosen; or WR_I_NONE */
    uint32_t at_held;   /* the head of the list of values that count when they leave (uint32_t), or WR_I_NONE */
    uint32_t at_back;   /* struct wr_i_back, when some come back; or WR_I_NONE */
    uint32_t at_task;   /* struct wr_i_there of a patient, struct wr_i_task_of of a task, when there are tasks; or WR_I_NONE */
    uint32_t at_later[WR_I_CATEGORIES]; /* by category: which entry of the calendar counts (uint64_t: order begun + 1); or WR_I_NONE */
    uint32_t *attribute_at;             /* by attribute */
    uint32_t *went_at;                  /* by step: byte * 8 + bit, or WR_I_NONE */
    uint32_t *queue_at;                 /* by step, then task: the level of those who asked and have not begun, or WR_I_NONE: nobody asks */
    bool hourly;  /* something goes by the clock, or each run is a day: means by hour of the week are kept. Else any hour is like
                                           any other, and the mean over all stands for each */
    double start; /* the run's first moment, seconds after time 0 */
    double collect_from, collect_to; /* to: infinity when drained */
    double go_live;                  /* collect_from in that view; -infinity when settled */
    size_t n_stages;                 /* that are over some time; 0: nothing changes but what acts use by use */
    const double *stage_ends;        /* seconds after time 0, ascending */
    uint64_t last_arrivals;          /* DRAIN: this many; else UINT64_MAX */
    size_t most_branches;
    size_t n_ahead;     /* pairs of a step and a kind whose draws can be made ahead */
    double week_offset; /* seconds from Monday 00:00 to time 0 */
};

#endif
