/* The lines of a walk (tests/rules/README.md) understood as events of cases. What a patient asked for last, and where it is, is kept, so that names which
 * are made of the walk's own words ("move with care") are not misread. Lines that are about no activity (waits, information, adoption) are passed over.
 *
 * Lifecycle: the words of XES's standard lifecycle. A step, chasing or task starts and completes; stopped it is suspended and resumed; cut short, or broken off when the
 * patient gives up or leaves, it is aborted (ate_abort). A task is scheduled when due, and withdrawn when missed or fallen away before it began; so is a step of
 * whose queue the patient gave up. */
#include "cli/log_internal.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* "urgency: urgent; age: 45.2; frail: no", in any order; a text that the walk had to cut short loses what stood last. */
void wr_i_log_read_has(struct wr_i_log *log, struct wr_i_log_case *c, const char *text)
{
    const struct wr_model *m = log->model;
    size_t last = m->n_attributes, n = strlen(text);
    char *s;

    wr_buf_clear(&c->texts);
    wr_buf_add(&c->texts, text, n);
    if (wr_buf_status(&c->texts) != 0) {
        wr_i_log_fail(log, wr_fail(WR_ERR_MEMORY));
        return;
    }
    s = c->texts.data;
    for (char *at = s; at != NULL && *at != '\0';) {
        size_t found = m->n_attributes, longest = 0;
        for (size_t i = 0; i < m->n_attributes; i++) {
            size_t k = strlen(m->attributes[i].name);
            if (c->has[i] == NULL && k > longest && strncmp(at, m->attributes[i].name, k) == 0 && at[k] == ':' && at[k + 1] == ' ') {
                found = i;
                longest = k;
            }
        }
        if (found < m->n_attributes) {
            if (at > s)
                at[-2] = '\0'; /* the blank and semicolon before it */
            c->has[found] = at + longest + 2;
            last = found;
            at += longest + 2;
        }
        at = strstr(at, "; ");
        if (at != NULL)
            at += 2;
    }
    if (n + strlen("has ") >= 1023 && last < m->n_attributes) /* as long as a line of the walk may be */
        c->has[last] = NULL;
}

/* A text once, however often it is said. */
static const char *staff(struct wr_i_log *log, const char *text)
{
    long index;
    char *kept;

    if (*text == '\0')
        return "";
    if (wr_map_get(&log->resources, text, &index))
        return log->staff[index];
    if (log->n_staff == log->staff_room) {
        size_t room = log->staff_room == 0 ? 32 : 2 * log->staff_room;
        const char **grown = wr_mem_resize(log->staff, room, sizeof *grown);
        if (grown == NULL)
            goto failed;
        log->staff = grown;
        log->staff_room = room;
    }
    kept = wr_arena_text(&log->arena, text);
    if (kept == NULL || wr_map_put(&log->resources, text, (long)log->n_staff) != 0)
        goto failed;
    log->staff[log->n_staff++] = kept;
    return kept;
failed:
    wr_i_log_fail(log, wr_fail(WR_ERR_MEMORY));
    return "";
}

/* What stands behind `name` at the start of text, when that is nothing or " with ...": the staff. NULL: it is not that name. */
static const char *behind(const char *text, const char *name)
{
    size_t n = strlen(name);

    if (strncmp(text, name, n) != 0)
        return NULL;
    text += n;
    return *text == '\0' ? text : wr_text_starts(text, " with ") ? text + strlen(" with ") : NULL;
}

static int find_step(const struct wr_i_log *log, const struct wr_i_log_case *c, const char *text, const char **with)
{
    const struct wr_model *m = log->model;
    int found = -1;
    size_t longest = 0;

    if (c->asked >= 0 && (*with = behind(text, m->steps[c->asked].name)) != NULL)
        return c->asked;
    for (size_t i = 0; i < m->n_steps; i++) {
        const char *rest = behind(text, m->steps[i].name);
        if (rest != NULL && strlen(m->steps[i].name) > longest) {
            longest = strlen(m->steps[i].name);
            *with = rest;
            found = (int)i;
        }
    }
    return found;
}

