/* Errands and tasks, from what a walk says: they bear the patient's name, so it is the name of the step or task that tells them apart. */
#include "measure_internal.h"

#include <math.h>
#include <string.h>

#include "support/check.h"

bool measure_is_task(const struct wr_model *m, const char *who)
{
    for (size_t i = 0; i < m->n_tasks; i++)
        if (strcmp(m->tasks[i].name, who) == 0)
            return true;
    return false;
}

/* Whether errands come to the step: started, or gone to from one that is. */
static bool is_errand_in(const struct wr_model *m, int step)
{
    if (step < 0 || m->steps[step].is_errand)
        return step >= 0;
    for (size_t i = 0; i < m->n_steps; i++) {
        const struct wr_step *s = &m->steps[i];
        if (s->is_errand && ((s->then.kind == WR_ROUTE_TO && s->then.to.kind == WR_TO_STEP && s->then.to.index == step) ||
                             (s->has_if_full && s->if_full.kind == WR_TO_STEP && s->if_full.index == step) ||
                             (s->has_gives_up && s->gives_up_then.kind == WR_TO_STEP && s->gives_up_then.index == step)))
            return true;
    }
    return false;
}

/* In any of the stages. */
static bool is_errand(const struct reading *r, int step)
{
    for (size_t i = 0; i < measure_stages(r->stages); i++)
        if (is_errand_in(measure_stage(r->m, r->stages, i), step))
            return true;
    return false;
}

bool measure_beside_staff_known(const struct wr_model *m)
{
    bool errands = false, any = false, chase = false, together = false;

    for (size_t i = 0; i < m->n_steps; i++) {
        const struct wr_step *s = &m->steps[i];
        bool errand = is_errand_in(m, (int)i);
        errands = errands || errand;
        any = any || (errand && s->with.n_any > 0);
        for (size_t k = 0; k < s->n_needs && errand; k++)
            chase = chase || s->needs[k].without == WR_WITHOUT_CHASE;
        together = together || s->has_together; /* each member says with whom, and they are there once */
    }
    for (size_t i = 0; i < m->n_tasks; i++)
        any = any || m->tasks[i].with.n_any > 0;
    return !together && !any && !chase;
}

/* The errand step (or -1 - task) whose name begins at `at`; INT_MIN-like: none. */
enum { NONE = -1000 };
static int named(const struct reading *r, const char *at)
{
    const struct wr_model *m = r->m;

    for (int i = -(int)m->n_tasks; i < (int)m->n_steps; i++) {
        const char *name = i < 0 ? m->tasks[-1 - i].name : m->steps[i].name;
        size_t n = strlen(name);
        if (strncmp(at, name, n) == 0 && (at[n] == '\0' || at[n] == ' ' || at[n] == ':') && (i < 0 || is_errand(r, i)))
            return i;
    }
    return NONE;
}

/* Of those of this name that are not over, the first that has (not) begun; any: whichever. More than one makes it unsure where it matters. */
static struct job *find(struct reading *r, const struct one *p, int name, bool begun, bool any)
{
    struct job *found = NULL;

    for (size_t i = 0; i < r->n_jobs; i++) {
        struct job *j = &r->jobs[i];
        if (j->of != p || j->name != name || j->over || (!any && j->begun != begun))
            continue;
        if (found == NULL)
            found = j;
        else if (name >= 0)
            r->unsure = true; /* two errands of one patient at one step: which of them it is is not said */
    }
    return found;
}

/* Of those of this name that have begun, the first that is (not) stopped. */
static struct job *find_begun(struct reading *r, const struct one *p, int name, bool stopped)
{
    struct job *found = NULL;

    for (size_t i = 0; i < r->n_jobs; i++) {
        struct job *j = &r->jobs[i];
        if (j->of != p || j->name != name || !j->begun || j->over || j->stopped != stopped)
            continue;
        r->unsure = r->unsure || (found != NULL && name >= 0);
        found = found == NULL ? j : found;
    }
    return found;
}

bool measure_beside_waits(const struct reading *r, const struct one *p)
{
    for (size_t i = 0; i < r->n_jobs; i++)
        if (r->jobs[i].of == p && r->jobs[i].name >= 0 && (!r->jobs[i].begun || r->jobs[i].stopped) && !r->jobs[i].over)
            return true;
    return false;
}

static void queued(struct reading *r, double t, int name, int sign)
{
    if (r->x->kind == WR_MEASURE_QUEUE && r->x->of == name)
        level_set(&r->level, t, r->level.value + sign);
}

static void over(struct reading *r, struct job *j, double t)
{
    if (j == NULL)
        return;
    if (!j->begun)
        queued(r, t, j->name, -1);
    measure_at_work(r, t, j->work, -1);
    j->over = true;
}

