/* The event log as CSV, a line an event in the order of time, and as XES (IEEE 1849-2016), a trace a patient in the order in which they left. Both are
 * sent to the file as they grow: what is kept is one block, and for XES the traces of those who are here. */
#include "cli/log_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"

#define BLOCK ((size_t)256 << 10)
#define SIMULATED "simulated, not patients"

void wr_i_log_flush(struct wr_i_log *log, bool all)
{
    int ret = wr_buf_status(&log->out);

    if (log->status == 0 && ret == 0 && log->out.size > 0 && (all || log->out.size >= BLOCK)) {
        ret = wr_file_out_add(&log->file, log->out.data, log->out.size, &log->why);
        wr_buf_clear(&log->out);
    }
    if (log->status == 0)
        log->status = ret;
}

/* "2026-01-05T00:12:30.500": the model knows local time and no time zone, so none is written. */
static void timestamp(struct wr_buf *out, double time)
{
    double ms = floor(time * 1000 + 0.5), day = floor(ms / 86400000);
    long rest = (long)(ms - day * 86400000);

    wr_date_iso(out, (int)day);
    wr_buf_printf(out, "T%02ld:%02ld:%02ld.%03ld", rest / 3600000, rest / 60000 % 60, rest / 1000 % 60, rest % 1000);
}

static const char *part_of_run(const struct wr_i_log *log) { return log->collected ? "collected" : "warm-up"; }

static const char *place_of(const struct wr_i_log *log, const struct wr_i_log_case *c)
{
    return c->place >= 0 ? log->model->places[c->place].name : "";
}

/* KIND:NUMBER; of who has come back, KIND:NUMBER.2 and so on. */
static void case_name(struct wr_buf *out, const char *kind, const struct wr_i_log_case *c)
{
    wr_buf_printf(out, "%s:%llu", kind, (unsigned long long)c->number);
    if (c->visit > 1)
        wr_buf_printf(out, ".%u", (unsigned)c->visit);
}

/* ---- CSV ---- */

static void csv_head(struct wr_i_log *log)
{
    struct wr_buf *out = &log->out, name;

    wr_buf_init(&name, 0);
    wr_buf_text(out, "case_id,activity,activity_instance,lifecycle,timestamp,resource,place,kind");
    for (size_t i = 0; i < log->model->n_attributes; i++) {
        wr_buf_clear(&name);
        wr_buf_printf(&name, "has %s", log->model->attributes[i].name);
        wr_buf_char(out, ',');
        wr_buf_csv(out, wr_buf_string(&name));
    }
    wr_buf_text(out, ",option,replication,part_of_run,data\r\n");
    wr_buf_part_free(out, &name);
}

static void csv_event(struct wr_i_log *log, const struct wr_i_log_event *e)
{
    const struct wr_i_log_case *c = e->patient;
    const char *kind = log->model->kinds[c->kind].name;
    struct wr_buf *out = &log->out, name;

    wr_buf_init(&name, 0);
    case_name(&name, kind, c);
    wr_buf_csv(out, wr_buf_string(&name));
    wr_buf_char(out, ',');
    wr_buf_clear(&name);
    wr_buf_printf(&name, "%s%s", e->activity, e->what);
    wr_buf_csv(out, wr_buf_string(&name));
    wr_buf_printf(out, ",%llu,%s,", (unsigned long long)e->instance, e->lifecycle);
    timestamp(out, e->time);
    wr_buf_char(out, ',');
    wr_buf_csv(out, e->resource);
    wr_buf_char(out, ',');
    wr_buf_csv(out, place_of(log, c));
    wr_buf_char(out, ',');
    wr_buf_csv(out, kind);
    for (size_t i = 0; i < log->model->n_attributes; i++) {
        wr_buf_char(out, ',');
        wr_buf_csv(out, c->has[i]);
    }
    wr_buf_char(out, ',');
    wr_buf_csv(out, log->about.option);
    wr_buf_printf(out, ",%llu,%s,\"" SIMULATED "\"\r\n", log->about.replication, part_of_run(log));
    wr_buf_part_free(out, &name);
}

/* ---- XES ---- */

