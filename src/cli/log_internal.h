/* An event log made of a walk: what `run --log` writes. log_cases.c keeps the cases, log_lines.c understands the lines of the
 * walk, log_write.c writes CSV and XES. */
#ifndef WR_CLI_LOG_INTERNAL_H
#define WR_CLI_LOG_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"
#include "model/model.h"

#define WR_I_LOG_NOBODY UINT32_MAX

/* An activity that has been scheduled or has started, and is not over. */
enum wr_i_log_what { WR_I_LOG_STEP, WR_I_LOG_CHASE, WR_I_LOG_TASK };
struct wr_i_log_open {
    enum wr_i_log_what what;
    int index;            /* of the step, item or task */
    const char *resource; /* as the walk says it; "" for none */
    uint64_t instance;
    bool started;
};

/* A patient who is here. A slot is used again once the patient has left, so memory follows the patients present. */
struct wr_i_log_case {
    int kind;
    uint64_t number;
    uint64_t sequence;      /* order of arrival; 0: slot not in use */
    uint32_t next;          /* of the same bucket; of the free list */
    int place, from, asked; /* or -1; from: the place before, not yet given on */
    uint32_t visit;         /* 1; more: came back */
    struct wr_i_log_open *open;
    size_t n_open, open_room;
    const char **has;     /* one text per attribute of the model; NULL: the patient has none such */
    struct wr_buf texts;  /* behind `has`: each with its zero */
    struct wr_buf events; /* XES: the trace so far */
};

struct wr_i_log_event {
    const struct wr_i_log_case *patient;
    const char *activity, *what; /* the second part of the activity's name, or "" */
    const char *lifecycle;       /* a transition of XES's standard lifecycle */
    double time;                 /* seconds since 1970, local */
    const char *resource;
    uint64_t instance;
};

/* Where the log comes from; stands in the file. */
struct wr_i_log_about {
    const char *option;
    unsigned long long replication, seed;
};

struct wr_i_log {
    const struct wr_model *model; /* with the option */
    struct wr_i_log_about about;
    struct wr_arena arena;
    struct wr_map kinds, steps, places, resources, tasks;
    struct wr_map back; /* visits of those who came back, by who */
    const char **staff; /* what stood behind `with`, each text once */
    size_t n_staff, staff_room;
    struct wr_i_log_case *cases;
    size_t n_cases, cases_room;
    uint32_t free;     /* first free slot */
    uint32_t *buckets; /* first of each bucket */
    size_t n_buckets;  /* a power of two */
    uint64_t present;  /* slots in use */
    uint32_t pending;  /* who has just arrived: its attributes come with the next line */
    double pending_time;
    bool collected; /* collection has started */
    uint64_t arrivals, instances, events;
    /* writing */
    bool xes;
    const char **keys; /* XES: of each attribute of the model */
    struct wr_file_out file;
    struct wr_buf out;
    int status; /* the first failure; nothing is done after it */
    const char *why;
};

/* Opens `path` (ends in .csv or .xes) and writes its head. wr_i_log_end it in any case. WR_ERR_FILE and so on, with log->why. The model must outlive it. */
int wr_i_log_begin(struct wr_i_log *log, const char *path, const struct wr_model *model, const struct wr_i_log_about *about) WR_MUST_USE;
/* A line of the walk: struct wr_sim_watcher's event, self being the log. */
void wr_i_log_line(void *self, double time, const char *who, const char *what);
/* After the last line: who is still here, the end, and the file takes its name. */
int wr_i_log_finish(struct wr_i_log *log) WR_MUST_USE;
/* Frees everything; a file that was not finished is gone. */
void wr_i_log_end(struct wr_i_log *log);
bool wr_i_log_is_xes(const char *path);
bool wr_i_log_is_csv(const char *path);

/* log_cases.c, log_lines.c */
void wr_i_log_fail(struct wr_i_log *log, int code);
void wr_i_log_forget(struct wr_i_log *log, uint32_t at);
void wr_i_log_read_has(struct wr_i_log *log, struct wr_i_log_case *c, const char *text);
/* The arrival is written once it is known what the patient has. */
void wr_i_log_arrived(struct wr_i_log *log);
void wr_i_log_patient_line(struct wr_i_log *log, uint32_t at, const char *what, double time);

/* log_write.c */
int wr_i_log_head(struct wr_i_log *log) WR_MUST_USE;
void wr_i_log_write(struct wr_i_log *log, const struct wr_i_log_event *event);
/* XES: the patient's trace is whole, as far as it goes. */
void wr_i_log_trace(struct wr_i_log *log, struct wr_i_log_case *patient, bool left);
void wr_i_log_tail(struct wr_i_log *log);
/* Sends on what has gathered, once there is enough of it (or all). */
void wr_i_log_flush(struct wr_i_log *log, bool all);

#endif
