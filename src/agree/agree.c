#include "agree/agree.h"

#include <string.h>
#include <strings.h>

void wr_agree_free(struct wr_agree *agree)
{
    wr_needs_free(&agree->stated);
    wr_catalogue_free(&agree->catalogue);
    wr_arena_free(&agree->arena);
}

/* First of that name among n entries that are `size` bytes apart and begin with their name. */
static int find(const void *list, size_t n, size_t size, const char *name)
{
    for (size_t i = 0; name && i < n; i++) {
        const char *const *entry = (const void *)((const char *)list + i * size);
        if (*entry && strcmp(*entry, name) == 0)
            return (int)i;
    }
    return -1;
}

const struct wr_office *wr_agree_office(const struct wr_agree *agree, const char *name)
{
    int exact = find(agree->offices, agree->n_offices, sizeof *agree->offices, name);

    if (exact >= 0)
        return &agree->offices[exact];
    for (size_t i = 0; name && i < agree->n_offices; i++)
        if (strcasecmp(agree->offices[i].name, name) == 0)
            return &agree->offices[i];
    return NULL;
}

const char *wr_agree_office_person(const struct wr_agree *agree, const char *name)
{
    const struct wr_office *office = wr_agree_office(agree, name);
    return office ? office->person : NULL;
}

int wr_agree_group(const struct wr_agree *agree, const char *name)
{
    return find(agree->groups, agree->n_groups, sizeof *agree->groups, name);
}

int wr_agree_change(const struct wr_agree *agree, const char *name)
{
    return find(agree->model->changes, agree->model->n_changes, sizeof *agree->model->changes, name);
}

int wr_agree_decision(const struct wr_agree *agree, const char *name)
{
    return find(agree->decisions, agree->n_decisions, sizeof *agree->decisions, name);
}

int wr_agree_hazard(const struct wr_agree *agree, const char *name)
{
    return find(agree->hazards, agree->n_hazards, sizeof *agree->hazards, name);
}

int wr_agree_issue(const struct wr_agree *agree, const char *name)
{
    return find(agree->issues, agree->n_issues, sizeof *agree->issues, name);
}

int wr_agree_statement(const struct wr_agree *agree, const char *name)
{
    return find(agree->statements, agree->n_statements, sizeof *agree->statements, name);
}

int wr_agree_task(const struct wr_agree *agree, const char *name)
{
    return find(agree->plan.tasks, agree->plan.n_tasks, sizeof *agree->plan.tasks, name);
}

int wr_agree_system(const struct wr_agree *agree, const char *name)
{
    return find(agree->systems, agree->n_systems, sizeof *agree->systems, name);
}

int wr_agree_change_capability(const struct wr_agree *agree, int change, size_t nth)
{
    const struct wr_change *c = &agree->model->changes[change];
    for (size_t i = 0; i < c->n_uses; i++) {
        int found = wr_catalogue_find(&agree->catalogue, c->uses[i]);
        if (found >= 0 && nth-- == 0)
            return found;
    }
    return -1;
}