/* Text of an XML attribute: what XML 1.0 has no room for (control characters, U+FFFE and U+FFFF) becomes a blank, or the sign for a character unknown. */
static void xml(struct wr_buf *out, const char *s)
{
    struct wr_buf clean;

    wr_buf_init(&clean, 0);
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == 0xef && (unsigned char)s[1] == 0xbf && ((unsigned char)s[2] == 0xbe || (unsigned char)s[2] == 0xbf)) {
            wr_buf_text(&clean, "\xef\xbf\xbd");
            s += 2;
        } else {
            wr_buf_char(&clean, c < 32 ? ' ' : (char)c);
        }
    }
    wr_buf_html(out, wr_buf_string(&clean));
    wr_buf_part_free(out, &clean);
}

static void pair(struct wr_buf *out, int depth, const char *type, const char *key, const char *value)
{
    wr_buf_printf(out, "%*s<%s key=\"%s\" value=\"", 2 * depth, "", type, key);
    xml(out, value);
    wr_buf_text(out, "\"/>\n");
}

static void pair_whole(struct wr_buf *out, int depth, const char *key, unsigned long long n)
{
    char text[32];

    snprintf(text, sizeof text, "%llu", n);
    pair(out, depth, n <= (unsigned long long)INT64_MAX ? "int" : "string", key, text); /* an int of XES has a sign */
}

/* A key is a Name of XML: "time of day" becomes has_time_of_day. Two that then are alike are told apart by a number. */
static int make_keys(struct wr_i_log *log)
{
    const struct wr_model *m = log->model;
    struct wr_buf key;
    int ret = 0;

    wr_buf_init(&key, 0);
    log->keys = wr_arena_alloc(&log->arena, m->n_attributes, sizeof *log->keys);
    for (size_t i = 0; i < m->n_attributes && log->keys != NULL && ret == 0; i++) {
        size_t size, alike = 1;
        wr_buf_clear(&key);
        wr_buf_text(&key, "has_");
        for (const char *s = m->attributes[i].name; *s != '\0'; s++) {
            bool plain = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') || *s == '-';
            wr_buf_char(&key, plain ? *s : '_');
        }
        size = key.size;
        for (size_t k = 0; k < i && wr_buf_status(&key) == 0;) {
            if (strcmp(log->keys[k], wr_buf_string(&key)) != 0) {
                k++;
                continue;
            }
            key.size = size;
            wr_buf_printf(&key, ".%zu", ++alike);
            k = 0;
        }
        log->keys[i] = wr_arena_text(&log->arena, wr_buf_string(&key));
        ret = wr_buf_status(&key);
        if (log->keys[i] == NULL)
            ret = wr_fail(WR_ERR_MEMORY);
    }
    wr_buf_free(&key);
    return log->keys == NULL ? wr_fail(WR_ERR_MEMORY) : ret;
}

static void xes_head(struct wr_i_log *log)
{
    static const char *const extensions[][2] = {
        {"Concept", "concept"}, {"Time", "time"}, {"Lifecycle", "lifecycle"}, {"Organizational", "org"}};
    static const char *const data[] = {"not said", "invented", "typed", "fitted"};
    const struct wr_model *m = log->model;
    struct wr_buf *out = &log->out, name;

    wr_buf_init(&name, 0);
    wr_buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- " SIMULATED ". Made by wardround " WR_VERSION ". -->\n"
                     "<log xes.version=\"1.0\" xes.features=\"\">\n");
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        wr_buf_printf(out, "  <extension name=\"%s\" prefix=\"%s\" uri=\"http://www.xes-standard.org/%s.xesext\"/>\n", extensions[i][0],
                      extensions[i][1], extensions[i][1]);
    wr_buf_text(out, "  <global scope=\"trace\">\n");
    pair(out, 2, "string", "concept:name", "unknown");
    wr_buf_text(out, "  </global>\n  <global scope=\"event\">\n");
    pair(out, 2, "string", "concept:name", "unknown");
    pair(out, 2, "string", "lifecycle:transition", "complete");
    pair(out, 2, "date", "time:timestamp", "1970-01-01T00:00:00.000");
    wr_buf_text(out, "  </global>\n  <classifier name=\"Activity\" keys=\"concept:name\"/>\n"
                     "  <classifier name=\"Event\" keys=\"concept:name lifecycle:transition\"/>\n");
    wr_buf_printf(&name, "%s, %s, replication %llu", m->service, log->about.option, log->about.replication);
    pair(out, 1, "string", "concept:name", wr_buf_string(&name));
    pair(out, 1, "string", "lifecycle:model", "standard");
    pair(out, 1, "string", "data", SIMULATED);
    pair(out, 1, "string", "numbers", data[m->data]);
    pair(out, 1, "string", "service", m->service);
    pair(out, 1, "string", "hash", m->hash);
    pair(out, 1, "string", "option", log->about.option);
    pair_whole(out, 1, "replication", log->about.replication);
    pair_whole(out, 1, "seed", log->about.seed);
    wr_buf_part_free(out, &name);
}

