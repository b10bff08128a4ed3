/* When will it be done, and how sure is that? The plan's tasks, drawn many times.
 *
 * Each estimate (least, likeliest, most) is a beta-PERT: a beta on least to most with shapes 1 + 4 (m-a)/(b-a) and 1 + 4 (b-m)/(b-a), mean (a+4m+b)/6.
 * Estimates of several people are kept apart: each draw of a task believes one of them, each as often, so what they disagree about widens the answer.
 * Tasks are drawn independently of one another. A draw is a function of (seed, number of the draw, name of the task): a task more or less leaves the
 * draws of the others alone; nothing depends on threads or machine.
 *
 * Time runs in plan days: with `working days`, Monday to Friday without the service file's holidays, else every day. From the day on which the
 * plan starts, a task begins when all it comes after have ended (not before `not before`), and ends so many plan days later; a go-live that would
 * end in a closed span ends in the first moment of the first plan day behind it. A task that is done takes nothing and holds nothing up.
 *
 * Made by wr_schedule_run, frozen then; read by gate, report and cli. The sentences are made here (schedule_say.c) for command and report. */
#ifndef WR_AGREE_SCHEDULE_H
#define WR_AGREE_SCHEDULE_H

#include <stdint.h>

#include "agree/agree.h"

#define WR_SCHEDULE_DRAWS 10000 /* when not said */
#define WR_SCHEDULE_DRAWS_LEAST 100
#define WR_SCHEDULE_DRAWS_MOST 1000000

struct wr_schedule_settings {
    int draws;     /* 0: WR_SCHEDULE_DRAWS */
    uint64_t seed; /* 0 is a seed like any other; the service file's run.seed is the usual one */
    int from;      /* what is not done yet starts on this date or later; WR_NO_DATE: on the plan's `starts` */
};

/* A point in time, in plan days since the start and as the date on which it falls. */
struct wr_schedule_point {
    double days;
    int date;
};

/* How long a task takes and when it ends. Of a task that is done only `task` counts; all shares are 0 and its points are the start. */
struct wr_schedule_task {
    int task;         /* of the plan */
    bool guessed;     /* nobody has said how long it takes: counted as no time at all */
    double mean_days; /* of its length, exact; and its standard deviation: */
    double sd_days;
    double between;                            /* share of its length's variance that is people disagreeing, 0 to 1; 0 with one estimate */
    struct wr_schedule_point begins, p50, p80; /* begins: as likely as not by then */
    double criticality; /* share of draws in which it is on a critical path: a moment more of it would end the plan a moment later */
    double cruciality;  /* rank correlation (Spearman) of its length with the end of the plan, -1 to 1; 0 where either does not vary */
    double in_time;     /* share of draws that keep `due`; NAN without one */
};

enum wr_schedule_end_kind { WR_SCHEDULE_WHOLE, WR_SCHEDULE_GO_LIVE, WR_SCHEDULE_CHANGE };
/* What ends: everything, a go-live, or a change (when the last of its tasks ends). */
struct wr_schedule_end {
    enum wr_schedule_end_kind kind;
    int index;        /* GO_LIVE: task; CHANGE: change of the model; WHOLE: 0 */
    const char *name; /* "the whole plan", the task's, the change's */
    bool done;        /* all its tasks are done: nothing below is set */
    double mean;      /* plan days, over the draws; its standard error: */
    double mean_error;
    struct wr_schedule_point average;                /* the mean, as a date */
    struct wr_schedule_point p50, p50_low, p50_high; /* as likely as not by then; 95% interval (simulation only) by order statistics */
    struct wr_schedule_point p80, p80_low, p80_high; /* four in five by then */
    struct wr_schedule_point p10, p90;
    struct wr_schedule_point likeliest; /* when everything takes its likeliest time (the mean of those that people gave) */
    struct wr_schedule_point pert;      /* when everything takes its PERT mean: average minus this is the merge bias */
    const double *sorted;               /* [draws] plan days, ascending, for drawing it */
    const double *decides;              /* [n_tasks of the plan] share of draws in which the task is on a critical path to this end */
    double waits_closed; /* share of draws in which a closed span decides: a moment more or less of any task would change nothing */
    double waits_date;   /* the same for a `not before` */
    int due;             /* of a go-live; of a change the latest `due` of its go-lives; WR_NO_DATE */
    double in_time;      /* share of draws that keep it: ends on that date or before; NAN without one */
};

