/* The lines of a walk (tests/rules/README.md) understood as events of cases. What a patient asked for last, and where it is, is kept, so that names which
 * are made of the walk's own words ("move with care") are not misread. Lines that are about no activity (waits, information, adoption) are passed over. */
#include "cli/log_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static void fail(struct wr_i_log *log, int code)
{
    if (log->status == 0)
        log->status = code;
}

/* ---- who is here ---- */

static size_t bucket_of(const struct wr_i_log *log, int kind, uint64_t number)
{
    uint64_t x = (number * 1024 + (uint64_t)kind) * 0x9e3779b97f4a7c15u;

    return (size_t)(x >> 32) & (log->n_buckets - 1);
}

static uint32_t find(const struct wr_i_log *log, int kind, uint64_t number)
{
    uint32_t at;

    for (at = log->buckets[bucket_of(log, kind, number)]; at != WR_I_LOG_NOBODY; at = log->cases[at].next)
        if (log->cases[at].kind == kind && log->cases[at].number == number)
            break;
    return at;
}

static bool more_buckets(struct wr_i_log *log)
{
    size_t n = log->n_buckets == 0 ? 1024 : 4 * log->n_buckets;
    uint32_t *buckets = wr_mem_alloc(n, sizeof *buckets);

    if (buckets == NULL)
        return false;
    wr_mem_free(log->buckets);
    log->buckets = buckets;
    log->n_buckets = n;
    memset(buckets, 0xff, n * sizeof *buckets);
    for (size_t i = 0; i < log->n_cases; i++) {
        struct wr_i_log_case *c = &log->cases[i];
        size_t b;
        if (c->sequence == 0)
            continue;
        b = bucket_of(log, c->kind, c->number);
        c->next = buckets[b];
        buckets[b] = (uint32_t)i;
    }
    return true;
}

static uint32_t enter(struct wr_i_log *log, int kind, uint64_t number)
{
    struct wr_i_log_case *c;
    const char **has;
    uint32_t at = log->free;
    size_t b;

    if ((log->n_buckets == 0 || log->present >= log->n_buckets) && !more_buckets(log))
        goto failed;
    if (at != WR_I_LOG_NOBODY) {
        log->free = log->cases[at].next;
    } else {
        if (log->n_cases == log->cases_room) {
            size_t room = log->cases_room == 0 ? 256 : 2 * log->cases_room;
            struct wr_i_log_case *grown = room < WR_I_LOG_NOBODY ? wr_mem_resize(log->cases, room, sizeof *grown) : NULL;
            if (grown == NULL)
                goto failed;
            log->cases = grown;
            log->cases_room = room;
        }
        has = wr_mem_alloc(log->model->n_attributes, sizeof *has);
        if (has == NULL)
            goto failed;
        at = (uint32_t)log->n_cases++;
        log->cases[at] = (struct wr_i_log_case){.has = has};
        wr_buf_init(&log->cases[at].texts, 0);
        wr_buf_init(&log->cases[at].events, 0);
    }
    c = &log->cases[at];
    c->kind = kind;
    c->number = number;
    c->sequence = ++log->arrivals;
    c->place = c->from = c->asked = -1;
    memset(c->open, 0, sizeof c->open);
    for (size_t i = 0; i < log->model->n_attributes; i++)
        c->has[i] = NULL;
    wr_buf_clear(&c->texts);
    wr_buf_clear(&c->events);
    b = bucket_of(log, kind, number);
    c->next = log->buckets[b];
    log->buckets[b] = at;
    log->present++;
    return at;
failed:
    fail(log, wr_fail(WR_ERR_MEMORY));
    return WR_I_LOG_NOBODY;
}

static void forget(struct wr_i_log *log, uint32_t at)
{
    struct wr_i_log_case *c = &log->cases[at];
    uint32_t *link = &log->buckets[bucket_of(log, c->kind, c->number)];

    while (*link != at)
        link = &log->cases[*link].next;
    *link = c->next;
    if (c->events.capacity > (size_t)64 << 10) /* one long stay must not hold its memory for ever */
        wr_buf_free(&c->events);
    c->sequence = 0;
    c->next = log->free;
    log->free = at;
    log->present--;
}

/* ---- what is said of them ---- */

