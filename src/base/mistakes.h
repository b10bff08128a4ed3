/* Mistakes in people's files and words are data: where, what, and what to write instead. All are collected, not only the first. */
#ifndef WR_BASE_MISTAKES_H
#define WR_BASE_MISTAKES_H

#include <stdarg.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* A place in a person's file. file NULL: not from a file. line and column count from 1, columns in characters (not bytes); 0: unknown. */
struct wr_where {
    const char *file;
    int line, column;
};

enum wr_severity {
    WR_MISTAKE, /* the text cannot be used as it stands */
    WR_WARNING, /* legal but odd */
    WR_REFUSAL, /* legal, and not simulated yet: `run` refuses, `check` says so */
    WR_NOTE     /* nothing is wrong: what will happen, where that is not plain (model/explain.h) */
};

struct wr_mistake {
    enum wr_severity severity;
    struct wr_where where;
    const char *path;    /* "steps.triage.takes"; "" when it is about the file as a whole */
    const char *message; /* what is wrong, one sentence without a full stop */
    const char *hint;    /* what to write instead, or NULL */
};

#define WR_MISTAKES_KEPT 1000 /* what comes after is counted, not kept */

struct wr_mistakes {
    struct wr_arena arena;
    struct wr_mistake *list;
    size_t count, capacity;
    size_t mistakes, warnings, refusals, notes; /* counts, with those not kept */
    int status;                                 /* WR_ERR_MEMORY when one could not be kept; sticky */
};

void wr_mistakes_init(struct wr_mistakes *m);
void wr_mistakes_free(struct wr_mistakes *m);

/* Adds one. `path` and `hint` may be NULL; all text is copied. Never fails visibly: see status. */
void wr_mistakes_add(struct wr_mistakes *m, enum wr_severity severity, struct wr_where where, const char *path, const char *hint,
                     const char *format, ...) WR_PRINTF(6, 7);
/* 0 when nothing of severity WR_MISTAKE is in the list, else WR_ERR_MISTAKES (or WR_ERR_MEMORY). */
int wr_mistakes_result(const struct wr_mistakes *m) WR_MUST_USE;
/* Orders by file, line, column (stable). */
void wr_mistakes_sort(struct wr_mistakes *m);
/* As people read them, one or two lines each:
 *   service.yaml:12:9: steps.triage.takes: `8` has no unit
 *       write 8 min, 8 h or 8 days
 * Warnings begin with "warning: " after the place, refusals with "not simulated yet: ", notes with "note: ". */
void wr_mistakes_print(const struct wr_mistakes *m, struct wr_buf *out);
void wr_mistakes_json(const struct wr_mistakes *m, struct wr_buf *out); /* an array of objects with the same fields */

#endif