/* Of the errand that began with `first`, wherever it is now: all of the patient's are over at this moment. */
static void errand_over(struct reading *r, const struct one *p, double t, int first)
{
    struct job *found = NULL;

    for (size_t i = 0; i < r->n_jobs; i++) {
        struct job *j = &r->jobs[i];
        if (j->of != p || j->name < 0 || j->over)
            continue;
        r->unsure = r->unsure || (found != NULL && j->name != found->name); /* which of them is over first is not said */
        if (found == NULL || (j->name == first && found->name != first))
            found = j;
    }
    over(r, found, t);
}

static void asked(struct reading *r, const struct one *p, double t, int name)
{
    if (r->n_jobs == r->capacity) {
        r->capacity = r->capacity > 0 ? 2 * r->capacity : 256;
        r->jobs = test_realloc(r->jobs, r->capacity * sizeof *r->jobs);
    }
    r->jobs[r->n_jobs++] = (struct job){.of = p, .name = name, .asked_in = measure_as_it_is(r, t), .since = t};
    queued(r, t, name, 1);
}

static void started(struct reading *r, struct one *p, double t, int name, const char *what)
{
    struct job *j = find(r, p, name, false, false);

    if (j == NULL)
        return;
    j->begun = true;
    queued(r, t, name, -1);
    measure_read_work(r->m, what, j->work);
    measure_at_work(r, t, j->work, 1);
    if (r->x->of == name && r->x->kind == WR_MEASURE_WAIT)
        measure_value(r, p, t, t - j->since);
    else if (r->x->of == name && r->x->kind == WR_MEASURE_SHARE_WITHOUT)
        measure_value(r, p, t, p->without);
    p->without = false;
    if (name >= 0)
        measure_moment(r, p, t, WR_AT_START_OF, name);
}

bool measure_beside(struct reading *r, struct one *p, double t, const char *what)
{
    static const char *const before[] = {"asks for ",
                                         "is due: ",
                                         "starts ",
                                         "ends ",
                                         "stops ",
                                         "goes on with ",
                                         "misses ",
                                         "is over: ",
                                         "gives up waiting for ",
                                         "waits for ",
                                         "waits for others for ",
                                         "waits for the round of "};
    static const char *const behind[] = {" falls away", " is cut short", " is done"};
    int name = NONE;
    size_t which = 0;

    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (strncmp(what, before[i], strlen(before[i])) == 0 && named(r, what + strlen(before[i])) != NONE) {
            name = named(r, what + strlen(before[i]));
            which = i;
        }
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (strstr(what, behind[i]) != NULL && named(r, what) != NONE) {
            name = named(r, what);
            which = 20 + i;
        }
    if (strncmp(what, "cannot start at once", 20) == 0) {
        struct job *j = NULL;
        for (size_t i = 0; i < r->n_jobs; i++)
            if (r->jobs[i].of == p && !r->jobs[i].over && !r->jobs[i].begun && r->jobs[i].name >= 0 &&
                r->jobs[i].asked_in->steps[r->jobs[i].name].has_if_full) {
                r->unsure = r->unsure || j != NULL || p->asked_in->steps[p->step].has_if_full; /* it is not said who */
                j = &r->jobs[i];
            }
        over(r, j, t);
        return j != NULL;
    }
    if (which == 9 && strstr(what, " to open") == NULL)
        return false; /* the patient, or another errand, waits for this one */
    if (name == NONE)
        return false;
    if (which <= 1) {
        asked(r, p, t, name);
        if (name >= 0)
            measure_moment(r, p, t, WR_AT_ASKING_FOR, name);
    } else if (which == 2 && strstr(what, " again") == NULL) {
        started(r, p, t, name, what);
    } else if (which == 3) {
        over(r, find_begun(r, p, name, false), t);
        if (name >= 0)
            measure_moment(r, p, t, WR_AT_END_OF, name);
    } else if (which == 4 || which == 5 || which == 2) {
        struct job *j = find_begun(r, p, name, which != 4);
        if (j != NULL)
            j->stopped = which == 4;
        if (j != NULL && which == 4) {
            measure_at_work(r, t, j->work, -1);
            memset(j->work, 0, sizeof j->work);
        } else if (j != NULL) {
            measure_read_work(r->m, what, j->work);
            measure_at_work(r, t, j->work, 1);
        }
    } else if (which == 6) {
        over(r, find(r, p, name, false, false), t);
        if (r->x->kind == WR_MEASURE_MISSED && r->x->of == -1 - name && measure_collected(r, t))
            r->sum++;
    } else if (which == 7) {
        errand_over(r, p, t, name);
    } else if (which == 8) {
        over(r, find(r, p, name, false, false), t);
    } else if (which == 20) {
        over(r, find(r, p, name, false, true), t);
    } else if (which == 21) {
        over(r, find(r, p, name, true, false), t);
    }
    return true;
}
