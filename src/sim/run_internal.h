/* The state of one replication, and the small hot helpers on it: patients' records, levels over time, queues.
 *
 * A patient is a record of plan->stride bytes: struct wr_i_patient, then what this service needs of it (attributes, counts of visits, starts of
 * measured times, what is known). Records live in chunks that are kept between replications, and are reused last out, first in, so memory
 * follows the patients present. Turnarounds that work or wait, and second waitings (for room in `waits in`), have records of their own. */
#ifndef WR_SIM_RUN_INTERNAL_H
#define WR_SIM_RUN_INTERNAL_H

#include <math.h> /* NAN and INFINITY only */

#include "sim/arrive_internal.h"
#include "sim/beside_internal.h"
#include "sim/heap_internal.h"
#include "sim/record_internal.h"
#include "sim/plan_internal.h"

/* What stands on the usual way of a patient goes into its caller, whatever the compiler thinks of its size. */
#define WR_I_HOT static inline __attribute__((always_inline))

#define WR_I_CHUNK_BITS 10
#define WR_I_CHUNK ((uint32_t)1 << WR_I_CHUNK_BITS)
#define WR_I_LINE 64      /* bytes of a cache line */
#define WR_I_BATCH 64     /* arrivals drawn ahead */
#define WR_I_RING 256     /* draws of a step kept ahead: of so many consecutive patients */
#define WR_I_PRESENT 1024 /* batches of patients present */
#define WR_I_NOBODY UINT32_MAX
#define WR_I_FINISHED 1
#define WR_I_LOOKS_SURGE 0xC0000000u /* likewise, a look at a place that opens by a rule: at the surge of this index */
#define WR_I_LOOKS 0x80000000u       /* on the list of an instant: not an end, but a look for a circle that this patient may close */

enum __attribute__((packed)) wr_i_class { WR_I_CLASS_FIRST, WR_I_CLASS_LAST = WR_I_PRIORITIES - 1 }; /* of priority, likewise */

struct wr_i_patient {
    double arrived;   /* turnarounds: infinity, so that of equals they come behind patients */
    double asked;     /* for the present step */
    double got;       /* its place, and so asked for what comes then */
    double u;         /* of `then`, drawn with the time */
    uint32_t instant; /* in which it asked for what it waits for */
    uint32_t number;
    uint32_t next, prev; /* in a queue */
    uint16_t kind, step;
    int16_t place; /* held, or -1 */
    enum wr_i_state state;
    enum wr_i_class priority; /* in which it waits */
};
_Static_assert(sizeof(struct wr_i_patient) == 56, "a patient's common part and a few attributes fill a cache line");

struct wr_i_known {
    double since;
    uint32_t uses;
    uint8_t state, next, wrong;
}; /* of one item, in a patient */
enum wr_i_knows { WR_I_UNDRAWN, WR_I_THERE, WR_I_WRONG, WR_I_NOT_THERE, WR_I_NOT_FOUND };

/* Of staff whose shifts are drawn: by entry of `on duty`, whether it holds, and how many came. */
struct wr_i_shift_state {
    const struct wr_schedule *schedule;
    double filled; /* of those who came */
    bool *holds;
    int32_t *came;
    uint32_t persons; /* drawn so far */
};

/* A further start of a time that already runs. */
struct wr_i_more {
    double start;
    uint32_t next;
};

struct wr_i_ends {
    uint32_t head, tail;
};
struct wr_i_queue {
    uint32_t n, classes;   /* waiting; bit c: somebody of class c */
    struct wr_i_ends of[]; /* by class */
};

struct wr_i_tally {
    double sum;
    uint64_t n;
};

/* What the clock brings at one instant, in this order (docs/rules.md, section A); clock.c has a function for each. */
enum wr_i_phase {
    WR_I_PHASE_BACK,    /* equipment, then systems, that are back */
    WR_I_PHASE_DOWN,    /* and that go down */
    WR_I_PHASE_OPENING, /* places, by hours or by their rule; then steps' `open` */
    WR_I_PHASE_SHIFTS,  /* people on duty */
    WR_I_PHASE_ROUNDS,  /* of one step its round before its `or after` */
    WR_I_PHASE_TASKS,   /* due by the clock */
    WR_I_PHASES
};

