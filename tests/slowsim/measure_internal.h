/* What the two readers of walks share: measure.c (patients, places, staff) and measure_beside.c (errands and tasks). */
#ifndef WR_TESTS_SLOWSIM_MEASURE_INTERNAL_H
#define WR_TESTS_SLOWSIM_MEASURE_INTERNAL_H

#include "measure.h"

#define PERSONS 4000
#define STAFF 8
#define OPEN 64 /* moments from which a time still runs, for a patient */

struct level { /* a number over time, added up over the collection time */
    double value, since, sum, from, to;
};

struct reading;

struct one { /* a patient, as far as the walk has told; or what of a task has no patient */
    int kind, step, place, work[STAFF];
    const struct wr_model *asked_in; /* the service as it was when they asked for the step */
    double asked, got, blocked, blocked_since, open[OPEN];
    int n_open;
    bool waits, at_gate, circle, without;
    bool beside; /* the line before was about an errand or a task of theirs */
    int left;    /* as which outcome, + 1; 0: still there */
};

struct held { /* a value that counts when its patient leaves */
    const struct one *of;
    double value;
};

struct job { /* an errand's step or a task, from asking (being due) to its end */
    const struct one *of;
    int name; /* the step, or -1 - task */
    const struct wr_model *asked_in;
    bool begun, stopped, over;
    double since;
    int work[STAFF]; /* while it is at work */
};

struct reading {
    const struct wr_model *m;
    const struct wr_stages *stages; /* or NULL */
    const struct wr_measure *x;
    struct one *persons;
    size_t n_persons;
    struct held *held;
    size_t n_held, held_capacity;
    struct job *jobs;
    size_t n_jobs, capacity;
    bool unsure;
    double from, to; /* collection */
    double sum, n;   /* values */
    struct level level, open, duty, over;
    double turning;
    bool is_open[STAFF];    /* places, as the walk has said */
    double counts, counted; /* daily */
};

void level_set(struct level *l, double t, double value);
void measure_value(struct reading *r, const struct one *p, double t, double x);
void measure_moment(struct reading *r, struct one *p, double t, enum wr_moment_kind kind, int index);
void measure_read_work(const struct wr_model *m, const char *what, int *work);
void measure_at_work(struct reading *r, double t, const int *work, int sign);
bool measure_collected(const struct reading *r, double t);

/* Whether the line is about an errand or a task: then it is read. */
bool measure_beside(struct reading *r, struct one *p, double t, const char *what);
bool measure_beside_waits(const struct reading *r, const struct one *p); /* some errand of theirs has not begun, or is stopped */
bool measure_is_task(const struct wr_model *m, const char *who);
/* Whether the walk says who is at work for errands and groups. */
bool measure_beside_staff_known(const struct wr_model *m);
/* The service in all its stages: the last of them is m. */
size_t measure_stages(const struct wr_stages *stages);
const struct wr_model *measure_stage(const struct wr_model *m, const struct wr_stages *stages, size_t i);
const struct wr_model *measure_as_it_is(const struct reading *r, double t);

#endif
