#include "agree/todo.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "agree/lack.h"
#include "base/text.h"

/* The open issues among those that come first, or the tasks that are not done, joined; NULL: none. *failed: no memory. */
static const char *waits_for(const struct wr_agree *agree, enum wr_todo_kind kind, size_t index, struct wr_arena *arena, bool *failed)
{
    const struct wr_issue_entry *issue = kind == WR_TODO_ISSUE ? &agree->issues[index] : NULL;
    const struct wr_plan_task *task = kind == WR_TODO_TASK ? &agree->plan.tasks[index] : NULL;
    size_t n = issue != NULL ? issue->n_depends : task->n_after;
    const char *says = NULL;
    struct wr_buf out;

    wr_buf_init(&out, 0);
    for (size_t i = 0; i < n; i++) {
        int first = issue != NULL ? issue->depends[i] : task->after[i];
        bool over = issue != NULL ? agree->issues[first].closed : agree->plan.tasks[first].done;
        if (!over)
            wr_buf_printf(&out, "%s%s", out.size > 0 ? ", " : "",
                          issue != NULL ? agree->issues[first].name : agree->plan.tasks[first].name);
    }
    if (out.size > 0)
        says = wr_arena_text(arena, wr_buf_string(&out));
    *failed = *failed || wr_buf_status(&out) != 0 || (out.size > 0 && says == NULL);
    wr_buf_free(&out);
    return says;
}

static bool is_wanted(const struct wr_agree *agree, const struct wr_todo *t, const char *list, const char *owner)
{
    if (list != NULL && (t->list == NULL || strcasecmp(t->list, list) != 0))
        return false;
    return owner == NULL || wr_lack_same_person(agree, t->owner, owner);
}

/* No date before every date; then as they were found. WR_NO_DATE is less than any date. */
static int order(const void *a, const void *b)
{
    const struct wr_todo *x = a, *y = b;

    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

int wr_todo_make(const struct wr_agree *agree, const char *list, const char *owner, int today, struct wr_arena *arena, struct wr_todos *out)
{
    bool failed = false;

    *out = (struct wr_todos){.list = wr_arena_alloc(arena, agree->n_issues + agree->plan.n_tasks + 1, sizeof *out->list)};
    if (out->list == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < agree->n_issues; i++) {
        const struct wr_issue_entry *e = &agree->issues[i];
        struct wr_todo t = {.kind = WR_TODO_ISSUE,
                            .index = i,
                            .name = e->name,
                            .says = e->says,
                            .owner = e->owner,
                            .list = e->list,
                            .due = e->due,
                            .change = e->change,
                            .where = e->where};
        if (!e->closed && is_wanted(agree, &t, list, owner))
            out->list[out->n++] = t;
    }
    for (size_t i = 0; i < agree->plan.n_tasks; i++) {
        const struct wr_plan_task *e = &agree->plan.tasks[i];
        struct wr_todo t = {.kind = WR_TODO_TASK,
                            .index = i,
                            .name = e->name,
                            .says = e->says,
                            .owner = e->owner,
                            .list = e->list,
                            .due = e->due,
                            .change = e->change,
                            .where = e->where};
        if (!e->done && is_wanted(agree, &t, list, owner))
            out->list[out->n++] = t;
    }
    for (size_t i = 0; i < out->n; i++) {
        struct wr_todo *t = &out->list[i];
        t->overdue = t->due != WR_NO_DATE && today != WR_NO_DATE && t->due < today;
        t->waits = waits_for(agree, t->kind, t->index, arena, &failed);
    }
    if (out->n > 1)
        qsort(out->list, out->n, sizeof *out->list, order);
    return failed ? wr_fail(WR_ERR_MEMORY) : 0;
}

static int by_words(const void *a, const void *b)
{
    const char *x, *y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return strcasecmp(x, y);
}

/* The lists (`for:`) or the owners, sorted, each once. */
static int collect(const struct wr_agree *agree, bool owners, struct wr_arena *arena, const char ***names, size_t *n)
{
    size_t kept = 0;

    *n = 0;
    *names = wr_arena_alloc(arena, agree->n_issues + agree->plan.n_tasks + 1, sizeof **names);
    if (*names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < agree->n_issues; i++) {
        const char *name = owners ? agree->issues[i].owner : agree->issues[i].list;
        if (!wr_text_is_blank(name))
            (*names)[(*n)++] = name;
    }
    for (size_t i = 0; i < agree->plan.n_tasks; i++) {
        const char *name = owners ? agree->plan.tasks[i].owner : agree->plan.tasks[i].list;
        if (!wr_text_is_blank(name))
            (*names)[(*n)++] = name;
    }
    if (*n > 1)
        qsort(*names, *n, sizeof **names, by_words);
    for (size_t i = 0; i < *n; i++)
        if (kept == 0 || strcasecmp((*names)[kept - 1], (*names)[i]) != 0)
            (*names)[kept++] = (*names)[i];
    *n = kept;
    return 0;
}

int wr_todo_lists(const struct wr_agree *agree, struct wr_arena *arena, const char ***names, size_t *n)
{
    return collect(agree, false, arena, names, n);
}

int wr_todo_owners(const struct wr_agree *agree, struct wr_arena *arena, const char ***names, size_t *n)
{
    return collect(agree, true, arena, names, n);
}