/* An entry of `down`. */
struct wr_i_downtime {
    double next;         /* when it begins; while it lasts, when it ends */
    uint32_t occurrence; /* from 1: of its draws */
    bool lasts;
};
struct wr_i_paper {
    uint32_t thing, step;
}; /* done on paper, to be typed in when the thing is back */

/* Memory that a worker keeps between replications. */
struct wr_sim_worker {
    struct wr_arena arena; /* of the replication */
    struct wr_i_calendar calendar, far;
    char **chunks;
    size_t n_chunks, chunks_capacity;
    uint32_t chunk_stride;
    uint32_t *agenda;
    size_t agenda_capacity;
    double *rings; /* 2 x WR_I_RING each */
    size_t n_rings;
    struct wr_i_more *more;
    struct wr_i_held *held;
    size_t more_capacity, held_capacity;
    uint32_t *stopped, *candidates;
    size_t stopped_capacity, candidates_capacity;
    struct wr_i_paper *papers;
    size_t papers_capacity;
    char why[256], waits[1024];
};

struct wr_i_run {
    const struct wr_sim_plan *plan;
    struct wr_sim_worker *worker;
    /* The calendar; the worker's, here for speed; given back at the end. What takes far longer than the rest (days among minutes) lies in a
     * heap of its own, `far`: the other is then small. The next end is the lesser of the two roots, so which lies where changes nothing. */
    struct wr_i_calendar calendar, far;
    double now, rel; /* rel: since the last settling of levels */
    double base;
    uint32_t instant; /* counts moments of time */
    uint64_t begun;
    struct wr_draw_key key;
    double next_arrival, next_clock;
    double next_rare; /* the clock or an end in `far`, whichever comes first: what the usual way does not look at */
    uint64_t checksum;
    char **chunks;
    uint32_t stride;
    uint32_t free_slot, fresh_slot; /* list of free records; the first never used */
    /* What changes by the event: people in a place, at work, waiting. The integral of level l since `base` is level_acc[l] + level[l] x rel: a
     * change costs two additions, and nothing is done in between. */
    double *level, *level_acc;
    double *hours;        /* integrals by hour of the week: [168][n_levels]; the first row only where nothing goes by the clock */
    uint32_t hour;        /* of the week, of `base` */
    bool collecting, cut; /* cut: the limit of `why` was met, or memory ran out: status */
    int status;           /* 0: goes on; WR_I_FINISHED; or why it cannot go on, below 0 */
    const char *why;
    char *queues; /* wr_i_queue_at */
    size_t queue_size;
    int32_t *free, *duty;    /* by resource: duty less at work */
    uint32_t *group_waiting; /* by group; of single ones the queue itself tells */
    uint32_t *marks, mark;   /* by resource: short in the scan numbered `mark` */
    uint32_t *dropped;       /* by signature, likewise: passed over until somebody starts */
    uint32_t *reached;       /* by signature: how far down its queue the scan is */
    int32_t *lacking;        /* [lacking_at[signature] + need]: how many who wait there lack it, as counted in the level */
    uint32_t *lacking_at;
    /* places */
    int32_t *space, *spaces; /* free (may be below 0) and open; unlimited: INT32_MAX / 2 */
    uint8_t *open;
    uint64_t *turned;       /* turnarounds begun */
    uint32_t *between;      /* [n_places][n_places]: who holds a and waits for b, for places in circles; or NULL */
    uint32_t *waiting_for;  /* by step */
    int32_t *before, *line; /* by place: for finding a circle */
    /* the instant's list */
    uint32_t *agenda;
    size_t agenda_first, agenda_n, agenda_capacity;
    uint64_t moves; /* in this instant */
    struct wr_i_stream *streams;
    struct wr_i_ahead *ahead;
    double *kind_next;  /* next arrival by kind */
    uint32_t next_kind; /* of r->next_arrival */
    struct wr_i_tally *tallies;
    double *beyond;
    struct wr_tally_sketch *sketches; /* by tally; used where asked for */
    uint32_t more_free, more_n, held_free, held_n;
    int32_t leaving_as;                 /* outcome while a patient leaves, else -1 */
    const struct wr_i_patient *leaving; /* who does, where it is asked how they left */
    uint64_t arrivals;
    uint32_t present, most_present;
    double present_base, present_acc, present_batch;
    double *batches;
    size_t n_batches;
    double stuck_since; /* drained runs: nothing has begun since, and nothing is in the calendar */
    uint64_t stuck_begun;
    uint64_t at_once;        /* ends of steps of no length */
    uint64_t taken_back;     /* numbers in `begun` that are nobody's end */
    struct wr_i_ends *works; /* lists of work under way, where there is at_work (work.c) */
    size_t n_stopped;        /* in worker->stopped: stopped just now, not yet in the queue */
    struct wr_i_task_run *tasks;
    struct wr_i_ends *there; /* by place: who is in it, where there are tasks for each */
    uint64_t entered;
    struct wr_sim_task_row *task_rows;
    struct wr_sim_step_row *steps;
    struct wr_sim_need_row *needs;
    double *entries, *refused, *circles;   /* by place */
    double *left_as;                       /* [kind][outcome] */
    uint64_t *arrived_before;              /* by kind: numbers given out before collection */
    double *waited_before, *worked_before; /* by step: who waited for it, who was in it, when collection started */
    struct wr_sim_kind_row *kinds;
    uint64_t **daily; /* by daily counter: [most + 2] days with that many */
    double *daily_sum, *daily_n;
    /* clocks */
    size_t stage;                               /* of the service on its way (stage.c) */
    double next_tick, next_batch, next_special; /* tick: the hour's end, where hours are kept */
    double phase_next[WR_I_PHASES];
    double *clock_next;
    struct wr_i_clock_state *clock_state;
    struct wr_i_surge_state *surges;
    uint32_t *clock_at;
    struct wr_i_shift_state *shifts;
    double *daily_next;
    uint8_t *gate_open;
    double *gate_round, *gate_due; /* by gate: the next round; when somebody will have waited for others long enough */
    uint32_t gate_mark;
    uint32_t errands; /* started so far */
    /* what goes down (down.c) */
    uint32_t *down;                  /* by thing: how many of its entries last */
    struct wr_i_downtime *downtimes; /* by entry */
    uint32_t *typed;                 /* by thing: pieces to type in, so far */
    struct wr_sim_down_row *down_rows;
    size_t n_papers; /* in worker->papers */
    double down_at;  /* when something went down last, and how often at that moment */
    uint32_t downs_at;
    double *share;
    bool *share_changed; /* room for the branches of a route */
    const struct wr_ctx *ctx;
    const struct wr_sim_watcher *watch;
    uint32_t watched; /* flags of steps that a watcher turns on: all goes by the careful way */
    uint64_t replication;
#ifdef WR_SIM_CHECKED
    struct wr_i_check *check; /* what must hold (invariant.c) */
#endif
};

