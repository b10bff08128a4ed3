/* The cases of an event log: who is here, and the log's beginning and end. What is said of them is understood in log_lines.c.
 *
 * A case is a visit: who comes back begins a new one, numbered KIND:NUMBER.2 and so on. */
#include "cli/log_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

void wr_i_log_fail(struct wr_i_log *log, int code)
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

static uint32_t enter(struct wr_i_log *log, int kind, uint64_t number, uint32_t visit)
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
    c->visit = visit;
    c->sequence = ++log->arrivals;
    c->place = c->from = c->asked = -1;
    c->n_open = 0;
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
    wr_i_log_fail(log, wr_fail(WR_ERR_MEMORY));
    return WR_I_LOG_NOBODY;
}

void wr_i_log_forget(struct wr_i_log *log, uint32_t at)
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

/* The visit of who comes back: the second, third, ... */
static uint32_t visit_of(struct wr_i_log *log, const char *who)
{
    long visit = 1;

    (void)wr_map_get(&log->back, who, &visit);
    if (wr_map_put(&log->back, who, ++visit) != 0)
        wr_i_log_fail(log, wr_fail(WR_ERR_MEMORY));
    return (uint32_t)visit;
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
        wr_i_log_arrived(log);
        if (strcmp(who, "run") == 0 && strcmp(what, "collection starts") == 0)
            log->collected = true;
        return;
    }
    if (log->pending != WR_I_LOG_NOBODY && wr_text_starts(what, "has ") && log->cases[log->pending].kind == kind &&
        log->cases[log->pending].number == number)
        wr_i_log_read_has(log, &log->cases[log->pending], what + strlen("has "));
    wr_i_log_arrived(log);
    if (strcmp(what, "arrives") == 0 || strcmp(what, "comes back") == 0) {
        log->pending = enter(log, kind, number, what[0] == 'a' ? 1 : visit_of(log, who));
        log->pending_time = now;
        return;
    }
    at = log->n_buckets == 0 ? WR_I_LOG_NOBODY : find(log, kind, number);
    if (at != WR_I_LOG_NOBODY)
        wr_i_log_patient_line(log, at, what, now);
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
    wr_map_init(&log->tasks);
    wr_map_init(&log->back);
    for (size_t i = 0; i < model->n_kinds && ret == 0; i++)
        ret = wr_map_put(&log->kinds, model->kinds[i].name, (long)i);
    for (size_t i = 0; i < model->n_steps && ret == 0; i++)
        ret = wr_map_put(&log->steps, model->steps[i].name, (long)i);
    for (size_t i = 0; i < model->n_places && ret == 0; i++)
        ret = wr_map_put(&log->places, model->places[i].name, (long)i);
    for (size_t i = 0; i < model->n_tasks && ret == 0; i++)
        ret = wr_map_put(&log->tasks, model->tasks[i].name, (long)i);
    if (ret == 0)
        ret = wr_file_out_open(&log->file, path, &log->why);
    if (ret == 0)
        ret = wr_i_log_head(log);
    wr_i_log_fail(log, ret);
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
        wr_i_log_fail(log, wr_fail(WR_ERR_MEMORY));
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
    wr_i_log_arrived(log);
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
        wr_mem_free(log->cases[i].open);
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
    wr_map_free(&log->tasks);
    wr_map_free(&log->back);
    wr_buf_free(&log->out);
    wr_arena_free(&log->arena);
    memset(log, 0, sizeof *log);
}