static int find_item(const struct wr_i_log *log, const char *text, const char **with)
{
    const struct wr_model *m = log->model;
    int found = -1;
    size_t longest = 0;

    for (size_t i = 0; i < m->n_items; i++) {
        const char *rest = behind(text, m->items[i].name);
        if (rest != NULL && strlen(m->items[i].name) > longest) {
            longest = strlen(m->items[i].name);
            *with = rest;
            found = (int)i;
        }
    }
    return found;
}

static int find_task(const struct wr_i_log *log, const char *text, const char **with)
{
    const struct wr_model *m = log->model;
    int found = -1;
    size_t longest = 0;

    for (size_t i = 0; i < m->n_tasks; i++) {
        const char *rest = behind(text, m->tasks[i].name);
        if (rest != NULL && strlen(m->tasks[i].name) > longest) {
            longest = strlen(m->tasks[i].name);
            *with = rest;
            found = (int)i;
        }
    }
    return found;
}

/* An activity: a step, the chasing of an item, a task. */
static const char *name_of(const struct wr_i_log *log, enum wr_i_log_what what, int index)
{
    const struct wr_model *m = log->model;

    return what == WR_I_LOG_CHASE ? m->items[index].name : what == WR_I_LOG_TASK ? m->tasks[index].name : m->steps[index].name;
}

/* The first of them that has started, or has not; or NULL. */
static struct wr_i_log_open *open_of(struct wr_i_log_case *c, enum wr_i_log_what what, int index, bool is_started)
{
    for (size_t i = 0; i < c->n_open; i++)
        if (c->open[i].what == what && c->open[i].index == index && c->open[i].started == is_started)
            return &c->open[i];
    return NULL;
}

static void closes(struct wr_i_log_case *c, const struct wr_i_log_open *o)
{
    size_t i = (size_t)(o - c->open);

    memmove(&c->open[i], &c->open[i + 1], (--c->n_open - i) * sizeof *o);
}

/* The activity's first event: what it is from now on known by. */
static struct wr_i_log_open *opens(struct wr_i_log *log, struct wr_i_log_case *c, enum wr_i_log_what what, int index)
{
    if (c->n_open == c->open_room) {
        size_t room = c->open_room == 0 ? 4 : 2 * c->open_room;
        struct wr_i_log_open *grown = wr_mem_resize(c->open, room, sizeof *grown);
        if (grown == NULL) {
            wr_i_log_fail(log, wr_fail(WR_ERR_MEMORY));
            return NULL;
        }
        c->open = grown;
        c->open_room = room;
    }
    c->open[c->n_open] = (struct wr_i_log_open){what, index, "", ++log->instances, false};
    return &c->open[c->n_open++];
}

/* An event of an activity: `lifecycle` as in XES's standard lifecycle. with: the staff, or NULL: as before. */
static void happens(struct wr_i_log *log, struct wr_i_log_case *c, enum wr_i_log_what what, int index, const char *lifecycle,
                    const char *with, double time)
{
    bool is_new = strcmp(lifecycle, "schedule") == 0, begins = strcmp(lifecycle, "start") == 0,
         before = begins || strcmp(lifecycle, "withdraw") == 0;
    struct wr_i_log_open *o = is_new ? NULL : open_of(c, what, index, !before);
    struct wr_i_log_event e = {c, what == WR_I_LOG_CHASE ? "chasing " : "", name_of(log, what, index), lifecycle, time, "", 0};

    if (o == NULL && (o = opens(log, c, what, index)) == NULL)
        return;
    if (with != NULL)
        o->resource = staff(log, with);
    if (begins)
        o->started = true;
    e.resource = o->resource;
    e.instance = o->instance;
    if (strcmp(lifecycle, "complete") == 0 || strcmp(lifecycle, "withdraw") == 0 || strcmp(lifecycle, "ate_abort") == 0)
        closes(c, o);
    wr_i_log_write(log, &e);
}

static void single(struct wr_i_log *log, struct wr_i_log_case *c, const char *activity, const char *what, double time)
{
    struct wr_i_log_event e = {c, activity, what, "complete", time, "", ++log->instances};

    wr_i_log_write(log, &e);
}

/* The arrival is written once it is known what the patient has. */
void wr_i_log_arrived(struct wr_i_log *log)
{
    uint32_t at = log->pending;

    log->pending = WR_I_LOG_NOBODY;
    if (at != WR_I_LOG_NOBODY)
        single(log, &log->cases[at], log->cases[at].visit > 1 ? "comes back" : "arrives", "", log->pending_time);
}