/* ---- records ---- */
static inline struct wr_i_patient *wr_i_at(const struct wr_i_run *r, uint32_t slot)
{
    return (struct wr_i_patient *)(void *)(r->chunks[slot >> WR_I_CHUNK_BITS] + (size_t)(slot & (WR_I_CHUNK - 1)) * r->stride);
}
static inline void *wr_i_part(const struct wr_i_patient *p, uint32_t at) { return (char *)(uintptr_t)p + at; }
static inline double *wr_i_part_double(const struct wr_i_patient *p, uint32_t at) { return wr_i_part(p, at); }
static inline uint32_t *wr_i_part_u32(const struct wr_i_patient *p, uint32_t at) { return wr_i_part(p, at); }
static inline struct wr_i_work *wr_i_work_of(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return wr_i_part(p, r->plan->at_work);
}
static inline uint8_t *wr_i_part_byte(const struct wr_i_patient *p, uint32_t at) { return wr_i_part(p, at); }
WR_I_RUN uint32_t wr_i_slot_fresh(struct wr_i_run *r);
/* A record, or WR_I_NOBODY (r->status tells). What lies behind the common part is set to zero. */
static inline uint32_t wr_i_slot_new(struct wr_i_run *r)
{
    uint32_t slot = r->free_slot;
    struct wr_i_patient *p;
    uint64_t *part, *end;

    if (WR_LIKELY(slot != WR_I_NOBODY)) {
        p = wr_i_at(r, slot);
        r->free_slot = p->next;
    } else {
        slot = wr_i_slot_fresh(r);
        if (slot == WR_I_NOBODY)
            return slot;
        p = wr_i_at(r, slot);
    }
    part = (uint64_t *)(void *)(p + 1);
    for (end = (uint64_t *)(void *)((char *)p + r->stride); part < end; part++) {
        *part = 0;
        __asm__ volatile(""); /* or the compiler makes it a call, for a word or two */
    }
    return slot;
}
static inline void wr_i_slot_free(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    p->state = WR_I_FREE;
    p->next = r->free_slot;
    r->free_slot = slot;
}

