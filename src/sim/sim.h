/* One replication: what happens. A model is compiled once to a plan (flat arrays, no names looked up in the loop); a plan runs any number of
 * replications, each with an arena of its own and no allocation in the loop. The same plan, seed and replication give the same bits anywhere. */
#ifndef WR_SIM_SIM_H
#define WR_SIM_SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/mistakes.h"
#include "model/model.h"
#include "tally/sketch.h"

struct wr_sim_plan;   /* frozen after compile; shared by threads */
struct wr_sim_worker; /* memory that a thread keeps between replications */

/* What the file asks for and cannot be run (too many different priorities, ...): each a WR_REFUSAL in `mistakes`. 0, WR_ERR_UNSUPPORTED,
 * WR_ERR_MISTAKES (two names that would draw the same chances), WR_ERR_LIMIT or WR_ERR_MEMORY. */
int wr_sim_refuse(const struct wr_model *model, struct wr_mistakes *mistakes) WR_MUST_USE;

enum wr_sim_view { WR_SIM_SETTLED, WR_SIM_FROM_GO_LIVE };

/* Compiles. The model must outlive the plan. WR_ERR_UNSUPPORTED (with refusals), WR_ERR_MISTAKES (name hashes that collide, ...), WR_ERR_MEMORY.
 * `view`: adoption settled, or each change starting at the first collected moment with its ramp and dip (refused for drain and each run). */
int wr_sim_compile(const struct wr_model *model, enum wr_sim_view view, struct wr_mistakes *mistakes, struct wr_sim_plan **out) WR_MUST_USE;
/* The same, for WR_SIM_FROM_GO_LIVE: `before` is the service as it is until each change begins (wr_model_stages), so that whatever it
 * changes changes then (docs/rules.md, J). The plan takes it over, and leaves an empty one; NULL: all holds from the start. */
int wr_sim_compile_from(struct wr_stages *before, const struct wr_model *model, enum wr_sim_view view, struct wr_mistakes *mistakes,
                        struct wr_sim_plan **out) WR_MUST_USE;
void wr_sim_plan_free(struct wr_sim_plan *plan);

int wr_sim_worker_new(struct wr_sim_worker **out) WR_MUST_USE;
void wr_sim_worker_free(struct wr_sim_worker *worker);

/* The walk (run --patient): one line an event, by tests/rules/README.md. Called in the order of events. time: seconds after time 0. */
struct wr_sim_watcher {
    void (*event)(void *self, double time, const char *who, const char *what);
    void *self;
    /* Which patients: kind and number (from 1) pairs; n 0: everybody, with places, staff and the run. */
    const int *kinds;
    const uint64_t *numbers;
    size_t n;
};

/* Hour of the week, 0 = Monday 00:00. Where nothing in a service goes by the clock (no rate by hour or weekday, rota, opening time, recorded
 * arrivals or daily count) and it runs for four weeks or until drained, any hour is like any other: its mean over all hours then stands for
 * each, and hours are not told apart. */
#define WR_SIM_HOURS 168