/* "urgency: urgent; age: 45.2; frail: no", in any order; a text that the walk had to cut short loses what stood last. */
static void read_has(struct wr_i_log *log, struct wr_i_log_case *c, const char *text)
{
    const struct wr_model *m = log->model;
    size_t last = m->n_attributes, n = strlen(text);
    char *s;

    wr_buf_clear(&c->texts);
    wr_buf_add(&c->texts, text, n);
    if (wr_buf_status(&c->texts) != 0) {
        fail(log, wr_fail(WR_ERR_MEMORY));
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
    fail(log, wr_fail(WR_ERR_MEMORY));
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

static const char *name_of(const struct wr_i_log *log, bool chase, int index)
{
    return chase ? log->model->items[index].name : log->model->steps[index].name;
}

static void started(struct wr_i_log *log, struct wr_i_log_case *c, bool chase, int index, const char *with, double time)
{
    struct wr_i_log_event e = {c, chase ? "chasing " : "", name_of(log, chase, index), false, time, staff(log, with), ++log->instances};

    for (size_t i = 0; i < WR_I_LOG_OPEN; i++) {
        if (!c->open[i].used) {
            c->open[i] = (struct wr_i_log_open){true, chase, index, e.resource, e.instance};
            break;
        }
    }
    wr_i_log_write(log, &e);
}

static void ended(struct wr_i_log *log, struct wr_i_log_case *c, bool chase, int index, double time)
{
    struct wr_i_log_event e = {c, chase ? "chasing " : "", name_of(log, chase, index), true, time, "", 0};

    for (size_t i = 0; i < WR_I_LOG_OPEN; i++) {
        struct wr_i_log_open *o = &c->open[i];
        if (o->used && o->chase == chase && o->index == index) {
            e.resource = o->resource;
            e.instance = o->instance;
            o->used = false;
            break;
        }
    }
    if (e.instance == 0)
        e.instance = ++log->instances;
    wr_i_log_write(log, &e);
}

static void single(struct wr_i_log *log, struct wr_i_log_case *c, const char *activity, const char *what, double time)
{
    struct wr_i_log_event e = {c, activity, what, true, time, "", ++log->instances};

    wr_i_log_write(log, &e);
}

/* The arrival is written once it is known what the patient has. */
static void arrived(struct wr_i_log *log)
{
    uint32_t at = log->pending;

    log->pending = WR_I_LOG_NOBODY;
    if (at != WR_I_LOG_NOBODY)
        single(log, &log->cases[at], "arrives", "", log->pending_time);
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
                single(log, c, what, "", time);
                wr_i_log_trace(log, c, true);
                forget(log, at);
                return;
            }
        }
    }
    if (c->place >= 0 && strcmp(log->model->places[c->place].name, place) == 0)
        c->place = -1;
}

static void patient_line(struct wr_i_log *log, uint32_t at, const char *what, double time)
{
    struct wr_i_log_case *c = &log->cases[at];
    const char *with = "";
    long index;
    int found;

    if (wr_text_starts(what, "asks for ")) {
        if (wr_map_get(&log->steps, what + strlen("asks for "), &index))
            c->asked = (int)index;
    } else if (wr_text_starts(what, "enters ")) {
        if (wr_map_get(&log->places, what + strlen("enters "), &index))
            c->from = c->place, c->place = (int)index;
    } else if (wr_text_starts(what, "starts ")) {
        what += strlen("starts ");
        if ((found = find_step(log, c, what, &with)) >= 0)
            started(log, c, false, found, with, time);
        else if (wr_text_starts(what, "chasing ") && (found = find_item(log, what + strlen("chasing "), &with)) >= 0)
            started(log, c, true, found, with, time);
    } else if (wr_text_starts(what, "ends ")) {
        what += strlen("ends ");
        if (wr_map_get(&log->steps, what, &index))
            ended(log, c, false, (int)index, time);
        else if (wr_text_starts(what, "chasing ") && (found = chased(log, what + strlen("chasing "))) >= 0)
            ended(log, c, true, found, time);
    } else if (wr_text_starts(what, "leaves ")) {
        leaves(log, at, what, time);
    }
}

/* "walk-in:17"; false for places, staff and the run. */
static bool read_who(const struct wr_i_log *log, const char *who, int *kind, uint64_t *number)
{
    const char *colon = strrchr(who, ':');
    char name[512];
    long index;

    if (colon == NULL || (size_t)(colon - who) >= sizeof name || colon[1] == '\0')
        return false;
    memcpy(name, who, (size_t)(colon - who));
    name[colon - who] = '\0';
    if (!wr_map_get(&log->kinds, name, &index))
        return false;
    *kind = (int)index;
    *number = 0;
    for (const char *s = colon + 1; *s != '\0'; s++) {
        if (*s < '0' || *s > '9')
            return false;
        *number = *number * 10 + (uint64_t)(*s - '0');
    }
    return true;
}

