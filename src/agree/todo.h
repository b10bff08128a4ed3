/* Lists of what is to be done, from open issues and tasks of the plan that are not done: everybody's own. In the order of their dates, those
 * without a date first: they are the ones to ask about. */
#ifndef WR_AGREE_TODO_H
#define WR_AGREE_TODO_H

#include "agree/agree.h"

enum wr_todo_kind { WR_TODO_ISSUE, WR_TODO_TASK };
struct wr_todo {
    enum wr_todo_kind kind;
    size_t index;                           /* of agree->issues or agree->plan.tasks */
    const char *name, *says, *owner, *list; /* owner, list: NULL when not said */
    int due, change;
    bool overdue;      /* due before today */
    const char *waits; /* open issues or tasks that come first, joined by ", "; NULL: none */
    struct wr_where where;
};
struct wr_todos {
    struct wr_todo *list; /* in the arena */
    size_t n;
};
/* `list`: one support function's (as in `for:`, case ignored); `owner`: one owner's, an office or whoever holds it; either NULL: all.
 * `today`: a date, or WR_NO_DATE: nothing is overdue. 0 or WR_ERR_MEMORY. */
int wr_todo_make(const struct wr_agree *agree, const char *list, const char *owner, int today, struct wr_arena *arena,
                 struct wr_todos *out) WR_MUST_USE;
/* The names of all lists (`for:`) and of all owners, also of what is done, sorted, each once: for "did you mean", and for a page of lists. */
int wr_todo_lists(const struct wr_agree *agree, struct wr_arena *arena, const char ***names, size_t *n) WR_MUST_USE;
int wr_todo_owners(const struct wr_agree *agree, struct wr_arena *arena, const char ***names, size_t *n) WR_MUST_USE;

#endif
