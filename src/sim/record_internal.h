/* What a record is: its states; its work; errands and their patient, groups and their members. A part of run_internal.h. */
#ifndef WR_SIM_RECORD_INTERNAL_H
#define WR_SIM_RECORD_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

/* Of one byte, and not a character type: a store to it then tells the compiler nothing about other memory. */
enum __attribute__((packed)) wr_i_state {
    WR_I_FREE,   /* not in use */
    WR_I_MOVING, /* in the middle of its turn */
    WR_I_WAITS_GATE,
    WR_I_WAITS_PLACE,
    WR_I_WAITS_STAFF,
    WR_I_WAITS_CHASE, /* in a queue */
    WR_I_WORKS,
    WR_I_CHASES,       /* in the calendar */
    WR_I_STOPPED,      /* at a step, or chasing: in a queue, to go on (work.c) */
    WR_I_GROUP_PASSES, /* in a group (together.c), about to come out of the gate, or out of the step */
    WR_I_GROUP_READY,  /* only its group's staff is lacking */
    WR_I_GROUP_MEMBER, /* its group is at work */
    WR_I_TURN_WAITS,
    WR_I_TURN_WORKS, /* a turnaround: kind is its place */
    WR_I_TASK_WAITS,
    WR_I_TASK_WORKS,  /* a task that is due (task.c) */
    WR_I_TASK_GAP,    /* a patient's next task by chance: for its moment */
    WR_I_GROUP_FORMS, /* a group (together.c): its members are on their way */
    WR_I_GROUP_WAITS,
    WR_I_GROUP_WORKS,
    WR_I_STOPPED_BESIDE, /* a turnaround or task: in a queue, to go on */
    WR_I_AWAY,           /* a patient who has left and will come back (back.c) */
    WR_I_ONE_OF,         /* stands for a patient who waits for any of several places, in the queue of one: asked, place as in WR_I_SECOND */
    WR_I_TYPE_WAITS,
    WR_I_TYPES, /* typing in what was done on paper (down.c) */
    WR_I_SECOND /* stands for a patient who waits for room in `waits in`: asked holds the patient's slot, place what it waits for */
};

/* Of a record's work, where it can stop (plan->at_work). */
struct wr_i_work {
    double ends;        /* at work: when it ends; stopped: the seconds left, at the usual pace */
    double pace;        /* at work: how many times longer than usual it takes now */
    double whole;       /* seconds it takes in all, as drawn */
    uint64_t begun;     /* order begun: of the entry in the calendar that counts */
    uint64_t first;     /* order in which it first began: among those who go on */
    uint32_t asks, has; /* signatures: asked for, and had; or WR_I_NONE. Of a step that is SINGLE: the step's */
    uint32_t rank;      /* among equals of one patient: the patient 0, errands as started, tasks as in the file */
    uint32_t list;      /* of work under way, and its neighbours there */
    uint32_t next, prev;
    enum wr_i_state what; /* stopped: at work at what */
    bool on;              /* at work */
    bool at_once;         /* of no length: its end stands in the instant's list */
    bool again;           /* stopped: starts again */
};

/* In a record, where plan->at_party; slots are kept + 1, 0 is nobody. */
struct wr_i_party {
    uint32_t owner;            /* errand: the patient's slot */
    uint32_t serial;           /* errand: order started, from 1; a patient has 0 */
    uint32_t errands;          /* patient: its first errand under way */
    uint32_t next;             /* errand: the patient's next; group: the next that passes with it */
    uint32_t member_of, after; /* member: its group, and who stands behind it there */
    uint32_t group, n;         /* group: its first member, how many */
    uint32_t said;             /* at the gate: the words last said */
    uint32_t mark;             /* at the gate: may pass, in the look of this number */
    uint32_t visit;            /* errand: of the step that it began last; others of its patient may have begun it since */
    uint16_t errand;           /* errand: its first step */
    bool waits_item;           /* at the gate: for the item at at_want */
    bool held;                 /* group: members are still on their way into it or out of it */
};
#define WR_I_ERRAND (-2) /* the place of an errand */

#endif