struct wr_plan_schedule {
    struct wr_arena arena;
    const struct wr_agree *agree; /* outlives this */
    int draws, start;             /* start: the date from which plan days are counted */
    uint64_t seed;
    struct wr_schedule_task *tasks; /* one for each of the plan, in its order */
    size_t n_tasks;
    struct wr_schedule_end *ends; /* the whole; go-lives in the plan's order; changes in the model's */
    size_t n_ends;
    const char *why;       /* when WR_ERR_MISTAKES or WR_ERR_LIMIT was returned: the reason, a sentence for people */
    struct wr_where where; /* and where it stands */
    const char **warnings; /* whole sentences: no holidays known for a year, a task without an estimate, a `due` before the start */
    size_t n_warnings;
};

/* Draws the plan. A plan without tasks gives n_tasks 0 and no ends. WR_ERR_MISTAKES: a circle of tasks (named), no start; WR_ERR_LIMIT: over 100 years, or
 * too many draws for so many tasks; WR_ERR_MEMORY, WR_ERR_CANCELLED. wr_schedule_free in any case. O(draws x (tasks + dependencies)). */
int wr_schedule_run(const struct wr_ctx *ctx, const struct wr_agree *agree, const struct wr_schedule_settings *settings,
                    struct wr_plan_schedule *out) WR_MUST_USE;
void wr_schedule_free(struct wr_plan_schedule *schedule); /* safe twice */

/* Ends by kind and index; NULL when there is none. */
const struct wr_schedule_end *wr_schedule_end_find(const struct wr_plan_schedule *s, enum wr_schedule_end_kind kind, int index);
/* The tasks that decide this end, what matters most first (how often it decides, times the standard deviation of its length; then how often): fills `tasks` with
 * at most n indices of those with a share of at least 1%; how many. */
size_t wr_schedule_deciders(const struct wr_plan_schedule *s, const struct wr_schedule_end *end, int *tasks, size_t n);

/* A circle among the plan's tasks, without drawing: "a -> b -> a" in the arena, or NULL. 0, WR_ERR_MEMORY. */
int wr_schedule_circle(const struct wr_agree *agree, struct wr_arena *arena, const char **circle) WR_MUST_USE;

/* Sentences (schedule_say.c). Each is whole, ends with a full stop and adds no line break. */
void wr_schedule_say_end(struct wr_buf *out,
                         const struct wr_schedule_end *e); /* As likely as not by 3 June 2026, four in five by 1 July 2026. */
void wr_schedule_say_due(struct wr_buf *out,
                         const struct wr_schedule_end *e); /* Its date, 30 June 2026, is kept in 71 of 100. Nothing without one. */
void wr_schedule_say_decides(struct wr_buf *out, const struct wr_plan_schedule *s,
                             const struct wr_schedule_end *e); /* "wi-fi survey" decides it in 62 of 100. */
void wr_schedule_say_merge(struct wr_buf *out,
                           const struct wr_schedule_end *e); /* Adding up the likeliest times gives 1 April: 3 weeks too early, ... */
void wr_schedule_say_people(struct wr_buf *out, const struct wr_plan_schedule *s,
                            size_t task);                                         /* "survey": estates say 4 weeks (2 to 12), ... */
void wr_schedule_say_doubt(struct wr_buf *out, const struct wr_plan_schedule *s); /* what the figures rest on, and what they leave out */

#endif
