/* The plain reference simulator: the rules of docs/manual.md, section 2, done in the plainest way there is. Lists that are searched from end to
 * end, nothing compiled, nothing remembered between draws. It shares with the program the reader of files (model/) and the streams of chance
 * and distributions (draw/), and nothing of src/sim but the names of purposes that the keys of draws are made of. */
#ifndef WR_TESTS_SLOWSIM_SLOW_H
#define WR_TESTS_SLOWSIM_SLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/model.h"

struct slow_line {
    double time;      /* seconds after time 0 */
    const char *text; /* "walk-in:17  asks for triage" */
};

struct slow_walk {
    struct wr_arena arena; /* holds the lines */
    struct slow_line *lines;
    size_t n, capacity;
    bool gave_up; /* too many events: a model for which this is too slow, or without end */
    unsigned long circles;
};

/* Walks replication `replication` of `model`. go_live: each change starts at the first collected moment, or later; stages (or NULL): the service
 * until then. *out is init here. */
void slow_walk(const struct wr_model *model, const struct wr_stages *stages, bool go_live, uint64_t seed, uint32_t replication,
               struct slow_walk *out);
void slow_walk_init(struct slow_walk *walk);
void slow_walk_add(struct slow_walk *walk, double time, const char *text);
void slow_walk_free(struct slow_walk *walk);

/* Faults that a test plants here, to see that it finds them. */
enum slow_fault {
    SLOW_SOUND,
    SLOW_NO_CIRCLE,
    SLOW_STAFF_LATE,
    SLOW_ONE_VISIT,
    SLOW_LAST_OF_EQUALS,
    SLOW_NOBODY_HELD_BACK,
    SLOW_CHASE_AGAIN,
    SLOW_LAST_BEGUN,
    SLOW_GOES_ON_LAST,
    SLOW_ANY_LAST,
    SLOW_STOPS_FIRST_BEGUN,
    SLOW_STOPS_MORE_URGENT,
    SLOW_KEEPS_NOTHING,
    SLOW_PACE_STAYS,
    SLOW_PATIENCE_STAYS,
    SLOW_NEVER_MISSED,
    SLOW_ERRANDS_STAY,
    SLOW_HOLDS_NOBODY,
    SLOW_ATTRIBUTES_ANEW,
    SLOW_STEP_AS_IT_IS,
    SLOW_KIND_SETTLED,
    SLOW_ALL_AT_ONCE,
    SLOW_ONE_GATE,
    SLOW_GAP_ENDS,
    SLOW_DOWN_ENDS,
    SLOW_TASK_AS_IT_WAS,
    SLOW_SHIFT_STAYS,
    SLOW_FAULTS
};
extern enum slow_fault slow_fault;

#endif
