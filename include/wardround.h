/* Wardround as a C library: what a change of a care service would do, for R, Python and other programs.
 *
 *     struct wardround *service;
 *     struct wardround_result *result;
 *     if (wardround_open("examples/emergency", &service) == 0 && wardround_run(service, NULL, &result) == 0) {
 *         puts(wardround_result_json(result));
 *         wardround_result_free(result);
 *     } else {
 *         fputs(wardround_messages(service), stderr);
 *     }
 *     wardround_close(service);
 *
 * cc program.c $(pkg-config --cflags --libs wardround)
 *
 * Rules. Functions that can fail return 0 or a negative code (wardround_words says it); outputs come last and are set to NULL or zeros first. Structures
 * without fields here are opaque: they come from an _open or _run and are given back by _close or _free, for which NULL is allowed. Strings that are
 * returned belong to the object they were asked of, are UTF-8, and live as long as it does. Nothing is kept in globals: different services may be used in
 * different threads at the same time, one service in one thread at a time (wardround_stop apart). The same file, settings and version give the same
 * numbers, to the last bit, on any machine and with any number of threads.
 *
 * A result looks into its service: free it before the service is closed.
 *
 * Times are seconds, shares 0 to 1, harms expected numbers a year of 365 days; what is not known is NaN.
 *
 * This door only ever grows: functions and codes keep their meaning, and settings begin with their own size. */
#ifndef WARDROUND_H
#define WARDROUND_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct wardround;        /* a service: its text, and the model that was read from it */
struct wardround_result; /* what a run of it found */

enum {
    WARDROUND_MEMORY = -1,
    WARDROUND_MISTAKES = -2, /* in the service file, or in a setting: wardround_messages */
    WARDROUND_LIMIT = -3,    /* a queue without end, a loop without time: wardround_messages */
    WARDROUND_FILE = -4,
    WARDROUND_STOPPED = -6,     /* by wardround_stop, before anything was whole */
    WARDROUND_UNSUPPORTED = -7, /* read and checked, but not simulated yet: wardround_messages */
    WARDROUND_FAULT = -10       /* of this library, or an index that is not there */
};

/* "0.1.0" */
const char *wardround_version(void);
/* A code in words; never NULL. */
const char *wardround_words(int code);

/* Reads and checks the service file, or folder, at `path`. *service is made also when something is wrong with it, so that its messages can be asked
 * for; NULL only without memory. */
int wardround_open(const char *path, struct wardround **service);
void wardround_close(struct wardround *service);
/* Mistakes and warnings of reading, and of the last run, as people read them, a line or two each; "" when there are none. The JSON is an array of objects:
 * severity, file, line, column, path, message, hint. Good until the next call with this service. */
const char *wardround_messages(struct wardround *service);
const char *wardround_messages_json(struct wardround *service);
/* Names. Option 0 is what the others are compared with. NULL for an index that is not there. */
const char *wardround_service_name(const struct wardround *service);
size_t wardround_option_count(const struct wardround *service);
const char *wardround_option_name(const struct wardround *service, size_t option);

/* A number of the service changed by its path, in every option: {"places.ward.spaces", WARDROUND_SET, "25"}. The value is written as in the file. */
enum { WARDROUND_SET, WARDROUND_TIMES, WARDROUND_ADD };
struct wardround_edit {
    const char *path;
    int op;
    const char *value;
};
struct wardround_settings {
    size_t size;      /* sizeof (struct wardround_settings): what a program knew when it was built */
    int replications; /* 0: as the file says */
    int threads;      /* 0: as many as there are processors */
    int has_seed;
    uint64_t seed;    /* used when has_seed is not 0; else the file's */
    double precision; /* 0: as the file says */
    int from_go_live; /* not 0: each change starts at the first collected moment */
    const struct wardround_edit *edits;
    size_t n_edits;
};
/* All zeros but the size. */
void wardround_settings_init(struct wardround_settings *settings);

/* Runs all options on the same patients. `settings` NULL: as the file says. */
int wardround_run(struct wardround *service, const struct wardround_settings *settings, struct wardround_result **result);
void wardround_result_free(struct wardround_result *result);
/* Asks a run of this service to stop with what is done; the only function that may be called from another thread, or from a signal handler. */
void wardround_stop(struct wardround *service);

/* An average with its 95% simulation interval, and the range over single years (one replication each). */
struct wardround_estimate {
    size_t runs;
    double mean, standard_error, low, high, year_low, year_high;
};
size_t wardround_result_runs(const struct wardround_result *result);
/* Rows: the measures in the order of the file (those with several numbers of spaces have a row for each), then the harms. */
size_t wardround_result_row_count(const struct wardround_result *result);
const char *wardround_result_row_name(const struct wardround_result *result, size_t row);
int wardround_result_average(const struct wardround_result *result, size_t option, size_t row, struct wardround_estimate *out);
/* Option `option` less option 0, replication by replication on the same patients. */
int wardround_result_difference(const struct wardround_result *result, size_t option, size_t row, struct wardround_estimate *out);
/* The same as a sentence. A harm is always a range, "associated with". */
const char *wardround_result_sentence(struct wardround_result *result, size_t option, size_t row);
/* Everything, as `wardround run --json` writes it; NULL without memory. */
const char *wardround_result_json(struct wardround_result *result);

#ifdef __cplusplus
}
#endif

#endif
