/* What goes down, in the compiled model (rule 14; docs/rules.md, D). A part of plan_internal.h. */
#ifndef WR_SIM_PLAN_DOWN_INTERNAL_H
#define WR_SIM_PLAN_DOWN_INTERNAL_H

#include "sim/plan_internal.h"

/* One entry of `down`. */
struct wr_i_down {
    const struct wr_i_value *gap;   /* by chance: from the end of one to the next; else NULL */
    const struct wr_i_value *lasts; /* by chance, once */
    const struct wr_i_clock *clock; /* planned: its `open` holds while it is down; else NULL */
    double from;                    /* once: seconds after time 0; else infinity */
    uint32_t entry;                 /* how-manieth of its thing: part of its draws */
    uint32_t first, last;           /* the stages in which its list holds: nothing of it begins in others */
};
/* Typing in one step, and whose work that is, with the system itself. */
struct wr_i_typing {
    bool is; /* else what was done on paper stays there */
    const struct wr_i_value *takes;
    struct wr_i_with with;
};
/* Equipment or a system that goes down: equipment first, then systems, each in file order. */
struct wr_i_thing {
    int system; /* of the model; -1: equipment */
    uint32_t
        resource; /* equipment; for a system that stops work, what that work needs: plenty while it is up, none while it is down; WR_I_NONE: no work stops */
    uint32_t n_downs;
    const struct wr_i_down *downs;
    uint32_t n_steps; /* slowed by it */
    const uint32_t *steps;
    bool typed; /* what was done on paper is typed in afterwards, in some stage at least */
    const struct wr_i_typing *typing;
    size_t typing_step; /* from one stage's to the next one's; 0: it is the same in all */
    uint32_t owner, purpose_down, purpose_afterwards;
    uint32_t level_down; /* 1 while it is down */
    const char *name;
};
/* How a step is slowed by a system that is down. */
struct wr_i_slowed {
    uint32_t thing;
    uint32_t at; /* byte * 8 + bit in a patient: done on paper, in part */
    const struct wr_i_value *times;
};

#endif