/* ---- levels ---- */
static inline void wr_i_level_add(struct wr_i_run *r, uint32_t l, double by)
{
    r->level[l] += by;
    r->level_acc[l] -= by * r->rel;
}
static inline void wr_i_level_up(struct wr_i_run *r, uint32_t l)
{
    r->level[l] += 1;
    r->level_acc[l] -= r->rel;
}
static inline void wr_i_level_down(struct wr_i_run *r, uint32_t l)
{
    r->level[l] -= 1;
    r->level_acc[l] += r->rel;
}
static inline void wr_i_level_set(struct wr_i_run *r, uint32_t l, double to) { wr_i_level_add(r, l, to - r->level[l]); }

/* ---- queues: priority, then the moment of asking, then who arrived first ---- */
/* The slot of the patient for whom a WR_I_SECOND stands. */
static inline uint32_t wr_i_stands_for(const struct wr_i_patient *stand) { return (uint32_t)stand->asked; }
/* Whether a arrived before b: time, then order of the kinds in the file, then number. */
static inline bool wr_i_arrived_before(const struct wr_i_patient *a, const struct wr_i_patient *b)
{
    if (a->arrived != b->arrived)
        return a->arrived < b->arrived;
    return a->kind != b->kind ? a->kind < b->kind : a->number < b->number;
}
/* The same; then, of one patient: the patient, errands, tasks. */
static inline bool wr_i_comes_before(const struct wr_i_run *r, const struct wr_i_patient *a, const struct wr_i_patient *b)
{
    uint32_t at = r->plan->at_work;

    if (at == WR_I_NONE || a->arrived != b->arrived || a->kind != b->kind || a->number != b->number)
        return wr_i_arrived_before(a, b);
    return wr_i_work_of(r, a)->rank < wr_i_work_of(r, b)->rank;
}
static inline struct wr_i_queue *wr_i_queue_at(const struct wr_i_run *r, uint32_t q)
{
    return (struct wr_i_queue *)(void *)(r->queues + (size_t)q * r->queue_size);
}
WR_I_RUN void wr_i_queue_add_same_instant(struct wr_i_run *r, struct wr_i_ends *e, uint32_t slot, struct wr_i_patient *p);

/* p joins a queue in its class p->priority, having asked now. The first of a class has no `prev` (it is not kept up). */
static inline void wr_i_queue_add(struct wr_i_run *r, struct wr_i_queue *queue, uint32_t slot, struct wr_i_patient *p)
{
    struct wr_i_ends *e = &queue->of[p->priority];

    p->instant = r->instant;
    p->next = WR_I_NOBODY;
    queue->n++;
    if (!(queue->classes >> p->priority & 1)) {
        queue->classes |= 1u << p->priority;
        e->head = e->tail = slot;
        return;
    }
    struct wr_i_patient *last = wr_i_at(r, e->tail);
    if (WR_UNLIKELY(last->instant == r->instant)) {
        wr_i_queue_add_same_instant(r, e, slot, p);
        return;
    }
    p->prev = e->tail;
    last->next = slot;
    e->tail = slot;
}