void wr_i_log_line(void *self, double time, const char *who, const char *what)
{
    struct wr_i_log *log = self;
    double now = log->model->clock.start + time;
    uint64_t number;
    uint32_t at;
    int kind;

    if (log->status != 0)
        return;
    if (!read_who(log, who, &kind, &number)) {
        arrived(log);
        if (strcmp(who, "run") == 0 && strcmp(what, "collection starts") == 0)
            log->collected = true;
        return;
    }
    if (log->pending != WR_I_LOG_NOBODY && wr_text_starts(what, "has ") && log->cases[log->pending].kind == kind &&
        log->cases[log->pending].number == number)
        read_has(log, &log->cases[log->pending], what + strlen("has "));
    arrived(log);
    if (strcmp(what, "arrives") == 0) {
        log->pending = enter(log, kind, number);
        log->pending_time = now;
        return;
    }
    at = log->n_buckets == 0 ? WR_I_LOG_NOBODY : find(log, kind, number);
    if (at != WR_I_LOG_NOBODY)
        patient_line(log, at, what, now);
}

/* ---- beginning and ending ---- */

bool wr_i_log_is_csv(const char *path) { return wr_text_ends(path, ".csv"); }
bool wr_i_log_is_xes(const char *path) { return wr_text_ends(path, ".xes"); }

int wr_i_log_begin(struct wr_i_log *log, const char *path, const struct wr_model *model, const struct wr_i_log_about *about)
{
    int ret = 0;

    memset(log, 0, sizeof *log);
    log->model = model;
    log->about = *about;
    log->free = log->pending = WR_I_LOG_NOBODY;
    log->xes = wr_i_log_is_xes(path);
    wr_arena_init(&log->arena, 0);
    wr_buf_init(&log->out, 0);
    wr_map_init(&log->kinds);
    wr_map_init(&log->steps);
    wr_map_init(&log->places);
    wr_map_init(&log->resources);
    for (size_t i = 0; i < model->n_kinds && ret == 0; i++)
        ret = wr_map_put(&log->kinds, model->kinds[i].name, (long)i);
    for (size_t i = 0; i < model->n_steps && ret == 0; i++)
        ret = wr_map_put(&log->steps, model->steps[i].name, (long)i);
    for (size_t i = 0; i < model->n_places && ret == 0; i++)
        ret = wr_map_put(&log->places, model->places[i].name, (long)i);
    if (ret == 0)
        ret = wr_file_out_open(&log->file, path, &log->why);
    if (ret == 0)
        ret = wr_i_log_head(log);
    fail(log, ret);
    return log->status;
}

struct waiting {
    uint64_t sequence;
    uint32_t at;
};
static int compare_waiting(const void *a, const void *b)
{
    const struct waiting *x = a, *y = b;

    return x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

/* Those who are still here, in the order in which they came. */
static void unfinished(struct wr_i_log *log)
{
    struct waiting *here = wr_mem_alloc(log->present, sizeof *here);
    size_t n = 0;

    if (here == NULL) {
        fail(log, wr_fail(WR_ERR_MEMORY));
        return;
    }
    for (size_t i = 0; i < log->n_cases; i++)
        if (log->cases[i].sequence != 0)
            here[n++] = (struct waiting){log->cases[i].sequence, (uint32_t)i};
    qsort(here, n, sizeof *here, compare_waiting);
    for (size_t i = 0; i < n; i++)
        wr_i_log_trace(log, &log->cases[here[i].at], false);
    wr_mem_free(here);
}

int wr_i_log_finish(struct wr_i_log *log)
{
    if (log->status != 0)
        return log->status;
    arrived(log);
    if (log->xes)
        unfinished(log);
    wr_i_log_tail(log);
    wr_i_log_flush(log, true);
    if (log->status == 0)
        log->status = wr_file_out_done(&log->file, &log->why);
    return log->status;
}

void wr_i_log_end(struct wr_i_log *log)
{
    wr_file_out_drop(&log->file);
    for (size_t i = 0; i < log->n_cases; i++) {
        wr_mem_free(log->cases[i].has);
        wr_buf_free(&log->cases[i].texts);
        wr_buf_free(&log->cases[i].events);
    }
    wr_mem_free(log->cases);
    wr_mem_free(log->buckets);
    wr_mem_free(log->staff);
    wr_map_free(&log->kinds);
    wr_map_free(&log->steps);
    wr_map_free(&log->places);
    wr_map_free(&log->resources);
    wr_buf_free(&log->out);
    wr_arena_free(&log->arena);
    memset(log, 0, sizeof *log);
}
