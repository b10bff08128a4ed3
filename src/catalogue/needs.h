/* What people say, from the needs folder of a service: docs/catalogue.md. Only what `match` and `propose` use is understood; nothing is changed. */
#ifndef WR_CATALOGUE_NEEDS_H
#define WR_CATALOGUE_NEEDS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/mistakes.h"

struct wr_node;
struct wr_need_echo {
    const char *group;
    double people;
}; /* me too */
struct wr_stated_need {
    const char *name, *says, *role, *who, *date, *how_often, *costs_staff, *costs_patients, *at, *missing;
    const char *merged_into; /* the need that keeps this voice too, or NULL */
    struct wr_need_echo *me_too;
    size_t n_me_too;
    const struct wr_node *node; /* the entry as it was read, in the arena of the needs: where each of its keys stands */
    struct wr_where where;
};
struct wr_needs {
    struct wr_arena arena;
    struct wr_stated_need *list;
    size_t count;
};

/* The yaml files in `folder`/needs, in the order of their names; none there: no needs. 0, WR_ERR_MISTAKES, WR_ERR_FILE, WR_ERR_MEMORY. */
int wr_needs_read(const char *folder, struct wr_mistakes *mistakes, struct wr_needs *out) WR_MUST_USE;
/* The same from memory, one file: for tests and fuzzing. `name` must outlive the needs. */
int wr_needs_text(const char *name, const char *data, size_t n, struct wr_mistakes *mistakes, struct wr_needs *out) WR_MUST_USE;
void wr_needs_free(struct wr_needs *needs);
int wr_needs_find(const struct wr_needs *needs, const char *name); /* or -1 */

#endif