static void xes_event(struct wr_i_log *log, const struct wr_i_log_event *e)
{
    struct wr_buf *out = &log->cases[e->patient - log->cases].events;
    const char *place = place_of(log, e->patient);

    wr_buf_text(out, "    <event>\n      <string key=\"concept:name\" value=\"");
    xml(out, e->activity);
    xml(out, e->what);
    wr_buf_printf(out, "\"/>\n      <string key=\"lifecycle:transition\" value=\"%s\"/>\n      <date key=\"time:timestamp\" value=\"",
                  e->lifecycle);
    timestamp(out, e->time);
    wr_buf_printf(out, "\"/>\n      <string key=\"concept:instance\" value=\"%llu\"/>\n", (unsigned long long)e->instance);
    if (*e->resource != '\0')
        pair(out, 3, "string", "org:resource", e->resource);
    if (*place != '\0')
        pair(out, 3, "string", "place", place);
    pair(out, 3, "string", "part_of_run", part_of_run(log));
    wr_buf_text(out, "    </event>\n");
    if (log->status == 0)
        log->status = wr_buf_status(out);
}

static void xes_attribute(struct wr_i_log *log, size_t i, const char *text)
{
    const struct wr_attribute *a = &log->model->attributes[i];
    double x;

    if (a->kind == WR_ATTRIBUTE_CHANCE)
        pair(&log->out, 2, "boolean", log->keys[i], strcmp(text, "yes") == 0 ? "true" : "false");
    else if (a->kind == WR_ATTRIBUTE_NUMBER && wr_text_number(text, &x) == strlen(text))
        pair(&log->out, 2, "float", log->keys[i], text);
    else
        pair(&log->out, 2, "string", log->keys[i], text);
}

void wr_i_log_trace(struct wr_i_log *log, struct wr_i_log_case *patient, bool left)
{
    const char *kind = log->model->kinds[patient->kind].name;
    struct wr_buf *out = &log->out, name;

    if (!log->xes || log->status != 0)
        return;
    wr_buf_init(&name, 0);
    case_name(&name, kind, patient);
    wr_buf_text(out, "  <trace>\n");
    pair(out, 2, "string", "concept:name", wr_buf_string(&name));
    pair(out, 2, "string", "kind", kind);
    for (size_t i = 0; i < log->model->n_attributes; i++)
        if (patient->has[i] != NULL)
            xes_attribute(log, i, patient->has[i]);
    pair(out, 2, "boolean", "left", left ? "true" : "false");
    wr_buf_add(out, wr_buf_string(&patient->events), patient->events.size);
    wr_buf_text(out, "  </trace>\n");
    wr_buf_part_free(out, &name);
    wr_i_log_flush(log, false);
}

/* ---- both ---- */

int wr_i_log_head(struct wr_i_log *log)
{
    int ret = log->xes ? make_keys(log) : 0;

    if (ret != 0)
        return ret;
    if (log->xes)
        xes_head(log);
    else
        csv_head(log);
    return wr_buf_status(&log->out);
}

void wr_i_log_write(struct wr_i_log *log, const struct wr_i_log_event *event)
{
    if (log->status != 0)
        return;
    log->events++;
    if (log->xes) {
        xes_event(log, event);
    } else {
        csv_event(log, event);
        wr_i_log_flush(log, false);
    }
}

void wr_i_log_tail(struct wr_i_log *log)
{
    if (log->xes)
        wr_buf_text(&log->out, "</log>\n");
}
