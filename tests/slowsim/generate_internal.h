/* What the makers of random services share: generate.c (who comes, and what there is), generate_steps.c (what is done, changed and measured). */
#ifndef WR_TESTS_SLOWSIM_GENERATE_INTERNAL_H
#define WR_TESTS_SLOWSIM_GENERATE_INTERNAL_H

#include "generate.h"

#include <stdarg.h>

struct text {
    char s[240];
};

/* What the makers below share. */
struct maker {
    struct service *g;
    bool drawn[N_FEATURES];
    int places, staff, items, steps, kinds, systems, errands, tasks;
    bool starts[8][2], waits_item; /* which step starts which errand; some step waits for an item */
    bool equipment, unlimited[4], has_takes[8], has_shares[8], has_place[8], has_staff[8], needs[8][2], chased[2];
    int begin, minutes; /* when the run begins, after midnight; how long it lasts */
    struct text shares_to[8];
    int in[8][2];  /* places of each step, -1: none */
    bool opens[4]; /* places by hours */
    /* Of the changes (generate_changes.c): */
    int removes, acts;                   /* one takes out what another has acted on */
    int changes, c;                      /* how many; which is being written */
    int gone_step, gone_task, gone_kind; /* removed by one of them; -1: none */
    bool go_live, whole[8];              /* begins in the run; steps that one of them replaces */
};

extern const char *const place_names[4];
extern const char *const staff_names[3];
extern const char *const item_names[2];
extern const char *const system_names[2];
extern const char *const step_names[7];
extern const char *const errand_names[3];
extern const char *const task_names[2];
extern const char *const kind_names[4];

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

struct text maker_later(struct maker *m, int step);         /* a later step or an outcome */
int maker_step(struct maker *m);                            /* one that stays */
struct text maker_clock(struct maker *m, int from, int to); /* hours without days */
struct text maker_schedule(struct maker *m);
struct text maker_days(struct maker *m);

/* generate_gates.c */
void make_beside(struct maker *m);
void make_gate(struct maker *m, int i, int from);
void make_rounds(struct maker *m, const char *entry, bool *together);
void make_together(struct maker *m, const char *entry);
void make_patience(struct maker *m, const char *entry, struct text where, bool together, struct text other);
void make_sets(struct maker *m, const char *entry);
void make_tells(struct maker *m, const char *entry, bool must);
void make_list(struct maker *m, const char *entry, const char *key, const bool *errands);
void make_task(struct maker *m, const char *name);
void make_back(struct maker *m, const char *outcome);
struct text maker_time_of_day(struct maker *m, int after);
struct text maker_time(struct maker *m);
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
struct text maker_down(struct maker *m);
struct text maker_breaks(struct maker *m);
struct text maker_paper(struct maker *m, bool *slowed);
struct text maker_afterwards(struct maker *m);

/* generate_places.c */
void make_in(struct maker *m, int i);
void make_keep(struct maker *m, int i);
void make_surge(struct maker *m);
struct text maker_surge(struct maker *m);

void make_arrive(struct maker *m, const char *kind, const char *file, int way);
void make_turnaround(struct maker *m, int i);

void make_steps(struct maker *m);
void make_step(struct maker *m, int i, int from); /* step i, which leads to steps after `from` */
void make_then(struct maker *m, int i, int from);
void make_needs(struct maker *m, int i);

void make_measures(struct maker *m);

/* generate_changes.c */
void make_changes(struct maker *m);
/* Whether engine and plain simulator can begin it in the middle of a run. */
bool feature_in_time(enum feature f);
/* Whether the feature was drawn, and may begin at the moment at which the changes do. */
bool maker_may(const struct maker *m, enum feature f);
/* Of the change m->c: an effect, what it takes out, what it adds. */
void make_effect(struct maker *m, const char *path, const char *format, ...) __attribute__((format(printf, 3, 4)));
void make_removes(struct maker *m, const char *path);
void make_adds(struct maker *m, const char *section, const char *entry, const char *body);
/* Whether no change acts on the path, or below it. */
bool maker_untouched(const struct maker *m, const char *path);
/* Goes on with a change that does not remove the entry `path`, which one of them does; whether there is one. */
bool make_by_another(struct maker *m, const char *path);
struct part *maker_part(struct maker *m, const char *section, const char *entry, const char *key);
bool maker_has(struct maker *m, const char *section, const char *entry, const char *key);
/* The lines made since there were `mark` of them become effects that set them; whether there is one. Or they become one map. */
bool make_sets_of(struct maker *m, size_t mark);
void maker_map(struct maker *m, size_t mark, char *out, size_t size);

/* generate_adds.c; what makes one feature says whether it could. */
void make_out(struct maker *m);
int maker_untouched_step(struct maker *m, const char *key);
/* As make_step, but it waits for information only where somebody tells it already. */
void make_known_step(struct maker *m, int i, int from);
bool add_step(struct maker *m);
bool add_staff(struct maker *m);
bool add_place(struct maker *m);
bool add_task(struct maker *m);
bool add_kind(struct maker *m);
bool add_item(struct maker *m);
bool add_system(struct maker *m);
bool add_outcome(struct maker *m);
bool add_errand(struct maker *m);

/* generate_set_steps.c */
bool maker_said(struct maker *m, const char *section, const char *entry, const char *key); /* in the service, or set by a change */
bool set_step(struct maker *m);
bool set_with(struct maker *m);
bool set_in(struct maker *m);
bool set_gate(struct maker *m);
bool set_priority(struct maker *m);
bool set_if_full(struct maker *m);
bool set_patience(struct maker *m);
bool set_unless(struct maker *m);
bool set_needs(struct maker *m);
bool set_then(struct maker *m);
bool set_keep(struct maker *m);
bool set_interrupts(struct maker *m);
bool set_errands(struct maker *m);
bool set_sets(struct maker *m);
bool parameter(struct maker *m);

/* generate_sets.c */
void make_in_time(struct maker *m);

#endif
