/* struct wr_model: the checked service. Made by model/read from a source, or by wr_model_with (an option applied); frozen then; read by
 * sim, measure, trial, report and cli. Indices, not pointers, join its parts; every part knows its name and where it stands in the file.
 * Arrays are in file order: rule 15 and ties depend on it. */
#ifndef WR_MODEL_MODEL_H
#define WR_MODEL_MODEL_H

#include "base/arena.h"
#include "base/ctx.h"
#include "base/mistakes.h"
#include "model/value.h"

enum wr_data_kind { WR_DATA_UNSAID, WR_DATA_INVENTED, WR_DATA_TYPED, WR_DATA_FITTED };

struct wr_walk {
    const char *role, *date, *says;
    struct wr_where where;
};

struct wr_clock {
    double start;        /* seconds since 1970-01-01 00:00, local wall-clock; the run's time 0 */
    int weekday;         /* of the start day: 0 Monday */
    double start_of_day; /* seconds from midnight at time 0 */
    const int *holidays; /* days since the start day, sorted (may be negative: before it) */
    size_t n_holidays;
    struct wr_where where;
};

enum wr_run_mode { WR_RUN_PERIOD, WR_RUN_DRAIN, WR_RUN_EACH };
struct wr_run {
    enum wr_run_mode mode;
    double warm_up, collect; /* PERIOD. EACH: collect is the length of each run */
    double arrivals;         /* DRAIN: patients in all kinds together, then until all have left */
    double from;             /* EACH: seconds from midnight */
    int replications;        /* 0: auto */
    double precision;        /* half-width wanted, relative to the average; 0: not said */
    uint64_t seed;
    struct wr_where where;
};

struct wr_objective {
    const char *name, *says, *owner;
    int measure; /* index, or -1 (a harm: objective_harm) */
    int harm;
    bool has_target;
    enum wr_compare target;
    struct wr_number target_value;
    struct wr_where where;
};

enum wr_attribute_kind { WR_ATTRIBUTE_CATEGORY, WR_ATTRIBUTE_NUMBER, WR_ATTRIBUTE_CHANCE };
/* Attributes have one definition of their categories over all kinds of patients; how they are drawn belongs to the kind. */
struct wr_attribute {
    const char *name;
    enum wr_attribute_kind kind;
    enum wr_unit unit;       /* NUMBER */
    const char **categories; /* CATEGORY */
    size_t n_categories;
    struct wr_where where;
};

struct wr_needed {
    int resource;
    struct wr_value count;
};
/* `with:` all of `all`, or the first free of `any`. */
struct wr_with {
    struct wr_needed *all;
    size_t n_all;
    const int *any;
    size_t n_any; /* resources */
    struct wr_where where;
};

struct wr_place {
    const char *name, *says;
    struct wr_schedule spaces;  /* over time; unlimited */
    struct wr_value turnaround; /* kind NONE: none */
    struct wr_with turnaround_with;
    bool has_open;
    struct wr_when open;
    bool has_surge;
    double surge_over;
    int surge_step;
    double surge_stays; /* opens: by a rule */
    struct wr_where where;
};

enum wr_resource_kind { WR_STAFF, WR_EQUIPMENT };
enum wr_shift_end { WR_SHIFT_FINISH, WR_SHIFT_HAND_OVER };
struct wr_down { /* equipment and systems */
    bool has_random;
    struct wr_value one_every, lasts;
    bool has_when;
    struct wr_when when;
    bool has_from;
    double from; /* seconds since 1970, with lasts */
    struct wr_where where;
};
struct wr_resource { /* staff, then equipment, in file order */
    enum wr_resource_kind kind;
    const char *name, *says;
    struct wr_schedule on_duty; /* equipment: how many */
    struct wr_schedule breaks;  /* STAFF: how many fewer, over time; no entries: none */
    enum wr_shift_end at_end;
    struct wr_number filled; /* unit SHARE; value 1 when not said */
    struct wr_number costs;  /* £ a second on duty; 0 when not said */
    struct wr_down *down;
    size_t n_down;
    bool has_serves;
    const int *serves;
    size_t n_serves; /* kinds it may serve */
    struct wr_where where;
};