struct wr_sim_measure_row { /* one per measure (CHANCE_OF_DELAY: one per number of spaces, see rows) */
    double value;           /* the measure of this replication; NaN when nothing was counted */
    double n;               /* values counted (for time-weighted ones: seconds) */
    double unfinished;      /* begun and not ended when collection ended */
};
struct wr_sim_harm_row {
    double expected; /* sum of the chances over those counted */
    double n;        /* patients counted */
    double beyond;   /* of them, beyond `known up to` */
};
struct wr_sim_place_row { /* collection time only */
    double mean_occupied; /* patients in it, time-weighted */
    double mean_open;     /* spaces open; infinity when unlimited */
    double share_busy;    /* occupied or in turnaround, of open spaces; NaN when unlimited */
    double mean_blocked;  /* of those occupied: waiting there for a next place or gate; not in the place where the step lets people wait */
    double mean_waiting;  /* patients who wait for it */
    double entries, refused;             /* refused: sent elsewhere by `if full` */
    double circles;                      /* exchanges in a circle that it took part in */
    float *hour_occupied, *hour_waiting; /* WR_SIM_HOURS means by hour of the week */
};
struct wr_sim_resource_row {
    double mean_busy, mean_duty; /* people at work; on duty */
    double share_busy;           /* of hours on duty */
    double overtime;             /* hours of work beyond the number on duty */
    double mean_waiting;         /* requests waiting that lack it */
    float *hour_busy, *hour_duty, *hour_waiting;
};
struct wr_sim_step_row {
    double asked, started, ended, sent_elsewhere, gave_up, cut_short;
    double wait_place, wait_staff; /* seconds, summed over those that started */
    double time;                   /* seconds of `takes`, summed */
};
struct wr_sim_task_row {
    double due, started, ended, missed, fell_away;
    double wait; /* seconds from due to start, summed over those that started */
    double time; /* seconds of `takes`, summed */
};
struct wr_sim_down_row {        /* one per equipment or system that goes down: equipment, then systems, in the order of the file */
    int resource, system;       /* of the model; the other is -1 */
    double down, times;         /* seconds it was down; how often it went down */
    double on_paper;            /* steps that ended and were slowed by its being down, for some of their time */
    double due, started, typed; /* typing in afterwards: due, started, ended */
    double wait;                /* seconds from due to start, summed over those that started */
};
struct wr_sim_need_row { /* one per (step, need), in order of steps, then items */
    int step, item;
    double needed, there, chased, found, waited, missing, wrong;
    double chase_time; /* seconds of work, of chase_with's staff together */
};
struct wr_sim_kind_row {
    double arrived, refused, left, present_at_start, present_at_end;
    double not_come;  /* booked, and did not come */
    double came_back; /* of those who arrived */
    double *left_as;  /* one per outcome */
};

struct wr_sim_result {
    struct wr_arena arena; /* holds the arrays */
    uint64_t replication;
    double collected; /* seconds of collection time */
    struct wr_sim_measure_row *measures;
    size_t n_measures; /* wr_sim_plan_rows of them */
    struct wr_sim_harm_row *harms;
    size_t n_harms;
    struct wr_sim_place_row *places;
    size_t n_places;
    struct wr_sim_resource_row *resources;
    size_t n_resources;
    struct wr_sim_step_row *steps;
    size_t n_steps;
    struct wr_sim_down_row *downs;
    size_t n_downs;
    struct wr_sim_task_row *tasks;
    size_t n_tasks;
    struct wr_sim_need_row *needs;
    size_t n_needs;
    struct wr_sim_kind_row *kinds;
    size_t n_kinds;
    /* Patients present, averaged over equal batches of the whole run from time 0, warm-up included: for warm-up and stability checks. At most
     * 1,024 batches (halved when full); batch length in seconds. */
    double *present;
    size_t n_present;
    double present_batch;
    double events;       /* events carried through */
    double most_present; /* patients at once */
    uint64_t checksum;   /* over all event times and kinds: identity tests */
    bool cancelled;
};

/* Rows of measures: measure m gives rows row_of[m] .. row_of[m+1]-1. A row's label: "" or "11 spaces". */
size_t wr_sim_plan_rows(const struct wr_sim_plan *plan);
int wr_sim_row_measure(const struct wr_sim_plan *plan, size_t row);
int wr_sim_row_spaces(const struct wr_sim_plan *plan, size_t row); /* CHANCE_OF_DELAY: its number of spaces; else 0 */

/* Runs replication `replication` (from 1) of `plan` with `seed`. *out is init here; wr_sim_result_free it. watcher may be NULL. When ctx asks to stop,
 * returns WR_ERR_CANCELLED. A loop of zero time or a queue without end is found: WR_ERR_LIMIT with the sentence in *why (static storage or
 * the worker's). */
int wr_sim_run(struct wr_sim_plan *plan, struct wr_sim_worker *worker, const struct wr_ctx *ctx, uint64_t seed, uint64_t replication,
               const struct wr_sim_watcher *watcher, struct wr_sim_result *out, const char **why) WR_MUST_USE;
void wr_sim_result_free(struct wr_sim_result *result);

#endif