/* "chasing ITEM: found": the item. */
static int chased(const struct wr_i_log *log, const char *text)
{
    int found = -1;
    size_t longest = 0;

    for (size_t i = 0; i < log->model->n_items; i++) {
        size_t n = strlen(log->model->items[i].name);
        if (n > longest && strncmp(text, log->model->items[i].name, n) == 0 && text[n] == ':') {
            longest = n;
            found = (int)i;
        }
    }
    return found;
}

static void leaves(struct wr_i_log *log, uint32_t at, const char *what, double time)
{
    struct wr_i_log_case *c = &log->cases[at];
    const char *place = what + strlen("leaves ");

    if (c->from >= 0 && strcmp(log->model->places[c->from].name, place) == 0) {
        c->from = -1; /* the space it had before, given on: also when the place is called "as" something */
        return;
    }
    if (wr_text_starts(place, "as ")) {
        for (size_t i = 0; i < log->model->n_outcomes; i++) {
            if (strcmp(log->model->outcomes[i].name, place + strlen("as ")) == 0) {
                while (c->n_open > 0) /* errands and tasks end with it */
                    happens(log, c, c->open[0].what, c->open[0].index, c->open[0].started ? "ate_abort" : "withdraw", NULL, time);
                single(log, c, what, "", time);
                wr_i_log_trace(log, c, true);
                wr_i_log_forget(log, at);
                return;
            }
        }
    }
    if (c->place >= 0 && strcmp(log->model->places[c->place].name, place) == 0)
        c->place = -1;
}

/* "STEP with doctor", "chasing ITEM with nurse", "TASK with nurse": the activity, and with whom. False: none. */
static bool activity(const struct wr_i_log *log, const struct wr_i_log_case *c, const char *text, enum wr_i_log_what *what, int *index,
                     const char **with)
{
    if ((*index = find_step(log, c, text, with)) >= 0)
        *what = WR_I_LOG_STEP;
    else if ((*index = find_task(log, text, with)) >= 0)
        *what = WR_I_LOG_TASK;
    else if (wr_text_starts(text, "chasing ") && (*index = find_item(log, text + strlen("chasing "), with)) >= 0)
        *what = WR_I_LOG_CHASE;
    return *index >= 0;
}

/* The same when `text` goes on with `behind` and something else, or ends with it: "STEP: end of shift", "TASK falls away". */
static bool activity_before(const struct wr_i_log *log, const char *text, const char *behind_it, enum wr_i_log_what *what, int *index)
{
    const struct wr_model *m = log->model;
    const char *item = wr_text_starts(text, "chasing ") ? text + strlen("chasing ") : NULL;
    size_t longest = 0;

    *index = -1;
    for (int kind = WR_I_LOG_STEP; kind <= WR_I_LOG_TASK; kind++) {
        size_t n = kind == WR_I_LOG_STEP ? m->n_steps : kind == WR_I_LOG_TASK ? m->n_tasks : item == NULL ? 0 : m->n_items;
        const char *at = kind == WR_I_LOG_CHASE ? item : text;
        for (size_t i = 0; i < n; i++) {
            const char *name = name_of(log, (enum wr_i_log_what)kind, (int)i);
            size_t k = strlen(name);
            if (k > longest && strncmp(at, name, k) == 0 && strncmp(at + k, behind_it, strlen(behind_it)) == 0) {
                longest = k;
                *what = (enum wr_i_log_what)kind;
                *index = (int)i;
            }
        }
    }
    return *index >= 0;
}