struct wr_on_paper {
    int step;
    bool stops;
    struct wr_value times;
    struct wr_where where;
};
struct wr_system {
    const char *name, *says;
    struct wr_down *down;
    size_t n_down;
    struct wr_on_paper *on_paper;
    size_t n_on_paper;
    bool has_afterwards;
    struct wr_value afterwards_takes;
    struct wr_with afterwards_with;
    struct wr_where where;
};

struct wr_item { /* information */
    const char *name, *says;
    int kept_in;                   /* system, or -1 */
    struct wr_value there_at_once; /* share */
    bool has_chase;
    struct wr_value chase_takes;
    struct wr_with chase_with;
    struct wr_value chase_found;
    struct wr_value chase_priority; /* NONE: the step's, else the patient's */
    struct wr_value wrong;          /* share; NONE: never */
    double keeps;                   /* seconds; 0: for the visit */
    struct wr_where where;
};

struct wr_outcome {
    const char *name, *says;
    bool comes_back;
    struct wr_value back_chance, back_after;
    int back_at; /* step, or -1: where the kind starts */
    struct wr_where where;
};

enum wr_arrive_kind { WR_ARRIVE_NONE, WR_ARRIVE_RATE, WR_ARRIVE_EVERY, WR_ARRIVE_BOOKED, WR_ARRIVE_FILE };
struct wr_arrive {
    enum wr_arrive_kind kind;
    struct wr_number rate;                               /* RATE: per second, on average over the shapes */
    double by_hour[24], by_weekday[7], by_month[12];     /* shapes, each of mean 1; all 1 when not said */
    double by_hour_mean, by_weekday_mean, by_month_mean; /* of the numbers as written: shape times mean gives them back; 0: not said */
    struct wr_value every;                               /* EVERY: a number is an exponential's mean; a distribution of gaps */
    struct wr_schedule booked;
    struct wr_number comes; /* BOOKED */
    const double *times;
    size_t n_times; /* FILE: seconds since 1970, sorted as in the file's rows; arrivals before time 0 are a mistake */
    const char *file, *column;
    struct wr_where where;
};
struct wr_kind_attribute { /* how a kind of patient draws an attribute */
    int attribute;
    struct wr_value value;   /* NUMBER: its distribution or constant; CHANCE: a share */
    struct wr_value *shares; /* CATEGORY: one per category of wr_attribute; a category it does not have: 0 */
    struct wr_where where;
};
struct wr_kind { /* a kind of patient: a class */
    const char *name, *says;
    int like; /* the kind it is like, or -1: counts as that one in `by: kind` */
    struct wr_arrive arrive;
    struct wr_kind_attribute *attributes;
    size_t n_attributes;
    struct wr_value priority; /* 1 is most urgent; 3 when not said */
    int starts_at;            /* step */
    bool has_if_full;
    struct wr_target if_full;
    struct wr_number waiting_at_most; /* value < 0: none */
    struct wr_where where;
};

enum wr_without { WR_WITHOUT_CHASE, WR_WITHOUT_GO_AHEAD, WR_WITHOUT_WAIT };
struct wr_need {
    int item;
    enum wr_without without; /* what happens when it is not there at once */
    struct wr_value
        go_ahead_times; /* factor on the step's time when it is missing; NONE: 1. Also after a failed chase when the file says so */
    struct wr_where where;
};

