/* A small service, and people's files beside it, read from memory: a text of several files, each begun by a line "@ folder/name". Files of needs are one
 * at most. people.yaml is filled in when the text gives none. */
#ifndef WR_TESTS_AGREE_SMALL_H
#define WR_TESTS_AGREE_SMALL_H

#include <string.h>

#include "agree/agree_internal.h"

struct small {
    struct wr_source source;
    struct wr_model model;
    struct wr_agree agree;
    struct wr_mistakes mistakes;
    struct wr_arena names; /* of the files: they outlive what is told about them */
};

static const char small_service[] =
    "wardround: 1\n"
    "service: A small one\n"
    "run: {warm up: 1 week, collect: 52 weeks}\n"
    "objectives: {safe: {says: Nobody is harmed, measure: wait}, timely: {says: In time, measure: wait}}\n"
    "outcomes: [went home]\n"
    "places: {bay: 8}\n"
    "staff: {nurse: 2}\n"
    "systems: {patient record: {says: The record}}\n"
    "information: {allergies: {kept in: patient record, there at once: 70%}}\n"
    "patients: {walk-in: {arrive: {a day: 20}, starts at: triage}}\n"
    "steps:\n"
    "  triage: {in: bay, with: nurse, takes: 8 min, needs to know: {allergies: go ahead}, then: went home}\n"
    "tasks: {observation round: {every: 4 h, for each patient in: bay, with: nurse, takes: 5 min}}\n"
    "measures: {wait: {wait for: triage}}\n"
    "changes:\n"
    "  record at the bedside: {effects: [{change: steps.triage.takes, times: 0.9}]}\n"
    "  evening nurses: {effects: [{change: staff.nurse, add: 1}]}\n"
    "options: {do nothing: [], both of them: [record at the bedside, evening nurses]}\n";

static const char small_people[] =
    "people:\n"
    "  groups: {ward nurses: {in post: 62, night: 20}, porters: 22, patients and carers: {in post: 12, kind: patients}}\n"
    "  offices: {clinical safety officer: {name: Dr A. Example}, chief nurse: {name: B. Example}}\n";

/* One file: by its folder and its ending. */
static int small_take(struct small *s, struct wr_i_people *p, const char *name, const char *data, size_t n)
{
    const char *slash = strchr(name, '/');
    const char *folder = slash == NULL ? NULL : wr_arena_text_n(&s->names, name, (size_t)(slash - name));

    if (folder != NULL && strcmp(folder, "needs") == 0) {
        int err = wr_needs_text(name, data, n, &s->mistakes, &s->agree.stated);
        return err == WR_ERR_MISTAKES ? 0 : err;
    }
    return strstr(name, ".csv") != NULL ? wr_i_people_take_csv(p, name, data, n) : wr_i_people_take(p, folder, name, data, n);
}

/* Reads it all with another service file; free it in any case. What wr_agree_read gives. */
static int small_read_with(struct small *s, const char *service, const char *text)
{
    struct wr_i_people p = {.f = NULL};
    int err, closed;

    memset(s, 0, sizeof *s);
    wr_mistakes_init(&s->mistakes);
    wr_arena_init(&s->names, 0);
    err = wr_source_text("service.yaml", service, strlen(service), NULL, &s->mistakes, &s->source);
    if (err == 0)
        err = wr_model_read(&s->source, &s->mistakes, &s->model);
    if (err != 0)
        return err;
    wr_i_agree_begin(&s->agree, &s->model);
    err = wr_i_people_open(&p, &s->agree, &s->mistakes);
    if (err == 0)
        err = wr_scales_read(&s->agree.arena, NULL, &s->mistakes, &s->agree.scales);
    if (err == 0 && strstr(text, "@ people.yaml\n") == NULL)
        err = small_take(s, &p, "people.yaml", small_people, sizeof small_people - 1);
    while (err == 0 && strncmp(text, "@ ", 2) == 0) {
        const char *line = strchr(text, '\n'), *end = strstr(line, "\n@ ");
        const char *name = wr_arena_text_n(&s->names, text + 2, (size_t)(line - text - 2));
        end = end == NULL ? line + strlen(line) : end + 1;
        err = small_take(s, &p, name, line + 1, (size_t)(end - line - 1));
        text = end;
    }
    if (err == 0)
        err = wr_i_people_join(&p);
    closed = wr_i_people_close(&p);
    if (err == 0)
        err = closed;
    return err != 0 ? err : s->mistakes.mistakes > 0 ? WR_ERR_MISTAKES : 0;
}

/* The same with the small service above. */
static inline int small_read(struct small *s, const char *text) { return small_read_with(s, small_service, text); }

static void small_free(struct small *s)
{
    wr_agree_free(&s->agree);
    wr_model_free(&s->model);
    wr_source_free(&s->source);
    wr_mistakes_free(&s->mistakes);
    wr_arena_free(&s->names);
}

#endif