/* Lines about an activity that only some services have: stopping, going on, being cut short, tasks, giving up. */
static bool more_lines(struct wr_i_log *log, struct wr_i_log_case *c, const char *what, double time)
{
    enum wr_i_log_what kind;
    const char *with = "";
    long at;
    int index;

    if (wr_text_starts(what, "stops ") && activity_before(log, what + strlen("stops "), ": ", &kind, &index))
        happens(log, c, kind, index, "suspend", NULL, time);
    else if (wr_text_starts(what, "goes on with ") && activity(log, c, what + strlen("goes on with "), &kind, &index, &with))
        happens(log, c, kind, index, "resume", with, time);
    else if (wr_text_starts(what, "starts ") && !activity(log, c, what + strlen("starts "), &kind, &index, &with) &&
             activity_before(log, what + strlen("starts "), " again", &kind, &index)) {
        with = strstr(what + strlen("starts ") + strlen(name_of(log, kind, index)), " with ");
        happens(log, c, kind, index, "resume", with == NULL ? "" : with + strlen(" with "), time);
    } else if (wr_text_ends(what, " is cut short") && activity_before(log, what, " is cut short", &kind, &index))
        happens(log, c, kind, index, "ate_abort", NULL, time);
    else if (wr_text_starts(what, "gives up waiting for ") && wr_map_get(&log->steps, what + strlen("gives up waiting for "), &at)) {
        for (size_t i = c->n_open; i-- > 0;) /* a chase under way is broken off */
            if (c->open[i].what == WR_I_LOG_CHASE)
                happens(log, c, WR_I_LOG_CHASE, c->open[i].index, "ate_abort", NULL, time);
        happens(log, c, WR_I_LOG_STEP, (int)at, "withdraw", NULL, time);
    } else if (wr_text_starts(what, "is due: ") && wr_map_get(&log->tasks, what + strlen("is due: "), &at))
        happens(log, c, WR_I_LOG_TASK, (int)at, "schedule", NULL, time);
    else if (wr_text_starts(what, "misses ") && wr_map_get(&log->tasks, what + strlen("misses "), &at))
        happens(log, c, WR_I_LOG_TASK, (int)at, "withdraw", NULL, time);
    else if (wr_text_ends(what, " falls away") && activity_before(log, what, " falls away", &kind, &index) && kind == WR_I_LOG_TASK) {
        bool waits = open_of(c, kind, index, false) != NULL; /* the last that was due */
        happens(log, c, kind, index, waits ? "withdraw" : "ate_abort", NULL, time);
    } else if (wr_text_starts(what, "now has ")) {
        single(log, c, what, "", time);
    } else {
        return false;
    }
    return true;
}

/* Where the patient is, where it is more than entering and leaving: what is kept. */
static void keeps(struct wr_i_log *log, struct wr_i_log_case *c, const char *what)
{
    long index;

    if (wr_text_starts(what, "goes back to ") && wr_map_get(&log->places, what + strlen("goes back to "), &index))
        c->from = c->place, c->place = (int)index;
    else if (wr_text_starts(what, "keeps ") && wr_map_get(&log->places, what + strlen("keeps "), &index) && c->from == (int)index)
        c->from = -1;
}

void wr_i_log_patient_line(struct wr_i_log *log, uint32_t at, const char *what, double time)
{
    struct wr_i_log_case *c = &log->cases[at];
    enum wr_i_log_what kind;
    const char *with = "";
    long index;
    int found;

    if (more_lines(log, c, what, time))
        return;
    if (wr_text_starts(what, "asks for ")) {
        if (wr_map_get(&log->steps, what + strlen("asks for "), &index))
            c->asked = (int)index;
    } else if (wr_text_starts(what, "enters ")) {
        if (wr_map_get(&log->places, what + strlen("enters "), &index))
            c->from = c->place, c->place = (int)index;
    } else if (wr_text_starts(what, "starts ")) {
        if (activity(log, c, what + strlen("starts "), &kind, &found, &with))
            happens(log, c, kind, found, "start", with, time);
    } else if (wr_text_starts(what, "ends ")) {
        what += strlen("ends ");
        if (wr_map_get(&log->steps, what, &index))
            happens(log, c, WR_I_LOG_STEP, (int)index, "complete", NULL, time);
        else if (wr_map_get(&log->tasks, what, &index))
            happens(log, c, WR_I_LOG_TASK, (int)index, "complete", NULL, time);
        else if (wr_text_starts(what, "chasing ") && (found = chased(log, what + strlen("chasing "))) >= 0)
            happens(log, c, WR_I_LOG_CHASE, found, "complete", NULL, time);
    } else if (wr_text_starts(what, "leaves ")) {
        leaves(log, at, what, time);
    } else {
        keeps(log, c, what);
    }
}