struct wr_step {
    const char *name, *says;
    bool has_place;
    const int *places;
    size_t n_places; /* `in`; more than one: any of */
    int waits_in;    /* place, or -1 */
    struct wr_with with;
    struct wr_value takes; /* NONE: no time */
    struct wr_need *needs;
    size_t n_needs;           /* in file order of `information` (rule 19) */
    struct wr_value priority; /* NONE: the patient's */
    bool has_if_full;
    struct wr_target if_full;
    struct wr_number waiting_at_most; /* value < 0: none */
    struct wr_route then;
    /* The gate, what stops, what is kept and told: */
    bool has_open;
    struct wr_when open;
    bool has_rounds;
    struct wr_times rounds;
    bool has_together;
    struct wr_number together_most, together_least;
    double together_or_after;
    const int *waits_for;
    size_t n_waits_for;
    const int *starts;
    size_t n_starts; /* errands */
    const int *interrupts;
    size_t n_interrupts;
    bool interrupted_start_again;
    bool has_gives_up;
    struct wr_value gives_up_after;
    bool gives_up_since_arrival;
    struct wr_target gives_up_then;
    bool has_unless;
    struct wr_value unless_after;
    struct wr_target unless_then;
    const int *keep;
    size_t n_keep;
    const int *frees;
    size_t n_frees; /* places >= 0, resources as -1 - index */
    const int *tells;
    size_t n_tells; /* items */
    struct {
        int attribute;
        struct wr_value value;
    } * sets;
    size_t n_sets;
    bool is_errand;
    struct wr_where where;
};

struct wr_task {
    const char *name, *says;
    bool idle; /* never due: a change has still to bring it, or has taken it away (wr_stages) */
    bool has_every;
    double every;
    struct wr_value one_every;
    int for_each_in; /* place, or -1 */
    bool has_when;
    struct wr_when when;
    struct wr_with with;
    struct wr_value takes;
    struct wr_value priority;
    struct wr_where where;
};

enum wr_lens { WR_LENS_UNSAID, WR_LENS_SAFETY, WR_LENS_RESOURCES, WR_LENS_EFFICIENCY, WR_LENS_OUTCOMES };
enum wr_moment_kind {
    WR_AT_ARRIVAL,
    WR_AT_ASKING_FOR,
    WR_AT_START_OF,
    WR_AT_END_OF,
    WR_AT_ENTERING,
    WR_AT_LEAVING_PLACE,
    WR_AT_LEAVING,
    WR_AT_OUTCOME
};
struct wr_moment {
    enum wr_moment_kind kind;
    int index;
};
enum wr_measure_kind {
    WR_MEASURE_TIME,
    WR_MEASURE_SHARE_OF,
    WR_MEASURE_WAIT,
    WR_MEASURE_WAIT_PLACE,
    WR_MEASURE_WAIT_STAFF,
    WR_MEASURE_BLOCKED_IN,
    WR_MEASURE_COUNT,
    WR_MEASURE_MISSED,
    WR_MEASURE_QUEUE,
    WR_MEASURE_PATIENT_DAYS,
    WR_MEASURE_OCCUPANCY,
    WR_MEASURE_SHARE_OCCUPIED,
    WR_MEASURE_BUSY_HOURS,
    WR_MEASURE_OVERTIME,
    WR_MEASURE_SHARE_BUSY,
    WR_MEASURE_CHANCE_OF_DELAY,
    WR_MEASURE_SHARE_WITHOUT
};
enum wr_show { WR_SHOW_MEAN, WR_SHOW_QUANTILE };
struct wr_measure {
    const char *name, *says;
    enum wr_measure_kind kind;
    enum wr_lens lens;
    enum wr_show show;
    double quantile; /* median: 0.5; p95: 0.95 */
    struct wr_moment *from, *to;
    size_t n_from, n_to; /* TIME; COUNT: from */
    int of;              /* SHARE_OF: the measure; WAIT*, QUEUE, MISSED, SHARE_WITHOUT: the step (tasks: -1 - index) */
    enum wr_compare compare;
    struct wr_number limit; /* SHARE_OF: at most 4 h */
    int item;               /* SHARE_WITHOUT */
    const int *places;
    size_t n_places; /* place measures; CHANCE_OF_DELAY: their sum */
    int resource;    /* BUSY_HOURS, OVERTIME, SHARE_BUSY; -1: a place (places[0]) */
    bool counted_daily;
    int counted_at;             /* OCCUPANCY counted: 08:00, seconds from midnight; CHANCE_OF_DELAY: daily, at counted_at (0 when unsaid) */
    bool counted_at_leaving;    /* a value counts when its patient leaves, not when it ends */
    int spaces_from, spaces_to; /* CHANCE_OF_DELAY: with 9 to 14 spaces gives one row a number of spaces */
    struct wr_condition for_;
    enum wr_unit unit;   /* of its value: TIME, SHARE, BARE */
    bool more_is_better; /* from an objective's target, else false for waits and true for nothing */
    struct wr_where where;
};

