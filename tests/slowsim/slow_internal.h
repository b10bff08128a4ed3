/* What the parts of the reference simulator share: slow.c (what happens), slow_work.c (staff, and the work it does), slow_places.c
 * (places and circles), slow_run.c (the clock), slow_values.c (what is drawn). */
#ifndef WR_TESTS_SLOWSIM_SLOW_INTERNAL_H
#define WR_TESTS_SLOWSIM_SLOW_INTERNAL_H

#include "slow.h"

#include <limits.h>

#include "draw/stream.h"

#define MOST 8 /* kinds of staff asked for together */

struct known { /* of an item, by a patient */
    bool drawn, there, wrong, failed;
    double since;
    uint32_t times; /* how often it was drawn */
};

struct wants { /* staff and equipment: all of them together, or any one of them */
    size_t n;
    bool any, never; /* never: it is not there for this patient */
    int resource[MOST];
    int count[MOST];
};

/* A place in a queue: rule 7, and section B of docs/rules.md. */
struct key {
    double priority;
    unsigned long went_on; /* of those who go on: the number under which they first began; else GOES_ON_LAST */
    double asked, arrived; /* arrived: INFINITY for what has no patient */
    unsigned long order;   /* of arriving, for those of one instant; without a patient: NOBODYS_ORDER */
    unsigned long rank;    /* of one patient: 0, errands from 1 in the order started, tasks TASK_RANK + file order */
    unsigned long sequence;
};
#define GOES_ON_LAST ULONG_MAX
#define TASK_RANK 1000000ul
/* Turnarounds by place, tasks of no patient by file order, typing in by system. */
#define NOBODYS_ORDER(job, index) ((unsigned long)(job)*1000000ul + (unsigned long)(index))

/* Where somebody is with the step they have asked for. */
enum stage { NOWHERE, AT_GATE, FOR_PLACE, INFORMED, GATHERED, FOR_STAFF, AT_WORK };

/* A patient, or an errand of one; for what no patient does (a turnaround, a task, typing in) a made-up one who only has `who`, `owner` and `number`. */
struct person {
    const char *who;        /* "alpha:3": so the walk says it */
    const char *owner;      /* of draws: the kind, or the name of place, task, system */
    int kind;               /* -1: no patient */
    uint64_t number;        /* of the kind; no patient: the occurrence */
    struct person *patient; /* an errand: whose it is; else itself */
    size_t came, left;      /* the stage of the service in which they arrived, and left */
    size_t version;         /* the stage whose step they have asked for: all that they do there goes by the service as it was then */
    unsigned long rank;     /* of key */
    double arrived;
    unsigned long order,
        entered; /* order: of those who arrived at one moment: kinds in file order, then number; entered: the place, among all entries */
    double *attributes; /* of the model's: a category, a number, or 0 and 1. Errands share these with the patient */
    uint32_t *visits;   /* starts of each step */
    struct known *known;
    bool *went;                    /* has asked for each step on this visit */
    double own_priority, priority; /* the patient's; that of the step */
    int place;                     /* or -1 */
    int step;
    enum stage stage;
    double asked;     /* when for the step */
    size_t next_need; /* of the step's: which is looked at */
    uint32_t visit;   /* of the step that was started last */
    /* At the gate: the next of the items to wait for, the one that is waited for (or -1), what was said last; let through, but not carried through. */
    size_t next_wait;
    int item;
    const char *said;
    bool passes;
    struct group *group;               /* done together, until it ends; or NULL */
    int errand;                        /* its first step */
    unsigned long errands;             /* of a patient: started so far */
    uint32_t returns;                  /* how often they have come back */
    uint32_t *patience;                /* of each step: how often it was drawn */
    uint32_t *tasks_begun, *task_gaps; /* of each task; ... */
    const struct event **task_due;     /* both of each task in each version */
    bool waits;                        /* has begun to wait for the step */
    bool *keeps_place;
    int *keeps;          /* of each resource */
    struct person *next; /* of all present, in the order in which they came */
};

struct waiting { /* for a place */
    struct person *person;
    int place;
    bool room; /* to wait in: not the step's own place */
    struct key key;
    struct waiting *next;
};

enum job { STEP, CHASING, TURNAROUND, TASK, TYPING };

