/* Between the files of the schedule. */
#ifndef WR_AGREE_SCHEDULE_INTERNAL_H
#define WR_AGREE_SCHEDULE_INTERNAL_H

#include "agree/schedule.h"
#include "draw/pert.h"

/* Plan days and the dates they are (schedule_calendar.c). A point in time is how many plan days have passed: whole numbers are midnights. */
struct wr_i_axis {
    int start;        /* date of the first moment */
    const int *dates; /* of plan day 0, 1, ...: ascending */
    size_t n;
};
/* A hundred years from `start`. WR_ERR_MEMORY. */
int wr_i_axis_init(struct wr_i_axis *axis, const struct wr_agree *agree, int start, struct wr_arena *arena) WR_MUST_USE;
/* How many plan days lie before the date; 0 for dates before the start. */
double wr_i_axis_before(const struct wr_i_axis *axis, int date);
/* The date on which something ends (the day that the moment closes), or begins (the day that it opens). */
int wr_i_axis_end(const struct wr_i_axis *axis, double days);
int wr_i_axis_begin(const struct wr_i_axis *axis, double days);
/* A time of an estimate in plan days. which: 0 least, 1 likeliest, 2 most. */
double wr_i_axis_length(const struct wr_plan *plan, const struct wr_estimate3 *estimate, int which);
/* Closed spans in plan days, from (not included) to (included), ascending and apart. */
struct wr_i_closed {
    double from, to;
};
int wr_i_axis_closed(const struct wr_i_axis *axis, const struct wr_plan *plan, struct wr_arena *arena, struct wr_i_closed **closed,
                     size_t *n) WR_MUST_USE;

/* Tasks in an order in which each comes after all that it waits for; ties in the plan's order. *order NULL when there is a circle (schedule_order.c). */
int wr_i_schedule_order(const struct wr_plan *plan, struct wr_arena *arena, int **order) WR_MUST_USE;

/* Ranks (schedule_rank.c). Room for sorting n numbers at a time. */
struct wr_i_rank {
    size_t n;
    uint64_t *a, *b; /* key in the upper, index in the lower 32 bits */
};
int wr_i_rank_init(struct wr_i_rank *r, size_t n, struct wr_arena *arena) WR_MUST_USE;
/* Indices of x in ascending order, in r->a's lower halves. Numbers within 2^-32 of the range of each other count as equal. */
void wr_i_rank_sort(struct wr_i_rank *r, const double *x);
double wr_i_rank_at(const struct wr_i_rank *r, const double *x,
                    double share); /* after _sort: the least number that `share` of all do not pass */
/* After _sort: ranks, equal numbers each with the middle of theirs, less the middle of all. Gives the sum of their squares. */
double wr_i_rank_centred(const struct wr_i_rank *r, float *ranks);

/* The plan made ready for drawing, and one pass through it (schedule.c, schedule_pass.c). Columns are [task][draw]. */
struct wr_i_pass {
    const struct wr_plan *plan;
    const int *order;
    const double *not_before; /* plan days, by task */
    const struct wr_i_closed *closed;
    size_t n_closed, n; /* n: draws */
    double **length, **finish;
    unsigned char **moved; /* of go-lives: 1 where a closed span moved it; NULL where none can */
};
/* Fills columns for n draws; lengths are to be filled by the caller before _forward of their task. */
int wr_i_pass_init(struct wr_i_pass *pass, size_t n, struct wr_arena *arena) WR_MUST_USE;
/* When the task begins, in each draw. */
void wr_i_pass_begins(const struct wr_i_pass *pass, int task, double *begin);
/* The task's `finish` (and `moved`), from its length and what it waits for. `begin` is room for n. */
void wr_i_pass_forward(const struct wr_i_pass *pass, int task, double *begin);

/* Which tasks lie on a critical path to an end: `end` is its finish in each draw; `tasks` those that make it up. decides[task] gets shares of draws. */
struct wr_i_critical {
    unsigned char **on; /* [task][draw] */
    unsigned char *reached;
    double *begin;
};
int wr_i_critical_init(struct wr_i_critical *c, const struct wr_i_pass *pass, struct wr_arena *arena) WR_MUST_USE;
void wr_i_critical_find(struct wr_i_critical *c, const struct wr_i_pass *pass, const unsigned char *tasks, const double *end,
                        double *decides, double *waits_closed, double *waits_date);

/* Looks at the finished schedule and writes its `warnings` (schedule_warn.c). */
int wr_i_schedule_warn(struct wr_plan_schedule *schedule) WR_MUST_USE;

#endif