struct wr_harm_band {
    double from;
    struct wr_number chance;
};
struct wr_harm {
    const char *name, *says;
    int by_measure;            /* a TIME (or wait) measure, or -1 */
    int without_item, at_step; /* or -1 */
    struct wr_condition for_;
    struct wr_harm_band *bands;
    size_t n_bands;     /* `without`: one band from 0 */
    double known_up_to; /* infinity when unsaid */
    bool association;
    struct wr_number causal_share; /* 1 when unsaid */
    const char *source;            /* NULL: none; "invented" is kept as written */
    enum wr_lens lens;
    struct wr_where where;
};

struct wr_worth { /* carried and shown, not used by run */
    const char *of;
    int measure, harm;
    struct wr_number qaly, qalys, costs;
    bool has_qaly, has_qalys, has_costs;
    const char *kind; /* "not cash-releasing", ... */
    struct wr_where where;
};

struct wr_effect {
    const char *path; /* as written: "staff.doctor" */
    enum wr_op op;
    struct wr_number by;
    const char *set_text; /* SET: as written, for telling */
    const void *set_node; /* struct wr_node, for applying */
    bool has_when;
    struct wr_when when;
    const char *source, *says;
    bool invented;  /* source is "invented" or there is none */
    bool adoptable; /* a time, share or piece of information: adoption is drawn for each use */
    struct wr_where where;
};
struct wr_dip {
    const char *path;
    struct wr_value times;
    struct wr_where where;
};
struct wr_beside {
    int change;
    struct wr_number keeps;
};
struct wr_hazard {
    const char *name, *says, *owner;
    struct wr_where where;
}; /* and issues */
struct wr_change {
    const char *name, *says;
    const char **need;
    size_t n_need;
    const char **uses;
    size_t n_uses;
    struct wr_effect *effects;
    size_t n_effects;
    const void *adds; /* struct wr_node, or NULL */
    const char **removes;
    size_t n_removes;  /* paths of entries: "steps.triage" */
    bool has_adoption; /* else it holds in full for everybody, and nothing is drawn */
    struct wr_number reaches;
    double over; /* adoption; 1 and 0 when unsaid */
    bool has_go_live;
    double dip_lasts;
    struct wr_dip *dips;
    size_t n_dips;
    struct wr_beside *beside;
    size_t n_beside;
    struct wr_number costs_once, costs_a_year;
    double lifetime;
    bool has_costs;
    const char **needs_first;
    size_t n_needs_first;
    struct wr_hazard *hazards, *issues;
    size_t n_hazards, n_issues;
    const char *owner, *clinical_sponsor; /* or NULL: shown as missing */
    bool is_technology;                   /* uses the catalogue, or changes information, systems or equipment */
    struct wr_where where;
};
struct wr_option {
    const char *name;
    const int *changes;
    const double *after; /* by change: it begins so many seconds after the go-live; NULL: all with it */
    size_t n_changes;
    struct wr_where where;
};
struct wr_unknown {
    const char *name;
    struct wr_number number;
    struct wr_where where;
};
struct wr_correlation {
    int a, b;
    double is;
    struct wr_where where;
};

/* A change in force in this model: drawn effects are adopted with chance reach x keeps, settled; with `run --from go-live` the ramp and dip apply. */
struct wr_active {
    int change;
    double reach, keeps, over;
    double after; /* it begins so many seconds after the go-live */
};

/* Slower after go-live: the time of a step, of a task, or of chasing an item. */
enum wr_dip_kind { WR_DIP_STEP, WR_DIP_TASK, WR_DIP_CHASE };
struct wr_dip_on {
    int change;
    int kind;
    int index;
    const struct wr_value *times;
    double lasts;
    double after; /* the change begins so many seconds after the go-live */
};                /* kind: enum wr_dip_kind */

