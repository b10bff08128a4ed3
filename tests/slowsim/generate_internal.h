/* What the makers of random services share: generate.c (who comes, and what there is), generate_steps.c (what is done, changed and measured). */
#ifndef WR_TESTS_SLOWSIM_GENERATE_INTERNAL_H
#define WR_TESTS_SLOWSIM_GENERATE_INTERNAL_H

#include "generate.h"

struct text {
    char s[240];
};

/* What the makers below share. */
struct maker {
    struct service *g;
    bool drawn[N_FEATURES];
    int places, staff, items, steps, kinds, systems, errands, tasks;
    bool starts[6][2], waits_item; /* which step starts which errand; some step waits for an item */
    bool equipment, unlimited[4], has_takes[6], has_shares[6], has_place[6], has_staff[6], needs[6][2], chased[2];
    int begin, minutes; /* when the run begins, after midnight; how long it lasts */
    struct text shares_to[6];
    int in[6][2];  /* places of each step, -1: none */
    bool opens[4]; /* places by hours */
};

extern const char *const place_names[4];
extern const char *const staff_names[3];
extern const char *const item_names[2];
extern const char *const system_names[2];
extern const char *const step_names[6];
extern const char *const errand_names[3];
extern const char *const task_names[2];
extern const char *const kind_names[3];

void make_line(struct maker *m, const char *section, const char *entry, const char *key, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
struct text text(const char *format, ...) __attribute__((format(printf, 1, 2)));
int maker_below(struct maker *m, int n);
int maker_between(struct maker *m, int from, int to);
bool maker_percent(struct maker *m, int p);
bool maker_use(struct maker *m, enum feature f, int often);
struct text maker_split(struct maker *m, enum feature f, struct text a, struct text b);
struct text maker_minutes(struct maker *m, bool drawn);
struct text maker_takes(struct maker *m);
struct text maker_share(struct maker *m, bool by_chance);
struct text maker_priority(struct maker *m);
struct text maker_hours(struct maker *m, int from, int to);
struct text maker_with(struct maker *m);
void maker_append(char *to, size_t size, struct text more);

struct text maker_later(struct maker *m, int step); /* a later step or an outcome */

/* generate_gates.c */
void make_beside(struct maker *m);
void make_gate(struct maker *m, int i);
void make_errands(struct maker *m);
void make_tasks(struct maker *m);
void make_booked(struct maker *m, const char *kind);
void make_outcomes(struct maker *m);

/* generate_work.c */
void make_staff_rules(struct maker *m);
struct text maker_any_staff(struct maker *m);
struct text maker_one_staff(struct maker *m);
bool make_interrupts(struct maker *m, int i);
int maker_systems(struct maker *m);
void make_systems(struct maker *m);
struct text maker_state(struct maker *m, int later);

/* generate_places.c */
void make_in(struct maker *m, int i);
void make_keep(struct maker *m, int i);
void make_surge(struct maker *m);

void make_steps(struct maker *m);
void make_changes(struct maker *m);
void make_measures(struct maker *m);

#endif