/* From asking for staff to the end. In one of two lists: those that wait (`requests`, in order of the queue), those under way (`busy`). */
struct work {
    enum job job;
    struct person *person; /* never NULL */
    size_t version;        /* the stage by whose service it goes */
    int index;             /* of the step, item, place, task or system */
    int step;              /* TYPING: which step is typed in */
    struct group *group;   /* together: the others; or NULL */
    struct wants wants, has;
    struct key key;
    double takes, left;         /* all of it; what was left when it last stopped: in usual time */
    double end, pace;           /* when under way; so many times slower than usual */
    bool *on_paper;             /* of each system: some of it was done while that was down, to be typed in */
    unsigned long first, begun; /* numbers under which it began first (0: not yet) and last */
    bool start_again;           /* was interrupted, and begins from the start */
    struct work *next;
};

/* What happens at a time, in the order of one instant (section A) after the clocks; of equals in the order in which they began or were set going. The
 * last two stand in the list of this instant only, as does the end of what takes no time. */
enum what { END_OF_WORK, UNLESS_COMES, GIVES_UP, TASK_DUE, COMES_BACK, LOOK_FOR_CIRCLE, LOOK_AT_PLACE };

struct event {
    double time;
    enum what what;
    unsigned long begun;
    struct work *work;     /* END_OF_WORK */
    struct person *person; /* or NULL */
    int index;             /* whatever the event needs besides: step, task, place, outcome */
    struct event *next;
};

struct outage {      /* an entry of `down` */
    bool gone, last; /* there is another list now: it will not come, or not come again */
    const struct wr_down *down;
    const char *name;
    int resource, system; /* the thing; the other is -1 */
    uint32_t entry, n;    /* of the thing; occurrence, from 1 */
    double begins, ends;  /* by chance or once */
    bool lasts;
};

struct paper { /* done on paper, to be typed in when the system is back */
    int system, step;
    struct paper *next;
};