struct wr_model {
    struct wr_arena arena;
    const char *service, *about;
    const char *leaves_out; /* or NULL */
    enum wr_data_kind data;
    const char *data_text;
    struct wr_walk *walked_by;
    size_t n_walked_by;
    struct wr_clock clock;
    struct wr_run run;
    struct wr_objective *objectives;
    size_t n_objectives;
    struct wr_attribute *attributes;
    size_t n_attributes;
    struct wr_place *places;
    size_t n_places;
    struct wr_resource *resources;
    size_t n_resources;
    struct wr_system *systems;
    size_t n_systems;
    struct wr_item *items;
    size_t n_items;
    struct wr_outcome *outcomes;
    size_t n_outcomes;
    struct wr_kind *kinds;
    size_t n_kinds;
    struct wr_step *steps;
    size_t n_steps;
    struct wr_task *tasks;
    size_t n_tasks;
    struct wr_measure *measures;
    size_t n_measures;
    struct wr_harm *harms;
    size_t n_harms;
    struct wr_worth *worths;
    size_t n_worths;
    struct wr_change *changes;
    size_t n_changes;
    struct wr_option *options;
    size_t n_options; /* always at least "do nothing" first: filled in when left out */
    struct wr_unknown *unknowns;
    size_t n_unknowns;
    struct wr_correlation *correlations;
    size_t n_correlations;
    /* Set by wr_model_with: */
    int option; /* index, or -1: as it is */
    struct wr_active *active;
    size_t n_active;
    struct wr_dip_on *dips;
    size_t n_dips;
    char hash[65]; /* SHA-256 of the source's bytes, hex: the same for all options */
};

/* The text behind a model: files, joined tree. Must outlive the models made from it. */
struct wr_source {
    struct wr_arena arena;
    const char *path;   /* as the user wrote it */
    const char *folder; /* where CSV files are looked for */
    const char **files;
    size_t n_files;
    struct wr_node *root;
    char hash[65];
};

/* Reads `path`: a service.yaml, or a folder with service.yaml and changes\*.yaml, needs\*.yaml and other folders named after top-level keys whose entries
 * are joined. Mistakes of reading go to `mistakes`. 0, WR_ERR_MISTAKES, WR_ERR_FILE (with a mistake that says why), WR_ERR_MEMORY. */
int wr_source_read(const struct wr_ctx *ctx, const char *path, struct wr_mistakes *mistakes, struct wr_source *out) WR_MUST_USE;
/* The same from memory, for tests and fuzzing: one file; CSV files are looked for in `folder` (NULL: none are allowed). */
int wr_source_text(const char *name, const char *data, size_t n, const char *folder, struct wr_mistakes *mistakes,
                   struct wr_source *out) WR_MUST_USE;
void wr_source_free(struct wr_source *source);

/* Reads and checks everything: all of the language, all changes and all options (each is applied once, for its mistakes). Warnings for
 * what is legal but odd. *out is complete only when 0 is returned; wr_model_free it in any case. 0, WR_ERR_MISTAKES, WR_ERR_MEMORY. */
int wr_model_read(const struct wr_source *source, struct wr_mistakes *mistakes, struct wr_model *out) WR_MUST_USE;
void wr_model_free(struct wr_model *model);

/* An edit of the command line or of `why`: as if a change in full force had this effect. */
struct wr_edit {
    const char *path; /* "places.ward.spaces", "steps.triage.takes", "information.allergies.there at once" */
    enum wr_op op;
    const char *value; /* as it would be written in the file: "25", "0.9", "100%" */
};
/* The model under option `option` (-1: as it is) with edits on top. `base` is what wr_model_read made. */
int wr_model_with(const struct wr_source *source, const struct wr_model *base, int option, const struct wr_edit *edits, size_t n_edits,
                  struct wr_mistakes *mistakes, struct wr_model *out) WR_MUST_USE;

/* The service on its way, for the view from the go-live. Between two beginnings of an option's changes it stands as it is: models[0] until the
 * first, models[1] from then on, and so on; until[i] in seconds after the go-live; *now from the last on. In all of them an entry of places,
 * staff, equipment, systems, information, outcomes, patients, steps and tasks, an attribute and a category has the same index: what is not there
 * yet, or is no more, stands there all the same. Nobody is on duty of staff that a change has still to bring, its places have no spaces, its kinds
 * nobody who comes, its tasks are `idle`; of what a change has removed nobody comes, and tasks are idle. What acts use by use (times, shares of
 * routes, information: wr_effect.adoptable) of all changes stands in all of them, each to act from its own change's beginning on; everything
 * else only where its change has begun (docs/rules.md, J). */
