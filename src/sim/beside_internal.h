/* What runs beside the usual way of a patient: patience, coming back, tasks, places that open by a rule. */
#ifndef WR_SIM_BESIDE_INTERNAL_H
#define WR_SIM_BESIDE_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Who may call the functions that are shared by the files that run. They are compiled together (engine.c), so that the hot ones can go into one
 * another. */
#ifndef WR_I_RUN
#define WR_I_RUN
#endif
struct wr_i_run;
struct wr_i_patient;
struct wr_i_step;
struct wr_i_taker;

#define WR_I_RANK_TASKS 0x80000000u /* of the first task: behind all errands */

/* Of a patient, where there are tasks. Lists of a place's patients, in the order in which they entered, and of a patient's tasks, as they were
 * due. Slots of tasks are kept as slot + 1, so that zeroed memory says none. */
struct wr_i_there {
    uint64_t entered; /* order in which they entered */
    uint32_t own;     /* the patient's slot */
    uint32_t in;      /* the place in whose list it stands + 1; 0: none */
    uint32_t next, prev;
    uint32_t first, last; /* of its tasks */
};
struct wr_i_task_of {
    uint32_t task;
    uint32_t owner; /* the patient's slot, or WR_I_NOBODY */
    uint32_t next, prev;
};
struct wr_i_task_run {
    double next;    /* when it is next due, by the clock */
    uint64_t times; /* of `every`: multiples passed */
    uint64_t due, gaps;
    uint32_t slot;    /* of a task of no patient: the one that is due and not begun, or WR_I_NOBODY */
    uint32_t waiting; /* due and not begun */
};

/* A place that opens by a rule. */
struct wr_i_surge_state {
    bool open, by_rule, looks; /* by_rule: its rule acts already; looks: it is looked at with all that opens now */
    double until;              /* open: stays so until then, at least */
};

/* Of a patient who may come back. */
struct wr_i_back {
    uint32_t times; /* came back */
    uint32_t to;    /* step, when away; WR_I_NONE: where the kind starts */
};

/* A value that waits for its patient to leave (held.c); from 1, 0 ends a list. */
struct wr_i_held {
    double value;
    const struct wr_i_taker *taker;
    uint32_t next;
};
WR_I_RUN void wr_i_held_until_leaving(struct wr_i_run *r, const struct wr_i_taker *t, const struct wr_i_patient *p, double value);
WR_I_RUN void wr_i_held_taken(struct wr_i_run *r, struct wr_i_patient *p);

/* Patience (patience.c): at the asking for a step that has it; at a start; and what happens when it is over, or what may come before has come. */
WR_I_RUN void wr_i_patience_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s);
WR_I_RUN void wr_i_unless_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, const struct wr_i_step *s);
WR_I_RUN void wr_i_gives_up(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* Seconds of the work at which p is, or was when it was stopped, that are not done. */
WR_I_RUN double wr_i_work_left(const struct wr_i_run *r, const struct wr_i_patient *p);
WR_I_RUN void wr_i_cut_short(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);
/* Coming back (back.c): drawn at leaving; true: the record is kept, to come back. */
WR_I_RUN bool wr_i_comes_back(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, uint32_t outcome);
WR_I_RUN void wr_i_returns(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p);

/* Tasks (task.c). A patient has entered a place, or left it (after the line that says so); only where there are tasks (plan->at_task). */
WR_I_RUN void wr_i_task_place_entered(struct wr_i_run *r, struct wr_i_patient *p, int32_t place);
WR_I_RUN void wr_i_task_place_left(struct wr_i_run *r, struct wr_i_patient *p, int32_t place);
/* A patient's record has just been made. */
WR_I_RUN void wr_i_own_slot(const struct wr_i_run *r, uint32_t slot, const struct wr_i_patient *p);
WR_I_RUN void wr_i_task_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *q);
WR_I_RUN void wr_i_task_ends(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *q);
/* The moment of a patient's task by chance. */
WR_I_RUN void wr_i_task_by_chance(struct wr_i_run *r, uint32_t slot, const struct wr_i_patient *q);
/* Tasks due by the clock, now: the clock's last phase. When the next is. */
WR_I_RUN double wr_i_tasks_due(struct wr_i_run *r);
WR_I_RUN double wr_i_tasks_init(struct wr_i_run *r);
/* The run ends: the task is due without end in one instant. */
WR_I_RUN void wr_i_task_endless(struct wr_i_run *r, uint32_t task);
WR_I_RUN uint32_t wr_i_task_index(const struct wr_i_run *r, const struct wr_i_patient *q);
WR_I_RUN struct wr_i_patient *wr_i_task_owner(const struct wr_i_run *r, const struct wr_i_patient *q); /* NULL: nobody's */

#endif