struct slow {
    const struct wr_model *m;       /* with all changes: names, and what does not change in time */
    const struct wr_stages *stages; /* the service on its way there; or NULL */
    size_t stage;                   /* that holds now ... */
    double stage_began;
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
    bool *by_rule;         /* whether it has been opened and closed by a rule until now */
    double *may_close;     /* of places that have opened by a rule */
    uint32_t *turned;      /* turnarounds so far */
    struct waiting *queue; /* for all places, in order */
    bool *step_open;       /* of each step in each version */
    struct waiting *gates; /* of all steps, in order */
    /* Staff. */
    int *free, *duty;
    struct work *requests, *busy;
    struct work *stopped; /* at this moment, in order: they do not stand in the queue yet */
    bool **holds;         /* of each resource, each entry of `on duty`: as last seen */
    int **came;           /* ... and how many came */
    uint32_t *persons;    /* drawn so far for `filled` */
    /* What is down. */
    struct outage *outages; /* thing by thing */
    size_t n_outages;
    bool *broken, *system_down; /* resources; systems */
    struct paper *papers;       /* in the order in which they ended */
    uint32_t *typed;            /* pieces so far, of each system */
    struct person *people;      /* and errands */
    double *task_next;          /* of each task in each version: when it is due by the clock, or by chance for nobody */
    uint64_t *task_gaps, *task_number;
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
const char *slow_text_of(struct slow *s, const char *format, ...) __attribute__((format(printf, 2, 3))); /* kept until the end */

struct draw slow_draw(const struct slow *s, const struct person *p, const char *name, const char *pair, int half, uint32_t visit);
double slow_value(struct slow *s, const struct person *p, const struct wr_value *v, const struct draw *draw, const char *path);
double slow_plain(struct slow *s, const struct person *p, const struct wr_value *v, double otherwise);
void slow_attributes(struct slow *s, struct person *p);
void slow_say_attributes(struct slow *s, const struct person *p); /* "has urgency: urgent; frail: no" */
const char *slow_attribute_words(struct slow *s, const struct person *p, int attribute);
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
bool slow_circle(struct slow *s, struct person *p, int room);
int slow_place_for(const struct slow *s, const struct person *p, const struct wr_step *step);
const char *slow_place_words(struct slow *s, const struct wr_step *step); /* "majors or corridor" */
void slow_space_back(struct slow *s, int place);
void slow_keep(struct person *p, const struct wr_step *step, struct wants *has);
void slow_free(struct slow *s, struct person *p, const struct wr_step *step);
void slow_give_back(struct slow *s, struct person *p); /* all that is kept */
/* They begin, or no longer wait, for their step: of places that open by a rule. */
void slow_waits(struct slow *s, struct person *p);
void slow_waits_no_more(struct slow *s, struct person *p);
void slow_look_at_place(struct slow *s, int place);
void slow_opened(struct slow *s, int place);
bool slow_rule_holds(const struct slow *s, int place);
bool slow_number_of_spaces(struct slow *s, int place, double spaces);

/* slow_work.c */
struct key slow_key(struct slow *s, const struct person *p, double priority);
int slow_before(const struct key *a, const struct key *b);
struct wants slow_wanted(struct slow *s, size_t version, const struct person *p, const struct wr_with *with);
const char *slow_words(const struct slow *s, const struct wants *w, char out[400]); /* "doctor and 2 nurse" */
/* New work, with its wants and its key as asking now; not asked for yet. */
struct work *slow_work(struct slow *s, enum job job, struct person *p, int index, const struct wr_with *with, double priority);
bool slow_can_have(struct slow *s, const struct work *w);
/* Starts at once, or says what it waits for and stands in the queue. */
void slow_ask_for_staff(struct slow *s, struct work *w);
/* It has its staff, for the first time: from now on so long. */
void slow_begin(struct slow *s, struct work *w, double takes);
/* Work under way stops; why: "end of shift". When all have stopped that stop at this moment: slow_after_stops, which puts them into the queue as
 * what goes on, and offers what was freed. */
void slow_stop(struct slow *s, struct work *w, const char *why);
void slow_after_stops(struct slow *s);
/* The last begun, or the first, of those under way that hold it; NULL: none. */
struct work *slow_begun_with(const struct slow *s, int resource, bool last);
/* Work that waits or is under way is no more; its staff is free but not offered yet. */
void slow_drop(struct slow *s, struct work *w);
/* p does it (together) instead of who is no longer there. */
void slow_takes_over(struct slow *s, struct work *w, struct person *p);
/* All work of this patient or errand is no more (not their tasks), nor do they wait for a place or at a gate; then what was free is offered. */
void slow_cancel(struct slow *s, struct person *p);
void slow_release(struct slow *s, const struct wants *w);
void slow_pass_on(struct slow *s);
void slow_turn(struct slow *s, int place);
void slow_end_work(struct slow *s, struct work *w);

/* slow_down.c */
void slow_down_prepare(struct slow *s);
double slow_down_next(const struct slow *s, double after);
void slow_down_clock(struct slow *s);                 /* back, then down */
void slow_down_change(struct slow *s, size_t before); /* the stage is another one */
bool slow_lacks_system(const struct slow *s, const struct work *w);
bool slow_is_stopped(const struct slow *s, int step, size_t version);
/* ... and which, for the walk: " and patient record". */
void slow_lacking(const struct slow *s, const struct work *w, char *text, size_t size);
double slow_pace(struct slow *s, struct work *w);        /* of work that is set going now, which may be done on paper */
void slow_type_in(struct slow *s, const struct work *w); /* the work of a step has ended */

/* slow_shift.c */
void slow_shift_prepare(struct slow *s);
double slow_shift_next(const struct slow *s, double after);
void slow_shift_clock(struct slow *s);
void slow_shift_change(struct slow *s, size_t before); /* the stage is another one */

/* slow_stages.c: the service on its way. All entries have the same index in all stages. */
size_t slow_stages(const struct slow *s); /* how many */
const struct wr_model *slow_model(const struct slow *s, size_t stage);
const struct wr_model *slow_as_it_is(const struct slow *s); /* at this moment */
size_t slow_stage_at(const struct slow *s, double t);       /* which holds then */
double slow_stage_next(const struct slow *s, double after); /* when the next begins */
size_t slow_version(const struct slow *s, size_t stage,
                    size_t step); /* of steps as of tasks: the last stage in which it still is the same */
size_t slow_task_version(const struct slow *s, size_t stage, size_t task);
size_t slow_of(const struct slow *s, size_t n, size_t version, size_t index);  /* in a list of n entries in each version */
const struct wr_step *slow_step(const struct slow *s, const struct person *p); /* that they have asked for */
bool slow_same_schedule(const struct wr_schedule *a, const struct wr_schedule *b);

/* slow_arrive.c: who comes when. */
struct stream {    /* the next arrival of a kind */
    double begins; /* none before */
    double time;   /* or INFINITY */
    uint64_t number;
    size_t row; /* of a file */
    long left;  /* more appointments at this time */
    bool fresh; /* no appointment yet */
};
void slow_streams_begin(struct slow *s, struct stream *streams);
void slow_streams_change(struct slow *s, struct stream *streams, size_t before); /* the stage is another one than `before` */
void slow_next_arrival(struct slow *s, int kind, struct stream *next);

/* slow_run.c */
double slow_span_next(const struct slow *s, const struct wr_when *when, double after);
double slow_schedule_next(const struct slow *s, const struct wr_schedule *schedule, double after);
void slow_drain(struct slow *s); /* what follows at this instant, in the order in which it was caused */

/* slow.c */
/* What stands in no queue for the step yet: gate, place, information, staff. */
void slow_go_to(struct slow *s, struct person *p, struct wr_target to);
void slow_past_gate(struct slow *s, struct person *p, bool asks);
void slow_sent_on(struct slow *s, struct person *p);
bool slow_too_many(const struct slow *s, int step, const struct wr_number *most);
bool slow_need(struct slow *s, struct person *p, int item); /* draws it when it has to be drawn, says it; whether it is there */
struct person *slow_new_person(struct slow *s, int kind, uint64_t number);
void slow_in_place(struct slow *s, struct person *p);
void slow_begin_step(struct slow *s, struct work *w);
void slow_end_step(struct slow *s, struct work *w);
void slow_begin_chase(struct slow *s, struct work *w);
void slow_end_chase(struct slow *s, struct work *w);
void slow_arrive(struct slow *s, int kind, uint64_t number);
void slow_carry_through(struct slow *s, const struct event *e);
/* After so long; END_OF_WORK and looks that are due now stand in the list of this instant. */
struct event *slow_later(struct slow *s, double after, enum what what, struct work *work, struct person *p, int index);
/* Those that are of this work, or of this person and of this kind, will not happen. */
void slow_forget(struct slow *s, const struct work *work, const struct person *p, enum what what);
/* How many have asked for the step and have not begun it. all: wherever they stand; else those that `waiting at most` counts. */
int slow_waiting(const struct slow *s, int step, bool all);

/* slow_gates.c */
void slow_ask(struct slow *s, struct person *p);
void slow_leave_gate(struct slow *s, struct person *p);
void slow_gate_opened(struct slow *s, int step, size_t version);
bool slow_gate_holds(struct slow *s, int step, size_t version);
bool slow_is_time(const struct slow *s, const struct wr_times *times, double t);
bool slow_is_day(const struct slow *s, const struct wr_span *span, double day); /* day: since that of time 0 */
double slow_time_next(const struct slow *s, const struct wr_times *times, double after);
double slow_rounds_next(const struct slow *s, double after);
void slow_rounds(struct slow *s, int step, size_t version);
struct person *slow_member(const struct work *w, size_t i); /* who does it: one, or all of a group; NULL: no more */
void slow_gathered(struct slow *s, struct person *p);
void slow_fall_out(struct slow *s, struct person *p);
void slow_give_all_up(struct slow *s, struct person *p); /* what they wait for or do, and their place in a group */
void slow_begin_errands(struct slow *s, struct person *p, const struct wr_step *step);
void slow_errand_done(struct slow *s, struct person *e);
void slow_errands_over(struct slow *s, const struct person *patient);
void slow_told(struct slow *s, struct person *p, const struct wr_step *step);
void slow_look_at_gates(struct slow *s, const struct person *p, const struct wr_step *step);
void slow_gone(struct slow *s, const struct person *p);
bool slow_is_there(const struct slow *s, const struct person *p);

/* slow_life.c */
void slow_patience(struct slow *s, struct person *p);
void slow_unless(struct slow *s, struct person *p);
void slow_no_longer(struct slow *s, struct person *p);
void slow_gives_up(struct slow *s, struct person *p);
void slow_cut_short(struct slow *s, struct person *p);
void slow_may_come_back(struct slow *s, struct person *p, int outcome);
void slow_come_back(struct slow *s, const struct person *before, int outcome);
void slow_set(struct slow *s, struct person *p, const struct wr_step *step);
double slow_booked_next(const struct slow *s, const struct wr_schedule *booked, double after, bool or_at, long *count);
bool slow_comes(struct slow *s, int kind, uint64_t number);

/* slow_tasks.c */
void slow_tasks_prepare(struct slow *s);
double slow_tasks_next(const struct slow *s);
void slow_task_clock(struct slow *s, int task);
void slow_task_due(struct slow *s, const struct event *e);
void slow_begin_task(struct slow *s, struct work *w);
void slow_end_task(struct slow *s, struct work *w);
void slow_tasks_entered(struct slow *s, struct person *p);
void slow_tasks_left(struct slow *s, struct person *p, int place);

#endif