struct wr_stages {
    struct wr_model *models;
    double *until;
    size_t n;
    const struct wr_model *now; /* the caller's */
    bool *step_changes, *task_changes,
        *kind_changes; /* [i * n_steps + step]: the entry is another one in stage i + 1 than in stage i, in more than what acts use by use (a
                        * task: also when it is `idle` in one of them; a kind: not when only its `arrive` is another) */
};
/* *now is the caller's: wr_model_free it, after the stages. It is what wr_model_with makes, and what was removed besides. */
int wr_model_stages(const struct wr_source *source, const struct wr_model *base, int option, const struct wr_edit *edits, size_t n_edits,
                    struct wr_mistakes *mistakes, struct wr_model *now, struct wr_stages *out) WR_MUST_USE;
/* Stage i: models[i]; i = n: now. */
const struct wr_model *wr_stages_model(const struct wr_stages *stages, size_t i);
/* Which stage holds t seconds after the go-live: n from the last beginning on. */
size_t wr_stages_at(const struct wr_stages *stages, double t);
/* The last stage, from `stage` on, in which the entry is still the same: whoever asks for the step (for whom the task is due, who arrives) in `stage` goes by that. */
size_t wr_stages_step(const struct wr_stages *stages, size_t stage, size_t step);
size_t wr_stages_task(const struct wr_stages *stages, size_t stage, size_t task);
size_t wr_stages_kind(const struct wr_stages *stages, size_t stage, size_t kind);
/* Whether two lists of `down`, or two ways of arriving, are the same: nothing begins anew then. */
bool wr_down_same(const struct wr_down *a, size_t n_a, const struct wr_down *b, size_t n_b);
bool wr_arrive_same(const struct wr_arrive *a, const struct wr_arrive *b);
/* The same of parts: by their numbers, not by how they are written. */
bool wr_when_same(const struct wr_when *a, const struct wr_when *b);
bool wr_schedule_same(const struct wr_schedule *a, const struct wr_schedule *b);
bool wr_value_same(const struct wr_value *a, const struct wr_value *b);
bool wr_with_same(const struct wr_with *a, const struct wr_with *b);
void wr_model_stages_free(struct wr_stages *stages);
/* Warnings for what is a mistake only from the go-live on, in options whose changes begin one after another (the first of them, when there are
 * many). 0 or WR_ERR_MEMORY. */
int wr_model_check_stages(const struct wr_source *source, const struct wr_model *model, struct wr_mistakes *mistakes) WR_MUST_USE;

/* Index by name, or -1. */
int wr_model_step(const struct wr_model *m, const char *name);
int wr_model_place(const struct wr_model *m, const char *name);
int wr_model_resource(const struct wr_model *m, const char *name);
int wr_model_kind(const struct wr_model *m, const char *name);
int wr_model_task(const struct wr_model *m, const char *name);
int wr_model_measure(const struct wr_model *m, const char *name);
int wr_model_option(const struct wr_model *m, const char *name);
int wr_model_change(const struct wr_model *m, const char *name);

/* Mean of a value (over categories by their shares in `kind`, -1: first kind), for load checks and telling. */
double wr_value_mean(const struct wr_model *m, const struct wr_value *v, int kind);
/* Whether the when holds at `t` seconds after the run's time 0. */
bool wr_when_holds(const struct wr_clock *clock, const struct wr_when *when, double t);
/* Whether a span may begin on day `day` (0: the start day; holidays count). */
bool wr_span_begins(const struct wr_clock *clock, const struct wr_span *span, long day);
/* The number at t: the sum of the entries that hold. */
double wr_schedule_at(const struct wr_clock *clock, const struct wr_schedule *s, double t);
/* The first of the times after t; infinity when there is none. */
double wr_times_next(const struct wr_clock *clock, const struct wr_times *times, double t);

#endif
