/* Random small services: what they are made of, and which features of the language they use. */
#ifndef WR_TESTS_SLOWSIM_GENERATE_H
#define WR_TESTS_SLOWSIM_GENERATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* The table of features: name, and how it is said. A feature of the language that run comes to simulate gets a line here, a place in generate.c
 * where it is written when drawn, and its rule in slow.c. */
#define FEATURES(X)                                                                                                                        \
    X(RECORDED, "recorded arrivals")                                                                                                       \
    X(POISSON, "Poisson arrivals")                                                                                                         \
    X(BY_HOUR, "arrivals by hour and weekday")                                                                                             \
    X(EVERY, "one every, exponential")                                                                                                     \
    X(RENEWAL, "one every, a distribution")                                                                                                \
    X(SEVERAL_KINDS, "several kinds")                                                                                                      \
    X(LIKE, "like another kind")                                                                                                           \
    X(KIND_PRIORITY, "priority of patients")                                                                                               \
    X(KIND_IF_FULL, "if full on arrival")                                                                                                  \
    X(KIND_AT_MOST, "waiting at most on arrival")                                                                                          \
    X(CATEGORY, "attribute: category")                                                                                                     \
    X(NUMBER, "attribute: number")                                                                                                         \
    X(CHANCE, "attribute: chance")                                                                                                         \
    X(BY, "value by an attribute")                                                                                                         \
    X(BY_KIND, "value by kind")                                                                                                            \
    X(NESTED, "by inside by")                                                                                                              \
    X(SPACES_TIME, "spaces over time")                                                                                                     \
    X(OPEN, "places that open and close")                                                                                                  \
    X(TURNAROUND, "turnaround")                                                                                                            \
    X(TURNAROUND_STAFF, "turnaround with staff")                                                                                           \
    X(TURNAROUND_DRAWN, "turnaround drawn")                                                                                                \
    X(UNLIMITED, "unlimited place")                                                                                                        \
    X(WAITS_IN, "waits in")                                                                                                                \
    X(SEVERAL_STAFF, "several staff together")                                                                                             \
    X(COUNT, "more than one of a staff")                                                                                                   \
    X(COUNT_BY, "how many by an attribute")                                                                                                \
    X(DUTY_TIME, "on duty over time")                                                                                                      \
    X(EQUIPMENT, "equipment")                                                                                                              \
    X(GATE, "steps that open and close")                                                                                                   \
    X(STEP_PRIORITY, "priority of a step")                                                                                                 \
    X(IF_FULL, "if full")                                                                                                                  \
    X(AT_MOST, "waiting at most")                                                                                                          \
    X(IF_FULL_NO_PLACE, "if full without a place")                                                                                         \
    X(NO_LENGTH, "steps of no length")                                                                                                     \
    X(NO_PLACE, "steps without a place")                                                                                                   \
    X(LOOP, "loops")                                                                                                                       \
    X(DRAWN, "times drawn, closed forms")                                                                                                  \
    X(TABLED, "times drawn, gamma, erlang, beta")                                                                                          \
    X(TABLES, "times drawn, empirical and discrete")                                                                                       \
    X(CUT, "times cut: at least, at most")                                                                                                 \
    X(SHARES, "routes by chance")                                                                                                          \
    X(SHARE_BY, "shares by an attribute")                                                                                                  \
    X(ROUTE_BY, "routes by an attribute")                                                                                                  \
    X(ROUTE_IF, "routes by if")                                                                                                            \
    X(INFORMATION, "information")                                                                                                          \
    X(INFORMATION_CHANCE, "information by chance")                                                                                         \
    X(INFORMATION_BY, "information by an attribute")                                                                                       \
    X(WRONG, "information wrong")                                                                                                          \
    X(KEEPS, "information keeps")                                                                                                          \
    X(CHASE, "chasing")                                                                                                                    \
    X(CHASE_STAFF, "chasing with staff")                                                                                                   \
    X(CHASE_DRAWN, "chasing takes a drawn time")                                                                                           \
    X(CHASE_PRIORITY, "priority of chasing")                                                                                               \
    X(NOT_FOUND, "chased and not always found")                                                                                            \
    X(GO_AHEAD, "go ahead with a factor")                                                                                                  \
    X(CHASE_THEN_FACTOR, "chase first, then a factor")                                                                                     \
    X(CHANGE_TIME, "change of a time")                                                                                                     \
    X(CHANGE_SHARE, "change of a share")                                                                                                   \
    X(CHANGE_INFORMATION, "change of information")                                                                                         \
    X(CHANGE_CHASE, "change of chasing")                                                                                                   \
    X(CHANGE_STAFF, "change of staff or spaces")                                                                                           \
    X(ADOPTION, "adoption by chance")                                                                                                      \
    X(TWO_CHANGES, "two changes")                                                                                                          \
    X(BESIDE, "beside")                                                                                                                    \
    X(GO_LIVE, "from go-live")                                                                                                             \
    X(RAMP, "adoption over time")                                                                                                          \
    X(DIP, "dip of a go-live")                                                                                                             \
    X(WARM_UP, "warm-up")                                                                                                                  \
    X(DRAIN, "arrivals, then drain")                                                                                                       \
    X(ANY_STAFF, "any of staff")                                                                                                           \
    X(SERVES, "staff who serve some kinds")                                                                                                \
    X(FILLED, "shifts filled by chance")                                                                                                   \
    X(BREAKS, "breaks")                                                                                                                    \
    X(HAND_OVER, "hand over at end of shift")                                                                                              \
    X(INTERRUPTS, "interrupting")                                                                                                          \
    X(START_AGAIN, "interrupted: start again")                                                                                             \
    X(EQUIPMENT_DOWN, "equipment down")                                                                                                    \
    X(SYSTEM_DOWN, "systems down")                                                                                                         \
    X(DOWN_CHANCE, "down by chance")                                                                                                       \
    X(STOPS, "steps that stop")                                                                                                            \
    X(SLOWED, "steps that are slowed")                                                                                                     \
    X(AFTERWARDS, "typing in afterwards")                                                                                                  \
    X(KEPT_IN, "information kept in a system")                                                                                             \
    X(IF_PLACE, "if a place is full, open, closed")                                                                                        \
    X(IF_DOWN, "if a system is down")                                                                                                      \
    X(IF_WAITING, "if so many wait for a step")                                                                                            \
    X(IF_CLOCK, "if it is a time of day")                                                                                                  \
    X(IF_WENT, "if they went to a step")                                                                                                   \
    X(ANY_PLACES, "any of places")                                                                                                         \
    X(KEEP_PLACE, "a place that is kept")                                                                                                  \
    X(KEEP_STAFF, "staff who are kept")                                                                                                    \
    X(FREES, "frees what was kept")                                                                                                        \
    X(SURGE, "a place that opens by a rule")                                                                                               \
    X(EACH, "each run anew")                                                                                                               \
    X(BOOKED, "booked arrivals")                                                                                                           \
    X(NO_SHOW, "booked and do not come")                                                                                                   \
    X(COMES_BACK, "comes back")                                                                                                            \
    X(GIVES_UP, "gives up")                                                                                                                \
    X(SINCE_ARRIVAL, "gives up, since arrival")                                                                                            \
    X(UNLESS, "unless")                                                                                                                    \
    X(ROUNDS, "rounds")                                                                                                                    \
    X(TOGETHER, "together")                                                                                                                \
    X(AT_LEAST, "together, at least")                                                                                                      \
    X(OR_AFTER, "together, or after")                                                                                                      \
    X(ERRANDS, "errands")                                                                                                                  \
    X(WAITS_FOR, "waits for")                                                                                                              \
    X(WAIT_ITEM, "waits for information")                                                                                                  \
    X(TELLS, "tells")                                                                                                                      \
    X(SETS, "sets")                                                                                                                        \
    X(TASK_EVERY, "tasks by the clock")                                                                                                    \
    X(TASK_CHANCE, "tasks by chance")                                                                                                      \
    X(TASK_PATIENT, "tasks for each patient")                                                                                              \
    X(TASK_WHEN, "tasks at certain hours")                                                                                                 \
    X(TASK_PRIORITY, "priority of tasks")                                                                                                  \
    X(INTERRUPT_TASK, "interrupting tasks and errands")                                                                                    \
    X(CHANGE_TASK, "change of a task's time")                                                                                              \
    X(MIDNIGHT, "begins late in the day")                                                                                                  \
    X(HOLIDAYS, "holidays")                                                                                                                \
    X(DAYS, "rotas by weekday")                                                                                                            \
    X(LATER, "a change that begins later")                                                                                                 \
    X(AT_ONCE, "changes that begin at one later moment")                                                                                   \
    X(ORDER, "changes in another order than that of time")                                                                                 \
    X(THREE_CHANGES, "three changes")                                                                                                      \
    X(ADD_STEP, "adds a step")                                                                                                             \
    X(ADD_STAFF, "adds staff")                                                                                                             \
    X(ADD_PLACE, "adds a place")                                                                                                           \
    X(ADD_TASK, "adds a task")                                                                                                             \
    X(ADD_KIND, "adds a kind")                                                                                                             \
    X(ADD_ITEM, "adds information")                                                                                                        \
    X(ADD_SYSTEM, "adds a system")                                                                                                         \
    X(ADD_OUTCOME, "adds an outcome")                                                                                                      \
    X(ADD_ERRAND, "adds an errand")                                                                                                        \
    X(REMOVE_STEP, "removes a step")                                                                                                       \
    X(REMOVE_STAFF, "removes staff")                                                                                                       \
    X(REMOVE_PLACE, "removes a place")                                                                                                     \
    X(REMOVE_TASK, "removes a task")                                                                                                       \
    X(REMOVE_KIND, "removes a kind")                                                                                                       \
    X(REMOVE_PART, "removes a part of an entry")                                                                                           \
    X(SET_STEP, "sets a whole step")                                                                                                       \
    X(SET_WITH, "sets who does a step")                                                                                                    \
    X(SET_IN, "sets where a step is done")                                                                                                 \
    X(SET_GATE, "sets open, rounds or together")                                                                                           \
    X(SET_PRIORITY, "sets the priority of a step")                                                                                         \
    X(SET_IF_FULL, "sets if full")                                                                                                         \
    X(SET_PATIENCE, "sets gives up")                                                                                                       \
    X(SET_UNLESS, "sets unless")                                                                                                           \
    X(SET_NEEDS, "sets what a step needs to know")                                                                                         \
    X(SET_THEN, "sets what comes then")                                                                                                    \
    X(SET_KEEP, "sets what is kept or freed")                                                                                              \
    X(SET_INTERRUPTS, "sets interrupts")                                                                                                   \
    X(SET_ERRANDS, "sets starts or waits for")                                                                                             \
    X(SET_SETS, "sets what a step sets or tells")                                                                                          \
    X(SET_ITEM, "sets kept in or keeps")                                                                                                   \
    X(SET_CHASE, "sets who chases, or how")                                                                                                \
    X(SET_TASK, "sets a line of a task")                                                                                                   \
    X(TASK_MOMENTS, "sets when a task is due")                                                                                             \
    X(KIND_SHARE, "changes who comes")                                                                                                     \
    X(ATTRIBUTES, "attributes that come, change and go")                                                                                   \
    X(SET_KIND, "sets the priority of a kind, or if full")                                                                                 \
    X(STARTS_AT, "sets where a kind starts")                                                                                               \
    X(ARRIVE_RATE, "another rate or other gaps")                                                                                           \
    X(ARRIVE_SORT, "another sort of coming")                                                                                               \
    X(SET_BACK, "sets comes back")                                                                                                         \
    X(SET_TURNAROUND, "sets turnaround")                                                                                                   \
    X(SET_HOURS, "sets the hours of a place")                                                                                              \
    X(SET_OPENS, "sets the rule of a place")                                                                                               \
    X(SET_SPACES, "sets spaces")                                                                                                           \
    X(SET_DUTY, "sets who is on duty")                                                                                                     \
    X(SET_BREAKS, "sets breaks")                                                                                                           \
    X(SET_FILLED, "sets filled")                                                                                                           \
    X(SET_END, "sets the end of shift")                                                                                                    \
    X(SET_SERVES, "sets who serves whom")                                                                                                  \
    X(SET_DOWN, "sets when it is down")                                                                                                    \
    X(SET_PAPER, "sets on paper")                                                                                                          \
    X(SET_AFTERWARDS, "sets afterwards")                                                                                                   \
    X(EVERY_NAME, "sets a line of every entry")                                                                                            \
    X(LIMIT, "sets spaces to unlimited, or limits them")                                                                                   \
    X(REMOVE_SYSTEM, "removes a system")                                                                                                   \
    X(REMOVE_ITEM, "removes information")                                                                                                  \
    X(REMOVE_OUTCOME, "removes an outcome")                                                                                                \
    X(REMOVE_ERRAND, "removes an errand")                                                                                                  \
    X(PARAMETER, "changes a parameter of a time")                                                                                          \
    X(ON_GONE, "acts on what another change removes")

#define FEATURE_ENUM(id, name) F_##id,
enum feature { FEATURES(FEATURE_ENUM) N_FEATURES };
#define FIRST_IN_TIME F_LATER /* from here on: counted only where the changes begin at the go-live or later */

extern const char *const feature_names[N_FEATURES];
/* Whether the two can stand in one service at all. */
bool features_fit(enum feature a, enum feature b);

/* A service as a list of lines, so that any of it can be dropped: section: / entry: / key: value. A line with an empty key is the entry itself. Of
 * a change there is a line with the key `effects`, `adds` or `removes` for each of these. */
enum { VALUE_SIZE = 2000 };
struct part {
    char section[16], entry[32], key[24], value[VALUE_SIZE];
    bool dropped;
};

struct service {
    struct part *parts; /* grown with test_realloc */
    size_t n, capacity;
    bool used[N_FEATURES];
    bool has_option, go_live;
    uint64_t state; /* of its own chance */
};

/* measures: with one of each measure of each part. */
void service_generate(struct service *g, uint64_t seed, bool measures);
void service_free(struct service *g);
/* The text; recorded arrivals go to KIND.csv in `folder`. */
void service_write(const struct service *g, const char *folder, struct wr_buf *out);

#endif