/* The first of all, or WR_I_NOBODY. */
static inline uint32_t wr_i_queue_first(const struct wr_i_queue *queue)
{
    return queue->classes == 0 ? WR_I_NOBODY : queue->of[__builtin_ctz(queue->classes)].head;
}

/* The first leaves; p is its record. */
static inline void wr_i_queue_pop(struct wr_i_queue *queue, const struct wr_i_patient *p)
{
    queue->n--;
    queue->of[p->priority].head = p->next;
    if (p->next == WR_I_NOBODY)
        queue->classes &= ~(1u << p->priority);
}

static inline void wr_i_queue_remove(struct wr_i_run *r, struct wr_i_queue *queue, uint32_t slot, struct wr_i_patient *p)
{
    struct wr_i_ends *e = &queue->of[p->priority];

    if (e->head == slot) {
        wr_i_queue_pop(queue, p);
        return;
    }
    queue->n--;
    wr_i_at(r, p->prev)->next = p->next;
    if (p->next != WR_I_NOBODY)
        wr_i_at(r, p->next)->prev = p->prev;
    else
        e->tail = p->prev;
}

/* Who comes after p, or WR_I_NOBODY. */
static inline uint32_t wr_i_queue_next(const struct wr_i_queue *queue, const struct wr_i_patient *p)
{
    uint32_t later;

    if (p->next != WR_I_NOBODY)
        return p->next;
    later = queue->classes & ~((2u << p->priority) - 1);
    return later == 0 ? WR_I_NOBODY : queue->of[__builtin_ctz(later)].head;
}
/* One queue a signature, then one a place, then one a gate. */
static inline struct wr_i_queue *wr_i_place_queue(const struct wr_i_run *r, int32_t place)
{
    return wr_i_queue_at(r, (uint32_t)(r->plan->n_sigs + (size_t)place));
}
static inline struct wr_i_queue *wr_i_gate_queue(const struct wr_i_run *r, uint32_t gate)
{
    return wr_i_queue_at(r, (uint32_t)(r->plan->n_sigs + r->plan->n_places + gate));
}

#include "sim/value_internal.h" /* values and measures */

