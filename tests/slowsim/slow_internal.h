/* What the parts of the reference simulator share: slow.c (what happens), slow_places.c (places and circles), slow_values.c (what is drawn). */
#ifndef WR_TESTS_SLOWSIM_SLOW_INTERNAL_H
#define WR_TESTS_SLOWSIM_SLOW_INTERNAL_H

#include "slow.h"

#include "draw/stream.h"

#define MOST 8 /* kinds of staff asked for together */

struct known { /* of an item, by a patient */
    bool drawn, there, wrong, failed;
    double since;
    uint32_t times; /* how often it was drawn */
};

struct wants { /* staff and equipment, all together */
    size_t n;
    int resource[MOST];
    int count[MOST];
};

struct key { /* a place in a queue: rule 7 */
    double priority, asked, arrived;
    unsigned long order, sequence; /* order: of arriving, for those of one instant */
};

struct person {
    int kind;
    uint64_t number;
    double arrived;
    unsigned long order;
    double *attributes;            /* of the model's: a category, a number, or 0 and 1 */
    double own_priority, priority; /* the patient's; that of the step */
    int place;                     /* or -1 */
    int step;
    uint32_t *visits; /* starts of each step */
    struct known *known;
    size_t next_need; /* of the step's: which is looked at */
    bool at_gate, waits_for_place;
};

struct waiting { /* for a place */
    struct person *person;
    int place;
    bool room; /* to wait in: not the step's own place */
    struct key key;
    struct waiting *next;
};

enum what { END_STEP, END_CHASE, END_TURNAROUND, LOOK_FOR_CIRCLE };

struct turnaround {
    int place;
    double takes;
};

struct request { /* for staff */
    struct wants wants;
    struct key key;
    enum what what; /* what starts: END_STEP a step, END_CHASE chasing, END_TURNAROUND a turnaround */
    struct person *person;
    struct turnaround *turnaround;
    struct request *next;
};

struct event {
    double time;
    unsigned long begun;
    enum what what;
    struct person *person;
    struct turnaround *turnaround;
    struct wants wants;
    struct event *next;
};

struct slow {
    const struct wr_model *m;
    struct slow_walk *out;
    struct wr_arena arena;
    struct wr_draw_key key;
    bool go_live;
    double now, begin, from, to; /* of the run; collection */
    unsigned long sequence, begun, arrivals;
    long present;
    /* Places. */
    double *spaces;
    int *taken; /* by patients and turnaround */
    bool *is_open;
    uint32_t *turned;      /* turnarounds so far */
    struct waiting *queue; /* for all places, in order */
    bool *step_open;
    struct waiting *gates; /* of all steps, in order */
    /* Staff. */
    int *free, *duty;
    struct request *requests;   /* in order */
    int *waits;                 /* for each step: those that `waiting at most` counts */
    struct event *ahead;        /* in no order */
    struct event *first, *last; /* of this instant */
};

/* slow_values.c. A draw: where it is keyed, and how to say its path. */
struct draw {
    struct wr_draw_id id;
    int half;
    double u;
    const char *name; /* of step, item or attribute: the key of adoption */
};

void *slow_take(struct slow *s, size_t count, size_t size);
void slow_say(struct slow *s, const char *who, const char *what);
void slow_tell(struct slow *s, const struct person *p, const char *format, ...) __attribute__((format(printf, 3, 4)));

struct draw slow_draw(const struct slow *s, const struct person *p, const char *name, const char *pair, int half, uint32_t visit);
double slow_value(struct slow *s, const struct person *p, const struct wr_value *v, const struct draw *draw, const char *path);
double slow_plain(struct slow *s, const struct person *p, const struct wr_value *v, double otherwise);
void slow_attributes(struct slow *s, struct person *p);
struct wr_target slow_then(struct slow *s, struct person *p, const struct wr_step *step, uint32_t visit);
double slow_dip(const struct slow *s, int kind, int index);

/* slow_places.c */
bool slow_place_free(const struct slow *s, int place);
void slow_offer(struct slow *s, int place);
void slow_leave(struct slow *s, struct person *p, int place);
void slow_enter(struct slow *s, struct person *p, int place);
void slow_wait_for_place(struct slow *s, struct person *p);
void slow_wait_in(struct slow *s, struct person *p);
void slow_stop_waiting(struct slow *s, const struct person *p, bool room_only);
bool slow_circle(struct slow *s, struct person *p, int wanted);
void slow_opened(struct slow *s, int place);

/* slow.c */
struct key slow_key(struct slow *s, const struct person *p, double priority);
int slow_before(const struct key *a, const struct key *b);
void slow_in_place(struct slow *s, struct person *p);
void slow_pass_on(struct slow *s);
void slow_gate_opened(struct slow *s, int step);
void slow_arrive(struct slow *s, int kind, uint64_t number);
void slow_carry_through(struct slow *s, const struct event *e);
void slow_turn(struct slow *s, int place);
void slow_later(struct slow *s, double takes, enum what what, struct person *p, struct turnaround *t, const struct wants *wants);

#endif