/* ---- what happens (step.c, place.c, staff.c, information.c) ---- */
#define WR_I_MOVES 1000000 /* moves within one instant before a loop without time is suspected; more when more patients are present */
/* WR_ERR_LIMIT, with the sentence about steps of no time that p goes round and round. */
WR_I_RUN int wr_i_endless(struct wr_i_run *r, const struct wr_i_patient *p);
WR_I_RUN void wr_i_attribute_draw(struct wr_i_run *r, const struct wr_i_draw_attribute *a, struct wr_i_patient *p, double u);
/* A patient, in whatever place it holds, asks for step `to`, and everything that follows at once. */
WR_I_RUN void wr_i_goes(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, int32_t to);
/* The end of work, chasing or turnaround. */
WR_I_RUN void wr_i_ends(struct wr_i_run *r, uint32_t slot);
/* Has its staff: begins. */
WR_I_RUN void wr_i_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s);
/* Has its place: information, then staff. */
WR_I_RUN void wr_i_in_place(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
WR_I_RUN void wr_i_asks_staff(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* Puts the end of a piece of work of `time` seconds, begun now, in the calendar or, when it has no length, in the instant's list. */
WR_I_RUN void wr_i_ends_in(struct wr_i_run *r, uint32_t slot, double time);

/* Staff: whether all of `sig` can be had at once by p, who asks now; having it then (and with WR_I_NONE: nothing is needed). */
WR_I_RUN bool wr_i_staff_can(struct wr_i_run *r, uint32_t sig, const struct wr_i_patient *p);
WR_I_RUN bool wr_i_staff_get(struct wr_i_run *r, uint32_t sig, struct wr_i_patient *p);
WR_I_RUN void wr_i_staff_wait(struct wr_i_run *r, uint32_t sig, uint32_t slot, struct wr_i_patient *p);
/* p, who was stopped, stands before those of its priority who have not begun. */
WR_I_RUN void wr_i_staff_wait_again(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* p joins the queue of what it asks for (struct wr_i_work) where it stood, or would have stood, since it asked (p->instant). */
WR_I_RUN void wr_i_staff_wait_since(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* p leaves the queue in which it stands; nothing is offered. */
WR_I_RUN void wr_i_staff_wait_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* Down the queue of which `sig` is part, once. */
WR_I_RUN void wr_i_staff_offer(struct wr_i_run *r, uint32_t sig);
/* Released, and not offered. */
WR_I_RUN void wr_i_staff_let_go(struct wr_i_run *r, uint32_t sig);
/* How many of `resource` are in a signature (WR_I_NONE: none). */
WR_I_RUN int32_t wr_i_sig_count(const struct wr_i_run *r, uint32_t sig, uint32_t resource);
WR_I_RUN void wr_i_staff_release(struct wr_i_run *r, uint32_t sig);
/* The number on duty has changed. */
WR_I_RUN void wr_i_staff_duty(struct wr_i_run *r, uint32_t resource, int32_t duty);
WR_I_RUN uint32_t wr_i_staff_sig(struct wr_i_run *r, const struct wr_i_with *with, const struct wr_i_patient *p);
static inline uint32_t wr_i_step_sig(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p)
{
    return s->counts == NULL ? s->sig : wr_i_staff_sig(r, s->counts, p);
}
/* What p has, at work at its step. */
static inline uint32_t wr_i_step_has(struct wr_i_run *r, const struct wr_i_step *s, const struct wr_i_patient *p)
{
    return r->plan->at_work == WR_I_NONE || (s->flags & WR_I_STEP_SINGLE) ? wr_i_step_sig(r, s, p) : wr_i_work_of(r, p)->has;
}

/* The signature that p, who waits, asks for; that p, at work, has. */
WR_I_RUN uint32_t wr_i_asks(const struct wr_i_run *r, const struct wr_i_patient *p);
WR_I_RUN uint32_t wr_i_has(const struct wr_i_run *r, const struct wr_i_patient *p);

/* Work that can stop (work.c says more). Lists of work under way: one a step, then these. */
#define WR_I_LIST_CHASES(plan) ((uint32_t)(plan)->n_steps)
#define WR_I_LIST_TURNS(plan) ((uint32_t)(plan)->n_steps + 1)
#define WR_I_LIST_TYPING(plan) ((uint32_t)(plan)->n_steps + 2)
#define WR_I_LIST_TASK(plan, task) ((uint32_t)(plan)->n_steps + 3 + (task))
#define WR_I_LISTS(plan) ((uint32_t)((plan)->n_steps + 3 + (plan)->n_tasks))
/* The record's state; when it is stopped, the state in which it was at work. */
WR_I_RUN enum wr_i_state wr_i_doing(const struct wr_i_run *r, const struct wr_i_patient *p);
/* Its work begins: `time` seconds at the usual pace; p->state says at what it works, wr_i_has with whom. */
WR_I_RUN void wr_i_work_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, double time);
/* Its end has come. Nothing when it is none of this kind. */
WR_I_RUN void wr_i_work_over(struct wr_i_run *r, const struct wr_i_patient *p);
WR_I_RUN bool wr_i_work_stale(const struct wr_i_run *r, struct wr_i_entry entry);
/* It stops; before, name, after: why, as it is said ("interrupted by ", "resuscitation", ""). wr_i_work_stopped_wait must follow. again: it will
 * start again, with the whole time. */
WR_I_RUN void wr_i_work_stop(struct wr_i_run *r, uint32_t slot, bool again, const char *before, const char *name, const char *after);
/* Those who have just stopped join the queue, and it is offered what came free; who still waits says so. */
WR_I_RUN void wr_i_work_stopped_wait(struct wr_i_run *r);
/* p cannot have `sig` at once, but may stop others for it, and has it then: begins; then wr_i_work_stopped_wait must follow. */
WR_I_RUN bool wr_i_interrupts(struct wr_i_run *r, uint32_t sig, struct wr_i_patient *p, const struct wr_i_step *s);
WR_I_RUN void wr_i_work_goes_on(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* What the record is at work at takes `to` times as long from now on as usual. */
WR_I_RUN void wr_i_work_pace(struct wr_i_run *r, uint32_t slot, double to);
/* Who began last of all who are at work with `resource`, or WR_I_NOBODY. What was kept counts not. */
WR_I_RUN uint32_t wr_i_work_last(const struct wr_i_run *r, uint32_t resource);
/* Who began first of them. */
WR_I_RUN uint32_t wr_i_work_first(const struct wr_i_run *r, uint32_t resource);
/* Whatever the record waits for or does is taken back, and passes to others; p->state is WR_I_MOVING then. */
WR_I_RUN void wr_i_work_cancel(struct wr_i_run *r, uint32_t slot);
/* Begins, or ends, what is not a step's first beginning, or its end. */
WR_I_RUN void wr_i_begins_other(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
WR_I_RUN void wr_i_ends_other(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* A moment of a category other than ends, for a record; it does not come when it is forgotten, or set anew. */
WR_I_RUN void wr_i_later_put(struct wr_i_run *r, double time, enum wr_i_category category, uint32_t slot);
WR_I_RUN void wr_i_later_forget(struct wr_i_run *r, const struct wr_i_patient *p, enum wr_i_category category);
WR_I_RUN void wr_i_later(struct wr_i_run *r, enum wr_i_category category, uint32_t slot);
/* At the end of the instant's list; slot with a mark of its own (WR_I_LOOKS...), or an end. */
WR_I_RUN void wr_i_agenda_add(struct wr_i_run *r, uint32_t slot);
/* Waiting for a gate, or the place of its step, is over: nobody else moves for that. */
WR_I_RUN void wr_i_gate_wait_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
WR_I_RUN void wr_i_place_wait_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);

/* Looks at what the step must know. True: all looked at, go on to the staff. False: chasing. */
WR_I_RUN bool wr_i_informed(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
WR_I_RUN void wr_i_chase_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
WR_I_RUN void wr_i_chase_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* At the start of a step: factors of what is missing, and counts. */
WR_I_RUN double wr_i_goes_ahead(struct wr_i_run *r, struct wr_i_patient *p, const struct wr_i_step *s);

/* Arrivals (arrive.c), accounts (account.c). */
WR_I_RUN int wr_i_streams_init(struct wr_i_run *r) WR_MUST_USE;
WR_I_RUN void wr_i_stream_fill(struct wr_i_run *r, uint32_t kind);
/* Booked arrivals (booked.c): the next appointment, not before `from`; infinity: there is none. Whether p, whose appointment it is now, comes. */
WR_I_RUN double wr_i_booked_next(const struct wr_i_run *r, const struct wr_i_booked *b, double from, struct wr_i_stream *s);
WR_I_RUN bool wr_i_booked_comes(struct wr_i_run *r, const struct wr_i_patient *p, const struct wr_i_kind *k);
/* A kind whose way of coming changes (arrive_stages.c): the way s->way begins; the moments of a batch, NaN: nobody's number; on to the next number
 * that is somebody's. */
WR_I_RUN void wr_i_way_begins(const struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s);
WR_I_RUN void wr_i_ways_fill(struct wr_i_run *r, const struct wr_i_kind *k, struct wr_i_stream *s);
WR_I_RUN void wr_i_ways_next(struct wr_i_run *r, uint32_t kind);
/* The way of coming at t. */
static inline const struct wr_i_arrive *wr_i_way_at(const struct wr_i_kind *k, double t)
{
    uint32_t i = 0;

    if (k->n_ways == 0)
        return &k->arrive;
    while (i + 1 < k->n_ways && t >= k->ways[i].to)
        i++;
    return &k->ways[i];
}
/* The kind as it is for who arrives, or comes back, at t. */
static inline const struct wr_i_kind *wr_i_kind_at(const struct wr_sim_plan *plan, uint32_t kind, double t)
{
    const struct wr_i_kind *k = &plan->kinds[kind];

    for (uint32_t i = 0; i < k->n_was; i++)
        if (t < k->was[i].until)
            return &k->was[i].kind;
    return k;
}
/* The next arrival of r->next_kind has been carried through. */
static inline void wr_i_stream_next(struct wr_i_run *r)
{
    uint32_t kind = r->next_kind, n = (uint32_t)r->plan->n_kinds;
    struct wr_i_stream *s = &r->streams[kind];

    if (WR_UNLIKELY(++s->at >= s->n))
        wr_i_stream_fill(r, kind);
    r->kind_next[kind] = s->at < s->n ? s->time[s->at] : INFINITY;
    r->next_arrival = r->kind_next[0];
    r->next_kind = 0;
    for (uint32_t i = 1; i < n; i++)
        if (r->kind_next[i] < r->next_arrival) {
            r->next_arrival = r->kind_next[i];
            r->next_kind = i;
        }
    if (WR_UNLIKELY(r->arrivals >= r->plan->last_arrivals))
        r->next_arrival = INFINITY;
}
/* Ends in the instant's list, first caused, first done. */
WR_I_RUN void wr_i_agenda(struct wr_i_run *r);
WR_I_RUN void wr_i_settle(struct wr_i_run *r, double now); /* brings all levels to `now` */
WR_I_RUN int wr_i_account(struct wr_i_run *r, struct wr_sim_result *out) WR_MUST_USE;
/* Everything counted so far is forgotten: collection starts. */
WR_I_RUN void wr_i_account_start(struct wr_i_run *r);

/* The walk (walk.c). `who` is a record, or a name. Only called when r->watch is there. */
WR_I_RUN void wr_i_walk(struct wr_i_run *r, const struct wr_i_patient *p, const char *format, ...) WR_PRINTF(3, 4);
WR_I_RUN void wr_i_walk_thing(struct wr_i_run *r, const char *name, const char *format, ...) WR_PRINTF(3, 4);
WR_I_RUN const char *wr_i_walk_target(const struct wr_i_run *r, int32_t to);
WR_I_RUN void wr_i_walk_has(struct wr_i_run *r, const struct wr_i_patient *p);
#define WR_I_WALK(r, ...)                                                                                                                  \
    do {                                                                                                                                   \
        if (WR_UNLIKELY((r)->watch != NULL))                                                                                               \
            wr_i_walk((r), __VA_ARGS__);                                                                                                   \
    } while (0)

/* What must hold after every event, in builds for checking (invariant.c); nothing in others. */
#ifdef WR_SIM_CHECKED
WR_I_RUN int wr_i_check_init(struct wr_i_run *r) WR_MUST_USE;
WR_I_RUN void wr_i_check_free(struct wr_i_run *r);
WR_I_RUN void wr_i_check_left(struct wr_i_run *r, const struct wr_i_patient *p);
WR_I_RUN void wr_i_check(struct wr_i_run *r);
#else
static inline int wr_i_check_init(const struct wr_i_run *r) { return r == NULL; }
static inline void wr_i_check_free(const struct wr_i_run *r) { (void)r; }
static inline void wr_i_check_left(const struct wr_i_run *r, const struct wr_i_patient *p) { (void)r, (void)p; }
static inline void wr_i_check(const struct wr_i_run *r) { (void)r; }
#endif

#include "sim/down_internal.h"
#include "sim/clock_internal.h"
#include "sim/place_internal.h"
#include "sim/gate_internal.h"
#include "sim/version_internal.h"

#endif
